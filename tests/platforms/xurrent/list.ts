/** Collections of the API: filters in the query, field selection, sorting, and pages by what was seen last. */
/** A refusal with the body that the API sends for it. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    body: string | Readonly<Record<string, unknown>>,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(typeof body === 'string' ? body : JSON.stringify(body));
    this.status = status;
    this.body = typeof body === 'string' ? { message: body } : body;
    this.headers = headers;
  }
}

export const forbidden = () => new ApiError(403, 'Forbidden');
export const missing = () => new ApiError(404, 'Not Found');
/** Pairs of field and sentence, as the platform lists what is wrong with a record. */
export const invalid = (errors: readonly (readonly [string, string])[]) =>
  new ApiError(422, { message: 'Validation Failed', errors });

type Scalar = string | number | boolean | null;

/** What a collection can be filtered and sorted by. Dates are milliseconds. */
export interface Column<T> {
  readonly kind: 'number' | 'text' | 'date' | 'boolean';
  readonly read: (row: T) => Scalar;
  readonly sortable?: boolean;
}

export interface Collection<T> {
  readonly rows: readonly T[];
  readonly columns: Readonly<Record<string, Column<T>>>;
  readonly defaultFields: readonly string[];
  /** All fields that `fields` may name, `defaultFields` among them. */
  readonly fields: readonly string[];
  readonly defaultSort: string;
  readonly render: (row: T) => Record<string, unknown>;
  readonly id: (row: T) => number;
}

const PAGING = new Set(['per_page', 'fields', 'sort', 'search_after']);

/** A moment as people write it in parameters; NaN when it is none. */
export function parseMoment(text: string): number {
  const [, date, time = 'T00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  if (date === undefined) return Number.NaN;
  return Date.parse(`${date}${time}${zone.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')}`);
}

function convert(name: string, kind: Column<unknown>['kind'], text: string): Scalar {
  const refuse = () => new ApiError(400, `Parameter '${name}' has an invalid value '${text}'`);
  if (text === '') return null;
  switch (kind) {
    case 'number':
      if (!/^-?\d+$/.test(text)) throw refuse();
      return Number(text);
    case 'date': {
      const at = parseMoment(text);
      if (Number.isNaN(at)) throw refuse();
      return at;
    }
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw refuse();
      return text === 'true';
    default:
      return text;
  }
}

/** The test that one filter value stands for: `v` `!v` `` `!` `a,b` `!a,b` `<v` `>=v` `>a<b` … */
function filterOf(name: string, kind: Column<unknown>['kind'], text: string): (value: Scalar) => boolean {
  const [, first, from, second, to] = /^(>=?|<=?)([^<>]*)(?:(<=?|>=?)([^<>]*))?$/.exec(text) ?? [];
  if (first !== undefined) {
    const bounds: [string, Scalar][] = [[first, convert(name, kind, from ?? '')]];
    if (second !== undefined) bounds.push([second, convert(name, kind, to ?? '')]);
    return (value) =>
      value !== null &&
      bounds.every(([operator, bound]) => {
        if (bound === null) return false;
        switch (operator) {
          case '<':
            return value < bound;
          case '<=':
            return value <= bound;
          case '>':
            return value > bound;
          default:
            return value >= bound;
        }
      });
  }
  const negated = text.startsWith('!');
  const wanted = (negated ? text.slice(1) : text).split(',').map((one) => convert(name, kind, one));
  return (value) => wanted.includes(value) !== negated;
}

export interface Page<T> {
  readonly rows: readonly T[];
  readonly fields: readonly string[];
  readonly headers: [string, string][];
}

/** One page of a collection, by the query of its address. Throws ApiError. */
export function pageOf<T>(collection: Collection<T>, url: URL): Page<T> {
  const query = url.searchParams;
  const perPageText = query.get('per_page') ?? '20';
  const perPage = Number(perPageText);
  if (!/^-?\d+$/.test(perPageText)) throw new ApiError(400, "Parameter 'per_page' must be an integer");
  if (perPage < 1) throw new ApiError(400, "Parameter 'per_page' cannot be less than 1");
  if (perPage > 100) throw new ApiError(400, "Parameter 'per_page' cannot be greater than 100");

  let { rows } = collection;
  for (const name of new Set(query.keys())) {
    if (PAGING.has(name)) continue;
    const column = collection.columns[name];
    if (!column) throw new ApiError(400, `Parameter '${name}' is not supported`);
    for (const text of query.getAll(name)) {
      const accepts = filterOf(name, column.kind, text);
      rows = rows.filter((row) => accepts(column.read(row)));
    }
  }

  let fields = collection.defaultFields;
  const asked = query.get('fields');
  if (asked !== null) {
    fields = asked
      .split(',')
      .map((field) => field.trim())
      .filter((field) => field !== '');
    for (const field of fields) {
      if (!collection.fields.includes(field)) {
        throw new ApiError(400, `Parameter 'fields' contains an unsupported field '${field}'`);
      }
    }
    fields = ['id', ...fields.filter((field) => field !== 'id')];
  }

  const sort = query.get('sort') ?? collection.defaultSort;
  const descending = sort.startsWith('-');
  const sortName = descending ? sort.slice(1) : sort;
  const column = collection.columns[sortName];
  if (!column || column.sortable === false)
    throw new ApiError(400, `Parameter 'sort' has an invalid value '${sort}'`);
  const key = (row: T): [Scalar, number] => [column.read(row), collection.id(row)];
  const order = ([left, leftId]: [Scalar, number], [right, rightId]: [Scalar, number]): number => {
    const direction = descending ? -1 : 1;
    if (left !== right) {
      if (left === null) return direction;
      if (right === null) return -direction;
      return left < right ? -direction : direction;
    }
    return (leftId - rightId) * direction;
  };
  const sorted = rows
    .map((row) => ({ row, key: key(row) }))
    .sort((one, other) => order(one.key, other.key))
    .map(({ row }) => row);

  // The next page starts behind the last row seen, wherever that stands by then.
  const after = readCursor(query.get('search_after'));
  const start = after === undefined ? 0 : sorted.findIndex((row) => order(key(row), after) > 0);
  const page = start < 0 ? [] : sorted.slice(start, start + perPage);
  const last = page.at(-1);
  const more = last !== undefined && start + perPage < sorted.length;
  const headers: [string, string][] = [
    ['X-Pagination-Per-Page', String(perPage)],
    ['X-Pagination-Current-Page', String(start < 0 ? 1 : Math.floor(start / perPage) + 1)],
    ['X-Pagination-Total-Pages', String(Math.max(1, Math.ceil(sorted.length / perPage)))],
    ['X-Pagination-Total-Entries', String(sorted.length)],
  ];
  if (more) {
    const next = new URL(url);
    next.searchParams.set('search_after', writeCursor(key(last)));
    headers.unshift(['Link', `<${next.href}>; rel="next"`]);
  }
  return { rows: page, fields, headers };
}

function writeCursor(key: [Scalar, number]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64');
}

function readCursor(text: string | null): [Scalar, number] | undefined {
  if (text === null) return undefined;
  try {
    const value = JSON.parse(Buffer.from(text, 'base64').toString()) as unknown;
    if (Array.isArray(value) && value.length === 2 && typeof value[1] === 'number') {
      return [value[0] as Scalar, value[1]];
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new ApiError(400, "Parameter 'search_after' has an invalid value");
}

/** The chosen fields of one row, in the order asked for. */
export function pick(
  record: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(fields.filter((field) => field in record).map((field) => [field, record[field]]));
}
