import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Instance } from '@/utils/domain/platform.ts';
import type { AttachmentContent, Entity } from '@/utils/domain/sync.ts';
import { splitComment, joinComments } from '@/utils/platforms/salesforce/comments.ts';
import { fromRichText, toRichText, toSubject } from '@/utils/platforms/salesforce/dialect.ts';
import { createSalesforceMetadata } from '@/utils/platforms/salesforce/metadata.ts';
import { soqlCondition } from '@/utils/platforms/salesforce/search.ts';
import { createSalesforceSync } from '@/utils/platforms/salesforce/sync.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createSalesforce } from '../../platforms/salesforce/salesforce.ts';
import { createParts, createPracticeBrowser, patient } from './practice.ts';
import type { PracticeBrowser } from './practice.ts';
import { describeSyncPlatform } from './sync-contract.ts';
import type { SyncSubject } from './sync-contract.ts';

const HOST = 'acme.my.salesforce.com';
const acme: Instance = { platform: 'salesforce', url: `https://${HOST}` };
const MARKER = 'mArKeR_-90123456789abc';

let platforms: RunningPlatforms;
let browser: PracticeBrowser;

beforeAll(async () => {
  platforms = await startPlatforms({ platforms: (clock) => [createSalesforce(clock)] });
  browser = createPracticeBrowser(platforms);
});
afterAll(async () => {
  browser.close();
  await platforms.stop();
});
beforeEach(() => {
  platforms.reset();
  browser.clear();
  openSession();
});

const act = (action: string, input: unknown = {}): unknown => platforms.control(HOST).act(action, input);

/** The admin's session at the REST host, as a sign-in leaves it. */
function openSession(user = 'admin') {
  const { sid } = act('session', { user }) as { sid: string };
  browser.setCookie(`https://${HOST}/`, 'sid', sid);
}

const create = () => {
  const { parts, log } = createParts(browser);
  return { sync: createSalesforceSync(parts), log, parts };
};

/** How many requests something took. */
async function counted<T>(work: Promise<T>): Promise<{ value: T; requests: number }> {
  browser.sent.length = 0;
  const value = await work;
  return { value, requests: browser.sent.length };
}

const rows = (object: string): Record<string, unknown>[] =>
  (platforms.control(HOST).snapshot() as { objects: Record<string, Record<string, unknown>[]> }).objects[
    object
  ] ?? [];
const seeded = (subject: string): string => {
  const row = rows('Case').find((one) => one['Subject'] === subject);
  return String(row?.['Id']);
};
const conveyor = () => seeded('Conveyor stops after power dip');

const fileOf = (name: string, text: string, type = 'text/plain'): AttachmentContent => {
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    type,
    size: bytes.length,
    // In two pieces, so that putting together is seen.
    async *chunks() {
      await Promise.resolve();
      yield bytes.slice(0, bytes.length >> 1);
      yield bytes.slice(bytes.length >> 1);
    },
  };
};

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

