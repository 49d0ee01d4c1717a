import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { Popup } from '@/components/popup/Popup.tsx';
import { AppError } from '@/utils/base/errors.ts';
import type { RequestName } from '@/utils/messages/protocol.ts';
import type { UserEvent, WizardState } from '@/utils/wizard/state.ts';

import { clearPage, drawOnPage, settled } from './draw.tsx';
import {
  CODE,
  connection,
  draftOf,
  foundJira,
  invitation,
  jira,
  jiraDc,
  projects,
  recordOf,
  reviewed,
  servicenow,
  signedIn,
  tabOf,
  xurrent,
} from './gallery/data.ts';
import { createFakeBackend } from './gallery/fake-backend.ts';
import type { FakeBackend, FakeOptions } from './gallery/fake-backend.ts';

afterEach(clearPage);

const screen = () => document.querySelector<HTMLElement>('[data-screen]')?.dataset['screen'];
const eventsOf = (backend: FakeBackend) =>
  backend.asked
    .filter(({ name }) => name === 'wizard.send')
    .map(({ input }) => (input as { event: UserEvent }).event);
const asked = (backend: FakeBackend) => backend.asked.map(({ name }) => name);

async function open(
  state: WizardState,
  options: FakeOptions = {},
  wrap?: (fake: FakeBackend) => FakeBackend,
) {
  await page.viewport(400, 600);
  const local = 'draft' in state ? state.draft.local : 'local' in state ? state.local : undefined;
  const { backend } = await drawOnPage({
    name: 'wizard',
    kind: 'popup',
    backend: () => {
      const fake = createFakeBackend({
        wizards: [recordOf(state)],
        ...(local ? { tab: tabOf(local) } : {}),
        ...options,
      });
      return wrap?.(fake) ?? fake;
    },
    draw: () => (
      <Popup
        tabId={7}
        copyLatest={false}
        isWindow={false}
        loadWizard={() => import('@/components/wizard/Wizard.tsx')}
      />
    ),
  });
  return backend;
}

async function click(testId: string) {
  await userEvent.click(page.getByTestId(testId));
  await settled();
}

const destination = (change: Parameters<typeof draftOf>[1] = {}): WizardState => ({
  step: 'destination',
  draft: draftOf(servicenow, change),
});
const information: WizardState = { step: 'information', draft: draftOf(servicenow, { noUrl: true }) };

describe('typing', () => {
  test('is drawn at once, with what follows from it', async () => {
    await open(information);
    await userEvent.fill(page.getByTestId('information-localShortName'), 'EAST');
    expect((page.getByTestId('information-connectionName').element() as HTMLInputElement).value).toMatch(
      /^EAST_to_/,
    );
  });

  test('reaches the background before Next does', async () => {
    const backend = await open(information);
    await userEvent.fill(page.getByTestId('information-localShortName'), 'EAST');
    await userEvent.fill(page.getByTestId('information-description'), 'all of it');
    await userEvent.click(page.getByTestId('wizard-forward'));
    await settled();
    const events = eventsOf(backend);
    expect(events.at(-1)).toEqual({ type: 'next' });
    expect(events).toContainEqual({
      type: 'information-typed',
      field: 'description',
      text: 'all of it',
    });
  });

  test('an address is on its way when the popup closes in the middle of it', async () => {
    const backend = await open(destination());
    await userEvent.fill(page.getByTestId('destination-url'), 'https://fabrikam.atlassian.net');
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(eventsOf(backend).at(-1)).toEqual({
      type: 'url-typed',
      text: 'https://fabrikam.atlassian.net',
    });
  });

  test('is kept on the screen when the background fails, and sent again on request', async () => {
    let failing = true;
    const backend = await open(information, {}, (fake) => ({
      ...fake,
      send: (async (name: RequestName, input?: unknown) => {
        if (name === 'wizard.send' && failing) throw new AppError('store/quota');
        return (fake.send as (name: RequestName, input?: unknown) => Promise<unknown>)(name, input);
      }) as FakeBackend['send'],
    }));
    await userEvent.fill(page.getByTestId('information-localShortName'), 'EAST');
    await settled();
    expect(document.querySelector('[role=alert]')?.textContent).toContain('The disk is full.');
    expect((page.getByTestId('information-localShortName').element() as HTMLInputElement).value).toBe('EAST');
    failing = false;
    await userEvent.click(page.getByRole('button', { name: 'Try again' }));
    await settled();
    expect(eventsOf(backend)).toContainEqual({
      type: 'information-typed',
      field: 'localShortName',
      text: 'EAST',
    });
    expect(document.querySelector('[role=alert]')).toBeNull();
  });

  test('what is not acceptable keeps Next from being pressed, and says why', async () => {
    await open(information);
    await userEvent.fill(page.getByTestId('information-remoteShortName'), '9 lives');
    expect(page.getByTestId('wizard-forward').element()).toBeDisabled();
    expect(document.querySelector('.field-problem')?.textContent).toContain('Only letters, digits');
  });

  test('a "?" explains its field, and is read out with it', async () => {
    await open(information);
    await userEvent.click(page.getByRole('button', { name: 'Help for “Connection name”' }));
    const field = page.getByTestId('information-connectionName').element();
    const help = document.querySelector(`#${CSS.escape(`${field.id}-help`)}`);
    expect(help?.textContent).toContain('Your partner sees it too.');
    expect(field.getAttribute('aria-describedby')).toContain(help?.id);
  });
});

