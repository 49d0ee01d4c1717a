/**
 * What a script's values are. Four kinds of JavaScript primitive stand for themselves (null, boolean, string for
 * java.lang.String, number for java.lang.Integer); everything else is an instance of a class of this file. No host
 * object is ever a value, and no property of a value is ever read by a name that a script chose: members are found
 * in the explicit tables of `GClass`, which are Maps.
 */
import type { ClosureExpr } from './ast.ts';
import { LimitReached, MAX_ITEMS } from './runtime.ts';

export type Value = null | boolean | number | string | Obj;

/** Every boxed value knows its class. */
export abstract class Obj {
  declare cls: GClass;
  /** Fields of an instance of a class the script wrote, by `GClass.layout`; null for all others. */
  declare fields: Value[] | null;
}
Obj.prototype.fields = null;

export type Visibility = 'public' | 'protected' | 'private' | 'package';

export type FieldInfo = {
  readonly name: string;
  readonly type: GClass | null;
  readonly isStatic: boolean;
  readonly isFinal: boolean;
  /** A property has generated accessors; a field does not. */
  readonly isProperty: boolean;
  readonly visibility: Visibility;
  readonly owner: GClass;
  readonly annotations: readonly string[];
};

export type Method = {
  readonly name: string;
  /** null stands for Object. */
  readonly params: readonly (GClass | null)[];
  readonly paramNames: readonly string[];
  /** The least number of arguments; fewer than `params.length` when the last ones may be left out. */
  readonly required: number;
  readonly varargs: boolean;
  readonly isStatic: boolean;
  readonly isAbstract: boolean;
  readonly visibility: Visibility;
  readonly owner: GClass;
  readonly returns: GClass | null;
  /** Written in the script (true) or part of the library (false). */
  readonly scripted: boolean;
  /** Needs no conversion of arguments: every parameter is Object and the count is fixed. */
  readonly plain: boolean;
  readonly invoke: (self: Value, args: Value[]) => Value;
  readonly synthetic?: boolean;
};

export type ClassKind =
  | 'class'
  | 'interface'
  | 'trait'
  | 'enum'
  | 'annotation'
  | 'record'
  | 'primitive'
  | 'array';

export class GClass extends Obj {
  readonly name: string;
  kind: ClassKind;
  superclass: GClass | null = null;
  interfaces: GClass[] = [];
  isAbstract = false;
  isFinal = false;
  isStatic = false;
  scripted = false;
  /** A class of the world outside that a script imports and only names as a type. */
  foreign = false;
  readonly methods = new Map<string, Method[]>();
  constructors: Method[] = [];
  readonly declaredFields = new Map<string, FieldInfo>();
  /** Instance field name → index in `Obj.fields`, those of the superclass first. */
  layout = new Map<string, number>();
  readonly statics = new Map<string, Value>();
  outer: GClass | null = null;
  component: GClass | null = null;
  /** Fills the tables at first use. */
  load: (() => void) | null = null;
  /** Runs static initializers at first use. */
  initialize: (() => void) | null = null;
  /** Makes the empty instance that constructors then fill. */
  allocate: ((cls: GClass) => Obj) | null = null;
  /** Runs field initializers of one instance. */
  prepare: ((self: Obj) => void) | null = null;
  annotations = new Map<string, ReadonlyMap<string, Value>>();
  readonly methodCache = new Map<string, readonly Method[]>();
  readonly constants: Value[] = [];
  private up: Map<GClass, number> | null = null;
  private single: Method | null | undefined;

  constructor(name: string, kind: ClassKind = 'class') {
    super();
    this.name = name;
    this.kind = kind;
  }

  get simpleName(): string {
    if (this.component) return `${this.component.simpleName}[]`;
    const own = this.name.slice(this.name.lastIndexOf('.') + 1);
    const inner = own.slice(own.lastIndexOf('$') + 1);
    return /^\d+$/.test(inner) ? '' : inner;
  }

  get isInterface(): boolean {
    return this.kind === 'interface' || this.kind === 'trait' || this.kind === 'annotation';
  }

  ensureLoaded(): void {
    const load = this.load;
    if (load) {
      this.load = null;
      load();
    }
  }

