import { errorCodeOf } from '@/utils/base/errors.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import { SyncMessage, twinKey } from '@/utils/domain/sync.ts';
import type { MessageOf, Pair, SyncInboxRow, Twin } from '@/utils/domain/sync.ts';

import { judge } from './faults.ts';
import {
  dirtied,
  isForgotten,
  loadLane,
  leftovers,
  lockName,
  newTwin,
  outboxKey,
  outboxRow,
  reached,
  resultOf,
  saveLane,
  saveTwin,
  withoutSkipped,
} from './parts.ts';
import type { Change, Context, Extra } from './parts.ts';
import { onNone, onPart, onWant } from './transfers.ts';
import { ended } from './work.ts';

/** Messages taken at once. */
const AT_ONCE = 50;
/** The partner was heard: written at most this often, ms. */
const HEARD_GRAIN = 60_000;

/** What became of a message: kept (and to be acknowledged), nothing that needs an answer, or refused for now. */
type Taken = 'kept' | 'passed' | 'refused';

const inboxRow = (
  context: Context,
  connection: string,
  id: string,
): { table: 'inbox'; row: SyncInboxRow } => ({
  table: 'inbox',
  row: { key: `${connection}/${id}`, connection, at: context.clock.now() },
});

/** Runs with the twin as it is, nothing else about its entity going on meanwhile. */
async function withTwin<T>(
  context: Context,
  connection: string,
  id: string,
  run: (twin: Twin | undefined) => Promise<T>,
): Promise<T> {
  const key = twinKey(connection, id);
  for (;;) {
    const found = await context.store.load('twins', key);
    const name = found === undefined ? key : lockName(found);
    const done = await context.locked(name, async () => {
      const twin = await context.store.load('twins', key);
      // Its entity became known while we waited for another lock.
      if (twin !== undefined && lockName(twin) !== name) return undefined;
      return { result: await run(twin) };
    });
    if (done !== undefined) return done.result;
  }
}

/** This node has forgotten what it told its partner: it asks before it says anything more of this twin. */
function fallBehind(context: Context, twin: Twin): { change: Change<Twin>; put: NonNullable<Extra['put']> } {
  return {
    change: { behind: true, dueAt: undefined },
    put: [outboxRow(context, twin.connection, { kind: 'resync', twins: [twin.id] }, twin.id)],
  };
}

