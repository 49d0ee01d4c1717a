/** MessageDigest and the GDK's digests, Base64, hex, URL encoding, URI. */
import { C, invokeMethod, toStr } from '../core.ts';
import { raise } from '../errors.ts';
import { spend, spendSpace } from '../runtime.ts';
import { Byt, GArray, GList, GObject, type Value } from '../values.ts';
import { arrayClass, classNamed, type LibraryTopic, type Rows } from './registry.ts';

const s = (v: Value): string => toStr(v);
const bytesOf = (v: Value): Uint8Array =>
  v instanceof GArray || v instanceof GList
    ? new Uint8Array(v.a.map((b) => (typeof b === 'number' ? b : (b as Byt).v) & 255))
    : new TextEncoder().encode(s(v));
function toBytes(bytes: Uint8Array): GArray {
  spendSpace(bytes.length);
  return new GArray(
    arrayClass(C.byte),
    [...bytes].map((b) => new Byt((b << 24) >> 24)),
  );
}
const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
const rotl = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

/** The message with its bit, zeros and length: whole blocks. */
function padded(message: Uint8Array, block: number, littleEndian: boolean): Uint8Array {
  const lengthBytes = block === 64 ? 8 : 16;
  const size = Math.ceil((message.length + 1 + lengthBytes) / block) * block;
  const out = new Uint8Array(size);
  out.set(message);
  out[message.length] = 0x80;
  const view = new DataView(out.buffer);
  if (littleEndian) view.setBigUint64(size - 8, BigInt(message.length) * 8n, true);
  else view.setBigUint64(size - 8, BigInt(message.length) * 8n, false);
  spend(size);
  return out;
}

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
export function md5(message: Uint8Array): Uint8Array {
  const data = new DataView(padded(message, 64, true).buffer);
  const k = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 4294967296) | 0);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < data.byteLength; at += 64) {
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      let f: number;
      let g: number;
      if (round === 0) [f, g] = [(b & c) | (~b & d), i];
      else if (round === 1) [f, g] = [(d & b) | (~d & c), (5 * i + 1) % 16];
      else if (round === 2) [f, g] = [b ^ c ^ d, (3 * i + 5) % 16];
      else [f, g] = [c ^ (b | ~d), (7 * i) % 16];
      const sum = (a + f + (k[i] ?? 0) + data.getInt32(at + g * 4, true)) | 0;
      [a, d, c, b] = [d, c, b, (b + rotl(sum, MD5_SHIFTS[round * 4 + (i % 4)] ?? 0)) | 0];
    }
    [a0, b0, c0, d0] = [(a0 + a) | 0, (b0 + b) | 0, (c0 + c) | 0, (d0 + d) | 0];
  }
  const out = new DataView(new ArrayBuffer(16));
  [a0, b0, c0, d0].forEach((v, i) => out.setInt32(i * 4, v, true));
  return new Uint8Array(out.buffer);
}

function sha1(message: Uint8Array): Uint8Array {
  const data = new DataView(padded(message, 64, false).buffer);
  const h = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  const w = new Int32Array(80);
  for (let at = 0; at < data.byteLength; at += 64) {
    for (let i = 0; i < 80; i++)
      w[i] =
        i < 16
          ? data.getInt32(at + i * 4)
          : rotl((w[i - 3] ?? 0) ^ (w[i - 8] ?? 0) ^ (w[i - 14] ?? 0) ^ (w[i - 16] ?? 0), 1);
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = h;
    for (let i = 0; i < 80; i++) {
      const [f, k] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const sum = (rotl(a, 5) + f + e + k + (w[i] ?? 0)) | 0;
      [e, d, c, b, a] = [d, c, rotl(b, 30), a, sum];
    }
    [a, b, c, d, e].forEach((v, i) => (h[i] = ((h[i] ?? 0) + v) | 0));
  }
  const out = new DataView(new ArrayBuffer(20));
  h.forEach((v, i) => out.setInt32(i * 4, v));
  return new Uint8Array(out.buffer);
}

