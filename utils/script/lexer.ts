// oxlint-disable typescript/consistent-return -- the switches without a last return are exhaustive, which the types prove
/**
 * Turns Groovy source into tokens. Newlines are tokens of their own except inside `( )` and `[ ]`, where Groovy's
 * own lexer hides them too; a string with `${…}` carries the tokens of its embedded code, so that the parser never
 * reads characters. Offsets are UTF-16 units from the start of the source.
 */

export type TokenType = 'id' | 'kw' | 'op' | 'num' | 'str' | 'gstr' | 'nl' | 'eof';

export type GStringPart = string | { readonly tokens: Token[]; readonly braces: boolean };

export type Token = {
  readonly t: TokenType;
  /** Source text of identifiers, keywords, operators and numbers; the value of a plain string. */
  readonly v: string;
  readonly p: number;
  readonly e: number;
  readonly parts?: readonly GStringPart[];
};

export type ScriptProblem = { readonly at: number; readonly message: string };

export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'abstract assert break case catch class const continue default do else enum extends false final finally for ' +
    'goto if implements import instanceof interface native new null package private protected public return static ' +
    'strictfp super switch synchronized this throw throws transient true try void volatile while ' +
    'boolean byte char double float int long short def as in trait var'
  ).split(' '),
);

const OPERATORS = [
  '>>>=',
  '<..<',
  '<=>',
  '===',
  '!==',
  '==~',
  '**=',
  '<<=',
  '>>=',
  '..<',
  '<..',
  '...',
  '??.',
  '?.',
  '*.',
  '.&',
  '.@',
  '::',
  '?:',
  '?=',
  '?[',
  '=~',
  '==',
  '!=',
  '<=',
  '>=',
  '&&',
  '||',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '->',
  '**',
  '<<',
  '..',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ';',
  '.',
  '=',
  '<',
  '>',
  '!',
  '~',
  '?',
  ':',
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
  '^',
  '@',
] as const;

const byFirst = new Map<string, string[]>();
for (const operator of OPERATORS) {
  const list = byFirst.get(operator.charAt(0));
  if (list) list.push(operator);
  else byFirst.set(operator.charAt(0), [operator]);
}

const isDigit = (c: string): boolean => c >= '0' && c <= '9';
const idStart = /[\p{L}\p{Nl}_$]/u;
const idPart = /[\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}_$]/u;
const isIdStart = (c: string): boolean =>
  (c >= 'a' && c <= 'z') ||
  (c >= 'A' && c <= 'Z') ||
  c === '_' ||
  c === '$' ||
  (c > '\x7f' && idStart.test(c));
const isIdPart = (c: string): boolean => isIdStart(c) || isDigit(c) || (c > '\x7f' && idPart.test(c));

const ENDS_OPERAND_KEYWORDS = new Set(['this', 'super', 'null', 'true', 'false']);

class Lexer {
  readonly source: string;
  readonly problems: ScriptProblem[];
  at: number;

  constructor(source: string, problems: ScriptProblem[], at: number) {
    this.source = source;
    this.problems = problems;
    this.at = at;
  }

