/** The operators of the language on values: fast for what is common, else the method Groovy names for each. */
import {
  callAny,
  classOf,
  compare,
  equals,
  instanceOf,
  invokeMethod,
  isText,
  isTrue,
  mapGet,
  mapPut,
  toStr,
} from './core.ts';
import { arithmetic, raise } from './errors.ts';
import {
  compareNumbers,
  divide,
  isNumber,
  minus,
  negate,
  type Num,
  plus,
  power,
  remainder,
  times,
  toBigInt,
  toInt,
  wrapLong,
} from './numbers.ts';
import { spend, spendSpace } from './runtime.ts';
import {
  Big,
  Chr,
  Dbl,
  Dec,
  Flt,
  GArray,
  GClass,
  GClosure,
  GList,
  GMap,
  GRange,
  Lng,
  type Value,
} from './values.ts';

export const OPERATOR_METHODS: Readonly<Record<string, string>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'multiply',
  '/': 'div',
  '%': 'mod',
  '**': 'power',
  '<<': 'leftShift',
  '>>': 'rightShift',
  '>>>': 'rightShiftUnsigned',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
};

function onNull(op: string, b: Value): never {
  throw raise('java.lang.NullPointerException', `Cannot execute null${op}${toStr(b)}`);
}

function numeric(v: Value): Num | null {
  return isNumber(v) ? v : v instanceof Chr ? v.v : null;
}

export function opPlus(a: Value, b: Value): Value {
  if (typeof a === 'string') {
    const result = a + toStr(b);
    spendSpace(result.length);
    return result;
  }
  if (isNumber(a)) {
    if (isNumber(b)) return arithmetic(() => plus(a, b));
    if (b instanceof Chr) return plus(a, b.v);
    if (isText(b)) return toStr(a) + toStr(b);
    if (b === null)
      throw raise(
        'groovy.lang.GroovyRuntimeException',
        `Ambiguous method overloading for method ${classOf(a).name}#plus.\nCannot resolve which method to invoke for [null] due to overlapping prototypes between:\n\t[class java.lang.Character]\n\t[class java.lang.String]\n\t[class java.lang.Number]`,
      );
  }
  if (a === null) {
    if (isText(b)) return `null${toStr(b)}`;
    onNull('+', b);
  }
  return invokeMethod(a, 'plus', [b]);
}

export function binaryOperator(op: string): (a: Value, b: Value) => Value {
  const method = OPERATOR_METHODS[op] ?? op;
  const viaMethod = (a: Value, b: Value): Value => {
    if (a === null && method === 'plus') onNull(op, b);
    return invokeMethod(a, method, [b]);
  };
  const arith =
    (compute: (x: Num, y: Num) => Num) =>
    (a: Value, b: Value): Value => {
      const x = numeric(a);
      if (x !== null) {
        const y = numeric(b);
        if (y !== null) return arithmetic(() => compute(x, y));
      }
      return viaMethod(a, b);
    };
  switch (op) {
    case '+':
      return opPlus;
    case '-':
      return arith(minus);
    case '*':
      return arith(times);
    case '/':
      return arith(divide);
    case '%':
      return arith(remainder);
    case '**':
      return arith(power);
    case '&':
    case '|':
    case '^':
      return (a, b) => {
        if (typeof a === 'boolean') {
          if (b === null || typeof b === 'boolean')
            return op === '&' ? a && b === true : op === '|' ? a || b === true : a !== (b === true);
        }
        if (isNumber(a) && isNumber(b)) return bitwise(op, a, b);
        return viaMethod(a, b);
      };
    case '<<':
    case '>>':
    case '>>>':
      return (a, b) => {
        if (isNumber(a) && isNumber(b)) return shift(op, a, b);
        if (op === '<<' && a instanceof GList && !a.frozen && !a.cls.scripted) {
          a.a.push(b);
          spendSpace(1);
          return a;
        }
        return viaMethod(a, b);
      };
    default:
      throw new Error(op);
  }
}

