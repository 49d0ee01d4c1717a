import { randomBytes } from 'node:crypto';

import { htmlAnswer, jsonAnswer, parseMultipart, redirectTo, withHeaders } from '../core/answers.ts';
import { escapeHtml } from '../core/html.ts';
import type { Fault, FaultSwitch, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { displayDate, isRefusal, storedDate } from './instance.ts';
import type { Instance, Refusal, Session, WriteOptions } from './instance.ts';
import { hibernatingPage, loginPage, wakingPage } from './pages.ts';
import { resolveField } from './query.ts';
import type { Row } from './query.ts';
import { adminTables, closedTables, tables } from './tables.ts';

/** Who calls and how they proved it. */
interface Caller {
  user: string;
  admin: boolean;
  session?: Session;
}

interface Call {
  instance: Instance;
  request: PracticeRequest;
  faults: FaultSwitch;
  caller: Caller;
  origin: string;
}

/** An error as the platform words it. */
function errorAnswer(
  status: number,
  message: string,
  detail: string | null,
  headers: Record<string, string> = {},
): PracticeResponse {
  return jsonAnswer(status, { error: { message, detail }, status: 'failure' }, headers);
}

const refused = (refusal: Refusal) => errorAnswer(refusal.status, refusal.message, refusal.detail);

const noRecord = () =>
  errorAnswer(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval");

function notAuthenticated(instance: Instance, headers: Record<string, string>): PracticeResponse {
  return errorAnswer(401, 'User Not Authenticated', instance.behaviour.notAuthenticated, {
    'WWW-Authenticate': 'BASIC realm="Service-now"',
    ...headers,
  });
}

function signedOut(instance: Instance): PracticeResponse {
  const header = instance.behaviour.signedOutHeader;
  return notAuthenticated(instance, header === null ? {} : { 'X-Is-Logged-In': header });
}

/** The caller, or the answer for those who are none: a session counts with its token only, also for reading [S5]. */
function authenticate(
  instance: Instance,
  request: PracticeRequest,
  faults: FaultSwitch,
): Caller | PracticeResponse {
  const authorization = request.headers.get('authorization') ?? '';
  const basic = /^basic\s+(.+)$/i.exec(authorization)?.[1];
  if (basic !== undefined) {
    const [name = '', password = ''] = Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/s);
    const mayUseBasic =
      !instance.behaviour.basicAuthNeedsRole || instance.hasRole(name, 'snc_basic_auth_api_access');
    if (!instance.checkPassword(name, password) || !mayUseBasic) return signedOut(instance);
    return { user: name, admin: instance.hasRole(name, 'admin') };
  }
  const session = instance.session(request.url.hostname, request.cookies['JSESSIONID']);
  if (!session) return signedOut(instance);
  const stale = faults.take('stale-token', request);
  if (stale) {
    // `same` is the case in which a retry with the answered token can never help.
    if (stale.detail?.['same'] !== true) session.token = randomBytes(36).toString('hex');
    return notAuthenticated(instance, { 'X-Is-Logged-In': 'true', 'X-UserToken-Response': session.token });
  }
  if (request.headers.get('x-usertoken') !== session.token) {
    return notAuthenticated(instance, { 'X-Is-Logged-In': 'true', 'X-UserToken-Response': session.token });
  }
  return { user: session.user, admin: instance.hasRole(session.user, 'admin'), session };
}

/** JSON unless XML is asked for; undefined when neither will do (406). */
function wantedFormat(request: PracticeRequest): 'json' | 'xml' | undefined {
  const accept = request.headers.get('accept') ?? '*/*';
  if (/application\/json/i.test(accept)) return 'json';
  if (/(application|text)\/xml|application\/xhtml\+xml/i.test(accept)) return 'xml';
  return accept.includes('*/*') || accept.includes('application/*') ? 'json' : undefined;
}

function toXml(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => toXml(name, one)).join('');
  if (typeof value === 'object' && value !== null) {
    return `<${name}>${Object.entries(value)
      .map(([key, inner]) => toXml(key, inner))
      .join('')}</${name}>`;
  }
  return value === null || value === undefined || value === ''
    ? `<${name}/>`
    : `<${name}>${escapeHtml(typeof value === 'string' ? value : JSON.stringify(value))}</${name}>`;
}

