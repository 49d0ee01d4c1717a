import { fileURLToPath } from 'node:url';

import type { Plugin } from 'vite';

const OURS = fileURLToPath(new URL('../../utils/base/zod.ts', import.meta.url)).replaceAll('\\', '/');

/** Vite plugin that gives `zod/mini` through `utils/base/zod.ts`, to builds and tests alike. */
export function withLazySchemas(): Plugin {
  return {
    name: 'liaison:lazy-schemas',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^zod\/mini$/ },
      handler: (id, importer) => {
        const asking = importer?.replaceAll('\\', '/').split('?')[0];
        return id === 'zod/mini' && asking !== OURS ? OURS : undefined;
      },
    },
  };
}
