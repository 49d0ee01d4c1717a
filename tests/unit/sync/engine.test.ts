import { expect, test, vi } from 'vitest';

import { DAY, HOUR, MINUTE } from '../../../utils/base/clock.ts';
import { AppError } from '../../../utils/base/errors.ts';
import type { Connection } from '../../../utils/domain/connection.ts';
import type { MessageChannel, SyncPlatform, SyncStep, SyncTable, Twin } from '../../../utils/domain/sync.ts';
import { fingerprintOf } from '../../../utils/sync/content.ts';
import type { SyncLimits } from '../../../utils/sync/limits.ts';
import { plainTraits, tooMany } from '../../simulation/fake-platform.ts';
import type { FakeEntity, FakeTraits } from '../../simulation/fake-platform.ts';
import type { MemoryStore } from '../../simulation/memory-store.ts';
import { opposite } from '../../simulation/oracle.ts';
import { createWorld, sides } from '../../simulation/world.ts';
import type { Side, World } from '../../simulation/world.ts';

// Days of a fake clock, on a machine that may be busy with other things.
vi.setConfig({ testTimeout: 60_000 });

interface Given {
  readonly traits?: Partial<Record<Side, Partial<FakeTraits>>>;
  readonly limits?: Partial<SyncLimits>;
  readonly port?: (port: SyncPlatform) => SyncPlatform;
  readonly channel?: (channel: MessageChannel) => MessageChannel;
}

const aWorld = ({ traits, limits, port, channel }: Given = {}): World =>
  createWorld({
    seed: 1,
    freeze: true,
    traits: {
      source: { ...plainTraits, ...traits?.source },
      destination: { ...plainTraits, ...traits?.destination },
    },
    ...(limits ? { limits } : {}),
    plants: { ...(port ? { port } : {}), ...(channel ? { channel } : {}) },
  });

const ref = (entity: FakeEntity) => ({
  id: entity.id,
  key: entity.key,
  url: '',
  platform: 'jira-dc' as const,
});

function sync(world: World, side: Side, entity: FakeEntity): void {
  world.ask(side, (engine) => engine.sync(world.nodes[side].connection.id, ref(entity)));
}

const pass = (world: World, ms: number): Promise<void> => world.runUntil(world.now() + ms);

const twinsOf = (world: World, side: Side): Twin[] => [...world.nodes[side].store.data.twins.values()];
const theTwin = (world: World, side: Side): Twin => {
  const [twin, ...others] = twinsOf(world, side);
  if (twin === undefined || others.length > 0)
    throw new Error(`${String(others.length + 1)} twins on ${side}`);
  return twin;
};
const entitiesOf = (world: World, side: Side): FakeEntity[] => [
  ...world.nodes[side].platform.entities.values(),
];
const requestsOf = (world: World, side: Side): number =>
  [...world.nodes[side].platform.requests.values()].reduce((sum, count) => sum + count, 0);
const sentOf = (world: World): number =>
  [...world.exchange.sent.values()].reduce((sum, count) => sum + count, 0);

/** Two entities in step. */
async function aPair(given: Given = {}): Promise<{ world: World; here: FakeEntity; there: FakeEntity }> {
  const world = aWorld(given);
  const here = world.nodes.source.platform.user.create({ summary: 'one', description: 'more' });
  sync(world, 'source', here);
  await pass(world, 2 * MINUTE);
  const [there] = entitiesOf(world, 'destination');
  if (there === undefined) throw new Error('nothing was created');
  return { world, here, there };
}

const set = (world: World, side: Side, change: Partial<Connection>): void => {
  world.nodes[side].store.setConnections([{ ...world.nodes[side].connection, ...change }]);
};

