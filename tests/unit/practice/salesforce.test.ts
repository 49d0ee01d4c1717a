import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createClient } from '../../platforms/core/client.ts';
import type { ClientAnswer, PracticeClient } from '../../platforms/core/client.ts';
import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { isId, to18 } from '../../platforms/salesforce/ids.ts';
import { createSalesforce } from '../../platforms/salesforce/salesforce.ts';

const rest = 'https://acme.my.salesforce.com';
const lightning = 'https://acme.lightning.force.com';
const setup = 'https://acme.my.salesforce-setup.com';
const sandbox = 'https://tailspin--uat.sandbox.my.salesforce.com';
const V = '/services/data/v62.0';

let running: RunningPlatforms;
let client: PracticeClient;

beforeAll(async () => {
  running = await startPlatforms({ platforms: (clock) => [createSalesforce(clock)] });
});
afterAll(() => running.stop());
beforeEach(() => {
  running.reset();
  client = createClient(running);
});

/** Signs in on the login page of an org; the answer is where that leads. */
const signIn = (origin: string, user: string, startURL = '') =>
  client.post(`${origin}/`, { username: user, pw: user, startURL });

async function sidOf(user = 'admin', origin = rest): Promise<string> {
  await signIn(origin, user);
  return client.cookies(new URL(origin).hostname)['sid'] ?? '';
}

interface Reply {
  status: number;
  headers: ClientAnswer['headers'];
  // oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape are looked into
  body: any;
  bytes: Uint8Array;
}

/** Calls the API as the extension does: no cookies, the session id as bearer. */
function apiOf(sid: string, origin = rest) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const answer = await client.fetch(`${origin}${path}`, {
      method,
      omitCookies: true,
      headers: { authorization: `Bearer ${sid}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const isJson = /json/.test(answer.headers['content-type'] ?? '') && answer.text !== '';
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson ? answer.json() : answer.text,
      bytes: answer.bytes,
    };
  };
}
type Api = ReturnType<typeof apiOf>;

const query = (api: Api, soql: string, verb = 'query', headers = {}) =>
  api('GET', `${V}/${verb}?q=${encodeURIComponent(soql)}`, undefined, headers);

const admin = async () => apiOf(await sidOf());
const control = () => running.control('acme.my.salesforce.com');

async function newCase(api: Api, fields: Record<string, unknown> = {}): Promise<string> {
  const made = await api(
    'POST',
    `${V}/sobjects/Case`,
    { Subject: 'Made by a test', ...fields },
    { 'sforce-auto-assign': 'FALSE' },
  );
  expect(made.status).toBe(201);
  return made.body.id as string;
}

describe('ids', () => {
  test('the documented example gets its checksum', () => {
    expect(to18('0015500001QdQWa')).toBe('0015500001QdQWaAAN');
    expect(isId('0015500001QdQWaAAN')).toBe(true);
    expect(isId('0015500001QdQWaAAM')).toBe(false);
    expect(isId('0015500001QdQW')).toBe(false);
  });
});

describe('sign-in and sessions', () => {
  test('a Setup page leads over the login page back to itself, with a session of its own', async () => {
    const first = await client.fetch(`${lightning}/lightning/setup/SetupOneHome/home`);
    expect(first.status).toBe(302);
    const login = new URL(first.headers.location ?? '');
    expect(login.host).toBe('acme.my.salesforce.com');
    const page = await client.fetch(login.href);
    expect(page.text).toContain('id="login_form"');
    const after = await client.post(
      `${rest}/`,
      { username: 'admin', pw: 'admin', startURL: login.searchParams.get('startURL') ?? '' },
      { follow: true },
    );
    expect(after.status).toBe(200);
    expect(after.text).toContain('<title>Setup | Salesforce</title>');
    const sids = ['acme.my.salesforce.com', 'acme.lightning.force.com'].map(
      (host) => client.cookies(host)['sid'] ?? '',
    );
    expect(new Set(sids).size).toBe(2);
    for (const sid of sids) expect(sid).toMatch(/^00DWs000000A1bC!\S{60,}$/);
  });

  test('cookies are HttpOnly, Secure and sent across sites', async () => {
    const answer = await signIn(rest, 'admin');
    const cookie = answer.headers['set-cookie']?.find((one) => one.startsWith('sid=')) ?? '';
    for (const mark of ['Secure', 'HttpOnly', 'SameSite=None', 'Path=/']) expect(cookie).toContain(mark);
  });

  test('a wrong password and a foreign target are refused', async () => {
    const wrong = await client.post(`${rest}/`, { username: 'admin', pw: 'no' });
    expect(wrong.status).toBe(200);
    expect(wrong.text).toContain('Please check your username and password.');
    const foreign = await signIn(rest, 'admin', '//evil.example/');
    expect(new URL(foreign.headers.location ?? '', rest).host).toBe('acme.my.salesforce.com');
    const carried = await client.fetch(`${rest}/visualforce/session?url=https://evil.example/`);
    expect(carried.status).toBe(404);
  });

  test('a ticket between hosts works once', async () => {
    await signIn(rest, 'admin');
    const carried = await client.fetch(
      `${rest}/visualforce/session?url=${encodeURIComponent(`${lightning}/lightning/page/home`)}`,
    );
    const door = carried.headers.location ?? '';
    expect((await client.fetch(door)).headers['set-cookie']).toBeDefined();
    client.clearCookies();
    expect((await client.fetch(door)).headers['set-cookie']).toBeUndefined();
  });

  test.each(['lightning', 'setup'])('the session of the %s host has no access to the API', async (kind) => {
    const { sid } = running.control('acme.my.salesforce.com').act('session', { user: 'admin', kind }) as {
      sid: string;
    };
    const answer = await apiOf(sid)('GET', `${V}/`);
    expect(answer.status).toBe(401);
    expect(answer.body[0].message).toBe('This session is not valid for use with the REST API');
  });

  test('the API does not look at cookies', async () => {
    await signIn(rest, 'admin');
    const answer = await client.fetch(`${rest}${V}/`);
    expect(answer.status).toBe(401);
    expect(answer.json()).toEqual([
      { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' },
    ]);
    const basic = await client.fetch(`${rest}${V}/`, { headers: { authorization: 'Basic YTpi' } });
    expect(basic.json()).toEqual([{ message: 'INVALID_HEADER_TYPE', errorCode: 'INVALID_AUTH_HEADER' }]);
  });

  test('the API on the Lightning host redirects to the REST host', async () => {
    const answer = await client.fetch(`${lightning}${V}/limits?x=1`);
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe(`${rest}${V}/limits?x=1`);
  });

  test('a session ends after two idle hours; calls keep it alive', async () => {
    const api = await admin();
    running.clock.advance(119 * 60_000);
    expect((await api('GET', `${V}/`)).status).toBe(200);
    running.clock.advance(119 * 60_000);
    expect((await api('GET', `${V}/`)).status).toBe(200);
    running.clock.advance(121 * 60_000);
    expect((await api('GET', `${V}/`)).status).toBe(401);
  });

  test('signing out ends the sessions of all hosts', async () => {
    await client.post(`${rest}/`, { username: 'admin', pw: 'admin' }, { follow: true });
    const sid = client.cookies('acme.my.salesforce.com')['sid'] ?? '';
    await client.fetch(`${rest}/secur/logout.jsp`);
    expect((await apiOf(sid)('GET', `${V}/`)).status).toBe(401);
    expect((await client.fetch(`${lightning}/lightning/page/home`)).status).toBe(302);
    expect(client.cookies('acme.my.salesforce.com')['sid']).toBeUndefined();
  });

  test('after Login-As the browser holds the session of another person', async () => {
    await signIn(rest, 'admin');
    const before = client.cookies('acme.my.salesforce.com')['sid'];
    const agent = (await query(apiOf(before ?? ''), "SELECT Id FROM User WHERE Alias='agent'")).body
      .records[0].Id;
    await client.fetch(`${rest}/servlet/servlet.su?sunewuserid=${agent}`);
    const after = client.cookies('acme.my.salesforce.com')['sid'] ?? '';
    expect(after).not.toBe(before);
    expect((await apiOf(after)('GET', `${V}/`)).body.identity).toContain(agent);
    expect((await apiOf(before ?? '')('GET', `${V}/`)).status).toBe(401);
  });

  test('a session of one org is none in the other', async () => {
    const sid = await sidOf();
    expect((await apiOf(sid, sandbox)('GET', `${V}/`)).status).toBe(401);
  });
});

