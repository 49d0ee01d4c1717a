// oxlint-disable typescript/consistent-return -- the switches without a last return are exhaustive, which the types prove
/** Java's numbers: kinds, arithmetic with overflow, Groovy's division, and how each is printed. */
import { Big, Byt, Dbl, Dec, Flt, Lng, Sht, type Value } from './values.ts';

export type Num = number | Lng | Sht | Byt | Dbl | Flt | Big | Dec;

export function isNumber(v: Value): v is Num {
  return (
    typeof v === 'number' ||
    v instanceof Lng ||
    v instanceof Dec ||
    v instanceof Dbl ||
    v instanceof Big ||
    v instanceof Flt ||
    v instanceof Sht ||
    v instanceof Byt
  );
}

/** A failure of arithmetic; `errors.ts` turns it into java.lang.ArithmeticException. */
export class ArithmeticFailure extends Error {}

const INT = 0;
const LONG = 1;
const BIG = 2;
const DEC = 3;
const DOUBLE = 4;

function rank(v: Num): number {
  if (typeof v === 'number' || v instanceof Sht || v instanceof Byt) return INT;
  if (v instanceof Lng) return LONG;
  if (v instanceof Dbl || v instanceof Flt) return DOUBLE;
  return v instanceof Dec ? DEC : BIG;
}

export const toInt32 = (v: bigint): number => Number(BigInt.asIntN(32, v));
export const wrapLong = (v: bigint): Lng => new Lng(BigInt.asIntN(64, v));

/** The integer part as a bigint; NaN is 0, infinities saturate like Java's casts to long. */
export function toBigInt(v: Num): bigint {
  if (typeof v === 'number') return BigInt(v);
  if (v instanceof Lng || v instanceof Big) return v.v;
  if (v instanceof Sht || v instanceof Byt) return BigInt(v.v);
  if (v instanceof Dec) return v.scale > 0 ? v.v / 10n ** BigInt(v.scale) : v.v * 10n ** BigInt(-v.scale);
  return doubleToBig(v.v);
}

function doubleToBig(v: number): bigint {
  if (Number.isNaN(v)) return 0n;
  if (v === Infinity) return 0x7fffffffffffffffn;
  if (v === -Infinity) return -0x8000000000000000n;
  return BigInt(Math.trunc(v));
}

export function toDouble(v: Num): number {
  if (typeof v === 'number') return v;
  if (v instanceof Dbl || v instanceof Flt || v instanceof Sht || v instanceof Byt) return v.v;
  if (v instanceof Dec) return Number(decToString(v));
  return Number(v.v);
}

/** Java's narrowing to int: floating values saturate, integers wrap. */
export function toInt(v: Num): number {
  if (typeof v === 'number') return v;
  if (v instanceof Dbl || v instanceof Flt) {
    if (Number.isNaN(v.v)) return 0;
    return Math.max(-2147483648, Math.min(2147483647, Math.trunc(v.v)));
  }
  if (v instanceof Sht || v instanceof Byt) return v.v;
  return toInt32(toBigInt(v));
}

export function toLong(v: Num): Lng {
  if (v instanceof Lng) return v;
  if (v instanceof Dbl || v instanceof Flt) {
    const big = doubleToBig(v.v);
    return new Lng(
      big > 0x7fffffffffffffffn
        ? 0x7fffffffffffffffn
        : big < -0x8000000000000000n
          ? -0x8000000000000000n
          : big,
    );
  }
  return wrapLong(toBigInt(v));
}

export function toDec(v: Num): Dec {
  if (v instanceof Dec) return v;
  if (v instanceof Dbl || v instanceof Flt) return parseDec(doubleToString(v.v, v instanceof Flt));
  return new Dec(toBigInt(v), 0);
}

/** The exact value of a double, as `new BigDecimal(double)` gives it. */
export function exactDec(v: number): Dec {
  if (!Number.isFinite(v)) throw new ArithmeticFailure('Infinite or NaN');
  if (v === 0) return new Dec(0n, 0);
  let scale = 0;
  let x = v;
  while (!Number.isInteger(x)) {
    x *= 2;
    scale++;
  }
  return new Dec(BigInt(x) * 5n ** BigInt(scale), scale);
}

/** Reads what BigDecimal's constructor reads; throws NumberFormatException's reason as ArithmeticFailure. */
export function parseDec(text: string): Dec {
  const m = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!m || (!m[2] && !m[3])) throw new ArithmeticFailure(text);
  const whole = m[2] ?? '';
  const fraction = m[3] ?? '';
  const digits = BigInt(`${whole}${fraction}`);
  return new Dec(m[1] === '-' ? -digits : digits, fraction.length - Number(m[4] ?? 0));
}

