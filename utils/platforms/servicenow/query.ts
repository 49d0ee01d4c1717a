import { AppError } from '@/utils/base/errors.ts';

/** One term of an encoded query: field, operator, the rest. */
const TERM =
  /^([a-z0-9_]+(?:\.[a-z0-9_]+)*)(ISNOTEMPTY|ISEMPTY|STARTSWITH|ENDSWITH|NOT ?LIKE|NOT ?IN|LIKE|CONTAINS|DOESNOTCONTAIN|ANYTHING|EMPTYSTRING|INSTANCEOF|BETWEEN|SAMEAS|NSAMEAS|DATEPART|RELATIVE[A-Z]{2}|MORETHAN|LESSTHAN|VALCHANGES|CHANGESFROM|CHANGESTO|DYNAMIC|IN|ONToday|ON|!=|>=|<=|=|>|<)/;

/**
 * An encoded query without its order, in groups of alternatives (`^NQ`), and the fields that its terms name.
 * Throws `AppError` `platform/refused` with a term that is none: the platform would drop it without a word and
 * answer with everything else (`servicenow.md` D).
 */
export function parseQuery(text: string): { groups: readonly string[]; fields: readonly string[] } {
  const fields = new Set<string>();
  const groups: string[][] = [[]];
  for (const piece of text.trim().split('^')) {
    if (piece === '' || piece === 'EQ' || /^(ORDERBY|GROUPBY)/.test(piece)) continue;
    const opens = /^NQ(?=[a-z])/.test(piece);
    if (opens && groups.at(-1)?.length !== 0) groups.push([]);
    const term = piece.replace(/^(NQ|OR)(?=[a-z])/, '');
    const field = TERM.exec(term)?.[1];
    if (field === undefined) throw new AppError('platform/refused', piece.slice(0, 200));
    fields.add(field);
    groups.at(-1)?.push(opens ? term : piece);
  }
  if (groups[0]?.length === 0) throw new AppError('platform/refused', 'sysparm_query');
  return { groups: groups.map((terms) => terms.join('^')), fields: [...fields] };
}

/** The query with one more condition, in every group of alternatives. */
export const withTerm = (groups: readonly string[], term: string, order = ''): string =>
  groups.map((group) => `${term === '' ? '' : `${term}^`}${group}`).join('^NQ') + order;
