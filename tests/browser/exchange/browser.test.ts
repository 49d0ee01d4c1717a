import { afterEach, expect, test, vi } from 'vitest';

import { randomId } from '@/utils/base/bytes.ts';
import type { Exchange } from '@/utils/domain/exchange.ts';
import { createBrowserExchange } from '@/utils/exchange/browser.ts';
import { createStore, type Store } from '@/utils/store/store.ts';

import { describeExchange } from './contract.ts';

const marker = { read: async () => false, write: async () => undefined };
const opened: { exchange: ReturnType<typeof createBrowserExchange>; store: Store }[] = [];

/** A context of the profile: its own connection to the product's own database. */
function openContext(name: string, maxMessages?: number) {
  const store = createStore({ name, marker });
  const exchange = createBrowserExchange(store, maxMessages === undefined ? {} : { maxMessages });
  const context = { exchange, store };
  opened.push(context);
  return context;
}

async function closeAll(): Promise<void> {
  for (const { exchange, store } of opened.splice(0)) {
    exchange.close();
    await store.close();
  }
}

afterEach(async () => {
  vi.restoreAllMocks();
  await closeAll();
});

describeExchange('browser', async () => {
  const name = `exchange-${randomId()}`;
  return {
    room: 40,
    ordered: true,
    open: async (): Promise<Exchange> => openContext(name, 40).exchange,
    close: closeAll,
  };
});

const { signal } = new AbortController();
const boxOf = () => ({ connectionId: randomId(), to: 'destination' }) as const;

test('what is put or acknowledged is flushed, not merely handed to the system', async () => {
  const { exchange } = openContext(`exchange-${randomId()}`);
  const box = boxOf();
  const message = { id: randomId(), body: Uint8Array.of(1) };
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  await exchange.put(box, message, signal);
  await exchange.list(box, { limit: 1 }, signal);
  await exchange.ack(box, message.id, signal);
  expect(transaction.mock.calls.filter(([stores]) => [stores].flat().includes('exchange'))).toMatchObject([
    [['exchange'], 'readwrite', { durability: 'strict' }],
    [['exchange'], 'readonly', {}],
    [['exchange'], 'readwrite', { durability: 'strict' }],
  ]);
});

test('a put that is aborted in the middle of its transaction leaves nothing', async () => {
  const name = `exchange-${randomId()}`;
  const { exchange, store } = openContext(name);
  const box = boxOf();
  await store.database();
  const controller = new AbortController();
  const reason = new Error('enough');
  // Counting is what comes last before the row is written.
  const count = vi.spyOn(IDBIndex.prototype, 'count').mockImplementation(function (this: IDBIndex, range) {
    count.mockRestore();
    const request = this.count(range);
    request.addEventListener('success', () => controller.abort(reason));
    return request;
  });
  await expect(exchange.put(box, { id: randomId(), body: Uint8Array.of(1) }, controller.signal)).rejects.toBe(
    reason,
  );
  expect(await exchange.list(box, { limit: 10 }, signal)).toEqual([]);
});

test('a list reads no bodies', async () => {
  const { exchange } = openContext(`exchange-${randomId()}`);
  const box = boxOf();
  for (let index = 0; index < 5; index++) {
    await exchange.put(box, { id: randomId(), body: new Uint8Array(200_000) }, signal);
  }
  const reads = [
    vi.spyOn(IDBObjectStore.prototype, 'get'),
    vi.spyOn(IDBObjectStore.prototype, 'getAll'),
    vi.spyOn(IDBObjectStore.prototype, 'openCursor'),
    vi.spyOn(IDBIndex.prototype, 'get'),
    vi.spyOn(IDBIndex.prototype, 'getAll'),
    vi.spyOn(IDBIndex.prototype, 'openCursor'),
  ];
  expect(await exchange.list(box, { limit: 10 }, signal)).toHaveLength(5);
  for (const read of reads) expect(read).not.toHaveBeenCalled();
});

test('a row that somebody spoiled is told to be corrupted, not handed on', async () => {
  const { exchange, store } = openContext(`exchange-${randomId()}`);
  const box = boxOf();
  const id = randomId();
  await exchange.put(box, { id, body: Uint8Array.of(1, 2, 3) }, signal);
  const db = await store.database();
  await db.put('exchange', { ...box, id, body: Uint8Array.of(1), order: 1, size: 3 });
  await expect(exchange.get(box, id, signal)).rejects.toThrow('store/corrupted');
});

test('a full disk is told as such, and the put can be made again', async () => {
  const { exchange } = openContext(`exchange-${randomId()}`);
  const box = boxOf();
  const message = { id: randomId(), body: Uint8Array.of(1) };
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await expect(exchange.put(box, message, signal)).rejects.toThrow('store/quota');
  await exchange.put(box, message, signal);
  expect(await exchange.list(box, { limit: 1 }, signal)).toHaveLength(1);
});

test('a database that the browser closed is opened again by the next call', async () => {
  const { exchange, store } = openContext(`exchange-${randomId()}`);
  const box = boxOf();
  await exchange.put(box, { id: randomId(), body: Uint8Array.of(1) }, signal);
  await store.close();
  expect(await exchange.list(box, { limit: 1 }, signal)).toHaveLength(1);
});

test('without BroadcastChannel a wait is still woken by its own context', async () => {
  const original = globalThis.BroadcastChannel;
  Reflect.set(globalThis, 'BroadcastChannel', undefined);
  try {
    const { exchange } = openContext(`exchange-${randomId()}`);
    const box = boxOf();
    const waiting = exchange.list(box, { limit: 1, wait: 60_000 }, signal);
    await exchange.put(box, { id: randomId(), body: Uint8Array.of(1) }, signal);
    expect(await waiting).toHaveLength(1);
  } finally {
    globalThis.BroadcastChannel = original;
  }
});

test('rubbish on the channel wakes nobody and breaks nothing', async () => {
  const { exchange } = openContext(`exchange-${randomId()}`);
  const channel = new BroadcastChannel('liaison-exchange');
  const heard = new Promise((resolve) => {
    const other = new BroadcastChannel('liaison-exchange');
    other.addEventListener('message', ({ data }) => {
      if (data === 'last') {
        other.close();
        resolve(undefined);
      }
    });
  });
  const box = boxOf();
  const waiting = exchange.list(box, { limit: 1, wait: 60_000 }, signal);
  for (const data of [null, 7, 'x', {}, { connectionId: 7, to: 'source' }, { ...box, more: 1 }, 'last']) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
    channel.postMessage(data);
  }
  await heard;
  channel.close();
  await exchange.put(box, { id: randomId(), body: Uint8Array.of(1) }, signal);
  expect(await waiting).toHaveLength(1);
});
