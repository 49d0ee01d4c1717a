/** One Xurrent account and the host of its interface. Source: `xurrent.md` A. */
export interface AccountHosts {
  /** The value of the account header. */
  readonly account: string;
  /** Region and domain, such as `au.xurrent.com`: what tells one environment from another. */
  readonly environment: string;
  readonly api: string;
}

const FORM =
  /^([a-z0-9][a-z0-9-]*)\.(?:(au|uk|ch|us)\.)?(xurrent\.com|xurrent\.qa|xurrent-demo\.com|4me\.com|4me\.qa|4me-demo\.com)$/;
/** Hosts of the vendor below the same domains, which are no accounts. */
const notAccounts = new Set([
  'api',
  'graphql',
  'oauth',
  'developer',
  'help',
  'www',
  'learning',
  'status',
  'au',
  'uk',
  'ch',
  'us',
]);

/** The account that a host of the user interface belongs to; `undefined` for every other host. */
export function accountHostsOf(host: string): AccountHosts | undefined {
  const [, account, region, domain] = FORM.exec(host.toLowerCase()) ?? [];
  if (account === undefined || domain === undefined || notAccounts.has(account)) return undefined;
  const environment = region === undefined ? domain : `${region}.${domain}`;
  return { account, environment, api: `api.${environment}` };
}
