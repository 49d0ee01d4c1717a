import * as z from 'zod/mini';

import { MINUTE } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import type {
  Entity,
  EntityDraft,
  Fields,
  FieldValue,
  SyncCapabilities,
  SyncPlatform,
  Written,
} from '@/utils/domain/sync.ts';

import { cleanFileName } from '../files.ts';
import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import { platformTime } from '../platform-time.ts';
import { createRemembered } from '../remembered.ts';
import { expectJson, path } from '../request.ts';
import type { Answer } from '../request.ts';
import { createXurrentFiles } from './attachments.ts';
import { fetchChanges } from './changes.ts';
import { createXurrentClient, explain, nextQuery } from './client.ts';
import { toNote, toSubject } from './dialect.ts';
import {
  attachmentId,
  descriptionNote,
  entityOf,
  fileNote,
  isAttachmentId,
  LIST_COLUMNS,
  requestId,
  schemas,
  SOURCE,
  sourceIdOf,
  versionOf,
} from './entity.ts';
import type { NoteRow, RequestRow } from './entity.ts';
import { idsAmong, parseFilter } from './query.ts';
import type { RequestFilter } from './query.ts';

const capabilities: SyncCapabilities = {
  // Notes are for ever.
  changeComments: false,
  removeComments: false,
  removeAttachments: false,
  internalComments: true,
  // Of notes within one second a poll tells without a version.
  exactVersions: true,
  grain: 1000,
  readLag: 0,
  // Lists are searched; how soon they know is not promised.
  searchLag: 5_000,
  attachmentBytes: 2 * 1024 ** 3,
};

/** Categories that a caller may set without linking further records. */
const categories = ['incident', 'rfc', 'rfi', 'order', 'fulfillment', 'complaint', 'compliment', 'other'];

/** Notes of one request beyond this many pages of a hundred are more than a replica takes. */
const NOTE_PAGES = 10;
const INSTANCE_PAGES = 10;
const CATALOGUE_KEPT = 10 * MINUTE;
/** So long the notes of a request that was read stand for its notes when it is written. */
const NOTES_KEPT = 20_000;
const LARGE = 16 * 1024 * 1024;

const answers = once(() => ({
  saved: z.object({ id: z.int() }),
  instances: z.array(z.object({ id: z.int(), service: z.optional(z.nullable(z.object({ id: z.int() }))) })),
  ids: z.array(z.object({ id: z.int() })),
}));

const references = new Set([
  'team',
  'member',
  'service_instance',
  'requested_by',
  'requested_for',
  'template',
]);
const writable = new Set([
  'subject',
  'category',
  'impact',
  'status',
  'completion_reason',
  'waiting_until',
  'supplier_requestID',
]);
const aliases: Readonly<Record<string, string>> = { summary: 'subject', type: 'category' };

/**
 * Xurrent requests for sync, by token. Notes are comments; the first one, or the last that begins with the sign of a
 * description, is the description. Source: `xurrent.md` D.
 */
