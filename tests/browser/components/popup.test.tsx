import { render } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { Popup } from '@/components/popup/Popup.tsx';
import { AppError } from '@/utils/base/errors.ts';
import type { WizardState } from '@/utils/wizard/state.ts';

import staticPopup from '../../../entrypoints/popup/index.html?raw';
import { clearPage, drawOnPage, settled } from './draw.tsx';
import {
  after,
  CODE,
  connection,
  connectionOf,
  draftOf,
  foundJira,
  invitation,
  invitationOf,
  jira,
  NOW,
  recordOf,
  salesforce,
  servicenow,
  signedIn,
  tabOf,
  xurrent,
} from './gallery/data.ts';
import { createFakeBackend } from './gallery/fake-backend.ts';
import type { FakeBackend, FakeOptions } from './gallery/fake-backend.ts';
import { drawState } from './gallery/states.tsx';

afterEach(() => {
  vi.useRealTimers();
  clearPage();
});

const loadWizard = () => import('@/components/wizard/Wizard.tsx');
const screen = () => document.querySelector<HTMLElement>('[data-screen]')?.dataset['screen'];
const asked = (backend: FakeBackend) => backend.asked.map(({ name }) => name);
const inputOf = (backend: FakeBackend, name: string) =>
  backend.asked.find((request) => request.name === name)?.input;

async function open(options: FakeOptions, props: Partial<Parameters<typeof Popup>[0]> = {}) {
  await page.viewport(400, 600);
  const { backend } = await drawOnPage({
    name: 'popup',
    kind: 'popup',
    backend: () => createFakeBackend(options),
    draw: () => <Popup tabId={7} copyLatest={false} isWindow={false} loadWizard={loadWizard} {...props} />,
  });
  return backend;
}

async function click(testId: string) {
  await userEvent.click(page.getByTestId(testId));
  await settled();
}

const destination: WizardState = { step: 'destination', draft: draftOf(servicenow) };

describe('the popup, from nothing to its first screen', () => {
  test('takes over what was painted without it, element by element', async () => {
    const parsed = new DOMParser().parseFromString(staticPopup, 'text/html');
    const app = document.createElement('div');
    app.id = 'app';
    app.append(...(parsed.querySelector('#app')?.childNodes ?? []));
    document.body.append(app);
    const before = [...app.querySelectorAll('button')];
    expect(before.map((button) => button.textContent?.trim())).toEqual([
      'Initiate connection',
      'Accept invitation',
    ]);
    render(
      drawState({
        name: 'popup',
        kind: 'popup',
        backend: () => createFakeBackend({ tab: 'never' }),
        draw: () => <Popup tabId={7} copyLatest={false} isWindow={false} loadWizard={loadWizard} />,
      }),
      app,
    );
    await settled();
    expect(app.querySelector('[data-testid=initiate]')).toBe(before[0]);
    expect(app.querySelector('[data-testid=accept]')).toBe(before[1]);
    expect(app.querySelectorAll('h1')).toHaveLength(1);
  });

  test('draws its buttons while the background still looks at the tab', async () => {
    await open({ tab: 'never' });
    expect(page.getByTestId('initiate').element()).toBeVisible();
    expect(document.body.textContent).toContain('Looking at this page');
  });
});

describe('which screen the popup shows', () => {
  test.each<[string, FakeOptions, string]>([
    ['the open wizard', { wizards: [recordOf(destination)] }, 'destination'],
    [
      'the open wizard, before the tab is known',
      { wizards: [recordOf(destination)], tab: 'never' },
      'destination',
    ],
    [
      'the open wizard at its destination',
      {
        wizards: [
          recordOf({
            step: 'admin-access',
            draft: draftOf(servicenow, { urlText: jira.url, check: foundJira }),
          }),
        ],
        tab: tabOf(jira),
      },
      'admin-access',
    ],
    [
      'the open wizard where the tab is no instance',
      { wizards: [recordOf(destination)], tab: { kind: 'unsupported', tabId: 7, host: 'x.example' } },
      'destination',
    ],
    ['its home at a third instance', { wizards: [recordOf(destination)], tab: tabOf(salesforce) }, 'home'],
    [
      'its home while another tab’s wizard is open and this tab is not known yet',
      { wizards: [recordOf(destination, { tabId: 8 })], tab: 'never' },
      'home',
    ],
    [
      'its home where the wizard was put aside',
      { wizards: [recordOf(destination, { open: false })] },
      'home',
    ],
  ])('%s', async (_, options, expected) => {
    await open(options);
    expect(screen()).toBe(expected);
  });

  test('a wizard that waits can be continued, or discarded', async () => {
    const backend = await open({ wizards: [recordOf(destination, { open: false })], tab: tabOf(salesforce) });
    await click('continue');
    expect(screen()).toBe('destination');
    expect(inputOf(backend, 'wizard.continue')).toEqual({ id: 'wizard' });

    clearPage();
    const other = await open({ wizards: [recordOf(destination, { open: false })] });
    await click('discard');
    expect(other.wizards.size).toBe(0);
    expect(document.querySelector('[data-testid=continue]')).toBeNull();
  });

  test('a wizard whose work is done is not among the unfinished', async () => {
    await open({
      wizards: [
        recordOf({ step: 'established', connection: connection().id, entityKey: '' }, { open: false }),
      ],
    });
    expect(screen()).toBe('home');
    expect(document.querySelector('[data-testid=continue]')).toBeNull();
  });

  test('a wizard that ends in another window ends here', async () => {
    const backend = await open({ wizards: [recordOf(destination)] });
    backend.wizards.clear();
    backend.announce('wizards');
    await settled();
    expect(screen()).toBe('home');
  });

  test('a wizard that goes on by itself is followed', async () => {
    const verifying: WizardState = {
      step: 'verifying',
      draft: draftOf(servicenow, { urlText: jira.url, check: foundJira, adminAccess: true }),
      access: { state: 'signed-out', signInUrl: jira.url },
    };
    const backend = await open({ wizards: [recordOf(verifying)] });
    expect(screen()).toBe('verifying-signed-out');
    backend.wizards.set(
      'wizard',
      recordOf(after(verifying, { type: 'access-verified', access: signedIn() }), { revision: 2 }),
    );
    backend.announce('wizards');
    await settled();
    expect(screen()).toBe('remote-project');
  });
});

