/** The built product in a real browser beside the practice platforms: what an end-to-end test starts with. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startPlatforms } from '../platforms/core/server.ts';
import type { RunningPlatforms } from '../platforms/core/server.ts';
import type { PracticeDescription } from '../platforms/core/types.ts';
import { startBrowser } from './browsers/start.ts';
import { browserNames } from './browsers/types.ts';
import type { BrowserName, ProductBrowser, StartOptions, View } from './browsers/types.ts';
import { startVirtualDisplay } from './browsers/x11.ts';
import type { VirtualDisplay } from './browsers/x11.ts';
import { builtFolder, projectRoot } from './built.ts';

/** Browsers that end-to-end tests run in: both, or the one that `E2E_BROWSER` names. */
export const browsersUnderTest: readonly BrowserName[] = browserNames.filter(
  (name) => (process.env['E2E_BROWSER'] ?? name) === name,
);

export interface ProductOptions {
  /** Real windows on a virtual display, for native menus and prompts. */
  windows?: boolean;
  /** Windows on a display that exists already, such as `:0`. */
  display?: string;
  permissionPrompts?: StartOptions['permissionPrompts'];
  /** Platforms that run already; else fresh ones are started and stopped with the product. */
  platforms?: RunningPlatforms;
  /** Folder of an unpacked build other than `.output`. */
  extension?: string;
  language?: string;
}

export interface Product {
  /** The browser running now; another one after `restart`. */
  readonly browser: ProductBrowser;
  readonly platforms: RunningPlatforms;
  /** One practice instance by its host name. Throws when there is none. */
  instance(host: string): PracticeDescription;
  /**
   * Opens a page of an instance, its administration page by default, and signs in as that user (`admin` by
   * default) where the platform asks; gives the tab, on the page that was asked for.
   */
  signIn(host: string, user?: string, url?: string): Promise<View>;
  /** Ends the browser (`crash`: by SIGKILL) and starts it again with the same profile. */
  restart(how?: 'orderly' | 'crash'): Promise<ProductBrowser>;
  /** Leaves a picture of every view given in `.output/shots`, for people to look at. */
  shot(view: View, name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Where `shot` leaves its pictures. */
export const shotsFolder = join(projectRoot, '.output', 'shots');

/**
 * Signs in on whatever sign-in form is shown: a name, a password, Enter; platforms that ask for the name first
 * get it first, and a page that wants the password once more gets it. Tells whether a form was shown.
 */
async function fillSignIn(view: View, name: string, password: string): Promise<boolean> {
  const passwordField = { css: 'input[type=password]' };
  const nameField = {
    css: 'form:has(input[type=password]) :is(input[type=text], input[type=email], input:not([type]))',
    nth: 0,
  };
  const nameFirst = { css: 'form input[name=username]', nth: 0 };
  if (!(await view.has(passwordField))) {
    if (!(await view.has(nameFirst))) return false;
    await view.fill(nameFirst, name);
    await view.press('Enter');
    await view.waitFor(passwordField);
  } else if (await view.has(nameField)) await view.fill(nameField, name);
  await view.fill(passwordField, password);
  await view.evaluate(() => {
    document.documentElement.dataset['answered'] = '';
  });
  await view.press('Enter');
  // The next page may ask for a password again.
  await view.waitUntil(
    () => document.documentElement.dataset['answered'] === undefined && document.readyState === 'complete',
    [],
  );
  return true;
}

/** Starts the practice platforms and a browser with the product. */
export async function startProduct(name: BrowserName, options: ProductOptions = {}): Promise<Product> {
  const platforms = options.platforms ?? (await startPlatforms());
  let display: VirtualDisplay | undefined;
  if (options.windows === true && options.display === undefined) display = await startVirtualDisplay();
  const shown = options.display ?? display?.name;
  const profile = await mkdtemp(join(tmpdir(), `liaison-${name}-`));
  const extension = options.extension ?? builtFolder(name === 'chromium' ? 'chrome' : 'firefox');
  const start = () =>
    startBrowser(name, {
      extension,
      port: platforms.port,
      spki: platforms.spki,
      profile,
      ...(shown === undefined ? {} : { display: shown }),
      ...(options.permissionPrompts === undefined ? {} : { permissionPrompts: options.permissionPrompts }),
      ...(options.language === undefined ? {} : { language: options.language }),
    });

  const release = async () => {
    display?.stop();
    if (!options.platforms) await platforms.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  let browser: ProductBrowser;
  try {
    browser = await start();
  } catch (error) {
    await release();
    throw error;
  }

  const instance = (host: string): PracticeDescription => {
    const found = platforms.platforms
      .flatMap((platform) => platform.describe())
      .find((one) => [one.instance, one.url].some((address) => new URL(address).hostname === host));
    if (!found) throw new Error(`no practice instance at ${host}`);
    return found;
  };

  return {
    get browser() {
      return browser;
    },
    platforms,
    instance,
    async signIn(host, user = 'admin', url) {
      const described = instance(host);
      // Names differ (Salesforce's look like mail addresses); the part before the @ is what tells people apart.
      const person =
        described.users.find((one) => one.name === user) ??
        described.users.find((one) => one.name.split('@')[0] === user);
      if (!person) throw new Error(`nobody is called ${user} at ${host}`);
      const page = url ?? described.url;
      const view = await browser.open(page);
      // Jira asks once more before it shows administration pages.
      for (let asked = 0; asked < 3; asked += 1) {
        if (await fillSignIn(view, person.name, person.password)) continue;
        if ((await view.url()) === page) break;
        await view.goto(page);
      }
      return view;
    },
    async restart(how = 'orderly') {
      if (how === 'crash') await browser.kill();
      else await browser.close();
      browser = await start();
      return browser;
    },
    async shot(view, picture) {
      await mkdir(shotsFolder, { recursive: true });
      const path = join(shotsFolder, `${picture}-${name}.png`);
      await view.screenshot(path);
      return path;
    },
    async stop() {
      await browser.close();
      await release();
    },
  };
}
