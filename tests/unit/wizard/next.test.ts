import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Instance, PlatformId } from '@/utils/domain/platform.ts';
import { platformIds } from '@/utils/domain/platform.ts';
import { createDraft, informationProblems, modesOf } from '@/utils/wizard/initiate.ts';
import { next } from '@/utils/wizard/next.ts';
import { UserEvent, WizardState } from '@/utils/wizard/state.ts';
import type { UrlCheck, WizardEvent } from '@/utils/wizard/state.ts';

const urls: Record<PlatformId, string> = {
  salesforce: 'https://acme.my.salesforce.com',
  servicenow: 'https://acme.service-now.com',
  'jira-dc': 'https://jira.acme.example/jira',
  'jira-cloud': 'https://fabrikam.atlassian.net',
  xurrent: 'https://globex.xurrent.com',
};
const instanceOf = (platform: PlatformId): Instance => ({ platform, url: urls[platform] });
const id = 'A'.repeat(22);
const project = { id: '10', key: 'SD', name: 'Service desk' };

const start = (platform: PlatformId): WizardState => ({
  step: 'destination',
  draft: createDraft({ invitationId: id, local: instanceOf(platform) }),
});
const signedIn = {
  state: 'signed-in',
  user: { id: '1', name: 'admin' },
  admin: true,
  tenant: 't',
  version: '1',
} as const;
const found = (platform: PlatformId, given: { own?: boolean; signedIn?: boolean } = {}): UrlCheck => ({
  state: 'found',
  instance: instanceOf(platform),
  version: '1',
  own: given.own ?? false,
  access: given.signedIn ? signedIn : { state: 'signed-out', signInUrl: `${urls[platform]}/login` },
});
const walk = (state: WizardState, ...events: WizardEvent[]): WizardState => events.reduce(next, state);
const stepsOf = (state: WizardState, ...events: WizardEvent[]): string[] => {
  let now = state;
  return events.map((event) => (now = next(now, event)).step);
};
const typed = (platform: PlatformId, given?: Parameters<typeof found>[1]): WizardEvent[] => [
  { type: 'url-typed', text: urls[platform] },
  { type: 'url-checked', text: urls[platform], check: found(platform, given) },
];
const tick: WizardEvent = { type: 'no-url-ticked', ticked: true };
const forward: WizardEvent = { type: 'next' };

describe('the flows', () => {
  test.each(['salesforce', 'servicenow'] as const)(
    'F1: a private connection from %s is three steps to the code',
    (platform) => {
      expect(stepsOf(start(platform), tick, forward, forward, { type: 'invitation-created' })).toEqual([
        'destination',
        'information',
        'creating',
        'invitation',
      ]);
    },
  );

  test.each(['jira-dc', 'jira-cloud'] as const)(
    'F2: a private connection from %s asks for a project first',
    (platform) => {
      const steps = stepsOf(
        start(platform),
        tick,
        forward,
        forward,
        forward,
        { type: 'project-chosen', side: 'local', project },
        forward,
      );
      expect(steps).toEqual(['destination', 'information', 'project', 'project', 'project', 'creating']);
    },
  );

  test('F3: without admin access at the destination a Basic connection goes straight to the code', () => {
    const steps = stepsOf(
      start('salesforce'),
      ...typed('jira-dc'),
      forward,
      { type: 'admin-access-chosen', access: false },
      forward,
    );
    expect(steps.slice(2)).toEqual(['admin-access', 'admin-access', 'creating']);
  });

  test('F4: with admin access the destination is verified, asked for its project and connected', () => {
    const steps = stepsOf(
      start('salesforce'),
      ...typed('jira-cloud', { signedIn: true }),
      forward,
      forward,
      { type: 'access-verified', access: signedIn },
      { type: 'project-chosen', side: 'remote', project },
      forward,
      { type: 'connected', connection: `${id}:source`, entityKey: '00001026' },
    );
    expect(steps.slice(2)).toEqual([
      'admin-access',
      'verifying',
      'remote-project',
      'remote-project',
      'connecting',
      'established',
    ]);
  });

  test('F4: somebody who is signed in at the destination as an administrator finds Yes chosen already', () => {
    const state = walk(start('servicenow'), ...typed('jira-cloud', { signedIn: true }), forward);
    expect(state).toMatchObject({ step: 'admin-access', draft: { adminAccess: true } });
  });

  test('F4: a destination that is signed out keeps the wizard waiting with the reason', () => {
    const access = { state: 'signed-out', signInUrl: 'https://fabrikam.atlassian.net/login' } as const;
    const state = walk(
      start('servicenow'),
      ...typed('jira-cloud'),
      forward,
      { type: 'admin-access-chosen', access: true },
      forward,
      { type: 'access-verified', access },
    );
    expect(state).toMatchObject({ step: 'verifying', access });
    expect(next(state, { type: 'retry' })).not.toHaveProperty('access');
    expect(next(state, { type: 'back' }).step).toBe('admin-access');
  });

  test.each(platformIds)('F5: Script with a URL from %s asks for the connection information', (platform) => {
    const other = platform === 'servicenow' ? 'salesforce' : 'servicenow';
    const state = walk(start(platform), ...typed(other), { type: 'mode-chosen', mode: 'script' }, forward);
    expect(state.step).toBe('information');
  });

  test('F6: a code leads to what it claims, then to the project, then to the connection', () => {
    const invitation = {
      id,
      claim: { name: 'Acme IT', instance: instanceOf('servicenow'), node: 'B'.repeat(22) },
      mode: 'basic',
      type: 'private',
      driver: 'browser',
      expiresAt: 5,
      names: { connection: 'A_to_B', remote: 'B' },
      samePartner: false,
    } as const;
    const local = instanceOf('jira-cloud');
    const reviewed = walk({ step: 'paste', local, text: '' }, { type: 'code-typed', text: 'code' }, forward, {
      type: 'code-judged',
      code: 'code',
      invitation,
    });
    expect(reviewed.step).toBe('review');
    expect(next(reviewed, forward)).toBe(reviewed);
    expect(walk(reviewed, { type: 'project-chosen', side: 'local', project }, forward)).toMatchObject({
      step: 'accepting',
      local,
      project,
    });
  });

  test('F8: the own URL leads to a local connection between two different projects', () => {
    const state = walk(start('jira-dc'), ...typed('jira-dc', { own: true, signedIn: true }), forward);
    expect(state.step).toBe('remote-project');
    const same = walk(
      state,
      { type: 'project-chosen', side: 'local', project },
      { type: 'project-chosen', side: 'remote', project },
    );
    expect(next(same, forward)).toBe(same);
    expect(
      walk(same, { type: 'project-chosen', side: 'remote', project: { id: '11', name: 'Other' } }, forward)
        .step,
    ).toBe('connecting');
  });
});

