/** java.util.stream: lazy streams over values, as far as scripts use them, and Collectors. */
import { C, callAny, castTo, compare, isTrue, toArrayOf, toItems, toStr } from '../core.ts';
import { raise } from '../errors.ts';
import { type Num, plus, toBigInt, toDouble } from '../numbers.ts';
import { spend, spendSpace } from '../runtime.ts';
import {
  Dbl,
  GArray,
  type GClass,
  GIterator,
  GList,
  GMap,
  GObject,
  GSet,
  Lng,
  type Value,
} from '../values.ts';
import { compareWith } from './objects.ts';
import { arrayClass, classNamed, type LibraryTopic, type Rows } from './registry.ts';

type Kind = 'Stream' | 'IntStream' | 'LongStream' | 'DoubleStream';
type State = { source: Iterable<Value>; used: boolean; close: Value[] };
const state = (v: GObject): State => v.native as State;
const kindOf = (v: GObject): Kind => v.cls.simpleName as Kind;
function stream(source: Iterable<Value>, kind: Kind = 'Stream'): GObject {
  const made = new GObject(classNamed(`java.util.stream.${kind}`));
  made.native = { source, used: false, close: [] } satisfies State;
  return made;
}
/** The values of a stream, which can be asked for once. */
function take(self: GObject): Iterable<Value> {
  const s = state(self);
  if (s.used)
    throw raise('java.lang.IllegalStateException', 'stream has already been operated upon or closed');
  s.used = true;
  return s.source;
}
function all(self: GObject): Value[] {
  const list: Value[] = [];
  for (const v of take(self)) {
    spend(1);
    list.push(v);
  }
  spendSpace(list.length);
  return list;
}
const box = (name: string, v: Value): GObject => {
  const made = new GObject(classNamed(name));
  made.native = v;
  return made;
};
const optionalOf = (self: GObject, v: Value): GObject => {
  const kind = kindOf(self);
  return box(kind === 'Stream' ? 'java.util.Optional' : `java.util.Optional${kind.replace('Stream', '')}`, v);
};
const derive = (
  self: GObject,
  make: (source: Iterable<Value>) => Generator<Value>,
  kind: Kind = kindOf(self),
): GObject => {
  const source = take(self);
  return stream({ [Symbol.iterator]: () => make(source) }, kind);
};
const test = (f: Value, v: Value): boolean => isTrue(callAny(f, [v]));
const convert = (v: Value, kind: Kind): Value =>
  kind === 'IntStream'
    ? castTo(v, C.int)
    : kind === 'LongStream'
      ? castTo(v, C.long)
      : kind === 'DoubleStream'
        ? castTo(v, C.double)
        : v;
const mapTo = (kind: Kind) => (self: GObject, f: Value) =>
  derive(
    self,
    function* (source) {
      for (const v of source) {
        spend(1);
        yield convert(callAny(f, [v]), kind);
      }
    },
    kind,
  );
const asKind = (kind: Kind) => (self: GObject) =>
  derive(
    self,
    function* (source) {
      for (const v of source) yield convert(v, kind);
    },
    kind,
  );
function average(list: readonly Value[]): number {
  return list.reduce<number>((sum, v) => sum + toDouble(v as Num), 0) / list.length;
}
function total(list: readonly Value[], kind: Kind): Value {
  if (kind === 'DoubleStream') return new Dbl(list.reduce<number>((sum, v) => sum + toDouble(v as Num), 0));
  const sum = list.reduce<bigint>((n, v) => n + toBigInt(v as Num), 0n);
  return kind === 'LongStream' ? new Lng(BigInt.asIntN(64, sum)) : Number(BigInt.asIntN(32, sum));
}

// --- collectors ---

