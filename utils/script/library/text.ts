/** CharSequence, String, GString, StringBuilder. */
import {
  C,
  asType,
  callClosure,
  castTo,
  classOf,
  compare,
  gstringText,
  hashCode,
  isText,
  isTrue,
  javaStr,
  parseNumber,
  splitChars,
  toStr,
} from '../core.ts';
import { raise } from '../errors.ts';
import { isNumber, toInt, type Num } from '../numbers.ts';
import { spendSpace } from '../runtime.ts';
import {
  Byt,
  Chr,
  GArray,
  GClass,
  GClosure,
  GIterator,
  GList,
  GMap,
  GObject,
  GRange,
  GString,
  type Value,
} from '../values.ts';
import { rangeBounds } from './collections.ts';
import { comparator } from './objects.ts';
import { arrayClass, type LibraryTopic, type Rows } from './registry.ts';

const s = (v: Value): string => toStr(v);
const outOf = (begin: number, end: number, length: number) =>
  raise('java.lang.StringIndexOutOfBoundsException', `begin ${begin}, end ${end}, length ${length}`);

function substring(self: Value, begin: number, end?: number): string {
  const text = s(self);
  const to = end ?? text.length;
  if (begin < 0 || to > text.length || begin > to) throw outOf(begin, to, text.length);
  return text.slice(begin, to);
}

function at(self: string, i: number): string {
  const n = self.length;
  const k = i < 0 ? i + n : i;
  if (k < 0 || k >= n) {
    if (i < 0)
      throw raise(
        'java.lang.ArrayIndexOutOfBoundsException',
        `Negative array index [${i}] too large for array size ${n}`,
      );
    throw outOf(i, i + 1, n);
  }
  return self.charAt(k);
}

function slice(self: string, range: GRange): string {
  if (self.length === 0 && range.a.length === 0) return '';
  const { from, to, reverse } = rangeBounds(range, self.length);
  if (from > to) return '';
  if (from < 0 || to >= self.length) throw outOf(from, to + 1, self.length);
  const part = self.slice(from, to + 1);
  return reverse ? splitChars(part).toReversed().join('') : part;
}

function repeat(self: string, times: number): string {
  if (times < 0)
    throw raise(
      'java.lang.IllegalArgumentException',
      `multiply() should be called with a number of 0 or greater not: ${times}`,
    );
  spendSpace(self.length * times);
  return self.repeat(times);
}

function pad(width: Num, padding: Value | undefined, length: number): string {
  const fill = padding === undefined ? ' ' : s(padding);
  const n = Math.max(0, toInt(width) - length);
  spendSpace(n);
  return fill.repeat(Math.ceil(n / Math.max(1, fill.length))).slice(0, n);
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function number(type: GClass, self: Value): Value {
  return parseNumber(s(self).trim(), type);
}
function isNumeric(type: GClass, self: Value): boolean {
  try {
    parseNumber(s(self).trim(), type);
    return true;
  } catch {
    return false;
  }
}

const lines = (text: string): string[] => {
  const parts = text.split(/\r\n|\r|\n/);
  if (parts[parts.length - 1] === '') parts.pop();
  return parts;
};

function tokenize(self: Value, delimiters?: Value): Value {
  const set = delimiters === undefined ? ' \t\n\r\f' : s(delimiters);
  const out: Value[] = [];
  let word = '';
  for (const c of splitChars(s(self))) {
    if (set.includes(c)) {
      if (word) out.push(word);
      word = '';
    } else word += c;
  }
  if (word) out.push(word);
  return new GList(out);
}

function stripMargin(self: Value, margin = '|'): string {
  return s(self)
    .split(/\r\n|\r|\n/)
    .map((line) => {
      const m = /^[\t\n\v\f\r ]*/.exec(line)?.[0].length ?? 0;
      return line.charAt(m) === margin ? line.slice(m + 1) : line;
    })
    .join('\n');
}

function stripIndent(self: Value, n?: number): string {
  const rows = s(self).split(/\r\n|\r|\n/);
  const width =
    n ??
    Math.min(
      ...rows.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0),
      Infinity,
    );
  return rows
    .map((line) => (width === Infinity ? line : line.slice(Math.min(width, line.length))))
    .join('\n');
}

const javaTrim = (text: string): string => text.replace(/^[\0- ]+|[\0- ]+$/g, '');

