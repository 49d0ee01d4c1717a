import type { MessageChannel, SyncMessage, SyncStep, SyncStore, Twin } from '../../utils/domain/sync.ts';
import type { Plants } from './world.ts';

/** Changes what is written of twins, `before` being what stands there now. */
const rewritingTwins =
  (rewrite: (twin: Twin, before: Twin | undefined) => Twin) =>
  (store: SyncStore): SyncStore => ({
    ...store,
    async commit(step) {
      const put: NonNullable<SyncStep['put']>[number][] = [];
      for (const one of step.put ?? []) {
        if (one.table !== 'twins') put.push(one);
        else put.push({ table: 'twins', row: rewrite(one.row, await store.load('twins', one.row.key)) });
      }
      await store.commit({ ...step, put });
    },
  });

const without = <Row extends object>(row: Row, ...names: readonly (keyof Row)[]): Row =>
  // What is left out is optional in every row that this is used for.
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name as keyof Row))) as Row;

/**
 * Bugs that somebody could make, planted around the engine's ports, the product untouched. The simulation must notice
 * each of them: an oracle that passes these proves nothing.
 */
export const plants: Readonly<Record<string, Plants>> = {
  'intents are not kept': {
    store: rewritingTwins((twin) => without(twin, 'intent')),
  },
  'a message known already is taken in again': {
    store(store) {
      let replayed = false;
      return {
        ...store,
        async load(table, key) {
          const row = await store.load(table, key);
          if (table === 'inbox' && row !== undefined) {
            replayed = true;
            return undefined;
          }
          if (table === 'twins' && row !== undefined && replayed) {
            // Neither the message's id nor the twin's versions tell that it is an old one.
            const twin = row as Twin;
            return { ...without(twin, 'incoming'), applied: 0, fieldsApplied: 0 } as typeof row;
          }
          return row;
        },
        async commit(step) {
          replayed = false;
          await store.commit(step);
        },
      };
    },
  },
  'the cursor moves before the changes are kept': {
    store: (store) => ({
      ...store,
      async commit(step) {
        const rows = step.put ?? [];
        const cursor = rows.filter(({ table }) => table === 'instances');
        if (cursor.length === 0 || cursor.length === rows.length) return store.commit(step);
        const { expect = [], ...rest } = step;
        await store.commit({ expect: expect.filter(({ table }) => table === 'instances'), put: cursor });
        return store.commit({
          ...rest,
          expect: expect.filter(({ table }) => table !== 'instances'),
          put: rows.filter(({ table }) => table !== 'instances'),
        });
      },
    }),
  },
  'the outbox is emptied when the exchange takes a message': {
    store: (store) => ({
      ...store,
      commit: (step) =>
        store.commit({
          ...step,
          erase: [
            ...(step.erase ?? []),
            ...(step.put ?? []).flatMap((one) =>
              one.table === 'outbox' && one.row.tries > 0
                ? [{ table: 'outbox' as const, key: one.row.key }]
                : [],
            ),
          ],
        }),
    }),
  },
  'messages are acknowledged before they are kept': {
    channel: (channel): MessageChannel => ({
      ...channel,
      async receive(connection, limit, signal) {
        const messages = await channel.receive(connection, limit, signal);
        const ids = messages.flatMap(({ id, body }) =>
          (body as SyncMessage | undefined)?.kind === 'replica' ? [id] : [],
        );
        if (ids.length > 0) {
          await channel.send(connection, { id: `early ${ids[0] ?? ''}`, body: { kind: 'ack', ids } }, signal);
          await channel.remove(connection, ids, signal);
        }
        return messages;
      },
    }),
  },
  'pairs of comments are forgotten': {
    store: rewritingTwins((twin, before) => ({ ...twin, comments: before?.comments ?? [] })),
  },
  'pairs of attachments are forgotten': {
    store: rewritingTwins((twin, before) => ({ ...twin, attachments: before?.attachments ?? [] })),
  },
  'the read-back after a write is not remembered': {
    store: rewritingTwins((twin, before) =>
      before !== undefined &&
      twin.fieldsApplied > before.fieldsApplied &&
      before.local.fields['summary'] !== undefined
        ? { ...twin, local: { ...twin.local, fields: before.local.fields } }
        : twin,
    ),
  },
  'nobody waits until a write must be visible': {
    port: (port) => ({
      ...port,
      capabilities: (instance) => ({ ...port.capabilities(instance), readLag: 0, searchLag: 0 }),
    }),
  },
  'what was read before is forgotten, and a stale read believed': {
    store: rewritingTwins((twin) => without(twin, 'seen', 'want', 'recheckAt', 'doubt')),
  },
  'internal comments are read as public ones': {
    port: (port) => ({
      ...port,
      async fetchEntity(instance, id, signal) {
        const entity = await port.fetchEntity(instance, id, signal);
        return { ...entity, comments: entity.comments.map((comment) => ({ ...comment, internal: false })) };
      },
    }),
  },
  'both sides keep their own value in a conflict': {
    store: (store) => ({
      ...store,
      async connections() {
        return (await store.connections()).map((connection) => ({ ...connection, side: 'source' as const }));
      },
    }),
  },
  'the field versions are not kept': {
    store: rewritingTwins((twin) => ({ ...twin, versions: {} })),
  },
  'what was written first is said to be applied last': {
    store: rewritingTwins((twin) =>
      twin.intent?.kind === 'update' ? { ...twin, fieldsApplied: twin.intent.version } : twin,
    ),
  },
  'a parked change is dropped': {
    store: rewritingTwins((twin) => (twin.parked ? without(twin, 'parked', 'incoming', 'dirtyAt') : twin)),
  },
};
