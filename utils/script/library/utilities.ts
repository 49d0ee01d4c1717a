/** java.util's and java.lang's smaller helpers: UUID, Random, Optional, Objects, tuples, atomics, readers, locales. */
import {
  C,
  asType,
  callAny,
  callClosure,
  compare,
  equals,
  hashCode,
  invokeMethod,
  isTrue,
  javaEquals,
  javaStr,
  toItems,
  toStr,
} from '../core.ts';
import { raise } from '../errors.ts';
import { type Num, toBigInt, toInt } from '../numbers.ts';
import { R, spend, spendSpace } from '../runtime.ts';
import {
  Byt,
  Dbl,
  Flt,
  GArray,
  type GClass,
  type GClosure,
  GIterator,
  GList,
  GObject,
  Lng,
  type Value,
} from '../values.ts';
import { md5 } from './digests.ts';
import { formatText, type LocaleState, localeTag } from './format.ts';
import { compareWith } from './objects.ts';
import { classNamed, type ClassSpec, type LibraryTopic, type Rows } from './registry.ts';

const s = (v: Value): string => toStr(v);
const holder =
  (native: () => unknown) =>
  (cls: GClass): GObject => {
    const made = new GObject(cls);
    made.native = native();
    return made;
  };
function made(name: string, native: unknown): GObject {
  const object = new GObject(classNamed(name));
  object.native = native;
  return object;
}
const none = (text: string | null = null) => raise('java.util.NoSuchElementException', text);
const nullPointer = (text: string | null = null) => raise('java.lang.NullPointerException', text);

// --- UUID ---

