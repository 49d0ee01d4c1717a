/**
 * Firefox behind the drivers' interface, over WebDriver BiDi. Measured with Firefox ESR 153:
 * - `--remote-allow-system-access` lets scripts run in the browser's own window (`moz:scope: chrome`), which is
 *   the way to what has no protocol: the toolbar popup, menus, shortcuts, the background's end.
 * - The toolbar popup is no tab, so the protocol does not list it. Once the agent's register of navigables
 *   knows the panel's browser element, evaluation, input (trusted, with user activation) and screenshots work
 *   in it as in a tab, headless too.
 * - `extensions.webextOptionalPermissionPrompts=false` answers `permissions.request` with yes; the popup stays.
 * - A temporary installation keeps storage, IndexedDB and granted sites over a SIGKILL and a new installation
 *   in the same profile, given the fixed address in `extensions.webextensions.uuids`.
 * - `openPopup` refuses while another panel is open; Escape sent through the protocol does not close a panel.
 * - The practice platforms' port is set as HTTP proxy, so that real names and ports work without port 443.
 * - A `goto` of an extension page never resolves: it is not awaited, the document is looked at instead.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { launch } from 'puppeteer-core';

import { firefoxPath } from '../browser-paths.ts';
import type { ProductBrowser, StartOptions, View, WaitOptions } from './types.ts';
import { createView, poll } from './view.ts';
import type { FrameEnds, MouseStep, ViewEnds } from './view.ts';

const UUID = '5e1f0c52-7a3b-4d7e-9b61-2c4d8a9f0e13';

/** The protocol connection inside puppeteer's browser; it has no published way to send commands. */
interface Connection {
  send(method: string, params: object): Promise<{ result: unknown }>;
}

interface ContextInfo {
  context: string;
  url: string;
  children?: ContextInfo[] | null;
}

interface RemoteValue {
  type: string;
  value?: unknown;
  sharedId?: string;
}

interface NodeValue extends RemoteValue {
  value?: { mode?: 'open' | 'closed'; shadowRoot?: NodeValue | null; children?: NodeValue[] };
}

type ScriptResult =
  | { type: 'success'; result: RemoteValue }
  | { type: 'exception'; exceptionDetails: { text: string } };

const keyValues: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
  F10: '\uE03A',
  Meta: '\uE03D',
  Space: ' ',
};

