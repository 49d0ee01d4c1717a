import type { AdminPage, Anchor, PageFacts, PagesOfPlatform } from '@/utils/domain/adapter.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { basePathOf, decodePart, patternOf, webAddress } from '../addresses.ts';

// Every element here belongs to server-rendered AUI (Data Center) or to React (Cloud): stand over it, never inside.
const anchors: readonly Anchor[] = [
  '.page-type-admin .aui-page-panel-content',
  '#ak-main-content',
  '#content',
  'main',
].map((selector) => ({ selector, place: 'overlay' }));

const isCloudHost = (host: string): boolean => /^[a-z0-9][a-z0-9-]*\.(atlassian\.net|jira\.com)$/.test(host);

/** The path after the context path, or `undefined` when the address lies outside it. */
function pathWithin(url: URL, basePath: string): string | undefined {
  if (basePath === '') return url.pathname;
  return url.pathname.startsWith(`${basePath}/`) ? url.pathname.slice(basePath.length) : undefined;
}

// The admin's password is asked for there: not the moment for buttons.
const isWebSudo = (path: string): boolean => path.includes('/WebSudoAuthenticate');

/** Unless the page says otherwise: an empty user is nobody, and a project's own admin is not Jira's. */
const isAdmin = ({ metas }: PageFacts): boolean =>
  metas['ajs-remote-user'] !== '' &&
  metas['ajs-atlassian-account-id'] !== '' &&
  metas['ajs-is-admin'] !== 'false';

const dataCenterAdmin: AdminPage = {
  name: 'Jira Data Center administration',
  matches(url, basePath) {
    const path = pathWithin(url, basePath);
    if (path === undefined || isWebSudo(path)) return false;
    return (
      path.startsWith('/secure/admin/') ||
      path === '/secure/project/ViewProjects.jspa' ||
      path === '/plugins/servlet/upm' ||
      path.startsWith('/plugins/servlet/upm/') ||
      path.startsWith('/plugins/servlet/applications/') ||
      path.startsWith('/plugins/servlet/project-config/')
    );
  },
  confirms: (facts) => facts.metas['ajs-cloud-id'] === undefined && isAdmin(facts),
  anchors,
  seen: '2026-11',
  fixture: 'jira/dc-admin.html',
};

const cloudAdmin: AdminPage = {
  name: 'Jira Cloud settings',
  matches(url, basePath) {
    const path = url.pathname;
    // Cloud has no context path; `/jira` is part of its own addresses.
    if (basePath !== '') return false;
    return (
      path.startsWith('/jira/settings/') ||
      path.startsWith('/plugins/servlet/ac/') ||
      (path.startsWith('/secure/admin/') && !isWebSudo(path))
    );
  },
  confirms: (facts) => facts.metas['ajs-cloud-id'] !== undefined && isAdmin(facts),
  anchors,
  seen: '2026-11',
  fixture: 'jira/cloud-settings.html',
};

/** The key as both editions write it by default; on Data Center the pattern can be changed, then only links tell. */
const ISSUE_KEY = /^[A-Z][A-Z0-9_]*-[1-9]\d*$/;

function recogniseDataCenter(facts: PageFacts, url: URL): Instance | undefined {
  // `ajs-*` alone may be Confluence or Bitbucket: the application's own name decides.
  if (facts.metas['application-name:data-name'] !== 'jira') return undefined;
  if (facts.bodyId !== 'jira') return undefined;
  const basePath = facts.metas['ajs-context-path'] ?? '';
  if (!/^(\/[\w.~-]+)*$/.test(basePath) || pathWithin(url, basePath) === undefined) return undefined;
  return { platform: 'jira-dc', url: url.origin + basePath };
}

function recogniseCloud(facts: PageFacts, url: URL): Instance | undefined {
  // `/wiki` is Confluence, which carries the same metas.
  if (facts.metas['ajs-cloud-id'] === undefined || /^\/wiki(\/|$)/.test(url.pathname)) return undefined;
  if (facts.metas['ajs-atlassian-account-id'] === undefined) return undefined;
  return { platform: 'jira-cloud', url: url.origin };
}

/** Pages of Jira Data Center and Jira Cloud. Source: `jira.md` A and B. */
export const jiraPages: PagesOfPlatform = {
  ids: ['jira-dc', 'jira-cloud'],
  contentScript: 'jira',
  markers: [],
  recognise(facts) {
    const url = webAddress(facts.href);
    if (url === undefined) return undefined;
    return recogniseCloud(facts, url) ?? recogniseDataCenter(facts, url);
  },
  guess(url) {
    if (url.protocol !== 'https:' || !isCloudHost(url.hostname) || /^\/wiki(\/|$)/.test(url.pathname)) {
      return undefined;
    }
    return { platform: 'jira-cloud', url: url.origin };
  },
  patternsOf: (instance) => [patternOf(instance.url)],
  adminPages: [dataCenterAdmin, cloudAdmin],
  entityOf(url, instance) {
    if (url.origin !== new URL(instance.url).origin) return undefined;
    const path = pathWithin(url, basePathOf(instance.url));
    if (path === undefined) return undefined;
    const selected = url.searchParams.get('selectedIssue');
    if (selected !== null && ISSUE_KEY.test(selected)) return { key: selected };
    const isRecord = [
      /^\/browse\/[^/]+\/?$/,
      /^\/projects\/[^/]+\/(issues|queues)\//,
      /^\/servicedesk\/customer\/portal\/\d+\/[^/]+\/?$/,
      /^\/jira\/(core|software|servicedesk)\/(c\/)?projects\/[^/]+\/.+/,
    ].some((form) => form.test(path));
    const last = decodePart(path.replace(/\/$/, '').split('/').at(-1) ?? '');
    return isRecord && last !== undefined && ISSUE_KEY.test(last) ? { key: last } : undefined;
  },
};
