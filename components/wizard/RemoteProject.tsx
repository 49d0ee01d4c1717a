import { destinationOf, needsLocalProject, needsRemoteProject, typeOf } from '@/utils/wizard/initiate.ts';
import type { Draft } from '@/utils/wizard/state.ts';

import { useWords } from '../backend-context.ts';
import { HostName } from '../HostName.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ProjectPicker } from './ProjectPicker.tsx';
import type { SearchProjects, StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

export interface RemoteProjectProps extends StepProps {
  readonly draft: Draft;
  readonly search: SearchProjects;
}

/** The projects of both sides where both are in this browser, or the two of one instance. */
export function RemoteProject({ draft, send, onClose, progress, search }: RemoteProjectProps) {
  const words = useWords();
  const { text } = words;
  const destination = destinationOf(draft);
  const local = typeOf(draft) === 'local';
  const asksRemote = needsRemoteProject(draft);
  const asksLocal = needsLocalProject(draft);
  const same = local && draft.project !== undefined && draft.project.id === draft.remoteProject?.id;
  const missing =
    (asksRemote && draft.remoteProject === undefined) || (asksLocal && draft.project === undefined);
  return (
    <WizardFrame
      title={text(local ? 'local_heading' : 'project_heading')}
      subtitle={
        destination && !local ? (
          <>
            <HostName url={draft.local.url} /> ⇄ <HostName url={destination.url} />
          </>
        ) : (
          <HostName url={draft.local.url} />
        )
      }
      progress={progress}
      screen="remote-project"
      onClose={onClose}
      onBack={() => send({ type: 'back' })}
      forward={text('button_confirm')}
      forwardDisabled={missing || same}
      // What is prefilled needs no more than this button.
      forwardFirst={!missing && !same}
      onForward={() => send({ type: 'next' })}
    >
      {!asksRemote && !asksLocal && <p>{text('project_not_needed')}</p>}
      {asksLocal && (
        <ProjectPicker
          label={local ? text('local_project_one') : text('project_label_at', hostLabel(draft.local.url))}
          hint={text('project_hint', words.nouns(draft.local.platform))}
          instance={draft.local}
          value={draft.project}
          onChange={(project) => send({ type: 'project-chosen', side: 'local', project })}
          search={search}
          first={draft.project === undefined}
          testId="project"
        />
      )}
      {asksRemote && destination && (
        <ProjectPicker
          label={local ? text('local_project_two') : labelRemote(text, asksLocal, destination.url)}
          hint={text('project_hint', words.nouns(destination.platform))}
          instance={destination}
          value={draft.remoteProject}
          onChange={(project) => send({ type: 'project-chosen', side: 'remote', project })}
          search={search}
          first={!(asksLocal && draft.project === undefined)}
          testId="remote-project"
        />
      )}
      {same && <Notice kind="bad" title={text('local_same_project')} live />}
    </WizardFrame>
  );
}

const hostLabel = (url: string): string => new URL(url).host;

const labelRemote = (text: (key: string, ...more: string[]) => string, both: boolean, url: string) =>
  both ? text('project_label_at', hostLabel(url)) : text('project_label');
