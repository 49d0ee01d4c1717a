/** Iterable, Collection, List, Set, Range, arrays and their GDK methods. */
import {
  C,
  callAny,
  callClosure,
  castTo,
  compare,
  equals,
  hashCode,
  instanceOf,
  invokeMethod,
  isTrue,
  iteratorOf,
  javaEquals,
  toArrayOf,
  toItems,
  toStr,
} from '../core.ts';
import { arithmetic, raise } from '../errors.ts';
import { type Num, divide, isNumber, plus, toInt } from '../numbers.ts';
import { makeRange, opPlus } from '../operators.ts';
import { R, spend, spendSpace } from '../runtime.ts';
import {
  GArray,
  GClass,
  GClosure,
  GEntry,
  GIterator,
  GList,
  GMap,
  GRange,
  GSet,
  Lng,
  type Value,
} from '../values.ts';
import { compareWith } from './objects.ts';
import { arrayClass, classNamed, type LibraryTopic, type Rows } from './registry.ts';

/** First and last index a range of indices means in something of `size`; negatives count from the end. */
export function rangeBounds(range: GRange, size: number): { from: number; to: number; reverse: boolean } {
  let from = toInt(range.from as Num);
  let to = toInt(range.to as Num);
  if (range.openLeft) from += range.reverse ? -1 : 1;
  if (from < 0) from += size;
  if (to < 0) to += size;
  let reverse = range.reverse;
  if (range.openRight) {
    if (range.a.length === 0) return { from, to: from - 1, reverse: false };
    to += to > from || (to === from && !range.reverse) ? -1 : 1;
    if (toInt(range.to as Num) < 0 && toInt(range.from as Num) >= 0) to = toInt(range.to as Num) + size - 1;
  }
  if (from > to) {
    [from, to] = [to, from];
    reverse = true;
  } else if (from <= to && range.reverse)
    reverse = toInt(range.from as Num) >= 0 === toInt(range.to as Num) >= 0;
  return { from, to, reverse };
}

const items = (v: Value): readonly Value[] => toItems(v);

/** The list's own array, for changing it. */
function own(self: GList): Value[] {
  if (self.frozen) throw raise('java.lang.UnsupportedOperationException', null);
  return self.a;
}
function ownSet(self: GSet): GMap {
  if (self.frozen) throw raise('java.lang.UnsupportedOperationException', null);
  return self.m;
}

/** A collection of the same kind as `self`: a set stays a set. */
function similar(self: Value, list: Value[]): Value {
  if (self instanceof GSet) {
    if (self.m.kind !== 'tree') return new GSet('linked', list);
    const made = new GSet('tree');
    made.m.comparator = self.m.comparator;
    for (const each of list) made.add(each);
    return made;
  }
  return new GList(list);
}

/** A HashSet made for `size` elements, whose order depends on that. */
function sized(size: number, list: readonly Value[]): GSet {
  const made = new GSet('hash');
  made.m.reserve(size);
  for (const each of list) made.add(each);
  return made;
}

function call(c: GClosure, v: Value): Value {
  spend(1);
  return callClosure(c, [v]);
}
const test = (c: GClosure | undefined, v: Value): boolean => isTrue(c ? call(c, v) : v);

function sorted(list: readonly Value[], order: Value): Value[] {
  spend(list.length * 2);
  return [...list].sort((a, b) => compareWith(order, a, b));
}

function sum(list: readonly Value[], initial: Value | undefined, c?: GClosure): Value {
  let total: Value | undefined = initial;
  for (const each of list) {
    const v = c ? call(c, each) : each;
    total = total === undefined ? v : opPlus(total, v);
  }
  return total ?? null;
}

function extreme(list: readonly Value[], sign: number, order: Value): Value {
  let best: Value | undefined;
  for (const each of list) {
    if (order === null && each === null) continue;
    if (best === undefined || compareWith(order, each, best) * sign > 0) best = each;
  }
  return best ?? null;
}

function flatten(list: readonly Value[], out: Value[], c?: GClosure): Value[] {
  for (const each of list) {
    spend(1);
    if (each instanceof GList || each instanceof GSet || each instanceof GRange || each instanceof GArray)
      flatten(each.a, out, c);
    else if (c) {
      const v = call(c, each);
      if (v instanceof GList || v instanceof GSet || v instanceof GArray) flatten(v.a, out, undefined);
      else out.push(v);
    } else out.push(each);
  }
  return out;
}

function unique(list: readonly Value[], order: Value): Value[] {
  const out: Value[] = [];
  if (order === null) {
    const seen = new GMap();
    for (const each of list) {
      if (isNumber(each) || (typeof each === 'object' && each !== null)) {
        spend(1);
        if (out.some((other) => equals(other, each))) continue;
      } else if (seen.has(each)) continue;
      else seen.put(each, true);
      out.push(each);
    }
    return out;
  }
  for (const each of list) {
    spend(out.length);
    if (!out.some((other) => compareWith(order, other, each) === 0)) out.push(each);
  }
  return out;
}

function group(list: readonly Value[], keys: readonly Value[]): GMap {
  const [first, ...rest] = keys;
  const map = new GMap();
  if (!(first instanceof GClosure)) return map;
  for (const each of list) {
    const k = call(first, each);
    const known = map.get(k);
    if (known instanceof GList) known.a.push(each);
    else map.put(k, new GList([each]));
  }
  if (rest.length > 0) for (const entry of map.entries()) entry.v = group((entry.v as GList).a, rest);
  return map;
}

function collate(list: readonly Value[], size: number, step: number, keep: boolean): Value {
  if (step === 0 && size > 0 && list.length > 0)
    throw raise('java.lang.IllegalArgumentException', 'step cannot be zero');
  const out: Value[] = [];
  if (size <= 0) return new GList(list.length === 0 ? [] : [new GList([...list])]);
  for (let i = 0; i < list.length; i += step) {
    if (!keep && i + size > list.length) break;
    out.push(new GList(list.slice(i, i + size)));
    if (step <= 0) break;
  }
  return new GList(out);
}

function combinations(lists: readonly Value[]): Value[] {
  let out: Value[][] = [[]];
  for (const each of lists) {
    const values = each instanceof GList || each instanceof GSet || each instanceof GRange ? each.a : [each];
    out = values.flatMap((v) => out.map((row) => [...row, v]));
    spendSpace(out.length);
  }
  return out.map((row) => new GList(row));
}

