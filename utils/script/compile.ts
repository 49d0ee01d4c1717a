// oxlint-disable typescript/consistent-return -- the switches without a last return are exhaustive, which the types prove
import { renderAssert } from './assertion.ts';
/**
 * Compiles the tree to closures: each node becomes one JavaScript function of the frame, made once and run many times.
 *
 * Why closures and not a generator evaluator: a generator per node (and per library function that takes a closure)
 * ran the measuring programs 4 to 11 times slower than these functions do. Waiting for the host is solved outside,
 * in `run.ts`: the run is deterministic, so it is replayed up to the answer that has come. The evaluator exists once,
 * and the library is plain synchronous functions.
 *
 * A compiled program holds no state of a run: classes, globals and counters are in `R`, so one program can be kept
 * and run again for each entity.
 */
import type {
  ClassDecl,
  ClosureExpr,
  Expr,
  MapEntry,
  Param,
  ScriptTree,
  Stmt,
  SwitchCase,
  TypeRef,
} from './ast.ts';
import {
  callOnThis,
  elementOf,
  enclosing,
  makeArray,
  nativeClosure,
  newInner,
  outerThis,
  pointerTo,
  readField,
  superCall,
  superProperty,
  writeField,
} from './calls.ts';
import { checkTree } from './checks.ts';
import { createTemplate } from './classes.ts';
import {
  C,
  ObjectArray,
  addedMethod,
  allocateFor,
  applies,
  asType,
  callAny,
  callClosure,
  callFromClosure,
  callMethod,
  capitalize,
  castTo,
  choose,
  classOf,
  closureClassName,
  closureNames,
  closureProperty,
  compare,
  construct,
  convertArgs,
  equals,
  findMethods,
  getProperty,
  getStatic,
  instanceOf,
  invokeMethod,
  invokeOnClass,
  isTrue,
  iteratorOf,
  missingMethod,
  newInstance,
  pickMethod,
  pickTyped,
  setClosureProperty,
  setProperty,
  startClass,
  toItems,
  toStr,
} from './core.ts';
import { newThrowable, raise } from './errors.ts';
import {
  type ClassContext,
  type ClassTemplate,
  type Completion,
  type Ex,
  FunctionContext,
  type ParameterLayout,
  type St,
  type TypeOf,
  type Variable,
  enterCall,
  newFrame,
  primitiveDefault,
} from './frames.ts';
import { arrayClass, classNamed, defaultImport, libraryClass } from './library/registry.ts';
import { withDefaults } from './members.ts';
import { parseLiteral, toInt } from './numbers.ts';
import {
  OPERATOR_METHODS,
  binaryOperator,
  getAt,
  isCase,
  makeRange,
  opComplement,
  opNegate,
  opNext,
  opPositive,
  opPrevious,
  orderOf,
  putAt,
} from './operators.ts';
import { positionOf } from './position.ts';
import { withReturn, withYield } from './returns.ts';
import { LimitReached, R, outOfFuel, spendSpace } from './runtime.ts';
import {
  type ClosureCode,
  type Frame,
  GArray,
  GClass,
  GClosure,
  GList,
  GMap,
  GObject,
  GRange,
  GString,
  GThrowable,
  type Obj,
  Ref,
  Thrown,
  type Value,
} from './values.ts';

/** How a statement ended. */
const NORMAL = 0;
const RETURN = 1;
const BREAK = 2;
const CONTINUE = 3;

/** The label that a break or continue under way is looking for. */
let wantedLabel: string | null = null;

const THIS = 0;
const CLOSURE = 1;
const RESULT = 2;

/** A frame is typed as values; a captured variable's slot holds its Ref. */
const asRef = (v: unknown): Ref => v as Ref;
const asValue = (v: unknown): Value => v as Value;

/** A closure on its way to a name. */
type ClosureEntry = {
  code: ClosureCode | null;
  readonly inside: ClosureEntry[];
  readonly method: string;
  readonly nested: boolean;
};

export type CompileProblem = { readonly at: number; readonly message: string };

export class Compiler {
  readonly tree: ScriptTree;
  readonly problems: CompileProblem[] = [];
  readonly templates: ClassTemplate[] = [];
  readonly classIndex = new Map<string, number>();
  readonly imports = new Map<string, string>();
  readonly starImports: string[] = [];
  readonly staticImports = new Map<string, { cls: string; member: string }>();
  readonly staticStars: string[] = [];
  /** Type parameters of the methods being compiled. */
  readonly typeParams: string[] = [];
  /** Whether the source may give operators of numbers another meaning; else they are computed at once. */
  readonly changesOperators: boolean;
  recording = false;

  constructor(tree: ScriptTree) {
    this.tree = tree;
    this.changesOperators = /\bmetaClass\b|\buse\b|\bmixin\b/.test(tree.source);
    for (const each of tree.imports) {
      const last = each.name.slice(each.name.lastIndexOf('.') + 1);
      if (each.isStatic && each.star) this.staticStars.push(each.name);
      else if (each.isStatic)
        this.staticImports.set(each.alias ?? last, {
          cls: each.name.slice(0, each.name.lastIndexOf('.')),
          member: last,
        });
      else if (each.star) this.starImports.push(each.name);
      else this.imports.set(each.alias ?? last, each.name);
    }
  }

  problem(at: number, message: string): void {
    this.problems.push({ at, message: `${message}\n` });
  }

  /** A problem that names its place twice, as some of Groovy's do. */
  private placedProblem(at: number, message: string): void {
    const { line, column } = positionOf(this.tree.source, at);
    this.plainProblem(at, `${message}\n. At [${line}:${column}] `);
  }

  /** A problem whose text Groovy ends without a line break. */
  plainProblem(at: number, message: string): void {
    this.problems.push({ at, message });
  }

  // --- types ---

  /** The class a name means here, or null. */
  resolveName(name: string, cls: ClassContext | null): TypeOf | null {
    if (this.typeParams.includes(name)) return () => C.Object;
    for (let c: ClassContext | null = cls; c; c = c.outer) {
      const inner = this.classIndex.get(`${c.name}$${name.replaceAll('.', '$')}`);
      if (inner !== undefined) return () => R.classes[inner] ?? C.Object;
      if (c.typeParams.includes(name)) return () => C.Object;
      for (const up of c.supers) {
        const inherited = this.classIndex.get(`${up}$${name}`);
        if (inherited !== undefined) return () => R.classes[inherited] ?? C.Object;
      }
    }
    const own = this.classIndex.get(name) ?? this.classIndex.get(name.replaceAll('.', '$'));
    if (own !== undefined) return () => R.classes[own] ?? C.Object;
    const imported = this.imports.get(name);
    if (imported !== undefined) {
      const found = this.libraryOrInner(imported);
      if (found) return () => found;
      const local =
        this.classIndex.get(imported.slice(imported.lastIndexOf('.') + 1)) ?? this.classIndex.get(imported);
      if (local !== undefined) return () => R.classes[local] ?? C.Object;
      return null;
    }
    const known = name.includes('.')
      ? this.libraryOrInner(name)
      : (libraryClass(name) ?? defaultImport(name));
    if (known) return () => known;
    const staticImport = this.staticImports.get(name);
    if (staticImport) {
      const found = this.libraryOrInner(`${staticImport.cls}$${staticImport.member}`);
      if (found) return () => found;
    }
    for (const each of this.starImports) {
      const found = libraryClass(`${each}.${name}`) ?? libraryClass(`${each}$${name}`);
      if (found) return () => found;
    }
    const dot = name.lastIndexOf('.');
    if (dot > 0) {
      const outer = this.resolveName(name.slice(0, dot), cls);
      if (outer) {
        const inner = libraryClass(`${outer().name}$${name.slice(dot + 1)}`);
        if (inner) return () => inner;
      }
      if (this.tree.packageName !== null && name.startsWith(`${this.tree.packageName}.`))
        return this.resolveName(name.slice(this.tree.packageName.length + 1), cls);
    }
    return null;
  }

  private libraryOrInner(name: string): GClass | null {
    let each = name;
    for (;;) {
      const found = libraryClass(each);
      if (found) return found;
      const dot = each.lastIndexOf('.');
      if (dot < 0) return null;
      each = `${each.slice(0, dot)}$${each.slice(dot + 1)}`;
    }
  }

  /** `at` is where Groovy would report that there is no such class; `made` when an object of it is wanted. */
  type(ref: TypeRef, cls: ClassContext | null, at = ref.p, made = false): TypeOf {
    const base = this.resolveName(ref.name, cls) ?? (made ? null : this.foreignType(ref.name));
    if (!base) {
      this.problem(at, `unable to resolve class ${this.imports.get(ref.name) ?? ref.name}`);
      return () => C.Object;
    }
    for (const each of ref.args ?? []) this.type(each, cls);
    if (ref.dims === 0) return base;
    return () => {
      let made = base();
      for (let i = 0; i < ref.dims; i++) made = arrayClass(made);
      return made;
    };
  }

  /**
   * A class that is imported, or written in full, and not in the library: rules name products' own classes as types
   * of variables, which then take anything.
   */
  private foreignType(name: string): TypeOf | null {
    const full = this.imports.get(name) ?? name;
    if (!/^\p{Ll}[\w$]*\./u.test(full)) return null;
    let made = this.foreign.get(full);
    if (!made) {
      made = new GClass(full);
      made.foreign = true;
      made.superclass = C.Object;
      this.foreign.set(full, made);
    }
    const found = made;
    return () => found;
  }
  private readonly foreign = new Map<string, GClass>();

  /** The type of a variable or parameter; null when anything may stand in it. */
  varType(ref: TypeRef | null, cls: ClassContext | null, at?: number): TypeOf | null {
    if (!ref || ref.name === 'Object' || ref.name === 'java.lang.Object' || ref.name === 'def')
      return ref && ref.dims > 0 ? this.type(ref, cls, at) : null;
    const type = this.type(ref, cls, at);
    if (ref.dims === 0 && !this.resolveName(ref.name, cls)) return null;
    return type;
  }

  // --- expressions ---

  private recorded(code: Ex, at: number): Ex {
    if (!this.recording) return code;
    return (f) => {
      const v = code(f);
      R.recorder?.(at, v);
      return v;
    };
  }