test('a first sync goes through the five stages in their order and ends with links to both entities', async () => {
  const { world, here, there } = await aPair();
  const twin = theTwin(world, 'source');
  expect(Object.keys(twin.stages).toSorted()).toEqual(
    ['preparing', 'sending', 'waiting', 'finalizing', 'synchronized'].toSorted(),
  );
  const { preparing = 0, sending = 0, waiting = 0, finalizing = 0, synchronized = 0 } = twin.stages;
  expect([preparing, sending, waiting, finalizing, synchronized]).toEqual(
    [preparing, sending, waiting, finalizing, synchronized].toSorted((one, other) => one - other),
  );
  expect([twin.stage, twin.entity?.key, twin.remote?.key]).toEqual(['synchronized', here.key, there.key]);
  expect(there.fields).toMatchObject({ summary: 'one', description: 'more' });
});

test('a creation costs four requests at most, an update three, a poll one', async () => {
  const { world, here } = await aPair();
  const created = requestsOf(world, 'source') + requestsOf(world, 'destination');
  const polls = sides.reduce(
    (sum, side) => sum + (world.nodes[side].platform.requests.get('changes') ?? 0),
    0,
  );
  const once = sides.reduce(
    (sum, side) => sum + (world.nodes[side].platform.requests.get('identity') ?? 0),
    0,
  );
  // Types and identity are asked for once and kept, by the adapter and by the engine.
  expect(created - polls - once).toBeLessThanOrEqual(4);

  const count = () =>
    sides.reduce(
      (sum, side) =>
        sum + requestsOf(world, side) - (world.nodes[side].platform.requests.get('changes') ?? 0),
      0,
    );
  const before = count();
  world.nodes.source.platform.user.edit(here.id, 'summary', 'two');
  await pass(world, 3 * MINUTE);
  expect(entitiesOf(world, 'destination')[0]?.fields['summary']).toBe('two');
  expect(count() - before).toBeLessThanOrEqual(3);
});

test('quiet stays quiet over a day: no write, no message, one request a minute and instance', async () => {
  const { world } = await aPair();
  await pass(world, DAY + HOUR);
  const before = [world.nodes.source.platform.writes, world.nodes.destination.platform.writes, sentOf(world)];
  const requests = requestsOf(world, 'source');
  await pass(world, DAY);
  expect([
    world.nodes.source.platform.writes,
    world.nodes.destination.platform.writes,
    sentOf(world),
  ]).toEqual(before);
  // And one look at all entities.
  expect(requestsOf(world, 'source') - requests).toBeLessThanOrEqual(DAY / MINUTE + 3);
});

test('twenty quick edits travel as few', async () => {
  const { world, here, there } = await aPair();
  const before = world.exchange.sent.get('replica') ?? 0;
  const start = world.now();
  for (let i = 1; i <= 20; i++) {
    world.at(start + i * 250, () => {
      world.nodes.source.platform.user.edit(here.id, 'summary', `edit ${String(i)}`);
      world.ask('source', (engine) => engine.poke('https://ace.example', here.id));
    });
  }
  await pass(world, 3 * MINUTE);
  expect(there.fields['summary']).toBe('edit 20');
  expect((world.exchange.sent.get('replica') ?? 0) - before).toBeLessThanOrEqual(3);
});

test('a save that the content script saw is on the other side within seconds', async () => {
  const { world, here, there } = await aPair();
  await pass(world, 10_000);
  world.nodes.source.platform.user.edit(here.id, 'summary', 'seen');
  world.ask('source', (engine) => engine.poke('https://ace.example', here.id));
  await pass(world, 4_000);
  expect(there.fields['summary']).toBe('seen');
});

