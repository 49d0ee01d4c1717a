import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import {
  jsonAnswer,
  parseCookies,
  parseMultipart,
  setCookie,
  textAnswer,
} from '../../platforms/core/answers.ts';
import { createClient } from '../../platforms/core/client.ts';
import type { PracticeClient } from '../../platforms/core/client.ts';
import { html, raw, scriptJson } from '../../platforms/core/html.ts';
import { CONTROL_HOST, startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';
import type { PracticeClock, PracticePlatform } from '../../platforms/core/types.ts';
import { createIntranet } from '../../platforms/intranet/intranet.ts';

/** The smallest platform: it counts what reaches it. */
function createCounter(clock: PracticeClock): PracticePlatform & { count: () => number } {
  let count = 0;
  return {
    id: 'xurrent',
    hosts: ['counter.example'],
    faultKinds: ['sour'],
    count: () => count,
    handle: (request, faults) => {
      count += 1;
      if (faults.take('sour', request)) return textAnswer(418, 'sour');
      return request.path === '/text'
        ? textAnswer(200, request.url.href)
        : jsonAnswer(200, { count, now: clock.now(), path: request.path, body: request.text() });
    },
    reset: () => {
      count = 0;
    },
    describe: () => [],
    snapshot: () => ({ count }),
    act: (_host, action) => {
      if (action !== 'jump') throw new Error(`unknown ${action}`);
      count += 10;
      return count;
    },
  };
}

let running: RunningPlatforms;
let client: PracticeClient;

beforeAll(async () => {
  running = await startPlatforms({ platforms: (clock) => [createCounter(clock), createIntranet(clock)] });
});
afterAll(() => running.stop());
beforeEach(() => {
  running.reset();
  client = createClient(running);
});

const url = 'https://counter.example';
const fault = (kind: string, more = {}) => running.control('counter.example').setFault({ kind, ...more });
const count = () => (running.control('counter.example').snapshot() as { count: number }).count;

describe('one port', () => {
  test('speaks TLS with a certificate for every host, and plain HTTP', async () => {
    expect((await client.fetch(`${url}/text`)).text).toBe('https://counter.example/text');
    expect((await client.fetch('http://counter.example/text')).text).toBe('http://counter.example/text');
    expect((await client.fetch('https://intranet.acme.example/mail')).status).toBe(200);
  });

  test('refuses a host that no platform serves', async () => {
    const answer = await client.fetch('http://nobody.example/');
    expect(answer.status).toBe(421);
  });

  test('tunnels as a proxy, so that a browser needs no privileged port', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(running.port, '127.0.0.1', () => {
        socket.write('CONNECT counter.example:443 HTTP/1.1\r\nHost: counter.example:443\r\n\r\n');
      });
      socket.on('error', reject);
      socket.once('data', (reply) => {
        if (!reply.toString().startsWith('HTTP/1.1 200')) reject(new Error(reply.toString()));
        const tls = connectTls({ socket, servername: 'counter.example', ca: running.ca }, () => {
          tls.write('GET /text HTTP/1.1\r\nHost: counter.example\r\nConnection: close\r\n\r\n');
        });
        let seen = '';
        tls.on('error', reject);
        tls.on('data', (part: Buffer) => {
          seen += part.toString();
        });
        tls.on('end', () => resolve(seen));
      });
    });
    expect(text).toContain('https://counter.example/text');
  });

  test('keeps the path as it was sent', async () => {
    const answer = await client.fetch(`${url}/a%2Fb/%c3%a4?q=%20`);
    expect(answer.json()).toMatchObject({ path: '/a%2Fb/%c3%a4' });
    expect(running.requests()[0]?.path).toBe('/a%2Fb/%c3%a4?q=%20');
  });

  test('refuses a path that is no text before any platform sees it', async () => {
    expect((await client.fetch(`${url}/%e4`)).status).toBe(400);
    expect(count()).toBe(0);
  });
});