  expr(e: Expr, fn: FunctionContext): Ex {
    switch (e.k) {
      case 'null':
        return () => null;
      case 'bool': {
        const { value } = e;
        return () => value;
      }
      case 'num': {
        const value = parseLiteral(e.text);
        if (value === null) this.plainProblem(e.p, numberProblem(e.text, e.p, this.tree.source));
        return () => value;
      }
      case 'str': {
        const { value } = e;
        return () => value;
      }
      case 'gstr': {
        const values = e.values.map((each) => this.expr(each, fn));
        const { strings } = e;
        return (f) => {
          const list: Value[] = [];
          for (const each of values) list.push(each(f));
          return new GString(strings, list);
        };
      }
      case 'id': {
        const code = this.identifier(e.name, e.p, fn);
        // The name of a class is no value an assertion shows.
        return this.namesClass(e.name, fn) ? code : this.recorded(code, e.p);
      }
      case 'this':
        return this.recorded((f) => asValue(f[THIS]), e.p);
      case 'super':
        return (f) => asValue(f[THIS]);
      case 'type': {
        const type = this.type(e.type, fn.cls);
        return () => type();
      }
      case 'paren':
        return this.expr(e.value, fn);
      case 'prop':
        return this.property(e, fn);
      case 'call':
        return this.recorded(this.call(e, fn), e.obj === null ? e.p : e.at);
      case 'apply': {
        const target = this.expr(e.fn, fn);
        const args = this.args(e.args, fn);
        const { p } = e;
        return this.recorded((f) => {
          const callee = target(f);
          const list = args(f);
          R.pos = p;
          if (--R.fuel < 0) outOfFuel();
          return callee instanceof GClosure ? callClosure(callee, list) : invokeMethod(callee, 'call', list);
        }, p);
      }
      case 'index': {
        const obj = this.expr(e.obj, fn);
        const key = this.indexKey(e.args, fn);
        const { safe, at } = e;
        return this.recorded((f) => {
          const self = obj(f);
          if (safe && self === null) return null;
          const k = key(f);
          R.pos = at;
          return getAt(self, k);
        }, at);
      }
      case 'bin':
        return this.recorded(this.binary(e, fn), e.at);
      case 'not': {
        const value = this.expr(e.value, fn);
        return this.recorded((f) => !isTrue(value(f)), e.p);
      }
      case 'unary': {
        const value = this.expr(e.value, fn);
        const { p } = e;
        const op = e.op === '-' ? opNegate : e.op === '+' ? opPositive : opComplement;
        const code: Ex = (f) => {
          const v = value(f);
          R.pos = p;
          return op(v);
        };
        return e.value.k === 'num' ? code : this.recorded(code, p);
      }
      case 'inc':
        return this.recorded(
          !e.prefix && e.target.k === 'id'
            ? this.recorded(this.increment(e, fn), e.target.p)
            : this.increment(e, fn),
          e.at,
        );
      case 'assign':
        return this.recorded(this.assign(e, fn), e.at);
      case 'tupleAssign':
        return this.tupleAssign(e.targets, e.value, fn);
      case 'ternary': {
        const test = this.truth(e.test, fn);
        const then = this.expr(e.yes, fn);
        const otherwise = this.expr(e.otherwise, fn);
        return (f) => (test(f) ? then(f) : otherwise(f));
      }
      case 'elvis': {
        const value = this.expr(e.value, fn);
        const otherwise = this.expr(e.otherwise, fn);
        return this.recorded((f) => {
          const v = value(f);
          return isTrue(v) ? v : otherwise(f);
        }, e.at);
      }
      case 'list': {
        const items = this.args(e.items, fn);
        return (f) => new GList(items(f));
      }
      case 'arrayInit': {
        const items = this.args(e.items, fn);
        return (f) => new GList(items(f));
      }
      case 'map':
        return this.mapLiteral(e.entries, fn);
      case 'range': {
        const from = this.expr(e.from, fn);
        const to = this.expr(e.to, fn);
        const { openLeft, openRight, at } = e;
        return (f) => {
          const a = from(f);
          const b = to(f);
          R.pos = at;
          return makeRange(a, b, openLeft, openRight);
        };
      }
      case 'closure':
        return this.closure(e, fn);
      case 'new':
        return this.recorded(this.creation(e, fn), e.p);
      case 'newArray': {
        const component = this.type(e.type, fn.cls);
        const sizes = e.dims.map((each) => this.expr(each, fn));
        const { extra, p } = e;
        if (e.initial) {
          const initial = this.expr(e.initial, fn);
          return (f) => {
            let type = component();
            for (let i = 0; i < extra; i++) type = arrayClass(type);
            return castTo(initial(f), type);
          };
        }
        return (f) => {
          const counts = sizes.map((each) => toInt(castTo(each(f), C.int) as number));
          R.pos = p;
          let inner = component();
          for (let i = 0; i < extra; i++) inner = arrayClass(inner);
          return makeArray(inner, counts, 0);
        };
      }
      case 'cast': {
        const value = this.expr(e.value, fn);
        const type = this.type(e.type, fn.cls, e.p);
        const { at } = e;
        const convert = e.as ? asType : castTo;
        return (f) => {
          const v = value(f);
          R.pos = at;
          return convert(v, type());
        };
      }
      case 'instanceof': {
        const value = this.expr(e.value, fn);
        const type = this.type(e.type, fn.cls);
        const { negated } = e;
        return this.recorded((f) => instanceOf(value(f), type()) !== negated, e.at);
      }
      case 'spread':
        this.problem(e.p, 'The spread operator is only allowed in lists and calls');
        return () => null;
      case 'pointer':
        return this.pointer(e, fn);
      case 'switchExpr':
        return this.switchExpression(e.value, e.cases, fn);
      case 'block': {
        const body = this.body(e.body, fn);
        return (f) => {
          body(f);
          return null;
        };
      }
    }
  }

  /** A test: true or false by Groovy's truth. */
  truth(e: Expr, fn: FunctionContext): (f: Frame) => boolean {
    const code = this.expr(e, fn);
    return (f) => {
      const v = code(f);
      return v === true || (v !== false && v !== null && isTrue(v));
    };
  }

  private mapLiteral(entries: readonly MapEntry[], fn: FunctionContext): Ex {
    const rows = entries.map(({ key, value }) => ({
      key: key ? this.expr(key, fn) : null,
      value: this.expr(value, fn),
    }));
    return (f) => {
      const map = new GMap();
      for (const { key, value } of rows) {
        if (key) {
          const k = key(f);
          map.put(k, value(f));
        } else {
          const more = value(f);
          if (more instanceof GMap) for (const entry of more.entries()) map.put(entry.k, entry.v);
          else if (more !== null)
            throw raise(
              'java.lang.IllegalArgumentException',
              `Cannot spread the map ${classOf(more).name}, value ${toStr(more)}`,
            );
        }
      }
      spendSpace(map.size * 2);
      return map;
    };
  }

  /** Arguments or list items, spread included, as a new array. */
  args(list: readonly Expr[], fn: FunctionContext): (f: Frame) => Value[] {
    if (list.some((each) => each.k === 'spread')) {
      const parts = list.map((each) =>
        each.k === 'spread'
          ? { spread: true, code: this.expr(each.value, fn) }
          : { spread: false, code: this.expr(each, fn) },
      );
      return (f) => {
        const result: Value[] = [];
        for (const { spread, code } of parts) {
          const v = code(f);
          if (!spread) result.push(v);
          else if (v === null) result.push(null);
          else if (
            v instanceof GList ||
            v instanceof GArray ||
            v instanceof GRange ||
            iteratorOf(v) ||
            classOf(v).isSubclassOf(C.Iterable)
          )
            result.push(...toItems(v));
          else
            throw raise(
              'java.lang.IllegalArgumentException',
              `Cannot spread the type ${classOf(v).name} with value ${toStr(v)}`,
            );
        }
        return result;
      };
    }
    const codes = list.map((each) => this.expr(each, fn));
    const [a, b, c] = codes;
    switch (codes.length) {
      case 0:
        return () => [];
      case 1:
        if (a) return (f) => [a(f)];
        break;
      case 2:
        if (a && b) return (f) => [a(f), b(f)];
        break;
      case 3:
        if (a && b && c) return (f) => [a(f), b(f), c(f)];
        break;
      default:
    }
    return (f) => codes.map((each) => each(f));
  }

  private indexKey(args: readonly Expr[], fn: FunctionContext): Ex {
    const [only] = args;
    if (args.length === 1 && only && only.k !== 'spread') return this.expr(only, fn);
    const items = this.args(args, fn);
    return (f) => new GList(items(f));
  }

  // --- names ---

  private identifier(name: string, p: number, fn: FunctionContext): Ex {
    const variable = fn.find(name);
    if (variable) return readVariable(variable);
    return this.free(name, p, fn);
  }

  private namesClass(name: string, fn: FunctionContext): boolean {
    return /^\p{Lu}/u.test(name) && !fn.find(name) && this.resolveName(name, fn.cls) !== null;
  }

  /** A name that is no local variable. */
  private free(name: string, p: number, fn: FunctionContext): Ex {
    const field = this.ownField(name, fn);
    if (field) return field.read;
    const imported = this.staticImports.get(name);
    if (imported) {
      const type = this.resolveName(imported.cls, fn.cls);
      if (type) {
        const { member } = imported;
        return () => getStatic(type(), member);
      }
    }
    const memberOfClass = fn.cls && this.hasMember(fn.cls, name);
    if (!memberOfClass) {
      const type = this.resolveName(name, fn.cls);
      if (type && (/^\p{Lu}/u.test(name) || this.imports.has(name) || this.classIndex.has(name)))
        return () => type();
      for (const each of this.staticStars) {
        const cls = this.resolveName(each, fn.cls);
        if (cls) {
          const dynamic = this.dynamicRead(name, p, fn);
          return (f) => {
            const holder = cls();
            startClass(holder);
            holder.ensureLoaded();
            if (holder.declaredFields.has(name) || holder.statics.has(name)) return getStatic(holder, name);
            return dynamic(f);
          };
        }
      }
      if (this.imports.has(name) && this.foreignType(name)) {
        // Used as more than a type: that class is not there.
        this.problem(p, `unable to resolve class ${this.imports.get(name) ?? name}`);
      }
    }
    this.checkStatic(name, p, fn);
    return this.dynamicRead(name, p, fn);
  }

  private hasMember(cls: ClassContext, name: string): boolean {
    for (let c: ClassContext | null = cls; c; c = c.outer)
      if (c.decl.fields.some((each) => each.name === name)) return true;
    return false;
  }

