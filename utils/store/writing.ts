import type { IDBPDatabase, IDBPTransaction } from 'idb';

import { AppError } from '@/utils/base/errors.ts';

import { storeFault } from './database.ts';
import type { Schema, StoreName } from './database.ts';
import type { SyncStoreName } from './sync-schema.ts';

export type AnyStoreName = StoreName | SyncStoreName;
export type Writing<Name extends AnyStoreName> = IDBPTransaction<Schema, Name[], 'readwrite'>;

/**
 * Does all of a step in one transaction, or nothing of it: whatever `work` throws takes back what it has written.
 * Resolves when the data has been flushed (`strict`) or handed to the system (`relaxed`).
 * @throws `AppError`: what `work` threw, or `store/quota`, `store/unavailable`, `store/corrupted`
 */
export async function writeAtOnce<Name extends AnyStoreName>(
  db: IDBPDatabase<Schema>,
  names: readonly Name[],
  durability: 'strict' | 'relaxed',
  work: (tx: Writing<Name>) => Promise<void>,
): Promise<void> {
  try {
    const tx = db.transaction([...names], 'readwrite', { durability });
    // A refused write aborts the whole step; its error arrives here, not as an unhandled one.
    const done = tx.done.then(
      () => undefined,
      (error: unknown) => error ?? new AppError('store/unavailable', 'aborted'),
    );
    let failure: unknown;
    try {
      await work(tx);
    } catch (error) {
      failure = error;
      try {
        tx.abort();
      } catch {
        // The failed request has aborted it already.
      }
    }
    const aborted = await done;
    if (failure !== undefined) throw failure;
    if (aborted !== undefined) throw aborted;
  } catch (error) {
    throw storeFault(error);
  }
}
