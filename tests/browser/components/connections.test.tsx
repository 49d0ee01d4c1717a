import { useState } from 'preact/hooks';
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { ConnectionsPage } from '@/components/connections/ConnectionsPage.tsx';
import type { PageTab } from '@/components/connections/ConnectionsPage.tsx';
import { AppError } from '@/utils/base/errors.ts';
import type { RequestName } from '@/utils/messages/protocol.ts';

import { clearPage, drawOnPage, settled } from './draw.tsx';
import {
  CODE,
  connectionOf,
  draftOf,
  invitationOf,
  jira,
  NOW,
  recordOf,
  servicenow,
} from './gallery/data.ts';
import { createFakeBackend } from './gallery/fake-backend.ts';
import type { FakeBackend, FakeOptions } from './gallery/fake-backend.ts';

afterEach(clearPage);

const asked = (backend: FakeBackend) => backend.asked.map(({ name }) => name);
const inputsOf = (backend: FakeBackend, name: string) =>
  backend.asked.filter((request) => request.name === name).map(({ input }) => input);
const rows = () => [...document.querySelectorAll('tbody tr:not(.more)')];

function Page({ begin }: { begin: PageTab }) {
  const [tab, setTab] = useState(begin);
  return <ConnectionsPage tab={tab} onTab={setTab} />;
}

async function open(
  tab: PageTab,
  options: FakeOptions,
  wrap: (fake: FakeBackend) => FakeBackend = (fake) => fake,
) {
  await page.viewport(1100, 800);
  const { backend } = await drawOnPage({
    name: 'page',
    kind: 'page',
    backend: () => wrap(createFakeBackend(options)),
    draw: () => <Page begin={tab} />,
  });
  return backend;
}

async function choose(row: string, item: string) {
  await userEvent.click(page.getByRole('button', { name: `More about ${row}` }).first());
  await userEvent.click(page.getByRole('menuitem', { name: item }));
  await settled();
}

describe('ten thousand rows', () => {
  test.each<[PageTab, FakeOptions]>([
    [
      'connections',
      {
        connections: Array.from({ length: 10_000 }, (_, index) =>
          connectionOf(`N${index}`, { createdAt: NOW - index * 1000, exchange: 'nats' }),
        ),
      },
    ],
    [
      'invitations',
      {
        invitations: Array.from({ length: 10_000 }, (_, index) =>
          invitationOf(`N${index}`, { createdAt: NOW - index * 1000 }),
        ),
      },
    ],
  ])('%s are drawn in windows of fifty', async (tab, options) => {
    await open(tab, options);
    expect(rows()).toHaveLength(50);
    expect(rows()[0]?.textContent).toContain('N0');
    await userEvent.click(page.getByTestId('older'));
    await settled();
    expect(rows()).toHaveLength(50);
    expect(rows()[0]?.textContent).toContain('N50');
    await userEvent.click(page.getByTestId('newer'));
    await settled();
    expect(rows()[0]?.textContent).toContain('N0');
    expect(page.getByTestId('newer').element()).toBeDisabled();
  });
});

