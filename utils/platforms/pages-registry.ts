import type { PagesOfPlatform } from '@/utils/domain/adapter.ts';
import type { Instance, PlatformId } from '@/utils/domain/platform.ts';

import { jiraPages } from './jira/pages.ts';
import { salesforcePages } from './salesforce/pages.ts';
import { servicenowPages } from './servicenow/pages.ts';
import { xurrentPages } from './xurrent/pages.ts';

/** What is known of every platform's pages. Carries no schema and no network: content scripts may import its parts. */
export const allPages: readonly PagesOfPlatform[] = [
  salesforcePages,
  servicenowPages,
  jiraPages,
  xurrentPages,
];

/** Every marker selector of every platform, for `readPageFacts` where the platform is not known yet. */
export const allMarkers: readonly string[] = [...new Set(allPages.flatMap((pages) => pages.markers))];

const byId = new Map<PlatformId, PagesOfPlatform>(
  allPages.flatMap((pages) => pages.ids.map((id) => [id, pages] as const)),
);

/** The pages of one platform. */
export function pagesOf(platform: PlatformId): PagesOfPlatform {
  const pages = byId.get(platform);
  if (pages === undefined) throw new Error(`no pages are registered for ${platform}`);
  return pages;
}

/** Which platform an address names by its form alone; `undefined` where only the page itself could tell. */
export function guessInstance(url: URL): Instance | undefined {
  for (const pages of allPages) {
    const instance = pages.guess(url);
    if (instance !== undefined) return instance;
  }
  return undefined;
}
