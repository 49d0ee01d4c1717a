/**
 * java.util.regex, from the source of a pattern to the positions of its groups.
 *
 * A matcher of our own, not a translation to the host's RegExp: Java's syntax and semantics (possessive quantifiers,
 * atomic groups, class intersections, `\G`, regions, look-behind with its limits) differ in too many places, and only
 * a matcher of our own can be stopped: each step is charged to the run's fuel, so that a catastrophic pattern ends
 * like any other endless script.
 *
 * A pattern becomes a chain of functions, each given what comes after it: `Step` answers whether the rest matches
 * from a position on. Positions of groups live in the `State` of the match under way.
 */
import { raise } from '../errors.ts';
import { spend } from '../runtime.ts';

export const UNIX_LINES = 1;
export const CASE_INSENSITIVE = 2;
export const COMMENTS = 4;
export const MULTILINE = 8;
export const LITERAL = 16;
export const DOTALL = 32;
export const UNICODE_CASE = 64;
export const UNICODE_CHARACTER_CLASS = 256;

type Step = (i: number) => boolean;
type CharTest = (code: number) => boolean;

type Node =
  | { t: 'empty' }
  | { t: 'char'; test: CharTest; text: string | null; wide: boolean }
  | { t: 'seq'; items: Node[] }
  | { t: 'alt'; items: Node[] }
  | { t: 'group'; n: number; body: Node }
  | { t: 'loop'; body: Node; min: number; max: number; mode: Mode }
  | { t: 'atomic'; body: Node }
  | { t: 'look'; body: Node; behind: boolean; negative: boolean; min: number; max: number }
  | { t: 'assert'; test: (i: number) => boolean }
  | { t: 'back'; n: number; fold: ((c: number) => number) | null };
type Mode = 'greedy' | 'lazy' | 'possessive';

/** The match under way. There is one at a time: matching calls nothing of the script. */
let text = '';
let from = 0;
let to = 0;
let lastEnd = 0;
let groups: Int32Array = new Int32Array(2);
let locals: Int32Array = new Int32Array(0);
let end = 0;
let wholeTo = -1;
let hitEnd = false;
let charged = 0;

function charge(): void {
  if (++charged > 1024) {
    charged = 0;
    spend(1024);
  }
}

export type Regex = {
  readonly groupCount: number;
  readonly names: ReadonlyMap<string, number>;
  /** Flags, those given inline at the start included. */
  readonly flags: number;
  /**
   * Tries at `start` (`whole` or `anchored`) or from `start` on. Answers [start, end] of each group (-1 when it took
   * no part), or null.
   */
  match(
    subject: string,
    start: number,
    how: 'find' | 'anchored' | 'whole',
    region?: { from: number; to: number },
    previousEnd?: number,
  ): Int32Array | null;
};

/** Whether the last match read to the end of its input. */
export function lastHitEnd(): boolean {
  return hitEnd;
}

// --- characters ---

function codeAt(i: number): number {
  const c = text.charCodeAt(i);
  if (c >= 0xd800 && c < 0xdc00 && i + 1 < to) {
    const d = text.charCodeAt(i + 1);
    if (d >= 0xdc00 && d < 0xe000) return ((c - 0xd800) << 10) + (d - 0xdc00) + 0x10000;
  }
  return c;
}

const isWordChar = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95;
const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13);
const isHorizontal = (c: number): boolean =>
  c === 32 ||
  c === 9 ||
  c === 0xa0 ||
  c === 0x1680 ||
  c === 0x180e ||
  (c >= 0x2000 && c <= 0x200a) ||
  c === 0x202f ||
  c === 0x205f ||
  c === 0x3000;
const isVertical = (c: number): boolean => (c >= 10 && c <= 13) || c === 0x85 || c === 0x2028 || c === 0x2029;
const isTerminator = (c: number): boolean =>
  c === 10 || c === 13 || c === 0x85 || c === 0x2028 || c === 0x2029;
const not =
  (test: CharTest): CharTest =>
  (c) =>
    !test(c);

/** A test from a class of the host's own expressions, which know Unicode. */
function unicode(source: string): CharTest {
  const re = new RegExp(`^${source}$`, 'u');
  return (c) => re.test(String.fromCodePoint(c));
}

const POSIX: Record<string, CharTest> = {
  Lower: (c) => c >= 97 && c <= 122,
  Upper: (c) => c >= 65 && c <= 90,
  ASCII: (c) => c < 128,
  Alpha: (c) => (c >= 97 && c <= 122) || (c >= 65 && c <= 90),
  Digit: isDigit,
  Alnum: (c) => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || isDigit(c),
  Punct: (c) =>
    (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126),
  Graph: (c) => c > 32 && c < 127,
  Print: (c) => c >= 32 && c < 127,
  Blank: (c) => c === 32 || c === 9,
  Cntrl: (c) => c < 32 || c === 127,
  XDigit: (c) => isDigit(c) || (c >= 65 && c <= 70) || (c >= 97 && c <= 102),
  Space: isSpace,
};
const UNICODE_POSIX: Record<string, string> = {
  Lower: '\\p{Lowercase}',
  Upper: '\\p{Uppercase}',
  Alpha: '\\p{Alphabetic}',
  Digit: '\\p{Nd}',
  Alnum: '[\\p{Alphabetic}\\p{Nd}]',
  Punct: '\\p{P}',
  Space: '\\p{White_Space}',
};
const JAVA: Record<string, string> = {
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}',
  javaAlphabetic: '\\p{Alphabetic}',
  javaLetter: '\\p{L}',
  javaDigit: '\\p{Nd}',
  javaLetterOrDigit: '[\\p{L}\\p{Nd}]',
  javaWhitespace: '[\\t-\\r\\x1c-\\x1f\\p{Zs}\\p{Zl}\\p{Zp}]',
  javaSpaceChar: '\\p{Z}',
  javaTitleCase: '\\p{Lt}',
  javaISOControl: '\\p{Cc}',
  javaIdeographic: '\\p{Ideographic}',
};
const BLOCKS: Record<string, readonly [number, number]> = {
  BASICLATIN: [0, 0x7f],
  LATIN1SUPPLEMENT: [0x80, 0xff],
  LATINEXTENDEDA: [0x100, 0x17f],
  LATINEXTENDEDB: [0x180, 0x24f],
  COMBININGDIACRITICALMARKS: [0x300, 0x36f],
  GREEK: [0x370, 0x3ff],
  CYRILLIC: [0x400, 0x4ff],
  HEBREW: [0x590, 0x5ff],
  ARABIC: [0x600, 0x6ff],
  GENERALPUNCTUATION: [0x2000, 0x206f],
  HIRAGANA: [0x3040, 0x309f],
  KATAKANA: [0x30a0, 0x30ff],
  CJKUNIFIEDIDEOGRAPHS: [0x4e00, 0x9fff],
};

