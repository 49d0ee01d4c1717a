import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import type {
  FieldFact,
  FieldType,
  Named,
  PlatformMetadata,
  TransitionFact,
} from '@/utils/domain/metadata.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { path } from '../request.ts';
import { expectResult, sysId } from './answers.ts';
import { createAskAll } from './batch.ts';
import type { Question } from './batch.ts';
import { createServiceNowSession } from './session.ts';

const schemas = once(() => {
  const id = z.string().check(z.regex(/^[0-9a-f]{32}$/));
  return {
    dictionary: z.array(
      z.object({
        name: z.string(),
        element: z.string(),
        column_label: z.string(),
        internal_type: z.string(),
        max_length: z.string(),
        reference: z.string(),
        mandatory: z.string(),
        read_only: z.string(),
      }),
    ),
    choices: z.array(
      z.object({ name: z.string(), element: z.string(), value: z.string(), label: z.string() }),
    ),
    states: z.array(z.object({ sys_id: id, state: z.string() })),
    users: z.array(z.object({ sys_id: id, name: z.string(), email: z.string() })),
  };
});

/** Resolving and closing ask for these (data policy as delivered). */
const CLOSING = new Set(['6', '7']);
const CLOSING_NEEDS = ['close_code', 'close_notes'] as const;

/** Our own names of what every platform has. */
const SUMMARY = 'short_description';

function typeOf(type: string, reference: string, hasChoices: boolean): FieldType {
  if (hasChoices) return 'choice';
  if (reference === 'sys_user') return 'user';
  if (reference !== '') return 'reference';
  if (/^(glide_date_time|due_date|glide_utc_time|calendar_date_time)$/.test(type)) return 'time';
  if (type === 'glide_date') return 'date';
  if (type === 'boolean') return 'boolean';
  if (/^(integer|longint|decimal|float|percent_complete|numeric)$/.test(type)) return 'number';
  if (/^html|^translated_html$/.test(type)) return 'rich-text';
  return /string|text|url|email|phone|translated|choice/.test(type) ? 'text' : 'other';
}

/** What the data dictionary and the lists of choices say of incidents. Source: `servicenow.md` D. */
export function createServiceNowMetadata(parts: PlatformParts): PlatformMetadata {
  const askAll = createAskAll(createServiceNowSession(parts), parts.clock);
  const now = () => parts.clock.now();

  const rows = (table: Question['path'], query: string, fields: string, limit: string): Question => ({
    path: table,
    query: {
      sysparm_query: query,
      sysparm_fields: fields,
      sysparm_limit: limit,
      sysparm_exclude_reference_link: 'true',
    },
  });

  const choicesOf = (elements: string): Question =>
    rows(
      path`/api/now/table/sys_choice`,
      `nameINincident,task${elements}^inactive=false^language=en^ORDERBYsequence`,
      'name,element,value,label',
      '2000',
    );

  /** Values of each field: the table's own list where it has one, else that of the table it extends. */
  function valuesOf(
    choices: z.infer<ReturnType<typeof schemas>['choices']>,
  ): ReadonlyMap<string, readonly Named[]> {
    const found = new Map<string, Named[]>();
    for (const element of new Set(choices.map((one) => one.element))) {
      const all = choices.filter((one) => one.element === element);
      const own = all.filter(({ name }) => name === 'incident');
      const chosen = own.length > 0 ? own : all;
      found.set(
        element,
        chosen.map(({ value, label }) => ({ id: value, label })),
      );
    }
    return found;
  }

  async function fetchStates(instance: Instance, signal: AbortSignal): Promise<readonly Named[]> {
    const { choices } = await askAll(instance, 'states', { choices: choicesOf('^element=state') }, signal);
    const found = expectResult(choices, schemas().choices, now()).filter(
      ({ element }) => element === 'state',
    );
    return valuesOf(found).get('state') ?? [];
  }

  return {
    async fetchFields(instance, _scope, signal) {
      const answers = await askAll(
        instance,
        'fields',
        {
          dictionary: rows(
            path`/api/now/table/sys_dictionary`,
            'nameINtask,incident^active=true^elementISNOTEMPTY',
            'name,element,column_label,internal_type,max_length,reference,mandatory,read_only',
            '2000',
          ),
          choices: choicesOf(''),
        },
        signal,
      );
      const values = valuesOf(expectResult(answers.choices, schemas().choices, now()));
      const found = new Map<string, FieldFact>();
      const dictionary = expectResult(answers.dictionary, schemas().dictionary, now());
      // Rows that a dropped term let in belong to other tables.
      const ours = dictionary.filter(({ name }) => name === 'task' || name === 'incident');
      if (ours.length === 0) throw new AppError('platform/not-admin', 'sys_dictionary');
      // The table's own definition stands before that of the table it extends.
      for (const row of [...ours.filter(({ name }) => name === 'incident'), ...ours]) {
        if (row.internal_type.startsWith('journal')) continue;
        const name = row.element === SUMMARY ? 'summary' : row.element;
        if (found.has(name)) continue;
        const own = values.get(row.element);
        const maximum = Number(row.max_length);
        const type = typeOf(row.internal_type, row.reference, own !== undefined);
        found.set(name, {
          name,
          label: row.column_label,
          type,
          required: row.mandatory === 'true',
          writable: row.read_only !== 'true' && !row.element.startsWith('sys_'),
          ...(type === 'text' && maximum > 0 ? { maximum } : {}),
          ...(own === undefined ? {} : { values: own }),
        });
      }
      return [...found.values()];
    },

    fetchStatuses: (instance, _scope, signal) => fetchStates(instance, signal),

    /** Every state can be written; resolving and closing ask for more. */
    async fetchTransitions(instance, id, signal): Promise<readonly TransitionFact[]> {
      const query = `sys_id=${sysId(id)}`;
      const answers = await askAll(
        instance,
        'transitions',
        {
          incident: rows(path`/api/now/table/incident`, query, 'sys_id,state', '1'),
          choices: choicesOf('^element=state'),
        },
        signal,
      );
      const [incident] = expectResult(answers.incident, schemas().states, now()).filter(
        (row) => row.sys_id === id,
      );
      if (incident === undefined) throw new AppError('platform/not-found', id);
      const states = expectResult(answers.choices, schemas().choices, now()).filter(
        ({ element }) => element === 'state',
      );
      return (valuesOf(states).get('state') ?? [])
        .filter((state) => state.id !== incident.state)
        .map((to) => ({
          id: to.id,
          label: to.label,
          to,
          required: CLOSING.has(to.id) ? [...CLOSING_NEEDS] : [],
        }));
    },

    async findUser(instance, email, signal) {
      // No sign that would end the term: what is no address is nobody's.
      if (!/^[^\s^@,]{1,200}@[^\s^@,]{1,200}$/.test(email)) return undefined;
      const users = rows(
        path`/api/now/table/sys_user`,
        `email=${email}^active=true`,
        'sys_id,name,email',
        '3',
      );
      const answers = await askAll(instance, 'user', { users }, signal);
      const found = expectResult(answers.users, schemas().users, now()).filter(
        (row) => row.email.toLowerCase() === email.toLowerCase(),
      );
      const [user] = found;
      return user === undefined || found.length > 1 ? undefined : { id: user.sys_id, label: user.name };
    },
  };
}
