import { AppError } from '@/utils/base/errors.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { Entity, EntityRef } from '@/utils/domain/replica.ts';
import { SyncFault } from '@/utils/domain/sync.ts';
import type { Parked } from '@/utils/domain/sync.ts';
import type { Twin } from '@/utils/domain/sync.ts';

import { backoff, judge } from './faults.ts';
import type { Verdict } from './faults.ts';
import { applyIncoming, createIncoming } from './incoming.ts';
import { isAvailable, loadInstance, noteFault, noteSuccess } from './instances.ts';
import { findAttachment, findComment, settle } from './intents.ts';
import { ownState, sendOwnChanges, siblingsOf } from './outgoing.ts';
import type { OwnState } from './outgoing.ts';
import { lockName, outboxRow, resultOf } from './parts.ts';
import type { Change, Context } from './parts.ts';
import { uploadArrived } from './uploads.ts';
import { entityMissing, learn, readEntity, save, seenOf, superseded, withoutRemote } from './work.ts';
import type { Work } from './work.ts';

/** Settles what an earlier run had begun. False when it has to be looked at again later. */
async function resolveIntent(work: Work, entity: Entity, own: OwnState, atomic: boolean): Promise<boolean> {
  const { context, capabilities, twin } = work;
  const { intent } = twin;
  if (intent === undefined || intent.kind === 'create') return true;
  const now = context.clock.now();
  const visible = intent.at + capabilities.readLag;
  if (intent.kind === 'update') {
    // Right after a creation everything that was not written is simply as the platform made it.
    const fresh = twin.fieldsApplied === 0 && !twin.initiator;
    const local = fresh
      ? { ...twin.local, fields: { ...own.shape.fields, ...twin.local.fields } }
      : twin.local;
    const settled = settle(local, intent.expected, own.replica?.fields ?? {}, atomic);
    if (settled.pending.length > 0) {
      if (now < visible) {
        await save(work, { dueAt: visible });
        return false;
      }
      if (!intent.sure) {
        learn(work, { intent: undefined, local: settled.local });
        return true;
      }
      context.log?.('write not kept', { fields: settled.pending.join(' ') });
      const kept = Object.fromEntries(settled.pending.map((name) => [name, own.shape.fields[name] ?? '']));
      learn(work, { local: { ...settled.local, fields: { ...settled.local.fields, ...kept } } });
    } else {
      learn(work, { local: settled.local });
    }
    const done = intent.sure || Object.keys(intent.expected).length > 0;
    learn(work, {
      intent: undefined,
      ...(done ? { fieldsApplied: Math.max(twin.fieldsApplied, intent.version) } : {}),
    });
    return true;
  }
  // Found is proof at once; not found is none before everything must be visible.
  if (intent.kind === 'comment') {
    const local = findComment(twin, entity, intent);
    const { remote, origin, hash } = intent;
    if (local === undefined && now < visible) {
      await save(work, { dueAt: visible });
      return false;
    }
    learn(work, {
      intent: undefined,
      ...(local === undefined
        ? {}
        : {
            comments: [
              ...superseded(twin.comments, remote),
              { local, remote, owner: 'remote', origin, hash },
            ],
          }),
    });
    return true;
  }
  const local = findAttachment(twin, entity, intent);
  const { remote, origin } = intent;
  if (local === undefined && now < visible) {
    await save(work, { dueAt: visible });
    return false;
  }
  learn(work, {
    intent: undefined,
    ...(local === undefined
      ? {}
      : {
          attachments: [
            ...withoutRemote(twin.attachments, remote),
            { local, remote, owner: 'remote', origin },
          ],
        }),
  });
  return true;
}

/** All that is to be done for a twin now, one thing after the other. */
async function run(work: Work): Promise<void> {
  const { context, connection, signal } = work;
  const now = () => context.clock.now();
  if (work.twin.state !== 'live') {
    await save(work, { dueAt: undefined });
    return;
  }
  const payload =
    work.twin.incoming === undefined ? undefined : await context.store.load('payloads', work.twin.key);
  const message = payload?.incoming;

  let entity: Entity | undefined;
  let atomic = false;
  if (work.twin.entity === undefined) {
    if (message === undefined) {
      await save(work, { dueAt: undefined, incoming: undefined });
      return;
    }
    const created = await createIncoming(work, message);
    if (created === 'later') return;
    ({ entity, atomic } = created);
  }
  const ref: EntityRef | undefined = work.twin.entity;
  if (ref === undefined) throw new SyncFault('unknown', 'no entity after creation');
  entity ??= await readEntity(work, ref.id);
  if (entity === undefined) return;
  if (atomic) learn(work, seenOf(work, entity));

  const { siblings, unsettled, owner } = await siblingsOf(context, work.twin, entity);
  if (unsettled) {
    await save(work, { dueAt: now() + context.limits.debounceAtMost });
    return;
  }
  if (work.twin.initiator && work.twin.version === 0) {
    const mine =
      owner?.connection === connection.id || siblings.some(({ connection: id }) => id === connection.id);
    // What another browser's node has created is not for a query to pick up: it could go round in a circle.
    if (mine || (work.twin.auto === true && entity.marker !== undefined && owner === undefined)) {
      await context.store.commit({
        expect: [{ table: 'twins', key: work.twin.key, revision: work.twin.revision }],
        erase: [{ table: 'twins', key: work.twin.key }],
      });
      return;
    }
  }

  let own = await ownState(context, connection, work.twin, entity, siblings, signal);
  const unresolved = work.twin.intent !== undefined;
  if (!(await resolveIntent(work, entity, own, atomic))) return;
  // A copy that was found is no longer an own original.
  if (unresolved) own = await ownState(context, connection, work.twin, entity, siblings, signal);

  // Only who has asked because it is behind catches up; to all others an answer is news like any other.
  const resync = message?.resync !== undefined && work.twin.behind === true;
  if (work.twin.behind === true && !resync) {
    await save(work, { dueAt: undefined });
    return;
  }
  if (!resync) {
    const outcome = await sendOwnChanges(context, work.twin, {
      entity,
      own,
      siblings,
      capabilities: work.capabilities,
    });
    work.twin = outcome.twin;
    if (outcome.done === 'doubted') {
      await save(work, {});
      return;
    }
  }
  if (message !== undefined) {
    const applied = await applyIncoming(work, message, payload?.applied, entity, own, siblings);
    if (applied === 'later' || (applied === 'saved' && work.twin.uploads.length === 0)) return;
  }
  if (work.twin.uploads.length > 0 && (await uploadArrived(work)) === 'later') return;
  await finish(work);
}

