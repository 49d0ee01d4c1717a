import type { PracticeClock } from './types.ts';

/** A clock that runs with the real one and can be moved forward. */
export function createClock(): PracticeClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance: (ms) => {
      offset += ms;
    },
    reset: () => {
      offset = 0;
    },
  };
}
