import * as z from 'zod/mini';

import { AppError, errorCodeOf } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { PlatformFault } from '@/utils/domain/sync.ts';

import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { platformTime } from '../platform-time.ts';
import { createRemembered, shortName } from '../remembered.ts';
import {
  createSendDownload,
  createSendRequest,
  expectJson,
  path,
  plainDetail,
  retryAfterSeconds,
  titleOf,
} from '../request.ts';
import type { Answer, OutgoingRequest, SendDownload } from '../request.ts';
import { fullId } from './ids.ts';

/** The interface's version: Winter '25, in every org since February 2025. */
export const VERSION = 'v62.0';

const schemas = once(() => ({
  /** The identity's address is read for its ids and never called. */
  resources: z.object({
    identity: z.string().check(z.regex(/^https:\/\/[^/]+\/id\/\w{15,18}\/\w{15,18}$/)),
  }),
  composite: z.object({
    compositeResponse: z.array(
      z.object({ referenceId: z.string(), httpStatusCode: z.number(), body: z.unknown() }),
    ),
  }),
  saved: z.array(
    z.object({
      id: z.optional(z.string()),
      success: z.boolean(),
      errors: z.array(z.object({ statusCode: z.string(), message: z.string() })),
    }),
  ),
  errors: z.array(z.object({ errorCode: z.string(), message: z.string() })).check(z.minLength(1)),
}));

/** Milliseconds to wait when a limit says nothing itself: the day's comes free call by call, the other at once. */
const waits = { total: 900_000, concurrent: 10_000, lock: 2_000 };

/** The platform's own sentence, without the excerpt of the query or the whole value that it may repeat. */
const wordsOf = (message: string): string =>
  plainDetail(
    message
      .replace(/^[\s\S]*\nERROR at Row:\d+:Column:\d+\n/, '')
      .replace(/data value too large: [\s\S]*(?= \(max length=\d+\)$)/, 'data value too large'),
  );

/** What Salesforce says in its error bodies (`salesforce.md` E). */
export function explain(answer: Answer): AppError | undefined {
  const { host } = answer.url;
  if (answer.kind === 'html' && /\bmaintenance\b/i.test(titleOf(answer))) {
    return new AppError('platform/unavailable', titleOf(answer));
  }
  if (answer.status < 400 || answer.kind !== 'json') return undefined;
  let errors;
  try {
    errors = z.safeParse(schemas().errors, JSON.parse(answer.text));
  } catch {
    return undefined;
  }
  const [first] = errors.data ?? [];
  if (first === undefined) return undefined;
  const { errorCode, message } = first;
  switch (errorCode) {
    case 'INVALID_SESSION_ID':
      // The org lets only approved programs in: signing in again would change nothing.
      return /not valid for use with the REST API/i.test(message)
        ? new AppError('platform/refused', message)
        : new AppError('platform/signed-out', host);
    case 'REQUEST_LIMIT_EXCEEDED': {
      // A Retry-After, which Salesforce itself never sends, comes from whatever stands before it.
      const asked = retryAfterSeconds(answer.headers, platformTime(answer.headers) ?? 0);
      const own = /^Concurrent/i.test(message) ? waits.concurrent : waits.total;
      const retryAfter = asked === undefined ? own : asked * 1000;
      return new PlatformFault('platform/rate-limited', String(retryAfter / 1000), {
        scope: 'instance',
        retryAfter,
      });
    }
    case 'UNABLE_TO_LOCK_ROW':
      // Somebody else writes the same record: over in a moment, and nobody else's trouble.
      return new PlatformFault('platform/unavailable', wordsOf(message), {
        scope: 'entity',
        retryAfter: waits.lock,
      });
    case 'INVALID_QUERY_LOCATOR':
      // What was read so far is worth nothing without the rest: from the beginning, in a moment.
      return new PlatformFault('platform/unavailable', wordsOf(message), {
        scope: 'entity',
        retryAfter: waits.lock,
      });
    case 'ENTITY_IS_DELETED':
      return new AppError('platform/not-found', wordsOf(message));
    case 'API_DISABLED_FOR_ORG':
      return new AppError('platform/refused', message);
    case 'QUERY_TIMEOUT':
      return new AppError('platform/timeout', host);
    default:
      if (answer.status === 400 || answer.status === 403) {
        return new AppError('platform/refused', wordsOf(message));
      }
      return undefined;
  }
}

