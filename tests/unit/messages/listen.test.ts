import { describe, expect, test, vi } from 'vitest';

import { AppError } from '@/utils/base/errors.ts';
import { answer, classify } from '@/utils/messages/listen.ts';
import type { Caller, Handlers, Sender } from '@/utils/messages/listen.ts';
import { requests } from '@/utils/messages/protocol.ts';
import type { RequestName, SenderClass } from '@/utils/messages/protocol.ts';

const own = { id: 'own-id', baseUrl: 'chrome-extension://own-id/' };
const page = (path: string, more: Partial<Sender> = {}): Sender => ({
  id: own.id,
  url: `${own.baseUrl}${path}`,
  ...more,
});
const site = 'https://acme.service-now.com';
const content = (more: Partial<Sender> = {}): Sender => ({
  id: own.id,
  url: `${site}/navpage.do`,
  origin: site,
  frameId: 0,
  tab: { id: 7 },
  ...more,
});

/** Everybody who can send a message to the background, and what the browser says of them. */
const senders: Record<string, Sender> = {
  popup: page('popup.html'),
  'popup in a window': page('popup.html?window=1&tab=3', { tab: { id: 9 }, frameId: 0 }),
  connections: page('connections.html#invitations', { tab: { id: 4 }, frameId: 0 }),
  'content script, top frame': content(),
  'content script, inner frame': content({ frameId: 3 }),
  'content script without a tab': content({ tab: undefined }),
  'content script with a forged address': content({ url: `${own.baseUrl}popup.html`, frameId: 2 }),
  'content script whose origin and address differ': content({ origin: 'https://evil.example' }),
  'a file page': content({ url: 'file:///etc/passwd', origin: 'null' }),
  'another page of ours': page('other.html'),
  'our popup framed by a page': page('popup.html', { tab: { id: 7 }, frameId: 5 }),
  'another extension': { id: 'foreign', url: 'chrome-extension://foreign/popup.html' },
  'another extension that names our page': { id: 'foreign', url: `${own.baseUrl}popup.html` },
  nobody: {},
};

const classes: Record<string, SenderClass | undefined> = {
  popup: 'popup',
  'popup in a window': 'popup',
  connections: 'connections',
  'content script, top frame': 'admin-page',
};

test.each(Object.keys(senders))('knows %s for what it is', (name) => {
  expect(classify(senders[name] ?? {}, own)?.class).toBe(classes[name]);
});

/** What the threat model allows, written out by hand: nothing here is read from the table itself. */
const adminPageMay = new Set(['wizard.open']);

const inputs: Partial<Record<RequestName, unknown>> = {
  'wizard.open': { action: 'initiate' },
  'tab.describe': {},
};

describe.each(Object.keys(requests) as RequestName[])('%s', (name) => {
  test.each(Object.entries(senders))('from %s is allowed or refused as listed', async (who, sender) => {
    const handler = vi.fn(() => undefined);
    const handlers = { [name]: handler } as unknown as Handlers;
    const caller = classify(sender, own);
    const reply = await answer({ name, input: inputs[name] }, caller, handlers, () => undefined);
    const kind = classes[who];
    const allowed = kind === 'admin-page' ? adminPageMay.has(name) : kind !== undefined;
    if (allowed) expect(reply).not.toMatchObject({ code: 'message/refused' });
    else {
      expect(reply).toEqual({ ok: false, code: 'message/refused' });
      expect(handler).not.toHaveBeenCalled();
    }
  });
});

const popup: Caller = { class: 'popup', tabId: undefined, url: `${own.baseUrl}popup.html` };

test.each([
  ['a text', 'wizard.open'],
  ['nothing', undefined],
  ['an unknown name', { name: 'wizard.destroy' }],
  ['a name that every object has', { name: 'constructor' }],
  ['a name of the prototype', { name: '__proto__' }],
  ['an additional member', { name: 'settings.change', input: {}, as: 'popup' }],
])('refuses %s', async (_, message) => {
  expect(await answer(message, popup, {} as Handlers, () => undefined)).toEqual({
    ok: false,
    code: 'message/refused',
  });
});

test('input that does not fit is refused with the name of the field, before the handler sees it', async () => {
  const handler = vi.fn();
  const message = { name: 'connections.rename', input: { id: 'x', name: 'n', description: '' } };
  const reply = await answer(
    message,
    popup,
    { 'connections.rename': handler } as unknown as Handlers,
    () => undefined,
  );
  expect(reply).toEqual({ ok: false, code: 'message/bad-input', detail: 'id' });
  expect(handler).not.toHaveBeenCalled();
});

test('a fault that has a code is answered with it', async () => {
  const handlers = {
    'config.export': () => Promise.reject(new AppError('store/quota', 'disk')),
  } as unknown as Handlers;
  const reply = await answer({ name: 'config.export' }, popup, handlers, () => undefined);
  expect(reply).toEqual({ ok: false, code: 'store/quota', detail: 'disk' });
});

test('a fault without a code is answered as unknown, reported once, and tells the page nothing', async () => {
  const error = new TypeError('inner secret');
  const report = vi.fn();
  const handlers = {
    'config.export': () => {
      throw error;
    },
  } as unknown as Handlers;
  expect(await answer({ name: 'config.export' }, popup, handlers, report)).toEqual({
    ok: false,
    code: 'unknown',
  });
  expect(report.mock.calls).toEqual([[error, 'config.export']]);
});
