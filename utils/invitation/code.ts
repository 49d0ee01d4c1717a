import * as z from 'zod/mini';

import { fromBase64Url, toBase64Url, utf8 } from '@/utils/base/bytes.ts';
import { AppError, type ErrorCode } from '@/utils/base/errors.ts';
import { isCanonicalBaseUrl, judgeUrl } from '@/utils/base/url-safety.ts';
import { ConfigurationMode, ConnectionType, plainLine, ShortName } from '@/utils/domain/connection.ts';
import { ExchangeAddress, type Invitation } from '@/utils/domain/invitation.ts';
import { type Instance, PlatformId } from '@/utils/domain/platform.ts';

import { fromCanonicalJson, toCanonicalJson } from './canonical.ts';
import { crc32 } from './crc32.ts';

/** Longest text that is looked at, in UTF-16 units; whatever is longer is refused before anything is decoded. */
export const MAX_TEXT = 8192;
/** Longest code that is made or accepted. */
export const MAX_CODE = 1500;

export type CodeReading =
  | {
      readonly ok: true;
      readonly invitation: Invitation;
      /** The code without what surrounded it. */ readonly code: string;
    }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      /** The sentence's placeholder: `412/560` characters, a version, a limit, or the name of the field at fault. */
      readonly detail?: string;
      /** For `code/cut-off`, where the beginning is there: the number of characters it should have. */
      readonly expected?: number;
      /** For `code/cut-off`: the number of characters that were found. */
      readonly actual?: number;
    };

type Fault = Exclude<CodeReading, { ok: true }>;

/** Counts characters and records looked at, so that a test can hold the work to a bound without a clock. */
export interface Work {
  steps: number;
}

// ---------------------------------------------------------------------------------------------------------------------
// The frame: the same in every version, so that an older node can tell a newer code from a damaged one.
//
//   base64url( {"liaison":<version>,"n":"<characters of the whole code, four digits>", … ,"c":"<CRC-32 of all before>"} )
//
// Three bytes make four characters, so the first 15 characters are the same in all codes, the 16th tells the version and
// the length is known after 32.

const MARK = 'eyJsaWFpc29uIjo'; // {"liaison":
const HEAD = /^\{"liaison":(\d{1,3}),"n":"(\d{4})",/;
const TAIL = /,"c":"([\da-f]{8})"\}$/;
const TAIL_LENGTH = ',"c":"00000000"}'.length;
/** Enough characters for the head of a version of three digits. */
const HEAD_CHARACTERS = 36;
const VERSION = 1;

const charactersFor = (bytes: number) => Math.ceil((bytes * 4) / 3);

/** ASCII text of base64url, else `undefined`. */
function asciiOf(characters: string): string | undefined {
  try {
    const bytes = fromBase64Url(characters);
    return bytes.some((byte) => byte < 0x20 || byte > 0x7e) ? undefined : String.fromCharCode(...bytes);
  } catch {
    return undefined;
  }
}

function seal(members: string): string {
  const frame = (length: string) => `{"liaison":${VERSION},"n":"${length}",${members}`;
  const length = charactersFor(frame('0000').length + TAIL_LENGTH);
  const text = frame(String(length).padStart(4, '0'));
  return toBase64Url(utf8(`${text},"c":"${crc32(text)}"}`));
}

/** The text of an undamaged code. */
function unseal(characters: string): { version: number; text: string } | undefined {
  const text = asciiOf(characters);
  if (text === undefined) return undefined;
  const version = HEAD.exec(text)?.[1];
  const sum = TAIL.exec(text)?.[1];
  if (version === undefined || sum !== crc32(text.slice(0, -TAIL_LENGTH))) return undefined;
  return { version: Number(version), text };
}

// ---------------------------------------------------------------------------------------------------------------------
// The members: short keys outside, the domain's Invitation inside.

/** Base64url of so many bytes, the loose bits of the last character being zero: one text for one value. */
const bytesText = (bytes: number) =>
  z
    .string()
    .check(
      z.regex(
        new RegExp(`^[\\w-]{${charactersFor(bytes) - 1}}${bytes === 16 ? '[AQgw]' : '[AEIMQUYcgkosw048]'}$`),
      ),
    );

