import * as z from 'zod/mini';

import { errorCodes } from '@/utils/base/errors.ts';

import { Instance, Project } from './platform.ts';

export const ConfigurationMode = z.enum(['basic', 'visual', 'script']);
export type ConfigurationMode = z.infer<typeof ConfigurationMode>;

/** public: the destination's URL is known. private: it is not. local: two projects of one instance. */
export const ConnectionType = z.enum(['public', 'private', 'local']);
export type ConnectionType = z.infer<typeof ConnectionType>;

export const Side = z.enum(['source', 'destination']);
export type Side = z.infer<typeof Side>;

export const ConnectionStatus = z.enum(['pending', 'active', 'deactivated', 'error']);
export type ConnectionStatus = z.infer<typeof ConnectionStatus>;

/** Cleaned text that a stranger may have written: NFC, no control or bidi characters, one line. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u;
export const plainLine = (maximum: number) =>
  z.string().check(
    z.maxLength(maximum),
    z.refine((text) => text.isWellFormed() && !CONTROLS.test(text) && text === text.normalize('NFC')),
  );

/** A side's name in rules and screens: a valid identifier of at most 40 characters. */
export const ShortName = z.string().check(z.maxLength(40), z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/));

/** What a node says of itself. Never a fact: screens show it with "says it is". */
export const Claim = z.strictObject({
  /** Who invites or accepts: the instance's short name as its admin wrote it. */
  name: plainLine(80),
  /** `undefined` on neither side: a claim always names an instance. */
  instance: Instance,
  /** The browser profile it comes from. */
  node: z.string().check(z.regex(/^[\w-]{22}$/)),
});
export type Claim = z.infer<typeof Claim>;

/**
 * One side of a connection, kept by the node that serves that side. Two instances in one browser make two of
 * them under one connection id.
 */
export const Connection = z.strictObject({
  /** `<connectionId>:<side>`. */
  id: z.string(),
  connectionId: z.string().check(z.regex(/^[\w-]{22}$/)),
  side: Side,
  name: plainLine(120),
  description: plainLine(500),
  type: ConnectionType,
  mode: ConfigurationMode,
  status: ConnectionStatus,
  local: z.strictObject({ shortName: ShortName, instance: Instance, project: z.optional(Project) }),
  /** `instance` is unknown on a private connection until the partner has accepted. */
  remote: z.strictObject({ shortName: ShortName, claim: z.optional(Claim), expected: z.optional(Instance) }),
  /** Which exchange carries its messages, by the driver's name. */
  exchange: z.enum(['browser', 'mailbox', 'nats']),
  /** The three numbers that both admins may compare, once the partner has been heard. */
  numbers: z.optional(z.array(z.string())),
  /** The inviter has yet to say whether the numbers are the same (a partner in another browser). */
  awaitsConfirmation: z.optional(z.boolean()),
  problem: z.optional(z.strictObject({ code: z.enum(errorCodes), detail: z.optional(z.string()) })),
  createdAt: z.number(),
  updatedAt: z.number(),
  /** When both sides had confirmed. */
  establishedAt: z.optional(z.number()),
  /** Raised by one at each change; a decision names the revision that it saw (R11). */
  revision: z.number(),
});
export type Connection = z.infer<typeof Connection>;

/** The key of one side's record. */
export const connectionKey = (connectionId: string, side: Side): string => `${connectionId}:${side}`;
