import type { ComponentChildren } from 'preact';

import { Icon } from './Icon.tsx';

export interface NoticeProps {
  readonly kind?: 'plain' | 'good' | 'wait' | 'bad';
  /** What happened, in one sentence. */
  readonly title?: ComponentChildren;
  /** What to do now, and the button that does it. */
  readonly children?: ComponentChildren;
  /** Read aloud as soon as it appears. */
  readonly live?: boolean;
}

export function Notice({ kind = 'plain', title, children, live }: NoticeProps) {
  const icon = kind === 'good' ? 'check' : kind === 'plain' ? 'info' : 'warning';
  return (
    <div
      class={kind === 'plain' ? 'notice' : `notice ${kind}`}
      role={live ? (kind === 'bad' ? 'alert' : 'status') : undefined}
    >
      <Icon name={icon} />
      <div class="notice-body">
        {title !== undefined && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