describe('modes on offer', () => {
  test.each([
    ['salesforce', ['basic', 'script']],
    ['servicenow', ['basic', 'script']],
    ['jira-dc', ['basic', 'visual!', 'script']],
    ['jira-cloud', ['basic', 'visual!', 'script']],
    ['xurrent', []],
  ] as const)('a private connection from %s offers %j', (platform, expected) => {
    const state = walk(start(platform), tick);
    const offers = 'draft' in state ? modesOf(state.draft) : [];
    expect(offers.map(({ mode, reason }) => (reason ? `${mode}!` : mode))).toEqual(expected);
  });

  test('Visual with a URL can be chosen once this browser reaches both sides', () => {
    const reasons = [false, true].map((reached) => {
      const state = walk(start('servicenow'), ...typed('jira-cloud', { signedIn: reached }));
      return 'draft' in state ? modesOf(state.draft).find(({ mode }) => mode === 'visual')?.reason : 'none';
    });
    expect(reasons).toEqual(['needs-both-sides', undefined]);
  });

  test('a mode that the other platform does not know is not shown', () => {
    const state = walk(start('servicenow'), ...typed('xurrent', { signedIn: true }));
    expect('draft' in state && modesOf(state.draft).map(({ mode }) => mode)).toEqual(['basic', 'script']);
  });

  test('a mode that cannot be chosen does not lead on', () => {
    const state = walk(start('jira-dc'), tick, { type: 'mode-chosen', mode: 'visual' });
    expect(next(state, forward)).toBe(state);
  });
});

describe('what is known is filled in', () => {
  test('short names come from the hosts and the connection name from both', () => {
    const state = walk(start('servicenow'), ...typed('jira-cloud'));
    expect(state).toMatchObject({
      draft: { localShortName: 'ACME', remoteShortName: 'FABRIKAM', connectionName: 'ACME_to_FABRIKAM' },
    });
  });

  test('two instances of one company get different short names', () => {
    const state = walk(start('servicenow'), ...typed('salesforce'));
    expect(state).toMatchObject({ draft: { localShortName: 'ACME', remoteShortName: 'ACME_SALESFORCE' } });
  });

  test('the connection name follows the short names until the admin writes one', () => {
    const named = walk(start('servicenow'), tick, forward, {
      type: 'information-typed',
      field: 'remoteShortName',
      text: 'CONTOSO',
    });
    expect(named).toMatchObject({ draft: { connectionName: 'ACME_to_CONTOSO' } });
    const own = walk(
      named,
      { type: 'information-typed', field: 'connectionName', text: 'Ours' },
      { type: 'information-typed', field: 'remoteShortName', text: 'X' },
    );
    expect(own).toMatchObject({ draft: { connectionName: 'Ours' } });
  });

  test.each([
    ['localShortName', '', 'required'],
    ['localShortName', '1st', 'not-an-identifier'],
    ['remoteShortName', 'ACME', 'same-as-other'],
    ['connectionName', '  ', 'required'],
    ['connectionName', 'a\u202Eb', 'too-long-or-odd'],
    ['description', 'x'.repeat(501), 'too-long-or-odd'],
  ] as const)('%s %j keeps the admin on the step: %s', (field, text, problem) => {
    const state = walk(start('servicenow'), tick, forward, { type: 'information-typed', field, text });
    expect('draft' in state && informationProblems(state.draft)[field]).toBe(problem);
    expect(next(state, forward)).toBe(state);
  });
});

