import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { once } from '../once.ts';
import { path } from '../request.ts';
import type { Answer } from '../request.ts';
import { timeOf } from './answers.ts';
import { versionOf } from './api.ts';
import type { JiraApi } from './api.ts';
import { schemas } from './issues.ts';

/** The index may know whole seconds only. */
const GRAIN = 1000;
const PAGE = 100;
const SEEN = 5000;
/** Longer queries are sent in a body: a header of 8 KiB is all that some servers take. */
const LONGEST_ADDRESS = 2500;

/** How far a walk over issues in the order of a time has come. */
const Place = z.strictObject({
  /** The highest time seen, ms. */
  at: z.number(),
  /** Issues near it with the time that they had: what comes again with the same time is no news. */
  seen: z.record(z.string(), z.number()),
  /** While there is more: where the next page begins. */
  page: z.optional(z.strictObject({ from: z.number(), startAt: z.number(), token: z.optional(z.string()) })),
});
export type Place = z.infer<typeof Place>;
const place = once(() => Place);

/** A place as it was kept. Throws `platform/answer-unexpected` for anything else. */
export function readPlace(text: string): Place {
  try {
    return place().parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('platform/answer-unexpected', 'cursor', { cause: error });
  }
}

export interface FoundIssue {
  readonly id: string;
  readonly key: string;
  /** Of the field walked by, ms. */
  readonly at: number;
  readonly marker: string | undefined;
}

export interface FoundPage {
  readonly issues: readonly FoundIssue[];
  readonly startAt: number;
  /** Token of the next page (Cloud). */
  readonly token: string | undefined;
  readonly full: boolean;
  readonly total: number | undefined;
  readonly answer: Answer;
}

export interface SearchOptions {
  readonly jql: string;
  readonly field: 'updated' | 'created';
  readonly startAt?: number;
  readonly token?: string;
  readonly size?: number;
  readonly marker?: boolean;
  /** Ids that are not there are no mistake in the query. */
  readonly lenient?: boolean;
}

/** One page of a search. Cloud's is read by GET, which its anti-forgery filter leaves alone. */
export async function searchPage(
  api: JiraApi,
  instance: Instance,
  purpose: string,
  { jql, field, startAt = 0, token, size = PAGE, marker = false, lenient = false }: SearchOptions,
  signal: AbortSignal,
): Promise<FoundPage> {
  const cloud = instance.platform === 'jira-cloud';
  const version = versionOf(instance);
  const where = cloud ? path`/rest/api/${version}/search/jql` : path`/rest/api/${version}/search`;
  // Data Center knows properties of found issues in a body only.
  const inBody = encodeURIComponent(jql).length > LONGEST_ADDRESS || (marker && !cloud);
  const lists = { fields: [field], ...(marker ? { properties: ['liaison'] } : {}) };
  const place = cloud ? (token === undefined ? {} : { nextPageToken: token }) : { startAt };
  const call = inBody
    ? {
        purpose,
        path: where,
        method: 'POST' as const,
        body: {
          jql,
          maxResults: size,
          ...place,
          ...lists,
          ...(lenient && !cloud ? { validateQuery: false } : {}),
        },
      }
    : {
        purpose,
        path: where,
        query: {
          jql,
          maxResults: String(size),
          ...Object.fromEntries(Object.entries(place).map(([name, value]) => [name, String(value)])),
          ...Object.fromEntries(Object.entries(lists).map(([name, value]) => [name, value.join(',')])),
          ...(lenient && !cloud ? { validateQuery: 'false' } : {}),
        },
      };
  const { data, answer } = await api.fetch(instance, call, schemas().page, signal);
  const issues = data.issues.map((one): FoundIssue => {
    const at = timeOf(one.fields?.[field] ?? '');
    if (at === undefined) throw new AppError('platform/answer-unexpected', `${answer.url.host}: ${field}`);
    return { id: one.id, key: one.key ?? one.id, at, marker: one.properties?.liaison?.twin };
  });
  const next = data.nextPageToken ?? undefined;
  const begins = data.startAt ?? startAt;
  return {
    issues,
    startAt: begins,
    token: next,
    // Neither a short page nor a clipped one is the last.
    full: cloud ? next !== undefined && data.isLast !== true : begins + issues.length < (data.total ?? 0),
    total: data.total,
    answer,
  };
}