describe('connections', () => {
  const source = connectionOf('ACME_to_FABRIKAM');
  const destination = connectionOf(
    'ACME_to_FABRIKAM',
    {
      local: { shortName: 'FABRIKAM', instance: jira },
      remote: { shortName: 'ACME', claim: { name: 'Acme IT', instance: servicenow, node: 'n'.repeat(22) } },
      createdAt: source.createdAt + 1,
    },
    'destination',
  );

  test('with both sides in this browser are one row, and both are meant by what is done', async () => {
    const backend = await open('connections', { connections: [source, destination] });
    expect(rows()).toHaveLength(1);
    await choose('ACME_to_FABRIKAM', 'Deactivate');
    expect(inputsOf(backend, 'connections.deactivate')).toEqual([{ id: source.id }, { id: destination.id }]);
    expect(rows()[0]?.textContent).toContain('Deactivated');
    await choose('ACME_to_FABRIKAM', 'Reactivate');
    expect(rows()[0]?.textContent).toContain('Active');
  });

  test('show both sides in their details', async () => {
    await open('connections', { connections: [source, destination] });
    await userEvent.click(page.getByRole('button', { name: 'ACME_to_FABRIKAM', exact: true }));
    await settled();
    const panel = document.querySelector('aside');
    expect(panel?.textContent).toContain('source, in this browser');
    expect(panel?.textContent).toContain('destination, in this browser');
    expect(document.activeElement?.tagName).toBe('H2');
  });

  test('are renamed', async () => {
    const backend = await open('connections', { connections: [source] });
    await choose('ACME_to_FABRIKAM', 'Rename …');
    await userEvent.fill(page.getByTestId('rename-name'), 'East to west');
    await userEvent.keyboard('{Enter}');
    await settled();
    expect(inputsOf(backend, 'connections.rename')).toEqual([
      { id: source.id, name: 'East to west', description: source.description },
    ]);
    expect(rows()[0]?.textContent).toContain('East to west');
  });

  test('are disconnected only after it was said what that erases', async () => {
    const backend = await open('connections', { connections: [source] });
    await choose('ACME_to_FABRIKAM', 'Disconnect …');
    expect(document.querySelector('dialog')?.textContent).toContain('The keys of this connection are erased');
    expect(document.activeElement?.textContent).toBe('Cancel');
    expect(asked(backend)).not.toContain('connections.disconnect');
    await userEvent.click(page.getByTestId('disconnect-confirm'));
    await settled();
    expect(inputsOf(backend, 'connections.disconnect')).toEqual([{ id: source.id }]);
    expect(document.body.textContent).toContain('Nothing is connected yet.');
  });

  test('say why something could not be done to them', async () => {
    await open('connections', { connections: [source] }, (fake) => ({
      ...fake,
      send: (async (name: RequestName, input?: unknown) => {
        if (name === 'connections.deactivate') throw new AppError('store/conflict');
        return (fake.send as (name: RequestName, input?: unknown) => Promise<unknown>)(name, input);
      }) as FakeBackend['send'],
    }));
    await choose('ACME_to_FABRIKAM', 'Deactivate');
    expect(document.querySelector('dialog')?.textContent).toContain('This was changed in another window.');
  });

  test('are found by name and by status, and the list says when nothing fits', async () => {
    await open('connections', { connections: [source, connectionOf('OTHER', { status: 'error' })] });
    await userEvent.fill(page.getByTestId('search'), 'fabrikam');
    await expect.poll(() => rows().length).toBe(1);
    await userEvent.fill(page.getByTestId('search'), 'nobody');
    await expect.poll(() => document.querySelector('.empty')?.textContent).toContain('Nothing here fits.');
    await userEvent.fill(page.getByTestId('search'), '');
    await userEvent.selectOptions(page.getByTestId('status-filter'), 'error');
    await expect.poll(() => rows().map((row) => row.textContent?.includes('OTHER'))).toEqual([true]);
  });

  test('appear and change by themselves', async () => {
    const backend = await open('connections', {});
    backend.connections.push(source);
    backend.announce('connections');
    await settled();
    expect(rows()).toHaveLength(1);
  });

  test('are begun from an instance that is known, in the page itself', async () => {
    const backend = await open('connections', { instances: [servicenow, jira] });
    await userEvent.click(page.getByTestId('initiate'));
    await settled();
    await userEvent.click(page.getByText('fabrikam.atlassian.net'));
    await userEvent.keyboard('{Enter}');
    await settled();
    expect(inputsOf(backend, 'wizard.open')).toEqual([{ action: 'initiate', instance: jira }]);
    expect(document.querySelector('dialog [data-screen=destination]')).not.toBeNull();
    expect((document.activeElement as HTMLElement).dataset['testid']).toBe('destination-url');
  });

  test('that were not finished can be continued here', async () => {
    await open('connections', {
      wizards: [
        recordOf({ step: 'information', draft: draftOf(servicenow, { noUrl: true }) }, { open: false }),
      ],
    });
    await userEvent.click(page.getByTestId('continue'));
    await settled();
    expect(document.querySelector('dialog [data-screen=information]')).not.toBeNull();
    await userEvent.click(page.getByTestId('wizard-close'));
    await settled();
    expect(document.querySelector('dialog')).toBeNull();
  });
});