async function onReplica(
  context: Context,
  connection: Connection,
  id: string,
  message: MessageOf<'replica'>,
): Promise<Taken> {
  const now = context.clock.now();
  const inbox = inboxRow(context, connection.id, id);
  return withTwin(context, connection.id, message.twin, async (found): Promise<Taken> => {
    if (found === undefined) {
      if (message.state !== 'live') {
        // Over before it began: the tombstone keeps older versions that are still on their way out.
        const over = newTwin(context, connection, {
          id: message.twin,
          initiator: false,
          life: message.life,
          applied: message.version,
        });
        await saveTwin(context, over, ended(message.state), { put: [inbox] });
        return 'kept';
      }
      if (message.replica === undefined) return 'passed';
      const { incoming } = await context.store.counts(connection.id);
      if (incoming >= context.limits.incomingAtMost) return 'refused';
      const twin = newTwin(context, connection, {
        id: message.twin,
        initiator: false,
        life: message.life,
        trail: message.trail,
        ...(message.entity ? { remote: message.entity } : {}),
      });
      await saveTwin(
        context,
        twin,
        { incoming: message.version, dueAt: now },
        {
          put: [
            inbox,
            { table: 'payloads', row: { key: twin.key, revision: message.version, incoming: message } },
          ],
        },
      );
      return 'kept';
    }
    const revived = message.life > found.life && message.state === 'live' && found.state !== 'gone';
    if (message.life < found.life || (found.state !== 'live' && !revived)) {
      await context.store.commit({ put: [inbox] });
      return 'kept';
    }
    const forgotten = message.seen > found.version || isForgotten(found, message.seen, message.seenHash);
    if (message.state === 'live' && forgotten) {
      // The partner has seen more of us than we remember: an old state of this profile was restored.
      const behind = message.resync === undefined ? fallBehind(context, found) : undefined;
      if (behind !== undefined) {
        await saveTwin(
          context,
          found,
          { ...behind.change, version: Math.max(found.version, message.seen) },
          { put: [inbox, ...behind.put] },
        );
        return 'kept';
      }
    }
    if (message.version <= found.applied) {
      // Late, or from a node that has fallen behind itself: it learns how far we are with it.
      await saveTwin(
        context,
        found,
        {},
        {
          put: [inbox, outboxRow(context, connection.id, resultOf(found, 'ahead', found.applied), found.id)],
        },
      );
      return 'kept';
    }
    if (message.version < (found.incoming ?? 0)) {
      await context.store.commit({ put: [inbox] });
      return 'kept';
    }
    if (message.state !== 'live') {
      await saveTwin(context, found, ended(message.state, { applied: message.version }), {
        put: [
          inbox,
          outboxRow(context, connection.id, resultOf(found, 'applied', message.version), found.id),
        ],
        ...leftovers(found),
        history: [{ what: message.state, by: 'partner' }],
      });
      return 'kept';
    }
    const payload = await context.store.load('payloads', found.key);
    // A parked one is given another chance: what could not be written may have been corrected there.
    const held = found.parked === undefined && found.tries > 0 && found.dueAt !== undefined;
    await saveTwin(
      context,
      found,
      {
        incoming: message.version,
        state: 'live',
        life: message.life,
        // The pair has been apart: the partner needs to hear all of this side too.
        ...(revived
          ? {
              force: true,
              dirtyAt: now,
              comments: withoutSkipped(found.comments),
              attachments: withoutSkipped(found.attachments),
            }
          : {}),
        parked: undefined,
        tries: found.parked === undefined ? found.tries : 0,
        dueAt: held ? found.dueAt : Math.min(found.dueAt ?? now, now),
      },
      {
        put: [
          inbox,
          {
            table: 'payloads',
            row: {
              key: found.key,
              revision: message.version,
              incoming: message,
              ...(payload?.applied ? { applied: payload.applied } : {}),
            },
          },
        ],
      },
    );
    return 'kept';
  });
}

/** The partner's copies of our originals; one that we have never sent is not believed. */
function learnCopies(
  context: Context,
  twin: Twin,
  pairs: readonly Pair[],
  sent: Readonly<Record<string, string>>,
  told: MessageOf<'result'>['comments'],
): Pair[] {
  const known = new Map(pairs.map((pair) => [`${pair.owner} ${pair.local ?? ''}`, pair]));
  const kept = pairs.filter(({ owner }) => owner === 'remote');
  const own = pairs.filter(({ owner }) => owner === 'local');
  const learnt = told.flatMap(({ yours, mine, skipped }): Pair[] => {
    if (!Object.hasOwn(sent, yours)) return [];
    const origin = known.get(`local ${yours}`)?.origin ?? yours;
    return [
      {
        local: yours,
        ...(mine === undefined ? {} : { remote: mine }),
        owner: 'local',
        origin,
        ...(skipped ? { skipped } : {}),
      },
    ];
  });
  const names = new Set(learnt.map(({ local }) => local));
  return [...kept, ...own.filter(({ local }) => !names.has(local)), ...learnt];
}