  /** Groovy refuses a name in a static method that nothing static answers. */
  private checkStatic(name: string, p: number, fn: FunctionContext): void {
    if (!fn.isStatic || fn.kind !== 'method' || !fn.cls || fn.name.startsWith('<')) return;
    const getter = `get${capitalize(name)}`;
    for (let c: ClassContext | null = fn.cls; c; c = c.outer) {
      if (c.decl.kind === 'trait' || c.decl.kind === 'enum' || c.decl.name === 'Script1') return;
      if (c.supers.length > 0) return;
      if (c.decl.constants.some((each) => each.name === name)) return;
      if (c.decl.fields.some((each) => each.name === name && each.modifiers.includes('static'))) return;
      if (
        c.decl.methods.some(
          (each) =>
            each.name === getter ||
            each.name === 'propertyMissing' ||
            each.name === '$static_propertyMissing',
        )
      )
        return;
    }
    if (this.resolveName(name, fn.cls) || this.staticStars.length > 0) return;
    this.problem(
      p,
      `Apparent variable '${name}' was found in a static scope but doesn't refer to a local variable, static field or class. Possible causes:\nYou attempted to reference a variable in the binding or an instance variable from a static context.\nYou misspelled a classname or statically imported field. Please check the spelling.\nYou attempted to use a method '${name}' but left out brackets in a place not allowed by the grammar.`,
    );
  }

  private dynamicRead(name: string, p: number, fn: FunctionContext): Ex {
    if (this.inClosure(fn)) {
      return (f) => {
        const c = asValue(f[CLOSURE]) as GClosure;
        R.pos = p;
        const found = closureProperty(c, name);
        if (found !== undefined) return found;
        throw raise(
          'groovy.lang.MissingPropertyException',
          `No such property: ${name} for class: ${closureClassName(c)}`,
          { property: name },
        );
      };
    }
    return (f) => {
      R.pos = p;
      return getProperty(asValue(f[THIS]), name);
    };
  }

  /** Whether names go through a closure's owner and delegate. */
  private inClosure(fn: FunctionContext): boolean {
    return fn.kind === 'closure';
  }

  /** A field of the class being compiled, reached without accessor; null inside closures, which ask their owner. */
  private ownField(
    name: string,
    fn: FunctionContext,
  ): { read: Ex; write: (f: Frame, v: Value) => void } | null {
    const { cls } = fn;
    if (!cls || fn.kind === 'closure') return null;
    const field = cls.decl.fields.find((each) => each.name === name);
    if (!field || cls.decl.kind === 'trait') return null;
    const type = this.varType(field.type, cls);
    const { index } = cls;
    if (field.modifiers.includes('static') || cls.decl.kind === 'interface') {
      return {
        read: () => {
          const owner = R.classes[index] as GClass;
          startClass(owner);
          return owner.statics.get(name) ?? null;
        },
        write: (_, v) => {
          const owner = R.classes[index] as GClass;
          startClass(owner);
          owner.statics.set(name, type ? castTo(v, type()) : v);
        },
      };
    }
    if (fn.isStatic) return null;
    let known: GClass | null = null;
    let at = -1;
    const slot = (self: Obj): number => {
      const owner = R.classes[index] as GClass;
      if (owner !== known) {
        known = owner;
        at = owner.layout.get(name) ?? -1;
      }
      return self.cls === owner || self.cls.layout.get(name) === at ? at : (self.cls.layout.get(name) ?? at);
    };
    return {
      read: (f) => {
        const self = asValue(f[THIS]) as Obj;
        return self.fields?.[slot(self)] ?? null;
      },
      write: (f, v) => {
        const self = asValue(f[THIS]) as Obj;
        if (self.fields) self.fields[slot(self)] = type ? castTo(v, type()) : v;
      },
    };
  }

  // --- properties ---

  /** `a.b.C` read as a class when the names say so. */
  private className(e: Expr, fn: FunctionContext): TypeOf | null {
    const names: string[] = [];
    let each: Expr = e;
    while (each.k === 'prop' && each.op === '.' && each.name.k === 'str') {
      names.unshift(each.name.value);
      each = each.obj;
    }
    if (each.k !== 'id' || names.length === 0) return null;
    if (fn.find(each.name)) return null;
    const full = [each.name, ...names].join('.');
    if (!/(?:^|\.)\p{Lu}/u.test(full) && !this.classIndex.has(full)) return null;
    if (/^\p{Ll}/u.test(each.name) && !full.includes('.')) return null;
    const last = names[names.length - 1] ?? '';
    if (!/^\p{Lu}/u.test(last)) return null;
    const outer = this.resolveName(full.slice(0, full.lastIndexOf('.')), fn.cls);
    if (outer) {
      // A class's own constant goes before a class inside it.
      const inner = this.resolveName(full, fn.cls);
      return inner;
    }
    return this.resolveName(full, fn.cls);
  }

  private property(e: Extract<Expr, { k: 'prop' }>, fn: FunctionContext): Ex {
    const { at, op } = e;
    if (
      e.name.k === 'str' &&
      e.name.value === 'class' &&
      (e.obj.k === 'id' || e.obj.k === 'prop' || e.obj.k === 'type')
    ) {
      if (e.obj.k === 'type') return this.expr(e.obj, fn);
      if (e.obj.k === 'id' && !fn.find(e.obj.name) && op === '.') {
        const type =
          /^\p{Lu}/u.test(e.obj.name) || this.classIndex.has(e.obj.name)
            ? this.resolveName(e.obj.name, fn.cls)
            : null;
        if (type) return () => type();
      }
      const type = op === '.' ? this.className(e.obj, fn) : null;
      if (type) return () => type();
    }
    const asClass = op === '.' ? this.className(e, fn) : null;
    if (asClass) return () => asClass();
    // Outer.this
    if (e.name.k === 'str' && e.name.value === 'this' && e.obj.k === 'id') {
      const type = this.resolveName(e.obj.name, fn.cls);
      if (type) return (f) => outerThis(asValue(f[THIS]), type());
    }
    if (e.obj.k === 'super' && e.name.k === 'str') {
      const name = e.name.value;
      return (f) => superProperty(asValue(f[THIS]), fn, name);
    }
    const obj = this.expr(e.obj, fn);
    if (e.name.k === 'str') {
      const name = e.name.value;
      switch (op) {
        case '.':
          // this.x inside the class reads the field.
          if (e.obj.k === 'this') {
            const own = this.ownField(name, fn);
            if (own) return this.recorded(own.read, at);
          }
          return this.recorded((f) => {
            const self = obj(f);
            R.pos = at;
            return getProperty(self, name);
          }, at);
        case '?.':
          return this.recorded((f) => {
            const self = obj(f);
            if (self === null) return null;
            R.pos = at;
            return getProperty(self, name);
          }, at);
        case '*.':
          return this.recorded((f) => {
            const self = obj(f);
            R.pos = at;
            if (self === null) return null;
            return new GList(toItems(self).map((each) => (each === null ? null : getProperty(each, name))));
          }, at);
        case '.@':
          return this.recorded((f) => readField(obj(f), name), at);
        case '??.':
          return (f) => {
            const self = obj(f);
            return self === null ? null : getProperty(self, name);
          };
      }
    }
    const nameCode = this.expr(e.name, fn);
    return this.recorded((f) => {
      const self = obj(f);
      if (self === null && op !== '.') return null;
      const name = toStr(nameCode(f));
      R.pos = at;
      if (op === '*.')
        return new GList(toItems(self).map((each) => (each === null ? null : getProperty(each, name))));
      return getProperty(self, name);
    }, at);
  }

  // --- calls ---

  private call(e: Extract<Expr, { k: 'call' }>, fn: FunctionContext): Ex {
    const args = this.args(e.args, fn);
    const { at } = e;
    const typed = this.typedCall(e, args, fn);
    if (typed) return typed;
    if (e.obj === null) {
      if (e.name.k === 'super' || e.name.k === 'this') return this.constructorCall(e.name.k, args, at, fn);
      if (e.name.k === 'str') return this.bareCall(e.name.value, args, at, fn);
      const nameCode = this.expr(e.name, fn);
      if (this.inClosure(fn)) {
        return (f) => {
          const name = toStr(nameCode(f));
          const list = args(f);
          R.pos = at;
          return callFromClosure(asValue(f[CLOSURE]) as GClosure, name, list);
        };
      }
      return (f) => {
        const name = toStr(nameCode(f));
        const list = args(f);
        R.pos = at;
        return invokeMethod(asValue(f[THIS]), name, list);
      };
    }
    const { op } = e;
    if (e.obj.k === 'super' && e.name.k === 'str') {
      const name = e.name.value;
      return (f) => {
        const list = args(f);
        R.pos = at;
        return superCall(asValue(f[THIS]), fn, name, list);
      };
    }
    // Trait.super.method()
    if (
      e.obj.k === 'prop' &&
      e.obj.name.k === 'str' &&
      e.obj.name.value === 'super' &&
      e.obj.obj.k === 'id' &&
      e.name.k === 'str'
    ) {
      const type = this.resolveName(e.obj.obj.name, fn.cls);
      const name = e.name.value;
      if (type) {
        return (f) => {
          const list = args(f);
          const m = choose(findMethods(type(), name), list);
          if (!m) throw missingMethod(type(), name, list);
          return callMethod(m, asValue(f[THIS]), list);
        };
      }
    }
    const obj = this.expr(e.obj, fn);
    if (e.name.k === 'str') {
      const name = e.name.value;
      switch (op) {
        case '.':
          return (f) => {
            const self = obj(f);
            const list = args(f);
            R.pos = at;
            if (--R.fuel < 0) outOfFuel();
            return invokeMethod(self, name, list);
          };
        case '?.':
          return (f) => {
            const self = obj(f);
            // Groovy evaluates the arguments before it looks at the receiver.
            const list = args(f);
            if (self === null) return null;
            R.pos = at;
            if (--R.fuel < 0) outOfFuel();
            return invokeMethod(self, name, list);
          };
        case '*.':
          return (f) => {
            const self = obj(f);
            if (self === null) return null;
            const items = toItems(self);
            const result: Value[] = [];
            for (const each of items) {
              const list = args(f);
              R.pos = at;
              if (--R.fuel < 0) outOfFuel();
              result.push(each === null ? null : invokeMethod(each, name, list));
            }
            return new GList(result);
          };
        case '.@':
          return (f) => callAny(readField(obj(f), name), args(f));
        case '??.':
          return (f) => {
            const self = obj(f);
            return self === null ? null : invokeMethod(self, name, args(f));
          };
      }
    }
    const nameCode = this.expr(e.name, fn);
    return (f) => {
      const self = obj(f);
      if (self === null && op !== '.') return null;
      const named = nameCode(f);
      const list = args(f);
      R.pos = at;
      if (named instanceof GClosure) return callClosure(named, list);
      const name = toStr(named);
      if (op === '*.')
        return new GList(
          toItems(self).map((each) => (each === null ? null : invokeMethod(each, name, list))),
        );
      return invokeMethod(self, name, list);
    };
  }

