import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import type { View } from '../support/browsers/types.ts';
import { administrationOf, button, fromPage } from '../support/flows.ts';
import { browsersUnderTest, startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

const host = 'acme.service-now.com';

/** What can happen to a wizard under the admin's hands, step by step. */
const disturbances: Record<string, (product: Product, step: number) => Promise<void>> = {
  'the popup is closed and the background stopped': async ({ browser }) => {
    await browser.closePopup();
    await browser.stopBackground();
  },
  // A crash is the harder case; one orderly end shows that it is no different.
  'the browser crashes or is restarted': async (product, step) => {
    await product.restart(step === 2 ? 'orderly' : 'crash');
  },
};

/**
 * Waits until the last letter is in the database: what is typed in the very moment of a crash was never said to be
 * saved.
 */
const isSaved = (popup: View, text: string): Promise<unknown> =>
  popup.waitUntil(
    (wanted) =>
      new Promise<boolean>((resolve) => {
        const opening = indexedDB.open('liaison');
        opening.addEventListener('success', () => {
          const all = opening.result.transaction('wizards').objectStore('wizards').getAll();
          all.addEventListener('success', () => {
            opening.result.close();
            resolve(JSON.stringify(all.result).includes(wanted));
          });
        });
      }),
    [text],
  );

/** Comes back as an admin would: the instance's page, the toolbar button. */
async function comeBack(product: Product): Promise<View> {
  const page = await product.signIn(host);
  return product.browser.pressToolbarButton(page);
}

describe.each(browsersUnderTest)('a wizard in %s', (name) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct(name);
  });
  afterEach(() => product.browser.closePopup());
  afterAll(() => product.stop());

  test.each(Object.keys(disturbances))('goes on in every step after %s', async (what) => {
    const disturb = disturbances[what];
    if (!disturb) throw new Error(what);
    const page = await administrationOf(product, host);
    let popup = await fromPage(product.browser, page, 'Initiate connection');

    await popup.click({ role: 'checkbox', name: "I don't have a URL" });
    await popup.click({ testId: 'choice-script' });
    await disturb(product, 1);
    popup = await comeBack(product);
    await popup.waitFor({ testId: 'choice-script' });
    expect(
      await popup.evaluate(() => document.querySelector<HTMLInputElement>('[data-testid="no-url"]')?.checked),
    ).toBe(true);

    await popup.click(button('Next'));
    await popup.fill({ testId: 'information-connectionName' }, `Kept: ${what}`);
    await popup.fill({ testId: 'information-description' }, 'to the last letter');
    await isSaved(popup, 'to the last letter');
    await disturb(product, 2);
    popup = await comeBack(product);
    expect(await popup.value({ testId: 'information-connectionName' })).toBe(`Kept: ${what}`);
    expect(await popup.value({ testId: 'information-description' })).toBe('to the last letter');

    await popup.click(button('Next'));
    await popup.waitFor({ testId: 'code' });
    const code = await popup.text({ testId: 'code' });
    await disturb(product, 3);
    popup = await comeBack(product);
    expect(await popup.text({ testId: 'code' })).toBe(code);

    await popup.click(button('Copy invitation code'));
    await popup.waitFor(button('Copied'));
    expect(await product.browser.clipboard()).toBe(code);
    await popup.click(button('Done'));
    await popup.waitFor({ ...button('Copy code'), nth: 0 });
    await disturb(product, 4);
    popup = await comeBack(product);
    await popup.waitFor({ ...button('Copy code'), nth: 0 });
    expect(await popup.text({ testId: 'invitations' })).toContain(`Kept: ${what}`);
  });

  test('keeps the last letters typed when the popup closes at once', async () => {
    const page = await administrationOf(product, host);
    let popup = await fromPage(product.browser, page, 'Initiate connection');
    await popup.fill({ testId: 'destination-url' }, 'https://to-the-last-letter.example');
    await product.browser.closePopup();
    popup = await product.browser.pressToolbarButton(page);
    expect(await popup.value({ testId: 'destination-url' })).toBe('https://to-the-last-letter.example');
  });
});
