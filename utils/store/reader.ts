import type * as z from 'zod/mini';

import { Connection } from '@/utils/domain/connection.ts';
import { InvitationRecord } from '@/utils/domain/invitation.ts';

import { listConnections, listInvitations, listKept, listSites, loadSettings, parseKept } from './reading.ts';
import type { ConnectionQuery, InvitationQuery } from './reading.ts';
import type { Store } from './store.ts';

/**
 * What pages read by themselves, so that a list needs no worker.
 * @param wizard the schema of a kept wizard, which is another room's
 */
export const createReader = <Wizard extends { updatedAt: number }>(
  store: Store,
  wizard: z.ZodMiniType<Wizard>,
) => ({
  invitations: (query: InvitationQuery) => listInvitations(store, query),
  connections: (query: ConnectionQuery) => listConnections(store, query),
  async invitation(id: string) {
    const row = await store.get('invitations', id);
    return row === undefined ? undefined : parseKept(InvitationRecord, row, 'invitations');
  },
  async connection(id: string) {
    const row = await store.get('connections', id);
    return row === undefined ? undefined : parseKept(Connection, row, 'connections');
  },
  counts: () => store.counts(),
  async wizards() {
    const kept = await listKept(store, 'wizards', wizard);
    return kept.toSorted((one, other) => other.updatedAt - one.updatedAt);
  },
  settings: () => loadSettings(store),
  sites: () => listSites(store),
});
