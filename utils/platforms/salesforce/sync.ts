import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { PlatformFault } from '@/utils/domain/sync.ts';
import type {
  AttachmentContent,
  Entity,
  EntityRef,
  Fields,
  FieldValue,
  SyncCapabilities,
  SyncPlatform,
  Written,
} from '@/utils/domain/sync.ts';

import { blobOf, cleanFileName, cleanFileType, rangeStart, skipTo } from '../files.ts';
import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { platformTime } from '../platform-time.ts';
import { shortName } from '../remembered.ts';
import { expectJson, isLoginPage, path, problemOf } from '../request.ts';
import type { Answer } from '../request.ts';
import { fetchChanges } from './changes.ts';
import { createSalesforceClient, explain, NO_ASSIGNMENT, queryUrl, savedIds, VERSION } from './client.ts';
import type { CompositePart } from './client.ts';
import { splitComment } from './comments.ts';
import type { WholeComment } from './comments.ts';
import { fromRichText, toPlain, toRichText, toSubject } from './dialect.ts';
import {
  CASE,
  caseUrl,
  COMMENT_COLUMNS,
  commentsIn,
  entityQuery,
  idsIn,
  MARKER_FIELD,
  markerText,
  parseEntity,
  queryPage,
  unfinished,
} from './entity.ts';
import { fullId, idOfKind, soqlText } from './ids.ts';
import { createFetchCaseFields } from './metadata.ts';
import { soqlCondition } from './search.ts';

const COMMENT = '00a';
const VERSION_OF_FILE = '068';
const ATTACHMENT = '00P';

const capabilities: SyncCapabilities = {
  changeComments: true,
  removeComments: true,
  removeAttachments: true,
  internalComments: true,
  exactVersions: true,
  grain: 1000,
  // Queries see what has been committed, at once.
  readLag: 0,
  searchLag: 0,
  attachmentBytes: 2 * 1024 ** 3,
};

const SEARCH_PAGE = 200;
/** Pages of children beyond the first: each holds hundreds. */
const PAGE_LIMIT = 10;
/** Cases with all that hangs on them. */
const LARGE = 32 * 1024 * 1024;

const schemas = once(() => {
  const queried = <T extends z.ZodMiniType>(row: T) => z.object({ records: z.array(row) });
  return {
    saved: z.object({ id: z.string(), success: z.literal(true) }),
    ids: z.object({ records: z.array(z.object({ Id: z.string() })) }),
    count: z.object({ totalSize: z.number() }),
    marked: queried(
      z.object({ Id: z.string(), CaseNumber: z.string(), SuppliedCompany: z.nullable(z.string()) }),
    ),
    links: queried(z.object({ Id: z.string(), LinkedEntityId: z.string() })),
    documents: queried(z.object({ ContentDocumentId: z.string() })),
  };
});

/** An id of that kind in its full form. Throws `AppError` `platform/invalid-id` (T14). */
function idOf(prefix: string, id: string): string {
  const found = idOfKind(prefix, id);
  if (found === undefined) throw new AppError('platform/invalid-id', id.slice(0, 40));
  return found;
}

/** Our names of what every platform has. */
const aliases: Readonly<Record<string, string>> = {
  summary: 'Subject',
  description: 'Description',
  type: 'Type',
};

/**
 * Salesforce cases for sync. Most calls are one request: children come with their case, writes and the state that
 * they leave share one transaction. Source: `salesforce.md` D.
 */
