import { join } from 'node:path';

import { prepare, root } from './setup.mjs';
import { run } from './steps.mjs';

await prepare([]);
process.exit(
  await run(process.execPath, [join(root, 'tests', 'run', 'simulate.ts'), ...process.argv.slice(2)]),
);