describe('pages', () => {
  const open = async (user: string, url: string) => {
    await signIn(rest, user, `/visualforce/session?url=${encodeURIComponent(url)}`);
    return client.fetch(url, { follow: true });
  };

  test.each([
    ['Lightning', lightning],
    ['Setup', setup],
  ])('Setup on the %s host forbids foreign scripts and inline styles', async (_, origin) => {
    const page = await open('admin', `${origin}/lightning/setup/SetupOneHome/home`);
    expect(page.status).toBe(200);
    const policy = page.headers['content-security-policy'] as string;
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(page.text).not.toMatch(/<style|style=|<script(?![^>]*(src=|application\/json))/);
  });

  test('a person without administration rights sees no Setup', async () => {
    const page = await open('agent', `${lightning}/lightning/setup/SetupOneHome/home`);
    expect(page.text).toContain('Insufficient Privileges');
    expect(page.text).not.toContain('auraConfig');
  });

  test('Classic pages carry sfdcBody', async () => {
    await signIn(rest, 'admin');
    const [id] = [...(control().snapshot() as { objects: { Case: { Id: string }[] } }).objects.Case];
    for (const path of ['/setup/forcecomHomepage.apexp', '/home/home.jsp', `/${id?.Id ?? ''}`, '/500']) {
      const page = await client.fetch(`${rest}${path}`);
      expect(page.status, path).toBe(200);
      expect(page.text, path).toContain('sfdcBody');
    }
    expect((await client.fetch(`${rest}/500000000000000AAA`)).status).toBe(404);
  });

  test('the page calls its own server with the cookie and its token only', async () => {
    const page = await open('admin', `${lightning}/lightning/o/Case/list`);
    const token = /"token":"([^"]+)"/.exec(page.text)?.[1] ?? '';
    const message = JSON.stringify({
      actions: [{ id: '1;a', descriptor: 'practice://C/ACTION$listCases', params: {} }],
    });
    const good = await client.post(`${lightning}/aura`, { message, 'aura.token': token });
    expect((good.json() as { actions: { state: string }[] }).actions[0]?.state).toBe('SUCCESS');
    const bad = await client.post(`${lightning}/aura`, { message, 'aura.token': 'x' });
    expect(bad.json()).toMatchObject({ exceptionEvent: true });
  });
});

