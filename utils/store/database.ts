import { openDB } from 'idb';
import type { IDBPDatabase, IDBPTransaction } from 'idb';

import { AppError } from '@/utils/base/errors.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { InvitationRecord } from '@/utils/domain/invitation.ts';
import type { LastChoices, Settings, Site } from '@/utils/domain/settings.ts';

import { migrations } from './migrations.ts';
import type { SyncSchema, SyncStoreName } from './sync-schema.ts';

/** A record of another room's making: the store keeps it by id and revision and looks no further. */
export interface Kept {
  readonly id: string;
  readonly revision: number;
}

/** Key and value of the small facts in `meta`. */
export interface MetaRow {
  readonly key: string;
  readonly value: unknown;
}

export interface Schema extends SyncSchema {
  connections: {
    key: string;
    value: Connection;
    indexes: {
      'by-created': [number, string];
      'by-status': [string, number, string];
      'by-instance': [string, number, string];
      'by-connection': string;
    };
  };
  invitations: {
    key: string;
    value: InvitationRecord;
    indexes: {
      'by-created': [number, string];
      'by-status': [string, number, string];
      'by-expiry': [string, number];
    };
  };
  /** Handshake states with their secrets; `underWay` is 1 on those that wait for their partner, else absent;
   * `tidyAt` is when (ms) time alone changes them. */
  handshakes: {
    key: string;
    value: Kept & { readonly underWay?: 1 | undefined; readonly tidyAt?: number | undefined };
    indexes: { 'by-under-way': number; 'by-tidy': number };
  };
  /** Traffic keys of established connections; erased when they are disconnected. */
  keys: { key: string; value: Kept };
  wizards: { key: string; value: Kept };
  choices: { key: string; value: LastChoices };
  sites: { key: string; value: Site };
  settings: { key: string; value: { id: 'settings'; revision: number; value: Settings } };
  meta: { key: string; value: MetaRow };
  /** The `browser` exchange: messages between two instances in this profile. */
  exchange: {
    key: [string, string, string];
    indexes: { 'by-order': [string, string, number, number] };
    value: {
      connectionId: string;
      to: 'source' | 'destination';
      id: string;
      body: Uint8Array<ArrayBuffer>;
      order: number;
      size: number;
    };
  };
}

export type StoreName =
  | 'connections'
  | 'invitations'
  | 'handshakes'
  | 'keys'
  | 'wizards'
  | 'choices'
  | 'sites'
  | 'settings'
  | 'meta'
  | 'exchange';
export type Database = IDBPDatabase<Schema>;
export type UpgradeTransaction = IDBPTransaction<Schema, (StoreName | SyncStoreName)[], 'versionchange'>;

/** Remembers outside IndexedDB that a database was made, so that its loss is noticed (R13). */
export interface StoreMarker {
  read(): Promise<boolean>;
  write(): Promise<void>;
}

export interface OpenOptions {
  readonly name?: string;
  readonly marker: StoreMarker;
  /** The admin has been told that the data is gone and wants to start anew. */
  readonly startAnew?: boolean;
  /** Another context holds the old version open, or wants to raise it: called once, for the screen. */
  readonly onBlocked?: () => void;
  /** The connection has ended by itself (the browser closed it, or a newer version wants in). */
  readonly onClosed?: () => void;
  /** How long an upgrade may wait for old pages to close, in ms. */
  readonly patience?: number;
}

const faultOf = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return new AppError('store/quota', undefined, { cause: error });
  if (name === 'VersionError') return new AppError('store/unavailable', 'newer-version', { cause: error });
  if (name === 'DataError' || name === 'UnknownError' || name === 'NotFoundError') {
    return new AppError('store/corrupted', undefined, { cause: error });
  }
  return new AppError('store/unavailable', name || undefined, { cause: error });
};

/** An error of IndexedDB as one the screens can word; an `AppError` stays itself. */
export const storeFault = faultOf;

/**
 * Opens the database, bringing it up to date.
 * @throws `AppError` `store/evicted` when a database that was once made is gone (nothing is made anew by itself),
 *   `store/blocked` when an old page keeps the old version open for longer than `patience`, `store/quota`,
 *   `store/corrupted`, `store/unavailable`
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const name = options.name ?? 'liaison';
  let fresh = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    // Asked before opening, which would make an empty one that another context could take for the real one.
    if (options.startAnew !== true && !(await exists(name)) && (await options.marker.read())) {
      throw new AppError('store/evicted');
    }
    const opening = openDB<Schema>(name, migrations.length, {
      upgrade(db, oldVersion, _newVersion, tx) {
        fresh = oldVersion === 0;
        for (const migrate of migrations.slice(oldVersion)) migrate(db, tx);
      },
      blocked() {
        options.onBlocked?.();
      },
      blocking(_current, _blocked, event) {
        // A newer version wants in: holding on would block the update of everybody.
        (event.target as IDBDatabase).close();
        options.onClosed?.();
      },
      terminated() {
        options.onClosed?.();
      },
    });
    const patience = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new AppError('store/blocked')), options.patience ?? 10_000);
    });
    void opening.catch(() => undefined);
    const db = await Promise.race([opening, patience]);
    if (fresh) await afterCreation(db, name, options);
    return db;
  } catch (error) {
    throw faultOf(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether there is a database of this name; where the browser will not list them, opening tells. */
async function exists(name: string): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some((database) => database.name === name);
  } catch {
    return true;
  }
}

async function afterCreation(db: Database, name: string, options: OpenOptions): Promise<void> {
  const existed = await options.marker.read();
  if (existed && options.startAnew !== true) {
    db.close();
    // Leave no empty database behind: the next context must see the loss too.
    await new Promise<void>((resolve) => {
      const request = indexedDB.deleteDatabase(name);
      request.addEventListener('success', () => resolve());
      request.addEventListener('error', () => resolve());
      request.addEventListener('blocked', () => resolve());
    });
    throw new AppError('store/evicted');
  }
  await options.marker.write();
}
