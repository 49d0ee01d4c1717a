import type { Entity, Fields, Replica } from '@/utils/domain/replica.ts';
import { SyncFault } from '@/utils/domain/sync.ts';
import type {
  IncomingInput,
  KnownPair,
  MessageOf,
  Pair,
  TransferRow,
  Twin,
  Writes,
} from '@/utils/domain/sync.ts';

import {
  compareShapes,
  isUnchanged,
  fieldsToWrite,
  fingerprintOf,
  hashShape,
  hashValue,
  shapeOf,
  shownValue,
  sketchOf,
} from './content.ts';
import { judge } from './faults.ts';
import { checkIdentity, mayWrite, nextWindow } from './instances.ts';
import { expectedOf, findAttachment, findComment, predicted } from './intents.ts';
import { ownState, siblingsOf } from './outgoing.ts';
import type { OwnState } from './outgoing.ts';
import { changed, outboxRow, reached, resultOf, transferKey } from './parts.ts';
import { endOfCall, learn, readEntity, save, seenOf, superseded, withoutRemote, write } from './work.ts';
import type { Work } from './work.ts';

/** Only what the admin agreed to is touched, whatever the partner sends (T25). */
function checkScope(work: Work, entity: Entity): void {
  const { project } = work.connection.local;
  if (project !== undefined && entity.project !== undefined && entity.project !== project.id) {
    throw new SyncFault('sync/outside-scope', entity.ref.key);
  }
}

/** An entity must not come back to where it has been by way of other connections (T26). */
function checkTrail(work: Work, message: MessageOf<'replica'>): void {
  const own = fingerprintOf(work.twin.instance);
  // Both sides of a local connection are one instance: its own mark, put there last, proves nothing.
  const trail = work.connection.type === 'local' ? message.trail.slice(0, -1) : message.trail;
  if (trail.includes(own)) throw new SyncFault('sync/loop');
}

const replicaOf = (message: MessageOf<'replica'>): Replica => {
  if (message.replica === undefined) throw new SyncFault('sync/bad-message', 'no replica');
  return message.replica;
};

/** Postponed until the partner's share of writes is there again. */
async function outOfQuota(work: Work): Promise<'later'> {
  await save(work, { dueAt: nextWindow(work.context, work.connection.id) });
  return 'later';
}

/**
 * Makes the entity for a twin that has none, or finds the one that an interrupted run has made. Returns the entity
 * where it is known without another request; `atomic` when that state came with the creation's own answer.
 */