/** Nothing is left to do; a stage that only waited for this is reached. */
async function finish(work: Work): Promise<void> {
  const { twin } = work;
  const again = twin.dirtyAt !== undefined || twin.incoming !== undefined || twin.uploads.length > 0;
  const dueAt = again ? work.context.clock.now() : twin.recheckAt;
  await save(work, { dueAt, tries: 0, trouble: undefined });
}

/** What is shown beside the twin. */
const troubleOf = (work: Work, verdict: Extract<Verdict, { reason: unknown }>, tries: number): Parked => ({
  reason: verdict.reason,
  ...('detail' in verdict && verdict.detail !== undefined ? { detail: verdict.detail.slice(0, 300) } : {}),
  at: work.context.clock.now(),
  tries,
});

/** A fault stops one entity, or tells about the whole instance; never more. */
async function failed(work: Work, error: unknown): Promise<void> {
  const { context } = work;
  if (work.signal.aborted) return;
  const verdict = judge(error);
  if (verdict.kind === 'again') return;
  if (verdict.kind === 'store') throw verdict.error;
  const now = context.clock.now();
  const { intent } = work.twin;
  const sure = intent?.kind === 'update' && intent.sure;
  const dropped: Change<Twin> = work.refused && !sure ? { intent: undefined } : {};
  const { limits } = context;
  try {
    if (verdict.kind === 'missing') {
      learn(work, dropped);
      await entityMissing(work);
      return;
    }
    const instance = await noteFault(context, work.twin.instance, verdict);
    if (verdict.kind === 'closed' || (verdict.kind === 'wait' && verdict.scope !== 'entity')) {
      await save(work, { ...dropped, trouble: troubleOf(work, verdict, work.twin.tries), dueAt: now });
      return;
    }
    const jitter = backoff(work.twin.tries, limits.backoffBase, limits.backoffCap, context.random.fraction());
    if (verdict.kind === 'wait') {
      const wait = verdict.ms ?? limits.backoffBase + jitter;
      await save(work, { ...dropped, trouble: troubleOf(work, verdict, work.twin.tries), dueAt: now + wait });
      return;
    }
    const tries = work.twin.tries + 1;
    const hopeless = tries >= limits.triesBeforeParked && instance.open === undefined;
    if (verdict.kind === 'retry' && !hopeless) {
      const dueAt = now + Math.round(limits.backoffBase / 2) + jitter;
      await save(work, { ...dropped, tries, trouble: troubleOf(work, verdict, tries), dueAt });
      return;
    }
    await park(work, { ...troubleOf(work, verdict, tries) }, dropped);
  } catch (second) {
    // A decision that came first makes this one void; it is made anew.
    if (!(second instanceof AppError && second.code === 'store/conflict')) throw second;
  }
}

/** Visible, with its reason; it goes on by Retry, Skip, or a newer version of the partner's. */
async function park(work: Work, parked: Parked, change: Change<Twin>): Promise<void> {
  const { context, twin } = work;
  const result =
    twin.incoming === undefined
      ? []
      : [
          outboxRow(
            context,
            twin.connection,
            resultOf(twin, 'parked', twin.incoming, parked.reason),
            twin.id,
          ),
        ];
  await save(
    work,
    { ...change, parked, trouble: undefined, tries: parked.tries, dueAt: undefined },
    {
      put: result,
      history: [
        {
          what: 'parked',
          by: twin.incoming === undefined ? 'local' : 'partner',
          detail: parked.detail === undefined ? parked.reason : `${parked.reason}: ${parked.detail}`,
        },
      ],
    },
  );
}

/**
 * Does what is due for one twin. Everything that it is in the middle of is stored before the call that it is about,
 * so that it may end between any two of them.
 */
export async function stepTwin(
  context: Context,
  connection: Connection,
  key: string,
  signal: AbortSignal,
): Promise<void> {
  const found = await context.store.load('twins', key);
  if (found === undefined) return;
  await context.locked(lockName(found), async () => {
    const twin = await context.store.load('twins', key);
    const now = context.clock.now();
    if (twin === undefined || twin.parked !== undefined) return;
    if (twin.dueAt === undefined || twin.dueAt > now || lockName(twin) !== lockName(found)) return;
    if (!isAvailable(await loadInstance(context, twin.instance), now)) return;
    const platform = context.platformOf(connection.local.instance.platform);
    const work: Work = {
      context,
      connection,
      platform,
      capabilities: platform.capabilities(connection.local.instance),
      signal,
      twin,
      refused: false,
    };
    try {
      await run(work);
      await noteSuccess(context, twin.instance);
    } catch (error) {
      await failed(work, error);
    }
  });
}