test('rules of both platforms that fight over a field are stopped, with the value shown', async () => {
  const { world, here, there } = await aPair({ limits: { rounds: 4 } });
  // Automations that insist, each on its own wording, whenever somebody else has the last word.
  const insist = (side: Side, entity: FakeEntity, word: string) => {
    if (!(entity.fields['summary'] ?? '').startsWith(word)) {
      world.nodes[side].platform.user.edit(entity.id, 'summary', `${word} ${String(world.now())}`);
      world.ask(side, (engine) => engine.poke(world.nodes[side].connection.local.instance.url, entity.id));
    }
  };
  const start = world.now();
  for (let at = 0; at < 20 * MINUTE; at += 1_000) {
    world.at(start + at, () => {
      insist('source', here, 'LEFT');
      insist('destination', there, 'RIGHT');
    });
  }
  await pass(world, 5 * MINUTE);
  const parked = sides.flatMap((side) =>
    twinsOf(world, side).flatMap((twin) => (twin.parked ? [twin.parked] : [])),
  );
  expect(parked.map(({ reason }) => reason)).toContain('sync/ping-pong');
  expect(parked[0]?.detail).toMatch(/^summary: (LEFT|RIGHT)/);
  const writes = () => world.nodes.source.platform.writes + world.nodes.destination.platform.writes;
  const before = writes();
  await pass(world, 10 * MINUTE);
  expect(writes() - before).toBeLessThanOrEqual(2);
});

test('a platform that keeps texts in its own way causes no echo', async () => {
  const { world, here, there } = await aPair({
    traits: { destination: { rewrite: (text) => text.toUpperCase(), answersWithEntity: false } },
  });
  const before = world.nodes.source.platform.writes;
  world.nodes.source.platform.user.edit(here.id, 'summary', 'quiet please');
  await pass(world, 5 * MINUTE);
  expect(there.fields['summary']).toBe('QUIET PLEASE');
  expect([here.fields['summary'], world.nodes.source.platform.writes]).toEqual(['quiet please', before]);
});

test('a deactivated connection queues what happens and applies it later, in order', async () => {
  const { world, here, there } = await aPair();
  set(world, 'destination', { status: 'deactivated' });
  for (const value of ['a', 'b', 'c']) {
    world.nodes.source.platform.user.edit(here.id, 'summary', value);
    await pass(world, 2 * MINUTE);
  }
  const writes = world.nodes.destination.platform.writes;
  expect([there.fields['summary'], world.nodes.source.store.data.outbox.size]).toEqual(['one', 0]);
  set(world, 'destination', { status: 'active' });
  await pass(world, 2 * MINUTE);
  expect([there.fields['summary'], world.nodes.destination.platform.writes]).toEqual(['c', writes + 1]);
});

test('disconnecting is final: nothing is sent or accepted, whatever comes late', async () => {
  const { world, here, there } = await aPair();
  const { connection, store } = world.nodes.destination;
  world.ask('destination', (engine) => engine.disconnect(connection.id, new AbortController().signal));
  await pass(world, MINUTE);
  const sent = world.exchange.sent.get('replica') ?? 0;
  world.nodes.source.platform.user.edit(here.id, 'summary', 'late');
  world.nodes.destination.platform.user.edit(there.id, 'description', 'mine');
  world.exchange.replay('destination');
  await pass(world, 20 * MINUTE);
  expect([there.fields['summary'], here.fields['description']]).toEqual(['one', 'more']);
  expect(store.data.outbox.size).toBe(0);
  expect(store.data.lanes.get(connection.id)?.closedAt).toBeGreaterThan(0);
  expect(world.nodes.source.store.data.lanes.get(world.nodes.source.connection.id)?.leftAt).toBeGreaterThan(
    0,
  );
  // Its partner keeps what it could not deliver, and says so; nothing of it was taken in.
  expect(world.exchange.sent.get('replica') ?? 0).toBeGreaterThan(sent);
  expect(twinsOf(world, 'destination').map(({ applied }) => applied)).toEqual([1]);
});

