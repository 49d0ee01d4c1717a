/**
 * java.time. Every date-time is one record of numbers: epoch day, nanosecond of the day, offset, zone; a class says
 * which of them it has. Zones come from the host's Intl, everything else is arithmetic.
 */
import { callAny, classOf, invokeMethod, toStr } from '../core.ts';
import { raise } from '../errors.ts';
import { type Num, toBigInt } from '../numbers.ts';
import { R, spend } from '../runtime.ts';
import { GObject, type GThrowable, GSet, Lng, type Value } from '../values.ts';
import { defaultZone, newCalendar, newDate, temporalInstant, zoneId } from './dates.ts';
import { classNamed, type ClassSpec, type LibraryTopic, type Rows } from './registry.ts';
import {
  MONTHS,
  WEEKDAYS,
  civil,
  dayOfYear,
  daysInMonth,
  epochDay,
  fixedOffset,
  isDaylight,
  isLeap,
  knownZone,
  offsetAt,
  offsetText,
  offsetsOf,
  pad,
  patternParts,
  weekday,
  zoneName,
} from './zones.ts';

const NANOS = 1_000_000_000;
const DAY_NANOS = 86_400 * NANOS;
type Kind =
  | 'LocalDate'
  | 'LocalTime'
  | 'LocalDateTime'
  | 'Instant'
  | 'OffsetDateTime'
  | 'ZonedDateTime'
  | 'Year'
  | 'YearMonth'
  | 'MonthDay'
  | 'OffsetTime';
/** `d` days since 1970, `n` nanoseconds of the day, both local; `o` seconds of offset; `z` zone. */
type T = { readonly d: number; readonly n: number; readonly o: number; readonly z: string };
const KINDS: readonly Kind[] = [
  'LocalDate',
  'LocalTime',
  'LocalDateTime',
  'Instant',
  'OffsetDateTime',
  'ZonedDateTime',
  'Year',
  'YearMonth',
  'MonthDay',
  'OffsetTime',
];
const t = (v: Value): T => (v as GObject).native as T;
const kind = (v: Value): Kind => (v as GObject).cls.simpleName as Kind;
const hasDate = (k: Kind): boolean => k !== 'LocalTime' && k !== 'OffsetTime';
const hasTime = (k: Kind): boolean => !['LocalDate', 'Year', 'YearMonth', 'MonthDay'].includes(k);
const hasOffset = (k: Kind): boolean =>
  ['OffsetDateTime', 'ZonedDateTime', 'Instant', 'OffsetTime'].includes(k);
const fault = (text: string) => raise('java.time.DateTimeException', text);
const long = (v: number | bigint): Lng => new Lng(BigInt(v));
const num = (v: Value): number => Number(toBigInt(v as Num));

function make(k: Kind, d: number, n = 0, o = 0, z = ''): GObject {
  const made = new GObject(classNamed(`java.time.${k}`));
  let days = d;
  let nanos = n;
  if (n < 0 || n >= DAY_NANOS) {
    const carry = Math.floor(n / DAY_NANOS);
    nanos = n - carry * DAY_NANOS;
    if (hasDate(k)) days += carry;
  }
  made.native = { d: days, n: nanos, o, z } satisfies T;
  return made;
}
/** Milliseconds since 1970 of the local time. */
const localMs = (v: T): number => v.d * 86_400_000 + Math.floor(v.n / 1_000_000);
const instantMs = (v: T): number => localMs(v) - v.o * 1000;
const epochSecond = (v: T): number => v.d * 86_400 + Math.floor(v.n / NANOS) - v.o;

/** A local time in a zone: in an overlap the earlier offset unless `keep` fits, in a gap moved on. */
function zoned(d: number, n: number, z: string, keep?: number): GObject {
  const local = d * 86_400_000 + Math.floor(n / 1_000_000);
  const found = offsetsOf(z, local);
  if (found.length > 0) {
    const o = keep !== undefined && found.includes(keep) ? keep : (found[0] ?? 0);
    return make('ZonedDateTime', d, n, o, z);
  }
  const before = offsetAt(z, local - 86_400_000);
  const after = offsetAt(z, local + 86_400_000);
  return make('ZonedDateTime', d, n + (after - before) * NANOS, after, z);
}
function atInstant(second: number, nano: number, z: string, k: Kind = 'ZonedDateTime'): GObject {
  const o = offsetAt(z, second * 1000);
  const local = second + o;
  const d = Math.floor(local / 86_400);
  return make(k, d, (local - d * 86_400) * NANOS + nano, o, z);
}
function rebuilt(self: GObject, d: number, n: number): GObject {
  const v = t(self);
  if (kind(self) === 'ZonedDateTime') {
    const carry = Math.floor(n / DAY_NANOS);
    return zoned(d + carry, n - carry * DAY_NANOS, v.z, v.o);
  }
  return make(kind(self), d, n, v.o, v.z);
}

function checked(field: string, v: number, low: number, high: number): number {
  if (v < low || v > high) {
    const range =
      field === 'DayOfMonth' ? '1 - 28/31' : field === 'DayOfYear' ? '1 - 365/366' : `${low} - ${high}`;
    throw fault(`Invalid value for ${field} (valid values ${range}): ${v}`);
  }
  return v;
}
function dateOf(y: number, m: number, d: number): number {
  checked('Year', y, -999999999, 999999999);
  checked('MonthOfYear', m, 1, 12);
  checked('DayOfMonth', d, 1, 31);
  if (d > daysInMonth(y, m)) {
    if (d === 29) throw fault(`Invalid date 'February 29' as '${y}' is not a leap year`);
    throw fault(`Invalid date '${(MONTHS[m - 1] ?? '').toUpperCase()} ${d}'`);
  }
  return epochDay(y, m, d);
}
function timeOf(h: number, m = 0, s = 0, n = 0): number {
  checked('HourOfDay', h, 0, 23);
  checked('MinuteOfHour', m, 0, 59);
  checked('SecondOfMinute', s, 0, 59);
  checked('NanoOfSecond', n, 0, 999_999_999);
  return ((h * 60 + m) * 60 + s) * NANOS + n;
}
const clamp = (y: number, m: number, d: number): number => {
  const months = y * 12 + m - 1;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return epochDay(year, month, Math.min(d, daysInMonth(year, month)));
};

// --- enums ---

type EnumState = { name: string; ordinal: number };
const enums = new Map<string, GObject[]>();
function constantsOf(name: string, names: readonly string[]): GObject[] {
  let known = enums.get(name);
  if (!known) {
    known = names.map((each, ordinal) => {
      const made = new GObject(classNamed(name));
      made.native = { name: each, ordinal } satisfies EnumState;
      return made;
    });
    enums.set(name, known);
  }
  return known;
}
const state = (v: Value): EnumState => (v as GObject).native as EnumState;
const UNITS = [
  'NANOS',
  'MICROS',
  'MILLIS',
  'SECONDS',
  'MINUTES',
  'HOURS',
  'HALF_DAYS',
  'DAYS',
  'WEEKS',
  'MONTHS',
  'YEARS',
  'DECADES',
  'CENTURIES',
];
const UNIT_NANOS: Record<string, number> = {
  NANOS: 1,
  MICROS: 1000,
  MILLIS: 1_000_000,
  SECONDS: NANOS,
  MINUTES: 60 * NANOS,
  HOURS: 3600 * NANOS,
  HALF_DAYS: 43_200 * NANOS,
};
const UNIT_DAYS: Record<string, number> = { DAYS: 1, WEEKS: 7 };
const UNIT_MONTHS: Record<string, number> = { MONTHS: 1, YEARS: 12, DECADES: 120, CENTURIES: 1200 };
const FIELDS = [
  'NANO_OF_SECOND',
  'NANO_OF_DAY',
  'MICRO_OF_SECOND',
  'MILLI_OF_SECOND',
  'MILLI_OF_DAY',
  'SECOND_OF_MINUTE',
  'SECOND_OF_DAY',
  'MINUTE_OF_HOUR',
  'MINUTE_OF_DAY',
  'HOUR_OF_AMPM',
  'CLOCK_HOUR_OF_AMPM',
  'HOUR_OF_DAY',
  'AMPM_OF_DAY',
  'DAY_OF_WEEK',
  'DAY_OF_MONTH',
  'DAY_OF_YEAR',
  'EPOCH_DAY',
  'MONTH_OF_YEAR',
  'YEAR',
  'INSTANT_SECONDS',
  'OFFSET_SECONDS',
];
const DAYS = [...WEEKDAYS.slice(1), 'Sunday'].map((each) => each.toUpperCase());
const monthNames = MONTHS.map((each) => each.toUpperCase());
const dayEnum = (days: number): GObject =>
  constantsOf('java.time.DayOfWeek', DAYS)[(weekday(days) + 6) % 7] as GObject;
const monthEnum = (m: number): GObject => constantsOf('java.time.Month', monthNames)[m - 1] as GObject;
const title = (name: string): string => name.charAt(0) + name.slice(1).toLowerCase();

