import * as z from 'zod/mini';

import { randomId } from '@/utils/base/bytes.ts';
import { Connection } from '@/utils/domain/connection.ts';
import { InvitationRecord } from '@/utils/domain/invitation.ts';
import { AcceptorState, InviterState } from '@/utils/invitation/handshake.ts';
import type { LifecycleStore } from '@/utils/invitation/records.ts';
import { listConnections, listExpired, parseKept, sidesOf } from '@/utils/store/reading.ts';
import type { Step, Store } from '@/utils/store/store.ts';

const HandshakeRow = z.strictObject({
  id: z.string(),
  revision: z.number(),
  underWay: z.optional(z.literal(1)),
  tidyAt: z.optional(z.number()),
  state: z.union([InviterState, AcceptorState]),
});

/** The store as invitations and connections see it. */
export function createInvitationParts(store: Store): LifecycleStore {
  let node: Promise<string> | undefined;

  async function loadNode(): Promise<string> {
    const kept = await store.get('meta', 'node');
    if (typeof kept?.value === 'string') return kept.value;
    const fresh = randomId();
    await store.commit({ put: [{ store: 'meta', value: { key: 'node', value: fresh } }] });
    return fresh;
  }

  return {
    async invitation(id) {
      const row = await store.get('invitations', id);
      return row && parseKept(InvitationRecord, row, 'invitations');
    },
    async connection(key) {
      const row = await store.get('connections', key);
      return row && parseKept(Connection, row, 'connections');
    },
    async handshake(key) {
      const row = await store.get('handshakes', key);
      return row && parseKept(HandshakeRow, row, 'handshakes');
    },
    hasKeys: async (key) => (await store.get('keys', key)) !== undefined,
    sides: (connectionId) => sidesOf(store, connectionId),
    // Enough to find the same partner; an instance with more connections than this warns by the newest.
    connectionsAt: async ({ url }) => (await listConnections(store, { instance: url, limit: 500 })).rows,
    async underWay() {
      const db = await store.database();
      const keys = await db.getAllKeysFromIndex('handshakes', 'by-under-way', 1, 1000);
      return [...new Set(keys.map((key) => key.slice(0, key.lastIndexOf(':'))))];
    },
    async untidy(before) {
      const db = await store.database();
      return db.getAllKeysFromIndex('handshakes', 'by-tidy', IDBKeyRange.upperBound(before, true), 500);
    },
    expired: (before) => listExpired(store, before, 500),
    node: () =>
      (node ??= loadNode().catch((error: unknown) => {
        node = undefined;
        throw error;
      })),
    commit: (change) =>
      store.commit({
        expect: change.expect,
        put: [
          ...(change.invitations ?? []).map((value) => ({ store: 'invitations' as const, value })),
          ...(change.connections ?? []).map((value) => ({ store: 'connections' as const, value })),
          ...(change.handshakes ?? []).map((value) => ({ store: 'handshakes' as const, value })),
          ...(change.keys ?? []).map((value) => ({ store: 'keys' as const, value })),
        ] satisfies Step['put'],
        erase: change.erase ?? [],
      }),
  };
}
