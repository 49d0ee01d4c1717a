import { toBase64Url } from '@/utils/base/bytes.ts';
import { AppError, assertNever, type ErrorCode } from '@/utils/base/errors.ts';
import type { Claim } from '@/utils/domain/connection.ts';
import type { ExchangeMessage } from '@/utils/domain/exchange.ts';
import type { Invitation } from '@/utils/domain/invitation.ts';

import { encodeInvitation } from './code.ts';
import { createKeyPair } from './crypto.ts';
import { openEnvelope } from './envelope.ts';
import {
  FIRST_EPOCH,
  firstKeys,
  type HandshakeKeys,
  handshakeKeysOf,
  importHandshakeKeys,
  invitationIn,
  type InviterState,
  PATIENCE,
  pendingMessages,
  type Sealed,
  sealMessage,
  type Step,
  stepTo,
  type Surroundings,
  unseal,
} from './handshake.ts';
import { findMismatch, hasExpired, isSameInstance } from './judge.ts';
import {
  type Accept,
  codeOfReason,
  commitTo,
  deriveRoot,
  HANDSHAKE_VERSION,
  messageFromBytes,
  messageToBytes,
  reasonOfCode,
  type Reveal,
} from './wire.ts';

type At<Name extends InviterState['step']> = Extract<InviterState, { step: Name }>;

/** So many refused acceptances are answered and remembered; whoever sends more is no admin. */
const MAX_REFUSED = 32;

/** What an admin decides of an invitation; the rest is made here. */
export type InvitationTerms = Pick<Invitation, 'mode' | 'type' | 'exchange' | 'claim' | 'names'> & {
  /** The invitation's id, 128 bits in base64url, where it was chosen before; it becomes the connection's. */
  readonly id?: string;
  /** The instance it is meant for, where it is known: an acceptance by another is refused. */
  readonly expected?: Invitation['expected'];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
};

/**
 * Makes an invitation: its code for the clipboard and the state that waits for an acceptance. Throws `AppError` where
 * the terms cannot stand in a code (`url/*`, `code/too-long`, `code/altered`).
 */
export async function createInvitation(
  terms: InvitationTerms,
  { random }: Pick<Surroundings, 'random'>,
): Promise<{ readonly invitation: Invitation; readonly code: string; readonly state: At<'waiting'> }> {
  const { privateKey, publicKey } = await createKeyPair(random);
  const nonce = toBase64Url(random(32));
  const code = encodeInvitation({
    version: 1,
    id: terms.id ?? toBase64Url(random(16)),
    secret: toBase64Url(random(32)),
    publicKey,
    commitment: await commitTo(nonce),
    expiresAt: Math.floor(terms.expiresAt / 1000),
    mode: terms.mode,
    type: terms.type,
    exchange: terms.exchange,
    claim: terms.claim,
    ...(terms.expected ? { expected: terms.expected } : {}),
    names: terms.names,
  });
  // As the other side will read it: names may have been shortened.
  const invitation = invitationIn(code);
  const state: At<'waiting'> = {
    side: 'source',
    step: 'waiting',
    id: invitation.id,
    code,
    privateKey,
    nonce,
    refused: [],
  };
  return { invitation, code, state };
}

/**
 * Ends it. The acceptance that had won is told why, under the handshake's keys for the case that it has not had the
 * reveal yet and under the connection's own for the case that it has. Whoever comes later learns the same as long as
 * the handshake's keys are kept.
 */
async function close(
  state: At<'waiting'> | At<'heard'>,
  reason: ErrorCode,
  surroundings: Surroundings,
): Promise<Step<InviterState>> {
  const closing = state.step === 'heard' ? state : undefined;
  const handshake =
    state.step === 'heard' ? state.handshake : await handshakeKeysOf(invitationIn(state.code));
  const outbox: Sealed[] = [];
  if (closing) {
    const reject = rejectOf(closing.acceptId, reason);
    if (handshake) {
      outbox.push(await sealMessage(await importHandshakeKeys(handshake), closing, 0, reject, surroundings));
    }
    outbox.push(await sealMessage(await firstKeys(closing), closing, FIRST_EPOCH, reject, surroundings));
  }
  const closed: At<'closed'> = {
    side: 'source',
    step: 'closed',
    id: state.id,
    reason,
    closedAt: surroundings.now,
    ...(closing ? { acceptId: closing.acceptId } : {}),
    ...(handshake ? { handshake } : {}),
    refused: state.refused,
    outbox,
  };
  return stepTo<InviterState>(closed, {
    send: pendingMessages(closed),
    events: [{ type: 'closed', reason }],
  });
}

