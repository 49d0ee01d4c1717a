import type { Connection, ConnectionStatus } from '@/utils/domain/connection.ts';
import type { InvitationRecord } from '@/utils/domain/invitation.ts';
import { platformFacts } from '@/utils/domain/platform-facts.ts';

import { useWords } from './backend-context.ts';
import { RefusedWarning } from './InvitationItem.tsx';
import { Button } from './ui/Button.tsx';
import { StatusText } from './ui/StatusText.tsx';
import type { StatusTextProps } from './ui/StatusText.tsx';

const kinds: Readonly<Record<ConnectionStatus, StatusTextProps['kind']>> = {
  pending: 'wait',
  active: 'good',
  deactivated: 'off',
  error: 'bad',
};

export function ConnectionStatusText({ status }: { status: ConnectionStatus }) {
  return <StatusText kind={kinds[status]}>{useWords().text(`status_${status}`)}</StatusText>;
}

export interface ConnectionItemProps {
  readonly connection: Connection;
  /** The invitation it came from, where this browser made it. */
  readonly invitation: InvitationRecord | undefined;
  readonly onCompare: (connection: Connection) => void;
  readonly now: number;
}

/** One connection in the popup. */
export function ConnectionItem({ connection, invitation, onCompare, now }: ConnectionItemProps) {
  const words = useWords();
  const { text } = words;
  const { claim } = connection.remote;
  const about = [
    claim ? platformFacts[claim.instance.platform].shortName : connection.remote.shortName,
    text(`mode_${connection.mode}`),
    connection.establishedAt === undefined
      ? text('connection_made', words.relative(connection.createdAt - now))
      : text('connection_since', words.relative(connection.establishedAt - now)),
  ].join(' · ');
  return (
    <li class="item">
      <div class="grow">
        <b class="one-line" title={connection.name}>
          <bdi>{connection.name}</bdi>
        </b>
        <span class="muted">
          <bdi>{about}</bdi>
        </span>
        {connection.problem && <p class="field-problem">{words.problem(connection.problem).title}</p>}
      </div>
      {connection.awaitsConfirmation ? (
        <Button kind="primary" onClick={() => onCompare(connection)}>
          {text('button_compare')}
        </Button>
      ) : (
        <ConnectionStatusText status={connection.status} />
      )}
      {invitation && invitation.refusedAcceptances > 0 && (
        <div class="item-more">
          <RefusedWarning id={invitation.id} count={invitation.refusedAcceptances} />
        </div>
      )}
    </li>
  );
}
