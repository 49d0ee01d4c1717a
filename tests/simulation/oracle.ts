import type { Twin } from '../../utils/domain/sync.ts';
import { normalText, sameValue } from '../../utils/sync/content.ts';
import type { FakeEntity, FakePlatform } from './fake-platform.ts';
import { sides } from './world.ts';
import type { Side, World } from './world.ts';

/** What the users did, as far as the oracle must know it. */
export interface Deeds {
  /** Values given to a field by users, by `side id field`, in order. */
  readonly values: Map<string, string[]>;
  /** Entities that were to be synced, by side. */
  readonly synced: Record<Side, Set<string>>;
  /** Texts that a comment has had, by `side comment`. */
  readonly texts: Map<string, string[]>;
  readonly unsynced: Set<string>;
}

export const newDeeds = (): Deeds => ({
  values: new Map(),
  synced: { source: new Set(), destination: new Set() },
  texts: new Map(),
  unsynced: new Set(),
});

export const opposite = (side: Side): Side => (side === 'source' ? 'destination' : 'source');

const FIELDS = ['summary', 'description'] as const;

const liveTwins = (world: World, side: Side): Twin[] => [...world.nodes[side].store.data.twins.values()];

/** The first line is the note of author and time; what follows is the original's text. */
const bodyOf = (copy: string): string => normalText(copy.split('\n').slice(1).join('\n'));

