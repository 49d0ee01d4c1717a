import type { Connection, ConnectionStatus } from '@/utils/domain/connection.ts';

import type { After, Reader } from '../backend.ts';
import { WINDOW } from './pages.tsx';
import type { Window } from './pages.tsx';

/** A connection as a row: the sides of it that live in this browser, one or two, the source first. */
export interface Pair {
  readonly id: string;
  readonly sides: readonly [Connection, ...Connection[]];
}

const pairOf = (one: Connection, other: Connection | undefined): Pair => {
  if (!other) return { id: one.connectionId, sides: [one] };
  return { id: one.connectionId, sides: one.side === 'source' ? [one, other] : [other, one] };
};

const rank: Readonly<Record<ConnectionStatus, number>> = { error: 0, pending: 1, deactivated: 2, active: 3 };

/** The status that matters most among the sides. */
export const statusOf = ({ sides }: Pair): ConnectionStatus =>
  sides.reduce<ConnectionStatus>(
    (worst, { status }) => (rank[status] < rank[worst] ? status : worst),
    sides[0].status,
  );

/** The key of the other side's record, `<connectionId>:<side>`. */
const otherKeyOf = ({ connectionId, side }: Connection): string =>
  `${connectionId}:${side === 'source' ? 'destination' : 'source'}`;

/** Both sides of a connection whose two instances live in this browser. */
export async function loadPair(read: Pick<Reader, 'connection'>, connection: Connection): Promise<Pair> {
  // Only this exchange has both of its ends in one browser.
  const other = connection.exchange === 'browser' ? await read.connection(otherKeyOf(connection)) : undefined;
  return pairOf(connection, other);
}

/**
 * A window of connections, newest first, two sides of one connection as one row.
 * @param shown connections that earlier windows show already
 */
export async function loadPairs(
  read: Pick<Reader, 'connections' | 'connection'>,
  query: { status?: ConnectionStatus; search?: string },
  after: After | undefined,
  shown: ReadonlySet<string>,
): Promise<Window<Pair>> {
  const page = await read.connections({ ...query, limit: WINDOW, ...(after ? { after } : {}) });
  const pairs = await Promise.all(page.rows.map((row) => loadPair(read, row)));
  const last = page.rows.at(-1);
  const rows = new Map(pairs.filter(({ id }) => !shown.has(id)).map((pair) => [pair.id, pair]));
  return {
    rows: [...rows.values()],
    end: page.more && last ? { createdAt: last.createdAt, id: last.id } : undefined,
  };
}
