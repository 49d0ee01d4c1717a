import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createClient } from '../../platforms/core/client.ts';
import type { ClientAnswer, PracticeClient } from '../../platforms/core/client.ts';
import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createXurrent } from '../../platforms/xurrent/xurrent.ts';

const acme = 'https://acme.xurrent.com';
const globex = 'https://globex.xurrent.com';
const API = 'https://api.xurrent.com';
const SCOPES = 'request:RCU,note:R,me:*,service:R,service-instance:R,team:R,person:R';

let running: RunningPlatforms;
let client: PracticeClient;

beforeAll(async () => {
  running = await startPlatforms({ platforms: (clock) => [createXurrent(clock)] });
});
afterAll(() => running.stop());
beforeEach(() => {
  running.reset();
  client = createClient(running);
});

const on = (host = 'acme.xurrent.com') => running.control(host);
const act = (action: string, input: unknown = {}, host = 'acme.xurrent.com') => on(host).act(action, input);

interface Reply {
  status: number;
  headers: ClientAnswer['headers'];
  // oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape are looked into
  body: any;
}

function apiWith(
  token: string,
  headers: Record<string, string> = { 'x-xurrent-account': 'acme' },
  base = API,
) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Reply> => {
    const answer = await client.fetch(`${base}${path}`, {
      method,
      omitCookies: true,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers, ...more },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const isJson = /json/.test(answer.headers['content-type'] ?? '') && answer.text !== '';
    return { status: answer.status, headers: answer.headers, body: isJson ? answer.json() : answer.text };
  };
}

const tokenOf = (user = 'admin', scopes = SCOPES, host = 'acme.xurrent.com') =>
  (act('token', { user, scopes }, host) as { token: string }).token;
/** An API without the burst limit, which has tests of its own. */
function api(user = 'admin', scopes = SCOPES) {
  act('set', { burstCalls: 1_000 });
  return apiWith(tokenOf(user, scopes));
}

const signIn = (origin: string, user: string, path = '') =>
  client.post(`${origin}/login`, { email: user, password: user, return_to: path });

const incident = { subject: 'Broken', category: 'incident', impact: 'low', service_instance_id: 126 };

