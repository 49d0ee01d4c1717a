import * as z from 'zod/mini';

import { AppError, errorCodes } from '@/utils/base/errors.ts';
import type { ErrorCode } from '@/utils/base/errors.ts';

import type { Connection } from './connection.ts';
import type { Instance } from './platform.ts';
import { EntityRef, ForeignId, Origin, Replica } from './replica.ts';
import type { Entity, Fields, FieldValue } from './replica.ts';

// ---------------------------------------------------------------------------------------------------------------------
// Why something does not go on.

/** What only sync can tell; `errorCodes` say the rest. Screens look up `error_<code>` for both. */
export const syncReasons = [
  /** Both sides keep correcting each other. */
  'sync/ping-pong',
  'sync/too-large',
  'sync/too-many-comments',
  'sync/too-many-attachments',
  'sync/attachment-too-large',
  'sync/attachment-damaged',
  'sync/attachment-gone',
  /** The partner's entity does not belong to what this connection may touch. */
  'sync/outside-scope',
  /** It came from here by way of other connections. */
  'sync/loop',
  'sync/already-synced',
  /** More than one entity carries the marker of one twin. */
  'sync/ambiguous',
  /** The rules do not select this entity. */
  'sync/not-selected',
  /** The rules failed; the detail says where. */
  'sync/rule-failed',
  /** The platform accepted a value and did not keep it. */
  'sync/not-kept',
  /** The partner names an entity of ours that we did not create for it. */
  'sync/unproven',
  /** The partner's message makes no sense. */
  'sync/bad-message',
  'sync/too-many-waiting',
] as const;
export const SyncReason = z.enum([...errorCodes, ...syncReasons]);
export type SyncReason = z.infer<typeof SyncReason>;

/** How far a fault reaches: one entity, one kind of request, or everything at that instance. */
export type FaultScope = 'entity' | 'endpoint' | 'instance';

/** What an adapter throws when the platform named a scope or a time (`Retry-After`) together with its refusal. */
export class PlatformFault extends AppError {
  readonly scope: FaultScope;
  /** Milliseconds that the platform asked to wait. */
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string | undefined,
    given: { scope: FaultScope; retryAfter?: number; cause?: unknown },
  ) {
    super(code, detail, { cause: given.cause });
    this.scope = given.scope;
    this.retryAfter = given.retryAfter;
  }
}

/** What sync itself throws: a reason that parks at once. */
export class SyncFault extends Error {
  override readonly name = 'SyncFault';
  readonly reason: SyncReason;
  readonly detail: string | undefined;

  constructor(reason: SyncReason, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? reason : `${reason}: ${detail}`, options);
    this.reason = reason;
    this.detail = detail;
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// The twin.

/** Exactly the five words on screen. */
export const SyncStage = z.enum(['preparing', 'sending', 'waiting', 'finalizing', 'synchronized']);
export type SyncStage = z.infer<typeof SyncStage>;

/** A comment or attachment here and its other half there. */
export const Pair = z.strictObject({
  local: z.optional(ForeignId),
  remote: z.optional(ForeignId),
  /** Whose original it is; the other one is a copy and is never sent back. */
  owner: z.enum(['local', 'remote']),
  origin: Origin,
  /** Of the original's text when it was last applied here (owner `remote`). */
  hash: z.optional(z.string()),
  /** It was not taken over, and why. */
  skipped: z.optional(SyncReason),
});
export type Pair = z.infer<typeof Pair>;

const Hashes = z.record(z.string(), z.string());

/** A field as a write should leave it: hash and sketch of the value, and the hash of what it was. */
export const Expected = z.record(
  z.string(),
  z.strictObject({ hash: z.string(), sketch: z.string(), before: z.optional(z.string()) }),
);
export type Expected = z.infer<typeof Expected>;

/** What the own outgoing replica looked like when it was last sent or last written by us: hashes only. */
export const Shape = z.strictObject({ fields: Hashes, comments: Hashes, attachments: Hashes });
export type Shape = z.infer<typeof Shape>;

/**
 * What was about to be done when it was about to be done. After a crash or a lost answer it says what to look for
 * before anything is repeated. `at`: when the call is over for certain (its time limit, until an answer says more);
 * what it did is visible the platform's lag later. `sure`: the platform confirmed, only its visible state is awaited.
 */
export const Intent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('create'),
    at: z.number(),
    /** Version of the partner's replica that it takes over. */
    version: z.number(),
    expected: Expected,
  }),
  z.strictObject({
    kind: z.literal('update'),
    at: z.number(),
    sure: z.boolean(),
    /** Version of the partner's replica that it applies. */
    version: z.number(),
    /** Own outgoing fields that this write affects. */
    expected: Expected,
  }),
  z.strictObject({
    kind: z.literal('comment'),
    at: z.number(),
    remote: ForeignId,
    origin: Origin,
    /** Of the text as written, and of the original. */
    written: z.string(),
    sketch: z.string(),
    hash: z.string(),
  }),
  z.strictObject({
    kind: z.literal('attachment'),
    at: z.number(),
    remote: ForeignId,
    origin: Origin,
    name: z.string(),
    size: z.number(),
  }),
]);
export type Intent = z.infer<typeof Intent>;

