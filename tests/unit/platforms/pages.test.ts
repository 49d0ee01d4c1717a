// @vitest-environment happy-dom
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, test } from 'vitest';

import type { PageFacts } from '@/utils/domain/adapter.ts';
import { platformIds } from '@/utils/domain/platform.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { readPageFacts } from '@/utils/page/facts.ts';
import { jiraPages } from '@/utils/platforms/jira/pages.ts';
import { allMarkers, allPages, guessInstance, pagesOf } from '@/utils/platforms/pages-registry.ts';
import { salesforcePages } from '@/utils/platforms/salesforce/pages.ts';
import { servicenowPages, unwrapTarget } from '@/utils/platforms/servicenow/pages.ts';
import { xurrentPages } from '@/utils/platforms/xurrent/pages.ts';

// Frames of saved pages stay empty, without a word about it.
const { happyDOM } = globalThis as unknown as {
  happyDOM: { settings: { enableIframePageLoading: boolean } };
};
happyDOM.settings.enableIframePageLoading = true;

const savedPage = (fixture: string) => join(import.meta.dirname, '../../pages', fixture);

/** What a saved page says of itself, at an address of its own. */
function factsOf(fixture: string, href: string): PageFacts {
  // happy-dom would run the page's scripts; only what they say is wanted here.
  const parsed = new DOMParser().parseFromString(readFileSync(savedPage(fixture), 'utf8'), 'text/html');
  document.replaceChildren(parsed.documentElement);
  return { ...readPageFacts(allMarkers), href };
}
const plain = (facts: Partial<PageFacts> & { href: string }): PageFacts => ({
  title: '',
  metas: {},
  bodyId: '',
  bodyClass: '',
  markers: [],
  ...facts,
});

afterEach(() =>
  document.documentElement.replaceChildren(document.createElement('head'), document.createElement('body')),
);

const addresses: Record<string, { href: string; instance: Instance }> = {
  'jira/dc-admin.html': {
    href: 'https://jira.acme.example/jira/secure/project/ViewProjects.jspa',
    instance: { platform: 'jira-dc', url: 'https://jira.acme.example/jira' },
  },
  'jira/cloud-settings.html': {
    href: 'https://acme.atlassian.net/jira/settings/system/general-configuration',
    instance: { platform: 'jira-cloud', url: 'https://acme.atlassian.net' },
  },
  'salesforce/setup.html': {
    href: 'https://acme.my.salesforce-setup.com/lightning/setup/SetupOneHome/home',
    instance: { platform: 'salesforce', url: 'https://acme.my.salesforce.com' },
  },
  'salesforce/classic-setup.html': {
    href: 'https://acme.my.salesforce.com/setup/forcecomHomepage.apexp',
    instance: { platform: 'salesforce', url: 'https://acme.my.salesforce.com' },
  },
  'servicenow/ui16.html': {
    href: 'https://acme.service-now.com/nav_to.do?uri=sys_properties_list.do',
    instance: { platform: 'servicenow', url: 'https://acme.service-now.com' },
  },
  'servicenow/next-experience.html': {
    href: 'https://servicedesk.acme.example/now/nav/ui/classic/params/target/sys_user_list.do',
    instance: { platform: 'servicenow', url: 'https://servicedesk.acme.example' },
  },
  'xurrent/settings.html': {
    href: 'https://acme.xurrent.com/account',
    instance: { platform: 'xurrent', url: 'https://acme.xurrent.com' },
  },
};

describe('saved pages', () => {
  const all = allPages.flatMap((pages) => pages.adminPages.map((page) => ({ pages, page })));

  test.each(all.map(({ page }) => page.fixture))('%s exists and is dated', (fixture) => {
    expect(existsSync(savedPage(fixture))).toBe(true);
    expect(all.find(({ page }) => page.fixture === fixture)?.page.seen).toMatch(/^20\d\d-\d\d$/);
  });

  test.each(all.map(({ pages, page }) => [page.name, page.fixture, pages, page] as const))(
    '%s is recognised by its saved page, which holds one of its anchors',
    (_name, fixture, pages, page) => {
      const { href, instance } = addresses[fixture] ?? { href: '', instance: undefined };
      const facts = factsOf(fixture, href);
      expect(pages.recognise(facts)).toStrictEqual(instance);
      const basePath = new URL(instance?.url ?? '').pathname.replace(/\/$/, '');
      expect(page.matches(new URL(href), basePath)).toBe(true);
      expect(page.confirms?.(facts) ?? true).toBe(true);
      const present = page.anchors.some(({ selector }) => document.querySelector(selector) !== null);
      expect(present || page.anchors.length === 0).toBe(true);
    },
  );

  test.each(Object.entries(addresses))(
    'no other platform takes %s for its own',
    (fixture, { href, instance }) => {
      const facts = factsOf(fixture, href);
      const takers = allPages.filter((pages) => pages.recognise(facts) !== undefined);
      expect(takers).toStrictEqual([pagesOf(instance.platform)]);
    },
  );

  test.each(Object.keys(addresses))('%s says nothing under a host name of another platform', (fixture) => {
    const { platform } = addresses[fixture]?.instance ?? { platform: 'xurrent' };
    const facts = factsOf(fixture, 'https://evil.example/secure/project/ViewProjects.jspa');
    const found = pagesOf(platform).recognise(facts);
    // Jira and ServiceNow live under any name: then the instance is that name's, never another's.
    expect(found === undefined || found.url.startsWith('https://evil.example')).toBe(true);
  });
});

