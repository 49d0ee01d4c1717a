import { AppError } from '@/utils/base/errors.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { EntityRef, Replica } from '@/utils/domain/replica.ts';
import { SyncFault } from '@/utils/domain/sync.ts';
import type { MessageOf, Scan, Trigger, Twin, Writes } from '@/utils/domain/sync.ts';

import { withoutCopies } from './content.ts';
import { sendDue } from './delivery.ts';
import { judge } from './faults.ts';
import { isAvailable, loadInstance, saveInstance } from './instances.ts';
import { originsOf } from './outgoing.ts';
import {
  changed,
  connectionOf,
  createContext,
  dirtied,
  isOpen,
  loadLane,
  leftovers,
  lockName,
  newTwin,
  outboxRow,
  resultOf,
  saveLane,
  saveTwin,
  withoutSkipped,
} from './parts.ts';
import type { Change, Context, EngineParts, Extra } from './parts.ts';
import { poll } from './poll.ts';
import { receive } from './receive.ts';
import { stepScan } from './scans.ts';
import { stepTwin } from './step.ts';
import { stepTransfer } from './transfers.ts';
import { forgetOld, stepDigest, stepRestored, stepSweep } from './upkeep.ts';
import { ended as endedTwin } from './work.ts';

/** When the engine has something to do next (ms since 1970): for the alarm. `undefined`: when it is called. */
export interface PassResult {
  readonly nextAt: number | undefined;
}

export interface SyncEngine {
  /**
   * Does everything that is due: takes in messages, asks for changes, works on twins, sends. Ends when nothing is
   * left or after `passTime`. A call during a run makes it look again. Rejects with `store/*` only.
   */
  runDue(signal: AbortSignal): Promise<PassResult>;
  /** A save was seen on an entity's page: it is read as soon as it has been left alone for a moment. */
  poke(instanceUrl: string, entityId: string): Promise<void>;
  /** The partner's message is there. */
  onMessage(connection: string, signal: AbortSignal): Promise<PassResult>;
  /** Starts to sync an entity, or has a synced one looked at now. Returns the twin's key. Throws `store/not-found`. */
  sync(connection: string, entity: EntityRef): Promise<string>;
  /** Connects two existing entities. Throws `SyncFault` `sync/already-synced`. */
  connect(connection: string, entity: EntityRef, remoteId: string): Promise<string>;
  /** What would be sent for an entity, and nothing is. Throws what reading or the rules throw. */
  preview(connection: string, entityId: string, signal: AbortSignal): Promise<Replica | undefined>;
  /** What a replica would make here, and nothing is made. */
  previewIncoming(
    connection: string,
    replica: Replica,
    remote: EntityRef | undefined,
    signal: AbortSignal,
  ): Promise<Writes>;
  /** Ends the sync of a pair on both sides; both entities stay as they are. */
  unsync(key: string): Promise<void>;
  /** Tries a parked twin again. */
  retry(key: string): Promise<void>;
  /** Leaves out what a parked twin cannot do, and goes on with what comes after. */
  skip(key: string): Promise<void>;
  /** The admin has seen to it: an instance that was left alone is asked again at once. */
  resume(instanceUrl: string): Promise<void>;
  /** Final: nothing is sent or accepted any more, keys are erased, waiting messages too (R17). */
  disconnect(connection: string, signal: AbortSignal): Promise<void>;
  /**
   * Everything was restored from a backup: before anything else each twin is asked of its partner, and nothing is
   * written or sent from the old state (R16). Call it before the first `runDue`.
   */
  compareNow(): Promise<void>;
  startScan(connection: string, kind: Scan['kind'], query: string): Promise<string>;
  setScanState(key: string, state: 'running' | 'paused'): Promise<void>;
  saveTrigger(
    connection: string,
    given: Pick<Trigger, 'name' | 'query' | 'active'>,
    key?: string,
  ): Promise<string>;
}

async function loadConnections(context: Context): Promise<readonly Connection[]> {
  const all = await context.store.connections();
  context.connections.clear();
  for (const connection of all) context.connections.set(connection.id, connection);
  return all;
}

/** Runs over a list, at most `width` at a time, in its order. */
async function inParallel<T>(
  items: readonly T[],
  width: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of rest) await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}

