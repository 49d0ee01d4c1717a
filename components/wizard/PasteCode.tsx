import { useState } from 'preact/hooks';

import type { Instance } from '@/utils/domain/platform.ts';
import type { Problem } from '@/utils/wizard/state.ts';

import { useWords } from '../backend-context.ts';
import { HostName } from '../HostName.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Field } from '../ui/Field.tsx';
import type { StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

export interface PasteCodeProps extends StepProps {
  readonly local: Instance | undefined;
  readonly value: string;
  readonly problem: Problem | undefined;
  readonly onBlur: () => void;
}

/** The most that is looked at; mail and chat add to a code of some 400 characters. */
const LIMIT = 8192;

/** The invitation code, pasted with whatever mail and chat did to it. */
export function PasteCode({ local, value, problem, send, onClose, progress, onBlur }: PasteCodeProps) {
  const { text } = useWords();
  const [tooLong, setTooLong] = useState<string>();
  const shown = tooLong ?? value;
  const fault: Problem | undefined = tooLong === undefined ? problem : { code: 'code/too-long' };
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
      progress={progress}
      screen="paste"
      onClose={onClose}
      forward={text('button_next')}
      forwardDisabled={shown.trim() === '' || tooLong !== undefined}
      onForward={() => send({ type: 'next' })}
    >
      <Field
        label={text('code_label')}
        hint={text('code_hint')}
        value={shown}
        onChange={(typed) => {
          setTooLong(typed.length > LIMIT ? typed : undefined);
          if (typed.length <= LIMIT) send({ type: 'code-typed', text: typed });
        }}
        onBlur={onBlur}
        code
        lines={4}
        problem={fault && text('code_problem')}
        first
        enterSubmits
        testId="code-field"
      />
      {fault && <ProblemNotice problem={fault} />}
    </WizardFrame>
  );
}