test('an entity that has been here by way of other connections is not created again', async () => {
  const world = aWorld();
  const channel = world.exchange.channel('source', (_label, effect) => Promise.resolve(effect()));
  const body = {
    kind: 'replica' as const,
    twin: 'TTTTTTTTTTTTTTTTTTTTTT',
    version: 1,
    seen: 0,
    state: 'live' as const,
    life: 0,
    versions: { summary: 1 },
    replica: { fields: { summary: 'round' }, comments: [], attachments: [] },
    trail: [fingerprintOf('https://bit.example'), fingerprintOf('https://ace.example')],
  };
  await channel.send(world.nodes.source.connection.id, { id: 'm', body }, new AbortController().signal);
  await pass(world, MINUTE);
  expect(entitiesOf(world, 'destination')).toEqual([]);
  expect(theTwin(world, 'destination').parked?.reason).toBe('sync/loop');
});

test('an entity outside the scope of the connection is not written to', async () => {
  let project = 'P1';
  const { world, here, there } = await aPair({
    port: (port) => ({
      ...port,
      fetchEntity: async (instance, id, signal) => ({
        ...(await port.fetchEntity(instance, id, signal)),
        project,
      }),
    }),
  });
  set(world, 'destination', {
    local: { ...world.nodes.destination.connection.local, project: { id: 'P1', name: 'Project' } },
  });
  project = 'P2';
  world.nodes.source.platform.user.edit(here.id, 'summary', 'moved');
  await pass(world, 3 * MINUTE);
  expect(there.fields['summary']).toBe('one');
  expect(theTwin(world, 'destination').parked?.reason).toBe('sync/outside-scope');
});

test.each([
  [1_000, true],
  [1_001, false],
])('an attachment of %i bytes with a limit of 1000 travels: %s', async (size, travels) => {
  const { world, here, there } = await aPair({ limits: { attachmentBytes: 1_000 } });
  world.nodes.source.platform.user.attach(here.id, 'file.bin', new Uint8Array(size));
  await pass(world, 3 * MINUTE);
  expect(there.attachments.length).toBe(travels ? 1 : 0);
  const told = theTwin(world, 'source').attachments.find(({ owner }) => owner === 'local')?.skipped;
  expect(told).toBe(travels ? undefined : 'sync/attachment-too-large');
});

test.each([
  [500, undefined],
  [501, 'sync/too-many-comments'],
])('an entity with %i comments ends with %s', async (count, reason) => {
  const world = aWorld();
  const here = world.nodes.source.platform.user.create({ summary: 'chatty' });
  for (let i = 0; i < count; i++) {
    here.comments.push({
      id: `x${String(i)}`,
      body: `comment ${String(i)}`,
      internal: false,
      at: 0,
      by: 'user',
    });
  }
  sync(world, 'source', here);
  await pass(world, 3 * MINUTE);
  expect(theTwin(world, 'source').parked?.reason).toBe(reason);
  expect(entitiesOf(world, 'destination')[0]?.comments.length).toBe(reason === undefined ? count : undefined);
});

test('a time that the platform names is kept by everything at that instance', async () => {
  let refuse = false;
  const { world, here } = await aPair({
    port: (port) => ({
      ...port,
      fetchChanges: (instance, cursor, signal) =>
        refuse && instance.url === 'https://bit.example'
          ? Promise.reject(tooMany(5 * MINUTE))
          : port.fetchChanges(instance, cursor, signal),
    }),
  });
  refuse = true;
  await pass(world, 2 * MINUTE);
  refuse = false;
  const before = requestsOf(world, 'destination');
  world.nodes.source.platform.user.edit(here.id, 'summary', 'patience');
  await pass(world, 2 * MINUTE);
  expect(requestsOf(world, 'destination')).toBe(before);
  await pass(world, 4 * MINUTE);
  expect(entitiesOf(world, 'destination')[0]?.fields['summary']).toBe('patience');
});

