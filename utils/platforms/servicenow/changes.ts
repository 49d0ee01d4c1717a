import * as z from 'zod/mini';

import { AppError, assertNever } from '@/utils/base/errors.ts';
import type { EntityChange, EntityChanges } from '@/utils/domain/sync.ts';

import { once } from '../once.ts';
import { shortName } from '../remembered.ts';
import type { Answer } from '../request.ts';
import { path } from '../request.ts';
import { expectResult, totalOf } from './answers.ts';
import type { Question } from './batch.ts';
import { msToStamp, stampToMs } from './dialect.ts';

/** Stamps are given before the commit: what comes to light late is looked for this far back, ms. */
const OVERLAP = 120_000;
const PAGE = 200;

/** How far the question about one table has come. */
const Line = z.strictObject({
  /** The highest stamp seen, as the platform writes it. */
  at: z.string(),
  /** Short names of the rows within the overlap. */
  seen: z.array(z.string()),
  /** While there is more: the last row of the page before, or, where none could be read, how many were. */
  page: z.optional(z.strictObject({ at: z.string(), id: z.string(), offset: z.number() })),
});
type Line = z.infer<typeof Line>;

const Cursor = z.strictObject({ incidents: Line, journal: Line, files: Line, deleted: Line });
type Cursor = z.infer<typeof Cursor>;
export type Lines = keyof Cursor;

const schemas = once(() => {
  const id = z.string().check(z.regex(/^[0-9a-f]{32}$/));
  return {
    incidents: z.array(z.object({ sys_id: id, sys_updated_on: z.string(), sys_mod_count: z.string() })),
    journal: z.array(z.object({ sys_id: id, sys_created_on: z.string(), element_id: id })),
    files: z.array(z.object({ sys_id: id, sys_created_on: z.string(), table_sys_id: id })),
    deleted: z.array(z.object({ sys_id: id, sys_created_on: z.string(), documentkey: id })),
    cursor: Cursor,
  };
});

const tables: Readonly<
  Record<Lines, { path: Question['path']; stamp: string; only: string; fields: string }>
> = {
  incidents: {
    path: path`/api/now/table/incident`,
    stamp: 'sys_updated_on',
    only: '',
    fields: 'sys_id,sys_updated_on,sys_mod_count',
  },
  journal: {
    path: path`/api/now/table/sys_journal_field`,
    stamp: 'sys_created_on',
    only: 'name=incident^elementINcomments,work_notes^',
    fields: 'sys_id,sys_created_on,element_id',
  },
  files: {
    path: path`/api/now/table/sys_attachment`,
    stamp: 'sys_created_on',
    only: 'table_name=incident^',
    fields: 'sys_id,sys_created_on,table_sys_id',
  },
  deleted: {
    path: path`/api/now/table/sys_audit_delete`,
    stamp: 'sys_created_on',
    only: 'tablename=incident^',
    fields: 'sys_id,sys_created_on,documentkey',
  },
};
const names = Object.keys(tables) as readonly Lines[];

/** Before any row: where a table was empty when it was first asked. */
const EPOCH = '1970-01-01 00:00:00';
const EMPTY: Line = { at: EPOCH, seen: [] };

/** The cursor of an earlier answer. Throws `platform/answer-unexpected` for anything else. */
export function readCursor(text: string): Cursor {
  try {
    return schemas().cursor.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('platform/answer-unexpected', 'cursor', { cause: error });
  }
}

function queryOf(name: Lines, line: Line | undefined): Readonly<Record<string, string>> {
  const { stamp, only, fields } = tables[name];
  const more = {
    sysparm_fields: fields,
    sysparm_limit: String(PAGE),
    sysparm_exclude_reference_link: 'true',
  };
  // At first only where time stands: the newest rows, so that none of them is news later.
  if (line === undefined) {
    return { ...more, sysparm_query: `${only}ORDERBYDESC${stamp}` };
  }
  const order = `ORDERBY${stamp}^ORDERBYsys_id`;
  const { page } = line;
  if (page === undefined) {
    const since = msToStamp(Math.max(0, (stampToMs(line.at) ?? 0) - OVERLAP));
    return { ...more, sysparm_query: `${only}${stamp}>=${since}^${order}` };
  }
  // After the row that came last, never by offset: rows that change meanwhile move to the end.
  const after = `${only}${stamp}>${page.at}^NQ${only}${stamp}=${page.at}^sys_id>${page.id}^${order}`;
  return { ...more, sysparm_query: after, sysparm_offset: String(page.offset) };
}

