import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { displayHost, isCanonicalBaseUrl, judgeUrl, type UrlAllowances } from '@/utils/base/url-safety.ts';

const verdict = (text: string, allowances?: UrlAllowances): string => {
  const judged = judgeUrl(text, allowances);
  if (judged.ok) return judged.url.href;
  return judged.detail === undefined ? judged.code : `${judged.code} ${judged.detail}`;
};

const NOT = 'url/not-a-url';
const USER = 'url/credentials-refused';
const scheme = (name: string) => `url/scheme-refused ${name}`;
const priv = (host: string) => `url/private-address ${host}`;
const loop = (host: string) => `url/loopback-address ${host}`;
const meta = (host: string) => `url/metadata-address ${host}`;

// T12: what becomes of an address without any acknowledgement.
const table: readonly (readonly [text: string, verdict: string])[] = [
  // allowed
  ['https://acme.service-now.com', 'https://acme.service-now.com/'],
  ['https://acme.service-now.com/nav_to.do?uri=x#y', 'https://acme.service-now.com/nav_to.do?uri=x#y'],
  ['  https://acme.atlassian.net/  ', 'https://acme.atlassian.net/'],
  ['HTTPS://ACME.Xurrent.COM', 'https://acme.xurrent.com/'],
  ['acme.my.salesforce.com', 'https://acme.my.salesforce.com/'],
  ['jira.acme.example:8443/jira', 'https://jira.acme.example:8443/jira'],
  ['acme.atlassian.net/browse/SD-1', 'https://acme.atlassian.net/browse/SD-1'],
  ['https://acme.service-now.com.', 'https://acme.service-now.com/'],
  ['https://8.8.8.8/', 'https://8.8.8.8/'],
  ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/'],
  ['https://172.15.255.255', 'https://172.15.255.255/'],
  ['https://172.32.0.1', 'https://172.32.0.1/'],
  ['https://100.63.255.255', 'https://100.63.255.255/'],
  ['https://100.128.0.0', 'https://100.128.0.0/'],
  ['https://192.167.255.255', 'https://192.167.255.255/'],
  ['https://169.253.1.1', 'https://169.253.1.1/'],
  ['https://bücher.example', 'https://xn--bcher-kva.example/'],
  ['https://аcme.example', 'https://xn--cme-5cd.example/'],
  ['https://localhost.example.com', 'https://localhost.example.com/'],
  ['https://10.example.com', 'https://10.example.com/'],
  ['https://internal.example.com', 'https://internal.example.com/'],
  ['https://app.8.8.8.8.nip.io', 'https://app.8.8.8.8.nip.io/'],
  // no address
  ['', NOT],
  ['   ', NOT],
  ['https://', NOT],
  ['https:///acme.example', NOT],
  ['https:acme.example', NOT],
  ['https://acme example.com', NOT],
  ['https://acme.example/a b', NOT],
  ['https://acme\t.example', NOT],
  ['https://acme.exa\nmple', NOT],
  ['https:\\\\acme.example', NOT],
  ['https://acme.example\\@evil.example', NOT],
  ['https://acme.example/\\..', NOT],
  ['https://acme\u200B.example', NOT],
  ['https://\u202Eelpmaxe.emca', NOT],
  ['https://acme.example/\u0000', NOT],
  ['https://a..b.example', NOT],
  ['https://.example', NOT],
  ['https://acme.example..', NOT],
  ['https://acme.example:0', NOT],
  ['https://acme.example:99999', NOT],
  ['https://acme.example:x', NOT],
  ['https://[::1', NOT],
  ['https://[fe80::1%25eth0]', NOT],
  ['https://256.256.256.256', NOT],
  ['https://1.2.3.4.5', NOT],
  ['https://0x1.0x2.0x3.0x4.0x5', NOT],
  ['https://%zz.example', NOT],
  ['https://exa<mple.com', NOT],
  ['https://exa|mple.com', NOT],
  [`https://${'a.'.repeat(127)}example`, NOT],
  [`https://acme.example/${'x'.repeat(2048)}`, NOT],
  ['?x=1', NOT],
  ['#x', NOT],
  ['/browse/SD-1', NOT],
  ['//acme.example', NOT],
  // schemes
  ['http://acme.example', scheme('http')],
  ['HTTP://acme.example', scheme('http')],
  ['javascript:alert(1)', scheme('javascript')],
  ['JaVaScRiPt:alert(1)', scheme('javascript')],
  ['javascript://acme.example/%0aalert(1)', scheme('javascript')],
  ['vbscript:x', scheme('vbscript')],
  ['data:text/html,<b>x</b>', scheme('data')],
  ['data:text/html;base64,PGI+', scheme('data')],
  ['file:///etc/passwd', scheme('file')],
  ['blob:https://acme.example/1', scheme('blob')],
  ['filesystem:https://acme.example/temporary/x', scheme('filesystem')],
  ['about:blank', scheme('about')],
  ['chrome://settings', scheme('chrome')],
  ['chrome-extension://abcdefgh/popup.html', scheme('chrome-extension')],
  ['moz-extension://0-0-0/popup.html', scheme('moz-extension')],
  ['edge://flags', scheme('edge')],
  ['resource://gre/x', scheme('resource')],
  ['view-source:https://acme.example', scheme('view-source')],
  ['ftp://acme.example', scheme('ftp')],
  ['ws://acme.example', scheme('ws')],
  ['wss://acme.example', scheme('wss')],
  ['mailto:a@acme.example', scheme('mailto')],
  ['ssh://acme.example', scheme('ssh')],
  ['gopher://acme.example', scheme('gopher')],
  ['custom+scheme://acme.example', scheme('custom+scheme')],
  // credentials
  ['https://user@acme.example', USER],
  ['https://user:pass@acme.example', USER],
  ['https://:@acme.example', USER],
  ['https://@acme.example', USER],
  ['https://acme.atlassian.net@evil.example', USER],
  ['https://acme.atlassian.net:443@evil.example/', USER],
  ['https://acme.atlassian.net%2f@evil.example', USER],
  ['user@acme.example', USER],
  // this computer, in every notation
  ['https://localhost', loop('localhost')],
  ['https://LOCALHOST:8443', loop('localhost')],
  ['localhost:8080', loop('localhost')],
  ['https://localhost.', loop('localhost')],
  ['https://app.localhost', loop('app.localhost')],
  ['https://localhost.localdomain', loop('localhost.localdomain')],
  ['https://ip6-localhost', loop('ip6-localhost')],
  ['https://127.0.0.1', loop('127.0.0.1')],
  ['https://127.0.0.1.', loop('127.0.0.1')],
  ['https://127.1', loop('127.0.0.1')],
  ['https://127.255.255.254', loop('127.255.255.254')],
  ['https://2130706433', loop('127.0.0.1')],
  ['https://0x7f000001', loop('127.0.0.1')],
  ['https://0x7f.1', loop('127.0.0.1')],
  ['https://0177.0.0.1', loop('127.0.0.1')],
  ['https://017700000001', loop('127.0.0.1')],
  ['https://１２７.０.０.１', loop('127.0.0.1')],
  ['https://127。0。0。1', loop('127.0.0.1')],
  ['https://%31%32%37.0.0.1', loop('127.0.0.1')],
  ['https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', loop('localhost')],
  ['https://0', loop('0.0.0.0')],
  ['https://0.0.0.0', loop('0.0.0.0')],
  ['https://[::1]', loop('[::1]')],
  ['https://[0:0:0:0:0:0:0:1]', loop('[::1]')],
  ['https://[::]', loop('[::]')],
  ['https://[::127.0.0.1]', loop('[::7f00:1]')],
  ['https://[::ffff:127.0.0.1]', loop('[::ffff:7f00:1]')],
  ['https://[::ffff:7f00:1]', loop('[::ffff:7f00:1]')],
  ['https://[::ffff:0:127.0.0.1]', loop('[::ffff:0:7f00:1]')],
  ['https://[64:ff9b::127.0.0.1]', loop('[64:ff9b::7f00:1]')],
  ['https://[2002:7f00:1::]', loop('[2002:7f00:1::]')],
  ['https://[2001:0:1:2:3:4:80ff:fffe]', loop('[2001:0:1:2:3:4:80ff:fffe]')],
  ['https://localtest.me', loop('localtest.me')],
  ['https://app.lvh.me', loop('app.lvh.me')],
  ['https://127.0.0.1.nip.io', loop('127.0.0.1.nip.io')],
  ['https://app-127-0-0-1.sslip.io', loop('app-127-0-0-1.sslip.io')],
  ['https://7f000001.nip.io', loop('7f000001.nip.io')],
  ['https://whatever.nip.io', loop('whatever.nip.io')],
  // this link, reserved, multicast, documentation
  ['https://169.254.1.1', loop('169.254.1.1')],
  ['https://[fe80::1]', loop('[fe80::1]')],
  ['https://[febf::1]', loop('[febf::1]')],
  ['https://224.0.0.1', loop('224.0.0.1')],
  ['https://240.0.0.1', loop('240.0.0.1')],
  ['https://255.255.255.255', loop('255.255.255.255')],
  ['https://192.0.2.1', loop('192.0.2.1')],
  ['https://198.51.100.7', loop('198.51.100.7')],
  ['https://203.0.113.7', loop('203.0.113.7')],
  ['https://192.0.0.1', loop('192.0.0.1')],
  ['https://[ff02::1]', loop('[ff02::1]')],
  ['https://[2001:db8::1]', loop('[2001:db8::1]')],
  ['https://[3fff:1::1]', loop('[3fff:1::1]')],
  ['https://[4000::1]', loop('[4000::1]')],
  // where clouds keep their keys
  ['https://169.254.169.254/latest/meta-data/', meta('169.254.169.254')],
  ['http://169.254.169.254', meta('169.254.169.254')],
  ['https://2852039166', meta('169.254.169.254')],
  ['https://0xa9fea9fe', meta('169.254.169.254')],
  ['https://0251.0376.0251.0376', meta('169.254.169.254')],
  ['https://169.254.43518', meta('169.254.169.254')],
  ['https://[::ffff:169.254.169.254]', meta('[::ffff:a9fe:a9fe]')],
  ['https://[64:ff9b::a9fe:a9fe]', meta('[64:ff9b::a9fe:a9fe]')],
  ['https://[2002:a9fe:a9fe::1]', meta('[2002:a9fe:a9fe::1]')],
  ['https://[fd00:ec2::254]', meta('[fd00:ec2::254]')],
  ['https://[fd00:0ec2:0:0:0:0:0:0254]', meta('[fd00:ec2::254]')],
  ['https://100.100.100.200', meta('100.100.100.200')],
  ['https://1684301000', meta('100.100.100.200')],
  ['https://169.254.170.2', meta('169.254.170.2')],
  ['https://168.63.129.16', meta('168.63.129.16')],
  ['https://192.0.0.192', meta('192.0.0.192')],
  ['https://metadata.google.internal', meta('metadata.google.internal')],
  ['https://METADATA.google.internal.', meta('metadata.google.internal')],
  ['https://metadata', meta('metadata')],
  ['https://instance-data', meta('instance-data')],
  ['https://169-254-169-254.nip.io', meta('169-254-169-254.nip.io')],
  // inside one network
  ['https://10.0.0.1', priv('10.0.0.1')],
  ['https://10.255.255.255', priv('10.255.255.255')],
  ['https://012.0.0.1', priv('10.0.0.1')],
  ['https://0xa.1', priv('10.0.0.1')],
  ['https://167772161', priv('10.0.0.1')],
  ['https://172.16.0.1', priv('172.16.0.1')],
  ['https://172.31.255.255', priv('172.31.255.255')],
  ['https://192.168.1.1', priv('192.168.1.1')],
  ['https://192.168.257', priv('192.168.1.1')],
  ['https://100.64.0.1', priv('100.64.0.1')],
  ['https://198.18.0.1', priv('198.18.0.1')],
  ['https://[::ffff:10.0.0.1]', priv('[::ffff:a00:1]')],
  ['https://[64:ff9b::c0a8:101]', priv('[64:ff9b::c0a8:101]')],
  ['https://[64:ff9b:1::808:808]', priv('[64:ff9b:1::808:808]')],
  ['https://[2002:c0a8:101::]', priv('[2002:c0a8:101::]')],
  ['https://[2606:4700::5efe:10.0.0.1]', priv('[2606:4700::5efe:a00:1]')],
  ['https://[fc00::1]', priv('[fc00::1]')],
  ['https://[fd12:3456::1]', priv('[fd12:3456::1]')],
  ['https://[fec0::1]', priv('[fec0::1]')],
  ['https://jira', priv('jira')],
  ['jira:8443', priv('jira')],
  ['https://jira.local', priv('jira.local')],
  ['https://jira.corp', priv('jira.corp')],
  ['https://jira.acme.internal', priv('jira.acme.internal')],
  ['https://nas.lan', priv('nas.lan')],
  ['https://box.home.arpa', priv('box.home.arpa')],
  ['https://app.10.0.0.1.nip.io', priv('app.10.0.0.1.nip.io')],
];

