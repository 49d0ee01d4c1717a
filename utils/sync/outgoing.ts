import type { Connection } from '@/utils/domain/connection.ts';
import type { Entity, Replica } from '@/utils/domain/replica.ts';
import { SyncFault, twinKey } from '@/utils/domain/sync.ts';
import type { KnownPair, MessageOf, Shape, SyncCapabilities, Twin } from '@/utils/domain/sync.ts';

import {
  checkLimits,
  compareShapes,
  emptyShape,
  fingerprintOf,
  hashShape,
  isUnchanged,
  shapeOf,
  shownValue,
  withoutCopies,
} from './content.ts';
import { changed, outboxRow, reached, rememberSent, saveTwin } from './parts.ts';
import type { Change, Context, Extra } from './parts.ts';

/** What the own entity looks like to the partner. */
export interface OwnState {
  /** `undefined` where the rules do not select it. */
  readonly replica: Replica | undefined;
  readonly shape: Shape;
}

/** Where a comment or attachment of this entity was first written. */
export function originsOf(
  twin: Twin,
  siblings: readonly Twin[],
): (kind: 'comment' | 'attachment', id: string) => string {
  const copies = new Map<string, string>();
  for (const sibling of siblings) {
    for (const { owner, local, origin } of sibling.comments) {
      if (owner === 'remote' && local !== undefined) copies.set(`comment ${local}`, origin);
    }
    for (const { owner, local, origin } of sibling.attachments) {
      if (owner === 'remote' && local !== undefined) copies.set(`attachment ${local}`, origin);
    }
  }
  const own = `${fingerprintOf(twin.instance)}:${twin.entity?.id ?? ''}`;
  return (kind, id) => copies.get(`${kind} ${id}`) ?? `${own}:${id}`;
}

/** Runs the outgoing rules over the entity as it was read. */
export async function ownState(
  context: Context,
  connection: Connection,
  twin: Twin,
  entity: Entity,
  siblings: readonly Twin[],
  signal: AbortSignal,
): Promise<OwnState> {
  const replica = await context.rulesOf(connection).outgoing(
    {
      connection,
      entity: withoutCopies(entity, twin.comments, twin.attachments),
      firstSync: twin.version === 0 && twin.applied === 0,
      origin: originsOf(twin, siblings),
    },
    signal,
  );
  return { replica, shape: replica === undefined ? emptyShape : shapeOf(replica) };
}

/** Fingerprints of all instances by which an entity came to its place, this one last. */
function trailOf(twin: Twin, siblings: readonly Twin[]): string[] {
  const trail = new Set<string>();
  for (const other of [twin, ...siblings]) for (const step of other.trail) trail.add(step);
  const own = fingerprintOf(twin.instance);
  trail.delete(own);
  return [...trail].slice(-19).concat(own);
}

const knownPairs = (pairs: Twin['comments']): KnownPair[] =>
  pairs.flatMap(({ local, remote, owner, origin }) =>
    local === undefined || remote === undefined
      ? []
      : [
          {
            yours: remote,
            mine: local,
            owner: owner === 'remote' ? 'you' : 'me',
            origin,
          },
        ],
  );

function messageOf(
  twin: Twin,
  replica: Replica,
  trail: string[],
  change: { version: number; versions: Twin['versions'] },
): MessageOf<'replica'> {
  return {
    kind: 'replica',
    twin: twin.id,
    version: change.version,
    seen: twin.fieldsApplied,
    ...(twin.appliedHash !== undefined && twin.applied >= twin.fieldsApplied
      ? { seenHash: twin.appliedHash }
      : {}),
    state: 'live',
    life: twin.life,
    versions: change.versions,
    replica,
    ...(twin.entity ? { entity: twin.entity } : {}),
    trail,
    ...(twin.target === undefined || twin.remote !== undefined ? {} : { target: twin.target }),
    ...(twin.answer === true
      ? {
          resync: {
            ...(twin.remote ? { yours: twin.remote } : {}),
            comments: knownPairs(twin.comments),
            attachments: knownPairs(twin.attachments),
          },
        }
      : {}),
  };
}

/** How a field that changed here right after the partner had written it counts towards a quarrel (T26). */
function roundsAfter(context: Context, twin: Twin, fields: readonly string[]): Twin['rounds'] {
  const { rounds } = twin;
  const now = context.clock.now();
  const answers =
    now - rounds.writtenAt <= context.limits.roundsEcho &&
    fields.some((field) => rounds.fields.includes(field));
  if (!answers) return rounds;
  const fresh = now - rounds.since > context.limits.roundsWindow;
  return { ...rounds, count: fresh ? 1 : rounds.count + 1, since: fresh ? now : rounds.since };
}