/** Whether the caller may see the row. */
function mayRead(caller: Caller, instance: Instance, table: string, row: Row): boolean {
  if (caller.admin) return true;
  if (adminTables.has(table)) return false;
  if (table === 'incident') return row['u_restricted'] !== 'true' && instance.hasRole(caller.user, 'itil');
  if (table === 'sys_user_has_role') return row['user'] === instance.userByName(caller.user)?.['sys_id'];
  if (table === 'sys_journal_field') return false;
  if (table === 'sys_attachment') {
    const parent = instance.row(row['table_name'] ?? '', row['table_sys_id'] ?? '');
    return parent !== undefined && mayRead(caller, instance, row['table_name'] ?? '', parent);
  }
  return true;
}

function labelOf(instance: Instance, table: string, name: string, value: string): string {
  const fits = instance.rows('sys_choice').filter((one) => one['element'] === name && one['value'] === value);
  return (fits.find((one) => one['name'] === table) ?? fits[0])?.['label'] ?? value;
}

/** All entries of a journal field, newest first, as its display value shows them. */
function journalText(call: Call, table: string, row: Row, names: readonly string[]): string {
  const reader = call.instance.userByName(call.caller.user);
  return call.instance
    .rows('sys_journal_field')
    .filter((one) => one['element_id'] === row['sys_id'] && names.includes(one['element'] ?? ''))
    .toReversed()
    .map((one) => {
      const author =
        call.instance.userByName(one['sys_created_by'] ?? '')?.['name'] ?? one['sys_created_by'] ?? '';
      const label = tables[table]?.fields[one['element'] ?? '']?.label ?? '';
      return `${displayDate(one['sys_created_on'] ?? '', reader)} - ${author} (${label})\n${one['value'] ?? ''}\n\n`;
    })
    .join('');
}

function displayValue(call: Call, table: string, name: string, row: Row): string {
  const value = row[name] ?? '';
  const field = tables[table]?.fields[name];
  if (!field) return value;
  if (field.type === 'journal_input') {
    return journalText(
      call,
      table,
      row,
      name === 'comments_and_work_notes' ? ['comments', 'work_notes'] : [name],
    );
  }
  if (value === '') return '';
  if (field.type === 'reference') {
    const target = tables[field.reference ?? ''];
    return call.instance.row(field.reference ?? '', value)?.[target?.display ?? 'sys_id'] ?? '';
  }
  if (field.type === 'glide_date_time') return displayDate(value, call.instance.userByName(call.caller.user));
  return field.choice === true || name === 'priority' ? labelOf(call.instance, table, name, value) : value;
}

/** One row as the parameters ask for it. Fields that do not exist or may not be read are left out. */
function present(call: Call, table: string, row: Row): Record<string, unknown> {
  const query = call.request.url.searchParams;
  const mode = query.get('sysparm_display_value') ?? 'false';
  const withLink = query.get('sysparm_exclude_reference_link') !== 'true';
  const definition = tables[table];
  const wanted = query.get('sysparm_fields');
  const names = wanted === null || wanted === '' ? Object.keys(definition?.fields ?? {}) : wanted.split(',');
  const result: Record<string, unknown> = {};
  for (const asked of names) {
    const path = asked.trim();
    // Walks to the row that holds the field: `caller_id.email`.
    const steps = path.split('.');
    let holder: Row | undefined = row;
    let holderTable = table;
    for (const step of steps.slice(0, -1)) {
      const target: string | undefined = tables[holderTable]?.fields[step]?.reference;
      if (target === undefined) break;
      holder = call.instance.row(target, holder?.[step] ?? '');
      holderTable = target;
    }
    const name = steps.at(-1) ?? '';
    const field = tables[holderTable]?.fields[name];
    if (!field || resolveField(table, path, row, call.instance.world(call.caller.user)) === undefined)
      continue;
    if (field.adminOnly === true && !call.caller.admin) continue;
    const value = field.type === 'journal_input' ? '' : (holder?.[name] ?? '');
    const shown = holder ? displayValue(call, holderTable, name, holder) : '';
    if (field.type === 'reference') {
      const link = `${call.origin}/api/now/table/${field.reference ?? ''}/${value}`;
      if (mode === 'all') {
        result[path] =
          value === '' || !withLink ? { display_value: shown, value } : { display_value: shown, link, value };
      } else if (value === '') {
        result[path] = '';
      } else if (mode === 'true') {
        result[path] = withLink ? { display_value: shown, link } : shown;
      } else {
        result[path] = withLink ? { link, value } : value;
      }
    } else if (mode === 'all') {
      result[path] = { display_value: shown, value };
    } else {
      result[path] = mode === 'true' ? shown : value;
    }
  }
  return result;
}