  /** A call some of whose arguments are cast: `f((Object) x)` goes to the method for Object. */
  private typedCall(
    e: Extract<Expr, { k: 'call' }>,
    args: (f: Frame) => Value[],
    fn: FunctionContext,
  ): Ex | null {
    if (e.name.k !== 'str' || !e.args.some((each) => each.k === 'cast' && !each.as)) return null;
    if (e.args.some((each) => each.k === 'spread') || this.inClosure(fn)) return null;
    if (e.obj === null && (fn.find(e.name.value) || this.staticImports.has(e.name.value))) return null;
    if (e.obj !== null && (e.op !== '.' || e.obj.k === 'super' || e.obj.k === 'type')) return null;
    const types = e.args.map((each) =>
      each.k === 'cast' && !each.as ? this.type(each.type, fn.cls, each.p) : null,
    );
    const obj = e.obj ? this.expr(e.obj, fn) : null;
    const name = e.name.value;
    const { at } = e;
    return (f) => {
      const self = obj ? obj(f) : asValue(f[THIS]);
      const list = args(f);
      R.pos = at;
      if (--R.fuel < 0) outOfFuel();
      if (self !== null && !(self instanceof GClass) && classOf(self).scripted && !R.anyAdded) {
        const m = pickTyped(
          classOf(self),
          name,
          list,
          types.map((each) => (each ? each() : null)),
        );
        if (m && applies(m, list)) return callMethod(m, self, list);
      }
      return obj ? invokeMethod(self, name, list) : callOnThis(self, name, list);
    };
  }

  /** `name(…)` without a receiver. */
  private bareCall(name: string, args: (f: Frame) => Value[], at: number, fn: FunctionContext): Ex {
    const variable = fn.find(name);
    if (variable) {
      const read = readVariable(variable);
      return (f) => {
        const callee = read(f);
        const list = args(f);
        R.pos = at;
        if (--R.fuel < 0) outOfFuel();
        if (callee instanceof GClosure) return callClosure(callee, list);
        return invokeMethod(callee, 'call', list);
      };
    }
    const imported = this.staticImports.get(name);
    if (imported) {
      const type = this.resolveName(imported.cls, fn.cls);
      if (type) {
        const { member } = imported;
        return (f) => {
          const list = args(f);
          R.pos = at;
          return invokeOnClass(type(), member, list);
        };
      }
    }
    const stars = this.staticStars
      .map((each) => this.resolveName(each, fn.cls))
      .filter((each) => each !== null);
    const viaStar = (list: Value[]): Value | undefined => {
      for (const each of stars) {
        const m = choose(findMethods(each(), name), list, true);
        if (m) return callMethod(m, each(), list);
      }
      return undefined;
    };
    if (this.inClosure(fn)) {
      return (f) => {
        const list = args(f);
        R.pos = at;
        if (--R.fuel < 0) outOfFuel();
        if (stars.length > 0) {
          const found = viaStar(list);
          if (found !== undefined) return found;
        }
        return callFromClosure(asValue(f[CLOSURE]) as GClosure, name, list);
      };
    }
    const own = this.ownField(name, fn);
    return (f) => {
      const list = args(f);
      R.pos = at;
      if (--R.fuel < 0) outOfFuel();
      const self = asValue(f[THIS]);
      if (stars.length > 0) {
        const found = viaStar(list);
        if (found !== undefined) return found;
      }
      if (own) {
        const held = own.read(f);
        if (held instanceof GClosure && !pickMethod(classOf(self), name, list, self))
          return callClosure(held, list);
      }
      return callOnThis(self, name, list);
    };
  }

  private constructorCall(
    which: 'this' | 'super',
    args: (f: Frame) => Value[],
    at: number,
    fn: FunctionContext,
  ): Ex {
    const { cls } = fn;
    if (!cls) {
      this.problem(at, `Unexpected input: '${which}'`);
      return () => null;
    }
    const { index } = cls;
    return (f) => {
      const owner = R.classes[index] as GClass;
      const self = asValue(f[THIS]) as Obj;
      const list = args(f);
      R.pos = at;
      if (which === 'this') construct(owner, self, list);
      else {
        const parent = owner.superclass ?? C.Object;
        if (parent.outer && parent.scripted && parent.layout.has('this$0') && self.fields)
          self.fields[parent.layout.get('this$0') ?? 0] ??= null;
        construct(parent, self, list);
        owner.prepare?.(self);
      }
      return null;
    };
  }

  private creation(e: Extract<Expr, { k: 'new' }>, fn: FunctionContext): Ex {
    const args = this.args(e.args, fn);
    const { p } = e;
    if (e.body) return this.anonymousCreation(e, e.body, args, fn);
    const type = this.type(e.type, fn.cls, e.p, true);
    const outer = e.outer ? this.expr(e.outer, fn) : null;
    return (f) => {
      const list = args(f);
      R.pos = p;
      if (--R.fuel < 0) outOfFuel();
      const cls = type();
      if (cls.outer && !cls.isStatic && cls.layout.has('this$0')) {
        const self = outer ? outer(f) : enclosing(asValue(f[THIS]), cls.outer);
        const [first] = list;
        if (!outer && first !== undefined && !instanceOf(self, cls.outer) && instanceOf(first, cls.outer))
          return newInner(cls, first, list.slice(1));
        return newInner(cls, self, list);
      }
      return newInstance(cls, list);
    };
  }

  private anonymousCreation(
    e: Extract<Expr, { k: 'new' }>,
    body: ClassDecl,
    args: (f: Frame) => Value[],
    fn: FunctionContext,
  ): Ex {
    let top: FunctionContext | null = fn;
    while (top && top.kind === 'closure') top = top.parent;
    const outerName = fn.cls?.name ?? 'Script1';
    const name = `${outerName}$${++this.anonymousCount}`;
    const template = createTemplate(this, { ...body, name, superclass: e.type }, fn.cls, name, fn, true);
    const captures = template.context.captureFunction?.captures ?? [];
    const { p } = e;
    const { index } = template;
    return (f) => {
      const list = args(f);
      R.pos = p;
      const cls = R.classes[index] as GClass;
      startClass(cls);
      const self = allocateFor(cls);
      const slot = cls.layout.get('$captured');
      if (slot !== undefined && self.fields) self.fields[slot] = asValue(captures.map(({ from }) => f[from]));
      const outer = cls.layout.get('this$0');
      if (outer !== undefined && self.fields) self.fields[outer] = asValue(f[THIS]);
      construct(cls, self, list);
      return self;
    };
  }
  anonymousCount = 0;

  private pointer(e: Extract<Expr, { k: 'pointer' }>, fn: FunctionContext): Ex {
    const { reference } = e;
    const nameCode = this.expr(e.name, fn);
    if (e.obj.k === 'super') {
      return (f) => {
        const name = toStr(nameCode(f));
        const self = asValue(f[THIS]);
        return nativeClosure((list) => superCall(self, fn, name, list), 1, self);
      };
    }
    const obj = this.expr(e.obj, fn);
    return (f) => {
      const self = obj(f);
      const name = toStr(nameCode(f));
      if (self === null)
        throw raise(
          'java.lang.NullPointerException',
          `Cannot invoke method ${name}() on null object`.replace('invoke method', 'invoke method'),
        );
      return pointerTo(self, name, reference);
    };
  }

  // --- operators ---

  private binary(e: Extract<Expr, { k: 'bin' }>, fn: FunctionContext): Ex {
    const { op, at } = e;
    if (op === '&&' || op === '||') {
      const left = this.truth(e.left, fn);
      const right = this.truth(e.right, fn);
      return op === '&&' ? (f) => left(f) && right(f) : (f) => left(f) || right(f);
    }
    const left = this.expr(e.left, fn);
    const right = this.expr(e.right, fn);
    const named = OPERATOR_METHODS[op];
    if (this.changesOperators && named !== undefined) {
      const run = binaryOperator(op);
      return (f) => {
        const a = left(f);
        const b = right(f);
        R.pos = at;
        if (R.anyAdded && a !== null) {
          const added = addedMethod(classOf(a), named, [b], a);
          if (added) return callMethod(added, a, [b]);
        }
        return run(a, b);
      };
    }
    switch (op) {
      case '+': {
        const slow = binaryOperator('+');
        return (f) => {
          const a = left(f);
          const b = right(f);
          if (typeof a === 'number' && typeof b === 'number') return (a + b) | 0;
          R.pos = at;
          return slow(a, b);
        };
      }
      case '-': {
        const slow = binaryOperator('-');
        return (f) => {
          const a = left(f);
          const b = right(f);
          if (typeof a === 'number' && typeof b === 'number') return (a - b) | 0;
          R.pos = at;
          return slow(a, b);
        };
      }
      case '*': {
        const slow = binaryOperator('*');
        return (f) => {
          const a = left(f);
          const b = right(f);
          if (typeof a === 'number' && typeof b === 'number') return Math.imul(a, b);
          R.pos = at;
          return slow(a, b);
        };
      }
      case '%': {
        const slow = binaryOperator('%');
        return (f) => {
          const a = left(f);
          const b = right(f);
          if (typeof a === 'number' && typeof b === 'number' && b !== 0) return (a % b) | 0;
          R.pos = at;
          return slow(a, b);
        };
      }
      case '==':
        return (f) => {
          const a = left(f);
          const b = right(f);
          if (a === b) return true;
          R.pos = at;
          return equals(a, b);
        };
      case '!=':
        return (f) => {
          const a = left(f);
          const b = right(f);
          if (a === b) return false;
          R.pos = at;
          return !equals(a, b);
        };
      case '===':
        return (f) => left(f) === right(f);
      case '!==':
        return (f) => left(f) !== right(f);
      case '<':
        return (f) => {
          const a = left(f);
          const b = right(f);
          if (typeof a === 'number' && typeof b === 'number') return a < b;
          R.pos = at;
          return orderOf(a, b) < 0;
        };
      case '<=':
        return (f) => {
          const a = left(f);
          const b = right(f);
          if (typeof a === 'number' && typeof b === 'number') return a <= b;
          R.pos = at;
          return orderOf(a, b) <= 0;
        };
      case '>':
        return (f) => {
          const a = left(f);
          const b = right(f);
          if (typeof a === 'number' && typeof b === 'number') return a > b;
          R.pos = at;
          return orderOf(a, b) > 0;
        };
      case '>=':
        return (f) => {
          const a = left(f);
          const b = right(f);
          if (typeof a === 'number' && typeof b === 'number') return a >= b;
          R.pos = at;
          return orderOf(a, b) >= 0;
        };
      case '<=>':
        return (f) => {
          const a = left(f);
          const b = right(f);
          R.pos = at;
          return Math.max(-1, Math.min(1, compare(a, b)));
        };
      case 'in':
        return (f) => {
          const a = left(f);
          const b = right(f);
          R.pos = at;
          return isCase(b, a);
        };
      case '!in':
        return (f) => {
          const a = left(f);
          const b = right(f);
          R.pos = at;
          return !isCase(b, a);
        };
      case '=~':
        return (f) => {
          const a = left(f);
          const b = right(f);
          R.pos = at;
          return invokeOnClass(REGEX, 'find', [a, b]);
        };
      case '==~':
        return (f) => {
          const a = left(f);
          const b = right(f);
          R.pos = at;
          return invokeOnClass(REGEX, 'matches', [a, b]);
        };
      default: {
        const run = binaryOperator(op);
        return (f) => {
          const a = left(f);
          const b = right(f);
          R.pos = at;
          return run(a, b);
        };
      }
    }
  }

