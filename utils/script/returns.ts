/** Where Groovy's compiler puts `return` (or, in a switch expression, `yield`): before the last value of a body. */
import type { Stmt } from './ast.ts';

/** Puts `return` where Groovy's compiler puts it: before the last value of a body. */
export function withReturn(list: readonly Stmt[], how: 'return' | 'yield' = 'return'): readonly Stmt[] {
  let i = list.length - 1;
  while (i >= 0 && (list[i]?.k === 'empty' || list[i]?.k === 'method')) i--;
  const last = list[i];
  if (!last) return list;
  return [...list.slice(0, i), lastValue(last, how), ...list.slice(i + 1)];
}

function lastValue(s: Stmt, how: 'return' | 'yield' = 'return'): Stmt {
  switch (s.k) {
    case 'expr':
      return { k: how, p: s.p, value: s.value };
    case 'var': {
      // The value of a last declaration is what it stores.
      const last = s.vars[s.vars.length - 1];
      if (!last?.initial || s.annotations.length > 0) return s;
      return {
        k: 'blockStmt',
        p: s.p,
        body: [s, { k: how, p: last.p, value: { k: 'id', p: last.p, name: last.name } }],
      };
    }
    case 'blockStmt':
      return { ...s, body: withReturn(s.body, how) };
    case 'if':
      return {
        ...s,
        yes: lastValue(s.yes, how),
        otherwise: s.otherwise ? lastValue(s.otherwise, how) : null,
      };
    case 'try':
      return {
        ...s,
        body: withReturn(s.body, how),
        catches: s.catches.map((each) => ({ ...each, body: withReturn(each.body, how) })),
      };
    case 'switch':
      return {
        ...s,
        cases: s.cases.map((each, i) => ({
          ...each,
          body: switchReturn(each.body, i === s.cases.length - 1, how),
        })),
      };
    case 'synchronized':
      return { ...s, body: withReturn(s.body, how) };
    case 'labelled':
      return { ...s, body: lastValue(s.body, how) };
    default:
      return s;
  }
}

function switchReturn(list: readonly Stmt[], isLast: boolean, how: 'return' | 'yield'): readonly Stmt[] {
  const last = list[list.length - 1];
  if (last?.k === 'break' && last.label === null) {
    const before = list[list.length - 2];
    return before ? [...list.slice(0, -2), lastValue(before, how), last] : list;
  }
  return isLast ? withReturn(list, how) : list;
}

/** `case x: value` in a switch expression yields its last value. */
export function withYield(list: readonly Stmt[]): readonly Stmt[] {
  return withReturn(list, 'yield');
}
