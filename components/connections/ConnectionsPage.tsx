import { useEffect, useState } from 'preact/hooks';

import type { Connection } from '@/utils/domain/connection.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import type { WizardRecord } from '@/utils/wizard/state.ts';

import { useBackend, useWords } from '../backend-context.ts';
import { CompareNumbers } from '../CompareNumbers.tsx';
import { useAct, useLive, useNow } from '../live.ts';
import { ChooseInstance } from '../popup/ChooseInstance.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Button } from '../ui/Button.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { isFinished } from '../wizard/untouched.ts';
import { WizardCard } from '../WizardCard.tsx';
import { ConnectionsTab } from './ConnectionsTab.tsx';
import { InvitationsTab } from './InvitationsTab.tsx';
import { SettingsTab } from './SettingsTab.tsx';
import { isStorageTrouble, StorageTrouble } from './StorageTrouble.tsx';
import { WizardDialog } from './WizardDialog.tsx';

export const pageTabs = ['connections', 'invitations', 'settings'] as const;
export type PageTab = (typeof pageTabs)[number];

export interface ConnectionsPageProps {
  readonly tab: PageTab;
  readonly onTab: (tab: PageTab) => void;
}

/** The full-tab page: everything that is kept, live. */
export function ConnectionsPage({ tab, onTab }: ConnectionsPageProps) {
  const words = useWords();
  const { text } = words;
  const { read, send, surface } = useBackend();
  const now = useNow();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [wizard, setWizard] = useState<WizardRecord>();
  const [comparing, setComparing] = useState<Connection>();
  const [choosing, setChoosing] = useState(false);
  const act = useAct();
  const counts = useLive(() => read.counts(), ['connections', 'invitations'], '');
  const wizards = useLive(() => read.wizards(), ['wizards'], '');
  const kept = wizards.state === 'ready' ? wizards.value : [];
  const unfinished = kept.filter(({ state }) => !isFinished(state));
  const shown = wizard && (kept.find(({ id }) => id === wizard.id) ?? wizard);

  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), 150);
    return () => clearTimeout(timer);
  }, [typed]);

  // Browsers may delete what nobody asked them to keep, and take the question from a page only.
  useEffect(() => {
    void surface.persistStorage().catch(() => false);
  }, [surface]);

  const open = (action: 'initiate' | 'accept', instance?: Instance) =>
    void act.run(async () => {
      setWizard(await send('wizard.open', { action, ...(instance ? { instance } : {}) }));
    });

  const trouble = counts.state === 'failed' && isStorageTrouble(counts.problem) ? counts.problem : undefined;
  const retry = () => {
    counts.reload();
    wizards.reload();
  };
  const pending = counts.state === 'ready' ? counts.value.pendingInvitations : 0;

  return (
    <div class="page">
      <header class="page-top">
        <Mark />
        <span class="strong page-name">{text('extension_name')}</span>
        {!trouble && (
          <>
            <input
              type="search"
              class="input page-search"
              placeholder={text('search_placeholder')}
              aria-label={text('search_placeholder')}
              value={typed}
              disabled={tab === 'settings'}
              onInput={(event) => setTyped(event.currentTarget.value)}
              data-testid="search"
            />
            <Button onClick={() => open('accept')} testId="accept">
              {text('button_accept')}
            </Button>
            <Button kind="primary" onClick={() => setChoosing(true)} testId="initiate">
              {text('button_initiate')}
            </Button>
          </>
        )}
      </header>
      {trouble ? (
        <main>
          <StorageTrouble problem={trouble} onRetry={retry} whole />
        </main>
      ) : (
        <main>
          <h1 class="visually-hidden">{text(`tab_${tab}`)}</h1>
          {act.problem && (
            <div class="page-notice">
              <ProblemNotice problem={act.problem} />
            </div>
          )}
          <Tabs
            label={text('tabs_label')}
            current={tab}
            onChange={onTab}
            tabs={pageTabs.map((name) => ({
              name,
              title: (
                <>
                  {text(`tab_${name}`)}
                  {name === 'invitations' && pending > 0 && (
                    <span class="pill">
                      {words.number(pending)}
                      <span class="visually-hidden"> {text('tab_pending')}</span>
                    </span>
                  )}
                </>
              ),
            }))}
          >
            {tab !== 'settings' && unfinished.length > 0 && (
              <section class="unfinished">
                <h2 class="section-title">{text('home_unfinished')}</h2>
                <ul class="list">
                  {unfinished.map((record) => (
                    <WizardCard
                      key={record.id}
                      record={record}
                      now={now}
                      busy={act.busy}
                      onContinue={({ id }) =>
                        void act.run(async () => setWizard(await send('wizard.continue', { id })))
                      }
                      onDiscard={({ id }) => void act.run(() => send('wizard.discard', { id }))}
                    />
                  ))}
                </ul>
              </section>
            )}
            {tab === 'connections' && <ConnectionsTab search={search} onCompare={setComparing} />}
            {tab === 'invitations' && <InvitationsTab search={search} />}
            {tab === 'settings' && <SettingsTab />}
          </Tabs>
        </main>
      )}
      {shown && <WizardDialog key={shown.id} record={shown} onLeft={() => setWizard(undefined)} />}
      {comparing && <CompareDialog connection={comparing} onClose={() => setComparing(undefined)} />}
      {choosing && (
        <ChooseInstance
          onClose={() => setChoosing(false)}
          onChoose={(instance) => {
            setChoosing(false);
            open('initiate', instance);
          }}
        />
      )}
    </div>
  );
}

function CompareDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  return (
    <dialog
      class="dialog wizard-dialog"
      ref={(dialog) => {
        if (dialog && !dialog.open) dialog.showModal();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <CompareNumbers connection={connection} onClose={onClose} />
    </dialog>
  );
}