export function bitwise(op: string, a: Num, b: Num): Num {
  if (
    a instanceof Dbl ||
    a instanceof Flt ||
    a instanceof Dec ||
    b instanceof Dbl ||
    b instanceof Flt ||
    b instanceof Dec
  ) {
    const wrong = a instanceof Dbl || a instanceof Flt || a instanceof Dec ? a : b;
    throw raise(
      'java.lang.UnsupportedOperationException',
      `Cannot use ${OPERATOR_METHODS[op] ?? op}() on this number type: ${classOf(wrong).name} with value: ${toStr(wrong)}`,
    );
  }
  const small = !(a instanceof Lng || a instanceof Big || b instanceof Lng || b instanceof Big);
  if (small) {
    const x = toInt(a);
    const y = toInt(b);
    return op === '&' ? x & y : op === '|' ? x | y : x ^ y;
  }
  const x = toBigInt(a);
  const y = toBigInt(b);
  const v = op === '&' ? x & y : op === '|' ? x | y : x ^ y;
  return a instanceof Big || b instanceof Big ? new Big(v) : new Lng(v);
}

export function shift(op: string, a: Num, b: Num): Num {
  const n = toInt(b);
  if (
    a instanceof Dbl ||
    a instanceof Flt ||
    a instanceof Dec ||
    b instanceof Dbl ||
    b instanceof Flt ||
    b instanceof Dec
  ) {
    const wrong = a instanceof Dbl || a instanceof Flt || a instanceof Dec ? a : b;
    throw raise(
      'java.lang.UnsupportedOperationException',
      `Cannot use ${OPERATOR_METHODS[op] ?? op}() on this number type: ${classOf(wrong).name} with value: ${toStr(wrong)}`,
    );
  }
  if (a instanceof Big) {
    if (Math.abs(n) > 1_000_000)
      throw raise('java.lang.ArithmeticException', 'BigInteger would overflow supported range');
    return new Big(op === '<<' ? a.v << BigInt(n) : a.v >> BigInt(n));
  }
  if (a instanceof Lng) {
    const by = BigInt(n & 63);
    if (op === '<<') return wrapLong(a.v << by);
    return op === '>>' ? new Lng(a.v >> by) : wrapLong(BigInt.asUintN(64, a.v) >> by);
  }
  const x = toInt(a);
  return op === '<<' ? x << n : op === '>>' ? x >> n : (x >>> n) | 0;
}

export function opNegate(v: Value): Value {
  if (typeof v === 'number') return -v | 0;
  if (isNumber(v)) return negate(v);
  return invokeMethod(v, 'negative', []);
}
export function opPositive(v: Value): Value {
  return isNumber(v) ? v : invokeMethod(v, 'positive', []);
}
export function opComplement(v: Value): Value {
  if (typeof v === 'number') return ~v;
  if (v instanceof Lng) return new Lng(~v.v);
  if (v instanceof Big) return new Big(~v.v);
  return invokeMethod(v, 'bitwiseNegate', []);
}

export function opNext(v: Value): Value {
  if (typeof v === 'number') return (v + 1) | 0;
  if (isNumber(v)) return plus(v, 1);
  if (v === null) throw raise('java.lang.NullPointerException', 'Cannot invoke method next() on null object');
  return invokeMethod(v, 'next', []);
}
export function opPrevious(v: Value): Value {
  if (typeof v === 'number') return (v - 1) | 0;
  if (isNumber(v)) return minus(v, 1);
  if (v === null)
    throw raise('java.lang.NullPointerException', 'Cannot invoke method previous() on null object');
  return invokeMethod(v, 'previous', []);
}

/** What `<`, `<=`, `>`, `>=` compare with 0; NaN when a NaN takes part. */
export function orderOf(a: Value, b: Value): number {
  if (isNumber(a) && isNumber(b)) {
    if ((a instanceof Dbl && Number.isNaN(a.v)) || (b instanceof Dbl && Number.isNaN(b.v))) return Number.NaN;
    if (typeof a === 'object' && typeof b === 'object' && (a instanceof Dbl || b instanceof Dbl)) {
      const zero = (x: Num) => (x instanceof Dbl || x instanceof Flt) && x.v === 0;
      if (zero(a) && zero(b)) return 0;
    }
    return compareNumbers(a, b);
  }
  return compare(a, b);
}

/** `switch` and `in`: whether `test` accepts `v`. */
export function isCase(test: Value, v: Value): boolean {
  if (test === null) return v === null;
  if (typeof test !== 'object') return equals(test, v);
  if (test instanceof GClass) return instanceOf(v, test);
  if (test instanceof GClosure) return isTrue(callAny(test, [v]));
  return isTrue(invokeMethod(test, 'isCase', [v]));
}