type Collector = (list: readonly Value[]) => Value;
const collector = (f: Collector): GObject => {
  const made = new GObject(classNamed('java.util.stream.Collector'));
  made.native = f;
  return made;
};
const apply = (c: Value, list: readonly Value[]): Value => ((c as GObject).native as Collector)(list);
const toList = collector0((list) => new GList([...list]));
function collector0(f: Collector): () => GObject {
  return () => collector(f);
}
function fill(into: Value, list: readonly Value[]): Value {
  if (into instanceof GSet) for (const v of list) into.add(v);
  else if (into instanceof GList) into.a.push(...list);
  return into;
}
function grouped(list: readonly Value[], f: Value, map: GMap, down: Value): GMap {
  const groups = new GMap();
  for (const v of list) {
    const k = callAny(f, [v]);
    if (k === null) throw raise('java.lang.NullPointerException', 'element cannot be mapped to a null key');
    const known = groups.get(k);
    if (known instanceof GList) known.a.push(v);
    else groups.put(k, new GList([v]));
  }
  for (const e of groups.entries()) map.put(e.k, apply(down, (e.v as GList).a));
  return map;
}
function toMap(list: readonly Value[], k: Value, v: Value, merge: Value, map: GMap): GMap {
  for (const each of list) {
    const key = callAny(k, [each]);
    const value = callAny(v, [each]);
    const known = map.find(key);
    if (known && merge === null)
      throw raise(
        'java.lang.IllegalStateException',
        `Duplicate key ${toStr(key)} (attempted merging values ${toStr(known.v)} and ${toStr(value)})`,
      );
    map.put(key, known ? callAny(merge, [known.v, value]) : value);
  }
  return map;
}
type Summary = { list: Value[]; kind: Kind };
const summary = (list: readonly Value[], kind: Kind): GObject => {
  const made = new GObject(classNamed(`java.util.${kind.replace('Stream', '')}SummaryStatistics`));
  made.native = { list: [...list], kind } satisfies Summary;
  return made;
};
const sum = (v: GObject): Summary => v.native as Summary;
const bound = (list: readonly Value[], sign: number): Value =>
  list.reduce<Value>((best, v) => (best === null || compare(v, best) * sign > 0 ? v : best), null);
const summaryRows: Rows = {
  'getCount()': (self: GObject) => new Lng(BigInt(sum(self).list.length)),
  'getSum()': (self: GObject) =>
    total(sum(self).list, sum(self).kind === 'IntStream' ? 'LongStream' : sum(self).kind),
  'getMin()': (self: GObject) => bound(sum(self).list, -1) ?? 2147483647,
  'getMax()': (self: GObject) => bound(sum(self).list, 1) ?? -2147483648,
  'getAverage()': (self: GObject) => new Dbl(sum(self).list.length === 0 ? 0 : average(sum(self).list)),
  'accept(Object)': (self: GObject, v: Value) => void sum(self).list.push(v),
  'toString()': (self: GObject) => {
    const { list, kind } = sum(self);
    const n = list.length;
    const name = `${kind.replace('Stream', '')}SummaryStatistics`;
    const f = (v: number): string => v.toFixed(6);
    const num = (v: Value): string => (kind === 'DoubleStream' ? f(toDouble(v as Num)) : toStr(v));
    return `${name}{count=${n}, sum=${num(total(list, kind))}, min=${num(bound(list, -1) ?? 2147483647)}, average=${f(n === 0 ? 0 : average(list))}, max=${num(bound(list, 1) ?? -2147483648)}}`;
  },
};
const summing = (kind: Kind) => (f: Value) =>
  collector((list) =>
    total(
      list.map((v) => callAny(f, [v])),
      kind,
    ),
  );
const averaging = (f: Value) =>
  collector((list) => new Dbl(list.length === 0 ? 0 : average(list.map((v) => callAny(f, [v])))));
const summarizing = (kind: Kind) => (f: Value) =>
  collector((list) =>
    summary(
      list.map((v) => convert(callAny(f, [v]), kind)),
      kind,
    ),
  );
const newMap = (f: Value): GMap => callAny(f, []) as GMap;

// --- rows ---

