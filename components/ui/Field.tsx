import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly required?: boolean;
  /** A sentence under the field; with `problem` the problem stands there first. */
  readonly hint?: ComponentChildren;
  readonly problem?: string | undefined;
  /** Explains the field when its "?" is pressed. */
  readonly help?: string;
  /** What the "?" is read as. */
  readonly helpLabel?: string;
  readonly type?: 'text' | 'url' | 'search' | 'password' | 'number';
  readonly lines?: number;
  readonly maxLength?: number;
  readonly placeholder?: string;
  /** Monospaced, for codes. */
  readonly code?: boolean;
  readonly readOnly?: boolean;
  /** Where focus goes when its screen appears. */
  readonly first?: boolean;
  /** What stands at the field's end, such as a ✓. */
  readonly end?: ComponentChildren;
  readonly testId?: string;
  /** In a field of several lines: Enter goes forward, Shift+Enter makes a line. */
  readonly enterSubmits?: boolean;
  readonly fieldRef?: (element: HTMLInputElement | HTMLTextAreaElement | null) => void;
}

/** A labelled text field with its hint, its problem and its help. */
export function Field(props: FieldProps) {
  const id = useId();
  const [helpShown, setHelpShown] = useState(false);
  const described = [
    props.problem !== undefined && `${id}-problem`,
    props.hint !== undefined && `${id}-hint`,
    helpShown && `${id}-help`,
  ]
    .filter((part) => part !== false)
    .join(' ');
  const shared = {
    id,
    value: props.value,
    onInput: (event: Event) =>
      props.onChange((event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value),
    onBlur: () => props.onBlur?.(),
    'aria-invalid': props.problem !== undefined,
    'aria-required': props.required,
    'aria-describedby': described === '' ? undefined : described,
    maxLength: props.maxLength,
    placeholder: props.placeholder,
    readOnly: props.readOnly,
    spellcheck: false,
    autocomplete: 'off',
    'data-first': props.first ? '' : undefined,
    'data-testid': props.testId,
    class: props.code ? 'input code' : 'input',
  } as const;
  const fieldRef = (element: HTMLInputElement | HTMLTextAreaElement | null) => props.fieldRef?.(element);
  return (
    <div class="field">
      <div class="field-label">
        <label for={id}>
          {props.label}
          {props.required && (
            <span class="required" aria-hidden="true">
              *
            </span>
          )}
        </label>
        {props.help !== undefined && (
          <button
            type="button"
            class="help"
            aria-label={props.helpLabel}
            aria-expanded={helpShown}
            aria-controls={`${id}-help`}
            onClick={() => setHelpShown(!helpShown)}
          >
            ?
          </button>
        )}
      </div>
      {props.help !== undefined && helpShown && (
        <p class="help-text" id={`${id}-help`}>
          {props.help}
        </p>
      )}
      <div class="row">
        {props.lines === undefined ? (
          <input
            {...shared}
            ref={fieldRef}
            // Each type has attributes of its own in the typings; those given here fit all of them.
            // oxlint-disable-next-line typescript/no-unnecessary-type-assertion
            type={(props.type ?? 'text') as 'text'}
          />
        ) : (
          <textarea
            {...shared}
            ref={fieldRef}
            rows={props.lines}
            onKeyDown={(event) => {
              if (!props.enterSubmits || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
              event.preventDefault();
              if (!event.repeat) event.currentTarget.form?.requestSubmit();
            }}
          />
        )}
        {props.end}
      </div>
      {props.problem !== undefined && (
        <p class="field-problem" id={`${id}-problem`}>
          {props.problem}
        </p>
      )}
      {props.hint !== undefined && (
        <div class="muted" id={`${id}-hint`}>
          {props.hint}
        </div>
      )}
    </div>
  );
}
