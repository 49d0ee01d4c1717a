// The browsers' own base64 codec (Chrome 140, Firefox 133). Node gained it in 25; on 24 the tests take the other branch.
interface NativeBase64 {
  toBase64(options: { alphabet: 'base64url'; omitPadding: true }): string;
}
interface NativeBase64Constructor {
  fromBase64(text: string, options: { alphabet: 'base64url' }): Uint8Array<ArrayBuffer>;
}

/** Bytes to base64url text without padding. */
export const toBase64Url = (bytes: Uint8Array): string => {
  const native: unknown = bytes;
  if (typeof (native as Partial<NativeBase64>).toBase64 === 'function') {
    return (native as NativeBase64).toBase64({ alphabet: 'base64url', omitPadding: true });
  }
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
};

/** Base64url text, padded or not, to bytes; throws `SyntaxError` on any other character. */
export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> => {
  const native: unknown = Uint8Array;
  if (typeof (native as Partial<NativeBase64Constructor>).fromBase64 === 'function') {
    return (native as NativeBase64Constructor).fromBase64(text, { alphabet: 'base64url' });
  }
  if (!/^[\w-]*={0,2}$/.test(text)) throw new SyntaxError('not base64url');
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
};

/** UTF-8 bytes of a text. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Text of UTF-8 bytes; throws `TypeError` where they are not valid UTF-8. */
export const fromUtf8 = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** Joins byte arrays into a new one. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** `length` random bytes from the platform's own generator. */
export const randomBytes = (length: number): Uint8Array<ArrayBuffer> =>
  crypto.getRandomValues(new Uint8Array(length));

/** A random identifier of 128 bits in base64url (22 characters). */
export const randomId = (): string => toBase64Url(randomBytes(16));
