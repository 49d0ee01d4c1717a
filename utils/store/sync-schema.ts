import type { DBSchema, IDBPDatabase } from 'idb';

import type {
  HistoryRow,
  InstanceRow,
  LaneRow,
  PartRow,
  PayloadRow,
  Scan,
  SyncInboxRow,
  SyncOutboxRow,
  SyncTable,
  TransferRow,
  Trigger,
  Twin,
} from '@/utils/domain/sync.ts';

type ByDue = { 'by-due': [string, number, string] };

/** What the engine keeps, a store for each of its tables under the prefix `sync-`. */
export interface SyncSchema extends DBSchema {
  'sync-twins': {
    key: string;
    value: Twin;
    indexes: ByDue & { 'by-entity': [string, string, string]; 'by-connection': [string, string] };
  };
  'sync-payloads': { key: string; value: PayloadRow };
  'sync-outbox': { key: string; value: SyncOutboxRow; indexes: ByDue & { 'by-message': [string, string] } };
  'sync-inbox': { key: string; value: SyncInboxRow; indexes: { 'by-time': [number, string] } };
  'sync-instances': { key: string; value: InstanceRow };
  'sync-lanes': { key: string; value: LaneRow };
  'sync-transfers': { key: string; value: TransferRow; indexes: ByDue };
  'sync-parts': { key: [string, number]; value: PartRow };
  'sync-triggers': { key: string; value: Trigger; indexes: { 'by-connection': string } };
  'sync-scans': { key: string; value: Scan; indexes: ByDue };
  'sync-history': { key: string; value: HistoryRow };
}

export type SyncStoreName = `sync-${SyncTable}`;

/** Makes the stores of the engine. Its indexes are sparse: a row that is not due is in no `by-due`. */
export function createSyncStores(db: IDBPDatabase<SyncSchema>): void {
  const byDue = ['connection', 'dueAt', 'key'];
  const twins = db.createObjectStore('sync-twins', { keyPath: 'key' });
  twins.createIndex('by-due', byDue);
  twins.createIndex('by-entity', ['instance', 'entity.id', 'key']);
  twins.createIndex('by-connection', ['connection', 'key']);
  db.createObjectStore('sync-payloads', { keyPath: 'key' });
  const outbox = db.createObjectStore('sync-outbox', { keyPath: 'key' });
  outbox.createIndex('by-due', byDue);
  outbox.createIndex('by-message', ['connection', 'id']);
  db.createObjectStore('sync-inbox', { keyPath: 'key' }).createIndex('by-time', ['at', 'key']);
  db.createObjectStore('sync-instances', { keyPath: 'key' });
  db.createObjectStore('sync-lanes', { keyPath: 'key' });
  db.createObjectStore('sync-transfers', { keyPath: 'key' }).createIndex('by-due', byDue);
  db.createObjectStore('sync-parts', { keyPath: 'key' });
  db.createObjectStore('sync-triggers', { keyPath: 'key' }).createIndex('by-connection', 'connection');
  db.createObjectStore('sync-scans', { keyPath: 'key' }).createIndex('by-due', byDue);
  db.createObjectStore('sync-history', { keyPath: 'key' });
}
