/** Date, Calendar, TimeZone, SimpleDateFormat, TimeCategory, with the GDK's methods. The default zone is UTC. */
import { C, callClosure, invokeMethod, toStr } from '../core.ts';
import { raise } from '../errors.ts';
import { type Num, isNumber, toBigInt, toInt } from '../numbers.ts';
import { R, spend } from '../runtime.ts';
import { GArray, type GClass, type GClosure, type GMap, GObject, Lng, type Value } from '../values.ts';
import { dateFormat } from './format.ts';
import { arrayClass, classNamed, type ClassSpec, type LibraryTopic, type Rows } from './registry.ts';
import {
  DAY,
  MONTHS,
  WEEKDAYS,
  civil,
  dayOfYear,
  daysInMonth,
  epochDay,
  fixedOffset,
  instantOf,
  isDaylight,
  isLeap,
  isoWeek,
  knownZone,
  offsetAt,
  offsetText,
  pad,
  patternParts,
  standardOffset,
  weekday,
  zoneName,
} from './zones.ts';

const DATE = classNamed('java.util.Date');
const SQL_DATE = classNamed('java.sql.Date');
const CALENDAR = classNamed('java.util.GregorianCalendar');
const ZONE = classNamed('java.util.TimeZone');

export const ms = (v: Value): number => (v as GObject).native as number;
export function newDate(at: number, cls = DATE): GObject {
  const made = new GObject(cls);
  made.native = at;
  return made;
}
const isDate = (v: Value): v is GObject => v instanceof GObject && v.cls.isSubclassOf(DATE);
const illegal = (text: string) => raise('java.lang.IllegalArgumentException', text);
const long = (n: number): Lng => new Lng(BigInt(Math.trunc(n)));
const num = (v: Value): number => Number(toBigInt(v as Num));

const ZONE_KEY = 'default time zone';
export const defaultZone = (): string => (R.memo.get(ZONE_KEY) as string | undefined) ?? 'UTC';

export function newZone(id: string): GObject {
  const made = new GObject(ZONE);
  made.native = id;
  return made;
}
export function zoneId(v: Value): string {
  if (v === null || v === undefined) return defaultZone();
  if (typeof v === 'string') return v;
  const { native } = v as GObject;
  return typeof native === 'string' ? native : ((native as { id?: string }).id ?? 'UTC');
}
/** `TimeZone.getTimeZone`: what it does not know is GMT. */
function zoneNamed(id: string): GObject {
  const m = /^GMT([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(id);
  if (m) return newZone(`GMT${m[1]}${pad(Number(m[2]), 2)}:${m[3] ?? '00'}`);
  return newZone(/^(?:Z|[+-])/.test(id) || !knownZone(id) ? 'GMT' : id);
}

type Fields = { y: number; mo: number; d: number; h: number; mi: number; s: number; ms: number };
function fieldsOf(at: number, zone: string): Fields {
  const local = at + offsetAt(zone, at) * 1000;
  const days = Math.floor(local / DAY);
  const { year, month, day } = civil(days);
  const t = local - days * DAY;
  return {
    y: year,
    mo: month - 1,
    d: day,
    h: Math.floor(t / 3600000),
    mi: Math.floor(t / 60000) % 60,
    s: Math.floor(t / 1000) % 60,
    ms: t % 1000,
  };
}
const localOf = (f: Fields): number =>
  epochDay(f.y, f.mo + 1, 1) * DAY + (f.d - 1) * DAY + f.h * 3600000 + f.mi * 60000 + f.s * 1000 + f.ms;
const msOf = (f: Fields, zone: string): number => instantOf(zone, localOf(f));
const localDays = (at: number, zone: string): number => Math.floor((at + offsetAt(zone, at) * 1000) / DAY);

const at2 = (n: number): string => pad(n, 2);
export function dateText(at: number, zone = defaultZone()): string {
  const f = fieldsOf(at, zone);
  const w = WEEKDAYS[weekday(localDays(at, zone))] ?? '';
  return `${w.slice(0, 3)} ${MONTHS[f.mo]?.slice(0, 3)} ${at2(f.d)} ${at2(f.h)}:${at2(f.mi)}:${at2(f.s)} ${zoneName(zone, at)} ${f.y}`;
}

/** Week of the year or month as English calendars count: from Sunday, the first week may have one day. */
function usWeek(days: number, first: number): number {
  const start = first - weekday(first);
  return Math.floor((days - start) / 7) + 1;
}
function weekOfYear(days: number): number {
  const { year } = civil(days);
  const nextStart = epochDay(year + 1, 1, 1);
  return days >= nextStart - weekday(nextStart) ? 1 : usWeek(days, epochDay(year, 1, 1));
}
const weekYear = (days: number): number => {
  const { year } = civil(days);
  const nextStart = epochDay(year + 1, 1, 1);
  return days >= nextStart - weekday(nextStart) ? year + 1 : year;
};

// --- SimpleDateFormat ---

export function formatDate(at: number, pattern: string, zone = defaultZone()): string {
  spend(pattern.length);
  const parts = patternParts(pattern);
  if (!parts) throw illegal('Unterminated quote');
  const f = fieldsOf(at, zone);
  const days = localDays(at, zone);
  const offset = offsetAt(zone, at);
  let out = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      out += part;
      continue;
    }
    const { letter, count } = part;
    switch (letter) {
      case 'G':
        out += f.y > 0 ? 'AD' : 'BC';
        break;
      case 'y':
        out += count === 2 ? at2(f.y % 100) : pad(f.y > 0 ? f.y : 1 - f.y, count);
        break;
      case 'Y':
        out += count === 2 ? at2(weekYear(days) % 100) : pad(weekYear(days), count);
        break;
      case 'M':
      case 'L':
        out += count >= 4 ? MONTHS[f.mo] : count === 3 ? MONTHS[f.mo]?.slice(0, 3) : pad(f.mo + 1, count);
        break;
      case 'w':
        out += pad(weekOfYear(days), count);
        break;
      case 'W':
        out += pad(usWeek(days, days - f.d + 1), count);
        break;
      case 'D':
        out += pad(dayOfYear(days), count);
        break;
      case 'd':
        out += pad(f.d, count);
        break;
      case 'F':
        out += pad(Math.floor((f.d - 1) / 7) + 1, count);
        break;
      case 'E': {
        const name = WEEKDAYS[weekday(days)] ?? '';
        out += count >= 4 ? name : name.slice(0, 3);
        break;
      }
      case 'u':
        out += pad(weekday(days) || 7, count);
        break;
      case 'a':
        out += f.h < 12 ? 'AM' : 'PM';
        break;
      case 'H':
        out += pad(f.h, count);
        break;
      case 'k':
        out += pad(f.h || 24, count);
        break;
      case 'K':
        out += pad(f.h % 12, count);
        break;
      case 'h':
        out += pad(f.h % 12 || 12, count);
        break;
      case 'm':
        out += pad(f.mi, count);
        break;
      case 's':
        out += pad(f.s, count);
        break;
      case 'S':
        out += pad(f.ms, count);
        break;
      case 'z':
        out += zoneName(zone, at, count >= 4);
        break;
      case 'Z':
        out += offsetText(offset, '');
        break;
      case 'X':
        if (count > 3) throw illegal(`invalid ISO 8601 format: length=${count}`);
        out +=
          count === 1 ? offsetText(offset, '', 'Z', false) : offsetText(offset, count === 2 ? '' : ':', 'Z');
        break;
      default:
        throw illegal(`Illegal pattern character '${letter}'`);
    }
  }
  return out;
}

