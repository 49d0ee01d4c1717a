import { useEffect, useState } from 'preact/hooks';

import { platformFacts } from '@/utils/domain/platform-facts.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { useBackend, useWords } from './backend-context.ts';
import { HostName } from './HostName.tsx';
import { useAct } from './live.ts';
import { ProblemNotice } from './ProblemNotice.tsx';
import { Button } from './ui/Button.tsx';
import { Dialog } from './ui/Dialog.tsx';
import { Field } from './ui/Field.tsx';
import { Icon } from './ui/Icon.tsx';

export interface TokenDialogProps {
  readonly instance: Instance;
  readonly onClose: () => void;
  /** The token was tried and works. */
  readonly onAccepted: () => void;
}

/** Asks for the narrow token that a platform's interface wants: where to make it, what it may do, and a test. */
export function TokenDialog({ instance, onClose, onAccepted }: TokenDialogProps) {
  const words = useWords();
  const { text } = words;
  const { send, surface } = useBackend();
  const [token, setToken] = useState('');
  const [page, setPage] = useState<string>();
  const [obstacle, setObstacle] = useState<string>();
  const act = useAct();
  const { name } = platformFacts[instance.platform];

  useEffect(() => {
    const load = async () => {
      try {
        setPage(await send('token.page', { instance }));
      } catch {
        // Without the prefilled page the admin finds the platform's own settings all the same.
      }
    };
    void load();
  }, [send, instance]);

  const test = () =>
    act.run(async () => {
      setObstacle(undefined);
      const access = await send('token.accept', { instance, token: token.trim() });
      const problem = words.obstacle(access);
      if (problem) {
        setObstacle(`${problem.title} ${problem.now}`.trim());
        return;
      }
      onAccepted();
      onClose();
    });

  return (
    <Dialog
      title={text('token_heading', name)}
      onClose={onClose}
      onSubmit={() => void test()}
      actions={
        <>
          <Button onClick={onClose}>{text('button_cancel')}</Button>
          <Button kind="primary" type="submit" disabled={token.trim() === '' || act.busy}>
            {text(act.busy ? 'token_testing' : 'button_test_token')}
          </Button>
        </>
      }
    >
      <p>
        {text('token_why', name)} <HostName url={instance.url} />
      </p>
      <p class="muted">{text('token_may')}</p>
      {page !== undefined && (
        <Button onClick={() => surface.openTab(page)}>
          {text('button_make_token')} <Icon name="external" />
        </Button>
      )}
      <Field
        label={text('token_label')}
        type="password"
        value={token}
        onChange={setToken}
        maxLength={2000}
        required
        hint={text('token_kept')}
        problem={obstacle}
        first
        testId="token"
      />
      {act.problem && <ProblemNotice problem={act.problem} />}
    </Dialog>
  );
}