function permutations(list: readonly Value[]): Value[][] {
  if (list.length <= 1) return [[...list]];
  spend(list.length);
  return list.flatMap((each, i) =>
    permutations([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [each, ...rest]),
  );
}

function indexed(self: Value, first = 0): Value {
  const map = new GMap();
  items(self).forEach((each, i) => map.put(i + first, each));
  return map;
}

function entriesOf(v: Value): { k: Value; v: Value }[] {
  if (v instanceof GMap) return v.entries();
  if (v instanceof GEntry) return [v.e];
  if (v instanceof GList || v instanceof GArray) return [{ k: v.a[0] ?? null, v: v.a[1] ?? null }];
  return [];
}

function join(self: Value, separator?: Value): string {
  const list = items(self);
  spend(list.length);
  const result = list.map((each) => toStr(each)).join(separator === undefined ? '' : toStr(separator));
  spendSpace(result.length);
  return result;
}

function oneIndex(list: readonly Value[], i: number): number {
  return i < 0 ? i + list.length : i;
}

function getRange(self: readonly Value[], range: GRange): Value[] {
  if (range.a.length === 0 && !(toInt(range.to as Num) < 0)) return [];
  const { from, to, reverse } = rangeBounds(range, self.length);
  if (from > to) return [];
  if (from < 0) throw raise('java.lang.IndexOutOfBoundsException', `fromIndex = ${from}`);
  if (to >= self.length) throw raise('java.lang.IndexOutOfBoundsException', `toIndex = ${to + 1}`);
  const part = self.slice(from, to + 1);
  return reverse ? part.toReversed() : part;
}

const noElement = (text: string) => raise('java.util.NoSuchElementException', text);

const iterable: Rows = {
  'toList()': (self: Value) => new GList([...items(self)]),
  'asList()': (self: Value) => (self instanceof GList ? self : new GList([...items(self)])),
  'toSet()': (self: Value) => sized(items(self).length, items(self)),
  'toListString()': (self: Value) => toStr(new GList([...items(self)])),
  'toListString(int)': (self: Value, n: number) => {
    let text = '';
    for (const each of items(self)) {
      text += `${text === '' ? '' : ', '}${toStr(each)}`;
      if (text.length > n) return `[${text.slice(0, n)}, ...]`.replace(/, , \.\.\./, ', ...');
    }
    return `[${text}]`;
  },
  'toSorted(Object=)': (self: Value, order?: Value) => new GList(sorted(items(self), order ?? null)),
  'size()': (self: Value) => items(self).length,
  'each(Closure)': (self: Value, c: GClosure) => {
    if (self instanceof GList && !self.cls.scripted) {
      const { a } = self;
      const n = a.length;
      for (let i = 0; i !== a.length; i++) {
        if (a.length !== n) throw raise('java.util.ConcurrentModificationException', null);
        call(c, a[i] ?? null);
      }
      if (a.length !== n && a.length !== 0) {
        /* the change came in the last round, as Java allows */
      }
      return self;
    }
    const it =
      self instanceof GArray || self instanceof GRange || self instanceof GSet ? null : iteratorOf(self);
    if (it) while (it.hasNext()) call(c, it.next() ?? null);
    else for (const each of items(self)) call(c, each);
    return self;
  },
  'forEach(Object)': (self: Value, c: Value) => {
    for (const each of items(self)) callAny(c, [each]);
  },
  'eachWithIndex(Closure)': (self: Value, c: GClosure) => {
    const list = items(self);
    for (let i = 0; i < list.length; i++) {
      spend(1);
      callClosure(c, [list[i] ?? null, i]);
    }
    return self;
  },
  'reverseEach(Closure)': (self: Value, c: GClosure) => {
    for (const each of items(self).toReversed()) call(c, each);
    return self;
  },
  'collect(Closure=)': (self: Value, c?: GClosure) =>
    new GList(items(self).map((each) => (c ? call(c, each) : each))),
  'collect(Collection,Closure)': (self: Value, into: Value, c: GClosure) => {
    for (const each of items(self)) invokeMethod(into, 'add', [call(c, each)]);
    return into;
  },
  'collectMany(Closure)': (self: Value, c: GClosure) =>
    new GList(items(self).flatMap((each) => [...items(call(c, each))])),
  'collectNested(Closure)': (self: Value, c: GClosure): Value =>
    new GList(
      items(self).map((each) =>
        each instanceof GList ? invokeMethod(each, 'collectNested', [c]) : call(c, each),
      ),
    ),
  'collectEntries(Closure=)': (self: Value, c?: GClosure) => {
    const map = new GMap();
    for (const each of items(self)) {
      const v = c ? call(c, each) : each;
      for (const entry of entriesOf(v)) map.put(entry.k, entry.v);
    }
    return map;
  },
  'collectEntries(Map,Closure)': (self: Value, map: GMap, c: GClosure) => {
    for (const each of items(self)) for (const entry of entriesOf(call(c, each))) map.put(entry.k, entry.v);
    return map;
  },
  'find(Closure=)': (self: Value, c?: GClosure) => {
    for (const each of items(self)) if (test(c, each)) return each;
    return null;
  },
  'findResult(Closure)': (self: Value, c: GClosure) => {
    for (const each of items(self)) {
      const v = call(c, each);
      if (v !== null) return v;
    }
    return null;
  },
  'findResult(Object,Closure)': (self: Value, fallback: Value, c: GClosure) => {
    for (const each of items(self)) {
      const v = call(c, each);
      if (v !== null) return v;
    }
    return fallback;
  },
  'findResults(Closure=)': (self: Value, c?: GClosure) =>
    new GList(
      items(self)
        .map((each) => (c ? call(c, each) : each))
        .filter((each) => each !== null),
    ),
  'findAll(Closure=)': (self: Value, c?: GClosure) =>
    similar(
      self,
      items(self).filter((each) => test(c, each)),
    ),
  'grep(Object=)': (self: Value, filter?: Value) =>
    similar(
      self,
      items(self).filter((each) =>
        filter === undefined
          ? isTrue(each)
          : filter instanceof GClosure
            ? isTrue(call(filter, each))
            : filter === null
              ? each === null
              : isTrue(invokeMethod(filter, 'isCase', [each])),
      ),
    ),
  'findIndexOf(Closure)': (self: Value, c: GClosure) => items(self).findIndex((each) => test(c, each)),
  'findIndexOf(int,Closure)': (self: Value, from: number, c: GClosure) =>
    items(self).findIndex((each, i) => i >= from && test(c, each)),
  'findLastIndexOf(Closure)': (self: Value, c: GClosure) =>
    items(self).findLastIndex((each) => test(c, each)),
  'findIndexValues(Closure)': (self: Value, c: GClosure) =>
    new GList(items(self).flatMap((each, i) => (test(c, each) ? [new Lng(BigInt(i))] : []))),
  'any(Closure=)': (self: Value, c?: GClosure) => items(self).some((each) => test(c, each)),
  'every(Closure=)': (self: Value, c?: GClosure) => items(self).every((each) => test(c, each)),
  'count(Object)': (self: Value, v: Value) =>
    items(self).filter((each) => (v instanceof GClosure ? test(v, each) : equals(each, v))).length,
  'countBy(Closure)': (self: Value, c: GClosure) => {
    const map = new GMap();
    for (const each of items(self)) {
      const k = call(c, each);
      map.put(k, ((map.get(k) ?? 0) as number) + 1);
    }
    return map;
  },
  'groupBy(Object...)': (self: Value, keys: Value[]) =>
    group(items(self), keys.length === 1 && keys[0] instanceof GList ? keys[0].a : keys),
  'inject(Closure)': (self: Value, c: GClosure) => {
    const [first, ...rest] = items(self);
    if (first === undefined)
      throw noElement('Cannot call inject() on an empty collection without passing an initial value.');
    return rest.reduce<Value>((total, each) => callClosure(c, [total, each]), first);
  },
  'inject(Object,Closure)': (self: Value, initial: Value, c: GClosure) =>
    items(self).reduce<Value>((total, each) => (spend(1), callClosure(c, [total, each])), initial),
  'sum()': (self: Value) => sum(items(self), undefined),
  'sum(Closure)': (self: Value, c: GClosure) => sum(items(self), undefined, c),
  'sum(Object)': (self: Value, initial: Value) => sum(items(self), initial),
  'sum(Object,Closure)': (self: Value, initial: Value, c: GClosure) => sum(items(self), initial, c),
  'average()': (self: Value) => average(items(self)),
  'average(Closure)': (self: Value, c: GClosure) => average(items(self).map((each) => call(c, each))),
  'min(Object=)': (self: Value, order?: Value) => extreme(items(self), -1, order ?? null),
  'max(Object=)': (self: Value, order?: Value) => extreme(items(self), 1, order ?? null),
  'join(Object=)': join,
  'first()': (self: Value) => {
    const list = items(self);
    if (list.length === 0) throw noElement('Cannot access first() element from an empty Iterable');
    return list[0] ?? null;
  },
  'last()': (self: Value) => {
    const list = items(self);
    if (list.length === 0) throw noElement('Cannot access last() element from an empty Iterable');
    return list[list.length - 1] ?? null;
  },
  'head()': (self: Value) => {
    const list = items(self);
    if (list.length === 0) throw noElement('Cannot access first() element from an empty Iterable');
    return list[0] ?? null;
  },
  'tail()': (self: Value) => {
    const list = items(self);
    if (list.length === 0) throw noElement('Cannot access tail() for an empty iterable');
    return similar(self, list.slice(1));
  },
  'init()': (self: Value) => {
    const list = items(self);
    if (list.length === 0) throw noElement('Cannot access init() for an empty Iterable');
    return similar(self, list.slice(0, -1));
  },
  'inits()': (self: Value) =>
    new GList(
      Array.from(
        { length: items(self).length + 1 },
        (_, i) => new GList(items(self).slice(0, items(self).length - i)),
      ),
    ),
  'tails()': (self: Value) =>
    new GList(Array.from({ length: items(self).length + 1 }, (_, i) => new GList(items(self).slice(i)))),
  'take(int)': (self: Value, n: number) => similar(self, items(self).slice(0, Math.max(0, n))),
  'drop(int)': (self: Value, n: number) => similar(self, items(self).slice(Math.max(0, n))),
  'takeRight(int)': (self: Value, n: number) => similar(self, n <= 0 ? [] : items(self).slice(-n)),
  'dropRight(int)': (self: Value, n: number) =>
    similar(self, n <= 0 ? [...items(self)] : items(self).slice(0, -n)),
  'takeWhile(Closure)': (self: Value, c: GClosure) => {
    const list = items(self);
    let i = 0;
    while (i < list.length && test(c, list[i] ?? null)) i++;
    return similar(self, list.slice(0, i));
  },
  'dropWhile(Closure)': (self: Value, c: GClosure) => {
    const list = items(self);
    let i = 0;
    while (i < list.length && test(c, list[i] ?? null)) i++;
    return similar(self, list.slice(i));
  },
  'split(Closure)': (self: Value, c: GClosure) => {
    const yes: Value[] = [];
    const no: Value[] = [];
    for (const each of items(self)) (test(c, each) ? yes : no).push(each);
    return new GList([similar(self, yes), similar(self, no)]);
  },
  'flatten(Closure=)': (self: Value, c?: GClosure) => similar(self, flatten(items(self), [], c)),
  'withIndex(int=)': (self: Value, first?: number) =>
    new GList(items(self).map((each, i) => new GList([each, i + (first ?? 0)]))),
  'indexed(int=)': indexed,
  'collate(int)': (self: Value, n: number) => collate(items(self), n, n, true),
  'collate(int,boolean)': (self: Value, n: number, keep: boolean) => collate(items(self), n, n, keep),
  'collate(int,int)': (self: Value, n: number, step: number) => collate(items(self), n, step, true),
  'collate(int,int,boolean)': (self: Value, n: number, step: number, keep: boolean) =>
    collate(items(self), n, step, keep),
  'chop(int...)': (self: Value, sizes: Value[]) => {
    const list = items(self);
    let at = 0;
    return new GList(
      sizes.map((n) => {
        const size = toInt(n as Num) < 0 ? list.length - at : toInt(n as Num);
        const part = list.slice(at, at + size);
        at += size;
        return new GList(part);
      }),
    );
  },
  'combinations()': (self: Value) => new GList(combinations(items(self))),
  'combinations(Closure)': (self: Value, c: GClosure) =>
    new GList(combinations(items(self)).map((each) => callClosure(c, [each]))),
  'eachCombination(Closure)': (self: Value, c: GClosure) => {
    for (const each of combinations(items(self))) callClosure(c, [each]);
    return self;
  },
  'permutations()': (self: Value) =>
    new GSet(
      'hash',
      permutations(items(self)).map((each) => new GList(each)),
    ),
  'permutations(Closure)': (self: Value, c: GClosure) =>
    new GList(permutations(items(self)).map((each) => callClosure(c, [new GList(each)]))),
  'eachPermutation(Closure)': (self: Value, c: GClosure) => {
    for (const each of permutations(items(self))) callClosure(c, [new GList(each)]);
    return self;
  },
  'subsequences()': (self: Value) => {
    let out: Value[][] = [];
    for (const each of items(self)) {
      spend(out.length);
      out = [...out, [each], ...out.map((row) => [...row, each])];
    }
    return new GSet(
      'hash',
      out.map((row) => new GList(row)),
    );
  },
  'toUnique(Object=)': (self: Value, order?: Value) => similar(self, unique(items(self), order ?? null)),
  'plus(Object)': (self: Value, other: Value) => {
    const more =
      other instanceof GList ||
      other instanceof GSet ||
      other instanceof GRange ||
      other instanceof GArray ||
      (other !== null && instanceOf(other, C.Iterable))
        ? items(other)
        : [other];
    spendSpace(items(self).length + more.length);
    if (self instanceof GSet && self.m.kind === 'hash')
      return sized(items(self).length + more.length, [...items(self), ...more]);
    return similar(self, [...items(self), ...more]);
  },
  'minus(Object)': (self: Value, other: Value) => {
    const removed =
      other instanceof GList || other instanceof GSet || other instanceof GRange || other instanceof GArray
        ? other.a
        : [other];
    spend(removed.length * items(self).length);
    return similar(
      self,
      items(self).filter((each) => !removed.some((r) => equals(each, r))),
    );
  },
  'multiply(Number)': (self: Value, n: Num) => {
    const list = items(self);
    spendSpace(list.length * toInt(n));
    return similar(self, Array.from({ length: Math.max(0, toInt(n)) }, () => list).flat());
  },
  'intersect(Object)': (self: Value, other: Value) => {
    const list = items(other);
    return similar(
      self,
      unique(
        items(self).filter((each) => list.some((o) => equals(o, each))),
        null,
      ),
    );
  },
  'disjoint(Object)': (self: Value, other: Value) =>
    !items(self).some((each) => items(other).some((o) => equals(o, each))),
  'contains(Object)': (self: Value, v: Value) =>
    self instanceof GSet
      ? self.m.has(v)
      : items(self).some((each) => javaEquals(each, v) || (self instanceof GRange && equals(each, v))),
  'containsAll(Object)': (self: Value, other: Value) =>
    items(other).every((v) => items(self).some((each) => javaEquals(each, v))),
  'isCase(Object)': (self: Value, v: Value) =>
    self instanceof GSet
      ? self.m.has(v)
      : self instanceof GList || self instanceof GArray
        ? self.a.some((each) => javaEquals(each, v))
        : equals(self, v),
  'isEmpty()': (self: Value) => items(self).length === 0,
  'asBoolean()': (self: Value) => items(self).length > 0,
  'iterator()': (self: Value) => {
    if (self instanceof GList) return new ListWalk(self);
    return new GIterator(
      items(self)[Symbol.iterator](),
      self instanceof GSet ? (last) => void ownSet(self).delete(last) : null,
    );
  },
  'getAt(Number)': (self: Value, n: Num) => {
    const list = items(self);
    const i = oneIndex(list, toInt(n));
    if (i < 0)
      throw raise(
        'java.lang.ArrayIndexOutOfBoundsException',
        `Negative array index [${toInt(n)}] too large for array size ${list.length}`,
      );
    return list[i] ?? null;
  },
  'getAt(Range)': (self: Value, r: GRange) => new GList(getRange(items(self), r)),
  'getAt(Collection)': (self: Value, list: Value) =>
    new GList(items(list).map((i) => items(self)[oneIndex(items(self), toInt(i as Num))] ?? null)),
  'hashCode()': (self: Value) => hashCode(self),
  'equals(Object)': (self: Value, other: Value) => equals(self, other),
  'toArray(Object=)': (self: Value, type?: Value) =>
    type instanceof GArray
      ? toArrayOf(type.cls, items(self))
      : new GArray(arrayClass(C.Object), [...items(self)]),
  'asImmutable()': (self: Value) => frozen(self),
  'asUnmodifiable()': (self: Value) => frozen(self, true),
  'asSynchronized()': (self: Value) => self,
  'getIndices()': (self: Value) => makeRange(0, items(self).length, false, true),
  'zip(Iterable)': (self: Value, other: Value) =>
    new GList(
      items(self)
        .slice(0, items(other).length)
        .map((each, i) => new GList([each, items(other)[i] ?? null])),
    ),
  'transpose()': (self: Value) => {
    const lists = items(self).map((each) => items(each));
    const n = lists.length === 0 ? 0 : Math.min(...lists.map((each) => each.length));
    return new GList(Array.from({ length: n }, (_, i) => new GList(lists.map((each) => each[i] ?? null))));
  },
};

function average(list: readonly Value[]): Value {
  const total = sum(list, undefined);
  return total === null ? null : arithmetic(() => divide(total as Num, list.length));
}

/** The iterator of a list, which notices changes and can remove. */
class ListWalk extends GIterator {
  private readonly list: GList;
  private at: number;
  private lastAt = -1;
  private expected: number;
  constructor(list: GList, at = 0) {
    super([][Symbol.iterator]());
    this.list = list;
    this.at = at;
    this.expected = list.a.length;
    this.removeLast = () => {
      if (this.lastAt < 0) throw raise('java.lang.IllegalStateException', null);
      own(list).splice(this.lastAt, 1);
      this.at = this.lastAt;
      this.lastAt = -1;
      this.expected = list.a.length;
    };
  }
  private check(): void {
    if (this.list.a.length !== this.expected) throw raise('java.util.ConcurrentModificationException', null);
  }
  override hasNext(): boolean {
    return this.at !== this.list.a.length;
  }
  override next(): Value | undefined {
    this.check();
    if (this.at >= this.list.a.length) return undefined;
    this.lastAt = this.at++;
    this.last = this.list.a[this.lastAt] ?? null;
    return this.last;
  }
  get position(): number {
    return this.at;
  }
  back(): Value {
    this.check();
    if (this.at <= 0) throw raise('java.util.NoSuchElementException', null);
    this.lastAt = --this.at;
    this.last = this.list.a[this.lastAt] ?? null;
    return this.last;
  }
  change(v: Value): void {
    if (this.lastAt < 0) throw raise('java.lang.IllegalStateException', null);
    own(this.list)[this.lastAt] = v;
  }
  insert(v: Value): void {
    own(this.list).splice(this.at++, 0, v);
    this.lastAt = -1;
    this.expected = this.list.a.length;
  }
}

/** A part of a list that changes with it: an array that passes everything on. */
function windowOf(source: Value[], from: number, to: number): Value[] {
  let size = to - from;
  return new Proxy<Value[]>([], {
    get(target, key) {
      if (key === 'length') return size;
      if (typeof key === 'string' && /^\d+$/.test(key))
        return Number(key) < size ? source[from + Number(key)] : undefined;
      return Reflect.get(target, key) as unknown;
    },
    has(target, key) {
      return typeof key === 'string' && /^\d+$/.test(key) ? Number(key) < size : Reflect.has(target, key);
    },
    set(_, key, v: Value) {
      if (key === 'length') {
        const n = v as number;
        if (n < size) source.splice(from + n, size - n);
        else for (let i = size; i < n; i++) source.splice(from + i, 0, null);
        size = n;
        return true;
      }
      const i = Number(String(key));
      for (; size <= i; size++) source.splice(from + size, 0, null);
      source[from + i] = v;
      return true;
    },
    deleteProperty: () => true,
  });
}

/** A copy that cannot be changed, or with `live` a view of what can. */
function frozen(self: Value, live = false): Value {
  if (self instanceof GList) {
    const made = new GList(live ? self.a : [...self.a]);
    made.frozen = true;
    made.cls = classNamed('java.util.Collections$UnmodifiableRandomAccessList');
    return made;
  }
  if (self instanceof GSet) {
    const made = new GSet(self.m.kind, live ? [] : self.a);
    if (live) (made as { m: GMap }).m = self.m;
    made.frozen = true;
    made.cls = classNamed(
      self.m.kind === 'tree'
        ? 'java.util.Collections$UnmodifiableSortedSet'
        : 'java.util.Collections$UnmodifiableSet',
    );
    return made;
  }
  return self;
}

function outOfBounds(i: number, size: number) {
  return raise('java.lang.IndexOutOfBoundsException', `Index ${i} out of bounds for length ${size}`);
}

const shuffled = (list: Value[]): Value[] => {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(R.random() * (i + 1));
    const x = list[i] ?? null;
    list[i] = list[j] ?? null;
    list[j] = x;
  }
  return list;
};

