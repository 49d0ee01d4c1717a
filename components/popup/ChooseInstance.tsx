import { useState } from 'preact/hooks';

import type { Instance } from '@/utils/domain/platform.ts';

import { useBackend, useWords } from '../backend-context.ts';
import { InstancePicker } from '../InstancePicker.tsx';
import { useLive } from '../live.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

export interface ChooseInstanceProps {
  readonly onChoose: (instance: Instance) => void;
  readonly onClose: () => void;
}

/** From which instance to initiate, where the tab does not say. */
export function ChooseInstance({ onChoose, onClose }: ChooseInstanceProps) {
  const { text } = useWords();
  const { send } = useBackend();
  const [chosen, setChosen] = useState<Instance>();
  const instances = useLive<readonly Instance[]>(
    async () => (await send('instances.known')).map((known) => known.instance),
    ['sites', 'access'],
    '',
  );
  const only = instances.state === 'ready' && instances.value.length === 1 ? instances.value[0] : undefined;
  const value = chosen ?? only;
  const none = instances.state === 'ready' && instances.value.length === 0;
  return (
    <Dialog
      title={text('button_initiate')}
      onClose={onClose}
      onSubmit={() => {
        if (value) onChoose(value);
      }}
      actions={
        <>
          <Button onClick={onClose}>{text('button_cancel')}</Button>
          {!none && (
            <Button kind="primary" type="submit" disabled={value === undefined}>
              {text('button_next')}
            </Button>
          )}
        </>
      }
    >
      <InstancePicker
        label={text('instances_from_which')}
        instances={instances}
        value={value}
        onChange={setChosen}
      />
    </Dialog>
  );
}