describe('the destination', () => {
  test('is asked for within the click, with the address under way before the prompt', async () => {
    const backend = await open(
      destination({
        urlText: 'https://jira.acme.example/jira',
        check: { state: 'needs-permission', origins: ['https://jira.acme.example/*'], guess: jiraDc },
      }),
    );
    await click('wizard-forward');
    expect(backend.surfaceCalls).toEqual([
      { name: 'requestOrigins', value: ['https://jira.acme.example/*'] },
    ]);
    expect(backend.asked.find(({ name }) => name === 'sites.granted')?.input).toEqual({
      origins: ['https://jira.acme.example/*'],
      instance: jiraDc,
    });
    expect(eventsOf(backend)).toEqual([{ type: 'permission-granted' }]);
  });

  test('where the browser’s prompt is refused, that is said and nothing is sent', async () => {
    const backend = await open(
      destination({
        urlText: 'https://jira.acme.example/jira',
        check: { state: 'needs-permission', origins: ['https://jira.acme.example/*'] },
      }),
      { permission: false },
    );
    await click('wizard-forward');
    expect(document.body.textContent).toContain('The browser was not allowed to give access.');
    expect(asked(backend)).not.toContain('sites.granted');
    expect(eventsOf(backend)).toEqual([]);
  });

  test('a private address is used only when the admin says so', async () => {
    const backend = await open(
      destination({
        urlText: 'https://jira.corp',
        check: { state: 'refused', problem: { code: 'url/private-address', detail: 'jira.corp' } },
      }),
    );
    expect(page.getByTestId('wizard-forward').element()).toBeDisabled();
    await click('acknowledge');
    expect(eventsOf(backend)).toEqual([{ type: 'address-acknowledged' }]);
  });

  test('a mode that cannot be chosen is shown with the reason', async () => {
    await open(destination({ urlText: jira.url, check: foundJira }));
    const visual = page.getByTestId('choice-visual').element();
    expect(visual).toBeDisabled();
    const reason = document.querySelector(`#${CSS.escape(visual.getAttribute('aria-describedby') ?? '')}`);
    expect(reason?.textContent).toContain('Cannot be chosen');
  });

  test('Xurrent is not offered what its manuals do not know: a connection without a URL', async () => {
    await open({ step: 'destination', draft: draftOf(xurrent) });
    expect(document.querySelector('[data-testid=no-url]')).toBeNull();
  });

  test('typing an address takes the tick back', async () => {
    const backend = await open(destination({ noUrl: true }));
    await userEvent.fill(page.getByTestId('destination-url'), 'https://a.example');
    await settled();
    expect((page.getByTestId('no-url').element() as HTMLInputElement).checked).toBe(false);
    expect(eventsOf(backend)).toContainEqual({ type: 'no-url-ticked', ticked: false });
  });
});

