/** A browser window with the product and the practice platforms, open until the person closes it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { projectRoot } from '../support/built.ts';
import { startProduct } from '../support/product.ts';
import { welcomePage } from './welcome-page.ts';

const product = await startProduct('chromium', { display: process.env['DISPLAY'] ?? '' });
const instances = product.platforms.platforms.flatMap((platform) =>
  platform.describe().map((instance) => ({ platform: platform.id, ...instance })),
);
const folder = join(projectRoot, '.output', 'start');
await mkdir(folder, { recursive: true });
const page = join(folder, 'welcome.html');
await writeFile(page, welcomePage(instances));
await product.browser.open(pathToFileURL(page).href);
console.log('The browser is open; its first page says what to try. Close the window to end.');
for (const { platform, url, users } of instances) {
  for (const user of users) console.log(`  ${platform}  ${url}  ${user.name} / ${user.password}`);
}
await product.browser.ended;
await product.stop();
