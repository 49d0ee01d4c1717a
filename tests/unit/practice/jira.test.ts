import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { createClient } from '../../platforms/core/client.ts';
import type { ClientRequest, PracticeClient } from '../../platforms/core/client.ts';
import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createJiraCloud } from '../../platforms/jira/cloud.ts';
import { createJiraDataCenter } from '../../platforms/jira/data-center.ts';

const dc = 'https://jira.acme.example/jira';
const contoso = 'https://jira.contoso.example';
const cloud = 'https://acme.atlassian.net';
const fabrikam = 'https://fabrikam.atlassian.net';
const chrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';

let running: RunningPlatforms;
let client: PracticeClient;

beforeAll(async () => {
  running = await startPlatforms({
    platforms: (clock) => [createJiraDataCenter(clock), createJiraCloud(clock)],
  });
});
afterAll(() => running.stop());
beforeEach(() => {
  running.reset();
  client = createClient(running);
});

const signInDc = (base: string, user: string, destination = '') =>
  client.post(`${base}/login.jsp`, { os_username: user, os_password: user, os_destination: destination });

/** Goes the whole way over the sign-in host, as a browser does. */
async function signInCloud(origin: string, user: string) {
  const first = await client.fetch(`${origin}/jira/your-work`);
  const login = new URL(String(first.headers.location));
  const back = await client.post(`${login.origin}/login`, {
    username: user,
    password: user,
    continue: login.searchParams.get('continue') ?? '',
  });
  return client.fetch(String(back.headers.location));
}

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape are looked into
  body: any;
}

async function api(
  method: string,
  url: string,
  body?: unknown,
  options: ClientRequest = {},
): Promise<Answer> {
  const answer = await client.fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...options,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
  });
  const isJson = /json/.test(String(answer.headers['content-type']));
  return {
    status: answer.status,
    headers: answer.headers,
    text: answer.text,
    body: isJson && answer.text !== '' ? answer.json() : undefined,
  };
}

/** The content of a meta element, however the page writes it. */
function meta(page: string, name: string): string | undefined {
  return new RegExp(`<meta\\s+name="${name}"\\s+content="([^"]*)"`).exec(page)?.[1];
}

const task = (project: string, fields: Record<string, unknown> = {}) => ({
  fields: { project: { key: project }, issuetype: { id: '10001' }, summary: 'A new task', ...fields },
});

const paragraph = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

describe('Data Center: session and pages', () => {
  test('signing in sets the session below the context path and goes on', async () => {
    const answer = await signInDc(dc, 'admin', '/browse/DEMO-1');
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe('/jira/browse/DEMO-1');
    const cookies = answer.headers['set-cookie'] ?? [];
    expect(cookies.find((one) => one.startsWith('JSESSIONID='))).toMatch(/Path=\/jira; Secure; HttpOnly/);
    expect(cookies.find((one) => one.startsWith('atlassian.xsrf.token='))).toMatch(/_lin; Path=\/jira/);
    const wrong = await client.post(`${dc}/login.jsp`, { os_username: 'admin', os_password: 'no' });
    expect(wrong.status).toBe(200);
    expect(wrong.headers['x-seraph-loginreason']).toBe('AUTHENTICATED_FAILED');
  });

  test('a session cookie over plain HTTP lacks Secure', async () => {
    const answer = await signInDc('http://jira.acme.example/jira', 'admin');
    expect(answer.headers['set-cookie']?.[0]).not.toContain('Secure');
    const page = await client.fetch('http://jira.acme.example/jira/secure/Dashboard.jspa');
    expect(meta(page.text, 'ajs-remote-user')).toBe('admin');
  });

  test.each([
    [dc, '/jira', '9.12.1', 'https://jira.acme.example/jira'],
    [contoso, '', '10.3.2', 'http://jira-internal.contoso.example:8080'],
  ])('%s says what it is', async (base, path, version, baseUrl) => {
    await signInDc(base, 'admin');
    const page = await client.fetch(`${base}/secure/Dashboard.jspa`);
    expect(meta(page.text, 'application-name')).toBe('JIRA');
    expect(page.text).toMatch(new RegExp(`data-name="jira"\\s+data-version="${version}"`));
    expect(meta(page.text, 'ajs-context-path')).toBe(path);
    expect(meta(page.text, 'ajs-base-url')).toBe(baseUrl);
    expect(meta(page.text, 'ajs-version-number')).toBe(version);
    expect(meta(page.text, 'ajs-is-admin')).toBe('true');
    expect(page.text).toMatch(new RegExp(`<body[^>]*id="jira"[^>]*data-version="${version}"`));
    const info = await api('GET', `${base}/rest/api/2/serverInfo`, undefined, { omitCookies: true });
    expect(info.body).toMatchObject({ baseUrl, version, deploymentType: 'Server' });
  });

  test('administration asks for the password again, for ten minutes', async () => {
    await signInDc(dc, 'admin');
    const url = `${dc}/secure/admin/ViewApplicationProperties.jspa`;
    const first = await client.fetch(url);
    expect(first.status).toBe(302);
    expect(first.headers.location).toBe(
      '/jira/secure/admin/WebSudoAuthenticate!default.jspa?webSudoDestination=%2Fsecure%2Fadmin%2FViewApplicationProperties.jspa',
    );
    const form = await client.fetch(`https://jira.acme.example${String(first.headers.location)}`);
    for (const name of ['webSudoPassword', 'webSudoDestination', 'webSudoIsPost', 'atl_token']) {
      expect(form.text).toContain(`name="${name}"`);
    }
    const token = /name="atl_token" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
    const confirm = (password: string, atl: string) =>
      client.post(`${dc}/secure/admin/WebSudoAuthenticate.jspa`, {
        webSudoPassword: password,
        webSudoDestination: '/secure/admin/ViewApplicationProperties.jspa',
        atl_token: atl,
      });
    expect((await confirm('admin', 'forged')).status).toBe(403);
    expect((await confirm('wrong', token)).status).toBe(200);
    expect((await confirm('admin', token)).headers.location).toBe(
      '/jira/secure/admin/ViewApplicationProperties.jspa',
    );
    const page = await client.fetch(url);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(
      /id="jira"\s+class="[^"]*page-type-admin[\s\S]*id="page"[\s\S]*<header id="header"[\s\S]*id="content"[\s\S]*class="aui-page-panel"[\s\S]*aui-page-panel-inner[\s\S]*aui-page-panel-nav[\s\S]*<main id="main" class="aui-page-panel-content"/,
    );
    running.clock.advance(9 * 60_000);
    expect((await client.fetch(url)).status).toBe(200);
    running.clock.advance(11 * 60_000);
    expect((await client.fetch(url)).status).toBe(302);
    expect((await client.fetch(`${dc}/plugins/servlet/project-config/DEMO`)).status).toBe(200);
  });

  test('administration sends others to sign in', async () => {
    const signedOut = await client.fetch(`${dc}/plugins/servlet/upm`);
    expect(signedOut.headers.location).toContain('/jira/login.jsp?permissionViolation=true');
    await signInDc(dc, 'agent');
    const agent = await client.fetch(`${dc}/plugins/servlet/upm`);
    expect(agent.headers.location).toContain('user_role=ADMIN');
  });

  test('an issue page shows the key in its address, and a moved issue leads to the new one', async () => {
    await signInDc(dc, 'admin');
    for (const path of [
      '/browse/DEMO-1',
      '/projects/DEMO/issues/DEMO-1',
      '/secure/RapidBoard.jspa?selectedIssue=DEMO-1',
    ]) {
      expect(meta((await client.fetch(dc + path)).text, 'ajs-issue-key')).toBe('DEMO-1');
    }
    running.control('jira.acme.example').act('move-issue', { key: 'DEMO-1', project: 'OPS' });
    expect((await client.fetch(`${dc}/browse/DEMO-1`)).headers.location).toBe('/jira/browse/OPS-2');
    const byOldKey = await api('GET', `${dc}/rest/api/2/issue/DEMO-1?fields=summary`);
    expect(byOldKey.status).toBe(200);
    expect(byOldKey.body.key).toBe('OPS-2');
  });

  test('a remembered browser gets a new session by itself', async () => {
    await client.post(`${dc}/login.jsp`, { os_username: 'admin', os_password: 'admin', os_cookie: 'true' });
    running.clock.advance(6 * 3_600_000);
    const answer = await api('GET', `${dc}/rest/api/2/myself`);
    expect(answer.status).toBe(200);
    expect(String(answer.headers['set-cookie'])).toContain('JSESSIONID=');
  });

  test('logging out wants the token', async () => {
    await signInDc(dc, 'admin');
    await client.fetch(`${dc}/logout`);
    expect((await api('GET', `${dc}/rest/api/2/myself`)).status).toBe(200);
    const token = client.cookies('jira.acme.example');
    expect(token).toEqual({});
    const page = await client.fetch(`${dc}/secure/Dashboard.jspa`);
    const link = /href="([^"]*logout\?atl_token=[^"]*)"/.exec(page.text)?.[1] ?? '';
    await client.fetch(`https://jira.acme.example${link}`);
    expect((await api('GET', `${dc}/rest/api/2/myself`)).status).toBe(401);
  });

  test('paths outside the context path belong to the container', async () => {
    expect((await client.fetch('https://jira.acme.example/rest/api/2/serverInfo')).status).toBe(404);
    expect((await client.fetch('https://jira.acme.example/')).headers.location).toBe('/jira/');
  });
});