describe('pages', () => {
  test('settings lead over the login page back, and are for administrators', async () => {
    const first = await client.fetch(`${acme}/settings`);
    expect(first.headers.location).toBe('/login?return_to=%2Fsettings');
    const login = await client.fetch(`${acme}${first.headers.location ?? ''}`);
    expect(login.text).toContain('value="/settings"');
    const after = await signIn(acme, 'admin', '/settings');
    expect(after.headers.location).toBe('/settings');
    for (const path of [
      '/settings',
      '/account',
      '/ui_extensions',
      '/oauth_applications/new',
      '/webhooks/3',
      '/webhook_policies/own',
    ]) {
      expect((await client.fetch(`${acme}${path}`)).status, path).toBe(200);
    }
    client.clearCookies();
    await signIn(acme, 'agent');
    expect((await client.fetch(`${acme}/settings`)).status).toBe(403);
  });

  test('a wrong password and a foreign target are refused', async () => {
    const wrong = await client.post(`${acme}/login`, { email: 'admin', password: 'no' });
    expect([wrong.status, wrong.headers['set-cookie']]).toEqual([200, undefined]);
    expect((await signIn(acme, 'admin', '//evil.example')).headers.location).toBe('/inbox');
  });

  test('the session is HttpOnly, of one account, and worth nothing at the API', async () => {
    const answer = await signIn(acme, 'admin');
    const cookie = answer.headers['set-cookie']?.[0] ?? '';
    for (const mark of ['HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(mark);
    const value = cookie.split(';')[0] ?? '';
    const foreign = await client.fetch(`${globex}/inbox`, { headers: { cookie: value } });
    expect(foreign.status).toBe(302);
    const call = await client.fetch(`${API}/v1/me`, {
      headers: { cookie: value, 'x-xurrent-account': 'acme' },
    });
    expect([call.status, call.json()]).toEqual([401, { message: 'Unauthorized' }]);
  });

  test('pages forbid inline scripts and styles and carry their token', async () => {
    await signIn(acme, 'admin');
    const page = await client.fetch(`${acme}/requests/70402`);
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    expect(page.text).toContain('id="details_area"');
    expect(page.text).toMatch(/<meta name="csrf-token" content="[^"]{20,}"/);
    expect(page.text).not.toMatch(/<style|style=|<script(?!\s+src=)/);
    await signIn(globex, 'admin');
    expect((await client.fetch(`${globex}/inbox`)).text).toContain('id="details-container"');
  });

  test('a change from a page needs its token', async () => {
    await signIn(acme, 'admin');
    const page = await client.fetch(`${acme}/requests/70402`);
    const csrf = /csrf-token" content="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const send = (token: string) =>
      client.fetch(`${acme}/ui/requests/70402/notes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': token },
        body: JSON.stringify({ text: 'from the page', internal: false }),
      });
    expect((await send('x')).status).toBe(422);
    expect((await send(csrf)).status).toBe(200);
    const data = (await client.fetch(`${acme}/ui/requests/70402`)).json() as { notes: { text: string }[] };
    expect(data.notes.at(-1)?.text).toBe('from the page');
  });

  test('the session ends by itself, and when the fault says so', async () => {
    await signIn(acme, 'admin');
    on().setFault({ kind: 'signed-out', times: 1 });
    expect((await client.fetch(`${acme}/inbox`)).status).toBe(302);
    await signIn(acme, 'admin');
    running.clock.advance(61 * 60_000);
    expect((await client.fetch(`${acme}/inbox`)).status).toBe(302);
  });

  test('an end user sees own requests only, and no tokens', async () => {
    await signIn(acme, 'user');
    const page = await client.fetch(`${acme}/requests`);
    expect([...page.text.matchAll(/data-id="(\d+)"/g)].map(([, id]) => id)).toEqual(['70402', '70403']);
    expect((await client.fetch(`${acme}/requests/70401`)).status).toBe(404);
    expect((await client.fetch(`${acme}/personal_access_tokens/new`)).status).toBe(403);
  });
});

describe('personal access tokens', () => {
  test('the prefilled page mints a token that works', async () => {
    await signIn(acme, 'admin');
    const page = await client.fetch(
      `${acme}/personal_access_tokens/new?name=Liaison+sync&scopes=request:RCU,note:R,me:*,nonsense:R`,
    );
    expect(page.text).toContain('value="Liaison sync"');
    const checked = [...page.text.matchAll(/value="([\w-]+:\w+)"\s+checked/g)].map(
      ([, scope]) => scope ?? '',
    );
    expect(checked).toEqual([
      'me:Create',
      'me:Read',
      'me:Update',
      'me:Delete',
      'note:Read',
      'request:Create',
      'request:Read',
      'request:Update',
    ]);
    const csrf = /authenticity_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const form = new URLSearchParams([
      ['authenticity_token', csrf],
      ['name', 'Liaison sync'],
      ...checked.map((scope) => ['scope', scope]),
    ]);
    const made = await client.fetch(`${acme}/personal_access_tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    const token = /id="personal_access_token">(\w+)</.exec(made.text)?.[1] ?? '';
    const me = await apiWith(token)('GET', '/v1/me');
    expect(me.body).toMatchObject({ name: 'Ada Marlow', primary_email: 'ada.marlow@acme.example' });
    const list = await client.fetch(`${acme}/personal_access_tokens`);
    expect(list.text).toContain('Liaison sync');
    expect(list.text).not.toContain(token);
  });

  test.each([
    ['without the page token', { name: 'x', scope: 'me:Read' }, 422],
    ['without a name', { name: '', scope: 'me:Read' }, 422],
    ['with a name of 129 characters', { name: 'x'.repeat(129), scope: 'me:Read' }, 422],
    ['without scopes', { name: 'x' }, 422],
  ])('no token is made %s', async (title, form, status) => {
    await signIn(acme, 'admin');
    const page = await client.fetch(`${acme}/personal_access_tokens/new`);
    const csrf = /authenticity_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const token = title.includes('page token') ? {} : { authenticity_token: csrf };
    const answer = await client.post(`${acme}/personal_access_tokens`, { ...form, ...token });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('id="personal_access_token"');
  });

  test('an application gets a token for an hour', async () => {
    const oauth = 'https://oauth.xurrent.com';
    const ask = (secret: string, grant = 'client_credentials') =>
      client.post(`${oauth}/token`, {
        client_id: 'acme-sync-client',
        client_secret: secret,
        grant_type: grant,
      });
    const wrong = await ask('no');
    expect([wrong.status, wrong.json()]).toEqual([
      400,
      { error: 'invalid_client', error_description: 'Client authentication failed' },
    ]);
    expect((await ask('acme-sync-secret', 'password')).json()).toMatchObject({
      error: 'unsupported_grant_type',
    });
    const { access_token: token } = (await ask('acme-sync-secret')).json() as { access_token: string };
    expect((await apiWith(token)('GET', '/v1/me')).status).toBe(200);
    const seen = await apiWith(token, {}, oauth)('GET', '/introspect');
    expect(seen.body.scopes).toContain('request:Read');
    running.clock.advance(3_601_000);
    expect((await apiWith(token)('GET', '/v1/me')).status).toBe(401);
    expect((await apiWith(token, {}, oauth)('GET', '/introspect')).status).toBe(401);
  });
});

describe('who may call', () => {
  test.each([['x-xurrent-account'], ['x-4me-account']])('the header %s names the account', async (header) => {
    expect((await apiWith(tokenOf(), { [header]: 'acme' })('GET', '/v1/me')).status).toBe(200);
  });

  test.each([[{}], [{ 'x-xurrent-account': 'nobody' }], [{ 'x-xurrent-account': 'globex' }]])(
    'the account header %j is refused',
    async (headers) => {
      const answer = await apiWith(tokenOf(), headers)('GET', '/v1/me');
      expect([answer.status, answer.body]).toEqual([403, { message: 'Forbidden' }]);
    },
  );

  test('the root answers everybody, everything else wants a token', async () => {
    expect((await client.fetch(`${API}/v1`)).json()).toEqual({});
    const answer = await client.fetch(`${API}/v1/me`, { headers: { authorization: 'Bearer nothing' } });
    expect(answer.status).toBe(401);
    expect(answer.headers['x-ratelimit-limit']).toBeUndefined();
    expect(answer.headers['x-request-id']).toBeDefined();
  });

  test('a token does what its scopes name', async () => {
    const reader = api('admin', 'request:R');
    expect((await reader('GET', '/v1/requests')).status).toBe(200);
    for (const [method, path] of [
      ['GET', '/v1/me'],
      ['GET', '/v1/notes'],
      ['GET', '/v1/services'],
      ['POST', '/v1/requests'],
      ['PATCH', '/v1/requests/70401'],
      ['GET', '/v1/attachments/storage'],
    ] as const) {
      expect((await reader(method, path, method === 'GET' ? undefined : {})).status, path).toBe(403);
    }
  });

  test('permissions are told to administrators only', async () => {
    const call = api();
    const me = (await call('GET', '/v1/me')).body.id as number;
    expect((await call('GET', `/v1/people/${me}/permissions/acme`)).body).toEqual({
      account: { id: 'acme', name: 'Acme IT' },
      roles: ['specialist', 'account_administrator'],
    });
    const agent = api('agent');
    const other = (await agent('GET', '/v1/me')).body.id as number;
    expect((await agent('GET', `/v1/people/${other}/permissions/acme`)).status).toBe(403);
  });

  test('a revoked token is refused, and so is one of another region', async () => {
    const call = api();
    act('revoke-tokens');
    expect((await call('GET', '/v1/me')).status).toBe(401);
    const home = tokenOf();
    const away = apiWith(home, { 'x-xurrent-account': 'initech' }, 'https://api.au.xurrent.com');
    expect((await away('GET', '/v1/me')).status).toBe(401);
  });
});

describe('limits', () => {
  test('what is left stands in headers and can be asked for free', async () => {
    const call = api();
    const first = await call('GET', '/v1/me');
    expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '3600', 'x-ratelimit-remaining': '3599' });
    expect(Number(first.headers['x-ratelimit-reset'])).toBeGreaterThan(running.clock.now() / 1000);
    expect((await call('GET', '/v1/rate_limit')).body).toMatchObject({ limit: 3_600, remaining: 3_599 });
    expect((await call('GET', '/v1/rate_limit')).status).toBe(429);
    running.clock.advance(1_000);
    expect((await call('GET', '/v1/rate_limit')).body).toMatchObject({ remaining: 3_599 });
  });

  test('twenty calls in two seconds are enough', async () => {
    const call = apiWith(tokenOf());
    for (let count = 0; count < 20; count += 1) expect((await call('GET', '/v1/me')).status).toBe(200);
    const refused = await call('GET', '/v1/me');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '2']);
    expect(refused.body).toEqual({
      message: 'Too Many Requests',
      documentation_url: 'https://developer.xurrent.com/v1/#rate-limiting',
    });
    running.clock.advance(2_001);
    expect((await call('GET', '/v1/me')).status).toBe(200);
  });

  test('an hour has its number of calls', async () => {
    const call = api();
    act('set', { hourlyCalls: 2 });
    await call('GET', '/v1/me');
    await call('GET', '/v1/me');
    const refused = await call('GET', '/v1/me');
    expect([refused.status, refused.headers['x-ratelimit-remaining']]).toEqual([429, '0']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_000);
    running.clock.advance(3_600_000);
    expect((await call('GET', '/v1/me')).status).toBe(200);
  });
});

