import type { Fields, FieldValue, Replica } from '@/utils/domain/replica.ts';
import type { IncomingInput, OutgoingInput, RulesEngine, Writes } from '@/utils/domain/sync.ts';

/** Fields that Basic carries both ways; the type is mirrored once, when the entity is created. */
const TWO_WAY = ['summary', 'description'] as const;

const FALLBACK_TYPE = 'Task';

const textOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');

/** `2026-11-20 10:11 UTC`: read the same in every language. */
const timeOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/**
 * A comment's text as it is written here: who wrote it and when on a line of its own, since the platform shows the
 * admin as its author.
 */
export const notedComment = (comment: Replica['comments'][number]): string =>
  `${comment.author} · ${timeOf(comment.at)}\n${comment.body}`;

/** By name, whatever the case; else what the platform takes by itself; else Task; else whatever it has first. */
function typeFor(wanted: string, types: IncomingInput['types']): string | undefined {
  const named = (name: string) =>
    types.names.find((known) => known.toLowerCase() === name.trim().toLowerCase());
  return named(wanted) ?? types.standard ?? named(FALLBACK_TYPE) ?? types.names[0];
}

function outgoing({ entity, origin }: OutgoingInput): Replica {
  return {
    fields: {
      summary: textOf(entity.fields['summary']),
      description: textOf(entity.fields['description']),
      type: textOf(entity.fields['type']),
    },
    // Internal notes stay at home.
    comments: entity.comments
      .filter(({ internal }) => !internal)
      .map(({ id, body, author, at }) => ({ id, origin: origin('comment', id), body, author, at })),
    attachments: entity.attachments
      .filter(({ internal }) => internal !== true)
      .map(({ id, name, type, size }) => ({ id, origin: origin('attachment', id), name, type, size })),
  };
}

function fieldsOf({ replica, changed, entity, remote, types }: IncomingInput): Fields {
  const fields: Record<string, FieldValue> = {};
  for (const name of TWO_WAY) {
    if (changed.has(name)) fields[name] = textOf(replica.fields[name]);
  }
  if (changed.has('summary') && textOf(replica.fields['summary']).trim() === '') {
    // No platform takes an entity without a summary; its key says at least which one it is.
    if (entity === undefined) fields['summary'] = remote?.key ?? '-';
    else delete fields['summary'];
  }
  if (entity === undefined) {
    const type = typeFor(textOf(replica.fields['type']), types);
    if (type !== undefined) fields['type'] = type;
  }
  return fields;
}

function incoming(input: IncomingInput): Writes {
  const { capabilities, comments, attachments } = input;
  return {
    fields: fieldsOf(input),
    comments: [
      ...comments.added
        .filter(({ internal }) => internal !== true)
        .map((comment) => ({
          do: 'add' as const,
          remote: comment.id,
          body: notedComment(comment),
          internal: false,
        })),
      ...comments.changed.map(({ local, comment }) =>
        capabilities.changeComments
          ? { do: 'change' as const, local, remote: comment.id, body: notedComment(comment) }
          : // A platform that lets nobody edit gets the new text as a further comment.
            { do: 'add' as const, remote: comment.id, body: notedComment(comment), internal: false },
      ),
      ...(capabilities.removeComments
        ? comments.removed.map(({ local, remote }) => ({ do: 'remove' as const, local, remote }))
        : []),
    ],
    attachments: [
      ...attachments.added.map(({ id }) => ({ do: 'add' as const, remote: id })),
      ...(capabilities.removeAttachments
        ? attachments.removed.map(({ local, remote }) => ({ do: 'remove' as const, local, remote }))
        : []),
    ],
  };
}

/**
 * Basic mode: summary and description both ways, comments and attachments as copies with a note of author and time,
 * the type by its name when an entity is created. Statuses are not touched, and nothing is ever deleted but copies.
 */
export const basicRules: RulesEngine = {
  outgoing: (input) => Promise.resolve(outgoing(input)),
  incoming: (input) => Promise.resolve(incoming(input)),
};