/** What to ask: one question per table, all of them in one request. */
export const questionsOf = (cursor: Cursor | undefined): Readonly<Record<Lines, Question>> => ({
  incidents: { path: tables.incidents.path, query: queryOf('incidents', cursor?.incidents) },
  journal: { path: tables.journal.path, query: queryOf('journal', cursor?.journal) },
  files: { path: tables.files.path, query: queryOf('files', cursor?.files) },
  deleted: { path: tables.deleted.path, query: queryOf('deleted', cursor?.deleted) },
});

interface Row {
  readonly id: string;
  readonly at: string;
  /** What is no news the second time. */
  readonly name: string;
  readonly change: EntityChange;
}

/** The rows of one table in one shape. Tables closed to whoever asks are no fault of the poll. */
function rowsOf(
  name: Lines,
  answer: Answer,
  now: number,
  versionOf: (id: string, count: string) => string | undefined,
): readonly Row[] {
  const closed = answer.status === 403 || answer.status === 400 || answer.status === 404;
  if (name !== 'incidents' && closed && answer.kind === 'json') return [];
  switch (name) {
    case 'incidents':
      return expectResult(answer, schemas().incidents, now).map((row) => {
        const version = versionOf(row.sys_id, row.sys_mod_count);
        return {
          id: row.sys_id,
          at: row.sys_updated_on,
          name: `${row.sys_id}${row.sys_mod_count}`,
          change: { id: row.sys_id, ...(version === undefined ? {} : { version }) },
        };
      });
    case 'journal':
      return expectResult(answer, schemas().journal, now).map((row) => ({
        id: row.sys_id,
        at: row.sys_created_on,
        name: row.sys_id,
        change: { id: row.element_id },
      }));
    case 'files':
      return expectResult(answer, schemas().files, now).map((row) => ({
        id: row.sys_id,
        at: row.sys_created_on,
        name: row.sys_id,
        change: { id: row.table_sys_id },
      }));
    case 'deleted':
      return expectResult(answer, schemas().deleted, now).map((row) => ({
        id: row.sys_id,
        at: row.sys_created_on,
        name: row.sys_id,
        change: { id: row.documentkey, gone: true },
      }));
    default:
      return assertNever(name);
  }
}

/** What is new of one table, and how far it has come. Nothing is news to somebody who has not asked before. */
function advance(
  before: Line,
  rows: readonly Row[],
  total: number | undefined,
  first: boolean,
): { line: Line; news: readonly Row[]; more: boolean } {
  const highest = rows.reduce((at, row) => (row.at > at ? row.at : at), before.at);
  const seen = new Set(before.seen);
  const news = first ? [] : rows.filter((row) => !seen.has(shortName(row.name)));
  const floor = msToStamp(Math.max(0, (stampToMs(highest) ?? 0) - OVERLAP));
  const kept = rows.filter((row) => row.at >= floor).map((row) => shortName(row.name));
  // A page that access rules have made short is not the last one: the platform counts before them.
  const full =
    !first && (total === undefined ? rows.length >= PAGE : total > PAGE + (before.page?.offset ?? 0));
  const last = rows.at(-1);
  const stuck = before.page ?? { at: before.at, id: '', offset: 0 };
  const page = !full
    ? undefined
    : last === undefined
      ? { ...stuck, offset: stuck.offset + PAGE }
      : { at: last.at, id: last.id, offset: 0 };
  // A whole answer names all rows of the overlap; of one in pages the earlier names are still needed.
  const carried = page === undefined && before.page === undefined ? [] : before.seen;
  return {
    line: {
      at: highest,
      seen: [...new Set([...carried, ...kept])].slice(-5000),
      ...(page === undefined ? {} : { page }),
    },
    news,
    more: page !== undefined,
  };
}

/** What changed, from the answers to `questionsOf`. */
export function changesOf(
  cursor: Cursor | undefined,
  answers: Readonly<Record<Lines, Answer>>,
  now: number,
  given: {
    versionOf: (id: string, count: string) => string | undefined;
    /** Whether an entry or file has been read with its incident already. */
    isRead: (incident: string, part: string) => boolean;
  },
): EntityChanges {
  const found = new Map<string, EntityChange>();
  const next: Partial<Record<Lines, Line>> = {};
  let more = false;
  for (const name of names) {
    const answer = answers[name];
    const rows = rowsOf(name, answer, now, given.versionOf);
    const step = advance(cursor?.[name] ?? EMPTY, rows, totalOf(answer), cursor === undefined);
    next[name] = step.line;
    more ||= step.more;
    for (const row of step.news) {
      const { id, gone } = row.change;
      if (name === 'journal' || name === 'files') {
        // A file that came later than the incident's last change makes a state that no version tells.
        if (!given.isRead(id, row.id)) found.set(id, { id });
      } else if (gone === true || !found.has(id)) found.set(id, row.change);
    }
  }
  return { cursor: JSON.stringify(next), changes: [...found.values()], more };
}
