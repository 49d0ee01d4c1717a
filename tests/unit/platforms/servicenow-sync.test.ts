import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Instance } from '@/utils/domain/platform.ts';
import type { Fields } from '@/utils/domain/replica.ts';
import type { PlatformFault } from '@/utils/domain/sync.ts';
import { createServiceNowSync } from '@/utils/platforms/servicenow/sync.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createServiceNow } from '../../platforms/servicenow/servicenow.ts';
import { createFakeVault, createParts, createPracticeBrowser, patient } from './practice.ts';
import type { PracticeBrowser } from './practice.ts';
import { describeSyncPlatform } from './sync-contract.ts';
import type { SyncSubject } from './sync-contract.ts';

const HOST = 'acme.service-now.com';
const acme: Instance = { platform: 'servicenow', url: `https://${HOST}` };

async function createSubject(): Promise<SyncSubject & { stop(): Promise<void> }> {
  const platforms = await startPlatforms({ platforms: (clock) => [createServiceNow(clock)] });
  const browser = createPracticeBrowser(platforms);
  // The token lives as long as the browser does, longer than an adapter.
  let { vault } = createParts(browser);
  const control = () => platforms.control(HOST);
  const signIn = (user: string) =>
    browser.visit(`https://${HOST}/login.do`, { user_name: user, user_password: user });
  const idOf = (made: unknown) => (made as { sys_id: string }).sys_id;
  const fresh = () => createServiceNowSync({ ...createParts(browser).parts, vault });
  return {
    instance: acme,
    type: 'Incident',
    fresh,
    count: () => {
      const found = platforms.requests().length;
      platforms.clearRequests();
      return found;
    },
    reset: () => {
      platforms.reset();
      browser.clear();
      ({ vault } = createParts(browser));
    },
    async signIn() {
      await signIn('admin');
      // The page that brings the token is loaded once per browser session.
      await fresh().fetchIdentity(acme, new AbortController().signal);
    },
    async signInAsAnother() {
      browser.clear();
      await signIn('second');
    },
    expireSessions: () => void control().act('expire-sessions'),
    setFault: (fault) => control().setFault(fault),
    clearFaults: () => control().clearFaults(),
    advance: (ms) => platforms.clock.advance(ms),
    person: {
      create: ({ summary, description }) =>
        idOf(control().act('create-incident', { short_description: summary, description })),
      edit: (id, { summary, description }) =>
        void control().act('update-incident', {
          sys_id: id,
          ...(summary === undefined ? {} : { short_description: summary }),
          ...(description === undefined ? {} : { description }),
        }),
      comment: (id, body, internal) =>
        void control().act('update-incident', {
          as: 'second',
          sys_id: id,
          [internal ? 'work_notes' : 'comments']: body,
        }),
      attach: (id, name, bytes) =>
        void control().act('attach', {
          as: 'second',
          sys_id: id,
          name,
          type: 'text/plain',
          base64: Buffer.from(bytes).toString('base64'),
        }),
      remove: (id) => void control().act('delete-incident', { sys_id: id }),
    },
    query: (word) => `short_descriptionSTARTSWITH${word}^ORDERBYDESCnumber`,
    badQueries: ['no_such_field=1', 'short_description ?? x', 'caller_id.no_such_field=1', ''],
    writes: {
      create: { method: 'POST', path: '/api/now/table/incident' },
      read: { method: 'POST', path: '/api/now/v1/batch' },
    },
    faults: {
      loginPage: { kind: 'login-200' },
      rateLimit: (seconds) => ({ kind: '429', retryAfter: seconds }),
    },
    async stop() {
      browser.close();
      await platforms.stop();
    },
  };
}

describeSyncPlatform('ServiceNow', createSubject);

