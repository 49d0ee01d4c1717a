import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { ErrorCode } from '@/utils/base/errors.ts';

import type { PlatformParts } from './parts.ts';

/**
 * Who we are at an origin. A secret carries the origin that it was made for and goes nowhere else (T12, T14).
 * `session` lets the browser add the admin's own cookies; the other two keep cookies out.
 */
export type Credentials =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'session';
      readonly madeFor: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'bearer'; readonly madeFor: string; readonly token: string };

declare const safePath: unique symbol;
/** A path whose parts were checked and encoded by `path`. */
export type SafePath = string & { readonly [safePath]: true };

/** One outgoing request. Nothing in it is an address from elsewhere: base URL, fixed path, encoded parts. */
export interface OutgoingRequest {
  /** What asks and why, for the log, such as `jira: who am I`. */
  readonly purpose: string;
  /** Base URL: the instance's, or that of its interface. */
  readonly base: string;
  readonly path: SafePath;
  readonly query?: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is instead of `body`: a file with its own type, or a form whose type the browser writes. */
  readonly content?: Blob | FormData;
  /** `application/json` unless told otherwise. */
  readonly accept?: 'application/json' | 'text/html' | '*/*';
  /** Bytes of the answer; 2 MiB unless told otherwise. */
  readonly maximumBytes?: number;
}

/** What came back, read completely and not believed yet. */
export interface Answer {
  readonly url: URL;
  /** 0 for a redirect, whose status browsers hide. */
  readonly status: number;
  readonly headers: Headers;
  readonly kind: 'json' | 'html' | 'text' | 'empty' | 'redirect';
  readonly text: string;
}

export interface RequestLogEntry {
  readonly purpose: string;
  readonly origin: string;
  /** `undefined` when no answer came. */
  readonly status?: number;
  readonly bytes: number;
  readonly ms: number;
  readonly problem?: ErrorCode;
}

/** The background is stopped some 30 s after it last did something: an answer must come before that. */
const TIME_LIMIT = 25_000;
const SIZE_LIMIT = 2 * 1024 * 1024;

const badPart = (part: string): boolean =>
  part === '' || part === '.' || part === '..' || part.length > 500 || /[/\\?#%\p{Cc}\p{Cs}]/u.test(part);

/**
 * A path from a literal and encoded parts: `path`/rest/api/2/issue/${id}``. A part that could leave its place
 * (`..`, a slash, an escape) is refused. Throws `AppError` `platform/invalid-id`.
 */
export function path(literals: TemplateStringsArray, ...parts: readonly string[]): SafePath {
  let joined = literals[0] ?? '';
  parts.forEach((part, index) => {
    if (badPart(part)) throw new AppError('platform/invalid-id', part.slice(0, 40));
    joined += encodeURIComponent(part) + (literals[index + 1] ?? '');
  });
  // The one place that makes a SafePath: everything above has been checked.
  return joined as SafePath;
}

/**
 * An address that a platform has signed and handed out, such as a file's: sent to the letter, since its signature
 * covers it. Only for requests that carry no credentials of another origin, which `addressOf` sees to.
 */
export const linkOf = (url: URL): Pick<OutgoingRequest, 'base' | 'path'> => ({
  base: url.origin,
  // Whole and parsed already: nothing is put together here.
  path: `${url.pathname}${url.search}` as SafePath,
});

function addressOf(request: OutgoingRequest): URL {
  const base = new URL(request.base);
  if (base.protocol !== 'https:' && base.protocol !== 'http:') {
    throw new AppError('url/scheme-refused', base.protocol);
  }
  if (base.username !== '' || base.password !== '') throw new AppError('url/credentials-refused');
  const url = new URL(`${base.href.replace(/\/+$/, '')}${request.path}`);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  if (url.origin !== base.origin || url.username !== '') throw new AppError('platform/refused', url.host);
  const { credentials } = request;
  if (credentials.kind !== 'none' && credentials.madeFor !== url.origin) {
    throw new AppError('platform/refused', url.host);
  }
  return url;
}

function headersOf(request: OutgoingRequest): Headers {
  const { credentials } = request;
  const headers = new Headers(request.headers);
  headers.set('Accept', request.accept ?? 'application/json');
  if (request.body !== undefined) headers.set('Content-Type', 'application/json');
  if (request.content instanceof Blob) {
    headers.set('Content-Type', request.content.type || 'application/octet-stream');
  }
  if (credentials.kind === 'bearer') headers.set('Authorization', `Bearer ${credentials.token}`);
  if (credentials.kind === 'session') {
    for (const [name, value] of Object.entries(credentials.headers ?? {})) headers.set(name, value);
  }
  return headers;
}

/** The body as text, given up as soon as it is larger than allowed, whatever the length that was announced. */
async function readText(
  response: Response,
  maximum: number,
  host: string,
): Promise<{ text: string; bytes: number }> {
  const tooLarge = () => new AppError('platform/answer-too-large', host);
  if (Number(response.headers.get('Content-Length') ?? 0) > maximum) {
    await response.body?.cancel();
    throw tooLarge();
  }
  if (response.body === null) return { text: '', bytes: 0 };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), bytes };
    bytes += value.length;
    if (bytes > maximum) {
      await reader.cancel();
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}

