import type { Connection, Side } from '@/utils/domain/connection.ts';
import type { InvitationRecord } from '@/utils/domain/invitation.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { establishedRoot, PATIENCE } from './handshake.ts';
import type { HandshakeEvent, HandshakeState, Step } from './handshake.ts';

// What is kept of invitations, handshakes and connections, and what a step of a handshake makes of it.

/** A handshake as it is kept, under `<connectionId>:<side>`. */
export interface HandshakeRow {
  readonly id: string;
  readonly revision: number;
  /** 1 while it waits for its partner or has something to send. */
  readonly underWay?: 1 | undefined;
  /** When (ms) time alone changes it: a partner lapses, keys that answer latecomers are erased. */
  readonly tidyAt?: number | undefined;
  readonly state: HandshakeState;
}

/** What a connection goes on with, once both have confirmed. */
export interface KeysRow {
  readonly id: string;
  readonly revision: number;
  readonly epoch: number;
  readonly root: string;
}

/** What one step changes: all of it in one strict transaction, or nothing (`store/conflict`). */
export interface Change {
  /** Records that must still have this revision; `undefined`: must not exist. */
  readonly expect: readonly {
    readonly store: 'connections' | 'invitations' | 'handshakes';
    readonly key: string;
    readonly revision: number | undefined;
  }[];
  readonly invitations?: readonly InvitationRecord[];
  readonly connections?: readonly Connection[];
  readonly handshakes?: readonly HandshakeRow[];
  readonly keys?: readonly KeysRow[];
  readonly erase?: readonly { readonly store: 'connections' | 'handshakes' | 'keys'; readonly key: string }[];
}

/** Where all of it is kept. */
export interface LifecycleStore {
  invitation(id: string): Promise<InvitationRecord | undefined>;
  connection(key: string): Promise<Connection | undefined>;
  handshake(key: string): Promise<HandshakeRow | undefined>;
  hasKeys(key: string): Promise<boolean>;
  sides(connectionId: string): Promise<readonly Connection[]>;
  /** Connections of an instance, for the question whether the partner is one already. */
  connectionsAt(instance: Instance): Promise<readonly Connection[]>;
  /** Ids of connections whose handshake is under way. */
  underWay(): Promise<readonly string[]>;
  /** Pending invitations that ended before this moment (ms). */
  expired(before: number): Promise<readonly InvitationRecord[]>;
  /** Keys of handshakes that time alone changes before this moment (ms). */
  untidy(before: number): Promise<readonly string[]>;
  /** This browser profile's id. */
  node(): Promise<string>;
  commit(change: Change): Promise<void>;
}

/** Whether a handshake waits for its partner. An invitation that nobody accepted waits for an admin, not for us. */
export function isUnderWay(state: HandshakeState): boolean {
  switch (state.step) {
    case 'waiting':
      return false;
    case 'asked':
    case 'compared':
    case 'heard':
    case 'confirmed':
      return true;
    case 'established':
    case 'closed':
      return 'outbox' in state && state.outbox.length > 0;
    default:
      return state satisfies never;
  }
}

/** When time alone changes a state; a waiting invitation has its own date in its own record. */
function tidyAtOf(state: HandshakeState): number | undefined {
  if (state.step === 'heard') return state.heardAt + PATIENCE;
  if (state.step === 'asked') return state.askedAt + 2 * PATIENCE;
  if (state.step === 'compared') return state.comparedAt + 2 * PATIENCE;
  return 'handshake' in state ? state.handshake?.until : undefined;
}

/** A handshake's state as it is kept. */
export function rowOf(id: string, revision: number, state: HandshakeState): HandshakeRow {
  const tidyAt = tidyAtOf(state);
  return {
    id,
    revision,
    ...(isUnderWay(state) ? { underWay: 1 as const } : {}),
    ...(tidyAt === undefined ? {} : { tidyAt }),
    state,
  };
}

