import { MINUTE } from '@/utils/base/clock.ts';
import type { ErrorCode } from '@/utils/base/errors.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import type { Invitation, InvitationStatus } from '@/utils/domain/invitation.ts';
import { type Instance, platformFacts } from '@/utils/domain/platform.ts';

/** Two computers' clocks may differ by so much (ms) before an expiry is taken at its word (R14). */
export const CLOCK_TOLERANCE = 10 * MINUTE;

/** Whether a moment in seconds since 1970 has passed beyond doubt at `now` (ms). */
export const hasExpired = (expiresAt: number, now: number): boolean =>
  now > expiresAt * 1000 + CLOCK_TOLERANCE;

export const isSameInstance = (one: Instance, other: Instance): boolean =>
  one.platform === other.platform && one.url === other.url;

/** What a judgement needs to know of this node. */
export interface JudgeContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** This browser profile's node id. */
  readonly node: string;
  /** The instance that would accept, once it is known. */
  readonly accepting?: Instance | undefined;
  /** This node's own record of the invitation, where it was issued here. */
  readonly issued?: { readonly status: InvitationStatus } | undefined;
  /** The connections of this node. */
  readonly connections: readonly Pick<Connection, 'connectionId' | 'side' | 'name' | 'local' | 'remote'>[];
  /** The instances that this node still serves, where somebody keeps that list. */
  readonly served?: readonly Instance[] | undefined;
}

export interface Finding {
  readonly code: ErrorCode;
  /** The sentence's placeholder: a date in ISO form, a platform's name, a host, or a connection's name. */
  readonly detail?: string;
}

export type Judgement =
  | { readonly ok: true; readonly warnings: readonly Finding[] }
  | ({ readonly ok: false } & Finding);

const hostOf = (instance: Instance): string => new URL(instance.url).host;

/** What stands between an instance and an invitation that was meant for a certain one. */
export function findMismatch(
  invitation: Pick<Invitation, 'type' | 'expected' | 'claim'>,
  accepting: Instance,
): Finding | undefined {
  const expected = invitation.type === 'local' ? invitation.claim.instance : invitation.expected;
  if (expected === undefined || isSameInstance(expected, accepting)) return undefined;
  return expected.platform === accepting.platform
    ? { code: 'code/other-instance', detail: hostOf(expected) }
    : { code: 'code/other-platform', detail: platformFacts[expected.platform].name };
}

function findRefusal(invitation: Invitation, context: JudgeContext): Finding | undefined {
  const { id, claim, exchange } = invitation;
  const fromHere = claim.node === context.node;

  // What was decided about it comes before what has merely happened to it in the meantime.
  if (fromHere && context.issued?.status === 'revoked') return { code: 'code/revoked' };
  if (fromHere && context.issued?.status === 'accepted') return { code: 'code/already-used' };
  if (context.connections.some(({ connectionId, side }) => connectionId === id && side === 'destination')) {
    return { code: 'code/already-used' };
  }
  if (hasExpired(invitation.expiresAt, context.now) || (fromHere && context.issued?.status === 'expired')) {
    return { code: 'code/expired', detail: new Date(invitation.expiresAt * 1000).toISOString() };
  }
  if (exchange.driver === 'browser' && !fromHere) return { code: 'code/other-browser' };
  // Made in this browser, and yet nothing here would answer.
  const served = context.served?.some((instance) => isSameInstance(instance, claim.instance)) ?? true;
  if (fromHere && (context.issued === undefined || !served)) {
    return { code: 'code/instance-removed', detail: hostOf(claim.instance) };
  }

  if (context.accepting === undefined) return undefined;
  if (fromHere && invitation.type !== 'local' && isSameInstance(claim.instance, context.accepting)) {
    return { code: 'code/own' };
  }
  return findMismatch(invitation, context.accepting);
}

/**
 * Whether an invitation may be accepted here and now (T11): by what this node knows, without asking anybody. The
 * inviter decides again when the acceptance arrives. Judge once when the code is read and once more when the admin
 * confirms, since the accepting instance, the clock and the invitation's status may have changed in between.
 *
 * Refusals: `code/revoked`, `code/already-used`, `code/expired`, `code/other-browser`, `code/instance-removed`,
 * `code/own`, `code/other-instance`, `code/other-platform`. Warnings: `handshake/same-partner` with the name of the
 * connection that there is already.
 */
export function judgeInvitation(invitation: Invitation, context: JudgeContext): Judgement {
  const refusal = findRefusal(invitation, context);
  if (refusal) return { ok: false, ...refusal };
  const { accepting } = context;
  const warnings = context.connections
    .filter(
      ({ connectionId, local, remote }) =>
        connectionId !== invitation.id &&
        accepting !== undefined &&
        isSameInstance(local.instance, accepting) &&
        remote.claim !== undefined &&
        isSameInstance(remote.claim.instance, invitation.claim.instance),
    )
    .map(({ name }): Finding => ({ code: 'handshake/same-partner', detail: name }));
  return { ok: true, warnings };
}
