import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type {
  FieldFact,
  FieldType,
  MetadataScope,
  Named,
  PlatformMetadata,
} from '@/utils/domain/metadata.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { path } from '../request.ts';
import { issueId, numericId } from './answers.ts';
import { createJiraApi, versionOf } from './api.ts';
import { schemas as issueSchemas } from './issues.ts';

const schemas = once(() => {
  const id = z.string().check(z.regex(/^\d{1,19}$/));
  const option = z.object({
    id: z.optional(z.string()),
    name: z.optional(z.string()),
    value: z.optional(z.string()),
  });
  const field = z.object({
    fieldId: z.string(),
    name: z.string(),
    required: z.boolean(),
    hasDefaultValue: z.optional(z.boolean()),
    operations: z.optional(z.array(z.string())),
    schema: z.object({
      type: z.string(),
      items: z.optional(z.string()),
      system: z.optional(z.string()),
      custom: z.optional(z.string()),
    }),
    allowedValues: z.optional(z.array(option)),
  });
  return {
    option,
    fields: z.object({ values: z.optional(z.array(field)), fields: z.optional(z.array(field)) }),
    statuses: z.array(z.object({ name: z.string(), statuses: z.array(z.object({ id, name: z.string() })) })),
    transitions: z.object({
      transitions: z.array(
        z.object({
          id,
          name: z.string(),
          to: z.object({ id, name: z.string() }),
          fields: z.optional(z.record(z.string(), z.object({ required: z.boolean() }))),
        }),
      ),
    }),
    users: z.array(
      z.object({
        name: z.optional(z.string()),
        accountId: z.optional(z.string()),
        emailAddress: z.optional(z.nullable(z.string())),
        displayName: z.string(),
        active: z.optional(z.boolean()),
      }),
    ),
  };
});

type Field = NonNullable<z.infer<ReturnType<typeof schemas>['fields']>['values']>[number];

/** Text in more than a line, which holds markup. */
const isRich = ({ system, custom }: Field['schema']): boolean =>
  system === 'description' || system === 'environment' || custom?.endsWith(':textarea') === true;

function typeOf(schema: Field['schema'], hasValues: boolean): FieldType {
  if (schema.system === 'labels' || schema.custom?.endsWith(':labels') === true) return 'labels';
  switch (schema.type) {
    case 'string':
      return isRich(schema) ? 'rich-text' : 'text';
    case 'number':
      return 'number';
    case 'date':
      return 'date';
    case 'datetime':
      return 'time';
    case 'user':
      return 'user';
    case 'issuelink':
      return 'reference';
    case 'array':
      return hasValues ? 'choices' : 'other';
    case 'option':
    case 'priority':
    case 'issuetype':
    case 'resolution':
    case 'project':
      return 'choice';
    default:
      return hasValues ? 'choice' : 'other';
  }
}

const LONGEST = 32_767;
const SUMMARY = 255;

function maximumOf({ fieldId, schema }: Field): number | undefined {
  if (fieldId === 'summary') return SUMMARY;
  if (schema.type !== 'string') return undefined;
  return isRich(schema) ? LONGEST : SUMMARY;
}

const named = (row: z.infer<ReturnType<typeof schemas>['option']>): Named => ({
  id: row.id ?? row.value ?? row.name ?? '',
  label: row.name ?? row.value ?? row.id ?? '',
});

/** What screens and workflows say of issues, by project and type. Source: `jira.md` D. */
export function createJiraMetadata(parts: PlatformParts): PlatformMetadata {
  const api = createJiraApi(parts);

  const within = ({ project, type }: MetadataScope): { project: string; type: string } => {
    if (project === undefined) throw new AppError('platform/refused', 'project');
    return { project: numericId(project), type: (type ?? '').toLowerCase() };
  };

  async function typeId(instance: Instance, scope: MetadataScope, signal: AbortSignal): Promise<string> {
    const { project, type } = within(scope);
    const { data } = await api.fetch(
      instance,
      {
        purpose: 'types',
        path: path`/rest/api/${versionOf(instance)}/issue/createmeta/${project}/issuetypes`,
        query: { maxResults: '200' },
      },
      issueSchemas().types,
      signal,
    );
    const rows = data.values ?? data.issueTypes ?? [];
    const found = rows.find(({ name }) => name.toLowerCase() === type) ?? rows[0];
    if (found === undefined) throw new AppError('platform/refused', scope.type ?? project);
    return found.id;
  }

  return {
    async fetchFields(instance, scope, signal): Promise<readonly FieldFact[]> {
      const { project } = within(scope);
      const type = await typeId(instance, scope, signal);
      const { data } = await api.fetch(
        instance,
        {
          purpose: 'fields',
          path: path`/rest/api/${versionOf(instance)}/issue/createmeta/${project}/issuetypes/${type}`,
          query: { maxResults: '200' },
        },
        schemas().fields,
        signal,
      );
      return (data.values ?? data.fields ?? []).map((field): FieldFact => {
        const values = field.allowedValues?.map((row) => named(row));
        const maximum = maximumOf(field);
        return {
          name: field.fieldId === 'issuetype' ? 'type' : field.fieldId,
          label: field.name,
          type: typeOf(field.schema, values !== undefined),
          required: field.required && field.hasDefaultValue !== true,
          writable: (field.operations ?? []).includes('set'),
          ...(maximum === undefined ? {} : { maximum }),
          ...(values === undefined ? {} : { values }),
        };
      });
    },

    async fetchStatuses(instance, scope, signal) {
      const { project, type } = within(scope);
      const { data } = await api.fetch(
        instance,
        { purpose: 'statuses', path: path`/rest/api/${versionOf(instance)}/project/${project}/statuses` },
        schemas().statuses,
        signal,
      );
      const rows = data.filter(({ name }) => type === '' || name.toLowerCase() === type);
      const found = new Map(
        rows.flatMap(({ statuses }) => statuses.map((one) => [one.id, one.name] as const)),
      );
      return [...found].map(([id, label]) => ({ id, label }));
    },

    async fetchTransitions(instance, id, signal) {
      const { data } = await api.fetch(
        instance,
        {
          purpose: 'transitions',
          path: path`/rest/api/${versionOf(instance)}/issue/${issueId(id)}/transitions`,
          query: { expand: 'transitions.fields' },
        },
        schemas().transitions,
        signal,
      );
      return data.transitions.map((one) => ({
        id: one.id,
        label: one.name,
        to: { id: one.to.id, label: one.to.name },
        required: Object.entries(one.fields ?? {})
          .filter(([, { required }]) => required)
          .map(([name]) => name),
      }));
    },

    async findUser(instance, email, signal) {
      if (!/^[^\s@]{1,200}@[^\s@]{1,200}$/.test(email)) return undefined;
      const cloud = instance.platform === 'jira-cloud';
      const { data } = await api.fetch(
        instance,
        {
          purpose: 'user',
          path: path`/rest/api/${versionOf(instance)}/user/search`,
          query: { [cloud ? 'query' : 'username']: email, maxResults: '10' },
        },
        schemas().users,
        signal,
      );
      const active = data.filter((one) => one.active !== false);
      const same = active.filter((one) => one.emailAddress?.toLowerCase() === email.toLowerCase());
      // Cloud searches by address and then may hide it: the only one found is the one.
      const [user, ...others] = same.length > 0 ? same : active.filter((one) => cloud && !one.emailAddress);
      const id = cloud ? user?.accountId : user?.name;
      return user === undefined || id === undefined || others.length > 0
        ? undefined
        : { id, label: user.displayName };
    },
  };
}
