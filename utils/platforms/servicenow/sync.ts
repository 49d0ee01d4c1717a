import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import type { Entity, EntityAttachment, EntityComment } from '@/utils/domain/replica.ts';
import { SyncFault } from '@/utils/domain/sync.ts';
import type { SyncCapabilities, SyncPlatform, Written } from '@/utils/domain/sync.ts';

import { blobOf, cleanFileName, rangeStart, skipTo } from '../files.ts';
import type { PlatformParts } from '../parts.ts';
import { platformTime } from '../platform-time.ts';
import { createRemembered } from '../remembered.ts';
import { expectJson, isLoginPage, path, problemOf } from '../request.ts';
import type { Answer } from '../request.ts';
import { expectResult, explainFor, isSysId, sysId, totalOf } from './answers.ts';
import { createAskAll } from './batch.ts';
import type { Question } from './batch.ts';
import { changesOf, questionsOf, readCursor } from './changes.ts';
import { toJournal } from './dialect.ts';
import { identitySchemas } from './identity.ts';
import { parseQuery, withTerm } from './query.ts';
import {
  attachmentsOf,
  bodyOf,
  checkKept,
  commentsOf,
  filesName,
  INCIDENT,
  incidentOf,
  PRODUCT,
  refOf,
  schemas,
  versionOf,
  withoutDoubles,
} from './records.ts';
import type { Incident, JournalRow, RecordRow } from './records.ts';
import { createServiceNowSession } from './session.ts';

const capabilities: SyncCapabilities = {
  // Journal entries are there for good.
  changeComments: false,
  removeComments: false,
  removeAttachments: true,
  internalComments: true,
  // `sys_mod_count` rises with each change of the record, and the version names its files.
  exactVersions: true,
  grain: 1000,
  readLag: 0,
  searchLag: 0,
  // `com.glide.attachment.max_size` as delivered.
  attachmentBytes: 1024 * 1024 * 1024,
};

/** Incidents, journal rows and attachments that are read at a time; what a twin may hold is less. */
const JOURNAL_LIMIT = '1000';
const FILE_LIMIT = '300';
/** Ids in one address: it must stay below 2,000 characters. */
const IDS = 40;
const PAGE = 100;
/** A note that is shorter than this is no beginning of another one. */
const SHORTEST_CUT = 80;

const ALL = {
  sysparm_display_value: 'all',
  sysparm_exclude_reference_link: 'true',
} as const;

const JSON_BYTES = 8 * 1024 * 1024;

const inGroups = <T>(rows: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_none, index) =>
    rows.slice(index * size, (index + 1) * size),
  );

/**
 * ServiceNow incidents by the admin's session. What is true of all calls: the token rule of `session.ts`, every row
 * compared with what was asked for, since the platform drops terms and values that it does not know.
 * Source: `servicenow.md`.
 */
