import type { ComponentChild } from 'preact';

import { BackendContext } from '@/components/backend-context.ts';
import { CompareNumbers } from '@/components/CompareNumbers.tsx';
import { ConnectionsPage } from '@/components/connections/ConnectionsPage.tsx';
import type { PageTab } from '@/components/connections/ConnectionsPage.tsx';
import { instancesOf } from '@/components/popup/home-of-tab.ts';
import { Popup } from '@/components/popup/Popup.tsx';
import { TokenDialog } from '@/components/TokenDialog.tsx';
import { AppError } from '@/utils/base/errors.ts';
import type { WizardState } from '@/utils/wizard/state.ts';

import {
  CODE,
  after,
  connection,
  connectionOf,
  draftOf,
  foundJira,
  hostile,
  invitation,
  invitationOf,
  jira,
  jiraDc,
  NOW,
  projects,
  recordOf,
  reviewed,
  salesforce,
  servicenow,
  signedIn,
  tabOf,
  xurrent,
} from './data.ts';
import { createFakeBackend } from './fake-backend.ts';
import type { FakeBackend, FakeOptions } from './fake-backend.ts';

export interface GalleryState {
  readonly name: string;
  /** `popup`: as wide as the popup. `page`: as wide as a tab. */
  readonly kind: 'popup' | 'page';
  readonly backend: () => FakeBackend;
  readonly draw: () => ComponentChild;
}

const loadWizard = () => import('@/components/wizard/Wizard.tsx');

const popup = (
  name: string,
  options: FakeOptions,
  props: Partial<Parameters<typeof Popup>[0]> = {},
): GalleryState => ({
  name,
  kind: 'popup',
  backend: () => createFakeBackend(options),
  draw: () => <Popup tabId={7} copyLatest={false} isWindow={false} loadWizard={loadWizard} {...props} />,
});

const wizard = (name: string, state: WizardState, options: FakeOptions = {}): GalleryState => {
  const [local] = instancesOf(state);
  return popup(`wizard: ${name}`, {
    wizards: [recordOf(state)],
    ...(local ? { tab: tabOf(local) } : {}),
    ...options,
  });
};

const lists: FakeOptions = {
  invitations: [
    invitationOf('ACME_to_NORTHWIND'),
    invitationOf('ACME_to_WINGTIP', {
      mode: 'basic',
      type: 'public',
      createdAt: NOW - 30_000,
      expiresAt: NOW + 72 * 3_600_000,
    }),
  ],
  connections: [
    connectionOf('ACME_to_CONTOSO', {
      status: 'pending',
      awaitsConfirmation: true,
      numbers: ['4712', '0936', '8205'],
      remote: {
        shortName: 'CONTOSO',
        claim: { name: 'Contoso Support', instance: xurrent, node: 'n'.repeat(22) },
      },
      createdAt: NOW - 60_000,
    }),
    connectionOf('ACME_to_FABRIKAM'),
    connectionOf('ACME_to_TAILSPIN', {
      status: 'error',
      problem: { code: 'platform/signed-out', detail: 'tailspin.my.salesforce.com' },
      remote: {
        shortName: 'TAILSPIN',
        claim: { name: 'Tailspin Toys', instance: salesforce, node: 'n'.repeat(22) },
      },
    }),
    connectionOf('ACME_to_ADATUM', { status: 'deactivated' }),
  ],
};

const found = draftOf(servicenow, { urlText: jira.url, check: foundJira });
const foundSignedIn = after(
  { step: 'destination', draft: draftOf(servicenow, { urlText: jira.url, check: { state: 'checking' } }) },
  {
    type: 'url-checked',
    text: jira.url,
    check: { ...foundJira, access: signedIn({ user: { id: '2', name: 'Jo Fabrikam' } }) },
  },
);
const privateDraft = after(
  { step: 'destination', draft: draftOf(servicenow) },
  { type: 'no-url-ticked', ticked: true },
);
const information = after(privateDraft, { type: 'next' });
const remoteProject = after(
  foundSignedIn,
  { type: 'next' },
  { type: 'next' },
  {
    type: 'access-verified',
    access: signedIn(),
  },
);
const localBegin = after(
  { step: 'destination', draft: draftOf(jiraDc, { urlText: jiraDc.url, check: { state: 'checking' } }) },
  {
    type: 'url-checked',
    text: jiraDc.url,
    check: { state: 'found', instance: jiraDc, version: '9.12.1', own: true, access: signedIn() },
  },
);

