/**
 * The part of SOQL that the practice orgs speak: one object with relationship paths and child subqueries,
 * WHERE with AND, OR, NOT, comparison, LIKE and IN (also a semi-join), ORDER BY, LIMIT, OFFSET, COUNT and the
 * plain aggregates with GROUP BY. What a real org refuses is refused in its words.
 */
import { isId, to18 } from './ids.ts';
import { findField } from './schema.ts';
import type { FieldDef, ObjectDef } from './schema.ts';

export type Value = string | number | boolean | null;
export type Row = Readonly<Record<string, Value>>;

/** What a query needs to know of an org. */
export interface QuerySource {
  definition(name: string): ObjectDef | undefined;
  /** The rows the running user may see, without those in the recycle bin unless told. */
  rows(definition: ObjectDef, withDeleted: boolean): readonly Row[];
  row(id: string): { definition: ObjectDef; row: Row } | undefined;
  now(): number;
}

export class SoqlError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'datetime' | 'date' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

type Literal =
  | {
      readonly kind: 'string' | 'number' | 'datetime' | 'date';
      readonly value: string | number;
      readonly at: number;
    }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at: number }
  | { readonly kind: 'null'; readonly value: null; readonly at: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number; readonly at: number };

interface Path {
  readonly text: string;
  readonly parts: readonly string[];
  readonly at: number;
}

type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN';

type Condition =
  | { readonly kind: 'and' | 'or'; readonly items: readonly Condition[] }
  | { readonly kind: 'not'; readonly item: Condition }
  | {
      readonly kind: 'compare';
      readonly path: Path;
      readonly operator: Operator;
      readonly values: readonly Literal[];
      readonly inner?: Query;
    };

type SelectItem =
  | { readonly kind: 'field'; readonly path: Path }
  | { readonly kind: 'children'; readonly query: Query }
  | { readonly kind: 'count' }
  | { readonly kind: 'aggregate'; readonly name: string; readonly path: Path; readonly alias: string | null }
  | { readonly kind: 'all-fields'; readonly which: string };

interface Query {
  readonly select: readonly SelectItem[];
  readonly from: string;
  readonly fromAt: number;
  readonly alias: string | null;
  readonly where: Condition | null;
  readonly groupBy: readonly Path[];
  readonly orderBy: readonly { path: Path; descending: boolean; nullsLast: boolean }[];
  readonly limit: number | null;
  readonly offset: number;
}

/** A result: whole records as the API sends them, already in order. */
interface QueryResult {
  readonly totalSize: number;
  readonly records: readonly Record<string, unknown>[];
}

function failAt(code: string, soql: string, at: number, message: string): SoqlError {
  const before = soql.slice(0, at);
  const row = before.split('\n').length;
  const column = at - (before.lastIndexOf('\n') + 1) + 1;
  const start = Math.max(before.lastIndexOf('\n') + 1, at - 30);
  const excerpt = soql.slice(start, at + 30).split('\n')[0] ?? '';
  return new SoqlError(
    code,
    `\n${excerpt}\n${' '.repeat(at - start)}^\nERROR at Row:${row}:Column:${column}\n${message}`,
  );
}

const TOKEN =
  /\s*(?:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))|(\d{4}-\d\d-\d\d)(?![\w:])|(-?\d+(?:\.\d+)?)(?![\w])|([A-Za-z_][\w.]*)|'((?:[^'\\]|\\.)*)'|(<=|>=|!=|<>|[=<>(),:]))/y;

function tokenize(soql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (soql.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(soql);
    const start = at + (/^\s*/.exec(soql.slice(at))?.[0].length ?? 0);
    if (!match) {
      if (soql[start] === "'")
        throw failAt('MALFORMED_QUERY', soql, start, 'line 1: unterminated string literal');
      throw failAt('MALFORMED_QUERY', soql, start, `unexpected token: '${soql[start] ?? ''}'`);
    }
    const [, datetime, date, number, word, string, symbol] = match;
    if (datetime !== undefined) tokens.push({ kind: 'datetime', text: datetime, at: start });
    else if (date !== undefined) tokens.push({ kind: 'date', text: date, at: start });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at: start });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at: start });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string, at: start });
    else tokens.push({ kind: 'symbol', text: symbol ?? '', at: start });
    at = TOKEN.lastIndex;
  }
  tokens.push({ kind: 'end', text: '', at: soql.length });
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** Undoes the escapes of a literal; in LIKE the escaped wildcards stay escaped. */
function unescape(text: string, soql: string, at: number, keepWildcards: boolean): string {
  return text.replace(/\\(.)/gs, (whole, character: string) => {
    if (character === '_' || character === '%') {
      if (keepWildcards) return whole;
      throw failAt(
        'MALFORMED_QUERY',
        soql,
        at,
        `Invalid string literal '${text}'. Illegal character sequence '\\${character}' in string literal.`,
      );
    }
    const plain = ESCAPES[character.toLowerCase()];
    if (plain === undefined) {
      throw failAt(
        'MALFORMED_QUERY',
        soql,
        at,
        `Invalid string literal '${text}'. Illegal character sequence '\\${character}' in string literal.`,
      );
    }
    return keepWildcards && plain === '\\' ? '\\\\' : plain;
  });
}

