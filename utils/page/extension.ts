import type { LocalArea } from './hidden-sites.ts';

/** The part of the extension API that a content script of ours uses. All of it may vanish under the page. */
export interface PageBrowser {
  readonly runtime: { readonly id?: string; sendMessage(message: unknown): Promise<unknown> };
  readonly i18n: { getMessage(key: string, substitutions?: string): string };
  readonly storage: { readonly local: LocalArea };
}

const own = globalThis as unknown as { browser?: Partial<PageBrowser>; chrome?: unknown };

/** The browser's own API, promises in both browsers: in every page of a platform a polyfill would be too heavy. */
export const extension = (own.browser?.runtime?.id === undefined ? own.chrome : own.browser) as PageBrowser;
