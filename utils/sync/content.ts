import type { Entity, Fields, FieldValue, Replica } from '@/utils/domain/replica.ts';
import { replicaLimits } from '@/utils/domain/replica.ts';
import { SyncFault } from '@/utils/domain/sync.ts';
import type { Pair, Shape } from '@/utils/domain/sync.ts';

import { hashText } from './sha256.ts';

/**
 * A text without what platforms change by themselves when they keep it: line ends, white space at line ends and
 * around the whole, Unicode composition.
 */
export const normalText = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[ \t\u00A0]+(?=\n|$)/g, '')
    .trim();

/** A value's one canonical form: texts normalised, names sorted, empty things all the same. */
function canonical(value: FieldValue): FieldValue {
  if (typeof value === 'string') return normalText(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: FieldValue) => canonical(item));
  const own = value as { readonly [name: string]: FieldValue };
  return Object.fromEntries(
    Object.keys(own)
      .sort()
      .map((name) => [name, canonical(own[name] ?? null)]),
  );
}

const textOf = (value: FieldValue): string => {
  const normal = canonical(value);
  return typeof normal === 'string' ? normal : normal === null ? '' : JSON.stringify(normal);
};

/** Hash of a value after normalisation; `''` and `null` are the same emptiness. */
export const hashValue = (value: FieldValue | undefined): string => hashText(textOf(value ?? null));

/** Whether two values are the same after normalisation. */
export const sameValue = (one: FieldValue | undefined, other: FieldValue | undefined): boolean =>
  one === other || textOf(one ?? null) === textOf(other ?? null);

/** Short enough to keep with an intent, long enough to recognise the value in what a platform made of it. */
const SKETCH = 200;
export const sketchOf = (value: FieldValue | undefined): string =>
  textOf(value ?? null)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
    .slice(0, SKETCH);

/** A platform's cut: everything that was kept is the beginning of what was written. */
const SHORTEST_CUT = 80;

/**
 * Whether a value read back is what the platform made of the value written (other case, punctuation, white space,
 * or cut to its length) rather than what somebody else wrote meanwhile.
 */
export function looksRewritten(writtenSketch: string, read: FieldValue | undefined): boolean {
  const sketch = sketchOf(read);
  if (sketch === writtenSketch) return true;
  return sketch.length >= SHORTEST_CUT && writtenSketch.startsWith(sketch);
}

/** A value for a person, in one line of at most 200 characters. */
export const shownValue = (value: FieldValue | undefined): string => {
  const line = textOf(value ?? null).replaceAll(/\s+/g, ' ');
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
};

/** Which instance it is, as far as another company may know: not its name. */
export function fingerprintOf(instanceUrl: string): string {
  let known = fingerprints.get(instanceUrl);
  if (known === undefined) fingerprints.set(instanceUrl, (known = hashText(`instance ${instanceUrl}`)));
  return known;
}

/** Asked at each step; a node has few instances. */
const fingerprints = new Map<string, string>();

export const emptyShape: Shape = { fields: {}, comments: {}, attachments: {} };

/** What a replica looks like: one hash for each part. */
export function shapeOf(replica: Replica): Shape {
  return {
    fields: Object.fromEntries(
      Object.entries(replica.fields).map(([name, value]) => [name, hashValue(value)]),
    ),
    comments: Object.fromEntries(replica.comments.map(({ id, body }) => [id, hashValue(body)])),
    attachments: Object.fromEntries(
      replica.attachments.map(({ id, name, size }) => [id, `${String(size)} ${name}`]),
    ),
  };
}

const sortedEntries = (record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(record).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));

/** One hash of a whole shape. */
export const hashShape = (shape: Shape): string =>
  hashText(
    JSON.stringify([shape.fields, shape.comments, shape.attachments].map((part) => sortedEntries(part))),
  );

export interface ShapeChange {
  /** Fields whose value is another than in the older shape. */
  readonly fields: readonly string[];
  /** Comments or attachments that are new or have another text. */
  readonly parts: readonly string[];
  /** Comments or attachments that are no longer there. */
  readonly removed: readonly string[];
}

/** What differs from the older to the newer shape. */
export function compareShapes(older: Shape, newer: Shape): ShapeChange {
  const differing = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>) =>
    Object.keys(other).filter((name) => one[name] !== other[name]);
  const lost = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>) =>
    Object.keys(one).filter((name) => !Object.hasOwn(other, name));
  return {
    fields: [...differing(older.fields, newer.fields), ...lost(older.fields, newer.fields)],
    parts: [...differing(older.comments, newer.comments), ...differing(older.attachments, newer.attachments)],
    removed: [...lost(older.comments, newer.comments), ...lost(older.attachments, newer.attachments)],
  };
}

export const isUnchanged = (change: ShapeChange): boolean =>
  change.fields.length === 0 && change.parts.length === 0 && change.removed.length === 0;

/** The entity without the copies that were made of the partner's comments and attachments: those are never sent back. */
export function withoutCopies(
  entity: Entity,
  comments: readonly Pair[],
  attachments: readonly Pair[],
): Entity {
  const copies = (pairs: readonly Pair[]) =>
    new Set(pairs.filter(({ owner }) => owner === 'remote').map(({ local }) => local));
  const commentCopies = copies(comments);
  const attachmentCopies = copies(attachments);
  return {
    ...entity,
    comments: entity.comments.filter(({ id }) => !commentCopies.has(id)),
    attachments: entity.attachments.filter(({ id }) => !attachmentCopies.has(id)),
  };
}

/** Throws `SyncFault` where a replica is beyond what may travel (T24). */
export function checkLimits(replica: Replica): void {
  const size = JSON.stringify(replica.fields).length;
  if (size > replicaLimits.fieldBytes) throw new SyncFault('sync/too-large', String(size));
  if (replica.comments.length > replicaLimits.comments) {
    throw new SyncFault('sync/too-many-comments', String(replica.comments.length));
  }
  if (replica.attachments.length > replicaLimits.attachments) {
    throw new SyncFault('sync/too-many-attachments', String(replica.attachments.length));
  }
  // UTF-8 never has fewer bytes than a text has UTF-16 units, nor more than three times as many.
  const text = JSON.stringify(replica);
  const room = replicaLimits.messageBytes - 64 * 1024;
  if (text.length > room || (text.length * 3 > room && new TextEncoder().encode(text).length > room)) {
    throw new SyncFault('sync/too-large', String(text.length));
  }
}

/** Fields of `wanted` that are not already so. */
export const fieldsToWrite = (wanted: Fields, entity: Entity): Fields =>
  Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => !sameValue(entity.fields[name], value)),
  );
