/** Requests and their notes as the API writes and takes them. */
import { createHmac } from 'node:crypto';

import { ApiError, invalid, parseMoment } from './list.ts';
import type { Collection } from './list.ts';
import { accountOf, addNote, assignTeam, newRequest, nodeIdOf, nowOf, setStatus, stampOf } from './state.ts';
import type {
  Environment,
  Note,
  NoteAttachment,
  Person,
  RequestView,
  SeedAccount,
  XurrentRequest,
} from './state.ts';

export const STATUSES = [
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
];
export const CATEGORIES = [
  'incident',
  'rfc',
  'rfi',
  'reservation',
  'order',
  'fulfillment',
  'complaint',
  'compliment',
  'other',
];
export const IMPACTS = ['low', 'medium', 'high', 'top'];
export const REASONS = [
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
];

/** Who looks, and through which account. */
export interface Viewer {
  readonly environment: Environment;
  readonly account: SeedAccount;
  readonly person: Person;
}

/** A reference; one to another account's record says so. */
function reference(
  viewer: Viewer,
  model: string,
  target: { id: number; name: string; account: string } | undefined,
): Record<string, unknown> | null {
  if (!target) return null;
  const foreign =
    target.account === viewer.account.id ? undefined : accountOf(viewer.environment, target.account);
  return {
    id: target.id,
    name: target.name,
    ...(foreign ? { account: { id: foreign.id, name: foreign.name } } : {}),
    nodeID: nodeIdOf(model, target.id),
  };
}

export const personReference = (viewer: Viewer, id: number | null) =>
  reference(viewer, 'Person', id === null ? undefined : viewer.environment.people.get(id));
export const teamReference = (viewer: Viewer, id: number | null) =>
  reference(viewer, 'Team', id === null ? undefined : viewer.environment.teams.get(id));
export const serviceReference = (viewer: Viewer, id: number | null) =>
  reference(viewer, 'Service', id === null ? undefined : viewer.environment.services.get(id));
const instanceReference = (viewer: Viewer, id: number | null) => {
  const instance = id === null ? undefined : viewer.environment.instances.get(id);
  const found = reference(viewer, 'ServiceInstance', instance);
  return found && { ...found, localized_name: instance?.name };
};

/** What the account of the viewer sees of a request; undefined when it sees nothing. */
export function viewOf(viewer: Viewer, request: XurrentRequest): RequestView | undefined {
  return request.views[viewer.account.id];
}

/** A link to an uploaded file that works for a while and without a token. */
export function fileLink(environment: Environment, key: string): string {
  const file = environment.files.get(key);
  const account = accountOf(environment, file?.account ?? '');
  const expires = Math.floor(nowOf(environment) / 1000) + environment.settings.fileLinkMinutes * 60;
  const host = account?.storage === 'local' ? account.host : environment.seed.hosts.storage;
  return `https://${host}/${key.split('/').map(encodeURIComponent).join('/')}?expires=${expires}&signature=${signLink(environment, key, expires)}`;
}

export function signLink(environment: Environment, key: string, expires: number): string {
  return createHmac('sha256', environment.secret).update(`${key} ${expires}`).digest('hex');
}

export function renderAttachment(
  environment: Environment,
  attachment: NoteAttachment,
): Record<string, unknown> {
  const file = environment.files.get(attachment.key);
  return {
    id: attachment.id,
    created_at: null,
    name: file?.name ?? '',
    key: attachment.key,
    uri: fileLink(environment, attachment.key),
    inline: attachment.inline,
    size: file?.data.length ?? 0,
  };
}

/** Notes of a request that the viewer's account may read, oldest first. */
export function notesOf(viewer: Viewer, request: XurrentRequest): Note[] {
  return [...viewer.environment.notes.values()].filter(
    (note) => note.requestId === request.id && (!note.internal || note.account === viewer.account.id),
  );
}

export function renderNote(viewer: Viewer, note: Note): Record<string, unknown> {
  const { environment, account } = viewer;
  return {
    id: note.id,
    person: personReference(viewer, note.personId),
    created_at: stampOf(account, note.createdAt),
    text: note.text,
    medium: note.medium,
    internal: note.internal,
    ...(note.internal ? { internal_account: { id: account.id, name: account.name } } : {}),
    attachments: note.attachments.map((one) => {
      const { id, created_at: at, ...rest } = renderAttachment(environment, one);
      void id;
      void at;
      return rest;
    }),
    nodeID: nodeIdOf('Note', note.id),
  };
}

