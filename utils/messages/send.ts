import browser from 'webextension-polyfill';

import { AppError } from '@/utils/base/errors.ts';
import type { ErrorCode } from '@/utils/base/errors.ts';

import type { RequestInput, RequestName, RequestOutput } from './protocol.ts';

/** `send('connections.rename', { … })`; messages without input take one argument. */
type Rest<Name extends RequestName> =
  undefined extends RequestInput<Name> ? [input?: RequestInput<Name>] : [input: RequestInput<Name>];

/** Sends a request and answers its value. Injected into pages as a part, so that tests give their own. */
export type Send = <Name extends RequestName>(
  name: Name,
  ...rest: Rest<Name>
) => Promise<RequestOutput<Name>>;

interface RawReply {
  ok?: unknown;
  value?: unknown;
  code?: unknown;
  detail?: unknown;
}

/**
 * Asks the background. The table is imported as types alone, so that a page carries no schema for it.
 * @throws `AppError` with the background's code; `extension/reload-page` where the extension has been updated
 *   under the page, `message/unanswered` where nobody answered
 */
export const send: Send = async (name, ...rest) => {
  let reply: RawReply | undefined;
  try {
    reply = await browser.runtime.sendMessage({ name, input: rest[0] });
  } catch (cause) {
    throw new AppError(
      browser.runtime?.id === undefined ? 'extension/reload-page' : 'message/unanswered',
      name,
      { cause },
    );
  }
  if (reply?.ok === true) return reply.value as RequestOutput<typeof name>;
  if (reply?.ok === false) {
    throw new AppError(reply.code as ErrorCode, typeof reply.detail === 'string' ? reply.detail : undefined);
  }
  throw new AppError('message/unanswered', name);
};