const rows: Rows = {
  'filter(Object)': (self: GObject, f: Value) =>
    derive(self, function* (source) {
      for (const v of source) {
        spend(1);
        if (test(f, v)) yield v;
      }
    }),
  'map(Object)': (self: GObject, f: Value) => mapTo(kindOf(self))(self, f),
  'mapToObj(Object)': mapTo('Stream'),
  'mapToInt(Object)': mapTo('IntStream'),
  'mapToLong(Object)': mapTo('LongStream'),
  'mapToDouble(Object)': mapTo('DoubleStream'),
  'boxed()': asKind('Stream'),
  'asLongStream()': asKind('LongStream'),
  'asDoubleStream()': asKind('DoubleStream'),
  'flatMap(Object)': (self: GObject, f: Value) =>
    derive(self, function* (source) {
      for (const v of source) {
        spend(1);
        const inner = callAny(f, [v]);
        if (inner !== null) yield* take(inner as GObject);
      }
    }),
  'distinct()': (self: GObject) =>
    derive(self, function* (source) {
      const seen = new GMap();
      for (const v of source) {
        spend(1);
        if (seen.has(v)) continue;
        seen.put(v, true);
        yield v;
      }
    }),
  'sorted(Object=)': (self: GObject, order?: Value) =>
    derive(self, function* (source) {
      const list = [...source];
      spend(list.length * 4);
      yield* list.sort((a, b) => compareWith(order ?? null, a, b));
    }),
  'peek(Object)': (self: GObject, f: Value) =>
    derive(self, function* (source) {
      for (const v of source) {
        callAny(f, [v]);
        yield v;
      }
    }),
  'limit(long)': (self: GObject, n: Lng) => {
    if (n.v < 0n) throw raise('java.lang.IllegalArgumentException', String(n.v));
    return derive(self, function* (source) {
      let left = n.v;
      if (left <= 0n) return;
      for (const v of source) {
        yield v;
        if (--left <= 0n) return;
      }
    });
  },
  'skip(long)': (self: GObject, n: Lng) =>
    derive(self, function* (source) {
      let left = n.v;
      for (const v of source) if (left-- <= 0n) yield v;
    }),
  'takeWhile(Object)': (self: GObject, f: Value) =>
    derive(self, function* (source) {
      for (const v of source) {
        if (!test(f, v)) return;
        yield v;
      }
    }),
  'dropWhile(Object)': (self: GObject, f: Value) =>
    derive(self, function* (source) {
      let on = false;
      for (const v of source) {
        on ||= !test(f, v);
        if (on) yield v;
      }
    }),
  'parallel()': (self: GObject) => self,
  'sequential()': (self: GObject) => self,
  'unordered()': (self: GObject) => self,
  'onClose(Object)': (self: GObject) => self,
  'close()': () => undefined,
  'iterator()': (self: GObject) => new GIterator(take(self)[Symbol.iterator]()),
  'forEach(Object)': (self: GObject, f: Value) => {
    for (const v of take(self)) {
      spend(1);
      callAny(f, [v]);
    }
  },
  'forEachOrdered(Object)': (self: GObject, f: Value) => {
    for (const v of take(self)) callAny(f, [v]);
  },
  'collect(Collector)': (self: GObject, c: Value) => apply(c, all(self)),
  'collect(Object,Object,Object)': (self: GObject, make: Value, add: Value) => {
    const into = callAny(make, []);
    for (const v of all(self)) callAny(add, [into, v]);
    return into;
  },
  'toList()': (self: GObject) => {
    const list = new GList(all(self));
    list.frozen = kindOf(self) === 'Stream';
    return list;
  },
  'toSet()': (self: GObject) => new GSet('hash', all(self)),
  'toArray(Object=)': (self: GObject, f?: Value) => {
    const list = all(self);
    if (f !== undefined) {
      const made = callAny(f, [list.length]);
      return made instanceof GArray ? toArrayOf(made.cls, list) : made;
    }
    const type: Record<Kind, GClass> = {
      Stream: C.Object,
      IntStream: C.int,
      LongStream: C.long,
      DoubleStream: C.double,
    };
    return new GArray(arrayClass(type[kindOf(self)]), list);
  },
  'count()': (self: GObject) => new Lng(BigInt(all(self).length)),
  'sum()': (self: GObject) => total(all(self), kindOf(self)),
  'average()': (self: GObject) => {
    const list = all(self);
    return box('java.util.OptionalDouble', list.length === 0 ? null : new Dbl(average(list)));
  },
  'summaryStatistics()': (self: GObject) => summary(all(self), kindOf(self)),
  'min(Object=)': (self: GObject, order?: Value) =>
    optionalOf(
      self,
      all(self).reduce<Value>(
        (best, v) => (best === null || compareWith(order ?? null, v, best) < 0 ? v : best),
        null,
      ),
    ),
  'max(Object=)': (self: GObject, order?: Value) =>
    optionalOf(
      self,
      all(self).reduce<Value>(
        (best, v) => (best === null || compareWith(order ?? null, v, best) >= 0 ? v : best),
        null,
      ),
    ),
  'reduce(Object)': (self: GObject, f: Value) => {
    let result: Value | undefined;
    for (const v of take(self)) result = result === undefined ? v : callAny(f, [result, v]);
    return optionalOf(self, result ?? null);
  },
  'reduce(Object,Object)': (self: GObject, initial: Value, f: Value) => {
    let result = initial;
    for (const v of take(self)) result = callAny(f, [result, v]);
    return result;
  },
  'reduce(Object,Object,Object)': (self: GObject, initial: Value, f: Value) => {
    let result = initial;
    for (const v of take(self)) result = callAny(f, [result, v]);
    return result;
  },
  'findFirst()': (self: GObject) => {
    for (const v of take(self)) return optionalOf(self, v);
    return optionalOf(self, null);
  },
  'findAny()': (self: GObject) => {
    for (const v of take(self)) return optionalOf(self, v);
    return optionalOf(self, null);
  },
  'anyMatch(Object)': (self: GObject, f: Value) => {
    for (const v of take(self)) if (test(f, v)) return true;
    return false;
  },
  'allMatch(Object)': (self: GObject, f: Value) => {
    for (const v of take(self)) if (!test(f, v)) return false;
    return true;
  },
  'noneMatch(Object)': (self: GObject, f: Value) => {
    for (const v of take(self)) if (test(f, v)) return false;
    return true;
  },
};

