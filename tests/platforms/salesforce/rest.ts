/** The REST API of an org: `/services/data/..` and the user-info address. */
import { parseMultipart } from '../core/answers.ts';
import type { FaultSwitch, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { isId, makeId, to18 } from './ids.ts';
import {
  ApiError,
  createRecord,
  deleteRecord,
  notFound,
  renderRecord,
  requireDefinition,
  requireRow,
  updateRecord,
} from './records.ts';
import type { WriteContext } from './records.ts';
import { describe, findField, summary } from './schema.ts';
import type { ObjectDef } from './schema.ts';
import { runQuery, SoqlError } from './soql.ts';
import type { QuerySource } from './soql.ts';
import { millisecondsOf, personById, querySource, saveRecords, stampOf, useSession } from './state.ts';
import type { Org, Person, SalesforceRow, Session } from './state.ts';

/** Faults of the API beside the transport's; what each looks like is said where it is taken. */
export const restFaults = [
  '403',
  '429',
  '500',
  '503',
  'html-instead-of-json',
  'login-200',
  'login-302',
  'maintenance',
  'signed-out',
  'session-not-valid',
  'request-limit',
  'concurrent-limit',
  'api-disabled',
  'insufficient-access',
  'cross-reference',
  'required-field',
  'restricted-picklist',
  'validation-rule',
  'row-lock',
  'duplicates',
  'not-found',
  'entity-deleted',
  'lost-locator',
  'late-rows',
  'two-matches',
  'changed-meanwhile',
] as const;

const SEASONS = ['Spring', 'Summer', 'Winter'] as const;
/** From Summer '14 (31) on, three a year; winter releases carry the next year's number. */
const versions = Array.from({ length: 36 }, (_, index) => {
  const number = 31 + index;
  const release = number - 30;
  const season = SEASONS[release % 3] ?? 'Spring';
  const year = 14 + Math.floor(release / 3) + (season === 'Winter' ? 1 : 0);
  return { label: `${season} '${year}`, url: `/services/data/v${number}.0`, version: `${number}.0` };
});

const JSON_TYPE = 'application/json;charset=UTF-8';
const DAY = 86_400_000;

interface Answer {
  status: number;
  body?: unknown;
  bytes?: Uint8Array;
  headers?: Record<string, string>;
}

/** One call, or one part of a composite call. */
interface Call {
  readonly org: Org;
  readonly person: Person;
  readonly method: string;
  /** `v62.0` */
  readonly version: string;
  /** Path below the version, decoded. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | null;
  readonly body: () => unknown;
  readonly multipart: (() => { json: unknown; data: Uint8Array } | undefined) | null;
  readonly fault: WriteContext['fault'];
}

const errorBody = (errors: readonly ApiError[]) => errors.map((error) => error.toJSON());

function respond(answer: Answer, extra: [string, string][] = []): PracticeResponse {
  const headers: [string, string][] = [...extra, ...Object.entries(answer.headers ?? {})];
  if (answer.bytes) {
    return {
      status: answer.status,
      headers: [['Content-Type', 'application/octetstream'], ...headers],
      body: answer.bytes,
    };
  }
  if (answer.body === undefined) return { status: answer.status, headers };
  return {
    status: answer.status,
    headers: [
      ['Content-Type', JSON_TYPE],
      ['Cache-Control', 'no-cache,must-revalidate,max-age=0,no-store,private'],
      ...headers,
    ],
    body: JSON.stringify(answer.body),
  };
}

const refuse = (error: ApiError, extra: [string, string][] = []): PracticeResponse =>
  error.status === 412
    ? { status: 412, headers: extra }
    : respond({ status: error.status, body: errorBody([error]) }, extra);

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof SoqlError) return new ApiError(400, error.code, error.message);
  throw error;
}

/** Answers a request below `/services/`. `loginPage` is sent where a real org would show its sign-in. */
export function handleRest(
  org: Org,
  request: PracticeRequest,
  faults: FaultSwitch,
  loginPage: () => PracticeResponse,
): PracticeResponse {
  const early = statusFaults(request, faults, loginPage, org);
  if (early) return early;
  if (request.url.href.length > 16_384) {
    return refuse(new ApiError(414, 'URI_TOO_LONG', 'The URI of the request is too long'));
  }
  if (/^\/services\/data\/?$/.test(request.path)) {
    return request.method === 'GET' || request.method === 'HEAD'
      ? respond({ status: 200, body: versions })
      : refuse(methodNotAllowed(request.method, 'HEAD,GET'));
  }

  const signed = signIn(org, request, faults);
  if (signed instanceof ApiError) return refuse(signed, [['WWW-Authenticate', 'Token']]);
  if (/^\/services\/oauth2\/userinfo\/?$/.test(request.path)) return userInfo(org, signed.person);

  const limit = limits(org, request, faults);
  const usage: [string, string][] = [
    ['Sforce-Limit-Info', `api-usage=${org.apiCalls}/${org.settings.dailyApiRequests}`],
  ];
  if (limit) return refuse(limit, usage);
  try {
    const call = readCall(org, signed.person, request, faults);
    return respond(execute(call), usage);
  } catch (error) {
    return refuse(asApiError(error), usage);
  }
}

function statusFaults(
  request: PracticeRequest,
  faults: FaultSwitch,
  loginPage: () => PracticeResponse,
  org: Org,
): PracticeResponse | undefined {
  const fault = faults.takeAny(
    ['403', '429', '500', '503', 'html-instead-of-json', 'login-200', 'login-302', 'maintenance'],
    request,
  );
  if (!fault) return undefined;
  const later: [string, string][] =
    fault.retryAfter === undefined ? [] : [['Retry-After', String(fault.retryAfter)]];
  switch (fault.kind) {
    case '403':
      return refuse(new ApiError(403, 'FORBIDDEN', 'You do not have access to this resource'), later);
    case '429':
      return refuse(new ApiError(429, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), later);
    case '500':
      return refuse(
        new ApiError(
          500,
          'UNKNOWN_EXCEPTION',
          'An unexpected error occurred. Please include this ErrorId if you contact support: 1473021094-53617 (-1204523041)',
        ),
        later,
      );
    case '503':
      return refuse(
        new ApiError(503, 'SERVER_UNAVAILABLE', 'The server is temporarily unavailable. Please try again.'),
        later,
      );
    case 'login-200':
      return loginPage();
    case 'login-302':
      return {
        status: 302,
        headers: [
          ['Location', `https://${org.seed.hosts.rest}/?ec=302&startURL=${encodeURIComponent(request.path)}`],
        ],
      };
    case 'maintenance':
      return {
        status: 200,
        headers: [['Content-Type', 'text/html;charset=UTF-8'], ...later],
        body: '<!doctype html><html><head><title>Maintenance</title></head><body><h1>We are down for maintenance.</h1><p>Sorry for the inconvenience. We will be back shortly.</p></body></html>',
      };
    default:
      return {
        status: 200,
        headers: [['Content-Type', 'text/html;charset=UTF-8']],
        body: '<!doctype html><html><head><title>Error</title></head><body><p>Your request was blocked by the network.</p></body></html>',
      };
  }
}

/** Only the REST host's own session may call; cookies count for nothing here. */
function signIn(
  org: Org,
  request: PracticeRequest,
  faults: FaultSwitch,
): { session: Session; person: Person } | ApiError {
  const sid = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (sid === undefined && request.headers.has('authorization')) {
    return new ApiError(401, 'INVALID_AUTH_HEADER', 'INVALID_HEADER_TYPE');
  }
  if (faults.take('signed-out', request)) org.sessions.clear();
  const session = useSession(org, sid);
  const person = session && personById(org, session.personId);
  if (!session || !person) return new ApiError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  const unfit = session.kind !== 'rest' || org.settings.apiAccessControl;
  if (unfit || faults.take('session-not-valid', request)) {
    return new ApiError(401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API');
  }
  return { session, person };
}

function limits(org: Org, request: PracticeRequest, faults: FaultSwitch): ApiError | undefined {
  if (org.settings.apiDisabled || faults.take('api-disabled', request)) {
    return new ApiError(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.');
  }
  if (faults.take('concurrent-limit', request)) {
    return new ApiError(
      403,
      'REQUEST_LIMIT_EXCEEDED',
      'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
    );
  }
  if (org.apiCalls >= org.settings.dailyApiRequests || faults.take('request-limit', request)) {
    return new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  }
  org.apiCalls += 1;
  return undefined;
}

const identityHost = (org: Org) => (org.seed.sandbox ? 'test.salesforce.com' : 'login.salesforce.com');

function userInfo(org: Org, person: Person): PracticeResponse {
  // Sessions of the user interface are no OAuth tokens; some orgs take them here nevertheless.
  if (!org.settings.userinfoForSessions) {
    return { status: 403, headers: { 'Content-Type': 'text/html;charset=UTF-8' }, body: 'Bad_OAuth_Token' };
  }
  return respond({
    status: 200,
    body: {
      sub: `https://${identityHost(org)}/id/${org.id}/${person.id}`,
      user_id: person.id,
      organization_id: org.id,
      preferred_username: person.username,
      nickname: person.login,
      name: `${person.first} ${person.last}`,
      email: person.email,
      email_verified: true,
      given_name: person.first,
      family_name: person.last,
      zoneinfo: 'Europe/Brussels',
      locale: 'en_US',
      language: 'en_US',
      user_type: 'STANDARD',
      active: true,
      is_app_installed: false,
      utcOffset: 3_600_000,
    },
  });
}

function methodNotAllowed(method: string, allowed: string): ApiError {
  return new ApiError(
    405,
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${method}' not allowed. Allowed are ${allowed}`,
  );
}

function splitPath(path: string): { version: string; parts: string[] } {
  const [, version, rest = ''] = /^\/services\/data\/(v\d+\.0)(?:\/(.*))?$/.exec(path) ?? [];
  if (version === undefined || !versions.some((known) => `v${known.version}` === version)) throw notFound();
  try {
    return {
      version,
      parts: rest
        .split('/')
        .filter((part) => part !== '')
        .map(decodeURIComponent),
    };
  } catch {
    throw notFound();
  }
}

function readCall(org: Org, person: Person, request: PracticeRequest, faults: FaultSwitch): Call {
  const { version, parts } = splitPath(request.path);
  const type = request.headers.get('content-type') ?? '';
  const method = request.url.searchParams.get('_HttpMethod') ?? request.method;
  return {
    org,
    person,
    method,
    version,
    parts,
    query: request.url.searchParams,
    header: (name) => request.headers.get(name),
    fault: (kind) => faults.take(kind, request),
    body: () => {
      if (!/^application\/json\b/i.test(type)) {
        throw new ApiError(415, 'UNSUPPORTED_MEDIA_TYPE', `Content-Type '${type}' not supported`);
      }
      return parseJson(request.text());
    },
    multipart: /^multipart\/form-data/i.test(type)
      ? () => {
          const found = parseMultipart(type, request.body);
          const json = found?.find(
            (part) => /json/i.test(part.contentType ?? '') || part.name.startsWith('entity_'),
          );
          const file = found?.find((part) => part.fileName !== undefined && part !== json);
          if (!json || !file) return undefined;
          return { json: parseJson(new TextDecoder().decode(json.data)), data: file.data };
        }
      : null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1] ?? '0';
    throw new ApiError(
      400,
      'JSON_PARSER_ERROR',
      text.trim() === ''
        ? 'The HTTP entity body is required, but this request has no entity body.'
        : `Unexpected character in the request body at [line:1, column:${Number(at) + 1}]`,
    );
  }
}

function writeContext(call: Call): WriteContext {
  return {
    org: call.org,
    person: call.person,
    autoAssign: (call.header('sforce-auto-assign') ?? 'TRUE').toUpperCase() !== 'FALSE',
    allowDuplicates: /allowSave\s*=\s*true/i.test(call.header('sforce-duplicate-rule-header') ?? ''),
    fault: call.fault,
  };
}

/** Carries out one call. Throws ApiError or SoqlError. */
function execute(call: Call): Answer {
  const [first = '', second, third] = call.parts;
  const only = (...allowed: string[]) => {
    if (!allowed.includes(call.method)) throw methodNotAllowed(call.method, ['HEAD', ...allowed].join(','));
  };
  switch (first.toLowerCase()) {
    case '':
      only('GET');
      return { status: 200, body: resourceMap(call) };
    case 'limits':
      only('GET');
      return { status: 200, body: limitsBody(call.org) };
    case 'query':
    case 'queryall':
      only('GET');
      return { status: 200, body: second === undefined ? query(call) : nextPage(call, second) };
    case 'sobjects':
      if (second === undefined) {
        only('GET');
        return {
          status: 200,
          body: {
            encoding: 'UTF-8',
            maxBatchSize: 200,
            sobjects: [...call.org.schema.values()].map((definition) => summary(definition)),
          },
        };
      }
      return sobject(call, requireDefinition(call.org, second));
    case 'composite':
      if (second === undefined) {
        if (call.method === 'GET')
          return { status: 200, body: { sobjects: `/services/data/${call.version}/composite/sobjects` } };
        only('POST');
        return composite(call);
      }
      if (second === 'batch' && third === undefined) {
        only('POST');
        return batch(call);
      }
      if (second === 'sobjects') return collection(call);
      throw notFound();
    case 'chatter':
      if (call.parts.slice(1).join('/') === 'users/me') {
        only('GET');
        return { status: 200, body: chatterMe(call) };
      }
      throw notFound();
    default:
      throw notFound();
  }
}

function resourceMap(call: Call): Record<string, string> {
  const base = `/services/data/${call.version}`;
  return {
    ...Object.fromEntries(
      ['chatter', 'composite', 'limits', 'query', 'queryAll', 'sobjects'].map((name) => [
        name,
        `${base}/${name}`,
      ]),
    ),
    identity: `https://${identityHost(call.org)}/id/${call.org.id}/${call.person.id}`,
  };
}

function chatterMe(call: Call): Record<string, unknown> {
  return {
    id: call.person.id,
    type: 'User',
    name: `${call.person.first} ${call.person.last}`,
    email: call.person.email,
    username: call.person.username,
    isActive: true,
    url: `/services/data/${call.version}/chatter/users/${call.person.id}`,
  };
}

function limitsBody(org: Org): Record<string, { Max: number; Remaining: number }> {
  const max = org.settings.dailyApiRequests;
  return {
    ConcurrentAsyncGetReportInstances: { Max: 200, Remaining: 200 },
    DailyApiRequests: { Max: max, Remaining: Math.max(0, max - org.apiCalls) },
    DataStorageMB: { Max: 5120, Remaining: 5100 },
    FileStorageMB: { Max: 20_480, Remaining: 20_470 },
  };
}

function query(call: Call): Record<string, unknown> {
  const soql = call.query.get('q');
  if (soql === null || soql.trim() === '') {
    throw new ApiError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
  }
  const result = runQuery(soql, lateRows(call, querySource(call.org, call.person)), {
    withDeleted: call.parts[0]?.toLowerCase() === 'queryall',
    url: (object, id) => `/services/data/${call.version}/sobjects/${object}/${id}`,
  });
  const asked = Number(
    /batchSize\s*=\s*(\d+)/i.exec(call.header('sforce-query-options') ?? '')?.[1] ?? 2_000,
  );
  const size = Math.min(2_000, Math.max(200, asked));
  if (result.records.length <= size)
    return { totalSize: result.totalSize, done: true, records: result.records };
  const number = (call.org.sequence.get('locator') ?? 0) + 1;
  call.org.sequence.set('locator', number);
  const locator = makeId('01g', call.org.seed.instance, number);
  call.org.locators.set(locator, {
    records: result.records,
    at: call.org.clock.now(),
    totalSize: result.totalSize,
  });
  return {
    totalSize: result.totalSize,
    done: false,
    nextRecordsUrl: `/services/data/${call.version}/query/${locator}-${size}`,
    records: result.records.slice(0, size),
  };
}

/** With the fault `late-rows`, rows of the last `ms` are not to be seen yet, though they have their stamps. */
function lateRows(call: Call, source: QuerySource): QuerySource {
  const late = call.fault('late-rows');
  if (!late) return source;
  const horizon = call.org.clock.now() - (late.ms ?? 5_000);
  return {
    ...source,
    rows: (definition, withDeleted) =>
      source
        .rows(definition, withDeleted)
        .filter((row) => !(millisecondsOf(row['SystemModstamp']) > horizon)),
  };
}

function nextPage(call: Call, text: string): Record<string, unknown> {
  const [, id = '', offset = ''] = /^(\w{15,18})-(\d+)$/.exec(text) ?? [];
  const locator = call.org.locators.get(id);
  const lost = call.fault('lost-locator') !== undefined;
  if (!locator || lost || call.org.clock.now() - locator.at > 2 * DAY) {
    throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  const from = Number(offset);
  const asked = Number(
    /batchSize\s*=\s*(\d+)/i.exec(call.header('sforce-query-options') ?? '')?.[1] ?? 2_000,
  );
  const to = from + Math.min(2_000, Math.max(200, asked));
  const records = locator.records.slice(from, to);
  if (to >= locator.records.length) return { totalSize: locator.totalSize, done: true, records };
  return {
    totalSize: locator.totalSize,
    done: false,
    nextRecordsUrl: `/services/data/${call.version}/query/${id}-${to}`,
    records,
  };
}

/** When the practice orgs' metadata last changed. */
const METADATA_AT = Date.parse('2026-01-15T08:00:00Z');

function sobject(call: Call, definition: ObjectDef): Answer {
  const { org, version } = call;
  const [, , second, third] = call.parts;
  if (second === undefined) {
    if (call.method === 'GET') {
      return {
        status: 200,
        body: { objectDescribe: summary(definition), recentItems: recentItems(call, definition) },
      };
    }
    if (call.method !== 'POST') throw methodNotAllowed(call.method, 'HEAD,GET,POST');
    return created(call, definition, create(call, definition));
  }
  if (second === 'describe' && third === undefined) {
    if (call.method !== 'GET') throw methodNotAllowed(call.method, 'HEAD,GET');
    const since = Date.parse(call.header('if-modified-since') ?? '');
    const headers = { 'Last-Modified': new Date(METADATA_AT).toUTCString() };
    if (since >= METADATA_AT) return { status: 304, headers };
    const body = describe(definition, version);
    if (definition.name === 'Case' && org.settings.restrictStatus) restrictStatus(body);
    return { status: 200, headers, body };
  }
  if ((second === 'deleted' || second === 'updated') && third === undefined) {
    if (call.method !== 'GET') throw methodNotAllowed(call.method, 'HEAD,GET');
    return { status: 200, body: replicated(call, definition, second) };
  }
  const externalId = findField(definition, second);
  if (third !== undefined && !isId(second)) {
    if (externalId?.name === 'Id' && isId(third)) return record(call, definition, third);
    if (!externalId?.externalId) {
      throw new ApiError(
        404,
        'NOT_FOUND',
        `Provided external ID field does not exist or is not accessible: ${second}`,
      );
    }
    return byExternalId(call, definition, externalId.name, third);
  }
  if (third !== undefined) return below(call, definition, second, third);
  return record(call, definition, second);
}

function restrictStatus(body: Record<string, unknown>): void {
  for (const field of body['fields'] as Record<string, unknown>[]) {
    if (field['name'] === 'Status') field['restrictedPicklist'] = true;
  }
}

function recentItems(call: Call, definition: ObjectDef): unknown[] {
  return [...(call.org.tables.get(definition.name)?.values() ?? [])]
    .filter((row) => row['IsDeleted'] !== true)
    .slice(0, 5)
    .map((row) => renderRecord(definition, row, call.version, ['Id']));
}

function create(call: Call, definition: ObjectDef): SalesforceRow {
  const form = call.multipart;
  if (form) {
    const parts = form();
    if (!parts) throw new ApiError(400, 'INVALID_MULTIPART_REQUEST', 'The multipart request is not valid');
    return createRecord(writeContext(call), definition, parts.json, parts.data);
  }
  return createRecord(writeContext(call), definition, call.body());
}

function created(call: Call, definition: ObjectDef, row: SalesforceRow): Answer {
  const id = String(row['Id']);
  return {
    status: 201,
    headers: { Location: `/services/data/${call.version}/sobjects/${definition.name}/${id}` },
    body: { id, success: true, errors: [] },
  };
}

function record(call: Call, definition: ObjectDef, id: string): Answer {
  if (call.fault('not-found')) throw notFound();
  if (call.fault('entity-deleted')) throw new ApiError(404, 'ENTITY_IS_DELETED', 'entity is deleted', []);
  const row = requireRow(call.org, definition, id);
  switch (call.method) {
    case 'GET':
    case 'HEAD': {
      const fields = call.query.get('fields');
      return {
        status: 200,
        headers: { 'Last-Modified': new Date(millisecondsOf(row['SystemModstamp'])).toUTCString() },
        body: renderRecord(
          definition,
          row,
          call.version,
          fields?.split(',').map((name) => name.trim()) ?? null,
        ),
      };
    }
    case 'PATCH': {
      if (call.fault('changed-meanwhile')) throw new ApiError(412, 'PRECONDITION_FAILED', '');
      const since = Date.parse(call.header('if-unmodified-since') ?? '');
      updateRecord(writeContext(call), definition, row, call.body(), Number.isNaN(since) ? undefined : since);
      return { status: 204 };
    }
    case 'DELETE':
      deleteRecord(writeContext(call), definition, row);
      return { status: 204 };
    default:
      throw methodNotAllowed(call.method, 'HEAD,GET,PATCH,DELETE');
  }
}

/** Bytes of a file, or the records that hang on one. */
function below(call: Call, definition: ObjectDef, id: string, name: string): Answer {
  const row = requireRow(call.org, definition, id);
  if (call.method !== 'GET') throw methodNotAllowed(call.method, 'HEAD,GET');
  const field = findField(definition, name);
  if (field?.type === 'base64') {
    const bytes = call.org.bytes.get(String(row['Id']));
    if (!bytes) throw notFound();
    return { status: 200, bytes };
  }
  const child = definition.children.find((one) => one.relationshipName.toLowerCase() === name.toLowerCase());
  const target = child && call.org.schema.get(child.childSObject.toLowerCase());
  if (!child || !target) throw notFound();
  const records = querySource(call.org, call.person)
    .rows(target, false)
    .filter((one) => one[child.field] === row['Id'])
    .map((one) => renderRecord(target, { ...one }, call.version, null));
  return { status: 200, body: { totalSize: records.length, done: true, records } };
}

function byExternalId(call: Call, definition: ObjectDef, field: string, key: string): Answer {
  const matching = [...(call.org.tables.get(definition.name)?.values() ?? [])].filter(
    (row) => row['IsDeleted'] !== true && String(row[field] ?? '').toLowerCase() === key.toLowerCase(),
  );
  if (matching.length > 1 || call.fault('two-matches')) {
    return {
      status: 300,
      body: [...(call.org.tables.get(definition.name)?.keys() ?? [])]
        .slice(0, 2)
        .map((id) => `/services/data/${call.version}/sobjects/${definition.name}/${id}`),
    };
  }
  const [row] = matching;
  if (call.method === 'PATCH') {
    const input = call.body();
    const repeated =
      isObject(input) && Object.keys(input).find((name) => name.toLowerCase() === field.toLowerCase());
    if (typeof repeated === 'string') {
      throw new ApiError(
        400,
        'INVALID_FIELD',
        `The ${field} field should not be specified in the sobject data.`,
      );
    }
    if (row) {
      updateRecord(writeContext(call), definition, row, input);
      return { status: 200, body: { id: row['Id'], success: true, errors: [], created: false } };
    }
    const fields = typeof input === 'object' && input !== null ? input : {};
    const made = createRecord(writeContext(call), definition, { ...fields, [field]: key });
    const answer = created(call, definition, made);
    return { ...answer, body: { ...(answer.body as object), created: true } };
  }
  if (!row) throw notFound();
  return record(call, definition, String(row['Id']));
}

/** `deleted` and `updated`: what happened to an object's records in a span of time, to the minute. */
function replicated(
  call: Call,
  definition: ObjectDef,
  which: 'deleted' | 'updated',
): Record<string, unknown> {
  const minute = (text: string | null) => Math.floor(Date.parse(text ?? '') / 60_000) * 60_000;
  const start = minute(call.query.get('start'));
  const end = minute(call.query.get('end'));
  const now = call.org.clock.now();
  const wrong = (message: string) => new ApiError(400, 'INVALID_REPLICATION_DATE', message);
  if (Number.isNaN(start) || Number.isNaN(end))
    throw wrong('startDate and endDate must be given as ISO 8601 dates');
  if (end - start < 60_000) throw wrong('endDate must be at least one minute greater than startDate');
  const earliest = now - 15 * DAY;
  if (start < earliest) throw wrong('startDate cannot be more than 15 days ago');
  const rows = [...(call.org.tables.get(definition.name)?.values() ?? [])].filter((row) => {
    const at = millisecondsOf(row['SystemModstamp']);
    return at >= start && at < end && (row['IsDeleted'] === true) === (which === 'deleted');
  });
  const covered = stampOf(Math.min(end, now));
  if (which === 'updated') return { ids: rows.map((row) => row['Id']), latestDateCovered: covered };
  return {
    deletedRecords: rows.map((row) => ({ deletedDate: row['SystemModstamp'], id: row['Id'] })),
    earliestDateAvailable: stampOf(earliest),
    latestDateCovered: covered,
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A call for a part of a composite request. Its faults match the part's own address. */
function partCall(
  call: Call,
  method: string,
  address: string,
  body: unknown,
  headers: Readonly<Record<string, unknown>>,
): Call {
  const url = new URL(address, `https://${call.org.seed.hosts.rest}`);
  const { version, parts } = splitPath(url.pathname);
  const own = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  return {
    ...call,
    method,
    version,
    parts,
    query: url.searchParams,
    header: (name) => own.get(name.toLowerCase()) ?? call.header(name),
    multipart: null,
    body: () => {
      if (body === undefined || body === null) {
        throw new ApiError(
          400,
          'JSON_PARSER_ERROR',
          'The HTTP entity body is required, but this request has no entity body.',
        );
      }
      return body;
    },
  };
}

function runPart(call: Call): Answer & { failed: boolean } {
  try {
    if (call.parts[0] === 'composite' && call.parts[1] !== 'sobjects') throw notFound();
    const answer = execute(call);
    // Bytes cannot stand in a JSON answer.
    if (answer.bytes) throw notFound();
    return { ...answer, failed: answer.status >= 300 };
  } catch (error) {
    const refusal = asApiError(error);
    return { status: refusal.status, body: errorBody([refusal]), failed: true };
  }
}

/** Replaces `@{ref.path}` in every string by what an earlier part answered. */
function fill(value: unknown, results: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') {
    return value.replace(/@\{([^}]+)\}/g, (_, expression: string) => {
      const [name = '', ...path] = expression.split(/[.[\]]+/).filter((part) => part !== '');
      let found = results.get(name);
      for (const part of path) {
        const key = Object.keys(isObject(found) ? found : {}).find(
          (one) => one.toLowerCase() === part.toLowerCase(),
        );
        found = Array.isArray(found)
          ? (found[Number(part)] as unknown)
          : isObject(found)
            ? found[key ?? '']
            : undefined;
      }
      if (typeof found !== 'string' && typeof found !== 'number' && typeof found !== 'boolean') {
        throw new ApiError(
          400,
          'PROCESSING_HALTED',
          `Invalid reference specified. No value for ${expression} found in ${name}`,
        );
      }
      return String(found);
    });
  }
  if (Array.isArray(value)) return value.map((one) => fill(one, results));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one, results)]));
  }
  return value;
}

