import { annotate } from './annotations.ts';
/**
 * Classes the script writes. A `ClassTemplate` is the compiled, run-independent part; `link` fills the class object
 * of the run under way: supertypes, layout of fields, methods, accessors, constructors, and what annotations add.
 */
import type { ClassDecl, FieldDecl, MethodDecl, Stmt, TypeRef } from './ast.ts';
import {
  C,
  allocateFor,
  capitalize,
  castTo,
  choose,
  construct,
  findMethods,
  missingProperty,
  startClass,
  toStr,
  typeName,
} from './core.ts';
import { raise } from './errors.ts';
import {
  type ClassContext,
  type ClassTemplate,
  type CodeCompiler,
  type Ex,
  FunctionContext,
  type ParameterLayout,
  enterCall,
  newFrame,
  primitiveDefault,
  traitOrder,
} from './frames.ts';
import { arrayClass, classNamed } from './library/registry.ts';
import { addMethod, generated, withDefaults } from './members.ts';
import { R } from './runtime.ts';
import {
  type FieldInfo,
  type Frame,
  GArray,
  GClass,
  GList,
  GMap,
  GObject,
  type Method,
  type Obj,
  type Ref,
  type Value,
  type Visibility,
} from './values.ts';

export function visibilityOf(modifiers: readonly string[], fallback: Visibility): Visibility {
  if (modifiers.includes('private')) return 'private';
  if (modifiers.includes('protected')) return 'protected';
  return modifiers.includes('public') ? 'public' : fallback;
}

const hasModifier = (list: readonly string[]): boolean =>
  list.some((each) => each === 'private' || each === 'protected' || each === 'public');

/** Whether a field without visibility is a property with accessors. */
function isProperty(decl: ClassDecl, field: FieldDecl): boolean {
  return (
    !hasModifier(field.modifiers) &&
    !field.annotations.some((each) => each.name === 'PackageScope') &&
    decl.kind !== 'interface'
  );
}

type CompiledMethod = {
  readonly decl: MethodDecl;
  readonly layout: ParameterLayout;
  readonly run: (self: Value, args: Value[]) => Value;
};

/** Compiles a method's or constructor's code. */
function compileMethod(
  compiler: CodeCompiler,
  decl: MethodDecl,
  context: ClassContext,
  isStatic: boolean,
  isConstructor: boolean,
): CompiledMethod {
  const fn = new FunctionContext(
    context.captureFunction,
    'method',
    [decl.body, decl.params],
    context,
    isStatic,
    decl.name,
  );
  compiler.typeParams.push(...(decl.typeParams ?? []));
  const layout = compiler.parameters(decl.params, fn, context);
  const returns = compiler.varType(
    decl.returns && decl.returns.name !== 'void' && decl.returns.name !== 'def' ? decl.returns : null,
    context,
  );
  const body = decl.body
    ? isConstructor || decl.returns?.name === 'void'
      ? compiler.body(decl.body, fn)
      : compiler.returning(decl.body, fn)
    : null;
  compiler.typeParams.length -= decl.typeParams?.length ?? 0;
  const isVoid = decl.returns?.name === 'void';
  const primitive =
    decl.returns !== null && decl.returns.dims === 0 && primitiveDefault(decl.returns.name) !== null;
  const { captures } = fn;
  const run = (self: Value, args: Value[]): Value => {
    const f = newFrame(fn.size);
    f[0] = self;
    f[1] = null;
    f[2] = null;
    if (captures.length > 0) copyCaptured(f, self, captures, context);
    layout.bind(f, args);
    enterCall(decl.name);
    if (body) body(f);
    R.depth--;
    if (isVoid) return null;
    const result = f[2] ?? null;
    return returns && (result !== null || primitive) ? castTo(result, returns()) : result;
  };
  return { decl, layout, run };
}

/** An anonymous class's methods find shared variables in a hidden field of the object. */
function copyCaptured(
  f: Frame,
  self: Value,
  captures: readonly { from: number; to: number }[],
  context: ClassContext,
): void {
  const holder = context.captureFunction;
  if (!holder || typeof self !== 'object' || self === null || !self.fields) return;
  const cls = R.classes[context.index] as GClass;
  const index = cls.layout.get('$captured');
  if (index === undefined) return;
  const shared = self.fields[index] as unknown as Ref[] | null;
  if (!shared) return;
  for (const { from, to } of captures) {
    const position = holder.captures.findIndex((each) => each.to === from);
    f[to] = shared[position] as unknown as Value;
  }
}

