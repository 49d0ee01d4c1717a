import { MINUTE } from '../../utils/base/clock.ts';
import { sameValue } from '../../utils/sync/content.ts';
import type { FakeEntity, FakeTraits } from './fake-platform.ts';
import { judgeWorld, newDeeds, opposite } from './oracle.ts';
import type { Deeds } from './oracle.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { createWorld, noTroubles, sides } from './world.ts';
import type { Plants, Side, World } from './world.ts';

export interface RunResult {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly trace: readonly string[];
  /** What the run consisted of. */
  readonly facts: Readonly<Record<string, number>>;
}

export interface RunOptions {
  readonly seed: number;
  readonly trace?: boolean;
  readonly plants?: Plants;
  readonly freeze?: boolean;
  /** How likely it is that an old copy of a profile is put back. */
  readonly restores?: number;
}

const rewrites: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.trimEnd(),
  (text) => text.replaceAll('\n', '\r\n'),
  // A platform that keeps a text in its own way: other punctuation, other case.
  (text) => text.replaceAll('fast', 'FAST').replaceAll('!', '.'),
];

function drawTraits(random: Random): FakeTraits {
  const exactVersions = random.chance(0.5);
  return {
    exactVersions,
    readLag: random.chance(0.5) ? 0 : 500 + random.below(3_000),
    searchLag: random.chance(0.5) ? 0 : 1_000 + random.below(8_000),
    answersWithEntity: random.chance(0.5),
    tellsCommentIds: random.chance(0.7),
    changeComments: random.chance(0.7),
    removeComments: random.chance(0.7),
    removeAttachments: random.chance(0.7),
    skew: random.below(400_000) - 200_000,
    rewrite: random.chance(0.7) ? (text) => text : random.pick(rewrites),
  };
}

const bytes = (random: Random, length: number): Uint8Array => {
  const data = new Uint8Array(length);
  const first = random.below(256);
  for (let i = 0; i < length; i += 97) data[i] = (first + i) & 255;
  return data;
};

/** The users of both sides: what they do, done through the platforms and written down. */
function createUsers(world: World, deeds: Deeds, random: Random) {
  let words = 0;
  const text = (what: string): string => {
    words += 1;
    return `${what} ${String(words)} so fast!${random.chance(0.2) ? '  ' : ''}${random.chance(0.2) ? '\nand more\r\n' : ''}`;
  };
  const remember = (map: Map<string, string[]>, name: string, value: string) => {
    const list = map.get(name);
    if (list) list.push(value);
    else map.set(name, [value]);
  };

  function create(side: Side): void {
    const fields = { summary: text('summary'), description: random.chance(0.5) ? text('description') : '' };
    const entity = world.nodes[side].platform.user.create(fields);
    for (const field of ['summary', 'description'] as const) {
      remember(deeds.values, `${side} ${entity.id} ${field}`, fields[field]);
    }
    if (random.chance(0.4)) comment(side, entity);
    if (random.chance(0.3)) attach(side, entity);
    deeds.synced[side].add(entity.id);
    sync(side, entity);
  }

  function sync(side: Side, entity: FakeEntity): void {
    const ref = { id: entity.id, key: entity.key, url: '', platform: 'jira-dc' as const };
    world.note(`${side} user syncs ${entity.key}`);
    world.ask(side, (engine) => engine.sync(world.nodes[side].connection.id, ref));
  }

  function edit(side: Side, entity: FakeEntity): void {
    const field = random.pick(['summary', 'description'] as const);
    const value = text(field);
    world.note(`${side} user edits ${entity.key} ${field} "${value.slice(0, 20)}"`);
    world.nodes[side].platform.user.edit(entity.id, field, value);
    remember(deeds.values, `${side} ${entity.id} ${field}`, value);
  }

  function comment(side: Side, entity: FakeEntity): void {
    const body = random.chance(0.2) ? '+1' : text('comment');
    const internal = body !== '+1' && random.chance(0.2);
    const made = world.nodes[side].platform.user.comment(entity.id, body, internal);
    remember(deeds.texts, `${side} ${made.id}`, body);
    world.note(`${side} user comments ${entity.key} ${made.id}${internal ? ' internally' : ''}`);
  }

  function editComment(side: Side, entity: FakeEntity): void {
    const own = entity.comments.filter(({ by, internal }) => by === 'user' && !internal);
    if (own.length === 0) return;
    const chosen = random.pick(own);
    const body = text('comment edited');
    world.note(`${side} user edits comment ${chosen.id}`);
    world.nodes[side].platform.user.editComment(entity.id, chosen.id, body);
    remember(deeds.texts, `${side} ${chosen.id}`, body);
  }

  function removeComment(side: Side, entity: FakeEntity): void {
    const own = entity.comments.filter(({ by }) => by === 'user');
    if (own.length === 0) return;
    const chosen = random.pick(own);
    world.note(`${side} user removes comment ${chosen.id}`);
    world.nodes[side].platform.user.removeComment(entity.id, chosen.id);
  }

  function attach(side: Side, entity: FakeEntity): void {
    words += 1;
    const size = random.chance(0.03) ? 600_000 : random.below(2_000);
    world.note(`${side} user attaches file ${String(words)} to ${entity.key}`);
    world.nodes[side].platform.user.attach(entity.id, `file ${String(words)}.bin`, bytes(random, size));
  }

  function detach(side: Side, entity: FakeEntity): void {
    const own = entity.attachments.filter(({ by }) => by === 'user');
    if (own.length > 0) world.nodes[side].platform.user.detach(entity.id, random.pick(own).id);
  }

  /** Something that somebody does somewhere. */
  function act(): void {
    const side = random.pick(sides);
    const { platform, store } = world.nodes[side];
    const alive = [...platform.entities.values()].filter(({ gone }) => !gone);
    const [any] = alive;
    if (any === undefined || (platform.entities.size < 3 && random.chance(0.25))) {
      create(side);
      return;
    }
    const entity = random.pick(alive);
    const dice = random.below(100);
    if (dice < 42) edit(side, entity);
    else if (dice < 64) comment(side, entity);
    else if (dice < 72) editComment(side, entity);
    else if (dice < 77) removeComment(side, entity);
    else if (dice < 85) attach(side, entity);
    else if (dice < 88) detach(side, entity);
    else if (dice < 92) {
      world.note(`${side} content script saw a save of ${entity.key}`);
      world.ask(side, (engine) => engine.poke(world.nodes[side].connection.local.instance.url, entity.id));
    } else if (dice < 95) sync(side, entity);
    else if (dice < 97) {
      const twins = [...store.data.twins.values()].filter(
        (twin) => twin.state === 'live' && twin.entity?.id === entity.id,
      );
      const [twin] = twins;
      if (twin === undefined || twin.version + twin.applied === 0) return;
      world.note(`${side} user unsyncs ${entity.key}`);
      deeds.unsynced.add(twin.id);
      world.ask(side, (engine) => engine.unsync(twin.key));
    } else if (dice < 98) {
      world.note(`${side} user deletes ${entity.key}`);
      platform.user.remove(entity.id);
    } else create(side);
  }

  return { create, act, edit, sync };
}

