/**
 * Record ids: 15 characters that tell upper from lower case, and the 18-character form whose last three
 * characters carry the case of the first fifteen, so that it survives systems that fold case.
 */

const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The 18-character form of a 15-character id; an 18-character id is returned with its case repaired. */
export function to18(id: string): string {
  if (id.length === 18) return id;
  let suffix = '';
  for (let chunk = 0; chunk < 3; chunk += 1) {
    let bits = 0;
    for (let index = 0; index < 5; index += 1) {
      const character = id[chunk * 5 + index] ?? '';
      if (character >= 'A' && character <= 'Z') bits |= 1 << index;
    }
    suffix += CHECKSUM[bits] ?? '';
  }
  return id.slice(0, 15) + suffix;
}

/** True for 15 characters, or 18 whose checksum fits. */
export function isId(text: string): boolean {
  if (/^[A-Za-z0-9]{15}$/.test(text)) return true;
  return /^[A-Za-z0-9]{18}$/.test(text) && to18(text.slice(0, 15)) === text;
}

/** The `sequence`-th id of an object in an org; `instance` is the org's two-character server mark. */
export function makeId(prefix: string, instance: string, sequence: number): string {
  let tail = '';
  for (let rest = sequence; rest > 0; rest = Math.floor(rest / 62)) tail = (BASE62[rest % 62] ?? '') + tail;
  return to18(`${prefix}${instance}${tail.padStart(10, '0')}`);
}
