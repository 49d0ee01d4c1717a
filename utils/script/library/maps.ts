/** Map, its kinds and entries, with the GDK's methods. */
import {
  arity,
  callAny,
  callClosure,
  cloneClosure,
  compare,
  equals,
  hashCode,
  invokeMethod,
  isTrue,
  javaEquals,
  mapGet,
  mapPut,
  toItems,
  toStr,
} from '../core.ts';
import { raise } from '../errors.ts';
import { spend } from '../runtime.ts';
import { type Entry, GClosure, GEntry, GIterator, GList, GMap, GSet, type Value } from '../values.ts';
import { comparator, compareWith } from './objects.ts';
import { classNamed, type LibraryTopic, type Rows } from './registry.ts';

function own(self: GMap): GMap {
  if (self.frozen) throw raise('java.lang.UnsupportedOperationException', null);
  return self;
}

/** Calls a closure with key and value when it takes two, else with the entry. */
function callEntry(c: GClosure, e: Entry): Value {
  spend(1);
  return callClosure(c, arity(c) === 2 ? [e.k, e.v] : [new GEntry(e)]);
}
const test = (c: GClosure, e: Entry): boolean => isTrue(callEntry(c, e));

function mapOf(entries: Iterable<{ k: Value; v: Value }>, kind: GMap['kind'] = 'linked'): GMap {
  const map = new GMap(kind);
  for (const { k, v } of entries) map.put(k, v);
  return map;
}
const same = (self: GMap): GMap['kind'] => self.kind;

function listIterator(list: readonly Value[]): Iterator<Value> {
  return list.values();
}

function pairs(v: Value): { k: Value; v: Value }[] {
  if (v instanceof GMap) return v.entries();
  if (v instanceof GEntry) return [v.e];
  if (v instanceof GList) return [{ k: v.a[0] ?? null, v: v.a[1] ?? null }];
  return [];
}

function sortEntries(self: GMap, order: Value): Entry[] {
  return self.entries().toSorted((a, b) => {
    if (order instanceof GClosure) {
      if (arity(order) === 2) return compareWith(order, new GEntry(a), new GEntry(b));
      return compare(callClosure(order, [new GEntry(a)]), callClosure(order, [new GEntry(b)]));
    }
    return compareWith(order, a.k, b.k);
  });
}

/** The name Java gives the views of a map. */
const viewName = (self: GMap, view: 'KeySet' | 'Values' | 'EntrySet'): string =>
  self.kind === 'tree'
    ? `java.util.TreeMap$${view}`
    : self.kind === 'hash'
      ? `java.util.HashMap$${view}`
      : `java.util.LinkedHashMap$Linked${view}`;

/** The keys, live: a set on the map itself. */
function keySet(self: GMap): GSet {
  const set = new GSet(self.kind);
  (set as { m: GMap }).m = self;
  set.frozen = self.frozen;
  set.cls = classNamed(viewName(self, 'KeySet'));
  return set;
}

function valuesOf(self: GMap): GList {
  const list = new GList([]);
  let seen: readonly Entry[] | null = null;
  let values: Value[] = [];
  Object.defineProperty(list, 'a', {
    get: () => {
      const entries = self.entries();
      if (entries !== seen || entries.some((e, i) => e.v !== values[i])) {
        seen = entries;
        values = entries.map((e) => e.v);
      }
      return values;
    },
  });
  list.frozen = true;
  list.cls = classNamed(viewName(self, 'Values'));
  viewed.set(list, self);
  return list;
}
const viewed = new WeakMap<object, GMap>();
const mapBehind = (list: GList): GMap => own(viewed.get(list) ?? new GMap());
function removeValues(list: GList, gone: (v: Value) => boolean, once = false): boolean {
  const map = mapBehind(list);
  let changed = false;
  for (const e of map.entries().slice()) {
    if (!gone(e.v)) continue;
    map.delete(e.k);
    changed = true;
    if (once) break;
  }
  return changed;
}

