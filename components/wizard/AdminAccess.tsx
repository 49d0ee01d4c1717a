import { destinationOf, needsLocalProject, reachesDestination } from '@/utils/wizard/initiate.ts';
import type { Draft } from '@/utils/wizard/state.ts';

import { useWords } from '../backend-context.ts';
import { HostName } from '../HostName.tsx';
import { Choices } from '../ui/Choices.tsx';
import type { StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

/** Whether this admin administers the destination too. */
export function AdminAccess({ draft, send, onClose, progress }: StepProps & { draft: Draft }) {
  const { text } = useWords();
  const destination = destinationOf(draft);
  return (
    <WizardFrame
      title={text('button_initiate')}
      subtitle={
        destination && (
          <>
            {text('wizard_to')} <HostName url={destination.url} />
          </>
        )
      }
      progress={progress}
      screen="admin-access"
      onClose={onClose}
      onBack={() => send({ type: 'back' })}
      // The project is asked for next; otherwise this is the last step.
      forward={text(!draft.adminAccess && needsLocalProject(draft) ? 'button_next' : 'button_initiate_now')}
      onForward={() => send({ type: 'next' })}
    >
      <Choices
        legend={<h2>{text('access_question')}</h2>}
        value={draft.adminAccess ? 'yes' : 'no'}
        onChange={(value) => send({ type: 'admin-access-chosen', access: value === 'yes' })}
        first
        choices={[
          {
            value: 'yes',
            title: text('access_yes'),
            points: [text('access_yes_what')],
          },
          { value: 'no', title: text('access_no'), points: [text('access_no_what')] },
        ]}
      />
      {reachesDestination(draft) && <p class="muted">{text('access_seen')}</p>}
    </WizardFrame>
  );
}
