import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { FieldValue } from '@/utils/domain/replica.ts';
import type { Entity, EntityAttachment } from '@/utils/domain/replica.ts';

import { once } from '../once.ts';
import { shortName } from '../remembered.ts';
import { joinComments } from './comments.ts';
import type { WholeComment } from './comments.ts';
import { stampToMs } from './dialect.ts';
import { orgHostsOf } from './hosts.ts';
import { fullId, idOfKind } from './ids.ts';

export const CASE = '500';

/** Rows of one query with `FIELDS(ALL)`: the platform's own limit. */
export const ENTITIES_AT_A_TIME = 200;

/** The comments of a case as rows, for reading them alone too. */
export const COMMENT_COLUMNS = 'Id,CommentBody,IsPublished,CreatedDate,CreatedBy.Name';

/** Cases with everything that hangs on them, by one query. `condition` holds checked ids or a reference only. */
export const entityQuery = (condition: string): string =>
  `SELECT FIELDS(ALL),(SELECT ${COMMENT_COLUMNS} FROM CaseComments ORDER BY CreatedDate,Id),` +
  '(SELECT Visibility,ContentDocument.Title,ContentDocument.FileExtension,ContentDocument.ContentSize,' +
  'ContentDocument.LatestPublishedVersionId,ContentDocument.LastModifiedDate FROM ContentDocumentLinks),' +
  '(SELECT Id,Name,ContentType,BodyLength,IsPrivate,CreatedDate FROM Attachments) ' +
  `FROM Case WHERE ${condition} LIMIT ${String(ENTITIES_AT_A_TIME)}`;

export const idsIn = (ids: readonly string[]): string => `Id IN (${ids.map((id) => `'${id}'`).join(',')})`;

const schemas = once(() => {
  const stamp = z.string().check(z.refine((text) => stampToMs(text) !== undefined));
  const children = <T extends z.ZodMiniType>(row: T) =>
    z.optional(
      z.nullable(
        z.object({ done: z.boolean(), nextRecordsUrl: z.optional(z.string()), records: z.array(row) }),
      ),
    );
  const comment = z.object({
    Id: z.string(),
    CommentBody: z.nullable(z.string()),
    IsPublished: z.boolean(),
    CreatedDate: stamp,
    CreatedBy: z.optional(z.nullable(z.object({ Name: z.optional(z.nullable(z.string())) }))),
  });
  const link = z.object({
    Visibility: z.optional(z.nullable(z.string())),
    ContentDocument: z.nullable(
      z.object({
        Title: z.nullable(z.string()),
        FileExtension: z.nullable(z.string()),
        ContentSize: z.nullable(z.number()),
        LatestPublishedVersionId: z.nullable(z.string()),
        LastModifiedDate: stamp,
      }),
    ),
  });
  const attachment = z.object({
    Id: z.string(),
    Name: z.string(),
    ContentType: z.nullable(z.string()),
    BodyLength: z.nullable(z.number()),
    IsPrivate: z.optional(z.nullable(z.boolean())),
    CreatedDate: stamp,
  });
  return {
    comments: z.array(comment),
    /** Every other column is the org's own; `fieldsOf` takes what is plain data. */
    entity: z.looseObject({
      Id: z.string(),
      CaseNumber: z.string(),
      SystemModstamp: stamp,
      Subject: z.optional(z.nullable(z.string())),
      Description: z.optional(z.nullable(z.string())),
      Type: z.optional(z.nullable(z.string())),
      SuppliedCompany: z.optional(z.nullable(z.string())),
      CaseComments: children(comment),
      ContentDocumentLinks: children(link),
      Attachments: children(attachment),
    }),
  };
});

/** A page of a query, or of the children of one of its records. */
export const queryPage = once(() =>
  z.object({
    totalSize: z.optional(z.number()),
    done: z.boolean(),
    nextRecordsUrl: z.optional(z.string()),
    records: z.array(z.looseObject({})),
  }),
);

/** Where on a case its marker stands: the one text that neither a person nor a rule writes to. */
export const MARKER_FIELD = 'SuppliedCompany';
export const markerText = (marker: string): string => `Liaison ${marker}`;
const markerIn = (text: unknown): string | undefined =>
  typeof text === 'string' ? /^Liaison ([\w-]{22})$/.exec(text)?.[1] : undefined;

/** Changes with each look at the case, and says nothing about it. */
const volatile = new Set(['attributes', 'LastViewedDate', 'LastReferencedDate']);
const children = new Set(['CaseComments', 'ContentDocumentLinks', 'Attachments']);

function fieldsOf(record: Readonly<Record<string, unknown>>): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(record)) {
    if (volatile.has(name) || children.has(name) || name === '__proto__') continue;
    const at = typeof value === 'string' ? stampToMs(value) : undefined;
    const plain = z.safeParse(FieldValue, at === undefined ? value : new Date(at).toISOString());
    if (plain.success) fields[name] = plain.data;
  }
  if (markerIn(fields[MARKER_FIELD]) !== undefined) fields[MARKER_FIELD] = null;
  return fields;
}

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  log: 'text/plain',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
  zip: 'application/zip',
};

