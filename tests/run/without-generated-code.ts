import type { Plugin } from 'vite';

/**
 * What zod can do with `new Function`, by file of the library: text found there → text put in its place.
 * An extension's policy refuses generated code anyway; leaving the branch out keeps the package free of it,
 * spares the attempt (each one is reported as a policy violation), and drops the code that only it needs.
 */
const replacements: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  '/zod/v4/core/schemas.js': [['const jit = !core.globalConfig.jitless;', 'const jit = false;']],
  '/zod/v4/core/util.js': [
    ['const F = Function;\n        new F("");\n        return true;', 'return false;'],
  ],
  '/zod/v4/core/doc.js': [
    ['const F = Function;\n', 'const F = refuseGeneratedCode;\n'],
    ['const factory = new F(', 'const factory = F('],
  ],
  '/zod/v4/core/compile.js': [
    ['const F = Function;\n', 'const F = refuseGeneratedCode;\n'],
    ['const factory = new F(', 'const factory = F('],
  ],
};

const refusal = `
function refuseGeneratedCode() {
  throw new Error('generated code is not allowed in an extension');
}
`;

/**
 * Vite plugin that takes zod's code generation out of the bundles. The build fails when zod has changed
 * so much that a place is no longer found.
 */
export function withoutGeneratedCode(): Plugin {
  return {
    name: 'liaison:without-generated-code',
    enforce: 'pre',
    transform: {
      filter: { id: /\/zod\/v4\/core\/(?:schemas|util|doc|compile)\.js/ },
      handler(code, id) {
        const path = id.replaceAll('\\', '/').split('?')[0] ?? '';
        const found = Object.entries(replacements).find(([suffix]) => path.endsWith(suffix));
        if (!found) return undefined;
        let result = code;
        for (const [before, after] of found[1]) {
          if (result.split(before).length !== 2) {
            throw new Error(`${found[0]} of zod has changed: "${before}" is not there exactly once`);
          }
          result = result.replace(before, () => after);
        }
        return { code: result.includes('refuseGeneratedCode') ? result + refusal : result, map: null };
      },
    },
  };
}
