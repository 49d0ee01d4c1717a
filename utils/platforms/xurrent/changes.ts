import * as z from 'zod/mini';

import { MINUTE } from '@/utils/base/clock.ts';
import { AppError, errorCodeOf } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import type { EntityChange, EntityChanges } from '@/utils/domain/sync.ts';

import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { platformTime } from '../platform-time.ts';
import { expectJson, path } from '../request.ts';
import type { Answer } from '../request.ts';
import { explain, nextQuery } from './client.ts';
import type { XurrentClient } from './client.ts';
import { momentToMs, msToMoment } from './dialect.ts';
import { firstDescription, isNews, LIST_COLUMNS, schemas as rowSchemas, versionOf } from './entity.ts';
import type { NoteRow, RequestRow } from './entity.ts';

/** Rows appear late, and stamps are whole seconds: so far back is asked again. */
const OVERLAP = 2 * MINUTE;
/** Trash and archive are two lists more, and hardly anything goes there. */
const BIN_EVERY = 15 * MINUTE;
/** Pages of each list in one call. */
const PAGES = 3;

const schemas = once(() => ({
  cursor: z.object({
    /** The platform's time when everything up to then was known, ms. */
    mark: z.number(),
    /** Rows since then and the overlap before, with their stamps (seconds, base 36) at the end. */
    seen: z.array(z.string()),
    /** When trash and archive were looked into, ms. */
    bin: z.number(),
    /** Where a list that was longer than a call goes on. */
    after: z.partialRecord(z.enum(['requests', 'notes']), z.record(z.string(), z.string())),
  }),
  gone: z.array(z.object({ request: z.optional(z.nullable(z.object({ id: z.int() }))) })),
}));
type Cursor = z.infer<ReturnType<typeof schemas>['cursor']>;
type List = 'requests' | 'notes';
type Query = Readonly<Record<string, string>>;

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

const at = (text: string): number => momentToMs(text) ?? 0;
const keyOf = (name: string, stamp: number): string => `${name}@${Math.floor(stamp / 1000).toString(36)}`;
const stampOfKey = (key: string): number => Number.parseInt(key.slice(key.lastIndexOf('@') + 1), 36) * 1000;
const requestKey = (row: RequestRow): string =>
  keyOf(`${String(row.id)}:${versionOf(row, undefined)}`, at(row.updated_at));
const noteKey = (note: NoteRow): string => keyOf(`n${String(note.id)}`, at(note.created_at));

interface Reader {
  readonly client: XurrentClient;
  readonly parts: PlatformParts;
}

interface Pages<T> {
  readonly rows: readonly T[];
  readonly next: Query | undefined;
  /** The platform's time of the first page, ms. */
  readonly asked: number;
}

/** Some pages of a list, and where the next call goes on. */
async function readPages<T>(
  { client, parts }: Reader,
  instance: Instance,
  list: List,
  query: Query,
  most: number,
  rowsOf: (answer: Answer) => readonly T[],
  signal: AbortSignal,
): Promise<Pages<T>> {
  const rows: T[] = [];
  let asked: number | undefined;
  let next: Query | undefined = query;
  for (let page = 0; page < most && next !== undefined; page += 1) {
    const answer: Answer = await client.call(
      instance,
      {
        purpose: `xurrent: ${list} that changed`,
        path: list === 'requests' ? path`/v1/requests` : path`/v1/notes`,
        query: next,
        maximumBytes: 16 * 1024 * 1024,
      },
      signal,
    );
    asked ??= platformTime(answer.headers) ?? parts.clock.now();
    rows.push(...rowsOf(answer));
    next = nextQuery(answer);
  }
  return { rows, next, asked: asked ?? parts.clock.now() };
}

/** Requests that went to the trash or the archive since; nothing where the user may not look there. */
async function fetchGone(
  { client, parts }: Reader,
  instance: Instance,
  since: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const place of ['trash', 'archive'] as const) {
    try {
      const answer = await client.call(
        instance,
        {
          purpose: `xurrent: ${place}`,
          path: place === 'trash' ? path`/v1/trash` : path`/v1/archive`,
          query: { per_page: '100', created_at: `>=${msToMoment(since)}` },
        },
        signal,
      );
      for (const { request } of expectJson(answer, schemas().gone, parts.clock.now(), explain)) {
        if (request) found.push(String(request.id));
      }
    } catch (error) {
      // Whoever may not look there learns it by reading the requests themselves.
      const code = errorCodeOf(error);
      if (code !== 'platform/refused' && code !== 'platform/not-found') throw error;
    }
  }
  return found;
}

