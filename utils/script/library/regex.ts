/** `=~`, `==~`, java.util.regex and what the GDK adds to it. The matcher itself is `regex-engine.ts`. */
import { C, callAny, callClosure, isTrue, splitChars, toItems, toStr } from '../core.ts';
import { raise } from '../errors.ts';
import { type Num, toInt } from '../numbers.ts';
import { spend, spendSpace } from '../runtime.ts';
import { GArray, GClosure, GIterator, GList, GMap, GObject, type Value } from '../values.ts';
import { type Regex, compileRegex, lastHitEnd } from './regex-engine.ts';
import { arrayClass, classNamed, type LibraryTopic, type Rows } from './registry.ts';
import { box } from './text.ts';

type PatternState = { source: string; flags: number; regex: Regex };
type MatcherState = {
  pattern: GObject;
  text: string;
  /** The region matched in. */
  from: number;
  to: number;
  groups: Int32Array | null;
  /** Ends of the last match, for going on after it; -1 and 0 before the first. */
  first: number;
  last: number;
  append: number;
  hitEnd: boolean;
};

const PATTERN = classNamed('java.util.regex.Pattern');
const MATCHER = classNamed('java.util.regex.Matcher');
const RESULT = classNamed('java.util.regex.MatchResult');

function compile(source: string | null, flags = 0): GObject {
  if (source === null) throw raise('java.lang.NullPointerException', null);
  const regex = compileRegex(source, flags);
  const made = new GObject(PATTERN);
  made.native = { source, flags: regex.flags, regex } satisfies PatternState;
  return made;
}

const pattern = (v: Value): GObject =>
  v instanceof GObject && v.cls === PATTERN ? v : compile(v === null ? null : toStr(v));
const state = (v: GObject): PatternState => v.native as PatternState;
const ms = (v: GObject): MatcherState => v.native as MatcherState;
const s = (v: Value): string => toStr(v);
const strings = (list: string[]): Value => new GArray(arrayClass(C.String), list);

function matcher(p: GObject, text: string): GObject {
  const made = new GObject(MATCHER);
  made.native = {
    pattern: p,
    text,
    from: 0,
    to: text.length,
    groups: null,
    first: -1,
    last: 0,
    append: 0,
    hitEnd: false,
  } satisfies MatcherState;
  return made;
}

function reset(m: MatcherState): void {
  m.groups = null;
  m.first = -1;
  m.last = 0;
  m.append = 0;
  m.from = 0;
  m.to = m.text.length;
}

function attempt(m: MatcherState, at: number, how: 'find' | 'anchored' | 'whole'): boolean {
  spend(4);
  const found = state(m.pattern).regex.match(m.text, at, how, m, Math.max(m.last, m.from));
  m.hitEnd = lastHitEnd();
  m.groups = found;
  if (found) {
    m.first = found[0] ?? 0;
    m.last = found[1] ?? 0;
  } else m.first = -1;
  return found !== null;
}

function find(m: MatcherState): boolean {
  let at = m.last;
  if (at === m.first) at++;
  if (at < m.from) at = m.from;
  if (at > m.to) {
    m.groups = null;
    m.first = -1;
    return false;
  }
  return attempt(m, at, 'find');
}

const newState = (p: GObject, text: string): MatcherState => ms(matcher(p, text));
const whole = (p: GObject, text: string): boolean => attempt(newState(p, text), 0, 'whole');
const groupsIn = (m: MatcherState): number => state(m.pattern).regex.groupCount;

function current(m: MatcherState): Int32Array {
  if (!m.groups) throw raise('java.lang.IllegalStateException', 'No match found');
  return m.groups;
}

function part(m: MatcherState, n: number): string | null {
  const found = current(m);
  if (n < 0 || n > groupsIn(m)) throw raise('java.lang.IndexOutOfBoundsException', `No group ${n}`);
  const a = found[n * 2] ?? -1;
  return a < 0 ? null : m.text.slice(a, found[n * 2 + 1]);
}

