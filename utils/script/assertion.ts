import { inspect, toStr } from './core.ts';
/** Groovy's power assert: the source of the assertion with each value under its column. */
import { LimitReached } from './runtime.ts';
import { GArray, GList, GMap, GSet, Thrown, type Value } from './values.ts';

function rendered(v: Value): string {
  try {
    const s =
      typeof v === 'string' ||
      v instanceof GList ||
      v instanceof GMap ||
      v instanceof GSet ||
      v instanceof GArray
        ? inspect(v)
        : toStr(v);
    return s;
  } catch (error) {
    if (error instanceof LimitReached || !(error instanceof Thrown)) throw error;
    return `(toString() threw ${error.value.cls.name})`;
  }
}

/**
 * The message of a PowerAssertionError. `start` is the offset of `assert`, `to` the end of its expression; values
 * carry the offset they belong under.
 */
export function renderAssert(
  source: string,
  start: number,
  to: number,
  recorded: readonly { at: number; value: Value }[],
): string {
  // Lines of one assertion are joined as Groovy joins them: trimmed, with one space.
  const raw = source.slice(start, to);
  const lines = raw.split('\n');
  let text = '';
  const columns = new Map<number, number>();
  let offset = start;
  lines.forEach((line, i) => {
    const trimmed = i === 0 ? line.trimEnd() : line.trim();
    const lead = i === 0 ? 0 : line.length - line.trimStart().length;
    if (i > 0) text += ' ';
    for (let j = 0; j < trimmed.length; j++) columns.set(offset + lead + j, text.length + j);
    text += trimmed;
    offset += line.length + 1;
  });
  const values = recorded
    .map(({ at, value }, order) => ({ column: columns.get(at) ?? -1, value, order }))
    .filter((each) => each.column >= 0)
    // The last recorded value of a column wins its place; columns from right to left.
    .sort((a, b) => b.column - a.column || a.order - b.order);
  const out: { text: string; start: number }[] = [
    { text, start: 0 },
    { text: '', start: 0 },
  ];
  const write = (index: number, s: string, column: number): void => {
    const row = out[index];
    if (!row) return;
    const padded = row.text.padEnd(column + s.length);
    row.text = padded.slice(0, column) + s + padded.slice(column + s.length);
  };
  for (let v = 0; v < values.length; v++) {
    const each = values[v];
    if (!each) continue;
    const before = values[v + 1];
    if (before && before.column === each.column) continue;
    const shown = rendered(each.value).split(/\r\n|\r|\n/);
    const end = shown.length === 1 ? each.column + (shown[0] ?? '').length : Number.MAX_SAFE_INTEGER;
    let placed = false;
    for (let j = 1; j < out.length; j++) {
      const row = out[j];
      if (row && end < row.start) {
        write(j, shown[0] ?? '', each.column);
        row.start = each.column;
        placed = true;
        break;
      }
      write(j, '|', each.column);
      // The row directly under the source only carries bars.
      if (row && j > 1) row.start = each.column + 1;
    }
    if (!placed) {
      for (const line of shown) {
        out.push({ text: '', start: each.column });
        write(out.length - 1, line, each.column);
      }
    }
  }
  return out.map((row) => row.text.trimEnd()).join('\n');
}
