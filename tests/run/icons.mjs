// Draws the mark as the icons that both stores and the toolbar want: node tests/run/icons.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { chromiumPath } from '../support/browser-paths.ts';
import { slimPng } from './png-file.mjs';

const folder = fileURLToPath(new URL('../../public/icon/', import.meta.url));

/** Two open rings that reach for each other, on a ground of their own: toolbars are light or dark. */
const drawing = (size) => {
  // Small sizes take a bolder line and less air, or the gap between the rings closes.
  const small = size <= 32;
  const line = small ? 3.1 : 2.5;
  const inset = small ? 0 : 1.5;
  const side = 24 - 2 * inset;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 24 24">
    <defs><linearGradient id="ground" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#0f817b"/><stop offset="1" stop-color="#0a615d"/>
    </linearGradient></defs>
    <rect x="${inset}" y="${inset}" width="${side}" height="${side}" rx="${small ? 5 : 4.8}" fill="url(#ground)"/>
    <g fill="none" stroke-width="${line}" stroke-linecap="round"
      transform="translate(12 12) scale(${small ? 0.92 : 0.86}) translate(-12 -12)">
      <path d="M12 7.4A5.7 5.7 0 1 0 12 16.6" stroke="#ffffff"/>
      <path d="M12 16.6A5.7 5.7 0 1 0 12 7.4" stroke="#a9ece5"/>
    </g>
  </svg>`;
};

const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
try {
  mkdirSync(folder, { recursive: true });
  for (const size of [16, 32, 48, 96, 128]) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawing(size)}`);
    writeFileSync(`${folder}${size}.png`, slimPng(await page.screenshot({ omitBackground: true })));
    await page.close();
  }
} finally {
  await browser.close();
}
