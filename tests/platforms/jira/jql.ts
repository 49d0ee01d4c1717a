import { textOf } from './document.ts';
import { accounts, catalogue, zoneOffset } from './site.ts';
import type { Issue, Site } from './site.ts';

/** A query that the platform refuses with 400, in its own words. */
export class JqlError extends Error {}

interface Clause {
  kind: 'clause';
  field: string;
  operator: string;
  values: Operand[];
}
type Node = Clause | { kind: 'and' | 'or'; parts: Node[] } | { kind: 'not'; part: Node } | { kind: 'all' };
interface Operand {
  text: string;
  quoted: boolean;
  call: boolean;
}
interface Parsed {
  where: Node;
  order: { field: string; descending: boolean }[];
}

interface Token {
  text: string;
  quoted: boolean;
}

function tokenize(jql: string): Token[] {
  const tokens: Token[] = [];
  const pattern =
    /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|!~|<=|>=|[=~<>(),])|([^\s=!~<>(),"']+))/gy;
  let at = 0;
  while (at < jql.trimEnd().length) {
    pattern.lastIndex = at;
    const match = pattern.exec(jql);
    if (!match)
      throw new JqlError(
        `Error in the JQL Query: The character '${jql.trim()[at] ?? ''}' is a reserved JQL character.`,
      );
    at = pattern.lastIndex;
    const quoted = match[1] ?? match[2];
    if (quoted === undefined) tokens.push({ text: match[3] ?? match[4] ?? '', quoted: false });
    else tokens.push({ text: quoted.replaceAll(/\\(.)/g, '$1'), quoted: true });
  }
  return tokens;
}

function parse(jql: string): Parsed {
  const tokens = tokenize(jql);
  let at = 0;
  const word = (offset = 0) =>
    tokens[at + offset]?.quoted === false ? tokens[at + offset]?.text.toUpperCase() : undefined;
  const take = (): Token => {
    const token = tokens[at];
    if (!token)
      throw new JqlError(
        'Error in the JQL Query: Expecting either a value, list or function before the end of the query.',
      );
    at += 1;
    return token;
  };

  const operand = (): Operand => {
    const token = take();
    if (!token.quoted && word() === '(') {
      at += 1;
      if (take().text !== ')')
        throw new JqlError(`Error in the JQL Query: Expecting ')' before the end of the query.`);
      return { text: token.text.toLowerCase(), quoted: false, call: true };
    }
    return { text: token.text, quoted: token.quoted, call: false };
  };

  const clause = (): Node => {
    if (word() === 'NOT') {
      at += 1;
      return { kind: 'not', part: clause() };
    }
    if (word() === '(') {
      at += 1;
      const inner = or();
      if (take().text !== ')')
        throw new JqlError(`Error in the JQL Query: Expecting ')' before the end of the query.`);
      return inner;
    }
    const field = take().text.toLowerCase();
    let operator = word() ?? '';
    at += 1;
    if ((operator === 'NOT' && word() === 'IN') || (operator === 'IS' && word() === 'NOT')) {
      operator += ` ${word() ?? ''}`;
      at += 1;
    }
    if (!['=', '!=', '~', '!~', '<', '<=', '>', '>=', 'IN', 'NOT IN', 'IS', 'IS NOT'].includes(operator)) {
      throw new JqlError(
        `Error in the JQL Query: Expecting operator but got '${tokens[at - 1]?.text ?? ''}'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.`,
      );
    }
    if (!operator.endsWith('IN')) return { kind: 'clause', field, operator, values: [operand()] };
    if (take().text !== '(') throw new JqlError(`Error in the JQL Query: Expecting '(' after '${operator}'.`);
    const values: Operand[] = [operand()];
    while (word() === ',') {
      at += 1;
      values.push(operand());
    }
    if (take().text !== ')')
      throw new JqlError(`Error in the JQL Query: Expecting ')' before the end of the query.`);
    return { kind: 'clause', field, operator, values };
  };
  const and = (): Node => {
    const parts = [clause()];
    while (word() === 'AND') {
      at += 1;
      parts.push(clause());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
  };
  function or(): Node {
    const parts = [and()];
    while (word() === 'OR') {
      at += 1;
      parts.push(and());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
  }

  const where: Node = tokens.length === 0 || word() === 'ORDER' ? { kind: 'all' } : or();
  const order: Parsed['order'] = [];
  if (word() === 'ORDER' && word(1) === 'BY') {
    at += 2;
    do {
      if (word() === ',') at += 1;
      const field = take().text.toLowerCase();
      const descending = word() === 'DESC';
      if (descending || word() === 'ASC') at += 1;
      order.push({ field, descending });
    } while (word() === ',');
  }
  if (at < tokens.length) {
    throw new JqlError(
      `Error in the JQL Query: Expecting either 'OR' or 'AND' but got '${tokens[at]?.text ?? ''}'.`,
    );
  }
  return { where, order };
}

const dateFields = new Set([
  'created',
  'createddate',
  'updated',
  'updateddate',
  'duedate',
  'due',
  'resolutiondate',
  'resolved',
]);
const numberFields = new Set(['customfield_10016']);

/** The field's name as the evaluator knows it; throws where the platform knows none. */
function fieldName(field: string): string {
  const custom = /^cf\[(\d+)\]$/.exec(field)?.[1];
  if (custom !== undefined) return `customfield_${custom}`;
  const named = catalogue.customFields.find((one) => one.name.toLowerCase() === field);
  if (named) return named.id;
  const aliases: Record<string, string> = {
    issuekey: 'key',
    issue: 'key',
    id: 'key',
    type: 'issuetype',
    createddate: 'created',
    updateddate: 'updated',
    due: 'duedate',
    resolved: 'resolutiondate',
  };
  const name = aliases[field] ?? field;
  const known = [
    'project',
    'key',
    'status',
    'statuscategory',
    'issuetype',
    'priority',
    'labels',
    'assignee',
    'reporter',
    'creator',
    'created',
    'updated',
    'duedate',
    'resolution',
    'resolutiondate',
    'summary',
    'description',
    'comment',
    'text',
    'parent',
    ...catalogue.customFields.map((one) => one.id),
  ];
  if (!known.includes(name)) {
    throw new JqlError(`Field '${field}' does not exist or you do not have permission to view it.`);
  }
  return name;
}

/** Minutes of a period such as `-15m`, `2d`, `4w 2d`. */
function periodMinutes(text: string): number | undefined {
  if (!/^[+-]?(\d+[wdhm]?\s*)+$/i.test(text) || !/[wdhm]/i.test(text)) return undefined;
  const sign = text.startsWith('-') ? -1 : 1;
  const size: Record<string, number> = { w: 10_080, d: 1440, h: 60, m: 1 };
  let minutes = 0;
  for (const [, amount = '0', unit = 'm'] of text.matchAll(/(\d+)([wdhm])/gi)) {
    minutes += Number(amount) * (size[unit.toLowerCase()] ?? 1);
  }
  return sign * minutes;
}

/**
 * A date operand as milliseconds. Text dates are minutes in the caller's own zone; digits alone are
 * milliseconds since 1970; periods count from now.
 */
function dateValue(operand: Operand, field: string, now: number, zone: string): number {
  const startOfDay = () => {
    const local = now + zoneOffset(now, zone);
    return local - (local % 86_400_000) - zoneOffset(now, zone);
  };
  if (operand.call) {
    if (operand.text === 'now') return now;
    if (operand.text === 'startofday') return startOfDay();
    throw new JqlError(`Unable to find JQL function '${operand.text}()'.`);
  }
  const { text } = operand;
  if (/^-?\d{9,}$/.test(text) && !operand.quoted) return Number(text);
  const minutes = periodMinutes(text);
  if (minutes !== undefined) return now + minutes * 60_000;
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?: (\d{1,2}):(\d{2}))?$/.exec(text);
  if (!match) {
    throw new JqlError(
      `Date value '${text}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
    );
  }
  const [, year, month, day, hour = '0', minute = '0'] = match;
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  return wall - zoneOffset(wall, zone);
}

export interface SearchCaller {
  user: string | undefined;
  zone: string;
}

/** Throws JqlError where the query names what does not exist; the caller sees what it may browse. */
export function search(site: Site, jql: string, caller: SearchCaller, source: readonly Issue[]): Issue[] {
  const { where, order } = parse(jql);
  const now = site.now();
  const browsable = source.filter((issue) => {
    const project = site.project(issue.projectId);
    return project !== undefined && site.mayBrowse(caller.user, project);
  });

  const userOf = (operand: Operand): string => {
    if (operand.call && operand.text === 'currentuser') return caller.user ?? '';
    const { text } = operand;
    return (
      accounts.find((one) => one.name === text || one.accountId === text || one.email === text)?.name ??
      `?${text}`
    );
  };

  /** What an operand stands for in a field of names: the ids that fit. */
  const idsOf = (name: string, operand: Operand): string[] => {
    const { text } = operand;
    const lower = text.toLowerCase();
    const from = (rows: readonly { id: string; name: string }[]) => {
      const fit = rows
        .filter((one) => one.id === text || one.name.toLowerCase() === lower)
        .map((one) => one.id);
      if (fit.length === 0) throw new JqlError(`The value '${text}' does not exist for the field '${name}'.`);
      return fit;
    };
    switch (name) {
      case 'project': {
        const fit = site
          .projects()
          .filter(
            (one) => one.id === text || one.key.toLowerCase() === lower || one.name.toLowerCase() === lower,
          )
          .filter((one) => site.mayBrowse(caller.user, one));
        if (fit.length === 0)
          throw new JqlError(`The value '${text}' does not exist for the field 'project'.`);
        return fit.map((one) => one.id);
      }
      case 'status':
        return from(catalogue.statuses);
      case 'statuscategory':
        return catalogue.statuses
          .filter(
            (one) =>
              one.category === lower ||
              { new: 'to do', indeterminate: 'in progress', done: 'done' }[one.category] === lower,
          )
          .map((one) => one.id);
      case 'issuetype':
        return from(catalogue.types);
      case 'priority':
        return from(catalogue.priorities);
      case 'resolution':
        return lower === 'unresolved' ? [''] : from(catalogue.resolutions);
      case 'parent':
      case 'key': {
        const found = site.find(text);
        const project = found ? site.project(found.projectId) : undefined;
        if (!found || !project || !site.mayBrowse(caller.user, project)) {
          // Issues that a moment ago were there are no error in a list of ids.
          if (/^\d+$/.test(text)) return [text];
          throw new JqlError(`An issue with key '${text}' does not exist for field 'key'.`);
        }
        return [found.id];
      }
      case 'assignee':
      case 'reporter':
      case 'creator':
        return [userOf(operand)];
      default:
        return [text];
    }
  };

  const identity = (issue: Issue, name: string): string[] => {
    switch (name) {
      case 'project':
        return [issue.projectId];
      case 'status':
      case 'statuscategory':
        return [issue.statusId];
      case 'issuetype':
        return [issue.typeId];
      case 'priority':
        return [issue.priorityId];
      case 'resolution':
        return [issue.resolutionId ?? ''];
      case 'key':
        return [issue.id];
      case 'parent':
        return [issue.parentId ?? ''];
      case 'assignee':
        return [issue.assignee ?? ''];
      case 'reporter':
        return [issue.reporter];
      case 'creator':
        return [issue.creator];
      case 'labels':
        return issue.labels;
      default: {
        const value = issue.custom[name];
        if (typeof value === 'object' && value !== null && 'value' in value) return [String(value.value)];
        return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
      }
    }
  };

  const words = (issue: Issue, name: string): string => {
    const comments = issue.comments.map((one) => textOf(one.body)).join('\n');
    if (name === 'summary') return issue.summary;
    if (name === 'description') return textOf(issue.description);
    if (name === 'comment') return comments;
    if (name === 'text') return [issue.summary, textOf(issue.description), comments].join('\n');
    return identity(issue, name).join(' ');
  };

  const moment = (issue: Issue, name: string): number | undefined => {
    if (name === 'created') return issue.created;
    if (name === 'updated') return issue.updated;
    if (name === 'resolutiondate') return issue.resolved ?? undefined;
    return issue.duedate === null ? undefined : Date.parse(`${issue.duedate}T00:00:00Z`);
  };

  const compileClause = (clause: Clause): ((issue: Issue) => boolean) => {
    const name = fieldName(clause.field);
    const { operator, values } = clause;
    const isEmptyWord = values.some((one) => !one.quoted && /^(empty|null)$/i.test(one.text));
    if (
      operator === 'IS' ||
      operator === 'IS NOT' ||
      (isEmptyWord && (operator === '=' || operator === '!='))
    ) {
      const empty = (issue: Issue) =>
        dateFields.has(name) ? moment(issue, name) === undefined : words(issue, name).trim() === '';
      return operator === 'IS' || operator === '=' ? empty : (issue) => !empty(issue);
    }
    if (dateFields.has(name)) {
      const wanted = values.map((one) => dateValue(one, clause.field, now, caller.zone));
      return (issue) => {
        const at = moment(issue, name);
        if (at === undefined) return false;
        const [limit = 0] = wanted;
        switch (operator) {
          case '<':
            return at < limit;
          case '<=':
            return at <= limit;
          case '>':
            return at > limit;
          case '>=':
            return at >= limit;
          case '!=':
          case 'NOT IN':
            return !wanted.includes(at);
          default:
            return wanted.includes(at);
        }
      };
    }
    if (operator === '~' || operator === '!~') {
      const needles = (values[0]?.text ?? '').toLowerCase().replaceAll(/["*]/g, '').split(/\s+/);
      const holds = (issue: Issue) => {
        const hay = words(issue, name).toLowerCase();
        return needles.every((needle) => hay.includes(needle));
      };
      return operator === '~' ? holds : (issue) => !holds(issue);
    }
    if (numberFields.has(name) || ['<', '<=', '>', '>='].includes(operator)) {
      const wanted = Number(values[0]?.text);
      return (issue) => {
        const value =
          name === 'key' ? Number(issue.key.split('-')[1]) : Number(identity(issue, name)[0] ?? Number.NaN);
        const limit =
          name === 'key' ? Number((site.find(values[0]?.text ?? '')?.key ?? '-0').split('-')[1]) : wanted;
        if (operator === '<') return value < limit;
        if (operator === '<=') return value <= limit;
        if (operator === '>') return value > limit;
        if (operator === '>=') return value >= limit;
        return operator === '!=' ? value !== limit : value === limit;
      };
    }
    const wanted = new Set(values.flatMap((one) => idsOf(name, one)));
    const holds = (issue: Issue) => identity(issue, name).some((one) => wanted.has(one));
    return operator === '=' || operator === 'IN'
      ? holds
      : // Negations leave out issues without a value.
        (issue) => !holds(issue) && words(issue, name) !== '';
  };

  const compile = (node: Node): ((issue: Issue) => boolean) => {
    if (node.kind === 'all') return () => true;
    if (node.kind === 'clause') return compileClause(node);
    if (node.kind === 'not') {
      const part = compile(node.part);
      return (issue) => !part(issue);
    }
    const parts = node.parts.map(compile);
    return node.kind === 'and'
      ? (issue) => parts.every((part) => part(issue))
      : (issue) => parts.some((part) => part(issue));
  };

  const sortKey = (issue: Issue, name: string): number | string => {
    if (dateFields.has(name)) return moment(issue, name) ?? 0;
    if (name === 'key') {
      const [letters = '', digits = '0'] = issue.key.split('-');
      return `${letters}-${digits.padStart(12, '0')}`;
    }
    if (name === 'priority') return -Number(issue.priorityId);
    return words(issue, name);
  };
  const compiled = compile(where);
  const sorts = (order.length > 0 ? order : [{ field: 'created', descending: true }]).map(
    ({ field, descending }) => ({
      name: fieldName(field),
      descending,
    }),
  );
  return browsable
    .filter((issue) => compiled(issue))
    .sort((a, b) => {
      for (const { name, descending } of sorts) {
        const x = sortKey(a, name);
        const y = sortKey(b, name);
        if (x !== y) return (x < y ? -1 : 1) * (descending ? -1 : 1);
      }
      return Number(a.id) - Number(b.id);
    });
}

/** Whether a query restricts nothing: Cloud refuses those. */
export function isUnbounded(jql: string): boolean {
  return parse(jql).where.kind === 'all';
}
