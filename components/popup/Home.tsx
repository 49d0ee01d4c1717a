import { useEffect, useState } from 'preact/hooks';

import type { Connection } from '@/utils/domain/connection.ts';
import type { InvitationRecord } from '@/utils/domain/invitation.ts';
import { platformFacts } from '@/utils/domain/platform-facts.ts';
import type { TabView } from '@/utils/messages/protocol.ts';
import type { WizardRecord } from '@/utils/wizard/state.ts';

import { useBackend, useWords } from '../backend-context.ts';
import { ConnectionItem } from '../ConnectionItem.tsx';
import { HostName } from '../HostName.tsx';
import { InvitationItem } from '../InvitationItem.tsx';
import { useLive, useNow } from '../live.ts';
import type { Loaded } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { TokenDialog } from '../TokenDialog.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Screen } from '../ui/Screen.tsx';
import { WizardCard } from '../WizardCard.tsx';
import type { Problem } from '../words.ts';
import { accessLine, TabNotice } from './TabNotice.tsx';

export interface HomeProps {
  readonly tab: Loaded<TabView>;
  readonly wizards: readonly WizardRecord[];
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly refused: boolean;
  /** Copy the newest pending invitation as soon as it is there. */
  readonly copyLatest: boolean;
  /** The admin comes from a wizard or from another screen: the focus goes where the next act is. */
  readonly returned: boolean;
  readonly onStart: (action: 'initiate' | 'accept') => void;
  readonly onContinue: (record: WizardRecord) => void;
  readonly onDiscard: (record: WizardRecord) => void;
  readonly onCompare: (connection: Connection) => void;
  readonly onAllow: (origins: readonly string[]) => void;
  readonly onSignIn: () => void;
  readonly onRetry: () => void;
  readonly onChooseInstance: () => void;
}

/** How many of each list stand here; the Connections page has them all. */
const SHOWN = 5;

