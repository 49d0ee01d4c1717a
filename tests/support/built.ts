/** Reading the finished builds in `.output`, for the tests of what is shipped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** The project's folder. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export type BuiltFor = 'chrome' | 'firefox';

/** The folder of a finished build. */
export const builtFolder = (target: BuiltFor) => join(projectRoot, '.output', `${target}-mv3`);

/** A text file of a build. Throws when there is none. */
export const readBuilt = (target: BuiltFor, path: string) =>
  readFileSync(join(builtFolder(target), path), 'utf8');

/** Bytes of a text as the wire and the stores count it. */
export const gzipped = (text: string) => gzipSync(text, { level: 9 }).length;

/** Script files that a page of the build loads before it does anything: its tags and their static imports. */
export function firstScripts(target: BuiltFor, page: string): string[] {
  const html = readBuilt(target, page);
  const waiting = [...html.matchAll(/<script[^>]*\bsrc="([^"]+)"/g)].map((match) => match[1] ?? '');
  const found: string[] = [];
  while (waiting.length > 0) {
    const path = (waiting.pop() ?? '').replace(/^\//, '');
    if (found.includes(path)) continue;
    found.push(path);
    const base = new URL(path, 'file:///');
    for (const match of readBuilt(target, path).matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g)) {
      waiting.push(new URL(match[1] ?? '', base).pathname);
    }
  }
  return found;
}
