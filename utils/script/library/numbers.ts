/** Number and its kinds, Character, Math. */
import {
  C,
  callClosure,
  castTo,
  compare,
  hashCode,
  parseNumber,
  splitChars,
  toNumberOf,
  toStr,
} from '../core.ts';
import { arithmetic, raise } from '../errors.ts';
import {
  type Num,
  type Rounding,
  compareNumbers,
  decToPlain,
  divide,
  divideDigits,
  divideExact,
  divideRounded,
  exactDec,
  intdiv,
  isNumber,
  minus,
  negate,
  numberToString,
  plus,
  power,
  precision,
  remainder,
  roundTo,
  setScale,
  stripZeros,
  times,
  toBigInt,
  toDec,
  toDouble,
  toInt,
  toLong,
  wrapLong,
} from '../numbers.ts';
import { bitwise, opNext, opPrevious, shift } from '../operators.ts';
import { R, spend } from '../runtime.ts';
import { Big, Chr, Dbl, Dec, Flt, GArray, type GClosure, GObject, Lng, type Value } from '../values.ts';
import { arrayClass, type ClassSpec, libraryClass, type LibraryTopic, type Rows } from './registry.ts';

const dbl = (v: number): Dbl => new Dbl(v);

function steps(self: Num, to: Num, by: Num, closure: GClosure): void {
  const up = compareNumbers(by, 0) > 0;
  if (compareNumbers(by, 0) === 0)
    throw raise(
      'groovy.lang.GroovyRuntimeException',
      `Infinite loop in ${toStr(self)}.step(${toStr(to)}, ${toStr(by)})`,
    );
  for (let i: Num = self; up ? compareNumbers(i, to) < 0 : compareNumbers(i, to) > 0; i = plus(i, by)) {
    spend(1);
    callClosure(closure, [i]);
  }
}

function absOf(v: Num): Num {
  return compareNumbers(v, 0) < 0 ? negate(v) : v;
}

function roundHalfUp(v: number): bigint {
  return BigInt(Math.floor(v + 0.5));
}

const rows: Rows = {
  'intValue()': (v: Num) => toInt(v),
  'longValue()': (v: Num) => toLong(v),
  'doubleValue()': (v: Num) => dbl(toDouble(v)),
  'floatValue()': (v: Num) => new Flt(toDouble(v)),
  'shortValue()': (v: Num) => toNumberOf(v, C.Short),
  'byteValue()': (v: Num) => toNumberOf(v, C.Byte),
  'toInteger()': (v: Num) => toInt(v),
  'toLong()': (v: Num) => toLong(v),
  'toDouble()': (v: Num) => dbl(toDouble(v)),
  'toFloat()': (v: Num) => new Flt(toDouble(v)),
  'toBigDecimal()': (v: Num) => toDec(v),
  'toBigInteger()': (v: Num) => new Big(toBigInt(v)),
  'plus(Number)': (a: Num, b: Num) => arithmetic(() => plus(a, b)),
  'plus(Character)': (a: Num, b: Chr) => plus(a, b.v),
  'plus(String)': (a: Num, b: string) => numberToString(a) + b,
  'minus(Number)': (a: Num, b: Num) => arithmetic(() => minus(a, b)),
  'multiply(Number)': (a: Num, b: Num) => arithmetic(() => times(a, b)),
  'div(Number)': (a: Num, b: Num) => arithmetic(() => divide(a, b)),
  'mod(Number)': (a: Num, b: Num) => arithmetic(() => remainder(a, b)),
  'remainder(Number)': (a: Num, b: Num) => arithmetic(() => remainder(a, b)),
  'power(Number)': (a: Num, b: Num) => arithmetic(() => power(a, b)),
  'intdiv(Number)': (a: Num, b: Num) => {
    if (
      a instanceof Dbl ||
      a instanceof Flt ||
      a instanceof Dec ||
      b instanceof Dbl ||
      b instanceof Flt ||
      b instanceof Dec
    ) {
      throw raise(
        'java.lang.UnsupportedOperationException',
        `Cannot use intdiv() on this number type: ${(a instanceof Dbl || a instanceof Flt || a instanceof Dec ? a : (b as Dec)).cls.name} with value: ${toStr(a instanceof Dbl || a instanceof Flt || a instanceof Dec ? a : b)}`,
      );
    }
    return arithmetic(() => intdiv(a, b));
  },
  'and(Number)': (a: Num, b: Num) => bitwise('&', a, b),
  'or(Number)': (a: Num, b: Num) => bitwise('|', a, b),
  'xor(Number)': (a: Num, b: Num) => bitwise('^', a, b),
  'leftShift(Number)': (a: Num, b: Num) => shift('<<', a, b),
  'rightShift(Number)': (a: Num, b: Num) => shift('>>', a, b),
  'rightShiftUnsigned(Number)': (a: Num, b: Num) => shift('>>>', a, b),
  'next()': (v: Num) => opNext(v),
  'previous()': (v: Num) => opPrevious(v),
  'negative()': (v: Num) => negate(v),
  'unaryMinus()': (v: Num) => negate(v),
  'unaryPlus()': (v: Num) => v,
  'positive()': (v: Num) => v,
  'abs()': (v: Num) => absOf(v),
  'compareTo(Number)': (a: Num, b: Num) => compareNumbers(a, b),
  'compareTo(Character)': (a: Num, b: Chr) => compareNumbers(a, b.v),
  'equals(Object)': (a: Num, b: Value) =>
    isNumber(b) && a.constructor === b.constructor && compareNumbers(a, b) === 0 && toStr(a) === toStr(b),
  'hashCode()': (v: Num) => hashCode(v),
  'toString()': (v: Num) => numberToString(v),
  'asBoolean()': (v: Num) => compareNumbers(v, 0) !== 0,
  'times(Closure)': (v: Num, c: GClosure) => {
    const count = toInt(v);
    for (let i = 0; i < count; i++) {
      spend(1);
      callClosure(c, [i]);
    }
  },
  'upto(Number,Closure)': (v: Num, to: Num, c: GClosure) => {
    if (compareNumbers(v, to) > 0)
      throw raise(
        'groovy.lang.GroovyRuntimeException',
        `The argument (${toStr(to)}) to upto() cannot be less than the value (${toStr(v)}) it's called on.`,
      );
    for (let i: Num = v; compareNumbers(i, to) <= 0; i = plus(i, 1)) {
      spend(1);
      callClosure(c, [i]);
    }
  },
  'downto(Number,Closure)': (v: Num, to: Num, c: GClosure) => {
    if (compareNumbers(v, to) < 0)
      throw raise(
        'groovy.lang.GroovyRuntimeException',
        `The argument (${toStr(to)}) to downto() cannot be greater than the value (${toStr(v)}) it's called on.`,
      );
    for (let i: Num = v; compareNumbers(i, to) >= 0; i = minus(i, 1)) {
      spend(1);
      callClosure(c, [i]);
    }
  },
  'step(Number,Number,Closure)': (v: Num, to: Num, by: Num, c: GClosure) => steps(v, to, by, c),
  'isCase(Number)': (a: Num, b: Num) => compareNumbers(a, b) === 0,
};

