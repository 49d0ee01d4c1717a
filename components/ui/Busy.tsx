import type { ComponentChildren } from 'preact';

/** Something is being done; the words say what. */
export function Busy({ children }: { children: ComponentChildren }) {
  return (
    <output class="busy">
      <span class="spinner" aria-hidden="true" />
      <span>{children}</span>
    </output>
  );
}
