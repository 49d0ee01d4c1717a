import type { BrowserName } from '../../support/browsers/types.ts';
import { walkConnectionsPage } from './connections-page.ts';
import { walkEndings } from './endings.ts';
import { walkFlows } from './flows.ts';
import { describeInOneProfile } from './ground.ts';
import { walkHostilePages } from './hostile.ts';
import { walkRefusals } from './refusals.ts';
import { walkSecrets } from './secrets.ts';
import { walkTrouble } from './trouble.ts';

/** Everything that one browser with one profile can show, in the order in which it builds up. */
export function walkProduct(name: BrowserName): void {
  describeInOneProfile(name, (ground) => {
    walkFlows(ground);
    walkRefusals(ground);
    walkConnectionsPage(ground);
    walkHostilePages(ground);
    walkTrouble(ground);
    walkSecrets(ground);
    walkEndings(ground);
  });
}