export function createTemplate(
  compiler: CodeCompiler,
  decl: ClassDecl,
  outer: ClassContext | null,
  name: string,
  around: FunctionContext | null,
  anonymous: boolean,
  givenIndex = -1,
): ClassTemplate {
  const index = givenIndex >= 0 ? givenIndex : compiler.templates.length;
  const context: ClassContext = {
    name,
    decl,
    index,
    outer,
    typeParams: decl.typeParams,
    supers: [],
    captureFunction: null,
  };
  if (around && anonymous)
    context.captureFunction = new FunctionContext(around, 'method', null, context, false, name);
  if (givenIndex < 0 && !compiler.classIndex.has(name)) compiler.classIndex.set(name, index);
  let linkNow: () => void = () => undefined;
  const template: ClassTemplate = { name, index, context, link: () => linkNow() };
  compiler.templates[index] = template;

  // A class's own type parameters may stand in what it extends.
  const inside = decl.typeParams.length > 0 ? { ...context, supers: [] } : outer;
  const superRef = decl.superclass ? compiler.type(decl.superclass, inside, decl.p) : null;
  const interfaceRefs = decl.interfaces.map((each) => compiler.type(each, inside, decl.p));
  if (decl.superclass) context.supers.push(decl.superclass.name.replaceAll('.', '$'));
  for (const each of decl.interfaces) context.supers.push(each.name.replaceAll('.', '$'));

  if (decl.kind === 'interface') {
    for (const each of decl.methods)
      if (each.modifiers.includes('static'))
        compiler.problem(
          each.p,
          `The method '${typeText(compiler, each.returns, context)} ${each.name}(${each.params.map((p) => typeText(compiler, p.type, context)).join(', ')})' from interface '${name}' must not be static. Only fields may be static in an interface.`,
        );
  }
  const { kind } = decl;
  const isInterface = kind === 'interface' || kind === 'annotation';
  const methods = decl.methods.map((each) =>
    compileMethod(compiler, each, context, each.modifiers.includes('static'), false),
  );
  const explicit = decl.constructors.filter((each) => each.name !== '<compact>');
  const constructors = explicit.map((each) => ({
    ...compileMethod(compiler, each, context, false, true),
    first: firstCall(each.body),
  }));

  // Initializers of fields run on the instance (or once for the class), in the order written.
  const instanceFunction = new FunctionContext(
    context.captureFunction,
    'method',
    [decl.fields, decl.initializers],
    context,
    false,
    '<init>',
  );
  const staticFunction = new FunctionContext(
    context.captureFunction,
    'method',
    [decl.fields, decl.initializers],
    context,
    true,
    '<clinit>',
  );
  const instanceSteps: ((f: Frame, self: Obj) => void)[] = [];
  const staticSteps: ((f: Frame, cls: GClass) => void)[] = [];
  // Groovy runs the initializer blocks after all fields have their values.
  for (const step of decl.order.toSorted((a, b) => Number('initializer' in a) - Number('initializer' in b))) {
    if ('field' in step) {
      const field = decl.fields[step.field];
      if (!field) continue;
      const isStatic = field.modifiers.includes('static') || isInterface;
      const type = compiler.varType(field.type, context);
      if (field.initial === null) continue;
      const lazy = field.annotations.some((each) => each.name === 'Lazy');
      const code: Ex = compiler.expr(field.initial, isStatic ? staticFunction : instanceFunction);
      if (lazy && !isStatic) {
        lazies.set(field, { code, size: () => instanceFunction.size });
        continue;
      }
      if (isStatic) staticSteps.push((f, cls) => cls.statics.set(field.name, convert(code(f), type)));
      else {
        instanceSteps.push((f, self) => {
          const at = self.cls.layout.get(kind === 'trait' ? traitField(name, field) : field.name);
          const own = (R.classes[index] as GClass).layout.get(field.name) ?? at;
          const slot = kind === 'trait' ? at : own;
          if (self.fields && slot !== undefined) self.fields[slot] = convert(code(f), type);
        });
      }
    } else {
      const block = decl.initializers[step.initializer];
      if (!block) continue;
      const code = compiler.body(block.body, block.isStatic ? staticFunction : instanceFunction);
      if (block.isStatic) staticSteps.push((f) => void code(f));
      else instanceSteps.push((f) => void code(f));
    }
  }
  const constants = decl.constants.map((each, ordinal) => {
    const args = compiler.args(each.args, staticFunction);
    const body = each.body
      ? createTemplate(
          compiler,
          { ...each.body, name: `${name}$${ordinal + 1}`, superclass: { name, dims: 0, p: each.p } },
          context,
          `${name}$${ordinal + 1}`,
          null,
          false,
        )
      : null;
    return { name: each.name, args, body, ordinal };
  });
  const compact = decl.constructors.find((each) => each.name === '<compact>');
  const recordParams = decl.recordParams ?? [];
  const recordTypes = recordParams.map((each) => compiler.varType(each.type, context));
  const recordDefaults = new FunctionContext(null, 'method', recordParams, context, true, '<init>');
  const recordSlots = recordParams.map((each) => recordDefaults.declare(each.name, null).slot);
  const recordInitials = recordParams.map((each) =>
    each.initial ? compiler.expr(each.initial, recordDefaults) : null,
  );
  const required = recordInitials.filter((each) => each === null).length;
  const completed = (args: readonly Value[]): Value[] => {
    if (args.length >= recordInitials.length) return [...args];
    const f = newFrame(recordDefaults.size);
    f[0] = R.classes[index] as GClass;
    f[1] = null;
    f[2] = null;
    let spare = args.length - required;
    let next = 0;
    return recordInitials.map((initial, i) => {
      const given = !initial || spare-- > 0;
      const v = given ? (args[next++] ?? null) : initial(f);
      f[recordSlots[i] ?? 0] = v;
      return v;
    });
  };
  const compactFn = compact
    ? new FunctionContext(null, 'method', compact.body, context, false, '<init>')
    : null;
  const compactVars = compactFn ? recordParams.map((each) => compactFn.declare(each.name, null).slot) : [];
  const compactBody = compact?.body && compactFn ? compiler.body(compact.body, compactFn) : null;

  linkNow = () => {
    const cls = R.classes[index] as GClass;
    if (cls.prepare) return;
    cls.prepare = () => undefined;
    cls.kind = kind;
    cls.outer = outer ? (R.classes[outer.index] as GClass) : null;
    cls.isAbstract = decl.modifiers.includes('abstract') || isInterface || kind === 'trait';
    cls.isFinal = decl.modifiers.includes('final');
    cls.isStatic =
      decl.modifiers.includes('static') ||
      kind === 'enum' ||
      isInterface ||
      kind === 'trait' ||
      kind === 'record' ||
      outer === null ||
      outer.decl.kind === 'interface';
    const parent = superRef ? superRef() : kind === 'enum' ? C.Enum : C.Object;
    const interfaces = interfaceRefs.map((each) => each());
    if (parent.isInterface) {
      // new Interface() { … }
      interfaces.unshift(parent);
      cls.superclass = C.Object;
    } else cls.superclass = isInterface ? C.Object : parent;
    if (!isInterface && kind !== 'trait') interfaces.push(C.GroovyObject);
    cls.interfaces = interfaces;
    if (kind === 'record') cls.interfaces.push(classNamed('java.lang.Record'));
    for (const each of [cls.superclass, ...interfaces]) {
      const wanted = compiler.templates.find((other) => R.classes[other.index] === each);
      if (wanted && wanted !== template) wanted.link();
    }
    cls.superclass?.ensureLoaded();
    if (cls.superclass?.isFinal && cls.superclass.scripted)
      throw raise('java.lang.VerifyError', `Cannot inherit from final ${cls.superclass.name}`);
    // Layout: the superclass's fields, own fields, then those of traits.
    const layout = new Map(cls.superclass?.layout ?? []);
    const own = (fieldName: string): void => {
      if (!layout.has(fieldName)) layout.set(fieldName, layout.size);
    };
    if (!cls.isStatic && outer) own('this$0');
    if (context.captureFunction && context.captureFunction.captures.length > 0) own('$captured');
    const defaults: { name: string; value: Value }[] = [];
    const addField = (field: FieldDecl, type: GClass | null, owner: GClass): void => {
      const isStatic = field.modifiers.includes('static') || isInterface;
      const property = isProperty(decl, field);
      const info: FieldInfo = {
        name: field.name,
        type,
        isStatic,
        isFinal: field.modifiers.includes('final') || isInterface,
        isProperty: property,
        owner,
        visibility: property ? 'private' : visibilityOf(field.modifiers, 'public'),
        annotations: field.annotations.map((each) => each.name.slice(each.name.lastIndexOf('.') + 1)),
      };
      owner.declaredFields.set(field.name, info);
      const empty = type && type.kind === 'primitive' ? primitiveDefault(type.name) : null;
      if (isStatic) owner.statics.set(field.name, empty);
      else if (kind !== 'trait') {
        own(field.name);
        if (empty !== null) defaults.push({ name: field.name, value: empty });
      }
    };
    for (const field of decl.fields) addField(field, compiler.varType(field.type, context)?.() ?? null, cls);
    recordParams.forEach((each, i) => {
      cls.declaredFields.set(each.name, {
        name: each.name,
        type: recordTypes[i]?.() ?? null,
        isStatic: false,
        isFinal: true,
        isProperty: true,
        visibility: 'private',
        owner: cls,
        annotations: [],
      });
      own(each.name);
    });
    // Fields of traits live in the class that has the trait.
    const traits = kind === 'trait' || isInterface ? [] : traitsOf(cls);
    for (const each of traits) {
      for (const [fieldName, info] of each.declaredFields) {
        if (info.isStatic) {
          cls.statics.set(fieldName, each.statics.get(fieldName) ?? null);
          continue;
        }
        const hidden = info.isProperty ? fieldName : `${each.name.replaceAll('.', '_')}__${fieldName}`;
        if (!layout.has(hidden)) {
          own(hidden);
          if (info.type?.kind === 'primitive')
            defaults.push({ name: hidden, value: primitiveDefault(info.type.name) });
        }
        if (!info.isProperty && !layout.has(fieldName)) layout.set(fieldName, layout.get(hidden) ?? 0);
        if (!cls.declaredFields.has(fieldName) && info.isProperty)
          cls.declaredFields.set(fieldName, { ...info, owner: cls });
      }
    }
    cls.layout = layout;
    cls.forget();
    // Methods as written.
    for (const { decl: method, layout: shape, run } of methods) {
      const whole: Method = {
        name: method.name,
        params: shape.types(),
        paramNames: shape.names,
        required: shape.required,
        varargs: shape.varargs,
        isStatic: method.modifiers.includes('static'),
        isAbstract: method.body === null,
        visibility: visibilityOf(method.modifiers, 'public'),
        owner: cls,
        returns: compiler.varType(method.returns, context)?.() ?? null,
        scripted: true,
        plain: shape.untyped && shape.required === shape.count,
        invoke: run,
      };
      for (const each of withDefaults(whole, shape.optional)) addMethod(cls, each);
    }
    if (kind === 'trait')
      for (const [fieldName, info] of cls.declaredFields)
        if (info.isProperty) accessors(cls, fieldName, info);
    // Accessors of properties.
    if (!isInterface && kind !== 'trait') {
      for (const [fieldName, info] of cls.declaredFields)
        if (info.isProperty) accessors(cls, fieldName, info);
      recordParams.forEach((each) => {
        const at = layout.get(each.name) ?? 0;
        if (!cls.methods.has(each.name))
          addMethod(
            cls,
            generated(cls, each.name, [], (self) => (self as Obj).fields?.[at] ?? null),
          );
      });
    }
    // A trait's methods become the class's own, those of the last trait first.
    for (const each of traits.toReversed()) {
      for (const [methodName, list] of each.methods) {
        for (const m of list) {
          if (m.isAbstract) continue;
          const has = cls.methods
            .get(methodName)
            ?.some(
              (other) =>
                other.params.length === m.params.length &&
                other.params.every((type, i) => type === m.params[i]),
            );
          if (!has) addMethod(cls, m);
        }
      }
    }
    const prepareTraits = traits.filter((each) => each.prepare);
    const run = (self: Obj): void => {
      for (const { name: fieldName, value } of defaults) {
        const at = layout.get(fieldName);
        if (self.fields && at !== undefined && self.fields[at] === null) self.fields[at] = value;
      }
      for (const each of prepareTraits) each.prepare?.(self);
      if (instanceSteps.length === 0) return;
      const f = newFrame(instanceFunction.size);
      f[0] = self;
      f[1] = null;
      f[2] = null;
      if (instanceFunction.captures.length > 0) copyCaptured(f, self, instanceFunction.captures, context);
      for (const step of instanceSteps) step(f, self);
    };
    cls.prepare = run;
    if (kind !== 'trait' && !isInterface) {
      for (const each of constructors) {
        const { layout: shape, first } = each;
        const whole: Method = {
          name: '<init>',
          params: shape.types(),
          paramNames: shape.names,
          required: shape.required,
          varargs: shape.varargs,
          isStatic: false,
          isAbstract: false,
          visibility: visibilityOf(each.decl.modifiers, 'public'),
          owner: cls,
          returns: null,
          scripted: true,
          plain: shape.untyped && shape.required === shape.count,
          invoke: (self, args) => {
            if (first === null) {
              construct(cls.superclass ?? C.Object, self as Obj, []);
              run(self as Obj);
            }
            each.run(self, args);
            return null;
          },
        };
        cls.constructors.push(...withDefaults(whole, shape.optional));
      }
      if (kind === 'record')
        recordConstructor(
          cls,
          required,
          completed,
          compactFn && compactBody
            ? (self, values) => {
                const f = newFrame(compactFn.size);
                f[0] = self;
                f[1] = null;
                f[2] = null;
                compactVars.forEach((slot, i) => {
                  f[slot] = values[i] ?? null;
                });
                compactBody(f);
                return compactVars.map((slot) => f[slot] ?? null);
              }
            : null,
        );
      else if (explicit.length === 0) {
        // The constructor of an anonymous class hands its arguments on.
        cls.constructors.push(
          anonymous
            ? {
                ...generated(cls, '<init>', [], () => null),
                varargs: true,
                params: [classNamed('[Ljava.lang.Object;')],
                required: 0,
                plain: true,
                invoke: (self, args) => passOn(cls, self as Obj, args, run),
              }
            : {
                ...generated(cls, '<init>', [], () => null),
                invoke: (self) => passOn(cls, self as Obj, [], run),
              },
        );
        if (anonymous) anonymousClasses.add(cls);
      }
    }
    annotate(cls, decl);
    for (const field of decl.fields) {
      const lazy = lazies.get(field);
      if (lazy) {
        const at = layout.get(field.name) ?? 0;
        cls.methods.set(`get${capitalize(field.name)}`, [
          generated(cls, `get${capitalize(field.name)}`, [], (self) => {
            const { fields } = self as Obj;
            if (!fields) return null;
            if (fields[at] === null || fields[at] === undefined) {
              const f = newFrame(lazy.size());
              f[0] = self;
              f[1] = null;
              f[2] = null;
              fields[at] = lazy.code(f);
            }
            return fields[at] ?? null;
          }),
        ]);
      }
    }
    if (kind === 'enum') {
      cls.constants.length = 0;
      const fixed = (name: string, params: (GClass | null)[], invoke: (args: Value[]) => Value): void => {
        if (!cls.methods.get(name)?.some((each) => each.params.length === params.length))
          addMethod(cls, {
            ...generated(cls, name, params, (_, args) => (startClass(cls), invoke(args))),
            isStatic: true,
            plain: false,
          });
      };
      fixed('values', [], () => new GArray(arrayClass(cls), [...cls.constants]));
      fixed('valueOf', [C.String], ([given]) => {
        const found = cls.constants.find(
          (each) =>
            (each as GObject).native !== null &&
            ((each as GObject).native as { name: string }).name === given,
        );
        if (!found)
          throw raise(
            'java.lang.IllegalArgumentException',
            `No enum constant ${cls.name.replaceAll('$', '.')}.${toStr(given ?? null)}`,
          );
        return found;
      });
      for (const each of constants) cls.statics.set(each.name, null);
      for (const each of [...constants.map(({ name: constant }) => constant), 'MIN_VALUE', 'MAX_VALUE'])
        cls.declaredFields.set(each, {
          name: each,
          type: null,
          isStatic: true,
          isFinal: true,
          isProperty: false,
          visibility: 'public',
          owner: cls,
          annotations: [],
        });
    }
    cls.initialize = () => {
      if (cls.superclass) startClass(cls.superclass);
      const f = newFrame(staticFunction.size);
      f[0] = cls;
      f[1] = null;
      f[2] = null;
      for (const each of constants) {
        const type = each.body ? (R.classes[each.body.index] as GClass) : cls;
        const self = allocateFor(type) as GObject;
        self.native = { name: each.name, ordinal: each.ordinal };
        cls.constants.push(self);
        cls.statics.set(each.name, self);
        if (each.body) {
          construct(cls, self, each.args(f));
          type.prepare?.(self);
        } else construct(cls, self, each.args(f));
      }
      if (kind === 'enum' && cls.constants.length > 0) {
        cls.statics.set('MIN_VALUE', cls.constants[0] ?? null);
        cls.statics.set('MAX_VALUE', cls.constants[cls.constants.length - 1] ?? null);
      }
      for (const step of staticSteps) step(f, cls);
      for (const each of traits) {
        startClass(each);
        for (const [fieldName, info] of each.declaredFields)
          if (info.isStatic) cls.statics.set(fieldName, each.statics.get(fieldName) ?? null);
      }
    };
    checkAbstract(cls, decl);
  };
  return template;
}

