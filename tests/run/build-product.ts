import { join } from 'node:path';

import { build } from 'wxt';

export type BuildTarget = 'chrome' | 'firefox';

export interface BuildOptions {
  /** The project's folder. */
  root: string;
  target: BuildTarget;
  /** Where the build goes, `.output` in the project's folder by default. */
  outDir?: string;
}

/** Builds the extension for one browser, unpacked; gives the folder. Throws when the build fails. */
export async function buildProduct({ root, target, outDir }: BuildOptions): Promise<string> {
  // One that a shell or a test runner has set would end up in the bundles and change them.
  process.env['NODE_ENV'] = 'production';
  await build({
    root,
    browser: target,
    manifestVersion: 3,
    mode: 'production',
    ...(outDir === undefined ? {} : { outDir }),
  });
  return join(outDir ?? join(root, '.output'), `${target}-mv3`);
}
