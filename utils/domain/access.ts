import * as z from 'zod/mini';

import { errorCodes } from '@/utils/base/errors.ts';

/** Who is signed in at an instance, as the platform itself says. */
export const SignedIn = z.strictObject({
  state: z.literal('signed-in'),
  user: z.strictObject({ id: z.string(), name: z.string() }),
  /** `undefined` where the platform would not say. */
  admin: z.optional(z.boolean()),
  /** Org id, cloud id, instance id: what tells one tenant from another behind one address (T14). */
  tenant: z.string(),
  /** The product's version in its own words, such as `Zurich` or `9.12.1`; empty where unknown. */
  version: z.string(),
});

/** What this browser can do at an instance right now. */
export const Access = z.discriminatedUnion('state', [
  SignedIn,
  /** `signInUrl` is an address of that same instance, opened in a tab only by the admin's click. */
  z.strictObject({ state: z.literal('signed-out'), signInUrl: z.string() }),
  /** The browser has not been allowed to reach these origins (match patterns such as `https://a.b/*`). */
  z.strictObject({ state: z.literal('permission-missing'), origins: z.array(z.string()) }),
  /** The platform's interface knows tokens only; the instance is recognised but nobody is known there. */
  z.strictObject({ state: z.literal('token-missing'), tokenUrl: z.string(), version: z.string() }),
  z.strictObject({
    state: z.literal('failed'),
    code: z.enum(errorCodes),
    /** The platform's own words, cut to 300 characters. */
    detail: z.optional(z.string()),
  }),
]);
export type Access = z.infer<typeof Access>;
export type SignedIn = z.infer<typeof SignedIn>;
