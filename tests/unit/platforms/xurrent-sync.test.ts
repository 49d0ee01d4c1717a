import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Instance } from '@/utils/domain/platform.ts';
import type { AttachmentContent } from '@/utils/domain/sync.ts';
import { tokenScopes } from '@/utils/platforms/xurrent/adapter.ts';
import { fromNote, toNote, toSubject } from '@/utils/platforms/xurrent/dialect.ts';
import { createXurrentMetadata } from '@/utils/platforms/xurrent/metadata.ts';
import { idsAmong, parseFilter } from '@/utils/platforms/xurrent/query.ts';
import { createXurrentSync } from '@/utils/platforms/xurrent/sync.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createXurrent } from '../../platforms/xurrent/xurrent.ts';
import { createParts, createPracticeBrowser, patient } from './practice.ts';
import type { PracticeBrowser } from './practice.ts';
import { describeSyncPlatform } from './sync-contract.ts';
import type { SyncSubject } from './sync-contract.ts';

const HOST = 'acme.xurrent.com';
const API = 'api.xurrent.com';
const acme: Instance = { platform: 'xurrent', url: `https://${HOST}` };
const MARKER = 'mArKeR_-90123456789abc';
/** Service "Workplace" of acme, whose oldest instance is "Laptops Ghent". */
const WORKPLACE = '20';

let platforms: RunningPlatforms;
let browser: PracticeBrowser;
let vault: ReturnType<typeof createParts>['vault'];

beforeAll(async () => {
  platforms = await startPlatforms({ platforms: (clock) => [createXurrent(clock)] });
  browser = createPracticeBrowser(platforms);
});
afterAll(async () => {
  browser.close();
  await platforms.stop();
});
beforeEach(() => {
  platforms.reset();
  browser.clear();
  ({ vault } = createParts(browser));
  mint();
});

const act = (action: string, input: unknown = {}): unknown => platforms.control(HOST).act(action, input);
const made = (fields: object): string => String((act('create', { fields }) as { id: number }).id);
const request = (more: object = {}): string => made({ subject: 'Printer', category: 'other', ...more });

function mint(user = 'admin'): string {
  const { token } = act('token', { user, scopes: tokenScopes.join(',') }) as { token: string };
  vault.tokens.set(acme.url, token);
  return token;
}

const create = (parts: Partial<ReturnType<typeof createParts>['parts']> = {}) => {
  const own = createParts(browser);
  return { sync: createXurrentSync({ ...own.parts, vault, ...parts }), log: own.log };
};

async function counted<T>(work: Promise<T>): Promise<{ value: T; requests: number }> {
  browser.sent.length = 0;
  const value = await work;
  return { value, requests: browser.sent.length };
}

interface Snapshot {
  requests: Record<string, unknown>[];
  notes: Record<string, unknown>[];
  files: Record<string, unknown>[];
}
const state = (): Snapshot => platforms.control(HOST).snapshot() as Snapshot;
const storedRequest = (id: string) => state().requests.find((one) => String(one['id']) === id);
const storedNotes = (id: string) => state().notes.filter((one) => String(one['requestId']) === id);

const fileOf = (name: string, text: string, type = 'text/plain'): AttachmentContent => {
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    type,
    size: bytes.length,
    async *chunks() {
      await Promise.resolve();
      yield bytes;
    },
  };
};

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

