import { useEffect, useRef } from 'preact/hooks';

import type { Connection } from '@/utils/domain/connection.ts';

import { useBackend, useWords } from './backend-context.ts';
import { HostName } from './HostName.tsx';
import { useAct, useNow } from './live.ts';
import { ProblemNotice } from './ProblemNotice.tsx';
import { Button } from './ui/Button.tsx';
import { Icon } from './ui/Icon.tsx';
import { Notice } from './ui/Notice.tsx';
import { Screen } from './ui/Screen.tsx';

export interface CompareNumbersProps {
  readonly connection: Connection;
  readonly onClose: () => void;
}

/** Is it really them: three numbers, told over another channel. */
export function CompareNumbers({ connection, onClose }: CompareNumbersProps) {
  const words = useWords();
  const { text } = words;
  const { send } = useBackend();
  const now = useNow();
  const act = useAct();
  const screenRef = useRef<HTMLDivElement>(null);
  // Reading comes before deciding: no button has the focus yet.
  useEffect(() => screenRef.current?.focus(), []);
  const { claim } = connection.remote;
  const decide = async (same: boolean) => {
    if (await act.run(() => send('connections.confirm', { id: connection.id, same }))) onClose();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape is a shortcut for the close button
    <div
      class="screen"
      ref={screenRef}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <Screen
        title={text('compare_heading')}
        subtitle={<bdi>{connection.name}</bdi>}
        end={
          <Button kind="quiet" label={text('button_close')} onClick={onClose}>
            <Icon name="close" />
          </Button>
        }
        foot={
          <>
            <Button disabled={act.busy} onClick={() => void decide(false)} testId="differ">
              {text('button_differ')}
            </Button>
            <Button kind="primary" disabled={act.busy} onClick={() => void decide(true)} testId="same">
              {text('button_same')}
            </Button>
          </>
        }
      >
        {claim && (
          <p>
            {text('says_it_is')} “<bdi class="strong">{claim.name}</bdi>”,{' '}
            <HostName url={claim.instance.url} />
            {'. '}
            {text('compare_accepted', words.relative(connection.updatedAt - now))}
          </p>
        )}
        <p>{text('compare_ask')}</p>
        <p class="numbers" data-testid="numbers">
          {connection.numbers?.map((number, index) => (
            // Three numbers in their order; two of them may be alike.
            <span key={index}>{number}</span>
          ))}
        </p>
        <Notice title={text('compare_until')} />
        {act.problem && <ProblemNotice problem={act.problem} />}
      </Screen>
    </div>
  );
}
