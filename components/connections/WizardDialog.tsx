import { useEffect, useRef } from 'preact/hooks';

import { Wizard } from '../wizard/Wizard.tsx';
import type { WizardProps } from '../wizard/Wizard.tsx';

/** The wizard over the page, as wide as in the popup. */
export function WizardDialog(props: WizardProps) {
  const dialogRef = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const dialog = dialogRef.current;
    dialog?.showModal();
    // The dialog takes the focus when it opens; the wizard knows better where the next act is.
    (
      dialog?.querySelector<HTMLElement>('[data-first]:not(:disabled)') ?? dialog?.querySelector('form')
    )?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog class="dialog wizard-dialog" ref={dialogRef} onCancel={(event) => event.preventDefault()}>
      <Wizard {...props} />
    </dialog>
  );
}
