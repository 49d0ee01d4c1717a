import { randomBytes } from 'node:crypto';

import type { PracticeClock } from '../core/types.ts';
import { documentOf } from './document.ts';
import seed from './seed.json' with { type: 'json' };

export interface Account {
  name: string;
  password: string;
  display: string;
  email: string;
  zone: string;
  accountId: string;
  apiToken: string;
  /** The key of a Data Center user; renaming the user leaves it. */
  key: string;
}

export interface Status {
  id: string;
  name: string;
  category: string;
}

export interface Transition {
  id: string;
  name: string;
  /** From these statuses; from all when empty. */
  from: string[];
  to: string;
  /** The screen asks for a resolution. */
  resolution?: boolean;
}

export interface Project {
  id: string;
  key: string;
  name: string;
  type: string;
  types: string[];
  /** Custom fields required on create, by type. */
  required: Record<string, string[]>;
  adminsOnly: boolean;
}

export interface Comment {
  id: string;
  author: string;
  updater: string;
  body: unknown;
  created: number;
  updated: number;
  visibility?: { type: string; value: string };
  properties: Record<string, unknown>;
}

export interface Attachment {
  id: string;
  filename: string;
  author: string;
  created: number;
  size: number;
  mimeType: string;
}

export interface Worklog {
  id: string;
  author: string;
  comment: unknown;
  started: number;
  created: number;
  updated: number;
  timeSpentSeconds: number;
}

export interface Change {
  id: string;
  author: string;
  created: number;
  items: {
    field: string;
    from: string | null;
    fromText: string | null;
    to: string | null;
    toText: string | null;
  }[];
}

export interface Issue {
  id: string;
  key: string;
  oldKeys: string[];
  projectId: string;
  typeId: string;
  parentId?: string;
  summary: string;
  /** Wiki markup on Data Center, a document in Cloud. */
  description: unknown;
  statusId: string;
  priorityId: string;
  labels: string[];
  assignee: string | null;
  reporter: string;
  creator: string;
  created: number;
  updated: number;
  duedate: string | null;
  resolutionId: string | null;
  resolved: number | null;
  environment: unknown;
  custom: Record<string, unknown>;
  comments: Comment[];
  attachments: Attachment[];
  worklogs: Worklog[];
  properties: Record<string, unknown>;
  changelog: Change[];
}

export interface Behaviour {
  /** Administration asks for the password again. */
  websudo: boolean;
  /** 403, or 404 with the dark feature of old. */
  xsrfStatus: number;
  corsAllowlist: string[];
  /** Whether an Origin of a Chrome extension passes the filter. */
  chromeExtensionPasses: boolean;
  rateLimit: { capacity: number; fillRate: number; intervalSeconds: number } | null;
  /** How far the search index is behind. */
  searchLagMs: number;
  uploadLimit: number;
  maxSearchResults: number;
}

export interface Session {
  id: string;
  user: string;
  xsrfToken: string;
  lastSeen: number;
  /** Administration is open until then. */
  adminUntil: number;
}

export interface AccessToken {
  id: number;
  name: string;
  user: string;
  token: string;
  createdAt: number;
  expiringAt: number;
}

export type SiteSeed = (typeof seed.sites)[number];

export const catalogue = {
  types: seed.types,
  statuses: seed.statuses as Status[],
  priorities: seed.priorities,
  resolutions: seed.resolutions,
  customFields: seed.customFields as {
    id: string;
    name: string;
    type: string;
    options?: { id: string; value: string }[];
  }[],
};

export const accounts: readonly Account[] = seed.accounts.map((one, index) => ({
  ...one,
  key: `JIRAUSER${10_100 + index}`,
}));

/** Project roles and who is in them, by group. */
export const roles: Readonly<Record<string, { id: number; groups: readonly string[] }>> = {
  Administrators: { id: 10_002, groups: ['jira-administrators', 'site-admins'] },
  Developers: { id: 10_001, groups: ['jira-software-users', 'jira-users'] },
  'Service Desk Team': { id: 10_101, groups: ['jira-administrators', 'site-admins'] },
};

/** Groups whose members may do everything. */
const adminGroups = new Set(['jira-administrators', 'site-admins']);

const SESSION_MS = 5 * 3_600_000;
const WEBSUDO_MS = 10 * 60_000;

