/** Days, clocks and time zones in plain numbers: what Date, Calendar and java.time share. */

export const DAY = 86_400_000;
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Days since 1970-01-01 of a date; `month` from 1, any overflow of it carried. */
export function epochDay(year: number, month: number, day: number): number {
  const months = year * 12 + (month - 1);
  const y0 = Math.floor(months / 12);
  const m = months - y0 * 12 + 1;
  const y = m <= 2 ? y0 - 1 : y0;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5);
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy;
  return era * 146097 + doe - 719468 + day - 1;
}

export type Civil = { readonly year: number; readonly month: number; readonly day: number };
export function civil(days: number): Civil {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yoe + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: doy - Math.floor((153 * mp + 2) / 5) + 1,
  };
}
export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
/** 0 is Sunday. */
export const weekday = (days: number): number => (((days + 4) % 7) + 7) % 7;
export const dayOfYear = (days: number): number => days - epochDay(civil(days).year, 1, 1) + 1;

/** ISO week and its year. */
export function isoWeek(days: number): { week: number; year: number } {
  const thursday = days - ((weekday(days) + 6) % 7) + 3;
  const { year } = civil(thursday);
  return { week: Math.floor((thursday - epochDay(year, 1, 1)) / 7) + 1, year };
}

const formats = new Map<string, Intl.DateTimeFormat | null>();
function zoneFormat(zone: string): Intl.DateTimeFormat | null {
  let known = formats.get(zone);
  if (known === undefined) {
    try {
      known = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
        era: 'short',
      });
    } catch {
      known = null;
    }
    formats.set(zone, known);
  }
  return known;
}

const OFFSET = /^(?:GMT|UTC|UT)?([+-])(\d{1,2}):?(\d{2})?(?::?(\d{2}))?$/;
/** Seconds of a zone that is only an offset (`GMT+02:00`, `+02:00`, `Z`); null for a region. */
export function fixedOffset(zone: string): number | null {
  if (/^(?:Z|UTC|GMT|UT|Etc\/UTC|Etc\/GMT|Zulu|Greenwich)$/.test(zone)) return 0;
  const m = OFFSET.exec(zone);
  if (!m) return null;
  const seconds = Number(m[2]) * 3600 + Number(m[3] ?? 0) * 60 + Number(m[4] ?? 0);
  return m[1] === '-' ? -seconds : seconds;
}
/** Java's three-letter ids that the host does not know. */
const OLD_IDS: Record<string, string> = {
  PST: 'America/Los_Angeles',
  CST: 'America/Chicago',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  BST: 'Asia/Dhaka',
  ECT: 'Europe/Paris',
  CTT: 'Asia/Shanghai',
  AET: 'Australia/Sydney',
};
const regionOf = (zone: string): string => OLD_IDS[zone] ?? zone;
export const knownZone = (zone: string): boolean =>
  fixedOffset(zone) !== null || zoneFormat(regionOf(zone)) !== null;

/** Seconds east of Greenwich at an instant. */
export function offsetAt(zone: string, ms: number): number {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return fixed;
  const format = zoneFormat(regionOf(zone));
  if (!format) return 0;
  const second = Math.floor(ms / 1000) * 1000;
  const part: Record<string, string> = {};
  for (const each of format.formatToParts(second)) part[each.type] = each.value;
  const year = part['era']?.startsWith('B') ? 1 - Number(part['year']) : Number(part['year']);
  const local =
    epochDay(year, Number(part['month']), Number(part['day'])) * DAY +
    (Number(part['hour']) * 3600 + Number(part['minute']) * 60 + Number(part['second'])) * 1000;
  return (local - second) / 1000;
}

/** The offsets a local time may have: two in an overlap (the earlier first), none in a gap. */
export function offsetsOf(zone: string, local: number): number[] {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return [fixed];
  const found = new Set<number>();
  for (const around of [local - DAY, local + DAY]) {
    const offset = offsetAt(zone, around);
    if (offsetAt(zone, local - offset * 1000) === offset) found.add(offset);
  }
  return [...found].sort((a, b) => b - a);
}

/** The instant of a local time, both in milliseconds; in a gap moved on by its length, in an overlap the earlier. */
export function instantOf(zone: string, local: number): number {
  const [offset] = offsetsOf(zone, local);
  return local - (offset ?? offsetAt(zone, local - DAY)) * 1000;
}

