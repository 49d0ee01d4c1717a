import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { Popup } from '@/components/popup/Popup.tsx';
import type { EffectEvent, WizardState } from '@/utils/wizard/state.ts';

import { clearPage, drawOnPage, settled } from './draw.tsx';
import {
  CODE,
  connection,
  invitation,
  jira,
  projects,
  recordOf,
  reviewed,
  servicenow,
  tabOf,
} from './gallery/data.ts';
import { createFakeBackend } from './gallery/fake-backend.ts';
import type { FakeBackend, FakeOptions } from './gallery/fake-backend.ts';

afterEach(clearPage);

const focused = () => document.activeElement as HTMLElement;
/** What a screen reader would call the element that has the focus, roughly. */
const name = () =>
  focused().getAttribute('aria-label') ??
  (focused() instanceof HTMLInputElement || focused() instanceof HTMLTextAreaElement
    ? ((focused() as HTMLInputElement).labels?.[0]?.textContent ?? '')
    : (focused().textContent ?? '')
  )
    .replace('*', '')
    .trim();
const screen = () => document.querySelector<HTMLElement>('[data-screen]')?.dataset['screen'];

/** Keys, one at a time, with the page at rest after each. */
async function press(...keys: readonly string[]) {
  for (const key of keys) {
    await userEvent.keyboard(key);
    await settled();
    expect(document.activeElement, `the focus after ${key}`).not.toBe(document.body);
  }
}

async function tabTo(wanted: string) {
  for (let stops = 0; stops < 30; stops += 1) {
    if (name() === wanted) return;
    await press('{Tab}');
  }
  throw new Error(`Tab never comes to ${wanted}`);
}

async function open(options: FakeOptions): Promise<FakeBackend> {
  await page.viewport(400, 600);
  const { backend } = await drawOnPage({
    name: 'popup',
    kind: 'popup',
    backend: () => createFakeBackend(options),
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

/** What the background does in F1 and F6, at once. */
function works(state: WizardState, fake: FakeBackend): EffectEvent | undefined {
  switch (state.step) {
    case 'creating':
      fake.invitations.push(
        invitation({ id: state.draft.invitationId, connectionName: state.draft.connectionName }),
      );
      return { type: 'invitation-created' };
    case 'judging':
      return state.text.trim() === CODE
        ? { type: 'code-judged', code: CODE, invitation: reviewed() }
        : { type: 'code-refused', problem: { code: 'code/not-a-code' } };
    case 'accepting':
      fake.connections.push(connection());
      return { type: 'connected', connection: connection().id, entityKey: 'SD-12' };
    default:
      return undefined;
  }
}

test('F1 is walked with the keyboard alone, from the popup to a copied code', async () => {
  const backend = await open({ effect: works });
  focused().blur();
  await userEvent.keyboard('{Tab}');
  await tabTo('Initiate connection');
  await press('{Enter}');
  expect(screen()).toBe('destination');
  expect(name()).toBe('Destination instance URL');

  await tabTo("I don't have a URL");
  await press(' ');
  // Enter goes forward from wherever the focus is.
  await press('{Enter}');
  expect(screen()).toBe('information');
  expect(name()).toBe('Local instance short name');

  await userEvent.keyboard('EAST');
  await settled();
  await press('{Enter}');
  expect(screen()).toBe('invitation');
  expect(name()).toBe('Copy invitation code');

  await press('{Enter}');
  expect(backend.surfaceCalls).toContainEqual({ name: 'copy', value: CODE });
  expect(name()).toBe('Copied');
  await tabTo('Done');
  await press('{Enter}');
  expect(screen()).toBe('home');
  expect(name()).toBe('Initiate connection');
  expect(backend.wizards.size).toBe(0);
  expect(document.body.textContent).toContain('EAST_to_PARTNER');
});

test('F6 is walked with the keyboard alone, from the popup to an established connection', async () => {
  const backend = await open({ effect: works, tab: tabOf(jira) });
  focused().blur();
  await userEvent.keyboard('{Tab}');
  await tabTo('Accept invitation');
  await press('{Enter}');
  expect(screen()).toBe('paste');
  expect(name()).toBe('Invitation code');

  await userEvent.keyboard('nonsense');
  await settled();
  await press('{Enter}');
  expect(screen()).toBe('paste');
  expect(document.querySelector('[role=alert]')?.textContent).toContain('This is no invitation code.');
  expect(name()).toBe('Invitation code');

  await userEvent.fill(focused(), CODE);
  await settled();
  await press('{Enter}');
  expect(screen()).toBe('review');
  expect(name()).toBe('Select a project for the incoming sync');

  await press('{ArrowDown}', '{ArrowDown}', '{Enter}');
  expect((focused() as HTMLInputElement).value).toBe('Operations (OPS)');
  await press('{Enter}');
  expect(screen()).toBe('established');
  expect(document.body.textContent).toContain('Connection established successfully');
  expect(backend.asked.filter(({ name: asked }) => asked === 'wizard.send')).toContainEqual({
    name: 'wizard.send',
    input: expect.objectContaining({
      event: { type: 'project-chosen', side: 'local', project: projects[1] },
    }),
  });
});

test('Escape goes back, one screen at a time, and puts the wizard aside at the first', async () => {
  const backend = await open({});
  await userEvent.click(page.getByTestId('initiate'));
  await settled();
  await userEvent.click(page.getByTestId('no-url'));
  await settled();
  await press('{Enter}');
  expect(screen()).toBe('information');
  await press('{Escape}');
  expect(screen()).toBe('destination');
  await userEvent.keyboard('{Escape}');
  await settled();
  expect(screen()).toBe('home');
  expect([...backend.wizards.values()].map(({ open: isOpen }) => isOpen)).toEqual([false]);
  expect(document.querySelector('[data-testid=continue]')).not.toBeNull();
});

test('a wizard in which nothing was said is forgotten when it is left', async () => {
  const backend = await open({});
  await userEvent.click(page.getByTestId('initiate'));
  await settled();
  await userEvent.keyboard('{Escape}');
  await settled();
  expect(backend.wizards.size).toBe(0);
});

test('a key that is held down does not run through several screens', async () => {
  // No project is asked for here: the review's button is ready, and has the focus.
  await open({
    wizards: [recordOf({ step: 'paste', local: servicenow, text: CODE })],
    tab: tabOf(servicenow),
    effect: works,
  });
  expect(name()).toBe('Invitation code');
  await press('{Enter}');
  expect(screen()).toBe('review');
  expect(name()).toBe('Confirm');
  // What the browser sends while the key stays down; its own action, the click, is what must not happen.
  const enter = (repeat: boolean) =>
    focused().dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', repeat, bubbles: true, cancelable: true }),
    );
  expect(enter(true)).toBe(false);
  expect(enter(false)).toBe(true);
});

test('the menu of an invitation is walked with arrow keys and gives the focus back', async () => {
  await open({ invitations: [invitation()] });
  await tabTo('More about ACME_to_NORTHWIND');
  await press('{ArrowDown}');
  expect(name()).toBe('Show code');
  await press('{ArrowDown}');
  expect(name()).toBe('Revoke');
  await press('{ArrowDown}');
  expect(name()).toBe('Show code');
  await press('{Escape}');
  expect(name()).toBe('More about ACME_to_NORTHWIND');
  await press('{Enter}', '{End}', '{Enter}');
  expect(document.querySelector('dialog')?.open).toBe(true);
  expect(name()).toBe('Revoke');
  await press('{Escape}');
  expect(document.querySelector('dialog')).toBeNull();
});
