import type { Clock } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { PlatformId } from '@/utils/domain/platform.ts';
import { twinKey } from '@/utils/domain/sync.ts';
import type {
  HistoryRow,
  InstanceRow,
  LaneRow,
  MessageChannel,
  MessageOf,
  RulesEngine,
  SyncKind,
  SyncMessage,
  SyncOutboxRow,
  SyncPlatform,
  SyncStep,
  SyncStore,
  Twin,
} from '@/utils/domain/sync.ts';

import type { SyncLimits } from './limits.ts';

/** Where ids and jitter come from, so that a run can be repeated. */
export interface Randomness {
  /** 128 random bits in base64url. */
  id(): string;
  /** In [0, 1). */
  fraction(): number;
}

/** What an engine is made of; it owns nothing else and reaches for nothing. */
export interface EngineParts {
  readonly store: SyncStore;
  readonly channel: MessageChannel;
  readonly platformOf: (platform: PlatformId) => SyncPlatform;
  readonly rulesOf: (connection: Connection) => RulesEngine;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly limits: SyncLimits;
  /** Something for the developer's log: never an entity's content (T30). */
  readonly log?: (event: string, facts: Readonly<Record<string, string | number>>) => void;
}

/** Parts with what the engine remembers while it runs; all of it can be lost at any time. */
export interface Context extends EngineParts {
  readonly instances: Map<string, InstanceRow>;
  readonly lanes: Map<string, LaneRow>;
  /** Own sides by record id, as loaded at the beginning of the pass. */
  readonly connections: Map<string, Connection>;
  readonly identityAt: Map<string, number>;
  /** What a partner has caused in the current window, by connection. */
  readonly windows: Map<string, { since: number; creates: number; writes: number }>;
  /** Runs one thing at a time for a name. */
  locked<T>(name: string, run: () => Promise<T>): Promise<T>;
}

/** One after the other for the same name; different names do not wait for each other. */
export function createLocks(): Context['locked'] {
  const tails = new Map<string, Promise<unknown>>();
  return async (name, run) => {
    const before = tails.get(name);
    const mine = (async () => {
      if (before !== undefined) await before.catch(() => undefined);
      return run();
    })();
    tails.set(name, mine);
    try {
      return await mine;
    } finally {
      if (tails.get(name) === mine) tails.delete(name);
    }
  };
}

export const createContext = (parts: EngineParts): Context => ({
  ...parts,
  instances: new Map(),
  lanes: new Map(),
  connections: new Map(),
  identityAt: new Map(),
  windows: new Map(),
  locked: createLocks(),
});

/** Fields to change; `undefined` takes one away. */
export type Change<Row> = { readonly [Name in keyof Row]?: Row[Name] | undefined };

/** A row with some fields changed; fields that became `undefined` are left out, so that sparse indexes forget them. */
export function changed<Row extends object>(row: Row, change: Change<Row>): Row {
  const wanted = { ...row, ...change } as Record<string, unknown>;
  for (const name in change) {
    if (change[name] !== undefined) continue;
    // Copied rather than deleted from: an engine treats an object that lost a property as a slow table for ever.
    return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as Row;
  }
  // Only fields of Row were set, each to a value of its own type; those left out are optional by Change's use.
  return wanted as Row;
}

/** What a step writes beside the row that it is about. */
export interface Extra {
  readonly put?: SyncStep['put'];
  readonly erase?: SyncStep['erase'];
  readonly eraseParts?: SyncStep['eraseParts'];
  readonly expect?: SyncStep['expect'];
  readonly history?: readonly Omit<HistoryRow, 'key' | 'twin' | 'connection' | 'at'>[];
}