describe('ServiceNow by itself', () => {
  const signal = patient();
  const marker = 'AbCdEfGhIjKlMnOpQrSt_-';
  let platforms: RunningPlatforms;
  let browser: PracticeBrowser;
  let vault: ReturnType<typeof createFakeVault>;

  beforeAll(async () => {
    platforms = await startPlatforms({ platforms: (clock) => [createServiceNow(clock)] });
    browser = createPracticeBrowser(platforms);
  });
  afterAll(async () => {
    browser.close();
    await platforms.stop();
  });
  beforeEach(async () => {
    platforms.reset();
    browser.clear();
    vault = createFakeVault();
    await signIn();
  });

  const signIn = (user = 'admin') =>
    browser.visit(`https://${HOST}/login.do`, { user_name: user, user_password: user });
  const control = () => platforms.control(HOST);
  const fresh = () => createServiceNowSync({ ...createParts(browser).parts, vault });
  const draft = (fields: Fields) => ({
    fields: { summary: 'Printer on fire', type: 'Incident', ...fields },
    marker,
  });
  const make = async (fields: Fields = {}, by = fresh()) =>
    (await by.createEntity(acme, draft(fields), signal)).id;
  const read = (id: string, by = fresh()) => by.fetchEntity(acme, id, signal);
  const count = () => {
    const found = platforms.requests().map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
    platforms.clearRequests();
    return found;
  };
  const stored = (id: string) =>
    (control().snapshot() as { incident: Record<string, string>[] }).incident.find(
      (one) => one['sys_id'] === id,
    );

  test('a background that wakes up asks once, and not for a page', async () => {
    const { cursor } = await fresh().fetchChanges(acme, undefined, signal);
    count();
    await fresh().fetchChanges(acme, cursor, signal);
    expect(count()).toStrictEqual(['POST /api/now/v1/batch']);
    expect([...vault.tokens.keys()]).toStrictEqual([acme.url]);
  });

  test('a stale token is replaced by the one that the refusal brings, and kept', async () => {
    const platform = fresh();
    const id = await make();
    control().act('rotate-tokens');
    count();
    await platform.updateEntity(acme, id, { summary: 'Out again' }, signal);
    await platform.addComment(acme, id, { body: 'x', internal: false }, signal);
    expect(count().filter((one) => one.startsWith('PATCH'))).toHaveLength(3);
    await read(id, fresh());
    expect(platforms.requests().every(({ status }) => status === 200)).toBe(true);
  });

  test('a token that stays refused is tried no third time, and no empty one is ever sent', async () => {
    const id = await make();
    control().setFault({ kind: 'stale-token', detail: { same: true } });
    count();
    await expect(read(id)).rejects.toMatchObject({ code: 'platform/signed-out' });
    expect(count().length).toBeLessThanOrEqual(2);
    for (const { headers } of platforms.requests()) expect(headers['x-usertoken']).not.toBe('');
  });

  test('without a batch, the same by single requests', async () => {
    control().setFault({ kind: 'no-batch' });
    const platform = fresh();
    const id = await make({}, platform);
    expect((await read(id, platform)).fields['summary']).toBe('Printer on fire');
    count();
    await read(id, platform);
    expect(count().filter((one) => one.includes('batch'))).toHaveLength(0);
  });

  test('what a batch leaves out is asked for by itself', async () => {
    const id = await make();
    control().act('attach', {
      number: stored(id)?.['number'],
      name: 'a.txt',
      type: 'text/plain',
      base64: 'YQ==',
    });
    control().setFault({ kind: 'unserviced-requests' });
    expect((await read(id)).attachments).toHaveLength(1);
  });

  test('a part of an answer is no answer', async () => {
    const id = await make();
    control().setFault({ kind: 'partial-result', times: 1 });
    await expect(read(id)).rejects.toMatchObject({ code: 'platform/unavailable' });
  });

  test('a cancelled transaction may have committed: it is in doubt, and found', async () => {
    control().setFault({ kind: 'transaction-cancelled', method: 'POST', times: 1 });
    await expect(make()).rejects.toMatchObject({ code: 'platform/unavailable' });
    expect(await fresh().findByMarker(acme, marker, signal)).toHaveLength(1);
  });

  test('a field that was dropped without a word is told, and is seen in what was created', async () => {
    const platform = fresh();
    control().setFault({ kind: 'drop-field', detail: { field: 'description' }, times: 1 });
    const written = await platform.createEntity(acme, draft({ description: 'It burns' }), signal);
    expect(written.entity?.fields).toMatchObject({ summary: 'Printer on fire', description: '' });
    control().setFault({ kind: 'drop-field', detail: { field: 'description' }, times: 1 });
    await expect(
      platform.updateEntity(acme, written.id, { description: 'It burns' }, signal),
    ).rejects.toMatchObject({ reason: 'sync/not-kept', detail: 'description' });
    await expect(
      platform.updateEntity(acme, written.id, { category: 'no such category' }, signal),
    ).rejects.toMatchObject({ reason: 'sync/not-kept', detail: 'category' });
  });

  test('a text that the platform cuts is taken as it is kept', async () => {
    const platform = fresh();
    const long = 'words '.repeat(1000).trim();
    const written = await platform.createEntity(acme, draft({ summary: long, description: long }), signal);
    expect(written.entity?.fields['summary']).toHaveLength(160);
    expect(written.entity?.fields['description']).toHaveLength(4000);
    const again = await platform.updateEntity(acme, written.id, { description: `x${long}` }, signal);
    expect(again.entity?.fields['description']).toHaveLength(4000);
  });

  test('a closed incident takes no notes and that is told', async () => {
    const id = await make();
    control().act('update-incident', {
      sys_id: id,
      state: '7',
      close_code: 'Solution provided',
      close_notes: 'Water',
    });
    await expect(
      fresh().addComment(acme, id, { body: 'Too late', internal: false }, signal),
    ).rejects.toMatchObject({ reason: 'sync/not-kept' });
  });

  test('a note that is not to be found is not called written, nor lost', async () => {
    const id = await make();
    control().setFault({ kind: 'journal-lost', times: 1 });
    expect(await fresh().addComment(acme, id, { body: 'Call me', internal: false }, signal)).toBeUndefined();
  });

  test('an entry that a transaction left twice is one comment, always the same', async () => {
    const id = await make();
    control().setFault({ kind: 'journal-doubled', times: 1 });
    const told = await fresh().addComment(acme, id, { body: 'Call me', internal: false }, signal);
    expect((await read(id)).comments.map((comment) => comment.id)).toStrictEqual([told]);
  });

  test('whoever may not read notes is told so and sees no entity without them', async () => {
    const id = await make();
    control().act('update-incident', { sys_id: id, comments: 'Call me' });
    browser.clear();
    vault.tokens.clear();
    await signIn('agent');
    await expect(read(id)).rejects.toMatchObject({ code: 'platform/not-admin' });
  });

  test('notes by their writers’ names; what is HTML in them as text', async () => {
    const id = await make();
    control().act('update-incident', {
      as: 'second',
      sys_id: id,
      comments: '[code]<b>Hot</b> &amp; <i>cold</i>[/code]',
    });
    const [comment] = (await read(id)).comments;
    expect(comment).toMatchObject({ author: 'Sam Second', body: 'Hot & cold', internal: false });
  });

  test('no text of a note is ever a field', async () => {
    const id = await make();
    control().act('update-incident', { sys_id: id, work_notes: 'BETWEEN US' });
    const { fields, comments } = await read(id);
    expect(JSON.stringify(fields)).not.toContain('BETWEEN US');
    expect(comments).toMatchObject([{ body: 'BETWEEN US', internal: true }]);
    await expect(fresh().updateEntity(acme, id, { work_notes: 'x' }, signal)).rejects.toMatchObject({
      code: 'platform/refused',
    });
  });

  test('its own fields by their own names, times in UTC, choices with their labels', async () => {
    const id = await make();
    const { fields } = await read(id);
    expect(fields['state']).toStrictEqual({ value: '1', label: 'New' });
    expect(fields['opened_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const written = await fresh().updateEntity(
      acme,
      id,
      { due_date: '2026-12-24T18:00:00Z', urgency: { value: '1', label: 'High' } },
      signal,
    );
    expect(written.id).toBe(id);
    expect(stored(id)).toMatchObject({ due_date: '2026-12-24 18:00:00', urgency: '1' });
  });

  test('an entity by the number that people call it', async () => {
    const id = await make();
    expect((await read(stored(id)?.['number']?.toLowerCase() ?? '')).ref.id).toBe(id);
    await expect(read('INC9999999')).rejects.toMatchObject({ code: 'platform/not-found' });
  });

  test('a deletion is heard of where the platform keeps track of it', async () => {
    const id = await make();
    const { cursor } = await fresh().fetchChanges(acme, undefined, signal);
    platforms.clock.advance(5000);
    control().act('delete-incident', { sys_id: id });
    const { changes } = await fresh().fetchChanges(acme, cursor, signal);
    expect(changes).toStrictEqual([{ id, gone: true }]);
  });

  test('an own write is recognised in the list, without another look', async () => {
    const platform = fresh();
    const { cursor } = await platform.fetchChanges(acme, undefined, signal);
    platforms.clock.advance(5000);
    const created = await platform.createEntity(acme, draft({}), signal);
    const first = await platform.fetchChanges(acme, cursor, signal);
    expect(first.changes).toStrictEqual([{ id: created.id, version: created.entity?.version }]);
    const updated = await platform.updateEntity(acme, created.id, { summary: 'Out again' }, signal);
    const second = await platform.fetchChanges(acme, first.cursor, signal);
    expect(second.changes).toStrictEqual([{ id: created.id, version: updated.entity?.version }]);
  });

  test('rows that a page withheld come with the next one', async () => {
    const platform = fresh();
    const { cursor } = await platform.fetchChanges(acme, undefined, signal);
    platforms.clock.advance(5000);
    const ids = ['one', 'two', 'three', 'four'].map(
      (summary) =>
        (control().act('create-incident', { short_description: summary }) as { sys_id: string }).sys_id,
    );
    control().setFault({ kind: 'short-page', times: 1 });
    const first = await platform.fetchChanges(acme, cursor, signal);
    const second = await platform.fetchChanges(acme, first.cursor, signal);
    const found = [...first.changes, ...second.changes].map(({ id }) => id);
    expect(found.sort()).toStrictEqual(ids.sort());
  });

  test('a term that the platform dropped finds nothing that was not asked for', async () => {
    await make();
    control().setFault({ kind: 'drop-query-term', detail: { field: 'correlation_id' } });
    expect(await fresh().findByMarker(acme, 'BBBBBBBBBBBBBBBBBBBBBB', signal)).toStrictEqual([]);
  });

  test('alternatives of a query stay alternatives', async () => {
    const [one, two, three] = ['Zebra', 'Horse', 'Cow'].map(
      (summary) =>
        (control().act('create-incident', { short_description: summary }) as { sys_id: string }).sys_id,
    );
    const query = 'short_description=Zebra^NQshort_description=Horse^ORshort_description=Donkey';
    const ids = [one ?? '', two ?? '', three ?? ''];
    expect(await fresh().matching(acme, query, ids, signal)).toStrictEqual(ids.slice(0, 2));
    const { ids: found, total } = await fresh().search(acme, query, undefined, signal);
    expect([...found].sort()).toStrictEqual(ids.slice(0, 2).sort());
    expect(total).toBe(2);
  });

  test('a limit without a time names the time of its reset', async () => {
    const id = await make();
    control().act('set-rate-rules', [{ name: 'table', limit: 0, api: 'Batch API' }]);
    const problem: unknown = await read(id).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'platform/rate-limited', scope: 'endpoint' });
    expect((problem as PlatformFault).retryAfter).toBeGreaterThan(0);
    expect((problem as PlatformFault).retryAfter).toBeLessThanOrEqual(3_600_000);
  });

  test('somebody who plays another user’s part writes nothing', async () => {
    control().act('impersonate', { user: 'agent' });
    await expect(fresh().fetchIdentity(acme, signal)).rejects.toMatchObject({
      code: 'platform/impersonating',
    });
  });

  test('who works there by one request, on older releases too', async () => {
    const platform = fresh();
    await platform.fetchIdentity(acme, signal);
    count();
    const first = await platform.fetchIdentity(acme, signal);
    expect(count()).toHaveLength(1);
    control().setFault({ kind: 'no-impersonation-api' });
    expect(await platform.fetchIdentity(acme, signal)).toStrictEqual(first);
    expect(first.tenant).toBe('acme');
  });

  test('the platform’s own words for what its rules refuse', async () => {
    const id = await make();
    control().setFault({ kind: 'business-rule', times: 1 });
    await expect(fresh().updateEntity(acme, id, { summary: 'x' }, signal)).rejects.toMatchObject({
      code: 'platform/refused',
      detail: expect.stringContaining('Check duplicates') as string,
    });
    control().act('set-property', { name: 'glide.attachment.extensions', value: 'txt' });
    const content = {
      name: 'a.exe',
      type: 'application/x-thing',
      size: 1,
      async *chunks() {
        yield new Uint8Array(1);
      },
    };
    await expect(fresh().addAttachment(acme, id, content, signal)).rejects.toMatchObject({
      code: 'platform/refused',
      detail: expect.stringContaining('exe') as string,
    });
  });

  test('an attachment of another incident is not read', async () => {
    const id = await make();
    const other = (control().act('create-incident', { short_description: 'Other' }) as { sys_id: string })
      .sys_id;
    const { sys_id: file } = control().act('attach', { sys_id: other, name: 'a.txt', base64: 'YQ==' }) as {
      sys_id: string;
    };
    const reading = async () => {
      for await (const chunk of fresh().readAttachment(acme, id, file, 0, signal)) void chunk;
    };
    await expect(reading()).rejects.toMatchObject({ code: 'platform/not-found' });
  });

  test('a file without the platform’s word for it is asked about, and a sign-in page is none', async () => {
    const id = await make();
    const { sys_id: file } = control().act('attach', { sys_id: id, name: 'a.txt', base64: 'YQ==' }) as {
      sys_id: string;
    };
    const bare = createServiceNowSync({
      ...createParts(browser).parts,
      vault,
      fetch: async (url, init) => {
        const answer = await browser.fetch(url, init);
        const headers = new Headers(answer.headers);
        headers.delete('X-Attachment-Metadata');
        return new Response(answer.body, { status: answer.status, headers });
      },
    });
    const readFile = async () => {
      const found: number[] = [];
      for await (const chunk of bare.readAttachment(acme, id, file, 0, signal)) found.push(...chunk);
      return found;
    };
    expect(await readFile()).toStrictEqual([97]);
    control().setFault({ kind: 'login-200' });
    await expect(readFile()).rejects.toMatchObject({ code: 'platform/signed-out' });
  });
});