/** The entries of a map as keys of another, which removes them from the map too. */
class EntryKeys extends GMap {
  private readonly source: GMap;
  constructor(source: GMap) {
    super('linked');
    this.source = source;
    for (const e of source.entries()) super.put(new GEntry(e), true);
  }
  override delete(k: Value): Value {
    if (k instanceof GEntry) own(this.source).delete(k.e.k);
    return super.delete(k);
  }
  override clear(): void {
    own(this.source).clear();
    super.clear();
  }
}
function entrySet(self: GMap): GSet {
  const set = new GSet('linked');
  let seen: readonly Entry[] | null = null;
  let keys: GMap = set.m;
  Object.defineProperty(set, 'm', {
    get: () => {
      const entries = self.entries();
      if (entries !== seen) {
        seen = entries;
        keys = new EntryKeys(self);
      }
      return keys;
    },
  });
  set.frozen = self.frozen;
  set.cls = classNamed(viewName(self, 'EntrySet'));
  return set;
}

/** A view of a map that cannot be changed and shows the map's changes. */
function readOnlyView(self: GMap): GMap {
  const view = Object.create(self) as GMap;
  // What the map remembers of its order is the map's, not the view's.
  Object.defineProperties(view, {
    order: {
      get: () => (self as unknown as { order: unknown }).order,
      set: (v: unknown) => {
        (self as unknown as { order: unknown }).order = v;
      },
    },
    frozen: { value: true },
    cls: {
      value: classNamed(
        self.kind === 'tree'
          ? 'java.util.Collections$UnmodifiableSortedMap'
          : 'java.util.Collections$UnmodifiableMap',
      ),
      writable: true,
    },
  });
  return view;
}

function group(self: GMap, c: GClosure): GMap {
  const groups = new GMap();
  for (const e of self.entries()) {
    const k = callEntry(c, e);
    const known = groups.get(k);
    if (known instanceof GMap) known.put(e.k, e.v);
    else groups.put(k, mapOf([e]));
  }
  return groups;
}