/** A type as Groovy's compiler writes it in its messages. */
function typeText(compiler: CodeCompiler, ref: TypeRef | null, context: ClassContext): string {
  const type = compiler.varType(ref, context);
  return type ? typeName(type()) : 'java.lang.Object';
}

const lazies = new WeakMap<FieldDecl, { code: Ex; size: () => number }>();
export const anonymousClasses = new WeakSet<GClass>();

function traitField(trait: string, field: FieldDecl): string {
  return hasModifier(field.modifiers) ? `${trait.replaceAll('.', '_')}__${field.name}` : field.name;
}

function traitsOf(cls: GClass): GClass[] {
  return traitOrder(cls)
    .filter((each) => each.kind === 'trait')
    .toReversed();
}

function convert(v: Value, type: (() => GClass) | null): Value {
  return type && v !== null ? castTo(v, type()) : v;
}

function passOn(cls: GClass, self: Obj, args: Value[], run: (self: Obj) => void): Value {
  const parent = cls.superclass ?? C.Object;
  construct(parent, self, args);
  run(self);
  return null;
}

/** `this(…)` or `super(…)` as the first statement of a constructor. */
function firstCall(body: readonly Stmt[] | null): 'this' | 'super' | null {
  const first = body?.[0];
  if (first?.k === 'expr' && first.value.k === 'call' && first.value.obj === null) {
    const { name } = first.value;
    if (name.k === 'this' || name.k === 'super') return name.k;
  }
  return null;
}