describe('who am I', () => {
  test('the list of versions needs no session', async () => {
    const answer = await client.fetch(`${rest}/services/data/`);
    expect(answer.json()).toContainEqual({
      label: "Winter '25",
      url: '/services/data/v62.0',
      version: '62.0',
    });
  });

  test('the resource map names org and person, the usage stands in a header', async () => {
    const answer = await (await admin())('GET', `${V}/`);
    expect(answer.body.identity).toMatch(
      /^https:\/\/login\.salesforce\.com\/id\/00DWs000000A1bC\w{3}\/005\w{15}$/,
    );
    expect(answer.headers['sforce-limit-info']).toMatch(/^api-usage=\d+\/15000$/);
    const other = await apiOf(await sidOf('admin', sandbox), sandbox)('GET', `${V}/`);
    expect(other.body.identity).toContain('https://test.salesforce.com/id/00DOz');
  });

  test('user info takes a session id in one org and refuses it in the other', async () => {
    const here = await (await admin())('GET', '/services/oauth2/userinfo');
    expect(here.body).toMatchObject({
      preferred_username: 'admin@acme.example',
      zoneinfo: 'Europe/Brussels',
    });
    const there = await apiOf(await sidOf('admin', sandbox), sandbox)('GET', '/services/oauth2/userinfo');
    expect(there.status).toBe(403);
    expect(there.body).toBe('Bad_OAuth_Token');
  });

  test.each([
    ['admin', true],
    ['agent', false],
  ])('permissions of %s come as one row', async (user, expected) => {
    const api = apiOf(await sidOf(user));
    const merged = await query(
      api,
      'SELECT PermissionsModifyAllData,PermissionsManageUsers FROM UserPermissionAccess',
    );
    expect(merged.body).toMatchObject({ totalSize: 1, records: [{ PermissionsModifyAllData: expected }] });
    const me = (await api('GET', `${V}/`)).body.identity.split('/').at(-1) as string;
    const sets = await query(
      api,
      `SELECT Id FROM PermissionSetAssignment WHERE AssigneeId='${me}' AND PermissionSet.PermissionsModifyAllData=true`,
    );
    expect(sets.body.totalSize).toBe(expected ? 1 : 0);
  });

  test('the organisation tells its instance', async () => {
    const answer = await query(await admin(), 'SELECT InstanceName,IsSandbox,Name FROM Organization');
    expect(answer.body.records[0]).toMatchObject({ InstanceName: 'USA402', IsSandbox: false });
  });
});

describe('queries', () => {
  test('fields, relations and children come in one call', async () => {
    const answer = await query(
      await admin(),
      `SELECT Id,CaseNumber,Owner.Name,Contact.Account.Name,
        (SELECT CommentBody,IsPublished FROM CaseComments ORDER BY Id),
        (SELECT ContentDocument.Title FROM ContentDocumentLinks),(SELECT Id FROM Attachments)
       FROM Case WHERE CaseNumber='00001026'`,
    );
    const [one] = answer.body.records;
    expect(one).toMatchObject({
      CaseNumber: '00001026',
      Owner: { Name: 'Ada Marlow' },
      Contact: { Account: { Name: 'Contoso Manufacturing' } },
      CaseComments: { totalSize: 2, done: true },
      ContentDocumentLinks: { records: [{ ContentDocument: { Title: 'panel' } }] },
      Attachments: null,
    });
    expect(one.attributes).toEqual({ type: 'Case', url: `${V}/sobjects/Case/${one.Id}` });
  });

  test.each([
    ["Status='new'", 2],
    ["Status IN ('New','Closed') AND Priority='Low'", 2],
    ["NOT (Status='New' OR Status='Closed')", 2],
    ["Subject LIKE '%gate _ %'", 1],
    ["Subject LIKE '%\\%%'", 0],
    ["Subject != 'x' AND ClosedDate != null", 1],
    ['CreatedDate >= 2020-01-01T00:00:00Z', 5],
    ['CreatedDate < 2020-01-01T00:00:00+01:00', 0],
    ['CreatedDate = TODAY', 0],
    ['CreatedDate = LAST_N_DAYS:60', 5],
    ['IsClosed = true', 1],
    ['Id IN (SELECT ParentId FROM CaseComment WHERE IsPublished = false)', 1],
    ["Owner.Name = 'Gina Park'", 2],
  ])('WHERE %s finds %i cases', async (condition, count) => {
    const answer = await query(await admin(), `SELECT COUNT() FROM Case WHERE ${condition}`);
    expect(answer.body).toEqual({ totalSize: count, done: true, records: [] });
  });

  test('an id is found in both lengths, and quotes are escaped', async () => {
    const api = await admin();
    const id = await newCase(api, { Subject: "It's 5 o'clock \\ now" });
    for (const text of [id, id.slice(0, 15)]) {
      expect((await query(api, `SELECT Id FROM Case WHERE Id='${text}'`)).body.totalSize).toBe(1);
    }
    const found = await query(api, String.raw`SELECT Id FROM Case WHERE Subject='It\'s 5 o\'clock \\ now'`);
    expect(found.body.records[0].Id).toBe(id);
  });

  test.each([
    ['SELECT Id FROM Foo', 'INVALID_TYPE', /Row:1:Column:16\nsObject type 'Foo' is not supported\./],
    ['SELECT Foo FROM Case', 'INVALID_FIELD', /No such column 'Foo' on entity 'Case'\./],
    ['SELECT Id FROM Case WHERE', 'MALFORMED_QUERY', /unexpected token/],
    ["SELECT Id FROM Case WHERE Description='x'", 'INVALID_FIELD', /can not be filtered in a query call/],
    ["SELECT Id FROM Case WHERE CreatedDate>='2026-01-01'", 'INVALID_FIELD', /must be of type dateTime/],
    ["SELECT Id FROM Case WHERE IsClosed='true'", 'INVALID_FIELD', /must be of type boolean/],
    ["SELECT Id FROM Case WHERE Id='abc'", 'INVALID_QUERY_FILTER_OPERATOR', /invalid ID field: abc/],
    ['SELECT Id FROM ContentDocumentLink', 'MALFORMED_QUERY', /Implementation restriction/],
    [
      "SELECT Id FROM Case WHERE Status='a' AND Status='b' OR Status='c'",
      'MALFORMED_QUERY',
      /unexpected token: 'OR'/,
    ],
    ['SELECT Id FROM EmailMessage', 'INVALID_TYPE', /is not supported/],
    ['', 'MALFORMED_QUERY', /query string/],
  ])('refuses %j', async (soql, code, message) => {
    const answer = await query(await admin(), soql);
    expect(answer.status).toBe(400);
    expect(answer.body[0].errorCode).toBe(code);
    expect(answer.body[0].message).toMatch(message);
    expect(answer.body[0]).not.toHaveProperty('fields');
  });

  test('more rows than a batch come by locator, until it is lost', async () => {
    const api = await admin();
    for (let index = 0; index < 205; index += 1)
      control().act('create', { fields: { Subject: `bulk ${index}` } });
    const first = await query(api, 'SELECT Id FROM Case', 'query', { 'sforce-query-options': 'batchSize=1' });
    expect(first.body).toMatchObject({ totalSize: 210, done: false });
    expect(first.body.records).toHaveLength(200);
    const rest = await api('GET', first.body.nextRecordsUrl as string);
    expect(rest.body).toMatchObject({ done: true });
    expect(rest.body.records).toHaveLength(10);
    running.clock.advance(3 * 86_400_000);
    const { sid } = control().act('session', { user: 'admin' }) as { sid: string };
    const late = await apiOf(sid)('GET', first.body.nextRecordsUrl as string);
    expect(late.body[0].errorCode).toBe('INVALID_QUERY_LOCATOR');
  });

  test('queryAll sees the recycle bin', async () => {
    const api = await admin();
    const id = await newCase(api);
    expect((await api('DELETE', `${V}/sobjects/Case/${id}`)).status).toBe(204);
    const soql = `SELECT Id,IsDeleted FROM Case WHERE Id='${id}'`;
    expect((await query(api, soql)).body.totalSize).toBe(0);
    expect((await query(api, soql, 'queryAll')).body.records[0].IsDeleted).toBe(true);
  });

  test('an aggregate is an aggregate result', async () => {
    const answer = await query(await admin(), 'SELECT Status,COUNT(Id) n FROM Case GROUP BY Status');
    expect(answer.body.records).toContainEqual({
      attributes: { type: 'AggregateResult' },
      Status: 'New',
      n: 2,
    });
  });
});