export async function createIncoming(
  work: Work,
  message: MessageOf<'replica'>,
): Promise<'later' | { entity: Entity | undefined; atomic: boolean }> {
  const { context, connection, platform, capabilities, signal } = work;
  const { instance } = connection.local;
  const replica = replicaOf(message);
  const { intent } = work.twin;
  if (intent?.kind === 'create' || message.version > 1) {
    const found = await platform.findByMarker(instance, work.twin.id, signal);
    if (found.length > 1) throw new SyncFault('sync/ambiguous', found.map(({ key }) => key).join(', '));
    const [ref] = found;
    if (ref !== undefined) {
      const version = intent?.kind === 'create' ? intent.version : message.version;
      const expected = intent?.kind === 'create' ? intent.expected : {};
      // The marker proves the creation; what is visible of it is settled like any other write.
      await save(work, {
        entity: ref,
        intent: { kind: 'update', at: intent?.at ?? context.clock.now(), sure: true, version, expected },
      });
      return { entity: undefined, atomic: false };
    }
    if (intent !== undefined) {
      // Found is proof at once; not found is none before everything must be visible.
      const visible = intent.at + Math.max(capabilities.searchLag, capabilities.readLag);
      if (context.clock.now() < visible) {
        await save(work, { dueAt: visible });
        return 'later';
      }
    }
    learn(work, { intent: undefined });
  }

  checkTrail(work, message);
  if (message.target !== undefined) return connectIncoming(work, message.target);
  await checkIdentity(context, platform, connection, signal);
  if (!mayWrite(context, connection.id, 'create')) return outOfQuota(work);

  const types = await platform.fetchTypes(instance, connection.local.project?.id, signal);
  const writes = await context.rulesOf(connection).incoming(
    {
      connection,
      replica,
      previous: undefined,
      remote: message.entity,
      firstSync: true,
      changed: new Set(Object.keys(replica.fields)),
      entity: undefined,
      types,
      capabilities,
      comments: { added: replica.comments, changed: [], removed: [] },
      attachments: { added: replica.attachments, removed: [] },
    },
    signal,
  );
  work.writes = writes;
  const blank: Entity = {
    ref: { id: '-', key: '', url: '', platform: instance.platform },
    fields: writes.fields,
    comments: [],
    attachments: [],
    version: '',
    updatedAt: 0,
    readAt: 0,
  };
  const will = await ownState(context, connection, work.twin, blank, [], signal);
  const expected = expectedOf(will.replica, undefined);
  const at = endOfCall(work);
  await save(work, { intent: { kind: 'create', at, version: message.version, expected } });
  const { project } = connection.local;
  const draft = { fields: writes.fields, marker: work.twin.id, ...(project ? { project: project.id } : {}) };
  const written = await write(work, () => platform.createEntity(instance, draft, signal));
  learn(work, {
    entity: written.entity?.ref ?? { id: written.id, key: written.id, url: '', platform: instance.platform },
    intent: { kind: 'update', at: context.clock.now(), sure: true, version: message.version, expected },
  });
  // From here on the id is known whatever happens; until here the marker is.
  await save(
    work,
    {},
    { history: [{ what: 'created', by: 'partner', detail: work.twin.entity?.key ?? '' }] },
  );
  return { entity: written.entity, atomic: written.entity !== undefined };
}

/** The partner's admin named an existing entity of ours: only one within the scope, and not synced already. */
async function connectIncoming(
  work: Work,
  target: string,
): Promise<'later' | { entity: Entity | undefined; atomic: boolean }> {
  const { context, connection, twin } = work;
  const entity = await readEntity(work, target);
  if (entity === undefined) return 'later';
  checkScope(work, entity);
  const { siblings, owner } = await siblingsOf(context, twin, entity);
  if (owner?.connection === connection.id || siblings.some(({ connection: id }) => id === connection.id)) {
    throw new SyncFault('sync/already-synced', entity.ref.key);
  }
  const own = await ownState(context, connection, twin, entity, siblings, work.signal);
  // Its fields are as they are, and the initiator's win; its comments are news for the partner.
  await save(work, {
    entity: entity.ref,
    local: { fields: own.shape.fields, comments: {}, attachments: {} },
  });
  return { entity, atomic: false };
}

/** Pairs that the partner knows and this node has lost; copies are taken to be as the originals are now. */
const mergeKnown = (pairs: readonly Pair[], told: readonly KnownPair[], replica: Replica): Pair[] => {
  const merged = [...pairs];
  const bodies = new Map(replica.comments.map(({ id, body }) => [id, body]));
  for (const { yours, mine, owner, origin } of told) {
    if (merged.some(({ local, remote }) => local === yours || remote === mine)) continue;
    const body = bodies.get(mine);
    merged.push({
      local: yours,
      remote: mine,
      owner: owner === 'you' ? 'local' : 'remote',
      origin,
      ...(owner === 'me' && body !== undefined ? { hash: hashValue(body) } : {}),
    });
  }
  return merged;
};

/**
 * After a restore: takes over what the partner knows of the pairs and of our own versions. What the partner has
 * changed since is not mistaken for a change of ours; nothing is overwritten with old values (T22).
 */
