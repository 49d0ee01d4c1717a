import type { ErrorCode } from './errors.ts';

export type UrlVerdict =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail?: string };

export interface UrlAllowances {
  /** The admin has acknowledged that the address lies in a private network. Never opens loopback or metadata. */
  readonly allowPrivate?: boolean;
  /** The admin has typed and acknowledged an address without TLS. */
  readonly allowHttp?: boolean;
}

/** Longest address that is looked at. */
const MAX_LENGTH = 2048;

type AddressKind = 'public' | 'private' | 'loopback' | 'metadata';

// IANA special-purpose registries (IPv4: RFC 6890 and updates). `loopback` stands for everything that can never be
// a partner: this machine, this link, documentation, multicast, reserved. First match wins, so exceptions lead.
const ipv4Ranges: readonly (readonly [base: string, bits: number, kind: AddressKind])[] = [
  ['169.254.169.254', 32, 'metadata'], // AWS, Azure, Google, Oracle, DigitalOcean
  ['169.254.170.2', 32, 'metadata'], // AWS container credentials
  ['100.100.100.200', 32, 'metadata'], // Alibaba
  ['168.63.129.16', 32, 'metadata'], // Azure's host agent
  ['192.0.0.192', 32, 'metadata'], // Oracle Classic
  ['0.0.0.0', 8, 'loopback'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'private'], // carrier-grade NAT
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'loopback'], // link-local
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'loopback'], // protocol assignments
  ['192.0.2.0', 24, 'loopback'], // documentation
  ['192.88.99.0', 24, 'loopback'], // 6to4 relay, withdrawn
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'private'], // benchmarks, also used inside some networks
  ['198.51.100.0', 24, 'loopback'], // documentation
  ['203.0.113.0', 24, 'loopback'], // documentation
  ['224.0.0.0', 4, 'loopback'], // multicast
  ['240.0.0.0', 4, 'loopback'], // reserved and broadcast
];

const ipv4Number = (text: string): number =>
  text.split('.').reduce((number, part) => number * 256 + Number(part), 0);

function judgeIpv4(address: number): AddressKind {
  for (const [base, bits, kind] of ipv4Ranges) {
    const size = 2 ** (32 - bits);
    if (Math.floor(address / size) === Math.floor(ipv4Number(base) / size)) return kind;
  }
  return 'public';
}

/** Eight 16-bit groups of an address as `URL` writes it: lower-case hexadecimal, one `::` at most. */
function ipv6Groups(text: string): readonly number[] {
  const [head = '', tail] = text.split('::');
  const parse = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const left = parse(head);
  if (tail === undefined) return left;
  const right = parse(tail);
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
}

function judgeIpv6(text: string): AddressKind {
  const groups = ipv6Groups(text);
  const at = (index: number) => groups[index] ?? 0;
  const ipv4At = (index: number) => at(index) * 65_536 + at(index + 1);
  const zeroUntil = (end: number) => groups.slice(0, end).every((group) => group === 0);

  if (zeroUntil(7) && at(7) <= 1) return 'loopback'; // :: and ::1
  // An IPv4 address in IPv6 clothes is judged as the IPv4 address: mapped, compatible, translated, NAT64, 6to4, Teredo.
  if (zeroUntil(5) && (at(5) === 0xffff || at(5) === 0)) return judgeIpv4(ipv4At(6));
  if (zeroUntil(4) && at(4) === 0xffff && at(5) === 0) return judgeIpv4(ipv4At(6));
  if (at(0) === 0x64 && at(1) === 0xff9b) {
    const kind = judgeIpv4(ipv4At(6));
    return kind === 'public' && at(2) !== 0 ? 'private' : kind;
  }
  if (at(0) === 0x2002) return judgeIpv4(ipv4At(1));
  if (at(0) === 0x2001 && at(1) === 0) {
    return judgeIpv4((at(6) ^ 0xffff) * 65_536 + (at(7) ^ 0xffff));
  }
  // ISATAP carries the IPv4 address in the last four bytes behind 0:5efe.
  if ((at(4) & 0xfdff) === 0 && at(5) === 0x5efe) return judgeIpv4(ipv4At(6));
  if (at(0) === 0xfd00 && at(1) === 0xec2 && groups.slice(2, 7).every((group) => group === 0)) {
    return 'metadata'; // AWS: fd00:ec2::254 and its neighbours (time, DNS)
  }
  if ((at(0) & 0xfe00) === 0xfc00) return 'private'; // unique local
  if ((at(0) & 0xffc0) === 0xfe80) return 'loopback'; // link-local
  if ((at(0) & 0xffc0) === 0xfec0) return 'private'; // site-local, withdrawn but still routed in places
  // What remains outside 2000::/3 is multicast or unassigned; inside it, documentation.
  if ((at(0) & 0xe000) !== 0x2000) return 'loopback';
  if (at(0) === 0x2001 && at(1) === 0xdb8) return 'loopback';
  if (at(0) === 0x3fff && at(1) < 0x1000) return 'loopback';
  return 'public';
}

const metadataNames = [
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'metadata.azure.com',
  'metadata.azure.internal',
  'instance-data',
  'instance-data.ec2.internal',
];