const counted = (world: World): { writes: number; messages: number; requests: number } => ({
  writes: sides.reduce((sum, side) => sum + world.nodes[side].platform.writes, 0),
  messages: [...world.exchange.sent.values()].reduce((sum, count) => sum + count, 0),
  requests: sides.reduce(
    (sum, side) => sum + [...world.nodes[side].platform.requests.values()].reduce((a, b) => a + b, 0),
    0,
  ),
});

/** One run: trouble, then peace, then the oracle, one last edit, silence. */
export async function simulate(options: RunOptions): Promise<RunResult> {
  const { seed } = options;
  const draw = createRandom(seed ^ 0x5eed);
  const traits = { source: drawTraits(draw), destination: drawTraits(draw) };
  const world = createWorld({
    seed,
    traits,
    trace: options.trace ?? false,
    freeze: options.freeze ?? false,
    ...(options.plants ? { plants: options.plants } : {}),
    // What heals by looking at everything is not to cover what should never have been missed.
    limits: {
      sweepEvery: draw.chance(0.2) ? 10 * MINUTE : 1_000 * MINUTE,
      digestEvery: draw.chance(0.3) ? 3 * MINUTE : 1_000 * MINUTE,
      rounds: 1_000,
      backoffCap: MINUTE,
    },
  });
  const deeds = newDeeds();
  const users = createUsers(world, deeds, draw);
  const start = world.now();

  const calm = draw.chance(0.1);
  world.troubles = calm
    ? noTroubles
    : {
        lostAnswer: draw.chance(0.7) ? 0.15 : 0,
        unavailable: draw.chance(0.7) ? 0.05 : 0,
        tooMany: draw.chance(0.5) ? 0.03 : 0,
        slow: draw.chance(0.3) ? 0.03 : 0,
        crash: draw.chance(0.7) ? 0.02 : 0,
        signedOut: draw.chance(0.3) ? 0.01 : 0,
        refused: draw.chance(0.2) ? 0.08 : 0,
        hostileExchange: draw.chance(0.8),
      };
  users.create(draw.pick(sides));
  const acts = 4 + draw.below(10);
  const span = draw.chance(0.5) ? 60_000 : 4 * MINUTE;
  for (let i = 0; i < acts; i++) world.at(start + draw.below(span), users.act);
  if (draw.chance(options.restores ?? 0)) {
    // A copy of the profile is put back later, as it was.
    const side = draw.pick(sides);
    const copied = draw.below(span);
    let restore = () => undefined as void;
    world.at(start + copied, () => {
      world.note(`${side} is copied`);
      restore = world.nodes[side].store.snapshot();
    });
    world.at(start + copied + 1 + draw.below(span - copied), () => {
      world.note(`${side} is restored`);
      restore();
      world.crash(side);
      // Which the import writes together with the rows.
      const { connection, store } = world.nodes[side];
      const lane = store.data.lanes.get(connection.id) ?? { key: connection.id, revision: 0, sweepAt: 0 };
      const row = { ...lane, revision: lane.revision + 1, restored: {} };
      void store.commit({ put: [{ table: 'lanes', row }] });
    });
  }
  await world.runUntil(start + span + 30_000);
  if (draw.chance(0.2)) for (const side of sides) world.exchange.replay(side);
  await world.runUntil(start + span + 60_000);

  // Peace: no faults any more, the admin looks at what waits.
  world.note('peace');
  world.troubles = noTroubles;
  for (let round = 0; round < 3; round++) {
    for (const side of sides) {
      const { store, connection, platform } = world.nodes[side];
      world.ask(side, (engine) => engine.resume(connection.local.instance.url));
      // Who saw no answer asks again.
      for (const id of deeds.synced[side]) {
        const entity = platform.entities.get(id);
        const known = [...store.data.twins.values()].some((twin) => twin.entity?.id === id);
        if (entity && !entity.gone && !known) users.sync(side, entity);
      }
      for (const { key, parked, comments, attachments, state } of store.data.twins.values()) {
        const left = [...comments, ...attachments].some(
          ({ owner, skipped }) => owner === 'remote' && skipped,
        );
        if (state === 'live' && (parked || left)) world.ask(side, (engine) => engine.retry(key));
      }
    }
    await world.runUntil(world.now() + 2.5 * MINUTE);
  }
  const problems = judgeWorld(world, deeds).map((problem) => `in peace: ${problem}`);
  if (options.trace === true && problems.length > 0) {
    for (const one of sides) {
      for (const twin of world.nodes[one].store.data.twins.values())
        world.note(`${one} ${JSON.stringify(twin)}`);
    }
  }

  // One edit that nobody contests must arrive, and stay.
  const side = draw.pick(sides);
  const twin = [...world.nodes[side].store.data.twins.values()].find(
    ({ state, entity }) => state === 'live' && entity !== undefined,
  );
  const entity = twin?.entity ? world.nodes[side].platform.entities.get(twin.entity.id) : undefined;
  if (twin && entity && !entity.gone && problems.length === 0) {
    users.edit(side, entity);
    await world.runUntil(world.now() + 2 * MINUTE);
    for (const problem of judgeWorld(world, deeds)) problems.push(`after the last edit: ${problem}`);
    const mirrored = [...world.nodes[opposite(side)].store.data.twins.values()].find(
      ({ id }) => id === twin.id,
    );
    const other = world.nodes[opposite(side)].platform.entities.get(mirrored?.entity?.id ?? '');
    for (const field of ['summary', 'description'] as const) {
      const last = deeds.values.get(`${side} ${entity.id} ${field}`)?.at(-1) ?? '';
      const said = entity.fields[field] ?? '';
      if (sameValue(said, last) && other && !other.gone) {
        const rewritten = world.nodes[opposite(side)].platform.traits.rewrite(said);
        if (!sameValue(other.fields[field], rewritten) && !sameValue(other.fields[field], said)) {
          problems.push(`the last edit did not arrive: ${field}`);
        }
      }
    }
  }

  // Quiet stays quiet (R8), and asks little.
  await world.runUntil(world.now() + 4 * MINUTE);
  const before = counted(world);
  await world.runUntil(world.now() + 6 * MINUTE);
  const after = counted(world);
  if (after.writes !== before.writes)
    problems.push(`not quiet: ${String(after.writes - before.writes)} writes`);
  if (after.messages !== before.messages)
    problems.push(`not quiet: ${String(after.messages - before.messages)} messages`);
  // One request a minute and instance, and now and then a look at all entities.
  if (after.requests - before.requests > 2 * 7 + 8) {
    problems.push(`too many requests in quiet: ${String(after.requests - before.requests)}`);
  }
  if (after.requests > 400 + acts * 60) problems.push(`too many requests: ${String(after.requests)}`);

  problems.push(...world.failures);
  return {
    seed,
    problems,
    trace: world.trace,
    facts: {
      calls: world.calls(),
      crashes: sides.reduce((sum, one) => sum + world.nodes[one].crashes, 0),
      writes: after.writes,
      messages: after.messages,
      requests: after.requests,
      acts,
    },
  };
}
