import { concatBytes, fromBase64Url, randomBytes, toBase64Url } from '@/utils/base/bytes.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { Side } from '@/utils/domain/connection.ts';
import type { ExchangeMessage } from '@/utils/domain/exchange.ts';

import { hkdf, importSecret, type Random } from './crypto.ts';

// An envelope is what an exchange carries. Its 52 bytes of header are readable and authenticated, the rest is sealed:
//
//    0  2  'L' 'E'
//    2  1  version, 1
//    3  1  sender: 1 source, 2 destination (the receiver is the other one)
//    4  4  epoch, big-endian: 0 handshake, from 1 on the connection's own keys
//    8 16  connection id
//   24 16  message id, under which the exchange stores it
//   40 12  IV
//   52  …  AES-256-GCM of { 4 bytes length, payload, zeros } with the header as additional data; 16 bytes of tag
//
// The key is made for this message alone: HKDF over the sender's direction key with the random message id as salt. So
// there is no counter, and a profile restored from a copy cannot repeat a pair of key and IV.

const MAGIC = [0x4c, 0x45] as const;
const VERSION = 1;
const HEADER_LENGTH = 52;
const TAG_LENGTH = 16;
const LENGTH_PREFIX = 4;

/** Sizes to which contents are padded, so that a carrier sees one of six lengths. */
export const PADDED_SIZES = [256, 1024, 4096, 16_384, 65_536, 262_144] as const;
/** Longest payload of one envelope, in bytes. */
export const MAX_PAYLOAD = 262_144 - LENGTH_PREFIX;
/** Size of the largest envelope, in bytes. */
export const MAX_ENVELOPE = HEADER_LENGTH + 262_144 + TAG_LENGTH;

/** One HKDF key for each direction, by who sends. */
export type DirectionKeys = Readonly<Record<Side, CryptoKey>>;

/** What an exchange may read of a message. */
export interface EnvelopeHeader {
  readonly connectionId: string;
  readonly sender: Side;
  readonly epoch: number;
  readonly id: string;
}

export type EnvelopeFault =
  | 'not-an-envelope'
  | 'newer-version'
  | 'wrong-size'
  | 'other-connection'
  | 'other-sender'
  | 'other-id'
  | 'other-epoch'
  | 'unreadable'
  | 'bad-padding';

type Reading<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly fault: EnvelopeFault };

/**
 * Direction keys of one epoch from a connection's root key, or from an invitation's secret for the handshake
 * (epoch 0). They do not leave memory; keep the root.
 */
export async function deriveDirectionKeys(
  root: Uint8Array<ArrayBuffer>,
  connectionId: string,
  epoch: number,
): Promise<DirectionKeys> {
  const [source, destination] = await Promise.all(
    (['source', 'destination'] as const).map(async (sender) =>
      importSecret(await deriveDirectionBytes(root, connectionId, epoch, sender)),
    ),
  );
  // Two were asked for.
  return { source, destination } as DirectionKeys;
}

/** One direction key as bytes, for states that must outlive the secret it comes from. */
export const deriveDirectionBytes = async (
  root: Uint8Array<ArrayBuffer>,
  connectionId: string,
  epoch: number,
  sender: Side,
): Promise<Uint8Array<ArrayBuffer>> =>
  hkdf(await importSecret(root), fromBase64Url(connectionId), `liaison/1 epoch ${epoch} from ${sender}`, 32);

const deriveMessageKey = (direction: CryptoKey, id: string, use: 'encrypt' | 'decrypt'): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: fromBase64Url(id),
      info: new TextEncoder().encode('liaison/1 message'),
    },
    direction,
    { name: 'AES-GCM', length: 256 },
    false,
    [use],
  );

/** Number of bytes to which a payload of so many is padded; `undefined` when it is too long for one envelope. */
export const paddedSize = (payloadLength: number): number | undefined =>
  PADDED_SIZES.find((size) => payloadLength + LENGTH_PREFIX <= size);

/**
 * Seals a payload for the other side of a connection. The id is random unless given; sealing twice, even under one id,
 * gives two different envelopes. Throws `AppError` `exchange/too-large` (detail: the limit in bytes).
 */
