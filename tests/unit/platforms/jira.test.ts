import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Instance } from '@/utils/domain/platform.ts';
import { createJiraAdapter } from '@/utils/platforms/jira/adapter.ts';
import { createAdapters, probeInstance } from '@/utils/platforms/registry.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createParts, createPracticeBrowser, patient } from './practice.ts';
import type { PracticeBrowser } from './practice.ts';

const dc: Instance = { platform: 'jira-dc', url: 'https://jira.acme.example/jira' };
const cloud: Instance = { platform: 'jira-cloud', url: 'https://acme.atlassian.net' };
const both = [
  ['Data Center', dc],
  ['Cloud', cloud],
] as const;

let platforms: RunningPlatforms;
let browser: PracticeBrowser;

beforeAll(async () => {
  platforms = await startPlatforms();
  browser = createPracticeBrowser(platforms);
});
afterAll(async () => {
  browser.close();
  await platforms.stop();
});
beforeEach(() => {
  platforms.reset();
  browser.clear();
});

/** Signs in as a person does, by the forms of the product. */
async function signIn(instance: Instance, user = 'admin') {
  if (instance.platform === 'jira-cloud') {
    const continueTo = `${instance.url}/login?dest-url=%2Fjira%2Fyour-work`;
    await browser.visit('https://id.atlassian.com/login', {
      username: user,
      password: user,
      continue: continueTo,
    });
  } else {
    const form = { os_username: user, os_password: user, os_destination: '', login: 'Log In' };
    await browser.visit(`${instance.url}/login.jsp`, form);
  }
  platforms.clearRequests();
  browser.sent.length = 0;
}

const hostOf = (instance: Instance) => new URL(instance.url).hostname;
const create = () => createJiraAdapter(createParts(browser).parts);
const access = (instance: Instance) => create().fetchAccess(instance, patient());

describe('who is signed in', () => {
  test('an admin of Data Center is known by key, name and version', async () => {
    await signIn(dc);
    expect(await access(dc)).toStrictEqual({
      state: 'signed-in',
      user: { id: expect.stringMatching(/./) as string, name: 'Ada Admin' },
      admin: true,
      tenant: dc.url,
      version: '9.12.1',
    });
    expect(browser.sent).toHaveLength(3);
  });

  test('an admin of Cloud is known by account id, and the site by its own id', async () => {
    await signIn(cloud);
    expect(await access(cloud)).toStrictEqual({
      state: 'signed-in',
      user: { id: '5b10ac8d82e05b22cc7d4ef5', name: 'Ada Admin' },
      admin: true,
      tenant: 'f7a1d7a6-3f4b-4d3c-9d68-0f5a7d0c9e11',
      version: '1001.0.0-SNAPSHOT',
    });
    expect(browser.sent).toHaveLength(4);
  });

  test.each(both)('%s: a user without the right is no admin', async (_name, instance) => {
    await signIn(instance, 'agent');
    expect(await access(instance)).toMatchObject({ user: { name: 'Alex Agent' }, admin: false });
  });

  test.each(both)('%s: nobody is signed out, found by one request', async (_name, instance) => {
    expect(await access(instance)).toMatchObject({ state: 'signed-out' });
    expect(browser.sent).toHaveLength(1);
  });

  test.each(both)('%s: a session that ended is signed out', async (_name, instance) => {
    await signIn(instance);
    platforms.control(hostOf(instance)).act('expire-sessions', {});
    expect(await access(instance)).toMatchObject({ state: 'signed-out' });
  });

  test('the page to sign in is the instance’s own, below its context path', async () => {
    expect(await access(dc)).toStrictEqual({ state: 'signed-out', signInUrl: `${dc.url}/login.jsp` });
    expect(await access(cloud)).toStrictEqual({ state: 'signed-out', signInUrl: `${cloud.url}/login` });
  });

  test('without the permission nothing is asked', async () => {
    const adapter = createJiraAdapter({
      ...createParts(browser).parts,
      permissions: { contains: () => Promise.resolve(false) },
    });
    expect(await adapter.fetchAccess(dc, patient())).toStrictEqual({
      state: 'permission-missing',
      origins: ['https://jira.acme.example/*'],
    });
    expect(browser.sent).toHaveLength(0);
  });
});

