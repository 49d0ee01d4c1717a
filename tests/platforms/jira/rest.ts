import {
  htmlAnswer,
  jsonAnswer,
  parseMultipart,
  redirectTo,
  textAnswer,
  withHeaders,
} from '../core/answers.ts';
import type { FaultSwitch, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { failsXsrfCheck } from './filters.ts';
import { JqlError, isUnbounded, search } from './jql.ts';
import {
  attachmentOf,
  changelogOf,
  commentOf,
  fieldTitles,
  issueOf,
  namedOf,
  projectOf,
  statusOf,
  transitionsFor,
  typeOf,
  userOf,
  visibleComments,
  worklogOf,
} from './present.ts';
import type { View } from './present.ts';
import { accounts, catalogue, jiraTime, roles } from './site.ts';
import type { Account, Comment, Issue, Project, Session, Site } from './site.ts';
import {
  asText,
  createIssue,
  hasComplaints,
  isObject,
  readText,
  screenFields,
  transitionIssue,
  updateIssue,
} from './write.ts';
import type { Complaints } from './write.ts';

/** Who calls and by what. */
interface Caller {
  user: string | undefined;
  how: 'session' | 'basic' | 'token' | 'nobody';
  session?: Session;
}

interface Call {
  site: Site;
  request: PracticeRequest;
  faults: FaultSwitch;
  caller: Caller;
  view: View;
  /** The matched parts of the path, decoded. */
  parts: string[];
}

/** Leaves a handler with an answer. */
class Stop extends Error {
  readonly answer: PracticeResponse;
  constructor(answer: PracticeResponse) {
    super('answered');
    this.answer = answer;
  }
}

function complaintAnswer(site: Site, status: number, complaints: Partial<Complaints>): PracticeResponse {
  return jsonAnswer(status, {
    errorMessages: complaints.errorMessages ?? [],
    errors: complaints.errors ?? {},
    ...(site.cloud && status === 429 ? { status } : {}),
  });
}

const message = (site: Site, status: number, text: string) =>
  complaintAnswer(site, status, { errorMessages: [text] });

const stop = (answer: PracticeResponse): never => {
  throw new Stop(answer);
};

function notAuthenticated(site: Site): PracticeResponse {
  const text = 'Client must be authenticated to access this resource.';
  return site.cloud
    ? htmlAnswer(401, text, { 'WWW-Authenticate': 'OAuth realm="https%3A%2F%2Facme.atlassian.net"' })
    : jsonAnswer(
        401,
        { message: text, 'status-code': 401 },
        { 'WWW-Authenticate': `OAuth realm="${encodeURIComponent(site.seed.baseUrl)}"` },
      );
}

/** Who is signed in; stops with 401 for nobody. */
function me(call: Call): Account {
  return call.site.account(call.caller.user) ?? stop(notAuthenticated(call.site));
}

function body(call: Call): unknown {
  const type = call.request.headers.get('content-type') ?? '';
  if (call.request.body.length === 0) {
    if (!call.site.cloud)
      return stop(message(call.site, 400, 'No content to map to Object due to end of input'));
    return stop(
      jsonAnswer(
        415,
        {
          type: 'about:blank',
          title: 'Unsupported Media Type',
          status: 415,
          detail: 'Content-Type is missing.',
          instance: call.request.path,
        },
        { 'Content-Type': 'application/problem+json' },
      ),
    );
  }
  if (!/^application\/(.+\+)?json/i.test(type)) {
    return stop(jsonAnswer(415, { message: 'HTTP 415 Unsupported Media Type', 'status-code': 415 }));
  }
  try {
    return call.request.json();
  } catch (error) {
    return stop(message(call.site, 400, error instanceof Error ? error.message : 'Unexpected character'));
  }
}

function objectBody(call: Call): Record<string, unknown> {
  const value = body(call);
  return isObject(value) ? value : stop(message(call.site, 400, 'Can not deserialize instance of Object'));
}

const numberParameter = (call: Call, name: string, otherwise: number): number => {
  const value = Number(call.request.url.searchParams.get(name) ?? otherwise);
  return Number.isInteger(value) && value >= 0 ? value : otherwise;
};

/** Repeated and comma-separated values alike. */
const listParameter = (call: Call, name: string): string[] =>
  call.request.url.searchParams
    .getAll(name)
    .flatMap((one) => one.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** The issue of the path, or the platform's word for a missing, hidden or forbidden one. */
function issueIn(call: Call, idOrKey: string | undefined): Issue {
  const { site, caller } = call;
  const issue = site.find(idOrKey ?? '');
  if (!issue || call.faults.take('hidden', call.request)) {
    return stop(
      message(
        site,
        404,
        site.cloud ? 'Issue does not exist or you do not have permission to see it.' : 'Issue Does Not Exist',
      ),
    );
  }
  const project = site.project(issue.projectId);
  if (project && site.mayBrowse(caller.user, project)) return issue;
  if (site.cloud)
    return stop(message(site, 404, 'Issue does not exist or you do not have permission to see it.'));
  const text = 'You do not have the permission to see the specified issue.';
  return caller.user === undefined
    ? stop(complaintAnswer(site, 401, { errorMessages: [text, 'Login Required'] }))
    : stop(message(site, 403, text));
}

/** As issueIn, for a call that writes: nobody writes without a name. */
function writable(call: Call): { issue: Issue; user: string } {
  const issue = issueIn(call, call.parts[0]);
  const { user } = call.caller;
  return user === undefined ? stop(notAuthenticated(call.site)) : { issue, user };
}

function projectIn(call: Call, idOrKey: string | undefined): Project {
  const project = call.site.project(idOrKey ?? '');
  if (project && call.site.mayBrowse(call.caller.user, project)) return project;
  return stop(message(call.site, 404, `No project could be found with key '${idOrKey ?? ''}'.`));
}

function refuseOr(call: Call, complaints: Complaints, answer: () => PracticeResponse): PracticeResponse {
  return hasComplaints(complaints) ? complaintAnswer(call.site, 400, complaints) : answer();
}

// --- About the site and the caller ---

function serverInfo({ site }: Call): PracticeResponse {
  const { version, build, baseUrl, title, zone, kind } = site.seed;
  const numbers = version.replace(/-.*/, '').split('.').map(Number);
  const now = site.now();
  return jsonAnswer(200, {
    baseUrl,
    version,
    versionNumbers: numbers,
    deploymentType: kind === 'cloud' ? 'Cloud' : 'Server',
    buildNumber: build,
    buildDate: jiraTime(now - 30 * 86_400_000, zone),
    serverTime: jiraTime(now, zone),
    scmInfo: 'f1f3b7e9a0d84c6a8a0f5b7c2d9e4a61b3c8d7f0',
    serverTitle: title,
    ...(kind === 'cloud' ? { serverTimeZone: { timeZoneId: zone }, defaultLocale: { locale: 'en_US' } } : {}),
  });
}

const globalPermissions = ['ADMINISTER', 'SYSTEM_ADMIN', 'BULK_CHANGE', 'USER_PICKER'];
const projectPermissions = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'ADD_COMMENTS',
  'CREATE_ATTACHMENTS',
  'TRANSITION_ISSUES',
  'RESOLVE_ISSUES',
  'WORK_ON_ISSUES',
  'DELETE_ISSUES',
  'ADMINISTER_PROJECTS',
];

function myPermissions(call: Call): PracticeResponse {
  const { site, caller } = call;
  const wanted = listParameter(call, 'permissions');
  if (site.cloud && wanted.length === 0) {
    return message(site, 400, "The 'permissions' query parameter is required.");
  }
  const known = [...globalPermissions, ...projectPermissions];
  const unknown = wanted.filter((one) => !known.includes(one));
  if (unknown.length > 0) return message(site, 400, `Unrecognized permission: ${unknown.join(', ')}`);
  const admin = site.isAdmin(caller.user);
  const member = caller.user !== undefined && site.member(caller.user);
  const adminOnly = ['ADMINISTER', 'SYSTEM_ADMIN', 'DELETE_ISSUES', 'ADMINISTER_PROJECTS'];
  return jsonAnswer(200, {
    permissions: Object.fromEntries(
      (wanted.length > 0 && site.cloud ? wanted : known).map((key, index) => [
        key,
        {
          id: String(index),
          key,
          name: key === 'ADMINISTER' ? (site.cloud ? 'Administer Jira' : 'Jira Administrators') : key,
          type: globalPermissions.includes(key) ? 'GLOBAL' : 'PROJECT',
          description: '',
          // A Cloud administrator is none of the system.
          havePermission:
            key === 'SYSTEM_ADMIN' && site.cloud ? false : adminOnly.includes(key) ? admin : member,
        },
      ]),
    ),
  });
}

function myself(call: Call): PracticeResponse {
  const account = me(call);
  return jsonAnswer(200, {
    ...(userOf(call.view, account.name) as Record<string, unknown>),
    locale: 'en_US',
    groups: { size: call.site.groupsOf(account.name).length, items: [] },
    applicationRoles: { size: 1, items: [] },
    expand: 'groups,applicationRoles',
  });
}

function findUsers(call: Call): PracticeResponse {
  me(call);
  const parameters = call.request.url.searchParams;
  const text = (parameters.get(call.site.cloud ? 'query' : 'username') ?? '').toLowerCase();
  const found = accounts.filter(
    (one) =>
      call.site.member(one.name) &&
      (text === '.' ||
        [one.name, one.display, one.email].some((value) => value.toLowerCase().includes(text))),
  );
  return jsonAnswer(
    200,
    found.map((one) => userOf(call.view, one.name)),
  );
}

function oneUser(call: Call): PracticeResponse {
  me(call);
  const parameters = call.request.url.searchParams;
  const found = accounts.find((one) =>
    call.site.cloud
      ? one.accountId === parameters.get('accountId')
      : one.name === parameters.get('username') || one.key === parameters.get('key'),
  );
  return found && call.site.member(found.name)
    ? jsonAnswer(200, userOf(call.view, found.name))
    : message(call.site, 404, 'The user does not exist.');
}

// --- Projects and what they offer ---

const visibleProjects = (call: Call) =>
  call.site.projects().filter((one) => call.site.mayBrowse(call.caller.user, one));

function searchProjects(call: Call): PracticeResponse {
  const startAt = numberParameter(call, 'startAt', 0);
  const maxResults = Math.min(100, numberParameter(call, 'maxResults', 50) || 50);
  const text = (call.request.url.searchParams.get('query') ?? '').toLowerCase();
  const all = visibleProjects(call).filter(
    (one) => text === '' || one.name.toLowerCase().includes(text) || one.key.toLowerCase().includes(text),
  );
  const values = all.slice(startAt, startAt + maxResults);
  const isLast = startAt + values.length >= all.length;
  const at = (from: number) =>
    `${call.site.seed.baseUrl}${call.view.apiRoot}/project/search?maxResults=${maxResults}&startAt=${from}`;
  return jsonAnswer(200, {
    self: at(startAt),
    ...(isLast ? {} : { nextPage: at(startAt + maxResults) }),
    maxResults,
    startAt,
    total: all.length,
    isLast,
    values: values.map((one) => projectOf(call.view, one)),
  });
}

function oneProject(call: Call): PracticeResponse {
  const project = projectIn(call, call.parts[0]);
  return jsonAnswer(200, {
    ...projectOf(call.view, project),
    description: '',
    lead: userOf(call.view, 'admin'),
    components: [],
    versions: [],
    issueTypes: project.types.map((id) => typeOf(call.view, id)),
    assigneeType: 'UNASSIGNED',
    roles: {},
  });
}

function projectStatuses(call: Call): PracticeResponse {
  const project = projectIn(call, call.parts[0]);
  const service = project.type === 'service_desk';
  const ids = service ? ['10003', '10004', '10005'] : ['10000', '3', '10001', '10002'];
  return jsonAnswer(
    200,
    project.types.map((id) => ({
      ...typeOf(call.view, id),
      statuses: ids.map((one) => statusOf(call.view, one)),
    })),
  );
}

/** The `fields` entry of one field on create and edit screens. */
function fieldMeta(call: Call, project: Project, typeId: string, name: string): Record<string, unknown> {
  const { view } = call;
  const custom = catalogue.customFields.find((one) => one.id === name);
  const required =
    name === 'summary' ||
    name === 'issuetype' ||
    name === 'project' ||
    (name === 'parent' && catalogue.types.find((one) => one.id === typeId)?.subtask === true) ||
    (project.required[typeId] ?? []).includes(name);
  const types: Record<string, string> = {
    issuetype: 'issuetype',
    parent: 'issuelink',
    project: 'project',
    priority: 'priority',
    labels: 'array',
    assignee: 'user',
    reporter: 'user',
    duedate: 'date',
  };
  const allowed: Record<string, () => unknown[]> = {
    issuetype: () => [typeOf(view, typeId)],
    project: () => [projectOf(view, project)],
    priority: () => catalogue.priorities.map((one) => namedOf(view, 'priority', one.id)),
  };
  const values = custom?.options ?? allowed[name]?.();
  return {
    required,
    schema: custom
      ? {
          type: custom.type,
          custom: `com.atlassian.jira.plugin.system.customfieldtypes:${custom.type === 'option' ? 'select' : custom.type === 'number' ? 'float' : 'textfield'}`,
          customId: Number(name.replace('customfield_', '')),
        }
      : { type: types[name] ?? 'string', ...(name === 'labels' ? { items: 'string' } : {}), system: name },
    name: fieldTitles[name] ?? name,
    key: name,
    fieldId: name,
    hasDefaultValue: name === 'priority' || name === 'reporter',
    operations: name === 'labels' ? ['add', 'set', 'remove'] : ['set'],
    ...(values ? { allowedValues: values } : {}),
  };
}

function page(call: Call, all: readonly unknown[], name: string, most: number): PracticeResponse {
  const startAt = numberParameter(call, 'startAt', 0);
  const maxResults = Math.min(most, numberParameter(call, 'maxResults', 50) || 50);
  const values = all.slice(startAt, startAt + maxResults);
  return jsonAnswer(200, {
    startAt,
    maxResults,
    total: all.length,
    // Cloud counts as Data Center does, but leaves isLast out.
    ...(call.site.cloud ? {} : { isLast: startAt + values.length >= all.length }),
    [name]: values,
  });
}

function createMetaTypes(call: Call): PracticeResponse {
  const project = projectIn(call, call.parts[0]);
  return page(
    call,
    project.types.map((id) => typeOf(call.view, id)),
    call.site.cloud ? 'issueTypes' : 'values',
    200,
  );
}

function createMetaFields(call: Call): PracticeResponse {
  const project = projectIn(call, call.parts[0]);
  const typeId = call.parts[1] ?? '';
  if (!project.types.includes(typeId)) return message(call.site, 404, 'Issue type not found in the project.');
  const isSubtask = catalogue.types.find((one) => one.id === typeId)?.subtask === true;
  const names = screenFields.filter((name) => name !== 'parent' || isSubtask);
  return page(
    call,
    names.map((name) => fieldMeta(call, project, typeId, name)),
    call.site.cloud ? 'fields' : 'values',
    200,
  );
}

function editMeta(call: Call): PracticeResponse {
  const issue = issueIn(call, call.parts[0]);
  const project = projectIn(call, issue.projectId);
  return jsonAnswer(200, {
    fields: Object.fromEntries(
      screenFields
        .filter((name) => name !== 'project' && name !== 'parent')
        .map((name) => [name, fieldMeta(call, project, issue.typeId, name)]),
    ),
  });
}

function allFields(): PracticeResponse {
  return jsonAnswer(
    200,
    Object.entries(fieldTitles).map(([id, name]) => ({
      id,
      key: id,
      name,
      custom: id.startsWith('customfield_'),
      orderable: true,
      navigable: true,
      searchable: true,
      clauseNames: [id.startsWith('customfield_') ? `cf[${id.slice(12)}]` : id],
      schema: { type: catalogue.customFields.find((one) => one.id === id)?.type ?? 'string' },
    })),
  );
}

// --- Issues ---

function readIssue(call: Call): PracticeResponse {
  const issue = issueIn(call, call.parts[0]);
  const properties = listParameter(call, 'properties');
  return jsonAnswer(
    200,
    issueOf(call.view, issue, {
      fields: listParameter(call, 'fields'),
      expand: listParameter(call, 'expand'),
      ...(properties.length > 0 ? { properties } : {}),
    }),
  );
}

function created(call: Call, issue: Issue) {
  return {
    id: issue.id,
    key: issue.key,
    self: `${call.site.seed.baseUrl}${call.view.apiRoot}/issue/${issue.id}`,
  };
}

const isIssue = (value: Issue | Complaints): value is Issue => 'id' in value;

function postIssue(call: Call): PracticeResponse {
  const made = createIssue({ ...call.view }, objectBody(call));
  return isIssue(made) ? jsonAnswer(201, created(call, made)) : complaintAnswer(call.site, 400, made);
}

function postIssues(call: Call): PracticeResponse {
  const updates = objectBody(call)['issueUpdates'];
  if (!Array.isArray(updates) || updates.length === 0)
    return message(call.site, 400, 'issueUpdates is required');
  if (call.site.cloud && updates.length > 50) {
    return message(call.site, 400, 'You can only create up to 50 issues at a time.');
  }
  const issues: unknown[] = [];
  const errors: unknown[] = [];
  updates.forEach((one: unknown, index) => {
    const made = createIssue({ ...call.view }, one);
    if (isIssue(made)) issues.push(created(call, made));
    else errors.push({ status: 400, elementErrors: made, failedElementNumber: index });
  });
  return jsonAnswer(issues.length > 0 ? 201 : 400, { issues, errors });
}

function putIssue(call: Call): PracticeResponse {
  const { issue } = writable(call);
  if (call.faults.take('409', call.request)) {
    return message(call.site, 409, 'The issue was updated by another request. Please try again.');
  }
  const complaints = updateIssue({ ...call.view }, issue, objectBody(call));
  return refuseOr(call, complaints, () =>
    call.site.cloud && call.request.url.searchParams.get('returnIssue') === 'true'
      ? jsonAnswer(200, issueOf(call.view, issue, { fields: [], expand: [] }))
      : { status: 204 },
  );
}

function deleteIssue(call: Call): PracticeResponse {
  const { issue, user } = writable(call);
  if (!call.site.isAdmin(user)) {
    return message(call.site, 403, 'You do not have permission to delete issues in this project.');
  }
  call.site.remove(issue);
  return { status: 204 };
}

function bulkFetch(call: Call): PracticeResponse {
  const input = objectBody(call);
  const wanted = Array.isArray(input['issueIdsOrKeys']) ? input['issueIdsOrKeys'].map(String) : [];
  if (wanted.length === 0 || wanted.length > 100) {
    return message(call.site, 400, 'issueIdsOrKeys must have between 1 and 100 entries.');
  }
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  const properties = texts(input['properties']);
  const issues: unknown[] = [];
  const issueErrors: unknown[] = [];
  for (const idOrKey of wanted) {
    const issue = call.site.find(idOrKey);
    const project = issue ? call.site.project(issue.projectId) : undefined;
    if (!issue || !project || !call.site.mayBrowse(call.caller.user, project)) {
      issueErrors.push({
        id: idOrKey,
        errorMessage: 'Issue does not exist or you do not have permission to see it.',
      });
      continue;
    }
    issues.push(
      issueOf(call.view, issue, {
        fields: input['fields'] === undefined ? ['*navigable'] : texts(input['fields']),
        expand: texts(input['expand']),
        ...(properties.length > 0 ? { properties } : {}),
      }),
    );
  }
  return jsonAnswer(200, { expand: 'renderedFields,names', issues, issueErrors });
}

function getTransitions(call: Call): PracticeResponse {
  const issue = issueIn(call, call.parts[0]);
  const expand = listParameter(call, 'expand');
  const shown =
    call.caller.user === undefined
      ? []
      : transitionsFor(call.view, issue, expand.includes('transitions.fields'));
  return jsonAnswer(200, { expand: 'transitions', transitions: shown });
}

function postTransition(call: Call): PracticeResponse {
  const { issue } = writable(call);
  return refuseOr(call, transitionIssue({ ...call.view }, issue, objectBody(call)), () => ({ status: 204 }));
}

function getChangelog(call: Call): PracticeResponse {
  const issue = issueIn(call, call.parts[0]);
  const startAt = numberParameter(call, 'startAt', 0);
  const maxResults = Math.min(100, numberParameter(call, 'maxResults', 100) || 100);
  const all = changelogOf(call.view, issue);
  const values = all.slice(startAt, startAt + maxResults);
  return jsonAnswer(200, {
    self: `${call.site.seed.baseUrl}${call.view.apiRoot}/issue/${issue.id}/changelog`,
    maxResults,
    startAt,
    total: all.length,
    isLast: startAt + values.length >= all.length,
    values,
  });
}

// --- Comments ---

function getComments(call: Call): PracticeResponse {
  const issue = issueIn(call, call.parts[0]);
  const startAt = numberParameter(call, 'startAt', 0);
  const maxResults = numberParameter(call, 'maxResults', call.site.cloud ? 100 : 50);
  const order = call.request.url.searchParams.get('orderBy') ?? 'created';
  const all = visibleComments(call.view, issue);
  const sorted = order.startsWith('-') ? all.toReversed() : all;
  const withProperties = listParameter(call, 'expand').includes('properties');
  return jsonAnswer(200, {
    startAt,
    maxResults,
    total: all.length,
    comments: sorted
      .slice(startAt, startAt + maxResults)
      .map((one) => commentOf(call.view, issue, one, withProperties)),
  });
}

function commentIn(call: Call, issue: Issue): Comment {
  const found = visibleComments(call.view, issue).find((one) => one.id === call.parts[1]);
  return found ?? stop(message(call.site, 404, `Can not find a comment for the id: ${call.parts[1] ?? ''}.`));
}

interface CommentInput {
  text: unknown;
  visibility?: { type: string; value: string };
  properties?: Record<string, unknown>;
}

function readComment(call: Call, user: string): CommentInput {
  const input = objectBody(call);
  const { site } = call;
  if (call.view.documents && !isObject(input['body']))
    return stop(message(site, 400, 'Comment body is not valid!'));
  const text = readText(site, input['body'], call.view.documents);
  if ('problem' in text) {
    return call.view.documents && !text.problem.startsWith('The entered text')
      ? stop(message(site, 400, 'Comment body is not valid!'))
      : stop(complaintAnswer(site, 400, { errors: { comment: text.problem } }));
  }
  if (text.value === null)
    return stop(complaintAnswer(site, 400, { errors: { comment: 'Comment body can not be empty!' } }));
  const result: CommentInput = { text: text.value };
  const { visibility, properties } = input;
  if (isObject(visibility)) {
    const type = String(visibility['type']);
    const value = String(visibility['value'] ?? visibility['identifier']);
    const member = type === 'role' ? site.inRole(user, value) : site.groupsOf(user).includes(value);
    if (!member) {
      const what = type === 'role' ? 'project role' : 'group';
      return stop(
        complaintAnswer(site, 400, {
          errors: { commentLevel: `You are currently not a member of the ${what}: ${value}.` },
        }),
      );
    }
    result.visibility = { type, value };
  }
  if (Array.isArray(properties)) {
    result.properties = Object.fromEntries(
      properties.filter(isObject).map((one) => [String(one['key']), one['value']]),
    );
  }
  return result;
}

function postComment(call: Call): PracticeResponse {
  const { issue, user } = writable(call);
  const input = readComment(call, user);
  const comment = call.site.addComment(issue, user, input.text, {
    ...(input.visibility ? { visibility: input.visibility } : {}),
    properties: input.properties ?? {},
  });
  return jsonAnswer(201, commentOf(call.view, issue, comment, false));
}

function ownComment(call: Call, issue: Issue, user: string, verb: string): Comment {
  const comment = commentIn(call, issue);
  if (comment.author === user || call.site.isAdmin(user)) return comment;
  return stop(
    message(call.site, 400, `You do not have the permission to ${verb} the comment with id: ${comment.id}.`),
  );
}

function putComment(call: Call): PracticeResponse {
  const { issue, user } = writable(call);
  const comment = ownComment(call, issue, user, 'edit');
  const input = readComment(call, user);
  comment.body = input.text;
  if (input.visibility) comment.visibility = input.visibility;
  else delete comment.visibility;
  // Left out, the properties stay, the internal mark among them [S28].
  Object.assign(comment.properties, input.properties);
  comment.updated = call.site.now();
  comment.updater = user;
  call.site.touch(issue);
  return jsonAnswer(200, commentOf(call.view, issue, comment, false));
}

function deleteComment(call: Call): PracticeResponse {
  const { issue, user } = writable(call);
  const comment = ownComment(call, issue, user, 'delete');
  issue.comments = issue.comments.filter((one) => one !== comment);
  call.site.touch(issue);
  return { status: 204 };
}

// --- Work ---

function getWorklogs(call: Call): PracticeResponse {
  const issue = issueIn(call, call.parts[0]);
  const startAt = numberParameter(call, 'startAt', 0);
  const maxResults = numberParameter(call, 'maxResults', 5000);
  return jsonAnswer(200, {
    startAt,
    maxResults,
    total: issue.worklogs.length,
    worklogs: issue.worklogs
      .slice(startAt, startAt + maxResults)
      .map((one) => worklogOf(call.view, issue, one)),
  });
}

function readWorklog(call: Call): { comment: unknown; started: number; timeSpentSeconds: number } {
  const input = objectBody(call);
  const comment = readText(call.site, input['comment'], call.view.documents);
  if ('problem' in comment)
    return stop(complaintAnswer(call.site, 400, { errors: { comment: comment.problem } }));
  const started = asText(input['started']);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/.test(started)) {
    return stop(
      message(
        call.site,
        400,
        'Worklog must not be null and started must be a date such as 2026-11-20T10:11:12.000+0000.',
      ),
    );
  }
  const seconds = Number(input['timeSpentSeconds']);
  if (!Number.isInteger(seconds) || seconds < 60) {
    return stop(
      complaintAnswer(call.site, 400, { errors: { timeLogged: 'Invalid time duration entered.' } }),
    );
  }
  return {
    comment: comment.value,
    started: Date.parse(started.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')),
    timeSpentSeconds: seconds,
  };
}

function postWorklog(call: Call): PracticeResponse {
  const { issue, user } = writable(call);
  const input = readWorklog(call);
  const now = call.site.now();
  const worklog = {
    id: call.site.nextId('worklog'),
    author: user,
    created: now,
    updated: now,
    ...input,
  };
  issue.worklogs.push(worklog);
  call.site.touch(issue);
  return jsonAnswer(201, worklogOf(call.view, issue, worklog));
}

function putWorklog(call: Call): PracticeResponse {
  const { issue } = writable(call);
  const worklog = issue.worklogs.find((one) => one.id === call.parts[1]);
  if (!worklog) return message(call.site, 404, `Cannot find worklog with id: '${call.parts[1] ?? ''}'.`);
  Object.assign(worklog, readWorklog(call), { updated: call.site.now() });
  call.site.touch(issue);
  return jsonAnswer(200, worklogOf(call.view, issue, worklog));
}

function deleteWorklog(call: Call): PracticeResponse {
  const { issue } = writable(call);
  const id = call.parts[1] ?? '';
  if (!issue.worklogs.some((one) => one.id === id)) {
    return message(call.site, 404, `Cannot find worklog with id: '${id}'.`);
  }
  issue.worklogs = issue.worklogs.filter((one) => one.id !== id);
  call.site.noteDeletedWorklog(id);
  call.site.touch(issue);
  return { status: 204 };
}

/** The last minute is left out of both lists [S6]. */
function changedWorklogs(call: Call, rows: { id: string; at: number }[]): PracticeResponse {
  me(call);
  const since = numberParameter(call, 'since', 0);
  const until = call.site.now() - 60_000;
  const values = rows
    .filter((one) => one.at >= since && one.at <= until)
    .sort((a, b) => a.at - b.at)
    .map((one) => ({ worklogId: Number(one.id), updatedTime: one.at, properties: [] }));
  const shown = values.slice(0, 1000);
  const end = shown.at(-1)?.updatedTime ?? until;
  const self = `${call.site.seed.baseUrl}${call.request.path.slice(call.site.seed.context.length)}?since=${since}`;
  return jsonAnswer(200, {
    values: shown,
    since,
    until: end,
    self,
    ...(shown.length < values.length ? { nextPage: self.replace(/since=.*/, `since=${end}`) } : {}),
    lastPage: shown.length === values.length,
  });
}

const updatedWorklogs = (call: Call) =>
  changedWorklogs(
    call,
    call.site.issues().flatMap((issue) => issue.worklogs.map((one) => ({ id: one.id, at: one.updated }))),
  );
const deletedWorklogs = (call: Call) => changedWorklogs(call, call.site.deletedWorklogs());

function listWorklogs(call: Call): PracticeResponse {
  me(call);
  const { ids } = objectBody(call);
  if (!Array.isArray(ids) || ids.length > 1000)
    return message(call.site, 400, 'The ids must be a list of at most 1000.');
  const wanted = new Set(ids.map(String));
  return jsonAnswer(
    200,
    call.site
      .issues()
      .flatMap((issue) =>
        issue.worklogs.filter((one) => wanted.has(one.id)).map((one) => worklogOf(call.view, issue, one)),
      ),
  );
}

// --- Attachments ---

function attachmentMeta(call: Call): PracticeResponse {
  return jsonAnswer(200, { enabled: true, uploadLimit: call.site.behaviour.uploadLimit });
}

function postAttachments(call: Call): PracticeResponse {
  const { issue, user } = writable(call);
  const parts = parseMultipart(call.request.headers.get('content-type'), call.request.body);
  if (!parts) return jsonAnswer(415, { message: 'HTTP 415 Unsupported Media Type', 'status-code': 415 });
  const files = parts.filter((one) => one.name === 'file' && one.fileName !== undefined);
  if (files.length === 0) return message(call.site, 400, 'No file was attached.');
  const limit = call.site.behaviour.uploadLimit;
  if (files.some((one) => one.data.length > limit) || call.faults.take('413', call.request)) {
    return message(
      call.site,
      413,
      `The attached file exceeds the maximum attachment size allowed of ${limit} bytes.`,
    );
  }
  return jsonAnswer(
    200,
    files.map((one) =>
      attachmentOf(
        call.view,
        call.site.addAttachment(issue, user, {
          name: one.fileName ?? 'file',
          type: one.contentType ?? 'application/octet-stream',
          data: one.data,
        }),
      ),
    ),
  );
}

/** The attachment of an id with its issue, for those who may see the issue. */
export function findAttachment(site: Site, user: string | undefined, id: string | undefined) {
  for (const issue of site.issues()) {
    const attachment = issue.attachments.find((one) => one.id === id);
    const project = site.project(issue.projectId);
    if (attachment && project && site.mayBrowse(user, project)) return { issue, attachment };
  }
  return undefined;
}

function attachmentIn(call: Call) {
  return (
    findAttachment(call.site, call.caller.user, call.parts[0]) ??
    stop(message(call.site, 404, `The attachment with id '${call.parts[0] ?? ''}' does not exist`))
  );
}

function getAttachment(call: Call): PracticeResponse {
  const { attachment } = attachmentIn(call);
  const shown = attachmentOf(call.view, attachment);
  return jsonAnswer(200, call.site.cloud ? { ...shown, id: Number(attachment.id) } : shown);
}

function deleteAttachment(call: Call): PracticeResponse {
  const { issue, attachment } = attachmentIn(call);
  const account = me(call);
  if (attachment.author !== account.name && !call.site.isAdmin(account.name)) {
    return message(call.site, 403, 'You do not have permission to delete this attachment.');
  }
  issue.attachments = issue.attachments.filter((one) => one !== attachment);
  call.site.removeFile(attachment.id);
  call.site.touch(issue);
  return { status: 204 };
}

/** A part of a file for a `Range: bytes=a-b`; the whole of it otherwise. */
export function fileAnswer(
  file: { data: Uint8Array; type: string; name: string },
  range: string | null,
): PracticeResponse {
  const headers: [string, string][] = [
    ['Content-Type', file.type],
    ['Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`],
    ['Accept-Ranges', 'bytes'],
    ['X-Content-Type-Options', 'nosniff'],
  ];
  const match = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
  if (!match) return { status: 200, headers, body: file.data };
  const from = Number(match[1]);
  const to = match[2] === '' ? file.data.length - 1 : Math.min(Number(match[2]), file.data.length - 1);
  if (from > to) return { status: 416, headers: [['Content-Range', `bytes */${file.data.length}`]] };
  return {
    status: 206,
    headers: [...headers, ['Content-Range', `bytes ${from}-${to}/${file.data.length}`]],
    body: file.data.subarray(from, to + 1),
  };
}

/** Cloud sends to a signed address on another host unless told not to. */
function attachmentContent(call: Call): PracticeResponse {
  const { attachment } = attachmentIn(call);
  const data = call.site.file(attachment.id) ?? new Uint8Array();
  if (call.request.url.searchParams.get('redirect') === 'false') {
    return fileAnswer(
      { data, type: attachment.mimeType, name: attachment.filename },
      call.request.headers.get('range'),
    );
  }
  const dead = call.faults.take('dead-media-link', call.request);
  const until = dead ? call.site.now() - 1 : call.site.now() + 600_000;
  return redirectTo(
    `https://api.media.atlassian.com/file/${attachment.id}/binary?site=${call.site.seed.host}&until=${until}&name=${encodeURIComponent(attachment.filename)}`,
    { status: 303 },
  );
}

// --- Properties ---

function propertyKeys(call: Call): PracticeResponse {
  const issue = issueIn(call, call.parts[0]);
  return jsonAnswer(200, {
    keys: Object.keys(issue.properties).map((key) => ({
      self: `${call.site.seed.baseUrl}${call.view.apiRoot}/issue/${issue.id}/properties/${key}`,
      key,
    })),
  });
}

function getProperty(call: Call): PracticeResponse {
  const issue = issueIn(call, call.parts[0]);
  const key = call.parts[1] ?? '';
  return key in issue.properties
    ? jsonAnswer(200, { key, value: issue.properties[key] })
    : message(call.site, 404, `The property with key "${key}" does not exist.`);
}

function putProperty(call: Call): PracticeResponse {
  const { issue } = writable(call);
  const key = call.parts[1] ?? '';
  if (key.length > 255)
    return message(call.site, 400, 'The property key cannot be longer than 255 characters.');
  if (call.request.body.length > 32_768) {
    return message(call.site, 400, 'The property value cannot be greater than 32768 characters.');
  }
  const isNew = !(key in issue.properties);
  issue.properties[key] = body(call);
  return { status: isNew ? 201 : 200 };
}

function deleteProperty(call: Call): PracticeResponse {
  const { issue } = writable(call);
  delete issue.properties[call.parts[1] ?? ''];
  return { status: 204 };
}

// --- Search ---

/** Runs a query over the index and applies the faults that concern results. */
function found(call: Call, jql: string, exact: ReadonlySet<string> = new Set()): Issue[] {
  try {
    return search(call.site, jql, { user: call.caller.user, zone: call.view.zone }, call.site.indexed(exact));
  } catch (error) {
    if (error instanceof JqlError) return stop(message(call.site, 400, error.message));
    throw error;
  }
}

function afterSearch(call: Call, shown: readonly Issue[]): void {
  const [first] = shown;
  if (first && call.faults.take('issue-gone-after-search', call.request)) {
    const live = call.site.find(first.id);
    if (live) call.site.remove(live);
  }
}

function searchDataCenter(call: Call): PracticeResponse {
  const parameters = call.request.url.searchParams;
  const input: Record<string, unknown> =
    call.request.method === 'POST'
      ? objectBody(call)
      : {
          jql: parameters.get('jql') ?? '',
          startAt: numberParameter(call, 'startAt', 0),
          maxResults: numberParameter(call, 'maxResults', 50),
          fields: listParameter(call, 'fields'),
          expand: listParameter(call, 'expand'),
        };
  const unknown = Object.keys(input).filter(
    (one) =>
      ![
        'jql',
        'startAt',
        'maxResults',
        'fields',
        'expand',
        'validateQuery',
        'properties',
        'fieldsByKeys',
      ].includes(one),
  );
  if (unknown.length > 0) return message(call.site, 400, `Unrecognized field "${unknown[0] ?? ''}"`);
  const startAt = Number(input['startAt'] ?? 0);
  const clipped = call.faults.take('clip-max-results', call.request);
  const most = clipped ? Number(clipped.detail?.['maxResults'] ?? 1) : call.site.behaviour.maxSearchResults;
  const maxResults = Math.min(most, Number(input['maxResults'] ?? 50));
  const all = found(call, asText(input['jql']));
  let rows = all.slice(startAt, startAt + maxResults);
  if (call.faults.take('short-page', call.request)) rows = rows.slice(0, rows.length >> 1);
  if (startAt > 0 && call.faults.take('row-twice', call.request)) {
    const before = all[startAt - 1];
    if (before) rows = [before, ...rows];
  }
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  const fields = texts(input['fields']);
  const expand = texts(input['expand']);
  const answer = jsonAnswer(200, {
    expand: 'schema,names',
    ...(expand.includes('names') ? { names: fieldTitles } : {}),
    startAt,
    maxResults,
    total: all.length,
    issues: rows.map((one) =>
      issueOf(call.view, one, {
        fields: fields.length > 0 ? fields : ['*navigable'],
        // The names stand once beside the issues.
        expand: expand.filter((one) => one !== 'names'),
        ...(texts(input['properties']).length > 0 ? { properties: texts(input['properties']) } : {}),
      }),
    ),
    warningMessages: [],
  });
  afterSearch(call, rows);
  return answer;
}

const WEEK = 7 * 86_400_000;

interface PageToken {
  jql: string;
  offset: number;
  until: number;
}

function readPageToken(call: Call, text: string): PageToken {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as PageToken;
    if (typeof token.offset === 'number' && token.until > call.site.now()) return token;
  } catch {
    // Falls through to the refusal.
  }
  return stop(message(call.site, 400, 'The provided next page token is invalid or expired.'));
}

function searchCloud(call: Call): PracticeResponse {
  const parameters = call.request.url.searchParams;
  const isPost = call.request.method === 'POST';
  const input: Record<string, unknown> = isPost
    ? objectBody(call)
    : {
        ...(parameters.has('jql') ? { jql: parameters.get('jql') } : {}),
        ...(parameters.has('maxResults') ? { maxResults: Number(parameters.get('maxResults')) } : {}),
        ...(parameters.has('nextPageToken') ? { nextPageToken: parameters.get('nextPageToken') } : {}),
        fields: listParameter(call, 'fields'),
        properties: listParameter(call, 'properties'),
        expand: parameters.get('expand') ?? '',
        reconcileIssues: listParameter(call, 'reconcileIssues').map(Number),
      };
  const unknown = Object.keys(input).find(
    (one) =>
      ![
        'jql',
        'maxResults',
        'fields',
        'properties',
        'expand',
        'nextPageToken',
        'reconcileIssues',
        'fieldsByKeys',
        'failFast',
      ].includes(one),
  );
  if (unknown !== undefined)
    return message(
      call.site,
      400,
      'Invalid request payload. Refer to the REST API documentation and try again.',
    );
  const jql = asText(input['jql']);
  const asked = Number(input['maxResults'] ?? 50);
  if (!Number.isInteger(asked) || asked < 1 || asked > 5000) {
    return message(call.site, 400, "The value for 'maxResults' must be between 1 and 5000.");
  }
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  const fields = texts(input['fields']);
  const properties = texts(input['properties']);
  const exact = texts(input['reconcileIssues']);
  if (properties.length > 5) return message(call.site, 400, 'A maximum of 5 properties is allowed.');
  if (exact.length > 50) return message(call.site, 400, 'A maximum of 50 issues can be reconciled.');
  if (exact.some((one) => !/^\d+$/.test(one))) {
    return message(
      call.site,
      400,
      'Invalid request payload. Refer to the REST API documentation and try again.',
    );
  }
  try {
    if (isUnbounded(jql)) {
      return message(
        call.site,
        400,
        'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
      );
    }
  } catch (error) {
    if (error instanceof JqlError) return message(call.site, 400, error.message);
    throw error;
  }
  const token =
    typeof input['nextPageToken'] === 'string' ? readPageToken(call, input['nextPageToken']) : undefined;
  if (token && token.jql !== jql)
    return message(call.site, 400, 'The provided next page token is invalid or expired.');
  const offset = token?.offset ?? 0;
  const all = found(call, jql, new Set(exact));
  // Rows with more than their ids come a hundred at a time.
  const onlyIds = fields.every((one) => one === 'id' || one === 'key');
  let size = Math.min(asked, onlyIds ? 5000 : 100, call.site.behaviour.maxSearchResults);
  if (call.faults.take('short-page', call.request)) size = Math.max(1, size >> 1);
  const rows = all.slice(offset, offset + size);
  if (offset > 0 && call.faults.take('row-twice', call.request)) {
    const last = all[offset - 1];
    if (last) rows.unshift(last);
  }
  const isLast = offset + size >= all.length;
  const expand = typeof input['expand'] === 'string' ? input['expand'].split(',') : [];
  const next: PageToken = { jql, offset: offset + size, until: call.site.now() + WEEK };
  const answer = jsonAnswer(200, {
    ...(expand.includes('names') ? { names: fieldTitles } : {}),
    issues: rows.map((one) => {
      if (fields.length === 0 || (fields.length === 1 && fields[0] === 'id')) {
        return {
          id: one.id,
          ...(properties.length > 0
            ? {
                properties: issueOf(call.view, one, { fields: ['*none'], expand: [], properties })[
                  'properties'
                ],
              }
            : {}),
        };
      }
      return issueOf(call.view, one, {
        fields: fields.filter((name) => name !== 'id' && name !== 'key').concat('*none'),
        expand: expand.filter((name) => name !== 'names'),
        changelogLimit: 40,
        ...(properties.length > 0 ? { properties } : {}),
      });
    }),
    ...(isLast ? {} : { nextPageToken: Buffer.from(JSON.stringify(next)).toString('base64url') }),
    isLast,
  });
  afterSearch(call, rows);
  return answer;
}

function approximateCount(call: Call): PracticeResponse {
  return jsonAnswer(200, { count: found(call, asText(objectBody(call)['jql'])).length });
}

const REMOVED =
  'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046';

// --- Paths ---

type Handler = (call: Call) => PracticeResponse;

interface Route {
  method: string;
  pattern: RegExp;
  handle: Handler;
  only?: 'dc' | 'cloud';
}

/** `issue/:/comment` with `:` for one part of the path. */
function at(method: string, path: string, handle: Handler, only?: 'dc' | 'cloud'): Route {
  const pattern = new RegExp(`^${path.replaceAll(':', '([^/]+)')}/?$`);
  return { method, pattern, handle, ...(only ? { only } : {}) };
}

const rowsAnswer =
  (rows: (call: Call) => unknown): Handler =>
  (call) =>
    jsonAnswer(200, rows(call));

const routes: readonly Route[] = [
  at('GET', 'serverInfo', serverInfo),
  at('GET', 'myself', myself),
  at('GET', 'mypermissions', myPermissions),
  at('GET', 'user', oneUser),
  at('GET', 'user/search', findUsers),
  at('GET', 'user/assignable/search', findUsers),
  at('GET', 'project', (call) => {
    const recent = numberParameter(call, 'recent', 0);
    const found =
      recent > 0 ? call.site.recentProjects(call.caller.user).slice(0, recent) : visibleProjects(call);
    return jsonAnswer(
      200,
      found.map((one) => projectOf(call.view, one)),
    );
  }),
  at(
    'GET',
    'project/recent',
    (call) =>
      jsonAnswer(
        200,
        call.site.recentProjects(call.caller.user).map((one) => projectOf(call.view, one)),
      ),
    'cloud',
  ),
  at('GET', 'project/search', searchProjects, 'cloud'),
  at('GET', 'project/:', oneProject),
  at('GET', 'project/:/statuses', projectStatuses),
  at('GET', 'project/:/role', (call) =>
    jsonAnswer(
      200,
      Object.fromEntries(
        Object.entries(roles).map(([name, role]) => [
          name,
          `${call.site.seed.baseUrl}${call.view.apiRoot}/project/${projectIn(call, call.parts[0]).id}/role/${role.id}`,
        ]),
      ),
    ),
  ),
  at(
    'GET',
    'issuetype',
    rowsAnswer((call) => catalogue.types.map((one) => typeOf(call.view, one.id))),
  ),
  at(
    'GET',
    'priority',
    rowsAnswer((call) => catalogue.priorities.map((one) => namedOf(call.view, 'priority', one.id))),
  ),
  at(
    'GET',
    'resolution',
    rowsAnswer((call) => catalogue.resolutions.map((one) => namedOf(call.view, 'resolution', one.id))),
  ),
  at(
    'GET',
    'status',
    rowsAnswer((call) => catalogue.statuses.map((one) => statusOf(call.view, one.id))),
  ),
  at('GET', 'field', allFields),
  at(
    'GET',
    'label',
    (call) =>
      page(call, [...new Set(call.site.issues().flatMap((one) => one.labels))].sort(), 'values', 1000),
    'cloud',
  ),
  at('GET', 'issue/createmeta/:/issuetypes', createMetaTypes),
  at('GET', 'issue/createmeta/:/issuetypes/:', createMetaFields),
  // Gone in 9.0: the path now means an issue of that name [S16].
  at('POST', 'issue', postIssue),
  at('POST', 'issue/bulk', postIssues),
  at('POST', 'issue/bulkfetch', bulkFetch, 'cloud'),
  at('GET', 'issue/:', readIssue),
  at('PUT', 'issue/:', putIssue),
  at('DELETE', 'issue/:', deleteIssue),
  at('GET', 'issue/:/editmeta', editMeta),
  at('GET', 'issue/:/transitions', getTransitions),
  at('POST', 'issue/:/transitions', postTransition),
  at('GET', 'issue/:/changelog', getChangelog, 'cloud'),
  at('GET', 'issue/:/comment', getComments),
  at('POST', 'issue/:/comment', postComment),
  at('GET', 'issue/:/comment/:', (call) => {
    const issue = issueIn(call, call.parts[0]);
    const withProperties = listParameter(call, 'expand').includes('properties');
    return jsonAnswer(200, commentOf(call.view, issue, commentIn(call, issue), withProperties));
  }),
  at('PUT', 'issue/:/comment/:', putComment),
  at('DELETE', 'issue/:/comment/:', deleteComment),
  at('GET', 'issue/:/worklog', getWorklogs),
  at('POST', 'issue/:/worklog', postWorklog),
  at('PUT', 'issue/:/worklog/:', putWorklog),
  at('DELETE', 'issue/:/worklog/:', deleteWorklog),
  at('GET', 'worklog/updated', updatedWorklogs),
  at('GET', 'worklog/deleted', deletedWorklogs),
  at('POST', 'worklog/list', listWorklogs),
  at('GET', 'issue/:/properties', propertyKeys),
  at('GET', 'issue/:/properties/:', getProperty),
  at('PUT', 'issue/:/properties/:', putProperty),
  at('DELETE', 'issue/:/properties/:', deleteProperty),
  at('POST', 'issue/:/attachments', postAttachments),
  at('GET', 'attachment/meta', attachmentMeta),
  at('GET', 'attachment/content/:', attachmentContent, 'cloud'),
  at('GET', 'attachment/:', getAttachment),
  at('DELETE', 'attachment/:', deleteAttachment),
  at('GET', 'search', searchDataCenter, 'dc'),
  at('POST', 'search', searchDataCenter, 'dc'),
  at('GET', 'search', (call) => message(call.site, 410, REMOVED), 'cloud'),
  at('POST', 'search', (call) => message(call.site, 410, REMOVED), 'cloud'),
  at('GET', 'search/jql', searchCloud, 'cloud'),
  at('POST', 'search/jql', searchCloud, 'cloud'),
  at('POST', 'search/approximate-count', approximateCount, 'cloud'),
];

function nowhere(site: Site, request: PracticeRequest): PracticeResponse {
  return jsonAnswer(404, {
    message: `null for uri: ${site.seed.baseUrl}${request.path.slice(site.seed.context.length)}`,
    'status-code': 404,
  });
}

function route(site: Site, request: PracticeRequest, faults: FaultSwitch, caller: Caller): PracticeResponse {
  const path = request.path.slice(site.seed.context.length);
  const match = /^\/rest\/api\/(2|3|latest)\/(.*)$/.exec(path);
  const version = match?.[1];
  if (!match || (version === '3' && !site.cloud)) return nowhere(site, request);
  const rest = match[2] ?? '';
  const view: View = {
    site,
    apiRoot: `/rest/api/${version ?? '2'}`,
    documents: site.cloud && version !== '2',
    user: caller.user,
    zone: site.account(caller.user)?.zone ?? site.seed.zone,
  };
  const fits = routes.filter(
    (one) => one.pattern.test(rest) && (one.only ?? site.seed.kind) === site.seed.kind,
  );
  const chosen = fits.find((one) => one.method === request.method);
  if (!chosen) {
    return fits.length > 0
      ? { status: 405, headers: { Allow: [...new Set(fits.map((one) => one.method))].join(',') } }
      : nowhere(site, request);
  }
  let parts: string[];
  try {
    parts = (chosen.pattern.exec(rest) ?? []).slice(1).map(decodeURIComponent);
  } catch {
    return nowhere(site, request);
  }
  try {
    return chosen.handle({ site, request, faults, caller, view, parts });
  } catch (error) {
    if (error instanceof Stop) return error.answer;
    throw error;
  }
}

/** Personal access tokens of Data Center; a token cannot make tokens. */
function accessTokens(site: Site, request: PracticeRequest, caller: Caller): PracticeResponse {
  const path = request.path.slice(site.seed.context.length);
  if (caller.user === undefined) return notAuthenticated(site);
  const own = site.tokens().filter((one) => one.user === caller.user);
  const shown = (one: (typeof own)[number]) => ({
    id: one.id,
    name: one.name,
    createdAt: jiraTime(one.createdAt, site.seed.zone),
    expiringAt: jiraTime(one.expiringAt, site.seed.zone),
  });
  const id = /^\/rest\/pat\/latest\/tokens\/(\d+)$/.exec(path)?.[1];
  if (id !== undefined && request.method === 'DELETE') {
    if (!own.some((one) => one.id === Number(id))) return { status: 404 };
    site.removeToken(Number(id));
    return { status: 204 };
  }
  if (path !== '/rest/pat/latest/tokens') return nowhere(site, request);
  if (request.method === 'GET') return jsonAnswer(200, own.map(shown));
  if (request.method !== 'POST') return { status: 405 };
  if (caller.how === 'token') return jsonAnswer(403, { message: 'A token cannot be used to create tokens.' });
  let input: unknown;
  try {
    input = request.json();
  } catch {
    return { status: 400 };
  }
  if (!isObject(input) || typeof input['name'] !== 'string' || input['name'] === '') {
    return jsonAnswer(400, { fieldErrors: { name: ['Name is required'] } });
  }
  const days = Number(input['expirationDuration'] ?? 90);
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    return jsonAnswer(400, {
      fieldErrors: { expirationDuration: ['Expiry has to be between 1 and 365 days'] },
    });
  }
  const made = site.addToken(caller.user, input['name'], days);
  return jsonAnswer(201, { ...shown(made), rawToken: made.token });
}

