import { afterEach, expect, test, vi } from 'vitest';

import { AppError } from '@/utils/base/errors.ts';
import { InvitationRecord } from '@/utils/domain/invitation.ts';
import { openDatabase } from '@/utils/store/database.ts';
import { migrations } from '@/utils/store/migrations.ts';
import {
  listConnections,
  listExpired,
  listInvitations,
  loadSettings,
  nextExpiry,
  sidesOf,
} from '@/utils/store/reading.ts';
import { createStore } from '@/utils/store/store.ts';
import type { Store } from '@/utils/store/store.ts';

import { aConnection, anInvitationRecord } from '../../support/builders.ts';

let made = 0;
const open: Store[] = [];

/** A marker in memory, as extension storage would keep it. */
const createMarker = (existed = false) => {
  const state = { existed };
  return { state, read: async () => state.existed, write: async () => void (state.existed = true) };
};

function aStore(options: { name?: string; existed?: boolean; startAnew?: boolean; patience?: number } = {}) {
  made += 1;
  const marker = createMarker(options.existed);
  const store = createStore({
    name: options.name ?? `store-${made}-${Date.now()}`,
    marker,
    ...(options.startAnew === undefined ? {} : { startAnew: options.startAnew }),
    ...(options.patience === undefined ? {} : { patience: options.patience }),
  });
  open.push(store);
  return { store, marker };
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

afterEach(async () => {
  vi.restoreAllMocks();
  for (const store of open.splice(0)) await store.close();
});

test('what a step wrote is there for the next context that opens the database', async () => {
  const name = `shared-${Date.now()}`;
  const { store } = aStore({ name });
  await store.commit({ put: [{ store: 'invitations', value: anInvitationRecord({ id: 'A'.repeat(22) }) }] });
  await store.close();
  const again = aStore({ name, existed: true });
  expect((await again.store.get('invitations', 'A'.repeat(22)))?.connectionName).toBe('ACME_to_PARTNER');
});

test('every step is one strict transaction', async () => {
  const { store } = aStore();
  const db = await store.database();
  const begin = vi.spyOn(db, 'transaction');
  await store.commit({
    put: [
      { store: 'connections', value: aConnection() },
      { store: 'invitations', value: anInvitationRecord() },
    ],
    erase: [{ store: 'handshakes', key: 'none' }],
  });
  expect(begin).toHaveBeenCalledTimes(1);
  expect(begin.mock.calls[0]?.[2]).toEqual({ durability: 'strict' });
});

test('a step that no screen calls saved does not wait for the disk', async () => {
  const { store } = aStore();
  const db = await store.database();
  const begin = vi.spyOn(db, 'transaction');
  await store.commit({ relaxed: true, erase: [{ store: 'wizards', key: 'none' }] });
  expect(begin.mock.calls.map((call) => call[2])).toEqual([{ durability: 'relaxed' }]);
});

test('a step that expects another revision writes nothing at all', async () => {
  const { store } = aStore();
  const connection = aConnection({ revision: 2 });
  await store.commit({ put: [{ store: 'connections', value: connection }] });
  const refused = store.commit({
    expect: [{ store: 'connections', key: connection.id, revision: 1 }],
    put: [
      { store: 'connections', value: { ...connection, name: 'changed', revision: 3 } },
      { store: 'invitations', value: anInvitationRecord() },
    ],
  });
  expect(await codeOf(refused)).toBe('store/conflict');
  expect((await store.get('connections', connection.id))?.name).toBe(connection.name);
  expect((await listInvitations(store, { limit: 5 })).rows).toEqual([]);
  expect((await store.counts()).pendingInvitations).toBe(0);
});

test('of many contexts that decide the same thing at once exactly one wins and the others are told', async () => {
  const name = `race-${Date.now()}`;
  const contexts = [
    aStore({ name }).store,
    aStore({ name, existed: true }).store,
    aStore({ name, existed: true }).store,
  ];
  for (const store of contexts) await store.database();
  const [first] = contexts;
  let value = anInvitationRecord({ revision: 0 });
  await first?.commit({ put: [{ store: 'invitations', value }] });
  for (let round = 0; round < 500; round += 1) {
    const { revision } = value;
    const outcomes = await Promise.all(
      contexts.map((store, index) =>
        codeOf(
          store.commit({
            expect: [{ store: 'invitations', key: value.id, revision }],
            put: [
              {
                store: 'invitations',
                value: { ...value, connectionName: `by ${index}`, revision: revision + 1 },
              },
            ],
          }),
        ),
      ),
    );
    expect(outcomes.toSorted()).toEqual(['resolved', 'store/conflict', 'store/conflict']);
    value = { ...value, revision: revision + 1 };
    const winner = outcomes.indexOf('resolved');
    expect((await first?.get('invitations', value.id))?.connectionName).toBe(`by ${winner}`);
  }
}, 60_000);

test('counts follow what is written, changed and erased', async () => {
  const { store } = aStore();
  const connection = aConnection();
  const invitation = anInvitationRecord();
  await store.commit({
    put: [
      { store: 'connections', value: connection },
      { store: 'invitations', value: invitation },
    ],
  });
  expect(await store.counts()).toEqual({ pendingInvitations: 1, connections: 1, waiting: 0 });
  await store.commit({
    put: [
      { store: 'connections', value: { ...connection, status: 'error' } },
      { store: 'invitations', value: { ...invitation, status: 'accepted' } },
    ],
  });
  expect(await store.counts()).toEqual({ pendingInvitations: 0, connections: 1, waiting: 1 });
  await store.commit({ erase: [{ store: 'connections', key: connection.id }] });
  expect(await store.counts()).toEqual({ pendingInvitations: 0, connections: 0, waiting: 0 });
});

test('lists come newest first, in pages, filtered by status, instance and search', async () => {
  const { store } = aStore();
  const rows = Array.from({ length: 7 }, (_, index) =>
    aConnection({
      id: `${String(index).padStart(22, 'c')}:source`,
      connectionId: String(index).padStart(22, 'c'),
      name: `connection ${index}`,
      createdAt: 1000 + Math.floor(index / 2),
      status: index % 2 ? 'active' : 'pending',
    }),
  );
  await store.commit({ put: rows.map((value) => ({ store: 'connections' as const, value })) });
  const first = await listConnections(store, { limit: 3 });
  expect(first.rows.map(({ name }) => name)).toEqual(['connection 6', 'connection 5', 'connection 4']);
  expect(first.more).toBe(true);
  const last = first.rows.at(-1);
  const second = await listConnections(store, { limit: 10, ...(last ? { after: last } : {}) });
  expect(second.rows.map(({ name }) => name)).toEqual([
    'connection 3',
    'connection 2',
    'connection 1',
    'connection 0',
  ]);
  expect(second.more).toBe(false);
  const active = await listConnections(store, { status: 'active', limit: 10 });
  expect(active.rows.map(({ name }) => name)).toEqual(['connection 5', 'connection 3', 'connection 1']);
  const found = await listConnections(store, { search: 'TION 4', limit: 10 });
  expect(found.rows.map(({ name }) => name)).toEqual(['connection 4']);
  const elsewhere = await listConnections(store, { instance: 'https://other.example', limit: 10 });
  expect(elsewhere.rows).toEqual([]);
  expect((await sidesOf(store, rows[2]?.connectionId ?? '')).map(({ name }) => name)).toEqual([
    'connection 2',
  ]);
});

test('expired invitations are found by index, and the next expiry is known', async () => {
  const { store } = aStore();
  const rows = [10, 20, 30].map((expiresAt, index) =>
    anInvitationRecord({ id: String(index).repeat(22), expiresAt }),
  );
  await store.commit({ put: rows.map((value) => ({ store: 'invitations' as const, value })) });
  expect(await nextExpiry(store)).toBe(10);
  expect((await listExpired(store, 20, 10)).map(({ expiresAt }) => expiresAt)).toEqual([10, 20]);
});

test('a list reads no more rows than it shows, however many there are', async () => {
  const { store } = aStore();
  const put = Array.from({ length: 2000 }, (_, index) => ({
    store: 'invitations' as const,
    value: anInvitationRecord({ id: String(index).padStart(22, '0'), createdAt: index }),
  }));
  await store.commit({ put });
  const read = vi.spyOn(InvitationRecord, 'safeParse');
  const page = await listInvitations(store, { status: 'pending', limit: 50 });
  expect(page.rows).toHaveLength(50);
  expect(page.rows[0]?.createdAt).toBe(1999);
  expect(read.mock.calls.length).toBeLessThanOrEqual(51);
});

test('every earlier version of the database is brought up to date', async () => {
  for (let version = 1; version <= migrations.length; version += 1) {
    const name = `version-${version}-${Date.now()}`;
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(name, version);
      request.addEventListener('upgradeneeded', () => {
        const db = request.result;
        for (const migrate of migrations.slice(0, version))
          migrate(db as never, request.transaction as never);
      });
      request.addEventListener('success', () => {
        request.result.close();
        resolve();
      });
      request.addEventListener('error', () => reject(request.error));
    });
    const { store } = aStore({ name, existed: true });
    await store.commit({ put: [{ store: 'connections', value: aConnection() }] });
    expect((await listConnections(store, { limit: 1 })).rows).toHaveLength(1);
  }
});

