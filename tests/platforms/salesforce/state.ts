/** The state of the practice orgs: records, people, sessions, all in memory. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { PracticeClock } from '../core/types.ts';
import { makeId, to18 } from './ids.ts';
import { buildSchema, externalIdField, PERMISSION_COLUMNS } from './schema.ts';
import type { ObjectDef } from './schema.ts';
import { momentOf } from './soql.ts';
import type { QuerySource, Value } from './soql.ts';

export type SalesforceRow = Record<string, Value>;

interface SeedUser {
  readonly login: string;
  readonly password: string;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly admin: boolean;
}

interface SeedOrg {
  readonly key: string;
  readonly name: string;
  readonly id: string;
  readonly instance: string;
  readonly instanceName: string;
  readonly edition: string;
  readonly sandbox: boolean;
  readonly hosts: { readonly rest: string; readonly lightning: string; readonly setup: string };
  readonly settings: {
    readonly assignmentQueue: string | null;
    readonly restrictStatus: boolean;
    readonly userinfoForSessions: boolean;
    readonly emailToCase: boolean;
  };
  readonly externalIdField: string | null;
  readonly users: readonly SeedUser[];
  readonly queues: readonly string[];
  readonly accounts: readonly string[];
  readonly contacts: readonly { first: string; last: string; email: string; account: string }[];
  readonly cases: readonly {
    subject: string;
    description: string | null;
    status: string;
    priority: string;
    origin: string;
    type: string;
    contact: string;
    owner: string;
    comments: readonly { by: string; body: string; published: boolean }[];
    files: readonly { name: string; text: string }[];
  }[];
}

export interface Person extends SeedUser {
  /** 18 characters. */
  readonly id: string;
  readonly username: string;
}

/** Which host a session was made for: only that of the REST host may call the API. */
export type SessionKind = 'rest' | 'lightning' | 'setup';

export interface Session {
  readonly sid: string;
  readonly kind: SessionKind;
  /** All sessions of one sign-in share it; signing out ends them together. */
  readonly signIn: string;
  readonly personId: string;
  /** What pages must send back with each change. */
  readonly formToken: string;
  lastUsed: number;
}

/** What an administrator may set, or a test. */
export interface OrgSettings {
  /** The queue that new cases go to unless the caller says otherwise; null without assignment rule. */
  assignmentQueue: string | null;
  restrictStatus: boolean;
  /** Whether the user-info address takes a session id. */
  userinfoForSessions: boolean;
  emailToCase: boolean;
  /** Only approved connected apps may call the API. */
  apiAccessControl: boolean;
  /** The org may not call the API at all. */
  apiDisabled: boolean;
  idleMinutes: number;
  dailyApiRequests: number;
  /** Whether page scripts may read `sid`. */
  httpOnlySessions: boolean;
  /** Sub-second part and seconds cut, so that many rows share a stamp. */
  stampGrainSeconds: number;
}

export interface Org {
  readonly seed: SeedOrg;
  readonly id: string;
  readonly schema: ReadonlyMap<string, ObjectDef>;
  readonly people: readonly Person[];
  /** By object name, then by 18-character id, in order of creation. */
  tables: Map<string, Map<string, SalesforceRow>>;
  /** Bytes of files by the id of the version or attachment. */
  bytes: Map<string, Uint8Array>;
  sequence: Map<string, number>;
  caseNumber: number;
  readonly sessions: Map<string, Session>;
  /** One-time tickets that carry a sign-in from host to host. */
  readonly tickets: Map<string, { signIn: string; personId: string; target: string; host: string }>;
  readonly locators: Map<
    string,
    { records: readonly Record<string, unknown>[]; at: number; totalSize: number }
  >;
  /** Ids that another transaction holds, until that moment. */
  readonly locks: Map<string, number>;
  settings: OrgSettings;
  apiCalls: number;
  readonly clock: PracticeClock;
}

const seed = JSON.parse(readFileSync(new URL('./seed.json', import.meta.url), 'utf8')) as {
  orgs: readonly SeedOrg[];
};

export const seedOrgs: readonly SeedOrg[] = seed.orgs;

/** A moment as the API writes it: UTC, whole seconds, no colon in the offset. */
export function stampOf(ms: number, grainSeconds = 1): string {
  const grain = grainSeconds * 1000;
  return new Date(Math.floor(ms / grain) * grain).toISOString().replace('Z', '+0000');
}

