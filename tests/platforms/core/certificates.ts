import { X509Certificate, createHash } from 'node:crypto';

import { generate } from 'selfsigned';

export interface Certificates {
  /** The authority's certificate, PEM. */
  ca: string;
  cert: string;
  key: string;
  /** Base64 of the SHA-256 of the server's public key, as Chromium's `--ignore-certificate-errors-spki-list` wants it. */
  spki: string;
}

const DAY = 86_400_000;

/** A fresh authority and one certificate for all the names. Nothing is written to disk or trusted anywhere. */
export async function createCertificates(names: readonly string[]): Promise<Certificates> {
  const validity = {
    notBeforeDate: new Date(Date.now() - DAY),
    notAfterDate: new Date(Date.now() + 90 * DAY),
  };
  const authority = await generate([{ name: 'commonName', value: 'Practice platforms' }], {
    ...validity,
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    ...validity,
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map((value) => ({ type: 2 as const, value })) },
    ],
  });
  const publicKey = new X509Certificate(leaf.cert).publicKey.export({ type: 'spki', format: 'der' });
  return {
    ca: authority.cert,
    cert: leaf.cert,
    key: leaf.private,
    spki: createHash('sha256').update(publicKey).digest('base64'),
  };
}