test('every platform has pages, and a page without any mark is nobody’s', () => {
  expect(allPages.flatMap(({ ids }) => ids).sort()).toStrictEqual([...platformIds].sort());
  for (const { href } of Object.values(addresses)) {
    for (const pages of allPages) expect(pages.recognise(plain({ href }))).toBeUndefined();
  }
});

describe('what is no page of theirs', () => {
  test.each([
    [
      'Confluence on the same site',
      'https://acme.atlassian.net/wiki/admin',
      { 'ajs-cloud-id': 'x', 'ajs-atlassian-account-id': 'y' },
    ],
    [
      'Confluence Data Center',
      'https://jira.acme.example/jira/secure/admin/x',
      { 'application-name:data-name': 'confluence', 'ajs-context-path': '/jira' },
    ],
    [
      'Bitbucket with the same metas',
      'https://jira.acme.example/jira/secure/admin/x',
      { 'ajs-remote-user': 'admin', 'ajs-context-path': '/jira' },
    ],
    [
      'a context path that leads elsewhere',
      'https://jira.acme.example/jira/x',
      { 'application-name:data-name': 'jira', 'ajs-context-path': '//evil.example' },
    ],
    [
      'a context path that does not fit',
      'https://jira.acme.example/other/x',
      { 'application-name:data-name': 'jira', 'ajs-context-path': '/jira' },
    ],
  ])('%s', (_name, href, metas) => {
    expect(jiraPages.recognise(plain({ href, metas, bodyId: 'jira' }))).toBeUndefined();
  });
});

describe('admin pages by address', () => {
  const isAdmin = (instance: Instance, href: string) => {
    const basePath = new URL(instance.url).pathname.replace(/\/$/, '');
    return pagesOf(instance.platform).adminPages.some((page) => page.matches(new URL(href), basePath));
  };
  const dc: Instance = { platform: 'jira-dc', url: 'https://jira.acme.example/jira' };
  const snow: Instance = { platform: 'servicenow', url: 'https://acme.service-now.com' };
  const sf: Instance = { platform: 'salesforce', url: 'https://acme.my.salesforce.com' };
  const xu: Instance = { platform: 'xurrent', url: 'https://acme.xurrent.com' };

  test.each([
    [dc, '/jira/secure/admin/ViewApplicationProperties.jspa', true],
    [dc, '/jira/plugins/servlet/upm', true],
    [dc, '/jira/plugins/servlet/project-config/SD', true],
    [dc, '/jira/secure/admin/WebSudoAuthenticate!default.jspa?webSudoDestination=x', false],
    [dc, '/secure/admin/ViewApplicationProperties.jspa', false],
    [dc, '/jira/settings/system', false],
    [dc, '/jira/browse/SD-1', false],
    [snow, '/now/nav/ui/home', true],
    [snow, '/navpage.do', true],
    [snow, '/now/nav/ui/classic/params/target/sys_properties_list.do', true],
    [
      snow,
      '/now/nav/ui/classic/params/target/incident.do%3Fsys_id%3D6816f79cc0a8016401c5a33be04be441',
      false,
    ],
    [snow, '/nav_to.do?uri=%2Fsyslog_list.do', true],
    [snow, '/nav_to.do?uri=incident_list.do', false],
    [snow, '/sys_user.do?XML', false],
    [snow, '/$restapi.do', true],
    [snow, '/sp?id=index', false],
    [snow, '/esc', false],
    [snow, '/login.do', false],
    [snow, '/now/workspace/agent/home', false],
    [sf, '/lightning/setup/SetupOneHome/home', true],
    [sf, '/lightning/page/home', false],
    [sf, '/setup/forcecomHomepage.apexp', true],
    [sf, '/ui/setup/Setup', true],
    [xu, '/account', true],
    [xu, '/personal_access_tokens/new', true],
    [xu, '/accounting', false],
    [xu, '/requests/70401', false],
  ])('%o %s is one: %s', (instance, path, expected) => {
    expect(isAdmin(instance, new URL(path, instance.url).href)).toBe(expected);
  });
});

