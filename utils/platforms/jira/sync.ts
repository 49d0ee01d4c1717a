import { HOUR, MINUTE } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import type { Entity } from '@/utils/domain/replica.ts';
import { SyncFault } from '@/utils/domain/sync.ts';
import type { EntityChanges, SyncCapabilities, SyncPlatform } from '@/utils/domain/sync.ts';

import { blobOf, cleanFileName, rangeStart, skipTo } from '../files.ts';
import type { PlatformParts } from '../parts.ts';
import { platformTime } from '../platform-time.ts';
import { createRemembered } from '../remembered.ts';
import { expectJson, path } from '../request.ts';
import type { Answer, SafePath } from '../request.ts';
import { expectDone, explainFor, issueId, numericId, timeOf } from './answers.ts';
import { createJiraApi, versionOf } from './api.ts';
import { entityOf, fieldsOf, leavesOpen, PROPERTY, refOf, schemas, toRich } from './issues.ts';
import type { AttachmentRow, CommentRow, IssueRow } from './issues.ts';
import { conditionOf, readPlace, searchPage, walk } from './walk.ts';
import type { Place } from './walk.ts';

const dataCenter: SyncCapabilities = {
  changeComments: true,
  removeComments: true,
  removeAttachments: true,
  internalComments: true,
  // By the millisecond; where a database keeps whole seconds, lists tell no version (`isCoarse`).
  exactVersions: true,
  grain: 1,
  readLag: 0,
  // The index follows within moments, on other nodes of a cluster within seconds.
  searchLag: 15_000,
};

/** Cloud's index is seconds to minutes behind the writes. */
const cloud: SyncCapabilities = { ...dataCenter, searchLag: 5 * MINUTE };

/** A time of whole seconds, as some databases of Data Center keep it: two changes may have it. */
const isCoarse = (at: number): boolean => at % 1000 === 0;

/** Within this long of its second another change may still get the same time. */
const SAME_SECOND = 2000;

const capabilitiesOf = (instance: Instance) => (instance.platform === 'jira-cloud' ? cloud : dataCenter);

/** How far back each poll looks once more. */
const overlapOf = (instance: Instance) => (instance.platform === 'jira-cloud' ? 5 : 2) * MINUTE;

/** Of the issues that the admin's account created last, this many are looked at for a marker. */
const MARKER_PAGES = 10;
/** A twin holds at most 500 comments; beyond them nobody asks for more. */
const COMMENTS = 600;
const COMMENT_PAGE = 100;

/** What Jira says to whoever is signed out as well, each in the words of another reason. */
const refusals: readonly number[] = [400, 403, 404];

/** What was seen, but for what may have changed again since without another time: that is told once more. */
const withoutUnsure = (place: Place, time: number | undefined): Place => ({
  ...place,
  seen: Object.fromEntries(
    Object.entries(place.seen).filter(([, at]) => !isCoarse(at) || at < (time ?? at) - SAME_SECOND),
  ),
});

interface TypeRow {
  readonly id: string;
  readonly name: string;
}

/**
 * Jira issues of every type, Data Center and Cloud, by the admin's session. Source: `jira.md`.
 *
 * An empty list and a 404 are believed only when the answer, or `/myself`, says that somebody is signed in.
 */
