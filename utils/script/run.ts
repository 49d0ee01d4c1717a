import { CompilationFailure } from './classes.ts';
/**
 * Runs a script. The interpreter is synchronous; a host function that answers later is waited for by leaving the run
 * and doing it again: every answer of the host so far is kept in a journal, in order, so the second time it passes
 * the same places with the same answers and goes on from there. This is sound because nothing else a script can
 * reach varies: the clock and random numbers are journalled too, printed lines are passed on once, and the bindings
 * are copied in anew for each attempt. Each host function is called exactly once per call the script makes.
 */
import { Compiler, type Program, asThrown, suspension } from './compile.ts';
import { fromHost, toHost } from './convert.ts';
import { C, HostFunction, arity, callClosure, invokeMethod, toStr } from './core.ts';
import { newThrowable } from './errors.ts';
import './suggestions.ts';
import { libraryTopics } from './library/all.ts';
import { loadFor, loadNamed } from './library/later.ts';
import { installLibrary, lateness } from './library/registry.ts';
import { parseTree } from './parser.ts';
import { positionOf } from './position.ts';
import { DEFAULT_FUEL, LimitReached, R, type RunState, enterRun, newRunState } from './runtime.ts';
import { GClosure, GMap, GThrowable, Thrown, type TraceElement, type Value } from './values.ts';

export type RunOptions = {
  /** Steps the script may take in all. */
  readonly fuel?: number;
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970: the script's clock. */
  readonly now?: () => number;
  /** Receives each printed line, without its end. */
  readonly print?: (line: string) => void;
};

/** One call under way when the script failed, innermost first. */
export type ScriptFrame = { readonly method: string; readonly line: number; readonly column: number };

/** A run that failed. */
export class ScriptError extends Error {
  /** Java class name, e.g. `groovy.lang.MissingPropertyException`. */
  readonly exceptionClass: string;
  /** Groovy's own message; null when the exception has none. */
  readonly exceptionMessage: string | null;
  readonly line: number;
  readonly column: number;
  readonly scriptStack: readonly ScriptFrame[];
  /** The source line, and under it a caret at the column. */
  readonly excerpt: string;
  /** What stopped a run that was ended from outside: not an exception the script could see. */
  readonly limit: 'fuel' | 'space' | 'depth' | 'abort' | null;
  /** Fields of the exception object that are plain data. */
  readonly exceptionCause: ScriptError | null;

  constructor(facts: {
    exceptionClass: string;
    message: string | null;
    at: number;
    source: string;
    trace: readonly TraceElement[];
    limit?: ScriptError['limit'];
    cause?: ScriptError | null;
  }) {
    super(facts.message === null ? facts.exceptionClass : `${facts.exceptionClass}: ${facts.message}`);
    this.name = 'ScriptError';
    this.exceptionClass = facts.exceptionClass;
    this.exceptionMessage = facts.message;
    const { line, column } = positionOf(facts.source, Math.max(0, facts.at));
    this.line = line;
    this.column = column;
    this.scriptStack = facts.trace.map(({ method, at }) => ({
      method,
      ...positionOf(facts.source, Math.max(0, at)),
    }));
    const text = facts.source.split(/\r\n|\r|\n/)[line - 1] ?? '';
    this.excerpt = `${text}\n${text.slice(0, column - 1).replace(/[^\t]/g, ' ')}^`;
    this.limit = facts.limit ?? null;
    this.exceptionCause = facts.cause ?? null;
  }
}

/** Unwinds the run because the host has not answered yet. */
class Suspension {
  readonly pending: Promise<void>;
  constructor(pending: Promise<void>) {
    this.pending = pending;
  }
}
suspension.is = (error) => error instanceof Suspension;
lateness.need = (topic) => new Suspension(loadNamed(topic));

type JournalEvent =
  | { readonly type: 'callback'; readonly fn: number; readonly args: unknown[] }
  | { readonly type: 'result'; readonly value: unknown }
  | { readonly type: 'failure'; readonly error: unknown };

/** One call of a host function and all that came of it. */
type HostEntry = {
  readonly events: JournalEvent[];
  /** Waiters for the answer of a closure that the host called, by event. */
  readonly answers: Map<number, { resolve: (v: unknown) => void; reject: (e: unknown) => void }>;
  wake: () => void;
  woken: Promise<void>;
  done: boolean;
};

const MAX_HOST_CALLS = 10_000;