const KNOWN_LETTERS = 'GyYMLwWDdFEuaHkKhmsSzZX';
function checkPattern(pattern: string): void {
  const parts = patternParts(pattern);
  if (!parts) throw illegal('Unterminated quote');
  for (const part of parts) {
    if (typeof part === 'string') continue;
    if (!KNOWN_LETTERS.includes(part.letter)) throw illegal(`Illegal pattern character '${part.letter}'`);
    if (part.letter === 'X' && part.count > 3) throw illegal(`invalid ISO 8601 format: length=${part.count}`);
  }
}

function unparseable(text: string, at = 0) {
  const thrown = raise('java.text.ParseException', `Unparseable date: "${text}"`);
  thrown.value.details.set('errorOffset', at);
  return thrown;
}

function parseName(names: readonly string[], text: string): { index: number; size: number } | null {
  const low = text.toLowerCase();
  let best: { index: number; size: number } | null = null;
  names.forEach((name, index) => {
    for (const each of [name, name.slice(0, 3)])
      if (low.startsWith(each.toLowerCase()) && (!best || each.length > best.size))
        best = { index, size: each.length };
  });
  return best;
}

/** Reads a date as SimpleDateFormat does: leniently, ending where the pattern ends. */
export function parseDate(text: string, pattern: string, zone = defaultZone(), lenient = true): number {
  checkPattern(pattern);
  const parts = patternParts(pattern) ?? [];
  const f: Fields = { y: 1970, mo: 0, d: 1, h: 0, mi: 0, s: 0, ms: 0 };
  let offset: number | null = null;
  let useZone = zone;
  let pm: boolean | null = null;
  let hour12: number | null = null;
  let dayInYear: number | null = null;
  let isoDay: number | null = null;
  let i = 0;
  const fail = (): never => {
    throw unparseable(text, i);
  };
  parts.forEach((part, index) => {
    if (typeof part === 'string') {
      if (/^\s+$/.test(part)) {
        const run = /^[ \t]*/.exec(text.slice(i))?.[0].length ?? 0;
        if (run === 0 && i < text.length) fail();
        i += run;
        return;
      }
      if (!text.startsWith(part, i)) fail();
      i += part.length;
      return;
    }
    const { letter, count } = part;
    while (text.charAt(i) === ' ' || text.charAt(i) === '\t') i++;
    const following = parts[index + 1];
    const adjacent = typeof following === 'object' && !'EazZXG'.includes(following.letter);
    const digits = (): number => {
      const m = (adjacent ? new RegExp(`^-?\\d{1,${count}}`) : /^-?\d+/).exec(text.slice(i));
      if (!m) return fail();
      i += m[0].length;
      return Number(m[0]);
    };
    switch (letter) {
      case 'y':
      case 'Y': {
        const begin = i;
        const n = digits();
        if (count <= 2 && i - begin === 2 && /^\d\d$/.test(text.slice(begin, i))) {
          const now = fieldsOf(R.now(), zone).y;
          const start = now - 80;
          f.y = Math.floor(start / 100) * 100 + n;
          if (f.y < start) f.y += 100;
        } else f.y = n;
        break;
      }
      case 'M':
      case 'L':
        if (count >= 3) {
          const name = parseName(MONTHS, text.slice(i));
          if (!name) {
            fail();
            break;
          }
          f.mo = name.index;
          i += name.size;
        } else f.mo = digits() - 1;
        break;
      case 'd':
        f.d = digits();
        break;
      case 'D':
        dayInYear = digits();
        break;
      case 'E': {
        const name = parseName(WEEKDAYS, text.slice(i));
        if (!name) fail();
        else i += name.size;
        break;
      }
      case 'u':
        isoDay = digits();
        break;
      case 'a': {
        const m = /^[ap]m/i.exec(text.slice(i));
        if (!m) fail();
        else {
          pm = m[0].toLowerCase() === 'pm';
          i += 2;
        }
        break;
      }
      case 'H':
        f.h = digits();
        break;
      case 'k':
        f.h = digits() % 24;
        break;
      case 'K':
        hour12 = digits();
        break;
      case 'h':
        hour12 = digits() % 12;
        break;
      case 'm':
        f.mi = digits();
        break;
      case 's':
        f.s = digits();
        break;
      case 'S':
        f.ms = digits();
        break;
      case 'G': {
        const m = /^(?:AD|BC)/i.exec(text.slice(i));
        if (!m) fail();
        else i += 2;
        break;
      }
      case 'w':
      case 'W':
      case 'F':
        digits();
        break;
      default: {
        const rest = text.slice(i);
        const m = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?/.exec(rest);
        if (letter === 'X' && rest.startsWith('Z')) {
          offset = 0;
          i++;
        } else if (m && !(letter === 'X' && /^[GU]/.test(rest))) {
          if (letter === 'X' && count === 3 && !/^[+-]\d\d:\d\d/.test(rest)) fail();
          const size = letter === 'X' && count === 1 ? 3 : m[0].length;
          const minutes = letter === 'X' && count === 1 ? 0 : Number(m[3] ?? 0);
          offset = (Number(m[2]) * 3600 + minutes * 60) * (m[1] === '-' ? -1 : 1);
          i += size;
        } else {
          const name = /^(?:GMT|UTC|UT|Z(?![a-z])|[A-Za-z]+\/[A-Za-z_]+|[A-Z]{3,4})/.exec(rest)?.[0];
          if (letter === 'X' || !name) {
            fail();
            break;
          }
          const known: Record<string, number> = {
            EST: -5,
            EDT: -4,
            CST: -6,
            CDT: -5,
            MST: -7,
            MDT: -6,
            PST: -8,
            PDT: -7,
            CET: 1,
            CEST: 2,
            EET: 2,
            EEST: 3,
            BST: 1,
            WET: 0,
            WEST: 1,
            JST: 9,
          };
          if (name === 'IST') offset = 19800;
          else if (known[name] !== undefined) offset = known[name] * 3600;
          else if (knownZone(name)) useZone = name;
          else fail();
          i += name.length;
        }
      }
    }
  });
  if (hour12 !== null) f.h = hour12 + (pm ? 12 : 0);
  else if (pm !== null && f.h === 0 && !/[Hk]/.test(pattern)) f.h = pm ? 12 : 0;
  if (dayInYear !== null) {
    f.mo = 0;
    f.d = dayInYear;
  }
  void isoDay;
  if (
    !lenient &&
    (f.mo < 0 ||
      f.mo > 11 ||
      f.d < 1 ||
      f.d > daysInMonth(f.y, f.mo + 1) ||
      f.h > 23 ||
      f.mi > 59 ||
      f.s > 59)
  )
    throw unparseable(text, i);
  return offset === null ? msOf(f, useZone) : localOf(f) - (offset as number) * 1000;
}

