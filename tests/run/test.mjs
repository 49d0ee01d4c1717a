import { join } from 'node:path';

import { prepare, root } from './setup.mjs';
import { builds, checks, createTally, tool } from './steps.mjs';

await prepare(['chromium', 'firefox', 'display']);
const tally = createTally();
await checks(tally);
await tally.vitest('unit', ['unit']);
await tally.vitest('in the browser', ['browser']);
if (await builds(tally)) {
  await tally.step('package for Firefox', tool('web-ext'), [
    'lint',
    '--no-config-discovery',
    '--source-dir',
    join(root, '.output', 'firefox-mv3'),
  ]);
  await tally.vitest('packages', ['package']);
  await tally.vitest('end to end', ['e2e']);
}
tally.finish();