async function catchUp(
  work: Work,
  message: MessageOf<'replica'>,
  entity: Entity,
  siblings: readonly Twin[],
): Promise<OwnState> {
  const { context, connection, twin } = work;
  const { resync } = message;
  learn(work, {
    comments: mergeKnown(twin.comments, resync?.comments ?? [], replicaOf(message)),
    attachments: mergeKnown(twin.attachments, resync?.attachments ?? [], replicaOf(message)),
    version: Math.max(twin.version, message.seen),
    behind: undefined,
  });
  const own = await ownState(context, connection, work.twin, entity, siblings, work.signal);
  if (twin.behind !== true) return own;
  const theirs = Object.entries(message.versions).filter(([, version]) => version > twin.fieldsApplied);
  const fields = { ...work.twin.local.fields };
  for (const [name] of theirs) {
    const hash = own.shape.fields[name];
    if (hash !== undefined) fields[name] = hash;
  }
  learn(work, { local: { ...work.twin.local, fields }, force: true, dirtyAt: context.clock.now() });
  return own;
}

interface Decision {
  readonly changed: ReadonlySet<string>;
  readonly versions: Twin['versions'];
  readonly lost: readonly string[];
}

/**
 * Which fields of the partner's replica are to be written. A field that both sides changed without knowing of each
 * other ends as the source's: the initiator of the connection keeps its value, the destination takes it over.
 */
function decide(work: Work, message: MessageOf<'replica'>): Decision {
  const { twin, connection } = work;
  const versions = { ...twin.versions };
  const changedFields = new Set<string>();
  const lost: string[] = [];
  for (const [name, version] of Object.entries(message.versions)) {
    if (version <= twin.fieldsApplied) continue;
    const conflict = (versions[name] ?? 0) > message.seen;
    if (conflict) lost.push(name);
    if (conflict && connection.side === 'source') continue;
    if (conflict) delete versions[name];
    changedFields.add(name);
  }
  return { changed: changedFields, versions, lost };
}

/** Comments and attachments of the replica against the pairs: what is new, changed, gone. */
function partsOf(
  work: Work,
  replica: Replica,
  entity: Entity,
  siblings: readonly Twin[],
): Pick<IncomingInput, 'comments' | 'attachments'> {
  const { twin } = work;
  const here = `${fingerprintOf(twin.instance)}:${entity.ref.id}:`;
  const foreign = new Set(
    siblings.flatMap((other) => [...other.comments, ...other.attachments].map(({ origin }) => origin)),
  );
  /** It is already here: as our original, as a copy by this twin, or as a copy by another one. */
  const present = (pairs: readonly Pair[], item: { id: string; origin: string }) =>
    item.origin.startsWith(here) ||
    foreign.has(item.origin) ||
    pairs.some(({ remote }) => remote === item.id);
  const copies = (pairs: readonly Pair[]) =>
    pairs.flatMap(({ owner, local, remote, hash }) =>
      owner === 'remote' && local !== undefined && remote !== undefined ? [{ local, remote, hash }] : [],
    );
  const commentIds = new Set(replica.comments.map(({ id }) => id));
  const attachmentIds = new Set(replica.attachments.map(({ id }) => id));
  const copyOf = new Map(copies(twin.comments).map((pair) => [pair.remote, pair]));
  return {
    comments: {
      added: replica.comments.filter((comment) => !present(twin.comments, comment)),
      changed: replica.comments.flatMap((comment) => {
        const pair = copyOf.get(comment.id);
        return pair === undefined || pair.hash === hashValue(comment.body)
          ? []
          : [{ local: pair.local, comment }];
      }),
      removed: copies(twin.comments).filter(({ remote }) => !commentIds.has(remote)),
    },
    attachments: {
      added: replica.attachments.filter((attachment) => !present(twin.attachments, attachment)),
      removed: copies(twin.attachments).filter(({ remote }) => !attachmentIds.has(remote)),
    },
  };
}

