import type { View } from '../support/browsers/types.ts';

/**
 * Fills the product's database with copies of an invitation that it holds already, until there are `count`
 * pending ones, the copies older than the original. Runs in a page of the product: the database belongs to its
 * origin. Throws when there is no invitation to copy.
 */
export function seedInvitations(page: View, count: number): Promise<number> {
  return page.evaluate(async (wanted: number) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('failed')));
      });
    const db = await done(indexedDB.open('liaison'));
    const tx = db.transaction(['invitations', 'meta'], 'readwrite');
    const store = tx.objectStore('invitations');
    const [original] = (await done(store.getAll(undefined, 1))) as { createdAt: number }[];
    if (!original) throw new Error('there is no invitation to copy');
    store.clear();
    store.put(original);
    for (let n = 1; n < wanted; n += 1) {
      store.put({
        ...original,
        id: `copy${String(n).padStart(18, '0')}`,
        createdAt: original.createdAt - n * 1000,
      });
    }
    const meta = tx.objectStore('meta');
    const counts = (await done(meta.get('counts'))) as { value: Record<string, number> } | undefined;
    if (counts) meta.put({ ...counts, value: { ...counts.value, pendingInvitations: wanted } });
    await new Promise<void>((resolve, reject) => {
      tx.addEventListener('complete', () => resolve());
      tx.addEventListener('abort', () => reject(tx.error ?? new Error('aborted')));
    });
    db.close();
    return wanted;
  }, count);
}
