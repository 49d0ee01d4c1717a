/** Uploading and reading attached files: a bucket with signed forms, or the platform's own host. */
import { createHmac } from 'node:crypto';

import { parseMultipart } from '../core/answers.ts';
import type { FaultSwitch, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { signLink } from './requests.ts';
import type { Viewer } from './requests.ts';
import { accountOf, nowOf, randomToken } from './state.ts';
import type { Environment, SeedAccount } from './state.ts';

export const storageFaults = ['upload-refused', 'file-expired'] as const;

/** No file may be larger; 2 GB on the real platform. */
const SIZE_LIMIT = 2_147_483_648;
const EXTENSIONS = [
  'csv',
  'doc',
  'docx',
  'gif',
  'jpeg',
  'jpg',
  'json',
  'log',
  'pdf',
  'png',
  'txt',
  'xls',
  'xlsx',
  'zip',
];
const TEN_MINUTES = 600_000;

/** Where and how the next file may be sent; the parameters count for ten minutes and for one file name. */
export function uploadOffer(viewer: Viewer): Record<string, unknown> {
  const { environment, account } = viewer;
  const id = randomToken(8);
  const keyPattern = `attachments/5/${account.id}/${id}/\${filename}`;
  const expiresAt = nowOf(environment) + TEN_MINUTES;
  const signature = createHmac('sha256', environment.secret)
    .update(`${keyPattern} ${expiresAt}`)
    .digest('hex');
  environment.uploads.set(signature, { account: account.id, keyPattern, signature, expiresAt });
  if (account.storage === 'local') {
    return {
      size_limit: SIZE_LIMIT,
      allowed_extensions: [],
      provider: 'local',
      upload_uri: `https://${account.host}/attachments`,
      local: {
        key: keyPattern,
        'x-4me-expiration': new Date(expiresAt).toISOString(),
        'x-4me-signature': signature,
      },
    };
  }
  const policy = Buffer.from(
    JSON.stringify({
      expiration: new Date(expiresAt).toISOString(),
      conditions: [
        { acl: 'private' },
        ['starts-with', '$key', keyPattern.replace('${filename}', '')],
        ['content-length-range', 1, SIZE_LIMIT],
      ],
    }),
  ).toString('base64');
  return {
    size_limit: SIZE_LIMIT,
    allowed_extensions: environment.settings.limitFileKinds ? EXTENSIONS : [],
    provider: 's3',
    upload_uri: `https://${environment.seed.hosts.storage}/`,
    s3: {
      acl: 'private',
      key: keyPattern,
      policy,
      success_action_status: 201,
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': `PRACTICE/${new Date(expiresAt).toISOString().slice(0, 10).replaceAll('-', '')}/eu-west-1/s3/aws4_request`,
      'x-amz-date': new Date(nowOf(environment)).toISOString().replace(/[-:]|\.000/g, ''),
      'x-amz-server-side-encryption': 'AES256',
      'x-amz-signature': signature,
    },
  };
}

function xmlError(status: number, code: string, message: string): PracticeResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${randomToken(8)}</RequestId></Error>`,
  };
}

interface Upload {
  fields: Map<string, string>;
  name: string;
  type: string;
  data: Uint8Array;
}

/** The form, checked for what both providers want: type first, file last. */
function readUpload(request: PracticeRequest): Upload | PracticeResponse {
  const parts = parseMultipart(request.headers.get('content-type'), request.body);
  if (!parts)
    return xmlError(
      400,
      'MalformedPOSTRequest',
      'The body of your POST request is not well-formed multipart/form-data.',
    );
  const file = parts.at(-1);
  if (file?.name !== 'file' || file.fileName === undefined) {
    return xmlError(
      400,
      'InvalidArgument',
      'POST requires exactly one file upload per request, as the last field.',
    );
  }
  if (parts[0]?.name !== 'Content-Type') {
    return xmlError(
      403,
      'AccessDenied',
      'Invalid according to Policy: Policy Condition failed: Content-Type',
    );
  }
  const fields = new Map(parts.slice(0, -1).map((part) => [part.name, new TextDecoder().decode(part.data)]));
  return { fields, name: file.fileName, type: fields.get('Content-Type') ?? '', data: file.data };
}

function store(environment: Environment, account: SeedAccount, keyPattern: string, upload: Upload): string {
  const key = keyPattern.replace('${filename}', upload.name);
  environment.files.set(key, {
    key,
    account: account.id,
    name: upload.name,
    type: upload.type,
    data: upload.data,
    at: nowOf(environment),
  });
  return key;
}

const badName = (environment: Environment, account: SeedAccount, name: string) => {
  if (!environment.settings.limitFileKinds) return false;
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return account.storage === 's3' && !EXTENSIONS.includes(extension);
};

/** Answers a request to the bucket. */
export function handleBucket(
  environment: Environment,
  request: PracticeRequest,
  faults: FaultSwitch,
): PracticeResponse {
  if (request.method === 'GET') return download(environment, request, faults);
  if (request.method !== 'POST' || request.path !== '/') {
    return xmlError(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
  }
  if (faults.take('upload-refused', request)) {
    return xmlError(403, 'AccessDenied', 'Access Denied');
  }
  const upload = readUpload(request);
  if ('status' in upload) return upload;
  const { fields } = upload;
  const offer = environment.uploads.get(fields.get('x-amz-signature') ?? '');
  const account = accountOf(environment, offer?.account ?? '');
  if (!offer || !account || fields.get('key') !== offer.keyPattern) {
    return xmlError(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    );
  }
  for (const name of [
    'acl',
    'policy',
    'success_action_status',
    'x-amz-algorithm',
    'x-amz-credential',
    'x-amz-date',
    'x-amz-server-side-encryption',
  ]) {
    if (!fields.has(name))
      return xmlError(400, 'InvalidArgument', `Bucket POST must contain a field named '${name}'.`);
  }
  if (offer.expiresAt < environment.clock.now()) {
    return xmlError(403, 'AccessDenied', 'Invalid according to Policy: Policy expired.');
  }
  if (badName(environment, account, upload.name)) {
    return xmlError(
      403,
      'AccessDenied',
      'Invalid according to Policy: Policy Condition failed: ["starts-with", "$key"]',
    );
  }
  const key = store(environment, account, offer.keyPattern, upload);
  const escaped = key.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return {
    status: 201,
    headers: { 'Content-Type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>https://${environment.seed.hosts.storage}/${encodeURIComponent(key)}</Location><Bucket>xurrent</Bucket><Key>${escaped}</Key><ETag>"${randomToken(16)}"</ETag></PostResponse>`,
  };
}

