/**
 * The flows of the product as a person walks them, with the labels that the screens show: shared by the
 * end-to-end tests, which assert beside them, and by the guided run, which only tells.
 */
import type { ProductBrowser, View } from './browsers/types.ts';
import type { Product } from './product.ts';

/** Told after each step, with the view as it is then. */
export type Tell = (line: string, view?: View) => Promise<void> | void;

export interface Flow {
  id: 'F1' | 'F2' | 'F3' | 'F4' | 'F5' | 'F6' | 'F7' | 'F8';
  name: string;
  run(product: Product, tell: Tell): Promise<void>;
}

export const button = (name: string | RegExp) => ({ role: 'button', name });
export const heading = (name: string | RegExp) => ({ role: 'heading', name });

const silent: Tell = () => undefined;

/** Signs in on an instance's administration page and allows the site in the popup, once per profile. */
export async function allowSite(
  product: Product,
  host: string,
  tell: Tell = silent,
  user = 'admin',
): Promise<View> {
  const page = await product.signIn(host, user);
  await tell(`signed in at ${host} as ${user}`, page);
  const { browser } = product;
  const popup = await browser.pressToolbarButton(page);
  await popup.waitFor(button('Allow access'));
  await tell('the popup asks for this one site', popup);
  await popup.click(button('Allow access'));
  await popup.waitGone(button('Allow access'));
  await tell('the popup names the instance and who is signed in', popup);
  await browser.closePopup();
  await page.waitFor(button('Initiate connection'));
  await tell('the two buttons stand on the page', page);
  return page;
}

/** Presses a button on the administration page and gives the popup that it opens. */
export async function fromPage(
  browser: ProductBrowser,
  page: View,
  name: 'Initiate connection' | 'Accept invitation',
): Promise<View> {
  await page.click(button(name));
  return browser.popup();
}

/** Goes on with the wizard's main button, whatever it says on this screen. */
export const forward = (popup: View, name: string) => popup.click(button(name));

export interface PrivateOptions {
  /** Name or key of the project, where the platform has projects and none is chosen yet. */
  project?: string;
}

/** F1 and F2: from the button on the page to a copied private code; gives the code. */
export async function initiatePrivately(
  browser: ProductBrowser,
  page: View,
  tell: Tell = silent,
  options: PrivateOptions = {},
): Promise<string> {
  const popup = await fromPage(browser, page, 'Initiate connection');
  await popup.waitFor({ role: 'checkbox', name: "I don't have a URL" });
  await tell('Initiate connection opens the wizard, instance and action known', popup);
  await popup.click({ role: 'checkbox', name: "I don't have a URL" });
  await tell("I don't have a URL", popup);
  await forward(popup, 'Next');
  await popup.waitFor({ role: 'textbox', name: 'Connection name' });
  await tell('Connection information is filled in', popup);
  await forward(popup, 'Next');
  if (options.project !== undefined) {
    await chooseProject(popup, options.project);
    await tell(`${options.project} is chosen`, popup);
    await forward(popup, 'Initiate');
  }
  await popup.waitFor(button('Copy invitation code'));
  await tell('the invitation, its destination unknown', popup);
  await popup.click(button('Copy invitation code'));
  await popup.waitFor(button('Copied'));
  await tell('the code is on the clipboard', popup);
  const code = await browser.clipboard();
  await popup.click(button('Done'));
  await browser.closePopup();
  return code;
}

/** Picks a project in the wizard's picker by its name. */
export async function chooseProject(popup: View, name: string): Promise<void> {
  await popup.waitFor({ role: 'option', name: new RegExp(name) });
  await popup.click({ role: 'option', name: new RegExp(name), nth: 0 });
}

/** F6: from the button on the page to an established connection, by pasting. */
export async function acceptByPasting(
  browser: ProductBrowser,
  page: View,
  code: string,
  tell: Tell = silent,
  options: PrivateOptions = {},
): Promise<View> {
  const popup = await fromPage(browser, page, 'Accept invitation');
  await popup.fill({ role: 'textbox', name: 'Invitation code' }, code);
  await tell('Accept invitation asks for the code', popup);
  await forward(popup, 'Next');
  await popup.waitFor({ testId: 'claim' });
  if (options.project !== undefined) await chooseProject(popup, options.project);
  await tell('who claims to invite, from where, what, until when', popup);
  await forward(popup, 'Confirm');
  await popup.waitFor(heading('Connection established successfully'));
  await tell('Connection established successfully', popup);
  return popup;
}

/** All flows, in the order in which the guided run shows them. */
export const flows: readonly Flow[] = [
  {
    id: 'F1',
    name: 'F1 A private connection from ServiceNow',
    async run(product, tell) {
      const page = await allowSite(product, 'acme.service-now.com', tell);
      await initiatePrivately(product.browser, page, tell);
    },
  },
];
