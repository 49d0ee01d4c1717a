/**
 * Chromium behind the drivers' interface. Measured with Debian's Chromium 156:
 * - Builds are loaded with `--load-extension`. Loaded through the protocol instead (`Extensions.loadUnpacked`,
 *   what puppeteer does with paths), every start counts as an installation and takes granted sites away.
 *   Settings are written some seconds late, so a site granted right before a SIGKILL is forgotten either way.
 * - `permissions.request` shows a prompt that closes the toolbar popup at once, headless too (where nobody can
 *   answer it). `developerPrivate.addHostPermission`, called on chrome://extensions for all sites, records the
 *   consent without making any site active: `permissions.contains` stays false, and the product's own request
 *   from a click is then answered yes without a prompt, the popup staying open.
 * - The real prompt has Deny focused; Tab and Enter press Allow (xdotool under Xvfb).
 * - `Extensions.triggerAction` opens the popup headless; it is a page target like any other.
 * - Closing the service worker's target stops it; the next event starts it again with fresh globals.
 * - A native context menu chooses an entry by its first letter.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TargetType, launch } from 'puppeteer-core';
import type {
  Browser,
  CDPSession,
  ConsoleMessage,
  Extension,
  Frame,
  KeyInput,
  Page,
  Target as BrowserTarget,
} from 'puppeteer-core';

import { chromiumPath } from '../browser-paths.ts';
import type { ConsoleLine, ProductBrowser, StartOptions, Target, View, WaitOptions } from './types.ts';
import { createView, poll } from './view.ts';
import type { FrameEnds, ViewEnds } from './view.ts';
import { xdotool } from './x11.ts';

interface DomNode {
  backendNodeId: number;
  frameId?: string;
  shadowRootType?: 'open' | 'closed' | 'user-agent';
  children?: DomNode[];
  shadowRoots?: DomNode[];
  contentDocument?: DomNode;
}

/** What puppeteer's frames have beyond their published type: their protocol session and id. */
interface FrameInside {
  readonly client: CDPSession;
  readonly _id: string;
}

// Both are stable members of puppeteer's CDP frames; there is no published way to a frame's session.
const inside = (frame: Frame) => frame as unknown as FrameInside;

function closedRootsOf(node: DomNode, frameId: string, current: string, found: number[]): void {
  if (node.shadowRootType === 'closed' && current === frameId) found.push(node.backendNodeId);
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) {
    closedRootsOf(child, frameId, current, found);
  }
  if (node.contentDocument) closedRootsOf(node.contentDocument, frameId, node.frameId ?? '', found);
}

function frameEnds(frame: Frame): FrameEnds {
  const call = (source: string, args: readonly unknown[]) =>
    frame.evaluate(`(${source})(...${JSON.stringify(args)})`);
  return {
    call,
    async callWithClosedRoots(source, args) {
      const { client, _id } = inside(frame);
      const { root } = await client.send('DOM.getDocument', { depth: -1, pierce: true });
      const roots: number[] = [];
      // The protocol answers with the document of the process's topmost frame, not with this frame's.
      let local = frame;
      for (let up = frame.parentFrame(); up && inside(up).client === client; up = up.parentFrame())
        local = up;
      closedRootsOf(root, _id, inside(local)._id, roots);
      if (roots.length === 0) {
        return frame.evaluate(`(${source})([], ...${JSON.stringify(args)})`);
      }
      const objects = await Promise.all(
        roots.map((backendNodeId) => client.send('DOM.resolveNode', { backendNodeId })),
      );
      const ids = objects.flatMap(({ object }) => (object.objectId === undefined ? [] : [object.objectId]));
      const answer = await client.send('Runtime.callFunctionOn', {
        functionDeclaration: `function (...roots) { return (${source})(roots, ...${JSON.stringify(args)}); }`,
        ...(ids[0] === undefined ? {} : { objectId: ids[0] }),
        arguments: ids.map((objectId) => ({ objectId })),
        returnByValue: true,
        awaitPromise: true,
      });
      if (answer.exceptionDetails)
        throw new Error(answer.exceptionDetails.exception?.description ?? 'failed');
      return answer.result.value as unknown;
    },
    async offset() {
      let x = 0;
      let y = 0;
      for (let inner = frame; inner.parentFrame();) {
        const element = await inner.frameElement();
        const box = await element?.evaluate((node) => {
          const rect = node.getBoundingClientRect();
          return { x: rect.x + node.clientLeft, y: rect.y + node.clientTop };
        });
        x += box?.x ?? 0;
        y += box?.y ?? 0;
        const parent = inner.parentFrame();
        if (!parent) break;
        inner = parent;
      }
      return { x, y };
    },
  };
}

