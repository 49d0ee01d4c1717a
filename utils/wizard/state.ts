import * as z from 'zod/mini';

import { errorCodes } from '@/utils/base/errors.ts';
import { Access } from '@/utils/domain/access.ts';
import { Claim, ConfigurationMode, ConnectionType } from '@/utils/domain/connection.ts';
import { Instance, Project } from '@/utils/domain/platform.ts';

const Problem = z.strictObject({ code: z.enum(errorCodes), detail: z.optional(z.string()) });
export type Problem = z.infer<typeof Problem>;

/** What is known of the destination URL as it stands in the field. */
export const UrlCheck = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({ state: z.literal('checking') }),
  /** The browser may not reach it yet; `guess` is what the address looks like. Asked on the next click. */
  z.strictObject({
    state: z.literal('needs-permission'),
    guess: z.optional(Instance),
    origins: z.array(z.string()),
  }),
  z.strictObject({
    state: z.literal('found'),
    instance: Instance,
    version: z.string(),
    /** Who is signed in there in this browser, where that is known. */
    access: z.optional(Access),
    /** It is the instance the wizard was started from: a local connection. */
    own: z.boolean(),
  }),
  z.strictObject({ state: z.literal('refused'), problem: Problem }),
]);
export type UrlCheck = z.infer<typeof UrlCheck>;

/** What the initiating admin has said so far. Texts are kept as typed; `problemsOf` says what is wrong with them. */
export const Draft = z.strictObject({
  /** Chosen at the start, so that creating the invitation twice makes one. */
  invitationId: z.string(),
  local: Instance,
  urlText: z.string().check(z.maxLength(2000)),
  noUrl: z.boolean(),
  /** The address, as typed, that the admin wants to use although it is private or not encrypted (T12). */
  acknowledged: z.optional(z.string()),
  check: UrlCheck,
  mode: ConfigurationMode,
  adminAccess: z.boolean(),
  localShortName: z.string().check(z.maxLength(200)),
  remoteShortName: z.string().check(z.maxLength(200)),
  connectionName: z.string().check(z.maxLength(400)),
  description: z.string().check(z.maxLength(2000)),
  /** True once the admin has typed a connection name: it then follows the short names no longer. */
  ownName: z.boolean(),
  project: z.optional(Project),
  remoteProject: z.optional(Project),
  /** Projects have been looked for that the admin probably means; once is enough. */
  suggested: z.optional(z.boolean()),
});
export type Draft = z.infer<typeof Draft>;

/** What a decoded code claims, as the review screen shows it. */
export const ReviewedInvitation = z.strictObject({
  id: z.string(),
  claim: Claim,
  mode: ConfigurationMode,
  type: ConnectionType,
  /** How messages will travel, by the driver's name. */
  driver: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  names: z.strictObject({ connection: z.string(), remote: z.string() }),
  /** An active connection with the same partner instance exists (T11). */
  samePartner: z.boolean(),
});
export type ReviewedInvitation = z.infer<typeof ReviewedInvitation>;

const FoundCode = z.strictObject({ code: z.string(), from: z.string(), name: z.string() });