  private increment(e: Extract<Expr, { k: 'inc' }>, fn: FunctionContext): Ex {
    const step = e.op === '++' ? opNext : opPrevious;
    const { prefix, at, target } = e;
    if (
      !prefix &&
      target.k === 'id' &&
      fn.cls?.decl.kind === 'trait' &&
      !fn.find(target.name) &&
      fn.cls.decl.fields.some((each) => each.name === target.name)
    )
      this.plainProblem(at, 'Postfix expressions on trait fields/properties are not supported in traits.');
    if (target.k === 'id') {
      const variable = fn.find(target.name);
      if (variable && !variable.boxed && !variable.type) {
        const { slot } = variable;
        const by = e.op === '++' ? 1 : -1;
        return (f) => {
          const old = asValue(f[slot]);
          if (typeof old === 'number') {
            const next = (old + by) | 0;
            f[slot] = next;
            return prefix ? next : old;
          }
          R.pos = at;
          const next = step(old);
          f[slot] = next;
          return prefix ? next : old;
        };
      }
    }
    return this.update(
      target,
      fn,
      (old) => {
        R.pos = at;
        return step(old);
      },
      prefix,
    );
  }

  /** Reads a target, computes, writes back; the receiver and key are evaluated once. */
  private update(
    target: Expr,
    fn: FunctionContext,
    compute: (old: Value, f: Frame) => Value,
    giveNew: boolean,
    unless?: (old: Value) => boolean,
  ): Ex {
    switch (target.k) {
      case 'paren':
        return this.update(target.value, fn, compute, giveNew, unless);
      case 'id': {
        const read = this.expr(target, fn);
        const write = this.writer(target, fn);
        return (f) => {
          const old = read(f);
          if (unless?.(old)) return old;
          const v = write(f, compute(old, f));
          return giveNew ? v : old;
        };
      }
      case 'prop': {
        const own =
          target.obj.k === 'this' && target.name.k === 'str' ? this.ownField(target.name.value, fn) : null;
        if (own) {
          return (f) => {
            const old = own.read(f);
            if (unless?.(old)) return old;
            const v = compute(old, f);
            own.write(f, v);
            return giveNew ? v : old;
          };
        }
        const obj = this.expr(target.obj, fn);
        const name = this.expr(target.name, fn);
        const { op, at } = target;
        return (f) => {
          const self = obj(f);
          if (self === null && op === '?.') return null;
          const key = toStr(name(f));
          R.pos = at;
          const old = op === '.@' ? readField(self, key) : getProperty(self, key);
          if (unless?.(old)) return old;
          const v = compute(old, f);
          if (op === '.@') writeField(self, key, v);
          else setProperty(self, key, v);
          return giveNew ? v : old;
        };
      }
      case 'index': {
        const obj = this.expr(target.obj, fn);
        const key = this.indexKey(target.args, fn);
        const { at } = target;
        return (f) => {
          const self = obj(f);
          if (self === null && target.safe) return null;
          const k = key(f);
          R.pos = at;
          const old = getAt(self, k);
          if (unless?.(old)) return old;
          const v = compute(old, f);
          putAt(self, k, v);
          return giveNew ? v : old;
        };
      }
      default: {
        const read = this.expr(target, fn);
        return (f) => {
          const old = read(f);
          const v = compute(old, f);
          return giveNew ? v : old;
        };
      }
    }
  }

  /** Stores a value; answers what was stored (a typed variable converts it). */
  private writer(target: Expr, fn: FunctionContext): (f: Frame, v: Value) => Value {
    switch (target.k) {
      case 'paren':
        return this.writer(target.value, fn);
      case 'id': {
        const { name, p } = target;
        const variable = fn.find(name);
        if (variable) {
          if (variable.final)
            this.placedProblem(p, `The variable [${name}] is declared final but is reassigned`);
          return writeVariable(variable);
        }
        const own = this.ownField(name, fn);
        if (own) {
          return (f, v) => {
            own.write(f, v);
            return v;
          };
        }
        if (this.inClosure(fn)) {
          return (f, v) => {
            R.pos = p;
            setClosureProperty(asValue(f[CLOSURE]) as GClosure, name, v);
            return v;
          };
        }
        return (f, v) => {
          R.pos = p;
          setProperty(asValue(f[THIS]), name, v);
          return v;
        };
      }
      case 'prop': {
        const { op, at } = target;
        if (target.obj.k === 'this' && target.name.k === 'str') {
          const own = this.ownField(target.name.value, fn);
          if (own) {
            return (f, v) => {
              own.write(f, v);
              return v;
            };
          }
        }
        const obj = this.expr(target.obj, fn);
        const nameCode = this.expr(target.name, fn);
        return (f, v) => {
          const self = obj(f);
          if (self === null && op === '?.') return v;
          const name = toStr(nameCode(f));
          R.pos = at;
          if (op === '*.') for (const each of toItems(self)) setProperty(each, name, v);
          else if (op === '.@') writeField(self, name, v);
          else setProperty(self, name, v);
          return v;
        };
      }
      case 'index': {
        const obj = this.expr(target.obj, fn);
        const key = this.indexKey(target.args, fn);
        const { at, safe } = target;
        return (f, v) => {
          const self = obj(f);
          if (self === null && safe) return v;
          const k = key(f);
          R.pos = at;
          putAt(self, k, v);
          return v;
        };
      }
      case 'gstr':
      case 'str': {
        const nameCode = this.expr(target, fn);
        return (f, v) => {
          setProperty(asValue(f[THIS]), toStr(nameCode(f)), v);
          return v;
        };
      }
      default:
        this.problem(
          target.p,
          'The left-hand side of an assignment must be a variable, a property or an index',
        );
        return (_, v) => v;
    }
  }

  private assign(e: Extract<Expr, { k: 'assign' }>, fn: FunctionContext): Ex {
    const { op, at } = e;
    if (op === '=') {
      const { target } = e;
      if (target.k === 'id') {
        const value = this.expr(e.value, fn);
        const write = this.writer(target, fn);
        return (f) => write(f, value(f));
      }
      const value = this.expr(e.value, fn);
      const write = this.writer(target, fn);
      return (f) => write(f, value(f));
    }
    const value = this.expr(e.value, fn);
    if (op === '?=') return this.update(e.target, fn, (_, f) => value(f), true, isTrue);
    const run = binaryOperator(op.slice(0, -1));
    return this.update(
      e.target,
      fn,
      (old, f) => {
        const v = value(f);
        R.pos = at;
        return run(old, v);
      },
      true,
    );
  }

  private tupleAssign(targets: readonly Expr[], value: Expr, fn: FunctionContext): Ex {
    const code = this.expr(value, fn);
    const writes = targets.map((each) => this.writer(each, fn));
    return (f) => {
      const v = code(f);
      writes.forEach((write, i) => write(f, elementOf(v, i)));
      return v;
    };
  }

  // --- closures ---

  private closure(e: ClosureExpr, outer: FunctionContext): Ex {
    const fn = new FunctionContext(outer, 'closure', e.body, outer.cls, outer.isStatic, 'doCall');
    for (const each of fn.shared) if (!outer.shared.has(each)) (outer.shared as Set<string>).add(each);
    const recording = this.recording;
    this.recording = false;
    const implicitIt = e.params === null;
    const itParam: Param = {
      name: 'it',
      type: null,
      initial: null,
      varargs: false,
      p: e.p,
      annotations: [],
      final: false,
      modifiers: [],
    };
    const params = e.params ?? [itParam];
    const entry: ClosureEntry = {
      code: null,
      inside: [],
      method: outer.name,
      nested: outer.kind === 'closure',
    };
    const siblings = this.closureEntries(outer);
    siblings.push(entry);
    this.entryOf.set(fn, entry);
    for (const each of e.params ?? [])
      if (this.declaredAround(each.name, outer))
        this.problem(e.p, `The current parameter list already contains a parameter of the name ${each.name}`);
    const layout = this.parameters(params, fn, outer.cls);
    const body = this.returning(e.body, fn);
    this.recording = recording;
    const { captures } = fn;
    const code = closureCode(layout, implicitIt, e, (c, args) => {
      const f = newFrame(fn.size);
      f[THIS] = c.thisObject;
      f[CLOSURE] = c;
      f[RESULT] = null;
      const { captured } = c;
      for (let i = 0; i < captures.length; i++) f[(captures[i] as { to: number }).to] = asValue(captured[i]);
      layout.bind(f, args);
      enterCall('doCall');
      body(f);
      R.depth--;
      return asValue(f[RESULT]);
    });
    entry.code = code;
    return (f) => {
      const captured: Ref[] = [];
      for (const { from } of captures) captured.push(asRef(f[from]));
      const owner = asValue(f[CLOSURE]) ?? asValue(f[THIS]);
      return new GClosure(code, owner, asValue(f[THIS]), captured);
    };
  }

  /** Where a closure is noted: with the closure around it, or with its class. */
  private closureEntries(outer: FunctionContext): ClosureEntry[] {
    if (outer.kind === 'closure') return this.entryOf.get(outer)?.inside ?? [];
    const name = outer.cls?.name ?? 'Script1';
    let list = this.closureRoots.get(name);
    if (!list) this.closureRoots.set(name, (list = []));
    return list;
  }
  private readonly entryOf = new WeakMap<FunctionContext, ClosureEntry>();
  private readonly closureRoots = new Map<string, ClosureEntry[]>();