function accessors(cls: GClass, name: string, info: FieldInfo): void {
  const getter = `get${capitalize(name)}`;
  const setter = `set${capitalize(name)}`;
  const at = (self: Value): number => (self as Obj).cls.layout.get(name) ?? -1;
  const has = (methodName: string, count: number): boolean =>
    cls.methods.get(methodName)?.some((each) => each.params.length === count) ?? false;
  const own = cls.layout.get(name) ?? -1;
  const trait = cls.kind === 'trait';
  // A trait's static property lives in each class that has the trait.
  const holder = (self: Value): GClass =>
    trait && self instanceof GClass
      ? self
      : trait && self !== null && typeof self === 'object'
        ? self.cls
        : cls;
  const read = (self: Value): Value =>
    info.isStatic
      ? (startClass(holder(self)), holder(self).statics.get(name) ?? null)
      : ((self as Obj).fields?.[trait ? at(self) : own] ?? null);
  const make = (
    methodName: string,
    params: (GClass | null)[],
    invoke: (self: Value, args: Value[]) => Value,
  ): void =>
    addMethod(cls, {
      ...generated(cls, methodName, params, invoke),
      isStatic: info.isStatic,
      returns: params.length === 0 ? info.type : null,
    });
  if (!has(getter, 0)) make(getter, [], read);
  if (info.type === C.boolean && !has(`is${capitalize(name)}`, 0)) make(`is${capitalize(name)}`, [], read);
  if (!info.isFinal && !has(setter, 1)) {
    make(setter, [info.type], (self, [v]) => {
      const value = v ?? null;
      if (value === null && info.type?.kind === 'primitive')
        throw raise('java.lang.IllegalArgumentException', null);
      const stored =
        info.type && (value !== null || info.type.kind === 'primitive') ? castTo(value, info.type) : value;
      if (info.isStatic) holder(self).statics.set(name, stored);
      else {
        const { fields } = self as Obj;
        if (fields) fields[trait ? at(self) : own] = stored;
      }
      return null;
    });
  }
}