/** What a recorded request carries beside the fields that anything here sets. */
const UNUSED_FIELDS = {
  addressed: false,
  agile_board: null,
  agile_board_column: null,
  agile_board_column_position: null,
  assignment_count: 1,
  ci: null,
  closure_code: null,
  desired_completion_at: null,
  downtime_end_at: null,
  downtime_start_at: null,
  feedback: null,
  grouping: 'none',
  knowledge_article: null,
  major_incident_status: null,
  new_assignment: false,
  planned_effort: null,
  problem: null,
  project: null,
  requester_resolution_target_at: null,
  resolution_target_at: null,
  response_target_at: null,
  reviewed: false,
  satisfaction: null,
  supplier: null,
  task: null,
  urgent: false,
} as const;

/** A request in full, as one read sends it. */
export function renderRequest(viewer: Viewer, request: XurrentRequest): Record<string, unknown> {
  const { environment, account } = viewer;
  const view = viewOf(viewer, request);
  const owner = accountOf(environment, request.account);
  const completed = view?.status === 'completed';
  return {
    ...UNUSED_FIELDS,
    id: request.id,
    source: request.source,
    sourceID: request.sourceID,
    subject: request.subject,
    category: request.category,
    impact: request.impact,
    status: view?.status ?? null,
    next_target_at: completed ? null : 'best_effort',
    completed_at: stampOf(account, view?.completedAt ?? null),
    completion_reason: view?.completionReason ?? null,
    team: teamReference(viewer, view?.teamId ?? null),
    member: personReference(viewer, view?.memberId ?? null),
    requested_by: personReference(viewer, request.requestedBy),
    requested_for: personReference(viewer, request.requestedFor),
    created_by: personReference(viewer, request.createdBy),
    organization: owner ? { id: 1, name: owner.organization } : null,
    service_instance: instanceReference(viewer, request.serviceInstanceId),
    grouped_into: null,
    template: null,
    workflow: null,
    supplier_requestID: view?.supplierRequestId ?? null,
    waiting_until: stampOf(account, request.waitingUntil),
    reopen_count: request.reopenCount,
    custom_fields: request.customFields.length === 0 ? null : request.customFields,
    attachments: [],
    ...(request.account === account.id || !owner ? {} : { account: { id: owner.id, name: owner.name } }),
    created_at: stampOf(account, view?.createdAt ?? null),
    updated_at: stampOf(account, request.updatedAt),
    nodeID: nodeIdOf('Request', request.id),
    ...(request.place === 'trash'
      ? { trashed: 'true' }
      : request.place === 'archive'
        ? { archived: 'true' }
        : {}),
  };
}

const LIST_FIELDS = [
  'id',
  'sourceID',
  'subject',
  'category',
  'impact',
  'status',
  'next_target_at',
  'completed_at',
  'team',
  'member',
  'grouped_into',
  'service_instance',
  'created_at',
  'updated_at',
  'nodeID',
];

/** The requests that the viewer's account sees, as a collection. */
export function requestCollection(
  viewer: Viewer,
  place: XurrentRequest['place'] = 'active',
): Collection<XurrentRequest> {
  const view = (request: XurrentRequest) => viewOf(viewer, request);
  return {
    rows: [...viewer.environment.requests.values()].filter(
      (request) => request.place === place && view(request) !== undefined,
    ),
    id: (request) => request.id,
    defaultSort: '-id',
    defaultFields: LIST_FIELDS,
    fields: [
      ...LIST_FIELDS,
      'source',
      'completion_reason',
      'requested_by',
      'requested_for',
      'created_by',
      'organization',
      'template',
      'workflow',
      'supplier_requestID',
      'waiting_until',
      'reopen_count',
      'custom_fields',
      'account',
    ],
    render: (request) => renderRequest(viewer, request),
    columns: {
      id: { kind: 'number', read: (request) => request.id },
      source: { kind: 'text', read: (request) => request.source, sortable: false },
      sourceID: { kind: 'text', read: (request) => request.sourceID },
      subject: { kind: 'text', read: (request) => request.subject },
      category: { kind: 'text', read: (request) => request.category },
      impact: { kind: 'text', read: (request) => request.impact },
      status: { kind: 'text', read: (request) => view(request)?.status ?? null },
      completed_at: { kind: 'date', read: (request) => view(request)?.completedAt ?? null },
      created_at: { kind: 'date', read: (request) => view(request)?.createdAt ?? null },
      updated_at: { kind: 'date', read: (request) => request.updatedAt },
      created_by_id: { kind: 'number', read: (request) => request.createdBy, sortable: false },
      requested_by_id: { kind: 'number', read: (request) => request.requestedBy, sortable: false },
      requested_for_id: { kind: 'number', read: (request) => request.requestedFor, sortable: false },
      service_instance_id: { kind: 'number', read: (request) => request.serviceInstanceId, sortable: false },
      supplier_requestID: {
        kind: 'text',
        read: (request) => view(request)?.supplierRequestId ?? null,
        sortable: false,
      },
      team_id: { kind: 'number', read: (request) => view(request)?.teamId ?? null, sortable: false },
      member_id: { kind: 'number', read: (request) => view(request)?.memberId ?? null, sortable: false },
    },
  };
}

