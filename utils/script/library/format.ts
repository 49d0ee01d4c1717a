/** java.util.Formatter: String.format, printf, sprintf. */
import { classOf, hashCode, javaStr, toStr } from '../core.ts';
import { raise } from '../errors.ts';
import { decToPlain, isNumber, precision as digitsOf, setScale, toBigInt, toDec } from '../numbers.ts';
import { R, spend, spendSpace } from '../runtime.ts';
import { Big, Byt, Chr, Dbl, Dec, Flt, GArray, GList, GObject, Lng, Sht, type Value } from '../values.ts';
import type { LibraryTopic } from './registry.ts';

/** State of a java.util.Locale. */
export type LocaleState = { readonly tag: string };
export const localeTag = (v: Value | undefined): string =>
  v instanceof GObject && v.cls.name === 'java.util.Locale' ? (v.native as LocaleState).tag : 'en-US';

export type Symbols = { readonly decimal: string; readonly group: string };
const symbols = new Map<string, Symbols>();
/** The decimal and grouping signs of a language. */
export function symbolsOf(tag: string): Symbols {
  if (tag === 'en-US' || tag === 'en' || tag === '') return { decimal: '.', group: ',' };
  let known = symbols.get(tag);
  if (!known) {
    try {
      const parts = new Intl.NumberFormat(tag, { useGrouping: true }).formatToParts(123456.7);
      const sign = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
      known = { decimal: sign('decimal'), group: sign('group') };
    } catch {
      known = { decimal: '.', group: ',' };
    }
    symbols.set(tag, known);
  }
  return known;
}

/** Set by the topic that knows dates: the text of `%t` + letter. */
export const dateFormat: { of: (v: Value, letter: string) => string | null } = { of: () => null };

type Spec = {
  text: string;
  flags: string;
  width: number;
  precision: number;
  conversion: string;
  upper: boolean;
};

const failure = (name: string, message: string) => raise(`java.util.${name}`, message);

function mismatch(flag: string, c: string) {
  return failure('FormatFlagsConversionMismatchException', `Conversion = ${c}, Flags = ${flag}`);
}
function wrongType(c: string, v: Value) {
  return failure('IllegalFormatConversionException', `${c} != ${classOf(v).name}`);
}

function justify(spec: Spec, s: string): string {
  if (s.length >= spec.width) return s;
  spendSpace(spec.width);
  return spec.flags.includes('-') ? s.padEnd(spec.width) : s.padStart(spec.width);
}

export function groupDigits(whole: string, sign: string): string {
  return whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, () => sign);
}

/** A number's digits with sign, grouping, zero padding and width as the flags say. */
function decorate(spec: Spec, digits: string, negative: boolean, local: Symbols): string {
  const { flags } = spec;
  const dot = digits.search(/[.eE]/);
  let whole = dot < 0 ? digits : digits.slice(0, dot);
  const rest = dot < 0 ? '' : digits.slice(dot).replace('.', () => local.decimal);
  if (flags.includes(',')) whole = groupDigits(whole, local.group);
  const before = negative
    ? flags.includes('(')
      ? '('
      : '-'
    : flags.includes('+')
      ? '+'
      : flags.includes(' ')
        ? ' '
        : '';
  const after = negative && flags.includes('(') ? ')' : '';
  let body = whole + rest;
  if (flags.includes('0')) body = body.padStart(spec.width - before.length - after.length, '0');
  return justify(spec, before + body + after);
}

function checkNumeric(spec: Spec): void {
  const { flags } = spec;
  if ((flags.includes('-') || flags.includes('0')) && spec.width < 0)
    throw failure('MissingFormatWidthException', spec.text);
  if ((flags.includes('+') && flags.includes(' ')) || (flags.includes('-') && flags.includes('0')))
    throw failure('IllegalFormatFlagsException', `Flags = '${flags}'`);
}

function integer(spec: Spec, v: Value, local: Symbols): string {
  const { flags, conversion: c } = spec;
  checkNumeric(spec);
  if (spec.precision >= 0) throw failure('IllegalFormatPrecisionException', String(spec.precision));
  if (c === 'd' && flags.includes('#')) throw mismatch('#', c);
  if (c !== 'd' && flags.includes(',')) throw mismatch(',', c);
  if (v === null) return justify(spec, 'null');
  if (!isNumber(v) || v instanceof Dec || v instanceof Dbl || v instanceof Flt) throw wrongType(c, v);
  const n = toBigInt(v);
  if (c === 'd') return decorate(spec, String(n < 0n ? -n : n), n < 0n, local);
  const radix = c === 'x' ? 16 : 8;
  if (v instanceof Big) {
    const body = (n < 0n ? -n : n).toString(radix);
    const sign =
      n < 0n ? (flags.includes('(') ? '(' : '-') : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
    const mark = flags.includes('#') ? (radix === 16 ? '0x' : '0') : '';
    const close = sign === '(' ? ')' : '';
    const pad = flags.includes('0')
      ? body.padStart(spec.width - sign.length - mark.length - close.length, '0')
      : body;
    return justify(spec, sign + mark + pad + close);
  }
  for (const flag of ['(', '+', ' ']) if (flags.includes(flag)) throw mismatch(flag, c);
  const bits = v instanceof Lng ? 64 : v instanceof Sht ? 16 : v instanceof Byt ? 8 : 32;
  const body = BigInt.asUintN(bits, n).toString(radix);
  const mark = flags.includes('#') ? (radix === 16 ? '0x' : '0') : '';
  return justify(spec, mark + (flags.includes('0') ? body.padStart(spec.width - mark.length, '0') : body));
}