/** Writes the fields that are not so already. `later`: what was written is not visible yet, or the share is used up. */
async function writeFields(
  work: Work,
  message: MessageOf<'replica'>,
  wanted: Fields,
  entity: Entity,
  own: OwnState,
  siblings: readonly Twin[],
): Promise<'later' | 'done'> {
  const { context, connection, platform, signal, twin } = work;
  const { instance } = connection.local;
  const fields = fieldsToWrite(wanted, entity);
  if (Object.keys(fields).length === 0) {
    learn(work, { fieldsApplied: message.version });
    return 'done';
  }
  if (!mayWrite(context, connection.id, 'write')) return outOfQuota(work);
  const will = await ownState(context, connection, twin, predicted(entity, fields), siblings, signal);
  const expected = expectedOf(will.replica, own.replica);
  const at = context.clock.now();
  await save(work, { intent: { kind: 'update', at, sure: false, version: message.version, expected } });
  const written = await write(work, () => platform.updateEntity(instance, entity.ref.id, fields, signal));
  const affected = Object.keys(expected);
  learn(work, {
    intent: { kind: 'update', at: context.clock.now(), sure: true, version: message.version, expected },
    rounds: {
      ...work.twin.rounds,
      writtenAt: context.clock.now(),
      fields: affected,
    },
  });
  const history = {
    what: 'updated' as const,
    by: 'partner' as const,
    changes: Object.entries(fields).map(([field, value]) => ({
      field,
      before: shownValue(entity.fields[field]),
      after: shownValue(value),
    })),
  };
  // The next run, at once, settles what is visible: from the write's own answer where that brings it.
  const after = written.entity;
  if (after !== undefined) {
    const now = await ownState(context, connection, work.twin, after, siblings, signal);
    const fields = { ...work.twin.local.fields };
    for (const name of affected) fields[name] = now.shape.fields[name] ?? '';
    const local = { ...work.twin.local, fields };
    learn(work, {
      intent: undefined,
      fieldsApplied: message.version,
      local,
      ...seenOf(work, after),
      // Somebody changed something else between our reading and our writing.
      ...(isUnchanged(compareShapes(local, now.shape)) ? {} : { dirtyAt: context.clock.now() }),
    });
    await save(work, {}, { history: [history] });
    return 'done';
  }
  await save(work, { dueAt: context.clock.now() }, { history: [history] });
  return 'later';
}