describe('cases', () => {
  test('describe tells the stock fields and answers 304 when unchanged', async () => {
    const api = await admin();
    const answer = await api('GET', `${V}/sobjects/Case/describe`);
    const fields = new Map<string, Record<string, unknown>>(
      answer.body.fields.map((field: { name: string }) => [field.name, field]),
    );
    expect(answer.body).toMatchObject({ keyPrefix: '500', recordTypeInfos: [{ developerName: 'Master' }] });
    expect(fields.get('Subject')).toMatchObject({ length: 255, createable: true, nillable: true });
    expect(fields.get('Description')).toMatchObject({ length: 32_000, filterable: false });
    expect(fields.get('CaseNumber')).toMatchObject({
      createable: false,
      updateable: false,
      filterable: true,
    });
    expect(fields.get('External_Key__c')).toMatchObject({ externalId: true, unique: true });
    const again = await api('GET', `${V}/sobjects/Case/describe`, undefined, {
      'if-modified-since': answer.headers['last-modified'] ?? '',
    });
    expect(again.status).toBe(304);
  });

  test('a case is created, read, changed and deleted', async () => {
    const api = await admin();
    const id = await newCase(api, { Description: 'd', Status: 'Made up', Comments: 'first' });
    const read = await api('GET', `${V}/sobjects/Case/${id}?fields=Status,Priority,CaseNumber,CreatedDate`);
    expect(read.body).toMatchObject({ Id: id, Status: 'Made up', Priority: 'Medium' });
    expect(read.body.CreatedDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/);
    const changed = await api('PATCH', `${V}/sobjects/Case/${id}`, { Status: 'Closed' });
    expect([changed.status, changed.body]).toEqual([204, '']);
    const whole = await api('GET', `${V}/sobjects/Case/${id}`);
    expect(whole.body).toMatchObject({ IsClosed: true, Status: 'Closed' });
    expect(whole.body).not.toHaveProperty('Comments');
    const comments = await query(api, `SELECT CommentBody FROM CaseComment WHERE ParentId='${id}'`);
    expect(comments.body.records[0].CommentBody).toBe('first');
    await api('DELETE', `${V}/sobjects/Case/${id}`);
    const gone = await api('GET', `${V}/sobjects/Case/${id}`);
    expect([gone.status, gone.body[0].errorCode]).toEqual([404, 'ENTITY_IS_DELETED']);
  });

  test('the assignment rule changes the owner unless it is told not to', async () => {
    const api = await admin();
    const assigned = await api('POST', `${V}/sobjects/Case`, { Subject: 'x' });
    const kept = await newCase(api);
    const owner = async (id: string) =>
      (await query(api, `SELECT Owner.Name FROM Case WHERE Id='${id}'`)).body.records[0].Owner.Name as string;
    expect(await owner(assigned.body.id as string)).toBe('Tier 1 Support');
    expect(await owner(kept)).toBe('Ada Marlow');
  });

  test.each([
    [{ Foo: 1 }, 'INVALID_FIELD', "No such column 'Foo' on sobject of type Case"],
    [
      { CaseNumber: '1' },
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      /^Unable to create\/update fields: CaseNumber\./,
    ],
    [
      { Subject: 'x'.repeat(256) },
      'STRING_TOO_LONG',
      /^Subject: data value too large: x+ \(max length=255\)$/,
    ],
    [{ Subject: 5 }, 'JSON_PARSER_ERROR', /Cannot deserialize instance of string/],
    [{ ParentId: 'nope' }, 'MALFORMED_ID', 'Parent ID: id value of incorrect type: nope'],
    [{ ParentId: '500Ws000000zzzzIAB' }, 'MALFORMED_ID', /id value of incorrect type/],
    [
      { ParentId: to18('500Ws000000zzzz') },
      'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      `insufficient access rights on cross-reference id: ${to18('500Ws000000zzzz')}`,
    ],
    ['{"Subject":', 'JSON_PARSER_ERROR', /./],
    ['', 'JSON_PARSER_ERROR', /requires?d?, but/],
  ])('refuses to create from %j', async (body, code, message) => {
    const answer = await (await admin())('POST', `${V}/sobjects/Case`, body);
    expect(answer.status).toBe(400);
    expect(answer.body[0].errorCode).toBe(code);
    expect(answer.body[0].message).toMatch(message);
  });

  test('an org may restrict its statuses', async () => {
    const api = apiOf(await sidOf('admin', sandbox), sandbox);
    const answer = await api('POST', `${V}/sobjects/Case`, { Status: 'Foo' });
    expect(answer.body).toEqual([
      {
        message: 'Status: bad value for restricted picklist field: Foo',
        errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        fields: ['Status'],
      },
    ]);
  });

  test('an upsert by external id creates once; without such a field it is refused', async () => {
    const api = await admin();
    const path = `${V}/sobjects/Case/External_Key__c/${encodeURIComponent('jira 1/2')}`;
    const first = await api('PATCH', path, { Subject: 'a' });
    expect([first.status, first.body.created]).toEqual([201, true]);
    const second = await api('PATCH', path, { Subject: 'b' });
    expect([second.status, second.body.id]).toEqual([200, first.body.id]);
    const twice = await api('PATCH', path, { External_Key__c: 'jira 1/2' });
    expect(twice.body[0].message).toBe(
      'The External_Key__c field should not be specified in the sobject data.',
    );
    const clash = await api('POST', `${V}/sobjects/Case`, { External_Key__c: 'JIRA 1/2' });
    expect(clash.body[0].errorCode).toBe('DUPLICATE_VALUE');
    const none = await apiOf(await sidOf('admin', sandbox), sandbox)('PATCH', path, { Subject: 'a' });
    expect([none.status, none.body[0].errorCode]).toEqual([404, 'NOT_FOUND']);
  });

  test('a write may be bound to an unchanged record', async () => {
    const api = await admin();
    const id = await newCase(api);
    const before = new Date(running.clock.now() - 60_000).toUTCString();
    const refused = await api(
      'PATCH',
      `${V}/sobjects/Case/${id}`,
      { Subject: 'x' },
      { 'if-unmodified-since': before },
    );
    expect([refused.status, refused.body]).toEqual([412, '']);
    const after = new Date(running.clock.now() + 60_000).toUTCString();
    const taken = await api(
      'PATCH',
      `${V}/sobjects/Case/${id}`,
      { Subject: 'x' },
      { 'if-unmodified-since': after },
    );
    expect(taken.status).toBe(204);
  });

  test('deleted and updated records are listed by the minute, fifteen days back', async () => {
    const api = await admin();
    const id = await newCase(api);
    await api('DELETE', `${V}/sobjects/Case/${id}`);
    const at = (ms: number) =>
      encodeURIComponent(`${new Date(running.clock.now() + ms).toISOString().slice(0, 19)}+00:00`);
    const path = (start: number) => `${V}/sobjects/Case/deleted/?start=${at(start)}&end=${at(120_000)}`;
    const answer = await api('GET', path(-3_600_000));
    expect(answer.body.deletedRecords).toMatchObject([{ id }]);
    expect(answer.body).toHaveProperty('latestDateCovered');
    const early = await api('GET', path(-16 * 86_400_000));
    expect(early.body[0].errorCode).toBe('INVALID_REPLICATION_DATE');
  });
});