/** The text says "[object Object]" for objects; what is in them is of interest. */
async function spellOut(message: ConsoleMessage, line: ConsoleLine): Promise<void> {
  const values = await Promise.all(message.args().map((one) => one.jsonValue().catch(() => one.toString())));
  if (values.length === 0) return;
  line.text = values.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(' ');
}

const pagesBehind = new WeakMap<View, Page>();
const browsersBehind = new WeakMap<ProductBrowser, Browser>();

/** The page behind a view of Chromium, for measurements that need the protocol. Throws for other views. */
export function pageBehind(view: View): Page {
  const page = pagesBehind.get(view);
  if (!page) throw new Error('not a view of Chromium');
  return page;
}

/** The browser behind the driver, for measurements that need the protocol. Throws for other browsers. */
export function browserBehind(browser: ProductBrowser): Browser {
  const found = browsersBehind.get(browser);
  if (!found) throw new Error('not Chromium');
  return found;
}

const mouseButtons = ['left', 'middle', 'right'] as const;

function createPageView(page: Page, kind: 'tab' | 'popup', clicked: () => void): View {
  const ends: ViewEnds = {
    kind,
    clicked,
    frames: async () =>
      page
        .frames()
        .filter((frame) => !frame.detached)
        .map(frameEnds),
    url: async () => page.url(),
    async goto(url) {
      await page.goto(url, { waitUntil: 'load' });
    },
    async mouse(steps) {
      let at = { x: 0, y: 0 };
      for (const step of steps) {
        if (step.type === 'move') {
          at = step;
          await page.mouse.move(step.x, step.y);
        } else {
          // A press may close the page (a popup, say), and with it the release.
          await page.mouse
            .click(at.x, at.y, { button: mouseButtons[step.button], count: step.times })
            .catch((error: unknown) => {
              if (!page.isClosed()) throw error;
            });
        }
      }
    },
    async press(keys) {
      const held = keys.slice(0, -1) as KeyInput[];
      const key = keys.at(-1) as KeyInput;
      for (const one of held) await page.keyboard.down(one);
      // Chromium maps editing shortcuts to commands only when they are named.
      const commands: Readonly<Record<string, string>> = { v: 'Paste', c: 'Copy', x: 'Cut', a: 'SelectAll' };
      const command = held.includes('Control') ? commands[key] : undefined;
      await page.keyboard
        .press(key, command === undefined ? {} : { commands: [command] })
        .catch((error: unknown) => {
          if (!page.isClosed()) throw error;
        });
      if (page.isClosed()) return;
      for (const one of held) await page.keyboard.up(one);
    },
    type: (text) => (text.length > 200 ? page.keyboard.sendCharacter(text) : page.keyboard.type(text)),
    async runScript(source) {
      const session = await page.createCDPSession();
      const answer = await session.send('Runtime.evaluate', { expression: source });
      await session.detach();
      if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
    },
    png: (full) => page.screenshot({ fullPage: full, captureBeyondViewport: full }),
    async setScheme(scheme) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    },
    async setSize(width, height) {
      await page.setViewport({ width, height });
    },
    focus: () => page.bringToFront(),
    close: () => page.close(),
    isClosed: async () => page.isClosed(),
  };
  const view = createView(ends);
  pagesBehind.set(view, page);
  return view;
}

