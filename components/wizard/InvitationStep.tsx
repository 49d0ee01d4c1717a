import { useState } from 'preact/hooks';

import type { InvitationRecord } from '@/utils/domain/invitation.ts';
import { typeOf } from '@/utils/wizard/initiate.ts';
import type { Draft } from '@/utils/wizard/state.ts';

import { useWords } from '../backend-context.ts';
import { CopyLabel, CopyResult, useCopy } from '../CopyCode.tsx';
import type { Loaded } from '../live.ts';
import { useNow } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { RevokeDialog } from '../RevokeDialog.tsx';
import { Busy } from '../ui/Busy.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import type { StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

export interface InvitationStepProps extends StepProps {
  readonly draft: Draft;
  readonly invitation: Loaded<InvitationRecord | undefined>;
  readonly onRevoke: () => void;
  /** The wizard has done its work. */
  readonly onDone: () => void;
}

/** The code, to be handed over out of band. */
export function InvitationStep({ draft, invitation, progress, onRevoke, onDone }: InvitationStepProps) {
  const words = useWords();
  const { text } = words;
  const now = useNow();
  const [revoking, setRevoking] = useState(false);
  const record = invitation.state === 'ready' ? invitation.value : undefined;
  const code = record?.status === 'pending' ? record.code : undefined;
  const copying = useCopy(code);
  const side = typeOf(draft) === 'private' ? text('unknown_name') : draft.remoteShortName;

  return (
    <WizardFrame
      title={<bdi>{text('invitation_heading', side)}</bdi>}
      subtitle={
        <bdi>
          {[
            draft.connectionName,
            ...(typeOf(draft) === 'private' ? [text('type_private')] : []),
            text(`mode_${draft.mode}`),
          ].join(' · ')}
        </bdi>
      }
      progress={progress}
      screen={code === undefined ? `invitation-${record?.status ?? 'loading'}` : 'invitation'}
      onClose={onDone}
      footStart={
        code !== undefined && (
          <Button kind="danger" onClick={() => setRevoking(true)} testId="revoke">
            {text('button_revoke')}
          </Button>
        )
      }
      footEnd={
        <Button onClick={onDone} first={code === undefined} testId="done">
          {text('button_done')}
        </Button>
      }
    >
      {invitation.state === 'loading' && <Busy>{text('loading')}</Busy>}
      {invitation.state === 'failed' && <ProblemNotice problem={invitation.problem} />}
      {invitation.state === 'ready' && !record && <Notice kind="bad" title={text('invitation_gone')} />}
      {record && record.status !== 'pending' && (
        <Notice
          kind={record.status === 'accepted' ? 'good' : 'wait'}
          title={
            <bdi>
              {record.status === 'accepted'
                ? text('invitation_accepted', record.acceptedBy?.name ?? side)
                : text(`invitation_${record.status}`)}
            </bdi>
          }
          live
        />
      )}
      {record && code !== undefined && (
        <>
          <p>
            <bdi>{text('invitation_what', side)}</bdi> {text('invitation_privately')}
          </p>
          <div class="code-box" data-testid="code" aria-hidden={copying.state === 'refused'}>
            {code}
          </div>
          <Button kind="primary" wide onClick={() => void copying.copy()} first testId="copy-code">
            <CopyLabel state={copying.state} label={text('button_copy_code')} />
          </Button>
          <CopyResult state={copying.state} code={code} onClear={copying.clear} />
          <p class="muted">
            {[
              text('invitation_once'),
              text('invitation_expires', words.relative(record.expiresAt - now)),
              text('invitation_revocable'),
            ].join(' · ')}
          </p>
        </>
      )}
      {revoking && (
        <RevokeDialog
          name={draft.connectionName}
          onClose={() => setRevoking(false)}
          onRevoke={() => {
            setRevoking(false);
            onRevoke();
          }}
        />
      )}
    </WizardFrame>
  );
}
