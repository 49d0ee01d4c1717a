/** Reading a script without running it: what the editor underlines. */
import type { ScriptTree } from './ast.ts';
import { parseTree } from './parser.ts';
import { positionOf } from './position.ts';

export type ParseError = { readonly line: number; readonly column: number; readonly message: string };

export type ParsedScript = { readonly errors: ParseError[]; readonly tree: ScriptTree };

/** Parses Groovy 4 source; never throws. `errors` is empty when the source is well formed, else in order of place. */
export function parseScript(source: string): ParsedScript {
  const { tree, problems } = parseTree(source);
  const errors = problems
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, message }) => ({ ...positionOf(source, at), message }));
  return { errors, tree };
}
