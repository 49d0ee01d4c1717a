// oxlint-disable jsx-a11y/prefer-tag-over-role -- a native list cannot be searched at the platform while typing
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface Option {
  readonly id: string;
  readonly label: string;
}

export type Options =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly options: readonly Option[] }
  | { readonly state: 'failed'; readonly message: string };

export interface ComboboxProps {
  readonly label: string;
  readonly required?: boolean;
  readonly hint?: ComponentChildren;
  readonly placeholder?: string;
  readonly value: Option | undefined;
  readonly options: Options;
  /** What is to be found; called with `''` when the list opens. */
  readonly onSearch: (text: string) => void;
  readonly onChange: (option: Option) => void;
  readonly onRetry: () => void;
  readonly words: {
    readonly loading: string;
    readonly empty: string;
    readonly retry: string;
    /** How many were found, read aloud. */
    readonly found: string;
  };
  readonly first?: boolean;
  readonly testId?: string;
}

/** A field that finds one of many by typing, as the ARIA pattern for a combobox with a list has it. */
export function Combobox(props: ComboboxProps) {
  const { value, options } = props;
  const id = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(0);
  const listRef = useRef<HTMLDivElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const rows = options.state === 'ready' ? options.options : [];
  const at = Math.min(active, rows.length - 1);

  useEffect(() => {
    if (open) listRef.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }, [open, at]);

  const valueId = value?.id;
  // Before the next letter can come: an effect after painting would be too late for fast hands.
  useLayoutEffect(() => {
    // What is filled in while the field has the focus is replaced by the next letter, not continued by it.
    const input = inputRef.current;
    if (valueId === undefined || typed !== undefined || input === null) return;
    if (document.activeElement === input) input.select();
    // When the value comes, and not with every letter.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [valueId]);

  const show = () => {
    if (open) return;
    setOpen(true);
    const chosen = rows.findIndex((row) => row.id === value?.id);
    setActive(Math.max(0, chosen));
    props.onSearch('');
  };
  const hide = () => {
    setOpen(false);
    setTyped(undefined);
  };
  const choose = (option: Option | undefined) => {
    if (!option) return;
    hide();
    props.onChange(option);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      show();
      return;
    }
    switch (event.key) {
      case 'ArrowDown':
        setActive(Math.min(at + 1, rows.length - 1));
        break;
      case 'ArrowUp':
        setActive(Math.max(at - 1, 0));
        break;
      case 'Enter':
        choose(rows[at]);
        break;
      case 'Escape':
        hide();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="field">
      <label for={id} class="field-label">
        {props.label}
        {props.required && (
          <span class="required" aria-hidden="true">
            *
          </span>
        )}
      </label>
      <div class="combobox">
        <input
          id={id}
          ref={inputRef}
          class="input"
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-required={props.required}
          aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
          aria-activedescendant={open && rows[at] ? `${id}-${at}` : undefined}
          placeholder={props.placeholder}
          value={typed ?? value?.label ?? ''}
          data-first={props.first ? '' : undefined}
          data-testid={props.testId}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
            setOpen(true);
            props.onSearch(event.currentTarget.value);
          }}
          onClick={show}
          onKeyDown={onKeyDown}
          onBlur={hide}
        />
        {open && (
          <div
            class="combobox-list in-flow"
            id={`${id}-list`}
            ref={listRef}
            tabIndex={-1}
            role="listbox"
            aria-label={props.label}
            // The field keeps the focus while the list is pressed.
            onPointerDown={(event) => event.preventDefault()}
          >
            {rows.map((row, index) => (
              // The keys are handled in the field, which keeps the focus.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={row.id}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={row.id === value?.id}
                class={index === at ? 'active' : undefined}
                onPointerMove={() => setActive(index)}
                onClick={() => choose(row)}
              >
                {row.label}
              </div>
            ))}
            {rows.length === 0 && (
              <div role="option" tabIndex={-1} aria-selected={false} aria-disabled="true" class="muted">
                {options.state === 'loading' && props.words.loading}
                {options.state === 'ready' && props.words.empty}
                {options.state === 'failed' && options.message}
              </div>
            )}
          </div>
        )}
      </div>
      <output class="visually-hidden">{open && options.state === 'ready' ? props.words.found : ''}</output>
      {options.state === 'failed' && (
        <p class="field-problem">
          {options.message}{' '}
          <button type="button" class="link" onClick={props.onRetry}>
            {props.words.retry}
          </button>
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
