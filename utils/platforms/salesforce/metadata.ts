import * as z from 'zod/mini';

import { HOUR } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { FieldFact, FieldType, Named, PlatformMetadata } from '@/utils/domain/metadata.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { createRemembered } from '../remembered.ts';
import { expectJson, path } from '../request.ts';
import { createSalesforceClient, explain, VERSION } from './client.ts';
import type { SalesforceClient } from './client.ts';
import { idOfKind, soqlText } from './ids.ts';

const schemas = once(() => ({
  description: z.object({
    fields: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        type: z.string(),
        length: z.optional(z.number()),
        nillable: z.boolean(),
        createable: z.boolean(),
        updateable: z.boolean(),
        defaultedOnCreate: z.optional(z.boolean()),
        htmlFormatted: z.optional(z.boolean()),
        referenceTo: z.optional(z.array(z.string())),
        picklistValues: z.optional(
          z.array(
            z.object({
              active: z.boolean(),
              defaultValue: z.boolean(),
              value: z.string(),
              label: z.optional(z.nullable(z.string())),
            }),
          ),
        ),
      }),
    ),
  }),
  status: z.object({ Status: z.nullable(z.string()) }),
  users: z.object({
    records: z.array(z.object({ Id: z.string(), Name: z.string(), Email: z.nullable(z.string()) })),
  }),
}));

type Column = z.infer<ReturnType<typeof schemas>['description']>['fields'][number];

/** A field of the case as the org has it. */
export interface CaseField {
  readonly name: string;
  /** It holds HTML. */
  readonly rich: boolean;
  /** Active values of a picklist; empty for other types. */
  readonly values: readonly Named[];
  /** What a new case gets. */
  readonly standard: string | undefined;
  readonly fact: FieldFact;
}

/** With all its picklists it is by far the largest answer; a few hundred kilobytes are usual. */
const LARGE = 16 * 1024 * 1024;

/** Our own names of what every platform has. */
const names: Readonly<Record<string, string>> = {
  Subject: 'summary',
  Description: 'description',
  Type: 'type',
};

function typeOf({ type, htmlFormatted, referenceTo }: Column): FieldType {
  switch (type) {
    case 'picklist':
    case 'combobox':
      return 'choice';
    case 'multipicklist':
      return 'choices';
    case 'reference':
      return (referenceTo ?? []).includes('User') ? 'user' : 'reference';
    case 'boolean':
    case 'date':
      return type;
    case 'datetime':
      return 'time';
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
    case 'percent':
      return 'number';
    case 'textarea':
      return htmlFormatted === true ? 'rich-text' : 'text';
    case 'string':
    case 'email':
    case 'phone':
    case 'url':
    case 'id':
      return 'text';
    default:
      return 'other';
  }
}

function fieldOf(column: Column): CaseField {
  const active = (column.picklistValues ?? []).filter((value) => value.active);
  const values = active.map(({ value, label }) => ({ id: value, label: label ?? value }));
  const type = typeOf(column);
  const { length = 0 } = column;
  return {
    name: column.name,
    rich: column.htmlFormatted === true,
    values,
    standard: active.find(({ defaultValue }) => defaultValue)?.value,
    fact: {
      name: names[column.name] ?? column.name,
      label: column.label,
      type,
      // What the org fills in by itself nobody has to give.
      required:
        column.createable &&
        !column.nillable &&
        column.defaultedOnCreate !== true &&
        column.type !== 'boolean' &&
        column.name !== 'OwnerId',
      writable: column.updateable,
      ...((type === 'text' || type === 'rich-text') && length > 0 ? { maximum: length } : {}),
      ...(type === 'choice' || type === 'choices' ? { values } : {}),
    },
  };
}

export type FetchCaseFields = (
  instance: Instance,
  signal: AbortSignal,
) => Promise<ReadonlyMap<string, CaseField>>;

/** Fields of the case by the org's names. One request an hour at most. */
export function createFetchCaseFields(parts: PlatformParts, client: SalesforceClient): FetchCaseFields {
  const known = createRemembered<{ at: number; fields: ReadonlyMap<string, CaseField> }>(20);
  return async (instance, signal) => {
    const now = parts.clock.now();
    const found = known.get(instance.url);
    if (found !== undefined && now >= found.at && now - found.at < HOUR) return found.fields;
    const answer = await client.call(
      instance,
      {
        purpose: 'salesforce: fields of the case',
        path: path`/services/data/${VERSION}/sobjects/Case/describe`,
        maximumBytes: LARGE,
      },
      signal,
    );
    const { fields: columns } = expectJson(answer, schemas().description, now, explain);
    const fields = new Map(columns.map((column) => [column.name, fieldOf(column)]));
    known.set(instance.url, { at: now, fields });
    return fields;
  };
}

/** What the org says of its cases. Cases have no projects, and their types change no field. */
export function createSalesforceMetadata(parts: PlatformParts): PlatformMetadata {
  const client = createSalesforceClient(parts);
  const fetchCaseFields = createFetchCaseFields(parts, client);
  const now = () => parts.clock.now();

  const fetchStatuses = async (instance: Instance, signal: AbortSignal): Promise<readonly Named[]> =>
    (await fetchCaseFields(instance, signal)).get('Status')?.values ?? [];

  return {
    async fetchFields(instance, _scope, signal) {
      return [...(await fetchCaseFields(instance, signal)).values()].map(({ fact }) => fact);
    },

    fetchStatuses: (instance, _scope, signal) => fetchStatuses(instance, signal),

    /** Any status may follow any other; what an org forbids it says when it is written. */
    async fetchTransitions(instance, id, signal) {
      const full = idOfKind('500', id);
      if (full === undefined) throw new AppError('platform/invalid-id', id.slice(0, 40));
      const answer = await client.call(
        instance,
        {
          purpose: 'salesforce: status of a case',
          path: path`/services/data/${VERSION}/sobjects/Case/${full}`,
          query: { fields: 'Status' },
        },
        signal,
      );
      const { Status: current } = expectJson(answer, schemas().status, now(), explain);
      return (await fetchStatuses(instance, signal))
        .filter((status) => status.id !== current)
        .map((to) => ({ id: to.id, label: to.label, to, required: [] }));
    },

    async findUser(instance, email, signal) {
      if (!/^[^\s@]{1,200}@[^\s@]{1,200}$/.test(email)) return undefined;
      const answer = await client.call(
        instance,
        {
          purpose: 'salesforce: user by address',
          path: path`/services/data/${VERSION}/query`,
          query: {
            q: `SELECT Id,Name,Email FROM User WHERE Email='${soqlText(email)}' AND IsActive=true LIMIT 3`,
          },
        },
        signal,
      );
      const found = expectJson(answer, schemas().users, now(), explain).records.filter(
        (row) => row.Email?.toLowerCase() === email.toLowerCase(),
      );
      const [user] = found;
      const id = user === undefined ? undefined : idOfKind('005', user.Id);
      return user === undefined || id === undefined || found.length > 1
        ? undefined
        : { id, label: user.Name };
    },
  };
}
