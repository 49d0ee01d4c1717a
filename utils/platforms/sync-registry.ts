import type { PlatformId } from '@/utils/domain/platform.ts';
import type { SyncPlatform } from '@/utils/domain/sync.ts';

import { createJiraSync } from './jira/sync.ts';
import type { PlatformParts } from './parts.ts';
import { createSalesforceSync } from './salesforce/sync.ts';
import { createServiceNowSync } from './servicenow/sync.ts';
import { createXurrentSync } from './xurrent/sync.ts';

/** Every platform that sync can talk to. A new one is a `sync.ts` in its folder and a line here. */
const factories: readonly (readonly [
  ids: readonly PlatformId[],
  create: (parts: PlatformParts) => SyncPlatform,
])[] = [
  [['salesforce'], createSalesforceSync],
  [['servicenow'], createServiceNowSync],
  [['jira-dc', 'jira-cloud'], createJiraSync],
  [['xurrent'], createXurrentSync],
];

/** The adapters of sync by platform. Making them costs nothing: schemas are built when a platform is first spoken to. */
export function createSyncPlatforms(parts: PlatformParts): Readonly<Record<PlatformId, SyncPlatform>> {
  const platforms = factories.flatMap(([ids, create]) => {
    const platform = create(parts);
    return ids.map((id) => [id, platform] as const);
  });
  // Complete, since a test compares the keys with `platformIds`.
  return Object.fromEntries(platforms) as Record<PlatformId, SyncPlatform>;
}
