import { AppError } from '@/utils/base/errors.ts';
import { PlatformFault } from '@/utils/domain/sync.ts';
import type { FaultScope } from '@/utils/domain/sync.ts';

import { platformTime } from '../platform-time.ts';
import { plainDetail, problemOf, retryAfterSeconds } from '../request.ts';
import type { Answer } from '../request.ts';

/** The id itself. Throws `AppError` `platform/invalid-id` for anything but digits (T14). */
export function numericId(id: string): string {
  if (!/^\d{1,19}$/.test(id)) throw new AppError('platform/invalid-id', id.slice(0, 40));
  return id;
}

/** An issue's id, or the key that people call it. Throws as `numericId`. */
export const issueId = (id: string): string =>
  /^[A-Za-z][A-Za-z0-9_]{0,60}-\d{1,19}$/.test(id) ? id : numericId(id);

/** Jira's own words: messages, and each field with what is wrong with it. */
export function wordsOf(answer: Answer): string {
  const fallback = `HTTP ${String(answer.status)}`;
  if (answer.kind !== 'json') return fallback;
  try {
    const body = JSON.parse(answer.text) as { errorMessages?: unknown; errors?: unknown };
    const messages = Array.isArray(body.errorMessages) ? body.errorMessages : [];
    const fields = typeof body.errors === 'object' && body.errors !== null ? Object.entries(body.errors) : [];
    const words = [
      ...messages.filter((one) => typeof one === 'string'),
      ...fields.flatMap(([name, text]) => (typeof text === 'string' ? [`${name}: ${text}`] : [])),
    ].join(' ');
    return plainDetail(words) || fallback;
  } catch {
    return fallback;
  }
}

/** What a limit covers (`RateLimit-Reason`, Cloud); Data Center limits a user at the whole instance. */
function scopeOf(answer: Answer): FaultScope {
  const reason = answer.headers.get('RateLimit-Reason') ?? '';
  if (reason.includes('per-issue')) return 'entity';
  return reason.includes('burst') ? 'endpoint' : 'instance';
}

/** Milliseconds to wait: `Retry-After`, Cloud's reset as a date, Data Center's interval. */
function waitOf(answer: Answer, now: number): number | undefined {
  const { headers } = answer;
  const time = platformTime(headers) ?? now;
  const seconds = retryAfterSeconds(headers, time);
  if (seconds !== undefined && seconds > 0) return seconds * 1000;
  const reset = Date.parse(headers.get('X-RateLimit-Reset') ?? '');
  if (!Number.isNaN(reset)) return Math.max(1000, reset - time);
  const interval = Number(headers.get('X-RateLimit-Interval-Seconds') ?? Number.NaN);
  return Number.isFinite(interval) && interval > 0 ? interval * 1000 : undefined;
}

/** What Jira says in headers and bodies of its own, whoever asks (`jira.md` C and E). */
export function explain(answer: Answer): AppError | undefined {
  const { host } = answer.url;
  // Too many failed attempts: only the login page, which shows a picture, can lift that.
  if (answer.headers.get('X-Authentication-Denied-Reason')?.startsWith('CAPTCHA_CHALLENGE') === true) {
    return new AppError('platform/signed-out', host);
  }
  if (answer.status === 404 && /\bXSRF check failed\b/i.test(answer.text)) {
    return new AppError('platform/xsrf', host);
  }
  if (answer.status === 400 && /Client must be authenticated/i.test(answer.text)) {
    return new AppError('platform/signed-out', host);
  }
  return undefined;
}

/** What an answer to somebody who should be signed in means, in Jira's own words; limits with their reach and time. */
export const explainFor =
  (now: number) =>
  (answer: Answer): AppError | undefined => {
    const own = explain(answer);
    if (own !== undefined) return own;
    const { host } = answer.url;
    const { status, headers } = answer;
    // Whoever is signed out gets empty lists with 200; Data Center at least says for whom it answers.
    if (headers.get('X-AUSERNAME') === 'anonymous') return new AppError('platform/signed-out', host);
    if (status === 429 || status === 503) {
      const wait = waitOf(answer, now);
      const limited = status === 429;
      return new PlatformFault(
        limited ? 'platform/rate-limited' : 'platform/unavailable',
        limited ? (headers.get('RateLimit-Reason') ?? undefined) : host,
        {
          scope: limited ? scopeOf(answer) : 'instance',
          ...(wait === undefined ? {} : { retryAfter: wait }),
        },
      );
    }
    // Two edits at once on Cloud: the same edit passes a moment later.
    if (status === 409)
      return new PlatformFault('platform/unavailable', wordsOf(answer), { scope: 'entity' });
    const problem = problemOf(answer, now);
    return problem?.code === 'platform/refused' || problem?.code === 'platform/not-found'
      ? new AppError(problem.code, answer.kind === 'json' ? wordsOf(answer) : problem.detail)
      : problem;
  };

/** Throws what is wrong with the answer of a call that answers with nothing (204). */
export function expectDone(answer: Answer, now: number): void {
  const problem = explainFor(now)(answer);
  if (problem !== undefined) throw problem;
  if (answer.kind === 'html') throw new AppError('platform/signed-out', answer.url.host);
}

/** `2026-11-20T10:11:12.000+0100` as ms; `undefined` for anything else. */
export function timeOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text)) return undefined;
  const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) ? undefined : at;
}