function kindOf(response: Response, text: string): Answer['kind'] {
  if (text.trim() === '') return 'empty';
  const type = response.headers.get('Content-Type') ?? '';
  if (/\bjson\b/i.test(type)) return 'json';
  if (/\bhtml\b/i.test(type) || /^\s*<(!doctype html|html)\b/i.test(text)) return 'html';
  return 'text';
}

const isRedirect = (response: Response): boolean =>
  response.type === 'opaqueredirect' ||
  (response.status >= 300 && response.status < 400 && response.status !== 304);

export type SendRequest = (request: OutgoingRequest, signal: AbortSignal) => Promise<Answer>;

const bodyOf = ({ content, body }: OutgoingRequest): { body?: BodyInit } => {
  if (content !== undefined) return { body: content };
  return body === undefined ? {} : { body: JSON.stringify(body) };
};

const answerOf = async (url: URL, response: Response, maximum: number) => {
  const { text, bytes } = await readText(response, maximum, url.host);
  const { status, headers } = response;
  const answer: Answer = { url, status, headers, kind: kindOf(response, text), text };
  return { answer, bytes };
};

const redirected = async (url: URL, response: Response): Promise<Answer> => {
  await response.body?.cancel();
  return { url, status: 0, headers: response.headers, kind: 'redirect', text: '' };
};

/** What every request has in common: checked address, chosen credentials, nothing followed, nothing kept. */
function createOpen(parts: Pick<PlatformParts, 'fetch' | 'clock' | 'log'>, timeLimit: number) {
  return (request: OutgoingRequest, signal: AbortSignal) => {
    const url = addressOf(request);
    signal.throwIfAborted();
    const started = parts.clock.now();
    const timeout = AbortSignal.timeout(timeLimit);
    const report = (entry: Pick<RequestLogEntry, 'status' | 'bytes' | 'problem'>) => {
      const ms = parts.clock.now() - started;
      parts.log?.({ purpose: request.purpose, origin: url.origin, ms, ...entry });
    };
    return {
      url,
      timeout,
      report,
      respond: () =>
        parts.fetch(url.href, {
          method: request.method ?? 'GET',
          headers: headersOf(request),
          credentials: request.credentials.kind === 'session' ? 'include' : 'omit',
          redirect: 'manual',
          referrerPolicy: 'no-referrer',
          cache: 'no-store',
          signal: AbortSignal.any([signal, timeout]),
          ...bodyOf(request),
        }),
      /** What a failure means; reported too. Throws the signal's own reason when the caller gave up. */
      problem: (error: unknown, bytes = 0): AppError => {
        if (signal.aborted) throw signal.reason;
        const problem =
          error instanceof AppError
            ? error
            : new AppError(timeout.aborted ? 'platform/timeout' : 'platform/unreachable', url.host, {
                cause: error,
              });
        report({ bytes, problem: problem.code });
        return problem;
      },
    };
  };
}