const rows: Rows = {
  'get(Object)': (self: GMap, k: Value) => mapGet(self, k),
  'get(Object,Object)': (self: GMap, k: Value, fallback: Value) => {
    if (!self.has(k)) mapPut(self, k, fallback);
    return self.get(k);
  },
  'getOrDefault(Object,Object)': (self: GMap, k: Value, fallback: Value) =>
    self.find(k)?.v ?? (self.has(k) ? null : fallback),
  'getAt(Object)': (self: GMap, k: Value) => mapGet(self, k),
  'put(Object,Object)': (self: GMap, k: Value, v: Value) => mapPut(self, k, v),
  'putAt(Object,Object)': (self: GMap, k: Value, v: Value) => {
    mapPut(self, k, v);
    return v;
  },
  'putAll(Object)': (self: GMap, other: Value) => {
    own(self);
    for (const e of other instanceof GMap
      ? other.entries()
      : other instanceof GList
        ? other.a.flatMap(pairs)
        : [])
      mapPut(self, e.k, e.v);
    return null;
  },
  'putIfAbsent(Object,Object)': (self: GMap, k: Value, v: Value) => {
    const known = self.get(k);
    if (known === null) mapPut(self, k, v);
    return known;
  },
  'computeIfAbsent(Object,Object)': (self: GMap, k: Value, f: Value) => {
    const known = self.get(k);
    if (known !== null) return known;
    const made = callAny(f, [k]);
    if (made !== null) mapPut(self, k, made);
    return made;
  },
  'computeIfPresent(Object,Object)': (self: GMap, k: Value, f: Value) => {
    const known = self.get(k);
    if (known === null) return null;
    const made = callAny(f, [k, known]);
    if (made === null) own(self).delete(k);
    else mapPut(self, k, made);
    return made;
  },
  'compute(Object,Object)': (self: GMap, k: Value, f: Value) => {
    const made = callAny(f, [k, self.get(k)]);
    if (made === null) own(self).delete(k);
    else mapPut(self, k, made);
    return made;
  },
  'merge(Object,Object,Object)': (self: GMap, k: Value, v: Value, f: Value) => {
    const known = self.get(k);
    const made = known === null ? v : callAny(f, [known, v]);
    if (made === null) own(self).delete(k);
    else mapPut(self, k, made);
    return made;
  },
  'remove(Object)': (self: GMap, k: Value) => own(self).delete(k),
  'remove(Object,Object)': (self: GMap, k: Value, v: Value) => {
    const e = self.find(k);
    if (!e || !javaEquals(e.v, v)) return false;
    own(self).delete(k);
    return true;
  },
  'removeAll(Closure)': (self: GMap, c: GClosure) => {
    const gone = self.entries().filter((e) => test(c, e));
    for (const e of gone) own(self).delete(e.k);
    return gone.length > 0;
  },
  'retainAll(Closure)': (self: GMap, c: GClosure) => {
    const gone = self.entries().filter((e) => !test(c, e));
    for (const e of gone) own(self).delete(e.k);
    return gone.length > 0;
  },
  'replace(Object,Object)': (self: GMap, k: Value, v: Value) => (self.has(k) ? mapPut(self, k, v) : null),
  'replaceAll(Object)': (self: GMap, f: Value) => {
    for (const e of self.entries()) e.v = callAny(f, [e.k, e.v]);
  },
  'clear()': (self: GMap) => own(self).clear(),
  'size()': (self: GMap) => self.size,
  'isEmpty()': (self: GMap) => self.size === 0,
  'asBoolean()': (self: GMap) => self.size > 0,
  'containsKey(Object)': (self: GMap, k: Value) => self.has(k),
  'containsValue(Object)': (self: GMap, v: Value) => self.entries().some((e) => javaEquals(e.v, v)),
  'keySet()': keySet,
  'values()': valuesOf,
  'entrySet()': entrySet,
  'iterator()': (self: GMap) =>
    new GIterator(
      listIterator(self.entries().map((e): Value => new GEntry(e))),
      (last) => void own(self).delete((last as GEntry).e.k),
    ),
  'leftShift(Object)': (self: GMap, other: Value) => {
    own(self);
    for (const e of pairs(other)) mapPut(self, e.k, e.v);
    return self;
  },
  'plus(Object)': (self: GMap, other: Value) =>
    mapOf(
      [
        ...self.entries(),
        ...(other instanceof GMap
          ? other.entries()
          : other instanceof GList
            ? other.a.flatMap(pairs)
            : pairs(other)),
      ],
      same(self),
    ),
  'minus(Object)': (self: GMap, other: Value) =>
    mapOf(
      self.entries().filter((e) => !(other instanceof GMap && other.has(e.k) && equals(other.get(e.k), e.v))),
      same(self),
    ),
  'intersect(Map)': (self: GMap, other: GMap) =>
    mapOf(
      self.entries().filter((e) => other.has(e.k) && equals(other.get(e.k), e.v)),
      same(self),
    ),
  'each(Closure)': (self: GMap, c: GClosure) => {
    const { size } = self;
    for (const e of self.entries()) {
      if (self.size !== size) throw raise('java.util.ConcurrentModificationException', null);
      callEntry(c, e);
    }
    return self;
  },
  'reverseEach(Closure)': (self: GMap, c: GClosure) => {
    for (const e of self.entries().toReversed()) callEntry(c, e);
    return self;
  },
  'forEach(Object)': (self: GMap, f: Value) => {
    for (const e of self.entries())
      callAny(f, f instanceof GClosure && arity(f) === 1 ? [new GEntry(e)] : [e.k, e.v]);
  },
  'eachWithIndex(Closure)': (self: GMap, c: GClosure) => {
    [...self.entries()].forEach((e, i) =>
      callClosure(c, arity(c) === 3 ? [e.k, e.v, i] : [new GEntry(e), i]),
    );
    return self;
  },
  'collect(Closure=)': (self: GMap, c?: GClosure) =>
    new GList([...self.entries()].map((e) => (c ? callEntry(c, e) : new GEntry(e)))),
  'collect(Collection,Closure)': (self: GMap, into: Value, c: GClosure) => {
    for (const e of self.entries().slice()) invokeMethod(into, 'add', [callEntry(c, e)]);
    return into;
  },
  'collectEntries(Map,Closure)': (self: GMap, into: GMap, c: GClosure) => {
    for (const e of self.entries().slice())
      for (const made of pairs(callEntry(c, e))) into.put(made.k, made.v);
    return into;
  },
  'collectMany(Closure)': (self: GMap, c: GClosure) =>
    new GList(
      [...self.entries()].flatMap((e) => {
        const v = callEntry(c, e);
        return v instanceof GList || v instanceof GSet ? v.a : [v];
      }),
    ),
  'collectEntries(Closure=)': (self: GMap, c?: GClosure) =>
    mapOf([...self.entries()].flatMap((e) => (c ? pairs(callEntry(c, e)) : [e]))),
  'find(Closure)': (self: GMap, c: GClosure) => {
    const e = [...self.entries()].find((each) => test(c, each));
    return e ? new GEntry(e) : null;
  },
  'findAll(Closure)': (self: GMap, c: GClosure) =>
    mapOf(
      [...self.entries()].filter((e) => test(c, e)),
      same(self),
    ),
  'findResult(Closure)': (self: GMap, c: GClosure) => {
    for (const e of self.entries()) {
      const v = callEntry(c, e);
      if (v !== null) return v;
    }
    return null;
  },
  'findResults(Closure)': (self: GMap, c: GClosure) =>
    new GList([...self.entries()].map((e) => callEntry(c, e)).filter((v) => v !== null)),
  'any(Closure)': (self: GMap, c: GClosure) => [...self.entries()].some((e) => test(c, e)),
  'every(Closure)': (self: GMap, c: GClosure) => [...self.entries()].every((e) => test(c, e)),
  'count(Closure)': (self: GMap, c: GClosure) => [...self.entries()].filter((e) => test(c, e)).length,
  'countBy(Closure)': (self: GMap, c: GClosure) => {
    const map = new GMap();
    for (const e of self.entries()) {
      const k = callEntry(c, e);
      map.put(k, ((map.get(k) ?? 0) as number) + 1);
    }
    return map;
  },
  'groupBy(Closure)': group,
  'groupEntriesBy(Closure)': (self: GMap, c: GClosure) => {
    const groups = new GMap();
    for (const e of self.entries()) {
      const k = callEntry(c, e);
      const known = groups.get(k);
      if (known instanceof GList) known.a.push(new GEntry(e));
      else groups.put(k, new GList([new GEntry(e)]));
    }
    return groups;
  },
  'inject(Object,Closure)': (self: GMap, initial: Value, c: GClosure) =>
    [...self.entries()].reduce<Value>(
      (total, e) => callClosure(c, arity(c) === 3 ? [total, e.k, e.v] : [total, new GEntry(e)]),
      initial,
    ),
  'min(Closure)': (self: GMap, c: GClosure) => extreme(self, c, -1),
  'max(Closure)': (self: GMap, c: GClosure) => extreme(self, c, 1),
  'sort()': (self: GMap) => mapOf(sortEntries(self, null)),
  'sort(Object)': (self: GMap, order: Value) => mapOf(sortEntries(self, order)),
  'toSorted(Object=)': (self: GMap, order?: Value) => mapOf(sortEntries(self, order ?? null)),
  'subMap(Iterable)': (self: GMap, keys: Value) =>
    mapOf((keys as GList).a.filter((k) => self.has(k)).map((k) => ({ k, v: self.get(k) }))),
  'subMap(Iterable,Object)': (self: GMap, keys: Value, fallback: Value) =>
    mapOf((keys as GList).a.map((k) => ({ k, v: self.has(k) ? self.get(k) : fallback }))),
  'take(int)': (self: GMap, n: number) => mapOf(self.entries().slice(0, Math.max(0, n)), same(self)),
  'drop(int)': (self: GMap, n: number) => mapOf(self.entries().slice(Math.max(0, n)), same(self)),
  'takeWhile(Closure)': (self: GMap, c: GClosure) => {
    const list = self.entries();
    const stop = list.findIndex((e) => !test(c, e));
    return mapOf(stop < 0 ? list : list.slice(0, stop));
  },
  'dropWhile(Closure)': (self: GMap, c: GClosure) => {
    const list = self.entries();
    const stop = list.findIndex((e) => !test(c, e));
    return mapOf(stop < 0 ? [] : list.slice(stop));
  },
  'withDefault(Closure)': (self: GMap, c: GClosure) => {
    return withDefault(self, c);
  },
  'withDefault(boolean,boolean,Closure)': (self: GMap, grow: boolean, shrink: boolean, c: GClosure) => {
    const made = withDefault(self, c);
    made.autoGrow = grow;
    made.autoShrink = shrink;
    return made;
  },
  'asImmutable()': (self: GMap) => {
    const copy = mapOf(self.entries(), same(self));
    copy.frozen = true;
    return copy;
  },
  'asUnmodifiable()': readOnlyView,
  'asSynchronized()': (self: GMap) => self,
  'isCase(Object)': (self: GMap, k: Value) => isTrue(self.get(k)),
  'hashCode()': (self: GMap) => hashCode(self),
  'equals(Object)': (self: GMap, other: Value) => equals(self, other),
  'clone()': (self: GMap) => mapOf(self.entries(), same(self)),
  'toMapString()': (self: GMap) => toStr(self),
  'firstKey()': (self: GMap) => firstOf(self).k,
  'lastKey()': (self: GMap) => self.entries()[self.size - 1]?.k ?? null,
  'firstEntry()': (self: GMap) => new GEntry(firstOf(self)),
  'lastEntry()': (self: GMap) => new GEntry(self.entries()[self.size - 1] ?? firstOf(self)),
  'headMap(Object)': (self: GMap, k: Value) =>
    mapOf(
      self.entries().filter((e) => compare(e.k, k) < 0),
      'tree',
    ),
  'tailMap(Object)': (self: GMap, k: Value) =>
    mapOf(
      self.entries().filter((e) => compare(e.k, k) >= 0),
      'tree',
    ),
  'subMap(Object,Object)': (self: GMap, a: Value, b: Value) =>
    mapOf(
      self.entries().filter((e) => compare(e.k, a) >= 0 && compare(e.k, b) < 0),
      'tree',
    ),
  'lowerKey(Object)': (self: GMap, k: Value) =>
    self.entries().findLast((e) => compare(e.k, k) < 0)?.k ?? null,
  'higherKey(Object)': (self: GMap, k: Value) => self.entries().find((e) => compare(e.k, k) > 0)?.k ?? null,
  'floorEntry(Object)': (self: GMap, k: Value) =>
    entryOr(self.entries().findLast((e) => compare(e.k, k) <= 0)),
  'ceilingEntry(Object)': (self: GMap, k: Value) => entryOr(self.entries().find((e) => compare(e.k, k) >= 0)),
  'lowerEntry(Object)': (self: GMap, k: Value) =>
    entryOr(self.entries().findLast((e) => compare(e.k, k) < 0)),
  'higherEntry(Object)': (self: GMap, k: Value) => entryOr(self.entries().find((e) => compare(e.k, k) > 0)),
  'pollFirstEntry()': (self: GMap) => poll(self, 0),
  'pollLastEntry()': (self: GMap) => poll(self, -1),
  'floorKey(Object)': (self: GMap, k: Value) =>
    self.entries().findLast((e) => compare(e.k, k) <= 0)?.k ?? null,
  'ceilingKey(Object)': (self: GMap, k: Value) => self.entries().find((e) => compare(e.k, k) >= 0)?.k ?? null,
  'descendingMap()': (self: GMap) => mapOf(self.entries().toReversed()),
};

