import { useState } from 'preact/hooks';

import type { WizardState } from '@/utils/wizard/state.ts';

import { useWords } from '../backend-context.ts';
import { Choices } from '../ui/Choices.tsx';
import type { StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

export interface ChooseCodeProps extends StepProps {
  readonly found: Extract<WizardState, { step: 'choose-code' }>['found'];
}

/** Several codes stood in one text: which one is meant. */
export function ChooseCode({ found, send, onClose, progress }: ChooseCodeProps) {
  const { text } = useWords();
  const [chosen, setChosen] = useState('0');
  const code = found[Number(chosen)]?.code;
  return (
    <WizardFrame
      title={text('button_accept')}
      subtitle={text('choose_code_subtitle')}
      progress={progress}
      screen="choose-code"
      onClose={onClose}
      onBack={() => send({ type: 'back' })}
      forward={text('button_next')}
      forwardDisabled={code === undefined}
      onForward={() => {
        if (code !== undefined) send({ type: 'code-chosen', code });
      }}
    >
      <Choices
        legend={<h2>{text('choose_code_heading')}</h2>}
        value={chosen}
        onChange={setChosen}
        first
        choices={found.map(({ name, from }, index) => ({
          value: String(index),
          title: name,
          points: [text('says_from', from)],
        }))}
      />
    </WizardFrame>
  );
}
