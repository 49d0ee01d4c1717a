/** The REST interface, `https://api.[REGION.]xurrent.com/v1`, and the token endpoints. */
import { createHash } from 'node:crypto';

import type { FaultSwitch, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { ApiError, forbidden, missing, pageOf, pick } from './list.ts';
import type { Collection } from './list.ts';
import {
  CATEGORIES,
  IMPACTS,
  notesOf,
  personReference,
  REASONS,
  renderAttachment,
  renderNote,
  renderRequest,
  requestCollection,
  saveNote,
  saveRequest,
  serviceReference,
  STATUSES,
  teamReference,
  viewOf,
} from './requests.ts';
import type { Viewer } from './requests.ts';
import { listScopes, mayDo } from './scopes.ts';
import {
  accountOf,
  isAdmin,
  isSpecialist,
  nodeIdOf,
  nowOf,
  parseNodeId,
  randomToken,
  stampOf,
} from './state.ts';
import type {
  Environment,
  Note,
  Person,
  Service,
  ServiceInstance,
  Team,
  Token,
  XurrentRequest,
} from './state.ts';
import { uploadOffer } from './storage.ts';

/** Faults of the API beside the transport's. */
export const apiFaults = [
  '400',
  '401',
  '403',
  '404',
  '422',
  '429',
  '500',
  '502',
  '502-html',
  '503',
  '504',
  'html-instead-of-json',
  'login-200',
  'token-revoked',
  'other-status',
  'unknown-enum',
  'notes-without-internal',
] as const;

interface Call extends Viewer {
  readonly request: PracticeRequest;
  readonly token: Token;
  readonly parts: readonly string[];
  readonly faults: FaultSwitch;
}

interface Answer {
  status: number;
  body: unknown;
  headers?: [string, string][];
  cacheable?: boolean;
}

const JSON_TYPE = 'application/json; charset=utf-8';

export function jsonResponse(
  status: number,
  body: unknown,
  headers: [string, string][] = [],
): PracticeResponse {
  return {
    status,
    headers: [
      ['Content-Type', JSON_TYPE],
      ['x-request-id', randomToken(16)],
      ['Cache-Control', 'no-store'],
      ...headers,
    ],
    body: JSON.stringify(body),
  };
}

/** What a fault of the gateway or the platform looks like; undefined when none is switched on. */
export function statusFault(request: PracticeRequest, faults: FaultSwitch): PracticeResponse | undefined {
  const fault = faults.takeAny(
    [
      '400',
      '401',
      '403',
      '404',
      '422',
      '429',
      '500',
      '502',
      '502-html',
      '503',
      '504',
      'html-instead-of-json',
      'login-200',
    ],
    request,
  );
  if (!fault) return undefined;
  const later: [string, string][] =
    fault.retryAfter === undefined ? [] : [['retry-after', String(fault.retryAfter)]];
  const page = (status: number, title: string): PracticeResponse => ({
    status,
    headers: [['Content-Type', 'text/html'], ...later],
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  });
  switch (fault.kind) {
    case '400':
      return jsonResponse(400, { message: 'Invalid JSON string posted' });
    case '401':
      return jsonResponse(401, { message: 'Unauthorized' });
    case '403':
      return jsonResponse(403, { message: 'Forbidden' });
    case '404':
      return jsonResponse(404, { message: 'Not Found' });
    case '422':
      return jsonResponse(422, {
        message: 'Validation Failed',
        errors: fault.detail?.['errors'] ?? [['subject', "Subject can't be blank"]],
      });
    case '429':
      return tooMany(later);
    case '500':
      return jsonResponse(500, { message: 'Internal Server Error' }, later);
    case '502':
      return jsonResponse(502, { message: 'Bad Gateway' }, later);
    case '502-html':
      return page(502, '502 Bad Gateway');
    case '503':
      return jsonResponse(503, { message: 'Service Unavailable' }, later);
    case '504':
      return jsonResponse(504, { message: 'Gateway timeout' }, later);
    default:
      return page(200, fault.kind === 'login-200' ? 'Xurrent - Log in' : 'Blocked by the network');
  }
}

const tooMany = (headers: [string, string][]): PracticeResponse =>
  jsonResponse(
    429,
    {
      message: 'Too Many Requests',
      documentation_url: 'https://developer.xurrent.com/v1/#rate-limiting',
    },
    [['x-ratelimit-remaining', '0'], ...headers],
  );

/** The living token of a request; cookies count for nothing here. */
export function readToken(environment: Environment, request: PracticeRequest): Token | undefined {
  const text = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const token = text === undefined ? undefined : environment.tokens.get(text);
  if (!token) return undefined;
  return token.expiresAt !== null && token.expiresAt <= environment.clock.now() ? undefined : token;
}

const HOUR = 3_600_000;

/** Counts a call; the headers that tell what is left, or the refusal. */
export function countCall(
  environment: Environment,
  person: Person,
): { headers: [string, string][]; refused?: PracticeResponse } {
  const now = environment.clock.now();
  const { hourlyCalls, burstCalls } = environment.settings;
  const calls = (environment.calls.get(person.id) ?? []).filter((at) => now - at < HOUR);
  const burst = calls.filter((at) => now - at < 2_000).length;
  const over = calls.length >= hourlyCalls;
  if (!over && burst < burstCalls) calls.push(now);
  environment.calls.set(person.id, calls);
  const reset = Math.ceil(((calls[0] ?? now) + HOUR) / 1000);
  const headers: [string, string][] = [
    ['x-ratelimit-limit', String(hourlyCalls)],
    ['x-ratelimit-remaining', String(Math.max(0, hourlyCalls - calls.length))],
    ['x-ratelimit-reset', String(reset)],
  ];
  if (over)
    return {
      headers,
      refused: tooMany([
        ...headers.filter(([name]) => name !== 'x-ratelimit-remaining'),
        ['retry-after', String(Math.max(1, reset - Math.floor(now / 1000)))],
      ]),
    };
  if (burst >= burstCalls)
    return {
      headers,
      refused: tooMany([
        ...headers.filter(([name]) => name !== 'x-ratelimit-remaining'),
        ['retry-after', '2'],
      ]),
    };
  return { headers };
}

/** The account that a request names; both spellings of the header are taken. */
export function readAccount(environment: Environment, request: PracticeRequest) {
  const id = request.headers.get('x-xurrent-account') ?? request.headers.get('x-4me-account');
  return id === null ? undefined : accountOf(environment, id);
}

/** Answers a request to the API host. */
export function handleApi(
  environment: Environment,
  request: PracticeRequest,
  faults: FaultSwitch,
): PracticeResponse {
  const fault = statusFault(request, faults);
  if (fault) return fault;
  const path = request.path.replace(/\.json$/, '').replace(/\/+$/, '');
  if (path === '/v1') return jsonResponse(200, {});
  const token = readToken(environment, request);
  const revoked = faults.take('token-revoked', request);
  if (token && revoked) environment.tokens.delete(token.token);
  const person = token && !revoked ? environment.people.get(token.personId) : undefined;
  if (!token || !person) return jsonResponse(401, { message: 'Unauthorized' });
  if (path === '/v1/rate_limit') {
    const now = environment.clock.now();
    if (now - (environment.limitAsked.get(person.id) ?? 0) < 1_000) return tooMany([['retry-after', '1']]);
    environment.limitAsked.set(person.id, now);
    const used = (environment.calls.get(person.id) ?? []).filter((at) => environment.clock.now() - at < HOUR);
    const limit = environment.settings.hourlyCalls;
    const reset = Math.ceil(((used[0] ?? environment.clock.now()) + HOUR) / 1000);
    return jsonResponse(200, { limit, remaining: Math.max(0, limit - used.length), reset });
  }
  const { headers, refused } = countCall(environment, person);
  if (refused) return refused;
  try {
    const account = readAccount(environment, request);
    if (!account || !isSpecialist(person, account.id)) throw forbidden();
    if (!path.startsWith('/v1/')) throw missing();
    const parts = path.slice('/v1/'.length).split('/').map(decodeURIComponent);
    const answer = execute({ environment, account, person, request, token, parts, faults });
    if (answer.cacheable !== true)
      return jsonResponse(answer.status, answer.body, [...headers, ...(answer.headers ?? [])]);
    const etag = `W/"${createHash('md5').update(JSON.stringify(answer.body)).digest('hex')}"`;
    headers.push(['ETag', etag]);
    if (request.headers.get('if-none-match') === etag) return { status: 304, headers };
    return jsonResponse(answer.status, answer.body, [...headers, ...(answer.headers ?? [])]);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const body = request.headers.get('x-xurrent-language') === 'nl' ? toDutch(error.body) : error.body;
    return jsonResponse(error.status, body, [...headers, ...Object.entries(error.headers)]);
  }
}

const DUTCH: readonly (readonly [RegExp, string])[] = [
  [/can't be blank$/, 'moet opgegeven zijn'],
  [/is not included in the list$/, 'is niet in de lijst opgenomen'],
  [/does not exist$/, 'bestaat niet'],
];

/** What is wrong with a record is said in the language asked for; the names of the fields stay. */
function toDutch(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const errors = Array.isArray(body['errors']) ? (body['errors'] as [string, string][]) : undefined;
  if (!errors) return { ...body };
  return {
    ...body,
    errors: errors.map(([field, text]) => [
      field,
      DUTCH.reduce((sentence, [english, dutch]) => sentence.replace(english, dutch), text),
    ]),
  };
}

function needScope(call: Call, model: string, action: string): void {
  if (!mayDo(call.token.scopes, model, action)) throw forbidden();
}

/** A number or an opaque id in a path. */
function readId(text: string, model: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const node = parseNodeId(text);
  if (!node || node.model !== model) throw missing();
  return node.id;
}

function list<T>(
  call: Call,
  collection: Collection<T>,
  change = (record: Record<string, unknown>) => record,
): Answer {
  const page = pageOf(collection, call.request.url);
  return {
    status: 200,
    body: page.rows.map((row) => change(pick(collection.render(row), page.fields))),
    headers: page.headers,
  };
}

function readBody(request: PracticeRequest): unknown {
  try {
    return request.json();
  } catch {
    throw new ApiError(400, 'Invalid JSON string posted');
  }
}

function execute(call: Call): Answer {
  const [resource = '', second, third, fourth] = call.parts;
  const { method } = call.request;
  switch (resource) {
    case 'me':
      if (method !== 'GET' || second !== undefined) throw missing();
      needScope(call, 'me', 'Read');
      return { status: 200, body: renderPerson(call, call.person), cacheable: true };
    case 'people':
      return people(call, second, third, fourth);
    case 'account':
      if (method !== 'GET' || second !== undefined) throw missing();
      return {
        status: 200,
        body: {
          id: call.account.id,
          name: call.account.name,
          organization: { id: 1, name: call.account.organization },
        },
      };
    case 'enums':
      if (method !== 'GET') throw missing();
      return {
        status: 200,
        body: Object.fromEntries(
          Object.entries({
            'request.status': STATUSES,
            'request.category': CATEGORIES,
            'request.impact': IMPACTS,
            'request.completion_reason': REASONS,
          }).map(([name, values]) => [name, values.map((id) => ({ id, txt: title(id) }))]),
        ),
      };
    case 'teams':
      needScope(call, 'team', 'Read');
      return catalogue(call, teamCollection(call), second);
    case 'services':
      needScope(call, 'service', 'Read');
      return catalogue(call, serviceCollection(call), second);
    case 'service_instances':
      needScope(call, 'service-instance', 'Read');
      if (second === 'inactive') return list(call, { ...instanceCollection(call), rows: [] });
      return catalogue(call, instanceCollection(call), second === 'active' ? undefined : second);
    case 'requests':
      return requests(call, second, third, fourth);
    case 'notes': {
      if (method !== 'GET' || second !== undefined) throw missing();
      needScope(call, 'note', 'Read');
      return list(call, accountNotes(call), noteChange(call));
    }
    case 'archive':
    case 'trash':
      if (method !== 'GET' || second !== undefined) throw missing();
      needScope(call, 'request', 'Read');
      return gone(call, resource);
    case 'attachments':
      if (second !== 'storage' || method !== 'GET' || third !== undefined) throw missing();
      needScope(call, 'request', 'Create');
      return { status: 200, body: uploadOffer(call) };
    default:
      throw missing();
  }
}

const title = (id: string) => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('_', ' ');

function renderPerson(viewer: Viewer, person: Person): Record<string, unknown> {
  const home = accountOf(viewer.environment, person.account);
  return {
    id: person.id,
    name: person.name,
    primary_email: person.email,
    source: null,
    sourceID: null,
    disabled: false,
    job_title: null,
    locale: 'en-US',
    time_zone: 'Brussels',
    time_format_24h: true,
    organization: home ? { id: 1, name: home.organization } : null,
    site: home ? { id: 1, name: home.site } : null,
    manager: null,
    picture_uri: null,
    custom_fields: null,
    ...(person.account === viewer.account.id || !home ? {} : { account: { id: home.id, name: home.name } }),
    created_at: stampOf(viewer.account, person.createdAt),
    updated_at: stampOf(viewer.account, person.createdAt),
    nodeID: nodeIdOf('Person', person.id),
  };
}

function people(
  call: Call,
  second: string | undefined,
  third: string | undefined,
  fourth: string | undefined,
): Answer {
  if (call.request.method !== 'GET') throw forbidden();
  const { environment, account } = call;
  if (second === undefined) {
    needScope(call, 'person', 'Read');
    return list(call, {
      rows: [...environment.people.values()].filter((person) => person.account === account.id),
      id: (person) => person.id,
      render: (person) => renderPerson(call, person),
      defaultSort: 'name',
      defaultFields: [
        'id',
        'sourceID',
        'name',
        'organization',
        'site',
        'manager',
        'created_at',
        'updated_at',
        'nodeID',
      ],
      fields: [
        'id',
        'source',
        'sourceID',
        'name',
        'primary_email',
        'disabled',
        'organization',
        'site',
        'manager',
        'created_at',
        'updated_at',
        'nodeID',
      ],
      columns: {
        id: { kind: 'number', read: (person) => person.id },
        name: { kind: 'text', read: (person) => person.name },
        // Addresses are compared without regard to case.
        primary_email: { kind: 'text', read: (person) => person.email.toLowerCase(), sortable: false },
        disabled: { kind: 'boolean', read: () => false, sortable: false },
        created_at: { kind: 'date', read: (person) => person.createdAt },
        updated_at: { kind: 'date', read: (person) => person.createdAt },
      },
    });
  }
  const person = environment.people.get(readId(second, 'Person'));
  if (!person || (person.account !== account.id && !account.trusts.includes(person.account))) throw missing();
  if (third === undefined) {
    if (person.id !== call.person.id) needScope(call, 'person', 'Read');
    return { status: 200, body: renderPerson(call, person), cacheable: true };
  }
  if (third !== 'permissions') throw missing();
  // Only administrators may look at permissions, their own included.
  if (!isAdmin(call.person, account.id)) throw forbidden();
  if (person.id === call.person.id) needScope(call, 'me', 'Read');
  else needScope(call, 'person', 'Read');
  const permission = (id: string) => ({
    account: { id, name: accountOf(environment, id)?.name },
    roles: person.roles[id] ?? [],
  });
  if (fourth === undefined) return { status: 200, body: Object.keys(person.roles).map(permission) };
  if (!accountOf(environment, fourth) || !(fourth in person.roles)) throw missing();
  return { status: 200, body: permission(fourth) };
}

function catalogue<T>(call: Call, collection: Collection<T>, id: string | undefined): Answer {
  if (call.request.method !== 'GET') throw forbidden();
  if (id === undefined) return list(call, collection);
  const row = collection.rows.find((one) => String(collection.id(one)) === id);
  if (!row) throw missing();
  return { status: 200, body: collection.render(row), cacheable: true };
}

/** Own records and those of trusted accounts. */
const inReach = (viewer: Viewer) => (one: { account: string }) =>
  one.account === viewer.account.id || viewer.account.trusts.includes(one.account);

function nameColumns<T extends { id: number; name: string; createdAt: number }>(): Collection<T>['columns'] {
  return {
    id: { kind: 'number', read: (row) => row.id },
    name: { kind: 'text', read: (row) => row.name },
    sourceID: { kind: 'text', read: () => null },
    created_at: { kind: 'date', read: (row) => row.createdAt },
    updated_at: { kind: 'date', read: (row) => row.createdAt },
  };
}

function common(
  viewer: Viewer,
  row: { id: number; name: string; account: string; createdAt: number },
  model: string,
) {
  const foreign = row.account === viewer.account.id ? undefined : accountOf(viewer.environment, row.account);
  return {
    id: row.id,
    sourceID: null,
    name: row.name,
    ...(foreign ? { account: { id: foreign.id, name: foreign.name } } : {}),
    created_at: stampOf(viewer.account, row.createdAt),
    updated_at: stampOf(viewer.account, row.createdAt),
    nodeID: nodeIdOf(model, row.id),
  };
}

function teamCollection(viewer: Viewer): Collection<Team> {
  const fields = ['id', 'sourceID', 'name', 'disabled', 'account', 'created_at', 'updated_at', 'nodeID'];
  return {
    rows: [...viewer.environment.teams.values()].filter(inReach(viewer)),
    id: (team) => team.id,
    render: (team) => ({
      ...common(viewer, team, 'Team'),
      disabled: false,
      members: team.members.map((id) => personReference(viewer, id)),
    }),
    defaultSort: 'name',
    defaultFields: fields,
    fields: [...fields, 'members'],
    columns: nameColumns(),
  };
}

function serviceCollection(viewer: Viewer): Collection<Service> {
  const fields = [
    'id',
    'sourceID',
    'name',
    'provider',
    'disabled',
    'account',
    'created_at',
    'updated_at',
    'nodeID',
  ];
  return {
    rows: [...viewer.environment.services.values()].filter(inReach(viewer)),
    id: (service) => service.id,
    render: (service) => ({
      ...common(viewer, service, 'Service'),
      disabled: false,
      provider: { id: 1, name: accountOf(viewer.environment, service.account)?.organization },
    }),
    defaultSort: 'name',
    defaultFields: fields,
    fields,
    columns: nameColumns(),
  };
}

function instanceCollection(viewer: Viewer): Collection<ServiceInstance> {
  const fields = [
    'id',
    'sourceID',
    'name',
    'status',
    'service',
    'support_team',
    'account',
    'created_at',
    'updated_at',
    'nodeID',
  ];
  return {
    rows: [...viewer.environment.instances.values()].filter(inReach(viewer)),
    id: (instance) => instance.id,
    render: (instance) => ({
      ...common(viewer, instance, 'ServiceInstance'),
      status: 'in_production',
      service: serviceReference(viewer, instance.serviceId),
      support_team: teamReference(viewer, instance.teamId),
      first_line_team: teamReference(viewer, instance.teamId),
    }),
    defaultSort: 'name',
    defaultFields: fields,
    fields: [...fields, 'first_line_team'],
    columns: {
      ...nameColumns<ServiceInstance>(),
      status: { kind: 'text', read: () => 'in_production' },
      service_id: { kind: 'number', read: (instance) => instance.serviceId, sortable: false },
      support_team_id: { kind: 'number', read: (instance) => instance.teamId, sortable: false },
    },
  };
}

function findRequest(call: Call, text: string): XurrentRequest {
  const request = call.environment.requests.get(readId(text, 'Req'));
  if (!request || !viewOf(call, request)) throw missing();
  return request;
}

/** Faults that change what is said of a request, not what it is. */
function requestChange(call: Call): (record: Record<string, unknown>) => Record<string, unknown> {
  if (call.faults.take('unknown-enum', call.request)) {
    return (record) => ({ ...record, ...('status' in record ? { status: 'parked_by_robot' } : {}) });
  }
  return (record) => record;
}

function noteChange(call: Call): (record: Record<string, unknown>) => Record<string, unknown> {
  if (!call.faults.take('notes-without-internal', call.request)) return (record) => record;
  return ({ internal, ...rest }) => {
    void internal;
    return rest;
  };
}

/** Lists with a name of their own; undefined for an id. */
function predefinedFilter(call: Call, name: string): ((request: XurrentRequest) => boolean) | undefined {
  const { person, environment } = call;
  const own = (request: XurrentRequest) =>
    request.requestedBy === person.id || request.requestedFor === person.id;
  switch (name) {
    case 'open':
      return (request) => viewOf(call, request)?.status !== 'completed';
    case 'completed':
      return (request) => viewOf(call, request)?.status === 'completed';
    case 'requested_by_or_for_me':
      return own;
    case 'assigned_to_me':
      return (request) => viewOf(call, request)?.memberId === person.id;
    case 'assigned_to_my_team':
      return (request) =>
        environment.teams.get(viewOf(call, request)?.teamId ?? 0)?.members.includes(person.id) === true;
    case 'waiting_for_me':
      return (request) =>
        request.requestedBy === person.id && viewOf(call, request)?.status === 'waiting_for_customer';
    default:
      return undefined;
  }
}

function requests(
  call: Call,
  second: string | undefined,
  third: string | undefined,
  fourth: string | undefined,
): Answer {
  const { environment, account, request: http } = call;
  const { method } = http;
  const change = requestChange(call);
  const test = second === undefined ? undefined : predefinedFilter(call, second);
  if (second === undefined || test) {
    if (method === 'POST' && second === undefined) return createRequest(call);
    if (method !== 'GET') throw missing();
    needScope(call, 'request', 'Read');
    const collection = requestCollection(call);
    return list(call, { ...collection, rows: test ? collection.rows.filter(test) : collection.rows }, change);
  }
  const request = findRequest(call, second);
  if (third === 'archive' || third === 'trash' || third === 'restore') return move(call, request, third);
  if (request.place === 'trash' && !account.trashedIsFound) throw missing();
  switch (third) {
    case undefined:
      if (method === 'GET') {
        needScope(call, 'request', 'Read');
        return { status: 200, body: change(renderRequest(call, request)), cacheable: true };
      }
      if (method === 'PATCH' || method === 'PUT') {
        needScope(call, 'request', 'Update');
        if (request.place !== 'active') throw missing();
        saveRequest(call, readBody(http), request, null);
        if (call.faults.take('other-status', http)) {
          const view = viewOf(call, request);
          if (view) view.status = 'assigned';
        }
        return { status: 200, body: change(renderRequest(call, request)) };
      }
      throw missing();
    case 'notes':
      return requestNotes(call, request, fourth);
    case 'note_attachments':
      if (method !== 'GET' || fourth !== undefined) throw missing();
      needScope(call, 'request', 'Read');
      return {
        status: 200,
        body: notesOf(call, request).flatMap((note) =>
          note.attachments.map((attachment) => ({
            ...renderAttachment(environment, attachment),
            created_at: stampOf(account, note.createdAt),
            note: { id: note.id },
          })),
        ),
      };
    default:
      throw missing();
  }
}

function createRequest(call: Call): Answer {
  needScope(call, 'request', 'Create');
  const http = call.request;
  const agent = http.headers.get('x-xurrent-source') ?? http.headers.get('user-agent');
  const source = agent === null ? null : agent.slice(0, 30);
  const made = saveRequest(call, readBody(http), null, source);
  if (call.faults.take('other-status', http)) {
    const view = viewOf(call, made);
    if (view) view.status = 'on_backlog';
  }
  return {
    status: 201,
    body: renderRequest(call, made),
    headers: [['Location', `https://${call.account.host}/requests/${made.id}`]],
  };
}

function noteColumns(): Collection<Note>['columns'] {
  return {
    id: { kind: 'number', read: (note) => note.id },
    created_at: { kind: 'date', read: (note) => note.createdAt },
    medium: { kind: 'text', read: (note) => note.medium, sortable: false },
    person_id: { kind: 'number', read: (note) => note.personId, sortable: false },
  };
}

const NOTE_FIELDS = [
  'id',
  'person',
  'created_at',
  'text',
  'medium',
  'internal',
  'internal_account',
  'attachments',
  'nodeID',
];

function requestNotes(call: Call, request: XurrentRequest, which: string | undefined): Answer {
  const http = call.request;
  if (http.method === 'POST' && which === undefined) {
    if (!mayDo(call.token.scopes, 'note', 'Create')) needScope(call, 'request', 'Update');
    if (request.place !== 'active') throw missing();
    return { status: 201, body: { id: saveNote(call, request, readBody(http)).id } };
  }
  if (http.method !== 'GET' || !['public', 'internal', undefined].includes(which)) throw missing();
  needScope(call, 'request', 'Read');
  const rows = notesOf(call, request).filter(
    (note) => which === undefined || note.internal === (which === 'internal'),
  );
  return list(
    call,
    {
      rows,
      id: (note) => note.id,
      render: (note) => renderNote(call, note),
      defaultSort: 'id',
      defaultFields: NOTE_FIELDS,
      fields: NOTE_FIELDS,
      columns: noteColumns(),
    },
    noteChange(call),
  );
}

/** Notes of all requests that the account sees, its internal ones among them, newest first. */
function accountNotes(call: Call): Collection<Note> {
  const { environment } = call;
  const fields = [...NOTE_FIELDS, 'request'];
  return {
    rows: [...environment.notes.values()].filter((note) => {
      const request = environment.requests.get(note.requestId);
      return (
        request !== undefined &&
        request.place === 'active' &&
        viewOf(call, request) !== undefined &&
        (!note.internal || note.account === call.account.id)
      );
    }),
    id: (note) => note.id,
    render: (note) => ({
      ...renderNote(call, note),
      request: {
        id: note.requestId,
        subject: environment.requests.get(note.requestId)?.subject,
        nodeID: nodeIdOf('Request', note.requestId),
      },
    }),
    defaultSort: '-id',
    defaultFields: fields,
    fields,
    columns: noteColumns(),
  };
}

function move(call: Call, request: XurrentRequest, to: 'archive' | 'trash' | 'restore'): Answer {
  if (call.request.method !== 'POST') throw missing();
  needScope(call, 'request', 'Update');
  if (!isAdmin(call.person, call.account.id)) throw forbidden();
  if (to === 'restore' && request.place === 'active') throw missing();
  request.place = to === 'restore' ? 'active' : to;
  request.placedAt = nowOf(call.environment);
  request.updatedAt = request.placedAt;
  return { status: 200, body: renderRequest(call, request) };
}

function gone(call: Call, place: 'archive' | 'trash'): Answer {
  const collection = requestCollection(call, place);
  const word = place === 'archive' ? 'archived' : 'trashed';
  const fields = ['id', word, 'request', 'created_at'];
  return list(call, {
    ...collection,
    defaultFields: fields,
    fields,
    columns: {
      id: { kind: 'number', read: (request) => request.id },
      created_at: { kind: 'date', read: (request) => request.placedAt },
    },
    render: (request) => ({
      id: request.id - call.environment.seed.firstRequestId + 6,
      [word]: 'request',
      request: { id: request.id, subject: request.subject, nodeID: nodeIdOf('Request', request.id) },
      created_at: stampOf(call.account, request.placedAt),
    }),
  });
}

/** Answers a request to the token host. */
export function handleOauth(
  environment: Environment,
  request: PracticeRequest,
  faults: FaultSwitch,
): PracticeResponse {
  const fault = statusFault(request, faults);
  if (fault) return fault;
  if (request.path === '/introspect' && request.method === 'GET') {
    if (!request.headers.has('authorization')) return jsonResponse(400, { error: 'invalid_request' });
    const token = readToken(environment, request);
    return token
      ? jsonResponse(200, { scopes: listScopes(token.scopes) })
      : jsonResponse(401, { message: 'Unauthorized' });
  }
  if (request.path === '/token' && request.method === 'POST') return mintForApplication(environment, request);
  return jsonResponse(404, { message: 'Not Found' });
}

function mintForApplication(environment: Environment, request: PracticeRequest): PracticeResponse {
  const refuse = (error: string, description: string) =>
    jsonResponse(400, { error, error_description: description });
  let form: URLSearchParams;
  try {
    form = /json/i.test(request.headers.get('content-type') ?? '')
      ? new URLSearchParams(request.json() as Record<string, string>)
      : request.form();
  } catch {
    return refuse('invalid_request', 'The request is malformed');
  }
  const application = environment.applications.get(form.get('client_id') ?? '');
  if (!application || application.secret !== form.get('client_secret')) {
    return refuse('invalid_client', 'Client authentication failed');
  }
  if (form.get('grant_type') !== 'client_credentials') {
    return refuse('unsupported_grant_type', 'The grant type is not supported');
  }
  const token = randomToken(32);
  environment.tokens.set(token, {
    token,
    name: form.get('client_id') ?? '',
    kind: 'application',
    account: application.account,
    personId: application.personId,
    scopes: {
      me: ['Create', 'Read', 'Update', 'Delete'],
      request: ['Create', 'Read', 'Update'],
      note: ['Read'],
      service: ['Read'],
      'service-instance': ['Read'],
      team: ['Read'],
      person: ['Read'],
    },
    expiresAt: environment.clock.now() + HOUR,
  });
  return jsonResponse(200, { access_token: token, token_type: 'Bearer', expires_in: 3_600 });
}