/** Mantissa with one digit before the point, and the exponent. */
function scientific(d: Dec, digits: number): { mantissa: string; exponent: number } {
  if (d.v === 0n) return { mantissa: digits > 0 ? `0.${'0'.repeat(digits)}` : '0', exponent: 0 };
  let exponent = digitsOf(d) - d.scale - 1;
  let m = setScale(new Dec(d.v, d.scale + exponent), digits, 'HALF_UP');
  if (digitsOf(m) > digits + 1) {
    exponent++;
    m = setScale(new Dec(d.v, d.scale + exponent), digits, 'HALF_UP');
  }
  return { mantissa: decToPlain(m), exponent };
}
const power = (exponent: number): string =>
  `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;

function floating(spec: Spec, v: Value, local: Symbols): string {
  const { flags, conversion: c } = spec;
  checkNumeric(spec);
  if (c === 'e' && flags.includes(',')) throw mismatch(',', c);
  if (c === 'g' && flags.includes('#')) throw mismatch('#', c);
  if (v === null) return justify(spec, 'null');
  if (!(v instanceof Dec || v instanceof Dbl || v instanceof Flt)) throw wrongType(c, v);
  if (!(v instanceof Dec) && !Number.isFinite(v.v)) {
    const name = Number.isNaN(v.v) ? 'NaN' : 'Infinity';
    const sign =
      v.v < 0 ? (flags.includes('(') ? '(' : '-') : Number.isNaN(v.v) ? '' : flags.includes('+') ? '+' : '';
    return justify(spec, sign + name + (sign === '(' ? ')' : ''));
  }
  const exact = toDec(v);
  const negative = exact.v < 0n || (v instanceof Dbl && Object.is(v.v, -0));
  const d = new Dec(exact.v < 0n ? -exact.v : exact.v, exact.scale);
  let digits = spec.precision < 0 ? 6 : spec.precision;
  if (c === 'f') return decorate(spec, decToPlain(setScale(d, digits, 'HALF_UP')), negative, local);
  if (c === 'e') {
    const { mantissa, exponent } = scientific(d, digits);
    const point = flags.includes('#') && digits === 0 ? '.' : '';
    return decorate(spec, mantissa + point + power(exponent), negative, local);
  }
  if (digits === 0) digits = 1;
  if (d.v === 0n) {
    // Java writes the scale of a BigDecimal's zero as an exponent.
    const scale = v instanceof Dec && d.scale > 0 ? power(-d.scale) : '';
    return decorate(spec, (digits > 1 ? `0.${'0'.repeat(digits - 1)}` : '0') + scale, negative, local);
  }
  const { mantissa, exponent } = scientific(d, digits - 1);
  if (exponent >= -4 && exponent < digits)
    return decorate(spec, decToPlain(setScale(d, digits - exponent - 1, 'HALF_UP')), negative, local);
  return decorate(spec, mantissa + power(exponent), negative, local);
}

function general(spec: Spec, s: string): string {
  if (spec.flags.includes('-') && spec.width < 0) throw failure('MissingFormatWidthException', spec.text);
  for (const flag of ['#', '+', ' ', '0', ',', '('])
    if (spec.flags.includes(flag)) throw mismatch(flag, spec.conversion);
  return justify(spec, spec.precision >= 0 ? s.slice(0, spec.precision) : s);
}

function character(spec: Spec, v: Value): string {
  if (spec.precision >= 0) throw failure('IllegalFormatPrecisionException', String(spec.precision));
  if (v === null) return general(spec, 'null');
  if (v instanceof Chr) return general(spec, String.fromCharCode(v.v));
  if (typeof v === 'number' || v instanceof Sht || v instanceof Byt) {
    const code = typeof v === 'number' ? v : v.v;
    if (code < 0 || code > 0x10ffff)
      throw failure('IllegalFormatCodePointException', `Code point = 0x${(code >>> 0).toString(16)}`);
    return general(spec, String.fromCodePoint(code));
  }
  throw wrongType(spec.conversion, v);
}

const SPECIFIER = /%(?:(\d+)\$)?([-#+ 0,(<]*)(\d+)?(?:\.(\d+))?([tT])?([a-zA-Z%])/y;

/** The text of a format with its arguments, by Java's rules. */
export function formatText(format: string, args: readonly Value[], locale = 'en-US'): string {
  const local = symbolsOf(locale);
  let out = '';
  let ordinary = 0;
  let last = -1;
  for (let i = 0; i < format.length;) {
    const percent = format.indexOf('%', i);
    if (percent < 0) {
      out += format.slice(i);
      break;
    }
    out += format.slice(i, percent);
    SPECIFIER.lastIndex = percent;
    const m = SPECIFIER.exec(format);
    if (!m) {
      const bad = /^%[-#+ 0,(<\d$.]*/.exec(format.slice(percent))?.[0] ?? '%';
      const next = format.charAt(percent + bad.length);
      throw failure('UnknownFormatConversionException', `Conversion = '${next === '' ? '%' : next}'`);
    }
    spend(4);
    i = SPECIFIER.lastIndex;
    let flags = m[2] ?? '';
    const relative = flags.includes('<');
    flags = flags.replaceAll('<', '');
    for (const flag of flags)
      if (flags.indexOf(flag) !== flags.lastIndexOf(flag))
        throw failure('DuplicateFormatFlagsException', `Flags = '${flag}'`);
    const letter = m[6] ?? '';
    const time = m[5] !== undefined;
    const conversion = time ? 't' : letter.toLowerCase();
    const spec: Spec = {
      text: m[0],
      flags,
      width: m[3] === undefined ? -1 : Number(m[3]),
      precision: m[4] === undefined ? -1 : Number(m[4]),
      conversion,
      upper: time ? m[5] === 'T' : /[A-Z]/.test(letter),
    };
    if (spec.width > 10_000_000 || spec.precision > 100_000) spendSpace(1e9);
    if (
      !time &&
      (!'bhscdoxefgan%'.includes(conversion) || (/[A-Z]/.test(letter) && 'dofn'.includes(conversion)))
    )
      throw failure('UnknownFormatConversionException', `Conversion = '${letter}'`);
    if (conversion === 'n') {
      if (spec.width >= 0) throw failure('IllegalFormatWidthException', String(spec.width));
      out += '\n';
      continue;
    }
    if (conversion === '%') {
      if (flags.includes('-') && spec.width < 0) throw failure('MissingFormatWidthException', m[0]);
      out += justify(spec, '%');
      continue;
    }
    const index = relative ? last : m[1] === undefined ? ordinary++ : Number(m[1]) - 1;
    if (index < 0 || index >= args.length)
      throw failure('MissingFormatArgumentException', `Format specifier '${m[0]}'`);
    last = index;
    const v = args[index] ?? null;
    let s: string;
    switch (conversion) {
      case 'b':
        s = general(spec, v === null ? 'false' : typeof v === 'boolean' ? String(v) : 'true');
        break;
      case 'h':
        s = general(spec, v === null ? 'null' : (hashCode(v) >>> 0).toString(16));
        break;
      case 's':
        s = general(spec, javaStr(v));
        break;
      case 'c':
        s = character(spec, v);
        break;
      case 'd':
      case 'o':
      case 'x':
        s = integer(spec, v, local);
        break;
      case 't': {
        if (spec.precision >= 0) throw failure('IllegalFormatPrecisionException', String(spec.precision));
        const shown = v === null ? 'null' : dateFormat.of(v, letter);
        if (shown === null)
          throw failure('IllegalFormatConversionException', `${letter} != ${classOf(v).name}`);
        s = justify(spec, shown);
        break;
      }
      default:
        s = floating(spec, v, local);
    }
    out += spec.upper ? s.toUpperCase() : s;
  }
  spendSpace(out.length);
  return out;
}

const isLocale = (v: Value | undefined): boolean => v instanceof GObject && v.cls.name === 'java.util.Locale';

function formatCall(all: readonly Value[]): string {
  const [first, ...rest] = all;
  if (isLocale(first)) return formatText(toStr(rest[0] ?? null), rest.slice(1), localeTag(first));
  if (
    first === null &&
    all.length > 1 &&
    rest[0] !== undefined &&
    typeof rest[0] === 'string' &&
    rest.length > 1
  )
    return formatText(rest[0], rest.slice(1));
  if (first === null || first === undefined) throw raise('java.lang.NullPointerException', null);
  return formatText(toStr(first), rest);
}

/** The GDK's printf takes a list or an array in place of arguments. */
function printfArgs(args: readonly Value[]): readonly Value[] {
  const only = args[0];
  return args.length === 1 && (only instanceof GList || only instanceof GArray) ? only.a : args;
}

export const format: LibraryTopic = {
  'java.lang.Object': {
    methods: {
      'printf(String,Object...)': (_: Value, f: string, args: Value[]) =>
        R.print(formatText(f, printfArgs(args))),
      'sprintf(String,Object...)': (_: Value, f: string, args: Value[]) => formatText(f, printfArgs(args)),
    },
  },
  'java.io.PrintStream': {
    methods: {
      'printf(Object,Object...)': (self: Value, f: Value, args: Value[]) => {
        R.print(formatCall([f, ...args]));
        return self;
      },
      'format(Object,Object...)': (self: Value, f: Value, args: Value[]) => {
        R.print(formatCall([f, ...args]));
        return self;
      },
    },
  },
  'java.lang.String': {
    statics: { 'format(Object,Object...)': (f: Value, args: Value[]) => formatCall([f, ...args]) },
  },
  'java.lang.CharSequence': {
    methods: { 'formatted(Object...)': (self: Value, args: Value[]) => formatText(toStr(self), args) },
  },
};
