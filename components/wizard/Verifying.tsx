import { useState } from 'preact/hooks';

import type { Access } from '@/utils/domain/access.ts';
import { destinationOf } from '@/utils/wizard/initiate.ts';
import type { Draft } from '@/utils/wizard/state.ts';

import { AccessNotice } from '../AccessNotice.tsx';
import { useWords } from '../backend-context.ts';
import { HostName } from '../HostName.tsx';
import { TokenDialog } from '../TokenDialog.tsx';
import { Busy } from '../ui/Busy.tsx';
import type { StepProps } from './step-props.ts';
import { WizardFrame } from './WizardFrame.tsx';

export interface VerifyingProps extends StepProps {
  readonly draft: Draft;
  readonly access: Access | undefined;
  readonly onAllow: (origins: readonly string[]) => void;
  readonly onSignIn: () => void;
}

const hints: Readonly<Record<Access['state'], string>> = {
  'signed-in': 'verify_or_without',
  failed: 'verify_or_without',
  'signed-out': 'verify_goes_on',
  'permission-missing': 'verify_goes_on',
  'token-missing': 'verify_goes_on',
};

/** Whether this browser administers the destination; what stands in the way has its button, then it goes on by itself. */
export function Verifying({ draft, access, send, onClose, progress, onAllow, onSignIn }: VerifyingProps) {
  const { text } = useWords();
  const [token, setToken] = useState(false);
  const destination = destinationOf(draft);
  const retry = () => send({ type: 'retry' });
  return (
    <WizardFrame
      title={text('verify_heading')}
      subtitle={destination && <HostName url={destination.url} />}
      progress={progress}
      screen={access ? `verifying-${access.state}` : 'verifying'}
      onClose={onClose}
      onBack={() => send({ type: 'back' })}
      footEnd={undefined}
    >
      {!access && <Busy>{text('verify_busy')}</Busy>}
      {access && (
        <>
          <AccessNotice
            access={access}
            onAllow={onAllow}
            onSignIn={onSignIn}
            onToken={() => setToken(true)}
            onRetry={retry}
          />
          <p class="muted">{text(hints[access.state])}</p>
        </>
      )}
      {token && destination && (
        <TokenDialog instance={destination} onClose={() => setToken(false)} onAccepted={retry} />
      )}
    </WizardFrame>
  );
}
