import type { Instance } from '@/utils/domain/platform.ts';

/** A rule as `declarativeNetRequest.updateSessionRules` takes it; the part of its type that is used. */
export interface OriginRule {
  readonly id: number;
  readonly priority: number;
  readonly action: {
    readonly type: 'modifyHeaders';
    readonly requestHeaders: readonly {
      readonly header: string;
      readonly operation: 'set';
      readonly value: string;
    }[];
  };
  readonly condition: {
    /** Nothing but the extension's own requests: no page's are touched. */
    readonly initiatorDomains: readonly string[];
    readonly urlFilter: string;
    readonly requestMethods: readonly string[];
    readonly resourceTypes: readonly string[];
  };
}

/** Ids from here on are these rules'; installing them replaces all that are in this range. */
export const FIRST_ORIGIN_RULE = 7000;

/** Only what an address of an instance can hold anyway; a filter's own signs would widen it. */
const isPlain = (url: string): boolean => !/[*^|]/.test(url);

/**
 * Rules by which the extension's own writes to these instances carry the site's `Origin`, as its pages' do.
 *
 * Jira refuses what a browser sends from elsewhere, whatever token comes with it (`XSRF check failed`): Data Center
 * every POST, Cloud every POST and PUT; a `moz-extension` origin never passes. Reading needs no rule. To be
 * installed as session rules, all of them anew, when instances come or go. Source: `jira.md` C.
 *
 * @param extensionHost host of the extension's own origin, such as `new URL(browser.runtime.getURL('')).hostname`
 */
export function originRulesOf(instances: readonly Instance[], extensionHost: string): readonly OriginRule[] {
  const urls = new Set(
    instances
      .filter(({ platform, url }) => (platform === 'jira-dc' || platform === 'jira-cloud') && isPlain(url))
      .map(({ url }) => url),
  );
  return [...urls].sort().map((url, index) => ({
    id: FIRST_ORIGIN_RULE + index,
    priority: 1,
    action: {
      type: 'modifyHeaders',
      requestHeaders: [{ header: 'Origin', operation: 'set', value: new URL(url).origin }],
    },
    condition: {
      initiatorDomains: [extensionHost],
      // From the very beginning of the address; what the product writes to is all below `/rest/`.
      urlFilter: `|${url}/rest/`,
      requestMethods: ['post', 'put', 'delete'],
      resourceTypes: ['xmlhttprequest', 'other'],
    },
  }));
}
