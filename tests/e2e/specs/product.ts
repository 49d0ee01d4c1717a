import type { BrowserName } from '../../support/browsers/types.ts';
import { walkFlows } from './flows.ts';
import { describeInOneProfile } from './ground.ts';

/** Everything that one browser with one profile can show, in the order in which it builds up. */
export function walkProduct(name: BrowserName): void {
  describeInOneProfile(name, (ground) => {
    walkFlows(ground);
  });
}
