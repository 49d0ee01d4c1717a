import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createNetServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

import { createPlatforms } from '../registry.ts';
import { jsonAnswer, parseCookies } from './answers.ts';
import { createCertificates } from './certificates.ts';
import { createClock } from './clock.ts';
import { createFaultBoard } from './faults.ts';
import type { FaultBoard } from './faults.ts';
import type {
  Fault,
  LoggedRequest,
  PracticeClock,
  PracticePlatform,
  PracticeRequest,
  PracticeResponse,
} from './types.ts';

/** Where tests and the guided tour steer the platforms over HTTP; answered on loopback only. */
export const CONTROL_HOST = 'control.practice.example';

const BODY_LIMIT = 256 * 1024 * 1024;
const LOG_LIMIT = 50_000;
const LOGGED_BODY = 64 * 1024;

export interface StartOptions {
  /** The port on 127.0.0.1; 0 (the default) takes a free one. */
  port?: number;
  /** More ports with the same content, such as 80 beside 443. */
  morePorts?: readonly number[];
  /** What is served; all platforms of the registry by default. */
  platforms?: (clock: PracticeClock) => readonly PracticePlatform[];
}

/** Steers one host. */
export interface HostControl {
  readonly platform: PracticePlatform;
  /** Switches a fault on for this host. Throws on a kind that the platform does not know. */
  setFault(fault: Fault): void;
  clearFaults(kind?: string): void;
  snapshot(): unknown;
  act(action: string, input?: unknown): unknown;
}

export interface RunningPlatforms {
  /** TLS, plain HTTP and HTTP proxying (CONNECT and absolute addresses) share this port. */
  readonly port: number;
  /** PEM of the authority that signed the certificate. */
  readonly ca: string;
  /** For Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spki: string;
  readonly hosts: readonly string[];
  readonly platforms: readonly PracticePlatform[];
  readonly clock: PracticeClock;
  /** Throws when no platform serves the host. */
  control(host: string): HostControl;
  /** The requests served so far, oldest first, without those to the control host. */
  requests(): readonly LoggedRequest[];
  clearRequests(): void;
  /** State, faults, clock and log as after the start. */
  reset(): void;
  stop(): Promise<void>;
}

function readBody(message: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > BODY_LIMIT) {
        reject(new Error('body too large'));
        message.destroy();
        return;
      }
      chunks.push(chunk);
    });
    message.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    message.on('error', reject);
  });
}

