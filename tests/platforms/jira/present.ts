import { escapeHtml } from '../core/html.ts';
import { documentOf, textOf } from './document.ts';
import { catalogue, jiraTime, transitionsOf } from './site.ts';
import type { Attachment, Comment, Issue, Project, Site, Status, Worklog } from './site.ts';

/** How one caller of one API version sees things. */
export interface View {
  site: Site;
  /** `/rest/api/2` or `/rest/api/3`, or `latest`. */
  apiRoot: string;
  /** Version 3 speaks documents, version 2 text. */
  documents: boolean;
  user: string | undefined;
  zone: string;
}

const selfOf = (view: View, path: string) => `${view.site.seed.baseUrl}${view.apiRoot}/${path}`;
const timeOf = (view: View, ms: number) => jiraTime(ms, view.zone);

/** Rich text in the form that this version speaks. */
function bodyOf(view: View, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (view.documents) return typeof value === 'string' ? documentOf(value) : value;
  return textOf(value);
}

export function userOf(view: View, name: string | null): unknown {
  const account = view.site.account(name);
  if (!account) return null;
  const avatars = { '48x48': `${view.site.seed.baseUrl}/secure/useravatar?avatarId=10122` };
  if (!view.site.cloud) {
    return {
      self: selfOf(view, `user?username=${account.name}`),
      name: account.name,
      key: account.key,
      emailAddress: account.email,
      avatarUrls: avatars,
      displayName: account.display,
      active: true,
      timeZone: account.zone,
    };
  }
  return {
    self: selfOf(view, `user?accountId=${encodeURIComponent(account.accountId)}`),
    accountId: account.accountId,
    // Others' addresses are hidden by their profile settings.
    ...(account.name === view.user ? { emailAddress: account.email } : {}),
    avatarUrls: avatars,
    displayName: account.display,
    active: true,
    timeZone: account.zone,
    accountType: 'atlassian',
  };
}

export function projectOf(view: View, project: Project): Record<string, unknown> {
  return {
    self: selfOf(view, `project/${project.id}`),
    id: project.id,
    key: project.key,
    name: project.name,
    avatarUrls: { '48x48': `${view.site.seed.baseUrl}/secure/projectavatar?avatarId=10324` },
    projectTypeKey: project.type,
    ...(view.site.cloud
      ? { simplified: false, style: 'classic', isPrivate: false, properties: {} }
      : { archived: false }),
  };
}

export function typeOf(view: View, id: string): Record<string, unknown> | null {
  const type = catalogue.types.find((one) => one.id === id);
  if (!type) return null;
  return {
    self: selfOf(view, `issuetype/${type.id}`),
    id: type.id,
    description: '',
    iconUrl: `${view.site.seed.baseUrl}/secure/viewavatar?size=xsmall&avatarId=10318&avatarType=issuetype`,
    name: type.name,
    subtask: type.subtask,
    avatarId: 10318,
    ...(view.site.cloud ? { hierarchyLevel: type.subtask ? -1 : 0 } : {}),
  };
}

const categoryIds: Readonly<Record<string, [number, string, string]>> = {
  new: [2, 'To Do', 'blue-gray'],
  indeterminate: [4, 'In Progress', 'yellow'],
  done: [3, 'Done', 'green'],
};

export function statusOf(view: View, id: string): Record<string, unknown> | null {
  const status: Status | undefined = catalogue.statuses.find((one) => one.id === id);
  if (!status) return null;
  const [categoryId, categoryName, colorName] = categoryIds[status.category] ?? [
    1,
    'No Category',
    'medium-gray',
  ];
  return {
    self: selfOf(view, `status/${status.id}`),
    description: '',
    iconUrl: `${view.site.seed.baseUrl}/images/icons/status_generic.gif`,
    name: status.name,
    id: status.id,
    statusCategory: {
      self: selfOf(view, `statuscategory/${categoryId}`),
      id: categoryId,
      key: status.category,
      colorName,
      name: categoryName,
    },
  };
}

export function namedOf(view: View, kind: 'priority' | 'resolution', id: string | null): unknown {
  const rows = kind === 'priority' ? catalogue.priorities : catalogue.resolutions;
  const row = rows.find((one) => one.id === id);
  return row ? { self: selfOf(view, `${kind}/${row.id}`), name: row.name, id: row.id } : null;
}

export function commentOf(view: View, issue: Issue, comment: Comment, withProperties: boolean): unknown {
  const internal =
    (comment.properties['sd.public.comment'] as { internal?: boolean } | undefined)?.internal === true;
  return {
    self: selfOf(view, `issue/${issue.id}/comment/${comment.id}`),
    id: comment.id,
    author: userOf(view, comment.author),
    body: bodyOf(view, comment.body),
    updateAuthor: userOf(view, comment.updater),
    created: timeOf(view, comment.created),
    updated: timeOf(view, comment.updated),
    ...(comment.visibility ? { visibility: comment.visibility } : {}),
    ...(view.site.cloud ? { jsdPublic: !internal } : {}),
    ...(withProperties
      ? { properties: Object.entries(comment.properties).map(([key, value]) => ({ key, value })) }
      : {}),
  };
}

