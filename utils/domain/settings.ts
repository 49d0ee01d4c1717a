import * as z from 'zod/mini';

import { ConfigurationMode } from './connection.ts';
import { Instance, Project } from './platform.ts';

/** What the admin has chosen once for all; every field has a default, so an empty record is a valid one. */
export const Settings = z.strictObject({
  theme: z._default(z.enum(['system', 'light', 'dark']), 'system'),
  /** A `_locales` folder, or `browser` for the browser's own language. */
  language: z._default(z.string().check(z.regex(/^[a-z]{2}(_[A-Z]{2})?$|^browser$/)), 'browser'),
  /** How long a new invitation may be accepted, in hours (1 h to 30 days). */
  invitationHours: z._default(z.int().check(z.minimum(1), z.maximum(720)), 72),
  defaultMode: z._default(ConfigurationMode, 'basic'),
  /** Whether the wizard starts with the mode and project of the last time. */
  rememberLast: z._default(z.boolean(), true),
});
export type Settings = z.infer<typeof Settings>;

/** What the wizard was told last time for an instance, offered again. */
export const LastChoices = z.strictObject({
  instance: z.string(),
  mode: z.optional(ConfigurationMode),
  project: z.optional(Project),
});
export type LastChoices = z.infer<typeof LastChoices>;

/** A site that the admin allowed, with what is registered there. */
export const Site = z.strictObject({
  /** Match pattern of one origin, `https://acme.service-now.com/*`. */
  origin: z.string(),
  /** The instance that this origin belongs to, once its page has said so. */
  instance: z.optional(Instance),
  grantedAt: z.number(),
});
export type Site = z.infer<typeof Site>;