/** What the popup shows when nobody is in the middle of something. */
export function Home(props: HomeProps) {
  const { tab } = props;
  const words = useWords();
  const { text } = words;
  const { read, surface } = useBackend();
  const now = useNow();
  const [token, setToken] = useState(false);
  const view = tab.state === 'ready' ? tab.value : undefined;
  const instance = view?.kind === 'instance' ? view.instance : undefined;

  useEffect(() => {
    if (props.returned) document.querySelector<HTMLElement>('[data-screen=home] [data-first]')?.focus();
  }, [props.returned]);

  const invitations = useLive(
    () => read.invitations({ status: 'pending', limit: SHOWN }),
    ['invitations'],
    'pending',
  );
  const connections = useLive(
    async () => {
      const page = await read.connections({
        limit: SHOWN,
        ...(instance ? { instance: instance.url } : {}),
      });
      const from = await Promise.all(
        page.rows.map((row) =>
          row.side === 'source' ? read.invitation(row.connectionId) : Promise.resolve(undefined),
        ),
      );
      return {
        more: page.more,
        rows: page.rows.map((connection, index) => ({ connection, invitation: from[index] })),
      };
    },
    ['connections', 'invitations'],
    instance?.url ?? '',
  );
  const pending = invitations.state === 'ready' ? invitations.value : { rows: [], more: false };
  const kept: {
    rows: readonly { connection: Connection; invitation: InvitationRecord | undefined }[];
    more: boolean;
  } = connections.state === 'ready' ? connections.value : { rows: [], more: false };
  const fault =
    props.problem ??
    (invitations.state === 'failed'
      ? invitations.problem
      : connections.state === 'failed'
        ? connections.problem
        : undefined);
  const empty =
    tab.state !== 'loading' &&
    invitations.state === 'ready' &&
    connections.state === 'ready' &&
    pending.rows.length === 0 &&
    kept.rows.length === 0 &&
    props.wizards.length === 0;

  return (
    <div class="screen" data-screen="home" data-tab-kind={view?.kind ?? tab.state}>
      <Screen
        start={<Mark />}
        title={
          view && view.kind !== 'unsupported' ? (
            <HostName url={instance?.url ?? `https://${view.kind === 'needs-access' ? view.host : ''}`} />
          ) : (
            text('extension_name')
          )
        }
        subtitle={
          <output>
            <bdi>{subtitleOf(tab, text)}</bdi>
          </output>
        }
        end={
          <Button
            kind="quiet"
            label={text('button_open_page')}
            onClick={() => surface.openConnectionsPage()}
            testId="open-page"
          >
            <Icon name="expand" />
          </Button>
        }
      >
        <div class="pair">
          <Button kind="primary" onClick={() => props.onStart('initiate')} first testId="initiate">
            {text('button_initiate')}
          </Button>
          <Button onClick={() => props.onStart('accept')} testId="accept">
            {text('button_accept')}
          </Button>
        </div>
        {fault && (
          <ProblemNotice problem={fault}>
            {fault.code.startsWith('store/') && fault.code !== 'store/not-found' && (
              <Button onClick={() => surface.openConnectionsPage()}>{text('button_open_page')}</Button>
            )}
          </ProblemNotice>
        )}
        {tab.state === 'failed' && (
          <ProblemNotice problem={tab.problem}>
            <Button onClick={props.onRetry}>{text('button_try_again')}</Button>
          </ProblemNotice>
        )}
        {view && (
          <TabNotice
            tab={view}
            refused={props.refused}
            onAllow={props.onAllow}
            onSignIn={props.onSignIn}
            onToken={() => setToken(true)}
            onRetry={props.onRetry}
            onOpenOutside={() => {
              if (instance) surface.openTab(instance.url);
            }}
            onChooseInstance={props.onChooseInstance}
          />
        )}
        {props.wizards.length > 0 && (
          <section>
            <h2 class="section-title">{text('home_unfinished')}</h2>
            <ul class="list">
              {props.wizards.map((record) => (
                <WizardCard
                  key={record.id}
                  record={record}
                  now={now}
                  busy={props.busy}
                  onContinue={props.onContinue}
                  onDiscard={props.onDiscard}
                />
              ))}
            </ul>
          </section>
        )}
        {pending.rows.length > 0 && (
          <section>
            <h2 class="section-title">{text('home_waiting')}</h2>
            <ul class="list" data-testid="invitations">
              {pending.rows.map((invitation, index) => (
                <InvitationItem
                  key={invitation.id}
                  invitation={invitation}
                  now={now}
                  here={instance?.url}
                  copyAtOnce={props.copyLatest && index === 0}
                />
              ))}
            </ul>
            {pending.more && (
              <Button kind="quiet" onClick={() => surface.openConnectionsPage('invitations')}>
                {text('home_all_invitations')}
              </Button>
            )}
          </section>
        )}
        {props.copyLatest && invitations.state === 'ready' && pending.rows.length === 0 && (
          <output class="muted">{text('home_nothing_to_copy')}</output>
        )}
        {kept.rows.length > 0 && (
          <section>
            <h2 class="section-title">{text('home_connections')}</h2>
            <ul class="list" data-testid="connections">
              {kept.rows.map(({ connection, invitation }) => (
                <ConnectionItem
                  key={connection.id}
                  connection={connection}
                  invitation={invitation}
                  onCompare={props.onCompare}
                  now={now}
                />
              ))}
            </ul>
            {kept.more && (
              <Button kind="quiet" onClick={() => surface.openConnectionsPage('connections')}>
                {text('home_all_connections')}
              </Button>
            )}
          </section>
        )}
        {empty && <p class="muted">{text(instance ? 'home_empty' : 'home_empty_elsewhere')}</p>}
      </Screen>
      {token && instance && (
        <TokenDialog instance={instance} onClose={() => setToken(false)} onAccepted={props.onRetry} />
      )}
    </div>
  );
}

function subtitleOf(tab: Loaded<TabView>, text: (key: string, ...more: string[]) => string): string {
  if (tab.state !== 'ready') return text(tab.state === 'loading' ? 'tab_looking' : 'tab_failed');
  const view = tab.value;
  switch (view.kind) {
    case 'instance':
      return accessLine(view.access, view.instance.platform, text);
    case 'needs-access':
      return view.guess
        ? text('tab_looks_like', platformFacts[view.guess.platform].name)
        : text('tab_permission_missing');
    case 'unsupported':
      return text('tab_unsupported_short');
    default:
      return view satisfies never;
  }
}
