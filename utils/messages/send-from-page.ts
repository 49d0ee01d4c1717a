import { AppError } from '@/utils/base/errors.ts';

import type { RequestInput, Reply } from './protocol.ts';

/** The part of `browser.runtime` that a content script needs: the browsers' own, without the polyfill's weight. */
interface Messenger {
  readonly runtime: { sendMessage(message: unknown): Promise<unknown> };
}

/**
 * Asks the background to open the wizard: the one request of our buttons on admin pages.
 * @throws `AppError` with the background's code; `message/unanswered` where nobody answered
 */
export async function openWizardFromPage(
  browser: Messenger,
  input: Pick<RequestInput<'wizard.open'>, 'action'>,
): Promise<void> {
  let reply: Partial<Extract<Reply, { ok: false }>> | { ok: true } | undefined;
  try {
    reply = (await browser.runtime.sendMessage({ name: 'wizard.open', input })) as typeof reply;
  } catch (cause) {
    throw new AppError('message/unanswered', undefined, { cause });
  }
  if (reply?.ok === true) return;
  if (reply?.ok === false && typeof reply.code === 'string') {
    throw new AppError(reply.code, typeof reply.detail === 'string' ? reply.detail : undefined);
  }
  throw new AppError('message/unanswered');
}
