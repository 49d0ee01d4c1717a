import { AppError } from '../../utils/base/errors.ts';
import type { Connection } from '../../utils/domain/connection.ts';
import type { MessageChannel, SyncPlatform, SyncStore } from '../../utils/domain/sync.ts';
import { rulesOf } from '../../utils/rules/rules.ts';
import { createSyncEngine } from '../../utils/sync/engine.ts';
import type { SyncEngine } from '../../utils/sync/engine.ts';
import { defaultLimits } from '../../utils/sync/limits.ts';
import type { SyncLimits } from '../../utils/sync/limits.ts';
import { createFakeExchange } from './exchange.ts';
import type { FakeExchange } from './exchange.ts';
import { createFakePlatform, tooMany } from './fake-platform.ts';
import type { FakePlatform, FakeTraits } from './fake-platform.ts';
import { createMemoryStore } from './memory-store.ts';
import type { MemoryStore } from './memory-store.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

export type Side = 'source' | 'destination';
export const sides = ['source', 'destination'] as const;

export const CONNECTION = 'CCCCCCCCCCCCCCCCCCCCCC';
const START = 1_750_000_000_000;
/** Calls after which a run is given up. */
const RUNAWAY = 20_000;

const connectionOf = (side: Side): Connection => ({
  id: `${CONNECTION}:${side}`,
  connectionId: CONNECTION,
  side,
  name: 'ACME_to_PARTNER',
  description: '',
  type: 'public',
  mode: 'basic',
  status: 'active',
  local: {
    shortName: side === 'source' ? 'ACME' : 'PARTNER',
    instance:
      side === 'source'
        ? { platform: 'jira-dc', url: 'https://ace.example' }
        : { platform: 'servicenow', url: 'https://bit.example' },
  },
  remote: { shortName: 'OTHER' },
  exchange: 'browser',
  createdAt: START,
  updatedAt: START,
  revision: 1,
});

/** Faults while the world is in trouble; probabilities per call. */
export interface Troubles {
  readonly lostAnswer: number;
  readonly unavailable: number;
  readonly tooMany: number;
  readonly slow: number;
  readonly crash: number;
  readonly signedOut: number;
  /** The platform's last word on this one write. */
  readonly refused: number;
  readonly hostileExchange: boolean;
}

export const noTroubles: Troubles = {
  lostAnswer: 0,
  unavailable: 0,
  tooMany: 0,
  slow: 0,
  crash: 0,
  signedOut: 0,
  refused: 0,
  hostileExchange: false,
};

interface Waiting {
  readonly side: Side;
  readonly life: number;
  readonly label: string;
  readonly readyAt: number;
  run(): void;
}

export interface Node {
  readonly side: Side;
  readonly connection: Connection;
  readonly store: MemoryStore;
  readonly platform: FakePlatform;
  /** The engine of the present life; another one after each crash. */
  engine: SyncEngine;
  life: number;
  wakeAt: number;
  busy: boolean;
  crashes: number;
}

export interface World {
  readonly random: Random;
  readonly nodes: Readonly<Record<Side, Node>>;
  readonly exchange: FakeExchange;
  readonly now: () => number;
  troubles: Troubles;
  /** Calls to ports so far. */
  readonly calls: () => number;
  /** Does this at a time, between two calls. */
  at(time: number, run: () => void): void;
  /** Asks a node's engine for something of the admin's; a crash meanwhile makes it void. */
  ask(side: Side, run: (engine: SyncEngine) => Promise<unknown>): void;
  /** Runs until this time; returns early when nothing is left before it. */
  runUntil(time: number): Promise<void>;
  /** Called at each call: what happens to it. The sweep's way to crash at exactly one of them. */
  crashAt: (call: number, label: string) => 'before' | 'after' | undefined;
  crash(side: Side): void;
  /** What happened, where it is wanted. */
  readonly trace: string[];
  /** What an engine threw: it never should. */
  readonly failures: string[];
  note(line: string): void;
}

/** What a test replaces to prove that the oracle would notice. */
export interface Plants {
  store?(store: SyncStore): SyncStore;
  channel?(channel: MessageChannel): MessageChannel;
  port?(port: SyncPlatform): SyncPlatform;
}

export interface WorldOptions {
  readonly seed: number;
  readonly traits: Readonly<Record<Side, FakeTraits>>;
  readonly limits?: Partial<SyncLimits>;
  readonly trace?: boolean;
  readonly plants?: Plants;
  /** Fails where a row of the store is written into. */
  readonly freeze?: boolean;
}