type Errors = [string, string][];
type Input = Readonly<Record<string, unknown>>;

const label = (field: string) => {
  const words = field.replace(/_id$/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function textField(input: Input, field: string, max: number, errors: Errors): string | null | undefined {
  if (!(field in input)) return undefined;
  const value = input[field];
  if (value === null || value === '') return null;
  if (typeof value !== 'string') {
    errors.push([field, `${label(field)} is invalid`]);
    return undefined;
  }
  if (value.length > max) errors.push([field, `${label(field)} is too long (maximum is ${max} characters)`]);
  return value;
}

function choiceField(
  input: Input,
  field: string,
  values: readonly string[],
  errors: Errors,
): string | null | undefined {
  const value = textField(input, field, 255, errors);
  if (typeof value === 'string' && !values.includes(value)) {
    errors.push([field, `${label(field)} is not included in the list`]);
  }
  return value;
}

/** A reference by number; other forms are what only REST paths take. */
function idField(
  input: Input,
  field: string,
  known: (id: number) => boolean,
  errors: Errors,
): number | null | undefined {
  if (!(field in input)) return undefined;
  const value = input[field];
  if (value === null || value === '') return null;
  const id = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const name = field.replace(/_id$/, '');
  if (typeof id !== 'number' || !Number.isInteger(id) || !known(id)) {
    errors.push([name, `${label(field)} does not exist`]);
    return undefined;
  }
  return id;
}

const WRITABLE = new Set([
  'source',
  'sourceID',
  'subject',
  'category',
  'impact',
  'status',
  'completion_reason',
  'waiting_until',
  'service_instance_id',
  'team_id',
  'member_id',
  'requested_by_id',
  'requested_for_id',
  'supplier_requestID',
  'note',
  'note_attachments',
  'internal_note',
  'internal_note_attachments',
  'custom_fields',
]);

const NOTE_BYTES = 64 * 1024;

/** A note's text and files as a body gives them. */
function noteField(
  viewer: Viewer,
  input: Input,
  field: string,
  errors: Errors,
): { text: string; attachments: NoteAttachment[] } | undefined {
  const text = textField(input, field, Number.MAX_SAFE_INTEGER, errors);
  const attachments = readAttachments(
    viewer,
    input[field === 'text' ? 'attachments' : `${field}_attachments`],
    text ?? '',
    errors,
  );
  if (typeof text === 'string' && new TextEncoder().encode(text).length > NOTE_BYTES) {
    errors.push([field, `${label(field)} is too long (maximum is 65536 characters)`]);
  }
  if (typeof text !== 'string' && attachments.length === 0) return undefined;
  return { text: text ?? '', attachments };
}

function readAttachments(viewer: Viewer, value: unknown, text: string, errors: Errors): NoteAttachment[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    errors.push(['attachments', 'Attachments is invalid']);
    return [];
  }
  const { environment } = viewer;
  const found: NoteAttachment[] = [];
  for (const one of value as unknown[]) {
    const key = typeof one === 'object' && one !== null && 'key' in one ? one.key : undefined;
    const file = typeof key === 'string' ? environment.files.get(key) : undefined;
    if (!file || file.account !== viewer.account.id) {
      errors.push(['attachments', 'Attachments is invalid']);
      continue;
    }
    environment.sequence.attachment += 1;
    found.push({
      id: environment.sequence.attachment,
      key: file.key,
      inline: text.includes(`](${file.key})`),
    });
  }
  return found;
}

function readCustomFields(
  viewer: Viewer,
  input: Input,
  errors: Errors,
): { id: string; value: unknown }[] | undefined {
  if (!('custom_fields' in input)) return undefined;
  const given = input['custom_fields'];
  if (given === null) return [];
  if (!Array.isArray(given)) {
    errors.push(['custom_fields', 'Custom fields is invalid']);
    return undefined;
  }
  const fields: { id: string; value: unknown }[] = [];
  for (const one of given as unknown[]) {
    const id = typeof one === 'object' && one !== null && 'id' in one ? one.id : undefined;
    if (typeof id !== 'string' || !viewer.account.customFields.includes(id)) {
      errors.push(['custom_fields', `Custom fields contains an unknown field '${String(id)}'`]);
      continue;
    }
    fields.push({ id, value: (one as { value?: unknown }).value ?? null });
  }
  return fields;
}

/** Teams of the account and of those that it trusts. */
function teamsInReach(viewer: Viewer): Set<number> {
  const { environment, account } = viewer;
  return new Set(
    [...environment.teams.values()]
      .filter((team) => team.account === account.id || account.trusts.includes(team.account))
      .map((team) => team.id),
  );
}

/** Creates a request from a body, or changes one. Throws ApiError 422 with all that is wrong. */
export function saveRequest(
  viewer: Viewer,
  input: unknown,
  existing: XurrentRequest | null,
  defaultSource: string | null,
): XurrentRequest {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ApiError(400, 'Invalid JSON string posted');
  }
  const { environment, account, person } = viewer;
  const given = input as Input;
  const errors: Errors = [];
  for (const name of Object.keys(given)) {
    if (!WRITABLE.has(name)) errors.push([name, `${label(name)} is not a known field`]);
  }
  const reach = teamsInReach(viewer);
  const isPerson = (id: number) => environment.people.has(id);
  const source = textField(given, 'source', 30, errors);
  const sourceID = textField(given, 'sourceID', 128, errors);
  const subject = textField(given, 'subject', 255, errors);
  const category = choiceField(given, 'category', CATEGORIES, errors);
  const impact = choiceField(given, 'impact', IMPACTS, errors);
  // The old name is still taken for the new one.
  const status = choiceField(given, 'status', [...STATUSES, 'change_pending'], errors);
  const reason = choiceField(given, 'completion_reason', REASONS, errors);
  const supplierId = textField(given, 'supplier_requestID', 255, errors);
  const instanceId = idField(given, 'service_instance_id', (id) => environment.instances.has(id), errors);
  const teamId = idField(given, 'team_id', (id) => reach.has(id), errors);
  const memberId = idField(given, 'member_id', isPerson, errors);
  const requestedBy = idField(given, 'requested_by_id', isPerson, errors);
  const requestedFor = idField(given, 'requested_for_id', isPerson, errors);
  const waitingText = textField(given, 'waiting_until', 40, errors);
  const waitingUntil = typeof waitingText === 'string' ? parseMoment(waitingText) : waitingText;
  if (typeof waitingUntil === 'number' && Number.isNaN(waitingUntil)) {
    errors.push(['waiting_until', 'Waiting until is not a valid date']);
  }
  const customFields = readCustomFields(viewer, given, errors);
  const note = noteField(viewer, given, 'note', errors);
  const internalNote = noteField(viewer, given, 'internal_note', errors);

  const old = existing ? viewOf(viewer, existing) : undefined;
  const now = {
    subject: subject === undefined ? (existing?.subject ?? null) : subject,
    category: category === undefined ? (existing?.category ?? null) : category,
    impact: impact === undefined ? (existing?.impact ?? null) : impact,
    instanceId: instanceId === undefined ? (existing?.serviceInstanceId ?? null) : instanceId,
    status: (status === 'change_pending' ? 'workflow_pending' : status) ?? old?.status ?? 'assigned',
    memberId: memberId === undefined ? (old?.memberId ?? null) : memberId,
    reason: reason === undefined ? (old?.completionReason ?? null) : reason,
    waitingUntil: waitingUntil === undefined ? (existing?.waitingUntil ?? null) : waitingUntil,
  };
  const instance = now.instanceId === null ? undefined : environment.instances.get(now.instanceId);
  const team =
    teamId === undefined
      ? (old?.teamId ?? instance?.teamId ?? firstTeam(viewer))
      : (teamId ?? instance?.teamId ?? firstTeam(viewer));
  const blank = (field: string) => errors.push([field, `${label(field)} can't be blank`]);
  if (now.subject === null) blank('subject');
  if (now.category === null) blank('category');
  if (now.category === 'incident' && now.impact === null) blank('impact');
  if (now.category === 'incident' && now.instanceId === null) blank('service_instance');
  if (now.status === 'completed' && now.reason === null) blank('completion_reason');
  if (now.status === 'waiting_for' && now.waitingUntil === null) blank('waiting_until');
  if ((now.status === 'accepted' || now.status === 'in_progress') && now.memberId === null) blank('member');
  // What they wait for cannot be linked over this part of the interface.
  if (now.status === 'workflow_pending' && old?.status !== 'workflow_pending') blank('workflow');
  if (now.status === 'project_pending' && old?.status !== 'project_pending') blank('project');
  if (now.status === 'reservation_pending' && old?.status !== 'reservation_pending') blank('reservation');
  if (
    now.memberId !== null &&
    team !== null &&
    environment.teams.get(team)?.members.includes(now.memberId) !== true
  ) {
    errors.push(['member', 'Member is not a member of the team']);
  }
  if (errors.length > 0) throw invalid(errors);

  let request: XurrentRequest;
  if (existing) {
    request = existing;
    if (subject !== undefined) request.subject = subject ?? '';
    if (category !== undefined) request.category = category ?? '';
    if (impact !== undefined) request.impact = impact;
    if (instanceId !== undefined) request.serviceInstanceId = instanceId;
    if (source !== undefined) request.source = source;
    if (sourceID !== undefined) request.sourceID = sourceID;
    if (typeof requestedBy === 'number') request.requestedBy = requestedBy;
    if (typeof requestedFor === 'number') request.requestedFor = requestedFor;
    if (waitingUntil !== undefined) request.waitingUntil = waitingUntil;
    if (customFields) mergeCustomFields(request, customFields);
    if (team !== old?.teamId) assignTeam(environment, request, account.id, team);
    request.updatedAt = nowOf(environment);
  } else {
    request = newRequest(
      environment,
      account.id,
      {
        subject: now.subject ?? '',
        category: now.category ?? '',
        impact: now.impact,
        requestedBy: requestedBy ?? person.id,
        requestedFor: requestedFor ?? requestedBy ?? person.id,
        createdBy: person.id,
        serviceInstanceId: now.instanceId,
        source: source ?? defaultSource,
        sourceID: sourceID ?? null,
        waitingUntil: now.waitingUntil,
        customFields: customFields ?? [],
      },
      { teamId: team },
    );
  }
  const view = viewOf(viewer, request);
  if (view) {
    if (memberId !== undefined) view.memberId = memberId;
    if (supplierId !== undefined) view.supplierRequestId = supplierId;
    if (now.status !== view.status) setStatus(environment, request, account.id, now.status, now.reason);
    else if (reason !== undefined && view.status === 'completed') view.completionReason = reason;
  }
  for (const [one, internal] of [
    [note, false],
    [internalNote, true],
  ] as const) {
    if (one) addNote(environment, request, { ...one, personId: person.id, account: account.id, internal });
  }
  request.updatedAt = nowOf(environment);
  return request;
}

