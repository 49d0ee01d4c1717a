import { useState } from 'preact/hooks';

import type { Changed } from '@/utils/messages/changes.ts';

import { useWords } from '../backend-context.ts';
import type { After } from '../backend.ts';
import { useLive } from '../live.ts';
import type { Loaded } from '../live.ts';
import { Button } from '../ui/Button.tsx';

/** Rows drawn at a time: 50 take 2 ms, 10,000 would take a third of a second. */
export const WINDOW = 50;

export interface Window<Row> {
  readonly rows: readonly Row[];
  /** Where the next window begins; `undefined` at the end. */
  readonly end: After | undefined;
}

export interface Paged<Row> {
  readonly loaded: Loaded<Window<Row>> & { readonly reload: () => void };
  /** From 0. */
  readonly index: number;
  readonly onNewer: (() => void) | undefined;
  readonly onOlder: (() => void) | undefined;
}

/**
 * A list in windows, newest first. `key` says what is listed: another key begins at the newest again.
 * @param load loads the window behind the last of `before` (the ends of all earlier windows)
 */
export function usePages<Row>(
  load: (before: readonly After[]) => Promise<Window<Row>>,
  kinds: readonly Changed[],
  key: string,
): Paged<Row> {
  const [place, setPlace] = useState<{ key: string; before: readonly After[] }>({ key, before: [] });
  const before = place.key === key ? place.before : [];
  const loaded = useLive(() => load(before), kinds, `${key} ${before.map(({ id }) => id).join(' ')}`);
  const end = loaded.state === 'ready' ? loaded.value.end : undefined;
  return {
    loaded,
    index: before.length,
    onNewer: before.length === 0 ? undefined : () => setPlace({ key, before: before.slice(0, -1) }),
    onOlder: end && (() => setPlace({ key, before: [...before, end] })),
  };
}

/** *Newer* and *Older*, where there is more than one window. */
export function Pager({ index, onNewer, onOlder }: Omit<Paged<unknown>, 'loaded'>) {
  const { text } = useWords();
  if (!onNewer && !onOlder) return null;
  return (
    <nav class="pager row" aria-label={text('pager_label')}>
      <Button disabled={!onNewer} {...(onNewer ? { onClick: onNewer } : {})} testId="newer">
        {text('button_newer')}
      </Button>
      <span class="muted">{text('pager_window', index + 1)}</span>
      <Button disabled={!onOlder} {...(onOlder ? { onClick: onOlder } : {})} testId="older">
        {text('button_older')}
      </Button>
    </nav>
  );
}
