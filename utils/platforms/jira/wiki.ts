/** Jira's wiki markup, as Data Center keeps rich text, and plain text. Source: `jira.md` D. */

import { plainText } from '../plain-text.ts';

/** Smileys and signs that the renderer turns into pictures. */
const PICTURES = /[:;](?:-?[()DP])|\((?:[yni/x!+\-?*]|on|off|\*[rgby]|flag|flagoff)\)/g;

/** `\` before a sign takes its meaning from it. One before another `\` would be a line break, hence its number. */
const BACKSLASH = '&#92;';

/**
 * Plain text as wiki markup that shows it as it is (T23): no macro, link, mention, image, table; emphasis, lists,
 * headings and smileys only where the signs would otherwise be taken for some.
 */
export function toWiki(text: string): string {
  return (
    plainText(text)
      // What reads like a character's number would become that character.
      .replaceAll(/&(?=#?\w{1,10};)/g, '&amp;')
      .replaceAll('\\', BACKSLASH)
      .replaceAll(/[{}[\]|!]/g, String.raw`\$&`)
      .replaceAll(PICTURES, String.raw`\$&`)
      // Emphasis opens where no word ends and something follows at once.
      .replaceAll(/(?<![\p{L}\p{N}\\])(\*|_|\+|\^|~|\?\?|-(?!-))(?=\S)/gu, String.raw`\$1`)
      // Lists, headings, quotes and rules stand at the beginning of a line.
      .replaceAll(/^([ \t]*)([*#-])(?=[*#-]*[ \t])/gm, String.raw`$1\$2`)
      .replaceAll(/^([ \t]*)(h[1-6]|bq)\.(?=[ \t])/gim, String.raw`$1$2\.`)
      .replaceAll(/^([ \t]*)-(?=-{2,}[ \t]*$)/gm, String.raw`$1\-`)
  );
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0' };

const decoded = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|(amp|lt|gt|quot|nbsp));/g, (whole, number, name) => {
    if (typeof name === 'string') return entities[name] ?? whole;
    const code = Number(number);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : '';
  });

/** Macros whose content is shown as it stands. */
const VERBATIM = /\{(code|noformat)(?::[^}\n]*)?\}\n?([\s\S]*?)\n?\{\1\}/g;

/**
 * One sign with `\` before it, a macro's own tag, a mention, a file, an image, a link. Together in one expression, so
 * that an escaped sign never begins anything.
 */
const MARKUP =
  /\\([{}[\]|!*_+^~?#.:;(-])|\{(?:quote|panel|color|section|column|anchor)(?::[^}\n]*)?\}|\[~(?:accountid:)?([^\]\n]+)\]|\[\^([^\]\n]+)\]|!([^!\s|][^!\n|]*)(?:\|[^!\n]*)?!|\[(?:([^\]|\n]+)\|)?((?:https?:\/\/|mailto:)[^\]|\n]+)(?:\|[^\]\n]*)?\]/g;

function plainOf(text: string): string {
  const lines = text
    .replaceAll(/^([ \t]*)h[1-6]\.[ \t]+/gm, '$1')
    .replaceAll(/^([ \t]*)bq\.[ \t]+/gm, '$1> ');
  const plain = lines.replaceAll(
    MARKUP,
    (
      whole: string,
      escaped?: string,
      mention?: string,
      file?: string,
      image?: string,
      label?: string,
      link?: string,
    ) => {
      if (escaped !== undefined) return escaped;
      if (mention !== undefined) return `@${mention}`;
      if (file !== undefined) return file;
      // What only looks like an image is exclaimed text.
      if (image !== undefined) return /\.\w{1,5}$/.test(image) ? image : whole;
      if (link !== undefined) return label === undefined ? link : `${label} (${link})`;
      return '';
    },
  );
  return decoded(plain.replaceAll(/(?<!\\)\\\\(?!\\)/g, '\n'));
}

/** The plain text of wiki markup: without macros, escapes and links' brackets; emphasis stays as it was typed. */
export function fromWiki(value: string): string {
  const text = value.replaceAll(/\r\n?/g, '\n');
  const parts: string[] = [];
  let at = 0;
  for (const match of text.matchAll(VERBATIM)) {
    if (text[match.index - 1] === '\\') continue;
    parts.push(plainOf(text.slice(at, match.index)), match[2] ?? '');
    at = match.index + match[0].length;
  }
  return [...parts, plainOf(text.slice(at))].join('');
}

/** Names of files that wiki markup shows: `!picture.png!`, `[^notes.txt]`. */
export const filesInWiki = (value: string): readonly string[] =>
  [...value.matchAll(/!([^!\s|][^!\n|]*)(?:\|[^!\n]*)?!|\[\^([^\]\n]+)\]/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