describe('comments and files', () => {
  test('a comment counts bytes, appears in the feed and leaves the case untouched', async () => {
    const api = await admin();
    const id = await newCase(api);
    const stamp = async () =>
      (await api('GET', `${V}/sobjects/Case/${id}?fields=SystemModstamp`)).body.SystemModstamp as string;
    const before = await stamp();
    running.clock.advance(5_000);
    const body = 'ü'.repeat(2_000);
    const made = await api('POST', `${V}/sobjects/CaseComment`, {
      ParentId: id,
      CommentBody: body,
      IsPublished: true,
    });
    expect(made.status).toBe(201);
    expect(await stamp()).toBe(before);
    const long = await api('POST', `${V}/sobjects/CaseComment`, { ParentId: id, CommentBody: `${body}.` });
    expect(long.body[0].errorCode).toBe('STRING_TOO_LONG');
    const feed = await query(api, `SELECT Type,Body,Visibility FROM CaseFeed WHERE ParentId='${id}'`);
    expect(feed.body.records).toMatchObject([
      { Type: 'CaseCommentPost', Body: body, Visibility: 'AllUsers' },
    ]);
    const orphan = await api('POST', `${V}/sobjects/CaseComment`, { CommentBody: 'x' });
    expect(orphan.body).toEqual([
      {
        message: 'Required fields are missing: [ParentId]',
        errorCode: 'REQUIRED_FIELD_MISSING',
        fields: ['ParentId'],
      },
    ]);
  });

  test('only who may modify all data edits comments', async () => {
    const api = await admin();
    const id = await newCase(api);
    const made = await api('POST', `${V}/sobjects/CaseComment`, { ParentId: id, CommentBody: 'a' });
    const path = `${V}/sobjects/CaseComment/${made.body.id}`;
    client.clearCookies();
    const other = await apiOf(await sidOf('agent'))('PATCH', path, { CommentBody: 'b' });
    expect([other.status, other.body[0].errorCode]).toEqual([403, 'INSUFFICIENT_ACCESS_OR_READONLY']);
    expect((await api('PATCH', path, { CommentBody: 'b' })).status).toBe(204);
  });

  test('a feed item takes some markup and refuses a line break', async () => {
    const api = await admin();
    const id = await newCase(api);
    const post = (Body: string) =>
      api('POST', `${V}/sobjects/FeedItem`, { ParentId: id, Body, IsRichText: true });
    expect((await post('<p>hello <b>you</b></p>')).status).toBe(201);
    expect((await post('a<br>b')).status).toBe(400);
  });

  test('a file is stored by JSON and by multipart, linked, listed and read', async () => {
    const api = await admin();
    const id = await newCase(api);
    const one = await api('POST', `${V}/sobjects/ContentVersion`, {
      Title: 'a',
      PathOnClient: 'a.png',
      VersionData: Buffer.from('hello').toString('base64'),
      FirstPublishLocationId: id,
    });
    expect(one.body.id).toMatch(/^068/);
    const boundary = 'practice';
    const form = [
      `--${boundary}`,
      'Content-Disposition: form-data; name="entity_content"',
      'Content-Type: application/json',
      '',
      JSON.stringify({ Title: 'b', PathOnClient: 'b.bin', FirstPublishLocationId: id }),
      `--${boundary}`,
      'Content-Disposition: form-data; name="VersionData"; filename="b.bin"',
      'Content-Type: application/octet-stream',
      '',
      'binary',
      `--${boundary}--`,
      '',
    ].join('\r\n');
    const two = await api('POST', `${V}/sobjects/ContentVersion`, form, {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    });
    expect(two.status).toBe(201);
    const links = await query(
      api,
      `SELECT ContentDocument.Title,ContentDocument.FileExtension,ContentDocument.ContentSize,ContentDocument.LatestPublishedVersionId FROM ContentDocumentLink WHERE LinkedEntityId='${id}' ORDER BY Id`,
    );
    expect(links.body.records.map((link: { ContentDocument: object }) => link.ContentDocument)).toMatchObject(
      [
        { Title: 'a', FileExtension: 'png', ContentSize: 5, LatestPublishedVersionId: one.body.id },
        { Title: 'b', FileExtension: 'bin', ContentSize: 6, LatestPublishedVersionId: two.body.id },
      ],
    );
    const version = await query(api, `SELECT Checksum FROM ContentVersion WHERE Id='${one.body.id}'`);
    expect(version.body.records[0].Checksum).toBe('5d41402abc4b2a76b9719d911017c592');
    const bytes = await api('GET', `${V}/sobjects/ContentVersion/${two.body.id}/VersionData`);
    expect(new TextDecoder().decode(bytes.bytes)).toBe('binary');
  });

  test('an old-style attachment is written and read', async () => {
    const api = await admin();
    const id = await newCase(api);
    const made = await api('POST', `${V}/sobjects/Attachment`, {
      ParentId: id,
      Name: 'x.txt',
      Body: Buffer.from('old').toString('base64'),
    });
    const body = await api('GET', `${V}/sobjects/Attachment/${made.body.id}/Body`);
    expect(new TextDecoder().decode(body.bytes)).toBe('old');
  });
});

