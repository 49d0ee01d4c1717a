import type { PracticeClock, PracticePlatform } from './core/types.ts';
import { createIntranet } from './intranet/intranet.ts';
import { createJiraCloud } from './jira/cloud.ts';
import { createJiraDataCenter } from './jira/data-center.ts';
import { createSalesforce } from './salesforce/salesforce.ts';
import { createServiceNow } from './servicenow/servicenow.ts';
import { createXurrent } from './xurrent/xurrent.ts';

/** Every practice platform. A new one is a folder beside this file and a line here. */
export function createPlatforms(clock: PracticeClock): readonly PracticePlatform[] {
  return [
    createSalesforce(clock),
    createServiceNow(clock),
    createJiraDataCenter(clock),
    createJiraCloud(clock),
    createXurrent(clock),
    createIntranet(clock),
  ];
}
