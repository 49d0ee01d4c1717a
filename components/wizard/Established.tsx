import type { Connection } from '@/utils/domain/connection.ts';
import { platformFacts } from '@/utils/domain/platform-facts.ts';

import { useWords } from '../backend-context.ts';
import { HostName } from '../HostName.tsx';
import type { Loaded } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Busy } from '../ui/Busy.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import type { StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

export interface EstablishedProps extends StepProps {
  readonly connection: Loaded<Connection | undefined>;
  readonly entityKey: string;
  readonly onBlur: () => void;
  readonly onDone: () => void;
}

const whatsNext = ['next_sit_back', 'next_by_hand', 'next_connect', 'next_bulk', 'next_trigger'] as const;

/** The connection stands. What syncing will be, and that it is not there yet. */
export function Established({ connection, entityKey, send, onBlur, onDone }: EstablishedProps) {
  const words = useWords();
  const { text } = words;
  const side = connection.state === 'ready' ? connection.value : undefined;
  const platform = side?.local.instance.platform;
  const noun = platform ? words.noun(platform) : '';
  const waits = side?.awaitsConfirmation === true;
  const active = side?.status === 'active';
  return (
    <WizardFrame
      title={text(side && !active ? 'accepted_heading' : 'established_heading')}
      subtitle={side && <bdi>{side.name}</bdi>}
      screen="established"
      onClose={onDone}
      forward={text('button_done')}
      forwardFirst
      onForward={onDone}
    >
      {connection.state === 'loading' && <Busy>{text('loading')}</Busy>}
      {connection.state === 'failed' && <ProblemNotice problem={connection.problem} />}
      {side && (
        <>
          <dl class="facts">
            <dt>{text('fact_here')}</dt>
            <dd>
              {platformFacts[side.local.instance.platform].name}
              <br />
              <HostName url={side.local.instance.url} />
            </dd>
            {side.remote.claim && (
              <>
                <dt>{text('fact_there')}</dt>
                <dd>
                  {text('says_it_is')} “<bdi>{side.remote.claim.name}</bdi>” ·{' '}
                  {platformFacts[side.remote.claim.instance.platform].name}
                  <br />
                  <HostName url={side.remote.claim.instance.url} />
                </dd>
              </>
            )}
          </dl>
          {!active && !waits && side.numbers && (
            <Notice kind="wait" title={text('accepted_waits')}>
              <span>{text('accepted_waits_now')}</span>
              <p class="numbers">
                {side.numbers.map((number) => (
                  <span key={number}>{number}</span>
                ))}
              </p>
            </Notice>
          )}
          <h2>{text('first_sync_heading', noun)}</h2>
          <Field
            label={text('first_sync_key', noun)}
            value={entityKey}
            onChange={(typed) => send({ type: 'entity-typed', text: typed })}
            onBlur={onBlur}
            maxLength={200}
            testId="entity-key"
          />
          <Notice kind="wait" title={text('first_sync_missing')}>
            <span>{text('first_sync_missing_now', words.nouns(side.local.instance.platform))}</span>
          </Notice>
          <details>
            <summary>{text('whats_next')}</summary>
            <ul class="points">
              {whatsNext.map((key) => (
                <li key={key}>{text(key, noun)}</li>
              ))}
            </ul>
          </details>
        </>
      )}
    </WizardFrame>
  );
}