class Journal {
  readonly entries: HostEntry[] = [];
  readonly numbers: number[] = [];
  printed = 0;
}

let installed = false;
function install(): void {
  if (installed) return;
  installed = true;
  installLibrary(libraryTopics);
}

const programs = new Map<string, Program>();
const KEPT_PROGRAMS = 32;

function startupFailed(source: string, problems: readonly { at: number; message: string }[]): ScriptError {
  const shown = problems.toSorted((a, b) => a.at - b.at);
  const lines = source.split(/\r\n|\r|\n/);
  const texts = shown.map(({ at, message }) => {
    const { line, column } = positionOf(source, at);
    const text = lines[line - 1] ?? '';
    const from = column > 40 ? column - 31 : 0;
    const excerpt =
      column > 40 ? text.slice(from, column + 10 > text.length ? text.length : column + 9) : text;
    const body = text === '' ? '' : `\n   ${excerpt}\n   ${' '.repeat(column - 1 - from)}^`;
    return `Script1.groovy: ${line}: ${message} @ line ${line}, column ${column}.${body === '' ? '' : `${body}\n`}`;
  });
  const count = `${shown.length} error${shown.length === 1 ? '' : 's'}`;
  return new ScriptError({
    exceptionClass: 'org.codehaus.groovy.control.MultipleCompilationErrorsException',
    message: `startup failed:\n${texts.join('\n')}\n${count}\n`,
    at: shown[0]?.at ?? 0,
    source,
    trace: [],
  });
}

/** Compiles a script, or answers the kept program of the same source. Throws ScriptError when it does not compile. */
function compileScript(source: string): Program {
  const known = programs.get(source);
  if (known) return known;
  const { tree, problems } = parseTree(source);
  // Groovy's reader stops at the first problem; the rest is for `parseScript`.
  if (problems.length > 0) throw startupFailed(source, problems.toSorted((a, b) => a.at - b.at).slice(0, 1));
  const compiler = new Compiler(tree);
  let program: Program;
  try {
    program = compiler.program();
  } catch (error) {
    if (error instanceof RangeError)
      throw startupFailed(source, [{ at: 0, message: 'The code is nested too deeply' }]);
    throw error;
  }
  if (program.problems.length > 0) throw startupFailed(source, program.problems);
  if (programs.size >= KEPT_PROGRAMS) {
    const oldest = programs.keys().next().value;
    if (oldest !== undefined) programs.delete(oldest);
  }
  programs.set(source, program);
  return program;
}

function describeFailure(error: unknown, source: string): ScriptError {
  if (error instanceof ScriptError) return error;
  if (error instanceof LimitReached) {
    return new ScriptError({
      exceptionClass: 'script.LimitReached',
      message: error.message,
      at: R.pos,
      source,
      trace: [],
      limit: error.limit,
    });
  }
  if (error instanceof CompilationFailure)
    return startupFailed(source, [{ at: error.at, message: error.message }]);
  let thrown: Thrown;
  try {
    thrown = asThrown(error);
  } catch (other) {
    // A fault of the interpreter itself: no detail of the host goes to the rule.
    return new ScriptError({
      exceptionClass: 'java.lang.InternalError',
      message: other instanceof Error ? `${other.name} in the interpreter` : 'fault in the interpreter',
      at: R.pos,
      source,
      trace: [],
    });
  }
  return fromThrowable(thrown.value, source);
}

function fromThrowable(value: GThrowable, source: string): ScriptError {
  let message: string | null = value.message;
  if (value.cls.scripted) {
    try {
      const own = messageOf(value);
      message = own;
    } catch {
      // The exception's own getMessage failed: the stored message stands.
    }
  }
  const cause =
    value.cause instanceof GThrowable && value.cause !== value ? fromThrowable(value.cause, source) : null;
  return new ScriptError({
    exceptionClass: value.cls.name,
    message,
    at: value.at,
    source,
    trace: value.trace,
    cause,
  });
}

function messageOf(value: GThrowable): string | null {
  const own = invokeMethod(value, 'getMessage', []);
  return own === null ? null : toStr(own);
}

/**
 * Runs Groovy source with the given bindings and answers the script's value as plain data.
 *
 * Bindings and results cross by copy: objects and Maps are maps, arrays lists, bigints longs, other numbers ints or
 * doubles, Dates java.util.Date, functions host functions (called with plain data; may answer later; a closure given
 * to one arrives as an async function). A failed run rejects with a `ScriptError`.
 */
