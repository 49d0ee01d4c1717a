import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';

import type { InvitationRecord } from '@/utils/domain/invitation.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { destinationOf } from '@/utils/wizard/initiate.ts';
import { next } from '@/utils/wizard/next.ts';
import type { UserEvent, WizardRecord, WizardState } from '@/utils/wizard/state.ts';

import { useBackend, useWords } from '../backend-context.ts';
import { HostName } from '../HostName.tsx';
import { useAct, useLive } from '../live.ts';
import type { Loaded } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { problemOf } from '../words.ts';
import type { Problem } from '../words.ts';
import { AdminAccess } from './AdminAccess.tsx';
import { ChooseCode } from './ChooseCode.tsx';
import { Destination } from './Destination.tsx';
import { Established } from './Established.tsx';
import { createEventQueue, isDrawnAtOnce } from './event-queue.ts';
import { Information } from './Information.tsx';
import { InvitationStep } from './InvitationStep.tsx';
import { LocalProject } from './LocalProject.tsx';
import { PasteCode } from './PasteCode.tsx';
import { progressOf } from './progress.ts';
import { RemoteProject } from './RemoteProject.tsx';
import { Review } from './Review.tsx';
import type { SearchProjects } from './step-props.ts';
import { isUntouched } from './untouched.ts';
import { Verifying } from './Verifying.tsx';
import { Working } from './Working.tsx';

export interface WizardProps {
  /** As the store has it; a newer one that came back with an answer wins. */
  readonly record: WizardRecord;
  /** The tab that it works for, where there is one. */
  readonly tabId?: number | undefined;
  /** The wizard has been put aside or has done its work. */
  readonly onLeft: () => void;
}

const later = (act: () => void, milliseconds: number) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

