import * as z from 'zod/mini';

import { fromBase64Url, toBase64Url } from '@/utils/base/bytes.ts';
import { DAY } from '@/utils/base/clock.ts';
import { AppError, type ErrorCode, errorCodes } from '@/utils/base/errors.ts';
import { Claim, type Side } from '@/utils/domain/connection.ts';
import type { BoxAddress, ExchangeMessage } from '@/utils/domain/exchange.ts';
import type { Invitation } from '@/utils/domain/invitation.ts';

import { decodeInvitation } from './code.ts';
import { importSecret, type Random } from './crypto.ts';
import {
  deriveDirectionBytes,
  deriveDirectionKeys,
  type DirectionKeys,
  type EnvelopeFault,
  sealEnvelope,
} from './envelope.ts';
import { type HandshakeMessage, Id, Key, messageToBytes } from './wire.ts';

// The states of both sides, stored between any two messages, and what their functions (inviter.ts, acceptor.ts) return.
//
//   inviter   waiting → heard → confirmed → established        acceptor   asked → compared → established
//             any of them → closed                                        any of them → closed
//
// A function takes a state and a message and returns the next state, what to put into the exchange and what happened.
// It reads no clock, storage or network. Whoever calls it commits the new state by compare-and-set first, and puts the
// messages after that: two tabs that hear two acceptances at once cannot both win, and a message that was lost is in
// the outbox of the state to be put again.
//
// The code, hence the secret, and the private key leave the inviter's state when it has heard an acceptance and the
// acceptor's when it has the reveal: from then on only the root key is needed. States hold keys: they are never sent to
// a page, logged or exported in the clear.

/** A partner who was heard and not confirmed, or a message that was never answered, is given up after so long (ms). */
export const PATIENCE = 7 * DAY;

/** First epoch of a connection's own keys. */
export const FIRST_EPOCH = 1;

/** A sealed message to put again until it has been answered. */
const Sealed = z.strictObject({ id: Id, body: z.string() });
export type Sealed = z.infer<typeof Sealed>;

/** The handshake's direction keys: enough to tell a second holder of the code that it is used, not to read anything
 *  that comes after the handshake. Erased at `until` (ms). */
const HandshakeKeys = z.strictObject({ source: Key, destination: Key, until: z.number() });
export type HandshakeKeys = z.infer<typeof HandshakeKeys>;

const NumbersText = z.tuple([z.string(), z.string(), z.string()]);

const heard = {
  side: z.literal('source'),
  /** The invitation's and the connection's. */
  id: Id,
  /** Message id of the acceptance that won. */
  acceptId: Id,
  /** Who accepted, by their own account. */
  claim: Claim,
  numbers: NumbersText,
  root: Key,
  handshake: z.optional(HandshakeKeys),
  /** Message ids of acceptances that were refused, so that a repeated one warns once. */
  refused: z.array(Id),
  outbox: z.array(Sealed),
};

export const InviterState = z.discriminatedUnion('step', [
  /** Nobody has accepted yet. */
  z.strictObject({
    side: z.literal('source'),
    step: z.literal('waiting'),
    id: Id,
    code: z.string(),
    privateKey: Key,
    nonce: Key,
    refused: z.array(Id),
  }),
  /** Somebody has accepted; the admin has yet to confirm them. */
  z.strictObject({ ...heard, step: z.literal('heard'), heardAt: z.number(), partnerConfirmed: z.boolean() }),
  /** The admin has confirmed; the partner's confirmation is on its way. */
  z.strictObject({ ...heard, step: z.literal('confirmed'), confirmedAt: z.number() }),
  /** Both have: the connection's keys may be used. */
  z.strictObject({ ...heard, step: z.literal('established'), establishedAt: z.number() }),
  z.strictObject({
    side: z.literal('source'),
    step: z.literal('closed'),
    id: Id,
    reason: z.enum(errorCodes),
    closedAt: z.number(),
    /** Message id of the acceptance that had won before, if there was one. */
    acceptId: z.optional(Id),
    handshake: z.optional(HandshakeKeys),
    refused: z.array(Id),
    outbox: z.array(Sealed),
  }),
]);
export type InviterState = z.infer<typeof InviterState>;

export const AcceptorState = z.discriminatedUnion('step', [
  /** The acceptance is on its way. */
  z.strictObject({
    side: z.literal('destination'),
    step: z.literal('asked'),
    id: Id,
    code: z.string(),
    privateKey: Key,
    acceptId: Id,
    /** Payload of the accept message as it was sent. */
    accept: z.string(),
    askedAt: z.number(),
    outbox: z.array(Sealed),
  }),
  /** The numbers are known; the inviter has yet to confirm. */
  z.strictObject({
    side: z.literal('destination'),
    step: z.literal('compared'),
    id: Id,
    acceptId: Id,
    numbers: NumbersText,
    root: Key,
    comparedAt: z.number(),
    outbox: z.array(Sealed),
  }),
  z.strictObject({
    side: z.literal('destination'),
    step: z.literal('established'),
    id: Id,
    acceptId: Id,
    numbers: NumbersText,
    root: Key,
    establishedAt: z.number(),
  }),
  z.strictObject({
    side: z.literal('destination'),
    step: z.literal('closed'),
    id: Id,
    acceptId: Id,
    reason: z.enum(errorCodes),
    closedAt: z.number(),
    outbox: z.array(Sealed),
  }),
]);
export type AcceptorState = z.infer<typeof AcceptorState>;

