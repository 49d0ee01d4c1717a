/** The state of the practice Xurrent environments: accounts, people, requests, tokens, all in memory. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { PracticeClock } from '../core/types.ts';

interface SeedPerson {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
}

export interface SeedAccount {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  /** The element that holds a request on its page; it differs between releases. */
  readonly pane: string;
  readonly utcOffsetMinutes: number;
  readonly storage: 's3' | 'local';
  readonly noteTouchesRequest: boolean;
  /** Whether reading a trashed request finds it, marked, instead of nothing. */
  readonly trashedIsFound: boolean;
  readonly trusts: readonly string[];
  readonly customFields: readonly string[];
  readonly organization: string;
  readonly site: string;
  readonly people: readonly SeedPerson[];
  readonly teams: readonly { name: string; members: readonly string[] }[];
  readonly services: readonly { name: string; instances: readonly { name: string; team: string }[] }[];
  readonly requests: readonly {
    subject: string;
    category: string;
    impact: string | null;
    status: string;
    team: string;
    member: string | null;
    instance: string;
    by: string;
    notes: readonly { by: string; text: string; internal: boolean }[];
  }[];
}

interface SeedEnvironment {
  readonly region: string;
  readonly hosts: {
    readonly api: string;
    readonly graphql: string;
    readonly oauth: string;
    readonly storage: string;
  };
  readonly firstRequestId: number;
  readonly accounts: readonly SeedAccount[];
}

export const seedEnvironments: readonly SeedEnvironment[] = (
  JSON.parse(readFileSync(new URL('./seed.json', import.meta.url), 'utf8')) as {
    environments: readonly SeedEnvironment[];
  }
).environments;

export interface Person {
  readonly id: number;
  readonly account: string;
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly email: string;
  /** Roles by account. */
  readonly roles: Record<string, string[]>;
  readonly createdAt: number;
}

export interface Team {
  readonly id: number;
  readonly account: string;
  readonly name: string;
  readonly members: readonly number[];
  readonly createdAt: number;
}

