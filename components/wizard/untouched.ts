import type { WizardState } from '@/utils/wizard/state.ts';

/** Nothing has been said yet, so nothing is lost by forgetting it. */
export function isUntouched(state: WizardState): boolean {
  if (state.step === 'destination') return state.draft.urlText.trim() === '' && !state.draft.noUrl;
  return state.step === 'paste' && state.text.trim() === '';
}

/** Its work is done: what it made stands in the lists, so it is nothing that waits to be finished. */
export const isFinished = (state: WizardState): boolean =>
  state.step === 'established' || state.step === 'invitation';
