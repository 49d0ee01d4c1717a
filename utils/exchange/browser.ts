import type { DBSchema, IDBPDatabase, IDBPObjectStore } from 'idb';
import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import { type BoxAddress, type Exchange, type ExchangeMessage, MAX_BODY } from '@/utils/domain/exchange.ts';

/**
 * How a message lies in the object store `exchange`: keyPath `['connectionId', 'to', 'id']`, index `by-order` on
 * `['connectionId', 'to', 'order', 'size']`. `order` counts arrivals in a box while it is not empty.
 */
const Row = z.strictObject({
  connectionId: z.string(),
  to: z.enum(['source', 'destination']),
  id: z.string(),
  body: z.instanceof(Uint8Array<ArrayBuffer>),
  order: z.int(),
  size: z.int(),
});

interface ExchangeSchema extends DBSchema {
  exchange: {
    key: [string, string, string];
    value: z.infer<typeof Row>;
    indexes: { 'by-order': [string, string, number, number] };
  };
}

/** Whoever owns the database that holds the object store; asked each time, since a browser may close databases. */
export interface ExchangeDatabase {
  database(): Promise<Pick<IDBPDatabase, 'name'>>;
}

export interface BrowserExchangeOptions {
  /** Most messages of one box (at 256 KiB each at worst). */
  readonly maxMessages?: number;
}

/** Name of the channel on which contexts of one profile tell each other that a box has got something. */
const CHANNEL = 'liaison-exchange';
const Wake = z.strictObject({ connectionId: z.string(), to: z.enum(['source', 'destination']) });

const MESSAGE_ID = /^[\w-]{21}[AQgw]$/;

const keyOf = (box: BoxAddress, id: string): [string, string, string] => [box.connectionId, box.to, id];
// In the order of keys an array comes after every number, so this spans all orders and sizes.
const rangeOf = ({ connectionId, to }: BoxAddress): IDBKeyRange =>
  IDBKeyRange.bound([connectionId, to], [connectionId, to, []]);

function faultOf(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'QuotaExceededError') return new AppError('store/quota', undefined, { cause: error });
  return new AppError('store/unavailable', error.name, { cause: error });
}

/**
 * The `browser` exchange: messages between two instances that are both served by this profile, kept in IndexedDB.
 * What `put` and `ack` have done is flushed to disk when they resolve. A waiting `list` is woken by a put in any
 * context of the profile; where there is no BroadcastChannel, by puts of its own context only.
 */