type Format = { pattern: string; zone: string | null; lenient: boolean };
const fmt = (v: GObject): Format => v.native as Format;
const formatRows: Rows = {
  'format(Object)': (self: GObject, v: Value) => {
    if (!isDate(v) && !isNumber(v)) throw illegal('Cannot format given Object as a Date');
    return formatDate(isDate(v) ? ms(v) : num(v), fmt(self).pattern, fmt(self).zone ?? defaultZone());
  },
  'parse(String)': (self: GObject, text: string | null) => {
    if (text === null) throw raise('java.lang.NullPointerException', null);
    const { pattern, zone, lenient } = fmt(self);
    return newDate(parseDate(text, pattern, zone ?? defaultZone(), lenient));
  },
  'setTimeZone(TimeZone)': (self: GObject, zone: GObject) => {
    fmt(self).zone = zoneId(zone);
  },
  'getTimeZone()': (self: GObject) => newZone(fmt(self).zone ?? defaultZone()),
  'setLenient(boolean)': (self: GObject, v: boolean) => {
    fmt(self).lenient = v;
  },
  'isLenient()': (self: GObject) => fmt(self).lenient,
  'toPattern()': (self: GObject) => fmt(self).pattern,
  'applyPattern(String)': (self: GObject, p: string) => {
    checkPattern(p);
    fmt(self).pattern = p;
  },
};

const dateStyles = ['EEEE, MMMM d, y', 'MMMM d, y', 'MMM d, y', 'M/d/yy'];
const timeStyles = ['h:mm:ss a z', 'h:mm:ss a z', 'h:mm:ss a', 'h:mm a'];
function styled(pattern: string): GObject {
  const made = new GObject(classNamed('java.text.SimpleDateFormat'));
  made.native = { pattern, zone: null, lenient: true } satisfies Format;
  return made;
}

// --- Calendar ---

type Cal = { at: number; zone: string; f: Fields | null; first: number };
const cal = (v: Value): Cal => (v as GObject).native as Cal;
function settle(c: Cal): number {
  if (c.f) {
    c.at = msOf(c.f, c.zone);
    c.f = null;
  }
  return c.at;
}
export function newCalendar(at: number, zone = defaultZone()): GObject {
  const made = new GObject(CALENDAR);
  made.native = { at, zone, f: null, first: 1 } satisfies Cal;
  return made;
}
const FIELD_NAMES = [
  'ERA',
  'YEAR',
  'MONTH',
  'WEEK_OF_YEAR',
  'WEEK_OF_MONTH',
  'DAY_OF_MONTH',
  'DAY_OF_YEAR',
  'DAY_OF_WEEK',
  'DAY_OF_WEEK_IN_MONTH',
  'AM_PM',
  'HOUR',
  'HOUR_OF_DAY',
  'MINUTE',
  'SECOND',
  'MILLISECOND',
  'ZONE_OFFSET',
  'DST_OFFSET',
];
function getField(c: Cal, field: number): number {
  const at = settle(c);
  const f = fieldsOf(at, c.zone);
  const days = localDays(at, c.zone);
  switch (field) {
    case 0:
      return f.y > 0 ? 1 : 0;
    case 1:
      return f.y;
    case 2:
      return f.mo;
    case 3:
      return c.first === 2 ? isoWeek(days).week : weekOfYear(days);
    case 4:
      return usWeek(days, days - f.d + 1);
    case 5:
      return f.d;
    case 6:
      return dayOfYear(days);
    case 7:
      return weekday(days) + 1;
    case 8:
      return Math.floor((f.d - 1) / 7) + 1;
    case 9:
      return f.h < 12 ? 0 : 1;
    case 10:
      return f.h % 12;
    case 11:
      return f.h;
    case 12:
      return f.mi;
    case 13:
      return f.s;
    case 14:
      return f.ms;
    case 15:
      return standardOffset(c.zone, at) * 1000;
    case 16:
      return (offsetAt(c.zone, at) - standardOffset(c.zone, at)) * 1000;
    default:
      throw raise('java.lang.ArrayIndexOutOfBoundsException', `Index ${field} out of bounds for length 17`);
  }
}
function setField(c: Cal, field: number, v: number): void {
  if (field === 3 || field === 4 || field === 6 || field === 7 || field === 8) {
    const now = getField(c, field);
    const by = field === 7 ? v - now : field === 6 ? v - now : (v - now) * 7;
    addField(c, 5, by);
    return;
  }
  const f = (c.f ??= fieldsOf(c.at, c.zone));
  switch (field) {
    case 1:
      f.y = v;
      break;
    case 2:
      f.mo = v;
      break;
    case 5:
      f.d = v;
      break;
    case 9:
      f.h = (f.h % 12) + v * 12;
      break;
    case 10:
      f.h = (f.h >= 12 ? 12 : 0) + v;
      break;
    case 11:
      f.h = v;
      break;
    case 12:
      f.mi = v;
      break;
    case 13:
      f.s = v;
      break;
    case 14:
      f.ms = v;
      break;
    default:
  }
}
function addField(c: Cal, field: number, n: number): void {
  const at = settle(c);
  const f = fieldsOf(at, c.zone);
  switch (field) {
    case 1:
    case 2: {
      if (field === 1) f.y += n;
      else f.mo += n;
      const months = f.y * 12 + f.mo;
      f.y = Math.floor(months / 12);
      f.mo = months - f.y * 12;
      f.d = Math.min(f.d, daysInMonth(f.y, f.mo + 1));
      break;
    }
    case 3:
    case 4:
    case 8:
      f.d += 7 * n;
      break;
    case 5:
    case 6:
    case 7:
      f.d += n;
      break;
    case 9:
      f.h += 12 * n;
      break;
    default: {
      const unit = { 10: 3600000, 11: 3600000, 12: 60000, 13: 1000, 14: 1 }[field];
      if (unit === undefined) throw illegal('');
      c.at = at + n * unit;
      return;
    }
  }
  c.at = msOf(f, c.zone);
}
function maximum(c: Cal, field: number): number {
  const f = fieldsOf(settle(c), c.zone);
  switch (field) {
    case 2:
      return 11;
    case 3:
      return 52;
    case 4:
      return usWeek(epochDay(f.y, f.mo + 1, daysInMonth(f.y, f.mo + 1)), epochDay(f.y, f.mo + 1, 1));
    case 5:
      return daysInMonth(f.y, f.mo + 1);
    case 6:
      return isLeap(f.y) ? 366 : 365;
    case 7:
      return 7;
    case 8:
      return 5;
    case 9:
    case 0:
      return 1;
    case 10:
      return 11;
    case 11:
      return 23;
    case 12:
    case 13:
      return 59;
    case 14:
      return 999;
    default:
      return 292278994;
  }
}