export function createSalesforceSync(parts: PlatformParts): SyncPlatform {
  const client = createSalesforceClient(parts);
  const fetchCaseFields = createFetchCaseFields(parts, client);
  const now = () => parts.clock.now();
  const sobject = (name: string, id: string) => `/services/data/${VERSION}/sobjects/${name}/${id}`;

  const timeOf = (answer: Answer): number => platformTime(answer.headers) ?? now();

  /** What a write returns in its own answer must say that it was done. */
  function expectDone(answer: Answer): void {
    const problem = explain(answer) ?? problemOf(answer, now());
    if (problem !== undefined) throw problem;
    if (answer.kind !== 'empty' && answer.kind !== 'json') {
      const code = isLoginPage(answer) ? 'platform/signed-out' : 'platform/not-json';
      throw new AppError(code, answer.url.host);
    }
  }

  async function fetchPage(instance: Instance, address: string, signal: AbortSignal) {
    // Followed is only what can be nothing but a further page of this interface.
    const locator = /^\/services\/data\/v\d{1,3}\.0\/query\/(\w{15,18}-\d{1,9})$/.exec(address)?.[1];
    if (locator === undefined) throw new AppError('platform/answer-unexpected', 'nextRecordsUrl');
    const answer = await client.call(
      instance,
      {
        purpose: 'salesforce: further rows',
        path: path`/services/data/${VERSION}/query/${locator}`,
        maximumBytes: LARGE,
      },
      signal,
    );
    return expectJson(answer, queryPage(), now(), explain);
  }

  /** The record with all pages of its children. */
  async function completed(
    instance: Instance,
    record: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, unknown>>> {
    let whole = record;
    for (const [name, first] of unfinished(record)) {
      const rows: unknown[] = [...(z.safeParse(queryPage(), record[name]).data?.records ?? [])];
      let next: string | undefined = first;
      for (let page = 0; next !== undefined; page += 1) {
        if (page >= PAGE_LIMIT) throw new AppError('platform/answer-too-large', name);
        const { records, nextRecordsUrl } = await fetchPage(instance, next, signal);
        rows.push(...records);
        next = nextRecordsUrl;
      }
      whole = { ...whole, [name]: { totalSize: rows.length, done: true, records: rows } };
    }
    return whole;
  }

  /** Rich text fields as plain text. The metadata is asked only where a value looks like HTML. */
  async function plain(instance: Instance, entity: Entity, signal: AbortSignal): Promise<Entity> {
    const suspects = Object.entries(entity.fields).filter(
      ([name, value]) =>
        name.endsWith('__c') && typeof value === 'string' && /<\w|&\w{2,6};|&#\d/.test(value),
    );
    if (suspects.length === 0) return entity;
    const known = await fetchCaseFields(instance, signal);
    const converted = suspects.flatMap(([name, value]): [string, FieldValue][] =>
      known.get(name)?.rich === true && typeof value === 'string' ? [[name, fromRichText(value)]] : [],
    );
    return { ...entity, fields: { ...entity.fields, ...Object.fromEntries(converted) } };
  }

  /** The cases of an answer, with all that hangs on them. */
  async function parseMany(instance: Instance, answer: Answer, signal: AbortSignal) {
    const entities = new Map<string, Entity>();
    const readAt = timeOf(answer);
    let page = expectJson(answer, queryPage(), now(), explain);
    for (let count = 0; ; count += 1) {
      for (const record of page.records) {
        const whole = parseEntity(instance, await completed(instance, record, signal), readAt);
        entities.set(whole.ref.id, await plain(instance, whole, signal));
      }
      if (page.done || page.nextRecordsUrl === undefined || count >= PAGE_LIMIT) break;
      page = await fetchPage(instance, page.nextRecordsUrl, signal);
    }
    return { entities, readAt };
  }

  async function fetchMany(instance: Instance, ids: readonly string[], signal: AbortSignal) {
    const answer = await client.call(
      instance,
      {
        purpose: 'salesforce: read cases',
        path: path`/services/data/${VERSION}/query`,
        query: { q: entityQuery(idsIn(ids.map((id) => idOf(CASE, id)))) },
        maximumBytes: LARGE,
      },
      signal,
    );
    return parseMany(instance, answer, signal);
  }

  async function fetchEntity(instance: Instance, id: string, signal: AbortSignal): Promise<Entity> {
    const { entities } = await fetchMany(instance, [id], signal);
    const entity = entities.get(idOf(CASE, id));
    if (entity === undefined) throw new AppError('platform/not-found', id);
    return entity;
  }

  /** Fields as the interface takes them. */
  async function recordOf(
    instance: Instance,
    fields: Fields,
    signal: AbortSignal,
  ): Promise<Record<string, string | number | boolean | null>> {
    const record: Record<string, string | number | boolean | null> = {};
    const custom = Object.keys(fields).some((name) => name.endsWith('__c'));
    const known = custom ? await fetchCaseFields(instance, signal) : undefined;
    for (const [given, value] of Object.entries(fields)) {
      const name = aliases[given] ?? given;
      if (!/^[A-Za-z]\w{0,79}$/.test(name)) throw new AppError('platform/refused', given);
      // A choice of several is one text to the platform.
      const scalar = Array.isArray(value) ? value.map(String).join(';') : value;
      if (typeof scalar === 'object' && scalar !== null) throw new AppError('platform/refused', given);
      if (typeof scalar !== 'string') record[name] = scalar;
      else if (name === 'Subject') record[name] = toSubject(scalar);
      else if (known?.get(name)?.rich === true) record[name] = toRichText(scalar);
      else record[name] = scalar === '' ? null : toPlain(scalar);
    }
    return record;
  }

  /** A write and the state that it leaves, as one transaction: nobody else's edit can come between. */
  async function writeAndRead(
    instance: Instance,
    purpose: string,
    written: CompositePart,
    id: string,
    signal: AbortSignal,
  ): Promise<Entity> {
    // The reference stays unencoded: the platform puts the new id in its place.
    const url = queryUrl(entityQuery("Id='*'")).replace('*', id);
    const { answer, part } = await client.composite(
      instance,
      purpose,
      [written, { method: 'GET', url, referenceId: 'after' }],
      'write',
      signal,
    );
    expectDone(part(written.referenceId));
    const [record] = expectJson(part('after'), queryPage(), now(), explain).records;
    if (record === undefined) throw new AppError('platform/answer-unexpected', answer.url.host);
    const whole = parseEntity(instance, await completed(instance, record, signal), timeOf(answer));
    return plain(instance, whole, signal);
  }

  /** A comment with the rows that it was split into; `undefined` where it is gone. */
  async function fetchComment(
    instance: Instance,
    id: string,
    comment: string,
    signal: AbortSignal,
  ): Promise<WholeComment | undefined> {
    const answer = await client.call(
      instance,
      {
        purpose: 'salesforce: read comments',
        path: path`/services/data/${VERSION}/query`,
        query: {
          q: `SELECT ${COMMENT_COLUMNS} FROM CaseComment WHERE ParentId='${idOf(CASE, id)}' ORDER BY CreatedDate,Id`,
        },
        maximumBytes: LARGE,
      },
      signal,
    );
    const { records } = expectJson(answer, queryPage(), now(), explain);
    return commentsIn(records, answer.url.host).find((one) => one.id === comment);
  }

  const commentRecord = (parent: string, body: string, internal: boolean) => ({
    ParentId: parent,
    CommentBody: body,
    IsPublished: !internal,
  });

  /** Several changes of comments, all of them or none. */
  async function writeAll(
    instance: Instance,
    purpose: string,
    compositeRequest: readonly CompositePart[],
    signal: AbortSignal,
  ): Promise<void> {
    const { part } = await client.composite(instance, purpose, compositeRequest, 'write', signal);
    for (const { referenceId } of compositeRequest) expectDone(part(referenceId));
  }

  async function remove(
    instance: Instance,
    purpose: string,
    object: 'CaseComment' | 'Attachment' | 'ContentDocument' | 'ContentDocumentLink',
    id: string,
    signal: AbortSignal,
  ): Promise<void> {
    const answer = await client.write(
      instance,
      {
        purpose: `salesforce: ${purpose}`,
        path: path`/services/data/${VERSION}/sobjects/${object}/${id}`,
        method: 'DELETE',
        headers: NO_ASSIGNMENT,
      },
      signal,
    );
    // Somebody was faster.
    if (answer.status === 404 && answer.kind === 'json') return;
    expectDone(answer);
  }

  /** Removes a file that hangs nowhere else; where it does, only this case lets go of it. */
  async function removeFile(instance: Instance, id: string, version: string, signal: AbortSignal) {
    const { part } = await client.composite(
      instance,
      'where a file hangs',
      [
        {
          method: 'GET',
          url: queryUrl(`SELECT ContentDocumentId FROM ContentVersion WHERE Id='${version}'`),
          referenceId: 'version',
        },
        {
          method: 'GET',
          url: queryUrl(
            "SELECT Id,LinkedEntityId FROM ContentDocumentLink WHERE ContentDocumentId='*'",
          ).replace('*', '@{version.records[0].ContentDocumentId}'),
          referenceId: 'links',
        },
      ],
      'read',
      signal,
    );
    const [document] = expectJson(part('version'), schemas().documents, now(), explain).records;
    if (document === undefined) return;
    const { records } = expectJson(part('links'), schemas().links, now(), explain);
    const own = records.find(({ LinkedEntityId }) => fullId(LinkedEntityId) === id);
    // Its owner is linked with every file.
    const elsewhere = records.some(
      ({ LinkedEntityId }) => fullId(LinkedEntityId) !== id && !LinkedEntityId.startsWith('005'),
    );
    if (own === undefined) return;
    if (elsewhere) await remove(instance, 'let go of a file', 'ContentDocumentLink', own.Id, signal);
    else await remove(instance, 'remove a file', 'ContentDocument', document.ContentDocumentId, signal);
  }

  const refOf = (instance: Instance, id: string, key: string): EntityRef => ({
    id,
    key,
    url: caseUrl(instance, id),
    platform: 'salesforce',
  });

  /** A condition with the admin's in it may be longer than an address: composite calls carry queries in the body. */
  async function queryIds(
    instance: Instance,
    purpose: string,
    queries: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<(name: string) => Answer> {
    const { part } = await client.composite(
      instance,
      purpose,
      Object.entries(queries).map(([referenceId, soql]) => ({
        method: 'GET',
        url: queryUrl(soql),
        referenceId,
      })),
      'read',
      signal,
    );
    return part;
  }

  const idsOf = (answer: Answer): readonly string[] =>
    expectJson(answer, schemas().ids, now(), explain).records.map(({ Id }) => idOf(CASE, Id));

  return {
    capabilities: () => capabilities,
    fetchIdentity: (instance, signal) => client.fetchIdentity(instance, signal),
    fetchEntity,

    async createEntity(instance, draft, signal): Promise<Written> {
      const record = await recordOf(instance, draft.fields, signal);
      // Nothing named is what the org itself takes.
      const body = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
      const entity = await writeAndRead(
        instance,
        'create a case',
        {
          method: 'POST',
          url: `/services/data/${VERSION}/sobjects/Case`,
          referenceId: 'created',
          body: { ...body, [MARKER_FIELD]: markerText(draft.marker) },
        },
        '@{created.id}',
        signal,
      );
      return { id: entity.ref.id, entity };
    },

    async updateEntity(instance, id, fields, signal): Promise<Written> {
      const full = idOf(CASE, id);
      const entity = await writeAndRead(
        instance,
        'update a case',
        {
          method: 'PATCH',
          url: sobject('Case', full),
          referenceId: 'updated',
          body: await recordOf(instance, fields, signal),
        },
        full,
        signal,
      );
      return { id: full, entity };
    },

    async addComment(instance, id, { body, internal }, signal) {
      const parent = idOf(CASE, id);
      const bodies = splitComment(body, shortName(`${parent} ${body} ${String(now())}`).slice(0, 8));
      const records = bodies.map((text) => commentRecord(parent, text, internal));
      const [only] = records;
      if (records.length === 1 && only !== undefined) {
        const answer = await client.write(
          instance,
          {
            purpose: 'salesforce: comment',
            path: path`/services/data/${VERSION}/sobjects/CaseComment`,
            method: 'POST',
            headers: NO_ASSIGNMENT,
            body: only,
          },
          signal,
        );
        return idOf(COMMENT, expectJson(answer, schemas().saved, now(), explain).id);
      }
      const answer = await client.write(
        instance,
        {
          purpose: 'salesforce: long comment',
          path: path`/services/data/${VERSION}/composite/sobjects`,
          method: 'POST',
          headers: NO_ASSIGNMENT,
          body: {
            allOrNone: true,
            records: records.map((record) => ({ attributes: { type: 'CaseComment' }, ...record })),
          },
        },
        signal,
      );
      return savedIds(answer, now())[0];
    },

    async changeComment(instance, id, comment, body, signal) {
      const parent = idOf(CASE, id);
      const found = await fetchComment(instance, parent, idOf(COMMENT, comment), signal);
      if (found === undefined) return;
      const bodies = splitComment(body, shortName(`${found.id} ${String(now())}`).slice(0, 8));
      const rows = [found.id, ...found.rest];
      await writeAll(
        instance,
        'change a comment',
        [
          ...bodies.map((text, index): CompositePart => {
            const row = rows[index];
            return row === undefined
              ? {
                  method: 'POST',
                  url: `/services/data/${VERSION}/sobjects/CaseComment`,
                  referenceId: `c${String(index)}`,
                  // What was internal stays so.
                  body: commentRecord(parent, text, found.internal),
                }
              : {
                  method: 'PATCH',
                  url: sobject('CaseComment', row),
                  referenceId: `c${String(index)}`,
                  body: { CommentBody: text },
                };
          }),
          ...rows.slice(bodies.length).map((row, index): CompositePart => ({
            method: 'DELETE',
            url: sobject('CaseComment', row),
            referenceId: `d${String(index)}`,
          })),
        ],
        signal,
      );
    },

    async removeComment(instance, id, comment, signal) {
      const found = await fetchComment(instance, id, idOf(COMMENT, comment), signal);
      if (found === undefined) return;
      const rows = [...found.rest, found.id];
      const [only] = rows;
      if (rows.length === 1 && only !== undefined) {
        await remove(instance, 'remove a comment', 'CaseComment', only, signal);
        return;
      }
      await writeAll(
        instance,
        'remove a comment',
        rows.map((row, index) => ({
          method: 'DELETE',
          url: sobject('CaseComment', row),
          referenceId: `d${String(index)}`,
        })),
        signal,
      );
    },

    async addAttachment(instance, id, content: AttachmentContent, signal) {
      const name = cleanFileName(content.name);
      const about = JSON.stringify({
        // The whole name as title: the ending that the platform derives from it changes its letters.
        Title: name,
        PathOnClient: name,
        FirstPublishLocationId: idOf(CASE, id),
      });
      const mark = `liaison-${crypto.randomUUID()}`;
      const file = await blobOf(content, signal);
      const quoted = name.replaceAll('"', '%22').replaceAll(/[\r\n]/g, ' ');
      // Written by hand: as a form, the first part would get the name of a file.
      const form = new Blob(
        [
          `--${mark}\r\nContent-Disposition: form-data; name="entity_content"\r\n`,
          `Content-Type: application/json;charset=UTF-8\r\n\r\n${about}\r\n`,
          `--${mark}\r\nContent-Disposition: form-data; name="VersionData"; filename="${quoted}"\r\n`,
          `Content-Type: ${cleanFileType(content.type)}\r\n\r\n`,
          file,
          `\r\n--${mark}--\r\n`,
        ],
        { type: `multipart/form-data; boundary=${mark}` },
      );
      const answer = await client.write(
        instance,
        {
          purpose: 'salesforce: upload',
          path: path`/services/data/${VERSION}/sobjects/ContentVersion`,
          method: 'POST',
          content: form,
        },
        signal,
      );
      return idOf(VERSION_OF_FILE, expectJson(answer, schemas().saved, now(), explain).id);
    },

    async removeAttachment(instance, id, attachment, signal) {
      const full = fullId(attachment);
      if (full.startsWith(ATTACHMENT)) await remove(instance, 'remove a file', 'Attachment', full, signal);
      else await removeFile(instance, idOf(CASE, id), idOf(VERSION_OF_FILE, full), signal);
    },

    async *readAttachment(instance, _id, attachment, offset, signal) {
      const full = fullId(attachment);
      const isOld = full.startsWith(ATTACHMENT);
      const answered = await client.download(
        instance,
        {
          purpose: 'salesforce: download',
          path: isOld
            ? path`/services/data/${VERSION}/sobjects/Attachment/${full}/Body`
            : path`/services/data/${VERSION}/sobjects/ContentVersion/${idOf(VERSION_OF_FILE, full)}/VersionData`,
          accept: '*/*',
          headers: offset === 0 ? {} : { Range: `bytes=${String(offset)}-` },
        },
        signal,
      );
      if ('answer' in answered) {
        // Nothing behind the end.
        if (answered.answer.status === 416) return;
        expectDone(answered.answer);
        throw new AppError('platform/answer-unexpected', answered.answer.url.host);
      }
      const { headers, status, chunks, url } = answered.download;
      if (/\bhtml\b/i.test(headers.get('Content-Type') ?? '')) {
        // Files come as bytes whatever they hold: a page is a sign-in or a block.
        throw new AppError('platform/signed-out', url.host);
      }
      const start = status === 206 ? rangeStart(headers) : 0;
      if (start === undefined || start > offset) {
        throw new PlatformFault('platform/answer-unexpected', url.host, { scope: 'entity' });
      }
      yield* skipTo(chunks, start, offset);
    },

    fetchChanges: (instance, cursor, signal) =>
      fetchChanges({ client, parts, fetchMany, parseMany }, instance, cursor, signal),

    async findByMarker(instance, marker, signal) {
      if (!/^[\w-]{22}$/.test(marker)) throw new AppError('platform/invalid-id', marker.slice(0, 40));
      const text = markerText(marker);
      const ask = async (condition: string) => {
        const answer = await client.call(
          instance,
          {
            purpose: 'salesforce: look for what was created',
            path: path`/services/data/${VERSION}/query`,
            query: {
              q: `SELECT Id,CaseNumber,${MARKER_FIELD} FROM Case WHERE ${MARKER_FIELD}='${soqlText(text)}'${condition} LIMIT 20`,
            },
          },
          signal,
        );
        return expectJson(answer, schemas().marked, now(), explain)
          .records // The platform compares without regard to capitals.
          .filter((row) => row.SuppliedCompany === text)
          .slice(0, 3)
          .map((row) => refOf(instance, idOf(CASE, row.Id), row.CaseNumber));
      };
      // The date has an index and the text has none: nearly always this is enough.
      const recent = await ask(' AND CreatedDate=LAST_N_DAYS:30');
      return recent.length > 0 ? recent : ask('');
    },

    async fetchVersions(instance, ids, signal) {
      if (ids.length === 0) return new Map();
      const { entities } = await fetchMany(instance, ids, signal);
      return new Map([...entities].map(([id, { version }]) => [id, version]));
    },

    async search(instance, query, after, signal) {
      const condition = soqlCondition(query);
      const beyond = after === undefined ? '' : ` AND Id>'${idOf(CASE, after)}'`;
      const part = await queryIds(
        instance,
        'search',
        {
          page: `SELECT Id FROM Case WHERE ${condition}${beyond} ORDER BY Id LIMIT ${String(SEARCH_PAGE)}`,
          ...(after === undefined ? { count: `SELECT COUNT() FROM Case WHERE ${condition}` } : {}),
        },
        signal,
      );
      const ids = idsOf(part('page'));
      const last = ids.length < SEARCH_PAGE ? undefined : ids.at(-1);
      return {
        ids,
        ...(last === undefined ? {} : { after: last }),
        ...(after === undefined
          ? { total: expectJson(part('count'), schemas().count, now(), explain).totalSize }
          : {}),
      };
    },

    async matching(instance, query, ids, signal) {
      const condition = soqlCondition(query);
      if (ids.length === 0) return [];
      const among = idsIn(ids.map((id) => idOf(CASE, id)));
      const soql = `SELECT Id FROM Case WHERE ${condition} AND ${among} LIMIT ${String(SEARCH_PAGE)}`;
      const part = await queryIds(instance, 'which are selected', { page: soql }, signal);
      return idsOf(part('page'));
    },

    async fetchTypes(instance, _project, signal) {
      const type = (await fetchCaseFields(instance, signal)).get('Type');
      // A case without a type is a case: better than one with a type that happens to be the first.
      return { names: [...(type?.values ?? []).map(({ id }) => id), ''], standard: type?.standard ?? '' };
    },
  };
}