function getField(self: GObject, field: string): number {
  const v = t(self);
  const k = kind(self);
  const { year, month, day } = civil(v.d);
  const unsupported = (): never => {
    const shown = field
      .split('_')
      .map((each) => (each === 'AMPM' ? 'AmPm' : title(each)))
      .join('')
      .replace(/Of/i, 'Of');
    throw raise('java.time.temporal.UnsupportedTemporalTypeException', `Unsupported field: ${shown}`);
  };
  if (/^(?:NANO|MICRO|MILLI|SECOND|MINUTE|HOUR|CLOCK|AMPM)/.test(field)) {
    if (!hasTime(k) || (k === 'Instant' && !field.endsWith('OF_SECOND'))) return unsupported();
  } else if (field !== 'OFFSET_SECONDS' && field !== 'INSTANT_SECONDS' && !hasDate(k)) return unsupported();
  else if (k === 'Instant' && field !== 'INSTANT_SECONDS') return unsupported();
  switch (field) {
    case 'NANO_OF_SECOND':
      return v.n % NANOS;
    case 'NANO_OF_DAY':
      return v.n;
    case 'MICRO_OF_SECOND':
      return Math.floor((v.n % NANOS) / 1000);
    case 'MILLI_OF_SECOND':
      return Math.floor((v.n % NANOS) / 1_000_000);
    case 'MILLI_OF_DAY':
      return Math.floor(v.n / 1_000_000);
    case 'SECOND_OF_MINUTE':
      return Math.floor(v.n / NANOS) % 60;
    case 'SECOND_OF_DAY':
      return Math.floor(v.n / NANOS);
    case 'MINUTE_OF_HOUR':
      return Math.floor(v.n / (60 * NANOS)) % 60;
    case 'MINUTE_OF_DAY':
      return Math.floor(v.n / (60 * NANOS));
    case 'HOUR_OF_AMPM':
      return Math.floor(v.n / (3600 * NANOS)) % 12;
    case 'CLOCK_HOUR_OF_AMPM':
      return Math.floor(v.n / (3600 * NANOS)) % 12 || 12;
    case 'HOUR_OF_DAY':
      return Math.floor(v.n / (3600 * NANOS));
    case 'AMPM_OF_DAY':
      return v.n < DAY_NANOS / 2 ? 0 : 1;
    case 'DAY_OF_WEEK':
      return weekday(v.d) || 7;
    case 'DAY_OF_MONTH':
      return day;
    case 'DAY_OF_YEAR':
      return dayOfYear(v.d);
    case 'EPOCH_DAY':
      return v.d;
    case 'MONTH_OF_YEAR':
      return month;
    case 'YEAR':
      return year;
    case 'INSTANT_SECONDS':
      return epochSecond(v);
    case 'OFFSET_SECONDS':
      return hasOffset(k) ? v.o : unsupported();
    default:
      return unsupported();
  }
}
function setField(self: GObject, field: string, x: number): GObject {
  const v = t(self);
  const { year, month, day } = civil(v.d);
  const h = Math.floor(v.n / (3600 * NANOS));
  const mi = Math.floor(v.n / (60 * NANOS)) % 60;
  const s = Math.floor(v.n / NANOS) % 60;
  const n = v.n % NANOS;
  switch (field) {
    case 'YEAR':
      return rebuilt(self, clamp(year + (x - year), month, day), v.n);
    case 'MONTH_OF_YEAR':
      return rebuilt(self, clamp(year, checked('MonthOfYear', x, 1, 12), day), v.n);
    case 'DAY_OF_MONTH':
      return rebuilt(self, dateOf(year, month, x), v.n);
    case 'DAY_OF_YEAR':
      return rebuilt(self, epochDay(year, 1, 1) + checked('DayOfYear', x, 1, 366) - 1, v.n);
    case 'DAY_OF_WEEK':
      return rebuilt(self, v.d + x - (weekday(v.d) || 7), v.n);
    case 'EPOCH_DAY':
      return rebuilt(self, x, v.n);
    case 'HOUR_OF_DAY':
      return rebuilt(self, v.d, timeOf(x, mi, s, n));
    case 'MINUTE_OF_HOUR':
      return rebuilt(self, v.d, timeOf(h, x, s, n));
    case 'SECOND_OF_MINUTE':
      return rebuilt(self, v.d, timeOf(h, mi, x, n));
    case 'NANO_OF_SECOND':
      return rebuilt(self, v.d, timeOf(h, mi, s, x));
    case 'MILLI_OF_SECOND':
      return rebuilt(self, v.d, timeOf(h, mi, s, x * 1_000_000));
    case 'NANO_OF_DAY':
      return rebuilt(self, v.d, x);
    default:
      throw raise(
        'java.time.temporal.UnsupportedTemporalTypeException',
        `Unsupported field: ${title(field)}`,
      );
  }
}

function plusUnit(self: GObject, n: number, unit: string): GObject {
  const v = t(self);
  const k = kind(self);
  const unsupported = () =>
    raise(
      'java.time.temporal.UnsupportedTemporalTypeException',
      `Unsupported unit: ${unit === 'HALF_DAYS' ? 'HalfDays' : title(unit)}`,
    );
  const nanos = UNIT_NANOS[unit];
  if (nanos !== undefined) {
    if (!hasTime(k)) throw unsupported();
    // Days apart, so that what is left stays exact.
    const perDay = DAY_NANOS / nanos;
    const days = Math.trunc(n / perDay);
    const rest = (n - days * perDay) * nanos;
    if (k === 'ZonedDateTime') {
      const utc = v.n - v.o * NANOS + rest;
      const carry = Math.floor(utc / DAY_NANOS);
      const left = utc - carry * DAY_NANOS;
      return atInstant((v.d + days + carry) * 86_400 + Math.floor(left / NANOS), left % NANOS, v.z);
    }
    return make(k, v.d + days, v.n + rest, v.o, v.z);
  }
  if (!hasDate(k)) throw unsupported();
  const days = UNIT_DAYS[unit];
  if (days !== undefined) {
    if (k === 'Year' || k === 'YearMonth') throw unsupported();
    return rebuilt(self, v.d + n * days, v.n);
  }
  const months = UNIT_MONTHS[unit];
  if (months === undefined || k === 'Instant') throw unsupported();
  const { year, month, day } = civil(v.d);
  return rebuilt(self, clamp(year, month + n * months, day), v.n);
}

/** Whole months from one date to another. */
function monthsBetween(a: T, b: T): number {
  const x = civil(a.d);
  const y = civil(b.d);
  const packed = (c: { year: number; month: number; day: number }): number =>
    (c.year * 12 + c.month - 1) * 32 + c.day;
  return Math.trunc((packed(y) - packed(x)) / 32);
}
function between(a: GObject, b: GObject, unit: string): number {
  const other = kind(a) === kind(b) ? b : converted(b, kind(a), t(a).z);
  let x = t(a);
  let y = t(other);
  if (hasOffset(kind(a)) && kind(a) === 'ZonedDateTime') y = t(atInstant(epochSecond(y), y.n % NANOS, x.z));
  else if (hasOffset(kind(a))) {
    x = t(make('LocalDateTime', x.d, x.n - x.o * NANOS));
    y = t(make('LocalDateTime', y.d, y.n - y.o * NANOS));
  }
  const nanos = UNIT_NANOS[unit];
  if (nanos !== undefined) {
    if (!hasTime(kind(a)))
      throw raise('java.time.temporal.UnsupportedTemporalTypeException', `Unsupported unit: ${title(unit)}`);
    const offset = kind(a) === 'ZonedDateTime' ? x.o - y.o : 0;
    const total = BigInt(y.d - x.d) * BigInt(DAY_NANOS) + BigInt(y.n - x.n + offset * NANOS);
    return Number(total / BigInt(nanos));
  }
  // A part of a day that is not complete does not count.
  let days = y.d - x.d;
  if (days > 0 && y.n < x.n) days--;
  else if (days < 0 && y.n > x.n) days++;
  const per = UNIT_DAYS[unit];
  if (per !== undefined) return Math.trunc(days / per);
  return Math.trunc(monthsBetween(x, { ...y, d: x.d + days }) / (UNIT_MONTHS[unit] ?? 1));
}

function converted(v: GObject, k: Kind, z: string): GObject {
  const x = t(v);
  const from = kind(v);
  const lacks =
    (hasDate(k) && !hasDate(from)) || (hasTime(k) && !hasTime(from)) || (hasOffset(k) && !hasOffset(from));
  if (lacks || from === 'Instant')
    if (k !== 'Instant')
      throw fault(`Unable to obtain ${k} from TemporalAccessor: ${text(v)} of type ${v.cls.name}`);
  if (lacks) throw fault(`Unable to obtain ${k} from TemporalAccessor: ${text(v)} of type ${v.cls.name}`);
  if (k === 'Instant') return make('Instant', x.d, x.n - x.o * NANOS);
  return make(k, x.d, x.n, x.o, x.z || z);
}

// --- text ---

function yearText(y: number): string {
  const abs = Math.abs(y);
  if (abs < 1000) return y < 0 ? `-${pad(abs, 4)}` : pad(y, 4);
  return y > 9999 ? `+${y}` : String(y);
}
function dateText(d: number): string {
  const { year, month, day } = civil(d);
  return `${yearText(year)}-${pad(month, 2)}-${pad(day, 2)}`;
}
function fraction(n: number): string {
  if (n === 0) return '';
  const digits = pad(n, 9);
  return `.${n % 1_000_000 === 0 ? digits.slice(0, 3) : n % 1000 === 0 ? digits.slice(0, 6) : digits}`;
}
function timeText(n: number, always = false): string {
  const second = Math.floor(n / NANOS);
  const hm = `${pad(Math.floor(second / 3600), 2)}:${pad(Math.floor(second / 60) % 60, 2)}`;
  if (!always && second % 60 === 0 && n % NANOS === 0) return hm;
  return `${hm}:${pad(second % 60, 2)}${fraction(n % NANOS)}`;
}
const zoneOffset = (o: number): string => {
  const s = Math.abs(o) % 60;
  return offsetText(o, ':', 'Z') + (s ? `:${pad(s, 2)}` : '');
};
function text(v: GObject): string {
  const x = t(v);
  const { year, month, day } = civil(x.d);
  switch (kind(v)) {
    case 'LocalDate':
      return dateText(x.d);
    case 'LocalTime':
      return timeText(x.n);
    case 'OffsetTime':
      return timeText(x.n) + zoneOffset(x.o);
    case 'LocalDateTime':
      return `${dateText(x.d)}T${timeText(x.n)}`;
    case 'Instant':
      return `${dateText(x.d)}T${timeText(x.n, true)}Z`;
    case 'OffsetDateTime':
      return `${dateText(x.d)}T${timeText(x.n)}${zoneOffset(x.o)}`;
    case 'ZonedDateTime':
      return `${dateText(x.d)}T${timeText(x.n)}${zoneOffset(x.o)}${/^(?:Z|[+-].*)$/.test(x.z) ? '' : `[${x.z}]`}`;
    case 'Year':
      return String(year);
    case 'YearMonth':
      return `${yearText(year)}-${pad(month, 2)}`;
    default:
      return `--${pad(month, 2)}-${pad(day, 2)}`;
  }
}

// --- DateTimeFormatter ---

