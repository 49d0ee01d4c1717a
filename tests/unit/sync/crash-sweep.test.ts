import { expect, test } from 'vitest';

import { MINUTE } from '../../../utils/base/clock.ts';
import { plainTraits } from '../../simulation/fake-platform.ts';
import type { FakeEntity, FakeTraits } from '../../simulation/fake-platform.ts';
import { judgeWorld, newDeeds } from '../../simulation/oracle.ts';
import type { Deeds } from '../../simulation/oracle.ts';
import { createWorld, sides } from '../../simulation/world.ts';
import type { World } from '../../simulation/world.ts';

const traits: Readonly<Record<string, FakeTraits>> = {
  'a platform that answers with what it wrote': plainTraits,
  'a platform that tells little and late': {
    ...plainTraits,
    exactVersions: false,
    readLag: 1_500,
    searchLag: 4_000,
    answersWithEntity: false,
    tellsCommentIds: false,
  },
};

interface Scene {
  readonly world: World;
  readonly deeds: Deeds;
  readonly entity: FakeEntity;
}

/** What a flow does once the pair is in step; `create` and `accept` need no pair before. */
const flows: Readonly<Record<string, (scene: Scene) => void>> = {
  create: () => undefined,
  update({ world, deeds, entity }) {
    world.nodes.source.platform.user.edit(entity.id, 'summary', 'another summary');
    deeds.values.get(`source ${entity.id} summary`)?.push('another summary');
  },
  comment({ world, entity }) {
    world.nodes.source.platform.user.comment(entity.id, 'a comment');
    world.nodes.source.platform.user.comment(entity.id, '+1');
    world.nodes.source.platform.user.comment(entity.id, '+1');
  },
  attachment({ world, entity }) {
    world.nodes.source.platform.user.attach(entity.id, 'picture.png', new Uint8Array(300_000).fill(7));
  },
  delete({ world, entity }) {
    world.nodes.source.platform.user.remove(entity.id);
  },
  unsync({ world, deeds }) {
    const [twin] = world.nodes.source.store.data.twins.values();
    if (twin === undefined) throw new Error('nothing to unsync');
    deeds.unsynced.add(twin.id);
    world.ask('source', (engine) => engine.unsync(twin.key));
  },
};

const ref = (entity: FakeEntity) => ({
  id: entity.id,
  key: entity.key,
  url: '',
  platform: 'jira-dc' as const,
});

/** Runs a flow with a death at the k-th port call after its beginning. Returns how many calls the flow took. */
async function run(
  flow: string,
  kind: FakeTraits,
  death: { at: number; when: 'before' | 'after' } | undefined,
): Promise<{ calls: number; problems: readonly string[]; world: World }> {
  const world = createWorld({
    seed: 1,
    traits: { source: kind, destination: kind },
    limits: { sweepEvery: 1_000 * MINUTE, digestEvery: 1_000 * MINUTE },
  });
  const deeds = newDeeds();
  const entity = world.nodes.source.platform.user.create({ summary: 'a summary', description: 'more' });
  deeds.synced.source.add(entity.id);
  deeds.values.set(`source ${entity.id} summary`, ['a summary']);
  deeds.values.set(`source ${entity.id} description`, ['more']);
  const sync = () =>
    world.ask('source', (engine) => engine.sync(world.nodes.source.connection.id, ref(entity)));

  if (flow !== 'create') {
    sync();
    await world.runUntil(world.now() + 2 * MINUTE);
  }
  const first = world.calls();
  world.crashAt = (call) => (death !== undefined && call === first + death.at ? death.when : undefined);
  if (flow === 'create') sync();
  flows[flow]?.({ world, deeds, entity });
  const began = world.now();
  await world.runUntil(began + 90_000);
  const calls = world.calls() - first;
  // What the admin saw no answer to is asked again.
  if (flow === 'create' && world.nodes.source.store.data.twins.size === 0) sync();
  if (flow === 'unsync' && [...world.nodes.source.store.data.twins.values()][0]?.state === 'live') {
    flows['unsync']?.({ world, deeds, entity });
  }
  await world.runUntil(began + 6 * MINUTE);
  return { calls, problems: [...judgeWorld(world, deeds), ...world.failures], world };
}

for (const [name, kind] of Object.entries(traits)) {
  test.each(Object.keys(flows))(
    `memory may be lost at any port call of %s: ${name}`,
    async (flow) => {
      const undisturbed = await run(flow, kind, undefined);
      expect(undisturbed.problems).toEqual([]);
      expect(undisturbed.calls).toBeGreaterThan(5);
      const states = sides.map((side) =>
        [...undisturbed.world.nodes[side].store.data.twins.values()].map(({ state }) => state),
      );
      const ends = { delete: 'gone', unsync: 'unsynced' }[flow] ?? 'live';
      expect(states).toEqual([[ends], [ends]]);

      const problems: string[] = [];
      for (let at = 1; at <= undisturbed.calls; at++) {
        for (const when of ['before', 'after'] as const) {
          const result = await run(flow, kind, { at, when });
          problems.push(...result.problems.map((problem) => `${when} call ${String(at)}: ${problem}`));
          const after = sides.flatMap((side) =>
            [...result.world.nodes[side].store.data.twins.values()].map(({ state }) => state),
          );
          if (after.join() !== states.flat().join())
            problems.push(`${when} call ${String(at)}: twins ${after.join()}`);
        }
      }
      expect(problems).toEqual([]);
    },
    300_000,
  );
}