/** Executes the rules' wishes for comments; each non-idempotent call has its intent committed before. */
async function writeComments(
  work: Work,
  input: Pick<IncomingInput, 'comments'>,
  writes: Writes['comments'],
  restored: Entity | undefined,
): Promise<'later' | 'done'> {
  const { context, connection, platform, capabilities, signal } = work;
  const { instance } = connection.local;
  const id = work.twin.entity?.id ?? '';
  const originals = new Map(
    [...input.comments.added, ...input.comments.changed.map(({ comment }) => comment)].map((comment) => [
      comment.id,
      comment,
    ]),
  );
  for (const wish of writes) {
    if (!mayWrite(context, connection.id, 'write')) return outOfQuota(work);
    if (wish.do === 'remove') {
      await write(work, () => platform.removeComment(instance, id, wish.local, signal));
      learn(work, { comments: withoutRemote(work.twin.comments, wish.remote) });
      continue;
    }
    const original = originals.get(wish.remote);
    if (original === undefined) throw new SyncFault('sync/rule-failed', `comment ${wish.remote}`);
    const hash = hashValue(original.body);
    const { origin } = original;
    if (wish.do === 'change') {
      await write(work, () => platform.changeComment(instance, id, wish.local, wish.body, signal));
      learn(work, {
        comments: work.twin.comments.map((pair) =>
          pair.owner === 'remote' && pair.remote === wish.remote ? { ...pair, hash } : pair,
        ),
      });
      continue;
    }
    const skip = (reason: Pair['skipped']): Pair => ({
      remote: wish.remote,
      owner: 'remote',
      origin,
      hash,
      ...(reason ? { skipped: reason } : {}),
    });
    const others = superseded(work.twin.comments, wish.remote);
    if (wish.internal && !capabilities.internalComments) {
      // Rather not at all than for everybody to see (T23).
      learn(work, { comments: [...others, skip('platform/refused')] });
      continue;
    }
    const intent: Extract<NonNullable<Twin['intent']>, { kind: 'comment' }> = {
      kind: 'comment',
      at: endOfCall(work),
      remote: wish.remote,
      origin,
      written: hashValue(wish.body),
      sketch: sketchOf(wish.body),
      hash,
    };
    // A copy of which neither side has kept the pair: from before the restore.
    const before = restored === undefined ? undefined : findComment(work.twin, restored, intent);
    if (before !== undefined) {
      learn(work, {
        comments: [...others, { local: before, remote: wish.remote, owner: 'remote', origin, hash }],
      });
      continue;
    }
    await save(work, { intent });
    let local: string | undefined;
    try {
      const comment = { body: wish.body, internal: wish.internal };
      local = await write(work, () => platform.addComment(instance, id, comment, signal));
    } catch (error) {
      const verdict = judge(error);
      if (verdict.kind !== 'park') throw error;
      work.refused = false;
      learn(work, { intent: undefined, comments: [...others, skip(verdict.reason)] });
      continue;
    }
    if (local === undefined) {
      const entity = await readEntity(work, id, 'find');
      if (entity === undefined) return 'later';
      local = findComment(work.twin, entity, intent);
      if (local === undefined) {
        const at = context.clock.now();
        await save(work, { intent: { ...intent, at }, dueAt: at + Math.max(1, capabilities.readLag) });
        return 'later';
      }
    }
    learn(work, {
      intent: undefined,
      comments: [...others, { local, remote: wish.remote, owner: 'remote', origin, hash }],
    });
  }
  return 'done';
}

/** Attachments that the rules want: asked of the partner; those no longer wanted are removed. */
async function writeAttachments(
  work: Work,
  input: Pick<IncomingInput, 'attachments'>,
  writes: Writes['attachments'],
  restored: Entity | undefined,
): Promise<readonly TransferRow[]> {
  const { context, connection, platform, capabilities, signal } = work;
  const { instance } = connection.local;
  const id = work.twin.entity?.id ?? '';
  const originals = new Map(input.attachments.added.map((attachment) => [attachment.id, attachment]));
  const limit = Math.min(
    context.limits.attachmentBytes,
    capabilities.attachmentBytes ?? Number.POSITIVE_INFINITY,
  );
  const transfers: TransferRow[] = [];
  const now = context.clock.now();
  for (const wish of writes) {
    if (wish.do === 'remove') {
      await write(work, () => platform.removeAttachment(instance, id, wish.local, signal));
      learn(work, { attachments: withoutRemote(work.twin.attachments, wish.remote) });
      continue;
    }
    const original = originals.get(wish.remote);
    if (original === undefined) throw new SyncFault('sync/rule-failed', `attachment ${wish.remote}`);
    const { origin, name, type, size } = original;
    const looked = { kind: 'attachment' as const, at: now, remote: wish.remote, origin, name, size };
    const before = restored === undefined ? undefined : findAttachment(work.twin, restored, looked);
    if (before !== undefined) {
      const pair: Pair = { local: before, remote: wish.remote, owner: 'remote', origin };
      learn(work, { attachments: [...withoutRemote(work.twin.attachments, wish.remote), pair] });
      continue;
    }
    if (size > limit) {
      const pair: Pair = {
        remote: wish.remote,
        owner: 'remote',
        origin,
        skipped: 'sync/attachment-too-large',
      };
      learn(work, { attachments: [...withoutRemote(work.twin.attachments, wish.remote), pair] });
      continue;
    }
    const key = transferKey(work.twin.key, wish.remote, 'in');
    if ((await context.store.load('transfers', key)) !== undefined) continue;
    transfers.push({
      key,
      revision: 1,
      connection: connection.id,
      twin: work.twin.id,
      attachment: wish.remote,
      direction: 'in',
      name,
      type,
      size,
      origin,
      parts: 0,
      bytes: 0,
      tries: 0,
      dueAt: now,
      createdAt: now,
    });
  }
  return transfers;
}

