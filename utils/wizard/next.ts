import { assertNever } from '@/utils/base/errors.ts';

import {
  destinationIsReady,
  informationProblems,
  needsLocalProject,
  needsProject,
  needsRemoteProject,
  typeOf,
  withPrefilled,
} from './initiate.ts';
import { connectionNameOf } from './names.ts';
import type { Draft, WizardEvent, WizardState } from './state.ts';

type InitiateState = Extract<WizardState, { draft: Draft }>;
type AcceptState = Extract<
  WizardState,
  { step: 'paste' | 'judging' | 'choose-code' | 'review' | 'accepting' }
>;

/**
 * The wizard as one function: what the state becomes when something happens. An event that means nothing in a
 * state leaves it as it is (the very same object), so late answers and double clicks do no harm.
 */
export function next(state: WizardState, event: WizardEvent): WizardState {
  switch (state.step) {
    case 'destination':
    case 'admin-access':
    case 'information':
    case 'project':
    case 'creating':
    case 'invitation':
    case 'verifying':
    case 'remote-project':
    case 'connecting':
      return nextInitiate(state, event);
    case 'paste':
    case 'judging':
    case 'choose-code':
    case 'review':
    case 'accepting':
      return nextAccept(state, event);
    case 'established':
      return event.type === 'entity-typed' ? { ...state, entityKey: event.text } : state;
    default:
      return assertNever(state);
  }
}

function nextInitiate(state: InitiateState, event: WizardEvent): WizardState {
  const { draft } = state;
  // The admin's own words and choices are taken wherever the field is on screen.
  if (state.step === 'destination') {
    const changed = destinationChanged(draft, event);
    if (changed) return { step: 'destination', draft: changed };
  }
  if (state.step === 'information' && event.type === 'information-typed') {
    return { step: 'information', draft: informationTyped(draft, event.field, event.text) };
  }
  if (state.step === 'admin-access' && event.type === 'admin-access-chosen') {
    return { step: 'admin-access', draft: { ...draft, adminAccess: event.access } };
  }
  if ((state.step === 'project' || state.step === 'remote-project') && event.type === 'project-chosen') {
    const chosen = event.side === 'local' ? { project: event.project } : { remoteProject: event.project };
    return { step: state.step, draft: { ...draft, ...chosen } };
  }
  if ((state.step === 'project' || state.step === 'remote-project') && event.type === 'projects-suggested') {
    return { step: state.step, draft: withSuggested(draft, event) };
  }

  switch (event.type) {
    case 'next':
      return forward(state);
    case 'back':
      return backward(state);
    case 'retry':
      if (state.step === 'creating') return { step: 'creating', draft };
      if (state.step === 'connecting') return { step: 'connecting', draft };
      if (state.step === 'verifying') return { step: 'verifying', draft };
      return state;
    case 'permission-granted':
      return state.step === 'verifying' ? { step: 'verifying', draft } : state;
    case 'access-verified':
      if (state.step !== 'verifying') return state;
      if (event.access.state === 'signed-in' && event.access.admin !== false) return afterVerifying(draft);
      // The platform's interface knows tokens only: the admin may go on, the first sync will ask for one.
      if (event.access.state === 'token-missing') return afterVerifying(draft);
      return { step: 'verifying', draft, access: event.access };
    case 'invitation-created':
      return state.step === 'creating' ? { step: 'invitation', draft } : state;
    case 'connected':
      return state.step === 'connecting' || state.step === 'invitation'
        ? { step: 'established', connection: event.connection, entityKey: event.entityKey }
        : state;
    case 'failed':
      if (state.step === 'creating') return { step: 'creating', draft, problem: event.problem };
      if (state.step === 'connecting') return { step: 'connecting', draft, problem: event.problem };
      return state;
    default:
      return state;
  }
}

function destinationChanged(draft: Draft, event: WizardEvent): Draft | undefined {
  switch (event.type) {
    case 'url-typed': {
      const empty = event.text.trim() === '';
      return withPrefilled({ ...draft, urlText: event.text, check: { state: empty ? 'none' : 'checking' } });
    }
    case 'no-url-ticked':
      return withPrefilled({ ...draft, noUrl: event.ticked });
    case 'address-acknowledged':
      return { ...draft, acknowledged: draft.urlText, check: { state: 'checking' } };
    case 'permission-granted':
    case 'retry':
      return draft.noUrl || draft.urlText.trim() === ''
        ? undefined
        : { ...draft, check: { state: 'checking' } };
    case 'url-checked':
      // An answer for a text that has been changed since is no answer.
      return event.text === draft.urlText ? withPrefilled({ ...draft, check: event.check }) : draft;
    case 'mode-chosen':
      return { ...draft, mode: event.mode };
    default:
      return undefined;
  }
}

function informationTyped(
  draft: Draft,
  field: 'localShortName' | 'remoteShortName' | 'connectionName' | 'description',
  text: string,
): Draft {
  const changed = { ...draft, [field]: text };
  if (field === 'connectionName') return { ...changed, ownName: text.trim() !== '' };
  if (field === 'description' || draft.ownName) return changed;
  return {
    ...changed,
    connectionName: connectionNameOf(changed.localShortName.trim(), changed.remoteShortName.trim()),
  };
}

