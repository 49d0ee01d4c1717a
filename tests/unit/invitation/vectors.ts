import { fromBase64Url, toBase64Url, utf8 } from '@/utils/base/bytes.ts';
import { HOUR } from '@/utils/base/clock.ts';
import type { Side } from '@/utils/domain/connection.ts';
import type { ExchangeMessage } from '@/utils/domain/exchange.ts';
import type { Invitation } from '@/utils/domain/invitation.ts';
import { receiveAsAcceptor } from '@/utils/invitation/acceptor.ts';
import { decodeInvitation, encodeInvitation } from '@/utils/invitation/code.ts';
import { agree } from '@/utils/invitation/crypto.ts';
import {
  deriveDirectionBytes,
  deriveDirectionKeys,
  openEnvelope,
  sealEnvelope,
} from '@/utils/invitation/envelope.ts';
import {
  AcceptorState,
  firstKeys,
  type HandshakeEvent,
  handshakeKeysOf,
  importHandshakeKeys,
  invitationIn,
  InviterState,
  type Step,
} from '@/utils/invitation/handshake.ts';
import { confirmPartner, receiveAsInviter, revokeInvitation } from '@/utils/invitation/inviter.ts';
import { commitTo, hashTranscript, messageToBytes } from '@/utils/invitation/wire.ts';

import { bytesOf, codeOf, frameOf, invitationOf, membersOf, NOON } from './build.ts';
import { accept, flipped, invite, inviterClaim, onlyMessage, seeded, surroundingsOf } from './nodes.ts';

// Fixed vectors for other implementations. Bytes are base64url; `text` stands for its UTF-8 bytes. Every negative one
// has one expected failure. To renew the file after a change of the protocol:
//
//   RENEW_VECTORS=1 npx vitest run --root . --config tests/vitest.config.ts --project unit tests/unit/invitation/vectors
//   npx oxfmt tests/unit/invitation/vectors.json
//
// (that run still compares with the old file; the next one with the new).

interface EnvelopeVector {
  readonly name: string;
  readonly connectionId: string;
  readonly sender: Side;
  readonly epoch: number;
  /** Root key of epoch 1 and later; the invitation's secret for epoch 0. */
  readonly root: string;
  readonly id: string;
  readonly envelope: string;
}

export interface Vectors {
  readonly about: string;
  readonly codes: {
    readonly good: readonly {
      readonly name: string;
      readonly invitation: Invitation;
      readonly code: string;
    }[];
    /** `failure`: code, and the detail where there is one. */
    readonly bad: readonly { readonly name: string; readonly text: string; readonly failure: string }[];
  };
  readonly handshake: {
    readonly code: string;
    readonly inviter: {
      readonly privateKey: string;
      readonly publicKey: string;
      readonly nonce: string;
      readonly commitment: string;
    };
    readonly acceptor: { readonly privateKey: string; readonly publicKey: string; readonly nonce: string };
    readonly handshakeKeys: Readonly<Record<Side, string>>;
    readonly accept: { readonly text: string; readonly id: string; readonly envelope: string };
    readonly reveal: { readonly text: string; readonly id: string; readonly envelope: string };
    readonly transcriptHash: string;
    readonly sharedSecret: string;
    readonly root: string;
    readonly numbers: readonly string[];
    readonly directionKeys: Readonly<Record<Side, string>>;
    readonly confirms: readonly {
      readonly sender: Side;
      readonly text: string;
      readonly id: string;
      readonly envelope: string;
    }[];
  };
  readonly handshakeFailures: readonly {
    readonly name: string;
    readonly state: unknown;
    readonly now: number;
    readonly id: string;
    readonly envelope: string;
    readonly failure: string;
  }[];
  readonly envelopes: {
    readonly good: readonly (EnvelopeVector & { readonly iv: string; readonly messageText: string })[];
    /** Opened by a receiver that expects connection, sender, epoch and id as given. */
    readonly bad: readonly (EnvelopeVector & { readonly failure: string })[];
  };
}

export const codeFailure = (text: string): string => {
  const reading = decodeInvitation(text);
  if (reading.ok) return 'none';
  return reading.detail === undefined ? reading.code : `${reading.code} ${reading.detail}`;
};

const wordOf = (event: HandshakeEvent): string => {
  switch (event.type) {
    case 'bad-message':
      return event.fault;
    case 'closed':
      return `closed ${event.reason}`;
    case 'acceptance-refused':
      return `refused ${event.code}`;
    case 'second-acceptance':
      return 'refused code/already-used';
    case 'accepted':
    case 'compared':
    case 'partner-confirmed':
    case 'established':
      return event.type;
    default:
      return event satisfies never;
  }
};