async function onResult(
  context: Context,
  connection: Connection,
  id: string,
  message: MessageOf<'result'>,
): Promise<Taken> {
  const inbox = inboxRow(context, connection.id, id);
  const now = context.clock.now();
  return withTwin(context, connection.id, message.twin, async (twin): Promise<Taken> => {
    if (twin?.state !== 'live') {
      await context.store.commit({ put: [inbox] });
      return 'kept';
    }
    if (message.version > twin.version || isForgotten(twin, message.version, message.hash)) {
      const behind = fallBehind(context, twin);
      await saveTwin(
        context,
        twin,
        { ...behind.change, version: Math.max(twin.version, message.version) },
        { put: [inbox, ...behind.put] },
      );
      return 'kept';
    }
    if (twin.behind === true && message.outcome === 'ahead' && message.version === 0) {
      // The partner knows nothing of it: what is here is all there is.
      const on = { behind: undefined, force: true, dirtyAt: now, dueAt: now };
      await saveTwin(context, twin, on, { put: [inbox] });
      return 'kept';
    }
    const change: Change<Twin> = {
      comments: learnCopies(context, twin, twin.comments, twin.local.comments, message.comments),
      attachments: learnCopies(context, twin, twin.attachments, twin.local.attachments, message.attachments),
      ...(message.entity ? { remote: message.entity, target: undefined } : {}),
    };
    const current = message.version === twin.version;
    if (message.outcome === 'applied' || message.outcome === 'ahead') {
      const stage = current ? reached(context, twin, 'synchronized') : undefined;
      await saveTwin(
        context,
        twin,
        {
          ...change,
          ...(stage === undefined
            ? {}
            : { ...stage, stages: { finalizing: now, ...stage.stages }, syncedAt: now, trouble: undefined }),
        },
        { put: [inbox] },
      );
      return 'kept';
    }
    const reason = message.reason ?? 'unknown';
    const trouble = { reason, detail: 'partner', at: now, tries: 0 };
    await saveTwin(context, twin, { ...change, ...(current ? { trouble } : {}) }, { put: [inbox] });
    return 'kept';
  });
}

/** The partner wants to know again: the twin's next replica brings all that is known of the pair. */
async function onResync(
  context: Context,
  connection: Connection,
  id: string,
  twins: readonly string[],
): Promise<Taken> {
  for (const twinId of twins) {
    await withTwin(context, connection.id, twinId, async (twin) => {
      if (twin === undefined) {
        // Never heard of it: the partner may go on from what it has.
        const unknown: MessageOf<'result'> = {
          kind: 'result',
          twin: twinId,
          version: 0,
          outcome: 'ahead',
          comments: [],
          attachments: [],
        };
        await context.store.commit({ put: [outboxRow(context, connection.id, unknown, twinId)] });
        return;
      }
      if (twin.state === 'live') {
        await saveTwin(context, twin, { ...dirtied(context, twin), answer: true, parked: undefined });
        return;
      }
      const version = twin.version + 1;
      const over: MessageOf<'replica'> = {
        kind: 'replica',
        twin: twin.id,
        version,
        seen: twin.applied,
        state: twin.state,
        life: twin.life,
        versions: {},
        trail: [],
      };
      await saveTwin(context, twin, { version }, { put: [outboxRow(context, connection.id, over, twin.id)] });
    });
  }
  await context.store.commit({ put: [inboxRow(context, connection.id, id)] });
  return 'kept';
}

/** Compares what the partner says of each twin with what is known here; differences are asked for or sent again. */
async function onDigest(
  context: Context,
  connection: Connection,
  id: string,
  message: MessageOf<'digest'>,
): Promise<Taken> {
  const wanted: string[] = [];
  for (const [twinId, version, applied, hash] of message.twins) {
    const { store } = context;
    const pending = await store.load('outbox', outboxKey(connection.id, 'replica', twinId));
    await withTwin(context, connection.id, twinId, async (twin) => {
      if (twin === undefined) {
        wanted.push(twinId);
        return;
      }
      if (twin.state !== 'live') return;
      if (applied > twin.version) {
        const behind = fallBehind(context, twin);
        await saveTwin(context, twin, { ...behind.change, version: applied }, { put: behind.put });
        return;
      }
      const waits = twin.incoming !== undefined;
      const differs = version === twin.applied && twin.appliedHash !== undefined && hash !== twin.appliedHash;
      if (!waits && (version > twin.applied || differs)) wanted.push(twinId);
      if (applied < twin.version && pending === undefined && twin.parked === undefined) {
        await saveTwin(context, twin, { ...dirtied(context, twin), force: true });
      }
    });
  }
  await context.store.commit({
    put: [
      inboxRow(context, connection.id, id),
      ...(wanted.length > 0
        ? [outboxRow(context, connection.id, { kind: 'resync', twins: wanted }, `digest ${id}`)]
        : []),
    ],
  });
  return 'kept';
}

