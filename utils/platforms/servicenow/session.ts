import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import type { PlatformParts } from '../parts.ts';
import {
  createSendDownload,
  createSendRequest,
  isLoginPage,
  path,
  plainDetail,
  problemOf,
  titleOf,
} from '../request.ts';
import type { Answer, Download, OutgoingRequest, SafePath } from '../request.ts';

/** In the page's script, as `g_ck = '…'` or `g_ck: "…"`. Source: `servicenow.md` C. */
const TOKEN = /\bg_ck\s*[=:]\s*['"]([^'"\s]{32,200})['"]/;

/** A page of an instance that sleeps or wakes up: HTML with status 200, or a gateway's error. */
export const isHibernating = (answer: Answer): boolean =>
  answer.kind === 'html' && /\bhibernat/i.test(titleOf(answer));

/** What 401 and odd pages mean here (`servicenow.md` C and E). */
export function explain(answer: Answer): AppError | undefined {
  const { host } = answer.url;
  if (isHibernating(answer)) return new AppError('platform/hibernating', host);
  if (answer.status !== 401) return undefined;
  const loggedIn = answer.headers.get('X-Is-Logged-In');
  if (loggedIn === 'false') return new AppError('platform/signed-out', host);
  // With a good session and a good token a 401 is an access rule; its words say which.
  const words = /not authenticated|Required to provide Auth/i.test(answer.text);
  if (loggedIn === null || words) return new AppError('platform/signed-out', host);
  return new AppError('platform/refused', plainDetail(answer.text.slice(0, 300)));
}

/** One REST call; base and credentials are the session's own. */
export type ServiceNowCall = Omit<OutgoingRequest, 'base' | 'credentials'>;

export interface ServiceNowSession {
  /** A page of the instance, with or without the admin's cookies. */
  readonly page: (
    instance: Instance,
    pagePath: SafePath,
    credentials: 'none' | 'session',
    signal: AbortSignal,
  ) => Promise<Answer>;
  /** One REST call; a stale token is replaced by the one that the refusal carries, once. */
  readonly call: (instance: Instance, call: ServiceNowCall, signal: AbortSignal) => Promise<Answer>;
  /** As `call`, for a file. */
  readonly download: (
    instance: Instance,
    call: ServiceNowCall,
    signal: AbortSignal,
  ) => Promise<{ answer: Answer } | { download: Download }>;
}

/**
 * The admin's session: cookies plus the page's own token (`g_ck`) in `X-UserToken`, for reading too. No call is
 * ever made without a token: its 401 would open the browser's password dialog.
 *
 * The token is kept where tokens are kept, in memory for as long as the browser runs: a background that wakes up
 * every minute would else load a page before each of its calls.
 */
export function createServiceNowSession(parts: PlatformParts): ServiceNowSession {
  const send = createSendRequest(parts);
  const sendDownload = createSendDownload(parts);
  const tokens = new Map<string, string>();

  const page: ServiceNowSession['page'] = (instance, pagePath, credentials, signal) =>
    send(
      {
        purpose: 'servicenow: page',
        base: instance.url,
        path: pagePath,
        accept: 'text/html',
        credentials: credentials === 'none' ? { kind: 'none' } : { kind: 'session', madeFor: instance.url },
      },
      signal,
    );

  /** The token of a page of this session. Throws `platform/signed-out`, `platform/hibernating`, `platform/*`. */
  async function fetchToken(instance: Instance, signal: AbortSignal): Promise<string> {
    for (const pagePath of [path`/blank.do`, path`/navpage.do`]) {
      const answer = await page(instance, pagePath, 'session', signal);
      if (isHibernating(answer)) throw new AppError('platform/hibernating', answer.url.host);
      const problem = problemOf(answer, parts.clock.now());
      // An instance may have closed one of the two pages; who is signed out is sent away from both.
      if (problem?.code === 'platform/not-found' || problem?.code === 'platform/refused') continue;
      if (problem !== undefined) throw problem;
      const token = TOKEN.exec(answer.text)?.[1];
      // The login page has a token too, that of the guest's session: it proves nothing.
      if (isLoginPage(answer)) throw new AppError('platform/signed-out', answer.url.host);
      if (token !== undefined) return token;
    }
    throw new AppError('platform/answer-unexpected', new URL(instance.url).host);
  }

  async function keep(instance: Instance, token: string): Promise<void> {
    tokens.set(instance.url, token);
    await parts.vault.put(instance.url, token);
  }

  async function forget(instance: Instance): Promise<void> {
    tokens.delete(instance.url);
    await parts.vault.remove(instance.url);
  }

  async function tokenOf(instance: Instance, signal: AbortSignal): Promise<string> {
    const known = tokens.get(instance.url) ?? (await parts.vault.get(instance.url));
    if (known !== undefined && known !== '') {
      tokens.set(instance.url, known);
      return known;
    }
    const token = await fetchToken(instance, signal);
    await keep(instance, token);
    return token;
  }

  /** Asks with the token; after a 401 once more with the one that the refusal brings, if it brings another. */
  async function withToken<T>(
    instance: Instance,
    signal: AbortSignal,
    attempt: (credentials: OutgoingRequest['credentials']) => Promise<T>,
    refusalOf: (result: T) => Answer | undefined,
  ): Promise<T> {
    const credentials = (token: string): OutgoingRequest['credentials'] => ({
      kind: 'session',
      madeFor: instance.url,
      headers: { 'X-UserToken': token },
    });
    const token = await tokenOf(instance, signal);
    const first = await attempt(credentials(token));
    const refusal = refusalOf(first);
    if (refusal?.status !== 401) return first;
    const fresh = refusal.headers.get('X-UserToken-Response') ?? '';
    const usable = refusal.headers.get('X-Is-Logged-In') === 'true' && fresh !== '' && fresh !== token;
    await forget(instance);
    if (!usable) return first;
    const second = await attempt(credentials(fresh));
    if (refusalOf(second)?.status !== 401) await keep(instance, fresh);
    return second;
  }

  return {
    page,
    call: (instance, call, signal) =>
      withToken(
        instance,
        signal,
        (credentials) => send({ ...call, base: instance.url, credentials }, signal),
        (answer) => answer,
      ),
    download: (instance, call, signal) =>
      withToken(
        instance,
        signal,
        (credentials) => sendDownload({ ...call, base: instance.url, credentials }, signal),
        (result) => ('answer' in result ? result.answer : undefined),
      ),
  };
}