const floating: Rows = {
  'isNaN()': (v: Num) => Number.isNaN(toDouble(v)),
  'isInfinite()': (v: Num) => Math.abs(toDouble(v)) === Infinity,
  'round()': (v: Dbl | Flt) =>
    v instanceof Flt ? toInt(dbl(Math.floor(v.v + 0.5))) : toLong(new Dbl(Math.floor(v.v + 0.5))),
  'round(int)': (v: Dbl | Flt, digits: number) => {
    const factor = 10 ** digits;
    const rounded = Math.floor(v.v * factor + 0.5) / factor;
    return v instanceof Flt ? new Flt(rounded) : dbl(rounded);
  },
  'trunc()': (v: Dbl | Flt) => (v instanceof Flt ? new Flt(Math.trunc(v.v)) : dbl(Math.trunc(v.v))),
  'trunc(int)': (v: Dbl | Flt, digits: number) => dbl(Math.trunc(v.v * 10 ** digits) / 10 ** digits),
};

const MODES: readonly Rounding[] = [
  'UP',
  'DOWN',
  'CEILING',
  'FLOOR',
  'HALF_UP',
  'HALF_DOWN',
  'HALF_EVEN',
  'UNNECESSARY',
];
const modeOf = (v: Value): Rounding =>
  typeof v === 'number' ? (MODES[v] ?? 'UNNECESSARY') : ((v as GObject).native as { name: Rounding }).name;

const bigint = (v: Value): bigint => toBigInt(v as Num);
const gcd = (a: bigint, b: bigint): bigint => {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};
function isPrime(v: bigint): boolean {
  if (v < 2n) return false;
  for (const p of [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n]) {
    if (v === p) return true;
    if (v % p === 0n) return false;
  }
  let d = v - 1n;
  let r = 0;
  while (d % 2n === 0n) {
    d /= 2n;
    r++;
  }
  for (const a of [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n]) {
    let x = powMod(a, d, v);
    if (x === 1n || x === v - 1n) continue;
    let composite = true;
    for (let i = 1; i < r && composite; i++) {
      x = (x * x) % v;
      if (x === v - 1n) composite = false;
    }
    if (composite) return false;
  }
  return true;
}
function powMod(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let b = ((base % modulus) + modulus) % modulus;
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * b) % modulus;
    b = (b * b) % modulus;
  }
  return result;
}