const GDK_FIELDS: Record<string, number> = {
  year: 1,
  month: 2,
  date: 5,
  dayOfMonth: 5,
  hourOfDay: 11,
  minute: 12,
  second: 13,
  dayOfYear: 6,
  dayOfWeek: 7,
};
function withFields(c: Cal, values: GMap): void {
  for (const { k, v } of values.entries()) {
    const field = GDK_FIELDS[toStr(k)];
    if (field !== undefined) setField(c, field, num(v));
  }
  settle(c);
}
function cleared(at: number, zone: string): number {
  const f = fieldsOf(at, zone);
  return msOf({ ...f, h: 0, mi: 0, s: 0, ms: 0 }, zone);
}
const millisOf = (v: Value): number => (isDate(v) ? ms(v) : settle(cal(v)));

const calendarRows: Rows = {
  'get(int)': (self: GObject, field: number) => getField(cal(self), field),
  'getAt(int)': (self: GObject, field: number) => getField(cal(self), field),
  'putAt(int,int)': (self: GObject, field: number, v: number) => setField(cal(self), field, v),
  'set(int,int)': (self: GObject, field: number, v: number) => setField(cal(self), field, v),
  'set(Map)': (self: GObject, values: GMap) => withFields(cal(self), values),
  'set(int,int,int,int=,int=,int=)': (
    self: GObject,
    y: number,
    mo: number,
    d: number,
    h?: number,
    mi?: number,
    s?: number,
  ) => {
    const c = cal(self);
    const f = (c.f ??= fieldsOf(c.at, c.zone));
    Object.assign(f, { y, mo, d });
    if (h !== undefined) f.h = h;
    if (mi !== undefined) f.mi = mi;
    if (s !== undefined) f.s = s;
  },
  'add(int,int)': (self: GObject, field: number, n: number) => addField(cal(self), field, n),
  'roll(int,int)': (self: GObject, field: number, n: number) => {
    const c = cal(self);
    const min = field === 5 || field === 6 || field === 7 ? 1 : 0;
    const size = maximum(c, field) - min + 1;
    const v = getField(c, field) - min + n;
    setField(c, field, (((v % size) + size) % size) + min);
  },
  'getTime()': (self: GObject) => newDate(settle(cal(self))),
  'setTime(Date)': (self: GObject, d: GObject) => {
    cal(self).f = null;
    cal(self).at = ms(d);
  },
  'getTimeInMillis()': (self: GObject) => long(settle(cal(self))),
  'setTimeInMillis(long)': (self: GObject, v: Lng) => {
    cal(self).f = null;
    cal(self).at = Number(v.v);
  },
  'getTimeZone()': (self: GObject) => newZone(cal(self).zone),
  'setTimeZone(TimeZone)': (self: GObject, zone: GObject) => {
    cal(self).zone = zoneId(zone);
  },
  'getActualMaximum(int)': (self: GObject, field: number) => maximum(cal(self), field),
  'getMaximum(int)': (self: GObject, field: number) => (field === 5 ? 31 : maximum(cal(self), field)),
  'getActualMinimum(int)': (_: GObject, field: number) => ([5, 6, 7, 3].includes(field) ? 1 : 0),
  'clear()': (self: GObject) => {
    cal(self).f = { y: 1970, mo: 0, d: 1, h: 0, mi: 0, s: 0, ms: 0 };
  },
  'clear(int)': (self: GObject, field: number) =>
    setField(cal(self), field, field === 5 ? 1 : field === 1 ? 1970 : 0),
  'clearTime()': (self: GObject) => {
    const c = cal(self);
    c.at = cleared(settle(c), c.zone);
    return self;
  },
  'before(Object)': (self: GObject, o: Value) => millisOf(self) < millisOf(o),
  'after(Object)': (self: GObject, o: Value) => millisOf(self) > millisOf(o),
  'compareTo(Object)': (self: GObject, o: Value) => Math.sign(millisOf(self) - millisOf(o)),
  'equals(Object)': (self: GObject, o: Value) =>
    o instanceof GObject &&
    o.cls === self.cls &&
    millisOf(self) === millisOf(o) &&
    cal(self).zone === cal(o).zone,
  'clone()': (self: GObject) => newCalendar(settle(cal(self)), cal(self).zone),
  'getFirstDayOfWeek()': (self: GObject) => cal(self).first,
  'setFirstDayOfWeek(int)': (self: GObject, v: number) => {
    cal(self).first = v;
  },
  'setMinimalDaysInFirstWeek(int)': () => undefined,
  'setLenient(boolean)': () => undefined,
  'isLenient()': () => true,
  'toCalendar()': (self: GObject) => self,
  'format(String,TimeZone=)': (self: GObject, p: string, zone?: GObject) =>
    formatDate(settle(cal(self)), p, zone ? zoneId(zone) : cal(self).zone),
  'next()': (self: GObject) => stepped(self, 1),
  'previous()': (self: GObject) => stepped(self, -1),
  'plus(int)': (self: GObject, n: number) => stepped(self, n),
  'minus(int)': (self: GObject, n: number) => stepped(self, -n),
  'minus(Calendar)': (self: GObject, o: GObject) => Math.trunc((millisOf(self) - millisOf(o)) / DAY),
  'copyWith(Map)': (self: GObject, values: GMap) => copied(self, values),
  'updated(Map)': (self: GObject, values: GMap) => copied(self, values),
  'isLeapYear(int)': (_: GObject, y: number) => isLeap(y),
  'hashCode()': (self: GObject) => Math.trunc(millisOf(self)) | 0,
};
function stepped(self: GObject, n: number): GObject {
  const made = newCalendar(settle(cal(self)), cal(self).zone);
  addField(cal(made), 5, n);
  return made;
}
function copied(self: GObject, values: GMap): GObject {
  const made = newCalendar(settle(cal(self)), cal(self).zone);
  withFields(cal(made), values);
  return made;
}

