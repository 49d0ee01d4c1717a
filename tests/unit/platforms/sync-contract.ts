import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { AppError } from '@/utils/base/errors.ts';
import type { ErrorCode } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import type { Entity, EntityComment } from '@/utils/domain/replica.ts';
import { PlatformFault, SyncFault } from '@/utils/domain/sync.ts';
import type { AttachmentContent, EntityChange, SyncPlatform, Written } from '@/utils/domain/sync.ts';

import type { Fault } from '../../platforms/core/types.ts';
import { patient } from './practice.ts';

/** One platform under the contract: the adapter, and a person who works there without it. */
export interface SyncSubject {
  readonly instance: Instance;
  /** Origin of its pages, where that is another than the instance's. */
  readonly pages?: string;
  /** Requests of a poll that finds nothing and of a read that has all it needs, where that is more than one. */
  readonly pollRequests?: number;
  readonly readRequests?: number;
  /** What an ended session is told as, where nobody can sign in anew. */
  readonly signedOut?: ErrorCode;
  /** Where entities are created, on platforms that have such a thing. */
  readonly project?: string;
  /** An adapter that remembers nothing, as after the background was stopped. */
  fresh(): SyncPlatform;
  /** Requests that reached the instance since the last call. */
  count(): number;
  /** State as after the start, nobody signed in. */
  reset(): void;
  signIn(): Promise<void>;
  /** The same browser, another user. */
  signInAsAnother(): Promise<void>;
  expireSessions(): void;
  setFault(fault: Fault): void;
  clearFaults(): void;
  /** Moves the platform's clock. */
  advance(ms: number): void;
  /** What a person does. */
  readonly person: {
    create(fields: { summary: string; description: string }): string;
    edit(id: string, fields: { summary?: string; description?: string }): void;
    comment(id: string, body: string, internal: boolean): void;
    attach(id: string, name: string, bytes: Uint8Array): void;
    remove(id: string): void;
  };
  /** An entity that can hold internal comments. */
  createForInternal?(): string;
  /** A query for entities whose summary holds this word, and queries that the platform has to refuse. */
  query(word: string): string;
  readonly badQueries: readonly string[];
  /** Where the requests of each kind are recognised by: method and a part of the path. */
  readonly writes: {
    readonly create: Pick<Fault, 'method' | 'path'>;
    readonly read: Pick<Fault, 'method' | 'path'>;
  };
  readonly faults: {
    readonly loginPage: Fault;
    readonly rateLimit: (seconds: number) => Fault;
  };
  readonly type: string;
}

const signal = patient();
const marker = 'AbCdEfGhIjKlMnOpQrSt_-';

const contentOf = (name: string, bytes: Uint8Array, type = 'text/plain'): AttachmentContent => ({
  name,
  type,
  size: bytes.length,
  async *chunks() {
    for (let at = 0; at < bytes.length; at += 256 * 1024) yield bytes.subarray(at, at + 256 * 1024);
  },
});

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return new Uint8Array(Buffer.concat(parts));
}

const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_none, at) => (at * 31) % 251);

async function codeOf(
  promise: Promise<unknown>,
): Promise<ErrorCode | SyncFault['reason'] | 'nothing thrown'> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    if (error instanceof SyncFault) return error.reason;
    throw error;
  }
  return 'nothing thrown';
}

/** Text from another platform that must come out as text: markup of all of them. */
const hostile = [
  '{code}x{code} {html}<b>y</b>{html} {color:red}z{color}',
  '[~admin] [click|https://evil.example] [^file.txt] !https://evil.example/p.png!',
  '[code]<img src=x onerror=alert(1)>[/code] [CODE]y[/CODE]',
  '<script>alert(1)</script> &lt;b&gt; &amp; &#92;',
  String.raw`C:\temp\new \\server\share a\b \{ \\ \[`,
  '*bold* _it_ -no- +in+ ^up^ ~down~ ??c?? {{m}} |a|b| ||h||',
  'h1. title\n* one\n# two\n- three\nbq. quote\n----',
  '=1+1 @someone #tag :) (!) (y)',
  'ends with a backslash \\',
  'two\n\nparagraphs\nand a line\n\n\nand more',
  'Umlaute äöü ß, 漢字, 😀, \u0301 combining',
] as const;

