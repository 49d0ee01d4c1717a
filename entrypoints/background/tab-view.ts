import browser from 'webextension-polyfill';
import type { Tabs } from 'webextension-polyfill';
import * as z from 'zod/mini';

import type { Access } from '@/utils/domain/access.ts';
import type { PageFacts } from '@/utils/domain/adapter.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import type { TabView } from '@/utils/messages/protocol.ts';
import { readPageFacts } from '@/utils/page/facts.ts';
import { allMarkers, allPages, guessInstance, pagesOf } from '@/utils/platforms/pages-registry.ts';
import type { Store } from '@/utils/store/store.ts';

import type { Sites } from './sites.ts';

interface Parts {
  readonly store: Store;
  readonly sites: Sites;
  readonly fetchAccess: (instance: Instance) => Promise<Access>;
  readonly originsOf: (instance: Instance) => readonly string[];
}

const text = (maximum: number) => z.string().check(z.maxLength(maximum));

// A page's answer is outside input like any other, though our own function read it.
const PageFactsShape = z.strictObject({
  href: text(5000),
  title: text(500),
  metas: z.record(text(500), text(500)),
  bodyId: text(500),
  bodyClass: text(500),
  markers: z.array(text(200)),
});

/** What a page says of itself; `undefined` where the browser lets nobody look. */
export async function readFacts(tabId: number): Promise<PageFacts | undefined> {
  try {
    const [answer] = await browser.scripting.executeScript({
      target: { tabId },
      func: readPageFacts,
      args: [[...allMarkers]],
    });
    const facts = PageFactsShape.safeParse(answer?.result);
    return facts.success ? facts.data : undefined;
  } catch {
    // No permission, a page of the browser's own, a tab that was closed: all the same here.
    return undefined;
  }
}

/** The instance whose page a tab shows: by what the page says, else by what the site said before. */
export async function recogniseTab(
  tabId: number,
  url: URL,
  store: Store,
): Promise<{ instance: Instance; certain: boolean } | undefined> {
  const facts = await readFacts(tabId);
  if (facts !== undefined) {
    for (const pages of allPages) {
      const instance = pages.recognise(facts);
      if (instance !== undefined) return { instance, certain: true };
    }
  }
  // A sign-in page says little of what lies behind it; the site was recognised earlier or by its address.
  const site = await store.get('sites', `${url.protocol}//${url.hostname}/*`);
  const remembered = site?.instance ?? guessInstance(url);
  return remembered ? { instance: remembered, certain: false } : undefined;
}

/** What the popup's heading says about a tab. */
export async function describeTab(tabId: number | undefined, parts: Parts): Promise<TabView> {
  const tab = tabId === undefined ? await activeTab() : await browser.tabs.get(tabId).catch(() => undefined);
  const id = tab?.id;
  if (tab === undefined || id === undefined) return { kind: 'unsupported', host: '' };
  const facts = tab.url === undefined ? await readFacts(id) : undefined;
  const address = tab.url ?? facts?.href ?? '';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return { kind: 'unsupported', tabId: id, host: '' };

  const recognised = await recogniseTab(id, url, parts.store);
  if (recognised === undefined) return { kind: 'unsupported', tabId: id, host: url.host };
  const { instance } = recognised;
  const origins = [...parts.originsOf(instance)];
  const pageOrigin = `${url.protocol}//${url.hostname}/*`;
  if (!origins.includes(pageOrigin)) origins.push(pageOrigin);
  if (!(await parts.sites.mayReach(origins))) {
    return { kind: 'needs-access', tabId: id, host: url.host, origins, guess: instance };
  }
  if (recognised.certain) await parts.sites.belongs(pageOrigin, instance);
  const entity = pagesOf(instance.platform).entityOf(url, instance);
  const entityKey = entity?.key ?? entity?.id;
  return {
    kind: 'instance',
    tabId: id,
    instance,
    access: await parts.fetchAccess(instance),
    ...(entityKey === undefined ? {} : { entityKey }),
    // Requests leave with the default identity, so what another container shows is not what we would see (T16).
    container: tab.cookieStoreId !== undefined && !/^(firefox-default|0)$/.test(tab.cookieStoreId),
  };
}

async function activeTab(): Promise<Tabs.Tab | undefined> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab;
}

/** The key of the entity that a tab shows, where its address tells; else empty. */
export async function entityKeyOf(tabId: number | undefined, instance: Instance): Promise<string> {
  const tab = tabId === undefined ? undefined : await browser.tabs.get(tabId).catch(() => undefined);
  if (tab?.url === undefined || !URL.canParse(tab.url)) return '';
  const entity = pagesOf(instance.platform).entityOf(new URL(tab.url), instance);
  return entity?.key ?? entity?.id ?? '';
}
