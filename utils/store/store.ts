import { AppError } from '@/utils/base/errors.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { InvitationRecord } from '@/utils/domain/invitation.ts';

import { openDatabase, storeFault } from './database.ts';
import type { Database, OpenOptions, Schema, StoreName } from './database.ts';
import { writeAtOnce } from './writing.ts';
import type { Writing } from './writing.ts';

export type Value<Name extends StoreName> = Schema[Name]['value'];

/** What one step changes. Everything in it is written, or nothing. */
export interface Step {
  /**
   * No screen calls it saved before a strict step has followed, so the disk need not be waited for. The system has
   * it all the same: only a loss of power can take back the last seconds, never a crash or a stop of the browser.
   */
  readonly relaxed?: true;
  /** What this step was decided on: if a record has another revision by now, nothing is written (R11). */
  readonly expect?: readonly {
    store: 'connections' | 'invitations' | 'handshakes' | 'keys' | 'wizards' | 'settings';
    key: string;
    revision: number | undefined;
  }[];
  readonly put?: readonly { [Name in StoreName]: { store: Name; value: Value<Name> } }[StoreName][];
  readonly erase?: readonly { store: StoreName; key: string | [string, string, string] }[];
}

/** Numbers kept beside the records, so that no screen ever counts. */
export interface Counts {
  readonly pendingInvitations: number;
  readonly connections: number;
  /** What waits for the admin: the badge. */
  readonly waiting: number;
}

const noCounts: Counts = { pendingInvitations: 0, connections: 0, waiting: 0 };

const waits = (connection: Connection): boolean =>
  connection.status === 'error' || connection.awaitsConfirmation === true;

const countsOf = {
  connections: (value: Connection | undefined): Counts => ({
    ...noCounts,
    connections: value === undefined ? 0 : 1,
    waiting: value !== undefined && waits(value) ? 1 : 0,
  }),
  invitations: (value: InvitationRecord | undefined): Counts => ({
    ...noCounts,
    pendingInvitations: value?.status === 'pending' ? 1 : 0,
    waiting: value !== undefined && value.refusedAcceptances > 0 ? 1 : 0,
  }),
};

export interface Store {
  get<Name extends StoreName>(store: Name, key: Schema[Name]['key']): Promise<Value<Name> | undefined>;
  /**
   * Writes a step in one transaction, a strict one unless told otherwise: when it resolves, the data has been
   * flushed (R1).
   * @throws `AppError` `store/conflict` when an expectation does not hold, `store/quota`, `store/unavailable`
   */
  commit(step: Step): Promise<void>;
  counts(): Promise<Counts>;
  /** The open database, for reads by index. */
  database(): Promise<Database>;
  close(): Promise<void>;
}

/** The store, opened at first use and again after the browser has closed it. Creating it touches nothing. */
export function createStore(options: OpenOptions): Store {
  let opening: Promise<Database> | undefined;

  const database = (): Promise<Database> => {
    opening ??= openDatabase({
      ...options,
      onClosed: () => {
        opening = undefined;
        options.onClosed?.();
      },
    }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  return {
    database,
    async get(store, key) {
      const db = await database();
      try {
        return await db.get(store, key);
      } catch (error) {
        throw storeFault(error);
      }
    },
    async commit(step) {
      await commitStep(await database(), step);
    },
    async counts() {
      const row = await this.get('meta', 'counts');
      return (row?.value as Counts | undefined) ?? noCounts;
    },
    async close() {
      const open = await opening?.catch(() => undefined);
      opening = undefined;
      open?.close();
    },
  };
}

async function commitStep(db: Database, step: Step): Promise<void> {
  const names = new Set<StoreName>();
  for (const { store } of [...(step.expect ?? []), ...(step.put ?? []), ...(step.erase ?? [])])
    names.add(store);
  if (names.size === 0) return;
  const counted = names.has('connections') || names.has('invitations');
  if (counted) names.add('meta');

  await writeAtOnce(db, [...names], step.relaxed === true ? 'relaxed' : 'strict', async (tx) => {
    for (const { store, key, revision } of step.expect ?? []) {
      const found = await tx.objectStore(store).get(key);
      if (found?.revision !== revision) throw new AppError('store/conflict', store);
    }
    let counts = noCounts;
    for (const { store, value } of step.put ?? []) {
      if (store === 'connections') {
        counts = moved(counts, await countsAt(tx, store, value.id), countsOf.connections(value));
      } else if (store === 'invitations') {
        counts = moved(counts, await countsAt(tx, store, value.id), countsOf.invitations(value));
      }
      await tx.objectStore(store).put(value);
    }
    for (const { store, key } of step.erase ?? []) {
      if (typeof key === 'string') counts = moved(counts, await countsAt(tx, store, key), noCounts);
      await tx.objectStore(store).delete(key);
    }
    if (counted) await addCounts(tx, counts);
  });
}

/** What a record adds to the counts as it is now. */
async function countsAt(tx: Writing<StoreName>, store: StoreName, key: string): Promise<Counts> {
  if (store === 'connections') return countsOf.connections(await tx.objectStore(store).get(key));
  if (store === 'invitations') return countsOf.invitations(await tx.objectStore(store).get(key));
  return noCounts;
}

const moved = (counts: Counts, before: Counts, after: Counts): Counts => ({
  pendingInvitations: counts.pendingInvitations + after.pendingInvitations - before.pendingInvitations,
  connections: counts.connections + after.connections - before.connections,
  waiting: counts.waiting + after.waiting - before.waiting,
});

async function addCounts(tx: Writing<StoreName>, change: Counts): Promise<void> {
  const meta = tx.objectStore('meta');
  const row = await meta.get('counts');
  await meta.put({
    key: 'counts',
    value: moved((row?.value as Counts | undefined) ?? noCounts, noCounts, change),
  });
}
