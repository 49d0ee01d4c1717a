import type { IDBPDatabase } from 'idb';

import type { Schema, UpgradeTransaction } from './database.ts';
import { createSyncStores } from './sync-schema.ts';

/** One step of the schema. Append, never edit: the database's version is the number of steps. */
export type Migration = (db: IDBPDatabase<Schema>, tx: UpgradeTransaction) => void;

export const migrations: readonly Migration[] = [
  function createFirstStores(db) {
    const connections = db.createObjectStore('connections', { keyPath: 'id' });
    connections.createIndex('by-created', ['createdAt', 'id']);
    connections.createIndex('by-status', ['status', 'createdAt', 'id']);
    connections.createIndex('by-instance', ['local.instance.url', 'createdAt', 'id']);
    connections.createIndex('by-connection', 'connectionId');

    const invitations = db.createObjectStore('invitations', { keyPath: 'id' });
    invitations.createIndex('by-created', ['createdAt', 'id']);
    invitations.createIndex('by-status', ['status', 'createdAt', 'id']);
    invitations.createIndex('by-expiry', ['status', 'expiresAt']);

    const handshakes = db.createObjectStore('handshakes', { keyPath: 'id' });
    // Sparse: a record without the property is not in it.
    handshakes.createIndex('by-under-way', 'underWay');
    handshakes.createIndex('by-tidy', 'tidyAt');
    db.createObjectStore('keys', { keyPath: 'id' });
    db.createObjectStore('wizards', { keyPath: 'id' });
    db.createObjectStore('choices', { keyPath: 'instance' });
    db.createObjectStore('sites', { keyPath: 'origin' });
    db.createObjectStore('settings', { keyPath: 'id' });
    db.createObjectStore('meta', { keyPath: 'key' });
    const exchange = db.createObjectStore('exchange', { keyPath: ['connectionId', 'to', 'id'] });
    // Order of arrival, and the size beside it so that a list need not read the bodies.
    exchange.createIndex('by-order', ['connectionId', 'to', 'order', 'size']);
  },
  function createStoresOfTheEngine(db) {
    // The same database: the engine's stores are described apart from the others.
    createSyncStores(db as unknown as Parameters<typeof createSyncStores>[0]);
  },
];
