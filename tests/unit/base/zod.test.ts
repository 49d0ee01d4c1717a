import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';

import * as ours from '@/utils/base/zod.ts';

test('is what the product and its tests get for zod', () => {
  expect(z.string).toBe(ours.string);
});

test('makes no schema before one is asked, and then each once', () => {
  const shape = vi.fn(() => z.string());
  const schema = z.strictObject({
    get name() {
      return shape();
    },
  });
  const list = z.array(z.optional(schema)).check(z.maxLength(2));
  expect(shape).not.toHaveBeenCalled();
  expect(z.safeParse(list, [{ name: 'a' }, undefined]).success).toBe(true);
  expect(z.safeParse(list, [{ name: 1 }]).success).toBe(false);
  expect(shape).toHaveBeenCalledTimes(1);
});

test('keeps every check of a schema, those of a schema that is used already too', () => {
  const word = z.string().check(z.minLength(2));
  expect(word.safeParse('a').success).toBe(false);
  const short = word.check(z.maxLength(3), z.regex(/^[a-z]+$/));
  expect(['a', 'ab', 'abcd', 'A1'].map((text) => short.safeParse(text).success)).toEqual([
    false,
    true,
    false,
    false,
  ]);
  expect(word.safeParse('abcd').success).toBe(true);
});

test('leaves unions their discriminator, enums their values and parts their defaults', () => {
  const event = z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('one'), of: z.enum(['x', 'y']) }),
    z.strictObject({ type: z.literal('two'), count: z._default(z.number(), 7) }),
  ]);
  expect(z.parse(event, { type: 'two' })).toEqual({ type: 'two', count: 7 });
  expect(z.safeParse(event, { type: 'one', of: 'z' }).error?.issues[0]?.path).toEqual(['of']);
  expect(z.safeParse(event, { type: 'three' }).success).toBe(false);
  const some = z.partial(z.strictObject({ a: z.string(), b: z.number() }));
  expect(z.parse(some, { b: 1 })).toEqual({ b: 1 });
  expect(z.safeParse(some, { c: 1 }).success).toBe(false);
});

test('cannot be told from a schema by zod itself', () => {
  const schema = z.record(z.string(), z.nullable(z.number()));
  expect(schema).toBeInstanceOf(z.ZodMiniRecord);
  expect(schema.def.type).toBe('record');
  expect('_zod' in schema).toBe(true);
});