export interface Service {
  readonly id: number;
  readonly account: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface ServiceInstance {
  readonly id: number;
  readonly account: string;
  readonly name: string;
  readonly serviceId: number;
  readonly teamId: number;
  readonly createdAt: number;
}

/** What each account sees differently of a request that two of them work on. */
export interface RequestView {
  status: string;
  teamId: number | null;
  memberId: number | null;
  completedAt: number | null;
  completionReason: string | null;
  createdAt: number;
  supplierRequestId: string | null;
}

export interface XurrentRequest {
  readonly id: number;
  /** Where it was made. */
  readonly account: string;
  source: string | null;
  sourceID: string | null;
  subject: string;
  category: string;
  impact: string | null;
  requestedBy: number;
  requestedFor: number;
  readonly createdBy: number;
  serviceInstanceId: number | null;
  waitingUntil: number | null;
  reopenCount: number;
  customFields: { id: string; value: unknown }[];
  updatedAt: number;
  place: 'active' | 'archive' | 'trash';
  placedAt: number;
  readonly views: Record<string, RequestView>;
}

export interface NoteAttachment {
  readonly id: number;
  readonly key: string;
  readonly inline: boolean;
}

export interface Note {
  readonly id: number;
  readonly requestId: number;
  readonly personId: number;
  readonly account: string;
  readonly createdAt: number;
  text: string;
  medium: string;
  readonly internal: boolean;
  attachments: NoteAttachment[];
}

/** Uploaded bytes; `used` once a note points at them. */
interface StoredFile {
  readonly key: string;
  readonly account: string;
  readonly name: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly at: number;
}

export interface Token {
  readonly token: string;
  readonly name: string;
  readonly kind: 'personal' | 'application';
  readonly account: string;
  readonly personId: number;
  /** Actions by model, such as `request` → `Read`, `Create`. */
  readonly scopes: Readonly<Record<string, readonly string[]>>;
  readonly expiresAt: number | null;
}

export interface UiSession {
  readonly id: string;
  readonly account: string;
  readonly personId: number;
  /** What forms and scripts of a page must send back. */
  readonly csrf: string;
  lastUsed: number;
}

/** An upload that was allowed: its parameters must come back unaltered. */
interface UploadTicket {
  readonly account: string;
  readonly keyPattern: string;
  readonly signature: string;
  readonly expiresAt: number;
}

export interface Environment {
  readonly seed: SeedEnvironment;
  readonly clock: PracticeClock;
  readonly people: Map<number, Person>;
  readonly teams: Map<number, Team>;
  readonly services: Map<number, Service>;
  readonly instances: Map<number, ServiceInstance>;
  readonly requests: Map<number, XurrentRequest>;
  readonly notes: Map<number, Note>;
  readonly files: Map<string, StoredFile>;
  readonly tokens: Map<string, Token>;
  readonly applications: Map<string, { secret: string; account: string; personId: number }>;
  readonly sessions: Map<string, UiSession>;
  readonly uploads: Map<string, UploadTicket>;
  /** Moments of the calls of the last hour, by person. */
  readonly calls: Map<number, number[]>;
  /** When a person last asked what is left; allowed once a second. */
  readonly limitAsked: Map<number, number>;
  readonly sequence: Record<
    'person' | 'team' | 'service' | 'instance' | 'request' | 'note' | 'attachment',
    number
  >;
  /** Signs links to files; a new one makes all old links worthless. */
  readonly secret: string;
  readonly settings: EnvironmentSettings;
}

export interface EnvironmentSettings {
  hourlyCalls: number;
  burstCalls: number;
  sessionMinutes: number;
  /** Life of a link to a file. */
  fileLinkMinutes: number;
  /** Whether accounts with a bucket take files of some kinds only. */
  limitFileKinds: boolean;
}

const MODELS: Readonly<Record<string, string>> = {
  Request: 'Req',
  Person: 'Person',
  Team: 'Team',
  Note: 'Note',
};

/** The opaque id of the newer API: unpadded base64 of the environment, the model and the number. */
export function nodeIdOf(model: string, id: number): string {
  return Buffer.from(`4me.com/${MODELS[model] ?? model}/${id}`)
    .toString('base64')
    .replace(/=+$/, '');
}

/** Model mark and number of such an id; undefined when it is none. */
export function parseNodeId(text: string): { model: string; id: number } | undefined {
  const [, model, id] = /^4me\.com\/(\w+)\/(\d+)$/.exec(Buffer.from(text, 'base64').toString()) ?? [];
  return model === undefined ? undefined : { model, id: Number(id) };
}

export function accountOf(environment: Environment, id: string): SeedAccount | undefined {
  return environment.seed.accounts.find((account) => account.id === id);
}

export function randomToken(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** Whole seconds, as everything on this platform. */
export function nowOf(environment: Environment): number {
  return Math.floor(environment.clock.now() / 1000) * 1000;
}

/** A moment as an account writes it: with its own offset, or `Z` at zero. */
export function stampOf(account: SeedAccount, ms: number | null): string | null {
  if (ms === null) return null;
  const offset = account.utcOffsetMinutes;
  const local = new Date(ms + offset * 60_000).toISOString().slice(0, 19);
  if (offset === 0) return `${local}Z`;
  const size = Math.abs(offset);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

export function isAdmin(person: Person, account: string): boolean {
  return (person.roles[account] ?? []).includes('account_administrator');
}

/** Works for the account (an end user may only look at own requests on the pages). */
export function isSpecialist(person: Person, account: string): boolean {
  return (person.roles[account] ?? []).some((role) => role !== 'end_user');
}

export function addNote(
  environment: Environment,
  request: XurrentRequest,
  input: {
    personId: number;
    account: string;
    text: string;
    internal: boolean;
    medium?: string;
    attachments?: NoteAttachment[];
    at?: number;
  },
): Note {
  environment.sequence.note += 1;
  const note: Note = {
    id: environment.sequence.note,
    requestId: request.id,
    personId: input.personId,
    account: input.account,
    createdAt: input.at ?? nowOf(environment),
    text: input.text,
    medium: input.medium ?? 'default',
    internal: input.internal,
    attachments: input.attachments ?? [],
  };
  environment.notes.set(note.id, note);
  if (accountOf(environment, input.account)?.noteTouchesRequest === true) request.updatedAt = note.createdAt;
  return note;
}

/** Gives a request to a team; a team of another account makes that account see the request too. */
export function assignTeam(
  environment: Environment,
  request: XurrentRequest,
  account: string,
  teamId: number | null,
): void {
  const view = request.views[account];
  if (!view) return;
  view.teamId = teamId;
  const team = teamId === null ? undefined : environment.teams.get(teamId);
  if (!team || team.account === account || request.views[team.account]) return;
  request.views[team.account] = {
    status: 'assigned',
    teamId,
    memberId: null,
    completedAt: null,
    completionReason: null,
    createdAt: nowOf(environment),
    supplierRequestId: null,
  };
}

/** Sets what one account sees as status; a supplier's end of work ends it for the customer as well. */
export function setStatus(
  environment: Environment,
  request: XurrentRequest,
  account: string,
  status: string,
  reason: string | null,
): void {
  const apply = (view: RequestView) => {
    const wasDone = view.status === 'completed';
    view.status = status;
    if (status === 'completed') {
      view.completedAt ??= nowOf(environment);
      view.completionReason = reason ?? view.completionReason;
    } else {
      if (wasDone) request.reopenCount += 1;
      view.completedAt = null;
      view.completionReason = null;
    }
  };
  const view = request.views[account];
  if (view) apply(view);
  const owner = request.views[request.account];
  if (owner && account !== request.account && status === 'completed') apply(owner);
}

export function newRequest(
  environment: Environment,
  account: string,
  fields: Pick<
    XurrentRequest,
    'subject' | 'category' | 'impact' | 'requestedBy' | 'requestedFor' | 'createdBy' | 'serviceInstanceId'
  > &
    Partial<Pick<XurrentRequest, 'source' | 'sourceID' | 'waitingUntil' | 'customFields'>>,
  view: Partial<RequestView>,
  at = nowOf(environment),
): XurrentRequest {
  environment.sequence.request += 1;
  const request: XurrentRequest = {
    source: null,
    sourceID: null,
    waitingUntil: null,
    customFields: [],
    ...fields,
    id: environment.sequence.request,
    account,
    reopenCount: 0,
    updatedAt: at,
    place: 'active',
    placedAt: at,
    views: {
      [account]: {
        status: 'assigned',
        memberId: null,
        completedAt: null,
        completionReason: null,
        createdAt: at,
        supplierRequestId: null,
        ...view,
        teamId: null,
      },
    },
  };
  environment.requests.set(request.id, request);
  assignTeam(environment, request, account, view.teamId ?? null);
  return request;
}

/** An environment as the seed describes it. */
export function createEnvironment(seed: SeedEnvironment, clock: PracticeClock): Environment {
  const environment: Environment = {
    seed,
    clock,
    people: new Map(),
    teams: new Map(),
    services: new Map(),
    instances: new Map(),
    requests: new Map(),
    notes: new Map(),
    files: new Map(),
    tokens: new Map(),
    applications: new Map(),
    sessions: new Map(),
    uploads: new Map(),
    calls: new Map(),
    limitAsked: new Map(),
    sequence: {
      person: 0,
      team: 10,
      service: 19,
      instance: 125,
      request: seed.firstRequestId - 1,
      note: 463,
      attachment: 900,
    },
    secret: randomToken(16),
    settings: {
      hourlyCalls: 3_600,
      burstCalls: 20,
      sessionMinutes: 60,
      fileLinkMinutes: 24 * 60,
      limitFileKinds: true,
    },
  };
  const started = nowOf(environment) - 30 * 86_400_000;
  const next = (kind: keyof Environment['sequence']) => (environment.sequence[kind] += 1);
  for (const account of seed.accounts) {
    const people = new Map<string, Person>();
    for (const one of account.people) {
      const person: Person = {
        id: next('person'),
        account: account.id,
        login: one.login,
        password: one.password,
        name: one.name,
        email: one.email,
        roles: { [account.id]: [...one.roles] },
        createdAt: started,
      };
      people.set(one.login, person);
      environment.people.set(person.id, person);
    }
    const teams = new Map<string, Team>();
    for (const one of account.teams) {
      const members = one.members.map((login) => people.get(login)?.id ?? 0);
      const team: Team = {
        id: next('team'),
        account: account.id,
        name: one.name,
        members,
        createdAt: started,
      };
      teams.set(one.name, team);
      environment.teams.set(team.id, team);
    }
    const instances = new Map<string, ServiceInstance>();
    for (const one of account.services) {
      const service: Service = {
        id: next('service'),
        account: account.id,
        name: one.name,
        createdAt: started,
      };
      environment.services.set(service.id, service);
      for (const { name, team } of one.instances) {
        const instance: ServiceInstance = {
          id: next('instance'),
          account: account.id,
          name,
          serviceId: service.id,
          teamId: teams.get(team)?.id ?? 0,
          createdAt: started,
        };
        instances.set(name, instance);
        environment.instances.set(instance.id, instance);
      }
    }
    account.requests.forEach((one, index) => {
      const at = started + (index + 1) * 86_400_000;
      const by = people.get(one.by)?.id ?? 0;
      const done = one.status === 'completed';
      const request = newRequest(
        environment,
        account.id,
        {
          subject: one.subject,
          category: one.category,
          impact: one.impact,
          requestedBy: by,
          requestedFor: by,
          createdBy: by,
          serviceInstanceId: instances.get(one.instance)?.id ?? null,
        },
        {
          status: one.status,
          teamId: teams.get(one.team)?.id ?? null,
          memberId: one.member === null ? null : (people.get(one.member)?.id ?? null),
          completedAt: done ? at + 3_600_000 : null,
          completionReason: done ? 'solved' : null,
        },
        at,
      );
      for (const note of one.notes) {
        addNote(environment, request, {
          personId: people.get(note.by)?.id ?? by,
          account: account.id,
          text: note.text,
          internal: note.internal,
          at: at + 600_000,
        });
      }
    });
    environment.applications.set(`${account.id}-sync-client`, {
      secret: `${account.id}-sync-secret`,
      account: account.id,
      personId: people.get('admin')?.id ?? 0,
    });
  }
  return environment;
}