function property(name: string, flags: number): CharTest | null {
  const make = (source: string): CharTest | null => {
    try {
      return unicode(source);
    } catch {
      return null;
    }
  };
  const eq = name.indexOf('=');
  if (eq >= 0) {
    const key = name.slice(0, eq).toLowerCase();
    const value = name.slice(eq + 1);
    if (key === 'sc' || key === 'script') return make(`\\p{Script=${capital(value)}}`);
    if (key === 'gc' || key === 'general_category') return make(`\\p{${value}}`);
    if (key === 'blk' || key === 'block') return block(value);
    return null;
  }
  if (name.startsWith('In')) return block(name.slice(2));
  if (name.startsWith('Is')) {
    const rest = name.slice(2);
    const known: Record<string, string> = {
      ALPHABETIC: '\\p{Alphabetic}',
      LETTER: '\\p{L}',
      LOWERCASE: '\\p{Lowercase}',
      UPPERCASE: '\\p{Uppercase}',
      DIGIT: '\\p{Nd}',
      WHITE_SPACE: '\\p{White_Space}',
      WHITESPACE: '\\p{White_Space}',
      PUNCTUATION: '\\p{P}',
      IDEOGRAPHIC: '\\p{Ideographic}',
      CONTROL: '\\p{Cc}',
      TITLECASE: '\\p{Lt}',
      EMOJI: '\\p{Emoji}',
    };
    const own = known[rest.toUpperCase()];
    return own ? make(own) : (make(`\\p{Script=${capital(rest)}}`) ?? make(`\\p{${rest}}`));
  }
  if (flags & UNICODE_CHARACTER_CLASS && UNICODE_POSIX[name]) return make(UNICODE_POSIX[name]);
  const posix = POSIX[name];
  if (posix)
    return (name === 'Lower' || name === 'Upper') && flags & CASE_INSENSITIVE
      ? (POSIX['Alpha'] ?? null)
      : posix;
  if (JAVA[name]) return make(JAVA[name]);
  if (name === 'L1') return (c) => c < 256;
  if (name === 'all') return () => true;
  if (name === 'LC') return make('[\\p{Lu}\\p{Ll}\\p{Lt}]');
  if (/^(?:L[ultmo]?|M[nec]?|N[dlo]?|Z[slp]?|C[cfosn]?|P[dsepcif]?|S[mcko]?)$/.test(name))
    return make(
      (name === 'Lu' || name === 'Ll' || name === 'Lt') && flags & CASE_INSENSITIVE
        ? '[\\p{Lu}\\p{Ll}\\p{Lt}]'
        : `\\p{${name}}`,
    );
  return null;
}
const capital = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1).toLowerCase();
function block(name: string): CharTest | null {
  const range = BLOCKS[name.toUpperCase().replaceAll(/[ _-]/g, '')];
  return range ? (c) => c >= range[0] && c <= range[1] : null;
}

// --- parsing, in the order and with the cursor of Java's own parser, whose errors name its cursor ---

class Parser {
  private at = 0;
  private flags: number;
  groupCount = 0;
  readonly names = new Map<string, number>();
  readonly source: string;
  /** Flags that hold for the whole pattern. */
  topFlags: number;
  private depth = 0;
  localCount = 0;

  constructor(source: string, flags: number) {
    this.source = source;
    this.flags = flags;
    if (flags & UNICODE_CHARACTER_CLASS) this.flags |= UNICODE_CASE;
    this.topFlags = this.flags;
  }

  parse(): Node {
    if (this.flags & LITERAL) return this.literal(this.source);
    const node = this.expr();
    if (this.at < this.source.length) {
      if (this.peek() === ')') throw this.error("Unmatched closing ')'");
      throw this.error('Unexpected internal error');
    }
    return node;
  }

  private error(reason: string, index = this.at - 1): unknown {
    const caret = index >= 0 && index < this.source.length ? `\n${' '.repeat(index)}^` : '';
    const near = index >= 0 ? ` near index ${index}` : '';
    return raise('java.util.regex.PatternSyntaxException', `${reason}${near}\n${this.source}${caret}`, {
      description: reason,
      index,
      pattern: this.source,
    });
  }

  private literal(s: string): Node {
    return { t: 'seq', items: Array.from(s).map((c) => this.charNode(c.codePointAt(0) ?? 0)) };
  }

  private has(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }

  /** The character under the cursor; with COMMENTS, white space and comments are passed over first. */
  private peek(): string {
    if (this.has(COMMENTS)) this.passComments();
    return this.source.charAt(this.at);
  }
  private passComments(): void {
    for (;;) {
      const c = this.source.charAt(this.at);
      if (c !== '' && isSpace(c.charCodeAt(0))) this.at++;
      else if (c === '#') {
        while (this.at < this.source.length && !isTerminator(this.source.charCodeAt(this.at))) this.at++;
      } else return;
    }
  }
  private next(): string {
    this.at++;
    return this.peek();
  }

