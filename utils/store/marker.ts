import browser from 'webextension-polyfill';

import type { StoreMarker } from './database.ts';

const KEY = 'storeCreated';

/** Remembers in extension storage, which is cleared separately, that a database was made. */
export const extensionMarker: StoreMarker = {
  async read() {
    return (await browser.storage.local.get(KEY))[KEY] === true;
  },
  async write() {
    await browser.storage.local.set({ [KEY]: true });
  },
};
