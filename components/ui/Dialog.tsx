import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

export interface DialogProps {
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  /** Its buttons; the one that does the thing comes last. */
  readonly actions: ComponentChildren;
  readonly onClose: () => void;
  readonly onSubmit?: () => void;
}

/** A modal question on the browser's own dialog: focus stays in it and returns to where it was. */
export function Dialog({ title, children, actions, onClose, onSubmit }: DialogProps) {
  const elementRef = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    const dialog = elementRef.current;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      class="dialog"
      ref={elementRef}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <div class="dialog-body">
          <h1 id={id}>{title}</h1>
          {children}
        </div>
        <div class="dialog-foot">{actions}</div>
      </form>
    </dialog>
  );
}
