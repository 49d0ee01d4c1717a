import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fromBase64Url, toBase64Url, utf8 } from '@/utils/base/bytes.ts';
import { DAY, HOUR, MINUTE } from '@/utils/base/clock.ts';
import type { ExchangeMessage } from '@/utils/domain/exchange.ts';
import {
  acceptInvitation,
  receiveAsAcceptor,
  tidyAcceptance,
  withdrawAcceptance,
} from '@/utils/invitation/acceptor.ts';
import { decodeInvitation, encodeInvitation } from '@/utils/invitation/code.ts';
import { createKeyPair } from '@/utils/invitation/crypto.ts';
import { openEnvelope, readEnvelopeHeader, sealEnvelope } from '@/utils/invitation/envelope.ts';
import {
  AcceptorState,
  establishedRoot,
  firstKeys,
  type HandshakeEvent,
  handshakeKeysOf,
  importHandshakeKeys,
  invitationIn,
  InviterState,
  type Outgoing,
  pendingMessages,
  sealMessage,
  type Step,
} from '@/utils/invitation/handshake.ts';
import {
  confirmPartner,
  declinePartner,
  receiveAsInviter,
  revokeInvitation,
  tidyInvitation,
} from '@/utils/invitation/inviter.ts';
import {
  type Accept,
  commitTo,
  messageFromBytes,
  messageToBytes,
  type Reveal,
} from '@/utils/invitation/wire.ts';

import { bytesOf, NOON } from './build.ts';
import {
  accept,
  acceptorClaim,
  flipped,
  invite,
  inviterClaim,
  meet,
  onlyMessage,
  seeded,
  surroundingsOf,
  textOf,
  typeOf,
} from './nodes.ts';

const typesOf = (events: readonly HandshakeEvent[]) => events.map(({ type }) => type);
const faultOf = (step: Step<unknown>) =>
  step.events.map((event) => (event.type === 'bad-message' ? event.fault : event.type)).join();