/** Functions that run in the browser's own window; each stands alone and gets JSON arguments. */
const inChrome = {
  /** Ids of the open toolbar panels' pages, made known to the remote agent. */
  panels: `() => {
    const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs');
    const open = () => [...Services.wm.getEnumerator('navigator:browser')].flatMap((w) => [
      ...w.document.querySelectorAll('browser.webextension-popup-browser'),
    ]).filter((one) => one.closest('panel')?.state !== 'closed' && one.currentURI.spec !== 'about:blank');
    if (!Object.hasOwn(NavigableManager, 'getBrowserById')) {
      const known = NavigableManager.getBrowserById.bind(NavigableManager);
      NavigableManager.getBrowserById = (id) =>
        open().find((one) => NavigableManager.getIdForBrowser(one) === id) ?? known(id);
    }
    return open().map((one) => {
      one.permanentKey ??= {};
      return { context: NavigableManager.getIdForBrowser(one), url: one.currentURI.spec };
    });
  }`,
  closePanels: `() => {
    for (const w of Services.wm.getEnumerator('navigator:browser')) {
      for (const one of w.document.querySelectorAll('browser.webextension-popup-browser')) one.closest('panel')?.hidePopup();
    }
  }`,
  pressToolbarButton: `async (id) => {
    const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
    const { extension } = WebExtensionPolicy.getByID(id);
    const action = ExtensionParent.apiManager.global.browserActionFor(extension);
    await action.triggerAction(Services.wm.getMostRecentWindow('navigator:browser'));
  }`,
  pressShortcut: `(key, modifiers) => {
    const w = Services.wm.getMostRecentWindow('navigator:browser');
    const found = [...w.document.querySelectorAll('keyset[id^=ext-keyset] key')].find(
      (one) =>
        (one.getAttribute('key') ?? one.getAttribute('keycode')) === key &&
        (one.getAttribute('modifiers') ?? '').split(',').sort().join() === modifiers,
    );
    if (!found) throw new Error('no such shortcut');
    found.doCommand();
  }`,
  menuState: `() => Services.wm.getMostRecentWindow('navigator:browser').document.getElementById('contentAreaContextMenu').state`,
  chooseFromMenu: `(label) => {
    const menu = Services.wm.getMostRecentWindow('navigator:browser').document.getElementById('contentAreaContextMenu');
    const item = [...menu.querySelectorAll('menuitem')].find((one) => one.label === label && !one.hidden);
    if (!item) throw new Error('no such entry: ' + [...menu.querySelectorAll('menuitem:not([hidden])')].map((one) => one.label).join(', '));
    menu.activateItem(item);
  }`,
  answerPrompt: `(answer) => {
    const w = Services.wm.getMostRecentWindow('navigator:browser');
    const shown = w.document.getElementById('addon-webext-permissions-notification');
    if (!shown || w.PopupNotifications.panel.state !== 'open') return false;
    (answer === 'allow' ? shown.button : shown.secondaryButton).click();
    return true;
  }`,
  revoke: `async (id, origins) => {
    const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
    await ExtensionPermissions.remove(id, { origins, permissions: [] }, WebExtensionPolicy.getByID(id).extension);
  }`,
  stopBackground: `(id) => WebExtensionPolicy.getByID(id).extension.terminateBackground().then(() => true)`,
  backgroundState: `(id) => WebExtensionPolicy.getByID(id).extension.backgroundState`,
  readClipboard: `() => {
    const transferable = Cc['@mozilla.org/widget/transferable;1'].createInstance(Ci.nsITransferable);
    transferable.init(null);
    transferable.addDataFlavor('text/plain');
    Services.clipboard.getData(transferable, Services.clipboard.kGlobalClipboard);
    const data = {};
    try {
      transferable.getTransferData('text/plain', data);
    } catch {
      return '';
    }
    return data.value.QueryInterface(Ci.nsISupportsString).data;
  }`,
  writeClipboard: `(text) => {
    Cc['@mozilla.org/widget/clipboardhelper;1'].getService(Ci.nsIClipboardHelper).copyString(text);
  }`,
  setScheme: `(scheme) => Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', scheme === 'dark' ? 0 : 1)`,
  // Console calls stay in the process that made them, so each process is told to report the product's.
  listen: `(base) => {
    const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs');
    const lines = (NavigableManager.productLines = []);
    Services.ppmm.addMessageListener('product:console', ({ data }) => lines.push(data));
    const inProcess = (base) => {
      const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
      const text = (part) => {
        try {
          return typeof part === 'string' ? part : (JSON.stringify(part) ?? String(part));
        } catch {
          return String(part);
        }
      };
      storage.addLogEventListener((subject) => {
        const call = subject.wrappedJSObject ?? subject;
        if (!String(call.filename ?? '').startsWith(base)) return;
        sendAsyncMessage('product:console', { level: call.level, text: [...call.arguments].map(text).join(' ') });
      }, Cc['@mozilla.org/systemprincipal;1'].createInstance(Ci.nsIPrincipal));
    };
    Services.ppmm.loadProcessScript('data:,' + encodeURIComponent('(' + inProcess + ')(' + JSON.stringify(base) + ')'), true);
  }`,
  console: `(base) => {
    const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs');
    const errors = Services.console.getMessageArray()
      .filter((one) => one instanceof Ci.nsIScriptError && one.sourceName.startsWith(base))
      .map((one) => ({ level: one.flags & 1 ? 'warning' : 'error', text: one.errorMessage }));
    return [...NavigableManager.productLines, ...errors];
  }`,
};

