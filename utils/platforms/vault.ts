import type { TokenVault } from './parts.ts';

/** The part of `browser.storage.session` that is needed. */
export interface SessionArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

const keyOf = (instanceUrl: string): string => `token:${instanceUrl}`;

/** Tokens in the browser's session storage: memory only, gone with the browser, untouched by a worker's stop. */
export const createSessionVault = (area: SessionArea): TokenVault => ({
  async get(instanceUrl) {
    const value = (await area.get(keyOf(instanceUrl)))[keyOf(instanceUrl)];
    return typeof value === 'string' ? value : undefined;
  },
  put: (instanceUrl, token) => area.set({ [keyOf(instanceUrl)]: token }),
  remove: (instanceUrl) => area.remove(keyOf(instanceUrl)),
});
