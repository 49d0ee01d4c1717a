// oxlint-disable typescript/consistent-return -- the switches without a last return are exhaustive, which the types prove
/**
 * What Groovy's runtime does with values: classes, methods, properties, equality, truth, order, text, conversion.
 * Compiled code and the library both work through this file and through nothing else.
 */
import { raise } from './errors.ts';
import { arrayClass, classNamed, constantTables, propertyTables } from './library/registry.ts';
import {
  compareNumbers,
  isNumber,
  numberHash,
  numberToString,
  parseDec,
  toBigInt,
  toDec,
  toDouble,
  toInt,
  toLong,
} from './numbers.ts';
import { LimitReached, R, outOfFuel, spend, spendSpace } from './runtime.ts';
import {
  Big,
  Byt,
  Chr,
  Dbl,
  Dec,
  Flt,
  GArray,
  GClass,
  GClosure,
  GEntry,
  GIterator,
  GList,
  GMap,
  GObject,
  GRange,
  GSet,
  GString,
  GThrowable,
  Lng,
  type Method,
  Obj,
  Sht,
  Thrown,
  type Value,
  keyRules,
} from './values.ts';

/** The classes the interpreter itself speaks of. */
export const C = {
  Object: classNamed('java.lang.Object'),
  String: classNamed('java.lang.String'),
  GString: classNamed('groovy.lang.GString'),
  GStringImpl: classNamed('org.codehaus.groovy.runtime.GStringImpl'),
  CharSequence: classNamed('java.lang.CharSequence'),
  Integer: classNamed('java.lang.Integer'),
  Long: classNamed('java.lang.Long'),
  Short: classNamed('java.lang.Short'),
  Byte: classNamed('java.lang.Byte'),
  Double: classNamed('java.lang.Double'),
  Float: classNamed('java.lang.Float'),
  BigInteger: classNamed('java.math.BigInteger'),
  BigDecimal: classNamed('java.math.BigDecimal'),
  Number: classNamed('java.lang.Number'),
  Boolean: classNamed('java.lang.Boolean'),
  Character: classNamed('java.lang.Character'),
  Class: classNamed('java.lang.Class'),
  NullObject: classNamed('org.codehaus.groovy.runtime.NullObject'),
  ArrayList: classNamed('java.util.ArrayList'),
  List: classNamed('java.util.List'),
  Collection: classNamed('java.util.Collection'),
  Iterable: classNamed('java.lang.Iterable'),
  Iterator: classNamed('java.util.Iterator'),
  Comparable: classNamed('java.lang.Comparable'),
  Comparator: classNamed('java.util.Comparator'),
  LinkedHashMap: classNamed('java.util.LinkedHashMap'),
  HashMap: classNamed('java.util.HashMap'),
  TreeMap: classNamed('java.util.TreeMap'),
  Map: classNamed('java.util.Map'),
  Entry: classNamed('java.util.Map$Entry'),
  Set: classNamed('java.util.Set'),
  LinkedHashSet: classNamed('java.util.LinkedHashSet'),
  HashSet: classNamed('java.util.HashSet'),
  TreeSet: classNamed('java.util.TreeSet'),
  IntRange: classNamed('groovy.lang.IntRange'),
  ObjectRange: classNamed('groovy.lang.ObjectRange'),
  NumberRange: classNamed('groovy.lang.NumberRange'),
  EmptyRange: classNamed('groovy.lang.EmptyRange'),
  Range: classNamed('groovy.lang.Range'),
  Closure: classNamed('groovy.lang.Closure'),
  Enum: classNamed('java.lang.Enum'),
  Throwable: classNamed('java.lang.Throwable'),
  Script: classNamed('groovy.lang.Script'),
  GroovyObject: classNamed('groovy.lang.GroovyObject'),
  Array: classNamed('[]'),
  int: classNamed('int'),
  long: classNamed('long'),
  short: classNamed('short'),
  byte: classNamed('byte'),
  char: classNamed('char'),
  float: classNamed('float'),
  double: classNamed('double'),
  boolean: classNamed('boolean'),
  void: classNamed('void'),
};
export const ObjectArray: GClass = arrayClass(C.Object);

Lng.prototype.cls = C.Long;
Sht.prototype.cls = C.Short;
Byt.prototype.cls = C.Byte;
Dbl.prototype.cls = C.Double;
Flt.prototype.cls = C.Float;
Big.prototype.cls = C.BigInteger;
Dec.prototype.cls = C.BigDecimal;
Chr.prototype.cls = C.Character;
GString.prototype.cls = C.GStringImpl;
GList.prototype.cls = C.ArrayList;
GClass.prototype.cls = C.Class;
GIterator.prototype.cls = C.Iterator;
GEntry.prototype.cls = classNamed('java.util.LinkedHashMap$Entry');
GClosure.prototype.cls = C.Closure;
Object.defineProperty(GMap.prototype, 'cls', {
  get(this: GMap): GClass {
    return this.kind === 'linked' ? C.LinkedHashMap : this.kind === 'hash' ? C.HashMap : C.TreeMap;
  },
  set(this: GMap, cls: GClass) {
    Object.defineProperty(this, 'cls', { value: cls, writable: true });
  },
});
Object.defineProperty(GSet.prototype, 'cls', {
  get(this: GSet): GClass {
    return this.m.kind === 'linked' ? C.LinkedHashSet : this.m.kind === 'hash' ? C.HashSet : C.TreeSet;
  },
  set(this: GSet, cls: GClass) {
    Object.defineProperty(this, 'cls', { value: cls, writable: true });
  },
});
Object.defineProperty(GRange.prototype, 'cls', {
  get(this: GRange): GClass {
    if (typeof this.from === 'number' && typeof this.to === 'number') return C.IntRange;
    return isNumber(this.from) ? C.NumberRange : C.ObjectRange;
  },
});

export function classOf(v: Value): GClass {
  switch (typeof v) {
    case 'number':
      return C.Integer;
    case 'string':
      return C.String;
    case 'boolean':
      return C.Boolean;
    default:
      return v === null ? C.NullObject : v.cls;
  }
}

const WRAPPERS = new Map<GClass, GClass>([
  [C.int, C.Integer],
  [C.long, C.Long],
  [C.short, C.Short],
  [C.byte, C.Byte],
  [C.char, C.Character],
  [C.float, C.Float],
  [C.double, C.Double],
  [C.boolean, C.Boolean],
]);

export function wrapper(cls: GClass): GClass {
  return WRAPPERS.get(cls) ?? cls;
}

export function instanceOf(v: Value, cls: GClass): boolean {
  if (v === null) return false;
  const own = classOf(v);
  return own === cls || own.isSubclassOf(wrapper(cls));
}

// --- text ---

export function identityHash(v: Value): number {
  if (typeof v !== 'object' || v === null) return hashCode(v);
  const known = R.identity.get(v);
  if (known !== undefined) return known;
  R.nextIdentity = (Math.imul(R.nextIdentity, 1103515245) + 12345) & 0x7fffffff;
  R.identity.set(v, R.nextIdentity);
  return R.nextIdentity;
}

const MAX_TEXT_DEPTH = 200;
let textDepth = 0;

/** Groovy's own text of a value, as `println` and GStrings write it. */
export function toStr(v: Value): string {
  if (typeof v === 'string') return v;
  if (typeof v === 'number') return String(v);
  if (v === null) return 'null';
  if (typeof v === 'boolean') return v ? 'true' : 'false';
  return text(v, false, false);
}

/** Java's `toString`, which writes maps as `{a=1}`: what `String.valueOf` and `StringBuilder.append` use. */
export function javaStr(v: Value): string {
  return typeof v === 'object' && v !== null ? text(v, false, true) : toStr(v);
}

/** `inspect`: strings quoted. */
export function inspect(v: Value): string {
  return text(v, true, false);
}

function quote(s: string): string {
  const escaped = s
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('\b', '\\b')
    .replaceAll('\f', '\\f');
  return `'${escaped}'`;
}

function text(v: Value, quoted: boolean, java: boolean): string {
  if (typeof v === 'string') return quoted ? quote(v) : v;
  if (typeof v !== 'object' || v === null) return String(v);
  if (isNumber(v)) return numberToString(v);
  if (v instanceof Chr) return String.fromCharCode(v.v);
  if (v instanceof GString)
    return quoted ? `"${quote(gstringText(v)).slice(1, -1).replaceAll("\\'", "'")}"` : gstringText(v);
  if (textDepth > MAX_TEXT_DEPTH) throw raise('java.lang.StackOverflowError', null);
  textDepth++;
  try {
    if (v.cls.scripted) {
      const own = pickMethod(v.cls, 'toString', [], v);
      if (
        own &&
        own.owner !== C.Object &&
        (own.scripted || !(v instanceof GList || v instanceof GMap || v instanceof GSet))
      )
        return plainText(callMethod(own, v, []));
    }
    if (v instanceof GList || v instanceof GArray || v instanceof GSet)
      return itemsText(v, v.a, quoted, java);
    if (v instanceof GRange) return rangeText(v, quoted);
    if (v instanceof GMap) {
      const entries = v.entries();
      if (entries.length === 0) return java ? '{}' : '[:]';
      spend(entries.length);
      const parts = entries.map(({ k, v: value }) => {
        const key = k === v ? '(this Map)' : text(k, quoted, java);
        return `${key}${java ? '=' : ':'}${value === v ? '(this Map)' : text(value, quoted, java)}`;
      });
      const joined = parts.join(', ');
      spendSpace(joined.length);
      return java ? `{${joined}}` : `[${joined}]`;
    }
    if (v instanceof GEntry)
      return quoted
        ? `${text(v.e.k, true, java)}:${text(v.e.v, true, java)}`
        : `${text(v.e.k, false, true)}=${text(v.e.v, false, true)}`;
    if (v instanceof GClass)
      return v.kind === 'primitive' ? v.name : `${v.isInterface ? 'interface' : 'class'} ${v.name}`;
    if (v instanceof GThrowable) {
      const message = plainText(invokeMethod(v, 'getLocalizedMessage', []));
      return message === 'null' && v.message === null ? v.cls.name : `${v.cls.name}: ${message}`;
    }
    const own = pickMethod(v.cls, 'toString', [], v);
    if (own && own.owner !== C.Object) return plainText(callMethod(own, v, []));
    if (v instanceof GClosure) return `${closureClassName(v)}@${identityHash(v).toString(16)}`;
    return `${v.cls.name}@${(hashCode(v) >>> 0).toString(16)}`;
  } finally {
    textDepth--;
  }
}

function rangeText(v: GRange, quoted: boolean): string {
  return `${text(v.from, quoted, false)}${v.openLeft ? '<' : ''}..${v.openRight ? '<' : ''}${text(v.to, quoted, false)}`;
}

function itemsText(self: Obj, items: readonly Value[], quoted: boolean, java: boolean): string {
  spend(items.length);
  const joined = items
    .map((each) => (each === self ? '(this Collection)' : text(each, quoted, java)))
    .join(', ');
  spendSpace(joined.length);
  return `[${joined}]`;
}

export function plainText(v: Value): string {
  return typeof v === 'string' ? v : v === null ? 'null' : toStr(v);
}

