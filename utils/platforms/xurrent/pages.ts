import type { PagesOfPlatform } from '@/utils/domain/adapter.ts';

import { patternOf, webAddress } from '../addresses.ts';
import { accountHostsOf } from './hosts.ts';

// The vendor documents none of its markup: these were seen on request pages (2023 and before), the last one in the
// head of every page. Any of them, on a host of the right form, says that this is the user interface.
const markers = [
  '#details_area',
  '#details-container',
  'form.edit_req',
  'span.record-identifier',
  'meta[name="csrf-token"]',
];

/** Where settings live, as far as seen: kept as data since the vendor moves them. */
const SETTINGS =
  /^\/(account|settings|ui_extensions|personal_access_tokens|oauth_applications|webhooks|webhook_policies)(\/|$)/;

/** Pages of Xurrent. Source: `xurrent.md` A and B. */
export const xurrentPages: PagesOfPlatform = {
  ids: ['xurrent'],
  contentScript: 'xurrent',
  markers,
  recognise(facts) {
    const url = webAddress(facts.href);
    if (url?.protocol !== 'https:' || accountHostsOf(url.hostname) === undefined) return undefined;
    return facts.markers.length === 0 ? undefined : { platform: 'xurrent', url: url.origin };
  },
  guess(url) {
    if (url.protocol !== 'https:' || accountHostsOf(url.hostname) === undefined) return undefined;
    return { platform: 'xurrent', url: url.origin };
  },
  patternsOf: (instance) => [patternOf(instance.url)],
  adminPages: [
    {
      name: 'Xurrent settings',
      matches: (url) => SETTINGS.test(url.pathname),
      anchors: ['#details_area', 'main, [role="main"]'].map((selector) => ({ selector, place: 'overlay' })),
      seen: '2026-11',
      fixture: 'xurrent/settings.html',
    },
  ],
  entityOf(url, instance) {
    if (url.origin !== instance.url) return undefined;
    // The number is the id and the human key at once.
    const id = /^\/requests\/([1-9]\d{0,15})(\/|$)/.exec(url.pathname)?.[1];
    return id === undefined ? undefined : { id, key: id };
  },
};
