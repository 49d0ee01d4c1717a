/** What Groovy's compiler refuses in a tree that reads well: checked before anything runs, worded as Groovy words it. */
import type { ClassDecl, Expr, MethodDecl, Param, ScriptTree, Stmt } from './ast.ts';
import { positionOf } from './position.ts';

export type Problem = { readonly at: number; readonly message: string };

type Jumps = { readonly loop: boolean; readonly breakable: boolean; readonly labels: readonly string[] };
const NO_JUMPS: Jumps = { loop: false, breakable: false, labels: [] };

/** Every class written in the source, by its name. */
function classesOf(tree: ScriptTree): ClassDecl[] {
  const found: ClassDecl[] = [];
  const add = (decl: ClassDecl): void => {
    found.push(decl);
    decl.classes.forEach(add);
  };
  for (const each of tree.body) if (each.k === 'class') add(each.decl);
  return found;
}

const typeText = (type: { name: string; dims: number } | null): string => {
  if (!type) return 'java.lang.Object';
  const full = ['String', 'Object', 'Integer', 'Long', 'Number', 'Boolean', 'Double'].includes(type.name)
    ? `java.lang.${type.name}`
    : ['List', 'Map', 'Set', 'Collection'].includes(type.name)
      ? `java.util.${type.name}`
      : type.name === 'def'
        ? 'java.lang.Object'
        : type.name;
  return full + '[]'.repeat(type.dims);
};
const signature = (m: MethodDecl): string =>
  `${m.name}(${m.params.map((each) => typeText(each.type) + (each.varargs ? '[]' : '')).join(', ')})`;

