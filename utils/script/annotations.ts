/** What annotations such as `@ToString`, `@Canonical` or `@Immutable` add to a class. */
import type { Annotation, ClassDecl, Expr } from './ast.ts';
import {
  C,
  capitalize,
  castTo,
  choose,
  classOf,
  compare,
  construct,
  equals,
  findMethods,
  getProperty,
  hashCode,
  instanceOf,
  invokeMethod,
  missingProperty,
  toStr,
  newInstance,
  callMethod,
  writeProperty,
} from './core.ts';
import { raise } from './errors.ts';
import { primitiveDefault } from './frames.ts';
import { addMethod, generated } from './members.ts';
import { R } from './runtime.ts';
import { type FieldInfo, GClass, GList, GMap, GObject, GSet, type Obj, type Value } from './values.ts';

type Members = ReadonlyMap<string, Expr>;

function membersOf(a: Annotation): Members {
  return new Map(
    a.members.flatMap((each) => (each.key?.k === 'str' ? [[each.key.value, each.value] as const] : [])),
  );
}
const flag = (m: Members, name: string, fallback = false): boolean => {
  const e = m.get(name);
  return e?.k === 'bool' ? e.value : fallback;
};
const strings = (m: Members, name: string): string[] | null => {
  const e = m.get(name);
  if (!e) return null;
  if (e.k === 'str')
    return e.value
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  if (e.k === 'list') return e.items.flatMap((each) => (each.k === 'str' ? [each.value] : []));
  return null;
};

/** Properties of the class in the order written; those of superclasses first when asked for. */
function propertiesOf(cls: GClass, withSuper: boolean, withFields = false): FieldInfo[] {
  const own = [...cls.declaredFields.values()].filter(
    (each) => !each.isStatic && (each.isProperty || withFields),
  );
  if (!withSuper || !cls.superclass?.scripted) return own;
  return [...propertiesOf(cls.superclass, true, withFields), ...own];
}

function select(list: FieldInfo[], m: Members): FieldInfo[] {
  const includes = strings(m, 'includes');
  const excludes = strings(m, 'excludes') ?? [];
  if (includes) return includes.flatMap((name) => list.filter((each) => each.name === name));
  return list.filter((each) => !excludes.includes(each.name));
}

const read = (self: Value, name: string): Value => {
  const o = self as Obj;
  const at = o.cls.layout.get(name);
  return at === undefined ? getProperty(self, name) : (o.fields?.[at] ?? null);
};

function addToString(cls: GClass, m: Members): void {
  if (cls.methods.get('toString')?.some((each) => each.params.length === 0 && !each.synthetic)) return;
  const names = flag(m, 'includeNames');
  const ignoreNulls = flag(m, 'ignoreNulls');
  const includeSuper = flag(m, 'includeSuper');
  const withPackage = flag(m, 'includePackage', true);
  const props = select(propertiesOf(cls, flag(m, 'includeSuperProperties'), flag(m, 'includeFields')), m);
  cls.methods.set('toString', [
    generated(cls, 'toString', [], (self) => {
      const parts: string[] = [];
      for (const each of props) {
        const v = each.isProperty ? getProperty(self, each.name) : read(self, each.name);
        if (v === null && ignoreNulls) continue;
        const text = v === self ? '(this)' : toStr(v);
        parts.push(names ? `${each.name}:${text}` : text);
      }
      if (includeSuper && cls.superclass) {
        const up = choose(findMethods(cls.superclass, 'toString'), []);
        const text = up ? toStr(callMethod(up, self, [])) : 'null';
        parts.push(names ? `super:${text}` : text);
      }
      return `${withPackage ? cls.name : cls.simpleName}(${parts.join(', ')})`;
    }),
  ]);
}