describe('composite calls', () => {
  test('parts refer to each other and cost one call of the quota', async () => {
    const api = await admin();
    const usage = (reply: Reply) =>
      Number(/api-usage=(\d+)/.exec(String(reply.headers['sforce-limit-info']))?.[1]);
    const before = usage(await api('GET', `${V}/`));
    const answer = await api('POST', `${V}/composite`, {
      allOrNone: false,
      compositeRequest: [
        { method: 'POST', url: `${V}/sobjects/Case`, referenceId: 'case', body: { Subject: 'c' } },
        {
          method: 'POST',
          url: `${V}/sobjects/CaseComment`,
          referenceId: 'note',
          body: { ParentId: '@{case.id}', CommentBody: 'n' },
        },
        {
          method: 'GET',
          url: `${V}/query?q=SELECT+Id+FROM+CaseComment+WHERE+ParentId='@{case.id}'`,
          referenceId: 'list',
        },
        { method: 'GET', url: `${V}/sobjects/Case/500000000000000AAA`, referenceId: 'none' },
      ],
    });
    expect(answer.status).toBe(200);
    const parts = answer.body.compositeResponse;
    expect(parts.map((part: { httpStatusCode: number }) => part.httpStatusCode)).toEqual([
      201, 201, 200, 404,
    ]);
    expect(parts[0].httpHeaders.Location).toContain('/sobjects/Case/500');
    expect(parts[2].body.totalSize).toBe(1);
    expect(usage(answer)).toBe(before + 1);
  });

  test('all or none rolls everything back', async () => {
    const api = await admin();
    const answer = await api('POST', `${V}/composite`, {
      allOrNone: true,
      compositeRequest: [
        { method: 'POST', url: `${V}/sobjects/Case`, referenceId: 'a', body: { Subject: 'rolled back' } },
        { method: 'POST', url: `${V}/sobjects/Case`, referenceId: 'b', body: { Foo: 1 } },
      ],
    });
    expect(answer.body.compositeResponse).toMatchObject([
      { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
      { httpStatusCode: 400, body: [{ errorCode: 'INVALID_FIELD' }] },
    ]);
    const left = await query(api, "SELECT Id FROM Case WHERE Subject='rolled back'");
    expect(left.body.totalSize).toBe(0);
  });

  test('more than 25 parts or 5 queries are refused', async () => {
    const api = await admin();
    const part = (index: number, url: string) => ({ method: 'GET', url, referenceId: `r${index}` });
    const send = (count: number, url: string) =>
      api('POST', `${V}/composite`, {
        compositeRequest: Array.from({ length: count }, (_, index) => part(index, url)),
      });
    expect((await send(26, `${V}/limits`)).status).toBe(400);
    expect((await send(6, `${V}/query?q=SELECT+Id+FROM+Case`)).status).toBe(400);
    expect((await send(5, `${V}/query?q=SELECT+Id+FROM+Case`)).status).toBe(200);
  });

  test('collections save what they can and say statusCode where single writes say errorCode', async () => {
    const api = await admin();
    const id = await newCase(api);
    const note = (fields: object) => ({ attributes: { type: 'CaseComment' }, ...fields });
    const answer = await api('POST', `${V}/composite/sobjects`, {
      allOrNone: false,
      records: [note({ ParentId: id, CommentBody: 'a' }), note({ CommentBody: 'b' })],
    });
    expect(answer.body).toMatchObject([
      { success: true, errors: [] },
      { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['ParentId'] }] },
    ]);
    const changed = await api('PATCH', `${V}/composite/sobjects`, {
      records: [{ attributes: { type: 'Case' }, id, Subject: 'renamed' }],
    });
    expect(changed.body).toEqual([{ id, success: true, errors: [] }]);
    const many = await api('POST', `${V}/composite/sobjects`, {
      records: Array.from({ length: 201 }, () => note({ ParentId: id })),
    });
    expect(many.status).toBe(400);
  });

  test('each part of a batch counts', async () => {
    const api = await admin();
    const before = (control().snapshot() as { apiCalls: number }).apiCalls;
    const answer = await api('POST', `${V}/composite/batch`, {
      batchRequests: [
        { method: 'GET', url: 'v62.0/limits' },
        { method: 'GET', url: 'v62.0/sobjects/Nope' },
      ],
    });
    expect(answer.body).toMatchObject({
      hasErrors: true,
      results: [{ statusCode: 200 }, { statusCode: 404 }],
    });
    expect((control().snapshot() as { apiCalls: number }).apiCalls).toBe(before + 3);
  });
});

