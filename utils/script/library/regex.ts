/** `=~`, `==~`, java.util.regex. Patterns are translated to JavaScript's; see `translate`. */
import { C, callClosure, isTrue, splitChars, toStr } from '../core.ts';
import { raise } from '../errors.ts';
import { spend, spendSpace } from '../runtime.ts';
import { GArray, GClosure, GIterator, GList, GObject, GRange, type Value } from '../values.ts';
import { arrayClass, classNamed, type LibraryTopic, type Rows } from './registry.ts';
import { box } from './text.ts';

type PatternState = { source: string; flags: number; find: RegExp; whole: RegExp };
type MatcherState = {
  pattern: GObject;
  text: string;
  at: number;
  last: RegExpExecArray | null;
  append: number;
};

const PATTERN = classNamed('java.util.regex.Pattern');
const MATCHER = classNamed('java.util.regex.Matcher');

function translate(source: string): string {
  return source
    .replaceAll('\\A', '(?<![\\s\\S])')
    .replaceAll(/\\[zZ]/g, '(?![\\s\\S])')
    .replaceAll('\\h', '[ \\t]')
    .replaceAll(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, text: string) =>
      text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
    )
    .replaceAll(
      /\\p\{(Alpha|Digit|Alnum|Upper|Lower|Punct|Space)\}/g,
      (_, name: string) =>
        ({
          Alpha: '[a-zA-Z]',
          Digit: '[0-9]',
          Alnum: '[a-zA-Z0-9]',
          Upper: '[A-Z]',
          Lower: '[a-z]',
          Punct: '[!-\\/:-@\\[-`{-~]',
          Space: '\\s',
        })[name] ?? name,
    )
    .replaceAll(/([*+?}])\+/g, '$1');
}

function compile(source: string, flags = 0): GObject {
  let body = source;
  let js = 'd';
  let mask = flags;
  const inline = /^\(\?([imsux]+)\)/.exec(body);
  if (inline) {
    body = body.slice(inline[0].length);
    for (const c of inline[1] ?? '') mask |= { i: 2, m: 8, s: 32, u: 64, x: 4 }[c] ?? 0;
  }
  if (mask & 2) js += 'i';
  if (mask & 8) js += 'm';
  if (mask & 32) js += 's';
  const translated = mask & 16 ? body.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : translate(body);
  const make = (text: string, more: string): RegExp => {
    try {
      return new RegExp(text, js + more + (/\\p\{/.test(text) ? 'u' : ''));
    } catch {
      throw raise(
        'java.util.regex.PatternSyntaxException',
        `Illegal pattern near index ${Math.max(0, source.length - 1)}\n${source}`,
      );
    }
  };
  const made = new GObject(PATTERN);
  made.native = {
    source,
    flags: mask,
    find: make(translated, 'g'),
    whole: make(`^(?:${translated})$`, ''),
  } satisfies PatternState;
  return made;
}

const pattern = (v: Value): GObject => (v instanceof GObject && v.cls === PATTERN ? v : compile(toStr(v)));
const state = (v: GObject): PatternState => v.native as PatternState;
const matcherState = (v: GObject): MatcherState => v.native as MatcherState;

function matcher(p: GObject, text: string): GObject {
  const made = new GObject(MATCHER);
  made.native = { pattern: p, text, at: 0, last: null, append: 0 } satisfies MatcherState;
  return made;
}

function find(self: GObject): boolean {
  const m = matcherState(self);
  spend(m.text.length >> 3);
  const re = state(m.pattern).find;
  re.lastIndex = m.at;
  m.last = m.at > m.text.length ? null : re.exec(m.text);
  if (m.last) m.at = m.last[0] === '' ? m.last.index + 1 : m.last.index + m.last[0].length;
  return m.last !== null;
}

function whole(p: GObject, text: string): RegExpExecArray | null {
  spend(text.length >> 3);
  const { whole: re } = state(p);
  const found = re.exec(text);
  return found && found[0].length === text.length ? found : null;
}

function matches(text: string, re: RegExp): RegExpExecArray[] {
  const list: RegExpExecArray[] = [];
  re.lastIndex = 0;
  for (let m = re.exec(text); m; m = re.exec(text)) {
    list.push(m);
    spend(1);
    if (m[0] === '') re.lastIndex++;
  }
  return list;
}

const groupsOf = (m: RegExpExecArray): Value =>
  m.length === 1 ? m[0] : new GList([...m].map((each) => each ?? null));

function current(self: GObject): RegExpExecArray {
  const { last } = matcherState(self);
  if (!last) throw raise('java.lang.IllegalStateException', 'No match found');
  return last;
}

function group(self: GObject, n: number): Value {
  const m = current(self);
  if (n < 0 || n >= m.length) throw raise('java.lang.IndexOutOfBoundsException', `No group ${n}`);
  return m[n] ?? null;
}

/** `$1`, `${name}` and escapes of a Java replacement. */
function expand(replacement: string, m: RegExpExecArray): string {
  let out = '';
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement.charAt(i);
    if (c === '\\') {
      if (i + 1 >= replacement.length)
        throw raise('java.lang.IllegalArgumentException', 'character to be escaped is missing');
      out += replacement.charAt(++i);
    } else if (c === '$') {
      const named = /^\$\{([a-zA-Z][a-zA-Z0-9]*)\}/.exec(replacement.slice(i));
      if (named) {
        const name = named[1] ?? '';
        if (!m.groups || !(name in m.groups))
          throw raise('java.lang.IllegalArgumentException', `No group with name {${name}}`);
        out += m.groups[name] ?? '';
        i += named[0].length - 1;
        continue;
      }
      const digit = /^\$(\d)/.exec(replacement.slice(i));
      if (!digit)
        throw raise(
          'java.lang.IllegalArgumentException',
          i + 1 >= replacement.length
            ? 'Illegal group reference: group index is missing'
            : 'Illegal group reference',
        );
      let n = Number(digit[1]);
      i++;
      if (n >= m.length) throw raise('java.lang.IndexOutOfBoundsException', `No group ${n}`);
      while (/\d/.test(replacement.charAt(i + 1)) && n * 10 + Number(replacement.charAt(i + 1)) < m.length)
        n = n * 10 + Number(replacement.charAt(++i));
      out += m[n] ?? '';
    } else out += c;
  }
  return out;
}