test('a session that has ended stops its instance with few questions, and resuming goes on from there', async () => {
  const { world, here, there } = await aPair();
  const { platform, store } = world.nodes.destination;
  platform.signedOutUntil = Number.POSITIVE_INFINITY;
  world.nodes.source.platform.user.edit(here.id, 'summary', 'later');
  const before = requestsOf(world, 'destination');
  await pass(world, 2 * HOUR);
  expect(store.data.instances.get('https://bit.example')?.open?.reason).toBe('platform/signed-out');
  // The probe comes later and later, up to a quarter of an hour.
  expect(requestsOf(world, 'destination') - before).toBeLessThan(60);
  expect(twinsOf(world, 'destination').flatMap(({ parked }) => parked ?? [])).toEqual([]);
  platform.signedOutUntil = 0;
  world.ask('destination', (engine) => engine.resume('https://bit.example'));
  await pass(world, MINUTE);
  expect(there.fields['summary']).toBe('later');
});

test('another user at the platform stops all writing', async () => {
  let user = 'admin';
  const { world, here, there } = await aPair({
    limits: { identityFresh: 0 },
    port: (port) => ({ ...port, fetchIdentity: () => Promise.resolve({ user, tenant: 'T' }) }),
  });
  user = 'somebody else';
  world.nodes.source.platform.user.edit(here.id, 'summary', 'not as them');
  await pass(world, 10 * MINUTE);
  expect(there.fields['summary']).toBe('one');
  const { open } = world.nodes.destination.store.data.instances.get('https://bit.example') ?? {};
  expect([open?.reason, open?.detail]).toEqual(['platform/identity-changed', 'admin → somebody else']);
});

test('one twin that the platform refuses is parked with its words; the others go on', async () => {
  const { world, here } = await aPair({
    port: (port) => ({
      ...port,
      updateEntity: (instance, id, fields, signal) =>
        fields['summary'] === 'bad'
          ? port.fetchEntity(instance, 'nothing refuses like this', signal).then(
              () => ({ id }),
              () => Promise.reject(tooManyWords()),
            )
          : port.updateEntity(instance, id, fields, signal),
    }),
  });
  const other = world.nodes.source.platform.user.create({ summary: 'other' });
  sync(world, 'source', other);
  await pass(world, 2 * MINUTE);
  world.nodes.source.platform.user.edit(here.id, 'summary', 'bad');
  world.nodes.source.platform.user.edit(other.id, 'summary', 'good');
  await pass(world, 3 * MINUTE);
  const twins = twinsOf(world, 'destination');
  expect(twins.flatMap(({ parked }) => (parked ? [[parked.reason, parked.detail]] : []))).toEqual([
    ['platform/refused', 'Summary is bad'],
  ]);
  expect(entitiesOf(world, 'destination').map(({ fields }) => fields['summary'])).toEqual(['one', 'good']);
  expect(twinsOf(world, 'source').flatMap(({ trouble }) => trouble?.reason ?? [])).toEqual([
    'platform/refused',
  ]);
  // Corrected at the source, it goes on by itself.
  world.nodes.source.platform.user.edit(here.id, 'summary', 'better');
  await pass(world, 3 * MINUTE);
  expect(entitiesOf(world, 'destination').map(({ fields }) => fields['summary'])).toEqual(['better', 'good']);
});

const tooManyWords = () => Object.assign(tooMany(0), { code: 'platform/refused', detail: 'Summary is bad' });

test('skipping leaves out what cannot be done and goes on with what comes after', async () => {
  const { world, here, there } = await aPair({
    port: (port) => ({
      ...port,
      updateEntity: (instance, id, fields, signal) =>
        fields['summary'] === 'bad'
          ? Promise.reject(tooManyWords())
          : port.updateEntity(instance, id, fields, signal),
    }),
  });
  world.nodes.source.platform.user.edit(here.id, 'summary', 'bad');
  await pass(world, 3 * MINUTE);
  const { key } = theTwin(world, 'destination');
  world.ask('destination', (engine) => engine.skip(key));
  await pass(world, MINUTE);
  expect(theTwin(world, 'destination').parked).toBeUndefined();
  world.nodes.source.platform.user.edit(here.id, 'description', 'after');
  await pass(world, 3 * MINUTE);
  expect(there.fields).toMatchObject({ summary: 'one', description: 'after' });
});

