import { platformFacts } from '@/utils/domain/platform-facts.ts';
import { canBeAcknowledged, destinationIsReady, destinationOf, modesOf } from '@/utils/wizard/initiate.ts';
import { canBePrivate, modePoints } from '@/utils/wizard/modes.ts';
import type { Draft } from '@/utils/wizard/state.ts';

import { useWords } from '../backend-context.ts';
import { HostName } from '../HostName.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Button } from '../ui/Button.tsx';
import { Check } from '../ui/Check.tsx';
import { Choices } from '../ui/Choices.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { StatusText } from '../ui/StatusText.tsx';
import { productOf } from '../words.ts';
import type { StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

export interface DestinationProps extends StepProps {
  readonly draft: Draft;
  /** Asks the browser for the origins, within the click. */
  readonly onAllow: (origins: readonly string[]) => void;
  /** The browser was asked and the admin said no. */
  readonly refused: boolean;
  readonly onBlur: () => void;
}

/** Where to, and in which mode: one screen. */
export function Destination({ draft, send, onClose, progress, onAllow, refused, onBlur }: DestinationProps) {
  const words = useWords();
  const { text } = words;
  const { check } = draft;
  const destination = destinationOf(draft);
  const offers = modesOf(draft);
  const asks = !draft.noUrl && check.state === 'needs-permission';
  const nouns = words.nouns(draft.local.platform);

  return (
    <WizardFrame
      title={text('button_initiate')}
      subtitle={
        <>
          {text('wizard_from')} <HostName url={draft.local.url} />
        </>
      }
      progress={progress}
      screen="destination"
      onClose={onClose}
      forward={text('button_next')}
      forwardDisabled={!asks && !destinationIsReady(draft)}
      onForward={() => {
        if (asks) onAllow(check.origins);
        else send({ type: 'next' });
      }}
    >
      <Field
        label={text('destination_url')}
        type="url"
        value={draft.noUrl ? '' : draft.urlText}
        onChange={(value) => {
          if (draft.noUrl) send({ type: 'no-url-ticked', ticked: false });
          send({ type: 'url-typed', text: value });
        }}
        onBlur={onBlur}
        maxLength={2000}
        placeholder={text('destination_url_example')}
        first
        end={
          destination && <StatusText kind="done">{platformFacts[destination.platform].shortName}</StatusText>
        }
        hint={
          <output>
            {!draft.noUrl && <CheckHint draft={draft} />}
            {(draft.noUrl || check.state === 'none') && text('destination_url_hint')}
          </output>
        }
        testId="destination-url"
      />
      {!draft.noUrl && check.state === 'refused' && (
        <ProblemNotice problem={check.problem}>
          {canBeAcknowledged(draft) && (
            <Button onClick={() => send({ type: 'address-acknowledged' })} testId="acknowledge">
              {text('button_acknowledge')}
            </Button>
          )}
          {isPassing(check.problem.code) && (
            <Button onClick={() => send({ type: 'retry' })}>{text('button_try_again')}</Button>
          )}
        </ProblemNotice>
      )}
      {asks && (
        <Notice
          kind={refused ? 'bad' : 'wait'}
          title={text(refused ? 'destination_permission_refused' : 'destination_permission')}
          live
        >
          <span>{text('destination_permission_now')}</span>
        </Notice>
      )}
      {canBePrivate(draft.local.platform) && (
        <Check
          label={text('destination_no_url')}
          checked={draft.noUrl}
          onChange={(ticked) => send({ type: 'no-url-ticked', ticked })}
          testId="no-url"
        />
      )}
      {destination && check.state === 'found' && check.own && (
        <Notice title={text('destination_own')}>
          <span>{text('destination_own_now')}</span>
        </Notice>
      )}
      {offers.length > 0 && (
        <Choices
          legend={<h2>{text('mode_heading')}</h2>}
          value={draft.mode}
          onChange={(mode) => send({ type: 'mode-chosen', mode })}
          choices={offers.map(({ mode, reason }) => ({
            value: mode,
            title: text(`mode_${mode}`),
            points: modePoints[mode].map((key) => text(key, nouns)),
            reason: reason && text(`mode_reason_${reason.replaceAll('-', '_')}`),
          }))}
        />
      )}
    </WizardFrame>
  );
}

/** Faults that may be gone at the next try. */
const isPassing = (code: string): boolean =>
  ['url/not-reachable', 'platform/unreachable', 'platform/timeout', 'platform/hibernating'].includes(code);

function CheckHint({ draft }: { draft: Draft }) {
  const { text } = useWords();
  const { check } = draft;
  if (check.state === 'checking') return <>{text('destination_checking')}</>;
  if (check.state !== 'found') return null;
  const parts = [productOf(check.instance.platform, check.version), text('destination_reachable')];
  if (check.access?.state === 'signed-in') {
    parts.push(text('destination_signed_in', check.access.user.name));
  } else if (check.access?.state === 'signed-out') parts.push(text('destination_signed_out'));
  return <bdi>{parts.join(' · ')}</bdi>;
}
