import { createHash, randomBytes } from 'node:crypto';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { AppError } from '../../../utils/base/errors.ts';
import { FieldValue, Replica } from '../../../utils/domain/replica.ts';
import { PlatformFault, SyncFault, SyncMessage } from '../../../utils/domain/sync.ts';
import {
  checkLimits,
  compareShapes,
  hashShape,
  hashValue,
  looksRewritten,
  sameValue,
  shapeOf,
  sketchOf,
} from '../../../utils/sync/content.ts';
import { backoff, isInDoubt, judge } from '../../../utils/sync/faults.ts';
import { settle } from '../../../utils/sync/intents.ts';
import { createSha256, hashText } from '../../../utils/sync/sha256.ts';

test('the hash in pieces is the one that everybody else computes', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
      const sha = createSha256();
      const other = createHash('sha256');
      for (const piece of pieces) {
        sha.update(piece);
        other.update(piece);
      }
      return Buffer.from(sha.digest()).equals(other.digest());
    }),
  );
  const large = randomBytes(300_001);
  const sha = createSha256();
  sha.update(large.subarray(0, 100_000));
  sha.update(large.subarray(100_000));
  expect(Buffer.from(sha.digest())).toEqual(createHash('sha256').update(large).digest());
  expect(hashText('ä')).toBe(createHash('sha256').update('ä').digest('base64url').slice(0, 22));
});

test.each([
  ['line ends', 'a\r\nb', 'a\nb'],
  ['white space around and at line ends', ' a  \nb\u00A0', 'a\nb'],
  ['composition', 'e\u0301', 'é'],
  ['emptiness', '', null],
  ['the order of names', { a: 1, b: ['x '] }, { b: ['x'], a: 1 }],
])('values that differ in %s only are the same', (_name, one, other) => {
  expect(sameValue(one, other)).toBe(true);
  expect(hashValue(one)).toBe(hashValue(other));
});

test.each([
  ['a word', 'a b', 'a c'],
  ['case', 'Fast', 'fast'],
  ['type', '1', ['1']],
  ['an inner line', 'a\n\nb', 'a\nb'],
])('values that differ in %s are not', (_name, one, other) => {
  expect(hashValue(one)).not.toBe(hashValue(other));
});

test.each([
  ['other case and punctuation', 'Hello, world!', 'HELLO WORLD', true],
  ['cut at a length', 'x'.repeat(300), 'x'.repeat(160), true],
  ['cut very short: rather an edit', 'hello world', 'hello', false],
  ['other words', 'hello world', 'goodbye world', false],
  ['emptied', 'hello', '', false],
])('a platform’s own wording is told from an edit: %s', (_name, written, read, expected) => {
  expect(looksRewritten(sketchOf(written), read)).toBe(expected);
});

const expected = { summary: { hash: hashValue('new'), sketch: sketchOf('new'), before: hashValue('old') } };
const local = { fields: { summary: hashValue('old') }, comments: {}, attachments: {} };

test.each([
  ['as written', 'new', false, hashValue('new'), []],
  ['in the platform’s wording', 'NEW.', false, hashValue('NEW.'), []],
  ['not yet', 'old', false, hashValue('old'), ['summary']],
  ['by somebody’s later edit', 'theirs', false, hashValue('new'), []],
  ['by the write’s own answer, whatever it is', 'theirs', true, hashValue('theirs'), []],
])(
  'a field read back %s is remembered so that only edits are changes',
  (_name, read, atomic, hash, pending) => {
    const settled = settle(local, expected, { summary: read }, atomic);
    expect([settled.local.fields['summary'], settled.pending]).toEqual([hash, pending]);
  },
);

test('a shape knows what is new, changed and gone, and its hash does not depend on any order', () => {
  const comment = (id: string, body: string) => ({ id, origin: 'o', body, author: '', at: 0 });
  const older = shapeOf({
    fields: { a: '1', b: '2' },
    comments: [comment('c1', 'x'), comment('c2', 'y')],
    attachments: [],
  });
  const newer = shapeOf({
    fields: { b: '3', a: '1 ' },
    comments: [comment('c3', 'z'), comment('c2', 'y!')],
    attachments: [],
  });
  expect(compareShapes(older, newer)).toEqual({ fields: ['b'], parts: ['c3', 'c2'], removed: ['c1'] });
  const turned = { ...older, fields: { b: older.fields['b'] ?? '', a: older.fields['a'] ?? '' } };
  expect(hashShape(turned)).toBe(hashShape(older));
});

