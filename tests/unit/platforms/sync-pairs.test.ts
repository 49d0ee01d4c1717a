import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { randomId } from '@/utils/base/bytes.ts';
import { DAY, MINUTE } from '@/utils/base/clock.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { createSyncPlatforms } from '@/utils/platforms/sync-registry.ts';
import { tokenScopes } from '@/utils/platforms/xurrent/adapter.ts';
import { basicRules } from '@/utils/rules/basic.ts';
import { createSyncEngine } from '@/utils/sync/engine.ts';
import { defaultLimits } from '@/utils/sync/limits.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import { createFakeExchange } from '../../simulation/exchange.ts';
import { createMemoryStore } from '../../simulation/memory-store.ts';
import { createRandom } from '../../simulation/random.ts';
import { createFakeVault, createParts, createPracticeBrowser, patient } from './practice.ts';
import type { PracticeBrowser } from './practice.ts';

type Side = 'source' | 'destination';
const CONNECTION = 'CCCCCCCCCCCCCCCCCCCCCC';
const signal = patient();

/** One platform with a person who works there. */
interface Place {
  readonly instance: Instance;
  readonly project?: { id: string; name: string };
  /** The host of its interface, and how many requests a poll or a read of one entity takes there. */
  readonly host: string;
  readonly perLook: number;
  signIn(browser: PracticeBrowser): Promise<unknown>;
  create(summary: string, description: string): string;
  edit(id: string, summary: string): void;
  comment(id: string, body: string): void;
  attach(id: string, name: string, bytes: Uint8Array): void;
}

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
beforeEach(() => {
  platforms.reset();
  browser.clear();
});

const act = (host: string, action: string, input: unknown): unknown =>
  platforms.control(host).act(action, input);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

const jira = (instance: Instance): Place => {
  const host = new URL(instance.url).hostname;
  return {
    instance,
    host,
    perLook: 1,
    project: { id: '10000', name: 'Demo' },
    signIn: (by) =>
      instance.platform === 'jira-cloud'
        ? by.visit('https://id.atlassian.com/login', {
            username: 'admin',
            password: 'admin',
            continue: `${instance.url}/login?dest-url=%2Fjira%2Fyour-work`,
          })
        : by.visit(`${instance.url}/login.jsp`, {
            os_username: 'admin',
            os_password: 'admin',
            os_destination: '',
          }),
    create: (summary, description) =>
      (
        act(host, 'create-issue', {
          as: 'second',
          fields: { project: { id: '10000' }, issuetype: { name: 'Bug' }, summary, description },
        }) as { id: string }
      ).id,
    edit: (id, summary) => void act(host, 'update-issue', { as: 'second', key: id, fields: { summary } }),
    comment: (id, body) => void act(host, 'comment', { as: 'second', key: id, body }),
    attach: (id, name, bytes) =>
      void act(host, 'attach', { as: 'second', key: id, name, type: 'text/plain', base64: base64(bytes) }),
  };
};

const serviceNow: Place = {
  instance: { platform: 'servicenow', url: 'https://acme.service-now.com' },
  host: 'acme.service-now.com',
  perLook: 1,
  signIn: (by) =>
    by.visit('https://acme.service-now.com/login.do', { user_name: 'admin', user_password: 'admin' }),
  create: (summary, description) =>
    (
      act('acme.service-now.com', 'create-incident', {
        as: 'second',
        short_description: summary,
        description,
      }) as { sys_id: string }
    ).sys_id,
  edit: (id, summary) =>
    void act('acme.service-now.com', 'update-incident', {
      as: 'second',
      sys_id: id,
      short_description: summary,
    }),
  comment: (id, body) =>
    void act('acme.service-now.com', 'update-incident', { as: 'second', sys_id: id, comments: body }),
  attach: (id, name, bytes) =>
    void act('acme.service-now.com', 'attach', {
      as: 'second',
      sys_id: id,
      name,
      type: 'text/plain',
      base64: base64(bytes),
    }),
};

