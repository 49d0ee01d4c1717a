import type { PageFacts, PagesOfPlatform } from '@/utils/domain/adapter.ts';

import { decodePart, patternOf, webAddress } from '../addresses.ts';

const isVendorHost = (host: string): boolean =>
  /^[a-z0-9][a-z0-9-]*\.(service-now\.com|servicenowservices\.com)$/.test(host);

/** Hosts of the vendor itself, which are no instances. */
const vendorOwn = new Set([
  'www',
  'hi',
  'support',
  'docs',
  'community',
  'developer',
  'store',
  'signon',
  'learning',
]);

// What only ServiceNow's pages carry: the session's token for forms and scripts, the frame of classic content, the
// headers of both shells. Next Experience is one custom element with a component id, right below the body.
const TOKEN_FIELD = 'input[name="sysparm_ck"]';
const TOKEN_SCRIPT = 'script:g_ck';
const CLASSIC_FRAME = 'iframe#gsft_main';
const UI16_HEADER = '.navpage-header-content';
const NEXT_SHELL = 'body > [component-id]';

/**
 * The classic page inside a shell, as an address on the same host: from `/nav_to.do?uri=…` and
 * `/now/nav/ui/classic/params/target/…` (encoded once or twice); the address itself when there is no shell.
 */
export function unwrapTarget(url: URL): URL {
  let target: string | undefined;
  if (url.pathname === '/nav_to.do') target = url.searchParams.get('uri') ?? undefined;
  const wrapped = /^\/now\/nav\/ui\/classic\/params\/target\/(.+)$/.exec(url.pathname)?.[1];
  if (wrapped !== undefined) target = decodePart(wrapped);
  // Encoded twice: no `?` yet although a record's address has one.
  if (target !== undefined && !target.includes('?') && /%3[Ff]/.test(target)) target = decodePart(target);
  if (target === undefined || target === '') return url;
  const path = target.startsWith('/') ? target : `/${target}`;
  if (!URL.canParse(path, url.origin)) return url;
  const inner = new URL(path, url.origin);
  return inner.origin === url.origin ? inner : url;
}

const SHELL_HOME = /^\/(navpage\.do|nav_to\.do|now\/nav\/ui\/home\/?|now\/nav\/ui\/?|now\/?)?$/;
const ADMIN_PATH =
  /^\/(sys_|sys\.|syslog|v_plugin|oauth_|ecc_|\$restapi|\$studio|system_properties_ui)|^\/now\/nav\/ui\/home(\/|$)/;
const NEVER = /^\/(sp|esc|login[^/]*\.do|validate_multifactor_auth_code\.do|logout[^/]*\.do)(\/|$|\?)/;

function isAdminPath(url: URL): boolean {
  if (NEVER.test(url.pathname)) return false;
  const target = unwrapTarget(url);
  if (NEVER.test(target.pathname)) return false;
  // Raw XML and service descriptions are no pages.
  if (target.searchParams.has('XML') || target.searchParams.has('WSDL')) return false;
  if (target === url && SHELL_HOME.test(url.pathname)) return true;
  return ADMIN_PATH.test(target.pathname);
}

const signedIn = (facts: PageFacts): boolean => !/^log ?in\b/i.test(facts.title);

const SYS_ID = /^[0-9a-f]{32}$/;

/** Pages of ServiceNow. Source: `servicenow.md` A and B. */
export const servicenowPages: PagesOfPlatform = {
  ids: ['servicenow'],
  contentScript: 'servicenow',
  markers: [TOKEN_FIELD, TOKEN_SCRIPT, CLASSIC_FRAME, UI16_HEADER, NEXT_SHELL],
  recognise(facts) {
    const url = webAddress(facts.href);
    if (url === undefined) return undefined;
    const has = (marker: string) => facts.markers.includes(marker);
    const shell = has(UI16_HEADER) || has(CLASSIC_FRAME) || has(NEXT_SHELL);
    // On the vendor's hosts one sign is enough; on a customer's own domain the token and, for a bare
    // component id (anybody may use that attribute), nothing less than the token itself.
    const token = has(TOKEN_FIELD) || has(TOKEN_SCRIPT);
    if (!(token || (isVendorHost(url.hostname) && shell))) return undefined;
    return { platform: 'servicenow', url: url.origin };
  },
  guess(url) {
    if (url.protocol !== 'https:' || !isVendorHost(url.hostname)) return undefined;
    if (vendorOwn.has(url.hostname.split('.', 1)[0] ?? '')) return undefined;
    return { platform: 'servicenow', url: url.origin };
  },
  patternsOf: (instance) => [patternOf(instance.url)],
  adminPages: [
    {
      name: 'ServiceNow classic shell',
      matches: (url) => isAdminPath(url) && !url.pathname.startsWith('/now/'),
      confirms: signedIn,
      anchors: [{ selector: UI16_HEADER, place: 'inside-start' }],
      seen: '2026-11',
      fixture: 'servicenow/ui16.html',
    },
    {
      // The shell is nested shadow roots that are drawn anew at will: the corner is the only steady place.
      name: 'ServiceNow Next Experience',
      matches: (url) => isAdminPath(url) && url.pathname.startsWith('/now/'),
      confirms: signedIn,
      anchors: [],
      seen: '2026-11',
      fixture: 'servicenow/next-experience.html',
    },
  ],
  entityOf(url, instance) {
    if (url.origin !== instance.url) return undefined;
    const workspace = /^\/now\/(?:workspace\/[^/]+|sow)\/record\/incident\/([^/]+)/.exec(url.pathname)?.[1];
    if (workspace !== undefined) return SYS_ID.test(workspace) ? { id: workspace } : undefined;
    const target = unwrapTarget(url);
    if (target.pathname !== '/incident.do') return undefined;
    const id = target.searchParams.get('sys_id');
    if (id !== null && SYS_ID.test(id)) return { id };
    // The number is opaque (its prefix is the admin's choice), yet never holds anything but letters and digits.
    const key = /^number=([A-Z0-9]{3,40})$/i.exec(target.searchParams.get('sysparm_query') ?? '')?.[1];
    return key === undefined ? undefined : { key };
  },
};
