/** Leads a browser nobody sees through the product, one line per step, pictures left behind. */
import { rmSync } from 'node:fs';
import { relative } from 'node:path';

import { projectRoot } from '../support/built.ts';
import { createFlows } from '../support/flows.ts';
import { shotsFolder, startProduct } from '../support/product.ts';

rmSync(shotsFolder, { recursive: true, force: true });
const product = await startProduct('chromium');
let failed = 0;
let picture = 0;
try {
  for (const flow of createFlows()) {
    console.log(`\n${flow.name}`);
    try {
      await flow.run(product, async (line, view) => {
        picture += 1;
        if (view) await product.shot(view, String(picture).padStart(3, '0'));
        console.log(`  ${line}`);
      });
    } catch (error) {
      failed += 1;
      console.log(`  failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  await product.stop();
}
console.log(`\nPictures of every step: ${relative(process.cwd(), shotsFolder) || projectRoot}`);
process.exitCode = failed > 0 ? 1 : 0;