  /** Reads tokens up to the end, or, when `untilBrace`, up to the `}` that closes an embedded `${`. */
  read(untilBrace: boolean): Token[] {
    const { source } = this;
    const tokens: Token[] = [];
    const nesting: string[] = [];
    let lastNewline = false;
    const push = (t: TokenType, v: string, p: number, parts?: GStringPart[]): void => {
      lastNewline = t === 'nl';
      tokens.push(parts ? { t, v, p, e: this.at, parts } : { t, v, p, e: this.at });
    };
    for (;;) {
      const c = source.charAt(this.at);
      const p = this.at;
      if (c === '') {
        if (untilBrace) this.problems.push({ at: p, message: "Missing '}'" });
        push('eof', '', p);
        return tokens;
      }
      if (c === '\n' || c === '\r') {
        this.at++;
        const inside = nesting[nesting.length - 1];
        if (inside !== '(' && inside !== '[' && !lastNewline) push('nl', '\n', p);
        continue;
      }
      if (c === ' ' || c === '\t' || c === '\f' || c === '\u00a0' || c === '\ufeff') {
        this.at++;
        continue;
      }
      if (c === '\\') {
        const next = source.charAt(this.at + 1);
        if (next === '\n' || next === '\r') {
          this.at += next === '\r' && source.charAt(this.at + 2) === '\n' ? 3 : 2;
          continue;
        }
      }
      if (c === '/' && source.charAt(p + 1) === '/') {
        this.skipLine();
        continue;
      }
      if (c === '#' && p === 0 && source.charAt(1) === '!') {
        this.skipLine();
        continue;
      }
      if (c === '/' && source.charAt(p + 1) === '*') {
        const end = source.indexOf('*/', p + 2);
        if (end < 0) {
          this.problems.push({ at: p, message: "Unexpected character: '/'" });
          this.at = source.length;
        } else this.at = end + 2;
        continue;
      }
      if (c === "'" || c === '"') {
        const triple = source.startsWith(c + c + c, p);
        this.at += triple ? 3 : 1;
        const parts = this.string(triple ? c + c + c : c, c === '"' ? 'gstring' : 'plain', p);
        if (parts.length === 1 && typeof parts[0] === 'string') push('str', parts[0], p);
        else push('gstr', '', p, parts);
        continue;
      }
      if (c === '$' && source.charAt(p + 1) === '/' && !this.endsOperand(tokens, true)) {
        this.at += 2;
        const parts = this.string('/$', 'dollar', p);
        if (parts.length === 1 && typeof parts[0] === 'string') push('str', parts[0], p);
        else push('gstr', '', p, parts);
        continue;
      }
      if (c === '/' && !this.endsOperand(tokens, false) && this.slashyCloses(p)) {
        this.at += 1;
        const parts = this.string('/', 'slashy', p);
        if (parts.length === 1 && typeof parts[0] === 'string') push('str', parts[0], p);
        else push('gstr', '', p, parts);
        continue;
      }
      if (isDigit(c)) {
        this.number();
        push('num', source.slice(p, this.at), p);
        continue;
      }
      if (isIdStart(c)) {
        this.at++;
        while (isIdPart(source.charAt(this.at)) && this.at < source.length) this.at++;
        const text = source.slice(p, this.at);
        const previous = tokens[tokens.length - 1];
        const isName =
          previous?.t === 'op' &&
          (previous.v === '.' ||
            previous.v === '?.' ||
            previous.v === '*.' ||
            previous.v === '.&' ||
            previous.v === '::' ||
            previous.v === '.@' ||
            previous.v === '??.');
        push(
          KEYWORDS.has(text) &&
            !(isName && text !== 'new' && text !== 'this' && text !== 'super' && text !== 'class')
            ? 'kw'
            : 'id',
          text,
          p,
        );
        continue;
      }
      if (c === '!') {
        // `!in` and `!instanceof` are one operator when no letter follows.
        const word = /^!(in|instanceof)(?![\p{L}\p{Nd}_$])/u.exec(source.slice(p, p + 13));
        if (word) {
          this.at += word[0].length;
          push('op', word[0], p);
          continue;
        }
      }
      const candidates = byFirst.get(c);
      const operator = candidates?.find((each) => source.startsWith(each, p));
      if (operator === undefined) {
        this.problems.push({ at: p, message: `Unexpected character: '${c}'` });
        this.at++;
        continue;
      }
      this.at += operator.length;
      switch (operator) {
        case '(':
        case '{':
          nesting.push(operator);
          break;
        case '[':
        case '?[':
          nesting.push('[');
          break;
        case ')':
        case ']':
          nesting.pop();
          break;
        case '}':
          if (untilBrace && !nesting.includes('{')) {
            push('eof', '', p);
            return tokens;
          }
          while (nesting.length > 0 && nesting.pop() !== '{');
          break;
        default:
      }
      push('op', operator, p);
    }
  }

  private skipLine(): void {
    const { source } = this;
    while (this.at < source.length && source.charAt(this.at) !== '\n' && source.charAt(this.at) !== '\r')
      this.at++;
  }

  /** After an operand a `/` divides; elsewhere it opens a slashy string. */
  private endsOperand(tokens: readonly Token[], dollar: boolean): boolean {
    const last = tokens[tokens.length - 1];
    if (!last) return false;
    switch (last.t) {
      case 'id':
        return !dollar;
      case 'num':
      case 'str':
      case 'gstr':
        return true;
      case 'kw':
        return ENDS_OPERAND_KEYWORDS.has(last.v);
      case 'op':
        return last.v === ')' || last.v === ']' || last.v === '}' || last.v === '++' || last.v === '--';
      case 'nl':
      case 'eof':
        return false;
    }
  }

  private slashyCloses(p: number): boolean {
    for (let i = p + 1; i < this.source.length; i++) {
      const c = this.source.charAt(i);
      if (c === '\\') i++;
      else if (c === '/') return true;
    }
    return false;
  }

  private number(): void {
    const { source } = this;
    const match = (re: RegExp): boolean => {
      re.lastIndex = this.at;
      const found = re.exec(source);
      if (!found) return false;
      this.at += found[0].length;
      return true;
    };
    if (match(/0[xX][0-9a-fA-F][0-9a-fA-F_]*/y) || match(/0[bB][01][01_]*/y)) {
      match(/[lLgGiI]/y);
      return;
    }
    match(/\d[\d_]*/y);
    const decimal = match(/\.\d[\d_]*/y);
    const exponent = match(/[eE][+-]?\d[\d_]*/y);
    match(decimal || exponent ? /[fFdDgG]/y : /[lLgGiIfFdD]/y);
  }