function replaceEach(text: string, p: GObject, with_: (m: RegExpExecArray) => string, first = false): string {
  let out = '';
  let at = 0;
  for (const m of matches(text, state(p).find)) {
    out += text.slice(at, m.index) + with_(m);
    at = m.index + m[0].length;
    if (first) break;
  }
  const result = out + text.slice(at);
  spendSpace(result.length);
  return result;
}

function callWith(c: GClosure, m: RegExpExecArray): Value {
  const all = [...m].map((each) => each ?? null);
  if (m.length === 1) return callClosure(c, [m[0]]);
  return callClosure(
    c,
    c.code.params.length > 1 || (!c.code.implicitIt && c.code.params.length !== 1) ? all : [new GList(all)],
  );
}

function split(text: string, p: GObject, limit = 0): string[] {
  const out: string[] = [];
  let at = 0;
  for (const m of matches(text, state(p).find)) {
    if (limit > 0 && out.length === limit - 1) break;
    if (m.index === 0 && m[0] === '') continue;
    if (m[0] === '' && m.index >= text.length) continue;
    out.push(text.slice(at, m.index));
    at = m.index + m[0].length;
  }
  if (out.length === 0 && at === 0) return [text];
  out.push(text.slice(at));
  if (limit === 0) while (out.length > 0 && out[out.length - 1] === '') out.pop();
  return out;
}

const s = (v: Value): string => toStr(v);
const strings = (list: string[]): Value => new GArray(arrayClass(C.String), list);

