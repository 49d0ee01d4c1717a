import * as z from 'zod/mini';

import { Claim, ConfigurationMode, ConnectionType, plainLine, ShortName } from './connection.ts';
import { Instance, Project } from './platform.ts';

const bytesText = (bytes: number) =>
  z.string().check(z.regex(new RegExp(`^[\\w-]{${Math.ceil((bytes * 4) / 3)}}$`)));

/** How the two nodes reach each other. `browser`: both instances live in the profile that `node` names. */
export const ExchangeAddress = z.discriminatedUnion('driver', [
  z.strictObject({ driver: z.literal('browser') }),
]);
export type ExchangeAddress = z.infer<typeof ExchangeAddress>;

/** What the code carries: everything the destination needs to know and to prove. All of it is a claim. */
export const Invitation = z.strictObject({
  version: z.literal(1),
  /** 128 bits, also the connection's id. */
  id: bytesText(16),
  /** 256-bit secret: who holds it may accept. */
  secret: bytesText(32),
  /** The inviter's X25519 public key. */
  publicKey: bytesText(32),
  /** SHA-256 of the inviter's nonce, which is told only after the acceptor has spoken. */
  commitment: bytesText(32),
  /** Seconds since 1970. */
  expiresAt: z.int().check(z.positive(), z.maximum(253_402_300_799)),
  mode: ConfigurationMode,
  type: ConnectionType,
  exchange: ExchangeAddress,
  claim: Claim,
  /** The instance it is meant for, where the inviter knew it. */
  expected: z.optional(Instance),
  /** The names the inviter gave: the connection's, and the destination's short name as the inviter sees it. */
  names: z.strictObject({
    connection: plainLine(120),
    remote: ShortName,
  }),
});
export type Invitation = z.infer<typeof Invitation>;

export const InvitationStatus = z.enum(['pending', 'accepted', 'revoked', 'expired']);
export type InvitationStatus = z.infer<typeof InvitationStatus>;

/** What the inviting node keeps of an invitation. */
export const InvitationRecord = z.strictObject({
  id: bytesText(16),
  status: InvitationStatus,
  connectionName: z.string(),
  local: Instance,
  mode: ConfigurationMode,
  type: ConnectionType,
  expected: z.optional(Instance),
  /** The code itself, until it is accepted, revoked or expired: then it is erased. */
  code: z.optional(z.string()),
  createdAt: z.number(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  /** What the admin said of the connection, so that the invitation can be issued again. */
  terms: z.strictObject({
    localShortName: ShortName,
    remoteShortName: ShortName,
    description: plainLine(500),
    project: z.optional(Project),
  }),
  /** When it ceased to be pending. */
  closedAt: z.optional(z.number()),
  /** Later acceptances that were refused: each is a warning to the inviter (T8). */
  refusedAcceptances: z.number(),
  acceptedBy: z.optional(Claim),
  revision: z.number(),
});
export type InvitationRecord = z.infer<typeof InvitationRecord>;
