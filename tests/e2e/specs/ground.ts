/** What the end-to-end specs of one browser share: one profile, one set of practice platforms, many flows. */
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';

import type { BrowserName, Json, ProductBrowser, View } from '../../support/browsers/types.ts';
import { finish } from '../../support/flows.ts';
import { browsersUnderTest, startProduct } from '../../support/product.ts';
import type { Product } from '../../support/product.ts';

export interface Ground {
  readonly product: Product;
  readonly browser: ProductBrowser;
  /** Every invitation code that a flow has made, for those who look for what must be gone. */
  readonly codes: string[];
}

/** A page of ours in a tab of its own, closed again when the work is done. */
export async function withOwnPage<Result>(
  browser: ProductBrowser,
  work: (view: View) => Promise<Result>,
  path = 'connections.html',
): Promise<Result> {
  const view = await browser.openExtensionPage(path);
  try {
    return await work(view);
  } finally {
    await view.close();
  }
}

/** What the background answers to a page of ours: the value, or the code of its refusal. */
export type Answer = { ok: true; value?: Json } | { ok: false; code: string; detail?: string };

/** Sends a request as our own page does. */
export const ask = (view: View, name: string, input?: Json): Promise<Answer> =>
  view.evaluate(
    async (wanted, given) => {
      interface Api {
        runtime: { sendMessage(message: unknown): Promise<unknown> };
      }
      const scope = globalThis as unknown as { browser?: Api; chrome: Api };
      const api = scope.browser ?? scope.chrome;
      return (await api.runtime.sendMessage({ name: wanted, input: given ?? undefined })) as Answer;
    },
    name,
    input ?? null,
  );

/** Every record of every object store, by store; bytes as base64url, keys that cannot be exported by their kind. */
export type Stores = Readonly<Record<string, readonly Record<string, Json>[]>>;

/** Reads the whole database, from a page of ours. */
export const readStores = (view: View): Promise<Stores> =>
  view.evaluate(async () => {
    const plain = async (value: unknown): Promise<Json> => {
      if (value instanceof Uint8Array || value instanceof ArrayBuffer) {
        const bytes = value instanceof Uint8Array ? value : new Uint8Array(value);
        return btoa(String.fromCharCode(...bytes))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replaceAll('=', '');
      }
      if (value instanceof CryptoKey) {
        if (!value.extractable) return `CryptoKey ${value.type}`;
        return plain(new Uint8Array(await crypto.subtle.exportKey('raw', value)));
      }
      if (Array.isArray(value)) return Promise.all(value.map(plain));
      if (typeof value === 'object' && value !== null) {
        const entries = Object.entries(value).map(async ([key, one]) => [key, await plain(one)] as const);
        return Object.fromEntries(await Promise.all(entries));
      }
      return (value ?? null) as Json;
    };
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('liaison');
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(opening.error ?? new Error('not opened')));
    });
    const names = [...db.objectStoreNames];
    const tx = db.transaction(names);
    const all = await Promise.all(
      names.map(
        (name) =>
          new Promise<unknown[]>((resolve, reject) => {
            const reading = tx.objectStore(name).getAll();
            reading.addEventListener('success', () => resolve(reading.result));
            reading.addEventListener('error', () => reject(reading.error ?? new Error('not read')));
          }),
      ),
    );
    db.close();
    const rows = await Promise.all(all.map((one) => Promise.all(one.map(plain))));
    return Object.fromEntries(names.map((name, index) => [name, rows[index]])) as never;
  });

/** The whole database, read in a tab of its own. */
export const readDatabase = (browser: ProductBrowser): Promise<Stores> => withOwnPage(browser, readStores);

/** Waits until the Connections page has a row that names all hosts, with those words in it. */
export const waitForRow = (
  view: View,
  hosts: readonly string[],
  ...words: readonly string[]
): Promise<unknown> =>
  view.waitUntil(
    (wanted, also) =>
      [...document.querySelectorAll('tbody tr')].some((row) => {
        const text = (row as HTMLElement).innerText;
        return [...wanted, ...also].every((part) => text.includes(part));
      }),
    [hosts, words] as const,
  );

/**
 * Leaves the last screen of a wizard and looks at both ends: the popup on either side and the Connections page
 * show the connection as active.
 */
export async function expectActive(
  ground: Ground,
  popup: View,
  sides: readonly { page: View; host: string; platform: string }[],
): Promise<void> {
  const { browser } = ground;
  await finish(popup);
  await browser.closePopup();
  const [one, other] = sides;
  if (!one) throw new Error('no side');
  for (const side of sides) {
    const partner = side === one ? (other ?? one) : one;
    await side.page.focus();
    const shown = await browser.pressToolbarButton(side.page);
    await shown.waitUntil(
      (platform) =>
        [...document.querySelectorAll('[data-testid=connections] li')].some((item) => {
          const text = (item as HTMLElement).innerText;
          return text.includes('Active') && text.includes(platform);
        }),
      [partner.platform] as const,
    );
    await browser.closePopup();
  }
  await withOwnPage(browser, async (view) => {
    await waitForRow(
      view,
      sides.map(({ host }) => host),
      'Active',
    );
  });
}

/** Notes the number of clicks when a step is told. */
export function clicksAt(browser: ProductBrowser, step: string) {
  const seen = { clicks: 0 };
  browser.clicks = 0;
  return {
    tell: (line: string) => {
      if (line === step) seen.clicks = browser.clicks;
    },
    /** At least one click was made, and no more than the budget. */
    expectWithin(budget: number) {
      expect(seen.clicks).toBeGreaterThan(0);
      expect(seen.clicks).toBeLessThanOrEqual(budget);
    },
  };
}

const discardWizards = (browser: ProductBrowser): Promise<void> =>
  withOwnPage(browser, async (view) => {
    for (const { id } of (await readStores(view))['wizards'] ?? []) {
      await ask(view, 'wizard.discard', { id: id ?? null });
    }
  });

/** Runs specs in one browser with one profile; a test that fails leaves a picture of the popup. */
export function describeInOneProfile(name: BrowserName, specs: (ground: Ground) => void): void {
  describe.runIf(browsersUnderTest.includes(name))(`in one profile of ${name}`, () => {
    let product: Product | undefined;
    const codes: string[] = [];
    const ground: Ground = {
      get product() {
        if (!product) throw new Error('not started');
        return product;
      },
      get browser() {
        return ground.product.browser;
      },
      codes,
    };
    beforeAll(async () => {
      product = await startProduct(name);
    });
    afterEach(async ({ task }) => {
      if (!product) return;
      const { browser } = product;
      if (task.result?.state === 'fail' && (await browser.hasPopup())) {
        const picture = task.name.replaceAll(/\W+/g, '-').slice(0, 60);
        await product.shot(await browser.popup(), `failed-${picture}`);
      }
      await browser.closePopup();
      // What a failed test leaves open must not be in the way of the next.
      if (task.result?.state === 'fail') await discardWizards(browser).catch(() => undefined);
    });
    afterAll(() => product?.stop());
    specs(ground);
  });
}
