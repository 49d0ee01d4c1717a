import type { IDBPCursorWithValue } from 'idb';
import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import { Connection } from '@/utils/domain/connection.ts';
import type { ConnectionStatus } from '@/utils/domain/connection.ts';
import { InvitationRecord } from '@/utils/domain/invitation.ts';
import type { InvitationStatus } from '@/utils/domain/invitation.ts';
import { Settings, Site } from '@/utils/domain/settings.ts';

import { storeFault } from './database.ts';
import type { Schema } from './database.ts';
import type { Store } from './store.ts';

/** Where the next page of a list begins: after this row. */
export interface After {
  readonly createdAt: number;
  readonly id: string;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly more: boolean;
}

/** Beyond every key part that the indexes hold: dates are numbers, ids are texts. */
const END = [[]];

/** The range of an index `[...prefix, createdAt, id]` that lies before `after`, newest first. */
function rangeOf(prefix: readonly string[], after: After | undefined): IDBKeyRange | undefined {
  const upper = after ? [...prefix, after.createdAt, after.id] : [...prefix, ...END];
  return IDBKeyRange.bound([...prefix], upper, true, true);
}

const holds = (search: string | undefined, ...texts: readonly (string | undefined)[]): boolean => {
  const wanted = search?.trim().toLowerCase() ?? '';
  return wanted === '' || texts.some((text) => text?.toLowerCase().includes(wanted));
};

type ListName = 'connections' | 'invitations';

async function listRows<Name extends ListName>(
  store: Store,
  given: {
    name: Name;
    index: 'by-created' | 'by-status' | 'by-instance';
    prefix: readonly string[];
    after: After | undefined;
    limit: number;
    keep: (row: Schema[Name]['value']) => boolean;
    /** Few rows will be kept. */
    searches: boolean;
    schema: z.ZodMiniType<Schema[Name]['value']>;
  },
): Promise<Page<Schema[Name]['value']>> {
  const db = await store.database();
  const rows: Schema[Name]['value'][] = [];
  try {
    const index = db.transaction(given.name).store.index(given.index as never);
    if (given.searches) {
      // A word may be anywhere: one read of everything costs a fraction of a walk, and only what fits is parsed.
      const all: readonly Schema[Name]['value'][] = await index.getAll(rangeOf(given.prefix, given.after));
      for (let at = all.length - 1; at >= 0 && rows.length <= given.limit; at -= 1) {
        const row = all[at];
        if (row !== undefined && given.keep(row)) rows.push(parseKept(given.schema, row, given.name));
      }
      return { rows: rows.slice(0, given.limit), more: rows.length > given.limit };
    }
    let cursor = (await index.openCursor(
      rangeOf(given.prefix, given.after),
      'prev',
    )) as unknown as IDBPCursorWithValue | null;
    while (cursor && rows.length <= given.limit) {
      const row = parseKept(given.schema, cursor.value, given.name);
      if (given.keep(row)) rows.push(row);
      cursor = await cursor.continue();
    }
  } catch (error) {
    throw storeFault(error);
  }
  return { rows: rows.slice(0, given.limit), more: rows.length > given.limit };
}

export interface InvitationQuery {
  readonly status?: InvitationStatus;
  readonly search?: string;
  readonly limit: number;
  readonly after?: After;
}

export interface ConnectionQuery {
  readonly status?: ConnectionStatus;
  readonly instance?: string;
  readonly search?: string;
  readonly limit: number;
  readonly after?: After;
}

/** Invitations, newest first: an indexed range with a limit, as fast with ten thousand of them as with ten. */
export const listInvitations = (store: Store, query: InvitationQuery): Promise<Page<InvitationRecord>> =>
  listRows(store, {
    name: 'invitations',
    index: query.status ? 'by-status' : 'by-created',
    prefix: query.status ? [query.status] : [],
    after: query.after,
    limit: query.limit,
    searches: (query.search?.trim() ?? '') !== '',
    keep: (row) =>
      holds(query.search, row.connectionName, row.local.url, row.expected?.url, row.acceptedBy?.name),
    schema: InvitationRecord,
  });

/** Connections (one row a side), newest first. */
export const listConnections = (store: Store, query: ConnectionQuery): Promise<Page<Connection>> =>
  listRows(store, {
    name: 'connections',
    index: query.instance ? 'by-instance' : query.status ? 'by-status' : 'by-created',
    prefix: query.instance ? [query.instance] : query.status ? [query.status] : [],
    after: query.after,
    limit: query.limit,
    searches: (query.search?.trim() ?? '') !== '',
    keep: (row) =>
      (query.status === undefined || row.status === query.status) &&
      holds(
        query.search,
        row.name,
        row.local.instance.url,
        row.local.shortName,
        row.remote.shortName,
        row.remote.claim?.instance.url,
      ),
    schema: Connection,
  });

/** Both sides of a connection that this node serves: one, or two where both instances live in this browser. */
export async function sidesOf(store: Store, connectionId: string): Promise<readonly Connection[]> {
  const db = await store.database();
  try {
    const rows = await db.getAllFromIndex('connections', 'by-connection', connectionId, 2);
    return rows.map((row) => parseKept(Connection, row, 'connections'));
  } catch (error) {
    throw storeFault(error);
  }
}

/** Pending invitations that ended before `now` (ms), soonest first. */
export async function listExpired(
  store: Store,
  now: number,
  limit: number,
): Promise<readonly InvitationRecord[]> {
  const db = await store.database();
  try {
    const range = IDBKeyRange.bound(['pending'], ['pending', now]);
    const rows = await db.getAllFromIndex('invitations', 'by-expiry', range, limit);
    return rows.map((row) => parseKept(InvitationRecord, row, 'invitations'));
  } catch (error) {
    throw storeFault(error);
  }
}

/** When the next pending invitation ends (ms), if there is one. */
export async function nextExpiry(store: Store): Promise<number | undefined> {
  const db = await store.database();
  const range = IDBKeyRange.bound(['pending'], ['pending', ...END]);
  const cursor = await db.transaction('invitations').store.index('by-expiry').openCursor(range);
  return cursor?.value.expiresAt;
}

/** Parses a record read back; one that does not fit is a fault of the store, told as such. */
export function parseKept<T>(schema: z.ZodMiniType<T>, value: unknown, name: string): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new AppError('store/corrupted', name, { cause: parsed.error });
  return parsed.data;
}

/** The settings, defaults where nothing was chosen. */
export async function loadSettings(store: Store): Promise<Settings> {
  const row = await store.get('settings', 'settings');
  return parseKept(Settings, row?.value ?? {}, 'settings');
}

/** The sites that the admin allowed. */
export async function listSites(store: Store): Promise<readonly Site[]> {
  const db = await store.database();
  try {
    return (await db.getAll('sites')).map((row) => parseKept(Site, row, 'sites'));
  } catch (error) {
    throw storeFault(error);
  }
}

/** All records of a small store that belong to another room, parsed by that room's schema. */
export async function listKept<T>(
  store: Store,
  name: 'wizards' | 'handshakes' | 'keys',
  schema: z.ZodMiniType<T>,
): Promise<readonly T[]> {
  const db = await store.database();
  try {
    return (await db.getAll(name)).map((row) => parseKept(schema, row, name));
  } catch (error) {
    throw storeFault(error);
  }
}
