import { concatBytes, fromBase64Url, fromUtf8, randomBytes, toBase64Url, utf8 } from '@/utils/base/bytes.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { Side } from '@/utils/domain/connection.ts';
import type { BoxAddress, Exchange } from '@/utils/domain/exchange.ts';
import type { MessageChannel, ReceivedMessage, SyncMessage } from '@/utils/domain/sync.ts';

import { deriveDirectionKeys, MAX_PAYLOAD, openEnvelope, sealEnvelope } from './envelope.ts';
import type { DirectionKeys } from './envelope.ts';

// What an envelope of an established connection holds:
//
//   whole      0, { 4 bytes length of the JSON, JSON, bytes of an attachment's part }, under the message's own id
//   fragment   1, 16 bytes message id, 2 bytes index, 2 bytes count, a piece of the above, under an id of its own
//
// A message that needs several envelopes is complete when all of its pieces lie in the box; until then they stay
// there, so that nothing of it has to be kept anywhere else.

const WHOLE = 0;
const FRAGMENT = 1;
const FRAGMENT_HEAD = 1 + 16 + 2 + 2;
const PIECE = MAX_PAYLOAD - FRAGMENT_HEAD;
/** Most pieces of a message: with room to spare above the 1 MiB that a message may have (T24). */
const MAX_PIECES = 8;
/** Envelopes looked at in one go; a box that holds more is read on once these have been taken. */
const BATCH = 200;

/** Root key of a connection's side, while it has one. */
export interface ChannelKeys {
  readonly epoch: number;
  /** Base64url. */
  readonly root: string;
}

export interface ChannelParts {
  /** The driver that carries this side's messages; `undefined` for a connection that is gone. */
  readonly exchangeOf: (connection: string) => Promise<Exchange | undefined>;
  readonly keysOf: (connection: string) => Promise<ChannelKeys | undefined>;
  /** Erases the keys of a side for good. */
  readonly eraseKeys: (connection: string) => Promise<void>;
}

const otherSide = (side: Side): Side => (side === 'source' ? 'destination' : 'source');

/** `<connectionId>:<side>` taken apart. */
function sideOf(connection: string): { connectionId: string; side: Side } {
  const [connectionId = '', side] = connection.split(':');
  if (side !== 'source' && side !== 'destination') throw new AppError('store/not-found', 'connection');
  return { connectionId, side };
}

/** Between the engine and any exchange: every message sealed for its partner, and nothing believed that does not open. */
export function createMessageChannel(parts: ChannelParts): MessageChannel {
  /** Direction keys are derived once per root; a root that is gone is forgotten with the next question. */
  const derived = new Map<string, { root: string; keys: Promise<DirectionKeys> }>();

  async function keysFor(connection: string): Promise<{ keys: DirectionKeys; epoch: number } | undefined> {
    const kept = await parts.keysOf(connection);
    if (kept === undefined) {
      derived.delete(connection);
      return undefined;
    }
    const { connectionId } = sideOf(connection);
    let known = derived.get(connection);
    if (known?.root !== kept.root) {
      known = {
        root: kept.root,
        keys: deriveDirectionKeys(fromBase64Url(kept.root), connectionId, kept.epoch),
      };
      derived.set(connection, known);
    }
    return { keys: await known.keys, epoch: kept.epoch };
  }

  async function exchangeFor(connection: string): Promise<Exchange> {
    const exchange = await parts.exchangeOf(connection);
    if (exchange === undefined) throw new AppError('store/not-found', 'connection');
    return exchange;
  }

  /** Envelope ids by message: what `remove` has to take out of the box, for messages of several pieces. */
  const pieces = new Map<string, readonly string[]>();

  return {
    async send(connection, { id, body }, signal) {
      const { connectionId, side } = sideOf(connection);
      const own = await keysFor(connection);
      if (own === undefined) throw new AppError('connection/keys-missing');
      const exchange = await exchangeFor(connection);
      const box: BoxAddress = { connectionId, to: otherSide(side) };
      const header = { connectionId, sender: side, epoch: own.epoch };
      for (const { envelopeId, payload } of payloadsOf(id, body)) {
        const given = envelopeId === undefined ? header : { ...header, id: envelopeId };
        await exchange.put(box, await sealEnvelope(own.keys, given, payload), signal);
      }
    },

    async receive(connection, limit, signal) {
      const { connectionId, side } = sideOf(connection);
      const own = await keysFor(connection);
      if (own === undefined) return [];
      const exchange = await exchangeFor(connection);
      const box: BoxAddress = { connectionId, to: side };
      const received: ReceivedMessage[] = [];
      const begun = new Map<
        string,
        { count: number; found: Map<number, { envelope: string; bytes: Uint8Array }> }
      >();
      for (const { id } of await exchange.list(box, { limit: BATCH }, signal)) {
        if (received.length >= limit) break;
        const message = await exchange.get(box, id, signal);
        if (message === undefined) continue;
        const opened = await openEnvelope(message, {
          connectionId,
          sender: otherSide(side),
          keysOf: (epoch) => (epoch === own.epoch ? own.keys : undefined),
        });
        // A repeated message of the handshake, or something that was tampered with: nobody waits for it.
        if (!opened.ok) {
          received.push({ id, body: undefined });
          continue;
        }
        const piece = readPiece(opened.payload);
        if (piece === undefined) {
          received.push({ id, body: undefined });
          continue;
        }
        if (piece.kind === 'whole') {
          received.push({ id, body: readBody(piece.bytes) });
          continue;
        }
        const gathered = begun.get(piece.message) ?? { count: piece.count, found: new Map() };
        begun.set(piece.message, gathered);
        // Pieces of another sending of the same message fit as well: it is the same text, cut at the same places.
        gathered.found.set(piece.index, { envelope: id, bytes: piece.bytes });
        pieces.set(piece.message, [...(pieces.get(piece.message) ?? []).filter((other) => other !== id), id]);
        if (gathered.found.size < gathered.count) continue;
        const inOrder = Array.from(
          { length: gathered.count },
          (_, index) => gathered.found.get(index)?.bytes,
        );
        begun.delete(piece.message);
        received.push({
          id: piece.message,
          body: inOrder.every((bytes) => bytes !== undefined) ? readBody(concatBytes(...inOrder)) : undefined,
        });
      }
      return received;
    },

    async remove(connection, ids, signal) {
      const { connectionId, side } = sideOf(connection);
      const exchange = await exchangeFor(connection);
      const box: BoxAddress = { connectionId, to: side };
      for (const id of ids) {
        for (const envelope of pieces.get(id) ?? [id]) await exchange.ack(box, envelope, signal);
        pieces.delete(id);
      }
    },

    async close(connection) {
      const exchange = await parts.exchangeOf(connection);
      await parts.eraseKeys(connection);
      derived.delete(connection);
      if (exchange === undefined) return;
      const { connectionId, side } = sideOf(connection);
      const box: BoxAddress = { connectionId, to: side };
      const signal = AbortSignal.timeout(20_000);
      for (;;) {
        const left = await exchange.list(box, { limit: BATCH }, signal);
        if (left.length === 0) return;
        for (const { id } of left) await exchange.ack(box, id, signal);
      }
    },
  };
}

