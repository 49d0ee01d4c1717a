import { toPlain } from './dialect.ts';

/** Bytes of one CaseComment in UTF-8; a few are left to what the platform does to line ends. */
const LIMIT = 3_900;

/** `⟨2/3 k4j2⟩` on a line of its own at the end of a part. The key keeps two long comments of one second apart. */
const TRAILER = /\n⟨(\d{1,3})\/(\d{1,3}) ([0-9a-z]{1,12})⟩$/;
const TRAILER_ROOM = 40;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** How many UTF-16 units from the start take up at most so many bytes, never half of a pair. */
function fitting(text: string, bytes: number): number {
  let used = 0;
  let at = 0;
  for (const character of text) {
    used += bytesOf(character);
    if (used > bytes) break;
    at += character.length;
  }
  return at;
}

/** Where to cut: behind white space if there is any in the last part, so that the next one begins with a word. */
function cutAt(text: string, bytes: number): number {
  const most = fitting(text, bytes);
  if (most >= text.length) return most;
  for (let at = most; at > most * 0.8; at -= 1) {
    if (/\s/.test(text.charAt(at - 1)) && /\S/.test(text.charAt(at))) return at;
  }
  return most;
}

/**
 * A comment as one or more that the platform takes: it counts bytes and refuses what is longer. The parts say of
 * themselves which they are, so that they are read back as the one comment that they are.
 * @param key a few characters of `[0-9a-z]`, another one for each comment
 */
export function splitComment(body: string, key: string): readonly string[] {
  const plain = toPlain(body);
  // Whatever ends as a part does is marked as a whole, so that nobody's text is taken for a part of another.
  if (bytesOf(plain) <= LIMIT && !TRAILER.test(plain.trimEnd())) return [plain];
  const parts: string[] = [];
  for (let rest = plain; rest !== '';) {
    const at = cutAt(rest, LIMIT - TRAILER_ROOM);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return parts.map((part, index) => `${part}\n⟨${String(index + 1)}/${String(parts.length)} ${key}⟩`);
}

export interface CommentRow {
  readonly id: string;
  readonly body: string;
  readonly internal: boolean;
  readonly author: string;
  readonly at: number;
}

/** A comment and the further rows that it was split into, in their order. */
export interface WholeComment extends CommentRow {
  readonly rest: readonly string[];
}

/**
 * Rows as comments: those that were split are whole again, under the id of their first part. A part without its
 * others stays what it is. What was written for several people is internal when one of its parts is.
 */
export function joinComments(rows: readonly CommentRow[]): readonly WholeComment[] {
  const groups = new Map<string, Map<number, CommentRow>>();
  const place = (row: CommentRow) => {
    const [, index, count, key] = TRAILER.exec(row.body) ?? [];
    if (index === undefined || count === undefined || key === undefined) return undefined;
    return { index: Number(index), count: Number(count), group: `${row.author} ${count} ${key}` };
  };
  for (const row of rows) {
    const found = place(row);
    if (found === undefined) continue;
    const group = groups.get(found.group) ?? new Map<number, CommentRow>();
    if (!group.has(found.index)) group.set(found.index, row);
    groups.set(found.group, group);
  }
  return rows.flatMap((row): WholeComment[] => {
    const found = place(row);
    const group = found && groups.get(found.group);
    if (found === undefined || group?.size !== found.count || group.get(found.index) !== row) {
      return [{ ...row, rest: [] }];
    }
    if (found.index !== 1) return [];
    const parts = [...group].sort(([one], [other]) => one - other).map(([, part]) => part);
    return [
      {
        ...row,
        body: parts.map(({ body }) => body.replace(TRAILER, '')).join(''),
        internal: parts.some(({ internal }) => internal),
        rest: parts.slice(1).map(({ id }) => id),
      },
    ];
  });
}