const textRows: Rows = {
  'matches(Object)': (self: Value, p: Value) => whole(pattern(p), s(self)) !== null,
  'replaceAll(Object,String)': (self: Value, p: Value, r: string) =>
    replaceEach(s(self), pattern(p), (m) => expand(r, m)),
  'replaceAll(Object,Closure)': (self: Value, p: Value, c: GClosure) =>
    replaceEach(s(self), pattern(p), (m) => s(callWith(c, m))),
  'replaceFirst(Object,String)': (self: Value, p: Value, r: string) =>
    replaceEach(s(self), pattern(p), (m) => expand(r, m), true),
  'replaceFirst(Object,Closure)': (self: Value, p: Value, c: GClosure) =>
    replaceEach(s(self), pattern(p), (m) => s(callWith(c, m)), true),
  'split()': (self: Value) => strings(s(self).trim() === '' ? [] : s(self).trim().split(/\s+/)),
  'split(Object)': (self: Value, p: Value) => strings(split(s(self), pattern(p))),
  'split(Object,int)': (self: Value, p: Value, n: number) => strings(split(s(self), pattern(p), n)),
  'find(Object)': (self: Value, p: Value) => {
    if (p instanceof GClosure)
      return splitChars(s(self)).find((each) => isTrue(callClosure(p, [each]))) ?? null;
    return matches(s(self), state(pattern(p)).find)[0]?.[0] ?? null;
  },
  'find(Object,Closure)': (self: Value, p: Value, c: GClosure) => {
    const m = matches(s(self), state(pattern(p)).find)[0];
    return m ? callWith(c, m) : null;
  },
  'findAll(Object)': (self: Value, p: Value) => {
    if (p instanceof GClosure)
      return new GList(splitChars(s(self)).filter((each) => isTrue(callClosure(p, [each]))));
    return new GList(matches(s(self), state(pattern(p)).find).map((m) => m[0]));
  },
  'findAll(Object,Closure)': (self: Value, p: Value, c: GClosure) =>
    new GList(matches(s(self), state(pattern(p)).find).map((m) => callWith(c, m))),
  'eachMatch(Object,Closure)': (self: Value, p: Value, c: GClosure) => {
    for (const m of matches(s(self), state(pattern(p)).find)) callWith(c, m);
    return self;
  },
  'matchesPartially(Object)': (self: Value, p: Value) => matches(s(self), state(pattern(p)).find).length > 0,
  'bitwiseNegate()': (self: Value) => compile(s(self)),
  'minus(Pattern)': (self: Value, p: GObject) => replaceEach(s(self), p, () => '', true),
};

function bounds(self: GObject, n: number, end: 0 | 1): number {
  const m = current(self);
  const pair = m.indices?.[n];
  return pair ? pair[end] : -1;
}