/** The first `n` primes, whose roots give the constants of the SHA-2 family. */
function primes(n: number): bigint[] {
  const found: bigint[] = [];
  for (let p = 2n; found.length < n; p++) if (found.every((q) => p % q !== 0n)) found.push(p);
  return found;
}
function root(v: bigint, n: bigint): bigint {
  let low = 0n;
  let high = 1n << 90n;
  while (low < high) {
    const mid = (low + high + 1n) >> 1n;
    if (mid ** n <= v) low = mid;
    else high = mid - 1n;
  }
  return low;
}
/** The first `bits` bits of the fraction of a prime's n-th root. */
const fraction = (p: bigint, n: bigint, bits: bigint): bigint =>
  root(p << (bits * n), n) & ((1n << bits) - 1n);

/** SHA-256 and SHA-224 (word 32), SHA-512 and SHA-384 (word 64), in big integers: hashes of rules are short. */
function sha2(message: Uint8Array, word: 32 | 64, size: number, initial?: bigint[]): Uint8Array {
  const bits = BigInt(word);
  const mask = (1n << bits) - 1n;
  const rounds = word === 32 ? 64 : 80;
  const list = primes(rounds);
  const k = list.map((p) => fraction(p, 3n, bits));
  const h = initial ? [...initial] : list.slice(0, 8).map((p) => fraction(p, 2n, bits));
  const rot = (x: bigint, n: bigint): bigint => ((x >> n) | (x << (bits - n))) & mask;
  const [s0, s1, t0, t1] =
    word === 32
      ? [
          [7n, 18n, 3n],
          [17n, 19n, 10n],
          [2n, 13n, 22n],
          [6n, 11n, 25n],
        ]
      : [
          [1n, 8n, 7n],
          [19n, 61n, 6n],
          [28n, 34n, 39n],
          [14n, 18n, 41n],
        ];
  const mix = (x: bigint, [a = 0n, b = 0n, c = 0n]: readonly bigint[] = [], shift: boolean): bigint =>
    rot(x, a) ^ rot(x, b) ^ (shift ? x >> c : rot(x, c));
  const bytes = word / 8;
  const data = padded(message, bytes * 16, false);
  for (let at = 0; at < data.length; at += bytes * 16) {
    spend(400);
    const w: bigint[] = [];
    for (let i = 0; i < rounds; i++) {
      if (i < 16) {
        let v = 0n;
        for (let j = 0; j < bytes; j++) v = (v << 8n) | BigInt(data[at + i * bytes + j] ?? 0);
        w.push(v);
      } else
        w.push(
          ((w[i - 16] ?? 0n) +
            mix(w[i - 15] ?? 0n, s0, true) +
            (w[i - 7] ?? 0n) +
            mix(w[i - 2] ?? 0n, s1, true)) &
            mask,
        );
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, z = 0n] = h;
    for (let i = 0; i < rounds; i++) {
      const x = (z + mix(e, t1, false) + ((e & f) ^ (~e & mask & g)) + (k[i] ?? 0n) + (w[i] ?? 0n)) & mask;
      const y = (mix(a, t0, false) + ((a & b) ^ (a & c) ^ (b & c))) & mask;
      [z, g, f, e, d, c, b, a] = [g, f, e, (d + x) & mask, c, b, a, (x + y) & mask];
    }
    [a, b, c, d, e, f, g, z].forEach((v, i) => (h[i] = ((h[i] ?? 0n) + v) & mask));
  }
  const text = h.map((v) => v.toString(16).padStart(bytes * 2, '0')).join('');
  return new Uint8Array((text.match(/../g) ?? []).slice(0, size).map((b) => Number.parseInt(b, 16)));
}

function digest(algorithm: string, message: Uint8Array): Uint8Array {
  switch (algorithm.toUpperCase()) {
    case 'MD5':
      return md5(message);
    case 'SHA':
    case 'SHA1':
    case 'SHA-1':
      return sha1(message);
    case 'SHA-256':
    case 'SHA256':
      return sha2(message, 32, 32);
    case 'SHA-224':
      return sha2(
        message,
        32,
        28,
        primes(16)
          .slice(8)
          .map((p) => fraction(p, 2n, 64n) & 0xffffffffn),
      );
    case 'SHA-512':
    case 'SHA512':
      return sha2(message, 64, 64);
    case 'SHA-384':
    case 'SHA384':
      return sha2(
        message,
        64,
        48,
        primes(16)
          .slice(8)
          .map((p) => fraction(p, 2n, 64n)),
      );
    default:
      throw raise('java.security.NoSuchAlgorithmException', `${algorithm} MessageDigest not available`);
  }
}

