import { AppError } from '@/utils/base/errors.ts';
import type { ErrorCode } from '@/utils/base/errors.ts';
import type { Access } from '@/utils/domain/access.ts';
import type { PlatformAdapter } from '@/utils/domain/adapter.ts';
import { connectionKey } from '@/utils/domain/connection.ts';
import { platformFacts } from '@/utils/domain/platform.ts';
import type { Instance, PlatformId, Project } from '@/utils/domain/platform.ts';

import { destinationOf } from './initiate.ts';
import type { Effect } from './runner.ts';
import type { Draft, Problem, ReviewedInvitation, UrlCheck, WizardRecord } from './state.ts';

/** What a text with a code turned out to be. */
export type Judgement =
  | { kind: 'refused'; problem: Problem }
  | { kind: 'several'; found: readonly { code: string; from: string; name: string }[] }
  | { kind: 'one'; code: string; invitation: ReviewedInvitation; expected?: Instance };

export interface EffectParts {
  readonly adapterOf: (platform: PlatformId) => PlatformAdapter;
  /** Which platform answers at an address; see `PlatformAdapter.probe`. */
  readonly probe: (
    url: URL,
    signal: AbortSignal,
  ) => Promise<{ instance: Instance; version: string } | undefined>;
  /** A first guess by the address's form alone. */
  readonly guess: (url: URL) => Instance | undefined;
  /** Form and safety of a typed address; `acknowledged`: private and unencrypted ones are meant. */
  readonly judgeUrl: (
    text: string,
    acknowledged: boolean,
  ) => { ok: true; url: URL } | { ok: false; code: ErrorCode; detail?: string };
  /** Whether the browser may reach all these origins. */
  readonly mayReach: (origins: readonly string[]) => Promise<boolean>;
  /** Resolves after `ms`, rejects when aborted. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly createInvitation: (draft: Draft) => Promise<void>;
  readonly judge: (text: string, local: Instance | undefined, signal: AbortSignal) => Promise<Judgement>;
  /** Accepts and sees the handshake through as far as it goes in this browser; idempotent by the code's id. */
  readonly accept: (
    given: { code: string; local: Instance; project: Project | undefined },
    signal: AbortSignal,
  ) => Promise<void>;
  /** The code of an invitation that this node made. */
  readonly codeOf: (invitationId: string) => Promise<string | undefined>;
  /** Where an accepted invitation would be served when no tab says so. */
  readonly likelyLocal: (
    invitation: ReviewedInvitation,
    expected: Instance | undefined,
  ) => Promise<Instance | undefined>;
  /** The project that the admin probably means: the one of last time, else the one looked at last. */
  readonly likelyProject: (instance: Instance, signal: AbortSignal) => Promise<Project | undefined>;
  readonly remember: (
    instance: Instance,
    choice: { mode?: Draft['mode']; project?: Project },
  ) => Promise<void>;
  /** Key of the entity that a tab shows, where its address tells. */
  readonly entityKeyOf: (tabId: number | undefined, instance: Instance) => Promise<string>;
}

/** How long a URL has to stand still before it is looked at, in ms. */
const TYPING_PAUSE = 300;