/** Writes the twin's next revision and what goes with it in one strict transaction. Throws `store/conflict`. */
export async function saveTwin(
  context: Context,
  twin: Twin,
  change: Change<Twin>,
  extra: Extra = {},
): Promise<Twin> {
  const now = context.clock.now();
  const next = changed(twin, { ...change, revision: twin.revision + 1, updatedAt: now });
  const history = (extra.history ?? []).map((row, index): { table: 'history'; row: HistoryRow } => ({
    table: 'history',
    row: {
      ...row,
      key: `${twin.key}/${String(next.revision).padStart(9, '0')}/${String(index).padStart(3, '0')}`,
      twin: twin.key,
      connection: twin.connection,
      at: now,
    },
  }));
  await context.store.commit({
    expect: [
      { table: 'twins', key: twin.key, revision: twin.revision === 0 ? undefined : twin.revision },
      ...(extra.expect ?? []),
    ],
    put: [{ table: 'twins', row: next }, ...(extra.put ?? []), ...history],
    ...(extra.erase ? { erase: extra.erase } : {}),
    ...(extra.eraseParts ? { eraseParts: extra.eraseParts } : {}),
  });
  return next;
}

/** Where a message waits for its acknowledgement; a newer one of the same kind about the same twin replaces it. */
export const outboxKey = (connection: string, kind: SyncKind, about: string): string =>
  `${connection}/${about}/${kind}`;

/** An outbox row for a message, due at once. */
export function outboxRow(
  context: Context,
  connection: string,
  message: SyncMessage,
  about: string,
): { table: 'outbox'; row: SyncOutboxRow } {
  const now = context.clock.now();
  return {
    table: 'outbox',
    row: {
      key: outboxKey(connection, message.kind, about),
      // Never that of the message whose place it takes: who still holds that one must not write it back.
      revision: 1 + Math.floor(context.random.fraction() * 2 ** 50),
      connection,
      id: context.random.id(),
      message,
      createdAt: now,
      dueAt: now,
      tries: 0,
    },
  };
}

/** What this side made of the partner's version: applied, left alone, parked; with all copies it has made so far. */
export function resultOf(
  twin: Twin,
  outcome: MessageOf<'result'>['outcome'],
  version: number,
  reason?: MessageOf<'result'>['reason'],
): MessageOf<'result'> {
  const told = (pairs: Twin['comments']): MessageOf<'result'>['comments'] =>
    pairs.flatMap(({ owner, local, remote, skipped }) =>
      owner === 'remote' && remote !== undefined
        ? [
            {
              yours: remote,
              ...(local === undefined ? {} : { mine: local }),
              ...(skipped ? { skipped } : {}),
            },
          ]
        : [],
    );
  return {
    kind: 'result',
    twin: twin.id,
    version,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(version === twin.applied && twin.appliedHash !== undefined ? { hash: twin.appliedHash } : {}),
    ...(twin.entity ? { entity: twin.entity } : {}),
    comments: told(twin.comments),
    attachments: told(twin.attachments),
  };
}

/** The row of a lane, made at first use. */
export async function loadLane(context: Context, connection: string): Promise<LaneRow> {
  const known = context.lanes.get(connection);
  if (known !== undefined) return known;
  const stored = await context.store.load('lanes', connection);
  const lane = stored ?? {
    key: connection,
    revision: 0,
    sweepAt: context.clock.now() + context.limits.sweepEvery,
  };
  context.lanes.set(connection, lane);
  return lane;
}

/** Changes a lane, by itself or with more in the same transaction. */
export async function saveLane(
  context: Context,
  connection: string,
  change: Change<LaneRow>,
  extra: Pick<SyncStep, 'put' | 'erase'> = {},
): Promise<LaneRow> {
  const lane = await loadLane(context, connection);
  const next = changed(lane, { ...change, revision: lane.revision + 1 });
  try {
    await context.store.commit({
      expect: [
        { table: 'lanes', key: connection, revision: lane.revision === 0 ? undefined : lane.revision },
      ],
      ...extra,
      put: [{ table: 'lanes', row: next }, ...(extra.put ?? [])],
    });
  } catch (error) {
    context.lanes.delete(connection);
    throw error;
  }
  context.lanes.set(connection, next);
  return next;
}

/** The name under which everything about one entity waits for each other: its twins share it. */
export const lockName = (twin: Pick<Twin, 'instance' | 'entity' | 'key'>): string =>
  twin.entity ? `${twin.instance} ${twin.entity.id}` : twin.key;