/** The same map with answers for absent keys. */
function withDefault(self: GMap, c: GClosure): GMap {
  const made = Object.create(self) as GMap;
  Object.defineProperties(made, {
    order: {
      get: () => (self as unknown as { order: unknown }).order,
      set: (v: unknown) => {
        (self as unknown as { order: unknown }).order = v;
      },
    },
    buckets: {
      get: () => (self as unknown as { buckets: unknown }).buckets,
      set: (v: unknown) => {
        (self as unknown as { buckets: unknown }).buckets = v;
      },
    },
    cls: { value: classNamed('groovy.lang.MapWithDefault'), writable: true },
    autoGrow: { value: true, writable: true },
    autoShrink: { value: false, writable: true },
    fallback: { value: (key: Value) => callClosure(c, [key]), writable: true },
  });
  return made;
}

const entryOr = (e: Entry | undefined): Value => (e ? new GEntry(e) : null);
function poll(self: GMap, at: number): Value {
  const e = self.entries().at(at);
  if (!e) return null;
  own(self).delete(e.k);
  return new GEntry(e);
}

function firstOf(self: GMap): Entry {
  const e = self.entries()[0];
  if (!e) throw raise('java.util.NoSuchElementException', null);
  return e;
}

function extreme(self: GMap, c: GClosure, sign: number): Value {
  let best: Entry | undefined;
  for (const e of self.entries()) {
    if (!best) {
      best = e;
      continue;
    }
    const d =
      arity(c) === 2
        ? compareWith(c, new GEntry(e), new GEntry(best))
        : compare(callClosure(c, [new GEntry(e)]), callClosure(c, [new GEntry(best)]));
    if (d * sign > 0) best = e;
  }
  return best ? new GEntry(best) : null;
}

