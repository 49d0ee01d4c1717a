/** groovy.json: JsonSlurper, JsonOutput, JsonBuilder, StreamingJsonBuilder. */
import {
  C,
  arity,
  callClosure,
  cloneClosure,
  fieldInfo,
  findMethods,
  getterName,
  getProperty,
  instanceOf,
  invokeMethod,
  isText,
  javaStr,
  toItems,
  toStr,
} from '../core.ts';
import { raise } from '../errors.ts';
import { isNumber, numberToString, parseDec } from '../numbers.ts';
import { spend, spendSpace } from '../runtime.ts';
import {
  Big,
  type Byt,
  Chr,
  Dbl,
  Flt,
  GArray,
  type GClass,
  GClosure,
  GIterator,
  GList,
  GMap,
  GObject,
  GRange,
  GSet,
  Lng,
  type Value,
} from '../values.ts';
import { classNamed, type LibraryTopic, type Rows } from './registry.ts';

// --- reading ---

const LAZY_MAP = classNamed('org.apache.groovy.json.internal.LazyMap');
const broken = (text: string) => raise('groovy.json.JsonException', text);

class Reader {
  private at = 0;
  private depth = 0;
  private last = 0;
  private readonly text: string;
  private readonly lazy: boolean;
  constructor(text: string, lazy: boolean) {
    this.text = text;
    this.lazy = lazy;
  }

  document(): Value {
    this.space();
    // Groovy's parser does not look at what follows.
    return this.value();
  }

  /** The parser's report: what it read, where, and the line with a mark under the place. */
  private fault(reason: string, i = this.at, seen = Math.min(i, this.text.length - 1)) {
    const { text } = this;
    const code = text.charCodeAt(seen);
    const shown =
      code === 32 ? '[SPACE]' : code === 9 ? '[TAB]' : code === 10 ? '[NEWLINE]' : `'${text.charAt(seen)}'`;
    const begin = text.lastIndexOf('\n', i - 1) + 1;
    const stop = text.indexOf('\n', i);
    const line = text.slice(begin, stop < 0 ? text.length : stop);
    const lineNumber = text.slice(0, i).split('\n').length;
    return broken(
      `${reason}\n\nThe current character read is ${shown} with an int value of ${code}\n${reason}\nline number ${lineNumber}\nindex number ${i}\n${line}\n${'.'.repeat(i - begin)}^`,
    );
  }

  private space(): void {
    while (this.at < this.text.length && ' \t\n\r'.includes(this.text.charAt(this.at))) this.at++;
  }

  private value(): Value {
    spend(1);
    if (++this.depth > 500) throw raise('java.lang.StackOverflowError', null);
    try {
      const c = this.text.charAt(this.at);
      switch (c) {
        case '{':
          return this.object();
        case '[':
          return this.array();
        case '"':
          return this.string();
        case 't':
          return this.word('true', true);
        case 'f':
          return this.word('false', false);
        case 'n':
          return this.word('null', null);
        default:
          if (c === '-' || (c >= '0' && c <= '9')) return this.number();
          throw this.fault(
            'Unable to determine the current character, it is not a string, number, array, or object',
          );
      }
    } finally {
      this.depth--;
    }
  }

  private word(word: string, v: Value): Value {
    if (!this.text.startsWith(word, this.at)) {
      let same = 1;
      while (same < word.length && this.text.charAt(this.at + same) === word.charAt(same)) same++;
      throw this.fault(
        word === 'null' ? 'null not parse properly' : `${word} not parsed properly`,
        this.at + same,
        this.at,
      );
    }
    this.at += word.length;
    return v;
  }

  private number(): Value {
    const m = /^-?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?/.exec(this.text.slice(this.at, this.at + 1100));
    if (!m) throw this.fault('expecting number after minus sign');
    this.at += m[0].length;
    if (/[.eE]/.test(m[0])) return parseDec(m[0]);
    const v = BigInt(m[0]);
    if (v >= -2147483648n && v <= 2147483647n) return Number(v);
    return v === BigInt.asIntN(64, v) ? new Lng(v) : new Big(v);
  }

  private string(): string {
    const begin = this.at + 1;
    let out = '';
    let from = begin;
    for (let i = begin; ; i++) {
      const c = this.text.charCodeAt(i);
      if (c === 34 || Number.isNaN(c)) {
        out += this.text.slice(from, i);
        this.at = i + 1;
        spendSpace(out.length >> 1);
        return out;
      }
      if (c !== 92) continue;
      out += this.text.slice(from, i);
      const e = this.text.charAt(++i);
      if (e === 'u') {
        out += String.fromCharCode(Number.parseInt(this.text.slice(i + 1, i + 5), 16));
        i += 4;
      } else out += { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }[e] ?? e;
      from = i + 1;
    }
  }

