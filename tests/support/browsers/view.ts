import { writeFile } from 'node:fs/promises';

import { focusedElement, locate } from './in-page.ts';
import type { Act, Found, WireTarget } from './in-page.ts';
import type { ClickOptions, Target, View, WaitOptions } from './types.ts';

/** A document of a view: the top one or a frame's. */
export interface FrameEnds {
  /** Calls a function, given as source, with JSON arguments; answers with its awaited value. */
  call(source: string, args: readonly unknown[]): Promise<unknown>;
  /** As `call`, with the closed shadow roots of this document as an array before the other arguments. */
  callWithClosedRoots(source: string, args: readonly unknown[]): Promise<unknown>;
  /** Where this document's viewport lies in the view's. */
  offset(): Promise<{ x: number; y: number }>;
}

export type MouseStep =
  | { type: 'move'; x: number; y: number }
  | { type: 'press'; button: 0 | 1 | 2; times: number };

/** What a driver gives for one view; everything else is built on it here. */
export interface ViewEnds {
  readonly kind: 'tab' | 'popup';
  /** The top document first. */
  frames(): Promise<readonly FrameEnds[]>;
  url(): Promise<string>;
  goto(url: string): Promise<void>;
  mouse(steps: readonly MouseStep[]): Promise<void>;
  /** One chord: names of modifiers first, `Enter`, `Tab`, … or one character last. */
  press(keys: readonly string[]): Promise<void>;
  type(text: string): Promise<void>;
  runScript(source: string): Promise<void>;
  png(full: boolean): Promise<Uint8Array>;
  setScheme(scheme: 'light' | 'dark'): Promise<void>;
  setSize(width: number, height: number): Promise<void>;
  focus(): Promise<void>;
  close(): Promise<void>;
  isClosed(): Promise<boolean>;
  /** Told of each click. */
  clicked(): void;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const POLL = 40;

/** The view has closed: waiting on makes no sense. */
export class ViewClosedError extends Error {
  override name = 'ViewClosedError';
}

/** Asks again until the answer is neither undefined nor false; throws with `what` when time is up. */
export async function poll<T>(
  ask: () => Promise<T | undefined | false>,
  what: () => string,
  timeout = 10_000,
): Promise<T> {
  const end = Date.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = undefined;
    } catch (error) {
      if (error instanceof ViewClosedError) throw error;
      // A document that is just being replaced cannot be asked; the next one can.
      last = error;
    }
    if (Date.now() >= end) {
      throw new Error(
        `waited ${String(timeout)} ms for ${what()}`,
        last === undefined ? {} : { cause: last },
      );
    }
    await pause(POLL);
  }
}

function wire(target: Target): WireTarget {
  const pattern = (value: string | RegExp | undefined) =>
    value instanceof RegExp ? { source: value.source, flags: value.flags } : value;
  return {
    role: target.role,
    name: pattern(target.name),
    testId: target.testId,
    css: target.css,
    text: pattern(target.text),
  };
}

/** A target in words, for messages. */
export function describeTarget(target: Target): string {
  const parts = Object.entries(target).map(([key, value]) => `${key} ${String(value)}`);
  return parts.join(', ');
}

interface Match extends Found {
  frame: FrameEnds;
}

const locateSource = locate.toString();

