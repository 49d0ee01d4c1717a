import type { WizardRecord, WizardState } from '@/utils/wizard/state.ts';

import { useWords } from './backend-context.ts';
import { Button } from './ui/Button.tsx';
import { hostOf } from './words.ts';

export interface WizardCardProps {
  readonly record: WizardRecord;
  readonly now: number;
  readonly busy: boolean;
  readonly onContinue: (record: WizardRecord) => void;
  readonly onDiscard: (record: WizardRecord) => void;
}

const keyOf = (state: WizardState): string => ('draft' in state ? 'button_initiate' : 'button_accept');

/** A wizard that was begun and not finished. */
export function WizardCard({ record, now, busy, onContinue, onDiscard }: WizardCardProps) {
  const words = useWords();
  const { text } = words;
  const { state } = record;
  const local = 'draft' in state ? state.draft.local : 'local' in state ? state.local : undefined;
  const about = [
    ...(local ? [hostOf(local)] : []),
    text('wizard_touched', words.relative(record.updatedAt - now)),
  ].join(' · ');
  return (
    <li class="item">
      <div class="grow">
        <b class="one-line">{text(keyOf(state))}</b>
        <span class="muted">{about}</span>
      </div>
      <Button disabled={busy} onClick={() => onContinue(record)} testId="continue">
        {text('button_continue')}
      </Button>
      <Button kind="quiet" disabled={busy} onClick={() => onDiscard(record)} testId="discard">
        {text('button_discard')}
      </Button>
    </li>
  );
}