function nowStamp(org: Org): string {
  return stampOf(org.clock.now(), org.settings.stampGrainSeconds);
}

export function definitionOf(org: Org, name: string): ObjectDef | undefined {
  const found = org.schema.get(name.toLowerCase());
  if (found?.name === 'EmailMessage' && !org.settings.emailToCase) return undefined;
  return found;
}

function tableOf(org: Org, name: string): Map<string, SalesforceRow> {
  let table = org.tables.get(name);
  if (!table) {
    table = new Map();
    org.tables.set(name, table);
  }
  return table;
}

/** The record of an id in either length, deleted or not. */
export function findRow(org: Org, object: string, id: string): SalesforceRow | undefined {
  return tableOf(org, object).get(to18(id));
}

export function findAnyRow(org: Org, id: string): { definition: ObjectDef; row: SalesforceRow } | undefined {
  const prefix = id.slice(0, 3);
  for (const definition of org.schema.values()) {
    if (definition.keyPrefix !== prefix) continue;
    const row = findRow(org, definition.name, id);
    if (row) return { definition, row };
  }
  return undefined;
}

function nextId(org: Org, definition: ObjectDef): string {
  const number = (org.sequence.get(definition.name) ?? 0) + 1;
  org.sequence.set(definition.name, number);
  return makeId(definition.keyPrefix ?? '000', org.seed.instance, number);
}

export function personById(org: Org, id: string): Person | undefined {
  return org.people.find((person) => person.id === to18(id));
}

export function personByLogin(org: Org, login: string): Person | undefined {
  const wanted = login.trim().toLowerCase();
  return org.people.find((person) => person.login === wanted || person.username === wanted);
}

/** Stores a record as it is given, with the stamps of now; nothing is checked. */
export function insertRow(org: Org, object: string, fields: SalesforceRow, byId: string): SalesforceRow {
  const definition = org.schema.get(object.toLowerCase());
  if (!definition) throw new Error(`no object ${object}`);
  const stamp = nowStamp(org);
  const row: SalesforceRow = {};
  for (const field of definition.fields) {
    if (field.writeOnly) continue;
    row[field.name] =
      field.type === 'boolean' ? false : (field.picklist.find((value) => value.isDefault)?.value ?? null);
  }
  Object.assign(row, fields);
  const id = nextId(org, definition);
  row['Id'] = id;
  const has = (name: string) => definition.fields.some((field) => field.name === name);
  for (const name of ['CreatedDate', 'LastModifiedDate', 'SystemModstamp'])
    if (has(name)) row[name] ??= stamp;
  for (const name of ['CreatedById', 'LastModifiedById']) if (has(name)) row[name] ??= byId;
  if (has('OwnerId')) row['OwnerId'] ??= byId;
  tableOf(org, definition.name).set(id, row);
  return row;
}

export function touchRow(org: Org, row: SalesforceRow, byId: string): void {
  const stamp = nowStamp(org);
  if ('LastModifiedDate' in row) row['LastModifiedDate'] = stamp;
  if ('LastModifiedById' in row) row['LastModifiedById'] = byId;
  if ('SystemModstamp' in row) row['SystemModstamp'] = stamp;
}

export function setCaseStatus(org: Org, row: SalesforceRow, status: string): void {
  const field = org.schema.get('case')?.fields.find((candidate) => candidate.name === 'Status');
  const closed = field?.picklist.find((value) => value.value === status)?.closed === true;
  row['Status'] = status;
  if (closed && row['IsClosed'] !== true) row['ClosedDate'] = nowStamp(org);
  if (!closed) row['ClosedDate'] = null;
  row['IsClosed'] = closed;
}

/** A case with its number; checks nothing. */
export function insertCase(org: Org, fields: SalesforceRow, byId: string): SalesforceRow {
  org.caseNumber += 1;
  const row = insertRow(
    org,
    'Case',
    { ...fields, CaseNumber: String(org.caseNumber).padStart(8, '0') },
    byId,
  );
  const contact =
    typeof row['ContactId'] === 'string' ? findRow(org, 'Contact', row['ContactId']) : undefined;
  if (contact && row['AccountId'] === null) row['AccountId'] = contact['AccountId'] ?? null;
  setCaseStatus(org, row, String(row['Status'] ?? 'New'));
  return row;
}