const WireInstance = z.strictObject({ p: PlatformId, u: z.string().check(z.maxLength(300)) });

const Wire = z.strictObject({
  liaison: z.literal(VERSION),
  n: z.string().check(z.regex(/^\d{4}$/)),
  i: bytesText(16),
  s: bytesText(32),
  k: bytesText(32),
  h: bytesText(32),
  e: z.int().check(z.positive(), z.maximum(253_402_300_799)),
  m: ConfigurationMode,
  t: ConnectionType,
  x: ExchangeAddress,
  f: z.strictObject({ n: plainLine(80), i: WireInstance, d: bytesText(16) }),
  o: z.optional(WireInstance),
  a: z.strictObject({ c: plainLine(120), r: ShortName }),
  c: z.string().check(z.regex(/^[\da-f]{8}$/)),
});
type Wire = z.infer<typeof Wire>;
type Members = Omit<Wire, 'liaison' | 'n' | 'c'>;

const instanceFrom = (wire: { p: Instance['platform']; u: string }): Instance => ({
  platform: wire.p,
  url: wire.u,
});
const instanceTo = (instance: Instance) => ({ p: instance.platform, u: instance.url });

/** The two directions side by side: what one writes the other reads. */
const members = {
  encode: (invitation: Invitation): Members => ({
    i: invitation.id,
    s: invitation.secret,
    k: invitation.publicKey,
    h: invitation.commitment,
    e: invitation.expiresAt,
    m: invitation.mode,
    t: invitation.type,
    x: invitation.exchange,
    f: { n: invitation.claim.name, i: instanceTo(invitation.claim.instance), d: invitation.claim.node },
    ...(invitation.expected ? { o: instanceTo(invitation.expected) } : {}),
    a: { c: invitation.names.connection, r: invitation.names.remote },
  }),
  decode: (wire: Members): Invitation => ({
    version: VERSION,
    id: wire.i,
    secret: wire.s,
    publicKey: wire.k,
    commitment: wire.h,
    expiresAt: wire.e,
    mode: wire.m,
    type: wire.t,
    exchange: wire.x,
    claim: { name: wire.f.n, instance: instanceFrom(wire.f.i), node: wire.f.d },
    ...(wire.o ? { expected: instanceFrom(wire.o) } : {}),
    names: { connection: wire.a.c, remote: wire.a.r },
  }),
} as const;

const sealMembers = (invitation: Invitation): string =>
  seal(toCanonicalJson(members.encode(invitation)).slice(1, -1));

const altered: Fault = { ok: false, code: 'code/altered' };

/** Why a base URL may not stand in a code, or `undefined` where it may. */
export function urlFault(url: string): { code: ErrorCode; detail?: string } | undefined {
  const verdict = judgeUrl(url, { allowPrivate: true, allowHttp: true });
  if (!verdict.ok) return { code: verdict.code, ...(verdict.detail ? { detail: verdict.detail } : {}) };
  return isCanonicalBaseUrl(url) ? undefined : { code: 'code/altered', detail: 'url' };
}

/** The invitation in the text of an undamaged frame of our version. */
function readMembers(text: string, code: string): CodeReading {
  const wire = z.safeParse(Wire, fromCanonicalJson(text));
  if (!wire.success) {
    const field = wire.error.issues[0]?.path.join('.') ?? '';
    return { ok: false, code: 'code/altered', ...(field === '' ? {} : { detail: field }) };
  }
  const invitation = members.decode(wire.data);
  const fault =
    urlFault(invitation.claim.instance.url) ??
    (invitation.expected ? urlFault(invitation.expected.url) : undefined);
  if (fault) return { ok: false, ...fault };
  // One invitation has one code: both sides put the code's text in their transcript.
  return sealMembers(invitation) === code ? { ok: true, invitation, code } : altered;
}

// ---------------------------------------------------------------------------------------------------------------------
// Finding codes in what mail and chat made of them.

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  quot: '"',
  NewLine: '\n',
  Tab: '\t',
  shy: '',
  zwj: '',
  zwnj: '',
  ZeroWidthSpace: '',
  NoBreak: '',
};

