import { vi } from 'vitest';

import { createFakeClock } from '../../utils/base/clock.ts';
import { AppError } from '../../utils/base/errors.ts';
import { createWizardRunner } from '../../utils/wizard/runner.ts';
import type { Effect, WizardStore } from '../../utils/wizard/runner.ts';
import type { EffectEvent, WizardRecord, WizardState } from '../../utils/wizard/state.ts';

interface Options {
  clock?: ReturnType<typeof createFakeClock>;
  /** Answers every effect by itself. */
  automatic?: (state: WizardState) => EffectEvent;
  /** All memory vanishes at this call to the store or to an effect, once. */
  crashAt?: number;
}

/** A runner over a store in memory, with effects that a test answers by hand. */
export function createRunnerFakes(options: Options = {}) {
  const disk = new Map<string, WizardRecord>();
  const clock = options.clock ?? createFakeClock(1000);
  const report = vi.fn();
  let calls = 0;
  let crashAt = options.crashAt ?? Number.POSITIVE_INFINITY;
  let dead = false;
  let beforeSave: (() => Promise<unknown>) | undefined;
  let ids = 0;

  /** Counts a call; from the crash on nothing that this generation does has an effect. */
  function called(generation: { dead: boolean }): void {
    calls += 1;
    if (calls === crashAt) {
      crashAt = Number.POSITIVE_INFINITY;
      dead = true;
      generation.dead = true;
    }
    if (generation.dead) throw new Error('the background was stopped');
  }

  const storeOf = (generation: { dead: boolean }): WizardStore => ({
    async load(id) {
      called(generation);
      return structuredClone(disk.get(id));
    },
    async list() {
      called(generation);
      return structuredClone([...disk.values()]);
    },
    async save(records) {
      const work = beforeSave;
      beforeSave = undefined;
      await work?.();
      called(generation);
      for (const { record, expected } of records) {
        if (disk.get(record.id)?.revision !== expected) throw new AppError('store/conflict');
      }
      for (const { record } of records) disk.set(record.id, structuredClone(record));
      // Stopped after the commit and before its answer: the disk has it, nobody knows.
      called(generation);
    },
    async erase(id, expected) {
      called(generation);
      if (disk.get(id)?.revision !== expected) throw new AppError('store/conflict');
      disk.delete(id);
    },
  });

  const effects = {
    begun: [] as string[],
    ran: 0,
    signals: [] as AbortSignal[],
    answer: (_event: EffectEvent): void => undefined,
    fail: (_error: unknown): void => undefined,
  };

  const nameOf = (state: WizardState): string | undefined => {
    if (state.step === 'destination') {
      return state.draft.check.state === 'checking' ? `check ${state.draft.urlText}` : undefined;
    }
    if (state.step === 'verifying') return state.access === undefined ? 'verify' : undefined;
    if (state.step === 'judging') return 'judge';
    if (state.step === 'accepting') return 'accept';
    if (state.step === 'creating') return state.problem === undefined ? 'create' : undefined;
    if (state.step === 'connecting') return state.problem === undefined ? 'connect' : undefined;
    return undefined;
  };

  const runnerOf = (generation: { dead: boolean }) =>
    createWizardRunner({
      store: storeOf(generation),
      clock,
      newId: () => `id-${(ids += 1)}`.padEnd(22, '0'),
      announce: () => undefined,
      report,
      effectOf: (record): Effect | undefined => {
        const name = nameOf(record.state);
        if (name === undefined) return undefined;
        return {
          name,
          run: (signal) => {
            effects.begun.push(name);
            effects.signals.push(signal);
            if (options.automatic) {
              const { automatic } = options;
              return (async () => {
                called(generation);
                effects.ran += 1;
                return automatic(record.state);
              })();
            }
            return new Promise<EffectEvent>((resolve, reject) => {
              effects.answer = resolve;
              effects.fail = reject;
            });
          },
        };
      },
    });

  return {
    runner: runnerOf({ dead: false }),
    /** A new background over the same disk. */
    restart() {
      dead = false;
      return runnerOf({ dead: false });
    },
    crashed: () => dead,
    calls: () => calls,
    records: () => [...disk.values()],
    beforeNextSave(work: () => Promise<unknown>) {
      beforeSave = work;
    },
    effects,
    clock,
    report,
  };
}