const rows: Rows = {
  'length()': (self: Value) => s(self).length,
  'size()': (self: Value) => s(self).length,
  'charAt(int)': (self: Value, i: number) => {
    const text = s(self);
    if (i < 0 || i >= text.length)
      throw raise(
        'java.lang.StringIndexOutOfBoundsException',
        typeof self === 'string' ? `String index out of range: ${i}` : `index ${i}, length ${text.length}`,
      );
    return Chr.of(text.charCodeAt(i));
  },
  'codePointAt(int)': (self: Value, i: number) => s(self).codePointAt(i) ?? 0,
  'isEmpty()': (self: Value) => s(self) === '',
  'isBlank()': (self: Value) => s(self).trim() === '',
  'isAllWhitespace()': (self: Value) => s(self).trim() === '',
  'substring(int)': (self: Value, i: number) => substring(self, i),
  'substring(int,int)': (self: Value, i: number, j: number) => substring(self, i, j),
  'subSequence(int,int)': (self: Value, i: number, j: number) => substring(self, i, j),
  'toString()': (self: Value) => s(self),
  'equals(Object)': (self: Value, other: Value) =>
    isText(other) && classOf(self) === classOf(other) && s(self) === s(other),
  'hashCode()': (self: Value) => hashCode(self),
  'compareTo(Object)': (self: Value, other: Value) => compare(self, other),
  'compareToIgnoreCase(String)': (self: Value, other: string) =>
    compare(s(self).toLowerCase(), other.toLowerCase()),
  'equalsIgnoreCase(Object)': (self: Value, other: Value) =>
    other !== null && s(self).toLowerCase() === s(other).toLowerCase(),
  'contentEquals(CharSequence)': (self: Value, other: Value) => s(self) === s(other),
  'concat(String)': (self: Value, other: string) => s(self) + other,
  'contains(CharSequence)': (self: Value, other: Value) => s(self).includes(s(other)),
  'containsIgnoreCase(CharSequence)': (self: Value, other: Value) =>
    s(self).toLowerCase().includes(s(other).toLowerCase()),
  'startsWith(String,int=)': (self: Value, other: string, from?: number) =>
    s(self).startsWith(other, from ?? 0),
  'startsWithAny(CharSequence...)': (self: Value, others: Value[]) =>
    others.some((each) => s(self).startsWith(s(each))),
  'startsWithIgnoreCase(CharSequence)': (self: Value, other: Value) =>
    s(self).toLowerCase().startsWith(s(other).toLowerCase()),
  'endsWith(String)': (self: Value, other: string) => s(self).endsWith(other),
  'endsWithAny(CharSequence...)': (self: Value, others: Value[]) =>
    others.some((each) => s(self).endsWith(s(each))),
  'endsWithIgnoreCase(CharSequence)': (self: Value, other: Value) =>
    s(self).toLowerCase().endsWith(s(other).toLowerCase()),
  'indexOf(Object,int=)': (self: Value, other: Value, from?: number) =>
    s(self).indexOf(typeof other === 'number' ? String.fromCodePoint(other) : s(other), from ?? 0),
  'lastIndexOf(Object,int=)': (self: Value, other: Value, from?: number) =>
    s(self).lastIndexOf(typeof other === 'number' ? String.fromCodePoint(other) : s(other), from ?? Infinity),
  'toUpperCase(Object=)': (self: Value) => s(self).toUpperCase(),
  'toLowerCase(Object=)': (self: Value) => s(self).toLowerCase(),
  'capitalize()': (self: Value) => capital(s(self)),
  'uncapitalize()': (self: Value) => s(self).charAt(0).toLowerCase() + s(self).slice(1),
  'trim()': (self: Value) => javaTrim(s(self)),
  'strip()': (self: Value) => s(self).trim(),
  'stripLeading()': (self: Value) => s(self).trimStart(),
  'stripTrailing()': (self: Value) => s(self).trimEnd(),
  'intern()': (self: Value) => s(self),
  'reverse()': (self: Value) => splitChars(s(self)).toReversed().join(''),
  'repeat(int)': (self: Value, n: number) => {
    if (n < 0) throw raise('java.lang.IllegalArgumentException', `count is negative: ${n}`);
    return repeat(s(self), n);
  },
  'multiply(Number)': (self: Value, n: Num) => repeat(s(self), toInt(n)),
  'plus(Object)': (self: Value, other: Value) => s(self) + s(other),
  'minus(Object)': (self: Value, other: Value) => {
    const text = s(self);
    const i = text.indexOf(s(other));
    return i < 0 ? text : text.slice(0, i) + text.slice(i + s(other).length);
  },
  'next()': (self: Value) => {
    const text = s(self);
    if (text === '') return '\0';
    const last = text.charCodeAt(text.length - 1);
    return last === 0xffff ? `${text}\0` : text.slice(0, -1) + String.fromCharCode(last + 1);
  },
  'previous()': (self: Value) => {
    const text = s(self);
    if (text === '') throw raise('java.lang.IllegalArgumentException', 'the string is empty');
    const last = text.charCodeAt(text.length - 1);
    return last === 0 ? text.slice(0, -1) : text.slice(0, -1) + String.fromCharCode(last - 1);
  },
  'replace(Object,Object)': (self: Value, a: Value, b: Value) => {
    const result = s(self).replaceAll(s(a), () => s(b));
    spendSpace(result.length);
    return result;
  },
  'replace(Map)': (self: Value, map: GMap) =>
    map.entries().reduce((text, { k, v }) => text.replaceAll(s(k), () => s(v)), s(self)),
  'getAt(Number)': (self: Value, i: Num) => at(s(self), toInt(i)),
  'getAt(Range)': (self: Value, range: GRange) => slice(s(self), range),
  'getAt(Collection)': (self: Value, list: GList) =>
    list.a.map((i) => (i instanceof GRange ? slice(s(self), i) : at(s(self), toInt(i as Num)))).join(''),
  'take(int)': (self: Value, n: number) => s(self).slice(0, Math.max(0, n)),
  'drop(int)': (self: Value, n: number) => s(self).slice(Math.max(0, n)),
  'takeRight(int)': (self: Value, n: number) => (n <= 0 ? '' : s(self).slice(-n)),
  'dropRight(int)': (self: Value, n: number) => (n <= 0 ? s(self) : s(self).slice(0, -n)),
  'takeWhile(Closure)': (self: Value, c: GClosure) => {
    const text = s(self);
    let i = 0;
    while (i < text.length && isTrue(callClosure(c, [text.charAt(i)]))) i++;
    return text.slice(0, i);
  },
  'dropWhile(Closure)': (self: Value, c: GClosure) => {
    const text = s(self);
    let i = 0;
    while (i < text.length && isTrue(callClosure(c, [text.charAt(i)]))) i++;
    return text.slice(i);
  },
  'takeBefore(String)': (self: Value, mark: string) =>
    s(self).includes(mark) ? s(self).slice(0, s(self).indexOf(mark)) : '',
  'takeAfter(String)': (self: Value, mark: string) =>
    s(self).includes(mark) ? s(self).slice(s(self).indexOf(mark) + mark.length) : '',
  'takeBetween(String,String=)': (self: Value, a: string, b?: string) => {
    const text = s(self);
    const i = text.indexOf(a);
    const j = i < 0 ? -1 : text.indexOf(b ?? a, i + a.length);
    return i < 0 || j < 0 ? '' : text.slice(i + a.length, j);
  },
  'padLeft(Number,CharSequence=)': (self: Value, n: Num, p?: Value) => pad(n, p, s(self).length) + s(self),
  'padRight(Number,CharSequence=)': (self: Value, n: Num, p?: Value) => s(self) + pad(n, p, s(self).length),
  'center(Number,CharSequence=)': (self: Value, n: Num, p?: Value) => {
    const text = s(self);
    const total = Math.max(0, toInt(n) - text.length);
    const left = Math.floor(total / 2);
    return pad(left, p, 0) + text + pad(total - left, p, 0);
  },
  'tokenize(Object=)': tokenize,
  'toList()': (self: Value) => new GList(splitChars(s(self))),
  'toSet()': (self: Value) => asType(s(self), C.Set),
  'toCharArray()': (self: Value) =>
    new GArray(
      arrayClass(C.char),
      splitChars(s(self)).map((c) => Chr.of(c.charCodeAt(0))),
    ),
  'getChars()': (self: Value) =>
    new GArray(
      arrayClass(C.char),
      splitChars(s(self)).map((c) => Chr.of(c.charCodeAt(0))),
    ),
  'getBytes(Object=)': (self: Value) =>
    new GArray(
      arrayClass(C.byte),
      [...new TextEncoder().encode(s(self))].map((b) => new Byt((b << 24) >> 24)),
    ),
  'toInteger()': (self: Value) => number(C.Integer, self),
  'toLong()': (self: Value) => number(C.Long, self),
  'toShort()': (self: Value) => number(C.Short, self),
  'toDouble()': (self: Value) => number(C.Double, self),
  'toFloat()': (self: Value) => number(C.Float, self),
  'toBigDecimal()': (self: Value) => number(C.BigDecimal, self),
  'toBigInteger()': (self: Value) => number(C.BigInteger, self),
  'toBoolean()': (self: Value) => ['true', 'y', '1'].includes(s(self).trim().toLowerCase()),
  'toCharacter()': (self: Value) => castTo(s(self), C.Character),
  'asBoolean()': (self: Value) => s(self) !== '',
  'isInteger()': (self: Value) => isNumeric(C.Integer, self),
  'isLong()': (self: Value) => isNumeric(C.Long, self),
  'isDouble()': (self: Value) => isNumeric(C.Double, self),
  'isFloat()': (self: Value) => isNumeric(C.Float, self),
  'isBigDecimal()': (self: Value) => isNumeric(C.BigDecimal, self),
  'isBigInteger()': (self: Value) => isNumeric(C.BigInteger, self),
  'isNumber()': (self: Value) => isNumeric(C.BigDecimal, self),
  'count(CharSequence)': (self: Value, part: Value) =>
    s(part) === '' ? 0 : s(self).split(s(part)).length - 1,
  'readLines()': (self: Value) => new GList(lines(s(self))),
  'eachLine(Closure)': (self: Value, c: GClosure) => {
    let result: Value = null;
    lines(s(self)).forEach((line, i) => {
      result = callClosure(c, c.code.params.length === 2 ? [line, i] : [line]);
    });
    return result;
  },
  'eachLine(int,Closure)': (self: Value, first: number, c: GClosure) => {
    let result: Value = null;
    lines(s(self)).forEach((line, i) => {
      result = callClosure(c, c.code.params.length === 2 ? [line, i + first] : [line]);
    });
    return result;
  },
  'lines()': (self: Value) => new GList(lines(s(self))),
  'stripMargin(Object=)': (self: Value, c?: Value) => stripMargin(self, c === undefined ? '|' : s(c)),
  'stripIndent(int=)': stripIndent,
  'normalize()': (self: Value) => s(self).replace(/\r\n?/g, '\n'),
  'denormalize()': (self: Value) => s(self),
  'expand(int=)': (self: Value, n?: number) =>
    s(self).replaceAll(/^.*$/gm, (line) => {
      const width = n ?? 8;
      let out = '';
      for (const c of splitChars(line)) out += c === '\t' ? ' '.repeat(width - (out.length % width)) : c;
      spendSpace(out.length);
      return out;
    }),
  'unexpand(int=)': (self: Value, n?: number) =>
    s(self).replaceAll(/^.*$/gm, (line) => {
      const width = n ?? 8;
      let out = '';
      for (let i = 0; i < line.length; i += width) {
        const part = line.slice(i, i + width);
        out += part.length === width ? part.replace(/ +$/, '\t') : part;
      }
      return out;
    }),
  'regionMatches(int,String,int,int)': (self: Value, i: number, other: string, j: number, n: number) =>
    s(self).slice(i, i + n) === other.slice(j, j + n),
  'regionMatches(boolean,int,String,int,int)': (
    self: Value,
    fold: boolean,
    i: number,
    other: string,
    j: number,
    n: number,
  ) => {
    const [a, b] = [s(self).slice(i, i + n), other.slice(j, j + n)];
    return fold ? a.toLowerCase() === b.toLowerCase() : a === b;
  },
  'iterator()': (self: Value) => new GIterator(splitChars(s(self))[Symbol.iterator]()),
  'each(Closure)': (self: Value, c: GClosure) => {
    for (const each of splitChars(s(self))) callClosure(c, [each]);
    return self;
  },
  'isCase(Object)': (self: Value, v: Value) => v !== null && s(self) === s(v),
  'collectReplacements(Closure)': (self: Value, c: GClosure) =>
    splitChars(s(self))
      .map((each) => {
        const r = callClosure(c, [Chr.of(each.charCodeAt(0))]);
        return r === null ? each : s(r);
      })
      .join(''),
  'toURI()': (self: Value) => s(self),
  'leftShift(Object)': (self: Value, v: Value) => builder(s(self) + s(v), 'java.lang.StringBuffer'),
  'execute()': () => {
    throw raise('java.lang.SecurityException', 'Processes are not available to scripts');
  },
  'tr(String,String)': (self: Value, from: string, to: string) => translate(s(self), from, to),
  'chars()': (self: Value) => new GList(splitChars(s(self)).map((c) => c.charCodeAt(0))),
  'codePoints()': (self: Value) => new GList(Array.from(s(self)).map((c) => c.codePointAt(0) ?? 0)),
};