function named(m: MatcherState, name: string): number {
  const n = state(m.pattern).regex.names.get(name);
  if (n === undefined) throw raise('java.lang.IllegalArgumentException', `No group with name <${name}>`);
  return n;
}

function bound(m: MatcherState, n: number, side: 0 | 1): number {
  if (!m.groups) throw raise('java.lang.IllegalStateException', 'No match available');
  if (n < 0 || n > groupsIn(m)) throw raise('java.lang.IndexOutOfBoundsException', `No group ${n}`);
  return m.groups[n * 2 + side] ?? -1;
}

/** What an iteration over a matcher gives for a match: its text, or all groups when the pattern has some. */
function matchValue(m: MatcherState): Value {
  const count = groupsIn(m);
  if (count === 0) return part(m, 0);
  return new GList(Array.from({ length: count + 1 }, (_, i) => part(m, i)));
}

function* matchesOf(m: MatcherState): Generator<Value> {
  reset(m);
  while (find(m)) yield matchValue(m);
}

function count(m: MatcherState): number {
  reset(m);
  let n = 0;
  while (find(m)) n++;
  return n;
}

function matchAt(m: MatcherState, index: number): Value {
  const n = count(m);
  if (index < -n || index >= n)
    throw raise(
      'java.lang.IndexOutOfBoundsException',
      `index is out of range ${-n}..${n - 1} (index = ${index})`,
    );
  const at = index < 0 ? index + n : index;
  reset(m);
  for (let i = 0; i <= at; i++) find(m);
  return matchValue(m);
}

/** `$1`, `${name}` and escapes of a Java replacement. */
function expand(replacement: string, m: MatcherState): string {
  const illegal = (text: string) => raise('java.lang.IllegalArgumentException', text);
  let out = '';
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement.charAt(i);
    if (c === '\\') {
      if (++i === replacement.length) throw illegal('character to be escaped is missing');
      out += replacement.charAt(i);
    } else if (c === '$') {
      if (++i === replacement.length) throw illegal('Illegal group reference: group index is missing');
      const next = replacement.charAt(i);
      if (next === '{') {
        const name = /^[a-zA-Z0-9]*/.exec(replacement.slice(i + 1))?.[0] ?? '';
        if (name === '') throw illegal('named capturing group has 0 length name');
        if (replacement.charAt(i + 1 + name.length) !== '}')
          throw illegal("named capturing group is missing trailing '}'");
        if (/^\d/.test(name)) throw illegal(`capturing group name {${name}} starts with digit character`);
        const n = state(m.pattern).regex.names.get(name);
        if (n === undefined) throw illegal(`No group with name {${name}}`);
        out += part(m, n) ?? '';
        i += name.length + 1;
        continue;
      }
      if (!/\d/.test(next)) throw illegal('Illegal group reference');
      let n = Number(next);
      if (n > groupsIn(m)) throw raise('java.lang.IndexOutOfBoundsException', `No group ${n}`);
      while (/^\d$/.test(replacement.charAt(i + 1))) {
        const more = n * 10 + Number(replacement.charAt(i + 1));
        if (more > groupsIn(m)) break;
        n = more;
        i++;
      }
      out += part(m, n) ?? '';
    } else out += c;
  }
  return out;
}

function replaceEach(m: MatcherState, with_: () => string, once = false): string {
  reset(m);
  let out = '';
  let at = 0;
  while (find(m)) {
    // The closure may use the matcher: where this match was is kept.
    const { first, last } = m;
    out += m.text.slice(at, first);
    out += with_();
    at = last;
    spend(2);
    if (out.length > 8_000_000) spendSpace(out.length);
    if (once) break;
    m.first = first;
    m.last = last;
  }
  const result = out + m.text.slice(at);
  spendSpace(result.length);
  return result;
}

function callWith(c: GClosure, m: MatcherState): string {
  return s(callClosure(c, [matchValue(m)]));
}