describe('projects', () => {
  test.each([
    ['Data Center', dc, '/browse/HELP-1', 'DEMO', 'HELP'],
    ['Cloud', cloud, '/browse/ITSM-1', 'KAN', 'ITSM'],
  ] as const)(
    '%s: the one that was looked at last is known, by one request',
    async (_name, instance, page, before, after) => {
      await signIn(instance);
      expect(await create().fetchRecentProject?.(instance, patient())).toMatchObject({ key: before });
      await browser.fetch(`${instance.url}${page}`, { credentials: 'include' });
      const asked = browser.sent.length;
      expect(await create().fetchRecentProject?.(instance, patient())).toMatchObject({ key: after });
      expect(browser.sent).toHaveLength(asked + 1);
    },
  );

  test.each([
    ['Data Center', dc, ['DEMO', 'HELP', 'OPS', 'SEC']],
    ['Cloud', cloud, ['ITSM', 'KAN', 'LEG']],
  ] as const)('%s: an admin sees all', async (_name, instance, keys) => {
    await signIn(instance);
    const found = await create().fetchProjects(instance, '', patient());
    expect(new Set(found.map(({ key }) => key))).toStrictEqual(new Set(keys));
    for (const project of found) expect(Object.keys(project)).toStrictEqual(['id', 'key', 'name']);
  });

  test.each([
    ['Data Center', dc, 'help', ['HELP']],
    ['Data Center', dc, ' ops ', ['OPS']],
    ['Cloud', cloud, 'it serv', ['ITSM']],
    ['Cloud', cloud, 'nothing like it', []],
  ] as const)('%s: searched for by key and name, %j', async (_name, instance, search, keys) => {
    await signIn(instance);
    const found = await create().fetchProjects(instance, search, patient());
    expect(found.map(({ key }) => key)).toStrictEqual(keys);
  });

  test.each(both)('%s: the empty list of nobody is refused, not believed', async (_name, instance) => {
    await expect(create().fetchProjects(instance, '', patient())).rejects.toMatchObject({
      code: 'platform/signed-out',
    });
    expect(browser.sent).toHaveLength(2);
  });

  test('Cloud: pages that are short are read on, until the last or fifty', async () => {
    const starts: string[] = [];
    const { parts } = createParts({
      cookies: browser.cookies,
      fetch: (address) => {
        const startAt = Number(new URL(address).searchParams.get('startAt'));
        starts.push(String(startAt));
        const values = Array.from({ length: 20 }, (_, index) => ({
          id: String(startAt + index),
          key: `P${String(startAt + index)}`,
          name: `Project ${String(startAt + index)}`,
        }));
        const body = { startAt, maxResults: 20, total: 500, isLast: false, values };
        return Promise.resolve(Response.json(body));
      },
    });
    const found = await createJiraAdapter(parts).fetchProjects(cloud, '', patient());
    expect(found).toHaveLength(50);
    expect(starts).toStrictEqual(['0', '20', '40']);
  });

  test('Cloud: an empty page that claims not to be the last ends it', async () => {
    await signIn(cloud);
    const { parts } = createParts({
      cookies: browser.cookies,
      fetch: (address, init) =>
        address.includes('/project/search')
          ? Promise.resolve(Response.json({ startAt: 0, maxResults: 50, isLast: false, values: [] }))
          : browser.fetch(address, init),
    });
    expect(await createJiraAdapter(parts).fetchProjects(cloud, '', patient())).toStrictEqual([]);
  });
});

