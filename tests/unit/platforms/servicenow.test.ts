import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Instance } from '@/utils/domain/platform.ts';
import { createServiceNowAdapter } from '@/utils/platforms/servicenow/adapter.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createServiceNow } from '../../platforms/servicenow/servicenow.ts';
import { createParts, createPracticeBrowser, patient } from './practice.ts';
import type { PracticeBrowser } from './practice.ts';

const HOST = 'acme.service-now.com';
const acme: Instance = { platform: 'servicenow', url: `https://${HOST}` };

let platforms: RunningPlatforms;
let browser: PracticeBrowser;

beforeAll(async () => {
  platforms = await startPlatforms({ platforms: (clock) => [createServiceNow(clock)] });
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

const signIn = (user = 'admin', host = HOST) =>
  browser.visit(`https://${host}/login.do`, { user_name: user, user_password: user });

const create = () => {
  const { parts, log } = createParts(browser);
  return { adapter: createServiceNowAdapter(parts), log };
};
const access = (instance = acme) => create().adapter.fetchAccess(instance, patient());
const restCalls = () => platforms.requests().filter(({ path }) => path.startsWith('/api/'));

describe('who is signed in', () => {
  test('an admin is known by name, role, instance and release', async () => {
    await signIn();
    expect(await access()).toStrictEqual({
      state: 'signed-in',
      user: { id: expect.stringMatching(/^[0-9a-f]{32}$/) as string, name: 'System Administrator' },
      admin: true,
      tenant: 'acme',
      version: 'Zurich',
    });
  });

  test('a user without the admin role is signed in and no admin', async () => {
    await signIn('agent');
    expect(await access()).toMatchObject({ state: 'signed-in', user: { name: 'Alex Agent' }, admin: false });
  });

  test('a release without the impersonation call asks for the role instead', async () => {
    await signIn();
    platforms.control(HOST).setFault({ kind: 'no-impersonation-api' });
    expect(await access()).toMatchObject({ state: 'signed-in', admin: true });
    expect(restCalls().some(({ path }) => path.includes('sys_user_has_role'))).toBe(true);
  });

  test('a session that plays another user is refused by name', async () => {
    await signIn();
    platforms.control(HOST).act('impersonate', { user: 'agent' });
    expect(await access()).toMatchObject({ state: 'failed', code: 'platform/impersonating' });
  });

  test("a customer's own domain has a session of its own", async () => {
    await signIn();
    const own: Instance = { platform: 'servicenow', url: 'https://servicedesk.acme.example' };
    expect(await access(own)).toMatchObject({ state: 'signed-out' });
    await signIn('second', 'servicedesk.acme.example');
    expect(await access(own)).toMatchObject({ state: 'signed-in', user: { name: 'Sam Second' } });
  });

  test('without the permission nothing is asked', async () => {
    const { parts } = createParts(browser);
    const adapter = createServiceNowAdapter({
      ...parts,
      permissions: { contains: () => Promise.resolve(false) },
    });
    expect(await adapter.fetchAccess(acme, patient())).toStrictEqual({
      state: 'permission-missing',
      origins: [`https://${HOST}/*`],
    });
    expect(platforms.requests()).toHaveLength(0);
  });
});

describe('the token in the page', () => {
  test('no call of the interface ever goes without a token', async () => {
    expect(await access()).toStrictEqual({ state: 'signed-out', signInUrl: `https://${HOST}/login.do` });
    await signIn();
    await access();
    platforms.control(HOST).act('expire-sessions', {});
    await access();
    expect(restCalls().length).toBeGreaterThan(0);
    for (const call of restCalls()) expect(call.headers['x-usertoken']).toMatch(/\S{32,}/);
  });

  test('it is read once and then kept: the second look costs no page', async () => {
    await signIn();
    const { adapter } = create();
    await adapter.fetchAccess(acme, patient());
    platforms.clearRequests();
    await adapter.fetchAccess(acme, patient());
    expect(platforms.requests().map(({ path }) => path.replace(/\?.*/, ''))).toStrictEqual([
      '/api/now/sg/impersonation/session',
      '/api/now/ui/user/current_user',
      '/api/now/table/sys_properties',
    ]);
  });

  test('a stale one is replaced by the one that the refusal carries, at once', async () => {
    await signIn();
    const { adapter } = create();
    await adapter.fetchAccess(acme, patient());
    platforms.control(HOST).act('rotate-tokens', {});
    platforms.clearRequests();
    expect(await adapter.fetchAccess(acme, patient())).toMatchObject({ state: 'signed-in' });
    expect(restCalls().filter(({ status }) => status === 401)).toHaveLength(1);
    expect(platforms.requests()).toHaveLength(4);
  });

  test('one that is refused again is not tried for ever', async () => {
    await signIn();
    platforms.control(HOST).setFault({ kind: 'stale-token' });
    expect(await access()).toMatchObject({ state: 'signed-out' });
    expect(restCalls()).toHaveLength(2);
  });

  test('a refusal that answers with the same token is not retried', async () => {
    await signIn();
    platforms.control(HOST).setFault({ kind: 'stale-token', detail: { same: true } });
    expect(await access()).toMatchObject({ state: 'signed-out' });
    expect(restCalls()).toHaveLength(1);
  });

  test('it goes to its own instance only', async () => {
    await signIn();
    await signIn('admin', 'servicedesk.acme.example');
    const { adapter } = create();
    await adapter.fetchAccess(acme, patient());
    await adapter.fetchAccess({ platform: 'servicenow', url: 'https://servicedesk.acme.example' }, patient());
    const tokens = new Map<string, Set<string>>();
    for (const { url, headers } of browser.sent) {
      const token = headers['x-usertoken'];
      if (token === undefined) continue;
      const host = new URL(url).host;
      tokens.set(host, (tokens.get(host) ?? new Set<string>()).add(token));
    }
    const [first, second] = [...tokens.values()];
    expect(tokens.size).toBe(2);
    expect([...(first ?? [])].filter((token) => second?.has(token))).toStrictEqual([]);
  });
});

describe('answers that are no data', () => {
  test.each([
    ['signed-out', undefined, { state: 'signed-out' }],
    ['login-302', undefined, { state: 'signed-out' }],
    ['login-200', undefined, { state: 'signed-out' }],
    ['hibernating', undefined, { state: 'failed', code: 'platform/hibernating' }],
    ['waking', undefined, { state: 'failed', code: 'platform/unavailable' }],
    ['500', '/api/', { state: 'failed', code: 'platform/unavailable' }],
    ['api-acl', 'current_user', { state: 'failed', code: 'platform/refused' }],
    ['429', '/api/', { state: 'failed', code: 'platform/rate-limited' }],
    ['truncated-json', '/api/', { state: 'failed', code: 'platform/not-json' }],
    ['empty-body', '/api/', { state: 'failed', code: 'platform/not-json' }],
    ['cut-off', '/api/', { state: 'failed', code: 'platform/unreachable' }],
    ['drop', undefined, { state: 'failed', code: 'platform/unreachable' }],
  ])('%s (%s) is told as what it is', async (kind, path, expected) => {
    await signIn();
    platforms.control(HOST).setFault({ kind, ...(path === undefined ? {} : { path }) });
    expect(await access()).toMatchObject(expected);
    expect(platforms.requests().length).toBeLessThanOrEqual(6);
  });

  test('the seconds to wait travel with a rate limit', async () => {
    await signIn();
    platforms.control(HOST).setFault({ kind: '429', path: '/api/', retryAfter: 42 });
    expect(await access()).toMatchObject({ code: 'platform/rate-limited', detail: '42' });
  });
});

describe('recognising an address', () => {
  test('the sign-in page says it, without cookies and without asking the interface', async () => {
    await signIn();
    platforms.clearRequests();
    browser.sent.length = 0;
    const found = await create().adapter.probe(new URL(`https://${HOST}/incident.do?x=1`), patient());
    expect(found).toStrictEqual({ instance: acme, version: '' });
    expect(restCalls()).toHaveLength(0);
    for (const { headers } of browser.sent) expect(headers).not.toHaveProperty('cookie');
  });

  test('an instance that sleeps says so', async () => {
    platforms.control(HOST).setFault({ kind: 'hibernating' });
    await expect(create().adapter.probe(new URL(`https://${HOST}/`), patient())).rejects.toMatchObject({
      code: 'platform/hibernating',
    });
  });
});

test('the log names purpose, origin and outcome, and nothing that was secret', async () => {
  await signIn();
  const { adapter, log } = create();
  await adapter.fetchAccess(acme, patient());
  expect(log).toHaveLength(4);
  const text = JSON.stringify(log);
  expect(log[0]).toMatchObject({ purpose: 'servicenow: page', origin: `https://${HOST}`, status: 200 });
  const token = browser.sent
    .map(({ headers }) => headers['x-usertoken'])
    .find((value) => value !== undefined);
  expect(token).toBeDefined();
  expect(text).not.toContain(token);
  for (const { value } of browser.jar()) expect(text).not.toContain(value);
});

test('there is nothing to choose a project from', async () => {
  expect(await create().adapter.fetchProjects(acme, '', patient())).toStrictEqual([]);
  expect(platforms.requests()).toHaveLength(0);
});
