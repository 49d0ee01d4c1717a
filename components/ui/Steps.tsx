export interface StepsProps {
  /** From 1. */
  readonly current: number;
  readonly total: number;
  /** `Step 2 of 4`. */
  readonly label: string;
}

/** How far a wizard has come, as bars; the label says the same in words. */
export function Steps({ current, total, label }: StepsProps) {
  return (
    <div>
      <span class="visually-hidden">{label}</span>
      <ol class="steps" aria-hidden="true">
        {Array.from({ length: total }, (_, index) => (
          <li key={index} class={index < current ? 'done' : undefined} />
        ))}
      </ol>
    </div>
  );
}
