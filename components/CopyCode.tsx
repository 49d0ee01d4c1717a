import { useEffect, useRef, useState } from 'preact/hooks';

import { MINUTE } from '@/utils/base/clock.ts';

import { useBackend, useWords } from './backend-context.ts';
import { Button } from './ui/Button.tsx';
import { Field } from './ui/Field.tsx';
import { Icon } from './ui/Icon.tsx';
import { Notice } from './ui/Notice.tsx';

export type CopyState = 'ready' | 'copied' | 'refused' | 'may-clear' | 'cleared' | 'not-cleared';

/**
 * Copying an invitation code: says that it worked only when it did, and offers to clear the clipboard after a
 * minute. `copy` must be called within the click.
 */
export function useCopy(code: string | undefined): {
  readonly state: CopyState;
  readonly copy: () => Promise<boolean>;
  readonly clear: () => void;
} {
  const { surface } = useBackend();
  const [state, setState] = useState<CopyState>('ready');
  const timerRef = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timerRef.current), []);
  return {
    state,
    async copy() {
      if (code === undefined) return false;
      clearTimeout(timerRef.current);
      const worked = await surface.copy(code);
      setState(worked ? 'copied' : 'refused');
      if (worked) timerRef.current = setTimeout(() => setState('may-clear'), MINUTE);
      return worked;
    },
    clear() {
      if (code === undefined) return;
      void surface.clearClipboard(code).then((done) => setState(done ? 'cleared' : 'not-cleared'));
    },
  };
}

/** What stands under a copy button: the confirmation, the field for copying by hand, the offer to clear. */
export function CopyResult({
  state,
  code,
  onClear,
}: {
  state: CopyState;
  code: string;
  onClear: () => void;
}) {
  const { text } = useWords();
  switch (state) {
    case 'ready':
      return null;
    case 'copied':
      return <Notice kind="good" title={text('copy_done')} live />;
    case 'refused':
      return (
        <Notice kind="bad" title={text('copy_refused')} live>
          <ManualCode code={code} />
        </Notice>
      );
    case 'may-clear':
      return (
        <Notice title={text('copy_may_clear')} live>
          <Button onClick={onClear}>{text('button_clear_clipboard')}</Button>
        </Notice>
      );
    case 'cleared':
      return <Notice kind="good" title={text('copy_cleared')} live />;
    case 'not-cleared':
      return <Notice title={text('copy_not_cleared')} live />;
    default:
      return state satisfies never;
  }
}

/** The code in a field with everything selected, for the keyboard. */
export function ManualCode({ code }: { code: string }) {
  const { text } = useWords();
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    fieldRef.current?.focus();
    fieldRef.current?.select();
  }, [code]);
  return (
    <Field
      label={text('copy_by_hand')}
      value={code}
      onChange={() => undefined}
      readOnly
      code
      lines={4}
      fieldRef={(element) => {
        fieldRef.current = element as HTMLTextAreaElement | null;
      }}
      testId="manual-code"
    />
  );
}

/** The label of a copy button, with a sign that changes when it worked. */
export function CopyLabel({ state, label }: { state: CopyState; label: string }) {
  const { text } = useWords();
  return (
    <>
      <Icon name={state === 'copied' ? 'check' : 'copy'} />
      {state === 'copied' ? text('copied') : label}
    </>
  );
}
