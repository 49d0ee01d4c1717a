import * as z from 'zod/mini';

import { AppError } from '@/utils/base/errors.ts';
import { judgeUrl } from '@/utils/base/url-safety.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { PlatformFault, SyncFault } from '@/utils/domain/sync.ts';
import type { AttachmentContent } from '@/utils/domain/sync.ts';

import { blobOf, cleanFileName, cleanFileType, rangeStart, skipTo } from '../files.ts';
import { once } from '../once.ts';
import type { PlatformParts } from '../parts.ts';
import {
  createSendDownload,
  createSendRequest,
  expectJson,
  linkOf,
  path,
  plainDetail,
  problemOf,
} from '../request.ts';
import type { Answer, Credentials } from '../request.ts';
import { explain, nextQuery } from './client.ts';
import type { XurrentClient } from './client.ts';
import { attachmentId } from './entity.ts';

const schemas = once(() => {
  const parameters = z.record(z.string(), z.union([z.string(), z.number()]));
  const common = {
    size_limit: z.optional(z.number()),
    allowed_extensions: z.optional(z.nullable(z.array(z.string()))),
    upload_uri: z.string(),
  };
  return {
    offer: z.discriminatedUnion('provider', [
      z.object({ ...common, provider: z.literal('s3'), s3: parameters }),
      z.object({ ...common, provider: z.literal('local'), local: parameters }),
    ]),
    stored: z.object({ key: z.string() }),
    files: z.array(z.object({ key: z.string(), uri: z.string(), note: z.object({ id: z.int() }) })),
  };
});

/** Pages of a request's files. */
const PAGES = 5;

/** What a bucket says, in XML. */
const tagOf = (text: string, name: string): string | undefined => {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
  return found
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
};

/** A place where the account keeps files. It comes from the platform's own answer, and is public or none (T12). */
function placeOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || !judgeUrl(url.origin).ok) {
    throw new AppError('platform/answer-unexpected', 'storage');
  }
  return url;
}