function translate(text: string, from: string, to: string): string {
  const expand = (set: string): string =>
    set.replace(/(.)-(.)/gs, (_, a: string, b: string) => {
      let out = '';
      for (let i = a.charCodeAt(0); i <= b.charCodeAt(0); i++) out += String.fromCharCode(i);
      return out;
    });
  const source = expand(from.startsWith('^') && from.length > 1 ? from.slice(1) : from);
  const target = expand(to);
  return splitChars(text)
    .map((c) => {
      const i = source.lastIndexOf(c);
      if (from.startsWith('^') && from.length > 1) return i < 0 ? target.slice(-1) : c;
      return i < 0 ? c : target.charAt(Math.min(i, target.length - 1));
    })
    .join('');
}

/** Text a StringBuilder holds. */
export type TextBox = { text: string };
export const box = (v: GObject): TextBox => v.native as TextBox;
export function builder(text: string, name = 'java.lang.StringBuilder'): GObject {
  const made = new GObject(BUILDERS[name] ?? C.Object);
  made.native = { text };
  return made;
}
const BUILDERS: Record<string, GClass> = {};

function put(self: GObject, text: string): GObject {
  const b = box(self);
  spendSpace(Math.ceil(text.length / 4) + 1);
  b.text += text;
  if (b.text.length > 8_000_000) spendSpace(b.text.length);
  return self;
}

