import { AppError } from '@/utils/base/errors.ts';

/** Lists that have a name of their own. Source: `xurrent.md` D. */
const lists = new Set(['open', 'completed']);

/** What requests can be filtered by. The platform's own documents name no others; custom fields are none. */
const filters = new Set([
  'id',
  'source',
  'sourceID',
  'subject',
  'category',
  'impact',
  'status',
  'completed_at',
  'created_at',
  'updated_at',
  'created_by_id',
  'requested_by_id',
  'requested_for_id',
  'service_instance_id',
  'supplier_requestID',
  'team_id',
  'member_id',
  'template_id',
]);

export interface RequestFilter {
  readonly list: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  /** Names that no document knows: the platform must refuse them, since leaving them out would select everything. */
  readonly unknown: readonly string[];
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '));
  } catch {
    return raw;
  }
}

/**
 * An admin's filter, written as in an address: `status=assigned,accepted&impact=!low`, behind `open?` or `completed?`
 * if wanted. Operators stand in the values, as the platform documents them.
 * Throws `platform/refused` for what is no such expression.
 */
export function parseFilter(text: string): RequestFilter {
  const refuse = (what: string) => new AppError('platform/refused', what);
  const [, list, pairs = ''] =
    /^(?:\/?(?:requests\/)?([a-z_]+)(?:\?|$))?\??([\s\S]*)$/.exec(text.trim()) ?? [];
  if (list !== undefined && !lists.has(list)) throw refuse(list);
  const query: Record<string, string> = {};
  const unknown: string[] = [];
  for (const piece of pairs.split('&').filter((one) => one.trim() !== '')) {
    const at = piece.indexOf('=');
    const name = piece.slice(0, Math.max(0, at)).trim();
    if (at <= 0 || !/^[A-Za-z_]{1,40}$/.test(name)) throw refuse(piece.slice(0, 100));
    if (Object.hasOwn(query, name)) throw refuse(`${name} & ${name}`);
    // Copied from an address or written by hand.
    const raw = piece.slice(at + 1).trim();
    query[name] = /%[0-9a-f]{2}/i.test(raw) ? decoded(raw) : raw;
    if (!filters.has(name)) unknown.push(name);
  }
  if (list === undefined && Object.keys(query).length === 0) throw refuse('status=');
  // Paging and columns are ours.
  const ours = ['per_page', 'page', 'fields', 'sort', 'search_after'].find((name) =>
    Object.hasOwn(query, name),
  );
  if (ours !== undefined) throw refuse(ours);
  return { list, query, unknown };
}

/** The ids that a filter and a further list of ids have in common; `undefined` where the filter names none. */
export function idsAmong(filter: RequestFilter, ids: readonly string[]): readonly string[] {
  const own = filter.query['id'];
  if (own === undefined) return ids;
  if (!/^\d+(,\d+)*$/.test(own)) throw new AppError('platform/refused', `id=${own.slice(0, 60)}`);
  const named = new Set(own.split(','));
  return ids.filter((id) => named.has(id));
}