describe('the log', () => {
  test('has every request with its headers and body, but not those to the control host', async () => {
    await client.fetch(`${url}/x`, { method: 'POST', body: 'hello', headers: { 'X-Mine': '1' } });
    await client.fetch(`https://${CONTROL_HOST}/requests`);
    expect(running.requests()).toMatchObject([
      { host: 'counter.example', method: 'POST', path: '/x', status: 200, body: 'hello', protocol: 'https' },
    ]);
    expect(running.requests()[0]?.headers).toMatchObject({ 'x-mine': '1' });
    running.clearRequests();
    expect(running.requests()).toEqual([]);
  });
});

describe('faults', () => {
  test('an unknown kind is refused when it is set', () => {
    expect(() => fault('nonsense')).toThrow(/unknown fault nonsense; known here: .*drop.*sour/);
  });

  test('hit so many times, after so many, on the path and method that are named', async () => {
    fault('sour', { times: 1, after: 1, path: '/here', method: 'post' });
    const status = async (path: string, method: string) =>
      (await client.fetch(url + path, { method })).status;
    expect(await status('/there', 'POST')).toBe(200);
    expect(await status('/here', 'GET')).toBe(200);
    expect(await status('/here', 'POST')).toBe(200);
    expect(await status('/here', 'POST')).toBe(418);
    expect(await status('/here', 'POST')).toBe(200);
  });

  test('drop leaves no effect, drop-after-effect does', async () => {
    fault('drop', { times: 1 });
    await expect(client.fetch(url)).rejects.toThrow(/socket hang up/);
    expect(count()).toBe(0);
    fault('drop-after-effect', { times: 1 });
    await expect(client.fetch(url)).rejects.toThrow(/socket hang up/);
    expect(count()).toBe(1);
    expect(running.requests().map((one) => one.fault)).toEqual(['drop', 'drop-after-effect']);
  });

  test('truncated JSON parses badly, a cut line fails, an empty body is empty', async () => {
    fault('truncated-json', { times: 1 });
    const cut = await client.fetch(url);
    expect(cut.status).toBe(200);
    expect(() => cut.json()).toThrow(SyntaxError);
    fault('cut-off', { times: 1 });
    await expect(client.fetch(url)).rejects.toThrow(/aborted/);
    fault('empty-body', { times: 1 });
    expect((await client.fetch(url)).text).toBe('');
    fault('truncated-json', { times: 1 });
    expect((await client.fetch(`${url}/text`)).text).toBe(`${url}/text`);
  });

  test('slow waits before the platform sees the request', async () => {
    fault('slow', { ms: 400, times: 1, path: '/late' });
    const answers = await Promise.all([client.fetch(`${url}/late`), client.fetch(`${url}/soon`)]);
    expect(answers.map((one) => one.json())).toMatchObject([
      { path: '/late', count: 2 },
      { path: '/soon', count: 1 },
    ]);
  });

  test('reset switches off faults and brings back state, clock and log', async () => {
    fault('sour');
    running.clock.advance(3_600_000);
    await client.fetch(url);
    running.reset();
    expect((await client.fetch(url)).json()).toMatchObject({ count: 1 });
    expect(running.requests()).toHaveLength(1);
    expect(Math.abs(running.clock.now() - Date.now())).toBeLessThan(60_000);
  });
});

describe('control over HTTP', () => {
  const control = (path: string, body: unknown, headers = {}) =>
    client.fetch(`https://${CONTROL_HOST}${path}`, { method: 'POST', body: JSON.stringify(body), headers });

  test('sets faults, acts, moves the clock and shows state and requests', async () => {
    await control('/fault', { host: 'counter.example', fault: { kind: 'sour', times: 1, path: '/^\\/a$/' } });
    expect((await client.fetch(`${url}/b`)).status).toBe(200);
    expect((await client.fetch(`${url}/a`)).status).toBe(418);
    expect((await control('/act', { host: 'counter.example', action: 'jump' })).json()).toEqual({
      result: 12,
    });
    expect((await control('/state', { host: 'counter.example' })).json()).toEqual({ count: 12 });
    const before = running.clock.now();
    await control('/clock', { ms: 60_000 });
    expect(running.clock.now() - before).toBeGreaterThanOrEqual(60_000);
    expect((await control('/requests', { host: 'counter.example' })).json()).toHaveLength(2);
    await control('/reset', {});
    expect(count()).toBe(0);
  });

  test('answers mistakes with 400 and pages with 403', async () => {
    const mistake = await control('/fault', { host: 'counter.example', fault: { kind: 'nonsense' } });
    expect(mistake.status).toBe(400);
    expect((await control('/state', { host: 'nobody.example' })).status).toBe(400);
    expect((await control('/reset', {}, { origin: 'https://intranet.acme.example' })).status).toBe(403);
  });
});