describe('the project', () => {
  const state: WizardState = { step: 'project', draft: draftOf(jira, { noUrl: true }) };

  test('is chosen already where there is only one', async () => {
    const backend = await open(state, { projects: projects.slice(0, 1) });
    expect((page.getByTestId('project').element() as HTMLInputElement).value).toBe('Service desk (SD)');
    expect(page.getByTestId('wizard-forward').element()).toBeEnabled();
    expect(eventsOf(backend)).toContainEqual({ type: 'project-chosen', side: 'local', project: projects[0] });
  });

  test('is the one of the last time where there was one', async () => {
    const backend = await open({
      step: 'project',
      draft: draftOf(jira, { noUrl: true, project: projects[1] }),
    });
    expect((page.getByTestId('project').element() as HTMLInputElement).value).toBe('Operations (OPS)');
    expect(eventsOf(backend)).toEqual([]);
  });

  test('is found by typing, with one question when typing pauses', async () => {
    const backend = await open(state);
    await userEvent.type(page.getByTestId('project'), 'plat');
    await expect
      .poll(() => [...document.querySelectorAll('[role=option]')].map((row) => row.textContent))
      .toEqual(['Platform engineering (PLAT)']);
    const searches = backend.asked.filter(({ name }) => name === 'projects.search');
    expect(searches.map(({ input }) => (input as { search: string }).search)).toEqual(['', 'plat']);
    await userEvent.keyboard('{Enter}');
    await settled();
    expect((page.getByTestId('project').element() as HTMLInputElement).value).toBe(
      'Platform engineering (PLAT)',
    );
    // The list's Enter chose; it did not press the button as well.
    expect(screen()).toBe('project');
  });

  test('says when nothing has that name', async () => {
    await open(state);
    await userEvent.type(page.getByTestId('project'), 'zzz');
    await expect.element(page.getByRole('option')).toHaveTextContent('Nothing has that name or key.');
  });

  test('says why it cannot be asked for, and asks again', async () => {
    const backend = await open(state, {
      projects: new AppError('platform/signed-out', 'fabrikam.atlassian.net'),
    });
    expect(document.querySelector('.field-problem')?.textContent).toContain(
      'Nobody is signed in at fabrikam.atlassian.net.',
    );
    await userEvent.click(page.getByRole('button', { name: 'Try again' }));
    await settled();
    expect(asked(backend).filter((name) => name === 'projects.search')).toHaveLength(2);
  });

  test('two projects of one instance have to be two', async () => {
    await open({
      step: 'remote-project',
      draft: draftOf(jiraDc, {
        urlText: jiraDc.url,
        check: { state: 'found', instance: jiraDc, version: '', own: true, access: signedIn() },
        project: projects[0],
        remoteProject: projects[0],
      }),
    });
    expect(document.body.textContent).toContain('Choose two different projects.');
    expect(page.getByTestId('wizard-forward').element()).toBeDisabled();
  });
});

describe('the invitation', () => {
  const state: WizardState = { step: 'invitation', draft: draftOf(servicenow, { noUrl: true }) };

  test('a destination that nobody knows is called unknown', async () => {
    await open(state, { invitations: [invitation()] });
    expect(page.getByRole('heading', { name: 'Invitation for “unknown”' }).element()).toBeVisible();
  });

  test('is revoked after a question, and its wizard ends', async () => {
    const backend = await open(state, { invitations: [invitation()] });
    await click('revoke');
    await click('revoke-confirm');
    expect(asked(backend)).toContain('invitations.revoke');
    expect(backend.wizards.size).toBe(0);
    expect(screen()).toBe('home');
  });

  test('Done ends the wizard and leaves the invitation', async () => {
    const backend = await open(state, { invitations: [invitation()] });
    await click('done');
    expect(backend.wizards.size).toBe(0);
    expect(document.querySelector('[data-testid=invitations]')?.textContent).toContain('ACME_to_NORTHWIND');
  });

  test('that is accepted while it is on screen says so', async () => {
    const backend = await open(state, { invitations: [invitation()] });
    const { code: _erased, ...rest } = invitation({
      status: 'accepted',
      acceptedBy: { name: 'Northwind', instance: jira, node: 'n'.repeat(22) },
    });
    backend.invitations[0] = rest;
    backend.announce('invitations');
    await settled();
    expect(document.body.textContent).toContain('The invitation was accepted by “Northwind”');
    expect(document.body.textContent).not.toContain(CODE.slice(0, 40));
  });
});