/** Else every sign-in asks a service on the network about the password, and a bubble covers the page. */
async function keepPasswordsOut(profile: string): Promise<void> {
  const folder = join(profile, 'Default');
  const settings = { credentials_enable_service: false, profile: { password_manager_leak_detection: false } };
  await mkdir(folder, { recursive: true });
  // A profile that was used before has its settings already.
  await writeFile(join(folder, 'Preferences'), JSON.stringify(settings), { flag: 'wx' }).catch(
    () => undefined,
  );
}

/** Starts Chromium with the product in it. Throws when Chromium is not installed. */
export async function startChromium(options: StartOptions): Promise<ProductBrowser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('Chromium is not installed');
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'liaison-chromium-')));
  const language = options.language ?? 'en-US';
  await keepPasswordsOut(profile);
  const browser: Browser = await launch({
    executablePath,
    headless: options.display === undefined,
    pipe: true,
    // Without a list: switches on what the protocol offers for extensions; the build is loaded by the argument.
    enableExtensions: true,
    userDataDir: profile,
    defaultViewport: options.display === undefined ? { width: 1280, height: 850 } : null,
    env: {
      ...process.env,
      LANGUAGE: language,
      ...(options.display === undefined ? {} : { DISPLAY: options.display }),
    },
    args: [
      `--load-extension=${options.extension}`,
      `--disable-extensions-except=${options.extension}`,
      // Chromium refuses to run as root inside its sandbox, and continuous integration often is root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--lang=${language}`,
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
      '--no-first-run',
      '--window-position=0,0',
      '--window-size=1280,850',
      `--host-resolver-rules=MAP * 127.0.0.1:${String(options.port)}`,
      `--ignore-certificate-errors-spki-list=${options.spki}`,
      ...(options.args ?? []),
    ],
  });

  const lines: ConsoleLine[] = [];
  const pages = new WeakMap<Page, View>();
  const own = new WeakSet<Page>();
  let id = '';

  const isOurs = (target: BrowserTarget) => target.url().startsWith(`chrome-extension://${id}/`);
  const state = { clicks: 0, pressedAt: 0 };
  const clicked = () => {
    state.clicks += 1;
  };
  const viewOf = (page: Page, kind: 'tab' | 'popup' = 'tab'): View => {
    const known = pages.get(page);
    if (known) return known;
    const view = createPageView(page, kind, clicked);
    pages.set(page, view);
    return view;
  };
  const pageOf = async (view: View): Promise<Page> => {
    for (const page of await browser.pages(true)) if (pages.get(page) === view) return page;
    throw new Error('that tab is not open in this browser');
  };

  const worker = await browser.waitForTarget(
    (target) => target.type() === TargetType.SERVICE_WORKER && target.url().startsWith('chrome-extension://'),
    { timeout: 20_000 },
  );
  id = new URL(worker.url()).host;

  const keep = (message: ConsoleMessage) => {
    const line: ConsoleLine = { level: message.type(), text: message.text() };
    lines.push(line);
    void spellOut(message, line);
  };
  const heard = new WeakSet<BrowserTarget>();
  const hear = async (target: BrowserTarget) => {
    if (heard.has(target)) return;
    heard.add(target);
    try {
      if (target.type() === TargetType.PAGE) {
        const page = await target.page();
        page?.on('console', keep);
        page?.on('pageerror', (error) => lines.push({ level: 'error', text: String(error) }));
      } else if (target.type() === TargetType.SERVICE_WORKER && isOurs(target)) {
        (await target.worker())?.on('console', keep);
      }
    } catch {
      // A target that is gone already has nothing to say.
    }
  };
  browser.on('targetcreated', (target) => void hear(target));
  for (const target of browser.targets()) await hear(target);

  /** Runs one call of chrome.developerPrivate in a tab of chrome://extensions, closed again. */
  async function onExtensionsPage(
    method: 'addHostPermission' | 'removeHostPermission',
    hosts: readonly string[],
  ) {
    const page = await browser.newPage();
    try {
      await page.goto('chrome://extensions');
      const call = `Promise.all(${JSON.stringify(hosts)}.map((host) => chrome.developerPrivate.${method}('${id}', host)))`;
      await page.evaluate(`${call}.then(() => true)`);
    } finally {
      await page.close();
    }
  }

  if ((options.permissionPrompts ?? 'consented') === 'consented') {
    await onExtensionsPage('addHostPermission', ['https://*/*', 'http://*/*']);
  }

  const popupTarget = async (): Promise<Page | undefined> => {
    for (const target of browser.targets()) {
      if (!target.url().startsWith(`chrome-extension://${id}/popup.html`)) continue;
      const page = await target.asPage().catch(() => undefined);
      if (page && !own.has(page) && !page.isClosed()) return page;
    }
    return undefined;
  };

  const popup = async (wait?: WaitOptions): Promise<View> => {
    const page = await poll(popupTarget, () => 'the popup', wait?.timeout);
    await page.waitForFunction('document.readyState === "complete"').catch(() => undefined);
    return viewOf(page, 'popup');
  };

  const needDisplay = (what: string): string => {
    if (options.display === undefined) throw new Error(`${what} needs a display in Chromium`);
    return options.display;
  };

  async function extension(): Promise<Extension> {
    const found = (await browser.extensions()).get(id);
    if (!found) throw new Error('the extension is not loaded');
    return found;
  }

  async function clipboardIn<T>(run: (page: Page) => Promise<T>): Promise<T> {
    const open = await popupTarget();
    const page = open ?? (await browser.newPage());
    try {
      if (!open) await page.goto(`chrome-extension://${id}/manifest.json`);
      await browser
        .defaultBrowserContext()
        .overridePermissions(`chrome-extension://${id}`, ['clipboard-read', 'clipboard-sanitized-write']);
      if (!open) await page.bringToFront();
      return await run(page);
    } finally {
      await browser.defaultBrowserContext().clearPermissionOverrides();
      if (!open) await page.close();
    }
  }

  const ended = new Promise<void>((resolve) => {
    const child = browser.process();
    if (!child || child.exitCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  const forget = async () => {
    if (options.profile === undefined) {
      // Helper processes may still be writing for a moment.
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  };

  const product: ProductBrowser = {
    name: 'chromium',
    version: (await browser.version()).replace(/^.*\//, ''),
    profile,
    get clicks() {
      return state.clicks;
    },
    set clicks(count) {
      state.clicks = count;
    },
    get pressedAt() {
      return state.pressedAt;
    },
    extensionUrl: (path) => `chrome-extension://${id}/${path}`,
    async open(url) {
      const page = await browser.newPage();
      own.add(page);
      await page.goto(url, { waitUntil: 'load' });
      await page.bringToFront();
      return viewOf(page);
    },
    async openExtensionPage(path) {
      const page = await browser.newPage();
      own.add(page);
      await page.goto(`chrome-extension://${id}/${path}`, { waitUntil: 'load' });
      await page.bringToFront();
      return viewOf(page);
    },
    async waitForView(urlPart, wait) {
      const page = await poll(
        async () => (await browser.pages(true)).find((one) => one.url().includes(urlPart)),
        () => `a tab at ${urlPart}`,
        wait?.timeout,
      );
      return viewOf(page);
    },
    urls: async () =>
      browser
        .targets()
        .filter((one) => one.type() === TargetType.PAGE)
        .map((one) => one.url()),
    async pressToolbarButton(tab) {
      const page = await pageOf(tab);
      await page.bringToFront();
      const pressed = await extension();
      state.pressedAt = performance.timeOrigin + performance.now();
      await page.triggerExtensionAction(pressed);
      return popup();
    },
    popup,
    hasPopup: async () => (await popupTarget()) !== undefined,
    async closePopup() {
      const page = await popupTarget();
      await page?.close();
    },
    async pressShortcut(command) {
      const display = needDisplay('a shortcut');
      const manifest = await readManifest();
      const keys = manifest.commands?.[command]?.suggested_key?.default;
      if (keys === undefined) throw new Error(`the manifest has no shortcut for ${command}`);
      xdotool(display, 'key', keys.toLowerCase());
    },
    async chooseFromContextMenu(tab, at: Target, label) {
      const display = needDisplay('a context menu');
      await tab.focus();
      const box = await tab.box(at);
      const screen = await tab.evaluate(() => ({
        x: window.screenX + (window.outerWidth - window.innerWidth) / 2,
        y: window.screenY + (window.outerHeight - window.innerHeight),
      }));
      const x = String(Math.round(screen.x + box.x + Math.min(box.width / 2, 40)));
      const y = String(Math.round(screen.y + box.y + Math.min(box.height / 2, 12)));
      xdotool(display, 'mousemove', x, y, 'click', '3');
      // The menu takes keys only once it is drawn; nothing tells a program when that is.
      await new Promise((resolve) => setTimeout(resolve, 600));
      xdotool(display, 'key', label.charAt(0).toLowerCase());
      clicked();
      clicked();
    },
    async answerPermissionPrompt(answer) {
      const display = needDisplay('the permission prompt');
      // As above: a native dialog without any sign that a program could wait for.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      if (answer === 'allow') xdotool(display, 'key', 'Tab');
      xdotool(display, 'key', 'Return');
      clicked();
    },
    async revokeSite(origin) {
      const page = await browser.newPage();
      own.add(page);
      try {
        await page.goto(`chrome-extension://${id}/manifest.json`);
        await page.evaluate(
          `chrome.permissions.remove({ origins: [${JSON.stringify(`${origin}/*`)}] }).then(() => true)`,
        );
      } finally {
        await page.close();
      }
    },
    async stopBackground(how) {
      for (const target of browser.targets()) {
        if (target.type() !== TargetType.SERVICE_WORKER || !isOurs(target)) continue;
        try {
          await (await target.worker())?.close();
        } catch (error) {
          // It may have ended by itself, or by another stop, between two of our messages.
          if (how !== 'busy') throw error;
        }
      }
      if (how === 'busy') return;
      await poll(
        async () => !browser.targets().some((one) => one.type() === TargetType.SERVICE_WORKER && isOurs(one)),
        () => 'the background to stop',
      );
    },
    isBackgroundRunning: async () =>
      browser.targets().some((one) => one.type() === TargetType.SERVICE_WORKER && isOurs(one)),
    async evaluateInBackground(run, ...args) {
      const target = await browser.waitForTarget(
        (one) => one.type() === TargetType.SERVICE_WORKER && isOurs(one),
      );
      const running = await target.worker();
      if (!running) throw new Error('the background has just stopped');
      // The worker returns what `run` returns.
      return (await running.evaluate(`(${run.toString()})(...${JSON.stringify(args)})`)) as Awaited<
        ReturnType<typeof run>
      >;
    },
    clipboard: () => clipboardIn((page) => page.evaluate(() => navigator.clipboard.readText())),
    async writeClipboard(text) {
      await clipboardIn((page) => page.evaluate((value) => navigator.clipboard.writeText(value), text));
    },
    consoleLines: async () => lines,
    ended,
    async close() {
      await browser.close();
      await ended;
      await forget();
    },
    async kill() {
      browser.process()?.kill('SIGKILL');
      await ended;
      await browser.disconnect().catch(() => undefined);
      await forget();
    },
  };
  browsersBehind.set(product, browser);
  return product;

  async function readManifest() {
    const path = join(options.extension, 'manifest.json');
    // Our own manifest, whose shape the package test pins.
    return JSON.parse(await readFile(path, 'utf8')) as {
      commands?: Record<string, { suggested_key?: { default?: string } }>;
    };
  }
}
