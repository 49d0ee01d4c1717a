import { AppError } from '../../utils/base/errors.ts';
import type { Instance } from '../../utils/domain/platform.ts';
import type { Entity, Fields } from '../../utils/domain/replica.ts';
import { PlatformFault } from '../../utils/domain/sync.ts';
import type { SyncCapabilities, SyncPlatform } from '../../utils/domain/sync.ts';
import type { Random } from './random.ts';

export interface FakeComment {
  readonly id: string;
  body: string;
  readonly internal: boolean;
  readonly at: number;
  readonly by: 'user' | 'sync';
}

export interface FakeAttachment {
  readonly id: string;
  readonly name: string;
  readonly data: Uint8Array;
  readonly at: number;
  readonly by: 'user' | 'sync';
}

export interface FakeEntity {
  readonly id: string;
  readonly key: string;
  fields: Record<string, string>;
  comments: FakeComment[];
  attachments: FakeAttachment[];
  readonly marker?: string;
  readonly by: 'user' | 'sync';
  counter: number;
  updatedAt: number;
  /** World time of the last change. */
  changedAt: number;
  readonly createdAt: number;
  gone: boolean;
  /** What a stale read may still show: states with the time at which they ended. */
  past: { until: number; entity: Entity }[];
}

/** How a fake platform differs from another; drawn by the seed. */
export interface FakeTraits {
  readonly exactVersions: boolean;
  readonly readLag: number;
  readonly searchLag: number;
  /** Whether a write answers with the entity as it left it. */
  readonly answersWithEntity: boolean;
  readonly tellsCommentIds: boolean;
  readonly changeComments: boolean;
  readonly removeComments: boolean;
  readonly removeAttachments: boolean;
  /** Its clock minus the world's, ms. */
  readonly skew: number;
  /** Keeps texts otherwise than they were sent. */
  readonly rewrite: (text: string) => string;
}

export const plainTraits: FakeTraits = {
  exactVersions: true,
  readLag: 0,
  searchLag: 0,
  answersWithEntity: true,
  tellsCommentIds: true,
  changeComments: true,
  removeComments: true,
  removeAttachments: true,
  skew: 0,
  rewrite: (text) => text,
};

/** What the world does with a call before it happens: waiting, faults, crashes. */
export type Gate = <T>(label: string, kind: 'read' | 'write', effect: () => T) => Promise<T>;

export interface FakePlatform {
  readonly entities: Map<string, FakeEntity>;
  readonly port: SyncPlatform;
  readonly traits: FakeTraits;
  /** Requests by name. */
  readonly requests: Map<string, number>;
  /** Values that sync wrote, in order: entity, field, value. */
  readonly written: { id: string; field: string; value: string }[];
  writes: number;
  signedOutUntil: number;
  /** What a user does there; never fails. */
  readonly user: {
    create(fields: Record<string, string>): FakeEntity;
    edit(id: string, field: string, value: string): void;
    comment(id: string, body: string, internal?: boolean): FakeComment;
    editComment(id: string, comment: string, body: string): void;
    removeComment(id: string, comment: string): void;
    attach(id: string, name: string, data: Uint8Array): FakeAttachment;
    detach(id: string, attachment: string): void;
    remove(id: string): void;
  };
}

