import { beforeEach, describe, expect, test } from 'vitest';

import { randomBytes, randomId, toBase64Url } from '@/utils/base/bytes.ts';
import { AppError } from '@/utils/base/errors.ts';
import type { SyncMessage } from '@/utils/domain/sync.ts';
import { createMessageChannel } from '@/utils/invitation/channel.ts';
import type { ChannelKeys } from '@/utils/invitation/channel.ts';
import { MAX_ENVELOPE } from '@/utils/invitation/envelope.ts';

import { createMemoryExchange } from '../../support/memory-exchange.ts';

const connectionId = 'AAAAAAAAAAAAAAAAAAAAAA';
const source = `${connectionId}:source`;
const destination = `${connectionId}:destination`;
const signal = new AbortController().signal;

let exchange: ReturnType<typeof createMemoryExchange>;
let keys: Map<string, ChannelKeys>;

const channelOf = () =>
  createMessageChannel({
    exchangeOf: async () => exchange,
    keysOf: async (connection) => keys.get(connection),
    eraseKeys: async (connection) => void keys.delete(connection),
  });

beforeEach(() => {
  exchange = createMemoryExchange();
  const root = toBase64Url(randomBytes(32));
  keys = new Map([source, destination].map((side) => [side, { epoch: 1, root }]));
});

const part = (size: number): SyncMessage => ({
  kind: 'blob.part',
  twin: 'T'.repeat(22),
  attachment: '10010',
  index: 3,
  data: Uint8Array.from({ length: size }, (_, at) => (at * 31) % 251),
});
const large = (size: number): SyncMessage => ({ kind: 'resync', twins: ['x'.repeat(size)] });

test.each<[string, SyncMessage, number]>([
  ['a short one', { kind: 'pause' }, 1],
  ['a part of an attachment', part(1000), 1],
  ['an empty part', part(0), 1],
  ['a part that fills the envelope', part(255 * 1024), 1],
  ['a part that does not fit one envelope', part(256 * 1024), 2],
  ['a message of a mebibyte', large(1_000_000), 4],
])('%s arrives as it was sent and is gone when it was taken', async (_, body, envelopes) => {
  const id = randomId();
  await channelOf().send(source, { id, body }, signal);
  expect(exchange.size()).toBe(envelopes);
  const partner = channelOf();
  const received = await partner.receive(destination, 10, signal);
  expect(received).toEqual([{ id, body }]);
  await partner.remove(destination, [id], signal);
  expect(exchange.size()).toBe(0);
  for (const message of exchange.carried) expect(message.body.length).toBeLessThanOrEqual(MAX_ENVELOPE);
});

test('a message that was sent again is there once where it fits one envelope, and is read once where it does not', async () => {
  const channel = channelOf();
  const small = { id: randomId(), body: { kind: 'resume' } as SyncMessage };
  const big = { id: randomId(), body: part(256 * 1024) };
  for (const message of [small, small, big, big]) await channel.send(source, message, signal);
  const partner = channelOf();
  const received = await partner.receive(destination, 10, signal);
  expect(received.filter(({ id }) => id === small.id)).toHaveLength(1);
  expect(received.filter(({ id }) => id === big.id).length).toBeGreaterThanOrEqual(1);
  await partner.remove(destination, [small.id, big.id], signal);
  expect(exchange.size()).toBe(0);
});

test('pieces stay in the box until all of them are there', async () => {
  const id = randomId();
  const body = part(256 * 1024);
  await channelOf().send(source, { id, body }, signal);
  const box = { connectionId, to: 'destination' } as const;
  const [first] = await exchange.list(box, { limit: 1 }, signal);
  const held = first && (await exchange.get(box, first.id, signal));
  if (!held) throw new Error('nothing was sent');
  await exchange.ack(box, held.id, signal);
  expect(await channelOf().receive(destination, 10, signal)).toEqual([]);
  expect(exchange.size()).toBe(1);
  await exchange.put(box, held, signal);
  expect(await channelOf().receive(destination, 10, signal)).toEqual([{ id, body }]);
});

describe('what did not come from the partner as it is', () => {
  test('has no body, and can be removed', async () => {
    const id = randomId();
    await channelOf().send(source, { id, body: { kind: 'pause' } }, signal);
    const message = exchange.carried[0];
    if (!message) throw new Error('nothing was sent');
    message.body[message.body.length - 1] = (message.body.at(-1) ?? 0) ^ 1;
    const partner = channelOf();
    expect(await partner.receive(destination, 10, signal)).toEqual([{ id, body: undefined }]);
    await partner.remove(destination, [id], signal);
    expect(exchange.size()).toBe(0);
  });

  test('is not opened by another connection’s keys', async () => {
    await channelOf().send(source, { id: randomId(), body: { kind: 'pause' } }, signal);
    keys.set(destination, { epoch: 1, root: toBase64Url(randomBytes(32)) });
    const received = await channelOf().receive(destination, 10, signal);
    expect(received.map(({ body }) => body)).toEqual([undefined]);
  });

  test('is not opened in an epoch that has ended', async () => {
    await channelOf().send(source, { id: randomId(), body: { kind: 'pause' } }, signal);
    const kept = keys.get(destination);
    if (kept) keys.set(destination, { ...kept, epoch: 2 });
    expect((await channelOf().receive(destination, 10, signal)).map(({ body }) => body)).toEqual([undefined]);
  });
});

test('the carrier sees one of six sizes and nothing of what is in it', async () => {
  const canary = 'a-word-that-nobody-else-uses';
  const channel = channelOf();
  for (const size of [1, 200, 900, 5000]) {
    await channel.send(
      source,
      { id: randomId(), body: { kind: 'resync', twins: [canary.repeat(size)] } },
      signal,
    );
  }
  for (const { body } of exchange.carried) {
    expect(new TextDecoder('latin1').decode(body)).not.toContain(canary);
    expect([256, 1024, 4096, 16_384, 65_536, 262_144]).toContain(body.length - 52 - 16);
  }
});

test('after closing nothing is sent, nothing is opened and the box is empty', async () => {
  await channelOf().send(source, { id: randomId(), body: { kind: 'pause' } }, signal);
  const partner = channelOf();
  await partner.close(destination);
  expect(exchange.size()).toBe(0);
  const late = partner.send(destination, { id: randomId(), body: { kind: 'pause' } }, signal);
  expect(await late.catch((error: unknown) => (error instanceof AppError ? error.code : error))).toBe(
    'connection/keys-missing',
  );
  await channelOf().send(source, { id: randomId(), body: { kind: 'resume' } }, signal);
  expect(await partner.receive(destination, 10, signal)).toEqual([]);
});

test('a message that no number of envelopes may carry is refused before anything is sent', async () => {
  const sending = channelOf().send(source, { id: randomId(), body: large(2_200_000) }, signal);
  await expect(sending).rejects.toMatchObject({ code: 'exchange/too-large' });
  expect(exchange.size()).toBe(0);
});
