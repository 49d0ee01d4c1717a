import { useState } from 'preact/hooks';

import type { InvitationRecord, InvitationStatus } from '@/utils/domain/invitation.ts';
import { platformFacts } from '@/utils/domain/platform-facts.ts';

import { useBackend, useWords } from '../backend-context.ts';
import { CopyLabel, CopyResult, ManualCode, useCopy } from '../CopyCode.tsx';
import { RefusedWarning } from '../InvitationItem.tsx';
import { useAct, useNow } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { RevokeDialog } from '../RevokeDialog.tsx';
import { Busy } from '../ui/Busy.tsx';
import { Button } from '../ui/Button.tsx';
import { Menu } from '../ui/Menu.tsx';
import type { MenuItem } from '../ui/Menu.tsx';
import { Select } from '../ui/Select.tsx';
import { StatusText } from '../ui/StatusText.tsx';
import type { StatusTextProps } from '../ui/StatusText.tsx';
import { hostOf } from '../words.ts';
import { Pager, usePages, WINDOW } from './pages.tsx';
import { isStorageTrouble, StorageTrouble } from './StorageTrouble.tsx';

const statuses = ['all', 'pending', 'accepted', 'expired', 'revoked'] as const;
const kinds: Readonly<Record<InvitationStatus, StatusTextProps['kind']>> = {
  pending: 'wait',
  accepted: 'good',
  expired: 'off',
  revoked: 'off',
};

/** All invitations made in this browser. */
export function InvitationsTab({ search }: { search: string }) {
  const { text } = useWords();
  const { read } = useBackend();
  const now = useNow();
  const [status, setStatus] = useState<(typeof statuses)[number]>('all');
  const pages = usePages<InvitationRecord>(
    async (before) => {
      const after = before.at(-1);
      const page = await read.invitations({
        limit: WINDOW,
        ...(status === 'all' ? {} : { status }),
        ...(search === '' ? {} : { search }),
        ...(after ? { after } : {}),
      });
      const last = page.rows.at(-1);
      return {
        rows: page.rows,
        end: page.more && last ? { createdAt: last.createdAt, id: last.id } : undefined,
      };
    },
    ['invitations'],
    `${status} ${search}`,
  );
  const { loaded } = pages;
  const rows = loaded.state === 'ready' ? loaded.value.rows : [];
  return (
    <section class="stack" aria-label={text('tab_invitations')}>
      <div class="row filters">
        <Select
          label={text('filter_status')}
          bare
          value={status}
          onChange={setStatus}
          options={statuses.map((value) => ({
            value,
            label: text(value === 'all' ? 'status_all' : `invitation_status_${value}`),
          }))}
          testId="status-filter"
        />
      </div>
      {loaded.state === 'loading' && <Busy>{text('loading')}</Busy>}
      {loaded.state === 'failed' &&
        (isStorageTrouble(loaded.problem) ? (
          <StorageTrouble problem={loaded.problem} onRetry={loaded.reload} />
        ) : (
          <ProblemNotice problem={loaded.problem}>
            <Button onClick={loaded.reload}>{text('button_try_again')}</Button>
          </ProblemNotice>
        ))}
      {loaded.state === 'ready' && rows.length === 0 && (
        <p class="empty">{text(search === '' && status === 'all' ? 'invitations_none' : 'nothing_found')}</p>
      )}
      {rows.length > 0 && (
        <table class="table invitations">
          <thead>
            <tr>
              <th scope="col">{text('column_connection')}</th>
              <th scope="col">{text('column_from_to')}</th>
              <th scope="col">{text('column_mode')}</th>
              <th scope="col">{text('column_made')}</th>
              <th scope="col">{text('column_status')}</th>
              <th scope="col">
                <span class="visually-hidden">{text('column_actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <InvitationRow key={row.id} invitation={row} now={now} />
            ))}
          </tbody>
        </table>
      )}
      <Pager {...pages} />
    </section>
  );
}

function InvitationRow({ invitation, now }: { invitation: InvitationRecord; now: number }) {
  const words = useWords();
  const { text } = words;
  const { send } = useBackend();
  const code = invitation.status === 'pending' ? invitation.code : undefined;
  const copying = useCopy(code);
  const [shown, setShown] = useState(false);
  const [revoking, setRevoking] = useState(false);
  const act = useAct();
  const { expected, acceptedBy } = invitation;
  const reissue: MenuItem = {
    label: text('button_reissue'),
    onSelect: () => void act.run(() => send('invitations.reissue', { id: invitation.id })),
  };
  const items: readonly MenuItem[] =
    invitation.status === 'pending'
      ? [
          { label: text(shown ? 'button_hide_code' : 'button_show_code'), onSelect: () => setShown(!shown) },
          reissue,
          { label: text('button_revoke'), danger: true, onSelect: () => setRevoking(true) },
        ]
      : invitation.status === 'accepted'
        ? []
        : [reissue];
  const below =
    (code !== undefined && (copying.state !== 'ready' || shown)) ||
    invitation.refusedAcceptances > 0 ||
    act.problem;
  return (
    <>
      <tr class={below ? 'has-more' : undefined}>
        <td>
          <bdi class="clamp strong" title={invitation.connectionName}>
            {invitation.connectionName}
          </bdi>
        </td>
        <td data-label={text('column_from_to')}>
          {platformFacts[invitation.local.platform].shortName} ⇄{' '}
          {expected ? platformFacts[expected.platform].shortName : text('unknown_side')}
          <span class="muted clamp">
            {hostOf(invitation.local)}
            {expected && ` · ${hostOf(expected)}`}
          </span>
        </td>
        <td data-label={text('column_mode')}>{text(`mode_${invitation.mode}`)}</td>
        <td data-label={text('column_made')}>{words.relative(invitation.createdAt - now)}</td>
        <td data-label={text('column_status')}>
          <StatusText kind={kinds[invitation.status]}>
            {text(`invitation_status_${invitation.status}`)}
          </StatusText>
          <span class="muted clamp">
            <bdi>
              {invitation.status === 'pending' &&
                text('invitation_expires', words.relative(invitation.expiresAt - now))}
              {acceptedBy && text('invitation_by', acceptedBy.name)}
            </bdi>
          </span>
        </td>
        <td class="row-end">
          <span class="row">
            {code !== undefined && (
              <Button
                onClick={() => {
                  setShown(false);
                  void copying.copy();
                }}
                testId={`copy-${invitation.id}`}
              >
                <CopyLabel state={copying.state} label={text('button_copy_short')} />
              </Button>
            )}
            {items.length > 0 && <Menu label={text('more_about', invitation.connectionName)} items={items} />}
          </span>
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
        </td>
      </tr>
      {below && (
        <tr class="more">
          <td colSpan={6}>
            <div class="stack-tight">
              {code !== undefined && <CopyResult state={copying.state} code={code} onClear={copying.clear} />}
              {code !== undefined && shown && copying.state !== 'refused' && <ManualCode code={code} />}
              {invitation.refusedAcceptances > 0 && (
                <RefusedWarning id={invitation.id} count={invitation.refusedAcceptances} />
              )}
              {act.problem && <ProblemNotice problem={act.problem} />}
            </div>
          </td>
        </tr>
      )}
    </>
  );
}
