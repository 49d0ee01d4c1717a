/** XmlSlurper, XmlParser, MarkupBuilder, XmlUtil: XML as scripts read and write it. */
import { callClosure, cloneClosure, invokeMethod, isTrue, toItems, toStr } from '../core.ts';
import { raise } from '../errors.ts';
import { R, spend, spendSpace } from '../runtime.ts';
import { GArray, GClosure, GIterator, GList, GMap, GObject, type Value } from '../values.ts';
import { classNamed, type LibraryTopic, type Rows } from './registry.ts';

/** An element; its children are elements and texts. */
export type Element = {
  name: string;
  attributes: Map<string, string>;
  children: (Element | string)[];
  parent: Element | null;
};

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
function unescape(text: string): string {
  return text.replaceAll(/&(#x[0-9a-fA-F]+|#\d+|\w+);/g, (all, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    return ENTITIES[name] ?? all;
  });
}

function broken(source: string, at: number, message: string) {
  const before = source.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  return raise('org.xml.sax.SAXParseException', message, { lineNumber: line, columnNumber: column });
}

/** Reads a document; no external entities, no DTD. */
export function parseXml(source: string): Element {
  spend(source.length);
  const root: Element = { name: '', attributes: new Map(), children: [], parent: null };
  let current = root;
  let i = 0;
  const fail = (message: string, at = i): never => {
    throw broken(source, at, message);
  };
  const addText = (text: string): void => {
    const last = current.children.length - 1;
    const before = current.children[last];
    if (typeof before === 'string') current.children[last] = before + text;
    else if (text !== '') current.children.push(text);
  };
  if (source.trim() === '') fail('Premature end of file.');
  while (i < source.length) {
    spend(2);
    const open = source.indexOf('<', i);
    const text = source.slice(i, open < 0 ? source.length : open);
    if (current === root) {
      if (text.trim() !== '')
        fail(
          root.children.length === 0
            ? 'Content is not allowed in prolog.'
            : 'Content is not allowed in trailing section.',
        );
    } else addText(unescape(text.replaceAll('\r\n', '\n')));
    if (open < 0) break;
    i = open;
    if (source.startsWith('<!--', i)) {
      const end = source.indexOf('-->', i);
      i = end < 0 ? fail('XML document structures must start and end within the same entity.') : end + 3;
    } else if (source.startsWith('<![CDATA[', i)) {
      const end = source.indexOf(']]>', i);
      if (end < 0) fail('XML document structures must start and end within the same entity.');
      addText(source.slice(i + 9, end));
      i = end + 3;
    } else if (source.startsWith('<?', i)) {
      const end = source.indexOf('?>', i);
      i = end < 0 ? source.length : end + 2;
    } else if (source.startsWith('<!DOCTYPE', i))
      fail(
        'DOCTYPE is disallowed when the feature "http://apache.org/xml/features/disallow-doctype-decl" set to true.',
      );
    else if (source.startsWith('</', i)) {
      const m = /^<\/([^\s>]+)\s*>/.exec(source.slice(i));
      if (!m) fail('The end-tag is not well formed.');
      if (current === root || m?.[1] !== current.name)
        fail(
          `The element type "${current.name}" must be terminated by the matching end-tag "</${current.name}>".`,
        );
      i += m?.[0].length ?? 1;
      current = current.parent ?? root;
    } else {
      const m = /^<([A-Za-z_:\u0080-\uffff][^\s/>=<]*)/.exec(source.slice(i, i + 300));
      if (!m) fail('The content of elements must consist of well-formed character data or markup.');
      const element: Element = { name: m?.[1] ?? '', attributes: new Map(), children: [], parent: current };
      if (current === root && root.children.length > 0)
        fail('The markup in the document following the root element must be well-formed.');
      i += m?.[0].length ?? 1;
      const attribute = /\s+([^\s=/>]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
      for (;;) {
        attribute.lastIndex = i;
        const a = attribute.exec(source);
        if (!a) break;
        element.attributes.set(a[1] ?? '', unescape((a[2] ?? a[3] ?? '').replaceAll(/[\n\t]/g, ' ')));
        i = attribute.lastIndex;
      }
      const end = /^\s*(\/?)>/.exec(source.slice(i, i + 200));
      if (!end)
        fail(
          `Element type "${element.name}" must be followed by either attribute specifications, ">" or "/>".`,
        );
      i += end?.[0].length ?? 1;
      current.children.push(element);
      spendSpace(4);
      if (end?.[1] !== '/') current = element;
    }
  }
  if (current !== root) fail('XML document structures must start and end within the same entity.');
  const first = root.children[0];
  if (first === undefined || typeof first === 'string') return fail('Premature end of file.');
  first.parent = null;
  return first;
}

const isElement = (v: Element | string): v is Element => typeof v !== 'string';
const elements = (e: Element): Element[] => e.children.filter(isElement);
const local = (name: string): string => name.slice(name.indexOf(':') + 1);
function textOf(e: Element): string {
  return e.children.map((each) => (typeof each === 'string' ? each : textOf(each))).join('');
}
function* below(e: Element): Generator<Element> {
  yield e;
  for (const each of elements(e)) yield* below(each);
}
/** White space between elements says nothing. */
function tidy(e: Element): Element {
  const mixed = elements(e).length > 0;
  e.children = e.children.filter((each) => typeof each !== 'string' || !mixed || each.trim() !== '');
  for (const each of elements(e)) tidy(each);
  return e;
}

const escapeText = (s: string): string =>
  s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const escapeAttribute = (s: string): string => escapeText(s).replaceAll('"', '&quot;');
function serialize(e: Element, indent: string): string {
  const attributes = [...e.attributes].map(([k, v]) => ` ${k}="${escapeAttribute(v)}"`).join('');
  if (e.children.length === 0) return `${indent}<${e.name}${attributes}/>\n`;
  const inner = e.children.filter(
    (each) => typeof each !== 'string' || each.trim() !== '' || e.children.length === 1,
  );
  if (inner.every((each) => typeof each === 'string'))
    return `${indent}<${e.name}${attributes}>${escapeText(inner.join(''))}</${e.name}>\n`;
  const body = inner
    .map((each) =>
      typeof each === 'string' ? `${indent}  ${escapeText(each.trim())}\n` : serialize(each, `${indent}  `),
    )
    .join('');
  return `${indent}<${e.name}${attributes}>\n${body}${indent}</${e.name}>\n`;
}
const document = (e: Element): string => `<?xml version="1.0" encoding="UTF-8"?>${serialize(e, '')}`;

// --- GPath of XmlSlurper ---

/** What a path has found: elements, or values of attributes. */
type Path = {
  items: readonly (Element | string)[];
  name: string;
  attribute: boolean;
  parent: GObject | null;
};
const path = (v: GObject): Path => v.native as Path;
const RESULT = classNamed('groovy.xml.slurpersupport.GPathResult');
const NODE_CHILD = classNamed('groovy.xml.slurpersupport.NodeChild');
const NODE_CHILDREN = classNamed('groovy.xml.slurpersupport.NodeChildren');
const ATTRIBUTES = classNamed('groovy.xml.slurpersupport.Attributes');
const NO_CHILDREN = classNamed('groovy.xml.slurpersupport.NoChildren');
function result(
  items: readonly (Element | string)[],
  name: string,
  parent: GObject | null,
  attribute = false,
  single = false,
): GObject {
  const made = new GObject(
    attribute
      ? ATTRIBUTES
      : single
        ? NODE_CHILD
        : items.length === 0 && name === ''
          ? NO_CHILDREN
          : NODE_CHILDREN,
  );
  made.native = { items, name, attribute, parent } satisfies Path;
  return made;
}
const found = (v: GObject): Element[] => path(v).items.filter(isElement);
const pathText = (v: GObject): string =>
  path(v)
    .items.map((each) => (typeof each === 'string' ? each : textOf(each)))
    .join('');
const one = (v: GObject, item: Element | string): GObject =>
  typeof item === 'string'
    ? result([item], path(v).name, path(v).parent, true)
    : result([item], item.name, v, false, true);
const named = (e: Element, name: string): boolean =>
  name === '*' || (name.includes(':') ? e.name === name : local(e.name) === name);

function step(self: GObject, name: string): Value {
  const list = found(self);
  if (name === '..') return path(self).parent ?? self;
  if (name === '**')
    return result(
      list.flatMap((e) => [...below(e)]),
      '**',
      self,
    );
  if (name === '*') return result(list.flatMap(elements), '*', self);
  if (name.startsWith('@')) {
    const key = name.slice(1);
    const values = list.flatMap((e) => {
      const v = e.attributes.get(key) ?? [...e.attributes].find(([k]) => local(k) === key)?.[1];
      return v === undefined ? [] : [v];
    });
    return result(values, key, self, true);
  }
  return result(
    list.flatMap((e) => elements(e).filter((each) => named(each, name))),
    name,
    self,
  );
}
const each1 = (self: GObject): GObject[] => path(self).items.map((item) => one(self, item));
const resultRows: Rows = {
  'getProperty(String)': step,
  'setProperty(String,Object)': (self: GObject, name: string, v: Value) => {
    for (const e of found(self)) {
      if (name.startsWith('@')) e.attributes.set(name.slice(1), toStr(v));
      else for (const child of elements(e)) if (named(child, name)) child.children = [toStr(v)];
    }
  },
  'getAt(int)': (self: GObject, i: number) => {
    const { items, name } = path(self);
    const item = items[i < 0 ? i + items.length : i];
    return item === undefined ? result([], name, self) : one(self, item);
  },
  'getAt(Range)': (self: GObject, r: { a: Value[] }) =>
    new GList(r.a.flatMap((i) => each1(self)[i as number] ?? [])),
  'getAt(String)': step,
  'text()': pathText,
  'toString()': pathText,
  'localText()': (self: GObject) =>
    new GList(found(self).flatMap((e) => e.children.filter((each) => typeof each === 'string'))),
  'name()': (self: GObject) =>
    path(self).attribute ? path(self).name : local(found(self)[0]?.name ?? path(self).name),
  'size()': (self: GObject) => path(self).items.length,
  'isEmpty()': (self: GObject) => path(self).items.length === 0,
  'asBoolean()': (self: GObject) => path(self).items.length > 0,
  'children()': (self: GObject) => result(found(self).flatMap(elements), '*', self),
  'parent()': (self: GObject) => path(self).parent ?? self,
  'attributes()': (self: GObject) => {
    const map = new GMap();
    for (const [k, v] of found(self)[0]?.attributes ?? []) map.put(k, v);
    return map;
  },
  'iterator()': (self: GObject) => new GIterator(each1(self).values()),
  'list()': (self: GObject) => new GList(each1(self)),
  'depthFirst()': (self: GObject) =>
    new GIterator(
      found(self)
        .flatMap((e) => [...below(e)])
        .map((e) => one(self, e))
        .values(),
    ),
  'breadthFirst()': (self: GObject) => {
    const queue = [...found(self)];
    for (let i = 0; i < queue.length; i++) queue.push(...elements(queue[i] as Element));
    return new GIterator(queue.map((e) => one(self, e)).values());
  },
  'find(Closure)': (self: GObject, c: GClosure) =>
    each1(self).find((each) => isTrue(callClosure(c, [each]))) ?? result([], '', self),
  'findAll(Closure)': (self: GObject, c: GClosure) =>
    result(
      path(self).items.filter((item) => isTrue(callClosure(c, [one(self, item)]))),
      path(self).name,
      self,
      path(self).attribute,
    ),
  'equals(Object)': (self: GObject, o: Value) => pathText(self) === toStr(o),
  'hashCode()': (self: GObject) => invokeMethod(pathText(self), 'hashCode', []),
  'toInteger()': (self: GObject) => invokeMethod(pathText(self), 'toInteger', []),
  'toLong()': (self: GObject) => invokeMethod(pathText(self), 'toLong', []),
  'toDouble()': (self: GObject) => invokeMethod(pathText(self), 'toDouble', []),
  'toFloat()': (self: GObject) => invokeMethod(pathText(self), 'toFloat', []),
  'toBigDecimal()': (self: GObject) => invokeMethod(pathText(self), 'toBigDecimal', []),
  'toBigInteger()': (self: GObject) => invokeMethod(pathText(self), 'toBigInteger', []),
  'toURI()': (self: GObject) => invokeMethod(pathText(self), 'toURI', []),
  'declareNamespace(Map)': (self: GObject) => self,
  'lookupNamespace(String)': () => null,
  'replaceBody(Object)': (self: GObject, v: Value) => {
    for (const e of found(self)) e.children = [toStr(v)];
  },
  'replaceNode(Closure)': (self: GObject, c: GClosure) => {
    for (const e of found(self)) {
      const made = built(c);
      const siblings = e.parent?.children;
      if (siblings) siblings.splice(siblings.indexOf(e), 1, ...made);
    }
  },
  'appendNode(Object)': (self: GObject, v: Value) => {
    const e = found(self)[0];
    if (e) e.children.push(...(v instanceof GClosure ? built(v) : [toStr(v)]));
  },
};
/** The elements a closure describes, as a builder does. */
function built(c: GClosure): (Element | string)[] {
  const root: Element = { name: '', attributes: new Map(), children: [], parent: null };
  const collector = new GObject(classNamed('groovy.xml.NodeCollector'));
  collector.native = root;
  const copy = cloneClosure(c);
  copy.delegate = collector;
  copy.strategy = 1;
  callClosure(copy, [collector]);
  return root.children;
}

// --- nodes of XmlParser ---

const NODE = classNamed('groovy.util.Node');
const nodes = new WeakMap<Element, GObject>();
function node(e: Element): GObject {
  let made = nodes.get(e);
  if (!made) {
    made = new GObject(NODE);
    made.native = e;
    nodes.set(e, made);
  }
  return made;
}
const element = (v: GObject): Element => v.native as Element;
const NODE_LIST = classNamed('groovy.util.NodeList');
function nodeList(items: Value[]): GList {
  const made = new GList(items);
  made.cls = NODE_LIST;
  return made;
}
const child = (each: Element | string): Value => (typeof each === 'string' ? each : node(each));
function nodeStep(e: Element, name: string): Value {
  if (name.startsWith('@')) return e.attributes.get(name.slice(1)) ?? null;
  if (name === '..') return e.parent ? node(e.parent) : null;
  if (name === '*') return nodeList(e.children.map(child));
  if (name === '**') return nodeList([...below(e)].map(node));
  return nodeList(
    elements(e)
      .filter((each) => named(each, name))
      .map(node),
  );
}
function nodeText(e: Element): string {
  return `${e.name}[attributes={${[...e.attributes].map(([k, v]) => `${k}=${v}`).join(', ')}}; value=[${e.children.map((each) => (typeof each === 'string' ? each : nodeText(each))).join(', ')}]]`;
}
const directText = (e: Element): string => e.children.filter((each) => typeof each === 'string').join('');
const attributesOf = (map: Value): Map<string, string> =>
  new Map(map instanceof GMap ? map.entries().map(({ k, v }) => [toStr(k), toStr(v)] as const) : []);
const nodeRows: Rows = {
  'getProperty(String)': (self: GObject, name: string) => nodeStep(element(self), name),
  'getAt(String)': (self: GObject, name: string) => nodeStep(element(self), name),
  'setProperty(String,Object)': (self: GObject, name: string, v: Value) => {
    if (name.startsWith('@')) element(self).attributes.set(name.slice(1), toStr(v));
  },
  'get(String)': (self: GObject, name: string) => nodeStep(element(self), name),
  'text()': (self: GObject) => directText(element(self)),
  'name()': (self: GObject) => element(self).name,
  'value()': (self: GObject) => nodeList(element(self).children.map(child)),
  'setValue(Object)': (self: GObject, v: Value) => {
    element(self).children =
      v instanceof GList
        ? v.a.map((each) => (each instanceof GObject ? element(each) : toStr(each)))
        : [toStr(v)];
  },
  'children()': (self: GObject) => nodeList(element(self).children.map(child)),
  'parent()': (self: GObject) => {
    const { parent } = element(self);
    return parent ? node(parent) : null;
  },
  'attributes()': (self: GObject) => {
    const map = new GMap();
    for (const [k, v] of element(self).attributes) map.put(k, v);
    return map;
  },
  'attribute(Object)': (self: GObject, name: Value) => element(self).attributes.get(toStr(name)) ?? null,
  'iterator()': (self: GObject) => new GIterator(element(self).children.map(child).values()),
  'depthFirst()': (self: GObject) => nodeList([...below(element(self))].map(node)),
  'breadthFirst()': (self: GObject) => {
    const queue = [element(self)];
    for (let i = 0; i < queue.length; i++) queue.push(...elements(queue[i] as Element));
    return nodeList(queue.map(node));
  },
  'appendNode(Object,Object=,Object=)': (self: GObject, name: Value, a?: Value, b?: Value) => {
    const value = a instanceof GMap ? b : (a ?? b);
    const made: Element = {
      name: toStr(name),
      attributes: attributesOf(a ?? null),
      children: value === undefined || value === null ? [] : [toStr(value)],
      parent: element(self),
    };
    element(self).children.push(made);
    return node(made);
  },
  'append(Node)': (self: GObject, o: GObject) => {
    element(o).parent = element(self);
    return element(self).children.push(element(o)) > 0;
  },
  'remove(Node)': (self: GObject, o: GObject) => {
    const list = element(self).children;
    const i = list.indexOf(element(o));
    if (i >= 0) list.splice(i, 1);
    return i >= 0;
  },
  'toString()': (self: GObject) => nodeText(element(self)),
  'equals(Object)': (self: GObject, o: Value) => self === o,
};

// --- builders ---

type Markup = {
  out: Value;
  pretty: boolean;
  double: boolean;
  omitEmpty: boolean;
  wrote: boolean;
  open: number[];
};
const markup = (v: GObject): Markup => v.native as Markup;
const emit = (m: Markup, text: string): void => {
  spendSpace(text.length);
  if (m.out === null) R.print(text);
  else
    invokeMethod(
      m.out,
      m.out instanceof GObject && m.out.cls.name === 'java.io.PrintStream' ? 'print' : 'write',
      [text],
    );
};
const itemsOf = (args: Value): readonly Value[] => (args instanceof GArray ? args.a : toItems(args));

/** Ends the start tag of the element being written: 1 when text comes, 2 when an element does. */
function enter(m: Markup, what: 1 | 2): void {
  const at = m.open.length - 1;
  if (at < 0) return;
  if (m.open[at] === 0) emit(m, '>');
  m.open[at] = Math.max(m.open[at] ?? 0, what);
}

function buildTag(self: GObject, name: string, args: readonly Value[]): Value {
  const m = markup(self);
  let attributes = '';
  let body: GClosure | null = null;
  let content: Value | undefined;
  for (const each of args) {
    if (each instanceof GMap) {
      const q = m.double ? '"' : "'";
      for (const { k, v } of each.entries()) {
        if (v === null && m.omitEmpty) continue;
        const text = escapeText(v === null ? '' : toStr(v))
          .replaceAll('\n', '&#10;')
          .replaceAll('\r', '&#13;')
          .replaceAll('\t', '&#09;')
          .replaceAll(q, m.double ? '&quot;' : '&apos;');
        attributes += ` ${toStr(k)}=${q}${text}${q}`;
      }
    } else if (each instanceof GClosure) body = each;
    else content = each;
  }
  const pad = m.pretty ? '  '.repeat(m.open.length) : '';
  enter(m, 2);
  if (m.wrote && m.pretty) emit(m, '\n');
  m.wrote = true;
  emit(m, `${pad}<${name}${attributes}`);
  if (!body) {
    if (content === undefined || content === null) emit(m, ' />');
    else emit(m, `>${escapeText(toStr(content))}</${name}>`);
    return null;
  }
  m.open.push(0);
  if (content !== undefined && content !== null) {
    enter(m, 1);
    emit(m, escapeText(toStr(content)));
  }
  const copy = cloneClosure(body);
  copy.delegate = self;
  copy.strategy = 1;
  callClosure(copy, [self]);
  const held = m.open.pop();
  if (held === 0) emit(m, ' />');
  else emit(m, held === 2 && m.pretty ? `\n${pad}</${name}>` : `</${name}>`);
  return null;
}

export const xml: LibraryTopic = {
  'groovy.xml.Attributed': { kind: 'interface' },
  'groovy.xml.slurpersupport.GPathResult': {
    isAbstract: true,
    implements: ['groovy.xml.Attributed'],
    methods: resultRows,
  },
  'groovy.xml.slurpersupport.NodeChild': { extends: RESULT.name },
  'groovy.xml.slurpersupport.NodeChildren': { extends: RESULT.name },
  'groovy.xml.slurpersupport.Attributes': { extends: RESULT.name },
  'groovy.xml.slurpersupport.NoChildren': { extends: RESULT.name },
  'groovy.util.Node': {
    implements: ['groovy.xml.Attributed'],
    construct: {
      '(Object,Object,Object=,Object=)': (parent: Value, name: Value, a?: Value, b?: Value) => {
        const value = a instanceof GMap ? b : (a ?? b);
        const made: Element = {
          name: toStr(name),
          attributes: attributesOf(a ?? null),
          children:
            value === undefined || value === null
              ? []
              : value instanceof GList
                ? value.a.map((each) => (each instanceof GObject ? element(each) : toStr(each)))
                : [toStr(value)],
          parent: parent instanceof GObject ? element(parent) : null,
        };
        if (parent instanceof GObject) element(parent).children.push(made);
        return node(made);
      },
    },
    methods: nodeRows,
  },
  'groovy.util.NodeList': {
    extends: 'java.util.ArrayList',
    implements: ['groovy.xml.Attributed'],
    methods: {
      'text()': (self: GList) =>
        self.a.map((each) => (each instanceof GObject ? directText(element(each)) : toStr(each))).join(''),
      'getProperty(String)': (self: GList, name: string) => invokeMethod(self, 'getAt', [name]),
      'getAt(String)': (self: GList, name: string) =>
        nodeList(
          self.a.flatMap((each) =>
            each instanceof GObject
              ? [nodeStep(element(each), name)].flatMap((v) =>
                  v instanceof GList ? v.a : v === null ? [] : [v],
                )
              : [],
          ),
        ),
    },
  },
  'groovy.xml.NodeCollector': {
    methods: {
      'methodMissing(String,Object)': (self: GObject, name: string, args: Value) => {
        const made: Element = { name, attributes: new Map(), children: [], parent: element(self) };
        for (const each of itemsOf(args)) {
          if (each instanceof GMap) made.attributes = attributesOf(each);
          else if (each instanceof GClosure) made.children.push(...built(each));
          else if (each !== null) made.children.push(toStr(each));
        }
        element(self).children.push(made);
        return null;
      },
    },
  },
  ...Object.fromEntries(
    ['groovy.xml.XmlSlurper', 'groovy.util.XmlSlurper'].map((name) => [
      name,
      {
        make: (cls) => new GObject(cls),
        init: {
          '()': () => undefined,
          '(boolean,boolean)': () => undefined,
          '(boolean,boolean,boolean)': () => undefined,
        },
        methods: {
          'parseText(String)': (_: Value, text: string) => {
            const root = tidy(parseXml(text));
            return result([root], root.name, null, false, true);
          },
          'parse(Object)': (_: Value, source: Value) => {
            const root = tidy(parseXml(toStr(invokeMethod(source, 'getText', []))));
            return result([root], root.name, null, false, true);
          },
          'setFeature(String,boolean)': () => undefined,
          'setKeepIgnorableWhitespace(boolean)': () => undefined,
        },
      } satisfies LibraryTopic[string],
    ]),
  ),
  ...Object.fromEntries(
    ['groovy.xml.XmlParser', 'groovy.util.XmlParser'].map((name) => [
      name,
      {
        make: (cls) => new GObject(cls),
        init: {
          '()': () => undefined,
          '(boolean,boolean)': () => undefined,
          '(boolean,boolean,boolean)': () => undefined,
        },
        methods: {
          'parseText(String)': (_: Value, text: string) => node(trimmed(tidy(parseXml(text)))),
          'parse(Object)': (_: Value, source: Value) =>
            node(trimmed(tidy(parseXml(toStr(invokeMethod(source, 'getText', [])))))),
          'setTrimWhitespace(boolean)': () => undefined,
        },
      } satisfies LibraryTopic[string],
    ]),
  ),
  'groovy.xml.XmlUtil': {
    statics: {
      'serialize(Object)': (v: Value) => {
        if (v instanceof GObject && v.cls === NODE) return document(element(v));
        if (v instanceof GObject && v.cls.isSubclassOf(RESULT)) return document(found(v)[0] as Element);
        return document(tidy(parseXml(toStr(v))));
      },
      'escapeXml(String)': (text: string) =>
        escapeText(text).replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
      'escapeControlCharacters(String)': (text: string) => text,
    },
  },
  'groovy.xml.MarkupBuilder': {
    make: (cls) => {
      const made = new GObject(cls);
      made.native = {
        out: null,
        pretty: true,
        double: false,
        omitEmpty: false,
        wrote: false,
        open: [],
      } satisfies Markup;
      return made;
    },
    init: {
      '(Object=)': (self: GObject, out?: Value) => {
        markup(self).out = out ?? null;
      },
    },
    methods: {
      'methodMissing(String,Object)': (self: GObject, name: string, args: Value) =>
        buildTag(self, name, itemsOf(args)),
      'setDoubleQuotes(boolean)': (self: GObject, v: boolean) => {
        markup(self).double = v;
      },
      'setOmitNullAttributes(boolean)': (self: GObject, v: boolean) => {
        markup(self).omitEmpty = v;
      },
      'setOmitEmptyAttributes(boolean)': () => undefined,
      'setEscapeAttributes(boolean)': () => undefined,
      'getMkp()': (self: GObject) => {
        const made = new GObject(classNamed('groovy.xml.MarkupHelper'));
        made.native = self;
        return made;
      },
    },
  },
  'groovy.xml.MarkupHelper': {
    methods: {
      'yield(Object)': (self: GObject, v: Value) => addText(self, escapeText(toStr(v))),
      'yieldUnescaped(Object)': (self: GObject, v: Value) => addText(self, toStr(v)),
      'comment(Object)': (self: GObject, v: Value) => addText(self, `<!-- ${toStr(v)} -->`),
      'xmlDeclaration(Object)': (self: GObject, v: Value) => {
        const m = markup(self.native as GObject);
        const text =
          v instanceof GMap
            ? v
                .entries()
                .map((e) => ` ${toStr(e.k)}='${toStr(e.v)}'`)
                .join('')
            : '';
        emit(m, `<?xml${text}?>`);
        m.wrote = true;
      },
    },
  },
};
function addText(helper: GObject, text: string): void {
  const m = markup(helper.native as GObject);
  enter(m, 1);
  emit(m, text);
}
/** XmlParser keeps texts without the white space around them. */
function trimmed(e: Element): Element {
  e.children = e.children
    .map((each) => (typeof each === 'string' ? each.trim() : trimmed(each)))
    .filter((each) => each !== '');
  return e;
}
