/** Object, Class, Script, Boolean, enums, iterators, and what every value has. */
import {
  C,
  ObjectArray,
  addToObject,
  asType,
  callAny,
  callClosure,
  callMethod,
  choose,
  classOf,
  cloneClosure,
  closureClassName,
  closureMethod,
  compare,
  equals,
  fieldInfo,
  findMethods,
  getProperty,
  hasProperty,
  hashCode,
  identityHash,
  inspect,
  instanceOf,
  invokeMethod,
  isTrue,
  iteratorOf,
  javaEquals,
  javaStr,
  newInstance,
  pickMethod,
  readProperty,
  responds,
  setProperty,
  startClass,
  toItems,
  toStr,
  withTraits,
  writeProperty,
} from '../core.ts';
import { raise } from '../errors.ts';
import { R, spend } from '../runtime.ts';
import {
  Big,
  Dec,
  GArray,
  GClass,
  GClosure,
  GIterator,
  GList,
  GMap,
  GObject,
  GSet,
  Lng,
  type Method,
  type Obj,
  type Value,
} from '../values.ts';
import { libraryClass, type LibraryTopic } from './registry.ts';

function eachOf(self: Value, closure: GClosure): Value {
  const it = iteratorOf(self);
  if (it) {
    while (it.hasNext()) {
      spend(1);
      callClosure(closure, [it.next() ?? null]);
    }
    return self;
  }
  for (const each of toItems(self)) callClosure(closure, [each]);
  return self;
}

function withObject(self: Value, closure: GClosure, strategy = 1): Value {
  const copy = cloneClosure(closure);
  copy.delegate = self;
  copy.strategy = strategy;
  return callClosure(copy, [self]);
}

/** An array of characters is printed as its text. */
const printed = (v: Value): string =>
  v instanceof GArray && v.cls.component === C.char ? v.a.map(toStr).join('') : toStr(v);

const META = 'groovy.lang.MetaClass';

function metaOf(self: Value, owner: GClass): GObject {
  const made = new GObject(libraryClass(META) ?? C.Object);
  made.native = { owner, self };
  return made;
}
type Meta = { owner: GClass; self: Value };

function addToClass(owner: GClass, name: string, closure: Value): void {
  R.anyAdded = true;
  let table = R.added.get(owner);
  if (!table) R.added.set(owner, (table = new Map()));
  const put = (key: string, m: Method): void => {
    const list = (table.get(key) ?? []).filter(
      (each) => each.params.length !== m.params.length || each.params.some((type, i) => type !== m.params[i]),
    );
    table.set(key, [m, ...list]);
  };
  if (closure instanceof GClosure)
    put(name, closureMethod(owner, name.replace(/^static /, ''), closure, name.startsWith('static ')));
  else {
    const held = closure;
    const values = new WeakMap<object, Value>();
    put(`property ${name}`, {
      name,
      params: [],
      paramNames: [],
      required: 0,
      varargs: false,
      isStatic: false,
      isAbstract: false,
      visibility: 'public',
      owner,
      returns: null,
      scripted: true,
      plain: true,
      invoke: (self) => (typeof self === 'object' && self !== null ? (values.get(self) ?? held) : held),
    });
  }
}

function setMeta(meta: GObject, name: string, value: Value): void {
  const { owner, self } = meta.native as Meta;
  if (self !== null && typeof self === 'object' && !(self instanceof GClass)) {
    addToObject(self, name, value);
    return;
  }
  if (value instanceof GClosure && (name === 'constructor' || name === '<init>'))
    addToClass(owner, '<init>', value);
  else addToClass(owner, name, value);
}

function outline(m: Method): Value {
  const made = new GObject(libraryClass('groovy.lang.MetaMethod') ?? C.Object);
  made.native = m;
  return made;
}

