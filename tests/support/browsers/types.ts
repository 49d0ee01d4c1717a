/**
 * One way to drive the product in either browser. A spec sees a `ProductBrowser` and its `View`s and never
 * which browser is behind them; what only one browser can do says so and throws in the other.
 */

export type BrowserName = 'chromium' | 'firefox';

export const browserNames: readonly BrowserName[] = ['chromium', 'firefox'];

export interface StartOptions {
  /** Folder of the unpacked build. */
  extension: string;
  /** Port on 127.0.0.1 that answers for every host name, TLS and plain HTTP alike; also speaks HTTP proxying. */
  port: number;
  /** Public-key fingerprint of the practice platforms' certificate, base64 of SHA-256. */
  spki: string;
  /** Profile folder, kept after `close` and `kill`; without it a fresh one is made and removed. */
  profile?: string;
  /** A window on this X display (such as `:99`); headless without it. */
  display?: string;
  /**
   * What happens when the product asks for a site: `consented` (default) answers yes without showing anything,
   * `real` shows the browser's own prompt, to be answered with `answerPermissionPrompt`.
   */
  permissionPrompts?: 'consented' | 'real';
  /** Interface language, such as `en-US` (default). */
  language?: string;
  /** Command-line arguments beyond the driver's own. */
  args?: readonly string[];
}

/** How an element is found: by what a person perceives, else by its `data-testid`, else by CSS. */
export interface Target {
  /** ARIA role, explicit or implied by the tag. */
  role?: string;
  /** Accessible name: the whole of it, white space collapsed; a RegExp matches a part. */
  name?: string | RegExp;
  testId?: string;
  css?: string;
  /** Visible text: a part of it, white space collapsed; innermost elements only. */
  text?: string | RegExp;
  /** Which of several, from 0; without it, more than one match is an error when one is needed. */
  nth?: number;
}

export interface WaitOptions {
  /** Milliseconds before giving up; 10,000 by default. */
  timeout?: number;
}

export interface ClickOptions extends WaitOptions {
  button?: 'left' | 'right' | 'middle';
  /** Presses in quick succession: 2 selects a word, 3 a paragraph. */
  times?: number;
  /** Clicks even where another element covers the target, as a misled person would. */
  covered?: boolean;
}

export interface FocusedElement {
  role: string;
  name: string;
  testId: string | undefined;
}

/** Anything serialisable as JSON goes in and out of the page. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** A tab, a window or the toolbar popup. Input is the browser's own: trusted events with user activation. */
export interface View {
  readonly kind: 'tab' | 'popup';
  url(): Promise<string>;
  title(): Promise<string>;
  /** Loads an address; resolves when the document is complete. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs a self-contained function in the page's own world and returns its (awaited) value. */
  evaluate<Result, Args extends readonly unknown[]>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** Runs source text in the page's own world, whatever its policy. */
  runScript(source: string): Promise<void>;
  /** How many visible elements match; open and closed shadow roots and same-process frames included. */
  count(target: Target): Promise<number>;
  has(target: Target): Promise<boolean>;
  /** Waits for one visible match. */
  waitFor(target: Target, options?: WaitOptions): Promise<void>;
  /** Waits until nothing visible matches. */
  waitGone(target: Target, options?: WaitOptions): Promise<void>;
  /** Waits until the function, run in the page, returns something true; returns that. */
  waitUntil<Result, Args extends readonly unknown[]>(
    run: (...args: Args) => Result | Promise<Result>,
    args: Args,
    options?: WaitOptions,
  ): Promise<NonNullable<Result>>;
  /** Waits for one visible, enabled, resting match and clicks its middle. Counted in `ProductBrowser.clicks`. */
  click(target: Target, options?: ClickOptions): Promise<void>;
  /** Clicks a point of the viewport. Counted. */
  clickAt(x: number, y: number, options?: ClickOptions): Promise<void>;
  hover(target: Target, options?: WaitOptions): Promise<void>;
  /** Focuses the field without a click, replaces what is in it by typing. */
  fill(target: Target, text: string, options?: WaitOptions): Promise<void>;
  /** Types where the focus is. */
  type(text: string): Promise<void>;
  /** Presses a key where the focus is: `Enter`, `Tab`, `Shift+Tab`, `Escape`, `Control+v`, `a`. */
  press(key: string): Promise<void>;
  /** Selects the element's text in the page, without input. */
  selectText(target: Target, options?: WaitOptions): Promise<string>;
  /** Rendered text of the match. */
  text(target: Target, options?: WaitOptions): Promise<string>;
  /** Value of a form field. */
  value(target: Target, options?: WaitOptions): Promise<string>;
  attribute(target: Target, name: string, options?: WaitOptions): Promise<string | null>;
  /** Where the match is in the viewport, in CSS pixels. */
  box(
    target: Target,
    options?: WaitOptions,
  ): Promise<{ x: number; y: number; width: number; height: number }>;
  /** What has the focus, shadow roots looked into. */
  focused(): Promise<FocusedElement>;
  /** Writes a PNG; the whole page with `full`. */
  screenshot(path: string, options?: { full?: boolean }): Promise<void>;
  setScheme(scheme: 'light' | 'dark'): Promise<void>;
  /** Viewport in CSS pixels; a popup sizes itself. */
  setSize(width: number, height: number): Promise<void>;
  /** Brings the tab to the front. */
  focus(): Promise<void>;
  close(): Promise<void>;
  isClosed(): Promise<boolean>;
  waitClosed(options?: WaitOptions): Promise<void>;
}

