import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createClient } from '../../platforms/core/client.ts';
import type { ClientRequest, PracticeClient } from '../../platforms/core/client.ts';
import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createServiceNow } from '../../platforms/servicenow/servicenow.ts';

const acme = 'https://acme.service-now.com';
const northwind = 'https://northwind.service-now.com';

let running: RunningPlatforms;
let client: PracticeClient;

beforeAll(async () => {
  running = await startPlatforms({ platforms: (clock) => [createServiceNow(clock)] });
});
afterAll(() => running.stop());
beforeEach(() => {
  running.reset();
  client = createClient(running);
});

async function signIn(origin: string, user: string): Promise<string> {
  const answer = await client.post(`${origin}/login.do`, { user_name: user, user_password: user });
  expect(answer.status).toBe(302);
  const page = await client.fetch(`${origin}/blank.do`);
  const token = /g_ck\s*[=:]\s*['"]([^'"]{32,})/.exec(page.text)?.[1];
  expect(token).toBeDefined();
  return token ?? '';
}

interface Api {
  (
    method: string,
    path: string,
    body?: unknown,
    options?: ClientRequest,
  ): Promise<{
    status: number;
    headers: Record<string, unknown>;
    // oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape are looked into
    body: any;
  }>;
}

function apiOf(origin: string, token: string): Api {
  return async (method, path, body, options) => {
    const answer = await client.fetch(`${origin}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...options,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-usertoken': token,
        ...options?.headers,
      },
    });
    return {
      status: answer.status,
      headers: answer.headers,
      body: answer.text === '' ? undefined : answer.json(),
    };
  };
}

describe('sign-in and session', () => {
  test('a page without a session leads to the login page and back', async () => {
    const first = await client.fetch(`${acme}/sys_properties_list.do`);
    expect(first.status).toBe(302);
    expect(first.headers.location).toBe('/login.do?sysparm_goto_url=%2Fsys_properties_list.do');
    const login = await client.fetch(`${acme}${first.headers.location ?? ''}`);
    expect(login.text).toContain('<title>Log in');
    const after = await client.post(`${acme}/login.do`, {
      user_name: 'admin',
      user_password: 'admin',
      sysparm_goto_url: '/sys_properties_list.do',
    });
    expect(after.headers.location).toBe('/sys_properties_list.do');
    const page = await client.fetch(`${acme}/sys_properties_list.do`);
    expect(page.text).toContain('glide.buildtag');
  });

  test('a wrong password and a foreign target are refused', async () => {
    const wrong = await client.post(`${acme}/login.do`, { user_name: 'admin', user_password: 'no' });
    expect(wrong.status).toBe(200);
    expect(wrong.text).toContain('User name or password invalid.');
    const foreign = await client.post(`${acme}/login.do`, {
      user_name: 'admin',
      user_password: 'admin',
      sysparm_goto_url: '//evil.example/',
    });
    expect(foreign.headers.location).toBe('/');
  });

  test.each([
    ['a current release', acme, /SameSite=None/],
    ['an older release', northwind, /^(?!.*SameSite)/],
  ])('cookies of %s are HttpOnly and Secure', async (_, origin, sameSite) => {
    const answer = await client.post(`${origin}/login.do`, { user_name: 'admin', user_password: 'admin' });
    const cookie = answer.headers['set-cookie']?.find((one) => one.startsWith('JSESSIONID'));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/Secure/);
    expect(cookie).toMatch(sameSite);
  });

  test('reading needs the cookie and the token; a 401 brings the right token', async () => {
    const token = await signIn(acme, 'admin');
    const api = apiOf(acme, '');
    const without = await api('GET', '/api/now/table/incident?sysparm_limit=1');
    expect(without.status).toBe(401);
    expect(without.headers['www-authenticate']).toBe('BASIC realm="Service-now"');
    expect(without.headers['x-is-logged-in']).toBe('true');
    expect(without.headers['x-usertoken-response']).toBe(token);
    expect(without.body).toEqual({
      error: { detail: 'Required to provide Auth information', message: 'User Not Authenticated' },
      status: 'failure',
    });
    const good = await apiOf(acme, token)('GET', '/api/now/table/incident?sysparm_limit=1');
    expect(good.status).toBe(200);
    expect(good.headers['x-is-logged-in']).toBe('true');
    client.clearCookies();
    const signedOut = await apiOf(acme, token)('GET', '/api/now/table/incident?sysparm_limit=1');
    expect(signedOut.status).toBe(401);
    expect(signedOut.headers['x-is-logged-in']).toBe('false');
    expect(signedOut.headers['x-usertoken-response']).toBeUndefined();
  });

  test('a session ends after half an hour without a request', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    running.clock.advance(29 * 60_000);
    expect((await api('GET', '/api/now/ui/user/current_user')).status).toBe(200);
    running.clock.advance(31 * 60_000);
    expect((await api('GET', '/api/now/ui/user/current_user')).status).toBe(401);
  });

  test('a session of the instance host is none on the custom domain, and links name the instance', async () => {
    const token = await signIn(acme, 'admin');
    const custom = 'https://servicedesk.acme.example';
    expect((await apiOf(custom, token)('GET', '/api/now/table/incident')).status).toBe(401);
    const own = await signIn(custom, 'admin');
    const list = await apiOf(custom, own)('GET', '/api/now/table/incident?sysparm_query=number=INC0010001');
    expect(list.body.result[0].caller_id.link).toMatch(
      /^https:\/\/acme\.service-now\.com\/api\/now\/table\/sys_user\//,
    );
  });

  test('the call for developers gives the token, and asks for no password where told so', async () => {
    const path = `${acme}/sn_devstudio_/v1/get_publish_info.do`;
    const quiet = await client.fetch(path, { headers: { authorization: 'BasicCustom' } });
    expect([quiet.status, quiet.headers['www-authenticate']]).toEqual([401, undefined]);
    expect((await client.fetch(path)).headers['www-authenticate']).toBe('BASIC realm="Service-now"');
    const token = await signIn(acme, 'admin');
    expect((await client.fetch(path, { headers: { authorization: 'BasicCustom' } })).json()).toEqual({
      ck: token,
    });
  });

  test('a form with a foreign token goes to the interceptor and writes nothing', async () => {
    await signIn(acme, 'admin');
    const id = running.control('acme.service-now.com').act('update-incident', { number: 'INC0010001' }) as {
      sys_id: string;
    };
    const answer = await client.post(`${acme}/incident.do`, {
      sysparm_ck: 'f'.repeat(72),
      sys_uniqueValue: id.sys_id,
      'incident.short_description': 'forged',
    });
    expect(answer.headers.location).toBe('/security_interceptor.do');
    expect(JSON.stringify(running.control('acme.service-now.com').snapshot())).not.toContain('forged');
  });
});

describe('who am I', () => {
  test('the session call answers bare, the user call in result', async () => {
    const token = await signIn(acme, 'admin');
    const api = apiOf(acme, token);
    expect((await api('GET', '/api/now/sg/impersonation/session')).body).toEqual({
      CanImpersonate: true,
      CurrentUser: 'admin',
      InactivityTimeout: 30,
      OriginalUser: 'admin',
      SessionToken: token,
      admin: true,
    });
    const me = await api('GET', '/api/now/ui/user/current_user');
    expect(me.body.result).toMatchObject({
      user_avatar: null,
      user_display_name: 'System Administrator',
      user_initials: 'SA',
      user_name: 'admin',
    });
    const roles = await api(
      'GET',
      `/api/now/table/sys_user_has_role?sysparm_query=user=${me.body.result.user_sys_id}^role.name=admin^state=active`,
    );
    expect(roles.body.result).toHaveLength(1);
  });

  test('an agent is no administrator and is shown less', async () => {
    const api = apiOf(acme, await signIn(acme, 'agent'));
    expect((await api('GET', '/api/now/sg/impersonation/session')).body).toMatchObject({ admin: false });
    expect(
      (await api('GET', '/api/now/table/sys_properties?sysparm_query=name=glide.buildname')).body.result,
    ).toEqual([]);
    const incidents = await api('GET', '/api/now/table/incident');
    expect(incidents.body.result).toHaveLength(5);
    expect(incidents.headers['x-total-count']).toBe('6');
    expect(Object.keys(incidents.body.result[0])).not.toContain('u_internal_rating');
    const page = await client.fetch(`${acme}/sys_properties_list.do`);
    expect(page.text).toContain('Security constraints prevent access to requested page');
  });

  test('impersonation shows in the session', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    running.control('acme.service-now.com').act('impersonate', { user: 'agent' });
    expect((await api('GET', '/api/now/sg/impersonation/session')).body).toMatchObject({
      CurrentUser: 'agent',
      OriginalUser: 'admin',
      CanImpersonate: true,
    });
  });

  test('the version stands in the system properties', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const answer = await api(
      'GET',
      '/api/now/table/sys_properties?sysparm_query=nameINglide.buildname,glide.buildtag&sysparm_fields=name,value',
    );
    expect(answer.body.result).toEqual([
      { name: 'glide.buildname', value: 'Zurich' },
      { name: 'glide.buildtag', value: 'glide-zurich-06-25-2025' },
    ]);
  });

  test('basic authentication needs its role where the release asks for it', async () => {
    const basic = (user: string) => ({
      headers: { authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}` },
    });
    const api = apiOf(acme, '');
    expect((await api('GET', '/api/now/table/incident', undefined, basic('admin'))).status).toBe(401);
    expect((await api('GET', '/api/now/table/incident', undefined, basic('integration'))).status).toBe(200);
  });
});