const decodeEntities = (text: string): string =>
  text.replaceAll(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]{2,14}));/g,
    (whole, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
      const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );

// Tags that editors put inside long words. Only known names, since a code may itself stand between < and >.
const TAGS =
  /<\/?(?:a|b|blockquote|body|br|code|div|em|font|i|kbd|li|o:p|p|pre|s|span|strong|td|tr|tt|u|ul|wbr)(?:[\s/][^<>]{0,256})?>/gi;
// Soft hyphen, zero-width and bidirectional marks, joiners, fillers, variation selectors, byte order mark.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Takes away what no eye sees: entities (twice, since a quoted mail escapes what was escaped), tags, invisible marks. */
const clean = (text: string): string =>
  decodeEntities(decodeEntities(text))
    .replaceAll(TAGS, '\n')
    .replaceAll(/\\[nrt]/g, ' ')
    .replaceAll(INVISIBLE, '');

/** What may stand between two pieces of one code: white space, quotation and reply marks, hyphens of any kind, `=` of
 *  quoted-printable, marks of formatting. Anything else ends a code. */
const JOINT =
  /[\s>|"'`\u00B4\u2018-\u201F\u00AB\u00BB\u2039\u203A\u300C-\u300F\uFF02\uFF07<*_=\\~\-\u2010-\u2015\u2212\u2028\u2029]/;
const LETTER = /[A-Za-z0-9]/;

const NONE = 0;
const SOFT = 1;
const HARD = 2;

/** Only the letters and digits of a text, and for each what stood before it. */
interface Letters {
  readonly text: string;
  readonly gapBefore: Uint8Array;
}

function lettersOf(text: string, work: Work): Letters {
  const gapBefore = new Uint8Array(text.length);
  let letters = '';
  let gap = NONE;
  for (const character of text) {
    work.steps += 1;
    if (LETTER.test(character)) {
      gapBefore[letters.length] = gap;
      letters += character;
      gap = NONE;
    } else {
      gap = Math.max(gap, JOINT.test(character) ? SOFT : HARD);
    }
  }
  return { text: letters, gapBefore };
}

type Candidate =
  | { readonly kind: 'intact'; readonly characters: string; readonly version: number; readonly text: string }
  | { readonly kind: 'fault'; readonly characters: string; readonly fault: Fault };

/** Trailing words of prose that joints alone separate from a code that was cut off. */
const SHORTEST_LINE = 16;

function withoutTrailingWords({ gapBefore }: Letters, start: number, end: number): number {
  let kept = end;
  for (let index = end - 1; index > start; index--) {
    if (gapBefore[index] !== SOFT) continue;
    if (kept - index >= SHORTEST_LINE) break;
    kept = index;
  }
  return kept;
}

function readCandidate(letters: Letters, start: number, nextMark: number, work: Work): Candidate {
  const { text, gapBefore } = letters;
  let end = start + MARK.length;
  while (end < text.length && end - start < MAX_TEXT && gapBefore[end] !== HARD) end += 1;
  work.steps += end - start;

  const characters = (until: number) => text.slice(start, until);
  const head = asciiOf(characters(start + Math.min(HEAD_CHARACTERS, (end - start) & ~3)));
  const [, version = '', length = ''] = HEAD.exec(head ?? '') ?? [];
  if (length === '') {
    if (end - start >= HEAD_CHARACTERS) return { kind: 'fault', characters: characters(end), fault: altered };
    const actual = withoutTrailingWords(letters, start, end) - start;
    const fault: Fault = { ok: false, code: 'code/cut-off', actual };
    return { kind: 'fault', characters: characters(start + actual), fault };
  }

  const expected = Number(length);
  const longest = Number(version) > VERSION ? MAX_TEXT : MAX_CODE;
  if (expected <= longest && end - start >= expected) {
    const whole = characters(start + expected);
    work.steps += expected;
    const intact = unseal(whole);
    if (intact) return { kind: 'intact', characters: whole, ...intact };
  }

  // Damaged. A second code that begins inside belongs to itself.
  if (nextMark > start && nextMark < end) end = nextMark;
  const kept = withoutTrailingWords(letters, start, end);
  work.steps += kept - start;
  const fault = (): Fault => {
    if (expected > longest) return altered;
    // The end is where it should be: something between was changed.
    if (end - start >= expected && TAIL.test(asciiOf(characters(start + expected)) ?? '')) return altered;
    const actual = kept - start;
    // All is there and only the length at the beginning was changed.
    const found = asciiOf(characters(kept)) ?? '';
    const mended = found.replace(HEAD, `{"liaison":${version},"n":"${String(actual).padStart(4, '0')}",`);
    if (TAIL.exec(found)?.[1] === crc32(mended.slice(0, -TAIL_LENGTH))) return altered;
    if (actual >= expected) return altered;
    return { ok: false, code: 'code/cut-off', detail: `${actual}/${expected}`, expected, actual };
  };
  return { kind: 'fault', characters: characters(Math.min(kept, start + MAX_CODE)), fault: fault() };
}

/** A selection with more codes than this is nobody's mail. */
const MAX_CANDIDATES = 16;

function candidatesIn(letters: Letters, work: Work): readonly Candidate[] {
  const candidates: Candidate[] = [];
  let start = letters.text.indexOf(MARK);
  while (start !== -1 && candidates.length < MAX_CANDIDATES) {
    const nextMark = letters.text.indexOf(MARK, start + 1);
    const broken = letters.gapBefore.subarray(start + 1, start + MARK.length).includes(HARD);
    const candidate = broken ? undefined : readCandidate(letters, start, nextMark, work);
    if (candidate) candidates.push(candidate);
    const passed = candidate?.kind === 'intact' ? start + candidate.characters.length : start + 1;
    start = letters.text.indexOf(MARK, passed);
  }
  return candidates;
}

function readIntact(candidate: Candidate): CodeReading {
  if (candidate.kind === 'fault') return candidate.fault;
  return candidate.version === VERSION
    ? readMembers(candidate.text, candidate.characters)
    : { ok: false, code: 'code/newer-version', detail: String(candidate.version) };
}

// `,"c":"` as it comes out at each of the three places it can have within three bytes, and `,"n":"`, which has one.
const ENDINGS = ['LCJjIjoi', 'YyI6I', 'ImMiOi'];
const LENGTH_MARK = 'LCJuIjoi';

/** A code whose first characters are missing or changed, so that its mark is not found. */
function headlessFault({ text, gapBefore }: Letters): Fault | undefined {
  const lengthMark = text.indexOf(LENGTH_MARK);
  if (lengthMark >= HEAD_CHARACTERS / 2 - 2) {
    const start = lengthMark - 16;
    const length = /^,"n":"(\d{4})",/.exec(asciiOf(text.slice(lengthMark, lengthMark + 16)) ?? '')?.[1];
    const rest = asciiOf(text.slice(lengthMark, start + Math.min(Number(length ?? 0), MAX_CODE)));
    if (rest !== undefined && TAIL.test(rest)) return altered;
  }
  const ends = ENDINGS.some((ending) => {
    const at = text.lastIndexOf(ending);
    return at > 24 && !gapBefore.subarray(at - 24, at + ending.length).includes(HARD);
  });
  return ends || lengthMark !== -1 ? { ok: false, code: 'code/cut-off' } : undefined;
}

/** Another product's code: base64 (either alphabet) over JSON with `invitationSecret` and `nodeInfo`. */
function isForeignProduct(cleaned: string): boolean {
  const names = (text: string) => text.includes('"invitationSecret"') || text.includes('"nodeInfo"');
  if (names(cleaned)) return true;
  const joined = cleaned.replaceAll(/[\s>"'`]+/g, '');
  // `{"` or `{` and white space, in base64
  for (const [run] of joined.matchAll(/e[wyz][A-Za-z0-9+/_-]{38,}/g)) {
    const standard = run.replaceAll('-', '+').replaceAll('_', '/');
    if (names(atob(standard.slice(0, standard.length & ~3)))) return true;
  }
  return false;
}

// ---------------------------------------------------------------------------------------------------------------------

/**
 * All invitation codes in a text, each once and without what surrounded it, damaged ones included, so that
 * `decodeInvitation` can say what is wrong with them. Of a longer text only the first 8 KiB are looked at, and a code
 * that this cuts is left out.
 */
export function findCodes(text: string, work: Work = { steps: 0 }): readonly string[] {
  const candidates = candidatesIn(lettersOf(clean(text.slice(0, MAX_TEXT)), work), work);
  const last = candidates.at(-1);
  const whole =
    text.length > MAX_TEXT && last?.kind === 'fault' && last.fault.code === 'code/cut-off'
      ? candidates.slice(0, -1)
      : candidates;
  return [...new Set(whole.map(({ characters }) => characters))];
}

/**
 * Reads the invitation in a pasted or selected text. Never throws and touches nothing: whether the invitation may be
 * accepted is for `judgeInvitation`. With several codes in the text the first undamaged one is read; `findCodes` lets
 * the admin choose.
 *
 * Codes: `code/empty`, `code/too-long` (over 8 KiB, not decoded), `code/not-a-code`, `code/cut-off`, `code/altered`,
 * `code/newer-version`, `code/foreign-product`, and `url/*` where an address in it may not be named at all.
 */
export function decodeInvitation(text: string, work: Work = { steps: 0 }): CodeReading {
  if (text.length > MAX_TEXT) return { ok: false, code: 'code/too-long', detail: String(MAX_TEXT) };
  const cleaned = clean(text);
  if (cleaned.trim() === '') return { ok: false, code: 'code/empty' };
  const letters = lettersOf(cleaned, work);
  const candidates = candidatesIn(letters, work);
  const best = candidates.find(({ kind }) => kind === 'intact') ?? candidates[0];
  if (best) return readIntact(best);
  if (isForeignProduct(cleaned)) return { ok: false, code: 'code/foreign-product' };
  return headlessFault(letters) ?? { ok: false, code: 'code/not-a-code' };
}

/** A name on one line: NFC, without control, bidirectional or invisible characters, spaces single, `…` where cut. */
export function shortenName(name: string, codePoints: number): string {
  const line = Array.from(
    name
      .toWellFormed()
      .normalize('NFC')
      .replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .replaceAll(/[\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
      .trim(),
  );
  if (line.length <= codePoints) return line.join('');
  return `${line
    .slice(0, Math.max(0, codePoints - 1))
    .join('')
    .trimEnd()}…`;
}

/**
 * The code of an invitation: one word of letters and digits, at most 1500 characters. Names that would make it longer
 * are shortened in the code (with `…`), the longest first; nothing else is ever left out.
 *
 * Throws `AppError` `url/*` where an instance's address may not stand in a code (detail: its host), `code/too-long`
 * where even short names do not make it fit, and `code/altered` (detail: the field) for what is no valid invitation.
 */
export function encodeInvitation(invitation: Invitation): string {
  for (const instance of [invitation.claim.instance, invitation.expected]) {
    const fault = instance && urlFault(instance.url);
    if (fault) throw new AppError(fault.code, fault.detail);
  }
  let { name } = invitation.claim;
  let { connection } = invitation.names;
  const cost = (text: string) => toCanonicalJson(text).length;
  const codeNow = () =>
    sealMembers({
      ...invitation,
      claim: { ...invitation.claim, name },
      names: { ...invitation.names, connection },
    });
  let code = codeNow();
  while (code.length > MAX_CODE) {
    const longer = cost(connection) >= cost(name) ? connection : name;
    const points = Array.from(longer).length;
    if (points <= 4) throw new AppError('code/too-long', String(MAX_CODE));
    if (longer === connection) connection = shortenName(connection, points - 1);
    else name = shortenName(name, points - 1);
    code = codeNow();
  }
  // Nothing is handed out that our own decoder would refuse at the other end.
  const reading = decodeInvitation(code);
  if (!reading.ok) throw new AppError(reading.code, reading.detail);
  return code;
}
