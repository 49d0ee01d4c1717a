import { toBase64Url } from '@/utils/base/bytes.ts';
import type { AttachmentContent, Pair, TransferRow } from '@/utils/domain/sync.ts';

import { judge } from './faults.ts';
import { checkIdentity, mayWrite, nextWindow } from './instances.ts';
import { findAttachment } from './intents.ts';
import { outboxRow, resultOf, transferKey } from './parts.ts';
import type { Context } from './parts.ts';
import { createSha256 } from './sha256.ts';
import { endOfCall, learn, readEntity, save, withoutRemote, write } from './work.ts';
import type { Work } from './work.ts';

/** Parts read from the store at a time: at most this many times 256 KiB in memory. */
const PARTS_AT_A_TIME = 4;

/** The bytes of a transfer, from the store, a few parts at a time. */
export async function* partsOf(context: Context, transfer: string): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (;;) {
    const rows = await context.store.parts(transfer, from, PARTS_AT_A_TIME);
    for (const { data } of rows) yield data;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PARTS_AT_A_TIME) return;
    from = last.key[1] + 1;
  }
}

/** SHA-256 of all parts in base64url. */
export async function hashParts(context: Context, transfer: string): Promise<string> {
  const sha = createSha256();
  for await (const data of partsOf(context, transfer)) sha.update(data);
  return toBase64Url(sha.digest());
}

/** Writes the attachments of the partner that have arrived completely. */
export async function uploadArrived(work: Work): Promise<'later' | 'done'> {
  const { context, connection, platform, capabilities, signal } = work;
  const { instance } = connection.local;
  const id = work.twin.entity?.id ?? '';
  await checkIdentity(context, platform, connection, signal);
  const applied = (await context.store.load('payloads', work.twin.key))?.applied;
  for (const remote of work.twin.uploads) {
    const key = transferKey(work.twin.key, remote, 'in');
    const transfer = await context.store.load('transfers', key);
    const present = work.twin.attachments.some((pair) => pair.owner === 'remote' && pair.remote === remote);
    // Taken away there while it was on its way.
    const wanted =
      applied === undefined || applied.attachments.some((attachment) => attachment.id === remote);
    if (transfer === undefined || present || !wanted) {
      await uploaded(work, remote, undefined);
      continue;
    }
    if (!mayWrite(context, connection.id, 'write')) {
      await save(work, { dueAt: nextWindow(context, connection.id) });
      return 'later';
    }
    const { origin, name, size } = transfer;
    if (transfer.bytes !== size || (await hashParts(context, key)) !== transfer.whole) {
      await uploaded(work, remote, { remote, owner: 'remote', origin, skipped: 'sync/attachment-damaged' });
      continue;
    }
    const at = endOfCall(work);
    const intent = { kind: 'attachment' as const, at, remote, origin, name, size };
    await save(work, { intent });
    let local: string | undefined;
    try {
      local = await write(work, () =>
        platform.addAttachment(instance, id, contentOf(context, transfer), signal),
      );
    } catch (error) {
      const verdict = judge(error);
      if (verdict.kind !== 'park') throw error;
      work.refused = false;
      await uploaded(work, remote, { remote, owner: 'remote', origin, skipped: verdict.reason });
      continue;
    }
    if (local === undefined) {
      const entity = await readEntity(work, id, 'find');
      if (entity === undefined) return 'later';
      local = findAttachment(work.twin, entity, intent);
      if (local === undefined) {
        const now = context.clock.now();
        await save(work, { intent: { ...intent, at: now }, dueAt: now + Math.max(1, capabilities.readLag) });
        return 'later';
      }
    }
    await uploaded(work, remote, { local, remote, owner: 'remote', origin });
  }
  return 'done';
}

/** In one transaction: the pair, that nothing is left to do, and the answer to the partner. */
async function uploaded(work: Work, remote: string, pair: Pair | undefined): Promise<void> {
  const { context } = work;
  const key = transferKey(work.twin.key, remote, 'in');
  learn(work, {
    intent: undefined,
    uploads: work.twin.uploads.filter((id) => id !== remote),
    ...(pair === undefined ? {} : { attachments: [...withoutRemote(work.twin.attachments, remote), pair] }),
  });
  await save(
    work,
    {},
    {
      put: [
        outboxRow(
          context,
          work.connection.id,
          resultOf(work.twin, 'applied', work.twin.applied),
          work.twin.id,
        ),
      ],
      erase: [{ table: 'transfers', key }],
      eraseParts: [key],
      history:
        pair === undefined
          ? []
          : [{ what: 'attachment-added', by: 'partner', detail: pair.skipped ?? remote }],
    },
  );
}

const contentOf = (context: Context, { key, name, type, size }: TransferRow): AttachmentContent => ({
  name,
  type,
  size,
  chunks: () => partsOf(context, key),
});