function propertiesOf(self: Value): GMap {
  const map = new GMap();
  const cls = classOf(self);
  if (self instanceof GObject && self.native instanceof GMap && !cls.scripted)
    for (const { k, v } of self.native.entries()) map.put(k, v);
  const names = new Set<string>();
  for (const each of cls.ancestors.keys()) {
    if (each.scripted) for (const name of each.declaredFields.keys()) names.add(name);
  }
  if (cls.scripted)
    for (const each of cls.ancestors.keys()) {
      if (!each.scripted) continue;
      for (const [name, list] of each.methods) {
        const m = /^(get|is)([A-Z].*)$/.exec(name);
        if (!m || m[2] === 'Class' || m[2] === 'MetaClass') continue;
        if (list.some((x) => !x.isStatic && x.params.length === 0 && !x.synthetic))
          names.add((m[2] ?? '').charAt(0).toLowerCase() + (m[2] ?? '').slice(1));
      }
    }
  for (const name of names) map.put(name, getProperty(self, name));
  map.put('class', cls);
  return map;
}

const enumState = (self: GObject): { name: string; ordinal: number } =>
  self.native as { name: string; ordinal: number };

function enumStep(self: GObject, by: number): Value {
  const cls = enumClass(self);
  startClass(cls);
  const n = cls.constants.length;
  return cls.constants[(enumState(self).ordinal + by + n) % n] ?? null;
}
const enumClass = (self: Obj): GClass =>
  self.cls.superclass?.kind === 'enum' ? self.cls.superclass : self.cls;

