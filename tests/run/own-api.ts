import type { Plugin } from 'vite';

const NAME = 'webextension-polyfill';
const MODULE = `\0${NAME}`;

/**
 * Vite plugin that puts the browser's own API in the place of `webextension-polyfill`. Both browsers answer with
 * promises since long before the versions that the manifest asks for, and the polyfill would wrap every function of
 * the API at each wake-up of the background. What it alone would add, answering a message with a promise, is not
 * used: `utils/messages/runtime.ts` answers the way that every version understands.
 */
export function withBrowsersOwnApi(): Plugin {
  return {
    name: 'liaison:browsers-own-api',
    enforce: 'pre',
    resolveId: {
      filter: { id: new RegExp(`^${NAME}$`) },
      handler: (id) => (id === NAME ? MODULE : undefined),
    },
    load: {
      filter: { id: new RegExp(`^\0${NAME}$`) },
      // A page can have an element with the id `browser`: only the API has a runtime with an id.
      handler: (id) =>
        id === MODULE
          ? 'export default globalThis.browser?.runtime?.id ? globalThis.browser : globalThis.chrome;'
          : undefined,
    },
  };
}
