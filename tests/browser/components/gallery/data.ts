import type { Access } from '@/utils/domain/access.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { InvitationRecord } from '@/utils/domain/invitation.ts';
import type { Instance, Project } from '@/utils/domain/platform.ts';
import type { TabView } from '@/utils/messages/protocol.ts';
import { createDraft } from '@/utils/wizard/initiate.ts';
import { next } from '@/utils/wizard/next.ts';
import type {
  Draft,
  ReviewedInvitation,
  UserEvent,
  WizardRecord,
  WizardState,
} from '@/utils/wizard/state.ts';

/** Saturday, 21 November 2026, 09:40 UTC. */
export const NOW = Date.UTC(2026, 10, 21, 9, 40);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const servicenow: Instance = { platform: 'servicenow', url: 'https://acme.service-now.com' };
export const jira: Instance = { platform: 'jira-cloud', url: 'https://fabrikam.atlassian.net' };
export const jiraDc: Instance = { platform: 'jira-dc', url: 'https://jira.acme.example/jira' };
export const salesforce: Instance = { platform: 'salesforce', url: 'https://tailspin.my.salesforce.com' };
export const xurrent: Instance = { platform: 'xurrent', url: 'https://contoso.xurrent.com' };

export const projects: readonly Project[] = [
  { id: '10001', key: 'SD', name: 'Service desk' },
  { id: '10002', key: 'OPS', name: 'Operations' },
  { id: '10003', key: 'PLAT', name: 'Platform engineering' },
];

/** Texts that a stranger may send: markup, spoofed directions, homoglyphs, and length. */
export const hostile = {
  markup:
    '<img src=x onerror="document.body.dataset.hacked=1"><script>document.body.dataset.hacked=1</script>',
  handler: '" onmouseover="document.body.dataset.hacked=1" x="',
  template: '{{constructor.constructor("document.body.dataset.hacked=1")()}}${7*7}',
  rightToLeft: 'مكتب المساعدة Acme',
  long: 'ACME_to_NORTHWIND_'.repeat(12).slice(0, 200),
  unbroken: 'W'.repeat(80),
  /** The first letter is Cyrillic. */
  homoglyph: { platform: 'servicenow', url: 'https://аcme.service-now.com' } satisfies Instance,
  subdomain: {
    platform: 'jira-cloud',
    url: 'https://acme.atlassian.net.login.evil.example',
  } satisfies Instance,
};

export const CODE =
  'eyJsaWFpc29uIjoxLCJuIjoiMDQxMiIsImlkIjoiNW5fa1B3QnRxeVFpVlo3ZlBvUSIsInMiOiJWR2hwY3lCcGN5QnViM1FnWVNCelpXTnlaWFEiLCJwYSI6Ik1Db3dCUVlESzJWdUF5RUEiLCJleHAiOjE3OTU2MTI4MDAsIm0iOiJiIiwidCI6InAiLCJjIjoiYTFiMmMzZDQifQ'.padEnd(
    412,
    'Zm9vYmFy',
  );

const id = (name: string): string => name.padEnd(22, '-').slice(0, 22);

export const invitation = (change: Partial<InvitationRecord> = {}): InvitationRecord => ({
  id: id('invitation'),
  status: 'pending',
  connectionName: 'ACME_to_NORTHWIND',
  local: servicenow,
  mode: 'script',
  type: 'private',
  code: CODE,
  createdAt: NOW - 2 * HOUR,
  expiresAt: NOW + 70 * HOUR,
  terms: { localShortName: 'ACME', remoteShortName: 'NORTHWIND', description: '' },
  refusedAcceptances: 0,
  revision: 1,
  ...change,
});

export const connection = (change: Partial<Connection> = {}): Connection => ({
  id: `${id('connection')}:source`,
  connectionId: id('connection'),
  side: 'source',
  name: 'ACME_to_FABRIKAM',
  description: 'Incidents to the service desk',
  type: 'public',
  mode: 'basic',
  status: 'active',
  local: { shortName: 'ACME', instance: servicenow },
  remote: {
    shortName: 'FABRIKAM',
    claim: { name: 'Fabrikam support', instance: jira, node: id('node') },
    expected: jira,
  },
  exchange: 'browser',
  createdAt: NOW - 9 * DAY,
  updatedAt: NOW - 9 * DAY,
  establishedAt: NOW - 9 * DAY,
  revision: 3,
  ...change,
});

export const connectionOf = (
  name: string,
  change: Partial<Connection> = {},
  side: Connection['side'] = 'source',
): Connection =>
  connection({
    id: `${id(name.replaceAll(/\W/g, '_'))}:${side}`,
    connectionId: id(name.replaceAll(/\W/g, '_')),
    side,
    name,
    ...change,
  });

export const invitationOf = (name: string, change: Partial<InvitationRecord> = {}): InvitationRecord =>
  invitation({ id: id(name.replaceAll(/\W/g, '_')), connectionName: name, ...change });

export const signedIn = (change: Partial<Extract<Access, { state: 'signed-in' }>> = {}): Access => ({
  state: 'signed-in',
  user: { id: '1', name: 'admin' },
  admin: true,
  tenant: 't',
  version: 'Zurich',
  ...change,
});

export const tabOf = (
  instance: Instance = servicenow,
  access: Access = signedIn(),
  change: Partial<Extract<TabView, { kind: 'instance' }>> = {},
): TabView => ({ kind: 'instance', tabId: 7, instance, access, container: false, ...change });

export const draftOf = (local: Instance = servicenow, change: Partial<Draft> = {}): Draft => ({
  ...createDraft({ invitationId: id('invitation'), local }),
  ...change,
});

/** The state that events lead to, by the real function. */
export const after = (state: WizardState, ...events: readonly (UserEvent | Parameters<typeof next>[1])[]) =>
  events.reduce<WizardState>(next, state);

export const foundJira = {
  state: 'found',
  instance: jira,
  version: '',
  own: false,
} as const;

export const recordOf = (state: WizardState, change: Partial<WizardRecord> = {}): WizardRecord => ({
  id: 'wizard',
  open: true,
  state,
  tabId: 7,
  createdAt: NOW - 5 * 60_000,
  updatedAt: NOW - 60_000,
  revision: 1,
  ...change,
});

export const reviewed = (change: Partial<ReviewedInvitation> = {}): ReviewedInvitation => ({
  id: id('invitation'),
  claim: { name: 'Acme IT', instance: servicenow, node: id('node') },
  mode: 'basic',
  type: 'private',
  driver: 'browser',
  expiresAt: NOW + 72 * HOUR,
  names: { connection: 'ACME_to_FABRIKAM', remote: 'FABRIKAM' },
  samePartner: false,
  ...change,
});
