import browser from 'webextension-polyfill';

import type { Surface } from '@/components/backend.ts';
import { isHiddenOn, showOn } from '@/utils/page/hidden-sites.ts';

const PAGE = '/connections.html';

/** `https://acme.service-now.com/*` as the origin that its pages call themselves. */
const siteOf = (pattern: string): string => pattern.replace(/\/\*$/, '');

/** What the browser does for a page of ours. */
export function createSurface(store: Pick<Surface, 'startAnew' | 'salvage'>): Surface {
  return {
    ...store,
    requestOrigins: (origins) => browser.permissions.request({ origins: [...origins] }),
    copy,
    async clearClipboard(text) {
      try {
        if ((await navigator.clipboard.readText()) !== text) return false;
      } catch {
        // Reading is not allowed here: what the admin asked for is clearing.
      }
      return copy('');
    },
    openConnectionsPage(tab) {
      void openPage(`${PAGE}${tab === undefined ? '' : `#${tab}`}`);
    },
    openTab(url) {
      void browser.tabs.create({ url });
    },
    saveFile(name, text) {
      const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      const link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      // The download has taken hold of the blob by the next turns; a minute is plenty.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    },
    async hiddenButtons(origins) {
      const hidden = await Promise.all(
        origins.map(async (origin) =>
          (await isHiddenOn(browser.storage.local, siteOf(origin))) ? [origin] : [],
        ),
      );
      return new Set(hidden.flat());
    },
    showButtons: (origin) => showOn(browser.storage.local, siteOf(origin)),
    close: () => window.close(),
    async persistStorage() {
      const { storage } = navigator;
      return (await storage.persisted()) || (await storage.persist());
    },
  };
}

/** Writes to the clipboard, the old way too where the new one is refused. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return text !== '' && copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('aria-hidden', 'true');
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- the one way left where the Clipboard API is refused
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}

interface Context {
  readonly documentUrl?: string;
  readonly tabId: number;
  readonly windowId: number;
}
interface WithContexts {
  getContexts?(filter: { contextTypes: string[] }): Promise<readonly Context[]>;
}

/** Opens a page of ours in a tab, or brings the one that is open to the front. */
async function openPage(path: string): Promise<void> {
  const url = browser.runtime.getURL(path);
  // Chrome has it since 116; elsewhere a second tab is opened.
  const runtime = browser.runtime as unknown as WithContexts;
  const contexts = (await runtime.getContexts?.({ contextTypes: ['TAB'] }).catch(() => [])) ?? [];
  const open = contexts.find(
    ({ documentUrl }) => documentUrl !== undefined && new URL(documentUrl).pathname === PAGE,
  );
  if (!open || open.tabId < 0) {
    await browser.tabs.create({ url });
    return;
  }
  await browser.tabs.update(open.tabId, { active: true, ...(path.includes('#') ? { url } : {}) });
  await browser.windows.update(open.windowId, { focused: true });
}
