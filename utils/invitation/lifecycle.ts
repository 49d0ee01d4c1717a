import { randomBytes } from '@/utils/base/bytes.ts';
import type { Clock } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { ErrorCode } from '@/utils/base/errors.ts';
import { connectionKey, plainLine } from '@/utils/domain/connection.ts';
import type {
  Claim,
  ConfigurationMode,
  Connection,
  ConnectionType,
  Side,
} from '@/utils/domain/connection.ts';
import type { Exchange } from '@/utils/domain/exchange.ts';
import type { Invitation, InvitationRecord } from '@/utils/domain/invitation.ts';
import type { Instance, Project } from '@/utils/domain/platform.ts';

import { acceptInvitation, receiveAsAcceptor, tidyAcceptance } from './acceptor.ts';
import { decodeInvitation, findCodes } from './code.ts';
import { readEnvelopeHeader } from './envelope.ts';
import { establishedRoot, PATIENCE, pendingMessages } from './handshake.ts';
import type { HandshakeEvent, HandshakeState, Step, Surroundings } from './handshake.ts';
import {
  confirmPartner,
  createInvitation,
  declinePartner,
  receiveAsInviter,
  revokeInvitation,
  tidyInvitation,
} from './inviter.ts';
import { CLOCK_TOLERANCE, judgeInvitation } from './judge.ts';

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

/** What an admin decides of an invitation. */
export interface Terms {
  readonly invitationId: string;
  readonly local: Instance;
  readonly localShortName: string;
  readonly remoteShortName: string;
  readonly connectionName: string;
  readonly description: string;
  readonly mode: ConfigurationMode;
  readonly type: ConnectionType;
  readonly expected?: Instance | undefined;
  readonly project?: Project | undefined;
}

/** What a text with a code turned out to be. */
export type Finding =
  | { readonly kind: 'refused'; readonly problem: { code: ErrorCode; detail?: string } }
  | { readonly kind: 'several'; readonly found: readonly { code: string; from: string; name: string }[] }
  | {
      readonly kind: 'one';
      readonly code: string;
      readonly invitation: Invitation;
      readonly samePartner: boolean;
    };

export interface LifecycleParts {
  readonly store: LifecycleStore;
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly newId: () => string;
  /** How long a new invitation may be accepted, in hours. */
  readonly invitationHours: () => Promise<number>;
  /** Called after each commit. */
  readonly announce: () => void;
}

export interface Lifecycle {
  /** Makes the invitation and its pending connection; with an id that was used, nothing more (idempotent). */
  createInvitation(terms: Terms): Promise<void>;
  /** The code of a pending invitation; `undefined` once it is accepted, revoked or expired. */
  codeOf(invitationId: string): Promise<string | undefined>;
  /** Reads a text and judges the invitation in it, by what this node knows. */
  judge(text: string, local: Instance | undefined): Promise<Finding>;
  /**
   * Accepts and sees the handshake through as far as it goes in this browser; idempotent by the code's id.
   * @throws `AppError` with the code of the refusal; nothing is left of the attempt then
   */
  accept(given: {
    code: string;
    local: Instance;
    shortName: string;
    project?: Project | undefined;
  }): Promise<void>;
  revoke(invitationId: string): Promise<void>;
  /** The inviter has read that acceptances were refused: the warning and its count are done with. */
  acknowledge(invitationId: string): Promise<void>;
  reissue(invitationId: string): Promise<{ id: string }>;
  /** The inviter has compared the numbers. */
  confirm(key: string, same: boolean): Promise<void>;
  rename(key: string, name: string, description: string): Promise<void>;
  deactivate(key: string): Promise<void>;
  reactivate(key: string): Promise<void>;
  /** Final (R17): keys are erased, and whatever arrives late finds nobody. */
  disconnect(key: string): Promise<void>;
  /** Sends and receives what is waiting in every handshake that is under way. */
  pump(): Promise<void>;
  isUnderWay(): Promise<boolean>;
  /** Ends invitations whose time is over. */
  expireDue(): Promise<void>;
}

const random: Surroundings['random'] = randomBytes;
const sides: readonly Side[] = ['source', 'destination'];

