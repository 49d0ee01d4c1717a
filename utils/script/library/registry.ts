/**
 * How a library file adds classes and methods.
 *
 * A file `library/<topic>.ts` exports one `LibraryTopic`: class name → what this topic adds to it. Several topics may
 * add to one class; `library/all.ts` lists the topics. A topic is data without side effects; a class's rows are read
 * when the class is first used, so that a large library costs nothing at the start.
 *
 * ```ts
 * export const base64: LibraryTopic = {
 *   'java.util.Base64': { statics: { 'getEncoder()': () => encoder() } },
 *   'java.lang.String': { methods: { 'decodeBase64()': (self: string) => … } },
 * };
 * ```
 *
 * A key is a signature: `name(Type,Type)`. Types are simple names of known classes or primitives (`int`, `long`,
 * `double`, `boolean`, `char`), `Object` for anything, a full name where the simple one is not unique. `Type=` may be
 * left out by the caller (the function then gets `undefined`); a last `Type...` takes the rest as one array value
 * (a JavaScript array of values). Overloads are separate rows; Groovy's own rules pick among them. A method of an
 * interface (`java.util.List`, `java.lang.CharSequence`, `java.lang.Iterable`) is found on every class under it.
 *
 * Functions are plain and synchronous, closures included: call one with `callClosure(c, args)` of `core.ts`. They get
 * and give `Value`s: JavaScript strings are Strings, numbers are Integers (so int range only!), a Double is
 * `new Dbl(x)`, a Long `new Lng(1n)`. `undefined` as a result becomes null. Arguments arrive converted to the
 * signature's types (a GString is a string where `String` stands). Failures: `throw raise('java.lang.X', message)` of
 * `errors.ts`. Charge work that grows with the data: `spend(n)`; charge what is built: `spendSpace(n)`.
 *
 * Getters need no row of their own: `x.year` finds `getYear()`. `properties` are for what is only a property.
 * Topics come in two groups. Those of `all.ts` are always there: keep them small, their size counts at every start.
 * Those of `later.ts` (java.time, XML, streams …) are loaded before a run whose source names one of their words.
 * A later topic may add rows to a class that is in use already.
 *
 * A class that scripts may extend gives `make` (the empty instance) and `init` rows (constructors working on it);
 * any other gives `construct` rows that answer the new value. State of a library object: `GObject.native`.
 */
import { type FieldInfo, GClass, type ClassKind, type Method, type Obj, type Value } from '../values.ts';

/** Any function over values; `never` lets each row name the classes of value it takes. */
export type Native = (...args: never[]) => Value | undefined | void;

export type Rows = { readonly [signature: string]: Native };

export type ClassSpec = {
  readonly extends?: string;
  readonly implements?: readonly string[];
  readonly kind?: ClassKind;
  readonly isAbstract?: boolean;
  readonly methods?: Rows;
  readonly statics?: Rows;
  readonly construct?: Rows;
  readonly make?: (cls: GClass) => Obj;
  readonly init?: Rows;
  /** Public static fields, made at first use. */
  readonly constants?: { readonly [name: string]: () => Value };
  readonly properties?: { readonly [name: string]: (self: never) => Value };
  /** Signatures of the methods an interface leaves open: a closure can stand for one that has exactly one. */
  readonly open?: readonly string[];
  readonly values?: () => readonly Value[];
};

export type LibraryTopic = { readonly [className: string]: ClassSpec };

const specs = new Map<string, ClassSpec[]>();
const classes = new Map<string, GClass>();
/** Simple name → full name, for signatures and for error texts. */
const simpleNames = new Map<string, string>();

export const PRIMITIVE_NAMES = [
  'int',
  'long',
  'short',
  'byte',
  'char',
  'float',
  'double',
  'boolean',
  'void',
] as const;

export const DEFAULT_PACKAGES = [
  'java.lang',
  'java.util',
  'java.io',
  'java.net',
  'groovy.lang',
  'groovy.util',
];

/** Getters of properties that are no methods, per class. */
export const propertyTables = new Map<GClass, Map<string, (self: Value) => Value>>();

/** Static fields of library classes, made at first use. */
export const constantTables = new Map<GClass, Map<string, () => Value>>();

/** Given by `run.ts`: what to throw so that the run is left, the topic of a name loaded, and the run done again. */
export const lateness: { need: (topic: string) => unknown } = { need: () => new Error('no loader') };

