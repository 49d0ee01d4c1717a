import { AppError } from '../../utils/base/errors.ts';
import type { Connection } from '../../utils/domain/connection.ts';
import type {
  InstanceRow,
  LaneRow,
  PartRow,
  PayloadRow,
  Scan,
  SyncInboxRow,
  SyncOutboxRow,
  SyncStep,
  SyncStore,
  SyncTable,
  SyncTables,
  TransferRow,
  Trigger,
  Twin,
} from '../../utils/domain/sync.ts';

type Part = string | number;
type Key = readonly Part[];

function compare(one: Key, other: Key): number {
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i++) {
    const a = one[i];
    const b = other[i];
    if (a === b || a === undefined || b === undefined) continue;
    // As IndexedDB orders keys: numbers before texts.
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    return a < b ? -1 : 1;
  }
  return one.length - other.length;
}

/** A sorted list of keys with their rows: what an index of IndexedDB is. */
class Index<Row> {
  readonly #keys: Key[] = [];
  readonly #rows: Row[] = [];

  #at(key: Key): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(this.#keys[middle] ?? [], key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  put(key: Key, row: Row): void {
    const at = this.#at(key);
    const found = this.#keys[at];
    if (found !== undefined && compare(found, key) === 0) this.#rows[at] = row;
    else {
      this.#keys.splice(at, 0, key);
      this.#rows.splice(at, 0, row);
    }
  }

  remove(key: Key): void {
    const at = this.#at(key);
    const found = this.#keys[at];
    if (found !== undefined && compare(found, key) === 0) {
      this.#keys.splice(at, 1);
      this.#rows.splice(at, 1);
    }
  }

  /** Rows whose key begins with the prefix, from `from` on, while `while_` holds. */
  range(prefix: Key, from: Key, limit: number, keep?: (key: Key) => boolean): Row[] {
    const rows: Row[] = [];
    for (let at = this.#at([...prefix, ...from]); at < this.#keys.length && rows.length < limit; at++) {
      const key = this.#keys[at];
      const row = this.#rows[at];
      if (key === undefined || row === undefined) break;
      if (prefix.some((part, index) => key[index] !== part) || (keep && !keep(key))) break;
      rows.push(row);
    }
    return rows;
  }
}

type Keyed = Exclude<SyncTable, 'parts'>;

export interface MemoryStore extends SyncStore {
  readonly data: { readonly [T in Keyed]: Map<string, SyncTables[T]> };
  setConnections(connections: readonly Connection[]): void;
  /** What was asked of it, for tests that count. */
  readonly work: { loads: number; rows: number; commits: number; puts: number };
  partCount(): number;
  /** All rows as they are now. */
  snapshot(): () => void;
}

/**
 * A store in memory with the semantics of the real one: a commit is one strict transaction with expectations, every
 * list an indexed range with a limit, counters kept beside the rows. Rows are frozen where `freeze` is set: a caller
 * that writes into a row it was given fails.
 */