function replace(self: Value, p: Value, r: Value, once = false): string {
  const m = newState(pattern(p), s(self));
  return replaceEach(m, () => (r instanceof GClosure ? callWith(r, m) : expand(s(r), m)), once);
}

function split(text: string, p: GObject, limit = 0): string[] {
  const out: string[] = [];
  const m = newState(p, text);
  let at = 0;
  while (find(m)) {
    if (limit <= 0 || out.length < limit - 1) {
      if (at === 0 && m.first === 0 && m.last === 0) continue;
      out.push(text.slice(at, m.first));
      at = m.last;
    } else break;
  }
  if (at === 0 && out.length === 0) return [text];
  out.push(text.slice(at));
  if (limit === 0) while (out.length > 0 && out[out.length - 1] === '') out.pop();
  spendSpace(out.length);
  return out;
}

function words(text: string): string[] {
  return text.split(/[ \t\n\r\f]+/).filter((each) => each !== '');
}

const linesOf = (text: string): string[] => {
  const parts = text.split(/\r\n|\r|\n/);
  if (parts[parts.length - 1] === '') parts.pop();
  return parts;
};

const textRows: Rows = {
  'matches(Object)': (self: Value, p: Value) => whole(pattern(p), s(self)),
  'replaceAll(Object,Object)': (self: Value, p: Value, r: Value) => replace(self, p, r),
  'replaceFirst(Object,Object)': (self: Value, p: Value, r: Value) => replace(self, p, r, true),
  'replaceAll(Map)': (self: Value, map: GMap) =>
    map.entries().reduce((text, { k, v }) => replace(text, k, s(v)), s(self)),
  'split()': (self: Value) => strings(words(s(self))),
  'split(CharSequence,int=)': (self: Value, p: Value, n?: number) =>
    strings(split(s(self), pattern(p), n ?? 0)),
  'split(Pattern,int=)': (self: Value, p: Value, n?: number) => strings(split(s(self), pattern(p), n ?? 0)),
  'split(Closure)': (self: Value, c: GClosure) => {
    const yes: Value[] = [];
    const no: Value[] = [];
    for (const each of splitChars(s(self))) (isTrue(callClosure(c, [each])) ? yes : no).push(each);
    return new GList([new GList(yes), new GList(no)]);
  },
  'splitEachLine(Object,Closure)': (self: Value, p: Value, c: GClosure) => {
    let result: Value = null;
    const by = pattern(p);
    for (const line of linesOf(s(self))) result = callClosure(c, [new GList(split(line, by))]);
    return result;
  },
  'find(CharSequence)': (self: Value, p: Value) => {
    const m = newState(pattern(p), s(self));
    return find(m) ? part(m, 0) : null;
  },
  'find(Pattern)': (self: Value, p: Value) => {
    const m = newState(pattern(p), s(self));
    return find(m) ? part(m, 0) : null;
  },
  'find(Object,Closure)': (self: Value, p: Value, c: GClosure) => {
    const m = newState(pattern(p), s(self));
    return find(m) ? callWith(c, m) : null;
  },
  'findAll(CharSequence)': (self: Value, p: Value) => allTexts(self, p),
  'findAll(Pattern)': (self: Value, p: Value) => allTexts(self, p),
  'findAll(Object,Closure)': (self: Value, p: Value, c: GClosure) =>
    new GList([...matchesOf(newState(pattern(p), s(self)))].map((each) => callClosure(c, [each]))),
  'eachMatch(Object,Closure)': (self: Value, p: Value, c: GClosure) => {
    for (const each of matchesOf(newState(pattern(p), s(self)))) callClosure(c, [each]);
    return self;
  },
  'matchesPartially(Object)': (self: Value, p: Value) => partially(newState(pattern(p), s(self))),
  'bitwiseNegate()': (self: Value) => compile(s(self)),
  'minus(Pattern)': (self: Value, p: GObject) => replaceEach(newState(p, s(self)), () => '', true),
};

function allTexts(self: Value, p: Value): GList {
  const m = newState(pattern(p), s(self));
  const out: Value[] = [];
  while (find(m)) out.push(part(m, 0));
  spendSpace(out.length);
  return new GList(out);
}

