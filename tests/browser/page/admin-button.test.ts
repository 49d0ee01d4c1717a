import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { createAdminButton } from '@/components/admin-button/AdminButton.ts';
import type { AdminAction, Outcome } from '@/components/admin-button/AdminButton.ts';
import { AppError } from '@/utils/base/errors.ts';
import { createButtonParts } from '@/utils/page/button-parts.ts';
import type { PageBrowser } from '@/utils/page/extension.ts';

const texts = {
  group: 'Liaison',
  initiate: 'Initiate connection',
  accept: 'Accept invitation',
  hide: 'Hide these buttons on this site',
  reload: 'Reload page',
};

let chosen: AdminAction[];
let outcome: Outcome;
let hidden: number;
let reloads: number;

beforeEach(() => {
  chosen = [];
  outcome = undefined;
  hidden = 0;
  reloads = 0;
  const drawn = createAdminButton({
    texts,
    onChoose: (action) => {
      chosen.push(action);
      return Promise.resolve(outcome);
    },
    onHide: () => (hidden += 1),
    onReload: () => (reloads += 1),
  });
  drawn.setStanding('corner');
  document.body.replaceChildren(drawn.element);
});
afterEach(() => document.body.replaceChildren());

const button = (name: string) => page.getByRole('button', { name });
const element = (name: string) => button(name).element() as HTMLButtonElement;

describe('the group', () => {
  test('is one named group of buttons that say what they do', async () => {
    await expect.element(page.getByRole('group', { name: 'Liaison' })).toBeVisible();
    for (const name of [texts.initiate, texts.accept, texts.hide])
      await expect.element(button(name)).toBeVisible();
  });

  test('acts on a person’s clicks', async () => {
    await button(texts.initiate).click();
    await button(texts.accept).click();
    await button(texts.hide).click();
    expect([chosen, hidden]).toStrictEqual([['initiate', 'accept'], 1]);
  });

  test('does not act on clicks and keys that a script makes', async () => {
    for (const name of [texts.initiate, texts.accept, texts.hide]) {
      element(name).click();
      element(name).dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      element(name).dispatchEvent(new PointerEvent('click', { bubbles: true, detail: 1 }));
      element(name).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }
    await Promise.resolve();
    expect([chosen, hidden]).toStrictEqual([[], 0]);
  });

  test('says what happened and what to do now, read out, until Escape', async () => {
    outcome = { title: 'Nobody is signed in.', now: 'Sign in.', canReload: false };
    await button(texts.initiate).click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Nobody is signed in.Sign in.');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('status')).toHaveTextContent('');
  });

  test('takes back what it said with the next click', async () => {
    outcome = { title: 'No.', now: '', canReload: false };
    await button(texts.initiate).click();
    outcome = undefined;
    await button(texts.accept).click();
    await expect.element(page.getByRole('status')).toHaveTextContent('');
  });

  test('offers the reload where one helps', async () => {
    outcome = { title: 'Updated.', now: 'Reload.', canReload: true };
    await button(texts.initiate).click();
    await button(texts.reload).click();
    expect(reloads).toBe(1);
  });

  test('shows a stranger’s words as words', async () => {
    outcome = { title: '<img src=x onerror="alert(1)">', now: '<b>x</b>', canReload: false };
    await button(texts.initiate).click();
    await expect
      .element(page.getByRole('status'))
      .toHaveTextContent('<img src=x onerror="alert(1)"><b>x</b>');
    expect(document.querySelector('[role=status] img')).toBeNull();
  });
});

describe('asking the background', () => {
  const messages: Record<string, string> = {
    error_extension_reload_page: 'Liaison has been updated.\nReload this page to go on.',
    error_unknown: 'Something went wrong.\nTry again.',
    error_platform_signed_out: 'Nobody is signed in there.\nSign in.',
    error_platform_signed_out_detail: 'Nobody is signed in at $1.\nSign in.',
    button_initiate: 'Initiate connection',
  };
  let id: string | undefined;
  let isGone: boolean;
  const browser = {
    get runtime() {
      // As Chromium does once the extension is gone: there is not even a runtime to ask.
      if (isGone) return undefined;
      return { id, sendMessage: () => Promise.resolve() };
    },
    i18n: {
      getMessage: (key: string, fact?: string) => {
        if (isGone) throw new Error('Extension context invalidated.');
        return (messages[key] ?? '').replace('$1', fact ?? '');
      },
    },
    storage: {
      local: {
        get: () => Promise.resolve({}),
        set: () => Promise.resolve(),
        remove: () => Promise.resolve(),
      },
    },
  } as unknown as PageBrowser;
  let choose: (action: AdminAction) => Promise<Outcome>;
  const arrange = (openWizard: (action: AdminAction) => Promise<unknown>) => {
    id = 'own';
    isGone = false;
    const parts = createButtonParts(
      browser,
      (props) => {
        choose = props.onChoose;
        return createAdminButton(props);
      },
      '',
      openWizard,
    );
    parts.draw(() => undefined);
    return parts;
  };

  test('is one message, and nothing to say when it was answered', async () => {
    const asked: AdminAction[] = [];
    arrange((action) => Promise.resolve(asked.push(action)));
    expect(await choose('accept')).toBeUndefined();
    expect(asked).toStrictEqual(['accept']);
  });

  test.each([
    ['a fault', new AppError('platform/signed-out'), 'Nobody is signed in there.'],
    [
      'a fault with its fact',
      new AppError('platform/signed-out', 'acme.example'),
      'Nobody is signed in at acme.example.',
    ],
    ['a fault without words of its own', new AppError('store/quota'), 'Something went wrong.'],
    ['a fault of ours', new TypeError('x is not a function'), 'Something went wrong.'],
  ])('that ends in %s is worded', async (_name, error, title) => {
    arrange(() => Promise.reject(error));
    expect(await choose('initiate')).toMatchObject({ title, canReload: false });
  });

  test('after an update offers to reload the page, asks nobody and throws nothing', async () => {
    let asked = 0;
    const parts = arrange(() => Promise.resolve((asked += 1)));
    isGone = true;
    expect(parts.alive()).toBe(false);
    expect(await choose('initiate')).toStrictEqual({
      title: 'Liaison has been updated.',
      now: 'Reload this page to go on.',
      canReload: true,
    });
    expect(asked).toBe(0);
  });

  test('during which the extension goes away offers the reload too', async () => {
    arrange(() => {
      id = undefined;
      return Promise.reject(new Error('Extension context invalidated.'));
    });
    expect(await choose('initiate')).toMatchObject({ canReload: true });
  });
});
