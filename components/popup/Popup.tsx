import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { Connection } from '@/utils/domain/connection.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import type { TabView } from '@/utils/messages/protocol.ts';
import type { WizardRecord } from '@/utils/wizard/state.ts';

import { useBackend } from '../backend-context.ts';
import { CompareNumbers } from '../CompareNumbers.tsx';
import { useAct, useLive } from '../live.ts';
import type { Loaded } from '../live.ts';
import { isFinished } from '../wizard/untouched.ts';
import type { WizardProps } from '../wizard/Wizard.tsx';
import { ChooseInstance } from './ChooseInstance.tsx';
import { isElsewhere, openWizard } from './home-of-tab.ts';
import { Home } from './Home.tsx';

export interface PopupProps {
  /** The tab that it is about; `undefined`: the background finds the active one. */
  readonly tabId: number | undefined;
  readonly copyLatest: boolean;
  /** Escape closes a window of ours; a browser closes its popups by itself. */
  readonly isWindow: boolean;
  /** Loads the wizard's screens, which the first screen does without. */
  readonly loadWizard: () => Promise<{ readonly Wizard: ComponentType<WizardProps> }>;
}

const none: readonly WizardRecord[] = [];

/** What is on screen instead of what the rules would show. */
type Chosen = { readonly home: true } | { readonly wizard: WizardRecord };

/** The popup: its home, or the wizard that is open. */
export function Popup({ tabId, copyLatest, isWindow, loadWizard }: PopupProps) {
  const { read, send, surface } = useBackend();
  const [chosen, setChosen] = useState<Chosen>();
  const [comparing, setComparing] = useState<Connection>();
  const [choosing, setChoosing] = useState(false);
  const [returned, setReturned] = useState(false);
  const [refused, setRefused] = useState(false);
  const [Wizard, setWizard] = useState<ComponentType<WizardProps>>();
  const act = useAct();

  const wizards = useLive(() => read.wizards(), ['wizards'], '');
  const tab: Loaded<TabView> & { reload: () => void } = useLive(
    () => send('tab.describe', tabId === undefined ? {} : { tabId }),
    ['access', 'sites'],
    String(tabId),
  );
  const records = wizards.state === 'ready' ? wizards.value : none;
  const view = tab.state === 'ready' ? tab.value : undefined;

  const shown = ((): WizardRecord | undefined => {
    if (copyLatest && !chosen) return undefined;
    if (chosen && 'wizard' in chosen) {
      return records.find((record) => record.id === chosen.wizard.id) ?? chosen.wizard;
    }
    const open = chosen ? undefined : openWizard(records);
    if (!open) return undefined;
    // Until the tab has been looked at, a wizard that was started from another tab waits.
    if (!view && tab.state === 'loading' && open.tabId !== undefined && open.tabId !== tabId)
      return undefined;
    return isElsewhere(open, view) ? undefined : open;
  })();

  const wanted = shown !== undefined;
  useEffect(() => {
    const load = async () => {
      const module = await loadWizard();
      setWizard(() => module.Wizard);
    };
    if (wanted) {
      void load();
      return undefined;
    }
    // Whoever opens the popup is likely to start a wizard: its script comes while nothing else is to be done.
    const timer = setTimeout(() => void load(), 300);
    return () => clearTimeout(timer);
  }, [wanted, loadWizard]);

  // A wizard that was chosen here and is gone now was finished or discarded elsewhere.
  const seenRef = useRef<string>(undefined);
  useEffect(() => {
    if (!chosen || !('wizard' in chosen) || wizards.state !== 'ready') return;
    const { id } = chosen.wizard;
    if (records.some((record) => record.id === id)) seenRef.current = id;
    else if (seenRef.current === id) setChosen({ home: true });
  }, [chosen, wizards.state, records]);

  const open = (request: { action: 'initiate' | 'accept'; instance?: Instance }) =>
    act.run(async () => {
      const record = await send('wizard.open', {
        ...request,
        ...(tabId === undefined || request.instance ? {} : { tabId }),
        ...(tabId === undefined && !request.instance && view?.tabId !== undefined
          ? { tabId: view.tabId }
          : {}),
      });
      if (record) setChosen({ wizard: record });
    });

  const allow = (origins: readonly string[], then?: () => Promise<unknown>) => {
    // The prompt must be asked for within the click: nothing is awaited before it.
    const asked = surface.requestOrigins(origins);
    void act.run(async () => {
      const granted = await asked;
      setRefused(!granted);
      if (!granted) return;
      const instance =
        view?.kind === 'needs-access' ? view.guess : view?.kind === 'instance' ? view.instance : undefined;
      await send('sites.granted', {
        origins: [...origins],
        ...(instance ? { instance } : {}),
      });
      tab.reload();
      await then?.();
    });
  };

  const start = (action: 'initiate' | 'accept') => {
    if (action === 'initiate' && view?.kind === 'unsupported') {
      setChoosing(true);
      return;
    }
    if (action === 'initiate' && view?.kind === 'needs-access') {
      allow(view.origins, async () => {
        const record = await send('wizard.open', { action, tabId: view.tabId });
        if (record) setChosen({ wizard: record });
      });
      return;
    }
    // To accept, a tab that is no instance is no obstacle: the review asks where.
    void open({ action });
  };

  if (comparing)
    return (
      <CompareNumbers
        connection={comparing}
        onClose={() => {
          setComparing(undefined);
          setReturned(true);
        }}
      />
    );
  if (shown && Wizard) {
    return (
      <Wizard
        key={shown.id}
        record={shown}
        tabId={tabId}
        onLeft={() => {
          setChosen({ home: true });
          wizards.reload();
        }}
      />
    );
  }
  return (
    <div
      class="screen"
      role="presentation"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && isWindow && !event.defaultPrevented) surface.close();
      }}
    >
      <Home
        tab={tab}
        wizards={shown ? [] : records.filter(({ state }) => !isFinished(state))}
        busy={act.busy}
        problem={act.problem ?? (wizards.state === 'failed' ? wizards.problem : undefined)}
        refused={refused}
        copyLatest={copyLatest}
        returned={chosen !== undefined || returned}
        onStart={start}
        onContinue={(record) =>
          void act.run(async () => setChosen({ wizard: await send('wizard.continue', { id: record.id }) }))
        }
        onDiscard={(record) =>
          void act.run(async () => {
            await send('wizard.discard', { id: record.id });
            wizards.reload();
          })
        }
        onCompare={setComparing}
        onAllow={(origins) => allow(origins)}
        onSignIn={() => {
          if (view?.kind === 'instance') {
            void act.run(() => send('access.sign-in', { instance: view.instance }));
          }
        }}
        onRetry={tab.reload}
        onChooseInstance={() => setChoosing(true)}
      />
      {choosing && (
        <ChooseInstance
          onClose={() => setChoosing(false)}
          onChoose={(instance) => {
            setChoosing(false);
            void open({ action: 'initiate', instance });
          }}
        />
      )}
    </div>
  );
}
