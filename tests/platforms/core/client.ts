import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

import type { RunningPlatforms } from './server.ts';

export interface ClientAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Uint8Array;
  text: string;
  /** The body as JSON; throws when it is not. */
  json(): unknown;
}

export interface ClientRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** Follow up to ten redirects as a browser does. */
  follow?: boolean;
  /** Leave the jar out, as `credentials: 'omit'` does. */
  omitCookies?: boolean;
}

export interface PracticeClient {
  fetch(url: string, options?: ClientRequest): Promise<ClientAnswer>;
  /** Sends a form. */
  post(url: string, form: Record<string, string>, options?: ClientRequest): Promise<ClientAnswer>;
  /** Cookie values by name for one host. */
  cookies(host: string): Record<string, string>;
  clearCookies(): void;
}

interface Cookie {
  name: string;
  value: string;
  domain: string;
  hostOnly: boolean;
  path: string;
}

/** A browser without pages: real sockets, real TLS, a cookie jar. */
export function createClient(
  running: Pick<RunningPlatforms, 'port' | 'ca'>,
  defaults: Record<string, string> = {},
): PracticeClient {
  let jar: Cookie[] = [];
  const httpAgent = new HttpAgent({ keepAlive: true });
  const httpsAgent = new HttpsAgent({ keepAlive: true });

  const matching = (url: URL) =>
    jar.filter(
      (one) =>
        (one.hostOnly ? url.hostname === one.domain : `.${url.hostname}`.endsWith(`.${one.domain}`)) &&
        (url.pathname === one.path ||
          url.pathname.startsWith(one.path.endsWith('/') ? one.path : `${one.path}/`)),
    );

  const store = (url: URL, header: string) => {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const read = (name: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
    const domain = read('domain')?.replace(/^\./, '').toLowerCase();
    const cookie: Cookie = {
      name: pair.slice(0, at),
      value: pair.slice(at + 1),
      domain: domain ?? url.hostname,
      hostOnly: domain === undefined,
      path: read('path') ?? '/',
    };
    jar = jar.filter(
      (one) => one.name !== cookie.name || one.domain !== cookie.domain || one.path !== cookie.path,
    );
    if (read('max-age') !== '0') jar.push(cookie);
  };

  const once = (url: URL, options: ClientRequest): Promise<ClientAnswer> =>
    new Promise((resolve, reject) => {
      const cookies = options.omitCookies === true ? [] : matching(url);
      const secure = url.protocol === 'https:';
      const send = (secure ? httpsRequest : httpRequest)(
        {
          host: '127.0.0.1',
          port: running.port,
          ...(secure ? { servername: url.hostname, ca: running.ca } : {}),
          method: options.method ?? 'GET',
          path: url.pathname + url.search,
          agent: secure ? httpsAgent : httpAgent,
          headers: {
            ...defaults,
            host: url.host,
            ...(cookies.length > 0
              ? { cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; ') }
              : {}),
            ...options.headers,
          },
        },
        (message: IncomingMessage) => {
          const chunks: Buffer[] = [];
          message.on('data', (chunk: Buffer) => chunks.push(chunk));
          message.on('error', reject);
          message.on('end', () => {
            for (const header of message.headers['set-cookie'] ?? []) store(url, header);
            const bytes = new Uint8Array(Buffer.concat(chunks));
            const text = new TextDecoder().decode(bytes);
            resolve({
              status: message.statusCode ?? 0,
              headers: message.headers,
              bytes,
              text,
              json: () => JSON.parse(text) as unknown,
            });
          });
        },
      );
      send.on('error', reject);
      send.end(options.body);
    });

  const fetch = async (address: string, options: ClientRequest = {}): Promise<ClientAnswer> => {
    let url = new URL(address);
    let answer = await once(url, options);
    for (let hops = 0; options.follow === true && hops < 10; hops += 1) {
      const { location } = answer.headers;
      if (location === undefined || answer.status < 300 || answer.status > 399) break;
      url = new URL(location, url);
      const keeps = answer.status === 307 || answer.status === 308;
      answer = await once(url, keeps ? options : { headers: options.headers ?? {} });
    }
    return answer;
  };

  return {
    fetch,
    post: (url, form, options = {}) =>
      fetch(url, {
        method: 'POST',
        ...options,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...options.headers },
        body: new URLSearchParams(form).toString(),
      }),
    cookies: (host) =>
      Object.fromEntries(matching(new URL(`https://${host}/`)).map((one) => [one.name, one.value])),
    clearCookies: () => {
      jar = [];
    },
  };
}
