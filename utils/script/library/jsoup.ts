/** Jsoup as far as rules use it: text, HTML, simple selections, cleaning with a safe list. */
import { toStr } from '../core.ts';
import { spend, spendSpace } from '../runtime.ts';
import { GList, GObject, type Value } from '../values.ts';
import { classNamed, type LibraryTopic, type Rows } from './registry.ts';

type Tag = { name: string; attributes: Map<string, string>; children: (Tag | string)[]; parent: Tag | null };
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;
const BLOCK =
  /^(?:html|body|head|p|div|h[1-6]|ul|ol|li|table|thead|tbody|tfoot|tr|td|th|blockquote|pre|hr|br|dl|dt|dd|form|section|article|header|footer|nav|aside|figure|address|title)$/;
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '\u00a9',
  reg: '\u00ae',
  euro: '\u20ac',
  hellip: '\u2026',
  ndash: '\u2013',
  mdash: '\u2014',
  lsquo: '\u2018',
  rsquo: '\u2019',
  ldquo: '\u201c',
  rdquo: '\u201d',
  bull: '\u2022',
  middot: '\u00b7',
  laquo: '\u00ab',
  raquo: '\u00bb',
  auml: '\u00e4',
  ouml: '\u00f6',
  uuml: '\u00fc',
  Auml: '\u00c4',
  Ouml: '\u00d6',
  Uuml: '\u00dc',
  szlig: '\u00df',
  eacute: '\u00e9',
  egrave: '\u00e8',
  agrave: '\u00e0',
  ccedil: '\u00e7',
  trade: '\u2122',
  deg: '\u00b0',
  pound: '\u00a3',
  times: '\u00d7',
};
const decode = (s: string): string =>
  s.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));?/gi, (all, hex?: string, dec?: string, name?: string) =>
    hex
      ? String.fromCodePoint(Number.parseInt(hex, 16) % 0x110000)
      : dec
        ? String.fromCodePoint(Number(dec) % 0x110000)
        : (ENTITIES[name ?? ''] ?? all),
  );
const encode = (s: string): string =>
  s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\u00a0', '&nbsp;');