/** A JSON object as column values; everything is stored as text. Undefined when the body is no object. */
function bodyValues(request: PracticeRequest): Row | undefined {
  if (request.body.length === 0) return {};
  try {
    const parsed = request.json();
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    return Object.fromEntries(
      Object.entries(parsed).map(([name, value]) => [
        name,
        value === null || value === undefined
          ? ''
          : typeof value === 'object'
            ? JSON.stringify(value)
            : typeof value === 'string'
              ? value
              : JSON.stringify(value),
      ]),
    );
  } catch {
    return undefined;
  }
}

/** Labels, display values and dates of the user's format as stored values. */
function fromDisplay(call: Call, table: string, values: Row): Row {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = tables[table]?.fields[name];
      if (field?.reference !== undefined && !/^[0-9a-f]{32}$/.test(value)) {
        const display = tables[field.reference]?.display ?? '';
        return [
          name,
          call.instance.rows(field.reference).find((one) => one[display] === value)?.['sys_id'] ?? value,
        ];
      }
      if (field?.choice === true) {
        const fit = call.instance
          .rows('sys_choice')
          .find((one) => one['element'] === name && one['label'] === value);
        return [name, fit?.['value'] ?? value];
      }
      if (field?.type === 'glide_date_time' && value !== '') {
        return [name, storedDate(value, call.instance.userByName(call.caller.user)) ?? value];
      }
      return [name, value];
    }),
  );
}

function writeOptions(call: Call): WriteOptions {
  const drop = call.faults.take('drop-field', call.request);
  const lost = new Set<string>();
  if (drop) lost.add(String(drop.detail?.['field'] ?? 'description'));
  if (call.faults.take('journal-lost', call.request)) {
    lost.add('comments');
    lost.add('work_notes');
  }
  return {
    user: call.caller.user,
    admin: call.caller.admin,
    lost,
    journalDoubled: call.faults.take('journal-doubled', call.request) !== undefined,
  };
}

const CANCELLED = {
  message: 'Transaction cancelled: maximum execution time exceeded',
  detail: 'Transaction cancelled: maximum execution time exceeded. Check logs for error trace',
};

/** Refusals of a write that come from rules of the instance, not from what was sent. */
function writeFault(call: Call, kind: 'Update' | 'Insert' | 'Delete'): PracticeResponse | undefined {
  if (call.faults.takeAny(['acl-write', '403'], call.request)) {
    return errorAnswer(403, 'Operation Failed', `ACL Exception ${kind} Failed due to security constraints`);
  }
  if (call.faults.take('business-rule', call.request)) {
    return errorAnswer(
      403,
      'Operation Failed',
      "Operation against file 'incident' was aborted by Business Rule 'Check duplicates^2bb2d8bd1b3a2010a3c5b8c7dc4bcb2f'. Business Rule Stack:Check duplicates",
    );
  }
  if (call.faults.take('data-policy', call.request)) {
    return errorAnswer(
      403,
      'Operation Failed',
      'Data Policy Exception: The following fields are mandatory: Resolution code',
    );
  }
  return undefined;
}

