import browser from 'webextension-polyfill';
import type { Runtime } from 'webextension-polyfill';

import { answer, classify } from './listen.ts';
import type { Handlers } from './listen.ts';

/**
 * Answers every message that reaches the background. Call it in the first turn.
 * @param report is told of faults that are not ours to word
 */
export function listenForRequests(handlers: Handlers, report: (error: unknown, name: string) => void): void {
  const own = { id: browser.runtime.id, baseUrl: browser.runtime.getURL('') };
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender, respond) => {
    // Chromium takes a promise for an answer only in newer versions than ours; this way is understood by all.
    void answer(message, classify(sender, own), handlers, report).then(respond);
    return true;
  });
}
