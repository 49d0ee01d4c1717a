import * as z from 'zod/mini';

export const platformIds = ['salesforce', 'servicenow', 'jira-dc', 'jira-cloud', 'xurrent'] as const;
export const PlatformId = z.enum(platformIds);
export type PlatformId = z.infer<typeof PlatformId>;

/** What an entity is called on a platform; screens look up `noun_<noun>` and `nouns_<noun>` in `_locales`. */
export type EntityNoun = 'case' | 'incident' | 'issue' | 'request';

export interface PlatformFacts {
  /** The vendor's own name of the product, not translated. */
  readonly name: string;
  readonly noun: EntityNoun;
  /** What incoming entities are created in, where the platform has such a thing. */
  readonly project: 'project' | 'service' | undefined;
  /** The name without its edition, as the first screens and the ✓ beside a URL show it. */
  readonly shortName: string;
}

/** What screens may know of a platform without talking to it. */
export const platformFacts: Readonly<Record<PlatformId, PlatformFacts>> = {
  salesforce: { name: 'Salesforce', noun: 'case', project: undefined, shortName: 'Salesforce' },
  servicenow: { name: 'ServiceNow', noun: 'incident', project: undefined, shortName: 'ServiceNow' },
  'jira-dc': { name: 'Jira Data Center', noun: 'issue', project: 'project', shortName: 'Jira' },
  'jira-cloud': { name: 'Jira Cloud', noun: 'issue', project: 'project', shortName: 'Jira' },
  xurrent: { name: 'Xurrent', noun: 'request', project: 'service', shortName: 'Xurrent' },
};

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