const builderRows: Rows = {
  'append(Object)': (self: GObject, v: Value) =>
    put(self, v instanceof GArray && v.cls.component === C.char ? v.a.map(s).join('') : javaStr(v)),
  'append(CharSequence,int,int)': (self: GObject, v: Value, a: number, b: number) =>
    put(self, s(v).slice(a, b)),
  'leftShift(Object)': (self: GObject, v: Value) => put(self, s(v)),
  'appendCodePoint(int)': (self: GObject, v: number) => put(self, String.fromCodePoint(v)),
  'plus(Object)': (self: GObject, v: Value) => box(self).text + s(v),
  'insert(int,Object)': (self: GObject, i: number, v: Value) => {
    const b = box(self);
    if (i < 0 || i > b.text.length)
      throw raise('java.lang.StringIndexOutOfBoundsException', `offset ${i}, length ${b.text.length}`);
    b.text = b.text.slice(0, i) + javaStr(v) + b.text.slice(i);
    spendSpace(b.text.length / 16);
    return self;
  },
  'delete(int,int)': (self: GObject, i: number, j: number) => {
    const b = box(self);
    const end = Math.min(j, b.text.length);
    if (i < 0 || i > end)
      throw raise(
        'java.lang.StringIndexOutOfBoundsException',
        `start ${i}, end ${end}, length ${b.text.length}`,
      );
    b.text = b.text.slice(0, i) + b.text.slice(end);
    return self;
  },
  'deleteCharAt(int)': (self: GObject, i: number) => {
    const b = box(self);
    if (i < 0 || i >= b.text.length)
      throw raise('java.lang.StringIndexOutOfBoundsException', `index ${i}, length ${b.text.length}`);
    b.text = b.text.slice(0, i) + b.text.slice(i + 1);
    return self;
  },
  'replace(int,int,String)': (self: GObject, i: number, j: number, v: string) => {
    const b = box(self);
    b.text = b.text.slice(0, i) + v + b.text.slice(Math.min(j, b.text.length));
    return self;
  },
  'reverse()': (self: GObject) => {
    const b = box(self);
    b.text = splitChars(b.text).toReversed().join('');
    return self;
  },
  'setLength(int)': (self: GObject, n: number) => {
    const b = box(self);
    b.text = b.text.slice(0, n).padEnd(n, '\0');
  },
  'setCharAt(int,char)': (self: GObject, i: number, c: Chr) => {
    const b = box(self);
    b.text = b.text.slice(0, i) + String.fromCharCode(c.v) + b.text.slice(i + 1);
  },
  'capacity()': (self: GObject) => Math.max(16, box(self).text.length),
  'ensureCapacity(int)': () => undefined,
  'toString()': (self: GObject) => box(self).text,
  'equals(Object)': (self: Value, other: Value) => self === other,
  'compareTo(Object)': (self: GObject, other: GObject) => compare(box(self).text, box(other).text),
  'putAt(Range,Object)': (self: GObject, r: GRange, v: Value) => {
    const b = box(self);
    const { from, to } = rangeBounds(r, b.text.length);
    b.text = b.text.slice(0, from) + s(v) + b.text.slice(to + 1);
  },
};

