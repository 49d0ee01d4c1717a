import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';

import { AppError } from '@/utils/base/errors.ts';
import type { Scan, SyncOutboxRow, SyncStep, SyncStore, TransferRow, Twin } from '@/utils/domain/sync.ts';
import { createStore } from '@/utils/store/store.ts';
import type { Store } from '@/utils/store/store.ts';
import { createSyncStore } from '@/utils/store/sync-store.ts';

import { createMemoryStore } from '../../simulation/memory-store.ts';
import { aConnection } from '../../support/builders.ts';

const open: Store[] = [];
let made = 0;

function aStore(): { store: Store; sync: SyncStore } {
  made += 1;
  const store = createStore({
    name: `sync-${made}-${Date.now()}`,
    marker: { read: async () => false, write: async () => undefined },
  });
  open.push(store);
  return { store, sync: createSyncStore(store) };
}

afterEach(async () => {
  vi.restoreAllMocks();
  for (const store of open.splice(0)) await store.close();
});

const connections = ['A'.repeat(22), 'B'.repeat(22)].map((id) => `${id}:source`);

const aTwin = (change: Partial<Twin> & { key: string; connection: string }): Twin => ({
  id: 'T'.repeat(22),
  instance: 'https://acme.service-now.com',
  revision: 1,
  state: 'live',
  life: 0,
  stage: 'synchronized',
  stages: {},
  initiator: true,
  trail: [],
  version: 0,
  versions: {},
  applied: 0,
  fieldsApplied: 0,
  sentHashes: {},
  local: { hash: '' } as unknown as Twin['local'],
  comments: [],
  attachments: [],
  uploads: [],
  rounds: { count: 0, since: 0, writtenAt: 0, fields: [] },
  tries: 0,
  createdAt: 0,
  updatedAt: 0,
  ...change,
});

/** Any step over a handful of keys, so that rows are put again, moved between indexes, erased and fought over. */
const anything = (): fc.Arbitrary<SyncStep> => {
  const connection = fc.constantFrom(...connections);
  const n = fc.integer({ min: 0, max: 4 });
  const revision = fc.integer({ min: 1, max: 2 });
  const due = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined });
  const withDue = <Row extends object>(row: Row, dueAt: number | undefined) =>
    dueAt === undefined ? row : { ...row, dueAt };
  const twin = fc
    .record({ connection, n, revision, due, entity: due, parked: fc.boolean(), incoming: due })
    .map((given) =>
      withDue(
        aTwin({
          key: `${given.connection}/${given.n}`,
          connection: given.connection,
          revision: given.revision,
          ...(given.entity === undefined
            ? {}
            : { entity: { id: `e${given.entity}` } as NonNullable<Twin['entity']> }),
          ...(given.parked ? { parked: { reason: 'unknown' as never, at: 0, tries: 0 } } : {}),
          ...(given.incoming === undefined ? {} : { incoming: given.incoming }),
        }),
        given.due,
      ),
    );
  const message = fc.record({ connection, n, id: n, revision, dueAt: n }).map((given): SyncOutboxRow => ({
    key: `${given.connection}/${given.n}`,
    revision: given.revision,
    connection: given.connection,
    // One message stands under one key, as the engine makes them.
    id: `m${given.n}-${given.id}`,
    message: { kind: 'pause' },
    createdAt: 0,
    dueAt: given.dueAt,
    tries: 0,
  }));
  const transfer = fc
    .record({ connection, n, revision, due })
    .map(
      (given) =>
        withDue(
          { key: `${given.connection}/${given.n}<`, connection: given.connection, revision: given.revision },
          given.due,
        ) as TransferRow,
    );
  const scan = fc
    .record({ connection, n, revision, due })
    .map(
      (given) =>
        withDue(
          { key: `${given.connection}/s${given.n}`, connection: given.connection, revision: given.revision },
          given.due,
        ) as Scan,
    );
  const put = fc.oneof(
    twin.map((row) => ({ table: 'twins' as const, row })),
    message.map((row) => ({ table: 'outbox' as const, row })),
    transfer.map((row) => ({ table: 'transfers' as const, row })),
    scan.map((row) => ({ table: 'scans' as const, row })),
    fc.record({ connection, n }).map(({ connection: of, n: at }) => ({
      table: 'inbox' as const,
      row: { key: `${of}/m${at}`, connection: of, at },
    })),
    fc.record({ connection, active: fc.boolean(), n }).map(({ connection: of, active, n: at }) => ({
      table: 'triggers' as const,
      row: { key: `${of}/t${at}`, revision: 1, connection: of, name: 't', query: 'q', active, createdAt: 0 },
    })),
    fc.record({ t: n, at: n }).map(({ t, at }) => ({
      table: 'parts' as const,
      row: { key: [`p${t}`, at] as const, data: Uint8Array.of(at) },
    })),
  );
  const erase = fc
    .record({ table: fc.constantFrom('twins', 'outbox', 'transfers', 'scans'), connection, n })
    .map(({ table, connection: of, n: at }) => ({
      table,
      key: table === 'transfers' ? `${of}/${at}<` : table === 'scans' ? `${of}/s${at}` : `${of}/${at}`,
    }));
  return fc.record(
    {
      expect: fc.array(
        fc.record({ connection, n, revision: fc.option(revision, { nil: undefined }) }).map((given) => ({
          table: 'twins' as const,
          key: `${given.connection}/${given.n}`,
          revision: given.revision,
        })),
        { maxLength: 1 },
      ),
      put: fc.array(put, { maxLength: 4 }),
      erase: fc.array(erase, { maxLength: 2 }),
      acknowledged: fc.record({
        connection,
        ids: fc.array(
          fc.tuple(n, n).map(([a, b]) => `m${a}-${b}`),
          { maxLength: 3 },
        ),
      }),
      eraseParts: fc.array(
        n.map((t) => `p${t}`),
        { maxLength: 1 },
      ),
    },
    { requiredKeys: ['put'] },
  );
};

