import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '@/utils/base/bytes.ts';
import { AppError } from '@/utils/base/errors.ts';
import { Invitation } from '@/utils/domain/invitation.ts';
import {
  type CodeReading,
  decodeInvitation,
  encodeInvitation,
  findCodes,
  MAX_CODE,
  MAX_TEXT,
  shortenName,
} from '@/utils/invitation/code.ts';

import { bytesOf, codeOf, frameOf, invitationOf, membersOf } from './build.ts';

const code = encodeInvitation(invitationOf());
const other = encodeInvitation(invitationOf({ id: bytesOf(16, 9) }));

const fault = (text: string) => {
  const reading = decodeInvitation(text);
  return reading.ok ? 'read' : reading.code;
};
const wrap = (text: string, width: number, between: string) =>
  text.match(new RegExp(`.{1,${width}}`, 'g'))?.join(between) ?? '';

describe('a code', () => {
  test('is one word of letters and digits that begins alike and tells its own length', () => {
    expect(code).toMatch(/^eyJsaWFpc29uIjox[A-Za-z0-9]+$/);
    expect(code.length).toBeLessThan(700);
    const json = JSON.parse(fromUtf8(fromBase64Url(code))) as Record<string, unknown>;
    expect(json).toMatchObject({ liaison: 1, n: String(code.length).padStart(4, '0') });
    expect(
      JSON.parse(
        fromUtf8(fromBase64Url(code.slice(0, 32)))
          .slice(0, -1)
          .concat('}'),
      ),
    ).toEqual({
      liaison: 1,
      n: String(code.length).padStart(4, '0'),
    });
  });

  test('is read back as the invitation that it was made from', () => {
    expect(decodeInvitation(code)).toEqual({ ok: true, invitation: invitationOf(), code });
  });

  test('carries the expected instance where there is one', () => {
    const invitation = invitationOf({
      type: 'public',
      mode: 'script',
      expected: { platform: 'jira-dc', url: 'https://jira.acme.example/jira' },
    });
    expect(decodeInvitation(encodeInvitation(invitation))).toMatchObject({ ok: true, invitation });
  });

  const base64Of = (length: number) =>
    fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => toBase64Url(bytes));
  const name = (maximum: number) =>
    fc
      .string({ unit: 'grapheme', maxLength: maximum })
      .map((text) => shortenName(text, maximum))
      .filter((text) => text.length <= maximum);
  const invitations: fc.Arbitrary<Invitation> = fc.record({
    version: fc.constant(1 as const),
    id: base64Of(16),
    secret: base64Of(32),
    publicKey: base64Of(32),
    commitment: base64Of(32),
    expiresAt: fc.integer({ min: 1, max: 253_402_300_799 }),
    mode: fc.constantFrom('basic', 'visual', 'script'),
    type: fc.constantFrom('public', 'private', 'local'),
    exchange: fc.constant({ driver: 'browser' as const }),
    claim: fc.record({
      name: name(80),
      instance: fc.record({
        platform: fc.constantFrom('jira-dc', 'servicenow', 'xurrent'),
        url: fc.constantFrom('https://a.example', 'http://jira.corp.example:8080/jira/x'),
      }),
      node: base64Of(16),
    }),
    names: fc.record({
      connection: name(120),
      remote: fc.constantFrom('A', '_b9', 'x'.repeat(40)),
    }),
  });

  test('of any invitation is at most 1500 letters and digits and comes back the same, long names aside', () => {
    fc.assert(
      fc.property(invitations, (invitation) => {
        const made = encodeInvitation(invitation);
        expect(made).toMatch(/^[A-Za-z0-9]+$/);
        expect(made.length).toBeLessThanOrEqual(MAX_CODE);
        const reading = decodeInvitation(made);
        if (!reading.ok) throw new Error(`${reading.code} ${reading.detail}`);
        const { claim, names, ...rest } = reading.invitation;
        expect({ ...rest, node: claim.node, instance: claim.instance, remote: names.remote }).toEqual({
          ...Object.fromEntries(
            Object.entries(invitation).filter(([key]) => key !== 'claim' && key !== 'names'),
          ),
          node: invitation.claim.node,
          instance: invitation.claim.instance,
          remote: invitation.names.remote,
        });
        for (const [read, given] of [
          [claim.name, invitation.claim.name],
          [names.connection, invitation.names.connection],
        ] as const) {
          if (read === given) continue;
          expect(read.endsWith('…')).toBe(true);
          expect(given.startsWith(read.slice(0, -1))).toBe(true);
        }
        expect(Invitation.safeParse(reading.invitation).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('with names too long for it shortens the longer name, between two characters, and says so with …', () => {
    const long = '𝒳'.repeat(40);
    const invitation = invitationOf({ names: { connection: '件'.repeat(120), remote: 'R' } });
    invitation.claim.name = long;
    const made = encodeInvitation(invitation);
    const reading = decodeInvitation(made);
    if (!reading.ok) throw new Error(reading.code);
    expect(made.length).toBeGreaterThan(MAX_CODE - 24);
    expect(reading.invitation.names.connection).toMatch(/^件{20,119}…$/);
    expect(reading.invitation.claim.name).toMatch(/^(?:𝒳){10,39}…$/u);
    expect(reading.invitation.names.remote).toBe('R');
  });

  test.each([
    ['https://user@acme.service-now.com', 'url/credentials-refused'],
    ['http://169.254.169.254', 'url/metadata-address'],
    ['http://localhost:8080', 'url/loopback-address'],
    ['https://acme.service-now.com/?x', 'code/altered'],
  ])('is not made for the instance %s', (url, expected) => {
    const invitation = invitationOf();
    invitation.claim.instance.url = url;
    expect(() => encodeInvitation(invitation)).toThrow(AppError);
    expect(() => encodeInvitation(invitation)).toThrow(expected);
  });
});

describe('what mail and chat do to a code', () => {
  const SHY = '\u00AD';
  const cases: readonly [string, string][] = [
    ['white space around it', `\r\n\t  ${code} \n`],
    ['wrapping at 76 columns', wrap(code, 76, '\r\n')],
    ['wrapping at 20 columns', wrap(code, 20, '\n')],
    ['reply marks', `> ${wrap(code, 72, '\n> ')}`],
    ['reply marks of two replies and trailing spaces', `>> ${wrap(code, 60, ' \r\n> > ')}`],
    ['a bar for reply marks', `| ${wrap(code, 60, '\n| ')}`],
    ['straight quotes', `"${code}"`],
    ['smart quotes', `“${code}”`],
    ['guillemets', `« ${code} »`],
    ['low quotes', `‚${code}‘`],
    ['backticks', `\`\`\`\n${code}\n\`\`\``],
    ['bold', `**${code}**`],
    ['angle brackets', `<${code}>`],
    ['brackets and a full stop', `(${code}).`],
    ['prose on the same line', `Here is the code: ${code} - please accept it by Friday`],
    ['prose around it on lines of its own', `Hi Bob,\n\n${wrap(code, 64, '\n')}\n\nBest regards\nAlice`],
    ['prose that touches it', `code=${code}`],
    ['zero-width spaces', wrap(code, 10, '\u200B')],
    ['soft hyphens', wrap(code, 15, SHY)],
    ['word joiners and a byte order mark', `\uFEFF${wrap(code, 33, '\u2060')}`],
    ['bidirectional marks', `\u202A${wrap(code, 50, '\u200E')}\u202C`],
    ['hyphenation', wrap(code, 70, '-\n')],
    ['typographic hyphenation', wrap(code, 70, '\u2010\n')],
    ['quoted-printable line ends', wrap(code, 75, '=\r\n')],
    ['HTML entities for marks', `&gt; ${wrap(code, 60, '&#10;&gt; ')}&nbsp;`],
    ['HTML entities for invisible marks', wrap(code, 30, '&#8203;&shy;&#xAD;&ZeroWidthSpace;')],
    ['entities escaped twice', `&amp;gt; ${wrap(code, 60, '\n&amp;gt; ')}`],
    ['letters as numeric entities', code.replaceAll('e', '&#101;').replaceAll('J', '&#x4A;')],
    ['line breaks in HTML', wrap(code, 40, '<br />')],
    ['<wbr> and spans in HTML', `<span style="font:x">${wrap(code, 40, '<wbr>')}</span>`],
    ['escaped line breaks', wrap(code, 80, '\\r\\n')],
    ['padding that a decoder would want', `${code}==`],
    ['being there twice', `${code}\n${code}`],
  ];

  test.each(cases)('%s is undone', (_, text) => {
    expect(decodeInvitation(text)).toMatchObject({ ok: true, code });
    expect(findCodes(text)).toEqual([code]);
  });

  test('several of these at once are undone', () => {
    const noise = ['\n', '\r\n> ', '\u200B', '\u00AD', ' ', '&shy;', '=\n', '"', '&#8203;'];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: code.length }), fc.constantFrom(...noise)), {
          maxLength: 12,
        }),
        (insertions) => {
          let text = code;
          for (const [at, mark] of insertions.toSorted((a, b) => b[0] - a[0])) {
            text = text.slice(0, at) + mark + text.slice(at);
          }
          expect(decodeInvitation(text)).toMatchObject({ ok: true, code });
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a selection', () => {
  test('with two codes yields both, in order, wrapped or not', () => {
    expect(findCodes(`first:\n${wrap(code, 76, '\n')}\nsecond:\n> ${wrap(other, 60, '\n> ')}`)).toEqual([
      code,
      other,
    ]);
    expect(findCodes(`${code} ${other}`)).toEqual([code, other]);
    expect(findCodes(`${code}${other}`)).toEqual([code, other]);
  });

  test('with a cut code before a whole one yields both, and each is judged for itself', () => {
    const [first = '', second = ''] = findCodes(`${code.slice(0, 200)}\n${other}`);
    expect(decodeInvitation(first)).toMatchObject({
      code: 'code/cut-off',
      expected: code.length,
      actual: 200,
    });
    expect(decodeInvitation(second)).toMatchObject({ ok: true, code: other });
  });

  test('without a code yields none', () => {
    expect(findCodes('')).toEqual([]);
    expect(findCodes('Dear Alice, where is the invitation? eyJhbGciOiJIUzI1NiJ9.e30.abc')).toEqual([]);
  });

  test('of a megabyte is looked at for its first 8 KiB only', () => {
    const work = { steps: 0 };
    expect(findCodes(`${code} ${'x '.repeat(500_000)}${other}`, work)).toEqual([code]);
    expect(work.steps).toBeLessThan(5 * MAX_TEXT);
  });

  test('leaves out the code that the limit cuts', () => {
    expect(findCodes(`${code}${'. '.repeat((MAX_TEXT - code.length - 100) / 2)}${other}`)).toEqual([code]);
  });

  test('never yields more than sixteen', () => {
    const many = Array.from({ length: 200 }, (_, index) => `eyJsaWFpc29uIjox${index}`).join('.');
    expect(findCodes(many)).toHaveLength(16);
  });
});

describe('a damaged code', () => {
  test.each([
    ['nothing', '', 'code/empty'],
    ['white space and invisible marks', ' \n\u200B&nbsp;', 'code/empty'],
    ['prose', 'please send me the code', 'code/not-a-code'],
    ['not base64', '%%%', 'code/not-a-code'],
    ['some other base64', btoa('{"hello":"world","and":"so on and so forth"}'), 'code/not-a-code'],
    ['a web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl', 'code/not-a-code'],
    ['more than 8 KiB', 'x'.repeat(MAX_TEXT + 1), 'code/too-long'],
    ['10 MB', `${code}${' '.repeat(10_000_000)}`, 'code/too-long'],
  ])('that is %s is told as such', (_, text, expected) => {
    expect(fault(text)).toBe(expected);
  });

  test('cut anywhere after its length says how long it should be and how long it is', () => {
    for (let length = 32; length < code.length; length++) {
      expect(decodeInvitation(code.slice(0, length))).toEqual({
        ok: false,
        code: 'code/cut-off',
        detail: `${length}/${code.length}`,
        expected: code.length,
        actual: length,
      });
    }
  });

  test('cut before its length says that it is cut', () => {
    for (let length = 15; length < 32; length++) {
      expect(decodeInvitation(code.slice(0, length))).toEqual({
        ok: false,
        code: 'code/cut-off',
        actual: length,
      });
    }
  });

  test.each([
    ['an ellipsis', `${code.slice(0, 300)}…`],
    ['three dots', `${code.slice(0, 300)}...`],
    ['a greeting', `${code.slice(0, 300)}\n\nBest regards\nAlice`],
    ['a wrapped quotation', `> ${wrap(code.slice(0, 300), 60, '\n> ')}\n\nThanks a lot for this`],
  ])('cut and followed by %s is still told to be cut at the same place', (_, text) => {
    expect(decodeInvitation(text)).toMatchObject({
      code: 'code/cut-off',
      expected: code.length,
      actual: 300,
    });
  });

  test.each([1, 2, 3, 4, 15, 30, 100, 300])(
    'that lacks its first %i characters is told to be cut',
    (missing) => {
      expect(fault(code.slice(missing))).toBe('code/cut-off');
    },
  );

  test('that lacks a line in the middle is told to be cut', () => {
    const lines = wrap(code, 76, '\n').split('\n');
    const text = lines.filter((_, index) => index !== 3).join('\n');
    expect(decodeInvitation(text)).toMatchObject({
      code: 'code/cut-off',
      expected: code.length,
      actual: code.length - 76,
    });
  });

  test('with any one character changed is never read, and told to be altered', () => {
    const told = new Map<string, number>();
    for (let at = 0; at < code.length; at++) {
      const changed = code.slice(0, at) + (code[at] === 'A' ? 'B' : 'A') + code.slice(at + 1);
      const verdict = fault(changed);
      told.set(verdict, (told.get(verdict) ?? 0) + 1);
    }
    expect([...told.keys()].toSorted()).toEqual(['code/altered']);
  });

  test('with any two neighbours swapped, or a line doubled, is told to be altered', () => {
    for (let at = 40; at < code.length - 1; at++) {
      if (code[at] === code[at + 1]) continue;
      expect(fault(code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2))).toBe('code/altered');
    }
    expect(fault(code.slice(0, 152) + code.slice(76))).toBe('code/altered');
    expect(fault(code.toLowerCase())).not.toBe('read');
  });

  test('that a newer version made is told so, whatever it holds, if it is whole', () => {
    const newer = frameOf('"new":["things",1,null],"x":{"y":{}}', '2');
    expect(decodeInvitation(newer)).toEqual({ ok: false, code: 'code/newer-version', detail: '2' });
    expect(decodeInvitation(codeOf({}, '12'))).toEqual({
      ok: false,
      code: 'code/newer-version',
      detail: '12',
    });
    expect(fault(newer.slice(0, -3))).toBe('code/cut-off');
    expect(fault(`${newer.slice(0, 50)}A${newer.slice(51)}`)).toBe('code/altered');
  });

  test('of another product is recognised in either base64, wrapped, cut or bare', () => {
    const foreign = JSON.stringify(
      { invitationSecret: 'abcdefghij>?', nodeInfo: { url: 'https://x', v: '~ü' } },
      null,
      1,
    );
    const standard = btoa(String.fromCharCode(...utf8(foreign)));
    for (const text of [
      standard,
      toBase64Url(utf8(foreign)),
      wrap(standard, 20, '\n> '),
      standard.slice(0, 61),
      foreign,
      `Code: ${standard}`,
      btoa(JSON.stringify({ nodeInfo: {}, invitationSecret: 'x'.repeat(40) })),
    ]) {
      expect(fault(text)).toBe('code/foreign-product');
    }
  });
});

describe('a forged code with a right checksum is refused for', () => {
  const refused = (text: string) => {
    const reading = decodeInvitation(text);
    return reading.ok ? 'read' : `${reading.code} ${reading.detail ?? ''}`.trim();
  };
  const json = (changes: Record<string, never> | Parameters<typeof membersOf>[0] = {}) =>
    JSON.stringify(membersOf(changes)).slice(1, -1);
  const claimOf = (name: string) => ({
    f: { n: name, i: { p: 'servicenow', u: 'https://acme.service-now.com' }, d: bytesOf(16, 5) },
  });
  const urlOf = (u: string) => ({ f: { n: 'ACME', i: { p: 'servicenow', u }, d: bytesOf(16, 5) } });

  test.each<[string, string, string]>([
    ['an unknown key', codeOf({ z: 1 }), 'code/altered'],
    ['a missing key', codeOf({ s: undefined }), 'code/altered s'],
    ['__proto__', frameOf(`${json()},"__proto__":{"m":"script"}`), 'code/altered'],
    [
      '__proto__ instead of a key',
      frameOf(json().replace('"m":"basic"', '"__proto__":{"m":"basic"}')),
      'code/altered m',
    ],
    ['constructor', frameOf(`${json()},"constructor":{"prototype":{}}`), 'code/altered'],
    ['a doubled key', frameOf(`${json()},"m":"script"`), 'code/altered'],
    ['a doubled key of the same value', frameOf(`${json()},"m":"basic"`), 'code/altered'],
    ['another spelling of a number', frameOf(json().replace(/"e":\d+/, '"e":1.8e9')), 'code/altered'],
    [
      'another spelling of a string',
      frameOf(json().replace('"basic"', String.raw`"b\u0061sic"`)),
      'code/altered',
    ],
    ['spaces', frameOf(json().replace('"m":', '"m": ')), 'code/altered'],
    [
      'members in another order',
      frameOf(json().replace(/("m":"basic"),("t":"private")/, '$2,$1')),
      'code/altered',
    ],
    ['a fraction', codeOf({ e: 1.5 }), 'code/altered e'],
    ['a time before 1970', codeOf({ e: -1 }), 'code/altered e'],
    ['a time beyond year 9999', codeOf({ e: 253_402_300_800 }), 'code/altered e'],
    ['an unknown mode', codeOf({ m: 'turbo' }), 'code/altered m'],
    ['an unknown platform', codeOf({ o: { p: 'sap', u: 'https://x.example' } }), 'code/altered o.p'],
    ['an unknown exchange', codeOf({ x: { driver: 'pigeon' } }), 'code/altered x.driver'],
    ['a secret of 31 bytes', codeOf({ s: bytesOf(31, 1) }), 'code/altered s'],
    ['loose bits in the secret', codeOf({ s: `${bytesOf(32, 2).slice(0, -1)}J` }), 'code/altered s'],
    ['loose bits in the id', codeOf({ i: `${bytesOf(16, 1).slice(0, -1)}R` }), 'code/altered i'],
    ['an array for an object', codeOf({ f: ['ACME'] }), 'code/altered f'],
    ['deep nesting', frameOf(`${json()},"z":${'['.repeat(450)}${']'.repeat(450)}`), 'code/altered'],
    ['more than 1500 characters', frameOf(`${json()},"z":"${'x'.repeat(1200)}"`), 'code/altered'],
    ['a line break in a name', codeOf(claimOf('ACME\nsays')), 'code/altered f.n'],
    ['a control character in a name', codeOf(claimOf('ACME\u0007')), 'code/altered f.n'],
    ['a right-to-left override in a name', codeOf(claimOf('ACME\u202Egpj')), 'code/altered f.n'],
    ['a zero-width space in a name', codeOf(claimOf('AC\u200BME')), 'code/altered f.n'],
    ['a lone surrogate in a name', codeOf(claimOf('AC\uD800ME')), 'code/altered f.n'],
    ['a name that is not NFC', codeOf(claimOf('e\u0301')), 'code/altered f.n'],
    ['a name of 81 characters', codeOf(claimOf('x'.repeat(81))), 'code/altered f.n'],
    ['a short name that is no identifier', codeOf({ a: { c: 'x', r: 'two words' } }), 'code/altered a.r'],
    ['an override in the connection name', codeOf({ a: { c: 'x\u2066y', r: 'R' } }), 'code/altered a.c'],
    [
      'credentials in the address',
      codeOf(urlOf('https://a:b@acme.service-now.com')),
      'url/credentials-refused',
    ],
    ['a script for an address', codeOf(urlOf('javascript:alert(1)')), 'url/scheme-refused javascript'],
    ['a metadata address', codeOf(urlOf('http://169.254.169.254')), 'url/metadata-address 169.254.169.254'],
    [
      'a metadata address in disguise',
      codeOf(urlOf('http://0xa9fea9fe')),
      'url/metadata-address 169.254.169.254',
    ],
    ['a loopback address', codeOf(urlOf('https://127.0.0.1:8443')), 'url/loopback-address 127.0.0.1'],
    [
      'an address with letters outside ASCII',
      codeOf(urlOf('https://аcme.service-now.com')),
      'code/altered url',
    ],
    ['an address in capitals', codeOf(urlOf('https://ACME.service-now.com')), 'code/altered url'],
    ['an address with a query', codeOf(urlOf('https://acme.service-now.com?x')), 'code/altered url'],
    [
      'an address with a slash at its end',
      codeOf(urlOf('https://acme.service-now.com/')),
      'code/altered url',
    ],
  ])('%s', (_, text, expected) => {
    expect(refused(text)).toBe(expected);
  });

  test('bytes that are no ASCII', () => {
    const bytes = fromBase64Url(code);
    bytes[60] = 0xc3;
    bytes[61] = 0x28;
    expect(fault(toBase64Url(bytes))).toBe('code/altered');
  });

  test('nothing, when nothing was changed', () => {
    expect(refused(codeOf())).toBe('read');
    expect(codeOf()).toBe(code);
  });
});

// T6: one hundred thousand inputs, mutated and random, in the normal run.
describe('any text at all', () => {
  const whole = [
    code,
    other,
    codeOf({ z: 1 }),
    frameOf('"q":1', '3'),
    btoa('{"invitationSecret":"x","nodeInfo":{}}'),
  ];
  const pieces = [
    ...whole,
    'eyJsaWFpc29uIjo',
    'eyJsaWFpc29uIjox',
    'LCJuIjoi',
    'LCJjIjoi',
    '&',
    '&#',
    '&#x41;',
    '&amp;amp;',
    '<',
    '<br',
    '<span ',
    '>',
    '> ',
    '=',
    '\n',
    '\u200B',
    '\u00AD',
    '\uD800',
    '\uDC00',
    '\u0000',
    '“',
    '%',
    '{',
    '{"',
    '}',
    '__proto__',
    '\\n',
    '…',
    'ewo',
    '🙂',
    'A',
    '0',
  ];

  /** Small and fast, so that the same hundred thousand texts come each time. */
  function generator(seed: number) {
    let state = seed;
    return (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
  }

  function textFrom(random: (below: number) => number): string {
    const pick = () => pieces[random(pieces.length)] ?? '';
    switch (random(4)) {
      case 0: {
        // a code with a few characters changed, left out or doubled
        let text = whole[random(whole.length)] ?? '';
        for (let changes = random(4); changes >= 0; changes--) {
          const at = random(text.length);
          const kind = random(4);
          const mark = kind === 0 ? '' : kind === 1 ? pick() : String.fromCharCode(random(128));
          text = text.slice(0, at) + mark + text.slice(at + random(kind === 3 ? 80 : 2));
        }
        return text;
      }
      case 1:
        return Array.from({ length: random(30) }, pick).join('');
      case 2:
        return Array.from({ length: random(120) }, () => String.fromCharCode(random(0x10000))).join('');
      default:
        return pick().repeat(random(40) + 1);
    }
  }

  test('is answered without throwing, within a bound of work, and touches nothing outside', () => {
    const network = vi.spyOn(globalThis, 'fetch');
    const random = generator(20_270_301);
    const told = new Map<string, number>();
    let most = 0;
    for (let run = 0; run < 100_000; run++) {
      const text = textFrom(random);
      const work = { steps: 0 };
      let reading: CodeReading;
      try {
        reading = decodeInvitation(text, work);
      } catch (error) {
        throw new Error(`run ${run}: ${JSON.stringify(text)}`, { cause: error });
      }
      const verdict = reading.ok ? 'read' : reading.code;
      told.set(verdict, (told.get(verdict) ?? 0) + 1);
      most = Math.max(most, work.steps);
    }
    // Sixteen candidates of 8 KiB each and the text itself: some 150,000 looks at a character, a few milliseconds.
    expect(most).toBeLessThan(18 * MAX_TEXT);
    expect(network).not.toHaveBeenCalled();
    // All kinds of answer have been met, so the texts were not all of one kind.
    expect([...told.keys()].toSorted()).toEqual(
      [
        'read',
        'code/altered',
        'code/cut-off',
        'code/empty',
        'code/foreign-product',
        'code/newer-version',
        'code/not-a-code',
        'code/too-long',
      ].toSorted(),
    );
  }, 60_000);

  test.each([
    ['marks of codes without end', 'eyJsaWFpc29uIjox'.repeat(512)],
    ['heads of codes without end', code.slice(0, 32).repeat(256)],
    ['opening brackets', '<'.repeat(MAX_TEXT)],
    ['opening tags', '<span '.repeat(1365)],
    ['ampersands', '&#x'.repeat(2730)],
    ['entities within entities', '&amp;'.repeat(1638)],
    ['one code after the other', `${code} `.repeat(12)],
    ['braces in base64', 'eyJl'.repeat(2048)],
    ['invisible marks', '\u200B'.repeat(MAX_TEXT)],
    ['white space', ' '.repeat(MAX_TEXT)],
  ])('of the worst kind (%s) stays within the same bound', (_, text) => {
    const work = { steps: 0 };
    decodeInvitation(text.slice(0, MAX_TEXT), work);
    findCodes(text.slice(0, MAX_TEXT), work);
    expect(work.steps).toBeLessThan(2 * 18 * MAX_TEXT);
  });
});

describe('a name', () => {
  test.each([
    ['short', 20, 'short'],
    ['  two\n lines\u0000 ', 20, 'two lines'],
    ['abc\u202Edef', 20, 'abcdef'],
    ['e\u0301t\u00E9', 20, 'ét\u00E9'],
    ['abcdefgh', 5, 'abcd…'],
    ['𝒳𝒳𝒳𝒳', 3, '𝒳𝒳…'],
    ['abc defgh', 5, 'abc…'],
    ['a\uD800b', 5, 'a\uFFFDb'],
  ])('%j within %i characters is %j', (name, points, expected) => {
    expect(shortenName(name, points)).toBe(expected);
  });
});