function integerClass(
  cls: 'Integer' | 'Long' | 'Short' | 'Byte',
  bits: number,
  make: (v: bigint) => Value,
): ClassSpec {
  const type = C[cls];
  const parse = (s: string | null, radix = 10): Value => {
    if (s === null) throw raise('java.lang.NumberFormatException', 'Cannot parse null string');
    if (radix === 10) return parseNumber(s, type);
    const text = s.replace(/^[+-]/, '').toLowerCase();
    let v = 0n;
    for (const c of text) {
      const d = Number.parseInt(c, 36);
      if (Number.isNaN(d) || d >= radix)
        throw raise(
          'java.lang.NumberFormatException',
          `For input string: "${s}"${radix === 10 ? '' : ` under radix ${radix}`}`,
        );
      v = v * BigInt(radix) + BigInt(d);
    }
    if (text === '') throw raise('java.lang.NumberFormatException', `For input string: ""`);
    return make(s.startsWith('-') ? -v : v);
  };
  const unsigned = (v: Value): bigint => BigInt.asUintN(Math.max(32, bits), bigint(v));
  return {
    extends: 'java.lang.Number',
    implements: ['java.lang.Comparable'],
    constants: {
      MAX_VALUE: () => make((1n << BigInt(bits - 1)) - 1n),
      MIN_VALUE: () => make(-(1n << BigInt(bits - 1))),
      SIZE: () => bits,
      BYTES: () => bits / 8,
      TYPE: () => C[cls === 'Integer' ? 'int' : cls === 'Long' ? 'long' : cls === 'Short' ? 'short' : 'byte'],
    },
    construct: { '(String)': (s: string) => parse(s), '(Number)': (v: Num) => castTo(v, type) },
    statics: {
      [`parse${cls === 'Integer' ? 'Int' : cls}(String,int=)`]: (s: string | null, radix?: number) =>
        parse(s, radix),
      'valueOf(String,int=)': (s: string | null, radix?: number) => parse(s, radix),
      'valueOf(Number)': (v: Num) => castTo(v, type),
      'toString(Number)': (v: Num) => numberToString(v),
      'toString(Number,int)': (v: Num, radix: number) => toBigInt(v).toString(radix),
      'toBinaryString(Number)': (v: Num) => unsigned(v).toString(2),
      'toHexString(Number)': (v: Num) => unsigned(v).toString(16),
      'toOctalString(Number)': (v: Num) => unsigned(v).toString(8),
      'compare(Number,Number)': (a: Num, b: Num) => compareNumbers(a, b),
      'max(Number,Number)': (a: Num, b: Num) => (compareNumbers(a, b) >= 0 ? a : b),
      'min(Number,Number)': (a: Num, b: Num) => (compareNumbers(a, b) <= 0 ? a : b),
      'sum(Number,Number)': (a: Num, b: Num) => plus(a, b),
      'signum(Number)': (v: Num) => compareNumbers(v, 0),
      'bitCount(Number)': (v: Num) => unsigned(v).toString(2).replaceAll('0', '').length,
      'hashCode(Number)': (v: Num) => hashCode(v),
      'highestOneBit(Number)': (v: Num) =>
        unsigned(v) === 0n ? make(0n) : make(1n << BigInt(unsigned(v).toString(2).length - 1)),
      'lowestOneBit(Number)': (v: Num) => make(unsigned(v) & -unsigned(v)),
      'numberOfLeadingZeros(Number)': (v: Num) =>
        unsigned(v) === 0n ? bits : bits - unsigned(v).toString(2).length,
      'numberOfTrailingZeros(Number)': (v: Num) =>
        unsigned(v) === 0n ? bits : (/0*$/.exec(unsigned(v).toString(2))?.[0].length ?? 0),
      'rotateLeft(Number,int)': (v: Num, n: number) => {
        const by = BigInt(((n % bits) + bits) % bits);
        return make(BigInt.asIntN(bits, (unsigned(v) << by) | (unsigned(v) >> (BigInt(bits) - by))));
      },
      'rotateRight(Number,int)': (v: Num, n: number) => {
        const by = BigInt(((-n % bits) + bits) % bits);
        return make(BigInt.asIntN(bits, (unsigned(v) << by) | (unsigned(v) >> (BigInt(bits) - by))));
      },
      'toUnsignedString(Number)': (v: Num) => unsigned(v).toString(),
      'toUnsignedLong(Number)': (v: Num) => toLong(new Big(unsigned(v))),
      'decode(String)': (s: string) => {
        const m = /^([+-]?)(0[xX]|#|0)?([0-9a-fA-F]+)$/.exec(s);
        if (!m) throw raise('java.lang.NumberFormatException', `For input string: "${s}"`);
        return parse((m[1] ?? '') + (m[3] ?? ''), m[2] === undefined ? 10 : m[2] === '0' ? 8 : 16);
      },
      [`parseUnsigned${cls === 'Integer' ? 'Int' : cls}(String,int=)`]: (s: string, radix?: number) =>
        make(
          BigInt.asIntN(
            bits,
            radix ? BigInt(Number.parseInt(s, radix)) : bigint(parseNumber(s, C.BigInteger)),
          ),
        ),
      'reverse(Number)': (v: Num) =>
        make(
          BigInt.asIntN(
            bits,
            BigInt(`0b${splitChars(unsigned(v).toString(2).padStart(bits, '0')).toReversed().join('')}`),
          ),
        ),
    },
    methods: {
      'bitwiseNegate()': (v: Num) => make(~toBigInt(v)),
      'toRoman()': (v: Num) => numberToString(v),
    },
  };
}

const math = (f: (x: number) => number) => (v: Num) => dbl(f(toDouble(v)));

export const numbers: LibraryTopic = {
  'java.lang.Number': { isAbstract: true, methods: rows },
  'java.lang.Integer': integerClass('Integer', 32, (v) => Number(BigInt.asIntN(32, v))),
  'java.lang.Long': integerClass('Long', 64, wrapLong),
  'java.lang.Short': integerClass('Short', 16, (v) => toNumberOf(Number(BigInt.asIntN(16, v)), C.Short)),
  'java.lang.Byte': integerClass('Byte', 8, (v) => toNumberOf(Number(BigInt.asIntN(8, v)), C.Byte)),
  'java.lang.Double': {
    extends: 'java.lang.Number',
    implements: ['java.lang.Comparable'],
    constants: {
      MAX_VALUE: () => dbl(Number.MAX_VALUE),
      MIN_VALUE: () => dbl(Number.MIN_VALUE),
      NaN: () => dbl(Number.NaN),
      POSITIVE_INFINITY: () => dbl(Infinity),
      NEGATIVE_INFINITY: () => dbl(-Infinity),
      TYPE: () => C.double,
    },
    construct: {
      '(String)': (s: string) => parseNumber(s.trim(), C.Double),
      '(Number)': (v: Num) => dbl(toDouble(v)),
    },
    statics: {
      'parseDouble(String)': (s: string) => parseNumber(s.trim(), C.Double),
      'valueOf(String)': (s: string) => parseNumber(s.trim(), C.Double),
      'valueOf(Number)': (v: Num) => dbl(toDouble(v)),
      'toString(Number)': (v: Num) => numberToString(dbl(toDouble(v))),
      'isNaN(Number)': (v: Num) => Number.isNaN(toDouble(v)),
      'isInfinite(Number)': (v: Num) => Math.abs(toDouble(v)) === Infinity,
      'compare(Number,Number)': (a: Num, b: Num) => compareNumbers(dbl(toDouble(a)), dbl(toDouble(b))),
      'max(Number,Number)': (a: Num, b: Num) => dbl(Math.max(toDouble(a), toDouble(b))),
      'min(Number,Number)': (a: Num, b: Num) => dbl(Math.min(toDouble(a), toDouble(b))),
    },
    methods: floating,
  },
  'java.lang.Float': {
    extends: 'java.lang.Number',
    implements: ['java.lang.Comparable'],
    constants: {
      MAX_VALUE: () => new Flt(3.4028234663852886e38),
      MIN_VALUE: () => new Flt(1.401298464324817e-45),
      NaN: () => new Flt(Number.NaN),
      TYPE: () => C.float,
    },
    construct: {
      '(String)': (s: string) => parseNumber(s.trim(), C.Float),
      '(Number)': (v: Num) => new Flt(toDouble(v)),
    },
    statics: {
      'parseFloat(String)': (s: string) => parseNumber(s.trim(), C.Float),
      'valueOf(String)': (s: string) => parseNumber(s.trim(), C.Float),
      'valueOf(Number)': (v: Num) => new Flt(toDouble(v)),
      'toString(Number)': (v: Num) => numberToString(new Flt(toDouble(v))),
    },
    methods: floating,
  },
  'java.math.BigInteger': {
    extends: 'java.lang.Number',
    implements: ['java.lang.Comparable'],
    constants: {
      ZERO: () => new Big(0n),
      ONE: () => new Big(1n),
      TWO: () => new Big(2n),
      TEN: () => new Big(10n),
    },
    construct: {
      '(String)': (s: string) => parseNumber(s, C.BigInteger),
      '(int,Object)': (sign: number, bytes: GArray) => {
        let v = 0n;
        for (const b of bytes.a) v = (v << 8n) | BigInt(toInt(b as Num) & 255);
        return new Big(sign < 0 ? -v : v);
      },
      '(Object)': (bytes: GArray) => {
        let v = 0n;
        for (const b of bytes.a) v = (v << 8n) | BigInt(toInt(b as Num) & 255);
        return new Big(BigInt.asIntN(bytes.a.length * 8, v));
      },
      '(String,int)': (s: string, radix: number) =>
        new Big(
          splitChars(s.toLowerCase()).reduce(
            (v, c) => v * BigInt(radix) + BigInt(Number.parseInt(c, 36)),
            0n,
          ),
        ),
    },
    statics: { 'valueOf(Number)': (v: Num) => new Big(toBigInt(v)) },
    methods: {
      'add(Number)': (a: Num, b: Num) => plus(a, b),
      'subtract(Number)': (a: Num, b: Num) => minus(a, b),
      'divide(Number)': (a: Num, b: Num) => arithmetic(() => intdiv(a, b)),
      'pow(int)': (a: Num, b: number) => arithmetic(() => power(a, b)),
      'negate()': (v: Num) => negate(v),
      'signum()': (v: Num) => compareNumbers(v, 0),
      'gcd(BigInteger)': (a: Big, b: Big) => new Big(gcd(a.v, b.v)),
      'modPow(BigInteger,BigInteger)': (a: Big, e: Big, m: Big) => new Big(powMod(a.v, e.v, m.v)),
      'divideAndRemainder(BigInteger)': (a: Big, b: Big) =>
        new GArray(arrayClass(C.BigInteger), [new Big(a.v / b.v), new Big(a.v % b.v)]),
      'isProbablePrime(int)': (v: Big) => isPrime(v.v),
      'nextProbablePrime()': (v: Big) => {
        let x = v.v + 1n;
        while (!isPrime(x)) {
          spend(10);
          x++;
        }
        return new Big(x);
      },
      'bitLength()': (v: Big) =>
        (v.v < 0n ? (-v.v - 1n).toString(2) : v.v.toString(2)).replace(/^0$/, '').length,
      'bitCount()': (v: Big) => v.v.toString(2).replaceAll(/[^1]/g, '').length,
      'testBit(int)': (v: Big, i: number) => ((v.v >> BigInt(i)) & 1n) === 1n,
      'toString(int)': (v: Big, radix: number) => v.v.toString(radix),
      'max(Number)': (a: Num, b: Num) => (compareNumbers(a, b) >= 0 ? a : b),
      'min(Number)': (a: Num, b: Num) => (compareNumbers(a, b) <= 0 ? a : b),
      'bitwiseNegate()': (v: Big) => new Big(~v.v),
      'not()': (v: Big) => new Big(~v.v),
      'sqrt()': (v: Big) => {
        if (v.v < 0n) throw raise('java.lang.ArithmeticException', 'Negative BigInteger');
        let x = v.v;
        let y = (x + 1n) / 2n;
        while (y < x) {
          x = y;
          y = (x + v.v / x) / 2n;
        }
        return new Big(x);
      },
      'intValueExact()': (v: Big) => {
        if (v.v > 2147483647n || v.v < -2147483648n)
          throw raise('java.lang.ArithmeticException', 'BigInteger out of int range');
        return Number(v.v);
      },
      'longValueExact()': (v: Big) => {
        if (v.v !== BigInt.asIntN(64, v.v))
          throw raise('java.lang.ArithmeticException', 'BigInteger out of long range');
        return new Lng(v.v);
      },
    },
  },
  'java.math.RoundingMode': {
    extends: 'java.lang.Enum',
    kind: 'enum',
    constants: Object.fromEntries(
      MODES.map((name, ordinal) => [
        name,
        () => {
          const made = new GObject(libraryClass('java.math.RoundingMode') ?? C.Object);
          made.native = { name, ordinal };
          return made;
        },
      ]),
    ),
  },
  'java.math.MathContext': {
    construct: {
      '(int)': (digits: number) => mathContext(digits, 'HALF_UP'),
      '(int,Object)': (digits: number, mode: Value) => mathContext(digits, modeOf(mode)),
    },
    constants: {
      DECIMAL32: () => mathContext(7, 'HALF_EVEN'),
      DECIMAL64: () => mathContext(16, 'HALF_EVEN'),
      DECIMAL128: () => mathContext(34, 'HALF_EVEN'),
      UNLIMITED: () => mathContext(0, 'HALF_UP'),
    },
    methods: { 'getPrecision()': (self: GObject) => context(self).digits },
  },
  'java.math.BigDecimal': {
    extends: 'java.lang.Number',
    implements: ['java.lang.Comparable'],
    constants: {
      ZERO: () => new Dec(0n, 0),
      ONE: () => new Dec(1n, 0),
      TEN: () => new Dec(10n, 0),
      ...Object.fromEntries(MODES.map((name, i) => [`ROUND_${name}`, () => i])),
    },
    construct: {
      '(String)': (s: string) => parseNumber(s, C.BigDecimal),
      '(double)': (v: Dbl) => arithmetic(() => exactDec(v.v)),
      '(int)': (v: number) => new Dec(BigInt(v), 0),
      '(long)': (v: Lng) => new Dec(v.v, 0),
      '(BigInteger)': (v: Big) => new Dec(v.v, 0),
      '(BigInteger,int)': (v: Big, scale: number) => new Dec(v.v, scale),
      '(BigDecimal)': (v: Dec) => v,
      '(Number,MathContext)': (v: Num, mc: GObject) =>
        arithmetic(() => roundTo(toDec(v), context(mc).digits, context(mc).mode)),
    },
    statics: {
      'valueOf(Number)': (v: Num) =>
        v instanceof Dbl || v instanceof Flt ? toDec(v) : new Dec(toBigInt(v), 0),
      'valueOf(long,int)': (v: Lng, scale: number) => new Dec(v.v, scale),
    },
    methods: {
      'add(Number)': (a: Num, b: Num) => plus(toDec(a), toDec(b)),
      'subtract(Number)': (a: Num, b: Num) => minus(toDec(a), toDec(b)),
      'multiply(BigDecimal,MathContext)': (a: Dec, b: Dec, mc: GObject) =>
        roundTo(times(a, b) as Dec, context(mc).digits, context(mc).mode),
      'divide(BigDecimal)': (a: Dec, b: Dec) =>
        arithmetic(() => {
          const q = divideExact(a, b);
          if (!q)
            throw raise(
              'java.lang.ArithmeticException',
              'Non-terminating decimal expansion; no exact representable decimal result.',
            );
          return q;
        }),
      'divide(BigDecimal,MathContext)': (a: Dec, b: Dec, mc: GObject) =>
        arithmetic(() => divideDigits(a, b, context(mc).digits, context(mc).mode)),
      'divide(BigDecimal,Object)': (a: Dec, b: Dec, mode: Value) =>
        arithmetic(() => divideScaled(a, b, a.scale, modeOf(mode))),
      'divide(BigDecimal,int,Object)': (a: Dec, b: Dec, scale: number, mode: Value) =>
        arithmetic(() => divideScaled(a, b, scale, modeOf(mode))),
      'pow(int)': (a: Dec, e: number) => arithmetic(() => power(a, e)),
      'negate()': (v: Dec) => negate(v),
      'signum()': (v: Dec) => (v.v < 0n ? -1 : v.v > 0n ? 1 : 0),
      'scale()': (v: Dec) => v.scale,
      'precision()': (v: Dec) => precision(v),
      'unscaledValue()': (v: Dec) => new Big(v.v),
      'setScale(int)': (v: Dec, scale: number) => arithmetic(() => setScale(v, scale, 'UNNECESSARY')),
      'setScale(int,Object)': (v: Dec, scale: number, mode: Value) =>
        arithmetic(() => setScale(v, scale, modeOf(mode))),
      'round(MathContext)': (v: Dec, mc: GObject) =>
        arithmetic(() => roundTo(v, context(mc).digits, context(mc).mode)),
      'round()': (v: Dec) => setScale(v, 0, 'HALF_UP'),
      'round(int)': (v: Dec, digits: number) => setScale(v, digits, 'HALF_UP'),
      'trunc()': (v: Dec) => setScale(v, 0, 'DOWN'),
      'trunc(int)': (v: Dec, digits: number) => setScale(v, digits, 'DOWN'),
      'stripTrailingZeros()': (v: Dec) => stripZeros(v),
      'toPlainString()': (v: Dec) => decToPlain(v),
      'toBigInteger()': (v: Dec) => new Big(toBigInt(v)),
      'max(BigDecimal)': (a: Dec, b: Dec) => (compareNumbers(a, b) >= 0 ? a : b),
      'min(BigDecimal)': (a: Dec, b: Dec) => (compareNumbers(a, b) <= 0 ? a : b),
      'movePointLeft(int)': (v: Dec, by: number) => new Dec(v.v, v.scale + by),
      'movePointRight(int)': (v: Dec, by: number) =>
        v.scale - by >= 0 ? new Dec(v.v, v.scale - by) : new Dec(v.v * 10n ** BigInt(by - v.scale), 0),
      'intValueExact()': (v: Dec) => toInt(arithmetic(() => setScale(v, 0, 'UNNECESSARY'))),
      'longValueExact()': (v: Dec) => toLong(arithmetic(() => setScale(v, 0, 'UNNECESSARY'))),
      'divideToIntegralValue(BigDecimal)': (a: Dec, b: Dec) =>
        setScale(divideScaled(a, b, 0, 'DOWN'), Math.max(0, a.scale - b.scale), 'DOWN'),
    },
  },
  'java.lang.Character': {
    implements: ['java.lang.Comparable'],
    constants: { MAX_VALUE: () => Chr.of(0xffff), MIN_VALUE: () => Chr.of(0), TYPE: () => C.char },
    construct: { '(char)': (c: Chr) => c },
    statics: {
      'isDigit(Object)': (c: Value) => /^\p{Nd}$/u.test(toChar(c)),
      'isLetter(Object)': (c: Value) => /^\p{L}$/u.test(toChar(c)),
      'isLetterOrDigit(Object)': (c: Value) => /^[\p{L}\p{Nd}]$/u.test(toChar(c)),
      'isSpaceChar(Object)': (c: Value) => /^\p{Z}$/u.test(toChar(c)),
      'isJavaIdentifierStart(Object)': (c: Value) => /^[\p{L}\p{Nl}\p{Sc}\p{Pc}]$/u.test(toChar(c)),
      'isJavaIdentifierPart(Object)': (c: Value) => /^[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{M}]$/u.test(toChar(c)),
      'isAlphabetic(Object)': (c: Value) => /^\p{Alphabetic}$/u.test(toChar(c)),
      'isWhitespace(Object)': (c: Value) => /^\s$/.test(toChar(c)) && toChar(c) !== '\u00a0',
      'isUpperCase(Object)': (c: Value) => /^\p{Lu}$/u.test(toChar(c)),
      'isLowerCase(Object)': (c: Value) => /^\p{Ll}$/u.test(toChar(c)),
      'toUpperCase(Object)': (c: Value) => Chr.of(toChar(c).toUpperCase().charCodeAt(0)),
      'toLowerCase(Object)': (c: Value) => Chr.of(toChar(c).toLowerCase().charCodeAt(0)),
      'getNumericValue(Object)': (c: Value) => {
        const v = Number.parseInt(toChar(c), 36);
        return Number.isNaN(v) ? -1 : v;
      },
      'valueOf(char)': (c: Chr) => c,
      'toString(Object)': (c: Value) => toChar(c),
      'compare(char,char)': (a: Chr, b: Chr) => a.v - b.v,
      'toChars(int)': (v: number) => castTo(String.fromCodePoint(v), C.char),
      'digit(Object,int)': (c: Value, radix: number) => {
        const v = Number.parseInt(toChar(c), radix);
        return Number.isNaN(v) ? -1 : v;
      },
    },
    methods: {
      'charValue()': (c: Chr) => c,
      'plus(Number)': (c: Chr, b: Num) => plus(c.v, b),
      'plus(Character)': (c: Chr, b: Chr) => c.v + b.v,
      'plus(String)': (c: Chr, b: string) => String.fromCharCode(c.v) + b,
      'minus(Number)': (c: Chr, b: Num) => minus(c.v, b),
      'minus(Character)': (c: Chr, b: Chr) => c.v - b.v,
      'multiply(Number)': (c: Chr, b: Num) => times(c.v, b),
      'next()': (c: Chr) => Chr.of(c.v + 1),
      'previous()': (c: Chr) => Chr.of(c.v - 1),
      'compareTo(Object)': (c: Chr, b: Value) => compare(c, b),
      'isDigit()': (c: Chr) => /^\p{Nd}$/u.test(toChar(c)),
      'isLetter()': (c: Chr) => /^\p{L}$/u.test(toChar(c)),
      'isLetterOrDigit()': (c: Chr) => /^[\p{L}\p{Nd}]$/u.test(toChar(c)),
      'isUpperCase()': (c: Chr) => /^\p{Lu}$/u.test(toChar(c)),
      'isLowerCase()': (c: Chr) => /^\p{Ll}$/u.test(toChar(c)),
      'isWhitespace()': (c: Chr) => /^\s$/.test(toChar(c)),
      'toUpperCase()': (c: Chr) => Chr.of(toChar(c).toUpperCase().charCodeAt(0)),
      'toLowerCase()': (c: Chr) => Chr.of(toChar(c).toLowerCase().charCodeAt(0)),
      'toInteger()': (c: Chr) => c.v - 48,
      'asBoolean()': (c: Chr) => c.v !== 0,
    },
  },
  'java.lang.Math': {
    constants: { PI: () => dbl(Math.PI), E: () => dbl(Math.E) },
    statics: {
      'abs(Number)': (v: Num) => (v instanceof Dec ? dbl(Math.abs(toDouble(v))) : absOf(v)),
      'max(Number,Number)': (a: Num, b: Num) => widest(a, b, compareNumbers(a, b) >= 0 ? a : b),
      'min(Number,Number)': (a: Num, b: Num) => widest(a, b, compareNumbers(a, b) <= 0 ? a : b),
      'pow(Number,Number)': (a: Num, b: Num) => dbl(toDouble(a) ** toDouble(b)),
      'sqrt(Number)': math(Math.sqrt),
      'cbrt(Number)': math(Math.cbrt),
      'sin(Number)': math(Math.sin),
      'cos(Number)': math(Math.cos),
      'tan(Number)': math(Math.tan),
      'asin(Number)': math(Math.asin),
      'acos(Number)': math(Math.acos),
      'atan(Number)': math(Math.atan),
      'exp(Number)': math(Math.exp),
      'log(Number)': math(Math.log),
      'log10(Number)': math(Math.log10),
      'sinh(Number)': math(Math.sinh),
      'cosh(Number)': math(Math.cosh),
      'tanh(Number)': math(Math.tanh),
      'floor(Number)': math(Math.floor),
      'ceil(Number)': math(Math.ceil),
      'signum(Number)': math(Math.sign),
      'toRadians(Number)': math((x) => (x / 180) * Math.PI),
      'toDegrees(Number)': math((x) => (x * 180) / Math.PI),
      'rint(Number)': math((x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x))),
      'atan2(Number,Number)': (a: Num, b: Num) => dbl(Math.atan2(toDouble(a), toDouble(b))),
      'hypot(Number,Number)': (a: Num, b: Num) => dbl(Math.hypot(toDouble(a), toDouble(b))),
      'round(Number)': (v: Num) =>
        v instanceof Flt
          ? Number(BigInt.asIntN(32, roundHalfUp(v.v)))
          : toLong(dbl(Math.floor(toDouble(v) + 0.5))),
      'random()': () => dbl(R.random()),
      'floorDiv(Number,Number)': (a: Num, b: Num) => {
        const x = toBigInt(a);
        const y = toBigInt(b);
        if (y === 0n) throw raise('java.lang.ArithmeticException', '/ by zero');
        const q = x / y - (x % y !== 0n && x < 0n !== y < 0n ? 1n : 0n);
        return a instanceof Lng || b instanceof Lng ? new Lng(q) : Number(q);
      },
      'floorMod(Number,Number)': (a: Num, b: Num) => {
        const y = toBigInt(b);
        if (y === 0n) throw raise('java.lang.ArithmeticException', '/ by zero');
        const m = ((toBigInt(a) % y) + y) % y;
        return a instanceof Lng || b instanceof Lng ? new Lng(m) : Number(m);
      },
      'addExact(Number,Number)': (a: Num, b: Num) => exact(toBigInt(a) + toBigInt(b), a, b),
      'subtractExact(Number,Number)': (a: Num, b: Num) => exact(toBigInt(a) - toBigInt(b), a, b),
      'multiplyExact(Number,Number)': (a: Num, b: Num) => exact(toBigInt(a) * toBigInt(b), a, b),
      'negateExact(Number)': (a: Num) => exact(-toBigInt(a), a, 0),
      'toIntExact(Number)': (v: Num) => exact(toBigInt(v), 0, 0),
    },
  },
};

