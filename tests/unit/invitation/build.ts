import { toBase64Url, utf8 } from '@/utils/base/bytes.ts';
import type { Invitation } from '@/utils/domain/invitation.ts';
import type { Plain } from '@/utils/invitation/canonical.ts';
import { toCanonicalJson } from '@/utils/invitation/canonical.ts';
import { crc32 } from '@/utils/invitation/crc32.ts';

/** So many bytes of one value, in base64url. */
export const bytesOf = (length: number, value: number): string =>
  toBase64Url(new Uint8Array(length).fill(value));

/** Noon on 1 March 2027, in ms. */
export const NOON = Date.UTC(2027, 2, 1, 12);

/** A valid invitation from ServiceNow to an unknown destination. */
export const invitationOf = (changes: Partial<Invitation> = {}): Invitation => ({
  version: 1,
  id: bytesOf(16, 1),
  secret: bytesOf(32, 2),
  publicKey: bytesOf(32, 3),
  commitment: bytesOf(32, 4),
  expiresAt: NOON / 1000 + 72 * 3600,
  mode: 'basic',
  type: 'private',
  exchange: { driver: 'browser' },
  claim: {
    name: 'ACME',
    instance: { platform: 'servicenow', url: 'https://acme.service-now.com' },
    node: bytesOf(16, 5),
  },
  names: { connection: 'ACME_to_GLOBEX', remote: 'GLOBEX' },
  ...changes,
});

/** The members of a code by their short keys, for codes that our own encoder would never make. */
export const membersOf = (
  changes: Record<string, Plain | undefined> = {},
): Record<string, Plain | undefined> => ({
  i: bytesOf(16, 1),
  s: bytesOf(32, 2),
  k: bytesOf(32, 3),
  h: bytesOf(32, 4),
  e: NOON / 1000 + 72 * 3600,
  m: 'basic',
  t: 'private',
  x: { driver: 'browser' },
  f: { n: 'ACME', i: { p: 'servicenow', u: 'https://acme.service-now.com' }, d: bytesOf(16, 5) },
  a: { c: 'ACME_to_GLOBEX', r: 'GLOBEX' },
  ...changes,
});

/** A frame with right length and checksum around any text of members. */
export function frameOf(members: string, version = '1'): string {
  const head = (length: string) => `{"liaison":${version},"n":"${length}",${members}`;
  const length = Math.ceil(((head('0000').length + 16) * 4) / 3);
  const text = head(String(length).padStart(4, '0'));
  return toBase64Url(utf8(`${text},"c":"${crc32(text)}"}`));
}

/** A well-framed code with some members changed. */
export const codeOf = (changes: Record<string, Plain | undefined> = {}, version?: string): string =>
  frameOf(toCanonicalJson(membersOf(changes)).slice(1, -1), version);