function edge(self: Value, name: string, at: number): Value {
  const list = items(self);
  if (list.length === 0) throw noElement(`Cannot access ${name}() element from an empty List`);
  return list.at(at) ?? null;
}

const listRows: Rows = {
  'first()': (self: Value) => edge(self, 'first', 0),
  'last()': (self: Value) => edge(self, 'last', -1),
  'head()': (self: Value) => edge(self, 'first', 0),
  'add(Object)': (self: GList, v: Value) => {
    own(self).push(v);
    spendSpace(1);
    return true;
  },
  'add(int,Object)': (self: GList, i: number, v: Value) => {
    if (i < 0 || i > self.a.length)
      throw raise('java.lang.IndexOutOfBoundsException', `Index: ${i}, Size: ${self.a.length}`);
    own(self).splice(i, 0, v);
    spendSpace(1);
  },
  'addAll(Object)': (self: GList, other: Value) => {
    const more = [...items(other)];
    spendSpace(more.length);
    for (const each of more) own(self).push(each);
    return more.length > 0;
  },
  'addAll(int,Object)': (self: GList, i: number, other: Value) => {
    own(self).splice(i, 0, ...items(other));
    return true;
  },
  'leftShift(Object)': (self: GList, v: Value) => {
    own(self).push(v);
    spendSpace(1);
    return self;
  },
  'get(int)': (self: GList, i: number) => {
    if (self.fallback && i >= self.a.length) return self.fallback(i);
    if (i < 0 || i >= self.a.length) throw outOfBounds(i, self.a.length);
    return self.a[i] ?? null;
  },
  'set(int,Object)': (self: GList, i: number, v: Value) => {
    if (i < 0 || i >= self.a.length) throw outOfBounds(i, self.a.length);
    const old = self.a[i] ?? null;
    own(self)[i] = v;
    return old;
  },
  'putAt(Number,Object)': (self: GList, n: Num, v: Value) => {
    const a = own(self);
    const i = oneIndex(a, toInt(n));
    if (i < 0)
      throw raise(
        'java.lang.ArrayIndexOutOfBoundsException',
        `Negative array index [${toInt(n)}] too large for array size ${a.length}`,
      );
    spendSpace(Math.max(0, i - a.length));
    while (a.length < i) a.push(null);
    a[i] = v;
  },
  'putAt(Range,Object)': (self: GList, r: GRange, v: Value) => {
    const { from, to } = rangeBounds(r, self.a.length);
    own(self).splice(from, to - from + 1, ...(v instanceof GList ? v.a : [v]));
  },
  'remove(int)': (self: GList, i: number) => {
    if (i < 0 || i >= self.a.length) throw outOfBounds(i, self.a.length);
    return own(self).splice(i, 1)[0] ?? null;
  },
  'remove(Object)': (self: GList, v: Value) => {
    const i = self.a.findIndex((each) => javaEquals(each, v));
    if (i < 0) return false;
    own(self).splice(i, 1);
    return true;
  },
  'removeAt(int)': (self: GList, i: number) => {
    if (i < 0 || i >= self.a.length) throw outOfBounds(i, self.a.length);
    return own(self).splice(i, 1)[0] ?? null;
  },
  'removeElement(Object)': (self: GList, v: Value) => {
    const i = self.a.findIndex((each) => javaEquals(each, v));
    if (i >= 0) own(self).splice(i, 1);
    return i >= 0;
  },
  'removeLast()': (self: GList) => {
    if (self.a.length === 0) throw noElement('Cannot removeLast() an empty List');
    return own(self).pop() ?? null;
  },
  'removeFirst()': (self: GList) => own(self).shift() ?? null,
  'removeAll(Object)': (self: GList, other: Value) =>
    removeWhere(self, (each) =>
      other instanceof GClosure ? test(other, each) : items(other).some((o) => javaEquals(o, each)),
    ),
  'removeIf(Object)': (self: GList, c: Value) => removeWhere(self, (each) => isTrue(callAny(c, [each]))),
  'retainAll(Object)': (self: GList, other: Value) =>
    removeWhere(
      self,
      (each) =>
        !(other instanceof GClosure ? test(other, each) : items(other).some((o) => javaEquals(o, each))),
    ),
  'clear()': (self: GList) => {
    own(self).length = 0;
  },
  'indexOf(Object)': (self: GList, v: Value) => self.a.findIndex((each) => javaEquals(each, v)),
  'lastIndexOf(Object)': (self: GList, v: Value) => self.a.findLastIndex((each) => javaEquals(each, v)),
  'subList(int,int)': (self: GList, i: number, j: number) => {
    if (i < 0) throw raise('java.lang.IndexOutOfBoundsException', `fromIndex = ${i}`);
    if (j > self.a.length) throw raise('java.lang.IndexOutOfBoundsException', `toIndex = ${j}`);
    if (i > j) throw raise('java.lang.IllegalArgumentException', `fromIndex(${i}) > toIndex(${j})`);
    const made = new GList(windowOf(self.a, i, j));
    made.frozen = self.frozen;
    made.cls = classNamed('java.util.ArrayList$SubList');
    return made;
  },
  'asReversed()': (self: GList) => new GList(self.a.toReversed()),
  'listIterator(int=)': (self: GList, at?: number) => {
    const made = new ListWalk(self, at ?? 0);
    made.cls = classNamed('java.util.ListIterator');
    return made;
  },
  'sort()': (self: GList) => sortInPlace(self, null, true),
  'sort(boolean)': (self: GList, mutate: boolean) => sortInPlace(self, null, mutate),
  'sort(boolean,Object)': (self: GList, mutate: boolean, order: Value) => sortInPlace(self, order, mutate),
  'sort(Object)': (self: GList, order: Value) => {
    const result = sortInPlace(self, order, true);
    // A Comparator goes to Java's own List.sort, which answers nothing.
    return order === null || order instanceof GClosure ? result : null;
  },
  'reverse()': (self: GList) => new GList(self.a.toReversed()),
  'reverse(boolean)': (self: GList, mutate: boolean) => {
    if (!mutate) return new GList(self.a.toReversed());
    own(self).reverse();
    return self;
  },
  'unique(Object=)': (self: GList, order?: Value) => {
    if (order === false) return new GList(unique(self.a, null));
    const list = unique(self.a, typeof order === 'boolean' || order === undefined ? null : order);
    own(self).splice(0, self.a.length, ...list);
    return self;
  },
  'unique(boolean,Object)': (self: GList, mutate: boolean, order: Value) => {
    const list = unique(self.a, order);
    if (!mutate) return new GList(list);
    own(self).splice(0, self.a.length, ...list);
    return self;
  },
  'pop()': (self: GList) => {
    if (self.a.length === 0)
      throw self.cls.name === 'java.util.Stack'
        ? raise('java.util.EmptyStackException', null)
        : noElement('Cannot pop() an empty List');
    if (self.cls.name === 'java.util.Stack') return own(self).pop() ?? null;
    return own(self).shift() ?? null;
  },
  'push(Object)': (self: GList, v: Value) => {
    if (self.cls.name === 'java.util.Stack') own(self).push(v);
    else own(self).unshift(v);
    return self.cls.name === 'java.util.Stack' ? v : true;
  },
  'peek()': (self: GList) =>
    self.cls.name === 'java.util.Stack' ? (self.a[self.a.length - 1] ?? null) : (self.a[0] ?? null),
  'swap(int,int)': (self: GList, i: number, j: number) => {
    const a = own(self);
    const x = a[i] ?? null;
    a[i] = a[j] ?? null;
    a[j] = x;
    return self;
  },
  'replaceAll(Object)': (self: GList, c: Value) => {
    const a = own(self);
    a.forEach((each, i) => {
      a[i] = callAny(c, [each]);
    });
  },
  'shuffle(Object=)': (self: GList) => {
    shuffled(own(self));
  },
  'shuffled(Object=)': (self: GList) => new GList(shuffled([...self.a])),
  'withDefault(Closure)': (self: GList, c: GClosure) => withDefault(self, c, false),
  'withLazyDefault(Closure)': (self: GList, c: GClosure) => withDefault(self, c, false),
  'withEagerDefault(Closure)': (self: GList, c: GClosure) => withDefault(self, c, true),
  'ensureCapacity(int)': () => undefined,
  'trimToSize()': () => undefined,
  'clone()': (self: GList) => new GList([...self.a]),
  'addFirst(Object)': (self: GList, v: Value) => void own(self).unshift(v),
  'addLast(Object)': (self: GList, v: Value) => void own(self).push(v),
  'offer(Object)': (self: GList, v: Value) => {
    own(self).push(v);
    return true;
  },
  'poll()': (self: GList) => own(self).shift() ?? null,
  'pollFirst()': (self: GList) => own(self).shift() ?? null,
  'pollLast()': (self: GList) => own(self).pop() ?? null,
  'peekFirst()': (self: GList) => self.a[0] ?? null,
  'peekLast()': (self: GList) => self.a[self.a.length - 1] ?? null,
  'empty()': (self: GList) => self.a.length === 0,
  'element()': (self: GList) => self.a[0] ?? null,
};

