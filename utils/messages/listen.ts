import * as z from 'zod/mini';

import { AppError, errorCodeOf } from '@/utils/base/errors.ts';

import { requests } from './protocol.ts';
import type { Reply, RequestName, RequestOutput, SenderClass } from './protocol.ts';

/** What the browser says of a message's sender. */
export interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  readonly frameId?: number | undefined;
  readonly tab?: { readonly id?: number | undefined; readonly url?: string | undefined } | undefined;
}

/** A sender that has been recognised. */
export interface Caller {
  readonly class: SenderClass;
  readonly tabId: number | undefined;
  readonly url: string;
}

export type Handlers = {
  readonly [Name in RequestName]: (
    input: z.output<(typeof requests)[Name]['input']>,
    caller: Caller,
  ) => Answer<RequestOutput<Name>>;
};

/** Nothing may be answered by returning nothing. */
type Answer<Output> =
  | Output
  | Promise<Output>
  // oxlint-disable-next-line typescript/no-invalid-void-type -- a function without a return statement is meant
  | (undefined extends Output ? Promise<void> | void : never);

/**
 * Recognises a sender by what the browser says of it, never by what it says of itself.
 * @param own the extension's id and the base URL of its pages
 * @returns `undefined` for anybody who may send nothing: other extensions, frames inside pages, odd addresses
 */
export function classify(sender: Sender, own: { id: string; baseUrl: string }): Caller | undefined {
  if (sender.id !== own.id || sender.url === undefined) return undefined;
  const tabId = sender.tab?.id;
  if (sender.url.startsWith(own.baseUrl)) {
    const page = new URL(sender.url).pathname;
    // A page of ours inside a frame of somebody else's is not ours to trust; frameId is 0 or absent at the top.
    if (sender.frameId !== undefined && sender.frameId !== 0) return undefined;
    if (page === '/popup.html') return { class: 'popup', tabId, url: sender.url };
    if (page === '/connections.html') return { class: 'connections', tabId, url: sender.url };
    return undefined;
  }
  if (sender.tab === undefined || tabId === undefined || sender.frameId !== 0) return undefined;
  if (!/^https?:\/\//.test(sender.url)) return undefined;
  // `origin` is what the browser vouches for even when a renderer lies about the document's address.
  if (sender.origin !== undefined && sender.origin !== new URL(sender.url).origin) return undefined;
  return { class: 'admin-page', tabId, url: sender.url };
}

const Message = z.strictObject({ name: z.string(), input: z.optional(z.unknown()) });

/**
 * Answers one message: always, failures included.
 * @param report is told of faults that are not ours to word, once each
 */
export async function answer(
  message: unknown,
  caller: Caller | undefined,
  handlers: Handlers,
  report: (error: unknown, name: string) => void,
): Promise<Reply> {
  const parsed = Message.safeParse(message);
  if (!parsed.success || caller === undefined || !Object.hasOwn(requests, parsed.data.name)) {
    return { ok: false, code: 'message/refused' };
  }
  const name = parsed.data.name as RequestName;
  const row = requests[name];
  if (!(row.from as readonly SenderClass[]).includes(caller.class))
    return { ok: false, code: 'message/refused' };
  const input = z.safeParse(row.input, parsed.data.input);
  if (!input.success) {
    const where = input.error.issues[0]?.path.join('.');
    return { ok: false, code: 'message/bad-input', ...(where ? { detail: where } : {}) };
  }
  try {
    // The row's own schema has just made this input, and the handler is the row's own.
    const handler = handlers[name] as (input: unknown, caller: Caller) => unknown;
    const value = await handler(input.data, caller);
    return value === undefined ? { ok: true } : { ok: true, value };
  } catch (error) {
    if (!(error instanceof AppError)) report(error, name);
    const detail = error instanceof AppError ? error.detail : undefined;
    return { ok: false, code: errorCodeOf(error), ...(detail === undefined ? {} : { detail }) };
  }
}
