import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Instance } from '@/utils/domain/platform.ts';
import type { Fields } from '@/utils/domain/replica.ts';
import { originRulesOf } from '@/utils/platforms/jira/origin-rules.ts';
import type { OriginRule } from '@/utils/platforms/jira/origin-rules.ts';
import { createJiraSync } from '@/utils/platforms/jira/sync.ts';
import type { PlatformParts } from '@/utils/platforms/parts.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import type { JiraPractice } from '../../platforms/jira/shared.ts';
import { createParts, createPracticeBrowser, patient } from './practice.ts';
import type { PracticeBrowser } from './practice.ts';
import { describeSyncPlatform } from './sync-contract.ts';
import type { SyncSubject } from './sync-contract.ts';

const dc: Instance = { platform: 'jira-dc', url: 'https://jira.acme.example/jira' };
const cloud: Instance = { platform: 'jira-cloud', url: 'https://acme.atlassian.net' };

const EXTENSION = '6d1b5a9e-0a51-4d1f-b1f0-3c2f7f0a6a11';

/** What a browser puts on requests of an extension's background, and what installed rules make of it. */
const asExtension =
  (browser: PracticeBrowser, rules: readonly OriginRule[]): PlatformParts['fetch'] =>
  (address, init) => {
    const headers = new Headers(init.headers);
    const method = (init.method ?? 'GET').toLowerCase();
    headers.set('User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0');
    if (method !== 'get') headers.set('Origin', `moz-extension://${EXTENSION}`);
    for (const { action, condition } of rules) {
      const begins = condition.urlFilter.replace(/^\|/, '');
      const meant =
        condition.initiatorDomains.includes(EXTENSION) && condition.requestMethods.includes(method);
      if (!meant || !address.startsWith(begins)) continue;
      for (const { header, value } of action.requestHeaders) headers.set(header, value);
    }
    return browser.fetch(address, { ...init, headers });
  };

async function signInAt(browser: PracticeBrowser, instance: Instance, user: string) {
  if (instance.platform === 'jira-cloud') {
    await browser.visit('https://id.atlassian.com/login', {
      username: user,
      password: user,
      continue: `${instance.url}/login?dest-url=%2Fjira%2Fyour-work`,
    });
    return;
  }
  const form = { os_username: user, os_password: user, os_destination: '', login: 'Log In' };
  await browser.visit(`${instance.url}/login.jsp`, form);
}

