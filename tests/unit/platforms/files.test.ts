import { describe, expect, test } from 'vitest';

import { createFakeClock } from '@/utils/base/clock.ts';
import { platformIds } from '@/utils/domain/platform.ts';
import type { AttachmentContent } from '@/utils/domain/sync.ts';
import { blobOf, cleanFileName, cleanFileType, rangeStart, skipTo } from '@/utils/platforms/files.ts';
import { createRemembered, shortName } from '@/utils/platforms/remembered.ts';
import { createSendDownload, createSendRequest, path } from '@/utils/platforms/request.ts';
import type { OutgoingRequest, RequestLogEntry } from '@/utils/platforms/request.ts';
import { createSyncPlatforms } from '@/utils/platforms/sync-registry.ts';

import { createParts, patient } from './practice.ts';

const ask: OutgoingRequest = {
  purpose: 'test: file',
  base: 'https://acme.example',
  path: path`/file/1`,
  credentials: { kind: 'none' },
  accept: '*/*',
};

/** A network that gives one answer and remembers how it was asked. */
function network(answer: (init: RequestInit) => Response, timeLimit?: number) {
  const asked: RequestInit[] = [];
  const log: RequestLogEntry[] = [];
  const parts = {
    fetch: (_url: string, init: RequestInit) => {
      asked.push(init);
      return Promise.resolve(answer(init));
    },
    clock: createFakeClock(0),
    log: (entry: RequestLogEntry) => log.push(entry),
  };
  return {
    asked,
    log,
    send: createSendRequest(parts),
    download: timeLimit === undefined ? createSendDownload(parts) : createSendDownload(parts, timeLimit),
  };
}

const contentOf = (parts: readonly number[], size: number): AttachmentContent => ({
  name: 'a.bin',
  type: 'text/html; charset=x',
  size,
  async *chunks() {
    for (const length of parts) yield new Uint8Array(length).fill(length);
  },
});

async function gather(chunks: AsyncIterable<Uint8Array>): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const chunk of chunks) found.push(...chunk);
  return found;
}

async function* chunksOf(...parts: readonly number[][]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Uint8Array.from(part);
}

