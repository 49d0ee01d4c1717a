import { storeFault } from './database.ts';
import type { Schema } from './database.ts';
import type { Store } from './store.ts';

type Row = Schema['exchange']['value'];
interface Box {
  readonly connectionId: string;
  readonly to: 'source' | 'destination';
}

const rangeOf = (box: Box): IDBKeyRange =>
  IDBKeyRange.bound([box.connectionId, box.to], [box.connectionId, box.to, []], true, true);

/** Messages between two instances of this profile, each call one transaction. */
export const createExchangeRows = (store: Store) => ({
  async put(row: Row, room: number): Promise<boolean> {
    const db = await store.database();
    try {
      const tx = db.transaction('exchange', 'readwrite', { durability: 'strict' });
      const key: [string, string, string] = [row.connectionId, row.to, row.id];
      if ((await tx.store.getKey(key)) === undefined) {
        if ((await tx.store.count(rangeOf(row))) >= room) {
          await tx.done;
          return false;
        }
        await tx.store.put(row);
      }
      await tx.done;
      return true;
    } catch (error) {
      throw storeFault(error);
    }
  },

  async list(box: Box, limit: number): Promise<readonly Row[]> {
    const db = await store.database();
    try {
      return await db.getAllFromIndex('exchange', 'by-order', rangeOf(box), limit);
    } catch (error) {
      throw storeFault(error);
    }
  },

  async get(box: Box, id: string): Promise<Row | undefined> {
    const db = await store.database();
    try {
      return await db.get('exchange', [box.connectionId, box.to, id]);
    } catch (error) {
      throw storeFault(error);
    }
  },

  remove: (box: Box, id: string): Promise<void> =>
    store.commit({ erase: [{ store: 'exchange', key: [box.connectionId, box.to, id] }] }),
});