export function gstringText(g: GString): string {
  let result = '';
  for (let i = 0; i < g.strings.length; i++) {
    result += g.strings[i] ?? '';
    if (i < g.values.length) {
      const v = g.values[i] ?? null;
      if (v instanceof GClosure) {
        const n = v.code.params.length;
        if (n === 0 || v.code.implicitIt) result += toStr(callClosure(v, []));
        else if (n === 1) {
          const writer = new GObject(classNamed('java.io.StringWriter'));
          const box = { text: '' };
          writer.native = box;
          callClosure(v, [writer]);
          result += box.text;
        } else
          throw raise(
            'groovy.lang.GroovyRuntimeException',
            `Trying to evaluate a GString containing a Closure taking ${n} parameters`,
          );
      } else if (v instanceof GRange) result += itemsText(v, v.a, false, false);
      else result += toStr(v);
    }
  }
  spendSpace(result.length);
  return result;
}

/** The generated class of a closure: `Script1$_run_closure1`. */
export function closureClassName(c: GClosure): string {
  return closureNames.get(c.code) ?? 'Script1$_run_closure1';
}
export const closureNames = new WeakMap<object, string>();

// --- truth, equality, order ---

export function isTrue(v: Value): boolean {
  switch (typeof v) {
    case 'boolean':
      return v;
    case 'number':
      return v !== 0;
    case 'string':
      return v.length > 0;
    default:
  }
  if (v === null) return false;
  if (v.cls.scripted || R.anyAdded) {
    const own = pickMethod(v.cls, 'asBoolean', [], v);
    if (own) return isTrue(callMethod(own, v, []));
  }
  if (v instanceof GList || v instanceof GArray || v instanceof GRange) return v.a.length > 0;
  if (v instanceof GMap) return v.size > 0;
  if (v instanceof GSet) return v.m.size > 0;
  if (v instanceof GString) return gstringText(v).length > 0;
  if (v instanceof Dbl || v instanceof Flt) return v.v !== 0 && !Number.isNaN(v.v);
  if (v instanceof Lng || v instanceof Big || v instanceof Dec) return v.v !== 0n;
  if (v instanceof Sht || v instanceof Byt || v instanceof Chr) return v.v !== 0;
  if (v instanceof GIterator) return v.hasNext();
  const own = pickMethod(v.cls, 'asBoolean', [], v);
  return own ? isTrue(callMethod(own, v, [])) : true;
}

export function isText(v: Value): v is string | GString {
  return typeof v === 'string' || v instanceof GString;
}

export function hashCode(v: Value): number {
  switch (typeof v) {
    case 'number':
      return v;
    case 'string': {
      let h = 0;
      for (let i = 0; i < v.length; i++) h = (Math.imul(31, h) + v.charCodeAt(i)) | 0;
      return h;
    }
    case 'boolean':
      return v ? 1231 : 1237;
    default:
  }
  if (v === null) return 0;
  if (isNumber(v)) return numberHash(v);
  if (v instanceof Chr) return v.v;
  if (v.cls.scripted) {
    const own = pickMethod(v.cls, 'hashCode', [], v);
    if (own && own.scripted) return toInt(callMethod(own, v, []) as number);
  }
  if (v instanceof GList || v instanceof GRange) {
    let h = 1;
    for (const each of v.a) h = (Math.imul(31, h) + hashCode(each)) | 0;
    return h;
  }
  if (v instanceof GSet) return v.a.reduce<number>((h, each) => (h + hashCode(each)) | 0, 0);
  if (v instanceof GMap)
    return v.entries().reduce<number>((h, each) => (h + (hashCode(each.k) ^ hashCode(each.v))) | 0, 0);
  if (v instanceof GEntry) return hashCode(v.e.k) ^ hashCode(v.e.v);
  if (v instanceof GString) return 37 + hashCode(gstringText(v));
  const own = pickMethod(v.cls, 'hashCode', [], v);
  if (own && own.owner !== C.Object) return toInt(callMethod(own, v, []) as number);
  return identityHash(v);
}

/** Java's `equals`: 1 and 1L differ. */
export function javaEquals(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object') return false;
  if (isNumber(a)) {
    if (typeof b !== 'object' || a.constructor !== b.constructor || !isNumber(b)) return false;
    if (a instanceof Dec && b instanceof Dec) return a.v === b.v && a.scale === b.scale;
    if (a instanceof Dbl && b instanceof Dbl) return Object.is(a.v, b.v);
    return compareNumbers(a, b) === 0;
  }
  return equalObjects(a, b, javaEquals);
}

/** Groovy's `==`. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const ta = typeof a;
  if (ta === 'boolean' || (ta === typeof b && ta !== 'object')) return false;
  if (isNumber(a)) {
    if (isNumber(b)) return compareNumbers(a, b) === 0;
    if (b instanceof Chr) return compareNumbers(a, b.v) === 0;
    if (isText(b) && toStr(b).length === 1) return compareNumbers(a, toStr(b).charCodeAt(0)) === 0;
    return false;
  }
  if (isText(a)) {
    if (isText(b)) return toStr(a) === toStr(b);
    if (b instanceof Chr) return toStr(a) === String.fromCharCode(b.v);
    if (isNumber(b) && toStr(a).length === 1) return compareNumbers(toStr(a).charCodeAt(0), b) === 0;
    return false;
  }
  if (a instanceof Chr) {
    if (b instanceof Chr) return false;
    if (isNumber(b)) return compareNumbers(a.v, b) === 0;
    if (isText(b)) return toStr(b) === String.fromCharCode(a.v);
    return false;
  }
  return equalObjects(a as Obj, b, equals);
}

function listItems(v: Value): readonly Value[] | null {
  return v instanceof GList || v instanceof GRange ? v.a : null;
}

function equalObjects(a: Obj, b: Value, same: (x: Value, y: Value) => boolean): boolean {
  if (a.cls.scripted) {
    const groovy = same === equals;
    if (groovy && typeof b === 'object' && b !== null && instanceOf(a, C.Comparable)) {
      const order = pickMethod(a.cls, 'compareTo', [b], a);
      if (order && order.scripted && (b.cls.isSubclassOf(a.cls) || a.cls.isSubclassOf(b.cls)))
        return compareNumbers(callMethod(order, a, [b]) as number, 0) === 0;
    }
    const own = pickMethod(a.cls, 'equals', [b], a);
    if (own && own.scripted) return isTrue(callMethod(own, a, [b]));
    if (!(a instanceof GList || a instanceof GMap || a instanceof GSet)) return false;
  }
  const items = listItems(a) ?? (a instanceof GArray ? a.a : null);
  if (items) {
    const others = listItems(b) ?? (b instanceof GArray && same === equals ? b.a : null);
    if (!others || (a instanceof GArray && same !== equals)) return false;
    if (items.length !== others.length) return false;
    spend(items.length);
    return items.every((each, i) => same(each, others[i] ?? null));
  }
  if (a instanceof GMap) {
    if (!(b instanceof GMap) || a.size !== b.size) return false;
    spend(a.size);
    return a.entries().every(({ k, v }) => {
      const other = b.find(k);
      return other !== undefined && same(v, other.v);
    });
  }
  if (a instanceof GSet) {
    if (!(b instanceof GSet) || a.m.size !== b.m.size) return false;
    const rest = b.a;
    return a.a.every(
      (each) => b.m.has(each) || (same === equals && rest.some((other) => equals(each, other))),
    );
  }
  if (a instanceof GEntry) return b instanceof GEntry && same(a.e.k, b.e.k) && same(a.e.v, b.e.v);
  if (a instanceof GString) return b instanceof GString && gstringText(a) === gstringText(b);
  const own = pickMethod(a.cls, 'equals', [b], a);
  if (own && own.owner !== C.Object) return isTrue(callMethod(own, a, [b]));
  return false;
}

function incomparable(a: Value, b: Value): never {
  throw raise(
    'java.lang.IllegalArgumentException',
    `Cannot compare ${a === null ? 'null' : classOf(a).name} with value '${toStr(a)}' and ${b === null ? 'null' : classOf(b).name} with value '${toStr(b)}'`,
  );
}

function compareText(x: string, y: string): number {
  const n = Math.min(x.length, y.length);
  for (let i = 0; i < n; i++) {
    const d = x.charCodeAt(i) - y.charCodeAt(i);
    if (d !== 0) return d;
  }
  return x.length - y.length;
}

/** Groovy's `<=>`. */
export function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (isNumber(a)) {
    if (isNumber(b)) return compareNumbers(a, b);
    if (b instanceof Chr) return compareNumbers(a, b.v);
    if (isText(b) && toStr(b).length === 1) return compareNumbers(a, toStr(b).charCodeAt(0));
    incomparable(a, b);
  }
  if (isText(a)) {
    if (isText(b)) return compareText(toStr(a), toStr(b));
    if (b instanceof Chr) return compareText(toStr(a), String.fromCharCode(b.v));
    if (isNumber(b) && toStr(a).length === 1) return compareNumbers(toStr(a).charCodeAt(0), b);
    incomparable(a, b);
  }
  if (a instanceof Chr) {
    if (b instanceof Chr) return a.v - b.v;
    if (isNumber(b)) return compareNumbers(a.v, b);
    if (isText(b)) return compareText(String.fromCharCode(a.v), toStr(b));
    incomparable(a, b);
  }
  if (typeof a === 'boolean') {
    if (typeof b === 'boolean') return a ? 1 : -1;
    incomparable(a, b);
  }
  if (instanceOf(a, C.Comparable)) {
    const bc = classOf(b);
    if (
      bc.isSubclassOf(a.cls) ||
      a.cls.isSubclassOf(bc) ||
      (a.cls.superclass && a.cls.superclass !== C.Object && bc.isSubclassOf(a.cls.superclass))
    ) {
      const order = invokeMethod(a, 'compareTo', [b]);
      if (!isNumber(order))
        throw raise(
          'java.lang.AbstractMethodError',
          `Receiver class ${a.cls.name} does not define or inherit an implementation of compareTo`,
        );
      return toInt(order);
    }
  }
  if (equals(a, b)) return 0;
  incomparable(a, b);
}

keyRules.hash = hashCode;
keyRules.equals = javaEquals;
keyRules.compare = (a, b) => {
  if (a === null || b === null) throw raise('java.lang.NullPointerException', null);
  return compare(a, b);
};

// --- methods ---

const EMPTY: readonly Method[] = [];

/** Every method of a name that an instance of `cls` has, the most specific first. */
export function findMethods(cls: GClass, name: string): readonly Method[] {
  const cached = cls.methodCache.get(name);
  if (cached) return cached;
  cls.ensureLoaded();
  const found: Method[] = [];
  const order = [...cls.ancestors].sort((a, b) => {
    // Classes before interfaces, near before far; traits count as part of the class that has them.
    const ka = a[0].kind === 'interface' ? 1 : 0;
    const kb = b[0].kind === 'interface' ? 1 : 0;
    if (a[0] === C.Object) return b[0] === C.Object ? 0 : 1;
    if (b[0] === C.Object) return -1;
    return ka - kb || a[1] - b[1];
  });
  for (const [each] of order) {
    each.ensureLoaded();
    for (const method of each.methods.get(name) ?? EMPTY) {
      if (method.isStatic && each.isInterface && each !== cls) continue;
      const same = found.findIndex(
        (other) =>
          other.params.length === method.params.length &&
          other.params.every((type, i) => type === method.params[i]),
      );
      if (same < 0) found.push(method);
      else if (found[same]?.isAbstract && !method.isAbstract) found[same] = method;
    }
  }
  const result = found.length === 0 ? EMPTY : found;
  cls.methodCache.set(name, result);
  return result;
}