/** Builds a view on what a driver offers. */
export function createView(ends: ViewEnds): View {
  async function look(target: Target, act: Act, attribute = ''): Promise<Match[]> {
    const matches: Match[] = [];
    try {
      for (const frame of await ends.frames()) {
        const nth = (target.nth ?? 0) - matches.length;
        const args = [wire(target), nth, act, attribute];
        const found = (await frame.callWithClosedRoots(locateSource, args)) as Found[];
        matches.push(...found.map((one) => ({ ...one, frame })));
      }
    } catch (error) {
      if (await ends.isClosed()) {
        throw new ViewClosedError(`the view closed while looking for ${describeTarget(target)}`, {
          cause: error,
        });
      }
      throw error;
    }
    return matches;
  }

  function pick(matches: readonly Match[], target: Target): Match | undefined {
    if (target.nth === undefined && matches.length > 1) {
      throw new Error(
        `${String(matches.length)} elements match ${describeTarget(target)}: ${matches.map((m) => m.what).join(' | ')}`,
      );
    }
    return matches[target.nth ?? 0];
  }

  const one = (target: Target, act: Act, options?: WaitOptions, attribute?: string) =>
    poll(
      async () => pick(await look(target, act, attribute), target),
      () => describeTarget(target),
      options?.timeout,
    );

  /** Waits until the element rests, is enabled and takes clicks; gives the middle of it. */
  async function middleOf(target: Target, options: ClickOptions = {}): Promise<{ x: number; y: number }> {
    let state = 'not there';
    return poll(
      async () => {
        state = 'not there';
        const first = pick(await look(target, 'scroll'), target);
        if (!first) return undefined;
        const second = pick(await look(target, 'look'), target);
        if (!second) return undefined;
        state = 'moving';
        if (first.x !== second.x || first.y !== second.y) return undefined;
        state = 'disabled';
        if (second.disabled) return undefined;
        state = 'covered by another element';
        if (second.covered && options.covered !== true) return undefined;
        const offset = await second.frame.offset();
        return {
          x: Math.round(offset.x + second.x + second.width / 2),
          y: Math.round(offset.y + second.y + second.height / 2),
        };
      },
      () => `${describeTarget(target)} (${state})`,
      options.timeout,
    );
  }

  const buttons = { left: 0, middle: 1, right: 2 } as const;

  async function clickAt(x: number, y: number, options: ClickOptions = {}): Promise<void> {
    ends.clicked();
    await ends.mouse([
      { type: 'move', x, y },
      { type: 'press', button: buttons[options.button ?? 'left'], times: options.times ?? 1 },
    ]);
  }

  async function top(): Promise<FrameEnds> {
    const [frame] = await ends.frames();
    if (!frame) throw new Error('the view is gone');
    return frame;
  }

  const call = async (source: string, args: readonly unknown[]) => (await top()).call(source, args);

  const view: View = {
    kind: ends.kind,
    url: () => ends.url(),
    title: async () => String(await call('() => document.title', [])),
    goto: (url) => ends.goto(url),
    reload: async () => ends.goto(await ends.url()),
    evaluate: async <Result, Args extends readonly unknown[]>(
      run: (...args: Args) => Result | Promise<Result>,
      ...args: Args
      // The page returns what `run` returns, as JSON.
    ) => (await call(run.toString(), args)) as Result,
    runScript: (source) => ends.runScript(source),
    count: async (target) => (await look(target, 'look')).length,
    has: async (target) => (await look(target, 'look')).length > (target.nth ?? 0),
    waitFor: async (target, options) => {
      await one(target, 'look', options);
    },
    waitGone: async (target, options) => {
      await poll(
        async () => (await look(target, 'look')).length === 0,
        () => `${describeTarget(target)} to go away`,
        options?.timeout,
      );
    },
    waitUntil: async (run, args, options) => {
      const answer = await poll(
        async () => {
          const value = await call(run.toString(), args);
          return value ? { value } : undefined;
        },
        () => `the page: ${run.toString().slice(0, 200)}`,
        options?.timeout,
      );
      return answer.value as NonNullable<Awaited<ReturnType<typeof run>>>;
    },
    click: async (target, options) => {
      const { x, y } = await middleOf(target, options);
      await clickAt(x, y, options);
    },
    clickAt,
    hover: async (target, options) => {
      const { x, y } = await middleOf(target, options);
      await ends.mouse([{ type: 'move', x, y }]);
    },
    fill: async (target, text, options) => {
      await one(target, 'focus', options);
      if (text === '') await ends.press(['Delete']);
      else await ends.type(text);
    },
    type: (text) => ends.type(text),
    press: (key) => ends.press(key === '+' ? ['+'] : key.split('+')),
    selectText: async (target, options) => (await one(target, 'select', options)).selected,
    text: async (target, options) => (await one(target, 'look', options)).text,
    value: async (target, options) => (await one(target, 'look', options)).value,
    attribute: async (target, name, options) => (await one(target, 'attribute', options, name)).attribute,
    box: async (target, options) => {
      const match = await one(target, 'look', options);
      const offset = await match.frame.offset();
      return { x: offset.x + match.x, y: offset.y + match.y, width: match.width, height: match.height };
    },
    focused: async () => (await call(focusedElement.toString(), [])) as ReturnType<typeof focusedElement>,
    screenshot: async (path, options) => {
      await writeFile(path, await ends.png(options?.full ?? false));
    },
    setScheme: (scheme) => ends.setScheme(scheme),
    setSize: (width, height) => ends.setSize(width, height),
    focus: () => ends.focus(),
    close: () => ends.close(),
    isClosed: () => ends.isClosed(),
    waitClosed: async (options) => {
      await poll(
        () => ends.isClosed(),
        () => 'the view to close',
        options?.timeout,
      );
    },
  };
  return view;
}
