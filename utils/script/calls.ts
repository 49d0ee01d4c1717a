/** What compiled code does with objects around the one it runs on: `this`, `super`, outer objects, fields, pointers. */
import {
  C,
  ObjectArray,
  allocateFor,
  callMethod,
  choose,
  classOf,
  construct,
  findMethods,
  getProperty,
  hooks,
  instanceOf,
  invokeMethod,
  invokeOnClass,
  missingMethod,
  newInstance,
  pickMethod,
  setProperty,
  startClass,
  toStr,
} from './core.ts';
import { raise } from './errors.ts';
import { type FunctionContext, primitiveDefault, traitOrder } from './frames.ts';
import { arrayClass, classNamed } from './library/registry.ts';
import { toInt } from './numbers.ts';
import { getAt } from './operators.ts';
import { R, spendSpace } from './runtime.ts';
import { type ClosureCode, GArray, GClass, GClosure, GList, GMap, GRange, type Value } from './values.ts';

export function makeArray(component: GClass, counts: readonly number[], at: number): Value {
  const n = counts[at] ?? 0;
  if (n < 0) throw raise('java.lang.NegativeArraySizeException', String(n));
  spendSpace(n);
  let type = component;
  for (let i = at + 1; i < counts.length; i++) type = arrayClass(type);
  const empty = primitiveDefault(type.name);
  const items: Value[] = [];
  for (let i = 0; i < n; i++)
    items.push(at + 1 < counts.length ? makeArray(component, counts, at + 1) : empty);
  return new GArray(arrayClass(type), items);
}

export function elementOf(v: Value, i: number): Value {
  if (v === null) return null;
  if (v instanceof GList || v instanceof GArray || v instanceof GRange) return v.a[i] ?? null;
  return getAt(v, i);
}

export function readField(self: Value, name: string): Value {
  if (self === null)
    throw raise('java.lang.NullPointerException', `Cannot get property '${name}' on null object`);
  if (typeof self === 'object' && self.fields) {
    const index = self.cls.layout.get(name);
    if (index !== undefined) return self.fields[index] ?? null;
  }
  if (self instanceof GMap) return self.get(name);
  const cls = self instanceof GClass ? self : classOf(self);
  if (cls.statics.has(name)) return cls.statics.get(name) ?? null;
  // XML: `node.@name` is an attribute.
  if (!cls.scripted) return getProperty(self, cls.isSubclassOf(ATTRIBUTED) ? `@${name}` : name);
  throw raise('groovy.lang.MissingFieldException', `No such field: ${name} for class: ${cls.name}`, {
    property: name,
  });
}

export function writeField(self: Value, name: string, v: Value): void {
  if (typeof self === 'object' && self !== null && self.fields) {
    const index = self.cls.layout.get(name);
    if (index !== undefined) {
      self.fields[index] = v;
      return;
    }
  }
  if (self instanceof GClass && self.statics.has(name)) {
    self.statics.set(name, v);
    return;
  }
  if (self !== null && !classOf(self).scripted) {
    setProperty(self, name, v);
    return;
  }
  throw raise(
    'groovy.lang.MissingFieldException',
    `No such field: ${name} for class: ${classOf(self).name}`,
    { property: name },
  );
}

/** A call on `this`: also what the classes around it answer. */
export function callOnThis(self: Value, name: string, args: Value[]): Value {
  if (self instanceof GClass) {
    if (choose(findMethods(self, name), args, true) || !self.outer) return invokeOnClass(self, name, args);
    for (let outer: GClass | null = self.outer; outer; outer = outer.outer)
      if (choose(findMethods(outer, name), args, true)) return invokeOnClass(outer, name, args);
    return invokeOnClass(self, name, args);
  }
  const cls = classOf(self);
  if (cls.outer && !pickMethod(cls, name, args, self)) {
    let each: Value = self;
    while (each !== null && typeof each === 'object' && each.fields && each.cls.layout.has('this$0')) {
      each = each.fields[each.cls.layout.get('this$0') ?? -1] ?? null;
      if (each === null) break;
      if (
        each instanceof GClass
          ? choose(findMethods(each, name), args, true)
          : pickMethod(classOf(each), name, args, each) ||
            (R.script !== null && each === R.script && (R.script.native as GMap).has(name))
      )
        return invokeMethod(each, name, args);
    }
    for (let outer: GClass | null = cls.outer; outer; outer = outer.outer)
      if (choose(findMethods(outer, name), args, true)) return invokeOnClass(outer, name, args);
  }
  return invokeMethod(self, name, args);
}

export function enclosing(self: Value, outer: GClass): Value {
  let each: Value = self;
  for (;;) {
    if (each === null || typeof each !== 'object') return self;
    if (!(each instanceof GClass) && each.cls.isSubclassOf(outer)) return each;
    if (!each.fields || !each.cls.layout.has('this$0')) return self;
    each = each.fields[each.cls.layout.get('this$0') ?? -1] ?? null;
  }
}