const NUMERIC_RANK = new Map<GClass, number>([
  [C.byte, 0],
  [C.Byte, 0],
  [C.short, 1],
  [C.Short, 1],
  [C.int, 2],
  [C.Integer, 2],
  [C.long, 3],
  [C.Long, 3],
  [C.BigInteger, 4],
  [C.float, 5],
  [C.Float, 5],
  [C.double, 6],
  [C.Double, 6],
  [C.BigDecimal, 7],
]);

/** Which numbers a numeric parameter takes, by rank: Groovy's own list, not Java's. */
const TAKES: ReadonlyMap<GClass, readonly number[]> = new Map([
  [C.byte, [0]],
  [C.Byte, [0]],
  [C.short, [0, 1]],
  [C.Short, [0, 1]],
  [C.int, [0, 1, 2, 4]],
  [C.Integer, [0, 1, 2, 4]],
  [C.long, [0, 1, 2, 3]],
  [C.Long, [0, 1, 2, 3]],
  [C.BigInteger, [0, 1, 2, 3, 4]],
  [C.float, [0, 1, 2, 3, 4, 5, 7]],
  [C.Float, [0, 1, 2, 3, 4, 5, 7]],
  [C.double, [0, 1, 2, 3, 4, 5, 6, 7]],
  [C.Double, [0, 1, 2, 3, 4, 5, 6, 7]],
  [C.BigDecimal, [0, 1, 2, 3, 4, 5, 6, 7]],
]);