const drained = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Two nodes, two platforms, an exchange and a clock that stands still unless told. One seed, one run. */
export function createWorld(options: WorldOptions): World {
  const random = createRandom(options.seed);
  const chaos = random.fork();
  const limits: SyncLimits = { ...defaultLimits, ...options.limits };
  const never = new AbortController().signal;
  const planned: { at: number; run: () => void }[] = [];
  let waiting: Waiting[] = [];
  let clock = START;
  let calls = 0;
  const trace: string[] = [];
  const failures: string[] = [];

  const note = (line: string): void => {
    if (options.trace === true) trace.push(`${((clock - START) / 1000).toFixed(3).padStart(9)} ${line}`);
  };

  const world: World = {
    random,
    troubles: noTroubles,
    now: () => clock,
    calls: () => calls,
    crashAt: () => undefined,
    trace,
    failures,
    note,
    at(time, run) {
      planned.push({ at: time, run });
      planned.sort((one, other) => one.at - other.at);
    },
    ask(side, run) {
      const node = world.nodes[side];
      node.wakeAt = Math.min(node.wakeAt, clock + 1);
      const life = node.life;
      void (async () => {
        try {
          await run(node.engine);
          if (node.life === life) node.wakeAt = Math.min(node.wakeAt, clock);
        } catch (error) {
          note(`${side} ask failed: ${String(error)}`);
        }
      })();
    },
    crash,
    runUntil,
    nodes: undefined as unknown as World['nodes'],
    exchange: undefined as unknown as FakeExchange,
  };

  const exchange = createFakeExchange({
    now: world.now,
    random: random.fork(),
    hostile: () => world.troubles.hostileExchange,
    onPut: (to, at) => {
      const node = world.nodes[to];
      node.wakeAt = Math.min(node.wakeAt, at);
    },
  });

  /** A call of a port: it waits its turn, and meets what the world has for it. */
  function call<T>(
    side: Side,
    life: number,
    label: string,
    kind: 'read' | 'write' | 'commit' | 'exchange',
    effect: () => T,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const { troubles } = world;
      const slow = kind !== 'commit' && troubles.slow > 0 && chaos.chance(troubles.slow);
      waiting.push({
        side,
        life,
        label,
        readyAt: clock + (slow ? 1_000 + chaos.below(20_000) : 0),
        run() {
          calls += 1;
          clock += kind === 'commit' ? 1 : 2 + chaos.below(20);
          const death =
            world.crashAt(calls, `${side} ${label}`) ??
            (troubles.crash > 0 && chaos.chance(troubles.crash)
              ? chaos.chance(0.5)
                ? 'before'
                : 'after'
              : undefined);
          const done = () => {
            try {
              const result = effect();
              note(`${side} ${label}`);
              return { result };
            } catch (error) {
              note(`${side} ${label} refused: ${String(error)}`);
              return { error };
            }
          };
          if (death !== undefined) {
            if (death === 'after') done();
            note(`${side} dies ${death} ${label}`);
            crash(side);
            return;
          }
          const fault = faultOf(side, kind);
          if (fault?.when === 'before') {
            note(`${side} ${label} ✗ ${fault.error.code}`);
            reject(fault.error);
            return;
          }
          const outcome = done();
          if (fault !== undefined && !('error' in outcome)) {
            note(`${side} ${label} ✗ answer lost (${fault.error.code})`);
            reject(fault.error);
          } else if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.result);
        },
      });
    });
  }

  function faultOf(
    side: Side,
    kind: 'read' | 'write' | 'commit' | 'exchange',
  ): { when: 'before' | 'after'; error: AppError } | undefined {
    const { troubles } = world;
    if (kind === 'commit' || troubles === noTroubles) return undefined;
    if (kind === 'exchange') {
      return chaos.chance(troubles.unavailable)
        ? { when: chaos.chance(0.5) ? 'before' : 'after', error: new AppError('platform/unreachable') }
        : undefined;
    }
    if (kind === 'write' && chaos.chance(troubles.lostAnswer)) {
      return {
        when: 'after',
        error: new AppError(chaos.pick(['platform/unreachable', 'platform/timeout'] as const)),
      };
    }
    if (kind === 'write' && troubles.refused > 0 && chaos.chance(troubles.refused)) {
      return { when: 'before', error: new AppError('platform/refused', 'not on this screen') };
    }
    if (chaos.chance(troubles.unavailable)) {
      return { when: 'before', error: new AppError('platform/unavailable', '503') };
    }
    if (chaos.chance(troubles.tooMany))
      return { when: 'before', error: tooMany(1_000 + chaos.below(10_000)) };
    if (chaos.chance(troubles.signedOut)) {
      world.nodes[side].platform.signedOutUntil = clock + chaos.below(20_000);
      return { when: 'before', error: new AppError('platform/signed-out') };
    }
    return undefined;
  }

  /** The engine of one life of a node: whatever it still awaits when it dies is never answered. */
  function engineOf(node: Omit<Node, 'engine'>): SyncEngine {
    const { side, life } = node;
    const { plants } = options;
    const gate = <T>(label: string, effect: () => T): Promise<T> =>
      call(side, life, label, 'exchange', effect);
    const gated: SyncStore = {
      ...node.store,
      async commit(step) {
        // The store decides within the call; its refusal is the call's.
        const decided = await call(side, life, `commit ${labelOf(step)}`, 'commit', () => {
          const done = node.store.commit(step);
          done.catch(() => undefined);
          return { done };
        });
        await decided.done;
      },
    };
    const store = plants?.store?.(gated) ?? gated;
    const bare = exchange.channel(side, gate);
    const port = plants?.port?.(node.platform.port) ?? node.platform.port;
    return createSyncEngine({
      store,
      channel: plants?.channel?.(bare) ?? bare,
      platformOf: () => port,
      rulesOf: (connection) => rulesOf(connection),
      clock: { now: () => clock },
      random: { id: () => chaos.id(), fraction: () => chaos.next() },
      limits,
      ...(options.trace === true
        ? { log: (event: string, facts: object) => note(`${side} · ${event} ${JSON.stringify(facts)}`) }
        : {}),
    });
  }

  function makeNode(side: Side): Node {
    const connection = connectionOf(side);
    const store = createMemoryStore({ freeze: options.freeze ?? false });
    store.setConnections([connection]);
    const traits = options.traits[side];
    const platform = createFakePlatform({
      instance: connection.local.instance,
      traits,
      now: world.now,
      random: random.fork(),
      troubled: () => world.troubles !== noTroubles,
      gate: (label, kind, effect) => call(side, world.nodes[side].life, label, kind, effect),
    });
    const node = { side, connection, store, platform, life: 0, wakeAt: START, busy: false, crashes: 0 };
    return Object.assign(node, { engine: engineOf(node) });
  }

  function crash(side: Side): void {
    const node = world.nodes[side];
    node.life += 1;
    node.crashes += 1;
    node.busy = false;
    waiting = waiting.filter((one) => one.side !== side);
    node.engine = engineOf(node);
    node.wakeAt = clock + 1 + chaos.below(5_000);
  }

  function wake(node: Node): void {
    const { life } = node;
    node.busy = true;
    node.wakeAt = Number.POSITIVE_INFINITY;
    void (async () => {
      try {
        const { nextAt } = await node.engine.runDue(never);
        if (node.life !== life) return;
        node.busy = false;
        if (nextAt !== undefined) node.wakeAt = Math.min(node.wakeAt, Math.max(nextAt, clock + 1));
        const message = exchange.nextAt(node.side);
        if (message !== undefined) node.wakeAt = Math.min(node.wakeAt, Math.max(message, clock + 1));
      } catch (error) {
        failures.push(
          `${node.side} engine failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
        );
        node.busy = false;
      }
    })();
  }

  async function runUntil(time: number): Promise<void> {
    await drained();
    for (;;) {
      if (calls > RUNAWAY) {
        failures.push('no end: more calls than any run can need');
        clock = Math.max(clock, time);
        return;
      }
      while (planned[0] !== undefined && planned[0].at <= clock) {
        planned.shift()?.run();
        await drained();
      }
      for (const side of sides) {
        const node = world.nodes[side];
        if (!node.busy && node.wakeAt <= clock) {
          wake(node);
          await drained();
        }
      }
      const ready = waiting.filter(({ readyAt }) => readyAt <= clock);
      const [only] = ready;
      const next = ready.length > 1 ? chaos.pick(ready) : only;
      if (next !== undefined) {
        waiting.splice(waiting.indexOf(next), 1);
        if (world.nodes[next.side].life === next.life) next.run();
        await drained();
        continue;
      }
      const times = [
        planned[0]?.at ?? Number.POSITIVE_INFINITY,
        ...waiting.map(({ readyAt }) => readyAt),
        ...sides.map((side) =>
          world.nodes[side].busy ? Number.POSITIVE_INFINITY : world.nodes[side].wakeAt,
        ),
      ];
      const soonest = Math.min(...times);
      if (soonest > time) {
        clock = Math.max(clock, time);
        return;
      }
      clock = Math.max(clock, soonest);
    }
  }

  // The world's parts know each other; these two come last.
  return Object.assign(world, {
    exchange,
    nodes: Object.fromEntries(sides.map((side) => [side, makeNode(side)])) as unknown as World['nodes'],
  });
}

const labelOf = (step: Parameters<SyncStore['commit']>[0]): string =>
  [
    ...(step.put ?? []).map(({ table, row }) =>
      table === 'twins'
        ? `twin v${String(row.version)} a${String(row.applied)}${row.intent ? ` intent ${row.intent.kind}` : ''}${row.parked ? ` parked ${row.parked.reason}` : ''}`
        : table === 'outbox'
          ? `outbox ${row.message.kind}`
          : table,
    ),
    ...(step.acknowledged ? [`acknowledged ${String(step.acknowledged.ids.length)}`] : []),
  ].join(', ');
