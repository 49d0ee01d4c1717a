/** A small generator of pseudo-random numbers: the same seed gives the same run on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** An integer in [0, below). */
  below(below: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** 22 characters of base64url, as ids are. */
  id(): string;
  /** A generator of its own, so that one part's draws do not shift another's. */
  fork(): Random;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function createRandom(seed: number): Random {
  // sfc32, seeded by splitmix32.
  let mix = seed >>> 0;
  const split = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let value = mix ^ (mix >>> 16);
    value = Math.imul(value, 0x21f0aaad);
    value ^= value >>> 15;
    value = Math.imul(value, 0x735a2d97);
    return (value ^ (value >>> 15)) >>> 0;
  };
  let a = split();
  let b = split();
  let c = split();
  let d = 1;
  const uint = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) uint();
  const random: Random = {
    next: () => uint() / 2 ** 32,
    below: (below) => Math.floor((uint() / 2 ** 32) * below),
    chance: (probability) => uint() / 2 ** 32 < probability,
    pick: (items) => {
      const item = items[Math.floor((uint() / 2 ** 32) * items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    id: () => {
      let id = '';
      for (let i = 0; i < 4; i++) {
        let bits = uint();
        for (let j = 0; j < 5; j++) {
          id += LETTERS[bits & 63];
          bits >>>= 6;
        }
      }
      return `${id}${LETTERS[uint() & 63] ?? 'A'}A`;
    },
    fork: () => createRandom(uint()),
  };
  return random;
}