describe('two nodes', () => {
  test('come from a code to the same keys and the same three numbers', async () => {
    const { heard, compared } = await meet();
    expect(heard.events).toEqual([
      {
        type: 'accepted',
        claim: acceptorClaim,
        numbers: [expect.any(String), expect.any(String), expect.any(String)],
      },
    ]);
    expect(typesOf(compared.events)).toEqual(['compared']);

    const partnerConfirmed = await receiveAsInviter(heard.state, onlyMessage(compared), surroundingsOf(5));
    expect(typesOf(partnerConfirmed.events)).toEqual(['partner-confirmed']);
    const confirmed = await confirmPartner(partnerConfirmed.state, surroundingsOf(6));
    expect(typesOf(confirmed.events)).toEqual(['established']);
    const established = await receiveAsAcceptor(compared.state, onlyMessage(confirmed), surroundingsOf(7));
    expect(typesOf(established.events)).toEqual(['established']);
    const quiet = await receiveAsInviter(confirmed.state, onlyMessage(established), surroundingsOf(8));
    expect(quiet).toMatchObject({ events: [], send: [] });

    const [a, b] = [establishedRoot(quiet.state), establishedRoot(established.state)];
    expect(a).toMatchObject({
      side: 'source',
      epoch: 1,
      root: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    expect(b).toEqual({ ...a, side: 'destination' });
    const numbers = 'numbers' in quiet.state ? quiet.state.numbers : [];
    expect('numbers' in established.state && established.state.numbers).toEqual(numbers);
    for (const number of numbers) expect(number).toMatch(/^[1-9]\d{3}$/);
    expect(pendingMessages(quiet.state)).toEqual([]);
    expect(pendingMessages(established.state)).toEqual([]);
  });

  test('get there as well when the inviter confirms before the partner has answered', async () => {
    const { heard, asked } = await meet();
    const confirmed = await confirmPartner(heard.state, surroundingsOf(5));
    expect(confirmed.state.step).toBe('confirmed');
    expect(establishedRoot(confirmed.state)).toBeUndefined();
    const compared = await receiveAsAcceptor(asked.state, onlyMessage(heard), surroundingsOf(6));
    const established = await receiveAsInviter(confirmed.state, onlyMessage(compared), surroundingsOf(7));
    expect(typesOf(established.events)).toEqual(['established']);
  });

  test('get other numbers and other keys each time', async () => {
    const seen = new Set<string>();
    for (let seed = 10; seed < 40; seed++) {
      const { code, state } = await invite({}, seed);
      const asked = await accept(code, { seed: seed + 100 });
      const heard = await receiveAsInviter(state, onlyMessage(asked), surroundingsOf(seed));
      if (heard.state.step !== 'heard') throw new Error(heard.state.step);
      seen.add(heard.state.numbers.join()).add(heard.state.root);
    }
    expect(seen.size).toBe(60);
  });

  // Whatever an exchange loses, repeats or reorders: both get there, each is told once, with the same keys.
  test('get there over an exchange that loses, repeats and reorders', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(999), { minLength: 5, maxLength: 40 }), async (dice) => {
        const { code, state } = await invite({}, 1 + (dice[0] ?? 0));
        let inviter: InviterState = state;
        let acceptor: AcceptorState = (await accept(code, { seed: 2 + (dice[1] ?? 0) })).state;
        const told: string[] = [];
        const everSent: Outgoing[] = [];
        const random = seeded(dice.length);
        const deliver = async ({ box, message }: Outgoing) => {
          const here = { now: NOON, random };
          if (box.to === 'source') {
            const step = await receiveAsInviter(inviter, message, here);
            inviter = InviterState.parse(JSON.parse(JSON.stringify(step.state)));
            everSent.push(...step.send);
            told.push(...step.events.map(({ type }) => `inviter ${type}`));
          } else {
            const step = await receiveAsAcceptor(acceptor, message, here);
            acceptor = AcceptorState.parse(JSON.parse(JSON.stringify(step.state)));
            everSent.push(...step.send);
            told.push(...step.events.map(({ type }) => `acceptor ${type}`));
          }
        };
        const confirm = async () => {
          if (inviter.step !== 'heard') return;
          const step = await confirmPartner(inviter, { now: NOON, random });
          inviter = step.state;
          told.push(...step.events.map(({ type }) => `inviter ${type}`));
        };
        everSent.push(...pendingMessages(acceptor));
        for (const die of dice) {
          if (die % 10 === 0) await confirm();
          const any = everSent[die % Math.max(1, everSent.length)];
          if (any && die % 3 !== 0) await deliver(any);
        }
        // Then it behaves: what is pending is put again until nothing is.
        for (let round = 0; round < 8; round++) {
          await confirm();
          for (const message of [...pendingMessages(acceptor), ...pendingMessages(inviter)])
            await deliver(message);
          for (const message of everSent.splice(0)) await deliver(message);
        }
        expect(establishedRoot(inviter)?.root).toBeDefined();
        expect(establishedRoot(inviter)?.root).toBe(establishedRoot(acceptor)?.root);
        expect(pendingMessages(inviter)).toEqual([]);
        for (const once of [
          'inviter accepted',
          'inviter established',
          'acceptor compared',
          'acceptor established',
        ]) {
          expect(told.filter((event) => event === once)).toEqual([once]);
        }
        expect(told.filter((event) => /bad-message|second|refused|closed/.test(event))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('first holder wins (T8)', () => {
  test('the second acceptance is told that the code is used, and the inviter is warned with its name', async () => {
    const { code, state } = await invite();
    const first = await accept(code, { seed: 21 });
    const second = await accept(code, {
      seed: 22,
      claim: { ...acceptorClaim, name: 'MALLORY', node: bytesOf(16, 8) },
    });
    const heard = await receiveAsInviter(state, onlyMessage(first), surroundingsOf(3));
    const refused = await receiveAsInviter(heard.state, onlyMessage(second), surroundingsOf(4));
    expect(refused.events).toEqual([
      { type: 'second-acceptance', claim: { ...acceptorClaim, name: 'MALLORY', node: bytesOf(16, 8) } },
    ]);
    expect({ ...refused.state, refused: [] }).toEqual(heard.state);

    const loser = await receiveAsAcceptor(second.state, onlyMessage(refused), surroundingsOf(5));
    expect(loser.events).toEqual([{ type: 'closed', reason: 'code/already-used' }]);
    const winner = await receiveAsAcceptor(first.state, onlyMessage(heard), surroundingsOf(6));
    expect(winner.state.step).toBe('compared');
  });

  test('what is for the other acceptor is left in the box by both', async () => {
    const { code, state } = await invite();
    const [first, second] = [await accept(code, { seed: 21 }), await accept(code, { seed: 22 })];
    const heard = await receiveAsInviter(state, onlyMessage(first), surroundingsOf(3));
    const refused = await receiveAsInviter(heard.state, onlyMessage(second), surroundingsOf(4));
    const compared = await receiveAsAcceptor(first.state, onlyMessage(heard), surroundingsOf(5));

    for (const [reader, message] of [
      [first.state, onlyMessage(refused)],
      [compared.state, onlyMessage(refused)],
      [second.state, onlyMessage(heard)],
      [second.state, onlyMessage(await confirmPartner(heard.state, surroundingsOf(6)))],
    ] as const) {
      const step = await receiveAsAcceptor(reader, message, surroundingsOf(7));
      expect(step).toEqual({ state: reader, send: [], events: [], keep: true });
      expect(step.state).toBe(reader);
    }
  });

  // Two windows of the inviter hear one acceptance each, from the same state: the store's compare-and-set lets one
  // through, and the loser hears its acceptance again from the new state.
  test('of two acceptances heard at once from one state exactly one is kept', async () => {
    const { code, state } = await invite();
    const asked = [await accept(code, { seed: 21 }), await accept(code, { seed: 22 })] as const;
    const record = { state: state as InviterState, revision: 0 };
    const events: HandshakeEvent[] = [];
    const sent: Outgoing[] = [];
    const hear = async (message: ExchangeMessage, seed: number): Promise<void> => {
      const seen = { ...record };
      const step = await receiveAsInviter(seen.state, message, surroundingsOf(seed));
      if (record.revision !== seen.revision) return hear(message, seed + 1);
      Object.assign(record, { state: step.state, revision: seen.revision + 1 });
      events.push(...step.events);
      sent.push(...step.send);
    };
    await Promise.all([hear(onlyMessage(asked[0]), 30), hear(onlyMessage(asked[1]), 40)]);
    expect(typesOf(events).toSorted()).toEqual(['accepted', 'second-acceptance']);

    const outcomes = [];
    for (const { state: asking } of asked) {
      let now: AcceptorState = asking;
      for (const { message } of sent) now = (await receiveAsAcceptor(now, message, surroundingsOf(9))).state;
      outcomes.push(now.step === 'closed' ? now.reason : now.step);
    }
    expect(outcomes.toSorted()).toEqual(['code/already-used', 'compared']);
  });

  test('an acceptance that is repeated gets the same answer again and no warning', async () => {
    const { asked, heard } = await meet();
    const again = await receiveAsInviter(heard.state, onlyMessage(asked), surroundingsOf(9));
    expect(again).toEqual({ state: heard.state, send: heard.send, events: [], keep: false });
    expect(again.state).toBe(heard.state);
  });

  test('a refused acceptance that is repeated is answered again and warns once', async () => {
    const { heard, invited } = await meet();
    const second = await accept(invited.code, { seed: 77 });
    const refused = await receiveAsInviter(heard.state, onlyMessage(second), surroundingsOf(5));
    const again = await receiveAsInviter(refused.state, onlyMessage(second), surroundingsOf(6));
    expect(again.events).toEqual([]);
    expect(again.state).toBe(refused.state);
    expect(await typeOf(again.send[0] as Outgoing, invited.code, [])).toBe('reject');
  });

  test('a flood of acceptances stops being answered and does not grow the record', async () => {
    const { heard, invited } = await meet();
    let { state } = heard;
    let answered = 0;
    for (let seed = 100; seed < 140; seed++) {
      const step = await receiveAsInviter(
        state,
        onlyMessage(await accept(invited.code, { seed })),
        surroundingsOf(seed),
      );
      answered += step.send.length;
      state = step.state;
    }
    expect(answered).toBe(32);
    expect(state.refused).toHaveLength(32);
  });

  test.each<[string, number, string]>([
    ['at its end', 72 * HOUR, 'heard'],
    ['within the tolerance of clocks', 72 * HOUR + 10 * MINUTE, 'heard'],
    ['after it', 72 * HOUR + 10 * MINUTE + 1000, 'closed'],
  ])('an acceptance that arrives %s is judged by the inviter’s clock', async (_, later, step) => {
    const { code, state } = await invite();
    const asked = await accept(code);
    const answered = await receiveAsInviter(state, onlyMessage(asked), surroundingsOf(3, NOON + later));
    expect(answered.state.step).toBe(step);
    if (step === 'heard') return;
    expect(typesOf(answered.events)).toEqual(['closed', 'acceptance-refused']);
    const told = await receiveAsAcceptor(asked.state, onlyMessage(answered), surroundingsOf(4));
    expect(told.events).toEqual([{ type: 'closed', reason: 'code/expired' }]);
  });

  test('a revoked invitation answers latecomers with that, and revoking twice does nothing', async () => {
    const { code, state } = await invite();
    const revoked = await revokeInvitation(state, surroundingsOf(3));
    expect(revoked).toMatchObject({ send: [], events: [{ type: 'closed', reason: 'code/revoked' }] });
    expect((await revokeInvitation(revoked.state, surroundingsOf(4))).state).toBe(revoked.state);
    const asked = await accept(code);
    const answered = await receiveAsInviter(revoked.state, onlyMessage(asked), surroundingsOf(5));
    const told = await receiveAsAcceptor(asked.state, onlyMessage(answered), surroundingsOf(6));
    expect(told.events).toEqual([{ type: 'closed', reason: 'code/revoked' }]);
  });

  test.each([
    ['revoked', revokeInvitation, 'code/revoked'],
    ['declined', declinePartner, 'handshake/refused'],
  ] as const)(
    'a partner who was heard and then %s is told so, before and after it has the reveal',
    async (_, end, reason) => {
      const { asked, heard, compared } = await meet();
      const ended = await end(heard.state, surroundingsOf(7));
      expect(ended.state).toMatchObject({ step: 'closed', reason });
      for (const partner of [asked.state, compared.state]) {
        let state: AcceptorState = partner;
        const events: HandshakeEvent[] = [];
        for (const { message } of ended.send) {
          const step = await receiveAsAcceptor(state, message, surroundingsOf(8));
          state = step.state;
          events.push(...step.events);
        }
        expect(events).toEqual([{ type: 'closed', reason }]);
      }
    },
  );

  test('after the confirmation it is too late to revoke or decline, and nothing changes', async () => {
    const { heard } = await meet();
    const { state } = await confirmPartner(heard.state, surroundingsOf(5));
    await expect(revokeInvitation(state, surroundingsOf(6))).rejects.toThrow('code/already-used');
    await expect(declinePartner(state, surroundingsOf(6))).rejects.toThrow('code/already-used');
    expect((await confirmPartner(state, surroundingsOf(6))).state).toBe(state);
  });

  test('before an acceptance there is nobody to confirm, and after the end neither', async () => {
    const { state } = await invite();
    await expect(confirmPartner(state, surroundingsOf(5))).rejects.toThrow('store/conflict');
    await expect(declinePartner(state, surroundingsOf(5))).rejects.toThrow('store/conflict');
    const { state: revoked } = await revokeInvitation(state, surroundingsOf(5));
    await expect(confirmPartner(revoked, surroundingsOf(6))).rejects.toThrow('code/revoked');
  });

  test('before the confirmation nothing but handshake leaves either side', async () => {
    const { invited, asked, heard, compared } = await meet();
    const second = await accept(invited.code, { seed: 50 });
    const refused = await receiveAsInviter(heard.state, onlyMessage(second), surroundingsOf(5));
    const answered = await receiveAsInviter(refused.state, onlyMessage(compared), surroundingsOf(6));
    const roots = 'root' in heard.state ? [heard.state.root] : [];
    const traffic = [asked, heard, second, refused, compared, answered].flatMap(({ send }) => send);
    const types = await Promise.all(traffic.map((message) => typeOf(message, invited.code, roots)));
    expect(types).toEqual(['accept', 'reveal', 'accept', 'reject', 'confirm']);
    expect(traffic.map(({ message }) => message.body.length)).toEqual(
      traffic.map(({ message }) => (message.body.length > 1000 ? 1092 : 324)),
    );
    for (const { state } of [asked, heard, compared, answered])
      expect(establishedRoot(state)).toBeUndefined();
  });
});

describe('what becomes worthless (T9)', () => {
  const secretsOf = (state: InviterState, code: string, acceptor: AcceptorState) => {
    const { secret } = invitationIn(code);
    if (state.step !== 'waiting' || acceptor.step !== 'asked') throw new Error('too late');
    return [code, secret, state.privateKey, state.nonce, acceptor.privateKey];
  };

  test('the code, its secret, both private keys and the nonce are in no state once they have been used', async () => {
    const { invited, asked, heard, compared } = await meet();
    const secrets = secretsOf(invited.state, invited.code, asked.state);
    expect(secrets.slice(0, 4).filter((secret) => textOf(invited.state).includes(secret))).toHaveLength(3);
    const confirmed = await confirmPartner(heard.state, surroundingsOf(5));
    const established = await receiveAsAcceptor(compared.state, onlyMessage(confirmed), surroundingsOf(6));
    const revoked = await revokeInvitation(invited.state, surroundingsOf(7));
    const withdrawn = await withdrawAcceptance(asked.state, surroundingsOf(8));
    for (const { state } of [heard, compared, confirmed, established, revoked, withdrawn]) {
      const text = textOf(state);
      for (const secret of secrets) {
        expect(text).not.toContain(secret);
        // Nor in another writing.
        expect(text).not.toContain(fromBase64Url(secret).join());
      }
    }
  });

  test('who has the code and a recording of everything cannot read what follows', async () => {
    const { invited, asked, heard, compared } = await meet();
    const confirmed = await confirmPartner(heard.state, surroundingsOf(5));
    const session = { id: confirmed.state.id, root: 'root' in confirmed.state ? confirmed.state.root : '' };
    const entity = await sealEnvelope(
      await firstKeys(session),
      { connectionId: session.id, sender: 'source', epoch: 1 },
      utf8('{"type":"replica","summary":"Printer on fire"}'),
    );

    // What the thief has: the code, all four messages, and with the handshake's keys their contents.
    const invitation = invitationIn(invited.code);
    const handshake = await importHandshakeKeys(await handshakeKeysOf(invitation));
    const contents: Uint8Array[] = [];
    for (const { box, message } of [...asked.send, ...heard.send]) {
      const opened = await openEnvelope(message, {
        connectionId: box.connectionId,
        sender: box.to === 'source' ? 'destination' : 'source',
        keysOf: () => handshake,
      });
      if (opened.ok) contents.push(opened.payload);
    }
    expect(contents).toHaveLength(2);
    const known = contents.map((payload) => {
      const reading = messageFromBytes(payload);
      if (reading.kind !== 'message') throw new Error(reading.kind);
      return reading.message;
    });
    const values = [
      invitation.secret,
      invitation.publicKey,
      invitation.commitment,
      ...known.flatMap((message) => ('nonce' in message ? [message.nonce] : [])),
      ...known.flatMap((message) => ('publicKey' in message ? [message.publicKey] : [])),
    ];
    expect(values).toHaveLength(6);
    // Every one of them as a root, and as a private key against every public key, in this epoch and as the handshake's.
    const { agree } = await import('@/utils/invitation/crypto.ts');
    const { deriveRoot } = await import('@/utils/invitation/wire.ts');
    const [acceptBytes = new Uint8Array(), revealBytes = new Uint8Array()] = contents.map((bytes) =>
      Uint8Array.from(bytes),
    );
    const guesses = [...values];
    for (const privateKey of values) {
      for (const publicKey of values) {
        const shared = await agree(privateKey, publicKey);
        if (shared) guesses.push(toBase64Url(shared));
        const derived = await deriveRoot(
          { privateKey, secret: invitation.secret },
          { publicKey },
          {
            code: invited.code,
            accept: acceptBytes,
            reveal: revealBytes,
          },
        );
        if (derived) guesses.push(derived.root);
      }
    }
    const verdicts = new Set<string>();
    for (const root of guesses) {
      const keys = await firstKeys({ id: session.id, root });
      for (const tried of [keys, handshake, { source: keys.destination, destination: keys.source }]) {
        const opened = await openEnvelope(entity, {
          connectionId: session.id,
          sender: 'source',
          keysOf: () => tried,
        });
        verdicts.add(opened.ok ? 'read' : opened.fault);
      }
    }
    expect(guesses.length).toBeGreaterThan(70);
    expect([...verdicts]).toEqual(['unreadable']);
    // The partner, with the same recording and its own private key, can.
    const root = 'root' in compared.state ? compared.state.root : '';
    const keys = await firstKeys({ id: session.id, root });
    expect(
      await openEnvelope(entity, { connectionId: session.id, sender: 'source', keysOf: () => keys }),
    ).toMatchObject({ ok: true });
  });

  test('the keys that answer latecomers are erased a week after the invitation ended', async () => {
    const { heard } = await meet();
    const { state } = await confirmPartner(heard.state, surroundingsOf(5));
    const soon = await tidyInvitation(state, surroundingsOf(6, NOON + 9 * DAY));
    expect(soon.state).toBe(state);
    const late = await tidyInvitation(state, surroundingsOf(6, NOON + 10 * DAY + 1000));
    expect(late.state).not.toHaveProperty('handshake');
    expect(InviterState.safeParse(late.state).success).toBe(true);
  });
});

describe('somebody in the middle who has the code (T10)', () => {
  /** Seals a handshake message as only a holder of the code can. */
  async function forge(
    code: string,
    from: 'source' | 'destination',
    payload: Uint8Array<ArrayBuffer>,
    seed: number,
  ) {
    const invitation = invitationIn(code);
    return sealEnvelope(
      await importHandshakeKeys(await handshakeKeysOf(invitation)),
      { connectionId: invitation.id, sender: from, epoch: 0 },
      payload,
      seeded(seed),
    );
  }
  async function contentsOf<Message extends 'accept' | 'reveal'>(
    code: string,
    step: Step<unknown>,
    type: Message,
  ) {
    const invitation = invitationIn(code);
    const keys = await importHandshakeKeys(await handshakeKeysOf(invitation));
    const opened = await openEnvelope(onlyMessage(step), {
      connectionId: invitation.id,
      sender: type === 'accept' ? 'destination' : 'source',
      keysOf: () => keys,
    });
    if (!opened.ok) throw new Error(opened.fault);
    const reading = messageFromBytes(opened.payload);
    if (reading.kind !== 'message' || reading.message.type !== type) throw new Error('another message');
    return reading.message as Message extends 'accept' ? Accept : Reveal;
  }

  const numbersOf = (state: InviterState | AcceptorState) =>
    'numbers' in state ? state.numbers.join(' ') : `aborted: ${state.step}`;

  test('who speaks to both with keys of his own cannot make their numbers the same', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { code, state } = await invite({}, seed);
      const invitation = invitationIn(code);
      // He hands the destination a code with his own key and commitment; everything else is the inviter's.
      const own = await createKeyPair(seeded(seed + 500));
      const nonce = toBase64Url(seeded(seed + 600)(32));
      const forged = encodeInvitation({
        ...invitation,
        publicKey: own.publicKey,
        commitment: await commitTo(nonce),
      });
      const asked = await accept(forged, { seed: seed + 700 });
      const theirs = await contentsOf(forged, asked, 'accept');
      // Then he accepts the true code with a key of his own, in the destination's name and with its nonce.
      const toInviter = await forge(
        code,
        'destination',
        messageToBytes({ ...theirs, publicKey: own.publicKey }),
        seed + 800,
      );
      const heard = await receiveAsInviter(state, toInviter, surroundingsOf(seed));
      expect(heard.state.step).toBe('heard');
      const reveal = { ...(await contentsOf(code, heard, 'reveal')), re: onlyMessage(asked).id, nonce };
      const compared = await receiveAsAcceptor(
        asked.state,
        await forge(forged, 'source', messageToBytes(reveal), seed + 900),
        surroundingsOf(seed),
      );
      // Each has agreed on keys with him. Only the numbers tell.
      expect(compared.state.step).toBe('compared');
      expect(numbersOf(compared.state)).not.toBe(numbersOf(heard.state));
      expect('root' in compared.state && compared.state.root).not.toBe(
        'root' in heard.state && heard.state.root,
      );
    }
  });

  test('cannot try nonces until the numbers fit: the code has committed to one', async () => {
    const { invited, asked, heard } = await meet();
    const reveal = await contentsOf(invited.code, heard, 'reveal');
    const other = await forge(
      invited.code,
      'source',
      messageToBytes({ ...reveal, nonce: bytesOf(32, 77) }),
      5,
    );
    const step = await receiveAsAcceptor(asked.state, other, surroundingsOf(6));
    expect(step.events).toEqual([{ type: 'closed', reason: 'handshake/commitment-mismatch' }]);
    const told = await receiveAsInviter(heard.state, onlyMessage(step), surroundingsOf(7));
    expect(told.events).toEqual([{ type: 'closed', reason: 'handshake/commitment-mismatch' }]);
  });

  test('cannot choose a key of low order, whose result everybody knows, on either side', async () => {
    const lowOrder = [
      new Uint8Array(32),
      Uint8Array.of(1, ...new Uint8Array(31)),
      Uint8Array.from(
        'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'.match(/../g) ?? [],
        (pair) => Number.parseInt(pair, 16),
      ),
      Uint8Array.of(0xec, ...new Uint8Array(30).fill(0xff), 0x7f),
    ];
    for (const [index, point] of lowOrder.entries()) {
      const { code, state } = await invite({}, 60 + index);
      const asked = await accept(code, { seed: 70 + index });
      const theirs = await contentsOf(code, asked, 'accept');
      const forged = await forge(
        code,
        'destination',
        messageToBytes({ ...theirs, publicKey: toBase64Url(point) }),
        5,
      );
      const refused = await receiveAsInviter(state, forged, surroundingsOf(6));
      expect(refused.state.step).toBe('waiting');
      expect(refused.events).toMatchObject([{ type: 'acceptance-refused', code: 'handshake/bad-message' }]);

      const poisoned = encodeInvitation({ ...invitationIn(code), publicKey: toBase64Url(point) });
      const asking = await accept(poisoned, { seed: 80 + index });
      const heard = await receiveAsInviter(state, onlyMessage(asked), surroundingsOf(7));
      const reveal = await contentsOf(code, heard, 'reveal');
      const answer = await forge(
        poisoned,
        'source',
        messageToBytes({ ...reveal, re: onlyMessage(asking).id }),
        8,
      );
      const step = await receiveAsAcceptor(asking.state, answer, surroundingsOf(9));
      expect(step.events).toEqual([{ type: 'closed', reason: 'handshake/bad-message' }]);
    }
  });

  /** What both see when one field of the accept or reveal message was changed on its way by a holder of the code. */
  async function outcomeOf(change: (message: Accept | Reveal) => Accept | Reveal): Promise<string> {
    const { code, state } = await invite();
    const asked = await accept(code);
    const accepting = change(await contentsOf(code, asked, 'accept'));
    const changedAccept = await forge(code, 'destination', messageToBytes(accepting), 11);
    const heard = await receiveAsInviter(state, changedAccept, surroundingsOf(3));
    if (heard.state.step !== 'heard') return 'aborted by the inviter';
    const revealing = change({ ...(await contentsOf(code, heard, 'reveal')), re: onlyMessage(asked).id });
    const changedReveal = await forge(code, 'source', messageToBytes(revealing), 12);
    const compared = await receiveAsAcceptor(asked.state, changedReveal, surroundingsOf(4));
    if (compared.state.step !== 'compared') return 'aborted by the acceptor';
    return numbersOf(compared.state) === numbersOf(heard.state) ? 'the same numbers' : 'other numbers';
  }

  test('who changes nothing but the envelope changes nothing', async () => {
    const { code, state } = await invite();
    const asked = await accept(code);
    const heard = await receiveAsInviter(state, onlyMessage(asked), surroundingsOf(3));
    const same = await forge(code, 'source', messageToBytes(await contentsOf(code, heard, 'reveal')), 12);
    const compared = await receiveAsAcceptor(asked.state, same, surroundingsOf(4));
    expect(numbersOf(compared.state)).toBe(numbersOf(heard.state));
  });

  test.each([
    ['accept', 'publicKey', 256],
    ['accept', 'nonce', 256],
    ['accept', 'invitation', 128],
    ['accept', 'inviter', 128],
    ['reveal', 'nonce', 256],
    ['reveal', 're', 128],
  ] as const)(
    'who changes any bit of %s.%s is seen in the numbers or stops it',
    async (type, field, bits) => {
      const told = new Set<string>();
      for (let bit = 0; bit < bits; bit++) {
        told.add(
          await outcomeOf((message) =>
            message.type === type && field in message
              ? {
                  ...message,
                  [field]: toBase64Url(
                    flipped(fromBase64Url((message as unknown as Record<string, string>)[field] ?? ''), bit),
                  ),
                }
              : message,
          ),
        );
      }
      expect(told).not.toContain('the same numbers');
    },
    60_000,
  );

  test.each<[string, (message: Accept) => Accept]>([
    ['name', (message) => ({ ...message, claim: { ...message.claim, name: 'GLOBEY' } })],
    [
      'address',
      (message) => ({
        ...message,
        claim: {
          ...message.claim,
          instance: { ...message.claim.instance, url: 'https://jira.globex.example' },
        },
      }),
    ],
    [
      'platform',
      (message) => ({
        ...message,
        claim: { ...message.claim, instance: { ...message.claim.instance, platform: 'jira-cloud' } },
      }),
    ],
    ['node', (message) => ({ ...message, claim: { ...message.claim, node: bytesOf(16, 66) } })],
    ['highest version', (message) => ({ ...message, max: 2 })],
  ])('who changes the %s in the claim or the versions is seen in the numbers', async (_, change) => {
    expect(await outcomeOf((message) => (message.type === 'accept' ? change(message) : message))).toBe(
      'other numbers',
    );
  });

  test('who changes the versions in the reveal is seen in the numbers', async () => {
    expect(await outcomeOf((message) => (message.type === 'reveal' ? { ...message, max: 2 } : message))).toBe(
      'other numbers',
    );
  });

  test('who changes any field of the code on its way is seen in the numbers or stops it', async () => {
    const { code, state } = await invite({ expected: acceptorClaim.instance });
    const invitation = invitationIn(code);
    const changes = {
      secret: { ...invitation, secret: bytesOf(32, 99) },
      id: { ...invitation, id: bytesOf(16, 99) },
      publicKey: { ...invitation, publicKey: bytesOf(32, 99) },
      commitment: { ...invitation, commitment: bytesOf(32, 99) },
      expiresAt: { ...invitation, expiresAt: invitation.expiresAt + 1 },
      mode: { ...invitation, mode: 'script' as const },
      type: { ...invitation, type: 'public' as const },
      expected: { ...invitation, expected: undefined },
      name: { ...invitation, claim: { ...invitation.claim, name: 'ACMF' } },
      instance: {
        ...invitation,
        claim: {
          ...invitation.claim,
          instance: { ...invitation.claim.instance, url: 'https://acmf.service-now.com' },
        },
      },
      node: { ...invitation, claim: { ...invitation.claim, node: bytesOf(16, 99) } },
      connection: { ...invitation, names: { ...invitation.names, connection: 'x' } },
      remote: { ...invitation, names: { ...invitation.names, remote: 'x' } },
    };
    const told: Record<string, string> = {};
    for (const [field, changed] of Object.entries(changes)) {
      const forged = encodeInvitation(changed);
      const asked = await accept(forged);
      const heard = await receiveAsInviter(state, onlyMessage(asked), surroundingsOf(3));
      const step =
        heard.state.step === 'heard'
          ? await receiveAsAcceptor(asked.state, onlyMessage(heard), surroundingsOf(4))
          : undefined;
      told[field] =
        step === undefined
          ? `inviter: ${faultOf(heard)}`
          : step.state.step === 'compared'
            ? numbersOf(step.state) === numbersOf(heard.state)
              ? 'the same numbers'
              : 'other numbers'
            : `acceptor: ${faultOf(step)}`;
    }
    expect(told).toEqual({
      secret: 'inviter: unreadable',
      id: 'inviter: other-connection',
      publicKey: 'other numbers',
      commitment: 'acceptor: closed',
      expiresAt: 'other numbers',
      mode: 'other numbers',
      type: 'other numbers',
      expected: 'other numbers',
      name: 'other numbers',
      instance: 'other numbers',
      node: 'inviter: acceptance-refused',
      connection: 'other numbers',
      remote: 'other numbers',
    });
  });

  test('any bit flipped by somebody without the code changes nothing at all', async () => {
    const { invited, asked, heard, compared } = await meet();
    const told = new Set<string>();
    for (const [receive, message] of [
      [(m: ExchangeMessage) => receiveAsInviter(invited.state, m, surroundingsOf(5)), onlyMessage(asked)],
      [(m: ExchangeMessage) => receiveAsAcceptor(asked.state, m, surroundingsOf(5)), onlyMessage(heard)],
      [(m: ExchangeMessage) => receiveAsInviter(heard.state, m, surroundingsOf(5)), onlyMessage(compared)],
    ] as const) {
      const bits = message.body.length * 8;
      // Every bit of the header, and of the rest every seventh.
      for (let bit = 0; bit < bits; bit += bit < 52 * 8 ? 1 : 7) {
        const step = await receive({ id: message.id, body: flipped(message.body, bit) });
        expect(step.send).toEqual([]);
        told.add(step.keep ? 'left' : faultOf(step));
      }
    }
    expect([...told].toSorted()).toEqual(
      [
        'left',
        'newer-version',
        'not-an-envelope',
        'other-connection',
        'other-epoch',
        'other-id',
        'unreadable',
      ].toSorted(),
    );
  }, 60_000);

  test('without the code nobody can end a partner’s comparison, even with it nobody can once keys are shared', async () => {
    const { invited, compared, heard } = await meet();
    const reject = { type: 'reject', v: 1, re: compared.state.acceptId, reason: 'declined' } as const;
    const forged = await forge(invited.code, 'source', messageToBytes(reject), 31);
    expect((await receiveAsAcceptor(compared.state, forged, surroundingsOf(5))).state).toBe(compared.state);
    const partner = await receiveAsInviter(heard.state, onlyMessage(compared), surroundingsOf(6));
    const { state } = await confirmPartner(partner.state, surroundingsOf(7));
    const back = { ...reject, reason: 'withdrawn' } as const;
    const forgedBack = await forge(invited.code, 'destination', messageToBytes(back), 32);
    expect((await receiveAsInviter(state, forgedBack, surroundingsOf(8))).state).toBe(state);
  });
});

describe('who may accept (T11)', () => {
  const reasonFor = async (terms: Parameters<typeof invite>[0], claim: typeof acceptorClaim) => {
    const { code, state } = await invite(terms);
    const asked = await accept(code, { claim });
    const step = await receiveAsInviter(state, onlyMessage(asked), surroundingsOf(3));
    if (step.state.step === 'heard') return 'heard';
    expect(step.state.step).toBe('waiting');
    const told = await receiveAsAcceptor(asked.state, onlyMessage(step), surroundingsOf(4));
    return told.events.map((event) => (event.type === 'closed' ? event.reason : event.type)).join();
  };
  const { instance } = acceptorClaim;

  test.each<[string, Parameters<typeof invite>[0], typeof acceptorClaim, string]>([
    ['another instance in the same browser', {}, { ...acceptorClaim, node: inviterClaim.node }, 'heard'],
    ['the same instance in another browser', {}, { ...inviterClaim, node: acceptorClaim.node }, 'heard'],
    ['the inviting instance itself', {}, inviterClaim, 'code/own'],
    ['the same instance of a local connection', { type: 'local' }, inviterClaim, 'heard'],
    ['another instance for a local connection', { type: 'local' }, acceptorClaim, 'code/other-platform'],
    ['the instance that was expected', { expected: instance }, acceptorClaim, 'heard'],
    [
      'another instance of that platform',
      { expected: { ...instance, url: 'https://jira.initech.example' } },
      acceptorClaim,
      'code/other-instance',
    ],
    [
      'another platform',
      { expected: { platform: 'xurrent', url: 'https://globex.xurrent.com' } },
      acceptorClaim,
      'code/other-platform',
    ],
  ])(
    '%s: the inviter decides, and a refusal leaves the invitation open',
    async (_, terms, claim, expected) => {
      expect(await reasonFor(terms, claim)).toBe(expected);
    },
  );

  test('an acceptance is bound to the invitation and to both nodes', async () => {
    const { invited, asked } = await meet();
    const invitation = invitationIn(invited.code);
    const keys = await importHandshakeKeys(await handshakeKeysOf(invitation));
    const opened = await openEnvelope(onlyMessage(asked), {
      connectionId: invitation.id,
      sender: 'destination',
      keysOf: () => keys,
    });
    if (!opened.ok) throw new Error(opened.fault);
    expect(messageFromBytes(opened.payload)).toMatchObject({
      message: { invitation: invitation.id, inviter: inviterClaim.node, claim: { node: acceptorClaim.node } },
    });
  });

  test.each([
    'https://a:b@globex.example',
    'http://169.254.169.254',
    'javascript:alert(1)',
    'https://GLOBEX.example',
  ])('a claim with the address %s is no acceptance', async (url) => {
    const { code, state } = await invite();
    const asked = await accept(code, { claim: { ...acceptorClaim, instance: { platform: 'jira-dc', url } } });
    const step = await receiveAsInviter(state, onlyMessage(asked), surroundingsOf(3));
    expect(faultOf(step)).toBe('malformed');
    expect(step.state).toBe(state);
  });
});

describe('strange messages', () => {
  async function sealAs(code: string, from: 'source' | 'destination', text: string, seed = 40) {
    const invitation = invitationIn(code);
    const keys = await importHandshakeKeys(await handshakeKeysOf(invitation));
    return sealEnvelope(
      keys,
      { connectionId: invitation.id, sender: from, epoch: 0 },
      utf8(text),
      seeded(seed),
    );
  }
  const good = (code: string): Accept => ({
    type: 'accept',
    v: 1,
    max: 1,
    invitation: invitationIn(code).id,
    inviter: inviterClaim.node,
    publicKey: bytesOf(32, 9),
    nonce: bytesOf(32, 10),
    claim: acceptorClaim,
  });

  test.each<[string, (json: string) => string]>([
    ['no JSON', () => 'accept'],
    ['bad UTF-8 in disguise', () => '"\uFFFD"'],
    ['null', () => 'null'],
    ['an unknown type', (json) => json.replace('accept', 'adopt')],
    ['an unknown key', (json) => json.replace('{', '{"x":1,')],
    ['a doubled key', (json) => json.replace('{', '{"type":"accept",')],
    ['__proto__', (json) => json.replace('{', '{"__proto__":{},')],
    ['a missing key', (json) => json.replace(/"nonce":"[^"]*",/, '')],
    ['version 0', (json) => json.replace('"v":1', '"v":0')],
    ['a short key', (json) => json.replace(/"publicKey":"./, '"publicKey":"')],
    ['an override in a name', (json) => json.replace('GLOBEX', String.raw`GLO\u202ebex`)],
    ['spaces', (json) => json.replace('{', '{ ')],
  ])('with %s inside changes nothing', async (_, change) => {
    const { code, state } = await invite();
    const message = await sealAs(
      code,
      'destination',
      change(new TextDecoder().decode(messageToBytes(good(code)))),
    );
    const step = await receiveAsInviter(state, message, surroundingsOf(3));
    expect(faultOf(step)).toBe('malformed');
    expect(step.state).toBe(state);
  });

  test('from a newer node are answered with the version, and the invitation stays open', async () => {
    const { code, state } = await invite();
    const step = await receiveAsInviter(
      state,
      await sealAs(code, 'destination', '{"type":"accept","v":2,"new":true}'),
      surroundingsOf(3),
    );
    expect(step.events).toEqual([{ type: 'acceptance-refused', code: 'handshake/other-version' }]);
    expect(step.state.step).toBe('waiting');
    expect(await typeOf(step.send[0] as Outgoing, code, [])).toBe('reject');
  });

  test('of a kind that has no place here change nothing', async () => {
    const { invited, asked, heard } = await meet();
    const reveal = JSON.stringify({
      type: 'reveal',
      v: 1,
      max: 1,
      re: asked.state.acceptId,
      nonce: bytesOf(32, 1),
    });
    const toInviter = await receiveAsInviter(
      invited.state,
      await sealAs(invited.code, 'destination', reveal),
      surroundingsOf(5),
    );
    expect(faultOf(toInviter)).toBe('out-of-place');
    const acceptText = new TextDecoder().decode(messageToBytes(good(invited.code)));
    const toAcceptor = await receiveAsAcceptor(
      asked.state,
      await sealAs(invited.code, 'source', acceptText),
      surroundingsOf(5),
    );
    expect(faultOf(toAcceptor)).toBe('out-of-place');
    // The inviter's own messages thrown back at it.
    const echo = await receiveAsInviter(heard.state, onlyMessage(heard), surroundingsOf(5));
    expect(faultOf(echo)).toBe('other-sender');
  });

  test('with a reason of a newer node read as a refusal', async () => {
    const { invited, asked } = await meet();
    const reject = JSON.stringify({ type: 'reject', v: 1, re: asked.state.acceptId, reason: 'moonphase' });
    const step = await receiveAsAcceptor(
      asked.state,
      await sealAs(invited.code, 'source', reject),
      surroundingsOf(5),
    );
    expect(step.events).toEqual([{ type: 'closed', reason: 'handshake/refused' }]);
  });

  test('of the connection’s own epoch are early before the reveal and wait', async () => {
    const { asked, heard } = await meet();
    const confirmed = await confirmPartner(heard.state, surroundingsOf(5));
    expect(readEnvelopeHeader(onlyMessage(confirmed))).toMatchObject({ header: { epoch: 1 } });
    const early = await receiveAsAcceptor(asked.state, onlyMessage(confirmed), surroundingsOf(6));
    expect(early).toEqual({ state: asked.state, send: [], events: [], keep: true });
  });
});

describe('giving up', () => {
  test('an acceptance taken back before the answer ends it on both sides', async () => {
    const { asked, heard } = await meet();
    const withdrawn = await withdrawAcceptance(asked.state, surroundingsOf(5));
    const told = await receiveAsInviter(heard.state, onlyMessage(withdrawn), surroundingsOf(6));
    expect(told.events).toEqual([{ type: 'closed', reason: 'handshake/withdrawn' }]);
    expect((await withdrawAcceptance(withdrawn.state, surroundingsOf(7))).state).toBe(withdrawn.state);
  });

  test('an acceptance taken back just as it is confirmed ends it on both sides', async () => {
    const { heard, compared } = await meet();
    const partner = await receiveAsInviter(heard.state, onlyMessage(compared), surroundingsOf(5));
    const confirmed = await confirmPartner(partner.state, surroundingsOf(6));
    expect(confirmed.state.step).toBe('established');
    const withdrawn = await withdrawAcceptance(compared.state, surroundingsOf(7));
    const told = await receiveAsInviter(confirmed.state, onlyMessage(withdrawn), surroundingsOf(8));
    expect(told.state).toMatchObject({ step: 'closed', reason: 'handshake/withdrawn' });
    expect(textOf(told.state)).not.toContain('root');
  });

  test('an established connection cannot be taken back, only ended', async () => {
    const { heard, compared } = await meet();
    const confirmed = await confirmPartner(heard.state, surroundingsOf(5));
    const established = await receiveAsAcceptor(compared.state, onlyMessage(confirmed), surroundingsOf(6));
    await expect(withdrawAcceptance(established.state, surroundingsOf(7))).rejects.toThrow('store/conflict');
  });

  test('an invitation expires by itself, with the tolerance, and its code is erased', async () => {
    const { code, state } = await invite();
    expect((await tidyInvitation(state, surroundingsOf(3, NOON + 72 * HOUR + 10 * MINUTE))).state).toBe(
      state,
    );
    const expired = await tidyInvitation(state, surroundingsOf(3, NOON + 72 * HOUR + 11 * MINUTE));
    expect(expired.events).toEqual([{ type: 'closed', reason: 'code/expired' }]);
    expect(textOf(expired.state)).not.toContain(code);
  });

  test('a partner who was heard in time may be confirmed after the code has expired, for a week', async () => {
    const { heard } = await meet();
    expect((await tidyInvitation(heard.state, surroundingsOf(5, NOON + 7 * DAY))).state).toBe(heard.state);
    expect((await confirmPartner(heard.state, surroundingsOf(5, NOON + 7 * DAY))).state.step).toBe(
      'confirmed',
    );
    const lapsed = await tidyInvitation(heard.state, surroundingsOf(5, NOON + 7 * DAY + 1));
    expect(lapsed.events).toEqual([{ type: 'closed', reason: 'handshake/lapsed' }]);
    expect((await confirmPartner(heard.state, surroundingsOf(5, NOON + 7 * DAY + 1))).state).toMatchObject({
      step: 'closed',
      reason: 'handshake/lapsed',
    });
  });

  test('an acceptance that nobody answers is given up after the inviter would have', async () => {
    const { asked, compared } = await meet();
    for (const { state } of [asked, compared]) {
      expect(tidyAcceptance(state, surroundingsOf(5, NOON + 14 * DAY)).state).toBe(state);
      expect(tidyAcceptance(state, surroundingsOf(5, NOON + 14 * DAY + 1)).events).toEqual([
        { type: 'closed', reason: 'handshake/lapsed' },
      ]);
    }
  });

  test('only a code as the decoder returned it can be accepted', async () => {
    const { code } = await invite();
    const asked = acceptInvitation({ code: ` ${code}`, claim: acceptorClaim }, surroundingsOf(2));
    await expect(asked).rejects.toThrow('code/altered');
    await expect(
      acceptInvitation({ code: code.slice(1), claim: acceptorClaim }, surroundingsOf(2)),
    ).rejects.toThrow('code/cut-off');
    expect(decodeInvitation(code)).toMatchObject({ ok: true });
  });
});

describe('a state', () => {
  test('of any step is plain data that its schema reads back', async () => {
    const { invited, asked, heard, compared } = await meet();
    const confirmed = await confirmPartner(heard.state, surroundingsOf(5));
    const established = await receiveAsAcceptor(compared.state, onlyMessage(confirmed), surroundingsOf(6));
    const both = await receiveAsInviter(confirmed.state, onlyMessage(established), surroundingsOf(7));
    const closed = await declinePartner(heard.state, surroundingsOf(8));
    const withdrawn = await withdrawAcceptance(asked.state, surroundingsOf(9));
    for (const state of [invited.state, heard.state, confirmed.state, both.state, closed.state]) {
      expect(InviterState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
    }
    for (const state of [asked.state, compared.state, established.state, withdrawn.state]) {
      expect(AcceptorState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
    }
  });

  test('repeats what it has sent byte for byte', async () => {
    const { heard, compared } = await meet();
    for (const step of [heard, compared]) expect(pendingMessages(step.state)).toEqual(step.send);
  });

  test('seals with keys that a message of the other direction does not open', async () => {
    const { compared } = await meet();
    const root = 'root' in compared.state ? compared.state.root : '';
    const keys = await firstKeys({ id: compared.state.id, root });
    const sealed = await sealMessage(
      keys,
      compared.state,
      1,
      { type: 'confirm', v: 1, heard: true },
      surroundingsOf(5),
    );
    const crossed = { source: keys.destination, destination: keys.source };
    const message = { id: sealed.id, body: fromBase64Url(sealed.body) };
    expect(
      await openEnvelope(message, {
        connectionId: compared.state.id,
        sender: 'destination',
        keysOf: () => crossed,
      }),
    ).toEqual({ ok: false, fault: 'unreadable' });
  });
});
