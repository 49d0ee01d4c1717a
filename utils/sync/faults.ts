import { AppError } from '@/utils/base/errors.ts';
import type { ErrorCode } from '@/utils/base/errors.ts';
import { PlatformFault, SyncFault } from '@/utils/domain/sync.ts';
import type { FaultScope, SyncReason } from '@/utils/domain/sync.ts';

/** What to do about something thrown. */
export type Verdict =
  /** Nobody can work at this instance until an admin or time has changed something: breaker open at once. */
  | { readonly kind: 'closed'; readonly reason: SyncReason; readonly detail: string | undefined }
  /** The platform named the time. */
  | {
      readonly kind: 'wait';
      readonly scope: FaultScope;
      readonly ms: number | undefined;
      readonly reason: SyncReason;
    }
  /** May pass by itself; speaks against the instance. */
  | { readonly kind: 'retry'; readonly reason: SyncReason; readonly detail: string | undefined }
  /** Final for this entity: parked at once. */
  | { readonly kind: 'park'; readonly reason: SyncReason; readonly detail: string | undefined }
  /** The entity is not there. */
  | { readonly kind: 'missing'; readonly detail: string | undefined }
  /** Another decision came first; look again. */
  | { readonly kind: 'again' }
  /** The own store is in trouble: stop everything and say so. */
  | { readonly kind: 'store'; readonly error: AppError };

/** 401, login pages, set-up faults: the same for every entity there, and no retry heals them (T14, T15). */
const closing: readonly ErrorCode[] = [
  'platform/signed-out',
  'platform/not-admin',
  'platform/permission-missing',
  'platform/token-missing',
  'platform/token-refused',
  'platform/xsrf',
  'platform/identity-changed',
  'platform/impersonating',
];

const passing: readonly ErrorCode[] = [
  'platform/unreachable',
  'platform/unavailable',
  'platform/timeout',
  'platform/hibernating',
  'platform/not-json',
  'platform/answer-unexpected',
];

const secondsOf = (detail: string | undefined): number | undefined =>
  detail !== undefined && /^\d{1,9}$/.test(detail) ? Number(detail) * 1000 : undefined;

export function judge(error: unknown): Verdict {
  if (error instanceof SyncFault) return { kind: 'park', reason: error.reason, detail: error.detail };
  if (!(error instanceof AppError)) {
    return { kind: 'retry', reason: 'unknown', detail: error instanceof Error ? error.message : undefined };
  }
  const { code, detail } = error;
  if (code === 'store/conflict') return { kind: 'again' };
  if (code.startsWith('store/')) return { kind: 'store', error };
  const scope = error instanceof PlatformFault ? error.scope : undefined;
  const retryAfter = error instanceof PlatformFault ? error.retryAfter : undefined;
  if (code === 'platform/rate-limited') {
    return { kind: 'wait', scope: scope ?? 'instance', ms: retryAfter ?? secondsOf(detail), reason: code };
  }
  if (code === 'platform/not-found') return { kind: 'missing', detail };
  if (closing.includes(code)) {
    // Of one entity's file, say, that lies on a host of its own: everything else goes on.
    return scope === 'entity'
      ? { kind: 'park', reason: code, detail }
      : { kind: 'closed', reason: code, detail };
  }
  if (passing.includes(code)) {
    return retryAfter === undefined
      ? { kind: 'retry', reason: code, detail }
      : { kind: 'wait', scope: scope ?? 'instance', ms: retryAfter, reason: code };
  }
  return { kind: 'park', reason: code, detail };
}

/** Whether after this fault of a write it is unknown if the write was done. */
export function isInDoubt(error: unknown): boolean {
  if (!(error instanceof AppError)) return true;
  return passing.includes(error.code) || error.code === 'unknown';
}

/**
 * Full jitter: anywhere between nothing and `base · 2^tries`, at most `cap`.
 * @param fraction random in [0, 1)
 */
export const backoff = (tries: number, base: number, cap: number, fraction: number): number =>
  Math.round(fraction * Math.min(cap, base * 2 ** Math.min(tries, 30)));
