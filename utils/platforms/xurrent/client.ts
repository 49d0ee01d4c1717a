import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { PlatformFault } from '@/utils/domain/sync.ts';

import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { platformTime } from '../platform-time.ts';
import { createRemembered, shortName } from '../remembered.ts';
import { createSendRequest, expectJson, path, plainDetail, retryAfterSeconds } from '../request.ts';
import type { Answer, OutgoingRequest } from '../request.ts';
import { accountHostsOf } from './hosts.ts';
import type { AccountHosts } from './hosts.ts';

const schemas = once(() => ({
  me: z.object({ id: z.number(), name: z.string() }),
  invalid: z.object({
    message: z.optional(z.string()),
    errors: z.array(z.array(z.unknown())).check(z.minLength(1)),
  }),
}));

/** Without a delay of its own five minutes are asked for. */
const PATIENCE = 300;

/** Seconds until the platform takes calls again: its own word, else the end of the hour that is used up. */
function waitOf(answer: Answer): number {
  const now = platformTime(answer.headers) ?? 0;
  const told = retryAfterSeconds(answer.headers, now);
  if (told !== undefined) return told;
  const reset = Number(answer.headers.get('x-ratelimit-reset') ?? Number.NaN);
  const until = Math.ceil(reset - now / 1000);
  return answer.headers.get('x-ratelimit-remaining') === '0' && until > 0 && until <= 3_600
    ? until
    : PATIENCE;
}

/** What is wrong with a record, in the platform's own sentences; a field may have several. */
function sentencesOf(answer: Answer): string | undefined {
  try {
    const { errors } = z.parse(schemas().invalid, JSON.parse(answer.text));
    const sentences = errors.flatMap(([, sentence]) => (typeof sentence === 'string' ? [sentence] : []));
    return sentences.length === 0 ? undefined : plainDetail([...new Set(sentences)].join('; '));
  } catch {
    return undefined;
  }
}

/** What Xurrent says in its answers (`xurrent.md` E). */
export function explain(answer: Answer): AppError | undefined {
  if (answer.status === 401) return new AppError('platform/token-refused', answer.url.host);
  if (answer.status === 429) {
    const seconds = waitOf(answer);
    // Calls are counted by user, and all of ours are one user's.
    return new PlatformFault('platform/rate-limited', String(seconds), {
      scope: 'instance',
      retryAfter: seconds * 1000,
    });
  }
  if (answer.status === 422) {
    const sentences = sentencesOf(answer);
    return sentences === undefined ? undefined : new AppError('platform/refused', sentences);
  }
  if (answer.status >= 500 && answer.headers.has('Retry-After')) {
    return new PlatformFault('platform/unavailable', answer.url.host, {
      scope: 'instance',
      retryAfter: waitOf(answer) * 1000,
    });
  }
  return undefined;
}

/** The query of the next page, where the answer names one on this very path of this very host. */
export function nextQuery(answer: Answer): Readonly<Record<string, string>> | undefined {
  const link = /<([^<>]+)>\s*;\s*rel="?next"?/i.exec(answer.headers.get('Link') ?? '')?.[1];
  if (link === undefined || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  if (url.origin !== answer.url.origin || url.pathname !== answer.url.pathname) return undefined;
  return Object.fromEntries(url.searchParams);
}

export function hostsOf(instance: Instance): AccountHosts {
  const hosts = accountHostsOf(new URL(instance.url).hostname);
  if (hosts === undefined) throw new AppError('url/not-a-platform', instance.url);
  return hosts;
}

type CallRequest = Pick<OutgoingRequest, 'purpose' | 'path' | 'query' | 'method' | 'body' | 'maximumBytes'>;

/** One call to an account's API with a given token, which goes nowhere else. */
export const requestOf = (instance: Instance, token: string, request: CallRequest): OutgoingRequest => {
  const { api, account } = hostsOf(instance);
  return {
    ...request,
    base: `https://${api}`,
    headers: { 'X-Xurrent-Account': account },
    credentials: { kind: 'bearer', madeFor: `https://${api}`, token },
  };
};

export interface XurrentClient {
  token(instance: Instance): Promise<string>;
  call(instance: Instance, request: CallRequest, signal: AbortSignal): Promise<Answer>;
  /**
   * As `call`, for what changes something: with another token than the identity was asked with, whose that is is
   * asked first. Throws `platform/identity-changed` where it is somebody else's (T14).
   */
  write(instance: Instance, request: CallRequest, signal: AbortSignal): Promise<Answer>;
  fetchIdentity(instance: Instance, signal: AbortSignal): Promise<{ user: string; tenant: string }>;
}

/** Calls by the admin's token, read from the vault for each. Source: `xurrent.md` C and D. */
export function createXurrentClient(parts: PlatformParts): XurrentClient {
  const send = createSendRequest(parts);
  const verified = createRemembered<{ token: string; user: string }>(20);

  async function tokenOf(instance: Instance): Promise<string> {
    const found = await parts.vault.get(instance.url);
    if (found === undefined) throw new AppError('platform/token-missing', new URL(instance.url).host);
    return found;
  }

  async function userOf(instance: Instance, given: string, signal: AbortSignal): Promise<string> {
    const request = { purpose: 'xurrent: who am I', path: path`/v1/me` };
    const answer = await send(requestOf(instance, given, request), signal);
    return String(expectJson(answer, schemas().me, parts.clock.now(), explain).id);
  }

  return {
    token: tokenOf,
    call: async (instance, request, signal) =>
      send(requestOf(instance, await tokenOf(instance), request), signal),

    async write(instance, request, signal) {
      const token = await tokenOf(instance);
      const known = verified.get(instance.url);
      const name = shortName(token);
      if (known !== undefined && known.token !== name) {
        const user = await userOf(instance, token, signal);
        if (user !== known.user) throw new AppError('platform/identity-changed', `${known.user} → ${user}`);
        verified.set(instance.url, { token: name, user });
      }
      return send(requestOf(instance, token, request), signal);
    },

    async fetchIdentity(instance, signal) {
      const token = await tokenOf(instance);
      const user = await userOf(instance, token, signal);
      verified.set(instance.url, { token: shortName(token), user });
      const { account, environment } = hostsOf(instance);
      // Ids are unique within an environment only, and one environment holds many accounts.
      return { user, tenant: `${account}@${environment}` };
    },
  };
}