  private array(): Value {
    const list = new GList([]);
    this.at++;
    this.space();
    if (this.text.charAt(this.at) === ']') {
      this.at++;
      return list;
    }
    for (;;) {
      this.space();
      this.last = this.at;
      list.a.push(this.value());
      spendSpace(1);
      this.space();
      const c = this.text.charAt(this.at);
      if (c === ']') {
        this.at++;
        return list;
      }
      if (c === '') throw this.fault('issue parsing JSON array', this.at, this.last);
      if (c !== ',')
        throw this.fault(
          `expecting a ',' or a ']',  but got \nthe current character of  '${c}' with an int value of ${c.charCodeAt(0)} on array index of ${list.a.length} \n`,
        );
      this.at++;
      if (this.at + 1 >= this.text.length)
        throw this.fault('Did not find end of Json Array', this.at, this.last);
    }
  }

  private object(): Value {
    const map = new GMap(this.lazy ? 'linked' : 'hash');
    if (this.lazy) map.cls = LAZY_MAP;
    this.at++;
    for (;;) {
      this.space();
      const c = this.text.charAt(this.at);
      if (c === '}') {
        this.at++;
        return map;
      }
      if (c !== '"')
        throw this.fault(
          `expecting '}' or ',' but got current char ${c === '' ? "'EOF'" : `'${c}' with an int value of ${c.charCodeAt(0)}`}`,
        );
      const key = this.string();
      this.space();
      if (this.text.charAt(this.at) !== ':')
        throw this.fault(
          `expecting current character to be '${this.text.charAt(this.at)}' with an int value of ${this.text.charCodeAt(this.at)}\n`,
        );
      this.at++;
      this.space();
      const begin = this.at;
      map.put(key, this.value());
      spendSpace(2);
      this.space();
      const end = this.text.charAt(this.at);
      if (end === ',') {
        this.at++;
        continue;
      }
      if (end === '}') {
        this.at++;
        return map;
      }
      const seen = end === '' ? begin : this.at;
      throw this.fault(
        `expecting '}' or ',' but got current char '${this.text.charAt(seen)}' with an int value of ${this.text.charCodeAt(seen)}`,
        this.at,
        seen,
      );
    }
  }
}

function readJson(text: string | null, lazy: boolean): Value {
  if (text === null || text === '')
    throw raise('java.lang.IllegalArgumentException', 'Text must not be null or empty');
  spend(text.length >> 3);
  return new Reader(text, lazy).document();
}

// --- writing ---

function quote(s: string): string {
  let out = '"';
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    switch (c) {
      case 34:
        out += '\\"';
        break;
      case 92:
        out += '\\\\';
        break;
      case 8:
        out += '\\b';
        break;
      case 9:
        out += '\\t';
        break;
      case 10:
        out += '\\n';
        break;
      case 12:
        out += '\\f';
        break;
      case 13:
        out += '\\r';
        break;
      default:
        out += c < 32 || c > 126 ? `\\u${c.toString(16).padStart(4, '0')}` : s.charAt(i);
    }
  }
  return `${out}"`;
}

const DATE = classNamed('java.util.Date');
const EXPANDO = classNamed('groovy.util.Expando');

function entriesJson(pairs: Iterable<{ k: Value; v: Value }>): string {
  const out: string[] = [];
  for (const { k, v } of pairs) {
    if (k === null)
      throw raise('java.lang.IllegalArgumentException', "Maps with null keys can't be converted to JSON");
    out.push(`${quote(toStr(k))}:${toJson(v)}`);
  }
  return `{${out.join(',')}}`;
}

