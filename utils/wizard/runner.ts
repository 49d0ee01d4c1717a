import type { Clock } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { ConfigurationMode } from '@/utils/domain/connection.ts';
import type { Instance, Project } from '@/utils/domain/platform.ts';

import { createDraft } from './initiate.ts';
import { next } from './next.ts';
import type { EffectEvent, UserEvent, WizardEvent, WizardRecord, WizardState } from './state.ts';

/** Where wizards are kept. `save` is compare-and-set: it throws `AppError` `store/conflict` when another was faster. */
export interface WizardStore {
  load(id: string): Promise<WizardRecord | undefined>;
  list(): Promise<readonly WizardRecord[]>;
  /**
   * Writes all records in one transaction; each must still have the revision it was read with. `passing`: a step on
   * the way, which leads to a strict one where it matters; else the transaction is strict itself.
   */
  save(
    records: readonly { record: WizardRecord; expected: number | undefined }[],
    how: { passing: boolean },
  ): Promise<void>;
  erase(id: string, expected: number): Promise<void>;
}

/** Work that a state asks for. It is named, so that the same work is not begun twice. */
export interface Effect {
  readonly name: string;
  /** Done here within milliseconds: whoever sent the event hears of what came of it, not of the waiting. */
  readonly quick?: true;
  run(signal: AbortSignal): Promise<EffectEvent>;
}

export interface RunnerParts {
  readonly store: WizardStore;
  readonly clock: Clock;
  readonly newId: () => string;
  /** The work that a state asks for, or `undefined` where the wizard waits for the admin. */
  readonly effectOf: (record: WizardRecord) => Effect | undefined;
  /** Called after each commit. */
  readonly announce: () => void;
  /** Told of faults that no screen words. */
  readonly report: (error: unknown) => void;
}

export interface WizardRunner {
  /** Starts a wizard, or opens the one that was begun for the same instance; others are put aside. */
  open(start: {
    action: 'initiate' | 'accept';
    local: Instance | undefined;
    tabId?: number | undefined;
    mode?: ConfigurationMode | undefined;
    project?: Project | undefined;
    /** A text with a code, from the context menu: the wizard starts reading it at once. */
    text?: string | undefined;
  }): Promise<WizardRecord>;
  /** Applies what the admin did. @throws `AppError` `store/not-found` when the wizard is gone */
  send(id: string, event: UserEvent): Promise<WizardRecord>;
  close(id: string): Promise<void>;
  resume(id: string): Promise<WizardRecord>;
  discard(id: string): Promise<void>;
  /** Begins again what was under way when the background stopped; safe to call at every start. */
  restart(): Promise<void>;
  /** Tells every wizard that waits for something outside (a sign-in, a permission) to look again. */
  lookAgain(concerns: (state: WizardState) => boolean): Promise<void>;
  /** Forgets every wizard, put aside or open, that still holds a code whose invitation has been accepted (T9). */
  forgetCode(code: string): Promise<void>;
  /** Resolves when no effect is under way. */
  idle(): Promise<void>;
}

/** Keeps at most this many wizards; the oldest that are put aside make room. */
const KEPT_AT_MOST = 20;

/** How long quick work may keep its screen waiting before that is told what goes on, in ms. */
const QUICK = 100;

/** Whether work that never fails ends within a moment. */
async function isDoneSoon(work: Promise<void>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const moment = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), QUICK);
  });
  const done = await Promise.race([work.then(() => true), moment]);
  clearTimeout(timer);
  return done;
}

const actionOf = (state: WizardState): 'initiate' | 'accept' | 'established' => {
  if (state.step === 'established') return 'established';
  return 'draft' in state ? 'initiate' : 'accept';
};

/** The instance a wizard was started for. */
export const localOf = (state: WizardState): Instance | undefined => {
  if ('draft' in state) return state.draft.local;
  return 'local' in state ? state.local : undefined;
};

/** Nothing is left to do in it: put aside, it is forgotten, since connection or invitation stand in their own lists. */
const isFinished = (state: WizardState): boolean =>
  state.step === 'established' || state.step === 'invitation';