test('a database that has vanished is announced and not silently made anew', async () => {
  const name = `vanished-${Date.now()}`;
  const { store } = aStore({ name, existed: true });
  expect(await codeOf(store.counts())).toBe('store/evicted');
  expect((await indexedDB.databases()).some((db) => db.name === name)).toBe(false);
  const anew = aStore({ name, existed: true, startAnew: true });
  expect(await anew.store.counts()).toEqual({ pendingInvitations: 0, connections: 0, waiting: 0 });
});

test('an old page that holds the database is announced as what blocks', async () => {
  const name = `blocked-${Date.now()}`;
  const old = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.addEventListener('upgradeneeded', () => {
      for (const migrate of migrations.slice(0, 1))
        migrate(request.result as never, request.transaction as never);
    });
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });
  // A deletion that the old page holds up stands for a migration that it holds up.
  const deletion = indexedDB.deleteDatabase(name);
  const { store } = aStore({ name, existed: true, patience: 200 });
  expect(await codeOf(store.counts())).toBe('store/blocked');
  const gone = new Promise((resolve) => deletion.addEventListener('success', resolve));
  old.close();
  await gone;
});

test('an open page makes way when a newer version wants in, and opens again by itself', async () => {
  const name = `makes-way-${Date.now()}`;
  const { store } = aStore({ name });
  await store.counts();
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(name, migrations.length + 1);
    request.addEventListener('success', () => {
      request.result.close();
      resolve();
    });
    request.addEventListener('blocked', () => reject(new Error('the open page did not make way')));
    request.addEventListener('error', () => reject(request.error));
  });
  expect(await codeOf(store.counts())).toBe('store/unavailable');
});

