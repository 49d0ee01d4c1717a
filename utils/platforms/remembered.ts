/** A map that forgets what was not used for longest: what an adapter remembers only to save requests. */
export interface Remembered<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
}

export function createRemembered<T>(most: number): Remembered<T> {
  const rows = new Map<string, T>();
  return {
    get(key) {
      const value = rows.get(key);
      if (value === undefined) return undefined;
      rows.delete(key);
      rows.set(key, value);
      return value;
    },
    set(key, value) {
      rows.delete(key);
      rows.set(key, value);
      const [oldest] = rows.keys();
      if (rows.size > most && oldest !== undefined) rows.delete(oldest);
    },
    delete: (key) => void rows.delete(key),
  };
}

/**
 * A short name of a text, about 53 bits (cyrb53's mixing): to recognise a row that was seen, not to prove anything.
 */
export function shortName(text: string): string {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 2_654_435_761);
    two = Math.imul(two ^ unit, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(two ^ (two >>> 13), 3_266_489_909);
  two = Math.imul(two ^ (two >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & two) + (one >>> 0)).toString(36);
}