describe('who am I, and nobody', () => {
  test('Data Center and Cloud tell the same person differently', async () => {
    await signInDc(dc, 'admin');
    expect((await api('GET', `${dc}/rest/api/2/myself`)).body).toMatchObject({
      name: 'admin',
      key: 'JIRAUSER10100',
      timeZone: 'Europe/Berlin',
    });
    await signInCloud(cloud, 'admin');
    const me = (await api('GET', `${cloud}/rest/api/3/myself`)).body;
    expect(me).toMatchObject({ accountId: '5b10ac8d82e05b22cc7d4ef5', accountType: 'atlassian' });
    expect(me).not.toHaveProperty('name');
  });

  test('permissions: Cloud wants them named, Data Center gives all', async () => {
    await signInDc(dc, 'agent');
    const all = (await api('GET', `${dc}/rest/api/2/mypermissions`)).body.permissions;
    expect(all.ADMINISTER).toMatchObject({ key: 'ADMINISTER', type: 'GLOBAL', havePermission: false });
    expect(all.CREATE_ISSUES.havePermission).toBe(true);
    await signInCloud(cloud, 'admin');
    expect((await api('GET', `${cloud}/rest/api/3/mypermissions`)).status).toBe(400);
    const one = await api('GET', `${cloud}/rest/api/3/mypermissions?permissions=ADMINISTER`);
    expect(one.body.permissions).toEqual({
      ADMINISTER: expect.objectContaining({ key: 'ADMINISTER', type: 'GLOBAL', havePermission: true }),
    });
  });

  test('signed out looks empty', async () => {
    const projects = await api('GET', `${dc}/rest/api/2/project`);
    expect(projects.status).toBe(200);
    expect(projects.body).toEqual([]);
    expect(projects.headers['x-ausername']).toBe('anonymous');
    expect((await api('GET', `${dc}/rest/api/2/search?jql=`)).body.issues).toEqual([]);
    expect((await api('GET', `${dc}/rest/api/2/myself`)).status).toBe(401);
    expect((await api('GET', `${dc}/rest/auth/1/session`)).status).toBe(401);
    const issue = await api('GET', `${dc}/rest/api/2/issue/DEMO-1`);
    expect(issue.status).toBe(401);
    expect(issue.body.errorMessages).toEqual([
      'You do not have the permission to see the specified issue.',
      'Login Required',
    ]);

    expect((await api('GET', `${cloud}/rest/api/3/project/search`)).body).toMatchObject({
      values: [],
      total: 0,
    });
    const me = await api('GET', `${cloud}/rest/api/3/myself`);
    expect(me.status).toBe(401);
    expect(me.text).toBe('Client must be authenticated to access this resource.');
    expect(me.headers['content-type']).toContain('text/html');
    expect((await api('GET', `${cloud}/rest/api/3/issue/KAN-1`)).body.errorMessages).toEqual([
      'Issue does not exist or you do not have permission to see it.',
    ]);
  });

  test('one sign-in serves both Cloud sites', async () => {
    const page = await signInCloud(cloud, 'admin');
    expect(page.headers.location).toBe('/jira/your-work');
    const other = await client.fetch(`${fabrikam}/jira/your-work`, { follow: true });
    expect(meta(other.text, 'ajs-cloud-id')).toBe('0c7be2b4-5d0c-47a4-8d3e-61f8f3a0e2b2');
  });

  test('the Cloud application carries its metas, and the wiki is another product', async () => {
    await signInCloud(cloud, 'admin');
    const page = await client.fetch(`${cloud}/jira/settings/system/general-configuration`);
    expect(meta(page.text, 'ajs-atlassian-account-id')).toBe('5b10ac8d82e05b22cc7d4ef5');
    expect(page.headers['content-security-policy']).toContain("script-src 'self' 'nonce-");
    expect((await client.fetch(`${cloud}/wiki/home`)).text).toContain('content="Confluence"');
  });

  test('tokens: Data Center bears its own, Cloud takes e-mail and token', async () => {
    await signInDc(dc, 'admin');
    const made = await api('POST', `${dc}/rest/pat/latest/tokens`, { name: 'x', expirationDuration: 90 });
    expect(made.status).toBe(201);
    expect(Object.keys(made.body).sort()).toEqual(['createdAt', 'expiringAt', 'id', 'name', 'rawToken']);
    const bearer = { headers: { authorization: `Bearer ${made.body.rawToken}` }, omitCookies: true };
    expect((await api('GET', `${dc}/rest/api/2/myself`, undefined, bearer)).body.name).toBe('admin');
    running.control('jira.acme.example').act('expire-sessions');
    const spoiled = await api('GET', `${dc}/rest/api/2/myself`, undefined, { headers: bearer.headers });
    expect(spoiled.status).toBe(401);
    expect(spoiled.text).toContain("os_authType was 'any' and an invalid cookie was sent.");
    running.clock.advance(91 * 86_400_000);
    expect((await api('GET', `${dc}/rest/api/2/myself`, undefined, bearer)).status).toBe(401);

    const basic = (text: string) => ({
      headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` },
    });
    const good = await api(
      'GET',
      `${cloud}/rest/api/3/myself`,
      undefined,
      basic('ada.admin@acme.example:practice-token-admin'),
    );
    expect(good.body.displayName).toBe('Ada Admin');
    const bad = await api(
      'GET',
      `${cloud}/rest/api/3/project/search`,
      undefined,
      basic('ada.admin@acme.example:wrong'),
    );
    expect(bad.status).toBe(200);
    expect(bad.headers['x-seraph-loginreason']).toBe('AUTHENTICATED_FAILED');
  });

  test('the pages for tokens are where the documentation says', async () => {
    await signInDc(dc, 'admin');
    expect((await client.fetch(`${dc}/secure/ViewProfile.jspa`)).text).toContain('id="pats-create"');
    const page = 'https://id.atlassian.com/manage-profile/security/api-tokens';
    expect((await client.fetch(page)).status).toBe(302);
    await signInCloud(cloud, 'agent');
    expect((await client.fetch(page)).text).toContain('practice-token-agent');
  });

  test('three wrong passwords bring the captcha', async () => {
    const wrong = { headers: { authorization: `Basic ${Buffer.from('agent:no').toString('base64')}` } };
    const url = `${dc}/rest/api/2/myself`;
    const first = await api('GET', url, undefined, wrong);
    expect(first.status).toBe(401);
    expect(first.text).toContain('Basic Authentication Failure - Reason : AUTHENTICATED_FAILED');
    await api('GET', url, undefined, wrong);
    await api('GET', url, undefined, wrong);
    const fourth = await api('GET', url, undefined, wrong);
    expect(fourth.status).toBe(403);
    expect(fourth.headers['x-authentication-denied-reason']).toBe(
      `CAPTCHA_CHALLENGE; login-url=${dc}/login.jsp`,
    );
  });
});

describe('the anti-forgery filter', () => {
  const extension = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';
  const firefox = 'moz-extension://0b5c7e0e-8a31-4d0f-9f64-0b8f6b8f1c11';

  test.each([
    ['Data Center', 'POST', 'its own origin', 'https://jira.acme.example', 201],
    ['Data Center', 'POST', 'a Chrome extension', extension, 201],
    ['Data Center', 'POST', 'a Firefox extension', firefox, 403],
    ['Data Center', 'POST', 'no origin', undefined, 403],
    ['Data Center', 'PUT', 'a foreign origin', 'https://evil.example', 204],
    ['Cloud', 'POST', 'its own origin', 'https://acme.atlassian.net', 201],
    ['Cloud', 'POST', 'a Chrome extension', extension, 403],
    ['Cloud', 'PUT', 'no origin', undefined, 403],
    ['Cloud', 'PUT', 'its own origin', 'https://acme.atlassian.net', 204],
  ])('%s: %s of a browser with %s', async (platform, method, _, origin, status) => {
    const isCloud = platform === 'Cloud';
    await (isCloud ? signInCloud(cloud, 'admin') : signInDc(dc, 'admin'));
    const root = isCloud ? `${cloud}/rest/api/3` : `${dc}/rest/api/2`;
    const answer = await api(
      method,
      method === 'POST' ? `${root}/issue` : `${root}/issue/${isCloud ? 'KAN-1' : 'DEMO-1'}`,
      method === 'POST' ? task(isCloud ? 'KAN' : 'DEMO') : { fields: { summary: 'Changed' } },
      {
        headers: {
          'user-agent': chrome,
          'x-atlassian-token': 'no-check',
          ...(origin === undefined ? {} : { origin }),
        },
      },
    );
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.text).toBe('XSRF check failed');
  });

  test('a Referer of the own origin passes, another agent needs none', async () => {
    await signInDc(dc, 'admin');
    const url = `${dc}/rest/api/2/issue`;
    const referer = { headers: { 'user-agent': chrome, referer: `${dc}/browse/DEMO-1` } };
    expect((await api('POST', url, task('DEMO'), referer)).status).toBe(201);
    expect((await api('POST', url, task('DEMO'), { headers: { 'user-agent': 'Liaison' } })).status).toBe(201);
  });

  test('a form type needs no-check from any agent', async () => {
    await signInDc(dc, 'admin');
    const form =
      '--B\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--B--\r\n';
    const send = (headers: Record<string, string>) =>
      api('POST', `${dc}/rest/api/2/issue/DEMO-1/attachments`, undefined, {
        body: form,
        headers: { 'content-type': 'multipart/form-data; boundary=B', ...headers },
      });
    expect((await send({})).status).toBe(403);
    const good = await send({ 'x-atlassian-token': 'no-check' });
    expect(good.status).toBe(200);
    expect(good.body[0]).toMatchObject({ filename: 'a.txt', size: 5, mimeType: 'text/plain' });
  });

  test('the dark feature of old answers 404', async () => {
    await signInDc(dc, 'admin');
    running.control('jira.acme.example').act('set-behaviour', { xsrfStatus: 404 });
    const answer = await api('POST', `${dc}/rest/api/2/issue`, task('DEMO'), {
      headers: { 'user-agent': chrome },
    });
    expect([answer.status, answer.text]).toEqual([404, 'XSRF check failed']);
  });
});

describe('projects and create meta', () => {
  test('Data Center lists, Cloud pages', async () => {
    await signInDc(dc, 'agent');
    const list = (await api('GET', `${dc}/rest/api/2/project`)).body;
    expect(list.map((one: { key: string }) => one.key)).toEqual(['DEMO', 'OPS', 'HELP']);
    await signInCloud(cloud, 'admin');
    const page = (await api('GET', `${cloud}/rest/api/3/project/search?maxResults=2`)).body;
    expect(page).toMatchObject({ startAt: 0, maxResults: 2, total: 3, isLast: false });
    const next = (await api('GET', page.nextPage)).body;
    expect(next).toMatchObject({ isLast: true, startAt: 2 });
    expect(next).not.toHaveProperty('nextPage');
  });

  test('types and fields are named differently', async () => {
    await signInDc(dc, 'admin');
    const types = (await api('GET', `${dc}/rest/api/2/issue/createmeta/OPS/issuetypes`)).body;
    expect(types).toMatchObject({
      isLast: true,
      values: [
        { id: '10001', name: 'Task' },
        { id: '10002', name: 'Bug' },
      ],
    });
    const fields = (await api('GET', `${dc}/rest/api/2/issue/createmeta/OPS/issuetypes/10002`)).body.values;
    const required = fields.filter((one: { required: boolean }) => one.required);
    expect(required.map((one: { fieldId: string }) => one.fieldId)).toEqual([
      'summary',
      'issuetype',
      'project',
      'customfield_10020',
    ]);
    const gone = await api('GET', `${dc}/rest/api/2/issue/createmeta`);
    expect(gone.body.errorMessages).toEqual(['Issue Does Not Exist']);
    await signInCloud(cloud, 'admin');
    expect(
      (await api('GET', `${cloud}/rest/api/3/issue/createmeta/KAN/issuetypes`)).body.issueTypes,
    ).toHaveLength(4);
    expect(
      (await api('GET', `${cloud}/rest/api/3/issue/createmeta/KAN/issuetypes/10001`)).body.fields[0],
    ).toMatchObject({ fieldId: 'summary', required: true });
  });
});

describe('issues', () => {
  test('create, read, change and delete on Data Center', async () => {
    await signInDc(dc, 'admin');
    const made = await api('POST', `${dc}/rest/api/2/issue`, {
      ...task('DEMO', {
        description: '*bold*',
        labels: ['a'],
        priority: { name: 'High' },
        assignee: { name: 'agent' },
      }),
      properties: [{ key: 'liaison', value: { twin: 't1' } }],
    });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.any(String),
      key: 'DEMO-4',
      self: `${dc}/rest/api/2/issue/${made.body.id}`,
    });
    const url = `${dc}/rest/api/2/issue/${made.body.id}`;
    const read = await api(
      'GET',
      `${url}?fields=summary,description,labels,priority,assignee,status,updated&properties=liaison`,
    );
    expect(read.body).toMatchObject({
      key: 'DEMO-4',
      fields: {
        summary: 'A new task',
        description: '*bold*',
        labels: ['a'],
        priority: { name: 'High' },
        assignee: { name: 'agent' },
        status: { name: 'To Do', statusCategory: { key: 'new' } },
        updated: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/),
      },
      properties: { liaison: { twin: 't1' } },
    });
    expect(Object.keys(read.body.fields)).toHaveLength(7);
    const put = await api('PUT', url, {
      fields: { summary: 'B' },
      update: { labels: [{ add: 'x' }, { remove: 'a' }] },
    });
    expect(put.status).toBe(204);
    const after = (await api('GET', `${url}?expand=changelog,names`)).body;
    expect(after.fields.labels).toEqual(['x']);
    expect(after.changelog.histories[0].items.map((one: { field: string }) => one.field)).toEqual([
      'summary',
      'labels',
    ]);
    expect(after.names.summary).toBe('Summary');
    expect((await api('DELETE', url)).status).toBe(204);
    expect((await api('GET', url)).body.errorMessages).toEqual(['Issue Does Not Exist']);
  });

  test.each([
    [
      'no summary',
      task('DEMO', { summary: undefined }),
      'summary',
      'You must specify a summary of the issue.',
    ],
    [
      'a long summary',
      task('DEMO', { summary: 'x'.repeat(256) }),
      'summary',
      'Summary must be less than 255 characters.',
    ],
    [
      'a summary of two lines',
      task('DEMO', { summary: 'a\nb' }),
      'summary',
      'The summary is invalid because it contains newline characters.',
    ],
    [
      'an unknown field',
      task('DEMO', { nonsense: 1 }),
      'nonsense',
      "Field 'nonsense' cannot be set. It is not on the appropriate screen, or unknown.",
    ],
    [
      'a status',
      task('DEMO', { status: { id: '3' } }),
      'status',
      "Field 'status' cannot be set. It is not on the appropriate screen, or unknown.",
    ],
    [
      'a long description',
      task('DEMO', { description: 'x'.repeat(32_768) }),
      'description',
      'The entered text is too long. It exceeds the allowed limit of 32,767 characters.',
    ],
    [
      'a label with a space',
      task('DEMO', { labels: ['a b'] }),
      'labels',
      "The label 'a b' contains spaces which is invalid.",
    ],
    ['an unknown project', task('NOPE'), 'project', 'valid project is required'],
    [
      'a missing required field',
      task('OPS', { issuetype: { id: '10002' } }),
      'customfield_10020',
      'Severity is required.',
    ],
  ])('refuses %s in the words of the platform and writes nothing', async (_, body, field, text) => {
    await signInDc(dc, 'admin');
    const before = JSON.stringify(running.control('jira.acme.example').snapshot());
    const answer = await api('POST', `${dc}/rest/api/2/issue`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors[field]).toBe(text);
    expect(JSON.stringify(running.control('jira.acme.example').snapshot())).toBe(before);
  });

  test('a summary of 255 characters fits', async () => {
    await signInDc(dc, 'admin');
    expect(
      (await api('POST', `${dc}/rest/api/2/issue`, task('DEMO', { summary: 'x'.repeat(255) }))).status,
    ).toBe(201);
  });

  test('version 3 of Cloud speaks documents, version 2 text', async () => {
    await signInCloud(cloud, 'admin');
    const text = await api('POST', `${cloud}/rest/api/3/issue`, task('KAN', { description: 'plain' }));
    expect(text.body.errors.description).toBe(
      'Operation value must be an Atlassian Document (see the Atlassian Document Format)',
    );
    const empty = {
      type: 'doc',
      version: 1,
      content: [{ type: 'paragraph', content: [{ type: 'text', text: '' }] }],
    };
    expect((await api('POST', `${cloud}/rest/api/3/issue`, task('KAN', { description: empty }))).status).toBe(
      400,
    );
    const made = await api(
      'POST',
      `${cloud}/rest/api/3/issue`,
      task('KAN', { description: paragraph('plain') }),
    );
    expect(made.status).toBe(201);
    expect((await api('GET', `${cloud}/rest/api/2/issue/${made.body.id}`)).body.fields.description).toBe(
      'plain',
    );
    expect((await api('GET', `${cloud}/rest/api/3/issue/${made.body.id}`)).body.fields.description).toEqual(
      paragraph('plain'),
    );
    const comment = await api('POST', `${cloud}/rest/api/3/issue/${made.body.id}/comment`, { body: 'plain' });
    expect(comment.body.errorMessages).toEqual(['Comment body is not valid!']);
  });

  test('bulk create tells each failure by its place', async () => {
    await signInDc(dc, 'admin');
    const mixed = await api('POST', `${dc}/rest/api/2/issue/bulk`, {
      issueUpdates: [task('DEMO'), task('DEMO', { summary: '' })],
    });
    expect(mixed.status).toBe(201);
    expect(mixed.body.issues).toHaveLength(1);
    expect(mixed.body.errors[0]).toMatchObject({ status: 400, failedElementNumber: 1 });
    expect(
      (await api('POST', `${dc}/rest/api/2/issue/bulk`, { issueUpdates: [task('DEMO', { summary: '' })] }))
        .status,
    ).toBe(400);
  });

  test('Cloud fetches many at once', async () => {
    await signInCloud(cloud, 'agent');
    const answer = await api('POST', `${cloud}/rest/api/3/issue/bulkfetch`, {
      issueIdsOrKeys: ['KAN-1', 'LEG-1', 'KAN-99'],
      fields: ['summary'],
    });
    expect(answer.body.issues.map((one: { key: string }) => one.key)).toEqual(['KAN-1']);
    expect(answer.body.issueErrors).toHaveLength(2);
  });

  test('a restricted project is hidden in each its own way', async () => {
    await signInDc(dc, 'agent');
    const hidden = await api('GET', `${dc}/rest/api/2/issue/SEC-1`);
    expect([hidden.status, hidden.body.errorMessages]).toEqual([
      403,
      ['You do not have the permission to see the specified issue.'],
    ]);
    await signInCloud(cloud, 'agent');
    expect((await api('GET', `${cloud}/rest/api/3/issue/LEG-1`)).status).toBe(404);
  });

  test('a status changes by transition only, with what its screen requires', async () => {
    await signInDc(dc, 'admin');
    const url = `${dc}/rest/api/2/issue/DEMO-1/transitions`;
    const first = (await api('GET', url)).body.transitions;
    expect(first.map((one: { name: string }) => one.name)).toEqual(['Start progress']);
    expect((await api('POST', url, { transition: { id: '31' } })).status).toBe(400);
    expect((await api('POST', url, { transition: { id: '21' } })).status).toBe(204);
    const done = (await api('GET', `${url}?expand=transitions.fields`)).body.transitions.find(
      (one: { name: string }) => one.name === 'Done',
    );
    expect(done).toMatchObject({
      id: '31',
      to: { name: 'Done' },
      fields: { resolution: { required: true } },
    });
    expect((await api('POST', url, { transition: { id: '31' } })).body.errors.resolution).toBe(
      'Resolution is required.',
    );
    expect(
      (await api('POST', url, { transition: { id: '31' }, fields: { resolution: { name: 'Done' } } })).status,
    ).toBe(204);
    expect(
      (await api('GET', `${dc}/rest/api/2/issue/DEMO-1?fields=status,resolution`)).body.fields,
    ).toMatchObject({
      status: { name: 'Done' },
      resolution: { name: 'Done' },
    });
  });
});

describe('comments, work, files and properties', () => {
  test('internal notes: Cloud shows them, Data Center on request, and an edit keeps the mark', async () => {
    await signInDc(dc, 'admin');
    const url = `${dc}/rest/api/2/issue/HELP-1/comment`;
    const plain = (await api('GET', url)).body.comments[0];
    expect(plain).not.toHaveProperty('properties');
    const shown = (await api('GET', `${url}?expand=properties`)).body.comments[0];
    expect(shown.properties).toEqual([{ key: 'sd.public.comment', value: { internal: true } }]);
    expect((await api('PUT', `${url}/${shown.id}`, { body: 'edited' })).status).toBe(200);
    const after = (await api('GET', `${url}?expand=properties`)).body.comments[0];
    expect(after).toMatchObject({ body: 'edited', properties: [{ value: { internal: true } }] });
    await signInCloud(cloud, 'admin');
    expect((await api('GET', `${cloud}/rest/api/3/issue/ITSM-1/comment`)).body.comments[0].jsdPublic).toBe(
      false,
    );
  });

  test('a restriction hides a comment, and only members may set it', async () => {
    await signInDc(dc, 'agent');
    const url = `${dc}/rest/api/2/issue/DEMO-1/comment`;
    const foreign = await api('POST', url, {
      body: 'x',
      visibility: { type: 'role', value: 'Administrators' },
    });
    expect(foreign.body.errors.commentLevel).toBe(
      'You are currently not a member of the project role: Administrators.',
    );
    await signInDc(dc, 'admin');
    expect(
      (await api('POST', url, { body: 'secret', visibility: { type: 'role', value: 'Administrators' } }))
        .status,
    ).toBe(201);
    expect((await api('GET', url)).body.total).toBe(2);
    await signInDc(dc, 'agent');
    expect((await api('GET', url)).body.total).toBe(1);
  });

  test('a comment raises updated, a property does not', async () => {
    await signInDc(dc, 'admin');
    const url = `${dc}/rest/api/2/issue/DEMO-1`;
    const updated = async () => Date.parse((await api('GET', `${url}?fields=updated`)).body.fields.updated);
    const before = await updated();
    expect((await api('PUT', `${url}/properties/liaison`, { twin: 1 })).status).toBe(201);
    expect((await api('PUT', `${url}/properties/liaison`, { twin: 2 })).status).toBe(200);
    expect(await updated()).toBe(before);
    await api('POST', `${url}/comment`, { body: 'hello' });
    expect(await updated()).toBeGreaterThan(before);
    expect((await api('GET', `${url}/properties/liaison`)).body).toEqual({
      key: 'liaison',
      value: { twin: 2 },
    });
    expect((await api('DELETE', `${url}/properties/liaison`)).status).toBe(204);
    expect((await api('GET', `${url}/properties/liaison`)).status).toBe(404);
  });

  test('Cloud keeps the newest hundred comments in the issue and says how many there are', async () => {
    const site = running.control('acme.atlassian.net');
    for (let turn = 0; turn < 105; turn += 1) site.act('comment', { key: 'KAN-2', body: `c${turn}` });
    await signInCloud(cloud, 'admin');
    const { comment } = (await api('GET', `${cloud}/rest/api/2/issue/KAN-2?fields=comment`)).body.fields;
    expect(comment.total).toBe(105);
    expect(comment.comments).toHaveLength(100);
    expect(comment.comments[0].body).toBe('c5');
    const rest = await api('GET', `${cloud}/rest/api/2/issue/KAN-2/comment?startAt=100`);
    expect(rest.body.comments).toHaveLength(5);
  });

  test('changed work is told after a minute', async () => {
    await signInDc(dc, 'admin');
    const since = running.clock.now() - 1;
    const made = await api('POST', `${dc}/rest/api/2/issue/DEMO-1/worklog?adjustEstimate=leave`, {
      comment: 'did it',
      started: '2026-11-20T10:11:12.000+0100',
      timeSpentSeconds: 3600,
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ timeSpent: '1h', timeSpentSeconds: 3600 });
    expect(Date.parse(made.body.started)).toBe(Date.parse('2026-11-20T09:11:12Z'));
    const list = async (kind: string) =>
      (await api('GET', `${dc}/rest/api/2/worklog/${kind}?since=${since}`)).body.values;
    expect(await list('updated')).toEqual([]);
    running.clock.advance(61_000);
    expect(await list('updated')).toEqual([expect.objectContaining({ worklogId: Number(made.body.id) })]);
    expect(
      (await api('POST', `${dc}/rest/api/2/worklog/list`, { ids: [Number(made.body.id)] })).body,
    ).toHaveLength(1);
    expect((await api('DELETE', `${dc}/rest/api/2/issue/DEMO-1/worklog/${made.body.id}`)).status).toBe(204);
    running.clock.advance(61_000);
    expect(await list('deleted')).toHaveLength(1);
  });

  test('a file of Data Center needs the session, or is a login page', async () => {
    const { id } = running
      .control('jira.acme.example')
      .act('attach', { key: 'DEMO-1', name: 'a b.txt', base64: 'aGVsbG8=' }) as { id: string };
    const url = `${dc}/secure/attachment/${id}/a%20b.txt`;
    const signedOut = await client.fetch(url, { follow: true });
    expect(signedOut.status).toBe(200);
    expect(signedOut.headers['content-type']).toContain('text/html');
    await signInDc(dc, 'admin');
    const issue = await api('GET', `${dc}/rest/api/2/issue/DEMO-1?fields=attachment`);
    expect(issue.body.fields.attachment[0].content).toBe(url);
    expect((await client.fetch(url)).text).toBe('hello');
  });

  test('a file of Cloud lies behind a signed address elsewhere, or comes in parts', async () => {
    const { id } = running
      .control('acme.atlassian.net')
      .act('attach', { key: 'KAN-1', name: 'a.txt', base64: 'aGVsbG8=' }) as { id: string };
    await signInCloud(cloud, 'admin');
    const url = `${cloud}/rest/api/3/attachment/content/${id}`;
    const redirect = await client.fetch(url);
    expect(redirect.status).toBe(303);
    expect(redirect.headers.location).toMatch(/^https:\/\/api\.media\.atlassian\.com\//);
    expect((await client.fetch(String(redirect.headers.location), { omitCookies: true })).text).toBe('hello');
    const part = await client.fetch(`${url}?redirect=false`, { headers: { range: 'bytes=1-2' } });
    expect([part.status, part.text, part.headers['content-range']]).toEqual([206, 'el', 'bytes 1-2/5']);
    running.control('acme.atlassian.net').setFault({ kind: 'dead-media-link', times: 1 });
    const dead = await client.fetch(url, { follow: true });
    expect(dead.status).toBe(403);
  });

  test('too large a file is refused', async () => {
    await signInDc(dc, 'admin');
    running.control('jira.acme.example').act('set-behaviour', { uploadLimit: 3 });
    expect((await api('GET', `${dc}/rest/api/2/attachment/meta`)).body).toEqual({
      enabled: true,
      uploadLimit: 3,
    });
    const form =
      '--B\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--B--\r\n';
    const answer = await api('POST', `${dc}/rest/api/2/issue/DEMO-1/attachments`, undefined, {
      body: form,
      headers: { 'content-type': 'multipart/form-data; boundary=B', 'x-atlassian-token': 'no-check' },
    });
    expect(answer.status).toBe(413);
  });
});

describe('search', () => {
  const keys = (answer: Answer) => answer.body.issues.map((one: { key: string }) => one.key);
  const find = async (jql: string) =>
    keys(await api('GET', `${dc}/rest/api/2/search?fields=summary&jql=${encodeURIComponent(jql)}`));

  test.each([
    ['project = DEMO AND labels in (export, docs) ORDER BY key', ['DEMO-1', 'DEMO-3']],
    ['summary ~ "firefox" OR key = OPS-1 order by key desc', ['OPS-1', 'DEMO-2']],
    ['project = DEMO and assignee is empty order by key', ['DEMO-2', 'DEMO-3']],
    ['reporter = currentUser() and project in (DEMO, OPS) order by key', ['DEMO-1', 'OPS-1']],
    ['NOT project = DEMO AND issuetype = Incident', ['HELP-1']],
    ['created >= -1d order by key', []],
    ['status = "To Do" and statusCategory != Done and project = OPS', ['OPS-1']],
    ['id in (10000, 10001) order by id', ['DEMO-1', 'DEMO-2']],
  ])('%s', async (jql, expected) => {
    await signInDc(dc, 'admin');
    expect(await find(jql)).toEqual(expected);
  });

  test.each([
    ['nonsense = 1', "Field 'nonsense' does not exist or you do not have permission to view it."],
    ['project = NOPE', "The value 'NOPE' does not exist for the field 'project'."],
    ['key = DEMO-99', "An issue with key 'DEMO-99' does not exist for field 'key'."],
    ['updated > "soon"', /^Date value 'soon' for field 'updated' is invalid\./],
    ['project = DEMO sort by key', /^Error in the JQL Query/],
  ])('refuses %s in the words of the platform', async (jql, text) => {
    await signInDc(dc, 'admin');
    const answer = await api('POST', `${dc}/rest/api/2/search`, { jql });
    expect(answer.status).toBe(400);
    expect(answer.body.errorMessages[0]).toMatch(text);
  });

  test('a date is a minute in the zone of the caller, digits are exact, a period counts from now', async () => {
    await signInDc(dc, 'second');
    running.control('jira.acme.example').act('comment', { key: 'DEMO-2', body: 'now' });
    const now = running.clock.now();
    const wall = (zone: string) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
        now,
      );
    expect(await find(`updated >= "${wall('America/New_York')}"`)).toEqual(['DEMO-2']);
    // Berlin's clock is ahead: read in New York it lies in the future.
    expect(await find(`updated >= "${wall('Europe/Berlin')}"`)).toEqual([]);
    expect(await find('updated >= -15m')).toEqual(['DEMO-2']);
    expect(await find(`updated >= ${now - 1000}`)).toEqual(['DEMO-2']);
    expect(await find(`updated >= ${now + 1000}`)).toEqual([]);
  });

  test('the names of fields stand once beside the issues', async () => {
    await signInDc(dc, 'admin');
    const answer = await api('GET', `${dc}/rest/api/2/search?jql=project=DEMO&fields=summary&expand=names`);
    expect(answer.body.names.summary).toBe('Summary');
    expect(answer.body.issues[0]).not.toHaveProperty('names');
  });

  test('Data Center clips what is asked for', async () => {
    await signInDc(dc, 'admin');
    const page = await api('POST', `${dc}/rest/api/2/search`, {
      jql: 'order by key',
      startAt: 4,
      maxResults: 5000,
    });
    expect(page.body).toMatchObject({ startAt: 4, maxResults: 1000, total: 6, warningMessages: [] });
    expect(page.body.issues[0].fields).not.toHaveProperty('comment');
    expect((await api('POST', `${dc}/rest/api/2/search`, { jql: '', nonsense: 1 })).status).toBe(400);
  });

  test('Cloud: no old search, no total, ids by default, tokens for pages', async () => {
    await signInCloud(cloud, 'admin');
    const root = `${cloud}/rest/api/3`;
    const old = await api('POST', `${root}/search`, { jql: 'project = KAN' });
    expect(old.status).toBe(410);
    expect(old.body.errorMessages[0]).toContain('/rest/api/3/search/jql');
    const search = (body: Record<string, unknown>) => api('POST', `${root}/search/jql`, body);
    const first = await search({ jql: 'project = KAN ORDER BY key', maxResults: 1 });
    expect(first.body).toEqual({
      issues: [{ id: '10000' }],
      nextPageToken: expect.any(String),
      isLast: false,
    });
    const token = first.body.nextPageToken;
    const last = await search({
      jql: 'project = KAN ORDER BY key',
      maxResults: 1,
      nextPageToken: token,
      fields: ['summary'],
    });
    expect(last.body.issues[0]).toMatchObject({
      key: 'KAN-2',
      fields: { summary: 'Search forgets the filter' },
    });
    expect(Object.keys(last.body.issues[0].fields)).toEqual(['summary']);
    expect(last.body).not.toHaveProperty('nextPageToken');
    expect(last.body).not.toHaveProperty('total');
    expect((await search({ jql: 'ORDER BY key' })).body.errorMessages[0]).toMatch(/^Unbounded JQL/);
    expect((await search({ jql: 'project = KAN', maxResults: 0 })).status).toBe(400);
    expect((await search({ jql: 'project = KAN', startAt: 0 })).status).toBe(400);
    expect((await search({ jql: 'project = KAN', nextPageToken: 'x' })).status).toBe(400);
    running.clock.advance(8 * 86_400_000);
    await signInCloud(cloud, 'admin');
    expect((await search({ jql: 'project = KAN ORDER BY key', nextPageToken: token })).status).toBe(400);
    const bare = await api('POST', `${root}/search/jql`);
    expect([bare.status, bare.headers['content-type']]).toEqual([415, 'application/problem+json']);
  });

  test('the index of Cloud lags, and reconciled ids are exact', async () => {
    await signInCloud(cloud, 'admin');
    const made = await api('POST', `${cloud}/rest/api/3/issue`, task('KAN'));
    const url = `${cloud}/rest/api/3/search/jql`;
    const ids = async (more: Record<string, unknown> = {}) =>
      (await api('POST', url, { jql: 'project = KAN', ...more })).body.issues.map(
        (one: { id: string }) => one.id,
      );
    expect(await ids()).not.toContain(made.body.id);
    expect(await ids({ reconcileIssues: [Number(made.body.id)] })).toContain(made.body.id);
    running.clock.advance(3000);
    expect(await ids()).toContain(made.body.id);
    await api('DELETE', `${cloud}/rest/api/3/issue/${made.body.id}`);
    expect(await ids()).toContain(made.body.id);
    running.clock.advance(3000);
    expect(await ids()).not.toContain(made.body.id);
  });
});

describe('limits and faults', () => {
  test('Data Center tells its limit on every answer and refuses in HTML', async () => {
    await signInDc(dc, 'admin');
    running
      .control('jira.acme.example')
      .act('set-behaviour', { rateLimit: { capacity: 2, fillRate: 1, intervalSeconds: 10 } });
    const first = await api('GET', `${dc}/rest/api/2/myself`);
    expect(first.headers).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '1',
      'x-ratelimit-fillrate': '1',
      'x-ratelimit-interval-seconds': '10',
      'retry-after': '0',
    });
    await api('GET', `${dc}/rest/api/2/myself`);
    const over = await api('GET', `${dc}/rest/api/2/myself`);
    expect([over.status, over.headers['retry-after']]).toEqual([429, '10']);
    expect(over.text).toContain('Rate limit exceeded.');
    running.clock.advance(10_000);
    expect((await api('GET', `${dc}/rest/api/2/myself`)).status).toBe(200);
  });

  test('Cloud refuses in JSON with a reason', async () => {
    await signInCloud(cloud, 'admin');
    running
      .control('acme.atlassian.net')
      .setFault({ kind: '429', times: 1, retryAfter: 5, detail: { reason: 'jira-burst-based' } });
    const answer = await api('GET', `${cloud}/rest/api/3/myself`);
    expect(answer.status).toBe(429);
    expect(answer.body).toEqual({
      errorMessages: ['The request has been rate-limited. Please try again later.'],
      errors: {},
      status: 429,
    });
    expect(answer.headers).toMatchObject({ 'retry-after': '5', 'ratelimit-reason': 'jira-burst-based' });
    running.control('acme.atlassian.net').setFault({ kind: 'near-limit', times: 1 });
    expect((await api('GET', `${cloud}/rest/api/3/myself`)).headers['x-ratelimit-nearlimit']).toBe('true');
  });

  test.each([
    ['login-200', 200, 'os_username'],
    ['dead-session-401', 401, "os_authType was 'any'"],
    ['captcha', 403, 'AUTHENTICATION_DENIED'],
    ['503', 503, 'Service Unavailable'],
    ['xsrf', 403, 'XSRF check failed'],
  ])('%s answers as text, not as JSON', async (kind, status, text) => {
    await signInDc(dc, 'admin');
    running.control('jira.acme.example').setFault({ kind, times: 1 });
    const answer = await api('GET', `${dc}/rest/api/2/project`);
    expect(answer.status).toBe(status);
    expect(answer.body).toBeUndefined();
    expect(answer.text).toContain(text);
  });

  test('a sign-on service answers a call with a page of another origin', async () => {
    await signInDc(dc, 'admin');
    running.control('jira.acme.example').setFault({ kind: 'sso-redirect' });
    const answer = await client.fetch(`${dc}/rest/api/2/myself`, { follow: true });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('single sign-on');
  });

  test('the session ends in the middle of a flow', async () => {
    await signInDc(dc, 'admin');
    running.control('jira.acme.example').setFault({ kind: 'signed-out', times: 1 });
    expect((await api('GET', `${dc}/rest/api/2/project`)).body).toEqual([]);
    expect((await api('GET', `${dc}/rest/api/2/myself`)).status).toBe(401);
  });

  test('maintenance shows at the status page', async () => {
    expect((await api('GET', `${dc}/status`)).body).toEqual({ state: 'RUNNING' });
    running.control('jira.acme.example').setFault({ kind: 'maintenance' });
    const status = await api('GET', `${dc}/status`);
    expect([status.status, status.body]).toEqual([503, { state: 'MAINTENANCE' }]);
    expect((await client.fetch(`${dc}/secure/Dashboard.jspa`)).status).toBe(503);
  });

  test('an unknown path and a wrong method are refused', async () => {
    await signInDc(dc, 'admin');
    const path = await api('GET', `${dc}/rest/api/2/nothing`);
    expect([path.status, path.body]).toEqual([
      404,
      { message: `null for uri: ${dc}/rest/api/2/nothing`, 'status-code': 404 },
    ]);
    expect((await api('PUT', `${dc}/rest/api/2/myself`, {})).status).toBe(405);
    expect((await api('GET', `${dc}/rest/api/3/myself`)).status).toBe(404);
  });
});