  /** Names closures as Groovy numbers them: those of a method first, then those inside them. */
  private nameClosures(): void {
    for (const [cls, roots] of this.closureRoots) {
      let number = 0;
      // The script's run goes before its methods, a class's static part after all.
      const simple = cls.slice(Math.max(cls.lastIndexOf('$'), cls.lastIndexOf('.')) + 1);
      const weight = ({ method }: ClosureEntry): number =>
        method === '<init>'
          ? -3
          : method === simple
            ? -2
            : method === 'run' && cls === 'Script1'
              ? -1
              : method === '<clinit>'
                ? 1
                : 0;
      let level = roots
        .toSorted((a, b) => weight(a) - weight(b))
        .map((entry) => ({
          entry,
          around: `${this.tree.packageName ? `${this.tree.packageName}.` : ''}${cls}`,
        }));
      while (level.length > 0) {
        const next: typeof level = [];
        for (const { entry, around } of level) {
          const own = `${around}$${entry.nested || entry.method === '<init>' || entry.method === simple ? '' : `_${entry.method === '<clinit>' ? '_clinit_' : entry.method}`}_closure${++number}`;
          if (entry.code) closureNames.set(entry.code, own);
          for (const each of entry.inside) next.push({ entry: each, around: own });
        }
        level = next;
      }
    }
  }

  /** Declares parameters; `bind` puts arguments in their slots, defaults and variable arguments included. */
  parameters(params: readonly Param[], fn: FunctionContext, cls: ClassContext | null): ParameterLayout {
    const rows = params.map((each) => {
      const type = this.varType(
        each.varargs && each.type ? { ...each.type, dims: each.type.dims + 1 } : each.type,
        cls,
      );
      const variable = fn.declare(each.name, type);
      return { variable, type, initial: null as Ex | null, name: each.name };
    });
    params.forEach((each, i) => {
      const row = rows[i];
      if (each.initial && row) row.initial = this.expr(each.initial, fn);
    });
    const required = params.filter((each) => !each.initial).length;
    const last = params[params.length - 1];
    const varargs = last !== undefined && (last.varargs || (last.type !== null && last.type.dims > 0));
    const n = rows.length;
    const simple = rows.every((row) => !row.initial && !row.variable.boxed);
    const slots = rows.map((row) => row.variable.slot);
    return {
      names: params.map((each) => each.name),
      types: () =>
        rows.map((row, i) => (params[i]?.varargs && !row.type ? ObjectArray : row.type ? row.type() : null)),
      optional: params.map((each) => each.initial !== null),
      untyped: rows.every((row) => row.type === null) && !varargs,
      required: varargs && !last?.initial ? required - 1 : required,
      varargs,
      count: n,
      bind: simple
        ? (f, args) => {
            for (let i = 0; i < n; i++) f[slots[i] as number] = args[i] ?? null;
          }
        : (f, args) => {
            let spare = args.length - required;
            let next = 0;
            for (const row of rows) {
              let v: Value;
              if (row.initial) {
                if (spare > 0) {
                  spare--;
                  v = args[next++] ?? null;
                } else {
                  const { slot, boxed } = row.variable;
                  f[slot] = boxed ? asValue(new Ref(null)) : null;
                  v = row.initial(f);
                  if (row.type) v = castTo(v, row.type());
                }
              } else v = args[next++] ?? null;
              f[row.variable.slot] = row.variable.boxed ? asValue(new Ref(v)) : v;
            }
          },
    };
  }

  // --- statements ---

  body(list: readonly Stmt[], fn: FunctionContext): St {
    fn.scopes.push(new Map());
    const codes = list.map((each) => this.stmt(each, fn));
    fn.scopes.pop();
    return sequence(codes);
  }

  /** A function's body: the value of its last statement is what it returns. */
  returning(list: readonly Stmt[], fn: FunctionContext): St {
    return this.body(withReturn(list), fn);
  }

  stmt(s: Stmt, fn: FunctionContext): St {
    switch (s.k) {
      case 'empty':
        return () => NORMAL;
      case 'expr': {
        const code = this.expr(s.value, fn);
        const { p } = s;
        return (f) => {
          R.pos = p;
          code(f);
          return NORMAL;
        };
      }
      case 'var': {
        if (s.annotations.some((each) => each.name === 'Field' || each.name.endsWith('.Field')))
          return () => NORMAL;
        const codes = s.vars.map((each) =>
          this.variable(
            each.name,
            each.type,
            each.initial,
            each.p,
            s.modifiers.includes('final') && each.initial !== null,
            fn,
          ),
        );
        return sequence(codes);
      }
      case 'tupleVar': {
        const value = s.value ? this.expr(s.value, fn) : null;
        const writes = s.vars.map((each) =>
          initVariable(fn.declare(each.name, this.varType(each.type, fn.cls))),
        );
        return (f) => {
          const v = value ? value(f) : null;
          writes.forEach((write, i) => write(f, value ? elementOf(v, i) : null));
          return NORMAL;
        };
      }
      case 'blockStmt':
        return this.body(s.body, fn);
      case 'labelled': {
        const body = this.stmt(s.body, fn);
        const { label } = s;
        return (f) => {
          const done = body(f);
          if (done === BREAK && wantedLabel === label) {
            wantedLabel = null;
            return NORMAL;
          }
          return done;
        };
      }
      case 'if': {
        const test = this.truth(s.test, fn);
        const then = this.scoped(s.yes, fn);
        const otherwise = s.otherwise ? this.scoped(s.otherwise, fn) : null;
        return (f) => (test(f) ? then(f) : otherwise ? otherwise(f) : NORMAL);
      }
      case 'while': {
        const test = this.truth(s.test, fn);
        const body = this.scoped(s.body, fn);
        const { label } = s;
        return (f) => {
          while (test(f)) {
            if (--R.fuel < 0) outOfFuel();
            const done = body(f);
            if (done !== NORMAL) {
              const next = loopEnds(done, label);
              if (next === 'stop') return NORMAL;
              if (next === 'leave') return done;
            }
          }
          return NORMAL;
        };
      }
      case 'doWhile': {
        const body = this.scoped(s.body, fn);
        const test = this.truth(s.test, fn);
        const { label } = s;
        return (f) => {
          do {
            if (--R.fuel < 0) outOfFuel();
            const done = body(f);
            if (done !== NORMAL) {
              const next = loopEnds(done, label);
              if (next === 'stop') return NORMAL;
              if (next === 'leave') return done;
            }
          } while (test(f));
          return NORMAL;
        };
      }
      case 'for': {
        fn.scopes.push(new Map());
        const init = sequence(s.init.map((each) => this.stmt(each, fn)));
        const test = s.test ? this.truth(s.test, fn) : () => true;
        const update = s.update.map((each) => this.expr(each, fn));
        const body = this.scoped(s.body, fn);
        fn.scopes.pop();
        const { label } = s;
        return (f) => {
          init(f);
          for (; test(f);) {
            if (--R.fuel < 0) outOfFuel();
            const done = body(f);
            if (done !== NORMAL) {
              const next = loopEnds(done, label);
              if (next === 'stop') return NORMAL;
              if (next === 'leave') return done;
            }
            for (const each of update) each(f);
          }
          return NORMAL;
        };
      }
      case 'forIn':
        return this.forIn(s, fn);
      case 'switch':
        return this.switchStatement(s.value, s.cases, s.label, fn);
      case 'try':
        return this.tryStatement(s, fn);
      case 'throw': {
        const value = this.expr(s.value, fn);
        const { p } = s;
        return (f) => {
          const v = value(f);
          R.pos = p;
          if (v === null)
            throw raise('java.lang.NullPointerException', 'Cannot throw exception because "null" is null');
          if (!(v instanceof GThrowable))
            throw raise(
              'org.codehaus.groovy.runtime.typehandling.GroovyCastException',
              `Cannot cast object '${toStr(v)}' with class '${classOf(v).name}' to class 'java.lang.Throwable'`,
            );
          if (v.at < 0) v.at = p;
          throw new Thrown(v);
        };
      }
      case 'assert':
        return this.assertion(s, fn);
      case 'return': {
        if (!s.value) {
          return (f) => {
            f[RESULT] = null;
            return RETURN;
          };
        }
        const value = this.expr(s.value, fn);
        const { p } = s;
        return (f) => {
          R.pos = p;
          f[RESULT] = value(f);
          return RETURN;
        };
      }
      case 'yield': {
        const value = this.expr(s.value, fn);
        return (f) => {
          yielded = value(f);
          wantedLabel = YIELD;
          return BREAK;
        };
      }
      case 'break':
      case 'continue': {
        const done = s.k === 'break' ? BREAK : CONTINUE;
        const { label } = s;
        return () => {
          wantedLabel = label;
          return done;
        };
      }
      case 'class':
      case 'method':
        // Declared before the run; see `program`.
        return () => NORMAL;
      case 'synchronized': {
        const value = this.expr(s.value, fn);
        const body = this.body(s.body, fn);
        return (f) => {
          value(f);
          return body(f);
        };
      }
    }
  }

  private scoped(s: Stmt, fn: FunctionContext): St {
    if (s.k === 'blockStmt') return this.body(s.body, fn);
    fn.scopes.push(new Map());
    const code = this.stmt(s, fn);
    fn.scopes.pop();
    return code;
  }

  private variable(
    name: string,
    ref: TypeRef | null,
    initial: Expr | null,
    p: number,
    final: boolean,
    fn: FunctionContext,
  ): St {
    // Declared first, so that a closure may call itself by its own name only through a later assignment, as in Groovy.
    this.checkFree(name, p, fn);
    const type = this.varType(ref, fn.cls, p);
    const value = initial ? this.expr(initial, fn) : null;
    const write = initVariable(fn.declare(name, type, final));
    if (!value) {
      const empty = ref && ref.dims === 0 ? primitiveDefault(ref.name) : null;
      return (f) => {
        write(f, empty);
        return NORMAL;
      };
    }
    return (f) => {
      R.pos = p;
      const v = value(f);
      R.pos = p;
      write(f, v);
      return NORMAL;
    };
  }

  /** A name may not be declared again, in a closure inside neither. */
  private checkFree(name: string, p: number, fn: FunctionContext): void {
    if (this.declaredAround(name, fn))
      this.problem(p, `The current scope already contains a variable of the name ${name}`);
  }

  private declaredAround(name: string, fn: FunctionContext): boolean {
    for (let each: FunctionContext | null = fn; each; each = each.kind === 'closure' ? each.parent : null)
      if (each.scopes.some((scope) => scope.get(name)?.own)) return true;
    return false;
  }

