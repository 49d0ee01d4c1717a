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

import { cleanFileName } from '../files.ts';
import { once } from '../once.ts';
import { beginning } from '../plain-text.ts';
import { timeOf } from './answers.ts';
import { filesInDocument, fromDocument, toDocument } from './document.ts';
import { filesInWiki, fromWiki, toWiki } from './wiki.ts';

/** The property that marks an issue as made by us; its value holds the marker. */
export const PROPERTY = 'liaison';

const SUMMARY_LENGTH = 255;

export const schemas = once(() => {
  const id = z.string().check(z.regex(/^\d{1,19}$/));
  const comment = z.object({
    id,
    author: z.optional(z.nullable(z.object({ displayName: z.optional(z.string()) }))),
    body: z.optional(z.unknown()),
    created: z.string(),
    visibility: z.optional(z.nullable(z.looseObject({ type: z.string() }))),
    jsdPublic: z.optional(z.boolean()),
    properties: z.optional(z.array(z.object({ key: z.string(), value: z.optional(z.unknown()) }))),
  });
  const comments = z.object({ comments: z.array(comment), total: z.number() });
  const attachment = z.object({
    // A number where Cloud tells of one attachment alone.
    id: z.pipe(z.union([id, z.number()]), z.transform(String)),
    filename: z.string(),
    size: z.int().check(z.nonnegative()),
    mimeType: z.optional(z.nullable(z.string())),
    created: z.string(),
  });
  const property = z.optional(
    z.object({ [PROPERTY]: z.optional(z.looseObject({ twin: z.optional(z.string()) })) }),
  );
  return {
    comment,
    comments,
    issue: z.object({
      id,
      key: z.string(),
      fields: z.looseObject({
        summary: z.nullable(z.string()),
        updated: z.string(),
        issuetype: z.object({ name: z.string() }),
        project: z.object({ id: z.string(), projectTypeKey: z.optional(z.string()) }),
        comment: z.optional(comments),
        attachment: z.optional(z.array(attachment)),
      }),
      properties: property,
    }),
    project: z.object({
      id,
      fields: z.object({ project: z.object({ projectTypeKey: z.optional(z.string()) }) }),
    }),
    files: z.object({ id, fields: z.object({ attachment: z.array(attachment) }) }),
    uploaded: z.array(attachment),
    created: z.object({ id, key: z.string() }),
    marked: z.array(z.object({ id, key: z.optional(z.string()), properties: property })),
    page: z.object({
      issues: z.array(
        z.object({
          id,
          key: z.optional(z.string()),
          fields: z.optional(z.object({ updated: z.optional(z.string()), created: z.optional(z.string()) })),
          properties: property,
        }),
      ),
      startAt: z.optional(z.number()),
      total: z.optional(z.number()),
      isLast: z.optional(z.boolean()),
      nextPageToken: z.optional(z.nullable(z.string())),
    }),
    fetched: z.object({
      issues: z.array(z.object({ id, fields: z.object({ updated: z.string() }) })),
    }),
    matched: z.object({ issues: z.array(z.object({ id })) }),
    count: z.object({ count: z.number() }),
    types: z.object({
      values: z.optional(z.array(z.object({ id, name: z.string(), subtask: z.optional(z.boolean()) }))),
      issueTypes: z.optional(z.array(z.object({ id, name: z.string(), subtask: z.optional(z.boolean()) }))),
    }),
    uploads: z.object({ enabled: z.boolean(), uploadLimit: z.optional(z.number()) }),
    myself: z.object({
      self: z.string(),
      key: z.optional(z.string()),
      name: z.optional(z.string()),
      accountId: z.optional(z.string()),
    }),
    tenant: z.object({ cloudId: z.string().check(z.minLength(1)) }),
  };
});

export type IssueRow = z.infer<ReturnType<typeof schemas>['issue']>;
export type CommentRow = z.infer<ReturnType<typeof schemas>['comment']>;
export type AttachmentRow = z.infer<ReturnType<typeof schemas>['files']>['fields']['attachment'][number];

const isCloud = (instance: Instance): boolean => instance.platform === 'jira-cloud';

/** Rich text as plain text, in the form that the instance speaks. */
export const toPlain = (instance: Instance, value: unknown): string =>
  isCloud(instance) ? fromDocument(value) : typeof value === 'string' ? fromWiki(value) : '';

/** Plain text as rich text; `null` where there is none. */
export const toRich = (instance: Instance, text: string): unknown =>
  isCloud(instance) ? toDocument(text) : text.trim() === '' ? null : toWiki(text);

const filesNamed = (instance: Instance, value: unknown): readonly string[] =>
  isCloud(instance) ? filesInDocument(value) : typeof value === 'string' ? filesInWiki(value) : [];

/** Parts of values that are addresses of pictures and of the interface. */
const decoration = new Set(['self', 'avatarUrls', 'iconUrl', '__proto__']);
/** Read by themselves, or of no use as a value. */
const apart = new Set(['comment', 'attachment', 'worklog', 'summary', 'description', '__proto__']);
const MAX_DEPTH = 6;

/** A value of Jira's as plain data: documents as text, times as ISO 8601 in UTC, no addresses of pictures. */
function valueOf(value: unknown, depth = 0): FieldValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') {
    const at = timeOf(value);
    return at === undefined ? value : new Date(at).toISOString();
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.map((one) => valueOf(one, depth + 1));
  if ((value as { type?: unknown }).type === 'doc') return fromDocument(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !decoration.has(name))
      .map(([name, one]) => [name, valueOf(one, depth + 1)]),
  );
}