const destination = (change: Parameters<typeof draftOf>[1]): WizardState => ({
  step: 'destination',
  draft: draftOf(servicenow, change),
});
const verifying = (access: Extract<WizardState, { step: 'verifying' }>['access']): WizardState => ({
  step: 'verifying',
  draft: { ...found, adminAccess: true },
  ...(access ? { access } : {}),
});
const review = (change: Partial<Extract<WizardState, { step: 'review' }>> = {}): WizardState => ({
  step: 'review',
  local: jira,
  code: CODE,
  invitation: reviewed(),
  ...change,
});

const { local: _nowhere, ...reviewElsewhere } = review() as Extract<WizardState, { step: 'review' }>;

export const states: GalleryState[] = [
  popup('home: lists', { ...lists, tab: tabOf() }),
  popup('home: empty', { tab: tabOf() }),
  popup('home: looking', { tab: 'never' }),
  popup('home: tab failed', { tab: new AppError('message/unanswered') }),
  popup('home: store failed', { readFault: new AppError('store/corrupted', 'connections') }),
  popup('home: unsupported', { tab: { kind: 'unsupported', tabId: 7, host: 'news.example' } }),
  popup('home: needs access', {
    tab: {
      kind: 'needs-access',
      tabId: 7,
      host: 'fabrikam.atlassian.net',
      origins: ['https://fabrikam.atlassian.net/*'],
      guess: jira,
    },
  }),
  popup('home: signed out', {
    tab: tabOf(servicenow, { state: 'signed-out', signInUrl: 'https://acme.service-now.com/login.do' }),
  }),
  popup('home: not an administrator', {
    tab: tabOf(jira, signedIn({ admin: false, version: '', user: { id: '3', name: 'Robin' } })),
  }),
  popup('home: token missing', {
    tab: tabOf(xurrent, { state: 'token-missing', tokenUrl: xurrent.url, version: '' }),
  }),
  popup('home: permission missing', {
    tab: tabOf(salesforce, {
      state: 'permission-missing',
      origins: ['https://tailspin.my.salesforce.com/*'],
    }),
  }),
  popup('home: failed', {
    tab: tabOf(servicenow, { state: 'failed', code: 'platform/hibernating', detail: 'acme.service-now.com' }),
  }),
  popup('home: container', { tab: tabOf(servicenow, signedIn(), { container: true }) }),
  popup('home: unfinished elsewhere', {
    ...lists,
    tab: tabOf(salesforce),
    wizards: [recordOf(information), recordOf(review(), { id: 'other', open: false })],
  }),
  popup('home: refused acceptances', {
    invitations: [invitationOf('ACME_to_NORTHWIND', { refusedAcceptances: 1 })],
    connections: [connection()],
    tab: tabOf(),
  }),
  popup('home: copy latest', { ...lists }, { copyLatest: true }),
  popup('home: copy latest refused', { ...lists, clipboard: false }, { copyLatest: true }),
  popup('home: long and hostile', {
    tab: tabOf(
      { platform: 'jira-dc', url: `https://${'very-long-name.'.repeat(9)}acme.example/jira` },
      signedIn({ user: { id: '1', name: hostile.markup } }),
    ),
    invitations: [
      invitationOf(hostile.long),
      invitationOf(hostile.markup),
      invitationOf(hostile.rightToLeft),
    ],
    connections: [
      connectionOf(hostile.unbroken, {
        local: {
          shortName: 'ACME',
          instance: { platform: 'jira-dc', url: `https://${'very-long-name.'.repeat(9)}acme.example/jira` },
        },
      }),
    ],
  }),

  wizard('destination', destination({})),
  wizard('destination checking', destination({ urlText: jira.url, check: { state: 'checking' } })),
  wizard('destination found', foundSignedIn),
  wizard('destination found, not signed in', destination({ urlText: jira.url, check: foundJira })),
  wizard('destination private', privateDraft),
  wizard(
    'destination needs permission',
    destination({
      urlText: 'https://jira.acme.example/jira',
      check: { state: 'needs-permission', origins: ['https://jira.acme.example/*'] },
    }),
  ),
  wizard(
    'destination refused',
    destination({
      urlText: 'https://news.example',
      check: { state: 'refused', problem: { code: 'url/not-a-platform', detail: 'news.example' } },
    }),
  ),
  wizard(
    'destination private address',
    destination({
      urlText: 'https://jira.corp',
      check: { state: 'refused', problem: { code: 'url/private-address', detail: 'jira.corp' } },
    }),
  ),
  wizard('destination own', localBegin),
  wizard('destination of Xurrent', { step: 'destination', draft: draftOf(xurrent) }),
  wizard('admin access', after(foundSignedIn, { type: 'next' })),
  wizard('information', information),
  wizard('information wrong', {
    step: 'information',
    draft: draftOf(servicenow, {
      noUrl: true,
      localShortName: '1st side',
      remoteShortName: '',
      connectionName: hostile.rightToLeft,
    }),
  }),
  wizard('project', { step: 'project', draft: draftOf(jira, { noUrl: true }) }),
  wizard('project chosen', { step: 'project', draft: draftOf(jira, { noUrl: true, project: projects[0] }) }),
  wizard(
    'project failed',
    { step: 'project', draft: draftOf(jira, { noUrl: true }) },
    { projects: new AppError('platform/signed-out', 'fabrikam.atlassian.net') },
  ),
  wizard('project none', { step: 'project', draft: draftOf(jira, { noUrl: true }) }, { projects: [] }),
  wizard('remote project', remoteProject),
  wizard('local projects', after(localBegin, { type: 'next' })),
  wizard('creating', { step: 'creating', draft: draftOf() }),
  wizard('creating failed', { step: 'creating', draft: draftOf(), problem: { code: 'store/quota' } }),
  wizard('connecting', { step: 'connecting', draft: found }),
  wizard('verifying', verifying(undefined)),
  wizard('verifying signed out', verifying({ state: 'signed-out', signInUrl: jira.url })),
  wizard('verifying not admin', verifying(signedIn({ admin: false }))),
  wizard(
    'verifying failed',
    verifying({ state: 'failed', code: 'platform/refused', detail: 'Site admin only' }),
  ),
  wizard(
    'verifying permission',
    verifying({ state: 'permission-missing', origins: ['https://fabrikam.atlassian.net/*'] }),
  ),
  wizard(
    'invitation',
    { step: 'invitation', draft: { ...draftOf(servicenow, { noUrl: true, mode: 'script' }) } },
    { invitations: [invitation()] },
  ),
  wizard(
    'invitation with a name',
    { step: 'invitation', draft: { ...found, remoteShortName: 'FABRIKAM' } },
    { invitations: [invitation({ type: 'public' })] },
  ),
  wizard(
    'invitation accepted',
    { step: 'invitation', draft: draftOf(servicenow, { noUrl: true }) },
    {
      invitations: [
        invitation({
          status: 'accepted',
          acceptedBy: { name: 'Northwind', instance: jira, node: 'n'.repeat(22) },
        }),
      ],
    },
  ),
  wizard(
    'invitation gone',
    { step: 'invitation', draft: draftOf(servicenow, { noUrl: true }) },
    { invitations: [] },
  ),
  wizard('paste', { step: 'paste', local: jira, text: '' }),
  wizard('paste refused', {
    step: 'paste',
    local: jira,
    text: CODE.slice(0, 34),
    problem: { code: 'code/cut-off', detail: '34/412' },
  }),
  wizard('paste foreign', {
    step: 'paste',
    text: 'eyJpbnZpdGF0aW9uU2VjcmV0Ijoi',
    problem: { code: 'code/foreign-product' },
  }),
  wizard('judging', { step: 'judging', local: jira, text: CODE }),
  wizard('choose code', {
    step: 'choose-code',
    local: jira,
    text: `${CODE} ${CODE}`,
    found: [
      { code: CODE, from: 'acme.service-now.com', name: 'ACME_to_FABRIKAM' },
      { code: `${CODE}2`, from: 'tailspin.my.salesforce.com', name: 'TAILSPIN_to_FABRIKAM' },
    ],
  }),
  wizard('review', review({ project: projects[0] })),
  wizard('review same partner', review({ invitation: reviewed({ samePartner: true }) })),
  wizard('review elsewhere', reviewElsewhere, {
    tab: { kind: 'unsupported', tabId: 7, host: 'mail.example' },
    instances: [jira, jiraDc, servicenow],
  }),
  wizard('review elsewhere, none known', reviewElsewhere, {
    tab: { kind: 'unsupported', tabId: 7, host: 'mail.example' },
  }),
  wizard(
    'review failed',
    review({ local: servicenow, problem: { code: 'code/already-used' }, invitation: reviewed() }),
  ),
  wizard(
    'review homoglyph',
    review({
      local: servicenow,
      invitation: reviewed({
        claim: { name: hostile.rightToLeft, instance: hostile.homoglyph, node: 'n'.repeat(22) },
      }),
    }),
  ),
  wizard(
    'review hostile',
    review({
      local: servicenow,
      invitation: reviewed({
        claim: { name: hostile.markup, instance: hostile.subdomain, node: 'n'.repeat(22) },
        names: { connection: hostile.long, remote: 'X' },
        expiresAt: NOW - 60_000,
      }),
    }),
  ),
  wizard('accepting', { step: 'accepting', local: jira, code: CODE, invitation: reviewed() }),
  wizard(
    'established',
    { step: 'established', connection: connection().id, entityKey: 'INC0010006' },
    { connections: [connection()] },
  ),
  wizard(
    'accepted, waits',
    { step: 'established', connection: connection().id, entityKey: '' },
    { connections: [connection({ status: 'pending', numbers: ['4712', '0936', '8205'] })] },
  ),
  {
    name: 'compare numbers',
    kind: 'popup',
    backend: () => createFakeBackend(),
    draw: () => (
      <CompareNumbers
        connection={connection({
          name: 'ACME_to_CONTOSO',
          numbers: ['4712', '0936', '8205'],
          updatedAt: NOW - 60_000,
        })}
        onClose={() => undefined}
      />
    ),
  },
  {
    name: 'token',
    kind: 'popup',
    backend: () => createFakeBackend(),
    draw: () => <TokenDialog instance={xurrent} onClose={() => undefined} onAccepted={() => undefined} />,
  },
];