describe('reading a request', () => {
  test('brings its fields, references and custom fields by their own names', async () => {
    const id = request({
      note: 'It **jams**.\nAsk <@1|Ada Marlow>.',
      custom_fields: [{ id: 'partner_key', value: 'X-1' }],
      status: 'on_backlog',
    });
    const entity = await create().sync.fetchEntity(acme, id, patient());
    expect(entity).toMatchObject({
      ref: { id, key: id, url: `https://${HOST}/requests/${id}`, platform: 'xurrent' },
      fields: {
        summary: 'Printer',
        subject: 'Printer',
        type: 'other',
        description: 'It jams.\nAsk @Ada Marlow.',
        status: 'on_backlog',
        impact: null,
        completed_at: null,
        requested_by: { name: 'Gina Park' },
        custom_fields: { partner_key: 'X-1' },
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/) as string,
      },
      comments: [],
      attachments: [],
    });
    expect(entity.fields).not.toHaveProperty('nodeID');
    expect(entity.fields).not.toHaveProperty('sourceID');
  });

  test('takes three requests at first and two from then on', async () => {
    const { sync } = create();
    const id = String(state().requests[0]?.['id']);
    expect((await counted(sync.fetchEntity(acme, id, patient()))).requests).toBe(3);
    expect((await counted(sync.fetchEntity(acme, id, patient()))).requests).toBe(2);
  });

  test('names the service that it belongs to', async () => {
    const entity = await create().sync.fetchEntity(acme, String(state().requests[1]?.['id']), patient());
    expect(entity).toMatchObject({ fields: { subject: 'Printer down' }, project: WORKPLACE });
  });

  test('a first note long after the request is a comment, and so is one of somebody else', async () => {
    const late = request();
    platforms.clock.advance(60_000);
    act('note', { id: Number(late), text: 'later' });
    const other = request();
    act('note', { id: Number(other), user: 'second', text: 'at once' });
    for (const id of [late, other]) {
      const entity = await create().sync.fetchEntity(acme, id, patient());
      expect(entity.fields['description']).toBe('');
      expect(entity.comments).toHaveLength(1);
    }
  });

  test('brings all notes of a long conversation, oldest first', async () => {
    const id = request();
    platforms.clock.advance(5_000);
    for (let index = 0; index < 230; index += 1)
      act('note', { id: Number(id), text: `note ${String(index)}` });
    act('set', { burstCalls: 1_000 });
    const { value, requests } = await counted(create().sync.fetchEntity(acme, id, patient()));
    expect(value.comments.map(({ body }) => body)).toStrictEqual(
      Array.from({ length: 230 }, (_none, index) => `note ${String(index)}`),
    );
    expect(requests).toBe(4);
  });

  test('a note whose visibility is left out is looked up, and is internal when it is', async () => {
    const id = request();
    platforms.clock.advance(5_000);
    act('note', { id: Number(id), text: 'secret', internal: true });
    act('note', { id: Number(id), text: 'open' });
    platforms.control(API).setFault({ kind: 'notes-without-internal' });
    const { comments } = await create().sync.fetchEntity(acme, id, patient());
    expect(comments.map(({ body, internal }) => ({ body, internal }))).toStrictEqual([
      { body: 'secret', internal: true },
      { body: 'open', internal: false },
    ]);
  });

  test('a note of unknown visibility is never read as public', async () => {
    const id = request();
    platforms.clock.advance(5_000);
    act('note', { id: Number(id), text: 'secret', internal: true });
    platforms.control(API).setFault({ kind: 'notes-without-internal' });
    platforms.control(API).setFault({ kind: '403', path: '/notes/internal' });
    await expect(create().sync.fetchEntity(acme, id, patient())).rejects.toMatchObject({
      code: 'platform/refused',
    });
  });

  test('an internal note never becomes the description, not even with its sign', async () => {
    const id = request({ internal_note: 'between us' });
    act('note', { id: Number(id), text: '✎\nalso between us', internal: true });
    const entity = await create().sync.fetchEntity(acme, id, patient());
    expect(entity.fields['description']).toBe('');
    expect(entity.comments.every(({ internal }) => internal)).toBe(true);
  });

  test('a redacted note is no comment any more', async () => {
    const id = request();
    platforms.clock.advance(5_000);
    const { id: note } = act('note', { id: Number(id), text: 'my password is x' }) as { id: number };
    act('redact', { note });
    expect((await create().sync.fetchEntity(acme, id, patient())).comments).toStrictEqual([]);
  });

  test('an unknown status is kept as it is', async () => {
    platforms.control(API).setFault({ kind: 'unknown-enum' });
    const { fields } = await create().sync.fetchEntity(acme, request(), patient());
    expect(fields['status']).toBe('parked_by_robot');
  });

  test.each(['archive', 'trash'])('one in the %s is not there', async (to) => {
    const id = request();
    act('place', { id: Number(id), to });
    await expect(create().sync.fetchEntity(acme, id, patient())).rejects.toMatchObject({
      code: 'platform/not-found',
    });
  });
});