export const WizardState = z.discriminatedUnion('step', [
  // Initiate
  z.strictObject({ step: z.literal('destination'), draft: Draft }),
  z.strictObject({ step: z.literal('admin-access'), draft: Draft }),
  z.strictObject({ step: z.literal('information'), draft: Draft }),
  z.strictObject({ step: z.literal('project'), draft: Draft }),
  /** Busy: the invitation is being made. */
  z.strictObject({ step: z.literal('creating'), draft: Draft, problem: z.optional(Problem) }),
  z.strictObject({ step: z.literal('invitation'), draft: Draft }),
  /** Busy: finding out whether this browser administers the destination; `access` is what stands in the way. */
  z.strictObject({ step: z.literal('verifying'), draft: Draft, access: z.optional(Access) }),
  z.strictObject({ step: z.literal('remote-project'), draft: Draft }),
  /** Busy: invitation, acceptance and handshake between two instances in this browser. */
  z.strictObject({ step: z.literal('connecting'), draft: Draft, problem: z.optional(Problem) }),
  // Accept
  z.strictObject({
    step: z.literal('paste'),
    local: z.optional(Instance),
    text: z.string().check(z.maxLength(8192)),
    problem: z.optional(Problem),
  }),
  /** Busy: the text is being read and judged. */
  z.strictObject({ step: z.literal('judging'), local: z.optional(Instance), text: z.string() }),
  z.strictObject({
    step: z.literal('choose-code'),
    local: z.optional(Instance),
    text: z.string(),
    found: z.array(FoundCode),
  }),
  z.strictObject({
    step: z.literal('review'),
    local: z.optional(Instance),
    code: z.string(),
    invitation: ReviewedInvitation,
    project: z.optional(Project),
    problem: z.optional(Problem),
  }),
  /** Busy: the acceptance is on its way. */
  z.strictObject({
    step: z.literal('accepting'),
    local: Instance,
    code: z.string(),
    invitation: ReviewedInvitation,
    project: z.optional(Project),
  }),
  // Both
  z.strictObject({
    step: z.literal('established'),
    /** `<connectionId>:<side>` of the side this wizard worked for. */
    connection: z.string(),
    /** Key of the entity to sync first, as typed or as the tab showed it. */
    entityKey: z.string().check(z.maxLength(200)),
  }),
]);
export type WizardState = z.infer<typeof WizardState>;
export type WizardStep = WizardState['step'];

/** One wizard as the background keeps it. At most one is open; others wait to be continued or discarded. */
export const WizardRecord = z.strictObject({
  id: z.string(),
  open: z.boolean(),
  state: WizardState,
  /** The tab it was started from: where its instance's page is. */
  tabId: z.optional(z.number()),
  createdAt: z.number(),
  updatedAt: z.number(),
  revision: z.number(),
});
export type WizardRecord = z.infer<typeof WizardRecord>;

/** What the admin can do in a wizard: the only events a page may send. */
export const UserEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('url-typed'), text: z.string().check(z.maxLength(2000)) }),
  z.strictObject({ type: z.literal('no-url-ticked'), ticked: z.boolean() }),
  /** "Use it anyway", for an address that is private or not encrypted. */
  z.strictObject({ type: z.literal('address-acknowledged') }),
  /** The browser now reaches the origins it was asked for; look again. */
  z.strictObject({ type: z.literal('permission-granted') }),
  z.strictObject({ type: z.literal('mode-chosen'), mode: ConfigurationMode }),
  z.strictObject({ type: z.literal('admin-access-chosen'), access: z.boolean() }),
  z.strictObject({
    type: z.literal('information-typed'),
    field: z.enum(['localShortName', 'remoteShortName', 'connectionName', 'description']),
    text: z.string().check(z.maxLength(2000)),
  }),
  z.strictObject({ type: z.literal('project-chosen'), side: z.enum(['local', 'remote']), project: Project }),
  z.strictObject({ type: z.literal('code-typed'), text: z.string().check(z.maxLength(8192)) }),
  z.strictObject({ type: z.literal('code-chosen'), code: z.string().check(z.maxLength(8192)) }),
  z.strictObject({ type: z.literal('local-chosen'), instance: Instance }),
  z.strictObject({ type: z.literal('entity-typed'), text: z.string().check(z.maxLength(200)) }),
  z.strictObject({ type: z.literal('next') }),
  z.strictObject({ type: z.literal('back') }),
  z.strictObject({ type: z.literal('retry') }),
]);
export type UserEvent = z.infer<typeof UserEvent>;

/** What the background's effects report; never parsed from outside. */
export type EffectEvent =
  | { type: 'url-checked'; text: string; check: UrlCheck }
  | { type: 'access-verified'; access: Access }
  | { type: 'projects-suggested'; project: Project | undefined; remoteProject: Project | undefined }
  | { type: 'invitation-created' }
  | { type: 'connected'; connection: string; entityKey: string }
  | { type: 'code-refused'; problem: Problem }
  | { type: 'codes-found'; found: readonly { code: string; from: string; name: string }[] }
  | { type: 'code-judged'; code: string; invitation: ReviewedInvitation; local?: Instance; project?: Project }
  | { type: 'failed'; problem: Problem };

export type WizardEvent = UserEvent | EffectEvent;