  /** All supertypes (itself included) with their distance. */
  get ancestors(): ReadonlyMap<GClass, number> {
    if (this.up) return this.up;
    this.ensureLoaded();
    const found = new Map<GClass, number>([[this, 0]]);
    const add = (cls: GClass, distance: number): void => {
      for (const [each, more] of cls.ancestors) {
        const total = distance + more;
        const known = found.get(each);
        if (known === undefined || known > total) found.set(each, total);
      }
    };
    if (this.superclass) add(this.superclass, 1);
    for (const each of this.interfaces) add(each, 1);
    if (this.superclass || this.kind !== 'class') this.up = found;
    return found;
  }

  isSubclassOf(other: GClass): boolean {
    return this === other || this.ancestors.has(other);
  }

  forget(): void {
    this.methodCache.clear();
    this.up = null;
    this.single = undefined;
  }

  /** The one abstract method of a functional interface, or null. */
  get singleAbstract(): Method | null {
    if (this.single !== undefined) return this.single;
    let found: Method | null = null;
    let many = false;
    for (const cls of this.ancestors.keys()) {
      cls.ensureLoaded();
      for (const list of cls.methods.values()) {
        for (const m of list) {
          if (!m.isAbstract || (!cls.scripted && cls.kind !== 'interface')) continue;
          if (this.implementsMethod(m)) continue;
          if (found && found.name !== m.name) many = true;
          found ??= m;
        }
      }
    }
    this.single = many ? null : found;
    return this.single;
  }

  private implementsMethod(m: Method): boolean {
    for (const cls of this.ancestors.keys()) {
      if (cls.name === 'java.lang.Object') continue;
      const list = cls.methods.get(m.name);
      if (list?.some((each) => !each.isAbstract && each.params.length === m.params.length)) return true;
    }
    return false;
  }
}

/** An instance of a class the script wrote, or a library object whose state is `native`. */
export class GObject extends Obj {
  native: unknown = null;
  constructor(cls: GClass) {
    super();
    this.cls = cls;
  }
}

export class Lng extends Obj {
  readonly v: bigint;
  constructor(v: bigint) {
    super();
    this.v = v;
  }
}
export class Sht extends Obj {
  readonly v: number;
  constructor(v: number) {
    super();
    this.v = v;
  }
}
export class Byt extends Obj {
  readonly v: number;
  constructor(v: number) {
    super();
    this.v = v;
  }
}
export class Dbl extends Obj {
  readonly v: number;
  constructor(v: number) {
    super();
    this.v = v;
  }
}
export class Flt extends Obj {
  readonly v: number;
  constructor(v: number) {
    super();
    this.v = Math.fround(v);
  }
}
export class Big extends Obj {
  readonly v: bigint;
  constructor(v: bigint) {
    super();
    this.v = v;
  }
}
/** java.math.BigDecimal: `v` × 10^-`scale`. */
export class Dec extends Obj {
  readonly v: bigint;
  readonly scale: number;
  constructor(v: bigint, scale: number) {
    super();
    this.v = v;
    this.scale = scale;
  }
}
/** java.lang.Character; one object per code unit, so that identity is equality. */
export class Chr extends Obj {
  readonly v: number;
  private constructor(v: number) {
    super();
    this.v = v;
  }
  private static readonly all: Chr[] = [];
  static of(v: number): Chr {
    const code = v & 0xffff;
    return (Chr.all[code] ??= new Chr(code));
  }
}

export class GString extends Obj {
  readonly strings: readonly string[];
  readonly values: readonly Value[];
  constructor(strings: readonly string[], values: readonly Value[]) {
    super();
    this.strings = strings;
    this.values = values;
  }
}

/** java.util.ArrayList and its relatives. */
export class GList extends Obj {
  a: Value[];
  /** Cannot be changed. */
  frozen = false;
  /** `withDefault`: what an index behind the end answers. */
  fallback: ((index: number) => Value) | null = null;
  constructor(a: Value[]) {
    super();
    this.a = a;
  }
}

/** A Java array; `cls` is its array class. */
export class GArray extends Obj {
  readonly a: Value[];
  constructor(cls: GClass, a: Value[]) {
    super();
    this.cls = cls;
    this.a = a;
  }
}

/** Integer, character, enum … ranges. `from` and `to` as written; `reverse` when from > to. */
export class GRange extends Obj {
  readonly from: Value;
  readonly to: Value;
  readonly openLeft: boolean;
  readonly openRight: boolean;
  readonly reverse: boolean;
  private cache: Value[] | null = null;
  readonly make: () => Value[];
  constructor(
    from: Value,
    to: Value,
    openLeft: boolean,
    openRight: boolean,
    reverse: boolean,
    make: () => Value[],
  ) {
    super();
    this.from = from;
    this.to = to;
    this.openLeft = openLeft;
    this.openRight = openRight;
    this.reverse = reverse;
    this.make = make;
  }
  get a(): Value[] {
    return (this.cache ??= this.make());
  }
}

