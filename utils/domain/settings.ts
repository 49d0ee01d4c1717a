import * as z from 'zod/mini';

import { ConfigurationMode } from './connection.ts';
import { Instance, Project } from './platform.ts';

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  /** A `_locales` folder, or `browser` for the browser's own language. */
  language: z.string().check(z.regex(/^[a-z]{2}(_[A-Z]{2})?$|^browser$/)),
  /** How long a new invitation may be accepted, in hours (1 h to 30 days). */
  invitationHours: z.int().check(z.minimum(1), z.maximum(720)),
  defaultMode: ConfigurationMode,
  /** Whether the wizard starts with the mode and project of the last time. */
  rememberLast: z.boolean(),
};

/** What the admin has chosen once for all; every field has a default, so an empty record is a valid one. */
export const Settings = z.strictObject({
  theme: z._default(fields.theme, 'system'),
  language: z._default(fields.language, 'browser'),
  invitationHours: z._default(fields.invitationHours, 72),
  defaultMode: z._default(fields.defaultMode, 'basic'),
  rememberLast: z._default(fields.rememberLast, true),
});

/**
 * Some of the settings. Not `z.partial(Settings)`: that would fill in the defaults of what is absent, and a change
 * of one setting would set all the others back.
 */
export const SettingsChange = z.partial(z.strictObject(fields));
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
