/** One message as an exchange carries it: bytes it cannot read, under an id that its maker chose. */
export interface ExchangeMessage {
  /** 128 random bits in base64url, made by the sender; putting the same id twice stores it once. */
  readonly id: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Largest body in bytes: what every driver carries, and none more (an envelope of 256 KiB with header and tag). */
export const MAX_BODY = 262_212;

/** A box holds the messages for one side of one connection. */
export interface BoxAddress {
  readonly connectionId: string;
  /** The side that reads this box. */
  readonly to: 'source' | 'destination';
}

/**
 * How messages travel between two nodes: four verbs and no promise but "at least once, in no order".
 * A lossy exchange costs time, never data: senders repeat until their partner acknowledges end to end.
 */
export interface Exchange {
  readonly driver: 'browser' | 'mailbox' | 'nats';
  /**
   * Resolves when the exchange has stored it; of an id that is there already, the first body stays. Throws `AppError`
   * `exchange/full` (come again later), `exchange/too-large` (over `MAX_BODY`), `exchange/refused` (detail `id`: not 128
   * bits in base64url), `store/*`, `platform/*`; the signal's reason when it was aborted, stored or not.
   */
  put(box: BoxAddress, message: ExchangeMessage, signal: AbortSignal): Promise<void>;
  /**
   * Up to `limit` messages, oldest first where the driver knows. With `wait` (ms) and nothing there it may wait so long
   * for the first one; it may also return early with nothing.
   */
  list(
    box: BoxAddress,
    options: { limit: number; wait?: number },
    signal: AbortSignal,
  ): Promise<readonly { id: string; size: number }[]>;
  /** The message, or `undefined` when it is no longer there. */
  get(box: BoxAddress, id: string, signal: AbortSignal): Promise<ExchangeMessage | undefined>;
  /** Removes it; unknown ids are no error. Call only after your own commit. */
  ack(box: BoxAddress, id: string, signal: AbortSignal): Promise<void>;
}