function currentSession(site: Site, caller: Caller): PracticeResponse {
  const account = site.account(caller.user);
  if (!account)
    return complaintAnswer(site, 401, {
      errorMessages: ['You are not authenticated. Authentication required to perform this operation.'],
    });
  return jsonAnswer(200, {
    self: `${site.seed.baseUrl}/rest/api/latest/user?username=${account.name}`,
    name: account.name,
    loginInfo: { loginCount: 12, previousLoginTime: jiraTime(site.now() - 3_600_000, site.seed.zone) },
  });
}

function rateLimited(site: Site, retryAfter: number | undefined, reason: string): PracticeResponse {
  const headers: Record<string, string> =
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  if (!site.cloud) {
    return htmlAnswer(
      429,
      '<!doctype html><html lang="en"><head><title>HTTP Status 429 – Too Many Requests</title></head><body><h1>HTTP Status 429 – Too Many Requests</h1><p><b>Message</b> Rate limit exceeded.</p></body></html>',
      headers,
    );
  }
  if (retryAfter !== undefined) {
    headers['X-RateLimit-Reset'] = new Date(site.now() + retryAfter * 1000).toISOString();
  }
  return withHeaders(
    message(site, 429, 'The request has been rate-limited. Please try again later.'),
    reason === '' ? headers : { ...headers, 'RateLimit-Reason': reason },
  );
}