export interface Step {
  readonly place: Place;
  /** In order, none that was seen with this time. */
  readonly news: readonly FoundIssue[];
  /** Whether one of the rows was known before: proof that the caller is still who it was. */
  readonly known: boolean;
  readonly more: boolean;
  readonly answer: Answer;
  readonly total: number | undefined;
}

/**
 * The next page of a walk. Pages begin at the last time seen, not at an offset: rows that change meanwhile move, and
 * others would be passed over. Only where a whole page has one time does it go on by offset.
 *
 * @param overlap how far back a new turn begins, ms
 */
export async function walk(
  api: JiraApi,
  instance: Instance,
  purpose: string,
  given: { where: string; field: 'updated' | 'created'; overlap: number; place: Place },
  signal: AbortSignal,
): Promise<Step> {
  const { where, field, overlap, place: before } = given;
  const floorOf = (at: number) => Math.max(0, at - (at % GRAIN));
  const from = before.page?.from ?? floorOf(before.at - overlap);
  // Milliseconds without quotes mean the same moment in every profile's time zone.
  const since = from === 0 ? '' : `${field} >= ${String(from)}`;
  const condition = [where === '' ? '' : `(${where})`, since].filter((one) => one !== '').join(' AND ');
  const jql = `${condition} ORDER BY ${field} ASC, key ASC`;
  const found = await searchPage(
    api,
    instance,
    purpose,
    {
      jql,
      field,
      startAt: before.page?.startAt ?? 0,
      ...(before.page?.token === undefined ? {} : { token: before.page.token }),
    },
    signal,
  );
  const { issues, full, token, startAt } = found;
  const last = issues.at(-1);
  // Nothing on this page and something after it, and no way to say where: it is asked again later.
  if (full && last === undefined && token === undefined) {
    throw new AppError('platform/unavailable', found.answer.url.host);
  }
  const next = last === undefined ? from : floorOf(last.at);
  const page = !full
    ? undefined
    : next > from
      ? { from: next, startAt: 0 }
      : { from, startAt: startAt + issues.length, ...(token === undefined ? {} : { token }) };
  const at = issues.reduce((highest, one) => Math.max(highest, one.at), before.at);
  const seen = { ...before.seen, ...Object.fromEntries(issues.map((one) => [one.id, one.at])) };
  // During pages everything back to their own beginning may come again.
  const oldest = Math.min(at - overlap, page?.from ?? at) - GRAIN;
  return {
    place: {
      at,
      seen: Object.fromEntries(
        Object.entries(seen)
          .filter(([, time]) => time >= oldest)
          .slice(-SEEN),
      ),
      ...(page === undefined ? {} : { page }),
    },
    news: issues.filter((one) => before.seen[one.id] !== one.at),
    known: issues.some((one) => Object.hasOwn(before.seen, one.id)),
    more: page !== undefined,
    answer: found.answer,
    total: found.total,
  };
}

/** A query without its order. Throws `platform/refused` where nothing is left. */
export function conditionOf(query: string): string {
  let quote = '';
  let end = query.length;
  for (let at = 0; at < query.length; at += 1) {
    const sign = query[at] ?? '';
    if (quote !== '') {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (/^order\s+by\b/i.test(query.slice(at, at + 40)) && !/\w/.test(query[at - 1] ?? '')) {
      end = at;
      break;
    }
  }
  const condition = query.slice(0, end).trim();
  if (condition === '') throw new AppError('platform/refused', 'JQL');
  return condition;
}
