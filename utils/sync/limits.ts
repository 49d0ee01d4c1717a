import { DAY, HOUR, MINUTE } from '@/utils/base/clock.ts';

/** Every number by which the engine behaves; a test or an admin's setting changes single ones. Times in ms. */
export interface SyncLimits {
  /** A save that nobody saw is found within this. */
  readonly pollEvery: number;
  /** An edited entity is read when it has been left alone for `debounce`, and at the latest after `debounceAtMost`. */
  readonly debounce: number;
  readonly debounceAtMost: number;
  /** Back-off with full jitter: random within `[0, base · 2^n]`, at most `cap`. */
  readonly backoffBase: number;
  readonly backoffCap: number;
  /** First repetition of an unacknowledged message; then back-off up to the cap. */
  readonly resendAfter: number;
  /** Failed tries after which a twin is parked. */
  readonly triesBeforeParked: number;
  /** Failures in a row after which an instance is left alone. */
  readonly failuresBeforeOpen: number;
  /** Twins worked on at the same time at one instance. */
  readonly parallel: number;
  /** Rows of one page of work. */
  readonly page: number;
  /** A pass ends after this even if work is left: the background lives 30 s. */
  readonly passTime: number;
  /** Mutual corrections of one field within the window before the twin is paused. */
  readonly rounds: number;
  readonly roundsWindow: number;
  /** How long after the partner's write a change here counts as a correction of it. */
  readonly roundsEcho: number;
  /** Per connection and `window`: what the partner may cause here. */
  readonly window: number;
  readonly createsPerWindow: number;
  readonly writesPerWindow: number;
  /** Replicas of the partner that may wait here unapplied. */
  readonly incomingAtMost: number;
  readonly attachmentBytes: number;
  /** Parts asked for at a time, and when they are asked for again. */
  readonly partsAtOnce: number;
  readonly askAgain: number;
  /** A removal or a deletion is believed when it has been seen twice, this far apart at least. */
  readonly goneConfirm: number;
  readonly digestEvery: number;
  readonly sweepEvery: number;
  /** Message ids are remembered this long; twins' versions protect for ever. */
  readonly inboxKept: number;
  /** A call that was begun is over after this, whether or not its answer came. */
  readonly callTime: number;
  /** Whom writes are made as is asked again after this. */
  readonly identityFresh: number;
}

export const defaultLimits: SyncLimits = {
  pollEvery: MINUTE,
  debounce: 2_000,
  debounceAtMost: 5_000,
  backoffBase: 2_000,
  backoffCap: 15 * MINUTE,
  resendAfter: 20_000,
  triesBeforeParked: 5,
  failuresBeforeOpen: 5,
  parallel: 4,
  page: 50,
  passTime: 20_000,
  rounds: 6,
  roundsWindow: 10 * MINUTE,
  roundsEcho: 2 * MINUTE,
  window: MINUTE,
  createsPerWindow: 3_000,
  writesPerWindow: 6_000,
  incomingAtMost: 5_000,
  attachmentBytes: 25 * 1024 * 1024,
  partsAtOnce: 8,
  askAgain: 30_000,
  goneConfirm: MINUTE,
  digestEvery: DAY,
  sweepEvery: DAY,
  inboxKept: 30 * DAY,
  callTime: 30_000,
  identityFresh: HOUR / 12,
};