describe('an address', () => {
  test.each(table)('%j is judged as %j', (text, expected) => {
    expect(verdict(text)).toBe(expected);
  });

  test('table has the rows that were promised, each once', () => {
    expect(table.length).toBeGreaterThanOrEqual(100);
    expect(new Set(table.map(([text]) => text)).size).toBe(table.length);
  });

  test('in a private network may be acknowledged; this computer and metadata never', () => {
    const all = { allowPrivate: true, allowHttp: true };
    for (const [text, expected] of table) {
      const judged = judgeUrl(text, all);
      if (expected.startsWith('url/private-address') || expected === 'url/scheme-refused http') {
        expect(judged.ok, text).toBe(true);
      } else if (expected.startsWith('url/')) {
        expect(verdict(text, all), text).toBe(expected);
      } else {
        expect(judged.ok, text).toBe(true);
      }
    }
  });

  test('without TLS needs its own acknowledgement, beside that of a private network', () => {
    expect(verdict('http://10.0.0.1', { allowHttp: true })).toBe('url/private-address 10.0.0.1');
    expect(verdict('http://10.0.0.1', { allowPrivate: true })).toBe('url/scheme-refused http');
    expect(verdict('http://10.0.0.1', { allowPrivate: true, allowHttp: true })).toBe('http://10.0.0.1/');
    expect(verdict('http://jira.acme.example', { allowHttp: true })).toBe('http://jira.acme.example/');
  });

  test('of any IPv4 number is judged alike in every notation, bare or inside IPv6', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), (number) => {
        const parts = [24, 16, 8, 0].map((shift) => (number >>> shift) & 255);
        const [a = 0, b = 0, c = 0, d = 0] = parts;
        const kind = (host: string) => {
          const judged = judgeUrl(`https://${host}/`);
          return judged.ok ? 'ok' : judged.code;
        };
        const expected = kind(parts.join('.'));
        const hex = (value: number) => value.toString(16);
        for (const host of [
          String(number),
          `0x${hex(number)}`,
          parts.map((part) => `0${part.toString(8)}`).join('.'),
          parts.map((part) => `0x${hex(part)}`).join('.'),
          `${a}.${b * 65_536 + c * 256 + d}`,
          `${parts.join('.')}.`,
          `[::ffff:${parts.join('.')}]`,
          `[64:ff9b::${hex(a * 256 + b)}:${hex(c * 256 + d)}]`,
          `[2002:${hex(a * 256 + b)}:${hex(c * 256 + d)}::1]`,
        ]) {
          expect([host, kind(host)]).toEqual([host, expected]);
        }
      }),
      { numRuns: 500, examples: [[0], [0x7f00_0001], [0x0a00_0001], [0xa9fe_a9fe], [0xffff_ffff]] },
    );
  });

  test('of any form never makes it throw, and what passes goes where it says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.webUrl(),
          fc.string().map((x) => `https://${x}`),
        ),
        (text) => {
          const judged = judgeUrl(text);
          if (!judged.ok) return;
          expect(judged.url.protocol).toBe('https:');
          expect(judged.url.username + judged.url.password).toBe('');
          expect(judged.url.hostname.endsWith('.')).toBe(false);
          expect(judgeUrl(judged.url.href)).toEqual(judged);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('a base URL', () => {
  test.each([
    ['https://acme.service-now.com', true],
    ['https://jira.acme.example/jira', true],
    ['http://jira.corp:8080/a/b', true],
    ['https://xn--bcher-kva.example', true],
    ['https://jira.acme.example/%C3%A9', true],
    ['https://acme.service-now.com/', false],
    ['https://acme.service-now.com/jira/', false],
    ['https://ACME.service-now.com', false],
    ['https://acme.service-now.com:443', false],
    ['https://acme.service-now.com.', false],
    ['https://acme.service-now.com?x', false],
    ['https://acme.service-now.com/#', false],
    ['https://acme.service-now.com/a/../b', false],
    ['https://jira.acme.example/é', false],
    ['https://bücher.example', false],
    ['https://a@acme.service-now.com', false],
    [' https://acme.service-now.com', false],
    ['acme.service-now.com', false],
    ['https://127.0.0.1', false],
    ['https://169.254.169.254', false],
  ])('%s is canonical: %s', (text, expected) => {
    expect(isCanonicalBaseUrl(text)).toBe(expected);
  });
});

describe('a host for the eye', () => {
  test.each([
    ['acme.service-now.com', 'acme.', 'service-now.com'],
    ['acme.my.salesforce.com', 'acme.my.', 'salesforce.com'],
    ['acme.lightning.force.com', 'acme.lightning.', 'force.com'],
    ['acme.atlassian.net', 'acme.', 'atlassian.net'],
    ['acme.xurrent.com', 'acme.', 'xurrent.com'],
    ['atlassian.net', '', 'atlassian.net'],
    ['jira.acme.co.uk', 'jira.', 'acme.co.uk'],
    ['jira.acme.com.au', 'jira.', 'acme.com.au'],
    ['jira.acme.or.jp', 'jira.', 'acme.or.jp'],
    ['acme.de', '', 'acme.de'],
    ['jira.acme.de', 'jira.', 'acme.de'],
    ['co.uk', '', 'co.uk'],
    // Somebody else's, dressed up.
    ['acme.atlassian.net.evil.example', 'acme.atlassian.net.', 'evil.example'],
    ['acme.atlassian.net.evil.co.uk', 'acme.atlassian.net.', 'evil.co.uk'],
    ['service-now.com.login.evil.com', 'service-now.com.login.', 'evil.com'],
    ['acme-atlassian.net', '', 'acme-atlassian.net'],
    ['atlassian.github.io', '', 'atlassian.github.io'],
    ['acme.atlassian.vercel.app', 'acme.', 'atlassian.vercel.app'],
    // Letters that look like others show themselves.
    ['аcme.atlassian.net', 'xn--cme-5cd.', 'atlassian.net'],
    ['acme.аtlassian.net', 'acme.', 'xn--tlassian-06g.net'],
    ['аррӏе.com', '', 'xn--80ak6aa92e.com'],
    ['ACME.Atlassian.NET', 'acme.', 'atlassian.net'],
    ['acme.atlassian.net.', 'acme.', 'atlassian.net'],
    ['acme.atlassian.net:8443', 'acme.', 'atlassian.net:8443'],
    // Whole where nothing can be cut.
    ['127.0.0.1', '', '127.0.0.1'],
    ['[::1]:8443', '', '[::1]:8443'],
    ['0x7f.1', '', '127.0.0.1'],
    ['jira', '', 'jira'],
    // No host at all: nothing of it is interpreted, nothing of it can turn the line around.
    ['acme.example@evil.example', '', 'acme.example@evil.example'],
    ['acme.example/evil.example', '', 'acme.example/evil.example'],
    ['evil.example\u202Emoc', '', 'evil.example\\u{202e}moc'],
    ['', '', ''],
  ])('%j is cut into %j and %j', (host, subdomain, registrable) => {
    expect(displayHost(host)).toEqual({ subdomain, registrable });
  });

  test('is ASCII whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.domain()), (host) => {
        const { subdomain, registrable } = displayHost(host);
        expect(`${subdomain}${registrable}`).toMatch(/^[ -~]*$/);
      }),
      { numRuns: 1000 },
    );
  });
});
