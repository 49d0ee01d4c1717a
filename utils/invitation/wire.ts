import * as z from 'zod/mini';

import { concatBytes, fromBase64Url, fromUtf8, toBase64Url, utf8 } from '@/utils/base/bytes.ts';
import type { ErrorCode } from '@/utils/base/errors.ts';
import { Claim } from '@/utils/domain/connection.ts';

import { fromCanonicalJson, toCanonicalJson } from './canonical.ts';
import { urlFault } from './code.ts';
import { agree, hkdf, importSecret, sha256 } from './crypto.ts';

/** Version of the handshake that this node speaks. */
export const HANDSHAKE_VERSION = 1;

/** 128 bits in base64url. */
export const Id = z.string().check(z.regex(/^[\w-]{21}[AQgw]$/));
/** 256 bits in base64url. */
export const Key = z.string().check(z.regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/));

const version = { v: z.literal(HANDSHAKE_VERSION), max: z.int().check(z.minimum(HANDSHAKE_VERSION)) };

/** destination → source, under the handshake's keys: I hold the code; this is me, my key and my half of the dice. */
export const Accept = z.strictObject({
  type: z.literal('accept'),
  /** The version spoken, and the highest that could be. */
  ...version,
  invitation: Id,
  /** The inviting node, as the code names it: an acceptance for one node is none for another. */
  inviter: Id,
  publicKey: Key,
  nonce: Key,
  claim: Claim.check(z.refine(({ instance }) => urlFault(instance.url) === undefined)),
});
export type Accept = z.infer<typeof Accept>;

/** source → destination, under the handshake's keys: the nonce that the code committed to. */
export const Reveal = z.strictObject({
  type: z.literal('reveal'),
  ...version,
  /** The message id of the acceptance that it answers: several may have accepted. */
  re: Id,
  nonce: Key,
});
export type Reveal = z.infer<typeof Reveal>;

/** Either direction, under the connection's own keys: I have derived what you have. */
export const Confirm = z.strictObject({
  type: z.literal('confirm'),
  v: version.v,
  /** Whether the sender has already had the other one's confirmation. */
  heard: z.boolean(),
});
export type Confirm = z.infer<typeof Confirm>;

/** Why an acceptance comes to nothing, one word for each; a word of a newer node reads as `declined`. */
const reasons = {
  used: 'code/already-used',
  revoked: 'code/revoked',
  expired: 'code/expired',
  own: 'code/own',
  platform: 'code/other-platform',
  instance: 'code/other-instance',
  version: 'handshake/other-version',
  declined: 'handshake/refused',
  withdrawn: 'handshake/withdrawn',
  lapsed: 'handshake/lapsed',
  commitment: 'handshake/commitment-mismatch',
  message: 'handshake/bad-message',
} as const satisfies Record<string, ErrorCode>;

/** Either direction, under the handshake's keys. */
export const Reject = z.strictObject({
  type: z.literal('reject'),
  v: version.v,
  re: Id,
  reason: z.string().check(z.regex(/^[a-z]{1,20}$/)),
});
export type Reject = z.infer<typeof Reject>;

export const codeOfReason = (reason: string): ErrorCode =>
  Object.hasOwn(reasons, reason) ? reasons[reason as keyof typeof reasons] : 'handshake/refused';

export function reasonOfCode(code: ErrorCode): string {
  return Object.entries(reasons).find(([, own]) => own === code)?.[0] ?? 'declined';
}

export const HandshakeMessage = z.discriminatedUnion('type', [Accept, Reveal, Confirm, Reject]);
export type HandshakeMessage = z.infer<typeof HandshakeMessage>;

/** What a newer node may say instead: enough to tell it from rubbish. */
const NewerMessage = z.looseObject({
  type: z.enum(['accept', 'reveal', 'confirm', 'reject']),
  v: z.int().check(z.minimum(HANDSHAKE_VERSION + 1)),
});

export const messageToBytes = (message: HandshakeMessage): Uint8Array<ArrayBuffer> =>
  utf8(toCanonicalJson(message));

export type MessageReading =
  | { readonly kind: 'message'; readonly message: HandshakeMessage }
  | { readonly kind: 'newer'; readonly type: HandshakeMessage['type'] }
  | { readonly kind: 'malformed' };

/** A handshake message in the payload of an envelope. */
export function messageFromBytes(payload: Uint8Array): MessageReading {
  let text: string;
  try {
    text = fromUtf8(payload);
  } catch {
    return { kind: 'malformed' };
  }
  const value = fromCanonicalJson(text);
  const message = z.safeParse(HandshakeMessage, value);
  if (message.success) return { kind: 'message', message: message.data };
  const newer = z.safeParse(NewerMessage, value);
  return newer.success ? { kind: 'newer', type: newer.data.type } : { kind: 'malformed' };
}

/** SHA-256 of a nonce in base64url: what the code tells before anybody has spoken. */
export const commitTo = async (nonce: string): Promise<string> =>
  toBase64Url(await sha256(fromBase64Url(nonce)));

/** What both sides have seen, byte for byte. */
export interface Transcript {
  /** The invitation code's text. */
  readonly code: string;
  /** Payloads of the accept and reveal messages. */
  readonly accept: Uint8Array<ArrayBuffer>;
  readonly reveal: Uint8Array<ArrayBuffer>;
}

/** SHA-256 over label, code and both messages, each with its length in front so that none can lend bytes to another. */
export function hashTranscript({ code, accept, reveal }: Transcript): Promise<Uint8Array<ArrayBuffer>> {
  const parts = [utf8('liaison/1 handshake'), utf8(code), accept, reveal].flatMap((part) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, part.length);
    return [length, part];
  });
  return sha256(concatBytes(...parts));
}

/** What an admin reads aloud: three numbers of four digits, 39 bits. */
export type Numbers = readonly [string, string, string];

function toNumbers(bytes: Uint8Array): Numbers {
  const at = (index: number) => bytes[index] ?? 0;
  const read = (value: number) => String(1000 + value);
  return [
    read((at(0) << 5) | (at(1) >> 3)),
    read(((at(1) & 0x07) << 10) | (at(2) << 2) | (at(3) >> 6)),
    read(((at(3) & 0x3f) << 7) | (at(4) >> 1)),
  ];
}

/**
 * The connection's root key and the numbers to compare. A second agreement (a post-quantum one) would be appended to
 * the input key and its public parts to the messages, hence to the transcript. `undefined` for a public key of low order.
 */
export async function deriveRoot(
  own: { readonly privateKey: string; readonly secret: string },
  partner: { readonly publicKey: string },
  transcript: Transcript,
): Promise<{ readonly root: string; readonly numbers: Numbers } | undefined> {
  const shared = await agree(own.privateKey, partner.publicKey);
  if (shared === undefined) return undefined;
  const [input, salt] = await Promise.all([
    importSecret(concatBytes(shared, fromBase64Url(own.secret))),
    hashTranscript(transcript),
  ]);
  const [root, numbers] = await Promise.all([
    hkdf(input, salt, 'liaison/1 root', 32),
    hkdf(input, salt, 'liaison/1 numbers', 5),
  ]);
  return { root: toBase64Url(root), numbers: toNumbers(numbers) };
}