test('two existing entities are connected: the initiator’s fields win, comments of both travel', async () => {
  const world = aWorld();
  const here = world.nodes.source.platform.user.create({ summary: 'mine' });
  const there = world.nodes.destination.platform.user.create({ summary: 'theirs', description: 'kept?' });
  world.nodes.source.platform.user.comment(here.id, 'from here');
  world.nodes.destination.platform.user.comment(there.id, 'from there');
  world.ask('source', (engine) => engine.connect(world.nodes.source.connection.id, ref(here), there.id));
  await pass(world, 3 * MINUTE);
  expect(entitiesOf(world, 'destination')).toHaveLength(1);
  expect([there.fields['summary'], here.fields['summary']]).toEqual(['mine', 'mine']);
  expect(here.comments.map(({ body }) => body.split('\n').at(-1))).toEqual(['from here', 'from there']);
  expect(there.comments.map(({ body }) => body.split('\n').at(-1))).toEqual(['from there', 'from here']);
});

test('what was unsynced is synced again with no second copy of anything', async () => {
  const { world, here, there } = await aPair();
  world.nodes.source.platform.user.comment(here.id, 'before');
  await pass(world, 2 * MINUTE);
  const { key } = theTwin(world, 'source');
  world.ask('source', (engine) => engine.unsync(key));
  await pass(world, MINUTE);
  expect(sides.map((side) => theTwin(world, side).state)).toEqual(['unsynced', 'unsynced']);
  world.nodes.source.platform.user.edit(here.id, 'summary', 'apart');
  world.exchange.replay('destination');
  await pass(world, 5 * MINUTE);
  expect(there.fields['summary']).toBe('one');
  sync(world, 'source', here);
  await pass(world, 3 * MINUTE);
  expect([there.fields['summary'], there.comments.length, entitiesOf(world, 'destination').length]).toEqual([
    'apart',
    1,
    1,
  ]);
});

test('triggers on both sides sync what matches, once, and never what the other side made', async () => {
  const world = aWorld();
  for (const side of sides) {
    const { connection } = world.nodes[side];
    world.ask(side, (engine) =>
      engine.saveTrigger(connection.id, { name: 'all', query: 'sync me', active: true }),
    );
  }
  await pass(world, 2 * MINUTE);
  world.nodes.source.platform.user.create({ summary: 'sync me, left' });
  world.nodes.source.platform.user.create({ summary: 'leave me' });
  world.nodes.destination.platform.user.create({ summary: 'sync me, right' });
  await pass(world, 10 * MINUTE);
  for (const side of sides) {
    expect(
      entitiesOf(world, side)
        .map(({ fields }) => fields['summary'])
        .filter((summary) => summary?.startsWith('sync me'))
        .join(),
    ).toMatch(/^(sync me, left,sync me, right|sync me, right,sync me, left)$/);
  }
});

test('a bulk syncs every entity of a query once, across pages and a crash', async () => {
  const world = aWorld();
  for (let i = 0; i < 45; i++) world.nodes.source.platform.user.create({ summary: `bulk ${String(i)}` });
  world.ask('source', (engine) => engine.startScan(world.nodes.source.connection.id, 'bulk', 'bulk'));
  const crashes = new Set([40, 90, 200, 400]);
  world.crashAt = (call) => (crashes.has(call) ? 'after' : undefined);
  await pass(world, 20 * MINUTE);
  const summaries = entitiesOf(world, 'destination').map(({ fields }) => fields['summary']);
  expect([summaries.length, new Set(summaries).size]).toEqual([45, 45]);
  const [scan] = world.nodes.source.store.data.scans.values();
  expect([scan?.state, scan?.seen, scan?.started, scan?.total]).toEqual(['done', 45, 45, 45]);
});