describe('reading a case', () => {
  test('brings its comments and files in one request', async () => {
    const { sync } = create();
    const { value: entity, requests } = await counted(sync.fetchEntity(acme, conveyor(), patient()));
    expect(requests).toBe(1);
    expect(entity.ref).toStrictEqual({
      id: conveyor(),
      key: '00001026',
      url: `https://acme.lightning.force.com/lightning/r/Case/${conveyor()}/view`,
      platform: 'salesforce',
    });
    expect(entity.fields).toMatchObject({
      summary: 'Conveyor stops after power dip',
      description:
        'The belt on line 3 does not restart by itself.\nThe panel shows E-17 until somebody presses reset.',
      type: 'Mechanical',
      Status: 'New',
      Priority: 'High',
      IsClosed: false,
      CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/) as string,
    });
    expect(entity.fields).not.toHaveProperty('LastViewedDate');
    expect(entity.comments.map(({ body, internal, author }) => ({ body, internal, author }))).toStrictEqual([
      { body: 'Customer called again, line 3 is down since 06:40.', internal: false, author: 'Gina Park' },
      { body: 'Internal: spare controller is in the Ghent depot.', internal: true, author: 'Ada Marlow' },
    ]);
    expect(entity.attachments).toMatchObject([
      { name: 'panel.txt', size: 34, type: 'text/plain', id: expect.stringMatching(/^068/) as string },
    ]);
    expect(entity.marker).toBeUndefined();
  });

  test('takes the short form of an id, and nothing that is no id of a case', async () => {
    const { sync } = create();
    const entity = await sync.fetchEntity(acme, conveyor().slice(0, 15), patient());
    expect(entity.ref.id).toBe(conveyor());
    for (const id of ["500' OR Name!='", '../../admin', '%2e%2e', '001Ws000001AbcD', '']) {
      await expect(sync.fetchEntity(acme, id, patient())).rejects.toMatchObject({
        code: 'platform/invalid-id',
      });
    }
  });

  test.each([
    ['deleted', (id: string) => act('delete', { id })],
    ['unknown', () => undefined],
  ])('one that is %s is not found', async (_, prepare) => {
    const id = conveyor();
    prepare(id);
    const asked = _ === 'unknown' ? '500Ws00000ZZZZZ' : id;
    await expect(create().sync.fetchEntity(acme, asked, patient())).rejects.toMatchObject({
      code: 'platform/not-found',
    });
  });

  test('reads old attachments beside files, and a file for few as internal', async () => {
    const { sync } = create();
    const id = conveyor();
    await browser.fetch(`https://${HOST}/services/data/v62.0/sobjects/Attachment`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${(await browser.cookies.get({ url: `https://${HOST}/`, name: 'sid' }))?.value ?? ''}`,
      },
      body: JSON.stringify({ ParentId: id, Name: 'old.bin', Body: btoa('old bytes'), IsPrivate: true }),
    });
    const { attachments } = await sync.fetchEntity(acme, id, patient());
    const old = attachments.find(({ name }) => name === 'old.bin');
    expect(old).toMatchObject({ size: 9, internal: true });
    expect(await textOf(sync.readAttachment(acme, id, old?.id ?? '', 0, patient()))).toBe('old bytes');
  });

  test('its version changes with the case, with a comment and with a file, within one second too', async () => {
    act('set', { stampGrainSeconds: 60 });
    const { sync } = create();
    const id = conveyor();
    const versions: string[] = [];
    const look = async () => versions.push((await sync.fetchEntity(acme, id, patient())).version);
    await look();
    act('edit', { id, fields: { Status: 'Working' } });
    await look();
    act('comment', { id, body: 'one', published: true });
    await look();
    act('attach', { id, name: 'a.txt', base64: btoa('a') });
    await look();
    expect(new Set(versions).size).toBe(4);
    await look();
    expect(versions.at(-1)).toBe(versions.at(-2));
  });
});

describe('writing a case', () => {
  test('creates it in one request that brings its state, with a marker that is found again', async () => {
    const { sync } = create();
    const { value: written, requests } = await counted(
      sync.createEntity(
        acme,
        {
          fields: {
            summary: 'From elsewhere',
            description: "It's\nbroken",
            type: 'Electrical',
            Priority: 'Low',
          },
          marker: MARKER,
        },
        patient(),
      ),
    );
    expect(requests).toBe(1);
    expect(written.entity).toMatchObject({
      ref: { id: written.id, key: expect.stringMatching(/^\d{8}$/) as string },
      fields: { summary: 'From elsewhere', description: "It's\nbroken", type: 'Electrical', Priority: 'Low' },
      comments: [],
      attachments: [],
      marker: MARKER,
    });
    const found = await counted(sync.findByMarker(acme, MARKER, patient()));
    expect(found.requests).toBe(1);
    expect(found.value).toStrictEqual([written.entity?.ref]);
    expect(await sync.fetchEntity(acme, written.id, patient())).toMatchObject({
      version: written.entity?.version,
      marker: MARKER,
    });
  });

  test('no assignment rule takes it from its owner, on creation or on update', async () => {
    const { sync } = create();
    const { id } = await sync.createEntity(acme, { fields: { summary: 'Mine' }, marker: MARKER }, patient());
    await sync.updateEntity(acme, id, { summary: 'Still mine' }, patient());
    const owner = rows('Case').find((row) => row['Id'] === id)?.['OwnerId'];
    expect(String(owner)).toMatch(/^005/);
  });

  test('after a lost answer exactly one is found, by a marker in the right case only', async () => {
    const { sync } = create();
    platforms.control(HOST).setFault({ kind: 'drop-after-effect', method: 'POST', times: 1 });
    const draft = { fields: { summary: 'Lost' }, marker: MARKER };
    await expect(sync.createEntity(acme, draft, patient())).rejects.toMatchObject({
      code: 'platform/unreachable',
    });
    expect(await sync.findByMarker(acme, MARKER, patient())).toHaveLength(1);
    expect(await sync.findByMarker(acme, MARKER.toLowerCase(), patient())).toHaveLength(0);
  });

  test('updates in one request that brings its state, somebody else’s edit in between included', async () => {
    const { sync } = create();
    const id = conveyor();
    await sync.fetchEntity(acme, id, patient());
    act('edit', { id, fields: { Priority: 'Low' } });
    const { value, requests } = await counted(
      sync.updateEntity(acme, id, { summary: 'New words', description: '' }, patient()),
    );
    expect(requests).toBe(1);
    expect(value.entity?.fields).toMatchObject({ summary: 'New words', description: '', Priority: 'Low' });
  });

  test('a subject becomes one line and is cut with a sign; a description too long is refused with the limit', async () => {
    const { sync } = create();
    const id = conveyor();
    const { entity } = await sync.updateEntity(
      acme,
      id,
      { summary: `two\nlines ${'x'.repeat(300)}` },
      patient(),
    );
    expect(entity?.fields['summary']).toBe(`two lines ${'x'.repeat(244)}…`);
    await expect(
      sync.updateEntity(acme, id, { description: 'y'.repeat(32_001) }, patient()),
    ).rejects.toMatchObject({
      code: 'platform/refused',
      detail: 'Description: data value too large (max length=32000)',
    });
  });

  test.each([
    ['validation-rule', 'platform/refused', 'Please give the serial number of the machine.'],
    ['required-field', 'platform/refused', 'Required fields are missing: [Reason]'],
    ['restricted-picklist', 'platform/refused', 'Status: bad value for restricted picklist field: Foo'],
    ['duplicates', 'platform/refused', 'Use one of these records?'],
    ['insufficient-access', 'platform/refused', 'insufficient access rights on object id'],
  ])(
    'a refusal by %s comes in the platform’s own words and leaves nothing behind',
    async (kind, code, detail) => {
      const { sync } = create();
      const before = rows('Case').length;
      platforms.control(HOST).setFault({ kind, times: 1 });
      const draft = { fields: { summary: 'Refused' }, marker: MARKER };
      await expect(sync.createEntity(acme, draft, patient())).rejects.toMatchObject({ code, detail });
      expect(rows('Case')).toHaveLength(before);
    },
  );

  test('a comment on a case that is gone finds nothing, rather than being refused', async () => {
    const id = conveyor();
    act('delete', { id });
    await expect(
      create().sync.addComment(acme, id, { body: 'x', internal: false }, patient()),
    ).rejects.toMatchObject({ code: 'platform/not-found' });
  });

  test('a row that somebody else holds is asked for again soon, and nobody else waits', async () => {
    const { sync } = create();
    const id = conveyor();
    act('lock', { id, ms: 5_000 });
    await expect(sync.updateEntity(acme, id, { summary: 'x' }, patient())).rejects.toMatchObject({
      code: 'platform/unavailable',
      scope: 'entity',
      retryAfter: 2_000,
    });
  });

  test('a field that no org has is refused, and one that is no name does not leave', async () => {
    const { sync } = create();
    await expect(sync.updateEntity(acme, conveyor(), { Nonsense: 1 }, patient())).rejects.toMatchObject({
      detail: "No such column 'Nonsense' on sobject of type Case",
    });
    browser.sent.length = 0;
    await expect(sync.updateEntity(acme, conveyor(), { "a','b": 1 }, patient())).rejects.toMatchObject({
      code: 'platform/refused',
    });
    expect(browser.sent).toHaveLength(0);
  });
});

describe('comments', () => {
  const stored = (id: string) => rows('CaseComment').find((row) => row['Id'] === id);

  test('are written public or internal as told, in one request', async () => {
    const { sync } = create();
    for (const internal of [true, false]) {
      const { value: id, requests } = await counted(
        sync.addComment(acme, conveyor(), { body: `internal: ${String(internal)}`, internal }, patient()),
      );
      expect(requests).toBe(1);
      expect(stored(id ?? '')).toMatchObject({ IsPublished: !internal });
    }
  });

  test('longer than the platform takes are split and read back as one, under one id', async () => {
    const { sync } = create();
    const id = conveyor();
    const body = `Ada · 2026\n${'Ünïcode words 🙂 and lines\n\n  indented '.repeat(400)}end`;
    const { value: comment, requests } = await counted(
      sync.addComment(acme, id, { body, internal: true }, patient()),
    );
    expect(requests).toBe(1);
    const written = rows('CaseComment').filter((row) => String(row['CommentBody']).includes('indented'));
    expect(written.length).toBeGreaterThan(3);
    expect(written.every((row) => row['IsPublished'] === false)).toBe(true);
    const entity = await sync.fetchEntity(acme, id, patient());
    expect(entity.comments).toHaveLength(3);
    expect(entity.comments.find((one) => one.id === comment)).toMatchObject({ body, internal: true });
  });

  test('change between short and long without leaving a part behind, and stay internal', async () => {
    const { sync } = create();
    const id = conveyor();
    const comment = (await sync.addComment(acme, id, { body: 'short', internal: true }, patient())) ?? '';
    const bodyOf = async () =>
      (await sync.fetchEntity(acme, id, patient())).comments
        .filter((one) => one.at >= 0)
        .map(({ id: one, body, internal }) => ({ one, body, internal }))
        .slice(2);
    for (const body of ['word '.repeat(3_000).trim(), 'longer '.repeat(900).trim(), 'short again']) {
      const { requests } = await counted(sync.changeComment(acme, id, comment, body, patient()));
      expect(requests).toBe(2);
      expect(await bodyOf()).toStrictEqual([{ one: comment, body, internal: true }]);
    }
    await sync.removeComment(acme, id, comment, patient());
    expect(await bodyOf()).toStrictEqual([]);
    await sync.removeComment(acme, id, comment, patient());
    await sync.changeComment(acme, id, comment, 'gone', patient());
  });

  test('a long one is removed with all its parts', async () => {
    const { sync } = create();
    const id = conveyor();
    const body = 'word '.repeat(3_000);
    const comment = (await sync.addComment(acme, id, { body, internal: false }, patient())) ?? '';
    await sync.removeComment(acme, id, comment, patient());
    expect((await sync.fetchEntity(acme, id, patient())).comments).toHaveLength(2);
  });

  test('of another case are not touched', async () => {
    const { sync } = create();
    const other = seeded('Invoice shows the wrong VAT number');
    const [comment] = (await sync.fetchEntity(acme, other, patient())).comments;
    await sync.removeComment(acme, conveyor(), comment?.id ?? '', patient());
    await sync.changeComment(acme, conveyor(), comment?.id ?? '', 'x', patient());
    expect((await sync.fetchEntity(acme, other, patient())).comments).toStrictEqual([comment]);
  });

  test.each(['a', '🙂', 'é\n', ' x'])('any text of "%s" survives being split', (piece) => {
    for (const count of [1, 975, 976, 1_300, 3_899, 3_900, 3_901, 12_000]) {
      const body = piece.repeat(count);
      const parts = splitComment(body, 'k3y');
      for (const part of parts) expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(4_000);
      const joined = joinComments(
        parts.map((part, index) => ({
          id: String(index),
          // As the platform keeps it.
          body: part.trim(),
          internal: false,
          author: 'A',
          at: 0,
        })),
      );
      expect(joined).toHaveLength(1);
      expect(joined[0]?.body.trim()).toBe(body.trim());
    }
  });

  test('a text that ends as a part does is no part of another', () => {
    const bodies = ['one\n⟨1/2 k3y⟩', 'two\n⟨2/2 k3y⟩', 'three\n⟨1/1 k3y⟩'];
    const rows = bodies.flatMap((body, index) =>
      splitComment(body, `k${String(index)}`).map((text) => ({
        id: String(index),
        body: text,
        internal: false,
        author: 'A',
        at: 0,
      })),
    );
    expect(joinComments(rows).map(({ body }) => body)).toStrictEqual(bodies);
  });

  test('a part whose others are missing stays what it is', () => {
    const [first = ''] = splitComment('word '.repeat(2_000), 'k3y');
    const row = { id: '1', body: first, internal: true, author: 'A', at: 0 };
    expect(joinComments([row])).toStrictEqual([{ ...row, rest: [] }]);
  });
});

describe('attachments', () => {
  test('are uploaded with their own name in one request and read back byte for byte', async () => {
    const { sync } = create();
    const id = conveyor();
    const text = '--liaison\r\nContent-Disposition: form-data\r\n\r\n\u0000binary ü';
    const { value: file, requests } = await counted(
      sync.addAttachment(acme, id, fileOf('Über "uns".TXT', text), patient()),
    );
    expect(requests).toBe(1);
    const entity = await sync.fetchEntity(acme, id, patient());
    expect(entity.attachments.find((one) => one.id === file)).toMatchObject({
      name: 'Über "uns".TXT',
      size: new TextEncoder().encode(text).length,
    });
    const read = await counted(textOf(sync.readAttachment(acme, id, file ?? '', 0, patient())));
    expect(read).toStrictEqual({ value: text, requests: 1 });
    expect(await textOf(sync.readAttachment(acme, id, file ?? '', 11, patient()))).toBe(text.slice(11));
  });

  test('of another length than announced never leave', async () => {
    const { sync } = create();
    browser.sent.length = 0;
    const wrong = { ...fileOf('a.txt', 'abc'), size: 2 };
    await expect(sync.addAttachment(acme, conveyor(), wrong, patient())).rejects.toMatchObject({
      reason: 'sync/attachment-damaged',
    });
    expect(browser.sent).toHaveLength(0);
  });

  test('are removed with the file, or only from this case where the file hangs elsewhere too', async () => {
    const { sync } = create();
    const id = conveyor();
    const file = (await sync.addAttachment(acme, id, fileOf('a.txt', 'abc'), patient())) ?? '';
    const { requests } = await counted(sync.removeAttachment(acme, id, file, patient()));
    expect(requests).toBe(2);
    expect((await sync.fetchEntity(acme, id, patient())).attachments).toHaveLength(1);
    await sync.removeAttachment(acme, id, file, patient());
  });

  test('a sign-in page is never taken for a file', async () => {
    const { sync } = create();
    const id = conveyor();
    const [file] = (await sync.fetchEntity(acme, id, patient())).attachments;
    platforms.control(HOST).setFault({ kind: 'login-200', path: 'VersionData' });
    await expect(textOf(sync.readAttachment(acme, id, file?.id ?? '', 0, patient()))).rejects.toMatchObject({
      code: 'platform/signed-out',
    });
  });

  test.each(['500Ws00000AbcDe', '../../x', '069'])('%s is no attachment', async (id) => {
    await expect(
      textOf(create().sync.readAttachment(acme, conveyor(), id, 0, patient())),
    ).rejects.toMatchObject({ code: 'platform/invalid-id' });
  });
});

describe('what changed', () => {
  const settle = () => platforms.clock.advance(10_000);
  const from = async () => {
    const { sync } = create();
    settle();
    const { cursor } = await sync.fetchChanges(acme, undefined, patient());
    let at = cursor;
    return {
      sync,
      poll: async () => {
        const { value, requests } = await counted(sync.fetchChanges(acme, at, patient()));
        at = value.cursor;
        return { ...value, requests, ids: value.changes.map(({ id }) => id) };
      },
    };
  };

  test('nothing: one request, again and again', async () => {
    const { poll } = await from();
    for (let round = 0; round < 3; round += 1) {
      expect(await poll()).toMatchObject({ requests: 1, changes: [], more: false });
      platforms.clock.advance(60_000);
    }
  });

  test.each([
    ['an edit', (id: string) => act('edit', { id, fields: { Status: 'Working' } })],
    ['a comment', (id: string) => act('comment', { id, body: 'new', published: true })],
    ['a file', (id: string) => act('attach', { id, name: 'a.txt', base64: btoa('a') })],
  ])('%s is told once, with the version that reading brings', async (_, change) => {
    const { sync, poll } = await from();
    change(conveyor());
    settle();
    const told = await poll();
    const entity = await sync.fetchEntity(acme, conveyor(), patient());
    expect(told.requests).toBe(2);
    expect(told.changes).toMatchObject([
      { id: conveyor(), version: entity.version, entity: { ref: entity.ref } },
    ]);
    expect(await poll()).toMatchObject({ requests: 1, changes: [] });
  });

  test('a second edit within the same second is told too, and then it is quiet', async () => {
    const { poll } = await from();
    act('set', { stampGrainSeconds: 600 });
    act('edit', { id: conveyor(), fields: { Status: 'Working' } });
    // The stamp is the beginning of ten minutes: make it the present second's.
    act('set', { stampGrainSeconds: 1 });
    act('edit', { id: conveyor(), fields: { Priority: 'Low' } });
    expect((await poll()).ids).toStrictEqual([conveyor()]);
    act('edit', { id: conveyor(), fields: { Reason: 'Breakdown' } });
    expect((await poll()).ids).toStrictEqual([conveyor()]);
    settle();
    expect((await poll()).ids).toStrictEqual([]);
    expect(await poll()).toMatchObject({ requests: 1, changes: [] });
  });

  test('a row that appears late, with an older stamp, is told', async () => {
    const { poll } = await from();
    platforms.control(HOST).setFault({ kind: 'late-rows', ms: 60_000 });
    act('edit', { id: conveyor(), fields: { Status: 'Working' } });
    settle();
    expect((await poll()).ids).toStrictEqual([]);
    platforms.control(HOST).clearFaults();
    platforms.clock.advance(120_000);
    expect((await poll()).ids).toStrictEqual([conveyor()]);
  });

  test('own writes come back with the version that the write brought', async () => {
    const { sync, poll } = await from();
    const id = conveyor();
    const { entity } = await sync.updateEntity(acme, id, { summary: 'Own' }, patient());
    const { changes } = await poll();
    expect(changes).toMatchObject([{ id, version: entity?.version }]);
  });

  test('a deleted case is told as gone, a restored one as there', async () => {
    const { poll } = await from();
    act('delete', { id: conveyor() });
    settle();
    expect((await poll()).changes).toStrictEqual([{ id: conveyor(), gone: true }]);
    act('undelete', { id: conveyor() });
    settle();
    expect((await poll()).changes).toMatchObject([{ id: conveyor(), version: expect.any(String) as string }]);
  });

  test('a file shared with a case after it was published elsewhere is told', async () => {
    const { sync, poll } = await from();
    const other = seeded('Invoice shows the wrong VAT number');
    const { documentId } = act('attach', { id: conveyor(), name: 'a.txt', base64: btoa('a') }) as {
      documentId: string;
    };
    settle();
    await poll();
    const sid = (await browser.cookies.get({ url: `https://${HOST}/`, name: 'sid' }))?.value ?? '';
    const post = (object: string, body: object) =>
      browser.fetch(`https://${HOST}/services/data/v62.0/sobjects/${object}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${sid}` },
        body: JSON.stringify(body),
      });
    await post('ContentDocumentLink', { ContentDocumentId: documentId, LinkedEntityId: other });
    await post('ContentVersion', {
      ContentDocumentId: documentId,
      Title: 'a.txt',
      PathOnClient: 'a.txt',
      VersionData: btoa('second'),
    });
    settle();
    const told = await poll();
    expect([...told.ids].sort()).toStrictEqual([conveyor(), other].sort());
    expect(told.requests).toBe(3);
    const versions = await sync.fetchVersions(acme, [other], patient());
    expect(told.changes.find(({ id }) => id === other)?.version).toBe(versions.get(other));
    // The second version of a file is another attachment than the first.
    const { attachments } = await sync.fetchEntity(acme, other, patient());
    expect(await textOf(sync.readAttachment(acme, other, attachments[0]?.id ?? '', 0, patient()))).toBe(
      'second',
    );
  });

  test('hundreds at once come in portions, each exactly once, and more is said until all are told', async () => {
    const { poll } = await from();
    const ids = Array.from(
      { length: 260 },
      (_, index) => (act('create', { fields: { Subject: `Case ${String(index)}` } }) as { id: string }).id,
    );
    settle();
    const told: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      const { ids: some, more, requests } = await poll();
      expect(requests, browser.sent.map(({ url }) => url).join('\n')).toBeLessThanOrEqual(2);
      told.push(...some);
      if (!more) break;
    }
    expect([...told].sort()).toStrictEqual([...ids].sort());
    expect(await poll()).toMatchObject({ requests: 1, changes: [] });
  });

  test('a cursor that is none of ours is refused', async () => {
    for (const cursor of ['', '{}', 'null', '[1]']) {
      await expect(create().sync.fetchChanges(acme, cursor, patient())).rejects.toMatchObject({
        code: 'platform/answer-unexpected',
      });
    }
  });
});

