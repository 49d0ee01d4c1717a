import { afterEach, beforeEach, expect, test } from 'vitest';

import { createInvitationParts } from '@/entrypoints/background/invitation-parts.ts';
import { randomId } from '@/utils/base/bytes.ts';
import { createFakeClock, DAY, HOUR, MINUTE } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { Exchange } from '@/utils/domain/exchange.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { decodeInvitation } from '@/utils/invitation/code.ts';
import { createLifecycle } from '@/utils/invitation/lifecycle.ts';
import type { Lifecycle, Terms } from '@/utils/invitation/lifecycle.ts';
import type { LifecycleStore } from '@/utils/invitation/records.ts';
import { createStore } from '@/utils/store/store.ts';
import type { Store } from '@/utils/store/store.ts';

import { createMemoryExchange } from '../../support/memory-exchange.ts';

const acme: Instance = { platform: 'servicenow', url: 'https://acme.service-now.com' };
const fabrikam: Instance = { platform: 'jira-cloud', url: 'https://fabrikam.atlassian.net' };
const project = { id: '10', key: 'SD', name: 'Service desk' };

let store: Store;
let exchange: ReturnType<typeof createMemoryExchange>;
let lifecycle: Lifecycle;
const clock = createFakeClock(1_800_000_000_000);

const lifecycleOf = (given: { store?: LifecycleStore; exchange?: Exchange } = {}): Lifecycle =>
  createLifecycle({
    store: given.store ?? createInvitationParts(store),
    exchange: given.exchange ?? exchange,
    clock,
    newId: randomId,
    invitationHours: async () => 72,
    announce: () => undefined,
  });

const terms = (change: Partial<Terms> = {}): Terms => ({
  invitationId: randomId(),
  local: acme,
  localShortName: 'ACME',
  remoteShortName: 'PARTNER',
  connectionName: 'ACME_to_PARTNER',
  description: 'Incidents',
  mode: 'basic',
  type: 'private',
  ...change,
});

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

/** Every record of every store, as one text. */
async function everything(): Promise<string> {
  const db = await store.database();
  const all = await Promise.all([...db.objectStoreNames].map((name) => db.getAll(name)));
  return JSON.stringify(all, (_key, value: unknown) =>
    value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value,
  );
}

beforeEach(() => {
  clock.set(1_800_000_000_000);
  store = createStore({
    name: `lifecycle-${randomId()}`,
    marker: { read: async () => false, write: async () => undefined },
  });
  exchange = createMemoryExchange();
  lifecycle = lifecycleOf();
});
afterEach(() => store.close());

async function invite(change: Partial<Terms> = {}) {
  const given = terms(change);
  await lifecycle.createInvitation(given);
  const code = (await lifecycle.codeOf(given.invitationId)) ?? '';
  return { id: given.invitationId, code };
}
const accept = (code: string) => lifecycle.accept({ code, local: fabrikam, shortName: 'FABRIKAM', project });
const connection = (id: string, side: 'source' | 'destination') => store.get('connections', `${id}:${side}`);

test('an invitation is there with its code and a pending connection', async () => {
  const { id, code } = await invite();
  expect(code.length).toBeGreaterThan(100);
  expect(code.length).toBeLessThanOrEqual(1500);
  expect(await store.get('invitations', id)).toMatchObject({
    status: 'pending',
    code,
    expiresAt: clock.now() + 72 * HOUR,
  });
  expect(await connection(id, 'source')).toMatchObject({
    status: 'pending',
    name: 'ACME_to_PARTNER',
    local: { instance: acme },
  });
});

test('making the same invitation twice makes one, with one code', async () => {
  const given = terms();
  await Promise.all([lifecycle.createInvitation(given), lifecycleOf().createInvitation(given)]);
  const code = await lifecycle.codeOf(given.invitationId);
  await lifecycle.createInvitation(given);
  expect(await lifecycle.codeOf(given.invitationId)).toBe(code);
  expect((await store.counts()).pendingInvitations).toBe(1);
});

