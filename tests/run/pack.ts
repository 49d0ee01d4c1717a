import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createZip, readFolder } from './zip-file.ts';
import type { ZipEntry } from './zip-file.ts';

/** The sources a store's reviewer builds from: what git tracks, with changes not yet committed. */
async function readSources(root: string): Promise<ZipEntry[]> {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  const names = listed.split('\0').filter((name) => name !== '' && existsSync(join(root, name)));
  return Promise.all(names.map(async (name) => ({ name, data: await readFile(join(root, name)) })));
}

/** Writes the two stores' archives and the sources from finished builds; gives their paths. */
export async function packProduct(root: string): Promise<string[]> {
  const out = join(root, '.output');
  await mkdir(out, { recursive: true });
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const archives: [string, ZipEntry[]][] = [
    ['chrome', await readFolder(join(out, 'chrome-mv3'))],
    ['firefox', await readFolder(join(out, 'firefox-mv3'))],
    ['sources', await readSources(root)],
  ];
  const written: string[] = [];
  for (const [name, entries] of archives) {
    const path = join(out, `liaison-${version}-${name}.zip`);
    await writeFile(path, createZip(entries));
    written.push(path);
  }
  return written;
}
