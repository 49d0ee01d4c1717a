import { useState } from 'preact/hooks';

import type { Connection } from '@/utils/domain/connection.ts';

import { useBackend, useWords } from '../backend-context.ts';
import { useAct } from '../live.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { Menu } from '../ui/Menu.tsx';
import type { MenuItem } from '../ui/Menu.tsx';
import type { Pair } from './pairs.ts';

export interface ConnectionActionsProps {
  readonly pair: Pair;
  readonly onDetails: () => void;
  readonly onCompare: (connection: Connection) => void;
}

/** What can be done with a connection; with both sides in this browser it is done to both. */
export function ConnectionActions({ pair, onDetails, onCompare }: ConnectionActionsProps) {
  const { text } = useWords();
  const { send } = useBackend();
  const [asking, setAsking] = useState<'rename' | 'disconnect'>();
  const act = useAct();
  const [first] = pair.sides;
  const waiting = pair.sides.find((side) => side.awaitsConfirmation);
  const active = pair.sides.filter(({ status }) => status === 'active' || status === 'error');
  const asleep = pair.sides.filter(({ status }) => status === 'deactivated');

  const each = async (
    sides: readonly Connection[],
    name: 'connections.deactivate' | 'connections.reactivate' | 'connections.disconnect',
  ) => {
    for (const { id } of sides) await send(name, { id });
  };
  const items: readonly MenuItem[] = [
    { label: text('button_details'), onSelect: onDetails },
    ...(waiting ? [{ label: text('button_compare'), onSelect: () => onCompare(waiting) }] : []),
    { label: text('button_rename'), onSelect: () => setAsking('rename') },
    ...(active.length > 0
      ? [
          {
            label: text('button_deactivate'),
            onSelect: () => void act.run(() => each(active, 'connections.deactivate')),
          },
        ]
      : []),
    ...(asleep.length > 0
      ? [
          {
            label: text('button_reactivate'),
            onSelect: () => void act.run(() => each(asleep, 'connections.reactivate')),
          },
        ]
      : []),
    { label: text('button_disconnect'), danger: true, onSelect: () => setAsking('disconnect') },
  ];
  return (
    <>
      <Menu label={text('more_about', first.name)} items={items} />
      {asking === 'rename' && (
        <RenameDialog
          connection={first}
          onClose={() => setAsking(undefined)}
          onRename={async (name, description) => {
            for (const { id } of pair.sides) await send('connections.rename', { id, name, description });
          }}
        />
      )}
      {asking === 'disconnect' && (
        <Dialog
          title={<bdi>{text('disconnect_question', first.name)}</bdi>}
          onClose={() => setAsking(undefined)}
          onSubmit={() => {
            setAsking(undefined);
            void act.run(() => each(pair.sides, 'connections.disconnect'));
          }}
          actions={
            <>
              <Button onClick={() => setAsking(undefined)} first>
                {text('button_cancel')}
              </Button>
              <Button kind="danger" type="submit" testId="disconnect-confirm">
                {text('button_disconnect_now')}
              </Button>
            </>
          }
        >
          <p>{text('disconnect_keys')}</p>
          <p>{text('disconnect_final')}</p>
          {first.status !== 'deactivated' && <p class="muted">{text('disconnect_or')}</p>}
        </Dialog>
      )}
      {act.problem && (
        <Dialog
          title={text('action_failed')}
          onClose={act.clear}
          onSubmit={act.clear}
          actions={
            <Button type="submit" first>
              {text('button_close')}
            </Button>
          }
        >
          <ProblemNotice problem={act.problem} />
        </Dialog>
      )}
    </>
  );
}

interface RenameDialogProps {
  readonly connection: Connection;
  readonly onClose: () => void;
  readonly onRename: (name: string, description: string) => Promise<void>;
}

function RenameDialog({ connection, onClose, onRename }: RenameDialogProps) {
  const { text } = useWords();
  const [name, setName] = useState(connection.name);
  const [description, setDescription] = useState(connection.description);
  const act = useAct();
  const empty = name.trim() === '';
  const rename = async () => {
    if (await act.run(() => onRename(name.trim(), description.trim()))) onClose();
  };
  return (
    <Dialog
      title={text('rename_heading')}
      onClose={onClose}
      onSubmit={() => {
        if (!empty) void rename();
      }}
      actions={
        <>
          <Button onClick={onClose}>{text('button_cancel')}</Button>
          <Button kind="primary" type="submit" disabled={empty || act.busy}>
            {text('button_save')}
          </Button>
        </>
      }
    >
      <Field
        label={text('information_name')}
        required
        value={name}
        onChange={setName}
        maxLength={120}
        problem={empty ? text('field_required') : undefined}
        first
        testId="rename-name"
      />
      <Field
        label={text('information_description')}
        value={description}
        onChange={setDescription}
        maxLength={500}
        lines={3}
      />
      {act.problem && <ProblemNotice problem={act.problem} />}
    </Dialog>
  );
}