export type HandshakeState = InviterState | AcceptorState;

export type HandshakeEvent =
  /** Inviter: the first valid acceptance. Show the claim and the numbers. */
  | { readonly type: 'accepted'; readonly claim: Claim; readonly numbers: readonly string[] }
  /** Inviter: the code was used again by somebody who holds it. A warning. */
  | { readonly type: 'second-acceptance'; readonly claim: Claim }
  /** Inviter: an acceptance that does not fit; the invitation stays open. */
  | { readonly type: 'acceptance-refused'; readonly code: ErrorCode; readonly claim?: Claim }
  /** Acceptor: the inviter has answered. Show the numbers. */
  | { readonly type: 'compared'; readonly numbers: readonly string[] }
  /** Inviter: the partner holds the same keys; the numbers are the same unless somebody stands between. */
  | { readonly type: 'partner-confirmed' }
  | { readonly type: 'established' }
  | { readonly type: 'closed'; readonly reason: ErrorCode }
  /** Something lay in the box that is none of the partner's messages; it changes nothing. */
  | { readonly type: 'bad-message'; readonly fault: EnvelopeFault | 'malformed' | 'out-of-place' };

export interface Outgoing {
  readonly box: BoxAddress;
  readonly message: ExchangeMessage;
}

export interface Step<State> {
  /** The very object that was given where nothing is to be saved. */
  readonly state: State;
  readonly send: readonly Outgoing[];
  readonly events: readonly HandshakeEvent[];
  /** The message is for somebody else who reads the same box: do not remove it. */
  readonly keep: boolean;
}

/** What functions cannot know by themselves. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly random: Random;
}

export const stepTo = <State>(
  state: State,
  parts: Partial<Pick<Step<State>, 'send' | 'events' | 'keep'>> = {},
): Step<State> => ({ state, send: [], events: [], keep: false, ...parts });

const otherSide = (side: Side): Side => (side === 'source' ? 'destination' : 'source');

export const unseal = (state: { readonly id: string; readonly side: Side }, sealed: Sealed): Outgoing => ({
  box: { connectionId: state.id, to: otherSide(state.side) },
  message: { id: sealed.id, body: fromBase64Url(sealed.body) },
});

/** Everything that has not been answered: put it again after a restart and now and then; ids stay the same. */
export const pendingMessages = (state: HandshakeState): readonly Outgoing[] =>
  'outbox' in state ? state.outbox.map((sealed) => unseal(state, sealed)) : [];

/** Seals one handshake message for the other side, in the form that a state keeps. */
export async function sealMessage(
  keys: DirectionKeys,
  from: { readonly id: string; readonly side: Side },
  epoch: number,
  message: HandshakeMessage,
  { random }: Surroundings,
): Promise<Sealed> {
  const header = { connectionId: from.id, sender: from.side, epoch };
  const { id, body } = await sealEnvelope(keys, header, messageToBytes(message), random);
  return { id, body: toBase64Url(body) };
}

/** The invitation in a code without anything around it. Throws `AppError` with the decoder's code. */
export function invitationIn(code: string): Invitation {
  const reading = decodeInvitation(code);
  if (!reading.ok) throw new AppError(reading.code, reading.detail);
  // The transcript holds the code's own text.
  if (reading.code !== code) throw new AppError('code/altered');
  return reading.invitation;
}

/** The handshake's keys of an invitation, so that the secret itself need not be kept. */
export async function handshakeKeysOf({ secret, id, expiresAt }: Invitation): Promise<HandshakeKeys> {
  const bytes = fromBase64Url(secret);
  const [source, destination] = await Promise.all([
    deriveDirectionBytes(bytes, id, 0, 'source'),
    deriveDirectionBytes(bytes, id, 0, 'destination'),
  ]);
  return {
    source: toBase64Url(source),
    destination: toBase64Url(destination),
    // So long somebody with the code is told what became of it.
    until: expiresAt * 1000 + PATIENCE,
  };
}

export const importHandshakeKeys = async (keys: HandshakeKeys): Promise<DirectionKeys> => ({
  source: await importSecret(fromBase64Url(keys.source)),
  destination: await importSecret(fromBase64Url(keys.destination)),
});

/** The keys under which the two confirmations travel. */
export const firstKeys = (state: { readonly id: string; readonly root: string }): Promise<DirectionKeys> =>
  deriveDirectionKeys(fromBase64Url(state.root), state.id, FIRST_EPOCH);

/** What the connection goes on with once both have confirmed; nothing before that. */
export const establishedRoot = (
  state: HandshakeState,
):
  | { readonly connectionId: string; readonly side: Side; readonly epoch: number; readonly root: string }
  | undefined =>
  state.step === 'established'
    ? { connectionId: state.id, side: state.side, epoch: FIRST_EPOCH, root: state.root }
    : undefined;
