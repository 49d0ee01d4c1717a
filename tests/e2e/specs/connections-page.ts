import { describe, expect, test } from 'vitest';

import type { View } from '../../support/browsers/types.ts';
import { administrationOf, button, entry, initiatePrivately } from '../../support/flows.ts';
import { readStores, waitForRow, withOwnPage } from './ground.ts';
import type { Ground } from './ground.ts';
import { accept, get, instances, invite } from './quiet.ts';

const rows = { css: 'tbody tr' };
const tab = (name: string | RegExp) => ({ role: 'tab', name });

/** Chooses in the browser's own list, whose entries no page can click. */
const choose = (view: View, testId: string, value: string): Promise<void> =>
  view.evaluate(
    (id, wanted) => {
      const select = document.querySelector<HTMLSelectElement>(`[data-testid="${id}"]`);
      if (!select) throw new Error(`no ${id}`);
      select.value = wanted;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    },
    testId,
    value,
  );

/** Opens the menu of the newest row and chooses from it. */
async function chooseFromMenu(view: View, label: string): Promise<void> {
  await view.click({ css: 'tbody tr [aria-haspopup=menu]', nth: 0 });
  await view.click(entry(label));
}

/** Catches what the page saves as a file, and gives its text. */
async function saved(view: View, press: () => Promise<void>): Promise<string> {
  await view.evaluate(() => {
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      const keep = async () => {
        document.documentElement.dataset['saved'] = await blob.text();
      };
      void keep();
      return create(blob);
    };
    // The file itself is not wanted.
    HTMLAnchorElement.prototype.click = () => undefined;
  });
  await press();
  return view.waitUntil(() => document.documentElement.dataset['saved'], []);
}

