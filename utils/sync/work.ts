import { AppError } from '@/utils/base/errors.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { Entity } from '@/utils/domain/replica.ts';
import type { MessageOf, SyncCapabilities, SyncPlatform, Twin, Writes } from '@/utils/domain/sync.ts';

import { isInDoubt, judge } from './faults.ts';
import { changed, leftovers, outboxRow, saveTwin } from './parts.ts';
import type { Change, Context, Extra } from './parts.ts';

/** One twin being worked on. `twin` is the row as last saved, with what has been learnt since. */
export interface Work {
  readonly context: Context;
  readonly connection: Connection;
  readonly platform: SyncPlatform;
  readonly capabilities: SyncCapabilities;
  readonly signal: AbortSignal;
  twin: Twin;
  /** The write under way was refused for certain: its intent need not be looked for. */
  refused: boolean;
  /** What the rules said when the entity was created, for the rest of that same run. */
  writes?: Writes;
}

/** What is learnt without being written yet; the next save writes it. */
export function learn(work: Work, change: Change<Twin>): void {
  work.twin = changed(work.twin, change);
}

export async function save(work: Work, change: Change<Twin>, extra: Extra = {}): Promise<void> {
  work.twin = await saveTwin(work.context, work.twin, change, extra);
}

/** When a call that begins now is over for certain, should its answer never be heard. */
export const endOfCall = (work: Work): number => work.context.clock.now() + work.context.limits.callTime;

/** A write to the platform. What it throws says whether it may have been done nevertheless. */
export async function write<T>(work: Work, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    work.refused = !isInDoubt(error);
    const { intent } = work.twin;
    // An answer came, if a bad one: the call is over. Where none came, it may still be under way there.
    const over =
      error instanceof AppError && error.code !== 'platform/timeout' && error.code !== 'platform/unreachable';
    if (intent !== undefined && over) learn(work, { intent: { ...intent, at: work.context.clock.now() } });
    throw error;
  }
}

/** What is to be remembered of a state that was read, and when to read again if it may not be the last word. */
export function seenOf(work: Work, entity: Entity): Pick<Change<Twin>, 'seen' | 'recheckAt' | 'entity'> {
  const { exactVersions, grain, readLag } = work.capabilities;
  const { dirtyAt } = work.twin;
  const now = work.context.clock.now();
  // Within the stamp's own grain another change may still get the same one.
  const sure = exactVersions || entity.readAt - entity.updatedAt > grain + readLag;
  const lagging = dirtyAt !== undefined && now <= dirtyAt + readLag && readLag > 0;
  const recheckAt = !sure ? now + grain + readLag + 1 : lagging ? dirtyAt + readLag + 1 : undefined;
  return {
    entity: entity.ref,
    seen: { version: entity.version, sure: sure && !lagging, stamp: entity.updatedAt },
    recheckAt,
  };
}

/**
 * The entity as it is now. `undefined` when there is nothing to go on with: a state older than one seen already, or
 * an entity that seems to be gone; the twin has been saved with the time of the next look.
 *
 * What is read only to `find` something is not remembered as seen: nobody compares it, and a user's change in it would
 * be taken for known.
 */
export async function readEntity(
  work: Work,
  id: string,
  purpose: 'compare' | 'find' = 'compare',
): Promise<Entity | undefined> {
  const { context, platform, capabilities, twin } = work;
  const now = context.clock.now();
  let entity: Entity;
  try {
    entity = await platform.fetchEntity(work.connection.local.instance, id, work.signal);
  } catch (error) {
    if (judge(error).kind !== 'missing') throw error;
    await entityMissing(work);
    return undefined;
  }
  const older =
    twin.seen !== undefined &&
    (entity.updatedAt < twin.seen.stamp ||
      (twin.want !== undefined && twin.want !== entity.version && entity.version === twin.seen.version));
  if (older && capabilities.readLag > 0) {
    const doubt = twin.doubt?.what === 'stale' ? twin.doubt : { what: 'stale' as const, at: now };
    if (now < doubt.at + capabilities.readLag) {
      await save(work, { doubt, dueAt: doubt.at + capabilities.readLag });
      return undefined;
    }
  }
  if (purpose === 'find') return entity;
  learn(work, {
    ...seenOf(work, entity),
    // Whatever was announced, this is what there is.
    want: undefined,
    ...(twin.doubt === undefined || twin.doubt.what === 'parts' ? {} : { doubt: undefined }),
  });
  return entity;
}

/** Gone is believed when it has been seen twice, some time apart: platforms answer "not found" for much else. */
export async function entityMissing(work: Work): Promise<void> {
  const { context, twin } = work;
  const now = context.clock.now();
  const doubt = twin.doubt?.what === 'entity' ? twin.doubt : { what: 'entity' as const, at: now };
  const confirmed = doubt.at + context.limits.goneConfirm;
  if (now < confirmed) {
    await save(work, { doubt, dueAt: confirmed });
    return;
  }
  const version = twin.version + 1;
  const message: MessageOf<'replica'> = {
    kind: 'replica',
    twin: twin.id,
    version,
    seen: twin.applied,
    state: 'gone',
    life: twin.life,
    versions: {},
    trail: [],
  };
  await save(work, ended('gone', { version }), {
    put: [outboxRow(context, twin.connection, message, twin.id)],
    ...leftovers(twin),
    history: [{ what: 'gone', by: 'local' }],
  });
}

/** What a twin is when it is over: kept, so that nothing late brings it back. */
export const ended = (state: 'gone' | 'unsynced', change: Change<Twin> = {}): Change<Twin> => ({
  ...change,
  state,
  dirtyAt: undefined,
  force: undefined,
  answer: undefined,
  behind: undefined,
  want: undefined,
  incoming: undefined,
  intent: undefined,
  doubt: undefined,
  dueAt: undefined,
  parked: undefined,
  trouble: undefined,
  uploads: [],
  tries: 0,
});

/**
 * Pairs without the present copy of one of the partner's originals. A copy that stays on the platform, because nobody
 * can edit it there, stays known as a copy: it must never travel back.
 */
export const superseded = (pairs: Twin['comments'], remote: string): Twin['comments'] =>
  pairs.flatMap((pair): Twin['comments'] => {
    if (pair.owner !== 'remote' || pair.remote !== remote) return [pair];
    return pair.local === undefined ? [] : [{ local: pair.local, owner: 'remote', origin: pair.origin }];
  });

/** Pairs without the copy of one of the partner's originals. */
export const withoutRemote = (pairs: Twin['comments'], remote: string): Twin['comments'] =>
  pairs.filter((pair) => !(pair.owner === 'remote' && pair.remote === remote));