export const objects: LibraryTopic = {
  'java.lang.Object': {
    make: (cls) => new GObject(cls),
    init: { '()': () => undefined },
    methods: {
      'toString()': (self: Value) =>
        self === null
          ? 'null'
          : self instanceof GObject && self.cls.kind === 'enum'
            ? enumState(self).name
            : toStr(self),
      'equals(Object)': (self: Value, other: Value) =>
        classOf(self).scripted ? self === other : javaEquals(self, other),
      'hashCode()': (self: Value) => (classOf(self).scripted ? identityHash(self) : hashCode(self)),
      'getClass()': (self: Value) =>
        self instanceof GClosure && self.cls === C.Closure ? closureClass(self) : classOf(self),
      'is(Object)': (self: Value, other: Value) => self === other,
      'asType(Class)': (self: Value, type: GClass) => asType(self, type),
      'inspect()': (self: Value) => inspect(self),
      'withTraits(Class...)': (self: GObject, traits: Value[]) => withTraits(self, traits as GClass[]),
      'dump()': (self: Value) => `<${classOf(self).name}@${(hashCode(self) >>> 0).toString(16)}>`,
      'println(Object)': (_: Value, v: Value) => R.print(`${printed(v)}\n`),
      'println()': () => R.print('\n'),
      'print(Object)': (_: Value, v: Value) => R.print(printed(v)),
      'printf(String,Object...)': (_: Value, format: string, args: Value[]) =>
        R.print(toStr(invokeMethod(C.String, 'format', [format, ...args]))),
      'sprintf(String,Object...)': (_: Value, format: string, args: Value[]) =>
        invokeMethod(C.String, 'format', [format, ...args]),
      'with(Closure)': (self: Value, c: GClosure) => withObject(self, c),
      'with(boolean,Closure)': (self: Value, give: boolean, c: GClosure) => {
        const result = withObject(self, c);
        return give ? self : result;
      },
      'tap(Closure)': (self: Value, c: GClosure) => {
        withObject(self, c);
        return self;
      },
      'identity(Closure)': (self: Value, c: GClosure) => withObject(self, c),
      'use(Class,Closure)': (_: Value, category: GClass, c: GClosure) => use([category], c),
      'use(List,Closure)': (_: Value, list: GList, c: GClosure) => use(list.a as GClass[], c),
      'use(Object...)': (_: Value, args: Value[]) =>
        use(args.slice(0, -1) as GClass[], args[args.length - 1] as GClosure),
      'sleep(long)': () => undefined,
      'isCase(Object)': (self: Value, v: Value) => equals(self, v),
      'getAt(String)': (self: Value, name: string) => getProperty(self, name),
      'putAt(String,Object)': (self: Value, name: string, v: Value) => setProperty(self, name, v),
      'invokeMethod(String,Object)': (self: Value, name: string, args: Value) =>
        invokeMethod(
          self,
          name,
          args instanceof GArray || args instanceof GList ? [...args.a] : args === null ? [] : [args],
        ),
      'getProperty(String)': (self: Value, name: string) => readProperty(self, classOf(self), name),
      'setProperty(String,Object)': (self: Value, name: string, v: Value) =>
        writeProperty(self, classOf(self), name, v),
      'getProperties()': (self: Value) => propertiesOf(self),
      'getMetaClass()': (self: Value) => metaOf(self, classOf(self)),
      'setMetaClass(Object)': () => undefined,
      'metaClass(Closure)': (self: Value, c: GClosure) => defineMany(metaOf(self, classOf(self)), c),
      'respondsTo(String)': (self: Value, name: string) =>
        new GList(
          [...findMethods(classOf(self), name), ...(R.added.get(classOf(self))?.get(name) ?? [])].map(
            outline,
          ),
        ),
      'respondsTo(String,Object)': (self: Value, name: string, args: Value) => {
        const m = pickMethod(
          classOf(self),
          name,
          args instanceof GArray || args instanceof GList ? args.a : [args],
          self,
        );
        return new GList(m ? [outline(m)] : []);
      },
      'hasProperty(String)': (self: Value, name: string) => (hasProperty(self, name) ? name : null),
      'every(Closure=)': (self: Value, c?: GClosure) =>
        toItems(self).every((each) => isTrue(c ? callClosure(c, [each]) : each)),
      'any(Closure=)': (self: Value, c?: GClosure) =>
        toItems(self).some((each) => isTrue(c ? callClosure(c, [each]) : each)),
      'each(Closure)': (self: Value, c: GClosure) => eachOf(self, c),
      'eachWithIndex(Closure)': (self: Value, c: GClosure) => {
        toItems(self).forEach((each, i) => callClosure(c, [each, i]));
        return self;
      },
      'collect(Closure=)': (self: Value, c?: GClosure) =>
        new GList(toItems(self).map((each) => (c ? callClosure(c, [each]) : each))),
      'find(Closure=)': (self: Value, c?: GClosure) =>
        toItems(self).find((each) => isTrue(c ? callClosure(c, [each]) : each)) ?? null,
      'findAll(Closure=)': (self: Value, c?: GClosure) =>
        new GList(toItems(self).filter((each) => isTrue(c ? callClosure(c, [each]) : each))),
      'findResult(Closure)': (self: Value, c: GClosure) => {
        for (const each of toItems(self)) {
          const v = callClosure(c, [each]);
          if (v !== null) return v;
        }
        return null;
      },
      'inject(Closure)': (self: Value, c: GClosure) => {
        const [first, ...rest] = toItems(self);
        if (first === undefined)
          throw raise(
            'java.util.NoSuchElementException',
            'Cannot call inject() on an empty iterable without passing an initial value.',
          );
        return rest.reduce<Value>((sum, each) => callClosure(c, [sum, each]), first);
      },
      'inject(Object,Closure)': (self: Value, initial: Value, c: GClosure) =>
        toItems(self).reduce<Value>((sum, each) => callClosure(c, [sum, each]), initial),
      'iterator()': (self: Value) => new GIterator(toItems(self)[Symbol.iterator]()),
      'addShutdownHook(Closure)': () => undefined,
      'notify()': () => undefined,
      'notifyAll()': () => undefined,
    },
  },
  'org.codehaus.groovy.runtime.NullObject': {
    methods: {
      'toString()': () => 'null',
      'equals(Object)': (_: Value, other: Value) => other === null,
      'is(Object)': (_: Value, other: Value) => other === null,
      'asBoolean()': () => false,
      'inspect()': () => 'null',
      'iterator()': () => new GIterator([][Symbol.iterator]()),
      'plus(String)': (_: Value, s: string) => `null${s}`,
      'getMetaClass()': () => metaOf(null, C.NullObject),
      'each(Closure)': () => null,
      'with(Closure)': (_: Value, c: GClosure) => callClosure(c, [null]),
      'any(Closure=)': () => false,
      'every(Closure=)': () => true,
      'collect(Closure=)': () => new GList([]),
      'find(Closure=)': () => null,
      'findAll(Closure=)': () => new GList([]),
      'eachWithIndex(Closure)': () => null,
      'inject(Object,Closure)': (_: Value, initial: Value) => initial,
      'asType(Class)': () => null,
      'isCase(Object)': (_: Value, v: Value) => v === null,
    },
  },
  'java.lang.Class': {
    methods: {
      'getName()': (self: GClass) => self.name,
      'getTypeName()': (self: GClass) => (self.component ? `${self.component.name}[]` : self.name),
      'getSimpleName()': (self: GClass) => self.simpleName,
      'getCanonicalName()': (self: GClass) =>
        self.component ? `${self.component.name}[]` : self.name.replaceAll('$', '.'),
      'getPackageName()': (self: GClass) => self.name.slice(0, Math.max(0, self.name.lastIndexOf('.'))),
      'getSuperclass()': (self: GClass) => {
        self.ensureLoaded();
        return self.isInterface ? null : self.superclass;
      },
      'getInterfaces()': (self: GClass) => {
        self.ensureLoaded();
        return new GArray(ObjectArray, [...self.interfaces]);
      },
      'isInstance(Object)': (self: GClass, v: Value) => instanceOf(v, self),
      'isAssignableFrom(Class)': (self: GClass, other: GClass) => other.isSubclassOf(self),
      'isInterface()': (self: GClass) => {
        self.ensureLoaded();
        return self.isInterface;
      },
      'isEnum()': (self: GClass) => self.kind === 'enum',
      'isArray()': (self: GClass) => self.component !== null,
      'isPrimitive()': (self: GClass) => self.kind === 'primitive',
      'getComponentType()': (self: GClass) => self.component,
      'getEnumConstants()': (self: GClass) => {
        startClass(self);
        return new GArray(ObjectArray, [...self.constants]);
      },
      'isCase(Object)': (self: GClass, v: Value) => instanceOf(v, self),
      'cast(Object)': (self: GClass, v: Value) => {
        if (v !== null && !instanceOf(v, self))
          throw raise('java.lang.ClassCastException', `Cannot cast ${classOf(v).name} to ${self.name}`);
        return v;
      },
      'newInstance(Object...)': (self: GClass, args: Value[]) => newInstance(self, args),
      'getMetaClass()': (self: GClass) => metaOf(null, self),
      'setMetaClass(Object)': () => undefined,
      'metaClass(Closure)': (self: GClass, c: GClosure) => defineMany(metaOf(null, self), c),
      'mixin(Class)': (self: GClass, other: GClass) => {
        for (const [name, list] of other.methods)
          for (const m of list)
            if (!m.isStatic) {
              R.anyAdded = true;
              const table = R.added.get(self) ?? new Map<string, Method[]>();
              R.added.set(self, table);
              table.set(name, [...(table.get(name) ?? []), m]);
            }
      },
      'getModifiers()': (self: GClass) => (self.isAbstract ? 1025 : 1),
      'toString()': (self: GClass) => toStr(self),
      'hashCode()': (self: GClass) => identityHash(self),
      'getDeclaredFields()': (self: GClass) =>
        new GArray(
          ObjectArray,
          [...self.declaredFields.keys()].map((name) => fieldObject(self, name)),
        ),
      'getDeclaredMethods()': (self: GClass) =>
        new GArray(ObjectArray, [...self.methods.values()].flat().map(outline)),
      'getMethods()': (self: GClass) =>
        new GArray(ObjectArray, [...self.methods.values()].flat().map(outline)),
      'getClassLoader()': () => {
        throw raise('java.lang.SecurityException', 'Class loading is not available to scripts');
      },
    },
    statics: {
      'forName(String)': (name: string) => {
        const found = R.classByName.get(name) ?? libraryClass(name);
        if (!found) throw raise('java.lang.ClassNotFoundException', name);
        return found;
      },
    },
  },
  'java.lang.reflect.Field': {
    methods: {
      'getName()': (self: GObject) => (self.native as { name: string }).name,
      'getType()': (self: GObject) => (self.native as { type: GClass | null }).type ?? C.Object,
    },
  },
  'groovy.lang.MetaMethod': {
    methods: {
      'getName()': (self: GObject) => (self.native as Method).name,
      'isStatic()': (self: GObject) => (self.native as Method).isStatic,
      'getReturnType()': (self: GObject) => (self.native as Method).returns ?? C.Object,
      'invoke(Object,Object)': (self: GObject, target: Value, args: Value) =>
        callMethod(
          self.native as Method,
          target,
          args instanceof GArray || args instanceof GList ? [...args.a] : args === null ? [] : [args],
        ),
      'getNativeParameterTypes()': (self: GObject) =>
        new GArray(
          ObjectArray,
          (self.native as Method).params.map((each) => each ?? C.Object),
        ),
      'getParameterTypes()': (self: GObject) =>
        new GArray(
          ObjectArray,
          (self.native as Method).params.map((each) => each ?? C.Object),
        ),
    },
  },
  [META]: {
    methods: {
      'setProperty(String,Object)': (self: GObject, name: string, v: Value) => setMeta(self, name, v),
      'getProperty(String)': (self: GObject, name: string) => {
        if (name === 'static') {
          const made = new GObject(libraryClass('groovy.lang.MetaStatic') ?? C.Object);
          made.native = self.native;
          return made;
        }
        if (name === 'methods') return invokeMethod((self.native as Meta).owner, 'getMethods', []);
        if (name === 'theClass') return (self.native as Meta).owner;
        const made = new GObject(libraryClass('groovy.lang.MetaSlot') ?? C.Object);
        made.native = { meta: self, name };
        return made;
      },
      'respondsTo(Object,String)': (_: GObject, target: Value, name: string) =>
        new GList(findMethods(classOf(target), name).map(outline)),
      'respondsTo(Object,String,Object)': (_: GObject, target: Value, name: string, args: Value) =>
        new GList(
          responds(target, name, args instanceof GArray || args instanceof GList ? args.a : [args])
            ? findMethods(classOf(target), name).map(outline)
            : [],
        ),
      'hasProperty(Object,String)': (_: GObject, target: Value, name: string) =>
        hasProperty(target, name) ? name : null,
      'invokeMethod(Object,String,Object)': (_: GObject, target: Value, name: string, args: Value) =>
        invokeMethod(target, name, args instanceof GArray || args instanceof GList ? [...args.a] : [args]),
      'getMetaMethod(String,Object...)': (self: GObject, name: string, args: Value[]) => {
        const m = choose(findMethods((self.native as Meta).owner, name), args);
        return m ? outline(m) : null;
      },
      'initialize()': () => undefined,
    },
  },
  'groovy.lang.MetaStatic': {
    methods: {
      'setProperty(String,Object)': (self: GObject, name: string, v: Value) =>
        addToClass((self.native as Meta).owner, `static ${name}`, v),
      'getProperty(String)': (self: GObject, name: string) => slot(self, `static ${name}`),
    },
  },
  'groovy.lang.MetaSlot': {
    methods: {
      'leftShift(Object)': (self: GObject, v: Value) => {
        const { meta, name } = self.native as { meta: GObject; name: string };
        setMeta(meta, name, v);
        return self;
      },
    },
  },
  'groovy.lang.GroovyObject': { kind: 'interface' },
  'groovy.lang.GroovyInterceptable': { kind: 'interface', implements: ['groovy.lang.GroovyObject'] },
  'java.lang.Record': {},
  'java.io.Serializable': { kind: 'interface' },
  'java.lang.Cloneable': { kind: 'interface' },
  'java.lang.AutoCloseable': { kind: 'interface', open: ['close()'] },
  'java.io.Closeable': { kind: 'interface', implements: ['java.lang.AutoCloseable'], open: ['close()'] },
  'java.lang.Comparable': { kind: 'interface', open: ['compareTo(Object)'] },
  'java.lang.Runnable': { kind: 'interface', open: ['run()'] },
  'java.util.concurrent.Callable': { kind: 'interface', open: ['call()'] },
  'java.util.function.Function': { kind: 'interface', open: ['apply(Object)'] },
  'java.util.function.BiFunction': { kind: 'interface', open: ['apply(Object,Object)'] },
  'java.util.function.UnaryOperator': {
    kind: 'interface',
    implements: ['java.util.function.Function'],
    open: ['apply(Object)'],
  },
  'java.util.function.BinaryOperator': {
    kind: 'interface',
    implements: ['java.util.function.BiFunction'],
    open: ['apply(Object,Object)'],
  },
  'java.util.function.Predicate': { kind: 'interface', open: ['test(Object)'] },
  'java.util.function.BiPredicate': { kind: 'interface', open: ['test(Object,Object)'] },
  'java.util.function.Consumer': { kind: 'interface', open: ['accept(Object)'] },
  'java.util.function.BiConsumer': { kind: 'interface', open: ['accept(Object,Object)'] },
  'java.util.function.Supplier': { kind: 'interface', open: ['get()'] },
  'groovy.lang.Script': {
    isAbstract: true,
    methods: {
      'getBinding()': (self: GObject) => {
        const made = new GObject(libraryClass('groovy.lang.Binding') ?? C.Object);
        made.native = self.native;
        return made;
      },
      'run()': () => null,
      'evaluate(String)': () => {
        throw raise(
          'java.lang.SecurityException',
          'evaluate is not available to scripts: call a method or a closure instead',
        );
      },
    },
  },
  'groovy.lang.Binding': {
    methods: {
      'getVariables()': (self: GObject) => self.native as GMap,
      'getVariable(String)': (self: GObject, name: string) => {
        const held = (self.native as GMap).find(name);
        if (!held)
          throw raise(
            'groovy.lang.MissingPropertyException',
            `No such property: ${name} for class: groovy.lang.Binding`,
            { property: name },
          );
        return held.v;
      },
      'setVariable(String,Object)': (self: GObject, name: string, v: Value) => {
        (self.native as GMap).put(name, v);
      },
      'hasVariable(String)': (self: GObject, name: string) => (self.native as GMap).has(name),
      'getProperty(String)': (self: GObject, name: string) =>
        name === 'variables' ? (self.native as GMap) : (self.native as GMap).get(name),
      'setProperty(String,Object)': (self: GObject, name: string, v: Value) => {
        (self.native as GMap).put(name, v);
      },
    },
  },
  'groovy.util.Expando': {
    make: (cls) => {
      const made = new GObject(cls);
      made.native = new GMap();
      return made;
    },
    init: {
      '()': () => undefined,
      '(Map)': (self: GObject, map: GMap) => {
        for (const { k, v } of map.entries()) (self.native as GMap).put(k, v);
      },
    },
    methods: {
      'getProperties()': (self: GObject) => self.native as GMap,
      'toString()': (self: GObject) => {
        const own = (self.native as GMap).get('toString');
        if (own instanceof GClosure) {
          const copy = cloneClosure(own);
          copy.delegate = self;
          copy.strategy = 1;
          return toStr(callClosure(copy, []));
        }
        return javaStr(self.native as GMap);
      },
    },
  },
  'java.lang.Boolean': {
    implements: ['java.lang.Comparable'],
    constants: { TRUE: () => true, FALSE: () => false },
    construct: { '(Object)': (v: Value) => toStr(v).toLowerCase() === 'true' },
    statics: {
      'parseBoolean(String)': (s: string | null) => s !== null && s.toLowerCase() === 'true',
      'valueOf(Object)': (v: Value) => toStr(v).toLowerCase() === 'true',
      'toString(boolean)': (v: boolean) => String(v),
    },
    methods: {
      'booleanValue()': (self: boolean) => self,
      'and(Object)': (self: boolean, other: Value) => self && isTrue(other),
      'or(Object)': (self: boolean, other: Value) => self || isTrue(other),
      'xor(Object)': (self: boolean, other: Value) => self !== isTrue(other),
      'implies(Object)': (self: boolean, other: Value) => !self || isTrue(other),
      'asBoolean()': (self: boolean) => self,
      'compareTo(Object)': (self: boolean, other: Value) => (self === other ? 0 : self ? 1 : -1),
      'toBoolean()': (self: boolean) => self,
    },
  },
  'java.lang.Enum': {
    isAbstract: true,
    implements: ['java.lang.Comparable'],
    make: (cls) => new GObject(cls),
    statics: {},
    methods: {
      'name()': (self: GObject) => enumState(self).name,
      'getName()': (self: GObject) => enumState(self).name,
      'ordinal()': (self: GObject) => enumState(self).ordinal,
      'toString()': (self: GObject) => enumState(self).name,
      'compareTo(Object)': (self: GObject, other: GObject) =>
        enumState(self).ordinal - enumState(other).ordinal,
      'next()': (self: GObject) => enumStep(self, 1),
      'previous()': (self: GObject) => enumStep(self, -1),
      'getDeclaringClass()': (self: GObject) => enumClass(self),
      'hashCode()': (self: GObject) => identityHash(self),
    },
  },
  'java.util.Iterator': {
    kind: 'interface',
    methods: {
      'hasNext()': (self: GIterator) => self.hasNext(),
      'next()': (self: GIterator) => {
        const v = self.next();
        if (v === undefined) throw raise('java.util.NoSuchElementException', null);
        return v;
      },
      'remove()': (self: GIterator) => {
        if (!self.removeLast) throw raise('java.lang.UnsupportedOperationException', 'remove');
        self.removeLast(self.last);
      },
      'iterator()': (self: Value) => self,
      'toList()': (self: GIterator) => new GList([...toItems(self)]),
      'toSet()': (self: GIterator) => new GSet('hash', toItems(self)),
    },
  },
  'java.util.Comparator': {
    kind: 'interface',
    open: ['compare(Object,Object)'],
    methods: {
      'reversed()': (self: Value) => comparator((a, b) => compareWith(self, b, a)),
      'thenComparing(Object)': (self: Value, next: Value) =>
        comparator(
          (a, b) =>
            compareWith(self, a, b) ||
            (isKey(next) ? compare(callAny(next, [a]), callAny(next, [b])) : compareWith(next, a, b)),
        ),
    },
    statics: {
      'naturalOrder()': () => comparator(compare),
      'reverseOrder()': () => comparator((a, b) => compare(b, a)),
      'comparing(Object)': (key: Value) =>
        comparator((a, b) => compare(callAny(key, [a]), callAny(key, [b]))),
      'comparing(Object,Object)': (key: Value, order: Value) =>
        comparator((a, b) => compareWith(order, callAny(key, [a]), callAny(key, [b]))),
      'comparingInt(Object)': (key: Value) =>
        comparator((a, b) => compare(callAny(key, [a]), callAny(key, [b]))),
    },
  },
  'groovy.lang.ComparatorObject': {
    implements: ['java.util.Comparator'],
    methods: {
      'compare(Object,Object)': (self: GObject, a: Value, b: Value) =>
        (self.native as (x: Value, y: Value) => number)(a, b),
    },
  },
  'java.lang.System': {
    statics: {
      'currentTimeMillis()': () => new Lng(BigInt(Math.floor(R.now()))),
      'nanoTime()': () => new Lng(BigInt(Math.floor(R.now())) * 1000000n),
      'identityHashCode(Object)': (v: Value) => identityHash(v),
      'lineSeparator()': () => '\n',
      'getProperty(String)': (name: string) =>
        name === 'line.separator' ? '\n' : name === 'file.separator' ? '/' : null,
      'getenv(String)': () => null,
      'getenv()': () => new GMap(),
      'arraycopy(Object,int,Object,int,int)': (from: GArray, a: number, to: GArray, b: number, n: number) => {
        if (a < 0 || b < 0 || n < 0 || a + n > from.a.length || b + n > to.a.length)
          throw raise(
            'java.lang.ArrayIndexOutOfBoundsException',
            `arraycopy: last source index ${a + n} out of bounds for length ${from.a.length}`,
          );
        const part = from.a.slice(a, a + n);
        for (let i = 0; i < n; i++) to.a[b + i] = part[i] ?? null;
      },
      'exit(int)': () => {
        throw raise('java.lang.SecurityException', 'System.exit is not available to scripts: use return');
      },
      'gc()': () => undefined,
    },
    constants: {
      out: () => new GObject(libraryClass('java.io.PrintStream') ?? C.Object),
      err: () => new GObject(libraryClass('java.io.PrintStream') ?? C.Object),
    },
  },
  'java.io.PrintStream': {
    methods: {
      'flush()': () => undefined,
      'print(Object)': (_: Value, v: Value) => R.print(javaStr(v)),
      'println(Object)': (_: Value, v: Value) => R.print(`${javaStr(v)}\n`),
      'println()': () => R.print('\n'),
    },
  },
  'java.lang.Void': {},
  'java.lang.Thread': {
    statics: {
      'sleep(long)': () => undefined,
      'start(Closure)': () => {
        throw raise(
          'java.lang.SecurityException',
          'Threads are not available to scripts: call the closure instead',
        );
      },
    },
  },
};