export function makeRange(from: Value, to: Value, openLeft: boolean, openRight: boolean): Value {
  if (from === null || to === null) {
    throw raise(
      'java.lang.IllegalArgumentException',
      "Must specify a non-null value for the 'from' or 'to' index in a Range".replace(
        "'from' or 'to'",
        from === null ? "'from'" : "'to'",
      ),
    );
  }
  if (typeof from === 'number' && typeof to === 'number') {
    const reverse = from > to;
    return new GRange(from, to, openLeft, openRight, reverse, () => {
      const step = reverse ? -1 : 1;
      const first = openLeft ? from + step : from;
      const last = openRight ? to - step : to;
      const size = Math.max(0, (last - first) * step + 1);
      spendSpace(size);
      spend(size);
      const items: Value[] = [];
      for (let i = 0; i < size; i++) items.push(first + i * step);
      return items;
    });
  }
  let start = from;
  let end = to;
  if (isText(start)) start = toStr(start);
  if (isText(end)) end = toStr(end);
  if (isNumber(start) && isNumber(end)) {
    const reverse = compareNumbers(start, end) > 0;
    return new GRange(start, end, openLeft, openRight, reverse, () =>
      steps(start, end, openLeft, openRight, reverse),
    );
  }
  if (typeof start === 'string' && typeof end === 'string' && start.length === 1 && end.length === 1) {
    const reverse = start > end;
    const a = start.charCodeAt(0);
    const b = end.charCodeAt(0);
    return new GRange(start, end, openLeft, openRight, reverse, () => {
      const codes = makeRange(a, b, openLeft, openRight) as GRange;
      return codes.a.map((each) => String.fromCharCode(each as number));
    });
  }
  const reverse = compare(start, end) > 0;
  return new GRange(start, end, openLeft, openRight, reverse, () =>
    steps(start, end, openLeft, openRight, reverse),
  );
}

function steps(from: Value, to: Value, openLeft: boolean, openRight: boolean, reverse: boolean): Value[] {
  const items: Value[] = [];
  const advance = reverse ? opPrevious : opNext;
  let each = openLeft ? advance(from) : from;
  const size = typeof from === 'string' ? from.length : -1;
  for (;;) {
    const c = compare(each, to);
    if (reverse ? c < 0 : c > 0) break;
    if (openRight && c === 0) break;
    items.push(each);
    if (c === 0) break;
    spend(1);
    spendSpace(1);
    const next = advance(each);
    if (size >= 0 && typeof next === 'string' && next.length > size) break;
    if (compare(next, each) === 0) break;
    each = next;
  }
  return items;
}

export function getAt(self: Value, key: Value): Value {
  if (typeof key === 'number' && (self instanceof GList || self instanceof GArray) && !self.cls.scripted) {
    const { a } = self;
    if (key >= 0) {
      if (key < a.length) return a[key] ?? null;
      if (self instanceof GList) return self.fallback ? self.fallback(key) : null;
      throw raise(
        'java.lang.ArrayIndexOutOfBoundsException',
        `Index ${key} out of bounds for length ${a.length}`,
      );
    }
    if (key + a.length >= 0) return a[key + a.length] ?? null;
    throw raise(
      'java.lang.ArrayIndexOutOfBoundsException',
      `Negative array index [${key}] too large for array size ${a.length}`,
    );
  }
  if (self instanceof GMap && !self.cls.scripted) return mapGet(self, key);
  if (self === null)
    throw raise('java.lang.NullPointerException', `Cannot invoke method getAt() on null object`);
  return invokeMethod(self, 'getAt', [key]);
}

export function putAt(self: Value, key: Value, value: Value): void {
  if (self instanceof GMap && !self.cls.scripted) {
    mapPut(self, key, value);
    return;
  }
  if (self instanceof GList && !self.cls.scripted && !self.frozen && typeof key === 'number') {
    const { a } = self;
    const at = key < 0 ? key + a.length : key;
    if (at < 0)
      throw raise(
        'java.lang.ArrayIndexOutOfBoundsException',
        `Negative array index [${key}] too large for array size ${a.length}`,
      );
    if (at >= a.length) {
      spendSpace(at - a.length + 1);
      while (a.length < at) a.push(null);
    }
    a[at] = value;
    return;
  }
  if (self === null)
    throw raise('java.lang.NullPointerException', 'Cannot invoke method putAt() on null object');
  invokeMethod(self, 'putAt', [key, value]);
}
