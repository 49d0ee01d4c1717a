import browser from 'webextension-polyfill';

import type { Log } from '@/utils/base/log.ts';
import { listConnections, listSites, loadSettings } from '@/utils/store/reading.ts';
import type { Store } from '@/utils/store/store.ts';

/** What a bug report needs, as text that the admin reads before sending it: no key, code or token is in it (T30). */
export async function diagnose(store: Store, log: Log): Promise<string> {
  const { version } = browser.runtime.getManifest();
  const { rows } = await listConnections(store, { limit: 100 });
  return JSON.stringify(
    {
      version,
      browser: navigator.userAgent,
      settings: await loadSettings(store),
      counts: await store.counts(),
      sites: (await listSites(store)).map(({ origin }) => origin),
      connections: rows.map(({ id, type, mode, status, problem, exchange, local, createdAt }) => ({
        id,
        type,
        mode,
        status,
        problem,
        exchange,
        platform: local.instance.platform,
        createdAt: new Date(createdAt).toISOString(),
      })),
      log: log.entries().map(({ at, level, text }) => `${new Date(at).toISOString()} ${level} ${text}`),
    },
    undefined,
    2,
  );
}