export function createXurrentSync(parts: PlatformParts): SyncPlatform {
  const client = createXurrentClient(parts);
  const files = createXurrentFiles(parts, client);
  const now = () => parts.clock.now();
  const timeOf = (answer: Answer): number => platformTime(answer.headers) ?? now();

  /** The service of each service instance of an account: requests name the latter, connections the former. */
  const catalogues = createRemembered<{ at: number; services: ReadonlyMap<number, number> }>(20);
  const recentNotes = createRemembered<{ at: number; notes: readonly NoteRow[] }>(100);
  const noteKey = (instance: Instance, id: string) => `${instance.url} ${id}`;

  async function fetchCatalogue(
    instance: Instance,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, number>> {
    const known = catalogues.get(instance.url);
    if (known !== undefined && now() >= known.at && now() - known.at < CATALOGUE_KEPT) return known.services;
    const services = new Map<number, number>();
    let query: Readonly<Record<string, string>> | undefined = { per_page: '100', fields: 'service' };
    for (let page = 0; page < INSTANCE_PAGES && query !== undefined; page += 1) {
      const answer: Answer = await client.call(
        instance,
        { purpose: 'xurrent: service instances', path: path`/v1/service_instances`, query },
        signal,
      );
      // The token may be without this scope: then nothing is known of services, and nothing else is missing.
      if (answer.status === 403) break;
      for (const { id, service } of expectJson(answer, answers().instances, now(), explain)) {
        if (service) services.set(id, service.id);
      }
      query = nextQuery(answer);
    }
    catalogues.set(instance.url, { at: now(), services });
    return services;
  }

  async function projectOf(
    instance: Instance,
    request: RequestRow,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const id = request.service_instance?.id;
    if (id === undefined) return undefined;
    const service = (await fetchCatalogue(instance, signal)).get(Number(id));
    return service === undefined ? undefined : String(service);
  }

  async function fetchRequest(instance: Instance, id: string, signal: AbortSignal) {
    const answer = await client.call(
      instance,
      { purpose: 'xurrent: read', path: path`/v1/requests/${id}`, maximumBytes: LARGE },
      signal,
    );
    const request = expectJson(answer, schemas().row, now(), explain);
    // Found in the trash is not there.
    if ('trashed' in request || 'archived' in request) throw new AppError('platform/not-found', id);
    return { request, readAt: timeOf(answer) };
  }

  async function fetchNotes(
    instance: Instance,
    id: string,
    which: 'all' | 'internal',
    signal: AbortSignal,
  ): Promise<readonly NoteRow[]> {
    const notes: NoteRow[] = [];
    let query: Readonly<Record<string, string>> | undefined = { per_page: '100' };
    for (let page = 0; query !== undefined; page += 1) {
      if (page >= NOTE_PAGES) throw new AppError('platform/answer-too-large', id);
      const answer: Answer = await client.call(
        instance,
        {
          purpose: 'xurrent: read notes',
          path: which === 'all' ? path`/v1/requests/${id}/notes` : path`/v1/requests/${id}/notes/internal`,
          query,
          maximumBytes: LARGE,
        },
        signal,
      );
      notes.push(...expectJson(answer, schemas().notes, now(), explain));
      query = nextQuery(answer);
    }
    return notes.sort((one, other) => one.id - other.id);
  }

  /** Notes of which each says whether it is internal; asked apart where the platform leaves it out. */
  async function fetchToldNotes(
    instance: Instance,
    id: string,
    signal: AbortSignal,
  ): Promise<readonly NoteRow[]> {
    const notes = await fetchNotes(instance, id, 'all', signal);
    if (notes.every(({ internal }) => internal !== undefined)) return notes;
    const internal = new Set((await fetchNotes(instance, id, 'internal', signal)).map((note) => note.id));
    return notes.map((note) => ({ ...note, internal: note.internal ?? internal.has(note.id) }));
  }

  async function fetchEntity(instance: Instance, id: string, signal: AbortSignal): Promise<Entity> {
    const number = requestId(id);
    const [{ request, readAt }, notes] = await Promise.all([
      fetchRequest(instance, number, signal),
      fetchToldNotes(instance, number, signal),
    ]);
    recentNotes.set(noteKey(instance, number), { at: now(), notes });
    const project = await projectOf(instance, request, signal);
    return entityOf(instance, request, notes, { readAt, project });
  }

  const scalarOf = (name: string, value: FieldValue): FieldValue => {
    if (typeof value === 'object' && value !== null) throw new AppError('platform/refused', name);
    return value === '' ? null : value;
  };

  /** Fields as the interface takes them; the description apart, since it is a note. */
  function bodyOf(fields: Fields): { body: Record<string, FieldValue>; description: string | undefined } {
    const body: Record<string, FieldValue> = {};
    let description: string | undefined;
    for (const [given, value] of Object.entries(fields)) {
      const name = aliases[given] ?? given;
      if (name === 'description') description = typeof value === 'string' ? value : '';
      else if (name === 'subject') body[name] = typeof value === 'string' ? toSubject(value) : null;
      else if (writable.has(name)) body[name] = scalarOf(given, value);
      else if (references.has(name)) {
        const id = typeof value === 'object' && value !== null && 'id' in value ? value['id'] : value;
        body[`${name}_id`] = scalarOf(given, id ?? null);
      } else if (name === 'custom_fields' && typeof value === 'object' && value !== null) {
        body[name] = Object.entries(value as Readonly<Record<string, FieldValue>>).map(([id, one]) => ({
          id,
          value: one,
        }));
      } else throw new AppError('platform/refused', given);
    }
    return { body, description };
  }

  async function instanceOf(
    instance: Instance,
    project: string | undefined,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    if (project === undefined) return undefined;
    const services = await fetchCatalogue(instance, signal);
    // The oldest one: there is no other order that stays the same.
    return [...services]
      .filter(([, service]) => String(service) === project)
      .map(([id]) => id)
      .sort((one, other) => one - other)[0];
  }

  async function createEntity(instance: Instance, draft: EntityDraft, signal: AbortSignal): Promise<Written> {
    const { body, description = '' } = bodyOf(draft.fields);
    const serviceInstance = await instanceOf(instance, draft.project, signal);
    const described = description.trim() !== '';
    const category = body['category'] ?? (serviceInstance === undefined ? 'other' : 'incident');
    const answer = await client.write(
      instance,
      {
        purpose: 'xurrent: create',
        path: path`/v1/requests`,
        method: 'POST',
        body: {
          ...(serviceInstance === undefined ? {} : { service_instance_id: serviceInstance }),
          // An incident has an impact; who sends none leaves it to whoever works on it.
          ...(category === 'incident' ? { impact: 'low' } : {}),
          ...body,
          category,
          source: SOURCE,
          sourceID: sourceIdOf(draft.marker, described),
          ...(described ? { note: toNote(description) } : {}),
        },
        maximumBytes: LARGE,
      },
      signal,
    );
    const request = expectJson(answer, schemas().row, now(), explain);
    const project = await projectOf(instance, request, signal);
    const given = { readAt: timeOf(answer), project, described: description };
    return { id: String(request.id), entity: entityOf(instance, request, [], given) };
  }

  async function updateEntity(
    instance: Instance,
    id: string,
    fields: Fields,
    signal: AbortSignal,
  ): Promise<Written> {
    const number = requestId(id);
    const { body, description } = bodyOf(fields);
    const answer = await client.write(
      instance,
      {
        purpose: 'xurrent: update',
        path: path`/v1/requests/${number}`,
        method: 'PATCH',
        body: { ...body, ...(description === undefined ? {} : { note: descriptionNote(description) }) },
        maximumBytes: LARGE,
      },
      signal,
    );
    const request = expectJson(answer, schemas().row, now(), explain);
    const known = recentNotes.get(noteKey(instance, number));
    recentNotes.delete(noteKey(instance, number));
    // Without notes that were read just before the state is not known. A note that came in between is told by the
    // next poll, which gives no version with it.
    if (known === undefined || now() < known.at || now() - known.at > NOTES_KEPT) return { id: number };
    const project = await projectOf(instance, request, signal);
    const entity = entityOf(instance, request, known.notes, {
      readAt: timeOf(answer),
      project,
      ...(description === undefined ? {} : { described: description }),
    });
    return { id: number, entity };
  }

  async function addNote(
    instance: Instance,
    id: string,
    purpose: string,
    note: { text: string; internal: boolean; attachments?: readonly { key: string }[] },
    signal: AbortSignal,
  ): Promise<number> {
    const number = requestId(id);
    recentNotes.delete(noteKey(instance, number));
    const answer = await client.write(
      instance,
      { purpose, path: path`/v1/requests/${number}/notes`, method: 'POST', body: note },
      signal,
    );
    return expectJson(answer, answers().saved, now(), explain).id;
  }

  /** One page of a list of requests. */
  async function fetchPage(
    instance: Instance,
    filter: RequestFilter,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<{ ids: readonly string[]; answer: Answer }> {
    const answer = await client.call(
      instance,
      {
        purpose: 'xurrent: search',
        path: filter.list === undefined ? path`/v1/requests` : path`/v1/requests/${filter.list}`,
        query,
      },
      signal,
    );
    const rows = expectJson(answer, answers().ids, now(), explain);
    // A filter that the platform did not know and left out selects what nobody meant.
    const [unknown] = filter.unknown;
    if (unknown !== undefined) throw new AppError('platform/refused', unknown);
    return { ids: rows.map(({ id }) => String(id)), answer };
  }

  const neverChanged = (what: string): AppError => new AppError('platform/refused', what);

  return {
    capabilities: () => capabilities,
    fetchIdentity: (instance, signal) => client.fetchIdentity(instance, signal),
    fetchEntity,
    createEntity,
    updateEntity,

    async addComment(instance, id, { body, internal }, signal) {
      return String(await addNote(instance, id, 'xurrent: note', { text: toNote(body), internal }, signal));
    },

    // Without the capability nobody asks; whoever does is told, since a silent success would be a lie.
    changeComment: (_instance, _id, comment) => Promise.reject(neverChanged(comment)),
    removeComment: (_instance, _id, comment) => Promise.reject(neverChanged(comment)),
    removeAttachment: (_instance, _id, attachment) => Promise.reject(neverChanged(attachment)),

    async addAttachment(instance, id, content, signal) {
      const number = requestId(id);
      const key = await files.upload(instance, content, signal);
      const note = { text: fileNote(cleanFileName(content.name)), internal: false, attachments: [{ key }] };
      return attachmentId(await addNote(instance, number, 'xurrent: attach', note, signal), key);
    },

    async *readAttachment(instance, id, attachment, offset, signal) {
      if (!isAttachmentId(attachment)) throw new AppError('platform/invalid-id', attachment.slice(0, 40));
      yield* files.download(instance, requestId(id), attachment, offset, signal);
    },

    fetchChanges: (instance, cursor, signal) => fetchChanges({ client, parts }, instance, cursor, signal),

    async findByMarker(instance, marker, signal) {
      if (!/^[\w-]{22}$/.test(marker)) throw new AppError('platform/invalid-id', marker.slice(0, 40));
      const wanted = [sourceIdOf(marker, true), sourceIdOf(marker, false)];
      const answer = await client.call(
        instance,
        {
          purpose: 'xurrent: look for what was created',
          path: path`/v1/requests`,
          query: { source: SOURCE, sourceID: wanted.join(','), per_page: '20', fields: LIST_COLUMNS },
        },
        signal,
      );
      return expectJson(answer, schemas().rows, now(), explain)
        .filter(({ source, sourceID }) => source === SOURCE && wanted.includes(sourceID ?? ''))
        .slice(0, 3)
        .map(({ id }) => {
          const key = String(id);
          return { id: key, key, url: `${instance.url}/requests/${key}`, platform: 'xurrent' as const };
        });
    },

    async fetchVersions(instance, ids, signal) {
      const numbers = ids.map(requestId);
      if (numbers.length === 0) return new Map();
      const answer = await client.call(
        instance,
        {
          purpose: 'xurrent: versions',
          path: path`/v1/requests`,
          query: { id: numbers.join(','), per_page: '100', fields: LIST_COLUMNS },
          maximumBytes: LARGE,
        },
        signal,
      );
      const rows = expectJson(answer, schemas().rows, now(), explain);
      return new Map(rows.map((row) => [String(row.id), versionOf(row, undefined)]));
    },

    async search(instance, query, after, signal) {
      const filter = parseFilter(query);
      const first = { ...filter.query, sort: 'id', per_page: '100', fields: 'status' };
      const page = after === undefined ? first : Object.fromEntries(new URLSearchParams(after));
      const { ids, answer } = await fetchPage(instance, filter, page, signal);
      const next = nextQuery(answer);
      const total = Number(answer.headers.get('X-Pagination-Total-Entries') ?? Number.NaN);
      return {
        ids,
        ...(next === undefined ? {} : { after: new URLSearchParams(next).toString() }),
        ...(Number.isInteger(total) && total >= 0 ? { total } : {}),
      };
    },

    async matching(instance, query, ids, signal) {
      const filter = parseFilter(query);
      const among = idsAmong(filter, ids.map(requestId));
      if (among.length === 0) return [];
      const page = { ...filter.query, id: among.join(','), per_page: '100', fields: 'status' };
      const wanted = new Set(among);
      const found = await fetchPage(instance, filter, page, signal);
      return found.ids.filter((id) => wanted.has(id));
    },

    async fetchTypes(instance, project, signal) {
      const serviceInstance = await instanceOf(instance, project, signal);
      // An incident needs something that it is about.
      return serviceInstance === undefined
        ? { names: categories.filter((name) => name !== 'incident'), standard: 'other' }
        : { names: categories, standard: 'incident' };
    },
  };
}