/** Every list that the engine asks for, as one value. */
async function everything(store: SyncStore) {
  const lists = await Promise.all(
    connections.map(async (of) => ({
      counts: await store.counts(of),
      due: await store.dueTwins(of, 3, 3),
      outbox: await store.dueOutbox(of, 3, 10),
      found: await store.outboxOf(of, ['m0-0', 'm1-1', 'm2-3', 'none']),
      transfers: await store.dueTransfers(of, 4, 2),
      scans: await store.dueScans(of, 9, 9),
      next: await store.nextDue(of),
      all: await store.twinsAfter(of, undefined, 10),
      after: await store.twinsAfter(of, `${of}/1`, 2),
      triggers: (await store.triggers(of)).map(({ key }) => key).toSorted(),
    })),
  );
  return {
    lists,
    entities: await store.twinsOf('https://acme.service-now.com', 'e1'),
    parts: (await store.parts('p1', 1, 2)).filter((part) => part !== undefined).map(({ key }) => key),
    old: await store.oldInbox(3, 4),
  };
}

const outcomeOf = (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'committed',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

test('after any steps it answers every question as the store in memory does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anything(), { minLength: 1, maxLength: 12 }), async (steps) => {
      const { store, sync } = aStore();
      const model = createMemoryStore();
      for (const step of steps) {
        // Parts of a transfer are written in order and never with holes, which only the model would show.
        expect(await outcomeOf(sync.commit(step))).toBe(await outcomeOf(model.commit(step)));
      }
      const [found, wanted] = [await everything(sync), await everything(model)];
      expect({ ...found, parts: [] }).toEqual({ ...wanted, parts: [] });
      await store.close();
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('a step is one strict transaction, and a conflict leaves nothing of it behind', async () => {
  const { store, sync } = aStore();
  const db = await store.database();
  const begin = vi.spyOn(db, 'transaction');
  const of = connections[0] ?? '';
  const twin = aTwin({ key: `${of}/1`, connection: of });
  await sync.commit({ put: [{ table: 'twins', row: twin }] });
  expect(begin.mock.calls.map((call) => call[2])).toEqual([{ durability: 'strict' }]);
  const refused = sync.commit({
    expect: [{ table: 'twins', key: twin.key, revision: 7 }],
    put: [{ table: 'lanes', row: { key: of, revision: 1, sweepAt: 0 } }],
  });
  expect(await outcomeOf(refused)).toBe('store/conflict');
  expect(await sync.load('lanes', of)).toBeUndefined();
  expect(await sync.counts(of)).toEqual({ twins: 1, parked: 0, outbox: 0, incoming: 0 });
});

test('parts come back in order from where they are asked for, and go with their transfer', async () => {
  const { sync } = aStore();
  await sync.commit({
    put: [0, 1, 2, 3].map((index) => ({
      table: 'parts' as const,
      row: { key: ['t', index] as const, data: Uint8Array.of(index) },
    })),
  });
  expect((await sync.parts('t', 1, 2)).map(({ data }) => data[0])).toEqual([1, 2]);
  await sync.commit({ eraseParts: ['t'] });
  expect(await sync.parts('t', 0, 9)).toEqual([]);
});

test('connections that are not pending are the engine’s', async () => {
  const { store, sync } = aStore();
  const rows = (['pending', 'active', 'deactivated', 'error'] as const).map((status, index) =>
    aConnection({ id: `${String(index).repeat(22)}:source`, connectionId: String(index).repeat(22), status }),
  );
  await store.commit({ put: rows.map((value) => ({ store: 'connections' as const, value })) });
  const found = await sync.connections();
  expect(found.map(({ status }) => status).toSorted()).toEqual(['active', 'deactivated', 'error']);
});