describe('names of files', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\a.txt', 'a.txt'],
    ['a\u0000b\n.txt', 'ab.txt'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['..', 'file'],
    ['', 'file'],
    ['größe 漢字 😀.png', 'größe 漢字 😀.png'],
  ])('%j is %j', (name, clean) => {
    expect(cleanFileName(name)).toBe(clean);
    expect(cleanFileName(clean)).toBe(clean);
  });

  test('long ones keep their ending', () => {
    const clean = cleanFileName(`${'x'.repeat(400)}.tar`);
    expect(clean).toHaveLength(255);
    expect(clean.endsWith('x.tar')).toBe(true);
  });

  test.each([
    ['image/PNG', 'image/png'],
    ['text/html; charset=x', 'application/octet-stream'],
    ['a\r\nX-Evil: 1', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('of the type %j are sent as %j', (type, clean) => {
    expect(cleanFileType(type)).toBe(clean);
  });
});

describe('content of files', () => {
  test('is as long as announced, or is not sent', async () => {
    const blob = await blobOf(contentOf([3, 4], 7), patient());
    expect(blob.size).toBe(7);
    expect(blob.type).toBe('application/octet-stream');
    await expect(blobOf(contentOf([3, 4], 8), patient())).rejects.toMatchObject({
      reason: 'sync/attachment-damaged',
    });
    await expect(blobOf(contentOf([3, 4], 6), patient())).rejects.toMatchObject({
      reason: 'sync/attachment-damaged',
    });
  });

  test('of a liar is read no further than announced', async () => {
    let read = 0;
    const endless: AttachmentContent = {
      ...contentOf([], 10),
      async *chunks() {
        for (;;) {
          read += 1;
          yield new Uint8Array(4);
        }
      },
    };
    await expect(blobOf(endless, patient())).rejects.toMatchObject({ reason: 'sync/attachment-damaged' });
    expect(read).toBe(3);
  });

  test('goes out as it is, with its type, and a form with the browser’s', async () => {
    const { send, asked } = network(
      () => new Response('{}', { headers: { 'Content-Type': 'application/json' } }),
    );
    const blob = new Blob(['x'], { type: 'image/png' });
    await send({ ...ask, method: 'POST', content: blob }, patient());
    const form = new FormData();
    form.append('file', blob, 'x.png');
    await send({ ...ask, method: 'POST', content: form }, patient());
    expect(asked[0]?.body).toBe(blob);
    expect(new Headers(asked[0]?.headers).get('content-type')).toBe('image/png');
    expect(asked[1]?.body).toBe(form);
    expect(new Headers(asked[1]?.headers).has('content-type')).toBe(false);
  });

  test('begins where it was asked to, wherever the answer begins', async () => {
    const whole = () => chunksOf([0, 1, 2], [3, 4], [5]);
    expect(await gather(skipTo(whole(), 0, 0))).toStrictEqual([0, 1, 2, 3, 4, 5]);
    expect(await gather(skipTo(whole(), 0, 4))).toStrictEqual([4, 5]);
    expect(await gather(skipTo(chunksOf([3, 4], [5]), 3, 4))).toStrictEqual([4, 5]);
    expect(await gather(skipTo(whole(), 0, 6))).toStrictEqual([]);
    expect(rangeStart(new Headers({ 'Content-Range': 'bytes 3-5/6' }))).toBe(3);
    expect(rangeStart(new Headers({ 'Content-Range': 'bytes */6' }))).toBeUndefined();
  });
});

describe('a download', () => {
  const streamed = (pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void) =>
    new Response(new ReadableStream<Uint8Array>({ pull }));

  test('passes bytes on as they come and tells the log how many', async () => {
    let turn = 0;
    const { download, log } = network(() =>
      streamed((controller) => {
        turn += 1;
        if (turn > 3) controller.close();
        else controller.enqueue(Uint8Array.of(turn));
      }),
    );
    const found = await download(ask, patient());
    if (!('download' in found)) throw new Error('no download');
    expect(await gather(found.download.chunks)).toStrictEqual([1, 2, 3]);
    expect(log).toMatchObject([{ status: 200, bytes: 3 }]);
  });

  test('that is refused is an answer', async () => {
    const { download } = network(() => new Response('gone', { status: 404 }));
    expect(await download(ask, patient())).toMatchObject({ answer: { status: 404, text: 'gone' } });
  });

  test('that is sent elsewhere is not followed', async () => {
    const { download } = network(() =>
      Object.defineProperties(new Response(null), {
        type: { value: 'opaqueredirect' },
        status: { value: 0 },
      }),
    );
    expect(await download(ask, patient())).toMatchObject({ answer: { kind: 'redirect' } });
  });

  test('whose time is up ends without error, with what came', async () => {
    const { download } = network((init) => {
      let turn = 0;
      return streamed((controller) => {
        turn += 1;
        if (turn === 1) {
          controller.enqueue(Uint8Array.of(1));
          return;
        }
        init.signal?.addEventListener('abort', () => controller.error(init.signal?.reason));
      });
    }, 30);
    const found = await download(ask, patient());
    if (!('download' in found)) throw new Error('no download');
    expect(await gather(found.download.chunks)).toStrictEqual([1]);
  });

  test('whose line is cut says so', async () => {
    const { download, log } = network(() => streamed((controller) => controller.error(new TypeError('cut'))));
    const found = await download(ask, patient());
    if (!('download' in found)) throw new Error('no download');
    await expect(gather(found.download.chunks)).rejects.toMatchObject({ code: 'platform/unreachable' });
    expect(log).toMatchObject([{ problem: 'platform/unreachable' }]);
  });

  test('that nobody reads to its end lets go of the line', async () => {
    let cancelled = false;
    const { download } = network(
      () =>
        new Response(
          new ReadableStream<Uint8Array>({
            pull: (controller) => controller.enqueue(Uint8Array.of(1)),
            cancel: () => {
              cancelled = true;
            },
          }),
        ),
    );
    const found = await download(ask, patient());
    if (!('download' in found)) throw new Error('no download');
    for await (const chunk of found.download.chunks) if (chunk.length > 0) break;
    expect(cancelled).toBe(true);
  });
});

describe('what adapters remember', () => {
  test('is what was used last', () => {
    const rows = createRemembered<number>(2);
    rows.set('a', 1);
    rows.set('b', 2);
    expect(rows.get('a')).toBe(1);
    rows.set('c', 3);
    expect([rows.get('a'), rows.get('b'), rows.get('c')]).toStrictEqual([1, undefined, 3]);
    rows.delete('a');
    expect(rows.get('a')).toBeUndefined();
  });

  test('has short names, all different for a hundred thousand rows', () => {
    const names = new Set(
      Array.from({ length: 100_000 }, (_none, index) => shortName(`row ${String(index)}`)),
    );
    expect(names.size).toBe(100_000);
    expect(Math.max(...[...names].map(({ length }) => length))).toBeLessThanOrEqual(11);
  });
});

test('sync can talk to every platform', () => {
  const { parts } = createParts({
    fetch: () => Promise.reject(new Error('nobody is to be asked')),
    cookies: { get: () => Promise.resolve(null) },
  });
  expect(Object.keys(createSyncPlatforms(parts)).sort()).toStrictEqual([...platformIds].sort());
});