const uuidHex = (v: GObject): string => v.native as string;
const uuid = (hex: string): GObject => made('java.util.UUID', hex);
const uuidText = (h: string): string =>
  `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
const signed = (hex: string): bigint => BigInt.asIntN(64, BigInt(`0x${hex}`));

// --- Random: Java's linear congruential generator ---

type RandomState = { seed: bigint; gaussian: number | null };
const rnd = (v: GObject): RandomState => v.native as RandomState;
const MASK = (1n << 48n) - 1n;
const scramble = (seed: bigint): bigint => (seed ^ 0x5deece66dn) & MASK;
function bits(r: RandomState, n: number): number {
  spend(1);
  r.seed = (r.seed * 0x5deece66dn + 0xbn) & MASK;
  return Number(BigInt.asIntN(32, r.seed >> BigInt(48 - n)));
}
export function nextInt(r: RandomState, bound: number): number {
  if (bound <= 0) throw raise('java.lang.IllegalArgumentException', 'bound must be positive');
  if ((bound & -bound) === bound) return Number((BigInt(bound) * BigInt(bits(r, 31))) >> 31n);
  for (;;) {
    const n = bits(r, 31);
    const v = n % bound;
    if (n - v + (bound - 1) <= 2147483647) return v;
  }
}
const nextDouble = (r: RandomState): number => (bits(r, 26) * 134217728 + bits(r, 27)) / 9007199254740992;
const freshRandom = (): RandomState => ({
  seed: scramble(BigInt(Math.floor(R.random() * 2 ** 48))),
  gaussian: null,
});
const randomRows: Rows = {
  'setSeed(long)': (self: GObject, v: Lng) => {
    self.native = { seed: scramble(v.v), gaussian: null } satisfies RandomState;
  },
  'nextInt()': (self: GObject) => bits(rnd(self), 32),
  'nextInt(int)': (self: GObject, bound: number) => nextInt(rnd(self), bound),
  'nextInt(int,int)': (self: GObject, a: number, b: number) => {
    if (a >= b) throw raise('java.lang.IllegalArgumentException', 'bound must be greater than origin');
    return a + nextInt(rnd(self), b - a);
  },
  'nextLong()': (self: GObject) =>
    new Lng(BigInt.asIntN(64, (BigInt(bits(rnd(self), 32)) << 32n) + BigInt(bits(rnd(self), 32)))),
  'nextBoolean()': (self: GObject) => bits(rnd(self), 1) !== 0,
  'nextDouble()': (self: GObject) => new Dbl(nextDouble(rnd(self))),
  'nextFloat()': (self: GObject) => new Flt(bits(rnd(self), 24) / 16777216),
  'nextGaussian()': (self: GObject) => {
    const r = rnd(self);
    if (r.gaussian !== null) {
      const v = r.gaussian;
      r.gaussian = null;
      return new Dbl(v);
    }
    for (;;) {
      const a = 2 * nextDouble(r) - 1;
      const b = 2 * nextDouble(r) - 1;
      const q = a * a + b * b;
      if (q >= 1 || q === 0) continue;
      const m = Math.sqrt((-2 * Math.log(q)) / q);
      r.gaussian = b * m;
      return new Dbl(a * m);
    }
  },
  'nextBytes(Object)': (self: GObject, array: GArray) => {
    for (let i = 0; i < array.a.length;) {
      let n = bits(rnd(self), 32);
      for (let k = 0; k < 4 && i < array.a.length; k++, n >>= 8) array.a[i++] = new Byt((n << 24) >> 24);
    }
  },
};

// --- Optional ---

const opt = (v: GObject): Value => v.native as Value;
export const optional = (v: Value): GObject => made('java.util.Optional', v);
const optionalRows: Rows = {
  'isPresent()': (self: GObject) => opt(self) !== null,
  'isEmpty()': (self: GObject) => opt(self) === null,
  'asBoolean()': (self: GObject) => opt(self) !== null,
  'get()': (self: GObject) => {
    if (opt(self) === null) throw none('No value present');
    return opt(self);
  },
  'getAsInt()': (self: GObject) => invokeMethod(self, 'get', []),
  'getAsDouble()': (self: GObject) => invokeMethod(self, 'get', []),
  'getAsLong()': (self: GObject) => invokeMethod(self, 'get', []),
  'orElse(Object)': (self: GObject, v: Value) => opt(self) ?? v,
  'orElseGet(Object)': (self: GObject, f: Value) => opt(self) ?? callAny(f, []),
  'orElseThrow()': (self: GObject) => invokeMethod(self, 'get', []),
  'orElseThrow(Object)': (self: GObject, f: Value) => {
    if (opt(self) !== null) return opt(self);
    const thrown = callAny(f, []);
    throw { value: thrown, thrown: true };
  },
  'ifPresent(Object)': (self: GObject, f: Value) => {
    if (opt(self) !== null) callAny(f, [opt(self)]);
  },
  'ifPresentOrElse(Object,Object)': (self: GObject, f: Value, g: Value) => {
    if (opt(self) !== null) callAny(f, [opt(self)]);
    else callAny(g, []);
  },
  'map(Object)': (self: GObject, f: Value) => optional(opt(self) === null ? null : callAny(f, [opt(self)])),
  'flatMap(Object)': (self: GObject, f: Value) => (opt(self) === null ? self : callAny(f, [opt(self)])),
  'filter(Object)': (self: GObject, f: Value) =>
    opt(self) !== null && isTrue(callAny(f, [opt(self)])) ? self : optional(null),
  'or(Object)': (self: GObject, f: Value) => (opt(self) === null ? callAny(f, []) : self),
  'stream()': (self: GObject) => invokeMethod(new GList(opt(self) === null ? [] : [opt(self)]), 'stream', []),
  'equals(Object)': (self: GObject, o: Value) =>
    o instanceof GObject && o.cls === self.cls && (opt(o) === opt(self) || javaEquals(opt(self), opt(o))),
  'hashCode()': (self: GObject) => hashCode(opt(self)),
  'toString()': (self: GObject) => {
    const name = self.cls.simpleName;
    return opt(self) === null ? `${name}.empty` : `${name}[${javaStr(opt(self))}]`;
  },
};
const optionalSpec = (name: string): ClassSpec => ({
  methods: optionalRows,
  statics: {
    'of(Object)': (v: Value) => {
      if (v === null) throw nullPointer();
      return made(name, v);
    },
    'ofNullable(Object)': (v: Value) => made(name, v),
    'empty()': () => made(name, null),
  },
});

// --- tuples ---

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];
function tupleSpec(n: number): ClassSpec {
  const methods: Record<string, unknown> = {
    'subTuple(int,int)': (self: GList, i: number, j: number) => tuple(self.a.slice(i, j)),
    'clone()': (self: GList) => tuple([...self.a]),
    'compareTo(Object)': (self: GList, o: GList) => {
      for (let i = 0; i < self.a.length; i++) {
        const d = compare(self.a[i] ?? null, o.a[i] ?? null);
        if (d !== 0) return d;
      }
      return 0;
    },
  };
  for (let i = 0; i < n; i++) {
    methods[`getV${i + 1}()`] = (self: GList) => self.a[i] ?? null;
    const name = ORDINALS[i] ?? '';
    methods[`get${name.charAt(0).toUpperCase()}${name.slice(1)}()`] = (self: GList) => self.a[i] ?? null;
  }
  const params = Array.from({ length: n }, () => 'Object').join(',');
  return {
    extends: n === 0 ? 'java.util.AbstractList' : 'groovy.lang.Tuple',
    implements: ['java.util.List', 'java.lang.Comparable'],
    construct: {
      [n === 0 ? '(Object...)' : `(${params})`]: (...list: Value[]) =>
        tuple(n === 0 ? (list[0] as unknown as Value[]) : list, n),
    },
    methods: {
      ...(methods as Rows),
      // A tuple equals tuples alone.
      'equals(Object)': (self: GList, o: Value) =>
        o instanceof GList &&
        o.cls.name.startsWith('groovy.lang.Tuple') &&
        toStr(self) === toStr(o) &&
        equals(new GList(self.a), new GList(o.a)),
    },
    ...(n === 0 && {
      statics: {
        'tuple(Object...)': (list: Value[]) => tuple(list, list.length),
      },
    }),
  };
}
export function tuple(list: Value[], n = list.length): GList {
  const object = new GList([...list]);
  object.frozen = true;
  object.cls = classNamed(n === 0 || n > 9 ? 'groovy.lang.Tuple' : `groovy.lang.Tuple${n}`);
  return object;
}
const tuples: Record<string, ClassSpec> = { 'groovy.lang.Tuple': tupleSpec(0) };
for (let n = 1; n <= 9; n++) tuples[`groovy.lang.Tuple${n}`] = tupleSpec(n);

// --- atomics ---

type Box = { v: Value };
const held = (self: GObject): Box => self.native as Box;
function atomicSpec(wrap: (v: bigint) => Value): ClassSpec {
  const add = (self: GObject, n: bigint, before: boolean): Value => {
    const box = held(self);
    const old = box.v;
    box.v = wrap(toBigInt(old as Num) + n);
    return before ? old : box.v;
  };
  const plain = (v: Value): bigint => toBigInt(v as Num);
  return {
    extends: 'java.lang.Number',
    make: holder(() => ({ v: wrap(0n) })),
    init: {
      '()': () => undefined,
      '(Number)': (self: GObject, v: Value) => {
        held(self).v = wrap(plain(v));
      },
    },
    methods: {
      'get()': (self: GObject) => held(self).v,
      'set(Number)': (self: GObject, v: Value) => {
        held(self).v = wrap(plain(v));
      },
      'incrementAndGet()': (self: GObject) => add(self, 1n, false),
      'decrementAndGet()': (self: GObject) => add(self, -1n, false),
      'getAndIncrement()': (self: GObject) => add(self, 1n, true),
      'getAndDecrement()': (self: GObject) => add(self, -1n, true),
      'addAndGet(Number)': (self: GObject, v: Value) => add(self, plain(v), false),
      'getAndAdd(Number)': (self: GObject, v: Value) => add(self, plain(v), true),
      'getAndSet(Number)': (self: GObject, v: Value) => {
        const old = held(self).v;
        held(self).v = wrap(plain(v));
        return old;
      },
      'compareAndSet(Number,Number)': (self: GObject, a: Value, b: Value) => {
        if (!equals(held(self).v, a)) return false;
        held(self).v = wrap(plain(b));
        return true;
      },
      'updateAndGet(Object)': (self: GObject, f: Value) => {
        const v = callAny(f, [held(self).v]);
        held(self).v = v;
        return v;
      },
      'getAndUpdate(Object)': (self: GObject, f: Value) => {
        const old = held(self).v;
        held(self).v = callAny(f, [old]);
        return old;
      },
      'accumulateAndGet(Number,Object)': (self: GObject, x: Value, f: Value) => {
        held(self).v = callAny(f, [held(self).v, x]);
        return held(self).v;
      },
      'intValue()': (self: GObject) => toInt(held(self).v as Num),
      'longValue()': (self: GObject) => new Lng(plain(held(self).v)),
      'doubleValue()': (self: GObject) => new Dbl(Number(plain(held(self).v))),
      'toInteger()': (self: GObject) => toInt(held(self).v as Num),
      'toLong()': (self: GObject) => new Lng(plain(held(self).v)),
      'plus(Number)': (self: GObject, v: Value) => invokeMethod(held(self).v, 'plus', [v]),
      'minus(Number)': (self: GObject, v: Value) => invokeMethod(held(self).v, 'minus', [v]),
      'next()': (self: GObject) => invokeMethod(held(self).v, 'next', []),
      'previous()': (self: GObject) => invokeMethod(held(self).v, 'previous', []),
      'compareTo(Number)': (self: GObject, v: Value) => compare(held(self).v, v),
      'equals(Object)': (self: GObject, v: Value) => self === v,
      'hashCode()': (self: GObject) => hashCode(held(self).v),
      'asBoolean()': (self: GObject) => isTrue(held(self).v),
      'toString()': (self: GObject) => s(held(self).v),
    },
  };
}

// --- StringJoiner, StringTokenizer, Scanner ---

type Joiner = { parts: string[]; separator: string; prefix: string; suffix: string; empty: string | null };
const joiner = (v: GObject): Joiner => v.native as Joiner;
const joinerText = (j: Joiner): string =>
  j.parts.length === 0 && j.empty !== null ? j.empty : j.prefix + j.parts.join(j.separator) + j.suffix;

type Tokens = { list: string[]; at: number };
const tokens = (v: GObject): Tokens => v.native as Tokens;
function tokenList(text: string, delimiters: string, keep: boolean): string[] {
  const out: string[] = [];
  let word = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (!delimiters.includes(c)) {
      word += c;
      continue;
    }
    if (word !== '') out.push(word);
    word = '';
    if (keep) out.push(c);
  }
  if (word !== '') out.push(word);
  spendSpace(out.length);
  return out;
}
const nextToken = (self: GObject): Value => {
  const t = tokens(self);
  const v = t.list[t.at++];
  if (v === undefined) throw none();
  return v;
};

type Scan = { text: string; at: number };
const scan = (v: GObject): Scan => v.native as Scan;
function scanWord(sc: Scan): string | null {
  const m = /^\s*(\S+)/.exec(sc.text.slice(sc.at));
  return m ? (m[1] ?? null) : null;
}
function takeWord(self: GObject, type?: GClass): Value {
  const sc = scan(self);
  const word = scanWord(sc);
  if (word === null) throw none();
  let v: Value = word;
  if (type) {
    try {
      v = asType(word, type);
    } catch {
      throw raise('java.util.InputMismatchException', `For input string: "${word}"`);
    }
  }
  sc.at = sc.text.indexOf(word, sc.at) + word.length;
  return v;
}
function isWordOf(self: GObject, type: GClass): boolean {
  const word = scanWord(scan(self));
  if (word === null) return false;
  try {
    asType(word, type);
    return true;
  } catch {
    return false;
  }
}

// --- readers and writers ---

const lineAt = (sc: Scan): string | null => {
  if (sc.at >= sc.text.length) return null;
  const m = /\r\n|\r|\n/g;
  m.lastIndex = sc.at;
  const end = m.exec(sc.text);
  const line = sc.text.slice(sc.at, end ? end.index : sc.text.length);
  sc.at = end ? end.index + end[0].length : sc.text.length;
  return line;
};
function* linesOf(sc: Scan): Generator<string> {
  for (let line = lineAt(sc); line !== null; line = lineAt(sc)) {
    spend(1);
    yield line;
  }
}
const readerRows: Rows = {
  'readLine()': (self: GObject) => lineAt(scan(self)),
  'read()': (self: GObject) => {
    const sc = scan(self);
    return sc.at < sc.text.length ? sc.text.charCodeAt(sc.at++) : -1;
  },
  'ready()': (self: GObject) => scan(self).at < scan(self).text.length,
  'close()': () => undefined,
  'getText()': (self: GObject) => {
    const sc = scan(self);
    const rest = sc.text.slice(sc.at);
    sc.at = sc.text.length;
    return rest;
  },
  'readLines()': (self: GObject) => new GList([...linesOf(scan(self))]),
  'lines()': (self: GObject) => invokeMethod(new GList([...linesOf(scan(self))]), 'stream', []),
  'eachLine(Closure)': (self: GObject, c: GClosure) => {
    let result: Value = null;
    let n = 1;
    for (const line of linesOf(scan(self)))
      result = callClosure(c, c.code.params.length === 2 ? [line, n++] : [line]);
    return result;
  },
  'splitEachLine(Object,Closure)': (self: GObject, p: Value, c: GClosure) => {
    let result: Value = null;
    for (const line of linesOf(scan(self)))
      result = callClosure(c, [new GList([...toItems(invokeMethod(line, 'split', [p]))])]);
    return result;
  },
  'filterLine(Closure)': (self: GObject, c: GClosure) =>
    [...linesOf(scan(self))]
      .filter((line) => isTrue(callClosure(c, [line])))
      .map((line) => `${line}\n`)
      .join(''),
  'iterator()': (self: GObject) => new GIterator(linesOf(scan(self))),
  'withReader(Closure)': (self: GObject, c: GClosure) => callClosure(c, [self]),
};

type Printer = { out: Value };
const printer = (v: GObject): Value => (v.native as Printer).out;
const put = (self: GObject, text: string): void => {
  const out = printer(self);
  invokeMethod(out, out instanceof GObject && out.cls.name === 'java.io.PrintStream' ? 'print' : 'write', [
    text,
  ]);
};
const printRows: Rows = {
  'print(Object)': (self: GObject, v: Value) => put(self, s(v)),
  'println(Object)': (self: GObject, v: Value) => put(self, `${s(v)}\n`),
  'println()': (self: GObject) => put(self, '\n'),
  'write(Object)': (self: GObject, v: Value) =>
    put(self, typeof v === 'number' ? String.fromCharCode(v) : s(v)),
  'newLine()': (self: GObject) => put(self, '\n'),
  'append(Object)': (self: GObject, v: Value) => {
    put(self, s(v));
    return self;
  },
  'leftShift(Object)': (self: GObject, v: Value) => {
    put(self, s(v));
    return self;
  },
  'printf(String,Object...)': (self: GObject, f: string, args: Value[]) => {
    put(self, formatText(f, args));
    return self;
  },
  'flush()': () => undefined,
  'close()': () => undefined,
};

// --- Locale ---

const locale = (tag: string): GObject => made('java.util.Locale', { tag } satisfies LocaleState);
const LOCALES: Record<string, string> = {
  ENGLISH: 'en',
  US: 'en-US',
  UK: 'en-GB',
  CANADA: 'en-CA',
  GERMAN: 'de',
  GERMANY: 'de-DE',
  FRENCH: 'fr',
  FRANCE: 'fr-FR',
  ITALIAN: 'it',
  ITALY: 'it-IT',
  JAPANESE: 'ja',
  JAPAN: 'ja-JP',
  CHINESE: 'zh',
  CHINA: 'zh-CN',
  KOREAN: 'ko',
  KOREA: 'ko-KR',
  CANADA_FRENCH: 'fr-CA',
  ROOT: '',
};
const localeParts = (v: GObject): [string, string] => {
  const [language = '', country = ''] = localeTag(v).split('-');
  return [language, country];
};
const display = (type: 'language' | 'region', code: string): string => {
  if (code === '') return '';
  try {
    return new Intl.DisplayNames('en', { type }).of(code) ?? code;
  } catch {
    return code;
  }
};

export const utilities: LibraryTopic = {
  'java.util.UUID': {
    implements: ['java.lang.Comparable', 'java.io.Serializable'],
    construct: {
      '(long,long)': (a: Lng, b: Lng) =>
        uuid(
          BigInt.asUintN(64, a.v).toString(16).padStart(16, '0') +
            BigInt.asUintN(64, b.v).toString(16).padStart(16, '0'),
        ),
    },
    statics: {
      'randomUUID()': () => {
        let hex = '';
        while (hex.length < 32)
          hex += Math.floor(R.random() * 0x1000000)
            .toString(16)
            .padStart(6, '0');
        const variant = '89ab'.charAt(Math.floor(R.random() * 4));
        return uuid(`${hex.slice(0, 12)}4${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`);
      },
      'nameUUIDFromBytes(Object)': (bytes: GArray) => {
        const h = md5(new Uint8Array(bytes.a.map((b) => (b as Byt).v & 255)));
        h[6] = ((h[6] ?? 0) & 15) | 0x30;
        h[8] = ((h[8] ?? 0) & 63) | 0x80;
        return uuid([...h].map((b) => b.toString(16).padStart(2, '0')).join(''));
      },
      'fromString(String)': (text: string) => {
        const parts = text.split('-');
        if (parts.length !== 5)
          throw raise('java.lang.IllegalArgumentException', `Invalid UUID string: ${text}`);
        const hex = [8, 4, 4, 4, 12].map((n, i) => {
          const part = parts[i] ?? '';
          if (!/^[0-9a-fA-F]+$/.test(part))
            throw raise(
              'java.lang.NumberFormatException',
              part === ''
                ? `Error at index 0 in: ""`
                : `Error at index ${part.search(/[^0-9a-fA-F]/)} in: "${part}"`.replace(
                    /Error at index \d+ in: "(.*)"$/,
                    (all) => all,
                  ),
            );
          return part.toLowerCase().padStart(n, '0').slice(-n);
        });
        return uuid(hex.join(''));
      },
    },
    methods: {
      'toString()': (self: GObject) => uuidText(uuidHex(self)),
      'getMostSignificantBits()': (self: GObject) => new Lng(signed(uuidHex(self).slice(0, 16))),
      'getLeastSignificantBits()': (self: GObject) => new Lng(signed(uuidHex(self).slice(16))),
      'version()': (self: GObject) => Number.parseInt(uuidHex(self).charAt(12), 16),
      'variant()': () => 2,
      'equals(Object)': (self: GObject, o: Value) =>
        o instanceof GObject && o.cls === self.cls && uuidHex(o) === uuidHex(self),
      'hashCode()': (self: GObject) => {
        const v = signed(uuidHex(self).slice(0, 16)) ^ signed(uuidHex(self).slice(16));
        return Number(BigInt.asIntN(32, (v >> 32n) ^ v));
      },
      'compareTo(Object)': (self: GObject, o: GObject) => {
        const d =
          signed(uuidHex(self).slice(0, 16)) - signed(uuidHex(o).slice(0, 16)) ||
          signed(uuidHex(self).slice(16)) - signed(uuidHex(o).slice(16));
        return d < 0n ? -1 : d > 0n ? 1 : 0;
      },
    },
  },
  'java.util.Random': {
    make: holder(freshRandom),
    init: {
      '()': () => undefined,
      '(long)': (self: GObject, v: Lng) => {
        self.native = { seed: scramble(v.v), gaussian: null } satisfies RandomState;
      },
    },
    methods: randomRows,
  },
  'java.security.SecureRandom': {
    extends: 'java.util.Random',
    make: holder(freshRandom),
    init: { '()': () => undefined },
  },
  'java.util.concurrent.ThreadLocalRandom': {
    extends: 'java.util.Random',
    statics: { 'current()': () => made('java.util.concurrent.ThreadLocalRandom', freshRandom()) },
  },
  'java.util.Optional': optionalSpec('java.util.Optional'),
  'java.util.OptionalInt': optionalSpec('java.util.OptionalInt'),
  'java.util.OptionalLong': optionalSpec('java.util.OptionalLong'),
  'java.util.OptionalDouble': optionalSpec('java.util.OptionalDouble'),
  'java.util.Objects': {
    statics: {
      'equals(Object,Object)': (a: Value, b: Value) => a === b || (a !== null && javaEquals(a, b)),
      'deepEquals(Object,Object)': (a: Value, b: Value) => a === b || (a !== null && equals(a, b)),
      'hashCode(Object)': (v: Value) => hashCode(v),
      'hash(Object...)': (list: Value[]) =>
        list.reduce<number>((h, v) => (Math.imul(31, h) + hashCode(v)) | 0, 1),
      'toString(Object)': (v: Value) => javaStr(v),
      'toString(Object,String)': (v: Value, fallback: string) => (v === null ? fallback : javaStr(v)),
      'isNull(Object)': (v: Value) => v === null,
      'nonNull(Object)': (v: Value) => v !== null,
      'compare(Object,Object,Object)': (a: Value, b: Value, order: Value) =>
        a === b ? 0 : compareWith(order, a, b),
      'requireNonNull(Object)': (v: Value) => {
        if (v === null) throw nullPointer();
        return v;
      },
      'requireNonNull(Object,Object)': (v: Value, why: Value) => {
        if (v === null) throw nullPointer(typeof why === 'string' ? why : s(callAny(why, [])));
        return v;
      },
      'requireNonNullElse(Object,Object)': (v: Value, other: Value) => {
        if (v === null && other === null) throw nullPointer('defaultObj');
        return v ?? other;
      },
      'requireNonNullElseGet(Object,Object)': (v: Value, f: Value) => v ?? callAny(f, []),
    },
  },
  ...tuples,
  'java.util.concurrent.atomic.AtomicInteger': atomicSpec((v) => Number(BigInt.asIntN(32, v))),
  'java.util.concurrent.atomic.AtomicLong': atomicSpec((v) => new Lng(BigInt.asIntN(64, v))),
  'java.util.concurrent.atomic.LongAdder': {
    ...atomicSpec((v) => new Lng(BigInt.asIntN(64, v))),
  },
  'java.util.concurrent.atomic.AtomicBoolean': {
    make: holder(() => ({ v: false })),
    init: {
      '(boolean=)': (self: GObject, v?: boolean) => {
        held(self).v = v ?? false;
      },
    },
    methods: {
      'get()': (self: GObject) => held(self).v,
      'set(boolean)': (self: GObject, v: boolean) => {
        held(self).v = v;
      },
      'getAndSet(boolean)': (self: GObject, v: boolean) => {
        const old = held(self).v;
        held(self).v = v;
        return old;
      },
      'compareAndSet(boolean,boolean)': (self: GObject, a: boolean, b: boolean) => {
        if (held(self).v !== a) return false;
        held(self).v = b;
        return true;
      },
      'toString()': (self: GObject) => s(held(self).v),
      'asBoolean()': (self: GObject) => held(self).v === true,
    },
  },
  'java.util.concurrent.atomic.AtomicReference': {
    make: holder(() => ({ v: null })),
    init: {
      '(Object=)': (self: GObject, v?: Value) => {
        held(self).v = v ?? null;
      },
    },
    methods: {
      'get()': (self: GObject) => held(self).v,
      'set(Object)': (self: GObject, v: Value) => {
        held(self).v = v;
      },
      'getAndSet(Object)': (self: GObject, v: Value) => {
        const old = held(self).v;
        held(self).v = v;
        return old;
      },
      'updateAndGet(Object)': (self: GObject, f: Value) => {
        held(self).v = callAny(f, [held(self).v]);
        return held(self).v;
      },
      'compareAndSet(Object,Object)': (self: GObject, a: Value, b: Value) => {
        if (held(self).v !== a) return false;
        held(self).v = b;
        return true;
      },
      'toString()': (self: GObject) => s(held(self).v),
    },
  },
  'java.util.StringJoiner': {
    make: holder(() => ({ parts: [], separator: '', prefix: '', suffix: '', empty: null })),
    init: {
      '(CharSequence)': (self: GObject, d: Value) => {
        joiner(self).separator = s(d);
      },
      '(CharSequence,CharSequence,CharSequence)': (self: GObject, d: Value, a: Value, b: Value) => {
        Object.assign(joiner(self), { separator: s(d), prefix: s(a), suffix: s(b) });
      },
    },
    methods: {
      'add(Object)': (self: GObject, v: Value) => {
        joiner(self).parts.push(s(v));
        spendSpace(s(v).length + 1);
        return self;
      },
      'setEmptyValue(CharSequence)': (self: GObject, v: Value) => {
        joiner(self).empty = s(v);
        return self;
      },
      'length()': (self: GObject) => joinerText(joiner(self)).length,
      'toString()': (self: GObject) => joinerText(joiner(self)),
    },
  },
  'java.util.StringTokenizer': {
    make: holder(() => ({ list: [], at: 0 })),
    init: {
      '(String,String=,boolean=)': (self: GObject, text: string, d?: string, keep?: boolean) => {
        tokens(self).list = tokenList(text, d ?? ' \t\n\r\f', keep ?? false);
      },
    },
    methods: {
      'hasMoreTokens()': (self: GObject) => tokens(self).at < tokens(self).list.length,
      'hasMoreElements()': (self: GObject) => tokens(self).at < tokens(self).list.length,
      'nextToken()': nextToken,
      'nextElement()': nextToken,
      'countTokens()': (self: GObject) => tokens(self).list.length - tokens(self).at,
      'iterator()': (self: GObject) => new GIterator(tokens(self).list.slice(tokens(self).at).values()),
    },
  },
  'java.util.Scanner': {
    make: holder(() => ({ text: '', at: 0 })),
    init: {
      '(Object)': (self: GObject, v: Value) => {
        scan(self).text = typeof v === 'string' ? v : s(invokeMethod(v, 'getText', []));
      },
    },
    methods: {
      'hasNext()': (self: GObject) => scanWord(scan(self)) !== null,
      'next()': (self: GObject) => takeWord(self),
      'hasNextLine()': (self: GObject) => scan(self).at < scan(self).text.length,
      'nextLine()': (self: GObject) => {
        const line = lineAt(scan(self));
        if (line === null) throw none('No line found');
        return line;
      },
      'hasNextInt()': (self: GObject) => isWordOf(self, C.Integer),
      'nextInt()': (self: GObject) => takeWord(self, C.Integer),
      'hasNextLong()': (self: GObject) => isWordOf(self, C.Long),
      'nextLong()': (self: GObject) => takeWord(self, C.Long),
      'hasNextDouble()': (self: GObject) => isWordOf(self, C.Double),
      'nextDouble()': (self: GObject) => takeWord(self, C.Double),
      'nextBigDecimal()': (self: GObject) => takeWord(self, C.BigDecimal),
      'nextBoolean()': (self: GObject) => s(takeWord(self)).toLowerCase() === 'true',
      'close()': () => undefined,
    },
  },
  'java.io.Reader': { isAbstract: true, implements: ['java.io.Closeable'], methods: readerRows },
  'java.io.StringReader': {
    extends: 'java.io.Reader',
    make: holder(() => ({ text: '', at: 0 })),
    init: {
      '(String)': (self: GObject, text: string) => {
        scan(self).text = text;
      },
    },
  },
  'java.io.BufferedReader': {
    extends: 'java.io.Reader',
    make: holder(() => ({ text: '', at: 0 })),
    init: {
      '(Object)': (self: GObject, r: GObject) => {
        self.native = r.native;
      },
    },
  },
  'java.io.InputStreamReader': {
    extends: 'java.io.Reader',
    make: holder(() => ({ text: '', at: 0 })),
    init: {
      '(Object,Object=)': (self: GObject, r: GObject) => {
        self.native = r.native;
      },
    },
  },
  'java.io.InputStream': { isAbstract: true, implements: ['java.io.Closeable'], methods: readerRows },
  'java.io.ByteArrayInputStream': {
    extends: 'java.io.InputStream',
    make: holder(() => ({ text: '', at: 0 })),
    init: {
      '(Object)': (self: GObject, bytes: GArray) => {
        scan(self).text = new TextDecoder().decode(new Uint8Array(bytes.a.map((b) => (b as Byt).v & 255)));
      },
    },
  },
  'java.io.ByteArrayOutputStream': {
    make: holder(() => ({ text: '' })),
    init: { '(int=)': () => undefined },
    methods: {
      'write(Object)': (self: GObject, v: Value) => {
        (self.native as { text: string }).text +=
          v instanceof GArray
            ? new TextDecoder().decode(new Uint8Array(v.a.map((b) => (b as Byt).v & 255)))
            : typeof v === 'number'
              ? String.fromCharCode(v)
              : s(v);
      },
      'toString(Object=)': (self: GObject) => (self.native as { text: string }).text,
      'toByteArray()': (self: GObject) =>
        invokeMethod((self.native as { text: string }).text, 'getBytes', []),
      'size()': (self: GObject) => (self.native as { text: string }).text.length,
      'close()': () => undefined,
      'flush()': () => undefined,
    },
  },
  'java.io.PrintWriter': {
    make: holder(() => null),
    init: {
      '(Object,Object=)': (self: GObject, out: Value) => {
        self.native = { out } satisfies Printer;
      },
    },
    methods: printRows,
  },
  'java.io.BufferedWriter': {
    make: holder(() => null),
    init: {
      '(Object)': (self: GObject, out: Value) => {
        self.native = { out } satisfies Printer;
      },
    },
    methods: printRows,
  },
  'java.util.Locale': {
    construct: {
      '(String,String=,String=)': (language: string, country?: string) =>
        locale(country ? `${language}-${country}` : language),
    },
    constants: Object.fromEntries(Object.entries(LOCALES).map(([name, tag]) => [name, () => locale(tag)])),
    statics: {
      'getDefault(Object=)': () => locale('en'),
      'setDefault(Object)': () => undefined,
      'forLanguageTag(String)': (tag: string) => locale(tag),
      'of(String,String=)': (language: string, country?: string) =>
        locale(country ? `${language}-${country}` : language),
    },
    methods: {
      'getLanguage()': (self: GObject) => localeParts(self)[0],
      'getCountry()': (self: GObject) => localeParts(self)[1],
      'toString()': (self: GObject) =>
        localeParts(self)
          .filter((each) => each !== '')
          .join('_'),
      'toLanguageTag()': (self: GObject) => localeTag(self) || 'und',
      'getDisplayLanguage(Object=)': (self: GObject) => display('language', localeParts(self)[0]),
      'getDisplayCountry(Object=)': (self: GObject) => display('region', localeParts(self)[1]),
      'getDisplayName(Object=)': (self: GObject) => {
        const [language, country] = localeParts(self);
        return country
          ? `${display('language', language)} (${display('region', country)})`
          : display('language', language);
      },
      'equals(Object)': (self: GObject, o: Value) =>
        o instanceof GObject && o.cls === self.cls && localeTag(o) === localeTag(self),
      'hashCode()': (self: GObject) => hashCode(localeTag(self)),
    },
  },
  'java.util.Currency': {
    statics: { 'getInstance(Object)': (v: Value) => made('java.util.Currency', s(v)) },
    methods: {
      'getCurrencyCode()': (self: GObject) => self.native as string,
      'toString()': (self: GObject) => self.native as string,
      'getSymbol(Object=)': (self: GObject) =>
        new Intl.NumberFormat('en-US', { style: 'currency', currency: self.native as string })
          .formatToParts(1)
          .find((each) => each.type === 'currency')?.value ?? (self.native as string),
    },
  },
  'java.util.BitSet': {
    make: holder(() => new Set<number>()),
    init: { '(int=)': () => undefined },
    methods: {
      'set(int,boolean=)': (self: GObject, i: number, v?: boolean) => {
        const set = self.native as Set<number>;
        spendSpace(1);
        if (v === false) set.delete(i);
        else set.add(i);
      },
      'get(int)': (self: GObject, i: number) => (self.native as Set<number>).has(i),
      'clear(int)': (self: GObject, i: number) => void (self.native as Set<number>).delete(i),
      'flip(int)': (self: GObject, i: number) => {
        const set = self.native as Set<number>;
        if (!set.delete(i)) set.add(i);
      },
      'cardinality()': (self: GObject) => (self.native as Set<number>).size,
      'length()': (self: GObject) => Math.max(-1, ...(self.native as Set<number>)) + 1,
      'isEmpty()': (self: GObject) => (self.native as Set<number>).size === 0,
      'nextSetBit(int)': (self: GObject, from: number) =>
        [...(self.native as Set<number>)].filter((i) => i >= from).sort((a, b) => a - b)[0] ?? -1,
      'toString()': (self: GObject) =>
        `{${[...(self.native as Set<number>)].sort((a, b) => a - b).join(', ')}}`,
    },
  },
};
