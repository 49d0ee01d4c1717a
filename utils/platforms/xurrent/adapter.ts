import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { Access } from '@/utils/domain/access.ts';
import type { PlatformAdapter } from '@/utils/domain/adapter.ts';
import type { Instance, Project } from '@/utils/domain/platform.ts';

import { accessOf } from '../access-of.ts';
import { patternOf } from '../addresses.ts';
import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { createSendRequest, expectJson, path, problemOf } from '../request.ts';
import type { Answer, SafePath } from '../request.ts';
import { explain, hostsOf, nextQuery } from './client.ts';
import type { AccountHosts } from './hosts.ts';
import { xurrentPages } from './pages.ts';

const PROJECT_LIMIT = 50;
/** A hundred services a page; who has more than a thousand types a part of the name. */
const PAGE_LIMIT = 10;

/** What a token needs, and no more: `model:actions`. Source: `xurrent.md` C. */
export const tokenScopes: readonly string[] = [
  'request:CRU',
  'note:CR',
  'service:R',
  'service-instance:R',
  'person:R',
  'me:R',
];

const schemas = once(() => ({
  me: z.object({ id: z.number(), name: z.string() }),
  permissions: z.object({ account: z.object({ id: z.string() }), roles: z.array(z.string()) }),
  /** A service of an account that trusts ours names its owner; our own do not. */
  services: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      account: z.optional(z.nullable(z.object({ id: z.string() }))),
    }),
  ),
}));

/** A token as the platform prints it; anything else could break out of its header. */
const TOKEN = /^[\x21-\x7e]{8,4096}$/;

/**
 * Xurrent by a token of the admin's: its interface knows nothing else, the session of the pages is worth nothing
 * there. Tokens come from the vault and go to the account's own API host alone. Source: `xurrent.md` C and D.
 */
export function createXurrentAdapter(parts: PlatformParts): PlatformAdapter {
  const send = createSendRequest(parts);

  const call = (
    hosts: AccountHosts,
    token: string,
    purpose: string,
    callPath: SafePath,
    signal: AbortSignal,
    query: Readonly<Record<string, string>> = {},
  ) =>
    send(
      {
        purpose: `xurrent: ${purpose}`,
        base: `https://${hosts.api}`,
        path: callPath,
        query,
        headers: { 'X-Xurrent-Account': hosts.account },
        credentials: { kind: 'bearer', madeFor: `https://${hosts.api}`, token },
      },
      signal,
    );

  async function fetchIdentity(instance: Instance, token: string, signal: AbortSignal): Promise<Access> {
    try {
      const hosts = hostsOf(instance);
      const answer = await call(hosts, token, 'who am I', path`/v1/me`, signal);
      const me = expectJson(answer, schemas().me, parts.clock.now(), explain);
      const rights = await call(
        hosts,
        token,
        'am I admin',
        path`/v1/people/${String(me.id)}/permissions/${hosts.account}`,
        signal,
      );
      // Who may not read the roles of an account does not administer it.
      const permissions =
        rights.status === 403
          ? undefined
          : expectJson(rights, schemas().permissions, parts.clock.now(), explain);
      return {
        state: 'signed-in',
        user: { id: String(me.id), name: me.name },
        admin: permissions?.roles.includes('account_administrator') ?? false,
        // Ids are unique within an environment only, and one environment holds many accounts.
        tenant: `${permissions?.account.id ?? hosts.account}@${hosts.environment}`,
        version: '',
      };
    } catch (error) {
      return accessOf(error, instance.url);
    }
  }

  const tokenPage = (instance: Instance): string =>
    `${instance.url}/personal_access_tokens/new?${new URLSearchParams({
      name: 'Liaison',
      scopes: tokenScopes.join(','),
    }).toString()}`;

  const originsOf = (instance: Instance): string[] => [
    patternOf(instance.url),
    `https://${hostsOf(instance).api}/*`,
  ];

  const mayCall = (instance: Instance) =>
    parts.permissions.contains({ origins: [`https://${hostsOf(instance).api}/*`] });

  return {
    ids: ['xurrent'],
    originsOf,
    tokenPage,

    async probe(url, signal) {
      const instance = xurrentPages.guess(url);
      if (instance === undefined) return undefined;
      // Accounts exist as hosts: whether this one does is all that can be asked without a token.
      const answer = await send(
        {
          purpose: 'xurrent: account',
          base: instance.url,
          path: path`/`,
          accept: 'text/html',
          credentials: { kind: 'none' },
        },
        signal,
      );
      const sendsToSignIn = answer.kind === 'redirect' || answer.status === 401;
      if (!sendsToSignIn && problemOf(answer, parts.clock.now()) !== undefined) return undefined;
      return { instance, version: '' };
    },

    async fetchAccess(instance, signal): Promise<Access> {
      if (!(await mayCall(instance))) return { state: 'permission-missing', origins: originsOf(instance) };
      const token = await parts.vault.get(instance.url);
      if (token === undefined) return { state: 'token-missing', tokenUrl: tokenPage(instance), version: '' };
      return fetchIdentity(instance, token, signal);
    },

    async acceptToken(instance, token, signal): Promise<Access> {
      const trimmed = token.trim();
      if (!TOKEN.test(trimmed)) return { state: 'failed', code: 'platform/token-refused' };
      if (!(await mayCall(instance))) return { state: 'permission-missing', origins: originsOf(instance) };
      const access = await fetchIdentity(instance, trimmed, signal);
      if (access.state === 'signed-in') await parts.vault.put(instance.url, trimmed);
      return access;
    },

    async fetchProjects(instance, search, signal): Promise<readonly Project[]> {
      const token = await parts.vault.get(instance.url);
      if (token === undefined) throw new AppError('platform/token-missing', new URL(instance.url).host);
      const hosts = hostsOf(instance);
      const wanted = search.trim().toLowerCase();
      const found: Project[] = [];
      let query: Readonly<Record<string, string>> | undefined = { per_page: '100', fields: 'name,account' };
      for (
        let page = 0;
        page < PAGE_LIMIT && query !== undefined && found.length < PROJECT_LIMIT;
        page += 1
      ) {
        const answer: Answer = await call(hosts, token, 'services', path`/v1/services`, signal, query);
        for (const { id, name, account } of expectJson(
          answer,
          schemas().services,
          parts.clock.now(),
          explain,
        )) {
          const own = (account ?? undefined) === undefined || account?.id === hosts.account;
          if (own && name.toLowerCase().includes(wanted))
            found.push({ id: String(id), name: name.slice(0, 300) });
        }
        query = nextQuery(answer);
      }
      return found.slice(0, PROJECT_LIMIT);
    },

    homeOf: (instance) => `${instance.url}/settings`,
  };
}
