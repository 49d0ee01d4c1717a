/**
 * Salesforce, two orgs: `acme` (production) and `tailspin--uat` (sandbox), each with its REST, Lightning and
 * Setup host.
 */
import type { PracticeClock, PracticePlatform } from '../core/types.ts';
import { to18 } from './ids.ts';
import { handlePage, loginPage, pageFaults } from './pages.ts';
import { requireDefinition, requireRow, updateRecord } from './records.ts';
import type { WriteContext } from './records.ts';
import { handleRest, restFaults } from './rest.ts';
import {
  createOrg,
  findRow,
  insertCase,
  insertComment,
  insertFile,
  openSession,
  personByLogin,
  removeRow,
  restoreRow,
  seedOrgs,
} from './state.ts';
import type { Org, OrgSettings, Person, SalesforceRow, SessionKind } from './state.ts';

const kinds: readonly SessionKind[] = ['rest', 'lightning', 'setup'];

/** Starts the practice orgs from their seed. */
export function createSalesforce(clock: PracticeClock): PracticePlatform {
  const byHost = new Map<string, { org: Org; kind: SessionKind }>();
  const reset = () => {
    for (const seed of seedOrgs) {
      const org = createOrg(seed, clock);
      for (const kind of kinds) byHost.set(seed.hosts[kind], { org, kind });
    }
  };
  reset();
  const at = (host: string) => {
    const found = byHost.get(host);
    if (!found) throw new Error(`Salesforce does not serve ${host}`);
    return found;
  };

  return {
    id: 'salesforce',
    hosts: [...byHost.keys()],
    faultKinds: [...restFaults, ...pageFaults],
    reset,
    handle: (request, faults) => {
      const { org, kind } = at(request.url.hostname);
      if (request.url.protocol === 'http:') {
        return { status: 301, headers: { Location: request.url.href.replace(/^http:/, 'https:') } };
      }
      if (kind === 'rest' && request.path.startsWith('/services/')) {
        return handleRest(org, request, faults, () => loginPage(org, ''));
      }
      return handlePage(org, kind, request, faults);
    },
    describe: () =>
      seedOrgs.map((seed) => {
        const { org } = at(seed.hosts.rest);
        const [first] = [...(org.tables.get('Case')?.keys() ?? [])];
        return {
          instance: `https://${seed.hosts.rest}`,
          url: `https://${seed.hosts.lightning}/lightning/setup/SetupOneHome/home`,
          entityUrl: `https://${seed.hosts.lightning}/lightning/r/Case/${first ?? ''}/view`,
          users: seed.users.map((user) => ({ name: user.login, password: user.password, admin: user.admin })),
        };
      }),
    snapshot: (host) => snapshot(at(host).org),
    act: (host, action, input) => act(at(host).org, action, input),
  };
}

function snapshot(org: Org): unknown {
  return {
    org: org.id,
    apiCalls: org.apiCalls,
    settings: org.settings,
    sessions: [...org.sessions.values()].map(({ kind, personId, signIn }) => ({ kind, personId, signIn })),
    people: org.people.map(({ login, id, username }) => ({ login, id, username })),
    objects: Object.fromEntries([...org.tables].map(([name, table]) => [name, [...table.values()]])),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What happens without the extension:
 * `session` {user, kind?} opens one and returns `{sid}` · `end-sessions` {user?} · `login-as` {from, to}
 * (sessions stay, the person behind them changes) · `set` {setting: value} · `create` {user?, fields} ·
 * `edit` {id, user?, fields} · `comment` {id, user?, body, published?} · `attach` {id, user?, name, base64} ·
 * `delete` {id, user?} · `undelete` {id} · `lock` {id, ms} · `lose-locators` · `use-up-calls` (the day's limit is reached).
 */
function act(org: Org, action: string, input: unknown): unknown {
  const given = isRecord(input) ? input : {};
  const text = (name: string, otherwise?: string): string => {
    const value = given[name] ?? otherwise;
    if (typeof value !== 'string') throw new Error(`${action} needs ${name}`);
    return value;
  };
  const person = (name = 'user'): Person => {
    const found = personByLogin(org, text(name, 'agent'));
    if (!found) throw new Error(`no such person: ${text(name, 'agent')}`);
    return found;
  };
  const row = (): SalesforceRow => requireRow(org, requireDefinition(org, 'Case'), text('id'));
  const context = (): WriteContext => ({
    org,
    person: person(),
    autoAssign: false,
    allowDuplicates: true,
    fault: () => undefined,
  });
  const fields = () => (isRecord(given['fields']) ? given['fields'] : {});
  switch (action) {
    case 'session': {
      const kind = kinds.find((one) => one === (given['kind'] ?? 'rest'));
      if (!kind) throw new Error('kind is rest, lightning or setup');
      const session = openSession(org, person().id, kind);
      return { sid: session.sid, userId: session.personId };
    }
    case 'end-sessions':
      for (const session of org.sessions.values()) {
        if (given['user'] === undefined || session.personId === person().id) org.sessions.delete(session.sid);
      }
      return undefined;
    case 'login-as': {
      const from = person('from').id;
      const to = person('to').id;
      for (const session of org.sessions.values()) {
        if (session.personId === from) org.sessions.set(session.sid, { ...session, personId: to });
      }
      return undefined;
    }
    case 'set': {
      for (const name of Object.keys(given)) {
        if (!(name in org.settings)) throw new Error(`no such setting: ${name}`);
      }
      Object.assign(org.settings, given as Partial<OrgSettings>);
      return undefined;
    }
    case 'create': {
      const made = insertCase(org, fields() as SalesforceRow, person().id);
      return { id: made['Id'], number: made['CaseNumber'] };
    }
    case 'edit':
      updateRecord(context(), requireDefinition(org, 'Case'), row(), fields());
      return undefined;
    case 'comment': {
      const made = insertComment(
        org,
        String(row()['Id']),
        text('body'),
        given['published'] === true,
        person().id,
      );
      return { id: made['Id'] };
    }
    case 'attach': {
      const name = text('name');
      const made = insertFile(
        org,
        {
          title: name.replace(/\.[^.]*$/, ''),
          path: name,
          data: new Uint8Array(Buffer.from(text('base64'), 'base64')),
          documentId: null,
          recordId: String(row()['Id']),
        },
        person().id,
      );
      return { id: made['Id'], documentId: made['ContentDocumentId'] };
    }
    case 'delete':
      removeRow(org, requireDefinition(org, 'Case'), row(), person().id);
      return undefined;
    case 'undelete': {
      const found = findRow(org, 'Case', text('id'));
      if (!found) throw new Error(`no such case: ${text('id')}`);
      restoreRow(org, requireDefinition(org, 'Case'), found, person().id);
      return undefined;
    }
    case 'lock':
      org.locks.set(to18(text('id')), org.clock.now() + Number(given['ms'] ?? 1_000));
      return undefined;
    case 'lose-locators':
      org.locators.clear();
      return undefined;
    case 'use-up-calls':
      org.apiCalls = org.settings.dailyApiRequests;
      return undefined;
    default:
      throw new Error(`Salesforce does not know the action ${action}`);
  }
}