function toRequest(message: IncomingMessage, body: Uint8Array, secure: boolean): PracticeRequest | undefined {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
  }
  const target = message.url ?? '/';
  const absolute = /^https?:\/\//i.test(target)
    ? target
    : `${secure ? 'https' : 'http'}://${message.headers.host ?? ''}${target.startsWith('/') ? target : '/'}`;
  if (!URL.canParse(absolute)) return undefined;
  const rawTarget = absolute.replace(/^https?:\/\/[^/?#]*/i, '');
  const text = () => new TextDecoder().decode(body);
  return {
    method: message.method ?? 'GET',
    url: new URL(absolute),
    path: rawTarget.split(/[?#]/, 1)[0] || '/',
    headers,
    cookies: parseCookies(message.headers.cookie),
    body,
    text,
    json: () => JSON.parse(text()) as unknown,
    form: () => new URLSearchParams(text()),
  };
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function isWellFormed(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function responseBytes(response: PracticeResponse): Buffer {
  return Buffer.from(response.body ?? '');
}

function isJson(response: PracticeResponse): boolean {
  const headers = Array.isArray(response.headers) ? response.headers : Object.entries(response.headers ?? {});
  return headers.some(([name, value]) => name.toLowerCase() === 'content-type' && /json/i.test(value));
}

function send(reply: ServerResponse, response: PracticeResponse, method: string, bytes: Buffer): void {
  reply.statusCode = response.status;
  const headers = Array.isArray(response.headers) ? response.headers : Object.entries(response.headers ?? {});
  for (const [name, value] of headers) reply.appendHeader(name, value);
  const bodiless = response.status === 204 || response.status === 304 || method === 'HEAD';
  if (response.status !== 204 && response.status !== 304) reply.setHeader('Content-Length', bytes.length);
  reply.end(bodiless ? undefined : bytes);
}

function asFault(input: unknown): Fault {
  if (typeof input !== 'object' || input === null || !('kind' in input) || typeof input.kind !== 'string') {
    throw new Error('a fault needs a kind');
  }
  return input as Fault;
}

/** Starts every practice platform on 127.0.0.1 under the real host names. */
export async function startPlatforms(options: StartOptions = {}): Promise<RunningPlatforms> {
  const clock = createClock();
  const platforms = (options.platforms ?? createPlatforms)(clock);
  const byHost = new Map<string, { platform: PracticePlatform; faults: FaultBoard }>();
  for (const platform of platforms) {
    for (const host of platform.hosts) {
      if (byHost.has(host)) throw new Error(`two platforms serve ${host}`);
      byHost.set(host, { platform, faults: createFaultBoard(platform.faultKinds) });
    }
  }
  const hosts = [...byHost.keys()];
  // Only names below the practice hosts' own domains: enough for hosts that a test makes up.
  const wildcards = new Set(hosts.map((host) => `*.${host.split('.').slice(1).join('.')}`));
  const certificates = await createCertificates([...hosts, CONTROL_HOST, ...wildcards]);

  let log: LoggedRequest[] = [];
  let served = 0;

  const control = (host: string): HostControl => {
    const entry = byHost.get(host);
    if (!entry) throw new Error(`no practice platform serves ${host}`);
    return {
      platform: entry.platform,
      setFault: (fault) => entry.faults.set(fault),
      clearFaults: (kind) => entry.faults.clear(kind),
      snapshot: () => entry.platform.snapshot(host),
      act: (action, input) => entry.platform.act(host, action, input),
    };
  };

  const reset = () => {
    // First, so that no seed is of a later time than what follows.
    clock.reset();
    for (const platform of platforms) platform.reset();
    for (const { faults } of byHost.values()) faults.clear();
    log = [];
  };

  /** The control host: JSON in, JSON out. A page of a browser cannot call it, as it would send an Origin. */
  const handleControl = (request: PracticeRequest): PracticeResponse => {
    if (request.headers.has('origin')) return jsonAnswer(403, { error: 'not for pages' });
    try {
      const input = (request.method === 'POST' && request.body.length > 0 ? request.json() : {}) as {
        host?: string;
        fault?: unknown;
        kind?: string;
        action?: string;
        input?: unknown;
        ms?: number;
      };
      const host = input.host ?? request.url.searchParams.get('host') ?? '';
      switch (`${request.method} ${request.path}`) {
        case 'POST /fault':
          control(host).setFault(asFault(input.fault));
          return jsonAnswer(200, { ok: true });
        case 'POST /clear-faults':
          control(host).clearFaults(input.kind);
          return jsonAnswer(200, { ok: true });
        case 'POST /reset':
          reset();
          return jsonAnswer(200, { ok: true });
        case 'POST /clock':
          clock.advance(input.ms ?? 0);
          return jsonAnswer(200, { now: clock.now() });
        case 'POST /act':
          return jsonAnswer(200, { result: control(host).act(input.action ?? '', input.input) ?? null });
        case 'GET /state':
        case 'POST /state':
          return jsonAnswer(200, control(host).snapshot());
        case 'GET /requests':
        case 'POST /requests':
          return jsonAnswer(200, host === '' ? log : log.filter((entry) => entry.host === host));
        case 'POST /clear-requests':
          log = [];
          return jsonAnswer(200, { ok: true });
        case 'GET /':
          return jsonAnswer(
            200,
            platforms.map((platform) => ({
              id: platform.id,
              hosts: platform.hosts,
              instances: platform.describe(),
            })),
          );
        default:
          return jsonAnswer(404, { error: 'unknown control call' });
      }
    } catch (error) {
      return jsonAnswer(400, { error: error instanceof Error ? error.message : String(error) });
    }
  };

  const serve = async (message: IncomingMessage, reply: ServerResponse, secure: boolean): Promise<void> => {
    // Every answer carries the platform's own time.
    reply.setHeader('Date', new Date(clock.now()).toUTCString());
    const request = toRequest(message, await readBody(message), secure);
    if (!request) {
      send(reply, { status: 400 }, 'GET', Buffer.alloc(0));
      return;
    }
    const host = request.url.hostname;
    if (host === CONTROL_HOST) {
      const answer = handleControl(request);
      send(reply, answer, request.method, responseBytes(answer));
      return;
    }
    const entry = byHost.get(host);
    if (entry && request.path === '/favicon.ico') {
      // Browsers ask for it by themselves; it is nobody's request.
      send(reply, { status: 204 }, request.method, Buffer.alloc(0));
      return;
    }
    const record = (status: number, fault?: string) => {
      served += 1;
      log.push({
        n: served,
        at: clock.now(),
        protocol: secure ? 'https' : 'http',
        host,
        method: request.method,
        path: request.path + request.url.search,
        status,
        headers: Object.fromEntries(request.headers),
        body: new TextDecoder().decode(request.body.subarray(0, LOGGED_BODY)),
        ...(fault === undefined ? {} : { fault }),
      });
      if (log.length > LOG_LIMIT) log.splice(0, log.length - LOG_LIMIT);
    };
    if (!entry) {
      record(421);
      const answer: PracticeResponse = { status: 421, body: `no practice platform serves ${host}` };
      send(reply, answer, request.method, responseBytes(answer));
      return;
    }
    if (!isWellFormed(request.path)) {
      // No platform's own code sees such a path; what stands before it refuses.
      record(400);
      const answer: PracticeResponse = { status: 400, body: 'Bad Request' };
      send(reply, answer, request.method, responseBytes(answer));
      return;
    }
    const { platform, faults } = entry;
    const slow = faults.take('slow', request);
    if (slow) await wait(slow.ms ?? 1000);
    if (faults.take('drop', request)) {
      record(0, 'drop');
      message.socket.destroy();
      return;
    }
    let answer: PracticeResponse;
    try {
      answer = await platform.handle(request, faults);
    } catch (error) {
      // A mistake in a practice platform must not look like a fault of the platform.
      console.error(`practice platform ${platform.id}: ${request.method} ${request.url.href}`, error);
      answer = { status: 599, body: String(error) };
    }
    const late = faults.take('slow-answer', request);
    if (late) await wait(late.ms ?? 1000);
    if (faults.take('drop-after-effect', request)) {
      record(answer.status, 'drop-after-effect');
      message.socket.destroy();
      return;
    }
    let bytes = responseBytes(answer);
    if (isJson(answer)) {
      if (faults.take('cut-off', request)) {
        record(answer.status, 'cut-off');
        reply.writeHead(answer.status, {
          'Content-Type': 'application/json',
          'Content-Length': bytes.length,
        });
        reply.write(bytes.subarray(0, bytes.length >> 1), () => message.socket.destroy());
        return;
      }
      if (faults.take('truncated-json', request)) {
        record(answer.status, 'truncated-json');
        send(reply, answer, request.method, bytes.subarray(0, bytes.length >> 1));
        return;
      }
      if (faults.take('empty-body', request)) bytes = Buffer.alloc(0);
    }
    record(answer.status);
    send(reply, answer, request.method, bytes);
  };

  const listener = (secure: boolean) => (message: IncomingMessage, reply: ServerResponse) => {
    serve(message, reply, secure).catch((error: unknown) => {
      console.error('practice server:', error);
      reply.destroy();
    });
  };

  const timeouts = { keepAliveTimeout: 60_000, requestTimeout: 0 };
  const tls = createHttpsServer(
    { ...timeouts, cert: certificates.cert, key: certificates.key },
    listener(true),
  );
  const plain = createHttpServer(timeouts, listener(false));
  // Browsers abort handshakes and connections at will; that is no event worth a crash.
  tls.on('tlsClientError', () => undefined);
  const sockets = new Set<Socket>();

  /** TLS starts with the byte 22; everything else is HTTP in plain text. */
  const dispatch = (socket: Socket) => {
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === 22 ? tls : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  };
  // A browser may use this port as its proxy: then every host name leads here, whatever its port.
  plain.on('connect', (_message: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    dispatch(socket);
  });
  const onConnection = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    dispatch(socket);
  };

  const servers = await Promise.all(
    [options.port ?? 0, ...(options.morePorts ?? [])].map(
      (port) =>
        new Promise<ReturnType<typeof createNetServer>>((resolve, reject) => {
          const server = createNetServer(onConnection);
          server.once('error', reject);
          server.listen(port, '127.0.0.1', () => resolve(server));
        }),
    ),
  );

  const address = servers[0]?.address() as AddressInfo | undefined;
  if (!address) throw new Error('the practice server does not listen');

  return {
    port: address.port,
    ca: certificates.ca,
    spki: certificates.spki,
    hosts,
    platforms,
    clock,
    control,
    requests: () => log,
    clearRequests: () => {
      log = [];
    },
    reset,
    stop: async () => {
      const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}
