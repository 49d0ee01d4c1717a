import { fileURLToPath } from 'node:url';

import type { Plugin, Rolldown } from 'vite';

const mains = ['popup', 'connections'].map((page) =>
  fileURLToPath(new URL(`../../entrypoints/${page}/main.tsx`, import.meta.url)).replaceAll('\\', '/'),
);

/** Of both pages, with no code: by themselves they would leave empty scripts behind. */
const SILENT = /\/entrypoints\/shared\/style\.css(?:$|\?)|wxt-html-plugins/;

/** Everything that a module imports, itself and all that they import included; what comes later is not. */
function reach(id: string, modules: Rolldown.ChunkingContext, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) reach(imported, modules, found);
  return found;
}

/**
 * Vite plugin that puts what the popup's first screen shares with the other page into one file, where many small ones
 * would have to be fetched before anything can be pressed. Screens that come later keep files of their own.
 */
export function withFirstChunk(): Plugin {
  return {
    name: 'liaison:first-chunk',
    outputOptions(options) {
      // Scripts of one file are made in another format.
      if (options.format !== undefined && options.format !== 'es' && options.format !== 'esm') return options;
      let first: Set<string> | undefined;
      const name = (id: string, modules: Rolldown.ChunkingContext) => {
        first ??= mains.map((main) => reach(main, modules)).reduce((one, other) => one.intersection(other));
        return first.has(id) || SILENT.test(id) ? 'first' : null;
      };
      return { ...options, codeSplitting: { groups: [{ name }] } };
    },
  };
}
