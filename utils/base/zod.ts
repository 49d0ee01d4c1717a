/**
 * `zod/mini` whose schemas are made when they are first asked, not when they are written down. Making a schema costs
 * some 15 µs, this product describes hundreds, and the background starts hundreds of times a day to answer one
 * message that needs three of them. Builds and tests find this module under the name `zod/mini`.
 */
import * as mini from 'zod/mini';

// Whatever is not named below is zod's own.
export * from 'zod/mini';

interface Pending {
  /** Gone once it has been called. */
  make: (() => object) | undefined;
  made: object | undefined;
}

function made(pending: Pending): object {
  if (pending.made === undefined) {
    pending.made = pending.make?.() ?? {};
    pending.make = undefined;
  }
  return pending.made;
}

const handler: ProxyHandler<Pending> = {
  get(pending, key, schema) {
    if (key === 'check' && pending.made === undefined) return checkLater(schema as Checkable);
    return Reflect.get(made(pending), key) as unknown;
  },
  set: (pending, key, value) => Reflect.set(made(pending), key, value),
  has: (pending, key) => Reflect.has(made(pending), key),
  getPrototypeOf: (pending) => Reflect.getPrototypeOf(made(pending)),
};

const createLater = (make: () => object): object => new Proxy<Pending>({ make, made: undefined }, handler);

interface Checkable {
  check(...checks: readonly unknown[]): object;
}

/** `schema.check(…)`, which nearly every schema of a text has, asks for nothing yet either. */
const checkLater =
  (schema: Checkable) =>
  (...checks: readonly unknown[]) =>
    createLater(() => {
      // By now the schema is there, so this is zod's own function.
      Reflect.get(schema, 'def');
      return schema.check(...checks);
    });

/** What the factory returns, made at first use; it stands in for anything that a factory of schemas gives. */
const later = (factory: (...given: never[]) => object, given: readonly unknown[]): never =>
  createLater(() => factory(...(given as never[]))) as never;

// Marked one by one, so that a schema that nothing uses is left out of a bundle, as it is with zod's own.
export const _default: typeof mini._default = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini._default, given);
export const array: typeof mini.array = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.array, given);
export const boolean: typeof mini.boolean = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.boolean, given);
export const custom: typeof mini.custom = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.custom, given);
export const discriminatedUnion: typeof mini.discriminatedUnion = /*@__NO_SIDE_EFFECTS__*/ (
  ...given: unknown[]
) => later(mini.discriminatedUnion, given);
export const int: typeof mini.int = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) => later(mini.int, given);
export const literal: typeof mini.literal = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.literal, given);
export const looseObject: typeof mini.looseObject = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.looseObject, given);
export const maximum: typeof mini.maximum = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.maximum, given);
export const maxLength: typeof mini.maxLength = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.maxLength, given);
export const minimum: typeof mini.minimum = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.minimum, given);
export const minLength: typeof mini.minLength = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.minLength, given);
export const nonnegative: typeof mini.nonnegative = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.nonnegative, given);
export const nullable: typeof mini.nullable = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.nullable, given);
export const number: typeof mini.number = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.number, given);
export const object: typeof mini.object = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.object, given);
export const optional: typeof mini.optional = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.optional, given);
export const partial: typeof mini.partial = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.partial, given);
export const partialRecord: typeof mini.partialRecord = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.partialRecord, given);
export const positive: typeof mini.positive = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.positive, given);
export const record: typeof mini.record = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.record, given);
export const refine: typeof mini.refine = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.refine, given);
export const regex: typeof mini.regex = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.regex, given);
export const strictObject: typeof mini.strictObject = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.strictObject, given);
export const string: typeof mini.string = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.string, given);
export const tuple: typeof mini.tuple = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.tuple, given);
export const union: typeof mini.union = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.union, given);
export const unknown: typeof mini.unknown = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.unknown, given);
const enumOf: typeof mini.enum = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) => later(mini.enum, given);
const instanceOf: typeof mini.instanceof = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.instanceof, given);
const nothing: typeof mini.undefined = /*@__NO_SIDE_EFFECTS__*/ (...given: unknown[]) =>
  later(mini.undefined, given);
export { enumOf as enum, instanceOf as instanceof, nothing as undefined };