function list(call: Call, table: string): PracticeResponse {
  const { instance, request, faults, caller } = call;
  if (table === 'sys_journal_field' && !caller.admin && instance.behaviour.journalForNonAdmins === '403') {
    return errorAnswer(403, 'Operation Failed', 'Insufficient rights to query records');
  }
  const query = request.url.searchParams;
  const dropped = faults.take('drop-query-term', request);
  let encoded = query.get('sysparm_query') ?? '';
  // Any other parameter is a condition of its own.
  for (const [name, value] of query) if (!name.startsWith('sysparm_')) encoded += `^${name}=${value}`;
  const all = instance.select(
    table,
    encoded,
    caller.user,
    (field) => dropped !== undefined && (dropped.detail?.['field'] ?? field) === field,
  );
  const limit = Math.max(0, Number(query.get('sysparm_limit') ?? 10_000) || 0);
  const offset = Math.max(0, Number(query.get('sysparm_offset') ?? 0) || 0);
  const hidden = faults.take('hidden', request) !== undefined;
  // The limit comes before the access rules: a page may be short or empty and not be the last [S2].
  let page = all
    .slice(offset, offset + limit)
    .filter((row) => !hidden && mayRead(caller, instance, table, row));
  if (faults.take('short-page', request)) page = page.slice(0, page.length >> 1);
  const headers: Record<string, string> = {};
  if (query.get('sysparm_no_count') !== 'true') headers['X-Total-Count'] = String(all.length);
  if (query.get('sysparm_suppress_pagination_header') !== 'true' && limit > 0 && all.length > limit) {
    const at = (to: number, rel: string) => {
      const url = new URL(request.url);
      url.searchParams.set('sysparm_limit', String(limit));
      url.searchParams.set('sysparm_offset', String(to));
      return `<${call.origin}${url.pathname}${url.search}>;rel="${rel}"`;
    };
    const last = Math.floor((all.length - 1) / limit) * limit;
    headers['Link'] = [
      at(0, 'first'),
      ...(offset > 0 ? [at(Math.max(0, offset - limit), 'prev')] : []),
      ...(offset + limit < all.length ? [at(offset + limit, 'next')] : []),
      at(last, 'last'),
    ].join(',');
  }
  const result = page.map((row) => present(call, table, row));
  if (faults.take('partial-result', request)) {
    return jsonAnswer(
      200,
      { result: result.slice(0, result.length >> 1), error: CANCELLED, status: 'failure' },
      headers,
    );
  }
  // Version 1 of the API answers an empty list as a missing record.
  if (result.length === 0 && request.path.startsWith('/api/now/v1/')) return noRecord();
  return jsonAnswer(200, { result }, headers);
}

function insertRow(call: Call, table: string, values: Row): PracticeResponse {
  const fault = writeFault(call, 'Insert');
  if (fault) return fault;
  if (table !== 'incident' && !call.caller.admin) {
    return errorAnswer(403, 'Operation Failed', 'ACL Exception Insert Failed due to security constraints');
  }
  const made = call.instance.insert(table, values, writeOptions(call));
  if (isRefusal(made)) return refused(made);
  if (call.faults.take('transaction-cancelled', call.request)) {
    return errorAnswer(500, CANCELLED.message, CANCELLED.detail);
  }
  return jsonAnswer(
    201,
    { result: present(call, table, made) },
    { Location: `${call.origin}/api/now/table/${table}/${made['sys_id'] ?? ''}` },
  );
}