const rejectOf = (re: string, reason: ErrorCode) =>
  ({ type: 'reject', v: HANDSHAKE_VERSION, re, reason: reasonOfCode(reason) }) as const;

/** Answers an acceptance that does not win, warns of it once, and leaves everything else as it is. */
async function refuse(
  state: InviterState,
  keys: HandshakeKeys,
  { id }: ExchangeMessage,
  reason: ErrorCode,
  claim: Claim | undefined,
  surroundings: Surroundings,
): Promise<Step<InviterState>> {
  const known = state.refused.includes(id);
  if (!known && state.refused.length >= MAX_REFUSED) return stepTo<InviterState>(state);
  const reject = await sealMessage(
    await importHandshakeKeys(keys),
    state,
    0,
    rejectOf(id, reason),
    surroundings,
  );
  const send = [unseal(state, reject)];
  if (known) return stepTo<InviterState>(state, { send });
  const second = reason === 'code/already-used' && claim !== undefined;
  return stepTo<InviterState>(
    { ...state, refused: [...state.refused, id] },
    {
      send,
      events: [
        second
          ? { type: 'second-acceptance', claim }
          : { type: 'acceptance-refused', code: reason, ...(claim ? { claim } : {}) },
      ],
    },
  );
}

/** Why an acceptance cannot win, by what it says of itself. */
function findObjection(accept: Accept, invitation: Invitation): ErrorCode | undefined {
  // Sealed with this invitation's secret and yet for another: nobody's mistake.
  if (accept.invitation !== invitation.id || accept.inviter !== invitation.claim.node) {
    return 'handshake/bad-message';
  }
  const { instance, node } = accept.claim;
  if (
    invitation.type !== 'local' &&
    node === invitation.claim.node &&
    isSameInstance(instance, invitation.claim.instance)
  ) {
    return 'code/own';
  }
  return findMismatch(invitation, instance)?.code;
}

async function hear(
  state: At<'waiting'>,
  invitation: Invitation,
  message: ExchangeMessage,
  accept: Accept,
  payload: Uint8Array<ArrayBuffer>,
  surroundings: Surroundings,
): Promise<Step<InviterState>> {
  const handshake = await handshakeKeysOf(invitation);
  const objection = findObjection(accept, invitation);
  const reveal: Reveal = {
    type: 'reveal',
    v: HANDSHAKE_VERSION,
    max: HANDSHAKE_VERSION,
    re: message.id,
    nonce: state.nonce,
  };
  const derived =
    objection === undefined
      ? await deriveRoot({ privateKey: state.privateKey, secret: invitation.secret }, accept, {
          code: state.code,
          accept: payload,
          reveal: messageToBytes(reveal),
        })
      : undefined;
  if (derived === undefined) {
    return refuse(
      state,
      handshake,
      message,
      objection ?? 'handshake/bad-message',
      accept.claim,
      surroundings,
    );
  }
  const next: At<'heard'> = {
    side: 'source',
    step: 'heard',
    id: state.id,
    acceptId: message.id,
    heardAt: surroundings.now,
    claim: accept.claim,
    numbers: [...derived.numbers],
    root: derived.root,
    handshake,
    refused: state.refused,
    partnerConfirmed: false,
    outbox: [await sealMessage(await importHandshakeKeys(handshake), state, 0, reveal, surroundings)],
  };
  return stepTo<InviterState>(next, {
    send: pendingMessages(next),
    events: [{ type: 'accepted', claim: accept.claim, numbers: derived.numbers }],
  });
}

