/**
 * The state of the run under way. A run is synchronous from one suspension to the next (see `run.ts`), so at any
 * moment there is exactly one; it is a module's variable, not an argument, because every closure of the compiled
 * script and every library function would have to carry it otherwise.
 */
import type { GClass, GObject, Method, Value } from './values.ts';

export type HostCall = (fn: (...args: unknown[]) => unknown, args: Value[]) => Value;

export type RunState = {
  fuel: number;
  /** Offset of what is being evaluated. */
  pos: number;
  depth: number;
  maxDepth: number;
  stackNames: string[];
  stackAt: number[];
  /** Classes of the script by their index in the compiled program. */
  classes: GClass[];
  classByName: Map<string, GClass>;
  script: GObject | null;
  /** Methods added to a class during this run, e.g. by `String.metaClass.x = {}`. */
  added: Map<GClass, Map<string, Method[]>>;
  addedToObject: WeakMap<object, Map<string, Value>>;
  anyAdded: boolean;
  categories: GClass[];
  print: (text: string) => void;
  now: () => number;
  random: () => number;
  identity: WeakMap<object, number>;
  nextIdentity: number;
  recorder: ((at: number, value: Value) => void) | null;
  hostCall: HostCall;
  /** Bytes-like measure of what strings and collections the run has made. */
  space: number;
  source: string;
  memo: Map<string, unknown>;
};

export const DEFAULT_FUEL = 20_000_000;

export function newRunState(): RunState {
  return {
    fuel: DEFAULT_FUEL,
    pos: 0,
    depth: 0,
    maxDepth: 1400,
    stackNames: [],
    stackAt: [],
    classes: [],
    classByName: new Map(),
    script: null,
    added: new Map(),
    addedToObject: new WeakMap(),
    anyAdded: false,
    categories: [],
    print: () => undefined,
    now: () => 0,
    random: () => 0.5,
    identity: new WeakMap(),
    nextIdentity: 0x1b2c3d4,
    recorder: null,
    hostCall: () => null,
    space: 0,
    source: '',
    memo: new Map(),
  };
}

/** The run under way. */
export let R: RunState = newRunState();

/** Makes another run the current one and answers the one before. */
export function enterRun(state: RunState): RunState {
  const before = R;
  R = state;
  return before;
}

/** A run that has used up what it may: cannot be caught by the script. */
export class LimitReached extends Error {
  readonly limit: 'fuel' | 'space' | 'depth' | 'abort';
  constructor(limit: 'fuel' | 'space' | 'depth' | 'abort', message: string) {
    super(message);
    this.limit = limit;
  }
}

export function outOfFuel(): never {
  throw new LimitReached('fuel', 'The script took more steps than it may');
}

/** Charges `n` steps of work done by a library function in one go. */
export function spend(n: number): void {
  if ((R.fuel -= n) < 0) outOfFuel();
}

/** The longest string (UTF-16 units) and the largest collection (elements) a script may make. */
export const MAX_STRING = 8_000_000;
export const MAX_ITEMS = 2_000_000;
const MAX_SPACE = 96_000_000;

/** Charges the making of `n` units of string or collection. */
export function spendSpace(n: number): void {
  if (n > MAX_STRING || (R.space += n) > MAX_SPACE)
    throw new LimitReached('space', 'The script makes more data than it may');
}