/** A comment of a case, and its shadow in the feed. Does not touch the case's own stamps. */
export function insertComment(
  org: Org,
  caseId: string,
  body: string | null,
  published: boolean,
  byId: string,
): SalesforceRow {
  const comment = insertRow(
    org,
    'CaseComment',
    { ParentId: to18(caseId), CommentBody: body, IsPublished: published },
    byId,
  );
  insertRow(
    org,
    'FeedItem',
    {
      ParentId: to18(caseId),
      Type: 'CaseCommentPost',
      Body: body,
      Visibility: published ? 'AllUsers' : 'InternalUsers',
      RelatedRecordId: comment['Id'] ?? null,
      CommentCount: 0,
    },
    byId,
  );
  return comment;
}

const FILE_TYPES: Readonly<Record<string, string>> = {
  txt: 'TEXT',
  png: 'PNG',
  jpg: 'JPG',
  jpeg: 'JPG',
  pdf: 'PDF',
  csv: 'CSV',
  zip: 'ZIP',
};

/** A file version; a new document too unless one is named. Linked to its owner and, when given, a record. */
export function insertFile(
  org: Org,
  input: {
    title: string;
    path: string;
    data: Uint8Array;
    documentId: string | null;
    recordId: string | null;
  },
  byId: string,
): SalesforceRow {
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(input.path)?.[1]?.toLowerCase() ?? null;
  const fileType = extension === null ? 'UNKNOWN' : (FILE_TYPES[extension] ?? 'UNKNOWN');
  const about = {
    FileExtension: extension,
    FileType: fileType,
    ContentSize: input.data.length,
    Title: input.title,
  };
  let document = input.documentId === null ? undefined : findRow(org, 'ContentDocument', input.documentId);
  const isNew = !document;
  document ??= insertRow(org, 'ContentDocument', {}, byId);
  const versions = [...tableOf(org, 'ContentVersion').values()].filter(
    (version) => version['ContentDocumentId'] === document['Id'],
  );
  for (const version of versions) version['IsLatest'] = false;
  const version = insertRow(
    org,
    'ContentVersion',
    {
      ...about,
      ContentDocumentId: document['Id'] ?? null,
      IsLatest: true,
      VersionNumber: String(versions.length + 1),
      PathOnClient: input.path,
      Checksum: createHash('md5').update(input.data).digest('hex'),
      FirstPublishLocationId: input.recordId === null ? byId : to18(input.recordId),
    },
    byId,
  );
  org.bytes.set(String(version['Id']), input.data);
  Object.assign(document, about, { LatestPublishedVersionId: version['Id'] });
  touchRow(org, document, byId);
  if (isNew) {
    linkFile(org, String(document['Id']), byId, 'I', 'AllUsers', byId);
    if (input.recordId !== null) linkFile(org, String(document['Id']), input.recordId, 'V', 'AllUsers', byId);
  }
  return version;
}

export function linkFile(
  org: Org,
  documentId: string,
  recordId: string,
  share: string,
  visibility: string,
  byId: string,
): SalesforceRow {
  return insertRow(
    org,
    'ContentDocumentLink',
    {
      ContentDocumentId: to18(documentId),
      LinkedEntityId: to18(recordId),
      ShareType: share,
      Visibility: visibility,
    },
    byId,
  );
}

/** Moves a record, and what hangs on it, to the recycle bin. Links of files leave no trace there. */
export function removeRow(org: Org, definition: ObjectDef, row: SalesforceRow, byId: string): void {
  if (definition.name === 'ContentDocumentLink') {
    tableOf(org, definition.name).delete(String(row['Id']));
    return;
  }
  row['IsDeleted'] = true;
  touchRow(org, row, byId);
  for (const child of definition.children) {
    const target = org.schema.get(child.childSObject.toLowerCase());
    if (!target || target.name === 'Case' || target.name === 'CaseFeed') continue;
    for (const one of tableOf(org, target.name).values()) {
      if (one[child.field] === row['Id']) removeRow(org, target, one, byId);
    }
  }
  if (definition.name === 'CaseComment') {
    for (const feed of tableOf(org, 'FeedItem').values()) {
      if (feed['RelatedRecordId'] === row['Id']) feed['IsDeleted'] = true;
    }
  }
  if (definition.name === 'ContentDocument') {
    for (const [name, key] of [
      ['ContentVersion', 'ContentDocumentId'],
      ['ContentDocumentLink', 'ContentDocumentId'],
    ] as const) {
      const target = org.schema.get(name.toLowerCase());
      for (const one of tableOf(org, name).values()) {
        if (target && one[key] === row['Id']) removeRow(org, target, one, byId);
      }
    }
  }
}