/** The records beside a handshake, as they were when its step was made. */
export interface Beside {
  readonly invitation: InvitationRecord | undefined;
  readonly connection: Connection | undefined;
  /** This browser profile's id. */
  readonly node: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a handshake's step means for the invitation and the connection: one change, committed with it. */
export function changeOf(
  row: HandshakeRow,
  step: Step<HandshakeState>,
  { invitation, connection, node, now }: Beside,
): { readonly next: HandshakeRow; readonly change: Change } {
  const { state } = step;
  const next = rowOf(row.id, row.revision + 1, state);
  let affected: Affected = { invitation, connection, gone: false };
  for (const event of step.events) affected = applied(event, affected, { now, node, side: state.side });

  const { gone } = affected;
  const established = establishedRoot(state);
  // An acceptance that came to nothing leaves nothing behind once its last word has been said.
  const forgotten = gone && state.side === 'destination' && !isUnderWay(state);
  const changedInvitation = affected.invitation === invitation ? undefined : affected.invitation;
  const changedConnection = affected.connection === connection || gone ? undefined : affected.connection;
  const change: Change = {
    expect: [
      { store: 'handshakes', key: row.id, revision: row.revision },
      ...(invitation
        ? [{ store: 'invitations' as const, key: invitation.id, revision: invitation.revision }]
        : []),
      ...(connection
        ? [{ store: 'connections' as const, key: connection.id, revision: connection.revision }]
        : []),
    ],
    handshakes: forgotten ? [] : [next],
    ...(changedInvitation
      ? { invitations: [{ ...changedInvitation, revision: changedInvitation.revision + 1 }] }
      : {}),
    ...(changedConnection
      ? { connections: [{ ...changedConnection, updatedAt: now, revision: changedConnection.revision + 1 }] }
      : {}),
    ...(established && connection
      ? { keys: [{ id: row.id, revision: 1, epoch: established.epoch, root: established.root }] }
      : {}),
    erase: [
      ...(gone && connection ? [{ store: 'connections' as const, key: connection.id }] : []),
      ...(forgotten ? [{ store: 'handshakes' as const, key: row.id }] : []),
    ],
  };
  return { next, change };
}

interface Affected {
  readonly invitation: InvitationRecord | undefined;
  readonly connection: Connection | undefined;
  /** The connection has come to nothing before it was one. */
  readonly gone: boolean;
}

/** What one event of the handshake makes of the records beside it. */
function applied(
  event: HandshakeEvent,
  { invitation, connection, gone }: Affected,
  { now, node, side }: { now: number; node: string; side: Side },
): Affected {
  switch (event.type) {
    case 'accepted': {
      const { code: _, ...rest } = invitation ?? ({} as InvitationRecord);
      return {
        invitation: invitation && {
          ...rest,
          status: 'accepted',
          closedAt: now,
          acceptedBy: event.claim,
        },
        connection: connection && {
          ...connection,
          numbers: [...event.numbers],
          remote: { ...connection.remote, claim: event.claim },
          awaitsConfirmation: event.claim.node !== node,
        },
        gone,
      };
    }
    case 'second-acceptance':
    case 'acceptance-refused':
      return {
        invitation: invitation && {
          ...invitation,
          refusedAcceptances: invitation.refusedAcceptances + 1,
        },
        connection,
        gone,
      };
    case 'compared':
      return {
        invitation,
        connection: connection && { ...connection, numbers: [...event.numbers] },
        gone,
      };
    case 'established':
      return {
        invitation,
        connection: connection && {
          ...connection,
          status: 'active',
          establishedAt: now,
          awaitsConfirmation: false,
        },
        gone,
      };
    case 'closed': {
      if (side === 'destination') return { invitation, connection, gone: true };
      const { code: _, ...rest } = invitation ?? ({} as InvitationRecord);
      const status = event.reason === 'code/expired' ? 'expired' : 'revoked';
      return {
        invitation: invitation && { ...rest, status, closedAt: now },
        connection,
        gone: true,
      };
    }
    case 'partner-confirmed':
    case 'bad-message':
      return { invitation, connection, gone };
    default:
      return event satisfies never;
  }
}