const tag = (name: string, parent: Tag | null): Tag => ({
  name,
  attributes: new Map(),
  children: [],
  parent,
});
/** Reads HTML without complaint: what does not close is closed. */
function read(html: string): Tag {
  spend(html.length);
  const body = tag('body', null);
  let current = body;
  const token =
    /<!--[\s\S]*?-->|<![^>]*>|<\/\s*([a-zA-Z][\w:-]*)[^>]*>|<([a-zA-Z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+|</g;
  for (const m of html.matchAll(token)) {
    const [all, closing, opening, rest = ''] = m;
    if (closing !== undefined) {
      for (let t: Tag | null = current; t && t !== body; t = t.parent)
        if (t.name === closing.toLowerCase()) {
          current = t.parent ?? body;
          break;
        }
    } else if (opening !== undefined) {
      const name = opening.toLowerCase();
      if (/^(?:html|body|head)$/.test(name)) continue;
      if (current.name === 'p' && BLOCK.test(name) && name !== 'br') current = current.parent ?? body;
      if ((name === 'li' || name === 'tr' || name === 'td' || name === 'option') && current.name === name)
        current = current.parent ?? body;
      const made = tag(name, current);
      for (const a of rest.matchAll(/([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g))
        made.attributes.set((a[1] ?? '').toLowerCase(), decode(a[2] ?? a[3] ?? a[4] ?? ''));
      current.children.push(made);
      if (!VOID.test(name) && !rest.trimEnd().endsWith('/')) {
        current = made;
        if (name === 'script' || name === 'style') current = made;
      }
    } else if (!all.startsWith('<!')) current.children.push(decode(all));
  }
  return body;
}

function collect(t: Tag, out: { text: string }): void {
  for (const each of t.children) {
    if (typeof each === 'string') {
      if (t.name === 'script' || t.name === 'style') continue;
      const plain = each.replaceAll(/[ \t\n\r\f]+/g, ' ');
      out.text += /(?:^| )$/.test(out.text) ? plain.replace(/^ /, '') : plain;
    } else {
      const block = BLOCK.test(each.name);
      if (block && out.text !== '' && !out.text.endsWith(' ')) out.text += ' ';
      collect(each, out);
      if (block && out.text !== '' && !out.text.endsWith(' ')) out.text += ' ';
    }
  }
}
function textOf(t: Tag): string {
  const out = { text: '' };
  collect(t, out);
  return out.text.trim();
}
function html(t: Tag | string): string {
  if (typeof t === 'string') return encode(t.replaceAll(/[ \t\n\r\f]+/g, ' '));
  const attributes = [...t.attributes]
    .map(([k, v]) => ` ${k}="${v.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`)
    .join('');
  return VOID.test(t.name)
    ? `<${t.name}${attributes}>`
    : `<${t.name}${attributes}>${t.children.map(html).join('')}</${t.name}>`;
}
const tags = (t: Tag): Tag[] => t.children.filter((each) => typeof each !== 'string');
function* below(t: Tag): Generator<Tag> {
  for (const each of tags(t)) {
    spend(1);
    yield each;
    yield* below(each);
  }
}

function matchesOne(t: Tag, selector: string): boolean {
  const m = /^([\w*-]*)((?:[.#][\w-]+|\[[^\]]+\])*)$/.exec(selector.trim());
  if (!m) return false;
  if (m[1] && m[1] !== '*' && t.name !== m[1].toLowerCase()) return false;
  for (const part of (m[2] ?? '').match(/[.#][\w-]+|\[[^\]]+\]/g) ?? []) {
    if (part.startsWith('.')) {
      if (!(t.attributes.get('class') ?? '').split(/\s+/).includes(part.slice(1))) return false;
    } else if (part.startsWith('#')) {
      if (t.attributes.get('id') !== part.slice(1)) return false;
    } else {
      const [, key = '', op, value = ''] =
        /^\[([\w-]+)(?:([~^$*|]?=)["']?([^"'\]]*)["']?)?\]$/.exec(part) ?? [];
      const held = t.attributes.get(key);
      if (held === undefined) return false;
      if (op === '=' && held !== value) return false;
      if (op === '^=' && !held.startsWith(value)) return false;
      if (op === '$=' && !held.endsWith(value)) return false;
      if (op === '*=' && !held.includes(value)) return false;
    }
  }
  return true;
}
function matches(t: Tag, selector: string): boolean {
  return selector.split(',').some((each) => {
    const steps = each
      .trim()
      .replaceAll(/\s*>\s*/g, ' >')
      .split(/\s+/);
    let last = steps.pop() ?? '';
    let direct = last.startsWith('>');
    if (!matchesOne(t, last.replace(/^>/, ''))) return false;
    let at: Tag | null = t.parent;
    while (steps.length > 0) {
      last = steps.pop() ?? '';
      const plain = last.replace(/^>/, '');
      if (direct) {
        if (!at || !matchesOne(at, plain)) return false;
      } else {
        while (at && !matchesOne(at, plain)) at = at.parent;
        if (!at) return false;
      }
      direct = last.startsWith('>');
      at = at.parent;
    }
    return true;
  });
}

const ELEMENT = classNamed('org.jsoup.nodes.Element');
const wrap = (t: Tag, cls = ELEMENT): GObject => {
  const made = new GObject(cls);
  made.native = t;
  return made;
};
const el = (v: GObject): Tag => v.native as Tag;
const ELEMENTS = classNamed('org.jsoup.select.Elements');
function list(items: readonly Tag[]): GList {
  const made = new GList(items.map((t) => wrap(t)));
  made.cls = ELEMENTS;
  return made;
}
const elementRows: Rows = {
  'text()': (self: GObject) => textOf(el(self)),
  'wholeText()': (self: GObject) => whole(el(self)),
  'ownText()': (self: GObject) =>
    el(self)
      .children.filter((each) => typeof each === 'string')
      .join(' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  'html()': (self: GObject) => el(self).children.map(html).join(''),
  'outerHtml()': (self: GObject) => html(el(self)),
  'toString()': (self: GObject) => html(el(self)),
  'body()': (self: GObject) => wrap(el(self)),
  'select(String)': (self: GObject, selector: string) =>
    list([...below(el(self))].filter((t) => matches(t, selector))),
  'selectFirst(String)': (self: GObject, selector: string) => {
    for (const t of below(el(self))) if (matches(t, selector)) return wrap(t);
    return null;
  },
  'getElementsByTag(String)': (self: GObject, name: string) =>
    list([...below(el(self))].filter((t) => t.name === name.toLowerCase())),
  'getElementById(String)': (self: GObject, id: string) => {
    for (const t of below(el(self))) if (t.attributes.get('id') === id) return wrap(t);
    return null;
  },
  'children()': (self: GObject) => list(tags(el(self))),
  'parent()': (self: GObject) => {
    const { parent } = el(self);
    return parent ? wrap(parent) : null;
  },
  'attr(String)': (self: GObject, name: string) => el(self).attributes.get(name.toLowerCase()) ?? '',
  'attr(String,String)': (self: GObject, name: string, v: string) => {
    el(self).attributes.set(name.toLowerCase(), v);
    return self;
  },
  'hasAttr(String)': (self: GObject, name: string) => el(self).attributes.has(name.toLowerCase()),
  'tagName()': (self: GObject) => el(self).name,
  'nodeName()': (self: GObject) => el(self).name,
  'id()': (self: GObject) => el(self).attributes.get('id') ?? '',
  'className()': (self: GObject) => el(self).attributes.get('class') ?? '',
  'hasClass(String)': (self: GObject, name: string) =>
    (el(self).attributes.get('class') ?? '').split(/\s+/).includes(name),
  'hasText()': (self: GObject) => textOf(el(self)) !== '',
  'remove()': (self: GObject) => {
    const siblings = el(self).parent?.children;
    if (siblings) siblings.splice(siblings.indexOf(el(self)), 1);
  },
  'append(String)': (self: GObject, more: string) => {
    el(self).children.push(...read(more).children);
    return self;
  },
  'prepend(String)': (self: GObject, more: string) => {
    el(self).children.unshift(...read(more).children);
    return self;
  },
  'text(String)': (self: GObject, text: string) => {
    el(self).children = [text];
    return self;
  },
  'title()': (self: GObject) => {
    for (const t of below(el(self))) if (t.name === 'title') return textOf(t);
    return '';
  },
  'outputSettings(Object)': (self: GObject) => self,
};
function whole(t: Tag): string {
  return t.children
    .map((each) => (typeof each === 'string' ? each : each.name === 'br' ? '\n' : whole(each)))
    .join('');
}

type Safe = { tags: Set<string>; attributes: Map<string, Set<string>> };
const SIMPLE = ['b', 'em', 'i', 'strong', 'u'];
const BASIC = [
  'a',
  ...SIMPLE,
  'blockquote',
  'br',
  'cite',
  'code',
  'dd',
  'dl',
  'dt',
  'li',
  'ol',
  'p',
  'pre',
  'q',
  'small',
  'span',
  'strike',
  'sub',
  'sup',
  'ul',
];
const RELAXED = [
  ...BASIC,
  'caption',
  'col',
  'colgroup',
  'div',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'img',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
];
const safe = (v: GObject): Safe => v.native as Safe;
function safeList(names: readonly string[], attributes: Record<string, string[]> = {}): GObject {
  const made = new GObject(classNamed('org.jsoup.safety.Safelist'));
  made.native = {
    tags: new Set(names),
    attributes: new Map(Object.entries(attributes).map(([k, v]) => [k, new Set(v)])),
  } satisfies Safe;
  return made;
}
function cleaned(t: Tag, rules: Safe): (Tag | string)[] {
  return t.children.flatMap((each): (Tag | string)[] => {
    if (typeof each === 'string') return t.name === 'script' || t.name === 'style' ? [] : [each];
    const inner = cleaned(each, rules);
    if (!rules.tags.has(each.name)) return inner;
    const allowed = rules.attributes.get(each.name);
    const all = rules.attributes.get(':all');
    return [
      {
        ...each,
        children: inner,
        attributes: new Map(
          [...each.attributes].filter(
            ([k, v]) => (allowed?.has(k) || all?.has(k)) && !/^\s*(?:javascript|data|vbscript):/i.test(v),
          ),
        ),
      },
    ];
  });
}
const safeStatics: Rows = {
  'none()': () => safeList([]),
  'simpleText()': () => safeList(SIMPLE),
  'basic()': () => safeList(BASIC, { a: ['href'], blockquote: ['cite'], q: ['cite'] }),
  'basicWithImages()': () =>
    safeList([...BASIC, 'img'], { a: ['href'], img: ['align', 'alt', 'height', 'src', 'title', 'width'] }),
  'relaxed()': () =>
    safeList(RELAXED, {
      a: ['href', 'title'],
      img: ['align', 'alt', 'height', 'src', 'title', 'width'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan'],
    }),
};

export const jsoup: LibraryTopic = {
  'org.jsoup.Jsoup': {
    statics: {
      'parse(String,Object=)': (source: string) => wrap(read(source), classNamed('org.jsoup.nodes.Document')),
      'parseBodyFragment(String)': (source: string) =>
        wrap(read(source), classNamed('org.jsoup.nodes.Document')),
      'clean(String,Object)': (source: string, rules: GObject) => {
        const text = cleaned(read(source), safe(rules)).map(html).join('').trim();
        spendSpace(text.length);
        return text;
      },
      'clean(String,String,Object)': (source: string, _: string, rules: GObject) =>
        cleaned(read(source), safe(rules)).map(html).join('').trim(),
      'clean(String,String,Object,Object)': (source: string, _: string, rules: GObject) =>
        cleaned(read(source), safe(rules)).map(html).join('').trim(),
      'isValid(String,Object)': (source: string, rules: GObject) =>
        [...below(read(source))].every((t) => safe(rules).tags.has(t.name)),
    },
  },
  'org.jsoup.nodes.Element': { methods: elementRows },
  'org.jsoup.nodes.Document': { extends: 'org.jsoup.nodes.Element' },
  'org.jsoup.nodes.Document$OutputSettings': {
    construct: { '()': () => new GObject(classNamed('org.jsoup.nodes.Document$OutputSettings')) },
    methods: { 'prettyPrint(boolean)': (self: Value) => self },
  },
  'org.jsoup.select.Elements': {
    extends: 'java.util.ArrayList',
    methods: {
      'text()': (self: GList) => self.a.map((each) => textOf(el(each as GObject))).join(' '),
      'eachText()': (self: GList) => new GList(self.a.map((each) => textOf(el(each as GObject)))),
      'attr(String)': (self: GList, name: string) =>
        self.a.map((each) => el(each as GObject).attributes.get(name)).find((v) => v !== undefined) ?? '',
      'eachAttr(String)': (self: GList, name: string) =>
        new GList(self.a.flatMap((each) => el(each as GObject).attributes.get(name) ?? [])),
      'html()': (self: GList) =>
        self.a
          .map((each) =>
            el(each as GObject)
              .children.map(html)
              .join(''),
          )
          .join('\n'),
      'outerHtml()': (self: GList) => self.a.map((each) => html(el(each as GObject))).join('\n'),
      'toString()': (self: GList) => self.a.map((each) => html(el(each as GObject))).join('\n'),
      'select(String)': (self: GList, selector: string) =>
        list(self.a.flatMap((each) => [...below(el(each as GObject))].filter((t) => matches(t, selector)))),
      'remove()': (self: GList) => {
        for (const each of self.a) {
          const siblings = el(each as GObject).parent?.children;
          if (siblings) siblings.splice(siblings.indexOf(el(each as GObject)), 1);
        }
        return self;
      },
    },
  },
  ...Object.fromEntries(
    ['org.jsoup.safety.Safelist', 'org.jsoup.safety.Whitelist'].map((name) => [
      name,
      {
        construct: { '()': () => safeList([]) },
        statics: safeStatics,
        methods: {
          'addTags(String...)': (self: GObject, names: Value[]) => {
            for (const each of names) safe(self).tags.add(toStr(each));
            return self;
          },
          'removeTags(String...)': (self: GObject, names: Value[]) => {
            for (const each of names) safe(self).tags.delete(toStr(each));
            return self;
          },
          'addAttributes(String,String...)': (self: GObject, name: string, keys: Value[]) => {
            const known = safe(self).attributes.get(name) ?? new Set<string>();
            for (const each of keys) known.add(toStr(each));
            safe(self).attributes.set(name, known);
            safe(self).tags.add(name);
            return self;
          },
          'addProtocols(String,String,String...)': (self: GObject) => self,
        },
      } satisfies LibraryTopic[string],
    ]),
  ),
};