function* iterate(seed: Value, f: Value, until: Value | undefined): Generator<Value> {
  for (let v = seed; ; v = callAny(f, [v])) {
    spend(1);
    if (until !== undefined && !isTrue(callAny(until, [v]))) return;
    yield v;
  }
}
function* generate(f: Value): Generator<Value> {
  for (;;) {
    spend(1);
    yield callAny(f, []);
  }
}
function* counting(a: Num, b: Num, inclusive: boolean): Generator<Value> {
  for (let v = a; inclusive ? compare(v, b) <= 0 : compare(v, b) < 0; v = plus(v, 1)) {
    spend(1);
    yield v;
  }
}
const kindOfArray = (v: GArray): Kind =>
  v.cls.component === C.int
    ? 'IntStream'
    : v.cls.component === C.long
      ? 'LongStream'
      : v.cls.component === C.double
        ? 'DoubleStream'
        : 'Stream';
const factory = (kind: Kind): Rows => ({
  'of(Object...)': (list: Value[]) => stream(list, kind),
  'of(Object)': (v: Value) => stream(v instanceof GArray ? v.a : [v], kind),
  'empty()': () => stream([], kind),
  'iterate(Object,Object)': (seed: Value, f: Value) =>
    stream({ [Symbol.iterator]: () => iterate(seed, f, undefined) }, kind),
  'iterate(Object,Object,Object)': (seed: Value, until: Value, f: Value) =>
    stream({ [Symbol.iterator]: () => iterate(seed, f, until) }, kind),
  'generate(Object)': (f: Value) => stream({ [Symbol.iterator]: () => generate(f) }, kind),
  'concat(Object,Object)': (a: GObject, b: GObject) => stream([...take(a), ...take(b)], kind),
  'ofNullable(Object)': (v: Value) => stream(v === null ? [] : [v], kind),
  'range(Number,Number)': (a: Num, b: Num) =>
    stream({ [Symbol.iterator]: () => counting(a, b, false) }, kind),
  'rangeClosed(Number,Number)': (a: Num, b: Num) =>
    stream({ [Symbol.iterator]: () => counting(a, b, true) }, kind),
});

