import browser from 'webextension-polyfill';

const ACCEPT = 'accept-invitation';

/** A selection longer than this is cut before anybody looks at it (T13). */
const SELECTION_LIMIT = 8192;

/** Makes the context menu; the browser keeps it, so this runs once per installation or update. */
export async function createMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  browser.contextMenus.create({
    id: ACCEPT,
    title: browser.i18n.getMessage('menu_accept_invitation'),
    contexts: ['selection'],
  });
}

/** Calls back with the selected text and the tab in which *Accept invitation* was chosen. */
export function onAcceptFromSelection(
  accept: (selection: string, tab: { id: number | undefined; windowId: number | undefined }) => void,
): void {
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== ACCEPT) return;
    accept((info.selectionText ?? '').slice(0, SELECTION_LIMIT), { id: tab?.id, windowId: tab?.windowId });
  });
}
