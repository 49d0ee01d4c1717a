import { plainLine } from '@/utils/domain/connection.ts';
import type { ConnectionType } from '@/utils/domain/connection.ts';
import { platformFacts } from '@/utils/domain/platform.ts';
import type { Instance } from '@/utils/domain/platform.ts';

import { offeredModes } from './modes.ts';
import type { ModeOffer } from './modes.ts';
import { UNKNOWN_SHORT_NAME, connectionNameOf, isShortName, shortNameOf } from './names.ts';
import type { Draft } from './state.ts';

/** The recognised destination, or `undefined` while the URL is not known or there is none. */
export const destinationOf = (draft: Draft): Instance | undefined =>
  !draft.noUrl && draft.check.state === 'found' ? draft.check.instance : undefined;

/** What the connection will be, from what has been said so far. */
export function typeOf(draft: Draft): ConnectionType {
  if (draft.noUrl) return 'private';
  return draft.check.state === 'found' && draft.check.own ? 'local' : 'public';
}

/** Whether this browser administers the destination, as far as the check has seen. */
export const reachesDestination = (draft: Draft): boolean =>
  draft.check.state === 'found' &&
  draft.check.access?.state === 'signed-in' &&
  draft.check.access.admin !== false;

/** The mode cards to draw for a draft. */
export function modesOf(draft: Draft): readonly ModeOffer[] {
  const destination = destinationOf(draft);
  if (!draft.noUrl && destination === undefined) return [];
  return offeredModes(draft.local.platform, destination?.platform, reachesDestination(draft));
}

/** What keeps the admin on a step, by field. */
export type FieldProblem = 'required' | 'not-an-identifier' | 'same-as-other' | 'too-long-or-odd';
export type InformationField = 'localShortName' | 'remoteShortName' | 'connectionName' | 'description';

/** Which fields of *Connection information* are not acceptable, and why. */
export function informationProblems(draft: Draft): Partial<Record<InformationField, FieldProblem>> {
  const problems: Partial<Record<InformationField, FieldProblem>> = {};
  for (const field of ['localShortName', 'remoteShortName'] as const) {
    if (draft[field].trim() === '') problems[field] = 'required';
    else if (!isShortName(draft[field])) problems[field] = 'not-an-identifier';
  }
  if (!problems.remoteShortName && draft.localShortName.trim() === draft.remoteShortName.trim()) {
    problems.remoteShortName = 'same-as-other';
  }
  if (draft.connectionName.trim() === '') problems.connectionName = 'required';
  else if (!plainLine(120).safeParse(draft.connectionName.trim().normalize('NFC')).success) {
    problems.connectionName = 'too-long-or-odd';
  }
  if (!plainLine(500).safeParse(draft.description.trim().normalize('NFC')).success) {
    problems.description = 'too-long-or-odd';
  }
  return problems;
}

/** Whether incoming entities of an instance need a project that an admin has to choose. */
export const needsProject = (instance: Instance): boolean =>
  platformFacts[instance.platform].project === 'project';

/** Whether incoming entities need a project that the admin has to choose on the local side. */
export const needsLocalProject = (draft: Draft): boolean => needsProject(draft.local);

/** Whether the destination needs one that this admin chooses (both sides in this browser). */
export const needsRemoteProject = (draft: Draft): boolean => {
  const destination = destinationOf(draft);
  return destination !== undefined && needsProject(destination);
};

/** Whether *Next* may be pressed on the destination step. */
export function destinationIsReady(draft: Draft): boolean {
  if (!draft.noUrl && draft.check.state !== 'found') return false;
  return modesOf(draft).some((offer) => offer.mode === draft.mode && offer.reason === undefined);
}

/** Fills in what can be known once the destination changes, without touching what the admin typed. */
export function withPrefilled(draft: Draft): Draft {
  const destination = destinationOf(draft);
  const offers = modesOf(draft);
  const mode = offers.some((offer) => offer.mode === draft.mode && offer.reason === undefined)
    ? draft.mode
    : (offers.find((offer) => offer.reason === undefined)?.mode ?? draft.mode);
  const localShortName = draft.localShortName === '' ? shortNameOf(draft.local) : draft.localShortName;
  const remoteShortName = destination ? shortNameOf(destination, localShortName) : UNKNOWN_SHORT_NAME;
  return {
    ...draft,
    mode,
    localShortName,
    remoteShortName,
    connectionName: draft.ownName ? draft.connectionName : connectionNameOf(localShortName, remoteShortName),
    adminAccess: reachesDestination(draft),
  };
}

/** A fresh draft for an instance; `mode` and `project` as last time. */
export function createDraft(given: {
  invitationId: string;
  local: Instance;
  mode?: Draft['mode'] | undefined;
  project?: Draft['project'] | undefined;
}): Draft {
  return withPrefilled({
    invitationId: given.invitationId,
    local: given.local,
    urlText: '',
    noUrl: false,
    check: { state: 'none' },
    mode: given.mode ?? 'basic',
    adminAccess: false,
    localShortName: '',
    remoteShortName: '',
    connectionName: '',
    description: '',
    ownName: false,
    ...(given.project ? { project: given.project } : {}),
  });
}

/** Whether an address that was refused may be used all the same once the admin says so (T12). */
export const canBeAcknowledged = (draft: Draft): boolean =>
  draft.check.state === 'refused' &&
  (draft.check.problem.code === 'url/private-address' ||
    (draft.check.problem.code === 'url/scheme-refused' && /^\s*http:/i.test(draft.urlText)));
