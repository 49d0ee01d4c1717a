import { AppError } from '@/utils/base/errors.ts';
import type { PlatformAdapter } from '@/utils/domain/adapter.ts';
import type { Instance, PlatformId } from '@/utils/domain/platform.ts';

import { createJiraAdapter } from './jira/adapter.ts';
import { guessInstance } from './pages-registry.ts';
import type { PlatformParts } from './parts.ts';
import { createSalesforceAdapter } from './salesforce/adapter.ts';
import { createServiceNowAdapter } from './servicenow/adapter.ts';
import { createXurrentAdapter } from './xurrent/adapter.ts';

/** Every platform. A new one is a folder, a line here and one in `pages-registry.ts`. */
const factories: readonly ((parts: PlatformParts) => PlatformAdapter)[] = [
  createSalesforceAdapter,
  createServiceNowAdapter,
  createJiraAdapter,
  createXurrentAdapter,
];

/** The adapters by platform. Making them costs nothing: schemas are built when a platform is first spoken to. */
export function createAdapters(parts: PlatformParts): Readonly<Record<PlatformId, PlatformAdapter>> {
  const adapters = factories.flatMap((create) => {
    const adapter = create(parts);
    return adapter.ids.map((id) => [id, adapter] as const);
  });
  // Complete, since a test compares the keys with `platformIds`.
  return Object.fromEntries(adapters) as Record<PlatformId, PlatformAdapter>;
}

/**
 * Which of our platforms answers at an address that the admin typed: the one that its form names, else each one
 * that may live under any name. Asks without credentials.
 *
 * `undefined`: it answers and is none of them. Throws `AppError` `platform/unreachable`, `platform/timeout`,
 * `platform/hibernating`.
 */
export async function probeInstance(
  adapters: Readonly<Record<PlatformId, PlatformAdapter>>,
  url: URL,
  signal: AbortSignal,
): Promise<{ instance: Instance; version: string } | undefined> {
  const guess = guessInstance(url);
  if (guess !== undefined) return adapters[guess.platform].probe(url, signal);
  // Jira first: of the two that live under any name it is the more frequent, and it answers with a version.
  let trouble: unknown;
  for (const platform of ['jira-dc', 'servicenow'] as const) {
    try {
      const found = await adapters[platform].probe(url, signal);
      if (found !== undefined) return found;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'platform/hibernating' || error.code === 'platform/unreachable') throw error;
      trouble = error;
    }
  }
  if (trouble !== undefined) throw trouble;
  return undefined;
}