describe('searching', () => {
  test('pages through all cases of a condition and counts them', async () => {
    const { sync } = create();
    for (let index = 0; index < 450; index += 1)
      act('create', { fields: { Subject: `Bulk ${String(index)}` } });
    const ids: string[] = [];
    let after: string | undefined;
    let total: number | undefined;
    do {
      const { value, requests } = await counted(sync.search(acme, "Subject LIKE 'Bulk %'", after, patient()));
      expect(requests).toBe(1);
      total ??= value.total;
      ids.push(...value.ids);
      after = value.after;
    } while (after !== undefined);
    expect(total).toBe(450);
    expect(new Set(ids).size).toBe(450);
  });

  test('says which of some cases a condition selects', async () => {
    const { sync } = create();
    const ids = [conveyor(), seeded('Invoice shows the wrong VAT number')];
    const { value, requests } = await counted(
      sync.matching(acme, "WHERE Priority='High' OR Status='New'", ids, patient()),
    );
    expect(value).toStrictEqual([conveyor()]);
    expect(requests).toBe(1);
  });

  test.each([
    ["Statuss='New'", /No such column 'Statuss'/],
    ["Status='New' ORDER", /unexpected token: 'ORDER'/],
    ['Status=New', /unexpected token: 'New'/],
  ])('%s is refused in the platform’s own words', async (query, words) => {
    const { sync } = create();
    const expected = { code: 'platform/refused', detail: expect.stringMatching(words) as string };
    await expect(sync.search(acme, query, undefined, patient())).rejects.toMatchObject(expected);
    await expect(sync.matching(acme, query, [conveyor()], patient())).rejects.toMatchObject(expected);
  });

  test.each(["Status='New') OR (Status!='New'", "Status='New", '(Status', '', ') OR (', "Subject='\\'"])(
    '%s cannot leave its parentheses',
    (query) => {
      expect(() => soqlCondition(query)).toThrow(
        expect.objectContaining({ code: 'platform/refused' }) as Error,
      );
    },
  );

  test.each(["Subject=')'", "Subject='it\\'s ('", '(A=1) AND (B=2)'])('%s stays as it is', (query) => {
    expect(soqlCondition(query)).toBe(`(${query})`);
  });
});

