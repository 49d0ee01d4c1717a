import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { Access } from '@/utils/domain/access.ts';
import type { PlatformAdapter } from '@/utils/domain/adapter.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { accessOf } from '../access-of.ts';
import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { createSendRequest, expectJson, path } from '../request.ts';
import { createSalesforceClient, explain, queryUrl } from './client.ts';
import { orgHostsOf } from './hosts.ts';
import { soqlText } from './ids.ts';
import { salesforcePages } from './pages.ts';

const schemas = once(() => {
  const queried = <T extends z.ZodMiniType>(row: T) => z.object({ done: z.boolean(), records: z.array(row) });
  const permission = z.object({
    PermissionsModifyAllData: z.optional(z.boolean()),
    PermissionsCustomizeApplication: z.optional(z.boolean()),
  });
  const user = z.object({ Name: z.string(), Username: z.string() });
  return {
    versions: z
      .array(z.object({ label: z.string(), url: z.string(), version: z.string() }))
      .check(z.minLength(1)),
    permissions: queried(permission),
    users: queried(user),
  };
});

/**
 * Salesforce by the admin's session: the `sid` cookie of the org's REST host, read anew for each use, sent as
 * bearer token to that host alone; the sessions of the Lightning and Setup hosts have no say there.
 * Source: `salesforce.md` C and D.
 */
export function createSalesforceAdapter(parts: PlatformParts): PlatformAdapter {
  const send = createSendRequest(parts);
  const client = createSalesforceClient(parts);
  /** The release's name per base URL; it changes three times a year. */
  const releases = new Map<string, string>();

  /** The release in the vendor's own words, as `Winter '25`; answered to everybody. */
  async function fetchRelease(base: string, signal: AbortSignal): Promise<string> {
    const known = releases.get(base);
    if (known !== undefined) return known;
    const answer = await send(
      { purpose: 'salesforce: releases', base, path: path`/services/data/`, credentials: { kind: 'none' } },
      signal,
    );
    const versions = expectJson(answer, schemas().versions, parts.clock.now(), explain);
    const label = versions.at(-1)?.label ?? '';
    releases.set(base, label);
    return label;
  }

  /** Name and rights of the running user in one call of the day's allowance. */
  async function fetchUser(
    instance: Instance,
    userId: string,
    signal: AbortSignal,
  ): Promise<{ name: string; admin: boolean | undefined }> {
    const { answer, part } = await client.composite(
      instance,
      'name and rights',
      [
        {
          method: 'GET',
          url: queryUrl(`SELECT Name,Username FROM User WHERE Id='${soqlText(userId)}'`),
          referenceId: 'user',
        },
        {
          method: 'GET',
          url: queryUrl(
            'SELECT PermissionsModifyAllData,PermissionsCustomizeApplication FROM UserPermissionAccess',
          ),
          referenceId: 'rights',
        },
      ],
      'read',
      signal,
    );
    const now = parts.clock.now();
    const user = expectJson(part('user'), schemas().users, now, explain).records[0];
    if (user === undefined) throw new AppError('platform/answer-unexpected', answer.url.host);
    // Older orgs lack a column and then the whole row: they will not say.
    const rights = part('rights');
    const merged =
      rights.status === 200 ? expectJson(rights, schemas().permissions, now, explain).records[0] : undefined;
    return { name: user.Name || user.Username, admin: merged?.PermissionsModifyAllData };
  }

  return {
    ids: ['salesforce'],
    originsOf: (instance) => salesforcePages.patternsOf(instance),

    async probe(url, signal) {
      // An org has no other names than the vendor's, so the form of the address comes first.
      const instance = salesforcePages.guess(url);
      if (instance === undefined) return undefined;
      try {
        return { instance, version: await fetchRelease(instance.url, signal) };
      } catch (error) {
        const code = error instanceof AppError ? error.code : undefined;
        if (code === 'platform/unreachable' || code === 'platform/timeout' || code === undefined) throw error;
        return undefined;
      }
    },

    async fetchAccess(instance, signal): Promise<Access> {
      // Calls need the REST host alone; who asks for it asks for the pages' hosts in one go.
      if (!(await parts.permissions.contains({ origins: [`${instance.url}/*`] }))) {
        return { state: 'permission-missing', origins: [...salesforcePages.patternsOf(instance)] };
      }
      try {
        const { user: id, tenant } = await client.fetchIdentity(instance, signal);
        const { name, admin } = await fetchUser(instance, id, signal);
        return {
          state: 'signed-in',
          user: { id, name },
          ...(admin === undefined ? {} : { admin }),
          tenant,
          version: await fetchRelease(instance.url, signal),
        };
      } catch (error) {
        return accessOf(error, `${instance.url}/`);
      }
    },

    // Salesforce has no projects: cases are created in the org itself.
    fetchProjects: () => Promise.resolve([]),

    homeOf(instance) {
      const hosts = orgHostsOf(new URL(instance.url).hostname);
      return `https://${hosts?.lightning ?? new URL(instance.url).host}/lightning/setup/SetupOneHome/home`;
    },
  };
}