const abs = (v: bigint): bigint => (v < 0n ? -v : v);
const pow10 = (n: number): bigint => 10n ** BigInt(n);

export function precision(d: Dec): number {
  return d.v === 0n ? 1 : abs(d.v).toString().length;
}

export type Rounding =
  | 'UP'
  | 'DOWN'
  | 'CEILING'
  | 'FLOOR'
  | 'HALF_UP'
  | 'HALF_DOWN'
  | 'HALF_EVEN'
  | 'UNNECESSARY';

/** n / d, rounded to an integer. */
export function divideRounded(n: bigint, d: bigint, mode: Rounding): bigint {
  const q = n / d;
  const r = n % d;
  if (r === 0n) return q;
  const positive = n < 0n === d < 0n;
  const away = positive ? q + 1n : q - 1n;
  const twice = abs(r) * 2n;
  const half = twice === abs(d) ? 0 : twice > abs(d) ? 1 : -1;
  switch (mode) {
    case 'UP':
      return away;
    case 'DOWN':
      return q;
    case 'CEILING':
      return positive ? away : q;
    case 'FLOOR':
      return positive ? q : away;
    case 'HALF_UP':
      return half >= 0 ? away : q;
    case 'HALF_DOWN':
      return half > 0 ? away : q;
    case 'HALF_EVEN':
      return half > 0 || (half === 0 && q % 2n !== 0n) ? away : q;
    case 'UNNECESSARY':
      throw new ArithmeticFailure('Rounding necessary');
  }
}

export function setScale(d: Dec, scale: number, mode: Rounding): Dec {
  if (scale === d.scale) return d;
  if (scale > d.scale) return new Dec(d.v * pow10(scale - d.scale), scale);
  return new Dec(divideRounded(d.v, pow10(d.scale - scale), mode), scale);
}

export function roundTo(d: Dec, digits: number, mode: Rounding): Dec {
  if (digits === 0) return d;
  let result = d;
  for (;;) {
    const drop = precision(result) - digits;
    if (drop <= 0) return result;
    result = new Dec(divideRounded(result.v, pow10(drop), mode), result.scale - drop);
  }
}

function stripTo(d: Dec, preferred: number): Dec {
  let { v, scale } = d;
  while (scale > preferred && v % 10n === 0n && v !== 0n) {
    v /= 10n;
    scale--;
  }
  return v === 0n ? new Dec(0n, Math.max(Math.min(scale, preferred), preferred)) : new Dec(v, scale);
}

export function stripZeros(d: Dec): Dec {
  if (d.v === 0n) return new Dec(0n, 0);
  return stripTo(d, -1_000_000);
}

/** BigDecimal.divide with a precision. */
export function divideDigits(a: Dec, b: Dec, digits: number, mode: Rounding): Dec {
  if (b.v === 0n) throw new ArithmeticFailure(a.v === 0n ? 'Division undefined' : 'Division by zero');
  const preferred = a.scale - b.scale;
  if (a.v === 0n) return new Dec(0n, preferred);
  const shift = Math.max(0, digits + precision(b) - precision(a) + 3);
  const n = a.v * pow10(shift);
  const q = n / b.v;
  if (q * b.v === n) return stripTo(roundTo(new Dec(q, preferred + shift), digits, mode), preferred);
  // One digit more that only says «not exact», so that rounding sees it.
  const sticky = q * 10n + (n < 0n === b.v < 0n ? 1n : -1n);
  return roundTo(new Dec(sticky, preferred + shift + 1), digits, mode);
}

/** BigDecimal.divide without rounding, or null when the expansion does not end. */
export function divideExact(a: Dec, b: Dec): Dec | null {
  if (b.v === 0n) throw new ArithmeticFailure(a.v === 0n ? 'Division undefined' : 'Division by zero');
  const preferred = a.scale - b.scale;
  if (a.v === 0n) return new Dec(0n, Math.max(-2147483648, preferred));
  let x = abs(a.v);
  let y = abs(b.v);
  while (y !== 0n) [x, y] = [y, x % y];
  let rest = abs(b.v) / x;
  let twos = 0;
  let fives = 0;
  while (rest % 2n === 0n) {
    rest /= 2n;
    twos++;
  }
  while (rest % 5n === 0n) {
    rest /= 5n;
    fives++;
  }
  if (rest !== 1n) return null;
  const shift = Math.max(twos, fives);
  return stripTo(new Dec((a.v * pow10(shift)) / b.v, preferred + shift), preferred);
}