  /** The text between the quotes, from just behind the opening one; ends behind the closing one. */
  private string(
    close: string,
    kind: 'plain' | 'gstring' | 'slashy' | 'dollar',
    start: number,
  ): GStringPart[] {
    const { source } = this;
    const parts: GStringPart[] = [];
    let text = '';
    const multiline = close.length === 3 || kind === 'slashy' || kind === 'dollar';
    for (;;) {
      if (this.at >= source.length) {
        this.problems.push({
          at: start,
          message: `Unexpected character: '${shownChar(source.charAt(start))}'`,
        });
        break;
      }
      if (source.startsWith(close, this.at)) {
        if (close.length === 3) {
          // """abc"""" ends with the last three quotes.
          while (source.startsWith(close, this.at + 1) && source.charAt(this.at + 3) === close.charAt(0))
            text += source.charAt(this.at++);
        }
        this.at += close.length;
        break;
      }
      const c = source.charAt(this.at);
      if ((c === '\n' || c === '\r') && !multiline) {
        this.problems.push({
          at: start,
          message: `Unexpected character: '${shownChar(source.charAt(start))}'`,
        });
        break;
      }
      if (c === '\r') {
        text += '\n';
        this.at += source.charAt(this.at + 1) === '\n' ? 2 : 1;
        continue;
      }
      if (c === '\\') {
        if (kind === 'slashy') {
          const next = source.charAt(this.at + 1);
          const unicode = /^\\u+([0-9a-fA-F]{4})/.exec(source.slice(this.at, this.at + 12));
          if (next === '/') {
            text += '/';
            this.at += 2;
          } else if (unicode) {
            text += String.fromCharCode(Number.parseInt(unicode[1] ?? '0', 16));
            this.at += unicode[0].length;
          } else {
            text += c;
            this.at++;
          }
        } else if (kind === 'dollar') {
          const unicode = /^\\u+([0-9a-fA-F]{4})/.exec(source.slice(this.at, this.at + 12));
          if (unicode) {
            text += String.fromCharCode(Number.parseInt(unicode[1] ?? '0', 16));
            this.at += unicode[0].length;
          } else {
            text += c;
            this.at++;
          }
        } else text += this.escape();
        continue;
      }
      if (c === '$' && kind !== 'plain') {
        const next = source.charAt(this.at + 1);
        if (kind === 'dollar' && (next === '$' || next === '/')) {
          // `$/$` is an escaped closing delimiter only when more text follows; `$$` and `$/` are escapes.
          text += next;
          this.at += 2;
          continue;
        }
        if (next === '{') {
          parts.push(text);
          text = '';
          this.at += 2;
          const tokens = this.read(true);
          parts.push({ tokens, braces: true });
          continue;
        }
        if (isIdStart(next) && next !== '$') {
          parts.push(text);
          text = '';
          this.at++;
          parts.push({ tokens: this.path(), braces: false });
          continue;
        }
        if (kind === 'gstring') {
          this.problems.push({ at: this.at, message: `Unexpected character: '"'` });
        }
        text += c;
        this.at++;
        continue;
      }
      text += c;
      this.at++;
    }
    parts.push(text);
    return parts;
  }

  /** `$a.b.c` in a string: names joined by dots. */
  private path(): Token[] {
    const { source } = this;
    const tokens: Token[] = [];
    const name = (): void => {
      const p = this.at;
      while (this.at < source.length && isIdPart(source.charAt(this.at)) && source.charAt(this.at) !== '$')
        this.at++;
      const v = source.slice(p, this.at);
      tokens.push({
        t: tokens.length === 0 && (v === 'this' || v === 'super') ? 'kw' : 'id',
        v,
        p,
        e: this.at,
      });
    };
    name();
    while (
      source.charAt(this.at) === '.' &&
      isIdStart(source.charAt(this.at + 1)) &&
      source.charAt(this.at + 1) !== '$'
    ) {
      tokens.push({ t: 'op', v: '.', p: this.at, e: this.at + 1 });
      this.at++;
      name();
    }
    tokens.push({ t: 'eof', v: '', p: this.at, e: this.at });
    return tokens;
  }

  private escape(): string {
    const { source } = this;
    const next = source.charAt(this.at + 1);
    this.at += 2;
    switch (next) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 's':
        return ' ';
      case '\\':
      case "'":
      case '"':
      case '$':
        return next;
      case '\n':
        return '';
      case '\r':
        if (source.charAt(this.at) === '\n') this.at++;
        return '';
      default:
    }
    if (next === 'u') {
      const unicode = /^u*([0-9a-fA-F]{4})/.exec(source.slice(this.at, this.at + 10));
      if (unicode) {
        this.at += unicode[0].length;
        return String.fromCharCode(Number.parseInt(unicode[1] ?? '0', 16));
      }
    }
    if (next >= '0' && next <= '7') {
      const octal = /^(?:[0-3][0-7]{0,2}|[4-7][0-7]?)/.exec(source.slice(this.at - 1, this.at + 2));
      if (octal) {
        this.at += octal[0].length - 1;
        return String.fromCharCode(Number.parseInt(octal[0], 8));
      }
    }
    this.problems.push({ at: this.at - 2, message: `Unexpected character: '\\'` });
    return next;
  }
}

/** A character as the messages of Groovy's reader write it. */
function shownChar(c: string): string {
  return c === "'" ? "\\'" : c;
}

/** All tokens of the source; problems found on the way are appended to `problems`. */
export function readTokens(source: string, problems: ScriptProblem[]): Token[] {
  return new Lexer(source, problems, 0).read(false);
}
