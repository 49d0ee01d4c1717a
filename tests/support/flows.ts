/**
 * The flows of the product as a person walks them, with the labels that the screens show: shared by the
 * end-to-end tests, which assert beside them, and by the guided run, which only tells.
 */
import type { ProductBrowser, Target, View } from './browsers/types.ts';
import type { Product } from './product.ts';

/** Told after each step, with the view as it is then. */
export type Tell = (line: string, view?: View) => Promise<void> | void;

export interface Flow {
  id: 'F1' | 'F2' | 'F3' | 'F4' | 'F5' | 'F6' | 'F8';
  name: string;
  run(product: Product, tell: Tell): Promise<void>;
}

export const button = (name: string | RegExp) => ({ role: 'button', name });
export const heading = (name: string | RegExp) => ({ role: 'heading', name });
/** An entry of a menu, a card or a list. */
export const entry = (name: string | RegExp) => ({ role: 'menuitem', name });

export const ESTABLISHED = 'Connection established successfully';
const MODES = 'Choose the configuration type';

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
  await popup.waitFor({ css: '[data-tab-kind=instance]' });
  await tell('the popup names the instance and who is signed in', popup);
  await browser.closePopup();
  await page.waitFor(button('Initiate connection'));
  await tell('the two buttons stand on the page', page);
  return page;
}

/** The administration page of an instance, with the buttons on it: allowed before or now. */
export async function administrationOf(product: Product, host: string, tell: Tell = silent): Promise<View> {
  const page = await product.signIn(host);
  const { browser } = product;
  const popup = await browser.pressToolbarButton(page);
  await popup.waitFor({ css: '[data-tab-kind=instance], [data-testid=allow]' });
  if (await popup.has(button('Allow access'))) {
    // Right after a start the question may answer itself.
    await popup.click(button('Allow access'), { timeout: 2000 }).catch(() => undefined);
    await popup.waitFor({ css: '[data-tab-kind=instance]' });
    await tell(`${host} is allowed, and signed in`, popup);
  }
  await browser.closePopup();
  await page.waitFor(button('Initiate connection'));
  return page;
}

/** Presses a button on the administration page and gives the popup that it opens. */
export async function fromPage(
  browser: ProductBrowser,
  page: View,
  name: 'Initiate connection' | 'Accept invitation',
): Promise<View> {
  await page.click(button(name));
  // A browser that is busy elsewhere takes its time.
  return browser.popup({ timeout: 20_000 });
}

/** Goes on with the wizard's main button, whatever it says on this screen. */
export const forward = (popup: View, name: string) => popup.click(button(name));

/** Finds a project by its name or key in the field that has the focus, with the keyboard. */
export async function chooseProject(
  popup: View,
  name: string,
  field: 'project' | 'remote-project' = 'project',
): Promise<void> {
  const target = { testId: field };
  // The list first: with it comes what is filled in by itself.
  await popup.waitFor(target);
  await popup.evaluate(
    (testId) => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)?.focus(),
    field,
  );
  await popup.press('ArrowDown');
  await popup.waitFor({ role: 'option', nth: 0 });
  await popup.fill(target, name);
  await popup.waitUntil(
    (testId, wanted) => {
      const input = document.querySelector(`[data-testid="${testId}"]`);
      const list = document.getElementById(input?.getAttribute('aria-controls') ?? '');
      const options = [...(list?.querySelectorAll('[role=option]') ?? [])];
      return options.length > 0 && options[0]?.textContent.includes(wanted);
    },
    [field, name] as const,
  );
  await popup.press('Enter');
  await popup.waitUntil(
    (testId, wanted) => {
      const input = document.querySelector<HTMLInputElement>(`[data-testid="${testId}"]`);
      return input?.getAttribute('aria-expanded') === 'false' && input.value.includes(wanted);
    },
    [field, name] as const,
  );
}