export const Parked = z.strictObject({
  reason: SyncReason,
  /** The platform's own words, or both values that fight. */
  detail: z.optional(z.string()),
  at: z.number(),
  tries: z.number(),
});
export type Parked = z.infer<typeof Parked>;

/** One side of a pair of entities, kept by the node that serves that side; the unit of work of the engine. */
export const Twin = z.strictObject({
  /** `<connection record id>/<id>`. */
  key: z.string(),
  /** 128 random bits, the same on both sides; also the marker on the entity that is created for it. */
  id: z.string().check(z.regex(/^[\w-]{22}$/)),
  /** The record id of the connection's own side, `<connectionId>:<side>`. */
  connection: z.string(),
  /** URL of the local instance. */
  instance: z.string(),
  revision: z.number(),
  /**
   * `gone`: one of the entities was deleted. `unsynced`: by an admin. Both are kept, so that nothing late brings them
   * back and an unsynced pair can be synced again without a second copy of anything.
   */
  state: z.enum(['live', 'gone', 'unsynced']),
  /** Raised when an unsynced pair is synced again; messages of an earlier life are late. */
  life: z.number(),
  stage: SyncStage,
  /** When each stage was first reached, for the live view of a first sync. */
  stages: z.partialRecord(SyncStage, z.number()),
  /** This side started it; `auto`: by a trigger or a bulk, not by the admin's own click on this entity. */
  initiator: z.boolean(),
  auto: z.optional(z.boolean()),
  /** The partner's entity that an admin connected it with, until it has been told. */
  target: z.optional(ForeignId),
  entity: z.optional(EntityRef),
  remote: z.optional(EntityRef),
  /** Fingerprints of the instances by which the entity came here. */
  trail: z.array(z.string()),

  /** Own versions made so far, and for each field the one in which it was last changed here. */
  version: z.number(),
  versions: z.record(z.string(), z.number()),
  /** Highest version of the partner that has been applied completely, and whose fields have. */
  applied: z.number(),
  fieldsApplied: z.number(),
  local: Shape,
  /** Hash of the last replica sent, and of the last one applied. */
  sentHash: z.optional(z.string()),
  /** Hashes of the last few versions sent: a partner that names another for one of them has seen a later life. */
  sentHashes: z.record(z.string(), z.string()),
  appliedHash: z.optional(z.string()),
  comments: z.array(Pair),
  attachments: z.array(Pair),

  /** The local entity may have changed: since when. */
  dirtyAt: z.optional(z.number()),
  /** Send it even when nothing seems to have changed. */
  force: z.optional(z.boolean()),
  /** The partner has lost track: with the next replica goes all that is known of the pairs. */
  answer: z.optional(z.boolean()),
  /** The version that a poll announced: an older state read is a stale one. */
  want: z.optional(z.string()),
  /** Version of the partner's replica that waits in the payload row. */
  incoming: z.optional(z.number()),
  /** Attachments of the partner that have arrived completely. */
  uploads: z.array(ForeignId),
  /** This node is behind what its partner has of it (a restored profile): nothing is sent until it has caught up. */
  behind: z.optional(z.boolean()),
  intent: z.optional(Intent),
  /** Something looks removed; believed only when it still does later. */
  doubt: z.optional(z.strictObject({ what: z.enum(['entity', 'parts', 'stale']), at: z.number() })),

  /** What the platform called the state read last, and whether no later change can share that name. */
  seen: z.optional(z.strictObject({ version: z.string(), sure: z.boolean(), stamp: z.number() })),
  /** What was read may not have been the last word (stale reads, coarse stamps): when to read once more. */
  recheckAt: z.optional(z.number()),
  /** Rounds of mutual correction: how often a field changed here right after the partner had written it. */
  rounds: z.strictObject({
    count: z.number(),
    since: z.number(),
    writtenAt: z.number(),
    fields: z.array(z.string()),
  }),

  dueAt: z.optional(z.number()),
  tries: z.number(),
  parked: z.optional(Parked),
  /** The last fault while it is being retried. */
  trouble: z.optional(Parked),
  createdAt: z.number(),
  updatedAt: z.number(),
  syncedAt: z.optional(z.number()),
});
export type Twin = z.infer<typeof Twin>;

