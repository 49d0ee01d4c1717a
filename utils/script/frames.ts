/** What compiled functions are made of: their variables, frames, parameters, and the class they stand in. */
import type { ClassDecl, Expr, Param, Stmt, TypeRef } from './ast.ts';
import { C, castTo } from './core.ts';
import { raise } from './errors.ts';
import { classNamed } from './library/registry.ts';
import { R } from './runtime.ts';
import type { Frame, GClass, Value } from './values.ts';

export type Ex = (f: Frame) => Value;
export type Completion = 0 | 1 | 2 | 3;
export type St = (f: Frame) => Completion;

export type TypeOf = () => GClass;

export type Variable = {
  slot: number;
  boxed: boolean;
  type: TypeOf | null;
  final: boolean;
  /** Declared in this function, not brought in from the one around it. */
  own: boolean;
};

export class FunctionContext {
  readonly parent: FunctionContext | null;
  readonly kind: 'script' | 'method' | 'closure';
  readonly scopes: Map<string, Variable>[] = [new Map()];
  size = 3;
  /** Names that closures inside may share. */
  readonly shared: ReadonlySet<string>;
  /** Slots of the parent's frame (each a Ref) to copy into slots of this one when a closure is made. */
  readonly captures: { from: number; to: number }[] = [];
  readonly isStatic: boolean;
  readonly cls: ClassContext | null;
  readonly name: string;

  constructor(
    parent: FunctionContext | null,
    kind: 'script' | 'method' | 'closure',
    body: unknown,
    cls: ClassContext | null,
    isStatic: boolean,
    name: string,
  ) {
    this.parent = parent;
    this.kind = kind;
    this.shared = namesInClosures(body);
    this.cls = cls;
    this.isStatic = isStatic;
    this.name = name;
  }

  declare(name: string, type: TypeOf | null, final = false): Variable {
    const variable = { slot: this.size++, boxed: this.shared.has(name), type, final, own: true };
    this.scopes[this.scopes.length - 1]?.set(name, variable);
    return variable;
  }

  find(name: string): Variable | null {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const variable = this.scopes[i]?.get(name);
      if (variable) return variable;
    }
    if (!this.parent) return null;
    const outer = this.parent.find(name);
    if (!outer || !outer.boxed) return null;
    const variable = { slot: this.size++, boxed: true, type: outer.type, final: outer.final, own: false };
    this.captures.push({ from: outer.slot, to: variable.slot });
    this.scopes[0]?.set(name, variable);
    return variable;
  }
}

/** Every identifier read or written inside closures and anonymous classes under a node. */
function namesInClosures(body: unknown): Set<string> {
  const names = new Set<string>();
  const walk = (node: unknown, inside: boolean): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const each of node) walk(each, inside);
      return;
    }
    const n = node as { k?: string; name?: unknown; kind?: string; methods?: unknown; obj?: unknown };
    if (inside && n.k === 'id' && typeof n.name === 'string') names.add(n.name);
    if (inside && n.k === 'call' && n.obj === null) {
      const callee = n.name as { k: string; value?: string };
      if (callee.k === 'str' && callee.value !== undefined) names.add(callee.value);
    }
    const deeper = inside || n.k === 'closure' || (n.methods !== undefined && n.kind !== undefined);
    for (const each of Object.values(n)) if (typeof each === 'object') walk(each, deeper);
  };
  walk(body, false);
  return names;
}

export type ClassContext = {
  readonly name: string;
  readonly decl: ClassDecl;
  readonly index: number;
  readonly outer: ClassContext | null;
  readonly typeParams: readonly string[];
  /** Names of the superclass and interfaces as resolved, for classes inside them. */
  readonly supers: string[];
  /** For an anonymous class: collects what its methods share with the code around. */
  captureFunction: FunctionContext | null;
};

export type ClassTemplate = {
  readonly name: string;
  readonly index: number;
  readonly context: ClassContext;
  link(): void;
};

export type ParameterLayout = {
  readonly names: readonly string[];
  readonly types: () => (GClass | null)[];
  readonly untyped: boolean;
  /** Which parameters have a default value. */
  readonly optional: readonly boolean[];
  readonly required: number;
  readonly varargs: boolean;
  readonly count: number;
  readonly bind: (f: Frame, args: Value[]) => void;
};

/** The part of the compiler that classes need. */
export type CodeCompiler = {
  readonly templates: ClassTemplate[];
  readonly classIndex: Map<string, number>;
  problem(at: number, message: string): void;
  readonly typeParams: string[];
  type(ref: TypeRef, cls: ClassContext | null, at?: number): TypeOf;
  varType(ref: TypeRef | null, cls: ClassContext | null, at?: number): TypeOf | null;
  parameters(params: readonly Param[], fn: FunctionContext, cls: ClassContext | null): ParameterLayout;
  body(list: readonly Stmt[], fn: FunctionContext): St;
  returning(list: readonly Stmt[], fn: FunctionContext): St;
  expr(e: Expr, fn: FunctionContext): Ex;
  args(list: readonly Expr[], fn: FunctionContext): (f: Frame) => Value[];
};

export function enterCall(name: string): void {
  const depth = ++R.depth;
  if (depth > R.maxDepth) {
    R.depth = depth - 1;
    throw raise('java.lang.StackOverflowError', null);
  }
  R.stackNames[depth] = name;
  R.stackAt[depth] = R.pos;
}

export function primitiveDefault(name: string): Value {
  switch (name) {
    case 'int':
      return 0;
    case 'boolean':
      return false;
    case 'long':
    case 'short':
    case 'byte':
    case 'float':
    case 'double':
      return castTo(0, classNamed(name));
    case 'char':
      return castTo(0, C.char);
    default:
      return null;
  }
}

/** The traits of a class from the last declared to the first, then its superclass. */
export function traitOrder(cls: GClass): GClass[] {
  const order: GClass[] = [];
  const add = (each: GClass): void => {
    if (each.kind === 'trait' && !order.includes(each)) order.push(each);
    for (const more of each.interfaces.toReversed()) add(more);
  };
  for (const each of cls.interfaces.toReversed()) add(each);
  if (cls.superclass) order.push(cls.superclass);
  return order;
}

/** An empty frame. */
export function newFrame(size: number): Frame {
  // oxlint-disable-next-line unicorn/no-new-array -- made at every call: the size at once is twice as fast as growing
  return new Array<Value>(size);
}