/** `POST /attachments` on an account's own host; unlike a bucket it wants the token. */
export function handleLocalUpload(
  environment: Environment,
  account: SeedAccount,
  request: PracticeRequest,
  faults: FaultSwitch,
  hasToken: boolean,
): PracticeResponse {
  if (!hasToken) return xmlError(403, 'AccessDenied', 'Unauthorized');
  if (faults.take('upload-refused', request))
    return xmlError(400, 'BadRequest', 'The file could not be stored');
  const upload = readUpload(request);
  if ('status' in upload) return upload;
  const offer = environment.uploads.get(upload.fields.get('x-4me-signature') ?? '');
  if (!offer || offer.account !== account.id || upload.fields.get('key') !== offer.keyPattern) {
    return xmlError(403, 'AccessDenied', 'Invalid signature');
  }
  if (!upload.fields.has('x-4me-expiration') || offer.expiresAt < environment.clock.now()) {
    return xmlError(403, 'AccessDenied', 'Upload expired');
  }
  const key = store(environment, account, offer.keyPattern, upload);
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ key }),
  };
}

/** A file by its signed link. A token in the request is refused, as buckets do. */
export function download(
  environment: Environment,
  request: PracticeRequest,
  faults: FaultSwitch,
): PracticeResponse {
  if (request.headers.has('authorization')) {
    return xmlError(
      400,
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    );
  }
  const key = request.path.slice(1).split('/').map(decodeURIComponent).join('/');
  const expires = Number(request.url.searchParams.get('expires'));
  const signature = request.url.searchParams.get('signature');
  const file = environment.files.get(key);
  if (faults.take('file-expired', request) || expires * 1000 <= environment.clock.now()) {
    return xmlError(403, 'AccessDenied', 'Request has expired');
  }
  if (!file || signature !== signLink(environment, key, expires)) {
    return xmlError(403, 'AccessDenied', 'Access Denied');
  }
  return {
    status: 200,
    headers: {
      'Content-Type': file.type === '' ? 'application/octet-stream' : file.type,
      'Content-Disposition': `attachment; filename="${encodeURIComponent(file.name)}"`,
    },
    body: file.data,
  };
}
