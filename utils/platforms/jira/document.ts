/** Atlassian Document Format, as Cloud keeps rich text, and plain text. Source: `jira.md` D. */

import { plainText } from '../plain-text.ts';

/** Beyond this depth nothing is read (T24). */
const MAX_DEPTH = 40;

interface Node {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly attrs?: unknown;
  readonly content?: unknown;
  readonly marks?: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
const childrenOf = ({ content }: Node): readonly Node[] =>
  Array.isArray(content) ? content.filter((one) => isNode(one)) : [];

const attribute = ({ attrs }: Node, name: string): string => {
  if (typeof attrs !== 'object' || attrs === null || !Object.hasOwn(attrs, name)) return '';
  const value = (attrs as Record<string, unknown>)[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** The address of a link mark, where it is one that a person may follow and the text does not say it already. */
function linkOf({ marks, text }: Node): string {
  if (!Array.isArray(marks)) return '';
  const link = marks.find((mark) => isNode(mark) && mark.type === 'link') as Node | undefined;
  const href = link === undefined ? '' : attribute(link, 'href');
  if (!/^(https?:|mailto:)/i.test(href)) return '';
  const said = typeof text === 'string' ? text.trim() : '';
  return href === said || href === `mailto:${said}` ? '' : ` (${href})`;
}

const indented = (text: string, first: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? first : ' '.repeat(first.length)) + line)
    .join('\n');

/** What stands in a line. */
function inline(node: Node, depth: number): string {
  switch (node.type) {
    case 'text':
      return typeof node.text === 'string' ? node.text + linkOf(node) : '';
    case 'hardBreak':
      return '\n';
    case 'mention':
      return attribute(node, 'text') || '@';
    case 'emoji':
      return attribute(node, 'text') || attribute(node, 'shortName');
    case 'inlineCard':
    case 'blockCard':
    case 'embedCard':
      return attribute(node, 'url');
    case 'status':
      return attribute(node, 'text');
    case 'date': {
      const at = Number(attribute(node, 'timestamp'));
      return Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString().slice(0, 10) : '';
    }
    default:
      return depth > MAX_DEPTH
        ? ''
        : childrenOf(node)
            .map((one) => inline(one, depth + 1))
            .join('');
  }
}

const blocks = (node: Node, depth: number): string =>
  childrenOf(node)
    .map((one) => block(one, depth + 1))
    .filter((text): text is string => text !== undefined)
    .join('\n\n');

/** A block as lines; `undefined` for what has no text (images, files). */
function block(node: Node, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const lines = (mark: (index: number) => string) =>
    childrenOf(node)
      .map((item, index) => indented(blocks(item, depth + 1).replaceAll(/\n{2,}/g, '\n'), mark(index)))
      .join('\n');
  switch (node.type) {
    case 'paragraph':
    case 'heading':
    case 'codeBlock':
      return childrenOf(node)
        .map((one) => inline(one, depth + 1))
        .join('');
    case 'bulletList':
    case 'decisionList':
      return lines(() => '- ');
    case 'orderedList': {
      const start = Number(attribute(node, 'order')) || 1;
      return lines((index) => `${String(start + index)}. `);
    }
    case 'taskList':
      return childrenOf(node)
        .map((item) => {
          const done = attribute(item, 'state') === 'DONE' ? '[x] ' : '[ ] ';
          return done + inline(item, depth + 1);
        })
        .join('\n');
    case 'blockquote':
      return blocks(node, depth)
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n');
    case 'rule':
      return '----';
    case 'table':
      return childrenOf(node)
        .map((row) =>
          childrenOf(row)
            .map((cell) => blocks(cell, depth + 2).replaceAll(/\s*\n\s*/g, ' '))
            .join(' | '),
        )
        .join('\n');
    case 'mediaSingle':
    case 'mediaGroup':
    case 'media':
      return undefined;
    case 'blockCard':
    case 'embedCard':
      return inline(node, depth + 1);
    default:
      return blocks(node, depth);
  }
}

/** The plain text of a document; `''` for anything else. Text that some fields hold instead stays as it is. */
export function fromDocument(value: unknown): string {
  if (typeof value === 'string') return value;
  return isNode(value) && value.type === 'doc' ? blocks(value, 0) : '';
}

/** Names of files that a document shows. */
export function filesInDocument(value: unknown, depth = 0): readonly string[] {
  if (!isNode(value) || depth > MAX_DEPTH) return [];
  const own = value.type === 'media' || value.type === 'mediaInline' ? [attribute(value, 'alt')] : [];
  return [...own, ...childrenOf(value).flatMap((one) => filesInDocument(one, depth + 1))].filter(
    (name) => name !== '',
  );
}

/**
 * Plain text as a document: a paragraph for what stands between empty lines, a hard break for each other line end.
 * Text nodes carry no marks, so nothing in it can mean anything (T23). `null` where there is no text.
 */
export function toDocument(text: string): object | null {
  const clean = plainText(text);
  if (clean.trim() === '') return null;
  const paragraphOf = (paragraph: string) => {
    const content = paragraph.split('\n').flatMap((line, index) => [
      ...(index === 0 ? [] : [{ type: 'hardBreak' }]),
      // An empty text node would make the document invalid.
      ...(line === '' ? [] : [{ type: 'text', text: line }]),
    ]);
    return content.length === 0 ? { type: 'paragraph' } : { type: 'paragraph', content };
  };
  return { type: 'doc', version: 1, content: clean.split('\n\n').map((one) => paragraphOf(one)) };
}