const NAMES: Record<string, readonly [string, string, string, string]> = {
  CE: ['CET', 'CEST', 'Central European Standard Time', 'Central European Summer Time'],
  EE: ['EET', 'EEST', 'Eastern European Standard Time', 'Eastern European Summer Time'],
  WE: ['WET', 'WEST', 'Western European Standard Time', 'Western European Summer Time'],
  GB: ['GMT', 'BST', 'Greenwich Mean Time', 'British Summer Time'],
  IN: ['IST', 'IST', 'India Standard Time', 'India Standard Time'],
  JP: ['JST', 'JST', 'Japan Standard Time', 'Japan Standard Time'],
  CN: ['CST', 'CST', 'China Standard Time', 'China Standard Time'],
  AE: ['AEST', 'AEDT', 'Australian Eastern Standard Time', 'Australian Eastern Daylight Time'],
  NZ: ['NZST', 'NZDT', 'New Zealand Standard Time', 'New Zealand Daylight Time'],
  MS: ['MSK', 'MSK', 'Moscow Standard Time', 'Moscow Standard Time'],
};
const REGIONS: Record<string, string> = {
  CE: 'Berlin Paris Madrid Rome Vienna Zurich Brussels Amsterdam Prague Warsaw Budapest Copenhagen Stockholm Oslo Belgrade Zagreb Ljubljana Bratislava Luxembourg Monaco Malta Sarajevo Skopje Tirane Vaduz Andorra Gibraltar San_Marino Vatican Podgorica',
  EE: 'Athens Helsinki Kiev Kyiv Bucharest Sofia Vilnius Riga Tallinn Chisinau',
  WE: 'Lisbon',
};
function nameKey(zone: string): string | null {
  const city = zone.startsWith('Europe/') ? zone.slice(7) : '';
  for (const [key, cities] of Object.entries(REGIONS))
    if (city !== '' && cities.split(' ').includes(city)) return key;
  switch (zone) {
    case 'CET':
      return 'CE';
    case 'EET':
      return 'EE';
    case 'WET':
      return 'WE';
    case 'Europe/London':
      return 'GB';
    case 'Asia/Kolkata':
    case 'Asia/Calcutta':
    case 'IST':
      return 'IN';
    case 'Asia/Tokyo':
    case 'JST':
      return 'JP';
    case 'Asia/Shanghai':
      return 'CN';
    case 'Australia/Sydney':
    case 'Australia/Melbourne':
      return 'AE';
    case 'Pacific/Auckland':
      return 'NZ';
    case 'Europe/Moscow':
      return 'MS';
    default:
      return null;
  }
}

export function isDaylight(zone: string, ms: number): boolean {
  if (fixedOffset(zone) !== null) return false;
  return offsetAt(zone, ms) > standardOffset(zone, ms);
}
/** Seconds of the zone's winter time in the year of an instant. */
export function standardOffset(zone: string, ms: number): number {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return fixed;
  const { year } = civil(Math.floor(ms / DAY));
  return Math.min(offsetAt(zone, epochDay(year, 1, 1) * DAY), offsetAt(zone, epochDay(year, 7, 1) * DAY));
}

/** The zone's name as Java writes it in English: `CEST`, or `Central European Summer Time`. */
export function zoneName(zone: string, ms: number, long = false, daylight = isDaylight(zone, ms)): string {
  if (/^(?:Z|UTC|Etc\/UTC)$/.test(zone)) return long ? 'Coordinated Universal Time' : 'UTC';
  if (zone === 'GMT') return long ? 'Greenwich Mean Time' : 'GMT';
  if (fixedOffset(zone) !== null)
    return zone.startsWith('GMT') || zone.startsWith('UTC') ? zone : `GMT${zone}`;
  const key = nameKey(zone);
  const names = key === null ? undefined : NAMES[key];
  if (names) return names[(long ? 2 : 0) + (daylight ? 1 : 0)] ?? zone;
  const probe = daylight === isDaylight(zone, ms) ? ms : ms + 183 * DAY;
  const part = new Intl.DateTimeFormat('en-US', {
    timeZone: regionOf(zone),
    timeZoneName: long ? 'long' : 'short',
  })
    .formatToParts(probe)
    .find((each) => each.type === 'timeZoneName');
  return part?.value ?? zone;
}

export const pad = (n: number, width: number): string => {
  const text = String(Math.abs(n)).padStart(width, '0');
  return n < 0 ? `-${text}` : text;
};

/** `+02:00` by the given separator; `Z` for none when asked. */
export function offsetText(
  seconds: number,
  separator: string,
  zero: string | null = null,
  withMinutes = true,
): string {
  if (seconds === 0 && zero !== null) return zero;
  const abs = Math.abs(seconds);
  const sign = seconds < 0 ? '-' : '+';
  const minutes = Math.floor(abs / 60) % 60;
  return `${sign}${pad(Math.floor(abs / 3600), 2)}${withMinutes ? separator + pad(minutes, 2) : ''}`;
}

export type PatternPart = { readonly letter: string; readonly count: number } | string;
/** Splits a date pattern in letters and literal text; null when a quote is not closed. */
export function patternParts(pattern: string): PatternPart[] | null {
  const parts: PatternPart[] = [];
  for (let i = 0; i < pattern.length;) {
    const c = pattern.charAt(i);
    if (c === "'") {
      if (pattern.charAt(i + 1) === "'") {
        parts.push("'");
        i += 2;
        continue;
      }
      let text = '';
      i++;
      for (;;) {
        if (i >= pattern.length) return null;
        if (pattern.charAt(i) === "'") {
          if (pattern.charAt(i + 1) !== "'") break;
          i++;
        }
        text += pattern.charAt(i++);
      }
      i++;
      parts.push(text);
    } else if (/[a-zA-Z]/.test(c)) {
      let n = 1;
      while (pattern.charAt(i + n) === c) n++;
      parts.push({ letter: c, count: n });
      i += n;
    } else {
      parts.push(c);
      i++;
    }
  }
  return parts;
}