/** Adds topics; later rows of the same signature replace earlier ones. */
export function installLibrary(topics: readonly LibraryTopic[]): void {
  for (const topic of topics) {
    for (const [name, spec] of Object.entries(topic)) {
      const known = specs.get(name);
      const cls = classNamed(name);
      if (known) {
        if (known.includes(spec)) continue;
        known.push(spec);
      } else specs.set(name, [spec]);
      // A class in use before its topic came (a marker, or a class of the core that a later topic adds to) is read anew.
      if (cls.load === null && cls.kind !== 'primitive') {
        cls.load = () => loadClass(cls);
        for (const each of classes.values()) each.forget();
      }
      const simple = name.slice(name.lastIndexOf('.') + 1);
      if (!simpleNames.has(simple) || name.startsWith('java.lang.') || name.startsWith('java.util.'))
        simpleNames.set(simple, name);
      if (spec.kind) cls.kind = spec.kind;
    }
  }
}

/** The class object of a full name, made empty when it is not known yet. */
export function classNamed(name: string): GClass {
  let cls = classes.get(name);
  if (!cls) {
    cls = new GClass(name, (PRIMITIVE_NAMES as readonly string[]).includes(name) ? 'primitive' : 'class');
    const made = cls;
    cls.load = () => loadClass(made);
    classes.set(name, cls);
  }
  return cls;
}

/** The library's class of a full name, or null when the library has none. */
export function libraryClass(name: string): GClass | null {
  return specs.has(name) || (PRIMITIVE_NAMES as readonly string[]).includes(name) ? classNamed(name) : null;
}

/** The class a bare name means through Groovy's default imports, or null. */
export function defaultImport(simple: string): GClass | null {
  if (simple === 'BigDecimal' || simple === 'BigInteger') return classNamed(`java.math.${simple}`);
  for (const each of DEFAULT_PACKAGES) {
    const name = `${each}.${simple}`;
    if (specs.has(name)) return classNamed(name);
  }
  return null;
}

export function arrayClass(component: GClass): GClass {
  const prefixes: Record<string, string> = {
    int: '[I',
    long: '[J',
    short: '[S',
    byte: '[B',
    char: '[C',
    float: '[F',
    double: '[D',
    boolean: '[Z',
  };
  const name =
    component.kind === 'primitive'
      ? (prefixes[component.name] ?? '[V')
      : component.component
        ? `[${component.name}`
        : `[L${component.name};`;
  if (component.scripted) {
    // Arrays of the script's own classes live and end with them.
    const known = scriptArrays.get(component);
    if (known) return known;
    const made = newArrayClass(name, component);
    scriptArrays.set(component, made);
    return made;
  }
  let cls = classes.get(name);
  if (!cls) {
    cls = newArrayClass(name, component);
    classes.set(name, cls);
  }
  return cls;
}

const scriptArrays = new WeakMap<GClass, GClass>();

function newArrayClass(name: string, component: GClass): GClass {
  const cls = new GClass(name, 'array');
  cls.component = component;
  cls.superclass = classNamed('java.lang.Object');
  cls.interfaces = [classNamed('[]')];
  return cls;
}

function typeNamed(name: string): GClass | null {
  const text = name.trim();
  if (text === 'Object' || text === '') return null;
  if (text.endsWith('[]')) return arrayClass(typeNamed(text.slice(0, -2)) ?? classNamed('java.lang.Object'));
  if ((PRIMITIVE_NAMES as readonly string[]).includes(text) || text.includes('.')) return classNamed(text);
  const full =
    simpleNames.get(text) ??
    (text === 'BigDecimal' || text === 'BigInteger' ? `java.math.${text}` : undefined);
  return full ? classNamed(full) : null;
}

export function parseSignature(signature: string): {
  name: string;
  params: (GClass | null)[];
  required: number;
  varargs: boolean;
} {
  const open = signature.indexOf('(');
  const name = signature.slice(0, open);
  const inside = signature.slice(open + 1, -1);
  if (inside === '') return { name, params: [], required: 0, varargs: false };
  let required = 0;
  let varargs = false;
  const params = inside.split(',').map((each) => {
    let type = each;
    if (type.endsWith('=')) type = type.slice(0, -1);
    else required++;
    if (type.endsWith('...')) {
      varargs = true;
      type = type.slice(0, -3);
      required--;
      return arrayClass(typeNamed(type) ?? classNamed('java.lang.Object'));
    }
    return typeNamed(type);
  });
  return { name, params, required, varargs };
}

type Call = (...args: unknown[]) => Value | undefined;

