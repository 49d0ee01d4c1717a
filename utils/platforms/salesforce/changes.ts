import * as z from 'zod/mini';

import { MINUTE } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import type { Entity, EntityChange, EntityChanges } from '@/utils/domain/sync.ts';

import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { platformTime } from '../platform-time.ts';
import { expectJson, path } from '../request.ts';
import type { Answer } from '../request.ts';
import { explain, queryUrl, VERSION } from './client.ts';
import type { CompositePart, SalesforceClient } from './client.ts';
import { msToSoql, stampToMs } from './dialect.ts';
import { CASE, entityQuery, ENTITIES_AT_A_TIME, idsIn } from './entity.ts';
import { fullId, idOfKind } from './ids.ts';

/** A row appears when its transaction ends, with the stamp of its beginning: so far back is asked again. */
const OVERLAP = 5 * MINUTE;
/** Stamps are whole seconds: until the next one has begun for certain, another change may get the same. */
const SETTLED = 2_000;
/** Rows of each list in one call, and cases whose state is read with one more. */
const PAGE = 1_000;
const LOOK = 100;

const lists = {
  case: { object: 'Case', columns: '' },
  comment: { object: 'CaseComment', columns: ',ParentId' },
  attachment: { object: 'Attachment', columns: ',ParentId' },
  file: { object: 'ContentVersion', columns: ',FirstPublishLocationId,ContentDocumentId' },
} as const;
type List = keyof typeof lists;
const names: readonly List[] = ['case', 'comment', 'attachment', 'file'];

const schemas = once(() => {
  const Cursor = z.object({
    /** The platform's time when everything up to then was known, ms. */
    mark: z.number(),
    /** Rows since then and the overlap before: id and stamp (seconds, base 36). */
    seen: z.array(z.string()),
    /** Cases whose state may still get a sibling within the same second, by version read. */
    open: z.record(z.string(), z.string()),
    /** Where a list that was longer than a page goes on: stamp (ms) and id. */
    after: z.record(z.string(), z.tuple([z.number(), z.string()])),
  });
  return {
    cursor: Cursor,
    rows: z.object({
      records: z.array(
        z.object({
          Id: z.string(),
          SystemModstamp: z.string().check(z.refine((text) => stampToMs(text) !== undefined)),
          IsDeleted: z.boolean(),
          ParentId: z.optional(z.nullable(z.string())),
          FirstPublishLocationId: z.optional(z.nullable(z.string())),
          ContentDocumentId: z.optional(z.nullable(z.string())),
        }),
      ),
    }),
    links: z.object({
      records: z.array(z.object({ ContentDocumentId: z.string(), LinkedEntityId: z.string() })),
    }),
  };
});
type Cursor = z.infer<ReturnType<typeof schemas>['cursor']>;

interface Row {
  readonly list: List;
  readonly id: string;
  readonly key: string;
  readonly stamp: number;
  readonly deleted: boolean;
  /** The case itself or the one that it belongs to, where the row says so. */
  readonly of: string | undefined;
  readonly document: string | undefined;
}

function readCursor(text: string): Cursor {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const parsed = z.safeParse(schemas().cursor, value);
  if (!parsed.success) throw new AppError('platform/answer-unexpected', 'cursor');
  return parsed.data;
}

const seconds = (ms: number): string => Math.floor(ms / 1000).toString(36);
const keyOf = (id: string, stamp: number): string => `${id.slice(0, 15)}${seconds(stamp)}`;
const stampOfKey = (key: string): number => Number.parseInt(key.slice(15), 36) * 1000;

/** The newest rows of a list: since a moment, from where a page ended, or simply the last ones. */
function listQuery(
  list: List,
  since: number | undefined,
  after: readonly [number, string] | undefined,
): string {
  const { object, columns } = lists[list];
  const select = `SELECT Id,SystemModstamp,IsDeleted${columns} FROM ${object}`;
  const limit = `LIMIT ${String(PAGE)}`;
  if (since === undefined) return `${select} ORDER BY SystemModstamp DESC,Id DESC ${limit}`;
  const stamp = msToSoql(after?.[0] ?? since);
  const from =
    after === undefined
      ? `SystemModstamp>=${stamp}`
      : `SystemModstamp>${stamp} OR (SystemModstamp=${stamp} AND Id>'${fullId(after[1])}')`;
  return `${select} WHERE ${from} ORDER BY SystemModstamp,Id ${limit}`;
}