/** What `sendOwnChanges` did. */
export interface OwnOutcome {
  /**
   * `sent`: the twin has been saved. `nothing`: it has not, and need not be by itself. `doubted`: something is
   * missing that was there; to be saved, and read again at `at` before that is believed.
   */
  readonly done: 'nothing' | 'sent' | 'doubted';
  readonly twin: Twin;
  readonly at: number;
}

/**
 * Compares the entity with what the partner has of it and writes, in one transaction, the twin's next version and
 * its message. Echoes of our own writes are no changes: their hashes were kept when they were written.
 * Throws `SyncFault` (`sync/not-selected` at a first sync, limits, `sync/ping-pong`).
 */
export async function sendOwnChanges(
  context: Context,
  twin: Twin,
  given: {
    entity: Entity;
    own: OwnState;
    siblings: readonly Twin[];
    capabilities: SyncCapabilities;
  },
  extra: Extra = {},
): Promise<OwnOutcome> {
  const now = context.clock.now();
  const { own, siblings, capabilities } = given;
  const first = twin.initiator && twin.version === 0;
  const clean: Change<Twin> = { dirtyAt: undefined, want: undefined, force: undefined };
  if (own.replica === undefined) {
    if (first) throw new SyncFault('sync/not-selected');
    return { done: 'nothing', twin: changed(twin, { ...clean, answer: undefined }), at: now };
  }
  const difference = compareShapes(twin.local, own.shape);
  const must = first || twin.force === true || twin.answer === true;
  if (!must && isUnchanged(difference)) {
    return { done: 'nothing', twin: changed(twin, { ...clean, doubt: undefined }), at: now };
  }
  if (difference.removed.length > 0) {
    const confirmAfter = Math.max(capabilities.readLag, context.limits.debounce);
    const doubt = twin.doubt?.what === 'parts' ? twin.doubt : undefined;
    if (doubt === undefined || now < doubt.at + confirmAfter) {
      const at = (doubt?.at ?? now) + confirmAfter;
      const waiting = {
        doubt: doubt ?? { what: 'parts' as const, at: now },
        dirtyAt: twin.dirtyAt ?? now,
        dueAt: at,
      };
      return { done: 'doubted', twin: changed(twin, waiting), at };
    }
  }
  checkLimits(own.replica);
  const rounds = roundsAfter(context, twin, difference.fields);
  if (rounds.count >= context.limits.rounds) {
    const field = difference.fields.find((name) => rounds.fields.includes(name)) ?? '';
    throw new SyncFault('sync/ping-pong', `${field}: ${shownValue(own.replica.fields[field])}`);
  }
  const version = twin.version + 1;
  const changedFields = first ? Object.keys(own.replica.fields) : difference.fields;
  const versions = {
    ...twin.versions,
    ...Object.fromEntries(changedFields.map((field) => [field, version])),
  };
  const message = messageOf(twin, own.replica, trailOf(twin, siblings), { version, versions });
  const hash = hashShape(own.shape);
  const saved = await saveTwin(
    context,
    twin,
    {
      ...clean,
      version,
      versions,
      local: own.shape,
      sentHash: hash,
      sentHashes: rememberSent(twin, version, hash),
      rounds,
      doubt: undefined,
      answer: undefined,
      stage: 'sending',
      stages: reached(context, twin, 'sending').stages,
    },
    {
      ...extra,
      put: [...(extra.put ?? []), outboxRow(context, twin.connection, message, twin.id)],
      history: [
        ...(extra.history ?? []),
        {
          what: 'sent',
          by: 'local',
          changes: changedFields.map((field) => ({
            field,
            before: '',
            after: shownValue(own.replica?.fields[field]),
          })),
        },
      ],
    },
  );
  return { done: 'sent', twin: saved, at: now };
}

/**
 * The other twins of an entity, over all connections of this node. With an unfinished write of one of them nobody
 * can yet tell its copies from originals: `unsettled`.
 */
export async function siblingsOf(
  context: Context,
  twin: Twin,
  entity: Entity,
): Promise<{ siblings: readonly Twin[]; unsettled: boolean; owner: Twin | undefined }> {
  const all = await context.store.twinsOf(twin.instance, entity.ref.id);
  const siblings = all.filter(({ key, state }) => key !== twin.key && state === 'live');
  let owner: Twin | undefined;
  if (entity.marker !== undefined && entity.marker !== twin.id) {
    owner = siblings.find(({ id }) => id === entity.marker);
    // An entity whose creation is not settled yet is not among its twins: it is known by its marker alone.
    for (const connection of owner ? [] : context.connections.values()) {
      if (connection.local.instance.url !== twin.instance) continue;
      owner ??= await context.store.load('twins', twinKey(connection.id, entity.marker));
    }
  }
  const unfinished = (other: Twin) =>
    other.intent !== undefined && other.intent.kind !== 'update' && other.parked === undefined;
  return {
    siblings,
    owner,
    unsettled:
      siblings.some(unfinished) || (owner !== undefined && owner.entity === undefined && unfinished(owner)),
  };
}
