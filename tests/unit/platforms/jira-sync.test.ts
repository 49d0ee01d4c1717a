import type { Instance } from '@/utils/domain/platform.ts';
import { originRulesOf } from '@/utils/platforms/jira/origin-rules.ts';
import type { OriginRule } from '@/utils/platforms/jira/origin-rules.ts';
import { createJiraSync } from '@/utils/platforms/jira/sync.ts';
import type { PlatformParts } from '@/utils/platforms/parts.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import { createParts, createPracticeBrowser } from './practice.ts';
import type { PracticeBrowser } from './practice.ts';
import { describeSyncPlatform } from './sync-contract.ts';
import type { SyncSubject } from './sync-contract.ts';

const dc: Instance = { platform: 'jira-dc', url: 'https://jira.acme.example/jira' };
const cloud: Instance = { platform: 'jira-cloud', url: 'https://acme.atlassian.net' };

const EXTENSION = '6d1b5a9e-0a51-4d1f-b1f0-3c2f7f0a6a11';

/** What a browser puts on requests of an extension's background, and what installed rules make of it. */
const asExtension =
  (browser: PracticeBrowser, rules: readonly OriginRule[]): PlatformParts['fetch'] =>
  (address, init) => {
    const headers = new Headers(init.headers);
    const method = (init.method ?? 'GET').toLowerCase();
    headers.set('User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0');
    if (method !== 'get') headers.set('Origin', `moz-extension://${EXTENSION}`);
    for (const { action, condition } of rules) {
      const begins = condition.urlFilter.replace(/^\|/, '');
      const meant =
        condition.initiatorDomains.includes(EXTENSION) && condition.requestMethods.includes(method);
      if (!meant || !address.startsWith(begins)) continue;
      for (const { header, value } of action.requestHeaders) headers.set(header, value);
    }
    return browser.fetch(address, { ...init, headers });
  };

async function signInAt(browser: PracticeBrowser, instance: Instance, user: string) {
  if (instance.platform === 'jira-cloud') {
    await browser.visit('https://id.atlassian.com/login', {
      username: user,
      password: user,
      continue: `${instance.url}/login?dest-url=%2Fjira%2Fyour-work`,
    });
    return;
  }
  const form = { os_username: user, os_password: user, os_destination: '', login: 'Log In' };
  await browser.visit(`${instance.url}/login.jsp`, form);
}

async function createSubject(instance: Instance): Promise<SyncSubject & { stop(): Promise<void> }> {
  const platforms = await startPlatforms();
  const browser = createPracticeBrowser(platforms);
  const host = new URL(instance.url).hostname;
  const control = () => platforms.control(host);
  const fetch = asExtension(browser, originRulesOf([dc, cloud], EXTENSION));
  const api = instance.platform === 'jira-cloud' ? '/rest/api/3' : '/rest/api/2';
  const fresh = () => createJiraSync({ ...createParts(browser).parts, fetch });
  const idOf = (made: unknown) => (made as { id: string }).id;
  // The bucket of Data Center refills with time only; what is tested here is not its size.
  // Nor how far Cloud's index is behind, which has tests of its own.
  const unlimited = () => control().act('set-behaviour', { rateLimit: null, searchLagMs: 0 });
  unlimited();
  return {
    instance,
    project: '10000',
    type: 'Task',
    fresh,
    count: () => {
      const found = platforms.requests().filter((one) => one.host === host).length;
      platforms.clearRequests();
      return found;
    },
    reset: () => {
      platforms.reset();
      browser.clear();
      unlimited();
    },
    signIn: () => signInAt(browser, instance, 'admin'),
    async signInAsAnother() {
      browser.clear();
      await signInAt(browser, instance, 'second');
    },
    expireSessions: () => void control().act('expire-sessions'),
    setFault: (fault) => control().setFault(fault),
    clearFaults: () => control().clearFaults(),
    advance: (ms) => platforms.clock.advance(ms),
    person: {
      create: ({ summary, description }) =>
        idOf(
          control().act('create-issue', {
            as: 'second',
            fields: {
              project: { id: '10000' },
              issuetype: { name: 'Task' },
              summary,
              ...(description === '' ? {} : { description }),
            },
          }),
        ),
      edit: (id, fields) => void control().act('update-issue', { as: 'second', key: id, fields }),
      comment: (id, body, internal) =>
        void control().act('comment', { as: 'second', key: id, body, internal }),
      attach: (id, name, bytes) =>
        void control().act('attach', {
          as: 'second',
          key: id,
          name,
          type: 'text/plain',
          base64: Buffer.from(bytes).toString('base64'),
        }),
      remove: (id) => void control().act('delete-issue', { key: id }),
    },
    createForInternal: () =>
      idOf(
        control().act('create-issue', {
          fields: {
            project: { id: instance === dc ? '10002' : '10001' },
            issuetype: { name: 'Incident' },
            summary: 'Help',
          },
        }),
      ),
    query: (word) => `summary ~ ${word} ORDER BY priority`,
    badQueries: ['nosuchfield = 1', 'summary ~', 'project = NOPE', '', 'ORDER BY key'],
    writes: {
      create: { method: 'POST', path: `${api}/issue` },
      read: { method: 'GET', path: `${api}/issue/` },
    },
    faults: {
      loginPage: { kind: 'login-200' },
      rateLimit: (seconds) => ({ kind: '429', retryAfter: seconds }),
    },
    async stop() {
      browser.close();
      await platforms.stop();
    },
  };
}

describeSyncPlatform('Jira Data Center', () => createSubject(dc));
describeSyncPlatform('Jira Cloud', () => createSubject(cloud));