// --- Date ---

function shifted(at: number, field: number, n: number): number {
  const c: Cal = { at, zone: defaultZone(), f: null, first: 1 };
  addField(c, field, n);
  return c.at;
}
const part = (self: Value): Fields => fieldsOf(ms(self), defaultZone());
function setPart(self: GObject, change: Partial<Fields>): void {
  self.native = msOf({ ...part(self), ...change }, defaultZone());
}

const dateRows: Rows = {
  'toString()': (self: GObject) => dateText(ms(self)),
  'getTime()': (self: GObject) => long(ms(self)),
  'setTime(long)': (self: GObject, v: Lng) => {
    self.native = Number(v.v);
  },
  'before(Date)': (self: GObject, o: GObject) => ms(self) < ms(o),
  'after(Date)': (self: GObject, o: GObject) => ms(self) > ms(o),
  'compareTo(Date)': (self: GObject, o: GObject) => Math.sign(ms(self) - ms(o)),
  'equals(Object)': (self: GObject, o: Value) => isDate(o) && ms(self) === ms(o),
  'hashCode()': (self: GObject) => {
    const v = BigInt(Math.trunc(ms(self)));
    return Number(BigInt.asIntN(32, v ^ (v >> 32n)));
  },
  'clone()': (self: GObject) => newDate(ms(self), self.cls),
  'plus(int)': (self: GObject, n: number) => newDate(shifted(ms(self), 5, n), self.cls),
  'minus(int)': (self: GObject, n: number) => newDate(shifted(ms(self), 5, -n), self.cls),
  'minus(Date)': (self: GObject, o: GObject) =>
    Math.floor((ms(self) + offsetAt(defaultZone(), ms(self)) * 1000) / DAY) -
    Math.floor((ms(o) + offsetAt(defaultZone(), ms(o)) * 1000) / DAY),
  'next()': (self: GObject) => newDate(shifted(ms(self), 5, 1), self.cls),
  'previous()': (self: GObject) => newDate(shifted(ms(self), 5, -1), self.cls),
  'format(String)': (self: GObject, p: string) => formatDate(ms(self), p),
  'format(String,TimeZone)': (self: GObject, p: string, zone: GObject) =>
    formatDate(ms(self), p, zoneId(zone)),
  'format(TimeZone,String)': (self: GObject, zone: GObject, p: string) =>
    formatDate(ms(self), p, zoneId(zone)),
  'getDateString()': (self: GObject) => formatDate(ms(self), 'M/d/yy'),
  'getTimeString()': (self: GObject) => formatDate(ms(self), 'h:mm:ss a'),
  'getDateTimeString()': (self: GObject) => formatDate(ms(self), 'M/d/yy, h:mm:ss a'),
  'clearTime()': (self: GObject) => {
    self.native = cleared(ms(self), defaultZone());
    return self;
  },
  'toCalendar()': (self: GObject) => newCalendar(ms(self)),
  'getAt(int)': (self: GObject, field: number) =>
    getField({ at: ms(self), zone: defaultZone(), f: null, first: 1 }, field),
  'putAt(int,int)': (self: GObject, field: number, v: number) => {
    const c: Cal = { at: ms(self), zone: defaultZone(), f: null, first: 1 };
    setField(c, field, v);
    self.native = settle(c);
  },
  'set(Map)': (self: GObject, values: GMap) => {
    const c: Cal = { at: ms(self), zone: defaultZone(), f: null, first: 1 };
    withFields(c, values);
    self.native = c.at;
  },
  'copyWith(Map)': (self: GObject, values: GMap) => {
    const c: Cal = { at: ms(self), zone: defaultZone(), f: null, first: 1 };
    withFields(c, values);
    return newDate(c.at);
  },
  'updated(Map)': (self: GObject, values: GMap) => {
    const c: Cal = { at: ms(self), zone: defaultZone(), f: null, first: 1 };
    withFields(c, values);
    return newDate(c.at);
  },
  'upto(Date,Closure)': (self: GObject, to: GObject, c: GClosure) => {
    for (let at = ms(self); at <= ms(to); at = shifted(at, 5, 1)) {
      spend(2);
      callClosure(c, [newDate(at)]);
    }
  },
  'downto(Date,Closure)': (self: GObject, to: GObject, c: GClosure) => {
    for (let at = ms(self); at >= ms(to); at = shifted(at, 5, -1)) {
      spend(2);
      callClosure(c, [newDate(at)]);
    }
  },
  'getYear()': (self: GObject) => part(self).y - 1900,
  'getMonth()': (self: GObject) => part(self).mo,
  'getDate()': (self: GObject) => part(self).d,
  'getDay()': (self: GObject) => weekday(localDays(ms(self), defaultZone())),
  'getHours()': (self: GObject) => part(self).h,
  'getMinutes()': (self: GObject) => part(self).mi,
  'getSeconds()': (self: GObject) => part(self).s,
  'getTimezoneOffset()': (self: GObject) => -offsetAt(defaultZone(), ms(self)) / 60,
  'setYear(int)': (self: GObject, v: number) => setPart(self, { y: v + 1900 }),
  'setMonth(int)': (self: GObject, v: number) => setPart(self, { mo: v }),
  'setDate(int)': (self: GObject, v: number) => setPart(self, { d: v }),
  'setHours(int)': (self: GObject, v: number) => setPart(self, { h: v }),
  'setMinutes(int)': (self: GObject, v: number) => setPart(self, { mi: v }),
  'setSeconds(int)': (self: GObject, v: number) => setPart(self, { s: v }),
  'toGMTString()': (self: GObject) => formatDate(ms(self), "d MMM yyyy HH:mm:ss 'GMT'", 'GMT'),
};