/** Rows and columns of the table of distances between primitives, their wrappers and numbers. */
const PRIMITIVE_ORDER = new Map<GClass, number>(
  [
    C.boolean,
    C.Boolean,
    C.byte,
    C.Byte,
    C.short,
    C.Short,
    C.char,
    C.Character,
    C.int,
    C.Integer,
    C.long,
    C.Long,
    C.BigInteger,
    C.float,
    C.Float,
    C.double,
    C.Double,
    C.BigDecimal,
    C.Number,
    C.Object,
  ].map((each, i) => [each, i]),
);
/** From the argument's class (row) to the parameter's (column). Only classes of values need a row. */
const PRIMITIVE_DISTANCES: ReadonlyMap<GClass, readonly number[]> = new Map([
  [C.Boolean, [1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 2]],
  [C.Byte, [18, 19, 1, 0, 2, 3, 16, 17, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]],
  [C.Short, [18, 19, 14, 15, 1, 0, 16, 17, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]],
  [C.Character, [18, 19, 16, 17, 14, 15, 1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]],
  [C.Integer, [18, 19, 14, 15, 12, 13, 16, 17, 1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
  [C.Long, [18, 19, 14, 15, 12, 13, 16, 17, 10, 11, 1, 0, 2, 3, 4, 5, 6, 7, 8, 9]],
  [C.BigInteger, [18, 19, 9, 10, 7, 8, 16, 17, 5, 6, 3, 4, 0, 14, 15, 12, 13, 11, 1, 2]],
  [C.Float, [18, 19, 14, 15, 12, 13, 16, 17, 10, 11, 8, 9, 7, 1, 0, 2, 3, 4, 5, 6]],
  [C.Double, [18, 19, 14, 15, 12, 13, 16, 17, 10, 11, 8, 9, 7, 5, 6, 1, 0, 2, 3, 4]],
  [C.BigDecimal, [18, 19, 14, 15, 12, 13, 16, 17, 10, 11, 8, 9, 7, 5, 6, 3, 4, 0, 1, 2]],
]);
const PRIMITIVE_STEP = 2 ** 21;
const OBJECT_STEP = 2 ** 23;
const VARARGS_STEP = 2 ** 44;

/** Whether an argument may stand for a parameter. */
function accepts(param: GClass | null, arg: Value): boolean {
  if (param === null || param === C.Object) return true;
  if (arg === null) return param.kind !== 'primitive';
  const cls = classOf(arg);
  if (cls === param || WRAPPERS.get(param) === cls) return true;
  const takes = TAKES.get(param);
  if (takes) {
    const from = NUMERIC_RANK.get(cls);
    return from !== undefined && takes.includes(from);
  }
  if (param.kind === 'primitive') return false;
  if (param === C.String) return arg instanceof GString;
  if (cls.isSubclassOf(param)) return true;
  if (arg instanceof GClosure)
    return (param.isInterface || (param.scripted && param.isAbstract)) && param.singleAbstract !== null;
  if (arg instanceof GArray && param.component && arg.cls.component) {
    if (param.component === C.Object) return arg.cls.component.kind !== 'primitive';
    return (
      arg.cls.component.isSubclassOf(param.component) ||
      (WRAPPERS.get(param.component) === arg.cls.component && param.component.kind === 'primitive')
    );
  }
  return false;
}

/** The longest way from a class up to an interface; -1 when there is none. */
function interfaceDistance(cls: GClass | null, wanted: GClass): number {
  if (cls === null) return -1;
  if (cls === wanted) return 0;
  cls.ensureLoaded();
  let most = -1;
  for (const each of cls.interfaces) {
    const more = interfaceDistance(each, wanted);
    if (more !== -1) most = Math.max(most, more + 1);
  }
  return Math.max(most, interfaceDistance(cls.isInterface ? null : cls.superclass, wanted));
}

/** How far an argument is from a parameter that accepts it, as Groovy measures it. */
function distance(param: GClass | null, arg: Value): number {
  const wanted = param ?? C.Object;
  if (arg === null) {
    if (wanted.isInterface) return -1;
    if (wanted.kind === 'primitive') return 2 * OBJECT_STEP;
    let steps = 0;
    for (let each: GClass | null = wanted; each !== null && each !== C.Object; each = each.superclass) {
      each.ensureLoaded();
      steps += 2;
    }
    return steps * OBJECT_STEP;
  }
  const cls = classOf(arg);
  if (cls === wanted) return arg instanceof GClosure ? 25 * OBJECT_STEP : 0;
  // A text with values is as good as a String.
  if (wanted === C.String && arg instanceof GString) return PRIMITIVE_STEP;
  if (wanted.isInterface) {
    const steps = interfaceDistance(cls, wanted);
    if (steps > -1 || !(arg instanceof GClosure)) return steps;
  }
  const row = PRIMITIVE_DISTANCES.get(cls);
  const column = row && PRIMITIVE_ORDER.get(wanted);
  if (row && column !== undefined) return (row[column] ?? 0) * PRIMITIVE_STEP;
  let steps = 22;
  if (arg instanceof GArray && !wanted.component) steps += 4;
  for (let each: GClass | null = cls; each !== null && each !== wanted; each = each.superclass) {
    each.ensureLoaded();
    if (each === C.GString) steps += 2;
    steps += 3;
  }
  return steps * OBJECT_STEP;
}

/** Whether a method may be called with these arguments. */
export function applies(m: Method, args: readonly Value[]): boolean {
  const n = m.params.length;
  if (m.varargs) {
    const fixed = n - 1;
    if (args.length < m.required || args.length < fixed) return false;
    for (let i = 0; i < fixed; i++) if (!accepts(m.params[i] ?? null, args[i] ?? null)) return false;
    const last = m.params[fixed] ?? null;
    if (args.length === n && (args[fixed] === null || accepts(last, args[fixed] ?? null))) return true;
    const component = last?.component ?? null;
    for (let i = fixed; i < args.length; i++) if (!accepts(component, args[i] ?? null)) return false;
    return true;
  }
  if (args.length > n || args.length < m.required) return false;
  for (let i = 0; i < args.length; i++) if (!accepts(m.params[i] ?? null, args[i] ?? null)) return false;
  return true;
}

function totalDistance(m: Method, args: readonly Value[]): number {
  const n = m.params.length;
  if (!m.varargs) {
    let total = 0;
    for (let i = 0; i < args.length; i++) total += distance(m.params[i] ?? null, args[i] ?? null);
    return total;
  }
  const fixed = n - 1;
  let total = 0;
  for (let i = 0; i < fixed; i++) total += distance(m.params[i] ?? null, args[i] ?? null);
  const last = m.params[fixed] ?? null;
  const component = last?.component ?? null;
  if (args.length === n) {
    const only = args[fixed] ?? null;
    if (only === null || accepts(last, only)) return total + distance(last, only);
    return total + 2 * VARARGS_STEP + distance(component, only);
  }
  if (args.length > n) {
    total += (2 + args.length - n) * VARARGS_STEP;
    for (let i = fixed; i < args.length; i++) total += distance(component, args[i] ?? null);
    return total;
  }
  return total + VARARGS_STEP;
}

/** A call with one null goes to the most general parameter. */
function forOneNull(fitting: readonly Method[]): Method | null {
  let answer: Method | null = null;
  let closest: GClass | null = null;
  const depth = (cls: GClass): number => {
    let steps = 0;
    for (let each: GClass | null = cls; each !== null && each !== C.Object; each = each.superclass) {
      each.ensureLoaded();
      steps++;
    }
    return steps;
  };
  for (const m of fitting) {
    if (m.params.length === 0) continue;
    const type = m.params[0] ?? C.Object;
    if (type.kind === 'primitive') continue;
    if (closest === null || closest.isSubclassOf(type) || type === C.Object || depth(type) < depth(closest)) {
      if (closest === type) continue;
      closest = type;
      answer = m;
    }
  }
  return answer ?? fitting[0] ?? null;
}

function prototypeText(m: Method): string {
  return `[${m.params.map((each) => classText(each ?? C.Object)).join(', ')}]`;
}
function classText(cls: GClass): string {
  if (cls.kind === 'primitive') return cls.name;
  return `${cls.isInterface ? 'interface' : 'class'} ${cls.name}`;
}

/** The method Groovy would pick among candidates, or null. Two of the script's own that fit alike are ambiguous. */
export function choose(
  candidates: readonly Method[],
  args: readonly Value[],
  statics = false,
): Method | null {
  let only: Method | null = null;
  let fitting: Method[] | null = null;
  for (const m of candidates) {
    if (statics && !m.isStatic) continue;
    if (!applies(m, args)) continue;
    if (only === null) only = m;
    else if (fitting) fitting.push(m);
    else fitting = [only, m];
  }
  if (fitting) {
    if (args.length === 1 && args[0] === null) return forOneNull(fitting);
    let best = fitting[0] as Method;
    let least = Infinity;
    let rivals: Method[] = [];
    for (const m of fitting) {
      const d = totalDistance(m, args);
      if (d < least) {
        best = m;
        least = d;
        rivals = [m];
      } else if (d === least) rivals.push(m);
    }
    // What a subclass or the class itself wrote goes before what it inherits.
    const near = rivals.filter((m) => m.owner === best.owner);
    if (near.length > 1 && near.every((m) => m.scripted && m.params.length === args.length && !m.synthetic))
      throw raise(
        'groovy.lang.GroovyRuntimeException',
        `Ambiguous method overloading for method ${best.owner.name}#${best.name}.\nCannot resolve which method to invoke for [${args.map((each) => (each === null ? 'null' : classText(classOf(each)))).join(', ')}] due to overlapping prototypes between:\n\t${near.map(prototypeText).join('\n\t')}`,
      );
    return best;
  }
  if (only === null && args.length === 0 && !statics) {
    // A method of one parameter may be called without any: it gets null.
    const single = candidates.filter(
      (m) =>
        m.params.length === 1 &&
        m.scripted &&
        !m.varargs &&
        (m.params[0] === null || m.params[0]?.kind !== 'primitive'),
    );
    if (single.length === 1) return single[0] ?? null;
  }
  return only;
}

/** Stands for an argument that the source casts: its written type takes part in the choice of the method. */
class Typed extends Obj {
  constructor(cls: GClass) {
    super();
    this.cls = cls;
  }
}

/** The method for arguments of which some are cast to a type (null: not cast). */
export function pickTyped(
  cls: GClass,
  name: string,
  args: readonly Value[],
  types: readonly (GClass | null)[],
): Method | null {
  const shown = args.map((each, i) => {
    const type = types[i] ?? null;
    return type === null || type.kind === 'primitive' || type.isInterface ? each : new Typed(type);
  });
  return choose(findMethods(cls, name), shown);
}

export function pickMethod(cls: GClass, name: string, args: readonly Value[], self: Value): Method | null {
  if (R.anyAdded) {
    const extra = addedMethod(cls, name, args, self);
    if (extra) return extra;
  }
  const candidates = findMethods(cls, name);
  if (candidates.length === 0) return null;
  const only = candidates[0];
  if (candidates.length === 1 && only && only.plain && only.params.length === args.length) return only;
  return choose(candidates, args);
}

export function addedMethod(cls: GClass, name: string, args: readonly Value[], self: Value): Method | null {
  for (let i = R.categories.length - 1; i >= 0; i--) {
    const category = R.categories[i];
    if (!category) continue;
    const candidates = findMethods(category, name).filter((m) => m.isStatic);
    if (candidates.length > 0) {
      const full = [self, ...args];
      const m = choose(candidates, full, true);
      if (m && (m.scripted ? true : m.params.length === full.length)) {
        return {
          ...m,
          isStatic: false,
          params: m.params.slice(1),
          paramNames: m.paramNames.slice(1),
          required: Math.max(0, m.required - 1),
          plain: false,
          invoke: (me, rest) => callMethod(m, null, [me, ...rest]),
        };
      }
    }
  }
  if (typeof self === 'object' && self !== null) {
    const own = R.addedToObject.get(self)?.get(name);
    if (own instanceof GClosure) return closureMethod(cls, name, own, false);
  }
  if (R.added.size > 0) {
    const list: Method[] = [];
    for (const each of cls.ancestors.keys()) {
      const more = R.added.get(each)?.get(name);
      if (more) list.push(...more);
    }
    if (list.length > 0) {
      const found = choose(list, args);
      // One the class had before and that fits better stays.
      const known = found ? choose(findMethods(cls, name), args) : null;
      if (found && known && totalDistance(known, args) < totalDistance(found, args)) return null;
      return found;
    }
  }
  return null;
}

/** A method whose body is a closure, with the object as its delegate. */
export function closureMethod(owner: GClass, name: string, closure: GClosure, isStatic: boolean): Method {
  const { params, paramNames, required, varargs, implicitIt } = closure.code;
  return {
    name,
    params: implicitIt ? [null] : params,
    paramNames,
    required: implicitIt ? 0 : required,
    varargs,
    isStatic,
    isAbstract: false,
    visibility: 'public',
    owner,
    returns: null,
    scripted: true,
    plain: false,
    invoke: (self, args) => {
      const copy = cloneClosure(closure);
      copy.delegate = self;
      copy.strategy = 1;
      return callClosure(copy, args);
    },
  };
}

export function cloneClosure(c: GClosure): GClosure {
  const copy = new GClosure(c.code, c.owner, c.thisObject, c.captured);
  copy.delegate = c.delegate;
  copy.strategy = c.strategy;
  copy.directive = c.directive;
  if (c.cls !== C.Closure) copy.cls = c.cls;
  return copy;
}

/** Converts arguments to a method's parameters: GString to String, widening, closures to interfaces, varargs. */
export function convertArgs(m: Method, args: Value[]): Value[] {
  if (m.plain) return args;
  const n = m.params.length;
  let result = args;
  if (m.varargs) {
    const last = m.params[n - 1] ?? null;
    const direct = args.length === n && accepts(last, args[n - 1] ?? null);
    if (!direct) {
      const component = last?.component ?? C.Object;
      const rest = args.slice(n - 1).map((each) => coerceArg(component, each));
      result = [
        ...args.slice(0, n - 1),
        m.scripted ? new GArray(last ?? ObjectArray, rest) : (rest as unknown as Value),
      ];
    } else if (!m.scripted) {
      const given = args[n - 1] ?? null;
      result = [...args.slice(0, n - 1), (given instanceof GArray ? given.a : [null]) as unknown as Value];
    }
  } else if (args.length < n && m.required > args.length) result = [...args, null];
  const fixed = m.varargs ? n - 1 : Math.min(n, result.length);
  for (let i = 0; i < fixed; i++) {
    const type = m.params[i] ?? null;
    if (type === null) continue;
    const given = result[i] ?? null;
    if (given === null && type === C.Closure && !m.scripted)
      throw raise('java.lang.NullPointerException', 'Cannot invoke method call() on null object');
    const converted = coerceArg(type, given);
    if (converted !== given) {
      if (result === args) result = [...args];
      result[i] = converted;
    }
  }
  return result;
}

function coerceArg(type: GClass, v: Value): Value {
  if (v === null) return null;
  if (type === C.String) return v instanceof GString ? gstringText(v) : v;
  if (typeof v === 'number') {
    if (type === C.int || type === C.Integer || type === C.Object) return v;
  }
  if (NUMERIC_RANK.has(type)) return castTo(v, type);
  if (v instanceof GClosure && type.isInterface && type.scripted) return closureProxy(v, type);
  return v;
}

export function callMethod(m: Method, self: Value, args: Value[]): Value {
  return m.invoke(self, m.plain ? args : convertArgs(m, args));
}

/** An object of an interface (or abstract class) whose methods are a closure's or a map's closures. */
export function closureProxy(source: GClosure | GMap, type: GClass): Value {
  const cls = new GClass(
    source instanceof GClosure ? `${closureClassName(source)}$Proxy` : `${type.name}1_groovyProxy`,
  );
  cls.load = null;
  cls.scripted = true;
  if (type.isInterface) {
    cls.superclass = C.Object;
    cls.interfaces = [type];
  } else {
    cls.superclass = type;
    cls.layout = type.layout;
    cls.prepare = type.prepare;
    cls.allocate = type.allocate;
  }
  const single = type.singleAbstract;
  const define = (m: Method, run: (args: Value[]) => Value): void => {
    const own: Method = {
      ...m,
      isAbstract: false,
      owner: cls,
      scripted: true,
      invoke: (_, args) => run(args),
    };
    const list = cls.methods.get(m.name);
    if (list) list.push(own);
    else cls.methods.set(m.name, [own]);
  };
  for (const each of type.ancestors.keys()) {
    each.ensureLoaded();
    if (each === C.Object || each === C.GroovyObject) continue;
    for (const list of each.methods.values()) {
      for (const m of list) {
        if (source instanceof GClosure) {
          if (m.isAbstract && (single === null || m.name === single.name || !type.isInterface || true))
            define(m, (args) => callClosure(source, args));
        } else {
          const body = source.get(m.name);
          if (body instanceof GClosure) define(m, (args) => callClosure(body, args));
          else if (m.isAbstract)
            define(m, () => {
              throw raise('java.lang.UnsupportedOperationException', null);
            });
        }
      }
    }
  }
  if (source instanceof GMap) {
    for (const { k, v } of source.entries()) {
      const name = toStr(k);
      if (v instanceof GClosure && !cls.methods.has(name))
        cls.methods.set(name, [
          { ...closureMethod(cls, name, v, false), invoke: (_, args) => callClosure(v, args) },
        ]);
    }
  }
  if (!type.isInterface) startClass(type);
  const made = type.isInterface ? new GObject(cls) : allocateFor(cls);
  if (!type.isInterface) construct(type, made, []);
  if (made instanceof GObject) made.native = source;
  return made;
}

function typesOf(args: readonly Value[]): string {
  return args
    .map((each) =>
      each === null ? 'null' : each instanceof GClosure ? closureClassName(each) : shortType(classOf(each)),
    )
    .join(', ');
}
function shortType(cls: GClass): string {
  if (cls.component) return `${shortType(cls.component)}[]`;
  return cls.name.slice(cls.name.lastIndexOf('.') + 1);
}

function shorten(s: string): string {
  return s.length > 60 ? `${s.slice(0, 57)}...` : s;
}

function argsText(args: readonly Value[]): string {
  return `[${args.map((each) => (each === null ? 'null' : shorten(messageText(each)))).join(', ')}]`;
}

function messageText(v: Value): string {
  try {
    return toStr(v);
  } catch (error) {
    if (error instanceof LimitReached) throw error;
    return '???';
  }
}

export type Suggest = (cls: GClass, name: string, args: readonly Value[], closure: GClosure | null) => string;
/** Groovy's "Possible solutions"; set by `suggestions.ts`, which ranks by likeness. */
export const suggest: {
  methods: Suggest;
  properties: (cls: GClass, name: string) => string;
  constructors: (cls: GClass, args: readonly Value[]) => string;
} = {
  methods: () => '',
  properties: () => '',
  constructors: () => '',
};

export function missingMethod(
  cls: GClass,
  name: string,
  args: readonly Value[],
  statics = false,
  typeName = cls.name,
  closure: GClosure | null = null,
) {
  const head = `No signature of method: ${statics ? 'static ' : ''}${typeName}.${name}() is applicable for argument types: (${typesOf(args)}) values: ${argsText(args)}`;
  return raise('groovy.lang.MissingMethodException', head + suggest.methods(cls, name, args, closure), {
    method: name,
    type: cls,
    arguments: new GArray(ObjectArray, [...args]),
    isStatic: statics,
  });
}

export function missingProperty(cls: GClass, name: string, typeName = cls.name) {
  return raise(
    'groovy.lang.MissingPropertyException',
    `No such property: ${name} for class: ${typeName}${suggest.properties(cls, name)}`,
    { property: name, type: cls },
  );
}

export function invokeMethod(self: Value, name: string, args: Value[]): Value {
  if (self === null) {
    const m =
      (R.categories.length > 0 ? addedMethod(C.NullObject, name, args, null) : null) ??
      choose(findMethods(C.NullObject, name), args);
    if (m) return callMethod(m, null, args);
    throw raise('java.lang.NullPointerException', `Cannot invoke method ${name}() on null object`);
  }
  if (self instanceof GClass) return invokeOnClass(self, name, args);
  if (self instanceof GClosure && (name === 'call' || name === 'doCall')) return callClosure(self, args);
  if (self instanceof HostFunction && (name === 'call' || name === 'doCall'))
    return R.hostCall(self.fn, args);
  if (self instanceof GMap && self.hosted) {
    const held = self.get(name);
    if (held instanceof HostFunction) return R.hostCall(held.fn, args);
  }
  const cls = classOf(self);
  if (R.anyAdded && R.added.size > 0) {
    for (const each of cls.ancestors.keys()) {
      const all = R.added.get(each)?.get('invokeMethod')?.[0];
      if (all) return callMethod(all, self, [name, new GArray(ObjectArray, args)]);
    }
  }
  if (cls.scripted) {
    const interceptor = cls.isSubclassOf(INTERCEPTABLE)
      ? pickMethod(cls, 'invokeMethod', [name, null], self)
      : null;
    if (interceptor && interceptor.scripted)
      return callMethod(interceptor, self, [name, new GArray(ObjectArray, args)]);
  }
  const m = pickMethod(cls, name, args, self);
  if (m) return m.invoke(m.isStatic && m.scripted ? cls : self, m.plain ? args : convertArgs(m, args));
  const [list] = args;
  if (args.length === 1 && list instanceof GList && cls.scripted && list.a.length > 0) {
    // A list may stand for the arguments.
    const spread = pickMethod(cls, name, list.a, self);
    if (spread && !spread.varargs) return callMethod(spread, self, [...list.a]);
  }
  return invokeMissing(self, cls, name, args);
}

const INTERCEPTABLE = classNamed('groovy.lang.GroovyInterceptable');

function callable(v: Value): boolean {
  return (
    v instanceof GClosure || (v instanceof GObject && v.cls.scripted && findMethods(v.cls, 'call').length > 0)
  );
}

function invokeMissing(self: Value, cls: GClass, name: string, args: Value[]): Value {
  // A property, map entry or field that holds a closure is called.
  if (self instanceof GMap) {
    const entry = self.find(name);
    if (entry && callable(entry.v)) return invokeMethod(entry.v, 'call', args);
  } else if (self instanceof GObject || (typeof self === 'object' && self !== null && self.fields)) {
    const held = fieldOrGetter(self, name);
    if (held !== undefined && callable(held)) return invokeMethod(held, 'call', args);
    if (R.anyAdded) {
      const own = R.addedToObject.get(self)?.get(name);
      if (own instanceof GClosure) return callClosure(own, args);
    }
  }
  if (self instanceof GObject && self.native instanceof GMap && cls.isSubclassOf(EXPANDO)) {
    const held = self.native.get(name);
    if (held instanceof GClosure) {
      const copy = cloneClosure(held);
      copy.delegate = self;
      copy.strategy = 1;
      return callClosure(copy, args);
    }
  }
  // The script's binding: closures and host functions.
  if (self === R.script && R.script) {
    const held = (R.script.native as GMap).find(name);
    if (held && (callable(held.v) || held.v instanceof HostFunction))
      return invokeMethod(held.v, 'call', args);
  }
  // A.metaClass { name { … } }
  if (cls === META_CLASS && args.length === 1 && args[0] instanceof GClosure) {
    setProperty(self, name, args[0]);
    return null;
  }
  if (self instanceof GClosure) {
    const held = closureMember(self, name, args);
    if (held !== undefined) return held;
  }
  const missing = pickMethod(cls, 'methodMissing', [name, new GArray(ObjectArray, args)], self);
  if (missing) return callMethod(missing, self, [name, new GArray(ObjectArray, args)]);
  if (cls.scripted) {
    const hook = pickMethod(cls, 'invokeMethod', [name, new GArray(ObjectArray, args)], self);
    if (hook && hook.scripted) return callMethod(hook, self, [name, new GArray(ObjectArray, args)]);
  }
  throw missingMethod(cls, name, args, false, self instanceof GClosure ? closureClassName(self) : cls.name);
}

const META_CLASS = classNamed('groovy.lang.MetaClass');
const EXPANDO = classNamed('groovy.util.Expando');

/** Calls a static method, or a method of java.lang.Class. */
export function invokeOnClass(cls: GClass, name: string, args: Value[]): Value {
  startClass(cls);
  if (R.anyAdded) {
    const extra = addedMethod(C.Class, name, args, cls);
    if (extra) return extra.invoke(cls, convertArgs(extra, args));
    for (const each of cls.ancestors.keys()) {
      const list = R.added.get(each)?.get(`static ${name}`);
      const m = list ? choose(list, args) : null;
      if (m) return callMethod(m, cls, args);
    }
  }
  const m = choose(findMethods(cls, name), args, true);
  if (m) return callMethod(m, cls, args);
  const own = choose(findMethods(C.Class, name), args);
  if (own && !(own.isStatic && own.owner === C.Class)) return callMethod(own, cls, args);
  const held = staticValue(cls, name);
  if (held !== undefined && callable(held)) return invokeMethod(held, 'call', args);
  const missing = choose(
    findMethods(cls, '$static_methodMissing'),
    [name, new GArray(ObjectArray, args)],
    true,
  );
  if (missing) return callMethod(missing, cls, [name, new GArray(ObjectArray, args)]);
  throw missingMethod(cls, name, args, true);
}

/** Runs a class's static initializers the first time it is used. */
export function startClass(cls: GClass): void {
  const initialize = cls.initialize;
  if (initialize) {
    cls.initialize = null;
    initialize();
  }
}

/** `new cls(args)`. */
export function newInstance(cls: GClass, args: Value[]): Value {
  cls.ensureLoaded();
  startClass(cls);
  if (cls.isAbstract || cls.isInterface)
    throw raise(
      'java.lang.InstantiationException',
      cls.scripted
        ? `You cannot create an instance from the abstract ${cls.isInterface ? 'interface' : 'class'} '${cls.name}'.`
        : null,
    );
  spend(5);
  if (R.anyAdded) {
    const list = R.added.get(cls)?.get('<init>');
    const m = list ? choose(list, args) : null;
    if (m) return callMethod(m, cls, args);
  }
  if (cls.scripted) {
    const self = allocateFor(cls);
    construct(cls, self, args);
    return self;
  }
  const m = choose(cls.constructors, args);
  if (!m) {
    const first = args[0] ?? null;
    if (args.length === 1 && first instanceof GMap && cls.allocate) {
      const plain = choose(cls.constructors, []);
      if (plain) {
        const made = cls.allocate(cls);
        plain.invoke(made, []);
        for (const { k, v } of first.entries()) setProperty(made, toStr(k), v);
        return made;
      }
    }
    if (cls.constructors.length === 0)
      throw raise('java.lang.UnsupportedOperationException', `${cls.name} cannot be created in a script`);
    throw missingConstructor(cls, args);
  }
  if (m.isStatic) return callMethod(m, null, args);
  if (!cls.allocate) throw missingConstructor(cls, args);
  const made = cls.allocate(cls);
  callMethod(m, made, args);
  return made;
}

export function missingConstructor(cls: GClass, args: readonly Value[]) {
  const named = args.length === 1 && args[0] instanceof GMap;
  if (cls.scripted && cls.constructors.length > 1 && (args.length === 0 || named)) {
    const list = cls.constructors.map(
      (m) =>
        `\n  ${m.visibility} ${cls.name}#<init>(${m.params.map((each) => (each ?? C.Object).name).join(', ')})`,
    );
    return raise(
      'groovy.lang.GroovyRuntimeException',
      `Could not find which method <init>() to invoke from this list:${list.join('')}`,
    );
  }
  return raise(
    'groovy.lang.GroovyRuntimeException',
    `Could not find matching constructor for: ${cls.name}(${typesOf(args)})${suggest.constructors(cls, args)}`,
  );
}

export function allocateFor(cls: GClass): Obj {
  let each: GClass | null = cls;
  while (each && !each.allocate) {
    each.ensureLoaded();
    if (each.allocate) break;
    each = each.superclass;
  }
  const made = each?.allocate ? each.allocate(cls) : new GObject(cls);
  made.cls = cls;
  made.fields = Array.from({ length: cls.layout.size }, () => null);
  return made;
}

/** Runs the constructor of a scripted class that fits on an allocated object. */
export function construct(cls: GClass, self: Obj, args: Value[]): void {
  if (!cls.scripted) {
    cls.ensureLoaded();
    if (cls === C.Object) return;
    const m = choose(
      cls.constructors.filter((each) => !each.isStatic),
      args,
    );
    if (m) callMethod(m, self, args);
    else if (args.length > 0 || cls.constructors.length > 0) {
      if (args.length === 0) return;
      throw missingConstructor(cls, args);
    }
    return;
  }
  const m = choose(cls.constructors, args);
  if (m) {
    callMethod(m, self, args);
    return;
  }
  const first = args[0] ?? null;
  // Named arguments: the constructor without parameters, then the properties.
  if (args.length === 1 && first instanceof GMap) {
    const plain = choose(cls.constructors, []);
    if (plain && plain.required === 0) {
      callMethod(plain, self, []);
      for (const { k, v } of first.entries()) setProperty(self, toStr(k), v);
      return;
    }
  }
  throw missingConstructor(cls, args);
}

// --- closures ---

export function callClosure(c: GClosure, args: Value[]): Value {
  return c.code.run(c, args);
}

/** Calls whatever may stand for a function: a closure, or an object with `call` or one abstract method. */
export function callAny(fn: Value, args: Value[]): Value {
  if (fn instanceof GClosure) return fn.code.run(fn, args);
  if (fn instanceof GObject) {
    const single =
      fn.cls.singleAbstract ??
      [...fn.cls.ancestors.keys()]
        .map((each) => (each.isInterface ? each.singleAbstract : null))
        .find((each) => each !== null && each !== undefined);
    if (single) return invokeMethod(fn, single.name, args);
  }
  return invokeMethod(fn, 'call', args);
}

/** How many arguments a closure takes at most; 1 for the implicit `it`. */
export function arity(fn: Value): number {
  return fn instanceof GClosure ? (fn.code.implicitIt ? 1 : fn.code.params.length) : 1;
}

/** Methods and properties a closure shares with its owner and delegate; undefined when neither answers. */
function closureMember(c: GClosure, name: string, args: Value[]): Value | undefined {
  const found = closureMember2(c, name, args) ?? throughHooks(c, name, args);
  if (found !== undefined) return found;
  const target = plainTarget(c);
  if (target !== null) throw missingMethod(classOf(target), name, args);
  return undefined;
}

/** Those that answer through a hook of their own: target by target, an enclosing closure with all its own. */
function throughHooks(c: GClosure, name: string, args: Value[]): Value | undefined {
  for (const target of closureTargets(c)) {
    if (target === null || target === c) continue;
    if (target instanceof GClosure) {
      const found = throughHooks(target, name, args);
      if (found !== undefined) return found;
      continue;
    }
    const cls = classOf(target);
    if (
      target instanceof GClass ||
      pickMethod(cls, 'methodMissing', [name, new GArray(ObjectArray, args)], target) ||
      pickMethod(cls, 'invokeMethod', [name, new GArray(ObjectArray, args)], target)?.scripted
    )
      return invokeMethod(target, name, args);
  }
  return undefined;
}
function plainTarget(c: GClosure): Value {
  for (const target of closureTargets(c)) {
    if (target === null || target === c) continue;
    const found = target instanceof GClosure ? plainTarget(target) : target;
    if (found !== null) return found;
  }
  return null;
}

export function closureTargets(c: GClosure): Value[] {
  switch (c.strategy) {
    case 1:
      return c.delegate === c.owner ? [c.owner] : [c.delegate, c.owner];
    case 2:
      return [c.owner];
    case 3:
      return [c.delegate];
    case 4:
      return [];
    default:
      return c.delegate === c.owner ? [c.owner] : [c.owner, c.delegate];
  }
}

/** Whether a call of this name and these arguments finds a method or a closure in a property. */
export function responds(target: Value, name: string, args: readonly Value[]): boolean {
  if (target === null) return false;
  if (target instanceof GClass)
    return (
      choose(findMethods(target, name), args, true) !== null ||
      choose(findMethods(C.Class, name), args) !== null ||
      callable(staticValue(target, name) ?? null)
    );
  const cls = classOf(target);
  if (pickMethod(cls, name, args, target)) return true;
  if (cls === META_CLASS) return args.length === 1 && args[0] instanceof GClosure;
  if (target instanceof GMap) return callable(target.get(name));
  if (target === R.script && R.script) {
    const held = (R.script.native as GMap).get(name);
    if (callable(held) || held instanceof HostFunction) return true;
  }
  if (
    target instanceof GObject &&
    target.native instanceof GMap &&
    cls.isSubclassOf(EXPANDO) &&
    callable(target.native.get(name))
  )
    return true;
  if (target instanceof GObject || (typeof target === 'object' && target.fields))
    return callable(fieldOrGetter(target, name) ?? null);
  return false;
}

/** Passed on to the owner by Groovy itself. */
const OWNERS_OUTPUT: ReadonlySet<string> = new Set([
  'print',
  'println',
  'printf',
  'sprintf',
  'getProperty',
  'setProperty',
  'invokeMethod',
]);

/** A call without a receiver inside a closure. */
export function callFromClosure(c: GClosure, name: string, args: Value[]): Value {
  // What every object has is the closure's own, before owner and delegate: `x.with { toString() }` is the closure's.
  if (!OWNERS_OUTPUT.has(name)) {
    const own = choose(findMethods(C.Closure, name), args);
    if (own && own.owner === C.Object) return callMethod(own, c, args);
  }
  const found = closureMember2(c, name, args);
  if (found !== undefined) return found;
  if (name === 'call' || name === 'doCall') return callClosure(c, args);
  if (pickMethod(C.Closure, name, args, c)) return invokeMethod(c, name, args);
  const result = closureMember(c, name, args);
  if (result !== undefined) return result;
  throw missingMethod(C.Closure, name, args, false, closureClassName(c));
}

function closureMember2(c: GClosure, name: string, args: Value[]): Value | undefined {
  for (const target of closureTargets(c)) {
    if (target === null) continue;
    if (target instanceof GClosure) {
      const found = closureMember2(target, name, args);
      if (found !== undefined) return found;
    } else if (responds(target, name, args)) return invokeMethod(target, name, args);
  }
  return undefined;
}

// --- properties ---

/** The name behind `get`, as beans have it: `aProp` and `URL` stay as they are. */
export function capitalize(name: string): string {
  const second = name.charAt(1);
  if (second !== '' && second !== second.toLowerCase() && name.charAt(0) === name.charAt(0).toLowerCase())
    return name;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const getterNames = new Map<string, string>();
export function getterName(name: string): string {
  let result = getterNames.get(name);
  if (result === undefined) {
    result = `get${capitalize(name)}`;
    if (getterNames.size < 5000) getterNames.set(name, result);
  }
  return result;
}

export function staticValue(cls: GClass, name: string): Value | undefined {
  for (const each of cls.ancestors.keys()) {
    each.ensureLoaded();
    if (each.statics.has(name)) {
      startClass(each);
      return each.statics.get(name) ?? null;
    }
    const made = constantTables.get(each)?.get(name);
    if (made) {
      const value = made();
      each.statics.set(name, value);
      return value;
    }
  }
  return undefined;
}

/** What a property read finds in getters and fields; undefined when there is none. */
function fieldOrGetter(self: Obj, name: string): Value | undefined {
  const cls = self.cls;
  const index = cls.layout.get(name);
  const getter = pickMethod(cls, getterName(name), [], self);
  if (getter && !getter.isAbstract && (getter.scripted || index === undefined) && getter.params.length === 0)
    return callMethod(getter, self, []);
  const is = pickMethod(cls, `is${capitalize(name)}`, [], self);
  if (is && is.params.length === 0 && !(is.scripted && is.returns !== C.boolean))
    return callMethod(is, self, []);
  if (index !== undefined && self.fields) return self.fields[index] ?? null;
  return undefined;
}

export function getProperty(self: Value, name: string): Value {
  if (self === null)
    throw raise('java.lang.NullPointerException', `Cannot get property '${name}' on null object`);
  if (self instanceof GMap) {
    if (self.cls.scripted) {
      const held = fieldOrGetter(self, name);
      if (held !== undefined && self.cls.layout.has(name)) return held;
    }
    return mapGet(self, name);
  }
  if (self instanceof GClass) return getStatic(self, name);
  const cls = classOf(self);
  if (self instanceof GObject || (self instanceof GList && cls !== C.ArrayList)) {
    const hook = findMethods(cls, 'getProperty');
    const own = hook.length > 0 ? choose(hook, [name]) : null;
    if (own && own.owner !== C.Object) return callMethod(own, self, [name]);
  }
  return readProperty(self, cls, name);
}

export function mapGet(self: GMap, key: Value): Value {
  const entry = self.find(key);
  if (entry) return entry.v;
  if (!self.fallback) return null;
  const made = self.fallback(key);
  if (self.autoGrow) self.put(key, made);
  return made;
}

/** A property read that does not ask the class's own `getProperty`. */
export function readProperty(self: Value, cls: GClass, name: string): Value {
  if (R.anyAdded) {
    if (typeof self === 'object' && self !== null) {
      const own = R.addedToObject.get(self);
      if (own?.has(name) && !(own.get(name) instanceof GClosure)) return own.get(name) ?? null;
    }
    for (const each of cls.ancestors.keys()) {
      const held = R.added.get(each)?.get(`property ${name}`)?.[0];
      if (held) return held.invoke(self, []);
    }
  }
  const getter = pickMethod(cls, getterName(name), [], self);
  if (getter && getter.params.length === 0 && !(getter.isStatic && !getter.scripted))
    return callMethod(getter, getter.isStatic ? cls : self, []);
  if (typeof self === 'object' && self !== null && self.fields) {
    const found = fieldOrGetter(self, name);
    if (found !== undefined) return found;
  } else {
    const is = pickMethod(cls, `is${capitalize(name)}`, [], self);
    if (is && is.params.length === 0) return callMethod(is, self, []);
  }
  for (const each of cls.ancestors.keys()) {
    const read = propertyTables.get(each)?.get(name);
    if (read) return read(self);
  }
  if (
    self instanceof GObject &&
    self.native instanceof GMap &&
    (self === R.script || cls.isSubclassOf(EXPANDO))
  ) {
    const entry = self.native.find(name);
    if (entry) return entry.v;
    if (self !== R.script) return null;
  }
  const constant = staticValue(cls, name);
  if (constant !== undefined) return constant;
  const items = collectionItems(self);
  if (items) {
    try {
      return new GList(items.filter((each) => each !== null).map((each) => getProperty(each, name)));
    } catch (error) {
      if (!isMissing(error, name) || !(error instanceof Thrown)) throw error;
      throw raise(
        'groovy.lang.MissingPropertyException',
        `Exception evaluating property '${name}' for ${cls.name}, Reason: ${toStr(error.value)}`,
        { property: name, type: cls },
      );
    }
  }
  if (self instanceof GClosure) {
    const held = closureProperty(self, name);
    if (held !== undefined) return held;
  }
  const missing = pickMethod(cls, 'propertyMissing', [name], self) ?? pickMethod(cls, 'get', [name], self);
  if (missing && missing.scripted) return callMethod(missing, self, [name]);
  if (self instanceof GObject && R.script === self && cls.methods.has(name)) return methodPointer(self, name);
  if (self instanceof GObject && cls.outer && cls.layout.has('this$0')) {
    const outer = self.fields?.[cls.layout.get('this$0') ?? -1] ?? null;
    if (outer !== null) return getProperty(outer, name);
  }
  throw missingProperty(cls, name, self instanceof GClosure ? closureClassName(self) : cls.name);
}

/** Made by the compiler's file, which knows how closures run. */
export const hooks: { methodPointer: (self: Value, name: string) => Value } = { methodPointer: () => null };
export function methodPointer(self: Value, name: string): Value {
  return hooks.methodPointer(self, name);
}

function collectionItems(v: Value): readonly Value[] | null {
  return v instanceof GList || v instanceof GSet || v instanceof GRange || v instanceof GArray ? v.a : null;
}

/** `name` read inside a closure: owner and delegate by strategy; undefined when neither has it. */
export function closureProperty(c: GClosure, name: string): Value | undefined {
  switch (name) {
    case 'owner':
      return c.owner;
    case 'delegate':
      return c.delegate;
    case 'thisObject':
      return c.thisObject;
    case 'directive':
      return c.directive;
    case 'resolveStrategy':
      return c.strategy;
    case 'metaClass':
    case 'class':
    case 'maximumNumberOfParameters':
    case 'parameterTypes':
      return readProperty(c, C.Closure, name);
    default:
  }
  const targets = closureTargets(c);
  let failure: unknown = null;
  for (const target of targets) {
    try {
      if (target instanceof GClosure) {
        const found = closureProperty(target, name);
        if (found !== undefined) return found;
        continue;
      }
      if (target instanceof GMap && !(target === targets[targets.length - 1] || target.has(name))) continue;
      if (target !== null) return getProperty(target, name);
    } catch (error) {
      if (!isMissing(error, name)) throw error;
      failure ??= error;
    }
  }
  if (failure !== null) throw failure;
  return undefined;
}

function isMissing(error: unknown, name: string): boolean {
  const value = (error as { value?: unknown }).value;
  return (
    value instanceof GThrowable &&
    value.cls.name === 'groovy.lang.MissingPropertyException' &&
    value.details.get('property') === name
  );
}

export function getStatic(cls: GClass, name: string): Value {
  startClass(cls);
  if (name === 'class') return cls;
  const getter = choose(findMethods(cls, getterName(name)), [], true);
  if (getter && getter.scripted) return callMethod(getter, cls, []);
  const held = staticValue(cls, name);
  if (held !== undefined) return held;
  if (getter) return callMethod(getter, cls, []);
  const own =
    choose(findMethods(C.Class, getterName(name)), []) ??
    choose(findMethods(C.Class, `is${capitalize(name)}`), []);
  if (own && own.params.length === 0) return callMethod(own, cls, []);
  const inner = R.classByName.get(`${cls.name}$${name}`);
  if (inner) return inner;
  const missing = choose(findMethods(cls, '$static_propertyMissing'), [name], true);
  if (missing) return callMethod(missing, cls, [name]);
  if (R.anyAdded) {
    for (const each of cls.ancestors.keys()) {
      const added = R.added.get(each)?.get(`static get${capitalize(name)}`);
      if (added?.[0]) return callMethod(added[0], cls, []);
    }
  }
  throw missingProperty(cls, name);
}

export function setProperty(self: Value, name: string, value: Value): void {
  if (self === null)
    throw raise('java.lang.NullPointerException', `Cannot set property '${name}' on null object`);
  if (self instanceof GMap && !self.cls.scripted) {
    mapPut(self, name, value);
    return;
  }
  if (self instanceof GClass) {
    setStatic(self, name, value);
    return;
  }
  const cls = classOf(self);
  if (self instanceof GObject) {
    const hook = choose(findMethods(cls, 'setProperty'), [name, value]);
    if (hook && hook.owner !== C.Object) {
      callMethod(hook, self, [name, value]);
      return;
    }
  }
  writeProperty(self, cls, name, value);
}

export function mapPut(self: GMap, key: Value, value: Value): Value {
  if (self.frozen) throw raise('java.lang.UnsupportedOperationException', null);
  spendSpace(2);
  return self.put(key, value);
}

function readOnly(cls: GClass, name: string) {
  return raise(
    'groovy.lang.ReadOnlyPropertyException',
    `Cannot set readonly property: ${name} for class: ${cls.name}`,
    { property: name, type: cls },
  );
}

export function writeProperty(self: Value, cls: GClass, name: string, value: Value): void {
  if (R.anyAdded && R.added.size > 0) {
    for (const each of cls.ancestors.keys()) {
      const setters = R.added.get(each)?.get(`set${capitalize(name)}`);
      if (setters?.[0]) {
        callMethod(setters[0], self, [value]);
        return;
      }
      const held = R.added.get(each)?.get(`property ${name}`);
      if (held && typeof self === 'object' && self !== null) {
        addToObject(self, name, value);
        return;
      }
    }
  }
  const setters = findMethods(cls, `set${capitalize(name)}`);
  if (setters.length > 0) {
    const setter = choose(setters, [value]);
    if (setter) {
      callMethod(setter, self, [value]);
      return;
    }
    const only = setters[0];
    const type = only?.params[0] ?? null;
    if (setters.length === 1 && only && only.params.length === 1 && type) {
      callMethod(only, self, [castTo(value, type)]);
      return;
    }
  }
  if (typeof self === 'object' && self !== null && self.fields) {
    const index = cls.layout.get(name);
    if (index !== undefined) {
      const info = fieldInfo(cls, name);
      if (info?.isFinal) throw readOnly(cls, name);
      self.fields[index] = info?.type ? castTo(value, info.type) : value;
      return;
    }
  }
  if (
    self instanceof GObject &&
    self.native instanceof GMap &&
    (self === R.script || cls.isSubclassOf(EXPANDO))
  ) {
    self.native.put(name, value);
    return;
  }
  for (const each of cls.ancestors.keys()) {
    if (each.statics.has(name)) {
      setStatic(each, name, value);
      return;
    }
  }
  if (self instanceof GMap) {
    mapPut(self, name, value);
    return;
  }
  if (self instanceof GClosure) {
    if (name === 'delegate') {
      self.delegate = value;
      return;
    }
    if (name === 'resolveStrategy') {
      self.strategy = toInt(value as number);
      return;
    }
    if (name === 'directive') {
      self.directive = toInt(value as number);
      return;
    }
    setClosureProperty(self, name, value);
    return;
  }
  const items = collectionItems(self);
  if (items) {
    for (const each of items) setProperty(each, name, value);
    return;
  }
  const missing =
    choose(findMethods(cls, 'propertyMissing'), [name, value]) ??
    choose(
      findMethods(cls, 'set').filter((m) => m.scripted),
      [name, value],
    );
  if (missing && missing.scripted) {
    callMethod(missing, self, [name, value]);
    return;
  }
  const getter =
    choose(findMethods(cls, getterName(name)), []) ?? choose(findMethods(cls, `is${capitalize(name)}`), []);
  if (getter && getter.params.length === 0) throw readOnly(cls, name);
  if (self instanceof GObject && cls.outer && cls.layout.has('this$0')) {
    const outer = self.fields?.[cls.layout.get('this$0') ?? -1] ?? null;
    if (outer !== null) {
      setProperty(outer, name, value);
      return;
    }
  }
  throw missingProperty(cls, name);
}

export function addToObject(self: object, name: string, value: Value): void {
  let table = R.addedToObject.get(self);
  if (!table) R.addedToObject.set(self, (table = new Map()));
  table.set(name, value);
  R.anyAdded = true;
}

export function setClosureProperty(c: GClosure, name: string, value: Value): void {
  const targets = closureTargets(c);
  let failure: unknown = null;
  for (const target of targets) {
    try {
      if (target instanceof GClosure) {
        if (name === 'delegate' || name === 'resolveStrategy') continue;
        setClosureProperty(target, name, value);
        return;
      }
      // The script takes any name, so a delegate that has the property goes first.
      if (target === R.script && R.script && targets.length > 1 && !(R.script.native as GMap).has(name)) {
        const other = targets.find(
          (each) => each !== target && each !== null && (each instanceof GMap || hasProperty(each, name)),
        );
        if (other !== undefined) {
          setProperty(other, name, value);
          return;
        }
      }
      setProperty(target, name, value);
      return;
    } catch (error) {
      if (!isMissing(error, name)) throw error;
      failure ??= error;
    }
  }
  if (failure !== null) throw failure;
  throw missingProperty(C.Closure, name, closureClassName(c));
}

export function hasProperty(self: Value, name: string): boolean {
  if (self === null) return false;
  const cls = classOf(self);
  if (pickMethod(cls, getterName(name), [], self)?.params.length === 0) return true;
  if (pickMethod(cls, `is${capitalize(name)}`, [], self)?.params.length === 0) return true;
  if (findMethods(cls, `set${capitalize(name)}`).some((m) => m.params.length === 1)) return true;
  if (cls.layout.has(name)) return true;
  if (self instanceof GObject && self.native instanceof GMap && cls.isSubclassOf(EXPANDO))
    return self.native.has(name);
  return staticValue(cls, name) !== undefined;
}

export function fieldInfo(cls: GClass, name: string): FieldInfoOrNull {
  let each: GClass | null = cls;
  while (each) {
    const info = each.declaredFields.get(name);
    if (info) return info;
    for (const trait of each.interfaces) {
      const inner = trait.declaredFields.get(name);
      if (inner) return inner;
    }
    each = each.superclass;
  }
  return null;
}
type FieldInfoOrNull = ReturnType<GClass['declaredFields']['get']> | null;

function setStatic(cls: GClass, name: string, value: Value): void {
  startClass(cls);
  if (name === 'metaClass') return;
  const setter = choose(findMethods(cls, `set${capitalize(name)}`), [value], true);
  if (setter) {
    callMethod(setter, cls, [value]);
    return;
  }
  for (const each of cls.ancestors.keys()) {
    if (each.statics.has(name)) {
      const info = each.declaredFields.get(name);
      if (info?.isFinal) throw readOnly(each, name);
      each.statics.set(name, info?.type ? castTo(value, info.type) : value);
      return;
    }
  }
  const missing = choose(findMethods(cls, '$static_propertyMissing'), [name, value], true);
  if (missing) {
    callMethod(missing, cls, [name, value]);
    return;
  }
  throw missingProperty(cls, name);
}

// --- conversion ---

function cannotCast(v: Value, cls: GClass) {
  const shown = v instanceof GClosure ? `${closureClassName(v)}@${identityHash(v).toString(16)}` : toStr(v);
  const type = v instanceof GClosure ? closureClassName(v) : v === null ? 'null' : classOf(v).name;
  return raise(
    'org.codehaus.groovy.runtime.typehandling.GroovyCastException',
    v === null
      ? `Cannot cast object 'null' with class 'null' to class '${cls.name}'. Try '${wrapper(cls).name}' instead`
      : `Cannot cast object '${shown}' with class '${type}' to class '${typeName(cls)}'`,
  );
}

export function typeName(cls: GClass): string {
  return cls.name;
}

/** What an assignment to a typed variable or a cast does. */
export function castTo(v: Value, cls: GClass): Value {
  const t = typeof v;
  if (cls === C.Object || cls.foreign) return v;
  if (t === 'number' && (cls === C.int || cls === C.Integer)) return v;
  if (t === 'string' && cls === C.String) return v;
  if (cls === C.boolean || cls === C.Boolean) {
    if (v === null && cls === C.Boolean) return null;
    return t === 'boolean' ? v : isTrue(v);
  }
  if (v === null) {
    if (cls.kind === 'primitive') throw cannotCast(v, cls);
    return null;
  }
  const own = classOf(v);
  if (own === cls || own.isSubclassOf(cls)) return v;
  if (cls === C.String) return toStr(v);
  const to = NUMERIC_RANK.get(cls);
  if (to !== undefined || cls === C.Number) {
    if (isNumber(v)) return cls === C.Number ? v : toNumberOf(v, cls);
    if (v instanceof Chr && cls !== C.Number) return toNumberOf(v.v, cls);
    if (isText(v) && toStr(v).length === 1 && cls !== C.Number && (cls.kind === 'primitive' || true))
      return toNumberOf(toStr(v).charCodeAt(0), cls);
    throw cannotCast(v, cls);
  }
  if (cls === C.char || cls === C.Character) {
    if (v instanceof Chr) return v;
    if (isNumber(v)) return Chr.of(toInt(v));
    if (isText(v) && toStr(v).length === 1) return Chr.of(toStr(v).charCodeAt(0));
    throw cannotCast(v, cls);
  }
  if (cls === C.Class && isText(v)) {
    const found = R.classByName.get(toStr(v)) ?? null;
    if (found) return found;
    throw cannotCast(v, cls);
  }
  if (v instanceof GClosure && cls.isInterface && cls.singleAbstract)
    return cls.scripted ? closureProxy(v, cls) : samClosure(v, cls);
  if (v instanceof GClosure && cls.isAbstract && cls.scripted && cls.singleAbstract)
    return closureProxy(v, cls);
  if (cls.kind === 'enum' && isText(v)) return invokeOnClass(cls, 'valueOf', [toStr(v)]);
  const items = collectionItems(v);
  if (cls.component && items) return toArrayOf(cls, items);
  if (cls.component && isText(v) && cls.component === C.char)
    return toArrayOf(
      cls,
      splitChars(toStr(v)).map((each) => Chr.of(each.charCodeAt(0))),
    );
  if (items && !cls.isInterface && !(v instanceof GArray && false)) {
    const made = collectionAs(items, cls);
    if (made) return made;
    if ((!cls.isAbstract && cls.kind === 'class') || cls.kind === 'record') {
      if (v instanceof GList || v instanceof GArray) return listToObject(v.a, cls, v);
    }
  }
  if (items && cls.isInterface) {
    const made = collectionAs(items, cls);
    if (made) return made;
  }
  if (
    v instanceof GMap &&
    !cls.isInterface &&
    !cls.isAbstract &&
    cls.kind !== 'primitive' &&
    cls.kind !== 'array'
  ) {
    if (cls === C.HashMap || cls === C.TreeMap) {
      const made = new GMap(cls === C.HashMap ? 'hash' : 'tree');
      for (const entry of v.entries()) made.put(entry.k, entry.v);
      return made;
    }
    if (cls.scripted) return newInstance(cls, [v]);
  }
  throw cannotCast(v, cls);
}

function listToObject(items: readonly Value[], cls: GClass, v: Value): Value {
  if (!cls.scripted && cls.constructors.length === 0) {
    cls.ensureLoaded();
    if (cls.constructors.length === 0) throw cannotCast(v, cls);
  }
  startClass(cls);
  const args = [...items];
  if (!choose(cls.constructors, args)) {
    const why = missingConstructor(cls, args).value;
    const cast = cannotCast(v, cls);
    cast.value.message = `${cast.value.message ?? ''} due to: ${why.cls.name}: ${why.message ?? ''}`;
    throw cast;
  }
  return newInstance(cls, args);
}

/** A closure that answers to a library interface (Comparator, Runnable …): it stays itself, with that class. */
function samClosure(c: GClosure, cls: GClass): Value {
  const copy = cloneClosure(c);
  copy.cls = samClass(cls);
  return copy;
}

const samClasses = new Map<GClass, GClass>();
function samClass(type: GClass): GClass {
  let cls = samClasses.get(type);
  if (!cls) {
    cls = new GClass('groovy.lang.Closure');
    cls.superclass = C.Closure;
    cls.interfaces = [type];
    const single = type.singleAbstract;
    if (single)
      cls.methods.set(single.name, [
        {
          ...single,
          isAbstract: false,
          owner: cls,
          plain: false,
          params: single.params,
          invoke: (self, args) => callClosure(self as GClosure, args),
        },
      ]);
    samClasses.set(type, cls);
  }
  return cls;
}

export function toNumberOf(v: Value, cls: GClass): Value {
  const n = v as number;
  switch (cls) {
    case C.int:
    case C.Integer:
      return toInt(n);
    case C.long:
    case C.Long:
      return toLong(n);
    case C.short:
    case C.Short:
      return new Sht((toInt(n) << 16) >> 16);
    case C.byte:
    case C.Byte:
      return new Byt((toInt(n) << 24) >> 24);
    case C.double:
    case C.Double:
      return new Dbl(toDouble(n));
    case C.float:
    case C.Float:
      return new Flt(toDouble(n));
    case C.BigInteger:
      return new Big(toBigInt(n));
    case C.BigDecimal:
      return toDec(n);
    default:
      return n;
  }
}

export function toArrayOf(cls: GClass, items: readonly Value[]): GArray {
  const component = cls.component ?? C.Object;
  spendSpace(items.length);
  return new GArray(
    cls,
    items.map((each) => (component === C.Object ? each : castTo(each, component))),
  );
}

function collectionAs(items: readonly Value[], cls: GClass): Value | null {
  switch (cls.name) {
    case 'java.util.List':
    case 'java.util.Collection':
    case 'java.lang.Iterable':
    case 'java.util.ArrayList':
      return new GList([...items]);
    case 'java.util.LinkedList':
    case 'java.util.Stack':
    case 'java.util.Vector':
    case 'java.util.ArrayDeque':
    case 'java.util.Queue':
    case 'java.util.Deque': {
      const made = new GList([...items]);
      made.cls = cls.isInterface ? classNamed('java.util.LinkedList') : cls;
      return made;
    }
    case 'java.util.Set':
    case 'java.util.LinkedHashSet':
      return new GSet('linked', items);
    case 'java.util.HashSet':
      return new GSet('hash', items);
    case 'java.util.SortedSet':
    case 'java.util.NavigableSet':
    case 'java.util.TreeSet':
      return new GSet('tree', items);
    default:
      return null;
  }
}

/** `v as Type`. */
export function asType(v: Value, cls: GClass): Value {
  if (cls === C.Object || cls.foreign) return v;
  if (v === null) {
    if (cls.kind === 'primitive') throw cannotCast(v, cls);
    return null;
  }
  const own = classOf(v);
  if (v instanceof GObject || own.scripted || R.anyAdded) {
    const hook = pickMethod(own, 'asType', [cls], v);
    if (hook && hook.scripted) return callMethod(hook, v, [cls]);
  }
  if (own === cls || own.isSubclassOf(wrapper(cls))) return v;
  if (cls.kind === 'trait' && v instanceof GObject) return withTraits(v, [cls]);
  if (v instanceof Flt && (cls === C.double || cls === C.Double)) return new Dbl(Number(numberToString(v)));
  if (isText(v)) {
    const s = toStr(v);
    if (NUMERIC_RANK.has(cls)) return parseNumber(s.trim(), cls);
    if (cls === C.char || cls === C.Character) return castTo(s.slice(0, 1), C.char);
    if (cls === C.boolean || cls === C.Boolean) return isTrue(s);
    const items = cls.component ? null : collectionAs(splitChars(s), cls);
    if (items && !(cls.name === 'java.util.ArrayList' && false)) return items;
    if (cls.component)
      return toArrayOf(
        cls,
        splitChars(s).map((each) =>
          cls.component === C.char || cls.component === C.Character ? Chr.of(each.charCodeAt(0)) : each,
        ),
      );
    if (cls.kind === 'enum') return invokeOnClass(cls, 'valueOf', [s]);
  }
  if (v instanceof GClosure && (cls.isInterface || cls.isAbstract))
    return cls.scripted || !cls.singleAbstract ? closureProxy(v, cls) : samClosure(v, cls);
  if (
    v instanceof GMap &&
    (cls.isInterface ||
      (cls.scripted &&
        (cls.isAbstract ||
          v
            .entries()
            .some((each) => each.v instanceof GClosure && findMethods(cls, toStr(each.k)).length > 0))))
  )
    return closureProxy(v, cls);
  if (v instanceof GMap && cls.name === 'java.util.HashMap') return castTo(v, cls);
  if (v instanceof GIterator) {
    const made = collectionAs(drain(v), cls);
    if (made) return made;
  }
  const hook = pickMethod(own, 'asType', [cls], v);
  if (hook && hook.owner !== C.Object) return callMethod(hook, v, [cls]);
  return castTo(v, cls);
}

/** The object with traits added: one that shares its fields and has a class of its own. */
export function withTraits(v: GObject, traits: readonly GClass[]): Value {
  const own = v.cls;
  const cls = new GClass(`${own.name}_groovyProxy`);
  cls.scripted = true;
  cls.superclass = own;
  cls.interfaces = [...traits];
  cls.layout = new Map(own.layout);
  cls.outer = own.outer;
  const fields = v.fields ?? [];
  for (const trait of traits.toReversed()) {
    for (const each of trait.ancestors.keys()) {
      if (each.kind !== 'trait') continue;
      for (const [name, info] of each.declaredFields) {
        const hidden = info.isProperty ? name : `${each.name.replaceAll('.', '_')}__${name}`;
        if (cls.layout.has(hidden)) continue;
        cls.layout.set(hidden, cls.layout.size);
        fields.push(null);
      }
      for (const [name, list] of each.methods) {
        for (const m of list) {
          if (m.isAbstract) continue;
          const known = cls.methods.get(name);
          if (known) known.push(m);
          else cls.methods.set(name, [m]);
        }
      }
    }
  }
  const made = new GObject(cls);
  made.fields = fields;
  made.native = v.native;
  for (const trait of traits)
    for (const each of trait.ancestors.keys()) if (each.kind === 'trait') each.prepare?.(made);
  return made;
}

function drain(it: GIterator): Value[] {
  const items: Value[] = [];
  for (;;) {
    const next = it.next();
    if (next === undefined) return items;
    items.push(next);
    spend(1);
  }
}

export function parseNumber(s: string, cls: GClass): Value {
  const bad = () =>
    raise('java.lang.NumberFormatException', s === '' ? 'For input string: ""' : `For input string: "${s}"`);
  switch (cls) {
    case C.int:
    case C.Integer:
    case C.short:
    case C.Short:
    case C.byte:
    case C.Byte:
    case C.long:
    case C.Long: {
      if (!/^[+-]?\d+$/.test(s)) throw bad();
      const v = BigInt(s.replace(/^\+/, ''));
      if (cls === C.int || cls === C.Integer) {
        if (v > 2147483647n || v < -2147483648n) throw bad();
        return Number(v);
      }
      if (cls === C.long || cls === C.Long) {
        if (v > 0x7fffffffffffffffn || v < -0x8000000000000000n) throw bad();
        return new Lng(v);
      }
      const short = cls === C.short || cls === C.Short;
      if (v > (short ? 32767n : 127n) || v < (short ? -32768n : -128n))
        throw raise('java.lang.NumberFormatException', `Value out of range. Value:"${s}" Radix:10`);
      return short ? new Sht(Number(v)) : new Byt(Number(v));
    }
    case C.BigInteger:
      if (!/^[+-]?\d+$/.test(s))
        throw s === '' ? raise('java.lang.NumberFormatException', 'Zero length BigInteger') : bad();
      spendSpace(s.length);
      return new Big(BigInt(s.replace(/^\+/, '')));
    case C.BigDecimal:
      try {
        return parseDec(s);
      } catch {
        if (s === '') throw raise('java.lang.NumberFormatException', 'Index 0 out of bounds for length 0');
        const at = /[^0-9.eE+-]/.exec(s);
        throw raise(
          'java.lang.NumberFormatException',
          at
            ? `Character ${at[0]} is neither a decimal digit number, decimal point, nor "e" notation exponential mark.`
            : null,
        );
      }
    default: {
      if (s === '') throw raise('java.lang.NumberFormatException', 'empty String');
      const m = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/.exec(s);
      if (!m) throw bad();
      const n = Number(s.replace(/[fFdD]$/, ''));
      return cls === C.float || cls === C.Float ? new Flt(n) : new Dbl(n);
    }
  }
}

// --- iteration ---

/** All elements of whatever Groovy can iterate. A list gives its own array: copy it before changing it. */
export function toItems(v: Value): readonly Value[] {
  if (v instanceof GList || v instanceof GArray || v instanceof GSet || v instanceof GRange) {
    return v.a;
  }
  if (v === null) return [];
  if (v instanceof GMap) return v.entries().map((each) => new GEntry(each));
  if (isText(v)) return splitChars(toStr(v));
  if (v instanceof GIterator) return drain(v);
  if (v instanceof GClass && v.kind === 'enum') {
    startClass(v);
    return v.constants;
  }
  const it = iteratorOf(v);
  return it ? drain(it) : [v];
}

export function splitChars(s: string): string[] {
  const chars: string[] = [];
  for (let i = 0; i < s.length; i++) chars.push(s.charAt(i));
  return chars;
}

/** An iterator over a value that has one of its own (`iterator()`, or `hasNext`/`next`); null for plain objects. */
export function iteratorOf(v: Value): GIterator | null {
  if (v instanceof GIterator) return v;
  if (v === null || typeof v !== 'object') return null;
  const cls = v.cls;
  if (findMethods(cls, 'hasNext').length > 0 && findMethods(cls, 'next').length > 0)
    return new GIterator(steps(v));
  const iterator = pickMethod(cls, 'iterator', [], v);
  if (iterator && iterator.owner !== C.Object) {
    const made = callMethod(iterator, v, []);
    return made instanceof GIterator ? made : iteratorOf(made);
  }
  return null;
}

function* steps(v: Value): Iterator<Value> {
  while (isTrue(invokeMethod(v, 'hasNext', []))) {
    if (--R.fuel < 0) outOfFuel();
    yield invokeMethod(v, 'next', []);
  }
}

/** A function of the host, given in the bindings. */
export class HostFunction extends Obj {
  readonly fn: (...args: unknown[]) => unknown;
  constructor(fn: (...args: unknown[]) => unknown) {
    super();
    this.fn = fn;
  }
}
HostFunction.prototype.cls = C.Closure;