const commentNamed = (entity: Entity, body: string): EntityComment | undefined =>
  entity.comments.find((comment) => comment.body.includes(body));

/** What the engine relies on, whatever the platform. Runs against the practice servers, through real sockets. */
export function describeSyncPlatform(
  name: string,
  create: () => Promise<SyncSubject & { stop(): Promise<void> }>,
): void {
  describe(`${name} as the engine needs it`, { timeout: 30_000 }, () => {
    let subject: Awaited<ReturnType<typeof create>>;
    let platform: SyncPlatform;

    beforeAll(async () => {
      subject = await create();
    });
    afterAll(() => subject.stop());
    beforeEach(async () => {
      subject.reset();
      await subject.signIn();
      platform = subject.fresh();
      subject.count();
    });

    const at = () => subject.instance;
    const read = (id: string) => platform.fetchEntity(at(), id, signal);
    const draft = (summary: string, description = '', id = marker) => ({
      fields: { summary, description, type: subject.type },
      marker: id,
      ...(subject.project === undefined ? {} : { project: subject.project }),
    });
    const make = async (summary: string, description = '') =>
      (await platform.createEntity(at(), draft(summary, description), signal)).id;

    /** A poll as the engine makes it: until there is no more. */
    async function poll(
      cursor: string | undefined,
      by = platform,
    ): Promise<{ cursor: string; changes: readonly EntityChange[] }> {
      const changes: EntityChange[] = [];
      let next = cursor;
      for (let turn = 0; turn < 50; turn += 1) {
        const answer = await by.fetchChanges(at(), next, signal);
        changes.push(...answer.changes);
        next = answer.cursor;
        if (!answer.more) return { cursor: next, changes };
      }
      throw new Error('a poll without end');
    }
    const idsOf = (changes: readonly EntityChange[]) => [...new Set(changes.map(({ id }) => id))].sort();

    describe('who works there', () => {
      test('is the same user and tenant each time, and another user is another', async () => {
        const first = await platform.fetchIdentity(at(), signal);
        expect(await subject.fresh().fetchIdentity(at(), signal)).toStrictEqual(first);
        await subject.signInAsAnother();
        const other = await subject.fresh().fetchIdentity(at(), signal);
        expect(other.tenant).toBe(first.tenant);
        expect(other.user).not.toBe(first.user);
      });

      test('an ended session is told as such by every call, and never as nothing', async () => {
        const id = await make('Printer on fire');
        const { cursor } = await poll(undefined);
        subject.expireSessions();
        const calls: readonly [string, () => Promise<unknown>][] = [
          ['identity', () => platform.fetchIdentity(at(), signal)],
          ['read', () => read(id)],
          ['create', () => make('Another')],
          ['update', () => platform.updateEntity(at(), id, { summary: 'x' }, signal)],
          ['comment', () => platform.addComment(at(), id, { body: 'x', internal: false }, signal)],
          ['attach', () => platform.addAttachment(at(), id, contentOf('a.txt', bytesOf(3)), signal)],
          ['changes', () => platform.fetchChanges(at(), cursor, signal)],
          ['marker', () => platform.findByMarker(at(), marker, signal)],
          ['versions', () => platform.fetchVersions(at(), [id], signal)],
          ['search', () => platform.search(at(), subject.query('Printer'), undefined, signal)],
          ['matching', () => platform.matching(at(), subject.query('Printer'), [id], signal)],
        ];
        const codes: Record<string, string> = {};
        for (const [what, call] of calls) codes[what] = await codeOf(call());
        const told = subject.signedOut ?? 'platform/signed-out';
        expect(codes).toStrictEqual(Object.fromEntries(calls.map(([what]) => [what, told])));
      });
    });

    describe('one entity', () => {
      test('is read with its comments and attachments by at most two requests, then by one', async () => {
        const id = subject.person.create({ summary: 'Printer on fire', description: 'It burns.' });
        subject.person.comment(id, 'Bring water', false);
        subject.person.attach(id, 'fire.txt', bytesOf(10));
        subject.count();
        await platform.fetchIdentity(at(), signal);
        await platform.fetchTypes(at(), subject.project, signal);
        subject.count();
        const entity = await read(id);
        expect(subject.count()).toBeLessThanOrEqual(2);
        await read(id);
        expect(subject.count()).toBe(subject.readRequests ?? 1);
        expect(entity).toMatchObject({
          ref: { id, platform: at().platform },
          fields: { summary: 'Printer on fire', description: 'It burns.' },
          comments: [{ body: 'Bring water', internal: false }],
          attachments: [{ name: 'fire.txt', size: 10 }],
        });
        expect(entity.fields['type']).toMatch(/\w/);
        expect(entity.ref.key).toMatch(/\d/);
        expect(new URL(entity.ref.url).origin).toBe(subject.pages ?? new URL(at().url).origin);
        expect(entity.comments[0]?.author).toMatch(/\w/);
        expect(entity.marker).toBeUndefined();
        expect(Math.abs(entity.readAt - entity.updatedAt)).toBeLessThan(60_000);
      });

      test('that was deleted is not there any more', async () => {
        const id = await make('Printer on fire');
        subject.person.remove(id);
        expect(await codeOf(read(id))).toBe('platform/not-found');
        expect(await platform.fetchVersions(at(), [id], signal)).toStrictEqual(new Map());
      });

      test.each(['../../admin', 'X?y=1', '%2e%2e', '', 'a b', '1/../2', '1,2', "1' OR '1'='1"])(
        'no request leaves for the id %j',
        async (id) => {
          const call = () => Promise.resolve().then(() => read(id));
          expect(await codeOf(call())).toBe('platform/invalid-id');
          expect(await codeOf(platform.updateEntity(at(), id, { summary: 'x' }, signal))).toBe(
            'platform/invalid-id',
          );
          expect(await codeOf(platform.fetchVersions(at(), [id], signal))).toBe('platform/invalid-id');
          expect(await codeOf(platform.addComment(at(), id, { body: 'x', internal: false }, signal))).toBe(
            'platform/invalid-id',
          );
          expect(await codeOf(gather(platform.readAttachment(at(), '1', id, 0, signal)))).toBe(
            'platform/invalid-id',
          );
          expect(subject.count()).toBe(0);
        },
      );
    });

    describe('creating', () => {
      test('writes the fields, can be found by its marker, and is one request when all is known', async () => {
        await make('The first one');
        await platform.fetchTypes(at(), subject.project, signal);
        subject.count();
        const types = await platform.fetchTypes(at(), subject.project, signal);
        const other = 'ZyXwVuTsRqPoNmLkJiHg_-';
        const written = await platform.createEntity(
          at(),
          draft('Printer on fire', 'It burns', other),
          signal,
        );
        expect(subject.count()).toBe(1);
        expect(types.names.length).toBeGreaterThan(0);
        const entity = await read(written.id);
        expect(entity).toMatchObject({
          fields: { summary: 'Printer on fire', description: 'It burns' },
          marker: other,
        });
        if (written.entity) {
          // What came with the write is what is there, but for what is not written at all.
          expect(written.entity).toMatchObject({ ref: entity.ref, version: entity.version });
          expect(written.entity.fields['summary']).toBe('Printer on fire');
        }
        subject.advance(platform.capabilities(at()).searchLag);
        expect((await platform.findByMarker(at(), other, signal)).map(({ id }) => id)).toStrictEqual([
          written.id,
        ]);
        expect(await platform.findByMarker(at(), 'AAAAAAAAAAAAAAAAAAAAAA', signal)).toStrictEqual([]);
      });

      test('whose answer is lost is in doubt, and found exactly once', async () => {
        subject.setFault({ kind: 'drop-after-effect', ...subject.writes.create, times: 1 });
        expect(await codeOf(make('Printer on fire'))).toBe('platform/unreachable');
        subject.advance(platform.capabilities(at()).searchLag);
        const found = await subject.fresh().findByMarker(at(), marker, signal);
        expect(found).toHaveLength(1);
        expect(found[0]?.platform).toBe(at().platform);
        expect((await read(found[0]?.id ?? '')).marker).toBe(marker);
      });

      test('whose answer is cut is in doubt too', async () => {
        subject.setFault({ kind: 'truncated-json', ...subject.writes.create, times: 1 });
        expect(await codeOf(make('Printer on fire'))).toBe('platform/not-json');
        subject.advance(platform.capabilities(at()).searchLag);
        expect(await platform.findByMarker(at(), marker, signal)).toHaveLength(1);
      });

      test('a summary of several lines, or of more than the platform takes, is made one that fits', async () => {
        const long = 'word '.repeat(100).trim();
        const id = await make(`First\nsecond ${long}`);
        const summary = JSON.stringify((await read(id)).fields['summary']).slice(1, -1);
        expect(summary).toMatch(/^First second word word/);
        expect(summary.length).toBeGreaterThan(70);
      });
    });

    describe('updating', () => {
      test('changes what is named and nothing else, by one request', async () => {
        const id = await make('Printer on fire', 'It burns');
        await read(id);
        subject.count();
        const written = await platform.updateEntity(at(), id, { description: 'Out again' }, signal);
        expect(subject.count()).toBe(1);
        const entity = await read(id);
        expect(entity.fields).toMatchObject({ summary: 'Printer on fire', description: 'Out again' });
        if (written.entity)
          expect(written.entity).toStrictEqual({ ...entity, readAt: written.entity.readAt });
      });

      test('never hides a change of somebody else behind its own answer', async () => {
        const id = await make('Printer on fire', 'It burns');
        const { cursor } = await poll(undefined);
        await read(id);
        subject.person.comment(id, 'Seen by nobody yet', false);
        const written = await platform.updateEntity(at(), id, { description: 'Out again' }, signal);
        const seen = written.entity === undefined ? await read(id) : written.entity;
        if (commentNamed(seen, 'Seen by nobody yet') === undefined) {
          // Then the next poll tells of a state that is not this one.
          const told = (await poll(cursor)).changes.filter((change) => change.id === id);
          expect(told).toHaveLength(1);
          expect(told[0]?.version).not.toBe(seen.version);
        }
      });

      test('empties a field', async () => {
        const id = await make('Printer on fire', 'It burns');
        await platform.updateEntity(at(), id, { description: '' }, signal);
        expect((await read(id)).fields['description'] ?? '').toBe('');
      });
    });

    describe('requests of a whole step of the engine', () => {
      /** What was written, read back where the write's own answer does not show it. */
      const settled = async ({ id, entity }: Written) => entity ?? (await read(id));

      test('a creation with all looks before and after takes at most four', async () => {
        const step = async (id: string) => {
          await platform.fetchIdentity(at(), signal);
          await platform.fetchTypes(at(), subject.project, signal);
          return settled(await platform.createEntity(at(), draft('Printer on fire', 'It burns', id), signal));
        };
        await step(marker);
        subject.count();
        await step('ZyXwVuTsRqPoNmLkJiHg_-');
        expect(subject.count()).toBeLessThanOrEqual(4);
      });

      test('an update with the look before and after takes at most three', async () => {
        const id = await make('Printer on fire');
        await read(id);
        subject.count();
        await read(id);
        await settled(await platform.updateEntity(at(), id, { summary: 'Out again' }, signal));
        expect(subject.count()).toBeLessThanOrEqual(3);
      });
    });

    describe('text of other platforms', () => {
      test.each(hostile)('comes back as it was written: %j', async (text) => {
        const id = await make('Printer on fire', text);
        await platform.addComment(at(), id, { body: text, internal: false }, signal);
        const entity = await read(id);
        expect(entity.fields['description']).toBe(text);
        expect(entity.comments.map(({ body }) => body)).toStrictEqual([text]);
      });
    });

    describe('comments', () => {
      test('are written where everybody sees them', async () => {
        const id = await make('Printer on fire');
        const comment = await platform.addComment(at(), id, { body: 'Call me', internal: false }, signal);
        const found = commentNamed(await read(id), 'Call me');
        expect(found).toMatchObject({ internal: false });
        if (comment !== undefined) expect(found?.id).toBe(comment);
      });

      test('written as internal are internal, or not written at all', async () => {
        const id = subject.createForInternal?.() ?? (await make('Printer on fire'));
        const code = await codeOf(platform.addComment(at(), id, { body: 'Secret', internal: true }, signal));
        const found = commentNamed(await read(id), 'Secret');
        if (code === 'nothing thrown') expect(found).toMatchObject({ internal: true });
        else expect(found).toBeUndefined();
        expect(platform.capabilities(at()).internalComments).toBe(code === 'nothing thrown');
      });

      test('that a person wrote as internal are read as internal', async () => {
        const id = subject.createForInternal?.() ?? (await make('Printer on fire'));
        subject.person.comment(id, 'Between us', true);
        subject.person.comment(id, 'For all', false);
        const entity = await subject.fresh().fetchEntity(at(), id, signal);
        expect(commentNamed(entity, 'Between us')).toMatchObject({ internal: true });
        expect(commentNamed(entity, 'For all')).toMatchObject({ internal: false });
      });

      test('are changed and removed where the platform can, and a comment that is gone is no error', async () => {
        const { changeComments, removeComments } = platform.capabilities(at());
        const id = await make('Printer on fire');
        const told = await platform.addComment(at(), id, { body: 'Call me', internal: false }, signal);
        const comment = told ?? commentNamed(await read(id), 'Call me')?.id ?? '';
        if (changeComments) {
          await platform.changeComment(at(), id, comment, 'Call us', signal);
          expect(commentNamed(await read(id), 'Call us')).toMatchObject({ id: comment, internal: false });
        } else {
          expect(await codeOf(platform.changeComment(at(), id, comment, 'Call us', signal))).toBe(
            'platform/refused',
          );
        }
        if (removeComments) {
          await platform.removeComment(at(), id, comment, signal);
          expect((await read(id)).comments).toStrictEqual([]);
          await platform.removeComment(at(), id, comment, signal);
          if (changeComments) await platform.changeComment(at(), id, comment, 'Too late', signal);
          expect((await read(id)).comments).toStrictEqual([]);
        }
      });
    });

    describe('attachments', () => {
      test('go up with name, type and size, and come down from any byte', async () => {
        const id = await make('Printer on fire');
        const bytes = bytesOf(700_000);
        const told = await platform.addAttachment(
          at(),
          id,
          contentOf('größe (1).bin', bytes, 'application/x-thing'),
          signal,
        );
        const [attachment] = (await read(id)).attachments;
        expect(attachment).toMatchObject({ name: 'größe (1).bin', size: bytes.length });
        if (told !== undefined) expect(attachment?.id).toBe(told);
        const part = attachment?.id ?? '';
        expect(await gather(platform.readAttachment(at(), id, part, 0, signal))).toStrictEqual(bytes);
        const rest = await gather(subject.fresh().readAttachment(at(), id, part, 300_000, signal));
        expect(rest).toStrictEqual(bytes.subarray(300_000));
        expect(await gather(platform.readAttachment(at(), id, part, bytes.length, signal))).toHaveLength(0);
      });

      test('that are empty, or text that looks like a sign-in page, are files like others', async () => {
        const id = await make('Printer on fire');
        const page = new TextEncoder().encode(
          '<!doctype html><title>Log in</title><input type="password" name="p">',
        );
        await platform.addAttachment(at(), id, contentOf('page.html', page, 'text/html'), signal);
        await platform.addAttachment(at(), id, contentOf('empty.txt', bytesOf(0)), signal);
        const { attachments } = await read(id);
        const idOf = (file: string) => attachments.find((one) => one.name === file)?.id ?? '';
        expect(await gather(platform.readAttachment(at(), id, idOf('page.html'), 0, signal))).toStrictEqual(
          page,
        );
        expect(await gather(platform.readAttachment(at(), id, idOf('empty.txt'), 0, signal))).toHaveLength(0);
      });

      test('whose bytes are fewer than announced are not written', async () => {
        const id = await make('Printer on fire');
        const content = { ...contentOf('a.bin', bytesOf(10)), size: 11 };
        expect(await codeOf(platform.addAttachment(at(), id, content, signal))).toBe(
          'sync/attachment-damaged',
        );
        expect((await read(id)).attachments).toStrictEqual([]);
      });

      test('are removed where the platform can, and one that is gone is no error', async () => {
        if (!platform.capabilities(at()).removeAttachments) return;
        const id = await make('Printer on fire');
        await platform.addAttachment(at(), id, contentOf('a.txt', bytesOf(3)), signal);
        const part = (await read(id)).attachments[0]?.id ?? '';
        await platform.removeAttachment(at(), id, part, signal);
        expect((await read(id)).attachments).toStrictEqual([]);
        await platform.removeAttachment(at(), id, part, signal);
        expect(await codeOf(gather(platform.readAttachment(at(), id, part, 0, signal)))).toBe(
          'platform/not-found',
        );
      });
    });

    describe('what changed', () => {
      test('nothing at first, then each change once, by one request when there is none', async () => {
        const id = subject.person.create({ summary: 'Printer on fire', description: '' });
        const first = await poll(undefined);
        expect(first.changes).toStrictEqual([]);
        subject.count();
        const quiet = await poll(first.cursor);
        expect(subject.count()).toBe(subject.pollRequests ?? 1);
        expect(quiet.changes).toStrictEqual([]);
        subject.person.edit(id, { summary: 'Printer out again' });
        const changed = await poll(quiet.cursor);
        expect(idsOf(changed.changes)).toStrictEqual([id]);
        expect((await poll(changed.cursor)).changes).toStrictEqual([]);
      });

      test('also two changes in one second, one before and one after a poll', async () => {
        const id = subject.person.create({ summary: 'Printer on fire', description: '' });
        let { cursor } = await poll(undefined);
        for (const summary of ['one', 'two', 'three', 'four']) {
          subject.advance(2);
          subject.person.edit(id, { summary });
          const next = await poll(cursor);
          expect(idsOf(next.changes)).toStrictEqual([id]);
          cursor = next.cursor;
        }
        expect((await poll(cursor)).changes).toStrictEqual([]);
      });

      test('also new entities, comments and attachments', async () => {
        const id = subject.person.create({ summary: 'Printer on fire', description: '' });
        let { cursor } = await poll(undefined);
        const expectChange = async (wanted: string) => {
          const next = await poll(cursor);
          expect(idsOf(next.changes)).toStrictEqual([wanted]);
          cursor = next.cursor;
        };
        subject.advance(2000);
        subject.person.comment(id, 'Bring water', false);
        await expectChange(id);
        subject.advance(2000);
        subject.person.attach(id, 'fire.txt', bytesOf(3));
        await expectChange(id);
        subject.advance(2000);
        const other = subject.person.create({ summary: 'Second', description: '' });
        await expectChange(other);
        expect((await poll(cursor, subject.fresh())).changes).toStrictEqual([]);
      });

      test('after a long silence, all of it, however much', async () => {
        const { cursor } = await poll(undefined);
        subject.advance(3 * 3_600_000);
        await subject.signIn();
        const ids = Array.from({ length: 230 }, (_none, index) =>
          subject.person.create({ summary: `Number ${String(index)}`, description: '' }),
        );
        const { changes, cursor: after } = await poll(cursor);
        expect(idsOf(changes)).toStrictEqual([...ids].sort());
        subject.count();
        expect((await poll(after)).changes).toStrictEqual([]);
      });

      test('a version told by the list is the one that reading tells', async () => {
        const id = await make('Printer on fire');
        await read(id);
        const { cursor } = await poll(undefined);
        subject.advance(5000);
        await platform.updateEntity(at(), id, { summary: 'Out again' }, signal);
        const entity = await read(id);
        for (const change of (await poll(cursor)).changes) {
          expect(change.id).toBe(id);
          if (change.version !== undefined) expect(change.version).toBe(entity.version);
        }
        expect(await platform.fetchVersions(at(), [id], signal)).toStrictEqual(
          new Map([[id, entity.version]]),
        );
      });

      test('every visible change makes another version', async () => {
        const id = await make('Printer on fire');
        const versions = [(await read(id)).version];
        const steps = [
          () => subject.person.edit(id, { summary: 'One' }),
          () => subject.person.comment(id, 'Two', false),
          () => subject.person.attach(id, 'three.txt', bytesOf(3)),
          () => subject.person.edit(id, { summary: 'Four' }),
        ];
        for (const step of steps) {
          subject.advance(2000);
          step();
          versions.push((await read(id)).version);
        }
        expect(new Set(versions).size).toBe(versions.length);
      });
    });

    describe('many at once', () => {
      test('versions of a hundred entities by at most two requests', async () => {
        const ids = Array.from({ length: 99 }, (_none, index) =>
          subject.person.create({ summary: `Number ${String(index)}`, description: '' }),
        );
        const gone = subject.person.create({ summary: 'Gone', description: '' });
        subject.person.remove(gone);
        await platform.fetchIdentity(at(), signal);
        subject.count();
        const versions = await platform.fetchVersions(at(), [...ids, gone], signal);
        expect(subject.count()).toBeLessThanOrEqual(2);
        expect([...versions.keys()].sort()).toStrictEqual([...ids].sort());
        expect(versions.get(ids[7] ?? '')).toBe((await read(ids[7] ?? '')).version);
      });

      test('a query finds all of its entities, page after page, each once', async () => {
        const ids = Array.from({ length: 130 }, (_none, index) =>
          subject.person.create({ summary: `Zebra ${String(index)}`, description: '' }),
        );
        subject.person.create({ summary: 'Horse', description: '' });
        subject.advance(platform.capabilities(at()).searchLag);
        const found: string[] = [];
        let after: string | undefined;
        let total: number | undefined;
        for (let turn = 0; turn < 20; turn += 1) {
          const page = await platform.search(at(), subject.query('Zebra'), after, signal);
          if (turn === 0) ({ total } = page);
          found.push(...page.ids);
          ({ after } = page);
          if (after === undefined) break;
        }
        expect(after).toBeUndefined();
        expect([...found].sort()).toStrictEqual([...ids].sort());
        if (total !== undefined) expect(total).toBe(130);
      });

      test('which of some entities a query selects', async () => {
        const zebra = subject.person.create({ summary: 'Zebra', description: '' });
        const horse = subject.person.create({ summary: 'Horse', description: '' });
        subject.advance(platform.capabilities(at()).searchLag);
        expect(await platform.matching(at(), subject.query('Zebra'), [zebra, horse], signal)).toStrictEqual([
          zebra,
        ]);
        expect(await platform.matching(at(), subject.query('Zebra'), [], signal)).toStrictEqual([]);
      });

      test('a query that makes no sense is refused with words', async () => {
        expect(subject.badQueries.length).toBeGreaterThan(0);
        const one = subject.person.create({ summary: 'Zebra', description: '' });
        for (const query of subject.badQueries) {
          for (const call of [
            () => platform.search(at(), query, undefined, signal),
            () => platform.matching(at(), query, [one], signal),
          ]) {
            const problem: unknown = await call().then(
              () => undefined,
              (error: unknown) => error,
            );
            expect(problem, query).toBeInstanceOf(AppError);
            expect(problem, query).toMatchObject({
              code: 'platform/refused',
              detail: expect.stringMatching(/\w/) as string,
            });
          }
        }
      });
    });

    describe('when the platform does not play along', () => {
      test('the time that it asks for is passed on', async () => {
        const id = await make('Printer on fire');
        subject.setFault({ ...subject.faults.rateLimit(7), times: 1 });
        const problem: unknown = await read(id).then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(problem).toBeInstanceOf(PlatformFault);
        expect(problem).toMatchObject({ code: 'platform/rate-limited', retryAfter: 7000 });
        await expect(read(id)).resolves.toMatchObject({ ref: { id } });
      });

      test('a sign-in page with 200 is no data', async () => {
        const id = await make('Printer on fire');
        const { cursor } = await poll(undefined);
        subject.setFault(subject.faults.loginPage);
        expect(await codeOf(read(id))).toBe('platform/signed-out');
        expect(await codeOf(platform.fetchChanges(at(), cursor, signal))).toBe('platform/signed-out');
        expect(await codeOf(platform.fetchVersions(at(), [id], signal))).toBe('platform/signed-out');
        expect(await codeOf(platform.findByMarker(at(), marker, signal))).toBe('platform/signed-out');
      });

      test.each(['truncated-json', 'cut-off', 'empty-body', 'drop'])(
        'an answer that suffers %s is none',
        async (kind) => {
          const id = await make('Printer on fire');
          subject.setFault({ kind, ...subject.writes.read, times: 1 });
          expect(['platform/not-json', 'platform/unreachable']).toContain(await codeOf(read(id)));
          await expect(read(id)).resolves.toMatchObject({ ref: { id } });
        },
      );

      test('an aborted call throws what it was aborted with', async () => {
        const gone = new AbortController();
        gone.abort(new Error('enough'));
        await expect(platform.fetchChanges(at(), undefined, gone.signal)).rejects.toThrow('enough');
      });
    });

    test('types can be asked for, and the standard one is among them', async () => {
      const { names, standard } = await platform.fetchTypes(at(), subject.project, signal);
      expect(names).toContain(subject.type);
      if (standard !== undefined) expect(names).toContain(standard);
    });
  });
}