describe('accepting', () => {
  test('a text over 8 KiB is refused before it is sent', async () => {
    const backend = await open({ step: 'paste', local: jira, text: '' });
    await userEvent.fill(page.getByTestId('code-field'), 'x'.repeat(8193));
    await settled();
    expect(document.body.textContent).toContain('This text is too long for an invitation code.');
    expect(page.getByTestId('wizard-forward').element()).toBeDisabled();
    expect(eventsOf(backend)).toEqual([]);
  });

  test('one of several codes is chosen by who says it is from', async () => {
    const backend = await open({
      step: 'choose-code',
      local: jira,
      text: 'two codes',
      found: [
        { code: 'first', from: 'acme.service-now.com', name: 'ONE' },
        { code: 'second', from: 'tailspin.my.salesforce.com', name: 'TWO' },
      ],
    });
    await userEvent.click(page.getByText('TWO'));
    await click('wizard-forward');
    expect(eventsOf(backend)).toEqual([{ type: 'code-chosen', code: 'second' }]);
  });

  test('where the tab is no instance, one is chosen', async () => {
    const backend = await open(
      { step: 'review', code: CODE, invitation: reviewed() },
      { tab: { kind: 'unsupported', tabId: 7, host: 'mail.example' }, instances: [jira, servicenow] },
    );
    expect(page.getByTestId('wizard-forward').element()).toBeDisabled();
    await userEvent.click(page.getByText('fabrikam.atlassian.net'));
    await settled();
    expect(eventsOf(backend)).toEqual([{ type: 'local-chosen', instance: jira }]);
  });

  test('the same partner twice is a warning, not an obstacle', async () => {
    await open({
      step: 'review',
      local: servicenow,
      code: CODE,
      invitation: reviewed({ samePartner: true }),
    });
    expect(document.body.textContent).toContain('You are connected with this instance already.');
    expect(page.getByTestId('wizard-forward').element()).toBeEnabled();
  });
});

describe('what stands in the way at the destination', () => {
  const verifying = (access: Extract<WizardState, { step: 'verifying' }>['access']): WizardState => ({
    step: 'verifying',
    draft: draftOf(servicenow, { urlText: jira.url, check: foundJira, adminAccess: true }),
    ...(access ? { access } : {}),
  });

  test('signed out: its sign-in page', async () => {
    const backend = await open(verifying({ state: 'signed-out', signInUrl: jira.url }));
    await click('sign-in');
    expect(backend.asked.find(({ name }) => name === 'access.sign-in')?.input).toEqual({ instance: jira });
  });

  test('no permission: the browser’s prompt within the click', async () => {
    const backend = await open(
      verifying({ state: 'permission-missing', origins: ['https://fabrikam.atlassian.net/*'] }),
    );
    await click('allow');
    expect(backend.surfaceCalls).toEqual([
      { name: 'requestOrigins', value: ['https://fabrikam.atlassian.net/*'] },
    ]);
    expect(eventsOf(backend)).toEqual([{ type: 'permission-granted' }]);
  });

  test('not an administrator: the reason, and the way without', async () => {
    await open(verifying(signedIn({ admin: false })));
    expect(document.body.textContent).toContain('This user is not an administrator.');
    expect(document.body.textContent).toContain("No, I don't have admin access");
    await click('wizard-back');
    expect(screen()).toBe('admin-access');
  });
});

test('the end says what is missing instead of pretending', async () => {
  await open(
    { step: 'established', connection: connection().id, entityKey: 'INC0010006' },
    { connections: [connection()] },
  );
  expect((page.getByTestId('entity-key').element() as HTMLInputElement).value).toBe('INC0010006');
  expect(document.body.textContent).toContain('Sync your first incident to see how it works');
  expect(document.body.textContent).toContain('This version cannot sync yet.');
  expect([...document.querySelectorAll('button')].map((button) => button.textContent)).not.toContain('Sync');
});