test('a full disk is announced and leaves the step unwritten', async () => {
  const { store } = aStore();
  await store.counts();
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(await codeOf(store.commit({ put: [{ store: 'connections', value: aConnection() }] }))).toBe(
    'store/quota',
  );
  expect((await listConnections(store, { limit: 1 })).rows).toEqual([]);
});

test('a record that does not fit its schema is announced as corruption', async () => {
  const { store } = aStore();
  await store.commit({
    put: [{ store: 'connections', value: { ...aConnection(), status: 'odd' as never } }],
  });
  expect(await codeOf(listConnections(store, { limit: 5 }))).toBe('store/corrupted');
});

test('settings have defaults before anything was chosen', async () => {
  const { store } = aStore();
  expect(await loadSettings(store)).toMatchObject({
    theme: 'system',
    invitationHours: 72,
    defaultMode: 'basic',
  });
});

test('a migration that breaks half-way leaves the old version as it was', async () => {
  const name = `half-way-${Date.now()}`;
  const before = aStore({ name });
  await before.store.commit({ put: [{ store: 'connections', value: aConnection() }] });
  await before.store.close();
  const outcome = await new Promise<string>((resolve) => {
    const request = indexedDB.open(name, migrations.length + 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.deleteObjectStore('connections');
      // The power goes in the middle of a step.
      request.transaction?.abort();
    });
    request.addEventListener('success', () => resolve('upgraded'));
    request.addEventListener('error', () => resolve('undone'));
  });
  expect(outcome).toBe('undone');
  const after = await openDatabase({ name, marker: createMarker(true) });
  expect(await after.count('connections')).toBe(1);
  after.close();
});
