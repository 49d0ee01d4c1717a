import type { IDBPDatabase } from 'idb';

import { AppError } from '@/utils/base/errors.ts';
import type { ConnectionStatus } from '@/utils/domain/connection.ts';
import type {
  LaneCounts,
  SyncOutboxRow,
  SyncStep,
  SyncStore,
  SyncTable,
  SyncTables,
  Twin,
} from '@/utils/domain/sync.ts';

import { storeFault } from './database.ts';
import type { Schema } from './database.ts';
import { listConnections } from './reading.ts';
import type { Store } from './store.ts';
import type { SyncStoreName } from './sync-schema.ts';
import { writeAtOnce } from './writing.ts';
import type { Writing } from './writing.ts';

type Names = SyncStoreName | 'meta';

const nameOf = <Table extends SyncTable>(table: Table): `sync-${Table}` => `sync-${table}`;
const countsKey = (connection: string): string => `sync-counts ${connection}`;
const none: LaneCounts = { twins: 0, parked: 0, outbox: 0, incoming: 0 };
/** Beyond every further part of a key. */
const END = [[]];
const beginningWith = (...parts: readonly string[]): IDBKeyRange =>
  IDBKeyRange.bound([...parts], [...parts, ...END], true, true);
const dueUntil = (connection: string, until: number): IDBKeyRange =>
  IDBKeyRange.bound([connection], [connection, until, ...END], true, true);

const own: readonly ConnectionStatus[] = ['active', 'deactivated', 'error'];