/** What goes into the envelopes of a message: one under the message's id, or several under ids of their own. */
function payloadsOf(
  id: string,
  body: SyncMessage,
): readonly { envelopeId: string | undefined; payload: Uint8Array<ArrayBuffer> }[] {
  const bytes = writeBody(body);
  if (bytes.length + 1 <= MAX_PAYLOAD) {
    return [{ envelopeId: id, payload: concatBytes(Uint8Array.of(WHOLE), bytes) }];
  }
  const count = Math.ceil(bytes.length / PIECE);
  if (count > MAX_PIECES) throw new AppError('exchange/too-large', String(MAX_PIECES * PIECE));
  return Array.from({ length: count }, (_, index) => {
    const head = new Uint8Array(FRAGMENT_HEAD);
    head[0] = FRAGMENT;
    head.set(fromBase64Url(id), 1);
    const numbers = new DataView(head.buffer);
    numbers.setUint16(17, index);
    numbers.setUint16(19, count);
    const piece = bytes.subarray(index * PIECE, (index + 1) * PIECE);
    return { envelopeId: toBase64Url(randomBytes(16)), payload: concatBytes(head, piece) };
  });
}

type Piece =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'fragment';
      readonly message: string;
      readonly index: number;
      readonly count: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
    };

function readPiece(payload: Uint8Array<ArrayBuffer>): Piece | undefined {
  if (payload[0] === WHOLE) return { kind: 'whole', bytes: payload.slice(1) };
  if (payload[0] !== FRAGMENT || payload.length <= FRAGMENT_HEAD) return undefined;
  const numbers = new DataView(payload.buffer, payload.byteOffset);
  const index = numbers.getUint16(17);
  const count = numbers.getUint16(19);
  if (count < 2 || count > MAX_PIECES || index >= count) return undefined;
  return {
    kind: 'fragment',
    message: toBase64Url(payload.subarray(1, 17)),
    index,
    count,
    bytes: payload.slice(FRAGMENT_HEAD),
  };
}

/** JSON with the bytes of an attachment's part behind it, since JSON would make them a third longer. */
function writeBody(body: SyncMessage): Uint8Array<ArrayBuffer> {
  const data = 'data' in body ? body.data : new Uint8Array();
  const json = utf8(JSON.stringify('data' in body ? { ...body, data: undefined } : body));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, json.length);
  return concatBytes(length, json, data);
}

/** What the partner wrote, for the engine's schema to judge; `undefined` for what is no message at all. */
function readBody(bytes: Uint8Array<ArrayBuffer>): unknown {
  if (bytes.length < 4) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (length > bytes.length - 4) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(fromUtf8(bytes.subarray(4, 4 + length)));
  } catch {
    return undefined;
  }
  const data = bytes.slice(4 + length);
  if (typeof body === 'object' && body !== null && 'kind' in body && body.kind === 'blob.part') {
    return 'data' in body ? undefined : { ...body, data };
  }
  return data.length === 0 ? body : undefined;
}