describe('what stands in the way has one button that solves it', () => {
  test('a site that Liaison may not see: the browser is asked within the click', async () => {
    const backend = await open({
      tab: {
        kind: 'needs-access',
        tabId: 7,
        host: 'fabrikam.atlassian.net',
        origins: ['https://fabrikam.atlassian.net/*'],
        guess: jira,
      },
    });
    await click('allow');
    expect(backend.surfaceCalls).toEqual([
      { name: 'requestOrigins', value: ['https://fabrikam.atlassian.net/*'] },
    ]);
    expect(inputOf(backend, 'sites.granted')).toEqual({
      origins: ['https://fabrikam.atlassian.net/*'],
      instance: jira,
    });
  });

  test('a refusal is said, and nothing else happens', async () => {
    const backend = await open({
      permission: false,
      tab: { kind: 'needs-access', tabId: 7, host: 'a.example', origins: ['https://a.example/*'] },
    });
    await click('initiate');
    expect(document.querySelector('[role=alert]')?.textContent).toContain('not allowed to give access');
    expect(asked(backend)).not.toContain('sites.granted');
    expect(asked(backend)).not.toContain('wizard.open');
  });

  test('signed out: the sign-in page', async () => {
    const backend = await open({
      tab: tabOf(servicenow, { state: 'signed-out', signInUrl: servicenow.url }),
    });
    await click('sign-in');
    expect(inputOf(backend, 'access.sign-in')).toEqual({ instance: servicenow });
  });

  test('no token: a form with the page where one is made, a test, and what it may do', async () => {
    const backend = await open({
      tab: tabOf(xurrent, { state: 'token-missing', tokenUrl: '', version: '' }),
    });
    await click('add-token');
    expect(document.querySelector('dialog')?.textContent).toContain('It may read and write requests');
    await userEvent.click(page.getByRole('button', { name: 'Make a token' }));
    expect(backend.surfaceCalls).toContainEqual({
      name: 'openTab',
      value: 'https://contoso.xurrent.com/personal-access-tokens/new',
    });
    await userEvent.type(page.getByTestId('token'), ' abc ');
    await userEvent.keyboard('{Enter}');
    await settled();
    expect(inputOf(backend, 'token.accept')).toEqual({ instance: xurrent, token: 'abc' });
    expect(document.querySelector('dialog')).toBeNull();
  });

  test('a token that does not work is told beside the field', async () => {
    await open({
      tab: tabOf(xurrent, { state: 'token-missing', tokenUrl: '', version: '' }),
      tokenAccess: { state: 'failed', code: 'platform/token-refused' },
    });
    await click('add-token');
    await userEvent.type(page.getByTestId('token'), 'abc{Enter}');
    await settled();
    expect(document.querySelector('dialog .field-problem')?.textContent).toContain('The token was refused.');
  });

  test('a page that is none of the four: an instance can be chosen', async () => {
    const backend = await open({
      tab: { kind: 'unsupported', tabId: 7, host: 'x.example' },
      instances: [servicenow, jira],
    });
    await click('initiate');
    await userEvent.click(page.getByText('fabrikam.atlassian.net'));
    await userEvent.keyboard('{Enter}');
    await settled();
    expect(inputOf(backend, 'wizard.open')).toEqual({ action: 'initiate', instance: jira });
    expect(screen()).toBe('destination');
  });

  test('a container: the page outside of it', async () => {
    const backend = await open({ tab: tabOf(servicenow, signedIn(), { container: true }) });
    await userEvent.click(page.getByRole('button', { name: 'Open it outside the container' }));
    expect(backend.surfaceCalls).toContainEqual({ name: 'openTab', value: servicenow.url });
  });

  test('a background that does not answer: the question again', async () => {
    const backend = await open({ tab: new AppError('message/unanswered') });
    await userEvent.click(page.getByRole('button', { name: 'Try again' }));
    await settled();
    expect(asked(backend).filter((name) => name === 'tab.describe')).toHaveLength(2);
  });
});

