import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import { PlatformFault } from '@/utils/domain/sync.ts';

import { once } from '../once.ts';
import { platformTime } from '../platform-time.ts';
import { expectJson, plainDetail, retryAfterSeconds } from '../request.ts';
import type { Answer } from '../request.ts';
import { explain } from './session.ts';

const SYS_ID = /^[0-9a-f]{32}$/;

export const isSysId = (id: string): boolean => SYS_ID.test(id);

/** The id itself. Throws `AppError` `platform/invalid-id` for anything that is no `sys_id` (T14). */
export function sysId(id: string): string {
  if (!isSysId(id)) throw new AppError('platform/invalid-id', id.slice(0, 40));
  return id;
}

/** Milliseconds to wait by `Retry-After`, else by the limit's own reset (unix seconds), in the platform's time. */
function waitOf(answer: Answer, now: number): number | undefined {
  const time = platformTime(answer.headers) ?? now;
  const seconds = retryAfterSeconds(answer.headers, time);
  if (seconds !== undefined) return seconds * 1000;
  const reset = Number(answer.headers.get('X-RateLimit-Reset') ?? Number.NaN);
  return Number.isFinite(reset) && reset > 0 ? Math.max(0, reset * 1000 - time) : undefined;
}

/** What the platform alone knows about an answer, limits included. Rules limit one user and one interface. */
export const explainFor =
  (now: number) =>
  (answer: Answer): AppError | undefined => {
    const own = explain(answer);
    if (own !== undefined) return own;
    if (answer.status !== 429 && answer.status !== 503) return undefined;
    const wait = waitOf(answer, now);
    const limited = answer.status === 429;
    return new PlatformFault(
      limited ? 'platform/rate-limited' : 'platform/unavailable',
      limited ? (answer.headers.get('X-RateLimit-Rule') ?? undefined) : answer.url.host,
      {
        scope: limited && answer.headers.has('X-RateLimit-Rule') ? 'endpoint' : 'instance',
        ...(wait === undefined ? {} : { retryAfter: wait }),
      },
    );
  };

const failure = once(() =>
  z.object({ error: z.optional(z.object({ message: z.optional(z.nullable(z.string())) })) }),
);

/**
 * The `result` of an answer. A transaction that was cut off answers 200 with a part of it and an `error` beside it:
 * that is no answer. Throws as `expectJson`, and `platform/unavailable` for such a part.
 */
export function expectResult<T extends z.ZodMiniType>(answer: Answer, schema: T, now: number): z.infer<T> {
  const explained = explainFor(now);
  const whole = expectJson(answer, z.looseObject({ result: z.optional(z.unknown()) }), now, explained);
  const { error } = expectJson(answer, failure(), now, explained);
  if (error !== undefined) {
    throw new AppError('platform/unavailable', plainDetail(error.message ?? answer.url.host));
  }
  const parsed = z.safeParse(schema, whole.result);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new AppError('platform/answer-unexpected', `${answer.url.host}: result.${where}`);
}

/** The rows that a query has in all, before access rules take some away; `undefined` where it is not told. */
export function totalOf(answer: Answer): number | undefined {
  const total = Number(answer.headers.get('X-Total-Count') ?? Number.NaN);
  return Number.isInteger(total) && total >= 0 ? total : undefined;
}
