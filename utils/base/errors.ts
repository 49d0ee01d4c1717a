/**
 * Every fault the product can tell an admin about, by code. One place words them: `_locales`, under
 * `error_<code with / and - as _>`. Add a code here and its sentence there; a test compares the two.
 */
export const errorCodes = [
  // the invitation code
  'code/empty',
  'code/too-long',
  'code/not-a-code',
  'code/cut-off',
  'code/altered',
  'code/newer-version',
  'code/expired',
  'code/already-used',
  'code/revoked',
  'code/own',
  'code/other-platform',
  'code/other-instance',
  'code/other-browser',
  'code/instance-removed',
  'code/foreign-product',
  // addresses
  'url/not-a-url',
  'url/scheme-refused',
  'url/credentials-refused',
  'url/private-address',
  'url/loopback-address',
  'url/metadata-address',
  'url/not-reachable',
  'url/not-a-platform',
  'url/own-instance',
  // platforms
  'platform/signed-out',
  'platform/not-admin',
  'platform/permission-missing',
  'platform/token-missing',
  'platform/token-refused',
  'platform/refused',
  'platform/xsrf',
  'platform/rate-limited',
  'platform/unreachable',
  'platform/unavailable',
  'platform/timeout',
  'platform/hibernating',
  'platform/not-json',
  'platform/answer-unexpected',
  'platform/answer-too-large',
  'platform/identity-changed',
  'platform/impersonating',
  'platform/not-found',
  'platform/invalid-id',
  // handshake and exchange
  'handshake/refused',
  'handshake/bad-message',
  'handshake/commitment-mismatch',
  'handshake/same-partner',
  'handshake/other-version',
  'handshake/withdrawn',
  'handshake/lapsed',
  'exchange/full',
  'exchange/refused',
  'exchange/too-large',
  // store
  'store/quota',
  'store/blocked',
  'store/corrupted',
  'store/evicted',
  'store/unavailable',
  'store/conflict',
  'store/not-found',
  'store/import-refused',
  // connections
  'connection/keys-missing',
  'connection/partner-left',
  'connection/numbers-differ',
  // messages
  'message/refused',
  'message/bad-input',
  'message/unanswered',
  'extension/reload-page',
  'clipboard/denied',
  'unknown',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * The one error that rooms throw. `code` is what the UI words, `detail` a short fact for the sentence's
 * placeholder (a host, a length; never a secret), `cause` what lies beneath.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? code : `${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }
}

/** The code of anything thrown: its own for an `AppError`, else `unknown`. */
export const errorCodeOf = (error: unknown): ErrorCode =>
  error instanceof AppError ? error.code : 'unknown';

/** For the `default` of a `switch` over a union: a missing case is a compile error, and a thrown one at run time. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
