import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { Access } from '@/utils/domain/access.ts';
import type { PlatformAdapter } from '@/utils/domain/adapter.ts';
import type { Instance, Project } from '@/utils/domain/platform.ts';

import { accessOf } from '../access-of.ts';
import { patternOf } from '../addresses.ts';
import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { createSendRequest, expectJson, path } from '../request.ts';
import type { Credentials, SafePath } from '../request.ts';
import { explain } from './answers.ts';
import { jiraPages } from './pages.ts';

const PROJECT_LIMIT = 50;

const schemas = once(() => {
  const project = z.object({
    id: z.string().check(z.minLength(1), z.maxLength(100)),
    key: z.string().check(z.maxLength(100)),
    name: z.string(),
  });
  return {
    serverInfo: z.object({
      baseUrl: z.string(),
      version: z.string(),
      // Missing before 7.2, where there was no other than Server.
      deploymentType: z.optional(z.string()),
    }),
    /** `key` on Data Center, `accountId` on Cloud. */
    myself: z.object({
      key: z.optional(z.string()),
      name: z.optional(z.string()),
      accountId: z.optional(z.string()),
      displayName: z.string(),
    }),
    permissions: z.object({
      permissions: z.object({ ADMINISTER: z.object({ havePermission: z.boolean() }) }),
    }),
    projects: z.array(project),
    projectPage: z.object({
      startAt: z.number(),
      maxResults: z.number(),
      total: z.optional(z.number()),
      isLast: z.optional(z.boolean()),
      values: z.array(project),
    }),
    tenant: z.object({ cloudId: z.string().check(z.minLength(1)) }),
  };
});

const apiOf = (instance: Instance) => (instance.platform === 'jira-cloud' ? '3' : '2');

/** Where a Jira may live below a typed address: as typed, at the root, and below its first path part. */
function baseCandidates(url: URL): readonly string[] {
  const first = url.pathname.split('/')[1] ?? '';
  const isContext =
    /^[\w.~-]+$/.test(first) && !['browse', 'secure', 'projects', 'login.jsp'].includes(first);
  return isContext ? [`${url.origin}/${first}`, url.origin] : [url.origin, `${url.origin}/jira`];
}

