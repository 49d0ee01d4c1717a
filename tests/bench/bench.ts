/**
 * Measures the built product against an extension that does nothing, in turning rounds of one run:
 * `npm run bench`, `npm run bench -- --rounds 9`, `npm run bench -- --only popup`.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startPlatforms } from '../platforms/core/server.ts';
import { buildProduct } from '../run/build-product.ts';
import { createZip, readFolder } from '../run/zip-file.ts';
import { browserBehind, pageBehind } from '../support/browsers/chromium.ts';
import type { View } from '../support/browsers/types.ts';
import { builtFolder, projectRoot } from '../support/built.ts';
import { button, forward, fromPage, initiatePrivately } from '../support/flows.ts';
import { startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { createBook } from './figures.ts';
import { seedInvitations } from './seed.ts';
import { writeVariants } from './variants.ts';
import type { Measured, Variant } from './variants.ts';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, only: { type: 'string' }, built: { type: 'boolean' } },
});
const rounds = Number(options.rounds);
const wanted = (part: string) => options.only === undefined || options.only === part;

const HOST = 'acme.service-now.com';
/** Of the profiler, in µs. */
const SAMPLING = 100;
const book = createBook();

const measured = (view: View) =>
  view.evaluate(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    const { measured: seen } = window as unknown as { measured: Measured };
    return { origin: performance.timeOrigin, painted: paint?.startTime, ...seen };
  });

/** Opens the popup again and again: the first time is cold, the others are warm. */
async function popups(product: Product, variant: Variant): Promise<void> {
  const { browser } = product;
  const tab = await browser.open(`https://${HOST}/login.do`);
  for (let opening = 0; opening < 5; opening += 1) {
    const popup = await browser.pressToolbarButton(tab);
    await popup.waitUntil(
      () =>
        performance.getEntriesByName('first-contentful-paint').length > 0 &&
        (window as unknown as { measured: Measured }).measured.usable !== undefined,
      [],
    );
    const seen = await measured(popup);
    const warmth = opening === 0 ? 'cold' : 'warm';
    // Painted counts from the press; the others from the document's own start, which leaves out what the
    // browser needs to make a window and so tells the two apart more sharply.
    const painted = seen.painted === undefined ? undefined : seen.origin + seen.painted - browser.pressedAt;
    book.add(`popup painted, ${warmth}`, variant.name, painted);
    book.add(`first control, ${warmth}`, variant.name, seen.control);
    book.add(`popup usable, ${warmth}`, variant.name, seen.usable);
    await browser.closePopup();
    await popup.waitClosed();
  }
  await tab.close();
}

/** One message from an extension page and back, in ms. Both backgrounds answer every message. */
const askBackground = (page: View) =>
  page.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: { runtime: { sendMessage(message: unknown): Promise<{ ok?: boolean } | undefined> } };
    };
    const start = performance.now();
    const answer = await chrome.runtime.sendMessage({ name: 'instances.known' });
    const took = performance.now() - start;
    if (answer?.ok !== true) throw new Error(`the background answered ${JSON.stringify(answer)}`);
    return took;
  });

async function worker(product: Product, variant: Variant): Promise<void> {
  const { browser } = product;
  const page = await browser.openExtensionPage('popup.html');
  await askBackground(page);
  for (let time = 0; time < 30; time += 1) {
    book.add('running worker answers', variant.name, await askBackground(page));
  }
  for (let time = 0; time < 4; time += 1) {
    await browser.stopBackground();
    book.add('stopped worker answers', variant.name, await askBackground(page));
  }
  const target = browserBehind(browser)
    .targets()
    .find((one) => one.url().startsWith(browser.extensionUrl('')) && one.url().endsWith('.js'));
  const session = await target?.createCDPSession();
  if (session) {
    await session.send('Runtime.enable');
    await session.send('HeapProfiler.enable');
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    book.add('worker heap', variant.name, usedSize / 1024);
    await session.detach();
  }
  await page.close();
}

/** Lets the product into the site, as the admin's click in the popup does. */
async function letIn(product: Product): Promise<void> {
  const page = await product.browser.openExtensionPage('popup.html');
  await page.waitUntil(
    async (origin: string) => {
      const { chrome } = globalThis as unknown as {
        chrome: {
          permissions: { request(what: { origins: string[] }): Promise<boolean> };
          runtime: { sendMessage(message: unknown): Promise<unknown> };
          scripting: { getRegisteredContentScripts(): Promise<unknown[]> };
        };
      };
      await chrome.permissions.request({ origins: [origin] });
      await chrome.runtime.sendMessage({ name: 'sites.granted', input: { origins: [origin] } });
      return (await chrome.scripting.getRegisteredContentScripts()).length > 0;
    },
    [`https://${HOST}/*`],
  );
  await page.close();
}

