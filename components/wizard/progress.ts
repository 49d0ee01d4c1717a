import { needsLocalProject, needsRemoteProject, typeOf } from '@/utils/wizard/initiate.ts';
import type { Draft, WizardState } from '@/utils/wizard/state.ts';

/** Where a state stands among the screens that the admin will see, from 1; `undefined` where bars say nothing. */
export function progressOf(state: WizardState): { current: number; total: number } | undefined {
  switch (state.step) {
    case 'paste':
    case 'judging':
    case 'choose-code':
      return { current: 1, total: 3 };
    case 'review':
    case 'accepting':
      return { current: 2, total: 3 };
    case 'established':
      return undefined;
    case 'destination':
    case 'admin-access':
    case 'information':
    case 'project':
    case 'creating':
    case 'invitation':
    case 'verifying':
    case 'remote-project':
    case 'connecting': {
      const path = pathOf(state.draft);
      const shown = { creating: 'invitation', verifying: 'remote-project', connecting: 'last' } as const;
      const step = state.step in shown ? shown[state.step as keyof typeof shown] : state.step;
      const at = path.indexOf(step);
      return { current: (at === -1 ? path.length - 1 : at) + 1, total: path.length };
    }
    default:
      return state satisfies never;
  }
}

function pathOf(draft: Draft): readonly string[] {
  const project = needsLocalProject(draft) ? ['project'] : [];
  if (draft.noUrl || (draft.mode === 'script' && typeOf(draft) !== 'local')) {
    return ['destination', 'information', ...project, 'invitation'];
  }
  if (typeOf(draft) === 'local' || draft.mode === 'visual') return ['destination', 'remote-project', 'last'];
  if (!draft.adminAccess) return ['destination', 'admin-access', ...project, 'invitation'];
  return needsRemoteProject(draft) || needsLocalProject(draft)
    ? ['destination', 'admin-access', 'remote-project', 'last']
    : ['destination', 'admin-access', 'last'];
}