/** Groovy's `/` on decimals: exact when it ends, else ten digits more than the operands have. */
export function divideGroovy(a: Dec, b: Dec): Dec {
  const exact = divideExact(a, b);
  if (exact) return exact;
  const result = divideDigits(a, b, Math.max(precision(a), precision(b)) + 10, 'HALF_UP');
  const scale = Math.max(a.scale, b.scale, 10);
  return result.scale > scale ? setScale(result, scale, 'HALF_UP') : result;
}

export function decToString(d: Dec): string {
  const digits = abs(d.v).toString();
  const sign = d.v < 0n ? '-' : '';
  if (d.scale === 0) return sign + digits;
  const adjusted = digits.length - 1 - d.scale;
  if (d.scale > 0 && adjusted >= -6) return sign + placePoint(digits, d.scale);
  const mantissa = digits.length > 1 ? `${digits.charAt(0)}.${digits.slice(1)}` : digits;
  return adjusted === 0 ? sign + mantissa : `${sign}${mantissa}E${adjusted > 0 ? '+' : ''}${adjusted}`;
}

function placePoint(digits: string, scale: number): string {
  if (digits.length > scale) return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return `0.${digits.padStart(scale, '0')}`;
}

export function decToPlain(d: Dec): string {
  const sign = d.v < 0n ? '-' : '';
  const digits = abs(d.v).toString();
  if (d.scale > 0) return sign + placePoint(digits, d.scale);
  return d.v === 0n ? '0' : sign + digits + '0'.repeat(-d.scale);
}