function addEquals(cls: GClass, m: Members): void {
  const props = select(propertiesOf(cls, false, flag(m, 'includeFields')), m);
  const callSuper = flag(m, 'callSuper');
  const has = (name: string, n: number): boolean =>
    cls.methods.get(name)?.some((each) => each.params.length === n && !each.synthetic) ?? false;
  if (!has('equals', 1)) {
    cls.methods.set('equals', [
      generated(cls, 'equals', [null], (self, [other]) => {
        const o = other ?? null;
        if (o === null) return false;
        if (o === self) return true;
        if (
          !instanceOf(o, cls) ||
          !classOf(self).isSubclassOf(classOf(o).isSubclassOf(cls) ? cls : classOf(o))
        )
          return false;
        if (callSuper && cls.superclass) {
          const up = choose(findMethods(cls.superclass, 'equals'), [o]);
          if (up && callMethod(up, self, [o]) !== true) return false;
        }
        return props.every((each) => equals(read(self, each.name), read(o, each.name)));
      }),
    ]);
  }
  if (!cls.methods.has('canEqual'))
    addMethod(
      cls,
      generated(cls, 'canEqual', [null], (_, [other]) => instanceOf(other ?? null, cls)),
    );
  if (!has('hashCode', 0)) {
    cls.methods.set('hashCode', [
      generated(cls, 'hashCode', [], (self) => {
        let h = 127;
        if (callSuper && cls.superclass) {
          const up = choose(findMethods(cls.superclass, 'hashCode'), []);
          if (up) h = (Math.imul(h, 59) + (callMethod(up, self, []) as number)) | 0;
        }
        for (const each of props) {
          const v = read(self, each.name);
          h = (Math.imul(h, 59) + (v === self ? 0 : hashCode(v))) | 0;
        }
        return h;
      }),
    ]);
  }
}

function addTupleConstructor(cls: GClass, m: Members, always: boolean): void {
  const explicit = cls.constructors.filter((each) => !each.synthetic);
  if (explicit.length > 0 && !always && !flag(m, 'force')) return;
  const props = select(propertiesOf(cls, flag(m, 'includeSuperProperties'), flag(m, 'includeFields')), m);
  const prepare = cls.prepare;
  const useDefaults = flag(m, 'defaults', true);
  const tuple = {
    ...generated(
      cls,
      '<init>',
      props.map((each) => each.type),
      (self: Value, args: Value[]) => {
        construct(cls.superclass ?? C.Object, self as Obj, []);
        prepare?.(self as Obj);
        const { fields } = self as Obj;
        args.forEach((v, i) => {
          const info = props[i];
          if (info && fields)
            fields[(self as Obj).cls.layout.get(info.name) ?? 0] =
              info.type && v !== null ? castTo(v, info.type) : v;
        });
        return null;
      },
    ),
    required: useDefaults ? 0 : props.length,
    plain: false,
  };
  cls.constructors = [...explicit, tuple];
}

function copyOf(v: Value): Value {
  if (v instanceof GList) {
    const copy = new GList([...v.a]);
    copy.frozen = true;
    return copy;
  }
  if (v instanceof GMap) {
    const copy = new GMap(v.kind);
    for (const { k, v: each } of v.entries()) copy.put(k, each);
    copy.frozen = true;
    return copy;
  }
  if (v instanceof GSet) {
    const copy = new GSet(v.m.kind, v.a);
    copy.frozen = true;
    return copy;
  }
  return v;
}

function makeImmutable(cls: GClass, m: Members): void {
  for (const [name, info] of cls.declaredFields) {
    if (info.isStatic) continue;
    cls.declaredFields.set(name, { ...info, isFinal: true });
    cls.methods.delete(`set${capitalize(name)}`);
  }
  const props = propertiesOf(cls, false);
  const prepare = cls.prepare;
  const set = (self: Value, info: FieldInfo, v: Value): void => {
    const { fields } = self as Obj;
    if (fields)
      fields[cls.layout.get(info.name) ?? 0] = copyOf(info.type && v !== null ? castTo(v, info.type) : v);
  };
  const tuple = {
    ...generated(
      cls,
      '<init>',
      props.map((each) => each.type),
      (self: Value, args: Value[]) => {
        prepare?.(self as Obj);
        props.forEach((each, i) => {
          const given = args[i];
          if (given !== undefined) set(self, each, given);
        });
        return null;
      },
    ),
    required: props.length,
    plain: false,
  };
  const none = generated(cls, '<init>', [], (self) => (prepare?.(self as Obj), null));
  const named = generated(cls, '<init>', [C.Map], (self, [given]) => {
    prepare?.(self as Obj);
    for (const { k, v } of (given as GMap).entries()) {
      const info = props.find((each) => each.name === toStr(k));
      if (!info) throw missingProperty(cls, toStr(k));
      set(self, info, v);
    }
    return null;
  });
  const explicit = cls.constructors.filter((each) => !each.synthetic);
  cls.constructors = [
    ...explicit,
    ...(props.length > 0 ? [none] : []),
    tuple,
    ...(props.length === 1 && (props[0]?.type === null || props[0]?.type === C.Map) ? [] : [named]),
  ];
  cls.isFinal = true;
  if (flag(m, 'copyWith')) {
    addMethod(
      cls,
      generated(cls, 'copyWith', [C.Map], (self, [given]) => {
        const map = new GMap();
        for (const each of props) map.put(each.name, read(self, each.name));
        for (const { k, v } of (given as GMap).entries()) map.put(k, v);
        return newInstance(cls, [map]);
      }),
    );
  }
}

