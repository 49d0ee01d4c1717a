import { expect, test } from 'vitest';

import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { openWizardFromPage } from '@/utils/messages/send-from-page.ts';
import { hideOn, isHiddenOn, showOn } from '@/utils/page/hidden-sites.ts';
import { contentScriptsFor } from '@/utils/page/registration.ts';
import { pagesOf } from '@/utils/platforms/pages-registry.ts';

const entriesFor = (instance: Instance, granted: readonly string[]) =>
  contentScriptsFor(pagesOf(instance.platform), instance, granted);

test.each<[Instance, readonly string[], string, readonly string[]]>([
  [
    { platform: 'servicenow', url: 'https://acme.service-now.com' },
    ['https://acme.service-now.com/*'],
    'content-scripts/servicenow.js',
    ['https://acme.service-now.com/*'],
  ],
  [
    { platform: 'jira-dc', url: 'https://jira.acme.example:8443/jira' },
    ['https://jira.acme.example/*'],
    'content-scripts/jira.js',
    ['https://jira.acme.example/*'],
  ],
  [
    { platform: 'salesforce', url: 'https://acme.my.salesforce.com' },
    ['https://acme.my.salesforce.com/*', 'https://acme.my.salesforce-setup.com/*'],
    'content-scripts/salesforce.js',
    ['https://acme.my.salesforce.com/*', 'https://acme.my.salesforce-setup.com/*'],
  ],
  [
    { platform: 'xurrent', url: 'https://acme.xurrent.com' },
    ['https://acme.xurrent.com/*', 'https://api.xurrent.com/*'],
    'content-scripts/xurrent.js',
    ['https://acme.xurrent.com/*'],
  ],
])(
  '%o gets its script behind the common one on the allowed hosts that show its pages',
  (instance, granted, file, matches) => {
    const [entry, ...more] = entriesFor(instance, granted);
    expect(more).toStrictEqual([]);
    expect(entry).toMatchObject({
      js: ['admin-buttons.js', file],
      matches,
      allFrames: false,
      persistAcrossSessions: true,
    });
  },
);

test('a site that is not allowed gets none', () => {
  const instance: Instance = { platform: 'jira-cloud', url: 'https://acme.atlassian.net' };
  expect(entriesFor(instance, ['https://other.atlassian.net/*', 'https://*/*'])).toStrictEqual([]);
});

test('two instances never share a registration', () => {
  const one = entriesFor({ platform: 'jira-dc', url: 'https://a.example/one' }, ['https://a.example/*']);
  const two = entriesFor({ platform: 'jira-dc', url: 'https://a.example/two' }, ['https://a.example/*']);
  expect(one[0]?.id).not.toBe(two[0]?.id);
});

test('a corner that was sent away is remembered for its site alone, and can be brought back', async () => {
  const memory = new Map<string, unknown>();
  const area = {
    get: (key: string) => Promise.resolve(memory.has(key) ? { [key]: memory.get(key) } : {}),
    set: (items: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(items)) memory.set(key, value);
      return Promise.resolve();
    },
    remove: (key: string) => {
      memory.delete(key);
      return Promise.resolve();
    },
  };
  await hideOn(area, 'https://a.example');
  expect(await isHiddenOn(area, 'https://a.example')).toBe(true);
  expect(await isHiddenOn(area, 'https://b.example')).toBe(false);
  await showOn(area, 'https://a.example');
  expect(await isHiddenOn(area, 'https://a.example')).toBe(false);
  expect(memory.size).toBe(0);
});

const background = (answer: () => unknown) => {
  const asked: unknown[] = [];
  const sendMessage = (message: unknown) => {
    asked.push(message);
    return Promise.resolve().then(answer);
  };
  return { browser: { runtime: { sendMessage } }, asked };
};

test('a click asks the background for the wizard in exactly one message', async () => {
  const { browser, asked } = background(() => ({ ok: true }));
  await openWizardFromPage(browser, { action: 'accept' });
  expect(asked).toStrictEqual([{ name: 'wizard.open', input: { action: 'accept' } }]);
});

test.each<[string, () => unknown, string, string | undefined]>([
  ['a refusal', () => ({ ok: false, code: 'message/refused' }), 'message/refused', undefined],
  [
    'a refusal with its fact',
    () => ({ ok: false, code: 'platform/signed-out', detail: 'acme.example' }),
    'platform/signed-out',
    'acme.example',
  ],
  ['no answer', () => undefined, 'message/unanswered', undefined],
  ['an answer of another make', () => 'yes', 'message/unanswered', undefined],
  [
    'a channel that closed',
    () => {
      throw new Error('Could not establish connection.');
    },
    'message/unanswered',
    undefined,
  ],
])('%s is told by its code', async (_name, answer, code, detail) => {
  const { browser } = background(answer);
  const failure = await openWizardFromPage(browser, { action: 'initiate' }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AppError);
  expect(failure).toMatchObject({ code, detail });
});