function widest(a: Num, b: Num, v: Num): Value {
  if (a instanceof Dbl || b instanceof Dbl || a instanceof Dec || b instanceof Dec) return dbl(toDouble(v));
  if (a instanceof Flt || b instanceof Flt) return new Flt(toDouble(v));
  return a instanceof Lng || b instanceof Lng ? toLong(v) : v;
}

function exact(v: bigint, a: Num, b: Num): Value {
  const long = a instanceof Lng || b instanceof Lng;
  if (v !== BigInt.asIntN(long ? 64 : 32, v))
    throw raise('java.lang.ArithmeticException', long ? 'long overflow' : 'integer overflow');
  return long ? new Lng(v) : Number(v);
}

function divideScaled(a: Dec, b: Dec, scale: number, mode: Rounding): Dec {
  if (b.v === 0n)
    throw raise('java.lang.ArithmeticException', a.v === 0n ? 'Division undefined' : '/ by zero');
  const digits = scale - (a.scale - b.scale);
  const up = digits >= 0 ? new Dec(a.v * 10n ** BigInt(digits), 0) : new Dec(a.v, 0);
  const down = digits < 0 ? b.v * 10n ** BigInt(-digits) : b.v;
  const half = setScaleOf(up.v, down, mode);
  return new Dec(half, scale);
}
function setScaleOf(x: bigint, y: bigint, mode: Rounding): bigint {
  return arithmetic(() => divideRounded(x, y, mode));
}

function mathContext(digits: number, mode: Rounding): GObject {
  const made = new GObject(libraryClass('java.math.MathContext') ?? C.Object);
  made.native = { digits, mode };
  return made;
}
const context = (v: GObject): { digits: number; mode: Rounding } =>
  v.native as { digits: number; mode: Rounding };

const toChar = (c: Value): string =>
  c instanceof Chr ? String.fromCharCode(c.v) : typeof c === 'number' ? String.fromCodePoint(c) : toStr(c);