function makeSortable(cls: GClass, m: Members): void {
  const props = select(propertiesOf(cls, false), m);
  const reversed = flag(m, 'reversed');
  const one = (a: Value, b: Value, name: string): number =>
    compare(read(a, name), read(b, name)) * (reversed ? -1 : 1);
  cls.interfaces.push(C.Comparable);
  addMethod(
    cls,
    generated(cls, 'compareTo', [cls], (self, [other]) => {
      for (const each of props) {
        const d = one(self, other ?? null, each.name);
        if (d !== 0) return Math.sign(d);
      }
      return 0;
    }),
  );
  for (const each of props) {
    const comparator = new GClass(`${cls.name}$${capitalize(each.name)}Comparator`);
    comparator.load = null;
    comparator.scripted = true;
    comparator.superclass = C.Object;
    comparator.interfaces = [C.Comparator];
    addMethod(
      comparator,
      generated(comparator, 'compare', [null, null], (_, [a, b]) =>
        Math.sign(one(a ?? null, b ?? null, each.name)),
      ),
    );
    addMethod(cls, {
      ...generated(cls, `comparatorBy${capitalize(each.name)}`, [], () => new GObject(comparator)),
      isStatic: true,
    });
  }
  cls.forget();
}

function makeSingleton(cls: GClass, m: Members): void {
  const property = m.get('property');
  const name = property?.k === 'str' ? property.value : 'instance';
  const constructors = cls.constructors;
  let made: Value = null;
  let run: unknown = null;
  const get = (): Value => {
    if (made === null || run !== R.classes) {
      run = R.classes;
      const self = new GObject(cls);
      self.fields = Array.from({ length: cls.layout.size }, () => null);
      made = self;
      constructors[0]?.invoke(self, []);
    }
    return made;
  };
  addMethod(cls, { ...generated(cls, `get${capitalize(name)}`, [], get), isStatic: true });
  cls.constructors = [
    generated(cls, '<init>', [], () => {
      throw raise(
        'java.lang.RuntimeException',
        `Can't instantiate singleton ${cls.name}. Use ${cls.name}.${name}`,
      );
    }),
  ];
}

function delegateTo(cls: GClass, info: FieldInfo, m: Members): void {
  const target = info.type;
  if (!target) return;
  const excludes = strings(m, 'excludes') ?? [];
  for (const each of target.ancestors.keys()) {
    each.ensureLoaded();
    if (each === C.Object || each === C.GroovyObject) continue;
    for (const [name, list] of each.methods) {
      if (name.startsWith('<') || excludes.includes(name)) continue;
      for (const method of list) {
        if (method.isStatic) continue;
        const has = cls.methods
          .get(name)
          ?.some(
            (own) =>
              own.params.length === method.params.length &&
              own.params.every((type, i) => type === method.params[i]),
          );
        if (has) continue;
        addMethod(cls, {
          ...method,
          owner: cls,
          isAbstract: false,
          scripted: true,
          plain: false,
          invoke: (self, args) => invokeMethod(read(self, info.name), name, args),
        });
      }
    }
    if (each.isInterface && !cls.interfaces.includes(each)) cls.interfaces.push(each);
  }
  cls.forget();
}

const text = (m: Members, name: string, fallback: string): string => {
  const e = m.get(name);
  return e?.k === 'str' ? e.value : fallback;
};
const prefixed = (prefix: string, name: string): string => (prefix === '' ? name : prefix + capitalize(name));