test.each([
  ['fields of one mebibyte', { fields: { text: 'x'.repeat(1024 * 1024) } }, 'sync/too-large'],
  ['a message of one mebibyte', { fields: { text: 'ä'.repeat(520_000) } }, 'sync/too-large'],
  ['fields below both', { fields: { text: 'x'.repeat(900_000) } }, undefined],
])('a replica with %s ends with %s', (_name, change, reason) => {
  const check = () => checkLimits({ comments: [], attachments: [], ...change });
  if (reason === undefined) expect(check).not.toThrow();
  else expect(check).toThrow(reason);
});

test.each([
  ['a number that is none', Number.NaN],
  ['a function', () => undefined],
  ['an instance', new Date(0)],
  ['nine levels', [[[[[[[[[1]]]]]]]]]],
  ['__proto__', JSON.parse('{"__proto__": 1}')],
])('%s is no field value', (_name, value) => {
  expect(FieldValue.safeParse(value).success).toBe(false);
});

test.each([
  [
    '501 comments',
    {
      comments: Array.from({ length: 501 }, (_, id) => ({
        id: `c${String(id)}`,
        origin: 'o',
        body: '',
        author: '',
        at: 0,
      })),
    },
  ],
  [
    '101 attachments',
    {
      attachments: Array.from({ length: 101 }, (_, id) => ({
        id: `a${String(id)}`,
        origin: 'o',
        name: 'n',
        type: '',
        size: 1,
      })),
    },
  ],
  [
    '501 fields',
    { fields: Object.fromEntries(Array.from({ length: 501 }, (_, name) => [`f${String(name)}`, 1])) },
  ],
  ['fields beyond a mebibyte', { fields: { text: 'x'.repeat(1024 * 1024) } }],
  ['a member of its own making', { extra: 1 }],
])('a partner’s replica with %s is refused', (_name, change) => {
  const replica = { fields: {}, comments: [], attachments: [] };
  expect(Replica.safeParse(replica).success).toBe(true);
  expect(Replica.safeParse({ ...replica, ...change }).success).toBe(false);
});

test('no message that somebody makes up does more than be refused', () => {
  fc.assert(
    fc.property(fc.anything(), (body) => {
      expect(SyncMessage.safeParse(body).success).toBe(false);
    }),
  );
});

test.each([
  [new AppError('platform/signed-out'), 'closed', false],
  [new AppError('platform/xsrf'), 'closed', false],
  [new AppError('platform/rate-limited', '30'), 'wait', false],
  [new PlatformFault('platform/unavailable', '503', { scope: 'endpoint', retryAfter: 5 }), 'wait', true],
  [new AppError('platform/timeout'), 'retry', true],
  [new AppError('platform/not-json'), 'retry', true],
  [new AppError('platform/refused', 'no'), 'park', false],
  [new AppError('platform/not-found'), 'missing', false],
  [new AppError('store/conflict'), 'again', false],
  [new AppError('store/quota'), 'store', false],
  [new SyncFault('sync/loop'), 'park', true],
  [new TypeError('bug'), 'retry', true],
])('%s means %s, and a write it ended is in doubt: %s', (error, kind, doubt) => {
  expect([judge(error).kind, isInDoubt(error)]).toEqual([kind, doubt]);
});

test('the seconds of a rate limit are its waiting time, for the scope that was named', () => {
  expect(judge(new AppError('platform/rate-limited', '30'))).toMatchObject({ ms: 30_000, scope: 'instance' });
  const fault = new PlatformFault('platform/rate-limited', undefined, { scope: 'entity', retryAfter: 700 });
  expect(judge(fault)).toMatchObject({ ms: 700, scope: 'entity' });
  // A permission that only one file needs stops that file, and not the instance.
  const narrow = new PlatformFault('platform/permission-missing', 'files.example', { scope: 'entity' });
  expect(judge(narrow)).toMatchObject({ kind: 'park', reason: 'platform/permission-missing' });
});

test('back-off is anywhere between nothing and twice as much each time, up to the cap', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (tries, fraction) => {
      const wait = backoff(tries, 2_000, 900_000, fraction);
      return wait >= 0 && wait <= Math.min(900_000, 2_000 * 2 ** Math.min(tries, 30));
    }),
  );
  expect(backoff(3, 2_000, 900_000, 0.5)).toBe(8_000);
});
