import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';

import { createFakeClock } from '@/utils/base/clock.ts';
import { errorCodes } from '@/utils/base/errors.ts';
import { platformIds } from '@/utils/domain/platform.ts';
import { createAdapters, probeInstance } from '@/utils/platforms/registry.ts';
import {
  createSendRequest,
  expectJson,
  path,
  plainDetail,
  retryAfterSeconds,
} from '@/utils/platforms/request.ts';
import type { Answer, OutgoingRequest, RequestLogEntry } from '@/utils/platforms/request.ts';
import { createSessionVault } from '@/utils/platforms/vault.ts';

import { createParts, patient } from './practice.ts';

const NOW = 1_790_000_000_000;
const base = 'https://acme.example';

const ask: OutgoingRequest = {
  purpose: 'test: ask',
  base,
  path: path`/rest/things`,
  credentials: { kind: 'none' },
};

/** A network that gives one answer and remembers how it was asked. */
function network(answer: () => Response | Promise<Response>) {
  const asked: { url: string; init: RequestInit }[] = [];
  const log: RequestLogEntry[] = [];
  const send = createSendRequest({
    fetch: async (url, init) => {
      asked.push({ url, init });
      return answer();
    },
    clock: createFakeClock(NOW),
    log: (entry) => log.push(entry),
  });
  return { send, asked, log };
}

const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json' },
    ...init,
  });
const html = (body: string, status = 200) =>
  new Response(body, { status, headers: { 'Content-Type': 'text/html;charset=UTF-8' } });

