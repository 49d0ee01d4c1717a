import { concatBytes } from '@/utils/base/bytes.ts';
import type { Connection } from '@/utils/domain/connection.ts';
import { PART_BYTES, twinKey } from '@/utils/domain/sync.ts';
import type { MessageOf, PartRow, SyncMessage, SyncReason, TransferRow } from '@/utils/domain/sync.ts';

import { backoff, judge } from './faults.ts';
import { isAvailable, loadInstance, noteFault, noteSuccess } from './instances.ts';
import { changed, lockName, saveTwin, transferKey } from './parts.ts';
import type { Change, Context, Extra } from './parts.ts';
import { hashParts } from './uploads.ts';

/** Parts kept with one transaction while an attachment is read from the platform. */
const PARTS_PER_STEP = 4;
/** An attachment that nobody asks for any more is given up after this, ms. */
const FORGOTTEN = 7 * 24 * 3_600_000;

async function saveTransfer(
  context: Context,
  row: TransferRow,
  change: Change<TransferRow>,
  extra: { readonly put?: NonNullable<Extra['put']> } = {},
): Promise<TransferRow> {
  const next = changed(row, { ...change, revision: row.revision + 1 });
  await context.store.commit({
    expect: [{ table: 'transfers', key: row.key, revision: row.revision === 0 ? undefined : row.revision }],
    put: [{ table: 'transfers', row: next }, ...(extra.put ?? [])],
  });
  return next;
}

const tell = (
  context: Context,
  connection: Connection,
  body: SyncMessage,
  signal: AbortSignal,
): Promise<void> => context.channel.send(connection.id, { id: context.random.id(), body }, signal);

/** Asks for the next parts, or again for those that did not come. */
async function ask(
  context: Context,
  connection: Connection,
  row: TransferRow,
  signal: AbortSignal,
): Promise<void> {
  const { askAgain, backoffCap, partsAtOnce } = context.limits;
  const now = context.clock.now();
  const wait = askAgain + backoff(row.tries, askAgain, backoffCap, context.random.fraction());
  await saveTransfer(context, row, { tries: row.tries + 1, dueAt: now + wait });
  await tell(
    context,
    connection,
    { kind: 'blob.want', twin: row.twin, attachment: row.attachment, from: row.parts, count: partsAtOnce },
    signal,
  );
}

/** The partner wants bytes: only of an attachment that our rules have sent it (T23, T25). */
export async function onWant(
  context: Context,
  connection: Connection,
  message: MessageOf<'blob.want'>,
  signal: AbortSignal,
): Promise<void> {
  const key = twinKey(connection.id, message.twin);
  const twin = await context.store.load('twins', key);
  const sent = twin?.state === 'live' && Object.hasOwn(twin.local.attachments, message.attachment);
  if (!sent) {
    const { twin: id, attachment } = message;
    await tell(
      context,
      connection,
      { kind: 'blob.none', twin: id, attachment, reason: 'sync/attachment-gone' },
      signal,
    );
    return;
  }
  const transfer = transferKey(key, message.attachment, 'out');
  const now = context.clock.now();
  const row: TransferRow = (await context.store.load('transfers', transfer)) ?? {
    key: transfer,
    revision: 0,
    connection: connection.id,
    twin: message.twin,
    attachment: message.attachment,
    direction: 'out',
    name: '',
    type: '',
    size: Number((twin.local.attachments[message.attachment] ?? '0').split(' ', 1)[0]),
    origin: '',
    parts: 0,
    bytes: 0,
    tries: 0,
    createdAt: now,
  };
  const dueAt = row.tries > 0 && row.dueAt !== undefined ? row.dueAt : now;
  await saveTransfer(context, row, { wanted: { from: message.from, count: message.count }, dueAt });
}

