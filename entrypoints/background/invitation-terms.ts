import type { Instance } from '@/utils/domain/platform.ts';
import { decodeInvitation } from '@/utils/invitation/code.ts';
import type { Finding, Terms } from '@/utils/invitation/lifecycle.ts';
import type { Judgement } from '@/utils/wizard/effects.ts';
import { destinationOf, typeOf } from '@/utils/wizard/initiate.ts';
import { UNKNOWN_SHORT_NAME, isShortName, shortNameOf } from '@/utils/wizard/names.ts';
import type { Draft } from '@/utils/wizard/state.ts';

/** What the wizard's draft says of the invitation to make. */
export function termsOf(draft: Draft): Terms {
  const line = (text: string): string => text.trim().normalize('NFC');
  return {
    invitationId: draft.invitationId,
    local: draft.local,
    localShortName: draft.localShortName.trim(),
    remoteShortName: draft.remoteShortName.trim(),
    connectionName: line(draft.connectionName),
    description: line(draft.description),
    mode: draft.mode,
    type: typeOf(draft),
    expected: destinationOf(draft),
    project: draft.project,
  };
}

/** What the wizard shows of a code that was read. */
export function reviewOf(finding: Finding): Judgement {
  if (finding.kind !== 'one') return finding;
  const { invitation } = finding;
  return {
    kind: 'one',
    code: finding.code,
    invitation: {
      id: invitation.id,
      claim: invitation.claim,
      mode: invitation.mode,
      type: invitation.type,
      driver: invitation.exchange.driver,
      expiresAt: invitation.expiresAt * 1000,
      names: invitation.names,
      samePartner: finding.samePartner,
    },
    ...(invitation.expected ? { expected: invitation.expected } : {}),
  };
}

/** The accepting side's own short name: as the inviter called it, unless nobody knew it then. */
export function shortNameFor({ code, local }: { code: string; local: Instance }): string {
  const reading = decodeInvitation(code);
  const given = reading.ok ? reading.invitation.names.remote : '';
  if (isShortName(given) && given !== UNKNOWN_SHORT_NAME) return given;
  return shortNameOf(local, reading.ok ? reading.invitation.claim.name : undefined);
}
