import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { randomBytes, randomId } from '@/utils/base/bytes.ts';
import { AppError } from '@/utils/base/errors.ts';
import { type BoxAddress, type Exchange, type ExchangeMessage, MAX_BODY } from '@/utils/domain/exchange.ts';

/** What a driver's test gives to the suite: one carrier, empty at first, that several handles may reach. */
export interface ExchangeUnderTest {
  /** A handle as a node has it: as another context would open it, or the same node after a restart. */
  open(): Promise<Exchange>;
  /** Most messages of one box with the carrier as it is set up here; small enough to be filled by a test. */
  readonly room: number;
  /** Whether `list` gives the order of arrival. */
  readonly ordered: boolean;
  /** Lets go of everything, handles included. */
  close(): Promise<void>;
}

const faultOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

const messageOf = (text: string, id = randomId()): ExchangeMessage => ({
  id,
  body: new TextEncoder().encode(text),
});

/**
 * What every driver must keep, whatever carries it. The engine relies on nothing else: at least once, in no order, and
 * nothing removed before it was acknowledged.
 */
export function describeExchange(name: string, create: () => Promise<ExchangeUnderTest>): void {
  describe(`the ${name} exchange`, () => {
    let carrier: ExchangeUnderTest;
    let exchange: Exchange;
    let box: BoxAddress;
    const { signal } = new AbortController();

    beforeEach(async () => {
      carrier = await create();
      exchange = await carrier.open();
      box = { connectionId: randomId(), to: 'destination' };
    });
    afterEach(() => carrier.close());

    const list = (of = box, limit = 100) => exchange.list(of, { limit }, signal);
    const idsIn = async (of = box) => (await list(of)).map(({ id }) => id);

    test('hands over what was put, byte for byte, and has it until it is acknowledged', async () => {
      const message = { id: randomId(), body: randomBytes(5000) };
      await exchange.put(box, message, signal);
      expect(await list()).toEqual([{ id: message.id, size: 5000 }]);
      expect(await exchange.get(box, message.id, signal)).toEqual(message);
      expect(await exchange.get(box, message.id, signal)).toEqual(message);
      await exchange.ack(box, message.id, signal);
      expect(await list()).toEqual([]);
      expect(await exchange.get(box, message.id, signal)).toBeUndefined();
    });

    test('has an empty box where nobody has put anything', async () => {
      expect(await list()).toEqual([]);
    });

    test('stores an id once, with the body that came first', async () => {
      const id = randomId();
      await exchange.put(box, messageOf('first', id), signal);
      await exchange.put(box, messageOf('second', id), signal);
      expect(await idsIn()).toEqual([id]);
      expect(await exchange.get(box, id, signal)).toEqual(messageOf('first', id));
    });

    test('stores an id once when it is put several times at once', async () => {
      const message = messageOf('hurry');
      await Promise.all(Array.from({ length: 10 }, () => exchange.put(box, message, signal)));
      expect(await idsIn()).toEqual([message.id]);
    });

    test('may get an id again after it was acknowledged: repeating is the sender’s right', async () => {
      const message = messageOf('again');
      await exchange.put(box, message, signal);
      await exchange.ack(box, message.id, signal);
      await exchange.put(box, message, signal);
      expect(await idsIn()).toEqual([message.id]);
    });

    test('answers for an unknown id with nothing, and acknowledges it without fault', async () => {
      expect(await exchange.get(box, randomId(), signal)).toBeUndefined();
      expect(await faultOf(exchange.ack(box, randomId(), signal))).toBe('done');
      const message = messageOf('once');
      await exchange.put(box, message, signal);
      await exchange.ack(box, message.id, signal);
      expect(await faultOf(exchange.ack(box, message.id, signal))).toBe('done');
    });

    test('keeps boxes apart: by side and by connection', async () => {
      const boxes: BoxAddress[] = [
        box,
        { ...box, to: 'source' },
        { connectionId: randomId(), to: 'destination' },
        // Next to it in any order of keys.
        {
          connectionId: `${box.connectionId.slice(0, -1)}${box.connectionId.endsWith('A') ? 'Q' : 'A'}`,
          to: 'destination',
        },
      ];
      const shared = randomId();
      for (const [index, of] of boxes.entries())
        await exchange.put(of, messageOf(`box ${index}`, shared), signal);
      await exchange.put(box, messageOf('more'), signal);
      for (const [index, of] of boxes.entries()) {
        expect(await list(of)).toHaveLength(index === 0 ? 2 : 1);
        expect(await exchange.get(of, shared, signal)).toEqual(messageOf(`box ${index}`, shared));
      }
      await exchange.ack(box, shared, signal);
      for (const of of boxes.slice(1)) expect(await idsIn(of)).toEqual([shared]);
    });

    test('lists no more than it is asked for, and the rest once these are gone', async () => {
      const ids = Array.from({ length: 7 }, () => randomId());
      for (const id of ids) await exchange.put(box, messageOf(id, id), signal);
      const first = await list(box, 3);
      expect(first).toHaveLength(3);
      expect(await list(box, 0)).toEqual([]);
      for (const { id } of first) await exchange.ack(box, id, signal);
      const seen = [...first, ...(await list(box, 100))].map(({ id }) => id);
      expect(seen.toSorted()).toEqual(ids.toSorted());
    });

    test('lists in order of arrival where it says so, whatever the ids', async () => {
      const ids = Array.from({ length: 20 }, () => randomId());
      for (const id of ids) await exchange.put(box, messageOf(id, id), signal);
      expect(carrier.ordered ? await idsIn() : ids).toEqual(ids);
      for (const id of ids.slice(0, 15)) await exchange.ack(box, id, signal);
      const later = randomId();
      await exchange.put(box, messageOf(later, later), signal);
      expect(carrier.ordered ? await idsIn() : [...ids.slice(15), later]).toEqual([...ids.slice(15), later]);
    });

    test('carries the largest body there is and the smallest, and no larger one', async () => {
      const largest = { id: randomId(), body: new Uint8Array(MAX_BODY).fill(0xa5) };
      const smallest = { id: randomId(), body: Uint8Array.of(0) };
      await exchange.put(box, largest, signal);
      await exchange.put(box, smallest, signal);
      expect(await exchange.get(box, largest.id, signal)).toEqual(largest);
      expect(await exchange.get(box, smallest.id, signal)).toEqual(smallest);
      const tooLarge = { id: randomId(), body: new Uint8Array(MAX_BODY + 1) };
      expect(await faultOf(exchange.put(box, tooLarge, signal))).toBe('exchange/too-large');
      expect(await exchange.get(box, tooLarge.id, signal)).toBeUndefined();
    });

    test('stores a view’s own bytes, not those around it, and not what happens to them later', async () => {
      const buffer = randomBytes(1000);
      const expected = buffer.slice(100, 200);
      const id = randomId();
      const put = exchange.put(box, { id, body: buffer.subarray(100, 200) }, signal);
      await put;
      buffer.fill(0);
      const read = await exchange.get(box, id, signal);
      expect(read?.body).toEqual(expected);
      expect(read?.body.buffer.byteLength).toBe(100);
      read?.body.fill(0);
      expect((await exchange.get(box, id, signal))?.body).toEqual(expected);
    });

    test.each([
      '',
      'short',
      'x'.repeat(23),
      '../../../../etc/passwd',
      `${'A'.repeat(21)}B`,
      `${'A'.repeat(21)}\u0000`,
    ])('refuses %j for an id', async (id) => {
      expect(await faultOf(exchange.put(box, messageOf('x', id), signal))).toBe('exchange/refused');
      expect(await list()).toEqual([]);
    });

    test('refuses more than its room without losing what is there, knows what it has, and takes more after an ack', async () => {
      const ids = Array.from({ length: carrier.room }, () => randomId());
      for (const id of ids) await exchange.put(box, messageOf(id, id), signal);
      expect(await faultOf(exchange.put(box, messageOf('too much'), signal))).toBe('exchange/full');
      const [first = ''] = ids;
      expect(await faultOf(exchange.put(box, messageOf('known', first), signal))).toBe('done');
      expect((await idsIn()).toSorted()).toEqual(ids.toSorted());
      // Another box is not affected.
      expect(await faultOf(exchange.put({ ...box, to: 'source' }, messageOf('elsewhere'), signal))).toBe(
        'done',
      );
      await exchange.ack(box, first, signal);
      expect(await faultOf(exchange.put(box, messageOf('now'), signal))).toBe('done');
    });

    test('does nothing for a signal that is aborted, and says its reason', async () => {
      const reason = new Error('enough');
      const aborted = AbortSignal.abort(reason);
      const message = messageOf('stays');
      await exchange.put(box, message, signal);
      const other = messageOf('never');
      await expect(exchange.put(box, other, aborted)).rejects.toBe(reason);
      await expect(exchange.list(box, { limit: 1 }, aborted)).rejects.toBe(reason);
      await expect(exchange.list(box, { limit: 1, wait: 1000 }, aborted)).rejects.toBe(reason);
      await expect(exchange.get(box, message.id, aborted)).rejects.toBe(reason);
      await expect(exchange.ack(box, message.id, aborted)).rejects.toBe(reason);
      expect(await idsIn()).toEqual([message.id]);
    });

    test('stops in the middle when its signal is aborted: done or not done, never half', async () => {
      const controller = new AbortController();
      const message = messageOf('perhaps');
      const put = exchange.put(box, message, controller.signal).then(
        () => 'done',
        (error: unknown) => (error === controller.signal.reason ? 'aborted' : 'wrong'),
      );
      controller.abort(new Error('enough'));
      const ids = await put.then(async (outcome) => {
        expect(outcome).not.toBe('wrong');
        return idsIn();
      });
      expect([[], [message.id]]).toContainEqual(ids);
      expect(await faultOf(exchange.put(box, message, signal))).toBe('done');
      expect(await idsIn()).toEqual([message.id]);
    });

    test('with a wait, returns at once what is there', async () => {
      const message = messageOf('there');
      await exchange.put(box, message, signal);
      expect(await exchange.list(box, { limit: 10, wait: 60_000 }, signal)).toEqual([
        { id: message.id, size: 5 },
      ]);
    });

    test('with a wait, returns the message that another context puts meanwhile', async () => {
      const other = await carrier.open();
      const message = messageOf('news');
      const waiting = exchange.list(box, { limit: 10, wait: 60_000 }, signal);
      await other.put({ ...box, to: 'source' }, messageOf('not for this box'), signal);
      await other.put(box, message, signal);
      expect(await waiting).toEqual([{ id: message.id, size: 4 }]);
    });

    test('with a wait, returns nothing when it is over', async () => {
      expect(await exchange.list(box, { limit: 10, wait: 5 }, signal)).toEqual([]);
    });

    test('ends a wait when its signal is aborted', async () => {
      const controller = new AbortController();
      const waiting = exchange.list(box, { limit: 10, wait: 60_000 }, controller.signal);
      const reason = new Error('enough');
      controller.abort(reason);
      await expect(waiting).rejects.toBe(reason);
    });

    test('has the same for every handle, and after all of them were closed and opened anew', async () => {
      const [one, two] = [messageOf('one'), messageOf('two')];
      const other = await carrier.open();
      await exchange.put(box, one, signal);
      await exchange.put(box, two, signal);
      expect(await other.get(box, one.id, signal)).toEqual(one);
      await other.ack(box, one.id, signal);
      expect(await idsIn()).toEqual([two.id]);
      const later = await carrier.open();
      expect(await later.list(box, { limit: 10 }, signal)).toEqual([{ id: two.id, size: 3 }]);
      expect(await later.get(box, two.id, signal)).toEqual(two);
    });

    test('loses nothing of what many put at once', async () => {
      const handles = await Promise.all([carrier.open(), carrier.open(), carrier.open()]);
      const ids = Array.from({ length: Math.min(30, carrier.room) }, () => randomId());
      await Promise.all(
        ids.map((id, index) => (handles[index % 3] ?? exchange).put(box, messageOf(id, id), signal)),
      );
      expect((await idsIn()).toSorted()).toEqual(ids.toSorted());
      for (const id of ids) expect(await exchange.get(box, id, signal)).toEqual(messageOf(id, id));
    });
  });
}
