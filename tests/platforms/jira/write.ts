import { documentOf, isDocument, textOf } from './document.ts';
import { accounts, catalogue, transitionsOf } from './site.ts';
import type { Change, Issue, Project, Site } from './site.ts';

/** What the platform has against the values sent; both empty when nothing. */
export interface Complaints {
  errorMessages: string[];
  errors: Record<string, string>;
}

const noComplaints = (): Complaints => ({ errorMessages: [], errors: {} });
export const hasComplaints = (complaints: Complaints) =>
  complaints.errorMessages.length > 0 || Object.keys(complaints.errors).length > 0;

const LONGEST = 32_767;
const TOO_LONG = 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.';
const NOT_DOCUMENT = 'Operation value must be an Atlassian Document (see the Atlassian Document Format)';

type Values = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string or number as text; anything else is none. */
export function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Rich text as it is stored, or what is wrong with it. `documents` is version 3 of Cloud. */
export function readText(
  site: Site,
  value: unknown,
  documents: boolean,
): { value: unknown } | { problem: string } {
  if (value === null || value === undefined || value === '') return { value: null };
  if (documents) {
    if (!isDocument(value)) return { problem: NOT_DOCUMENT };
    return textOf(value).length > LONGEST ? { problem: TOO_LONG } : { value };
  }
  if (typeof value !== 'string') return { problem: 'Operation value must be a string' };
  if (value.length > LONGEST) return { problem: TOO_LONG };
  return { value: site.cloud ? documentOf(value) : value };
}

/** The user meant by `{"name":…}` (Data Center) or `{"accountId":…}` (Cloud); null for nobody. */
function readUser(site: Site, value: unknown): { user: string | null } | { problem: string } {
  if (value === null) return { user: null };
  if (!isObject(value)) return { problem: 'expected an object' };
  const id = site.cloud ? (value['accountId'] ?? value['id']) : value['name'];
  if (id === null || id === '' || id === '-1') return { user: null };
  const found = accounts.find((one) => (site.cloud ? one.accountId === id : one.name === id));
  if (!found || !site.member(found.name)) return { problem: `User '${asText(id)}' does not exist.` };
  return { user: found.name };
}

function named<Row extends { id: string; name: string }>(
  rows: readonly Row[],
  value: unknown,
): Row | undefined {
  if (!isObject(value)) return undefined;
  const { id, name } = value;
  return rows.find((one) => (id === undefined ? one.name === name : one.id === asText(id)));
}

/** Fields of the create and edit screens, in the order of the screen. */
export const screenFields = [
  'summary',
  'issuetype',
  'parent',
  'project',
  'description',
  'environment',
  'priority',
  'labels',
  'assignee',
  'reporter',
  'duedate',
  ...catalogue.customFields.map((one) => one.id),
];

interface Target {
  site: Site;
  project: Project;
  documents: boolean;
  creating: boolean;
}

function readSummary(value: unknown): { value: string } | { problem: string } {
  if (typeof value !== 'string' || value.trim() === '')
    return { problem: 'You must specify a summary of the issue.' };
  if (/[\r\n]/.test(value))
    return { problem: 'The summary is invalid because it contains newline characters.' };
  if (value.length > 255) return { problem: 'Summary must be less than 255 characters.' };
  return { value: value.trim() };
}

function readLabels(value: unknown): { value: string[] } | { problem: string } {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
    return { problem: 'data was not an array' };
  const bad = value.find((one) => /\s/.test(one) || one === '');
  if (bad !== undefined) return { problem: `The label '${bad}' contains spaces which is invalid.` };
  return { value: [...new Set(value)] };
}

