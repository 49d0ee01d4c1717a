import browser from 'webextension-polyfill';

import type { Backend, Text } from '@/components/backend.ts';
import { formatMessage } from '@/components/messages-format.ts';
import type { Message } from '@/components/messages-format.ts';

/** The `_locales` folders, put in by the build. */
declare const __LANGUAGES__: readonly string[];

const fromBrowser: Text = (key, ...substitutions) =>
  browser.i18n.getMessage(key, substitutions.map(String)) || key;

/**
 * Texts in the browser's language, or in the one that the admin chose.
 * @param language a `_locales` folder, or `browser`
 */
export async function loadTexts(language: string): Promise<Pick<Backend, 'text' | 'language' | 'languages'>> {
  const languages = __LANGUAGES__;
  let text = fromBrowser;
  if (language !== 'browser' && languages.includes(language)) {
    const response = await fetch(browser.runtime.getURL(`_locales/${language}/messages.json`));
    const messages = (await response.json()) as Readonly<Record<string, Message>>;
    text = (key, ...substitutions) => {
      const message = messages[key];
      return message ? formatMessage(message, substitutions.map(String)) : fromBrowser(key, ...substitutions);
    };
  }
  // The texts say which language they are in: dates in French beside English sentences help nobody.
  return { text, language: text('language_tag'), languages };
}