async function createSubject(instance: Instance): Promise<SyncSubject & { stop(): Promise<void> }> {
  const platforms = await startPlatforms();
  const browser = createPracticeBrowser(platforms);
  const host = new URL(instance.url).hostname;
  const control = () => platforms.control(host);
  const fetch = asExtension(browser, originRulesOf([dc, cloud], EXTENSION));
  const api = instance.platform === 'jira-cloud' ? '/rest/api/3' : '/rest/api/2';
  const fresh = () => createJiraSync({ ...createParts(browser).parts, fetch });
  const idOf = (made: unknown) => (made as { id: string }).id;
  // The bucket of Data Center refills with time only; what is tested here is not its size.
  // Nor how far Cloud's index is behind, which has tests of its own.
  const unlimited = () => control().act('set-behaviour', { rateLimit: null, searchLagMs: 0 });
  unlimited();
  return {
    instance,
    project: '10000',
    type: 'Task',
    fresh,
    count: () => {
      const found = platforms.requests().filter((one) => one.host === host).length;
      platforms.clearRequests();
      return found;
    },
    reset: () => {
      platforms.reset();
      browser.clear();
      unlimited();
    },
    signIn: () => signInAt(browser, instance, 'admin'),
    async signInAsAnother() {
      browser.clear();
      await signInAt(browser, instance, 'second');
    },
    expireSessions: () => void control().act('expire-sessions'),
    setFault: (fault) => control().setFault(fault),
    clearFaults: () => control().clearFaults(),
    advance: (ms) => platforms.clock.advance(ms),
    person: {
      create: ({ summary, description }) =>
        idOf(
          control().act('create-issue', {
            as: 'second',
            fields: {
              project: { id: '10000' },
              issuetype: { name: 'Task' },
              summary,
              ...(description === '' ? {} : { description }),
            },
          }),
        ),
      edit: (id, fields) => void control().act('update-issue', { as: 'second', key: id, fields }),
      comment: (id, body, internal) =>
        void control().act('comment', { as: 'second', key: id, body, internal }),
      attach: (id, name, bytes) =>
        void control().act('attach', {
          as: 'second',
          key: id,
          name,
          type: 'text/plain',
          base64: Buffer.from(bytes).toString('base64'),
        }),
      remove: (id) => void control().act('delete-issue', { key: id }),
    },
    createForInternal: () =>
      idOf(
        control().act('create-issue', {
          fields: {
            project: { id: instance === dc ? '10002' : '10001' },
            issuetype: { name: 'Incident' },
            summary: 'Help',
          },
        }),
      ),
    query: (word) => `summary ~ ${word} ORDER BY priority`,
    badQueries: ['nosuchfield = 1', 'summary ~', 'project = NOPE', '', 'ORDER BY key'],
    writes: {
      create: { method: 'POST', path: `${api}/issue` },
      read: { method: 'GET', path: `${api}/issue/` },
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

describeSyncPlatform('Jira Data Center', () => createSubject(dc));
describeSyncPlatform('Jira Cloud', () => createSubject(cloud));

const signal = patient();
const marker = 'AbCdEfGhIjKlMnOpQrSt_-';
const both = [
  ['Data Center', dc],
  ['Cloud', cloud],
] as const;
const hostOf = (instance: Instance) => new URL(instance.url).hostname;

describe('Jira by itself', () => {
  let platforms: RunningPlatforms;
  let browser: PracticeBrowser;

  beforeAll(async () => {
    platforms = await startPlatforms();
    browser = createPracticeBrowser(platforms);
  });
  afterAll(async () => {
    browser.close();
    await platforms.stop();
  });
  beforeEach(async () => {
    platforms.reset();
    browser.clear();
    for (const [, instance] of both) {
      await signInAt(browser, instance, 'admin');
      act(instance, 'set-behaviour', { rateLimit: null, searchLagMs: 0 });
    }
    platforms.clearRequests();
  });

  const control = (instance: Instance) => platforms.control(hostOf(instance));
  const act = (instance: Instance, action: string, input: unknown): unknown =>
    control(instance).act(action, input);
  const rules = originRulesOf([dc, cloud], EXTENSION);
  const fresh = (installed = rules) =>
    createJiraSync({ ...createParts(browser).parts, fetch: asExtension(browser, installed) });
  const draft = (fields: Fields = {}, project = '10000') => ({
    fields: { summary: 'Printer on fire', type: 'Task', ...fields },
    project,
    marker,
  });
  const make = async (instance: Instance, fields: Fields = {}, by = fresh()) =>
    (await by.createEntity(instance, draft(fields), signal)).id;
  const help = (instance: Instance) =>
    (
      act(instance, 'create-issue', {
        fields: {
          project: { id: instance === dc ? '10002' : '10001' },
          issuetype: { name: 'Incident' },
          summary: 'Help',
        },
      }) as { id: string }
    ).id;
  const count = () => {
    const found = platforms
      .requests()
      .map(({ method, path }) => `${method} ${(path.split('?')[0] ?? '').replace(/^\/jira(?=\/rest)/, '')}`);
    platforms.clearRequests();
    return found;
  };
  const fault = async (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  describe('the rules by which writes carry the site’s own origin', () => {
    test('are for the extension’s own requests, to the interface of each Jira, and for writes alone', () => {
      const instances: Instance[] = [
        dc,
        cloud,
        cloud,
        { platform: 'jira-dc', url: 'https://jira.acme.example:8443' },
        { platform: 'servicenow', url: 'https://acme.service-now.com' },
      ];
      const made = originRulesOf(instances, EXTENSION);
      expect(
        made.map(({ condition, action }) => [condition.urlFilter, action.requestHeaders[0]?.value]),
      ).toStrictEqual([
        ['|https://acme.atlassian.net/rest/', 'https://acme.atlassian.net'],
        ['|https://jira.acme.example/jira/rest/', 'https://jira.acme.example'],
        ['|https://jira.acme.example:8443/rest/', 'https://jira.acme.example:8443'],
      ]);
      expect(new Set(made.map(({ id }) => id)).size).toBe(3);
      for (const { condition } of made) {
        expect(condition.initiatorDomains).toStrictEqual([EXTENSION]);
        expect(condition.requestMethods).not.toContain('get');
      }
    });

    test('never widen: an address with signs of a filter gets none', () => {
      expect(
        originRulesOf([{ platform: 'jira-dc', url: 'https://jira.acme.example/*' }], EXTENSION),
      ).toStrictEqual([]);
    });

    test.each(both)(
      'without them %s refuses to be written to, and that is no lack of rights',
      async (_name, instance) => {
        const id = await make(instance);
        const bare = fresh([]);
        const code = 'platform/xsrf';
        expect((await bare.fetchEntity(instance, id, signal)).ref.id).toBe(id);
        expect(await fault(bare.createEntity(instance, draft(), signal))).toMatchObject({ code });
        expect(
          await fault(bare.addComment(instance, id, { body: 'x', internal: false }, signal)),
        ).toMatchObject({ code });
        act(instance, 'set-behaviour', { xsrfStatus: 404 });
        expect(
          await fault(bare.addComment(instance, id, { body: 'x', internal: false }, signal)),
        ).toMatchObject({ code });
      },
    );

    test.each(both)('every write to %s carries what its filter wants', async (_name, instance) => {
      const platform = fresh();
      const id = await make(instance, {}, platform);
      await platform.updateEntity(instance, id, { summary: 'Out again' }, signal);
      const comment = await platform.addComment(instance, id, { body: 'x', internal: false }, signal);
      await platform.changeComment(instance, id, comment ?? '', 'y', signal);
      await platform.removeComment(instance, id, comment ?? '', signal);
      const writes = platforms.requests().filter(({ method }) => method !== 'GET');
      expect(writes.length).toBeGreaterThanOrEqual(5);
      for (const { headers } of writes) {
        expect(headers).toMatchObject({
          origin: new URL(instance.url).origin,
          'x-atlassian-token': 'no-check',
        });
      }
    });
  });

  describe('requests', () => {
    test.each(both)('of a poll, a read, a create and an update at %s', async (_name, instance) => {
      const platform = fresh();
      const { cursor } = await platform.fetchChanges(instance, undefined, signal);
      await make(instance, {}, platform);
      const requests: Record<string, number> = {};
      const measure = async <T>(what: string, call: () => Promise<T>): Promise<T> => {
        count();
        const result = await call();
        requests[what] = count().length;
        return result;
      };
      await measure('poll', () => fresh().fetchChanges(instance, cursor, signal));
      const id = await measure('create', () => make(instance, {}, platform));
      await measure('read', () => platform.fetchEntity(instance, id, signal));
      await measure('update', () => platform.updateEntity(instance, id, { summary: 'x' }, signal));
      await measure('comment', () =>
        platform.addComment(instance, id, { body: 'x', internal: false }, signal),
      );
      expect(requests).toStrictEqual({ poll: 1, create: 1, read: 1, update: 1, comment: 1 });
    });

    test.each(both)(
      'of a poll stay one after the issue changed last at %s was deleted',
      async (_name, instance) => {
        const id = await make(instance);
        platforms.clock.advance(600_000);
        act(instance, 'update-issue', { key: id, fields: { summary: 'The last one' } });
        let { cursor } = await fresh().fetchChanges(instance, undefined, signal);
        act(instance, 'delete-issue', { key: id });
        ({ cursor } = await fresh().fetchChanges(instance, cursor, signal));
        count();
        expect((await fresh().fetchChanges(instance, cursor, signal)).changes).toStrictEqual([]);
        expect(count()).toHaveLength(1);
      },
    );
  });

  describe('comments', () => {
    test('of a Data Center service project are asked for with what marks internal ones', async () => {
      const id = help(dc);
      act(dc, 'comment', { key: id, body: 'Between us', internal: true });
      act(dc, 'comment', { key: id, body: 'For all' });
      count();
      const { comments } = await fresh().fetchEntity(dc, id, signal);
      expect(count()).toHaveLength(2);
      expect(comments.map(({ body, internal }) => [body, internal])).toStrictEqual([
        ['Between us', true],
        ['For all', false],
      ]);
    });

    test.each(both)(
      'that cannot be internal at %s are not written, nor asked for twice',
      async (_name, instance) => {
        const platform = fresh();
        const id = await make(instance, {}, platform);
        await platform.fetchEntity(instance, id, signal);
        count();
        expect(
          await fault(platform.addComment(instance, id, { body: 'Secret', internal: true }, signal)),
        ).toMatchObject({ code: 'platform/refused' });
        expect(count()).toStrictEqual([]);
      },
    );

    test.each(both)(
      'restricted to a role are internal at %s, and stay so when they are changed',
      async (_name, instance) => {
        const id = await make(instance);
        const comment = (act(instance, 'comment', { key: id, body: 'For developers' }) as { id: string }).id;
        const site = platforms.platforms.find(({ id: name }) => name === instance.platform) as JiraPractice;
        const kept = site.site(hostOf(instance)).find(id)?.comments[0];
        if (kept) kept.visibility = { type: 'role', value: 'Developers' };
        expect((await fresh().fetchEntity(instance, id, signal)).comments).toMatchObject([
          { internal: true },
        ]);
        await fresh().changeComment(instance, id, comment, 'Still for developers', signal);
        expect((await fresh().fetchEntity(instance, id, signal)).comments).toMatchObject([
          { body: 'Still for developers', internal: true },
        ]);
      },
    );

    test('marked internal stay so at a service desk when they are changed', async () => {
      const platform = fresh();
      const id = help(dc);
      const comment = await platform.addComment(dc, id, { body: 'Between us', internal: true }, signal);
      await platform.changeComment(dc, id, comment ?? '', 'Still between us', signal);
      expect((await platform.fetchEntity(dc, id, signal)).comments).toMatchObject([
        { body: 'Still between us', internal: true },
      ]);
    });

    test('more than Cloud shows with the issue are all read', async () => {
      const id = await make(cloud);
      for (let index = 0; index < 230; index += 1)
        act(cloud, 'comment', { key: id, body: `Number ${String(index)}` });
      count();
      const { comments } = await fresh().fetchEntity(cloud, id, signal);
      expect(comments.map(({ body }) => body)).toStrictEqual(
        Array.from({ length: 230 }, (_none, index) => `Number ${String(index)}`),
      );
      expect(count()).toHaveLength(3);
    });

    test('a file that internal comments alone show is as internal as they are', async () => {
      const id = help(dc);
      for (const name of ['secret.png', 'open.png', 'both.png'])
        act(dc, 'attach', { key: id, name, base64: 'YQ==' });
      act(dc, 'comment', { key: id, body: '!secret.png! !both.png|thumbnail!', internal: true });
      act(dc, 'comment', { key: id, body: '!both.png!' });
      const { attachments } = await fresh().fetchEntity(dc, id, signal);
      expect(attachments.map(({ name, internal }) => [name, internal === true])).toStrictEqual([
        ['secret.png', true],
        ['open.png', false],
        ['both.png', false],
      ]);
    });
  });

  describe('what changed', () => {
    test('is found when Cloud’s index has caught up, once', async () => {
      const platform = fresh();
      const id = await make(cloud);
      act(cloud, 'set-behaviour', { searchLagMs: 20_000 });
      platforms.clock.advance(30_000);
      let { cursor } = await platform.fetchChanges(cloud, undefined, signal);
      act(cloud, 'update-issue', { key: id, fields: { summary: 'Later' } });
      const found: string[] = [];
      for (let turn = 0; turn < 4; turn += 1) {
        platforms.clock.advance(10_000);
        const other = await platform.fetchChanges(cloud, cursor, signal);
        found.push(...other.changes.map((change) => change.id));
        ({ cursor } = other);
      }
      expect(found).toStrictEqual([id]);
    });

    test('is found late as well, behind what was seen already', async () => {
      const [slow, quick] = [await make(cloud), await make(cloud)];
      act(cloud, 'set-behaviour', { searchLagMs: 60_000 });
      platforms.clock.advance(300_000);
      const { cursor } = await fresh().fetchChanges(cloud, undefined, signal);
      act(cloud, 'update-issue', { key: slow, fields: { summary: 'Before' } });
      platforms.clock.advance(1000);
      act(cloud, 'update-issue', { key: quick, fields: { summary: 'After' } });
      // The later change is in the index first.
      act(cloud, 'set-behaviour', { searchLagMs: 60_000 });
      platforms.clock.advance(61_000);
      const first = await fresh().fetchChanges(cloud, cursor, signal);
      platforms.clock.advance(61_000);
      const second = await fresh().fetchChanges(cloud, first.cursor, signal);
      const all = [...first.changes, ...second.changes].map(({ id }) => id).sort();
      expect(all).toStrictEqual([slow, quick].sort());
    });

    test.each(both)(
      'short pages, clipped ones and rows that come twice at %s change nothing',
      async (_name, instance) => {
        const { cursor } = await fresh().fetchChanges(instance, undefined, signal);
        platforms.clock.advance(10_000);
        const ids = Array.from(
          { length: 25 },
          (_none, index) =>
            (
              act(instance, 'create-issue', {
                fields: {
                  project: { id: '10000' },
                  issuetype: { name: 'Task' },
                  summary: `Number ${String(index)}`,
                },
              }) as { id: string }
            ).id,
        );
        control(instance).setFault({ kind: 'row-twice' });
        control(instance).setFault({ kind: 'short-page', times: 2 });
        if (instance === dc)
          control(instance).setFault({ kind: 'clip-max-results', detail: { maxResults: 4 } });
        const found: string[] = [];
        let next: string | undefined = cursor;
        for (let turn = 0; turn < 60; turn += 1) {
          const page = await fresh().fetchChanges(instance, next, signal);
          found.push(...page.changes.map(({ id }) => id));
          next = page.cursor;
          if (!page.more) break;
        }
        expect([...new Set(found)].sort()).toStrictEqual([...ids].sort());
        expect(found).toHaveLength(ids.length);
      },
    );

    test('is not lost where the database keeps whole seconds', async () => {
      const id = await make(dc);
      const site = platforms.platforms.find(({ id: name }) => name === 'jira-dc') as JiraPractice;
      const issue = site.site(hostOf(dc)).find(id);
      if (!issue) throw new Error('no issue');
      platforms.clock.advance(600_000);
      const edit = (summary: string) => {
        act(dc, 'update-issue', { key: id, fields: { summary } });
        issue.updated -= issue.updated % 1000;
      };
      let { cursor } = await fresh().fetchChanges(dc, undefined, signal);
      edit('One');
      const first = await fresh().fetchChanges(dc, cursor, signal);
      expect(first.changes).toStrictEqual([{ id }]);
      const { updated } = issue;
      edit('Two');
      // The same second as before, whenever this runs.
      issue.updated = updated;
      const second = await fresh().fetchChanges(dc, first.cursor, signal);
      expect(second.changes).toStrictEqual([{ id }]);
      platforms.clock.advance(5000);
      ({ cursor } = await fresh().fetchChanges(dc, second.cursor, signal));
      expect((await fresh().fetchChanges(dc, cursor, signal)).changes).toStrictEqual([]);
    });

    test.each(both)('has the same version whatever the zone of whoever asks %s', async (_name, instance) => {
      const id = await make(instance);
      const { version, comments } = await fresh().fetchEntity(instance, id, signal);
      browser.clear();
      await signInAt(browser, instance, 'second');
      expect(await fresh().fetchEntity(instance, id, signal)).toMatchObject({ version, comments });
    });
  });

  describe('identity of an issue', () => {
    test.each(both)(
      'is its id: moved at %s it has another key, and is found by both',
      async (_name, instance) => {
        const id = await make(instance);
        const before = (await fresh().fetchEntity(instance, id, signal)).ref;
        act(instance, 'move-issue', { key: id, project: instance === dc ? 'OPS' : 'LEG' });
        const after = await fresh().fetchEntity(instance, before.key, signal);
        expect(after.ref.id).toBe(id);
        expect(after.ref.key).not.toBe(before.key);
        expect(after.project).not.toBe('10000');
        expect(after.ref.url).toBe(`${instance.url}/browse/${after.ref.key}`);
      },
    );
  });

  describe('refusals', () => {
    test.each(both)('of a field come in the words of %s', async (_name, instance) => {
      const problem = await fault(make(instance, { summary: '' }));
      expect(problem).toMatchObject({
        code: 'platform/refused',
        detail: 'summary: You must specify a summary of the issue.',
      });
      expect(await fault(make(instance, { customfield_99: 'x' }))).toMatchObject({
        detail: expect.stringContaining('customfield_99: ') as string,
      });
    });

    test('of a project that asks for more', async () => {
      const bug = { ...draft({ type: 'Bug' }, '10001') };
      expect(await fault(fresh().createEntity(dc, bug, signal))).toMatchObject({
        code: 'platform/refused',
        detail: expect.stringContaining('Severity is required') as string,
      });
    });

    test('of a type or a project that is not there', async () => {
      expect(await fault(make(dc, { type: 'No such type' }))).toMatchObject({ code: 'platform/refused' });
      expect(await fault(fresh().createEntity(dc, draft({}, '99999'), signal))).toMatchObject({
        code: 'platform/refused',
      });
    });

    test('an edit that met another one is to be tried again, for this issue alone', async () => {
      const id = await make(cloud);
      control(cloud).setFault({ kind: '409', times: 1 });
      expect(await fault(fresh().updateEntity(cloud, id, { summary: 'x' }, signal))).toMatchObject({
        code: 'platform/unavailable',
        scope: 'entity',
      });
    });

    test.each([
      ['jira-burst-based', 'endpoint'],
      ['jira-quota-based', 'instance'],
      ['jira-per-issue-on-write', 'entity'],
      ['', 'instance'],
    ])('a limit of the kind %j reaches as far as %s', async (reason, scope) => {
      const id = await make(cloud);
      control(cloud).setFault({ kind: '429', times: 1, retryAfter: 3, detail: { reason } });
      expect(await fault(fresh().updateEntity(cloud, id, { summary: 'x' }, signal))).toMatchObject({
        code: 'platform/rate-limited',
        scope,
        retryAfter: 3000,
      });
    });

    test('the bucket of Data Center says itself when it has something again', async () => {
      const id = await make(dc);
      act(dc, 'set-behaviour', { rateLimit: { capacity: 1, fillRate: 1, intervalSeconds: 30 } });
      await fresh().fetchEntity(dc, id, signal);
      expect(await fault(fresh().fetchEntity(dc, id, signal))).toMatchObject({
        code: 'platform/rate-limited',
        scope: 'instance',
        retryAfter: 30_000,
      });
    });

    test.each<[string, Partial<Record<string, unknown>>, string]>([
      ['sso-redirect', {}, 'platform/signed-out'],
      ['captcha', {}, 'platform/signed-out'],
      ['dead-session-401', {}, 'platform/signed-out'],
      ['hidden', {}, 'platform/not-found'],
      ['500', {}, 'platform/unavailable'],
      ['503', { retryAfter: 9 }, 'platform/unavailable'],
    ])('%s', async (kind, more, code) => {
      const id = await make(dc);
      control(dc).setFault({ kind, times: 1, ...more });
      const problem = await fault(fresh().fetchEntity(dc, id, signal));
      expect(problem).toMatchObject({ code });
      if (kind === '503') expect(problem).toMatchObject({ retryAfter: 9000 });
    });

    test('a file that is too large is not sent at all', async () => {
      const id = await make(dc);
      act(dc, 'set-behaviour', { uploadLimit: 5 });
      count();
      const content = {
        name: 'a.txt',
        type: 'text/plain',
        size: 6,
        async *chunks() {
          yield new Uint8Array(6);
        },
      };
      expect(await fault(fresh().addAttachment(dc, id, content, signal))).toMatchObject({
        reason: 'sync/attachment-too-large',
      });
      expect(count().some((one) => one.startsWith('POST'))).toBe(false);
    });

    test('a query that closes its own bracket selects nothing that was not asked for', async () => {
      const [zebra, horse] = [await make(dc, { summary: 'Zebra' }), await make(dc, { summary: 'Horse' })];
      expect(
        await fresh().matching(dc, 'summary ~ Zebra) OR (summary ~ Horse', [zebra], signal),
      ).toStrictEqual([zebra]);
      expect(horse).not.toBe(zebra);
    });
  });

  describe('fields', () => {
    test.each(both)('of their own by their own names at %s', async (_name, instance) => {
      const id = await make(instance, {
        labels: ['two words', 'plain'],
        duedate: '2026-12-24',
        environment: 'a {b}',
      });
      const { fields } = await fresh().fetchEntity(instance, id, signal);
      expect(fields).toMatchObject({
        labels: ['two_words', 'plain'],
        duedate: '2026-12-24',
        environment: 'a {b}',
        status: { name: expect.any(String) as string },
        created: expect.stringMatching(/Z$/) as string,
        type: 'Task',
      });
      expect(JSON.stringify(fields)).not.toContain('avatar');
      expect(await fault(fresh().updateEntity(instance, id, { comment: 'x' }, signal))).toMatchObject({
        code: 'platform/refused',
      });
    });
  });
});