  private forIn(s: Extract<Stmt, { k: 'forIn' }>, fn: FunctionContext): St {
    const over = this.expr(s.over, fn);
    fn.scopes.push(new Map());
    this.checkFree(s.name, s.p, fn);
    const variable = fn.declare(s.name, this.varType(s.type, fn.cls));
    const init = initVariable(variable);
    const write = writeVariable(variable);
    const body = this.scoped(s.body, fn);
    fn.scopes.pop();
    const { label, p } = s;
    const { slot, boxed, type } = variable;
    const direct = !boxed && !type;
    return (f) => {
      const source = over(f);
      if (source === null) return NORMAL;
      init(f, type && type().kind === 'primitive' ? primitiveDefault(type().name) : null);
      const step = (v: Value): 'go' | 'stop' | 'leave' => {
        if (--R.fuel < 0) outOfFuel();
        if (direct) f[slot] = v;
        else write(f, v);
        const done = body(f);
        if (done === NORMAL) return 'go';
        const next = loopEnds(done, label);
        if (next === 'leave') left = done;
        return next;
      };
      let left: Completion = NORMAL;
      if (source instanceof GRange && typeof source.from === 'number' && typeof source.to === 'number') {
        const by = source.reverse ? -1 : 1;
        const first = source.openLeft ? source.from + by : source.from;
        const last = source.openRight ? source.to - by : source.to;
        for (let i = first; source.reverse ? i >= last : i <= last; i += by) {
          const next = step(i);
          if (next !== 'go') return next === 'stop' ? NORMAL : left;
        }
        return NORMAL;
      }
      if (source instanceof GList && !source.cls.scripted) {
        const size = source.a.length;
        for (let i = 0; i !== source.a.length; i++) {
          if (source.a.length !== size) {
            R.pos = p;
            throw raise('java.util.ConcurrentModificationException', null);
          }
          const next = step(source.a[i] ?? null);
          if (next !== 'go') return next === 'stop' ? NORMAL : left;
        }
        return NORMAL;
      }
      if (source instanceof GMap && !source.cls.scripted) {
        const { size } = source;
        const items = toItems(source);
        for (let i = 0; i < items.length; i++) {
          if (source.size !== size) throw raise('java.util.ConcurrentModificationException', null);
          const next = step(items[i] ?? null);
          if (next !== 'go') return next === 'stop' ? NORMAL : left;
        }
        return NORMAL;
      }
      const it = iteratorOf(source);
      if (it && !(source instanceof GClass)) {
        while (it.hasNext()) {
          const next = step(it.next() ?? null);
          if (next !== 'go') return next === 'stop' ? NORMAL : left;
        }
        return NORMAL;
      }
      for (const each of toItems(source)) {
        const next = step(each);
        if (next !== 'go') return next === 'stop' ? NORMAL : left;
      }
      return NORMAL;
    };
  }

  private switchCases(cases: readonly SwitchCase[], fn: FunctionContext): { tests: Ex[] | null; body: St }[] {
    fn.scopes.push(new Map());
    const rows = cases.map((each) => {
      const tests = each.tests ? each.tests.map((test) => this.expr(test, fn)) : null;
      return { tests, body: sequence(each.body.map((s) => this.stmt(s, fn))) };
    });
    fn.scopes.pop();
    return rows;
  }

  private switchStatement(
    value: Expr,
    cases: readonly SwitchCase[],
    label: string | null,
    fn: FunctionContext,
  ): St {
    const code = this.expr(value, fn);
    const rows = this.switchCases(cases, fn);
    return (f) => {
      const v = code(f);
      let at = matchCase(rows, v, f);
      for (; at < rows.length; at++) {
        const done = rows[at]?.body(f) ?? NORMAL;
        if (done === BREAK && (wantedLabel === null || wantedLabel === label)) {
          wantedLabel = null;
          return NORMAL;
        }
        if (done !== NORMAL) return done;
      }
      return NORMAL;
    };
  }

  private switchExpression(value: Expr, cases: readonly SwitchCase[], fn: FunctionContext): Ex {
    const code = this.expr(value, fn);
    const rows = this.switchCases(
      cases.map((each) => ({ ...each, body: withYield(each.body) })),
      fn,
    );
    return (f) => {
      const v = code(f);
      let at = matchCase(rows, v, f);
      for (; at < rows.length; at++) {
        const done = rows[at]?.body(f) ?? NORMAL;
        if (done === BREAK && wantedLabel === YIELD) {
          wantedLabel = null;
          const result = yielded;
          yielded = null;
          return result;
        }
        if (done === BREAK && wantedLabel === null) return null;
        if (cases[at]?.arrow) return null;
      }
      return null;
    };
  }

  private tryStatement(s: Extract<Stmt, { k: 'try' }>, fn: FunctionContext): St {
    fn.scopes.push(new Map());
    const resources = s.resources.map((each) => ({
      code: this.stmt(each, fn),
      name: each.k === 'var' ? each.vars[0]?.name : undefined,
      expr: each.k === 'expr' ? this.expr(each.value, fn) : null,
    }));
    const reads = resources.map(({ name }) => {
      const variable = name === undefined ? null : fn.find(name);
      return variable ? readVariable(variable) : null;
    });
    const inner = this.body(s.body, fn);
    fn.scopes.pop();
    const body: St =
      resources.length === 0
        ? inner
        : (f) => {
            const open: Value[] = [];
            let failure: unknown = null;
            let done: Completion = NORMAL;
            try {
              resources.forEach(({ code, expr }, i) => {
                if (expr) open.push(expr(f));
                else {
                  code(f);
                  open.push(reads[i]?.(f) ?? null);
                }
              });
              done = inner(f);
            } catch (error) {
              failure = error;
            }
            for (const each of open.toReversed()) {
              try {
                if (each !== null) invokeMethod(each, 'close', []);
              } catch (error) {
                if (failure instanceof Thrown && error instanceof Thrown)
                  failure.value.suppressed.push(error.value);
                else failure ??= error;
              }
            }
            if (failure !== null) throw failure;
            return done;
          };
    const catches = s.catches.map((each) => {
      const types = each.types.map((type) => this.type(type, fn.cls, each.p));
      fn.scopes.push(new Map());
      this.checkFree(each.name, each.p, fn);
      const write = initVariable(fn.declare(each.name, null));
      const code = this.body(each.body, fn);
      fn.scopes.pop();
      return { types, write, code };
    });
    const last = s.last ? this.body(s.last, fn) : null;
    const guarded: St = (f) => {
      const { depth } = R;
      const recorder = R.recorder;
      try {
        return body(f);
      } catch (error) {
        R.depth = depth;
        R.recorder = recorder;
        const thrown = asThrown(error);
        for (const { types, write, code } of catches) {
          const matches =
            types.length === 0
              ? thrown.value.cls.isSubclassOf(EXCEPTION)
              : types.some((type) => thrown.value.cls.isSubclassOf(type()));
          if (matches) {
            write(f, thrown.value);
            return code(f);
          }
        }
        throw thrown;
      }
    };
    const main = catches.length > 0 ? guarded : body;
    if (!last) return main;
    return (f) => {
      const { depth } = R;
      let done: Completion;
      let failure: unknown = null;
      let failed = false;
      let result: Value = null;
      let label: string | null = null;
      try {
        done = main(f);
        result = asValue(f[RESULT]);
        label = wantedLabel;
      } catch (error) {
        if (error instanceof LimitReached) throw error;
        if (isSuspension(error)) throw error;
        R.depth = depth;
        failed = true;
        failure = error;
        done = NORMAL;
      }
      const after = last(f);
      if (after !== NORMAL) return after;
      if (failed) throw failure;
      f[RESULT] = result;
      wantedLabel = label;
      return done;
    };
  }

  private assertion(s: Extract<Stmt, { k: 'assert' }>, fn: FunctionContext): St {
    const message = s.message ? this.expr(s.message, fn) : null;
    const before = this.recording;
    this.recording = !s.message;
    const test = this.expr(s.test, fn);
    this.recording = before;
    const values = message ? assertValues(s.test, fn) : null;
    const { p, to } = s;
    const source = this.tree.source;
    if (message) {
      return (f) => {
        if (isTrue(test(f))) return NORMAL;
        const text = message(f);
        R.pos = p;
        throw raise(
          'java.lang.AssertionError',
          `${toStr(text)}. Expression: ${assertText(s.test)}${values ? values(f) : ''}`,
        );
      };
    }
    return (f) => {
      const saved = R.recorder;
      const values: { at: number; value: Value }[] = [];
      R.recorder = (at, value) => {
        values.push({ at, value });
      };
      const ok = isTrue(test(f));
      R.recorder = saved;
      if (ok) return NORMAL;
      R.pos = p;
      throw raise(
        'org.codehaus.groovy.runtime.powerassert.PowerAssertionError',
        renderAssert(source, p, to, values),
      );
    };
  }

  // --- the whole script ---

  /** Compiles the script's own methods as a class named Script1 whose `run` is everything else. */
  program(): Program {
    const { tree } = this;
    this.problems.push(...checkTree(tree));
    if (this.problems.length > 0) return { problems: this.problems, run: () => null };
    // Names of all classes first: they may be used before they are written.
    const decls: { decl: ClassDecl; full: string; outer: string | null }[] = [];
    const collect = (decl: ClassDecl, outer: string | null): void => {
      const full = outer === null ? decl.name : `${outer}$${decl.name}`;
      decls.push({ decl, full, outer });
      for (const each of decl.classes) collect(each, full);
    };
    const findClasses = (list: readonly Stmt[]): void => {
      for (const each of list) if (each.k === 'class') collect(each.decl, null);
    };
    findClasses(tree.body);
    decls.forEach(({ full, decl }, i) => {
      if (this.classIndex.has(full))
        this.problem(
          decl.p,
          `Invalid duplicate class definition of class ${full} : The source Script1.groovy contains at least two definitions of the class ${full}.`,
        );
      this.classIndex.set(full, i);
    });
    this.templates.length = decls.length;
    const contexts = new Map<string, ClassContext>();
    decls.forEach(({ decl, full, outer }, i) => {
      const template = createTemplate(
        this,
        decl,
        outer === null ? null : (contexts.get(outer) ?? null),
        full,
        null,
        false,
        i,
      );
      contexts.set(full, template.context);
    });
    const methods = tree.body.filter((each) => each.k === 'method').map((each) => each.decl);
    const fields = tree.body.flatMap((each) =>
      each.k === 'var' && each.annotations.some((a) => a.name === 'Field' || a.name.endsWith('.Field'))
        ? each.vars.map((v) => ({
            name: v.name,
            type: v.type,
            modifiers: each.modifiers,
            annotations: each.annotations,
            initial: v.initial,
            p: v.p,
          }))
        : [],
    );
    const scriptDecl: ClassDecl = {
      kind: 'class',
      name: 'Script1',
      p: 0,
      modifiers: [],
      annotations: [],
      superclass: { name: 'groovy.lang.Script', dims: 0, p: 0 },
      interfaces: [],
      typeParams: [],
      fields,
      methods,
      constructors: [],
      initializers: [],
      constants: [],
      classes: [],
      order: fields.map((_, field) => ({ field })),
      recordParams: null,
    };
    this.classIndex.set('Script1', this.templates.length);
    const script = createTemplate(this, scriptDecl, null, 'Script1', null, false);
    const fn = new FunctionContext(null, 'script', tree.body, script.context, false, 'run');
    const body = this.returning(tree.body, fn);
    const { templates, problems } = this;
    this.nameClosures();
    return {
      problems,
      run: (binding: GMap): Value => {
        R.classes = [];
        R.classByName = new Map();
        const prefix = tree.packageName === null ? '' : `${tree.packageName}.`;
        for (const each of templates) {
          const cls = new GClass(prefix + each.name, each.context.decl.kind);
          cls.load = null;
          cls.scripted = true;
          R.classes.push(cls);
          R.classByName.set(each.name, cls);
          if (prefix !== '') R.classByName.set(prefix + each.name, cls);
        }
        for (const each of templates) each.link();
        const cls = R.classes[script.index] as GClass;
        const self = allocateFor(cls) as GObject;
        self.native = binding;
        R.script = self;
        startClass(cls);
        cls.prepare?.(self);
        const f = newFrame(fn.size);
        f[THIS] = self;
        f[CLOSURE] = null;
        f[RESULT] = null;
        // A file of classes only runs its main.
        if (tree.body.length > 0 && tree.body.every((each) => each.k === 'class')) {
          const first = tree.body[0];
          const main = first && first.k === 'class' ? R.classByName.get(first.decl.name) : undefined;
          if (main && choose(findMethods(main, 'main'), [new GArray(arrayClass(C.String), [])], true))
            return invokeOnClass(main, 'main', [new GArray(arrayClass(C.String), [])]);
        }
        body(f);
        return asValue(f[RESULT]);
      },
    };
  }
}

