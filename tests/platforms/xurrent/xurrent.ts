/**
 * Xurrent, two environments: the global one with the accounts `acme` and `globex`, which trust each other,
 * and the Australian one with `initech`. Pages live on the accounts' hosts, the API on hosts of its own.
 */
import type { PracticeClock, PracticePlatform } from '../core/types.ts';
import { apiFaults, handleApi, handleOauth, readToken } from './api.ts';
import { handleGraphql } from './graphql.ts';
import { handlePage, mintToken, openSession, pageFaults } from './pages.ts';
import { saveNote, saveRequest, viewOf } from './requests.ts';
import type { Viewer } from './requests.ts';
import { parseScopes } from './scopes.ts';
import { accountOf, createEnvironment, nowOf, randomToken, seedEnvironments } from './state.ts';
import type { Environment, EnvironmentSettings, Person, SeedAccount, XurrentRequest } from './state.ts';
import { handleBucket, storageFaults } from './storage.ts';

type Place =
  | { kind: 'api' | 'graphql' | 'oauth' | 'storage'; environment: Environment }
  | { kind: 'ui'; environment: Environment; account: SeedAccount };

/** Starts the practice environments from their seed. */
export function createXurrent(clock: PracticeClock): PracticePlatform {
  const byHost = new Map<string, Place>();
  const reset = () => {
    for (const seed of seedEnvironments) {
      const environment = createEnvironment(seed, clock);
      for (const kind of ['api', 'graphql', 'oauth', 'storage'] as const) {
        byHost.set(seed.hosts[kind], { kind, environment });
      }
      for (const account of seed.accounts) byHost.set(account.host, { kind: 'ui', environment, account });
    }
  };
  reset();
  const at = (host: string): Place => {
    const found = byHost.get(host);
    if (!found) throw new Error(`Xurrent does not serve ${host}`);
    return found;
  };

  return {
    id: 'xurrent',
    hosts: [...byHost.keys()],
    faultKinds: [...apiFaults, ...pageFaults, ...storageFaults],
    reset,
    handle: (request, faults) => {
      const place = at(request.url.hostname);
      const { environment } = place;
      if (request.url.protocol === 'http:') {
        return { status: 301, headers: { Location: request.url.href.replace(/^http:/, 'https:') } };
      }
      switch (place.kind) {
        case 'api':
          return handleApi(environment, request, faults);
        case 'graphql':
          return handleGraphql(environment, request, faults);
        case 'oauth':
          return handleOauth(environment, request, faults);
        case 'storage':
          return handleBucket(environment, request, faults);
        default:
          return handlePage(
            environment,
            place.account,
            request,
            faults,
            readToken(environment, request)?.account === place.account.id,
          );
      }
    },
    describe: () =>
      seedEnvironments.flatMap((seed) =>
        seed.accounts.map((account) => {
          const { environment } = at(account.host);
          const first = [...environment.requests.values()].find((request) => request.account === account.id);
          return {
            instance: `https://${account.host}`,
            url: `https://${account.host}/settings`,
            entityUrl: `https://${account.host}/requests/${first?.id ?? ''}`,
            users: account.people.map((person) => ({
              name: person.login,
              password: person.password,
              admin: person.roles.includes('account_administrator'),
            })),
          };
        }),
      ),
    snapshot: (host) => snapshot(at(host).environment),
    act: (host, action, input) => {
      const place = at(host);
      if (place.kind !== 'ui') throw new Error('act on an account host, such as acme.xurrent.com');
      return act(place.environment, place.account, action, input);
    },
  };
}