/** Hands a file to the page as the browser's file dialog does. */
const importFile = (view: View, text: string): Promise<void> =>
  view.evaluate((content) => {
    const input = document.querySelector<HTMLInputElement>('[data-testid=import-file]');
    if (!input) throw new Error('no field for files');
    const files = new DataTransfer();
    files.items.add(new File([content], 'liaison.json', { type: 'application/json' }));
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, text);

export function walkConnectionsPage(ground: Ground): void {
  describe('the Connections page', () => {
    test('finds, renames, deactivates and activates a connection, and erases its keys when it is disconnected', async () => {
      const { browser } = ground;
      await withOwnPage(browser, async (view) => {
        const { id, code } = await invite(view, instances.serviceNow);
        await accept(view, instances.northwind, code);
        await waitForRow(view, ['acme.service-now.com', 'northwind.service-now.com'], 'Active');

        await chooseFromMenu(view, 'Rename …');
        await view.fill({ testId: 'rename-name' }, 'Renamed by hand');
        await view.click(button('Save'));
        await waitForRow(view, ['Renamed by hand']);

        await view.fill({ testId: 'search' }, 'renamed BY');
        await view.waitUntil(() => document.querySelectorAll('tbody tr').length === 1, []);
        await view.fill({ testId: 'search' }, 'nobody has this name');
        await view.waitFor({ text: 'Nothing here fits.' });
        await view.fill({ testId: 'search' }, 'Renamed');
        await waitForRow(view, ['Renamed by hand']);

        await chooseFromMenu(view, 'Deactivate');
        await waitForRow(view, ['Renamed by hand'], 'Deactivated');
        await choose(view, 'status-filter', 'active');
        await view.waitFor({ text: 'Nothing here fits.' });
        await choose(view, 'status-filter', 'deactivated');
        await waitForRow(view, ['Renamed by hand'], 'Deactivated');
        await choose(view, 'status-filter', 'all');
        await chooseFromMenu(view, 'Reactivate');
        await waitForRow(view, ['Renamed by hand'], 'Active');

        await view.click(button('Renamed by hand'));
        await view.waitFor({ css: 'aside .side', nth: 1 });
        const details = await view.text({ css: 'aside' });
        expect(details).toContain('this browser; both sides are signed in here');
        expect(details).toMatch(/Numbers\s*\d/);

        const before = await readStores(view);
        expect(JSON.stringify(before['keys'])).toContain(id);
        await chooseFromMenu(view, 'Disconnect …');
        await view.click({ testId: 'disconnect-confirm' });
        await view.waitFor({ text: 'Nothing here fits.' });
        const after = await readStores(view);
        for (const store of ['connections', 'keys', 'exchange']) {
          expect(JSON.stringify(after[store])).not.toContain(id);
        }
      });
    });

    test('copies, shows, replaces and revokes an invitation', async () => {
      const { browser } = ground;
      await withOwnPage(browser, async (view) => {
        const { id, code } = await invite(view, instances.serviceNow);
        await view.click(tab(/Invitations/));
        await view.click({ testId: `copy-${id}` });
        await view.waitFor({ text: 'The code is on the clipboard.' });
        expect(await browser.clipboard()).toBe(code);

        await chooseFromMenu(view, 'Show code');
        expect(await view.value({ testId: 'manual-code' })).toBe(code);
        await chooseFromMenu(view, 'Hide code');

        await chooseFromMenu(view, 'Revoke and make a new one');
        await view.waitUntil(
          (old) =>
            document.querySelector(`[data-testid="copy-${old}"]`) === null &&
            document.querySelector('tbody tr [data-testid^=copy-]') !== null,
          [id] as const,
        );
        const stores = await readStores(view);
        const replaced = stores['invitations']?.find((row) => row['id'] === id);
        expect(replaced).toMatchObject({ status: 'revoked' });
        expect(JSON.stringify(stores)).not.toContain(code);

        await chooseFromMenu(view, 'Revoke');
        await view.click({ css: 'dialog [type=submit]' });
        await choose(view, 'status-filter', 'revoked');
        await waitForRow(view, ['acme.service-now.com'], 'Revoked');
      });
    });

    test('shows at once what happens in the popup', async () => {
      const { product, browser } = ground;
      await withOwnPage(
        browser,
        async (view) => {
          await invite(view, instances.serviceNow);
          await waitForRow(view, ['acme.service-now.com'], 'Pending');
          const before = await view.count(rows);
          const page = await administrationOf(product, 'acme.service-now.com');
          const code = await initiatePrivately(browser, page);
          await view.waitUntil((count) => document.querySelectorAll('tbody tr').length === count, [
            before + 1,
          ] as const);
          await view.focus();
          await view.click({ css: 'tbody tr [data-testid^=copy-]', nth: 0 });
          await view.waitFor(button('Copied'));
          expect(await browser.clipboard()).toBe(code);
          await page.close();
        },
        'connections.html#invitations',
      );
    });

    test('exports the configuration without a secret, and imports it as connections without keys', async () => {
      const { browser } = ground;
      await withOwnPage(browser, async (view) => {
        const made = await invite(view, instances.serviceNow);
        await accept(view, instances.xurrent, made.code);
        const pending = await invite(view, instances.serviceNow);
        const stores = await readStores(view);

        await view.click(tab('Settings'));
        const text = await saved(view, () => view.click({ testId: 'export' }));
        expect(JSON.parse(text)).toMatchObject({ format: 'liaison-configuration', version: 1 });
        expect(text).toContain(made.id);
        expect(text).not.toContain(pending.code);
        // Whatever is as long as a secret and stands among keys or handshakes must not stand in the export.
        const kept = JSON.stringify([stores['keys'], stores['handshakes'], stores['exchange']]);
        const secrets = kept.match(/[\w-]{40,}/g) ?? [];
        expect(secrets.length).toBeGreaterThan(0);
        expect(secrets.filter((secret) => text.includes(secret))).toStrictEqual([]);

        for (const side of ['source', 'destination']) {
          await get(view, 'connections.disconnect', { id: `${made.id}:${side}` });
        }
        await importFile(view, text.slice(0, 100));
        await view.waitFor({ text: /cannot be imported|not an export of Liaison/ });
        await importFile(view, text);
        await view.waitFor({ text: /connections? (?:was|were) imported/ });
        await view.click(tab('Connections'));
        await waitForRow(
          view,
          ['acme.service-now.com', 'globex.xurrent.com'],
          'The keys of this connection are gone.',
        );
      });
    });

    test('keeps the settings: theme, expiry of new invitations, access to a site', async () => {
      const { product, browser } = ground;
      const page = await administrationOf(product, 'northwind.service-now.com');
      await withOwnPage(
        browser,
        async (view) => {
          const colours = () => view.evaluate(() => getComputedStyle(document.body).backgroundColor);
          await view.waitFor({ testId: 'theme' });
          await choose(view, 'theme', 'light');
          await view.waitUntil(() => document.documentElement.dataset['theme'] === 'light', []);
          const light = await colours();
          await choose(view, 'theme', 'dark');
          await view.waitUntil(() => document.documentElement.dataset['theme'] === 'dark', []);
          expect(await colours()).not.toBe(light);
          await choose(view, 'theme', 'system');
          await view.waitUntil(() => document.documentElement.dataset['theme'] === undefined, []);

          await choose(view, 'expiry', '168');
          await view.waitUntil(
            () =>
              new Promise<boolean>((resolve) => {
                const opening = indexedDB.open('liaison');
                opening.addEventListener('success', () => {
                  const reading = opening.result.transaction('settings').objectStore('settings').getAll();
                  reading.addEventListener('success', () => {
                    opening.result.close();
                    resolve(JSON.stringify(reading.result).includes('"invitationHours":168'));
                  });
                });
              }),
            [],
          );
          const { id } = await invite(view, instances.serviceNow);
          const invitation = (await readStores(view))['invitations']?.find((row) => row['id'] === id);
          const hours = (Number(invitation?.['expiresAt']) - Number(invitation?.['createdAt'])) / 3_600_000;
          expect(Math.round(hours)).toBe(168);
          await choose(view, 'expiry', '72');

          const site = 'https://northwind.service-now.com';
          await view.click({ css: 'li.item:has(b) button', nth: await indexOfSite(view, site) });
          await view.click({ css: 'dialog [type=submit]' });
          await view.waitUntil((wanted) => !document.body.innerText.includes(wanted), [site] as const);
        },
        'connections.html#settings',
      );
      await page.reload();
      const popup = await browser.pressToolbarButton(page);
      await popup.waitFor(button('Allow access'));
      expect(await page.has(button('Initiate connection'))).toBe(false);
      await popup.click(button('Allow access'));
      await page.waitFor(button('Initiate connection'));
      await browser.closePopup();
      await page.close();
    });
  });
}

/** Which of the sites that are listed it is. */
const indexOfSite = (view: View, site: string): Promise<number> =>
  view
    .waitUntil(
      (wanted) => {
        const items = [...document.querySelectorAll('li.item:has(b)')];
        const index = items.findIndex((item) => item.querySelector('b')?.textContent === wanted);
        // Zero would say "not yet".
        return index === -1 ? null : String(index);
      },
      [site] as const,
    )
    .then(Number);