describe('answers that are no data', () => {
  const faults = [
    ['login-200', { state: 'signed-out' }],
    ['sso-redirect', { state: 'signed-out' }],
    ['signed-out', { state: 'signed-out' }],
    ['dead-session-401', { state: 'signed-out' }],
    ['captcha', { state: 'signed-out' }],
    ['xsrf', { state: 'failed', code: 'platform/xsrf' }],
    ['403', { state: 'failed', code: 'platform/refused' }],
    ['429', { state: 'failed', code: 'platform/rate-limited' }],
    ['500', { state: 'failed', code: 'platform/unavailable' }],
    ['maintenance', { state: 'failed', code: 'platform/unavailable' }],
    ['truncated-json', { state: 'failed', code: 'platform/not-json' }],
    ['empty-body', { state: 'failed', code: 'platform/not-json' }],
    ['cut-off', { state: 'failed', code: 'platform/unreachable' }],
    ['drop', { state: 'failed', code: 'platform/unreachable' }],
  ] as const;
  test.each(
    both.flatMap(([name, instance]) =>
      faults.map(([kind, expected]) => [name, kind, instance, expected] as const),
    ),
  )('%s: %s is told as what it is, at once', async (_name, kind, instance, expected) => {
    await signIn(instance);
    platforms.control(hostOf(instance)).setFault({ kind });
    expect(await access(instance)).toMatchObject(expected);
    expect(browser.sent).toHaveLength(1);
  });

  test('a fault while projects are read is never an empty list', async () => {
    await signIn(cloud);
    for (const kind of ['login-200', 'sso-redirect', '403', '429', '500', 'truncated-json', 'xsrf']) {
      platforms.control(hostOf(cloud)).setFault({ kind, path: '/project/search' });
      await expect(create().fetchProjects(cloud, '', patient())).rejects.toMatchObject({
        code: expect.stringMatching(/^platform\//) as string,
      });
      platforms.control(hostOf(cloud)).clearFaults();
    }
  });
});

describe('recognising an address', () => {
  test.each([
    ['https://jira.acme.example/jira/secure/Dashboard.jspa', dc, '9.12.1'],
    ['https://jira.acme.example/jira', dc, '9.12.1'],
    ['https://jira.acme.example/', dc, '9.12.1'],
    [
      'https://jira.contoso.example/browse/CON-1',
      { platform: 'jira-dc', url: 'https://jira.contoso.example' },
      '10.3.2',
    ],
    ['https://acme.atlassian.net/jira/your-work', cloud, '1001.0.0-SNAPSHOT'],
  ])('%s leads to its base', async (address, instance, version) => {
    expect(await create().probe(new URL(address), patient())).toStrictEqual({ instance, version });
    for (const { headers } of browser.sent) expect(headers).not.toHaveProperty('cookie');
  });

  test('the instance is where it answers, not where it says it is', async () => {
    // Behind a proxy that it does not know: its own base URL names a host that nobody else reaches.
    const found = await create().probe(new URL('https://jira.contoso.example/'), patient());
    expect(found?.instance.url).toBe('https://jira.contoso.example');
    expect(browser.sent.every(({ url }) => url.startsWith('https://jira.contoso.example/'))).toBe(true);
  });

  test.each([
    ['https://jira.acme.example/jira/x', 'jira-dc'],
    ['https://servicedesk.acme.example/', 'servicenow'],
    ['https://acme.my.salesforce.com/', 'salesforce'],
    ['https://acme.xurrent.com/', 'xurrent'],
    ['https://acme.atlassian.net/', 'jira-cloud'],
  ])('among all platforms %s is %s', async (address, platform) => {
    const adapters = createAdapters(createParts(browser).parts);
    const found = await probeInstance(adapters, new URL(address), patient());
    expect(found?.instance.platform).toBe(platform);
    for (const { headers } of browser.sent) {
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('x-usertoken');
    }
  });
});

test('cookies go to the instance that is asked, and to nobody else', async () => {
  await signIn(dc);
  await signIn(cloud);
  const adapter = create();
  await adapter.fetchAccess(dc, patient());
  await adapter.fetchAccess(cloud, patient());
  await adapter.fetchProjects(cloud, '', patient());
  const origins = new Set(
    browser.sent
      .filter(({ headers }) => headers['cookie'] !== undefined)
      .map(({ url }) => new URL(url).origin),
  );
  expect([...origins].sort()).toStrictEqual(['https://acme.atlassian.net', 'https://jira.acme.example']);
  const anonymous = browser.sent.filter(({ url }) => url.includes('tenant_info'));
  expect(anonymous.map(({ headers }) => 'cookie' in headers)).toStrictEqual([false]);
});