describe('writing a request', () => {
  test('an incident goes to the first instance of its service, with one request when all is known', async () => {
    const { sync } = create();
    expect(await sync.fetchTypes(acme, WORKPLACE, patient())).toMatchObject({ standard: 'incident' });
    const draft = {
      fields: { summary: 'From elsewhere', description: 'Ask <@2|Sven>!', type: 'incident' },
      marker: MARKER,
      project: WORKPLACE,
    };
    const { value, requests } = await counted(sync.createEntity(acme, draft, patient()));
    expect(requests).toBe(1);
    expect(storedRequest(value.id)).toMatchObject({
      category: 'incident',
      impact: 'low',
      source: 'Liaison',
      serviceInstanceId: 126,
    });
    expect(value.entity).toMatchObject({
      fields: { summary: 'From elsewhere', description: 'Ask <@2|Sven>!', type: 'incident' },
      comments: [],
      project: WORKPLACE,
      marker: MARKER,
    });
    // Nobody is notified by a mention that came from elsewhere.
    expect(storedNotes(value.id)[0]?.['text']).not.toMatch(/<@\d/);
  });

  test('without a service it is something else than an incident', async () => {
    const { sync } = create();
    const { names, standard } = await sync.fetchTypes(acme, undefined, patient());
    expect(names).not.toContain('incident');
    expect(standard).toBe('other');
    const { id } = await sync.createEntity(acme, { fields: { summary: 'x' }, marker: MARKER }, patient());
    expect(storedRequest(id)).toMatchObject({ category: 'other', serviceInstanceId: null });
  });

  test('the first comment on a request that came without a description is a comment', async () => {
    const { sync } = create();
    const draft = { fields: { summary: 'x', description: ' ' }, marker: MARKER };
    const { id } = await sync.createEntity(acme, draft, patient());
    await sync.addComment(acme, id, { body: 'first', internal: false }, patient());
    const entity = await sync.fetchEntity(acme, id, patient());
    expect(entity.fields['description']).toBe('');
    expect(entity.comments.map(({ body }) => body)).toStrictEqual(['first']);
    expect(await sync.findByMarker(acme, MARKER, patient())).toHaveLength(1);
  });

  test('a new description is a note with its sign, and the last one counts, whoever wrote it', async () => {
    const { sync } = create();
    const id = request({ note: 'old' });
    await sync.updateEntity(acme, id, { description: 'new\n  words' }, patient());
    expect((await sync.fetchEntity(acme, id, patient())).fields['description']).toBe('new\n  words');
    act('note', { id: Number(id), user: 'second', text: '✎\r\nby hand' });
    const entity = await sync.fetchEntity(acme, id, patient());
    expect(entity.fields['description']).toBe('by hand');
    expect(entity.comments).toStrictEqual([]);
  });

  test('references, custom fields and statuses are written by their own names', async () => {
    const { sync } = create();
    const id = request();
    const { fields } = await sync.fetchEntity(acme, String(state().requests[1]?.['id']), patient());
    await sync.updateEntity(
      acme,
      id,
      {
        team: fields['team'] ?? null,
        member: fields['member'] ?? null,
        status: 'in_progress',
        custom_fields: { asset_tag: 'A-7' },
      },
      patient(),
    );
    expect((await sync.fetchEntity(acme, id, patient())).fields).toMatchObject({
      team: fields['team'],
      member: fields['member'],
      status: 'in_progress',
      custom_fields: { asset_tag: 'A-7' },
    });
  });

  test('a status that the platform turned into another comes back as it is', async () => {
    const { sync } = create();
    const id = request({ status: 'on_backlog' });
    await sync.fetchEntity(acme, id, patient());
    platforms.control(API).setFault({ kind: 'other-status' });
    const { entity } = await sync.updateEntity(acme, id, { status: 'on_backlog' }, patient());
    expect(entity?.fields['status']).toBe('assigned');
  });

  test('a refusal comes in the platform’s own sentences', async () => {
    const { sync } = create();
    await expect(
      sync.updateEntity(acme, request(), { status: 'completed', category: 'nonsense' }, patient()),
    ).rejects.toMatchObject({
      code: 'platform/refused',
      detail: "Category is not included in the list; Completion reason can't be blank",
    });
  });

  test.each([{ nonsense: 1 }, { source: 'x' }, { sourceID: 'x' }, { note: 'x' }, { status: { id: 1 } }])(
    'nothing leaves for the field of %j',
    async (fields) => {
      const { sync } = create();
      await expect(sync.updateEntity(acme, '1', fields, patient())).rejects.toMatchObject({
        code: 'platform/refused',
      });
      expect(browser.sent).toHaveLength(0);
    },
  );

  test('an update right after a read is one request and brings the state; later the state is read anew', async () => {
    const clock = { at: 1_790_000_000_000, now: () => clock.at };
    const { sync } = create({ clock });
    const id = request({ note: 'words' });
    const before = await sync.fetchEntity(acme, id, patient());
    const soon = await counted(sync.updateEntity(acme, id, { summary: 'x' }, patient()));
    expect(soon).toMatchObject({
      requests: 1,
      value: { entity: { fields: { summary: 'x', description: 'words' }, comments: before.comments } },
    });
    await sync.fetchEntity(acme, id, patient());
    clock.at += 60_000;
    expect((await sync.updateEntity(acme, id, { summary: 'y' }, patient())).entity).toBeUndefined();
  });
});

