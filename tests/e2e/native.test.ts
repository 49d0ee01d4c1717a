import { afterEach, describe, expect, test } from 'vitest';

import { canDriveWindows } from '../support/browsers/x11.ts';
import { acceptByPasting, allowSite, button, heading, initiatePrivately } from '../support/flows.ts';
import { browsersUnderTest, startProduct } from '../support/product.ts';
import type { Product, ProductOptions } from '../support/product.ts';

// Firefox's own menus and prompts are reached without a display; Chromium's need a window and real keys.
const drivable = browsersUnderTest.filter((name) => name === 'firefox' || canDriveWindows());

let product: Product;
afterEach(() => product.stop());

const start = async (name: (typeof drivable)[number], options: ProductOptions = {}) => {
  product = await startProduct(name, { ...options, windows: name === 'chromium' });
  return product;
};

describe.each(drivable)('with the own prompt and menu of %s', (name) => {
  test('allowing a site in the prompt puts the buttons on its page; refusing leaves everything as it was', async () => {
    const { browser } = await start(name, { permissionPrompts: 'real' });
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
  });

  test('F6: a code selected on any page is accepted through the context menu in at most three clicks', async () => {
    const { browser } = await start(name);
    const source = await allowSite(product, 'acme.service-now.com');
    const code = await initiatePrivately(browser, source);
    await allowSite(product, 'northwind.service-now.com');

    const mail = await browser.open(`https://intranet.acme.example/mail?text=${encodeURIComponent(code)}`);
    await mail.selectText({ css: '#message' });
    browser.clicks = 0;
    await browser.chooseFromContextMenu(mail, { css: '#message' }, 'Accept invitation');
    const popup = await browser.popup();
    await popup.waitFor({ testId: 'claim' });
    await product.shot(popup, 'native-review');
    await popup.click(button('Confirm'));
    await popup.waitFor(heading('Connection established successfully'));
    // The right click that opens the menu is the browser's own step; the choice and Confirm are ours.
    expect(browser.clicks).toBeLessThanOrEqual(3);
  });
});

describe.each(browsersUnderTest)('by pasting, in %s', (name) => {
  test('F6: a code from ServiceNow is accepted at another ServiceNow instance', async () => {
    product = await startProduct(name);
    const { browser } = product;
    const source = await allowSite(product, 'acme.service-now.com');
    const code = await initiatePrivately(browser, source);
    const page = await allowSite(product, 'northwind.service-now.com');
    const popup = await acceptByPasting(browser, page, code);
    expect(await popup.has(heading('Connection established successfully'))).toBe(true);
  });
});