const makeDate = (cls: GClass): GObject => newDate(0, cls);
const dateInit: Rows = {
  '()': (self: GObject) => {
    self.native = Math.floor(R.now());
  },
  '(long)': (self: GObject, v: Lng) => {
    self.native = Number(v.v);
  },
  '(int,int,int,int=,int=,int=)': (
    self: GObject,
    y: number,
    mo: number,
    d: number,
    h?: number,
    mi?: number,
    s?: number,
  ) => {
    self.native = msOf({ y: y + 1900, mo, d, h: h ?? 0, mi: mi ?? 0, s: s ?? 0, ms: 0 }, defaultZone());
  },
  '(String)': (self: GObject, text: string) => {
    self.native = loose(text);
  },
};
/** The old `Date.parse(String)`: English forms like `Sat, 12 Aug 1995 13:30:00 GMT` and `1/2/2020`. */
function loose(text: string): number {
  const at = /^\d{4}-/.test(text)
    ? Number.NaN
    : Date.parse(/GMT|UTC|[+-]\d{4}|[A-Z]{2}T$/.test(text) ? text : `${text} UTC`);
  if (Number.isNaN(at)) throw raise('java.lang.IllegalArgumentException', null);
  return at;
}

// --- groovy.time ---

type Span = {
  years: number;
  months: number;
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
  millis: number;
};
const NONE: Span = { years: 0, months: 0, days: 0, hours: 0, minutes: 0, seconds: 0, millis: 0 };
const span = (v: Value): Span => (v as GObject).native as Span;
function newSpan(values: Partial<Span>, kind?: 'datum' | 'duration' | 'time'): GObject {
  const v = { ...NONE, ...values };
  const name =
    kind ??
    (v.years || v.months ? 'datum' : v.hours || v.minutes || v.seconds || v.millis ? 'time' : 'duration');
  const made = new GObject(
    classNamed(
      {
        datum: 'groovy.time.DatumDependentDuration',
        duration: 'groovy.time.Duration',
        time: 'groovy.time.TimeDuration',
      }[name],
    ),
  );
  made.native = v;
  return made;
}
const kindOf = (v: GObject): 'datum' | 'duration' | 'time' =>
  v.cls.name.includes('Datum') ? 'datum' : v.cls.name.includes('TimeDuration') ? 'time' : 'duration';
function addSpans(a: GObject, b: GObject, sign: number): GObject {
  const x = span(a);
  const y = span(b);
  const sum = { ...x };
  for (const key of Object.keys(x) as (keyof Span)[]) sum[key] = x[key] + sign * y[key];
  const kinds = [kindOf(a), kindOf(b)];
  return newSpan(sum, kinds.includes('datum') ? 'datum' : kinds.includes('time') ? 'time' : 'duration');
}
function moved(at: number, s: Span, sign: number): number {
  const c: Cal = { at, zone: defaultZone(), f: null, first: 1 };
  for (const [field, n] of [
    [1, s.years],
    [2, s.months],
    [6, s.days],
    [11, s.hours],
    [12, s.minutes],
    [13, s.seconds],
    [14, s.millis],
  ] as const)
    if (n !== 0) addField(c, field, sign * n);
  return c.at;
}
function fromNow(self: GObject, sign: number): GObject {
  const at = moved(Math.floor(R.now()), span(self), sign);
  return kindOf(self) === 'time' ? newDate(at) : newDate(cleared(at, defaultZone()), SQL_DATE);
}
function spanText(s: Span): string {
  const out: string[] = [];
  for (const key of ['years', 'months', 'days', 'hours', 'minutes'] as const)
    if (s[key] !== 0) out.push(`${s[key]} ${key}`);
  if (s.seconds !== 0 || s.millis !== 0) {
    const rest = s.millis % 1000;
    const seconds = s.seconds + (s.millis - rest) / 1000;
    out.push(`${seconds === 0 ? (rest < 0 ? '-0' : '0') : seconds}.${pad(Math.abs(rest), 3)} seconds`);
  }
  return out.length === 0 ? '0' : out.join(', ');
}
const spanMillis = (s: Span): number =>
  (((s.days * 24 + s.hours) * 60 + s.minutes) * 60 + s.seconds) * 1000 + s.millis;
function difference(a: number, b: number): GObject {
  let rest = a - b;
  const take = (unit: number): number => {
    const n = Math.trunc(rest / unit);
    rest -= n * unit;
    return n;
  };
  return newSpan(
    { days: take(DAY), hours: take(3600000), minutes: take(60000), seconds: take(1000), millis: rest },
    'time',
  );
}
const spanSpec = (kind: 'datum' | 'duration' | 'time', keys: readonly (keyof Span)[]): ClassSpec => ({
  extends: 'groovy.time.BaseDuration',
  construct: {
    [`(${keys.map(() => 'int').join(',')})`]: (...args: number[]) =>
      newSpan(Object.fromEntries(keys.map((key, i) => [key, args[i] ?? 0])), kind),
    ...(kind === 'time' && {
      '(int,int,int,int)': (hours: number, minutes: number, seconds: number, millis: number) =>
        newSpan({ hours, minutes, seconds, millis }, 'time'),
    }),
  },
});
const unit =
  (key: keyof Span, factor = 1, kind?: 'datum' | 'duration' | 'time') =>
  (n: Num) =>
    newSpan({ [key]: toInt(n) * factor }, kind);
const categoryRows: Rows = {};
for (const [name, make] of Object.entries({
  Year: unit('years', 1, 'datum'),
  Month: unit('months', 1, 'datum'),
  Week: unit('days', 7, 'duration'),
  Day: unit('days', 1, 'duration'),
  Hour: unit('hours', 1, 'time'),
  Minute: unit('minutes', 1, 'time'),
  Second: unit('seconds', 1, 'time'),
  Millisecond: unit('millis', 1, 'time'),
})) {
  (categoryRows as Record<string, unknown>)[`get${name}(Integer)`] = make;
  (categoryRows as Record<string, unknown>)[`get${name}s(Integer)`] = make;
}

// --- java.util.Formatter's %t ---