export type Entry = { k: Value; v: Value };

/** How keys are compared; given once by `equality.ts`, which needs the values of this file. */
export type KeyRules = {
  hash(v: Value): number;
  equals(a: Value, b: Value): boolean;
  compare(a: Value, b: Value): number;
};
export const keyRules: KeyRules = { hash: () => 0, equals: Object.is, compare: () => 0 };

type MapKey = null | boolean | number | string | bigint | object;

/** java.util.LinkedHashMap, HashMap (Java's own iteration order) and TreeMap. */
export class GMap extends Obj {
  readonly kind: 'linked' | 'hash' | 'tree';
  private readonly table = new Map<MapKey, Entry>();
  private buckets: Map<number, Value[]> | null = null;
  private order: Entry[] | null = null;
  private capacity = 16;
  frozen = false;
  comparator: ((a: Value, b: Value) => number) | null = null;
  /** `withDefault`: what an absent key answers. */
  fallback: ((key: Value) => Value) | null = null;
  autoGrow = true;
  autoShrink = false;
  /** Holds functions of the host, which go before the methods of maps: `httpClient.get(path)`. */
  hosted = false;

  constructor(kind: 'linked' | 'hash' | 'tree' = 'linked') {
    super();
    this.kind = kind;
  }

  private key(k: Value): MapKey | undefined {
    if (typeof k !== 'object' || k === null) return k;
    if (this.kind === 'tree') return this.treeKey(k);
    if (k instanceof Lng) return k.v;
    if (k instanceof Chr) return k;
    const bucket = this.buckets?.get(keyRules.hash(k));
    return bucket?.find((each) => keyRules.equals(each, k)) ?? undefined;
  }

  private treeKey(k: Value): MapKey | undefined {
    for (const [key, entry] of this.table) if (this.compareKeys(entry.k, k) === 0) return key;
    return undefined;
  }

  private compareKeys(a: Value, b: Value): number {
    return this.comparator ? this.comparator(a, b) : keyRules.compare(a, b);
  }

  find(k: Value): Entry | undefined {
    if (this.comparator && (typeof k !== 'object' || k === null)) {
      const key = this.treeKey(k);
      return key === undefined ? undefined : this.table.get(key);
    }
    const key = this.key(k);
    return key === undefined ? undefined : this.table.get(key);
  }

  get(k: Value): Value {
    const entry = this.find(k);
    return entry === undefined ? null : entry.v;
  }

  has(k: Value): boolean {
    return this.find(k) !== undefined;
  }

  put(k: Value, v: Value): Value {
    const entry = this.find(k);
    if (entry) {
      const old = entry.v;
      entry.v = v;
      return old;
    }
    this.order = null;
    let key: MapKey;
    if (typeof k !== 'object' || k === null) key = k;
    else if (k instanceof Lng && this.kind !== 'tree') key = k.v;
    else {
      key = k;
      if (this.kind !== 'tree' && !(k instanceof Chr)) {
        this.buckets ??= new Map();
        const hash = keyRules.hash(k);
        const bucket = this.buckets.get(hash);
        if (bucket) bucket.push(k);
        else this.buckets.set(hash, [k]);
      }
    }
    // A larger table would end the host itself.
    if (this.table.size >= MAX_ITEMS)
      throw new LimitReached('space', 'The script makes more data than it may');
    this.table.set(key, { k, v });
    if (this.kind === 'hash') while (this.table.size > this.capacity * 0.75) this.capacity *= 2;
    return null;
  }

  delete(k: Value): Value {
    const entry = this.find(k);
    if (!entry) return null;
    this.remove(entry);
    return entry.v;
  }

  remove(entry: Entry): void {
    const key =
      this.comparator && (typeof entry.k !== 'object' || entry.k === null) ? entry.k : this.key(entry.k);
    if (key === undefined) return;
    this.order = null;
    this.table.delete(key);
    if (typeof key === 'object' && key !== null && this.buckets) {
      const hash = keyRules.hash(entry.k);
      const bucket = this.buckets.get(hash);
      if (bucket) {
        const rest = bucket.filter((each) => each !== key);
        if (rest.length > 0) this.buckets.set(hash, rest);
        else this.buckets.delete(hash);
      }
    }
  }

  clear(): void {
    this.table.clear();
    this.buckets = null;
    this.order = null;
  }