/** A list on the same elements that makes those behind its end when they are asked for. */
function withDefault(self: GList, c: GClosure, eager: boolean): GList {
  const made = new GList(self.a);
  made.cls = classNamed('groovy.lang.ListWithDefault');
  made.fallback = (index) => {
    spendSpace(index - made.a.length + 1);
    for (let i = made.a.length; i <= index; i++)
      made.a.push(eager || i === index ? callClosure(c, [i]) : null);
    return made.a[index] ?? null;
  };
  return made;
}

function removeWhere(self: GList, matches: (v: Value) => boolean): boolean {
  const rest = self.a.filter((each) => !matches(each));
  const changed = rest.length !== self.a.length;
  if (changed) own(self).splice(0, self.a.length, ...rest);
  return changed;
}

function sortInPlace(self: GList, order: Value, mutate: boolean): Value {
  const list = sorted(self.a, order);
  if (!mutate) return new GList(list);
  own(self).splice(0, self.a.length, ...list);
  return self;
}

const setRows: Rows = {
  'add(Object)': (self: GSet, v: Value) => {
    ownSet(self);
    spendSpace(2);
    return self.add(v);
  },
  'addAll(Object)': (self: GSet, other: Value) => {
    ownSet(self);
    let changed = false;
    for (const each of items(other)) changed = self.add(each) || changed;
    return changed;
  },
  'leftShift(Object)': (self: GSet, v: Value) => {
    ownSet(self);
    self.add(v);
    return self;
  },
  'remove(Object)': (self: GSet, v: Value) => {
    const has = self.m.has(v);
    ownSet(self).delete(v);
    return has;
  },
  'removeAll(Object)': (self: GSet, other: Value) =>
    removeFromSet(self, (each) =>
      other instanceof GClosure ? test(other, each) : items(other).some((o) => javaEquals(o, each)),
    ),
  'retainAll(Object)': (self: GSet, other: Value) =>
    removeFromSet(
      self,
      (each) =>
        !(other instanceof GClosure ? test(other, each) : items(other).some((o) => javaEquals(o, each))),
    ),
  'removeIf(Object)': (self: GSet, c: Value) => removeFromSet(self, (each) => isTrue(callAny(c, [each]))),
  'clear()': (self: GSet) => ownSet(self).clear(),
  'size()': (self: GSet) => self.m.size,
  'sort(Object=)': (self: GSet, order?: Value) => new GList(sorted(self.a, order ?? null)),
  'sort(boolean,Object)': (self: GSet, _: boolean, order: Value) => new GList(sorted(self.a, order)),
  'unique(Object=)': (self: GSet) => self,
  'clone()': (self: GSet) => new GSet(self.m.kind, self.a),
  'pollFirst()': (self: GSet) => pollFrom(self, self.a[0]),
  'pollLast()': (self: GSet) => pollFrom(self, self.a[self.a.length - 1]),
  'headSet(Object)': (self: GSet, v: Value) =>
    new GSet(
      'tree',
      self.a.filter((each) => compare(each, v) < 0),
    ),
  'tailSet(Object)': (self: GSet, v: Value) =>
    new GSet(
      'tree',
      self.a.filter((each) => compare(each, v) >= 0),
    ),
  'floor(Object)': (self: GSet, v: Value) => self.a.findLast((each) => compare(each, v) <= 0) ?? null,
  'ceiling(Object)': (self: GSet, v: Value) => self.a.find((each) => compare(each, v) >= 0) ?? null,
  'lower(Object)': (self: GSet, v: Value) => self.a.findLast((each) => compare(each, v) < 0) ?? null,
  'higher(Object)': (self: GSet, v: Value) => self.a.find((each) => compare(each, v) > 0) ?? null,
  'subSet(Object,Object)': (self: GSet, a: Value, b: Value) =>
    new GSet(
      'tree',
      self.a.filter((each) => compare(each, a) >= 0 && compare(each, b) < 0),
    ),
  'descendingSet()': (self: GSet) => new GSet('linked', self.a.toReversed()),
};

