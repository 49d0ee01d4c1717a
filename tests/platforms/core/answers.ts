import type { Markup } from './html.ts';
import type { PracticeResponse } from './types.ts';

type HeaderPairs = [string, string][];

function pairs(headers: Record<string, string> | HeaderPairs | undefined): HeaderPairs {
  if (!headers) return [];
  return Array.isArray(headers) ? headers : Object.entries(headers);
}

/** A response with more headers after its own. A name that is there already is kept beside it. */
export function withHeaders(
  response: PracticeResponse,
  headers: Record<string, string> | HeaderPairs,
): PracticeResponse {
  return { ...response, headers: [...pairs(response.headers), ...pairs(headers)] };
}

/** A JSON answer, `application/json;charset=UTF-8` unless told otherwise. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers?: Record<string, string> | HeaderPairs,
): PracticeResponse {
  const own = pairs(headers);
  const typed = own.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status,
    headers: typed ? own : [['Content-Type', 'application/json;charset=UTF-8'], ...own],
    body: JSON.stringify(value),
  };
}

/** An HTML answer. */
export function htmlAnswer(
  status: number,
  body: Markup | string,
  headers?: Record<string, string> | HeaderPairs,
): PracticeResponse {
  return {
    status,
    headers: [['Content-Type', 'text/html;charset=UTF-8'], ...pairs(headers)],
    body: typeof body === 'string' ? body : body.markup,
  };
}

/** A plain text answer. */
export function textAnswer(
  status: number,
  body: string,
  headers?: Record<string, string> | HeaderPairs,
): PracticeResponse {
  return { status, headers: [['Content-Type', 'text/plain;charset=UTF-8'], ...pairs(headers)], body };
}

/** A redirect, 302 unless told otherwise. */
export function redirectTo(
  location: string,
  options: { status?: number; headers?: Record<string, string> | HeaderPairs } = {},
): PracticeResponse {
  return {
    status: options.status ?? 302,
    headers: [['Location', location], ...pairs(options.headers)],
    body: '',
  };
}

export interface CookieOptions {
  path?: string;
  domain?: string;
  maxAge?: number;
  httpOnly?: boolean;
  secure?: boolean;
  sameSite?: 'Strict' | 'Lax' | 'None';
}

/** One `Set-Cookie` header; `maxAge: 0` deletes. */
export function setCookie(name: string, value: string, options: CookieOptions = {}): [string, string] {
  const parts = [`${name}=${value}`];
  if (options.maxAge !== undefined) {
    parts.push(`Max-Age=${options.maxAge}`);
    if (options.maxAge === 0) parts.push('Expires=Thu, 01 Jan 1970 00:00:00 GMT');
  }
  parts.push(`Path=${options.path ?? '/'}`);
  if (options.domain !== undefined) parts.push(`Domain=${options.domain}`);
  if (options.secure === true) parts.push('Secure');
  if (options.httpOnly === true) parts.push('HttpOnly');
  if (options.sameSite !== undefined) parts.push(`SameSite=${options.sameSite}`);
  return ['Set-Cookie', parts.join('; ')];
}

/** The cookies of a `Cookie` header. The first of a name wins, as browsers send the most specific first. */
export function parseCookies(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at <= 0) continue;
    const name = part.slice(0, at).trim();
    if (!(name in cookies)) cookies[name] = part.slice(at + 1).trim();
  }
  return cookies;
}

export interface MultipartPart {
  name: string;
  fileName?: string;
  contentType?: string;
  data: Uint8Array;
}

/** The parts of a `multipart/form-data` body in their order; undefined when it is not one. */
export function parseMultipart(contentType: string | null, body: Uint8Array): MultipartPart[] | undefined {
  const boundary = /^multipart\/form-data\s*;.*boundary="?([^";]+)"?/i.exec(contentType ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const mark = Buffer.from(`--${boundary}`);
  const parts: MultipartPart[] = [];
  let at = bytes.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    if (bytes.subarray(start, start + 2).toString('latin1') === '--') return parts;
    const end = bytes.indexOf(Buffer.from(`\r\n--${boundary}`), start);
    const headEnd = bytes.indexOf('\r\n\r\n', start);
    if (end < 0 || headEnd < 0 || headEnd > end) return undefined;
    const head = bytes.subarray(start, headEnd).toString('utf8');
    const name = /content-disposition:[^\r\n]*[;\s]name="([^"]*)"/i.exec(head)?.[1];
    const fileName = /content-disposition:[^\r\n]*filename="([^"]*)"/i.exec(head)?.[1];
    const type = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1];
    if (name !== undefined) {
      parts.push({
        name,
        ...(fileName === undefined ? {} : { fileName: fileName.replaceAll('%22', '"') }),
        ...(type === undefined ? {} : { contentType: type }),
        data: new Uint8Array(bytes.subarray(headEnd + 4, end)),
      });
    }
    at = end + 2;
  }
  return undefined;
}
