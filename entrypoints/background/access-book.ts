import type { Clock } from '@/utils/base/clock.ts';
import type { Access } from '@/utils/domain/access.ts';
import type { Instance } from '@/utils/domain/platform.ts';

/** How long an answer about who is signed in may be shown again without asking, in ms. */
const FRESH = 15_000;
/** Instances that are remembered at once; a screen shows a handful. */
const KEPT = 50;

/**
 * Who is signed in where, asked once for all screens that want to know at the same moment. Nothing is ever written
 * on the strength of it: what writes, asks anew.
 */
export function createAccessBook(
  fetchAccess: (instance: Instance, signal: AbortSignal) => Promise<Access>,
  clock: Clock,
): { fetch(instance: Instance, options?: { fresh: boolean }): Promise<Access>; forget(): void } {
  const pages = new Map<string, { at: number; access: Promise<Access> }>();
  return {
    async fetch(instance, options) {
      const known = pages.get(instance.url);
      const usable = known !== undefined && options?.fresh !== true && clock.now() - known.at < FRESH;
      if (usable) return known.access;
      const access = fetchAccess(instance, AbortSignal.timeout(20_000));
      pages.delete(instance.url);
      pages.set(instance.url, { at: clock.now(), access });
      const oldest = pages.keys().next().value;
      if (pages.size > KEPT && oldest !== undefined) pages.delete(oldest);
      access.catch(() => pages.delete(instance.url));
      return access;
    },
    forget: () => pages.clear(),
  };
}