/** How often each of these is there. */
function tally(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function judgeComments(
  from: FakeEntity,
  to: FakeEntity,
  target: FakePlatform,
  texts: ReadonlyMap<string, string[]>,
  fromSide: Side,
  twin: Twin | undefined,
): string[] {
  const problems: string[] = [];
  const originals = from.comments.filter(({ by }) => by === 'user');
  const wanted = tally(
    originals.filter(({ internal }) => !internal).map(({ body }) => normalText(target.traits.rewrite(body))),
  );
  const copies = tally(to.comments.filter(({ by }) => by === 'sync').map(({ body }) => bodyOf(body)));
  for (const [body, count] of wanted) {
    const found = copies.get(body) ?? 0;
    if (found < count) problems.push(`comment lost: ${from.key} → ${to.key}: "${body}"`);
  }
  const secret = originals.filter(({ internal }) => internal);
  for (const { body } of secret) {
    if (to.comments.some((copy) => copy.body.includes(body)))
      problems.push(`internal comment told: "${body}"`);
  }
  // Texts that a copy may show although its original no longer does: where nothing can be edited or removed.
  const olds = new Set<string>();
  for (const [name, history] of texts) {
    if (!name.startsWith(`${fromSide} `)) continue;
    for (const text of history) olds.add(normalText(target.traits.rewrite(text)));
  }
  for (const [body, count] of copies) {
    const allowed = wanted.get(body) ?? 0;
    if (count <= allowed) continue;
    const stays = (!target.traits.changeComments || !target.traits.removeComments) && olds.has(body);
    if (!stays || count > allowed + 1) {
      problems.push(
        `comment twice or stray: ${to.key}: "${body}" ${String(count)} times, ${String(allowed)} wanted`,
      );
    }
  }
  void twin;
  return problems;
}

function judgeAttachments(from: FakeEntity, to: FakeEntity, target: FakePlatform): string[] {
  const problems: string[] = [];
  const wanted = tally(from.attachments.filter(({ by }) => by === 'user').map(({ name }) => name));
  const copies = tally(to.attachments.filter(({ by }) => by === 'sync').map(({ name }) => name));
  for (const [name, count] of wanted) {
    if ((copies.get(name) ?? 0) !== count) {
      problems.push(
        `attachment ${from.key} → ${to.key}: "${name}" ${String(copies.get(name) ?? 0)} times, ${String(count)} wanted; there: ${to.attachments.map((a) => `${a.name} ${String(a.data.length)} ${a.by}`).join(', ')}`,
      );
    }
  }
  for (const { name, data, by } of to.attachments) {
    if (by !== 'sync') continue;
    if (!wanted.has(name)) {
      if (target.traits.removeAttachments) problems.push(`stray attachment ${to.key}: "${name}"`);
      continue;
    }
    const original = from.attachments.find((one) => one.name === name && one.by === 'user');
    const same = original !== undefined && Buffer.compare(original.data, data) === 0;
    if (!same) problems.push(`attachment damaged: ${to.key}: "${name}"`);
  }
  return problems;
}

/** What sync wrote of the other side's values, in the order it was written, must follow the order they were made. */
function judgeOrder(world: World, deeds: Deeds, side: Side, entity: FakeEntity, other: FakeEntity): string[] {
  const problems: string[] = [];
  for (const field of FIELDS) {
    const made = deeds.values.get(`${opposite(side)} ${other.id} ${field}`) ?? [];
    let highest = -1;
    for (const { id, field: name, value } of world.nodes[side].platform.written) {
      if (id !== entity.id || name !== field) continue;
      const index = made.findLastIndex((one) =>
        sameValue(world.nodes[side].platform.traits.rewrite(one), value),
      );
      if (index === -1) continue;
      if (index < highest) problems.push(`order: ${entity.key} ${field} went back to "${value}"`);
      highest = Math.max(highest, index);
    }
  }
  return problems;
}

/** Everything that must hold when nothing is going on any more. An empty list is a passed run. */
export function judgeWorld(world: World, deeds: Deeds): string[] {
  const problems: string[] = [];
  for (const side of sides) {
    const { platform, store } = world.nodes[side];
    const partner = world.nodes[opposite(side)];
    const markers = tally(
      [...platform.entities.values()].flatMap(({ marker, gone }) =>
        marker === undefined || gone ? [] : [marker],
      ),
    );
    for (const [marker, count] of markers) {
      if (count > 1) problems.push(`entity twice on ${side}: ${String(count)} for twin ${marker}`);
    }
    for (const twin of liveTwins(world, side)) {
      if (twin.parked)
        problems.push(`parked on ${side}: ${twin.key}: ${twin.parked.reason} ${twin.parked.detail ?? ''}`);
      if (twin.behind === true) problems.push(`behind on ${side}: ${twin.key}`);
    }
    for (const row of store.data.transfers.values()) {
      if (row.direction === 'in') problems.push(`attachment under way on ${side}: ${JSON.stringify(row)}`);
    }
    if (store.data.outbox.size > 0) {
      problems.push(
        `unsent on ${side}: ${[...store.data.outbox.values()].map(({ message }) => message.kind).join(' ')}`,
      );
    }
    for (const id of deeds.synced[side]) {
      const entity = platform.entities.get(id);
      if (entity === undefined || entity.gone) continue;
      const all = liveTwins(world, side).filter((twin) => twin.entity?.id === id);
      const twins = all.filter(({ state }) => state === 'live');
      const twin = twins[0] ?? all[0];
      if (twins.length > 1 || twin === undefined) {
        problems.push(`${side} ${id}: ${String(twins.length)} twins`);
        continue;
      }
      if (twin.state !== 'live') {
        if (!deeds.unsynced.has(twin.id) && twin.state === 'unsynced')
          problems.push(`${side} ${id}: unsynced by itself`);
        continue;
      }
      const mirrored = liveTwins(world, opposite(side)).find((one) => one.id === twin.id);
      const other =
        mirrored?.entity === undefined ? undefined : partner.platform.entities.get(mirrored.entity.id);
      if (mirrored === undefined || other === undefined) {
        problems.push(`lost: ${side} ${id} never reached the other side`);
        continue;
      }
      if (other.gone) {
        problems.push(`${side} ${id}: the other one is gone, which is not known`);
        continue;
      }
      if (twin.stage !== 'synchronized') problems.push(`${side} ${id}: stage ${twin.stage}`);
      for (const field of FIELDS) {
        const here = entity.fields[field] ?? '';
        const there = other.fields[field] ?? '';
        const same =
          sameValue(here, there) ||
          sameValue(partner.platform.traits.rewrite(here), there) ||
          sameValue(platform.traits.rewrite(there), here);
        if (!same) problems.push(`diverged: ${entity.key} ${field} "${here}" and ${other.key} "${there}"`);
        const last = [
          deeds.values.get(`${side} ${entity.id} ${field}`)?.at(-1),
          deeds.values.get(`${opposite(side)} ${other.id} ${field}`)?.at(-1),
        ];
        const allowed = last.some(
          (value) =>
            value !== undefined &&
            (sameValue(value, here) || sameValue(platform.traits.rewrite(value), here)),
        );
        if (!allowed)
          problems.push(`lost edit: ${entity.key} ${field} is "${here}", not one of ${JSON.stringify(last)}`);
      }
      problems.push(
        ...judgeComments(entity, other, partner.platform, deeds.texts, side, twin),
        ...judgeComments(other, entity, platform, deeds.texts, opposite(side), mirrored),
        ...judgeAttachments(entity, other, partner.platform),
        ...judgeAttachments(other, entity, platform),
        ...judgeOrder(world, deeds, side, entity, other),
        ...judgeOrder(world, deeds, opposite(side), other, entity),
      );
    }
  }
  return [...new Set(problems)];
}
