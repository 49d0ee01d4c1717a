import type { PagesOfPlatform } from '@/utils/domain/adapter.ts';
import type { Instance } from '@/utils/domain/platform.ts';

/** What `browser.scripting.registerContentScripts` takes. */
export interface ContentScriptEntry {
  readonly id: string;
  readonly js: string[];
  readonly matches: string[];
  readonly runAt: 'document_idle';
  readonly allFrames: false;
  readonly persistAcrossSessions: true;
}

/** The files of a content script as the build names them, the part that all platforms have in common first. */
export const contentScriptFiles = (pages: PagesOfPlatform): string[] => [
  'admin-buttons.js',
  `content-scripts/${pages.contentScript}.js`,
];

/**
 * The scripts to register once origins have been allowed: one for each platform whose pages are shown on any of
 * them. Only hosts that show pages of the instance are matched, and only those that were granted.
 * @param granted match patterns that the browser has allowed, such as `https://acme.service-now.com/*`
 */
export function contentScriptsFor(
  pages: PagesOfPlatform,
  instance: Instance,
  granted: readonly string[],
): readonly ContentScriptEntry[] {
  const matches = pages.patternsOf(instance).filter((pattern) => granted.includes(pattern));
  if (matches.length === 0) return [];
  return [
    {
      id: contentScriptId(instance),
      js: contentScriptFiles(pages),
      matches,
      runAt: 'document_idle',
      allFrames: false,
      persistAcrossSessions: true,
    },
  ];
}

/** The id under which an instance's script is registered, for `unregisterContentScripts`. */
export const contentScriptId = (instance: Instance): string => `buttons:${instance.platform}:${instance.url}`;