const page = (name: string, tab: PageTab, options: FakeOptions): GalleryState => ({
  name: `page: ${name}`,
  kind: 'page',
  backend: () => createFakeBackend(options),
  draw: () => <ConnectionsPage tab={tab} onTab={() => undefined} />,
});

const both = connectionOf('ACME_to_FABRIKAM');
const bothAgain = connectionOf(
  'ACME_to_FABRIKAM',
  {
    local: { shortName: 'FABRIKAM', instance: jira, ...(projects[0] ? { project: projects[0] } : {}) },
    remote: { shortName: 'ACME', claim: { name: 'Acme IT', instance: servicenow, node: 'n'.repeat(22) } },
    createdAt: both.createdAt + 5,
  },
  'destination',
);
const all: FakeOptions = {
  ...lists,
  invitations: [
    ...(lists.invitations ?? []),
    invitationOf('ACME_to_ADATUM', {
      status: 'accepted',
      acceptedBy: { name: 'Adatum', instance: jira, node: 'n'.repeat(22) },
      refusedAcceptances: 2,
      expected: jira,
    }),
    invitationOf('ACME_to_LITWARE', { status: 'expired', createdAt: NOW - 9 * 86_400_000 }),
    invitationOf('ACME_to_PROSEWARE', { status: 'revoked', createdAt: NOW - 8 * 86_400_000 }),
  ],
  connections: [
    ...(lists.connections ?? []).filter(({ name }) => name !== 'ACME_to_FABRIKAM'),
    both,
    bothAgain,
    connectionOf('SD_to_OPS', {
      type: 'local',
      description: '',
      local: { shortName: 'SD', instance: jiraDc },
      remote: { shortName: 'OPS', claim: { name: 'OPS', instance: jiraDc, node: 'n'.repeat(22) } },
    }),
    connectionOf('ACME_to_unknown', {
      type: 'private',
      mode: 'script',
      status: 'pending',
      description: '',
      remote: { shortName: 'PARTNER' },
    }),
  ],
  sites: [
    { origin: 'https://acme.service-now.com/*', instance: servicenow, grantedAt: NOW - 3_600_000 },
    { origin: 'https://jira.acme.example/*', instance: jiraDc, grantedAt: NOW - 90 * 86_400_000 },
    { origin: `https://${'very-long-name.'.repeat(9)}acme.example/*`, grantedAt: NOW - 86_400_000 },
  ],
};

