import { AppError } from '@/utils/base/errors.ts';
import type { Access } from '@/utils/domain/access.ts';
import type { PlatformAdapter } from '@/utils/domain/adapter.ts';
import type { Instance, PlatformId } from '@/utils/domain/platform.ts';
import type { Lifecycle } from '@/utils/invitation/lifecycle.ts';
import type { Handlers } from '@/utils/messages/listen.ts';
import type { TabView } from '@/utils/messages/protocol.ts';
import type { Backup } from '@/utils/store/backup.ts';
import type { Store } from '@/utils/store/store.ts';
import type { WizardRunner } from '@/utils/wizard/runner.ts';
import { WizardRecord } from '@/utils/wizard/state.ts';

import type { Choices } from './choices.ts';
import type { Sites } from './sites.ts';

/** How long one look at a platform on behalf of a screen may take, in ms. */
const PATIENCE = 20_000;

export interface HandlerParts {
  readonly runner: WizardRunner;
  readonly lifecycle: Lifecycle;
  readonly sites: Sites;
  readonly choices: Choices;
  readonly backup: Backup;
  readonly adapterOf: (platform: PlatformId) => PlatformAdapter;
  readonly fetchAccess: (instance: Instance, options?: { fresh: boolean }) => Promise<Access>;
  readonly describeTab: (tabId: number | undefined) => Promise<TabView>;
  readonly openPopup: (request: { tabId?: number | undefined }) => Promise<void>;
  readonly openTab: (url: string) => Promise<void>;
  readonly diagnose: () => Promise<string>;
  readonly changed: (what: 'settings' | 'access') => void;
}

/** Message name → function. Inputs have been parsed and senders checked before a handler is called. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { runner, lifecycle, sites, choices } = parts;
  const within = () => AbortSignal.timeout(PATIENCE);

  return {
    async 'wizard.open'({ action, tabId, instance }, caller) {
      const tab = caller.class === 'admin-page' ? caller.tabId : tabId;
      const view = instance === undefined ? await parts.describeTab(tab) : undefined;
      const local = instance ?? (view?.kind === 'instance' ? view.instance : undefined);
      if (action === 'initiate' && local === undefined) throw new AppError('url/not-a-platform');
      const last = local ? await choices.last(local) : undefined;
      const record = await runner.open({
        action,
        local,
        tabId: tab,
        mode: last?.mode,
        project: last?.project,
      });
      // A page learns nothing of the wizard that its button opens (T2).
      if (caller.class !== 'admin-page') return record;
      await parts.openPopup({ tabId: tab });
      return undefined;
    },
    'wizard.send': ({ id, event }) => runner.send(id, event),
    'wizard.close': ({ id }) => runner.close(id),
    'wizard.continue': ({ id }) => runner.resume(id),
    'wizard.discard': ({ id }) => runner.discard(id),

    'tab.describe': ({ tabId }) => parts.describeTab(tabId),
    async 'instances.known'() {
      return (await sites.instances()).map((instance) => ({ instance }));
    },
    'access.fetch': ({ instance }) => parts.fetchAccess(instance, { fresh: true }),
    async 'access.sign-in'({ instance }) {
      const access = await parts.fetchAccess(instance, { fresh: true });
      await parts.openTab(
        access.state === 'signed-out'
          ? access.signInUrl
          : parts.adapterOf(instance.platform).homeOf(instance),
      );
    },
    'sites.granted': ({ origins, instance }) => sites.granted(origins, instance),
    'sites.revoke': ({ origins }) => sites.revoked(origins),
    async 'token.accept'({ instance, token }) {
      const adapter = parts.adapterOf(instance.platform);
      if (adapter.acceptToken === undefined) throw new AppError('message/bad-input', 'instance');
      const access = await adapter.acceptToken(instance, token, within());
      parts.changed('access');
      return access;
    },
    'token.page': ({ instance }) => parts.adapterOf(instance.platform).tokenPage?.(instance),
    async 'projects.search'({ instance, search }) {
      return [...(await parts.adapterOf(instance.platform).fetchProjects(instance, search, within()))];
    },

    'invitations.revoke': ({ id }) => lifecycle.revoke(id),
    'invitations.acknowledge': ({ id }) => lifecycle.acknowledge(id),
    'invitations.reissue': ({ id }) => lifecycle.reissue(id),
    'connections.confirm': ({ id, same }) => lifecycle.confirm(id, same),
    'connections.rename': ({ id, name, description }) => lifecycle.rename(id, name, description),
    'connections.deactivate': ({ id }) => lifecycle.deactivate(id),
    'connections.reactivate': ({ id }) => lifecycle.reactivate(id),
    'connections.disconnect': ({ id }) => lifecycle.disconnect(id),

    async 'settings.change'(change) {
      const settings = await choices.changeSettings(change);
      parts.changed('settings');
      return settings;
    },
    'config.export': () => parts.backup.export(),
    'config.import': ({ text }) => parts.backup.import(text),
    'diagnostics.read': () => parts.diagnose(),
  };
}

/** A kept wizard as the runner wants it: parsed when read, compared when written. */
export function createWizardStore(store: Store, list: () => Promise<readonly WizardRecord[]>) {
  return {
    async load(id: string) {
      const row = await store.get('wizards', id);
      return row === undefined ? undefined : WizardRecord.parse(row);
    },
    list,
    save: (
      records: readonly { record: WizardRecord; expected: number | undefined }[],
      { passing }: { passing: boolean },
    ) =>
      store.commit({
        ...(passing ? { relaxed: true } : {}),
        expect: records.map(({ record, expected }) => ({
          store: 'wizards',
          key: record.id,
          revision: expected,
        })),
        put: records.map(({ record }) => ({ store: 'wizards', value: record })),
      }),
    erase: (id: string, expected: number) =>
      store.commit({
        expect: [{ store: 'wizards', key: id, revision: expected }],
        erase: [{ store: 'wizards', key: id }],
      }),
  };
}
