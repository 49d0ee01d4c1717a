import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { decodeInvitation, encodeInvitation } from '@/utils/invitation/code.ts';

import stored from './vectors.json' with { type: 'json' };
import { codeFailure, envelopeFailure, handshakeOutcome, makeVectors, type Vectors } from './vectors.ts';

const vectors = stored as unknown as Vectors;

if (process.env['RENEW_VECTORS'] === '1') {
  const file = fileURLToPath(new URL('vectors.json', import.meta.url));
  writeFileSync(file, `${JSON.stringify(await makeVectors(), undefined, 2)}\n`);
}

const bytes = (text: string) => Buffer.from(text, 'base64url');

test('the file holds what this version makes: a change of the protocol shows here', async () => {
  expect(JSON.parse(JSON.stringify(await makeVectors()))).toEqual(stored);
});

describe('the code', () => {
  test.each(vectors.codes.good)('"$name" is written and read as it stands', ({ invitation, code }) => {
    expect(encodeInvitation(invitation)).toBe(code);
    expect(decodeInvitation(code)).toEqual({ ok: true, invitation, code });
  });

  test.each(vectors.codes.bad)('"$name" fails with $failure', ({ text, failure }) => {
    expect(failure).not.toBe('none');
    expect(codeFailure(text)).toBe(failure);
  });
});

describe('the handshake', () => {
  test.each(vectors.handshakeFailures)(
    '"$name" ends in: $failure',
    async ({ state, id, envelope, now, failure }) => {
      expect(failure).not.toMatch(/^(?:none|accepted|compared|established)$/);
      expect(await handshakeOutcome(state, { id, body: Uint8Array.from(bytes(envelope)) }, now)).toBe(
        failure,
      );
    },
  );

  test('has each kind of failure in some vector', () => {
    expect([...new Set(vectors.handshakeFailures.map(({ failure }) => failure))].toSorted()).toEqual([
      'closed code/expired, refused code/expired',
      'closed handshake/commitment-mismatch',
      'closed handshake/refused',
      'left for another',
      'malformed',
      'other-connection',
      'other-epoch',
      'other-sender',
      'out-of-place',
      'refused code/already-used',
      'refused code/own',
      'refused code/revoked',
      'refused handshake/bad-message',
      'refused handshake/other-version',
      'unreadable',
    ]);
  });
});

describe('the envelope', () => {
  test.each(vectors.envelopes.good)('"$name" opens', async (vector) => {
    expect(await envelopeFailure(vector)).toBe('none');
  });

  test.each(vectors.envelopes.bad)('"$name" fails with $failure', async ({ failure, ...vector }) => {
    expect(failure).not.toBe('none');
    expect(await envelopeFailure(vector)).toBe(failure);
  });
});

// The protocol once more, from its description and another library: what the vectors say is not only what our own
// functions say of themselves.
describe('an implementation of its own', () => {
  const { handshake } = vectors;
  const json = JSON.parse(bytes(handshake.code).toString()) as Record<string, string>;
  const id = bytes(json['i'] ?? '');
  const secret = bytes(json['s'] ?? '');
  const hkdf = (input: Buffer, salt: Buffer, info: string, length: number) =>
    Buffer.from(hkdfSync('sha256', input, salt, info, length));
  const directionKey = (root: Buffer, connection: Buffer, epoch: number, sender: string) =>
    hkdf(root, connection, `liaison/1 epoch ${epoch} from ${sender}`, 32);

  function open(envelope: string, key: Buffer): string {
    const all = bytes(envelope);
    const messageKey = hkdf(key, all.subarray(24, 40), 'liaison/1 message', 32);
    const cipher = createDecipheriv('aes-256-gcm', messageKey, all.subarray(40, 52));
    cipher.setAAD(all.subarray(0, 52));
    cipher.setAuthTag(all.subarray(-16));
    const padded = Buffer.concat([cipher.update(all.subarray(52, -16)), cipher.final()]);
    return padded.subarray(4, 4 + padded.readUInt32BE(0)).toString();
  }

  const privateKey = (text: string) =>
    createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), bytes(text)]),
      format: 'der',
      type: 'pkcs8',
    });
  const publicKey = (text: string) =>
    createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), bytes(text)]),
      format: 'der',
      type: 'spki',
    });

  test('reads the code’s frame and commitment', () => {
    expect(handshake.code).toHaveLength(Number(json['n']));
    expect(json['k']).toBe(handshake.inviter.publicKey);
    expect(json['h']).toBe(createHash('sha256').update(bytes(handshake.inviter.nonce)).digest('base64url'));
    expect(handshake.inviter.commitment).toBe(json['h']);
  });

  test('opens accept and reveal with keys from the secret', () => {
    expect(directionKey(secret, id, 0, 'source').toString('base64url')).toBe(handshake.handshakeKeys.source);
    expect(open(handshake.accept.envelope, directionKey(secret, id, 0, 'destination'))).toBe(
      handshake.accept.text,
    );
    expect(open(handshake.reveal.envelope, directionKey(secret, id, 0, 'source'))).toBe(
      handshake.reveal.text,
    );
    const accept = JSON.parse(handshake.accept.text) as Record<string, string>;
    const reveal = JSON.parse(handshake.reveal.text) as Record<string, string>;
    expect(accept).toMatchObject({
      publicKey: handshake.acceptor.publicKey,
      nonce: handshake.acceptor.nonce,
    });
    expect(reveal).toMatchObject({ nonce: handshake.inviter.nonce, re: handshake.accept.id });
  });

  test('comes to the same root key, numbers and confirmations', () => {
    const part = (text: string) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(text));
      return Buffer.concat([length, Buffer.from(text)]);
    };
    const hash = createHash('sha256')
      .update(
        Buffer.concat(
          ['liaison/1 handshake', handshake.code, handshake.accept.text, handshake.reveal.text].map(part),
        ),
      )
      .digest();
    expect(hash.toString('base64url')).toBe(handshake.transcriptHash);
    const shared = diffieHellman({
      privateKey: privateKey(handshake.acceptor.privateKey),
      publicKey: publicKey(handshake.inviter.publicKey),
    });
    expect(shared.toString('base64url')).toBe(handshake.sharedSecret);
    const input = Buffer.concat([shared, secret]);
    const root = hkdf(input, hash, 'liaison/1 root', 32);
    expect(root.toString('base64url')).toBe(handshake.root);
    const bits = BigInt(`0x${hkdf(input, hash, 'liaison/1 numbers', 5).toString('hex')}`) >> 1n;
    expect(
      [bits >> 26n, (bits >> 13n) & 8191n, bits & 8191n].map((number) => String(1000n + number)),
    ).toEqual(handshake.numbers);
    for (const { sender, envelope, text } of handshake.confirms) {
      const key = directionKey(root, id, 1, sender);
      expect(key.toString('base64url')).toBe(handshake.directionKeys[sender]);
      expect(open(envelope, key)).toBe(text);
    }
  });

  test.each(vectors.envelopes.good)(
    'opens the envelope "$name"',
    ({ root, connectionId, epoch, sender, envelope, messageText }) => {
      expect(open(envelope, directionKey(bytes(root), bytes(connectionId), epoch, sender))).toBe(messageText);
    },
  );
});