/** One call inside a composite one. */
export interface CompositePart {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly referenceId: string;
  readonly body?: unknown;
  readonly httpHeaders?: Readonly<Record<string, string>>;
}

/** Without it an assignment rule may hand the case to somebody else at each write. */
export const NO_ASSIGNMENT: Readonly<Record<string, string>> = { 'Sforce-Auto-Assign': 'FALSE' };

export const queryUrl = (soql: string, all = false): string =>
  `/services/data/${VERSION}/${all ? 'queryAll' : 'query'}?q=${encodeURIComponent(soql)}`;

type CallRequest = Pick<
  OutgoingRequest,
  'purpose' | 'path' | 'query' | 'method' | 'body' | 'content' | 'headers' | 'accept' | 'maximumBytes'
>;

/** Answers of composite calls hold many records. */
const LARGE = 32 * 1024 * 1024;

export interface SalesforceClient {
  /** One call by session. A session that has just been renewed is read again, once. */
  call(instance: Instance, request: CallRequest, signal: AbortSignal): Promise<Answer>;
  /**
   * As `call`, for what changes something: with another session than the identity was asked with, who that is is
   * asked first. Throws `platform/identity-changed` where it is somebody else (T14).
   */
  write(instance: Instance, request: CallRequest, signal: AbortSignal): Promise<Answer>;
  download(
    instance: Instance,
    request: CallRequest,
    signal: AbortSignal,
  ): Promise<Awaited<ReturnType<SendDownload>>>;
  /** Up to 25 calls as one of the day's allowance; the parts' answers by reference. */
  composite(
    instance: Instance,
    purpose: string,
    parts: readonly CompositePart[],
    mode: 'read' | 'write',
    signal: AbortSignal,
  ): Promise<{ answer: Answer; part: (name: string) => Answer }>;
  fetchIdentity(instance: Instance, signal: AbortSignal): Promise<{ user: string; tenant: string }>;
}

/** An answer as if a composite's part had come alone. */
const partAnswer = (answer: Answer, status: number, body: unknown): Answer => ({
  url: answer.url,
  status,
  headers: answer.headers,
  kind: body === null || body === undefined ? 'empty' : 'json',
  text: body === null || body === undefined ? '' : JSON.stringify(body),
});

const halted = (body: unknown): boolean =>
  z.safeParse(schemas().errors, body).data?.[0]?.errorCode === 'PROCESSING_HALTED';

/** Ids of records saved together. Throws what the platform says of the first that was not. */
export function savedIds(answer: Answer, now: number): readonly string[] {
  const results = expectJson(answer, schemas().saved, now, explain);
  const errors = results.flatMap((result) => result.errors);
  const cause = errors.find(({ statusCode }) => !/ROLLED_BACK|HALTED/.test(statusCode)) ?? errors[0];
  if (cause !== undefined || results.some(({ success }) => !success)) {
    const { statusCode: errorCode, message } = cause ?? { statusCode: 'UNKNOWN', message: answer.url.host };
    const refused = partAnswer(answer, 400, [{ errorCode, message }]);
    throw explain(refused) ?? new AppError('platform/refused', wordsOf(message));
  }
  return results.map(({ id }) => fullId(id ?? ''));
}

/**
 * Salesforce by the admin's session: the `sid` cookie of the org's REST host, read anew for each use, sent as
 * bearer token to that host alone; the sessions of the Lightning and Setup hosts have no say there.
 * Source: `salesforce.md` C and D.
 */