/**
 * What changed since a cursor: two calls when nothing did, whatever the number of requests, and two more each quarter
 * of an hour for what was thrown away. A change is told with its version, which is the one that reading brings, unless
 * a note came with it: notes of one second cannot be told from the stamp.
 */
export async function fetchChanges(
  reader: Reader,
  instance: Instance,
  text: string | undefined,
  signal: AbortSignal,
): Promise<EntityChanges> {
  const now = reader.parts.clock.now();
  const cursor = text === undefined ? undefined : readCursor(text);
  const requestsOf = (answer: Answer) => expectJson(answer, rowSchemas().rows, now, explain);
  const notesOf = (answer: Answer) => expectJson(answer, rowSchemas().notes, now, explain);
  const columns = { per_page: '100', fields: LIST_COLUMNS };

  if (cursor === undefined) {
    // From now on: the newest of both lists are known.
    const [requests, notes] = await Promise.all([
      readPages(reader, instance, 'requests', { ...columns, sort: '-updated_at' }, 1, requestsOf, signal),
      readPages(reader, instance, 'notes', { per_page: '100' }, 1, notesOf, signal),
    ]);
    const mark = Math.min(requests.asked, notes.asked);
    const seen = [...requests.rows.map(requestKey), ...notes.rows.map(noteKey)];
    const next: Cursor = { mark, seen: recent(seen, mark), bin: mark, after: {} };
    return { cursor: JSON.stringify(next), changes: [], more: false };
  }

  const since = msToMoment(cursor.mark - OVERLAP);
  const [requests, notes] = await Promise.all([
    readPages(
      reader,
      instance,
      'requests',
      cursor.after.requests ?? { ...columns, sort: 'updated_at', updated_at: `>=${since}` },
      PAGES,
      requestsOf,
      signal,
    ),
    readPages(
      reader,
      instance,
      'notes',
      cursor.after.notes ?? { per_page: '100', created_at: `>=${since}` },
      PAGES,
      notesOf,
      signal,
    ),
  ]);
  const asked = Math.min(requests.asked, notes.asked);
  const seen = new Set(cursor.seen);
  const freshRequests = requests.rows.filter((row) => !seen.has(requestKey(row)));
  const freshNotes = notes.rows.filter((note) => !seen.has(noteKey(note)));

  const changes = new Map<string, EntityChange>();
  const notesBy = Map.groupBy(notes.rows, (note) => note.request?.id ?? 0);
  /** Notes of a request oldest first, as far as this window shows them. */
  const notesAbout = (id: number) => [...(notesBy.get(id) ?? [])].sort((one, other) => one.id - other.id);
  const spoken = new Set(
    freshNotes.flatMap((note) => {
      const id = note.request?.id;
      if (id === undefined) return [];
      const row = requests.rows.find((one) => one.id === id);
      // The note that came with the request is its description.
      const first = row === undefined ? undefined : firstDescription(row, notesAbout(id));
      const silent = note === first || (row !== undefined && !isNews(note));
      return silent ? [] : [String(id)];
    }),
  );
  for (const row of freshRequests) {
    const id = String(row.id);
    const about = notesAbout(row.id);
    const first = firstDescription(row, about);
    const newest = about.findLast((note) => note !== first && isNews(note));
    changes.set(id, spoken.has(id) ? { id } : { id, version: versionOf(row, newest) });
  }
  for (const id of spoken) changes.set(id, { id });

  const after = {
    ...(requests.next === undefined ? {} : { requests: requests.next }),
    ...(notes.next === undefined ? {} : { notes: notes.next }),
  };
  const more = requests.next !== undefined || notes.next !== undefined;
  const lookAway = !more && asked - cursor.bin >= BIN_EVERY;
  if (lookAway) {
    for (const id of await fetchGone(reader, instance, cursor.bin - OVERLAP, signal)) {
      const key = keyOf(`g${id}`, asked);
      if ([...seen].some((one) => one.startsWith(`g${id}@`))) continue;
      seen.add(key);
      changes.set(id, { id, gone: true });
    }
  }

  for (const row of requests.rows) seen.add(requestKey(row));
  for (const note of notes.rows) seen.add(noteKey(note));
  const mark = more ? cursor.mark : Math.max(cursor.mark, asked);
  const bin = lookAway ? asked : cursor.bin;
  const next: Cursor = { mark, seen: recent([...seen], mark), bin, after };
  return { cursor: JSON.stringify(next), changes: [...changes.values()], more };
}

/** What may be asked for again. Of what is gone a whole round is remembered. */
const recent = (keys: readonly string[], mark: number): string[] =>
  keys.filter((key) => stampOfKey(key) >= mark - (key.startsWith('g') ? 2 * BIN_EVERY : OVERLAP));