describe('versions and types', () => {
  test('versions of those that are there come with one request', async () => {
    const { sync } = create();
    const gone = seeded('Invoice shows the wrong VAT number');
    act('delete', { id: gone });
    const entity = await sync.fetchEntity(acme, conveyor(), patient());
    const { value, requests } = await counted(sync.fetchVersions(acme, [conveyor(), gone], patient()));
    expect([...value]).toStrictEqual([[conveyor(), entity.version]]);
    expect(requests).toBe(1);
  });

  test('types are the org’s own, asked once; none is taken where none is named', async () => {
    const { sync } = create();
    expect(await sync.fetchTypes(acme, undefined, patient())).toStrictEqual({
      names: ['Mechanical', 'Electrical', 'Electronic', 'Structural', 'Other', ''],
      standard: '',
    });
    const again = await counted(sync.fetchTypes(acme, undefined, patient()));
    expect(again.requests).toBe(0);
  });
});

describe('what the org says of its cases', () => {
  const metadata = () => createSalesforceMetadata(createParts(browser).parts);
  const signal = patient();

  test('fields with types, lengths and lists, by the names that cases are read with', async () => {
    const fields = await metadata().fetchFields(acme, {}, signal);
    const named = (name: string) => fields.find((field) => field.name === name);
    expect(named('summary')).toStrictEqual({
      name: 'summary',
      label: 'Subject',
      type: 'text',
      required: false,
      writable: true,
      maximum: 255,
    });
    expect(named('type')?.values?.map(({ id }) => id)).toContain('Electrical');
    expect(named('Priority')).toMatchObject({ type: 'choice', writable: true });
    expect(named('IsClosed')).toMatchObject({ type: 'boolean', required: false, writable: false });
    expect(named('CreatedDate')).toMatchObject({ type: 'time', writable: false });
    expect(named('OwnerId')).toMatchObject({ type: 'user', required: false });
    const entity = await create().sync.fetchEntity(acme, conveyor(), signal);
    const unread = ['LastViewedDate', 'LastReferencedDate', 'Comments'];
    for (const { name } of fields.filter((field) => !unread.includes(field.name))) {
      expect(entity.fields).toHaveProperty(name);
    }
  });

  test('statuses, and those that a case may go to', async () => {
    const about = metadata();
    const statuses = await about.fetchStatuses(acme, {}, signal);
    expect(statuses.map(({ id }) => id)).toStrictEqual(['New', 'Working', 'Escalated', 'Closed']);
    const ways = await about.fetchTransitions(acme, conveyor(), signal);
    expect(ways.map(({ to }) => to.id)).toStrictEqual(['Working', 'Escalated', 'Closed']);
    await expect(about.fetchTransitions(acme, '../x', signal)).rejects.toMatchObject({
      code: 'platform/invalid-id',
    });
  });

  test.each([
    ['Gina.Park@acme.example', 'Gina Park'],
    ["x' OR Email!='@acme.example", undefined],
    ['nobody@acme.example', undefined],
    ['Gina Park', undefined],
  ])('the user of %s', async (email, label) => {
    expect((await metadata().findUser(acme, email, signal))?.label).toBe(label);
  });
});

