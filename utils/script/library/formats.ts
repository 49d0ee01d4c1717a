/** java.text: DecimalFormat, NumberFormat, MessageFormat, ChoiceFormat is not there. */
import { classOf, javaStr, toStr } from '../core.ts';
import { raise } from '../errors.ts';
import {
  type Rounding,
  decToPlain,
  exactDec,
  isNumber,
  precision as digitsOf,
  setScale,
  stripZeros,
  toDec,
} from '../numbers.ts';
import { spend, spendSpace } from '../runtime.ts';
import { Dbl, Dec, Flt, GArray, GObject, Lng, type Value } from '../values.ts';
import { formatDate } from './dates.ts';
import { groupDigits, localeTag, symbolsOf } from './format.ts';
import { classNamed, type LibraryTopic, type Rows } from './registry.ts';

type Decimal = {
  pattern: string;
  prefix: string;
  suffix: string;
  negativePrefix: string;
  negativeSuffix: string;
  minWhole: number;
  maxWhole: number;
  minFraction: number;
  maxFraction: number;
  grouping: number;
  multiplier: number;
  exponent: number;
  mode: Rounding;
  decimal: string;
  group: string;
  integersOnly: boolean;
  bigDecimals: boolean;
};
const dec = (v: GObject): Decimal => v.native as Decimal;
const illegal = (text: string) => raise('java.lang.IllegalArgumentException', text);

/** Splits a part of a pattern in its prefix, digits and suffix; quotes make literal text. */
function pieces(part: string): { prefix: string; digits: string; suffix: string; percent: number } {
  let prefix = '';
  let digits = '';
  let suffix = '';
  let stage = 0;
  let percent = 1;
  for (let i = 0; i < part.length; i++) {
    const c = part.charAt(i);
    const literal = (text: string): void => {
      if (stage === 0) prefix += text;
      else {
        stage = 2;
        suffix += text;
      }
    };
    if (c === "'") {
      if (part.charAt(i + 1) === "'") {
        literal("'");
        i++;
        continue;
      }
      const end = part.indexOf("'", i + 1);
      literal(part.slice(i + 1, end < 0 ? part.length : end));
      i = end < 0 ? part.length : end;
    } else if ('#0,.'.includes(c) || (c === 'E' && stage === 1)) {
      if (stage === 2) throw illegal(`Unquoted special character '${c}' in pattern "${part}"`);
      stage = 1;
      digits += c;
    } else {
      if (c === '%') percent = 100;
      if (c === '\u2030') percent = 1000;
      literal(c === '\u00a4' ? '$' : c);
    }
  }
  return { prefix, digits, suffix, percent };
}