export function createJiraSync(parts: PlatformParts): SyncPlatform {
  const api = createJiraApi(parts);
  const now = () => parts.clock.now();
  const keyOf = (instance: Instance, id: string) => `${instance.url} ${id}`;
  const isCloud = (instance: Instance) => instance.platform === 'jira-cloud';
  /** Whether an issue's project is a service project, and what files it has: as last read. */
  const projectTypes = createRemembered<string>(2000);
  const files = createRemembered<readonly AttachmentRow[]>(200);
  const types = createRemembered<{ rows: readonly TypeRow[]; until: number }>(200);
  const cloudIds = createRemembered<{ id: string; until: number }>(20);
  const uploads = createRemembered<{ enabled: boolean; limit: number | undefined; until: number }>(20);

  const issuePath = (instance: Instance, id: string): SafePath =>
    path`/rest/api/${versionOf(instance)}/issue/${id}`;

  async function fetchMyself(instance: Instance, signal: AbortSignal) {
    const call = { purpose: 'who am I', path: path`/rest/api/${versionOf(instance)}/myself` };
    const { data, answer } = await api.fetch(instance, call, schemas().myself, signal);
    const user = isCloud(instance) ? data.accountId : (data.key ?? data.name);
    if (user === undefined || user === '') {
      throw new AppError('platform/answer-unexpected', answer.url.host);
    }
    return { user, self: data.self };
  }

  /** Which site answers behind the address; asked again after an hour, while the user is asked each time. */
  async function fetchCloudId(instance: Instance, signal: AbortSignal): Promise<string> {
    const known = cloudIds.get(instance.url);
    if (known !== undefined && known.until > now()) return known.id;
    const call = { purpose: 'cloud id', path: path`/_edge/tenant_info` };
    const { data } = await api.fetch(instance, call, schemas().tenant, signal);
    cloudIds.set(instance.url, { id: data.cloudId, until: now() + HOUR });
    return data.cloudId;
  }

  /** Throws `platform/signed-out` where nobody is signed in: lists are then empty and issues not found. */
  async function confirmSignedIn(instance: Instance, answer: Answer, signal: AbortSignal): Promise<void> {
    const name = answer.headers.get('X-AUSERNAME');
    if (name === 'anonymous') throw new AppError('platform/signed-out', answer.url.host);
    if (name === null || name === '') await fetchMyself(instance, signal);
  }

  /** Throws what an answer about one issue means: hidden is not found, and only for somebody who is signed in. */
  async function refuse(instance: Instance, answer: Answer, signal: AbortSignal): Promise<never> {
    const problem = explainFor(now())(answer) ?? new AppError('platform/answer-unexpected', answer.url.host);
    if (problem.code !== 'platform/not-found' && problem.code !== 'platform/refused') throw problem;
    await confirmSignedIn(instance, answer, signal);
    // Data Center answers 403 for an issue that this user may not see.
    const hidden = answer.status === 403 && /permission to see/i.test(problem.detail ?? '');
    throw hidden ? new AppError('platform/not-found', problem.detail, { cause: problem }) : problem;
  }

  /** As `api.fetch` for one issue. */
  async function fetchOf<T extends Parameters<typeof api.fetch>[2]>(
    instance: Instance,
    call: Parameters<typeof api.fetch>[1],
    schema: T,
    signal: AbortSignal,
  ) {
    const answer = await api.call(instance, call, signal);
    if (refusals.includes(answer.status)) await refuse(instance, answer, signal);
    return { data: expectData(answer, schema), answer };
  }

  const expectData = <T extends Parameters<typeof api.fetch>[2]>(answer: Answer, schema: T) =>
    expectJson(answer, schema, now(), explainFor(now()));

  /** All comments where the issue does not bring all of them, or not who may see them. */
  async function fetchComments(
    instance: Instance,
    row: IssueRow,
    signal: AbortSignal,
  ): Promise<readonly CommentRow[]> {
    const embedded = row.fields.comment;
    if (embedded === undefined) throw new AppError('platform/answer-unexpected', 'comment');
    const open = leavesOpen(instance, row);
    if (!open && embedded.total <= embedded.comments.length) return embedded.comments;
    const found = new Map<string, CommentRow>();
    for (let startAt = 0; startAt < COMMENTS;) {
      const { data } = await fetchOf(
        instance,
        {
          purpose: 'comments',
          path: path`/rest/api/${versionOf(instance)}/issue/${row.id}/comment`,
          query: {
            startAt: String(startAt),
            maxResults: String(open ? COMMENTS : COMMENT_PAGE),
            orderBy: 'created',
            ...(open ? { expand: 'properties' } : {}),
          },
        },
        schemas().comments,
        signal,
      );
      for (const comment of data.comments) found.set(comment.id, comment);
      startAt += data.comments.length;
      if (data.comments.length === 0 || startAt >= data.total) break;
      // What the issue brought are the newest: often the rest is one page.
      if (!open && startAt + embedded.comments.length >= data.total) break;
    }
    if (!open) for (const comment of embedded.comments) found.set(comment.id, comment);
    return [...found.values()];
  }

  async function fetchTypeRows(
    instance: Instance,
    project: string,
    signal: AbortSignal,
  ): Promise<readonly TypeRow[]> {
    const key = keyOf(instance, project);
    const known = types.get(key);
    if (known !== undefined && known.until > now()) return known.rows;
    const answer = await api.call(
      instance,
      {
        purpose: 'types',
        path: path`/rest/api/${versionOf(instance)}/issue/createmeta/${project}/issuetypes`,
        query: { maxResults: '200' },
      },
      signal,
    );
    if (answer.status === 404 || answer.status === 403) {
      await confirmSignedIn(instance, answer, signal);
      const problem = explainFor(now())(answer);
      throw new AppError('platform/refused', problem?.detail ?? project);
    }
    const data = expectData(answer, schemas().types);
    // A sub-task needs a parent, which no partner can name.
    const rows = (data.values ?? data.issueTypes ?? [])
      .filter(({ subtask }) => subtask !== true)
      .map(({ id, name }) => ({ id, name }));
    if (rows.length === 0) await confirmSignedIn(instance, answer, signal);
    types.set(key, { rows, until: now() + HOUR });
    return rows;
  }

  async function isServiceIssue(instance: Instance, id: string, signal: AbortSignal): Promise<boolean> {
    let type = projectTypes.get(keyOf(instance, id));
    if (type === undefined) {
      const { data } = await fetchOf(
        instance,
        { purpose: 'project of issue', path: issuePath(instance, id), query: { fields: 'project' } },
        schemas().project,
        signal,
      );
      type = data.fields.project.projectTypeKey ?? '';
      projectTypes.set(keyOf(instance, id), type);
    }
    return type === 'service_desk';
  }

  async function checkUpload(
    instance: Instance,
    name: string,
    size: number,
    signal: AbortSignal,
  ): Promise<void> {
    let known = uploads.get(instance.url);
    if (known === undefined || known.until <= now()) {
      const call = { purpose: 'uploads', path: path`/rest/api/${versionOf(instance)}/attachment/meta` };
      const { data } = await api.fetch(instance, call, schemas().uploads, signal);
      known = { enabled: data.enabled, limit: data.uploadLimit, until: now() + HOUR };
      uploads.set(instance.url, known);
    }
    if (!known.enabled) throw new AppError('platform/refused', name);
    // Too large is 404 on some releases, which would look like an issue that is gone.
    if (known.limit !== undefined && size > known.limit) {
      throw new SyncFault('sync/attachment-too-large', String(known.limit));
    }
  }

  /** An attachment of this very issue. Throws `platform/not-found`. */
  async function fetchFile(
    instance: Instance,
    id: string,
    attachment: string,
    signal: AbortSignal,
  ): Promise<AttachmentRow> {
    const known = files.get(keyOf(instance, id))?.find((one) => one.id === attachment);
    if (known !== undefined) return known;
    const { data } = await fetchOf(
      instance,
      { purpose: 'attachments', path: issuePath(instance, id), query: { fields: 'attachment' } },
      schemas().files,
      signal,
    );
    files.set(keyOf(instance, id), data.fields.attachment);
    const found = data.fields.attachment.find((one) => one.id === attachment);
    if (found === undefined) throw new AppError('platform/not-found', attachment);
    return found;
  }

  /** Where time stands: the issues changed last, none of which is news. */
  async function fetchPresent(
    instance: Instance,
    signal: AbortSignal,
  ): Promise<{ place: Place; answer: Answer; empty: boolean }> {
    // Cloud refuses a query without any condition.
    const jql = 'updated >= "1971-01-01" ORDER BY updated DESC';
    const { issues, answer } = await searchPage(api, instance, 'present', { jql, field: 'updated' }, signal);
    const at = issues[0]?.at ?? (platformTime(answer.headers) ?? now()) - overlapOf(instance);
    const oldest = at - overlapOf(instance);
    const recent = issues.filter((one) => one.at >= oldest);
    return {
      place: { at, seen: Object.fromEntries(recent.map((one) => [one.id, one.at])) },
      answer,
      empty: issues.length === 0,
    };
  }

  /** Removes something; that it is gone already is no error. */
  async function remove(
    instance: Instance,
    purpose: string,
    where: SafePath,
    signal: AbortSignal,
  ): Promise<void> {
    const answer = await api.call(instance, { purpose, path: where, method: 'DELETE' }, signal);
    if (answer.status === 404 && explainFor(now())(answer)?.code === 'platform/not-found') {
      await confirmSignedIn(instance, answer, signal);
      return;
    }
    expectDone(answer, now());
  }

  return {
    capabilities: capabilitiesOf,

    async fetchIdentity(instance, signal) {
      const { user, self } = await fetchMyself(instance, signal);
      if (!isCloud(instance)) {
        // Jira's own address of itself stands in all that it says of itself.
        return { user, tenant: self.replace(/\/rest\/api\/.*$/, '') };
      }
      return { user, tenant: await fetchCloudId(instance, signal) };
    },

    /** By id, or by the key that people call it. */
    async fetchEntity(instance, id, signal): Promise<Entity> {
      const { data, answer } = await fetchOf(
        instance,
        {
          purpose: 'issue',
          path: issuePath(instance, issueId(id)),
          query: { fields: '*all,-worklog', properties: PROPERTY },
        },
        schemas().issue,
        signal,
      );
      const comments = await fetchComments(instance, data, signal);
      projectTypes.set(keyOf(instance, data.id), data.fields.project.projectTypeKey ?? '');
      files.set(keyOf(instance, data.id), data.fields.attachment ?? []);
      return entityOf(instance, data, comments, platformTime(answer.headers));
    },

    async createEntity(instance, draft, signal) {
      if (draft.project === undefined) throw new AppError('platform/refused', 'project');
      const project = numericId(draft.project);
      const { type, ...fields } = draft.fields;
      const wanted = typeof type === 'string' ? type.toLowerCase() : '';
      const rows = await fetchTypeRows(instance, project, signal);
      const found = rows.find(({ name }) => name.toLowerCase() === wanted);
      if (found === undefined) throw new AppError('platform/refused', wanted);
      const { data } = await fetchOf(
        instance,
        {
          purpose: 'create',
          path: path`/rest/api/${versionOf(instance)}/issue`,
          method: 'POST',
          body: {
            fields: {
              ...fieldsOf(instance, fields),
              project: { id: project },
              issuetype: { id: found.id },
            },
            properties: [{ key: PROPERTY, value: { twin: draft.marker } }],
          },
        },
        schemas().created,
        signal,
      );
      return { id: data.id };
    },

    async updateEntity(instance, id, fields, signal) {
      const answer = await api.call(
        instance,
        {
          purpose: 'update',
          path: issuePath(instance, numericId(id)),
          method: 'PUT',
          body: { fields: fieldsOf(instance, fields) },
        },
        signal,
      );
      if (refusals.includes(answer.status)) await refuse(instance, answer, signal);
      expectDone(answer, now());
      return { id };
    },

    async addComment(instance, id, { body, internal }, signal) {
      const rich = toRich(instance, body);
      if (rich === null) throw new AppError('platform/refused', 'body');
      // Elsewhere the mark has no effect and everybody would see the comment (T23).
      if (internal && !(await isServiceIssue(instance, numericId(id), signal))) {
        throw new AppError('platform/refused', 'internal');
      }
      const { data } = await fetchOf(
        instance,
        {
          purpose: 'comment',
          path: path`/rest/api/${versionOf(instance)}/issue/${numericId(id)}/comment`,
          method: 'POST',
          body: {
            body: rich,
            ...(internal ? { properties: [{ key: 'sd.public.comment', value: { internal: true } }] } : {}),
          },
        },
        schemas().comment,
        signal,
      );
      if (internal && data.jsdPublic === true) {
        await remove(
          instance,
          'take back',
          path`/rest/api/${versionOf(instance)}/issue/${id}/comment/${data.id}`,
          signal,
        );
        throw new AppError('platform/refused', 'internal');
      }
      return data.id;
    },

    async changeComment(instance, id, comment, body, signal) {
      const where = path`/rest/api/${versionOf(instance)}/issue/${numericId(id)}/comment/${numericId(comment)}`;
      const before = await api.call(instance, { purpose: 'comment before', path: where }, signal);
      if (before.status === 404 && explainFor(now())(before)?.code === 'platform/not-found') {
        await confirmSignedIn(instance, before, signal);
        return;
      }
      // Left out, a restriction that somebody put on the comment would be lifted; properties stay by themselves.
      const { visibility } = expectData(before, schemas().comment);
      const answer = await api.call(
        instance,
        {
          purpose: 'change comment',
          path: where,
          method: 'PUT',
          body: {
            body: toRich(instance, body) ?? toRich(instance, '-'),
            ...(visibility ? { visibility } : {}),
          },
        },
        signal,
      );
      const gone = answer.status === 404 && explainFor(now())(answer)?.code === 'platform/not-found';
      if (!gone) expectDone(answer, now());
    },

    removeComment: (instance, id, comment, signal) =>
      remove(
        instance,
        'remove comment',
        path`/rest/api/${versionOf(instance)}/issue/${numericId(id)}/comment/${numericId(comment)}`,
        signal,
      ),

    async addAttachment(instance, id, content, signal) {
      await checkUpload(instance, content.name, content.size, signal);
      const form = new FormData();
      form.append('file', await blobOf(content, signal), cleanFileName(content.name));
      const answer = await api.call(
        instance,
        {
          purpose: 'attach',
          path: path`/rest/api/${versionOf(instance)}/issue/${numericId(id)}/attachments`,
          method: 'POST',
          content: form,
        },
        signal,
      );
      if (refusals.includes(answer.status)) await refuse(instance, answer, signal);
      const [file] = expectData(answer, schemas().uploaded);
      if (file === undefined) throw new AppError('platform/answer-unexpected', answer.url.host);
      files.delete(keyOf(instance, id));
      if (file.size !== content.size) {
        await remove(
          instance,
          'take back',
          path`/rest/api/${versionOf(instance)}/attachment/${file.id}`,
          signal,
        );
        throw new SyncFault('sync/attachment-damaged', content.name);
      }
      return file.id;
    },

    async removeAttachment(instance, id, attachment, signal) {
      files.delete(keyOf(instance, id));
      await remove(
        instance,
        'detach',
        path`/rest/api/${versionOf(instance)}/attachment/${numericId(attachment)}`,
        signal,
      );
    },

    async *readAttachment(instance, id, attachment, offset, signal) {
      const file = await fetchFile(instance, numericId(id), numericId(attachment), signal);
      // Beyond the end some servers answer with an error.
      if (offset >= file.size) return;
      const type = file.mimeType ?? '';
      // The name in the address is for people; one that no path may hold is left out.
      const name = /^[\w .()-]{1,200}$/.test(file.filename) && !/^\.+$/.test(file.filename);
      const found = await api.download(
        instance,
        {
          purpose: 'file',
          path: isCloud(instance)
            ? path`/rest/api/3/attachment/content/${attachment}`
            : path`/secure/attachment/${attachment}/${name ? file.filename : 'file'}`,
          // Else Cloud sends to a host of its own for files.
          ...(isCloud(instance) ? { query: { redirect: 'false' } } : {}),
          accept: '*/*',
          ...(offset === 0 ? {} : { headers: { Range: `bytes=${String(offset)}-` } }),
        },
        signal,
      );
      if ('answer' in found) {
        files.delete(keyOf(instance, id));
        await refuse(instance, found.answer, signal);
        return;
      }
      const { status, headers, chunks, url } = found.download;
      const start = status === 206 ? (rangeStart(headers) ?? 0) : 0;
      const length = headers.get('Content-Encoding') === null ? headers.get('Content-Length') : null;
      const isPage = /\bhtml\b/i.test(headers.get('Content-Type') ?? '') && !/\bhtml\b/i.test(type);
      // A sign-in page comes with 200 as well: it is neither of the file's type nor of its size.
      if (length === null ? isPage : Number(length) !== file.size - start) {
        throw isPage
          ? new AppError('platform/signed-out', url.host)
          : new SyncFault('sync/attachment-damaged', file.filename);
      }
      yield* skipTo(chunks, start, offset);
    },

    async fetchChanges(instance, cursor, signal): Promise<EntityChanges> {
      if (cursor === undefined) {
        const { place, answer, empty } = await fetchPresent(instance, signal);
        if (empty) await confirmSignedIn(instance, answer, signal);
        const sure = withoutUnsure(place, platformTime(answer.headers));
        return { cursor: JSON.stringify(sure), changes: [], more: false };
      }
      const before = readPlace(cursor);
      const step = await walk(
        api,
        instance,
        'changes',
        { where: '', field: 'updated', overlap: overlapOf(instance), place: before },
        signal,
      );
      let { place } = step;
      // The issue changed last is always among the rows; where it is not, somebody else may be asking.
      if (!step.known && before.page === undefined) {
        await confirmSignedIn(instance, step.answer, signal);
        const quiet = step.news.length === 0 && !step.more;
        // It was deleted: another one to recognise the next answers by.
        if (quiet) ({ place } = await fetchPresent(instance, signal));
      }
      return {
        cursor: JSON.stringify(withoutUnsure(place, platformTime(step.answer.headers))),
        changes: step.news.map(({ id, at }) => (isCoarse(at) ? { id } : { id, version: String(at) })),
        more: step.more,
      };
    },

    /**
     * Properties are no condition of a search, so the newest issues of the admin's own account are looked at, up to a
     * thousand. Where the marker is not among them it is taken not to be there.
     */
    async findByMarker(instance, marker, signal) {
      if (!/^[\w-]{22}$/.test(marker)) throw new AppError('platform/invalid-id', marker.slice(0, 40));
      const jql = 'creator = currentUser() AND created >= -60d ORDER BY created DESC, key DESC';
      let startAt = 0;
      let token: string | undefined;
      for (let turn = 0; turn < MARKER_PAGES; turn += 1) {
        const page = await searchPage(
          api,
          instance,
          'marker',
          { jql, field: 'created', startAt, marker: true, ...(token === undefined ? {} : { token }) },
          signal,
        );
        const found = page.issues.filter((one) => one.marker === marker);
        if (found.length > 0) return found.slice(0, 3).map((one) => refOf(instance, one.id, one.key));
        if (turn === 0 && page.issues.length === 0) await confirmSignedIn(instance, page.answer, signal);
        if (!page.full || page.issues.length === 0) break;
        startAt += page.issues.length;
        ({ token } = page);
      }
      return [];
    },

    fetchVersions: fetchVersionsOf,

    /** JQL, in the order of creation, whatever order it names itself. */
    async search(instance, query, after, signal) {
      const where = conditionOf(query);
      if (after !== undefined) {
        const step = await walk(
          api,
          instance,
          'search',
          { where, field: 'created', overlap: 0, place: readPlace(after) },
          signal,
        );
        return {
          ids: step.news.map(({ id }) => id),
          ...(step.more ? { after: JSON.stringify(step.place) } : {}),
        };
      }
      const first = await walk(
        api,
        instance,
        'search',
        { where, field: 'created', overlap: 0, place: { at: 0, seen: {} } },
        signal,
      );
      if (first.news.length === 0) await confirmSignedIn(instance, first.answer, signal);
      const total = first.total ?? (await countOf(instance, where, first.more, first.news.length, signal));
      return {
        ids: first.news.map(({ id }) => id),
        ...(first.more ? { after: JSON.stringify(first.place) } : {}),
        ...(total === undefined ? {} : { total }),
      };
    },

    async matching(instance, query, ids, signal) {
      const wanted = ids.map((id) => numericId(id));
      const where = conditionOf(query);
      if (wanted.length === 0) return [];
      try {
        return await select(instance, where, wanted, signal);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'platform/refused') throw error;
        // Either the query makes no sense, which it then does not by itself either, or one of the ids is gone.
        await searchPage(api, instance, 'query', { jql: where, field: 'updated', size: 1 }, signal);
        const present = await fetchVersionsOf(instance, wanted, signal);
        const left = wanted.filter((id) => present.has(id));
        return left.length === 0 || left.length === wanted.length
          ? []
          : await select(instance, where, left, signal);
      }
    },

    async fetchTypes(instance, project, signal) {
      if (project === undefined) throw new AppError('platform/refused', 'project');
      const names = (await fetchTypeRows(instance, numericId(project), signal)).map(({ name }) => name);
      const [only] = names;
      return { names, ...(names.length === 1 && only !== undefined ? { standard: only } : {}) };
    },
  };

  async function fetchVersionsOf(
    instance: Instance,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const wanted = ids.map((id) => numericId(id));
    if (!isCloud(instance)) {
      const jql = `id in (${wanted.join(',')}) ORDER BY key ASC`;
      const { issues, answer } = await searchPage(
        api,
        instance,
        'versions',
        { jql, field: 'updated', size: wanted.length, lenient: true },
        signal,
      );
      if (issues.length === 0) await confirmSignedIn(instance, answer, signal);
      return new Map(issues.map((one) => [one.id, String(one.at)]));
    }
    const { data, answer } = await api.fetch(
      instance,
      {
        purpose: 'versions',
        path: path`/rest/api/3/issue/bulkfetch`,
        method: 'POST',
        body: { issueIdsOrKeys: wanted, fields: ['updated'] },
      },
      schemas().fetched,
      signal,
    );
    if (data.issues.length === 0) await confirmSignedIn(instance, answer, signal);
    return new Map(
      data.issues.flatMap((one): [string, string][] => {
        const at = timeOf(one.fields.updated);
        return at === undefined ? [] : [[one.id, String(at)]];
      }),
    );
  }

  /** Those of these ids that a condition selects. */
  async function select(
    instance: Instance,
    where: string,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const jql = `(${where}) AND id in (${ids.join(',')}) ORDER BY key ASC`;
    const { issues, answer } = await searchPage(
      api,
      instance,
      'matching',
      { jql, field: 'updated', size: ids.length },
      signal,
    );
    if (issues.length === 0) await confirmSignedIn(instance, answer, signal);
    // Whatever the query's own brackets made of it: only these were asked for.
    const found = new Set(issues.map(({ id }) => id));
    return ids.filter((id) => found.has(id));
  }

  /** How many there are in all: known where the first page is the last, else about that many, as Cloud says. */
  async function countOf(
    instance: Instance,
    where: string,
    more: boolean,
    found: number,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    if (!more) return found;
    const { data } = await api.fetch(
      instance,
      {
        purpose: 'count',
        path: path`/rest/api/3/search/approximate-count`,
        method: 'POST',
        body: { jql: where },
      },
      schemas().count,
      signal,
    );
    return data.count;
  }
}
