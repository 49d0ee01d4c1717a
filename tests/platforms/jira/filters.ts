import type { PracticeRequest } from '../core/types.ts';
import type { Site } from './site.ts';

/** Words in a User-Agent that make the platform take the caller for a browser. */
const browserWords = [
  'Firefox',
  'Chrome/',
  'Safari/',
  'Edge/',
  'MSIE',
  'Trident/',
  'Opera/',
  'Gecko/',
  'KHTML',
];

function isBrowser(request: PracticeRequest): boolean {
  const agent = request.headers.get('user-agent') ?? '';
  return browserWords.some((word) => agent.includes(word));
}

/** The origin that the server believes to be its own: the scheme and host it was reached by. */
function ownOrigin(request: PracticeRequest): string {
  return request.url.origin;
}

function originOf(value: string | null): string | undefined {
  return value !== null && URL.canParse(value) ? new URL(value).origin : undefined;
}

function isFormType(site: Site, request: PracticeRequest): boolean {
  const type = request.headers.get('content-type');
  // Cloud answers a missing type itself, with 415.
  if (type === null) return !site.cloud;
  return /^(text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type);
}

/**
 * Whether the anti-forgery filter refuses a call of the REST API. Data Center looks at POST alone, Cloud at
 * POST and PUT; what a token or `no-check` says does not help a browser of another origin.
 */
export function failsXsrfCheck(site: Site, request: PracticeRequest): boolean {
  const { method } = request;
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false;
  const judged = site.cloud ? method === 'POST' || method === 'PUT' : method === 'POST';
  if (judged && isBrowser(request)) {
    const origin = request.headers.get('origin');
    const own = ownOrigin(request);
    const isOwn = origin === own || originOf(request.headers.get('referer')) === own;
    const isExtension =
      site.behaviour.chromeExtensionPasses && /^(chrome|safari)-extension:/.test(origin ?? '');
    const isAllowed = origin !== null && site.behaviour.corsAllowlist.includes(origin);
    if (!(isOwn || isExtension || isAllowed)) return true;
  }
  if (method !== 'POST' || !isFormType(site, request)) return false;
  const token = request.headers.get('x-atlassian-token');
  return token !== 'no-check' && token !== 'nocheck';
}
