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

/** The same function, whose result is made at first use. */
const later = <Factory extends (...given: never[]) => object>(factory: Factory): Factory =>
  // The proxy stands for what the factory returns, whatever it is asked.
  ((...given: never[]) => createLater(() => factory(...given))) as Factory;

export const _default = /*#__PURE__*/ later(mini._default);
export const array = /*#__PURE__*/ later(mini.array);
export const boolean = /*#__PURE__*/ later(mini.boolean);
export const custom = /*#__PURE__*/ later(mini.custom);
export const discriminatedUnion = /*#__PURE__*/ later(mini.discriminatedUnion);
export const int = /*#__PURE__*/ later(mini.int);
export const literal = /*#__PURE__*/ later(mini.literal);
export const looseObject = /*#__PURE__*/ later(mini.looseObject);
export const maximum = /*#__PURE__*/ later(mini.maximum);
export const maxLength = /*#__PURE__*/ later(mini.maxLength);
export const minimum = /*#__PURE__*/ later(mini.minimum);
export const minLength = /*#__PURE__*/ later(mini.minLength);
export const nonnegative = /*#__PURE__*/ later(mini.nonnegative);
export const nullable = /*#__PURE__*/ later(mini.nullable);
export const number = /*#__PURE__*/ later(mini.number);
export const object = /*#__PURE__*/ later(mini.object);
export const optional = /*#__PURE__*/ later(mini.optional);
export const partial = /*#__PURE__*/ later(mini.partial);
export const partialRecord = /*#__PURE__*/ later(mini.partialRecord);
export const positive = /*#__PURE__*/ later(mini.positive);
export const record = /*#__PURE__*/ later(mini.record);
export const refine = /*#__PURE__*/ later(mini.refine);
export const regex = /*#__PURE__*/ later(mini.regex);
export const strictObject = /*#__PURE__*/ later(mini.strictObject);
export const string = /*#__PURE__*/ later(mini.string);
export const tuple = /*#__PURE__*/ later(mini.tuple);
export const union = /*#__PURE__*/ later(mini.union);
export const unknown = /*#__PURE__*/ later(mini.unknown);
const enumOf = /*#__PURE__*/ later(mini.enum);
const instanceOf = /*#__PURE__*/ later(mini.instanceof);
const nothing = /*#__PURE__*/ later(mini.undefined);
export { enumOf as enum, instanceOf as instanceof, nothing as undefined };
