import { useRef, useState } from 'preact/hooks';

import type { RequestOutput } from '@/utils/messages/protocol.ts';

import { useBackend, useWords } from '../backend-context.ts';
import { useAct } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

/** Larger files are no export of ours. */
const LIMIT = 5_000_000;

/** Reads an export from a file and says what came of it. */
export function ImportButton({ onImported }: { onImported?: () => void }) {
  const words = useWords();
  const { text } = words;
  const { send } = useBackend();
  const inputRef = useRef<HTMLInputElement>(null);
  const [report, setReport] = useState<RequestOutput<'config.import'>>();
  const [tooLarge, setTooLarge] = useState(false);
  const act = useAct();
  const read = (file: File) =>
    act.run(async () => {
      setReport(undefined);
      setTooLarge(file.size > LIMIT);
      if (file.size > LIMIT) return;
      setReport(await send('config.import', { text: await file.text() }));
      onImported?.();
    });
  return (
    <>
      <input
        ref={inputRef}
        type="file"
        accept=".json,application/json"
        class="visually-hidden"
        tabIndex={-1}
        aria-label={text('button_import')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file can be chosen once more.
          event.currentTarget.value = '';
          if (file) void read(file);
        }}
        data-testid="import-file"
      />
      <Button disabled={act.busy} onClick={() => inputRef.current?.click()}>
        {text('button_import')}
      </Button>
      {(report || tooLarge || act.problem) && (
        <div class="item-more">
          {tooLarge && <ProblemNotice problem={{ code: 'store/import-refused' }} />}
          {act.problem && <ProblemNotice problem={act.problem} />}
          {report && !tooLarge && (
            <Notice kind="good" title={words.plural('import_done', report.connections)} live>
              {report.skipped > 0 && <span>{words.plural('import_skipped', report.skipped)}</span>}
              {report.connections > 0 && <span>{text('import_keys')}</span>}
            </Notice>
          )}
        </div>
      )}
    </>
  );
}