describe('requests for one twin', () => {
  test('at most four for a creation and three for an update, the poll that hears of it included', async () => {
    const { sync } = create();
    const signal = patient();
    let { cursor } = await sync.fetchChanges(acme, undefined, signal);
    const poll = async () => {
      const answer = await sync.fetchChanges(acme, cursor, signal);
      ({ cursor } = answer);
      return answer.changes;
    };
    browser.sent.length = 0;
    await sync.fetchIdentity(acme, signal);
    const types = await sync.fetchTypes(acme, undefined, signal);
    const fields = { summary: 'x', type: types.standard ?? '' };
    const made = await sync.createEntity(acme, { fields, marker: MARKER }, signal);
    const created = browser.sent.length;
    // With the version known from the write, the engine does not read what the poll tells.
    expect(await poll()).toMatchObject([{ id: made.id, version: made.entity?.version }]);
    expect(created).toBe(3);

    platforms.clock.advance(10_000);
    await poll();
    browser.sent.length = 0;
    await sync.fetchEntity(acme, made.id, signal);
    const written = await sync.updateEntity(acme, made.id, { summary: 'y' }, signal);
    expect(browser.sent).toHaveLength(2);
    expect(await poll()).toMatchObject([{ version: written.entity?.version }]);
    // Once for all that changed: the list, and their states.
    expect(browser.sent).toHaveLength(4);
  });
});