/** What a state makes of a message, in a word. */
export async function handshakeOutcome(
  state: unknown,
  message: ExchangeMessage,
  now: number,
): Promise<string> {
  const surroundings = surroundingsOf(99, now);
  const inviter = InviterState.safeParse(state);
  const step: Step<unknown> = inviter.success
    ? await receiveAsInviter(inviter.data, message, surroundings)
    : await receiveAsAcceptor(AcceptorState.parse(state), message, surroundings);
  return step.keep ? 'left for another' : step.events.map(wordOf).join(', ') || 'none';
}

export async function envelopeFailure(vector: EnvelopeVector): Promise<string> {
  const keys = await deriveDirectionKeys(fromBase64Url(vector.root), vector.connectionId, vector.epoch);
  const opened = await openEnvelope(
    { id: vector.id, body: fromBase64Url(vector.envelope) },
    {
      connectionId: vector.connectionId,
      sender: vector.sender,
      keysOf: (epoch) => (epoch === vector.epoch ? keys : undefined),
    },
  );
  return opened.ok ? 'none' : opened.fault;
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function makeCodes(): Promise<Vectors['codes']> {
  const good = [
    { name: 'private, basic', invitation: invitationOf() },
    {
      name: 'public, script, with an expected instance and names outside ASCII',
      invitation: invitationOf({
        type: 'public',
        mode: 'script',
        expected: { platform: 'jira-dc', url: 'https://jira.globex.example:8443/jira' },
        claim: { ...inviterClaim, name: 'Zürich 東京 🙂 a>b?c~d' },
        names: { connection: 'ACME → GLOBEX', remote: 'GLOBEX' },
      }),
    },
    { name: 'local', invitation: invitationOf({ type: 'local', mode: 'visual' }) },
  ].map((vector) => ({ ...vector, code: encodeInvitation(vector.invitation) }));
  const code = good[0]?.code ?? '';
  const members = JSON.stringify(membersOf()).slice(1, -1);
  const texts: readonly (readonly [string, string])[] = [
    ['nothing', ' \n'],
    ['prose', 'no code here'],
    ['cut in the middle', code.slice(0, 300)],
    ['cut before its length', code.slice(0, 20)],
    ['without its beginning', code.slice(50)],
    ['one character changed', `${code.slice(0, 100)}${code[100] === 'A' ? 'B' : 'A'}${code.slice(101)}`],
    ['version 2, whole', frameOf('"anything":true', '2')],
    [
      'another product',
      btoa('{"invitationSecret":"abcdefghijklmnop","nodeInfo":{"url":"https://x.example"}}'),
    ],
    ['a doubled key', frameOf(`${members},"m":"basic"`)],
    ['an unknown key', frameOf(`${members},"z":1`)],
    ['members in another order', frameOf(members.replace(/("m":"basic"),("t":"private")/, '$2,$1'))],
    ['a space', frameOf(members.replace('"m":', '"m": '))],
    ['an escape that is not needed', frameOf(members.replace('"basic"', String.raw`"\u0062asic"`))],
    ['__proto__', frameOf(`${members},"__proto__":{}`)],
    ['a secret of 31 bytes', codeOf({ s: bytesOf(31, 2) })],
    ['loose bits behind the secret', codeOf({ s: `${bytesOf(32, 2).slice(0, -1)}J` })],
    [
      'an override in the name',
      codeOf({
        f: { n: 'AC\u202EME', i: { p: 'servicenow', u: 'https://acme.service-now.com' }, d: bytesOf(16, 5) },
      }),
    ],
    [
      'a metadata address',
      codeOf({ f: { n: 'ACME', i: { p: 'servicenow', u: 'http://169.254.169.254' }, d: bytesOf(16, 5) } }),
    ],
    [
      'credentials in the address',
      codeOf({ f: { n: 'ACME', i: { p: 'servicenow', u: 'https://a@acme.example' }, d: bytesOf(16, 5) } }),
    ],
  ];
  return { good, bad: texts.map(([name, text]) => ({ name, text, failure: codeFailure(text) })) };
}

async function makeHandshake() {
  const { invitation, code, state } = await invite();
  const asked = await accept(code);
  const heard = await receiveAsInviter(state, onlyMessage(asked), surroundingsOf(3));
  const compared = await receiveAsAcceptor(asked.state, onlyMessage(heard), surroundingsOf(4));
  const partner = await receiveAsInviter(heard.state, onlyMessage(compared), surroundingsOf(5));
  const confirmed = await confirmPartner(partner.state, surroundingsOf(6));
  if (asked.state.step !== 'asked' || compared.state.step !== 'compared') throw new Error('no handshake');

  const handshakeKeys = await handshakeKeysOf(invitation);
  const open = async (message: ExchangeMessage, sender: Side, epoch: number) => {
    const keys =
      epoch === 0 ? await importHandshakeKeys(handshakeKeys) : await firstKeys({ id: invitation.id, root });
    const opened = await openEnvelope(message, { connectionId: invitation.id, sender, keysOf: () => keys });
    if (!opened.ok) throw new Error(opened.fault);
    return opened.payload;
  };
  const { root, numbers } = compared.state;
  const acceptBytes = await open(onlyMessage(asked), 'destination', 0);
  const revealBytes = await open(onlyMessage(heard), 'source', 0);
  const accepted = JSON.parse(textOf(acceptBytes)) as { publicKey: string; nonce: string };
  const sealed = ({ id, body }: ExchangeMessage) => ({ id, envelope: toBase64Url(body) });
  const vector: Vectors['handshake'] = {
    code,
    inviter: {
      privateKey: state.privateKey,
      publicKey: invitation.publicKey,
      nonce: state.nonce,
      commitment: await commitTo(state.nonce),
    },
    acceptor: { privateKey: asked.state.privateKey, publicKey: accepted.publicKey, nonce: accepted.nonce },
    handshakeKeys: { source: handshakeKeys.source, destination: handshakeKeys.destination },
    accept: { text: textOf(acceptBytes), ...sealed(onlyMessage(asked)) },
    reveal: { text: textOf(revealBytes), ...sealed(onlyMessage(heard)) },
    transcriptHash: toBase64Url(await hashTranscript({ code, accept: acceptBytes, reveal: revealBytes })),
    sharedSecret: toBase64Url((await agree(state.privateKey, accepted.publicKey)) ?? new Uint8Array()),
    root,
    numbers,
    directionKeys: {
      source: toBase64Url(await deriveDirectionBytes(fromBase64Url(root), invitation.id, 1, 'source')),
      destination: toBase64Url(
        await deriveDirectionBytes(fromBase64Url(root), invitation.id, 1, 'destination'),
      ),
    },
    confirms: await Promise.all(
      (
        [
          ['destination', onlyMessage(compared)],
          ['source', onlyMessage(confirmed)],
        ] as const
      ).map(async ([sender, message]) => ({
        sender,
        text: textOf(await open(message, sender, 1)),
        ...sealed(message),
      })),
    ),
  };

  const forge = async (from: Side, text: string | Uint8Array<ArrayBuffer>, seed: number) =>
    sealEnvelope(
      await importHandshakeKeys(handshakeKeys),
      { connectionId: invitation.id, sender: from, epoch: 0 },
      typeof text === 'string' ? utf8(text) : text,
      seeded(seed),
    );
  const theirs = vector.accept.text;
  const own = messageToBytes({
    ...(JSON.parse(theirs) as Parameters<typeof messageToBytes>[0] & { type: 'accept' }),
    claim: inviterClaim,
  });
  const second = onlyMessage(await accept(code, { seed: 22 }));
  const revoked = (await revokeInvitation(state, surroundingsOf(7))).state;
  const late = NOON + 73 * HOUR;
  const cases: readonly (readonly [string, unknown, ExchangeMessage, number])[] = [
    [
      'accept: a bit of the ciphertext flipped',
      state,
      { ...onlyMessage(asked), body: flipped(onlyMessage(asked).body, 1000) },
      NOON,
    ],
    [
      'accept: sealed with another secret',
      state,
      onlyMessage(await accept(encodeInvitation({ ...invitation, secret: bytesOf(32, 9) }))),
      NOON,
    ],
    [
      'accept: for another invitation',
      state,
      onlyMessage(await accept(encodeInvitation({ ...invitation, id: bytesOf(16, 9) }))),
      NOON,
    ],
    [
      'accept: for another node',
      state,
      await forge('destination', theirs.replace(inviterClaim.node, bytesOf(16, 9)), 31),
      NOON,
    ],
    ['accept: by the inviting instance itself', state, await forge('destination', own, 32), NOON],
    [
      'accept: a public key of low order',
      state,
      await forge('destination', theirs.replace(accepted.publicKey, bytesOf(32, 0)), 33),
      NOON,
    ],
    [
      'accept: an unknown key in it',
      state,
      await forge('destination', theirs.replace('{', '{"x":1,'), 34),
      NOON,
    ],
    [
      'accept: a doubled key in it',
      state,
      await forge('destination', theirs.replace('{', '{"type":"accept",'), 35),
      NOON,
    ],
    ['accept: of a newer version', state, await forge('destination', '{"type":"accept","v":2}', 36), NOON],
    ['accept: too late', state, onlyMessage(asked), late],
    ['accept: after a revocation', revoked, onlyMessage(asked), NOON],
    ['accept: the second', heard.state, second, NOON],
    [
      'reveal: another nonce',
      asked.state,
      await forge('source', vector.reveal.text.replace(state.nonce, bytesOf(32, 9)), 37),
      NOON,
    ],
    [
      'reveal: for another acceptance',
      asked.state,
      await forge('source', vector.reveal.text.replace(onlyMessage(asked).id, bytesOf(16, 9)), 38),
      NOON,
    ],
    ['reveal: thrown back at the inviter', heard.state, onlyMessage(heard), NOON],
    ['reveal: sent by the acceptor', state, await forge('destination', vector.reveal.text, 39), NOON],
    [
      'confirm: under other keys',
      heard.state,
      await sealEnvelope(
        await firstKeys({ id: invitation.id, root: bytesOf(32, 9) }),
        { connectionId: invitation.id, sender: 'destination', epoch: 1 },
        utf8(vector.confirms[0]?.text ?? ''),
        seeded(40),
      ),
      NOON,
    ],
    ['confirm: before the reveal', asked.state, onlyMessage(confirmed), NOON],
    [
      'confirm: of an epoch that does not exist yet',
      compared.state,
      await sealEnvelope(
        await deriveDirectionKeys(fromBase64Url(root), invitation.id, 2),
        { connectionId: invitation.id, sender: 'source', epoch: 2 },
        utf8(vector.confirms[1]?.text ?? ''),
        seeded(41),
      ),
      NOON,
    ],
    [
      'reject: the partner was declined',
      asked.state,
      await forge(
        'source',
        `{"type":"reject","v":1,"re":"${onlyMessage(asked).id}","reason":"declined"}`,
        42,
      ),
      NOON,
    ],
  ];
  const failures = await Promise.all(
    cases.map(async ([name, of, message, now]) => ({
      name,
      state: of,
      now,
      id: message.id,
      envelope: toBase64Url(message.body),
      failure: await handshakeOutcome(of, message, now),
    })),
  );
  return { vector, failures };
}

async function makeEnvelopes(): Promise<Vectors['envelopes']> {
  const connectionId = invitationIn((await invite()).code).id;
  const root = bytesOf(32, 7);
  const make = async (name: string, sender: Side, epoch: number, messageText: string, seed: number) => {
    const keys = await deriveDirectionKeys(fromBase64Url(root), connectionId, epoch);
    const { id, body } = await sealEnvelope(
      keys,
      { connectionId, sender, epoch },
      utf8(messageText),
      seeded(seed),
    );
    return {
      name,
      connectionId,
      sender,
      epoch,
      root,
      id,
      iv: toBase64Url(body.slice(40, 52)),
      messageText,
      envelope: toBase64Url(body),
    };
  };
  const good = [
    await make('from the source, 256 bytes', 'source', 1, '{"type":"hello"}', 51),
    await make('from the destination, 1 KiB, a later epoch', 'destination', 70_000, 'x'.repeat(253), 52),
    await make('nothing at all', 'source', 1, '', 53),
  ];
  const [first] = good;
  if (first === undefined) throw new Error('no vectors');
  const { iv: _, messageText: _text, ...base } = first;
  const bytes = fromBase64Url(first.envelope);
  const change = (name: string, changes: Partial<EnvelopeVector>) => ({ ...base, ...changes, name });
  const bit = (name: string, at: number) => change(name, { envelope: toBase64Url(flipped(bytes, at)) });
  const bad = [
    bit('magic changed', 0),
    bit('version 3', 2 * 8 + 1),
    bit('sender 0', 3 * 8),
    bit('epoch changed', 7 * 8),
    bit('connection changed', 8 * 8),
    bit('id changed', 24 * 8),
    bit('IV changed', 40 * 8),
    bit('ciphertext changed', 52 * 8),
    bit('tag changed', (bytes.length - 1) * 8),
    change('cut by a byte', { envelope: toBase64Url(bytes.slice(0, -1)) }),
    change('stored under another id', { id: bytesOf(16, 9) }),
    change('for another connection', { connectionId: bytesOf(16, 9) }),
    change('thrown back', { sender: 'destination' }),
    change('of an old epoch', { epoch: 2 }),
    change('under another root', { root: bytesOf(32, 8) }),
  ];
  return {
    good,
    bad: await Promise.all(
      bad.map(async (vector) => ({ ...vector, failure: await envelopeFailure(vector) })),
    ),
  };
}

/** All vectors, from fixed seeds: the same in every run. */
export async function makeVectors(): Promise<Vectors> {
  const { vector, failures } = await makeHandshake();
  return {
    about:
      'Fixed vectors of invitation code, handshake and envelope, version 1. Bytes are base64url without padding, texts are UTF-8. Every bad vector has one expected failure.',
    codes: await makeCodes(),
    handshake: vector,
    handshakeFailures: failures,
    envelopes: await makeEnvelopes(),
  };
}
