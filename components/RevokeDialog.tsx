import { useWords } from './backend-context.ts';
import { Button } from './ui/Button.tsx';
import { Dialog } from './ui/Dialog.tsx';

export interface RevokeDialogProps {
  /** The connection's name. */
  readonly name: string;
  readonly onRevoke: () => void;
  readonly onClose: () => void;
}

/** Asks before an invitation is made worthless. */
export function RevokeDialog({ name, onRevoke, onClose }: RevokeDialogProps) {
  const { text } = useWords();
  return (
    <Dialog
      title={<bdi>{text('revoke_question', name)}</bdi>}
      onClose={onClose}
      onSubmit={onRevoke}
      actions={
        <>
          <Button onClick={onClose}>{text('button_cancel')}</Button>
          <Button kind="danger" type="submit" first testId="revoke-confirm">
            {text('button_revoke')}
          </Button>
        </>
      }
    >
      <p>{text('revoke_what')}</p>
    </Dialog>
  );
}
