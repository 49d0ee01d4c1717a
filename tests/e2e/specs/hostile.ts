import { describe, expect, test } from 'vitest';

import type { View } from '../../support/browsers/types.ts';
import { button, fromPage } from '../../support/flows.ts';
import { readDatabase } from './ground.ts';
import type { Ground, Stores } from './ground.ts';

const HOST = 'https://jira.hostile.example';
const address = (attack: string) => `${HOST}/secure/admin/ViewApplicationProperties.jspa?attack=${attack}`;
const initiate = button('Initiate connection');

/** Everything but wizards and the times at which sites were seen: what a click on a page must never change. */
const withoutWizards = ({ wizards: _wizards, sites: _sites, ...rest }: Stores) => rest;

/** Opens a hostile page; its site is allowed at the first. */
async function openHostile({ browser }: Ground, attack: string): Promise<View> {
  const page = await browser.open(address(attack));
  const popup = await browser.pressToolbarButton(page);
  await popup.waitFor({ css: '[data-tab-kind=instance], [data-testid=allow]' });
  if (await popup.has(button('Allow access'))) {
    await popup.click(button('Allow access'));
    await popup.waitFor({ css: '[data-tab-kind=instance]' });
  }
  await browser.closePopup();
  return page;
}

/** Leaves the wizard that a click has opened, in which nothing was said. */
async function leaveWizard({ browser }: Ground, page: View): Promise<void> {
  if (!(await browser.hasPopup())) {
    await page.focus();
    await browser.pressToolbarButton(page);
  }
  const popup = await browser.popup();
  await popup.click({ testId: 'wizard-close' });
  await popup.waitFor({ css: '[data-screen=home]' });
  await browser.closePopup();
}

/** What a page can do to the buttons, and to whoever clicks (T1 to T4). */
export function walkHostilePages(ground: Ground): void {
  describe('a hostile page', () => {
    test.each(['opacity', 'overlay', 'under-cursor', 'frame'])(
      'that plays tricks with the buttons (%s) gets a wizard that asks, and nothing else',
      async (attack) => {
        const { browser } = ground;
        const page = await openHostile(ground, attack === 'frame' ? 'none' : attack);
        if (attack === 'frame') {
          // Its own administration page in a frame: no buttons in there, one group outside.
          await page.evaluate((inner) => {
            const frame = document.createElement('iframe');
            frame.src = inner;
            document.querySelector('main')?.append(frame);
          }, address('none'));
        }
        await page.waitUntil(
          (selfMade) =>
            selfMade || (window as unknown as { attempts: { found: string[] } }).attempts.found.length > 0,
          [attack === 'frame'] as const,
        );
        const before = await readDatabase(browser);
        await page.focus();
        if (attack === 'frame') {
          await page.waitFor(initiate);
          await page.click(initiate);
        } else {
          // Where the page says that its victim is: in the middle of what it moved, hid or covered.
          const at = await page.waitUntil(() => {
            const ours = [...document.querySelectorAll('*')].findLast(
              (element) => element.shadowRoot === null && element.localName.includes('-'),
            );
            const box = ours?.getBoundingClientRect();
            return box && box.width > 0 ? { x: box.x + box.width / 4, y: box.y + box.height / 2 } : undefined;
          }, []);
          await page.clickAt(Math.round(at.x), Math.round(at.y));
        }
        // What is moved under the cursor may be met anywhere, also where it does nothing.
        const opens = attack !== 'under-cursor';
        if (opens) {
          const popup = await browser.popup();
          await popup.waitFor({ testId: 'destination-url' });
          expect(await popup.text({ css: 'form' })).toContain('jira.hostile.example');
        }
        const after = await readDatabase(browser);
        expect(withoutWizards(after)).toStrictEqual(withoutWizards(before));
        if (opens) await leaveWizard(ground, page);
        await page.close();
      },
    );

    test('with buttons of its own that look like ours gets clicks and no answer', async () => {
      const { browser } = ground;
      const page = await openHostile(ground, 'lookalike');
      const before = await readDatabase(browser);
      await page.focus();
      await page.click({ css: '#lookalike' });
      expect(
        await page.evaluate(() => (window as unknown as { attempts: { clicks: number } }).attempts.clicks),
      ).toBe(1);
      expect(await browser.hasPopup()).toBe(false);
      expect(await readDatabase(browser)).toStrictEqual(before);
      await page.close();
    });

    test('that makes events and messages by script is not heard', async () => {
      const { browser } = ground;
      const before = await readDatabase(browser);
      const page = await openHostile(ground, 'click');
      await page.waitFor(initiate);
      await page.evaluate(() => {
        for (const name of ['wizard.open', 'invitation.accept', 'connections.disconnect', 'config.export']) {
          postMessage({ name, input: { action: 'initiate' } }, '*');
          document.dispatchEvent(new CustomEvent(name, { detail: { name, input: {} } }));
        }
      });
      expect(await browser.hasPopup()).toBe(false);
      const { wizards } = await readDatabase(browser);
      expect(wizards).toStrictEqual(before['wizards']);
      await page.close();
    });

    test('that forges the start of other scripts and empties itself has exactly one group again', async () => {
      const page = await openHostile(ground, 'forged-start');
      await page.waitFor(initiate);
      await page.evaluate(() => {
        document.body.replaceChildren(document.createElement('main'));
      });
      await page.waitFor(initiate);
      expect(await page.count(initiate)).toBe(1);
      await page.close();
    });

    test('that looks for the product finds none of its files', async () => {
      const { browser } = ground;
      const page = await browser.open('https://intranet.acme.example/');
      const files = [
        'manifest.json',
        'popup.html',
        'connections.html',
        'background.js',
        'icon/128.png',
        'content-scripts/jira.js',
        '_locales/en/messages.json',
      ].map((path) => browser.extensionUrl(path));
      const found = await page.evaluate(async (urls) => {
        const reached: string[] = [];
        for (const url of urls) {
          await fetch(url).then(
            () => reached.push(`fetch ${url}`),
            () => undefined,
          );
          await new Promise<void>((resolve) => {
            const image = new Image();
            image.addEventListener('load', () => {
              reached.push(`image ${url}`);
              resolve();
            });
            image.addEventListener('error', () => resolve());
            image.src = url;
          });
          await new Promise<void>((resolve) => {
            const script = document.createElement('script');
            script.addEventListener('load', () => {
              reached.push(`script ${url}`);
              resolve();
            });
            script.addEventListener('error', () => resolve());
            script.src = url;
            document.head.append(script);
          });
        }
        return reached;
      }, files);
      expect(found).toStrictEqual([]);
      await page.close();
    });

    test('whose names are markup owns no screen of ours', async () => {
      const { browser } = ground;
      const page = await openHostile(ground, 'none');
      const popup = await fromPage(browser, page, 'Initiate connection');
      await popup.waitFor({ testId: 'destination-url' });
      expect(await popup.title()).not.toBe('owned');
      expect(await popup.count({ css: 'img' })).toBe(0);
      await popup.click({ testId: 'wizard-close' });
      await popup.waitFor({ css: '[data-screen=home]' });
      expect(await popup.title()).not.toBe('owned');
      expect(await popup.count({ css: 'img' })).toBe(0);
      expect(await popup.text({ css: 'output', nth: 0 })).toContain('<img src=x');
      await browser.closePopup();
      await page.close();
    });
  });
}