function composite(call: Call): Answer {
  const input = call.body();
  const parts = isObject(input) ? input['compositeRequest'] : undefined;
  if (!Array.isArray(parts) || parts.length === 0 || !parts.every(isObject)) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'compositeRequest must be a list of requests');
  }
  if (parts.length > 25) {
    throw new ApiError(
      400,
      'LIMIT_EXCEEDED',
      'The limit of 25 subrequests per composite request was exceeded.',
    );
  }
  const heavy = parts.filter((part) => /\/(query|queryAll|composite\/sobjects)\b/.test(String(part['url'])));
  if (heavy.length > 5) {
    throw new ApiError(
      400,
      'LIMIT_EXCEEDED',
      'The limit of 5 query and sObject Collections subrequests per composite request was exceeded.',
    );
  }
  const names = parts.map((part) => part['referenceId']);
  const badName = names.find((name) => typeof name !== 'string' || !/^[A-Za-z]\w*$/.test(name));
  if (badName !== undefined || names.length !== parts.length) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', `Provided referenceId ('${String(badName)}') is not valid.`);
  }
  if (new Set(names).size !== names.length) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'Duplicate referenceId in the composite request.');
  }
  const allOrNone = isObject(input) && input['allOrNone'] === true;
  const restore = allOrNone ? saveRecords(call.org) : null;
  const results = new Map<string, unknown>();
  const answers: {
    body: unknown;
    httpHeaders: Record<string, string>;
    httpStatusCode: number;
    referenceId: string;
    failed: boolean;
  }[] = [];
  for (const part of parts) {
    const referenceId = String(part['referenceId']);
    let answer: Answer & { failed: boolean };
    try {
      const address = fill(part['url'], results);
      const headers = isObject(part['httpHeaders']) ? part['httpHeaders'] : {};
      answer = runPart(
        partCall(
          call,
          String(part['method']).toUpperCase(),
          String(address),
          fill(part['body'], results),
          headers,
        ),
      );
    } catch (error) {
      const refusal = asApiError(error);
      answer = { status: refusal.status, body: errorBody([refusal]), failed: true };
    }
    if (!answer.failed) results.set(referenceId, answer.body);
    answers.push({
      body: answer.body ?? null,
      httpHeaders: answer.status === 201 ? (answer.headers ?? {}) : {},
      httpStatusCode: answer.status,
      referenceId,
      failed: answer.failed,
    });
    if (answer.failed && allOrNone) break;
  }
  if (restore && answers.some((answer) => answer.failed)) {
    restore();
    const halted = new ApiError(
      400,
      'PROCESSING_HALTED',
      'The transaction was rolled back since another operation in the same transaction failed.',
    );
    return {
      status: 200,
      body: {
        compositeResponse: parts.map((part, index) => {
          const answer = answers[index];
          return answer?.failed
            ? strip(answer)
            : {
                body: errorBody([halted]),
                httpHeaders: {},
                httpStatusCode: 400,
                referenceId: String(part['referenceId']),
              };
        }),
      },
    };
  }
  return { status: 200, body: { compositeResponse: answers.map(strip) } };
}