test('a flood of the partner’s is held to its share and arrives in the end', async () => {
  const world = aWorld({ limits: { createsPerWindow: 3, incomingAtMost: 10 } });
  for (let i = 0; i < 30; i++) world.nodes.source.platform.user.create({ summary: `flood ${String(i)}` });
  world.ask('source', (engine) => engine.startScan(world.nodes.source.connection.id, 'bulk', 'flood'));
  await pass(world, 2 * MINUTE);
  expect(entitiesOf(world, 'destination').length).toBeLessThanOrEqual(9);
  const counts = await world.nodes.destination.store.counts(world.nodes.destination.connection.id);
  expect(counts.incoming).toBeLessThanOrEqual(10);
  await pass(world, 3 * HOUR);
  expect(entitiesOf(world, 'destination')).toHaveLength(30);
});

test('fourteen days without an exchange queue up and drain', async () => {
  let away = false;
  const absent = () => Promise.reject(new AppError('platform/unreachable'));
  const { world, here, there } = await aPair({
    limits: { pollEvery: HOUR },
    channel: (channel) => ({
      ...channel,
      send: (...given) => (away ? absent() : channel.send(...given)),
      receive: (...given) => (away ? absent() : channel.receive(...given)),
    }),
  });
  away = true;
  for (let day = 0; day < 14; day++) {
    world.nodes.source.platform.user.comment(here.id, `day ${String(day)}`);
    await pass(world, DAY);
  }
  expect(there.comments).toEqual([]);
  away = false;
  await pass(world, 3 * HOUR);
  expect(there.comments.map(({ body }) => body.split('\n').at(-1))).toEqual(
    Array.from({ length: 14 }, (_, day) => `day ${String(day)}`),
  );
});

const TABLES: readonly Exclude<SyncTable, 'parts'>[] = [
  'twins',
  'payloads',
  'outbox',
  'inbox',
  'instances',
  'lanes',
  'transfers',
];

/** Rows as they are now, to be put back later. */
const snapshot = (store: MemoryStore) =>
  TABLES.map((table) => [table, [...store.data[table].values()]] as const);

async function restore(world: World, side: Side, rows: ReturnType<typeof snapshot>): Promise<void> {
  const { store } = world.nodes[side];
  for (const [table, kept] of rows) {
    for (const key of store.data[table].keys()) await store.commit({ erase: [{ table, key }] });
    for (const row of kept)
      await store.commit({ put: [{ table, row } as NonNullable<SyncStep['put']>[number]] });
  }
  world.crash(side);
}

test.each(sides)('an old state restored on the %s catches up and overwrites nothing', async (side) => {
  const { world, here, there } = await aPair();
  const entities = { source: here, destination: there };
  const old = snapshot(world.nodes[side].store);
  const user = (one: Side) => world.nodes[one].platform.user;
  user(side).edit(entities[side].id, 'summary', 'after the copy');
  user(side).comment(entities[side].id, 'own, after the copy');
  await pass(world, 3 * MINUTE);
  user(opposite(side)).edit(entities[opposite(side)].id, 'description', 'the partner went on');
  user(opposite(side)).comment(entities[opposite(side)].id, 'theirs, after the copy');
  await pass(world, 3 * MINUTE);

  await restore(world, side, old);
  world.ask(side, (engine) => engine.compareNow());
  await pass(world, 10 * MINUTE);
  user(opposite(side)).edit(entities[opposite(side)].id, 'description', 'and on');
  await pass(world, 10 * MINUTE);
  user(side).edit(entities[side].id, 'summary', 'heard again');
  await pass(world, 10 * MINUTE);

  for (const one of sides) {
    expect(entities[one].fields).toMatchObject({ summary: 'heard again', description: 'and on' });
    expect(entities[one].comments.map(({ body }) => body.split('\n').at(-1))).toEqual([
      'own, after the copy',
      'theirs, after the copy',
    ]);
    expect(theTwin(world, one)).toMatchObject({ stage: 'synchronized' });
  }
});

