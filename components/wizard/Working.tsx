import type { ComponentChildren } from 'preact';

import type { Problem } from '@/utils/wizard/state.ts';

import { useWords } from '../backend-context.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Busy } from '../ui/Busy.tsx';
import type { StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

export interface WorkingProps extends StepProps {
  readonly title: ComponentChildren;
  readonly subtitle?: ComponentChildren;
  /** What is being done. */
  readonly doing: ComponentChildren;
  readonly problem?: Problem | undefined;
  readonly screen: string;
  readonly canGoBack?: boolean;
}

/** Something is being done by the background; when it fails, it says why and offers to try again. */
export function Working(props: WorkingProps) {
  const { text } = useWords();
  const { problem } = props;
  return (
    <WizardFrame
      title={props.title}
      subtitle={props.subtitle}
      progress={props.progress}
      screen={problem ? `${props.screen}-failed` : props.screen}
      onClose={props.onClose}
      onBack={problem || props.canGoBack ? () => props.send({ type: 'back' }) : undefined}
      forward={problem ? text('button_try_again') : undefined}
      forwardFirst
      onForward={() => props.send({ type: 'retry' })}
    >
      {problem ? <ProblemNotice problem={problem} /> : <Busy>{props.doing}</Busy>}
    </WizardFrame>
  );
}