describe('table API', () => {
  test('creates an incident with the defaults of the platform', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const made = await api('POST', '/api/now/table/incident', {
      short_description: 'x'.repeat(200),
      correlation_id: 'twin-1',
      no_such_field: 'lost',
      category: 'no such choice',
      priority: '1',
    });
    expect(made.status).toBe(201);
    const { result } = made.body;
    expect(made.headers['location']).toBe(`${acme}/api/now/table/incident/${result.sys_id}`);
    expect(result).toMatchObject({
      number: 'INC0010010',
      state: '1',
      impact: '3',
      urgency: '3',
      priority: '5',
      category: 'inquiry',
      active: 'true',
      correlation_id: 'twin-1',
    });
    expect(result.short_description).toHaveLength(160);
    expect(result).not.toHaveProperty('no_such_field');
    const found = await api(
      'GET',
      '/api/now/table/incident?sysparm_query=correlation_id=twin-1&sysparm_limit=2',
    );
    expect(found.body.result).toHaveLength(1);
  });

  test('drops an invalid query term and runs the rest', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const answer = await api(
      'GET',
      '/api/now/table/incident?sysparm_query=nonsense=1^state=1^ORDERBYDESCnumber&sysparm_fields=number',
    );
    expect(answer.body.result).toEqual([{ number: 'INC0010006' }, { number: 'INC0010002' }]);
  });

  test('shows values, labels or both', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const query = 'sysparm_query=number=INC0010001&sysparm_fields=state,assigned_to,comments';
    const plain = (await api('GET', `/api/now/table/incident?${query}`)).body.result[0];
    expect(plain).toEqual({
      state: '2',
      comments: '',
      assigned_to: {
        link: expect.stringMatching(/\/sys_user\/[0-9a-f]{32}$/),
        value: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    });
    const labels = (await api('GET', `/api/now/table/incident?${query}&sysparm_display_value=true`)).body
      .result[0];
    expect(labels.state).toBe('In Progress');
    expect(labels.assigned_to).toMatchObject({ display_value: 'Alex Agent' });
    expect(labels.comments).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - Alex Agent \(Additional comments\)\nWe are looking/,
    );
    const all = (
      await api(
        'GET',
        `/api/now/table/incident?${query}&sysparm_display_value=all&sysparm_exclude_reference_link=true`,
      )
    ).body.result[0];
    expect(all.state).toEqual({ display_value: 'In Progress', value: '2' });
    expect(all.assigned_to).toEqual({ display_value: 'Alex Agent', value: plain.assigned_to.value });
  });

  test('pages with a total and links', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const page = await api('GET', '/api/now/table/incident?sysparm_limit=2&sysparm_offset=2');
    expect(page.headers['x-total-count']).toBe('6');
    expect(page.headers['link']).toMatch(
      /sysparm_offset=0>;rel="first",.*rel="prev",.*sysparm_offset=4>;rel="next",.*rel="last"/,
    );
  });

  test.each([
    ['a missing record', 'GET', '/api/now/table/incident/0123', 404, 'No Record found'],
    ['an unknown table', 'GET', '/api/now/table/foo', 400, 'Invalid table foo'],
    ['a wrong path', 'GET', '/api/now/nothing', 400, 'Requested URI does not represent any resource'],
    [
      'a table closed to web services',
      'GET',
      '/api/now/table/user_multifactor_auth',
      403,
      'User Not Authorized',
    ],
  ])('words %s as the platform does', async (_, method, path, status, message) => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const answer = await api(method, path);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toBe(message);
    expect(answer.body.status).toBe('failure');
  });

  test('refuses broken JSON, a wrong type and a wrong Accept', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const path = '/api/now/table/incident';
    expect((await api('POST', path, undefined, { body: '{"a":' })).status).toBe(400);
    expect((await api('POST', path, {}, { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await api('GET', path, undefined, { headers: { accept: 'image/png' } })).status).toBe(406);
    const xml = await client.fetch(`${acme}${path}?sysparm_limit=1`, {
      headers: {
        accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
        'x-usertoken': await signIn(acme, 'admin'),
      },
    });
    expect(xml.headers['content-type']).toContain('application/xml');
  });

  test('resolving needs a code and notes, closing an administrator', async () => {
    const admin = apiOf(acme, await signIn(acme, 'admin'));
    const { sys_id: id } = (await admin('GET', '/api/now/table/incident?sysparm_query=number=INC0010002'))
      .body.result[0];
    const path = `/api/now/table/incident/${id}`;
    const refused = await admin('PATCH', path, { state: '6' });
    expect(refused.status).toBe(403);
    expect(refused.body.error).toEqual({
      message: 'Operation Failed',
      detail: 'Data Policy Exception: The following fields are mandatory: Resolution code, Resolution notes',
    });
    const invalid = await admin('PATCH', path, { state: '6', close_code: 'Nonsense', close_notes: 'x' });
    expect(invalid.body.error.detail).toMatch(/mandatory: Resolution code$/);
    const resolved = await admin('PATCH', path, {
      state: '6',
      close_code: 'Solution provided',
      close_notes: 'x',
    });
    expect(resolved.body.result).toMatchObject({ state: '6', incident_state: '6', active: 'true' });
    const agent = apiOf(acme, await signIn(acme, 'agent'));
    expect((await agent('PATCH', path, { state: '7' })).body.result.state).toBe('6');
    expect((await agent('DELETE', path)).body.error.detail).toBe(
      'ACL Exception Delete Failed due to security constraints',
    );
  });

  test('a comment is an entry of its own, raises the update stamp, and is lost on a closed incident', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const [open] = (await api('GET', '/api/now/table/incident?sysparm_query=number=INC0010002')).body.result;
    running.clock.advance(5000);
    const after = await api('PATCH', `/api/now/table/incident/${open.sys_id}`, {
      comments: 'Hello',
      work_notes: 'Secret',
    });
    expect(after.body.result.comments).toBe('');
    expect(after.body.result.sys_updated_on > open.sys_updated_on).toBe(true);
    expect(after.body.result.sys_mod_count).toBe('1');
    const journal = await api(
      'GET',
      `/api/now/table/sys_journal_field?sysparm_query=element_id=${open.sys_id}^elementINcomments,work_notes^ORDERBYsys_created_on`,
    );
    expect(
      journal.body.result.map((one: { element: string; value: string; sys_created_by: string }) => [
        one.element,
        one.value,
        one.sys_created_by,
      ]),
    ).toEqual([
      ['comments', 'Hello', 'admin'],
      ['work_notes', 'Secret', 'admin'],
    ]);
    const [closed] = (await api('GET', '/api/now/table/incident?sysparm_query=number=INC0010005')).body
      .result;
    expect(
      (await api('PATCH', `/api/now/table/incident/${closed.sys_id}`, { comments: 'late' })).status,
    ).toBe(200);
    const none = await api(
      'GET',
      `/api/now/table/sys_journal_field?sysparm_query=element_id=${closed.sys_id}`,
    );
    expect(none.body.result).toEqual([]);
  });

  test('a write that changes nothing leaves no trace', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const [row] = (await api('GET', '/api/now/table/incident?sysparm_query=number=INC0010002')).body.result;
    running.clock.advance(5000);
    const same = await api('PATCH', `/api/now/table/incident/${row.sys_id}`, {
      short_description: row.short_description,
    });
    expect(same.body.result.sys_updated_on).toBe(row.sys_updated_on);
  });

  test('a deletion is found in the audit of the first instance only', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const [row] = (await api('GET', '/api/now/table/incident?sysparm_query=number=INC0010002')).body.result;
    expect((await api('DELETE', `/api/now/table/incident/${row.sys_id}`)).status).toBe(204);
    expect((await api('GET', `/api/now/table/incident/${row.sys_id}`)).status).toBe(404);
    const audit = await api(
      'GET',
      `/api/now/table/sys_audit_delete?sysparm_query=tablename=incident^documentkey=${row.sys_id}`,
    );
    expect(audit.body.result).toHaveLength(1);
  });

  test('gs.dateGenerate is in the zone of the user, a plain date is UTC', async () => {
    const api = apiOf(acme, await signIn(acme, 'second'));
    running.control('acme.service-now.com').act('update-incident', { number: 'INC0010001', state: '3' });
    const [row] = (await api('GET', '/api/now/table/incident?sysparm_query=number=INC0010001')).body.result;
    const [day, time] = row.sys_updated_on.split(' ');
    const count = async (term: string) =>
      (
        await api(
          'GET',
          `/api/now/table/incident?sysparm_query=number=INC0010001^${encodeURIComponent(term)}`,
        )
      ).body.result.length;
    expect(await count(`sys_updated_on>=${day} ${time}`)).toBe(1);
    // The same clock reading in Berlin is earlier, so it includes it; later than it in UTC would not.
    expect(await count(`sys_updated_on<=javascript:gs.dateGenerate('${day}','${time}')`)).toBe(0);
  });
});