let depth = 0;
export function toJson(v: Value): string {
  spend(1);
  if (v === null) return 'null';
  if (typeof v === 'boolean') return String(v);
  if (isNumber(v)) {
    if ((v instanceof Dbl || v instanceof Flt) && !Number.isFinite(v.v))
      throw broken(
        `Number ${toStr(v)} can't be serialized as JSON: ${Number.isNaN(v.v) ? 'NaN' : 'infinite'} are not allowed in JSON.`,
      );
    return numberToString(v);
  }
  if (isText(v) || v instanceof Chr) return quote(toStr(v));
  if (depth > 400) throw raise('java.lang.StackOverflowError', null);
  depth++;
  try {
    if (v instanceof GMap && !v.cls.scripted) return entriesJson(v.entries());
    if (v instanceof GList || v instanceof GSet || v instanceof GArray || v instanceof GRange)
      return `[${v.a.map(toJson).join(',')}]`;
    if (v instanceof GIterator) return `[${toItems(v).map(toJson).join(',')}]`;
    if (v instanceof GClosure) return entriesJson(delegateOf(v).entries());
    const { cls } = v;
    if (cls.isSubclassOf(DATE)) return `"${isoDate((v as GObject).native as number)}"`;
    if (cls.name === 'java.util.GregorianCalendar') return toJson(invokeMethod(v, 'getTime', []));
    if (cls.kind === 'enum' || cls.superclass?.kind === 'enum')
      return quote(toStr(invokeMethod(v, 'name', [])));
    if (cls.name === RAW.name) return toStr(v);
    if (cls.name === 'java.util.UUID' || cls.name === 'java.lang.Class') return quote(toStr(v));
    if (v instanceof GObject && v.native instanceof GMap && cls.isSubclassOf(EXPANDO))
      return entriesJson(v.native.entries());
    if (v instanceof GObject && (v.native as Builder | null)?.builder)
      return toJson((v.native as Builder).content);
    if (instanceOf(v, C.Iterable)) return `[${toItems(v).map(toJson).join(',')}]`;
    if (instanceOf(v, C.Map))
      return entriesJson(toItems(v).map((e) => ({ k: getProperty(e, 'key'), v: getProperty(e, 'value') })));
    if (cls.name.startsWith('java.time.')) return quote(toStr(v));
    const properties = invokeMethod(v, 'getProperties', []) as GMap;
    return entriesJson(
      properties
        .entries()
        .filter(
          (e) => !['class', 'metaClass', 'declaringClass'].includes(toStr(e.k)) && isOpen(cls, toStr(e.k)),
        ),
    );
  } finally {
    depth--;
  }
}
/** A property others see: not a private or static field, unless a getter gives it. */
function isOpen(cls: GClass, name: string): boolean {
  const field = fieldInfo(cls, name);
  if (field?.isStatic) return false;
  return !field || field.isProperty || findMethods(cls, getterName(name)).length > 0;
}
const isoDate = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+0000`;

function pretty(text: string): string {
  let out = '';
  let level = 0;
  const line = (): string => `\n${'    '.repeat(level)}`;
  for (let i = 0; i < text.length;) {
    spend(1);
    const c = text.charAt(i);
    if (c === '"') {
      const m = /"(?:[^"\\]|\\.)*"/sy;
      m.lastIndex = i;
      const found = m.exec(text)?.[0] ?? text.slice(i);
      out += found;
      i += found.length;
      continue;
    }
    i++;
    if (c === '{' || c === '[') {
      level++;
      out += c + line();
    } else if (c === '}' || c === ']') {
      level--;
      out += line() + c;
    } else if (c === ',') out += `,${line()}`;
    else if (c === ':') out += ': ';
    else if (!' \t\r\n'.includes(c)) out += c;
  }
  spendSpace(out.length);
  return out;
}

// --- builders ---

type Builder = { builder: true; content: Value };
const RAW = classNamed('groovy.json.JsonOutput$JsonUnescaped');

/** Runs a closure that describes an object: each call in it is an entry. */
function delegateOf(c: GClosure, args: readonly Value[] = []): GMap {
  const content = new GMap();
  const collector = new GObject(classNamed('groovy.json.JsonDelegate'));
  collector.native = content;
  const copy = cloneClosure(c);
  copy.delegate = collector;
  copy.strategy = 1;
  callClosure(copy, args.slice(0, Math.max(arity(c), 0)));
  return content;
}
function described(args: readonly Value[]): Value {
  const [first, second] = args;
  if (args.length === 1) return first instanceof GClosure ? delegateOf(first) : (first ?? null);
  if (args.length === 2 && second instanceof GClosure) {
    if (first !== null && typeof first === 'object' && instanceOf(first, C.Iterable))
      return new GList(toItems(first).map((each) => delegateOf(second, [each])));
    if (first instanceof GArray) return new GList(first.a.map((each) => delegateOf(second, [each])));
    return delegateOf(second, [first ?? null]);
  }
  return new GList([...args]);
}
/** What `builder.name(args)` puts under the name. */
function named(args: readonly Value[]): Value {
  if (args.length === 0) return new GMap();
  const [first, second] = args;
  if (args.length === 1) {
    if (first instanceof GClosure) return delegateOf(first);
    return first ?? null;
  }
  if (args.length === 2 && first instanceof GMap && second instanceof GClosure) {
    const map = new GMap();
    for (const { k, v } of first.entries()) map.put(k, v);
    for (const { k, v } of delegateOf(second).entries()) map.put(k, v);
    return map;
  }
  if (args.length === 2 && second instanceof GClosure) return described(args);
  throw broken('Expected no arguments, a single map, a single closure, or a map and closure as arguments.');
}
const builder = (v: GObject): Builder => v.native as Builder;
const itemsOf = (args: Value): Value[] => (args instanceof GArray ? [...args.a] : (toItems(args) as Value[]));

const writeTo: Rows = {
  'writeTo(Object)': (self: GObject, out: Value) => {
    invokeMethod(out, 'write', [toJson(builder(self).content)]);
    return out;
  },
};

type Stream = { out: Value };
const stream = (v: GObject): Stream => v.native as Stream;
const emit = (self: GObject, text: string): Value => {
  invokeMethod(stream(self).out, 'write', [text]);
  return null;
};

export const json: LibraryTopic = {
  'org.apache.groovy.json.internal.LazyMap': {
    extends: 'java.util.LinkedHashMap',
    methods: { 'toString()': (self: GMap) => javaStr(self) },
  },
  'groovy.json.JsonDelegate': {
    methods: {
      'methodMissing(String,Object)': (self: GObject, name: string, args: Value) => {
        const list = itemsOf(args);
        const v =
          list.length === 1 || (list.length === 2 && list[1] instanceof GClosure)
            ? described(list)
            : new GList(list);
        (self.native as GMap).put(name, v);
        return v;
      },
      'getContent()': (self: GObject) => self.native as GMap,
    },
  },
  'groovy.json.JsonSlurper': {
    make: (cls) => new GObject(cls),
    init: { '()': () => undefined },
    methods: {
      'parseText(String)': (_: Value, text: string | null) => readJson(text, true),
      'parse(Object)': (_: Value, source: Value) =>
        readJson(
          source instanceof GArray
            ? new TextDecoder().decode(new Uint8Array(source.a.map((b) => (b as Byt).v & 255)))
            : isText(source)
              ? toStr(source)
              : toStr(invokeMethod(source, 'getText', [])),
          true,
        ),
      'setType(Object)': (self: Value) => self,
      'setLazyChop(boolean)': (self: Value) => self,
      'setChop(boolean)': (self: Value) => self,
      'setCheckDates(boolean)': (self: Value) => self,
    },
  },
  'groovy.json.JsonParserType': {
    extends: 'java.lang.Enum',
    kind: 'enum',
    constants: Object.fromEntries(
      ['CHAR_BUFFER', 'INDEX_OVERLAY', 'CHARACTER_SOURCE', 'LAX'].map((name, ordinal) => [
        name,
        () => {
          const made = new GObject(classNamed('groovy.json.JsonParserType'));
          made.native = { name, ordinal };
          return made;
        },
      ]),
    ),
  },
  'groovy.json.JsonSlurperClassic': {
    make: (cls) => new GObject(cls),
    init: { '()': () => undefined },
    methods: {
      'parseText(String)': (_: Value, text: string | null) => readJson(text, false),
      'parse(Object)': (_: Value, source: Value) =>
        readJson(toStr(invokeMethod(source, 'getText', [])), false),
    },
  },
  'groovy.json.JsonOutput': {
    statics: {
      'toJson(Object)': (v: Value) => {
        const text = toJson(v);
        spendSpace(text.length);
        return text;
      },
      'prettyPrint(String)': (text: string) => pretty(text),
      'unescaped(CharSequence)': (text: Value) => {
        const made = new GObject(RAW);
        made.native = toStr(text);
        return made;
      },
    },
  },
  'groovy.json.JsonOutput$JsonUnescaped': {
    methods: { 'toString()': (self: GObject) => self.native as string },
  },
  'groovy.json.JsonBuilder': {
    make: (cls) => {
      const made = new GObject(cls);
      made.native = { builder: true, content: null } satisfies Builder;
      return made;
    },
    init: {
      '(Object=)': (self: GObject, v?: Value) => {
        builder(self).content = v ?? null;
      },
    },
    methods: {
      ...writeTo,
      'call(Object...)': (self: GObject, args: Value[]) => {
        const v = described(args);
        builder(self).content = v;
        return v;
      },
      'methodMissing(String,Object)': (self: GObject, name: string, args: Value) => {
        const map = new GMap();
        map.put(name, named(itemsOf(args)));
        builder(self).content = map;
        return map;
      },
      'getContent()': (self: GObject) => builder(self).content,
      'toString()': (self: GObject) => toJson(builder(self).content),
      'toPrettyString()': (self: GObject) => pretty(toJson(builder(self).content)),
    },
  },
  'groovy.json.StreamingJsonBuilder': {
    make: (cls) => new GObject(cls),
    init: {
      '(Object,Object=)': (self: GObject, out: Value, v?: Value) => {
        self.native = { out } satisfies Stream;
        if (v !== undefined) emit(self, toJson(v));
      },
    },
    methods: {
      'call(Object...)': (self: GObject, args: Value[]) => {
        emit(self, toJson(described(args)));
        return described(args);
      },
      'methodMissing(String,Object)': (self: GObject, name: string, args: Value) => {
        const map = new GMap();
        map.put(name, named(itemsOf(args)));
        emit(self, toJson(map));
        return self;
      },
    },
  },
};
