import type { Connection } from '@/utils/domain/connection.ts';

import { backoff, judge } from './faults.ts';
import { changed, loadLane } from './parts.ts';
import type { Context } from './parts.ts';

/**
 * Hands due messages to the exchange. A row leaves only when the partner acknowledges it end to end; until then it
 * is sent again, later and later. Returns whether any was due.
 */
export async function sendDue(
  context: Context,
  connection: Connection,
  signal: AbortSignal,
): Promise<boolean> {
  const { backoffCap, page, resendAfter } = context.limits;
  const lane = await loadLane(context, connection.id);
  if (lane.closedAt !== undefined || lane.partnerPaused === true) return false;
  const now = context.clock.now();
  const rows = await context.store.dueOutbox(connection.id, now, page);
  for (const row of rows) {
    const wait = resendAfter + backoff(row.tries, resendAfter, backoffCap, context.random.fraction());
    // Noted before it is sent: a process that dies with each sending must not send without end.
    try {
      await context.store.commit({
        expect: [{ table: 'outbox', key: row.key, revision: row.revision }],
        put: [
          {
            table: 'outbox',
            row: changed(row, { revision: row.revision + 1, tries: row.tries + 1, dueAt: now + wait }),
          },
        ],
      });
      await context.channel.send(connection.id, { id: row.id, body: row.message }, signal);
    } catch (error) {
      const verdict = judge(error);
      if (verdict.kind === 'store') throw error;
      if (signal.aborted) return true;
      if (verdict.kind === 'again') continue;
      // The exchange is away: the rest would fare no better now, and all of it is kept.
      context.log?.('exchange failed', { connection: connection.id });
      return false;
    }
  }
  return rows.length > 0;
}