test('a change that the platform’s list never showed is found by the look at all entities', async () => {
  const { world, here, there } = await aPair({
    limits: { sweepEvery: 30 * MINUTE },
    port: (port) => ({
      ...port,
      fetchChanges: async (instance, cursor, signal) => ({
        ...(await port.fetchChanges(instance, cursor, signal)),
        changes: [],
      }),
    }),
  });
  world.nodes.source.platform.user.edit(here.id, 'summary', 'hidden');
  await pass(world, 10 * MINUTE);
  expect(there.fields['summary']).toBe('one');
  await pass(world, 40 * MINUTE);
  expect(there.fields['summary']).toBe('hidden');
});

test('digests heal a difference between the traces of both sides', async () => {
  const { world, there } = await aPair();
  const { store } = world.nodes.destination;
  const twin = theTwin(world, 'destination');
  // As after a lost transaction: the trace says another content than what was sent.
  await store.commit({ put: [{ table: 'twins', row: { ...twin, appliedHash: 'other' } }] });
  world.nodes.destination.platform.entities.set(there.id, { ...there, fields: { ...there.fields } });
  world.ask('source', (engine) => engine.compareNow());
  await pass(world, 5 * MINUTE);
  expect(theTwin(world, 'destination').appliedHash).toBe(theTwin(world, 'source').sentHash);
});

test('a preview shows what would be written, and writes nothing', async () => {
  const world = aWorld();
  const here = world.nodes.source.platform.user.create({ summary: 'look', type: 'Bug' });
  world.nodes.source.platform.user.comment(here.id, 'secret', true);
  const { signal } = new AbortController();
  let shown: unknown;
  world.ask('source', async (engine) => {
    const replica = await engine.preview(world.nodes.source.connection.id, here.id, signal);
    if (replica === undefined) return;
    world.ask('destination', async (other) => {
      shown = await other.previewIncoming(world.nodes.destination.connection.id, replica, undefined, signal);
    });
  });
  await pass(world, MINUTE);
  expect(shown).toMatchObject({ fields: { summary: 'look', type: 'Bug' }, comments: [] });
  expect([world.nodes.destination.platform.writes, twinsOf(world, 'source').length]).toEqual([0, 0]);
});

/** What an idle minute and one changed entity cost the store, with this many twins beside. */
async function costWith(count: number): Promise<readonly Record<string, number>[]> {
  const { world, here } = await aPair();
  const { store } = world.nodes.source;
  const twin = theTwin(world, 'source');
  for (let at = 0; at < count; at += 1_000) {
    const put: { table: 'twins'; row: Twin }[] = [];
    for (let i = at; i < Math.min(at + 1_000, count); i++) {
      const id = String(i).padStart(22, 'x');
      const row: Twin = {
        ...twin,
        id,
        key: `${twin.connection}/${id}`,
        entity: { id: `E${String(i)}`, key: `E-${String(i)}`, url: '', platform: 'jira-dc' },
      };
      put.push({ table: 'twins', row });
    }
    await store.commit({ put });
  }
  await pass(world, 2 * MINUTE);
  const measured = async (run: () => Promise<void>) => {
    const before = { ...world.nodes.source.store.work };
    await run();
    const { loads, rows, commits, puts } = world.nodes.source.store.work;
    return {
      loads: loads - before.loads,
      rows: rows - before.rows,
      commits: commits - before.commits,
      puts: puts - before.puts,
    };
  };
  const idle = await measured(() => pass(world, MINUTE));
  const changed = await measured(() => {
    world.nodes.source.platform.user.edit(here.id, 'summary', 'two');
    return pass(world, 2 * MINUTE);
  });
  return [idle, changed];
}

test('an idle minute and a change cost the same with a hundred twins and with a hundred thousand', async () => {
  const few = await costWith(100);
  expect(few[1]?.['commits']).toBeGreaterThan(3);
  expect(await costWith(100_000)).toEqual(few);
}, 240_000);