describe('lists', () => {
  const ids = (reply: Reply) => reply.body.map((row: { id: number }) => row.id) as number[];

  test('pages follow the link, in the order asked for, to the last', async () => {
    const call = api();
    const first = await call('GET', '/v1/requests?per_page=3&sort=id&fields=subject,team');
    expect(Object.keys(first.body[0])).toEqual(['id', 'subject', 'team']);
    expect(first.headers).toMatchObject({
      'x-pagination-per-page': '3',
      'x-pagination-current-page': '1',
      'x-pagination-total-pages': '2',
      'x-pagination-total-entries': '4',
    });
    const next = /<([^>]+)>; rel="next"/.exec(String(first.headers['link']))?.[1] ?? '';
    expect(new URL(next).host).toBe('api.xurrent.com');
    const second = await call('GET', next.slice(API.length));
    expect([...ids(first), ...ids(second)]).toEqual([70401, 70402, 70403, 70404]);
    expect(second.headers['link']).toBeUndefined();
  });

  test('rows with one stamp over two pages come once each, also when one changes meanwhile', async () => {
    const call = api();
    act('same-stamps', { user: 'admin' });
    const first = await call('GET', '/v1/requests?per_page=2&sort=updated_at');
    running.clock.advance(5_000);
    act('edit', { id: 70402, fields: { subject: 'Changed' } });
    const next = /<([^>]+)>/.exec(String(first.headers['link']))?.[1] ?? '';
    const second = await call('GET', next.slice(API.length));
    const third = /<([^>]+)>/.exec(String(second.headers['link']))?.[1];
    const rest = third === undefined ? [] : ids(await call('GET', third.slice(API.length)));
    expect([...ids(first), ...ids(second), ...rest]).toEqual([70401, 70402, 70403, 70404, 70402]);
  });

  test.each([
    ['status=assigned', [70401]],
    ['status=assigned,completed', [70404, 70401]],
    ['status=!completed,assigned', [70403, 70402]],
    ['impact=', [70403, 70401]],
    ['impact=!', [70404, 70402]],
    ['subject=Printer%20down', [70402]],
    ['subject=printer%20down', []],
    ['id=%3E70401%3C70404', [70403, 70402]],
    ['id=%3E%3D70403', [70404, 70403]],
    ['team_id=12&status=assigned', [70401]],
    ['updated_at=%3E%3D2099-01-01T00:00:00Z', []],
    ['updated_at=%3E%3D2020-01-01T00:00', [70404, 70403, 70402, 70401]],
  ])('the filter %s', async (filter, expected) => {
    expect(ids(await api()('GET', `/v1/requests?${filter}`))).toEqual(expected);
  });

  test('predefined lists', async () => {
    const call = api();
    expect(ids(await call('GET', '/v1/requests/completed'))).toEqual([70404]);
    expect(ids(await call('GET', '/v1/requests/open'))).toEqual([70403, 70402, 70401]);
    expect(ids(await call('GET', '/v1/requests/assigned_to_me'))).toEqual([70404]);
    expect(ids(await api('agent')('GET', '/v1/requests/requested_by_or_for_me'))).toEqual([70404, 70401]);
    expect((await call('GET', '/v1/requests/nonsense')).status).toBe(404);
  });

  test.each([
    ['per_page=0', "Parameter 'per_page' cannot be less than 1"],
    ['per_page=101', "Parameter 'per_page' cannot be greater than 100"],
    ['fields=note', /unsupported field 'note'/],
    ['fields=subject,internal_note', /unsupported field/],
    ['colour=red', /'colour'/],
    ['updated_at=%3E%3Dyesterday', /'updated_at'/],
    ['sort=note', /'sort'/],
    ['search_after=x', /search_after/],
  ])('refuses %s', async (search, message) => {
    const answer = await api()('GET', `/v1/requests?${search}`);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toMatch(message);
  });

  test('services and their instances name their owner when it is another account', async () => {
    const call = api();
    const services = await call('GET', '/v1/services');
    const byName = new Map<string, { account?: { id: string } }>(
      services.body.map((one: { name: string }) => [one.name, one]),
    );
    expect(byName.get('Hosting')).not.toHaveProperty('account');
    expect(byName.get('Managed Network')?.account).toEqual({ id: 'globex', name: 'Globex Services' });
    const instances = await call('GET', '/v1/service_instances/active');
    expect(instances.body[0]).toMatchObject({ status: 'in_production', service: { name: 'Hosting' } });
    expect((await call('GET', '/v1/service_instances/126')).body.name).toBe('Laptops Ghent');
  });
});

