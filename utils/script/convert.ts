/** Plain data of the host in, plain data out: nothing of the host is reachable through a converted value. */
import { C, HostFunction, invokeMethod, isText, toStr } from './core.ts';
import { raise } from './errors.ts';
import { classNamed, lateness, libraryClass } from './library/registry.ts';
import { isNumber, parseDec, toDouble } from './numbers.ts';
import { MAX_ITEMS, spend, spendSpace } from './runtime.ts';
import {
  Big,
  Chr,
  Dbl,
  GArray,
  GClosure,
  GEntry,
  GList,
  GMap,
  GObject,
  GRange,
  GSet,
  Lng,
  Obj,
  type Value,
} from './values.ts';

const DATE = classNamed('java.util.Date');

function plainNumber(n: number): Value {
  if (Number.isInteger(n) && !Object.is(n, -0)) {
    if (Math.abs(n) <= 2147483647) return n;
    if (Number.isSafeInteger(n)) return new Lng(BigInt(n));
    return new Dbl(n);
  }
  // A decimal of JSON is a BigDecimal in Groovy; what is not finite stays a double.
  return Number.isFinite(n) ? parseDec(String(n)) : new Dbl(n);
}

/** A copy of a host value. Cycles stay cycles. Throws IllegalArgumentException for what has no counterpart. */
export function fromHost(v: unknown, seen: Map<object, Value>): Value {
  switch (typeof v) {
    case 'undefined':
      return null;
    case 'boolean':
    case 'string':
      return v;
    case 'number':
      return plainNumber(v);
    case 'bigint':
      return v >= -0x8000000000000000n && v <= 0x7fffffffffffffffn ? new Lng(v) : new Big(v);
    case 'function':
      return new HostFunction(v as (...args: unknown[]) => unknown);
    case 'symbol':
      throw raise('java.lang.IllegalArgumentException', 'A symbol cannot be given to a script');
    case 'object':
  }
  if (v === null) return null;
  if (v instanceof Obj)
    throw raise('java.lang.IllegalArgumentException', 'A value of another run cannot be given to a script');
  const known = seen.get(v);
  if (known !== undefined) return known;
  spend(1);
  if (v instanceof Date) {
    if (!libraryClass(DATE.name)) throw lateness.need('dates');
    const made = new GObject(DATE);
    made.native = v.getTime();
    return made;
  }
  if (Array.isArray(v)) {
    if (v.length > MAX_ITEMS) spendSpace(v.length);
    const made = new GList([]);
    seen.set(v, made);
    for (const each of v) made.a.push(fromHost(each, seen));
    return made;
  }
  if (v instanceof Set) {
    const made = new GSet('linked');
    seen.set(v, made);
    for (const each of v) made.add(fromHost(each, seen));
    return made;
  }
  const made = new GMap();
  seen.set(v, made);
  if (v instanceof Map) {
    for (const [key, each] of v) made.put(fromHost(key, seen), fromHost(each, seen));
    return made;
  }
  for (const key of Object.keys(v)) {
    const property = Object.getOwnPropertyDescriptor(v, key);
    if (!property) continue;
    const held = fromHost('value' in property ? property.value : (v as Record<string, unknown>)[key], seen);
    if (held instanceof HostFunction) made.hosted = true;
    made.put(key, held);
  }
  // Methods of a host object of a class of its own are host functions bound to it.
  for (
    let proto: object | null = Object.getPrototypeOf(v) as object | null;
    proto && proto !== Object.prototype;
    proto = Object.getPrototypeOf(proto) as object | null
  ) {
    for (const key of Object.getOwnPropertyNames(proto)) {
      if (key === 'constructor' || made.has(key)) continue;
      const property = Object.getOwnPropertyDescriptor(proto, key);
      const fn: unknown = property?.value;
      if (typeof fn === 'function') made.hosted = true;
      if (typeof fn === 'function')
        made.put(
          key,
          new HostFunction((...args: unknown[]) => (fn as (...each: unknown[]) => unknown).apply(v, args)),
        );
    }
  }
  return made;
}

/** A plain copy of a script's value; `closure` says what stands for a closure. */
export function toHost(
  v: Value,
  closure: (c: GClosure) => unknown,
  seen = new Map<object, unknown>(),
): unknown {
  if (v === null || typeof v !== 'object') return v;
  const known = seen.get(v);
  if (known !== undefined) return known;
  spend(1);
  if (v instanceof Lng) return Number.isSafeInteger(Number(v.v)) ? Number(v.v) : v.v;
  if (v instanceof Big) return v.v;
  if (isNumber(v)) return toDouble(v);
  if (v instanceof Chr || isText(v)) return toStr(v);
  if (v instanceof GList || v instanceof GArray || v instanceof GSet || v instanceof GRange) {
    const made: unknown[] = [];
    seen.set(v, made);
    for (const each of v.a) made.push(toHost(each, closure, seen));
    return made;
  }
  if (v instanceof GMap) {
    const made: Record<string, unknown> = {};
    seen.set(v, made);
    for (const { k, v: each } of v.entries()) {
      if (each instanceof HostFunction) continue;
      // `__proto__` as a key is data, never the prototype.
      Object.defineProperty(made, toStr(k), {
        value: toHost(each, closure, seen),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return made;
  }
  if (v instanceof GEntry) return { key: toHost(v.e.k, closure, seen), value: toHost(v.e.v, closure, seen) };
  if (v instanceof GClosure) return closure(v);
  if (v instanceof HostFunction) return null;
  if (v.cls === DATE && v instanceof GObject) return new Date(v.native as number);
  if (v.cls.scripted && v.fields && v.cls.kind !== 'enum' && !v.cls.isSubclassOf(C.Throwable)) {
    const made: Record<string, unknown> = {};
    seen.set(v, made);
    for (const [name, at] of v.cls.layout) {
      if (name.includes('$')) continue;
      Object.defineProperty(made, name, {
        value: toHost(v.fields[at] ?? null, closure, seen),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return made;
  }
  if (v.cls.kind === 'enum') return toStr(invokeMethod(v, 'name', []));
  return toStr(v);
}