  private expr(): Node {
    if (++this.depth > 500) throw raise('java.lang.StackOverflowError', null);
    const first = this.sequence();
    const items = [first];
    while (this.peek() === '|') {
      this.at++;
      items.push(this.sequence());
    }
    this.depth--;
    return items.length === 1 ? first : { t: 'alt', items };
  }

  private sequence(): Node {
    const items: Node[] = [];
    for (;;) {
      const ch = this.peek();
      let node: Node;
      if (ch === '') break;
      if (ch === '|' || ch === ')') break;
      switch (ch) {
        case '(': {
          const group = this.group();
          if (group === null) continue;
          // The group has read its own quantifier.
          items.push(group);
          continue;
        }
        case '[':
          node = this.charTest(this.charClass());
          break;
        case '\\':
          node = this.escape();
          break;
        case '^':
          this.at++;
          node = this.lineStart();
          break;
        case '$':
          this.at++;
          node = this.lineEnd();
          break;
        case '.':
          this.at++;
          node = this.charTest(
            this.has(DOTALL) ? () => true : this.has(UNIX_LINES) ? (c) => c !== 10 : not(isTerminator),
          );
          break;
        case '?':
        case '*':
        case '+':
          this.at++;
          throw this.error(`Dangling meta character '${ch}'`);
        case '{':
          node = { t: 'empty' };
          break;
        default: {
          const code = this.source.codePointAt(this.at) ?? 0;
          this.at += code > 0xffff ? 2 : 1;
          node = this.charNode(code);
        }
      }
      items.push(this.closure(node));
    }
    return items.length === 1 ? (items[0] as Node) : { t: 'seq', items };
  }

  private charNode(code: number): Node {
    const test = this.single(code);
    return {
      t: 'char',
      test,
      text: this.has(CASE_INSENSITIVE) ? null : String.fromCodePoint(code),
      wide: code > 0xffff,
    };
  }

  private fold(): ((c: number) => number) | null {
    if (!this.has(CASE_INSENSITIVE)) return null;
    if (this.has(UNICODE_CASE)) return foldUnicode;
    return foldAscii;
  }

  private single(code: number): CharTest {
    const fold = this.fold();
    if (!fold) return (c) => c === code;
    const low = fold(code);
    return (c) => c === code || fold(c) === low;
  }

  private charTest(test: CharTest): Node {
    // What ASCII answers is looked up: most text is that.
    const table = new Uint8Array(128);
    for (let c = 0; c < 128; c++) if (test(c)) table[c] = 1;
    return { t: 'char', test: (c) => (c < 128 ? table[c] === 1 : test(c)), text: null, wide: true };
  }

  private lineStart(): Node {
    if (!this.has(MULTILINE)) return { t: 'assert', test: (i) => i === from };
    const unix = this.has(UNIX_LINES);
    return {
      t: 'assert',
      test: (i) => {
        if (i === from) return true;
        const before = text.charCodeAt(i - 1);
        if (unix ? before !== 10 : !isTerminator(before)) return false;
        if (before === 13 && text.charCodeAt(i) === 10) return false;
        // Java: no match after a final line terminator.
        if (i === to) {
          hitEnd = true;
          return false;
        }
        return true;
      },
    };
  }

  private lineEnd(): Node {
    const unix = this.has(UNIX_LINES);
    if (this.has(MULTILINE))
      return {
        t: 'assert',
        test: (i) => {
          if (i >= to) return true;
          const c = text.charCodeAt(i);
          if (unix ? c !== 10 : !isTerminator(c)) return false;
          return !(c === 10 && i > from && text.charCodeAt(i - 1) === 13 && !unix);
        },
      };
    return { t: 'assert', test: atEnd(unix) };
  }

  private family(oneLetter: boolean, negated: boolean): CharTest {
    let name: string;
    if (oneLetter) {
      name = this.source.charAt(this.at);
      this.at++;
    } else {
      const close = this.source.indexOf('}', this.at);
      const begin = this.at;
      if (close < 0) {
        this.at = this.source.length + 1;
        throw this.error('Unclosed character family');
      }
      this.at = close + 1;
      name = this.source.slice(begin, close);
      if (name === '') throw this.error('Empty character family');
    }
    const test = property(name, this.flags);
    if (!test) {
      if (name.includes('='))
        throw this.error(
          `Unknown Unicode property {name=<${name.split('=')[0]}>, value=<${name.split('=')[1]}>}`,
        );
      if (name.startsWith('In')) throw this.error(`Unknown character block name {${name.slice(2)}}`);
      throw this.error(`Unknown character property name {${name}}`);
    }
    return negated ? not(test) : test;
  }

  /** `\d` and the like; null when the letter is none of them. */
  private predefined(letter: string): CharTest | null {
    const u = this.has(UNICODE_CHARACTER_CLASS);
    switch (letter) {
      case 'd':
        return u ? unicode('\\p{Nd}') : isDigit;
      case 'D':
        return not(u ? unicode('\\p{Nd}') : isDigit);
      case 'w':
        return u ? unicode('[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}]') : isWordChar;
      case 'W':
        return not(u ? unicode('[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}]') : isWordChar);
      case 's':
        return u ? unicode('\\p{White_Space}') : isSpace;
      case 'S':
        return not(u ? unicode('\\p{White_Space}') : isSpace);
      case 'h':
        return isHorizontal;
      case 'H':
        return not(isHorizontal);
      case 'v':
        return isVertical;
      case 'V':
        return not(isVertical);
      default:
        return null;
    }
  }

