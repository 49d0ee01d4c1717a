import { createHash, randomBytes } from 'node:crypto';

import type { PracticeClock } from '../core/types.ts';
import { parseQuery, selectRows } from './query.ts';
import type { QueryWorld, Row } from './query.ts';
import seed from './seed.json' with { type: 'json' };
import { tables } from './tables.ts';

export type InstanceSeed = (typeof seed.instances)[number];

/** In what releases and set-ups differ. */
export interface Behaviour {
  /** 400 in the documentation, 404 seen. */
  wrongPathStatus: number;
  /** `X-Is-Logged-In` of a caller without a session; null leaves it out. */
  signedOutHeader: string | null;
  /** `None` since 2024; before, cookies said nothing of SameSite. */
  cookieSameSite: string | null;
  /** What journal rows are to those who are not administrators: no rows (`empty`) or `403`. */
  journalForNonAdmins: string;
  /** The detail of a 401. */
  notAuthenticated: string;
  statsPageOpen: boolean;
  deletionAudit: boolean;
  basicAuthNeedsRole: boolean;
}

export interface Session {
  id: string;
  /** The host it was made on: another host name of the same instance knows nothing of it. */
  host: string;
  user: string;
  /** Who really signed in; differs while impersonating. */
  originalUser: string;
  /** The token that REST calls and forms must carry. */
  token: string;
  lastSeen: number;
}

/** Why a write was refused, in the platform's own words. */
export interface Refusal {
  status: number;
  message: string;
  detail: string | null;
}

export interface WriteOptions {
  user: string;
  admin: boolean;
  /** Fields lost without a word, for the fault of that name. */
  lost?: ReadonlySet<string>;
  /** Each journal entry is stored twice, for the fault of that name. */
  journalDoubled?: boolean;
}

export interface RateRule {
  name: string;
  /** Calls per user and hour. */
  limit: number;
  /** `Table API`, `Attachment API`, … */
  api: string;
}

/** 32 lowercase hex characters, the same for the same name in every run. */
function fixedId(name: string): string {
  return createHash('md5').update(name).digest('hex');
}

function randomId(): string {
  return randomBytes(16).toString('hex');
}

/** `YYYY-MM-DD HH:MM:SS` in UTC, as values are stored. */
function stamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

const zoneNames: Readonly<Record<string, string>> = {
  'US/Pacific': 'America/Los_Angeles',
  'US/Eastern': 'America/New_York',
  GMT: 'UTC',
};

/** A stored date as one user sees it: own zone, own format. */
export function displayDate(value: string, user: Row | undefined): string {
  if (value === '') return '';
  const zone = user?.['time_zone'] ?? 'GMT';
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zoneNames[zone] ?? zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
      .formatToParts(new Date(`${value.replace(' ', 'T')}Z`))
      .map(({ type, value: part }) => [type, part]),
  );
  return (user?.['date_format'] || 'yyyy-MM-dd HH:mm:ss')
    .replace('yyyy', parts['year'] ?? '')
    .replace('MM', parts['month'] ?? '')
    .replace('dd', parts['day'] ?? '')
    .replace('HH', parts['hour'] ?? '')
    .replace('mm', parts['minute'] ?? '')
    .replace('ss', parts['second'] ?? '');
}

/** A wall clock time in a zone as UTC. */
function zonedToUtc(date: string, time: string, zone: string | undefined): string {
  const naive = Date.parse(`${date}T${time}Z`);
  const row: Row = { time_zone: zone ?? 'GMT' };
  const seen = Date.parse(`${displayDate(stamp(naive), row).replace(' ', 'T')}Z`);
  return stamp(naive - (seen - naive));
}

/** A date as one user writes it, as it is stored; undefined when it is not in that user's format. */
export function storedDate(text: string, user: Row | undefined): string | undefined {
  const format = user?.['date_format'] || 'yyyy-MM-dd HH:mm:ss';
  const names: readonly string[] = format.match(/yyyy|MM|dd|HH|mm|ss/g) ?? [];
  const pattern = format
    .replaceAll('.', '\\.')
    .replaceAll(/yyyy|MM|dd|HH|mm|ss/g, (name) => `(\\d{${name.length}})`);
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (!match) return undefined;
  const part = (name: string) => match[names.indexOf(name) + 1] ?? '';
  const date = [part('yyyy'), part('MM'), part('dd')].join('-');
  return zonedToUtc(date, [part('HH'), part('mm'), part('ss')].join(':'), user?.['time_zone']);
}

