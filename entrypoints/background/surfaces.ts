import browser from 'webextension-polyfill';

/** What the popup is opened for; it reads the rest from the store. */
export interface PopupRequest {
  readonly tabId?: number | undefined;
  readonly windowId?: number | undefined;
  /** `latest`: copy the newest pending invitation's code. */
  readonly copy?: 'latest' | undefined;
}

/**
 * Opens the toolbar popup; where the browser will not (no gesture that it accepts, no toolbar, a window that is
 * not in front), a small window with the same page.
 */
export async function openPopup(request: PopupRequest): Promise<void> {
  const parameters = new URLSearchParams();
  if (request.copy) parameters.set('copy', request.copy);
  const query = parameters.size > 0 ? `?${parameters}` : '';
  try {
    if (query !== '') await browser.action.setPopup({ popup: `popup.html${query}` });
    await browser.action.openPopup(request.windowId === undefined ? {} : { windowId: request.windowId });
    return;
  } catch {
    // Firefox before 149 without a gesture, Chromium while no window is focused: the small window serves both.
  } finally {
    if (query !== '') await browser.action.setPopup({ popup: 'popup.html' }).catch(() => undefined);
  }
  parameters.set('window', '1');
  if (request.tabId !== undefined) parameters.set('tab', String(request.tabId));
  await browser.windows.create({
    url: browser.runtime.getURL(`popup.html?${parameters}`),
    type: 'popup',
    width: 416,
    height: 660,
  });
}

/** Opens the Connections page, or brings the one that is open to the front. */
export async function openTab(url: string): Promise<void> {
  await browser.tabs.create({ url });
}

/** How many things wait for the admin, on the toolbar button. */
export async function showBadge(waiting: number): Promise<void> {
  await browser.action.setBadgeText({ text: waiting === 0 ? '' : String(Math.min(waiting, 99)) });
  if (waiting > 0) await browser.action.setBadgeBackgroundColor({ color: '#8a5a00' });
}