describe('who writes', () => {
  test('user and org, with one request', async () => {
    const { sync } = create();
    const { value, requests } = await counted(sync.fetchIdentity(acme, patient()));
    expect(value).toStrictEqual({
      user: expect.stringMatching(/^005\w{15}$/) as string,
      tenant: expect.stringMatching(/^00D\w{15}$/) as string,
    });
    expect(requests).toBe(1);
  });

  test('with the session of somebody else nothing is written', async () => {
    const { sync } = create();
    await sync.fetchIdentity(acme, patient());
    openSession('second');
    const before = rows('Case').length;
    const refused = { code: 'platform/identity-changed' };
    const draft = { fields: { summary: 'x' }, marker: MARKER };
    await expect(sync.createEntity(acme, draft, patient())).rejects.toMatchObject(refused);
    await expect(
      sync.addComment(acme, conveyor(), { body: 'x', internal: false }, patient()),
    ).rejects.toMatchObject(refused);
    expect(rows('Case')).toHaveLength(before);
  });

  test('with a renewed session of the same user writing goes on', async () => {
    const { sync } = create();
    await sync.fetchIdentity(acme, patient());
    openSession('admin');
    const { requests } = await counted(sync.updateEntity(acme, conveyor(), { summary: 'x' }, patient()));
    expect(requests).toBe(2);
  });
});

