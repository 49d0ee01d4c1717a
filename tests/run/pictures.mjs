// Takes the README's pictures anew from the built product: npm run pictures
import { join } from 'node:path';

import { prepare, root } from './setup.mjs';
import { run } from './steps.mjs';

await prepare(['chromium']);
const { buildProduct } = await import('./build-product.ts');
await buildProduct({ root, target: 'chrome' });
process.exit(await run(process.execPath, [join(root, 'tests', 'run', 'pictures.ts')]));
