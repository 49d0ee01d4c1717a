import type { Plugin } from 'vite';

const CONTEXT = 'wxt/utils/content-script-context';
const MODULE = '\0liaison:content-script-context';

/**
 * Vite plugin that leaves WXT's context out of content scripts. It announces every start by an event on `document`
 * that the page can hear, forge and know us by (T4), and nothing of ours needs it: `keepAdminButtons` finds out by
 * itself when its extension is gone or another script of ours has come.
 */
export function withQuietContentScripts(): Plugin {
  return {
    name: 'liaison:quiet-content-scripts',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^wxt\/utils\/content-script-context$/ },
      handler: (id) => (id === CONTEXT ? MODULE : undefined),
    },
    load: {
      filter: { id: /liaison:content-script-context$/ },
      handler: (id) => (id === MODULE ? 'export class ContentScriptContext {}' : undefined),
    },
  };
}
