import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { prepare, root } from './setup.mjs';
import { run, tool } from './steps.mjs';

await prepare();
const { buildProduct } = await import('./build-product.ts');
const { packProduct } = await import('./pack.ts');
await buildProduct({ root, target: 'chrome' });
await buildProduct({ root, target: 'firefox' });
const firefox = join(root, '.output', 'firefox-mv3');
if ((await run(tool('web-ext'), ['lint', '--no-config-discovery', '--source-dir', firefox])) !== 0) {
  process.exit(1);
}
for (const path of await packProduct(root)) {
  const bytes = readFileSync(path);
  const digest = createHash('sha256').update(bytes).digest('hex');
  console.log(`${digest}  ${relative(root, path)}  ${(bytes.length / 1024).toFixed(1)} kB`);
}