export function createSalesforceClient(parts: PlatformParts): SalesforceClient {
  const send = createSendRequest(parts);
  const sendDownload = createSendDownload(parts);
  /** Whom the session of that short name was, when it was last asked. */
  const verified = createRemembered<{ session: string; user: string; tenant: string }>(20);

  const readSid = async (instance: Instance): Promise<string> => {
    const cookie = await parts.cookies.get({ url: `${instance.url}/`, name: 'sid' });
    // `<15 characters of the org's id>!<token>`; anything else is no session of an org.
    if (cookie === null || !/^00D\w{12}!\S+$/.test(cookie.value)) {
      throw new AppError('platform/signed-out', instance.url);
    }
    return cookie.value;
  };

  const by = (instance: Instance, request: CallRequest, token: string): OutgoingRequest => ({
    ...request,
    base: instance.url,
    credentials: { kind: 'bearer', madeFor: instance.url, token },
  });

  const isSignedOut = (answer: Answer) => explain(answer)?.code === 'platform/signed-out';

  async function call(instance: Instance, request: CallRequest, signal: AbortSignal): Promise<Answer> {
    const sid = await readSid(instance);
    const first = await send(by(instance, request, sid), signal);
    if (!isSignedOut(first)) return first;
    const fresh = await readSid(instance);
    return fresh === sid ? first : send(by(instance, request, fresh), signal);
  }

  async function identityOf(instance: Instance, sid: string, signal: AbortSignal) {
    const request = { purpose: 'salesforce: who am I', path: path`/services/data/${VERSION}/` };
    const answer = await send(by(instance, request, sid), signal);
    const { identity } = expectJson(answer, schemas().resources, parts.clock.now(), explain);
    const [org = '', user = ''] = new URL(identity).pathname.split('/').slice(2);
    return { user: fullId(user), tenant: fullId(org) };
  }

  /** Makes sure that this session is still the one of whom the identity was asked. */
  async function verify(instance: Instance, sid: string, signal: AbortSignal): Promise<void> {
    const known = verified.get(instance.url);
    const session = shortName(sid);
    if (known === undefined || known.session === session) return;
    const { user, tenant } = await identityOf(instance, sid, signal);
    if (user !== known.user || tenant !== known.tenant) {
      throw new AppError('platform/identity-changed', `${known.user} → ${user}`);
    }
    verified.set(instance.url, { session, user, tenant });
  }

  async function write(instance: Instance, request: CallRequest, signal: AbortSignal): Promise<Answer> {
    const sid = await readSid(instance);
    await verify(instance, sid, signal);
    const first = await send(by(instance, request, sid), signal);
    if (!isSignedOut(first)) return first;
    const fresh = await readSid(instance);
    if (fresh === sid) return first;
    await verify(instance, fresh, signal);
    return send(by(instance, request, fresh), signal);
  }

  return {
    call,
    write,

    async download(instance, request, signal) {
      return sendDownload(by(instance, request, await readSid(instance)), signal);
    },

    async composite(instance, purpose, compositeRequest, mode, signal) {
      // Where something is written all of it is, or nothing: the parts share one transaction.
      const request: CallRequest = {
        purpose: `salesforce: ${purpose}`,
        path: path`/services/data/${VERSION}/composite`,
        method: 'POST',
        headers: mode === 'write' ? NO_ASSIGNMENT : {},
        body: {
          allOrNone: mode === 'write',
          compositeRequest: compositeRequest.map((part) =>
            mode === 'write' && part.method !== 'GET' ? { ...part, httpHeaders: NO_ASSIGNMENT } : part,
          ),
        },
        maximumBytes: LARGE,
      };
      const answer = await (mode === 'write' ? write : call)(instance, request, signal);
      const { compositeResponse } = expectJson(answer, schemas().composite, parts.clock.now(), explain);
      const cause = compositeResponse.find(
        ({ httpStatusCode, body }) => httpStatusCode >= 400 && !halted(body),
      );
      return {
        answer,
        part(name) {
          const own = compositeResponse.find(({ referenceId }) => referenceId === name);
          if (own === undefined) throw new AppError('platform/answer-unexpected', answer.url.host);
          const told = halted(own.body) && cause !== undefined ? cause : own;
          return partAnswer(answer, told.httpStatusCode, told.body);
        },
      };
    },

    async fetchIdentity(instance, signal) {
      let sid = await readSid(instance);
      let identity;
      try {
        identity = await identityOf(instance, sid, signal);
      } catch (error) {
        const fresh = errorCodeOf(error) === 'platform/signed-out' ? await readSid(instance) : sid;
        if (fresh === sid) throw error;
        sid = fresh;
        identity = await identityOf(instance, sid, signal);
      }
      verified.set(instance.url, { session: shortName(sid), ...identity });
      return identity;
    },
  };
}
