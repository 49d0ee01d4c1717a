import { beginning, plainText } from '../plain-text.ts';

/** A character of no width that no mark begins with: what stands before it is meant as it is. */
const BREAK = '\u2060';

const SUBJECT_LENGTH = 255;

/** One line for `subject`, cut with a sign where it is too long: a title that is refused would hold up everything. */
export function toSubject(text: string): string {
  const line = plainText(text)
    .replaceAll(/[\s\u2028\u2029]+/g, ' ')
    .trim();
  if (line.length <= SUBJECT_LENGTH) return line;
  return `${beginning(line, SUBJECT_LENGTH - 1)}…`;
}

/**
 * Plain text for a note, whose marks (mentions that notify people, references, tables, images, links, emphasis) are
 * broken by a character that nobody sees: the platform has no escape of its own (T23). Source: `xurrent.md` D.
 */
export const toNote = (text: string): string =>
  plainText(text).replaceAll(/<(?=[\p{L}@/!#])|\](?=\()|\*(?=\*)|_(?=_)|[~`]/gu, `$&${BREAK}`);

/** Where nothing but a space or a sign stands, emphasis begins or ends. Short, so that no text takes long to read. */
const pair = (mark: string): RegExp => {
  const signs = mark.replaceAll('*', String.raw`\*`);
  return new RegExp(
    String.raw`(^|[\s\p{P}\p{S}])${signs}(?=\S)([^\n]{0,300}?\S)${signs}(?=$|[\s\p{P}\p{S}])`,
    'gmu',
  );
};
const emphasis: readonly RegExp[] = ['**', '__', '~', '`'].map(pair);

// Never in a text that is exchanged (Unicode keeps them for use inside programs): what was broken, while marks are read.
const HELD = ['<', ']', '*', '_', '~', '`'] as const;
const hold = (character: string): string =>
  String.fromCodePoint(0xfdd0 + HELD.findIndex((one) => one === character));

/**
 * The plain text of a note: emphasis without its marks, mentions and references as words, links with their address.
 * What `toNote` wrote comes back as it was.
 */
export function fromNote(note: string): string {
  let text = plainText(note)
    .replaceAll(/[\uFDD0-\uFDEF]/g, '')
    .replaceAll(new RegExp(String.raw`([<\]*_~\x60])${BREAK}`, 'g'), (_whole, character: string) =>
      hold(character),
    )
    .replaceAll(/!\[[^[\]\n]{0,300}\]\([^()\s]{0,1000}\)/g, '')
    .replaceAll(/\[([^[\]\n]{1,300})\]\(([^()\s]{1,1000})\)/g, (_whole, words: string, address: string) =>
      /^(https?:|mailto:)/i.test(address) && words !== address ? `${words} (${address})` : words,
    )
    .replaceAll(/<@[^|<>\n]*\|([^<>\n]*)>/g, '@$1')
    .replaceAll(/<([a-z_]{1,30})#(\d{1,15})>/g, (_whole, what: string, id: string) => `${what} #${id}`);
  for (const mark of emphasis) text = text.replaceAll(mark, '$1$2');
  return text.replaceAll(/[\uFDD0-\uFDD5]/g, (character) => HELD[character.charCodeAt(0) - 0xfdd0] ?? '');
}

/** Milliseconds of a moment as the platform writes it; `undefined` for words such as `best_effort`. */
export function momentToMs(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.test(text)) return undefined;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
  const at = Date.parse(zoned.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) ? undefined : at;
}

/** Whole seconds in UTC, as parameters take them. */
export const msToMoment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
