import { fromBase64Url, toBase64Url } from '@/utils/base/bytes.ts';
import { AppError, assertNever, type ErrorCode } from '@/utils/base/errors.ts';
import type { Claim } from '@/utils/domain/connection.ts';
import type { ExchangeMessage } from '@/utils/domain/exchange.ts';
import type { Invitation } from '@/utils/domain/invitation.ts';

import { createKeyPair } from './crypto.ts';
import { type DirectionKeys, type EnvelopeFault, openEnvelope, readEnvelopeHeader } from './envelope.ts';
import {
  type AcceptorState,
  FIRST_EPOCH,
  firstKeys,
  handshakeKeysOf,
  importHandshakeKeys,
  invitationIn,
  PATIENCE,
  pendingMessages,
  sealMessage,
  type Step,
  stepTo,
  type Surroundings,
  unseal,
} from './handshake.ts';
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

type At<Name extends AcceptorState['step']> = Extract<AcceptorState, { step: Name }>;

/**
 * Accepts the invitation in a code (as `decodeInvitation` returned it, judged by `judgeInvitation`) in the name of
 * `claim`. Throws `AppError` with the decoder's code for anything else.
 */
export async function acceptInvitation(
  { code, claim }: { readonly code: string; readonly claim: Claim },
  surroundings: Surroundings,
): Promise<Step<AcceptorState>> {
  const invitation = invitationIn(code);
  const { privateKey, publicKey } = await createKeyPair(surroundings.random);
  const accept: Accept = {
    type: 'accept',
    v: HANDSHAKE_VERSION,
    max: HANDSHAKE_VERSION,
    invitation: invitation.id,
    inviter: invitation.claim.node,
    publicKey,
    nonce: toBase64Url(surroundings.random(32)),
    claim,
  };
  const from = { id: invitation.id, side: 'destination' } as const;
  const keys = await importHandshakeKeys(await handshakeKeysOf(invitation));
  const sealed = await sealMessage(keys, from, 0, accept, surroundings);
  const state: At<'asked'> = {
    ...from,
    step: 'asked',
    code,
    privateKey,
    acceptId: sealed.id,
    accept: toBase64Url(messageToBytes(accept)),
    askedAt: surroundings.now,
    outbox: [sealed],
  };
  return stepTo<AcceptorState>(state, { send: pendingMessages(state) });
}

/** Ends it, and tells the inviter with a message under the given keys. */
async function close(
  state: At<'asked'> | At<'compared'>,
  reason: ErrorCode,
  { keys, epoch }: { readonly keys: DirectionKeys; readonly epoch: number },
  surroundings: Surroundings,
): Promise<Step<AcceptorState>> {
  const reject = {
    type: 'reject',
    v: HANDSHAKE_VERSION,
    re: state.acceptId,
    reason: reasonOfCode(reason),
  } as const;
  const closed: At<'closed'> = {
    side: 'destination',
    step: 'closed',
    id: state.id,
    acceptId: state.acceptId,
    reason,
    closedAt: surroundings.now,
    outbox: [await sealMessage(keys, state, epoch, reject, surroundings)],
  };
  return stepTo<AcceptorState>(closed, {
    send: pendingMessages(closed),
    events: [{ type: 'closed', reason }],
  });
}

/** The inviter has ended it: nobody is left to be told. */
function end(
  { id, acceptId }: At<'asked'> | At<'compared'>,
  reason: ErrorCode,
  { now }: Surroundings,
): Step<AcceptorState> {
  return stepTo<AcceptorState>(
    { side: 'destination', step: 'closed', id, acceptId, reason, closedAt: now, outbox: [] },
    { events: [{ type: 'closed', reason }] },
  );
}

const sealConfirm = async (
  state: { readonly id: string; readonly side: 'destination'; readonly root: string },
  heard: boolean,
  surroundings: Surroundings,
) =>
  sealMessage(
    await firstKeys(state),
    state,
    FIRST_EPOCH,
    { type: 'confirm', v: HANDSHAKE_VERSION, heard },
    surroundings,
  );

async function compare(
  state: At<'asked'>,
  invitation: Invitation,
  keys: DirectionKeys,
  reveal: Reveal,
  payload: Uint8Array<ArrayBuffer>,
  surroundings: Surroundings,
): Promise<Step<AcceptorState>> {
  if ((await commitTo(reveal.nonce)) !== invitation.commitment) {
    return close(state, 'handshake/commitment-mismatch', { keys, epoch: 0 }, surroundings);
  }
  const derived = await deriveRoot({ privateKey: state.privateKey, secret: invitation.secret }, invitation, {
    code: state.code,
    accept: fromBase64Url(state.accept),
    reveal: payload,
  });
  // A key of low order in the code: whoever made it wants a secret that everybody knows.
  if (derived === undefined) return close(state, 'handshake/bad-message', { keys, epoch: 0 }, surroundings);
  const { id, side, acceptId } = state;
  const { root, numbers } = derived;
  const confirm = await sealConfirm({ id, side, root }, false, surroundings);
  const next: At<'compared'> = {
    side,
    step: 'compared',
    id,
    acceptId,
    numbers: [...numbers],
    root,
    comparedAt: surroundings.now,
    outbox: [confirm],
  };
  return stepTo<AcceptorState>(next, {
    send: pendingMessages(next),
    events: [{ type: 'compared', numbers }],
  });
}

