import { AppError } from '@/utils/base/errors.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { InstanceRow, SyncPlatform, SyncStep } from '@/utils/domain/sync.ts';

import { backoff } from './faults.ts';
import type { Verdict } from './faults.ts';
import { changed } from './parts.ts';
import type { Change, Context } from './parts.ts';

/** What is known of an instance. */
export async function loadInstance(context: Context, url: string): Promise<InstanceRow> {
  const known = context.instances.get(url);
  if (known !== undefined) return known;
  const row = (await context.store.load('instances', url)) ?? {
    key: url,
    revision: 0,
    pollAt: 0,
    failures: 0,
    until: 0,
  };
  context.instances.set(url, row);
  return row;
}

/** Changes what is known of an instance, by itself or with more in the same transaction. */
export const saveInstance = (
  context: Context,
  url: string,
  change: (row: InstanceRow) => Change<InstanceRow> | undefined,
  extra: Pick<SyncStep, 'put' | 'expect'> = {},
): Promise<InstanceRow> =>
  context.locked(`instance ${url}`, async () => {
    const row = await loadInstance(context, url);
    const wanted = change(row);
    if (wanted === undefined) return row;
    const next = changed(row, { ...wanted, revision: row.revision + 1 });
    try {
      await context.store.commit({
        expect: [
          { table: 'instances', key: url, revision: row.revision === 0 ? undefined : row.revision },
          ...(extra.expect ?? []),
        ],
        put: [{ table: 'instances', row: next }, ...(extra.put ?? [])],
      });
    } catch (error) {
      context.instances.delete(url);
      throw error;
    }
    context.instances.set(url, next);
    return next;
  });

/** Whether anything may be asked there now; an open breaker lets one probe through when its time has come. */
export const isAvailable = (row: InstanceRow, now: number): boolean =>
  row.open === undefined && row.until <= now;

/** An answer that proves the instance well: closes the breaker and forgets failures. */
export async function noteSuccess(context: Context, url: string): Promise<void> {
  const row = await loadInstance(context, url);
  if (row.failures === 0 && row.open === undefined) return;
  await saveInstance(context, url, () => ({ failures: 0, open: undefined, until: 0 }));
}

/** What a fault says about the whole instance. Returns the row as it is then. */
export async function noteFault(context: Context, url: string, verdict: Verdict): Promise<InstanceRow> {
  const now = context.clock.now();
  const { backoffBase, backoffCap, failuresBeforeOpen } = context.limits;
  const jitter = (tries: number) => backoff(tries, backoffBase, backoffCap, context.random.fraction());
  if (verdict.kind === 'wait' && verdict.scope !== 'entity') {
    // A platform that gives no time is asked again later and later, like one that fails.
    return saveInstance(context, url, (row) => ({
      until: Math.max(row.until, now + (verdict.ms ?? backoffBase + jitter(row.failures + 3))),
      failures: verdict.ms === undefined ? row.failures + 1 : row.failures,
    }));
  }
  if (verdict.kind !== 'closed' && verdict.kind !== 'retry') return loadInstance(context, url);
  return saveInstance(context, url, (row) => {
    const failures = row.failures + 1;
    if (verdict.kind === 'retry' && failures < failuresBeforeOpen) return { failures };
    return {
      failures,
      open: {
        reason: verdict.reason,
        ...(verdict.detail === undefined ? {} : { detail: verdict.detail }),
        at: row.open?.at ?? now,
        tries: failures,
      },
      // The probe: not before the base, so that a tired instance is not asked in a loop.
      until: now + backoffBase + jitter(failures),
    };
  });
}

/**
 * Makes sure that writes are made as the user and at the tenant that the instance was first worked with (T14).
 * Asked again after `identityFresh`. Throws `platform/identity-changed` with both names as detail.
 */
export async function checkIdentity(
  context: Context,
  platform: SyncPlatform,
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  const { instance } = connection.local;
  const now = context.clock.now();
  const asked = context.identityAt.get(instance.url);
  if (asked !== undefined && now >= asked && now - asked < context.limits.identityFresh) return;
  await context.locked(`identity ${instance.url}`, async () => {
    const again = context.identityAt.get(instance.url);
    if (again !== undefined && now >= again && now - again < context.limits.identityFresh) return;
    const found = await platform.fetchIdentity(instance, signal);
    const row = await loadInstance(context, instance.url);
    if (row.identity === undefined) {
      await saveInstance(context, instance.url, () => ({ identity: found }));
    } else if (row.identity.user !== found.user || row.identity.tenant !== found.tenant) {
      throw new AppError('platform/identity-changed', `${row.identity.user} → ${found.user}`);
    }
    context.identityAt.set(instance.url, now);
  });
}

/** Counts what a partner causes here; false when its share of this window is used up (T25). */
export function mayWrite(context: Context, connection: string, what: 'create' | 'write'): boolean {
  const now = context.clock.now();
  let window = context.windows.get(connection);
  if (window === undefined || now - window.since >= context.limits.window || now < window.since) {
    window = { since: now, creates: 0, writes: 0 };
    context.windows.set(connection, window);
  }
  if (window.writes >= context.limits.writesPerWindow) return false;
  if (what === 'create' && window.creates >= context.limits.createsPerWindow) return false;
  window.writes += 1;
  if (what === 'create') window.creates += 1;
  return true;
}

/** When the partner's next window begins. */
export const nextWindow = (context: Context, connection: string): number =>
  (context.windows.get(connection)?.since ?? context.clock.now()) + context.limits.window;