export const regex: LibraryTopic = {
  'groovy.regex': {
    statics: {
      'find(Object,Object)': (text: Value, p: Value) => {
        if (text === null || p === null) throw raise('java.lang.NullPointerException', null);
        return matcher(pattern(p), s(text));
      },
      'matches(Object,Object)': (text: Value, p: Value) =>
        text !== null && whole(pattern(p), s(text)) !== null,
    },
  },
  'java.lang.CharSequence': { methods: textRows },
  'java.util.regex.Pattern': {
    constants: {
      CASE_INSENSITIVE: () => 2,
      MULTILINE: () => 8,
      DOTALL: () => 32,
      UNICODE_CASE: () => 64,
      COMMENTS: () => 4,
      LITERAL: () => 16,
      UNIX_LINES: () => 1,
    },
    statics: {
      'compile(String,int=)': (source: string, flags?: number) => compile(source, flags),
      'matches(String,CharSequence)': (source: string, text: Value) =>
        whole(compile(source), s(text)) !== null,
      'quote(String)': (text: string) => `\\Q${text}\\E`,
    },
    methods: {
      'matcher(CharSequence)': (self: GObject, text: Value) => matcher(self, s(text)),
      'pattern()': (self: GObject) => state(self).source,
      'toString()': (self: GObject) => state(self).source,
      'flags()': (self: GObject) => state(self).flags,
      'split(CharSequence)': (self: GObject, text: Value) => strings(split(s(text), self)),
      'isCase(Object)': (self: GObject, text: Value) => text !== null && whole(self, s(text)) !== null,
      'asPredicate()': (self: GObject) => self,
    },
  },
  'java.util.regex.Matcher': {
    statics: { 'quoteReplacement(String)': (text: string) => text.replaceAll(/[\\$]/g, '\\$&') },
    methods: {
      'find()': (self: GObject) => find(self),
      'find(int)': (self: GObject, at: number) => {
        matcherState(self).at = at;
        return find(self);
      },
      'matches()': (self: GObject) => {
        const m = matcherState(self);
        m.last = whole(m.pattern, m.text);
        return m.last !== null;
      },
      'lookingAt()': (self: GObject) => {
        const m = matcherState(self);
        m.at = 0;
        const found = find(self);
        return found && m.last?.index === 0;
      },
      'group()': (self: GObject) => group(self, 0),
      'group(int)': (self: GObject, n: number) => group(self, n),
      'group(String)': (self: GObject, name: string) => {
        const m = current(self);
        if (!m.groups || !(name in m.groups))
          throw raise('java.lang.IllegalArgumentException', `No group with name <${name}>`);
        return m.groups[name] ?? null;
      },
      'groupCount()': (self: GObject) =>
        (new RegExp(`${state(matcherState(self).pattern).find.source}|`).exec('')?.length ?? 1) - 1,
      'hasGroup()': (self: GObject) =>
        (new RegExp(`${state(matcherState(self).pattern).find.source}|`).exec('')?.length ?? 1) > 1,
      'start(int=)': (self: GObject, n?: number) => bounds(self, n ?? 0, 0),
      'end(int=)': (self: GObject, n?: number) => bounds(self, n ?? 0, 1),
      'reset(Object=)': (self: GObject, text?: Value) => {
        const m = matcherState(self);
        if (text !== undefined) m.text = s(text);
        m.at = 0;
        m.append = 0;
        m.last = null;
        return self;
      },
      'replaceAll(Object)': (self: GObject, r: Value) =>
        replaceEach(matcherState(self).text, matcherState(self).pattern, (m) =>
          r instanceof GClosure ? s(callWith(r, m)) : expand(s(r), m),
        ),
      'replaceFirst(Object)': (self: GObject, r: Value) =>
        replaceEach(matcherState(self).text, matcherState(self).pattern, (m) => expand(s(r), m), true),
      'appendReplacement(Object,String)': (self: GObject, out: GObject, r: string) => {
        const m = matcherState(self);
        const last = current(self);
        box(out).text += m.text.slice(m.append, last.index) + expand(r, last);
        m.append = last.index + last[0].length;
        return self;
      },
      'appendTail(Object)': (self: GObject, out: GObject) => {
        const m = matcherState(self);
        box(out).text += m.text.slice(m.append);
        return out;
      },
      'asBoolean()': (self: GObject) => find(self),
      'getCount()': (self: GObject) =>
        matches(matcherState(self).text, state(matcherState(self).pattern).find).length,
      'size()': (self: GObject) =>
        matches(matcherState(self).text, state(matcherState(self).pattern).find).length,
      'getAt(int)': (self: GObject, n: number) => {
        const all = matches(matcherState(self).text, state(matcherState(self).pattern).find);
        const m = all[n < 0 ? n + all.length : n];
        if (!m)
          throw raise(
            'java.lang.IndexOutOfBoundsException',
            `index is out of range ${n} (index = ${n})`.replace(/ \(index.*$/, ''),
          );
        return groupsOf(m);
      },
      'getAt(Range)': (self: GObject, r: GRange) =>
        new GList(
          r.a.map((n) =>
            groupsOf(
              matches(matcherState(self).text, state(matcherState(self).pattern).find)[
                n as number
              ] as RegExpExecArray,
            ),
          ),
        ),
      'iterator()': (self: GObject) =>
        new GIterator(
          matches(matcherState(self).text, state(matcherState(self).pattern).find)
            .map(groupsOf)
            .values(),
        ),
      'collect(Closure)': (self: GObject, c: GClosure) =>
        new GList(
          matches(matcherState(self).text, state(matcherState(self).pattern).find).map((m) => callWith(c, m)),
        ),
      'each(Closure)': (self: GObject, c: GClosure) => {
        for (const m of matches(matcherState(self).text, state(matcherState(self).pattern).find))
          callWith(c, m);
        return self;
      },
      'pattern()': (self: GObject) => matcherState(self).pattern,
      'toMatchResult()': (self: GObject) => self,
      'hitEnd()': () => false,
    },
  },
};