const T_LETTERS: Record<string, string> = {
  H: 'HH',
  I: 'hh',
  k: 'H',
  l: 'h',
  M: 'mm',
  S: 'ss',
  L: 'SSS',
  p: 'a',
  z: 'Z',
  Z: 'z',
  B: 'MMMM',
  b: 'MMM',
  h: 'MMM',
  A: 'EEEE',
  a: 'EEE',
  Y: 'yyyy',
  y: 'yy',
  j: 'DDD',
  m: 'MM',
  d: 'dd',
  e: 'd',
  R: 'HH:mm',
  T: 'HH:mm:ss',
  r: 'hh:mm:ss a',
  D: 'MM/dd/yy',
  F: 'yyyy-MM-dd',
  c: 'EEE MMM dd HH:mm:ss z yyyy',
};
/** Set by java.time: how its values give a local time and a zone. */
export const temporalInstant: { of: (v: Value) => { at: number; zone: string; nanos: number } | null } = {
  of: () => null,
};
dateFormat.of = (v, letter) => {
  let at: number;
  let zone = defaultZone();
  if (isDate(v)) at = ms(v);
  else if (v instanceof GObject && v.cls === CALENDAR) {
    at = settle(cal(v));
    ({ zone } = cal(v));
  } else if (v instanceof Lng) at = Number(v.v);
  else {
    const t = temporalInstant.of(v);
    if (!t) return null;
    ({ at, zone } = t);
  }
  if (letter === 's') return String(Math.floor(at / 1000));
  if (letter === 'Q') return String(at);
  if (letter === 'N') return pad((((at % 1000) + 1000) % 1000) * 1000000, 9);
  if (letter === 'C') return pad(Math.floor(fieldsOf(at, zone).y / 100), 2);
  const pattern = T_LETTERS[letter];
  if (pattern === undefined)
    throw raise('java.util.UnknownFormatConversionException', `Conversion = 't${letter}'`);
  const text = formatDate(at, pattern, zone);
  return letter === 'p' ? text.toLowerCase() : text;
};

const calendarConstants = Object.fromEntries([
  ...FIELD_NAMES.map((name, i) => [name, () => i] as const),
  ['DATE', () => 5] as const,
  ['AM', () => 0] as const,
  ['PM', () => 1] as const,
  ['SHORT', () => 1] as const,
  ['LONG', () => 2] as const,
  ...MONTHS.map((name, i) => [name.toUpperCase(), () => i] as const),
  ...WEEKDAYS.map((name, i) => [name.toUpperCase(), () => i + 1] as const),
]);
const calendarOf = (zone?: Value): GObject =>
  newCalendar(Math.floor(R.now()), zone ? zoneId(zone) : defaultZone());
const isZone = (v: Value | undefined): boolean => v instanceof GObject && v.cls === ZONE;

