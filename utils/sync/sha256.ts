import { utf8 } from '@/utils/base/bytes.ts';

// FIPS 180-4. WebCrypto has no digest that takes its input in pieces, and none that answers within a transaction.
const K = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);
// As signed 32-bit numbers, which engines keep unboxed.
const START = Int32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
);
const schedule = new Int32Array(64);

export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** 32 bytes; the object is used up. */
  digest(): Uint8Array<ArrayBuffer>;
}

/** SHA-256 of bytes that come in pieces. */
export function createSha256(): Sha256 {
  const state = START.slice();
  const block = new Uint8Array(64);
  let filled = 0;
  let length = 0;

  const at = (array: Int32Array, index: number): number => array[index] ?? 0;

  function compress(bytes: Uint8Array, offset: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset, 64);
    for (let i = 0; i < 16; i++) schedule[i] = view.getInt32(i * 4);
    for (let i = 16; i < 64; i++) {
      const x = at(schedule, i - 15);
      const y = at(schedule, i - 2);
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      schedule[i] = (at(schedule, i - 16) + s0 + at(schedule, i - 7) + s1) | 0;
    }
    let a = at(state, 0);
    let b = at(state, 1);
    let c = at(state, 2);
    let d = at(state, 3);
    let e = at(state, 4);
    let f = at(state, 5);
    let g = at(state, 6);
    let h = at(state, 7);
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(K, i) + at(schedule, i)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] = (at(state, 0) + a) | 0;
    state[1] = (at(state, 1) + b) | 0;
    state[2] = (at(state, 2) + c) | 0;
    state[3] = (at(state, 3) + d) | 0;
    state[4] = (at(state, 4) + e) | 0;
    state[5] = (at(state, 5) + f) | 0;
    state[6] = (at(state, 6) + g) | 0;
    state[7] = (at(state, 7) + h) | 0;
  }

  function update(bytes: Uint8Array): void {
    length += bytes.length;
    let offset = 0;
    if (filled > 0) {
      const taken = Math.min(64 - filled, bytes.length);
      block.set(bytes.subarray(0, taken), filled);
      filled += taken;
      offset = taken;
      if (filled < 64) return;
      compress(block, 0);
      filled = 0;
    }
    for (; offset + 64 <= bytes.length; offset += 64) compress(bytes, offset);
    block.set(bytes.subarray(offset));
    filled = bytes.length - offset;
  }

  return {
    update,
    digest() {
      const bits = length * 8;
      const padding = new Uint8Array((filled < 56 ? 64 : 128) - filled);
      padding[0] = 0x80;
      const view = new DataView(padding.buffer);
      view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
      view.setUint32(padding.length - 4, bits >>> 0);
      update(padding);
      const result = new Uint8Array(32);
      const out = new DataView(result.buffer);
      state.forEach((word, index) => out.setInt32(index * 4, word));
      return result;
    },
  };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The first 132 bits of a text's SHA-256: 22 characters of base64url. */
export function hashText(text: string): string {
  const sha = createSha256();
  sha.update(utf8(text));
  const bytes = sha.digest();
  let hash = '';
  for (let at = 0; hash.length < 20; at += 3) {
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    hash += letter(bits >>> 18) + letter(bits >>> 12) + letter(bits >>> 6) + letter(bits);
  }
  const rest = ((bytes[15] ?? 0) << 4) | ((bytes[16] ?? 0) >>> 4);
  return hash + letter(rest >>> 6) + letter(rest);
}

const letter = (bits: number): string => LETTERS[bits & 63] ?? '';