  private escape(): Node {
    this.at++;
    const ch = this.source.charAt(this.at);
    if (ch === '') throw this.error('Unexpected internal error', this.at);
    if (ch === 'p' || ch === 'P') {
      this.at++;
      const braces = this.source.charAt(this.at) === '{';
      if (braces) this.at++;
      return this.charTest(this.family(!braces, ch === 'P'));
    }
    this.at++;
    const test = this.predefined(ch);
    if (test) return this.charTest(test);
    switch (ch) {
      case 'A':
        return { t: 'assert', test: (i) => i === from };
      case 'z':
        return {
          t: 'assert',
          test: (i) => {
            if (i !== to) return false;
            hitEnd = true;
            return true;
          },
        };
      case 'Z':
        return { t: 'assert', test: atEnd(this.has(UNIX_LINES)) };
      case 'G':
        return { t: 'assert', test: (i) => i === lastEnd };
      case 'b':
        if (this.source.startsWith('{g}', this.at)) {
          this.at += 3;
          return { t: 'assert', test: () => true };
        }
        return { t: 'assert', test: (i) => boundary(i) };
      case 'B':
        return { t: 'assert', test: (i) => !boundary(i) };
      case 'R':
        return {
          t: 'alt',
          items: [{ t: 'seq', items: [this.charNode(13), this.charNode(10)] }, this.charTest(isVertical)],
        };
      case 'X':
        return {
          t: 'atomic',
          body: {
            t: 'seq',
            items: [
              this.charTest(() => true),
              {
                t: 'loop',
                body: this.charTest(unicode('[\\p{M}\\u200d]')),
                min: 0,
                max: Infinity,
                mode: 'greedy',
              },
            ],
          },
        };
      case 'k': {
        if (this.source.charAt(this.at) !== '<')
          throw this.error("\\k is not followed by '<' for named capturing group", this.at);
        this.at++;
        const name = this.groupName();
        const n = this.names.get(name);
        if (n === undefined) throw this.error(`named capturing group <${name}> does not exist`);
        return { t: 'back', n, fold: this.fold() };
      }
      case 'Q': {
        const close = this.source.indexOf('\\E', this.at);
        const quoted = this.source.slice(this.at, close < 0 ? this.source.length : close);
        this.at = close < 0 ? this.source.length : close + 2;
        const chars = Array.from(quoted).map((c) => this.charNode(c.codePointAt(0) ?? 0));
        const last = chars.pop();
        if (!last) return { t: 'empty' };
        return chars.length === 0 ? last : { t: 'seq', items: [...chars, this.closure(last)] };
      }
      case 'E':
        return { t: 'empty' };
      default:
    }
    if (ch >= '1' && ch <= '9') {
      let n = Number(ch);
      for (;;) {
        const more = this.source.charAt(this.at);
        if (!/^\d$/.test(more) || n * 10 + Number(more) > this.groupCount) break;
        n = n * 10 + Number(more);
        this.at++;
      }
      return { t: 'back', n, fold: this.fold() };
    }
    return this.charNode(this.escapedChar(ch));
  }

  /** The character an escape stands for, the cursor being behind its letter. */
  private escapedChar(ch: string): number {
    switch (ch) {
      case 't':
        return 9;
      case 'n':
        return 10;
      case 'r':
        return 13;
      case 'f':
        return 12;
      case 'a':
        return 7;
      case 'e':
        return 27;
      case '0': {
        const m = /^(?:[0-3][0-7]{0,2}|[0-7]{1,2})/.exec(this.source.slice(this.at));
        if (!m) throw this.error('Illegal octal escape sequence', this.at);
        this.at += m[0].length;
        return Number.parseInt(m[0], 8);
      }
      case 'x': {
        const braced = /^\{([0-9a-fA-F]+)\}/.exec(this.source.slice(this.at));
        const m = braced ?? /^([0-9a-fA-F]{2})/.exec(this.source.slice(this.at));
        if (!m)
          throw this.error('Illegal hexadecimal escape sequence', Math.min(this.at + 1, this.source.length));
        this.at += m[0].length;
        return Number.parseInt(m[1] ?? '', 16);
      }
      case 'u': {
        const m = /^([0-9a-fA-F]{4})(?:\\u([0-9a-fA-F]{4}))?/.exec(this.source.slice(this.at));
        if (!m) throw this.error('Illegal Unicode escape sequence', this.source.length);
        const first = Number.parseInt(m[1] ?? '', 16);
        const second = Number.parseInt(m[2] ?? '0', 16);
        if (first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000) {
          this.at += 10;
          return ((first - 0xd800) << 10) + (second - 0xdc00) + 0x10000;
        }
        this.at += 4;
        return first;
      }
      case 'c': {
        const c = this.source.charCodeAt(this.at);
        if (Number.isNaN(c)) throw this.error('Illegal control escape sequence');
        this.at++;
        return c ^ 64;
      }
      default:
        if (/^[a-zA-Z]$/.test(ch)) throw this.error('Illegal/unsupported escape sequence', this.at - 1);
        if (ch >= '\ud800' && ch < '\udc00') {
          const code = this.source.codePointAt(this.at - 1) ?? 0;
          if (code > 0xffff) this.at++;
          return code;
        }
        return ch.charCodeAt(0);
    }
  }

