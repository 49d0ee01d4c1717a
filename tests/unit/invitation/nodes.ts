import { HOUR } from '@/utils/base/clock.ts';
import type { Claim } from '@/utils/domain/connection.ts';
import { acceptInvitation, receiveAsAcceptor } from '@/utils/invitation/acceptor.ts';
import type { Random } from '@/utils/invitation/crypto.ts';
import { openEnvelope } from '@/utils/invitation/envelope.ts';
import {
  type AcceptorState,
  firstKeys,
  handshakeKeysOf,
  importHandshakeKeys,
  invitationIn,
  type InviterState,
  type Outgoing,
  type Step,
  type Surroundings,
} from '@/utils/invitation/handshake.ts';
import { createInvitation, type InvitationTerms, receiveAsInviter } from '@/utils/invitation/inviter.ts';
import { messageFromBytes } from '@/utils/invitation/wire.ts';

import { bytesOf, NOON } from './build.ts';

/** Bytes that look random and are the same in every run. For tests and vectors only. */
export function seeded(seed: number): Random {
  let state = (seed * 2_654_435_761) >>> 0;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}

export const surroundingsOf = (seed: number, now = NOON): Surroundings => ({ now, random: seeded(seed) });

export const inviterClaim: Claim = {
  name: 'ACME',
  instance: { platform: 'servicenow', url: 'https://acme.service-now.com' },
  node: bytesOf(16, 5),
};
export const acceptorClaim: Claim = {
  name: 'GLOBEX',
  instance: { platform: 'jira-dc', url: 'https://jira.globex.example/jira' },
  node: bytesOf(16, 6),
};

export const termsOf = (changes: Partial<InvitationTerms> = {}): InvitationTerms => ({
  mode: 'basic',
  type: 'private',
  exchange: { driver: 'browser' },
  claim: inviterClaim,
  names: { connection: 'ACME_to_GLOBEX', remote: 'GLOBEX' },
  expiresAt: NOON + 72 * HOUR,
  ...changes,
});

export const invite = (changes: Partial<InvitationTerms> = {}, seed = 1) =>
  createInvitation(termsOf(changes), surroundingsOf(seed));

export const accept = (code: string, { claim = acceptorClaim, seed = 2, now = NOON } = {}) =>
  acceptInvitation({ code, claim }, surroundingsOf(seed, now));

/** The one message of a step that sends one. */
export function onlyMessage({ send }: Step<unknown>): Outgoing['message'] {
  const [first] = send;
  if (first === undefined || send.length !== 1) throw new Error(`expected one message, got ${send.length}`);
  return first.message;
}

/** Both sides up to the point where the inviter's admin sees the numbers and the acceptor's too. */
export async function meet(changes: Partial<InvitationTerms> = {}) {
  const invited = await invite(changes);
  const asked = await accept(invited.code);
  const heard = await receiveAsInviter(invited.state, onlyMessage(asked), surroundingsOf(3));
  const compared = await receiveAsAcceptor(asked.state, onlyMessage(heard), surroundingsOf(4));
  return { invited, asked, heard, compared };
}

/** What a node that knows everything of this handshake reads in a message: its type, for tests that look at traffic. */
export async function typeOf(
  { box, message }: Outgoing,
  code: string,
  roots: readonly string[],
): Promise<string> {
  const handshake = await importHandshakeKeys(await handshakeKeysOf(invitationIn(code)));
  for (const keys of [
    { epoch: 0, keys: handshake },
    ...(await Promise.all(
      roots.map(async (root) => ({ epoch: 1, keys: await firstKeys({ id: box.connectionId, root }) })),
    )),
  ]) {
    const opened = await openEnvelope(message, {
      connectionId: box.connectionId,
      sender: box.to === 'source' ? 'destination' : 'source',
      keysOf: (epoch) => (epoch === keys.epoch ? keys.keys : undefined),
    });
    if (!opened.ok) continue;
    const reading = messageFromBytes(opened.payload);
    return reading.kind === 'message' ? reading.message.type : `not a handshake message (${reading.kind})`;
  }
  return 'unreadable';
}

/** Everything that a state says, as one text to search. */
export const textOf = (state: InviterState | AcceptorState): string => JSON.stringify(state);

export const flipped = (bytes: Uint8Array<ArrayBuffer>, bit: number): Uint8Array<ArrayBuffer> => {
  const copy = bytes.slice();
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};