function rowsOf(list: List, answer: Answer, now: number): readonly Row[] {
  return expectJson(answer, schemas().rows, now, explain).records.map((record) => {
    const id = fullId(record.Id);
    const stamp = stampToMs(record.SystemModstamp) ?? 0;
    const parent = list === 'case' ? id : (record.ParentId ?? record.FirstPublishLocationId ?? '');
    return {
      list,
      id,
      key: keyOf(id, stamp),
      stamp,
      deleted: record.IsDeleted,
      of: idOfKind(CASE, parent),
      document: record.ContentDocumentId ? fullId(record.ContentDocumentId) : undefined,
    };
  });
}

interface Reader {
  readonly client: SalesforceClient;
  readonly parts: PlatformParts;
  /** Cases by id, those that are there; at most `LOOK` of them with one request. */
  readonly fetchMany: (instance: Instance, ids: readonly string[], signal: AbortSignal) => Promise<Looked>;
  /** The same from an answer that is there already. */
  readonly parseMany: (instance: Instance, answer: Answer, signal: AbortSignal) => Promise<Looked>;
}

interface Looked {
  readonly entities: ReadonlyMap<string, Entity>;
  /** The platform's time when they were read, ms. */
  readonly readAt: number;
}

/** Cases to which files were linked that were not first published there. */
async function fetchLinked(
  { client, parts }: Reader,
  instance: Instance,
  documents: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const linked = new Map<string, string[]>();
  if (documents.length === 0) return linked;
  const among = [...new Set(documents)].map((document) => `'${fullId(document)}'`).join(',');
  const answer = await client.call(
    instance,
    {
      purpose: 'salesforce: where files hang',
      path: path`/services/data/${VERSION}/query`,
      query: {
        q: `SELECT ContentDocumentId,LinkedEntityId FROM ContentDocumentLink WHERE ContentDocumentId IN (${among})`,
      },
    },
    signal,
  );
  for (const row of expectJson(answer, schemas().links, parts.clock.now(), explain).records) {
    const id = idOfKind(CASE, row.LinkedEntityId);
    if (id === undefined) continue;
    const document = fullId(row.ContentDocumentId);
    linked.set(document, [...(linked.get(document) ?? []), id]);
  }
  return linked;
}

/**
 * What changed since a cursor: one composite call when nothing did, whatever the number of cases. What did is read at
 * once, a hundred cases with one more call, so that every change carries its exact version.
 */
export async function fetchChanges(
  reader: Reader,
  instance: Instance,
  text: string | undefined,
  signal: AbortSignal,
): Promise<EntityChanges> {
  const { client, parts } = reader;
  const now = parts.clock.now();
  const cursor = text === undefined ? undefined : readCursor(text);
  const since = cursor === undefined ? undefined : cursor.mark - OVERLAP;
  const again = Object.keys(cursor?.open ?? {});
  const { answer, part } = await client.composite(
    instance,
    'what changed',
    [
      ...names.map((name): CompositePart => ({
        method: 'GET',
        url: queryUrl(listQuery(name, since, cursor?.after[name]), true),
        referenceId: name,
      })),
      // Those that may have got a sibling within their second ride along.
      ...(again.length === 0
        ? []
        : [
            {
              method: 'GET' as const,
              url: queryUrl(entityQuery(idsIn(again.map((id) => fullId(id))))),
              referenceId: 'again',
            },
          ]),
    ],
    'read',
    signal,
  );
  const asked = platformTime(answer.headers) ?? now;
  const pages = new Map(names.map((name) => [name, rowsOf(name, part(name), now)]));
  const rows = [...pages.values()].flat();

  if (cursor === undefined) {
    // From now on: what is there already is known, but for what may still get a sibling within its second.
    const recent = rows.filter(({ stamp }) => stamp >= asked - OVERLAP);
    const unsettled = recent.filter(({ stamp }) => asked - stamp < SETTLED);
    const open = await versionsOf(reader, instance, unsettled, signal);
    return {
      cursor: JSON.stringify({ mark: asked, seen: recent.map(({ key }) => key), open, after: {} }),
      changes: [],
      more: false,
    };
  }

  const seen = new Set(cursor.seen);
  const fresh = rows.filter(({ key }) => !seen.has(key)).sort((one, other) => one.stamp - other.stamp);
  const { taken, left, touched } = await casesOf(reader, instance, fresh, signal);
  const rode = again.length === 0 ? undefined : await reader.parseMany(instance, part('again'), signal);
  const rest = [...touched.keys()].filter((id) => !again.includes(id));
  const looked = merge(rode, rest.length === 0 ? undefined : await look(reader, instance, rest, signal));

  const changes: EntityChange[] = [];
  const open: Record<string, string> = {};
  /** More than fit one query: their rows are taken as new once more. */
  const repeated = new Set<string>();
  for (const id of new Set([...touched.keys(), ...again])) {
    const entity = looked.entities.get(id);
    const of = touched.get(id);
    if (entity === undefined) {
      // Of a case that only its comments speak of, nothing is known: it may belong to somebody else.
      if (of?.gone === true) changes.push({ id, gone: true });
      continue;
    }
    const stamp = Math.max(entity.updatedAt, of?.stamp ?? 0);
    if (looked.readAt - stamp < SETTLED) {
      if (Object.keys(open).length < ENTITIES_AT_A_TIME) open[id] = entity.version;
      else repeated.add(id);
    }
    if (cursor.open[id] !== entity.version) changes.push({ id, version: entity.version, entity });
  }
  for (const { key, of } of taken) {
    if (of === undefined ? repeated.size === 0 : !repeated.has(of)) seen.add(key);
  }

  const after: Cursor['after'] = {};
  if (!left) {
    for (const [name, page] of pages) {
      const last = page.at(-1);
      if (page.length >= PAGE && last !== undefined) after[name] = [last.stamp, last.id];
    }
  }
  const more = left || Object.keys(after).length > 0;
  const mark = more ? cursor.mark : Math.max(cursor.mark, asked);
  const next: Cursor = {
    mark,
    seen: [...seen].filter((key) => stampOfKey(key) >= mark - OVERLAP),
    open,
    after: left ? cursor.after : after,
  };
  return { cursor: JSON.stringify(next), changes, more };
}