describe('the intranet', () => {
  test('shows given text as text, and redirects where it is told', async () => {
    const text = '<b>x</b> & "y"';
    const page = await client.fetch(`https://intranet.acme.example/mail?text=${encodeURIComponent(text)}`);
    expect(page.text).toContain('&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot;');
    const redirect = await client.fetch(
      'https://intranet.acme.example/redirect?to=https%3A%2F%2Fa.example%2F&status=307',
    );
    expect([redirect.status, redirect.headers.location]).toEqual([307, 'https://a.example/']);
  });
});

describe('the hostile host', () => {
  const hostile = 'https://jira.hostile.example';

  test('says that it is a Jira, in its pages and in its answers', async () => {
    const page = await client.fetch(`${hostile}/secure/admin/x.jspa?attack=overlay`);
    expect(page.text).toMatch(/name="application-name"\s+content="JIRA"/);
    expect(page.text).toContain("cover.id = 'cover'");
    const info = await client.fetch(`${hostile}/rest/api/2/serverInfo`);
    expect(info.json()).toMatchObject({ deploymentType: 'Server', baseUrl: 'https://acme.atlassian.net' });
  });

  test('shows a lookalike only when asked', async () => {
    const page = async (attack: string) =>
      (await client.fetch(`${hostile}/secure/admin/x.jspa?attack=${attack}`)).text;
    expect(await page('lookalike')).toContain('id="lookalike"');
    expect(await page('click')).not.toContain('id="lookalike"');
  });
});

describe('small tools', () => {
  test('templates escape values and keep markup', () => {
    expect(
      html`<p title="${'"<'}">${['a', raw('<i>b</i>'), html`<b>${'&'}</b>`]}${false}${null}</p>`.markup,
    ).toBe('<p title="&quot;&lt;">a<i>b</i><b>&amp;</b></p>');
    expect(scriptJson({ a: '</script>' }).markup).toBe('{"a":"\\u003c/script>"}');
  });

  test('cookies are read and written', () => {
    expect({ ...parseCookies('a=1; b=x=y; a=2; broken') }).toEqual({ a: '1', b: 'x=y' });
    expect(
      setCookie('a', '1', { httpOnly: true, secure: true, sameSite: 'None', maxAge: 5, path: '/p' }),
    ).toEqual(['Set-Cookie', 'a=1; Max-Age=5; Path=/p; Secure; HttpOnly; SameSite=None']);
  });

  test('multipart bodies are read byte by byte, and refused when cut', () => {
    const body = Buffer.concat([
      Buffer.from('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'),
      Buffer.from(
        '--x\r\nContent-Disposition: form-data; name="f"; filename="é.bin"\r\nContent-Type: image/png\r\n\r\n',
      ),
      Buffer.from([0, 13, 10, 255]),
      Buffer.from('\r\n--x--\r\n'),
    ]);
    const parts = parseMultipart('multipart/form-data; boundary=x', new Uint8Array(body));
    expect(parts).toEqual([
      { name: 'a', data: new Uint8Array(Buffer.from('1')) },
      { name: 'f', fileName: 'é.bin', contentType: 'image/png', data: new Uint8Array([0, 13, 10, 255]) },
    ]);
    expect(
      parseMultipart('multipart/form-data; boundary=x', new Uint8Array(body.subarray(0, 60))),
    ).toBeUndefined();
    expect(parseMultipart('application/json', new Uint8Array())).toBeUndefined();
  });
});
