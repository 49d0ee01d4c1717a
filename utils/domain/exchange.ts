/** One message as an exchange carries it: bytes it cannot read, under an id that its maker chose. */
export interface ExchangeMessage {
  /** 128 random bits in base64url, made by the sender; putting the same id twice stores it once. */
  readonly id: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

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
  /** Resolves when the exchange has stored it. Throws `AppError` `exchange/full`, `exchange/refused`, `platform/*`. */
  put(box: BoxAddress, message: ExchangeMessage, signal: AbortSignal): Promise<void>;
  /** Up to `limit` messages, oldest first where the driver knows; with `wait` (ms) it may wait for the first one. */
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