/** The partner's confirmation: proof that it holds the same keys. */
async function receiveConfirm(
  state: Exclude<InviterState, { step: 'waiting' | 'closed' }>,
  partnerHeard: boolean,
  { now }: Surroundings,
): Promise<Step<InviterState>> {
  // Whoever confirms has had the reveal; once it has our confirmation too, there is nothing left to repeat.
  const outbox = partnerHeard ? [] : state.outbox.slice(-1);
  switch (state.step) {
    case 'heard':
      return state.partnerConfirmed
        ? stepTo<InviterState>(state)
        : stepTo<InviterState>(
            { ...state, partnerConfirmed: true, outbox: [] },
            { events: [{ type: 'partner-confirmed' }] },
          );
    case 'confirmed': {
      const { confirmedAt: _, ...rest } = state;
      return stepTo<InviterState>(
        { ...rest, step: 'established', establishedAt: now, outbox },
        { events: [{ type: 'established' }] },
      );
    }
    case 'established':
      if (!partnerHeard) return stepTo<InviterState>(state, { send: pendingMessages(state) });
      return stepTo<InviterState>(state.outbox.length === 0 ? state : { ...state, outbox });
    default:
      return assertNever(state);
  }
}

/**
 * Takes one message from the source's box, of the handshake's epoch or the first of the connection's own. Bad messages
 * change nothing: whoever can write into the box must not be able to end an invitation.
 */
export async function receiveAsInviter(
  state: InviterState,
  message: ExchangeMessage,
  surroundings: Surroundings,
): Promise<Step<InviterState>> {
  const invitation = state.step === 'waiting' ? invitationIn(state.code) : undefined;
  const handshake = invitation
    ? await handshakeKeysOf(invitation)
    : 'handshake' in state
      ? state.handshake
      : undefined;
  const handshakeKeys = handshake && (await importHandshakeKeys(handshake));
  const ownKeys = 'root' in state ? await firstKeys(state) : undefined;

  const opened = await openEnvelope(message, {
    connectionId: state.id,
    sender: 'destination',
    keysOf: (epoch) => (epoch === 0 ? handshakeKeys : epoch === FIRST_EPOCH ? ownKeys : undefined),
  });
  if (!opened.ok)
    return stepTo<InviterState>(state, { events: [{ type: 'bad-message', fault: opened.fault }] });
  const misplaced = (fault: 'malformed' | 'out-of-place') =>
    stepTo<InviterState>(state, { events: [{ type: 'bad-message', fault }] });

  const reading = messageFromBytes(opened.payload);
  if (reading.kind === 'malformed') return misplaced('malformed');
  if (opened.epoch === FIRST_EPOCH) {
    const received = reading.kind === 'message' ? reading.message : undefined;
    if (!('root' in state)) return misplaced('out-of-place');
    if (received?.type === 'confirm') return receiveConfirm(state, received.heard, surroundings);
    // Under keys that nobody else has: an acceptance taken back just as it was confirmed here.
    if (received?.type === 'reject') return withdrawn(state, received.reason, surroundings);
    return misplaced('out-of-place');
  }

  // From here on in the handshake's epoch, whose keys were there to open it.
  if (handshake === undefined) return misplaced('out-of-place');
  if ('acceptId' in state && state.acceptId === message.id) {
    // The acceptance that won, again: its answer was lost.
    return stepTo<InviterState>(state, { send: pendingMessages(state) });
  }
  if (reading.kind === 'newer') {
    return reading.type === 'accept'
      ? refuse(state, handshake, message, 'handshake/other-version', undefined, surroundings)
      : misplaced('out-of-place');
  }
  const received = reading.message;
  if (received.type === 'reject') {
    const ours = (state.step === 'heard' || state.step === 'confirmed') && received.re === state.acceptId;
    return ours ? withdrawn(state, received.reason, surroundings) : misplaced('out-of-place');
  }
  if (received.type !== 'accept') return misplaced('out-of-place');

  if (state.step === 'closed') {
    // Why it came to nothing with another partner is no business of a latecomer.
    const told =
      state.reason === 'code/revoked' || state.reason === 'code/expired' ? state.reason : 'code/already-used';
    return refuse(state, handshake, message, told, received.claim, surroundings);
  }
  if (invitation === undefined || state.step !== 'waiting') {
    return refuse(state, handshake, message, 'code/already-used', received.claim, surroundings);
  }
  if (hasExpired(invitation.expiresAt, surroundings.now)) {
    const closed = await close(state, 'code/expired', surroundings);
    const answered = await refuse(
      closed.state,
      handshake,
      message,
      'code/expired',
      received.claim,
      surroundings,
    );
    return { ...answered, events: [...closed.events, ...answered.events] };
  }
  return hear(state, invitation, message, received, opened.payload, surroundings);
}

