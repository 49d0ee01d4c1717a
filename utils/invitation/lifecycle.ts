import { randomBytes as random } from '@/utils/base/bytes.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { ErrorCode } from '@/utils/base/errors.ts';
import { connectionKey, plainLine } from '@/utils/domain/connection.ts';
import type { Claim, ConfigurationMode, Connection, ConnectionType } from '@/utils/domain/connection.ts';
import type { Invitation } from '@/utils/domain/invitation.ts';
import type { Instance, Project } from '@/utils/domain/platform.ts';

import { acceptInvitation } from './acceptor.ts';
import { decodeInvitation, findCodes } from './code.ts';
import { createConversation } from './conversation.ts';
import type { ConversationParts } from './conversation.ts';
import { confirmPartner, createInvitation, declinePartner, revokeInvitation } from './inviter.ts';
import { CLOCK_TOLERANCE, judgeInvitation } from './judge.ts';
import { rowOf } from './records.ts';

/** What an admin decides of an invitation. */
export interface Terms {
  readonly invitationId: string;
  readonly local: Instance;
  readonly localShortName: string;
  readonly remoteShortName: string;
  readonly connectionName: string;
  readonly description: string;
  readonly mode: ConfigurationMode;
  readonly type: ConnectionType;
  readonly expected?: Instance | undefined;
  readonly project?: Project | undefined;
}

/** What a text with a code turned out to be. */
export type Finding =
  | { readonly kind: 'refused'; readonly problem: { code: ErrorCode; detail?: string } }
  | { readonly kind: 'several'; readonly found: readonly { code: string; from: string; name: string }[] }
  | {
      readonly kind: 'one';
      readonly code: string;
      readonly invitation: Invitation;
      readonly samePartner: boolean;
    };

export interface LifecycleParts extends ConversationParts {
  readonly newId: () => string;
  /** How long a new invitation may be accepted, in hours. */
  readonly invitationHours: () => Promise<number>;
}

export interface Lifecycle {
  /** Makes the invitation and its pending connection; with an id that was used, nothing more (idempotent). */
  createInvitation(terms: Terms): Promise<void>;
  /** The code of a pending invitation; `undefined` once it is accepted, revoked or expired. */
  codeOf(invitationId: string): Promise<string | undefined>;
  /** Reads a text and judges the invitation in it, by what this node knows. */
  judge(text: string, local: Instance | undefined): Promise<Finding>;
  /**
   * Accepts and sees the handshake through as far as it goes in this browser; idempotent by the code's id.
   * @throws `AppError` with the code of the refusal; nothing is left of the attempt then
   */
  accept(given: {
    code: string;
    local: Instance;
    shortName: string;
    project?: Project | undefined;
  }): Promise<void>;
  revoke(invitationId: string): Promise<void>;
  /** The inviter has read that acceptances were refused: the warning and its count are done with. */
  acknowledge(invitationId: string): Promise<void>;
  reissue(invitationId: string): Promise<{ id: string }>;
  /** The inviter has compared the numbers. */
  confirm(key: string, same: boolean): Promise<void>;
  rename(key: string, name: string, description: string): Promise<void>;
  deactivate(key: string): Promise<void>;
  reactivate(key: string): Promise<void>;
  /** Final (R17): keys are erased, and whatever arrives late finds nobody. */
  disconnect(key: string): Promise<void>;
  /** Sends and receives what is waiting in every handshake that is under way. */
  pump(): Promise<void>;
  isUnderWay(): Promise<boolean>;
  /** Ends invitations whose time is over. */
  expireDue(): Promise<void>;
}

