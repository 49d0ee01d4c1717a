import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import type {
  Entity,
  EntityAttachment,
  EntityComment,
  EntityRef,
  Fields,
  FieldValue,
} from '@/utils/domain/replica.ts';
import { SyncFault } from '@/utils/domain/sync.ts';

import { cleanFileName } from '../files.ts';
import { once } from '../once.ts';
import { beginning } from '../plain-text.ts';
import { shortName } from '../remembered.ts';
import { fromJournal, fromValue, stampToMs, toLine, toText, toValue } from './dialect.ts';

/** What marks an incident as made by us: `correlation_display`, with the marker in `correlation_id`. */
export const PRODUCT = 'Liaison';

/** `short_description`; the platform cuts what is longer without a word. */
const SUMMARY_LENGTH = 160;

/** The only type of the table; other platforms have one of that name, or take their own. */
export const INCIDENT = 'Incident';

const cell = z.union([
  z.string(),
  z.object({ value: z.optional(z.nullable(z.string())), display_value: z.optional(z.nullable(z.string())) }),
]);

export const schemas = once(() => {
  const id = z.string().check(z.regex(/^[0-9a-f]{32}$/));
  const size = z.union([z.string().check(z.regex(/^\d{1,15}$/)), z.int().check(z.nonnegative())]);
  return {
    record: z.record(z.string(), cell),
    journal: z.array(
      z.object({
        sys_id: id,
        element: z.string(),
        value: z.string(),
        sys_created_by: z.string(),
        sys_created_on: z.string(),
      }),
    ),
    attachments: z.array(
      z.object({
        sys_id: id,
        file_name: z.string(),
        content_type: z.optional(z.nullable(z.string())),
        size_bytes: size,
        sys_created_on: z.string(),
      }),
    ),
    file: z.object({ sys_id: id, size_bytes: size }),
    names: z.array(z.object({ user_name: z.string(), name: z.string() })),
    ids: z.array(z.object({ sys_id: id })),
    numbers: z.array(z.object({ sys_id: id, number: z.string() })),
    marked: z.array(z.object({ sys_id: id, number: z.string(), correlation_id: z.string() })),
    counts: z.array(z.object({ sys_id: id, sys_mod_count: z.string() })),
    owner: z.object({ table_sys_id: id }),
    fileIds: z.array(z.object({ sys_id: id, table_sys_id: id })),
    dictionary: z.array(z.object({ name: z.string(), element: z.string() })),
  };
});

export type RecordRow = z.infer<ReturnType<typeof schemas>['record']>;
export type JournalRow = z.infer<ReturnType<typeof schemas>['journal']>[number];
export type AttachmentRow = z.infer<ReturnType<typeof schemas>['attachments']>[number];

/** Value and label of one field as `sysparm_display_value=all` gives it. */
function read(row: RecordRow, name: string): { value: string; label: string } {
  const found = row[name];
  if (found === undefined) return { value: '', label: '' };
  if (typeof found === 'string') return { value: found, label: found };
  return { value: found.value ?? '', label: found.display_value ?? '' };
}

/** Lists of journal entries: their display value holds every note, internal ones too, and is never a field. */
const journals = new Set(['comments', 'work_notes', 'comments_and_work_notes', 'approval_history']);

/** Fields by their own names: dates in ISO 8601, choices and references as `{value, label}`. */
function fieldsOf(row: RecordRow): Fields {
  const fields: Record<string, FieldValue> = {};
  for (const name of Object.keys(row)) {
    if (journals.has(name) || name === '__proto__') continue;
    const { value, label } = read(row, name);
    // A date's label is the same moment in the reader's zone.
    const plain = value === '' || label === '' || label === value || stampToMs(value) !== undefined;
    fields[name] = plain ? fromValue(value) : { value, label };
  }
  return {
    ...fields,
    summary: read(row, 'short_description').value,
    description: read(row, 'description').value,
    type: INCIDENT,
  };
}

export function refOf(instance: Instance, id: string, number: string): EntityRef {
  return {
    id,
    key: number.slice(0, 200),
    url: `${instance.url}/nav_to.do?uri=incident.do%3Fsys_id%3D${id}`,
    platform: 'servicenow',
  };
}

/** A transaction that ran twice leaves each entry twice, within one second: one of them is enough. */
export function withoutDoubles(rows: readonly JournalRow[]): readonly JournalRow[] {
  const first = new Map<string, JournalRow>();
  for (const row of rows) {
    const name = JSON.stringify([row.element, row.sys_created_by, row.sys_created_on, row.value]);
    const known = first.get(name);
    if (known === undefined || row.sys_id < known.sys_id) first.set(name, row);
  }
  const kept = new Set(first.values());
  return rows.filter((row) => kept.has(row));
}