export async function sealEnvelope(
  keys: DirectionKeys,
  header: Omit<EnvelopeHeader, 'id'> & { readonly id?: string },
  payload: Uint8Array<ArrayBuffer>,
  random: Random = randomBytes,
): Promise<ExchangeMessage> {
  const size = paddedSize(payload.length);
  if (size === undefined) throw new AppError('exchange/too-large', String(MAX_PAYLOAD));
  const idBytes = header.id === undefined ? random(16) : fromBase64Url(header.id);
  const iv = random(12);
  const epoch = new Uint8Array(4);
  new DataView(epoch.buffer).setUint32(0, header.epoch);
  const sender = header.sender === 'source' ? 1 : 2;
  const bytes = concatBytes(
    Uint8Array.of(...MAGIC, VERSION, sender),
    epoch,
    fromBase64Url(header.connectionId),
    idBytes,
    iv,
  );
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, payload.length);
  padded.set(payload, LENGTH_PREFIX);
  const id = toBase64Url(idBytes);
  const key = await deriveMessageKey(keys[header.sender], id, 'encrypt');
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bytes }, key, padded);
  return { id, body: concatBytes(bytes, new Uint8Array(sealed)) };
}

/** The header of a message as an exchange handed it over; nothing of it is proven before the envelope is opened. */
export function readEnvelopeHeader({
  id,
  body,
}: ExchangeMessage): Reading<{ readonly header: EnvelopeHeader }> {
  if (body.length < HEADER_LENGTH || body[0] !== MAGIC[0] || body[1] !== MAGIC[1]) {
    return { ok: false, fault: 'not-an-envelope' };
  }
  const version = body[2] ?? 0;
  if (version !== VERSION)
    return { ok: false, fault: version > VERSION ? 'newer-version' : 'not-an-envelope' };
  if (body[3] !== 1 && body[3] !== 2) return { ok: false, fault: 'not-an-envelope' };
  if (!PADDED_SIZES.some((size) => body.length === HEADER_LENGTH + size + TAG_LENGTH)) {
    return { ok: false, fault: 'wrong-size' };
  }
  const header: EnvelopeHeader = {
    connectionId: toBase64Url(body.subarray(8, 24)),
    sender: body[3] === 1 ? 'source' : 'destination',
    epoch: new DataView(body.buffer, body.byteOffset).getUint32(4),
    id: toBase64Url(body.subarray(24, 40)),
  };
  return header.id === id ? { ok: true, header } : { ok: false, fault: 'other-id' };
}

/** What a receiver holds against an envelope. */
export interface Expected {
  readonly connectionId: string;
  /** The partner's side. */
  readonly sender: Side;
  /** The keys of an epoch, `undefined` for one that is not in use (any more). */
  readonly keysOf: (epoch: number) => DirectionKeys | undefined;
}

/** Opens an envelope from the partner; whatever was changed on the way, nothing of its contents comes out. */
export async function openEnvelope(
  message: ExchangeMessage,
  expected: Expected,
): Promise<Reading<{ readonly payload: Uint8Array<ArrayBuffer>; readonly epoch: number }>> {
  const reading = readEnvelopeHeader(message);
  if (!reading.ok) return reading;
  const { connectionId, sender, epoch, id } = reading.header;
  if (connectionId !== expected.connectionId) return { ok: false, fault: 'other-connection' };
  if (sender !== expected.sender) return { ok: false, fault: 'other-sender' };
  const keys = expected.keysOf(epoch);
  if (keys === undefined) return { ok: false, fault: 'other-epoch' };

  const key = await deriveMessageKey(keys[sender], id, 'decrypt');
  const additionalData = message.body.slice(0, HEADER_LENGTH);
  const iv = message.body.slice(HEADER_LENGTH - 12, HEADER_LENGTH);
  let padded: Uint8Array<ArrayBuffer>;
  try {
    padded = new Uint8Array(
      await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv, additionalData },
        key,
        message.body.slice(HEADER_LENGTH),
      ),
    );
  } catch (error) {
    // The one error that WebCrypto has for a tag that does not fit.
    if (error instanceof DOMException && error.name === 'OperationError')
      return { ok: false, fault: 'unreadable' };
    throw error;
  }
  const length = new DataView(padded.buffer).getUint32(0);
  const end = LENGTH_PREFIX + length;
  if (paddedSize(length) !== padded.length || padded.subarray(end).some((byte) => byte !== 0)) {
    return { ok: false, fault: 'bad-padding' };
  }
  return { ok: true, payload: padded.slice(LENGTH_PREFIX, end), epoch };
}
