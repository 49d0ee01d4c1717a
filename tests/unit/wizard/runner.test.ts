import { describe, expect, test, vi } from 'vitest';

import { createFakeClock } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import { createWizardRunner } from '@/utils/wizard/runner.ts';
import type { WizardRunner } from '@/utils/wizard/runner.ts';
import type { EffectEvent, UserEvent, WizardRecord, WizardState, WizardStep } from '@/utils/wizard/state.ts';

import { createRunnerFakes } from '../../support/runner-fakes.ts';

const servicenow = { platform: 'servicenow', url: 'https://acme.service-now.com' } as const;
const jira = { platform: 'jira-cloud', url: 'https://fabrikam.atlassian.net' } as const;

test('a wizard that was closed is the one that opens again for the same instance', async () => {
  const { runner } = createRunnerFakes();
  const first = await runner.open({ action: 'initiate', local: servicenow });
  await runner.send(first.id, { type: 'no-url-ticked', ticked: true });
  await runner.close(first.id);
  const again = await runner.open({ action: 'initiate', local: servicenow });
  expect(again.id).toBe(first.id);
  expect(again).toMatchObject({ open: true, state: { draft: { noUrl: true } } });
});

test('another instance has a wizard of its own, and only one is open', async () => {
  const { runner, records } = createRunnerFakes();
  const first = await runner.open({ action: 'initiate', local: servicenow });
  const second = await runner.open({ action: 'initiate', local: jira });
  expect(second.id).not.toBe(first.id);
  expect(
    records()
      .filter(({ open }) => open)
      .map(({ id }) => id),
  ).toEqual([second.id]);
  await runner.resume(first.id);
  expect(
    records()
      .filter(({ open }) => open)
      .map(({ id }) => id),
  ).toEqual([first.id]);
});

test('a selected text starts a wizard of its own that reads it at once', async () => {
  const { runner } = createRunnerFakes();
  await runner.open({ action: 'accept', local: undefined });
  const record = await runner.open({ action: 'accept', local: undefined, text: 'a code' });
  expect(record.state).toMatchObject({ step: 'judging', text: 'a code' });
});

test('work that a state asks for is begun once, however often the state is saved', async () => {
  const { runner, effects } = createRunnerFakes();
  const record = await runner.open({ action: 'accept', local: jira, text: 'a code' });
  await runner.restart();
  await runner.restart();
  expect(effects.begun).toEqual(['judge']);
  effects.answer({ type: 'code-refused', problem: { code: 'code/altered' } });
  await runner.idle();
  expect((await runner.send(record.id, { type: 'retry' })).state).toMatchObject({
    step: 'paste',
    problem: { code: 'code/altered' },
  });
});