export function createBrowserExchange(
  owner: ExchangeDatabase,
  { maxMessages = 1000 }: BrowserExchangeOptions = {},
): Exchange & { close(): void } {
  const waiting = new Set<{ readonly box: BoxAddress; readonly wake: () => void }>();
  let channel: BroadcastChannel | undefined;

  const wake = (box: BoxAddress) => {
    for (const waiter of waiting) {
      if (waiter.box.connectionId === box.connectionId && waiter.box.to === box.to) waiter.wake();
    }
  };

  /** Opened with the first put or wait: a background that wakes for something else does not pay for it. */
  function openChannel(): BroadcastChannel | undefined {
    if (channel === undefined && typeof BroadcastChannel === 'function') {
      channel = new BroadcastChannel(CHANNEL);
      channel.addEventListener('message', ({ data }) => {
        const told = Wake.safeParse(data);
        if (told.success) wake(told.data);
      });
    }
    return channel;
  }

  /** One transaction over the object store; aborted, with nothing done, when the signal is. */
  async function within<Mode extends 'readonly' | 'readwrite', Result>(
    mode: Mode,
    signal: AbortSignal,
    work: (store: IDBPObjectStore<ExchangeSchema, 'exchange'[], 'exchange', Mode>) => Promise<Result>,
  ): Promise<Result> {
    signal.throwIfAborted();
    // The owner's schema holds this store among others, which idb's types cannot say.
    const db = (await owner.database()) as unknown as IDBPDatabase<ExchangeSchema>;
    signal.throwIfAborted();
    let abort = () => undefined as void;
    try {
      const tx = db.transaction(['exchange'], mode, {
        durability: mode === 'readwrite' ? 'strict' : 'default',
      });
      tx.done.catch(() => undefined); // told below, by the await that belongs to it
      abort = () => {
        try {
          tx.abort();
        } catch {
          // Committed or aborted already: nothing is left to stop.
        }
      };
      signal.addEventListener('abort', abort);
      const result = await work(tx.objectStore('exchange'));
      await tx.done;
      return result;
    } catch (error) {
      abort();
      signal.throwIfAborted();
      throw faultOf(error);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  const readList = (box: BoxAddress, limit: number, signal: AbortSignal) =>
    within('readonly', signal, async (store) => {
      const found: { id: string; size: number }[] = [];
      let cursor = limit > 0 ? await store.index('by-order').openKeyCursor(rangeOf(box)) : null;
      while (cursor) {
        found.push({ id: cursor.primaryKey[2], size: cursor.key[3] });
        if (found.length >= limit) break;
        cursor = await cursor.continue();
      }
      return found;
    });

  /** A promise of the next put into a box, of the end of patience, or of the signal's reason. */
  function expectPut(box: BoxAddress, patience: number, signal: AbortSignal) {
    openChannel();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    promise.catch(() => undefined); // nobody may be waiting any more
    const waiter = { box, wake: resolve };
    const timer = setTimeout(resolve, patience);
    const stop = () => reject(signal.reason);
    waiting.add(waiter);
    signal.addEventListener('abort', stop);
    return {
      promise,
      cancel() {
        clearTimeout(timer);
        waiting.delete(waiter);
        signal.removeEventListener('abort', stop);
      },
    };
  }

  return {
    driver: 'browser',

    async put(box, { id, body }, signal) {
      if (!MESSAGE_ID.test(id)) throw new AppError('exchange/refused', 'id');
      if (body.length > MAX_BODY) throw new AppError('exchange/too-large', String(MAX_BODY));
      const stored = await within('readwrite', signal, async (store) => {
        if ((await store.getKey(keyOf(box, id))) !== undefined) return false;
        const index = store.index('by-order');
        if ((await index.count(rangeOf(box))) >= maxMessages) throw new AppError('exchange/full');
        const last = await index.openKeyCursor(rangeOf(box), 'prev');
        await store.put({
          ...box,
          id,
          // A view into a larger buffer would be stored with all of that buffer.
          body: body.slice(),
          order: (last?.key[2] ?? 0) + 1,
          size: body.length,
        });
        return true;
      });
      if (!stored) return;
      const { connectionId, to } = box;
      wake(box);
      openChannel()?.postMessage({ connectionId, to });
    },

    async list(box, { limit, wait = 0 }, signal) {
      if (wait <= 0) return readList(box, limit, signal);
      signal.throwIfAborted();
      // Before the first look, so that nothing can arrive unseen between look and wait.
      const next = expectPut(box, wait, signal);
      try {
        const found = await readList(box, limit, signal);
        if (found.length > 0 || limit <= 0) return found;
        await next.promise;
        return await readList(box, limit, signal);
      } finally {
        next.cancel();
      }
    },

    async get(box, id, signal): Promise<ExchangeMessage | undefined> {
      const row = await within('readonly', signal, (store) => store.get(keyOf(box, id)));
      if (row === undefined) return undefined;
      const parsed = Row.safeParse(row);
      if (!parsed.success || parsed.data.size !== parsed.data.body.length) {
        throw new AppError('store/corrupted', 'exchange');
      }
      return { id, body: parsed.data.body };
    },

    ack: (box, id, signal) => within('readwrite', signal, (store) => store.delete(keyOf(box, id))),

    /** Lets go of the channel; what is stored stays. */
    close() {
      channel?.close();
      channel = undefined;
    },
  };
}
