/**
 * Runs the simulation of sync: two nodes, a hostile exchange, two platforms with faults, crashes, a clock of its own.
 *
 *   npm run simulate -- --seed N              one run, with its trace
 *   npm run simulate -- --from A --count B    a range; ends with "B passed, 0 failed"
 */
import { parseArgs } from 'node:util';

import '../simulation/aliases.ts';

const { simulate } = await import('../simulation/simulate.ts');

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '10000' },
    'stop-after': { type: 'string', default: '10' },
  },
});

if (values.seed !== undefined) {
  const result = await simulate({ seed: Number(values.seed), trace: true, freeze: true });
  for (const line of result.trace) console.log(line);
  console.log(`seed ${String(result.seed)}`, result.facts);
  for (const problem of result.problems) console.log(`  ✗ ${problem}`);
  console.log(result.problems.length === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed');
  process.exitCode = result.problems.length === 0 ? 0 : 1;
} else {
  const from = Number(values.from);
  const count = Number(values.count);
  const limit = Number(values['stop-after']);
  const began = performance.now();
  const totals: Record<string, number> = {};
  let passed = 0;
  let failed = 0;
  for (let seed = from; seed < from + count && failed < limit; seed++) {
    const result = await simulate({ seed });
    for (const [name, value] of Object.entries(result.facts)) totals[name] = (totals[name] ?? 0) + value;
    if (result.problems.length === 0) passed += 1;
    else {
      failed += 1;
      console.log(`seed ${String(seed)} failed; repeat it with: npm run simulate -- --seed ${String(seed)}`);
      for (const problem of result.problems.slice(0, 5)) console.log(`  ✗ ${problem}`);
    }
  }
  const seconds = (performance.now() - began) / 1000;
  const facts = Object.entries(totals).map(([name, value]) => `${String(value)} ${name}`);
  console.log(`${facts.join(', ')}; ${seconds.toFixed(1)} s`);
  if (failed >= limit) console.log(`stopped after ${String(failed)} failures`);
  console.log(`${String(passed)} passed, ${String(failed)} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
