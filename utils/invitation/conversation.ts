import { randomBytes } from '@/utils/base/bytes.ts';
import type { Clock } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { ErrorCode } from '@/utils/base/errors.ts';
import { connectionKey } from '@/utils/domain/connection.ts';
import type { Side } from '@/utils/domain/connection.ts';
import type { Exchange } from '@/utils/domain/exchange.ts';

import { receiveAsAcceptor, tidyAcceptance } from './acceptor.ts';
import { readEnvelopeHeader } from './envelope.ts';
import { pendingMessages } from './handshake.ts';
import type { HandshakeState, Step, Surroundings } from './handshake.ts';
import { confirmPartner, receiveAsInviter, tidyInvitation } from './inviter.ts';
import { changeOf } from './records.ts';
import type { Change, HandshakeRow, LifecycleStore } from './records.ts';

const random: Surroundings['random'] = randomBytes;
const sides: readonly Side[] = ['source', 'destination'];

export interface ConversationParts {
  readonly store: LifecycleStore;
  readonly exchange: Exchange;
  readonly clock: Clock;
  /** Called after each commit. */
  readonly announce: () => void;
}

/** Handshakes carried on: each step committed first, its messages handed over after that. */
export interface Conversation {
  readonly commit: (change: Change) => Promise<void>;
  /** Does a step again, on what is there now, when another context was faster. */
  readonly untilCommitted: <Result>(attempt: () => Promise<Result>) => Promise<Result>;
  readonly surroundings: () => Surroundings;
  /** Lets the inviter do something, then lets both sides talk. @throws `AppError` `store/not-found` */
  readonly stepInviter: (
    invitationId: string,
    act: (row: HandshakeRow) => Promise<Step<HandshakeState>>,
  ) => Promise<void>;
  /** Lets both sides that this node serves talk until they have nothing more to say. */
  readonly pumpConnection: (connectionId: string) => Promise<void>;
  /** What time alone brings about in one handshake. */
  tidy(key: string): Promise<void>;
  /** Why an acceptance of this run came to nothing; told once. */
  refusalOf(key: string): ErrorCode | undefined;
  emptyBoxes(connectionId: string): Promise<void>;
}

export function createConversation({ store, exchange, clock, announce }: ConversationParts): Conversation {
  const surroundings = (): Surroundings => ({ now: clock.now(), random });

  async function commit(change: Change): Promise<void> {
    await store.commit(change);
    announce();
  }

  async function untilCommitted<Result>(attempt: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'store/conflict')) throw error;
      }
    }
  }

  async function take(row: HandshakeRow, step: Step<HandshakeState>): Promise<HandshakeRow> {
    if (step.state === row.state && step.events.every(({ type }) => type === 'bad-message')) return row;
    const { next, change } = changeOf(row, step, {
      invitation: step.state.side === 'source' ? await store.invitation(step.state.id) : undefined,
      connection: await store.connection(row.id),
      node: await store.node(),
      now: clock.now(),
    });
    const { state } = step;
    if (state.side === 'destination' && state.step === 'closed') refusals.set(row.id, state.reason);
    await commit(change);
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

  return {
    commit,
    untilCommitted,
    surroundings,
    stepInviter,
    pumpConnection,
    tidy,
    refusalOf(key) {
      const reason = refusals.get(key);
      refusals.delete(key);
      return reason;
    },
    emptyBoxes,
  };
}
