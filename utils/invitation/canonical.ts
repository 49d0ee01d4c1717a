/** What JSON can hold, as far as codes and handshake messages need it. */
export type Plain =
  | string
  | number
  | boolean
  | { readonly [key: string]: Plain | undefined }
  | readonly Plain[];

// `>`, `?`, `~` and everything outside ASCII are escaped. Base64url writes `-` and `_` for six-bit groups that begin
// with five ones, and the remaining characters have none at any of the three places: the text that comes out is letters
// and digits only, so a double click selects all of it and no chat takes a part of it for formatting.
const ESCAPED = /[^ -=@-}]/g;

/** JSON in the one form that we write and accept: no spaces, keys as given, ASCII without `>`, `?`, `~`. */
export const toCanonicalJson = (value: Plain): string =>
  JSON.stringify(value).replaceAll(
    ESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/**
 * Reads JSON that is written in exactly that form, else `undefined`. Comparing with what we would have written refuses
 * in one stroke duplicate keys, other spellings of a number or a string, and anything before or after the value.
 * A key `__proto__` comes out as an own property, which a strict schema refuses like every unknown key.
 */
export function fromCanonicalJson(text: string): unknown {
  try {
    // `null` is no Plain, but it is told apart by the schema that follows.
    const value = JSON.parse(text) as Plain;
    return toCanonicalJson(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