test('typing on ends the work on the earlier text', async () => {
  const { runner, effects } = createRunnerFakes();
  const { id } = await runner.open({ action: 'initiate', local: servicenow });
  await runner.send(id, { type: 'url-typed', text: 'https://a.example' });
  await runner.send(id, { type: 'url-typed', text: 'https://ab.example' });
  expect(effects.begun).toEqual(['check https://a.example', 'check https://ab.example']);
  expect(effects.signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test('a fault of the work reaches the screen by its code', async () => {
  const { runner, effects, records } = createRunnerFakes();
  await runner.open({ action: 'accept', local: jira, text: 'a code' });
  effects.fail(new AppError('platform/signed-out', 'fabrikam'));
  await runner.idle();
  expect(records()[0]?.state).toMatchObject({
    step: 'paste',
    problem: { code: 'platform/signed-out', detail: 'fabrikam' },
  });
});

test('a fault that nobody expected is reported and shown as unknown', async () => {
  const { runner, effects, records, report } = createRunnerFakes();
  await runner.open({ action: 'accept', local: jira, text: 'a code' });
  const error = new TypeError('surprise');
  effects.fail(error);
  await runner.idle();
  expect(report.mock.calls).toEqual([[error]]);
  expect(records()[0]?.state).toMatchObject({ problem: { code: 'unknown' } });
});

test('a wizard that was discarded stays gone when its work answers late', async () => {
  const { runner, effects, records, report } = createRunnerFakes();
  const { id } = await runner.open({ action: 'accept', local: jira, text: 'a code' });
  await runner.discard(id);
  effects.answer({ type: 'code-refused', problem: { code: 'code/altered' } });
  await runner.idle();
  expect(records()).toEqual([]);
  expect(report).not.toHaveBeenCalled();
});

test('an event for a wizard that is gone says so', async () => {
  const { runner } = createRunnerFakes();
  await expect(runner.send('gone', { type: 'next' })).rejects.toMatchObject({ code: 'store/not-found' });
});

test('an event that loses a race is applied to what the winner left', async () => {
  const fakes = createRunnerFakes();
  const { id } = await fakes.runner.open({ action: 'initiate', local: servicenow });
  fakes.beforeNextSave(() => fakes.runner.send(id, { type: 'no-url-ticked', ticked: true }));
  const record = await fakes.runner.send(id, { type: 'mode-chosen', mode: 'script' });
  expect(record.state).toMatchObject({ draft: { mode: 'script', noUrl: true } });
});

test('a wizard whose work is done is forgotten when it is put aside', async () => {
  const { runner, effects, records } = createRunnerFakes();
  const { id } = await runner.open({ action: 'accept', local: jira, text: 'a code' });
  effects.answer({
    type: 'code-judged',
    code: 'a code',
    invitation: {
      id: 'A'.repeat(22),
      claim: { name: 'ACME', instance: servicenow, node: 'B'.repeat(22) },
      mode: 'basic',
      type: 'private',
      driver: 'browser',
      expiresAt: 5,
      names: { connection: 'A', remote: 'B' },
      samePartner: false,
    },
    project: { id: '1', name: 'P' },
  });
  await runner.idle();
  await runner.send(id, { type: 'next' });
  effects.answer({ type: 'connected', connection: `${'A'.repeat(22)}:destination`, entityKey: '' });
  await runner.idle();
  expect(records()[0]?.state.step).toBe('established');
  await runner.open({ action: 'initiate', local: jira });
  expect(records().map(({ state }) => state.step)).toEqual(['destination']);
});

test('an accepted code is forgotten wherever it was pasted', async () => {
  const { runner, records } = createRunnerFakes();
  const pasted = await runner.open({ action: 'accept', local: jira });
  await runner.send(pasted.id, { type: 'code-typed', text: 'Here it is: the-code' });
  const other = await runner.open({ action: 'accept', local: servicenow });
  await runner.send(other.id, { type: 'code-typed', text: 'another one' });
  await runner.forgetCode('the-code');
  expect(records().map(({ id }) => id)).toEqual([other.id]);
});

test('no more than twenty wizards are kept', async () => {
  const { runner, records, clock } = createRunnerFakes();
  for (let index = 0; index < 25; index += 1) {
    clock.advance(1);
    await runner.open({
      action: 'initiate',
      local: { platform: 'servicenow', url: `https://i${index}.service-now.com` },
    });
  }
  expect(records()).toHaveLength(20);
  expect(
    records().some(({ state }) => 'draft' in state && state.draft.local.url === 'https://i0.service-now.com'),
  ).toBe(false);
});

test('wizards that wait for a sign-in look again when told, others do not', async () => {
  const { runner, effects, records } = createRunnerFakes();
  const { id } = await runner.open({ action: 'initiate', local: servicenow });
  await runner.send(id, { type: 'url-typed', text: jira.url });
  effects.answer({
    type: 'url-checked',
    text: jira.url,
    check: { state: 'found', instance: jira, version: '', own: false },
  });
  await runner.idle();
  await runner.send(id, { type: 'next' });
  await runner.send(id, { type: 'admin-access-chosen', access: true });
  await runner.send(id, { type: 'next' });
  effects.answer({ type: 'access-verified', access: { state: 'signed-out', signInUrl: jira.url } });
  await runner.idle();
  const before = effects.begun.length;
  await runner.lookAgain((state) => state.step === 'destination');
  expect(effects.begun).toHaveLength(before);
  await runner.lookAgain((state) => state.step === 'verifying');
  expect(effects.begun).toHaveLength(before + 1);
  expect(records()[0]?.state).not.toHaveProperty('access');
});

describe('a stopped background', () => {
  type Act = { readonly at: WizardStep; readonly event: UserEvent };
  const signedIn = {
    state: 'signed-in',
    user: { id: '1', name: 'a' },
    admin: true,
    tenant: 't',
    version: '',
  } as const;
  const project = { id: '1', name: 'P' };
  const next: UserEvent = { type: 'next' };
  const tick: UserEvent = { type: 'no-url-ticked', ticked: true };
  const named: UserEvent = { type: 'information-typed', field: 'connectionName', text: 'Kept' };
  const invitation = {
    id: 'A'.repeat(22),
    claim: { name: 'ACME', instance: servicenow, node: 'B'.repeat(22) },
    mode: 'basic',
    type: 'private',
    driver: 'browser',
    expiresAt: 5,
    names: { connection: 'A_to_B', remote: 'B' },
    samePartner: false,
  } as const;

  /** What an admin does in a flow, and in which step; an act whose step is over has been done. */
  const flows: Record<
    string,
    { start: Parameters<WizardRunner['open']>[0]; acts: readonly Act[]; end: WizardStep }
  > = {
    'F1: private': {
      start: { action: 'initiate', local: servicenow },
      acts: [
        { at: 'destination', event: tick },
        { at: 'destination', event: next },
        { at: 'information', event: named },
        { at: 'information', event: next },
      ],
      end: 'invitation',
    },
    'F2: private, with a project': {
      start: { action: 'initiate', local: jira },
      acts: [
        { at: 'destination', event: tick },
        { at: 'destination', event: next },
        { at: 'information', event: next },
        { at: 'project', event: { type: 'project-chosen', side: 'local', project } },
        { at: 'project', event: next },
      ],
      end: 'invitation',
    },
    'F4: both sides here': {
      start: { action: 'initiate', local: servicenow },
      acts: [
        { at: 'destination', event: { type: 'url-typed', text: jira.url } },
        { at: 'destination', event: next },
        { at: 'admin-access', event: { type: 'admin-access-chosen', access: true } },
        { at: 'admin-access', event: next },
        { at: 'remote-project', event: { type: 'project-chosen', side: 'remote', project } },
        { at: 'remote-project', event: next },
      ],
      end: 'established',
    },
    'F6: accepting': {
      start: { action: 'accept', local: jira },
      acts: [
        { at: 'paste', event: { type: 'code-typed', text: 'the code' } },
        { at: 'paste', event: next },
        { at: 'review', event: { type: 'project-chosen', side: 'local', project } },
        { at: 'review', event: next },
      ],
      end: 'established',
    },
  };

  function answerTo(state: WizardState): EffectEvent {
    switch (state.step) {
      case 'destination':
        return {
          type: 'url-checked',
          text: jira.url,
          check: { state: 'found', instance: jira, version: '', own: false, access: signedIn },
        };
      case 'verifying':
        return { type: 'access-verified', access: signedIn };
      case 'judging':
        return { type: 'code-judged', code: state.text, invitation };
      case 'creating':
        return { type: 'invitation-created' };
      default:
        return { type: 'connected', connection: `${'A'.repeat(22)}:source`, entityKey: '' };
    }
  }

  /** Walks a flow and lets all memory vanish at the k-th call to the store or to an effect; answers what is left. */
  async function runWithCrash(flow: (typeof flows)[string], k: number) {
    const fakes = createRunnerFakes({ automatic: answerTo, crashAt: k });
    let { runner } = fakes;
    const survive = async <Result>(act: () => Promise<Result>): Promise<Result> => {
      for (;;) {
        try {
          const result = await act();
          await runner.idle();
          if (!fakes.crashed()) return result;
        } catch (error) {
          if (!fakes.crashed()) throw error;
        }
        runner = fakes.restart();
        await runner.restart();
        await runner.idle();
      }
    };
    const { id } = await survive(() => runner.open(flow.start));
    const invitationIds = new Set<string>();
    const texts = new Set<string>();
    for (const { at, event } of flow.acts) {
      // Who comes back after a crash sees the step that was kept, and does not press a button that is gone.
      await survive(async () => {
        const record = fakes.records().find((one) => one.id === id);
        if (record?.state.step === at) await runner.send(id, event);
      });
      const state = fakes.records().find((one) => one.id === id)?.state;
      if (state && 'draft' in state) {
        invitationIds.add(state.draft.invitationId);
        texts.add(state.draft.connectionName);
      }
    }
    return { records: fakes.records(), calls: fakes.calls(), invitationIds, texts };
  }

  test.each(Object.entries(flows))(
    'in any step of %s loses nothing: it goes on to the same end',
    async (_, flow) => {
      const undisturbed = await runWithCrash(flow, Number.POSITIVE_INFINITY);
      expect(undisturbed.records.map(({ state }) => state.step)).toEqual([flow.end]);
      expect(undisturbed.calls).toBeGreaterThan(10);
      for (let k = 1; k <= undisturbed.calls; k += 1) {
        const crashed = await runWithCrash(flow, k);
        expect(
          crashed.records.map(({ state }) => state.step),
          `crash at call ${k}`,
        ).toEqual([flow.end]);
        expect(crashed.invitationIds.size, `crash at call ${k}`).toBeLessThanOrEqual(1);
        expect([...crashed.texts].at(-1), `crash at call ${k}`).toBe([...undisturbed.texts].at(-1));
      }
    },
  );
});

test('the clock of a record is the given one', async () => {
  const clock = createFakeClock(77);
  const { runner } = createRunnerFakes({ clock });
  expect(await runner.open({ action: 'accept', local: undefined })).toMatchObject({
    createdAt: 77,
    updatedAt: 77,
  });
  vi.restoreAllMocks();
});

describe('work that is quick', () => {
  /** A runner whose one effect is quick and ends when the test says so. */
  function quickRunner() {
    const kept = new Map<string, WizardRecord>();
    const announce = vi.fn();
    const saved: boolean[] = [];
    let finish = (): void => undefined;
    const runner = createWizardRunner({
      store: {
        load: async (id) => kept.get(id),
        list: async () => [...kept.values()],
        save: async (records, { passing }) => {
          saved.push(passing);
          for (const { record, expected } of records) {
            if (kept.get(record.id)?.revision !== expected) throw new AppError('store/conflict');
            kept.set(record.id, record);
          }
        },
        erase: async (id) => void kept.delete(id),
      },
      clock: createFakeClock(1000),
      newId: () => 'A'.repeat(22),
      announce,
      report: vi.fn(),
      effectOf: ({ state }) =>
        state.step === 'creating' && state.problem === undefined
          ? {
              name: 'create-invitation',
              quick: true,
              run: () =>
                new Promise((resolve) => {
                  finish = () => resolve({ type: 'invitation-created' });
                }),
            }
          : undefined,
    });
    return { runner, announce, saved, finish: () => finish() };
  }

  async function atInformation() {
    const fakes = quickRunner();
    const { id } = await fakes.runner.open({ action: 'initiate', local: servicenow });
    await fakes.runner.send(id, { type: 'no-url-ticked', ticked: true });
    expect((await fakes.runner.send(id, { type: 'next' })).state.step).toBe('information');
    fakes.announce.mockClear();
    return { ...fakes, id };
  }

  test('answers with what came of it and is told once', async () => {
    const { runner, announce, finish, id } = await atInformation();
    const answered = runner.send(id, { type: 'next' });
    await vi.waitFor(() => {
      finish();
      expect(announce).toHaveBeenCalled();
    });
    expect((await answered).state.step).toBe('invitation');
    expect(announce).toHaveBeenCalledTimes(1);
  });

  test('is shown as under way when it takes longer after all', async () => {
    const { runner, announce, finish, id } = await atInformation();
    expect((await runner.send(id, { type: 'next' })).state.step).toBe('creating');
    expect(announce).toHaveBeenCalledTimes(1);
    finish();
    await runner.idle();
    expect(announce).toHaveBeenCalledTimes(2);
  });

  test('waits for the disk only where a wizard is opened or put aside', async () => {
    const { runner, saved, id } = await atInformation();
    await runner.close(id);
    expect(saved).toEqual([false, true, true, false]);
  });
});
