import { AppError } from '@/utils/base/errors.ts';
import type { Access } from '@/utils/domain/access.ts';

import { plainDetail } from './request.ts';

/**
 * A fault of asking "who am I" as the state that screens show. Anything but an `AppError`, an abort among them, is
 * no state of the platform and is thrown again.
 */
export function accessOf(error: unknown, signInUrl: string): Access {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'platform/signed-out') return { state: 'signed-out', signInUrl };
  return {
    state: 'failed',
    code: error.code,
    ...(error.detail === undefined ? {} : { detail: plainDetail(error.detail) }),
  };
}