const spec = (kind: GMap['kind']): LibraryTopic[string] => ({
  implements: [kind === 'tree' ? 'java.util.NavigableMap' : 'java.util.Map'],
  make: () => new GMap(kind),
  init: {
    '()': () => undefined,
    '(int)': (self: GMap, n: number) => self.reserve(n),
    '(int,Number)': (self: GMap, n: number) => self.reserve(n),
    '(Map)': (self: GMap, other: GMap) => {
      for (const { k, v } of other.entries()) self.put(k, v);
    },
    '(Comparator)': (self: GMap, order: Value) => {
      self.comparator = (a, b) => compareWith(order, a, b);
    },
    '(Closure)': (self: GMap, order: GClosure) => {
      const copy = cloneClosure(order);
      self.comparator = (a, b) => compareWith(copy, a, b);
    },
  },
});

const unsupported = () => {
  throw raise('java.lang.UnsupportedOperationException', null);
};
const noAdding: Rows = {
  'add(Object)': unsupported,
  'addAll(Object)': unsupported,
  'leftShift(Object)': unsupported,
};
const valueRows: Rows = {
  ...noAdding,
  'remove(Object)': (self: GList, v: Value) =>
    removeValues(self, (each) => each === v || javaEquals(each, v), true),
  'removeAll(Object)': (self: GList, other: Value) =>
    removeValues(self, (each) =>
      other instanceof GClosure
        ? isTrue(callClosure(other, [each]))
        : toItems(other).some((o) => javaEquals(each, o)),
    ),
  'retainAll(Object)': (self: GList, other: Value) =>
    removeValues(
      self,
      (each) =>
        !(other instanceof GClosure
          ? isTrue(callClosure(other, [each]))
          : toItems(other).some((o) => javaEquals(each, o))),
    ),
  'removeIf(Object)': (self: GList, f: Value) => removeValues(self, (each) => isTrue(callAny(f, [each]))),
  'clear()': (self: GList) => mapBehind(self).clear(),
};