test('a suggested project fills what is empty and never what was chosen', () => {
  const state = walk(start('jira-dc'), tick, forward, forward);
  const suggested = next(state, { type: 'projects-suggested', project, remoteProject: undefined });
  expect(suggested).toMatchObject({ step: 'project', draft: { project, suggested: true } });
  const other = { id: '11', name: 'Other' };
  const chosen = walk(
    state,
    { type: 'project-chosen', side: 'local', project: other },
    { type: 'projects-suggested', project, remoteProject: undefined },
  );
  expect(chosen).toMatchObject({ draft: { project: other } });
});

test('an answer about a text that has been changed since is ignored', () => {
  const state = walk(start('servicenow'), { type: 'url-typed', text: 'https://new.atlassian.net' });
  expect(
    next(state, { type: 'url-checked', text: 'https://old.atlassian.net', check: found('jira-cloud') }),
  ).toMatchObject({
    draft: { check: { state: 'checking' } },
  });
});

test('a double click on Next does no more than one', () => {
  const once = walk(start('servicenow'), tick, forward, forward);
  expect(next(once, forward)).toBe(once);
});

test('every step but the last ones leads back to where it came from', () => {
  const events: WizardEvent[] = [tick, forward, forward];
  const state = walk(start('jira-dc'), ...events);
  expect(state.step).toBe('project');
  expect(stepsOf(state, { type: 'back' }, { type: 'back' })).toEqual(['information', 'destination']);
});

test('no sequence of events breaks the wizard or leaves a state that cannot be kept', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 60 });
  const aProject = fc.record({ id: fc.string({ minLength: 1, maxLength: 5 }), name: text });
  const platform = fc.constantFrom(...platformIds);
  const event: fc.Arbitrary<WizardEvent> = fc.oneof(
    fc.record({ type: fc.constant('url-typed' as const), text }),
    fc.record({ type: fc.constant('no-url-ticked' as const), ticked: fc.boolean() }),
    fc.record({
      type: fc.constantFrom(
        'next',
        'back',
        'retry',
        'permission-granted',
        'invitation-created',
        'address-acknowledged',
      ),
    }),
    fc.record({
      type: fc.constant('mode-chosen' as const),
      mode: fc.constantFrom('basic', 'visual', 'script'),
    }),
    fc.record({ type: fc.constant('admin-access-chosen' as const), access: fc.boolean() }),
    fc.record({
      type: fc.constant('information-typed' as const),
      field: fc.constantFrom('localShortName', 'remoteShortName', 'connectionName', 'description'),
      text,
    }),
    fc.record({
      type: fc.constant('project-chosen' as const),
      side: fc.constantFrom('local', 'remote'),
      project: aProject,
    }),
    platform.chain((chosen) =>
      fc.constantFrom(...typed(chosen, { signedIn: true }), ...typed(chosen, { own: true })),
    ),
    fc.constant({ type: 'access-verified' as const, access: signedIn }),
    fc.constant({ type: 'failed' as const, problem: { code: 'unknown' as const } }),
    fc.record({ type: fc.constant('code-typed' as const), text }),
  );
  fc.assert(
    fc.property(platform, fc.boolean(), fc.array(event, { maxLength: 40 }), (chosen, accepts, events) => {
      let state: WizardState = accepts
        ? { step: 'paste', local: instanceOf(chosen), text: '' }
        : start(chosen);
      for (const one of events) {
        state = next(state, one);
        expect(WizardState.safeParse(state).success).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('a page can send only what an admin can do', () => {
  for (const type of [
    'url-checked',
    'access-verified',
    'invitation-created',
    'connected',
    'code-judged',
    'failed',
  ]) {
    expect(UserEvent.safeParse({ type }).success).toBe(false);
  }
});
