import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

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
  const bodyRef = useRef<HTMLElement>(null);
  // A body that is cut off and holds nothing to stop at must itself be reachable, or the keyboard cannot scroll it.
  useLayoutEffect(() => {
    const body = bodyRef.current;
    if (!body) return;
    const stops = body.querySelector('a, button, input, select, textarea, summary, [tabindex="0"]');
    if (body.scrollHeight > body.clientHeight && !stops) body.tabIndex = 0;
    else body.removeAttribute('tabindex');
  });
  return (
    <>
      <header class="screen-top">
        {start}
        <div class="screen-title">
          <h1>{title}</h1>
          {subtitle !== undefined && <div class="muted">{subtitle}</div>}
        </div>
        {end}
      </header>
      <main class="screen-body stack" ref={bodyRef}>
        {children}
      </main>
      {foot !== undefined && <footer class="screen-foot">{foot}</footer>}
    </>
  );
}
