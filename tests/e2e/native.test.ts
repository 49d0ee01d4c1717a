import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { View } from '../support/browsers/types.ts';
import { canDriveWindows } from '../support/browsers/x11.ts';
import { administrationOf, button, confirmReview, initiatePrivately } from '../support/flows.ts';
import { browsersUnderTest, startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

// Firefox's own menus and prompts are reached without a display; Chromium's need a window and real keys.
const drivable = browsersUnderTest.filter((name) => name === 'firefox' || canDriveWindows());

describe.each(drivable)('with the own prompt and menu of %s', (name) => {
  const started = { windows: name === 'chromium' };
  let product: Product;
  afterAll(() => product.stop());

  describe('the prompt', () => {
    test('allowing a site puts the buttons on its page; refusing leaves everything as it was', async () => {
      product = await startProduct(name, { ...started, permissionPrompts: 'real' });
      const { browser } = product;
      const page = await product.signIn('acme.service-now.com');

      let popup = await browser.pressToolbarButton(page);
      await popup.click(button('Allow access'));
      await browser.answerPermissionPrompt('deny');
      await browser.closePopup();
      popup = await browser.pressToolbarButton(page);
      await popup.waitFor(button('Allow access'));
      expect(await page.has(button('Initiate connection'))).toBe(false);

      await popup.click(button('Allow access'));
      await browser.answerPermissionPrompt('allow');
      await page.waitFor(button('Initiate connection'));
      await browser.closePopup();
      popup = await browser.pressToolbarButton(page);
      await popup.waitFor(button('Initiate connection'));
      expect(await popup.has(button('Allow access'))).toBe(false);
      await product.stop();
    });
  });

  describe('the menu', () => {
    const codes: string[] = [];
    beforeAll(async () => {
      product = await startProduct(name, started);
      const source = await administrationOf(product, 'acme.service-now.com');
      codes.push(await initiatePrivately(product.browser, source));
      codes.push(await initiatePrivately(product.browser, source));
      await (await administrationOf(product, 'northwind.service-now.com')).close();
    });

    /** A mail with that text, all of it selected, and our entry chosen from the menu; gives mail and popup. */
    async function chooseEntry(text: string): Promise<{ mail: View; popup: View }> {
      const { browser } = product;
      const mail = await browser.open('https://intranet.acme.example/mail');
      await mail.evaluate((content) => {
        const message = document.querySelector('#message');
        if (message) message.textContent = content;
      }, text);
      await mail.selectText({ css: '#message' });
      browser.clicks = 0;
      await browser.chooseFromContextMenu(mail, { css: '#message' }, 'Accept invitation');
      return { mail, popup: await browser.popup() };
    }

    test('a selection without a code is answered with what a code looks like', async () => {
      const { mail, popup } = await chooseEntry('Hello, the code comes tomorrow. Kind regards, Robin');
      await popup.waitFor({ text: 'This is no invitation code.' });
      await popup.waitFor({ text: /one long line of letters and digits/ });
      await product.browser.closePopup();
      await mail.close();
    });

    test('of a selection far longer than any code the beginning is looked at, and a code in it found', async () => {
      // Chromium draws its menu late over a megabyte, and nothing tells a program when.
      const rest = 'all work and no play '.repeat(name === 'chromium' ? 3000 : 50_000);
      const { mail, popup } = await chooseEntry(`${codes[1] ?? ''}\n${rest}`);
      await popup.waitFor({ testId: 'claim' });
      await popup.click({ testId: 'wizard-back' });
      await popup.click({ testId: 'wizard-close' });
      await product.browser.closePopup();
      await mail.close();
    });

    test('of two codes in one selection the admin chooses one', async () => {
      const { mail, popup } = await chooseEntry(
        `First:\n${codes[0] ?? ''}\n\nand then:\n${codes[1] ?? ''}\n`,
      );
      await popup.waitFor({ text: 'Which invitation do you mean?' });
      expect(await popup.count({ role: 'radio' })).toBe(2);
      await popup.click({ testId: 'choice-1' });
      await popup.click(button('Next'));
      await popup.waitFor({ testId: 'claim' });
      await product.browser.closePopup();
      await mail.close();
    });

    test('F6: a code selected on any page, wrapped as mail does, is accepted in three clicks', async () => {
      const wrapped = (codes[0] ?? '').replaceAll(/.{76}/g, '$&\n> ');
      const { mail, popup } = await chooseEntry(`Hello,\n\n> ${wrapped}\n\nKind regards`);
      await confirmReview(popup);
      expect(product.browser.clicks).toBeLessThanOrEqual(3);
      await product.browser.closePopup();
      await mail.close();
    });
  });
});
