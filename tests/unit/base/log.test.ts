import { expect, test } from 'vitest';

import { createFakeClock } from '@/utils/base/clock.ts';
import { createLog } from '@/utils/base/log.ts';

const createQuietLog = () => createLog(undefined, createFakeClock(5));
const told = (log: ReturnType<typeof createQuietLog>) =>
  log
    .entries()
    .map(({ text }) => text)
    .join('\n');

test.each([
  ['an invitation code', `eyJsaWFpc29uIjox${'A'.repeat(300)}`],
  ['a bearer token', 'Authorization: Bearer abc.def-ghi'],
  [
    'a Salesforce session',
    '00D5500000abcde!AQcAQH0dMHZfz972Szmpkb58urFRkgeBGsxL_QJWwYMfAbUeeG7c1E6LYUfiDUkWe6H34r1AAwOR8B8fLEz6n04NPGRrq0FM',
  ],
  ['a ServiceNow token', 'c'.repeat(72)],
  ['a key of 256 bits', 'Vm9sdW1lLW9mLWJ5dGVzLXRoYXQtaXMtMzItbG9uZyE'],
])('masks %s in a message and in an error', (_, secret) => {
  const log = createQuietLog();
  log.info(`sent ${secret} away`);
  log.error('failed', new Error(`with ${secret}`, { cause: new Error(secret) }));
  const parts = secret.split(' ');
  expect(told(log)).not.toContain(parts.at(-1));
  expect(told(log)).toContain('•••');
});

test('masks facts by their names, nested ones too', () => {
  const log = createQuietLog();
  log.info('request', {
    token: 'short',
    host: 'acme.service-now.com',
    inner: { password: 'hunter2', path: '/x' },
  });
  expect(told(log)).toBe('request token=••• host=acme.service-now.com inner={"password":"•••","path":"/x"}');
});

test('masks a value that it was told to hide', () => {
  const log = createQuietLog();
  log.hide('correct horse');
  log.info('it said correct horse battery');
  expect(told(log)).toBe('it said ••• battery');
});

test('keeps the last entries only', () => {
  const log = createQuietLog();
  for (let index = 0; index < 600; index += 1) log.info(`entry ${index}`);
  expect(log.entries()).toHaveLength(500);
  expect(log.entries()[0]?.text).toBe('entry 100');
});

test('an identifier of 128 bits may be read', () => {
  const log = createQuietLog();
  log.info('connection', { connection: 'AAAAAAAAAAAAAAAAAAAAAA:source' });
  expect(told(log)).toContain('AAAAAAAAAAAAAAAAAAAAAA:source');
});
