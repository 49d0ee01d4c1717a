import browser from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';

import { randomId } from '@/utils/base/bytes.ts';
import { systemClock } from '@/utils/base/clock.ts';
import { createLog } from '@/utils/base/log.ts';
import { judgeUrl } from '@/utils/base/url-safety.ts';
import type { Access } from '@/utils/domain/access.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { createBrowserExchange } from '@/utils/exchange/browser.ts';
import { CLOCK_TOLERANCE } from '@/utils/invitation/judge.ts';
import { createLifecycle } from '@/utils/invitation/lifecycle.ts';
import { createAnnouncer } from '@/utils/messages/changes.ts';
import type { Changed } from '@/utils/messages/changes.ts';
import { listenForRequests } from '@/utils/messages/runtime.ts';
import { guessInstance } from '@/utils/platforms/pages-registry.ts';
import { createAdapters, probeInstance } from '@/utils/platforms/registry.ts';
import { createSessionVault } from '@/utils/platforms/vault.ts';
import { createBackup } from '@/utils/store/backup.ts';
import { extensionMarker } from '@/utils/store/marker.ts';
import { listKept, nextExpiry } from '@/utils/store/reading.ts';
import { createStore } from '@/utils/store/store.ts';
import { createEffects } from '@/utils/wizard/effects.ts';
import { destinationOf } from '@/utils/wizard/initiate.ts';
import { createWizardRunner } from '@/utils/wizard/runner.ts';
import { WizardRecord } from '@/utils/wizard/state.ts';

import { createAccessBook } from './access-book.ts';
import { createChoices } from './choices.ts';
import { diagnose } from './diagnostics.ts';
import { createHandlers, createWizardStore } from './handlers.ts';
import { createInvitationParts } from './invitation-parts.ts';
import { reviewOf, shortNameFor, termsOf } from './invitation-terms.ts';
import { createMenus, onAcceptFromSelection } from './menus.ts';
import { createSites } from './sites.ts';
import { openPopup, openTab, showBadge } from './surfaces.ts';
import { describeTab, entityKeyOf } from './tab-view.ts';

/** Wakes us when the next invitation expires. */
const EXPIRY_ALARM = 'expiry';
/** Wakes us while a handshake is under way, in case the one who carries it was stopped. */
const WORK_ALARM = 'work';
/** From our start until the event that woke us has been dealt with, in ms; a stop is half a minute away. */
const SETTLED = 100;

