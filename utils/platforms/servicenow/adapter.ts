import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { Access } from '@/utils/domain/access.ts';
import type { PlatformAdapter } from '@/utils/domain/adapter.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { accessOf } from '../access-of.ts';
import { patternOf } from '../addresses.ts';
import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { expectJson, isLoginPage, path, problemOf, titleOf } from '../request.ts';
import type { Answer, SafePath } from '../request.ts';
import { identitySchemas } from './identity.ts';
import { createServiceNowSession, explain, isHibernating } from './session.ts';

const schemas = once(() => ({
  impersonation: identitySchemas().impersonation,
  currentUser: z.object({ result: identitySchemas().user }),
  properties: z.object({ result: identitySchemas().properties }),
  roles: z.object({ result: z.array(z.object({ sys_id: z.string() })) }),
}));

/**
 * ServiceNow by the admin's session: cookies plus the page's own token, see `session.ts`.
 */
export function createServiceNowAdapter(parts: PlatformParts): PlatformAdapter {
  const { page, call: send } = createServiceNowSession(parts);

  const call = (
    instance: Instance,
    purpose: string,
    callPath: SafePath,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Answer> => send(instance, { purpose: `servicenow: ${purpose}`, path: callPath, query }, signal);

  /** Whether somebody plays another user's part, and whether that user is an admin. Older releases lack the call. */
  async function fetchSession(
    instance: Instance,
    signal: AbortSignal,
  ): Promise<{ admin: boolean | undefined }> {
    const answer = await call(instance, 'impersonation', path`/api/now/sg/impersonation/session`, {}, signal);
    const problem = explain(answer) ?? problemOf(answer, parts.clock.now());
    if (problem?.code === 'platform/refused' || problem?.code === 'platform/not-found')
      return { admin: undefined };
    const session = expectJson(answer, schemas().impersonation, parts.clock.now(), explain);
    if (session.CurrentUser !== session.OriginalUser) {
      throw new AppError('platform/impersonating', session.CurrentUser);
    }
    return { admin: session.admin };
  }

  async function fetchIsAdmin(
    instance: Instance,
    userId: string,
    signal: AbortSignal,
  ): Promise<boolean | undefined> {
    const query = {
      sysparm_query: `user=${userId}^role.name=admin^state=active`,
      sysparm_fields: 'sys_id',
      sysparm_limit: '1',
      sysparm_exclude_reference_link: 'true',
    };
    const answer = await call(instance, 'admin role', path`/api/now/table/sys_user_has_role`, query, signal);
    // Closed to web services or by an access rule: it will not say.
    if (explain(answer) === undefined && answer.status === 403) return undefined;
    return expectJson(answer, schemas().roles, parts.clock.now(), explain).result.length > 0;
  }

  async function fetchProperties(instance: Instance, signal: AbortSignal): Promise<Map<string, string>> {
    const wanted = ['glide.buildname', 'instance_id', 'instance_name'];
    const query = {
      sysparm_query: `nameIN${wanted.join(',')}`,
      sysparm_fields: 'name,value',
      sysparm_limit: '10',
    };
    const answer = await call(instance, 'version', path`/api/now/table/sys_properties`, query, signal);
    if (explain(answer) === undefined && answer.status === 403) return new Map();
    const { result } = expectJson(answer, schemas().properties, parts.clock.now(), explain);
    // A term that the instance does not know is dropped, and the rest then answers with any rows.
    return new Map(result.filter((row) => wanted.includes(row.name)).map((row) => [row.name, row.value]));
  }

  return {
    ids: ['servicenow'],
    originsOf: (instance) => [patternOf(instance.url)],

    async probe(url, signal) {
      const instance: Instance = { platform: 'servicenow', url: url.origin };
      // A page and not the interface: without a token that would answer with a password dialog.
      const answer = await page(instance, path`/login.do`, 'none', signal);
      if (isHibernating(answer)) throw new AppError('platform/hibernating', url.host);
      if (answer.kind !== 'html' || answer.status !== 200) return undefined;
      // The sign-in page of the product; its form posts to itself, and some instances show their own title.
      const named = /^servicenow\b/i.test(answer.headers.get('Server') ?? '');
      const titled = /^log ?in\b.*\bservice-?now\b/i.test(titleOf(answer));
      const isSignIn = isLoginPage(answer) && /\bname="user_password"/.test(answer.text);
      return isSignIn && (named || titled) ? { instance, version: '' } : undefined;
    },

    async fetchAccess(instance, signal): Promise<Access> {
      const origins = [patternOf(instance.url)];
      if (!(await parts.permissions.contains({ origins }))) return { state: 'permission-missing', origins };
      try {
        const session = await fetchSession(instance, signal);
        const answer = await call(instance, 'who am I', path`/api/now/ui/user/current_user`, {}, signal);
        const { result: user } = expectJson(answer, schemas().currentUser, parts.clock.now(), explain);
        const admin = session.admin ?? (await fetchIsAdmin(instance, user.user_sys_id, signal));
        const properties = await fetchProperties(instance, signal);
        return {
          state: 'signed-in',
          user: { id: user.user_sys_id, name: user.user_display_name || user.user_name },
          ...(admin === undefined ? {} : { admin }),
          tenant:
            properties.get('instance_id') ?? properties.get('instance_name') ?? new URL(instance.url).host,
          version: properties.get('glide.buildname') ?? '',
        };
      } catch (error) {
        return accessOf(error, `${instance.url}/login.do`);
      }
    },

    // ServiceNow has no projects: incidents are created in the table itself.
    fetchProjects: () => Promise.resolve([]),
    homeOf: (instance) => `${instance.url}/now/nav/ui/home`,
  };
}