describe('requests', () => {
  test('one is created with a note, found by its source, and read again', async () => {
    const call = api();
    const made = await call('POST', '/v1/requests', {
      ...incident,
      source: 'Liaison',
      sourceID: 'INC1',
      note: 'first',
      custom_fields: [{ id: 'partner_key', value: 'INC1' }],
    });
    expect(made.status).toBe(201);
    expect(made.headers.location).toBe(`${acme}/requests/${made.body.id}`);
    expect(made.body).toMatchObject({
      source: 'Liaison',
      status: 'assigned',
      team: { name: 'Service Desk' },
      requested_by: { name: 'Ada Marlow' },
      completed_at: null,
      custom_fields: [{ id: 'partner_key', value: 'INC1' }],
    });
    const found = await call('GET', '/v1/requests?source=Liaison&sourceID=INC1');
    expect(found.body).toHaveLength(1);
    const byNode = await call('GET', `/v1/requests/${made.body.nodeID}`);
    expect(byNode.body.id).toBe(made.body.id);
    const notes = await call('GET', `/v1/requests/${made.body.id}/notes`);
    expect(notes.body).toMatchObject([{ text: 'first', internal: false, medium: 'default' }]);
  });

  test('the client names itself as source when the body does not', async () => {
    const call = api();
    const made = await call('POST', '/v1/requests', incident, { 'x-xurrent-source': 'Header' });
    expect(made.body.source).toBe('Header');
    const agent = await call('POST', '/v1/requests', incident, { 'user-agent': 'Agent/1.0 '.repeat(9) });
    expect(agent.body.source).toHaveLength(30);
  });

  test.each([
    [
      {},
      [
        ['subject', "Subject can't be blank"],
        ['category', "Category can't be blank"],
      ],
    ],
    [
      { subject: 'x', category: 'incident' },
      [
        ['impact', "Impact can't be blank"],
        ['service_instance', "Service instance can't be blank"],
      ],
    ],
    [
      { ...incident, subject: 'x'.repeat(256) },
      [['subject', 'Subject is too long (maximum is 255 characters)']],
    ],
    [{ ...incident, category: 'bug' }, [['category', 'Category is not included in the list']]],
    [{ ...incident, status: 'completed' }, [['completion_reason', "Completion reason can't be blank"]]],
    [{ ...incident, status: 'waiting_for' }, [['waiting_until', "Waiting until can't be blank"]]],
    [{ ...incident, status: 'in_progress' }, [['member', "Member can't be blank"]]],
    [{ ...incident, status: 'change_pending' }, [['workflow', "Workflow can't be blank"]]],
    [
      { ...incident, service_instance_id: 9_999 },
      [
        ['service_instance', 'Service instance does not exist'],
        ['service_instance', "Service instance can't be blank"],
      ],
    ],
    [{ ...incident, team_id: 'NG1lLmNvbS9UZWFtLzEx' }, [['team', 'Team does not exist']]],
    [{ ...incident, note: 'x'.repeat(65_537) }, [['note', 'Note is too long (maximum is 65536 characters)']]],
    [
      { ...incident, custom_fields: [{ id: 'unknown', value: 1 }] },
      [['custom_fields', "Custom fields contains an unknown field 'unknown'"]],
    ],
    [{ ...incident, colour: 'red' }, [['colour', 'Colour is not a known field']]],
  ])('refuses the body %#', async (body, errors) => {
    const answer = await api()('POST', '/v1/requests', body);
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual({ message: 'Validation Failed', errors });
  });

  test('what is wrong is said in the language asked for', async () => {
    const answer = await api()('POST', '/v1/requests', { subject: 'x' }, { 'x-xurrent-language': 'nl' });
    expect(answer.body.errors).toEqual([['category', 'Category moet opgegeven zijn']]);
  });

  test('a change is partial; completing needs a reason and reopening clears it', async () => {
    const call = api();
    const path = '/v1/requests/70401';
    const before = (await call('GET', path)).body;
    running.clock.advance(1_000);
    const done = await call('PATCH', path, { status: 'completed', completion_reason: 'solved' });
    expect(done.body).toMatchObject({
      subject: before.subject,
      status: 'completed',
      completion_reason: 'solved',
    });
    expect(done.body.completed_at).not.toBeNull();
    expect(done.body.updated_at).not.toBe(before.updated_at);
    const again = await call('PATCH', path, { status: 'assigned' });
    expect(again.body).toMatchObject({ completed_at: null, completion_reason: null, reopen_count: 1 });
  });

  test('one that did not change answers 304 to its tag', async () => {
    const call = api();
    const first = await call('GET', '/v1/requests/70401');
    const tag = String(first.headers['etag']);
    expect(tag).toMatch(/^W\/"/);
    expect(first.headers['cache-control']).toBe('no-store');
    expect((await call('GET', '/v1/requests/70401', undefined, { 'if-none-match': tag })).status).toBe(304);
  });

  test('trash and archive hide it, for administrators to do', async () => {
    const call = api();
    expect((await api('agent')('POST', '/v1/requests/70401/trash')).status).toBe(403);
    expect((await call('POST', '/v1/requests/70401/trash')).body.trashed).toBe('true');
    expect((await call('GET', '/v1/requests/70401')).status).toBe(404);
    expect((await call('GET', '/v1/trash')).body).toMatchObject([
      { trashed: 'request', request: { id: 70401 } },
    ]);
    await call('POST', '/v1/requests/70401/restore');
    expect((await call('GET', '/v1/requests/70401')).status).toBe(200);
    await call('POST', '/v1/requests/70401/archive');
    expect((await call('GET', '/v1/archive')).body).toMatchObject([
      { archived: 'request', request: { id: 70401 } },
    ]);
    expect((await call('DELETE', '/v1/requests/70402')).status).toBe(404);
  });

  test('another account marks a trashed one instead of hiding it', async () => {
    act('place', { id: 70405, to: 'trash' }, 'globex.xurrent.com');
    const call = apiWith(tokenOf('admin', SCOPES, 'globex.xurrent.com'), { 'x-xurrent-account': 'globex' });
    const answer = await call('GET', '/v1/requests/70405');
    expect([answer.status, answer.body.trashed]).toEqual([200, 'true']);
  });

  test('two trusting accounts see one request each in its own way', async () => {
    const call = api();
    const team = (await call('GET', '/v1/teams')).body.find(
      (one: { name: string }) => one.name === 'First Line',
    );
    expect(team.account.id).toBe('globex');
    const made = await call('POST', '/v1/requests', { ...incident, team_id: team.id });
    expect(made.body.team.account).toEqual({ id: 'globex', name: 'Globex Services' });
    act('set', { burstCalls: 1_000 }, 'globex.xurrent.com');
    const theirs = apiWith(tokenOf('admin', SCOPES, 'globex.xurrent.com'), { 'x-xurrent-account': 'globex' });
    const path = `/v1/requests/${made.body.id}`;
    const member = (await theirs('GET', '/v1/me')).body.id as number;
    const seen = await theirs('PATCH', path, {
      status: 'in_progress',
      member_id: member,
      supplier_requestID: 'S1',
    });
    expect(seen.body).toMatchObject({
      account: { id: 'acme' },
      status: 'in_progress',
      supplier_requestID: 'S1',
      created_by: { account: { id: 'acme' } },
    });
    expect(seen.body.team).not.toHaveProperty('account');
    expect((await call('GET', path)).body).toMatchObject({ status: 'assigned', supplier_requestID: null });
    await theirs('POST', `${path}/notes`, { text: 'only ours', internal: true });
    await theirs('POST', `${path}/notes`, { text: 'for both' });
    expect((await call('GET', `${path}/notes`)).body.map((note: { text: string }) => note.text)).toEqual([
      'for both',
    ]);
    await theirs('PATCH', path, { status: 'completed', completion_reason: 'solved' });
    expect((await call('GET', path)).body.status).toBe('completed');
  });

  test('a person with rights in a trusting account may switch to it', async () => {
    const token = tokenOf();
    expect((await apiWith(token, { 'x-xurrent-account': 'globex' })('GET', '/v1/requests')).status).toBe(403);
    act('grant', { user: 'admin', account: 'globex', roles: ['specialist'] });
    const answer = await apiWith(token, { 'x-xurrent-account': 'globex' })('GET', '/v1/requests');
    expect(answer.body.map((one: { id: number }) => one.id)).toEqual([70405]);
  });
});

describe('notes and files', () => {
  test('a note is answered with its id only, and read oldest first', async () => {
    const call = api();
    const path = '/v1/requests/70402/notes';
    const made = await call('POST', path, {
      text: 'second',
      internal: true,
      suppress_note_added_notifications: true,
    });
    expect([made.status, Object.keys(made.body as object)]).toEqual([201, ['id']]);
    const all = await call('GET', path);
    expect(all.body.at(-1)).toMatchObject({
      text: 'second',
      internal: true,
      internal_account: { id: 'acme' },
    });
    expect((await call('GET', `${path}/public`)).body).toHaveLength(1);
    expect((await call('GET', `${path}/internal`)).body).toHaveLength(1);
    expect((await call('POST', path, { text: '' })).status).toBe(422);
  });

  test.each([
    ['acme.xurrent.com', 'acme', 70402, true],
    ['globex.xurrent.com', 'globex', 70405, false],
  ])('at %s a note moves the stamp of its request or not', async (host, account, id, moves) => {
    const call = apiWith(tokenOf('admin', SCOPES, host), { 'x-xurrent-account': account });
    const before = (await call('GET', `/v1/requests/${id}`)).body.updated_at;
    running.clock.advance(5_000);
    await call('POST', `/v1/requests/${id}/notes`, { text: 'x' });
    expect((await call('GET', `/v1/requests/${id}`)).body.updated_at !== before).toBe(moves);
  });

  test('all notes of an account since a moment come newest first with their request', async () => {
    const call = api();
    running.clock.advance(10_000);
    const since = new Date(running.clock.now()).toISOString().replace(/\.\d+/, '');
    await call('POST', '/v1/requests/70401/notes', { text: 'a' });
    await call('POST', '/v1/requests/70402/notes', { text: 'b', internal: true });
    const answer = await call('GET', `/v1/notes?created_at=${encodeURIComponent(`>=${since}`)}`);
    expect(answer.body).toMatchObject([
      { text: 'b', request: { id: 70402 } },
      { text: 'a', request: { id: 70401 } },
    ]);
  });

  test('a redacted note keeps its place', async () => {
    const call = api();
    const [first] = (await call('GET', '/v1/requests/70402/notes')).body as { id: number }[];
    act('redact', { note: first?.id });
    const answer = await call('GET', '/v1/requests/70402/notes');
    expect(answer.body[0]).toMatchObject({ id: first?.id, medium: 'redacted', text: '' });
  });

  /** The parts of a multipart form in their order. */
  function form(parts: readonly (readonly [string, string])[], file: string, fileName: string) {
    const boundary = 'practice-boundary';
    const lines = parts.flatMap(([name, value]) => [
      `--${boundary}`,
      `Content-Disposition: form-data; name="${name}"`,
      '',
      value,
    ]);
    const body = [
      ...lines,
      `--${boundary}`,
      `Content-Disposition: form-data; name="file"; filename="${fileName}"`,
      'Content-Type: text/plain',
      '',
      file,
      `--${boundary}--`,
      '',
    ].join('\r\n');
    return { method: 'POST', body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
  }

  test('a file goes over the bucket into a note, and comes back by a link that ends', async () => {
    const call = api();
    const offer = (await call('GET', '/v1/attachments/storage')).body;
    expect(offer).toMatchObject({ provider: 's3', s3: { success_action_status: 201 } });
    const fields = Object.entries(offer.s3 as Record<string, unknown>).map(
      ([name, value]) => [name, String(value)] as const,
    );
    const good = form([['Content-Type', 'text/plain'], ...fields], 'hello', 'a b.txt');
    const wrongOrder = await client.fetch(offer.upload_uri as string, form(fields, 'hello', 'a.txt'));
    expect([wrongOrder.status, wrongOrder.text]).toEqual([403, expect.stringContaining('<Message>')]);
    const altered = fields.map(([name, value]) => [name, name === 'x-amz-signature' ? 'no' : value] as const);
    expect(
      (
        await client.fetch(
          offer.upload_uri as string,
          form([['Content-Type', 'x'], ...altered], 'h', 'a.txt'),
        )
      ).status,
    ).toBe(403);
    const badType = form([['Content-Type', 'x'], ...fields], 'h', 'a.exe');
    expect((await client.fetch(offer.upload_uri as string, badType)).status).toBe(403);
    const stored = await client.fetch(offer.upload_uri as string, good);
    expect(stored.status).toBe(201);
    const key = /<Key>([^<]+)<\/Key>/.exec(stored.text)?.[1] ?? '';
    expect(key).toMatch(/\/a b\.txt$/);
    await call('POST', '/v1/requests/70402/notes', { text: `see ![](${key})`, attachments: [{ key }] });
    const [attachment] = (await call('GET', '/v1/requests/70402/note_attachments')).body as {
      key: string;
      uri: string;
    }[];
    expect(attachment).toMatchObject({
      key,
      name: 'a b.txt',
      size: 5,
      inline: true,
      note: { id: expect.any(Number) },
    });
    const uri = attachment?.uri ?? '';
    expect((await client.fetch(uri)).text).toBe('hello');
    expect((await client.fetch(uri, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
    expect((await client.fetch(uri.replace('signature=', 'signature=0'))).status).toBe(403);
    running.clock.advance(25 * 3_600_000);
    expect((await client.fetch(uri)).status).toBe(403);
    const forged = await call('POST', '/v1/requests/70402/notes', {
      text: 'x',
      attachments: [{ key: 'attachments/5/x' }],
    });
    expect(forged.status).toBe(422);
  });

  test('an account with its own storage wants the token for uploads', async () => {
    const token = tokenOf('admin', SCOPES, 'globex.xurrent.com');
    const call = apiWith(token, { 'x-xurrent-account': 'globex' });
    const offer = (await call('GET', '/v1/attachments/storage')).body;
    expect(offer).toMatchObject({
      provider: 'local',
      allowed_extensions: [],
      upload_uri: `${globex}/attachments`,
    });
    const fields = Object.entries(offer.local as Record<string, string>);
    const send = form([['Content-Type', 'text/plain'], ...fields], 'local', 'l.bin');
    expect((await client.fetch(offer.upload_uri as string, send)).status).toBe(403);
    const stored = await client.fetch(offer.upload_uri as string, {
      ...send,
      headers: { ...send.headers, authorization: `Bearer ${token}` },
    });
    expect([stored.status, (stored.json() as { key: string }).key]).toEqual([
      200,
      expect.stringMatching(/l\.bin$/),
    ]);
    running.clock.advance(11 * 60_000);
    const late = await client.fetch(offer.upload_uri as string, {
      ...send,
      headers: { ...send.headers, authorization: `Bearer ${token}` },
    });
    expect(late.status).toBe(403);
  });
});

describe('GraphQL', () => {
  const graphql = (token: string, query: string, variables: unknown = {}) =>
    apiWith(token, { 'x-xurrent-account': 'acme' }, 'https://graphql.xurrent.com')('POST', '/', {
      query,
      variables,
    });

  test('one call reads a request with its notes', async () => {
    const call = api();
    const nodeId = (await call('GET', '/v1/requests/70401')).body.nodeID as string;
    const answer = await graphql(
      tokenOf(),
      `
        query ($id: ID!) {
          node(id: $id) {
            ... on Request {
              requestId
              subject
              status
              updatedAt
              notes(first: 1) {
                nodes {
                  id
                  text
                  internal
                  person {
                    name
                  }
                  textAttachments(first: 5) {
                    nodes {
                      key
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  endCursor
                }
              }
            }
          }
        }
      `,
      { id: nodeId },
    );
    expect(answer.body.data.node).toMatchObject({
      requestId: 70401,
      subject: 'Add memory',
      notes: { nodes: [{ internal: false, person: { name: 'Gina Park' } }], pageInfo: { hasNextPage: true } },
    });
    expect(answer.headers['x-costlimit-limit']).toBe('5000');
  });

  test('requests are filtered and paged', async () => {
    const ask = (after: string | null) =>
      graphql(
        tokenOf(),
        `
          query ($after: String) {
            requests(
              first: 3
              after: $after
              view: all
              order: [{ field: id, direction: asc }]
              filter: { updatedAt: { greaterThanOrEqualTo: "2020-01-01T00:00:00Z" } }
            ) {
              totalCount
              nodes {
                requestId
              }
              pageInfo {
                hasNextPage
                endCursor
              }
            }
          }
        `,
        { after },
      );
    const first = (await ask(null)).body.data.requests;
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const second = (await ask(first.pageInfo.endCursor as string)).body.data.requests;
    expect(second).toMatchObject({ nodes: [{ requestId: 70404 }], pageInfo: { hasNextPage: false } });
  });

  test('writes answer with the record or with what is wrong', async () => {
    const token = tokenOf();
    const create = (input: unknown) =>
      graphql(
        token,
        'mutation($input: RequestCreateInput!) { requestCreate(input: $input) { request { id subject } errors { path message } } }',
        { input },
      );
    const bad = (await create({ category: 'incident' })).body.data.requestCreate;
    expect(bad.request).toBeNull();
    expect(bad.errors[0]).toEqual({ path: ['subject'], message: "Subject can't be blank" });
    const good = (await create({ subject: 'g', category: 'rfi', source: 'Liaison', sourceID: 'G1' })).body
      .data.requestCreate;
    expect(good).toMatchObject({ request: { subject: 'g' }, errors: [] });
    const update = await graphql(
      token,
      'mutation($id: ID!) { requestUpdate(input: { id: $id, status: completed, completionReason: solved }) { request { status sourceID } errors { message } } noteCreate(input: { ownerId: $id, text: "n" }) { note { text } } }',
      { id: good.request.id },
    );
    expect(update.body.data).toMatchObject({
      requestUpdate: { request: { status: 'completed', sourceID: 'G1' } },
      noteCreate: { note: { text: 'n' } },
    });
  });

  test.each([
    ['{ requests(first: 100) { nodes { colour } } }', /Field 'colour' doesn't exist on type 'Request'/],
    ['{ requests(first: 101) { nodes { id } } }', /between 1 and 100/],
    ['{ requests(first: 5) }', /must have selections/],
    [
      '{ requests(first: 100) { nodes { notes(first: 100) { nodes { textAttachments(first: 100) { nodes { id } } } } } } }',
      /500,000 total nodes/,
    ],
    ['{ me { name }', /Unexpected end/],
  ])('what is wrong with %s is said with status 200', async (query, message) => {
    const answer = await graphql(tokenOf(), query);
    expect(answer.status).toBe(200);
    expect(answer.body.errors[0].message).toMatch(message);
    expect(answer.body).not.toHaveProperty('data');
  });

  test('a missing scope is said with status 200, a missing token is not', async () => {
    const answer = await graphql(tokenOf('admin', 'me:R'), '{ requests(first: 1) { nodes { id } } }');
    expect([answer.status, answer.body]).toEqual([200, { errors: [{ message: 'Not authorized' }] }]);
    expect((await graphql('none', '{ me { name } }')).status).toBe(401);
  });
});

describe('faults', () => {
  test.each([
    ['400', 400, 'Invalid JSON string posted'],
    ['401', 401, 'Unauthorized'],
    ['403', 403, 'Forbidden'],
    ['404', 404, 'Not Found'],
    ['422', 422, 'Validation Failed'],
    ['429', 429, 'Too Many Requests'],
    ['500', 500, 'Internal Server Error'],
    ['502', 502, 'Bad Gateway'],
    ['503', 503, 'Service Unavailable'],
    ['504', 504, 'Gateway timeout'],
  ])('%s is worded as the platform does', async (kind, status, message) => {
    const call = api();
    running
      .control('api.xurrent.com')
      .setFault({ kind, times: 1, ...(kind === '429' ? { retryAfter: 30 } : {}) });
    const answer = await call('GET', '/v1/me');
    expect([answer.status, answer.body.message]).toEqual([status, message]);
    expect(answer.headers['retry-after']).toBe(kind === '429' ? '30' : undefined);
    expect((await call('GET', '/v1/me')).status).toBe(200);
  });

  test.each([
    ['502-html', 502],
    ['html-instead-of-json', 200],
    ['login-200', 200],
  ])('%s is a page', async (kind, status) => {
    const call = api();
    running.control('api.xurrent.com').setFault({ kind, times: 1 });
    const answer = await call('GET', '/v1/me');
    expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html']);
  });

  test('JSON that is none is refused', async () => {
    const answer = await api()('POST', '/v1/requests', '{"subject":');
    expect([answer.status, answer.body]).toEqual([400, { message: 'Invalid JSON string posted' }]);
  });

  test('an answer may say another status, an unknown one, or notes without their visibility', async () => {
    const call = api();
    const fault = (kind: string) => running.control('api.xurrent.com').setFault({ kind, times: 1 });
    fault('other-status');
    expect((await call('PATCH', '/v1/requests/70402', { status: 'waiting_for_customer' })).body.status).toBe(
      'assigned',
    );
    fault('unknown-enum');
    expect((await call('GET', '/v1/requests/70402')).body.status).toBe('parked_by_robot');
    fault('notes-without-internal');
    expect((await call('GET', '/v1/requests/70402/notes')).body[0]).not.toHaveProperty('internal');
  });

  test('a lost answer leaves the request, to be found by its source', async () => {
    const call = api();
    running.control('api.xurrent.com').setFault({ kind: 'drop-after-effect', method: 'POST', times: 1 });
    await expect(call('POST', '/v1/requests', { ...incident, source: 'L', sourceID: '1' })).rejects.toThrow();
    expect((await call('GET', '/v1/requests?source=L&sourceID=1')).body).toHaveLength(1);
  });
});