function table(call: Call, name: string, sysId: string | undefined): PracticeResponse {
  const { instance, request, faults, caller } = call;
  if (closedTables.has(name)) {
    return errorAnswer(403, 'User Not Authorized', 'Failed API level ACL Validation');
  }
  if (!tables[name] || faults.take('invalid-table', request))
    return errorAnswer(400, `Invalid table ${name}`, null);
  const { method } = request;
  const writes = method === 'POST' || method === 'PUT' || method === 'PATCH';
  if (
    writes &&
    request.body.length > 0 &&
    !/^application\/json/i.test(request.headers.get('content-type') ?? '')
  ) {
    return errorAnswer(
      415,
      'Unsupported media type',
      'Content type not supported. Only application/json is allowed',
    );
  }
  let values = writes ? bodyValues(request) : {};
  if (!values) return errorAnswer(400, 'Exception while reading request', 'Cannot parse the JSON body');
  if (request.url.searchParams.get('sysparm_input_display_value') === 'true') {
    values = fromDisplay(call, name, values);
  }
  if (sysId === undefined) {
    if (method === 'GET') return list(call, name);
    if (method === 'POST') return insertRow(call, name, values);
    return errorAnswer(405, 'Method not allowed', `${method} is not allowed here`);
  }
  const row = instance.row(name, sysId);
  if (!row || faults.take('hidden', request) || !mayRead(caller, instance, name, row)) return noRecord();
  switch (method) {
    case 'GET':
      return jsonAnswer(200, { result: present(call, name, row) });
    case 'PUT':
    case 'PATCH': {
      const fault = writeFault(call, 'Update');
      if (fault) return fault;
      if (name !== 'incident' && !caller.admin) {
        return errorAnswer(
          403,
          'Operation Failed',
          'ACL Exception Update Failed due to security constraints',
        );
      }
      const updated = instance.update(name, row, values, writeOptions(call));
      if (isRefusal(updated)) return refused(updated);
      if (faults.take('transaction-cancelled', request))
        return errorAnswer(500, CANCELLED.message, CANCELLED.detail);
      return jsonAnswer(200, { result: present(call, name, updated) });
    }
    case 'DELETE': {
      const fault = writeFault(call, 'Delete');
      if (fault) return fault;
      if (!caller.admin) {
        return errorAnswer(
          403,
          'Operation Failed',
          'ACL Exception Delete Failed due to security constraints',
        );
      }
      instance.remove(name, sysId, caller.user);
      return { status: 204 };
    }
    default:
      return errorAnswer(405, 'Method not allowed', `${method} is not allowed here`);
  }
}

/** What the attachment API says of a file; it becomes available after it was seen pending once. */
function presentFile(call: Call, row: Row): Record<string, unknown> {
  const shown = {
    ...present(call, 'sys_attachment', row),
    download_link: `${call.origin}/api/now/attachment/${row['sys_id'] ?? ''}/file`,
  };
  row['state'] = 'available';
  return shown;
}

function storeFile(
  call: Call,
  target: { table: string | null; sysId: string | null },
  file: { name: string | null; type: string; data: Uint8Array },
): PracticeResponse {
  const { instance, caller } = call;
  for (const [parameter, value] of [
    ['table_name', target.table],
    ['table_sys_id', target.sysId],
    ['file_name', file.name],
  ] as const) {
    if (value === null || value === '') {
      return errorAnswer(400, `Missing parameter: ${parameter}`, 'The parameter is required');
    }
  }
  const parent = instance.row(target.table ?? '', target.sysId ?? '');
  if (!parent || !mayRead(caller, instance, target.table ?? '', parent)) return noRecord();
  const fault = writeFault(call, 'Insert');
  if (fault) return fault;
  const megabytes = Number(instance.property('com.glide.attachment.max_size') ?? 1024);
  if (file.data.length > megabytes * 1024 * 1024) {
    return errorAnswer(413, 'Payload too large', `Attachment exceeds the maximum size of ${megabytes} MB`);
  }
  const extensions = instance.property('glide.attachment.extensions') ?? '';
  const extension = /\.([^.]+)$/.exec(file.name ?? '')?.[1]?.toLowerCase() ?? '';
  if (extensions !== '' && !extensions.split(',').includes(extension)) {
    return errorAnswer(
      403,
      'Operation Failed',
      `Attachment upload failed: file extension ${extension} is not allowed`,
    );
  }
  const made = instance.attach(
    { table: target.table ?? '', sysId: target.sysId ?? '' },
    { name: (file.name ?? '').slice(0, 255), type: file.type, data: file.data },
    caller.user,
  );
  return jsonAnswer(
    201,
    { result: presentFile(call, made) },
    { Location: `${call.origin}/api/now/attachment/${made['sys_id'] ?? ''}` },
  );
}

