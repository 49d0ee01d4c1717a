import type { ComponentChildren } from 'preact';

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick?: (event: MouseEvent) => void;
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  readonly wide?: boolean;
  /** What is read aloud where the button shows an icon only. */
  readonly label?: string;
  /** Where focus goes when its screen appears. */
  readonly first?: boolean;
  readonly describedBy?: string;
  readonly testId?: string;
}

export function Button({
  children,
  onClick,
  kind = 'plain',
  type = 'button',
  disabled,
  wide,
  label,
  first,
  describedBy,
  testId,
}: ButtonProps) {
  const classes = ['button'];
  if (kind !== 'plain') classes.push(kind);
  if (wide) classes.push('wide');
  if (label !== undefined) classes.push('icon-only');
  return (
    <button
      class={classes.join(' ')}
      type={type}
      disabled={disabled}
      onClick={onClick}
      aria-label={label}
      title={label}
      aria-describedby={describedBy}
      data-first={first ? '' : undefined}
      data-testid={testId}
    >
      {children}
    </button>
  );
}
