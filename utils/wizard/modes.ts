import type { ConfigurationMode } from '@/utils/domain/connection.ts';
import type { PlatformId } from '@/utils/domain/platform.ts';

/** Why a mode that is shown cannot be chosen; screens look up `mode_reason_<reason with _>`. */
export type ModeReason = 'needs-both-sides';

export interface ModeOffer {
  readonly mode: ConfigurationMode;
  /** `undefined`: it can be chosen. */
  readonly reason?: ModeReason;
}

const privateModes: Readonly<Record<PlatformId, readonly ConfigurationMode[]>> = {
  salesforce: ['basic', 'script'],
  servicenow: ['basic', 'script'],
  'jira-dc': ['basic', 'visual', 'script'],
  'jira-cloud': ['basic', 'visual', 'script'],
  // The platform's manuals know no private connection: its partner's URL is always given.
  xurrent: [],
};
const urlModes: Readonly<Record<PlatformId, readonly ConfigurationMode[]>> = {
  salesforce: ['basic', 'visual', 'script'],
  servicenow: ['basic', 'visual', 'script'],
  'jira-dc': ['basic', 'visual', 'script'],
  'jira-cloud': ['basic', 'visual', 'script'],
  xurrent: ['basic', 'script'],
};

/** The points each card lists, as keys of `_locales`; `{nouns}` becomes what the platform calls its entities. */
export const modePoints: Readonly<Record<ConfigurationMode, readonly string[]>> = {
  basic: ['mode_basic_automatic', 'mode_basic_fixed', 'mode_basic_only', 'mode_basic_level'],
  visual: ['mode_visual_low_code', 'mode_visual_one_interface', 'mode_visual_level'],
  script: ['mode_script_groovy', 'mode_script_each_side', 'mode_script_level'],
};

/** Whether a platform can start a connection without knowing its partner's URL. */
export const canBePrivate = (platform: PlatformId): boolean => privateModes[platform].length > 0;

/**
 * The modes to show for a connection from `local`, best first.
 * @param destination `undefined` on a private connection
 * @param reachesBoth whether this browser is signed in at both sides, which the Visual mode's one interface needs
 */
export function offeredModes(
  local: PlatformId,
  destination: PlatformId | undefined,
  reachesBoth: boolean,
): readonly ModeOffer[] {
  const offered =
    destination === undefined
      ? privateModes[local]
      : urlModes[local].filter((mode) => urlModes[destination].includes(mode));
  return offered.map((mode) =>
    mode === 'visual' && !reachesBoth ? { mode, reason: 'needs-both-sides' } : { mode },
  );
}