describe('dates', () => {
  test('are read in the format and zone of the user when display values are sent', async () => {
    const api = apiOf(acme, await signIn(acme, 'second'));
    const made = await api('POST', '/api/now/table/incident?sysparm_input_display_value=true', {
      due_date: '31.01.2026 10:00:00',
      state: 'In Progress',
    });
    expect(made.body.result).toMatchObject({ due_date: '2026-01-31 09:00:00', state: '2' });
    const shown = await api(
      'GET',
      `/api/now/table/incident/${made.body.result.sys_id}?sysparm_display_value=true`,
    );
    expect(shown.body.result.due_date).toBe('31.01.2026 10:00:00');
    const wrong = await api('POST', '/api/now/table/incident', { due_date: '31.01.2026 10:00:00' });
    expect(wrong.body.result.due_date).toBe('');
  });
});

describe('attachments and batch', () => {
  test('uploads raw bytes and multipart, lists, downloads and deletes', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const [row] = (await api('GET', '/api/now/table/incident?sysparm_query=number=INC0010002')).body.result;
    const raw = await api(
      'POST',
      `/api/now/attachment/file?table_name=incident&table_sys_id=${row.sys_id}&file_name=a%20b.txt`,
      undefined,
      {
        body: 'hello',
        headers: { 'content-type': 'text/plain' },
      },
    );
    expect(raw.status).toBe(201);
    expect(raw.body.result).toMatchObject({
      file_name: 'a b.txt',
      content_type: 'text/plain',
      size_bytes: '5',
      state: 'pending',
      hash: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    });
    const part = (name: string, value: string, file = '') =>
      `--B\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
    const form = { headers: { 'content-type': 'multipart/form-data; boundary=B' } };
    const ids = part('table_name', 'incident') + part('table_sys_id', row.sys_id);
    const file = part('uploadFile', 'multi', '; filename="m.txt"');
    const last = await api('POST', '/api/now/attachment/upload', undefined, {
      ...form,
      body: `${ids}${file}--B--\r\n`,
    });
    expect(last.status).toBe(201);
    const first = await api('POST', '/api/now/attachment/upload', undefined, {
      ...form,
      body: `${file}${ids}--B--\r\n`,
    });
    expect(first.status).toBe(400);
    const list = await api(
      'GET',
      `/api/now/attachment?sysparm_query=table_name=incident^table_sys_id=${row.sys_id}`,
    );
    expect(
      list.body.result.map((one: { file_name: string; state: string }) => [one.file_name, one.state]),
    ).toEqual([
      ['a b.txt', 'available'],
      ['m.txt', 'available'],
    ]);
    const { sys_id: id } = list.body.result[0];
    const bytes = await client.fetch(`${acme}/api/now/attachment/${id}/file`, {
      headers: { accept: '*/*', 'x-usertoken': await signIn(acme, 'admin') },
    });
    expect(bytes.text).toBe('hello');
    expect(JSON.parse(String(bytes.headers['x-attachment-metadata']))).toMatchObject({
      file_name: 'a b.txt',
    });
  });

  test('refuses a missing parameter, an absent record, a forbidden extension and too large a file', async () => {
    const api = apiOf(northwind, await signIn(northwind, 'admin'));
    const [row] = (await api('GET', '/api/now/table/incident?sysparm_limit=1')).body.result;
    const upload = async (query: string, body: string | Uint8Array = 'x') =>
      (
        await api('POST', `/api/now/attachment/file?${query}`, undefined, {
          body,
          headers: { 'content-type': 'text/plain' },
        })
      ).status;
    const at = `table_name=incident&table_sys_id=${row.sys_id}`;
    expect(await upload(at)).toBe(400);
    expect(await upload('table_name=incident&table_sys_id=1&file_name=a.txt')).toBe(404);
    expect(await upload(`${at}&file_name=a.exe`)).toBe(403);
    expect(await upload(`${at}&file_name=a.txt`, new Uint8Array(6 * 1024 * 1024))).toBe(413);
    expect(await upload(`${at}&file_name=a.txt`)).toBe(201);
  });

  test('a batch answers each of its requests', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    const batch = () =>
      api('POST', '/api/now/v1/batch', {
        batch_request_id: '1',
        rest_requests: [
          {
            id: 'a',
            method: 'GET',
            url: '/api/now/table/incident?sysparm_limit=1&sysparm_fields=number',
            headers: [{ name: 'Accept', value: 'application/json' }],
            exclude_response_headers: true,
          },
          { id: 'b', method: 'GET', url: '/api/now/table/foo' },
        ],
      });
    const answer = await batch();
    const [first, second] = answer.body.serviced_requests;
    expect(JSON.parse(Buffer.from(first.body, 'base64').toString())).toEqual({
      result: [{ number: 'INC0010001' }],
    });
    expect(first).toMatchObject({ id: 'a', status_code: 200, status_text: 'OK', headers: [] });
    expect(second.status_code).toBe(400);
    expect(answer.body.unserviced_requests).toEqual([]);
    running.control('acme.service-now.com').setFault({ kind: 'unserviced-requests', times: 1 });
    expect((await batch()).body.unserviced_requests).toEqual(['b']);
    running.control('acme.service-now.com').setFault({ kind: 'no-batch', times: 1 });
    expect((await batch()).status).toBe(404);
  });
});

describe('faults', () => {
  const host = 'acme.service-now.com';

  test.each([
    ['403', 'POST', 403, 'Operation Failed'],
    ['api-acl', 'GET', 403, 'User Not Authorized'],
    ['429', 'GET', 429, 'Rate limit exceeded'],
    ['500', 'GET', 500, 'Transaction cancelled: maximum execution time exceeded'],
    ['business-rule', 'POST', 403, 'Operation Failed'],
    ['data-policy', 'POST', 403, 'Operation Failed'],
  ])('%s answers in the words of the platform, once', async (kind, method, status, message) => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    running.control(host).setFault({ kind, times: 1, retryAfter: 7 });
    const body = method === 'POST' ? { short_description: 'x' } : undefined;
    const hit = await api(method, '/api/now/table/incident', body);
    expect(hit.status).toBe(status);
    expect(hit.body.error.message).toBe(message);
    if (kind === '429') expect(hit.headers['retry-after']).toBe('7');
    expect((await api(method, '/api/now/table/incident', body)).status).toBeLessThan(300);
  });

  test('a cancelled POST has committed', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    running.control(host).setFault({ kind: 'transaction-cancelled', times: 1 });
    expect((await api('POST', '/api/now/table/incident', { correlation_id: 'c1' })).status).toBe(500);
    expect(
      (await api('GET', '/api/now/table/incident?sysparm_query=correlation_id=c1')).body.result,
    ).toHaveLength(1);
  });

  test('signed-out ends the session in the middle of a flow', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    running.control(host).setFault({ kind: 'signed-out', times: 1 });
    expect((await api('GET', '/api/now/table/incident')).headers['x-is-logged-in']).toBe('false');
    expect((await api('GET', '/api/now/table/incident')).status).toBe(401);
  });

  test.each([
    ['login-200', 200, '<title>Log in'],
    ['hibernating', 200, '<title>Instance Hibernating page</title>'],
    ['waking', 503, 'Service Unavailable'],
  ])('%s answers HTML', async (kind, status, text) => {
    const token = await signIn(acme, 'admin');
    running.control(host).setFault({ kind });
    const answer = await client.fetch(`${acme}/api/now/table/incident`, {
      headers: { 'x-usertoken': token, accept: 'application/json' },
    });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.text).toContain(text);
  });

  test('a stale token is told with a new one that works', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    running.control(host).setFault({ kind: 'stale-token', times: 1 });
    const stale = await api('GET', '/api/now/table/incident');
    expect(stale.status).toBe(401);
    const fresh = String(stale.headers['x-usertoken-response']);
    expect((await apiOf(acme, fresh)('GET', '/api/now/table/incident')).status).toBe(200);
  });

  test('a rate rule counts per user and says when it starts anew', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    running.control(host).act('set-rate-rules', [{ name: 'incidents', limit: 2, api: 'Table API' }]);
    const first = await api('GET', '/api/now/table/incident');
    expect(first.headers['x-ratelimit-limit']).toBe('2');
    expect(first.headers['x-ratelimit-rule']).toBe('incidents');
    await api('GET', '/api/now/table/incident');
    const over = await api('GET', '/api/now/table/incident');
    expect(over.status).toBe(429);
    expect(over.body.error.detail).toBe('Rate limit of 2 requests per hour for Table API exceeded');
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('journal entries and fields can be lost without a word', async () => {
    const api = apiOf(acme, await signIn(acme, 'admin'));
    running.control(host).setFault({ kind: 'drop-field', times: 1, detail: { field: 'description' } });
    const made = await api('POST', '/api/now/table/incident', { short_description: 'a', description: 'b' });
    expect(made.status).toBe(201);
    expect(made.body.result.description).toBe('');
  });
});

describe('pages', () => {
  test.each([
    ['/navpage.do', /class="navpage-header-content"[\s\S]*iframe id="gsft_main"/],
    ['/nav_to.do?uri=incident.do%3Fsys_id%3Dx', /iframe id="gsft_main"[^>]*src="\/incident\.do\?sys_id=x"/],
    ['/now/nav/ui/home', /macroponent-f51912f4c700201072b211d4d8c26010[^>]*component-id=/],
    ['/now/workspace/agent/record/incident/-1', /InitialState/],
    ['/incident_list.do', /incident_table[\s\S]*INC0010001/],
    ['/system_properties_ui.do?sysparm_title=Web', /name="sysparm_ck"/],
    ['/$restapi.do', /navbar-title">\$restapi\.do/],
  ])('%s carries the anchors that a content script looks for', async (path, pattern) => {
    await signIn(acme, 'admin');
    const page = await client.fetch(`${acme}${path}`);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(pattern);
    expect(page.headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-/);
    expect(page.headers['server']).toBe('ServiceNow');
  });

  test('text of users never becomes markup', async () => {
    await signIn(acme, 'admin');
    const row = running.control('acme.service-now.com').act('create-incident', {
      short_description: '<script>alert(1)</script>',
    }) as { sys_id: string };
    const page = await client.fetch(`${acme}/incident.do?sys_id=${row.sys_id}`);
    expect(page.text).toContain('&lt;script&gt;alert(1)');
    expect(page.text).not.toContain('<script>alert');
  });
});
