// Apart from the schemas in platform.ts, so that a page's first script can know the platforms without carrying zod.

export const platformIds = ['salesforce', 'servicenow', 'jira-dc', 'jira-cloud', 'xurrent'] as const;

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
export const platformFacts: Readonly<Record<(typeof platformIds)[number], PlatformFacts>> = {
  salesforce: { name: 'Salesforce', noun: 'case', project: undefined, shortName: 'Salesforce' },
  servicenow: { name: 'ServiceNow', noun: 'incident', project: undefined, shortName: 'ServiceNow' },
  'jira-dc': { name: 'Jira Data Center', noun: 'issue', project: 'project', shortName: 'Jira' },
  'jira-cloud': { name: 'Jira Cloud', noun: 'issue', project: 'project', shortName: 'Jira' },
  xurrent: { name: 'Xurrent', noun: 'request', project: 'service', shortName: 'Xurrent' },
};