describe('files', () => {
  test('go to the bucket in three requests, and the token never does', async () => {
    const { sync } = create();
    const id = request();
    const token = vault.tokens.get(acme.url) ?? '-';
    const { value: file, requests } = await counted(
      sync.addAttachment(acme, id, fileOf('a "b".txt', 'bytes ü'), patient()),
    );
    expect(requests).toBe(3);
    const entity = await sync.fetchEntity(acme, id, patient());
    expect(entity.attachments).toMatchObject([{ id: file, size: 8, type: 'text/plain' }]);
    // The note that carries it is no comment.
    expect(entity.comments).toStrictEqual([]);
    expect(await textOf(sync.readAttachment(acme, id, file ?? '', 6, patient()))).toBe('ü');
    const elsewhere = browser.sent.filter(({ url }) => new URL(url).host !== API);
    expect(elsewhere.length).toBeGreaterThan(0);
    for (const sent of elsewhere) expect(JSON.stringify(sent)).not.toContain(token);
  });

  test('of a kind that the account does not take are refused before anything is sent', async () => {
    const { sync } = create();
    await expect(
      sync.addAttachment(acme, request(), fileOf('run.exe', 'MZ'), patient()),
    ).rejects.toMatchObject({ code: 'platform/refused', detail: '.exe' });
    expect(browser.sent.every(({ method }) => method === 'GET')).toBe(true);
  });

  test('refused by the bucket are told in its own words', async () => {
    const { sync } = create();
    platforms.control('xurrent.s3-accelerate.amazonaws.com').setFault({ kind: 'upload-refused' });
    await expect(sync.addAttachment(acme, request(), fileOf('a.txt', 'a'), patient())).rejects.toMatchObject({
      code: 'platform/refused',
      detail: 'Access Denied',
    });
  });

  test('of an internal note are internal', async () => {
    const id = request();
    platforms.clock.advance(5_000);
    act('attach', { id: Number(id), name: 'a.txt', base64: btoa('a'), internal: true });
    act('attach', { id: Number(id), name: 'b.txt', base64: btoa('b'), text: 'see there' });
    const { attachments, comments } = await create().sync.fetchEntity(acme, id, patient());
    expect(attachments.map(({ name, internal }) => ({ name, internal }))).toStrictEqual([
      { name: 'a.txt', internal: true },
      { name: 'b.txt', internal: undefined },
    ]);
    expect(comments.map(({ body }) => body)).toStrictEqual(['see there']);
  });

  test('whose link has run out are asked for again soon', async () => {
    const { sync } = create();
    const id = request();
    const { key } = act('attach', { id: Number(id), name: 'a.txt', base64: btoa('a') }) as { key: string };
    expect(key).toContain('a.txt');
    const [file] = (await sync.fetchEntity(acme, id, patient())).attachments;
    platforms.control('xurrent.s3-accelerate.amazonaws.com').setFault({ kind: 'file-expired', times: 1 });
    await expect(textOf(sync.readAttachment(acme, id, file?.id ?? '', 0, patient()))).rejects.toMatchObject({
      code: 'platform/unavailable',
      scope: 'entity',
    });
    expect(await textOf(sync.readAttachment(acme, id, file?.id ?? '', 0, patient()))).toBe('a');
  });

  test.each([
    'http://bucket.example/',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest',
    'https://10.0.0.7/',
    'https://user:pw@bucket.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ])('never go to %j, whatever the platform says', async (upload_uri) => {
    const asked: string[] = [];
    const { sync } = create({
      fetch: (url) => {
        asked.push(url);
        return Promise.resolve(Response.json({ provider: 's3', upload_uri, s3: { key: 'k' } }));
      },
    });
    await expect(sync.addAttachment(acme, '1', fileOf('a.txt', 'a'), patient())).rejects.toMatchObject({
      code: 'platform/answer-unexpected',
    });
    expect(asked).toStrictEqual([`https://${API}/v1/attachments/storage`]);
  });

  test('take the token along to the account’s own host only', async () => {
    const sent: (string | null)[] = [];
    const { sync } = create({
      fetch: (url, init) => {
        sent.push(url, new Headers(init.headers).get('Authorization'));
        const local = {
          provider: 'local',
          upload_uri: 'https://evil.example/attachments',
          local: { key: 'k' },
        };
        return Promise.resolve(Response.json(local));
      },
    });
    await expect(sync.addAttachment(acme, '1', fileOf('a.txt', 'a'), patient())).rejects.toMatchObject({
      code: 'platform/answer-unexpected',
    });
    expect(sent).toHaveLength(2);
  });

  test('wait for the permission of their own host, and nothing else does', async () => {
    const contains = ({ origins }: { origins: string[] }) =>
      Promise.resolve(origins.every((origin) => origin.includes('.xurrent.com')));
    const { sync } = create({ permissions: { contains } });
    const id = request();
    await expect(sync.addAttachment(acme, id, fileOf('a.txt', 'a'), patient())).rejects.toMatchObject({
      code: 'platform/permission-missing',
      scope: 'entity',
      detail: 'xurrent.s3-accelerate.amazonaws.com',
    });
    await expect(sync.fetchEntity(acme, id, patient())).resolves.toMatchObject({ ref: { id } });
  });
});