export const twinKey = (connection: string, id: string): string => `${connection}/${id}`;

// ---------------------------------------------------------------------------------------------------------------------
// Messages between two nodes.

const TwinId = z.string().check(z.regex(/^[\w-]{22}$/));
const Version = z.int().check(z.nonnegative());

/** A copy that the sender made of something of the receiver's: `yours` is the original, `mine` the copy. */
export const ToldPair = z.strictObject({
  yours: ForeignId,
  mine: z.optional(ForeignId),
  skipped: z.optional(SyncReason),
});
export type ToldPair = z.infer<typeof ToldPair>;
const ToldPairs = z.array(ToldPair).check(z.maxLength(1000));

/** A pair as its other side may have to learn it again. */
export const KnownPair = z.strictObject({
  yours: ForeignId,
  mine: ForeignId,
  owner: z.enum(['you', 'me']),
  origin: Origin,
});
export type KnownPair = z.infer<typeof KnownPair>;
const KnownPairs = z.array(KnownPair).check(z.maxLength(1000));

/** Bytes of an attachment in one message. */
export const PART_BYTES = 256 * 1024;

export const SyncMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('replica'),
    twin: TwinId,
    version: Version,
    /** Highest version of the receiver's whose fields the sender had applied. */
    seen: Version,
    /** Hash of that version as the sender got it. */
    seenHash: z.optional(z.string().check(z.maxLength(43))),
    state: z.enum(['live', 'gone', 'unsynced']),
    life: Version,
    versions: z.record(z.string(), Version),
    replica: z.optional(Replica),
    entity: z.optional(EntityRef),
    trail: z.array(z.string().check(z.maxLength(60))).check(z.maxLength(20)),
    /** In answer to `resync`: everything that the sender knows of the pair. */
    resync: z.optional(
      z.strictObject({ yours: z.optional(EntityRef), comments: KnownPairs, attachments: KnownPairs }),
    ),
    /** Connects two existing entities: the receiver's id. */
    target: z.optional(ForeignId),
  }),
  z.strictObject({
    kind: z.literal('result'),
    twin: TwinId,
    /** Version of the receiver's that this is about. */
    version: Version,
    outcome: z.enum(['applied', 'skipped', 'parked', 'ahead']),
    /** Hash of the last version applied, with `applied` and `ahead`. */
    hash: z.optional(z.string().check(z.maxLength(43))),
    reason: z.optional(SyncReason),
    entity: z.optional(EntityRef),
    comments: ToldPairs,
    attachments: ToldPairs,
  }),
  z.strictObject({
    kind: z.literal('ack'),
    ids: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(1000)),
  }),
  z.strictObject({
    kind: z.literal('blob.want'),
    twin: TwinId,
    attachment: ForeignId,
    from: z.int().check(z.nonnegative()),
    count: z.int().check(z.positive(), z.maximum(64)),
  }),
  z.strictObject({
    kind: z.literal('blob.part'),
    twin: TwinId,
    attachment: ForeignId,
    index: z.int().check(z.nonnegative()),
    data: z.custom<Uint8Array>((data) => data instanceof Uint8Array && data.length <= PART_BYTES),
    /** Only with the last part: SHA-256 of the whole in base64url. */
    whole: z.optional(z.string().check(z.maxLength(43))),
  }),
  z.strictObject({ kind: z.literal('blob.none'), twin: TwinId, attachment: ForeignId, reason: SyncReason }),
  z.strictObject({
    kind: z.literal('digest'),
    /** Twin, own version, version applied of the receiver's, hash of the last replica sent. */
    twins: z
      .array(z.tuple([TwinId, Version, Version, z.string().check(z.maxLength(43))]))
      .check(z.maxLength(500)),
  }),
  z.strictObject({ kind: z.literal('resync'), twins: z.array(TwinId).check(z.maxLength(500)) }),
  z.strictObject({ kind: z.literal('pause') }),
  z.strictObject({ kind: z.literal('resume') }),
  z.strictObject({ kind: z.literal('bye') }),
]);
export type SyncMessage = z.infer<typeof SyncMessage>;
export type SyncKind = SyncMessage['kind'];
export type MessageOf<Kind extends SyncKind> = Extract<SyncMessage, { kind: Kind }>;