const pageStates: readonly GalleryState[] = [
  page('connections', 'connections', all),
  page('connections empty', 'connections', {}),
  page('connections many', 'connections', {
    connections: Array.from({ length: 120 }, (_, index) =>
      connectionOf(`ACME_to_PARTNER_${index}`, { createdAt: NOW - index * 60_000 }),
    ),
  }),
  page('connections long and hostile', 'connections', {
    connections: [
      connectionOf(hostile.long, { description: hostile.markup }),
      connectionOf(hostile.unbroken, {
        remote: {
          shortName: 'X',
          claim: { name: hostile.markup, instance: hostile.subdomain, node: 'n'.repeat(22) },
        },
      }),
      connectionOf(hostile.rightToLeft),
    ],
  }),
  page('connections damaged', 'connections', { listFault: new AppError('store/corrupted', 'connections') }),
  page('unfinished', 'connections', { ...all, wizards: [recordOf(information)] }),
  page('invitations', 'invitations', all),
  page('invitations empty', 'invitations', {}),
  page('settings', 'settings', { ...all, languages: ['en', 'de', 'pt_BR'] }),
  page('settings empty', 'settings', {}),
  ...(['blocked', 'corrupted', 'evicted', 'quota', 'unavailable'] as const).map((fault) =>
    page(`trouble ${fault}`, 'connections', { readFault: new AppError(`store/${fault}`) }),
  ),
];
states.push(...pageStates);

/** One state with its backend around it. */
export const drawState = (state: GalleryState, backend = state.backend()): ComponentChild => (
  <BackendContext.Provider value={backend}>{state.draw()}</BackendContext.Provider>
);
