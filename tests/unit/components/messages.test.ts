import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import type { Message } from '@/components/messages-format.ts';
import { keyOfError } from '@/components/words.ts';
import { errorCodes } from '@/utils/base/errors.ts';
import { ConfigurationMode, ConnectionStatus, ConnectionType } from '@/utils/domain/connection.ts';
import { InvitationStatus } from '@/utils/domain/invitation.ts';
import { platformFacts } from '@/utils/domain/platform-facts.ts';
import { modePoints } from '@/utils/wizard/modes.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const locales = readdirSync(join(root, 'public/_locales'));
const messagesOf = (folder: string) =>
  JSON.parse(readFileSync(join(root, 'public/_locales', folder, 'messages.json'), 'utf8')) as Readonly<
    Record<string, Message & { description?: string }>
  >;
const english = messagesOf('en');

const sources = ['components', 'entrypoints', 'utils'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:tsx?|html)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
);
const code = `${sources.join('\n')}\n${readFileSync(join(root, 'wxt.config.ts'), 'utf8')}`;

/** Keys that code puts together from a closed set of parts. */
const built = [
  ...errorCodes.map(keyOfError),
  ...ConfigurationMode.options.flatMap((mode) => [`mode_${mode}`, `scope_${mode}`, ...modePoints[mode]]),
  ...ConnectionType.options.map((type) => `type_${type}`),
  ...ConnectionStatus.options.map((status) => `status_${status}`),
  ...InvitationStatus.options.map((status) => `invitation_status_${status}`),
  ...['accepted', 'revoked', 'expired'].map((status) => `invitation_${status}`),
  ...Object.values(platformFacts).flatMap(({ noun }) => [
    `noun_${noun}`,
    `nouns_${noun}`,
    `menu_sync_${noun}`,
  ]),
  ...['browser', 'mailbox', 'nats'].map((driver) => `travels_${driver}`),
  ...['source', 'destination'].map((side) => `side_${side}`),
  ...['system', 'light', 'dark'].map((theme) => `settings_theme_${theme}`),
  ...['connections', 'invitations', 'settings'].map((tab) => `tab_${tab}`),
  ...['local', 'remote', 'name', 'description'].map((field) => `information_${field}_help`),
  'status_all',
  'mode_reason_needs_both_sides',
  'language_name',
];

describe('the texts', () => {
  test.each(errorCodes.map((error) => [error]))('%s says what happened and what to do now', (error) => {
    const message = english[keyOfError(error)]?.message ?? '';
    const [what = '', now = ''] = message.split('\n');
    expect(what).toMatch(/[.!]$/);
    expect(now).toMatch(/[.!]$/);
    expect(message).not.toContain('$1');
  });

  test('a variant with a detail says what to do as well', () => {
    const variants = Object.entries(english).filter(([key]) => /^error_.*_detail$/.test(key));
    expect(variants.length).toBeGreaterThan(10);
    for (const [key, { message }] of variants) expect(message, key).toMatch(/\$1[\s\S]*\n|\n[\s\S]*\$1/);
  });

  test('every key that is put together exists', () => {
    expect(built.filter((key) => !(key in english))).toEqual([]);
  });

  test('every key that code names exists', () => {
    const named = [
      ...code.matchAll(/\b(?:text|plural)\(\s*'([a-z]\w*)'/g),
      ...code.matchAll(/getMessage\(\s*'([a-z]\w*)'/g),
      ...code.matchAll(/__MSG_(\w+?)__/g),
      ...code.matchAll(/data-text="(\w+)"/g),
    ].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(100);
    const exists = (key: string) => key in english || `${key}_other` in english;
    expect(named.filter((key) => !exists(key))).toEqual([]);
  });

  test('no text is kept that nobody shows', () => {
    const used = new Set(built);
    const unused = Object.keys(english).filter((key) => {
      const stem = key.replace(/_(?:one|other|detail)$/, '');
      return (
        !used.has(key) &&
        !code.includes(`'${key}'`) &&
        !code.includes(`'${stem}'`) &&
        !key.startsWith('error_')
      );
    });
    // Named by the manifest, by static markup, or by the group of buttons that lists its own.
    const elsewhere = unused.filter((key) => !code.includes(`__MSG_${key}__`) && !code.includes(`"${key}"`));
    expect(elsewhere).toEqual([]);
  });

  test('what stands in a placeholder is explained to translators', () => {
    const unexplained = Object.entries(english).filter(
      ([key, { message, description }]) =>
        /\$\d/.test(message) && description === undefined && !key.startsWith('error_'),
    );
    expect(unexplained.map(([key]) => key)).toEqual([]);
  });

  test('plural forms come in pairs', () => {
    const ones = Object.keys(english).filter((key) => key.endsWith('_one') && key !== 'local_project_one');
    expect(ones.length).toBeGreaterThan(2);
    expect(ones.filter((key) => !(`${key.slice(0, -4)}_other` in english))).toEqual([]);
  });

  test.each(locales.map((folder) => [folder]))(
    '%s has every text and says which language it is',
    (folder) => {
      const messages = messagesOf(folder);
      expect(Object.keys(english).filter((key) => !(key in messages))).toEqual([]);
      expect(messages['language_tag']?.message).toBe(folder.replace('_', '-'));
    },
  );

  test('the static popup says the same as the texts', () => {
    const html = readFileSync(join(root, 'entrypoints/popup/index.html'), 'utf8');
    const written = [...html.matchAll(/data-text="(\w+)"[^>]*>([^<]*)</g)];
    expect(written.map(([, key]) => key)).toEqual(['extension_name', 'button_initiate', 'button_accept']);
    for (const [, key = '', text = ''] of written) expect(text.trim()).toBe(english[key]?.message);
  });

  test.each([
    ['button_initiate', 'Initiate connection'],
    ['button_accept', 'Accept invitation'],
    ['button_next', 'Next'],
    ['button_previous', '< Previous'],
    ['button_initiate_now', 'Initiate'],
    ['button_confirm', 'Confirm'],
    ['button_done', 'Done'],
    ['button_copy_code', 'Copy invitation code'],
    ['destination_no_url', "I don't have a URL"],
    ['information_heading', 'Connection information'],
    ['information_local', 'Local instance short name'],
    ['information_remote', 'Remote instance short name'],
    ['information_name', 'Connection name'],
    ['information_description', 'Description'],
    ['project_label', 'Select a project for the incoming sync'],
    ['access_question', 'Do you have admin access to the destination instance?'],
    ['access_yes', 'Yes, I have admin access'],
    ['access_no', "No, I don't have admin access"],
    ['established_heading', 'Connection established successfully'],
    ['first_sync_heading', 'Sync your first $1 to see how it works'],
  ])('%s is printed as the manuals print it', (key, printed) => {
    expect(english[key]?.message).toBe(printed);
  });

  test('the manifest’s texts fit into the stores', () => {
    expect(english['extension_name']?.message.length).toBeLessThanOrEqual(45);
    expect(english['extension_description']?.message.length).toBeLessThanOrEqual(132);
  });
});