function strip<T extends { failed: boolean }>({ failed, ...rest }: T): Omit<T, 'failed'> {
  void failed;
  return rest;
}

function batch(call: Call): Answer {
  const input = call.body();
  const parts = isObject(input) ? input['batchRequests'] : undefined;
  if (!Array.isArray(parts) || !parts.every(isObject) || parts.length === 0 || parts.length > 25) {
    throw new ApiError(400, 'LIMIT_EXCEEDED', 'A batch takes 1 to 25 subrequests.');
  }
  const halt = isObject(input) && input['haltOnError'] === true;
  let halted = false;
  const results = parts.map((part) => {
    if (halted) {
      const error = new ApiError(412, 'BATCH_PROCESSING_HALTED', 'Batch processing halted per request');
      return { statusCode: 412, result: errorBody([error]) };
    }
    // Unlike the parts of a composite call, each of these counts against the day's limit.
    call.org.apiCalls += 1;
    let answer: Answer & { failed: boolean };
    try {
      // Addresses of a batch start below /services/data.
      const address = `/services/data/${String(part['url']).replace(/^\/?(services\/data\/)?/, '')}`;
      answer = runPart(partCall(call, String(part['method']).toUpperCase(), address, part['richInput'], {}));
    } catch (error) {
      const refusal = asApiError(error);
      answer = { status: refusal.status, body: errorBody([refusal]), failed: true };
    }
    if (answer.failed && halt) halted = true;
    return { statusCode: answer.status, result: answer.body ?? null };
  });
  return { status: 200, body: { hasErrors: results.some((result) => result.statusCode >= 400), results } };
}