/** An administration page that changes 5,000 times a second for five seconds. */
async function busyPage(product: Product, variant: Variant): Promise<void> {
  const { browser } = product;
  if (variant.name === 'liaison') await letIn(product);
  const view = await product.signIn(HOST);
  const page = pageBehind(view);
  const session = await page.createCDPSession();
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: SAMPLING });
  await session.send('Profiler.start');
  await page.reload({ waitUntil: 'load' });
  await view.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const box = document.createElement('div');
        document.body.append(box);
        const end = performance.now() + 5_000;
        const timer = setInterval(() => {
          for (let change = 0; change < 50; change += 1) {
            const line = document.createElement('span');
            line.textContent = String(change);
            box.append(line);
            if (box.childElementCount > 200) box.firstElementChild?.remove();
          }
          if (performance.now() > end) {
            clearInterval(timer);
            resolve(true);
          }
        }, 10);
      }),
  );
  const { profile } = await session.send('Profiler.stop');
  const parents = new Map<number, number>();
  for (const node of profile.nodes) for (const child of node.children ?? []) parents.set(child, node.id);
  const own = new Set(
    profile.nodes
      .filter((node) => node.callFrame.url.startsWith(browser.extensionUrl('')))
      .map((node) => node.id),
  );
  const isOwn = (id: number | undefined): boolean =>
    id !== undefined && (own.has(id) || isOwn(parents.get(id)));
  let micros = 0;
  for (const [index, id] of (profile.samples ?? []).entries()) {
    // Whatever runs for longer is sampled again and again; one long gap is the machine busy with others.
    if (isOwn(id)) micros += Math.min(profile.timeDeltas?.[index] ?? 0, 10 * SAMPLING);
  }
  book.add('own script, busy page', variant.name, micros / 1000);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  book.add('page heap', variant.name, usedSize / 1024);
  await view.close();
}

/** How long the list takes to show its first row, with few and with many invitations. */
async function firstRows(product: Product): Promise<void> {
  const { browser } = product;
  await letIn(product);
  const source = await product.signIn(HOST);
  await initiatePrivately(browser, source);
  await source.close();
  const list = existsSync(join(builtFolder('chrome'), 'connections.html'))
    ? 'connections.html'
    : 'popup.html';
  for (const [count, name] of [
    [10, 'first row, 10 invitations'],
    [10_000, 'first row, 10,000 invitations'],
  ] as const) {
    const seeding = await browser.openExtensionPage(list);
    await seedInvitations(seeding, count);
    await seeding.close();
    for (let time = 0; time < 5; time += 1) {
      const page = await browser.openExtensionPage(`${list}#invitations`);
      await page.waitUntil(
        () => (window as unknown as { measured: Measured }).measured.copyRow !== undefined,
        [],
        { timeout: 15_000 },
      );
      // The first opening after the seeding pays for what the database has not settled yet.
      if (time > 0) book.add(name, 'liaison', (await measured(page)).copyRow);
      await page.close();
    }
  }
}

/** From the click that makes an invitation to its code on the screen. */
async function codes(product: Product): Promise<void> {
  const { browser } = product;
  await letIn(product);
  const page = await product.signIn(HOST);
  for (let time = 0; time < 4; time += 1) {
    const popup = await fromPage(browser, page, 'Initiate connection');
    await popup.click({ role: 'checkbox', name: "I don't have a URL" });
    await forward(popup, 'Next');
    await popup.waitFor({ role: 'textbox', name: 'Connection name' });
    const stopped = time % 2 === 1;
    if (stopped) await browser.stopBackground();
    await forward(popup, 'Next');
    await popup.waitFor(button('Copy invitation code'));
    const { click, code } = await measured(popup);
    if (click !== undefined && code !== undefined) {
      book.add(stopped ? 'click to code, stopped worker' : 'click to code', 'liaison', code - click);
    }
    await popup.click(button('Done'));
    await browser.closePopup();
  }
  await page.close();
}

async function measure(variant: Variant): Promise<void> {
  const product = await startProduct('chromium', { platforms, extension: variant.folder });
  const parts: [string, () => Promise<void>][] = [
    ['popup', () => popups(product, variant)],
    ['worker', () => worker(product, variant)],
    ['page', () => busyPage(product, variant)],
    ['codes', async () => (variant.name === 'liaison' ? codes(product) : undefined)],
    ['rows', async () => (variant.name === 'liaison' ? firstRows(product) : undefined)],
  ];
  try {
    for (const [part, run] of parts) {
      if (!wanted(part)) continue;
      try {
        await run();
      } catch (error) {
        console.error(`${part} of ${variant.name}:`, error);
        process.exitCode = 1;
      }
    }
  } finally {
    await product.stop();
  }
}

if (options.built !== true) await buildProduct({ root: projectRoot, target: 'chrome' });
const folder = mkdtempSync(join(tmpdir(), 'liaison-bench-'));
const platforms = await startPlatforms();
try {
  const variants = writeVariants(folder);
  const archive = createZip(await readFolder(builtFolder('chrome')));
  book.add('package', 'liaison', archive.length / 1000);
  for (let round = 0; round < rounds; round += 1) {
    // Turning: whatever warms up or cools down over time hits both alike.
    for (const variant of round % 2 === 0 ? variants : variants.toReversed()) await measure(variant);
    console.log(`round ${String(round + 1)} of ${String(rounds)} done`);
  }
} finally {
  await platforms.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
console.log(
  `\n${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown processor'}, medians of ${String(rounds)} rounds\n`,
);
for (const line of book.tell()) console.log(line);