function pollFrom(self: GSet, v: Value | undefined): Value {
  if (v === undefined) return null;
  ownSet(self).delete(v);
  return v;
}

function removeFromSet(self: GSet, matches: (v: Value) => boolean): boolean {
  let changed = false;
  for (const each of self.a) {
    if (!matches(each)) continue;
    ownSet(self).delete(each);
    changed = true;
  }
  return changed;
}

const listInit: Rows = {
  '()': () => undefined,
  '(int)': (_: GList, n: number) => {
    if (n < 0) throw raise('java.lang.IllegalArgumentException', `Illegal Capacity: ${n}`);
  },
  '(Iterable)': (self: GList, other: Value) => {
    self.a.push(...items(other));
  },
};
const makeList = (cls: GClass): GList => {
  const made = new GList([]);
  if (cls !== C.ArrayList) made.cls = cls;
  return made;
};
const emptied = () => raise('java.util.NoSuchElementException', null);
const oneOf = (v: Value | undefined): Value => {
  if (v === undefined) throw emptied();
  return v;
};
/** Queues and deques: the head is the start of the list. */
const dequeRows: Rows = {
  'getFirst()': (self: GList) => oneOf(self.a[0]),
  'getLast()': (self: GList) => oneOf(self.a.at(-1)),
  'element()': (self: GList) => oneOf(self.a[0]),
  'pop()': (self: GList) => oneOf(own(self).shift()),
  'remove()': (self: GList) => oneOf(own(self).shift()),
  'removeFirst()': (self: GList) => oneOf(own(self).shift()),
  'removeLast()': (self: GList) => oneOf(own(self).pop()),
  'push(Object)': (self: GList, v: Value) => void own(self).unshift(v),
  'addFirst(Object)': (self: GList, v: Value) => void own(self).unshift(v),
  'addLast(Object)': (self: GList, v: Value) => void own(self).push(v),
  'offer(Object)': (self: GList, v: Value) => own(self).push(v) > 0,
  'offerFirst(Object)': (self: GList, v: Value) => own(self).unshift(v) > 0,
  'offerLast(Object)': (self: GList, v: Value) => own(self).push(v) > 0,
  'poll()': (self: GList) => own(self).shift() ?? null,
  'pollFirst()': (self: GList) => own(self).shift() ?? null,
  'pollLast()': (self: GList) => own(self).pop() ?? null,
  'peek()': (self: GList) => self.a[0] ?? null,
  'peekFirst()': (self: GList) => self.a[0] ?? null,
  'peekLast()': (self: GList) => self.a.at(-1) ?? null,
  'descendingIterator()': (self: GList) => new GIterator(self.a.toReversed().values()),
};