describe('guessing by an address alone', () => {
  test.each([
    ['https://acme.service-now.com/x', 'servicenow', 'https://acme.service-now.com'],
    ['https://acme.servicenowservices.com/', 'servicenow', 'https://acme.servicenowservices.com'],
    ['https://acme.atlassian.net/browse/X-1', 'jira-cloud', 'https://acme.atlassian.net'],
    ['https://acme.lightning.force.com/lightning/page/home', 'salesforce', 'https://acme.my.salesforce.com'],
    [
      'https://acme--uat.sandbox.lightning.force.com/',
      'salesforce',
      'https://acme--uat.sandbox.my.salesforce.com',
    ],
    ['https://acme.my.salesforce-setup.com/', 'salesforce', 'https://acme.my.salesforce.com'],
    ['https://acme.au.xurrent.com/inbox', 'xurrent', 'https://acme.au.xurrent.com'],
    ['https://acme.4me.com/', 'xurrent', 'https://acme.4me.com'],
  ])('%s is %s', (address, platform, url) => {
    expect(guessInstance(new URL(address))).toStrictEqual({ platform, url });
  });
  test.each([
    'https://support.service-now.com/',
    'https://api.xurrent.com/v1/me',
    'https://developer.xurrent.com/',
    'https://api.au.xurrent.com/',
    'https://acme.atlassian.net/wiki/spaces',
    'https://login.salesforce.com/',
    'https://acme.service-now.com.evil.example/',
    'https://evil-service-now.com/',
    'https://acme.my.salesforce.com.evil.example/',
    'http://acme.service-now.com/',
    'https://jira.acme.example/jira',
  ])('%s is nobody’s', (address) => expect(guessInstance(new URL(address))).toBeUndefined());
});