describe('answers that are no data', () => {
  test.each([
    ['signed-out', { code: 'platform/signed-out' }],
    ['login-200', { code: 'platform/signed-out' }],
    ['login-302', { code: 'platform/signed-out' }],
    ['session-not-valid', { code: 'platform/refused' }],
    ['api-disabled', { code: 'platform/refused' }],
    ['request-limit', { code: 'platform/rate-limited', scope: 'instance', retryAfter: 900_000 }],
    ['concurrent-limit', { code: 'platform/rate-limited', scope: 'instance', retryAfter: 10_000 }],
    ['html-instead-of-json', { code: 'platform/not-json' }],
    ['maintenance', { code: 'platform/unavailable' }],
    ['500', { code: 'platform/unavailable' }],
    ['503', { code: 'platform/unavailable' }],
    ['truncated-json', { code: 'platform/not-json' }],
    ['empty-body', { code: 'platform/not-json' }],
    ['cut-off', { code: 'platform/unreachable' }],
    ['drop', { code: 'platform/unreachable' }],
  ])('%s is told as what it is by every call, at once', async (kind, expected) => {
    const id = conveyor();
    const { sync } = create();
    const { cursor } = await sync.fetchChanges(acme, undefined, patient());
    const calls: readonly (() => Promise<unknown>)[] = [
      () => sync.fetchEntity(acme, id, patient()),
      () => sync.createEntity(acme, { fields: { summary: 'x' }, marker: MARKER }, patient()),
      () => sync.updateEntity(acme, id, { summary: 'x' }, patient()),
      () => sync.addComment(acme, id, { body: 'x', internal: false }, patient()),
      () => sync.addAttachment(acme, id, fileOf('a.txt', 'a'), patient()),
      () => sync.fetchChanges(acme, cursor, patient()),
      () => sync.findByMarker(acme, MARKER, patient()),
      () => sync.fetchVersions(acme, [id], patient()),
      () => sync.search(acme, "Status='New'", undefined, patient()),
      () => sync.fetchTypes(acme, undefined, patient()),
      () => sync.fetchIdentity(acme, patient()),
    ];
    for (const call of calls) {
      platforms.control(HOST).clearFaults();
      if (kind === 'signed-out') openSession();
      platforms.control(HOST).setFault({ kind });
      browser.sent.length = 0;
      await expect(call()).rejects.toMatchObject(expected);
      expect(browser.sent).toHaveLength(1);
    }
  });

  test('the session goes to the REST host alone and into no log', async () => {
    const { sync, log } = create();
    const entity: Entity = await sync.fetchEntity(acme, conveyor(), patient());
    await textOf(sync.readAttachment(acme, entity.ref.id, entity.attachments[0]?.id ?? '', 0, patient()));
    const sid = (await browser.cookies.get({ url: `https://${HOST}/`, name: 'sid' }))?.value ?? '-';
    expect(new Set(browser.sent.map(({ url }) => new URL(url).host))).toStrictEqual(new Set([HOST]));
    expect(JSON.stringify(log)).not.toContain(sid);
    expect(browser.sent.some(({ url }) => url.includes(sid))).toBe(false);
  });
});

