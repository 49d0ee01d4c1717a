import { afterEach, expect, test, vi } from 'vitest';

const heard = vi.hoisted(() => new Set<string>());

vi.mock('webextension-polyfill', () => {
  /** Any part of the browser: its events remember who listens, everything else never answers. */
  const part = (path: string): unknown =>
    new Proxy(() => undefined, {
      get: (_target, name) => {
        if (name === 'then') return undefined;
        if (name === 'addListener') return () => void heard.add(path);
        return part(path === '' ? String(name) : `${path}.${String(name)}`);
      },
      apply: () => (path === 'runtime.getURL' ? 'chrome-extension://own/' : new Promise(() => undefined)),
    });
  return { default: part('') };
});

afterEach(() => vi.useRealTimers());

test('every listener is added in the first turn, so that no event that wakes the background is missed', async () => {
  vi.useFakeTimers();
  const { default: background } = await import('@/entrypoints/background/index.ts');
  heard.clear();
  // Nothing is awaited between the start and the look: what is added later comes too late.
  const started: unknown = background.main();
  const inFirstTurn = [...heard].toSorted();
  expect(started).toBeUndefined();
  expect(inFirstTurn).toEqual(
    [
      'alarms.onAlarm',
      'commands.onCommand',
      'contextMenus.onClicked',
      'permissions.onAdded',
      'permissions.onRemoved',
      'runtime.onInstalled',
      'runtime.onMessage',
      'runtime.onStartup',
      'runtime.onUpdateAvailable',
      'tabs.onUpdated',
    ].toSorted(),
  );
  await vi.advanceTimersByTimeAsync(1000);
  expect([...heard].toSorted()).toEqual(inFirstTurn);
});