const unavailable = (retryAfter: number | undefined): PracticeResponse =>
  htmlAnswer(
    503,
    '<!doctype html><html><head><title>503 Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>',
    retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
  );

/** Faults that need nothing of the call itself. */
function earlyFault(
  site: Site,
  request: PracticeRequest,
  faults: FaultSwitch,
  pages: { login: () => PracticeResponse; sso: string },
): PracticeResponse | undefined {
  if (faults.takeAny(['login-200', 'html-instead-of-json'], request)) return pages.login();
  if (faults.take('sso-redirect', request)) return redirectTo(pages.sso);
  const down = faults.takeAny(['503', 'maintenance'], request);
  if (down) return unavailable(down.retryAfter);
  const limited = faults.take('429', request);
  if (limited) return rateLimited(site, limited.retryAfter, String(limited.detail?.['reason'] ?? ''));
  if (faults.take('500', request)) return message(site, 500, 'Internal server error');
  if (faults.take('dead-session-401', request)) return deadSession();
  if (faults.take('captcha', request)) return captcha(site);
  if (faults.take('xsrf', request)) return xsrfFailed(site);
  if (faults.take('403', request)) {
    return message(site, 403, 'You do not have the permission to see the specified issue.');
  }
  return undefined;
}

function xsrfFailed(site: Site): PracticeResponse {
  return textAnswer(site.behaviour.xsrfStatus, 'XSRF check failed');
}

