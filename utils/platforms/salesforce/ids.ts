import { AppError } from '@/utils/base/errors.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const FIFTEEN = /^[A-Za-z0-9]{15}$/;
const EIGHTEEN = /^[A-Za-z0-9]{18}$/;

/**
 * An id in its 18-character form. The last three characters say which of the first fifteen are capitals, so a
 * form that lost its case is found out. Throws `AppError` `platform/invalid-id`.
 */
export function fullId(id: string): string {
  if (!FIFTEEN.test(id) && !EIGHTEEN.test(id)) throw new AppError('platform/invalid-id', id.slice(0, 40));
  const core = id.slice(0, 15);
  let check = '';
  for (let chunk = 0; chunk < 15; chunk += 5) {
    let bits = 0;
    for (let index = 0; index < 5; index += 1) {
      if (/[A-Z]/.test(core.charAt(chunk + index))) bits |= 1 << index;
    }
    check += ALPHABET.charAt(bits);
  }
  if (id.length === 18 && id.slice(15).toUpperCase() !== check) {
    throw new AppError('platform/invalid-id', id.slice(0, 40));
  }
  return core + check;
}

/** As `fullId`, and of one kind by its prefix (`500` is a Case); `undefined` where it is not. */
export function idOfKind(prefix: string, id: string): string | undefined {
  if (!id.startsWith(prefix)) return undefined;
  try {
    return fullId(id);
  } catch {
    return undefined;
  }
}

/** Text inside a SOQL string literal. */
export const soqlText = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r');
