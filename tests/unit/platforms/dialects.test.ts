import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { filesInDocument, fromDocument, toDocument } from '@/utils/platforms/jira/document.ts';
import { filesInWiki, fromWiki, toWiki } from '@/utils/platforms/jira/wiki.ts';
import {
  fromJournal,
  fromValue,
  stampToMs,
  toJournal,
  toLine,
  toValue,
} from '@/utils/platforms/servicenow/dialect.ts';

/** Text with many signs that mean something somewhere. */
const signs = fc.constantFrom(
  ...String.raw`{ } [ ] | ! * _ - + ^ ~ ? # . : ; ( ) \ & < > @ " ' / =`.split(' '),
  ...' |\n|code|a|B|1|h1. |bq. |----|[~x]|&amp;|&#92;|[code]|[/CODE]|ä|😀'.split('|'),
);
const marked = fc.array(signs, { maxLength: 30 }).map((parts) => parts.join(''));
const anyText = fc.oneof(marked, fc.string({ unit: 'binary', maxLength: 40 }));

/** What platforms keep of a text: no control characters but tabs and line ends. */
const kept = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\t\n]/gu, '');

describe('wiki markup of Jira Data Center', () => {
  test('what is written is read as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => fromWiki(toWiki(text)) === kept(text)),
      { numRuns: 3000 },
    );
  });

  test('no sign that opens a macro, link, image or table is left alone', () => {
    fc.assert(
      fc.property(anyText, (text) => !/(?<!\\)[{}[\]|!]/.test(toWiki(text)) && !/\\\\/.test(toWiki(text))),
      { numRuns: 3000 },
    );
  });

  test('ordinary text stays readable', () => {
    const text = 'On 2026-11-20 at 10:15, user_name (a+b) wrote: 2*3 = 6, see file-1.txt. Why? Fine.';
    expect(toWiki(text)).toBe(text);
  });

  test.each([
    ['a heading', 'h1. Title\ntext', 'Title\ntext'],
    ['a mention', 'ask [~fred] or [~accountid:5b10]', 'ask @fred or @5b10'],
    [
      'a link with a text',
      'see [the page|https://a.example/x?y=1]',
      'see the page (https://a.example/x?y=1)',
    ],
    ['a link alone', 'see [https://a.example]', 'see https://a.example'],
    ['no link to elsewhere', 'see [the page|javascript:alert(1)]', 'see [the page|javascript:alert(1)]'],
    ['code', '{code:java}\nint[] a = {1};\n{code}\nafter', 'int[] a = {1};\nafter'],
    ['text without format', '{noformat}a *b* [c]{noformat}', 'a *b* [c]'],
    ['a panel', '{panel:title=x}inside{panel} {color:#ff0000}red{color}', 'inside red'],
    ['an image and a file', '!shot.png|thumbnail! and [^log.txt]', 'shot.png and log.txt'],
    ['excitement, which is no image', 'Help! It burns! Now!', 'Help! It burns! Now!'],
    ['a forced line end', String.raw`one\\two`, 'one\ntwo'],
    ['an escaped sign', String.raw`\{code\} \[x\]`, '{code} [x]'],
    ['emphasis', 'For *version 2*.', 'For *version 2*.'],
  ])('%s is read as text', (_what, wiki, text) => {
    expect(fromWiki(wiki)).toBe(text);
  });

  test('the files that a text shows are known', () => {
    expect(filesInWiki('see !a b.png|width=3! and [^c d.txt]')).toStrictEqual(['a b.png', 'c d.txt']);
  });
});

