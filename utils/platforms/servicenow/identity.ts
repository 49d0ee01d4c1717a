import * as z from 'zod/mini';

import { once } from '../once.ts';

/** Who works in a session, and at which instance. */
export const identitySchemas = once(() => ({
  /** Undocumented, bare, and it holds the session's secret (`SessionToken`), which is dropped here. */
  impersonation: z.object({
    CurrentUser: z.string(),
    OriginalUser: z.string(),
    admin: z.optional(z.boolean()),
  }),
  user: z.object({
    user_sys_id: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
    user_name: z.string(),
    user_display_name: z.optional(z.nullable(z.string())),
  }),
  properties: z.array(z.object({ name: z.string(), value: z.string() })),
}));
