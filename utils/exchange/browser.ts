import { AppError } from '@/utils/base/errors.ts';
import type { BoxAddress, Exchange, ExchangeMessage } from '@/utils/domain/exchange.ts';

/** A message as it lies in IndexedDB, under `[connectionId, to, id]`. */
export interface ExchangeRow {
  readonly connectionId: string;
  readonly to: BoxAddress['to'];
  readonly id: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** When it was put (ms): what `list` orders by. */
  readonly order: number;
}

/** What the driver needs of the store; every call is one transaction, `put` and `remove` strict ones. */
export interface ExchangeRows {
  /** Stores the row unless its key is taken; resolves to whether the box had room. */
  put(row: ExchangeRow, room: number): Promise<boolean>;
  list(box: BoxAddress, limit: number): Promise<readonly ExchangeRow[]>;
  get(box: BoxAddress, id: string): Promise<ExchangeRow | undefined>;
  remove(box: BoxAddress, id: string): Promise<void>;
}

/** A box takes so many messages before its reader has to catch up. */
const ROOM = 10_000;
/** Messages larger than this are refused: attachments travel in parts of 256 KiB. */
const MAX_MESSAGE = 1024 * 1024;

/**
 * The exchange between two instances in one browser profile: durable rows in IndexedDB, nothing else.
 * @param now milliseconds since 1970, for the order of the messages
 */
export function createBrowserExchange(rows: ExchangeRows, now: () => number): Exchange {
  const waiting = new Map<string, Set<() => void>>();
  const nameOf = (box: BoxAddress): string => `${box.connectionId}/${box.to}`;
  let last = 0;

  return {
    driver: 'browser',

    async put(box, message, signal) {
      signal.throwIfAborted();
      if (message.body.length > MAX_MESSAGE)
        throw new AppError('exchange/refused', String(message.body.length));
      // Two messages of one millisecond keep their order.
      last = Math.max(now(), last + 0.001);
      const row: ExchangeRow = { ...box, id: message.id, body: message.body, order: last };
      if (!(await rows.put(row, ROOM))) throw new AppError('exchange/full', String(ROOM));
      for (const wake of waiting.get(nameOf(box)) ?? []) wake();
    },

    async list(box, { limit, wait }, signal) {
      signal.throwIfAborted();
      const found = await rows.list(box, limit);
      if (found.length > 0 || wait === undefined || wait <= 0) return found.map(describe);
      await new Promise<void>((resolve, reject) => {
        const wakers = waiting.get(nameOf(box)) ?? new Set();
        waiting.set(nameOf(box), wakers);
        const end = (finish: () => void) => {
          clearTimeout(timer);
          wakers.delete(wake);
          if (wakers.size === 0) waiting.delete(nameOf(box));
          signal.removeEventListener('abort', abort);
          finish();
        };
        const wake = () => end(resolve);
        const abort = () => end(() => reject(signal.reason));
        const timer = setTimeout(wake, wait);
        wakers.add(wake);
        signal.addEventListener('abort', abort);
      });
      return (await rows.list(box, limit)).map(describe);
    },

    async get(box, id, signal) {
      signal.throwIfAborted();
      const row = await rows.get(box, id);
      return row && ({ id: row.id, body: row.body } satisfies ExchangeMessage);
    },

    async ack(box, id, signal) {
      signal.throwIfAborted();
      await rows.remove(box, id);
    },
  };
}

const describe = ({ id, body }: ExchangeRow) => ({ id, size: body.length });