function decimalFormat(pattern: string, tag = 'en-US', cls = 'java.text.DecimalFormat'): GObject {
  const semicolon = pattern.replaceAll(/'[^']*'/g, (q) => '\0'.repeat(q.length)).indexOf(';');
  const positive = pieces(semicolon < 0 ? pattern : pattern.slice(0, semicolon));
  const negative = semicolon < 0 ? null : pieces(pattern.slice(semicolon + 1));
  const [mantissa = '', exponent] = positive.digits.split('E');
  const [whole = '', fraction = '', more] = mantissa.split('.');
  if (more !== undefined) throw illegal(`Multiple decimal separators in pattern "${pattern}"`);
  if (/0[,]*#/.test(whole)) throw illegal(`Unexpected '0' in pattern "${pattern}"`);
  const comma = whole.lastIndexOf(',');
  const { decimal, group } = symbolsOf(tag);
  const made = new GObject(classNamed(cls));
  made.native = {
    pattern,
    prefix: positive.prefix,
    suffix: positive.suffix,
    negativePrefix: negative ? negative.prefix : `-${positive.prefix}`,
    negativeSuffix: negative ? negative.suffix : positive.suffix,
    minWhole: whole.replaceAll(/[^0]/g, '').length,
    maxWhole: exponent === undefined ? 2147483647 : whole.replaceAll(',', '').length,
    minFraction: fraction.replaceAll(/[^0]/g, '').length,
    maxFraction: fraction.length,
    grouping: comma < 0 ? 0 : whole.length - comma - 1,
    multiplier: positive.percent,
    exponent: exponent === undefined ? 0 : exponent.length,
    mode: 'HALF_EVEN',
    decimal,
    group,
    integersOnly: false,
    bigDecimals: false,
  } satisfies Decimal;
  return made;
}

function formatNumber(d: Decimal, v: Value): string {
  if (!isNumber(v)) throw illegal('Cannot format given Object as a Number');
  spend(8);
  if (v instanceof Dbl || v instanceof Flt) {
    if (Number.isNaN(v.v)) return 'NaN';
    if (!Number.isFinite(v.v))
      return v.v < 0 ? `${d.negativePrefix}\u221e${d.negativeSuffix}` : `${d.prefix}\u221e${d.suffix}`;
  }
  const exact = toDec(v);
  const negative = exact.v < 0n || (v instanceof Dbl && Object.is(v.v, -0));
  const x = new Dec((exact.v < 0n ? -exact.v : exact.v) * BigInt(d.multiplier), exact.scale);
  let body: string;
  if (d.exponent > 0) body = scientific(d, x);
  else {
    // A double is rounded by its exact value where its decimal digits are a tie.
    const tie = v instanceof Dbl && x.scale > d.maxFraction ? exactDec(Math.abs(v.v)) : null;
    const rounded = setScale(
      tie ? new Dec(tie.v * BigInt(d.multiplier), tie.scale) : x,
      d.maxFraction,
      d.mode,
    );
    let [whole = '0', fraction = ''] = decToPlain(rounded).split('.');
    while (fraction.length > d.minFraction && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
    whole = whole.replace(/^0+/, '').padStart(d.minWhole, '0');
    if (whole === '' && fraction === '') whole = '0';
    if (d.grouping > 0)
      whole =
        d.grouping === 3
          ? groupDigits(whole, d.group)
          : whole.replaceAll(new RegExp(`\\B(?=(\\d{${d.grouping}})+(?!\\d))`, 'g'), d.group);
    body = whole + (fraction === '' ? '' : d.decimal + fraction);
    if (negative && /^[0.,]*$/.test(body) && rounded.v === 0n) {
      return `${v instanceof Dbl || v instanceof Flt || exact.v !== 0n ? d.negativePrefix : d.prefix}${body}${d.suffix}`;
    }
  }
  spendSpace(body.length);
  return negative ? d.negativePrefix + body + d.negativeSuffix : d.prefix + body + d.suffix;
}

function scientific(d: Decimal, x: Dec): string {
  let exponent = x.v === 0n ? 0 : digitsOf(x) - x.scale - 1;
  let wholeDigits = Math.max(1, d.minWhole);
  if (d.maxWhole > 1 && d.maxWhole > d.minWhole) {
    const step = d.maxWhole;
    exponent = Math.floor(exponent / step) * step;
    wholeDigits = 0;
  } else exponent -= wholeDigits - 1;
  let m = setScale(new Dec(x.v, x.scale + exponent), d.maxFraction, d.mode);
  if (wholeDigits > 0 && digitsOf(m) - m.scale > wholeDigits && m.v !== 0n) {
    exponent++;
    m = setScale(new Dec(x.v, x.scale + exponent), d.maxFraction, d.mode);
  }
  const [whole = '0', rest = ''] = decToPlain(m).split('.');
  let fraction = rest;
  while (fraction.length > d.minFraction && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  const power = String(Math.abs(exponent)).padStart(d.exponent, '0');
  return `${whole}${fraction === '' ? '' : d.decimal + fraction}E${exponent < 0 ? '-' : ''}${power}`;
}

function parseNumber(d: Decimal, text: string): Value {
  let at = 0;
  let negative = false;
  if (d.prefix !== '' && text.startsWith(d.prefix)) at = d.prefix.length;
  else if (text.startsWith(d.negativePrefix)) {
    negative = true;
    at = d.negativePrefix.length;
  } else if (d.prefix !== '') at = -1;
  let digits = '';
  let seen = false;
  for (; at >= 0 && at < text.length; at++) {
    const c = text.charAt(at);
    if (/\d/.test(c)) digits += c;
    else if (c === d.decimal && !seen && !d.integersOnly) {
      seen = true;
      digits += '.';
    } else if (c !== d.group || d.grouping === 0 || seen) break;
  }
  if (!/\d/.test(digits)) throw raise('java.text.ParseException', `Unparseable number: "${text}"`);
  const power = /^E(-?\d+)/.exec(text.slice(at));
  const value = toDec(
    new Dec(
      BigInt(digits.replace('.', '')),
      digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0,
    ),
  );
  const scaled = new Dec(negative ? -value.v : value.v, value.scale - Number(power?.[1] ?? 0));
  if (d.bigDecimals) return scaled;
  const n = Number(decToPlain(scaled)) / d.multiplier;
  const plain = stripZeros(scaled);
  if (plain.scale <= 0 && d.multiplier === 1 && Math.abs(n) < 9.2e18)
    return new Lng(BigInt(decToPlain(plain)));
  return Number.isInteger(n) ? new Lng(BigInt(n)) : new Dbl(n);
}

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
const numberRows: Rows = {
  'format(Object)': (self: GObject, v: Value) => formatNumber(dec(self), v),
  'parse(String)': (self: GObject, text: string) => parseNumber(dec(self), text),
  'setMaximumFractionDigits(int)': (self: GObject, n: number) => {
    dec(self).maxFraction = n;
    dec(self).minFraction = Math.min(dec(self).minFraction, n);
  },
  'setMinimumFractionDigits(int)': (self: GObject, n: number) => {
    dec(self).minFraction = n;
    dec(self).maxFraction = Math.max(dec(self).maxFraction, n);
  },
  'setMinimumIntegerDigits(int)': (self: GObject, n: number) => {
    dec(self).minWhole = n;
  },
  'setMaximumIntegerDigits(int)': (self: GObject, n: number) => {
    dec(self).maxWhole = n;
  },
  'getMaximumFractionDigits()': (self: GObject) => dec(self).maxFraction,
  'getMinimumFractionDigits()': (self: GObject) => dec(self).minFraction,
  'setGroupingUsed(boolean)': (self: GObject, on: boolean) => {
    dec(self).grouping = on ? 3 : 0;
  },
  'isGroupingUsed()': (self: GObject) => dec(self).grouping > 0,
  'setGroupingSize(int)': (self: GObject, n: number) => {
    dec(self).grouping = n;
  },
  'setRoundingMode(Object)': (self: GObject, v: Value) => {
    dec(self).mode =
      typeof v === 'number' ? (MODES[v] ?? 'HALF_EVEN') : ((v as GObject).native as { name: Rounding }).name;
  },
  'setParseBigDecimal(boolean)': (self: GObject, on: boolean) => {
    dec(self).bigDecimals = on;
  },
  'setParseIntegerOnly(boolean)': (self: GObject, on: boolean) => {
    dec(self).integersOnly = on;
  },
  'setDecimalFormatSymbols(Object)': (self: GObject, v: GObject) => {
    Object.assign(dec(self), v.native as { decimal: string; group: string });
  },
  'getDecimalFormatSymbols()': (self: GObject) => symbolsObject(dec(self).decimal, dec(self).group),
  'setNegativePrefix(String)': (self: GObject, v: string) => {
    dec(self).negativePrefix = v;
  },
  'setPositivePrefix(String)': (self: GObject, v: string) => {
    dec(self).prefix = v;
  },
  'setCurrency(Object)': (self: GObject, v: Value) => {
    const sign = new Intl.NumberFormat('en-US', { style: 'currency', currency: toStr(v) })
      .formatToParts(1)
      .find((each) => each.type === 'currency')?.value;
    const d = dec(self);
    d.prefix = d.prefix.replace('$', () => sign ?? '$');
    d.negativePrefix = d.negativePrefix.replace('$', () => sign ?? '$');
  },
  'applyPattern(String)': (self: GObject, p: string) => {
    self.native = decimalFormat(p).native;
  },
  'toPattern()': (self: GObject) => dec(self).pattern,
};
const symbolsObject = (decimal: string, group: string): GObject => {
  const made = new GObject(classNamed('java.text.DecimalFormatSymbols'));
  made.native = { decimal, group };
  return made;
};
const sign = (key: 'decimal' | 'group') => (self: GObject, c: Value) => {
  (self.native as Record<string, string>)[key] = toStr(c);
};

const currencySign = (tag: string): string =>
  ({ 'en-GB': '\u00a3', 'de-DE': '\u20ac', 'fr-FR': '\u20ac', 'it-IT': '\u20ac', 'ja-JP': '\uffe5' })[tag] ??
  '$';
function instance(kind: 'number' | 'integer' | 'percent' | 'currency', locale: Value | undefined): GObject {
  const tag = localeTag(locale);
  if (kind === 'number') return decimalFormat('#,##0.###', tag);
  if (kind === 'percent') return decimalFormat(tag.startsWith('en') ? '#,##0%' : '#,##0\u00a0%', tag);
  if (kind === 'currency') {
    const s = tag === 'en' ? '\u00a4' : currencySign(tag);
    return tag.startsWith('en') || tag === 'ja-JP'
      ? decimalFormat(`${tag === 'en' ? "'\u00a4'" : s}#,##0.00`, tag)
      : decimalFormat(`#,##0.00\u00a0${s}`, tag);
  }
  const made = decimalFormat('#,##0', tag);
  dec(made).integersOnly = true;
  return made;
}

// --- MessageFormat ---

type Part = string | { index: number; type: string; style: string };
function messageParts(pattern: string): Part[] {
  const parts: Part[] = [];
  let text = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === "'") {
      if (pattern.charAt(i + 1) === "'") {
        text += "'";
        i++;
        continue;
      }
      const end = pattern.indexOf("'", i + 1);
      text += pattern.slice(i + 1, end < 0 ? pattern.length : end).replaceAll("''", "'");
      i = end < 0 ? pattern.length : end;
    } else if (c === '{') {
      let depth = 1;
      let j = i + 1;
      for (; j < pattern.length && depth > 0; j++) {
        if (pattern.charAt(j) === '{') depth++;
        else if (pattern.charAt(j) === '}') depth--;
      }
      if (depth > 0) throw illegal('Unmatched braces in the pattern.');
      const [index = '', type = '', ...style] = pattern.slice(i + 1, j - 1).split(',');
      if (!/^\s*\d+\s*$/.test(index)) throw illegal(`can't parse argument number: ${index}`);
      parts.push(text, { index: Number(index), type: type.trim(), style: style.join(',').trim() });
      text = '';
      i = j - 1;
    } else text += c;
  }
  parts.push(text);
  return parts;
}
function message(parts: readonly Part[], args: readonly Value[]): string {
  let out = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      out += part;
      continue;
    }
    const { index, type, style } = part;
    if (index >= args.length) {
      out += `{${index}}`;
      continue;
    }
    const v = args[index] ?? null;
    if (v === null) out += 'null';
    else if (type === 'number' || (type === '' && isNumber(v))) {
      if (!isNumber(v)) throw illegal(`Cannot format given Object as a Number`);
      const d =
        style === 'integer'
          ? instance('integer', undefined)
          : style === 'percent'
            ? instance('percent', undefined)
            : style === 'currency'
              ? instance('currency', undefined)
              : style === ''
                ? instance('number', undefined)
                : decimalFormat(style);
      out += formatNumber(dec(d), v);
    } else if (type === 'date' || type === 'time' || (type === '' && classOf(v).name === 'java.util.Date')) {
      const styles: Record<string, string> =
        type === 'time'
          ? {
              '': 'h:mm:ss a',
              short: 'h:mm a',
              medium: 'h:mm:ss a',
              long: 'h:mm:ss a z',
              full: 'h:mm:ss a z',
            }
          : {
              '': 'MMM d, y',
              short: 'M/d/yy',
              medium: 'MMM d, y',
              long: 'MMMM d, y',
              full: 'EEEE, MMMM d, y',
            };
      out += formatDate(
        (v as GObject).native as number,
        type === '' ? 'M/d/yy, h:mm a' : (styles[style] ?? style),
      );
    } else if (type === 'choice') {
      const n = Number(toStr(v));
      let chosen = '';
      style.split('|').forEach((each, i) => {
        const m = /^(-?[\d.\u221e]+)([#<\u2264])(.*)$/s.exec(each);
        if (m && (i === 0 || (m[2] === '<' ? n > Number(m[1]) : n >= Number(m[1])))) chosen = m[3] ?? '';
      });
      out += chosen.includes('{') ? message(messageParts(chosen), args) : chosen;
    } else out += typeof v === 'string' ? v : javaStr(v);
  }
  spendSpace(out.length);
  return out;
}

export const formats: LibraryTopic = {
  'java.text.NumberFormat': {
    isAbstract: true,
    methods: numberRows,
    statics: {
      'getInstance(Object=)': (l?: Value) => instance('number', l),
      'getNumberInstance(Object=)': (l?: Value) => instance('number', l),
      'getIntegerInstance(Object=)': (l?: Value) => instance('integer', l),
      'getPercentInstance(Object=)': (l?: Value) => instance('percent', l),
      'getCurrencyInstance(Object=)': (l?: Value) => instance('currency', l),
    },
  },
  'java.text.DecimalFormatSymbols': {
    construct: {
      '(Object=)': (l?: Value) => {
        const { decimal, group } = symbolsOf(localeTag(l));
        return symbolsObject(decimal, group);
      },
    },
    statics: {
      'getInstance(Object=)': (l?: Value) => {
        const { decimal, group } = symbolsOf(localeTag(l));
        return symbolsObject(decimal, group);
      },
    },
    methods: {
      'setDecimalSeparator(Object)': sign('decimal'),
      'setGroupingSeparator(Object)': sign('group'),
      'getDecimalSeparator()': (self: GObject) => (self.native as { decimal: string }).decimal,
      'getGroupingSeparator()': (self: GObject) => (self.native as { group: string }).group,
    },
  },
  'java.text.DecimalFormat': {
    extends: 'java.text.NumberFormat',
    construct: {
      '()': () => decimalFormat('#,##0.###'),
      '(String)': (pattern: string) => decimalFormat(pattern),
      '(String,Object)': (pattern: string, v: GObject) => {
        const made = decimalFormat(pattern);
        Object.assign(dec(made), v.native as { decimal: string; group: string });
        return made;
      },
    },
  },
  'java.text.MessageFormat': {
    construct: {
      '(String,Object=)': (pattern: string) => {
        const made = new GObject(classNamed('java.text.MessageFormat'));
        made.native = messageParts(pattern);
        return made;
      },
    },
    statics: {
      'format(String,Object...)': (pattern: string, args: Value[]) => message(messageParts(pattern), args),
    },
    methods: {
      'format(Object)': (self: GObject, args: Value) =>
        message(
          self.native as Part[],
          args instanceof GArray ? args.a : ((args as { a?: Value[] } | null)?.a ?? [args]),
        ),
    },
  },
};