/** Jira Data Center and Jira Cloud by the admin's session. Source: `jira.md` C and D. */
export function createJiraAdapter(parts: PlatformParts): PlatformAdapter {
  const send = createSendRequest(parts);

  const get = (
    base: string,
    purpose: string,
    callPath: SafePath,
    query: Readonly<Record<string, string>>,
    credentials: Credentials,
    signal: AbortSignal,
    maximumBytes?: number,
  ) =>
    send(
      {
        purpose: `jira: ${purpose}`,
        base,
        path: callPath,
        query,
        credentials,
        ...(maximumBytes === undefined ? {} : { maximumBytes }),
      },
      signal,
    );

  const session = (instance: Instance): Credentials => ({
    kind: 'session',
    madeFor: new URL(instance.url).origin,
  });

  const fetchServerInfo = async (instance: Instance, credentials: Credentials, signal: AbortSignal) => {
    const answer = await get(
      instance.url,
      'server info',
      path`/rest/api/${apiOf(instance)}/serverInfo`,
      {},
      credentials,
      signal,
    );
    return expectJson(answer, schemas().serverInfo, parts.clock.now(), explain);
  };

  /** The signed-in user. Throws `platform/signed-out` when there is none: no other call says so reliably. */
  async function fetchMyself(instance: Instance, signal: AbortSignal): Promise<{ id: string; name: string }> {
    const answer = await get(
      instance.url,
      'who am I',
      path`/rest/api/${apiOf(instance)}/myself`,
      {},
      session(instance),
      signal,
    );
    const myself = expectJson(answer, schemas().myself, parts.clock.now(), explain);
    const id = instance.platform === 'jira-cloud' ? myself.accountId : (myself.key ?? myself.name);
    if (id === undefined || id === '') throw new AppError('platform/answer-unexpected', answer.url.host);
    return { id, name: myself.displayName };
  }

  /** Which site answers behind the address: Cloud's own id, else the base URL that Jira has of itself. */
  async function fetchTenant(instance: Instance, baseUrl: string, signal: AbortSignal): Promise<string> {
    if (instance.platform !== 'jira-cloud') return baseUrl;
    const answer = await get(
      instance.url,
      'cloud id',
      path`/_edge/tenant_info`,
      {},
      { kind: 'none' },
      signal,
    );
    if (answer.status !== 200 || answer.kind !== 'json') return baseUrl;
    return expectJson(answer, schemas().tenant, parts.clock.now(), explain).cloudId;
  }

  async function fetchProjectsOfCloud(instance: Instance, search: string, signal: AbortSignal) {
    const found: { id: string; key: string; name: string }[] = [];
    while (found.length < PROJECT_LIMIT) {
      const query = {
        startAt: String(found.length),
        maxResults: String(PROJECT_LIMIT),
        orderBy: 'name',
        ...(search === '' ? {} : { query: search }),
      };
      const answer = await get(
        instance.url,
        'projects',
        path`/rest/api/3/project/search`,
        query,
        session(instance),
        signal,
      );
      const page = expectJson(answer, schemas().projectPage, parts.clock.now(), explain);
      found.push(...page.values);
      // A short page is not the last one; an empty one that claims not to be would turn for ever.
      if (page.isLast !== false || page.values.length === 0) break;
    }
    return found;
  }

  async function fetchProjectsOfDataCenter(instance: Instance, signal: AbortSignal) {
    // All projects in one answer, some 500 bytes each: the largest instances have ten thousand.
    const answer = await get(
      instance.url,
      'projects',
      path`/rest/api/2/project`,
      {},
      session(instance),
      signal,
      16 * 1024 * 1024,
    );
    return expectJson(answer, schemas().projects, parts.clock.now(), explain);
  }

  return {
    ids: ['jira-dc', 'jira-cloud'],
    originsOf: (instance) => [patternOf(instance.url)],

    async probe(url, signal) {
      const guessed = jiraPages.guess(url);
      const candidates: readonly Instance[] =
        guessed === undefined
          ? baseCandidates(url).map((base) => ({ platform: 'jira-dc', url: base }))
          : [guessed];
      for (const instance of candidates) {
        try {
          const info = await fetchServerInfo(instance, { kind: 'none' }, signal);
          // Cloud behind a domain of its own says so itself.
          return info.deploymentType === 'Cloud'
            ? {
                instance: { platform: 'jira-cloud', url: new URL(instance.url).origin },
                version: info.version,
              }
            : { instance: { platform: 'jira-dc', url: instance.url }, version: info.version };
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          if (error.code === 'platform/unreachable' || error.code === 'platform/timeout') throw error;
        }
      }
      return undefined;
    },

    async fetchAccess(instance, signal): Promise<Access> {
      const origins = [patternOf(instance.url)];
      if (!(await parts.permissions.contains({ origins }))) return { state: 'permission-missing', origins };
      try {
        const user = await fetchMyself(instance, signal);
        const info = await fetchServerInfo(instance, session(instance), signal);
        const answer = await get(
          instance.url,
          'am I admin',
          path`/rest/api/${apiOf(instance)}/mypermissions`,
          { permissions: 'ADMINISTER' },
          session(instance),
          signal,
        );
        const mine = expectJson(answer, schemas().permissions, parts.clock.now(), explain);
        return {
          state: 'signed-in',
          user,
          admin: mine.permissions.ADMINISTER.havePermission,
          tenant: await fetchTenant(instance, info.baseUrl, signal),
          version: info.version,
        };
      } catch (error) {
        const page = instance.platform === 'jira-cloud' ? '/login' : '/login.jsp';
        return accessOf(error, instance.url + page);
      }
    },

    async fetchProjects(instance, search, signal): Promise<readonly Project[]> {
      const wanted = search.trim().toLowerCase();
      const all =
        instance.platform === 'jira-cloud'
          ? await fetchProjectsOfCloud(instance, search.trim(), signal)
          : await fetchProjectsOfDataCenter(instance, signal);
      // Who is signed out gets an empty list with 200: believed only when somebody is there.
      if (all.length === 0) await fetchMyself(instance, signal);
      return all
        .filter(({ name, key }) => `${name}\n${key}`.toLowerCase().includes(wanted))
        .slice(0, PROJECT_LIMIT)
        .map(({ id, key, name }) => ({ id, key, name: name.slice(0, 300) }));
    },

    // Cloud documents `project/recent` (viewed by the user, latest first); Data Center the parameter `recent`.
    async fetchRecentProject(instance, signal): Promise<Project | undefined> {
      const cloud = instance.platform === 'jira-cloud';
      const answer = await get(
        instance.url,
        'recent projects',
        cloud ? path`/rest/api/3/project/recent` : path`/rest/api/2/project`,
        cloud ? {} : { recent: '1' },
        session(instance),
        signal,
      );
      const [recent] = expectJson(answer, schemas().projects, parts.clock.now(), explain);
      return recent && { id: recent.id, key: recent.key, name: recent.name.slice(0, 300) };
    },

    homeOf: (instance) =>
      instance.platform === 'jira-cloud'
        ? `${instance.url}/jira/settings/system/general-configuration`
        : `${instance.url}/secure/project/ViewProjects.jspa`,
  };
}