export function createMemoryStore(options: { freeze?: boolean } = {}): MemoryStore {
  const data: MemoryStore['data'] = {
    twins: new Map<string, Twin>(),
    payloads: new Map<string, PayloadRow>(),
    outbox: new Map<string, SyncOutboxRow>(),
    inbox: new Map<string, SyncInboxRow>(),
    instances: new Map<string, InstanceRow>(),
    lanes: new Map<string, LaneRow>(),
    transfers: new Map<string, TransferRow>(),
    triggers: new Map<string, Trigger>(),
    scans: new Map<string, Scan>(),
    history: new Map(),
  };
  const parts = new Map<string, PartRow[]>();
  let connections: readonly Connection[] = [];
  const work = { loads: 0, rows: 0, commits: 0, puts: 0 };

  const twinsByDue = new Index<Twin>();
  const twinsByEntity = new Index<Twin>();
  const twinsByConnection = new Index<Twin>();
  const outboxByDue = new Index<SyncOutboxRow>();
  const outboxByMessage = new Map<string, string>();
  const transfersByDue = new Index<TransferRow>();
  const scansByDue = new Index<Scan>();
  const inboxByTime = new Index<SyncInboxRow>();
  const counts = new Map<string, { twins: number; parked: number; outbox: number; incoming: number }>();

  const count = (connection: string, name: 'twins' | 'parked' | 'outbox' | 'incoming', by: number) => {
    if (by === 0) return;
    let row = counts.get(connection);
    if (row === undefined) counts.set(connection, (row = { twins: 0, parked: 0, outbox: 0, incoming: 0 }));
    row[name] += by;
  };

  const index = {
    twins(row: Twin, put: boolean) {
      const by = put ? 1 : -1;
      const change = <Row>(list: Index<Row>, key: Key, value: Row) =>
        put ? list.put(key, value) : list.remove(key);
      if (row.dueAt !== undefined) change(twinsByDue, [row.connection, row.dueAt, row.key], row);
      if (row.entity) change(twinsByEntity, [row.instance, row.entity.id, row.key], row);
      change(twinsByConnection, [row.connection, row.key], row);
      count(row.connection, 'twins', by);
      count(row.connection, 'parked', row.parked ? by : 0);
      count(row.connection, 'incoming', row.incoming === undefined ? 0 : by);
    },
    outbox(row: SyncOutboxRow, put: boolean) {
      const key = [row.connection, row.dueAt, row.key];
      if (put) outboxByDue.put(key, row);
      else outboxByDue.remove(key);
      if (put) outboxByMessage.set(`${row.connection}/${row.id}`, row.key);
      else outboxByMessage.delete(`${row.connection}/${row.id}`);
      count(row.connection, 'outbox', put ? 1 : -1);
    },
    transfers(row: TransferRow, put: boolean) {
      if (row.dueAt === undefined) return;
      const key = [row.connection, row.dueAt, row.key];
      if (put) transfersByDue.put(key, row);
      else transfersByDue.remove(key);
    },
    scans(row: Scan, put: boolean) {
      if (row.dueAt === undefined) return;
      const key = [row.connection, row.dueAt, row.key];
      if (put) scansByDue.put(key, row);
      else scansByDue.remove(key);
    },
    inbox(row: SyncInboxRow, put: boolean) {
      if (put) inboxByTime.put([row.at, row.key], row);
      else inboxByTime.remove([row.at, row.key]);
    },
  };

  const reindex = (table: Keyed, row: unknown, put: boolean): void => {
    if (table === 'twins') index.twins(row as Twin, put);
    else if (table === 'outbox') index.outbox(row as SyncOutboxRow, put);
    else if (table === 'transfers') index.transfers(row as TransferRow, put);
    else if (table === 'scans') index.scans(row as Scan, put);
    else if (table === 'inbox') index.inbox(row as SyncInboxRow, put);
  };

  // One place where the table's name and its rows' type are known to belong together only at run time.
  const tableOf = (table: Keyed): Map<string, { key: string; revision?: number }> => data[table];

  const erase = (table: Keyed, key: string): void => {
    const before = tableOf(table).get(key);
    if (before === undefined) return;
    reindex(table, before, false);
    tableOf(table).delete(key);
  };

  const frozen = <T>(value: T): T => {
    if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value))
      return value;
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
    return value;
  };

  const given = <Row>(rows: Row[]): Promise<Row[]> => {
    work.loads += 1;
    work.rows += rows.length;
    return Promise.resolve(rows);
  };

  function commit(step: SyncStep): Promise<void> {
    work.commits += 1;
    for (const { table, key, revision } of step.expect ?? []) {
      if (tableOf(table).get(key)?.revision !== revision) {
        return Promise.reject(new AppError('store/conflict', `${table} ${key}`));
      }
    }
    for (const { table, row } of step.put ?? []) {
      work.puts += 1;
      if (options.freeze === true) frozen(row);
      if (table === 'parts') {
        const list = parts.get(row.key[0]) ?? [];
        list[row.key[1]] = row;
        parts.set(row.key[0], list);
        continue;
      }
      erase(table, row.key);
      tableOf(table).set(row.key, row);
      reindex(table, row, true);
    }
    for (const { table, key } of step.erase ?? []) erase(table, key);
    if (step.acknowledged) {
      for (const id of step.acknowledged.ids) {
        const key = outboxByMessage.get(`${step.acknowledged.connection}/${id}`);
        if (key !== undefined) erase('outbox', key);
      }
    }
    for (const transfer of step.eraseParts ?? []) parts.delete(transfer);
    return Promise.resolve();
  }

  const first = <Row extends { readonly dueAt?: number | undefined }>(
    list: Index<Row>,
    connection: string,
  ): number | undefined => list.range([connection], [], 1)[0]?.dueAt;

  return {
    data,
    work,
    setConnections(next) {
      connections = next;
    },
    snapshot() {
      const rows = (Object.keys(data) as Keyed[]).map(
        (table) => [table, [...tableOf(table).values()]] as const,
      );
      const kept = new Map([...parts].map(([key, list]) => [key, [...list]]));
      return () => {
        for (const [table, old] of rows) {
          for (const key of tableOf(table).keys()) erase(table, key);
          for (const row of old) {
            tableOf(table).set(row.key, row);
            reindex(table, row, true);
          }
        }
        parts.clear();
        for (const [key, list] of kept) parts.set(key, [...list]);
      };
    },
    partCount: () => [...parts.values()].reduce((sum, list) => sum + list.length, 0),
    load(table, key) {
      work.loads += 1;
      work.rows += 1;
      return Promise.resolve(data[table].get(key));
    },
    commit,
    connections: () => Promise.resolve(connections),
    counts: (connection) =>
      Promise.resolve({ ...(counts.get(connection) ?? { twins: 0, parked: 0, outbox: 0, incoming: 0 }) }),
    twinsOf: (instance, id) => given(twinsByEntity.range([instance, id], [], 100)),
    dueTwins: (connection, until, limit) =>
      given(twinsByDue.range([connection], [], limit, (key) => Number(key[1]) <= until)),
    dueOutbox: (connection, until, limit) =>
      given(outboxByDue.range([connection], [], limit, (key) => Number(key[1]) <= until)),
    outboxOf: (connection, ids) =>
      given(
        ids.flatMap((id) => {
          const key = outboxByMessage.get(`${connection}/${id}`);
          const row = key === undefined ? undefined : data.outbox.get(key);
          return row === undefined ? [] : [row];
        }),
      ),
    dueTransfers: (connection, until, limit) =>
      given(transfersByDue.range([connection], [], limit, (key) => Number(key[1]) <= until)),
    dueScans: (connection, until, limit) =>
      given(scansByDue.range([connection], [], limit, (key) => Number(key[1]) <= until)),
    nextDue(connection) {
      work.loads += 4;
      const twins = first(twinsByDue, connection);
      const outbox = first(outboxByDue, connection);
      const transfers = first(transfersByDue, connection);
      const scans = first(scansByDue, connection);
      return Promise.resolve({
        ...(twins === undefined ? {} : { twins }),
        ...(outbox === undefined ? {} : { outbox }),
        ...(transfers === undefined ? {} : { transfers }),
        ...(scans === undefined ? {} : { scans }),
      });
    },
    twinsAfter(connection, after, limit) {
      const from = after === undefined ? [] : [after, ''];
      return given(twinsByConnection.range([connection], from, limit));
    },
    triggers: (connection) =>
      given([...data.triggers.values()].filter((row) => row.connection === connection && row.active)),
    parts: (transfer, from, limit) => given((parts.get(transfer) ?? []).slice(from, from + limit)),
    oldInbox: (before, limit) =>
      Promise.resolve(
        inboxByTime.range([], [], limit, (key) => Number(key[0]) < before).map(({ key }) => key),
      ),
  };
}
