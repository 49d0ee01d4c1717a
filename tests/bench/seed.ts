import type { View } from '../support/browsers/types.ts';

/**
 * Writes pending invitations straight into the product's database until there are `count`, in a page of the
 * product (the database belongs to its origin).
 */
export function seedInvitations(page: View, count: number): Promise<number> {
  return page.evaluate(async (wanted: number) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('failed')));
      });
    const db = await done(indexedDB.open('liaison'));
    const now = Date.now();
    const tx = db.transaction('invitations', 'readwrite');
    const store = tx.objectStore('invitations');
    for (let n = 0; n < wanted; n += 1) {
      const id = `seed${String(n).padStart(18, '0')}`;
      store.put({
        id,
        status: 'pending',
        connectionName: `ACME_to_PARTNER_${String(n)}`,
        local: { platform: 'servicenow', url: 'https://acme.service-now.com' },
        mode: 'basic',
        type: 'private',
        code: `${id}${'x'.repeat(600)}`,
        createdAt: now - n * 1000,
        expiresAt: now + 72 * 3_600_000 - n,
        refusedAcceptances: 0,
        revision: 1,
      });
    }
    await new Promise<void>((resolve, reject) => {
      tx.addEventListener('complete', () => resolve());
      tx.addEventListener('abort', () => reject(tx.error ?? new Error('aborted')));
    });
    db.close();
    return wanted;
  }, count);
}
