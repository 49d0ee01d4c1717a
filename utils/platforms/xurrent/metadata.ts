import * as z from 'zod/mini';

import type { FieldFact, Named, PlatformMetadata, TransitionFact } from '@/utils/domain/metadata.ts';

import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { expectJson, path } from '../request.ts';
import { createXurrentClient, explain } from './client.ts';
import { requestId } from './entity.ts';

const schemas = once(() => ({
  request: z.object({ status: z.nullable(z.string()) }),
  people: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      primary_email: z.optional(z.nullable(z.string())),
      disabled: z.optional(z.nullable(z.boolean())),
    }),
  ),
}));

// Source: `xurrent.md` D. The platform shows each by a name in the reader's language and tells that to nobody.
const statuses = [
  'declined',
  'on_backlog',
  'assigned',
  'accepted',
  'in_progress',
  'waiting_for',
  'waiting_for_customer',
  'reservation_pending',
  'workflow_pending',
  'project_pending',
  'completed',
] as const;
const categories = [
  'incident',
  'rfc',
  'rfi',
  'reservation',
  'order',
  'fulfillment',
  'complaint',
  'compliment',
  'other',
] as const;
const impacts = ['low', 'medium', 'high', 'top'] as const;
const reasons = [
  'solved',
  'workaround',
  'gone',
  'duplicate',
  'withdrawn',
  'no_reply',
  'rejected',
  'conflict',
  'declined',
  'unsolvable',
] as const;

/** What a status asks for; the pending ones ask for a record that this interface cannot link. */
const needs: Readonly<Record<string, readonly string[]>> = {
  accepted: ['member'],
  in_progress: ['member'],
  waiting_for: ['waiting_until'],
  completed: ['completion_reason'],
};

const named = (ids: readonly string[]): readonly Named[] => ids.map((id) => ({ id, label: id }));

const field = (name: string, type: FieldFact['type'], more: Partial<FieldFact> = {}): FieldFact => ({
  name,
  label: name,
  type,
  required: false,
  writable: true,
  ...more,
});

const fields: readonly FieldFact[] = [
  field('summary', 'text', { required: true, maximum: 255 }),
  // Bytes of a note; characters are at most as many.
  field('description', 'text', { maximum: 64 * 1024 }),
  field('type', 'choice', { required: true, values: named(categories) }),
  field('status', 'choice', { values: named(statuses) }),
  field('impact', 'choice', { values: named(impacts) }),
  field('completion_reason', 'choice', { values: named(reasons) }),
  field('waiting_until', 'time'),
  field('team', 'reference'),
  field('member', 'user'),
  field('requested_by', 'user'),
  field('requested_for', 'user'),
  field('service_instance', 'reference'),
  field('supplier_requestID', 'text', { maximum: 255 }),
  field('custom_fields', 'other'),
  field('completed_at', 'time', { writable: false }),
  field('created_at', 'time', { writable: false }),
  field('updated_at', 'time', { writable: false }),
];

/** What is published of requests: the same for every account, but for custom fields, which only pages describe. */
export function createXurrentMetadata(parts: PlatformParts): PlatformMetadata {
  const client = createXurrentClient(parts);
  const now = () => parts.clock.now();
  return {
    fetchFields: () => Promise.resolve(fields),
    fetchStatuses: () => Promise.resolve(named(statuses)),

    /** Which status may follow which is not published: all that need nothing else linked, with what they ask for. */
    async fetchTransitions(instance, id, signal): Promise<readonly TransitionFact[]> {
      const answer = await client.call(
        instance,
        { purpose: 'xurrent: status', path: path`/v1/requests/${requestId(id)}` },
        signal,
      );
      const { status: current } = expectJson(answer, schemas().request, now(), explain);
      return named(statuses)
        .filter((status) => status.id !== current && !status.id.endsWith('_pending'))
        .map((to) => ({ id: to.id, label: to.label, to, required: needs[to.id] ?? [] }));
    },

    async findUser(instance, email, signal) {
      // No sign that the platform would take for an operator or a list.
      if (!/^[^\s@,!<>=]{1,200}@[^\s@,!<>=]{1,200}$/.test(email)) return undefined;
      const answer = await client.call(
        instance,
        {
          purpose: 'xurrent: person by address',
          path: path`/v1/people`,
          query: {
            primary_email: email.toLowerCase(),
            fields: 'name,primary_email,disabled',
            per_page: '20',
          },
        },
        signal,
      );
      const found = expectJson(answer, schemas().people, now(), explain).filter(
        (person) => person.primary_email?.toLowerCase() === email.toLowerCase() && person.disabled !== true,
      );
      const [person] = found;
      return person === undefined || found.length > 1
        ? undefined
        : { id: String(person.id), label: person.name };
    },
  };
}