/** The partner has stored these: their rows may go. A replica that was taken in moves its twin one stage on. */
async function onAck(context: Context, connection: Connection, ids: readonly string[]): Promise<void> {
  const rows = await context.store.outboxOf(connection.id, ids);
  for (const row of rows) {
    const { message } = row;
    if (message.kind !== 'replica') continue;
    await withTwin(context, connection.id, message.twin, async (twin) => {
      if (twin?.state !== 'live' || twin.stage !== 'sending' || twin.version !== message.version) return;
      await saveTwin(context, twin, reached(context, twin, 'waiting'));
    });
  }
  await context.store.commit({ acknowledged: { connection: connection.id, ids } });
}

async function take(
  context: Context,
  connection: Connection,
  id: string,
  message: SyncMessage,
  signal: AbortSignal,
): Promise<Taken> {
  switch (message.kind) {
    case 'replica':
      return onReplica(context, connection, id, message);
    case 'result':
      return onResult(context, connection, id, message);
    case 'resync':
      return onResync(context, connection, id, message.twins);
    case 'digest':
      return onDigest(context, connection, id, message);
    case 'ack':
      await onAck(context, connection, message.ids);
      return 'passed';
    case 'blob.want':
      await onWant(context, connection, message, signal);
      return 'passed';
    case 'blob.part':
      await onPart(context, connection, message, signal);
      return 'passed';
    case 'blob.none':
      await onNone(context, connection, message);
      return 'passed';
    case 'pause':
    case 'resume':
      await saveLane(
        context,
        connection.id,
        { partnerPaused: message.kind === 'pause' ? true : undefined },
        { put: [inboxRow(context, connection.id, id)] },
      );
      return 'kept';
    case 'bye':
      await saveLane(
        context,
        connection.id,
        { leftAt: context.clock.now() },
        { put: [inboxRow(context, connection.id, id)] },
      );
      return 'kept';
    default:
      return message satisfies never;
  }
}

/** Parts of one attachment in their order, so that a shuffled page of them is no reason to ask again. */
const inOrder = (one: SyncMessage, other: SyncMessage): number =>
  one.kind === 'blob.part' && other.kind === 'blob.part' ? one.index - other.index : 0;

/**
 * Takes in what the exchange has for one side: each message is stored before it is acknowledged and removed only
 * after that. Returns whether there was anything.
 */
export async function receive(
  context: Context,
  connection: Connection,
  signal: AbortSignal,
): Promise<boolean> {
  const { channel, store } = context;
  const lane = await loadLane(context, connection.id);
  if (lane.closedAt !== undefined) return false;
  const messages = await channel.receive(connection.id, AT_ONCE, signal);
  if (messages.length === 0) return false;

  const acknowledged: string[] = [];
  const done: string[] = [];
  const parsed: { id: string; message: SyncMessage }[] = [];
  for (const { id, body } of messages) {
    const result = SyncMessage.safeParse(body);
    if (result.success) parsed.push({ id, message: result.data });
    else {
      // Not for us, or not understood: never acknowledged, so that its sender keeps showing it as unsent.
      context.log?.('message refused', { connection: connection.id });
      done.push(id);
    }
  }
  parsed.sort((one, other) => inOrder(one.message, other.message));

  let substance = false;
  for (const { id, message } of parsed) {
    const known = (await store.load('inbox', `${connection.id}/${id}`)) !== undefined;
    try {
      const taken = known ? 'kept' : await take(context, connection, id, message, signal);
      if (taken === 'kept') acknowledged.push(id);
      if (taken === 'kept' && !known && (message.kind === 'replica' || message.kind === 'result'))
        substance = true;
      done.push(id);
    } catch (error) {
      const verdict = judge(error);
      if (verdict.kind === 'store') throw error;
      // It stays where it is and comes again.
      context.log?.('message postponed', { kind: message.kind, code: errorCodeOf(error) });
    }
  }

  const now = context.clock.now();
  const stale = lane.heardAt === undefined || now - lane.heardAt >= HEARD_GRAIN;
  const digestAt =
    substance && lane.digestAt === undefined ? now + context.limits.digestEvery : lane.digestAt;
  if (stale || digestAt !== lane.digestAt) await saveLane(context, connection.id, { heardAt: now, digestAt });
  if (acknowledged.length > 0) {
    const body: MessageOf<'ack'> = { kind: 'ack', ids: acknowledged };
    await channel.send(connection.id, { id: context.random.id(), body }, signal);
  }
  await channel.remove(connection.id, done, signal);
  return done.length > 0;
}