type Digest = { algorithm: string; data: number[] };
const state = (v: GObject): Digest => v.native as Digest;
const finish = (self: GObject): GArray => {
  const result = digest(state(self).algorithm, new Uint8Array(state(self).data));
  state(self).data = [];
  return toBytes(result);
};
const digestRows: Rows = {
  'update(Object)': (self: GObject, v: Value) => {
    const more = typeof v === 'object' && v instanceof Byt ? [v.v & 255] : [...bytesOf(v)];
    spendSpace(more.length);
    for (const b of more) state(self).data.push(b);
  },
  'digest()': finish,
  'digest(Object)': (self: GObject, v: Value) => {
    for (const b of bytesOf(v)) state(self).data.push(b);
    return finish(self);
  },
  'reset()': (self: GObject) => {
    state(self).data = [];
  },
  'getAlgorithm()': (self: GObject) => state(self).algorithm,
};

// --- Base64 ---

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const URL_SAFE = `${STANDARD.slice(0, 62)}-_`;
type Coder = { url: boolean; mime: boolean; padding: boolean };
const coder = (v: GObject): Coder => v.native as Coder;

function encode64(bytes: Uint8Array, { url, mime, padding }: Coder): string {
  const alphabet = url ? URL_SAFE : STANDARD;
  let out = '';
  spend(bytes.length);
  for (let i = 0; i < bytes.length; i += 3) {
    const n = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const left = bytes.length - i;
    out += alphabet.charAt(n >> 18) + alphabet.charAt((n >> 12) & 63);
    if (left > 1) out += alphabet.charAt((n >> 6) & 63);
    else if (padding) out += '=';
    if (left > 2) out += alphabet.charAt(n & 63);
    else if (padding) out += '=';
  }
  spendSpace(out.length);
  return mime ? out.replaceAll(/.{76}(?=.)/g, '$&\r\n') : out;
}
const wrong64 = (text: string) => raise('java.lang.IllegalArgumentException', text);
function decode64(text: string, { url, mime }: Coder): Uint8Array {
  const alphabet = url ? URL_SAFE : STANDARD;
  const out: number[] = [];
  let bits = 0;
  let count = 0;
  let units = 0;
  let i = 0;
  spend(text.length);
  for (; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '=') {
      if (units % 4 < 2 || (units % 4 === 2 && text.charAt(i + 1) !== '='))
        throw wrong64('Input byte array has wrong 4-byte ending unit');
      break;
    }
    const v = alphabet.indexOf(c);
    if (v < 0) {
      if (mime) continue;
      throw wrong64(`Illegal base64 character ${c.charCodeAt(0).toString(16)}`);
    }
    bits = (bits << 6) | v;
    count += 6;
    units++;
    if (count >= 8) {
      count -= 8;
      out.push((bits >> count) & 255);
      bits &= (1 << count) - 1;
    }
  }
  if (units % 4 === 1) throw wrong64('Last unit does not have enough valid bits');
  const rest = text.slice(i).replace(/^==?/, '');
  if (!mime && rest !== '')
    throw wrong64(`Input byte array has incorrect ending byte at ${text.length - rest.length}`);
  return new Uint8Array(out);
}
const make64 = (name: string, url: boolean, mime: boolean, padding = true): GObject => {
  const made = new GObject(classNamed(name));
  made.native = { url, mime, padding } satisfies Coder;
  return made;
};
const ENCODER = 'java.util.Base64$Encoder';
const DECODER = 'java.util.Base64$Decoder';
const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

// --- URLs ---