describe('refusals and faults', () => {
  test.each([
    ['signed-out', 401, 'INVALID_SESSION_ID'],
    ['session-not-valid', 401, 'INVALID_SESSION_ID'],
    ['request-limit', 403, 'REQUEST_LIMIT_EXCEEDED'],
    ['concurrent-limit', 403, 'REQUEST_LIMIT_EXCEEDED'],
    ['api-disabled', 403, 'API_DISABLED_FOR_ORG'],
    ['403', 403, 'FORBIDDEN'],
    ['500', 500, 'UNKNOWN_EXCEPTION'],
    ['503', 503, 'SERVER_UNAVAILABLE'],
    ['insufficient-access', 403, 'INSUFFICIENT_ACCESS_OR_READONLY'],
    ['cross-reference', 400, 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY'],
    ['required-field', 400, 'REQUIRED_FIELD_MISSING'],
    ['restricted-picklist', 400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    ['validation-rule', 400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION'],
    ['row-lock', 400, 'UNABLE_TO_LOCK_ROW'],
    ['not-found', 404, 'NOT_FOUND'],
    ['entity-deleted', 404, 'ENTITY_IS_DELETED'],
  ])('the fault %s answers %i %s once', async (kind, status, code) => {
    const id = await newCase(await admin());
    const api = apiOf(await sidOf());
    control().setFault({ kind, times: 1 });
    const answer = await api('PATCH', `${V}/sobjects/Case/${id}`, { Subject: 'x' });
    expect([answer.status, answer.body[0].errorCode]).toEqual([status, code]);
    const again = await api('PATCH', `${V}/sobjects/Case/${id}`, { Subject: 'x' });
    expect(again.status).toBe(kind === 'signed-out' ? 401 : 204);
  });

  test('duplicates are refused with their own key and let through by header', async () => {
    const api = await admin();
    control().setFault({ kind: 'duplicates' });
    const refused = await api('POST', `${V}/sobjects/Case`, { Subject: 'x' });
    expect(refused.body[0]).toMatchObject({
      errorCode: 'DUPLICATES_DETECTED',
      duplicateResut: {
        allowSave: true,
        matchResults: [{ matchRecords: [{ record: { Id: expect.stringMatching(/^500/) } }] }],
      },
    });
    const forced = await api(
      'POST',
      `${V}/sobjects/Case`,
      { Subject: 'x' },
      {
        'sforce-duplicate-rule-header': 'allowSave=true',
      },
    );
    expect(forced.status).toBe(201);
  });

  test.each([
    ['login-200', 200, 'login_form'],
    ['maintenance', 200, 'maintenance'],
    ['html-instead-of-json', 200, 'blocked'],
    ['login-302', 302, ''],
  ])('the fault %s sends a page instead of JSON', async (kind, status, text) => {
    const api = await admin();
    control().setFault({ kind, times: 1 });
    const answer = await api('GET', `${V}/`);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(text);
    if (status === 302) expect(answer.headers.location).toContain(`${rest}/?ec=302`);
  });

  test('the day has an end, and a limit header', async () => {
    const api = await admin();
    control().act('use-up-calls');
    const answer = await api('GET', `${V}/`);
    expect([answer.status, answer.body[0].message]).toEqual([403, 'TotalRequests Limit exceeded.']);
    expect(answer.headers['retry-after']).toBeUndefined();
    control().setFault({ kind: '429', retryAfter: 7, times: 1 });
    expect((await api('GET', `${V}/`)).headers['retry-after']).toBe('7');
  });

  test('unknown paths, methods, versions and types of content are refused', async () => {
    const api = await admin();
    expect((await api('GET', `${V}/nope`)).status).toBe(404);
    expect((await api('GET', '/services/data/v99.0/limits')).status).toBe(404);
    const method = await api('PUT', `${V}/limits`);
    expect([method.status, method.body[0].errorCode]).toEqual([405, 'METHOD_NOT_ALLOWED']);
    const type = await api('POST', `${V}/sobjects/Case`, 'Subject=x', { 'content-type': 'text/plain' });
    expect([type.status, type.body[0].errorCode]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    const text = await api('GET', `${V}/sobjects/Case/not-an-id`);
    expect(text.body[0].message).toMatch(/^Provided external ID field does not exist/);
  });

  test('API Access Control is permanent until it is switched off', async () => {
    const api = await admin();
    control().act('set', { apiAccessControl: true });
    expect((await api('GET', `${V}/`)).body[0].message).toBe(
      'This session is not valid for use with the REST API',
    );
    control().act('set', { apiAccessControl: false });
    expect((await api('GET', `${V}/`)).status).toBe(200);
  });

  test('an answer may be lost after its effect', async () => {
    const api = await admin();
    control().setFault({ kind: 'drop-after-effect', method: 'POST', times: 1 });
    await expect(api('POST', `${V}/sobjects/Case`, { Subject: 'made unseen' })).rejects.toThrow();
    expect((await query(api, "SELECT Id FROM Case WHERE Subject='made unseen'")).body.totalSize).toBe(1);
  });

  test('others edit, lock and delete meanwhile', async () => {
    const api = await admin();
    const id = await newCase(api);
    running.clock.advance(2_000);
    control().act('edit', { id, user: 'agent', fields: { Subject: 'by another' } });
    const read = await query(api, `SELECT Subject,LastModifiedBy.Alias FROM Case WHERE Id='${id}'`);
    expect(read.body.records[0]).toMatchObject({ Subject: 'by another', LastModifiedBy: { Alias: 'agent' } });
    control().act('lock', { id, ms: 1_000 });
    const locked = await api('PATCH', `${V}/sobjects/Case/${id}`, { Subject: 'x' });
    expect(locked.body[0].errorCode).toBe('UNABLE_TO_LOCK_ROW');
    const child = await api('POST', `${V}/sobjects/CaseComment`, { ParentId: id, CommentBody: 'x' });
    expect(child.body[0].errorCode).toBe('UNABLE_TO_LOCK_ROW');
    running.clock.advance(1_500);
    expect((await api('PATCH', `${V}/sobjects/Case/${id}`, { Subject: 'x' })).status).toBe(204);
    expect(() => control().act('nonsense')).toThrow(/does not know/);
  });

  test('what was deleted can come back with what hung on it', async () => {
    const api = await admin();
    const id = await newCase(api, { Comments: 'kept' });
    const found = async () =>
      (await query(api, `SELECT Id,(SELECT Id FROM CaseComments) FROM Case WHERE Id='${id}'`)).body.records;
    control().act('delete', { id });
    expect(await found()).toEqual([]);
    control().act('undelete', { id });
    expect(await found()).toMatchObject([{ CaseComments: { totalSize: 1 } }]);
  });

  test('rows may become visible later than their stamp', async () => {
    const api = await admin();
    const id = await newCase(api);
    const count = async () =>
      (await query(api, `SELECT COUNT() FROM Case WHERE Id='${id}'`)).body.totalSize as number;
    control().setFault({ kind: 'late-rows', ms: 10_000 });
    expect(await count()).toBe(0);
    running.clock.advance(11_000);
    expect(await count()).toBe(1);
  });

  test('a file is linked to a record once', async () => {
    const api = await admin();
    const id = await newCase(api);
    const made = control().act('attach', { id, name: 'a.txt', base64: 'YQ==' }) as { documentId: string };
    const again = await api('POST', `${V}/sobjects/ContentDocumentLink`, {
      ContentDocumentId: made.documentId,
      LinkedEntityId: id,
      ShareType: 'V',
    });
    expect(again.body[0].errorCode).toBe('DUPLICATE_VALUE');
  });

  test('stamps have whole seconds, and many rows can share one', async () => {
    control().act('set', { stampGrainSeconds: 60 });
    const made = [1, 2, 3].map(
      (one) => control().act('create', { fields: { Subject: `s${one}` } }) as { id: string },
    );
    const answer = await query(
      await admin(),
      `SELECT SystemModstamp FROM Case WHERE Id IN (${made.map(({ id }) => `'${id}'`).join(',')})`,
    );
    const stamps = answer.body.records.map(
      (row: { SystemModstamp: string }) => row.SystemModstamp,
    ) as string[];
    expect(new Set(stamps).size).toBe(1);
    expect(stamps[0]).toMatch(/:00\.000\+0000$/);
  });
});
