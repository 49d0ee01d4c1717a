/** The Atlassian Document Format as far as the platform checks and shows it. */

interface DocumentNode {
  type?: unknown;
  version?: unknown;
  text?: unknown;
  attrs?: Record<string, unknown>;
  content?: unknown;
  marks?: unknown;
}

const blocks = new Set([
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'listItem',
  'codeBlock',
  'blockquote',
  'rule',
  'panel',
  'table',
  'tableRow',
  'tableCell',
  'tableHeader',
  'expand',
  'nestedExpand',
  'mediaSingle',
  'mediaGroup',
  'media',
  'taskList',
  'taskItem',
  'decisionList',
  'decisionItem',
]);
const inlines = new Set([
  'text',
  'hardBreak',
  'mention',
  'emoji',
  'inlineCard',
  'status',
  'date',
  'mediaInline',
]);

function isValidNode(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const node = value as DocumentNode;
  if (typeof node.type !== 'string' || !(blocks.has(node.type) || inlines.has(node.type))) return false;
  // An empty text node makes the whole document invalid.
  if (node.type === 'text') return typeof node.text === 'string' && node.text !== '';
  if (node.content === undefined) return true;
  return Array.isArray(node.content) && node.content.every(isValidNode);
}

/** Whether a value is a document that the platform takes. */
export function isDocument(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const node = value as DocumentNode;
  return (
    node.type === 'doc' &&
    node.version === 1 &&
    Array.isArray(node.content) &&
    node.content.every(isValidNode)
  );
}

/** Plain text as a document: a paragraph per line. */
export function documentOf(text: string): unknown {
  return {
    type: 'doc',
    version: 1,
    content: text
      .split('\n')
      .map((line) =>
        line === ''
          ? { type: 'paragraph', content: [] }
          : { type: 'paragraph', content: [{ type: 'text', text: line }] },
      ),
  };
}

/** The text of a document or a string. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const node = value as DocumentNode;
  if (node.type === 'text') return typeof node.text === 'string' ? node.text : '';
  if (node.type === 'hardBreak') return '\n';
  if (node.type === 'mention') return typeof node.attrs?.['text'] === 'string' ? node.attrs['text'] : '@';
  const children = Array.isArray(node.content) ? node.content : [];
  const isLeafBlock = node.type === 'paragraph' || node.type === 'heading' || node.type === 'codeBlock';
  return children.map(textOf).join(isLeafBlock ? '' : '\n');
}
