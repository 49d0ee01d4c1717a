import { useState } from 'preact/hooks';

import { useBackend, useWords } from '../backend-context.ts';
import { useAct } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Icon } from '../ui/Icon.tsx';
import type { Problem } from '../words.ts';

export interface StorageTroubleProps {
  readonly problem: Problem;
  readonly onRetry: () => void;
  /** It stands for the whole page, and not for one list of it. */
  readonly whole?: boolean;
}

/** Faults of the store as a whole, which no list can be shown with. */
export const isStorageTrouble = ({ code }: Problem): boolean =>
  ['store/quota', 'store/blocked', 'store/corrupted', 'store/evicted', 'store/unavailable'].includes(code);

/** The store cannot be used: what happened, what to do, and what can be saved. Nothing is made anew by itself. */
export function StorageTrouble({ problem, onRetry, whole }: StorageTroubleProps) {
  const words = useWords();
  const { text } = words;
  const { send, surface, now } = useBackend();
  const [anew, setAnew] = useState(false);
  const act = useAct();
  const { title, now: what } = words.problem(problem);
  const Heading = whole ? 'h1' : 'h2';
  const evicted = problem.code === 'store/evicted';
  const exportWhatIsLeft = async () => {
    const name = `liaison-rescue-${new Date(now()).toISOString().slice(0, 10)}.json`;
    try {
      surface.saveFile(name, await send('config.export'));
    } catch {
      // The whole is damaged: then record by record, as far as it goes.
      surface.saveFile(name, await surface.salvage());
    }
  };
  return (
    <section class="trouble stack">
      <div class="row" role="alert">
        <Icon name="warning" />
        <Heading>{title}</Heading>
      </div>
      {what !== '' && <p>{what}</p>}
      <div class="row row-wrap">
        <Button kind="primary" onClick={onRetry} first>
          {text('button_try_again')}
        </Button>
        {!evicted && (
          <Button disabled={act.busy} onClick={() => void act.run(exportWhatIsLeft)} testId="rescue">
            {text('button_export_rest')}
          </Button>
        )}
        {evicted && (
          <Button kind="danger" onClick={() => setAnew(true)} testId="start-anew">
            {text('button_start_anew')}
          </Button>
        )}
      </div>
      {act.problem && <ProblemNotice problem={act.problem} />}
      <p class="muted">{text('trouble_nothing_by_itself')}</p>
      {anew && (
        <Dialog
          title={text('anew_question')}
          onClose={() => setAnew(false)}
          onSubmit={() => {
            setAnew(false);
            void act.run(async () => {
              await surface.startAnew();
              onRetry();
            });
          }}
          actions={
            <>
              <Button onClick={() => setAnew(false)} first>
                {text('button_cancel')}
              </Button>
              <Button kind="danger" type="submit">
                {text('button_start_anew')}
              </Button>
            </>
          }
        >
          <p>{text('anew_what')}</p>
        </Dialog>
      )}
    </section>
  );
}