function mergeCustomFields(request: XurrentRequest, fields: readonly { id: string; value: unknown }[]): void {
  for (const field of fields) {
    const present = request.customFields.find((one) => one.id === field.id);
    if (present) present.value = field.value;
    else request.customFields.push({ ...field });
  }
}

function firstTeam(viewer: Viewer): number | null {
  return (
    [...viewer.environment.teams.values()].find((team) => team.account === viewer.account.id)?.id ?? null
  );
}

/** Adds a note from the body of `POST …/notes`. Throws ApiError 422. */
export function saveNote(viewer: Viewer, request: XurrentRequest, input: unknown): Note {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new ApiError(400, 'Invalid JSON string posted');
  }
  const given = input as Input;
  const errors: Errors = [];
  for (const name of Object.keys(given)) {
    if (!['text', 'internal', 'attachments', 'suppress_note_added_notifications'].includes(name)) {
      errors.push([name, `${label(name)} is not a known field`]);
    }
  }
  const note = noteField(viewer, given, 'text', errors);
  if (!note && errors.length === 0) errors.push(['text', "Text can't be blank"]);
  if (errors.length > 0 || !note) throw invalid(errors);
  return addNote(viewer.environment, request, {
    ...note,
    personId: viewer.person.id,
    account: viewer.account.id,
    internal: given['internal'] === true,
  });
}