describe('the entity that an address shows', () => {
  const id = '6816f79cc0a8016401c5a33be04be441';
  const snow: Instance = { platform: 'servicenow', url: 'https://acme.service-now.com' };
  test.each([
    [`/incident.do?sys_id=${id}`],
    [`/nav_to.do?uri=incident.do%3Fsys_id%3D${id}`],
    [`/nav_to.do?uri=%2Fincident.do%3Fsys_id%3D${id}%26sysparm_view%3D`],
    [`/now/nav/ui/classic/params/target/incident.do%3Fsys_id%3D${id}`],
    [`/now/nav/ui/classic/params/target/incident.do%253Fsys_id%253D${id}`],
    [`/now/workspace/agent/record/incident/${id}`],
    [`/now/workspace/agent/record/incident/${id}/sub/3`],
    [`/now/sow/record/incident/${id}/params/selected-tab-index/1`],
  ])('ServiceNow %s', (path) => {
    expect(servicenowPages.entityOf(new URL(path, snow.url), snow)).toStrictEqual({ id });
  });
  test.each([
    '/now/sow/record/incident/-1',
    '/incident.do?sys_id=-1',
    `/problem.do?sys_id=${id}`,
    '/incident.do?sys_id=../../admin',
    `/incident.do?sys_id=${id.toUpperCase()}`,
    '/now/nav/ui/classic/params/target/%E0%A4%A',
  ])('ServiceNow has none at %s', (path) => {
    expect(servicenowPages.entityOf(new URL(path, snow.url), snow)).toBeUndefined();
  });
  test('a shell never leads to another host', () => {
    const url = new URL('https://acme.service-now.com/nav_to.do?uri=%2F%2Fevil.example%2Fincident.do');
    expect(unwrapTarget(url).host).toBe('acme.service-now.com');
  });

  const dc: Instance = { platform: 'jira-dc', url: 'https://jira.acme.example/jira' };
  const cloud: Instance = { platform: 'jira-cloud', url: 'https://acme.atlassian.net' };
  test.each([
    [dc, '/jira/browse/SD-1', 'SD-1'],
    [dc, '/jira/projects/SD/issues/SD-12', 'SD-12'],
    [dc, '/jira/secure/RapidBoard.jspa?rapidView=1&selectedIssue=SD-3', 'SD-3'],
    [dc, '/jira/projects/SD/queues/custom/4/SD-7', 'SD-7'],
    [dc, '/jira/servicedesk/customer/portal/1/SD-9', 'SD-9'],
    [cloud, '/browse/SD-1?focusedCommentId=1', 'SD-1'],
    [cloud, '/jira/software/c/projects/SD/boards/1?selectedIssue=SD-5', 'SD-5'],
    [cloud, '/jira/servicedesk/projects/SD/queues/custom/1/SD-6', 'SD-6'],
    [cloud, '/jira/core/projects/SD/issues/SD-8', 'SD-8'],
  ])('Jira %o %s', (instance, path, key) => {
    expect(jiraPages.entityOf(new URL(path, instance.url), instance)).toStrictEqual({ key });
  });
  test.each([
    [dc, '/browse/SD-1'],
    [dc, '/jira/browse/sd-1'],
    [dc, '/jira/browse/SD'],
    [dc, '/jira/browse/%2e%2e'],
    [cloud, '/wiki/spaces/SD-1'],
    [cloud, '/jira/software/c/projects/SD/boards/1'],
  ])('Jira has none at %o %s', (instance, path) => {
    expect(jiraPages.entityOf(new URL(path, instance.url), instance)).toBeUndefined();
  });

  const org: Instance = { platform: 'salesforce', url: 'https://acme.my.salesforce.com' };
  const caseId = '500Ws00000AbCdEIAV';
  const full = '500Ws00000AbCdE';
  test.each([
    `https://acme.lightning.force.com/lightning/r/Case/${full}/view`,
    `https://acme.lightning.force.com/lightning/r/${full}/view`,
    `https://acme.lightning.force.com/lightning/r/Case/${full}/related/CaseComments/view`,
    `https://acme.lightning.force.com/lightning/r/Account/001000000000001AAA/view?ws=%2Flightning%2Fr%2FCase%2F${full}%2Fview`,
    `https://acme.lightning.force.com/one/one.app#/sObject/${full}/view`,
    `https://acme.my.salesforce.com/${full}`,
    `https://acme.my.salesforce.com/console#%2F${full}`,
  ])('Salesforce %s', (address) => {
    const found = salesforcePages.entityOf(new URL(address), org);
    expect(found?.id?.slice(0, 15)).toBe(full);
    expect(found?.id).toHaveLength(caseId.length);
  });
  test.each([
    'https://acme.lightning.force.com/lightning/o/Case/list',
    'https://acme.lightning.force.com/lightning/r/Account/001000000000001AAA/view',
    `https://other.lightning.force.com/lightning/r/Case/${full}/view`,
    'https://acme.lightning.force.com/lightning/r/Case/500../view',
  ])('Salesforce has none at %s', (address) => {
    expect(salesforcePages.entityOf(new URL(address), org)).toBeUndefined();
  });

  const account: Instance = { platform: 'xurrent', url: 'https://acme.xurrent.com' };
  test('Xurrent tells the number, which is id and key at once', () => {
    const url = new URL('https://acme.xurrent.com/requests/70401');
    expect(xurrentPages.entityOf(url, account)).toStrictEqual({ id: '70401', key: '70401' });
  });
  test.each(['/inbox?q=x', '/requests/0', '/requests/new', '/requests/70401x', '/requests/..%2f1'])(
    'Xurrent has none at %s',
    (path) => expect(xurrentPages.entityOf(new URL(path, account.url), account)).toBeUndefined(),
  );
});

describe('what a page says of itself', () => {
  test('the reader needs nothing from outside its own body', () => {
    // As executeScript does: the function's text alone, in another world.
    const text = readPageFacts.toString();
    const alone = (0, eval)(`(${text})`) as typeof readPageFacts; // oxlint-disable-line no-eval -- that is the point
    document.title = 'A title';
    expect(alone(['body', 'nav']).markers).toStrictEqual(['body']);
    expect(alone([]).title).toBe('A title');
  });

  test('no more than two hundred metas are read, each cut, with no key taken from a prototype', () => {
    for (let index = 0; index < 300; index += 1) {
      const meta = document.createElement('meta');
      meta.setAttribute('name', index === 0 ? '__proto__' : `m${String(index)}`);
      meta.setAttribute('content', 'x'.repeat(1000));
      document.head.append(meta);
    }
    const { metas } = readPageFacts([]);
    expect(Object.keys(metas).length).toBeLessThanOrEqual(200);
    expect(metas['m1']).toHaveLength(500);
    expect(metas['toString']).toBeUndefined();
  });

  test('a page that hides its head behind named elements is still read', () => {
    document.body.innerHTML = '<form name="title"></form><img name="scripts"><img name="body">';
    expect(() => readPageFacts(['script:x'])).not.toThrow();
  });
});