// ---------------------------------------------------------------------------------------------------------------------
// What is kept beside twins.

/** The larger data of a twin, apart from it so that lists of twins stay light. */
export interface PayloadRow {
  /** The twin's key. */
  readonly key: string;
  readonly revision: number;
  /** The partner's newest replica, until it has been applied. */
  readonly incoming?: MessageOf<'replica'>;
  /** The partner's replica that was applied last: what rules see as `previous`. */
  readonly applied?: Replica;
}

/** A message until the partner acknowledges it. A newer one about the same thing takes its place. */
export interface SyncOutboxRow {
  /** `<connection>/<twin>/<kind>`, `<connection>/<kind>`. */
  readonly key: string;
  readonly revision: number;
  readonly connection: string;
  /** The message's own id, 128 random bits. */
  readonly id: string;
  readonly message: SyncMessage;
  readonly createdAt: number;
  readonly dueAt: number;
  readonly tries: number;
}

/** A message that was taken in: its repetitions are acknowledged and otherwise ignored. */
export interface SyncInboxRow {
  /** `<connection>/<message id>`. */
  readonly key: string;
  readonly connection: string;
  readonly at: number;
}

/** What the engine knows of one instance. */
export interface InstanceRow {
  /** Its URL. */
  readonly key: string;
  readonly revision: number;
  /** The adapter's own; absent before the first poll. */
  readonly cursor?: string;
  readonly pollAt: number;
  /** Failures in a row that speak against the whole instance. */
  readonly failures: number;
  /** Nothing is asked before this (`Retry-After`, back-off), ms. */
  readonly until: number;
  /** Open breaker: only a probe goes through, at `until`. */
  readonly open?: Parked;
  /** Whom writes are made as (T14), once known. */
  readonly identity?: { readonly user: string; readonly tenant: string };
}