type Formatter = { pattern: string; iso: string | null; zone: string | null };
const fmt = (v: Value): Formatter => (v as GObject).native as Formatter;
function formatter(pattern: string, iso: string | null = null): GObject {
  if (iso === null) {
    const parts = patternParts(pattern);
    if (!parts)
      throw raise(
        'java.lang.IllegalArgumentException',
        `Pattern ends with an incomplete string literal: ${pattern}`,
      );
    for (const part of parts) {
      if (typeof part === 'string') {
        if (/[{}#]/.test(part) && !pattern.includes(`'${part}`))
          throw raise('java.lang.IllegalArgumentException', `Pattern includes reserved character: '${part}'`);
      } else if (!'GuyDMLdQqYwWEecFaBhKkHmsSAnNVvzOXxZp'.includes(part.letter))
        throw raise('java.lang.IllegalArgumentException', `Unknown pattern letter: ${part.letter}`);
      else if (('dHhKkms'.includes(part.letter) && part.count > 2) || (part.letter === 'a' && part.count > 1))
        throw raise('java.lang.IllegalArgumentException', `Too many pattern letters: ${part.letter}`);
    }
  }
  const made = new GObject(classNamed('java.time.format.DateTimeFormatter'));
  made.native = { pattern, iso, zone: null } satisfies Formatter;
  return made;
}
const ISO: Record<string, string> = {
  ISO_LOCAL_DATE: 'uuuu-MM-dd',
  ISO_DATE: 'uuuu-MM-dd',
  ISO_LOCAL_TIME: 'time',
  ISO_TIME: 'time',
  ISO_LOCAL_DATE_TIME: "uuuu-MM-dd'T'time",
  ISO_DATE_TIME: "uuuu-MM-dd'T'time+",
  ISO_OFFSET_DATE_TIME: "uuuu-MM-dd'T'timeXXX",
  ISO_ZONED_DATE_TIME: "uuuu-MM-dd'T'timeXXX+",
  ISO_INSTANT: 'instant',
  BASIC_ISO_DATE: 'uuuuMMdd',
  RFC_1123_DATE_TIME: 'EEE, d MMM uuuu HH:mm:ss Z',
  ISO_OFFSET_DATE: 'uuuu-MM-ddXXX',
  ISO_OFFSET_TIME: 'timeXXX',
};
function format(v: GObject, f: Formatter): string {
  spend(f.pattern.length + 4);
  const k = kind(v);
  const self = f.zone && k === 'Instant' ? atInstant(epochSecond(t(v)), t(v).n % NANOS, f.zone) : v;
  const x = t(self);
  const iso = (needTime: boolean): string => {
    if (needTime) getField(self, 'HOUR_OF_DAY');
    return timeText(x.n, true);
  };
  switch (f.iso) {
    case 'ISO_INSTANT': {
      getField(self, 'INSTANT_SECONDS');
      return text(make('Instant', x.d, x.n - x.o * NANOS));
    }
    case 'ISO_LOCAL_TIME':
    case 'ISO_TIME':
      return iso(true) + (f.iso === 'ISO_TIME' && hasOffset(k) ? zoneOffset(x.o) : '');
    case 'ISO_LOCAL_DATE_TIME':
      getField(self, 'YEAR');
      return `${dateText(x.d)}T${iso(true)}`;
    case 'ISO_DATE_TIME':
    case 'ISO_ZONED_DATE_TIME':
    case 'ISO_OFFSET_DATE_TIME': {
      getField(self, 'YEAR');
      const time = iso(true);
      if (f.iso === 'ISO_OFFSET_DATE_TIME') getField(self, 'OFFSET_SECONDS');
      const region =
        kind(self) === 'ZonedDateTime' &&
        f.iso !== 'ISO_OFFSET_DATE_TIME' &&
        /^[A-Za-z]/.test(x.z) &&
        x.z !== 'Z';
      return `${dateText(x.d)}T${time}${hasOffset(kind(self)) ? zoneOffset(x.o) : ''}${region ? `[${x.z}]` : ''}`;
    }
    default:
  }
  let out = '';
  for (const part of patternParts(f.pattern) ?? []) {
    if (typeof part === 'string') {
      if (part !== '[' && part !== ']') out += part;
      continue;
    }
    const { letter, count } = part;
    const field = (name: string): number => getField(self, name);
    const number = (name: string): string => pad(field(name), count);
    switch (letter) {
      case 'u':
      case 'y': {
        const y = field('YEAR');
        out += count === 2 ? pad(y % 100, 2) : count === 4 && y > 9999 ? `+${y}` : pad(y, count);
        break;
      }
      case 'Y': {
        const first = epochDay(civil(x.d + 6 - weekday(x.d)).year, 1, 1);
        out += count === 2 ? pad(civil(first).year % 100, 2) : pad(civil(first).year, count);
        break;
      }
      case 'G':
        out += field('YEAR') > 0 ? (count === 4 ? 'Anno Domini' : 'AD') : 'BC';
        break;
      case 'M':
      case 'L': {
        const name = MONTHS[field('MONTH_OF_YEAR') - 1] ?? '';
        out +=
          count === 5
            ? name.charAt(0)
            : count === 4
              ? name
              : count === 3
                ? name.slice(0, 3)
                : number('MONTH_OF_YEAR');
        break;
      }
      case 'Q':
      case 'q': {
        const q = Math.floor((field('MONTH_OF_YEAR') - 1) / 3) + 1;
        out +=
          count === 4
            ? `${q}${['st', 'nd', 'rd', 'th'][q - 1]} quarter`
            : count === 3
              ? `Q${q}`
              : pad(q, count);
        break;
      }
      case 'd':
        out += number('DAY_OF_MONTH');
        break;
      case 'D':
        out += number('DAY_OF_YEAR');
        break;
      case 'E':
      case 'e':
      case 'c': {
        field('DAY_OF_WEEK');
        const name = WEEKDAYS[weekday(x.d)] ?? '';
        out +=
          letter !== 'E' && count < 3
            ? pad(weekday(x.d) + 1, count)
            : count === 4
              ? name
              : count === 5
                ? name.charAt(0)
                : name.slice(0, 3);
        break;
      }
      case 'w': {
        field('YEAR');
        const end = x.d + 6 - weekday(x.d);
        out += pad(Math.floor((end - epochDay(civil(end).year, 1, 1)) / 7) + 1, count);
        break;
      }
      case 'a':
        out += field('AMPM_OF_DAY') === 0 ? 'AM' : 'PM';
        break;
      case 'H':
        out += number('HOUR_OF_DAY');
        break;
      case 'k':
        out += pad(field('HOUR_OF_DAY') || 24, count);
        break;
      case 'K':
        out += number('HOUR_OF_AMPM');
        break;
      case 'h':
        out += number('CLOCK_HOUR_OF_AMPM');
        break;
      case 'm':
        out += number('MINUTE_OF_HOUR');
        break;
      case 's':
        out += number('SECOND_OF_MINUTE');
        break;
      case 'S':
        out += pad(field('NANO_OF_SECOND'), 9).slice(0, count);
        break;
      case 'n':
        out += number('NANO_OF_SECOND');
        break;
      case 'N':
        out += number('NANO_OF_DAY');
        break;
      case 'A':
        out += number('MILLI_OF_DAY');
        break;
      case 'V':
        out += zoneOf(self);
        break;
      case 'z':
        out += zoneName(zoneOf(self), instantMs(x), count === 4);
        break;
      case 'O':
        field('OFFSET_SECONDS');
        out +=
          x.o === 0
            ? 'GMT'
            : `GMT${
                count === 4
                  ? offsetText(x.o, ':')
                  : offsetText(x.o, ':')
                      .replace(/^([+-])0/, '$1')
                      .replace(':00', '')
              }`;
        break;
      case 'X':
      case 'x': {
        field('OFFSET_SECONDS');
        const zero = letter === 'X' ? 'Z' : null;
        out +=
          count === 1 && x.o % 3600 === 0
            ? offsetText(x.o, '', zero, false)
            : offsetText(x.o, count === 3 || count === 5 ? ':' : '', zero);
        break;
      }
      default:
        field('OFFSET_SECONDS');
        out +=
          count === 4
            ? x.o === 0
              ? 'GMT'
              : `GMT${offsetText(x.o, ':')}`
            : offsetText(x.o, count === 5 ? ':' : '', count === 5 ? 'Z' : null);
    }
  }
  return out;
}
function zoneOf(v: GObject): string {
  if (kind(v) === 'ZonedDateTime') return t(v).z;
  if (hasOffset(kind(v)) && kind(v) !== 'Instant') return zoneOffset(t(v).o);
  throw fault(`Unable to extract ZoneId from temporal ${text(v)}`);
}

type Parsed = {
  y?: number;
  mo?: number;
  d?: number;
  doy?: number;
  h?: number;
  mi?: number;
  s?: number;
  n?: number;
  pm?: boolean;
  h12?: number;
  o?: number;
  z?: string;
};
function unparseable(source: string, at: number) {
  const shown = source.length > 64 ? `${source.slice(0, 64)}...` : source;
  return raise(
    'java.time.format.DateTimeParseException',
    `Text '${shown}' could not be parsed at index ${at}`,
  );
}
const OFFSET_RE = /^(?:Z|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)/;
function parse(source: string, f: Formatter): Parsed {
  spend(source.length + 8);
  const p: Parsed = {};
  let i = 0;
  const bad = (at = i): never => {
    throw unparseable(source, at);
  };
  const match = (re: RegExp): RegExpExecArray => {
    const m = re.exec(source.slice(i));
    if (!m) return bad();
    i += m[0].length;
    return m;
  };
  const isoDate = (): void => {
    // The error names the place of the first part that does not fit.
    for (const re of [/^[+-]?\d{4,9}/, /^-/, /^\d{2}/, /^-/, /^\d{2}/]) {
      const m = match(re);
      if (m[0] === '-') continue;
      if (p.y === undefined) p.y = Number(m[0]);
      else if (p.mo === undefined) p.mo = Number(m[0]);
      else p.d = Number(m[0]);
    }
  };
  const isoTime = (): void => {
    p.h = Number(match(/^\d{2}/)[0]);
    match(/^:/);
    p.mi = Number(match(/^\d{2}/)[0]);
    if (source.charAt(i) === ':') {
      i++;
      p.s = Number(match(/^\d{2}/)[0]);
      if (source.charAt(i) === '.')
        p.n = Number(
          match(/^\.(\d{0,9})/)[0]
            .slice(1)
            .padEnd(9, '0'),
        );
    }
  };
  const offset = (): void => {
    const m = match(OFFSET_RE)[0];
    p.o = fixedOffset(m) ?? 0;
  };
  const region = (): void => {
    if (source.charAt(i) !== '[') return;
    const m = match(/^\[([^\]]+)\]/);
    p.z = m[1] ?? '';
    if (!knownZone(p.z)) bad(i - m[0].length + 1);
  };
  if (f.iso !== null) {
    if (/DATE|INSTANT/.test(f.iso) && f.iso !== 'BASIC_ISO_DATE' && f.iso !== 'RFC_1123_DATE_TIME') {
      isoDate();
      if (/DATE_TIME|INSTANT/.test(f.iso)) match(/^[Tt]/);
    }
    if (/TIME|INSTANT/.test(f.iso) && f.iso !== 'RFC_1123_DATE_TIME') isoTime();
    if (/^ISO_(?:OFFSET|ZONED|INSTANT)/.test(f.iso)) offset();
    else if (/^ISO_(?:DATE|TIME|DATE_TIME)$/.test(f.iso) && OFFSET_RE.test(source.slice(i))) offset();
    if (/^ISO_(?:ZONED_|)DATE_TIME$/.test(f.iso)) region();
  }
  if (f.iso === null || f.iso === 'BASIC_ISO_DATE' || f.iso === 'RFC_1123_DATE_TIME') {
    const parts = patternParts(f.pattern) ?? [];
    parts.forEach((part, index) => {
      if (part === '[' || part === ']') return;
      if (typeof part === 'string') {
        if (!source.startsWith(part, i)) bad();
        i += part.length;
        return;
      }
      const { letter, count } = part;
      const following = parts[index + 1];
      const adjacent = typeof following === 'object' && 'uyMdHhmsSn'.includes(following.letter);
      const digits = (max = 19): number =>
        Number(
          match(
            count === 1
              ? new RegExp(`^\\d{1,${adjacent ? 1 : max}}`)
              : new RegExp(`^\\d{${count}${count >= 3 && !adjacent ? `,${max}` : ''}}`),
          )[0],
        );
      const name = (names: readonly string[]): number => {
        const rest = source.slice(i).toLowerCase();
        const at = names.findIndex((each) =>
          rest.startsWith((count === 4 ? each : each.slice(0, 3)).toLowerCase()),
        );
        if (at < 0) return bad();
        i += count === 4 ? (names[at] ?? '').length : 3;
        return at;
      };
      switch (letter) {
        case 'u':
        case 'y':
          p.y = count === 2 ? 2000 + Number(match(/^\d{2}/)[0]) : digits();
          break;
        case 'M':
        case 'L':
          p.mo = count >= 3 ? name(MONTHS) + 1 : digits();
          break;
        case 'd':
          p.d = digits();
          break;
        case 'D':
          p.doy = digits();
          break;
        case 'E':
          name(WEEKDAYS);
          break;
        case 'H':
          p.h = digits();
          break;
        case 'k':
          p.h = digits() % 24;
          break;
        case 'h':
        case 'K':
          p.h12 = digits() % 12;
          break;
        case 'm':
          p.mi = digits();
          break;
        case 's':
          p.s = digits();
          break;
        case 'S':
          p.n = Number(match(new RegExp(`^\\d{${count}}`))[0].padEnd(9, '0'));
          break;
        case 'n':
          p.n = digits();
          break;
        case 'a':
          p.pm = match(/^[AP]M/)[0] === 'PM';
          break;
        case 'X':
        case 'x':
        case 'Z':
          if (letter !== 'X' && source.charAt(i) === 'Z') bad();
          offset();
          break;
        case 'V':
        case 'z': {
          const m = match(/^(?:[A-Za-z]+(?:\/[A-Za-z_]+)*|Z)/)[0];
          const short: Record<string, string> = {
            EST: 'America/New_York',
            EDT: 'America/New_York',
            CST: 'America/Chicago',
            PST: 'America/Los_Angeles',
            PDT: 'America/Los_Angeles',
            CET: 'Europe/Paris',
            CEST: 'Europe/Paris',
            BST: 'Europe/London',
          };
          p.z = short[m] ?? m;
          break;
        }
        default:
          bad();
      }
    });
  }
  if (i < source.length)
    throw raise(
      'java.time.format.DateTimeParseException',
      `Text '${source}' could not be parsed, unparsed text found at index ${i}`,
    );
  return p;
}
function build(k: Kind, source: string, f: Formatter): GObject {
  const p = parse(source, f);
  const failed = (why: string) =>
    raise('java.time.format.DateTimeParseException', `Text '${source}' could not be parsed: ${why}`);
  try {
    if (p.h === undefined && p.h12 !== undefined && p.pm !== undefined) p.h = p.h12 + (p.pm ? 12 : 0);
    for (const [field, v, low, high] of [
      ['MonthOfYear', p.mo, 1, 12],
      ['DayOfMonth', p.d, 1, 31],
      ['HourOfDay', p.h, 0, 23],
      ['MinuteOfHour', p.mi, 0, 59],
      ['SecondOfMinute', p.s, 0, 59],
    ] as const)
      if (v !== undefined) checked(field, v, low, high);
    const date =
      p.y !== undefined && p.doy !== undefined
        ? epochDay(p.y, 1, 1) + p.doy - 1
        : p.y !== undefined && p.mo !== undefined && p.d !== undefined
          ? f.iso === null && p.d <= 31 && p.d > daysInMonth(p.y, p.mo)
            ? clamp(p.y, p.mo, p.d)
            : dateOf(p.y, p.mo, p.d)
          : undefined;
    const time = p.h === undefined ? undefined : timeOf(p.h, p.mi, p.s, p.n);
    const resolved = (): string => {
      const facts: string[] = [];
      if (date === undefined && p.y !== undefined) facts.push(`YearOfEra=${p.y}`);
      if (date === undefined && p.mo !== undefined) facts.push(`MonthOfYear=${p.mo}`);
      if (date === undefined && p.d !== undefined) facts.push(`DayOfMonth=${p.d}`);
      const zone = p.z ? `,${p.z}` : '';
      const shown = [date === undefined ? '' : dateText(date), time === undefined ? '' : timeText(time)]
        .filter((each) => each !== '')
        .join('T');
      return `{${facts.join(', ')}},ISO${zone}${shown === '' ? '' : ` resolved to ${shown}`}`;
    };
    const missing = () =>
      fault(`Unable to obtain ${k} from TemporalAccessor: ${resolved()} of type java.time.format.Parsed`);
    switch (k) {
      case 'Year':
        if (p.y === undefined) throw missing();
        return make(k, epochDay(p.y, 1, 1));
      case 'YearMonth':
        if (p.y === undefined || p.mo === undefined) throw missing();
        return make(k, epochDay(p.y, p.mo, 1));
      case 'MonthDay':
        return make(k, epochDay(2000, p.mo ?? 1, p.d ?? 1));
      case 'LocalTime':
        if (time === undefined) throw missing();
        return make(k, 0, time);
      default:
    }
    if (date === undefined || (hasTime(k) && time === undefined)) throw missing();
    if (k === 'LocalDate') return make(k, date);
    if (k === 'LocalDateTime') return make(k, date, time);
    const z = p.z ?? f.zone ?? undefined;
    if (k === 'ZonedDateTime') {
      if (z !== undefined) return zoned(date, time ?? 0, z, p.o);
      if (p.o === undefined) throw missing();
      return make(k, date, time, p.o, zoneOffset(p.o));
    }
    if (p.o === undefined && z === undefined) throw missing();
    const o = p.o ?? offsetsOf(z ?? 'UTC', date * 86_400_000 + Math.floor((time ?? 0) / 1e6))[0] ?? 0;
    return k === 'Instant' ? make(k, date, (time ?? 0) - o * NANOS) : make(k, date, time, o);
  } catch (error) {
    const { value } = error as { value?: GThrowable };
    if (value?.cls.name === 'java.time.DateTimeException') throw failed(value.message ?? '');
    throw error;
  }
}

// --- Duration and Period ---

type Span = { readonly s: bigint; readonly n: number };
const span = (v: Value): Span => (v as GObject).native as Span;
function duration(nanos: bigint): GObject {
  const made = new GObject(classNamed('java.time.Duration'));
  let s = nanos / 1_000_000_000n;
  let n = Number(nanos % 1_000_000_000n);
  if (n < 0) {
    n += NANOS;
    s--;
  }
  made.native = { s, n } satisfies Span;
  return made;
}
const nanosOf = (v: Value): bigint => span(v).s * 1_000_000_000n + BigInt(span(v).n);
function durationText(v: GObject): string {
  let total = nanosOf(v);
  if (total === 0n) return 'PT0S';
  const negative = total < 0n;
  if (negative) total = -total;
  const seconds = total / 1_000_000_000n;
  const n = Number(total % 1_000_000_000n);
  const sign = negative ? '-' : '';
  const h = seconds / 3600n;
  const m = (seconds / 60n) % 60n;
  const s = seconds % 60n;
  let out = 'PT';
  if (h !== 0n) out += `${sign}${h}H`;
  if (m !== 0n) out += `${sign}${m}M`;
  if (s !== 0n || n !== 0) out += `${sign}${s}${n === 0 ? '' : `.${pad(n, 9).replace(/0+$/, '')}`}S`;
  return out;
}
function parseDuration(source: string): GObject {
  const m =
    /^([+-]?)P(?:([+-]?\d+)D)?(?:T(?:([+-]?\d+)H)?(?:([+-]?\d+)M)?(?:([+-]?\d+)(?:\.(\d{0,9}))?S)?)?$/i.exec(
      source,
    );
  if (!m || /P$|T$/i.test(source))
    throw raise('java.time.format.DateTimeParseException', 'Text cannot be parsed to a Duration');
  const part = (i: number): bigint => BigInt(m[i]?.replace('+', '') ?? 0);
  let total = ((part(2) * 24n + part(3)) * 60n + part(4)) * 60n * 1_000_000_000n + part(5) * 1_000_000_000n;
  const rest = BigInt((m[6] ?? '').padEnd(9, '0'));
  total += m[5]?.startsWith('-') ? -rest : rest;
  return duration(m[1] === '-' ? -total : total);
}
const unitNanos = (unit: Value): bigint => {
  const { name } = state(unit);
  const n = UNIT_NANOS[name] ?? (name === 'DAYS' ? DAY_NANOS : undefined);
  if (n === undefined)
    throw raise(
      'java.time.temporal.UnsupportedTemporalTypeException',
      'Unit must not have an estimated duration',
    );
  return BigInt(n);
};
const isDuration = (v: Value): boolean => v instanceof GObject && v.cls.name === 'java.time.Duration';
const isPeriod = (v: Value): boolean => v instanceof GObject && v.cls.name === 'java.time.Period';
type Ymd = { readonly y: number; readonly m: number; readonly d: number };
const ymd = (v: Value): Ymd => (v as GObject).native as Ymd;
function period(y: number, m: number, d: number): GObject {
  const made = new GObject(classNamed('java.time.Period'));
  made.native = { y, m, d } satisfies Ymd;
  return made;
}
function periodBetween(a: T, b: T): GObject {
  const months = monthsBetween(a, b);
  const { year, month, day } = civil(a.d);
  const moved = clamp(year, month + months, day);
  return period(Math.trunc(months / 12), months % 12, b.d - moved);
}
function plusAmount(self: GObject, v: Value, sign: number): GObject {
  if (isDuration(v)) {
    const total = nanosOf(v) * BigInt(sign);
    const days = total / BigInt(DAY_NANOS);
    const seconds = plusUnit(self, Number((total / 1_000_000_000n) % 86400n), 'SECONDS');
    const rest = plusUnit(seconds, Number(total % 1_000_000_000n), 'NANOS');
    return days === 0n ? rest : plusUnit(rest, Number(days) * 24, 'HOURS');
  }
  if (!isPeriod(v)) throw raise('java.lang.IllegalArgumentException', `Unsupported amount: ${toStr(v)}`);
  const { y, m, d } = ymd(v);
  const moved = y * 12 + m === 0 ? self : plusUnit(self, sign * (y * 12 + m), 'MONTHS');
  return d === 0 ? moved : plusUnit(moved, sign * d, 'DAYS');
}

// --- rows ---

const by: Record<string, string> = {
  Nanos: 'NANOS',
  Millis: 'MILLIS',
  Seconds: 'SECONDS',
  Minutes: 'MINUTES',
  Hours: 'HOURS',
  Days: 'DAYS',
  Weeks: 'WEEKS',
  Months: 'MONTHS',
  Years: 'YEARS',
};
const getters: Record<string, string> = {
  getYear: 'YEAR',
  getMonthValue: 'MONTH_OF_YEAR',
  getDayOfMonth: 'DAY_OF_MONTH',
  getDayOfYear: 'DAY_OF_YEAR',
  getHour: 'HOUR_OF_DAY',
  getMinute: 'MINUTE_OF_HOUR',
  getSecond: 'SECOND_OF_MINUTE',
  getNano: 'NANO_OF_SECOND',
};
const setters: Record<string, string> = {
  withYear: 'YEAR',
  withMonth: 'MONTH_OF_YEAR',
  withDayOfMonth: 'DAY_OF_MONTH',
  withDayOfYear: 'DAY_OF_YEAR',
  withHour: 'HOUR_OF_DAY',
  withMinute: 'MINUTE_OF_HOUR',
  withSecond: 'SECOND_OF_MINUTE',
  withNano: 'NANO_OF_SECOND',
};
function compareTo(a: GObject, b: Value): number {
  if (!(b instanceof GObject) || !KINDS.includes(b.cls.simpleName as Kind))
    throw raise(
      'java.lang.ClassCastException',
      `class ${classOf(b).name} cannot be cast to class ${a.cls.name}`,
    );
  const [x, y] = [t(a), t(b)];
  const offset = hasOffset(kind(a));
  const d = offset
    ? epochSecond(x) - epochSecond(y) || (x.n % NANOS) - (y.n % NANOS)
    : x.d - y.d || x.n - y.n;
  if (kind(a) === 'LocalDate') {
    const [p, q] = [civil(x.d), civil(y.d)];
    return p.year - q.year || p.month - q.month || p.day - q.day;
  }
  return Math.sign(d);
}
function truncated(self: GObject, unit: string): GObject {
  const size = unit === 'DAYS' ? DAY_NANOS : UNIT_NANOS[unit];
  if (size === undefined)
    throw raise(
      'java.time.temporal.UnsupportedTemporalTypeException',
      'Unit is too large to be used for truncation',
    );
  const v = t(self);
  return rebuilt(self, v.d, Math.floor(v.n / size) * size);
}
function hash(v: GObject): number {
  const x = t(v);
  const { year, month, day } = civil(x.d);
  if (kind(v) === 'LocalDate') return (year & 0xfffff800) ^ ((year << 11) + (month << 6) + day);
  return Number(BigInt.asIntN(32, (BigInt(x.d) * 86400000000000n + BigInt(x.n)) * 31n + BigInt(x.o)));
}
const common: Record<string, unknown> = {
  'toString()': text,
  'equals(Object)': (self: GObject, o: Value) =>
    o instanceof GObject && o.cls === self.cls && text(self) === text(o),
  'hashCode()': hash,
  'compareTo(Object)': compareTo,
  'isBefore(Object)': (self: GObject, o: Value) => compareTo(self, o) < 0,
  'isAfter(Object)': (self: GObject, o: Value) => compareTo(self, o) > 0,
  'isEqual(Object)': (self: GObject, o: Value) => compareTo(self, o) === 0,
  'plus(long,Object)': (self: GObject, n: Lng, unit: Value) => plusUnit(self, Number(n.v), state(unit).name),
  'minus(long,Object)': (self: GObject, n: Lng, unit: Value) =>
    plusUnit(self, -Number(n.v), state(unit).name),
  'plus(Object)': (self: GObject, v: Value) =>
    v instanceof GObject
      ? plusAmount(self, v, 1)
      : plusUnit(
          self,
          num(v),
          kind(self) === 'LocalDate'
            ? 'DAYS'
            : kind(self) === 'Year'
              ? 'YEARS'
              : kind(self) === 'YearMonth'
                ? 'MONTHS'
                : 'SECONDS',
        ),
  'minus(Object)': (self: GObject, v: Value) => {
    if (v instanceof GObject && v.cls === self.cls) {
      if (kind(self) === 'LocalDate') return periodBetween(t(v), t(self));
    }
    return v instanceof GObject
      ? plusAmount(self, v, -1)
      : plusUnit(
          self,
          -num(v),
          kind(self) === 'LocalDate'
            ? 'DAYS'
            : kind(self) === 'Year'
              ? 'YEARS'
              : kind(self) === 'YearMonth'
                ? 'MONTHS'
                : 'SECONDS',
        );
  },
  'next()': (self: GObject) => plusUnit(self, 1, kind(self) === 'LocalDate' ? 'DAYS' : 'SECONDS'),
  'previous()': (self: GObject) => plusUnit(self, -1, kind(self) === 'LocalDate' ? 'DAYS' : 'SECONDS'),
  'get(Object)': (self: GObject, f: Value) => getField(self, state(f).name),
  'getLong(Object)': (self: GObject, f: Value) => long(getField(self, state(f).name)),
  'getAt(Object)': (self: GObject, f: Value) => getField(self, state(f).name),
  'isSupported(Object)': (self: GObject, f: Value) => {
    const { name } = state(f);
    if (UNIT_NANOS[name] !== undefined) return hasTime(kind(self));
    if (UNITS.includes(name)) return hasDate(kind(self));
    try {
      getField(self, name);
      return true;
    } catch {
      return false;
    }
  },
  'with(Object,long)': (self: GObject, f: Value, v: Lng) => setField(self, state(f).name, Number(v.v)),
  'with(Object)': (self: GObject, v: Value) => {
    if (!(v instanceof GObject)) return callAny(v, [self]);
    const x = t(v);
    if (v.cls.name === 'java.time.temporal.Adjuster') return (v.native as (x: GObject) => GObject)(self);
    if (kind(v) === 'LocalDate') return rebuilt(self, x.d, t(self).n);
    return rebuilt(self, t(self).d, x.n);
  },
  'until(Object)': (self: GObject, o: GObject) => periodBetween(t(self), t(o)),
  'until(Object,Object)': (self: GObject, o: GObject, unit: Value) =>
    long(between(self, o, state(unit).name)),
  'truncatedTo(Object)': (self: GObject, unit: Value) => truncated(self, state(unit).name),
  'format(Object)': (self: GObject, f: Value) =>
    format(self, f instanceof GObject ? fmt(f) : fmt(formatter(toStr(f)))),
  'getMonth()': (self: GObject) => monthEnum(civil(t(self).d).month),
  'getDayOfWeek()': (self: GObject) => dayEnum(t(self).d),
  'lengthOfMonth()': (self: GObject) => daysInMonth(civil(t(self).d).year, civil(t(self).d).month),
  'lengthOfYear()': (self: GObject) => (isLeap(civil(t(self).d).year) ? 366 : 365),
  'isLeapYear()': (self: GObject) => isLeap(civil(t(self).d).year),
  'isLeap()': (self: GObject) => isLeap(civil(t(self).d).year),
  'getValue()': (self: GObject) => civil(t(self).d).year,
  'toEpochDay()': (self: GObject) => long(t(self).d),
  'toEpochMilli()': (self: GObject) => long(instantMs(t(self))),
  'getEpochSecond()': (self: GObject) => long(epochSecond(t(self))),
  'toEpochSecond()': (self: GObject) => long(epochSecond(t(self))),
  'toEpochSecond(Object)': (self: GObject, o: GObject) => long(epochSecond(t(self)) - offsetSeconds(o)),
  'toSecondOfDay()': (self: GObject) => Math.floor(t(self).n / NANOS),
  'toNanoOfDay()': (self: GObject) => long(t(self).n),
  'toLocalDate()': (self: GObject) => make('LocalDate', t(self).d),
  'toLocalTime()': (self: GObject) => make('LocalTime', 0, t(self).n),
  'toLocalDateTime()': (self: GObject) => make('LocalDateTime', t(self).d, t(self).n),
  'toOffsetDateTime()': (self: GObject) => make('OffsetDateTime', t(self).d, t(self).n, t(self).o),
  'toZonedDateTime()': (self: GObject) =>
    make('ZonedDateTime', t(self).d, t(self).n, t(self).o, zoneOffset(t(self).o)),
  'toInstant()': (self: GObject) => make('Instant', t(self).d, t(self).n - t(self).o * NANOS),
  'toInstant(Object)': (self: GObject, o: GObject) =>
    make('Instant', t(self).d, t(self).n - offsetSeconds(o) * NANOS),
  'toDate()': (self: GObject) =>
    newDate(
      hasOffset(kind(self))
        ? instantMs(t(self))
        : localMs(t(self)) - offsetAt(defaultZone(), localMs(t(self))) * 1000,
    ),
  'toCalendar()': (self: GObject) =>
    newCalendar(hasOffset(kind(self)) ? instantMs(t(self)) : localMs(t(self)), t(self).z || defaultZone()),
  'atStartOfDay()': (self: GObject) => make('LocalDateTime', t(self).d),
  'atStartOfDay(Object)': (self: GObject, z: Value) => zoned(t(self).d, 0, idOf(z)),
  'atTime(int,int,int=,int=)': (self: GObject, h: number, m: number, s?: number, n?: number) =>
    make('LocalDateTime', t(self).d, timeOf(h, m, s, n)),
  'atTime(Object)': (self: GObject, v: GObject) => make('LocalDateTime', t(self).d, t(v).n),
  'atDate(Object)': (self: GObject, v: GObject) => make('LocalDateTime', t(v).d, t(self).n),
  'atZone(Object)': (self: GObject, z: Value) =>
    kind(self) === 'Instant'
      ? atInstant(epochSecond(t(self)), t(self).n % NANOS, idOf(z))
      : zoned(t(self).d, t(self).n, idOf(z)),
  'atOffset(Object)': (self: GObject, o: GObject) => {
    const seconds = offsetSeconds(o);
    return kind(self) === 'Instant'
      ? make('OffsetDateTime', t(self).d, t(self).n + seconds * NANOS, seconds)
      : make('OffsetDateTime', t(self).d, t(self).n, seconds);
  },
  'atZoneSameInstant(Object)': (self: GObject, z: Value) =>
    atInstant(epochSecond(t(self)), t(self).n % NANOS, idOf(z)),
  'withZoneSameInstant(Object)': (self: GObject, z: Value) =>
    atInstant(epochSecond(t(self)), t(self).n % NANOS, idOf(z)),
  'withZoneSameLocal(Object)': (self: GObject, z: Value) => zoned(t(self).d, t(self).n, idOf(z)),
  'withOffsetSameInstant(Object)': (self: GObject, o: GObject) => {
    const seconds = offsetSeconds(o);
    return make('OffsetDateTime', t(self).d, t(self).n + (seconds - t(self).o) * NANOS, seconds);
  },
  'getZone()': (self: GObject) => zone(t(self).z),
  'getOffset()': (self: GObject) => zoneOffsetOf(t(self).o),
  'atDay(int)': (self: GObject, d: number) =>
    make('LocalDate', dateOf(civil(t(self).d).year, kind(self) === 'Year' ? 1 : civil(t(self).d).month, d)),
  'atEndOfMonth()': (self: GObject) => {
    const { year, month } = civil(t(self).d);
    return make('LocalDate', epochDay(year, month, daysInMonth(year, month)));
  },
  'atMonth(int)': (self: GObject, m: number) => make('YearMonth', epochDay(civil(t(self).d).year, m, 1)),
  'upto(Object,Closure)': (self: GObject, to: GObject, c: Value) => {
    const step = kind(self) === 'LocalDate' ? 'DAYS' : 'SECONDS';
    for (let each = self; compareTo(each, to) <= 0; each = plusUnit(each, 1, step)) {
      spend(4);
      callAny(c, [each]);
    }
  },
  'toDayOfWeek()': (self: GObject) => dayEnum(t(self).d),
  'getDateString()': (self: GObject) => format(self, fmt(formatter('M/d/yy'))),
};
for (const [name, unit] of Object.entries(by)) {
  common[`plus${name}(long)`] = (self: GObject, n: Lng) => plusUnit(self, Number(n.v), unit);
  common[`minus${name}(long)`] = (self: GObject, n: Lng) => plusUnit(self, -Number(n.v), unit);
}
for (const [name, field] of Object.entries(getters))
  common[`${name}()`] = (self: GObject) => getField(self, field);
for (const [name, field] of Object.entries(setters))
  common[`${name}(int)`] = (self: GObject, v: number) => setField(self, field, v);

const nowSeconds = (): [number, number] => {
  const ms = R.now();
  const s = Math.floor(ms / 1000);
  return [s, Math.floor((ms - s * 1000) * 1e6)];
};
function now(k: Kind, z: string): GObject {
  const [s, n] = nowSeconds();
  const at = t(atInstant(s, n, z));
  if (k === 'ZonedDateTime') return make(k, at.d, at.n, at.o, z);
  if (k === 'Instant') return make(k, at.d, at.n - at.o * NANOS);
  const { year, month } = civil(at.d);
  return make(
    k,
    k === 'LocalTime'
      ? 0
      : k === 'Year'
        ? epochDay(year, 1, 1)
        : k === 'YearMonth'
          ? epochDay(year, month, 1)
          : at.d,
    hasTime(k) ? at.n : 0,
    k === 'OffsetDateTime' ? at.o : 0,
  );
}
const DEFAULTS: Record<Kind, string> = {
  LocalDate: 'ISO_LOCAL_DATE',
  LocalTime: 'ISO_LOCAL_TIME',
  LocalDateTime: 'ISO_LOCAL_DATE_TIME',
  Instant: 'ISO_INSTANT',
  OffsetDateTime: 'ISO_OFFSET_DATE_TIME',
  ZonedDateTime: 'ISO_ZONED_DATE_TIME',
  Year: 'Year',
  YearMonth: 'YearMonth',
  MonthDay: 'MonthDay',
  OffsetTime: 'ISO_OFFSET_TIME',
};
const own: Record<string, string> = { Year: 'u', YearMonth: 'uuuu-MM', MonthDay: "'--'MM-dd" };
function spec(k: Kind, statics: Rows): ClassSpec {
  const iso = DEFAULTS[k];
  const standard: Formatter = {
    pattern: own[iso] ?? '',
    iso: own[iso] === undefined ? iso : null,
    zone: null,
  };
  return {
    implements: ['java.lang.Comparable', 'java.time.temporal.Temporal'],
    methods: common as Rows,
    statics: {
      'now()': () => now(k, defaultZone()),
      'now(Object)': (z: Value) => now(k, idOf(z)),
      'parse(CharSequence)': (source: Value) => build(k, toStr(source), standard),
      'parse(CharSequence,Object)': (source: Value, f: Value) =>
        f instanceof GObject
          ? build(k, toStr(source), fmt(f))
          : build(k, toStr(source), fmt(formatter(toStr(f)))),
      'from(Object)': (v: GObject) => converted(v, k, t(v).z),
      'ofInstant(Object,Object)': (v: GObject, z: Value) => {
        const at = t(atInstant(epochSecond(t(v)), t(v).n % NANOS, idOf(z)));
        return make(
          k,
          k === 'LocalTime' ? 0 : at.d,
          hasTime(k) ? at.n : 0,
          hasOffset(k) ? at.o : 0,
          k === 'ZonedDateTime' ? at.z : '',
        );
      },
      ...statics,
    },
  };
}

const zone = (id: string): GObject => {
  const fixed = /^(?:Z|[+-])/.test(id) ? fixedOffset(id) : null;
  if (fixed !== null) return zoneOffsetOf(fixed);
  const made = new GObject(classNamed('java.time.ZoneRegion'));
  made.native = { id };
  return made;
};
function zoneOffsetOf(seconds: number): GObject {
  const made = new GObject(classNamed('java.time.ZoneOffset'));
  made.native = { id: zoneOffset(seconds), seconds };
  return made;
}
const idOf = (v: Value): string =>
  v instanceof GObject && v.cls.name === 'java.time.Clock' ? 'UTC' : zoneId(v);
const offsetSeconds = (v: GObject): number =>
  (v.native as { seconds?: number }).seconds ?? fixedOffset(idOf(v)) ?? 0;
function zoneNamed(id: string): GObject {
  if (!knownZone(id) || !/^[A-Za-z+-]/.test(id)) {
    if (/^[A-Za-z][\w~/._+-]+$/.test(id))
      throw raise('java.time.zone.ZoneRulesException', `Unknown time-zone ID: ${id}`);
    throw fault(`Invalid ID for region-based ZoneId, invalid format: ${id}`);
  }
  return zone(id);
}

const adjuster = (f: (x: GObject) => GObject): GObject => {
  const made = new GObject(classNamed('java.time.temporal.Adjuster'));
  made.native = f;
  return made;
};
const inMonth = (change: (c: { year: number; month: number; day: number }, x: GObject) => number) => () =>
  adjuster((x) => rebuilt(x, change(civil(t(x).d), x), t(x).n));
const toWeekday = (sign: number, same: boolean) => (day: GObject) =>
  adjuster((x) => {
    const gap = (state(day).ordinal - ((weekday(t(x).d) + 6) % 7)) * sign;
    const days = ((gap % 7) + 7) % 7 || (same ? 0 : 7);
    return rebuilt(x, t(x).d + sign * days, t(x).n);
  });

function enumSpec(name: string, names: readonly string[], more: ClassSpec = {}): ClassSpec {
  return {
    extends: 'java.lang.Enum',
    kind: 'enum',
    ...more,
    constants: Object.fromEntries(
      names.map((each, i) => [each, () => constantsOf(name, names)[i] as GObject]),
    ),
    statics: {
      'values()': () => invokeMethod(classNamed(name), 'getEnumConstants', []),
      'valueOf(String)': (each: string) => {
        const at = names.indexOf(each);
        if (at < 0) throw raise('java.lang.IllegalArgumentException', `No enum constant ${name}.${each}`);
        return constantsOf(name, names)[at];
      },
      ...more.statics,
    },
    values: () => constantsOf(name, names),
  };
}
const shift = (name: string, names: readonly string[], sign: number) => (self: GObject, n: Value) => {
  const size = names.length;
  return constantsOf(name, names)[(((state(self).ordinal + sign * num(n)) % size) + size) % size] as GObject;
};
const displayName = (self: GObject, style: Value): string => {
  const name = title(state(self).name);
  return toStr(style).startsWith('FULL')
    ? name
    : toStr(style).startsWith('NARROW')
      ? name.charAt(0)
      : name.slice(0, 3);
};

temporalInstant.of = (v) => {
  if (!(v instanceof GObject) || !KINDS.includes(v.cls.simpleName as Kind)) return null;
  const x = t(v);
  return { at: instantMs(x), zone: x.z || (x.o === 0 ? 'UTC' : zoneOffset(x.o)), nanos: x.n % NANOS };
};

export const time: LibraryTopic = {
  'java.time.temporal.Temporal': { kind: 'interface' },
  'java.time.temporal.Adjuster': {},
  'java.time.LocalDate': {
    ...spec('LocalDate', {
      'of(int,int,int)': (y: number, m: number, d: number) => make('LocalDate', dateOf(y, m, d)),
      'of(int,Object,int)': (y: number, m: Value, d: number) =>
        make('LocalDate', dateOf(y, state(m).ordinal + 1, d)),
      'ofEpochDay(long)': (d: Lng) => make('LocalDate', Number(d.v)),
      'ofYearDay(int,int)': (y: number, d: number) => make('LocalDate', epochDay(y, 1, 1) + d - 1),
    }),
    constants: {
      EPOCH: () => make('LocalDate', 0),
      MIN: () => make('LocalDate', epochDay(-999999999, 1, 1)),
      MAX: () => make('LocalDate', epochDay(999999999, 12, 31)),
    },
  },
  'java.time.LocalTime': {
    ...spec('LocalTime', {
      'of(int,int,int=,int=)': (h: number, m: number, s?: number, n?: number) =>
        make('LocalTime', 0, timeOf(h, m, s, n)),
      'ofSecondOfDay(long)': (s: Lng) => make('LocalTime', 0, Number(s.v) * NANOS),
      'ofNanoOfDay(long)': (n: Lng) => make('LocalTime', 0, Number(n.v)),
    }),
    constants: {
      MIDNIGHT: () => make('LocalTime', 0),
      NOON: () => make('LocalTime', 0, DAY_NANOS / 2),
      MIN: () => make('LocalTime', 0),
      MAX: () => make('LocalTime', 0, DAY_NANOS - 1),
    },
  },
  'java.time.LocalDateTime': spec('LocalDateTime', {
    'of(int,int,int,int,int,int=,int=)': (
      y: number,
      mo: number,
      d: number,
      h: number,
      mi: number,
      s?: number,
      n?: number,
    ) => make('LocalDateTime', dateOf(y, mo, d), timeOf(h, mi, s, n)),
    'of(int,Object,int,int,int,int=,int=)': (
      y: number,
      mo: Value,
      d: number,
      h: number,
      mi: number,
      s?: number,
      n?: number,
    ) => make('LocalDateTime', dateOf(y, state(mo).ordinal + 1, d), timeOf(h, mi, s, n)),
    'of(Object,Object)': (d: GObject, x: GObject) => make('LocalDateTime', t(d).d, t(x).n),
    'ofEpochSecond(long,int,Object)': (s: Lng, n: number, o: GObject) =>
      make('LocalDateTime', 0, 0).cls &&
      make(
        'LocalDateTime',
        Math.floor((Number(s.v) + offsetSeconds(o)) / 86400),
        ((((Number(s.v) + offsetSeconds(o)) % 86400) + 86400) % 86400) * NANOS + n,
      ),
  }),
  'java.time.Instant': {
    ...spec('Instant', {
      'ofEpochMilli(long)': (v: Lng) => {
        const ms = Number(v.v);
        const d = Math.floor(ms / 86_400_000);
        return make('Instant', d, (ms - d * 86_400_000) * 1e6);
      },
      'ofEpochSecond(long,long=)': (v: Lng, n?: Lng) => {
        const s = Number(v.v);
        const d = Math.floor(s / 86_400);
        return make('Instant', d, (s - d * 86_400) * NANOS + Number(n?.v ?? 0));
      },
    }),
    constants: { EPOCH: () => make('Instant', 0) },
  },
  'java.time.OffsetDateTime': spec('OffsetDateTime', {
    'of(Object,Object)': (v: GObject, o: GObject) => make('OffsetDateTime', t(v).d, t(v).n, offsetSeconds(o)),
    'of(Object,Object,Object)': (d: GObject, x: GObject, o: GObject) =>
      make('OffsetDateTime', t(d).d, t(x).n, offsetSeconds(o)),
    'of(int,int,int,int,int,int,int,Object)': (
      y: number,
      mo: number,
      d: number,
      h: number,
      mi: number,
      s: number,
      n: number,
      o: GObject,
    ) => make('OffsetDateTime', dateOf(y, mo, d), timeOf(h, mi, s, n), offsetSeconds(o)),
  }),
  'java.time.OffsetTime': spec('OffsetTime', {}),
  'java.time.ZonedDateTime': spec('ZonedDateTime', {
    'of(Object,Object)': (v: GObject, z: Value) => zoned(t(v).d, t(v).n, idOf(z)),
    'of(Object,Object,Object)': (d: GObject, x: GObject, z: Value) => zoned(t(d).d, t(x).n, idOf(z)),
    'of(int,int,int,int,int,int,int,Object)': (
      y: number,
      mo: number,
      d: number,
      h: number,
      mi: number,
      s: number,
      n: number,
      z: Value,
    ) => zoned(dateOf(y, mo, d), timeOf(h, mi, s, n), idOf(z)),
  }),
  'java.time.Year': spec('Year', {
    'of(int)': (y: number) => make('Year', epochDay(y, 1, 1)),
    'isLeap(long)': (y: Lng) => isLeap(Number(y.v)),
  }),
  'java.time.YearMonth': spec('YearMonth', {
    'of(int,int)': (y: number, m: number) =>
      make('YearMonth', epochDay(y, checked('MonthOfYear', m, 1, 12), 1)),
    'of(int,Object)': (y: number, m: Value) => make('YearMonth', epochDay(y, state(m).ordinal + 1, 1)),
  }),
  'java.time.MonthDay': spec('MonthDay', {
    'of(int,int)': (m: number, d: number) => make('MonthDay', epochDay(2000, m, d)),
  }),
  'java.time.Duration': {
    implements: ['java.lang.Comparable'],
    constants: { ZERO: () => duration(0n) },
    statics: {
      'ofDays(long)': (n: Lng) => duration(n.v * BigInt(DAY_NANOS)),
      'ofHours(long)': (n: Lng) => duration(n.v * 3_600_000_000_000n),
      'ofMinutes(long)': (n: Lng) => duration(n.v * 60_000_000_000n),
      'ofSeconds(long,long=)': (n: Lng, x?: Lng) => duration(n.v * 1_000_000_000n + (x?.v ?? 0n)),
      'ofMillis(long)': (n: Lng) => duration(n.v * 1_000_000n),
      'ofNanos(long)': (n: Lng) => duration(n.v),
      'of(long,Object)': (n: Lng, unit: Value) => duration(n.v * unitNanos(unit)),
      'between(Object,Object)': (a: GObject, b: GObject) => {
        if (!hasTime(kind(a)))
          throw raise('java.time.temporal.UnsupportedTemporalTypeException', 'Unsupported unit: Seconds');
        const [x, y] = [t(a), t(b)];
        return duration(
          BigInt(y.d - x.d) * BigInt(DAY_NANOS) + BigInt(y.n - x.n) - BigInt((y.o - x.o) * NANOS),
        );
      },
      'parse(CharSequence)': (source: Value) => parseDuration(toStr(source)),
    },
    methods: {
      'toString()': durationText,
      'getSeconds()': (self: GObject) => new Lng(span(self).s),
      'toSeconds()': (self: GObject) => new Lng(span(self).s),
      'getNano()': (self: GObject) => span(self).n,
      'toMillis()': (self: GObject) => new Lng(span(self).s * 1000n + BigInt(Math.floor(span(self).n / 1e6))),
      'toNanos()': (self: GObject) => new Lng(nanosOf(self)),
      'toMinutes()': (self: GObject) => new Lng(span(self).s / 60n),
      'toHours()': (self: GObject) => new Lng(span(self).s / 3600n),
      'toDays()': (self: GObject) => new Lng(span(self).s / 86400n),
      'toDaysPart()': (self: GObject) => new Lng(span(self).s / 86400n),
      'toHoursPart()': (self: GObject) => Number((span(self).s / 3600n) % 24n),
      'toMinutesPart()': (self: GObject) => Number((span(self).s / 60n) % 60n),
      'toSecondsPart()': (self: GObject) => Number(span(self).s % 60n),
      'toMillisPart()': (self: GObject) => Math.floor(span(self).n / 1e6),
      'isZero()': (self: GObject) => nanosOf(self) === 0n,
      'isNegative()': (self: GObject) => nanosOf(self) < 0n,
      'negated()': (self: GObject) => duration(-nanosOf(self)),
      'negative()': (self: GObject) => duration(-nanosOf(self)),
      'abs()': (self: GObject) => duration(nanosOf(self) < 0n ? -nanosOf(self) : nanosOf(self)),
      'plus(Object)': (self: GObject, v: Value) =>
        duration(nanosOf(self) + (isDuration(v) ? nanosOf(v) : toBigInt(v as Num) * 1_000_000_000n)),
      'minus(Object)': (self: GObject, v: Value) =>
        duration(nanosOf(self) - (isDuration(v) ? nanosOf(v) : toBigInt(v as Num) * 1_000_000_000n)),
      'plusDays(long)': (self: GObject, n: Lng) => duration(nanosOf(self) + n.v * BigInt(DAY_NANOS)),
      'plusHours(long)': (self: GObject, n: Lng) => duration(nanosOf(self) + n.v * 3_600_000_000_000n),
      'plusMinutes(long)': (self: GObject, n: Lng) => duration(nanosOf(self) + n.v * 60_000_000_000n),
      'plusSeconds(long)': (self: GObject, n: Lng) => duration(nanosOf(self) + n.v * 1_000_000_000n),
      'plusMillis(long)': (self: GObject, n: Lng) => duration(nanosOf(self) + n.v * 1_000_000n),
      'minusMinutes(long)': (self: GObject, n: Lng) => duration(nanosOf(self) - n.v * 60_000_000_000n),
      'multiply(Number)': (self: GObject, n: Num) => duration(nanosOf(self) * toBigInt(n)),
      'multipliedBy(long)': (self: GObject, n: Lng) => duration(nanosOf(self) * n.v),
      'dividedBy(long)': (self: GObject, n: Lng) => duration(nanosOf(self) / n.v),
      'div(Number)': (self: GObject, n: Num) => duration(nanosOf(self) / toBigInt(n)),
      'compareTo(Object)': (self: GObject, o: GObject) =>
        nanosOf(self) < nanosOf(o) ? -1 : nanosOf(self) > nanosOf(o) ? 1 : 0,
      'equals(Object)': (self: GObject, o: Value) => isDuration(o) && nanosOf(self) === nanosOf(o),
      'hashCode()': (self: GObject) =>
        Number(BigInt.asIntN(32, span(self).s ^ (span(self).s >> 32n))) + 51 * span(self).n,
    },
  },
  'java.time.Period': {
    constants: { ZERO: () => period(0, 0, 0) },
    statics: {
      'of(int,int,int)': period,
      'ofDays(int)': (d: number) => period(0, 0, d),
      'ofWeeks(int)': (w: number) => period(0, 0, w * 7),
      'ofMonths(int)': (m: number) => period(0, m, 0),
      'ofYears(int)': (y: number) => period(y, 0, 0),
      'between(Object,Object)': (a: GObject, b: GObject) => periodBetween(t(a), t(b)),
      'parse(CharSequence)': (source: Value) => {
        const m = /^([+-]?)P(?:([+-]?\d+)Y)?(?:([+-]?\d+)M)?(?:([+-]?\d+)W)?(?:([+-]?\d+)D)?$/i.exec(
          toStr(source),
        );
        if (!m || toStr(source).length < 3)
          throw raise('java.time.format.DateTimeParseException', 'Text cannot be parsed to a Period');
        const sign = m[1] === '-' ? -1 : 1;
        return period(
          sign * Number(m[2] ?? 0),
          sign * Number(m[3] ?? 0),
          sign * (Number(m[4] ?? 0) * 7 + Number(m[5] ?? 0)),
        );
      },
    },
    methods: {
      'getYears()': (self: GObject) => ymd(self).y,
      'getMonths()': (self: GObject) => ymd(self).m,
      'getDays()': (self: GObject) => ymd(self).d,
      'toTotalMonths()': (self: GObject) => long(ymd(self).y * 12 + ymd(self).m),
      'isZero()': (self: GObject) => ymd(self).y === 0 && ymd(self).m === 0 && ymd(self).d === 0,
      'isNegative()': (self: GObject) => ymd(self).y < 0 || ymd(self).m < 0 || ymd(self).d < 0,
      'plusDays(long)': (self: GObject, n: Lng) =>
        period(ymd(self).y, ymd(self).m, ymd(self).d + Number(n.v)),
      'plusMonths(long)': (self: GObject, n: Lng) =>
        period(ymd(self).y, ymd(self).m + Number(n.v), ymd(self).d),
      'plusYears(long)': (self: GObject, n: Lng) =>
        period(ymd(self).y + Number(n.v), ymd(self).m, ymd(self).d),
      'plus(Object)': (self: GObject, o: Value) =>
        period(ymd(self).y + ymd(o).y, ymd(self).m + ymd(o).m, ymd(self).d + ymd(o).d),
      'minus(Object)': (self: GObject, o: Value) =>
        period(ymd(self).y - ymd(o).y, ymd(self).m - ymd(o).m, ymd(self).d - ymd(o).d),
      'negated()': (self: GObject) => period(-ymd(self).y, -ymd(self).m, -ymd(self).d),
      'multipliedBy(int)': (self: GObject, n: number) =>
        period(ymd(self).y * n, ymd(self).m * n, ymd(self).d * n),
      'normalized()': (self: GObject) => {
        const months = ymd(self).y * 12 + ymd(self).m;
        return period(Math.trunc(months / 12), months % 12, ymd(self).d);
      },
      'toString()': (self: GObject) => {
        const { y, m, d } = ymd(self);
        return y || m || d ? `P${y ? `${y}Y` : ''}${m ? `${m}M` : ''}${d ? `${d}D` : ''}` : 'P0D';
      },
      'equals(Object)': (self: GObject, o: Value) => isPeriod(o) && toStr(self) === toStr(o),
      'hashCode()': (self: GObject) => ymd(self).y + (ymd(self).m << 8) + (ymd(self).d << 16),
    },
  },
  'java.time.ZoneId': {
    isAbstract: true,
    statics: {
      'of(String)': (id: string) => zoneNamed(id),
      'systemDefault()': () => zone(defaultZone()),
      'getAvailableZoneIds()': () => new GSet('hash', Intl.supportedValuesOf('timeZone')),
    },
    methods: {
      'getId()': (self: GObject) => idOf(self),
      'toString()': (self: GObject) => idOf(self),
      'equals(Object)': (self: GObject, o: Value) =>
        o instanceof GObject && o.cls === self.cls && idOf(o) === idOf(self),
      'hashCode()': (self: GObject) => invokeMethod(idOf(self), 'hashCode', []),
      'normalized()': (self: GObject) => self,
      'getRules()': (self: GObject) => {
        const made = new GObject(classNamed('java.time.zone.ZoneRules'));
        made.native = { id: idOf(self) };
        return made;
      },
    },
  },
  'java.time.zone.ZoneRules': {
    methods: {
      'getOffset(Object)': (self: GObject, v: GObject) =>
        zoneOffsetOf(
          kind(v) === 'Instant'
            ? offsetAt(zoneId(self), instantMs(t(v)))
            : (offsetsOf(zoneId(self), localMs(t(v)))[0] ?? 0),
        ),
      'isDaylightSavings(Object)': (self: GObject, v: GObject) => isDaylight(zoneId(self), instantMs(t(v))),
    },
  },
  'java.time.ZoneRegion': { extends: 'java.time.ZoneId' },
  'java.time.ZoneOffset': {
    extends: 'java.time.ZoneId',
    constants: { UTC: () => zoneOffsetOf(0) },
    statics: {
      'of(String)': (id: string) => {
        const o = fixedOffset(id);
        if (o === null || !/^(?:Z|[+-])/.test(id))
          throw fault(`Invalid ID for ZoneOffset, invalid format: ${id}`);
        return zoneOffsetOf(o);
      },
      'ofHours(int)': (h: number) => zoneOffsetOf(h * 3600),
      'ofHoursMinutes(int,int)': (h: number, m: number) => zoneOffsetOf(h * 3600 + m * 60),
      'ofTotalSeconds(int)': (s: number) => zoneOffsetOf(s),
    },
    methods: { 'getTotalSeconds()': (self: GObject) => offsetSeconds(self) },
  },
  'java.time.Clock': {
    statics: {
      'systemUTC()': () => new GObject(classNamed('java.time.Clock')),
      'systemDefaultZone()': () => new GObject(classNamed('java.time.Clock')),
    },
    methods: { 'millis()': () => long(Math.floor(R.now())), 'instant()': () => now('Instant', 'UTC') },
  },
  'java.time.format.DateTimeFormatter': {
    constants: Object.fromEntries(
      Object.entries(ISO).map(([name, pattern]) => [name, () => formatter(pattern, name)]),
    ),
    statics: {
      'ofPattern(String,Object=)': (pattern: string) => formatter(pattern),
    },
    methods: {
      'format(Object)': (self: GObject, v: GObject) => format(v, fmt(self)),
      'withZone(Object)': (self: GObject, z: Value) => {
        const made = new GObject(self.cls);
        made.native = { ...fmt(self), zone: idOf(z) } satisfies Formatter;
        return made;
      },
      'withLocale(Object)': (self: GObject) => self,
      'parse(CharSequence)': (self: GObject, source: Value) => {
        const p = parse(toStr(source), fmt(self));
        return build(
          p.o !== undefined
            ? 'OffsetDateTime'
            : p.h !== undefined
              ? p.y === undefined
                ? 'LocalTime'
                : 'LocalDateTime'
              : 'LocalDate',
          toStr(source),
          fmt(self),
        );
      },
    },
  },
  'java.time.DayOfWeek': enumSpec('java.time.DayOfWeek', DAYS, {
    statics: {
      'of(int)': (n: number) => {
        if (n < 1 || n > 7) throw fault(`Invalid value for DayOfWeek: ${n}`);
        return constantsOf('java.time.DayOfWeek', DAYS)[n - 1];
      },
      'from(Object)': (v: GObject) => dayEnum(t(v).d),
    },
    methods: {
      'getValue()': (self: GObject) => state(self).ordinal + 1,
      'plus(Number)': shift('java.time.DayOfWeek', DAYS, 1),
      'minus(Number)': shift('java.time.DayOfWeek', DAYS, -1),
      'getDisplayName(Object,Object)': displayName,
    },
  }),
  'java.time.Month': enumSpec('java.time.Month', monthNames, {
    statics: {
      'of(int)': (n: number) => {
        if (n < 1 || n > 12) throw fault(`Invalid value for MonthOfYear: ${n}`);
        return monthEnum(n);
      },
      'from(Object)': (v: GObject) => monthEnum(civil(t(v).d).month),
    },
    methods: {
      'getValue()': (self: GObject) => state(self).ordinal + 1,
      'plus(Number)': shift('java.time.Month', monthNames, 1),
      'minus(Number)': shift('java.time.Month', monthNames, -1),
      'maxLength()': (self: GObject) => daysInMonth(2000, state(self).ordinal + 1),
      'minLength()': (self: GObject) => daysInMonth(2001, state(self).ordinal + 1),
      'length(boolean)': (self: GObject, leap: boolean) =>
        daysInMonth(leap ? 2000 : 2001, state(self).ordinal + 1),
      'getDisplayName(Object,Object)': displayName,
    },
  }),
  'java.time.format.TextStyle': enumSpec('java.time.format.TextStyle', [
    'FULL',
    'FULL_STANDALONE',
    'SHORT',
    'SHORT_STANDALONE',
    'NARROW',
    'NARROW_STANDALONE',
  ]),
  'java.time.temporal.ChronoUnit': enumSpec('java.time.temporal.ChronoUnit', UNITS, {
    methods: {
      'between(Object,Object)': (self: GObject, a: GObject, b: GObject) =>
        long(between(a, b, state(self).name)),
      'toString()': (self: GObject) => state(self).name.split('_').map(title).join(''),
      'getDuration()': (self: GObject) => duration(unitNanos(self)),
    },
  }),
  'java.time.temporal.ChronoField': enumSpec('java.time.temporal.ChronoField', FIELDS),
  'java.time.temporal.TemporalAdjusters': {
    statics: {
      'firstDayOfMonth()': inMonth(({ year, month }) => epochDay(year, month, 1)),
      'lastDayOfMonth()': inMonth(({ year, month }) => epochDay(year, month, daysInMonth(year, month))),
      'firstDayOfNextMonth()': inMonth(({ year, month }) => epochDay(year, month + 1, 1)),
      'firstDayOfYear()': inMonth(({ year }) => epochDay(year, 1, 1)),
      'lastDayOfYear()': inMonth(({ year }) => epochDay(year, 12, 31)),
      'firstDayOfNextYear()': inMonth(({ year }) => epochDay(year + 1, 1, 1)),
      'next(Object)': toWeekday(1, false),
      'nextOrSame(Object)': toWeekday(1, true),
      'previous(Object)': toWeekday(-1, false),
      'previousOrSame(Object)': toWeekday(-1, true),
      'firstInMonth(Object)': (day: GObject) =>
        adjuster((x) => {
          const { year, month } = civil(t(x).d);
          const first = epochDay(year, month, 1);
          return rebuilt(
            x,
            first + ((((state(day).ordinal - ((weekday(first) + 6) % 7)) % 7) + 7) % 7),
            t(x).n,
          );
        }),
    },
  },
  'java.util.Date': {
    methods: {
      'toInstant()': (self: GObject) => {
        const at = self.native as number;
        const d = Math.floor(at / 86_400_000);
        return make('Instant', d, (at - d * 86_400_000) * 1e6);
      },
      'toLocalDate()': (self: GObject) =>
        make(
          'LocalDate',
          Math.floor(
            ((self.native as number) + offsetAt(defaultZone(), self.native as number) * 1000) / 86_400_000,
          ),
        ),
      'toLocalDateTime()': (self: GObject) => {
        const x = t(
          atInstant(
            Math.floor((self.native as number) / 1000),
            ((((self.native as number) % 1000) + 1000) % 1000) * 1e6,
            defaultZone(),
          ),
        );
        return make('LocalDateTime', x.d, x.n);
      },
      'toZonedDateTime()': (self: GObject) =>
        atInstant(
          Math.floor((self.native as number) / 1000),
          ((((self.native as number) % 1000) + 1000) % 1000) * 1e6,
          defaultZone(),
        ),
    },
    statics: { 'from(Object)': (v: GObject) => newDate(instantMs(t(v))) },
  },
  'java.util.Calendar': {
    methods: {
      'toInstant()': (self: GObject) => invokeMethod(invokeMethod(self, 'getTime', []), 'toInstant', []),
    },
  },
};
