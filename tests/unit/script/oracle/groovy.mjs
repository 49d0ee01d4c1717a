/**
 * Real Groovy for the tests. Looks for the Groovy 4 jars in the directory named by GROOVY_ORACLE (an installation of
 * the npm package npm-groovy-lint made with `npm install --ignore-scripts npm-groovy-lint@18.0.0`); needs Java 17.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const recorder = fileURLToPath(new URL('./Record.groovy', import.meta.url));

/** Runs `[{name, source}]`, answers `[{name, out, error: null | {type, message}}]` in the same order. */
export function runGroovy(cases) {
  const root = process.env.GROOVY_ORACLE ?? '/tmp/groovy-oracle';
  const lib = join(root, 'node_modules/npm-groovy-lint/lib/java/groovy/lib');
  const jars = readdirSync(lib)
    .filter((name) => name.endsWith('.jar'))
    .map((name) => join(lib, name));
  const dir = mkdtempSync(join(tmpdir(), 'groovy-'));
  writeFileSync(join(dir, 'in.json'), JSON.stringify(cases));
  execFileSync(
    'java',
    [
      '-Duser.language=en',
      '-Duser.country=US',
      '-Duser.timezone=UTC',
      '-Dfile.encoding=UTF-8',
      '-cp',
      jars.join(':'),
      'groovy.ui.GroovyMain',
      recorder,
      join(dir, 'in.json'),
      join(dir, 'out.json'),
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  return JSON.parse(readFileSync(join(dir, 'out.json'), 'utf8'));
}