const closureClasses = new WeakMap<object, GClass>();
/** The class Groovy would have generated for a closure. */
function closureClass(c: GClosure): GClass {
  let cls = closureClasses.get(c.code);
  if (!cls) {
    cls = new GClass(closureClassName(c));
    cls.load = null;
    cls.superclass = C.Closure;
    closureClasses.set(c.code, cls);
  }
  return cls;
}

function slot(self: GObject, name: string): Value {
  const made = new GObject(libraryClass('groovy.lang.MetaSlot') ?? C.Object);
  const { owner } = self.native as Meta;
  made.native = { meta: metaOf(null, owner), name };
  return made;
}

function defineMany(meta: GObject, c: GClosure): Value {
  const copy = cloneClosure(c);
  const collector = new GObject(libraryClass(META) ?? C.Object);
  collector.native = meta.native;
  copy.delegate = collector;
  copy.strategy = 3;
  callClosure(copy, []);
  return meta;
}

function fieldObject(cls: GClass, name: string): Value {
  const made = new GObject(libraryClass('java.lang.reflect.Field') ?? C.Object);
  made.native = { name, type: fieldInfo(cls, name)?.type ?? null };
  return made;
}

function use(categories: readonly GClass[], c: GClosure): Value {
  const before = R.categories;
  const wasAdded = R.anyAdded;
  R.categories = [...before, ...categories];
  R.anyAdded = true;
  try {
    return callClosure(c, []);
  } finally {
    R.categories = before;
    R.anyAdded = wasAdded || R.added.size > 0;
  }
}

const isKey = (fn: Value): boolean => fn instanceof GClosure && fn.code.params.length === 1;

/** Compares by a closure of one or two parameters or by a Comparator. */
export function compareWith(order: Value, a: Value, b: Value): number {
  if (order instanceof GClosure) {
    if (order.code.params.length === 1 || order.code.implicitIt)
      return compare(callClosure(order, [a]), callClosure(order, [b]));
    return sign(callClosure(order, [a, b]));
  }
  if (order === null) return compare(a, b);
  return sign(invokeMethod(order, 'compare', [a, b]));
}
function sign(v: Value): number {
  if (typeof v === 'number') return v;
  if (v instanceof Lng || v instanceof Big || v instanceof Dec) return v.v < 0n ? -1 : v.v > 0n ? 1 : 0;
  return compare(v, 0);
}

export function comparator(compareValues: (a: Value, b: Value) => number): GObject {
  const made = new GObject(libraryClass('groovy.lang.ComparatorObject') ?? C.Object);
  made.native = compareValues;
  return made;
}