/** Whether this side may work: active, and not disconnected for good. */
export async function isOpen(context: Context, connection: Connection): Promise<boolean> {
  return connection.status === 'active' && (await loadLane(context, connection.id)).closedAt === undefined;
}

/** The connection by its record id. Throws `store/not-found`. */
export function connectionOf(context: Context, id: string): Connection {
  const connection = context.connections.get(id);
  if (connection === undefined) throw new AppError('store/not-found', id);
  return connection;
}

/** A twin that has just begun. */
export const newTwin = (
  context: Context,
  connection: Connection,
  given: Pick<Twin, 'id' | 'initiator'> & Change<Twin>,
): Twin => {
  const now = context.clock.now();
  const twin: Twin = {
    key: twinKey(connection.id, given.id),
    id: given.id,
    connection: connection.id,
    instance: connection.local.instance.url,
    revision: 0,
    state: 'live',
    life: 0,
    stage: 'preparing',
    stages: { preparing: now },
    initiator: given.initiator,
    trail: [],
    version: 0,
    versions: {},
    applied: 0,
    fieldsApplied: 0,
    local: { fields: {}, comments: {}, attachments: {} },
    sentHashes: {},
    comments: [],
    attachments: [],
    uploads: [],
    rounds: { count: 0, since: now, writtenAt: 0, fields: [] },
    tries: 0,
    createdAt: now,
    updatedAt: now,
  };
  return changed(twin, given);
};

/** A later stage with its time; stages never go back within one sync. */
export function reached(context: Context, twin: Twin, stage: Twin['stage']): Pick<Twin, 'stage' | 'stages'> {
  return {
    stage,
    stages: twin.stages[stage] === undefined ? { ...twin.stages, [stage]: context.clock.now() } : twin.stages,
  };
}

/** When an entity that has just changed is to be read: left alone for a moment, but not for ever. */
export function dirtied(context: Context, twin: Twin, at: number = context.clock.now()): Change<Twin> {
  const { debounce, debounceAtMost } = context.limits;
  const dirtyAt = twin.dirtyAt ?? at;
  const wanted = Math.min(dirtyAt + debounceAtMost, at + debounce);
  const held = twin.tries > 0 || twin.incoming !== undefined || twin.intent !== undefined;
  if (twin.parked !== undefined || twin.behind === true) return { dirtyAt };
  return { dirtyAt, dueAt: held && twin.dueAt !== undefined ? twin.dueAt : wanted };
}

/** The key of an attachment on its way to (`in`) or from (`out`) this side. */
export const transferKey = (twin: string, attachment: string, direction: 'in' | 'out'): string =>
  `${twin}/${attachment}${direction === 'in' ? '<' : '>'}`;

/** What goes with a twin that is over: its waiting replica and the attachments that had arrived for it. */
export function leftovers(twin: Twin): Pick<Extra, 'erase' | 'eraseParts'> {
  const transfers = twin.uploads.map((attachment) => transferKey(twin.key, attachment, 'in'));
  return {
    erase: [
      { table: 'payloads', key: twin.key },
      ...transfers.map((key) => ({ table: 'transfers' as const, key })),
    ],
    eraseParts: transfers,
  };
}

/** Pairs without what was left out: it is tried once more when the partner tells of it again. */
export const withoutSkipped = (pairs: Twin['comments']): Twin['comments'] =>
  pairs.filter(
    ({ owner, local, skipped }) => owner === 'local' || local !== undefined || skipped === undefined,
  );

/** Versions whose hashes are remembered. */
const REMEMBERED = 6;

/** The hashes of the versions sent, the newest few. */
export const rememberSent = (twin: Twin, version: number, hash: string): Twin['sentHashes'] =>
  Object.fromEntries([...Object.entries(twin.sentHashes).slice(1 - REMEMBERED), [String(version), hash]]);

/** Whether the partner got something else under a version of ours: this node has forgotten that it sent it. */
export const isForgotten = (twin: Twin, version: number, hash: string | undefined): boolean => {
  const sent = twin.sentHashes[String(version)];
  return hash !== undefined && sent !== undefined && sent !== hash;
};