/** Invitations and connections from the first code to the last disconnect, over any exchange and any store. */
export function createLifecycle(parts: LifecycleParts): Lifecycle {
  const { store, clock } = parts;
  const conversation = createConversation(parts);
  const { commit, untilCommitted, surroundings, stepInviter, pumpConnection } = conversation;

  /** New invitations under way, by the id of the one that they replace. */
  const reissues = new Map<string, Promise<{ id: string }>>();

  async function change(
    key: string,
    edit: (connection: Connection) => Connection | Promise<Connection>,
  ): Promise<void> {
    await untilCommitted(async () => {
      const connection = await store.connection(key);
      if (connection === undefined) throw new AppError('store/not-found', 'connection');
      const edited = await edit(connection);
      if (edited === connection) return;
      await commit({
        expect: [{ store: 'connections', key, revision: connection.revision }],
        connections: [{ ...edited, updatedAt: clock.now(), revision: connection.revision + 1 }],
      });
    });
  }

  async function contextOf(local: Instance | undefined, invitation: Invitation) {
    return {
      now: clock.now(),
      node: await store.node(),
      accepting: local,
      issued: await store.invitation(invitation.id),
      connections: [
        ...(await store.sides(invitation.id)),
        ...(local ? await store.connectionsAt(local) : []),
      ],
    };
  }

  const lifecycle: Lifecycle = {
    async createInvitation(terms) {
      const [before, hours, node] = await Promise.all([
        store.invitation(terms.invitationId),
        parts.invitationHours(),
        store.node(),
      ]);
      if (before !== undefined) return;
      const now = clock.now();
      const expiresAt = Math.floor(now / 1000 + hours * 3600) * 1000;
      const claim: Claim = { name: terms.localShortName, instance: terms.local, node };
      const made = await createInvitation(
        {
          id: terms.invitationId,
          mode: terms.mode,
          type: terms.type,
          exchange: { driver: 'browser' },
          claim,
          names: { connection: terms.connectionName, remote: terms.remoteShortName },
          expiresAt,
          ...(terms.expected ? { expected: terms.expected } : {}),
        },
        { random },
      );
      const key = connectionKey(terms.invitationId, 'source');
      const given = terms.project ? { project: terms.project } : {};
      try {
        await commit({
          expect: [
            { store: 'invitations', key: terms.invitationId, revision: undefined },
            { store: 'connections', key, revision: undefined },
            { store: 'handshakes', key, revision: undefined },
          ],
          invitations: [
            {
              id: terms.invitationId,
              status: 'pending',
              connectionName: terms.connectionName,
              local: terms.local,
              mode: terms.mode,
              type: terms.type,
              ...(terms.expected ? { expected: terms.expected } : {}),
              terms: {
                localShortName: terms.localShortName,
                remoteShortName: terms.remoteShortName,
                description: terms.description,
                ...given,
              },
              code: made.code,
              createdAt: now,
              expiresAt,
              refusedAcceptances: 0,
              revision: 1,
            },
          ],
          connections: [
            {
              id: key,
              connectionId: terms.invitationId,
              side: 'source',
              name: terms.connectionName,
              description: terms.description,
              type: terms.type,
              mode: terms.mode,
              status: 'pending',
              local: { shortName: terms.localShortName, instance: terms.local, ...given },
              remote: {
                shortName: terms.remoteShortName,
                ...(terms.expected ? { expected: terms.expected } : {}),
              },
              exchange: 'browser',
              createdAt: now,
              updatedAt: now,
              revision: 1,
            },
          ],
          handshakes: [rowOf(key, 1, made.state)],
        });
      } catch (error) {
        // Made by another context in the meantime: that one is the invitation.
        if (!(error instanceof AppError && error.code === 'store/conflict')) throw error;
      }
    },

    codeOf: async (id) => (await store.invitation(id))?.code,

    async judge(text, local) {
      const codes = findCodes(text);
      if (codes.length > 1) {
        const found = codes.flatMap((code) => {
          const reading = decodeInvitation(code);
          return reading.ok
            ? [
                {
                  code,
                  from: reading.invitation.claim.instance.url,
                  name: reading.invitation.names.connection,
                },
              ]
            : [];
        });
        if (found.length > 1) return { kind: 'several', found };
      }
      const reading = decodeInvitation(codes.length === 1 ? (codes[0] ?? text) : text);
      if (!reading.ok) return refusal(reading.code, reading.detail);
      const verdict = judgeInvitation(reading.invitation, await contextOf(local, reading.invitation));
      if (!verdict.ok) return refusal(verdict.code, verdict.detail);
      return {
        kind: 'one',
        code: reading.code,
        invitation: reading.invitation,
        samePartner: verdict.warnings.some(({ code }) => code === 'handshake/same-partner'),
      };
    },

    async accept({ code, local, shortName, project }) {
      const reading = decodeInvitation(code);
      if (!reading.ok) throw new AppError(reading.code, reading.detail);
      const { invitation } = reading;
      const key = connectionKey(invitation.id, 'destination');
      /** Whether this very acceptance has been made already; at another instance it was somebody else's. */
      const isMade = async (): Promise<boolean> => {
        const made = await store.connection(key);
        if (made !== undefined && made.local.instance.url !== local.url) {
          throw new AppError('code/already-used');
        }
        return made !== undefined;
      };
      if (!(await isMade())) {
        // Time has passed since the code was judged: the clock, the instance and the invitation may have changed.
        const verdict = judgeInvitation(invitation, await contextOf(local, invitation));
        if (!verdict.ok) throw new AppError(verdict.code, verdict.detail);
        const now = clock.now();
        const claim: Claim = { name: shortName, instance: local, node: await store.node() };
        const step = await acceptInvitation({ code, claim }, surroundings());
        const connection: Connection = {
          id: key,
          connectionId: invitation.id,
          side: 'destination',
          name: invitation.names.connection,
          description: '',
          type: invitation.type,
          mode: invitation.mode,
          status: 'pending',
          local: { shortName, instance: local, ...(project ? { project } : {}) },
          remote: { shortName: remoteNameOf(invitation.claim.name), claim: invitation.claim },
          exchange: invitation.exchange.driver,
          createdAt: now,
          updatedAt: now,
          revision: 1,
        };
        try {
          await commit({
            expect: [
              { store: 'connections', key, revision: undefined },
              { store: 'handshakes', key, revision: undefined },
            ],
            connections: [connection],
            handshakes: [rowOf(key, 1, step.state)],
          });
        } catch (error) {
          // Another window was faster: with the same acceptance, or with one at another instance.
          if (!(error instanceof AppError && error.code === 'store/conflict')) throw error;
          if (!(await isMade())) throw error;
        }
      }
      await pumpConnection(invitation.id);
      if ((await store.connection(key)) !== undefined) return;
      throw new AppError(conversation.refusalOf(key) ?? 'handshake/refused');
    },

    async revoke(id) {
      await stepInviter(id, async ({ state }) => {
        if (state.side !== 'source') throw new AppError('store/not-found', 'invitation');
        return revokeInvitation(state, surroundings());
      });
    },

    acknowledge: (id) =>
      untilCommitted(async () => {
        const record = await store.invitation(id);
        if (record === undefined || record.refusedAcceptances === 0) return;
        await commit({
          expect: [{ store: 'invitations', key: id, revision: record.revision }],
          invitations: [{ ...record, refusedAcceptances: 0, revision: record.revision + 1 }],
        });
      }),

    reissue(id) {
      // Asked for in several windows at once it is one wish: one new invitation, and all are told of it.
      const underWay = reissues.get(id);
      if (underWay !== undefined) return underWay;
      const made = reissueNow(id).finally(() => reissues.delete(id));
      reissues.set(id, made);
      return made;
    },

    async confirm(key, same) {
      const connection = await store.connection(key);
      if (connection === undefined) throw new AppError('store/not-found', 'connection');
      await stepInviter(connection.connectionId, async ({ state }) => {
        if (state.side !== 'source') throw new AppError('store/not-found', 'connection');
        return same ? confirmPartner(state, surroundings()) : declinePartner(state, surroundings());
      });
    },

    rename: (key, name, description) =>
      change(key, (connection) => {
        const tidy = { name: name.trim().normalize('NFC'), description: description.trim().normalize('NFC') };
        if (tidy.name === '' || !plainLine(120).safeParse(tidy.name).success) {
          throw new AppError('message/bad-input', 'name');
        }
        if (!plainLine(500).safeParse(tidy.description).success)
          throw new AppError('message/bad-input', 'description');
        return { ...connection, ...tidy };
      }),

    deactivate: (key) =>
      change(key, (connection) => {
        if (connection.status !== 'active') return connection;
        return { ...connection, status: 'deactivated' };
      }),

    reactivate: (key) =>
      change(key, async (connection) => {
        if (connection.status === 'active' || connection.status === 'pending') return connection;
        if (!(await store.hasKeys(key))) throw new AppError('connection/keys-missing');
        const { problem: _, ...rest } = connection;
        return { ...rest, status: 'active' };
      }),

    async disconnect(key) {
      const connection = await store.connection(key);
      if (connection === undefined) return;
      const { connectionId } = connection;
      const invitation = await store.invitation(connectionId);
      if (connection.side === 'source' && invitation?.status === 'pending')
        return lifecycle.revoke(connectionId);
      await untilCommitted(async () => {
        // Both sides in this browser are one admin's: they end together.
        const present = await store.sides(connectionId);
        await commit({
          expect: present.map(({ id, revision }) => ({ store: 'connections', key: id, revision })),
          erase: present.flatMap(({ id }) =>
            (['connections', 'handshakes', 'keys'] as const).map((name) => ({ store: name, key: id })),
          ),
        });
      });
      await conversation.emptyBoxes(connectionId);
    },

    async pump() {
      for (const connectionId of await store.underWay()) await pumpConnection(connectionId);
    },
    isUnderWay: async () => (await store.underWay()).length > 0,

    async expireDue() {
      for (const { id } of await store.expired(clock.now() - CLOCK_TOLERANCE)) {
        await conversation.tidy(connectionKey(id, 'source'));
        await pumpConnection(id);
      }
      for (const key of await store.untidy(clock.now())) await conversation.tidy(key);
    },
  };

  async function reissueNow(id: string): Promise<{ id: string }> {
    const record = await store.invitation(id);
    if (record === undefined) throw new AppError('store/not-found', 'invitation');
    if (record.status === 'accepted') throw new AppError('code/already-used');
    if (record.status === 'pending') await lifecycle.revoke(id);
    const invitationId = parts.newId();
    await lifecycle.createInvitation({
      invitationId,
      local: record.local,
      localShortName: record.terms.localShortName,
      remoteShortName: record.terms.remoteShortName,
      connectionName: record.connectionName,
      description: record.terms.description,
      mode: record.mode,
      type: record.type,
      expected: record.expected,
      project: record.terms.project,
    });
    return { id: invitationId };
  }

  return lifecycle;
}

const refusal = (code: ErrorCode, detail: string | undefined): Finding => ({
  kind: 'refused',
  problem: { code, ...(detail === undefined ? {} : { detail }) },
});

/** A stranger's name as an identifier for rules and screens; what cannot be one becomes `PARTNER`. */
function remoteNameOf(name: string): string {
  const identifier = name.replaceAll(/\W+/g, '_').slice(0, 40);
  return /^[A-Za-z_]\w*$/.test(identifier) && /[A-Za-z0-9]/.test(identifier) ? identifier : 'PARTNER';
}
