import type { Connection } from '@/utils/domain/connection.ts';
import type { MessageOf, SyncStep } from '@/utils/domain/sync.ts';

import { judge } from './faults.ts';
import { isAvailable, loadInstance, noteFault, noteSuccess } from './instances.ts';
import { changed, dirtied, loadLane, outboxRow, saveLane } from './parts.ts';
import type { Context } from './parts.ts';

const DIGEST_PAGE = 200;
const SWEEP_PAGE = 100;
const OLD_PAGE = 200;

/**
 * Tells the partner, page by page, how far each twin is on both sides; whatever differs is asked for or sent again.
 * Due a day after something was exchanged, and at once after a restore: where nothing moves, nothing is compared.
 */
export async function stepDigest(context: Context, connection: Connection): Promise<boolean> {
  const lane = await loadLane(context, connection.id);
  const now = context.clock.now();
  if (lane.digestAt === undefined || lane.digestAt > now) return false;
  const twins = await context.store.twinsAfter(connection.id, lane.digestAfter, DIGEST_PAGE);
  const rows: MessageOf<'digest'>['twins'] = twins.flatMap((twin) =>
    twin.state === 'live' && twin.behind !== true && twin.version + twin.applied > 0
      ? [[twin.id, twin.version, twin.applied, twin.sentHash ?? '']]
      : [],
  );
  const last = twins.length < DIGEST_PAGE;
  const message: MessageOf<'digest'> = { kind: 'digest', twins: rows };
  await saveLane(
    context,
    connection.id,
    last
      ? { digestAt: undefined, digestAfter: undefined }
      : { digestAfter: twins.at(-1)?.key, digestAt: now },
    rows.length === 0
      ? {}
      : { put: [outboxRow(context, connection.id, message, `digest ${rows[0]?.[0] ?? ''}`)] },
  );
  return true;
}

/**
 * After a restore: marks the next twins as behind and asks the partner what it knows of them. Until all are marked
 * nothing else is done for the connection, since whatever is remembered may be old. Returns whether it is still so.
 */
export async function stepRestored(context: Context, connection: Connection): Promise<boolean> {
  const lane = await loadLane(context, connection.id);
  if (lane.restored === undefined) return false;
  const twins = await context.store.twinsAfter(connection.id, lane.restored.after, SWEEP_PAGE);
  const live = twins.filter(({ state }) => state === 'live');
  const now = context.clock.now();
  const put: NonNullable<SyncStep['put']>[number][] = live.map((twin) => ({
    table: 'twins',
    row: changed(twin, {
      behind: true,
      dueAt: undefined,
      parked: undefined,
      revision: twin.revision + 1,
      updatedAt: now,
    }),
  }));
  if (live.length > 0) {
    const message: MessageOf<'resync'> = { kind: 'resync', twins: live.map(({ id }) => id) };
    put.push(outboxRow(context, connection.id, message, `restored ${live[0]?.id ?? ''}`));
  }
  const last = twins.length < SWEEP_PAGE;
  const after = twins.at(-1)?.key;
  await saveLane(
    context,
    connection.id,
    last
      ? { restored: undefined, digestAt: now, digestAfter: undefined }
      : { restored: after === undefined ? {} : { after } },
    { put },
  );
  return !last;
}

/**
 * Looks at all entities of a connection, a hundred with one request: what changed without the platform's list saying
 * so is read again, what is no longer there is doubted.
 */
export async function stepSweep(
  context: Context,
  connection: Connection,
  signal: AbortSignal,
): Promise<boolean> {
  const lane = await loadLane(context, connection.id);
  const now = context.clock.now();
  const { instance } = connection.local;
  if (lane.sweepAt > now || !isAvailable(await loadInstance(context, instance.url), now)) return false;
  const twins = await context.store.twinsAfter(connection.id, lane.sweepAfter, SWEEP_PAGE);
  const live = twins.filter(({ state, entity }) => state === 'live' && entity !== undefined);
  const ids = live.flatMap(({ entity }) => (entity ? [entity.id] : []));
  try {
    const versions =
      ids.length === 0
        ? new Map<string, string>()
        : await context.platformOf(instance.platform).fetchVersions(instance, ids, signal);
    const expect: NonNullable<SyncStep['expect']>[number][] = [];
    const put: NonNullable<SyncStep['put']>[number][] = [];
    for (const twin of live) {
      const version = versions.get(twin.entity?.id ?? '');
      if (version !== undefined && version === twin.seen?.version) continue;
      expect.push({ table: 'twins', key: twin.key, revision: twin.revision });
      put.push({
        table: 'twins',
        row: changed(twin, { ...dirtied(context, twin), revision: twin.revision + 1, updatedAt: now }),
      });
    }
    if (put.length > 0) await context.store.commit({ expect, put });
    const last = twins.length < SWEEP_PAGE;
    await saveLane(
      context,
      connection.id,
      last
        ? { sweepAt: now + context.limits.sweepEvery, sweepAfter: undefined }
        : { sweepAfter: twins.at(-1)?.key },
    );
    await noteSuccess(context, instance.url);
    return !last;
  } catch (error) {
    if (signal.aborted) return false;
    const verdict = judge(error);
    if (verdict.kind === 'store') throw error;
    if (verdict.kind !== 'again') await noteFault(context, instance.url, verdict);
    await saveLane(context, connection.id, { sweepAt: now + context.limits.pollEvery });
    return false;
  }
}

/** Forgets message ids that are so old that their twins' versions protect better. One page a pass. */
export async function forgetOld(context: Context): Promise<void> {
  const keys = await context.store.oldInbox(context.clock.now() - context.limits.inboxKept, OLD_PAGE);
  if (keys.length > 0) await context.store.commit({ erase: keys.map((key) => ({ table: 'inbox', key })) });
}