/** A java.util.PriorityQueue keeps Java's own heap, whose order its text shows. */
type Heap = GList & { order?: Value };
function heapAdd(self: Heap, v: Value): boolean {
  const a = own(self);
  spendSpace(1);
  let k = a.length;
  a.push(v);
  while (k > 0) {
    const parent = (k - 1) >>> 1;
    if (compareWith(self.order ?? null, v, a[parent] ?? null) >= 0) break;
    a[k] = a[parent] ?? null;
    k = parent;
  }
  a[k] = v;
  return true;
}
function heapTake(self: Heap): Value | undefined {
  const a = own(self);
  const first = a[0];
  const last = a.pop();
  if (first === undefined || a.length === 0 || last === undefined) return first;
  let k = 0;
  for (;;) {
    let child = 2 * k + 1;
    if (child >= a.length) break;
    if (child + 1 < a.length && compareWith(self.order ?? null, a[child] ?? null, a[child + 1] ?? null) > 0)
      child++;
    if (compareWith(self.order ?? null, last, a[child] ?? null) <= 0) break;
    a[k] = a[child] ?? null;
    k = child;
  }
  a[k] = last;
  return first;
}
const heapRows: Rows = {
  'add(Object)': heapAdd,
  'offer(Object)': heapAdd,
  'leftShift(Object)': (self: GList, v: Value) => {
    heapAdd(self, v);
    return self;
  },
  'addAll(Object)': (self: GList, list: Value) => {
    for (const each of items(list).slice()) heapAdd(self, each);
    return true;
  },
  'poll()': (self: GList) => heapTake(self) ?? null,
  'remove()': (self: GList) => oneOf(heapTake(self)),
  'peek()': (self: GList) => self.a[0] ?? null,
  'element()': (self: GList) => oneOf(self.a[0]),
  'remove(Object)': (self: GList, v: Value) => {
    const i = self.a.findIndex((each) => javaEquals(each, v));
    if (i < 0) return false;
    const rest = self.a.filter((_, k) => k !== i);
    own(self).length = 0;
    for (const each of rest) heapAdd(self, each);
    return true;
  },
  'clear()': (self: GList) => void (own(self).length = 0),
  'size()': (self: GList) => self.a.length,
};

const setSpec = (kind: 'linked' | 'hash' | 'tree'): LibraryTopic[string] => ({
  implements: kind === 'tree' ? ['java.util.NavigableSet'] : ['java.util.Set'],
  make: () => new GSet(kind),
  init: {
    '()': () => undefined,
    '(int)': (self: GSet, n: number) => self.m.reserve(n),
    '(Iterable)': (self: GSet, other: Value) => {
      if (kind !== 'tree') self.m.reserve(Math.max(Math.floor(items(other).length / 0.75) + 1, 16));
      for (const each of items(other)) self.add(each);
    },
    '(Comparator)': (self: GSet, order: Value) => {
      self.m.comparator = (a, b) => compareWith(order, a, b);
    },
    '(Closure)': (self: GSet, order: Value) => {
      self.m.comparator = (a, b) => compareWith(order, a, b);
    },
  },
});

const rangeRows: Rows = {
  'getFrom()': (self: GRange) => (self.reverse ? self.to : self.from),
  'getTo()': (self: GRange) => (self.reverse ? self.from : self.to),
  'isReverse()': (self: GRange) => self.reverse,
  'size()': (self: GRange) => self.a.length,
  'step(int)': (self: GRange, n: number) => new GList(stepped(self, n)),
  'step(Number)': (self: GRange, n: Num) => new GList(steppedBy(self, n)),
  'step(Number,Closure)': (self: GRange, n: Num, c: GClosure) => {
    for (const each of steppedBy(self, n)) callClosure(c, [each]);
  },
  'by(Number)': (self: GRange, n: Num) => new GList(steppedBy(self, n)),
  'contains(Object)': (self: GRange, v: Value) => self.a.some((each) => equals(each, v)),
  'containsWithinBounds(Object)': (self: GRange, v: Value) =>
    compare(self.reverse ? self.to : self.from, v) <= 0 &&
    compare(v, self.reverse ? self.from : self.to) <= 0,
  'isCase(Object)': (self: GRange, v: Value) => inRange(self, v),
  'reverse()': (self: GRange) => new GList(self.a.toReversed()),
  'get(int)': (self: GRange, i: number) => {
    if (i < 0 || i >= self.a.length)
      throw raise(
        'java.lang.IndexOutOfBoundsException',
        i < 0 ? `Index: ${i} should not be negative` : `Index: ${i} too big for range: ${toStr(self)}`,
      );
    return self.a[i] ?? null;
  },
  'toString()': (self: GRange) => toStr(self),
  'indexOf(Object)': (self: GRange, v: Value) => self.a.findIndex((each) => equals(each, v)),
  'sort(Object=)': (self: GRange, order?: Value) => new GList(sorted(self.a, order ?? null)),
  'unique(Object=)': (self: GRange) => self,
  'subList(int,int)': (self: GRange, i: number, j: number) => {
    if (i < 0) throw raise('java.lang.IndexOutOfBoundsException', `fromIndex = ${i}`);
    if (j > self.a.length) throw raise('java.lang.IndexOutOfBoundsException', `toIndex = ${j}`);
    if (i > j) throw raise('java.lang.IllegalArgumentException', `fromIndex(${i}) > toIndex(${j})`);
    return i === j ? new GList([]) : makeRange(self.a[i] ?? null, self.a[j - 1] ?? null, false, false);
  },
  'hashCode()': (self: GRange) => {
    if (typeof self.from !== 'number' || typeof self.to !== 'number') return hashCode(new GList(self.a));
    const from = self.reverse ? self.to : self.from;
    const to = self.reverse ? self.from : self.to;
    return (Math.trunc(((from + to + 1) * (from + to)) / 2) + to) | 0;
  },
  'add(Object)': () => {
    throw raise('java.lang.UnsupportedOperationException', null);
  },
  'remove(int)': () => {
    throw raise('java.lang.UnsupportedOperationException', null);
  },
  'remove(Object)': () => {
    throw raise('java.lang.UnsupportedOperationException', null);
  },
  'leftShift(Object)': () => {
    throw raise('java.lang.UnsupportedOperationException', null);
  },
};

