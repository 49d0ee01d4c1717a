import { destinationOf, informationProblems } from '@/utils/wizard/initiate.ts';
import type { FieldProblem, InformationField } from '@/utils/wizard/initiate.ts';
import type { Draft } from '@/utils/wizard/state.ts';

import { useWords } from '../backend-context.ts';
import { HostName } from '../HostName.tsx';
import { Field } from '../ui/Field.tsx';
import type { StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

export interface InformationProps extends StepProps {
  readonly draft: Draft;
  readonly onBlur: () => void;
}

const fields: readonly { field: InformationField; key: string; required: boolean; max: number }[] = [
  { field: 'localShortName', key: 'information_local', required: true, max: 200 },
  { field: 'remoteShortName', key: 'information_remote', required: true, max: 200 },
  { field: 'connectionName', key: 'information_name', required: true, max: 400 },
  { field: 'description', key: 'information_description', required: false, max: 2000 },
];

const problemKeys: Readonly<Record<FieldProblem, string>> = {
  required: 'field_required',
  'not-an-identifier': 'field_not_an_identifier',
  'same-as-other': 'field_same_as_other',
  'too-long-or-odd': 'field_too_long_or_odd',
};

/** *Connection information*: names for both sides and for what is between them. */
export function Information({ draft, send, onClose, progress, onBlur }: InformationProps) {
  const { text } = useWords();
  const destination = destinationOf(draft);
  const problems = informationProblems(draft);
  const firstWrong = fields.find(({ field }) => problems[field])?.field ?? 'localShortName';
  return (
    <WizardFrame
      title={text('information_heading')}
      subtitle={
        <>
          <HostName url={draft.local.url} /> ⇄{' '}
          {destination ? <HostName url={destination.url} /> : text('unknown_side')}
        </>
      }
      progress={progress}
      screen="information"
      onClose={onClose}
      onBack={() => send({ type: 'back' })}
      forward={text('button_next')}
      forwardDisabled={Object.keys(problems).length > 0}
      onForward={() => send({ type: 'next' })}
    >
      {fields.map(({ field, key, required, max }) => {
        const problem = problems[field];
        return (
          <Field
            key={field}
            label={text(key)}
            help={text(`${key}_help`)}
            helpLabel={text('help_about', text(key))}
            required={required}
            maxLength={max}
            value={draft[field]}
            onChange={(value) => send({ type: 'information-typed', field, text: value })}
            onBlur={onBlur}
            problem={problem && text(problemKeys[problem])}
            first={field === firstWrong}
            {...(field === 'description' ? { lines: 2 } : {})}
            testId={`information-${field}`}
          />
        );
      })}
    </WizardFrame>
  );
}