export function createServiceNowSync(parts: PlatformParts): SyncPlatform {
  const session = createServiceNowSession(parts);
  const askAll = createAskAll(session, parts.clock);
  const now = () => parts.clock.now();
  /** As last read or written, to know what a write's answer leaves out; only where the count of changes proves it. */
  const incidents = createRemembered<Incident>(200);
  const parted = createRemembered<ReadonlySet<string>>(2000);
  const names = createRemembered<string>(1000);
  const checkedQueries = createRemembered<true>(100);
  const keyOf = (instance: Instance, id: string) => `${instance.url} ${id}`;

  function remember(instance: Instance, incident: Incident): void {
    const { ref, comments, attachments } = incident.entity;
    incidents.set(keyOf(instance, ref.id), incident);
    parted.set(keyOf(instance, ref.id), new Set([...comments, ...attachments].map(({ id }) => id)));
  }

  const get = (
    instance: Instance,
    purpose: string,
    question: Question,
    signal: AbortSignal,
  ): Promise<Answer> =>
    session.call(
      instance,
      {
        purpose: `servicenow: ${purpose}`,
        path: question.path,
        query: question.query ?? {},
        maximumBytes: JSON_BYTES,
      },
      signal,
    );

  const rowsOf = (query: string, fields: string, limit: string): Readonly<Record<string, string>> => ({
    sysparm_query: query,
    sysparm_fields: fields,
    sysparm_limit: limit,
    sysparm_exclude_reference_link: 'true',
  });

  const journalOf = (id: string): Question => ({
    path: path`/api/now/table/sys_journal_field`,
    query: rowsOf(
      `element_id=${id}^elementINcomments,work_notes^ORDERBYsys_created_on^ORDERBYsys_id`,
      'sys_id,element_id,element,value,sys_created_by,sys_created_on',
      JOURNAL_LIMIT,
    ),
  });

  const filesOf = (id: string): Question => ({
    path: path`/api/now/attachment`,
    query: {
      sysparm_query: `table_name=incident^table_sys_id=${id}^ORDERBYsys_created_on`,
      sysparm_limit: FILE_LIMIT,
    },
  });

  /** Rows of notes. Whoever may not read them gets none, or 403: both are no "there are none". */
  function journalRows(answer: Answer): readonly JournalRow[] {
    if (answer.status === 403) throw new AppError('platform/not-admin', 'sys_journal_field');
    return expectResult(answer, schemas().journal, now());
  }

  /** Names of those who wrote notes, asked for once. Where they may not be read, their user names stand for them. */
  async function learnNames(
    instance: Instance,
    rows: readonly JournalRow[],
    signal: AbortSignal,
  ): Promise<(user: string) => string> {
    const nameOf = (user: string) => names.get(keyOf(instance, user)) ?? user;
    const users = [...new Set(rows.map(({ sys_created_by: user }) => user))].filter(
      (user) => names.get(keyOf(instance, user)) === undefined && /^[^,^]{1,100}$/.test(user),
    );
    for (const group of inGroups(users, IDS)) {
      const query = rowsOf(`user_nameIN${group.join(',')}`, 'user_name,name', String(group.length));
      const answer = await get(instance, 'authors', { path: path`/api/now/table/sys_user`, query }, signal);
      const readable = explainFor(now())(answer) === undefined && answer.status === 200;
      const found = readable ? expectResult(answer, schemas().names, now()) : [];
      for (const user of group) {
        const name = found.find(({ user_name: known }) => known === user)?.name ?? '';
        names.set(keyOf(instance, user), name.trim() === '' ? user : name.slice(0, 300));
      }
    }
    return nameOf;
  }

  async function read(instance: Instance, id: string, signal: AbortSignal): Promise<Entity> {
    const answers = await askAll(
      instance,
      'incident',
      {
        record: { path: path`/api/now/table/incident/${sysId(id)}`, query: ALL },
        journal: journalOf(id),
        files: filesOf(id),
      },
      signal,
    );
    const row = expectResult(answers.record, schemas().record, now());
    const files = attachmentsOf(expectResult(answers.files, schemas().attachments, now()));
    const notes = journalRows(answers.journal);
    const comments = commentsOf(notes, await learnNames(instance, notes, signal));
    const incident = incidentOf(instance, row, comments, files, platformTime(answers.record.headers));
    if (incident.entity.ref.id !== id) throw new AppError('platform/answer-unexpected', id);
    // The record shows notes and their rows are hidden: rather nothing than half.
    if (incident.hasJournal && notes.length === 0) {
      throw new AppError('platform/not-admin', 'sys_journal_field');
    }
    remember(instance, incident);
    return incident.entity;
  }

  /** The id of a number that an admin typed; ids are taken as they are. */
  async function idOf(instance: Instance, id: string, signal: AbortSignal): Promise<string> {
    if (isSysId(id)) return id;
    if (!/^[A-Za-z]{1,20}\d{1,20}$/.test(id)) throw new AppError('platform/invalid-id', id.slice(0, 40));
    const query = rowsOf(`number=${id.toUpperCase()}`, 'sys_id,number', '2');
    const answer = await get(instance, 'number', { path: path`/api/now/table/incident`, query }, signal);
    const rows = expectResult(answer, schemas().numbers, now()).filter(
      ({ number }) => number.toLowerCase() === id.toLowerCase(),
    );
    const [row] = rows;
    if (row === undefined || rows.length > 1) throw new AppError('platform/not-found', id);
    return row.sys_id;
  }

  /** The incident that a write's own answer shows, with the notes and files that it leaves out. */
  const writtenOf = (
    instance: Instance,
    answer: Answer,
    row: RecordRow,
    comments: readonly EntityComment[],
    attachments: readonly EntityAttachment[],
  ): Incident => incidentOf(instance, row, comments, attachments, platformTime(answer.headers));

  async function update(
    instance: Instance,
    id: string,
    body: Readonly<Record<string, string>>,
    purpose: string,
    signal: AbortSignal,
  ): Promise<{ answer: Answer; row: RecordRow }> {
    const answer = await session.call(
      instance,
      {
        purpose: `servicenow: ${purpose}`,
        path: path`/api/now/table/incident/${sysId(id)}`,
        query: ALL,
        method: 'PATCH',
        body,
        maximumBytes: JSON_BYTES,
      },
      signal,
    );
    return { answer, row: expectResult(answer, schemas().record, now()) };
  }

  /** Throws `platform/refused` with the first field that no table knows; the platform would drop its term. */
  async function checkQuery(
    instance: Instance,
    query: string,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const { groups, fields } = parseQuery(query);
    if (checkedQueries.get(keyOf(instance, query))) return groups;
    const parted = [...new Set(fields.flatMap((field) => field.split('.')))];
    const asked = new Set([...parted, 'short_description']);
    const answer = await get(
      instance,
      'fields',
      {
        path: path`/api/now/table/sys_dictionary`,
        query: rowsOf(`elementIN${[...asked].join(',')}^active=true`, 'name,element', '2000'),
      },
      signal,
    );
    const known = expectResult(answer, schemas().dictionary, now());
    const own = new Set(
      known.filter(({ name }) => name === 'incident' || name === 'task').map(({ element }) => element),
    );
    // Whoever may not read the dictionary gets an empty one.
    if (!own.has('short_description')) throw new AppError('platform/not-admin', 'sys_dictionary');
    const anywhere = new Set(known.map(({ element }) => element));
    const wrong = fields.find((field) => {
      const [head = '', ...rest] = field.split('.');
      return !own.has(head) || rest.some((part) => !anywhere.has(part));
    });
    if (wrong !== undefined) throw new AppError('platform/refused', wrong);
    checkedQueries.set(keyOf(instance, query), true);
    return groups;
  }

  return {
    capabilities: () => capabilities,

    async fetchIdentity(instance, signal) {
      const answers = await askAll(
        instance,
        'identity',
        {
          session: { path: path`/api/now/sg/impersonation/session` },
          user: { path: path`/api/now/ui/user/current_user` },
          properties: {
            path: path`/api/now/table/sys_properties`,
            query: rowsOf('nameINinstance_id,instance_name', 'name,value', '10'),
          },
        },
        signal,
      );
      const explained = explainFor(now());
      if (answers.session.status === 200) {
        const who = expectJson(answers.session, identitySchemas().impersonation, now(), explained);
        if (who.CurrentUser !== who.OriginalUser)
          throw new AppError('platform/impersonating', who.CurrentUser);
      } else {
        // Older releases have no such call; a session that has ended is no older release.
        const problem = explained(answers.session) ?? problemOf(answers.session, now());
        const absent = problem?.code === 'platform/not-found' || problem?.code === 'platform/refused';
        if (problem !== undefined && !absent) throw problem;
      }
      const user = expectResult(answers.user, identitySchemas().user, now());
      const properties =
        answers.properties.status === 403
          ? []
          : expectResult(answers.properties, identitySchemas().properties, now());
      const property = (wanted: string) => properties.find(({ name }) => name === wanted)?.value;
      const tenant = property('instance_id') ?? property('instance_name') ?? new URL(instance.url).host;
      return { user: user.user_sys_id, tenant };
    },

    /** By `sys_id`, or by the number that people call it (then one request more). */
    fetchEntity: async (instance, id, signal) => read(instance, await idOf(instance, id, signal), signal),

    async createEntity(instance, draft, signal): Promise<Written> {
      const sent = bodyOf(draft.fields);
      const answer = await session.call(
        instance,
        {
          purpose: 'servicenow: create',
          path: path`/api/now/table/incident`,
          query: ALL,
          method: 'POST',
          body: { ...sent, correlation_id: draft.marker, correlation_display: PRODUCT },
          maximumBytes: JSON_BYTES,
        },
        signal,
      );
      const row = expectResult(answer, schemas().record, now());
      // What was not kept, the marker included, is seen in the entity; thrown here, it would take the new id with it.
      const incident = writtenOf(instance, answer, row, [], []);
      const { entity } = incident;
      remember(instance, incident);
      return { id: entity.ref.id, entity };
    },

    async updateEntity(instance, id, fields, signal): Promise<Written> {
      const sent = bodyOf(fields);
      const before = incidents.get(keyOf(instance, id));
      const { answer, row } = await update(instance, id, sent, 'update', signal);
      checkKept(sent, row);
      const after = writtenOf(
        instance,
        answer,
        row,
        before?.entity.comments ?? [],
        before?.entity.attachments ?? [],
      );
      // One change more than were known is this one: notes are as they were read. Else somebody came between.
      const rise = Number(after.count) - Number(before?.count ?? Number.NaN);
      if (rise !== 1 && rise !== 0) {
        incidents.delete(keyOf(instance, id));
        return { id };
      }
      remember(instance, after);
      return { id, entity: after.entity };
    },

    async addComment(instance, id, { body, internal }, signal) {
      const element = internal ? 'work_notes' : 'comments';
      const text = toJournal(body);
      const { answer, row } = await update(instance, id, { [element]: text }, 'comment', signal);
      incidents.delete(keyOf(instance, id));
      const query = rowsOf(
        `element_id=${sysId(id)}^element=${element}^ORDERBYDESCsys_created_on`,
        'sys_id,element_id,element,value,sys_created_by,sys_created_on',
        '20',
      );
      const found = await get(
        instance,
        'comment written',
        { path: path`/api/now/table/sys_journal_field`, query },
        signal,
      );
      const written = withoutDoubles(journalRows(found)).find((entry) => {
        const isCut = entry.value.length >= SHORTEST_CUT && text.startsWith(entry.value);
        return entry.element === element && (entry.value.trim() === text.trim() || isCut);
      });
      if (written !== undefined) return written.sys_id;
      // A closed incident takes no notes and says so to nobody.
      if (writtenOf(instance, answer, row, [], []).state === '7') {
        throw new SyncFault('sync/not-kept', element);
      }
      return undefined;
    },

    changeComment: () => Promise.reject(new AppError('platform/refused', 'sys_journal_field')),
    removeComment: () => Promise.reject(new AppError('platform/refused', 'sys_journal_field')),

    async addAttachment(instance, id, content, signal) {
      const answer = await session.call(
        instance,
        {
          purpose: 'servicenow: attach',
          path: path`/api/now/attachment/file`,
          query: {
            table_name: 'incident',
            table_sys_id: sysId(id),
            file_name: cleanFileName(content.name),
          },
          method: 'POST',
          content: await blobOf(content, signal),
        },
        signal,
      );
      const file = expectResult(answer, schemas().file, now());
      incidents.delete(keyOf(instance, id));
      if (Number(file.size_bytes) !== content.size) {
        await removeFile(instance, file.sys_id, signal);
        throw new SyncFault('sync/attachment-damaged', content.name);
      }
      return file.sys_id;
    },

    async removeAttachment(instance, id, attachment, signal) {
      await removeFile(instance, attachment, signal);
      incidents.delete(keyOf(instance, id));
    },

    async *readAttachment(instance, id, attachment, offset, signal) {
      const found = await session.download(
        instance,
        {
          purpose: 'servicenow: file',
          path: path`/api/now/attachment/${sysId(attachment)}/file`,
          accept: '*/*',
          ...(offset === 0 ? {} : { headers: { Range: `bytes=${String(offset)}-` } }),
        },
        signal,
      );
      if ('answer' in found) {
        const { answer } = found;
        throw (
          explainFor(now())(answer) ??
          problemOf(answer, now()) ??
          new AppError('platform/answer-unexpected', answer.url.host)
        );
      }
      const { headers, status, chunks } = found.download;
      const about = headers.get('X-Attachment-Metadata') ?? (await aboutFile(instance, attachment, signal));
      // A sign-in page comes with 200 as well, but nothing is told of it as of a file.
      if (!about.includes(sysId(id))) throw new AppError('platform/not-found', attachment);
      yield* skipTo(chunks, status === 206 ? (rangeStart(headers) ?? 0) : 0, offset);
    },

    async fetchChanges(instance, cursor, signal) {
      const known = cursor === undefined ? undefined : readCursor(cursor);
      const answers = await askAll(instance, 'changes', questionsOf(known), signal);
      return changesOf(known, answers, now(), {
        versionOf: (id, count) => {
          const incident = incidents.get(keyOf(instance, id));
          return incident && `${count}-${filesName(incident.entity.attachments)}`;
        },
        isRead: (id, part) => parted.get(keyOf(instance, id))?.has(part) === true,
      });
    },

    async findByMarker(instance, marker, signal) {
      if (!/^[\w-]{22}$/.test(marker)) throw new AppError('platform/invalid-id', marker.slice(0, 40));
      const query = rowsOf(`correlation_id=${marker}`, 'sys_id,number,correlation_id', '3');
      const answer = await get(instance, 'marker', { path: path`/api/now/table/incident`, query }, signal);
      return expectResult(answer, schemas().marked, now())
        .filter((row) => row.correlation_id === marker)
        .map((row) => refOf(instance, row.sys_id, row.number));
    },

    async fetchVersions(instance, ids, signal) {
      const wanted = ids.map((id) => sysId(id));
      const questions = Object.fromEntries(
        inGroups(wanted, IDS).flatMap((group, index): [string, Question][] => [
          [
            `incidents ${String(index)}`,
            {
              path: path`/api/now/table/incident`,
              query: rowsOf(`sys_idIN${group.join(',')}`, 'sys_id,sys_mod_count', String(group.length)),
            },
          ],
          [
            `files ${String(index)}`,
            {
              path: path`/api/now/table/sys_attachment`,
              query: rowsOf(
                `table_name=incident^table_sys_idIN${group.join(',')}`,
                'sys_id,table_sys_id',
                '10000',
              ),
            },
          ],
        ]),
      );
      if (wanted.length === 0) return new Map();
      const answers = Object.entries(await askAll(instance, 'versions', questions, signal));
      const files = answers
        .filter(([name]) => name.startsWith('files'))
        .flatMap(([, answer]) => expectResult(answer, schemas().fileIds, now()));
      const rows = answers
        .filter(([name]) => name.startsWith('incidents'))
        .flatMap(([, answer]) => expectResult(answer, schemas().counts, now()))
        .filter((row) => wanted.includes(row.sys_id));
      return new Map(
        rows.map((row) => {
          const own = files.filter((file) => file.table_sys_id === row.sys_id);
          return [
            row.sys_id,
            versionOf(
              row.sys_mod_count,
              own.map((file) => ({ id: file.sys_id })),
            ),
          ];
        }),
      );
    },

    /** An encoded query as lists show it (*Copy query*). In the order of ids, which nothing changes. */
    async search(instance, query, after, signal) {
      const groups = await checkQuery(instance, query, signal);
      const term = after === undefined ? '' : `sys_id>${sysId(after)}`;
      const question = rowsOf(withTerm(groups, term, '^ORDERBYsys_id'), 'sys_id', String(PAGE));
      const answer = await get(
        instance,
        'search',
        { path: path`/api/now/table/incident`, query: question },
        signal,
      );
      const ids = expectResult(answer, schemas().ids, now()).map((row) => row.sys_id);
      const total = totalOf(answer);
      const last = ids.at(-1);
      const more = last !== undefined && (total === undefined ? ids.length >= PAGE : total > PAGE);
      return {
        ids,
        ...(more ? { after: last } : {}),
        ...(after === undefined && total !== undefined ? { total } : {}),
      };
    },

    async matching(instance, query, ids, signal) {
      if (ids.length === 0) return [];
      const wanted = ids.map((id) => sysId(id));
      const groups = await checkQuery(instance, query, signal);
      const questions = Object.fromEntries(
        inGroups(wanted, IDS).map((group, index): [string, Question] => [
          String(index),
          {
            path: path`/api/now/table/incident`,
            query: rowsOf(withTerm(groups, `sys_idIN${group.join(',')}`), 'sys_id', String(group.length)),
          },
        ]),
      );
      const answers = Object.values(await askAll(instance, 'matching', questions, signal));
      const found = new Set(
        answers.flatMap((answer) => expectResult(answer, schemas().ids, now()).map((row) => row.sys_id)),
      );
      return wanted.filter((id) => found.has(id));
    },

    fetchTypes: () => Promise.resolve({ names: [INCIDENT], standard: INCIDENT }),
  };

  /** What the platform says of a file, asked by itself: a proxy may have taken the header away. */
  async function aboutFile(instance: Instance, attachment: string, signal: AbortSignal): Promise<string> {
    const question = { path: path`/api/now/attachment/${sysId(attachment)}` };
    const answer = await get(instance, 'about file', question, signal);
    return expectResult(answer, schemas().owner, now()).table_sys_id;
  }

  /** A file that is gone already is no error. */
  async function removeFile(instance: Instance, attachment: string, signal: AbortSignal): Promise<void> {
    const answer = await session.call(
      instance,
      {
        purpose: 'servicenow: detach',
        path: path`/api/now/attachment/${sysId(attachment)}`,
        method: 'DELETE',
      },
      signal,
    );
    const problem = explainFor(now())(answer) ?? problemOf(answer, now());
    if (problem !== undefined && problem.code !== 'platform/not-found') throw problem;
    if (isLoginPage(answer)) throw new AppError('platform/signed-out', answer.url.host);
  }
}