const loopbackNames = ['localhost.localdomain', 'localhost6.localdomain6', 'ip6-localhost', 'ip6-loopback'];

/** Names that resolve inside one network only. */
const privateSuffixes = ['local', 'internal', 'intranet', 'lan', 'home', 'corp', 'private', 'home.arpa'];

/** Public DNS zones that answer with whatever address stands in the name, or always with loopback. */
const echoZones = ['nip.io', 'sslip.io', 'xip.io', 'traefik.me'];
const loopbackZones = ['localtest.me', 'lvh.me', 'vcap.me', 'lacolhost.com'];

const within = (host: string, zone: string) => host === zone || host.endsWith(`.${zone}`);

/** The address that an echoing name carries (`app.10.0.0.1.nip.io`, `10-0-0-1.sslip.io`, `7f000001.nip.io`). */
function judgeEcho(host: string): AddressKind {
  const dotted = /(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-]/.exec(`${host}.`);
  if (dotted) return judgeIpv4(ipv4Number(dotted.slice(1, 5).join('.')));
  const hexadecimal = /(?:^|[.-])([\da-f]{8})\./.exec(host);
  if (hexadecimal?.[1] !== undefined) return judgeIpv4(Number.parseInt(hexadecimal[1], 16));
  // The remaining forms are IPv6 with dashes or nothing at all: no partner is named so.
  return 'loopback';
}

function judgeHost(host: string): AddressKind {
  if (host.startsWith('[')) return judgeIpv6(host.slice(1, -1));
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return judgeIpv4(ipv4Number(host));
  if (metadataNames.includes(host)) return 'metadata';
  if (within(host, 'localhost') || loopbackNames.includes(host)) return 'loopback';
  if (loopbackZones.some((zone) => within(host, zone))) return 'loopback';
  if (echoZones.some((zone) => within(host, zone))) return judgeEcho(host);
  if (!host.includes('.') || privateSuffixes.some((suffix) => within(host, suffix))) return 'private';
  return 'public';
}

const codeOfKind = {
  private: 'url/private-address',
  loopback: 'url/loopback-address',
  metadata: 'url/metadata-address',
} as const satisfies Record<Exclude<AddressKind, 'public'>, ErrorCode>;

/** Schemes that are told from `host:port` even without `//`. */
const KNOWN_SCHEME =
  /^(?:javascript|vbscript|data|file|blob|filesystem|about|chrome|chrome-extension|moz-extension|moz-icon|edge|resource|view-source|ftp|sftp|ssh|ws|wss|mailto|tel|sms|intent|jar|gopher|ldap|nats|tls|urn|cid|mid):/i;

/**
 * Whether an address may be contacted after the admin's explicit act (T12). `text` comes from a code or was typed;
 * without a scheme `https:` is meant. The `URL` returned has no credentials, no trailing dot in its host, and path,
 * query and fragment as given. It looks at the text alone: a public name may still resolve to a private address,
 * which the browser's own network rules decide.
 *
 * Codes: `url/not-a-url`, `url/scheme-refused` (detail: the scheme), `url/credentials-refused`, and with the host as
 * detail `url/private-address` (may be acknowledged with `allowPrivate`), `url/loopback-address` (this computer, this
 * link, reserved; never allowed), `url/metadata-address` (never allowed).
 */
