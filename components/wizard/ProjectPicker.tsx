import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { Instance, Project } from '@/utils/domain/platform.ts';

import { useWords } from '../backend-context.ts';
import { Combobox } from '../ui/Combobox.tsx';
import type { Options } from '../ui/Combobox.tsx';
import { problemOf } from '../words.ts';
import type { Problem } from '../words.ts';
import type { SearchProjects } from './step-props.ts';

export interface ProjectPickerProps {
  readonly label: string;
  readonly hint: string;
  readonly instance: Instance;
  readonly value: Project | undefined;
  readonly onChange: (project: Project) => void;
  readonly search: SearchProjects;
  readonly first?: boolean;
  readonly testId?: string;
}

const labelOf = ({ name, key }: Project): string => (key === undefined ? name : `${name} (${key})`);

/** Finds a project of an instance by name or key. Where there is only one, it is chosen already. */
export function ProjectPicker(props: ProjectPickerProps) {
  const words = useWords();
  const { text } = words;
  const [options, setOptions] = useState<Options>({ state: 'loading' });
  const [found, setFound] = useState<readonly Project[]>([]);
  const [asked, setAsked] = useState<string>();
  const numberRef = useRef(0);
  const propsRef = useRef(props);
  useLayoutEffect(() => {
    propsRef.current = props;
  });
  const timerRef = useRef<ReturnType<typeof setTimeout>>(undefined);

  const ask = useCallback(
    async (wanted: string) => {
      clearTimeout(timerRef.current);
      numberRef.current += 1;
      const number = numberRef.current;
      setOptions({ state: 'loading' });
      setAsked(wanted);
      let answer: readonly Project[] | Problem;
      try {
        answer = await propsRef.current.search(propsRef.current.instance, wanted);
      } catch (error) {
        answer = problemOf(error);
      }
      if (number !== numberRef.current) return;
      if ('code' in answer) {
        const { title, now } = words.problem(answer);
        setOptions({ state: 'failed', message: `${title} ${now}`.trim() });
        return;
      }
      setFound(answer);
      setOptions({
        state: 'ready',
        options: answer.map((project) => ({ id: project.id, label: labelOf(project) })),
      });
      const [only] = answer;
      if (wanted === '' && only && answer.length === 1 && !propsRef.current.value) {
        propsRef.current.onChange(only);
      }
    },
    [words],
  );

  const { url } = props.instance;
  useEffect(() => {
    void ask('');
    return () => {
      // Another instance, or none any more: whatever is under way is for nobody.
      numberRef.current += 1;
      clearTimeout(timerRef.current);
    };
  }, [ask, url]);

  const onSearch = (wanted: string) => {
    clearTimeout(timerRef.current);
    if (wanted === asked) return;
    // Each search is a request to the platform: one when typing pauses, none per letter.
    if (wanted === '') void ask('');
    else {
      setOptions({ state: 'loading' });
      timerRef.current = setTimeout(() => void ask(wanted), 200);
    }
  };

  const value = props.value && { id: props.value.id, label: labelOf(props.value) };
  return (
    <Combobox
      label={props.label}
      hint={props.hint}
      required
      placeholder={text('project_placeholder')}
      value={value}
      options={options}
      onSearch={onSearch}
      onRetry={() => void ask(asked ?? '')}
      onChange={({ id }) => {
        const project = found.find((candidate) => candidate.id === id);
        if (project) props.onChange(project);
      }}
      words={{
        loading: text('project_loading'),
        empty: text(asked ? 'project_none_found' : 'project_none'),
        retry: text('button_try_again'),
        found: words.plural('project_found', found.length),
      }}
      {...(props.first ? { first: true } : {})}
      {...(props.testId === undefined ? {} : { testId: props.testId })}
    />
  );
}