describe('what changed', () => {
  const from = async () => {
    act('set', { burstCalls: 10_000 });
    const { sync } = create();
    let { cursor } = await sync.fetchChanges(acme, undefined, patient());
    return {
      sync,
      poll: async () => {
        const { value, requests } = await counted(sync.fetchChanges(acme, cursor, patient()));
        ({ cursor } = value);
        return { ...value, requests };
      },
    };
  };

  test('nothing: two requests, and two more each quarter of an hour', async () => {
    const { poll } = await from();
    const requests: number[] = [];
    for (let minute = 0; minute < 32; minute += 1) {
      platforms.clock.advance(60_000);
      const answer = await poll();
      expect(answer.changes).toStrictEqual([]);
      requests.push(answer.requests);
    }
    expect(requests.filter((count) => count === 4)).toHaveLength(2);
    expect(requests.every((count) => count === 2 || count === 4)).toBe(true);
  });

  test('own writes come back with the version that the write brought', async () => {
    const { sync, poll } = await from();
    const draft = { fields: { summary: 'x', description: 'with words' }, marker: MARKER };
    const { id, entity } = await sync.createEntity(acme, draft, patient());
    expect((await poll()).changes).toStrictEqual([{ id, version: entity?.version }]);
    platforms.clock.advance(5_000);
    await sync.fetchEntity(acme, id, patient());
    const written = await sync.updateEntity(acme, id, { summary: 'y', description: 'others' }, patient());
    expect((await poll()).changes).toStrictEqual([{ id, version: written.entity?.version }]);
    expect((await poll()).changes).toStrictEqual([]);
  });

  test('a note is told without a version: its second may hold another', async () => {
    const { poll } = await from();
    const id = request();
    await poll();
    platforms.clock.advance(5_000);
    act('note', { id: Number(id), text: 'one' });
    expect((await poll()).changes).toStrictEqual([{ id }]);
    act('note', { id: Number(id), text: 'two' });
    expect((await poll()).changes).toStrictEqual([{ id }]);
    expect((await poll()).changes).toStrictEqual([]);
  });

  test('all requests at one moment, over several pages, are told each once', async () => {
    const { poll } = await from();
    const ids = Array.from({ length: 350 }, () => request());
    platforms.clock.advance(5_000);
    act('same-stamps');
    const told: string[] = [];
    for (let more = true; more;) {
      const answer = await poll();
      told.push(...answer.changes.map((change) => change.id));
      ({ more } = answer);
    }
    expect(told.filter((id) => ids.includes(id)).sort()).toStrictEqual([...ids].sort());
    expect((await poll()).changes).toStrictEqual([]);
  });

  test('what was thrown away or archived is told once, within a quarter of an hour', async () => {
    const { poll } = await from();
    const ids = [request(), request()];
    await poll();
    act('place', { id: Number(ids[0]), to: 'trash' });
    act('place', { id: Number(ids[1]), to: 'archive' });
    platforms.clock.advance(15 * 60_000);
    const { changes } = await poll();
    expect(changes).toStrictEqual(ids.map((id) => ({ id, gone: true })));
    platforms.clock.advance(15 * 60_000);
    expect((await poll()).changes).toStrictEqual([]);
  });

  test('whoever may not look into the trash polls all the same', async () => {
    const { poll } = await from();
    platforms.control(API).setFault({ kind: '403', path: '/v1/trash' });
    platforms.clock.advance(15 * 60_000);
    expect((await poll()).changes).toStrictEqual([]);
  });

  test('a cursor that is none of ours is refused', async () => {
    for (const cursor of ['', '{}', 'null', '[1]']) {
      await expect(create().sync.fetchChanges(acme, cursor, patient())).rejects.toMatchObject({
        code: 'platform/answer-unexpected',
      });
    }
  });
});

