/** The GraphQL interface: requests with their notes and files in one call, and the three writes on them. */
import type { FaultSwitch, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { countCall, jsonResponse, readAccount, readToken, statusFault } from './api.ts';
import { ApiError, parseMoment } from './list.ts';
import { fileLink, notesOf, requestCollection, saveNote, saveRequest, viewOf } from './requests.ts';
import type { Viewer } from './requests.ts';
import { mayDo } from './scopes.ts';
import { isSpecialist, nodeIdOf, parseNodeId, stampOf } from './state.ts';
import type { Environment, Note, Person, Token, XurrentRequest } from './state.ts';

class GraphqlError extends Error {}

interface Field {
  readonly name: string;
  readonly alias: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly selections: readonly Selection[] | null;
}
type Selection = Field | { readonly on: string | null; readonly selections: readonly Selection[] };

interface Operation {
  readonly kind: 'query' | 'mutation';
  readonly selections: readonly Selection[];
}

const TOKEN =
  /[\s,]*(?:#[^\n]*\s*)*(\.\.\.|[!$():=@[\]{|}&]|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[_A-Za-z]\w*|"(?:[^"\\\n]|\\.)*")/y;

/** Parses one document with one operation; variables are put in at once. Throws GraphqlError. */
function parse(source: string, variables: Readonly<Record<string, unknown>>): Operation {
  const tokens: string[] = [];
  let at = 0;
  while (
    source
      .slice(at)
      .replace(/#[^\n]*/g, '')
      .replace(/[\s,]/g, '') !== ''
  ) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) throw new GraphqlError(`Parse error on "${source[at] ?? ''}" (error) at [1, ${at + 1}]`);
    tokens.push(match[1] ?? '');
    at = TOKEN.lastIndex;
  }
  let position = 0;
  const peek = () => tokens[position];
  const next = (): string => {
    const token = tokens[position];
    if (token === undefined) throw new GraphqlError('Unexpected end of document');
    position += 1;
    return token;
  };
  const expect = (token: string) => {
    const found = next();
    if (found !== token) throw new GraphqlError(`Parse error on "${found}" (expected "${token}")`);
  };
  const isName = (token: string | undefined) => token !== undefined && /^[_A-Za-z]/.test(token);
  const name = (): string => {
    const token = next();
    if (!isName(token)) throw new GraphqlError(`Parse error on "${token}" (expected a name)`);
    return token;
  };
  const value = (): unknown => {
    const token = next();
    if (token === '$') {
      const variable = name();
      return variables[variable] ?? defaults[variable] ?? null;
    }
    if (token === '[') {
      const items: unknown[] = [];
      while (peek() !== ']') items.push(value());
      next();
      return items;
    }
    if (token === '{') {
      const object: Record<string, unknown> = {};
      while (peek() !== '}') {
        const key = name();
        expect(':');
        object[key] = value();
      }
      next();
      return object;
    }
    if (token.startsWith('"')) return JSON.parse(token) as unknown;
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    if (/^-?\d/.test(token)) return Number(token);
    if (isName(token)) return token;
    throw new GraphqlError(`Parse error on "${token}"`);
  };
  const selections = (): Selection[] => {
    expect('{');
    const found: Selection[] = [];
    while (peek() !== '}') {
      if (peek() === '...') {
        next();
        const on = peek() === 'on' ? (next(), name()) : null;
        found.push({ on, selections: selections() });
        continue;
      }
      const first = name();
      const alias = first;
      let field = first;
      if (peek() === ':') {
        next();
        field = name();
      }
      const args: Record<string, unknown> = {};
      if (peek() === '(') {
        next();
        while (peek() !== ')') {
          const key = name();
          expect(':');
          args[key] = value();
        }
        next();
      }
      found.push({ name: field, alias, args, selections: peek() === '{' ? selections() : null });
    }
    next();
    return found;
  };
  const defaults: Record<string, unknown> = {};
  let kind: Operation['kind'] = 'query';
  if (peek() === 'query' || peek() === 'mutation') {
    kind = next() as Operation['kind'];
    if (isName(peek())) next();
    if (peek() === '(') {
      next();
      while (peek() !== ')') {
        expect('$');
        const variable = name();
        expect(':');
        while (peek() !== ')' && peek() !== '$' && peek() !== '=') next();
        if (peek() === '=') {
          next();
          defaults[variable] = value();
        }
      }
      next();
    }
  }
  const operation: Operation = { kind, selections: selections() };
  if (position < tokens.length) throw new GraphqlError(`Parse error on "${peek() ?? ''}"`);
  return operation;
}

type Args = Readonly<Record<string, unknown>>;
type Resolved = string | number | boolean | null | GraphObject | readonly GraphObject[] | readonly string[];

interface GraphObject {
  readonly typename: string;
  readonly fields: Readonly<Record<string, (args: Args) => Resolved>>;
}

function run(object: GraphObject, selections: readonly Selection[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const selection of selections) {
    if ('on' in selection) {
      if (selection.on === null || selection.on === object.typename)
        Object.assign(result, run(object, selection.selections));
      continue;
    }
    if (selection.name === '__typename') {
      result[selection.alias] = object.typename;
      continue;
    }
    const field = Object.hasOwn(object.fields, selection.name) ? object.fields[selection.name] : undefined;
    if (!field)
      throw new GraphqlError(`Field '${selection.name}' doesn't exist on type '${object.typename}'`);
    result[selection.alias] = render(field(selection.args), selection);
  }
  return result;
}

const isObject = (value: unknown): value is GraphObject =>
  typeof value === 'object' && value !== null && 'typename' in value;

function render(value: Resolved, selection: Field): unknown {
  if (Array.isArray(value)) return (value as readonly Resolved[]).map((one) => render(one, selection));
  if (!isObject(value)) {
    if (selection.selections !== null && value !== null) {
      throw new GraphqlError(`Selections can't be made on scalars (field '${selection.name}')`);
    }
    return value;
  }
  if (selection.selections === null) {
    throw new GraphqlError(
      `Field must have selections (field '${selection.name}' returns ${value.typename} but has no selections.)`,
    );
  }
  return run(value, selection.selections);
}

/** How many nodes a document may ask for at most, by its page sizes. */
function countNodes(selections: readonly Selection[], factor = 1): number {
  let sum = 0;
  for (const selection of selections) {
    if ('on' in selection) {
      sum += countNodes(selection.selections, factor);
      continue;
    }
    const size = Number(selection.args['first'] ?? selection.args['last'] ?? 1);
    const inner = factor * size;
    if (selection.args['first'] !== undefined || selection.args['last'] !== undefined) sum += inner;
    if (selection.selections) sum += countNodes(selection.selections, inner);
  }
  return sum;
}

function connection<T>(
  typename: string,
  rows: readonly T[],
  idOf: (row: T) => number,
  wrap: (row: T) => GraphObject,
  args: Args,
): GraphObject {
  for (const name of ['first', 'last'] as const) {
    const size = args[name];
    if (size !== undefined && size !== null && (typeof size !== 'number' || size < 1 || size > 100)) {
      throw new GraphqlError(`'${name}' on the '${typename}Connection' must be between 1 and 100`);
    }
  }
  const cursorOf = (row: T) => Buffer.from(String(idOf(row))).toString('base64');
  const after =
    typeof args['after'] === 'string' ? rows.findIndex((row) => cursorOf(row) === args['after']) : -1;
  const rest = rows.slice(after + 1);
  const last = typeof args['last'] === 'number' ? args['last'] : null;
  const first = typeof args['first'] === 'number' ? args['first'] : 100;
  const page = last === null ? rest.slice(0, first) : rest.slice(-last);
  return {
    typename: `${typename}Connection`,
    fields: {
      nodes: () => page.map(wrap),
      edges: () =>
        page.map((row) => ({
          typename: `${typename}Edge`,
          fields: { node: () => wrap(row), cursor: () => cursorOf(row) },
        })),
      totalCount: () => rows.length,
      pageInfo: () => ({
        typename: 'PageInfo',
        fields: {
          hasNextPage: () => last === null && rest.length > page.length,
          hasPreviousPage: () => after >= 0,
          endCursor: () => (page.length === 0 ? null : cursorOf(page.at(-1) as T)),
          startCursor: () => (page.length === 0 ? null : cursorOf(page[0] as T)),
        },
      }),
    },
  };
}

interface GraphViewer extends Viewer {
  readonly token: Token;
}

const named = (typename: string, one: { id: number; name: string } | undefined): GraphObject | null =>
  one ? { typename, fields: { id: () => nodeIdOf(typename, one.id), name: () => one.name } } : null;

function personObject(person: Person | undefined): GraphObject | null {
  if (!person) return null;
  return {
    typename: 'Person',
    fields: {
      id: () => nodeIdOf('Person', person.id),
      name: () => person.name,
      primaryEmail: () => person.email,
      account: () => ({ typename: 'Account', fields: { id: () => person.account } }),
    },
  };
}

function noteObject(viewer: Viewer, note: Note): GraphObject {
  const { environment, account } = viewer;
  return {
    typename: 'Note',
    fields: {
      id: () => nodeIdOf('Note', note.id),
      text: () => note.text,
      internal: () => note.internal,
      medium: () => note.medium,
      createdAt: () => stampOf(account, note.createdAt),
      person: () => personObject(environment.people.get(note.personId)),
      textAttachments: (args) =>
        connection(
          'Attachment',
          note.attachments,
          (one) => one.id,
          (one) => {
            const file = environment.files.get(one.key);
            return {
              typename: 'Attachment',
              fields: {
                id: () => nodeIdOf('Attachment', one.id),
                key: () => one.key,
                filename: () => file?.name ?? '',
                size: () => file?.data.length ?? 0,
                inline: () => one.inline,
                expiringUrl: () => fileLink(environment, one.key),
              },
            };
          },
          args,
        ),
    },
  };
}

function requestObject(viewer: Viewer, request: XurrentRequest): GraphObject {
  const { environment, account } = viewer;
  const view = viewOf(viewer, request);
  const person = (id: number | null) => personObject(id === null ? undefined : environment.people.get(id));
  return {
    typename: 'Request',
    fields: {
      id: () => nodeIdOf('Request', request.id),
      requestId: () => request.id,
      subject: () => request.subject,
      category: () => request.category,
      impact: () => request.impact,
      status: () => view?.status ?? null,
      completionReason: () => view?.completionReason ?? null,
      source: () => request.source,
      sourceID: () => request.sourceID,
      createdAt: () => stampOf(account, view?.createdAt ?? null),
      updatedAt: () => stampOf(account, request.updatedAt),
      completedAt: () => stampOf(account, view?.completedAt ?? null),
      waitingUntil: () => stampOf(account, request.waitingUntil),
      team: () => named('Team', environment.teams.get(view?.teamId ?? 0)),
      serviceInstance: () =>
        named('ServiceInstance', environment.instances.get(request.serviceInstanceId ?? 0)),
      member: () => person(view?.memberId ?? null),
      requestedBy: () => person(request.requestedBy),
      requestedFor: () => person(request.requestedFor),
      createdBy: () => person(request.createdBy),
      customFields: () =>
        request.customFields.map((field) => ({
          typename: 'CustomField',
          fields: { id: () => field.id, value: () => JSON.stringify(field.value) },
        })),
      notes: (args) =>
        connection(
          'Note',
          notesOf(viewer, request),
          (note) => note.id,
          (note) => noteObject(viewer, note),
          args,
        ),
    },
  };
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

function filterRequests(viewer: Viewer, rows: readonly XurrentRequest[], filter: unknown): XurrentRequest[] {
  return Object.entries(asRecord(filter)).reduce<XurrentRequest[]>(
    (left, [name, condition]) => {
      const test = asRecord(condition);
      if (name === 'updatedAt' || name === 'createdAt') {
        const read = (request: XurrentRequest) =>
          name === 'updatedAt' ? request.updatedAt : (viewOf(viewer, request)?.createdAt ?? 0);
        return left.filter((request) =>
          Object.entries(test).every(([operator, text]) => {
            const bound = parseMoment(String(text));
            if (Number.isNaN(bound))
              throw new GraphqlError(`'${String(text)}' is not a valid ISO8601Timestamp`);
            switch (operator) {
              case 'greaterThanOrEqualTo':
                return read(request) >= bound;
              case 'greaterThan':
                return read(request) > bound;
              case 'lessThanOrEqualTo':
                return read(request) <= bound;
              case 'lessThan':
                return read(request) < bound;
              default:
                throw new GraphqlError(`InputObject 'DateTimeFilter' doesn't accept argument '${operator}'`);
            }
          }),
        );
      }
      const readers: Record<string, (request: XurrentRequest) => string | null> = {
        source: (request) => request.source,
        sourceID: (request) => request.sourceID,
        subject: (request) => request.subject,
        status: (request) => viewOf(viewer, request)?.status ?? null,
        category: (request) => request.category,
      };
      const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
      if (!read) throw new GraphqlError(`InputObject 'RequestFilter' doesn't accept argument '${name}'`);
      const values = Array.isArray(test['values']) ? (test['values'] as unknown[]) : [];
      const negate = test['negate'] === true;
      return left.filter((request) => values.includes(read(request)) !== negate);
    },
    [...rows],
  );
}

const ORDER_FIELDS: Readonly<Record<string, string>> = {
  id: 'id',
  updatedAt: 'updated_at',
  createdAt: 'created_at',
  status: 'status',
  subject: 'subject',
};

function orderRequests(viewer: Viewer, rows: readonly XurrentRequest[], order: unknown): XurrentRequest[] {
  const { columns } = requestCollection(viewer);
  const keys = (Array.isArray(order) ? order : []).map((one) => {
    const { field, direction } = asRecord(one);
    const column = columns[ORDER_FIELDS[String(field)] ?? ''];
    if (!column)
      throw new GraphqlError(
        `Argument 'field' on InputObject 'RequestOrder' has an invalid value (${String(field)})`,
      );
    return { column, sign: direction === 'desc' ? -1 : 1 };
  });
  return [...rows].sort((one, other) => {
    for (const { column, sign } of keys) {
      const left = column.read(one) ?? '';
      const right = column.read(other) ?? '';
      if (left !== right) return left < right ? -sign : sign;
    }
    return one.id - other.id;
  });
}

function need(viewer: GraphViewer, model: string, action: string): void {
  if (!mayDo(viewer.token.scopes, model, action)) throw new GraphqlError('Not authorized');
}

function queryRoot(viewer: GraphViewer): GraphObject {
  const { environment, account } = viewer;
  return {
    typename: 'Query',
    fields: {
      me: () => {
        need(viewer, 'me', 'Read');
        return personObject(viewer.person);
      },
      node: ({ id }) => {
        const node = parseNodeId(String(id));
        if (node?.model === 'Person') {
          need(viewer, 'person', 'Read');
          return personObject(environment.people.get(node.id));
        }
        if (node?.model !== 'Req') return null;
        need(viewer, 'request', 'Read');
        const request = environment.requests.get(node.id);
        const visible =
          request && viewOf(viewer, request) && (request.place !== 'trash' || account.trashedIsFound);
        return visible ? requestObject(viewer, request) : null;
      },
      requests: (args) => {
        need(viewer, 'request', 'Read');
        const view = typeof args['view'] === 'string' ? args['view'] : 'all';
        const place = view === 'archive' || view === 'trash' ? view : 'active';
        if (!['all', 'archive', 'trash', 'open', 'completed'].includes(view)) {
          throw new GraphqlError(`Argument 'view' on Field 'requests' has an invalid value (${view}).`);
        }
        const rows = requestCollection(viewer, place).rows.filter((request) => {
          if (view !== 'open' && view !== 'completed') return true;
          return (viewOf(viewer, request)?.status === 'completed') === (view === 'completed');
        });
        return connection(
          'Request',
          orderRequests(viewer, filterRequests(viewer, rows, args['filter']), args['order']),
          (request) => request.id,
          (request) => requestObject(viewer, request),
          args,
        );
      },
    },
  };
}

const NUMBERED = new Set(['serviceInstanceId', 'teamId', 'memberId', 'requestedById', 'requestedForId']);

/** Input of a write in the spelling and with the references of the REST interface. */
function toRest(input: Args): Record<string, unknown> {
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (name === 'id' || name === 'clientMutationId') continue;
    const snake = name
      .replace(/[a-z](?=[A-Z](?!D$))/g, '$&_')
      .replace(/_([A-Z])/g, (_, letter: string) => `_${letter.toLowerCase()}`);
    rest[snake] = NUMBERED.has(name) && typeof value === 'string' ? (parseNodeId(value)?.id ?? value) : value;
  }
  return rest;
}

function payload(typename: string, field: string, make: () => GraphObject): GraphObject {
  let made: GraphObject | null = null;
  let errors: GraphObject[] = [];
  try {
    made = make();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const pairs = Array.isArray(error.body['errors'])
      ? (error.body['errors'] as [string, string][])
      : [['', error.message] as const];
    errors = pairs.map(([path, message]) => ({
      typename: 'ValidationError',
      fields: { path: () => [path], message: () => message },
    }));
  }
  return { typename, fields: { [field]: () => made, errors: () => errors } };
}

function mutationRoot(viewer: GraphViewer): GraphObject {
  const find = (id: unknown): XurrentRequest => {
    const node = parseNodeId(String(id));
    const request = node?.model === 'Req' ? viewer.environment.requests.get(node.id) : undefined;
    if (!request || !viewOf(viewer, request) || request.place !== 'active')
      throw new GraphqlError('Not Found');
    return request;
  };
  return {
    typename: 'Mutation',
    fields: {
      requestCreate: (args) => {
        need(viewer, 'request', 'Create');
        const input = asRecord(args['input']);
        return payload('RequestCreatePayload', 'request', () =>
          requestObject(viewer, saveRequest(viewer, toRest(input), null, null)),
        );
      },
      requestUpdate: (args) => {
        need(viewer, 'request', 'Update');
        const input = asRecord(args['input']);
        const request = find(input['id']);
        return payload('RequestUpdatePayload', 'request', () =>
          requestObject(viewer, saveRequest(viewer, toRest(input), request, null)),
        );
      },
      noteCreate: (args) => {
        need(viewer, 'request', 'Update');
        const { ownerId, text, internal, attachments } = asRecord(args['input']);
        const request = find(ownerId);
        return payload('NoteCreatePayload', 'note', () =>
          noteObject(
            viewer,
            saveNote(viewer, request, {
              text,
              internal: internal === true,
              ...(attachments === undefined ? {} : { attachments }),
            }),
          ),
        );
      },
    },
  };
}

const NODE_LIMIT = 500_000;

/** Answers a request to the GraphQL host. What is wrong with a document comes with status 200. */
export function handleGraphql(
  environment: Environment,
  request: PracticeRequest,
  faults: FaultSwitch,
): PracticeResponse {
  const fault = statusFault(request, faults);
  if (fault) return fault;
  if (request.path !== '/' || request.method !== 'POST') return jsonResponse(404, { message: 'Not Found' });
  const token = readToken(environment, request);
  const person = token && environment.people.get(token.personId);
  if (!token || !person) return jsonResponse(401, { message: 'Unauthorized' });
  const { headers, refused } = countCall(environment, person);
  if (refused) return refused;
  const account = readAccount(environment, request);
  const withCost = (cost: number, body: unknown) =>
    jsonResponse(200, body, [
      ...headers,
      ['x-costlimit-limit', '5000'],
      ['x-costlimit-remaining', String(Math.max(0, 5_000 - cost))],
    ]);
  if (!account || !isSpecialist(person, account.id))
    return withCost(0, { errors: [{ message: 'Not authorized' }] });
  let body: Record<string, unknown>;
  try {
    body = asRecord(request.json());
  } catch {
    return jsonResponse(400, { message: 'Invalid JSON string posted' }, headers);
  }
  try {
    const operation = parse(
      typeof body['query'] === 'string' ? body['query'] : '',
      asRecord(body['variables']),
    );
    const nodes = countNodes(operation.selections);
    if (nodes > NODE_LIMIT) {
      throw new GraphqlError('Individual calls cannot request more than 500,000 total nodes.');
    }
    const viewer: GraphViewer = { environment, account, person, token };
    const root = operation.kind === 'query' ? queryRoot(viewer) : mutationRoot(viewer);
    return withCost(Math.ceil(nodes / 100) + 1, { data: run(root, operation.selections) });
  } catch (error) {
    if (!(error instanceof GraphqlError)) throw error;
    return withCost(1, { errors: [{ message: error.message }] });
  }
}