test('an accepted invitation makes both sides active with the same keys and the same numbers', async () => {
  const { id, code } = await invite();
  await accept(code);
  const source = await connection(id, 'source');
  const destination = await connection(id, 'destination');
  expect(source).toMatchObject({
    status: 'active',
    remote: { claim: { instance: fabrikam, name: 'FABRIKAM' } },
  });
  expect(destination).toMatchObject({
    status: 'active',
    remote: { claim: { instance: acme, name: 'ACME' } },
    local: { project },
  });
  expect(source?.numbers).toHaveLength(3);
  expect(destination?.numbers).toEqual(source?.numbers);
  const keys = await Promise.all(['source', 'destination'].map((side) => store.get('keys', `${id}:${side}`)));
  expect(keys[0]).toMatchObject({ epoch: 1 });
  expect((keys[0] as unknown as { root: string }).root).toBe((keys[1] as unknown as { root: string }).root);
  expect(await store.get('invitations', id)).toMatchObject({
    status: 'accepted',
    acceptedBy: { name: 'FABRIKAM' },
  });
  expect(await lifecycle.isUnderWay()).toBe(false);
  expect(exchange.size()).toBe(0);
});

test('after confirmation no record holds the code or its secret', async () => {
  const { code } = await invite();
  const reading = decodeInvitation(code);
  const secret = reading.ok ? reading.invitation.secret : '';
  expect(await everything()).toContain(code);
  await accept(code);
  const left = await everything();
  expect(left).not.toContain(code);
  expect(left).not.toContain(secret);
});

test('accepting again is refused as used, and changes nothing', async () => {
  const { id, code } = await invite();
  await accept(code);
  expect(await lifecycle.judge(code, fabrikam)).toMatchObject({
    kind: 'refused',
    problem: { code: 'code/already-used' },
  });
  const before = await connection(id, 'source');
  await accept(code);
  expect(await connection(id, 'source')).toEqual(before);
});

test('two acceptances at once make one connection', async () => {
  const { id, code } = await invite();
  const other = lifecycleOf();
  const local: Instance = { platform: 'jira-dc', url: 'https://jira.acme.example/jira' };
  const outcomes = await Promise.all([
    codeOf(accept(code)),
    codeOf(other.accept({ code, local, shortName: 'JIRA', project })),
  ]);
  expect(outcomes.toSorted()).toEqual(['code/already-used', 'resolved']);
  expect((await store.get('connections', `${id}:destination`))?.status).toBe('active');
  expect((await store.counts()).connections).toBe(2);
});

test('an acceptance at another instance is not taken for the one that was made', async () => {
  const { id, code } = await invite();
  await accept(code);
  const local: Instance = { platform: 'jira-dc', url: 'https://jira.acme.example/jira' };
  expect(await codeOf(lifecycle.accept({ code, local, shortName: 'JIRA', project }))).toBe(
    'code/already-used',
  );
  expect((await connection(id, 'destination'))?.local.instance).toEqual(fabrikam);
});

test('asked for a new invitation several times at once, it makes one and tells everybody of it', async () => {
  const { id } = await invite();
  const made = await Promise.all([1, 2, 3].map(() => lifecycle.reissue(id)));
  expect(new Set(made.map((one) => one.id)).size).toBe(1);
  expect((await store.counts()).pendingInvitations).toBe(1);
});

test.each([
  ['its own instance', acme, 'code/own'],
  ['nobody yet', undefined, undefined],
] as const)('a code judged for %s', async (_, local, expected) => {
  const { code } = await invite();
  const finding = await lifecycle.judge(code, local);
  if (expected) expect(finding).toMatchObject({ kind: 'refused', problem: { code: expected } });
  else expect(finding).toMatchObject({ kind: 'one', samePartner: false });
});

test('the same partner a second time is a warning', async () => {
  await accept((await invite()).code);
  expect(await lifecycle.judge((await invite()).code, fabrikam)).toMatchObject({
    kind: 'one',
    samePartner: true,
  });
});

test('a text with several codes names each of them', async () => {
  const one = await invite({ connectionName: 'ONE' });
  const two = await invite({ connectionName: 'TWO' });
  const finding = await lifecycle.judge(`first:\n${one.code}\nsecond:\n${two.code}`, fabrikam);
  expect(finding).toMatchObject({
    kind: 'several',
    found: [
      { code: one.code, name: 'ONE' },
      { code: two.code, name: 'TWO' },
    ],
  });
});