function recordConstructor(
  cls: GClass,
  required: number,
  completed: (args: readonly Value[]) => Value[],
  compact: ((self: Value, values: Value[]) => Value[]) | null,
): void {
  const names = [...cls.declaredFields.values()].filter((each) => !each.isStatic);
  const fill = (self: Value, values: Value[]): Value => {
    const { fields } = self as Obj;
    const all = completed(values);
    const given = compact ? compact(self, all) : all;
    names.forEach((each, i) => {
      const v = given[i] ?? null;
      if (fields)
        fields[cls.layout.get(each.name) ?? 0] =
          each.type && (v !== null || each.type.kind === 'primitive')
            ? castTo(
                v ?? (each.type.kind === 'primitive' ? primitiveDefault(each.type.name) : null),
                each.type,
              )
            : v;
    });
    return null;
  };
  cls.constructors.push({
    ...generated(
      cls,
      '<init>',
      names.map((each) => each.type),
      fill,
    ),
    required,
    ...(required < names.length ? { plain: false } : {}),
  });
  if (names.length > 0) {
    cls.constructors.push(
      generated(cls, '<init>', [C.Map], (self, [map]) => {
        const given = map as GMap;
        for (const { k } of given.entries())
          if (!cls.layout.has(toStr(k))) throw missingProperty(cls, toStr(k));
        return fill(
          self,
          names.map((each) => given.get(each.name)),
        );
      }),
    );
  }
  const fieldsOf = (self: Value): Value[] =>
    names.map((each) => (self as Obj).fields?.[cls.layout.get(each.name) ?? 0] ?? null);
  const has = (name: string): boolean => cls.methods.has(name);
  if (!has('toString'))
    addMethod(
      cls,
      generated(
        cls,
        'toString',
        [],
        (self) =>
          `${cls.simpleName}[${names.map((each, i) => `${each.name}=${toStr(fieldsOf(self)[i] ?? null)}`).join(', ')}]`,
      ),
    );
  if (!has('toList'))
    addMethod(
      cls,
      generated(cls, 'toList', [], (self) => new GList(fieldsOf(self))),
    );
  if (!has('toMap')) {
    addMethod(
      cls,
      generated(cls, 'toMap', [], (self) => {
        const map = new GMap();
        names.forEach((each, i) => map.put(each.name, fieldsOf(self)[i] ?? null));
        return map;
      }),
    );
  }
  if (!has('getAt'))
    addMethod(
      cls,
      generated(cls, 'getAt', [C.int], (self, [i]) => fieldsOf(self)[i as number] ?? null),
    );
  if (!has('size'))
    addMethod(
      cls,
      generated(cls, 'size', [], () => names.length),
    );
}