  /** A bracketed class, the cursor at its `[`. */
  private charClass(): CharTest {
    this.at++;
    let result = null as CharTest | null;
    let negate = false;
    if (this.source.charAt(this.at) === '^') {
      negate = true;
      this.at++;
    }
    const or = (more: CharTest): void => {
      const before = result;
      result = before ? (c) => before(c) || more(c) : more;
    };
    let first = true;
    for (;;) {
      const ch = this.peekClass();
      if (ch === '') throw this.error('Unclosed character class');
      if (ch === '[') {
        or(this.charClass());
        first = false;
        continue;
      }
      if (ch === '&' && this.source.charAt(this.at + 1) === '&') {
        this.at += 2;
        let right = null as CharTest | null;
        for (;;) {
          const c = this.peekClass();
          if (c === ']' || c === '' || (c === '&' && this.source.charAt(this.at + 1) === '&')) break;
          const before: CharTest | null = right;
          let more: CharTest;
          if (c === '[') more = this.charClass();
          else more = this.classItem();
          right = before ? (x) => before(x) || more(x) : more;
        }
        if (right) {
          const left: CharTest | null = result;
          const r: CharTest = right;
          result = left ? (c) => left(c) && r(c) : r;
        } else if (!result) throw this.error('Bad class syntax');
        first = false;
        continue;
      }
      if (ch === ']' && (!first || result !== null)) {
        this.at++;
        break;
      }
      first = false;
      or(this.classItem());
    }
    const test: CharTest = result ?? (() => false);
    return negate ? not(test) : test;
  }
  private peekClass(): string {
    if (this.has(COMMENTS)) this.passComments();
    return this.source.charAt(this.at);
  }