export interface XurrentFiles {
  /** Puts the bytes where the account keeps files; the key that a note names them by. */
  upload(instance: Instance, content: AttachmentContent, signal: AbortSignal): Promise<string>;
  download(
    instance: Instance,
    request: string,
    attachment: string,
    offset: number,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array>;
}

/** Files live in a bucket that knows signed forms and links, and no token: it is never sent there. */
export function createXurrentFiles(parts: PlatformParts, client: XurrentClient): XurrentFiles {
  const send = createSendRequest(parts);
  const sendDownload = createSendDownload(parts);
  const now = () => parts.clock.now();

  /** Another host than the account's: the admin allows it apart. */
  async function checkPermission(url: URL): Promise<void> {
    if (await parts.permissions.contains({ origins: [`${url.protocol}//${url.hostname}/*`] })) return;
    throw new PlatformFault('platform/permission-missing', url.host, { scope: 'entity' });
  }

  /** The account's own host takes the token; every other one gets a signature that is good for this one file. */
  async function credentialsFor(
    instance: Instance,
    url: URL,
    provider: 's3' | 'local',
  ): Promise<Credentials> {
    if (provider === 's3') return { kind: 'none' };
    if (url.origin !== instance.url) throw new AppError('platform/answer-unexpected', 'storage');
    return { kind: 'bearer', madeFor: url.origin, token: await client.token(instance) };
  }

  function keyIn(answer: Answer, provider: 's3' | 'local'): string {
    if (provider === 'local' && answer.status === 200) {
      return expectJson(answer, schemas().stored, now(), explain).key;
    }
    const key = answer.status === 201 ? tagOf(answer.text, 'Key') : undefined;
    if (key !== undefined) return key;
    const words = tagOf(answer.text.slice(0, 5_000), 'Message');
    if (answer.status >= 400 && answer.status < 500 && words !== undefined) {
      throw new AppError('platform/refused', plainDetail(words));
    }
    throw problemOf(answer, now()) ?? new AppError('platform/answer-unexpected', answer.url.host);
  }

  async function linkTo(
    instance: Instance,
    request: string,
    attachment: string,
    signal: AbortSignal,
  ): Promise<URL> {
    let query: Readonly<Record<string, string>> | undefined = { per_page: '100' };
    for (let page = 0; page < PAGES && query !== undefined; page += 1) {
      const answer: Answer = await client.call(
        instance,
        { purpose: 'xurrent: files', path: path`/v1/requests/${request}/note_attachments`, query },
        signal,
      );
      const found = expectJson(answer, schemas().files, now(), explain).find(
        ({ key, note }) => attachmentId(note.id, key) === attachment,
      );
      if (found !== undefined) return placeOf(found.uri);
      query = nextQuery(answer);
    }
    throw new AppError('platform/not-found', attachment);
  }

  return {
    async upload(instance, content, signal) {
      const name = cleanFileName(content.name);
      const answer = await client.call(
        instance,
        { purpose: 'xurrent: where files go', path: path`/v1/attachments/storage` },
        signal,
      );
      const offer = expectJson(answer, schemas().offer, now(), explain);
      if (offer.size_limit !== undefined && content.size > offer.size_limit) {
        throw new SyncFault('sync/attachment-too-large', name);
      }
      const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
      const allowed = offer.allowed_extensions ?? [];
      if (allowed.length > 0 && !allowed.some((one) => one.toLowerCase() === ending)) {
        throw new AppError('platform/refused', ending === '' ? name : `.${ending}`);
      }
      const url = placeOf(offer.upload_uri);
      await checkPermission(url);
      const credentials = await credentialsFor(instance, url, offer.provider);
      const parameters = offer.provider === 's3' ? offer.s3 : offer.local;
      const file = await blobOf(content, signal);
      const type = cleanFileType(content.type);
      const mark = `liaison-${crypto.randomUUID()}`;
      const field = (label: string, value: string) =>
        `--${mark}\r\nContent-Disposition: form-data; name="${label.replaceAll(/["\r\n]/g, '')}"\r\n\r\n${value}\r\n`;
      const quoted = name.replaceAll('"', '%22');
      // The order matters: the type first, the file last. Written by hand, since a form of the browser's names parts.
      const form = new Blob(
        [
          field('Content-Type', type),
          ...Object.entries(parameters).map(([label, value]) => field(label, String(value))),
          `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="${quoted}"\r\n`,
          `Content-Type: ${type}\r\n\r\n`,
          file,
          `\r\n--${mark}--\r\n`,
        ],
        { type: `multipart/form-data; boundary=${mark}` },
      );
      const stored = await send(
        {
          purpose: 'xurrent: upload',
          ...linkOf(url),
          method: 'POST',
          accept: '*/*',
          credentials,
          content: form,
        },
        signal,
      );
      return keyIn(stored, offer.provider);
    },

    async *download(instance, request, attachment, offset, signal) {
      // Links live for a while only: each reading takes a new one.
      const url = await linkTo(instance, request, attachment, signal);
      await checkPermission(url);
      const answered = await sendDownload(
        {
          purpose: 'xurrent: download',
          ...linkOf(url),
          accept: '*/*',
          credentials: { kind: 'none' },
          headers: offset === 0 ? {} : { Range: `bytes=${String(offset)}-` },
        },
        signal,
      );
      if ('answer' in answered) {
        const { answer } = answered;
        // Nothing behind the end.
        if (answer.status === 416) return;
        // A link that is refused has run out between two calls: the next reading gets another.
        if (answer.status === 403) {
          throw new PlatformFault('platform/unavailable', url.host, { scope: 'entity', retryAfter: 1_000 });
        }
        throw problemOf(answer, now()) ?? new AppError('platform/answer-unexpected', url.host);
      }
      const { headers, status, chunks } = answered.download;
      const start = status === 206 ? rangeStart(headers) : 0;
      if (start === undefined || start > offset) {
        throw new PlatformFault('platform/answer-unexpected', url.host, { scope: 'entity' });
      }
      yield* skipTo(chunks, start, offset);
    },
  };
}