/** What the engine keeps of one side of a connection beside the connection itself. */
export interface LaneRow {
  /** The connection's record id. */
  readonly key: string;
  readonly revision: number;
  /** Disconnected: final. Nothing is sent or accepted, whatever else is still stored (R17). */
  readonly closedAt?: number;
  readonly heardAt?: number;
  /** The partner has disconnected. */
  readonly leftAt?: number;
  readonly partnerPaused?: boolean;
  /**
   * An old state was restored: every twin is marked as behind, page by page, before anything else is done; `after` is
   * the last one marked.
   */
  readonly restored?: { readonly after?: string };
  /** When digests are next compared (only after something was exchanged), and where a running comparison is. */
  readonly digestAt?: number;
  readonly digestAfter?: string;
  /** When all entities are next looked at (missed changes, deletions), and where a running look is. */
  readonly sweepAt: number;
  readonly sweepAfter?: string;
}

/** An attachment on its way in (`key` ends `<`) or out (`>`). */
export interface TransferRow {
  /** `<twin key>/<attachment id><` or `>`. */
  readonly key: string;
  readonly revision: number;
  readonly connection: string;
  readonly twin: string;
  readonly attachment: string;
  readonly direction: 'in' | 'out';
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly origin: string;
  /** Parts kept so far, which is the index of the next one. */
  readonly parts: number;
  readonly bytes: number;
  /** SHA-256 of the whole, once all parts are here. */
  readonly whole?: string;
  /** Out: what the partner has asked for and not been sent yet. */
  readonly wanted?: { readonly from: number; readonly count: number };
  readonly tries: number;
  readonly dueAt?: number;
  readonly createdAt: number;
}

/** One part of an attachment on its way. */
export interface PartRow {
  /** `[transfer key, index]`. */
  readonly key: readonly [string, number];
  readonly data: Uint8Array;
}

/** A platform query: entities that match are synced by themselves. */
export const Trigger = z.strictObject({
  key: z.string(),
  revision: z.number(),
  connection: z.string(),
  name: z.string().check(z.maxLength(120)),
  query: z.string().check(z.minLength(1), z.maxLength(4000)),
  active: z.boolean(),
  problem: z.optional(Parked),
  createdAt: z.number(),
});
export type Trigger = z.infer<typeof Trigger>;

/** A walk over all entities of a query: a bulk sync, or what a trigger catches up with. */
export const Scan = z.strictObject({
  key: z.string(),
  revision: z.number(),
  connection: z.string(),
  kind: z.enum(['bulk', 'trigger']),
  query: z.string().check(z.minLength(1), z.maxLength(4000)),
  state: z.enum(['running', 'paused', 'done', 'failed']),
  after: z.optional(z.string()),
  /** Looked at, newly synced, and left alone because they were synced already. */
  seen: z.number(),
  started: z.number(),
  already: z.number(),
  total: z.optional(z.number()),
  dueAt: z.optional(z.number()),
  tries: z.number(),
  problem: z.optional(Parked),
  createdAt: z.number(),
});
export type Scan = z.infer<typeof Scan>;

/** What was done to an entity and because of whom (T25): for the history with both values. */
export interface HistoryRow {
  /** `<twin key>/<twin revision>/<n>`, zero-padded: in order. */
  readonly key: string;
  readonly twin: string;
  readonly connection: string;
  readonly at: number;
  readonly what:
    | 'created'
    | 'updated'
    | 'sent'
    | 'comment-added'
    | 'comment-changed'
    | 'comment-removed'
    | 'attachment-added'
    | 'attachment-removed'
    | 'conflict'
    | 'parked'
    | 'gone'
    | 'unsynced';
  /** Whose will it was. */
  readonly by: 'local' | 'partner';
  /** Field, value before and after, each cut to 200 characters. */
  readonly changes?: readonly { readonly field: string; readonly before: string; readonly after: string }[];
  readonly detail?: string;
}

// ---------------------------------------------------------------------------------------------------------------------
// Ports.

