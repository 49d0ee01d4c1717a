import { describe, expect, test } from 'vitest';

import { acceptByPasting, administrationOf, button } from '../../support/flows.ts';
import { readDatabase, waitForRow, withOwnPage } from './ground.ts';
import type { Ground } from './ground.ts';
import { get, instances, invite } from './quiet.ts';

/** What ends an extension, a browser or a database under the admin's hands (R1, R13, T5). These come last. */
export function walkEndings(ground: Ground): void {
  describe('in the end', () => {
    test('a browser that is killed right after success has kept the connection', async () => {
      const { product, browser } = ground;
      const { id, code } = await withOwnPage(browser, (view) => invite(view, instances.serviceNow));
      const page = await administrationOf(product, 'northwind.service-now.com');
      await acceptByPasting(browser, page, code);
      const again = await product.restart('crash');
      const stores = await readDatabase(again);
      const sides = (stores['connections'] ?? []).filter(({ connectionId }) => connectionId === id);
      expect(sides.map(({ status }) => status)).toStrictEqual(['active', 'active']);
      expect(JSON.stringify(stores['keys'])).toContain(id);
    });

    test('a database that has vanished is announced, and nothing is made anew before the admin says so', async () => {
      const { product } = ground;
      const { browser } = product;
      await withOwnPage(browser, async (view) => {
        await view.waitFor({ css: 'tbody tr', nth: 0 });
        await view.evaluate(
          () =>
            new Promise<void>((resolve, reject) => {
              const deleting = indexedDB.deleteDatabase('liaison');
              deleting.addEventListener('success', () => resolve());
              deleting.addEventListener('error', () => reject(deleting.error ?? new Error('not deleted')));
            }),
        );
      });
      await browser.stopBackground();
      await withOwnPage(browser, async (view) => {
        await view.waitFor({ text: 'The browser has deleted Liaison’s data.' });
        await view.waitFor({ testId: 'start-anew' });
        await view.reload();
        await view.waitFor({ text: 'The browser has deleted Liaison’s data.' });
        await view.click({ testId: 'start-anew' });
        await view.click({ css: 'dialog [type=submit]' });
        await view.waitFor({ text: /Nothing is connected yet/ });
        // And it works again.
        const { id } = await invite(view, instances.serviceNow);
        await waitForRow(view, ['acme.service-now.com'], 'Pending');
        await get(view, 'invitations.revoke', { id });
      });
    });

    test('a page that is open while the extension is reloaded throws nothing, says so where it can, and works when loaded anew', async () => {
      const { product } = ground;
      const { browser } = product;
      const page = await administrationOf(product, 'acme.service-now.com');
      await page.evaluate(() => {
        addEventListener('error', (event) => {
          document.documentElement.dataset['thrown'] = event.message;
        });
        addEventListener('unhandledrejection', (event) => {
          document.documentElement.dataset['thrown'] = String(event.reason);
        });
      });
      const own = await browser.openExtensionPage('connections.html');
      await own
        .evaluate(() => {
          interface Api {
            runtime: { reload(): void };
          }
          const scope = globalThis as unknown as { browser?: Api; chrome: Api };
          setTimeout(() => (scope.browser ?? scope.chrome).runtime.reload(), 0);
        })
        .catch(() => undefined);
      await own.waitClosed();
      await page.focus();
      await page.click(button('Initiate connection'));
      if (browser.name === 'chromium') {
        await page.waitFor({ text: 'Liaison has been updated.' });
        await page.click(button('Reload page'));
        await page.waitGone({ text: 'Liaison has been updated.' });
      } else {
        // Firefox ends the old script with the extension: nobody is left in the page to say anything.
        await page.reload();
        await page.click(button('Initiate connection'));
        const popup = await browser.popup();
        await popup.waitFor({ testId: 'destination-url' });
        await browser.closePopup();
      }
      expect(await page.evaluate(() => document.documentElement.dataset['thrown'] ?? 'nothing')).toBe(
        'nothing',
      );
      await page.close();
    });
  });
}