/**
 * The one function that every request to a platform goes through. It never follows a redirect, sends no referrer,
 * keeps nothing in a cache, ends within 25 s and within its size, and lets credentials go to their own origin only.
 *
 * Resolves with whatever answered; `expectJson` judges it. Throws `AppError` `platform/unreachable`,
 * `platform/timeout`, `platform/answer-too-large`, `platform/refused` (credentials of another origin), and the
 * signal's own reason when the caller gave up.
 */
export function createSendRequest(
  parts: Pick<PlatformParts, 'fetch' | 'clock' | 'log'>,
  timeLimit = TIME_LIMIT,
): SendRequest {
  const open = createOpen(parts, timeLimit);
  return async (request, signal) => {
    const { url, report, respond, problem } = open(request, signal);
    try {
      const response = await respond();
      if (isRedirect(response)) {
        report({ status: response.status, bytes: 0 });
        return await redirected(url, response);
      }
      const { answer, bytes } = await answerOf(url, response, request.maximumBytes ?? SIZE_LIMIT);
      report({ status: response.status, bytes });
      return answer;
    } catch (error) {
      throw problem(error);
    }
  };
}

/** A file on its way: never whole in memory. */
export interface Download {
  readonly url: URL;
  /** 200, or 206 where the platform begins at the offset that was asked for. */
  readonly status: number;
  readonly headers: Headers;
  /**
   * The bytes. Ends early and without error when the time is up: whoever has not got all asks again from there.
   * Throws `AppError` `platform/unreachable` when the line is cut. To be read once.
   */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export type SendDownload = (
  request: OutgoingRequest,
  signal: AbortSignal,
) => Promise<{ answer: Answer } | { download: Download }>;

/** A download stops by itself after this, so that what came can be kept before the background is stopped. */
const DOWNLOAD_TIME = 20_000;

/** As `createSendRequest`, for files: a refusal comes as `answer`, 200 and 206 as bytes that are passed on as they come. */
export function createSendDownload(
  parts: Pick<PlatformParts, 'fetch' | 'clock' | 'log'>,
  timeLimit = DOWNLOAD_TIME,
): SendDownload {
  const open = createOpen(parts, timeLimit);
  return async (request, signal) => {
    const { url, timeout, report, respond, problem } = open(request, signal);
    try {
      const response = await respond();
      const { status, headers, body } = response;
      if (isRedirect(response)) {
        report({ status, bytes: 0 });
        return { answer: await redirected(url, response) };
      }
      if (status !== 200 && status !== 206) {
        const { answer, bytes } = await answerOf(url, response, request.maximumBytes ?? SIZE_LIMIT);
        report({ status, bytes });
        return { answer };
      }
      const chunks = async function* () {
        let bytes = 0;
        const reader = (body ?? new Blob([]).stream()).getReader();
        try {
          for (;;) {
            const { done, value } = await reader.read();
            if (done) break;
            bytes += value.length;
            yield value;
          }
          report({ status, bytes });
        } catch (error) {
          if (!timeout.aborted || signal.aborted) throw problem(error, bytes);
          report({ status, bytes });
        } finally {
          // Whoever stops reading lets go of the line; after an error there is nothing left to let go of.
          await reader.cancel().catch(() => undefined);
        }
      };
      return { download: { url, status, headers, chunks: chunks() } };
    } catch (error) {
      throw problem(error);
    }
  };
}

/** What a platform alone knows about an answer; asked before anything general is concluded. */
export type Explain = (answer: Answer) => AppError | undefined;

/** The platform's own words as one short line: no markup, no control characters, at most 300 characters. */
export function plainDetail(text: string): string {
  const line = text
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** The title of an HTML answer, for its recognition. */
export const titleOf = (answer: Answer): string =>
  plainDetail(/<title[^>]*>([\s\S]{0,300}?)<\/title>/i.exec(answer.text)?.[1] ?? '');

/** Whether an HTML answer asks for a sign-in. */
export const isLoginPage = (answer: Answer): boolean =>
  answer.kind === 'html' &&
  (/<input[^>]+type\s*=\s*["']?password/i.test(answer.text) ||
    /\b(log|sign)[ -]?(in|on)\b/i.test(titleOf(answer)) ||
    /window\.location(\.href)?\s*=|http-equiv\s*=\s*["']?refresh/i.test(answer.text.slice(0, 4000)));

const messageOf = (answer: Answer): string => {
  if (answer.kind === 'html') return titleOf(answer);
  if (answer.kind !== 'json') return plainDetail(answer.text.slice(0, 2000));
  try {
    return plainDetail(findMessage(JSON.parse(answer.text), 0) ?? '');
  } catch {
    return '';
  }
};

/** The first message in an error body, whatever of the usual shapes it has. */
function findMessage(value: unknown, depth: number): string | undefined {
  if (depth > 3 || typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 5)) {
      const found = typeof item === 'string' && item !== '' ? item : findMessage(item, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const own = value as Record<string, unknown>;
  for (const name of ['detail', 'message', 'error_description', 'errorMessages', 'errors', 'error']) {
    if (!Object.hasOwn(own, name)) continue;
    const found = own[name];
    if (typeof found === 'string' && found !== '') return found;
    const inner = findMessage(found, depth + 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** Seconds that the platform asks to wait (`Retry-After` in seconds or as a date); `undefined` where it does not. */
export function retryAfterSeconds(headers: Headers, now: number): number | undefined {
  const value = headers.get('Retry-After')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  // An HTTP date begins with the day's name; `Date.parse` alone takes nearly anything.
  const date = /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/**
 * What is wrong with an answer whatever the platform; `undefined` when its status is a success. `detail` of
 * `platform/rate-limited` is the seconds to wait where the platform says them, of the others its own words.
 */
export function problemOf(answer: Answer, now: number): AppError | undefined {
  const { status } = answer;
  const { host } = answer.url;
  const words = () => messageOf(answer) || `HTTP ${String(status)}`;
  if (answer.kind === 'redirect') return new AppError('platform/signed-out', host);
  if (status >= 200 && status < 300) return undefined;
  if (status === 429) {
    const seconds = retryAfterSeconds(answer.headers, now);
    return new AppError('platform/rate-limited', seconds === undefined ? undefined : String(seconds));
  }
  if (/\bXSRF check failed\b/i.test(answer.text.slice(0, 2000))) return new AppError('platform/xsrf', host);
  if (status === 401) return new AppError('platform/signed-out', host);
  if (status === 403) return new AppError('platform/refused', words());
  if (status === 404) return new AppError('platform/not-found', words());
  if (status >= 500) return new AppError('platform/unavailable', words());
  return new AppError('platform/refused', words());
}

/**
 * The parsed body of an answer that must be JSON of this shape (T15). A login page with status 200, a redirect, an
 * empty or cut body, a refusal each become their own `AppError` `platform/*`; nothing of them is ever taken for data.
 */
export function expectJson<T extends z.ZodMiniType>(
  answer: Answer,
  schema: T,
  now: number,
  explain?: Explain,
): z.infer<T> {
  const problem = explain?.(answer) ?? problemOf(answer, now);
  if (problem !== undefined) throw problem;
  const { host } = answer.url;
  if (answer.kind === 'html') {
    throw new AppError(
      isLoginPage(answer) ? 'platform/signed-out' : 'platform/not-json',
      titleOf(answer) || host,
    );
  }
  if (answer.kind !== 'json') throw new AppError('platform/not-json', host);
  let value: unknown;
  try {
    value = JSON.parse(answer.text);
  } catch (error) {
    throw new AppError('platform/not-json', host, { cause: error });
  }
  const parsed = z.safeParse(schema, value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    throw new AppError('platform/answer-unexpected', where === '' ? host : `${host}: ${where}`);
  }
  return parsed.data;
}