/** Reads one field into the issue's own terms; the caller writes it when nothing else is wrong. */
function readField(
  target: Target,
  name: string,
  value: unknown,
): { set: Partial<Issue> } | { problem: string } {
  const { site, project, documents } = target;
  switch (name) {
    case 'summary': {
      const read = readSummary(value);
      return 'problem' in read ? read : { set: { summary: read.value } };
    }
    case 'description':
    case 'environment': {
      const read = readText(site, value, documents);
      return 'problem' in read ? read : { set: { [name]: read.value } };
    }
    case 'priority': {
      const found = named(catalogue.priorities, value);
      if (found) return { set: { priorityId: found.id } };
      const asked = isObject(value) ? String(value['name'] ?? value['id']) : '';
      return { problem: `Priority name '${asked}' is not valid` };
    }
    case 'labels': {
      const read = readLabels(value);
      return 'problem' in read ? read : { set: { labels: read.value } };
    }
    case 'assignee': {
      const read = readUser(site, value);
      return 'problem' in read ? read : { set: { assignee: read.user } };
    }
    case 'reporter': {
      const read = readUser(site, value);
      if ('problem' in read) return read;
      return read.user === null ? { problem: 'Reporter is required.' } : { set: { reporter: read.user } };
    }
    case 'duedate':
      if (value === null || value === '') return { set: { duedate: null } };
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
        ? { set: { duedate: value } }
        : { problem: `Error parsing date string: ${asText(value)}` };
    case 'issuetype': {
      const found = named(
        catalogue.types.filter((one) => project.types.includes(one.id)),
        value,
      );
      return found
        ? { set: { typeId: found.id } }
        : { problem: site.cloud ? 'Specify a valid issue type' : 'The issue type selected is invalid.' };
    }
    case 'parent': {
      const wanted = isObject(value) ? asText(value['id'] ?? value['key']) : '';
      const parent = site.find(wanted);
      return parent?.projectId === project.id
        ? { set: { parentId: parent.id } }
        : { problem: 'Could not find issue by id or key.' };
    }
    default: {
      const field = catalogue.customFields.find((one) => one.id === name);
      const custom = (stored: unknown) => ({ set: { custom: { [name]: stored } } });
      if (!field)
        return { problem: `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.` };
      if (value === null) return custom(null);
      if (field.type === 'number') {
        return typeof value === 'number' ? custom(value) : { problem: 'Operation value must be a number' };
      }
      if (field.type === 'option') {
        const option = isObject(value)
          ? field.options?.find((one) => one.id === value['id'] || one.value === value['value'])
          : undefined;
        return option ? custom(option) : { problem: `Option id 'null' is not valid` };
      }
      if (typeof value !== 'string') return { problem: 'Operation value must be a string' };
      return value.length > 255
        ? { problem: 'The entered text is too long. It exceeds the allowed limit of 255 characters.' }
        : custom(value);
    }
  }
}

/** Applies `{"add":…}`, `{"remove":…}`, `{"set":…}` to the labels. */
function updatedLabels(
  before: readonly string[],
  operations: unknown,
): { value: string[] } | { problem: string } {
  let labels = [...before];
  for (const operation of Array.isArray(operations) ? (operations as unknown[]) : []) {
    if (!isObject(operation)) return { problem: 'data was not an object' };
    if ('set' in operation) {
      const read = readLabels(operation['set']);
      if ('problem' in read) return read;
      labels = read.value;
      continue;
    }
    const read = readLabels([operation['add'] ?? operation['remove']]);
    if ('problem' in read) return read;
    labels = labels.filter((one) => one !== read.value[0]);
    if ('add' in operation) labels.push(...read.value);
  }
  return { value: labels };
}

/** Everything read from `fields` and `update`, ready to be written in one go. */
interface Reading {
  set: Partial<Issue>;
  comments: unknown[];
}