describe('invitations', () => {
  test('are copied, shown and made anew', async () => {
    const pending = invitationOf('ACME_to_NORTHWIND');
    const backend = await open('invitations', { invitations: [pending] });
    await userEvent.click(page.getByTestId(`copy-${pending.id}`));
    await settled();
    expect(backend.surfaceCalls).toContainEqual({ name: 'copy', value: CODE });
    await choose('ACME_to_NORTHWIND', 'Revoke and make a new one');
    expect(inputsOf(backend, 'invitations.reissue')).toEqual([{ id: pending.id }]);
  });

  test('that others tried to accept are marked', async () => {
    await open('invitations', {
      invitations: [invitationOf('A', { refusedAcceptances: 3, status: 'accepted' })],
    });
    expect(document.body.textContent).toContain('Others tried to accept this invitation, 3 times.');
  });

  test('that others tried to accept are marked until that was understood', async () => {
    const record = invitationOf('A', { refusedAcceptances: 1, status: 'accepted' });
    const backend = await open('invitations', { invitations: [record] });
    await userEvent.click(page.getByRole('button', { name: 'Understood' }));
    await settled();
    expect(inputsOf(backend, 'invitations.acknowledge')).toEqual([{ id: record.id }]);
  });

  test('that are over offer no code', async () => {
    const { code: _code, ...expired } = invitationOf('A', { status: 'expired' });
    await open('invitations', { invitations: [expired] });
    expect(document.querySelector('[data-testid^=copy]')).toBeNull();
    expect(rows()[0]?.textContent).toContain('Expired');
  });

  test('that wait are counted on their tab', async () => {
    await open('connections', { invitations: [invitationOf('A'), invitationOf('B')] });
    expect(document.querySelector('[data-tab=invitations]')?.textContent).toBe('Invitations2 pending');
  });
});

describe('settings', () => {
  test('are kept as soon as they are changed', async () => {
    const backend = await open('settings', {});
    await userEvent.selectOptions(page.getByTestId('theme'), 'dark');
    await userEvent.selectOptions(page.getByTestId('expiry'), '168');
    await settled();
    expect(inputsOf(backend, 'settings.change')).toEqual([{ theme: 'dark' }, { invitationHours: 168 }]);
  });

  test('list the sites that are allowed, and take access back after a question', async () => {
    const backend = await open('settings', {
      sites: [{ origin: 'https://acme.service-now.com/*', instance: servicenow, grantedAt: NOW }],
    });
    await userEvent.click(page.getByRole('button', { name: 'Take back access' }));
    expect(asked(backend)).not.toContain('sites.revoke');
    await userEvent.keyboard('{Enter}');
    await settled();
    expect(inputsOf(backend, 'sites.revoke')).toEqual([{ origins: ['https://acme.service-now.com/*'] }]);
  });

  test('bring back buttons that were sent away on a site', async () => {
    const origin = 'https://acme.service-now.com/*';
    const backend = await open('settings', {
      sites: [{ origin, instance: servicenow, grantedAt: NOW }],
      hiddenButtons: [origin],
    });
    await settled();
    expect(document.body.textContent).toContain('buttons hidden in its pages');
    await userEvent.click(page.getByTestId('show-buttons'));
    await settled();
    expect(backend.surfaceCalls).toContainEqual({ name: 'showButtons', value: origin });
    expect(document.querySelector('[data-testid=show-buttons]')).toBeNull();
  });

  test('export to a file', async () => {
    const backend = await open('settings', {});
    await userEvent.click(page.getByTestId('export'));
    await settled();
    expect(backend.surfaceCalls).toContainEqual({
      name: 'saveFile',
      value: ['liaison-2026-11-21.json', '{"exported": true}'],
    });
  });

  test('import a file and say what came of it', async () => {
    const backend = await open('settings', {});
    await userEvent.upload(page.getByTestId('import-file'), new File(['{"a":1}'], 'liaison.json'));
    await settled();
    expect(inputsOf(backend, 'config.import')).toEqual([{ text: '{"a":1}' }]);
    expect(document.body.textContent).toContain('2 connections were imported.');
    expect(document.body.textContent).toContain('1 was there already.');
  });

  test('show the diagnostics before anything is saved', async () => {
    const backend = await open('settings', {});
    await userEvent.click(page.getByTestId('diagnostics'));
    await settled();
    const field = document.querySelector<HTMLTextAreaElement>('dialog textarea');
    expect(field?.value).toContain('connections: 3');
    expect(backend.surfaceCalls.map(({ name }) => name)).not.toContain('saveFile');
    await userEvent.fill(page.getByLabelText('Text of the report'), 'only this');
    await userEvent.click(page.getByRole('button', { name: 'Save as a file' }));
    expect(backend.surfaceCalls).toContainEqual({
      name: 'saveFile',
      value: ['liaison-2026-11-21-diagnostics.txt', 'only this'],
    });
  });
});