/** A suggestion fills what is empty and changes nothing that the admin has chosen meanwhile. */
function withSuggested(
  draft: Draft,
  { project = draft.project, remoteProject = draft.remoteProject }: Pick<Draft, 'project' | 'remoteProject'>,
): Draft {
  return {
    ...draft,
    ...(draft.project === undefined && project ? { project } : {}),
    ...(draft.remoteProject === undefined && remoteProject ? { remoteProject } : {}),
    suggested: true,
  };
}

/** Where *Next*, *Initiate* or *Confirm* leads. */
function forward(state: InitiateState): WizardState {
  const { draft } = state;
  switch (state.step) {
    case 'destination':
      if (!destinationIsReady(draft)) return state;
      if (draft.noUrl || (draft.mode === 'script' && typeOf(draft) !== 'local')) {
        return { step: 'information', draft };
      }
      if (typeOf(draft) === 'local') return { step: 'remote-project', draft };
      // Both sides in one interface: the question whether there is access has one possible answer.
      if (draft.mode === 'visual') return { step: 'verifying', draft: { ...draft, adminAccess: true } };
      return { step: 'admin-access', draft };
    case 'admin-access':
      if (draft.adminAccess) return { step: 'verifying', draft };
      return needsLocalProject(draft) ? { step: 'project', draft } : { step: 'creating', draft };
    case 'information':
      if (Object.keys(informationProblems(draft)).length > 0) return state;
      return needsLocalProject(draft) ? { step: 'project', draft } : { step: 'creating', draft };
    case 'project':
      return draft.project === undefined ? state : { step: 'creating', draft };
    case 'remote-project':
      if (needsRemoteProject(draft) && draft.remoteProject === undefined) return state;
      if (needsLocalProject(draft) && draft.project === undefined) return state;
      if (typeOf(draft) === 'local' && draft.project?.id === draft.remoteProject?.id) return state;
      return { step: 'connecting', draft };
    case 'creating':
    case 'connecting':
    case 'verifying':
    case 'invitation':
      return state;
    default:
      return assertNever(state);
  }
}

/** Where *Previous* leads: never back over something that has been done. */
function backward(state: InitiateState): WizardState {
  const { draft } = state;
  switch (state.step) {
    case 'admin-access':
    case 'information':
      return { step: 'destination', draft };
    case 'project':
    case 'creating':
      if (state.step === 'creating' && state.problem === undefined) return state;
      if (state.step === 'creating' && needsLocalProject(draft)) return { step: 'project', draft };
      return { step: draft.noUrl || draft.mode === 'script' ? 'information' : 'admin-access', draft };
    case 'verifying':
    case 'remote-project':
      return {
        step: typeOf(draft) === 'local' || draft.mode === 'visual' ? 'destination' : 'admin-access',
        draft,
      };
    case 'connecting':
      return state.problem === undefined ? state : { step: 'remote-project', draft };
    case 'destination':
    case 'invitation':
      return state;
    default:
      return assertNever(state);
  }
}

const afterVerifying = (draft: Draft): WizardState =>
  needsRemoteProject(draft) || needsLocalProject(draft)
    ? { step: 'remote-project', draft }
    : { step: 'connecting', draft };

function nextAccept(state: AcceptState, event: WizardEvent): WizardState {
  const local = state.local ? { local: state.local } : {};
  switch (event.type) {
    case 'code-typed':
      return state.step === 'paste' ? { step: 'paste', ...local, text: event.text } : state;
    case 'code-chosen':
      return state.step === 'choose-code' ? { step: 'judging', ...local, text: event.code } : state;
    case 'codes-found':
      return state.step === 'judging'
        ? { step: 'choose-code', ...local, text: state.text, found: [...event.found] }
        : state;
    case 'code-refused':
      return state.step === 'judging'
        ? { step: 'paste', ...local, text: state.text, problem: event.problem }
        : state;
    case 'code-judged':
      if (state.step !== 'judging') return state;
      return {
        step: 'review',
        ...local,
        ...(event.local ? { local: event.local } : {}),
        code: event.code,
        invitation: event.invitation,
        ...(event.project ? { project: event.project } : {}),
      };
    case 'local-chosen':
      if (state.step === 'review') {
        // Another instance has other projects, and the code may not be meant for it: judge again.
        return { step: 'judging', local: event.instance, text: state.code };
      }
      return state.step === 'paste' ? { ...state, local: event.instance } : state;
    case 'project-chosen':
      return state.step === 'review' ? { ...state, project: event.project } : state;
    case 'next':
      if (state.step === 'paste') return { step: 'judging', ...local, text: state.text };
      if (state.step !== 'review' || state.local === undefined) return state;
      if (needsProject(state.local) && state.project === undefined) return state;
      return {
        step: 'accepting',
        local: state.local,
        code: state.code,
        invitation: state.invitation,
        ...(state.project ? { project: state.project } : {}),
      };
    case 'back':
      if (state.step === 'review') return { step: 'paste', ...local, text: state.code };
      if (state.step === 'choose-code') return { step: 'paste', ...local, text: state.text };
      return state;
    case 'failed':
      if (state.step === 'accepting') {
        return {
          step: 'review',
          local: state.local,
          code: state.code,
          invitation: state.invitation,
          ...(state.project ? { project: state.project } : {}),
          problem: event.problem,
        };
      }
      return state.step === 'judging'
        ? { step: 'paste', ...local, text: state.text, problem: event.problem }
        : state;
    case 'connected':
      return state.step === 'accepting'
        ? { step: 'established', connection: event.connection, entityKey: event.entityKey }
        : state;
    default:
      return state;
  }
}