const builderSpec = (name: string): LibraryTopic[string] => ({
  implements: ['java.lang.CharSequence', 'java.lang.Comparable'],
  make: (cls) => {
    BUILDERS[name] ??= cls;
    const made = new GObject(cls);
    made.native = { text: '' };
    return made;
  },
  init: {
    '()': () => undefined,
    '(Object)': (self: GObject, v: Value) => {
      BUILDERS[name] ??= self.cls;
      if (!isNumber(v)) box(self).text = s(v);
    },
  },
  methods: builderRows,
});

export const text: LibraryTopic = {
  'java.lang.CharSequence': { kind: 'interface', methods: rows },
  'java.lang.String': {
    implements: ['java.lang.CharSequence', 'java.lang.Comparable', 'java.io.Serializable'],
    construct: {
      '()': () => '',
      '(Object)': (v: Value) =>
        v instanceof GArray
          ? v.cls.component === C.byte
            ? new TextDecoder().decode(new Uint8Array(v.a.map((b) => toInt(b as Num) & 255)))
            : v.a.map(s).join('')
          : s(v),
      '(Object,Object)': (v: GArray) =>
        new TextDecoder().decode(new Uint8Array(v.a.map((b) => toInt(b as Num) & 255))),
      '(Object,int,int)': (v: GArray, from: number, count: number) =>
        v.a
          .slice(from, from + count)
          .map(s)
          .join(''),
    },
    statics: {
      'valueOf(Object)': (v: Value) =>
        v instanceof GArray && v.cls.component === C.char ? v.a.map(s).join('') : javaStr(v),
      'copyValueOf(Object)': (v: GArray) => v.a.map(s).join(''),
      'join(CharSequence,Object...)': (d: Value, list: Value[]) =>
        (list.length === 1 && list[0] instanceof GList ? list[0].a : list).map((each) => s(each)).join(s(d)),
      'join(CharSequence,Iterable)': (d: Value, list: GList) => list.a.map((each) => s(each)).join(s(d)),
    },
    constants: {
      CASE_INSENSITIVE_ORDER: () => comparator((a, b) => compare(s(a).toLowerCase(), s(b).toLowerCase())),
    },
  },
  'groovy.lang.GString': {
    isAbstract: true,
    implements: ['java.lang.CharSequence', 'java.lang.Comparable'],
    methods: {
      'getValues()': (self: GString) => new GArray(arrayClass(C.Object), [...self.values]),
      'getStrings()': (self: GString) => new GArray(arrayClass(C.String), [...self.strings]),
      'getValueCount()': (self: GString) => self.values.length,
      'plus(Object)': (self: GString, other: Value) => {
        const more = other instanceof GString ? other : new GString([s(other)], []);
        const [first = '', ...rest] = more.strings;
        const strings =
          self.strings.length > self.values.length
            ? [...self.strings.slice(0, -1), (self.strings[self.strings.length - 1] ?? '') + first]
            : [...self.strings, first];
        return new GString([...strings, ...rest], [...self.values, ...more.values]);
      },
      'toString()': (self: GString) => gstringText(self),
    },
  },
  'org.codehaus.groovy.runtime.GStringImpl': { extends: 'groovy.lang.GString' },
  'java.lang.StringBuilder': builderSpec('java.lang.StringBuilder'),
  'java.lang.StringBuffer': builderSpec('java.lang.StringBuffer'),
  'java.io.StringWriter': {
    make: (cls) => {
      const made = new GObject(cls);
      made.native = { text: '' };
      return made;
    },
    init: { '()': () => undefined },
    methods: {
      'write(Object)': (self: GObject, v: Value) =>
        void put(self, typeof v === 'number' ? String.fromCharCode(v) : s(v)),
      'append(Object)': (self: GObject, v: Value) => put(self, s(v)),
      'leftShift(Object)': (self: GObject, v: Value) => put(self, s(v)),
      'print(Object)': (self: GObject, v: Value) => void put(self, s(v)),
      'println(Object)': (self: GObject, v: Value) => void put(self, `${s(v)}\n`),
      'toString()': (self: GObject) => box(self).text,
      'getBuffer()': (self: GObject) => builder(box(self).text, 'java.lang.StringBuffer'),
      'flush()': () => undefined,
      'close()': () => undefined,
    },
  },
};