/** A class that is not abstract must have a body for every method it inherits. */
function checkAbstract(cls: GClass, decl: ClassDecl): void {
  if (cls.isAbstract || decl.kind === 'enum') return;
  for (const each of cls.ancestors.keys()) {
    if (!each.scripted) continue;
    for (const list of each.methods.values()) {
      for (const m of list) {
        if (!m.isAbstract) continue;
        const found =
          choose(
            findMethods(cls, m.name).filter(
              (other) => !other.isAbstract && other.params.length === m.params.length,
            ),
            m.params.map(() => null),
          ) ??
          findMethods(cls, m.name).find(
            (other) =>
              !other.isAbstract &&
              other.params.length >= m.params.length &&
              other.required <= m.params.length,
          );
        if (!found) {
          throw new CompilationFailure(
            decl.p,
            `Can't have an abstract method in a non-abstract class. The class '${cls.name}' must be declared abstract or the method '${describe(m)}' must be implemented.\n`,
          );
        }
      }
    }
  }
}

function describe(m: Method): string {
  return `${m.returns?.name ?? 'java.lang.Object'} ${m.name}(${m.params.map((each) => each?.name ?? 'java.lang.Object').join(', ')})`;
}

/** What Groovy's compiler would have refused, found when classes are linked. */
export class CompilationFailure extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}
