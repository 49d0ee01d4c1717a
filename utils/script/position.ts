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