/** A part has come. Only the next one is kept; what came out of order is asked for again. */
export async function onPart(
  context: Context,
  connection: Connection,
  message: MessageOf<'blob.part'>,
  signal: AbortSignal,
): Promise<void> {
  const key = twinKey(connection.id, message.twin);
  const row = await context.store.load('transfers', transferKey(key, message.attachment, 'in'));
  if (row === undefined || row.whole !== undefined || message.index !== row.parts) return;
  const part: PartRow = { key: [row.key, row.parts], data: message.data };
  const bytes = row.bytes + message.data.length;
  const put: Extra['put'] = [{ table: 'parts', row: part }];
  // More than was announced, or an end before it: damaged. It is not kept, whatever it is.
  if (bytes > row.size || (message.data.length === 0 && message.whole === undefined)) {
    await giveUp(context, connection, row, 'sync/attachment-damaged');
    return;
  }
  if (message.whole === undefined) {
    const next = await saveTransfer(context, row, { parts: row.parts + 1, bytes, tries: 0 }, { put });
    if (next.parts % context.limits.partsAtOnce === 0) await ask(context, connection, next, signal);
    return;
  }
  const { whole } = message;
  const found = await context.store.load('twins', key);
  if (found === undefined) return;
  await context.locked(lockName(found), async () => {
    const twin = await context.store.load('twins', key);
    if (twin?.state !== 'live') return;
    const done = changed(row, {
      revision: row.revision + 1,
      parts: row.parts + 1,
      bytes,
      whole,
      dueAt: undefined,
    });
    const now = context.clock.now();
    await saveTwin(
      context,
      twin,
      {
        uploads: [...twin.uploads.filter((id) => id !== row.attachment), row.attachment],
        ...(twin.parked || (twin.dueAt !== undefined && twin.tries > 0)
          ? {}
          : { dueAt: Math.min(now, twin.dueAt ?? now) }),
      },
      {
        put: [{ table: 'transfers', row: done }, ...put],
        expect: [{ table: 'transfers', key: row.key, revision: row.revision }],
      },
    );
  });
}

/** Refusals may be late ones from before the pair was unsynced and synced again: this many are believed. */
const REFUSALS = 3;

/** The partner cannot give it: asked again a few times, then noted with the twin and asked for no more. */
export async function onNone(
  context: Context,
  connection: Connection,
  message: MessageOf<'blob.none'>,
): Promise<void> {
  const key = transferKey(twinKey(connection.id, message.twin), message.attachment, 'in');
  const row = await context.store.load('transfers', key);
  if (row !== undefined && row.whole === undefined && row.tries >= REFUSALS) {
    await giveUp(context, connection, row, message.reason);
  }
}

async function giveUp(
  context: Context,
  connection: Connection,
  row: TransferRow,
  reason: SyncReason,
): Promise<void> {
  const key = twinKey(connection.id, row.twin);
  const found = await context.store.load('twins', key);
  if (found === undefined) return;
  await context.locked(lockName(found), async () => {
    const twin = await context.store.load('twins', key);
    if (twin === undefined) return;
    const others = twin.attachments.filter((pair) => pair.remote !== row.attachment);
    await saveTwin(
      context,
      twin,
      {
        attachments: [
          ...others,
          { remote: row.attachment, owner: 'remote', origin: row.origin, skipped: reason },
        ],
      },
      {
        erase: [{ table: 'transfers', key: row.key }],
        eraseParts: [row.key],
        history: [{ what: 'parked', by: 'partner', detail: `${reason}: ${row.name}` }],
      },
    );
  });
}

/** Reads on at the platform where it stopped, keeps what came, and knows the whole's hash at its end. */
async function readOn(
  context: Context,
  connection: Connection,
  row: TransferRow,
  until: number,
  signal: AbortSignal,
): Promise<TransferRow> {
  const { instance } = connection.local;
  const twin = await context.store.load('twins', twinKey(connection.id, row.twin));
  const id = twin?.entity?.id;
  if (id === undefined) return row;
  let current = row;
  let put: NonNullable<Extra['put']>[number][] = [];
  let { parts, bytes } = current;
  const flush = async () => {
    if (put.length === 0) return;
    current = await saveTransfer(context, current, { parts, bytes }, { put });
    put = [];
  };
  const keep = async (data: Uint8Array) => {
    put.push({ table: 'parts', row: { key: [current.key, parts], data } });
    parts += 1;
    bytes += data.length;
    if (put.length >= PARTS_PER_STEP) await flush();
  };
  let rest: Uint8Array = new Uint8Array(0);
  const platform = context.platformOf(instance.platform);
  for await (const chunk of platform.readAttachment(instance, id, row.attachment, bytes, signal)) {
    let data: Uint8Array = chunk;
    if (rest.length > 0) {
      data = concatBytes(rest, chunk);
    }
    let offset = 0;
    for (; data.length - offset >= PART_BYTES; offset += PART_BYTES) {
      await keep(data.slice(offset, offset + PART_BYTES));
    }
    rest = data.slice(offset);
    if (bytes + rest.length > row.size || context.clock.now() >= until) break;
  }
  // What is left over ends the file, or belongs to a part that the next reading begins with.
  const empty = row.size === 0 && parts === 0;
  if (bytes + rest.length >= row.size && (rest.length > 0 || empty)) await keep(rest);
  await flush();
  if (bytes < row.size) return current;
  return saveTransfer(context, current, { whole: await hashParts(context, current.key) });
}