function partially(m: MatcherState): boolean {
  return attempt(m, m.from, 'whole') || m.hitEnd;
}

const resultRows: Rows = {
  'group()': (self: GObject) => part(ms(self), 0),
  'group(int)': (self: GObject, n: number) => part(ms(self), n),
  'group(String)': (self: GObject, name: string) => {
    current(ms(self));
    return part(ms(self), named(ms(self), name));
  },
  'groupCount()': (self: GObject) => groupsIn(ms(self)),
  'start(int=)': (self: GObject, n?: number) => bound(ms(self), n ?? 0, 0),
  'end(int=)': (self: GObject, n?: number) => bound(ms(self), n ?? 0, 1),
  'start(String)': (self: GObject, name: string) => bound(ms(self), named(ms(self), name), 0),
  'end(String)': (self: GObject, name: string) => bound(ms(self), named(ms(self), name), 1),
};

function result(m: MatcherState): GObject {
  const made = new GObject(RESULT);
  made.native = { ...m };
  return made;
}

function predicate(test: (text: string) => boolean): GObject {
  const made = new GObject(classNamed('groovy.TextPredicate'));
  made.native = test;
  return made;
}

export const regex: LibraryTopic = {
  'groovy.regex': {
    statics: {
      'find(Object,Object)': (text: Value, p: Value) => {
        if (text === null || p === null) throw raise('java.lang.NullPointerException', null);
        return matcher(pattern(p), s(text));
      },
      'matches(Object,Object)': (text: Value, p: Value) => text !== null && whole(pattern(p), s(text)),
    },
  },
  'groovy.TextPredicate': {
    implements: ['java.util.function.Predicate'],
    methods: {
      'test(Object)': (self: GObject, v: Value) => (self.native as (text: string) => boolean)(s(v)),
    },
  },
  'java.util.regex.Pattern': {
    constants: {
      UNIX_LINES: () => 1,
      CASE_INSENSITIVE: () => 2,
      COMMENTS: () => 4,
      MULTILINE: () => 8,
      LITERAL: () => 16,
      DOTALL: () => 32,
      UNICODE_CASE: () => 64,
      CANON_EQ: () => 128,
      UNICODE_CHARACTER_CLASS: () => 256,
    },
    statics: {
      'compile(String,int=)': (source: string, flags?: number) => compile(source, flags),
      'matches(String,CharSequence)': (source: string, text: Value) => whole(compile(source), s(text)),
      'quote(String)': (text: string) =>
        text.includes('\\E') ? `\\Q${text.replaceAll('\\E', '\\E\\\\E\\Q')}\\E` : `\\Q${text}\\E`,
    },
    methods: {
      'matcher(CharSequence)': (self: GObject, text: Value) => {
        if (text === null) throw raise('java.lang.NullPointerException', null);
        return matcher(self, s(text));
      },
      'pattern()': (self: GObject) => state(self).source,
      'toString()': (self: GObject) => state(self).source,
      'flags()': (self: GObject) => state(self).flags,
      'split(CharSequence,int=)': (self: GObject, text: Value, n?: number) =>
        strings(split(s(text), self, n ?? 0)),
      'isCase(Object)': (self: GObject, text: Value) => text !== null && whole(self, s(text)),
      'asPredicate()': (self: GObject) => predicate((text) => find(newState(self, text))),
      'asMatchPredicate()': (self: GObject) => predicate((text) => whole(self, text)),
    },
  },
  'java.util.regex.MatchResult': { methods: resultRows },
  'java.util.regex.Matcher': {
    statics: { 'quoteReplacement(String)': (text: string) => text.replaceAll(/[\\$]/g, '\\$&') },
    methods: {
      ...resultRows,
      'find()': (self: GObject) => find(ms(self)),
      'find(int)': (self: GObject, at: number) => {
        const m = ms(self);
        if (at < 0 || at > m.text.length)
          throw raise('java.lang.IndexOutOfBoundsException', 'Illegal start index');
        reset(m);
        return attempt(m, at, 'find');
      },
      'matches()': (self: GObject) => attempt(ms(self), ms(self).from, 'whole'),
      'lookingAt()': (self: GObject) => attempt(ms(self), ms(self).from, 'anchored'),
      'hasGroup()': (self: GObject) => groupsIn(ms(self)) > 0,
      'hitEnd()': (self: GObject) => ms(self).hitEnd,
      'matchesPartially()': (self: GObject) => partially(ms(self)),
      'reset(Object=)': (self: GObject, text?: Value) => {
        const m = ms(self);
        if (text !== undefined) m.text = s(text);
        reset(m);
        return self;
      },
      'region(int,int)': (self: GObject, from: number, to: number) => {
        const m = ms(self);
        if (from < 0 || from > m.text.length) throw raise('java.lang.IndexOutOfBoundsException', 'start');
        if (to < 0 || to > m.text.length) throw raise('java.lang.IndexOutOfBoundsException', 'end');
        if (from > to) throw raise('java.lang.IndexOutOfBoundsException', 'start > end');
        reset(m);
        m.from = from;
        m.to = to;
        return self;
      },
      'regionStart()': (self: GObject) => ms(self).from,
      'regionEnd()': (self: GObject) => ms(self).to,
      'usePattern(Pattern)': (self: GObject, p: GObject) => {
        const m = ms(self);
        m.pattern = p;
        m.groups = null;
        return self;
      },
      'useAnchoringBounds(boolean)': (self: GObject) => self,
      'useTransparentBounds(boolean)': (self: GObject) => self,
      'replaceAll(Object)': (self: GObject, r: Value) =>
        replaceEach(ms(self), () =>
          typeof r === 'string' ? expand(r, ms(self)) : expand(s(callAny(r, [result(ms(self))])), ms(self)),
        ),
      'replaceFirst(Object)': (self: GObject, r: Value) =>
        replaceEach(
          ms(self),
          () =>
            typeof r === 'string' ? expand(r, ms(self)) : expand(s(callAny(r, [result(ms(self))])), ms(self)),
          true,
        ),
      'appendReplacement(Object,String)': (self: GObject, out: GObject, r: string) => {
        const m = ms(self);
        if (!m.groups) throw raise('java.lang.IllegalStateException', 'No match available');
        const added = m.text.slice(m.append, m.first) + expand(r, m);
        spendSpace(added.length);
        box(out).text += added;
        m.append = m.last;
        return self;
      },
      'appendTail(Object)': (self: GObject, out: GObject) => {
        const m = ms(self);
        spendSpace(m.text.length - m.append);
        box(out).text += m.text.slice(m.append);
        return out;
      },
      'asBoolean()': (self: GObject) => find(ms(self)),
      'getCount()': (self: GObject) => count(ms(self)),
      'size()': (self: GObject) => count(ms(self)),
      'setIndex(int)': (self: GObject, index: number) => void matchAt(ms(self), index),
      'getAt(int)': (self: GObject, index: number) => matchAt(ms(self), index),
      'getAt(Collection)': (self: GObject, list: Value) =>
        new GList(
          toItems(list).flatMap((each): Value[] =>
            typeof each === 'number'
              ? [matchAt(ms(self), each)]
              : toItems(each).map((n) => matchAt(ms(self), toInt(n as Num))),
          ),
        ),
      'iterator()': (self: GObject) => new GIterator(matchesOf(ms(self))),
      'pattern()': (self: GObject) => ms(self).pattern,
      'toMatchResult()': (self: GObject) => result(ms(self)),
      'toString()': (self: GObject) => {
        const m = ms(self);
        return `java.util.regex.Matcher[pattern=${state(m.pattern).source} region=${m.from},${m.to} lastmatch=${m.groups ? part(m, 0) : ''}]`;
      },
    },
  },
  // After Pattern, whose name these signatures mention.
  'java.lang.CharSequence': { methods: textRows },
};
