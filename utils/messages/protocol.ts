import * as z from 'zod/mini';

import { errorCodes } from '@/utils/base/errors.ts';
import { Access } from '@/utils/domain/access.ts';
import { Instance, Project } from '@/utils/domain/platform.ts';
import { Settings, SettingsChange } from '@/utils/domain/settings.ts';
import { UserEvent, WizardRecord } from '@/utils/wizard/state.ts';

/**
 * Who may send a message, decided by the browser's word about the sender and never by what the message says.
 * `popup` and `connections`: our own pages, in any tab or window. `admin-page`: our content script in the top
 * frame of a page on a site that the admin allowed.
 */
export type SenderClass = 'popup' | 'connections' | 'admin-page';

const pages = ['popup', 'connections'] as const;

/** What the current tab is, for the popup's heading. */
export const TabView = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('instance'),
    tabId: z.number(),
    instance: Instance,
    access: Access,
    /** The entity that the tab shows, where its address tells. */
    entityKey: z.optional(z.string()),
    /** The page is in a Firefox container: requests would go out with another identity (T16). */
    container: z.boolean(),
  }),
  /** Looks like one of the four by its address, but the browser may not look inside yet. */
  z.strictObject({
    kind: z.literal('needs-access'),
    tabId: z.number(),
    host: z.string(),
    origins: z.array(z.string()),
    guess: z.optional(Instance),
  }),
  z.strictObject({ kind: z.literal('unsupported'), tabId: z.optional(z.number()), host: z.string() }),
]);
export type TabView = z.infer<typeof TabView>;

/** An instance that this browser may reach, for pickers. */
export const KnownInstance = z.strictObject({ instance: Instance, access: z.optional(Access) });
export type KnownInstance = z.infer<typeof KnownInstance>;

const id = z.string().check(z.minLength(1), z.maxLength(100));
const connectionId = z.string().check(z.regex(/^[\w-]{22}:(source|destination)$/));
const origins = z.array(z.string().check(z.maxLength(300))).check(z.minLength(1), z.maxLength(10));
const nothing = z.undefined();

/** How many times a thing was done and how many were left, for imports. */
const ImportReport = z.strictObject({
  settings: z.boolean(),
  connections: z.number(),
  skipped: z.number(),
});

/**
 * Every message the background answers. `input` is parsed before a handler sees it; `output` is what the sender
 * gets in `{ ok: true, value }`. Faults come back as `{ ok: false, code, detail }`.
 */
export const requests = {
  /** Opens the wizard for the sender's tab (content script) or for the given tab or instance (pages). */
  'wizard.open': {
    from: ['popup', 'connections', 'admin-page'],
    input: z.strictObject({
      action: z.enum(['initiate', 'accept']),
      tabId: z.optional(z.number()),
      instance: z.optional(Instance),
    }),
    output: z.optional(WizardRecord),
  },
  'wizard.send': {
    from: pages,
    input: z.strictObject({ id, event: UserEvent }),
    output: WizardRecord,
  },
  /** Puts a wizard aside; it can be continued. */
  'wizard.close': { from: pages, input: z.strictObject({ id }), output: nothing },
  'wizard.continue': { from: pages, input: z.strictObject({ id }), output: WizardRecord },
  'wizard.discard': { from: pages, input: z.strictObject({ id }), output: nothing },
  'tab.describe': {
    from: pages,
    input: z.strictObject({ tabId: z.optional(z.number()) }),
    output: TabView,
  },
  'instances.known': { from: pages, input: nothing, output: z.array(KnownInstance) },
  'access.fetch': { from: pages, input: z.strictObject({ instance: Instance }), output: Access },
  /** Opens the instance's sign-in page in a tab; the wizard goes on by itself once somebody is signed in. */
  'access.sign-in': { from: pages, input: z.strictObject({ instance: Instance }), output: nothing },
  /** The admin has just allowed these origins in the browser's own prompt. */
  'sites.granted': {
    from: pages,
    input: z.strictObject({ origins, instance: z.optional(Instance) }),
    output: nothing,
  },
  'sites.revoke': { from: pages, input: z.strictObject({ origins }), output: nothing },
  'token.accept': {
    from: pages,
    input: z.strictObject({ instance: Instance, token: z.string().check(z.minLength(1), z.maxLength(2000)) }),
    output: Access,
  },
  'token.page': {
    from: pages,
    input: z.strictObject({ instance: Instance }),
    output: z.optional(z.string()),
  },
  'projects.search': {
    from: pages,
    input: z.strictObject({ instance: Instance, search: z.string().check(z.maxLength(200)) }),
    output: z.array(Project),
  },
  'invitations.revoke': { from: pages, input: z.strictObject({ id }), output: nothing },
  /** The inviter has read the warnings about acceptances that were refused. */
  'invitations.acknowledge': { from: pages, input: z.strictObject({ id }), output: nothing },
  /** Revokes it and makes a new one with the same terms; answers the new one's id. */
  'invitations.reissue': {
    from: pages,
    input: z.strictObject({ id }),
    output: z.strictObject({ id: z.string() }),
  },
  /** The inviter has compared the three numbers. */
  'connections.confirm': {
    from: pages,
    input: z.strictObject({ id: connectionId, same: z.boolean() }),
    output: nothing,
  },
  'connections.rename': {
    from: pages,
    input: z.strictObject({
      id: connectionId,
      name: z.string().check(z.maxLength(400)),
      description: z.string().check(z.maxLength(2000)),
    }),
    output: nothing,
  },
  'connections.deactivate': { from: pages, input: z.strictObject({ id: connectionId }), output: nothing },
  'connections.reactivate': { from: pages, input: z.strictObject({ id: connectionId }), output: nothing },
  /** Final: keys are erased, nothing is sent or accepted any more. */
  'connections.disconnect': { from: pages, input: z.strictObject({ id: connectionId }), output: nothing },
  'settings.change': { from: pages, input: SettingsChange, output: Settings },
  /** The configuration as JSON text, without keys, secrets or tokens. */
  'config.export': { from: pages, input: nothing, output: z.string() },
  'config.import': {
    from: pages,
    input: z.strictObject({ text: z.string().check(z.maxLength(5_000_000)) }),
    output: ImportReport,
  },
  /** What is kept where, with secrets masked, for a bug report that the admin reviews. */
  'diagnostics.read': { from: pages, input: nothing, output: z.string() },
} as const satisfies Readonly<Record<string, RequestRow>>;

interface RequestRow {
  readonly from: readonly SenderClass[];
  readonly input: z.core.$ZodType;
  readonly output: z.core.$ZodType;
}

export type RequestName = keyof typeof requests;
export type RequestInput<Name extends RequestName> = z.input<(typeof requests)[Name]['input']>;
export type RequestOutput<Name extends RequestName> = z.output<(typeof requests)[Name]['output']>;

/** What travels back. */
export const Reply = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.optional(z.unknown()) }),
  z.strictObject({ ok: z.literal(false), code: z.enum(errorCodes), detail: z.optional(z.string()) }),
]);
export type Reply = z.infer<typeof Reply>;