const ORG = 'acme.my.salesforce.com';
const salesforce: Place = {
  instance: { platform: 'salesforce', url: `https://${ORG}` },
  host: ORG,
  perLook: 1,
  signIn: (by) => {
    const { sid } = act(ORG, 'session', { user: 'admin' }) as { sid: string };
    by.setCookie(`https://${ORG}/`, 'sid', sid);
    return Promise.resolve();
  },
  create: (summary, description) =>
    (
      act(ORG, 'create', { fields: { Subject: summary, Description: description, Type: 'Other' } }) as {
        id: string;
      }
    ).id,
  edit: (id, summary) => void act(ORG, 'edit', { id, fields: { Subject: summary } }),
  comment: (id, body) => void act(ORG, 'comment', { id, body, published: true }),
  attach: (id, name, bytes) => void act(ORG, 'attach', { id, name, base64: base64(bytes) }),
};

const ACCOUNT = 'acme.xurrent.com';
/** Tokens outlive an adapter, as the browser's own memory does. */
const vault = createFakeVault();
const xurrent: Place = {
  instance: { platform: 'xurrent', url: `https://${ACCOUNT}` },
  host: 'api.xurrent.com',
  perLook: 2,
  project: { id: '20', name: 'Workplace' },
  signIn: () => {
    act(ACCOUNT, 'set', { burstCalls: 100_000, hourlyCalls: 100_000 });
    const scopes = tokenScopes.join(',');
    const { token } = act(ACCOUNT, 'token', { user: 'admin', scopes }) as { token: string };
    return vault.put(`https://${ACCOUNT}`, token);
  },
  create: (subject, note) => {
    const fields = { subject, note, category: 'incident', impact: 'low', service_instance_id: 126 };
    return String((act(ACCOUNT, 'create', { fields }) as { id: number }).id);
  },
  edit: (id, subject) => void act(ACCOUNT, 'edit', { id: Number(id), fields: { subject } }),
  comment: (id, text) => void act(ACCOUNT, 'note', { id: Number(id), user: 'second', text }),
  attach: (id, name, bytes) => void act(ACCOUNT, 'attach', { id: Number(id), name, base64: base64(bytes) }),
};

const places = {
  Salesforce: salesforce,
  Xurrent: xurrent,
  ServiceNow: serviceNow,
  'Jira Data Center': jira({ platform: 'jira-dc', url: 'https://jira.acme.example/jira' }),
  'Jira Cloud': jira({ platform: 'jira-cloud', url: 'https://acme.atlassian.net' }),
};
const names = Object.keys(places) as (keyof typeof places)[];
const pairs = names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const));
/** Each once as source and once as destination. */
const ring = names.map((from, at) => [from, names[(at + 1) % names.length] ?? from] as const);

/** Two nodes with the real engine and the real adapters, an exchange that loses nothing, and a clock that is moved. */
function createPair(of: Readonly<Record<Side, Place>>) {
  const now = () => platforms.clock.now();
  const exchange = createFakeExchange({
    now,
    random: createRandom(1),
    hostile: () => false,
    onPut: () => undefined,
  });
  const { parts } = createParts(browser);
  const adapters = createSyncPlatforms({ ...parts, vault });
  const node = (side: Side) => {
    const place = of[side];
    const connection: Connection = {
      id: `${CONNECTION}:${side}`,
      connectionId: CONNECTION,
      side,
      name: 'ACME_to_PARTNER',
      description: '',
      type: 'public',
      mode: 'basic',
      status: 'active',
      local: {
        shortName: side,
        instance: place.instance,
        ...(place.project ? { project: place.project } : {}),
      },
      remote: { shortName: 'OTHER' },
      exchange: 'browser',
      createdAt: 0,
      updatedAt: 0,
      revision: 1,
    };
    const store = createMemoryStore();
    store.setConnections([connection]);
    const engine = createSyncEngine({
      store,
      channel: exchange.channel(side, async (_label, effect) => effect()),
      platformOf: (platform) => adapters[platform],
      rulesOf: () => basicRules,
      clock: { now },
      random: { id: randomId, fraction: () => 0.5 },
      limits: { ...defaultLimits, sweepEvery: 30 * DAY, digestEvery: 30 * DAY },
    });
    const twin = async () => {
      const [found] = await store.twinsAfter(connection.id, undefined, 2);
      if (found === undefined) throw new Error('no twin');
      return found;
    };
    return { engine, connection, twin };
  };
  const nodes = { source: node('source'), destination: node('destination') };
  return {
    nodes,
    /** Time passes in small steps, with whatever is due. */
    async run(ms: number) {
      const until = now() + ms;
      while (now() < until) {
        for (const { engine } of Object.values(nodes)) await engine.runDue(signal);
        platforms.clock.advance(1000);
      }
    },
    read: async (side: Side) => {
      const { entity } = await nodes[side].twin();
      return adapters[of[side].instance.platform].fetchEntity(of[side].instance, entity?.id ?? '', signal);
    },
    async sync(id: string) {
      const { instance } = of.source;
      await nodes.source.engine.sync(nodes.source.connection.id, {
        id,
        key: id,
        url: '',
        platform: instance.platform,
      });
    },
  };
}

