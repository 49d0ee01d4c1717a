import { tables } from './tables.ts';

export type Row = Record<string, string>;

/** What evaluating a query needs to know about the rest of the instance. */
export interface QueryWorld {
  row(table: string, sysId: string): Row | undefined;
  /** `javascript:` values; undefined when the expression is none that the sandbox knows. */
  script(expression: string): string | undefined;
}

interface Term {
  field: string;
  operator: string;
  value: string;
}

/** Groups (joined by OR) of clauses (joined by AND) of alternatives (joined by OR). */
export interface EncodedQuery {
  groups: Term[][][];
  order: { field: string; descending: boolean }[];
}

const OPERATORS = [
  'ISNOTEMPTY',
  'ISEMPTY',
  'STARTSWITH',
  'ENDSWITH',
  'NOT LIKE',
  'NOT IN',
  'LIKE',
  'CONTAINS',
  'ANYTHING',
  'IN',
  '!=',
  '>=',
  '<=',
  '=',
  '>',
  '<',
] as const;

function parseTerm(text: string): Term | undefined {
  const field = /^[a-z0-9_.]+/.exec(text)?.[0];
  if (field === undefined) return undefined;
  const rest = text.slice(field.length);
  const operator = OPERATORS.find((one) => rest.startsWith(one));
  return operator === undefined ? undefined : { field, operator, value: rest.slice(operator.length) };
}

/** Reads an encoded query; a piece that is none is dropped, as the platform does. */
export function parseQuery(text: string): EncodedQuery {
  const query: EncodedQuery = { groups: [[]], order: [] };
  for (const piece of text.split('^')) {
    if (piece === '' || piece === 'EQ') continue;
    const descending = /^ORDERBYDESC(.+)$/.exec(piece)?.[1];
    const ascending = /^ORDERBY(?!DESC)(.+)$/.exec(piece)?.[1];
    const field = descending ?? ascending;
    if (field !== undefined) {
      query.order.push({ field, descending: descending !== undefined });
      continue;
    }
    if (piece.startsWith('NQ')) query.groups.push([]);
    const group = query.groups.at(-1) ?? [];
    const isAlternative = /^OR(?=[a-z])/.test(piece);
    const term = parseTerm(piece.replace(/^(NQ|OR)(?=[a-z])/, ''));
    if (!term) continue;
    const previous = group.at(-1);
    if (isAlternative && previous) previous.push(term);
    else group.push([term]);
  }
  return query;
}

/** Walks `caller_id.name`; undefined when a step is no field of its table. */
export function resolveField(table: string, path: string, row: Row, world: QueryWorld): string | undefined {
  const [head, ...rest] = path.split('.');
  const field = tables[table]?.fields[head ?? ''];
  if (!field || head === undefined) return undefined;
  if (rest.length === 0) return row[head] ?? '';
  if (field.reference === undefined) return undefined;
  const next = world.row(field.reference, row[head] ?? '');
  return resolveField(field.reference, rest.join('.'), next ?? {}, world);
}

function fieldExists(table: string, path: string): boolean {
  const [head, ...rest] = path.split('.');
  const field = tables[table]?.fields[head ?? ''];
  if (!field) return false;
  return rest.length === 0 || (field.reference !== undefined && fieldExists(field.reference, rest.join('.')));
}

function compare(a: string, b: string): number {
  const numeric = a !== '' && b !== '' && !Number.isNaN(Number(a)) && !Number.isNaN(Number(b));
  if (numeric) return Number(a) - Number(b);
  const x = a.toLowerCase();
  const y = b.toLowerCase();
  return x < y ? -1 : x > y ? 1 : 0;
}

function holds(actual: string, operator: string, wanted: string): boolean {
  const a = actual.toLowerCase();
  const b = wanted.toLowerCase();
  switch (operator) {
    case '=':
      return a === b;
    case '!=':
      return a !== b;
    case 'IN':
      return b.split(',').some((one) => one.trim() === a);
    case 'NOT IN':
      return !b.split(',').some((one) => one.trim() === a);
    case 'LIKE':
    case 'CONTAINS':
      return a.includes(b);
    case 'NOT LIKE':
      return !a.includes(b);
    case 'STARTSWITH':
      return a.startsWith(b);
    case 'ENDSWITH':
      return a.endsWith(b);
    case 'ISEMPTY':
      return a === '';
    case 'ISNOTEMPTY':
      return a !== '';
    case 'ANYTHING':
      return true;
    default: {
      // An empty date is neither before nor after anything.
      if (actual === '') return false;
      const order = compare(actual, wanted);
      if (operator === '>=') return order >= 0;
      if (operator === '<=') return order <= 0;
      return operator === '>' ? order > 0 : order < 0;
    }
  }
}

/**
 * The rows that match, in order. A term with a field that does not exist, or a script value that the sandbox
 * refuses, is dropped and the rest of the query runs [S2]; `isDropped` drops more.
 */
export function selectRows(
  table: string,
  rows: Iterable<Row>,
  query: EncodedQuery,
  world: QueryWorld,
  isDropped: (field: string) => boolean = () => false,
): Row[] {
  const groups = query.groups.map((group) =>
    group.flatMap((alternatives) => {
      const valid = alternatives.flatMap((term) => {
        if (!fieldExists(table, term.field) || isDropped(term.field)) return [];
        if (!term.value.startsWith('javascript:')) return [term];
        const value = world.script(term.value.slice('javascript:'.length));
        return value === undefined ? [] : [{ ...term, value }];
      });
      return valid.length === 0 ? [] : [valid];
    }),
  );
  const found = [...rows].filter((row) =>
    groups.some((group) =>
      group.every((alternatives) =>
        alternatives.some((term) =>
          holds(resolveField(table, term.field, row, world) ?? '', term.operator, term.value),
        ),
      ),
    ),
  );
  const order = query.order.filter(({ field }) => fieldExists(table, field));
  return found.sort((a, b) => {
    for (const { field, descending } of order) {
      const difference = compare(
        resolveField(table, field, a, world) ?? '',
        resolveField(table, field, b, world) ?? '',
      );
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
}
