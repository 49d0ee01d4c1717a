import { concatBytes, fromBase64Url, toBase64Url, utf8 } from '@/utils/base/bytes.ts';

// Keys are kept as bytes in base64url, not as CryptoKey objects. Both lie on disk in plain bytes (browsers.md), so a
// non-extractable key protects nothing at rest; what bytes give instead: a state is plain data with a schema, a test
// can search every record for what must have been erased, fixed vectors can be checked, and a passphrase-encrypted
// export can carry a node to another machine. Inside a function they become non-extractable CryptoKeys at once.

/** Where random bytes come from; a test gives its own. */
export type Random = (length: number) => Uint8Array<ArrayBuffer>;

type Bytes = Uint8Array<ArrayBuffer>;

export const sha256 = async (data: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', data));

export const importSecret = (secret: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits', 'deriveKey']);

/** HKDF-SHA256. `info` is one of the labels that protocol and version prefix. */
export const hkdf = async (secret: CryptoKey, salt: Bytes, info: string, length: number): Promise<Bytes> =>
  new Uint8Array(
    await crypto.subtle.deriveBits(
      { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(info) },
      secret,
      length * 8,
    ),
  );

// RFC 8410: the fixed bytes in front of an X25519 private key in PKCS #8, the one form in which WebCrypto takes one
// without its public key beside it.
const PKCS8_PREFIX = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20);
const BASE_POINT = Uint8Array.of(9, ...new Uint8Array(31));

/** X25519 as bytes; `undefined` for a public key of low order, whose result everybody knows. */
async function multiply(privateKey: Bytes, publicKey: Bytes): Promise<Bytes | undefined> {
  const scalar = await crypto.subtle.importKey(
    'pkcs8',
    concatBytes(PKCS8_PREFIX, privateKey),
    'X25519',
    false,
    ['deriveBits'],
  );
  try {
    const point = await crypto.subtle.importKey('raw', publicKey, 'X25519', true, []);
    const shared = new Uint8Array(
      await crypto.subtle.deriveBits({ name: 'X25519', public: point }, scalar, 256),
    );
    return shared.some((byte) => byte !== 0) ? shared : undefined;
  } catch (error) {
    // The standard has an all-zero result refused with OperationError; Firefox 153 says DataError. The bytes are 32 by
    // their schema, so there is nothing else that either could mean.
    if (error instanceof DOMException && (error.name === 'OperationError' || error.name === 'DataError')) {
      return undefined;
    }
    throw error;
  }
}

/** An X25519 key pair in base64url. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

export async function createKeyPair(random: Random): Promise<KeyPair> {
  const privateKey = random(32);
  const publicKey = await multiply(privateKey, BASE_POINT);
  // The base point has prime order: there is no key for which this is zero.
  if (publicKey === undefined) throw new Error('X25519 is broken here');
  return { privateKey: toBase64Url(privateKey), publicKey: toBase64Url(publicKey) };
}

/** The secret that two key pairs share, both given in base64url; `undefined` for a public key of low order. */
export const agree = (privateKey: string, publicKey: string): Promise<Bytes | undefined> =>
  multiply(fromBase64Url(privateKey), fromBase64Url(publicKey));
