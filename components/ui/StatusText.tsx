import type { ComponentChildren } from 'preact';

export interface StatusTextProps {
  readonly kind: 'good' | 'done' | 'wait' | 'bad' | 'off';
  readonly children: ComponentChildren;
}

/** A status in words with a form of its own: disc, tick, ring, triangle or square. */
export function StatusText({ kind, children }: StatusTextProps) {
  return <span class={`status ${kind}`}>{children}</span>;
}
