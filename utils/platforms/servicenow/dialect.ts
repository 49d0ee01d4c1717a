import { plainText } from '../plain-text.ts';

/** A character of no width that breaks a tag and that is taken out again when the text is read back. */
const BREAK = '\u200B';

/** One line for `short_description`. */
export const toLine = (text: string): string =>
  plainText(text)
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();

/** A field that is shown as plain text as it is (`description`). */
export const toText = plainText;

/**
 * A journal entry: plain text but for `[code]`, whose content the platform shows as HTML. In text from elsewhere the
 * tag is broken by a character that nobody sees (T23). Source: `servicenow.md` D.
 */
export const toJournal = (text: string): string =>
  plainText(text).replaceAll(/\[(?=\u200B*\/?code\])/gi, `[${BREAK}`);

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** HTML as its words: line ends where blocks end, no tags, entities as characters. */
function htmlToText(html: string): string {
  return html
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replaceAll(/<br\s*\/?>|<\/(p|div|li|tr|h[1-6]|blockquote|pre)\s*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,10}));/gi, (whole, decimal, hex, name) => {
      if (typeof name === 'string') return entities[name.toLowerCase()] ?? whole;
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
    })
    .replaceAll(/\n{3,}/g, '\n\n');
}

/** The plain text of a journal entry: what stands between `[code]` tags is HTML. */
export const fromJournal = (value: string): string =>
  plainText(value)
    .replaceAll(/\[code\]([\s\S]*?)\[\/code\]/gi, (_whole, html: string) => htmlToText(html).trim())
    .replaceAll(new RegExp(`\\[${BREAK}(?=${BREAK}*/?code\\])`, 'gi'), '[');

const STAMP = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;

/** `YYYY-MM-DD HH:MM:SS` in UTC as ms; `undefined` for anything else. */
export function stampToMs(stamp: string): number | undefined {
  const match = STAMP.exec(stamp);
  if (match === null) return undefined;
  const at = Date.parse(`${match[1] ?? ''}T${match[2] ?? ''}Z`);
  return Number.isNaN(at) ? undefined : at;
}

export const msToStamp = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** A stored value as others know it: dates as ISO 8601 in UTC, everything else as it is. */
export const fromValue = (value: string): string =>
  STAMP.test(value) ? `${value.replace(' ', 'T')}Z` : value;

/** The opposite of `fromValue`, for writing. */
export function toValue(value: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return value;
  const at = Date.parse(value);
  return Number.isNaN(at) ? value : msToStamp(at);
}
