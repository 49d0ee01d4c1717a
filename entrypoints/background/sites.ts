import browser from 'webextension-polyfill';

import type { Clock } from '@/utils/base/clock.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import type { Site } from '@/utils/domain/settings.ts';
import { contentScriptsFor } from '@/utils/page/registration.ts';
import type { ContentScriptEntry } from '@/utils/page/registration.ts';
import { guessInstance, pagesOf } from '@/utils/platforms/pages-registry.ts';
import { listSites } from '@/utils/store/reading.ts';
import type { Store } from '@/utils/store/store.ts';

export interface Sites {
  /** Remembers granted origins, registers our buttons there and puts them into the pages that are open already. */
  granted(origins: readonly string[], instance?: Instance): Promise<void>;
  revoked(origins: readonly string[]): Promise<void>;
  /** Makes what is registered equal to what the browser allows; run at every start. */
  reconcile(): Promise<void>;
  /** Remembers to which instance an origin belongs, as its page said. */
  belongs(origin: string, instance: Instance): Promise<void>;
  mayReach(origins: readonly string[]): Promise<boolean>;
  /** The instances that this browser may reach, each once. */
  instances(): Promise<readonly Instance[]>;
}

/** A match pattern as an address that can be looked at: `https://acme.atlassian.net/*` → the same without the star. */
const addressOf = (pattern: string): URL | undefined => {
  const address = pattern.replace(/\*$/, '');
  return !address.includes('*') && URL.canParse(address) ? new URL(address) : undefined;
};

/** What the admin allowed per site, and the content scripts that follow from it. */
export function createSites(store: Store, clock: Clock, changed: () => void): Sites {
  /** One change at a time: the browser refuses to register a script id twice. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = queue.then(work, work);
    queue = result.catch(() => undefined);
    return result;
  };

  const allowed = async (): Promise<readonly string[]> => (await browser.permissions.getAll()).origins ?? [];

  async function remember(origins: readonly string[], instance: Instance | undefined): Promise<void> {
    const known = new Map((await listSites(store)).map((site) => [site.origin, site]));
    const put = origins.map((origin) => {
      const address = addressOf(origin);
      const before = known.get(origin);
      const belongsTo = instance ?? before?.instance ?? (address ? guessInstance(address) : undefined);
      const site: Site = {
        origin,
        grantedAt: before?.grantedAt ?? clock.now(),
        ...(belongsTo ? { instance: belongsTo } : {}),
      };
      return { store: 'sites' as const, value: site };
    });
    await store.commit({ put });
    changed();
  }

  /** The scripts that should be there, one for each instance whose pages may be reached. */
  function entriesFor(sites: readonly Site[]): readonly ContentScriptEntry[] {
    const origins = sites.map(({ origin }) => origin);
    const instances = new Map(sites.flatMap(({ instance }) => (instance ? [[instance.url, instance]] : [])));
    const entries = [...instances.values()].flatMap((instance) =>
      contentScriptsFor(pagesOf(instance.platform), instance, origins),
    );
    return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
  }

  async function register(): Promise<void> {
    const wanted = new Map(entriesFor(await listSites(store)).map((entry) => [entry.id, entry]));
    const registered = await browser.scripting.getRegisteredContentScripts();
    const same = new Set(
      registered
        .filter(({ id, js, matches }) => {
          const entry = wanted.get(id);
          return (
            entry !== undefined &&
            String(js) === String(entry.js) &&
            String(matches) === String(entry.matches)
          );
        })
        .map(({ id }) => id),
    );
    const stale = registered.filter(({ id }) => !same.has(id)).map(({ id }) => id);
    if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale });
    const missing = [...wanted.values()].filter(({ id }) => !same.has(id));
    if (missing.length === 0) return;
    await browser.scripting.registerContentScripts(missing.map((entry) => ({ ...entry })));
    await Promise.all(missing.map(inject));
  }

  /** Pages that were open before the permission get the script too; a page that cannot take it is no fault. */
  async function inject(entry: ContentScriptEntry): Promise<void> {
    const tabs = await browser.tabs.query({ url: entry.matches }).catch(() => []);
    const ids = tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
    await Promise.allSettled(
      ids.map((tabId) => browser.scripting.executeScript({ target: { tabId }, files: entry.js })),
    );
  }

  async function reconcileNow(): Promise<void> {
    const origins = new Set(await allowed());
    const sites = await listSites(store);
    const gone = sites.filter((site) => !origins.has(site.origin));
    const known = new Set(sites.map((site) => site.origin));
    const unknown = [...origins].filter((origin) => !known.has(origin) && addressOf(origin) !== undefined);
    if (gone.length > 0) {
      await store.commit({ erase: gone.map(({ origin }) => ({ store: 'sites', key: origin })) });
      changed();
    }
    if (unknown.length > 0) await remember(unknown, undefined);
    await register();
  }

  return {
    granted: (origins, instance) =>
      inTurn(async () => {
        const reachable = new Set(await allowed());
        const real = origins.filter((origin) => reachable.has(origin));
        if (real.length === 0) return;
        await remember(real, instance);
        await register();
      }),
    revoked: (origins) =>
      inTurn(async () => {
        await browser.permissions.remove({ origins: [...origins] }).catch(() => false);
        await reconcileNow();
      }),
    reconcile: () => inTurn(reconcileNow),
    belongs: (origin, instance) =>
      inTurn(async () => {
        const site = await store.get('sites', origin);
        if (site === undefined) return;
        if (site.instance?.url === instance.url && site.instance.platform === instance.platform) return;
        await store.commit({ put: [{ store: 'sites', value: { ...site, instance } }] });
        changed();
        await register();
      }),
    async instances() {
      const known = (await listSites(store)).flatMap(({ instance }) =>
        instance ? [[instance.url, instance] as const] : [],
      );
      return [...new Map(known).values()];
    },
    mayReach: (origins) => browser.permissions.contains({ origins: [...origins] }),
  };
}