export interface InitiateOptions {
  /** Name or key of the local project, where the platform has projects and none is remembered. */
  project?: string;
  mode?: 'basic' | 'visual' | 'script';
}

/** From the invitation's screen to its code on the clipboard, and out of the wizard. */
async function copyAndLeave(browser: ProductBrowser, popup: View, tell: Tell): Promise<string> {
  await popup.waitFor(button('Copy invitation code'));
  await tell('the invitation, with its code', popup);
  await popup.click(button('Copy invitation code'));
  await popup.waitFor(button('Copied'));
  await tell('the code is on the clipboard', popup);
  const code = await browser.clipboard();
  await popup.click(button('Done'));
  await popup.waitFor({ css: '[data-screen=home]' });
  await browser.closePopup();
  return code;
}

/** F1 and F2: from the button on the page to a copied private code; gives the code. */
export async function initiatePrivately(
  browser: ProductBrowser,
  page: View,
  tell: Tell = silent,
  options: InitiateOptions = {},
): Promise<string> {
  const popup = await fromPage(browser, page, 'Initiate connection');
  await popup.waitFor({ role: 'checkbox', name: "I don't have a URL" });
  await tell('Initiate connection opens the wizard, instance and action known', popup);
  await popup.click({ role: 'checkbox', name: "I don't have a URL" });
  await popup.waitFor({ text: MODES });
  await tell("I don't have a URL: only the modes remain to choose from", popup);
  if (options.mode) await popup.click({ testId: `choice-${options.mode}` });
  await forward(popup, 'Next');
  await popup.waitFor({ role: 'textbox', name: 'Connection name' });
  await tell('Connection information is filled in', popup);
  await forward(popup, 'Next');
  if (options.project !== undefined) {
    await popup.waitFor({ testId: 'project' });
    await chooseProject(popup, options.project);
    await tell(`Select a project for the incoming sync: ${options.project}`, popup);
  }
  // On Jira the project is asked for, even where it is the one of the last time.
  await popup.waitFor({ css: '[data-screen=project], [data-screen=invitation]' });
  if (await popup.has({ css: '[data-screen=project]' })) await forward(popup, 'Initiate');
  return copyAndLeave(browser, popup, tell);
}

/** Presses *Initiate connection* and names the destination; ends when it is recognised. */
export async function toDestination(
  browser: ProductBrowser,
  page: View,
  url: string,
  tell: Tell = silent,
): Promise<View> {
  const popup = await fromPage(browser, page, 'Initiate connection');
  await popup.fill({ testId: 'destination-url' }, url);
  await popup.waitUntil(
    (modes) =>
      document.body.innerText.includes(modes) ||
      document.body.innerText.includes('may not look at this address yet'),
    [MODES] as const,
  );
  if (!(await popup.has({ text: MODES }))) {
    await tell('the destination: Next asks for access to this one site', popup);
    await forward(popup, 'Next');
    await popup.waitFor({ text: MODES });
  }
  await tell('the destination is recognised', popup);
  return popup;
}

/** F3: a destination that somebody else administers; gives the code. */
export async function initiateWithoutAccess(
  browser: ProductBrowser,
  page: View,
  url: string,
  tell: Tell = silent,
  options: InitiateOptions = {},
): Promise<string> {
  const popup = await toDestination(browser, page, url, tell);
  await forward(popup, 'Next');
  await popup.waitFor({ text: 'Do you have admin access to the destination instance?' });
  await popup.click({ testId: 'choice-no' });
  await tell("No, I don't have admin access", popup);
  await popup.click({ testId: 'wizard-forward' });
  if (options.project !== undefined) {
    await popup.waitFor({ testId: 'project' });
    await chooseProject(popup, options.project);
    await tell(`Select a project for the incoming sync: ${options.project}`, popup);
    await forward(popup, 'Initiate');
  }
  return copyAndLeave(browser, popup, tell);
}

export interface BothOptions {
  /** Project of the destination, where it has projects. */
  remoteProject?: string;
  /** Project of the own side, where it has projects. */
  project?: string;
}

