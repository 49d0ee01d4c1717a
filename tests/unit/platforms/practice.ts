import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';

import { createFakeClock } from '@/utils/base/clock.ts';
import type { PlatformParts, TokenVault } from '@/utils/platforms/parts.ts';
import type { RequestLogEntry } from '@/utils/platforms/request.ts';

import type { RunningPlatforms } from '../../platforms/core/server.ts';

interface Cookie {
  name: string;
  value: string;
  host: string;
  /** Whether hosts below see it too. */
  wide: boolean;
  path: string;
  secure: boolean;
  httpOnly: boolean;
}

const covers = (cookie: Cookie, url: URL): boolean =>
  (url.hostname === cookie.host || (cookie.wide && url.hostname.endsWith(`.${cookie.host}`))) &&
  (url.pathname === cookie.path || url.pathname.startsWith(cookie.path.replace(/\/?$/, '/'))) &&
  (!cookie.secure || url.protocol === 'https:');

/** What left: a request as the network saw it. */
export interface SentRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A browser's network as an extension with every host permission has it: real host names led to the practice
 * platforms' port, a cookie jar, redirects hidden as browsers hide them.
 */
export function createPracticeBrowser(platforms: Pick<RunningPlatforms, 'port' | 'ca'>) {
  let jar: Cookie[] = [];
  const sent: SentRequest[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });

  const keep = (url: URL, headers: readonly string[]) => {
    for (const header of headers) {
      const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      const given = new Map(
        attributes.map((one) => {
          const [name = '', value = ''] = one.split('=', 2);
          return [name.toLowerCase(), value] as const;
        }),
      );
      const domain = given.get('domain')?.replace(/^\./, '');
      const cookie: Cookie = {
        name: pair.slice(0, at),
        value: pair.slice(at + 1),
        host: domain ?? url.hostname,
        wide: domain !== undefined,
        path: given.get('path') ?? '/',
        secure: given.has('secure'),
        httpOnly: given.has('httponly'),
      };
      jar = jar.filter(
        (old) => old.name !== cookie.name || old.host !== cookie.host || old.path !== cookie.path,
      );
      if (given.get('max-age') !== '0') jar.push(cookie);
    }
  };

  const exchange = (
    url: URL,
    init: RequestInit,
    headers: Record<string, string>,
    body?: string | Uint8Array,
  ) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const make = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const call = make(
        {
          host: '127.0.0.1',
          port: platforms.port,
          method: init.method ?? 'GET',
          path: url.pathname + url.search,
          headers: { ...headers, host: url.host },
          ...(url.protocol === 'https:' ? { servername: url.hostname, ca: platforms.ca, agent } : {}),
          ...(init.signal ? { signal: init.signal } : {}),
        },
        resolve,
      );
      call.on('error', reject);
      call.end(body);
    });

  const fetch = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address);
    const headers = Object.fromEntries(new Headers(init.headers));
    if (init.credentials === 'include') {
      const cookies = jar.filter((cookie) => covers(cookie, url));
      if (cookies.length > 0)
        headers['cookie'] = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    }
    let body: Uint8Array | undefined;
    if (init.body !== undefined && init.body !== null) {
      // Files and forms become bytes as a browser makes them, with the type that the browser writes.
      const written = new Request(url, { method: 'POST', body: init.body });
      headers['content-type'] ??= written.headers.get('content-type') ?? '';
      body = new Uint8Array(await written.arrayBuffer());
      headers['content-length'] = String(body.length);
    }
    sent.push({ url: url.href, method: init.method ?? 'GET', headers });
    const message = await exchange(url, init, headers, body);
    if (init.credentials === 'include') keep(url, message.headers['set-cookie'] ?? []);
    const status = message.statusCode ?? 0;
    if (status >= 300 && status < 400 && status !== 304) {
      message.resume();
      // As a browser: who does not follow learns nothing but that there was a redirect.
      return Object.defineProperties(new Response(null), {
        type: { value: 'opaqueredirect' },
        status: { value: 0 },
      });
    }
    const responseHeaders = new Headers();
    for (let index = 0; index < message.rawHeaders.length; index += 2) {
      const name = message.rawHeaders[index] ?? '';
      if (!/^set-cookie$/i.test(name)) responseHeaders.append(name, message.rawHeaders[index + 1] ?? '');
    }
    const bodiless = status === 204 || status === 304;
    if (bodiless) message.resume();
    // As it comes: a line that is cut shows while the body is read.
    const stream = bodiless ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>);
    return new Response(stream, { status, headers: responseHeaders });
  };

  /** A top-level navigation or form post as a person makes it: cookies both ways, redirects followed. */
  const visit = async (
    address: string,
    form?: Readonly<Record<string, string>>,
  ): Promise<{ url: string; body: string }> => {
    let url = new URL(address);
    let body = form === undefined ? undefined : new URLSearchParams(form).toString();
    for (let hop = 0; hop < 10; hop += 1) {
      const cookies = jar.filter((cookie) => covers(cookie, url));
      const message = await exchange(
        url,
        { method: body === undefined ? 'GET' : 'POST' },
        {
          'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
          accept: 'text/html',
          ...(cookies.length === 0
            ? {}
            : { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }),
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin, referer: url.href }),
        },
        body,
      );
      keep(url, message.headers['set-cookie'] ?? []);
      const chunks: Uint8Array[] = [];
      for await (const chunk of message) chunks.push(chunk as Uint8Array);
      const location = message.headers.location;
      if (location === undefined) return { url: url.href, body: Buffer.concat(chunks).toString('utf8') };
      url = new URL(location, url);
      body = undefined;
    }
    throw new Error(`redirects without end at ${address}`);
  };

  return {
    fetch,
    visit,
    /** Everything that went out through `fetch`. */
    sent,
    cookies: {
      get: ({ url, name }: { url: string; name: string }) => {
        const found = jar.find((cookie) => cookie.name === name && covers(cookie, new URL(url)));
        return Promise.resolve(found === undefined ? null : { value: found.value });
      },
    },
    setCookie: (url: string, name: string, value: string) =>
      keep(new URL(url), [`${name}=${value}; Path=/; Secure`]),
    jar: () => jar,
    clear: () => {
      jar = [];
      sent.length = 0;
    },
    close: () => agent.destroy(),
  };
}

export type PracticeBrowser = ReturnType<typeof createPracticeBrowser>;

export function createFakeVault(): TokenVault & { tokens: Map<string, string> } {
  const tokens = new Map<string, string>();
  return {
    tokens,
    get: (url) => Promise.resolve(tokens.get(url)),
    put: (url, token) => Promise.resolve(void tokens.set(url, token)),
    remove: (url) => Promise.resolve(void tokens.delete(url)),
  };
}

/** Parts for an adapter in that browser: everything allowed, a clock that stands, a log that is kept. */
export function createParts(browser: Pick<PracticeBrowser, 'fetch' | 'cookies'>) {
  const log: RequestLogEntry[] = [];
  const vault = createFakeVault();
  const parts: PlatformParts = {
    fetch: browser.fetch,
    cookies: browser.cookies,
    permissions: { contains: () => Promise.resolve(true) },
    vault,
    clock: createFakeClock(1_790_000_000_000),
    log: (entry) => log.push(entry),
  };
  return { parts, log, vault };
}

/** A signal that nobody aborts. */
export const patient = (): AbortSignal => new AbortController().signal;
