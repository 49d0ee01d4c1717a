/** Reading a script without running it: what the editor underlines. */
import type { ScriptTree } from './ast.ts';
import { checkTree } from './checks.ts';
import { parseTree } from './parser.ts';
import { positionOf } from './position.ts';

export type ParseError = { readonly line: number; readonly column: number; readonly message: string };

export type ParsedScript = { readonly errors: ParseError[]; readonly tree: ScriptTree };

/** Parses Groovy 4 source; never throws. `errors` is empty when the source is well formed, else in order of place. */
export function parseScript(source: string): ParsedScript {
  const { tree, problems } = parseTree(source);
  // What Groovy's compiler refuses is said once the source reads well.
  const all = problems.length > 0 ? problems : checkTree(tree);
  const errors = all
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, message }) => ({
      ...positionOf(source, at),
      // Groovy names the place once more behind some messages.
      message: message.split('\n. At [')[0]?.trimEnd() ?? message,
    }));
  return { errors, tree };
}
