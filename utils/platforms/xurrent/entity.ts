import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { FieldValue } from '@/utils/domain/replica.ts';
import type { Entity } from '@/utils/domain/replica.ts';

import { cleanFileType } from '../files.ts';
import { once } from '../once.ts';
import { shortName } from '../remembered.ts';
import { fromNote, momentToMs, toNote } from './dialect.ts';

const moment = () => z.string().check(z.refine((text) => momentToMs(text) !== undefined));
const reference = () => z.optional(z.nullable(z.looseObject({ id: z.union([z.number(), z.string()]) })));

export const schemas = once(() => {
  const row = {
    id: z.int().check(z.positive()),
    subject: z.nullable(z.string()),
    category: z.nullable(z.string()),
    status: z.nullable(z.string()),
    source: z.optional(z.nullable(z.string())),
    sourceID: z.optional(z.nullable(z.string())),
    created_at: z.nullable(moment()),
    updated_at: moment(),
    service_instance: reference(),
    created_by: reference(),
    requested_by: reference(),
  };
  return {
    /** A request in a list, with the columns that were asked for. */
    row: z.looseObject(row),
    rows: z.array(z.looseObject(row)),
    notes: z.array(
      z.object({
        id: z.int(),
        person: z.optional(z.nullable(z.object({ id: z.number(), name: z.string() }))),
        created_at: moment(),
        text: z.nullable(z.string()),
        medium: z.optional(z.nullable(z.string())),
        internal: z.optional(z.boolean()),
        attachments: z.optional(
          z.nullable(
            z.array(
              z.object({
                name: z.string(),
                key: z.string(),
                size: z.optional(z.nullable(z.number())),
              }),
            ),
          ),
        ),
        request: z.optional(z.object({ id: z.int() })),
      }),
    ),
  };
});

export type RequestRow = z.infer<ReturnType<typeof schemas>['row']>;
export type NoteRow = z.infer<ReturnType<typeof schemas>['notes']>[number];

/** What fills `source` of all requests that are created for a twin. */
export const SOURCE = 'Liaison';

/**
 * `sourceID` of a request made for a twin: its marker, and whether its first note is its description. A request has
 * no description of its own, and without the sign its first comment could be taken for one.
 */
export const sourceIdOf = (marker: string, described: boolean): string =>
  `${marker}.${described ? 'd' : 'n'}`;

const markerIn = ({ source, sourceID }: RequestRow): { marker: string; described: boolean } | undefined => {
  const [, marker, sign] = source === SOURCE ? (/^([\w-]{22})\.([dn])$/.exec(sourceID ?? '') ?? []) : [];
  return marker === undefined ? undefined : { marker, described: sign === 'd' };
};

/**
 * First line of a note that is a new description: notes cannot be edited. Anybody may write one by hand.
 */
const DESCRIPTION_SIGN = /^✎[ \t]*(?:\r?\n|$)/;
export const descriptionNote = (text: string): string => `✎\n${toNote(text)}`;
const isDescription = ({ text }: Pick<NoteRow, 'text'>): boolean => DESCRIPTION_SIGN.test(text ?? '');

/** A note that only carries files; the text is for platforms that refuse a note without. */
export const fileNote = (name: string): string => toNote(`📎 ${name}`);

/** Written by people or by rules for people, and still readable. */
const isSpoken = ({ medium }: NoteRow): boolean => medium !== 'system' && medium !== 'redacted';

const isFileOnly = ({ text, attachments }: NoteRow): boolean => {
  const plain = fromNote(text ?? '').trim();
  return plain === '' || (attachments ?? []).some(({ name }) => plain === `📎 ${name}`);
};

const at = (text: string | null | undefined): number =>
  text === null || text === undefined ? 0 : (momentToMs(text) ?? 0);

/** Whether a note says something that the request's own stamp and columns do not: everything but its description. */
export const isNews = (note: NoteRow): boolean => !isDescription(note);

/** The note that was written with the request, or `undefined`. */
export function firstDescription(request: RequestRow, notes: readonly NoteRow[]): NoteRow | undefined {
  const first = notes.find((note) => note.internal === false && isSpoken(note) && !isDescription(note));
  if (first === undefined || isFileOnly(first)) return undefined;
  const own = markerIn(request);
  // Who asks for something says what in the same moment. To another account a request is as old as its handing over.
  const withIt = at(first.created_at) <= at(request.created_at) + (own === undefined ? 0 : 2_000);
  if (own !== undefined) return own.described && withIt ? first : undefined;
  const authors = [request.created_by?.id, request.requested_by?.id];
  return withIt && (first.person === null || authors.includes(first.person?.id)) ? first : undefined;
}

/**
 * Columns that both a list and a single read bring, and that say whether a request is the same within one second.
 * Of references only the id.
 */
const TOLD = [
  'sourceID',
  'subject',
  'category',
  'impact',
  'status',
  'completed_at',
  'completion_reason',
  'team',
  'member',
  'service_instance',
  'requested_by',
  'requested_for',
  'supplier_requestID',
  'waiting_until',
] as const;
/** For the lists of a poll. */
export const LIST_COLUMNS = [...TOLD, 'created_at', 'updated_at', 'source'].join(',');

const idIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'id' in value ? value.id : value;

/**
 * Stamp and content. A note that is younger than the stamp (not every account moves it) is part of it; one of the
 * same second is not, so that lists can tell it, and is told by the list of notes instead.
 */
export function versionOf(request: RequestRow, newestNote: NoteRow | undefined): string {
  const stamp = at(request.updated_at);
  const told = TOLD.map((name) => {
    const value = idIn(request[name]);
    return typeof value === 'string' ? (momentToMs(value) ?? value) : (value ?? null);
  });
  const younger = newestNote !== undefined && at(newestNote.created_at) > stamp;
  return `${(stamp / 1000).toString(36)}.${shortName(JSON.stringify(told))}${
    younger ? `+${String(newestNote.id)}` : ''
  }`;
}

const hidden = new Set(['nodeID', 'attachments', 'note', 'internal_note', 'source', 'sourceID']);

function plainValue(value: unknown): FieldValue | undefined {
  if (typeof value === 'string') {
    const ms = momentToMs(value);
    return ms === undefined ? value : new Date(ms).toISOString();
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && 'id' in value) {
    const name = 'name' in value && typeof value.name === 'string' ? { name: value.name } : {};
    return typeof value.id === 'number' || typeof value.id === 'string'
      ? { id: value.id, ...name }
      : undefined;
  }
  const parsed = z.safeParse(FieldValue, value);
  return parsed.success ? parsed.data : undefined;
}

function fieldsOf(request: RequestRow): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(request)) {
    if (hidden.has(name) || name === '__proto__') continue;
    if (name === 'custom_fields') continue;
    const plain = plainValue(value);
    if (plain !== undefined) fields[name] = plain;
  }
  const custom: unknown = request['custom_fields'];
  if (Array.isArray(custom)) {
    fields['custom_fields'] = Object.fromEntries(
      custom.flatMap((one: unknown): [string, FieldValue][] => {
        if (typeof one !== 'object' || one === null || !('id' in one) || typeof one.id !== 'string')
          return [];
        const value = 'value' in one ? plainValue(one.value) : null;
        return one.id === '__proto__' || value === undefined ? [] : [[one.id, value]];
      }),
    );
  } else fields['custom_fields'] = {};
  return fields;
}

/** A file by the note that brought it: keys hold names and are long. */
export const attachmentId = (note: number, key: string): string => `${String(note)}.${shortName(key)}`;
export const isAttachmentId = (id: string): boolean => /^\d{1,16}\.[0-9a-z]{1,13}$/.test(id);

const endings: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  log: 'text/plain',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  xml: 'application/xml',
  zip: 'application/zip',
};
const typeOf = (name: string): string =>
  cleanFileType(endings[/\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? '');

/** A number as the platform gives them. Throws `AppError` `platform/invalid-id` (T14). */
export function requestId(id: string): string {
  if (!/^[1-9]\d{0,15}$/.test(id)) throw new AppError('platform/invalid-id', id.slice(0, 40));
  return id;
}

/**
 * A request with its notes (oldest first) as an entity. A note whose visibility nothing tells is internal.
 * @param described what is known to be the description now, where it was written by ourselves just before
 */
export function entityOf(
  instance: Instance,
  request: RequestRow,
  notes: readonly NoteRow[],
  given: { readAt: number; project: string | undefined; described?: string },
): Entity {
  const id = String(request.id);
  const first = firstDescription(request, notes);
  const descriptions = notes.filter(
    (note) => note.internal === false && isSpoken(note) && isDescription(note),
  );
  const last = descriptions.at(-1);
  const description =
    last === undefined
      ? fromNote(first?.text ?? '')
      : fromNote((last.text ?? '').replace(DESCRIPTION_SIGN, ''));
  const spoken = notes.filter((note) => note !== first && !descriptions.includes(note) && isSpoken(note));
  const newest = notes.findLast((note) => note !== first && !descriptions.includes(note));
  const marker = markerIn(request)?.marker;
  const stamps = [request, ...notes].map((one) => at('updated_at' in one ? one.updated_at : one.created_at));
  return {
    ref: { id, key: id, url: `${instance.url}/requests/${id}`, platform: 'xurrent' },
    fields: {
      ...fieldsOf(request),
      summary: request.subject ?? '',
      description: given.described ?? description,
      type: request.category ?? '',
    },
    comments: spoken
      .filter((note) => !isFileOnly(note))
      .map((note) => ({
        id: String(note.id),
        body: fromNote(note.text ?? ''),
        internal: note.internal ?? true,
        author: note.person?.name ?? '',
        at: at(note.created_at),
      })),
    attachments: notes.filter(isSpoken).flatMap((note) =>
      (note.attachments ?? []).map((file) => ({
        id: attachmentId(note.id, file.key),
        name: file.name,
        type: typeOf(file.name),
        size: file.size ?? 0,
        at: at(note.created_at),
        ...(note.internal === false ? {} : { internal: true }),
      })),
    ),
    ...(given.project === undefined ? {} : { project: given.project }),
    version: versionOf(request, newest),
    updatedAt: Math.max(...stamps),
    readAt: given.readAt,
    ...(marker === undefined ? {} : { marker }),
  };
}