/** A file's title, with the ending that the platform keeps apart; a title that has it already stays as it is. */
const fileName = (title: string, ending: string | null): string =>
  ending === null || ending === '' || title.toLowerCase().endsWith(`.${ending.toLowerCase()}`)
    ? title
    : `${title}.${ending}`;

const attachmentRows = (
  links: z.infer<ReturnType<typeof schemas>['entity']>['ContentDocumentLinks'],
): readonly EntityAttachment[] =>
  (links?.records ?? []).flatMap(({ Visibility, ContentDocument: file }): EntityAttachment[] =>
    file === null || file.LatestPublishedVersionId === null
      ? []
      : [
          {
            // The version, not the document: another content is another attachment.
            id: fullId(file.LatestPublishedVersionId),
            name: fileName(file.Title ?? 'file', file.FileExtension),
            type: types[file.FileExtension?.toLowerCase() ?? ''] ?? 'application/octet-stream',
            size: file.ContentSize ?? 0,
            at: stampToMs(file.LastModifiedDate) ?? 0,
            // "AllUsers" is whoever sees the case; the other two are fewer.
            ...(Visibility === 'AllUsers' ? {} : { internal: true }),
          },
        ],
  );

/** Rows of CaseComment as the comments that they are. */
export const commentsIn = (rows: unknown, host: string): readonly WholeComment[] => {
  const parsed = z.safeParse(schemas().comments, rows);
  if (!parsed.success) throw new AppError('platform/answer-unexpected', `${host}: CaseComment`);
  return joinComments(
    parsed.data.map((row) => ({
      id: fullId(row.Id),
      body: row.CommentBody ?? '',
      internal: !row.IsPublished,
      author: row.CreatedBy?.Name ?? '',
      at: stampToMs(row.CreatedDate) ?? 0,
    })),
  );
};

/** Children come in no order of their own, and a version must not depend on it. */
const byTime = (one: { at: number; id: string }, other: { at: number; id: string }): number =>
  one.at - other.at || (one.id < other.id ? -1 : 1);

/** The address of a case's page. */
export function caseUrl(instance: Instance, id: string): string {
  const hosts = orgHostsOf(new URL(instance.url).hostname);
  return `https://${hosts?.lightning ?? new URL(instance.url).host}/lightning/r/Case/${id}/view`;
}

/** Children of which the answer holds a first page only, by the name of the relation. */
export function unfinished(record: Readonly<Record<string, unknown>>): readonly [string, string][] {
  return [...children].flatMap((name): [string, string][] => {
    const page = z.safeParse(queryPage(), record[name]);
    const next = page.success && !page.data.done ? page.data.nextRecordsUrl : undefined;
    return next === undefined ? [] : [[name, next]];
  });
}

/** A case from its row. Throws `platform/answer-unexpected`. `readAt`: the platform's time of the answer, ms. */
export function parseEntity(instance: Instance, record: unknown, readAt: number): Entity {
  const parsed = z.safeParse(schemas().entity, record);
  const { host } = new URL(instance.url);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    throw new AppError('platform/answer-unexpected', `${host}: ${where}`);
  }
  const row = parsed.data;
  const id = idOfKind(CASE, row.Id);
  if (id === undefined) throw new AppError('platform/answer-unexpected', `${host}: Id`);
  const marker = markerIn(row.SuppliedCompany);
  const fields = {
    ...fieldsOf(row),
    summary: row.Subject ?? '',
    description: row.Description ?? '',
    type: row.Type ?? '',
  };
  const comments = commentsIn(row.CaseComments?.records ?? [], host)
    .map(({ rest: _rest, ...comment }) => comment)
    .sort(byTime);
  const attachments = [
    ...attachmentRows(row.ContentDocumentLinks),
    ...(row.Attachments?.records ?? []).map((file) => ({
      id: fullId(file.Id),
      name: file.Name,
      type: file.ContentType ?? 'application/octet-stream',
      size: file.BodyLength ?? 0,
      at: stampToMs(file.CreatedDate) ?? 0,
      ...(file.IsPrivate === true ? { internal: true } : {}),
    })),
  ].sort(byTime);
  const updatedAt = stampToMs(row.SystemModstamp) ?? 0;
  return {
    ref: { id, key: row.CaseNumber, url: caseUrl(instance, id), platform: 'salesforce' },
    fields,
    comments,
    attachments,
    // Stamps are whole seconds and a comment does not move them: the content itself tells two states apart.
    version: `${(updatedAt / 1000).toString(36)}.${shortName(JSON.stringify([fields, comments, attachments]))}`,
    updatedAt,
    readAt,
    ...(marker === undefined ? {} : { marker }),
  };
}