function deadSession(): PracticeResponse {
  return htmlAnswer(
    401,
    "<html><head><title>Unauthorized (401)</title></head><body>os_authType was 'any' and an invalid cookie was sent.</body></html>",
  );
}

function captcha(site: Site): PracticeResponse {
  return htmlAnswer(
    403,
    '<html><head><title>Forbidden (403)</title></head><body>Basic Authentication Failure - Reason : AUTHENTICATION_DENIED</body></html>',
    {
      'X-Seraph-LoginReason': 'AUTHENTICATION_DENIED',
      'X-Authentication-Denied-Reason': `CAPTCHA_CHALLENGE; login-url=${site.seed.baseUrl}/login.jsp`,
    },
  );
}

/** The caller by header or cookie; on Data Center a bad header ends the call here. */
function authenticate(site: Site, request: PracticeRequest, cookieName: string): Caller | PracticeResponse {
  const authorization = request.headers.get('authorization') ?? '';
  const cookie = request.cookies[cookieName];
  const session = site.session(cookie);
  const basic = /^basic\s+(.+)$/i.exec(authorization)?.[1];
  const bearer = /^bearer\s+(.+)$/i.exec(authorization)?.[1];
  // A header beside a cookie of a session that is gone is refused [S13].
  if (!site.cloud && (basic ?? bearer) !== undefined && cookie !== undefined && !session)
    return deadSession();
  if (basic !== undefined) {
    const [name = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(/:(.*)/s);
    if (site.cloud) {
      const account = accounts.find(
        (one) => one.email === name && one.apiToken === secret && site.member(one.name),
      );
      // Wrong credentials make a caller nobody, not an error [S14].
      return account ? { user: account.name, how: 'basic' } : { user: undefined, how: 'nobody' };
    }
    if (site.needsCaptcha(name)) return captcha(site);
    const account = accounts.find(
      (one) => one.name === name && one.password === secret && site.member(one.name),
    );
    site.noteSignIn(name, account !== undefined);
    if (account) return { user: account.name, how: 'basic' };
    return htmlAnswer(
      401,
      '<html><head><title>Unauthorized (401)</title></head><body>Basic Authentication Failure - Reason : AUTHENTICATED_FAILED</body></html>',
      {
        'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED',
        'WWW-Authenticate': `OAuth realm="${encodeURIComponent(site.seed.baseUrl)}"`,
      },
    );
  }
  if (bearer !== undefined && !site.cloud) {
    const user = site.tokenUser(bearer);
    return user === undefined
      ? htmlAnswer(
          401,
          '<html><head><title>Unauthorized (401)</title></head><body>Unauthorized</body></html>',
          {
            'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED',
          },
        )
      : { user, how: 'token' };
  }
  return session ? { user: session.user, how: 'session', session } : { user: undefined, how: 'nobody' };
}

/**
 * A call under `/rest/`. `loginPage` is what stands in for an answer when somebody in between asks for a
 * sign-in, `sso` where a sign-on service sends browsers.
 */
export function handleRest(
  site: Site,
  request: PracticeRequest,
  faults: FaultSwitch,
  options: { cookie: string; loginPage: () => PracticeResponse; sso: string },
): PracticeResponse {
  if (faults.take('signed-out', request)) site.endSessions();
  const early = earlyFault(site, request, faults, { login: options.loginPage, sso: options.sso });
  if (early) return early;
  const caller = authenticate(site, request, options.cookie);
  if ('status' in caller) return caller;
  const extra: [string, string][] = [['Cache-Control', 'no-cache, no-store, no-transform']];
  if (site.cloud) {
    if (caller.how === 'nobody' && request.headers.has('authorization')) {
      extra.push(['X-Seraph-LoginReason', 'AUTHENTICATED_FAILED']);
    }
    if (faults.take('near-limit', request)) extra.push(['X-RateLimit-NearLimit', 'true']);
  } else {
    extra.push(['X-AUSERNAME', caller.user ?? 'anonymous'], ['X-AREQUESTID', '523x1042x1']);
    const use = site.countCall(caller.user ?? 'anonymous');
    if (use) {
      extra.push(
        ['X-RateLimit-Limit', String(use.rule.capacity)],
        ['X-RateLimit-Remaining', String(use.remaining)],
        ['X-RateLimit-FillRate', String(use.rule.fillRate)],
        ['X-RateLimit-Interval-Seconds', String(use.rule.intervalSeconds)],
        ['Retry-After', use.over ? String(use.rule.intervalSeconds) : '0'],
      );
      if (use.over) return withHeaders(rateLimited(site, undefined, ''), extra);
    }
  }
  if (failsXsrfCheck(site, request)) return withHeaders(xsrfFailed(site), extra);
  const path = request.path.slice(site.seed.context.length);
  let answer: PracticeResponse;
  if (path.startsWith('/rest/pat/') && !site.cloud) answer = accessTokens(site, request, caller);
  else if (/^\/rest\/auth\/(1|latest)\/session$/.test(path) && !site.cloud)
    answer = currentSession(site, caller);
  else answer = route(site, request, faults, caller);
  return withHeaders(answer, extra);
}