export type Program = {
  readonly problems: readonly CompileProblem[];
  readonly run: (binding: GMap) => Value;
};

function numberProblem(text: string, at: number, source: string): string {
  const digits = text.replaceAll('_', '');
  if (/^-?0\d/.test(digits)) {
    const { line, column } = positionOf(source, at);
    return `Invalid octal number @ line ${line}, column ${column}`;
  }
  const type = /[lL]$/.test(digits) ? 'long' : 'int';
  return `Number of value ${digits.replace(/[iIlL]$/, '')} does not fit in the range of ${type}, but ${type} was enforced.`;
}

const REGEX = classNamed('groovy.regex');
const EXCEPTION = classNamed('java.lang.Exception');
const YIELD = '\u0000yield';
let yielded: Value = null;

/** Set by `run.ts`: whether an error is the interpreter waiting for the host, which no script may catch. */
export const suspension: { is: (error: unknown) => boolean } = { is: () => false };
function isSuspension(error: unknown): boolean {
  return suspension.is(error);
}

/** What was thrown, as a Groovy exception; limits and suspensions pass through. */
export function asThrown(error: unknown): Thrown {
  if (error instanceof Thrown) return error;
  if (error instanceof LimitReached || isSuspension(error)) throw error;
  if (error instanceof RangeError && /call stack|too much recursion/i.test(error.message))
    return new Thrown(newThrowable('java.lang.StackOverflowError', null));
  // A number or a text larger than the host itself can hold.
  if (error instanceof RangeError)
    return new Thrown(
      /bigint/i.test(error.message)
        ? newThrowable('java.lang.ArithmeticException', 'BigInteger would overflow supported range')
        : newThrowable('java.lang.OutOfMemoryError', 'Java heap space'),
    );
  throw error;
}

function sequence(codes: readonly St[]): St {
  const [a, b, c] = codes;
  switch (codes.length) {
    case 0:
      return () => NORMAL;
    case 1:
      if (a) return a;
      break;
    case 2:
      if (a && b) return (f) => a(f) || b(f);
      break;
    case 3:
      if (a && b && c) return (f) => a(f) || b(f) || c(f);
      break;
    default:
  }
  return (f) => {
    for (let i = 0; i < codes.length; i++) {
      const done = (codes[i] as St)(f);
      if (done !== NORMAL) return done;
    }
    return NORMAL;
  };
}

function loopEnds(done: Completion, label: string | null): 'go' | 'stop' | 'leave' {
  if (done === RETURN) return 'leave';
  if (wantedLabel !== null && wantedLabel !== label) return 'leave';
  wantedLabel = null;
  return done === BREAK ? 'stop' : 'go';
}

function matchCase(rows: readonly { tests: Ex[] | null }[], v: Value, f: Frame): number {
  for (let i = 0; i < rows.length; i++) {
    if (rows[i]?.tests?.some((test) => isCase(test(f), v))) return i;
  }
  const fallback = rows.findIndex((row) => row.tests === null);
  return fallback < 0 ? rows.length : fallback;
}

function readVariable(v: Variable): Ex {
  const { slot } = v;
  return v.boxed ? (f) => asRef(f[slot]).v : (f) => asValue(f[slot]);
}

function initVariable(v: Variable): (f: Frame, value: Value) => void {
  const { slot, boxed, type } = v;
  if (boxed) {
    return type
      ? (f, value) => {
          f[slot] = asValue(
            new Ref(value === null && type().kind !== 'primitive' ? null : castTo(value, type())),
          );
        }
      : (f, value) => {
          f[slot] = asValue(new Ref(value));
        };
  }
  return type
    ? (f, value) => {
        f[slot] = castTo(value, type());
      }
    : (f, value) => {
        f[slot] = value;
      };
}

function writeVariable(v: Variable): (f: Frame, value: Value) => Value {
  const { slot, boxed, type } = v;
  if (boxed) {
    return (f, value) => {
      const stored = type ? castTo(value, type()) : value;
      const ref = asRef(f[slot]);
      ref.v = stored;
      return stored;
    };
  }
  return type ? (f, value) => (f[slot] = castTo(value, type())) : (f, value) => (f[slot] = value);
}

/** The running side of a closure: fits the arguments to the parameters as Groovy's ClosureMetaClass does. */
function closureCode(
  layout: ParameterLayout,
  implicitIt: boolean,
  node: ClosureExpr,
  run: (c: GClosure, args: Value[]) => Value,
): ClosureCode {
  const { count, required, varargs, untyped, names } = layout;
  let types: (GClass | null)[] | null = null;
  let typesOfRun: unknown = null;
  const currentTypes = (): (GClass | null)[] => {
    if (types === null || typesOfRun !== R.classes) {
      types = layout.types();
      typesOfRun = R.classes;
    }
    return types;
  };
  const method = {
    name: 'doCall',
    paramNames: names,
    required,
    varargs,
    isStatic: false,
    isAbstract: false,
    visibility: 'public',
    owner: C.Closure,
    returns: null,
    scripted: true,
    plain: false,
    invoke: () => null,
  } as const;
  const fitArgs = (c: GClosure, args: Value[]): Value[] => {
    if (untyped && args.length === count) return args;
    if (implicitIt) {
      if (args.length === 0) return [null];
      if (args.length > 1) throw mismatch(c, args);
      return args;
    }
    const whole = { ...method, params: currentTypes() };
    const variants = withDefaults(whole, layout.optional);
    const m = choose(variants, args) ?? whole;
    if (m !== whole || applies(m, args)) {
      if (untyped) return args;
      return convertArgs(m, args);
    }
    const only = args[0] ?? null;
    if (
      args.length === 1 &&
      (only instanceof GList || only instanceof GArray || only instanceof GRange) &&
      count !== 1
    ) {
      const spread = [...only.a];
      const fitting = choose(variants, spread);
      if (spread.length <= count && spread.length >= required && fitting) return convertArgs(fitting, spread);
    }
    if (args.length === 0 && count === 1 && required === 1 && !varargs && m.params[0]?.kind !== 'primitive')
      return [null];
    throw mismatch(c, args);
  };
  return {
    get params() {
      return currentTypes();
    },
    paramNames: names,
    required,
    varargs,
    plain: untyped,
    implicitIt,
    node,
    run: (c, args) => run(c, fitArgs(c, args)),
  };
}

function mismatch(c: GClosure, args: Value[]) {
  return missingMethod(C.Closure, 'call', args, false, closureClassName(c), c);
}

/** Groovy's own text of an expression in `assert … : message`. */
function assertText(e: Expr): string {
  switch (e.k) {
    case 'bin':
      return `(${assertText(e.left)} ${e.op} ${assertText(e.right)})`;
    case 'paren':
      return assertText(e.value);
    case 'not':
      return `!(${assertText(e.value)})`;
    case 'null':
      return 'null';
    case 'bool':
      return String(e.value);
    case 'num':
      return e.text;
    case 'str':
      return e.value;
    case 'id':
      return e.name;
    case 'this':
      return 'this';
    case 'prop':
      return `${assertText(e.obj)}${e.op}${assertText(e.name)}`;
    case 'call':
      return `${e.obj ? assertText(e.obj) : 'this'}${e.obj ? e.op : '.'}${assertText(e.name)}(${e.args.map((each) => assertText(each)).join(', ')})`;
    case 'list':
      return `[${e.items.map((each) => assertText(each)).join(', ')}]`;
    case 'instanceof':
      return `(${assertText(e.value)} instanceof ${e.type.name})`;
    default:
      return 'unknown';
  }
}

/** `. Values: a = 5, b = 6`: the variables of the expression. */
function assertValues(e: Expr, fn: FunctionContext): (f: Frame) => string {
  const rows: { name: string; read: Ex | null }[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      node.forEach(walk);
      return;
    }
    const n = node as { k?: string; name?: unknown };
    if (n.k === undefined || !['id', 'bin', 'paren', 'not', 'instanceof', 'index', 'assign'].includes(n.k))
      return;
    const { name } = n;
    if (n.k === 'id' && typeof name === 'string' && !rows.some((each) => each.name === name)) {
      const variable = fn.find(name);
      rows.push({ name, read: variable ? readVariable(variable) : null });
    }
    Object.values(n).forEach(walk);
  };
  walk(e);
  return (f) => {
    const shown: string[] = [];
    for (const { name, read } of rows) {
      const held = read ? read(f) : R.script ? (R.script.native as GMap).find(name)?.v : undefined;
      if (held !== undefined) shown.push(`${name} = ${toStr(held)}`);
    }
    return shown.length > 0 ? `. Values: ${shown.join(', ')}` : '';
  };
}