/** F4: both sides are administered here; no code, no paste. Gives the popup on the last screen. */
export async function connectBoth(
  browser: ProductBrowser,
  page: View,
  url: string,
  tell: Tell = silent,
  options: BothOptions = {},
): Promise<View> {
  const popup = await toDestination(browser, page, url, tell);
  await forward(popup, 'Next');
  await popup.waitFor({ text: 'Do you have admin access to the destination instance?' });
  await tell('Yes, I have admin access: this browser is signed in there', popup);
  await forward(popup, 'Initiate');
  if (options.remoteProject !== undefined || options.project !== undefined) {
    await popup.waitFor({ css: '[data-screen=remote-project]' });
    if (options.project !== undefined) await chooseProject(popup, options.project);
    if (options.remoteProject !== undefined)
      await chooseProject(popup, options.remoteProject, 'remote-project');
    await tell('access is verified, the project chosen', popup);
    await forward(popup, 'Confirm');
  }
  await popup.waitFor(heading(ESTABLISHED));
  await tell(ESTABLISHED, popup);
  return popup;
}

/** F5: a destination and the Script mode; gives the code. */
export async function initiateScript(
  browser: ProductBrowser,
  page: View,
  url: string,
  tell: Tell = silent,
  options: InitiateOptions = {},
): Promise<string> {
  const popup = await toDestination(browser, page, url, tell);
  await popup.click({ testId: 'choice-script' });
  await tell('Script is chosen', popup);
  await forward(popup, 'Next');
  await popup.waitFor({ role: 'textbox', name: 'Connection name' });
  await tell('Connection information is filled in', popup);
  await forward(popup, 'Next');
  if (options.project !== undefined) {
    await popup.waitFor({ testId: 'project' });
    await chooseProject(popup, options.project);
    await tell(`Select a project for the incoming sync: ${options.project}`, popup);
    await forward(popup, 'Initiate');
  }
  return copyAndLeave(browser, popup, tell);
}

/** F8: the own URL, two projects of one instance. Gives the popup on the last screen. */
export async function connectLocally(
  browser: ProductBrowser,
  page: View,
  url: string,
  projects: readonly [string, string],
  tell: Tell = silent,
): Promise<View> {
  const popup = await toDestination(browser, page, url, tell);
  await popup.waitFor({ text: 'This is your own instance.' });
  await tell('the own URL makes a local connection', popup);
  await forward(popup, 'Next');
  await popup.waitFor({ css: '[data-screen=remote-project]' });
  await chooseProject(popup, projects[0]);
  await chooseProject(popup, projects[1], 'remote-project');
  await tell('two projects of one instance', popup);
  await forward(popup, 'Confirm');
  await popup.waitFor(heading(ESTABLISHED));
  await tell(ESTABLISHED, popup);
  return popup;
}

/** On the screen that says who claims to invite: chooses a project where one is given, confirms. */
export async function confirmReview(
  popup: View,
  tell: Tell = silent,
  options: Pick<InitiateOptions, 'project'> = {},
): Promise<void> {
  await popup.waitFor({ testId: 'claim' });
  if (options.project !== undefined) await chooseProject(popup, options.project);
  await tell('who claims to invite, from where, what, until when', popup);
  await forward(popup, 'Confirm');
  await popup.waitFor(heading(ESTABLISHED));
  await tell(ESTABLISHED, popup);
}

/** Puts a text on the clipboard and pastes it into a field, in place of what is there. */
export async function paste(
  browser: ProductBrowser,
  view: View,
  target: Target,
  text: string,
): Promise<void> {
  await browser.writeClipboard(text);
  await view.fill(target, '');
  await view.press('Control+v');
  await view.waitUntil(
    (length) => (document.activeElement as HTMLTextAreaElement | null)?.value.length === length,
    [text.length] as const,
  );
}

