import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { concatBytes, fromBase64Url, randomBytes, utf8 } from '@/utils/base/bytes.ts';
import { type ExchangeMessage, MAX_BODY } from '@/utils/domain/exchange.ts';
import {
  deriveDirectionKeys,
  type DirectionKeys,
  type Expected,
  MAX_ENVELOPE,
  MAX_PAYLOAD,
  openEnvelope,
  PADDED_SIZES,
  readEnvelopeHeader,
  sealEnvelope,
} from '@/utils/invitation/envelope.ts';

import { bytesOf } from './build.ts';
import { flipped } from './nodes.ts';

const connectionId = bytesOf(16, 1);
const root = new Uint8Array(32).fill(7);
const keys = await deriveDirectionKeys(root, connectionId, 1);
const header = { connectionId, sender: 'source', epoch: 1 } as const;
const expected: Expected = {
  connectionId,
  sender: 'source',
  keysOf: (epoch) => (epoch === 1 ? keys : undefined),
};
const hello = utf8('{"type":"hello"}');

const outcome = async (message: ExchangeMessage, changes: Partial<Expected> = {}) => {
  const opened = await openEnvelope(message, { ...expected, ...changes });
  return opened.ok ? 'opened' : opened.fault;
};

describe('an envelope', () => {
  test('gives back its payload and epoch to who has the keys', async () => {
    const message = await sealEnvelope(keys, header, hello);
    expect(await openEnvelope(message, expected)).toEqual({ ok: true, payload: hello, epoch: 1 });
    expect(readEnvelopeHeader(message)).toEqual({ ok: true, header: { ...header, id: message.id } });
  });

  test('gives back any payload of any length', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 20_000 }), async (payload) => {
        const opened = await openEnvelope(
          await sealEnvelope(keys, header, Uint8Array.from(payload)),
          expected,
        );
        expect(opened.ok && opened.payload).toEqual(Uint8Array.from(payload));
      }),
      { numRuns: 50 },
    );
  });

  test('with any bit flipped is refused, and always for the same reason', async () => {
    const message = await sealEnvelope(keys, header, hello);
    const told = new Map<string, number>();
    for (let bit = 0; bit < message.body.length * 8; bit++) {
      const verdict = await outcome({ id: message.id, body: flipped(message.body, bit) });
      told.set(verdict, (told.get(verdict) ?? 0) + 1);
    }
    expect(Object.fromEntries(told)).toEqual({
      'not-an-envelope': 16 + 1 + 8, // magic, version 0, senders that do not exist
      'newer-version': 7,
      'other-epoch': 32,
      'other-connection': 128,
      'other-id': 128,
      unreadable: (12 + 256 + 16) * 8,
    });
  });

  test.each<[string, Partial<Expected>, string]>([
    ['another connection', { connectionId: bytesOf(16, 2) }, 'other-connection'],
    ['the other direction', { sender: 'destination' }, 'other-sender'],
    ['an epoch that is no longer in use', { keysOf: () => undefined }, 'other-epoch'],
  ])('for %s is refused', async (_, changes, fault) => {
    expect(await outcome(await sealEnvelope(keys, header, hello), changes)).toBe(fault);
  });

  test.each<[string, (envelope: Uint8Array<ArrayBuffer>) => void, string]>([
    ['to another connection', (body) => body.set(fromBase64Url(bytesOf(16, 2)), 8), 'unreadable'],
    ['to the other direction', (body) => body.set([2], 3), 'unreadable'],
    ['to another epoch', (body) => body.set([0, 0, 0, 2], 4), 'unreadable'],
  ])('whose header was rewritten %s cannot be read there either', async (_, rewrite, fault) => {
    const { id, body } = await sealEnvelope(keys, header, hello);
    rewrite(body);
    const reading = readEnvelopeHeader({ id, body });
    if (!reading.ok) throw new Error(reading.fault);
    // Even with the very keys under which it was sealed: the header is authenticated.
    const same: DirectionKeys = { source: keys.source, destination: keys.source };
    expect(await outcome({ id, body }, { ...reading.header, keysOf: () => same })).toBe(fault);
  });

  test('under the id of another is refused', async () => {
    const [one, other] = await Promise.all([
      sealEnvelope(keys, header, hello),
      sealEnvelope(keys, header, hello),
    ]);
    expect(await outcome({ id: one.id, body: other.body })).toBe('other-id');
  });

  test('with the id of another written into it cannot be read', async () => {
    const { body } = await sealEnvelope(keys, header, hello);
    body.set(fromBase64Url(bytesOf(16, 9)), 24);
    expect(await outcome({ id: bytesOf(16, 9), body })).toBe('unreadable');
  });

  test.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['nothing', new Uint8Array(), 'not-an-envelope'],
    ['a header alone', new Uint8Array(52), 'not-an-envelope'],
    ['text', utf8('x'.repeat(324)), 'not-an-envelope'],
  ])('that is %s is refused', async (_, body, fault) => {
    expect(await outcome({ id: bytesOf(16, 1), body })).toBe(fault);
  });

  test('that is cut or lengthened is refused before anything is decrypted', async () => {
    const { id, body } = await sealEnvelope(keys, header, hello);
    expect(await outcome({ id, body: body.slice(0, -1) })).toBe('wrong-size');
    expect(await outcome({ id, body: concatBytes(body, new Uint8Array(1)) })).toBe('wrong-size');
    expect(await outcome({ id, body: concatBytes(body, new Uint8Array(768)) })).toBe('unreadable');
  });

  test('of the same payload never looks the same twice', async () => {
    const messages = await Promise.all(Array.from({ length: 200 }, () => sealEnvelope(keys, header, hello)));
    expect(new Set(messages.map(({ id }) => id)).size).toBe(200);
    expect(new Set(messages.map(({ body }) => body.slice(40, 52).join())).size).toBe(200);
    expect(new Set(messages.map(({ body }) => body.slice(52).join())).size).toBe(200);
  });

  // T22: a profile restored from a copy has the same keys and no memory of what it sent. Even with a generator that
  // repeats its IVs the keys differ as long as ids do.
  test('has a key of its own, so that even a repeated IV repeats no pair of key and IV', async () => {
    const sameIv = (length: number) => (length === 12 ? new Uint8Array(12) : randomBytes(length));
    const [one, other] = await Promise.all([
      sealEnvelope(keys, header, hello, sameIv),
      sealEnvelope(keys, header, hello, sameIv),
    ]);
    expect(one.body.slice(40, 52)).toEqual(other.body.slice(40, 52));
    expect(one.body.slice(52)).not.toEqual(other.body.slice(52));
  });

  test.each(PADDED_SIZES.map((size, index) => [size, PADDED_SIZES[index + 1]] as const))(
    'of a payload that just fits into %i bytes is padded to them, and one byte more does not fit',
    async (size, next) => {
      const lengthOf = async (payload: number) =>
        (await sealEnvelope(keys, header, new Uint8Array(payload))).body.length - 52 - 16;
      expect(await lengthOf(size - 4)).toBe(size);
      if (next === undefined) await expect(lengthOf(size - 3)).rejects.toThrow('exchange/too-large');
      else expect(await lengthOf(size - 3)).toBe(next);
    },
  );

  test('has at most six sizes, the largest being what an exchange must take', async () => {
    const { body } = await sealEnvelope(keys, header, new Uint8Array(MAX_PAYLOAD));
    expect(body.length).toBe(MAX_ENVELOPE);
    expect(MAX_ENVELOPE).toBe(MAX_BODY);
  });

  /** Sealed as ours, with a padded text that our own function would not make. */
  async function sealRaw(padded: Uint8Array<ArrayBuffer>): Promise<ExchangeMessage> {
    const { id, body } = await sealEnvelope(keys, header, hello);
    const bytes = body.slice(0, 52);
    const direction = await crypto.subtle.importKey(
      'raw',
      await crypto.subtle.deriveBits(
        {
          name: 'HKDF',
          hash: 'SHA-256',
          salt: fromBase64Url(connectionId),
          info: utf8('liaison/1 epoch 1 from source'),
        },
        await crypto.subtle.importKey('raw', root, 'HKDF', false, ['deriveBits']),
        256,
      ),
      'HKDF',
      false,
      ['deriveKey'],
    );
    const key = await crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: fromBase64Url(id), info: utf8('liaison/1 message') },
      direction,
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt'],
    );
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: bytes.slice(40), additionalData: bytes },
      key,
      padded,
    );
    return { id, body: concatBytes(bytes, new Uint8Array(sealed)) };
  }

  test.each<[string, string, number, readonly number[]]>([
    ['zeros', 'opened', 0, []],
    ['something behind the payload', 'bad-padding', 255, [1]],
    ['a length beyond its end', 'bad-padding', 0, [0, 0, 1, 0]],
    ['a length of four gigabytes', 'bad-padding', 0, [255, 255, 255, 255]],
  ])('whose padding holds %s is told: %s', async (_, verdict, at, bytes) => {
    const padded = new Uint8Array(256);
    padded.set([0, 0, 0, 2, 65, 66], 0);
    padded.set(bytes, at);
    expect(await outcome(await sealRaw(padded))).toBe(verdict);
  });

  test('padded further than needed is refused: one payload, one size', async () => {
    const padded = new Uint8Array(1024);
    padded.set([0, 0, 0, 2, 65, 66], 0);
    expect(await outcome(await sealRaw(padded))).toBe('bad-padding');
  });
});

describe('direction keys', () => {
  test('differ by direction, epoch, connection and root', async () => {
    const message = await sealEnvelope(keys, header, hello);
    const others = await Promise.all([
      deriveDirectionKeys(root, connectionId, 2),
      deriveDirectionKeys(root, bytesOf(16, 2), 1),
      deriveDirectionKeys(new Uint8Array(32).fill(8), connectionId, 1),
      Promise.resolve({ source: keys.destination, destination: keys.source }),
    ]);
    for (const other of others) expect(await outcome(message, { keysOf: () => other })).toBe('unreadable');
    expect(await outcome(message)).toBe('opened');
  });

  test('cannot be taken out of memory', async () => {
    await expect(crypto.subtle.exportKey('raw', keys.source)).rejects.toThrow();
  });
});
