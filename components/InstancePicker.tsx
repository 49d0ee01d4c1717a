import { platformFacts } from '@/utils/domain/platform-facts.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { useWords } from './backend-context.ts';
import type { Loaded } from './live.ts';
import { ProblemNotice } from './ProblemNotice.tsx';
import { Busy } from './ui/Busy.tsx';
import { Choices } from './ui/Choices.tsx';
import { Notice } from './ui/Notice.tsx';
import { hostOf } from './words.ts';

export interface InstancePickerProps {
  readonly label: string;
  readonly instances: Loaded<readonly Instance[]>;
  readonly value: Instance | undefined;
  readonly onChange: (instance: Instance) => void;
}

/** One of the instances that this browser knows. */
export function InstancePicker({ label, instances, value, onChange }: InstancePickerProps) {
  const { text } = useWords();
  if (instances.state === 'loading') return <Busy>{text('loading')}</Busy>;
  if (instances.state === 'failed') return <ProblemNotice problem={instances.problem} />;
  if (instances.value.length === 0) {
    return (
      <Notice kind="wait" title={text('instances_none')}>
        <span>{text('instances_none_now')}</span>
      </Notice>
    );
  }
  return (
    <Choices
      legend={<h2>{label}</h2>}
      value={value?.url}
      onChange={(url) => {
        const instance = instances.value.find((candidate) => candidate.url === url);
        if (instance) onChange(instance);
      }}
      first
      choices={instances.value.map((instance) => ({
        value: instance.url,
        title: hostOf(instance),
        points: [platformFacts[instance.platform].name],
      }))}
    />
  );
}
