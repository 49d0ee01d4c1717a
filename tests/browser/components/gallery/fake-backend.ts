import type { After, Backend, Surface } from '@/components/backend.ts';
import { formatMessage } from '@/components/messages-format.ts';
import type { Message } from '@/components/messages-format.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { Access } from '@/utils/domain/access.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { InvitationRecord } from '@/utils/domain/invitation.ts';
import type { Instance, Project } from '@/utils/domain/platform.ts';
import type { Settings, Site } from '@/utils/domain/settings.ts';
import type { Changed } from '@/utils/messages/changes.ts';
import type { RequestName, TabView } from '@/utils/messages/protocol.ts';
import type { Send } from '@/utils/messages/send.ts';
import { createDraft } from '@/utils/wizard/initiate.ts';
import { next } from '@/utils/wizard/next.ts';
import type { EffectEvent, WizardRecord, WizardState } from '@/utils/wizard/state.ts';

import { NOW, projects as someProjects, tabOf } from './data.ts';

export interface FakeOptions {
  readonly tab?: TabView | AppError | 'never';
  readonly wizards?: readonly WizardRecord[];
  readonly invitations?: readonly InvitationRecord[];
  readonly connections?: readonly Connection[];
  readonly sites?: readonly Site[];
  readonly settings?: Partial<Settings>;
  readonly instances?: readonly Instance[];
  readonly projects?: readonly Project[] | AppError | 'never';
  readonly readFault?: AppError;
  /** Only lists cannot be read: one damaged record is enough for that. */
  readonly listFault?: AppError;
  readonly clipboard?: boolean;
  readonly permission?: boolean;
  /** What the background does by itself in a state, as one event. */
  readonly effect?: (state: WizardState, fake: FakeBackend) => EffectEvent | undefined;
  readonly languages?: readonly string[];
  readonly tokenAccess?: Access;
  /** Sites on which the corner buttons have been sent away. */
  readonly hiddenButtons?: readonly string[];
}

export interface FakeBackend extends Backend {
  /** Everything that was asked, in order. */
  readonly asked: { readonly name: RequestName; readonly input: unknown }[];
  readonly surfaceCalls: { readonly name: keyof Surface; readonly value?: unknown }[];
  readonly wizards: Map<string, WizardRecord>;
  readonly invitations: InvitationRecord[];
  readonly connections: Connection[];
  announce(...changed: Changed[]): void;
}

// Served from `public/` by Vite, as the extension serves it.
const messages = (await (await fetch('/_locales/en/messages.json')).json()) as Readonly<
  Record<string, Message>
>;
const never = new Promise<never>(() => undefined);

function page<Row extends { createdAt: number; id: string }>(
  rows: readonly Row[],
  { limit, after }: { limit: number; after?: After },
) {
  const sorted = rows.toSorted(
    (one, other) => other.createdAt - one.createdAt || (other.id < one.id ? -1 : 1),
  );
  const from = after ? sorted.findIndex((row) => row.id === after.id) + 1 : 0;
  return { rows: sorted.slice(from, from + limit), more: sorted.length > from + limit };
}