export function judgeUrl(text: string, { allowPrivate, allowHttp }: UrlAllowances = {}): UrlVerdict {
  const typed = text.trim();
  // The URL parser drops tabs and line breaks and takes `\` for `/`, so that what an eye reads is not what it goes to.
  if (typed === '' || typed.length > MAX_LENGTH || /[\s\\\p{Cc}\p{Cf}]/u.test(typed)) {
    return { ok: false, code: 'url/not-a-url' };
  }
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(typed)?.[1] ?? KNOWN_SCHEME.exec(typed)?.[0].slice(0, -1);
  if (scheme !== undefined && !/^https?$/i.test(scheme)) {
    return { ok: false, code: 'url/scheme-refused', detail: scheme.toLowerCase() };
  }
  let url: URL;
  try {
    url = new URL(scheme === undefined ? `https://${typed}` : typed);
  } catch {
    return { ok: false, code: 'url/not-a-url' };
  }
  const authority = /^(?:https?:)?\/{0,2}([^/?#]*)/i.exec(typed)?.[1] ?? '';
  if (authority.includes('@')) return { ok: false, code: 'url/credentials-refused' };
  // `https:host`, `https:///host` and a path alone are mended by the parser; nobody writes them in good faith.
  if (!(scheme === undefined ? /^[^/?#]/ : /^https?:\/\/[^/?#]/i).test(typed)) {
    return { ok: false, code: 'url/not-a-url' };
  }
  if (url.hostname.endsWith('.')) url.hostname = url.hostname.slice(0, -1);
  const host = url.hostname;
  if (host === '' || host.length > 253 || url.port === '0' || /(?:^|\.)(?:\.|$)/.test(host)) {
    return { ok: false, code: 'url/not-a-url' };
  }
  const kind = judgeHost(host);
  if (kind !== 'public' && !(kind === 'private' && allowPrivate === true)) {
    return { ok: false, code: codeOfKind[kind], detail: host };
  }
  if (url.protocol === 'http:' && allowHttp !== true) {
    return { ok: false, code: 'url/scheme-refused', detail: 'http' };
  }
  return { ok: true, url };
}

/**
 * Whether a base URL is written in the one way that we write it: what `URL` makes of it, without credentials, query,
 * fragment or trailing slash, and at an address that may be named at all (private networks and `http:` included,
 * since it is shown and compared, not contacted).
 */
export function isCanonicalBaseUrl(text: string): boolean {
  const verdict = judgeUrl(text, { allowPrivate: true, allowHttp: true });
  if (!verdict.ok || verdict.url.search !== '' || verdict.url.hash !== '') return false;
  const path = verdict.url.pathname === '/' ? '' : verdict.url.pathname;
  return text === `${verdict.url.origin}${path}` && !path.endsWith('/');
}

/** Suffixes of two labels under which strangers register names, besides those found by `REGISTRY_LABEL`. */
const sharedSuffixes = new Set([
  // hosting, where a stranger may take any label
  'github.io',
  'gitlab.io',
  'herokuapp.com',
  'azurewebsites.net',
  'azureedge.net',
  'azurestaticapps.net',
  'cloudapp.net',
  'trafficmanager.net',
  'cloudfront.net',
  'amazonaws.com',
  'elasticbeanstalk.com',
  'awsapprunner.com',
  'appspot.com',
  'run.app',
  'web.app',
  'firebaseapp.com',
  'vercel.app',
  'netlify.app',
  'pages.dev',
  'workers.dev',
  'r2.dev',
  'onrender.com',
  'fly.dev',
  'surge.sh',
  'glitch.me',
  'replit.app',
  'repl.co',
  'ngrok.io',
  'ngrok.app',
  'ngrok-free.app',
  'trycloudflare.com',
  'loca.lt',
  'blogspot.com',
  'wordpress.com',
  'wixsite.com',
  'weebly.com',
  'myshopify.com',
  'sharepoint.com',
  'duckdns.org',
  'no-ip.org',
  'dyndns.org',
  'ddns.net',
  // names sold under a company's own domain
  'uk.com',
  'us.com',
  'eu.com',
  'de.com',
  'gb.net',
  'jp.net',
  'co.com',
  'in.net',
  'eu.org',
]);

// Second-level labels that registries of country domains use for everybody: co.uk, com.au, or.jp, gouv.fr, edu.pl …
const REGISTRY_LABEL =
  /^(?:ac|co|com|edu|gob|gouv|go|gov|govt|gv|gen|geek|firm|id|ind|info|int|ltd|maori|me|mil|ne|net|nhs|nic|nom|or|org|plc|police|sch|school|web|asn|adv|biz|k12|ad|ed|gr|lg|iwi|kiwi|cri|health|parliament|law|nis|res|art|blog|eco|eng|esp|flog|fm|idf|tm|tv|waw|shop)$/;

export interface DisplayHost {
  /** Everything before the registrable domain, with its dot; `''` where there is nothing. */
  readonly subdomain: string;
  /** The part that somebody had to register: what screens emphasise. */
  readonly registrable: string;
}

/**
 * A host for the eye: ASCII (punycode), cut where ownership begins, so that `acme.atlassian.net.evil.example` shows
 * whose it is. It knows the common suffixes of two labels, not the whole public suffix list. When unsure it emphasises
 * one label more rather than one fewer: a registrable part that is too long still holds the true owner, one that is
 * too short would hide it. Addresses and single names are emphasised whole. Never throws; what is no host at all
 * comes back whole with every character outside ASCII written as `\u{…}`.
 */
export function displayHost(host: string): DisplayHost {
  let ascii: string;
  try {
    // With one of these in it the parser would return another part of the text than the one that was asked about.
    if (/[/\\?#@\s]/.test(host)) throw new TypeError('not a host');
    ascii = new URL(`https://${host}/`).host;
  } catch {
    ascii = host.replaceAll(
      /[^ -~]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
    );
    return { subdomain: '', registrable: ascii };
  }
  if (ascii.startsWith('[') || /^[\d.]+(?::\d+)?$/.test(ascii)) return { subdomain: '', registrable: ascii };
  const port = /:\d+$/.exec(ascii)?.[0] ?? '';
  const labels = ascii
    .slice(0, ascii.length - port.length)
    .replace(/\.$/, '')
    .split('.');
  const [second = '', top = ''] = labels.slice(-2);
  const suffixLabels =
    sharedSuffixes.has(`${second}.${top}`) ||
    (/^(?:[a-z]{2}|xn--.+)$/.test(top) && REGISTRY_LABEL.test(second))
      ? 2
      : 1;
  const cut = Math.max(0, labels.length - suffixLabels - 1);
  const subdomain = labels
    .slice(0, cut)
    .map((label) => `${label}.`)
    .join('');
  return { subdomain, registrable: `${labels.slice(cut).join('.')}${port}` };
}