/** Up to 200 records in one call: POST, PATCH, DELETE, and reading by POST with `ids` and `fields`. */
function collection(call: Call): Answer {
  const [, , object] = call.parts;
  const tooMany = () =>
    new ApiError(
      400,
      'EXCEEDED_ID_LIMIT',
      'record limit reached. cannot submit more than 200 records in this call',
    );
  if (call.method === 'DELETE') {
    const ids = (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
    if (ids.length > 200) throw tooMany();
    return saveAll(call, call.query.get('allOrNone') === 'true', ids, (id) => {
      const definition = [...call.org.schema.values()].find((one) => one.keyPrefix === id.slice(0, 3));
      if (!definition) throw new ApiError(400, 'MALFORMED_ID', `malformed id ${id}`, []);
      deleteRecord(writeContext(call), definition, requireRow(call.org, definition, id));
      return to18(id);
    });
  }
  const input = call.body();
  if (object !== undefined) {
    if (call.method !== 'POST') throw methodNotAllowed(call.method, 'POST');
    const definition = requireDefinition(call.org, object);
    const ids = isObject(input) && Array.isArray(input['ids']) ? input['ids'].map(String) : [];
    const fields = isObject(input) && Array.isArray(input['fields']) ? input['fields'].map(String) : [];
    if (ids.length > 2_000) throw tooMany();
    return {
      status: 200,
      body: ids.map((id) => {
        const row = call.org.tables.get(definition.name)?.get(to18(id));
        return row && row['IsDeleted'] !== true ? renderRecord(definition, row, call.version, fields) : null;
      }),
    };
  }
  if (call.method !== 'POST' && call.method !== 'PATCH')
    throw methodNotAllowed(call.method, 'POST,PATCH,DELETE');
  const records = isObject(input) ? input['records'] : undefined;
  if (!Array.isArray(records) || !records.every(isObject)) {
    throw new ApiError(400, 'JSON_PARSER_ERROR', 'records must be a list of records');
  }
  if (records.length > 200) throw tooMany();
  const allOrNone = isObject(input) && input['allOrNone'] === true;
  return saveAll(call, allOrNone, records, (one) => {
    const attributes = one['attributes'];
    const type = isObject(attributes) ? attributes['type'] : undefined;
    if (typeof type !== 'string') {
      throw new ApiError(400, 'INVALID_FIELD', 'attributes type: must be specified for each record', []);
    }
    const definition = requireDefinition(call.org, type);
    if (call.method === 'POST') return String(createRecord(writeContext(call), definition, one)['Id']);
    const key = Object.keys(one).find((name) => name.toLowerCase() === 'id');
    const id = key === undefined ? '' : String(one[key]);
    if (id === '') throw new ApiError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call', []);
    const rest = Object.fromEntries(Object.entries(one).filter(([name]) => name !== key));
    updateRecord(writeContext(call), definition, requireRow(call.org, definition, id), rest);
    return to18(id);
  });
}

function saveAll<T>(call: Call, allOrNone: boolean, items: readonly T[], save: (item: T) => string): Answer {
  const restore = allOrNone ? saveRecords(call.org) : null;
  const results = items.map((item) => {
    try {
      return { id: save(item), success: true, errors: [] as unknown[] };
    } catch (error) {
      const refusal = asApiError(error);
      return {
        success: false,
        errors: [{ statusCode: refusal.code, message: refusal.message, fields: refusal.fields ?? [] }],
      };
    }
  });
  if (restore && results.some((result) => !result.success)) {
    restore();
    return {
      status: 200,
      body: results.map((result) =>
        result.success
          ? {
              success: false,
              errors: [
                {
                  statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
                  message:
                    'Record rolled back because not all records were valid and the request was using AllOrNone header',
                  fields: [],
                },
              ],
            }
          : result,
      ),
    };
  }
  return { status: 200, body: results };
}