/** Impact and urgency to priority [S2]. */
function priorityOf(impact: string, urgency: string): string {
  return String(Math.min(5, Math.max(1, Number(impact) + Number(urgency) - 1)));
}

const DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** One instance: its rows, its sessions and what a write does to them. */
export function createInstance(from: InstanceSeed, clock: PracticeClock) {
  let store = new Map<string, Map<string, Row>>();
  let files = new Map<string, Uint8Array>();
  let sessions = new Map<string, Session>();
  let passwords = new Map<string, string>();
  let nextNumber = 0;
  let rateRules: RateRule[] = [];
  let rateUse = new Map<string, { from: number; used: number }>();
  let behaviour: Behaviour = { ...from.behaviour };

  const rowsOf = (table: string): Map<string, Row> => {
    let rows = store.get(table);
    if (!rows) {
      rows = new Map();
      store.set(table, rows);
    }
    return rows;
  };
  const row = (table: string, sysId: string) => store.get(table)?.get(sysId);

  /** Puts a row in as it is; the system's own fields are filled. */
  const put = (table: string, values: Row, user = 'admin', at = clock.now()): Row => {
    const made: Row = {
      sys_id: randomId(),
      sys_created_on: stamp(at),
      sys_created_by: user,
      sys_updated_on: stamp(at),
      sys_updated_by: user,
      sys_mod_count: '0',
      ...values,
    };
    for (const [name, field] of Object.entries(tables[table]?.fields ?? {}))
      made[name] ??= field.initial ?? '';
    rowsOf(table).set(made['sys_id'] ?? '', made);
    return made;
  };

  const userByName = (name: string): Row | undefined =>
    [...rowsOf('sys_user').values()].find((one) => one['user_name'] === name);
  const userId = (name: string | undefined): string =>
    name === undefined ? '' : (userByName(name)?.['sys_id'] ?? '');
  const hasRole = (name: string, role: string): boolean =>
    [...rowsOf('sys_user_has_role').values()].some(
      (one) =>
        one['user'] === userId(name) &&
        one['state'] === 'active' &&
        row('sys_user_role', one['role'] ?? '')?.['name'] === role,
    );

  const world = (user: string): QueryWorld => ({
    row,
    script: (expression) => {
      if (expression === 'gs.getUserName()') return user;
      if (expression === 'gs.getUserID()') return userId(user);
      const minutes = /^gs\.minutesAgo(?:Start)?\((\d+)\)$/.exec(expression)?.[1];
      if (minutes !== undefined) return stamp(clock.now() - Number(minutes) * 60_000);
      const date = /^gs\.dateGenerate\('(\d{4}-\d\d-\d\d)',\s*'(\d\d:\d\d:\d\d)'\)$/.exec(expression);
      // The session user's zone, not UTC [S13].
      if (date) return zonedToUtc(date[1] ?? '', date[2] ?? '', userByName(user)?.['time_zone']);
      return undefined;
    },
  });

  /** Whether sys_choice offers the value: the table's own list if there is one, else its parent's. */
  const isChoice = (table: string, element: string, value: string): boolean => {
    const all = [...rowsOf('sys_choice').values()].filter(
      (one) => one['element'] === element && one['inactive'] !== 'true',
    );
    const own = all.filter((one) => one['name'] === table);
    return (own.length > 0 ? own : all.filter((one) => one['name'] === 'task')).some(
      (one) => one['value'] === value,
    );
  };

  const addJournal = (
    table: string,
    record: Row,
    element: string,
    value: string,
    user: string,
    at = clock.now(),
  ): Row =>
    put('sys_journal_field', { name: table, element_id: record['sys_id'] ?? '', element, value }, user, at);

  /** What is left of the values sent: the platform drops the rest without a word. */
  const acceptable = (table: string, before: Row, sent: Row, options: WriteOptions): Row => {
    const kept: Row = {};
    for (const [name, value] of Object.entries(sent)) {
      const field = tables[table]?.fields[name];
      if (!field || field.computed || (field.adminOnly && !options.admin)) continue;
      if (options.lost?.has(name)) continue;
      // Closing is for administrators.
      if (
        table === 'incident' &&
        (name === 'state' || name === 'incident_state') &&
        value === '7' &&
        !options.admin
      ) {
        continue;
      }
      if (field.choice && value !== '' && !isChoice(table, name, value)) continue;
      if (field.type === 'reference' && value !== '' && !row(field.reference ?? '', value)) continue;
      if (field.type === 'boolean' && value !== 'true' && value !== 'false') continue;
      if (field.type === 'glide_date_time' && value !== '' && !DATE.test(value)) continue;
      if (field.type === 'journal_input' && before['state'] === '7') continue;
      kept[name] = field.max === undefined ? value : value.slice(0, field.max);
    }
    return kept;
  };

  const applyIncidentRules = (
    before: Row,
    after: Row,
    sent: Row,
    options: WriteOptions,
  ): Refusal | undefined => {
    if (sent['state'] === undefined && sent['incident_state'] !== undefined) {
      after['state'] = after['incident_state'] ?? '';
    }
    after['incident_state'] = after['state'] ?? '';
    after['priority'] = priorityOf(after['impact'] ?? '3', after['urgency'] ?? '3');
    const now = stamp(clock.now());
    const state = after['state'];
    if (state === '6' || state === '7') {
      const missing = [
        ['close_code', 'Resolution code'],
        ['close_notes', 'Resolution notes'],
      ].filter(([name]) => (after[name ?? ''] ?? '') === '');
      if (missing.length > 0) {
        return {
          status: 403,
          message: 'Operation Failed',
          detail: `Data Policy Exception: The following fields are mandatory: ${missing.map(([, label]) => label).join(', ')}`,
        };
      }
      if (before['state'] !== state) {
        after['resolved_at'] ||= now;
        after['resolved_by'] ||= userId(options.user);
        if (state === '7') {
          after['closed_at'] = now;
          after['closed_by'] = userId(options.user);
        }
      }
    } else {
      after['resolved_at'] = '';
      after['resolved_by'] = '';
      after['closed_at'] = '';
      after['closed_by'] = '';
    }
    after['active'] = state === '7' || state === '8' ? 'false' : 'true';
    return undefined;
  };

  const writeJournal = (table: string, record: Row, kept: Row, options: WriteOptions): boolean => {
    let written = false;
    for (const [name, value] of Object.entries(kept)) {
      if (tables[table]?.fields[name]?.type !== 'journal_input' || value === '') continue;
      addJournal(table, record, name, value, options.user);
      if (options.journalDoubled) addJournal(table, record, name, value, options.user);
      written = true;
    }
    return written;
  };

  /** Fields without the journal's, which are stored as rows of their own. */
  const plainFields = (table: string, values: Row): Row =>
    Object.fromEntries(
      Object.entries(values).filter(([name]) => tables[table]?.fields[name]?.type !== 'journal_input'),
    );

  const insert = (table: string, sent: Row, options: WriteOptions): Row | Refusal => {
    const kept = acceptable(table, {}, sent, options);
    const made: Row = { sys_id: randomId() };
    for (const [name, field] of Object.entries(tables[table]?.fields ?? {})) {
      if (field.initial !== undefined) made[name] = field.initial;
    }
    Object.assign(made, plainFields(table, kept));
    if (table === 'incident') {
      made['opened_by'] ||= userId(options.user);
      made['opened_at'] ||= stamp(clock.now());
      const refusal = applyIncidentRules({}, made, kept, options);
      if (refusal) return refusal;
      if ((made['number'] ?? '') === '') {
        made['number'] = from.incidentPrefix + String(nextNumber).padStart(from.incidentDigits, '0');
        nextNumber += 1;
      }
    }
    const stored = put(table, made, options.user);
    writeJournal(table, stored, kept, options);
    return stored;
  };

  const update = (table: string, stored: Row, sent: Row, options: WriteOptions): Row | Refusal => {
    const kept = acceptable(table, stored, sent, options);
    const after: Row = { ...stored, ...plainFields(table, kept) };
    if (table === 'incident') {
      const refusal = applyIncidentRules(stored, after, kept, options);
      if (refusal) return refusal;
    }
    const journal = writeJournal(table, stored, kept, options);
    const changed = Object.keys(after).some((name) => after[name] !== stored[name]);
    // A write that changes nothing leaves no trace.
    if (!journal && !changed) return stored;
    Object.assign(stored, after, {
      sys_updated_on: stamp(clock.now()),
      sys_updated_by: options.user,
      sys_mod_count: String(Number(stored['sys_mod_count'] ?? '0') + 1),
    });
    return stored;
  };

  const remove = (table: string, sysId: string, user: string): void => {
    const gone = row(table, sysId);
    if (!gone) return;
    rowsOf(table).delete(sysId);
    for (const [id, entry] of rowsOf('sys_journal_field')) {
      if (entry['element_id'] === sysId) rowsOf('sys_journal_field').delete(id);
    }
    for (const [id, entry] of rowsOf('sys_attachment')) {
      if (entry['table_sys_id'] !== sysId) continue;
      rowsOf('sys_attachment').delete(id);
      files.delete(id);
    }
    files.delete(sysId);
    if (behaviour.deletionAudit) {
      put(
        'sys_audit_delete',
        {
          tablename: table,
          documentkey: sysId,
          display_value: gone[tables[table]?.display ?? 'sys_id'] ?? '',
          payload: '<unloaded/>',
        },
        user,
      );
    }
  };

  const attach = (
    target: { table: string; sysId: string },
    file: { name: string; type: string; data: Uint8Array },
    user: string,
  ): Row => {
    const made = put(
      'sys_attachment',
      {
        table_name: target.table,
        table_sys_id: target.sysId,
        file_name: file.name,
        content_type: file.type,
        size_bytes: String(file.data.length),
        size_compressed: String(Math.ceil(file.data.length * 0.6)),
        hash: createHash('sha256').update(file.data).digest('hex'),
      },
      user,
    );
    files.set(made['sys_id'] ?? '', file.data);
    return made;
  };

  const load = () => {
    store = new Map();
    files = new Map();
    sessions = new Map();
    rateRules = [];
    rateUse = new Map();
    behaviour = { ...from.behaviour };
    nextNumber = from.nextIncident;
    passwords = new Map(from.users.map((user) => [user.user_name, user.password]));
    const past = clock.now() - 3 * 86_400_000;
    const id = (kind: string, name: string) => fixedId(`${from.name}/${kind}/${name}`);
    const roles = new Set(from.users.flatMap((user) => user.roles));
    for (const role of roles) put('sys_user_role', { sys_id: id('role', role), name: role }, 'system', past);
    for (const user of from.users) {
      const [first = '', ...last] = user.name.split(' ');
      put(
        'sys_user',
        {
          sys_id: id('user', user.user_name),
          user_name: user.user_name,
          name: user.name,
          first_name: first,
          last_name: last.join(' '),
          email: user.email,
          time_zone: user.time_zone,
          date_format: user.date_format,
        },
        'system',
        past,
      );
      for (const role of user.roles) {
        put(
          'sys_user_has_role',
          {
            sys_id: id('has-role', `${user.user_name}/${role}`),
            user: id('user', user.user_name),
            role: id('role', role),
          },
          'system',
          past,
        );
      }
    }
    for (const name of from.groups)
      put('sys_user_group', { sys_id: id('group', name), name }, 'system', past);
    for (const [name, value] of Object.entries(from.properties)) {
      put('sys_properties', { sys_id: id('property', name), name, value }, 'system', past);
    }
    const choices: Record<string, string[][]> = {
      ...seed.choices,
      'incident.close_code': from.closeCodes.map((code) => [code, code]),
    };
    for (const [key, list] of Object.entries(choices)) {
      const [name = '', element = ''] = key.split('.');
      list.forEach(([value = '', label = '', dependent = ''], sequence) => {
        put(
          'sys_choice',
          {
            sys_id: id('choice', `${key}/${value}`),
            name,
            element,
            value,
            label,
            dependent_value: dependent,
            sequence: String(sequence),
          },
          'system',
          past,
        );
      });
    }
    for (const [table, definition] of Object.entries(tables)) {
      for (const [element, field] of Object.entries(definition.fields)) {
        const key = `${field.declaredOn}.${element}`;
        put(
          'sys_dictionary',
          {
            sys_id: id('dictionary', `${table}/${key}`),
            name: field.declaredOn,
            element,
            column_label: field.label,
            internal_type: field.type,
            max_length: field.max === undefined ? '40' : String(field.max),
            reference: field.reference ?? '',
            read_only: String(field.computed === true),
          },
          'system',
          past,
        );
      }
    }
    from.incidents.forEach((one, index) => {
      const at = past + index * 3_600_000;
      const made = put(
        'incident',
        {
          sys_id: id('incident', one.number),
          number: one.number,
          short_description: one.short_description,
          description: one.description,
          caller_id: userId(one.caller),
          opened_by: userId(one.caller),
          opened_at: stamp(at),
          assigned_to: userId('assigned' in one ? one.assigned : undefined),
          assignment_group: 'group' in one ? id('group', one.group ?? '') : '',
          category: one.category,
          impact: one.impact,
          urgency: one.urgency,
          priority: priorityOf(one.impact, one.urgency),
          state: one.state,
          incident_state: one.state,
          active: String(one.state !== '7'),
          hold_reason: 'hold_reason' in one ? (one.hold_reason ?? '') : '',
          close_code: 'close_code' in one ? (one.close_code ?? '') : '',
          close_notes: 'close_notes' in one ? (one.close_notes ?? '') : '',
          u_restricted: String('restricted' in one && one.restricted),
        },
        one.caller,
        at,
      );
      one.comments.forEach((entry: { by: string; element: string; value: string }, position: number) => {
        addJournal('incident', made, entry.element, entry.value, entry.by, at + (position + 1) * 600_000);
      });
    });
  };
  load();

  return {
    seed: from,
    get behaviour() {
      return behaviour;
    },
    setBehaviour: (change: Partial<Behaviour>) => {
      behaviour = { ...behaviour, ...change };
    },
    reset: load,
    now: () => clock.now(),
    row,
    rows: (table: string) => [...rowsOf(table).values()],
    select: (table: string, query: string, user: string, isDropped?: (field: string) => boolean) =>
      selectRows(table, rowsOf(table).values(), parseQuery(query), world(user), isDropped),
    world,
    put,
    insert,
    update,
    remove,
    attach,
    file: (sysId: string) => files.get(sysId),
    userByName,
    hasRole,
    checkPassword: (name: string, password: string) =>
      userByName(name)?.['active'] === 'true' && passwords.get(name) === password,
    property: (name: string) =>
      [...rowsOf('sys_properties').values()].find((one) => one['name'] === name)?.['value'],
    setProperty: (name: string, value: string) => {
      const known = [...rowsOf('sys_properties').values()].find((one) => one['name'] === name);
      if (known) known['value'] = value;
      else put('sys_properties', { name, value });
    },
    signIn: (host: string, user: string): Session => {
      const session: Session = {
        id: randomBytes(16).toString('hex').toUpperCase(),
        host,
        user,
        originalUser: user,
        token: randomBytes(36).toString('hex'),
        lastSeen: clock.now(),
      };
      sessions.set(session.id, session);
      return session;
    },
    /** The live session of a cookie; it ends after half an hour without a request. */
    session: (host: string, id: string | undefined): Session | undefined => {
      const session = id === undefined ? undefined : sessions.get(id);
      if (!session || session.host !== host) return undefined;
      const minutes = Number(
        [...rowsOf('sys_properties').values()].find((one) => one['name'] === 'glide.ui.session_timeout')?.[
          'value'
        ] ?? 30,
      );
      if (clock.now() - session.lastSeen > minutes * 60_000) {
        sessions.delete(session.id);
        return undefined;
      }
      session.lastSeen = clock.now();
      return session;
    },
    signOut: (id: string) => sessions.delete(id),
    endSessions: () => sessions.clear(),
    sessions: () => [...sessions.values()],
    /** Gives every session a new token: what pages and callers hold is stale. */
    rotateTokens: () => {
      for (const session of sessions.values()) session.token = randomBytes(36).toString('hex');
    },
    setRateRules: (rules: RateRule[]) => {
      rateRules = rules;
      rateUse = new Map();
    },
    /** Counts a call; undefined where no rule applies. `reset` is in unix seconds. */
    countCall: (api: string, user: string) => {
      const rule = rateRules.find((one) => one.api === api);
      if (!rule) return undefined;
      const hour = Math.floor(clock.now() / 3_600_000) * 3_600_000;
      const key = `${rule.name}/${user}`;
      const before = rateUse.get(key);
      const use = before?.from === hour ? before : { from: hour, used: 0 };
      use.used += 1;
      rateUse.set(key, use);
      return { rule, over: use.used > rule.limit, reset: (hour + 3_600_000) / 1000 };
    },
  };
}

export type Instance = ReturnType<typeof createInstance>;

export function isRefusal(result: Row | Refusal): result is Refusal {
  return 'status' in result && typeof result.status === 'number';
}
