import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Instance } from '@/utils/domain/platform.ts';
import { createSalesforceAdapter } from '@/utils/platforms/salesforce/adapter.ts';
import { fullId } from '@/utils/platforms/salesforce/ids.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createSalesforce } from '../../platforms/salesforce/salesforce.ts';
import { createParts, createPracticeBrowser, patient } from './practice.ts';
import type { PracticeBrowser } from './practice.ts';

const HOST = 'acme.my.salesforce.com';
const acme: Instance = { platform: 'salesforce', url: `https://${HOST}` };

let platforms: RunningPlatforms;
let browser: PracticeBrowser;

beforeAll(async () => {
  platforms = await startPlatforms({ platforms: (clock) => [createSalesforce(clock)] });
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

/** Signs in as a person does, through the org's own form, into its Lightning and Setup hosts too. */
async function signIn(user = 'admin') {
  await browser.visit(`https://${HOST}/`, { username: user, pw: user, startURL: '' });
  await browser.visit('https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home');
  platforms.clearRequests();
  browser.sent.length = 0;
}

const create = () => {
  const { parts, log } = createParts(browser);
  return { adapter: createSalesforceAdapter(parts), log };
};
const access = (instance = acme) => create().adapter.fetchAccess(instance, patient());

describe('who is signed in', () => {
  test('an admin is known by name, rights, org and release, in three requests', async () => {
    await signIn();
    expect(await access()).toStrictEqual({
      state: 'signed-in',
      user: { id: expect.stringMatching(/^005\w{15}$/) as string, name: 'Ada Marlow' },
      admin: true,
      tenant: fullId('00DWs000000A1bC'),
      version: expect.stringMatching(/^(Spring|Summer|Winter) '\d\d$/) as string,
    });
    expect(browser.sent).toHaveLength(3);
  });

  test('a user without Modify All Data is signed in and no admin', async () => {
    await signIn('agent');
    expect(await access()).toMatchObject({ state: 'signed-in', user: { name: 'Gina Park' }, admin: false });
  });

  test('without a session nothing is asked at all', async () => {
    expect(await access()).toStrictEqual({ state: 'signed-out', signInUrl: `https://${HOST}/` });
    expect(browser.sent).toHaveLength(0);
  });

  test('a session that has ended is signed out', async () => {
    await signIn();
    platforms.control(HOST).act('end-sessions', {});
    expect(await access()).toMatchObject({ state: 'signed-out' });
    expect(browser.sent).toHaveLength(1);
  });

  test('a session renewed in the meantime is read again, once', async () => {
    await signIn();
    platforms.control(HOST).act('end-sessions', {});
    const { parts } = createParts(browser);
    let reads = 0;
    const adapter = createSalesforceAdapter({
      ...parts,
      cookies: {
        get: async (details) => {
          reads += 1;
          if (reads === 2) {
            const made = platforms.control(HOST).act('session', { user: 'admin' }) as { sid: string };
            browser.setCookie(acme.url, 'sid', made.sid);
          }
          return browser.cookies.get(details);
        },
      },
    });
    expect(await adapter.fetchAccess(acme, patient())).toMatchObject({ state: 'signed-in' });
  });

  test('an org that lets only approved programs in says so and is not asked to sign in', async () => {
    await signIn();
    platforms.control(HOST).act('set', { apiAccessControl: true });
    expect(await access()).toStrictEqual({
      state: 'failed',
      code: 'platform/refused',
      detail: 'This session is not valid for use with the REST API',
    });
  });

  test('all hosts of the org are asked for when one is not allowed', async () => {
    const { parts } = createParts(browser);
    const adapter = createSalesforceAdapter({
      ...parts,
      permissions: { contains: () => Promise.resolve(false) },
    });
    expect(await adapter.fetchAccess(acme, patient())).toStrictEqual({
      state: 'permission-missing',
      origins: [
        `https://${HOST}/*`,
        'https://acme.lightning.force.com/*',
        'https://acme.my.salesforce-setup.com/*',
      ],
    });
    expect(browser.sent).toHaveLength(0);
  });
});

test('the session leaves for the REST host alone, as a bearer token, with no cookie beside it', async () => {
  await signIn();
  const { adapter } = create();
  await adapter.fetchAccess(acme, patient());
  await adapter.probe(new URL('https://acme.lightning.force.com/lightning/page/home'), patient());
  for (const { url, headers } of browser.sent) {
    expect(headers).not.toHaveProperty('cookie');
    expect(new URL(url).host).toBe(HOST);
  }
  const sid = (await browser.cookies.get({ url: acme.url, name: 'sid' }))?.value ?? '';
  const carrying = browser.sent.filter(({ headers }) => headers['authorization'] === `Bearer ${sid}`);
  expect(carrying.map(({ url }) => new URL(url).pathname)).toStrictEqual([
    '/services/data/v62.0/',
    '/services/data/v62.0/composite',
  ]);
});

describe('answers that are no data', () => {
  test.each([
    ['signed-out', { state: 'signed-out' }],
    ['login-200', { state: 'signed-out' }],
    ['login-302', { state: 'signed-out' }],
    ['maintenance', { state: 'failed', code: 'platform/unavailable', detail: 'Maintenance' }],
    ['html-instead-of-json', { state: 'failed', code: 'platform/not-json' }],
    ['403', { state: 'failed', code: 'platform/refused', detail: 'You do not have access to this resource' }],
    ['429', { state: 'failed', code: 'platform/rate-limited' }],
    ['request-limit', { state: 'failed', code: 'platform/rate-limited', detail: '900' }],
    ['concurrent-limit', { state: 'failed', code: 'platform/rate-limited', detail: '10' }],
    ['api-disabled', { state: 'failed', code: 'platform/refused' }],
    ['500', { state: 'failed', code: 'platform/unavailable' }],
    ['503', { state: 'failed', code: 'platform/unavailable' }],
    ['truncated-json', { state: 'failed', code: 'platform/not-json' }],
    ['cut-off', { state: 'failed', code: 'platform/unreachable' }],
    ['empty-body', { state: 'failed', code: 'platform/not-json' }],
    ['drop', { state: 'failed', code: 'platform/unreachable' }],
  ])('%s is told as what it is, at once', async (kind, expected) => {
    await signIn();
    platforms.control(HOST).setFault({ kind });
    expect(await access()).toMatchObject(expected);
    expect(browser.sent).toHaveLength(1);
  });

  test('the seconds to wait travel with a rate limit', async () => {
    await signIn();
    platforms.control(HOST).setFault({ kind: '429', retryAfter: 17 });
    expect(await access()).toMatchObject({ code: 'platform/rate-limited', detail: '17' });
  });
});

describe('recognising an address', () => {
  test.each([
    'https://acme.my.salesforce.com/',
    'https://acme.lightning.force.com/lightning/page/home',
    'https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home',
  ])('%s is the same org', async (address) => {
    const found = await create().adapter.probe(new URL(address), patient());
    expect(found?.instance).toStrictEqual(acme);
    expect(found?.version).toMatch(/'\d\d$/);
  });

  test('another address is not even asked', async () => {
    expect(await create().adapter.probe(new URL('https://acme.service-now.com/'), patient())).toBeUndefined();
    expect(browser.sent).toHaveLength(0);
  });
});

test('an admin starts at Setup', () => {
  expect(create().adapter.homeOf(acme)).toBe(
    'https://acme.lightning.force.com/lightning/setup/SetupOneHome/home',
  );
});

describe('ids', () => {
  test('fifteen characters become eighteen by the checksum of their capitals', () => {
    expect(fullId('0015500001QdQWa')).toBe('0015500001QdQWaAAN');
    expect(fullId('0015500001QdQWaAAN')).toBe('0015500001QdQWaAAN');
  });
  test.each(['../../admin', '500', '0015500001QdQWaAAA', "0015500001QdQW'", '0015500001QdQWa%2e', ''])(
    '%j is refused',
    (id) => expect(() => fullId(id)).toThrow(expect.objectContaining({ code: 'platform/invalid-id' })),
  );
});
