import type * as z from 'zod/mini';

import type { Instance } from '@/utils/domain/platform.ts';

import type { PlatformParts } from '../parts.ts';
import { createSendDownload, createSendRequest, expectJson } from '../request.ts';
import type { Answer, Credentials, Download, OutgoingRequest } from '../request.ts';
import { explainFor } from './answers.ts';

/** One REST call; base and credentials are the session's own. */
export type JiraCall = Omit<OutgoingRequest, 'base' | 'credentials'>;

const JSON_BYTES = 16 * 1024 * 1024;

/** Where an anti-forgery header has to stand on everything that writes (`jira.md` C). */
const writing = { 'X-Atlassian-Token': 'no-check' } as const;

/** `2` on Data Center, `3` on Cloud, which speaks documents. */
export const versionOf = (instance: Instance): '2' | '3' => (instance.platform === 'jira-cloud' ? '3' : '2');

export interface JiraApi {
  readonly call: (instance: Instance, call: JiraCall, signal: AbortSignal) => Promise<Answer>;
  /** As `call`, parsed. Throws as `expectJson`. */
  readonly fetch: <T extends z.ZodMiniType>(
    instance: Instance,
    call: JiraCall,
    schema: T,
    signal: AbortSignal,
  ) => Promise<{ data: z.infer<T>; answer: Answer }>;
  readonly download: (
    instance: Instance,
    call: JiraCall,
    signal: AbortSignal,
  ) => Promise<{ answer: Answer } | { download: Download }>;
}

/** Jira's REST interface by the admin's session. Writes also need the `Origin` of `origin-rules.ts`. */
export function createJiraApi(parts: PlatformParts): JiraApi {
  const send = createSendRequest(parts);
  const sendDownload = createSendDownload(parts);
  const outgoing = (instance: Instance, call: JiraCall): OutgoingRequest => {
    const credentials: Credentials = { kind: 'session', madeFor: new URL(instance.url).origin };
    const isWrite = call.method !== undefined && call.method !== 'GET';
    const headers = isWrite ? { ...writing, ...call.headers } : call.headers;
    return {
      maximumBytes: JSON_BYTES,
      ...call,
      purpose: `jira: ${call.purpose}`,
      base: instance.url,
      credentials,
      ...(headers === undefined ? {} : { headers }),
    };
  };
  const call: JiraApi['call'] = (instance, one, signal) => send(outgoing(instance, one), signal);
  return {
    call,
    download: (instance, one, signal) => sendDownload(outgoing(instance, one), signal),
    async fetch(instance, one, schema, signal) {
      const answer = await call(instance, one, signal);
      const now = parts.clock.now();
      return { data: expectJson(answer, schema, now, explainFor(now)), answer };
    },
  };
}
