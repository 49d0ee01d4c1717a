import { join } from 'node:path';

import { prepare, root } from './setup.mjs';
import { run } from './steps.mjs';

await prepare(['chromium', 'display']);
process.exit(
  await run(process.execPath, [join(root, 'tests', 'bench', 'bench.ts'), ...process.argv.slice(2)]),
);