/** A backend in memory: the wizard's own function, lists that are there, answers that never fail unless told to. */
export function createFakeBackend(options: FakeOptions = {}): FakeBackend {
  const listeners = new Set<(changed: readonly Changed[]) => void>();
  const asked: { name: RequestName; input: unknown }[] = [];
  const surfaceCalls: { name: keyof Surface; value?: unknown }[] = [];
  const wizards = new Map((options.wizards ?? []).map((record) => [record.id, record]));
  const invitations = [...(options.invitations ?? [])];
  const connections = [...(options.connections ?? [])];
  let settings: Settings = {
    theme: 'system',
    language: 'browser',
    invitationHours: 72,
    defaultMode: 'basic',
    rememberLast: true,
    ...options.settings,
  };
  const announce = (...changed: Changed[]) => {
    for (const listener of listeners) listener(changed);
  };
  const read = async <Value>(value: () => Value): Promise<Value> => {
    if (options.readFault) throw options.readFault;
    return value();
  };

  const readList = async <Value>(value: () => Value): Promise<Value> => {
    if (options.listFault) throw options.listFault;
    return read(value);
  };

  const keep = (record: WizardRecord): WizardRecord => {
    const kept = { ...record, revision: record.revision + 1, updatedAt: NOW };
    wizards.set(kept.id, kept);
    const event = options.effect?.(kept.state, fake);
    if (event) {
      queueMicrotask(() => {
        const current = wizards.get(kept.id);
        if (!current) return;
        const state = next(current.state, event);
        if (state !== current.state) keep({ ...current, state });
        announce('wizards', 'invitations', 'connections');
      });
    }
    return kept;
  };
  const wizard = (id: string): WizardRecord => {
    const record = wizards.get(id);
    if (!record) throw new AppError('store/not-found', 'wizard');
    return record;
  };
  const change = (id: string, by: Partial<Connection>) => {
    const at = connections.findIndex((row) => row.id === id);
    const row = connections[at];
    if (!row) throw new AppError('store/not-found', 'connection');
    connections[at] = { ...row, ...by };
    announce('connections');
  };

  // Each row answers what the real one would; inputs are typed by the table itself where they are used.
  const handlers: { readonly [Name in RequestName]: (input: never) => unknown } = {
    'wizard.open': ({ action, instance }: { action: 'initiate' | 'accept'; instance?: Instance }) => {
      const tab = typeof options.tab === 'object' && 'kind' in options.tab ? options.tab : tabOf();
      const local = instance ?? (tab.kind === 'instance' ? tab.instance : undefined);
      if (action === 'initiate' && !local) throw new AppError('url/not-a-platform');
      const record = keep({
        id: `wizard-${wizards.size + 1}`,
        open: true,
        state:
          action === 'initiate' && local
            ? { step: 'destination', draft: createDraft({ invitationId: 'i'.repeat(22), local }) }
            : { step: 'paste', ...(local ? { local } : {}), text: '' },
        createdAt: NOW,
        updatedAt: NOW,
        revision: 0,
      });
      announce('wizards');
      return record;
    },
    'wizard.send': ({ id, event }: { id: string; event: Parameters<typeof next>[1] }) => {
      const record = wizard(id);
      return keep({ ...record, state: next(record.state, event) });
    },
    'wizard.close': ({ id }: { id: string }) => {
      wizards.set(id, { ...wizard(id), open: false });
      announce('wizards');
    },
    'wizard.continue': ({ id }: { id: string }) => keep({ ...wizard(id), open: true }),
    'wizard.discard': ({ id }: { id: string }) => {
      wizards.delete(id);
      announce('wizards');
    },
    'tab.describe': () => {
      if (options.tab === 'never') return never;
      if (options.tab instanceof AppError) throw options.tab;
      return options.tab ?? tabOf();
    },
    'instances.known': () => (options.instances ?? []).map((instance) => ({ instance })),
    'access.fetch': () =>
      options.tokenAccess ?? { state: 'signed-out', signInUrl: 'https://acme.service-now.com' },
    'access.sign-in': () => undefined,
    'sites.granted': () => undefined,
    'sites.revoke': () => announce('sites'),
    'token.accept': () =>
      options.tokenAccess ?? {
        state: 'signed-in',
        user: { id: '1', name: 'admin' },
        tenant: 't',
        version: '',
      },
    'token.page': () => 'https://contoso.xurrent.com/personal-access-tokens/new',
    'projects.search': ({ search }: { search: string }) => {
      if (options.projects === 'never') return never;
      if (options.projects instanceof AppError) throw options.projects;
      return (options.projects ?? someProjects).filter(({ name, key }) =>
        `${name} ${key}`.toLowerCase().includes(search.toLowerCase()),
      );
    },
    'invitations.acknowledge': () => undefined,
    'invitations.revoke': ({ id }: { id: string }) => {
      const at = invitations.findIndex((row) => row.id === id);
      const row = invitations[at];
      if (row) {
        const { code: _erased, ...rest } = row;
        invitations[at] = { ...rest, status: 'revoked' };
      }
      announce('invitations');
    },
    'invitations.reissue': ({ id }: { id: string }) => ({ id }),
    'connections.confirm': () => undefined,
    'connections.rename': ({ id, name, description }: { id: string; name: string; description: string }) =>
      change(id, { name, description }),
    'connections.deactivate': ({ id }: { id: string }) => change(id, { status: 'deactivated' }),
    'connections.reactivate': ({ id }: { id: string }) => change(id, { status: 'active' }),
    'connections.disconnect': ({ id }: { id: string }) => {
      connections.splice(
        connections.findIndex((row) => row.id === id),
        1,
      );
      announce('connections');
    },
    'settings.change': (changed: Partial<Settings>) => {
      settings = { ...settings, ...changed };
      announce('settings');
      return settings;
    },
    'config.export': () => '{"exported": true}',
    'config.import': () => ({ settings: true, connections: 2, skipped: 1 }),
    'diagnostics.read': () => 'Liaison 0.1.0\nconnections: 3\ninvitations pending: 2',
  };

  const fake: FakeBackend = {
    asked,
    surfaceCalls,
    wizards,
    invitations,
    connections,
    announce,
    send: (async (name: RequestName, input?: unknown) => {
      asked.push({ name, input });
      return handlers[name](input as never);
    }) as Send,
    read: {
      invitations: (query) =>
        readList(() =>
          page(
            invitations.filter(
              (row) =>
                (query.status === undefined || row.status === query.status) &&
                row.connectionName.toLowerCase().includes(query.search?.toLowerCase() ?? ''),
            ),
            query,
          ),
        ),
      connections: (query) =>
        readList(() =>
          page(
            connections.filter(
              (row) =>
                (query.status === undefined || row.status === query.status) &&
                (query.instance === undefined || row.local.instance.url === query.instance) &&
                row.name.toLowerCase().includes(query.search?.toLowerCase() ?? ''),
            ),
            query,
          ),
        ),
      invitation: (id) => read(() => invitations.find((row) => row.id === id)),
      connection: (id) => read(() => connections.find((row) => row.id === id)),
      counts: () =>
        read(() => ({
          pendingInvitations: invitations.filter((row) => row.status === 'pending').length,
          connections: connections.length,
          waiting: connections.filter((row) => row.awaitsConfirmation).length,
        })),
      wizards: () => read(() => [...wizards.values()]),
      settings: () => read(() => settings),
      sites: () => read(() => options.sites ?? []),
    },
    surface: {
      requestOrigins: async (value) => {
        surfaceCalls.push({ name: 'requestOrigins', value });
        return options.permission ?? true;
      },
      copy: async (value) => {
        surfaceCalls.push({ name: 'copy', value });
        return options.clipboard ?? true;
      },
      clearClipboard: async (value) => {
        surfaceCalls.push({ name: 'clearClipboard', value });
        return true;
      },
      openConnectionsPage: (value) => surfaceCalls.push({ name: 'openConnectionsPage', value }),
      openTab: (value) => surfaceCalls.push({ name: 'openTab', value }),
      saveFile: (name, value) => surfaceCalls.push({ name: 'saveFile', value: [name, value] }),
      close: () => surfaceCalls.push({ name: 'close' }),
      hiddenButtons: async (origins) =>
        new Set(origins.filter((origin) => options.hiddenButtons?.includes(origin))),
      showButtons: async (value) => {
        surfaceCalls.push({ name: 'showButtons', value });
      },
      persistStorage: async () => {
        surfaceCalls.push({ name: 'persistStorage' });
        return true;
      },
      startAnew: async () => {
        surfaceCalls.push({ name: 'startAnew' });
      },
      salvage: async () => '{"salvaged": true}',
    },
    text: (key, ...substitutions) => {
      const message = messages[key];
      return message ? formatMessage(message, substitutions.map(String)) : key;
    },
    language: 'en',
    languages: options.languages ?? ['en'],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    now: () => NOW,
  };
  return fake;
}
