import * as z from 'zod/mini';

import type { Clock } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { once } from '../once.ts';
import { expectJson, path } from '../request.ts';
import type { Answer, SafePath } from '../request.ts';
import { explainFor } from './answers.ts';
import type { ServiceNowSession } from './session.ts';

/** One question of a batch: always a GET, since a batch is no transaction. */
export interface Question {
  readonly path: SafePath;
  readonly query?: Readonly<Record<string, string>>;
}

/** 10 MB of answers, in base64. */
const BATCH_BYTES = 16 * 1024 * 1024;
const ANSWER_BYTES = 12 * 1024 * 1024;

const schema = once(() =>
  z.object({
    serviced_requests: z.array(
      z.object({
        id: z.string(),
        body: z.optional(z.nullable(z.string())),
        status_code: z.number(),
        headers: z.optional(z.array(z.object({ name: z.string(), value: z.string() }))),
      }),
    ),
  }),
);

function textOf(base64: string, host: string): string {
  try {
    const bytes = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('platform/not-json', host, { cause: error });
  }
}

const addressOf = (instance: Instance, { path: at, query }: Question): URL => {
  const url = new URL(`${instance.url}${at}`);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  return url;
};

export type AskAll = <Names extends string>(
  instance: Instance,
  purpose: string,
  questions: Readonly<Record<Names, Question>>,
  signal: AbortSignal,
) => Promise<Readonly<Record<Names, Answer>>>;

/**
 * Several questions in one request (`/api/now/v1/batch`). Questions that the platform left out of its answer, and
 * all of them where it knows no batch, are asked one by one. Each answer is to be judged by itself.
 * Source: `servicenow.md` D.
 */
export function createAskAll(session: ServiceNowSession, clock: Clock): AskAll {
  /** Instances without a batch: found out once per life of the background. */
  const without = new Set<string>();

  const ask = (instance: Instance, purpose: string, question: Question, signal: AbortSignal) =>
    session.call(
      instance,
      {
        purpose: `servicenow: ${purpose}`,
        path: question.path,
        query: question.query ?? {},
        maximumBytes: ANSWER_BYTES,
      },
      signal,
    );

  async function askTogether(
    instance: Instance,
    purpose: string,
    questions: readonly (readonly [string, Question])[],
    signal: AbortSignal,
  ): Promise<Map<string, Answer>> {
    const answer = await session.call(
      instance,
      {
        purpose: `servicenow: ${purpose}`,
        path: path`/api/now/v1/batch`,
        method: 'POST',
        maximumBytes: BATCH_BYTES,
        body: {
          batch_request_id: '1',
          rest_requests: questions.map(([id, question]) => {
            const url = addressOf(instance, question);
            return {
              id,
              method: 'GET',
              url: url.pathname + url.search,
              headers: [{ name: 'Accept', value: 'application/json' }],
              exclude_response_headers: false,
            };
          }),
        },
      },
      signal,
    );
    if (answer.kind !== 'html' && [400, 404, 405, 501].includes(answer.status)) {
      without.add(instance.url);
      return new Map();
    }
    const { serviced_requests: serviced } = expectJson(
      answer,
      schema(),
      clock.now(),
      explainFor(clock.now()),
    );
    const date = answer.headers.get('Date');
    return new Map(
      serviced.flatMap((one): [string, Answer][] => {
        const question = questions.find(([id]) => id === one.id)?.[1];
        if (question === undefined) return [];
        const headers = new Headers(date === null ? {} : { Date: date });
        for (const { name, value } of one.headers ?? []) {
          // Only what is read here: names and values of others may be none that `Headers` takes.
          if (/^(x-total-count|x-is-logged-in|retry-after|x-ratelimit-[a-z]+)$/i.test(name)) {
            headers.set(name, value);
          }
        }
        const url = addressOf(instance, question);
        const text = textOf(one.body ?? '', url.host);
        const kind = text.trim() === '' ? 'empty' : 'json';
        return [[one.id, { url, status: one.status_code, headers, kind, text }]];
      }),
    );
  }

  return async (instance, purpose, questions, signal) => {
    const all: (readonly [string, Question])[] = Object.entries(questions);
    const found =
      all.length === 1 || without.has(instance.url)
        ? new Map<string, Answer>()
        : await askTogether(instance, purpose, all, signal);
    for (const [id, question] of all) {
      if (!found.has(id)) found.set(id, await ask(instance, purpose, question, signal));
    }
    // Complete: every question has been answered or has thrown.
    return Object.fromEntries(found) as Readonly<Record<keyof typeof questions, Answer>>;
  };
}