/** A library function as a method. Its arguments have been matched and converted before it is called. */
export function nativeMethod(
  owner: GClass,
  signature: string,
  fn: Native,
  isStatic: boolean,
  isAbstract = false,
): Method {
  const { name, params, required, varargs } = parseSignature(signature);
  // The table is typed by its rows; the registry calls them with the arguments their signature promises.
  const call = fn as unknown as Call;
  const invoke = isStatic
    ? (_: Value, args: Value[]): Value => call(...args) ?? null
    : (self: Value, args: Value[]): Value => {
        switch (args.length) {
          case 0:
            return call(self) ?? null;
          case 1:
            return call(self, args[0]) ?? null;
          case 2:
            return call(self, args[0], args[1]) ?? null;
          default:
            return call(self, ...args) ?? null;
        }
      };
  return {
    name,
    params,
    paramNames: [],
    required,
    varargs,
    isStatic,
    isAbstract,
    visibility: 'public',
    owner,
    returns: null,
    scripted: false,
    plain: !varargs && required === params.length && params.every((each) => each === null),
    invoke,
  };
}

function addMethod(table: Map<string, Method[]>, method: Method): void {
  const list = table.get(method.name);
  if (!list) {
    table.set(method.name, [method]);
    return;
  }
  const same = list.findIndex(
    (each) =>
      each.isStatic === method.isStatic &&
      each.params.length === method.params.length &&
      each.params.every((type, i) => type === method.params[i]),
  );
  if (same >= 0) list[same] = method;
  else list.push(method);
}

/** Adds a row; a getter whose argument may be left out is a property too. */
function addRow(cls: GClass, signature: string, fn: Native, isStatic: boolean): void {
  const method = nativeMethod(cls, signature, fn, isStatic);
  if (
    method.required === 0 &&
    method.params.length > 0 &&
    !method.varargs &&
    /^(?:get|is)[A-Z]/.test(method.name)
  )
    addMethod(cls.methods, nativeMethod(cls, `${method.name}()`, fn, isStatic));
  addMethod(cls.methods, method);
}

function loadClass(cls: GClass): void {
  const rows = specs.get(cls.name) ?? [];
  cls.constructors = [];
  const object =
    cls.name === 'java.lang.Object' || cls.kind === 'primitive' ? null : classNamed('java.lang.Object');
  cls.superclass = object;
  const interfaces = new Set<GClass>();
  for (const spec of rows) {
    if (spec.kind) cls.kind = spec.kind;
    if (spec.isAbstract) cls.isAbstract = true;
    if (spec.extends) cls.superclass = classNamed(spec.extends);
    for (const each of spec.implements ?? []) interfaces.add(classNamed(each));
    if (spec.make) cls.allocate = spec.make;
  }
  if (cls.kind === 'interface') {
    cls.isAbstract = true;
    cls.superclass = object;
  }
  cls.interfaces = [...interfaces];
  for (const spec of rows) {
    for (const [signature, fn] of Object.entries(spec.methods ?? {})) addRow(cls, signature, fn, false);
    for (const [signature, fn] of Object.entries(spec.statics ?? {})) addRow(cls, signature, fn, true);
    for (const signature of spec.open ?? [])
      if (!spec.methods?.[signature])
        addMethod(
          cls.methods,
          nativeMethod(cls, signature, () => null, false, true),
        );
    for (const [signature, fn] of Object.entries(spec.construct ?? {}))
      cls.constructors.push(nativeMethod(cls, `<init>${signature}`, fn, true));
    for (const [signature, fn] of Object.entries(spec.init ?? {}))
      cls.constructors.push(nativeMethod(cls, `<init>${signature}`, fn, false));
    if (spec.properties) {
      let table = propertyTables.get(cls);
      if (!table) propertyTables.set(cls, (table = new Map()));
      for (const [name, get] of Object.entries(spec.properties))
        table.set(name, get as unknown as (self: Value) => Value);
    }
    if (spec.constants) {
      let table = constantTables.get(cls);
      if (!table) constantTables.set(cls, (table = new Map()));
      for (const [name, make] of Object.entries(spec.constants)) {
        table.set(name, make);
        const info: FieldInfo = {
          name,
          type: null,
          isStatic: true,
          isFinal: true,
          isProperty: false,
          visibility: 'public',
          owner: cls,
          annotations: [],
        };
        cls.declaredFields.set(name, info);
      }
    }
    if (spec.values && cls.constants.length === 0) cls.constants.push(...spec.values());
  }
}