/** Java's Double.toString and Float.toString. */
export function doubleToString(v: number, float = false): string {
  if (!float && Math.abs(v) === Number.MIN_VALUE) return v < 0 ? '-4.9E-324' : '4.9E-324';
  if (Number.isNaN(v)) return 'NaN';
  if (!Number.isFinite(v)) return v > 0 ? 'Infinity' : '-Infinity';
  if (v === 0) return Object.is(v, -0) ? '-0.0' : '0.0';
  let text = (float ? shortestFloat(Math.abs(v)) : Math.abs(v)).toExponential();
  const cut = text.indexOf('e');
  const exponent = Number(text.slice(cut + 1));
  const digits = text.slice(0, cut).replace('.', '');
  if (exponent >= -3 && exponent < 7) {
    if (exponent < 0) text = `0.${'0'.repeat(-exponent - 1)}${digits}`;
    else if (digits.length > exponent + 1)
      text = `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
    else text = `${digits}${'0'.repeat(exponent + 1 - digits.length)}.0`;
  } else text = `${digits.charAt(0)}.${digits.slice(1) || '0'}E${exponent}`;
  return v < 0 ? `-${text}` : text;
}

function shortestFloat(v: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const candidate = Number(v.toPrecision(digits));
    if (Math.fround(candidate) === v) return candidate;
  }
  return v;
}

export function numberToString(v: Num): string {
  if (typeof v === 'number') return String(v);
  if (v instanceof Dec) return decToString(v);
  if (v instanceof Dbl) return doubleToString(v.v);
  if (v instanceof Flt) return doubleToString(v.v, true);
  return String(v.v);
}

const DIGIT_LIMIT = 200_000;
/** Numbers longer than this are beyond what a rule needs; making them could stop the host. */
function bounded(v: bigint): bigint {
  if (v > HUGE || v < -HUGE) throw new ArithmeticFailure('BigInteger would overflow supported range');
  return v;
}
const HUGE = 1n << BigInt(DIGIT_LIMIT * 3);

export function plus(a: Num, b: Num): Num {
  switch (Math.max(rank(a), rank(b))) {
    case INT:
      return (toInt(a) + toInt(b)) | 0;
    case LONG:
      return wrapLong(toBigInt(a) + toBigInt(b));
    case BIG:
      return new Big(bounded(toBigInt(a) + toBigInt(b)));
    case DEC: {
      const x = toDec(a);
      const y = toDec(b);
      const scale = Math.max(x.scale, y.scale);
      return new Dec(setScale(x, scale, 'UNNECESSARY').v + setScale(y, scale, 'UNNECESSARY').v, scale);
    }
    default:
      return new Dbl(toDouble(a) + toDouble(b));
  }
}

export function negate(v: Num): Num {
  if (typeof v === 'number') return -v | 0;
  if (v instanceof Lng) return wrapLong(-v.v);
  if (v instanceof Big) return new Big(-v.v);
  if (v instanceof Dec) return new Dec(-v.v, v.scale);
  if (v instanceof Dbl) return new Dbl(-v.v);
  if (v instanceof Flt) return new Flt(-v.v);
  return -v.v;
}

export function minus(a: Num, b: Num): Num {
  switch (Math.max(rank(a), rank(b))) {
    case INT:
      return (toInt(a) - toInt(b)) | 0;
    case LONG:
      return wrapLong(toBigInt(a) - toBigInt(b));
    case BIG:
      return new Big(bounded(toBigInt(a) - toBigInt(b)));
    case DEC:
      return plus(toDec(a), negate(toDec(b)));
    default:
      return new Dbl(toDouble(a) - toDouble(b));
  }
}

export function times(a: Num, b: Num): Num {
  switch (Math.max(rank(a), rank(b))) {
    case INT:
      return Math.imul(toInt(a), toInt(b));
    case LONG:
      return wrapLong(toBigInt(a) * toBigInt(b));
    case BIG:
      return new Big(bounded(toBigInt(a) * toBigInt(b)));
    case DEC: {
      const x = toDec(a);
      const y = toDec(b);
      return new Dec(bounded(x.v * y.v), x.scale + y.scale);
    }
    default:
      return new Dbl(toDouble(a) * toDouble(b));
  }
}

export function divide(a: Num, b: Num): Num {
  if (Math.max(rank(a), rank(b)) === DOUBLE) return new Dbl(toDouble(a) / toDouble(b));
  return divideGroovy(toDec(a), toDec(b));
}

export function intdiv(a: Num, b: Num): Num {
  const r = Math.max(rank(a), rank(b));
  if (r >= DEC) throw new TypeError('intdiv');
  const y = toBigInt(b);
  if (y === 0n) throw new ArithmeticFailure(r === BIG ? 'BigInteger divide by zero' : '/ by zero');
  const q = toBigInt(a) / y;
  return r === INT ? toInt32(q) : r === LONG ? wrapLong(q) : new Big(q);
}

export function remainder(a: Num, b: Num): Num {
  const r = Math.max(rank(a), rank(b));
  switch (r) {
    case INT: {
      const y = toInt(b);
      if (y === 0) throw new ArithmeticFailure('/ by zero');
      return (toInt(a) % y) | 0;
    }
    case LONG:
    case BIG: {
      const y = toBigInt(b);
      if (y === 0n) throw new ArithmeticFailure(r === BIG ? 'BigInteger divide by zero' : '/ by zero');
      const q = toBigInt(a) % y;
      return r === LONG ? new Lng(q) : new Big(q);
    }
    case DEC: {
      const x = toDec(a);
      const y = toDec(b);
      if (y.v === 0n) throw new ArithmeticFailure('Division by zero');
      const scale = Math.max(x.scale, y.scale);
      return new Dec(setScale(x, scale, 'UNNECESSARY').v % setScale(y, scale, 'UNNECESSARY').v, scale);
    }
    default:
      return new Dbl(toDouble(a) % toDouble(b));
  }
}

export function power(a: Num, b: Num): Num {
  const ra = rank(a);
  if (rank(b) <= LONG || b instanceof Big) {
    const e = toBigInt(b);
    if (e >= 0n) {
      if (ra === DOUBLE) return new Dbl(toDouble(a) ** Number(e));
      if (e > 100_000n) throw new ArithmeticFailure('Exponent too large');
      if (ra === DEC) {
        const x = toDec(a);
        if (Number(e) * precision(x) > DIGIT_LIMIT) throw new ArithmeticFailure('Overflow');
        return new Dec(x.v ** e, x.scale * Number(e));
      }
      const base = toBigInt(a);
      if (Number(e) * base.toString(2).length > DIGIT_LIMIT * 3)
        throw new ArithmeticFailure('BigInteger would overflow supported range');
      const v = base ** e;
      if (ra === BIG) return new Big(v);
      if (ra === INT) return v >= -2147483648n && v <= 2147483647n ? Number(v) : new Big(v);
      if (v >= -0x8000000000000000n && v <= 0x7fffffffffffffffn) return new Lng(v);
      return new Big(v);
    }
  }
  const result = toDouble(a) ** toDouble(b);
  if (ra === INT && Number.isInteger(result) && Math.abs(result) <= 2147483647) return result | 0;
  if (ra === LONG && Number.isInteger(result) && Math.abs(result) <= Number.MAX_SAFE_INTEGER)
    return new Lng(BigInt(result));
  return new Dbl(result);
}

export function compareNumbers(a: Num, b: Num): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  switch (Math.max(rank(a), rank(b))) {
    case DOUBLE: {
      const x = toDouble(a);
      const y = toDouble(b);
      if (x < y) return -1;
      if (x > y) return 1;
      if (x === y) return Object.is(x, y) || x !== 0 ? 0 : Object.is(x, -0) ? -1 : 1;
      return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : 1) : -1;
    }
    case DEC: {
      const x = toDec(a);
      const y = toDec(b);
      const scale = Math.max(x.scale, y.scale);
      const p = setScale(x, scale, 'UNNECESSARY').v;
      const q = setScale(y, scale, 'UNNECESSARY').v;
      return p < q ? -1 : p > q ? 1 : 0;
    }
    default: {
      const x = toBigInt(a);
      const y = toBigInt(b);
      return x < y ? -1 : x > y ? 1 : 0;
    }
  }
}

const floats = new DataView(new ArrayBuffer(8));
export function longHash(v: bigint): number {
  const u = BigInt.asUintN(64, v);
  return Number(BigInt.asIntN(32, u ^ (u >> 32n)));
}
export function numberHash(v: Num): number {
  if (typeof v === 'number') return v;
  if (v instanceof Lng) return longHash(v.v);
  if (v instanceof Sht || v instanceof Byt) return v.v;
  if (v instanceof Dbl) {
    floats.setFloat64(0, v.v);
    return floats.getInt32(0) ^ floats.getInt32(4);
  }
  if (v instanceof Flt) {
    floats.setFloat32(0, v.v);
    return floats.getInt32(0);
  }
  const big = (n: bigint): number => {
    let h = 0;
    let rest = abs(n);
    const words: number[] = [];
    while (rest > 0n) {
      words.push(Number(rest & 0xffffffffn));
      rest >>= 32n;
    }
    for (let i = words.length - 1; i >= 0; i--) h = (Math.imul(31, h) + (words[i] ?? 0)) | 0;
    return n < 0n ? -h | 0 : h;
  };
  if (v instanceof Big) return big(v.v);
  const a = abs(v.v);
  if (a < 0x7fffffffffffffffn) {
    const t = Math.imul(31, Number(BigInt.asIntN(32, a >> 32n))) + Number(BigInt.asIntN(32, a));
    return (Math.imul(31, v.v < 0n ? -t | 0 : t | 0) + v.scale) | 0;
  }
  return (Math.imul(31, big(v.v)) + v.scale) | 0;
}

/** A number literal of the source, or null when it does not fit its type. */
export function parseLiteral(raw: string): Num | null {
  let text = raw.replaceAll('_', '');
  const negative = text.startsWith('-');
  if (negative) text = text.slice(1);
  const sign = negative ? -1n : 1n;
  const hex = /^0[xX]/.test(text);
  const suffix = hex
    ? /[lLgGiI]$/.exec(text)?.[0].toLowerCase()
    : /^0[bB]/.test(text)
      ? /[lLgGiI]$/.exec(text)?.[0].toLowerCase()
      : /[lLgGiIfFdD]$/.exec(text)?.[0].toLowerCase();
  if (suffix) text = text.slice(0, -1);
  if (!hex && !/^0[bB]/.test(text) && (/[.eE]/.test(text) || suffix === 'f' || suffix === 'd')) {
    if (suffix === 'f') return new Flt(Number(text) * Number(sign));
    if (suffix === 'd') return new Dbl(Number(text) * Number(sign));
    const d = parseDec(text);
    return new Dec(d.v * sign, d.scale);
  }
  const octal = /^0[0-7]+$/.test(text);
  if (/^0[0-9]+$/.test(text) && !octal) return null;
  const magnitude = BigInt(octal ? `0o${text.slice(1)}` : text);
  const plain = !hex && !/^0[bB]/.test(text) && !octal;
  const v = magnitude * sign;
  if (suffix === 'g') return new Big(v);
  if (suffix === 'l') {
    if (plain ? v > 0x7fffffffffffffffn || v < -0x8000000000000000n : magnitude > 0xffffffffffffffffn)
      return null;
    return wrapLong(v);
  }
  if (suffix === 'i') {
    if (plain ? v > 2147483647n || v < -2147483648n : magnitude > 0xffffffffn) return null;
    return toInt32(v);
  }
  if (v <= 2147483647n && v >= -2147483648n) return Number(v);
  if (!plain && magnitude <= 0xffffffffn) return toInt32(v);
  if (v <= 0x7fffffffffffffffn && v >= -0x8000000000000000n) return new Lng(v);
  if (!plain && magnitude <= 0xffffffffffffffffn) return wrapLong(v);
  return new Big(v);
}
