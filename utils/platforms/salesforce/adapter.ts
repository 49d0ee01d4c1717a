import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { Access } from '@/utils/domain/access.ts';
import type { PlatformAdapter } from '@/utils/domain/adapter.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { accessOf } from '../access-of.ts';
import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { createSendRequest, expectJson, path, titleOf } from '../request.ts';
import type { Answer, OutgoingRequest } from '../request.ts';
import { orgHostsOf } from './hosts.ts';
import { fullId, soqlText } from './ids.ts';
import { salesforcePages } from './pages.ts';

/** The interface's version: Winter '25, in every org since February 2025. */
const VERSION = 'v62.0';

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
    /** The identity's address is read for its ids and never called. */
    resources: z.object({
      identity: z.string().check(z.regex(/^https:\/\/[^/]+\/id\/\w{15,18}\/\w{15,18}$/)),
    }),
    composite: z.object({
      compositeResponse: z.array(
        z.object({ referenceId: z.string(), httpStatusCode: z.number(), body: z.unknown() }),
      ),
    }),
    permissions: queried(permission),
    users: queried(user),
    errors: z.array(z.object({ errorCode: z.string(), message: z.string() })).check(z.minLength(1)),
  };
});

/** Seconds to wait when a limit says nothing itself: the day's comes free call by call, the other at once. */
const waits = { total: '900', concurrent: '10' };

/** What Salesforce says in its error bodies (`salesforce.md` E). */
function explain(answer: Answer): AppError | undefined {
  const { host } = answer.url;
  if (answer.kind === 'html' && /\bmaintenance\b/i.test(titleOf(answer))) {
    return new AppError('platform/unavailable', titleOf(answer));
  }
  if (answer.status < 400 || answer.kind !== 'json') return undefined;
  let errors;
  try {
    errors = z.safeParse(schemas().errors, JSON.parse(answer.text));
  } catch {
    return undefined;
  }
  const [first] = errors.data ?? [];
  if (first === undefined) return undefined;
  const { errorCode, message } = first;
  switch (errorCode) {
    case 'INVALID_SESSION_ID':
      // The org lets only approved programs in: signing in again would change nothing.
      return /not valid for use with the REST API/i.test(message)
        ? new AppError('platform/refused', message)
        : new AppError('platform/signed-out', host);
    case 'REQUEST_LIMIT_EXCEEDED':
      // A Retry-After, which Salesforce itself never sends, is read by whoever judges 429.
      if (answer.status === 429) return undefined;
      return new AppError(
        'platform/rate-limited',
        /^Concurrent/i.test(message) ? waits.concurrent : waits.total,
      );
    case 'API_DISABLED_FOR_ORG':
      return new AppError('platform/refused', message);
    default:
      return undefined;
  }
}

/**
 * Salesforce by the admin's session: the `sid` cookie of the org's REST host, read anew for each use, sent as
 * bearer token to that host alone; the sessions of the Lightning and Setup hosts have no say there.
 * Source: `salesforce.md` C and D.
 */
export function createSalesforceAdapter(parts: PlatformParts): PlatformAdapter {
  const send = createSendRequest(parts);
  /** The release's name per base URL; it changes three times a year. */
  const releases = new Map<string, string>();

  const readSid = async (instance: Instance): Promise<string> => {
    const cookie = await parts.cookies.get({ url: `${instance.url}/`, name: 'sid' });
    // `<15 characters of the org's id>!<token>`; anything else is no session of an org.
    if (cookie === null || !/^00D\w{12}!\S+$/.test(cookie.value)) {
      throw new AppError('platform/signed-out', instance.url);
    }
    return cookie.value;
  };

  /** One call by session. A session that has just been renewed is read again, once. */
  async function call(
    instance: Instance,
    request: Pick<OutgoingRequest, 'purpose' | 'path' | 'query' | 'method' | 'body'>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const attempt = (token: string) =>
      send(
        { ...request, base: instance.url, credentials: { kind: 'bearer', madeFor: instance.url, token } },
        signal,
      );
    const sid = await readSid(instance);
    const first = await attempt(sid);
    if (explain(first)?.code !== 'platform/signed-out') return first;
    const fresh = await readSid(instance);
    return fresh === sid ? first : attempt(fresh);
  }

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

  const queryUrl = (soql: string) => `/services/data/${VERSION}/query?q=${encodeURIComponent(soql)}`;

  /** Name and rights of the running user in one call of the day's allowance. */
  async function fetchUser(
    instance: Instance,
    userId: string,
    signal: AbortSignal,
  ): Promise<{ name: string; admin: boolean | undefined }> {
    const body = {
      allOrNone: false,
      compositeRequest: [
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
    };
    const answer = await call(
      instance,
      {
        purpose: 'salesforce: name and rights',
        path: path`/services/data/${VERSION}/composite`,
        method: 'POST',
        body,
      },
      signal,
    );
    const { compositeResponse } = expectJson(answer, schemas().composite, parts.clock.now(), explain);
    const part = (name: string) =>
      compositeResponse.find((one) => one.referenceId === name && one.httpStatusCode === 200)?.body;
    const user = z.safeParse(schemas().users, part('user')).data?.records[0];
    if (user === undefined) throw new AppError('platform/answer-unexpected', answer.url.host);
    // Older orgs lack a column and then the whole row: they will not say.
    const rights = z.safeParse(schemas().permissions, part('rights')).data?.records[0];
    return { name: user.Name || user.Username, admin: rights?.PermissionsModifyAllData };
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
        const answer = await call(
          instance,
          { purpose: 'salesforce: who am I', path: path`/services/data/${VERSION}/` },
          signal,
        );
        const { identity } = expectJson(answer, schemas().resources, parts.clock.now(), explain);
        const [orgId = '', userId = ''] = new URL(identity).pathname.split('/').slice(2);
        const id = fullId(userId);
        const { name, admin } = await fetchUser(instance, id, signal);
        return {
          state: 'signed-in',
          user: { id, name },
          ...(admin === undefined ? {} : { admin }),
          tenant: fullId(orgId),
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