export const streams: LibraryTopic = {
  'java.util.stream.BaseStream': { kind: 'interface', methods: rows },
  'java.util.stream.Collector': {},
  'java.util.stream.Stream': { implements: ['java.util.stream.BaseStream'], statics: factory('Stream') },
  'java.util.stream.IntStream': {
    implements: ['java.util.stream.BaseStream'],
    statics: factory('IntStream'),
  },
  'java.util.stream.LongStream': {
    implements: ['java.util.stream.BaseStream'],
    statics: factory('LongStream'),
  },
  'java.util.stream.DoubleStream': {
    implements: ['java.util.stream.BaseStream'],
    statics: factory('DoubleStream'),
  },
  'java.util.stream.StreamSupport': {
    statics: { 'stream(Object,boolean)': (v: Value) => stream(toItems(v)) },
  },
  'java.util.IntSummaryStatistics': { methods: summaryRows },
  'java.util.LongSummaryStatistics': { methods: summaryRows },
  'java.util.DoubleSummaryStatistics': { methods: summaryRows },
  'java.util.Collection': {
    methods: {
      'stream()': (self: Value) => stream(toItems(self)),
      'parallelStream()': (self: Value) => stream(toItems(self)),
    },
  },
  '[]': { methods: { 'stream()': (self: GArray) => stream(self.a, kindOfArray(self)) } },
  'java.util.Arrays': {
    statics: {
      'stream(Object)': (v: GArray) => stream(v.a, kindOfArray(v)),
      'stream(Object,int,int)': (v: GArray, a: number, b: number) => stream(v.a.slice(a, b), kindOfArray(v)),
    },
  },
  'java.lang.CharSequence': {
    methods: {
      'chars()': (self: Value) =>
        stream(
          Array.from({ length: toStr(self).length }, (_, i) => toStr(self).charCodeAt(i)),
          'IntStream',
        ),
      'codePoints()': (self: Value) =>
        stream(
          Array.from(toStr(self)).map((c) => c.codePointAt(0) ?? 0),
          'IntStream',
        ),
      'lines()': (self: Value) => {
        const parts = toStr(self).split(/\r\n|\r|\n/);
        if (parts.at(-1) === '') parts.pop();
        return stream(parts);
      },
    },
  },
  'java.util.stream.Collectors': {
    statics: {
      'toList()': toList,
      'toUnmodifiableList()': toList,
      'toSet()': collector0((list) => new GSet('hash', list)),
      'toUnmodifiableSet()': collector0((list) => new GSet('hash', list)),
      'toCollection(Object)': (f: Value) => collector((list) => fill(callAny(f, []), list)),
      'joining(CharSequence=,CharSequence=,CharSequence=)': (d?: Value, a?: Value, b?: Value) =>
        collector((list) => {
          const text = list.map((v) => toStr(v)).join(d === undefined ? '' : toStr(d));
          spendSpace(text.length);
          return (a === undefined ? '' : toStr(a)) + text + (b === undefined ? '' : toStr(b));
        }),
      'counting()': collector0((list) => new Lng(BigInt(list.length))),
      'groupingBy(Object)': (f: Value) => collector((list) => grouped(list, f, new GMap('hash'), toList())),
      'groupingBy(Object,Collector)': (f: Value, down: Value) =>
        collector((list) => grouped(list, f, new GMap('hash'), down)),
      'groupingBy(Object,Object,Collector)': (f: Value, make: Value, down: Value) =>
        collector((list) => grouped(list, f, newMap(make), down)),
      'partitioningBy(Object,Collector=)': (f: Value, down?: Value) =>
        collector((list) => {
          const map = new GMap();
          map.put(
            false,
            apply(
              down ?? toList(),
              list.filter((v) => !test(f, v)),
            ),
          );
          map.put(
            true,
            apply(
              down ?? toList(),
              list.filter((v) => test(f, v)),
            ),
          );
          return map;
        }),
      'toMap(Object,Object)': (k: Value, v: Value) =>
        collector((list) => toMap(list, k, v, null, new GMap('hash'))),
      'toMap(Object,Object,Object)': (k: Value, v: Value, merge: Value) =>
        collector((list) => toMap(list, k, v, merge, new GMap('hash'))),
      'toMap(Object,Object,Object,Object)': (k: Value, v: Value, merge: Value, make: Value) =>
        collector((list) => toMap(list, k, v, merge, newMap(make))),
      'mapping(Object,Collector)': (f: Value, down: Value) =>
        collector((list) =>
          apply(
            down,
            list.map((v) => callAny(f, [v])),
          ),
        ),
      'filtering(Object,Collector)': (f: Value, down: Value) =>
        collector((list) =>
          apply(
            down,
            list.filter((v) => test(f, v)),
          ),
        ),
      'collectingAndThen(Collector,Object)': (c: Value, f: Value) =>
        collector((list) => callAny(f, [apply(c, list)])),
      'reducing(Object,Object)': (initial: Value, f: Value) =>
        collector((list) => list.reduce<Value>((sum0, v) => callAny(f, [sum0, v]), initial)),
      'minBy(Object)': (order: Value) =>
        collector((list) =>
          box(
            'java.util.Optional',
            list.reduce<Value>((b, v) => (b === null || compareWith(order, v, b) < 0 ? v : b), null),
          ),
        ),
      'maxBy(Object)': (order: Value) =>
        collector((list) =>
          box(
            'java.util.Optional',
            list.reduce<Value>((b, v) => (b === null || compareWith(order, v, b) >= 0 ? v : b), null),
          ),
        ),
      'summingInt(Object)': summing('IntStream'),
      'summingLong(Object)': summing('LongStream'),
      'summingDouble(Object)': summing('DoubleStream'),
      'averagingInt(Object)': averaging,
      'averagingLong(Object)': averaging,
      'averagingDouble(Object)': averaging,
      'summarizingInt(Object)': summarizing('IntStream'),
      'summarizingLong(Object)': summarizing('LongStream'),
      'summarizingDouble(Object)': summarizing('DoubleStream'),
    },
  },
};