export const maps: LibraryTopic = {
  'java.util.Map': {
    kind: 'interface',
    methods: rows,
    statics: {
      'of(Object...)': (list: Value[]) => {
        const map = new GMap();
        for (let i = 0; i + 1 < list.length; i += 2) map.put(list[i] ?? null, list[i + 1] ?? null);
        map.frozen = true;
        return map;
      },
      'entry(Object,Object)': (k: Value, v: Value) => new GEntry({ k, v }),
    },
  },
  'java.util.SortedMap': { kind: 'interface', implements: ['java.util.Map'] },
  'java.util.NavigableMap': { kind: 'interface', implements: ['java.util.SortedMap'] },
  'java.util.HashMap': spec('hash'),
  'java.util.LinkedHashMap': { ...spec('linked'), extends: 'java.util.HashMap' },
  'java.util.TreeMap': spec('tree'),
  'java.util.Hashtable': spec('hash'),
  'java.util.Properties': {
    ...spec('hash'),
    extends: 'java.util.Hashtable',
    methods: {
      'getProperty(String)': (self: GMap, k: string) => self.get(k),
      'getProperty(String,String)': (self: GMap, k: string, d: string) => self.get(k) ?? d,
      'setProperty(String,String)': (self: GMap, k: string, v: string) => self.put(k, v),
    },
  },
  'java.util.concurrent.ConcurrentHashMap': spec('hash'),
  'java.util.LinkedHashMap$LinkedKeySet': { implements: ['java.util.Set'], methods: noAdding },
  'java.util.LinkedHashMap$LinkedEntrySet': { implements: ['java.util.Set'], methods: noAdding },
  'java.util.LinkedHashMap$LinkedValues': { implements: ['java.util.Collection'], methods: valueRows },
  'java.util.HashMap$KeySet': { implements: ['java.util.Set'], methods: noAdding },
  'java.util.HashMap$EntrySet': { implements: ['java.util.Set'], methods: noAdding },
  'java.util.HashMap$Values': { implements: ['java.util.Collection'], methods: valueRows },
  'java.util.TreeMap$KeySet': { implements: ['java.util.Set'], methods: noAdding },
  'java.util.TreeMap$EntrySet': { implements: ['java.util.Set'], methods: noAdding },
  'java.util.TreeMap$Values': { implements: ['java.util.Collection'], methods: valueRows },
  'groovy.lang.MapWithDefault': { implements: ['java.util.Map'] },
  'java.util.Collections$UnmodifiableMap': { implements: ['java.util.Map'] },
  'java.util.Collections$UnmodifiableSortedMap': { implements: ['java.util.NavigableMap'] },
  'java.util.EnumMap': {
    ...spec('tree'),
    implements: ['java.util.Map'],
    init: {
      '(Object)': (self: GMap, v: Value) => {
        if (v instanceof GMap) for (const e of v.entries()) self.put(e.k, e.v);
      },
    },
  },
  'java.util.Map$Entry': {
    kind: 'interface',
    methods: {
      'getKey()': (self: GEntry) => self.e.k,
      'getValue()': (self: GEntry) => self.e.v,
      'setValue(Object)': (self: GEntry, v: Value) => {
        const old = self.e.v;
        self.e.v = v;
        return old;
      },
      'hashCode()': (self: GEntry) => hashCode(self),
      'equals(Object)': (self: GEntry, other: Value) => javaEquals(self, other),
    },
    statics: {
      'comparingByKey(Object=)': (order?: Value) =>
        comparator((a, b) => compareWith(order ?? null, (a as GEntry).e.k, (b as GEntry).e.k)),
      'comparingByValue(Object=)': (order?: Value) =>
        comparator((a, b) => compareWith(order ?? null, (a as GEntry).e.v, (b as GEntry).e.v)),
    },
  },
  'java.util.LinkedHashMap$Entry': { implements: ['java.util.Map$Entry'] },
  'groovy.lang.MapEntry': {
    implements: ['java.util.Map$Entry'],
    construct: { '(Object,Object)': (k: Value, v: Value) => new GEntry({ k, v }) },
  },
  'java.util.AbstractMap$SimpleEntry': {
    implements: ['java.util.Map$Entry'],
    construct: { '(Object,Object)': (k: Value, v: Value) => new GEntry({ k, v }) },
  },
};