test('a revoked invitation has no code, cannot be accepted and leaves no connection', async () => {
  const { id, code } = await invite();
  await lifecycle.revoke(id);
  await lifecycle.revoke(id);
  expect(await store.get('invitations', id)).toMatchObject({ status: 'revoked' });
  expect(await lifecycle.codeOf(id)).toBeUndefined();
  expect(await connection(id, 'source')).toBeUndefined();
  expect(await lifecycle.judge(code, fabrikam)).toMatchObject({
    kind: 'refused',
    problem: { code: 'code/revoked' },
  });
  expect(await codeOf(accept(code))).toBe('code/revoked');
  expect(await everything()).not.toContain(code);
  expect(await connection(id, 'destination')).toBeUndefined();
});

test('an accepted invitation can no longer be revoked', async () => {
  const { id, code } = await invite();
  await accept(code);
  expect(await codeOf(lifecycle.revoke(id))).toBe('code/already-used');
});

test('an invitation expires by itself, ten minutes after its time and not before', async () => {
  const { id, code } = await invite();
  clock.advance(72 * HOUR + 9 * MINUTE);
  await lifecycle.expireDue();
  expect((await store.get('invitations', id))?.status).toBe('pending');
  clock.advance(2 * MINUTE);
  await lifecycle.expireDue();
  expect(await store.get('invitations', id)).toMatchObject({ status: 'expired' });
  expect(await lifecycle.codeOf(id)).toBeUndefined();
  expect(await lifecycle.judge(code, fabrikam)).toMatchObject({
    kind: 'refused',
    problem: { code: 'code/expired' },
  });
});

test('a clock that jumps a day ahead and back expires nothing that is still to come', async () => {
  const { id } = await invite();
  clock.advance(DAY);
  await lifecycle.expireDue();
  clock.advance(-2 * DAY);
  await lifecycle.expireDue();
  expect((await store.get('invitations', id))?.status).toBe('pending');
});

test('keys that answer latecomers are erased a week after the code has ended', async () => {
  const { id, code } = await invite();
  await accept(code);
  const kept = () => store.get('handshakes', `${id}:source`) as Promise<{ state: object } | undefined>;
  expect((await kept())?.state).toHaveProperty('handshake');
  clock.advance(72 * HOUR + 8 * DAY);
  await lifecycle.expireDue();
  expect((await kept())?.state).not.toHaveProperty('handshake');
  expect((await connection(id, 'source'))?.status).toBe('active');
});

test('a warning that was understood waits for the admin no longer', async () => {
  const { id, code } = await invite();
  await accept(code);
  const kept = await store.get('invitations', id);
  if (kept === undefined) throw new Error('no invitation');
  await store.commit({
    put: [{ store: 'invitations', value: { ...kept, refusedAcceptances: 2, revision: 9 } }],
  });
  expect((await store.counts()).waiting).toBe(1);
  await lifecycle.acknowledge(id);
  await lifecycle.acknowledge(id);
  expect((await store.counts()).waiting).toBe(0);
  expect(await store.get('invitations', id)).toMatchObject({ refusedAcceptances: 0, revision: 10 });
});

test('issuing again revokes the old code and makes a new one on the same terms', async () => {
  const { id, code } = await invite({ project, description: 'kept' });
  const again = await lifecycle.reissue(id);
  const fresh = await lifecycle.codeOf(again.id);
  expect(fresh).not.toBe(code);
  expect((await store.get('invitations', id))?.status).toBe('revoked');
  expect(await connection(again.id, 'source')).toMatchObject({
    name: 'ACME_to_PARTNER',
    description: 'kept',
    local: { project },
  });
  await lifecycle.accept({ code: fresh ?? '', local: fabrikam, shortName: 'F', project });
  expect((await connection(again.id, 'source'))?.status).toBe('active');
});

test('a connection is renamed, deactivated and activated again', async () => {
  const { id, code } = await invite();
  await accept(code);
  const key = `${id}:source`;
  await lifecycle.rename(key, '  New name ', 'what for');
  await lifecycle.deactivate(key);
  expect(await store.get('connections', key)).toMatchObject({
    name: 'New name',
    description: 'what for',
    status: 'deactivated',
  });
  await lifecycle.reactivate(key);
  expect((await store.get('connections', key))?.status).toBe('active');
  expect(await codeOf(lifecycle.rename(key, 'evil\u202Ename', ''))).toBe('message/bad-input');
  expect(await codeOf(lifecycle.rename(key, '   ', ''))).toBe('message/bad-input');
});