describe('documents of Jira Cloud', () => {
  test('what is written is read as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const document = toDocument(text);
        return document === null ? kept(text).trim() === '' : fromDocument(document) === kept(text);
      }),
      { numRuns: 3000 },
    );
  });

  test('there is no empty text in it and no mark on any', () => {
    fc.assert(
      fc.property(anyText, (text) => !/"text":""|"marks"/.test(JSON.stringify(toDocument(text)))),
      { numRuns: 1000 },
    );
  });

  const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
  const words = (text: string, marks?: object[]) => ({ type: 'text', text, ...(marks ? { marks } : {}) });
  const link = (href: string) => [{ type: 'link', attrs: { href } }];
  const doc = (...content: object[]) => ({ type: 'doc', version: 1, content });
  const item = (...content: object[]) => ({ type: 'listItem', content });

  test.each<[string, object, string]>([
    ['paragraphs', doc(paragraph(words('one')), paragraph(words('two'))), 'one\n\ntwo'],
    ['a mention', doc(paragraph({ type: 'mention', attrs: { id: '1', text: '@Fred' } })), '@Fred'],
    [
      'links, those that a person may follow',
      doc(
        paragraph(
          words('page', link('https://a.example')),
          words(' https://b.example', link('https://b.example')),
          words(' evil', link('javascript:alert(1)')),
        ),
      ),
      'page (https://a.example) https://b.example evil',
    ],
    [
      'lists in lists',
      doc({
        type: 'bulletList',
        content: [
          item(paragraph(words('a')), { type: 'orderedList', content: [item(paragraph(words('b')))] }),
          item(paragraph(words('c'))),
        ],
      }),
      '- a\n  1. b\n- c',
    ],
    [
      'a table',
      doc({
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [
              { type: 'tableHeader', content: [paragraph(words('A'))] },
              { type: 'tableCell', content: [paragraph(words('B'))] },
            ],
          },
        ],
      }),
      'A | B',
    ],
    [
      'an image, which has no text',
      doc(
        { type: 'mediaSingle', content: [{ type: 'media', attrs: { alt: 'x.png' } }] },
        paragraph(words('y')),
      ),
      'y',
    ],
    ['a date', doc(paragraph({ type: 'date', attrs: { timestamp: '1732060800000' } })), '2024-11-20'],
    ['what nobody knows', doc({ type: 'newThing', content: [paragraph(words('inside'))] }), 'inside'],
  ])('%s', (_what, document, text) => {
    expect(fromDocument(document)).toBe(text);
  });

  test('one that is nested without end is read as far as is sensible', () => {
    let node: object = paragraph(words('deep'));
    for (let depth = 0; depth < 10_000; depth += 1) node = { type: 'blockquote', content: [node] };
    expect(fromDocument(doc(paragraph(words('top')), node))).toMatch(/^top/);
    expect(filesInDocument(doc(node))).toStrictEqual([]);
  });

  test.each([null, 1, 'text', [], { type: 'paragraph' }, { type: 'doc', content: 'x' }, { type: 'doc' }])(
    'no document: %j',
    (value) => {
      expect(fromDocument(value)).toBe(typeof value === 'string' ? value : '');
    },
  );
});

describe('journal entries of ServiceNow', () => {
  test('what is written is read as it was', () => {
    fc.assert(
      fc.property(anyText, (text) => fromJournal(toJournal(text)) === kept(text)),
      { numRuns: 3000 },
    );
  });

  test('no tag that makes HTML of text is left whole', () => {
    fc.assert(
      fc.property(marked, (text) => !/\[\/?code\]/i.test(toJournal(text))),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['[code]<b>Hot</b> &amp; <a href="https://a.example">cold</a>[/code]', 'Hot & cold'],
    ['before [code]<p>one</p><p>two</p>[/code] after', 'before one\ntwo after'],
    ['[code]<script>alert(1)</script>x&#33;[/code]', 'x!'],
    ['<b>no HTML here</b>', '<b>no HTML here</b>'],
  ])('%s', (value, text) => {
    expect(fromJournal(value)).toBe(text);
  });

  test('a summary is one line', () => {
    expect(toLine(' one \r\n two\u0007 ')).toBe('one two');
  });

  test('times are UTC both ways, and nothing else is taken for one', () => {
    expect(fromValue('2026-11-20 10:11:12')).toBe('2026-11-20T10:11:12Z');
    expect(toValue('2026-11-20T11:11:12+01:00')).toBe('2026-11-20 10:11:12');
    expect(toValue('2026-11-20')).toBe('2026-11-20');
    expect(stampToMs('20.11.2026 10:11:12')).toBeUndefined();
  });
});
