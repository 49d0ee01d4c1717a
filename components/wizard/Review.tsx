import { platformFacts } from '@/utils/domain/platform-facts.ts';
import type { Instance, Project } from '@/utils/domain/platform.ts';
import { needsProject } from '@/utils/wizard/initiate.ts';
import type { Problem, ReviewedInvitation } from '@/utils/wizard/state.ts';

import { useWords } from '../backend-context.ts';
import { HostName } from '../HostName.tsx';
import { InstancePicker } from '../InstancePicker.tsx';
import type { Loaded } from '../live.ts';
import { useNow } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { ProjectPicker } from './ProjectPicker.tsx';
import type { SearchProjects, StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

export interface ReviewProps extends StepProps {
  readonly local: Instance | undefined;
  readonly invitation: ReviewedInvitation;
  readonly project: Project | undefined;
  readonly problem: Problem | undefined;
  readonly search: SearchProjects;
  /** Instances to accept for, asked only where the tab is not one. */
  readonly instances: Loaded<readonly Instance[]>;
}

/** Who claims to invite, and to what. Everything here was written by a stranger. */
export function Review(props: ReviewProps) {
  const { local, invitation, project, send } = props;
  const words = useWords();
  const { text } = words;
  const now = useNow();
  const { claim } = invitation;
  const asksProject = local !== undefined && needsProject(local);
  const ready = local !== undefined && (!asksProject || project !== undefined);
  const expired = invitation.expiresAt <= now;
  return (
    <WizardFrame
      title={text('button_accept')}
      subtitle={
        local && (
          <>
            {text('wizard_for')} <HostName url={local.url} />
          </>
        )
      }
      progress={props.progress}
      screen={local ? 'review' : 'review-where'}
      onClose={props.onClose}
      onBack={() => send({ type: 'back' })}
      forward={text('button_confirm')}
      forwardDisabled={!ready}
      forwardFirst={ready}
      onForward={() => send({ type: 'next' })}
    >
      <div class="stack-tight" data-testid="claim">
        <h2 class="claim">
          {text('says_it_is')} “<bdi>{claim.name}</bdi>”
        </h2>
        <p class="muted">{text('review_only_if_expected')}</p>
      </div>
      <dl class="facts">
        <dt>{text('fact_platform')}</dt>
        <dd>{platformFacts[claim.instance.platform].name}</dd>
        <dt>{text('fact_instance')}</dt>
        <dd>
          <HostName url={claim.instance.url} />
        </dd>
        <dt>{text('fact_connection')}</dt>
        <dd>
          <bdi>{invitation.names.connection}</bdi>
        </dd>
        <dt>{text('fact_mode')}</dt>
        <dd>
          {text(`mode_${invitation.mode}`)} · {text(`scope_${invitation.mode}`)}
        </dd>
        <dt>{text('fact_travels')}</dt>
        <dd>{text(`travels_${invitation.driver}`, platformFacts[claim.instance.platform].shortName)}</dd>
        <dt>{text('fact_valid')}</dt>
        <dd>
          {words.moment(invitation.expiresAt)}{' '}
          <span class="muted">
            ({expired ? text('review_over') : words.relative(invitation.expiresAt - now)})
          </span>
        </dd>
      </dl>
      {invitation.samePartner && (
        <Notice kind="wait" title={text('review_same_partner')}>
          <span>{text('review_same_partner_now')}</span>
        </Notice>
      )}
      {!local && (
        <InstancePicker
          label={text('review_where')}
          instances={props.instances}
          value={undefined}
          onChange={(instance) => send({ type: 'local-chosen', instance })}
        />
      )}
      {asksProject && (
        <ProjectPicker
          label={text('project_label')}
          hint={text('project_hint', words.nouns(local.platform))}
          instance={local}
          value={project}
          onChange={(chosen) => send({ type: 'project-chosen', side: 'local', project: chosen })}
          search={props.search}
          first={project === undefined}
          testId="project"
        />
      )}
      {props.problem && <ProblemNotice problem={props.problem} />}
    </WizardFrame>
  );
}