/**
 * Takes one message from the destination's box, of the handshake's epoch or the first of the connection's own. Others
 * who hold the code may read the same box, so what is not for this acceptance is left there (`keep`).
 */
export async function receiveAsAcceptor(
  state: AcceptorState,
  message: ExchangeMessage,
  surroundings: Surroundings,
): Promise<Step<AcceptorState>> {
  const left = stepTo(state, { keep: true });
  const misplaced = (fault: EnvelopeFault | 'malformed' | 'out-of-place') =>
    stepTo(state, { events: [{ type: 'bad-message', fault }] });
  const envelope = readEnvelopeHeader(message);
  if (!envelope.ok) return misplaced(envelope.fault);
  if (state.step === 'closed') return left;
  const { epoch } = envelope.header;
  // Our own keys come with the reveal; before that, such a message is early or another acceptor's. After it, messages
  // of the handshake can only be another acceptor's, or forged by somebody who has the code.
  if (state.step === 'asked' ? epoch === FIRST_EPOCH : epoch === 0) return left;

  const invitation = state.step === 'asked' ? invitationIn(state.code) : undefined;
  const keys =
    state.step === 'asked' && invitation
      ? await importHandshakeKeys(await handshakeKeysOf(invitation))
      : 'root' in state
        ? await firstKeys(state)
        : undefined;
  const opened = await openEnvelope(message, {
    connectionId: state.id,
    sender: 'source',
    keysOf: (of) => (of === (state.step === 'asked' ? 0 : FIRST_EPOCH) ? keys : undefined),
  });
  if (!opened.ok) return misplaced(opened.fault);
  const reading = messageFromBytes(opened.payload);
  if (reading.kind === 'malformed') return misplaced('malformed');

  if (state.step === 'asked' && invitation && keys) {
    // A newer inviter answers in the version in which it was asked.
    if (reading.kind === 'newer') return misplaced('out-of-place');
    const received = reading.message;
    if (received.type !== 'reveal' && received.type !== 'reject') return misplaced('out-of-place');
    if (received.re !== state.acceptId) return left;
    return received.type === 'reveal'
      ? compare(state, invitation, keys, received, opened.payload, surroundings)
      : end(state, codeOfReason(received.reason), surroundings);
  }
  if (reading.kind === 'newer' || state.step === 'asked') return misplaced('out-of-place');
  const received = reading.message;
  if (received.type === 'reject' && state.step === 'compared') {
    return end(state, codeOfReason(received.reason), surroundings);
  }
  if (received.type !== 'confirm') return misplaced('out-of-place');
  // Told again each time that the inviter repeats its own, which it does until it has had this.
  const send = [unseal(state, await sealConfirm(state, true, surroundings))];
  if (state.step === 'established') return stepTo(state, { send });
  const { id, side, acceptId, numbers, root } = state;
  return stepTo<AcceptorState>(
    { side, step: 'established', id, acceptId, numbers, root, establishedAt: surroundings.now },
    { send, events: [{ type: 'established' }] },
  );
}

/**
 * Takes the acceptance back before both have confirmed. Doing it twice does nothing; afterwards it throws `AppError`
 * `store/conflict`: what is to end then is the connection.
 */
export async function withdrawAcceptance(
  state: AcceptorState,
  surroundings: Surroundings,
): Promise<Step<AcceptorState>> {
  switch (state.step) {
    case 'closed':
      return stepTo<AcceptorState>(state);
    case 'established':
      throw new AppError('store/conflict');
    case 'asked': {
      const keys = await importHandshakeKeys(await handshakeKeysOf(invitationIn(state.code)));
      return close(state, 'handshake/withdrawn', { keys, epoch: 0 }, surroundings);
    }
    case 'compared':
      // Under our own keys, so that nobody else who has the code can take it back for us.
      return close(
        state,
        'handshake/withdrawn',
        { keys: await firstKeys(state), epoch: FIRST_EPOCH },
        surroundings,
      );
    default:
      return assertNever(state);
  }
}

/**
 * What time alone brings about: an acceptance that nobody answered or confirmed is given up, later than the inviter
 * would. Returns the state that was given when nothing is due.
 */
export function tidyAcceptance(state: AcceptorState, surroundings: Surroundings): Step<AcceptorState> {
  const { now } = surroundings;
  const since =
    state.step === 'asked' ? state.askedAt : state.step === 'compared' ? state.comparedAt : undefined;
  if ((state.step !== 'asked' && state.step !== 'compared') || since === undefined) {
    return stepTo<AcceptorState>(state);
  }
  return now > since + 2 * PATIENCE
    ? end(state, 'handshake/lapsed', surroundings)
    : stepTo<AcceptorState>(state);
}