describe('two platforms with the engine between them', { timeout: 60_000 }, () => {
  test.each(pairs)('%s to %s: created once, changed both ways, then silence', async (from, to) => {
    const of = { source: places[from], destination: places[to] };
    for (const place of Object.values(of)) await place.signIn(browser);
    for (const host of ['jira.acme.example', 'acme.atlassian.net']) {
      act(host, 'set-behaviour', { rateLimit: null, searchLagMs: 0 });
    }
    const pair = createPair(of);
    const id = of.source.create('Printer on fire', 'It burns {code} [x] *y*');
    of.source.comment(id, 'Bring water');
    of.source.attach(id, 'fire.txt', new TextEncoder().encode('hot'));
    await pair.sync(id);
    await pair.run(20_000);

    const there = await pair.read('destination');
    expect(there.fields).toMatchObject({
      summary: 'Printer on fire',
      description: 'It burns {code} [x] *y*',
    });
    expect(there.comments).toHaveLength(1);
    expect(there.comments[0]?.body).toMatch(/Bring water$/);
    expect(there.attachments).toMatchObject([{ name: 'fire.txt', size: 3 }]);

    const { entity } = await pair.nodes.destination.twin();
    const other = entity?.id ?? '';
    of.destination.edit(other, 'Printer out again');
    of.destination.comment(other, 'Water is here');
    of.destination.attach(other, 'water.txt', new TextEncoder().encode('wet!'));
    await pair.run(90_000);
    const here = await pair.read('source');
    expect(here.fields['summary']).toBe('Printer out again');
    expect(here.comments.map(({ body }) => body.split('\n').at(-1))).toStrictEqual([
      'Bring water',
      'Water is here',
    ]);
    expect(here.attachments.map(({ name, size }) => [name, size])).toStrictEqual([
      ['fire.txt', 3],
      ['water.txt', 4],
    ]);

    // Silence: nothing is written any more, and a poll is one request.
    await pair.run(2 * MINUTE);
    platforms.clearRequests();
    await pair.run(4 * MINUTE);
    const asked = platforms.requests();
    expect(
      asked.filter(
        ({ method, path, body }) =>
          method !== 'GET' && !/batch|bulkfetch|search/.test(path) && !/"allOrNone":false/.test(body),
      ),
    ).toStrictEqual([]);
    // Trash and archive are looked into now and then.
    expect(asked.length).toBeLessThanOrEqual(5 * (of.source.perLook + of.destination.perLook) + 2);
    for (const side of ['source', 'destination'] as const) {
      const twin = await pair.nodes[side].twin();
      expect(twin.parked).toBeUndefined();
      expect(twin.stage).toBe('synchronized');
      expect((await pair.read(side)).comments).toHaveLength(2);
      expect((await pair.read(side)).attachments).toHaveLength(2);
    }
  });

  test.each([
    ['ServiceNow', 'Jira Data Center'],
    ['ServiceNow', 'Jira Cloud'],
    ['Jira Data Center', 'ServiceNow'],
    ['Jira Cloud', 'Salesforce'],
    ['Salesforce', 'Xurrent'],
  ] as const)('%s to %s: every write loses its answer once, and nothing is there twice', async (from, to) => {
    const of = { source: places[from], destination: places[to] };
    for (const place of Object.values(of)) await place.signIn(browser);
    for (const host of ['jira.acme.example', 'acme.atlassian.net']) {
      act(host, 'set-behaviour', { rateLimit: null, searchLagMs: 0 });
    }
    const control = platforms.control(of.destination.host);
    const lose = (method: string, path: RegExp) =>
      control.setFault({ kind: 'drop-after-effect', method, path, times: 1 });
    lose('POST', /\/(issue|table\/incident)(\?|$)/);
    lose('POST', /\/(attachments|attachment\/file)(\?|$)/);
    lose('POST', /\/comment$/);
    lose('PATCH', /\/table\/incident\//);
    lose('PUT', /\/issue\//);
    if (to === 'Salesforce') {
      lose('POST', /\/sobjects\/CaseComment$/);
      lose('POST', /\/sobjects\/ContentVersion$/);
      // Creations and updates go that way, among much that is only read: several, so that one of them is hit.
      for (let count = 0; count < 3; count += 1) lose('POST', /\/composite$/);
    }
    if (to === 'Xurrent') {
      lose('POST', /\/v1\/requests$/);
      lose('POST', /\/notes$/);
      lose('PATCH', /\/v1\/requests\//);
    }
    const pair = createPair(of);
    const id = of.source.create('Printer on fire', 'It burns');
    of.source.comment(id, 'Bring water');
    of.source.comment(id, 'Much of it');
    of.source.attach(id, 'fire.txt', new TextEncoder().encode('hot'));
    await pair.sync(id);
    await pair.run(8 * MINUTE);
    of.source.edit(id, 'Printer out again');
    await pair.run(3 * MINUTE);

    expect(
      platforms.requests().filter(({ fault }) => fault === 'drop-after-effect').length,
    ).toBeGreaterThanOrEqual(3);
    const there = await pair.read('destination');
    expect(there.fields['summary']).toBe('Printer out again');
    expect(there.comments).toHaveLength(2);
    for (const text of ['Bring water', 'Much of it']) {
      expect(there.comments.filter(({ body }) => body.endsWith(text))).toHaveLength(1);
    }
    expect(there.attachments.map(({ name }) => name)).toStrictEqual(['fire.txt']);
    const marked = await createSyncPlatforms({ ...createParts(browser).parts, vault })[
      of.destination.instance.platform
    ].findByMarker(of.destination.instance, there.marker ?? '', signal);
    expect(marked.map((ref) => ref.id)).toStrictEqual([there.ref.id]);
    const here = await pair.read('source');
    expect(here.comments).toHaveLength(2);
    expect(here.attachments).toHaveLength(1);
  });

  test.each(ring)(
    '%s to %s: a creation takes at most four requests, an update at most three',
    async (from, to) => {
      const of = { source: places[from], destination: places[to] };
      for (const place of Object.values(of)) await place.signIn(browser);
      for (const host of ['jira.acme.example', 'acme.atlassian.net']) {
        act(host, 'set-behaviour', { rateLimit: null, searchLagMs: 0 });
      }
      const pair = createPair(of);
      // What is asked once in a while, by polls and for all entities together, is known by then.
      await pair.sync(of.source.create('The first', 'x'));
      await pair.run(61_000);
      const countAt = (side: Side) =>
        platforms.requests().filter(({ host }) => host === of[side].host).length;
      const id = of.source.create('The second', 'y');
      platforms.clearRequests();
      await pair.sync(id);
      await pair.run(15_000);
      const created = { source: countAt('source'), destination: countAt('destination') };
      of.source.edit(id, 'The second, changed');
      platforms.clearRequests();
      await pair.nodes.source.engine.poke(of.source.instance.url, id);
      await pair.run(15_000);
      const updated = { source: countAt('source'), destination: countAt('destination') };
      expect(created.source).toBe(of.source.perLook);
      expect(created.destination).toBeLessThanOrEqual(4);
      expect(updated.source).toBe(of.source.perLook);
      expect(updated.destination).toBeLessThanOrEqual(3);
    },
  );
});