export function urlEncode(text: string): string {
  let out = '';
  for (const b of new TextEncoder().encode(
    text.toWellFormed().replaceAll('\ufffd', (c, i) => (text.charAt(i as number) === c ? c : '?')),
  )) {
    const c = String.fromCharCode(b);
    out += /[a-zA-Z0-9.\-*_]/.test(c)
      ? c
      : b === 32
        ? '+'
        : `%${b.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  spendSpace(out.length);
  return out;
}
export function urlDecode(text: string): string {
  const bytes: number[] = [];
  const flush = new TextEncoder();
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '+') bytes.push(32);
    else if (c === '%') {
      const digits = text.slice(i + 1, i + 3);
      if (digits.length < 2) throw wrong64('URLDecoder: Incomplete trailing escape (%) pattern');
      if (!/^[0-9a-fA-F]{2}$/.test(digits))
        throw wrong64(
          `URLDecoder: Illegal hex characters in escape (%) pattern - Error at index ${/^[0-9a-fA-F]/.test(digits) ? 1 : 0} in: "${digits}"`,
        );
      bytes.push(Number.parseInt(digits, 16));
      i += 2;
    } else {
      const code = text.codePointAt(i) ?? 0;
      if (code > 0xffff) i++;
      bytes.push(...flush.encode(String.fromCodePoint(code)));
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}

type Uri = {
  text: string;
  scheme: string | null;
  authority: string | null;
  userInfo: string | null;
  host: string | null;
  port: number;
  path: string | null;
  query: string | null;
  fragment: string | null;
};
const uri = (v: GObject): Uri => v.native as Uri;
function parseUri(text: string): GObject {
  const bad = /[^\w\-.~:/?#[\]@!$&'()*+,;=%\u0080-\uffff]/.exec(text);
  if (bad) {
    const where =
      text.includes('?') && bad.index > text.indexOf('?')
        ? 'query'
        : /^\w+:\/\/[^/]*$/.test(text.slice(0, bad.index + 1))
          ? 'authority'
          : 'path';
    throw raise(
      'java.net.URISyntaxException',
      `Illegal character in ${where} at index ${where === 'authority' ? text.indexOf('//') + 2 : bad.index}: ${text}`,
    );
  }
  const m = /^(?:([a-zA-Z][\w+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text);
  const authority = m?.[2] ?? null;
  const at = /^(?:(.*)@)?(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(authority ?? '');
  const made = new GObject(classNamed('java.net.URI'));
  made.native = {
    text,
    scheme: m?.[1] ?? null,
    authority,
    userInfo: at?.[1] ?? null,
    host: authority === null ? null : at?.[2] || null,
    port: at?.[3] ? Number(at[3]) : -1,
    path: m?.[3] ?? null,
    query: m?.[4] ?? null,
    fragment: m?.[5] ?? null,
  } satisfies Uri;
  return made;
}
const decoded = (part: string | null): string | null =>
  part === null ? null : urlDecode(part.replaceAll('+', '%2B'));
const uriRows: Rows = {
  'getScheme()': (self: GObject) => uri(self).scheme,
  'getAuthority()': (self: GObject) => uri(self).authority,
  'getUserInfo()': (self: GObject) => uri(self).userInfo,
  'getHost()': (self: GObject) => uri(self).host,
  'getPort()': (self: GObject) => uri(self).port,
  'getPath()': (self: GObject) => decoded(uri(self).path),
  'getRawPath()': (self: GObject) => uri(self).path,
  'getQuery()': (self: GObject) => decoded(uri(self).query),
  'getRawQuery()': (self: GObject) => uri(self).query,
  'getFragment()': (self: GObject) => decoded(uri(self).fragment),
  'isAbsolute()': (self: GObject) => uri(self).scheme !== null,
  'toString()': (self: GObject) => uri(self).text,
  'toASCIIString()': (self: GObject) => encodeURI(uri(self).text).replaceAll('%25', '%'),
  'equals(Object)': (self: GObject, o: Value) =>
    o instanceof GObject && o.cls === self.cls && uri(o).text === uri(self).text,
  'hashCode()': (self: GObject) => invokeMethod(uri(self).text, 'hashCode', []),
  'compareTo(Object)': (self: GObject, o: GObject) =>
    uri(self).text < uri(o).text ? -1 : uri(self).text > uri(o).text ? 1 : 0,
  'resolve(Object)': (self: GObject, v: Value) => {
    try {
      return parseUri(new URL(v instanceof GObject ? uri(v).text : s(v), uri(self).text).href);
    } catch {
      return parseUri(s(v));
    }
  },
  'normalize()': (self: GObject) => self,
};

const writable = (v: string): Value => v;

export const digests: LibraryTopic = {
  'java.security.MessageDigest': {
    statics: {
      'getInstance(String)': (algorithm: string) => {
        digest(algorithm, new Uint8Array());
        const made = new GObject(classNamed('java.security.MessageDigest'));
        made.native = { algorithm, data: [] } satisfies Digest;
        return made;
      },
      'isEqual(Object,Object)': (a: Value, b: Value) => hex(bytesOf(a)) === hex(bytesOf(b)),
    },
    methods: digestRows,
  },
  'java.util.Base64': {
    statics: {
      'getEncoder()': () => make64(ENCODER, false, false),
      'getUrlEncoder()': () => make64(ENCODER, true, false),
      'getMimeEncoder()': () => make64(ENCODER, false, true),
      'getDecoder()': () => make64(DECODER, false, false),
      'getUrlDecoder()': () => make64(DECODER, true, false),
      'getMimeDecoder()': () => make64(DECODER, false, true),
    },
  },
  [ENCODER]: {
    methods: {
      'encodeToString(Object)': (self: GObject, v: Value) => encode64(bytesOf(v), coder(self)),
      'encode(Object)': (self: GObject, v: Value) =>
        toBytes(new TextEncoder().encode(encode64(bytesOf(v), coder(self)))),
      'withoutPadding()': (self: GObject) => make64(ENCODER, coder(self).url, coder(self).mime, false),
    },
  },
  [DECODER]: {
    methods: {
      'decode(Object)': (self: GObject, v: Value) =>
        toBytes(decode64(v instanceof GArray ? latin(bytesOf(v)) : s(v), coder(self))),
    },
  },
  '[]': {
    methods: {
      'encodeBase64(boolean=)': (self: GArray) =>
        writable(encode64(bytesOf(self), { url: false, mime: false, padding: true })),
      'encodeBase64Url(boolean=)': (self: GArray, padding?: boolean) =>
        encode64(bytesOf(self), { url: true, mime: false, padding: padding ?? false }),
      'encodeHex()': (self: GArray) => hex(bytesOf(self)),
      'md5()': (self: GArray) => hex(md5(bytesOf(self))),
      'sha256()': (self: GArray) => hex(digest('SHA-256', bytesOf(self))),
      'digest(String)': (self: GArray, name: string) => hex(digest(name, bytesOf(self))),
    },
  },
  'java.lang.CharSequence': {
    methods: {
      'decodeBase64()': (self: Value) =>
        toBytes(decode64(s(self).replaceAll(/\s/g, ''), { url: false, mime: true, padding: true })),
      'decodeBase64Url()': (self: Value) =>
        toBytes(decode64(s(self), { url: true, mime: true, padding: true })),
      'decodeHex()': (self: Value) => {
        if (s(self).length % 2 !== 0)
          throw raise('java.lang.NumberFormatException', 'odd number of characters in hex string');
        return toBytes(new Uint8Array((s(self).match(/../g) ?? []).map((b) => Number.parseInt(b, 16))));
      },
      'md5()': (self: Value) => hex(md5(bytesOf(self))),
      'sha256()': (self: Value) => hex(digest('SHA-256', bytesOf(self))),
      'digest(String)': (self: Value, name: string) => hex(digest(name, bytesOf(self))),
      'toURI()': (self: Value) => parseUri(s(self)),
    },
  },
  'java.net.URLEncoder': {
    statics: { 'encode(String,Object=)': (text: string) => urlEncode(text) },
  },
  'java.net.URLDecoder': {
    statics: { 'decode(String,Object=)': (text: string) => urlDecode(text) },
  },
  'java.net.URI': {
    implements: ['java.lang.Comparable'],
    construct: { '(String)': (text: string) => parseUri(text) },
    statics: {
      'create(String)': (text: string) => {
        try {
          return parseUri(text);
        } catch (error) {
          const { value } = error as { value?: { message?: string } };
          throw value?.message ? raise('java.lang.IllegalArgumentException', value.message) : error;
        }
      },
    },
    methods: uriRows,
  },
  'java.nio.charset.Charset': {
    statics: {
      'forName(String)': (name: string) => charset(name),
      'defaultCharset()': () => charset('UTF-8'),
    },
    methods: {
      'name()': (self: GObject) => self.native as string,
      'toString()': (self: GObject) => self.native as string,
      'displayName()': (self: GObject) => self.native as string,
    },
  },
  'java.nio.charset.StandardCharsets': {
    constants: Object.fromEntries(
      ['UTF-8', 'UTF-16', 'ISO-8859-1', 'US-ASCII'].map((name) => [
        name.replaceAll('-', '_'),
        () => charset(name),
      ]),
    ),
  },
};
function charset(name: string): GObject {
  const made = new GObject(classNamed('java.nio.charset.Charset'));
  made.native = name.toUpperCase();
  return made;
}