/** F6: from the button on the page to an established connection, by pasting. */
export async function acceptByPasting(
  browser: ProductBrowser,
  page: View,
  code: string,
  tell: Tell = silent,
  options: Pick<InitiateOptions, 'project'> = {},
): Promise<View> {
  const popup = await fromPage(browser, page, 'Accept invitation');
  await paste(browser, popup, { role: 'textbox', name: 'Invitation code' }, code);
  await tell('Accept invitation asks for the code', popup);
  await forward(popup, 'Next');
  await confirmReview(popup, tell, options);
  return popup;
}

/** Leaves the last screen of a wizard for the popup's home. */
export async function finish(popup: View): Promise<void> {
  await popup.click(button('Done'));
  await popup.waitFor({ css: '[data-screen=home]' });
}

/** All flows, in the order in which the guided run shows them; what one makes the next may use. */
export function createFlows(): readonly Flow[] {
  const codes: string[] = [];
  const next = () => {
    const code = codes.shift();
    if (code === undefined) throw new Error('no invitation is left to accept: the flow that makes it failed');
    return code;
  };
  const accepting = (host: string, platform: string, options: { project?: string } = {}): Flow => ({
    id: 'F6',
    name: `F6 The invitation is accepted at ${platform}`,
    async run(product, tell) {
      const code = next();
      const page = await administrationOf(product, host, tell);
      await finish(await acceptByPasting(product.browser, page, code, tell, options));
      await product.browser.closePopup();
    },
  });
  return [
    {
      id: 'F1',
      name: 'F1 A private connection from ServiceNow',
      async run(product, tell) {
        const page = await allowSite(product, 'acme.service-now.com', tell);
        codes.push(await initiatePrivately(product.browser, page, tell));
      },
    },
    accepting('tailspin--uat.sandbox.lightning.force.com', 'Salesforce'),
    {
      id: 'F2',
      name: 'F2 A private connection from Jira Data Center',
      async run(product, tell) {
        const page = await administrationOf(product, 'jira.contoso.example', tell);
        codes.push(await initiatePrivately(product.browser, page, tell, { project: 'Website' }));
      },
    },
    accepting('acme.service-now.com', 'ServiceNow'),
    {
      id: 'F3',
      name: 'F3 From Salesforce to a Jira Cloud that somebody else administers',
      async run(product, tell) {
        const page = await administrationOf(product, 'acme.lightning.force.com', tell);
        codes.push(
          await initiateWithoutAccess(product.browser, page, 'https://fabrikam.atlassian.net', tell),
        );
      },
    },
    accepting('fabrikam.atlassian.net', 'Jira Cloud', { project: 'Fabrikam' }),
    {
      id: 'F4',
      name: 'F4 From Salesforce to a Jira that is administered here too',
      async run(product, tell) {
        await administrationOf(product, 'jira.acme.example', tell);
        const page = await administrationOf(product, 'acme.lightning.force.com', tell);
        const popup = await connectBoth(product.browser, page, 'https://jira.acme.example/jira', tell, {
          remoteProject: 'Helpdesk',
        });
        await finish(popup);
        await product.browser.closePopup();
      },
    },
    {
      id: 'F5',
      name: 'F5 Scripts between Xurrent and Jira',
      async run(product, tell) {
        const page = await administrationOf(product, 'acme.xurrent.com', tell);
        codes.push(await initiateScript(product.browser, page, 'https://jira.acme.example/jira', tell));
      },
    },
    accepting('jira.acme.example', 'Jira Data Center'),
    {
      id: 'F8',
      name: 'F8 Two projects of one Jira',
      async run(product, tell) {
        const page = await administrationOf(product, 'jira.acme.example', tell);
        const popup = await connectLocally(
          product.browser,
          page,
          'https://jira.acme.example/jira',
          ['Helpdesk', 'Operations'],
          tell,
        );
        await finish(popup);
        await product.browser.closePopup();
      },
    },
  ];
}
