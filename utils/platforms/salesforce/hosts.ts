/**
 * The hosts of one org, from any of them. `acme`, `acme--uat.sandbox` and the like are kept as `name`.
 * Source: `salesforce.md` A.
 */
export interface OrgHosts {
  readonly rest: string;
  readonly lightning: string;
  readonly setup: string;
}

const NAME = '([a-z0-9][a-z0-9-]*(?:\\.(?:sandbox|develop|scratch|demo|trailblaze|patch|stm|free|pc))?)';
const commercial = [
  new RegExp(`^${NAME}\\.my\\.salesforce\\.com$`),
  new RegExp(`^${NAME}\\.lightning\\.force\\.com$`),
  new RegExp(`^${NAME}\\.my\\.salesforce-setup\\.com$`),
];
const government = [
  new RegExp(`^${NAME}\\.my\\.salesforce\\.mil$`),
  new RegExp(`^${NAME}\\.lightning\\.force\\.mil$`),
  new RegExp(`^${NAME}\\.lightning\\.crmforce\\.mil$`),
];
const china = [
  new RegExp(`^${NAME}\\.my\\.sfcrmproducts\\.cn$`),
  new RegExp(`^${NAME}\\.lightning\\.sfcrmapps\\.cn$`),
];

const nameIn = (host: string, forms: readonly RegExp[]): string | undefined =>
  forms.map((form) => form.exec(host)?.[1]).find((name) => name !== undefined);

/**
 * The hosts that one org spreads over, by any of their names; `undefined` for every other host.
 * Visualforce hosts (`X--c.vf.force.com`) do not tell the org and are no admin pages.
 */
export function orgHostsOf(host: string): OrgHosts | undefined {
  // A proxy of the customer (Defender for Cloud Apps) puts its own suffix behind: its pages show the org,
  // but the session cookie is the proxy's and unreadable.
  const bare = host.toLowerCase().replace(/\.mcas\.ms$/, '');
  const name = nameIn(bare, commercial);
  if (name !== undefined) {
    return {
      rest: `${name}.my.salesforce.com`,
      lightning: `${name}.lightning.force.com`,
      setup: `${name}.my.salesforce-setup.com`,
    };
  }
  const mil = nameIn(bare, government);
  if (mil !== undefined) {
    return {
      rest: `${mil}.my.salesforce.mil`,
      lightning: `${mil}.lightning.force.mil`,
      setup: `${mil}.lightning.crmforce.mil`,
    };
  }
  const cn = nameIn(bare, china);
  if (cn !== undefined) {
    return {
      rest: `${cn}.my.sfcrmproducts.cn`,
      lightning: `${cn}.lightning.sfcrmapps.cn`,
      setup: `${cn}.lightning.sfcrmapps.cn`,
    };
  }
  return undefined;
}