/** Starts Firefox with the product in it. Throws when Firefox is not installed. */
export async function startFirefox(options: StartOptions): Promise<ProductBrowser> {
  const executablePath = firefoxPath();
  if (executablePath === undefined) throw new Error('Firefox is not installed');
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'liaison-firefox-')));
  // Our own manifest, whose shape the package test pins.
  const manifest = JSON.parse(await readFile(join(options.extension, 'manifest.json'), 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
    commands?: Record<string, { suggested_key?: { default?: string } }>;
  };
  const addon = manifest.browser_specific_settings.gecko.id;
  const base = `moz-extension://${UUID}/`;
  const browser = await launch({
    browser: 'firefox',
    executablePath,
    headless: options.display === undefined,
    userDataDir: profile,
    acceptInsecureCerts: true,
    defaultViewport: null,
    args: ['--remote-allow-system-access', '--width=1280', '--height=900', ...(options.args ?? [])],
    ...(options.display === undefined ? {} : { env: { ...process.env, DISPLAY: options.display } }),
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [addon]: UUID }),
      'extensions.webextOptionalPermissionPrompts': options.permissionPrompts === 'real',
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': options.port,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': options.port,
      'network.proxy.no_proxies_on': '',
      // Nothing may be fetched beside what the product and its platforms fetch.
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'signon.rememberSignons': false,
      'signon.management.page.breach-alerts.enabled': false,
      'browser.safebrowsing.malware.enabled': false,
      'browser.safebrowsing.phishing.enabled': false,
      'intl.locale.requested': options.language ?? 'en-US',
      'layout.css.prefers-color-scheme.content-override': 1,
    },
  });
  // See `Connection`: the member exists in puppeteer's BiDi browser.
  const { connection } = browser as unknown as { connection: Connection };
  const send = async (method: string, params: object) => (await connection.send(method, params)).result;

  const state = { clicks: 0, pressedAt: 0 };
  const clicked = () => {
    state.clicks += 1;
  };

  async function scriptIn(
    context: string,
    declaration: string,
    args: readonly object[],
    more: object = {},
  ): Promise<RemoteValue> {
    const answer = (await send('script.callFunction', {
      functionDeclaration: declaration,
      arguments: args,
      target: { context },
      awaitPromise: true,
      ...more,
    })) as ScriptResult;
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
    return answer.result;
  }

  const fromJson = (value: RemoteValue): unknown =>
    typeof value.value === 'string' ? (JSON.parse(value.value) as unknown) : undefined;

  const callJson = async (context: string, source: string, args: readonly unknown[]) =>
    fromJson(
      await scriptIn(context, `async (args) => JSON.stringify(await (${source})(...JSON.parse(args)))`, [
        { type: 'string', value: JSON.stringify(args) },
      ]),
    );

  async function chrome(source: string, ...args: readonly unknown[]): Promise<unknown> {
    const tree = (await send('browsingContext.getTree', { 'moz:scope': 'chrome' })) as {
      contexts: ContextInfo[];
    };
    const window = tree.contexts.find((one) => one.url.includes('browser.xhtml'));
    if (!window) throw new Error('no browser window');
    return callJson(window.context, source, args);
  }

  await chrome(inChrome.listen, base);
  await browser.installExtension(options.extension);

  async function contexts(): Promise<readonly ContextInfo[]> {
    return ((await send('browsingContext.getTree', {})) as { contexts: ContextInfo[] }).contexts;
  }

  const panels = async () => (await chrome(inChrome.panels)) as ContextInfo[];

  function frameEnds(context: string, path: readonly string[]): FrameEnds {
    return {
      call: (source, args) => callJson(context, source, args),
      async callWithClosedRoots(source, args) {
        const documentNode = (await scriptIn(context, '() => document', [], {
          serializationOptions: { maxDomDepth: null, maxObjectDepth: 0, includeShadowTree: 'all' },
        })) as NodeValue;
        const roots: string[] = [];
        const walk = (node: NodeValue) => {
          const shadow = node.value?.shadowRoot;
          if (shadow) {
            if (shadow.value?.mode === 'closed' && shadow.sharedId !== undefined) roots.push(shadow.sharedId);
            walk(shadow);
          }
          for (const child of node.value?.children ?? []) walk(child);
        };
        walk(documentNode);
        return fromJson(
          await scriptIn(
            context,
            `async (args, ...roots) => JSON.stringify(await (${source})(roots, ...JSON.parse(args)))`,
            [
              { type: 'string', value: JSON.stringify(args) },
              ...roots.map((sharedId) => ({ type: 'node', sharedId })),
            ],
          ),
        );
      },
      async offset() {
        let x = 0;
        let y = 0;
        // Each frame's place in the one around it; frames of another origin hide their element.
        for (const inner of path) {
          const place = (await callJson(
            inner,
            `() => {
              const frame = window.frameElement;
              if (!frame) return { x: 0, y: 0 };
              const rect = frame.getBoundingClientRect();
              return { x: rect.x + frame.clientLeft, y: rect.y + frame.clientTop };
            }`,
            [],
          )) as { x: number; y: number };
          x += place.x;
          y += place.y;
        }
        return { x, y };
      },
    };
  }

  function pointer(steps: readonly MouseStep[]): object[] {
    return steps.flatMap((step): object[] =>
      step.type === 'move'
        ? [{ type: 'pointerMove', x: step.x, y: step.y }]
        : Array.from({ length: step.times }).flatMap(() => [
            { type: 'pointerDown', button: step.button },
            { type: 'pointerUp', button: step.button },
          ]),
    );
  }

  const views = new Map<string, View>();
  const contextOf = new WeakMap<View, string>();
  const own = new Set<string>();

  function viewOf(context: string, kind: 'tab' | 'popup'): View {
    const known = views.get(context);
    if (known) return known;
    const info = async () =>
      (kind === 'popup' ? await panels() : await contexts()).find((one) => one.context === context) ??
      (await contexts()).find((one) => one.context === context);
    const isClosed = async () => (await info()) === undefined;
    /** Input that closes its own page (a popup that is done) is no fault. */
    const perform = async (actions: object[]) => {
      try {
        await send('input.performActions', { context, actions });
      } catch (error) {
        if (!(await isClosed())) throw error;
      }
    };
    const keys = (presses: readonly (readonly string[])[]) =>
      perform([
        {
          type: 'key',
          id: 'keyboard',
          actions: presses.flatMap((chord) => [
            ...chord.map((value) => ({ type: 'keyDown', value })),
            ...chord.toReversed().map((value) => ({ type: 'keyUp', value })),
          ]),
        },
      ]);
    const ends: ViewEnds = {
      kind,
      clicked,
      async frames() {
        const top = await info();
        if (!top) throw new Error('the view is gone');
        const frames: FrameEnds[] = [];
        const walk = (one: ContextInfo, path: readonly string[]) => {
          frames.push(frameEnds(one.context, path));
          for (const child of one.children ?? []) walk(child, [...path, child.context]);
        };
        walk(top, []);
        return frames;
      },
      // The register of contexts forgets the address of extension pages; the document knows it.
      url: async () => String(await callJson(context, '() => location.href', [])),
      async goto(url) {
        if (!url.startsWith('moz-extension:')) {
          await send('browsingContext.navigate', { context, url, wait: 'complete' });
          return;
        }
        send('browsingContext.navigate', { context, url, wait: 'none' }).catch(() => undefined);
        await poll(
          async () =>
            await callJson(
              context,
              '(wanted) => location.href.startsWith(wanted) && document.readyState === "complete"',
              [url],
            ),
          () => url,
        );
      },
      mouse: (steps) =>
        perform([
          { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: pointer(steps) },
        ]),
      press: (chord) => keys([chord.map((key) => keyValues[key] ?? key)]),
      type: (text) => keys(Array.from(text, (character) => [character === '\n' ? '\uE007' : character])),
      async runScript(source) {
        const answer = (await send('script.evaluate', {
          expression: `${source}\n;undefined`,
          target: { context },
          awaitPromise: true,
        })) as ScriptResult;
        if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
      },
      async png(full) {
        const { data } = (await send('browsingContext.captureScreenshot', {
          context,
          origin: full ? 'document' : 'viewport',
        })) as { data: string };
        return Buffer.from(data, 'base64');
      },
      async setScheme(scheme) {
        await chrome(inChrome.setScheme, scheme);
        await poll(
          () =>
            callJson(context, '(scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches', [
              scheme,
            ]),
          () => `the ${scheme} scheme`,
        );
      },
      async setSize(width, height) {
        await send('browsingContext.setViewport', { context, viewport: { width, height } });
      },
      async focus() {
        if (kind === 'tab') await send('browsingContext.activate', { context });
      },
      async close() {
        if (kind === 'popup' && (await panels()).some((one) => one.context === context)) {
          await chrome(inChrome.closePanels);
        } else await send('browsingContext.close', { context });
      },
      isClosed,
    };
    const view = createView(ends);
    views.set(context, view);
    contextOf.set(view, context);
    return view;
  }

  async function openTab(url: string): Promise<View> {
    const { context } = (await send('browsingContext.create', { type: 'tab' })) as { context: string };
    own.add(context);
    const view = viewOf(context, 'tab');
    await view.goto(url);
    await view.focus();
    return view;
  }

  /** Tabs with the address that their document has. */
  async function located(): Promise<readonly ContextInfo[]> {
    const all = await contexts();
    return Promise.all(
      all.map(async ({ context, url }) => ({
        context,
        url: await callJson(context, '() => location.href', []).then(String, () => url),
      })),
    );
  }

  const findPopup = async (): Promise<string | undefined> => {
    const [panel] = await panels();
    if (panel) return panel.context;
    const window = (await located()).find(
      (one) => one.url.startsWith(`${base}popup.html`) && !own.has(one.context),
    );
    return window?.context;
  };

  const popup = async (wait?: WaitOptions): Promise<View> => {
    const context = await poll(findPopup, () => 'the popup', wait?.timeout);
    const view = viewOf(context, 'popup');
    await view.waitUntil(() => document.readyState === 'complete', []);
    return view;
  };

  const child = browser.process();
  const ended = new Promise<void>((resolve) => {
    if (!child || child.exitCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  const forget = async () => {
    if (options.profile === undefined) {
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  };

  return {
    name: 'firefox',
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
    extensionUrl: (path) => base + path,
    open: openTab,
    openExtensionPage: (path) => openTab(base + path),
    async waitForView(urlPart, wait) {
      const { context } = await poll(
        async () => (await located()).find((one) => one.url.includes(urlPart)),
        () => `a tab at ${urlPart}`,
        wait?.timeout,
      );
      return viewOf(context, 'tab');
    },
    urls: async () => [...(await panels()), ...(await located())].map((one) => one.url),
    async pressToolbarButton(tab) {
      await tab.focus();
      state.pressedAt = performance.timeOrigin + performance.now();
      await chrome(inChrome.pressToolbarButton, addon);
      return popup();
    },
    popup,
    hasPopup: async () => (await findPopup()) !== undefined,
    async closePopup() {
      await chrome(inChrome.closePanels);
      await poll(
        async () => (await panels()).length === 0,
        () => 'the popup to close',
      );
    },
    async pressShortcut(command) {
      const keys = manifest.commands?.[command]?.suggested_key?.default;
      if (keys === undefined) throw new Error(`the manifest has no shortcut for ${command}`);
      const parts = keys.split('+');
      const names: Readonly<Record<string, string>> = { Ctrl: 'accel', MacCtrl: 'control' };
      const modifiers = parts.slice(0, -1).map((part) => names[part] ?? part.toLowerCase());
      await chrome(inChrome.pressShortcut, parts.at(-1), modifiers.sort().join());
    },
    async chooseFromContextMenu(tab, at, label) {
      await tab.focus();
      const box = await tab.box(at);
      await tab.clickAt(
        Math.round(box.x + Math.min(box.width / 2, 40)),
        Math.round(box.y + Math.min(box.height / 2, 12)),
        { button: 'right' },
      );
      await poll(
        async () => (await chrome(inChrome.menuState)) === 'open',
        () => 'the context menu',
      );
      await chrome(inChrome.chooseFromMenu, label);
      clicked();
    },
    async answerPermissionPrompt(answer) {
      await poll(
        async () => (await chrome(inChrome.answerPrompt, answer)) === true,
        () => 'the permission prompt',
      );
      clicked();
    },
    async revokeSite(origin) {
      await chrome(inChrome.revoke, addon, [`${origin}/*`]);
    },
    async stopBackground(how) {
      await chrome(inChrome.stopBackground, addon);
      if (how === 'busy') return;
      await poll(
        async () => (await chrome(inChrome.backgroundState, addon)) === 'stopped',
        () => 'the background to stop',
      );
    },
    isBackgroundRunning: async () => (await chrome(inChrome.backgroundState, addon)) === 'running',
    evaluateInBackground: () =>
      Promise.reject(new Error('only Chromium lets a test run code in the background')),
    clipboard: async () => String(await chrome(inChrome.readClipboard)),
    async writeClipboard(text) {
      await chrome(inChrome.writeClipboard, text);
    },
    consoleLines: async () => (await chrome(inChrome.console, base)) as { level: string; text: string }[],
    ended,
    async close() {
      await browser.close();
      await ended;
      await forget();
    },
    async kill() {
      child?.kill('SIGKILL');
      await ended;
      await browser.disconnect().catch(() => undefined);
      await forget();
    },
  };
}
