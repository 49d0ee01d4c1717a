import { useEffect, useRef, useState } from 'preact/hooks';

import type { Connection } from '@/utils/domain/connection.ts';
import { platformFacts } from '@/utils/domain/platform-facts.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { AccessNotice } from '../AccessNotice.tsx';
import { useBackend, useWords } from '../backend-context.ts';
import { ConnectionStatusText } from '../ConnectionItem.tsx';
import { HostName } from '../HostName.tsx';
import { RefusedWarning } from '../InvitationItem.tsx';
import { useAct, useLive } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { TokenDialog } from '../TokenDialog.tsx';
import { Busy } from '../ui/Busy.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { ConnectionActions } from './ConnectionActions.tsx';
import type { Pair } from './pairs.ts';

export interface ConnectionDetailsProps {
  readonly pair: Pair;
  readonly onClose: () => void;
  readonly onCompare: (connection: Connection) => void;
}

/** Everything about one connection, beside the list. */
export function ConnectionDetails({ pair, onClose, onCompare }: ConnectionDetailsProps) {
  const words = useWords();
  const { text } = words;
  const { read } = useBackend();
  const headingRef = useRef<HTMLHeadingElement>(null);
  const [first] = pair.sides;
  const source = pair.sides.find(({ side }) => side === 'source');
  const invitation = useLive(
    async () => (source ? read.invitation(source.connectionId) : undefined),
    ['invitations'],
    pair.id,
  );
  const refused = invitation.state === 'ready' && invitation.value ? invitation.value.refusedAcceptances : 0;
  const waiting = pair.sides.find((side) => side.awaitsConfirmation);

  useEffect(() => headingRef.current?.focus(), [pair.id]);

  return (
    <aside class="panel stack" aria-label={text('details_of', first.name)}>
      <div class="row">
        <h2 class="grow" ref={headingRef} tabIndex={-1}>
          <bdi>{first.name}</bdi>
        </h2>
        <ConnectionActions pair={pair} onDetails={onClose} onCompare={onCompare} />
        <Button kind="quiet" label={text('button_close')} onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      {first.description !== '' && (
        <p>
          <bdi>{first.description}</bdi>
        </p>
      )}
      {source && refused > 0 && <RefusedWarning id={source.connectionId} count={refused} />}
      {waiting && (
        <Button kind="primary" onClick={() => onCompare(waiting)}>
          {text('button_compare')}
        </Button>
      )}
      <dl class="facts">
        <dt>{text('fact_type')}</dt>
        <dd>{text(`type_${first.type}`)}</dd>
        <dt>{text('fact_mode')}</dt>
        <dd>
          {text(`mode_${first.mode}`)} · {text(`scope_${first.mode}`)}
        </dd>
        <dt>{text('fact_travels')}</dt>
        <dd>
          {text(
            `travels_${first.exchange}`,
            platformFacts[first.remote.claim?.instance.platform ?? first.local.instance.platform].shortName,
          )}
        </dd>
        <dt>{text('fact_made')}</dt>
        <dd>{words.moment(first.createdAt)}</dd>
        {first.establishedAt !== undefined && (
          <>
            <dt>{text('fact_established')}</dt>
            <dd>{words.moment(first.establishedAt)}</dd>
          </>
        )}
        {first.numbers && (
          <>
            <dt>{text('fact_numbers')}</dt>
            <dd class="mono">{first.numbers.join(' ')}</dd>
          </>
        )}
      </dl>
      {pair.sides.map((side) => (
        <Side key={side.id} side={side} />
      ))}
      {pair.sides.length === 1 && <RemoteSide side={first} />}
    </aside>
  );
}

function Side({ side }: { side: Connection }) {
  const { text } = useWords();
  const { instance, project, shortName } = side.local;
  return (
    <section class="side stack" aria-label={shortName}>
      <div class="row">
        <h3 class="grow">
          {shortName} <span class="muted">{text(`side_${side.side}`)}</span>
        </h3>
        <ConnectionStatusText status={side.status} />
      </div>
      <dl class="facts">
        <dt>{text('fact_platform')}</dt>
        <dd>{platformFacts[instance.platform].name}</dd>
        <dt>{text('fact_instance')}</dt>
        <dd>
          <HostName url={instance.url} />
        </dd>
        {project && (
          <>
            <dt>{text('fact_project')}</dt>
            <dd>
              <bdi>{project.key === undefined ? project.name : `${project.name} (${project.key})`}</bdi>
            </dd>
          </>
        )}
      </dl>
      {side.problem && <ProblemNotice problem={side.problem} />}
      <AccessOf instance={instance} />
    </section>
  );
}

/** Whether this browser can work at an instance right now, asked when the panel opens. */
function AccessOf({ instance }: { instance: Instance }) {
  const { text } = useWords();
  const { send, surface } = useBackend();
  const [token, setToken] = useState(false);
  const act = useAct();
  const access = useLive(() => send('access.fetch', { instance }), ['sites'], instance.url);
  if (access.state === 'loading') return <Busy>{text('access_asking')}</Busy>;
  if (access.state === 'failed') return <ProblemNotice problem={access.problem} />;
  const { value } = access;
  return (
    <>
      {value.state === 'signed-in' && value.admin !== false && (
        <p class="muted">
          <bdi>{text('access_works', value.user.name)}</bdi>
        </p>
      )}
      <AccessNotice
        access={value}
        onAllow={(origins) => {
          // Within the click: nothing is awaited before the browser's prompt.
          const asked = surface.requestOrigins(origins);
          void act.run(async () => {
            if (!(await asked)) return;
            await send('sites.granted', { origins: [...origins], instance });
            access.reload();
          });
        }}
        onSignIn={() => void act.run(() => send('access.sign-in', { instance }))}
        onToken={() => setToken(true)}
        onRetry={access.reload}
      />
      {act.problem && <ProblemNotice problem={act.problem} />}
      {token && (
        <TokenDialog instance={instance} onClose={() => setToken(false)} onAccepted={access.reload} />
      )}
    </>
  );
}

function RemoteSide({ side }: { side: Connection }) {
  const { text } = useWords();
  const { claim, expected, shortName } = side.remote;
  const instance = claim?.instance ?? expected;
  return (
    <section class="side stack" aria-label={shortName}>
      <h3>
        {shortName} <span class="muted">{text('side_remote')}</span>
      </h3>
      {claim && (
        <p>
          {text('says_it_is')} “<bdi>{claim.name}</bdi>”
        </p>
      )}
      {instance ? (
        <dl class="facts">
          <dt>{text('fact_platform')}</dt>
          <dd>{platformFacts[instance.platform].name}</dd>
          <dt>{text('fact_instance')}</dt>
          <dd>
            <HostName url={instance.url} />
          </dd>
        </dl>
      ) : (
        <p class="muted">{text('side_unknown')}</p>
      )}
    </section>
  );
}
