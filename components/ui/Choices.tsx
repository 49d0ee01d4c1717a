import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly title: string;
  readonly points?: readonly string[];
  /** Why it cannot be chosen; it is shown all the same. */
  readonly reason?: string | undefined;
}

export interface ChoicesProps<Value extends string> {
  readonly legend: ComponentChildren;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
  /** The chosen card (or the first) takes focus when its screen appears. */
  readonly first?: boolean;
}

/** Cards of which one is chosen: radio buttons with room for their points. */
export function Choices<Value extends string>({
  legend,
  choices,
  value,
  onChange,
  first,
}: ChoicesProps<Value>) {
  const name = useId();
  const chosen = choices.find((choice) => choice.value === value && choice.reason === undefined);
  const focused = chosen ?? choices.find((choice) => choice.reason === undefined);
  return (
    <fieldset>
      <legend class="stack-tight choices-legend">{legend}</legend>
      <div class="choices">
        {choices.map((choice) => {
          const points = `${name}-${choice.value}`;
          return (
            <label class="choice" key={choice.value}>
              <input
                type="radio"
                name={name}
                value={choice.value}
                checked={choice === chosen}
                disabled={choice.reason !== undefined}
                onChange={() => onChange(choice.value)}
                aria-describedby={points}
                aria-labelledby={`${points}-title`}
                data-first={first && choice === focused ? '' : undefined}
                data-testid={`choice-${choice.value}`}
              />
              <span class="choice-body">
                <span class="strong" id={`${points}-title`}>
                  {choice.title}
                </span>
                <span id={points} class="choice-points">
                  {choice.reason !== undefined && <span class="muted choice-reason">{choice.reason}</span>}
                  {choice.points?.map((point) => (
                    <span class="choice-point" key={point}>
                      {point}
                    </span>
                  ))}
                </span>
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