describe('a code on its way to the clipboard (T13)', () => {
  test('is copied by the click and by nothing else, and said to be only when it is', async () => {
    const backend = await open({ invitations: [invitation()] });
    expect(backend.surfaceCalls).toEqual([]);
    await click(`copy-${invitation().id}`);
    expect(backend.surfaceCalls).toEqual([{ name: 'copy', value: CODE }]);
    expect(document.body.textContent).toContain('The code is on the clipboard.');
  });

  test('stands selected in a field where the browser refuses', async () => {
    await open({ invitations: [invitation()], clipboard: false });
    await click(`copy-${invitation().id}`);
    expect(document.body.textContent).not.toContain('The code is on the clipboard.');
    const field = document.activeElement as HTMLTextAreaElement;
    expect(field.dataset['testid']).toBe('manual-code');
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe(CODE);
  });

  test('can be cleared after a minute, and not before', async () => {
    const backend = await open({ invitations: [invitation()] });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    page
      .getByTestId(`copy-${invitation().id}`)
      .element()
      .dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await settled();
    await vi.advanceTimersByTimeAsync(59_000);
    await settled();
    expect(document.body.textContent).not.toContain('Clear the clipboard');
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
    await settled();
    await userEvent.click(page.getByRole('button', { name: 'Clear the clipboard' }));
    await settled();
    expect(backend.surfaceCalls).toContainEqual({ name: 'clearClipboard', value: CODE });
    expect(document.body.textContent).toContain('The clipboard has been cleared.');
  });

  test('the keyboard command copies the newest at once', async () => {
    const backend = await open(
      {
        invitations: [
          invitationOf('OLD', { createdAt: NOW - 9000, code: `${CODE}old` }),
          invitationOf('NEW', { createdAt: NOW - 1000 }),
        ],
        wizards: [recordOf(destination)],
      },
      { copyLatest: true },
    );
    expect(screen()).toBe('home');
    expect(backend.surfaceCalls).toEqual([{ name: 'copy', value: CODE }]);
    expect((document.activeElement as HTMLElement).textContent).toContain('Copied');
  });

  test('the keyboard command says when there is nothing to copy', async () => {
    const backend = await open({}, { copyLatest: true });
    expect(backend.surfaceCalls).toEqual([]);
    expect(document.body.textContent).toContain('There is no pending invitation to copy.');
  });
});

describe('lists', () => {
  test('a revoked invitation is asked about first, and then gone', async () => {
    const backend = await open({ invitations: [invitation()] });
    await userEvent.click(page.getByRole('button', { name: 'More about ACME_to_NORTHWIND' }));
    await userEvent.click(page.getByRole('menuitem', { name: 'Revoke' }));
    expect(asked(backend)).not.toContain('invitations.revoke');
    await click('revoke-confirm');
    expect(inputOf(backend, 'invitations.revoke')).toEqual({ id: invitation().id });
    expect(document.querySelector('[data-testid=invitations]')).toBeNull();
  });

  test('connections are those of the tab’s instance', async () => {
    await open({
      tab: tabOf(jira),
      connections: [
        connectionOf('HERE', { local: { shortName: 'A', instance: jira } }),
        connectionOf('ELSEWHERE'),
      ],
    });
    const list = document.querySelector('[data-testid=connections]');
    expect(list?.textContent).toContain('HERE');
    expect(list?.textContent).not.toContain('ELSEWHERE');
  });

  test('what is made elsewhere appears by itself', async () => {
    const backend = await open({});
    backend.invitations.push(invitation());
    backend.announce('invitations');
    await settled();
    expect(document.querySelector('[data-testid=invitations]')?.textContent).toContain('ACME_to_NORTHWIND');
  });

  test('of ten thousand invitations a handful is drawn, and the page with all of them is one press away', async () => {
    const backend = await open({
      invitations: Array.from({ length: 10_000 }, (_, index) =>
        invitationOf(`N${index}`, { createdAt: NOW - index * 1000 }),
      ),
    });
    expect(document.querySelectorAll('[data-testid=invitations] > li')).toHaveLength(5);
    await userEvent.click(page.getByRole('button', { name: 'All invitations' }));
    expect(backend.surfaceCalls).toContainEqual({ name: 'openConnectionsPage', value: 'invitations' });
  });

  test('the numbers are compared before anything is confirmed', async () => {
    const waiting = connection({
      status: 'pending',
      awaitsConfirmation: true,
      numbers: ['4712', '0936', '8205'],
    });
    const backend = await open({ connections: [waiting] });
    await userEvent.click(page.getByRole('button', { name: 'Compare numbers' }));
    await settled();
    expect(page.getByTestId('numbers').element().textContent).toBe('471209368205');
    await click('differ');
    expect(inputOf(backend, 'connections.confirm')).toEqual({ id: waiting.id, same: false });
    expect(screen()).toBe('home');
  });
});