function attachment(call: Call, rest: readonly string[]): PracticeResponse {
  const { instance, request, caller } = call;
  const { method } = request;
  const query = request.url.searchParams;
  const [first, second] = rest;
  if (first === undefined && method === 'GET') {
    const all = instance.select('sys_attachment', query.get('sysparm_query') ?? '', caller.user);
    const limit = Math.max(0, Number(query.get('sysparm_limit') ?? 1000) || 0);
    const offset = Math.max(0, Number(query.get('sysparm_offset') ?? 0) || 0);
    const page = all
      .slice(offset, offset + limit)
      .filter((row) => mayRead(caller, instance, 'sys_attachment', row));
    return jsonAnswer(
      200,
      { result: page.map((row) => presentFile(call, row)) },
      { 'X-Total-Count': `${all.length}` },
    );
  }
  if (first === 'file' && method === 'POST') {
    return storeFile(
      call,
      { table: query.get('table_name'), sysId: query.get('table_sys_id') },
      {
        name: query.get('file_name'),
        type: request.headers.get('content-type') ?? 'application/octet-stream',
        data: request.body,
      },
    );
  }
  if (first === 'upload' && method === 'POST') {
    const parts = parseMultipart(request.headers.get('content-type'), request.body);
    if (!parts) return errorAnswer(415, 'Unsupported media type', 'multipart/form-data is required');
    const field = (name: string) => {
      const part = parts.find((one) => one.name === name && one.fileName === undefined);
      return part ? new TextDecoder().decode(part.data) : null;
    };
    const at = parts.findIndex((one) => one.fileName !== undefined);
    const file = parts[at];
    // What comes after the file is not seen: the file has to be the last part.
    if (!file || at !== parts.length - 1)
      return errorAnswer(400, 'Missing parameter', 'The file must be the last part');
    return storeFile(
      call,
      { table: field('table_name'), sysId: field('table_sys_id') },
      { name: file.fileName ?? '', type: file.contentType ?? 'application/octet-stream', data: file.data },
    );
  }
  const row = first === undefined ? undefined : instance.row('sys_attachment', first);
  if (!row || !mayRead(caller, instance, 'sys_attachment', row)) return noRecord();
  if (second === 'file' && method === 'GET') {
    return {
      status: 200,
      headers: {
        'Content-Type': row['content_type'] ?? 'application/octet-stream',
        'Content-Disposition': `attachment;filename*=UTF-8''${encodeURIComponent(row['file_name'] ?? '')}`,
        'X-Attachment-Metadata': JSON.stringify(presentFile(call, row)).replaceAll(
          /[^\x20-\x7e]/g,
          (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
        ),
      },
      body: instance.file(first ?? '') ?? new Uint8Array(),
    };
  }
  if (second !== undefined) return wrongPath(call);
  if (method === 'GET') return jsonAnswer(200, { result: presentFile(call, row) });
  if (method === 'DELETE') {
    const fault = writeFault(call, 'Delete');
    if (fault) return fault;
    instance.remove('sys_attachment', row['sys_id'] ?? '', caller.user);
    return { status: 204 };
  }
  return errorAnswer(405, 'Method not allowed', `${method} is not allowed here`);
}

function wrongPath(call: Call): PracticeResponse {
  return errorAnswer(
    call.instance.behaviour.wrongPathStatus,
    'Requested URI does not represent any resource',
    null,
  );
}

function batch(call: Call): PracticeResponse {
  const missing = call.faults.take('no-batch', call.request);
  if (missing) {
    const status = Number(missing.detail?.['status'] ?? 404);
    return errorAnswer(status, 'Requested URI does not represent any resource', null);
  }
  let input: {
    batch_request_id?: unknown;
    rest_requests?: {
      id?: unknown;
      method?: unknown;
      url?: unknown;
      headers?: { name: string; value: string }[];
      body?: string;
      exclude_response_headers?: boolean;
    }[];
  };
  try {
    input = call.request.json() as typeof input;
  } catch {
    return errorAnswer(400, 'Exception while reading request', 'Cannot parse the JSON body');
  }
  if (!Array.isArray(input.rest_requests)) {
    return errorAnswer(400, 'Bad request', 'rest_requests is required');
  }
  const leave = call.faults.take('unserviced-requests', call.request);
  const unserviced: string[] = [];
  const serviced = input.rest_requests.flatMap((one, index) => {
    const id = String(one.id);
    const isLast = index === (input.rest_requests?.length ?? 0) - 1;
    if (leave && isLast) {
      unserviced.push(id);
      return [];
    }
    const headers = new Headers(call.request.headers);
    headers.delete('content-type');
    for (const { name, value } of one.headers ?? []) headers.set(name, value);
    const body = new Uint8Array(Buffer.from(one.body ?? '', 'base64'));
    const url = new URL(String(one.url), call.request.url);
    const text = () => new TextDecoder().decode(body);
    const answer = route({
      ...call,
      request: {
        ...call.request,
        method: String(one.method),
        url,
        path: url.pathname,
        headers,
        body,
        text,
        json: () => JSON.parse(text()) as unknown,
        form: () => new URLSearchParams(text()),
      },
    });
    const pairs = Array.isArray(answer.headers) ? answer.headers : Object.entries(answer.headers ?? {});
    return [
      {
        id,
        body: Buffer.from(answer.body ?? '').toString('base64'),
        status_code: answer.status,
        status_text: answer.status < 300 ? 'OK' : 'Error',
        headers: one.exclude_response_headers === true ? [] : pairs.map(([name, value]) => ({ name, value })),
        execution_time: 8,
      },
    ];
  });
  return jsonAnswer(200, {
    batch_request_id: input.batch_request_id,
    serviced_requests: serviced,
    unserviced_requests: unserviced,
  });
}

const apiNames: Readonly<Record<string, string>> = {
  table: 'Table API',
  attachment: 'Attachment API',
  batch: 'Batch API',
};

function route(call: Call): PracticeResponse {
  const { instance, request, caller } = call;
  const path = request.path.replace(/^\/api\/now(\/v[12])?\//, '');
  const [api = '', ...rest] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  switch (api) {
    case 'table':
      return rest[0] === undefined || rest.length > 2 ? wrongPath(call) : table(call, rest[0], rest[1]);
    case 'attachment':
      return attachment(call, rest);
    case 'batch':
      return request.method === 'POST' ? batch(call) : errorAnswer(405, 'Method not allowed', null);
    case 'sg':
      if (rest.join('/') !== 'impersonation/session' || request.method !== 'GET') return wrongPath(call);
      if (call.faults.take('no-impersonation-api', request)) return wrongPath(call);
      return jsonAnswer(200, {
        CanImpersonate: instance.hasRole(caller.session?.originalUser ?? caller.user, 'admin'),
        CurrentUser: caller.user,
        InactivityTimeout: Number(instance.property('glide.ui.session_timeout') ?? 30),
        OriginalUser: caller.session?.originalUser ?? caller.user,
        SessionToken: caller.session?.token ?? '',
        admin: caller.admin,
      });
    case 'ui': {
      if (rest.join('/') !== 'user/current_user' || request.method !== 'GET') return wrongPath(call);
      const me = instance.userByName(caller.user);
      const name = me?.['name'] ?? '';
      return jsonAnswer(200, {
        result: {
          user_avatar: null,
          user_display_name: name,
          user_initials: name
            .split(' ')
            .map((part) => part[0] ?? '')
            .join(''),
          user_name: caller.user,
          user_sys_id: me?.['sys_id'] ?? '',
        },
      });
    }
    default:
      return wrongPath(call);
  }
}

function asXml(answer: PracticeResponse): PracticeResponse {
  if (typeof answer.body !== 'string') return answer;
  const pairs = Array.isArray(answer.headers) ? answer.headers : Object.entries(answer.headers ?? {});
  if (!pairs.some(([name, value]) => name === 'Content-Type' && value.startsWith('application/json')))
    return answer;
  return {
    ...answer,
    headers: pairs.map(([name, value]) => [
      name,
      name === 'Content-Type' ? 'application/xml;charset=UTF-8' : value,
    ]),
    body: `<?xml version="1.0" encoding="UTF-8"?>${toXml('response', JSON.parse(answer.body) as unknown)}`,
  };
}

/** Faults that hit a call before anything of it is done. */
function earlyFault(
  instance: Instance,
  request: PracticeRequest,
  faults: FaultSwitch,
): PracticeResponse | undefined {
  if (faults.take('signed-out', request)) {
    instance.endSessions();
    return signedOut(instance);
  }
  if (faults.take('login-302', request)) return redirectTo('/login.do');
  if (faults.take('logout-302', request)) return redirectTo('/logout_success.do');
  if (faults.takeAny(['login-200', 'html-instead-of-json'], request)) return loginPage(instance, '', '');
  if (faults.take('hibernating', request)) return hibernatingPage();
  const waking = faults.takeAny(['waking', '503'], request);
  if (waking) return wakingPage(waking);
  if (faults.take('500', request)) return errorAnswer(500, CANCELLED.message, CANCELLED.detail);
  return undefined;
}

function tooMany(fault: Fault): PracticeResponse {
  return errorAnswer(
    429,
    'Rate limit exceeded',
    'Rate limit of 100 requests per hour for Table API exceeded',
    fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) },
  );
}