export interface SyncTables {
  twins: Twin;
  payloads: PayloadRow;
  outbox: SyncOutboxRow;
  inbox: SyncInboxRow;
  instances: InstanceRow;
  lanes: LaneRow;
  transfers: TransferRow;
  parts: PartRow;
  triggers: Trigger;
  scans: Scan;
  history: HistoryRow;
}
export type SyncTable = keyof SyncTables;
/** Tables whose rows carry a revision that a step may insist on. */
export type RevisedTable = Exclude<SyncTable, 'inbox' | 'parts' | 'history'>;

/** What one step changes. Everything in it is written, or nothing. */
export interface SyncStep {
  /** Rows that this step was decided on: with another revision by now, nothing is written. */
  readonly expect?: readonly { table: RevisedTable; key: string; revision: number | undefined }[];
  readonly put?: readonly { [T in SyncTable]: { table: T; row: SyncTables[T] } }[SyncTable][];
  readonly erase?: readonly { table: Exclude<SyncTable, 'parts'>; key: string }[];
  /** Outbox rows of this connection that hold these messages. */
  readonly acknowledged?: { connection: string; ids: readonly string[] };
  /** All parts of these transfers. */
  readonly eraseParts?: readonly string[];
}

/** Kept by the store beside the rows, so that no screen ever counts. */
export interface LaneCounts {
  readonly twins: number;
  readonly parked: number;
  readonly outbox: number;
  /** Twins with a replica of the partner's that has not been applied. */
  readonly incoming: number;
}

/**
 * Where sync is kept. Every list is an indexed range with a limit, so that a step costs the same with a hundred
 * twins and a hundred thousand.
 */
export interface SyncStore {
  load<T extends Exclude<SyncTable, 'parts'>>(table: T, key: string): Promise<SyncTables[T] | undefined>;
  /**
   * One strict transaction: when it resolves, it is on disk.
   * Throws `AppError` `store/conflict` when an expectation does not hold, `store/quota`, `store/unavailable`.
   */
  commit(step: SyncStep): Promise<void>;
  /** Own sides of connections that are not pending. */
  connections(): Promise<readonly Connection[]>;
  counts(connection: string): Promise<LaneCounts>;
  /** Twins of an entity over all connections of this node: index `[instance, entity.id]`. */
  twinsOf(instance: string, entityId: string): Promise<readonly Twin[]>;
  /** Rows due until `until` (ms), soonest first: index `[connection, dueAt]`. */
  dueTwins(connection: string, until: number, limit: number): Promise<readonly Twin[]>;
  dueOutbox(connection: string, until: number, limit: number): Promise<readonly SyncOutboxRow[]>;
  /** Outbox rows that hold these messages. */
  outboxOf(connection: string, ids: readonly string[]): Promise<readonly SyncOutboxRow[]>;
  dueTransfers(connection: string, until: number, limit: number): Promise<readonly TransferRow[]>;
  dueScans(connection: string, until: number, limit: number): Promise<readonly Scan[]>;
  /** When the first of a connection's rows of each kind is due. */
  nextDue(connection: string): Promise<{
    readonly twins?: number;
    readonly outbox?: number;
    readonly transfers?: number;
    readonly scans?: number;
  }>;
  /** Twins of a connection by key, after the one given. */
  twinsAfter(connection: string, after: string | undefined, limit: number): Promise<readonly Twin[]>;
  /** Active triggers of a connection; few. */
  triggers(connection: string): Promise<readonly Trigger[]>;
  /** Parts of a transfer from an index on. */
  parts(transfer: string, from: number, limit: number): Promise<readonly PartRow[]>;
  /** Keys of inbox rows older than `before` (ms), oldest first. */
  oldInbox(before: number, limit: number): Promise<readonly string[]>;
}

/** A message as it came out of its envelope: authentic, not believed. */
export interface ReceivedMessage {
  readonly id: string;
  /** `undefined` where the envelope did not open: it is removed and never acknowledged. */
  readonly body: unknown;
}

