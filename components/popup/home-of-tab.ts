import type { Instance } from '@/utils/domain/platform.ts';
import type { TabView } from '@/utils/messages/protocol.ts';
import type { WizardRecord, WizardState } from '@/utils/wizard/state.ts';

/** The instances that a wizard works between, as far as it knows them. */
export function instancesOf(state: WizardState): readonly Instance[] {
  if ('draft' in state) {
    const { draft } = state;
    const found = !draft.noUrl && draft.check.state === 'found' ? [draft.check.instance] : [];
    const guessed =
      !draft.noUrl && draft.check.state === 'needs-permission' && draft.check.guess
        ? [draft.check.guess]
        : [];
    return [draft.local, ...found, ...guessed];
  }
  return 'local' in state && state.local ? [state.local] : [];
}

/**
 * Whether a wizard has nothing to do with what the tab shows: then the popup shows its home and offers to continue.
 * A tab that is no instance, or that nobody has looked at yet, is no reason to hide a wizard.
 */
export function isElsewhere(record: WizardRecord, tab: TabView | undefined): boolean {
  if (tab?.kind !== 'instance') return false;
  const instances = instancesOf(record.state);
  return instances.length > 0 && !instances.some((instance) => instance.url === tab.instance.url);
}

/** The wizard that is open; there is at most one. */
export const openWizard = (records: readonly WizardRecord[]): WizardRecord | undefined =>
  records.find((record) => record.open);