/** Drives wizards: state in the store, events through `next`, effects begun and their answers applied. */
export function createWizardRunner(parts: RunnerParts): WizardRunner {
  const { store, clock } = parts;
  const running = new Map<
    string,
    { name: string; abort: AbortController; quick: boolean; done: Promise<void> }
  >();
  const underWay = new Set<Promise<void>>();
  /** Records as they were saved last, by id. */
  const latest = new Map<string, WizardRecord>();

  /**
   * Applies a change to a record, again on the newest one when another context was faster. It begins with the record
   * that was saved last: the store tells when that is no longer the newest, and most often it is.
   */
  async function update(
    id: string,
    change: (record: WizardRecord) => WizardRecord | undefined,
    how: { passing: boolean },
  ): Promise<WizardRecord> {
    for (;;) {
      const remembered = latest.get(id);
      latest.delete(id);
      const record = remembered ?? (await store.load(id));
      if (record === undefined) throw new AppError('store/not-found', 'wizard');
      const changed = change(record);
      if (changed === undefined) {
        // Nothing is written that would tell whether another context was faster.
        if (remembered !== undefined) continue;
        return record;
      }
      const saved = { ...changed, updatedAt: clock.now(), revision: record.revision + 1 };
      try {
        await store.save([{ record: saved, expected: record.revision }], how);
      } catch (error) {
        if (error instanceof AppError && error.code === 'store/conflict') continue;
        throw error;
      }
      latest.set(id, saved);
      begin(saved);
      const work = running.get(id);
      if (work?.quick === true && (await isDoneSoon(work.done))) return latest.get(id) ?? saved;
      parts.announce();
      return saved;
    }
  }

  const apply = (id: string, event: WizardEvent): Promise<WizardRecord> =>
    update(
      id,
      (record) => {
        const state = next(record.state, event);
        return state === record.state ? undefined : { ...record, state };
      },
      { passing: true },
    );

  /** Begins the work that a record's state asks for, and ends work that it asks for no longer. */
  function begin(record: WizardRecord): void {
    const effect = parts.effectOf(record);
    const current = running.get(record.id);
    if (current?.name === effect?.name && current !== undefined) return;
    current?.abort.abort();
    running.delete(record.id);
    if (effect === undefined) return;
    const abort = new AbortController();
    const work = { name: effect.name, abort, quick: effect.quick === true, done: Promise.resolve() };
    running.set(record.id, work);
    const done = perform(record.id, effect, abort).finally(() => underWay.delete(done));
    work.done = done;
    underWay.add(done);
  }

  async function perform(id: string, effect: Effect, abort: AbortController): Promise<void> {
    const { signal } = abort;
    let event: EffectEvent;
    try {
      event = await effect.run(signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof AppError)) parts.report(error);
      const detail = error instanceof AppError ? error.detail : undefined;
      const code = error instanceof AppError ? error.code : 'unknown';
      event = { type: 'failed', problem: { code, ...(detail === undefined ? {} : { detail }) } };
    }
    if (signal.aborted) return;
    // The answer is applied as a new step; what it leads to may begin at once.
    if (running.get(id)?.abort === abort) running.delete(id);
    try {
      await apply(id, event);
    } catch (error) {
      // A wizard that was discarded meanwhile needs no answer.
      if (!(error instanceof AppError && error.code === 'store/not-found')) parts.report(error);
    }
  }

  function firstState(start: Parameters<WizardRunner['open']>[0]): WizardState {
    const local = start.local;
    if (start.action === 'initiate') {
      if (local === undefined) throw new AppError('url/not-a-platform');
      return {
        step: 'destination',
        draft: createDraft({ invitationId: parts.newId(), local, mode: start.mode, project: start.project }),
      };
    }
    const where = local ? { local } : {};
    return start.text === undefined
      ? { step: 'paste', ...where, text: '' }
      : { step: 'judging', ...where, text: start.text };
  }

  return {
    async open(start) {
      for (;;) {
        const all = await store.list();
        const begun = all.find(
          (record) =>
            start.text === undefined &&
            actionOf(record.state) === start.action &&
            localOf(record.state)?.url === start.local?.url,
        );
        const now = clock.now();
        const record: WizardRecord = begun
          ? {
              ...begun,
              open: true,
              ...(start.tabId === undefined ? {} : { tabId: start.tabId }),
              updatedAt: now,
              revision: begun.revision + 1,
            }
          : {
              id: parts.newId(),
              open: true,
              state: firstState(start),
              ...(start.tabId === undefined ? {} : { tabId: start.tabId }),
              createdAt: now,
              updatedAt: now,
              revision: 1,
            };
        const others = all
          .filter((other) => other.open && other.id !== record.id)
          .map((other) => ({
            record: { ...other, open: false, revision: other.revision + 1 },
            expected: other.revision,
          }));
        try {
          await store.save([{ record, expected: begun?.revision }, ...others], { passing: false });
        } catch (error) {
          if (error instanceof AppError && error.code === 'store/conflict') continue;
          throw error;
        }
        for (const other of others) if (isFinished(other.record.state)) await this.discard(other.record.id);
        const surplus = all
          .filter((other) => other.id !== record.id)
          .toSorted((one, other) => other.updatedAt - one.updatedAt)
          .slice(KEPT_AT_MOST - 1);
        for (const old of surplus) await this.discard(old.id);
        parts.announce();
        begin(record);
        return record;
      }
    },
    send: (id, event) => apply(id, event),
    async close(id) {
      const record = await store.load(id);
      if (record && isFinished(record.state)) return this.discard(id);
      await update(id, (record) => (record.open ? { ...record, open: false } : undefined), {
        passing: false,
      });
    },
    async resume(id) {
      const all = await store.list();
      for (const other of all) if (other.open && other.id !== id) await this.close(other.id);
      return update(id, (record) => (record.open ? undefined : { ...record, open: true }), {
        passing: false,
      });
    },
    async discard(id) {
      running.get(id)?.abort.abort();
      running.delete(id);
      latest.delete(id);
      for (;;) {
        const record = await store.load(id);
        if (record === undefined) return;
        try {
          await store.erase(id, record.revision);
        } catch (error) {
          if (error instanceof AppError && error.code === 'store/conflict') continue;
          throw error;
        }
        parts.announce();
        return;
      }
    },
    async restart() {
      for (const record of await store.list()) begin(record);
    },
    async forgetCode(code) {
      for (const { id, state } of await store.list()) {
        const holds =
          ('text' in state && state.text.includes(code)) ||
          // The one that is accepting it goes on by itself, and leaves the code behind with its step.
          ('code' in state && state.code === code && state.step !== 'accepting');
        if (holds) await this.discard(id);
      }
    },
    async lookAgain(concerns) {
      for (const record of await store.list()) {
        if (concerns(record.state)) await apply(record.id, { type: 'permission-granted' });
      }
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
