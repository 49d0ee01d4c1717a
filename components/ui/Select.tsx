import { useId } from 'preact/hooks';

export interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly hint?: string;
  /** The label is read aloud but not shown. */
  readonly bare?: boolean;
  readonly testId?: string;
}

/** One of a few, in the browser's own list. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={props.bare ? 'visually-hidden' : 'field-label'}>
        {props.label}
      </label>
      <select
        id={id}
        class="input"
        value={props.value}
        onChange={(event) => {
          const chosen = props.options.find((option) => option.value === event.currentTarget.value);
          if (chosen) props.onChange(chosen.value);
        }}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
        data-testid={props.testId}
      >
        {props.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      {props.hint !== undefined && (
        <div class="muted" id={`${id}-hint`}>
          {props.hint}
        </div>
      )}
    </div>
  );
}
