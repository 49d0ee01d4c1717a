import * as z from 'zod/mini';

import { PlatformId } from './platform.ts';

/** What one replica may hold; beyond it the twin is parked with the reason (T24). */
export const replicaLimits = {
  /** Bytes of all field values as JSON. */
  fieldBytes: 1024 * 1024,
  fields: 500,
  comments: 500,
  attachments: 100,
  /** Bytes of one message with all that is in it. */
  messageBytes: 1024 * 1024,
} as const;

/** An id that a platform or the partner gave: opaque, short, one line. */
export const ForeignId = z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^\p{Cc}]+$/u));

/** A field's value: plain data. Dates are ISO 8601 texts in UTC, users and options whatever the adapter says. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly FieldValue[]
  | { readonly [name: string]: FieldValue };

const MAX_DEPTH = 8;

function isFieldValue(value: unknown, depth = 0): value is FieldValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isFieldValue(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.entries(value).every(([name, item]) => name !== '__proto__' && isFieldValue(item, depth + 1));
}

export const FieldValue = z.custom<FieldValue>((value) => isFieldValue(value));

const FieldName = z.string().check(
  z.minLength(1),
  z.maxLength(200),
  z.refine((name) => name !== '__proto__'),
);

export const Fields = z.record(FieldName, FieldValue).check(
  z.refine((fields) => Object.keys(fields).length <= replicaLimits.fields),
  z.refine((fields) => JSON.stringify(fields).length <= replicaLimits.fieldBytes),
);
export type Fields = Readonly<Record<string, FieldValue>>;

/** An entity as both sides name it to each other and to the admin. All of it is a claim when the partner says it. */
export const EntityRef = z.strictObject({
  /** The platform's own identity of the entity: never changes (Jira: the numeric id, not the key). */
  id: ForeignId,
  /** What people call it: `INC0010006`, `SD-12`. */
  key: z.string().check(z.maxLength(200)),
  /** Address of its page; shown as a link only for the own instance or after the host was compared. */
  url: z.string().check(z.maxLength(2000)),
  platform: PlatformId,
});
export type EntityRef = z.infer<typeof EntityRef>;

/**
 * Where a comment or attachment was first written: `<instance fingerprint>:<id there>`. It travels with every copy,
 * so that no chain of connections brings it back as something new (T26).
 */
export const Origin = z.string().check(z.minLength(1), z.maxLength(260));

export const ReplicaComment = z.strictObject({
  /** On the sender's platform. */
  id: ForeignId,
  origin: Origin,
  body: z.string().check(z.maxLength(replicaLimits.fieldBytes)),
  author: z.string().check(z.maxLength(300)),
  /** Milliseconds since 1970, by the sender's platform. */
  at: z.number(),
  /** Internal where it was written: it must never become public without a rule that says so (T23). */
  internal: z.optional(z.literal(true)),
});
export type ReplicaComment = z.infer<typeof ReplicaComment>;

export const ReplicaAttachment = z.strictObject({
  id: ForeignId,
  origin: Origin,
  name: z.string().check(z.minLength(1), z.maxLength(255)),
  type: z.string().check(z.maxLength(200)),
  /** Bytes, as the sender's platform says. */
  size: z.int().check(z.nonnegative()),
});
export type ReplicaAttachment = z.infer<typeof ReplicaAttachment>;

/** The platform-neutral copy of an entity that travels: always whole, never a difference. */
export const Replica = z.strictObject({
  fields: Fields,
  comments: z.array(ReplicaComment).check(z.maxLength(replicaLimits.comments)),
  attachments: z.array(ReplicaAttachment).check(z.maxLength(replicaLimits.attachments)),
});
export type Replica = z.infer<typeof Replica>;

/** A comment as an adapter reads it. */
export interface EntityComment {
  readonly id: string;
  /** Plain text. */
  readonly body: string;
  /** Whatever not everybody who may see the entity may see. When the platform leaves it open: true. */
  readonly internal: boolean;
  readonly author: string;
  /** Milliseconds since 1970, platform's clock. */
  readonly at: number;
}

export interface EntityAttachment {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly at: number;
  /** Belongs to an internal comment or is otherwise not for everybody. */
  readonly internal?: boolean;
}

/** An entity as an adapter read it: complete, parsed, text already plain. */
export interface Entity {
  readonly ref: EntityRef;
  /**
   * `summary`, `description` and `type` on every platform, and the platform's own fields by their own names.
   * What is empty is `''` or `null`, never left out.
   */
  readonly fields: Fields;
  readonly comments: readonly EntityComment[];
  readonly attachments: readonly EntityAttachment[];
  /** Jira project, Xurrent service: what the scope of a connection is compared with. */
  readonly project?: string;
  /** Changes whenever anything above changes (`updated`, `sys_mod_count`, `SystemModstamp`). */
  readonly version: string;
  /** The platform's own stamp of the last change, ms; never goes back for one entity. */
  readonly updatedAt: number;
  /** The platform's own time when it was read, ms. */
  readonly readAt: number;
  /** The marker it was created with, if it carries one of ours. */
  readonly marker?: string;
}