export default defineBackground(() => {
  // Everything up to the last listener happens in this first turn: an event that wakes us is handed out right after.
  const clock = systemClock;
  const log = createLog(console, clock);
  const report = (error: unknown): void => log.error('background', error);
  const announcer = createAnnouncer();
  let refreshing: ReturnType<typeof setTimeout> | undefined;
  const changed = (...what: Changed[]): void => {
    announcer.announce(what);
    if (what.includes('connections') || what.includes('invitations')) refreshSoon();
  };

  const store = createStore({ marker: extensionMarker });
  const adapters = createAdapters({
    fetch: (url, init) => fetch(url, init),
    cookies: browser.cookies,
    permissions: browser.permissions,
    vault: createSessionVault(browser.storage.session),
    clock,
    log: (entry) => log.info('request', { ...entry }),
  });
  const access = createAccessBook(
    (instance, signal) => adapters[instance.platform].fetchAccess(instance, signal),
    clock,
  );
  const fetchAccess = (instance: Instance, options?: { fresh: boolean }): Promise<Access> =>
    access.fetch(instance, options);
  const sites = createSites(store, clock, () => changed('sites'));
  const choices = createChoices(store);
  const backup = createBackup(store, clock, () => changed('connections', 'settings'));
  const lifecycle = createLifecycle({
    store: createInvitationParts(store),
    exchange: createBrowserExchange(store),
    clock,
    newId: randomId,
    invitationHours: async () => (await choices.settings()).invitationHours,
    announce: () => changed('connections', 'invitations'),
  });

  const runner = createWizardRunner({
    store: createWizardStore(store, () => listKept(store, 'wizards', WizardRecord)),
    clock,
    newId: randomId,
    announce: () => changed('wizards'),
    report,
    effectOf: createEffects({
      adapterOf: (platform) => adapters[platform],
      probe: (url, signal) => probeInstance(adapters, url, signal),
      guess: guessInstance,
      judgeUrl: (text, acknowledged) =>
        judgeUrl(text, { allowPrivate: acknowledged, allowHttp: acknowledged }),
      mayReach: (origins) => sites.mayReach(origins),
      pause,
      createInvitation: (draft) => lifecycle.createInvitation(termsOf(draft)),
      judge: async (text, local) => reviewOf(await lifecycle.judge(text, local)),
      async accept(given) {
        await lifecycle.accept({ ...given, shortName: shortNameFor(given) });
        await runner.forgetCode(given.code);
      },
      codeOf: (id) => lifecycle.codeOf(id),
      likelyLocal: async (invitation, expected) => {
        const known = await sites.instances();
        const others = known.filter(
          ({ url }) => invitation.type === 'local' || url !== invitation.claim.instance.url,
        );
        return (
          others.find(({ url }) => url === expected?.url) ?? (others.length === 1 ? others[0] : undefined)
        );
      },
      likelyProject: async (instance, signal) =>
        (await choices.last(instance)).project ??
        (await adapters[instance.platform].fetchRecentProject?.(instance, signal)),
      remember: (instance, choice) => choices.remember(instance, choice),
      entityKeyOf,
    }),
  });

  const view = (tabId: number | undefined) =>
    describeTab(tabId, {
      store,
      sites,
      fetchAccess,
      originsOf: (instance) => adapters[instance.platform].originsOf(instance),
    });

  listenForRequests(
    createHandlers({
      runner,
      lifecycle,
      sites,
      choices,
      backup,
      adapterOf: (platform) => adapters[platform],
      fetchAccess,
      describeTab: view,
      openPopup,
      openTab,
      diagnose: () => diagnose(store, log),
      changed,
    }),
    (error, name) => log.error(`message ${name}`, error),
  );

  browser.runtime.onInstalled.addListener(() => {
    void createMenus().catch(report);
  });
  browser.runtime.onStartup.addListener(() => undefined);
  // A waiting update is applied between steps: every step is committed, so there is nothing to finish first.
  browser.runtime.onUpdateAvailable.addListener(() => {
    void runner.idle().then(() => browser.runtime.reload());
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === EXPIRY_ALARM) void lifecycle.expireDue().then(refresh).catch(report);
    if (name === WORK_ALARM) void lifecycle.pump().then(refresh).catch(report);
  });
  browser.permissions.onAdded.addListener(({ origins = [] }) => {
    void sites
      .granted(origins)
      .then(() => lookAgain())
      .catch(report);
  });
  browser.permissions.onRemoved.addListener(() => {
    access.forget();
    void sites.reconcile().catch(report);
  });
  browser.tabs.onUpdated.addListener((_tabId, change, tab) => {
    // Only addresses of sites that the admin allowed are told to us. A finished load may be a finished sign-in.
    if (change.status === 'complete' && tab.url !== undefined) void lookAgain(tab.url).catch(report);
  });
  browser.commands.onCommand.addListener((command) => {
    if (command === 'copy-latest-code') void openPopup({ copy: 'latest' }).catch(report);
  });
  onAcceptFromSelection((selection, tab) => {
    // The popup is opened within the click, where a browser asks for that; the wizard is there a moment later.
    const opened = openPopup({ tabId: tab.id, windowId: tab.windowId });
    void acceptSelection(selection, tab.id)
      .then(() => opened)
      .catch(report);
  });

  // Nobody waits for what a start tidies up, while whoever woke us waits for an answer: that comes first.
  setTimeout(() => void start().catch(report), SETTLED);

  /** What every start does; safe any number of times. */
  async function start(): Promise<void> {
    await lifecycle.expireDue();
    await refresh();
    await sites.reconcile();
    await lifecycle.pump();
    await runner.restart();
  }

  async function acceptSelection(selection: string, tabId: number | undefined): Promise<void> {
    const shown = await view(tabId);
    const local = shown.kind === 'instance' ? shown.instance : undefined;
    await runner.open({ action: 'accept', local, tabId, text: selection });
  }

  /** Once for all changes of a step, and after the screens have been answered. */
  function refreshSoon(): void {
    clearTimeout(refreshing);
    refreshing = setTimeout(() => void refresh().catch(report), SETTLED);
  }

  /** Badge and alarms follow what is in the store. */
  async function refresh(): Promise<void> {
    await showBadge((await store.counts()).waiting);
    const expiry = await nextExpiry(store);
    if (expiry === undefined) await browser.alarms.clear(EXPIRY_ALARM);
    else
      await browser.alarms.create(EXPIRY_ALARM, {
        when: Math.max(expiry + CLOCK_TOLERANCE, clock.now()) + 1000,
      });
    if (await lifecycle.isUnderWay()) await browser.alarms.create(WORK_ALARM, { periodInMinutes: 1 });
    else await browser.alarms.clear(WORK_ALARM);
  }

  /** Wizards that wait for a sign-in or a permission look again; with an address, only those it concerns. */
  async function lookAgain(address?: string): Promise<void> {
    access.forget();
    await runner.lookAgain((state) => {
      if (!('draft' in state)) return false;
      const waitsForAccess = state.step === 'verifying' && state.access !== undefined;
      const waitsForPermission =
        state.step === 'destination' && state.draft.check.state === 'needs-permission';
      if (!waitsForAccess && !waitsForPermission) return false;
      if (address === undefined) return true;
      const awaited = destinationOf(state.draft);
      return awaited !== undefined && new URL(address).hostname === new URL(awaited.url).hostname;
    });
  }
});

/** Resolves after `ms`, rejects when aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