function inRange(self: GRange, v: Value): boolean {
  if (v === null) return false;
  if (isNumber(self.from)) {
    if (!isNumber(v)) return false;
    return self.a.some((each) => equals(each, v));
  }
  return self.a.some((each) => equals(each, v));
}

function stepped(self: GRange, n: number): Value[] {
  if (n === 0) {
    if (self.a.length === 0) return [];
    throw raise('groovy.lang.GroovyRuntimeException', 'Infinite loop detected due to step size of 0');
  }
  const list = n < 0 ? self.a.toReversed() : self.a;
  return list.filter((_, i) => i % Math.abs(n) === 0);
}
function steppedBy(self: GRange, n: Num): Value[] {
  if (typeof n === 'number') return stepped(self, n);
  const out: Value[] = [];
  for (let each: Num = self.from as Num; compare(each, self.to) <= 0; each = plus(each, n)) {
    spend(1);
    out.push(each);
  }
  return out;
}

const arrayRows: Rows = {
  'length()': (self: GArray) => self.a.length,
  'clone()': (self: GArray) => new GArray(self.cls, [...self.a]),
  'putAt(Number,Object)': (self: GArray, n: Num, v: Value) => {
    const i = oneIndex(self.a, toInt(n));
    if (i < 0)
      throw raise(
        'java.lang.ArrayIndexOutOfBoundsException',
        `Negative array index [${toInt(n)}] too large for array size ${self.a.length}`,
      );
    if (i >= self.a.length)
      throw raise(
        'java.lang.ArrayIndexOutOfBoundsException',
        `Index ${i} out of bounds for length ${self.a.length}`,
      );
    self.a[i] = castTo(v, self.cls.component ?? C.Object);
  },
  'plus(Object)': (self: GArray, other: Value) =>
    new GArray(self.cls, [
      ...self.a,
      ...(other instanceof GArray || other instanceof GList || other instanceof GSet ? other.a : [other]),
    ]),
  'minus(Object)': (self: GArray, other: Value) =>
    new GArray(
      self.cls,
      self.a.filter(
        (each) =>
          !(other instanceof GArray || other instanceof GList ? other.a : [other]).some((o) =>
            equals(o, each),
          ),
      ),
    ),
  'sort()': (self: GArray) => {
    self.a.splice(0, self.a.length, ...sorted(self.a, null));
    return self;
  },
  'sort(Object)': (self: GArray, order: Value) =>
    typeof order === 'boolean'
      ? order
        ? (self.a.splice(0, self.a.length, ...sorted(self.a, null)), self)
        : new GArray(self.cls, sorted(self.a, null))
      : new GArray(self.cls, sorted(self.a, order)),
  'reverse()': (self: GArray) => new GArray(self.cls, self.a.toReversed()),
  'take(int)': (self: GArray, n: number) => new GArray(self.cls, self.a.slice(0, n)),
  'drop(int)': (self: GArray, n: number) => new GArray(self.cls, self.a.slice(n)),
  'tail()': (self: GArray) => new GArray(self.cls, self.a.slice(1)),
  'init()': (self: GArray) => new GArray(self.cls, self.a.slice(0, -1)),
  'findAll(Closure=)': (self: GArray, c?: GClosure) => new GList(self.a.filter((each) => test(c, each))),
  'toList()': (self: GArray) => new GList([...self.a]),
  'equals(Object)': (self: GArray, other: Value) => equals(self, other),
};