/** The partner has taken its acceptance back: nobody is left to be told. */
function withdrawn(
  state: At<'heard'> | At<'confirmed'> | At<'established'>,
  reason: string,
  { now }: Surroundings,
): Step<InviterState> {
  const told = codeOfReason(reason);
  // Of all reasons these are the ones that an acceptor can have.
  const code: ErrorCode =
    told === 'handshake/commitment-mismatch' || told === 'handshake/bad-message'
      ? told
      : 'handshake/withdrawn';
  const closed: At<'closed'> = {
    side: 'source',
    step: 'closed',
    id: state.id,
    reason: code,
    closedAt: now,
    acceptId: state.acceptId,
    ...(state.handshake ? { handshake: state.handshake } : {}),
    refused: state.refused,
    outbox: [],
  };
  return stepTo<InviterState>(closed, { events: [{ type: 'closed', reason: code }] });
}

const hasLapsed = (state: At<'heard'>, now: number) => now > state.heardAt + PATIENCE;

/**
 * The admin says that the numbers are the same, or the caller's policy says it for them. Doing it twice does nothing.
 * Throws `AppError`: `store/conflict` while nobody has accepted, else the reason why the invitation is closed.
 */
export async function confirmPartner(
  state: InviterState,
  surroundings: Surroundings,
): Promise<Step<InviterState>> {
  switch (state.step) {
    case 'waiting':
      throw new AppError('store/conflict');
    case 'closed':
      throw new AppError(state.reason);
    case 'confirmed':
    case 'established':
      return stepTo<InviterState>(state);
    case 'heard': {
      if (hasLapsed(state, surroundings.now)) return close(state, 'handshake/lapsed', surroundings);
      const { heardAt: _, partnerConfirmed, ...rest } = state;
      const confirm = await sealMessage(
        await firstKeys(state),
        state,
        FIRST_EPOCH,
        { type: 'confirm', v: HANDSHAKE_VERSION, heard: partnerConfirmed },
        surroundings,
      );
      const send = [unseal(state, confirm)];
      // The reveal stays in the outbox until the partner has shown that it had it.
      const outbox = [...state.outbox, confirm];
      return partnerConfirmed
        ? stepTo<InviterState>(
            { ...rest, step: 'established', establishedAt: surroundings.now, outbox },
            { send, events: [{ type: 'established' }] },
          )
        : stepTo<InviterState>(
            { ...rest, step: 'confirmed', confirmedAt: surroundings.now, outbox },
            { send },
          );
    }
    default:
      return assertNever(state);
  }
}

/** The admin says that the numbers differ, or that this is not the partner. The partner is told that it was refused. */
export async function declinePartner(
  state: InviterState,
  surroundings: Surroundings,
): Promise<Step<InviterState>> {
  if (state.step === 'closed') return stepTo<InviterState>(state);
  if (state.step !== 'heard') {
    throw new AppError(state.step === 'waiting' ? 'store/conflict' : 'code/already-used');
  }
  return close(state, 'handshake/refused', surroundings);
}

/**
 * Takes the invitation back, as long as nobody has been confirmed. Doing it twice does nothing; afterwards it throws
 * `AppError` `code/already-used`: what is to end then is the connection.
 */
export async function revokeInvitation(
  state: InviterState,
  surroundings: Surroundings,
): Promise<Step<InviterState>> {
  if (state.step === 'closed') return stepTo<InviterState>(state);
  if (state.step !== 'waiting' && state.step !== 'heard') throw new AppError('code/already-used');
  return close(state, 'code/revoked', surroundings);
}

/**
 * What time alone brings about: an unanswered invitation expires, an unconfirmed partner lapses, the keys with which
 * latecomers are answered are erased. Returns the state that was given when nothing is due.
 */
export async function tidyInvitation(
  state: InviterState,
  surroundings: Surroundings,
): Promise<Step<InviterState>> {
  const { now } = surroundings;
  if (state.step === 'waiting') {
    return hasExpired(invitationIn(state.code).expiresAt, now)
      ? close(state, 'code/expired', surroundings)
      : stepTo<InviterState>(state);
  }
  if (state.step === 'heard' && hasLapsed(state, now)) return close(state, 'handshake/lapsed', surroundings);
  if (state.handshake && now > state.handshake.until && state.step !== 'heard') {
    const { handshake: _, ...rest } = state;
    return stepTo<InviterState>(rest);
  }
  return stepTo<InviterState>(state);
}