describe('filters', () => {
  test('may name a list, come from an address and use the platform’s operators', () => {
    expect(parseFilter('status=assigned,accepted&impact=!low')).toStrictEqual({
      list: undefined,
      query: { status: 'assigned,accepted', impact: '!low' },
      unknown: [],
    });
    expect(parseFilter('/requests/open?subject=a%20b%26c')).toMatchObject({
      list: 'open',
      query: { subject: 'a b&c' },
    });
    expect(parseFilter('completed')).toMatchObject({ list: 'completed', query: {} });
    expect(parseFilter('updated_at=>=2026-01-15T23:00:00+02:00').query).toStrictEqual({
      updated_at: '>=2026-01-15T23:00:00+02:00',
    });
  });

  test.each([
    '',
    '?',
    'status',
    '=x',
    'a b=1',
    'status=a&status=b',
    'fields=id',
    'trash',
    'open/../trash?a=b',
  ])('%j is none', (text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ code: 'platform/refused' }) as Error);
  });

  test('of ids are met with the ids asked about', () => {
    expect(idsAmong(parseFilter('id=1,2,3'), ['2', '3', '4'])).toStrictEqual(['2', '3']);
    expect(idsAmong(parseFilter('status=x'), ['2'])).toStrictEqual(['2']);
    expect(() => idsAmong(parseFilter('id=>2'), ['2'])).toThrow(
      expect.objectContaining({ code: 'platform/refused' }) as Error,
    );
  });

  test('that the platform leaves out are refused nevertheless, rather than selecting everything', async () => {
    const { parts } = createParts({
      cookies: browser.cookies,
      fetch: () => Promise.resolve(Response.json([{ id: 1 }])),
    });
    const sync = createXurrentSync({ ...parts, vault });
    await expect(sync.search(acme, 'teem_id=5', undefined, patient())).rejects.toMatchObject({
      code: 'platform/refused',
      detail: 'teem_id',
    });
  });

  test('are refused by the platform in its own words', async () => {
    await expect(
      create().sync.search(acme, 'created_at=>=yesterday', undefined, patient()),
    ).rejects.toMatchObject({
      code: 'platform/refused',
      detail: "Parameter 'created_at' has an invalid value 'yesterday'",
    });
  });
});

describe('what is known of requests', () => {
  const metadata = () => createXurrentMetadata({ ...createParts(browser).parts, vault });
  const signal = patient();

  test('every field is one that reading brings, and every writable one is taken', async () => {
    const fields = await metadata().fetchFields(acme, {}, signal);
    const { sync } = create();
    const id = request();
    const entity = await sync.fetchEntity(acme, id, signal);
    for (const { name } of fields) expect(entity.fields).toHaveProperty(name);
    const same = fields.filter(({ writable, name }) => writable && name !== 'description');
    const values = Object.fromEntries(same.map(({ name }) => [name, entity.fields[name] ?? null]));
    await sync.updateEntity(acme, id, values, signal);
    const after = await sync.fetchEntity(acme, id, signal);
    expect({ ...after.fields, updated_at: '' }).toStrictEqual({ ...entity.fields, updated_at: '' });
  });

  test('statuses, and those that a request may go to with what they ask for', async () => {
    const about = metadata();
    const id = request();
    const all = (await about.fetchStatuses(acme, {}, signal)).map((status) => status.id);
    const ways = await about.fetchTransitions(acme, id, signal);
    expect(all).toContain('assigned');
    expect(ways.map(({ to }) => to.id)).not.toContain('assigned');
    expect(ways.find(({ to }) => to.id === 'completed')?.required).toStrictEqual(['completion_reason']);
    await expect(about.fetchTransitions(acme, '1,2', signal)).rejects.toMatchObject({
      code: 'platform/invalid-id',
    });
  });

  test.each([
    ['Gina.Park@acme.example', 'Gina Park'],
    ['!x@acme.example', undefined],
    ['a@b.example,gina.park@acme.example', undefined],
    ['nobody@acme.example', undefined],
  ])('the person of %s', async (email, label) => {
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
    const types = await sync.fetchTypes(acme, WORKPLACE, signal);
    const fields = { summary: 'x', description: 'y', type: types.standard ?? '' };
    const draft = { fields, marker: MARKER, project: WORKPLACE };
    const made = await sync.createEntity(acme, draft, signal);
    expect(browser.sent).toHaveLength(3);
    // With the version known from the write, the engine does not read what the poll tells.
    expect(await poll()).toStrictEqual([{ id: made.id, version: made.entity?.version }]);

    platforms.clock.advance(10_000);
    browser.sent.length = 0;
    await sync.fetchEntity(acme, made.id, signal);
    const written = await sync.updateEntity(acme, made.id, { summary: 'z' }, signal);
    expect(browser.sent).toHaveLength(3);
    expect(await poll()).toStrictEqual([{ id: made.id, version: written.entity?.version }]);
    expect(browser.sent).toHaveLength(5);
  });
});

