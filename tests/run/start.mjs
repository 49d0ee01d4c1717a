// Builds, starts the practice platforms and a browser with the product in it. With a display the browser stays
// open for the person in front of it; without one (or with --guided) it is led through the flows, with pictures.
import { join } from 'node:path';

import { prepare, root } from './setup.mjs';
import { run } from './steps.mjs';

await prepare(['chromium']);
const { buildProduct } = await import('./build-product.ts');
await buildProduct({ root, target: 'chrome' });
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const guided = !hasDisplay || process.argv.includes('--guided');
process.exit(await run(process.execPath, [join(root, 'tests', 'run', guided ? 'guided.ts' : 'visit.ts')]));
