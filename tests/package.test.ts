import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { buildProduct } from './run/build-product.ts';
import { createZip, readFolder } from './run/zip-file.ts';
import type { ZipEntry } from './run/zip-file.ts';
import { builtFolder, projectRoot, readBuilt } from './support/built.ts';
import type { BuiltFor } from './support/built.ts';

interface Manifest {
  manifest_version: number;
  name: string;
  short_name: string;
  description: string;
  version: string;
  default_locale: string;
  icons?: Record<string, string>;
  action: { default_icon?: Record<string, string>; default_popup: string; default_title: string };
  content_security_policy: { extension_pages: string };
  [key: string]: unknown;
}

const targets: readonly BuiltFor[] = ['chrome', 'firefox'];
const manifestOf = (target: BuiltFor) => JSON.parse(readBuilt(target, 'manifest.json')) as Manifest;
const decode = (data: Uint8Array) => Buffer.from(data).toString('utf8');

// A change here is a change of what the product may do in a user's browser: reviewed, never incidental.
const permissions = [
  'activeTab',
  'alarms',
  'contextMenus',
  'cookies',
  'scripting',
  'storage',
  'unlimitedStorage',
];
const optionalHosts = ['https://*/*', 'http://*/*'];
const keys = [
  'action',
  'background',
  'commands',
  'content_security_policy',
  'default_locale',
  'description',
  'icons',
  'incognito',
  'manifest_version',
  'name',
  'optional_host_permissions',
  'permissions',
  'short_name',
  'version',
];

describe('the manifest', () => {
  test.each(targets)('for %s asks for what was reviewed and nothing else', (target) => {
    const manifest = manifestOf(target);
    const own = target === 'firefox' ? 'browser_specific_settings' : 'minimum_chrome_version';
    expect(Object.keys(manifest).toSorted()).toEqual([...keys, own].toSorted());
    expect(manifest.manifest_version).toBe(3);
    expect((manifest['permissions'] as string[]).toSorted()).toEqual(permissions);
    expect(manifest['optional_host_permissions']).toEqual(optionalHosts);
    expect(manifest['incognito']).toBe('not_allowed');
  });

  test.each(targets)(
    'for %s shows web pages nothing: no accessible resources, no fixed content scripts',
    (target) => {
      const manifest = manifestOf(target);
      for (const key of [
        'web_accessible_resources',
        'content_scripts',
        'host_permissions',
        'externally_connectable',
      ]) {
        expect(manifest).not.toHaveProperty(key);
      }
    },
  );

  test.each(targets)('for %s forbids code from elsewhere, framing and other base addresses', (target) => {
    const policy = new Map(
      manifestOf(target)
        .content_security_policy.extension_pages.split(';')
        .map((directive) => {
          const [name = '', ...values] = directive.trim().split(/\s+/);
          return [name, values.join(' ')];
        }),
    );
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      // http: on purpose, for on-premise instances without TLS; the URL rules decide which may be asked.
      'connect-src': "'self' https: http:",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    });
  });

  test('for Firefox has a fixed id and declares that no data is collected', () => {
    expect(manifestOf('firefox')['browser_specific_settings']).toEqual({
      gecko: {
        id: 'liaison@liaison.example',
        strict_min_version: '140.0',
        data_collection_permissions: { required: ['none'] },
      },
    });
  });

  test.each(targets)('for %s takes its words from _locales, within what the stores allow', (target) => {
    const manifest = manifestOf(target);
    const messages = JSON.parse(
      readBuilt(target, `_locales/${manifest.default_locale}/messages.json`),
    ) as Record<string, { message: string }>;
    const named = [...JSON.stringify(manifest).matchAll(/__MSG_(\w+)__/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !messages[name]?.message)).toEqual([]);
    const word = (text: string) =>
      text.replaceAll(/__MSG_(\w+)__/g, (_, name: string) => messages[name]?.message ?? '');
    expect(manifest.name).toMatch(/^__MSG_/);
    expect(manifest.description).toMatch(/^__MSG_/);
    expect(word(manifest.name).length).toBeLessThanOrEqual(45);
    expect(word(manifest.description).length).toBeLessThanOrEqual(132);
    expect(manifest.short_name.length).toBeLessThanOrEqual(12);
  });

  test.each(targets)('for %s names icons of every size, each drawn at that size', (target) => {
    const { icons } = manifestOf(target);
    expect(Object.keys(icons ?? {}).map(Number)).toEqual(expect.arrayContaining([16, 32, 48, 128]));
    for (const [size, path] of Object.entries(icons ?? {})) {
      const png = readFileSync(join(builtFolder(target), path));
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Number(size), Number(size)]);
    }
  });
});