/**
 * Takes over the partner's replica: fields, then comments, then attachments; last, in one transaction, that it is
 * done and the answer that says so. A run that was interrupted goes on where the pairs and intents end.
 */
export async function applyIncoming(
  work: Work,
  message: MessageOf<'replica'>,
  previous: Replica | undefined,
  entity: Entity,
  own: OwnState,
  siblings: readonly Twin[],
): Promise<'later' | 'done' | 'saved'> {
  const { context, connection, platform, capabilities, signal } = work;
  if (message.version <= work.twin.applied) {
    learn(work, { incoming: undefined });
    return 'done';
  }
  const replica = replicaOf(message);
  checkScope(work, entity);
  await checkIdentity(context, platform, connection, signal);
  let state = own;
  const restored = message.resync !== undefined && work.twin.behind === true ? entity : undefined;
  if (message.resync !== undefined) state = await catchUp(work, message, entity, siblings);
  const fieldsDone = work.twin.fieldsApplied >= message.version;
  const decision = decide(work, message);
  const parts = partsOf(work, replica, entity, siblings);
  const writes =
    work.writes ??
    (await context.rulesOf(connection).incoming(
      {
        connection,
        replica,
        previous,
        remote: message.entity,
        firstSync: work.twin.applied === 0,
        changed: fieldsDone ? new Set() : decision.changed,
        entity,
        types: { names: [] },
        capabilities,
        ...parts,
      },
      signal,
    ));
  if (!fieldsDone) {
    learn(work, { versions: decision.versions });
    if ((await writeFields(work, message, writes.fields, entity, state, siblings)) === 'later')
      return 'later';
  }
  if ((await writeComments(work, parts, writes.comments, restored)) === 'later') return 'later';
  const transfers = await writeAttachments(work, parts, writes.attachments, restored);

  const done = changed(work.twin, {
    applied: Math.max(work.twin.applied, message.version),
    fieldsApplied: Math.max(work.twin.fieldsApplied, message.version),
    appliedHash: hashShape(shapeOf(replica)),
    incoming: undefined,
    intent: undefined,
    parked: undefined,
    ...(message.entity ? { remote: message.entity } : {}),
    trail: work.twin.trail.length > 0 || work.twin.initiator ? work.twin.trail : message.trail,
    ...reached(context, work.twin, 'synchronized'),
    syncedAt: context.clock.now(),
  });
  const again = done.dirtyAt !== undefined || done.uploads.length > 0;
  const dueAt = again ? context.clock.now() : done.recheckAt;
  await save(
    work,
    {
      ...done,
      incoming: undefined,
      intent: undefined,
      dueAt,
      tries: 0,
      trouble: undefined,
    },
    {
      put: [
        { table: 'payloads', row: { key: work.twin.key, revision: message.version, applied: replica } },
        outboxRow(context, connection.id, resultOf(done, 'applied', message.version), work.twin.id),
        ...transfers.map((row): { table: 'transfers'; row: TransferRow } => ({ table: 'transfers', row })),
      ],
      history:
        decision.lost.length === 0
          ? []
          : [
              {
                what: 'conflict',
                by: connection.side === 'source' ? 'local' : 'partner',
                changes: decision.lost.map((field) => ({
                  field,
                  before: shownValue(state.replica?.fields[field]),
                  after: shownValue(replica.fields[field]),
                })),
              },
            ],
    },
  );
  return 'saved';
}
