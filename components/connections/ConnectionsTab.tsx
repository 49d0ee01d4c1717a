import { useRef, useState } from 'preact/hooks';

import type { Connection, ConnectionStatus } from '@/utils/domain/connection.ts';
import { platformFacts } from '@/utils/domain/platform-facts.ts';

import { useBackend, useWords } from '../backend-context.ts';
import { ConnectionStatusText } from '../ConnectionItem.tsx';
import { useNow } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Busy } from '../ui/Busy.tsx';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { hostOf } from '../words.ts';
import { ConnectionActions } from './ConnectionActions.tsx';
import { ConnectionDetails } from './ConnectionDetails.tsx';
import { Pager, usePages } from './pages.tsx';
import { loadPairs, statusOf } from './pairs.ts';
import type { Pair } from './pairs.ts';
import { isStorageTrouble, StorageTrouble } from './StorageTrouble.tsx';

export interface ConnectionsTabProps {
  readonly search: string;
  readonly onCompare: (connection: Connection) => void;
}

const statuses = ['all', 'active', 'pending', 'deactivated', 'error'] as const;

/** All connections: who with whom, how, and whether it works. */
export function ConnectionsTab({ search, onCompare }: ConnectionsTabProps) {
  const words = useWords();
  const { text } = words;
  const { read } = useBackend();
  const now = useNow();
  const [status, setStatus] = useState<(typeof statuses)[number]>('all');
  const [detailed, setDetailed] = useState<string>();
  const key = `${status} ${search}`;
  /** Per window, what it shows: a pair that is cut by the end of a window is drawn once. */
  const shownRef = useRef({ key, windows: [] as ReadonlySet<string>[] });

  const pages = usePages(
    async (before) => {
      if (shownRef.current.key !== key) shownRef.current = { key, windows: [] };
      const { windows } = shownRef.current;
      const earlier = new Set(windows.slice(0, before.length).flatMap((shown) => [...shown]));
      const query = {
        ...(status === 'all' ? {} : { status: status satisfies ConnectionStatus }),
        ...(search === '' ? {} : { search }),
      };
      const window = await loadPairs(read, query, before.at(-1), earlier);
      windows[before.length] = new Set(window.rows.map(({ id }) => id));
      return window;
    },
    ['connections'],
    key,
  );
  const { loaded } = pages;
  const rows = loaded.state === 'ready' ? loaded.value.rows : [];
  const pair = rows.find(({ id }) => id === detailed);

  return (
    <div class={pair ? 'with-panel' : undefined}>
      <section class="stack" aria-label={text('tab_connections')}>
        <div class="row filters">
          <Select
            label={text('filter_status')}
            bare
            value={status}
            onChange={setStatus}
            options={statuses.map((value) => ({ value, label: text(`status_${value}`) }))}
            testId="status-filter"
          />
        </div>
        {loaded.state === 'loading' && <Busy>{text('loading')}</Busy>}
        {loaded.state === 'failed' &&
          (isStorageTrouble(loaded.problem) ? (
            <StorageTrouble problem={loaded.problem} onRetry={loaded.reload} />
          ) : (
            <ProblemNotice problem={loaded.problem}>
              <Button onClick={loaded.reload}>{text('button_try_again')}</Button>
            </ProblemNotice>
          ))}
        {loaded.state === 'ready' && rows.length === 0 && (
          <p class="empty">
            {text(search === '' && status === 'all' ? 'connections_none' : 'nothing_found')}
          </p>
        )}
        {rows.length > 0 && (
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{text('column_connection')}</th>
                <th scope="col">{text('column_sides')}</th>
                <th scope="col">{text('column_mode')}</th>
                <th scope="col">{text('column_since')}</th>
                <th scope="col">{text('column_status')}</th>
                <th scope="col">
                  <span class="visually-hidden">{text('column_actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ConnectionRow
                  key={row.id}
                  pair={row}
                  now={now}
                  current={row.id === detailed}
                  onDetails={() => setDetailed(row.id === detailed ? undefined : row.id)}
                  onCompare={onCompare}
                />
              ))}
            </tbody>
          </table>
        )}
        <Pager {...pages} />
      </section>
      {pair && <ConnectionDetails pair={pair} onClose={() => setDetailed(undefined)} onCompare={onCompare} />}
    </div>
  );
}

interface ConnectionRowProps {
  readonly pair: Pair;
  readonly now: number;
  readonly current: boolean;
  readonly onDetails: () => void;
  readonly onCompare: (connection: Connection) => void;
}

function ConnectionRow({ pair, now, current, onDetails, onCompare }: ConnectionRowProps) {
  const words = useWords();
  const { text } = words;
  const [first, second] = pair.sides;
  const { claim, expected } = first.remote;
  const remote = second?.local.instance ?? claim?.instance ?? expected;
  const problem = pair.sides.find((side) => side.problem)?.problem;
  const waiting = pair.sides.find((side) => side.awaitsConfirmation);
  return (
    <tr class={current ? 'current' : undefined}>
      <td>
        <button type="button" class="row-name" onClick={onDetails} aria-expanded={current} title={first.name}>
          <bdi>{first.name}</bdi>
        </button>
        {first.description !== '' && (
          <span class="muted clamp">
            <bdi>{first.description}</bdi>
          </span>
        )}
      </td>
      <td data-label={text('column_sides')}>
        {platformFacts[first.local.instance.platform].shortName} ⇄{' '}
        {remote ? platformFacts[remote.platform].shortName : text('unknown_side')}
        {first.type === 'local' && <span class="pill">{text('type_local')}</span>}
        <span class="muted clamp">
          {hostOf(first.local.instance)} · {remote ? hostOf(remote) : text('unknown_name')}
        </span>
      </td>
      <td data-label={text('column_mode')}>{text(`mode_${first.mode}`)}</td>
      <td data-label={text('column_since')}>
        {first.establishedAt === undefined ? '–' : words.relative(first.establishedAt - now)}
      </td>
      <td data-label={text('column_status')}>
        <ConnectionStatusText status={statusOf(pair)} />
        {problem && <span class="field-problem clamp">{words.problem(problem).title}</span>}
        {waiting && (
          <button type="button" class="link small" onClick={() => onCompare(waiting)}>
            {text('button_compare')}
          </button>
        )}
      </td>
      <td class="row-end">
        <ConnectionActions pair={pair} onDetails={onDetails} onCompare={onCompare} />
      </td>
    </tr>
  );
}