/** A call under `/api/`. */
export function handleRest(
  instance: Instance,
  canonicalHost: string,
  request: PracticeRequest,
  faults: FaultSwitch,
): PracticeResponse {
  if (request.url.href.length > 8192) {
    return htmlAnswer(400, '<html><body><h1>Bad Request</h1>Request header is too large</body></html>');
  }
  const early = earlyFault(instance, request, faults);
  if (early) return early;
  const caller = authenticate(instance, request, faults);
  if ('status' in caller) return caller;
  const format = wantedFormat(request);
  const isFile =
    /\/attachment\/[^/]+\/file$/.test(request.path) || /\/attachment\/(file|upload)$/.test(request.path);
  if (!format && !isFile) {
    return errorAnswer(406, 'Not Acceptable', 'The requested media type is not supported');
  }
  if (faults.take('api-acl', request) || (request.method === 'GET' && faults.take('403', request))) {
    return errorAnswer(403, 'User Not Authorized', 'Failed API level ACL Validation');
  }
  const limited = faults.take('429', request);
  if (limited) return tooMany(limited);
  const api = apiNames[request.path.replace(/^\/api\/now(\/v[12])?\//, '').split('/')[0] ?? ''];
  const use = api === undefined ? undefined : instance.countCall(api, caller.user);
  const rateHeaders: Record<string, string> = use
    ? {
        'X-RateLimit-Limit': String(use.rule.limit),
        'X-RateLimit-Reset': String(use.reset),
        'X-RateLimit-Rule': use.rule.name,
      }
    : {};
  if (use?.over === true) {
    return errorAnswer(
      429,
      'Rate limit exceeded',
      `Rate limit of ${use.rule.limit} requests per hour for ${use.rule.api} exceeded`,
      { ...rateHeaders, 'Retry-After': String(Math.max(1, Math.ceil(use.reset - instance.now() / 1000))) },
    );
  }
  // Links name the instance's own host, whatever name it was called by [S2].
  const call: Call = { instance, request, faults, caller, origin: `https://${canonicalHost}` };
  const answer = withHeaders(route(call), {
    ...rateHeaders,
    'X-Is-Logged-In': 'true',
    'X-Transaction-ID': randomBytes(6).toString('hex'),
    'Cache-Control': 'no-cache,no-store,must-revalidate,max-age=-1',
  });
  return format === 'xml' ? asXml(answer) : answer;
}
