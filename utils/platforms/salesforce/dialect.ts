import { beginning, plainText } from '../plain-text.ts';

/** Description and comments are plain text wherever they are shown: there is nothing in them to escape. */
export const toPlain = plainText;

/** What a subject holds. Whole characters, so that no half of a pair is left. */
const SUBJECT_LENGTH = 255;

/** One line for `Subject`, cut with a sign where it is too long: a title that is refused would hold up everything. */
export function toSubject(text: string): string {
  const line = plainText(text)
    .replaceAll(/[\s\u2028\u2029]+/g, ' ')
    .trim();
  if (line.length <= SUBJECT_LENGTH) return line;
  return `${beginning(line, SUBJECT_LENGTH - 1)}…`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Plain text for a rich text field, which holds HTML: everything that could be markup is written as characters, and
 * each line is a paragraph (T23).
 */
export const toRichText = (text: string): string =>
  plainText(text)
    .split('\n')
    .map(
      (line) => `<p>${line.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '') || '&nbsp;'}</p>`,
    )
    .join('');

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
};

/** The words of a rich text field: line ends where blocks end, no tags, entities as characters. */
export const fromRichText = (html: string): string =>
  html
    .replaceAll(/<br ?\/?>|<\/(p|div|li|tr|h[1-6]|blockquote|pre)>/gi, '\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,10}));/gi, (whole, decimal, hex, name) => {
      if (typeof name === 'string') return entities[name.toLowerCase()] ?? whole;
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
    })
    .replaceAll('\u00A0', ' ')
    .replace(/\n$/, '');

/** `2026-11-20T10:11:12.000+0000` as ms; `undefined` for anything else. */
export function stampToMs(stamp: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:?\d\d)$/.test(stamp)) return undefined;
  const at = Date.parse(stamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) ? undefined : at;
}

/** A moment as a query takes it: unquoted, whole seconds. */
export const msToSoql = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
