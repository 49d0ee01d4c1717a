import type { Clock } from '@/utils/base/clock.ts';

import type { RequestLogEntry } from './request.ts';

/** The part of `browser.cookies` that is needed, read anew each time and never kept. */
export interface CookieReader {
  /** `null` where there is none. */
  get(details: { url: string; name: string }): Promise<{ value: string } | null>;
}

/** The part of `browser.permissions` that is needed. */
export interface PermissionReader {
  contains(permissions: { origins: string[] }): Promise<boolean>;
}

/**
 * Where tokens of platforms that know nothing else are kept: in memory for as long as the browser runs, never on
 * disk (T17). Keys are base URLs of instances.
 */
export interface TokenVault {
  get(instanceUrl: string): Promise<string | undefined>;
  put(instanceUrl: string, token: string): Promise<void>;
  remove(instanceUrl: string): Promise<void>;
}

/** What every adapter is given; a test gives fakes of five lines. */
export interface PlatformParts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly cookies: CookieReader;
  readonly permissions: PermissionReader;
  readonly vault: TokenVault;
  readonly clock: Clock;
  /** Told of each request after it ended: what for, where, how; never a path, a header or a body (T30). */
  readonly log?: (entry: RequestLogEntry) => void;
}