/** Takes a record, and what went with it, out of the recycle bin. Links of files are not there to be taken. */
export function restoreRow(org: Org, definition: ObjectDef, row: SalesforceRow, byId: string): void {
  row['IsDeleted'] = false;
  touchRow(org, row, byId);
  for (const child of definition.children) {
    const target = org.schema.get(child.childSObject.toLowerCase());
    if (!target || target.name === 'Case' || target.name === 'CaseFeed') continue;
    for (const one of tableOf(org, target.name).values()) {
      if (one[child.field] === row['Id'] && one['IsDeleted'] === true) restoreRow(org, target, one, byId);
    }
  }
}

/** What a query by this person sees. */
export function querySource(org: Org, person: Person): QuerySource {
  return {
    definition: (name) => definitionOf(org, name),
    now: () => org.clock.now(),
    row: (id) => findAnyRow(org, id),
    rows: (definition, withDeleted) => {
      if (definition.name === 'UserPermissionAccess') return [permissionsOf(person)];
      const table = tableOf(org, definition.name === 'CaseFeed' ? 'FeedItem' : definition.name);
      const rows = [...table.values()];
      return withDeleted ? rows : rows.filter((row) => row['IsDeleted'] !== true);
    },
  };
}

/** What a person may do, all permission sets merged. */
function permissionsOf(person: Person): SalesforceRow {
  const row: SalesforceRow = { Id: '000000000000000AAA' };
  for (const column of PERMISSION_COLUMNS) row[column] = person.admin || column === 'PermissionsApiEnabled';
  return row;
}

function makeSid(org: Org): string {
  return `${org.id.slice(0, 15)}!AQ${randomBytes(69).toString('base64').replaceAll('+', '.').replaceAll('/', '_')}`;
}

/** Opens a session of a sign-in on one kind of host, or returns the one that lives there. */
export function openSession(org: Org, personId: string, kind: SessionKind, signIn?: string): Session {
  const name = signIn ?? randomBytes(12).toString('hex');
  for (const session of org.sessions.values()) {
    if (session.signIn === name && session.kind === kind && isAlive(org, session)) return session;
  }
  const session: Session = {
    sid: makeSid(org),
    kind,
    signIn: name,
    personId,
    formToken: randomBytes(18).toString('base64url'),
    lastUsed: org.clock.now(),
  };
  org.sessions.set(session.sid, session);
  return session;
}

function isAlive(org: Org, session: Session): boolean {
  return org.clock.now() - session.lastUsed <= org.settings.idleMinutes * 60_000;
}

/** The living session of a sid; using it keeps it, and its sisters on the other hosts, alive. */
export function useSession(org: Org, sid: string | undefined): Session | undefined {
  const session = sid === undefined ? undefined : org.sessions.get(sid);
  if (!session) return undefined;
  if (!isAlive(org, session)) {
    org.sessions.delete(session.sid);
    return undefined;
  }
  for (const sister of org.sessions.values()) {
    if (sister.signIn === session.signIn && isAlive(org, sister)) sister.lastUsed = org.clock.now();
  }
  return session;
}

export function endSignIn(org: Org, signIn: string): void {
  for (const session of org.sessions.values()) {
    if (session.signIn === signIn) org.sessions.delete(session.sid);
  }
}

/** A copy of all records, to go back to when a transaction is rolled back. */
export function saveRecords(org: Org): () => void {
  const tables = structuredClone(org.tables);
  const bytes = new Map(org.bytes);
  const sequence = new Map(org.sequence);
  const { caseNumber } = org;
  return () => {
    org.tables = tables;
    org.bytes = bytes;
    org.sequence = sequence;
    org.caseNumber = caseNumber;
  };
}