function makeBuilder(cls: GClass, m: Members): void {
  const props = select(propertiesOf(cls, flag(m, 'includeSuperProperties')), m);
  const strategy = m.get('builderStrategy');
  if (strategy?.k === 'id' && strategy.name === 'SimpleStrategy') {
    // Setters that answer the object.
    for (const each of props)
      addMethod(
        cls,
        generated(cls, prefixed(text(m, 'prefix', 'set'), each.name), [each.type], (self, [v]) => {
          const { fields } = self as Obj;
          const value = v ?? null;
          if (fields)
            fields[(self as Obj).cls.layout.get(each.name) ?? 0] =
              each.type && value !== null ? castTo(value, each.type) : value;
          return self;
        }),
      );
    const setters = new Set(props.map((each) => prefixed(text(m, 'prefix', 'set'), each.name)));
    for (const name of setters) {
      const list = cls.methods.get(name);
      if (list && list.length > 1) cls.methods.set(name, list.slice(1));
    }
    return;
  }
  const builder = new GClass(`${cls.name}$${text(m, 'builderClassName', `${cls.simpleName}Builder`)}`);
  builder.load = null;
  builder.scripted = true;
  builder.superclass = C.Object;
  for (const each of props) {
    addMethod(
      builder,
      generated(builder, prefixed(text(m, 'prefix', ''), each.name), [each.type], (self, [v]) => {
        ((self as GObject).native as GMap).put(each.name, v ?? null);
        return self;
      }),
    );
  }
  addMethod(
    builder,
    generated(builder, text(m, 'buildMethodName', 'build'), [], (self) => {
      const made = newInstance(cls, []);
      for (const { k, v } of ((self as GObject).native as GMap).entries())
        writeProperty(made, cls, toStr(k), v);
      return made;
    }),
  );
  addMethod(cls, {
    ...generated(cls, text(m, 'builderMethodName', 'builder'), [], () => {
      const made = new GObject(builder);
      made.native = new GMap();
      return made;
    }),
    isStatic: true,
  });
}

/** The superclass's constructors, each handing its arguments on. */
function inheritConstructors(cls: GClass): void {
  const parent = cls.superclass;
  if (!parent) return;
  parent.ensureLoaded();
  const prepare = cls.prepare;
  const own = cls.constructors.filter((each) => !each.synthetic);
  cls.constructors = [
    ...own,
    ...parent.constructors
      .filter(
        (each) =>
          !own.some((other) => other.params.length === each.params.length && other.params.length === 0),
      )
      .map((each) => ({
        ...each,
        owner: cls,
        synthetic: true,
        scripted: true,
        plain: false,
        invoke: (self: Value, args: Value[]): Value => {
          construct(parent, self as Obj, args);
          prepare?.(self as Obj);
          return null;
        },
      })),
  ];
}

/** `clone()`: a copy whose lists, maps and sets are copies too. */
function makeClone(cls: GClass): void {
  addMethod(
    cls,
    generated(cls, 'clone', [], (self) => {
      const copy = new GObject((self as Obj).cls);
      copy.fields = ((self as Obj).fields ?? []).map((each) => {
        const made = copyOf(each);
        if (made !== each && (made instanceof GList || made instanceof GMap || made instanceof GSet))
          made.frozen = false;
        return made;
      });
      return copy;
    }),
  );
}

/** Every method left open answers null, 0 or false. */
function implementAll(cls: GClass): void {
  for (const each of cls.ancestors.keys()) {
    if (each === C.Object || !each.isAbstract) continue;
    each.ensureLoaded();
    for (const [name, list] of each.methods) {
      for (const m of list) {
        if (!m.isAbstract) continue;
        const has = cls.methods.get(name)?.some((own) => own.params.length === m.params.length);
        const empty = m.returns
          ? primitiveDefault(m.returns.name)
          : name === 'hasNext'
            ? false
            : name === 'compare'
              ? 0
              : null;
        if (!has)
          addMethod(
            cls,
            generated(cls, name, [...m.params], () => empty),
          );
      }
    }
  }
  cls.isAbstract = false;
  cls.forget();
}

