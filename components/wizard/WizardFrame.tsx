import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { useWords } from '../backend-context.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Steps } from '../ui/Steps.tsx';

export interface WizardFrameProps {
  readonly title: ComponentChildren;
  readonly subtitle?: ComponentChildren;
  readonly progress?: { readonly current: number; readonly total: number } | undefined;
  /** What tells one screen from the next: focus is placed anew when it changes. */
  readonly screen: string;
  readonly children?: ComponentChildren;
  readonly onClose: () => void;
  /** Without it there is no *Previous*, and Escape closes. */
  readonly onBack?: (() => void) | undefined;
  /** What the main button says; without it there is none. */
  readonly forward?: string | undefined;
  readonly onForward?: (() => void) | undefined;
  readonly forwardDisabled?: boolean;
  /** The main button has the focus when the screen appears. */
  readonly forwardFirst?: boolean;
  /** Stands where *Previous* would. */
  readonly footStart?: ComponentChildren;
  /** Stands before the main button. */
  readonly footEnd?: ComponentChildren;
}

/** What all steps of the wizard share: heading, bars, foot, keys and focus. */
export function WizardFrame(props: WizardFrameProps) {
  const { text } = useWords();
  const formRef = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const target = formRef.current?.querySelector<HTMLElement>('[data-first]:not(:disabled)');
    (target ?? formRef.current)?.focus();
    if (target instanceof HTMLInputElement && target.type === 'text') target.select();
  }, [props.screen]);

  // When the element that had the focus goes away (a button that became something else), the frame takes it.
  useEffect(() => {
    if (document.activeElement === document.body) formRef.current?.focus();
  });

  const hasFoot = props.onBack || props.forward !== undefined || props.footStart || props.footEnd;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys that buttons in it have too
    <form
      class="screen wizard"
      ref={formRef}
      tabIndex={-1}
      noValidate
      data-screen={props.screen}
      onSubmit={(event) => {
        event.preventDefault();
        if (!props.forwardDisabled) props.onForward?.();
      }}
      onKeyDown={(event) => {
        // A key held down must not run through several screens.
        if (event.key === 'Enter' && event.repeat) event.preventDefault();
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        if (props.onBack) props.onBack();
        else props.onClose();
      }}
    >
      <Screen
        title={props.title}
        subtitle={props.subtitle}
        end={
          <Button kind="quiet" label={text('button_close')} onClick={props.onClose} testId="wizard-close">
            <Icon name="close" />
          </Button>
        }
        foot={
          hasFoot ? (
            <>
              {props.onBack ? (
                <Button onClick={props.onBack} testId="wizard-back">
                  {text('button_previous')}
                </Button>
              ) : (
                props.footStart || <span />
              )}
              <span class="row">
                {props.footEnd}
                {props.forward !== undefined && (
                  <Button
                    kind="primary"
                    type="submit"
                    disabled={props.forwardDisabled ?? false}
                    first={props.forwardFirst ?? false}
                    testId="wizard-forward"
                  >
                    {props.forward}
                  </Button>
                )}
              </span>
            </>
          ) : undefined
        }
      >
        {props.progress && (
          <Steps
            {...props.progress}
            label={text('wizard_progress', props.progress.current, props.progress.total)}
          />
        )}
        {props.children}
      </Screen>
    </form>
  );
}