/** An org as the seed describes it. */
export function createOrg(from: SeedOrg, clock: PracticeClock): Org {
  const people: Person[] = from.users.map((user, index) => ({
    ...user,
    id: makeId('005', from.instance, index + 1),
    username: `${user.login}@${from.key}.example${from.sandbox ? '.uat' : ''}`,
  }));
  const org: Org = {
    seed: from,
    id: to18(from.id),
    schema: buildSchema(from.externalIdField === null ? [] : [externalIdField(from.externalIdField)]),
    people,
    tables: new Map(),
    bytes: new Map(),
    sequence: new Map(),
    caseNumber: 1025,
    sessions: new Map(),
    tickets: new Map(),
    locators: new Map(),
    locks: new Map(),
    settings: {
      ...from.settings,
      apiAccessControl: false,
      apiDisabled: false,
      idleMinutes: 120,
      dailyApiRequests: 15_000,
      httpOnlySessions: true,
      stampGrainSeconds: 1,
    },
    apiCalls: 17,
    clock,
  };
  const founder = people[0]?.id ?? '';
  const started = clock.now() - 40 * 86_400_000;
  const at = (hours: number) => stampOf(started + hours * 3_600_000);
  const dated = (hours: number) => ({
    CreatedDate: at(hours),
    LastModifiedDate: at(hours),
    SystemModstamp: at(hours),
  });

  tableOf(org, 'Organization').set(org.id, {
    Id: org.id,
    Name: from.name,
    InstanceName: from.instanceName,
    IsSandbox: from.sandbox,
    OrganizationType: from.edition,
    NamespacePrefix: null,
    TrialExpirationDate: null,
    TimeZoneSidKey: 'Europe/Brussels',
    LanguageLocaleKey: 'en_US',
    ...dated(0),
    CreatedById: founder,
    LastModifiedById: founder,
  });
  for (const person of people) {
    insertRow(
      org,
      'User',
      {
        Username: person.username,
        FirstName: person.first,
        LastName: person.last,
        Name: `${person.first} ${person.last}`,
        Email: person.email,
        Alias: person.login.slice(0, 8),
        IsActive: true,
        TimeZoneSidKey: 'Europe/Brussels',
        LocaleSidKey: 'en_US',
        ...dated(0),
      },
      founder,
    );
  }
  const sets = [true, false].map((admin) =>
    insertRow(
      org,
      'PermissionSet',
      {
        ...permissionsOf({ ...(people[0] as Person), admin }),
        Name: admin ? 'X00eAdministrator' : 'X00eSupportAgent',
        Label: admin ? 'System Administrator' : 'Support Agent',
      },
      founder,
    ),
  );
  for (const person of people) {
    insertRow(
      org,
      'PermissionSetAssignment',
      { AssigneeId: person.id, PermissionSetId: sets[person.admin ? 0 : 1]?.['Id'] ?? null },
      founder,
    );
  }
  for (const name of from.queues) {
    insertRow(
      org,
      'Group',
      { Name: name, DeveloperName: name.replaceAll(' ', '_'), Type: 'Queue', ...dated(0) },
      founder,
    );
  }
  for (const name of from.accounts) insertRow(org, 'Account', { Name: name, ...dated(1) }, founder);
  const accountId = (name: string) =>
    [...tableOf(org, 'Account').values()].find((row) => row['Name'] === name)?.['Id'] ?? null;
  for (const contact of from.contacts) {
    insertRow(
      org,
      'Contact',
      {
        FirstName: contact.first,
        LastName: contact.last,
        Name: `${contact.first} ${contact.last}`,
        Email: contact.email,
        AccountId: accountId(contact.account),
        ...dated(2),
      },
      founder,
    );
  }
  from.cases.forEach((one, index) => {
    const owner = personByLogin(org, one.owner)?.id ?? founder;
    const row = insertCase(
      org,
      {
        Subject: one.subject,
        Description: one.description,
        Status: one.status,
        Priority: one.priority,
        Origin: one.origin,
        Type: one.type,
        OwnerId: owner,
        ContactId:
          [...tableOf(org, 'Contact').values()].find((contact) => contact['Email'] === one.contact)?.['Id'] ??
          null,
        ...dated(100 + index * 24),
      },
      founder,
    );
    if (row['IsClosed'] === true) row['ClosedDate'] = row['CreatedDate'] ?? null;
    for (const comment of one.comments) {
      const by = personByLogin(org, comment.by)?.id ?? founder;
      Object.assign(
        insertComment(org, String(row['Id']), comment.body, comment.published, by),
        dated(101 + index * 24),
      );
    }
    for (const file of one.files) {
      const data = new TextEncoder().encode(file.text);
      const title = file.name.replace(/\.[^.]*$/, '');
      insertFile(
        org,
        { title, path: file.name, data, documentId: null, recordId: String(row['Id']) },
        founder,
      );
    }
  });
  return org;
}

/** Milliseconds of a stored moment, or NaN. */
export function millisecondsOf(value: Value | undefined): number {
  return typeof value === 'string' ? momentOf(value) : Number.NaN;
}