  /** One character, escape or range inside a class. */
  private classItem(): CharTest {
    if (this.source.charAt(this.at) === '\\') {
      const ch = this.source.charAt(this.at + 1);
      if (ch === 'p' || ch === 'P') {
        this.at += 2;
        const braces = this.source.charAt(this.at) === '{';
        if (braces) this.at++;
        return this.family(!braces, ch === 'P');
      }
      const test = this.predefined(ch);
      if (test) {
        this.at += 2;
        return test;
      }
      if (ch === 'Q') {
        const close = this.source.indexOf('\\E', this.at + 2);
        const quoted = this.source.slice(this.at + 2, close < 0 ? this.source.length : close);
        this.at = close < 0 ? this.source.length : close + 2;
        const tests = Array.from(quoted).map((c) => this.single(c.codePointAt(0) ?? 0));
        return (c) => tests.some((each) => each(c));
      }
    }
    const low = this.classChar();
    if (
      this.source.charAt(this.at) === '-' &&
      this.source.charAt(this.at + 1) !== ']' &&
      this.source.charAt(this.at + 1) !== '['
    ) {
      if (this.source.charAt(this.at + 1) === '') {
        this.at += 2;
        throw this.error('Illegal character range');
      }
      if (this.source.charAt(this.at + 1) === '&' && this.source.charAt(this.at + 2) === '&')
        return this.single(low);
      this.at++;
      const high = this.classChar();
      if (high < low) throw this.error('Illegal character range');
      const inside: CharTest = (c) => c >= low && c <= high;
      if (!this.has(CASE_INSENSITIVE)) return inside;
      const wide = this.has(UNICODE_CASE);
      return (c) => inside(c) || swapped(c, wide).some(inside);
    }
    return this.single(low);
  }
  private classChar(): number {
    const ch = this.source.charAt(this.at);
    if (ch === '\\') {
      this.at += 2;
      const letter = this.source.charAt(this.at - 1);
      if (letter === '') throw this.error('Unclosed character class', this.source.length - 1);
      return this.escapedChar(letter);
    }
    const code = this.source.codePointAt(this.at) ?? 0;
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  private groupName(): string {
    const m = /^[a-zA-Z][a-zA-Z0-9]*/.exec(this.source.slice(this.at));
    if (!m) {
      this.at++;
      throw this.error('capturing group name does not start with a Latin letter');
    }
    this.at += m[0].length;
    if (this.source.charAt(this.at) !== '>') {
      this.at++;
      throw this.error("named capturing group is missing trailing '>'");
    }
    this.at++;
    return m[0];
  }

  /** A group with what follows it; null when it only sets flags. */
  private group(): Node | null {
    const before = this.flags;
    this.at++;
    let node: Node;
    if (this.source.charAt(this.at) === '?') {
      this.at++;
      const ch = this.source.charAt(this.at);
      switch (ch) {
        case ':':
          this.at++;
          node = this.closed(this.expr());
          break;
        case '=':
        case '!': {
          this.at++;
          const body = this.closed(this.expr());
          node = { t: 'look', body, behind: false, negative: ch === '!', min: 0, max: 0 };
          break;
        }
        case '>':
          this.at++;
          node = { t: 'atomic', body: this.closed(this.expr()) };
          break;
        case '<': {
          this.at++;
          const c = this.source.charAt(this.at);
          if (c !== '=' && c !== '!') {
            const name = this.groupName();
            if (this.names.has(name)) throw this.error(`Named capturing group <${name}> is already defined`);
            const n = ++this.groupCount;
            this.names.set(name, n);
            node = { t: 'group', n, body: this.closed(this.expr()) };
            break;
          }
          this.at++;
          const body = this.closed(this.expr());
          const [min, max] = widths(body);
          if (max === Infinity) throw this.error('Look-behind group does not have an obvious maximum length');
          node = { t: 'look', body, behind: true, negative: c === '!', min, max };
          break;
        }
        case '$':
        case '@':
          this.at++;
          throw this.error('Unknown group type');
        default: {
          this.inlineFlags();
          const c = this.source.charAt(this.at);
          if (c === ')') {
            this.at++;
            if (this.depth === 1) this.topFlags = this.flags;
            return null;
          }
          if (c !== ':') {
            this.at++;
            throw this.error('Unknown inline modifier');
          }
          this.at++;
          node = this.closed(this.expr());
        }
      }
    } else {
      const n = ++this.groupCount;
      node = { t: 'group', n, body: this.closed(this.expr()) };
    }
    this.flags = before;
    if (node.t === 'look') return node.behind || node.negative ? this.closureOf(node) : this.closureOf(node);
    return this.closureOf(node);
  }
  private closureOf(node: Node): Node {
    return this.closure(node);
  }

  private closed(node: Node): Node {
    if (this.peek() !== ')') {
      this.at = this.source.length + 1;
      throw this.error('Unclosed group');
    }
    this.at++;
    return node;
  }

  private inlineFlags(): void {
    let on = true;
    for (;;) {
      const c = this.source.charAt(this.at);
      const flag: Record<string, number> = {
        i: CASE_INSENSITIVE,
        m: MULTILINE,
        s: DOTALL,
        d: UNIX_LINES,
        u: UNICODE_CASE,
        c: 128,
        x: COMMENTS,
        U: UNICODE_CHARACTER_CLASS | UNICODE_CASE,
      };
      if (c === '-' && on) on = false;
      else if (flag[c] !== undefined) this.flags = on ? this.flags | flag[c] : this.flags & ~flag[c];
      else return;
      this.at++;
    }
  }

  private closure(atom: Node): Node {
    const ch = this.peek();
    let min: number;
    let max: number;
    switch (ch) {
      case '?':
        [min, max] = [0, 1];
        this.next();
        break;
      case '*':
        [min, max] = [0, Infinity];
        this.next();
        break;
      case '+':
        [min, max] = [1, Infinity];
        this.next();
        break;
      case '{': {
        const m = /^\{(\d+)(?:(,)(\d*))?/.exec(this.source.slice(this.at));
        if (!m) {
          this.at += 2;
          throw this.error('Illegal repetition');
        }
        const begin = this.at;
        this.at += m[0].length;
        min = Number(m[1]);
        max = m[2] ? (m[3] ? Number(m[3]) : Infinity) : min;
        if (min > 2147483647 || (max !== Infinity && max > 2147483647)) {
          this.at = begin + m[0].length;
          throw this.error('Illegal repetition range');
        }
        if (this.source.charAt(this.at) !== '}') {
          this.at++;
          throw this.error('Unclosed counted closure');
        }
        this.at++;
        if (max < min) throw this.error('Illegal repetition range');
        break;
      }
      default:
        return atom;
    }
    const after = this.peek();
    let mode: Mode = 'greedy';
    if (after === '?') {
      this.at++;
      mode = 'lazy';
    } else if (after === '+') {
      this.at++;
      mode = 'possessive';
    }
    if (atom.t === 'empty') return atom;
    return { t: 'loop', body: atom, min, max, mode };
  }
}

function foldAscii(c: number): number {
  return c >= 65 && c <= 90 ? c + 32 : c;
}
function foldUnicode(c: number): number {
  if (c < 128) return foldAscii(c);
  const s = String.fromCodePoint(c);
  const upper = s.toUpperCase();
  const one = upper.length === s.length ? upper : s;
  const low = one.toLowerCase();
  return low.codePointAt(0) ?? c;
}
function swapped(c: number, wide: boolean): number[] {
  if (c >= 65 && c <= 90) return [c + 32];
  if (c >= 97 && c <= 122) return [c - 32];
  if (!wide || c < 128) return [];
  const s = String.fromCodePoint(c);
  return [s.toLowerCase().codePointAt(0) ?? c, s.toUpperCase().codePointAt(0) ?? c];
}

function boundary(i: number): boolean {
  const word = (c: number): boolean => isWordChar(c) || (c > 127 && wordPart.test(String.fromCharCode(c)));
  const left = i > from && word(text.charCodeAt(i - 1));
  const right = i < to && word(text.charCodeAt(i));
  if (i >= to) hitEnd = true;
  return left !== right;
}
const wordPart = /^[\p{L}\p{Nd}\p{M}]$/u;

const atEnd =
  (unix: boolean) =>
  (i: number): boolean => {
    if (i === to) {
      hitEnd = true;
      return true;
    }
    const c = text.charCodeAt(i);
    if (i === to - 1)
      return unix ? c === 10 : isTerminator(c) && !(c === 10 && text.charCodeAt(i - 1) === 13 && i > from);
    return !unix && i === to - 2 && c === 13 && text.charCodeAt(i + 1) === 10;
  };

/** The least and the greatest length a node can match. */
function widths(node: Node): [number, number] {
  switch (node.t) {
    case 'empty':
    case 'look':
    case 'assert':
      return [0, 0];
    case 'char':
      return [1, node.text !== null ? node.text.length : 1];
    case 'seq': {
      let min = 0;
      let max = 0;
      for (const each of node.items) {
        const [a, b] = widths(each);
        min += a;
        max += b;
      }
      return [min, max];
    }
    case 'alt': {
      const all = node.items.map(widths);
      return [Math.min(...all.map((each) => each[0])), Math.max(...all.map((each) => each[1]))];
    }
    case 'group':
    case 'atomic':
      return widths(node.body);
    case 'loop': {
      const [a, b] = widths(node.body);
      // Java takes an endless run of single characters for one with a limit.
      if (node.body.t === 'char' && node.mode === 'greedy' && node.max === Infinity)
        return [a * node.min, 0x7fffffff];
      return [a * node.min, node.max === 0 ? 0 : b === 0 ? 0 : b * node.max];
    }
    case 'back':
      return [0, Infinity];
    default:
      return [0, Infinity];
  }
}

// --- the chain of steps ---

class Linker {
  localCount = 0;

  link(node: Node, next: Step): Step {
    switch (node.t) {
      case 'empty':
        return next;
      case 'char':
        return this.char(node, next);
      case 'seq': {
        let step = next;
        for (let i = node.items.length - 1; i >= 0; i--) {
          // Characters in a row are compared at once.
          let word = '';
          let j = i;
          for (; j >= 0; j--) {
            const item = node.items[j] as Node;
            if (item.t !== 'char' || item.text === null) break;
            word = item.text + word;
          }
          if (i - j > 1) {
            step = this.word(word, step);
            i = j + 1;
          } else step = this.link(node.items[i] as Node, step);
        }
        return step;
      }
      case 'alt': {
        const ways = node.items.map((each) => this.link(each, next));
        return (i) => {
          for (const way of ways) {
            charge();
            if (way(i)) return true;
          }
          return false;
        };
      }
      case 'group': {
        const start = this.localCount++;
        const a = node.n * 2;
        const body = this.link(node.body, (i) => {
          const oldA = groups[a] as number;
          const oldB = groups[a + 1] as number;
          groups[a] = locals[start] as number;
          groups[a + 1] = i;
          if (next(i)) return true;
          groups[a] = oldA;
          groups[a + 1] = oldB;
          return false;
        });
        return (i) => {
          const saved = locals[start] as number;
          locals[start] = i;
          const found = body(i);
          locals[start] = saved;
          return found;
        };
      }
      case 'assert': {
        const { test } = node;
        return (i) => test(i) && next(i);
      }
      case 'atomic': {
        const body = this.link(node.body, accept);
        return (i) => body(i) && next(end);
      }
      case 'look':
        return this.look(node, next);
      case 'back': {
        const { n, fold } = node;
        return (i) => {
          const a = groups[n * 2];
          const b = groups[n * 2 + 1];
          if (a === undefined || b === undefined || a < 0) return false;
          const size = b - a;
          if (i + size > to) {
            hitEnd = true;
            return false;
          }
          for (let k = 0; k < size; k++) {
            const x = text.charCodeAt(a + k);
            const y = text.charCodeAt(i + k);
            if (x !== y && (!fold || fold(x) !== fold(y))) return false;
          }
          return next(i + size);
        };
      }
      case 'loop':
        return this.loop(node, next);
      default:
        return next;
    }
  }

  private char(node: Extract<Node, { t: 'char' }>, next: Step): Step {
    const { test } = node;
    if (node.text !== null && node.text.length === 1) {
      const code = node.text.charCodeAt(0);
      return (i) => {
        if (i >= to) {
          hitEnd = true;
          return false;
        }
        return text.charCodeAt(i) === code && next(i + 1);
      };
    }
    return (i) => {
      if (i >= to) {
        hitEnd = true;
        return false;
      }
      const c = codeAt(i);
      return test(c) && next(c > 0xffff ? i + 2 : i + 1);
    };
  }

  private word(word: string, next: Step): Step {
    const size = word.length;
    return (i) => {
      if (i + size > to) {
        if (word.startsWith(text.slice(i, to))) hitEnd = true;
        return false;
      }
      return text.startsWith(word, i) && next(i + size);
    };
  }

  private look(node: Extract<Node, { t: 'look' }>, next: Step): Step {
    const { negative, min, max } = node;
    if (!node.behind) {
      const body = this.link(node.body, accept);
      if (!negative) return (i) => body(i) && next(i);
      return (i) => {
        const saved = groups.slice();
        if (body(i)) {
          groups.set(saved);
          return false;
        }
        return next(i);
      };
    }
    let target = 0;
    const body = this.link(node.body, (i) => i === target);
    return (i) => {
      const outer = target;
      target = i;
      let found = false;
      const saved = negative ? groups.slice() : null;
      // A pair of surrogates counts as one character of the pattern, as two of the text.
      for (let n = min; !found && n <= max * 2 && i - n >= 0; n++) {
        charge();
        found = body(i - n);
      }
      target = outer;
      if (negative) {
        if (found && saved) groups.set(saved);
        return !found && next(i);
      }
      return found && next(i);
    };
  }

  private loop(node: Extract<Node, { t: 'loop' }>, next: Step): Step {
    const { body, min, max, mode } = node;
    if (body.t === 'char') return this.charLoop(body, min, max, mode, next);
    if (mode === 'possessive') {
      const once = this.link(body, accept);
      return (i) => {
        let at = i;
        for (let count = 0; count < max; count++) {
          charge();
          const saved = groups.slice();
          if (!once(at)) {
            groups.set(saved);
            if (count < min) return false;
            break;
          }
          if (end === at && count >= min) break;
          at = end;
        }
        return next(at);
      };
    }
    if (max === 1 && min === 0) {
      const way = this.link(body, next);
      return mode === 'greedy' ? (i) => (charge(), way(i) || next(i)) : (i) => (charge(), next(i) || way(i));
    }
    if (oneWay(body)) return this.simpleLoop(node, next);
    const count = this.localCount++;
    const begin = this.localCount++;
    const again: Step = (i) => {
      charge();
      const n = locals[count] as number;
      const started = locals[begin] as number;
      const more = (): boolean => {
        locals[count] = n + 1;
        locals[begin] = i;
        if (once(i)) return true;
        locals[count] = n;
        locals[begin] = started;
        return false;
      };
      if (i > started || n === 0) {
        if (n < min) return more();
        if (mode === 'lazy') {
          if (next(i)) return true;
          return n < max && more();
        }
        if (n < max && more()) return true;
      }
      // A round that matched nothing ends the loop.
      return next(i);
    };
    const once = this.link(body, again);
    return (i) => {
      const savedCount = locals[count] as number;
      const savedBegin = locals[begin] as number;
      locals[count] = 0;
      locals[begin] = -1;
      const found = again(i);
      locals[count] = savedCount;
      locals[begin] = savedBegin;
      return found;
    };
  }

  /** A loop whose body matches in one way at most: gone through in a row, without recursion. */
  private simpleLoop(node: Extract<Node, { t: 'loop' }>, next: Step): Step {
    const { min, max, mode } = node;
    const once = this.link(node.body, accept);
    if (mode === 'lazy')
      return (i) => {
        let at = i;
        for (let n = 0; ; n++) {
          charge();
          if (n >= min && next(at)) return true;
          if (n >= max || !once(at)) return false;
          at = end;
        }
      };
    return (i) => {
      const starts: number[] = [];
      const before = groups.slice();
      let at = i;
      while (starts.length < max) {
        charge();
        if (!once(at)) break;
        starts.push(at);
        at = end;
      }
      for (;;) {
        if (starts.length < min) break;
        charge();
        if (next(at)) return true;
        const last = starts.pop();
        if (last === undefined) break;
        at = last;
        const previous = starts[starts.length - 1];
        // The groups are those of the round before.
        if (previous === undefined) groups.set(before);
        else once(previous);
      }
      groups.set(before);
      return false;
    };
  }

  private charLoop(
    node: Extract<Node, { t: 'char' }>,
    min: number,
    max: number,
    mode: Mode,
    next: Step,
  ): Step {
    const { test } = node;
    const step = (i: number): number => {
      if (i >= to) {
        hitEnd = true;
        return 0;
      }
      const c = codeAt(i);
      if (!test(c)) return 0;
      return c > 0xffff ? 2 : 1;
    };
    if (mode === 'lazy')
      return (i) => {
        let at = i;
        for (let n = 0; ; n++) {
          charge();
          if (n >= min && next(at)) return true;
          if (n >= max) return false;
          const size = step(at);
          if (size === 0) return false;
          at += size;
        }
      };
    return (i) => {
      let at = i;
      let n = 0;
      let wide = false;
      for (; n < max; n++) {
        const size = step(at);
        if (size === 0) break;
        if (size === 2) wide = true;
        at += size;
      }
      charged += (at - i) >> 3;
      if (n < min) return false;
      if (mode === 'possessive') return next(at);
      for (;;) {
        charge();
        if (next(at)) return true;
        if (n <= min) return false;
        n--;
        at--;
        if (wide && at > i) {
          const low = text.charCodeAt(at);
          const high = text.charCodeAt(at - 1);
          if (low >= 0xdc00 && low < 0xe000 && high >= 0xd800 && high < 0xdc00) at--;
        }
      }
    };
  }
}

/** Whether a node, not empty, matches in at most one way at any position. */
function oneWay(node: Node): boolean {
  switch (node.t) {
    case 'char':
      return true;
    case 'group':
      return oneWay(node.body);
    case 'seq':
      return node.items.length > 0 && node.items.every(oneWay);
    case 'alt': {
      if (!node.items.every(oneWay)) return false;
      const tests = node.items.map((each) => {
        const first = opening(each);
        if (first && 'test' in first) return first.test;
        const code = first?.word.codePointAt(0);
        return (c: number) => c === code;
      });
      for (let c = 0; c < 0x10000; c += c < 0x400 ? 1 : 61) {
        let many = 0;
        for (const test of tests) if (test(c)) many++;
        if (many > 1) return false;
      }
      return true;
    }
    default:
      return false;
  }
}

const accept: Step = (i) => {
  end = i;
  return true;
};
const finish: Step = (i) => {
  if (wholeTo >= 0 && i !== wholeTo) return false;
  end = i;
  return true;
};

/** What every match starts with, for skipping positions where none can: a text, or a test of the first character. */
function opening(node: Node): { word: string } | { test: CharTest } | null {
  switch (node.t) {
    case 'char':
      return node.text !== null ? { word: node.text } : { test: node.test };
    case 'seq': {
      let word = '';
      for (const each of node.items) {
        if (each.t === 'assert') continue;
        if (each.t === 'char' && each.text !== null) {
          word += each.text;
          continue;
        }
        if (word === '') return opening(each);
        break;
      }
      return word === '' ? null : { word };
    }
    case 'group':
    case 'atomic':
      return opening(node.body);
    case 'loop': {
      if (node.min === 0) return null;
      const first = opening(node.body);
      if (first && 'word' in first) {
        const code = first.word.codePointAt(0);
        return { test: (c) => c === code };
      }
      return first;
    }
    case 'alt': {
      const ways = node.items.map(opening);
      const tests: CharTest[] = [];
      for (const way of ways) {
        if (!way) return null;
        if ('test' in way) tests.push(way.test);
        else {
          const code = way.word.codePointAt(0);
          tests.push((c) => c === code);
        }
      }
      return { test: (c) => tests.some((each) => each(c)) };
    }
    default:
      return null;
  }
}

const kept = new Map<string, Regex>();

/** Compiles a pattern of java.util.regex. Throws PatternSyntaxException with Java's text. */
export function compileRegex(source: string, flags = 0): Regex {
  const key = `${flags}/${source}`;
  const known = kept.get(key);
  if (known) return known;
  spend(source.length);
  const parser = new Parser(source, flags);
  const tree = parser.parse();
  const linker = new Linker();
  const start = linker.link(tree, finish);
  const first = opening(tree);
  const size = (parser.groupCount + 1) * 2;
  const made: Regex = {
    groupCount: parser.groupCount,
    names: parser.names,
    flags: parser.topFlags,
    match(subject, at, how, region, previousEnd = region?.from ?? 0) {
      text = subject;
      from = region?.from ?? 0;
      to = region?.to ?? subject.length;
      lastEnd = previousEnd;
      hitEnd = false;
      wholeTo = how === 'whole' ? to : -1;
      locals = new Int32Array(linker.localCount);
      groups = new Int32Array(size).fill(-1);
      const last = how === 'find' ? to : at;
      for (let i = at; i <= last; i++) {
        if (how === 'find' && first) {
          if ('word' in first) {
            i = subject.indexOf(first.word, i);
            if (i < 0 || i + first.word.length > to) {
              hitEnd = true;
              return null;
            }
          } else {
            while (i < to && !first.test(codeAt(i))) {
              i++;
              charge();
            }
            if (i >= to) {
              hitEnd = true;
              return null;
            }
          }
        }
        charge();
        if (start(i)) {
          groups[0] = i;
          groups[1] = end;
          return groups;
        }
      }
      return null;
    },
  };
  if (kept.size > 200) kept.clear();
  kept.set(key, made);
  return made;
}