export const refOf = (instance: Instance, id: string, key: string): EntityRef => ({
  id,
  key: key.slice(0, 200),
  url: `${instance.url}/browse/${encodeURIComponent(key)}`,
  platform: instance.platform,
});

const isServiceProject = (type: string | undefined): boolean => type === 'service_desk';

/**
 * Whether a comment is not for everybody who may see the issue. In a service project where the answer does not say
 * so of each comment, it is taken to be internal.
 */
function isInternal(comment: CommentRow, projectType: string | undefined): boolean {
  if (comment.visibility !== undefined && comment.visibility !== null) return true;
  if (comment.jsdPublic !== undefined) return !comment.jsdPublic;
  const mark = comment.properties?.find(({ key }) => key === 'sd.public.comment')?.value;
  if (typeof mark === 'object' && mark !== null) return (mark as { internal?: unknown }).internal === true;
  if (comment.properties !== undefined) return false;
  return projectType === undefined || isServiceProject(projectType);
}

/** Whether the comments of an issue leave open who may see them: then they are to be asked for with properties. */
export const leavesOpen = (instance: Instance, { fields }: IssueRow): boolean =>
  !isCloud(instance) &&
  (fields.project.projectTypeKey === undefined || isServiceProject(fields.project.projectTypeKey)) &&
  (fields.comment?.comments.length ?? 0) > 0;

export const attachmentsOf = (
  rows: readonly AttachmentRow[],
  isHidden: (name: string) => boolean = () => false,
): readonly EntityAttachment[] =>
  rows.map((row) => ({
    id: row.id,
    name: cleanFileName(row.filename),
    type: (row.mimeType ?? '').slice(0, 200),
    size: row.size,
    at: timeOf(row.created) ?? 0,
    ...(isHidden(row.filename) ? { internal: true } : {}),
  }));

/** The issue as others know it. `comments` where they had to be asked for by themselves. */
export function entityOf(
  instance: Instance,
  row: IssueRow,
  rows: readonly CommentRow[],
  readAt: number | undefined,
): Entity {
  const { fields } = row;
  const updatedAt = timeOf(fields.updated);
  if (updatedAt === undefined) {
    throw new AppError('platform/answer-unexpected', new URL(instance.url).host);
  }
  const projectType = fields.project.projectTypeKey;
  const comments = rows.map((one): EntityComment => ({
    id: one.id,
    body: toPlain(instance, one.body),
    internal: isInternal(one, projectType),
    author: (one.author?.displayName ?? '').slice(0, 300),
    at: timeOf(one.created) ?? 0,
  }));
  // A file that is shown by internal comments alone is as internal as they are.
  const shownBy = (internal: boolean) =>
    new Set(
      rows.flatMap((one, index) =>
        comments[index]?.internal === internal ? filesNamed(instance, one.body) : [],
      ),
    );
  const open = shownBy(false);
  for (const name of filesNamed(instance, fields['description'])) open.add(name);
  const hidden = shownBy(true);
  const own = Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !apart.has(name))
      .map(([name, value]): [string, FieldValue] => [
        name,
        name === 'environment' ? toPlain(instance, value) : valueOf(value),
      ]),
  );
  const marker = row.properties?.[PROPERTY]?.twin;
  return {
    ref: refOf(instance, row.id, row.key),
    fields: {
      ...own,
      summary: fields.summary ?? '',
      description: toPlain(instance, fields['description']),
      type: fields.issuetype.name,
    },
    comments,
    attachments: attachmentsOf(fields.attachment ?? [], (name) => hidden.has(name) && !open.has(name)),
    project: fields.project.id,
    version: String(updatedAt),
    updatedAt,
    readAt: readAt ?? updatedAt,
    ...(marker !== undefined && /^[\w-]{22}$/.test(marker) ? { marker } : {}),
  };
}

const textOf = (value: FieldValue): string => (typeof value === 'string' ? value : '');

/** One line of at most 255 characters, as Jira takes it; never nothing. */
function toSummary(text: string): string {
  const line = text.replaceAll(/\p{Cc}+/gu, ' ').trim();
  return line.length > SUMMARY_LENGTH ? `${beginning(line, SUMMARY_LENGTH - 1).trimEnd()}…` : line;
}

/** Fields as they are sent. Throws `AppError` `platform/refused` for what is no field, `platform/invalid-id`. */
export function fieldsOf(instance: Instance, fields: Fields): Readonly<Record<string, unknown>> {
  const sent: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'comment' || name === 'attachment' || name === 'worklog') {
      throw new AppError('platform/refused', name);
    }
    if (!/^[\w-]{1,100}$/.test(name)) throw new AppError('platform/invalid-id', name.slice(0, 40));
    switch (name) {
      case 'summary':
        sent[name] = toSummary(textOf(value));
        break;
      case 'description':
      case 'environment':
        sent[name] = toRich(instance, textOf(value));
        break;
      case 'type':
        sent['issuetype'] = { name: textOf(value) };
        break;
      case 'labels':
        // A label holds no space.
        sent[name] = Array.isArray(value)
          ? value.map((one: FieldValue) => textOf(one).trim().replaceAll(/\s+/g, '_')).filter(Boolean)
          : [];
        break;
      default:
        sent[name] = value;
    }
  }
  return sent;
}