/** Whether a handshake waits for its partner. An invitation that nobody accepted waits for an admin, not for us. */
function isUnderWay(state: HandshakeState): boolean {
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

function rowOf(id: string, revision: number, state: HandshakeState): HandshakeRow {
  const tidyAt = tidyAtOf(state);
  return {
    id,
    revision,
    ...(isUnderWay(state) ? { underWay: 1 as const } : {}),
    ...(tidyAt === undefined ? {} : { tidyAt }),
    state,
  };
}

/** Invitations and connections from the first code to the last disconnect, over any exchange and any store. */
export function createLifecycle(parts: LifecycleParts): Lifecycle {
  const { store, exchange, clock } = parts;
  const surroundings = (): Surroundings => ({ now: clock.now(), random });

  async function commit(change: Change): Promise<void> {
    await store.commit(change);
    parts.announce();
  }

  /** Does a step again, on what is there now, when another context was faster. */
  async function untilCommitted<Result>(attempt: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'store/conflict')) throw error;
      }
    }
  }

  /** What a handshake's step means for the invitation and the connection, committed with it. */
  async function take(row: HandshakeRow, step: Step<HandshakeState>): Promise<HandshakeRow> {
    if (step.state === row.state && step.events.every(({ type }) => type === 'bad-message')) return row;
    const now = clock.now();
    const next = rowOf(row.id, row.revision + 1, step.state);
    const invitation = step.state.side === 'source' ? await store.invitation(step.state.id) : undefined;
    const connection = await store.connection(row.id);
    const node = await store.node();

    let changedInvitation = invitation;
    let changedConnection = connection;
    let gone = false;
    for (const event of step.events) {
      ({ changedInvitation, changedConnection, gone } = applied(
        event,
        { changedInvitation, changedConnection, gone },
        { now, node, side: step.state.side },
      ));
    }
    const established = establishedRoot(step.state);
    if (step.state.side === 'destination' && step.state.step === 'closed')
      refusals.set(row.id, step.state.reason);
    const settled = gone && !isUnderWay(step.state);
    await commit({
      expect: [
        { store: 'handshakes', key: row.id, revision: row.revision },
        ...(invitation
          ? [{ store: 'invitations' as const, key: invitation.id, revision: invitation.revision }]
          : []),
        ...(connection
          ? [{ store: 'connections' as const, key: connection.id, revision: connection.revision }]
          : []),
      ],
      handshakes: settled && step.state.side === 'destination' ? [] : [next],
      ...(changedInvitation && changedInvitation !== invitation
        ? { invitations: [{ ...changedInvitation, revision: changedInvitation.revision + 1 }] }
        : {}),
      ...(changedConnection && changedConnection !== connection && !gone
        ? {
            connections: [{ ...changedConnection, updatedAt: now, revision: changedConnection.revision + 1 }],
          }
        : {}),
      ...(established && connection
        ? { keys: [{ id: row.id, revision: 1, epoch: established.epoch, root: established.root }] }
        : {}),
      erase: [
        ...(gone && connection ? [{ store: 'connections' as const, key: connection.id }] : []),
        ...(settled && step.state.side === 'destination'
          ? [{ store: 'handshakes' as const, key: row.id }]
          : []),
      ],
    });
    return next;
  }

  /** Messages of one side out and in; answers whether anything moved. */
  async function pumpSide(key: string, sent: Set<string>, signal: AbortSignal): Promise<boolean> {
    const row = await untilCommitted(() => confirmWithin(key));
    if (row === undefined) return false;
    let moved = false;
    for (const { box, message } of pendingMessages(row.state)) {
      if (sent.has(message.id)) continue;
      await exchange.put(box, message, signal);
      sent.add(message.id);
      moved = true;
    }
    const box = { connectionId: row.state.id, to: row.state.side };
    for (const { id } of await exchange.list(box, { limit: 50 }, signal)) {
      const message = await exchange.get(box, id, signal);
      if (message === undefined) continue;
      const keep = await untilCommitted(async () => {
        const current = await store.handshake(key);
        // Erased meanwhile: nobody is left whom the message concerns.
        if (current === undefined) return false;
        const step = await receive(current.state, message);
        await take(current, step);
        // What answers a repetition is put again even though nothing was saved.
        for (const outgoing of step.send) {
          await exchange.put(outgoing.box, outgoing.message, signal);
          sent.add(outgoing.message.id);
        }
        return step.keep;
      });
      // Removed only after our own commit.
      if (keep) continue;
      await exchange.ack(box, id, signal);
      moved = true;
    }
    return moved;
  }

  const receive = (
    state: HandshakeState,
    message: Parameters<typeof receiveAsInviter>[1],
  ): Promise<Step<HandshakeState>> =>
    state.side === 'source'
      ? receiveAsInviter(state, message, surroundings())
      : receiveAsAcceptor(state, message, surroundings());

  /** A partner in this same browser is the same admin: there is nobody to ask for the numbers. */
  async function confirmWithin(key: string): Promise<HandshakeRow | undefined> {
    const row = await store.handshake(key);
    if (row?.state.side !== 'source' || row.state.step !== 'heard') return row;
    if (row.state.claim.node !== (await store.node())) return row;
    return take(row, await confirmPartner(row.state, surroundings()));
  }

  const pumping = new Map<string, Promise<void>>();
  /** Why an acceptance of this run came to nothing, for whoever waits for it. */
  const refusals = new Map<string, ErrorCode>();
  /** New invitations under way, by the id of the one that they replace. */
  const reissues = new Map<string, Promise<{ id: string }>>();

  /** Lets both sides that this node serves talk until they have nothing more to say. */
  function pumpConnection(connectionId: string): Promise<void> {
    const work = async (): Promise<void> => {
      const signal = AbortSignal.timeout(20_000);
      const sent = new Set<string>();
      for (let moved = true; moved;) {
        moved = false;
        for (const side of sides) {
          if (await pumpSide(connectionKey(connectionId, side), sent, signal)) moved = true;
        }
      }
      await sweepRepetitions(connectionId, signal);
    };
    const before = pumping.get(connectionId) ?? Promise.resolve();
    const turn = before.then(work, work).finally(() => {
      if (pumping.get(connectionId) === turn) pumping.delete(connectionId);
    });
    pumping.set(connectionId, turn);
    return turn;
  }

  /**
   * A repeated handshake message that came late is left in its box, since another holder of the code may be meant.
   * Where this node serves both sides and both are done, there is no other.
   */
  async function sweepRepetitions(connectionId: string, signal: AbortSignal): Promise<void> {
    const rows = await Promise.all(sides.map((side) => store.handshake(connectionKey(connectionId, side))));
    if (rows.some((row) => row?.state.step !== 'established' || row.underWay === 1)) return;
    for (const to of sides) {
      const box = { connectionId, to };
      for (const { id } of await exchange.list(box, { limit: 50 }, signal)) {
        const message = await exchange.get(box, id, signal);
        const envelope = message && readEnvelopeHeader(message);
        if (envelope?.ok && envelope.header.epoch === 0) await exchange.ack(box, id, signal);
      }
    }
  }

  async function change(
    key: string,
    edit: (connection: Connection) => Connection | Promise<Connection>,
  ): Promise<void> {
    await untilCommitted(async () => {
      const connection = await store.connection(key);
      if (connection === undefined) throw new AppError('store/not-found', 'connection');
      const edited = await edit(connection);
      if (edited === connection) return;
      await commit({
        expect: [{ store: 'connections', key, revision: connection.revision }],
        connections: [{ ...edited, updatedAt: clock.now(), revision: connection.revision + 1 }],
      });
    });
  }

  async function stepInviter(
    invitationId: string,
    act: (row: HandshakeRow) => Promise<Step<HandshakeState>>,
  ): Promise<void> {
    await untilCommitted(async () => {
      const row = await store.handshake(connectionKey(invitationId, 'source'));
      if (row === undefined) throw new AppError('store/not-found', 'invitation');
      await take(row, await act(row));
    });
    await pumpConnection(invitationId);
  }

  async function contextOf(local: Instance | undefined, invitation: Invitation) {
    return {
      now: clock.now(),
      node: await store.node(),
      accepting: local,
      issued: await store.invitation(invitation.id),
      connections: [
        ...(await store.sides(invitation.id)),
        ...(local ? await store.connectionsAt(local) : []),
      ],
    };
  }

  const lifecycle: Lifecycle = {
    async createInvitation(terms) {
      const [before, hours, node] = await Promise.all([
        store.invitation(terms.invitationId),
        parts.invitationHours(),
        store.node(),
      ]);
      if (before !== undefined) return;
      const now = clock.now();
      const expiresAt = Math.floor(now / 1000 + hours * 3600) * 1000;
      const claim: Claim = { name: terms.localShortName, instance: terms.local, node };
      const made = await createInvitation(
        {
          id: terms.invitationId,
          mode: terms.mode,
          type: terms.type,
          exchange: { driver: 'browser' },
          claim,
          names: { connection: terms.connectionName, remote: terms.remoteShortName },
          expiresAt,
          ...(terms.expected ? { expected: terms.expected } : {}),
        },
        { random },
      );
      const key = connectionKey(terms.invitationId, 'source');
      const given = terms.project ? { project: terms.project } : {};
      try {
        await commit({
          expect: [
            { store: 'invitations', key: terms.invitationId, revision: undefined },
            { store: 'connections', key, revision: undefined },
            { store: 'handshakes', key, revision: undefined },
          ],
          invitations: [
            {
              id: terms.invitationId,
              status: 'pending',
              connectionName: terms.connectionName,
              local: terms.local,
              mode: terms.mode,
              type: terms.type,
              ...(terms.expected ? { expected: terms.expected } : {}),
              terms: {
                localShortName: terms.localShortName,
                remoteShortName: terms.remoteShortName,
                description: terms.description,
                ...given,
              },
              code: made.code,
              createdAt: now,
              expiresAt,
              refusedAcceptances: 0,
              revision: 1,
            },
          ],
          connections: [
            {
              id: key,
              connectionId: terms.invitationId,
              side: 'source',
              name: terms.connectionName,
              description: terms.description,
              type: terms.type,
              mode: terms.mode,
              status: 'pending',
              local: { shortName: terms.localShortName, instance: terms.local, ...given },
              remote: {
                shortName: terms.remoteShortName,
                ...(terms.expected ? { expected: terms.expected } : {}),
              },
              exchange: 'browser',
              createdAt: now,
              updatedAt: now,
              revision: 1,
            },
          ],
          handshakes: [rowOf(key, 1, made.state)],
        });
      } catch (error) {
        // Made by another context in the meantime: that one is the invitation.
        if (!(error instanceof AppError && error.code === 'store/conflict')) throw error;
      }
    },

    codeOf: async (id) => (await store.invitation(id))?.code,

    async judge(text, local) {
      const codes = findCodes(text);
      if (codes.length > 1) {
        const found = codes.flatMap((code) => {
          const reading = decodeInvitation(code);
          return reading.ok
            ? [
                {
                  code,
                  from: reading.invitation.claim.instance.url,
                  name: reading.invitation.names.connection,
                },
              ]
            : [];
        });
        if (found.length > 1) return { kind: 'several', found };
      }
      const reading = decodeInvitation(codes.length === 1 ? (codes[0] ?? text) : text);
      if (!reading.ok) return refusal(reading.code, reading.detail);
      const verdict = judgeInvitation(reading.invitation, await contextOf(local, reading.invitation));
      if (!verdict.ok) return refusal(verdict.code, verdict.detail);
      return {
        kind: 'one',
        code: reading.code,
        invitation: reading.invitation,
        samePartner: verdict.warnings.some(({ code }) => code === 'handshake/same-partner'),
      };
    },

    async accept({ code, local, shortName, project }) {
      const reading = decodeInvitation(code);
      if (!reading.ok) throw new AppError(reading.code, reading.detail);
      const { invitation } = reading;
      const key = connectionKey(invitation.id, 'destination');
      /** Whether this very acceptance has been made already; at another instance it was somebody else's. */
      const isMade = async (): Promise<boolean> => {
        const made = await store.connection(key);
        if (made !== undefined && made.local.instance.url !== local.url) {
          throw new AppError('code/already-used');
        }
        return made !== undefined;
      };
      if (!(await isMade())) {
        // Time has passed since the code was judged: the clock, the instance and the invitation may have changed.
        const verdict = judgeInvitation(invitation, await contextOf(local, invitation));
        if (!verdict.ok) throw new AppError(verdict.code, verdict.detail);
        const now = clock.now();
        const claim: Claim = { name: shortName, instance: local, node: await store.node() };
        const step = await acceptInvitation({ code, claim }, surroundings());
        const connection: Connection = {
          id: key,
          connectionId: invitation.id,
          side: 'destination',
          name: invitation.names.connection,
          description: '',
          type: invitation.type,
          mode: invitation.mode,
          status: 'pending',
          local: { shortName, instance: local, ...(project ? { project } : {}) },
          remote: { shortName: remoteNameOf(invitation.claim.name), claim: invitation.claim },
          exchange: invitation.exchange.driver,
          createdAt: now,
          updatedAt: now,
          revision: 1,
        };
        try {
          await commit({
            expect: [
              { store: 'connections', key, revision: undefined },
              { store: 'handshakes', key, revision: undefined },
            ],
            connections: [connection],
            handshakes: [rowOf(key, 1, step.state)],
          });
        } catch (error) {
          // Another window was faster: with the same acceptance, or with one at another instance.
          if (!(error instanceof AppError && error.code === 'store/conflict')) throw error;
          if (!(await isMade())) throw error;
        }
      }
      await pumpConnection(invitation.id);
      if ((await store.connection(key)) !== undefined) return;
      const reason = refusals.get(key) ?? 'handshake/refused';
      refusals.delete(key);
      throw new AppError(reason);
    },

    async revoke(id) {
      await stepInviter(id, async ({ state }) => {
        if (state.side !== 'source') throw new AppError('store/not-found', 'invitation');
        return revokeInvitation(state, surroundings());
      });
    },

    acknowledge: (id) =>
      untilCommitted(async () => {
        const record = await store.invitation(id);
        if (record === undefined || record.refusedAcceptances === 0) return;
        await commit({
          expect: [{ store: 'invitations', key: id, revision: record.revision }],
          invitations: [{ ...record, refusedAcceptances: 0, revision: record.revision + 1 }],
        });
      }),

    reissue(id) {
      // Asked for in several windows at once it is one wish: one new invitation, and all are told of it.
      const underWay = reissues.get(id);
      if (underWay !== undefined) return underWay;
      const made = reissueNow(id).finally(() => reissues.delete(id));
      reissues.set(id, made);
      return made;
    },

    async confirm(key, same) {
      const connection = await store.connection(key);
      if (connection === undefined) throw new AppError('store/not-found', 'connection');
      await stepInviter(connection.connectionId, async ({ state }) => {
        if (state.side !== 'source') throw new AppError('store/not-found', 'connection');
        return same ? confirmPartner(state, surroundings()) : declinePartner(state, surroundings());
      });
    },

    rename: (key, name, description) =>
      change(key, (connection) => {
        const tidy = { name: name.trim().normalize('NFC'), description: description.trim().normalize('NFC') };
        if (tidy.name === '' || !plainLine(120).safeParse(tidy.name).success) {
          throw new AppError('message/bad-input', 'name');
        }
        if (!plainLine(500).safeParse(tidy.description).success)
          throw new AppError('message/bad-input', 'description');
        return { ...connection, ...tidy };
      }),

    deactivate: (key) =>
      change(key, (connection) => {
        if (connection.status !== 'active') return connection;
        return { ...connection, status: 'deactivated' };
      }),

    reactivate: (key) =>
      change(key, async (connection) => {
        if (connection.status === 'active' || connection.status === 'pending') return connection;
        if (!(await store.hasKeys(key))) throw new AppError('connection/keys-missing');
        const { problem: _, ...rest } = connection;
        return { ...rest, status: 'active' };
      }),

    async disconnect(key) {
      const connection = await store.connection(key);
      if (connection === undefined) return;
      const { connectionId } = connection;
      const invitation = await store.invitation(connectionId);
      if (connection.side === 'source' && invitation?.status === 'pending')
        return lifecycle.revoke(connectionId);
      await untilCommitted(async () => {
        // Both sides in this browser are one admin's: they end together.
        const present = await store.sides(connectionId);
        await commit({
          expect: present.map(({ id, revision }) => ({ store: 'connections', key: id, revision })),
          erase: present.flatMap(({ id }) =>
            (['connections', 'handshakes', 'keys'] as const).map((name) => ({ store: name, key: id })),
          ),
        });
      });
      await emptyBoxes(connectionId);
    },

    async pump() {
      for (const connectionId of await store.underWay()) await pumpConnection(connectionId);
    },
    isUnderWay: async () => (await store.underWay()).length > 0,

    async expireDue() {
      for (const { id } of await store.expired(clock.now() - CLOCK_TOLERANCE)) {
        await tidy(connectionKey(id, 'source'));
        await pumpConnection(id);
      }
      for (const key of await store.untidy(clock.now())) await tidy(key);
    },
  };

  /** What time alone brings about in one handshake. */
  const tidy = (key: string): Promise<void> =>
    untilCommitted(async () => {
      const row = await store.handshake(key);
      if (row === undefined) return;
      const { state } = row;
      const step =
        state.side === 'source'
          ? await tidyInvitation(state, surroundings())
          : tidyAcceptance(state, surroundings());
      await take(row, step);
    });

  async function emptyBoxes(connectionId: string): Promise<void> {
    const signal = AbortSignal.timeout(20_000);
    for (const to of sides) {
      const box = { connectionId, to };
      for (;;) {
        const left = await exchange.list(box, { limit: 50 }, signal);
        if (left.length === 0) break;
        for (const { id } of left) await exchange.ack(box, id, signal);
      }
    }
  }

  async function reissueNow(id: string): Promise<{ id: string }> {
    const record = await store.invitation(id);
    if (record === undefined) throw new AppError('store/not-found', 'invitation');
    if (record.status === 'accepted') throw new AppError('code/already-used');
    if (record.status === 'pending') await lifecycle.revoke(id);
    const invitationId = parts.newId();
    await lifecycle.createInvitation({
      invitationId,
      local: record.local,
      localShortName: record.terms.localShortName,
      remoteShortName: record.terms.remoteShortName,
      connectionName: record.connectionName,
      description: record.terms.description,
      mode: record.mode,
      type: record.type,
      expected: record.expected,
      project: record.terms.project,
    });
    return { id: invitationId };
  }

  return lifecycle;
}