/** Text with many signs that mean something somewhere. */
const marked = fc
  .array(
    fc.constantFrom(
      ...String.raw`{ } [ ] ( ) | ! * _ - ~ # . : ; \ & < > @ " ' / = %`.split(' '),
      ...'`| |\n|a|B|1|<@1¦x>|<problem#9>|![](|**|__|ä|😀|&amp;|<b>'.split('|'),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(marked, fc.string({ unit: 'binary', maxLength: 40 }));
/** What platforms keep of a text: no control characters but tabs and line ends. */
const kept = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\t\n]/gu, '');

describe('text', () => {
  test('whatever stands in a rich text field is no markup, and is read as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(!text.includes('\u00A0'));
        const html = toRichText(text);
        expect(html.replaceAll(/<\/?p>/g, '')).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39|nbsp);)/);
        // An empty line is a space, since an empty paragraph has no height.
        expect(
          fromRichText(html)
            .split('\n')
            .map((line) => line.trimEnd()),
        ).toStrictEqual(
          kept(text)
            .split('\n')
            .map((line) => line.trimEnd()),
        );
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '&lt;b&gt; & "quotes" \'single\'',
    'two\nlines\n\nand a gap',
    '{!$User.Id} {{x}} =1+1',
  ])('%s is characters in a rich text field, and comes back as it was', (text) => {
    const html = toRichText(text);
    expect(html.replaceAll(/<\/?p>/g, '')).not.toMatch(/<|"/);
    expect(fromRichText(html)).toBe(text.replaceAll('\u00A0', ' ').replaceAll(/\n\n/g, '\n \n'));
  });

  test.each(['<', '<p', '</p>', '<br', '&', '&#1', '<script>'])(
    'a rich text full of "%s" is read in one go',
    (piece) => {
      const html = piece.repeat(128 * 1024);
      expect(fromRichText(html).length).toBeLessThanOrEqual(html.length);
    },
  );

  test('a subject never ends in half a character', () => {
    const subject = toSubject(`${'x'.repeat(253)}🙂🙂`);
    expect(subject).toBe(`${'x'.repeat(253)}…`);
    expect(subject.isWellFormed()).toBe(true);
  });
});

async function createSubject(): Promise<SyncSubject & { stop(): Promise<void> }> {
  const running = await startPlatforms({ platforms: (clock) => [createSalesforce(clock)] });
  const own = createPracticeBrowser(running);
  const control = () => running.control(HOST);
  const session = (user: string) => {
    const { sid } = control().act('session', { user }) as { sid: string };
    own.setCookie(`https://${HOST}/`, 'sid', sid);
    return Promise.resolve();
  };
  const idOf = (made: unknown) => (made as { id: string }).id;
  return {
    instance: acme,
    pages: 'https://acme.lightning.force.com',
    type: 'Electrical',
    fresh: () => createSalesforceSync(createParts(own).parts),
    count: () => {
      const found = running.requests().length;
      running.clearRequests();
      return found;
    },
    reset: () => {
      running.reset();
      own.clear();
    },
    signIn: () => session('admin'),
    signInAsAnother: () => session('second'),
    expireSessions: () => void control().act('end-sessions'),
    setFault: (fault) => control().setFault(fault),
    clearFaults: () => control().clearFaults(),
    advance: (ms) => running.clock.advance(ms),
    person: {
      create: ({ summary, description }) =>
        idOf(
          control().act('create', { fields: { Subject: summary, Description: description, Type: 'Other' } }),
        ),
      edit: (id, { summary, description }) =>
        void control().act('edit', {
          id,
          fields: {
            ...(summary === undefined ? {} : { Subject: summary }),
            ...(description === undefined ? {} : { Description: description }),
          },
        }),
      comment: (id, body, internal) => void control().act('comment', { id, body, published: !internal }),
      attach: (id, name, bytes) =>
        void control().act('attach', { id, name, base64: Buffer.from(bytes).toString('base64') }),
      remove: (id) => void control().act('delete', { id }),
    },
    query: (word) => `Subject LIKE '${word}%'`,
    badQueries: ["Nonsense='x'", "Subject LIKE 'x", "Subject='x' ORDER BY Id", 'Subject=', ''],
    writes: {
      create: { method: 'POST', path: '/composite' },
      read: { method: 'GET', path: '/query?' },
    },
    faults: {
      loginPage: { kind: 'login-200' },
      rateLimit: (seconds) => ({ kind: '429', retryAfter: seconds }),
    },
    async stop() {
      own.close();
      await running.stop();
    },
  };
}

describeSyncPlatform('Salesforce', createSubject);