/** What was written to a console by the product, its pages and its worker. */
export interface ConsoleLine {
  level: string;
  text: string;
}

export interface ProductBrowser {
  readonly name: BrowserName;
  readonly version: string;
  readonly profile: string;
  /** Clicks made so far through views; set it to 0 before a flow that is counted. */
  clicks: number;
  /** When the toolbar button was last pressed, in ms since 1970 with fractions; 0 before. */
  readonly pressedAt: number;
  /** Address of one of the product's own pages, such as `popup.html`. */
  extensionUrl(path: string): string;
  /** Opens an address in a new tab, in front. */
  open(url: string): Promise<View>;
  /** Opens one of the product's pages in a new tab, in front. */
  openExtensionPage(path: string): Promise<View>;
  /** Waits for a tab or window whose address contains the text, also one that the product opened. */
  waitForView(urlPart: string, options?: WaitOptions): Promise<View>;
  /** Addresses of all tabs and windows, the toolbar popup among them. */
  urls(): Promise<readonly string[]>;
  /** Presses the toolbar button while that tab is in front, and gives the popup. */
  pressToolbarButton(tab: View): Promise<View>;
  /** Waits for the popup: the toolbar's, else the small window that stands in for it. */
  popup(options?: WaitOptions): Promise<View>;
  /** Whether a popup is open now. */
  hasPopup(): Promise<boolean>;
  /** Closes the toolbar popup as a click elsewhere would; nothing happens without one. */
  closePopup(): Promise<void>;
  /** Presses the shortcut of a command of the manifest. Chromium: only with a display. */
  pressShortcut(command: string): Promise<void>;
  /** Opens the native context menu on the current selection and chooses our entry. Chromium: only with a display. */
  chooseFromContextMenu(tab: View, at: Target, label: string): Promise<void>;
  /** Presses Allow or Deny in the browser's own permission prompt. Chromium: only with a display. */
  answerPermissionPrompt(answer: 'allow' | 'deny'): Promise<void>;
  /** Takes a granted site away, as a person does in the browser's settings. */
  revokeSite(origin: string): Promise<void>;
  /**
   * Ends the background as the browser does when it idles; the next event starts it again. With `busy` it may be
   * awake again at once, since somebody is talking to it.
   */
  stopBackground(how?: 'busy'): Promise<void>;
  isBackgroundRunning(): Promise<boolean>;
  /** Runs a self-contained function in the background, starting it where it sleeps. Chromium only. */
  evaluateInBackground<Result, Args extends readonly unknown[]>(
    run: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** The text on the clipboard. */
  clipboard(): Promise<string>;
  writeClipboard(text: string): Promise<void>;
  consoleLines(): Promise<readonly ConsoleLine[]>;
  /** Resolves when the browser has ended, by whomever. */
  readonly ended: Promise<void>;
  /** Ends the browser in order; a profile that was given stays. */
  close(): Promise<void>;
  /** Ends it as a crash does (SIGKILL), without any goodbye. */
  kill(): Promise<void>;
}