/** Maps the wizard's state to its screen. The only part of it that talks to the background. */
export function Wizard({ record: stored, tabId, onLeft }: WizardProps) {
  const { send: ask, read, surface } = useBackend();
  const { text } = useWords();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [answered, setAnswered] = useState(stored);
  const [fault, setFault] = useState<Problem>();
  const [refused, setRefused] = useState<string>();
  const leaving = useAct();
  const record = answered.id === stored.id && answered.revision > stored.revision ? answered : stored;
  const { id } = record;

  const goneRef = useRef(onLeft);
  useLayoutEffect(() => {
    goneRef.current = onLeft;
  });
  const queue = useMemo(
    () =>
      createEventQueue({
        deliver: async (event) => {
          const kept = await ask('wizard.send', { id, event });
          setFault(undefined);
          setAnswered((before) => (before.id !== id || kept.revision >= before.revision ? kept : before));
        },
        onChange: () => redraw(undefined),
        onFault: (error) => {
          const problem = problemOf(error);
          // Somebody finished or discarded it elsewhere.
          if (problem.code === 'store/not-found') goneRef.current();
          else setFault(problem);
        },
        later,
      }),
    [id, ask],
  );

  useEffect(() => {
    const flush = () => queue.flush();
    const hidden = () => {
      if (document.visibilityState === 'hidden') queue.flush();
    };
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', hidden);
      queue.flush();
    };
  }, [queue]);

  // What has been typed is drawn at once, through the same function that the background will use.
  const state = queue.waiting().filter(isDrawnAtOnce).reduce<WizardState>(next, record.state);

  const send = (event: UserEvent) => queue.send(event);
  const flush = () => queue.flush();
  const search: SearchProjects = (instance, wanted) => ask('projects.search', { instance, search: wanted });

  const allow = (origins: readonly string[], instance: Instance | undefined) => {
    // The browser's prompt may close this popup: the address is on its way before it opens.
    queue.flush();
    // The prompt must be asked for within the click, so nothing is awaited before it.
    const asked = surface.requestOrigins(origins);
    void (async () => {
      try {
        const granted = await asked;
        setRefused(granted ? undefined : origins.join(' '));
        if (!granted) return;
        await ask('sites.granted', {
          origins: [...origins],
          ...(instance ? { instance } : {}),
        });
        send({ type: 'permission-granted' });
      } catch (error) {
        setFault(problemOf(error));
      }
    })();
  };

  const leave = (how: 'wizard.close' | 'wizard.discard') => {
    queue.flush();
    void leaving.run(async () => {
      await ask(how, { id });
      onLeft();
    });
  };
  const onClose = () => leave(isUntouched(state) ? 'wizard.discard' : 'wizard.close');
  const onDone = () => leave('wizard.discard');

  // Looked for from the start, so that its code is there together with the step that shows it.
  const invitationId = 'draft' in state ? state.draft.invitationId : '';
  const isMade = state.step === 'invitation';
  const found = useLive(
    async () => ({
      isMade,
      record: invitationId === '' ? undefined : await read.invitation(invitationId),
    }),
    ['invitations'],
    `${invitationId} ${String(isMade)}`,
  );
  const invitation = ((): Loaded<InvitationRecord | undefined> => {
    if (found.state !== 'ready') return found;
    const { record } = found.value;
    // That there was none before it was made says nothing yet.
    if (record === undefined && !found.value.isMade) return { state: 'loading' };
    return { state: 'ready', value: record };
  })();
  const connectionId = state.step === 'established' ? state.connection : '';
  const connection = useLive(
    async () => (connectionId === '' ? undefined : read.connection(connectionId)),
    ['connections'],
    connectionId,
  );
  const asksWhere = state.step === 'review' && state.local === undefined;
  const instances = useLive<readonly Instance[]>(
    async () => (asksWhere ? (await ask('instances.known')).map((known) => known.instance) : []),
    ['sites', 'access'],
    String(asksWhere),
  );

  const step = { send, onClose, progress: progressOf(state) };
  const screen = () => {
    switch (state.step) {
      case 'destination':
        return (
          <Destination
            {...step}
            draft={state.draft}
            onBlur={flush}
            refused={
              state.draft.check.state === 'needs-permission' &&
              state.draft.check.origins.join(' ') === refused
            }
            onAllow={(origins) =>
              allow(
                origins,
                state.draft.check.state === 'needs-permission' ? state.draft.check.guess : undefined,
              )
            }
          />
        );
      case 'admin-access':
        return <AdminAccess {...step} draft={state.draft} />;
      case 'information':
        return <Information {...step} draft={state.draft} onBlur={flush} />;
      case 'project':
        return <LocalProject {...step} draft={state.draft} search={search} />;
      case 'remote-project':
        return <RemoteProject {...step} draft={state.draft} search={search} />;
      case 'creating':
        return (
          <Working
            {...step}
            title={text('button_initiate')}
            subtitle={<HostName url={state.draft.local.url} />}
            doing={text('creating_busy')}
            problem={state.problem}
            screen="creating"
          />
        );
      case 'connecting':
        return (
          <Working
            {...step}
            title={text('button_initiate')}
            subtitle={<HostName url={state.draft.local.url} />}
            doing={text('connecting_busy')}
            problem={state.problem}
            screen="connecting"
          />
        );
      case 'invitation':
        return (
          <InvitationStep
            {...step}
            draft={state.draft}
            invitation={invitation}
            onDone={onDone}
            onRevoke={() =>
              void leaving.run(async () => {
                await ask('invitations.revoke', { id: state.draft.invitationId });
                await ask('wizard.discard', { id });
                onLeft();
              })
            }
          />
        );
      case 'verifying': {
        const destination = destinationOf(state.draft);
        return (
          <Verifying
            {...step}
            draft={state.draft}
            access={state.access}
            onAllow={(origins) => allow(origins, destination)}
            onSignIn={() => {
              if (destination) void leaving.run(() => ask('access.sign-in', { instance: destination }));
            }}
          />
        );
      }
      case 'paste':
        return (
          <PasteCode
            {...step}
            local={state.local}
            value={state.text}
            problem={state.problem}
            onBlur={flush}
          />
        );
      case 'judging':
        return (
          <Working
            {...step}
            title={text('button_accept')}
            subtitle={state.local && <HostName url={state.local.url} />}
            doing={text('judging_busy')}
            screen="judging"
          />
        );
      case 'choose-code':
        return <ChooseCode {...step} found={state.found} />;
      case 'review':
        return (
          <Review
            {...step}
            local={state.local}
            invitation={state.invitation}
            project={state.project}
            problem={state.problem}
            search={search}
            instances={instances}
          />
        );
      case 'accepting':
        return (
          <Working
            {...step}
            title={text('button_accept')}
            subtitle={<HostName url={state.local.url} />}
            doing={text('accepting_busy')}
            screen="accepting"
          />
        );
      case 'established':
        return (
          <Established
            {...step}
            connection={connection}
            entityKey={state.entityKey}
            onBlur={flush}
            onDone={onDone}
          />
        );
      default:
        return state satisfies never;
    }
  };

  const problem = fault ?? leaving.problem;
  return (
    <div class="screen" data-wizard={id} data-step={state.step} data-tab={tabId}>
      {problem && (
        <div class="above">
          <ProblemNotice problem={problem}>
            {fault && (
              <Button
                onClick={() => {
                  setFault(undefined);
                  queue.resume();
                }}
              >
                {text('button_try_again')}
              </Button>
            )}
          </ProblemNotice>
        </div>
      )}
      {refused !== undefined && state.step === 'verifying' && (
        <div class="above">
          <Notice kind="bad" title={text('destination_permission_refused')} live />
        </div>
      )}
      {screen()}
    </div>
  );
}