/** The engine: pure but for its parts. Everything that it must not forget is in the store before it acts. */
export function createSyncEngine(parts: EngineParts): SyncEngine {
  const context = createContext(parts);
  const { clock, limits, store } = context;

  /** Twins, scans and attachments of one instance, bounded, so that no other instance waits for it. */
  async function workAt(url: string, connections: readonly Connection[], until: number, signal: AbortSignal) {
    let worked = false;
    const now = clock.now();
    const available = isAvailable(await loadInstance(context, url), now);
    const tasks: (() => Promise<void>)[] = [];
    for (const connection of connections) {
      if (available) {
        for (const twin of await store.dueTwins(connection.id, now, limits.page)) {
          tasks.push(() => stepTwin(context, connection, twin.key, signal));
        }
        for (const scan of await store.dueScans(connection.id, now, 1)) {
          tasks.push(() => stepScan(context, connection, scan, signal));
        }
      }
      for (const row of await store.dueTransfers(connection.id, now, limits.page)) {
        if (row.direction === 'out' && !available) continue;
        tasks.push(() => stepTransfer(context, connection, row, until, signal));
      }
    }
    await inParallel(tasks, limits.parallel, async (task) => {
      if (signal.aborted || clock.now() >= until) return;
      worked = true;
      try {
        await task();
      } catch (error) {
        const verdict = judge(error);
        if (verdict.kind === 'store') throw error;
        // Told apart from its twin or attachment already where that was possible; the row stays due.
        context.log?.('task failed', { kind: verdict.kind });
      }
    });
    return worked;
  }

  /** The exchange may be away: that stops nothing but itself. */
  async function guarded(run: () => Promise<boolean>): Promise<boolean> {
    try {
      return await run();
    } catch (error) {
      if (judge(error).kind === 'store') throw error;
      context.log?.('exchange failed', { kind: judge(error).kind });
      return false;
    }
  }

  async function round(until: number, signal: AbortSignal): Promise<boolean> {
    const all = await loadConnections(context);
    const byInstance = new Map<string, Connection[]>();
    const open: Connection[] = [];
    let worked = false;
    for (const connection of all) {
      if ((await loadLane(context, connection.id)).closedAt !== undefined) continue;
      if (await stepRestored(context, connection)) {
        worked = true;
        continue;
      }
      if (await isOpen(context, connection)) open.push(connection);
      const { url } = connection.local.instance;
      byInstance.set(url, [...(byInstance.get(url) ?? []), connection]);
      // Changes queue up while a connection is deactivated; they are applied later.
      worked = (await guarded(() => receive(context, connection, signal))) || worked;
    }
    const perInstance = await Promise.all(
      [...byInstance].map(async ([url, connections]) => {
        const more = await poll(context, url, connections, signal);
        const ready = connections.filter((connection) => open.includes(connection));
        return (await workAt(url, ready, until, signal)) || more;
      }),
    );
    worked = perInstance.some(Boolean) || worked;
    for (const connection of open) {
      if (signal.aborted) break;
      worked = (await stepDigest(context, connection)) || worked;
      worked = (await stepSweep(context, connection, signal)) || worked;
      worked = (await guarded(() => sendDue(context, connection, signal))) || worked;
    }
    return worked;
  }

  async function nextAt(): Promise<number | undefined> {
    const times: number[] = [];
    for (const connection of await loadConnections(context)) {
      const lane = await loadLane(context, connection.id);
      if (lane.closedAt !== undefined) continue;
      const instance = await loadInstance(context, connection.local.instance.url);
      const from = (at: number | undefined, earliest: number) => {
        if (at !== undefined) times.push(Math.max(at, earliest));
      };
      from(instance.open === undefined ? instance.pollAt : instance.until, instance.until);
      if (!(await isOpen(context, connection))) continue;
      const due = await store.nextDue(connection.id);
      // Behind an open breaker everything waits for the probe.
      const earliest = instance.until;
      from(due.twins, earliest);
      from(due.scans, earliest);
      from(due.transfers, 0);
      if (lane.partnerPaused !== true) from(due.outbox, 0);
      from(lane.digestAt, 0);
      from(lane.sweepAt, earliest);
    }
    return times.length === 0 ? undefined : Math.min(...times);
  }

  let running: Promise<PassResult> | undefined;
  let again = false;

  async function pass(signal: AbortSignal): Promise<PassResult> {
    const until = clock.now() + limits.passTime;
    let worked: boolean;
    do {
      again = false;
      worked = await round(until, signal);
    } while ((worked || again) && !signal.aborted && clock.now() < until);
    await forgetOld(context);
    return { nextAt: signal.aborted ? undefined : await nextAt() };
  }

  function runDue(signal: AbortSignal): Promise<PassResult> {
    again = true;
    running ??= pass(signal).finally(() => {
      running = undefined;
    });
    return running;
  }

  /** Runs with the twin as it is. Throws `store/not-found`. */
  async function withTwin(
    key: string,
    run: (twin: Twin) => Promise<{ change: Change<Twin>; extra?: Extra } | undefined>,
  ): Promise<void> {
    await loadConnections(context);
    for (;;) {
      const found = await store.load('twins', key);
      if (found === undefined) throw new AppError('store/not-found', key);
      const done = await context.locked(lockName(found), async () => {
        const twin = await store.load('twins', key);
        if (twin === undefined || lockName(twin) !== lockName(found)) return false;
        const decided = await run(twin);
        if (decided !== undefined) await saveTwin(context, twin, decided.change, decided.extra);
        return true;
      });
      if (done) return;
    }
  }

  async function openConnection(id: string): Promise<Connection> {
    await loadConnections(context);
    const connection = connectionOf(context, id);
    if ((await loadLane(context, id)).closedAt !== undefined) throw new AppError('store/not-found', id);
    return connection;
  }

  /** Begins a twin for an entity, or wakes the one that there is. */
  async function begin(connectionId: string, entity: EntityRef, change: Change<Twin>): Promise<string> {
    const connection = await openConnection(connectionId);
    const { url } = connection.local.instance;
    return context.locked(`${url} ${entity.id}`, async () => {
      const now = clock.now();
      const twins = await store.twinsOf(url, entity.id);
      const live = twins.find((twin) => twin.connection === connectionId && twin.state === 'live');
      if (live !== undefined) {
        if (change.target !== undefined) throw new SyncFault('sync/already-synced', entity.key);
        await saveTwin(context, live, {
          dirtyAt: now,
          parked: undefined,
          tries: 0,
          ...(live.behind === true ? {} : { dueAt: now }),
        });
        return live.key;
      }
      const ended = twins.find((twin) => twin.connection === connectionId && twin.state === 'unsynced');
      if (ended !== undefined && change.target === undefined) {
        // The pair is still known: it goes on as if it had been offline.
        await saveTwin(context, ended, {
          state: 'live',
          life: ended.life + 1,
          force: true,
          comments: withoutSkipped(ended.comments),
          attachments: withoutSkipped(ended.attachments),
          dirtyAt: now,
          dueAt: now,
          stage: 'preparing',
          stages: { preparing: now },
        });
        return ended.key;
      }
      const twin = newTwin(context, connection, { id: context.random.id(), initiator: true });
      await saveTwin(context, twin, { ...change, entity, dirtyAt: now, dueAt: now });
      return twin.key;
    });
  }

  return {
    runDue,

    async onMessage(_connection, signal) {
      return runDue(signal);
    },

    async poke(instanceUrl, entityId) {
      for (const { key } of await store.twinsOf(instanceUrl, entityId)) {
        await withTwin(key, async (twin) =>
          twin.state === 'live' ? { change: dirtied(context, twin) } : undefined,
        );
      }
    },

    sync: (connection, entity) => begin(connection, entity, {}),
    connect: (connection, entity, remoteId) => begin(connection, entity, { target: remoteId }),

    async preview(connectionId, entityId, signal) {
      const connection = await openConnection(connectionId);
      const { instance } = connection.local;
      const entity = await context.platformOf(instance.platform).fetchEntity(instance, entityId, signal);
      const twins = await store.twinsOf(instance.url, entityId);
      const twin =
        twins.find((one) => one.connection === connectionId && one.state === 'live') ??
        newTwin(context, connection, { id: context.random.id(), initiator: true, entity: entity.ref });
      return context.rulesOf(connection).outgoing(
        {
          connection,
          entity: withoutCopies(entity, twin.comments, twin.attachments),
          firstSync: twin.version === 0,
          origin: originsOf(twin, twins),
        },
        signal,
      );
    },

    async previewIncoming(connectionId, replica, remote, signal) {
      const connection = await openConnection(connectionId);
      const { instance, project } = connection.local;
      const platform = context.platformOf(instance.platform);
      return context.rulesOf(connection).incoming(
        {
          connection,
          replica,
          previous: undefined,
          remote,
          firstSync: true,
          changed: new Set(Object.keys(replica.fields)),
          entity: undefined,
          types: await platform.fetchTypes(instance, project?.id, signal),
          capabilities: platform.capabilities(instance),
          comments: { added: replica.comments, changed: [], removed: [] },
          attachments: { added: replica.attachments, removed: [] },
        },
        signal,
      );
    },

    unsync: (key) =>
      withTwin(key, async (twin) => {
        if (twin.state !== 'live') return undefined;
        const version = twin.version + 1;
        const message: MessageOf<'replica'> = {
          kind: 'replica',
          twin: twin.id,
          version,
          seen: twin.applied,
          state: 'unsynced',
          life: twin.life,
          versions: {},
          trail: [],
        };
        return {
          change: endedTwin('unsynced', { version }),
          extra: {
            put: [outboxRow(context, twin.connection, message, twin.id)],
            ...leftovers(twin),
            history: [{ what: 'unsynced', by: 'local' }],
          },
        };
      }),

    retry: (key) =>
      withTwin(key, async (twin) => {
        const now = clock.now();
        // What was left out because the platform refused it is tried once more too.
        const comments = withoutSkipped(twin.comments);
        const attachments = withoutSkipped(twin.attachments);
        const lost = comments.length < twin.comments.length || attachments.length < twin.attachments.length;
        return {
          change: {
            parked: undefined,
            trouble: undefined,
            tries: 0,
            comments,
            attachments,
            rounds: { ...twin.rounds, count: 0 },
            dirtyAt: twin.dirtyAt ?? now,
            dueAt: twin.state === 'live' && twin.behind !== true ? now : undefined,
          },
          ...(lost
            ? {
                extra: {
                  put: [outboxRow(context, twin.connection, { kind: 'resync', twins: [twin.id] }, twin.id)],
                },
              }
            : {}),
        };
      }),

    skip: (key) =>
      withTwin(key, async (twin) => {
        const version = twin.incoming;
        const now = clock.now();
        const on = {
          parked: undefined,
          trouble: undefined,
          tries: 0,
          intent: undefined,
          rounds: { ...twin.rounds, count: 0 },
        };
        if (version !== undefined) {
          return {
            change: {
              ...on,
              incoming: undefined,
              applied: version,
              fieldsApplied: version,
              dueAt: twin.dirtyAt === undefined ? undefined : now,
            },
            extra: {
              erase: [{ table: 'payloads', key: twin.key }],
              put: [
                outboxRow(
                  context,
                  twin.connection,
                  resultOf(twin, 'skipped', version, twin.parked?.reason),
                  twin.id,
                ),
              ],
            },
          };
        }
        return { change: { ...on, dirtyAt: undefined, dueAt: undefined } };
      }),

    async resume(instanceUrl) {
      const now = clock.now();
      context.identityAt.delete(instanceUrl);
      await saveInstance(context, instanceUrl, () => ({ until: now, pollAt: now, failures: 0 }));
    },

    async disconnect(connectionId, signal) {
      await openConnection(connectionId);
      await guarded(async () => {
        await context.channel.send(connectionId, { id: context.random.id(), body: { kind: 'bye' } }, signal);
        return true;
      });
      await saveLane(context, connectionId, { closedAt: clock.now(), digestAt: undefined });
      await context.channel.close(connectionId);
      for (;;) {
        const rows = await store.dueOutbox(connectionId, Number.MAX_SAFE_INTEGER, limits.page);
        if (rows.length === 0) break;
        await store.commit({ erase: rows.map(({ key }) => ({ table: 'outbox', key })) });
      }
    },

    async compareNow() {
      for (const connection of await loadConnections(context)) {
        const lane = await loadLane(context, connection.id);
        if (lane.closedAt !== undefined) continue;
        await saveLane(context, connection.id, { restored: {} });
      }
    },

    async startScan(connectionId, kind, query) {
      const connection = await openConnection(connectionId);
      const now = clock.now();
      const key = `${connection.id}/${context.random.id()}`;
      const scan: Scan = {
        key,
        revision: 1,
        connection: connection.id,
        kind,
        query,
        state: 'running',
        seen: 0,
        started: 0,
        already: 0,
        tries: 0,
        dueAt: now,
        createdAt: now,
      };
      await store.commit({ put: [{ table: 'scans', row: scan }] });
      return key;
    },

    async setScanState(key, state) {
      const scan = await store.load('scans', key);
      if (scan === undefined) throw new AppError('store/not-found', key);
      if (scan.state === 'done' || scan.state === state) return;
      const next = changed(scan, {
        state,
        revision: scan.revision + 1,
        dueAt: state === 'running' ? clock.now() : undefined,
        problem: undefined,
        tries: 0,
      });
      await store.commit({
        expect: [{ table: 'scans', key, revision: scan.revision }],
        put: [{ table: 'scans', row: next }],
      });
    },

    async saveTrigger(connectionId, given, key) {
      const connection = await openConnection(connectionId);
      const before = key === undefined ? undefined : await store.load('triggers', key);
      const row: Trigger = {
        key: before?.key ?? `${connection.id}/${context.random.id()}`,
        revision: (before?.revision ?? 0) + 1,
        connection: connection.id,
        createdAt: before?.createdAt ?? clock.now(),
        ...given,
      };
      await store.commit({
        expect: [{ table: 'triggers', key: row.key, revision: before?.revision }],
        put: [{ table: 'triggers', row }],
      });
      return row.key;
    },
  };
}
