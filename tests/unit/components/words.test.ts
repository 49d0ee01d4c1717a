import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { formatMessage } from '@/components/messages-format.ts';
import type { Message } from '@/components/messages-format.ts';
import { createWords, problemOf, productOf } from '@/components/words.ts';
import { AppError } from '@/utils/base/errors.ts';

const messages = JSON.parse(
  readFileSync(new URL('../../../public/_locales/en/messages.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Message>>;
const text = (key: string, ...substitutions: readonly (string | number)[]) => {
  const message = messages[key];
  return message ? formatMessage(message, substitutions.map(String)) : key;
};
const words = createWords(text, 'en');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('words', () => {
  test.each([
    [-10_000, 'just now'],
    [-400, 'just now'],
    [-90_000, '1 minute ago'],
    [-2 * HOUR, '2 hours ago'],
    [-25 * HOUR, '25 hours ago'],
    [-9 * DAY, '9 days ago'],
    [400, 'in a moment'],
    [70 * HOUR, 'in 2 days'],
    [72 * HOUR, 'in 3 days'],
  ])('a span of %d ms reads %s', (span, read) => {
    expect(words.relative(span)).toBe(read);
  });

  test('what was given three days a moment ago has three days', () => {
    expect(words.relative(3 * DAY - 20_000)).toBe('in 3 days');
  });

  test('nothing is said to last longer than it does', () => {
    expect(words.relative(3 * DAY - HOUR)).toBe('in 2 days');
    expect(words.duration(2 * HOUR - 5 * MINUTE)).toBe('1 hour');
  });

  test('a count chooses its form, and large ones are grouped', () => {
    expect(words.plural('project_found', 1)).toBe('1 project');
    expect(words.plural('project_found', 12_000)).toBe('12,000 projects');
  });

  test('a form that a language has and its texts lack falls back to the general one', () => {
    const polish = createWords(text, 'pl');
    expect(polish.plural('project_found', 3)).toBe('3 projects');
  });

  test.each<[AppError, string, string]>([
    [
      new AppError('code/cut-off', '34/412'),
      'This code is cut off.',
      'It should be 412 characters long, this one has 34.',
    ],
    [new AppError('code/cut-off'), 'This code is cut off.', 'Copy it again'],
    [
      new AppError('code/expired', '2026-11-24T09:40:00.000Z'),
      'This code expired on Nov 24',
      'Ask for a new one.',
    ],
    [new AppError('code/expired', 'garbage'), 'This code has expired.', 'Ask for a new one.'],
    [
      new AppError('platform/rate-limited', '120'),
      'The platform asks to slow down.',
      'Try again in 2 minutes.',
    ],
    [new AppError('platform/rate-limited'), 'The platform asks to slow down.', 'Try again in a minute.'],
    [new AppError('url/scheme-refused', 'http'), 'This address is not encrypted.', 'Use https'],
    [new AppError('url/scheme-refused', 'ftp'), '“ftp” addresses cannot be used.', 'Type the address'],
    [new AppError('store/unavailable', 'newer-version'), 'The saved data is from a newer Liaison.', 'Update'],
    [
      new AppError('store/unavailable', 'AbortError'),
      'The browser does not open Liaison’s storage.',
      'Restart',
    ],
    [new AppError('url/not-a-platform', 'news.example'), 'news.example answers, but', 'Use the address'],
  ])('%o says what and what now', (error, title, now) => {
    const sentence = words.problem(problemOf(error));
    expect(sentence.title).toContain(title);
    expect(sentence.now).toContain(now);
  });

  test('a detail that holds a placeholder is not filled in again', () => {
    expect(words.problem({ code: 'platform/refused', detail: 'costs $1 and $$' }).title).toBe(
      'The platform refused this: costs $1 and $$',
    );
  });

  test('what is not one of our errors is an unexpected one', () => {
    expect(problemOf(new TypeError('x is undefined'))).toEqual({ code: 'unknown' });
  });
});

test.each([
  ['servicenow', 'Zurich', 'ServiceNow Zurich'],
  ['jira-dc', '', 'Jira Data Center'],
  ['jira-cloud', '1001.0.0-SNAPSHOT', 'Jira Cloud'],
] as const)('%s with the version “%s” is called %s', (platform, version, name) => {
  expect(productOf(platform, version)).toBe(name);
});

describe('the texts of a language that was chosen', () => {
  test.each<[string, Message, readonly string[], string]>([
    ['numbers', { message: '$2 before $1' }, ['a', 'b'], 'b before a'],
    ['names', { message: 'Hello $WHO$', placeholders: { who: { content: '$1' } } }, ['you'], 'Hello you'],
    ['dollars', { message: 'costs $$5' }, [], 'costs $5'],
    ['nothing given', { message: 'a$1b' }, [], 'ab'],
    ['an unknown name', { message: '$WHO$' }, ['x'], '$WHO$'],
  ])('are filled in as the browser does: %s', (_, message, given, expected) => {
    expect(formatMessage(message, given)).toBe(expected);
  });
});