/** All problems, in the order found. */
export function checkTree(tree: ScriptTree): Problem[] {
  const problems: Problem[] = [];
  const plain = (at: number, message: string): void => void problems.push({ at, message });
  const report = (at: number, message: string): void => plain(at, `${message}\n`);
  const placed = (at: number, message: string): void => {
    const { line, column } = positionOf(tree.source, at);
    plain(at, `${message}\n. At [${line}:${column}] `);
  };
  const classes = classesOf(tree);
  const byName = new Map(classes.map((each) => [each.name, each]));

  const params = (list: readonly Param[]): void => {
    const seen = new Set<string>();
    for (const each of list) {
      if (seen.has(each.name)) plain(each.p, `Duplicated parameter '${each.name}' found.`);
      seen.add(each.name);
    }
  };

  /** Expressions: only what holds statements or creates objects matters. */
  const walkExpr = (node: unknown, jumps: Jumps): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      for (const each of node) walkExpr(each, jumps);
      return;
    }
    const e = node as Expr | { k?: undefined };
    switch (e.k) {
      case 'closure':
        if (e.params) params(e.params);
        walkStmts(e.body, NO_JUMPS);
        return;
      case 'switchExpr':
        walkExpr(e.value, jumps);
        for (const each of e.cases) {
          walkExpr(each.tests, jumps);
          walkStmts(each.body, { ...jumps, breakable: true });
        }
        return;
      case 'new': {
        const decl = byName.get(e.type.name);
        if (decl && !e.body) {
          if (decl.kind === 'enum')
            placed(e.p, 'Enum constructor calls are only allowed inside the enum class');
          else if (decl.kind === 'interface' || decl.kind === 'trait' || decl.modifiers.includes('abstract'))
            report(
              e.p,
              `You cannot create an instance from the abstract ${decl.kind === 'class' ? 'class' : 'interface'} '${decl.name}'.`,
            );
        }
        if (e.body) walkClass(e.body);
        walkExpr(e.args, jumps);
        return;
      }
      default:
        for (const each of Object.values(e)) if (typeof each === 'object') walkExpr(each, jumps);
    }
  };

  const walkStmts = (list: readonly Stmt[], jumps: Jumps): void => {
    for (const each of list) walk(each, jumps);
  };
  const walk = (s: Stmt, jumps: Jumps): void => {
    switch (s.k) {
      case 'while':
      case 'doWhile':
      case 'for':
      case 'forIn': {
        const inner: Jumps = {
          loop: true,
          breakable: true,
          labels: s.label === null ? jumps.labels : [...jumps.labels, s.label],
        };
        if (s.k === 'forIn') walkExpr(s.over, jumps);
        else if (s.k === 'for') {
          walkStmts(s.init, jumps);
          walkExpr(s.test, jumps);
          walkExpr(s.update, jumps);
        } else walkExpr(s.test, jumps);
        walk(s.body, inner);
        return;
      }
      case 'switch':
        walkExpr(s.value, jumps);
        for (const each of s.cases) {
          walkExpr(each.tests, jumps);
          walkStmts(each.body, {
            ...jumps,
            breakable: true,
            labels: s.label === null ? jumps.labels : [...jumps.labels, s.label],
          });
        }
        return;
      case 'labelled':
        walk(s.body, { ...jumps, labels: [...jumps.labels, s.label] });
        return;
      case 'break':
        if (s.label !== null) {
          if (!jumps.labels.includes(s.label)) report(s.p, 'break to missing label');
        } else if (!jumps.breakable) plain(s.p, 'break statement is only allowed inside loops or switches');
        return;
      case 'continue':
        if (!jumps.loop) plain(s.p, 'continue statement is only allowed inside loops');
        else if (s.label !== null && !jumps.labels.includes(s.label))
          report(s.p, 'continue to missing label');
        return;
      case 'if':
        walkExpr(s.test, jumps);
        walk(s.yes, jumps);
        if (s.otherwise) walk(s.otherwise, jumps);
        return;
      case 'blockStmt':
        walkStmts(s.body, jumps);
        return;
      case 'synchronized':
        walkExpr(s.value, jumps);
        walkStmts(s.body, jumps);
        return;
      case 'try':
        walkStmts(s.resources, jumps);
        walkStmts(s.body, jumps);
        for (const each of s.catches) walkStmts(each.body, jumps);
        if (s.last) walkStmts(s.last, jumps);
        return;
      case 'class':
        walkClass(s.decl);
        return;
      case 'method':
        walkMethod(s.decl);
        return;
      case 'var':
        for (const each of s.vars) walkExpr(each.initial, jumps);
        return;
      case 'expr':
      case 'tupleVar':
      case 'throw':
      case 'assert':
      case 'return':
      case 'yield':
      case 'empty':
        walkExpr(s, jumps);
    }
  };

  const walkMethod = (m: MethodDecl): void => {
    params(m.params);
    for (const each of m.params) walkExpr(each.initial, NO_JUMPS);
    if (m.body) walkStmts(m.body, NO_JUMPS);
  };

  const ancestors = (decl: ClassDecl): ClassDecl[] => {
    const list: ClassDecl[] = [];
    let each = decl.superclass ? byName.get(decl.superclass.name) : undefined;
    while (each && !list.includes(each)) {
      list.push(each);
      each = each.superclass ? byName.get(each.superclass.name) : undefined;
    }
    return list;
  };

  const walkClass = (decl: ClassDecl): void => {
    const up = ancestors(decl);
    const [parent] = up;
    if (up.includes(decl)) {
      const around = up[0] ?? decl;
      if (classes.indexOf(decl) > classes.indexOf(around) || around === decl)
        plain(
          decl.superclass?.p ?? decl.p,
          `Cycle detected: a cycle exists in the type hierarchy between ${decl.name} and ${around.name}`,
        );
    } else if (parent && decl.kind === 'class') {
      if (parent.kind === 'interface')
        report(
          decl.p,
          `You are not allowed to extend the interface '${parent.name}', use implements instead.`,
        );
      else if (parent.modifiers.includes('final') || parent.kind === 'record')
        report(decl.p, `You are not allowed to extend the final class '${parent.name}'.`);
    }
    if (decl.kind !== 'interface')
      for (const ref of decl.interfaces) {
        const each = byName.get(ref.name);
        if (each && each.kind === 'class')
          report(decl.p, `You are not allowed to implement the class '${each.name}', use extends instead.`);
      }
    const seen = new Map<string, MethodDecl>();
    for (const m of decl.methods) {
      const own = signature(m);
      if (seen.has(own)) {
        const shown = `${m.modifiers.includes('private') ? 'private' : m.modifiers.includes('protected') ? 'protected' : 'public'}${m.modifiers.includes('static') ? ' static' : ''} ${typeText(m.returns)} ${m.name}(${m.params.map((each) => `${typeText(each.type)} ${each.name}`).join(', ')})`;
        placed(m.p, `The method ${shown} { ... } duplicates another method of the same signature`);
      }
      seen.set(own, m);
      if (m.body && m.modifiers.includes('abstract'))
        plain(m.p, `You defined an abstract method[${m.name}] with a body. Try removing the method body`);
      for (const each of up) {
        const final = each.methods.find(
          (other) => signature(other) === own && other.modifiers.includes('final'),
        );
        if (final && !up.includes(decl))
          report(
            m.p,
            `You are not allowed to override the final method ${signature(final)} from class '${each.name}'.`,
          );
      }
      walkMethod(m);
    }
    for (const each of decl.constructors) walkMethod(each);
    for (const each of decl.initializers) walkStmts(each.body, NO_JUMPS);
    const fields = new Map<string, boolean>();
    for (const each of decl.fields) {
      const property = !each.modifiers.some((m) => m === 'private' || m === 'protected' || m === 'public');
      const known = fields.get(each.name);
      if (known !== undefined) {
        const first = decl.fields.find((other) => other.name === each.name);
        if (known && property) {
          report(each.p, `The property '${each.name}' is declared multiple times.`);
          report(first?.p ?? each.p, `The field '${each.name}' is declared multiple times.`);
        }
      }
      fields.set(each.name, property);
      walkExpr(each.initial, NO_JUMPS);
    }
    decl.classes.forEach(walkClass);
    for (const each of decl.constants) {
      walkExpr(each.args, NO_JUMPS);
      if (each.body) walkClass(each.body);
    }
  };

  for (const each of tree.body) walk(each, NO_JUMPS);
  return problems;
}
