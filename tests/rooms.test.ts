import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each room of utils/ may import beside itself. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  base: [],
  domain: ['base'],
  invitation: ['base', 'domain'],
  exchange: ['base', 'domain'],
  wizard: ['base', 'domain'],
  script: ['base'],
  rules: ['base', 'domain', 'script'],
  platforms: ['base', 'domain'],
  sync: ['base', 'domain'],
  store: ['base', 'domain'],
  messages: ['base', 'domain', 'wizard'],
  page: ['base', 'domain'],
};

/** What components/ may import of utils/. entrypoints/ may import any room. */
const roomsOfComponents = ['base', 'domain', 'wizard', 'messages'];

interface Import {
  /** Path of the importing file from the project's folder, with forward slashes. */
  from: string;
  /** As written. */
  specifier: string;
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && /\.tsx?$/.test(one.name))
    .map((one) => relative(root, join(one.parentPath, one.name)).split(sep).join('/'));
}

/** Comments would be taken for code otherwise; strings are left alone, since specifiers are strings. */
const withoutComments = (text: string) =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');

function importsOf(file: string): Import[] {
  const text = withoutComments(readFileSync(join(root, file), 'utf8'));
  const found = text.matchAll(
    /\bfrom\s+['"]([^'"]+)['"]|\bimport\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map((match) => ({ from: file, specifier: match[1] ?? match[2] ?? match[3] ?? '' }));
}

const files = ['utils', 'components', 'entrypoints'].flatMap(sourcesBelow);
const imports = files.flatMap(importsOf);

/** The room of a path inside utils/, else its top folder. */
function placeOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'utils' ? second : top;
}

/** Where an import leads, as a path from the project's folder; undefined for a package. */
function destination({ from, specifier }: Import): string | undefined {
  if (specifier.startsWith('@/')) return specifier.slice(2);
  if (specifier.startsWith('.')) return posix.normalize(posix.join(dirname(from), specifier));
  return undefined;
}

const told = ({ from, specifier }: Import) => `${from} → ${specifier}`;
const offenders = (wrong: (one: Import) => boolean) => imports.filter(wrong).map(told);

const mayImport = (one: Import): boolean => {
  const path = destination(one);
  if (path === undefined) return true;
  const from = placeOf(one.from);
  const to = placeOf(path);
  const top = one.from.split('/')[0] ?? '';
  if (to === 'tests') return false;
  if (from === to) return true;
  if (top === 'entrypoints') return true;
  if (!path.startsWith('utils/')) return false;
  return (top === 'components' ? roomsOfComponents : (rooms[from] ?? [])).includes(to);
};

describe('the rooms', () => {
  test('imports are found at all', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.some((one) => one.specifier.startsWith('@/utils/'))).toBe(true);
  });

  test('every room of utils/ is in the table', () => {
    const found = new Set(files.filter((file) => file.startsWith('utils/')).map(placeOf));
    expect([...found].filter((room) => !(room in rooms))).toEqual([]);
  });

  test('a room imports only what the table allows, and nothing imports screens, wiring or tests', () => {
    expect(offenders((one) => !mayImport(one))).toEqual([]);
  });

  test('imports are relative inside a room and start with @/ across rooms', () => {
    const inside = (one: Import, path: string) => placeOf(one.from) === placeOf(path);
    expect(
      offenders((one) => {
        const path = destination(one);
        if (path === undefined) return false;
        return inside(one, path) === one.specifier.startsWith('@/');
      }),
    ).toEqual([]);
  });

  test('a room is entered by naming the file wanted, with its extension', () => {
    expect(
      offenders(
        (one) => destination(one) !== undefined && !/\.(?:tsx?|css|json)(?:\?\w+)?$/.test(one.specifier),
      ),
    ).toEqual([]);
    expect(files.filter((file) => /^(?:utils|components)\/.*\/index\.tsx?$/.test(file))).toEqual([]);
  });

  test('the product uses only the run-time dependencies that package.json lists, and the framework in its wiring', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const allowed = (one: Import) => {
      const name = one.specifier
        .split('/')
        .slice(0, one.specifier.startsWith('@') ? 2 : 1)
        .join('/');
      return name in dependencies || (name === 'wxt' && one.from.startsWith('entrypoints/'));
    };
    expect(offenders((one) => destination(one) === undefined && !allowed(one))).toEqual([]);
  });
});
