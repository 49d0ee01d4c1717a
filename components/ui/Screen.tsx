import type { ComponentChildren } from 'preact';

export interface ScreenProps {
  readonly title: ComponentChildren;
  readonly subtitle?: ComponentChildren;
  /** Before the title: the mark. */
  readonly start?: ComponentChildren;
  /** After the title: a close button. */
  readonly end?: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly foot?: ComponentChildren;
}

/** Heading, body and foot of one screen. */
export function Screen({ title, subtitle, start, end, children, foot }: ScreenProps) {
  return (
    <>
      <header class="screen-top">
        {start}
        <div class="screen-title">
          <h1 class="one-line">{title}</h1>
          {subtitle !== undefined && <div class="muted">{subtitle}</div>}
        </div>
        {end}
      </header>
      <main class="screen-body stack">{children}</main>
      {foot !== undefined && <footer class="screen-foot">{foot}</footer>}
    </>
  );
}