export function attachmentOf(view: View, attachment: Attachment): Record<string, unknown> {
  const { baseUrl } = view.site.seed;
  return {
    self: selfOf(view, `attachment/${attachment.id}`),
    id: attachment.id,
    filename: attachment.filename,
    author: userOf(view, attachment.author),
    created: timeOf(view, attachment.created),
    size: attachment.size,
    mimeType: attachment.mimeType,
    content: view.site.cloud
      ? selfOf(view, `attachment/content/${attachment.id}`)
      : `${baseUrl}/secure/attachment/${attachment.id}/${encodeURIComponent(attachment.filename)}`,
  };
}

export function worklogOf(view: View, issue: Issue, worklog: Worklog): unknown {
  const minutes = Math.floor(worklog.timeSpentSeconds / 60);
  return {
    self: selfOf(view, `issue/${issue.id}/worklog/${worklog.id}`),
    author: userOf(view, worklog.author),
    updateAuthor: userOf(view, worklog.author),
    comment: bodyOf(view, worklog.comment),
    created: timeOf(view, worklog.created),
    updated: timeOf(view, worklog.updated),
    started: timeOf(view, worklog.started),
    timeSpent: minutes >= 60 && minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`,
    timeSpentSeconds: worklog.timeSpentSeconds,
    id: worklog.id,
    issueId: issue.id,
  };
}

/** The comments that a caller may see: a restriction to a role or group hides them from others. */
export function visibleComments(view: View, issue: Issue): Comment[] {
  return issue.comments.filter((one) => {
    if (!one.visibility) return true;
    return one.visibility.type === 'role'
      ? view.site.inRole(view.user, one.visibility.value)
      : view.site.groupsOf(view.user).includes(one.visibility.value);
  });
}

/** Comments as the issue carries them: all on Data Center, in Cloud the newest hundred with the true total. */
function embeddedComments(view: View, issue: Issue): unknown {
  const all = visibleComments(view, issue);
  const shown = view.site.cloud ? all.slice(-100) : all;
  return {
    comments: shown.map((one) => commentOf(view, issue, one, false)),
    ...(view.site.cloud ? { self: selfOf(view, `issue/${issue.id}/comment`) } : {}),
    maxResults: shown.length,
    total: all.length,
    startAt: 0,
  };
}

type Reader = (view: View, issue: Issue) => unknown;

const readers: Readonly<Record<string, Reader>> = {
  summary: (_view, issue) => issue.summary,
  description: (view, issue) => bodyOf(view, issue.description),
  environment: (view, issue) => bodyOf(view, issue.environment),
  issuetype: (view, issue) => typeOf(view, issue.typeId),
  project: (view, issue) => {
    const project = view.site.project(issue.projectId);
    return project ? projectOf(view, project) : null;
  },
  status: (view, issue) => statusOf(view, issue.statusId),
  priority: (view, issue) => namedOf(view, 'priority', issue.priorityId),
  resolution: (view, issue) => namedOf(view, 'resolution', issue.resolutionId),
  resolutiondate: (view, issue) => (issue.resolved === null ? null : timeOf(view, issue.resolved)),
  labels: (_view, issue) => issue.labels,
  assignee: (view, issue) => userOf(view, issue.assignee),
  reporter: (view, issue) => userOf(view, issue.reporter),
  creator: (view, issue) => userOf(view, issue.creator),
  created: (view, issue) => timeOf(view, issue.created),
  updated: (view, issue) => timeOf(view, issue.updated),
  duedate: (_view, issue) => issue.duedate,
  issuelinks: () => [],
  components: () => [],
  fixVersions: () => [],
  versions: () => [],
  subtasks: (view, issue) =>
    view.site
      .issues()
      .filter((one) => one.parentId === issue.id)
      .map((one) => ({
        id: one.id,
        key: one.key,
        self: selfOf(view, `issue/${one.id}`),
        fields: { summary: one.summary },
      })),
  parent: (view, issue) => {
    const parent = issue.parentId === undefined ? undefined : view.site.find(issue.parentId);
    return parent ? { id: parent.id, key: parent.key, self: selfOf(view, `issue/${parent.id}`) } : undefined;
  },
  attachment: (view, issue) => issue.attachments.map((one) => attachmentOf(view, one)),
  comment: embeddedComments,
  worklog: (view, issue) => ({
    startAt: 0,
    maxResults: 20,
    total: issue.worklogs.length,
    worklogs: issue.worklogs.slice(0, 20).map((one) => worklogOf(view, issue, one)),
  }),
  ...Object.fromEntries(
    catalogue.customFields.map((field): [string, Reader] => [
      field.id,
      (_view, issue) => issue.custom[field.id] ?? null,
    ]),
  ),
};

const notNavigable = new Set(['attachment', 'comment', 'worklog', 'parent']);

/** The fields asked for: names, `*all`, `*navigable`, and `-name` to leave out. */
function fieldNames(wanted: readonly string[]): string[] {
  const all = Object.keys(readers);
  const left = new Set<string>();
  const start = wanted.every((one) => one.startsWith('-')) ? ['*all', ...wanted] : wanted;
  for (const name of start) {
    if (name === '*all') for (const one of all) left.add(one);
    else if (name === '*navigable') for (const one of all) if (!notNavigable.has(one)) left.add(one);
    if (!name.startsWith('*') && !name.startsWith('-')) left.add(name);
  }
  for (const name of start) if (name.startsWith('-')) left.delete(name.slice(1));
  return [...left];
}

export const fieldTitles: Readonly<Record<string, string>> = {
  summary: 'Summary',
  description: 'Description',
  environment: 'Environment',
  issuetype: 'Issue Type',
  project: 'Project',
  status: 'Status',
  priority: 'Priority',
  resolution: 'Resolution',
  resolutiondate: 'Resolved',
  labels: 'Labels',
  assignee: 'Assignee',
  reporter: 'Reporter',
  creator: 'Creator',
  created: 'Created',
  updated: 'Updated',
  duedate: 'Due Date',
  attachment: 'Attachment',
  comment: 'Comment',
  worklog: 'Log Work',
  parent: 'Parent',
  issuelinks: 'Linked Issues',
  components: 'Component/s',
  fixVersions: 'Fix Version/s',
  versions: 'Affects Version/s',
  subtasks: 'Sub-Tasks',
  ...Object.fromEntries(catalogue.customFields.map((one) => [one.id, one.name])),
};

function markupOf(value: unknown): string {
  const text = textOf(value);
  return text === '' ? '' : `<p>${escapeHtml(text).replaceAll('\n', '<br/>\n')}</p>`;
}

export interface IssueOptions {
  fields: readonly string[];
  properties?: readonly string[];
  expand: readonly string[];
  changelogLimit?: number;
}

export function changelogOf(view: View, issue: Issue): unknown[] {
  return issue.changelog.map((one) => ({
    id: one.id,
    author: userOf(view, one.author),
    created: timeOf(view, one.created),
    items: one.items.map((item) => ({
      field: item.field,
      fieldtype: 'jira',
      fieldId: item.field,
      from: item.from,
      fromString: item.fromText,
      to: item.to,
      toString: item.toText,
    })),
  }));
}

export function transitionsFor(view: View, issue: Issue, withFields: boolean): unknown[] {
  const project = view.site.project(issue.projectId);
  if (!project) return [];
  return transitionsOf(project, issue).map((one) => ({
    id: one.id,
    name: one.name,
    to: statusOf(view, one.to),
    hasScreen: one.resolution === true,
    isGlobal: one.from.length === 0,
    isInitial: false,
    isConditional: false,
    ...(withFields
      ? {
          fields:
            one.resolution === true
              ? {
                  resolution: {
                    required: true,
                    schema: { type: 'resolution', system: 'resolution' },
                    name: 'Resolution',
                    fieldId: 'resolution',
                    operations: ['set'],
                    allowedValues: catalogue.resolutions.map((row) => namedOf(view, 'resolution', row.id)),
                  },
                }
              : {},
        }
      : {}),
  }));
}

/** One issue as the parameters ask for it. */
export function issueOf(view: View, issue: Issue, options: IssueOptions): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of fieldNames(options.fields)) {
    const value = readers[name]?.(view, issue);
    if (value !== undefined) fields[name] = value;
  }
  const shown: Record<string, unknown> = {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
    id: issue.id,
    self: selfOf(view, `issue/${issue.id}`),
    key: issue.key,
    fields,
  };
  if (options.properties) {
    const all = options.properties.includes('*all');
    shown['properties'] = Object.fromEntries(
      Object.entries(issue.properties).filter(([key]) => all || options.properties?.includes(key)),
    );
  }
  if (options.expand.includes('names')) {
    shown['names'] = Object.fromEntries(Object.keys(fields).map((name) => [name, fieldTitles[name] ?? name]));
  }
  if (options.expand.includes('renderedFields')) {
    shown['renderedFields'] = {
      ...('description' in fields ? { description: markupOf(issue.description) } : {}),
      ...('comment' in fields
        ? {
            comment: {
              comments: visibleComments(view, issue).map((one) => ({ id: one.id, body: markupOf(one.body) })),
            },
          }
        : {}),
    };
  }
  if (options.expand.some((one) => one === 'transitions' || one.startsWith('transitions.'))) {
    shown['transitions'] = transitionsFor(view, issue, options.expand.includes('transitions.fields'));
  }
  if (options.expand.includes('changelog')) {
    const histories = changelogOf(view, issue);
    shown['changelog'] = {
      startAt: 0,
      maxResults: Math.min(histories.length, options.changelogLimit ?? histories.length),
      total: histories.length,
      histories: histories.slice(-(options.changelogLimit ?? histories.length)),
    };
  }
  return shown;
}