/** The work that each busy state asks for. */
export const createEffects =
  (parts: EffectParts) =>
  (record: WizardRecord): Effect | undefined => {
    const { state } = record;
    switch (state.step) {
      case 'destination': {
        if (state.draft.noUrl || state.draft.check.state !== 'checking') return undefined;
        const { draft } = state;
        return {
          name: `check-url ${draft.urlText}`,
          run: async (signal) => ({
            type: 'url-checked',
            text: draft.urlText,
            check: await checkUrl(parts, draft, signal),
          }),
        };
      }
      case 'creating': {
        if (state.problem !== undefined) return undefined;
        const { draft } = state;
        return {
          name: 'create-invitation',
          quick: true,
          run: async () => {
            // The code is what the admin waits for; what is remembered for next time holds nothing up.
            await Promise.all([parts.createInvitation(draft), rememberDraft(parts, draft)]);
            return { type: 'invitation-created' };
          },
        };
      }
      case 'verifying': {
        if (state.access !== undefined) return undefined;
        const destination = destinationOf(state.draft);
        if (destination === undefined) return undefined;
        return {
          name: 'verify-access',
          run: async (signal) => ({
            type: 'access-verified',
            access: await verify(parts, destination, signal),
          }),
        };
      }
      case 'connecting': {
        if (state.problem !== undefined) return undefined;
        const { draft } = state;
        return {
          name: 'connect',
          run: async (signal) => {
            const destination = destinationOf(draft);
            if (destination === undefined) throw new AppError('url/not-a-platform');
            await parts.createInvitation(draft);
            const code = await parts.codeOf(draft.invitationId);
            // Without a code the invitation has been accepted already, before the background was stopped.
            if (code !== undefined) {
              await parts.accept({ code, local: destination, project: draft.remoteProject }, signal);
            }
            await rememberDraft(parts, draft);
            return {
              type: 'connected',
              connection: connectionKey(draft.invitationId, 'source'),
              entityKey: await parts.entityKeyOf(record.tabId, draft.local),
            };
          },
        };
      }
      case 'judging': {
        const { text, local } = state;
        return {
          name: `judge ${local?.url ?? ''} ${text}`,
          run: async (signal) => {
            const judged = await parts.judge(text, local, signal);
            if (judged.kind === 'refused') return { type: 'code-refused', problem: judged.problem };
            if (judged.kind === 'several') return { type: 'codes-found', found: judged.found };
            const place = local ?? (await parts.likelyLocal(judged.invitation, judged.expected));
            const project = place && (await suggest(parts, place, signal));
            return {
              type: 'code-judged',
              code: judged.code,
              invitation: judged.invitation,
              ...(place ? { local: place } : {}),
              ...(project ? { project } : {}),
            };
          },
        };
      }
      case 'accepting': {
        const { code, local, invitation, project } = state;
        return {
          name: `accept ${invitation.id}`,
          run: async (signal) => {
            await parts.accept({ code, local, project }, signal);
            if (project) await parts.remember(local, { project });
            return {
              type: 'connected',
              connection: connectionKey(invitation.id, 'destination'),
              entityKey: await parts.entityKeyOf(record.tabId, local),
            };
          },
        };
      }
      case 'project':
      case 'remote-project': {
        if (state.draft.suggested) return undefined;
        const { draft, step } = state;
        return {
          name: 'suggest-projects',
          run: async (signal) => {
            const destination = step === 'remote-project' ? destinationOf(draft) : undefined;
            // Two projects of one instance are to be connected: a second guess would be the same one again.
            const other = destination?.url === draft.local.url ? undefined : destination;
            return {
              type: 'projects-suggested',
              project: draft.project ?? (await suggest(parts, draft.local, signal)),
              remoteProject: draft.remoteProject ?? (other && (await suggest(parts, other, signal))),
            };
          },
        };
      }
      case 'admin-access':
      case 'information':
      case 'invitation':
      case 'paste':
      case 'choose-code':
      case 'review':
      case 'established':
        return undefined;
      default:
        return state satisfies never;
    }
  };

/** A suggestion is a convenience: a platform that does not answer leaves the choice to the admin. */
async function suggest(
  parts: EffectParts,
  instance: Instance,
  signal: AbortSignal,
): Promise<Project | undefined> {
  if (platformFacts[instance.platform].project !== 'project') return undefined;
  try {
    return await parts.likelyProject(instance, signal);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return undefined;
  }
}

async function rememberDraft(parts: EffectParts, draft: Draft): Promise<void> {
  await parts.remember(draft.local, {
    mode: draft.mode,
    ...(draft.project ? { project: draft.project } : {}),
  });
  const destination = destinationOf(draft);
  if (destination && draft.remoteProject) await parts.remember(destination, { project: draft.remoteProject });
}

async function verify(parts: EffectParts, destination: Instance, signal: AbortSignal): Promise<Access> {
  const adapter = parts.adapterOf(destination.platform);
  const origins = adapter.originsOf(destination);
  if (!(await parts.mayReach(origins))) return { state: 'permission-missing', origins: [...origins] };
  return adapter.fetchAccess(destination, signal);
}

/** Looks at a typed address: form first, then permission, then, without credentials, what answers there. */
async function checkUrl(parts: EffectParts, draft: Draft, signal: AbortSignal): Promise<UrlCheck> {
  await parts.pause(TYPING_PAUSE, signal);
  const judged = parts.judgeUrl(draft.urlText, draft.acknowledged === draft.urlText);
  if (!judged.ok) {
    return refused(judged.code, judged.detail);
  }
  const guess = parts.guess(judged.url);
  const origins = guess
    ? [...parts.adapterOf(guess.platform).originsOf(guess)]
    : [`${judged.url.protocol}//${judged.url.hostname}/*`];
  if (!(await parts.mayReach(origins))) {
    return { state: 'needs-permission', origins, ...(guess ? { guess } : {}) };
  }
  try {
    const found = await parts.probe(judged.url, signal);
    if (found === undefined) return refused('url/not-a-platform', judged.url.host);
    const { instance, version } = found;
    const own = instance.url === draft.local.url;
    if (own && platformFacts[instance.platform].project === undefined) return refused('url/own-instance');
    const access = await parts.adapterOf(instance.platform).fetchAccess(instance, signal);
    return { state: 'found', instance, version, access, own };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const code =
      error.code === 'platform/unreachable' || error.code === 'platform/timeout'
        ? 'url/not-reachable'
        : error.code;
    return refused(code, error.detail ?? judged.url.host);
  }
}

const refused = (code: ErrorCode, detail?: string): UrlCheck => ({
  state: 'refused',
  problem: { code, ...(detail === undefined ? {} : { detail }) },
});