/** The engine's tables in IndexedDB: a commit is one strict transaction, a list an indexed range with a limit. */
export function createSyncStore(store: Store): SyncStore {
  const database = (): Promise<IDBPDatabase<Schema>> => store.database();

  /** Reads, with the store's own faults in place of IndexedDB's. */
  async function reading<Result>(read: (db: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result> {
    const db = await database();
    try {
      return await read(db);
    } catch (error) {
      throw storeFault(error);
    }
  }

  return {
    // The store of a table holds that table's rows and no others.
    load: (table, key) =>
      reading((db) => db.get(nameOf(table), key) as Promise<SyncTables[typeof table] | undefined>),

    async commit(step) {
      const names = storesOf(step);
      if (names.length === 0) return;
      await writeAtOnce(await database(), names, 'strict', (tx) => write(tx, step));
    },

    async connections() {
      const pages = await Promise.all(own.map((status) => listConnections(store, { status, limit: 10_000 })));
      return pages.flatMap(({ rows }) => rows);
    },

    async counts(connection) {
      const row = await store.get('meta', countsKey(connection));
      return { ...none, ...(row?.value as LaneCounts | undefined) };
    },

    twinsOf: (instance, entityId) =>
      reading((db) => db.getAllFromIndex('sync-twins', 'by-entity', beginningWith(instance, entityId), 100)),
    dueTwins: (connection, until, limit) =>
      reading((db) => db.getAllFromIndex('sync-twins', 'by-due', dueUntil(connection, until), limit)),
    dueOutbox: (connection, until, limit) =>
      reading((db) => db.getAllFromIndex('sync-outbox', 'by-due', dueUntil(connection, until), limit)),
    dueTransfers: (connection, until, limit) =>
      reading((db) => db.getAllFromIndex('sync-transfers', 'by-due', dueUntil(connection, until), limit)),
    dueScans: (connection, until, limit) =>
      reading((db) => db.getAllFromIndex('sync-scans', 'by-due', dueUntil(connection, until), limit)),

    outboxOf: (connection, ids) =>
      reading(async (db) => {
        const index = db.transaction('sync-outbox').store.index('by-message');
        const rows = await Promise.all(ids.map((id) => index.get([connection, id])));
        return rows.filter((row): row is SyncOutboxRow => row !== undefined);
      }),

    nextDue: (connection) =>
      reading(async (db) => {
        const tables = ['twins', 'outbox', 'transfers', 'scans'] as const;
        const tx = db.transaction(tables.map(nameOf));
        const first = await Promise.all(
          tables.map(async (table) => {
            const index = tx.objectStore(nameOf(table)).index('by-due');
            const cursor = await index.openKeyCursor(beginningWith(connection));
            return cursor ? ([table, cursor.key[1]] as const) : undefined;
          }),
        );
        return Object.fromEntries(first.filter((entry) => entry !== undefined));
      }),

    twinsAfter: (connection, after, limit) =>
      reading((db) => {
        const range =
          after === undefined
            ? beginningWith(connection)
            : IDBKeyRange.bound([connection, after], [connection, ...END], true, true);
        return db.getAllFromIndex('sync-twins', 'by-connection', range, limit);
      }),

    triggers: (connection) =>
      reading(async (db) => {
        const rows = await db.getAllFromIndex('sync-triggers', 'by-connection', connection);
        return rows.filter(({ active }) => active);
      }),

    parts: (transfer, from, limit) =>
      reading((db) =>
        db.getAll('sync-parts', IDBKeyRange.bound([transfer, from], [transfer, ...END], false, true), limit),
      ),

    oldInbox: (before, limit) =>
      reading((db) =>
        db.getAllKeysFromIndex('sync-inbox', 'by-time', IDBKeyRange.upperBound([before], true), limit),
      ),
  };
}

/** Which tables a step touches, and with them the counters where it changes what they count. */
function storesOf(step: SyncStep): Names[] {
  const names = new Set<Names>();
  for (const { table } of [...(step.expect ?? []), ...(step.put ?? []), ...(step.erase ?? [])]) {
    names.add(nameOf(table));
  }
  if (step.acknowledged) names.add('sync-outbox');
  if (step.eraseParts && step.eraseParts.length > 0) names.add('sync-parts');
  if (names.has('sync-twins') || names.has('sync-outbox')) names.add('meta');
  return [...names];
}

async function write(tx: Writing<Names>, step: SyncStep): Promise<void> {
  for (const { table, key, revision } of step.expect ?? []) {
    const row = await tx.objectStore(nameOf(table)).get(key);
    if (row?.revision !== revision) throw new AppError('store/conflict', `${table} ${key}`);
  }
  const counted = createCounters();
  for (const entry of step.put ?? []) {
    if (entry.table === 'twins') {
      counted.twin(await tx.objectStore('sync-twins').get(entry.row.key), -1);
      counted.twin(entry.row, 1);
    } else if (entry.table === 'outbox') {
      counted.message(await tx.objectStore('sync-outbox').get(entry.row.key), -1);
      counted.message(entry.row, 1);
    }
    await tx.objectStore(nameOf(entry.table)).put(entry.row);
  }
  for (const { table, key } of step.erase ?? []) {
    if (table === 'twins') counted.twin(await tx.objectStore('sync-twins').get(key), -1);
    else if (table === 'outbox') counted.message(await tx.objectStore('sync-outbox').get(key), -1);
    await tx.objectStore(nameOf(table)).delete(key);
  }
  for (const id of step.acknowledged?.ids ?? []) {
    const outbox = tx.objectStore('sync-outbox');
    const row = await outbox.index('by-message').get([step.acknowledged?.connection ?? '', id]);
    if (row === undefined) continue;
    counted.message(row, -1);
    await outbox.delete(row.key);
  }
  for (const transfer of step.eraseParts ?? []) {
    await tx.objectStore('sync-parts').delete(beginningWith(transfer));
  }
  for (const [connection, change] of counted.changes()) {
    const meta = tx.objectStore('meta');
    const before = { ...none, ...((await meta.get(countsKey(connection)))?.value as LaneCounts | undefined) };
    await meta.put({ key: countsKey(connection), value: sum(before, change) });
  }
}

const sum = (one: LaneCounts, other: LaneCounts): LaneCounts => ({
  twins: one.twins + other.twins,
  parked: one.parked + other.parked,
  outbox: one.outbox + other.outbox,
  incoming: one.incoming + other.incoming,
});

/** Gathers what a step does to the counters of each connection. */
function createCounters() {
  const gathered = new Map<string, LaneCounts>();
  const add = (connection: string, change: Partial<LaneCounts>): void => {
    gathered.set(connection, sum(gathered.get(connection) ?? none, { ...none, ...change }));
  };
  return {
    twin(row: Twin | undefined, by: 1 | -1) {
      if (row === undefined) return;
      add(row.connection, {
        twins: by,
        parked: row.parked ? by : 0,
        incoming: row.incoming === undefined ? 0 : by,
      });
    },
    message(row: SyncOutboxRow | undefined, by: 1 | -1) {
      if (row !== undefined) add(row.connection, { outbox: by });
    },
    changes: () => [...gathered],
  };
}