/**
 * Between the engine and exchange with envelope: at least once, in no order, or not at all.
 * `connection` is the record id of the own side.
 */
export interface MessageChannel {
  /** Seals under this id and hands over. Throws `AppError` `exchange/*`, `platform/*`. */
  send(connection: string, message: { id: string; body: SyncMessage }, signal: AbortSignal): Promise<void>;
  /** What waits there, up to `limit`. */
  receive(connection: string, limit: number, signal: AbortSignal): Promise<readonly ReceivedMessage[]>;
  /** Called only after what they brought has been committed. Unknown ids are no error. */
  remove(connection: string, ids: readonly string[], signal: AbortSignal): Promise<void>;
  /** Erases the keys and whatever waits: afterwards nothing can be sent or opened (R17). */
  close(connection: string): Promise<void>;
}

/** What an instance can do, as far as the engine must know. */
export interface SyncCapabilities {
  readonly changeComments: boolean;
  readonly removeComments: boolean;
  readonly removeAttachments: boolean;
  /** Internal comments can be written as such. Without it they are not written at all. */
  readonly internalComments: boolean;
  /** Two different states of an entity never share their `version`. */
  readonly exactVersions: boolean;
  /** Coarseness of the platform's stamps, ms. */
  readonly grain: number;
  /** How long after a write a read, and a search, may still answer with the state before it, ms. */
  readonly readLag: number;
  readonly searchLag: number;
  /** Bytes of one attachment, as far as the platform says. */
  readonly attachmentBytes?: number;
}

/** A change that a poll found. */
export interface EntityChange {
  readonly id: string;
  /** As `Entity.version`; absent where the platform's list does not carry it. */
  readonly version?: string;
  /** The platform's list says that it is gone. */
  readonly gone?: boolean;
  /** The whole entity, where the list brings it for nothing. */
  readonly entity?: Entity;
}

export interface EntityChanges {
  /** The adapter's own text: highest stamp seen and what it needs to drop repetitions. Kept with the changes. */
  readonly cursor: string;
  readonly changes: readonly EntityChange[];
  /** There is more: ask again at once with this cursor. */
  readonly more: boolean;
}

/**
 * What a write left behind. `entity` only where it comes with the write's own answer (or is proven by the
 * platform's history): a later edit must not hide in it. Where it is absent, the engine reads.
 */
export interface Written {
  readonly id: string;
  readonly entity?: Entity;
}

/** What is created. */
export interface EntityDraft {
  readonly fields: Fields;
  readonly project?: string;
  /** 22 characters of `[\w-]`; must be findable by `findByMarker`. */
  readonly marker: string;
}

export interface AttachmentContent {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** May be called more than once; at most one part of 256 KiB in memory at a time. */
  chunks(): AsyncIterable<Uint8Array>;
}

/**
 * The part of a platform that sync talks to. Every call is one or few requests, ends within 25 s, and throws
 * `AppError` `platform/*`, as `PlatformFault` where scope or waiting time are known.
 * `platform/refused` is the platform's last word on this one write; a set-up fault has its own code.
 */
