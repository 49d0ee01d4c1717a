import type { Entity, Fields, FieldValue, Replica } from '@/utils/domain/replica.ts';
import type { Expected, Intent, Pair, Shape, Twin } from '@/utils/domain/sync.ts';

import { hashValue, looksRewritten, sameValue, sketchOf } from './content.ts';

/** Own outgoing fields that a write will affect, found by running the same rules over what should be there then. */
export function expectedOf(predicted: Replica | undefined, before: Replica | undefined): Expected {
  if (predicted === undefined) return {};
  return Object.fromEntries(
    Object.entries(predicted.fields)
      .filter(([name, value]) => before === undefined || !sameValue(before.fields[name], value))
      .map(([name, value]) => [
        name,
        {
          hash: hashValue(value),
          sketch: sketchOf(value),
          ...(before === undefined ? {} : { before: hashValue(before.fields[name]) }),
        },
      ]),
  );
}

/** The entity as it should be after a write. */
export const predicted = (entity: Entity, fields: Fields): Entity => ({
  ...entity,
  fields: { ...entity.fields, ...fields },
});

export interface Settled {
  /** The own shape with the fields as they are to be remembered: an echo of the write is no change. */
  readonly local: Shape;
  /** Fields that still show what was there before the write. */
  readonly pending: readonly string[];
}

/**
 * Compares what a write should have left with what is there.
 *
 * A field that shows the value written, or what the platform made of it, is remembered as it is: an echo. One that
 * shows something else was changed by somebody after the write: remembered as written, so that it goes out as a
 * change. With `atomic` the state came with the write's own answer and nobody can have come between.
 */
export function settle(
  local: Shape,
  expected: Expected,
  current: Readonly<Record<string, FieldValue>>,
  atomic: boolean,
): Settled {
  const fields: Record<string, string> = { ...local.fields };
  const pending: string[] = [];
  for (const [name, { hash, sketch, before }] of Object.entries(expected)) {
    const found = hashValue(current[name]);
    if (atomic || found === hash) fields[name] = found;
    else if (before !== undefined && found === before) pending.push(name);
    else fields[name] = looksRewritten(sketch, current[name]) ? found : hash;
  }
  return { local: { ...local, fields }, pending };
}

const known = (pairs: readonly Pair[], own: Readonly<Record<string, string>>): ReadonlySet<string> =>
  new Set([...pairs.flatMap(({ local }) => (local === undefined ? [] : [local])), ...Object.keys(own)]);

/** The copy that an unfinished `comment` intent has left, if it was written. Ids already accounted for are not it. */
export function findComment(
  twin: Twin,
  entity: Entity,
  intent: Extract<Intent, { kind: 'comment' }>,
): string | undefined {
  const taken = known(twin.comments, twin.local.comments);
  const free = entity.comments.filter(({ id }) => !taken.has(id));
  const exact = free.find(({ body }) => hashValue(body) === intent.written);
  return (exact ?? free.find(({ body }) => looksRewritten(intent.sketch, body)))?.id;
}

/** The copy that an unfinished `attachment` intent has left, if it was written. */
export function findAttachment(
  twin: Twin,
  entity: Entity,
  intent: Extract<Intent, { kind: 'attachment' }>,
): string | undefined {
  const taken = known(twin.attachments, twin.local.attachments);
  return entity.attachments.find(
    ({ id, name, size }) => !taken.has(id) && name === intent.name && size === intent.size,
  )?.id;
}
