import type { PageFacts, PagesOfPlatform } from '@/utils/domain/adapter.ts';

import { decodePart, webAddress } from '../addresses.ts';
import { orgHostsOf } from './hosts.ts';
import { idOfKind } from './ids.ts';

const CLASSIC_BODY = 'body.sfdcBody';
const LIGHTNING_HEADER = '#oneHeader';
const GLOBAL_HEADER = '.slds-global-header_container';
const TAB_BAR = 'ul.tabBarItems.slds-grid';

const isClassic = (facts: PageFacts): boolean => facts.markers.includes(CLASSIC_BODY);

const CASE_PREFIX = '500';

/** The case in a Lightning path: `/lightning/r/Case/{id}/view`, also without the object's name. */
function caseInPath(path: string): string | undefined {
  const parts = path.split('/').map((part) => decodePart(part) ?? '');
  if (parts[1] !== 'lightning' || !['r', 'o'].includes(parts[2] ?? '')) return undefined;
  // Without the object's name the id stands in its place.
  for (const candidate of [parts[4], parts[3]]) {
    const id = candidate === undefined ? undefined : idOfKind(CASE_PREFIX, candidate);
    if (id !== undefined && (candidate === parts[3] || parts[3] === 'Case')) return id;
  }
  return undefined;
}

/** Pages of Salesforce. Source: `salesforce.md` A and B. */
export const salesforcePages: PagesOfPlatform = {
  ids: ['salesforce'],
  contentScript: 'salesforce',
  markers: [CLASSIC_BODY, LIGHTNING_HEADER, GLOBAL_HEADER, TAB_BAR],
  recognise(facts) {
    const url = webAddress(facts.href);
    if (url?.protocol !== 'https:') return undefined;
    // Lightning's title ends so in every language; the header, which says it too, comes seconds later.
    if (facts.markers.length === 0 && !/\| Salesforce$|~ Salesforce - /.test(facts.title)) return undefined;
    // The org's interface has one host, and only host names lead from the page's to it.
    const hosts = orgHostsOf(url.hostname);
    return hosts === undefined ? undefined : { platform: 'salesforce', url: `https://${hosts.rest}` };
  },
  guess(url) {
    const hosts = url.protocol === 'https:' ? orgHostsOf(url.hostname) : undefined;
    return hosts === undefined ? undefined : { platform: 'salesforce', url: `https://${hosts.rest}` };
  },
  patternsOf(instance) {
    const hosts = orgHostsOf(new URL(instance.url).hostname);
    if (hosts === undefined) return [];
    return [...new Set([hosts.rest, hosts.lightning, hosts.setup])].map((host) => `https://${host}/*`);
  },
  adminPages: [
    {
      name: 'Salesforce Setup',
      matches: (url) => url.pathname.startsWith('/lightning/setup/'),
      // A Classic page at this address is a refusal: "Insufficient Privileges".
      confirms: (facts) => !isClassic(facts),
      // Pinned items, then the tabs Home and Object Manager, then the icons at the top right.
      anchors: [
        { selector: 'ul.pinnedItems.slds-grid', place: 'after' },
        { selector: TAB_BAR, place: 'after' },
        { selector: 'ul.slds-global-actions', place: 'before' },
        { selector: '#oneHeader, .slds-global-header_container', place: 'overlay' },
      ],
      seen: '2026-11',
      fixture: 'salesforce/setup.html',
    },
    {
      name: 'Salesforce Setup, Classic',
      matches: (url) => /^\/(ui\/|p\/)?setup\//.test(url.pathname),
      confirms: (facts) => isClassic(facts) && !facts.title.startsWith('Insufficient Privileges'),
      anchors: [],
      seen: '2026-11',
      fixture: 'salesforce/classic-setup.html',
    },
  ],
  entityOf(url, instance) {
    const hosts = orgHostsOf(url.hostname);
    if (hosts === undefined || `https://${hosts.rest}` !== instance.url) return undefined;
    // In the console the path is the focused tab; `ws` is its parent.
    const focused = caseInPath(url.pathname);
    if (focused !== undefined) return { id: focused };
    const workspace = url.searchParams.get('ws');
    const parent = workspace === null ? undefined : caseInPath(workspace);
    if (parent !== undefined) return { id: parent };
    const old =
      /^#\/sObject\/(\w{15,18})(\/|$)/.exec(url.hash)?.[1] ??
      /^\/(\w{15,18})$/.exec(url.pathname)?.[1] ??
      /^#\/(\w{15,18})$/.exec(decodePart(url.hash) ?? '')?.[1];
    const id = old === undefined ? undefined : idOfKind(CASE_PREFIX, old);
    return id === undefined ? undefined : { id };
  },
};
