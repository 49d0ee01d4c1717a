/** Reading a script without running it: what the editor underlines. */
import type { ScriptTree } from './ast.ts';
import { parseTree } from './parser.ts';

export type ParseError = { readonly line: number; readonly column: number; readonly message: string };

export type ParsedScript = { readonly errors: ParseError[]; readonly tree: ScriptTree };

/** Line and column, both from 1, of an offset in the source. */
export function positionOf(source: string, at: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  const end = Math.min(at, source.length);
  for (let i = 0; i < end; i++) {
    const c = source.charCodeAt(i);
    if (c === 10 || (c === 13 && source.charCodeAt(i + 1) !== 10)) {
      line++;
      start = i + 1;
    }
  }
  return { line, column: end - start + 1 };
}

/** Parses Groovy 4 source; never throws. `errors` is empty when the source is well formed, else in order of place. */
export function parseScript(source: string): ParsedScript {
  const { tree, problems } = parseTree(source);
  const errors = problems
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, message }) => ({ ...positionOf(source, at), message }));
  return { errors, tree };
}
