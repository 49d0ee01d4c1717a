import { SyncFault } from '@/utils/domain/sync.ts';
import type { AttachmentContent } from '@/utils/domain/sync.ts';

const LONGEST_NAME = 255;

/**
 * A file's name as it may be given to a platform: the last part of a path, without control characters and
 * directions of writing, at most 255 characters with its ending kept (T24).
 */
export function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/[\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '').trim();
  const usable = /^\.*$/.test(clean) ? 'file' : clean;
  if (usable.length <= LONGEST_NAME) return usable;
  const ending = /\.[^.]{1,20}$/.exec(usable)?.[0] ?? '';
  return usable.slice(0, LONGEST_NAME - ending.length) + ending;
}

/** A content type that can stand in a header; anything else is bytes. */
export const cleanFileType = (type: string): string =>
  /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(type) ? type.toLowerCase() : 'application/octet-stream';

/**
 * The content as one Blob for an upload. Browsers keep what a Blob is made of outside the worker's own memory, and
 * neither sends a body as a stream over HTTP/1.1 (Firefox not at all), so this is how a large file stays small here.
 * Throws `SyncFault` `sync/attachment-damaged` where the bytes are not as many as announced.
 */
export async function blobOf(content: AttachmentContent, signal: AbortSignal): Promise<Blob> {
  const parts: Blob[] = [];
  let size = 0;
  for await (const chunk of content.chunks()) {
    signal.throwIfAborted();
    size += chunk.length;
    if (size > content.size) break;
    // A view of a shared buffer is none that a Blob takes; those of the store never are.
    parts.push(new Blob([chunk as Uint8Array<ArrayBuffer>]));
  }
  if (size !== content.size) throw new SyncFault('sync/attachment-damaged', content.name);
  return new Blob(parts, { type: cleanFileType(content.type) });
}

/** Bytes from `offset` on of a download that begins at `start`. */
export async function* skipTo(
  chunks: AsyncIterable<Uint8Array>,
  start: number,
  offset: number,
): AsyncGenerator<Uint8Array> {
  let at = start;
  for await (const chunk of chunks) {
    const from = Math.max(0, offset - at);
    at += chunk.length;
    if (from < chunk.length) yield from === 0 ? chunk : chunk.subarray(from);
  }
}

/** Where the bytes of a 206 begin; `undefined` where its header makes no sense. */
export function rangeStart(headers: Headers): number | undefined {
  const from = /^bytes (\d{1,15})-/.exec(headers.get('Content-Range') ?? '')?.[1];
  return from === undefined ? undefined : Number(from);
}
