import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Instance } from '@/utils/domain/platform.ts';
import { createXurrentAdapter, tokenScopes } from '@/utils/platforms/xurrent/adapter.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createXurrent } from '../../platforms/xurrent/xurrent.ts';
import { createParts, createPracticeBrowser, patient } from './practice.ts';
import type { PracticeBrowser } from './practice.ts';

const HOST = 'acme.xurrent.com';
const acme: Instance = { platform: 'xurrent', url: `https://${HOST}` };

let platforms: RunningPlatforms;
let browser: PracticeBrowser;

beforeAll(async () => {
  platforms = await startPlatforms({ platforms: (clock) => [createXurrent(clock)] });
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

const mint = (user = 'admin', scopes = tokenScopes.join(','), host = HOST) =>
  (platforms.control(host).act('token', { user, scopes }) as { token: string }).token;

const create = () => {
  const { parts, log, vault } = createParts(browser);
  return { adapter: createXurrentAdapter(parts), parts, log, vault };
};
/** An adapter that holds a token already. */
const withToken = async (user = 'admin') => {
  const made = create();
  await made.vault.put(acme.url, mint(user));
  return made;
};

describe('without a token', () => {
  test('nothing is asked, and the page that makes one is named with the scopes filled in', async () => {
    const access = await create().adapter.fetchAccess(acme, patient());
    expect(access).toMatchObject({ state: 'token-missing', version: '' });
    const url = new URL(access.state === 'token-missing' ? access.tokenUrl : '');
    expect(url.origin + url.pathname).toBe(`${acme.url}/personal_access_tokens/new`);
    expect(url.searchParams.get('scopes')).toBe(tokenScopes.join(','));
    expect(browser.sent).toHaveLength(0);
  });

  test('the session of the pages is worth nothing: services are refused, not empty', async () => {
    await browser.visit(`${acme.url}/login`, { email: 'admin', password: 'admin', return_to: '/inbox' });
    await expect(create().adapter.fetchProjects(acme, '', patient())).rejects.toMatchObject({
      code: 'platform/token-missing',
    });
    expect(browser.sent).toHaveLength(0);
  });
});

describe('a token that is given', () => {
  test('is tried, then kept, and tells who it is', async () => {
    const { adapter, vault } = create();
    const token = mint();
    expect(await adapter.acceptToken?.(acme, ` ${token}\n`, patient())).toMatchObject({
      state: 'signed-in',
      user: { name: 'Ada Marlow' },
      admin: true,
      tenant: 'acme@xurrent.com',
    });
    expect(vault.tokens.get(acme.url)).toBe(token);
    expect(await adapter.fetchAccess(acme, patient())).toMatchObject({ state: 'signed-in' });
  });

  test.each([
    ['unknown', 'x'.repeat(40)],
    ['cut off', 'abc'],
    ['with a line break', `${'x'.repeat(20)}\r\nX-Other: 1`],
    ['with a space', `${'x'.repeat(20)} y`],
    ['empty', ''],
  ])('is not kept when it is %s', async (_name, token) => {
    const { adapter, vault } = create();
    expect(await adapter.acceptToken?.(acme, token, patient())).toMatchObject({
      state: 'failed',
      code: 'platform/token-refused',
    });
    expect(vault.tokens.size).toBe(0);
  });

  test('of an account of its own, not of this one, is refused', async () => {
    const { adapter, vault } = create();
    const foreign = mint('admin', tokenScopes.join(','), 'initech.au.xurrent.com');
    expect(await adapter.acceptToken?.(acme, foreign, patient())).toMatchObject({ state: 'failed' });
    expect(vault.tokens.size).toBe(0);
  });

  test('without the scope that tells who it is, is refused by the platform’s own words', async () => {
    const { adapter, vault } = create();
    const access = await adapter.acceptToken?.(acme, mint('admin', 'request:R'), patient());
    expect(access).toMatchObject({ state: 'failed', code: 'platform/refused' });
    expect(vault.tokens.size).toBe(0);
  });

  test('of somebody who is no administrator says so', async () => {
    const { adapter } = await withToken('agent');
    expect(await adapter.fetchAccess(acme, patient())).toMatchObject({ state: 'signed-in', admin: false });
  });

  test('leaves for the API host alone, without cookies', async () => {
    await browser.visit(`${acme.url}/login`, { email: 'admin', password: 'admin', return_to: '/inbox' });
    const { adapter, vault } = await withToken();
    await adapter.fetchAccess(acme, patient());
    await adapter.fetchProjects(acme, '', patient());
    await adapter.probe(new URL(acme.url), patient());
    const token = vault.tokens.get(acme.url);
    for (const { url, headers } of browser.sent) {
      expect(headers).not.toHaveProperty('cookie');
      const own = new URL(url).host === 'api.xurrent.com';
      expect(headers['authorization']).toBe(own ? `Bearer ${String(token)}` : undefined);
      expect(headers['x-xurrent-account']).toBe(own ? 'acme' : undefined);
    }
    expect(browser.sent.length).toBeGreaterThan(3);
  });

  test('never shows in the log', async () => {
    const { adapter, log, vault } = await withToken();
    await adapter.fetchAccess(acme, patient());
    expect(log).toHaveLength(2);
    expect(JSON.stringify(log)).not.toContain(vault.tokens.get(acme.url));
  });
});

describe('services', () => {
  test('of the account itself are what incoming requests go into, filtered by a part of the name', async () => {
    const { adapter } = await withToken();
    const all = await adapter.fetchProjects(acme, '', patient());
    expect(all.map(({ name }) => name).sort()).toStrictEqual(['Hosting', 'Workplace']);
    expect(await adapter.fetchProjects(acme, ' HOST', patient())).toStrictEqual(
      all.filter(({ name }) => name === 'Hosting'),
    );
  });

  const pages = (next: string) => {
    const asked: string[] = [];
    const { parts, vault } = createParts({
      cookies: browser.cookies,
      fetch: (url) => {
        asked.push(url);
        const body = JSON.stringify([{ id: asked.length, name: `Service ${String(asked.length)}` }]);
        const headers = { 'Content-Type': 'application/json', Link: next };
        return Promise.resolve(new Response(body, { headers }));
      },
    });
    vault.tokens.set(acme.url, 'x'.repeat(40));
    return { adapter: createXurrentAdapter(parts), asked };
  };

  test('are read on as long as there is a next page, and at most ten', async () => {
    const { adapter, asked } = pages('<https://api.xurrent.com/v1/services?search_after=abc>; rel="next"');
    expect(await adapter.fetchProjects(acme, '', patient())).toHaveLength(10);
    expect(asked).toHaveLength(10);
    expect(asked[1]).toBe('https://api.xurrent.com/v1/services?search_after=abc');
  });

  test.each([
    '<https://evil.example/v1/services?search_after=abc>; rel="next"',
    '<https://api.xurrent.com/v1/people?search_after=abc>; rel="next"',
    '<javascript:alert(1)>; rel="next"',
    '<https://api.xurrent.com/v1/services?search_after=abc>; rel="prev"',
  ])('are not read on at %s', async (link) => {
    const { adapter, asked } = pages(link);
    await adapter.fetchProjects(acme, '', patient());
    expect(asked).toHaveLength(1);
  });
});

describe('answers that are no data', () => {
  test.each([
    ['401', { state: 'failed', code: 'platform/token-refused' }],
    ['token-revoked', { state: 'failed', code: 'platform/token-refused' }],
    ['403', { state: 'failed', code: 'platform/refused', detail: 'Forbidden' }],
    ['404', { state: 'failed', code: 'platform/not-found' }],
    ['429', { state: 'failed', code: 'platform/rate-limited', detail: '300' }],
    ['500', { state: 'failed', code: 'platform/unavailable' }],
    ['502-html', { state: 'failed', code: 'platform/unavailable' }],
    ['503', { state: 'failed', code: 'platform/unavailable' }],
    ['html-instead-of-json', { state: 'failed', code: 'platform/not-json' }],
    ['login-200', { state: 'signed-out' }],
    ['truncated-json', { state: 'failed', code: 'platform/not-json' }],
    ['empty-body', { state: 'failed', code: 'platform/not-json' }],
    ['drop', { state: 'failed', code: 'platform/unreachable' }],
  ])('%s is told as what it is, at once', async (kind, expected) => {
    const { adapter } = await withToken();
    platforms.control('api.xurrent.com').setFault({ kind });
    expect(await adapter.fetchAccess(acme, patient())).toMatchObject(expected);
    expect(browser.sent).toHaveLength(1);
  });
});

describe('recognising an address', () => {
  test('an account is there when its host answers', async () => {
    const found = await create().adapter.probe(new URL('https://acme.xurrent.com/inbox?q=x'), patient());
    expect(found).toStrictEqual({ instance: acme, version: '' });
    expect(browser.sent).toHaveLength(1);
  });

  test('an account that does not exist is not recognised by the form of its name', async () => {
    expect(await create().adapter.probe(new URL('https://nobody.xurrent.com/'), patient())).toBeUndefined();
  });

  test('hosts of the vendor itself are not even asked', async () => {
    expect(await create().adapter.probe(new URL('https://api.xurrent.com/'), patient())).toBeUndefined();
    expect(browser.sent).toHaveLength(0);
  });
});

test('both hosts are asked for when the interface is not allowed', async () => {
  const { parts } = createParts(browser);
  const adapter = createXurrentAdapter({ ...parts, permissions: { contains: () => Promise.resolve(false) } });
  expect(await adapter.fetchAccess(acme, patient())).toStrictEqual({
    state: 'permission-missing',
    origins: ['https://acme.xurrent.com/*', 'https://api.xurrent.com/*'],
  });
});