function snapshot(environment: Environment): unknown {
  return {
    settings: environment.settings,
    people: [...environment.people.values()].map(({ id, account, login, name }) => ({
      id,
      account,
      login,
      name,
    })),
    requests: [...environment.requests.values()],
    notes: [...environment.notes.values()],
    files: [...environment.files.values()].map(({ key, name, type, data }) => ({
      key,
      name,
      type,
      size: data.length,
    })),
    tokens: [...environment.tokens.values()].map(({ name, kind, account, personId, scopes }) => ({
      name,
      kind,
      account,
      personId,
      scopes,
    })),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What happens without the extension, on an account's host:
 * `session` {user} → `{cookie, value}` · `token` {user, scopes, name?} → `{token}` · `revoke-tokens` ·
 * `end-sessions` · `create` {user?, fields} → `{id}` · `edit` {id, user?, fields} · `note` {id, user?, text,
 * internal?} → `{id}` · `attach` {id, user?, name, base64, text?, internal?} → `{id, key}` · `redact` {note} · `place` {id, to: active | archive | trash} · `grant` {user, account,
 * roles} (rights in a trusting account) · `same-stamps` {at?} (all requests get one `updated_at`) ·
 * `set` {setting: value}.
 */
function act(environment: Environment, account: SeedAccount, action: string, input: unknown): unknown {
  const given = isRecord(input) ? input : {};
  const text = (name: string, otherwise?: string): string => {
    const value = given[name] ?? otherwise;
    if (typeof value !== 'string') throw new Error(`${action} needs ${name}`);
    return value;
  };
  const person = (): Person => {
    const login = text('user', 'agent');
    const found = [...environment.people.values()].find(
      (one) => one.account === account.id && one.login === login,
    );
    if (!found) throw new Error(`no such person: ${login}`);
    return found;
  };
  const viewer = (): Viewer => ({ environment, account, person: person() });
  const request = (): XurrentRequest => {
    const found = environment.requests.get(Number(given['id']));
    if (!found) throw new Error(`no such request: ${String(given['id'])}`);
    return found;
  };
  switch (action) {
    case 'session': {
      const session = openSession(environment, person());
      return { cookie: '_xurrent_session', value: session.id, csrf: session.csrf };
    }
    case 'token':
      return {
        token: mintToken(environment, person(), text('name', 'practice'), parseScopes(text('scopes'))),
      };
    case 'revoke-tokens':
      for (const token of environment.tokens.values()) {
        if (token.account === account.id) environment.tokens.delete(token.token);
      }
      return undefined;
    case 'end-sessions':
      environment.sessions.clear();
      return undefined;
    case 'create':
      return { id: saveRequest(viewer(), given['fields'], null, null).id };
    case 'edit':
      saveRequest(viewer(), given['fields'], request(), null);
      return undefined;
    case 'note':
      return {
        id: saveNote(viewer(), request(), { text: text('text'), internal: given['internal'] === true }).id,
      };
    case 'attach': {
      const name = text('name');
      const key = `attachments/5/${account.id}/${randomToken(8)}/${name}`;
      environment.files.set(key, {
        key,
        account: account.id,
        name,
        type: '',
        data: new Uint8Array(Buffer.from(text('base64'), 'base64')),
        at: nowOf(environment),
      });
      const note = { text: text('text', ''), internal: given['internal'] === true, attachments: [{ key }] };
      return { id: saveNote(viewer(), request(), note).id, key };
    }
    case 'redact': {
      const note = environment.notes.get(Number(given['note']));
      if (!note) throw new Error('no such note');
      note.text = '';
      note.medium = 'redacted';
      note.attachments = [];
      return undefined;
    }
    case 'place': {
      const found = request();
      const to = text('to');
      if (to !== 'active' && to !== 'archive' && to !== 'trash')
        throw new Error('to is active, archive or trash');
      found.place = to;
      found.placedAt = nowOf(environment);
      found.updatedAt = found.placedAt;
      return undefined;
    }
    case 'grant': {
      const other = text('account');
      if (accountOf(environment, other)?.trusts.includes(account.id) !== true) {
        throw new Error(`${other} does not trust ${account.id}`);
      }
      const roles = given['roles'];
      person().roles[other] = Array.isArray(roles) ? roles.map(String) : ['specialist'];
      return undefined;
    }
    case 'same-stamps': {
      const stamp = typeof given['at'] === 'number' ? given['at'] : nowOf(environment);
      for (const one of environment.requests.values()) {
        if (viewOf(viewer(), one)) one.updatedAt = stamp;
      }
      return undefined;
    }
    case 'set': {
      for (const name of Object.keys(given)) {
        if (!(name in environment.settings)) throw new Error(`no such setting: ${name}`);
      }
      Object.assign(environment.settings, given as Partial<EnvironmentSettings>);
      return undefined;
    }
    default:
      throw new Error(`Xurrent does not know the action ${action}`);
  }
}
