import type { Draft } from '@/utils/wizard/state.ts';

import { useWords } from '../backend-context.ts';
import { HostName } from '../HostName.tsx';
import { ProjectPicker } from './ProjectPicker.tsx';
import type { SearchProjects, StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

export interface LocalProjectProps extends StepProps {
  readonly draft: Draft;
  readonly search: SearchProjects;
}

/** Where incoming entities are created on this side. */
export function LocalProject({ draft, send, onClose, progress, search }: LocalProjectProps) {
  const words = useWords();
  const { text } = words;
  return (
    <WizardFrame
      title={text('project_heading')}
      subtitle={
        <>
          {text('project_in')} <HostName url={draft.local.url} />
        </>
      }
      progress={progress}
      screen="project"
      onClose={onClose}
      onBack={() => send({ type: 'back' })}
      forward={text('button_initiate_now')}
      forwardDisabled={draft.project === undefined}
      onForward={() => send({ type: 'next' })}
    >
      <ProjectPicker
        label={text('project_label')}
        hint={text('project_hint', words.nouns(draft.local.platform))}
        instance={draft.local}
        value={draft.project}
        onChange={(project) => send({ type: 'project-chosen', side: 'local', project })}
        search={search}
        first
        testId="project"
      />
    </WizardFrame>
  );
}