describe.each(targets)('the files for %s', (target) => {
  let files: ZipEntry[] = [];
  beforeAll(async () => {
    files = await readFolder(builtFolder(target));
  });
  const having = (extension: string) => files.filter(({ name }) => name.endsWith(extension));

  test('are only what the product needs at run time', () => {
    expect(files.length).toBeGreaterThan(5);
    const odd = files.filter(({ name }) => !/\.(?:js|html|css|json|png|svg)$/.test(name));
    expect(odd.map(({ name }) => name)).toEqual([]);
  });

  test('make no code out of text', () => {
    const forms = [
      /\beval\s*\(/,
      /\bnew\s+Function\b/,
      // `Function` as a value, which is how minifiers and libraries hide it; its own members are harmless.
      /(?<![.\w$"'`])Function\b(?!\s*[.\w"'`])/,
      /\bset(?:Timeout|Interval)\s*\(\s*["'`]/,
      /\bimportScripts\s*\(\s*["'`]https?:/,
    ];
    const found = having('.js').flatMap(({ name, data }) =>
      forms.flatMap((form) => {
        const match = form.exec(decode(data));
        return match
          ? [`${name}: ${decode(data).slice(Math.max(0, match.index - 30), match.index + 40)}`]
          : [];
      }),
    );
    expect(found).toEqual([]);
  });

  test('name no address on the network but the platforms own', () => {
    const known = [
      // Names of markup languages, never fetched.
      'www.w3.org',
      // Where the four platforms live.
      'atlassian.com',
      'atlassian.net',
      'force.com',
      'salesforce.com',
      'service-now.com',
      'xurrent.com',
    ];
    const hosts = [...having('.js'), ...having('.html'), ...having('.css')].flatMap(({ data }) =>
      [...decode(data).matchAll(/\b(?:https?|wss?):\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)].map(
        (match) => match[1]?.toLowerCase() ?? '',
      ),
    );
    const strange = hosts.filter((host) => !known.some((one) => host === one || host.endsWith(`.${one}`)));
    expect([...new Set(strange)]).toEqual([]);
  });

  test('have pages without inline scripts, inline styles or anything from elsewhere', () => {
    expect(having('.html').length).toBeGreaterThanOrEqual(2);
    for (const { name, data } of having('.html')) {
      const html = decode(data);
      expect(html.match(/<script(?![^>]*\bsrc="\/?[\w./-]+")[^>]*>/g) ?? [], name).toEqual([]);
      expect(html.match(/<style|\sstyle=|\son\w+=/g) ?? [], name).toEqual([]);
      expect(html.match(/(?:src|href)="(?:[a-z]+:)?\/\//gi) ?? [], name).toEqual([]);
    }
  });
});

describe('two builds of the same sources', () => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-build-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('made in different folders are equal, byte for byte', async () => {
    const copy = join(folder, 'elsewhere');
    const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    for (const name of tracked
      .split('\0')
      .filter((one) => one !== '' && existsSync(join(projectRoot, one)))) {
      cpSync(join(projectRoot, name), join(copy, name));
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'), 'junction');
    for (const target of targets) {
      const again = await buildProduct({ root: copy, target });
      const first = await readFolder(builtFolder(target));
      const second = await readFolder(again);
      expect(second.map(({ name }) => name).toSorted()).toEqual(first.map(({ name }) => name).toSorted());
      expect(Buffer.from(createZip(second)).equals(createZip(first)), target).toBe(true);
    }
  });

  test('packed in any order give one archive, whose contents come out again', () => {
    const entries = ['b/two.txt', 'a.txt', 'b/one.txt'].map((name) => ({
      name,
      data: Buffer.from(`${name} `.repeat(50)),
    }));
    const archive = Buffer.from(createZip(entries));
    expect(archive.equals(createZip(entries.toReversed()))).toBe(true);
    const unpacked: Record<string, string> = {};
    for (let at = 0; archive.readUInt32LE(at) === 0x04034b50;) {
      const size = archive.readUInt32LE(at + 18);
      const start = at + 30 + archive.readUInt16LE(at + 26);
      const name = archive.toString('utf8', at + 30, start);
      unpacked[name] = inflateRawSync(archive.subarray(start, start + size)).toString();
      at = start + size;
    }
    expect(unpacked).toEqual(Object.fromEntries(entries.map(({ name, data }) => [name, data.toString()])));
  });
});