function readAll(
  target: Target,
  before: Issue | undefined,
  fields: Values,
  update: Values,
  complaints: Complaints,
): Reading {
  const reading: Reading = { set: {}, comments: [] };
  const merge = (name: string, value: unknown) => {
    const read = readField(target, name, value);
    if ('problem' in read) complaints.errors[name] = read.problem;
    else reading.set = { ...reading.set, ...read.set, custom: { ...reading.set.custom, ...read.set.custom } };
  };
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'project' && target.creating) continue;
    merge(name, value);
  }
  for (const [name, operations] of Object.entries(update)) {
    if (name in fields) {
      complaints.errors[name] = `Field '${name}' cannot be set more than once.`;
      continue;
    }
    if (name === 'labels') {
      const read = updatedLabels(before?.labels ?? [], operations);
      if ('problem' in read) complaints.errors['labels'] = read.problem;
      else reading.set.labels = read.value;
      continue;
    }
    for (const operation of Array.isArray(operations) ? (operations as unknown[]) : []) {
      if (!isObject(operation)) complaints.errors[name] = 'data was not an object';
      else if (name === 'comment' && isObject(operation['add'])) {
        const read = readText(target.site, operation['add']['body'], target.documents);
        if ('problem' in read) complaints.errors['comment'] = read.problem;
        else reading.comments.push(read.value);
      } else if ('set' in operation) merge(name, operation['set']);
      else
        complaints.errors[name] =
          `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
    }
  }
  return reading;
}

function writeProperties(issue: Issue, properties: unknown): void {
  for (const one of Array.isArray(properties) ? (properties as unknown[]) : []) {
    if (isObject(one) && typeof one['key'] === 'string') issue.properties[one['key']] = one['value'];
  }
}

function checkProperties(properties: unknown, complaints: Complaints): void {
  if (properties === undefined) return;
  if (!Array.isArray(properties)) {
    complaints.errorMessages.push('Entity properties must be an array.');
    return;
  }
  for (const one of properties as unknown[]) {
    if (!isObject(one) || typeof one['key'] !== 'string' || one['key'].length > 255 || one['key'] === '') {
      complaints.errorMessages.push('The property key must be a non-empty string of at most 255 characters.');
    } else if (JSON.stringify(one['value'] ?? null).length > 32_768) {
      complaints.errorMessages.push('The property value cannot be greater than 32768 characters.');
    }
  }
}

export interface WriteContext {
  site: Site;
  documents: boolean;
  user: string | undefined;
}

/** Creates an issue, or says why not. Nothing is written when anything is wrong. */
export function createIssue(context: WriteContext, body: unknown): Issue | Complaints {
  const { site, user, documents } = context;
  const complaints = noComplaints();
  if (!isObject(body) || !isObject(body['fields'])) {
    complaints.errorMessages.push("one of 'fields' or 'update' required");
    return complaints;
  }
  const { fields } = body;
  const wanted = fields['project'];
  const idOrKey = isObject(wanted) ? asText(wanted['id'] ?? wanted['key']) : '';
  const project = idOrKey === '' ? undefined : site.project(idOrKey);
  if (!project || (user !== undefined && !site.mayBrowse(user, project))) {
    complaints.errors['project'] = site.cloud
      ? 'Specify a valid project ID or key'
      : 'valid project is required';
    return complaints;
  }
  if (user === undefined) {
    complaints.errors['project'] =
      'Anonymous users do not have permission to create issues in this project. Please try logging in first.';
    return complaints;
  }
  const target: Target = { site, project, documents, creating: true };
  const type = readField(target, 'issuetype', fields['issuetype']);
  if ('problem' in type) {
    complaints.errors['issuetype'] = type.problem;
    return complaints;
  }
  const typeId = type.set.typeId ?? '';
  const isSubtask = catalogue.types.find((one) => one.id === typeId)?.subtask === true;
  const update = isObject(body['update']) ? body['update'] : {};
  if (fields['summary'] === undefined && update['summary'] === undefined) {
    complaints.errors['summary'] = 'You must specify a summary of the issue.';
  }
  if (isSubtask && fields['parent'] === undefined) {
    complaints.errors['parent'] = 'Issue type is a sub-task but parent issue key or id not specified.';
  }
  for (const required of project.required[typeId] ?? []) {
    const field = catalogue.customFields.find((one) => one.id === required);
    if (fields[required] === undefined || fields[required] === null) {
      complaints.errors[required] = `${field?.name ?? required} is required.`;
    }
  }
  const reading = readAll(target, undefined, fields, update, complaints);
  checkProperties(body['properties'], complaints);
  if (hasComplaints(complaints)) return complaints;
  const issue = site.addIssue({ summary: '', ...reading.set, projectId: project.id, typeId }, user);
  for (const comment of reading.comments) site.addComment(issue, user, comment);
  writeProperties(issue, body['properties']);
  site.touch(issue);
  return issue;
}

const shown = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.join(' ');
  if (isObject(value)) return typeof value['value'] === 'string' ? value['value'] : textOf(value);
  return asText(value);
};

/** Changes an issue, or says why not. A change of properties alone leaves `updated` as it was. */
export function updateIssue(context: WriteContext, issue: Issue, body: unknown): Complaints {
  const { site, user = '', documents } = context;
  const complaints = noComplaints();
  if (!isObject(body)) {
    complaints.errorMessages.push("one of 'fields' or 'update' required");
    return complaints;
  }
  const project = site.project(issue.projectId);
  if (!project) return complaints;
  const fields = isObject(body['fields']) ? body['fields'] : {};
  const update = isObject(body['update']) ? body['update'] : {};
  const reading = readAll({ site, project, documents, creating: false }, issue, fields, update, complaints);
  checkProperties(body['properties'], complaints);
  if (hasComplaints(complaints)) return complaints;
  const items: Change['items'] = [];
  for (const [name, value] of Object.entries(reading.set)) {
    const before = issue[name as keyof Issue];
    if (name === 'custom' || JSON.stringify(before) === JSON.stringify(value)) continue;
    items.push({ field: name, from: null, fromText: shown(before), to: null, toText: shown(value) });
  }
  for (const [name, value] of Object.entries(reading.set.custom ?? {})) {
    const before = issue.custom[name] ?? null;
    if (JSON.stringify(before) === JSON.stringify(value)) continue;
    items.push({ field: name, from: null, fromText: shown(before), to: null, toText: shown(value) });
  }
  Object.assign(issue, reading.set, { custom: { ...issue.custom, ...reading.set.custom } });
  for (const comment of reading.comments) site.addComment(issue, user, comment);
  writeProperties(issue, body['properties']);
  site.addChange(issue, user, items);
  if (items.length > 0) site.touch(issue);
  return complaints;
}

/** Moves an issue along its workflow, or says why not. */
export function transitionIssue(context: WriteContext, issue: Issue, body: unknown): Complaints {
  const { site, user = '' } = context;
  const complaints = noComplaints();
  const project = site.project(issue.projectId);
  const wanted = isObject(body) && isObject(body['transition']) ? String(body['transition']['id']) : '';
  const transition = project ? transitionsOf(project, issue).find((one) => one.id === wanted) : undefined;
  if (!transition || !isObject(body)) {
    complaints.errorMessages.push(
      site.cloud
        ? `Transition id '${wanted}' is not valid for this issue.`
        : `It seems that you have tried to perform a workflow operation (${wanted}) that is not valid for the current state of this issue.`,
    );
    return complaints;
  }
  const fields = isObject(body['fields']) ? body['fields'] : {};
  let resolutionId: string | null = null;
  for (const name of Object.keys(fields)) {
    if (name !== 'resolution' || transition.resolution !== true) {
      complaints.errors[name] =
        `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`;
    }
  }
  if (transition.resolution === true) {
    const found = named(catalogue.resolutions, fields['resolution']);
    if (found) resolutionId = found.id;
    else complaints.errors['resolution'] = 'Resolution is required.';
  }
  if (hasComplaints(complaints)) return complaints;
  const name = (id: string) => catalogue.statuses.find((one) => one.id === id)?.name ?? id;
  site.addChange(issue, user, [
    {
      field: 'status',
      from: issue.statusId,
      fromText: name(issue.statusId),
      to: transition.to,
      toText: name(transition.to),
    },
  ]);
  issue.statusId = transition.to;
  issue.resolutionId = resolutionId;
  issue.resolved = resolutionId === null ? null : site.now();
  site.touch(issue);
  return complaints;
}
