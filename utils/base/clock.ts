/** Where code asks what time it is, so that a test can answer. */
export interface Clock {
  /** Milliseconds since 1970, as `Date.now()`. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until told. */
export function createFakeClock(start = 0): Clock & { set(ms: number): void; advance(ms: number): void } {
  let time = start;
  return {
    now: () => time,
    set(ms) {
      time = ms;
    },
    advance(ms) {
      time += ms;
    },
  };
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