describe('who writes', () => {
  test('with the token of somebody else nothing is written', async () => {
    const { sync } = create();
    await sync.fetchIdentity(acme, patient());
    mint('second');
    const id = request();
    const before = state();
    const refused = { code: 'platform/identity-changed' };
    await expect(sync.updateEntity(acme, id, { summary: 'x' }, patient())).rejects.toMatchObject(refused);
    await expect(sync.addComment(acme, id, { body: 'x', internal: false }, patient())).rejects.toMatchObject(
      refused,
    );
    expect(state().notes).toStrictEqual(before.notes);
  });

  test('with a new token of the same user writing goes on', async () => {
    const { sync } = create();
    const first = await sync.fetchIdentity(acme, patient());
    mint();
    await sync.updateEntity(acme, request(), { summary: 'x' }, patient());
    expect(await sync.fetchIdentity(acme, patient())).toStrictEqual(first);
    expect(first.tenant).toBe('acme@xurrent.com');
  });

  test('without a token nothing is asked', async () => {
    vault.tokens.clear();
    await expect(create().sync.fetchIdentity(acme, patient())).rejects.toMatchObject({
      code: 'platform/token-missing',
    });
    expect(browser.sent).toHaveLength(0);
  });
});

describe('limits', () => {
  test.each([
    ['named', { kind: '429', retryAfter: 30 }, 30_000],
    ['left out', { kind: '429' }, 300_000],
  ])('a wait that is %s is passed on', async (_, fault, retryAfter) => {
    platforms.control(API).setFault(fault);
    await expect(create().sync.fetchEntity(acme, '1', patient())).rejects.toMatchObject({
      code: 'platform/rate-limited',
      scope: 'instance',
      retryAfter,
    });
  });

  test('the hour that is used up names its end, a burst two seconds', async () => {
    const { sync } = create();
    act('set', { burstCalls: 1 });
    await sync.fetchIdentity(acme, patient());
    await expect(sync.fetchIdentity(acme, patient())).rejects.toMatchObject({ retryAfter: 2_000 });
    act('set', { burstCalls: 100, hourlyCalls: 1 });
    await expect(sync.fetchIdentity(acme, patient())).rejects.toMatchObject({
      code: 'platform/rate-limited',
      retryAfter: expect.closeTo(3_600_000, -4) as number,
    });
  });

  test('an overloaded platform names the time too', async () => {
    platforms.control(API).setFault({ kind: '503', retryAfter: 12 });
    await expect(create().sync.fetchIdentity(acme, patient())).rejects.toMatchObject({
      code: 'platform/unavailable',
      retryAfter: 12_000,
    });
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
  test('whatever is written is read as it was, and nothing in it means anything', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        // Signs that no program exchanges, and the break itself, are ours.
        fc.pre(!/[\u2060\uFDD0-\uFDEF]/u.test(text));
        const note = toNote(text);
        expect(fromNote(note)).toBe(kept(text));
        expect(note).not.toMatch(/<[\p{L}@/!#]|\]\(|\*\*|__|[~`](?!\u2060)/u);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    '<@209|Ada Marlow> and <@1>',
    '<problem#90> <request#12>',
    '<table><tr><td>x</td></tr></table>',
    '![alt](attachments/5/acme/x/a.png)',
    '[click](https://evil.example) [x](javascript:alert(1))',
    '**bold** __italic__ ~strike~ `code` ***x*** ____',
    '``` fence ```',
    'a ~5 and ~6 b, 2**3**4, snake__case__name',
    '* item\n* item',
    '<<@1|x>> ]]((x)) ~~~ ***',
  ])('%s loses its meaning on the way in and comes back as it was', (text) => {
    const note = toNote(text);
    expect(note).not.toMatch(/<[@a-z/!]|\]\(|\*\*|__|~\w|`\w/i);
    expect(fromNote(note)).toBe(text);
  });

  test.each([
    ['The node swaps every **night**.', 'The node swaps every night.'],
    ['__a__ ~b~ `c`', 'a b c'],
    ['see <@1|Ada Marlow>, <problem#90>', 'see @Ada Marlow, problem #90'],
    ['[manual](https://x.example/a) ![](key.png)', 'manual (https://x.example/a) '],
    ['[x](javascript:alert)', 'x'],
    ['about ~5 or ~6, 2**3**4, a__b__c', 'about ~5 or ~6, 2**3**4, a__b__c'],
  ])('%s is read as %s', (note, text) => expect(fromNote(note)).toBe(text));

  test.each(['~', '~a', '**', '![', '[', '[a](', '<@', '`x', '__a '])(
    'a note full of "%s" is read in one go',
    (piece) => {
      const note = piece.repeat(64 * 1024);
      expect(fromNote(note).length).toBeLessThanOrEqual(note.length);
    },
  );

  test('a subject never ends in half a character', () => {
    const subject = toSubject(`${'x'.repeat(253)}🙂🙂`);
    expect(subject).toBe(`${'x'.repeat(253)}…`);
    expect(subject.isWellFormed()).toBe(true);
  });
});

test('the token goes to the API alone and into no log', async () => {
  const { sync, log } = create();
  const token = vault.tokens.get(acme.url) ?? '-';
  await sync.fetchEntity(acme, request(), patient());
  expect(new Set(browser.sent.map(({ url }) => new URL(url).host))).toStrictEqual(new Set([API]));
  expect(JSON.stringify(log)).not.toContain(token);
  expect(browser.sent.some(({ url }) => url.includes(token))).toBe(false);
});

/** `acme` moves a request's stamp with each note and keeps files in a bucket; `globex` does neither. */
async function createSubject(account: 'acme' | 'globex'): Promise<SyncSubject & { stop(): Promise<void> }> {
  const platforms = await startPlatforms({ platforms: (clock) => [createXurrent(clock)] });
  const browser = createPracticeBrowser(platforms);
  const host = `${account}.xurrent.com`;
  const instance: Instance = { platform: 'xurrent', url: `https://${host}` };
  let { vault } = createParts(browser);
  const control = () => platforms.control(host);
  const api = () => platforms.control('api.xurrent.com');
  const signIn = (user: string) => {
    const { token } = control().act('token', { user, scopes: tokenScopes.join(',') }) as { token: string };
    vault.tokens.set(instance.url, token);
    return Promise.resolve();
  };
  const project = account === 'acme' ? '20' : '22';
  return {
    instance,
    project,
    pollRequests: 2,
    readRequests: 2,
    signedOut: 'platform/token-refused',
    type: 'rfi',
    fresh: () => createXurrentSync({ ...createParts(browser).parts, vault }),
    count: () => {
      const found = platforms.requests().length;
      platforms.clearRequests();
      return found;
    },
    reset: () => {
      platforms.reset();
      browser.clear();
      ({ vault } = createParts(browser));
      control().act('set', { burstCalls: 100_000, hourlyCalls: 100_000, limitFileKinds: false });
    },
    signIn: () => signIn('admin'),
    signInAsAnother: () => signIn('second'),
    expireSessions: () => void control().act('revoke-tokens'),
    setFault: (fault) => api().setFault(fault),
    clearFaults: () => api().clearFaults(),
    advance: (ms) => platforms.clock.advance(ms),
    person: {
      create: ({ summary, description }) => {
        const fields = {
          subject: summary,
          category: 'rfi',
          ...(description === '' ? {} : { note: description }),
        };
        return String((control().act('create', { fields }) as { id: number }).id);
      },
      edit: (id, { summary, description }) =>
        void control().act('edit', {
          id: Number(id),
          fields: {
            ...(summary === undefined ? {} : { subject: summary }),
            ...(description === undefined ? {} : { note: `✎\n${description}` }),
          },
        }),
      comment: (id, text, internal) => void control().act('note', { id: Number(id), text, internal }),
      attach: (id, name, bytes) =>
        void control().act('attach', {
          id: Number(id),
          name,
          base64: Buffer.from(bytes).toString('base64'),
        }),
      remove: (id) => void control().act('place', { id: Number(id), to: 'trash' }),
    },
    query: (word) => `subject=>=${word}<${word}~`,
    badQueries: ['no_such_field=1', 'status', 'id=>=x', '', 'per_page=1', 'trash?status=assigned'],
    writes: {
      create: { method: 'POST', path: '/v1/requests' },
      read: { method: 'GET', path: '/v1/requests/' },
    },
    faults: {
      loginPage: { kind: 'login-200' },
      rateLimit: (seconds) => ({ kind: '429', retryAfter: seconds, path: '/v1/requests/' }),
    },
    async stop() {
      browser.close();
      await platforms.stop();
    },
  };
}

describeSyncPlatform('Xurrent, where a note does not touch its request', () => createSubject('globex'));
describeSyncPlatform('Xurrent, where a note touches its request', () => createSubject('acme'));