describe('how a request leaves', () => {
  test('without cookies, without referrer, following nothing, keeping nothing', async () => {
    const { send, asked } = network(() => json({}));
    await send(ask, patient());
    expect(asked[0]?.init).toMatchObject({
      method: 'GET',
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
  });

  test.each([
    [
      'session',
      { kind: 'session' as const, madeFor: 'https://other.example', headers: { 'X-UserToken': 'secret' } },
    ],
    ['bearer', { kind: 'bearer' as const, madeFor: 'https://other.example', token: 'secret' }],
    [
      'bearer of a look-alike',
      { kind: 'bearer' as const, madeFor: 'https://acme.example.evil', token: 'secret' },
    ],
    [
      'bearer of the other scheme',
      { kind: 'bearer' as const, madeFor: 'http://acme.example', token: 'secret' },
    ],
  ])('never with the %s of another origin', async (_name, credentials) => {
    const { send, asked } = network(() => json({}));
    await expect(send({ ...ask, credentials }, patient())).rejects.toMatchObject({
      code: 'platform/refused',
    });
    expect(asked).toHaveLength(0);
  });

  test.each(['ftp://acme.example', 'file:///etc/passwd', 'javascript:alert(1)'])(
    'never to %s',
    async (to) => {
      const { send, asked } = network(() => json({}));
      await expect(send({ ...ask, base: to }, patient())).rejects.toMatchObject({
        code: 'url/scheme-refused',
      });
      expect(asked).toHaveLength(0);
    },
  );

  test('never to an address with a user name in it', async () => {
    const { send, asked } = network(() => json({}));
    const request = { ...ask, base: 'https://admin:secret@acme.example' };
    await expect(send(request, patient())).rejects.toMatchObject({ code: 'url/credentials-refused' });
    expect(asked).toHaveLength(0);
  });

  test('below the base’s own path, with every value of the query encoded', async () => {
    const { send, asked } = network(() => json({}));
    const query = { jql: 'a = "b" & c', text: 'ü/../?' };
    await send({ ...ask, base: 'https://acme.example/jira', query }, patient());
    const url = new URL(asked[0]?.url ?? '');
    expect(url.pathname).toBe('/jira/rest/things');
    expect(Object.fromEntries(url.searchParams)).toStrictEqual(query);
  });

  test.each([
    '../../admin',
    '..',
    '.',
    '',
    'X?y=',
    '%2e%2e',
    'a/b',
    'a\\b',
    'a#b',
    'a\nb',
    '\u0000',
    'x'.repeat(501),
  ])('not with %j as part of its path', (part) => {
    expect(() => path`/rest/issue/${part}`).toThrow(expect.objectContaining({ code: 'platform/invalid-id' }));
  });

  test('with ordinary parts encoded', () => {
    expect(path`/x/${'SD-1'}/${'ä ö'}`).toBe('/x/SD-1/%C3%A4%20%C3%B6');
  });
});

describe('how it ends', () => {
  test('a redirect is not followed and becomes "signed out"', async () => {
    const { send, asked } = network(() =>
      Object.defineProperties(new Response(null), {
        type: { value: 'opaqueredirect' },
        status: { value: 0 },
      }),
    );
    const answer = await send(ask, patient());
    expect(() => expectJson(answer, z.object({}), NOW)).toThrow(
      expect.objectContaining({ code: 'platform/signed-out' }),
    );
    expect(asked).toHaveLength(1);
  });

  test('an answer that takes too long is a timeout', async () => {
    const send = createSendRequest(
      {
        // A server that never answers: only the signal ends it.
        fetch: (_url, init) =>
          new Promise((_resolve, reject) => {
            init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
          }),
        clock: createFakeClock(NOW),
      },
      1,
    );
    await expect(send(ask, patient())).rejects.toMatchObject({
      code: 'platform/timeout',
      detail: 'acme.example',
    });
  });

  test('who asks may give up, and hears the own reason', async () => {
    const controller = new AbortController();
    const reason = new Error('the wizard was closed');
    const send = createSendRequest({
      fetch: (_url, init) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
          controller.abort(reason);
        }),
      clock: createFakeClock(NOW),
    });
    await expect(send(ask, controller.signal)).rejects.toBe(reason);
  });

  test('given up before it began, it does not leave at all', async () => {
    const { send, asked } = network(() => json({}));
    await expect(send(ask, AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
    expect(asked).toHaveLength(0);
  });

  test('an announced size above the limit is refused before it is read', async () => {
    const cancelled = vi.fn<() => void>();
    const body = new ReadableStream({ cancel: cancelled });
    const { send } = network(
      () =>
        new Response(body, { headers: { 'Content-Length': '3000000', 'Content-Type': 'application/json' } }),
    );
    await expect(send(ask, patient())).rejects.toMatchObject({ code: 'platform/answer-too-large' });
    expect(cancelled).toHaveBeenCalledOnce();
  });

  test('an endless answer is cut at the limit, whatever it announced', async () => {
    let pulled = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const { send } = network(() => new Response(body, { headers: { 'Content-Type': 'application/json' } }));
    await expect(send({ ...ask, maximumBytes: 10_000 }, patient())).rejects.toMatchObject({
      code: 'platform/answer-too-large',
    });
    expect(pulled).toBeLessThan(20);
  });

  test('exactly the limit still passes', async () => {
    const { send } = network(() => json(`"${'x'.repeat(98)}"`));
    const answer = await send({ ...ask, maximumBytes: 100 }, patient());
    expect(expectJson(answer, z.string(), NOW)).toHaveLength(98);
  });

  test('letters that fall between two pieces of the body stay whole', async () => {
    const bytes = new TextEncoder().encode('"äöü"');
    const body = new ReadableStream({
      start: (controller) => {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const { send } = network(() => new Response(body, { headers: { 'Content-Type': 'application/json' } }));
    expect(expectJson(await send(ask, patient()), z.string(), NOW)).toBe('äöü');
  });
});

describe('what an answer is worth', () => {
  const judge = async (response: Response) => {
    const { send } = network(() => response);
    const answer = await send(ask, patient());
    return () => expectJson(answer, z.object({ id: z.string() }), NOW);
  };

  test.each<[string, Response, string, string?]>([
    [
      'a login page with 200',
      html('<title>Log in</title><form><input type="password"></form>'),
      'platform/signed-out',
    ],
    [
      'a page that leads to the identity provider',
      html('<script>window.location = "/sso"</script>'),
      'platform/signed-out',
    ],
    [
      'a block page with 200',
      html('<title>Access denied by proxy</title>'),
      'platform/not-json',
      'Access denied by proxy',
    ],
    ['401', json({ message: 'no' }, { status: 401 }), 'platform/signed-out'],
    ['403', json({ errorMessages: ['You may not.'] }, { status: 403 }), 'platform/refused', 'You may not.'],
    ['403 of a filter', html('<html><body>XSRF check failed</body></html>', 403), 'platform/xsrf'],
    ['404 of the older filter', new Response('XSRF check failed', { status: 404 }), 'platform/xsrf'],
    ['404', json({ errorMessages: ['Issue Does Not Exist'] }, { status: 404 }), 'platform/not-found'],
    ['429 without a delay', json({}, { status: 429 }), 'platform/rate-limited'],
    ['500', json({}, { status: 500 }), 'platform/unavailable'],
    ['502 of a gateway', html('<title>Bad Gateway</title>', 502), 'platform/unavailable', 'Bad Gateway'],
    [
      '409',
      json({ error: { message: 'Conflict', detail: 'Edited meanwhile' } }, { status: 409 }),
      'platform/refused',
      'Edited meanwhile',
    ],
    ['an empty body', new Response('', { status: 200 }), 'platform/not-json'],
    ['half of a JSON body', json('{"id":"1', {}), 'platform/not-json'],
    [
      'JSON that is called text',
      new Response('{"id":"1"}', { headers: { 'Content-Type': 'text/plain' } }),
      'platform/not-json',
    ],
    ['another shape', json({ id: 1 }), 'platform/answer-unexpected', 'acme.example: id'],
    ['an array', json([]), 'platform/answer-unexpected'],
  ])('%s is no data', async (_name, response, code, detail) => {
    const read = await judge(response);
    expect(read).toThrow(expect.objectContaining({ code, ...(detail === undefined ? {} : { detail }) }));
    expect(errorCodes).toContain(code);
  });

  test('what fits is taken, and nothing beside it', async () => {
    const read = await judge(json({ id: '1', SessionToken: 'secret', __proto__: { admin: true } }));
    expect(read()).toStrictEqual({ id: '1' });
  });

  test('what the platform says of itself comes before what is concluded in general', async () => {
    const { send } = network(() => json({}, { status: 401 }));
    const answer: Answer = await send(ask, patient());
    const own = new Error('own');
    expect(() => expectJson(answer, z.object({}), NOW, () => own as never)).toThrow(own);
  });
});

test.each([
  ['120', 120],
  ['0', 0],
  [new Date(NOW + 90_000).toUTCString(), 90],
  [new Date(NOW - 90_000).toUTCString(), 0],
  ['soon', undefined],
  ['-5', undefined],
  ['', undefined],
])('Retry-After %j asks for %s seconds', (value, seconds) => {
  expect(retryAfterSeconds(new Headers({ 'Retry-After': value }), NOW)).toBe(seconds);
});

test('a platform’s words become one short plain line', () => {
  expect(plainDetail('<h1>No</h1>\n<script>alert(1)</script> \u202Eright\u0000')).toBe('No right');
  expect(plainDetail('x'.repeat(400))).toHaveLength(300);
});

test('the log tells purpose, origin and outcome of every request, failures too', async () => {
  const answered = network(() => json({ id: 'secret' }));
  const credentials = { kind: 'bearer' as const, madeFor: base, token: 'very-secret' };
  await answered.send({ ...ask, query: { q: 'secret' }, credentials }, patient());
  expect(answered.log).toStrictEqual([{ purpose: 'test: ask', origin: base, ms: 0, status: 200, bytes: 15 }]);
  const broken = network(() => Promise.reject(new TypeError('Failed to fetch')));
  await expect(broken.send(ask, patient())).rejects.toMatchObject({ code: 'platform/unreachable' });
  expect(broken.log).toStrictEqual([
    { purpose: 'test: ask', origin: base, ms: 0, bytes: 0, problem: 'platform/unreachable' },
  ]);
});

describe('the registry', () => {
  const offline = {
    fetch: () => Promise.reject(new TypeError('offline')),
    cookies: { get: () => Promise.resolve(null) },
  };

  test('knows every platform and makes no request by itself', () => {
    const adapters = createAdapters(createParts(offline).parts);
    expect(Object.keys(adapters).sort()).toStrictEqual([...platformIds].sort());
    for (const id of platformIds) expect(adapters[id].ids).toContain(id);
  });

  test('an address that nobody answers at is unreachable, not "none of ours"', async () => {
    const adapters = createAdapters(createParts(offline).parts);
    await expect(
      probeInstance(adapters, new URL('https://nowhere.example/'), patient()),
    ).rejects.toMatchObject({ code: 'platform/unreachable' });
  });

  test('a page that is none of the four is told apart, without credentials and in few requests', async () => {
    const asked: RequestInit[] = [];
    const adapters = createAdapters(
      createParts({
        ...offline,
        fetch: (_url, init) => {
          asked.push(init ?? {});
          return Promise.resolve(html('<title>Welcome to nginx!</title>'));
        },
      }).parts,
    );
    expect(await probeInstance(adapters, new URL('https://intranet.example/x'), patient())).toBeUndefined();
    expect(asked.map(({ credentials }) => credentials)).toStrictEqual(asked.map(() => 'omit'));
    expect(asked.length).toBeLessThanOrEqual(3);
  });
});

test('the vault keeps one token an instance in the session’s memory, and forgets on demand', async () => {
  const memory = new Map<string, unknown>();
  const vault = createSessionVault({
    get: (key) => Promise.resolve(memory.has(key) ? { [key]: memory.get(key) } : {}),
    set: (items) => Promise.resolve(Object.entries(items).forEach(([key, value]) => memory.set(key, value))),
    remove: (key) => Promise.resolve(void memory.delete(key)),
  });
  await vault.put('https://a.example', 'one');
  await vault.put('https://b.example', 'two');
  expect(await vault.get('https://a.example')).toBe('one');
  await vault.remove('https://a.example');
  expect(await vault.get('https://a.example')).toBeUndefined();
  expect(await vault.get('https://b.example')).toBe('two');
});
