// Pictures of every screen in every state, to be looked at:
//   node tests/browser/components/gallery/shoot.mjs <folder> [filter] [--theme dark] [--width 320]
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';
import { createServer } from 'vite';

import { chromiumPath } from '../../../support/browser-paths.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { theme: { type: 'string' }, width: { type: 'string' }, sheet: { type: 'boolean' } },
});
const [folder = '/tmp/gallery', filter = ''] = positionals;
const root = fileURLToPath(new URL('../../../..', import.meta.url));
mkdirSync(folder, { recursive: true });

const server = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { port: 0, host: '127.0.0.1' },
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  cacheDir: `${root}.cache/gallery`,
});
await server.listen();
const base = `${server.resolvedUrls?.local[0]}tests/browser/components/gallery/index.html`;
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(message.text());
  });
  await page.goto(base);
  await page.waitForSelector('a');
  const names = await page.$$eval('a', (links) => links.map((link) => link.textContent ?? ''));
  for (const name of names.filter((candidate) => candidate.includes(filter))) {
    const wide = name.startsWith('page');
    const width = Number(values.width ?? (wide ? 1100 : 400));
    await page.setViewportSize({ width, height: wide ? 700 : 600 });
    await page.goto(
      `${base}?state=${encodeURIComponent(name)}${values.theme ? `&theme=${values.theme}` : ''}`,
    );
    await page.waitForFunction(() => (document.querySelector('#app')?.textContent ?? '') !== '');
    await page.waitForTimeout(150);
    await page.screenshot({ path: `${folder}/${name.replaceAll(/\W+/g, '-')}.png` });
  }
  console.log(`${names.length} states, pictures in ${folder}`);
} finally {
  await browser.close();
  await server.close();
}