describe('trouble with the storage (R13)', () => {
  test.each(['quota', 'blocked', 'corrupted', 'unavailable'] as const)(
    '%s is a clear screen with an export',
    async (fault) => {
      const backend = await open('connections', { readFault: new AppError(`store/${fault}`) });
      expect(document.querySelectorAll('.trouble h1')).toHaveLength(1);
      expect(document.querySelector('table')).toBeNull();
      await userEvent.click(page.getByTestId('rescue'));
      await settled();
      expect(backend.surfaceCalls).toContainEqual({
        name: 'saveFile',
        value: ['liaison-rescue-2026-11-21.json', '{"exported": true}'],
      });
    },
  );

  test.each<PageTab>(['connections', 'invitations'])(
    'one damaged record among the %s is told with an export',
    async (tab) => {
      const backend = await open(tab, { listFault: new AppError('store/corrupted', tab) });
      expect(document.querySelector('.trouble h2')?.textContent).toBe('Saved data cannot be read.');
      await userEvent.click(page.getByTestId('rescue'));
      await settled();
      expect(backend.surfaceCalls.map(({ name }) => name)).toContain('saveFile');
      // The rest of the page stays of use.
      await userEvent.click(page.getByRole('tab', { name: 'Settings' }));
      await settled();
      expect(document.querySelector('[data-testid=theme]')).not.toBeNull();
    },
  );

  test('what the background cannot export is read record by record', async () => {
    const backend = await open('connections', { readFault: new AppError('store/corrupted') }, (fake) => ({
      ...fake,
      send: (async (name: RequestName) => {
        throw new AppError('store/corrupted', name);
      }) as FakeBackend['send'],
    }));
    await userEvent.click(page.getByTestId('rescue'));
    await settled();
    expect(backend.surfaceCalls).toContainEqual({
      name: 'saveFile',
      value: ['liaison-rescue-2026-11-21.json', '{"salvaged": true}'],
    });
  });

  test('evicted data is not replaced before the admin has said so', async () => {
    const backend = await open('connections', { readFault: new AppError('store/evicted') });
    expect(document.body.textContent).toContain('The browser has deleted Liaison’s data.');
    await userEvent.click(page.getByTestId('start-anew'));
    await settled();
    expect(backend.surfaceCalls.map(({ name }) => name)).not.toContain('startAnew');
    expect(document.activeElement?.textContent).toBe('Cancel');
    await userEvent.click(page.getByRole('dialog').getByRole('button', { name: 'Start anew' }));
    await settled();
    expect(backend.surfaceCalls.map(({ name }) => name)).toContain('startAnew');
  });

  test('the browser is asked to keep the data, from a page', async () => {
    const backend = await open('connections', {});
    expect(backend.surfaceCalls).toContainEqual({ name: 'persistStorage' });
  });
});

test('the tabs are walked with arrow keys', async () => {
  await open('connections', {});
  document.querySelector<HTMLElement>('[data-tab=connections]')?.focus();
  await userEvent.keyboard('{ArrowRight}');
  await settled();
  expect(document.activeElement?.textContent).toBe('Invitations');
  expect(document.querySelector('[role=tabpanel]')?.textContent).toContain('No invitations yet.');
  await userEvent.keyboard('{End}');
  expect(document.activeElement?.textContent).toBe('Settings');
});