export interface SyncPlatform {
  capabilities(instance: Instance): SyncCapabilities;
  /** Who writes; compared with whom the connection was made as. */
  fetchIdentity(instance: Instance, signal: AbortSignal): Promise<{ user: string; tenant: string }>;
  /** Throws `platform/not-found` where it is gone or hidden (never for a signed-out session). */
  fetchEntity(instance: Instance, id: string, signal: AbortSignal): Promise<Entity>;
  createEntity(instance: Instance, draft: EntityDraft, signal: AbortSignal): Promise<Written>;
  updateEntity(instance: Instance, id: string, fields: Fields, signal: AbortSignal): Promise<Written>;
  /** The id where the platform tells it; else the engine finds it by reading. */
  addComment(
    instance: Instance,
    id: string,
    comment: { body: string; internal: boolean },
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Only with the capability. A comment that is gone is no error. */
  changeComment(
    instance: Instance,
    id: string,
    comment: string,
    body: string,
    signal: AbortSignal,
  ): Promise<void>;
  removeComment(instance: Instance, id: string, comment: string, signal: AbortSignal): Promise<void>;
  addAttachment(
    instance: Instance,
    id: string,
    content: AttachmentContent,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  removeAttachment(instance: Instance, id: string, attachment: string, signal: AbortSignal): Promise<void>;
  /** Bytes from `offset` on; ends early (without error) before the time limit, to be called again. */
  readAttachment(
    instance: Instance,
    id: string,
    attachment: string,
    offset: number,
    signal: AbortSignal,
  ): AsyncIterable<Uint8Array>;
  /** Without a cursor: from now on. One request when nothing changed. */
  fetchChanges(instance: Instance, cursor: string | undefined, signal: AbortSignal): Promise<EntityChanges>;
  /** Entities that carry the marker, at most 3. */
  findByMarker(instance: Instance, marker: string, signal: AbortSignal): Promise<readonly EntityRef[]>;
  /** Up to 100 ids: versions of those that are there. */
  fetchVersions(
    instance: Instance,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>>;
  /** Entities of a query in a lasting order. Throws `platform/refused` with the platform's words on bad syntax. */
  search(
    instance: Instance,
    query: string,
    after: string | undefined,
    signal: AbortSignal,
  ): Promise<{ ids: readonly string[]; after?: string; total?: number }>;
  /** Which of these ids (≤ 100) the query selects. */
  matching(
    instance: Instance,
    query: string,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly string[]>;
  /** Names of the types that may be created there, and which the platform takes when none is named. */
  fetchTypes(
    instance: Instance,
    project: string | undefined,
    signal: AbortSignal,
  ): Promise<{ names: readonly string[]; standard?: string }>;
}

export interface OutgoingInput {
  readonly connection: Connection;
  /** Without the copies of the partner's comments and attachments. */
  readonly entity: Entity;
  readonly firstSync: boolean;
  readonly origin: (kind: 'comment' | 'attachment', id: string) => string;
}

export interface IncomingInput {
  readonly connection: Connection;
  readonly replica: Replica;
  readonly previous: Replica | undefined;
  readonly remote: EntityRef | undefined;
  readonly firstSync: boolean;
  /** Fields that the partner changed and that may be written: the conflict rule has been applied. */
  readonly changed: ReadonlySet<string>;
  /** The local entity as it is now; absent when it is to be created. */
  readonly entity: Entity | undefined;
  readonly types: { names: readonly string[]; standard?: string };
  readonly capabilities: SyncCapabilities;
  readonly comments: {
    readonly added: Replica['comments'];
    readonly changed: readonly { local: string; comment: Replica['comments'][number] }[];
    /** Copies of ours whose original is gone. */
    readonly removed: readonly { local: string; remote: string }[];
  };
  readonly attachments: {
    readonly added: Replica['attachments'];
    readonly removed: readonly { local: string; remote: string }[];
  };
}

/** What the rules want written. */
export interface Writes {
  readonly fields: Fields;
  readonly comments: readonly (
    | { do: 'add'; remote: string; body: string; internal: boolean }
    | { do: 'change'; local: string; remote: string; body: string }
    | { do: 'remove'; local: string; remote: string }
  )[];
  readonly attachments: readonly (
    | { do: 'add'; remote: string }
    | { do: 'remove'; local: string; remote: string }
  )[];
}

/** Basic, Visual and Script behind one interface. A rule's own fault is a `SyncFault` `sync/rule-failed`. */
export interface RulesEngine {
  /** The replica that travels, or `undefined` where the rules do not select the entity. */
  outgoing(input: OutgoingInput, signal: AbortSignal): Promise<Replica | undefined>;
  incoming(input: IncomingInput, signal: AbortSignal): Promise<Writes>;
}

export type { Entity, EntityRef, Fields, FieldValue, Replica };
