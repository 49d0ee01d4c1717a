// Runs one tool after another and adds up what passed and failed.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './setup.mjs';

const bin = join(root, 'node_modules', '.bin');
const cache = join(root, '.cache');
mkdirSync(cache, { recursive: true });

/** Runs a program with its output on the console; resolves with its exit code. */
export function run(program, args, { env = {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** The path of a tool of node_modules. */
export const tool = (name) => join(bin, name);

/** Adds up results; every step says how long it took. */
export function createTally() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  const add = (name, counts, started) => {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    if (counts.failed > 0) failures.push(name);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(
      `\n== ${name}: ${counts.failed > 0 ? `${counts.failed} failed, ` : ''}${counts.passed} passed in ${seconds} s\n`,
    );
    return counts.failed === 0;
  };
  return {
    /** A tool whose exit code is the result. */
    async step(name, program, args, options) {
      const started = Date.now();
      console.log(`\n== ${name}`);
      const code = await run(program, args, options);
      return add(name, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }, started);
    },
    /** One or more projects of vitest, counted by test. No test found is a failure. */
    async vitest(name, projects, filters = []) {
      const started = Date.now();
      console.log(`\n== ${name}`);
      const report = join(cache, `${projects.join('-')}.json`);
      rmSync(report, { force: true });
      const code = await run(tool('vitest'), [
        'run',
        '--root',
        root,
        '--config',
        join(root, 'tests', 'vitest.config.ts'),
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...filters,
      ]);
      const counts = { passed: 0, failed: 0, skipped: 0 };
      try {
        const result = JSON.parse(readFileSync(report, 'utf8'));
        counts.passed = result.numPassedTests;
        counts.failed = result.numFailedTests;
        counts.skipped = result.numPendingTests + result.numTodoTests;
      } catch {
        counts.failed = 1;
      }
      // A file that cannot be loaded and an error outside of any test have no failed test of their own.
      if ((code !== 0 || counts.passed === 0) && counts.failed === 0) counts.failed = 1;
      return add(name, counts, started);
    },
    /** Prints the closing lines and ends the program. */
    finish() {
      if (failures.length > 0) console.log(`failed: ${failures.join(', ')}`);
      const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
      console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
      process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
    },
  };
}

/** What `npm run check` does beside the rooms, as steps of a tally. */
export async function checks(tally) {
  await tally.step('types', tool('tsc'), ['--noEmit', '-p', root]);
  await tally.step('lint', tool('oxlint'), ['--quiet']);
  await tally.step('format', tool('oxfmt'), ['--check', '.']);
  await tally.step('dead code', tool('knip'), []);
}

/** Builds for both browsers into `.output`. */
export const builds = (tally) =>
  tally.step('build', process.execPath, [join(root, 'tests', 'run', 'build.mjs')]);
