import { useEffect, useState } from 'preact/hooks';

import type { InvitationRecord } from '@/utils/domain/invitation.ts';
import { platformFacts } from '@/utils/domain/platform-facts.ts';

import { useBackend, useWords } from './backend-context.ts';
import { CopyLabel, CopyResult, ManualCode, useCopy } from './CopyCode.tsx';
import { useAct } from './live.ts';
import { ProblemNotice } from './ProblemNotice.tsx';
import { RevokeDialog } from './RevokeDialog.tsx';
import { Button } from './ui/Button.tsx';
import { Menu } from './ui/Menu.tsx';
import { Notice } from './ui/Notice.tsx';

export interface InvitationItemProps {
  readonly invitation: InvitationRecord;
  readonly now: number;
  /** The instance that the tab shows: it need not be named again. */
  readonly here?: string | undefined;
  /** Copy as soon as it is drawn; where the browser refuses that, focus the button. */
  readonly copyAtOnce?: boolean;
}

/** A pending invitation: what it is for, its age and its end, copy, show and revoke. */
export function InvitationItem({ invitation, now, here, copyAtOnce }: InvitationItemProps) {
  const words = useWords();
  const { text } = words;
  const { send } = useBackend();
  const copying = useCopy(invitation.code);
  const [shown, setShown] = useState(false);
  const [revoking, setRevoking] = useState(false);
  const act = useAct();

  useEffect(() => {
    if (!copyAtOnce) return;
    const focus = () => document.querySelector<HTMLElement>(`[data-testid="copy-${invitation.id}"]`)?.focus();
    void copying.copy().finally(focus);
    // Once, when it is drawn for that purpose: later draws must not write to the clipboard by themselves.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [copyAtOnce]);

  const about = [
    ...(here === invitation.local.url ? [] : [platformFacts[invitation.local.platform].shortName]),
    ...(invitation.type === 'private' ? [text('type_private')] : []),
    text(`mode_${invitation.mode}`),
    text('invitation_age', words.duration(now - invitation.createdAt)),
    text('invitation_expires', words.relative(invitation.expiresAt - now)),
  ].join(' · ');

  return (
    <li class="item">
      <div class="grow">
        <b class="one-line" title={invitation.connectionName}>
          <bdi>{invitation.connectionName}</bdi>
        </b>
        <span class="muted">{about}</span>
      </div>
      <Button
        onClick={() => {
          setShown(false);
          void copying.copy();
        }}
        testId={`copy-${invitation.id}`}
      >
        <CopyLabel state={copying.state} label={text('button_copy_short')} />
      </Button>
      <Menu
        label={text('more_about', invitation.connectionName)}
        items={[
          {
            label: text(shown ? 'button_hide_code' : 'button_show_code'),
            onSelect: () => setShown(!shown),
          },
          { label: text('button_revoke'), danger: true, onSelect: () => setRevoking(true) },
        ]}
      />
      {invitation.code !== undefined && copying.state !== 'ready' && (
        <div class="item-more">
          <CopyResult state={copying.state} code={invitation.code} onClear={copying.clear} />
        </div>
      )}
      {shown && invitation.code !== undefined && copying.state !== 'refused' && (
        <div class="item-more">
          <ManualCode code={invitation.code} />
        </div>
      )}
      {invitation.refusedAcceptances > 0 && (
        <div class="item-more">
          <RefusedWarning id={invitation.id} count={invitation.refusedAcceptances} />
        </div>
      )}
      {act.problem && (
        <div class="item-more">
          <ProblemNotice problem={act.problem} />
        </div>
      )}
      {revoking && (
        <RevokeDialog
          name={invitation.connectionName}
          onClose={() => setRevoking(false)}
          onRevoke={() => {
            setRevoking(false);
            void act.run(() => send('invitations.revoke', { id: invitation.id }));
          }}
        />
      )}
    </li>
  );
}

/** Somebody else tried to accept a code that had been used. */
export function RefusedWarning({ id, count }: { id: string; count: number }) {
  const words = useWords();
  const { send } = useBackend();
  const act = useAct();
  return (
    <Notice kind="bad" title={words.plural('refused_acceptances', count)}>
      <span>{words.text('refused_acceptances_now')}</span>
      {act.problem && <ProblemNotice problem={act.problem} />}
      <Button
        disabled={act.busy}
        onClick={() => void act.run(() => send('invitations.acknowledge', { id }))}
        testId="acknowledge-refused"
      >
        {words.text('button_understood')}
      </Button>
    </Notice>
  );
}