interface Touched {
  readonly stamp: number;
  readonly gone: boolean;
}

/** Which cases these rows are about; so many rows at a time that the cases fit one look. */
async function casesOf(
  reader: Reader,
  instance: Instance,
  fresh: readonly Row[],
  signal: AbortSignal,
): Promise<{ taken: readonly Row[]; left: boolean; touched: ReadonlyMap<string, Touched> }> {
  const touched = new Map<string, Touched>();
  const taken: Row[] = [];
  const documents: Row[] = [];
  for (const row of fresh) {
    if (row.of !== undefined && !touched.has(row.of) && touched.size >= LOOK) break;
    if (row.of === undefined && row.list === 'file' && documents.length >= LOOK) break;
    taken.push(row);
    if (row.of !== undefined) {
      const before = touched.get(row.of);
      touched.set(row.of, {
        stamp: Math.max(row.stamp, before?.stamp ?? 0),
        gone: row.list === 'case' ? row.deleted : (before?.gone ?? false),
      });
    } else if (row.document !== undefined && !row.deleted) documents.push(row);
  }
  const linked = await fetchLinked(
    reader,
    instance,
    documents.flatMap(({ document }) => document ?? []),
    signal,
  );
  for (const { document, stamp } of documents) {
    for (const id of linked.get(document ?? '') ?? []) {
      const before = touched.get(id);
      touched.set(id, { stamp: Math.max(stamp, before?.stamp ?? 0), gone: before?.gone ?? false });
    }
  }
  return { taken, left: taken.length < fresh.length, touched };
}

async function look(
  { fetchMany }: Reader,
  instance: Instance,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Looked> {
  const entities = new Map<string, Entity>();
  let readAt = Number.POSITIVE_INFINITY;
  for (let at = 0; at < ids.length; at += LOOK) {
    const some = await fetchMany(instance, ids.slice(at, at + LOOK), signal);
    for (const [id, entity] of some.entities) entities.set(id, entity);
    readAt = Math.min(readAt, some.readAt);
  }
  return { entities, readAt };
}

const merge = (one: Looked | undefined, other: Looked | undefined): Looked => ({
  entities: new Map([...(one?.entities ?? []), ...(other?.entities ?? [])]),
  readAt: Math.min(one?.readAt ?? Number.POSITIVE_INFINITY, other?.readAt ?? Number.POSITIVE_INFINITY),
});

async function versionsOf(
  reader: Reader,
  instance: Instance,
  rows: readonly Row[],
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const ids = [...new Set(rows.flatMap(({ of }) => of ?? []))];
  if (ids.length === 0) return {};
  const { entities } = await look(reader, instance, ids, signal);
  return Object.fromEntries([...entities].map(([id, { version }]) => [id, version]));
}
