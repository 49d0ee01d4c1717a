import type { MessageChannel, ReceivedMessage, SyncMessage } from '../../utils/domain/sync.ts';
import type { Random } from './random.ts';

interface Stored {
  readonly id: string;
  readonly body: unknown;
  readonly at: number;
  readonly order: number;
}

export interface FakeExchange {
  /** The channel as one side sees it; `gate` decides what its calls meet. */
  channel(
    side: 'source' | 'destination',
    gate: <T>(label: string, effect: () => T) => Promise<T>,
  ): MessageChannel;
  /** When the next message for a side can be fetched. */
  nextAt(side: 'source' | 'destination'): number | undefined;
  readonly sent: Map<string, number>;
  /** Everything handed over by a side so far, for replays. */
  readonly log: { to: 'source' | 'destination'; id: string; body: unknown }[];
  /** Puts everything that was ever sent into the boxes again. */
  replay(to: 'source' | 'destination'): void;
  wipe(): void;
}

const copy = (body: SyncMessage): unknown =>
  body.kind === 'blob.part' ? { ...body, data: body.data.slice() } : JSON.parse(JSON.stringify(body));

const other = (side: 'source' | 'destination') => (side === 'source' ? 'destination' : 'source');

/** An exchange that drops, repeats, delays, reorders, cuts and lies about all of it while `hostile()`. */
export function createFakeExchange(given: {
  now: () => number;
  random: Random;
  hostile: () => boolean;
  onPut: (to: 'source' | 'destination', at: number) => void;
}): FakeExchange {
  const { random } = given;
  const boxes = { source: new Map<string, Stored>(), destination: new Map<string, Stored>() };
  const closed = new Set<string>();
  const sent = new Map<string, number>();
  const log: FakeExchange['log'] = [];
  let order = 0;

  function put(to: 'source' | 'destination', id: string, body: unknown, delay: number): void {
    order += 1;
    const at = given.now() + delay;
    boxes[to].set(random.chance(0.5) ? id : `${id} ${String(order)}`, { id, body, at, order });
    given.onPut(to, at);
  }

  return {
    sent,
    log,
    nextAt(side) {
      let next: number | undefined;
      if (closed.has(side)) return next;
      for (const { at } of boxes[side].values()) next = next === undefined ? at : Math.min(next, at);
      return next;
    },
    replay(to) {
      for (const message of log)
        if (message.to === to) put(to, message.id, message.body, random.below(5_000));
    },
    wipe() {
      boxes.source.clear();
      boxes.destination.clear();
    },
    channel: (side, gate) => ({
      send: (_connection, { id, body }) =>
        gate(`send ${body.kind}`, () => {
          if (closed.has(side)) throw new Error('keys are gone');
          sent.set(body.kind, (sent.get(body.kind) ?? 0) + 1);
          const to = other(side);
          const message = copy(body);
          log.push({ to, id, body: message });
          if (!given.hostile()) {
            put(to, id, message, 1);
            return;
          }
          if (random.chance(0.2)) return;
          const delay = random.chance(0.3) ? random.below(40_000) : random.below(500);
          put(to, id, random.chance(0.05) ? undefined : message, delay);
          if (random.chance(0.25)) put(to, id, message, random.below(90_000));
        }),
      receive: (_connection, limit) =>
        gate('receive', () => {
          if (closed.has(side)) return [];
          const now = given.now();
          const ready = [...boxes[side].values()].filter(({ at }) => at <= now);
          if (given.hostile())
            ready.sort((one, two) => ((one.order * 7919) % 31) - ((two.order * 7919) % 31));
          return ready.slice(0, limit).map(({ id, body }): ReceivedMessage => ({ id, body }));
        }),
      remove: (_connection, ids) =>
        gate('remove', () => {
          const now = given.now();
          const gone = new Set(ids);
          for (const [key, { id, at }] of boxes[side]) if (at <= now && gone.has(id)) boxes[side].delete(key);
        }),
      close: () => {
        closed.add(side);
        return Promise.resolve();
      },
    }),
  };
}
