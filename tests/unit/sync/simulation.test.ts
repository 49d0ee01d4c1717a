import { expect, test } from 'vitest';

import { plants } from '../../simulation/plants.ts';
import { simulate } from '../../simulation/simulate.ts';

test('two nodes agree after whatever happens to them: 120 seeds', async () => {
  const failed: string[] = [];
  for (let seed = 1; seed <= 120; seed++) {
    const { problems } = await simulate({ seed, freeze: seed % 10 === 0 });
    failed.push(...problems.map((problem) => `seed ${String(seed)}: ${problem}`));
  }
  expect(failed).toEqual([]);
}, 300_000);

test('one seed gives one run', async () => {
  const [one, other] = [await simulate({ seed: 7, trace: true }), await simulate({ seed: 7, trace: true })];
  expect(other.trace).toEqual(one.trace);
  expect(one.trace.length).toBeGreaterThan(100);
});

const SEEDS = 600;

test.each(Object.entries(plants))(
  'the simulation notices when %s',
  async (_name, plant) => {
    let caughtAt: number | undefined;
    for (let seed = 1; seed <= SEEDS && caughtAt === undefined; seed++) {
      const { problems } = await simulate({ seed, plants: plant });
      if (problems.length > 0) caughtAt = seed;
    }
    expect(caughtAt).toBeDefined();
  },
  300_000,
);
