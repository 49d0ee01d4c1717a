import { describe, expect, test } from 'vitest';

import type { Json } from '../../support/browsers/types.ts';
import { administrationOf } from '../../support/flows.ts';
import { readStores, withOwnPage } from './ground.ts';
import type { Ground } from './ground.ts';
import { accept, get, instances, invite } from './quiet.ts';

/** The host's registrable part, which cookies of one platform share. */
const siteOf = (host: string): string => host.split('.').slice(-2).join('.');

/** Values of session cookies, long enough to be nobody's word. */
const sessionValues = (cookies: string): string[] =>
  cookies
    .split('; ')
    .map((pair) => pair.slice(pair.indexOf('=') + 1))
    .filter((value) => value.length >= 16);

/** What must be nowhere when everything is done, and what must go to nobody else (T12, T30). */
export function walkSecrets(ground: Ground): void {
  describe('secrets', () => {
    test('are in no log, store, report or export after all flows, faults among them', async () => {
      const { product, browser } = ground;
      const { token } = product.platforms
        .control('acme.xurrent.com')
        .act('token', { user: 'admin', scopes: 'all:read' }) as { token: string };

      // A token is typed in, and every platform answers once as none should.
      const xurrent = await administrationOf(product, 'acme.xurrent.com');
      const popup = await browser.pressToolbarButton(xurrent);
      await popup.click({ testId: 'add-token' });
      await popup.fill({ testId: 'token' }, token);
      await popup.press('Enter');
      await popup.waitUntil(
        () =>
          document.querySelector('[data-testid=token]') === null ||
          document.querySelector('.field-problem') !== null,
        [],
      );
      await browser.closePopup();
      await xurrent.close();
      for (const [host, kind] of [
        ['acme.service-now.com', 'truncated-json'],
        ['jira.acme.example', 'drop'],
        ['acme.my.salesforce.com', 'empty-body'],
      ] as const) {
        product.platforms
          .control(host)
          .setFault({ kind, path: host.startsWith('jira') ? '/rest/' : '/', times: 1, after: 0 });
      }
      await withOwnPage(browser, async (view) => {
        for (const instance of [
          { platform: 'servicenow', url: 'https://acme.service-now.com' },
          { platform: 'jira-dc', url: 'https://jira.acme.example/jira' },
          { platform: 'salesforce', url: 'https://acme.my.salesforce.com' },
        ]) {
          await get(view, 'access.fetch', { instance });
        }
      });
      for (const host of ['acme.service-now.com', 'jira.acme.example', 'acme.my.salesforce.com'])
        product.platforms.control(host).clearFaults();

      const accepted = await withOwnPage(browser, async (view) => {
        const { code } = await invite(view, instances.serviceNow);
        await accept(view, instances.northwind, code);
        return code;
      });
      const sessions = new Set<string>();
      for (const { headers } of product.platforms.requests()) {
        for (const value of sessionValues(headers['cookie'] ?? '')) sessions.add(value);
        const csrf = headers['x-usertoken'];
        if (csrf) sessions.add(csrf);
        if (headers['authorization']) sessions.add(headers['authorization'].replace(/^Bearer /, ''));
      }
      expect(sessions.size).toBeGreaterThan(0);
      const secrets = [...sessions, token, accepted, ...ground.codes];

      const places = await withOwnPage(browser, async (view) => ({
        stores: JSON.stringify(await readStores(view)),
        local: await view.evaluate(async () => {
          interface Api {
            storage: { local: { get(keys: null): Promise<Json> } };
          }
          const scope = globalThis as unknown as { browser?: Api; chrome: Api };
          const kept = await (scope.browser ?? scope.chrome).storage.local.get(null);
          return JSON.stringify([kept, Object.entries(localStorage)]);
        }),
        report: JSON.stringify(await get(view, 'diagnostics.read')),
        export: JSON.stringify(await get(view, 'config.export')),
      }));
      const console = (await browser.consoleLines()).map(({ text }) => text).join('\n');
      for (const [place, text] of Object.entries({ ...places, console })) {
        expect(
          secrets.filter((secret) => text.includes(secret)),
          place,
        ).toStrictEqual([]);
      }
      // The secret that a code carries is gone too, whatever else of it is kept.
      for (const code of [accepted, ...ground.codes]) {
        const { s: secret } = JSON.parse(Buffer.from(code, 'base64url').toString('utf8')) as { s: string };
        expect(secret).toMatch(/^[\w-]{43}$/);
        expect(places.stores).not.toContain(secret);
      }
    });

    test('of one platform have been sent to no other host', async () => {
      const { product } = ground;
      const seen = new Map<string, Set<string>>();
      const note = (value: string, host: string) => {
        const sites = seen.get(value) ?? new Set();
        sites.add(siteOf(host));
        seen.set(value, sites);
      };
      for (const { host, headers } of product.platforms.requests()) {
        for (const value of sessionValues(headers['cookie'] ?? '')) note(value, host);
        if (headers['authorization']) note(headers['authorization'], host);
      }
      expect(seen.size).toBeGreaterThan(0);
      const strayed = [...seen.values()].filter((sites) => sites.size > 1).map((sites) => [...sites]);
      expect(strayed).toStrictEqual([]);
      // Hosts that are none of the four get nothing at all from us.
      const foreign = product.platforms
        .requests()
        .filter(({ host }) => host === 'moved.acme.example' || host === 'wiki.acme.example');
      expect(foreign.filter(({ headers }) => headers['cookie'] ?? headers['authorization'])).toStrictEqual(
        [],
      );
    });
  });
}