export const dates: LibraryTopic = {
  'java.util.Date': {
    implements: ['java.lang.Comparable', 'java.lang.Cloneable', 'java.io.Serializable'],
    make: makeDate,
    init: dateInit,
    methods: dateRows,
    statics: {
      'parse(String,String)': (p: string, text: string | null) => {
        if (text === null) throw raise('java.lang.NullPointerException', null);
        return newDate(parseDate(text, p));
      },
      'parse(String,String,TimeZone)': (p: string, text: string, zone: GObject) =>
        newDate(parseDate(text, p, zoneId(zone))),
      'parseToStringDate(String)': (text: string) => newDate(parseDate(text, 'EEE MMM dd HH:mm:ss zzz yyyy')),
      'parse(String)': (text: string) => long(loose(text)),
      'UTC(int,int,int,int,int,int)': (y: number, mo: number, d: number, h: number, mi: number, s: number) =>
        long(localOf({ y: y + 1900, mo, d, h, mi, s, ms: 0 })),
    },
  },
  'java.sql.Date': {
    extends: 'java.util.Date',
    make: makeDate,
    init: { '(long)': (self: GObject, v: Lng) => void (self.native = Number(v.v)) },
    methods: { 'toString()': (self: GObject) => formatDate(ms(self), 'yyyy-MM-dd') },
    statics: { 'valueOf(String)': (text: string) => newDate(parseDate(text, 'yyyy-MM-dd'), SQL_DATE) },
  },
  'java.sql.Timestamp': {
    extends: 'java.util.Date',
    make: makeDate,
    init: { '(long)': (self: GObject, v: Lng) => void (self.native = Number(v.v)) },
    methods: {
      'toString()': (self: GObject) =>
        `${formatDate(ms(self), 'yyyy-MM-dd HH:mm:ss')}.${pad(((ms(self) % 1000) + 1000) % 1000, 3).replace(/0{1,2}$/, '')}`,
    },
    statics: {
      'valueOf(String)': (text: string) =>
        newDate(parseDate(text, 'yyyy-MM-dd HH:mm:ss'), classNamed('java.sql.Timestamp')),
    },
  },
  'java.util.TimeZone': {
    isAbstract: true,
    constants: { SHORT: () => 0, LONG: () => 1 },
    statics: {
      'getTimeZone(String)': (id: string) => zoneNamed(id),
      'getTimeZone(ZoneId)': (v: Value) => zoneNamed(zoneId(v)),
      'getDefault()': () => newZone(defaultZone()),
      'setDefault(TimeZone)': (zone: Value) => {
        if (zone === null) R.memo.delete(ZONE_KEY);
        else R.memo.set(ZONE_KEY, zoneId(zone));
      },
      'getAvailableIDs()': () => new GArray(arrayClass(C.String), Intl.supportedValuesOf('timeZone')),
    },
    methods: {
      'getID()': (self: GObject) => zoneId(self),
      'getDisplayName()': (self: GObject) => zoneName(zoneId(self), epochDay(2021, 1, 1) * DAY, true, false),
      'getDisplayName(boolean,int)': (self: GObject, daylight: boolean, style: number) =>
        zoneName(zoneId(self), epochDay(2021, 1, 1) * DAY, style === 1, daylight),
      'getRawOffset()': (self: GObject) => standardOffset(zoneId(self), R.now()) * 1000,
      'getOffset(long)': (self: GObject, at: Lng) => offsetAt(zoneId(self), Number(at.v)) * 1000,
      'getDSTSavings()': (self: GObject) => (fixedOffset(zoneId(self)) === null ? 3600000 : 0),
      'inDaylightTime(Date)': (self: GObject, d: GObject) => isDaylight(zoneId(self), ms(d)),
      'useDaylightTime()': (self: GObject) => {
        const year = civil(Math.floor(R.now() / DAY)).year;
        const z = zoneId(self);
        return offsetAt(z, epochDay(year, 1, 1) * DAY) !== offsetAt(z, epochDay(year, 7, 1) * DAY);
      },
      'toZoneId()': (self: GObject) => invokeMethod(classNamed('java.time.ZoneId'), 'of', [zoneId(self)]),
      'equals(Object)': (self: GObject, o: Value) =>
        o instanceof GObject && o.cls === ZONE && zoneId(o) === zoneId(self),
      'toString()': (self: GObject) =>
        `sun.util.calendar.ZoneInfo[id="${zoneId(self)}",offset=${standardOffset(zoneId(self), 0) * 1000},dstSavings=0,useDaylight=false,transitions=0,lastRule=null]`,
    },
  },
  'java.util.SimpleTimeZone': {
    extends: 'java.util.TimeZone',
    construct: { '(int,String)': (_: number, id: string) => newZone(id) },
  },
  'java.util.Calendar': {
    isAbstract: true,
    implements: ['java.lang.Comparable', 'java.lang.Cloneable'],
    constants: calendarConstants,
    methods: calendarRows,
    statics: {
      'getInstance()': () => calendarOf(),
      'getInstance(Object)': (v: Value) => calendarOf(isZone(v) ? v : undefined),
      'getInstance(TimeZone,Object)': (zone: Value) => calendarOf(zone),
    },
  },
  'java.util.GregorianCalendar': {
    extends: 'java.util.Calendar',
    construct: {
      '()': () => calendarOf(),
      '(TimeZone)': (zone: Value) => calendarOf(zone),
      '(int,int,int,int=,int=,int=)': (
        y: number,
        mo: number,
        d: number,
        h?: number,
        mi?: number,
        s?: number,
      ) => newCalendar(msOf({ y, mo, d, h: h ?? 0, mi: mi ?? 0, s: s ?? 0, ms: 0 }, defaultZone())),
    },
  },
  'java.text.DateFormat': {
    isAbstract: true,
    constants: { FULL: () => 0, LONG: () => 1, MEDIUM: () => 2, DEFAULT: () => 2, SHORT: () => 3 },
    methods: formatRows,
    statics: {
      'getDateInstance(int=,Object=)': (style?: number) => styled(dateStyles[style ?? 2] ?? ''),
      'getTimeInstance(int=,Object=)': (style?: number) => styled(timeStyles[style ?? 2] ?? ''),
      'getDateTimeInstance(int=,int=,Object=)': (d?: number, t?: number) =>
        styled(`${dateStyles[d ?? 2]}${Math.max(d ?? 2, t ?? 2) < 2 ? " 'at' " : ', '}${timeStyles[t ?? 2]}`),
      'getInstance()': () => styled('M/d/yy, h:mm a'),
    },
  },
  'java.text.SimpleDateFormat': {
    extends: 'java.text.DateFormat',
    construct: {
      '()': () => styled('M/d/yy, h:mm a'),
      '(String,Object=)': (pattern: string | null) => {
        if (pattern === null) throw raise('java.lang.NullPointerException', null);
        checkPattern(pattern);
        return styled(pattern);
      },
    },
    methods: {
      'toString()': (self: GObject) =>
        `java.text.SimpleDateFormat@${(hash(fmt(self).pattern) >>> 0).toString(16)}`,
      'hashCode()': (self: GObject) => hash(fmt(self).pattern),
      'equals(Object)': (self: GObject, o: Value) =>
        o instanceof GObject && o.cls === self.cls && fmt(o).pattern === fmt(self).pattern,
    },
  },
  'java.text.ParseException': {
    methods: {
      'getErrorOffset()': (self: { details: Map<string, Value> }) => self.details.get('errorOffset') ?? 0,
    },
  },
  'groovy.time.BaseDuration': {
    isAbstract: true,
    implements: ['java.lang.Comparable'],
    methods: {
      'getYears()': (self: GObject) => span(self).years,
      'getMonths()': (self: GObject) => span(self).months,
      'getDays()': (self: GObject) => span(self).days,
      'getHours()': (self: GObject) => span(self).hours,
      'getMinutes()': (self: GObject) => span(self).minutes,
      'getSeconds()': (self: GObject) => span(self).seconds,
      'getMillis()': (self: GObject) => span(self).millis,
      'toMilliseconds()': (self: GObject) => {
        const s = span(self);
        if (kindOf(self) !== 'datum') return long(spanMillis(s));
        const now = Math.floor(R.now());
        return long(moved(now, s, 1) - now);
      },
      'plus(BaseDuration)': (self: GObject, o: GObject) => addSpans(self, o, 1),
      'minus(BaseDuration)': (self: GObject, o: GObject) => addSpans(self, o, -1),
      'plus(Date)': (self: GObject, d: GObject) => newDate(moved(ms(d), span(self), 1)),
      'getAgo()': (self: GObject) => fromNow(self, -1),
      'getFrom()': (self: GObject) => {
        const made = new GObject(classNamed('groovy.time.BaseDuration$From'));
        made.native = self;
        return made;
      },
      'toString()': (self: GObject) => spanText(span(self)),
      'equals(Object)': (self: GObject, o: Value) =>
        o instanceof GObject &&
        o.cls.superclass === self.cls.superclass &&
        spanText(span(o)) === spanText(span(self)),
      'compareTo(Object)': (self: GObject, o: Value) =>
        Math.sign(spanMillis(span(self)) - spanMillis(span(o))),
      'hashCode()': (self: GObject) => spanMillis(span(self)) | 0,
    },
  },
  'groovy.time.BaseDuration$From': {
    methods: { 'getNow()': (self: GObject) => fromNow(self.native as GObject, 1) },
  },
  'groovy.time.Duration': spanSpec('duration', ['days', 'hours', 'minutes', 'seconds', 'millis']),
  'groovy.time.TimeDuration': {
    ...spanSpec('time', ['days', 'hours', 'minutes', 'seconds', 'millis']),
    extends: 'groovy.time.Duration',
  },
  'groovy.time.DatumDependentDuration': spanSpec('datum', [
    'years',
    'months',
    'days',
    'hours',
    'minutes',
    'seconds',
    'millis',
  ]),
  'groovy.time.TimeCategory': {
    statics: {
      ...categoryRows,
      'plus(Date,BaseDuration)': (d: GObject, s: GObject) => newDate(moved(ms(d), span(s), 1)),
      'minus(Date,BaseDuration)': (d: GObject, s: GObject) => newDate(moved(ms(d), span(s), -1)),
      'minus(Date,Date)': (a: GObject, b: GObject) => difference(ms(a), ms(b)),
    },
  },
};
function hash(s: string): number {
  let h = 0;
  for (let i = 0; i < s.length; i++) h = (Math.imul(31, h) + s.charCodeAt(i)) | 0;
  return h;
}