const refusal = (code: ErrorCode, detail: string | undefined): Finding => ({
  kind: 'refused',
  problem: { code, ...(detail === undefined ? {} : { detail }) },
});

/** A stranger's name as an identifier for rules and screens; what cannot be one becomes `PARTNER`. */
function remoteNameOf(name: string): string {
  const identifier = name.replaceAll(/\W+/g, '_').slice(0, 40);
  return /^[A-Za-z_]\w*$/.test(identifier) && /[A-Za-z0-9]/.test(identifier) ? identifier : 'PARTNER';
}

interface Affected {
  changedInvitation: InvitationRecord | undefined;
  changedConnection: Connection | undefined;
  /** The connection has come to nothing before it was one. */
  gone: boolean;
}

/** What one event of the handshake makes of the records beside it. */
function applied(
  event: HandshakeEvent,
  { changedInvitation: invitation, changedConnection: connection, gone }: Affected,
  { now, node, side }: { now: number; node: string; side: Side },
): Affected {
  switch (event.type) {
    case 'accepted': {
      const { code: _, ...rest } = invitation ?? ({} as InvitationRecord);
      return {
        changedInvitation: invitation && {
          ...rest,
          status: 'accepted',
          closedAt: now,
          acceptedBy: event.claim,
        },
        changedConnection: connection && {
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
        changedInvitation: invitation && {
          ...invitation,
          refusedAcceptances: invitation.refusedAcceptances + 1,
        },
        changedConnection: connection,
        gone,
      };
    case 'compared':
      return {
        changedInvitation: invitation,
        changedConnection: connection && { ...connection, numbers: [...event.numbers] },
        gone,
      };
    case 'established':
      return {
        changedInvitation: invitation,
        changedConnection: connection && {
          ...connection,
          status: 'active',
          establishedAt: now,
          awaitsConfirmation: false,
        },
        gone,
      };
    case 'closed': {
      if (side === 'destination')
        return { changedInvitation: invitation, changedConnection: connection, gone: true };
      const { code: _, ...rest } = invitation ?? ({} as InvitationRecord);
      const status = event.reason === 'code/expired' ? 'expired' : 'revoked';
      return {
        changedInvitation: invitation && { ...rest, status, closedAt: now },
        changedConnection: connection,
        gone: true,
      };
    }
    case 'partner-confirmed':
    case 'bad-message':
      return { changedInvitation: invitation, changedConnection: connection, gone };
    default:
      return event satisfies never;
  }
}
