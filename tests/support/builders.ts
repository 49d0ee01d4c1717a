import type { Connection } from '../../utils/domain/connection.ts';
import type { InvitationRecord } from '../../utils/domain/invitation.ts';
import type { Instance } from '../../utils/domain/platform.ts';

/** Valid objects; a test changes the one field that it is about. */
export const anInstance = (change: Partial<Instance> = {}): Instance => ({
  platform: 'servicenow',
  url: 'https://acme.service-now.com',
  ...change,
});

export const aConnection = (change: Partial<Connection> = {}): Connection => ({
  id: 'AAAAAAAAAAAAAAAAAAAAAA:source',
  connectionId: 'AAAAAAAAAAAAAAAAAAAAAA',
  side: 'source',
  name: 'ACME_to_PARTNER',
  description: '',
  type: 'private',
  mode: 'basic',
  status: 'pending',
  local: { shortName: 'ACME', instance: anInstance() },
  remote: { shortName: 'PARTNER' },
  exchange: 'browser',
  createdAt: 1_000,
  updatedAt: 1_000,
  revision: 1,
  ...change,
});

export const anInvitationRecord = (change: Partial<InvitationRecord> = {}): InvitationRecord => ({
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  status: 'pending',
  connectionName: 'ACME_to_PARTNER',
  local: anInstance(),
  mode: 'basic',
  type: 'private',
  code: 'code',
  createdAt: 1_000,
  expiresAt: 260_000_000,
  terms: { localShortName: 'ACME', remoteShortName: 'PARTNER', description: '' },
  refusedAcceptances: 0,
  revision: 1,
  ...change,
});
