/**
 * What every practice platform is made of. The practice platforms share nothing with the product, so that
 * they can judge it: they depend on node's own modules and on each other's core only.
 */

/** A request as a platform sees it, under the real host name. */
export interface PracticeRequest {
  readonly method: string;
  /** Absolute address with the real host name; `protocol` tells TLS from plain HTTP. */
  readonly url: URL;
  /** The raw path as sent (not decoded), without the query. */
  readonly path: string;
  readonly headers: Headers;
  readonly cookies: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body as UTF-8. */
  text(): string;
  /** The body as JSON. Throws SyntaxError when it is not. */
  json(): unknown;
  /** The body as `application/x-www-form-urlencoded`. */
  form(): URLSearchParams;
}

/** What a platform answers. Header pairs may repeat (`Set-Cookie`). */
export interface PracticeResponse {
  status: number;
  headers?: Record<string, string> | [string, string][];
  body?: string | Uint8Array;
}

export type PlatformName = 'salesforce' | 'servicenow' | 'jira-dc' | 'jira-cloud' | 'xurrent' | 'intranet';

/** A person who can sign in on a practice platform. */
export interface PracticeUser {
  name: string;
  password: string;
  admin: boolean;
}

/** What a new user has to know about one instance to try the product on it. */
export interface PracticeDescription {
  /** Origin plus context path, without a trailing slash. */
  instance: string;
  /** The administration page to start on (asks for a sign-in when there is no session). */
  url: string;
  /** A page of one entity. */
  entityUrl?: string;
  users: readonly PracticeUser[];
}

/**
 * One fault, switched on from outside. A platform words it in its own way.
 *
 * Transport faults are the core's own, for every platform:
 * `slow` (waits `ms` before the platform sees the request), `slow-answer` (waits `ms` after the effect),
 * `drop` (cuts the line before the effect), `drop-after-effect` (lets it happen, then cuts the line),
 * `truncated-json` (sends the first half of a JSON body with the right length, so that it parses badly),
 * `cut-off` (announces the whole length, sends half, cuts the line), `empty-body` (200 and nothing).
 */
export interface Fault {
  kind: string;
  /** Only requests whose path and query match: a substring, or `/pattern/` for a regular expression. */
  path?: string | RegExp;
  /** Only this method. */
  method?: string;
  /** How many requests it hits; without it, all until cleared. */
  times?: number;
  /** How many matching requests pass before the first hit. */
  after?: number;
  /** Seconds, for `429` and `503`. Without it no `Retry-After` is sent. */
  retryAfter?: number;
  /** Milliseconds, for `slow` and `slow-answer`. */
  ms?: number;
  /** Anything that one platform's fault needs beside that. */
  detail?: Readonly<Record<string, string | number | boolean>>;
}

/** A platform's view of the faults of the host that is asked. */
export interface FaultSwitch {
  /**
   * The active fault of that kind matching the request, counted as used; undefined when there is none.
   * Ask only at the point where the fault would show.
   */
  take(kind: string, request: PracticeRequest): Fault | undefined;
  /** As take, for several kinds at once: the first switched on. */
  takeAny(kinds: readonly string[], request: PracticeRequest): Fault | undefined;
  /** Whether one is active, without counting. */
  has(kind: string, request: PracticeRequest): boolean;
}

export interface PracticePlatform {
  readonly id: PlatformName;
  /** All host names served, in lower case. */
  readonly hosts: readonly string[];
  /** Fault kinds beside the transport's that this platform knows; an unknown one is refused when set. */
  readonly faultKinds: readonly string[];
  handle(request: PracticeRequest, faults: FaultSwitch): Promise<PracticeResponse> | PracticeResponse;
  /** Back to the seed: entities, sessions, everything. */
  reset(): void;
  describe(): readonly PracticeDescription[];
  /** The state of one host for tests, as plain JSON. */
  snapshot(host: string): unknown;
  /**
   * Something that happens on the platform without the extension, by name: an edit by a user, a deletion,
   * an expired session. Throws on an unknown name. What exists is listed by each platform.
   */
  act(host: string, action: string, input: unknown): unknown;
}

/** Time as all platforms see it; tests move it, so that no test sleeps. */
export interface PracticeClock {
  /** Milliseconds since 1970. */
  now(): number;
  advance(ms: number): void;
  reset(): void;
}

/** A request that was served, for tests that count them. */
export interface LoggedRequest {
  /** Rises by one per request. */
  n: number;
  at: number;
  protocol: 'http' | 'https';
  host: string;
  method: string;
  /** Path and query. */
  path: string;
  status: number;
  /** Request headers in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Body as text, at most 64 kB of it. */
  body: string;
  /** The transport fault that hit it. */
  fault?: string;
}
