import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { Changed } from '@/utils/messages/changes.ts';

import { useBackend } from './backend-context.ts';
import { problemOf } from './words.ts';
import type { Problem } from './words.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: Problem };

/**
 * Reads from the store and reads again whenever one of `kinds` changes or `key` does. What was read stays on
 * screen until the next answer is there; an answer to an older question is dropped.
 */
export function useLive<T>(
  load: () => Promise<T>,
  kinds: readonly Changed[],
  key: string,
): Loaded<T> & { readonly reload: () => void } {
  const { onChange } = useBackend();
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const loadRef = useRef(load);
  useLayoutEffect(() => {
    loadRef.current = load;
  });
  const kindsRef = useRef(kinds);
  /** The number of the question whose answer is wanted. */
  const askedRef = useRef(0);

  const reload = useCallback(async () => {
    askedRef.current += 1;
    const asked = askedRef.current;
    let result: Loaded<T>;
    try {
      result = { state: 'ready', value: await loadRef.current() };
    } catch (error) {
      result = { state: 'failed', problem: problemOf(error) };
    }
    if (asked === askedRef.current) setLoaded(result);
    // Another key is another question, though nothing here reads it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  // In the same turn as the drawing: an effect would wait for the next frame, and so would the admin.
  useLayoutEffect(() => {
    void reload();
    const stop = onChange((changed) => {
      if (changed.some((kind) => kindsRef.current.includes(kind))) void reload();
    });
    return () => {
      // Whatever is still under way has nobody to tell.
      askedRef.current += 1;
      stop();
    };
  }, [reload, onChange]);

  return { ...loaded, reload: () => void reload() };
}

/** The time, told anew every `every` ms, for ages and expiries that are on screen. */
export function useNow(every = 20_000): number {
  const { now } = useBackend();
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), every);
    return () => clearInterval(timer);
  }, [every, now]);
  return time;
}

/** Runs one act at a time and keeps its fault: for buttons that ask the background for something. */
export function useAct(): {
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly run: (act: () => Promise<unknown>) => Promise<boolean>;
  readonly clear: () => void;
} {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const runningRef = useRef(false);
  const run = useCallback(async (act: () => Promise<unknown>) => {
    if (runningRef.current) return false;
    runningRef.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      runningRef.current = false;
      setBusy(false);
    }
  }, []);
  return { busy, problem, run, clear: () => setProblem(undefined) };
}