export const commentsOf = (
  rows: readonly JournalRow[],
  nameOf: (user: string) => string,
): readonly EntityComment[] =>
  withoutDoubles(rows).map((row) => ({
    id: row.sys_id,
    body: fromJournal(row.value),
    // Anything but the comments that the caller sees is a note among colleagues.
    internal: row.element !== 'comments',
    author: nameOf(row.sys_created_by),
    at: stampToMs(row.sys_created_on) ?? 0,
  }));

export const attachmentsOf = (rows: readonly AttachmentRow[]): readonly EntityAttachment[] =>
  rows.map((row) => ({
    id: row.sys_id,
    name: cleanFileName(row.file_name),
    type: (row.content_type ?? '').slice(0, 200),
    size: Number(row.size_bytes),
    at: stampToMs(row.sys_created_on) ?? 0,
  }));

/** The count of changes that the platform keeps, and which files there are: those do not raise it. */
export const versionOf = (count: string, attachments: readonly { id: string }[]): string =>
  `${count}-${filesName(attachments)}`;

export const filesName = (attachments: readonly { id: string }[]): string =>
  attachments.length === 0
    ? '0'
    : shortName(
        attachments
          .map(({ id }) => id)
          .sort()
          .join(),
      );

export interface Incident {
  readonly entity: Entity;
  /** `sys_mod_count` */
  readonly count: string;
  /** `state`, 7 being closed. */
  readonly state: string;
  /** Whether the record shows comments or notes, whoever may read their rows. */
  readonly hasJournal: boolean;
}

/** The incident of a record read with `sysparm_display_value=all`. Throws `platform/answer-unexpected`. */
export function incidentOf(
  instance: Instance,
  row: RecordRow,
  comments: readonly EntityComment[],
  attachments: readonly EntityAttachment[],
  readAt: number | undefined,
): Incident {
  const id = read(row, 'sys_id').value;
  const count = read(row, 'sys_mod_count').value;
  const updatedAt = stampToMs(read(row, 'sys_updated_on').value);
  // Fields that an access rule hides are left out without a word; without these nothing can be told apart.
  if (!/^[0-9a-f]{32}$/.test(id) || count === '' || updatedAt === undefined) {
    throw new AppError('platform/answer-unexpected', new URL(instance.url).host);
  }
  const { value: marker } = read(row, 'correlation_id');
  const ours = read(row, 'correlation_display').value === PRODUCT && /^[\w-]{22}$/.test(marker);
  return {
    count,
    state: read(row, 'state').value,
    hasJournal: [...journals].some((name) => read(row, name).label.trim() !== ''),
    entity: {
      ref: refOf(instance, id, read(row, 'number').value),
      fields: fieldsOf(row),
      comments,
      attachments,
      version: versionOf(count, attachments),
      updatedAt,
      readAt: readAt ?? updatedAt,
      ...(ours ? { marker } : {}),
    },
  };
}

/** A value as it is sent: text, or what a choice or reference holds. */
function textOf(value: FieldValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return toValue(value);
  if (typeof value === 'object' && !Array.isArray(value)) {
    const { value: held } = value as { readonly value?: FieldValue };
    return held === undefined ? '' : textOf(held);
  }
  if (Array.isArray(value)) return value.map((item: FieldValue) => textOf(item)).join(',');
  return String(value);
}

/**
 * The body of a write. Notes and comments are not written as fields, since nothing could then tell an internal one
 * from a public one: throws `AppError` `platform/refused`.
 */
export function bodyOf(fields: Fields): Readonly<Record<string, string>> {
  const body: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (journals.has(name)) throw new AppError('platform/refused', name);
    // An incident is an incident.
    if (name === 'type') continue;
    if (!/^\w{1,80}$/.test(name)) throw new AppError('platform/invalid-id', name.slice(0, 40));
    if (name === 'summary') body['short_description'] = beginning(toLine(textOf(value)), SUMMARY_LENGTH);
    else if (name === 'description') body['description'] = toText(textOf(value));
    else body[name] = textOf(value);
  }
  return body;
}

const normal = (text: string): string => text.replaceAll(/\r\n?/g, '\n').trim();

/** A platform's cut leaves the beginning; shorter than this it would be a coincidence. */
const SHORTEST_CUT = 40;

/** Names of fields whose value is neither what was sent nor its beginning. */
export const notKept = (sent: Readonly<Record<string, string>>, row: RecordRow): readonly string[] =>
  Object.entries(sent)
    .filter(([name, value]) => {
      const wanted = normal(value);
      const found = normal(read(row, name).value);
      return found !== wanted && !(found.length >= SHORTEST_CUT && wanted.startsWith(found));
    })
    .map(([name]) => name);

/**
 * 200 does not prove a write: fields without a right to write them, values that no list has, are dropped without a
 * word. Throws `SyncFault` `sync/not-kept` with their names.
 */
export function checkKept(sent: Readonly<Record<string, string>>, row: RecordRow): void {
  const lost = notKept(sent, row);
  if (lost.length > 0) throw new SyncFault('sync/not-kept', lost.join(', '));
}