  get size(): number {
    return this.table.size;
  }

  reserve(size: number): void {
    let capacity = 1;
    while (capacity < size) capacity *= 2;
    this.capacity = Math.max(1, capacity);
  }

  /** Entries in the order Java would give them. Not to be kept across changes. */
  entries(): Entry[] {
    if (this.order) return this.order;
    const list = [...this.table.values()];
    if (this.kind === 'hash') {
      const mask = this.capacity - 1;
      const index = new Map(
        list.map((entry) => {
          const h = entry.k === null ? 0 : keyRules.hash(entry.k);
          return [entry, (h ^ (h >>> 16)) & mask];
        }),
      );
      list.sort((x, y) => (index.get(x) ?? 0) - (index.get(y) ?? 0));
    } else if (this.kind === 'tree') list.sort((x, y) => this.compareKeys(x.k, y.k));
    this.order = list;
    return list;
  }
}

/** java.util.LinkedHashSet, HashSet, TreeSet: the keys of a map. */
export class GSet extends Obj {
  readonly m: GMap;
  frozen = false;
  constructor(kind: 'linked' | 'hash' | 'tree' = 'linked', values: Iterable<Value> = []) {
    super();
    this.m = new GMap(kind);
    for (const v of values) this.m.put(v, true);
  }
  get a(): Value[] {
    return this.m.entries().map((entry) => entry.k);
  }
  add(v: Value): boolean {
    if (this.m.has(v)) return false;
    this.m.put(v, true);
    return true;
  }
}

/** Map.Entry, live: setting its value changes the map. */
export class GEntry extends Obj {
  readonly e: Entry;
  constructor(e: Entry) {
    super();
    this.e = e;
  }
}

/** A java.util.Iterator over a JavaScript one. */
export class GIterator extends Obj {
  private readonly source: Iterator<Value>;
  private ahead: IteratorResult<Value> | null = null;
  last: Value = null;
  removeLast: ((last: Value) => void) | null;
  constructor(source: Iterator<Value>, removeLast: ((last: Value) => void) | null = null) {
    super();
    this.source = source;
    this.removeLast = removeLast;
  }
  hasNext(): boolean {
    this.ahead ??= this.source.next();
    return this.ahead.done !== true;
  }
  /** The next value; undefined at the end. */
  next(): Value | undefined {
    this.ahead ??= this.source.next();
    const { done, value } = this.ahead;
    if (done === true) return undefined;
    this.ahead = null;
    this.last = value;
    return this.last;
  }
}

/** A local variable that a closure shares. */
export class Ref {
  v: Value;
  constructor(v: Value) {
    this.v = v;
  }
}

/** A frame: [this, closure or null, returned value, locals …]; a captured local is a `Ref`. */
export type Frame = Value[];

export type ClosureCode = {
  readonly params: readonly (GClass | null)[];
  readonly paramNames: readonly string[];
  readonly required: number;
  readonly varargs: boolean;
  readonly plain: boolean;
  readonly implicitIt: boolean;
  readonly node: ClosureExpr | null;
  readonly run: (closure: GClosure, args: Value[]) => Value;
};

export const OWNER_FIRST = 0;

export class GClosure extends Obj {
  readonly code: ClosureCode;
  /** The enclosing closure or object, and the enclosing object. */
  owner: Value;
  thisObject: Value;
  delegate: Value;
  strategy = OWNER_FIRST;
  captured: readonly Ref[];
  directive = 0;
  constructor(code: ClosureCode, owner: Value, thisObject: Value, captured: readonly Ref[]) {
    super();
    this.code = code;
    this.owner = owner;
    this.thisObject = thisObject;
    this.delegate = owner;
    this.captured = captured;
  }
}

export type TraceElement = { readonly method: string; readonly at: number };

/** Any java.lang.Throwable. */
export class GThrowable extends Obj {
  message: string | null;
  cause: Value;
  at = -1;
  trace: readonly TraceElement[] = [];
  suppressed: Value[] = [];
  /** Facts special to a class of exception, e.g. the property of a MissingPropertyException. */
  readonly details = new Map<string, Value>();
  constructor(cls: GClass, message: string | null, cause: Value = null) {
    super();
    this.cls = cls;
    this.message = message;
    this.cause = cause;
  }
}

/** How a Groovy exception travels through the interpreter's own frames. */
export class Thrown {
  readonly value: GThrowable;
  constructor(value: GThrowable) {
    this.value = value;
  }
}
