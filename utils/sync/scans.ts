import type { Connection } from '@/utils/domain/connection.ts';
import type { Scan, SyncStep } from '@/utils/domain/sync.ts';

import { backoff, judge } from './faults.ts';
import { isAvailable, loadInstance, noteFault, noteSuccess } from './instances.ts';
import { changed, newTwin } from './parts.ts';
import type { Context } from './parts.ts';

/**
 * One page of a bulk or of what a trigger catches up with: in one transaction the new twins and how far the walk is.
 * It waits while as many twins as it could bring are still on their way.
 */
export async function stepScan(
  context: Context,
  connection: Connection,
  scan: Scan,
  signal: AbortSignal,
): Promise<void> {
  const { instance } = connection.local;
  const now = context.clock.now();
  const { limits, store } = context;
  if (!isAvailable(await loadInstance(context, instance.url), now)) return;
  const next = (change: Partial<Scan>): { table: 'scans'; row: Scan } => ({
    table: 'scans',
    row: changed(scan, { ...change, revision: scan.revision + 1 }),
  });
  const expect: NonNullable<SyncStep['expect']>[number][] = [
    { table: 'scans', key: scan.key, revision: scan.revision },
  ];
  const { outbox } = await store.counts(connection.id);
  if (outbox >= limits.incomingAtMost) {
    await store.commit({ expect, put: [next({ dueAt: now + limits.pollEvery })] });
    return;
  }
  try {
    const found = await context
      .platformOf(instance.platform)
      .search(instance, scan.query, scan.after, signal);
    const put: NonNullable<SyncStep['put']>[number][] = [];
    let already = 0;
    for (const id of new Set(found.ids)) {
      const twins = await store.twinsOf(instance.url, id);
      if (twins.some((twin) => twin.connection === connection.id)) {
        already += 1;
        continue;
      }
      const twin = newTwin(context, connection, { id: context.random.id(), initiator: true, auto: true });
      expect.push({ table: 'twins', key: twin.key, revision: undefined });
      const entity = { id, key: id, url: '', platform: instance.platform };
      put.push({ table: 'twins', row: { ...twin, revision: 1, entity, dirtyAt: now, dueAt: now } });
    }
    const done = found.after === undefined;
    const { dueAt: _due, problem: _problem, ...rest } = scan;
    put.push({
      table: 'scans',
      row: {
        ...rest,
        revision: scan.revision + 1,
        state: done ? 'done' : 'running',
        seen: scan.seen + found.ids.length,
        started: scan.started + put.length,
        already: scan.already + already,
        tries: 0,
        ...(found.after === undefined ? {} : { after: found.after, dueAt: now }),
        ...(found.total === undefined ? {} : { total: found.total }),
      },
    });
    await store.commit({ expect, put });
    await noteSuccess(context, instance.url);
  } catch (error) {
    if (signal.aborted) return;
    const verdict = judge(error);
    if (verdict.kind === 'store') throw error;
    if (verdict.kind === 'again') return;
    const tries = scan.tries + 1;
    if (verdict.kind === 'park' || verdict.kind === 'missing') {
      const reason = verdict.kind === 'park' ? verdict.reason : 'platform/not-found';
      const problem = {
        reason,
        ...(verdict.detail === undefined ? {} : { detail: verdict.detail }),
        at: now,
        tries,
      };
      const { dueAt: _due, ...rest } = scan;
      await store.commit({
        expect,
        put: [
          { table: 'scans', row: { ...rest, revision: scan.revision + 1, state: 'failed', tries, problem } },
        ],
      });
      return;
    }
    await noteFault(context, instance.url, verdict);
    const wait =
      limits.backoffBase + backoff(tries, limits.backoffBase, limits.backoffCap, context.random.fraction());
    await store.commit({ expect, put: [next({ tries, dueAt: now + wait })] });
  }
}