async function serve(
  context: Context,
  connection: Connection,
  row: TransferRow,
  until: number,
  signal: AbortSignal,
): Promise<void> {
  const now = context.clock.now();
  if (row.wanted === undefined) {
    // Kept for a while in case that the partner asks once more, then forgotten.
    if (now - row.createdAt < FORGOTTEN)
      await saveTransfer(context, row, { dueAt: row.createdAt + FORGOTTEN });
    else await context.store.commit({ erase: [{ table: 'transfers', key: row.key }], eraseParts: [row.key] });
    return;
  }
  const whole = row.whole === undefined ? await readOn(context, connection, row, until, signal) : row;
  if (whole.whole === undefined) {
    if (whole.bytes > row.size) {
      await none(context, connection, whole, 'sync/attachment-damaged', signal);
      return;
    }
    await saveTransfer(context, whole, { dueAt: now, tries: 0 });
    return;
  }
  if (whole.bytes !== whole.size) {
    await none(context, connection, whole, 'sync/attachment-damaged', signal);
    return;
  }
  const { from, count } = row.wanted;
  for (let index = from; index < Math.min(from + count, whole.parts); index++) {
    const [part] = await context.store.parts(row.key, index, 1);
    if (part === undefined) break;
    const last = index === whole.parts - 1;
    await tell(
      context,
      connection,
      {
        kind: 'blob.part',
        twin: row.twin,
        attachment: row.attachment,
        index,
        data: part.data,
        ...(last ? { whole: whole.whole } : {}),
      },
      signal,
    );
  }
  await saveTransfer(context, whole, { wanted: undefined, tries: 0, dueAt: whole.createdAt + FORGOTTEN });
}

async function none(
  context: Context,
  connection: Connection,
  row: TransferRow,
  reason: SyncReason,
  signal: AbortSignal,
): Promise<void> {
  await tell(
    context,
    connection,
    { kind: 'blob.none', twin: row.twin, attachment: row.attachment, reason },
    signal,
  );
  await context.store.commit({ erase: [{ table: 'transfers', key: row.key }], eraseParts: [row.key] });
}

/** Does what is due for one attachment on its way: ask for parts, or read and send them. */
export async function stepTransfer(
  context: Context,
  connection: Connection,
  row: TransferRow,
  until: number,
  signal: AbortSignal,
): Promise<void> {
  if (row.direction === 'in') {
    const twin = await context.store.load('twins', twinKey(connection.id, row.twin));
    if (twin?.state !== 'live') {
      await context.store.commit({ erase: [{ table: 'transfers', key: row.key }], eraseParts: [row.key] });
      return;
    }
    await ask(context, connection, row, signal);
    return;
  }
  const url = connection.local.instance.url;
  if (!isAvailable(await loadInstance(context, url), context.clock.now())) return;
  try {
    await serve(context, connection, row, until, signal);
    await noteSuccess(context, url);
  } catch (error) {
    if (signal.aborted) return;
    const verdict = judge(error);
    if (verdict.kind === 'again') return;
    if (verdict.kind === 'store') throw verdict.error;
    if (verdict.kind === 'missing' || verdict.kind === 'park') {
      const reason = verdict.kind === 'park' ? verdict.reason : 'sync/attachment-gone';
      await none(context, connection, row, reason, signal);
      return;
    }
    await noteFault(context, url, verdict);
    const current = await context.store.load('transfers', row.key);
    if (current === undefined) return;
    const { backoffBase, backoffCap } = context.limits;
    const wait = backoffBase + backoff(current.tries, backoffBase, backoffCap, context.random.fraction());
    await saveTransfer(context, current, { tries: current.tries + 1, dueAt: context.clock.now() + wait });
  }
}