test('a connection without keys is not activated', async () => {
  const { id, code } = await invite();
  await accept(code);
  const key = `${id}:source`;
  const kept = await store.get('connections', key);
  if (kept === undefined) throw new Error('no connection');
  await store.commit({
    put: [
      {
        store: 'connections',
        value: { ...kept, status: 'error', problem: { code: 'connection/keys-missing' } },
      },
    ],
    erase: [{ store: 'keys', key }],
  });
  expect(await codeOf(lifecycle.reactivate(key))).toBe('connection/keys-missing');
});

test('disconnecting erases keys, states and boxes, and what arrives late finds nobody', async () => {
  const { id, code } = await invite();
  await accept(code);
  const recorded = [...exchange.carried];
  await lifecycle.disconnect(`${id}:source`);
  const db = await store.database();
  for (const name of ['connections', 'handshakes', 'keys', 'exchange'] as const) {
    expect(await db.count(name), name).toBe(0);
  }
  for (const message of recorded) {
    for (const to of ['source', 'destination'] as const) {
      await exchange.put({ connectionId: id, to }, message, AbortSignal.timeout(1000));
    }
  }
  await lifecycle.pump();
  await accept(code).catch(() => undefined);
  expect(await db.count('keys')).toBe(0);
  expect(await db.count('connections')).toBe(0);
  await lifecycle.disconnect(`${id}:source`);
});

test('nothing but handshake messages is carried before both sides are active', async () => {
  const { id, code } = await invite();
  await accept(code);
  // Handshake messages travel in epochs 0 and 1 of at most 1 KiB each: accept, reveal and two confirmations.
  const sizes = exchange.carried.map(({ body }) => body.length);
  expect(new Set(exchange.carried.map((message) => message.id)).size).toBeLessThanOrEqual(5);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(52 + 1024 + 16);
  expect((await connection(id, 'source'))?.status).toBe('active');
});

test('the background may be stopped after any call: the acceptance ends well all the same', async () => {
  const run = async (crashAt: number) => {
    await store.close();
    store = createStore({
      name: `sweep-${randomId()}`,
      marker: { read: async () => false, write: async () => undefined },
    });
    exchange = createMemoryExchange();
    let calls = 0;
    let dead = false;
    const generation = { current: 0 };
    const guard = <Part extends object>(part: Part): Part => {
      const born = generation.current;
      return new Proxy(part, {
        get(target, name, receiver): unknown {
          const member: unknown = Reflect.get(target, name, receiver);
          if (typeof member !== 'function') return member;
          return async (...given: unknown[]): Promise<unknown> => {
            const stop = () => {
              if (born !== generation.current) throw new Error('stopped');
              calls += 1;
              if (calls === crashAt) {
                dead = true;
                generation.current += 1;
                throw new Error('stopped');
              }
            };
            stop();
            const answer: unknown = await Reflect.apply(member, target, given);
            stop();
            return answer;
          };
        },
      });
    };
    const start = () =>
      lifecycleOf({ store: guard(createInvitationParts(store)), exchange: guard(exchange) });
    lifecycle = start();
    const survive = async (act: () => Promise<unknown>) => {
      for (;;) {
        dead = false;
        try {
          await act();
          return;
        } catch (error) {
          if (!dead) throw error;
          lifecycle = start();
          await lifecycle.pump();
        }
      }
    };
    const given = terms();
    await survive(() => lifecycle.createInvitation(given));
    const code = (await store.get('invitations', given.invitationId))?.code ?? '';
    await survive(() => accept(code));
    const states = await Promise.all([
      connection(given.invitationId, 'source'),
      connection(given.invitationId, 'destination'),
    ]);
    expect(
      states.map((one) => one?.status),
      `stopped at call ${crashAt}`,
    ).toEqual(['active', 'active']);
    expect(await everything(), `stopped at call ${crashAt}`).not.toContain(code);
    expect(exchange.size(), `stopped at call ${crashAt}`).toBe(0);
    return calls;
  };
  const calls = await run(Number.POSITIVE_INFINITY);
  expect(calls).toBeGreaterThan(30);
  for (let k = 1; k <= calls; k += 1) await run(k);
}, 120_000);