export async function runScript(
  source: string,
  bindings: Record<string, unknown>,
  options: RunOptions = {},
): Promise<unknown> {
  const { result } = await runScriptFully(source, bindings, options);
  return result;
}

/** Like `runScript`; also answers the script's variables at its end, as plain data, and the fuel it used. */
export async function runScriptFully(
  source: string,
  bindings: Record<string, unknown>,
  options: RunOptions = {},
): Promise<{ result: unknown; variables: Record<string, unknown>; fuelUsed: number }> {
  install();
  const later = loadFor(source);
  if (later) await later;
  const program = compileScript(source);
  const journal = new Journal();
  const { signal } = options;
  for (;;) {
    if (signal?.aborted) throw abortedError(source);
    const outcome = attempt(program, source, bindings, options, journal);
    if (!(outcome instanceof Suspension)) return outcome;
    await waitFor(outcome.pending, signal, source);
  }
}

function abortedError(source: string): ScriptError {
  return new ScriptError({
    exceptionClass: 'script.LimitReached',
    message: 'The run was stopped',
    at: 0,
    source,
    trace: [],
    limit: 'abort',
  });
}

async function waitFor(
  pending: Promise<void>,
  signal: AbortSignal | undefined,
  source: string,
): Promise<void> {
  if (!signal) return pending;
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(abortedError(source));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([pending, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function attempt(
  program: Program,
  source: string,
  bindings: Record<string, unknown>,
  options: RunOptions,
  journal: Journal,
): Suspension | { result: unknown; variables: Record<string, unknown>; fuelUsed: number } {
  const fuel = options.fuel ?? DEFAULT_FUEL;
  const state: RunState = newRunState();
  state.fuel = fuel;
  state.source = source;
  let line = '';
  let lines = 0;
  const emit = (text: string): void => {
    if (lines++ >= journal.printed) {
      journal.printed = lines;
      options.print?.(text);
    }
  };
  state.print = (text) => {
    line += text;
    for (let end = line.indexOf('\n'); end >= 0; end = line.indexOf('\n')) {
      emit(line.slice(0, end));
      line = line.slice(end + 1);
    }
  };
  let number = 0;
  const journalled = (make: () => number): number => {
    const at = number++;
    const known = journal.numbers[at];
    if (known !== undefined) return known;
    const made = make();
    journal.numbers[at] = made;
    return made;
  };
  state.now = () => journalled(options.now ?? Date.now);
  state.random = () => journalled(Math.random);
  state.hostCall = hostCaller(journal);
  const before = enterRun(state);
  try {
    const binding = new GMap();
    const seen = new Map<object, Value>();
    for (const [name, value] of Object.entries(bindings)) binding.put(name, fromHost(value, seen));
    const value = program.run(binding);
    if (line !== '') emit(line);
    const result = toHost(value, wrapClosure);
    const variables: Record<string, unknown> = {};
    for (const { k, v } of binding.entries()) {
      if (v instanceof HostFunction || v instanceof GClosure) continue;
      Object.defineProperty(variables, toStr(k), {
        value: toHost(v, wrapClosure),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return { result, variables, fuelUsed: fuel - state.fuel };
  } catch (error) {
    if (error instanceof Suspension) return error;
    if (line !== '' && !(error instanceof LimitReached)) emit(line);
    throw describeFailure(error, source);
  } finally {
    enterRun(before);
  }
}

/** Closures that leave with the result cannot be called any more: their run has ended. */
function wrapClosure(): unknown {
  return null;
}

function newEntry(): HostEntry {
  const entry: HostEntry = {
    events: [],
    answers: new Map(),
    wake: () => undefined,
    woken: Promise.resolve(),
    done: false,
  };
  rearm(entry);
  return entry;
}
function rearm(entry: HostEntry): void {
  entry.woken = new Promise((resolve) => {
    entry.wake = resolve;
  });
}

function hostCaller(journal: Journal): RunState['hostCall'] {
  let next = 0;
  return (fn, args) => {
    const at = next++;
    if (at > MAX_HOST_CALLS) throw new LimitReached('fuel', 'The script calls the host too often');
    const closures: GClosure[] = [];
    const known = journal.entries[at];
    const numbered = (c: GClosure): number => {
      closures.push(c);
      return closures.length - 1;
    };
    let entry = known;
    if (!entry) {
      entry = newEntry();
      journal.entries[at] = entry;
      start(entry, fn, args, numbered, closures);
    } else {
      // The same closures in the same order as the first time.
      for (const each of args) toHost(each, (c) => numbered(c));
    }
    return follow(entry, closures);
  };
}

/** Calls the host's function for the first and only time. */
function start(
  entry: HostEntry,
  fn: (...args: unknown[]) => unknown,
  args: Value[],
  numbered: (c: GClosure) => number,
  closures: readonly GClosure[],
): void {
  let synchronous = true;
  const wrap = (c: GClosure): unknown => {
    const id = numbered(c);
    return (...given: unknown[]): unknown => {
      if (entry.done) throw new Error('The script no longer runs');
      const index = entry.events.length;
      entry.events.push({ type: 'callback', fn: id, args: given });
      if (synchronous) {
        const seen = new Map<object, Value>();
        const closure = closures[id] as GClosure;
        return toHost(
          callClosure(
            closure,
            given.slice(0, Math.max(arity(closure), 0)).map((each) => fromHost(each, seen)),
          ),
          () => null,
        );
      }
      return new Promise((resolve, reject) => {
        entry.answers.set(index, { resolve, reject });
        entry.wake();
      });
    };
  };
  const finish = (event: JournalEvent): void => {
    entry.events.push(event);
    entry.done = true;
    entry.wake();
  };
  try {
    const answer = fn(...args.map((each) => toHost(each, wrap)));
    synchronous = false;
    if (isThenable(answer)) {
      answer.then(
        (value) => finish({ type: 'result', value }),
        (error: unknown) => finish({ type: 'failure', error }),
      );
    } else finish({ type: 'result', value: answer });
  } catch (error) {
    if (error instanceof Suspension || error instanceof LimitReached) throw error;
    finish({ type: 'failure', error });
  }
  // Callbacks made while it ran have been answered already.
  callbacksAnswered.set(entry, entry.events.filter((each) => each.type === 'callback').length);
}
const callbacksAnswered = new WeakMap<HostEntry, number>();

function isThenable(v: unknown): v is PromiseLike<unknown> {
  return typeof v === 'object' && v !== null && typeof (v as { then?: unknown }).then === 'function';
}

/** Goes through what has come of a host call: closures called, then its answer; leaves the run when that is to come. */
function follow(entry: HostEntry, closures: readonly GClosure[]): Value {
  const firstTime = callbacksAnswered.get(entry) ?? 0;
  callbacksAnswered.delete(entry);
  for (let i = 0; ; i++) {
    const event = entry.events[i];
    if (!event) {
      rearm(entry);
      throw new Suspension(entry.woken);
    }
    switch (event.type) {
      case 'callback': {
        if (i < firstTime) break;
        const closure = closures[event.fn];
        const waiter = entry.answers.get(i);
        if (!closure) break;
        const seen = new Map<object, Value>();
        try {
          const value = callClosure(
            closure,
            event.args.slice(0, arity(closure)).map((each) => fromHost(each, seen)),
          );
          if (waiter) {
            entry.answers.delete(i);
            waiter.resolve(toHost(value, () => null));
          }
        } catch (error) {
          if (!waiter || error instanceof Suspension) {
            if (error instanceof Suspension) throw error;
            break;
          }
          entry.answers.delete(i);
          waiter.reject(describeFailure(error, R.source));
        }
        break;
      }
      case 'result':
        return fromHost(event.value, new Map());
      case 'failure':
        throw hostFailure(event.error);
    }
  }
}

/** An error of a host function as the script sees it: its message, or the exception it asks for. */
function hostFailure(error: unknown): Thrown {
  if (error instanceof ScriptError)
    return new Thrown(newThrowable(error.exceptionClass, error.exceptionMessage));
  const asked =
    typeof error === 'object' && error !== null && 'exceptionClass' in error
      ? error.exceptionClass
      : undefined;
  const message = error instanceof Error ? error.message : String(error);
  const name = typeof asked === 'string' && /^[\w.$]+$/.test(asked) ? asked : 'java.lang.RuntimeException';
  const made = newThrowable(name, message);
  if (!made.cls.isSubclassOf(C.Throwable))
    return new Thrown(newThrowable('java.lang.RuntimeException', message));
  return new Thrown(made);
}