/** `@Category(Type)`: the methods become static ones that take the object they work on first. */
function makeCategory(cls: GClass): void {
  for (const [name, list] of cls.methods) {
    cls.methods.set(
      name,
      list.map((m) =>
        m.isStatic || m.synthetic
          ? m
          : {
              ...m,
              isStatic: true,
              params: [null, ...m.params],
              paramNames: ['self', ...m.paramNames],
              required: m.required + 1,
              invoke: (_: Value, [self, ...args]: Value[]): Value => m.invoke(self ?? null, args),
            },
      ),
    );
  }
  cls.forget();
}

function makeMapConstructor(cls: GClass): void {
  const prepare = cls.prepare;
  addConstructor(
    cls,
    generated(cls, '<init>', [C.Map], (self, [given]) => {
      prepare?.(self as Obj);
      for (const { k, v } of (given as GMap).entries()) writeProperty(self, cls, toStr(k), v);
      return null;
    }),
  );
}
function addConstructor(cls: GClass, m: GClass['constructors'][number]): void {
  cls.constructors = [...cls.constructors, m];
}

/** Applies the annotations of a class, after its own members are in place. */
export function annotate(cls: GClass, decl: ClassDecl): void {
  const named = new Map(
    decl.annotations.map((each) => [each.name.slice(each.name.lastIndexOf('.') + 1), membersOf(each)]),
  );
  const canonical = named.get('Canonical');
  const immutable = named.get('Immutable');
  const tuple = named.get('TupleConstructor');
  if (immutable) {
    makeImmutable(cls, immutable);
    addToString(cls, immutable);
    addEquals(cls, immutable);
  }
  if (canonical) {
    addTupleConstructor(cls, canonical, false);
    if (!named.has('ToString')) addToString(cls, canonical);
    if (!named.has('EqualsAndHashCode')) addEquals(cls, canonical);
  }
  if (tuple) addTupleConstructor(cls, tuple, false);
  if (named.has('MapConstructor')) makeMapConstructor(cls);
  const shown = named.get('ToString');
  if (shown) addToString(cls, shown);
  const same = named.get('EqualsAndHashCode');
  if (same) addEquals(cls, same);
  if (decl.kind === 'record') addEquals(cls, new Map());
  const category = decl.annotations.find((each) => each.name.endsWith('Category'));
  if (category) makeCategory(cls);
  const sortable = named.get('Sortable');
  if (sortable) makeSortable(cls, sortable);
  const singleton = named.get('Singleton');
  if (singleton) makeSingleton(cls, singleton);
  const builder = named.get('Builder');
  if (builder) makeBuilder(cls, builder);
  if (named.has('InheritConstructors')) inheritConstructors(cls);
  if (named.has('AutoClone')) makeClone(cls);
  if (named.has('AutoImplement')) implementAll(cls);
  for (const field of decl.fields) {
    if (!field.annotations.some((each) => each.name.endsWith('IndexedProperty'))) continue;
    addMethod(
      cls,
      generated(cls, `get${capitalize(field.name)}`, [C.int], (self, [i]) =>
        invokeMethod(getProperty(self, field.name), 'getAt', [i ?? null]),
      ),
    );
    addMethod(
      cls,
      generated(cls, `set${capitalize(field.name)}`, [C.int, null], (self, [i, v]) =>
        invokeMethod(getProperty(self, field.name), 'putAt', [i ?? null, v ?? null]),
      ),
    );
  }
  for (const field of decl.fields) {
    for (const each of field.annotations) {
      if (each.name !== 'Delegate' && !each.name.endsWith('.Delegate')) continue;
      const info = cls.declaredFields.get(field.name);
      if (info) delegateTo(cls, info, membersOf(each));
    }
  }
  for (const method of decl.methods) {
    if (!method.annotations.some((each) => each.name === 'Memoized' || each.name.endsWith('.Memoized')))
      continue;
    const list = cls.methods.get(method.name);
    if (!list) continue;
    cls.methods.set(
      method.name,
      list.map((each) => {
        const caches = new WeakMap<object, GMap>();
        return {
          ...each,
          invoke: (self: Value, args: Value[]): Value => {
            const holder = typeof self === 'object' && self !== null ? self : cls;
            let cache = caches.get(holder);
            if (!cache) caches.set(holder, (cache = new GMap()));
            const key = new GList([...args]);
            const known = cache.find(key);
            if (known) return known.v;
            const v = each.invoke(self, args);
            cache.put(key, v);
            return v;
          },
        };
      }),
    );
  }
}
