import type { Connection } from '@/utils/domain/connection.ts';
import type { EntityChange, SyncStep, Twin } from '@/utils/domain/sync.ts';

import { backoff, judge } from './faults.ts';
import { isAvailable, loadInstance, noteFault, saveInstance } from './instances.ts';
import { changed, dirtied, newTwin, saveLane } from './parts.ts';
import type { Change, Context } from './parts.ts';

const revised = (context: Context, twin: Twin, change: Change<Twin>): { table: 'twins'; row: Twin } => ({
  table: 'twins',
  row: changed(twin, { ...change, revision: twin.revision + 1, updatedAt: context.clock.now() }),
});

/** Whether a change that a poll reports is one that this twin has read already. */
const isKnown = (twin: Twin, change: EntityChange): boolean =>
  change.gone !== true &&
  change.version !== undefined &&
  twin.seen?.sure === true &&
  twin.seen.version === change.version;

/** Entities without a twin that the active triggers of a connection select. */
async function selected(
  context: Context,
  connection: Connection,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const { instance } = connection.local;
  const found = new Set<string>();
  for (const trigger of await context.store.triggers(connection.id)) {
    try {
      for (const id of await context
        .platformOf(instance.platform)
        .matching(instance, trigger.query, ids, signal)) {
        found.add(id);
      }
    } catch (error) {
      const verdict = judge(error);
      // A query that the platform refuses stops its trigger, visibly, and nothing else.
      if (verdict.kind !== 'park') throw error;
      const problem = {
        reason: verdict.reason,
        ...(verdict.detail === undefined ? {} : { detail: verdict.detail }),
        at: context.clock.now(),
        tries: 1,
      };
      await context.store.commit({
        expect: [{ table: 'triggers', key: trigger.key, revision: trigger.revision }],
        put: [
          {
            table: 'triggers',
            row: { ...trigger, revision: trigger.revision + 1, active: false, problem },
          },
        ],
      });
    }
  }
  return ids.filter((id) => found.has(id));
}

/**
 * Asks an instance what has changed: one request when nothing has, however many twins there are. The cursor moves in
 * the same transaction that marks the twins. Returns whether there is more to ask at once.
 */
export async function poll(
  context: Context,
  url: string,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<boolean> {
  const [first] = connections;
  if (first === undefined) return false;
  const { instance } = first.local;
  const now = context.clock.now();
  const row = await loadInstance(context, url);
  // With an open breaker this very question is the probe.
  const probing = row.open !== undefined && row.until <= now;
  if (!probing && (!isAvailable(row, now) || row.pollAt > now)) return false;
  try {
    if (row.cursor === undefined) {
      // A first cursor begins now: what happened to twins before it is found by looking at all of them.
      for (const { id } of connections) await saveLane(context, id, { sweepAt: now, sweepAfter: undefined });
    }
    const answer = await context.platformOf(instance.platform).fetchChanges(instance, row.cursor, signal);
    const put: NonNullable<SyncStep['put']>[number][] = [];
    const expect: NonNullable<SyncStep['expect']>[number][] = [];
    const unknown: string[] = [];
    for (const change of new Map(answer.changes.map((item) => [item.id, item])).values()) {
      const twins = await context.store.twinsOf(url, change.id);
      if (!twins.some(({ state }) => state === 'live') && change.gone !== true) unknown.push(change.id);
      for (const twin of twins) {
        if (twin.state !== 'live' || isKnown(twin, change)) continue;
        expect.push({ table: 'twins', key: twin.key, revision: twin.revision });
        put.push(
          revised(context, twin, {
            ...dirtied(context, twin),
            ...(change.version === undefined ? {} : { want: change.version }),
          }),
        );
      }
    }
    for (const connection of connections) {
      if (connection.status !== 'active') continue;
      for (const id of await selected(context, connection, unknown, signal)) {
        // One that was unsynced on purpose is not picked up again by a query.
        if ((await context.store.twinsOf(url, id)).some((twin) => twin.connection === connection.id))
          continue;
        const twin = newTwin(context, connection, { id: context.random.id(), initiator: true, auto: true });
        expect.push({ table: 'twins', key: twin.key, revision: undefined });
        put.push(
          revised(context, twin, {
            entity: { id, key: id, url: '', platform: instance.platform },
            dirtyAt: now,
            dueAt: now,
          }),
        );
      }
    }
    await saveInstance(
      context,
      url,
      () => ({
        cursor: answer.cursor,
        pollAt: answer.more ? now : now + context.limits.pollEvery,
        failures: 0,
        open: undefined,
        until: 0,
      }),
      { put, expect },
    );
    return answer.more;
  } catch (error) {
    if (signal.aborted) return false;
    const verdict = judge(error);
    if (verdict.kind === 'store') throw error;
    if (verdict.kind === 'again') return true;
    await noteFault(
      context,
      url,
      verdict.kind === 'park' || verdict.kind === 'missing'
        ? { kind: 'retry', reason: 'platform/answer-unexpected', detail: verdict.detail }
        : verdict,
    );
    const { backoffBase, pollEvery } = context.limits;
    const wait = backoffBase + backoff(row.failures + 1, backoffBase, pollEvery, context.random.fraction());
    await saveInstance(context, url, () => ({ pollAt: now + Math.min(wait, pollEvery) }));
    return false;
  }
}
