import * as z from 'zod/mini';

import { platformFacts, platformIds } from './platform-facts.ts';

export { platformFacts, platformIds };
export type { EntityNoun, PlatformFacts } from './platform-facts.ts';

export const PlatformId = z.enum(platformIds);
export type PlatformId = z.infer<typeof PlatformId>;

/** One instance: a Salesforce org, a ServiceNow instance, a Jira or a Xurrent account. */
export const Instance = z.strictObject({
  platform: PlatformId,
  /** Base URL: origin plus context path, lower-case host, no trailing slash. The instance's name and key. */
  url: z.string().check(z.maxLength(300), z.regex(/^https?:\/\/[^/?#@\s]+(\/[^?#\s]*[^/?#\s])?$/)),
});
export type Instance = z.infer<typeof Instance>;

/** A project (Jira) or service (Xurrent) in which incoming entities are created. */
export const Project = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(100)),
  key: z.optional(z.string().check(z.maxLength(100))),
  name: z.string().check(z.maxLength(300)),
});
export type Project = z.infer<typeof Project>;
