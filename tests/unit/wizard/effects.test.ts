import { describe, expect, test, vi } from 'vitest';

import { AppError } from '@/utils/base/errors.ts';
import { judgeUrl } from '@/utils/base/url-safety.ts';
import type { PlatformAdapter } from '@/utils/domain/adapter.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { createEffects } from '@/utils/wizard/effects.ts';
import type { EffectParts } from '@/utils/wizard/effects.ts';
import { createDraft } from '@/utils/wizard/initiate.ts';
import type { WizardState } from '@/utils/wizard/state.ts';

const acme: Instance = { platform: 'servicenow', url: 'https://acme.service-now.com' };
const jira: Instance = { platform: 'jira-cloud', url: 'https://fabrikam.atlassian.net' };
const project = { id: '1', key: 'P', name: 'Project' };
const signedIn = {
  state: 'signed-in',
  user: { id: '1', name: 'a' },
  admin: true,
  tenant: 't',
  version: '1',
} as const;

const adapter = (change: Partial<PlatformAdapter> = {}): PlatformAdapter => ({
  ids: ['jira-cloud'],
  originsOf: ({ url }) => [`${url}/*`],
  probe: async () => undefined,
  fetchAccess: async () => signedIn,
  fetchProjects: async () => [],
  homeOf: ({ url }) => url,
  ...change,
});

const partsOf = (change: Partial<EffectParts> = {}): EffectParts => ({
  adapterOf: () => adapter(),
  probe: async () => ({ instance: jira, version: '1001' }),
  guess: () => undefined,
  judgeUrl: (text, acknowledged) => judgeUrl(text, { allowHttp: acknowledged, allowPrivate: acknowledged }),
  mayReach: async () => true,
  pause: async () => undefined,
  createInvitation: vi.fn(async () => undefined),
  judge: async () => ({ kind: 'refused', problem: { code: 'code/altered' } }),
  accept: vi.fn(async () => undefined),
  codeOf: async () => 'code',
  likelyLocal: async () => undefined,
  likelyProject: async () => undefined,
  remember: vi.fn(async () => undefined),
  entityKeyOf: async () => 'INC0010006',
  ...change,
});

const draft = (change: object = {}) => ({
  ...createDraft({ invitationId: 'A'.repeat(22), local: acme }),
  ...change,
});
const run = (state: WizardState, parts: EffectParts) => {
  const record = { id: 'w', open: true, state, createdAt: 0, updatedAt: 0, revision: 1 };
  return createEffects(parts)(record)?.run(new AbortController().signal);
};
const checking = (urlText: string, change: object = {}): WizardState => ({
  step: 'destination',
  draft: draft({ urlText, check: { state: 'checking' }, ...change }),
});

describe('a destination URL', () => {
  test.each([
    ['not a url at all', 'url/not-a-url'],
    ['ftp://acme.example', 'url/scheme-refused'],
    ['https://user:pw@acme.example', 'url/credentials-refused'],
    ['https://169.254.169.254', 'url/metadata-address'],
    ['https://192.168.1.10', 'url/private-address'],
    ['http://jira.acme.example', 'url/scheme-refused'],
  ])('%s is refused in words without asking anybody', async (text, code) => {
    const probe = vi.fn(async () => undefined);
    const parts = partsOf({ probe });
    expect(await run(checking(text), parts)).toMatchObject({
      check: { state: 'refused', problem: { code } },
    });
    expect(probe).not.toHaveBeenCalled();
  });

  test('a private address that the admin insists on is looked at', async () => {
    const text = 'http://192.168.1.10:8080/jira';
    const event = await run(checking(text, { acknowledged: text }), partsOf());
    expect(event).toMatchObject({ check: { state: 'found' } });
  });

  test('is not contacted before the browser may: the origins to ask for are known', async () => {
    const probe = vi.fn(async () => undefined);
    const parts = partsOf({ mayReach: async () => false, probe, guess: () => jira });
    expect(await run(checking(jira.url), parts)).toMatchObject({
      check: { state: 'needs-permission', guess: jira, origins: [`${jira.url}/*`] },
    });
    expect(probe).not.toHaveBeenCalled();
  });

  test('that answers as none of ours says so', async () => {
    expect(
      await run(checking('intranet.acme.example'), partsOf({ probe: async () => undefined })),
    ).toMatchObject({
      check: { state: 'refused', problem: { code: 'url/not-a-platform', detail: 'intranet.acme.example' } },
    });
  });

  test('that does not answer says so', async () => {
    const probe = () => Promise.reject(new AppError('platform/unreachable'));
    expect(await run(checking('gone.example'), partsOf({ probe }))).toMatchObject({
      check: { state: 'refused', problem: { code: 'url/not-reachable', detail: 'gone.example' } },
    });
  });

  test('of the own instance is a local connection where the platform has projects', async () => {
    const state = checking(jira.url, { local: jira });
    expect(await run(state, partsOf())).toMatchObject({ check: { state: 'found', own: true } });
  });

  test('of the own instance is refused where there is nothing to connect within it', async () => {
    const parts = partsOf({ probe: async () => ({ instance: acme, version: '' }) });
    expect(await run(checking(acme.url), parts)).toMatchObject({
      check: { state: 'refused', problem: { code: 'url/own-instance' } },
    });
  });
});

test('an invitation accepted before the background was stopped is not accepted again', async () => {
  const parts = partsOf({ codeOf: async () => undefined });
  const found = { state: 'found', instance: jira, version: '', own: false };
  expect(await run({ step: 'connecting', draft: draft({ check: found }) }, parts)).toMatchObject({
    type: 'connected',
    connection: `${'A'.repeat(22)}:source`,
    entityKey: 'INC0010006',
  });
  expect(parts.accept).not.toHaveBeenCalled();
});

test('what was chosen is remembered for next time', async () => {
  const parts = partsOf();
  await run({ step: 'creating', draft: draft({ local: jira, project, mode: 'script' }) }, parts);
  expect(parts.remember).toHaveBeenCalledWith(jira, { mode: 'script', project });
});

describe('a project', () => {
  const state: WizardState = { step: 'project', draft: draft({ local: jira }) };

  test('that the admin probably means is suggested', async () => {
    expect(await run(state, partsOf({ likelyProject: async () => project }))).toMatchObject({ project });
  });

  test('is left to the admin when the platform does not answer', async () => {
    const likelyProject = () => Promise.reject(new AppError('platform/timeout'));
    expect(await run(state, partsOf({ likelyProject }))).toMatchObject({
      type: 'projects-suggested',
      project: undefined,
    });
  });

  test('is looked for once', () => {
    expect(
      run({ step: 'project', draft: draft({ local: jira, suggested: true }) }, partsOf()),
    ).toBeUndefined();
  });

  test('is not suggested for the second half of a local connection', async () => {
    const found = { state: 'found', instance: jira, version: '', own: true };
    const local: WizardState = {
      step: 'remote-project',
      draft: draft({ local: jira, check: found }),
    };
    expect(await run(local, partsOf({ likelyProject: async () => project }))).toMatchObject({
      project,
      remoteProject: undefined,
    });
  });
});

test('a destination that the browser may not reach is told with the origins to ask for', async () => {
  const found = { state: 'found', instance: jira, version: '', own: false };
  const event = await run(
    { step: 'verifying', draft: draft({ check: found }) },
    partsOf({ mayReach: async () => false }),
  );
  expect(event).toEqual({
    type: 'access-verified',
    access: { state: 'permission-missing', origins: [`${jira.url}/*`] },
  });
});