export const collections: LibraryTopic = {
  'java.lang.Iterable': { kind: 'interface', methods: iterable, open: ['iterator()'] },
  'java.util.Collection': { kind: 'interface', implements: ['java.lang.Iterable'] },
  'java.util.List': {
    kind: 'interface',
    implements: ['java.util.Collection'],
    methods: listRows,
    statics: {
      'of(Object...)': (list: Value[]) => immutableOf(list),
      'of(Object)': (v: Value) => immutableOf(v instanceof GArray ? [...v.a] : [v]),
      'copyOf(Iterable)': (list: Value) => immutableOf([...items(list)]),
    },
  },
  'java.util.ListIterator': {
    kind: 'interface',
    implements: ['java.util.Iterator'],
    methods: {
      'hasPrevious()': (self: ListWalk) => self.position > 0,
      'previous()': (self: ListWalk) => self.back(),
      'nextIndex()': (self: ListWalk) => self.position,
      'previousIndex()': (self: ListWalk) => self.position - 1,
      'set(Object)': (self: ListWalk, v: Value) => self.change(v),
      'add(Object)': (self: ListWalk, v: Value) => self.insert(v),
    },
  },
  'java.util.AbstractList': { isAbstract: true, implements: ['java.util.List'] },
  'java.util.AbstractCollection': { isAbstract: true, implements: ['java.util.Collection'] },
  'java.util.ArrayList$SubList': { implements: ['java.util.List'] },
  'java.util.Collections$UnmodifiableRandomAccessList': { implements: ['java.util.List'] },
  'java.util.Collections$UnmodifiableSet': { implements: ['java.util.Set'] },
  'java.util.Collections$UnmodifiableSortedSet': { implements: ['java.util.NavigableSet'] },
  'java.util.ImmutableCollections$List12': { implements: ['java.util.List'] },
  'java.util.ImmutableCollections$ListN': { implements: ['java.util.List'] },
  'groovy.lang.ListWithDefault': { implements: ['java.util.List'] },
  'java.util.Arrays$ArrayList': {
    implements: ['java.util.List'],
    methods: Object.fromEntries(
      [
        'add(Object)',
        'add(int,Object)',
        'addAll(Object)',
        'remove(int)',
        'remove(Object)',
        'clear()',
        'leftShift(Object)',
        'removeAll(Object)',
        'retainAll(Object)',
      ].map((signature) => [
        signature,
        () => {
          throw raise(
            'java.lang.UnsupportedOperationException',
            signature === 'remove(int)' ? 'remove' : null,
          );
        },
      ]),
    ),
  },
  'java.util.RandomAccess': { kind: 'interface' },
  'java.util.Queue': { kind: 'interface', implements: ['java.util.Collection'] },
  'java.util.Deque': { kind: 'interface', implements: ['java.util.Queue'] },
  'java.util.ArrayList': {
    implements: ['java.util.List', 'java.util.RandomAccess', 'java.lang.Cloneable'],
    make: makeList,
    init: listInit,
  },
  'java.util.LinkedList': {
    implements: ['java.util.List', 'java.util.Deque'],
    make: makeList,
    init: listInit,
    methods: dequeRows,
  },
  'java.util.PriorityQueue': {
    implements: ['java.util.Queue'],
    make: makeList,
    init: {
      '()': () => undefined,
      '(int)': () => undefined,
      '(int,Object)': (self: Heap, _: number, order: Value) => {
        self.order = order;
      },
      '(Iterable)': (self: GList, other: Value) => {
        for (const each of items(other).slice()) heapAdd(self, each);
      },
      '(Comparator)': (self: Heap, order: Value) => {
        self.order = order;
      },
      '(Closure)': (self: Heap, order: Value) => {
        self.order = order;
      },
    },
    methods: heapRows,
  },
  'java.util.Vector': { implements: ['java.util.List'], make: makeList, init: listInit },
  'java.util.Stack': {
    extends: 'java.util.Vector',
    make: makeList,
    init: listInit,
    methods: {
      'search(Object)': (self: GList, v: Value) => {
        const i = self.a.findLastIndex((each) => javaEquals(each, v));
        return i < 0 ? -1 : self.a.length - i;
      },
    },
  },
  'java.util.ArrayDeque': {
    implements: ['java.util.Deque', 'java.util.List'],
    make: makeList,
    init: listInit,
    methods: dequeRows,
  },
  'java.util.concurrent.ConcurrentLinkedQueue': {
    implements: ['java.util.Deque', 'java.util.List'],
    make: makeList,
    init: listInit,
    methods: dequeRows,
  },
  'java.util.concurrent.LinkedBlockingQueue': {
    implements: ['java.util.Deque', 'java.util.List'],
    make: makeList,
    init: listInit,
    methods: dequeRows,
  },
  'java.util.concurrent.CopyOnWriteArrayList': {
    implements: ['java.util.List'],
    make: makeList,
    init: listInit,
  },
  'java.util.Set': {
    kind: 'interface',
    implements: ['java.util.Collection'],
    methods: setRows,
    statics: {
      'of(Object...)': (list: Value[]) => {
        const made = new GSet('linked', list);
        made.frozen = true;
        return made;
      },
    },
  },
  'java.util.SortedSet': { kind: 'interface', implements: ['java.util.Set'] },
  'java.util.NavigableSet': { kind: 'interface', implements: ['java.util.SortedSet'] },
  'java.util.HashSet': setSpec('hash'),
  'java.util.LinkedHashSet': { ...setSpec('linked'), extends: 'java.util.HashSet' },
  'java.util.TreeSet': setSpec('tree'),
  'groovy.lang.Range': { kind: 'interface', implements: ['java.util.List'], methods: rangeRows },
  'groovy.lang.IntRange': {
    implements: ['groovy.lang.Range'],
    construct: {
      '(int,int)': (a: number, b: number) => makeRange(a, b, false, false),
      '(boolean,int,int)': (inclusive: boolean, a: number, b: number) => makeRange(a, b, false, !inclusive),
    },
  },
  'groovy.lang.ObjectRange': {
    implements: ['groovy.lang.Range'],
    construct: { '(Object,Object)': (a: Value, b: Value) => makeRange(a, b, false, false) },
  },
  'groovy.lang.NumberRange': { implements: ['groovy.lang.Range'] },
  'groovy.lang.EmptyRange': { implements: ['groovy.lang.Range'] },
  '[]': {
    kind: 'interface',
    implements: [],
    methods: { ...iterable, ...arrayRows },
    properties: { length: (self: GArray) => self.a.length },
  },
  'java.util.Collections': {
    statics: {
      'sort(List,Object=)': (list: GList, order?: Value) => void sortInPlace(list, order ?? null, true),
      'reverse(List)': (list: GList) => void list.a.splice(0, own(list).length, ...list.a.toReversed()),
      'shuffle(List,Object=)': (list: GList) => void shuffled(own(list)),
      'max(Iterable,Object=)': (list: Value, order?: Value) => extreme(items(list), 1, order ?? null),
      'min(Iterable,Object=)': (list: Value, order?: Value) => extreme(items(list), -1, order ?? null),
      'emptyList()': () => immutableList([]),
      'emptyMap()': () => {
        const map = new GMap();
        map.frozen = true;
        return map;
      },
      'emptySet()': () => frozen(new GSet('linked')),
      'singletonList(Object)': (v: Value) => immutableList([v]),
      'singleton(Object)': (v: Value) => frozen(new GSet('linked', [v])),
      'singletonMap(Object,Object)': (k: Value, v: Value) => {
        const map = new GMap();
        map.put(k, v);
        map.frozen = true;
        return map;
      },
      'nCopies(int,Object)': (n: number, v: Value) => {
        spendSpace(n);
        return immutableList(Array.from({ length: n }, () => v));
      },
      'unmodifiableList(List)': (list: Value) => frozen(list, true),
      'unmodifiableCollection(Object)': (list: Value) => frozen(list, true),
      'unmodifiableSet(Set)': (set: Value) => frozen(set, true),
      'unmodifiableSortedSet(Set)': (set: Value) => frozen(set, true),
      'unmodifiableSortedMap(Map)': (map: Value) => invokeMethod(map, 'asUnmodifiable', []),
      'synchronizedSet(Set)': (set: Value) => set,
      'synchronizedCollection(Collection)': (list: Value) => list,
      'emptyIterator()': () => new GIterator([][Symbol.iterator]()),
      'list(Object)': (v: Value) => new GList([...items(v)]),
      'indexOfSubList(List,List)': (a: GList, b: GList) =>
        a.a.findIndex((_, i) => b.a.every((each, j) => javaEquals(a.a[i + j] ?? null, each))),
      'rotate(List,int)': (list: GList, n: number) => {
        const a = own(list);
        if (a.length === 0) return;
        const by = ((n % a.length) + a.length) % a.length;
        a.unshift(...a.splice(a.length - by));
      },
      'replaceAll(List,Object,Object)': (list: GList, a: Value, b: Value) => {
        let changed = false;
        own(list).forEach((each, i) => {
          if (!javaEquals(each, a) && each !== a) return;
          list.a[i] = b;
          changed = true;
        });
        return changed;
      },
      'reverseOrder(Object)': (order: Value) => invokeMethod(order, 'reversed', []),
      'unmodifiableMap(Map)': (map: Value) => invokeMethod(map, 'asUnmodifiable', []),
      'synchronizedList(List)': (list: Value) => list,
      'synchronizedMap(Map)': (map: Value) => map,
      'frequency(Iterable,Object)': (list: Value, v: Value) =>
        items(list).filter((each) => javaEquals(each, v)).length,
      'swap(List,int,int)': (list: GList, i: number, j: number) => {
        const a = own(list);
        const x = a[i] ?? null;
        a[i] = a[j] ?? null;
        a[j] = x;
      },
      'addAll(Collection,Object...)': (target: Value, list: Value[]) =>
        invokeMethod(target, 'addAll', [new GList(list)]),
      'disjoint(Iterable,Iterable)': (a: Value, b: Value) =>
        !items(a).some((each) => items(b).some((o) => javaEquals(o, each))),
      'fill(List,Object)': (list: GList, v: Value) => void own(list).fill(v),
      'reverseOrder()': () => invokeMethod(C.Comparator, 'reverseOrder', []),
      'binarySearch(List,Object)': (list: GList, v: Value) => {
        let lo = 0;
        let hi = list.a.length - 1;
        while (lo <= hi) {
          const mid = (lo + hi) >>> 1;
          const d = compare(list.a[mid] ?? null, v);
          if (d === 0) return mid;
          if (d < 0) lo = mid + 1;
          else hi = mid - 1;
        }
        return -(lo + 1);
      },
    },
  },
  'java.util.Arrays': {
    statics: {
      'asList(Object...)': (list: Value[]) => {
        const made = new GList(list);
        made.cls = classNamed('java.util.Arrays$ArrayList');
        return made;
      },
      'toString(Object)': (v: Value) => (v === null ? 'null' : toStr(new GList([...items(v)]))),
      'deepToString(Object)': (v: Value) => toStr(v),
      'sort(Object)': (v: GArray) => void v.a.splice(0, v.a.length, ...sorted(v.a, null)),
      'fill(Object,Object)': (v: GArray, x: Value) => void v.a.fill(castTo(x, v.cls.component ?? C.Object)),
      'equals(Object,Object)': (a: Value, b: Value) => a === b || (a !== null && b !== null && equals(a, b)),
      'copyOf(Object,int)': (v: GArray, n: number) =>
        new GArray(
          v.cls,
          Array.from(
            { length: n },
            (_, i) => v.a[i] ?? (v.cls.component?.kind === 'primitive' ? castTo(0, v.cls.component) : null),
          ),
        ),
      'copyOfRange(Object,int,int)': (v: GArray, i: number, j: number) => new GArray(v.cls, v.a.slice(i, j)),
      'hashCode(Object)': (v: GArray) => hashCode(new GList([...v.a])),
      'deepEquals(Object,Object)': (a: Value, b: Value) => equals(a, b),
    },
  },
};

/** What List.of makes. */
function immutableOf(list: Value[]): GList {
  if (list.includes(null)) throw raise('java.lang.NullPointerException', null);
  const made = immutableList(list);
  made.cls = classNamed(
    `java.util.ImmutableCollections$List${list.length === 1 || list.length === 2 ? '12' : 'N'}`,
  );
  return made;
}

function immutableList(list: Value[]): GList {
  const made = new GList([...list]);
  made.frozen = true;
  return made;
}