export function newInner(cls: GClass, outer: Value, args: Value[]): Value {
  startClass(cls);
  if (cls.isAbstract) return newInstance(cls, args);
  const self = allocateFor(cls);
  if (self.fields) self.fields[cls.layout.get('this$0') ?? 0] = outer;
  construct(cls, self, args);
  return self;
}

export function outerThis(self: Value, type: GClass): Value {
  return enclosing(self, type);
}

function superOf(self: Value, fn: FunctionContext): { cls: GClass; next: GClass[] } {
  const owner = fn.cls ? (R.classes[fn.cls.index] as GClass) : classOf(self);
  if (owner.kind === 'trait') {
    // Inside a trait `super` is what comes next in the object's own order of traits.
    const order = traitOrder(classOf(self));
    const at = order.indexOf(owner);
    return { cls: owner, next: at >= 0 ? order.slice(at + 1) : [] };
  }
  return { cls: owner, next: [] };
}

export function superCall(self: Value, fn: FunctionContext, name: string, args: Value[]): Value {
  const { cls, next } = superOf(self, fn);
  if (cls.kind === 'trait') {
    for (const each of next) {
      const m =
        each.kind === 'trait'
          ? choose(
              (each.methods.get(name) ?? []).filter((m) => !m.isAbstract),
              args,
            )
          : choose(findMethods(each, name), args);
      if (m) return callMethod(m, self, args);
    }
    for (const each of cls.interfaces) {
      const m = choose(findMethods(each, name), args);
      if (m) return callMethod(m, self, args);
    }
    throw missingMethod(classOf(self), name, args);
  }
  const parent = cls.superclass ?? C.Object;
  if (self instanceof GClass) return invokeOnClass(parent, name, args);
  const m = choose(findMethods(parent, name), args);
  if (m && !m.isAbstract) return callMethod(m, self, args);
  for (const each of cls.interfaces.toReversed()) {
    const inherited = choose(findMethods(each, name), args);
    if (inherited && !inherited.isAbstract) return callMethod(inherited, self, args);
  }
  if (name === 'getProperty' && args.length === 1) return getProperty(self, toStr(args[0] ?? null));
  const missing = choose(
    findMethods(parent, 'methodMissing').filter((each) => each.scripted),
    [name, new GArray(ObjectArray, args)],
  );
  if (missing) return callMethod(missing, self, [name, new GArray(ObjectArray, args)]);
  throw missingMethod(parent, name, args);
}

export function superProperty(self: Value, fn: FunctionContext, name: string): Value {
  const { cls } = superOf(self, fn);
  const parent = cls.superclass ?? C.Object;
  const getter = choose(findMethods(parent, `get${name.charAt(0).toUpperCase()}${name.slice(1)}`), []);
  if (getter) return callMethod(getter, self, []);
  if (name === 'class') return parent;
  return readField(self, name);
}

/** A closure whose body is a function of the interpreter. */
export function nativeClosure(
  run: (args: Value[]) => Value,
  count: number,
  owner: Value,
  required = count,
  varargs = false,
): GClosure {
  const code: ClosureCode = {
    params: Array.from({ length: count }, () => null),
    paramNames: [],
    required,
    varargs,
    plain: true,
    implicitIt: false,
    node: null,
    run: (_, args) => run(args),
  };
  return new GClosure(code, owner, owner, []);
}

/** Values whose attributes are read as `.@name`. */
const ATTRIBUTED = classNamed('groovy.xml.Attributed');
const METHOD_CLOSURE = classNamed('org.codehaus.groovy.runtime.MethodClosure');

export function pointerTo(self: Value, name: string, reference: boolean): GClosure {
  if (self instanceof GClass) {
    if (name === 'new') {
      const c = nativeClosure(
        (args) =>
          self.component
            ? new GArray(
                self,
                Array.from({ length: toInt((args[0] ?? 0) as number) }, () =>
                  primitiveDefault(self.component?.name ?? ''),
                ),
              )
            : newInstance(self, args),
        self.constructors[0]?.params.length ?? 1,
        self,
        0,
      );
      c.cls = METHOD_CLOSURE;
      return c;
    }
    const c = nativeClosure(
      (args) => {
        const m = choose(findMethods(self, name), args, true);
        if (m) return callMethod(m, self, args);
        const [first, ...rest] = args;
        if (first !== undefined && instanceOf(first, self)) return invokeMethod(first, name, rest);
        return invokeOnClass(self, name, args);
      },
      countOf(self, name, reference),
      self,
      0,
    );
    c.cls = METHOD_CLOSURE;
    return c;
  }
  const c = nativeClosure(
    (args) => invokeMethod(self, name, args),
    findMethods(classOf(self), name)[0]?.params.length ?? 1,
    self,
    0,
  );
  c.cls = METHOD_CLOSURE;
  return c;
}

function countOf(cls: GClass, name: string, _reference: boolean): number {
  const methods = findMethods(cls, name);
  const fixed = methods.find((each) => each.isStatic);
  if (fixed) return fixed.params.length;
  return (methods[0]?.params.length ?? 0) + 1;
}
hooks.methodPointer = (self, name) => pointerTo(self, name, false);
