import type { Plugin } from 'vite';

/**
 * Takes the one place out of the bundle where a library would make code at run time: zod's compiled parsers.
 * The extension's policy forbids it anyway; without the text, a scan of the package shows that nothing tries.
 */
export function withoutGeneratedCode(): Plugin {
  return {
    name: 'without-generated-code',
    enforce: 'pre',
    transform(code, id) {
      const path = id.replaceAll('\\', '/');
      if (path.endsWith('/zod/v4/core/doc.js')) {
        return {
          code: `export class Doc { compile() { throw new Error('no generated code'); } }`,
          map: null,
        };
      }
      if (path.endsWith('/zod/v4/core/util.js')) {
        const without = code.replaceAll(
          /const F = Function;\s*new F\(""\);\s*return true;/g,
          'return false;',
        );
        if (without === code)
          this.error('zod no longer probes for generated code where this plugin looks for it');
        return { code: without, map: null };
      }
      return undefined;
    },
  };
}