/** A platform in memory, as honest and as troublesome as the real ones. `gate` decides what each call meets. */
export function createFakePlatform(given: {
  instance: Instance;
  traits: FakeTraits;
  now: () => number;
  random: Random;
  gate: Gate;
  /** Whether reads may be stale just now. */
  troubled: () => boolean;
}): FakePlatform {
  const { traits, random } = given;
  const entities = new Map<string, FakeEntity>();
  const requests = new Map<string, number>();
  const written: FakePlatform['written'] = [];
  const prefix = given.instance.url.slice(8, 11).toUpperCase();
  let serial = 0;
  const grain = traits.exactVersions ? 1 : 1000;
  const platformNow = () => given.now() + traits.skew;

  const view = (entity: FakeEntity): Entity => ({
    ref: {
      id: entity.id,
      key: entity.key,
      url: `${given.instance.url}/${entity.key}`,
      platform: given.instance.platform,
    },
    fields: { ...entity.fields },
    comments: entity.comments.map(({ id, body, internal, at, by }) => ({
      id,
      body,
      internal,
      at,
      author: by,
    })),
    attachments: entity.attachments.map(({ id, name, data, at }) => ({
      id,
      name,
      type: 'application/octet-stream',
      size: data.length,
      at,
    })),
    version: traits.exactVersions ? String(entity.counter) : String(entity.updatedAt),
    updatedAt: entity.updatedAt,
    readAt: platformNow(),
    ...(entity.marker === undefined ? {} : { marker: entity.marker }),
  });

  const alive = (id: string): FakeEntity => {
    const entity = entities.get(id);
    if (entity === undefined || entity.gone) throw new AppError('platform/not-found', id);
    return entity;
  };

  /** Changes an entity; the state before stays readable for a stale read. */
  function change<T>(id: string, run: (entity: FakeEntity) => T): T {
    const entity = alive(id);
    if (traits.readLag > 0) {
      entity.past.push({ until: given.now(), entity: view(entity) });
      if (entity.past.length > 4) entity.past.shift();
    }
    const result = run(entity);
    entity.counter += 1;
    entity.changedAt = given.now();
    const stamp = Math.floor(platformNow() / grain) * grain;
    entity.updatedAt = Math.max(stamp, traits.exactVersions ? entity.updatedAt + 1 : entity.updatedAt);
    return result;
  }

  function create(fields: Record<string, string>, by: 'user' | 'sync', marker?: string): FakeEntity {
    serial += 1;
    const now = Math.floor(platformNow() / grain) * grain;
    const entity: FakeEntity = {
      id: `${prefix}${String(serial)}`,
      key: `${prefix}-${String(serial)}`,
      fields: { summary: '', description: '', type: 'Task', ...fields },
      comments: [],
      attachments: [],
      by,
      counter: 1,
      updatedAt: now,
      changedAt: given.now(),
      createdAt: given.now(),
      gone: false,
      past: [],
      ...(marker === undefined ? {} : { marker }),
    };
    entities.set(entity.id, entity);
    return entity;
  }

  const platform: FakePlatform = {
    entities,
    requests,
    written,
    traits,
    writes: 0,
    signedOutUntil: 0,
    user: {
      create: (fields) => create(fields, 'user'),
      edit: (id, field, value) => change(id, (entity) => void (entity.fields[field] = value)),
      comment: (id, body, internal = false) =>
        change(id, (entity) => {
          serial += 1;
          const comment: FakeComment = {
            id: `c${String(serial)}`,
            body,
            internal,
            at: platformNow(),
            by: 'user',
          };
          entity.comments.push(comment);
          return comment;
        }),
      editComment: (id, comment, body) =>
        change(id, (entity) => {
          const found = entity.comments.find((one) => one.id === comment);
          if (found) found.body = body;
        }),
      removeComment: (id, comment) =>
        change(id, (entity) => {
          entity.comments = entity.comments.filter((one) => one.id !== comment);
        }),
      attach: (id, name, data) =>
        change(id, (entity) => {
          serial += 1;
          const attachment: FakeAttachment = {
            id: `a${String(serial)}`,
            name,
            data,
            at: platformNow(),
            by: 'user',
          };
          entity.attachments.push(attachment);
          return attachment;
        }),
      detach: (id, attachment) =>
        change(id, (entity) => {
          entity.attachments = entity.attachments.filter((one) => one.id !== attachment);
        }),
      remove: (id) =>
        change(id, (entity) => {
          entity.gone = true;
        }),
    },
    port: undefined as unknown as SyncPlatform,
  };

  const call = <T>(label: string, kind: 'read' | 'write', effect: () => T): Promise<T> => {
    requests.set(label, (requests.get(label) ?? 0) + 1);
    return given.gate(label, kind, () => {
      if (given.now() < platform.signedOutUntil) throw new AppError('platform/signed-out', prefix);
      if (kind === 'write') platform.writes += 1;
      return effect();
    });
  };

  const capabilities: SyncCapabilities = {
    changeComments: traits.changeComments,
    removeComments: traits.removeComments,
    removeAttachments: traits.removeAttachments,
    internalComments: true,
    exactVersions: traits.exactVersions,
    grain,
    readLag: traits.readLag,
    searchLag: traits.searchLag,
  };

  /** Found by a search only some time after it happened. */
  const isListed = (since: number): boolean =>
    !given.troubled() || given.now() - since >= traits.searchLag * 0.9;

  const kept = (fields: Fields): Record<string, string> =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        traits.rewrite(typeof value === 'string' ? value : ''),
      ]),
    );

  const port: SyncPlatform = {
    capabilities: () => capabilities,
    fetchIdentity: () => call('identity', 'read', () => ({ user: 'admin', tenant: prefix })),
    fetchEntity: (_instance, id) =>
      call('read', 'read', () => {
        const entity = alive(id);
        const stale = entity.past.filter(({ until }) => given.now() - until < traits.readLag * 0.9);
        if (given.troubled() && stale.length > 0 && random.chance(0.4)) return random.pick(stale).entity;
        return view(entity);
      }),
    createEntity: (_instance, draft) =>
      call('create', 'write', () => {
        const entity = create(kept(draft.fields), 'sync', draft.marker);
        for (const [field, value] of Object.entries(entity.fields))
          written.push({ id: entity.id, field, value });
        return { id: entity.id, ...(traits.answersWithEntity ? { entity: view(entity) } : {}) };
      }),
    updateEntity: (_instance, id, fields) =>
      call('update', 'write', () => {
        change(id, (entity) => {
          for (const [field, value] of Object.entries(kept(fields))) {
            entity.fields[field] = value;
            written.push({ id, field, value });
          }
        });
        return { id, ...(traits.answersWithEntity ? { entity: view(alive(id)) } : {}) };
      }),
    addComment: (_instance, id, { body, internal }) =>
      call('comment', 'write', () =>
        change(id, (entity) => {
          serial += 1;
          const comment: FakeComment = {
            id: `c${String(serial)}`,
            body: traits.rewrite(body),
            internal,
            at: platformNow(),
            by: 'sync',
          };
          entity.comments.push(comment);
          return traits.tellsCommentIds ? comment.id : undefined;
        }),
      ),
    changeComment: (_instance, id, comment, body) =>
      call('comment change', 'write', () =>
        change(id, (entity) => {
          const found = entity.comments.find((one) => one.id === comment);
          if (found) found.body = traits.rewrite(body);
        }),
      ),
    removeComment: (_instance, id, comment) =>
      call('comment remove', 'write', () =>
        change(id, (entity) => {
          entity.comments = entity.comments.filter((one) => one.id !== comment);
        }),
      ),
    async addAttachment(_instance, id, content) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of content.chunks()) chunks.push(chunk);
      const data = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
      let offset = 0;
      for (const chunk of chunks) {
        data.set(chunk, offset);
        offset += chunk.length;
      }
      return call('attach', 'write', () =>
        change(id, (entity) => {
          serial += 1;
          const attachment: FakeAttachment = {
            id: `a${String(serial)}`,
            name: content.name,
            data,
            at: platformNow(),
            by: 'sync',
          };
          entity.attachments.push(attachment);
          return traits.tellsCommentIds ? attachment.id : undefined;
        }),
      );
    },
    removeAttachment: (_instance, id, attachment) =>
      call('detach', 'write', () =>
        change(id, (entity) => {
          entity.attachments = entity.attachments.filter((one) => one.id !== attachment);
        }),
      ),
    async *readAttachment(_instance, id, attachment, offset) {
      const data = await call('download', 'read', () => {
        const found = alive(id).attachments.find((one) => one.id === attachment);
        if (found === undefined) throw new AppError('platform/not-found', attachment);
        return found.data;
      });
      const step = 100_000;
      for (let at = offset; at < data.length; at += step) yield data.subarray(at, at + step);
    },
    fetchChanges: (_instance, cursor) =>
      call('changes', 'read', () => {
        const known =
          cursor === undefined ? undefined : (JSON.parse(cursor) as { since: number; seen: string[] });
        const overlap = traits.searchLag + 2 * grain + 2000;
        const since = known?.since ?? platformNow();
        const seen = new Set(known?.seen);
        const rows = [...entities.values()].filter(
          (entity) => entity.updatedAt >= since - overlap && isListed(entity.changedAt),
        );
        const name = (entity: FakeEntity) => `${entity.id}:${String(entity.counter)}`;
        const high = Math.max(since, ...rows.map(({ updatedAt }) => updatedAt));
        return {
          cursor: JSON.stringify({
            since: high,
            seen: traits.exactVersions ? rows.map(name) : [],
          }),
          changes: rows
            .filter((entity) => cursor !== undefined && !(traits.exactVersions && seen.has(name(entity))))
            .map((entity) => ({
              id: entity.id,
              version: traits.exactVersions ? String(entity.counter) : String(entity.updatedAt),
              ...(entity.gone ? { gone: true } : {}),
            })),
          more: false,
        };
      }),
    findByMarker: (_instance, marker) =>
      call('find', 'read', () =>
        [...entities.values()]
          .filter((entity) => entity.marker === marker && !entity.gone && isListed(entity.createdAt))
          .map((entity) => view(entity).ref),
      ),
    fetchVersions: (_instance, ids) =>
      call(
        'versions',
        'read',
        () =>
          new Map(
            ids.flatMap((id) => {
              const entity = entities.get(id);
              return entity === undefined || entity.gone ? [] : [[id, view(entity).version] as const];
            }),
          ),
      ),
    search: (_instance, query, after) =>
      call('search', 'read', () => {
        const all = [...entities.values()].filter(
          (entity) => !entity.gone && entity.fields['summary']?.includes(query),
        );
        const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
        const page = all.slice(from, from + 20);
        const last = page.at(-1);
        return {
          ids: page.map(({ id }) => id),
          total: all.length,
          ...(from + 20 < all.length && last ? { after: last.id } : {}),
        };
      }),
    matching: (_instance, query, ids) =>
      call('matching', 'read', () =>
        ids.filter(
          (id) => entities.get(id)?.gone === false && entities.get(id)?.fields['summary']?.includes(query),
        ),
      ),
    fetchTypes: () => call('types', 'read', () => ({ names: ['Task', 'Bug'], standard: 'Task' })),
  };
  return Object.assign(platform, { port });
}

export const tooMany = (ms: number): PlatformFault =>
  new PlatformFault('platform/rate-limited', undefined, { scope: 'instance', retryAfter: ms });