const RESERVED = new Set([
  'where',
  'order',
  'limit',
  'offset',
  'group',
  'having',
  'for',
  'with',
  'using',
  'all',
]);
const DAY = 86_400_000;

/** Parses a query. Throws SoqlError. */
function parse(soql: string, now: number): Query {
  const tokens = tokenize(soql);
  let position = 0;
  const peek = (): Token => tokens[position] ?? { kind: 'end', text: '', at: soql.length };
  const isWord = (word: string, ahead = 0) => {
    const token = tokens[position + ahead];
    return token?.kind === 'word' && token.text.toLowerCase() === word;
  };
  const isSymbol = (symbol: string, ahead = 0) => {
    const token = tokens[position + ahead];
    return token?.kind === 'symbol' && token.text === symbol;
  };
  const unexpected = (): SoqlError => {
    const token = peek();
    return failAt(
      'MALFORMED_QUERY',
      soql,
      token.at,
      token.kind === 'end' ? "unexpected token: '<EOF>'" : `unexpected token: '${token.text}'`,
    );
  };
  const takeWord = (word: string) => {
    if (!isWord(word)) throw unexpected();
    position += 1;
  };
  const takeSymbol = (symbol: string) => {
    if (!isSymbol(symbol)) throw unexpected();
    position += 1;
  };
  const takeName = (): Token => {
    const token = peek();
    if (token.kind !== 'word') throw unexpected();
    position += 1;
    return token;
  };
  const takePath = (alias: () => string | null): Path => {
    const token = takeName();
    let parts = token.text.split('.');
    if (parts.some((part) => part === '')) throw unexpected();
    if (parts.length > 1 && parts[0]?.toLowerCase() === alias()?.toLowerCase()) parts = parts.slice(1);
    return { text: token.text, parts, at: token.at };
  };
  const takeNumber = (): number => {
    const token = peek();
    if (token.kind !== 'number' || !/^\d+$/.test(token.text)) throw unexpected();
    position += 1;
    return Number(token.text);
  };

  const dayRange = (name: string, at: number): Literal | undefined => {
    const today = Math.floor(now / DAY) * DAY;
    const lower = name.toLowerCase();
    const range = (from: number, to: number): Literal => ({ kind: 'range', from, to, at });
    if (lower === 'today') return range(today, today + DAY);
    if (lower === 'yesterday') return range(today - DAY, today);
    if (lower === 'tomorrow') return range(today + DAY, today + 2 * DAY);
    if ((lower === 'last_n_days' || lower === 'next_n_days') && isSymbol(':')) {
      position += 1;
      const days = takeNumber();
      return lower === 'last_n_days'
        ? range(today - days * DAY, now + 1)
        : range(today + DAY, today + (days + 1) * DAY);
    }
    return undefined;
  };

  const takeLiteral = (like: boolean): Literal => {
    const token = peek();
    position += 1;
    switch (token.kind) {
      case 'string':
        return { kind: 'string', value: unescape(token.text, soql, token.at, like), at: token.at };
      case 'number':
        return { kind: 'number', value: Number(token.text), at: token.at };
      case 'date':
        return { kind: 'date', value: Date.parse(`${token.text}T00:00:00Z`), at: token.at };
      case 'datetime': {
        const value = Date.parse(token.text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
        if (Number.isNaN(value)) {
          throw failAt(
            'MALFORMED_QUERY',
            soql,
            token.at,
            `line 1:${token.at} no viable alternative at character '-'`,
          );
        }
        return { kind: 'datetime', value, at: token.at };
      }
      case 'word': {
        const lower = token.text.toLowerCase();
        if (lower === 'true' || lower === 'false')
          return { kind: 'boolean', value: lower === 'true', at: token.at };
        if (lower === 'null') return { kind: 'null', value: null, at: token.at };
        const range = dayRange(token.text, token.at);
        if (range) return range;
        break;
      }
      case 'symbol':
        // In Apex a colon binds a variable; over REST it is refused.
        if (token.text === ':') {
          throw failAt('MALFORMED_QUERY', soql, token.at, 'Bind variables only allowed in Apex code');
        }
        break;
      case 'end':
        break;
    }
    position -= 1;
    throw unexpected();
  };

  const query = (nested: boolean): Query => {
    takeWord('select');
    const select: SelectItem[] = [];
    let alias: string | null = null;
    const aliasNow = () => alias;
    const selectStart = position;

    const readSelect = () => {
      select.length = 0;
      position = selectStart;
      do {
        if (select.length > 0) position += 1;
        if (isSymbol('(')) {
          if (nested) throw unexpected();
          position += 1;
          select.push({ kind: 'children', query: query(true) });
          takeSymbol(')');
        } else if (isWord('fields') && isSymbol('(', 1)) {
          position += 2;
          select.push({ kind: 'all-fields', which: takeName().text.toUpperCase() });
          takeSymbol(')');
        } else if (isSymbol('(', 1)) {
          const name = takeName().text.toUpperCase();
          position += 1;
          if (name === 'COUNT' && isSymbol(')')) {
            position += 1;
            select.push({ kind: 'count' });
          } else {
            if (!['COUNT', 'COUNT_DISTINCT', 'MAX', 'MIN'].includes(name)) {
              position -= 2;
              throw unexpected();
            }
            const path = takePath(aliasNow);
            takeSymbol(')');
            const named = peek().kind === 'word' && !isWord('from') ? takeName().text : null;
            select.push({ kind: 'aggregate', name, path, alias: named });
          }
        } else {
          if (isWord('from')) throw unexpected();
          select.push({ kind: 'field', path: takePath(aliasNow) });
        }
      } while (isSymbol(','));
    };

    readSelect();
    takeWord('from');
    const from = takeName();
    if (isWord('as')) position += 1;
    const maybeAlias = peek();
    if (maybeAlias.kind === 'word' && !RESERVED.has(maybeAlias.text.toLowerCase())) {
      position += 1;
      alias = maybeAlias.text;
      const after = position;
      readSelect();
      position = after;
    }
    if (isWord('using')) {
      position += 1;
      takeWord('scope');
      takeName();
    }

    const primary = (): Condition => {
      if (isWord('not')) {
        position += 1;
        return { kind: 'not', item: primary() };
      }
      if (isSymbol('(')) {
        position += 1;
        const inner = expression();
        takeSymbol(')');
        return inner;
      }
      const path = takePath(aliasNow);
      const token = peek();
      if (token.kind === 'symbol' && ['=', '!=', '<>', '<', '<=', '>', '>='].includes(token.text)) {
        position += 1;
        const operator = (token.text === '<>' ? '!=' : token.text) as Operator;
        return { kind: 'compare', path, operator, values: [takeLiteral(false)] };
      }
      if (isWord('like')) {
        position += 1;
        return { kind: 'compare', path, operator: 'LIKE', values: [takeLiteral(true)] };
      }
      if (isWord('in') || (isWord('not') && isWord('in', 1))) {
        const operator: Operator = isWord('in') ? 'IN' : 'NOT IN';
        position += operator === 'IN' ? 1 : 2;
        takeSymbol('(');
        if (isWord('select')) {
          const inner = query(true);
          takeSymbol(')');
          return { kind: 'compare', path, operator, values: [], inner };
        }
        const values = [takeLiteral(false)];
        while (isSymbol(',')) {
          position += 1;
          values.push(takeLiteral(false));
        }
        takeSymbol(')');
        return { kind: 'compare', path, operator, values };
      }
      throw unexpected();
    };
    // A real org refuses AND and OR side by side without parentheses.
    const expression = (): Condition => {
      const items = [primary()];
      let joint: 'and' | 'or' | null = null;
      for (;;) {
        const here = isWord('and') ? 'and' : isWord('or') ? 'or' : null;
        if (here === null) break;
        if (joint !== null && joint !== here) throw unexpected();
        joint = here;
        position += 1;
        items.push(primary());
      }
      const [only] = items;
      return joint === null && only ? only : { kind: joint ?? 'and', items };
    };

    let where: Condition | null = null;
    if (isWord('where')) {
      position += 1;
      where = expression();
    }
    if (isWord('with')) {
      position += 1;
      const mode = takeName().text.toUpperCase();
      if (mode !== 'SECURITY_ENFORCED' && mode !== 'USER_MODE') {
        position -= 1;
        throw unexpected();
      }
    }
    const groupBy: Path[] = [];
    if (isWord('group')) {
      position += 1;
      takeWord('by');
      groupBy.push(takePath(aliasNow));
      while (isSymbol(',')) {
        position += 1;
        groupBy.push(takePath(aliasNow));
      }
    }
    const orderBy: { path: Path; descending: boolean; nullsLast: boolean }[] = [];
    if (isWord('order')) {
      position += 1;
      takeWord('by');
      do {
        if (orderBy.length > 0) position += 1;
        const path = takePath(aliasNow);
        let descending = false;
        if (isWord('asc') || isWord('desc')) {
          descending = isWord('desc');
          position += 1;
        }
        let nullsLast = false;
        if (isWord('nulls')) {
          position += 1;
          nullsLast = isWord('last');
          if (!nullsLast && !isWord('first')) throw unexpected();
          position += 1;
        }
        orderBy.push({ path, descending, nullsLast });
      } while (isSymbol(','));
    }
    let limit: number | null = null;
    let offset = 0;
    if (isWord('limit')) {
      position += 1;
      limit = takeNumber();
    }
    if (isWord('offset')) {
      position += 1;
      const at = peek().at;
      offset = takeNumber();
      if (offset > 2_000) {
        throw failAt('NUMBER_OUTSIDE_VALID_RANGE', soql, at, 'Maximum SOQL offset allowed is 2000');
      }
    }
    if (isWord('for')) {
      position += 1;
      if (!isWord('view') && !isWord('reference')) throw unexpected();
      position += 1;
    }
    return { select, from: from.text, fromAt: from.at, alias, where, groupBy, orderBy, limit, offset };
  };

  const parsed = query(false);
  if (peek().kind !== 'end') throw unexpected();
  return parsed;
}

/** Reads a stored moment, `2026-11-20T10:11:12.000+0000`, as milliseconds. */
export function momentOf(text: string): number {
  return Date.parse(text.replace(/\+0000$/, 'Z'));
}

/** What `Owner` and other links to several objects share. */
const NAME_FIELDS = new Set([
  'id',
  'name',
  'type',
  'email',
  'username',
  'firstname',
  'lastname',
  'alias',
  'isactive',
]);

/**
 * Runs a query. `url` makes the address of a record for its `attributes`. Throws SoqlError.
 */
export function runQuery(
  soql: string,
  source: QuerySource,
  options: { readonly withDeleted: boolean; readonly url: (object: string, id: string) => string },
): QueryResult {
  const query = parse(soql, source.now());
  const definition = source.definition(query.from);
  if (!definition) {
    throw failAt(
      'INVALID_TYPE',
      soql,
      query.fromAt,
      `sObject type '${query.from}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
    );
  }

  const noColumn = (path: Path, column: string, entity: string) =>
    failAt(
      'INVALID_FIELD',
      soql,
      path.at,
      `No such column '${column}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
    );

  /** The field at the end of a path, checked step by step; `null` where several objects may stand. */
  const resolved = new Map<Path, FieldDef | null>();
  const resolve = (path: Path, root: ObjectDef): FieldDef | null => {
    let found = resolved.get(path);
    if (found === undefined) {
      found = resolveOnce(path, root);
      resolved.set(path, found);
    }
    return found;
  };
  const resolveOnce = (path: Path, root: ObjectDef): FieldDef | null => {
    let here = root;
    for (const [index, part] of path.parts.entries()) {
      const last = index === path.parts.length - 1;
      if (last) {
        const found = findField(here, part);
        if (!found || found.writeOnly) throw noColumn(path, part, here.name);
        return found;
      }
      const relation = here.fields.find(
        (candidate) => candidate.relationshipName?.toLowerCase() === part.toLowerCase(),
      );
      if (!relation) {
        throw failAt(
          'INVALID_FIELD',
          soql,
          path.at,
          `Didn't understand relationship '${part}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
        );
      }
      if (relation.referenceTo.length > 1) {
        const tail = path.parts[index + 1] ?? '';
        if (index !== path.parts.length - 2 || !NAME_FIELDS.has(tail.toLowerCase()))
          throw noColumn(path, tail, 'Name');
        return null;
      }
      const next = source.definition(relation.referenceTo[0] ?? '');
      if (!next) throw noColumn(path, part, here.name);
      here = next;
    }
    return null;
  };

  const follow = (row: Row, root: ObjectDef, parts: readonly string[]): Value => {
    let here: { definition: ObjectDef; row: Row } = { definition: root, row };
    for (const part of parts.slice(0, -1)) {
      const relation = here.definition.fields.find(
        (candidate) => candidate.relationshipName?.toLowerCase() === part.toLowerCase(),
      );
      const id = relation ? here.row[relation.name] : null;
      const next = typeof id === 'string' ? source.row(id) : undefined;
      if (!next) return null;
      here = next;
    }
    const tail = parts.at(-1) ?? '';
    if (parts.length > 1 && tail.toLowerCase() === 'type' && !findField(here.definition, 'Type')) {
      return here.definition.name;
    }
    const found = findField(here.definition, tail);
    return found ? (here.row[found.name] ?? null) : null;
  };

  const refuseLiteral = (field: FieldDef, path: Path, literal: Literal) => {
    const name = path.parts.at(-1) ?? path.text;
    const quoted = literal.kind === 'string';
    const mismatch = (type: string, wantsQuotes: boolean) =>
      failAt(
        'INVALID_FIELD',
        soql,
        path.at,
        `value of filter criterion for field '${name}' must be of type ${type} and should ${wantsQuotes ? '' : 'not '}be enclosed in quotes`,
      );
    if (literal.kind === 'null') return;
    switch (field.type) {
      case 'datetime':
        if (literal.kind !== 'datetime' && literal.kind !== 'range') throw mismatch('dateTime', false);
        return;
      case 'date':
        if (literal.kind !== 'date' && literal.kind !== 'range') throw mismatch('date', false);
        return;
      case 'boolean':
        if (literal.kind !== 'boolean') throw mismatch('boolean', false);
        return;
      case 'int':
        if (literal.kind !== 'number') throw mismatch('int', false);
        return;
      case 'id':
      case 'reference':
        if (!quoted) throw mismatch('string', true);
        if (literal.value !== '' && !isId(String(literal.value))) {
          throw failAt(
            'INVALID_QUERY_FILTER_OPERATOR',
            soql,
            path.at,
            `invalid ID field: ${String(literal.value)}`,
          );
        }
        return;
      default:
        if (!quoted) throw mismatch('string', true);
    }
  };

  const check = (condition: Condition, root: ObjectDef): void => {
    if (condition.kind === 'not') return check(condition.item, root);
    if (condition.kind !== 'compare') return condition.items.forEach((item) => check(item, root));
    const field = resolve(condition.path, root);
    if (!field) return;
    if (!field.filterable) {
      throw failAt(
        'INVALID_FIELD',
        soql,
        condition.path.at,
        `field '${condition.path.parts.at(-1) ?? ''}' can not be filtered in a query call`,
      );
    }
    if (
      condition.operator === 'LIKE' &&
      ['id', 'reference', 'boolean', 'datetime', 'int'].includes(field.type)
    ) {
      throw failAt('INVALID_QUERY_FILTER_OPERATOR', soql, condition.path.at, 'invalid operator');
    }
    for (const literal of condition.values) refuseLiteral(field, condition.path, literal);
  };

  const isIdField = (field: FieldDef | null) => field?.type === 'id' || field?.type === 'reference';

  const like = (pattern: string) => {
    let source = '';
    for (let index = 0; index < pattern.length; index += 1) {
      const character = pattern[index] ?? '';
      if (character === '\\') {
        index += 1;
        source += escapePattern(pattern[index] ?? '');
      } else if (character === '%') source += '[\\s\\S]*';
      else if (character === '_') source += '[\\s\\S]';
      else source += escapePattern(character);
    }
    return new RegExp(`^${source}$`, 'i');
  };

  const matches = (condition: Condition, row: Row, root: ObjectDef): boolean => {
    switch (condition.kind) {
      case 'and':
        return condition.items.every((item) => matches(item, row, root));
      case 'or':
        return condition.items.some((item) => matches(item, row, root));
      case 'not':
        return !matches(condition.item, row, root);
      default:
        return compare(condition, row, root);
    }
  };

  const idSets = new Map<Condition, ReadonlySet<string>>();
  const innerCache = new Map<Query, ReadonlySet<string>>();
  const compare = (
    condition: Extract<Condition, { kind: 'compare' }>,
    row: Row,
    root: ObjectDef,
  ): boolean => {
    const field = resolve(condition.path, root);
    const value = follow(row, root, condition.path.parts);
    const same = (literal: Literal): boolean => {
      if (literal.kind === 'range') {
        const at = typeof value === 'string' ? momentOf(value) : Number.NaN;
        return at >= literal.from && at < literal.to;
      }
      if (value === null || value === '') return literal.value === null || literal.value === '';
      if (literal.value === null) return false;
      if (literal.kind === 'datetime' || literal.kind === 'date')
        return momentOf(String(value)) === literal.value;
      if (isIdField(field) && literal.value !== '') return value === to18(String(literal.value));
      if (typeof value === 'string') return value.toLowerCase() === String(literal.value).toLowerCase();
      return value === literal.value;
    };
    if (condition.inner) {
      let inside = innerCache.get(condition.inner);
      if (!inside) {
        const rows = select(condition.inner);
        const [item] = condition.inner.select;
        const parts = item?.kind === 'field' ? item.path.parts : ['Id'];
        inside = new Set(rows.rows.map((one) => String(follow(one, rows.definition, parts))));
        innerCache.set(condition.inner, inside);
      }
      return inside.has(String(value)) === (condition.operator === 'IN');
    }
    if (isIdField(field) && (condition.operator === 'IN' || condition.operator === 'NOT IN')) {
      let wanted = idSets.get(condition);
      if (!wanted) {
        wanted = new Set(
          condition.values.map((one) => (one.kind === 'string' ? to18(String(one.value)) : '')),
        );
        idSets.set(condition, wanted);
      }
      return wanted.has(String(value ?? '')) === (condition.operator === 'IN');
    }
    const [literal] = condition.values;
    switch (condition.operator) {
      case '=':
        return literal ? same(literal) : false;
      case '!=':
        return literal ? !same(literal) : false;
      case 'IN':
        return condition.values.some(same);
      case 'NOT IN':
        return !condition.values.some(same);
      case 'LIKE':
        return typeof value === 'string' && literal
          ? like(String(literal.kind === 'range' ? '' : literal.value)).test(value)
          : false;
      default:
        break;
    }
    if (value === null || !literal || literal.kind === 'null') return false;
    let left: number | string;
    let right: number | string;
    if (field?.type === 'datetime' || field?.type === 'date') {
      left = momentOf(String(value));
      if (literal.kind === 'range') {
        right = condition.operator === '<' || condition.operator === '>=' ? literal.from : literal.to - 1;
      } else right = Number(literal.value);
    } else if (typeof value === 'number') {
      left = value;
      right = literal.kind === 'range' ? 0 : Number(literal.value);
    } else {
      left = String(value).toLowerCase();
      right = literal.kind === 'range' ? '' : String(literal.value).toLowerCase();
    }
    switch (condition.operator) {
      case '<':
        return left < right;
      case '<=':
        return left <= right;
      case '>':
        return left > right;
      default:
        return left >= right;
    }
  };

  /** Links between files and records may only be asked for by file or by record. */
  const checkFileLinks = (asked: Query) => {
    const refusal = new SoqlError(
      'MALFORMED_QUERY',
      "Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.",
    );
    const parts = asked.where?.kind === 'and' ? asked.where.items : asked.where ? [asked.where] : [];
    const keyed = parts.filter(
      (part) =>
        part.kind === 'compare' &&
        ['linkedentityid', 'contentdocumentid'].includes(part.path.text.toLowerCase()) &&
        (part.operator === '=' || part.operator === 'IN'),
    );
    if (keyed.length === 0) throw refusal;
    const byRecord = keyed.some(
      (part) =>
        part.kind === 'compare' && part.path.text.toLowerCase() === 'linkedentityid' && part.operator === '=',
    );
    if (!byRecord && parts.length > keyed.length) throw refusal;
  };

  const select = (asked: Query): { definition: ObjectDef; rows: Row[] } => {
    const from = source.definition(asked.from);
    if (!from) {
      throw failAt('INVALID_TYPE', soql, asked.fromAt, `sObject type '${asked.from}' is not supported.`);
    }
    if (asked.where) check(asked.where, from);
    for (const { path } of asked.orderBy) resolve(path, from);
    if (from.name === 'ContentDocumentLink') checkFileLinks(asked);
    const condition = asked.where;
    const rows = source
      .rows(from, options.withDeleted)
      .filter((row) => condition === null || matches(condition, row, from));
    return { definition: from, rows: sortRows(rows, asked, from) };
  };

  const sortRows = (rows: readonly Row[], asked: Query, root: ObjectDef): Row[] =>
    [...rows].sort((one, other) => {
      for (const { path, descending, nullsLast } of asked.orderBy) {
        const left = follow(one, root, path.parts);
        const right = follow(other, root, path.parts);
        if (left === right) continue;
        if (left === null) return nullsLast ? 1 : -1;
        if (right === null) return nullsLast ? -1 : 1;
        const order =
          typeof left === 'string' && typeof right === 'string'
            ? compareText(left, right)
            : Number(left) - Number(right);
        if (order !== 0) return descending ? -order : order;
      }
      return compareText(String(one['Id']), String(other['Id']));
    });

  const render = (row: Row, root: ObjectDef, items: readonly SelectItem[]): Record<string, unknown> => {
    const record: Record<string, unknown> = {
      attributes: { type: root.name, url: options.url(root.name, String(row['Id'])) },
    };
    for (const item of items) {
      if (item.kind === 'field') put(record, row, root, item.path.parts);
      else if (item.kind === 'all-fields') {
        for (const field of root.fields) if (!field.writeOnly) record[field.name] = shown(row, root, field);
      } else if (item.kind === 'children') {
        const { relation, result } = children(row, root, item.query);
        record[relation] = result;
      }
    }
    return record;
  };

  const shown = (row: Row, root: ObjectDef, field: FieldDef): Value =>
    field.type === 'base64' && row['Id']
      ? `${options.url(root.name, String(row['Id']))}/${field.name}`
      : (row[field.name] ?? null);

  const put = (record: Record<string, unknown>, row: Row, root: ObjectDef, parts: readonly string[]) => {
    const [head = '', ...rest] = parts;
    if (rest.length === 0) {
      const field = findField(root, head);
      if (field) record[field.name] = shown(row, root, field);
      return;
    }
    const relation = root.fields.find(
      (candidate) => candidate.relationshipName?.toLowerCase() === head.toLowerCase(),
    );
    if (!relation?.relationshipName) return;
    const id = row[relation.name];
    const next = typeof id === 'string' ? source.row(id) : undefined;
    if (!next) {
      record[relation.relationshipName] = null;
      return;
    }
    const several = relation.referenceTo.length > 1;
    const nested = (record[relation.relationshipName] ??= {
      attributes: {
        type: several ? 'Name' : next.definition.name,
        url: options.url(next.definition.name, String(next.row['Id'])),
      },
    }) as Record<string, unknown>;
    if (several) {
      const tail = rest[0] ?? '';
      const canonical = findField(next.definition, tail)?.name ?? tail;
      nested[canonical] = follow(row, root, parts);
    } else put(nested, next.row, next.definition, rest);
  };

  /** Rows of a subquery by their parent, in order; read once for all parents. */
  const grouped = new Map<Query, ReadonlyMap<Value, readonly Row[]>>();
  const groupChildren = (
    target: ObjectDef,
    field: string,
    asked: Query,
  ): ReadonlyMap<Value, readonly Row[]> => {
    const condition = asked.where;
    const groups = new Map<Value, Row[]>();
    const rows = source
      .rows(target, options.withDeleted)
      .filter((one) => condition === null || matches(condition, one, target));
    for (const one of sortRows(rows, asked, target)) {
      const parent = one[field] ?? null;
      const group = groups.get(parent);
      if (group) group.push(one);
      else groups.set(parent, [one]);
    }
    return groups;
  };

  const children = (row: Row, root: ObjectDef, asked: Query) => {
    const child = root.children.find(
      (candidate) => candidate.relationshipName.toLowerCase() === asked.from.toLowerCase(),
    );
    const target = child && source.definition(child.childSObject);
    if (!child || !target) {
      throw failAt(
        'INVALID_TYPE',
        soql,
        asked.fromAt,
        `Didn't understand relationship '${asked.from}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
      );
    }
    let groups = grouped.get(asked);
    if (!groups) {
      groups = groupChildren(target, child.field, asked);
      grouped.set(asked, groups);
    }
    const found = groups.get(row['Id'] ?? null) ?? [];
    const kept = asked.limit === null ? found : found.slice(0, asked.limit);
    return {
      relation: child.relationshipName,
      result:
        kept.length === 0
          ? null
          : {
              totalSize: kept.length,
              done: true,
              records: kept.map((one) => render(one, target, asked.select)),
            },
    };
  };

  const checkSelect = (asked: Query, root: ObjectDef): void => {
    const seen = new Set<string>();
    for (const item of asked.select) {
      switch (item.kind) {
        case 'field': {
          const key = item.path.parts.join('.').toLowerCase();
          if (seen.has(key))
            throw new SoqlError('INVALID_FIELD', `duplicate field selected: ${item.path.text}`);
          seen.add(key);
          resolve(item.path, root);
          break;
        }
        case 'aggregate':
          resolve(item.path, root);
          break;
        case 'children': {
          const child = root.children.find(
            (candidate) => candidate.relationshipName.toLowerCase() === item.query.from.toLowerCase(),
          );
          const target = child && source.definition(child.childSObject);
          if (!target) {
            // The words of the refusal are made where children are read.
            children({ Id: '' }, root, item.query);
            break;
          }
          checkSelect(item.query, target);
          if (item.query.where) check(item.query.where, target);
          break;
        }
        case 'all-fields':
          if (asked.limit === null || asked.limit > 200) {
            throw new SoqlError(
              'MALFORMED_QUERY',
              'The SOQL FIELDS function must have a LIMIT of at most 200',
            );
          }
          break;
        case 'count':
          break;
      }
    }
  };

  checkSelect(query, definition);
  const { rows } = select(query);

  if (query.select.some((item) => item.kind === 'count')) {
    if (query.select.length > 1)
      throw failAt('MALFORMED_QUERY', soql, 0, 'COUNT() must be the only element in the SELECT list');
    const kept = rows.slice(query.offset, query.limit === null ? undefined : query.offset + query.limit);
    return { totalSize: kept.length, records: [] };
  }
  if (query.groupBy.length > 0 || query.select.some((item) => item.kind === 'aggregate')) {
    return aggregate(query, rows, (row, path) => follow(row, definition, path.parts));
  }
  const kept = rows.slice(query.offset, query.limit === null ? undefined : query.offset + query.limit);
  return { totalSize: kept.length, records: kept.map((row) => render(row, definition, query.select)) };
}

function aggregate(query: Query, rows: readonly Row[], read: (row: Row, path: Path) => Value): QueryResult {
  for (const item of query.select) {
    if (
      item.kind === 'field' &&
      !query.groupBy.some((path) => path.text.toLowerCase() === item.path.text.toLowerCase())
    ) {
      throw new SoqlError('MALFORMED_QUERY', `Field must be grouped or aggregated: ${item.path.text}`);
    }
  }
  const groups = new Map<string, Row[]>();
  if (query.groupBy.length === 0) groups.set('', [...rows]);
  else {
    for (const row of rows) {
      const key = JSON.stringify(query.groupBy.map((path) => read(row, path)));
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
  }
  const records = [...groups.values()].map((group) => {
    const record: Record<string, unknown> = { attributes: { type: 'AggregateResult' } };
    let unnamed = 0;
    for (const item of query.select) {
      const [first] = group;
      if (item.kind === 'field') record[item.path.parts.at(-1) ?? ''] = first ? read(first, item.path) : null;
      if (item.kind !== 'aggregate') continue;
      const name = item.alias ?? `expr${unnamed++}`;
      const values = group.map((row) => read(row, item.path)).filter((value) => value !== null);
      if (item.name === 'COUNT') record[name] = values.length;
      else if (item.name === 'COUNT_DISTINCT') record[name] = new Set(values).size;
      else {
        const sorted = [...values].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
        record[name] = (item.name === 'MAX' ? sorted.at(-1) : sorted[0]) ?? null;
      }
    }
    return record;
  });
  const kept = query.limit === null ? records : records.slice(0, query.limit);
  return { totalSize: kept.length, records: kept };
}

function compareText(left: string, right: string): number {
  const one = left.toLowerCase();
  const other = right.toLowerCase();
  if (one !== other) return one < other ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