/** `2026-11-20T10:11:12.000+0100`: the caller's zone, no colon in the offset. */
export function jiraTime(ms: number, zone: string): string {
  const shifted = new Date(ms + zoneOffset(ms, zone));
  const offset = zoneOffset(ms, zone) / 60_000;
  const sign = offset < 0 ? '-' : '+';
  const size = Math.abs(offset);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${shifted.toISOString().slice(0, 23)}${sign}${two(size / 60)}${two(size % 60)}`;
}

/** How many milliseconds a zone is ahead of UTC at a moment. */
export function zoneOffset(ms: number, zone: string): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
      .formatToParts(new Date(ms))
      .map(({ type, value }) => [type, value]),
  );
  const wall = Date.parse(
    `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:${parts['second']}Z`,
  );
  return wall - Math.floor(ms / 1000) * 1000;
}

/** One Jira: its issues, sessions and search index. What may be written is decided by the callers. */
export function createSite(from: SiteSeed, clock: PracticeClock) {
  const cloud = from.kind === 'cloud';
  const userGroups: Record<string, string[]> = from.users;
  let projects: Project[] = [];
  let issues = new Map<string, Issue>();
  let files = new Map<string, Uint8Array>();
  let sessions = new Map<string, Session>();
  let remembered = new Map<string, string>();
  let tokens: AccessToken[] = [];
  let failedSignIns = new Map<string, number>();
  let buckets = new Map<string, { tokens: number; at: number }>();
  let behaviour: Behaviour = { ...from.behaviour };
  let index = new Map<string, { at: number; issue: Issue }[]>();
  let removedFromIndex: { at: number; id: string }[] = [];
  let deletedWorklogs: { id: string; at: number }[] = [];
  let counters = { issue: 0, comment: 0, attachment: 0, worklog: 0, change: 0, token: 0 };
  let keyCounters = new Map<string, number>();

  const account = (name: string | null | undefined): Account | undefined =>
    accounts.find((one) => one.name === name);
  const groupsOf = (user: string | undefined) => (user === undefined ? [] : (userGroups[user] ?? []));
  const isAdmin = (user: string | undefined) => groupsOf(user).some((group) => adminGroups.has(group));
  const inRole = (user: string | undefined, role: string) =>
    groupsOf(user).some((group) => roles[role]?.groups.includes(group));
  const project = (idOrKey: string) =>
    projects.find((one) => one.id === idOrKey || one.key.toUpperCase() === idOrKey.toUpperCase());
  const mayBrowse = (user: string | undefined, one: Project) =>
    user !== undefined && userGroups[user] !== undefined && (!one.adminsOnly || isAdmin(user));

  /** What each account looked at, latest first; everybody has worked in the first project before. */
  const recents = new Map<string, string[]>();
  const recentProjects = (user: string | undefined) =>
    (recents.get(user ?? '') ?? projects.slice(0, 1).map((one) => one.id))
      .map((id) => project(id))
      .filter((one) => one !== undefined)
      .filter((one) => mayBrowse(user, one));
  const viewed = (user: string, id: string) => {
    const before = recentProjects(user).map((one) => one.id);
    recents.set(user, [id, ...before.filter((other) => other !== id)].slice(0, 20));
  };

  const nextId = (kind: keyof typeof counters) => {
    counters[kind] += 1;
    return String(counters[kind]);
  };

  /** Tells the search index; it will know after the lag. */
  const touchIndex = (issue: Issue) => {
    // Without a lag search looks at the issues themselves.
    if (behaviour.searchLagMs === 0) return;
    const versions = index.get(issue.id) ?? [];
    versions.push({ at: clock.now(), issue: structuredClone(issue) });
    index.set(issue.id, versions.slice(-20));
  };

  /** The index knows all issues as they are now, since then. */
  const fillIndex = (since: number) => {
    index = new Map();
    removedFromIndex = [];
    for (const issue of issues.values()) index.set(issue.id, [{ at: since, issue: structuredClone(issue) }]);
  };

  const find = (idOrKey: string): Issue | undefined => {
    const direct = issues.get(idOrKey);
    if (direct) return direct;
    const key = idOrKey.toUpperCase();
    return [...issues.values()].find((one) => one.key === key || one.oldKeys.includes(key));
  };

  const nextKey = (key: string) => {
    const number = (keyCounters.get(key) ?? 0) + 1;
    keyCounters.set(key, number);
    return `${key}-${number}`;
  };

  const addIssue = (
    values: Pick<Issue, 'projectId' | 'typeId' | 'summary'> & Partial<Issue>,
    user: string,
  ): Issue => {
    const owner = project(values.projectId);
    if (!owner) throw new Error(`no project ${values.projectId}`);
    const now = clock.now();
    const issue: Issue = {
      id: nextId('issue'),
      key: nextKey(owner.key),
      oldKeys: [],
      description: null,
      statusId: workflowOf(owner).first,
      priorityId: '3',
      labels: [],
      assignee: null,
      reporter: user,
      creator: user,
      created: now,
      updated: now,
      duedate: null,
      resolutionId: null,
      resolved: null,
      environment: null,
      custom: {},
      comments: [],
      attachments: [],
      worklogs: [],
      properties: {},
      changelog: [],
      ...values,
    };
    issues.set(issue.id, issue);
    touchIndex(issue);
    return issue;
  };

  const touch = (issue: Issue) => {
    issue.updated = Math.max(clock.now(), issue.updated);
    touchIndex(issue);
  };

  const addComment = (issue: Issue, user: string, body: unknown, more: Partial<Comment> = {}): Comment => {
    const now = clock.now();
    const comment: Comment = {
      id: nextId('comment'),
      author: user,
      updater: user,
      body,
      created: now,
      updated: now,
      properties: {},
      ...more,
    };
    issue.comments.push(comment);
    touch(issue);
    return comment;
  };

  const addAttachment = (
    issue: Issue,
    user: string,
    file: { name: string; type: string; data: Uint8Array },
  ): Attachment => {
    const attachment: Attachment = {
      id: nextId('attachment'),
      filename: file.name,
      author: user,
      created: clock.now(),
      size: file.data.length,
      mimeType: file.type,
    };
    issue.attachments.push(attachment);
    files.set(attachment.id, file.data);
    touch(issue);
    return attachment;
  };

  const addChange = (issue: Issue, user: string, items: Change['items']) => {
    if (items.length === 0) return;
    issue.changelog.push({ id: nextId('change'), author: user, created: clock.now(), items });
  };

  const remove = (issue: Issue) => {
    issues.delete(issue.id);
    removedFromIndex.push({ at: clock.now(), id: issue.id });
    for (const one of issue.attachments) files.delete(one.id);
    for (const one of issue.worklogs) deletedWorklogs.push({ id: one.id, at: clock.now() });
  };

  const move = (issue: Issue, to: Project) => {
    issue.oldKeys.push(issue.key);
    issue.projectId = to.id;
    issue.key = nextKey(to.key);
    touch(issue);
  };

  /** The issues as search sees them: `exact` ones as they are, the others as they were `searchLagMs` ago. */
  const indexed = (exact: ReadonlySet<string>): Issue[] => {
    const until = clock.now() - behaviour.searchLagMs;
    if (behaviour.searchLagMs === 0) return [...issues.values()];
    const seen: Issue[] = [];
    for (const [id, versions] of index) {
      if (exact.has(id)) {
        const live = issues.get(id);
        if (live) seen.push(live);
        continue;
      }
      if (removedFromIndex.some((one) => one.id === id && one.at <= until)) continue;
      const version = versions.findLast((one) => one.at <= until);
      if (version) seen.push(version.issue);
    }
    return seen;
  };

  const newSession = (user: string): Session => {
    const session: Session = {
      id: randomBytes(16).toString('hex').toUpperCase(),
      user,
      xsrfToken: `B${randomBytes(2).toString('hex').toUpperCase()}-${randomBytes(2).toString('hex').toUpperCase()}_${randomBytes(20).toString('hex')}_lin`,
      lastSeen: clock.now(),
      adminUntil: 0,
    };
    sessions.set(session.id, session);
    return session;
  };

  const load = () => {
    projects = from.projects.map((one) => ({
      id: one.id,
      key: one.key,
      name: one.name,
      type: one.type,
      types: one.types,
      required: 'required' in one ? (one.required as Record<string, string[]>) : {},
      adminsOnly: 'adminsOnly' in one && one.adminsOnly,
    }));
    issues = new Map();
    files = new Map();
    sessions = new Map();
    remembered = new Map();
    tokens = [];
    recents.clear();
    failedSignIns = new Map();
    buckets = new Map();
    behaviour = { ...from.behaviour };
    index = new Map();
    removedFromIndex = [];
    deletedWorklogs = [];
    counters = {
      issue: 9999,
      comment: 10_099,
      attachment: 10_009,
      worklog: 10_199,
      change: 10_299,
      token: 0,
    };
    keyCounters = new Map();
    const start = clock.now() - 2 * 86_400_000;
    const text = (value: string) => (value === '' ? null : cloud ? documentOf(value) : value);
    from.issues.forEach((one, position) => {
      const owner = project(one.key.split('-')[0] ?? '');
      const at = start + position * 3_600_000;
      const issue = addIssue(
        {
          projectId: owner?.id ?? '',
          typeId: one.type,
          summary: one.summary,
          description: text(one.description),
          labels: [...one.labels],
          assignee: 'assignee' in one ? (one.assignee ?? null) : null,
          created: at,
          updated: at,
        },
        one.reporter,
      );
      one.comments.forEach((entry: { by: string; body: string; internal?: boolean }, turn: number) => {
        const written = at + (turn + 1) * 600_000;
        addComment(issue, entry.by, text(entry.body), {
          created: written,
          updated: written,
          properties: entry.internal === true ? { 'sd.public.comment': { internal: true } } : {},
        });
        issue.updated = written;
      });
    });
    // What was there from the start has been in the index for long.
    fillIndex(start);
  };
  load();

  return {
    seed: from,
    cloud,
    get behaviour() {
      return behaviour;
    },
    setBehaviour: (change: Partial<Behaviour>) => {
      const lagStarts = behaviour.searchLagMs === 0 && (change.searchLagMs ?? 0) > 0;
      behaviour = { ...behaviour, ...change };
      if (lagStarts) fillIndex(0);
    },
    reset: load,
    now: () => clock.now(),
    projects: () => projects,
    project,
    mayBrowse,
    recentProjects,
    viewed,
    account,
    groupsOf,
    isAdmin,
    inRole,
    member: (user: string) => userGroups[user] !== undefined,
    issues: () => [...issues.values()],
    find,
    addIssue,
    addComment,
    addAttachment,
    addChange,
    touch,
    remove,
    move,
    indexed,
    nextId,
    file: (id: string) => files.get(id),
    removeFile: (id: string) => files.delete(id),
    deletedWorklogs: () => deletedWorklogs,
    noteDeletedWorklog: (id: string) => deletedWorklogs.push({ id, at: clock.now() }),
    signIn: newSession,
    /** The live session of a cookie. */
    session: (id: string | undefined): Session | undefined => {
      const session = id === undefined ? undefined : sessions.get(id);
      if (!session) return undefined;
      if (clock.now() - session.lastSeen > SESSION_MS) {
        sessions.delete(session.id);
        return undefined;
      }
      session.lastSeen = clock.now();
      return session;
    },
    signOut: (id: string) => sessions.delete(id),
    endSessions: () => {
      sessions.clear();
      remembered.clear();
    },
    sessions: () => [...sessions.values()],
    openAdministration: (session: Session) => {
      session.adminUntil = clock.now() + WEBSUDO_MS;
    },
    administrationIsOpen: (session: Session) => {
      if (!behaviour.websudo) return true;
      if (session.adminUntil <= clock.now()) return false;
      session.adminUntil = clock.now() + WEBSUDO_MS;
      return true;
    },
    remember: (user: string): string => {
      const token = randomBytes(20).toString('hex');
      remembered.set(token, user);
      return token;
    },
    rememberedUser: (token: string | undefined) => (token === undefined ? undefined : remembered.get(token)),
    /** Failed sign-ins in a row: after the third the platform wants a captcha. */
    noteSignIn: (user: string, good: boolean) => {
      failedSignIns.set(user, good ? 0 : (failedSignIns.get(user) ?? 0) + 1);
    },
    needsCaptcha: (user: string) => (failedSignIns.get(user) ?? 0) >= 3,
    tokens: () => tokens,
    addToken: (user: string, name: string, days: number): AccessToken => {
      const token: AccessToken = {
        id: Number(nextId('token')),
        name,
        user,
        token: randomBytes(33).toString('base64'),
        createdAt: clock.now(),
        expiringAt: clock.now() + days * 86_400_000,
      };
      tokens.push(token);
      return token;
    },
    removeToken: (id: number) => {
      tokens = tokens.filter((one) => one.id !== id);
    },
    tokenUser: (token: string) =>
      tokens.find((one) => one.token === token && one.expiringAt > clock.now())?.user,
    /** Takes one from the user's bucket; undefined where limits are off. */
    countCall: (user: string) => {
      const rule = behaviour.rateLimit;
      if (!rule) return undefined;
      const now = clock.now();
      const bucket = buckets.get(user) ?? { tokens: rule.capacity, at: now };
      const steps = Math.floor((now - bucket.at) / (rule.intervalSeconds * 1000));
      bucket.tokens = Math.min(rule.capacity, bucket.tokens + steps * rule.fillRate);
      bucket.at += steps * rule.intervalSeconds * 1000;
      const over = bucket.tokens < 1;
      if (!over) bucket.tokens -= 1;
      buckets.set(user, bucket);
      return { rule, over, remaining: bucket.tokens };
    },
  };
}

export type Site = ReturnType<typeof createSite>;

const workflows = seed.workflows as Readonly<Record<string, { first: string; transitions: Transition[] }>>;

/** Service projects have a workflow of their own, all others share one. */
function workflowOf(project: Project): { first: string; transitions: Transition[] } {
  const workflow = workflows[project.type === 'service_desk' ? 'service' : 'software'];
  if (!workflow) throw new Error('the seed lacks a workflow');
  return workflow;
}

/** The transitions that lead on from an issue's status. */
export function transitionsOf(project: Project, issue: Issue): Transition[] {
  return workflowOf(project).transitions.filter(
    (one) => (one.from.length === 0 || one.from.includes(issue.statusId)) && one.to !== issue.statusId,
  );
}
