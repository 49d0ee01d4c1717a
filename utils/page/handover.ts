import type { PagesOfPlatform } from '@/utils/domain/adapter.ts';

import type { KeptButtons } from './admin-buttons.ts';

/** Keeps our buttons on the admin pages of a platform. */
export type KeepButtons = (pages: PagesOfPlatform) => KeptButtons;

const KEY = Symbol.for('liaison.keep-buttons');
const world = globalThis as { [KEY]?: KeepButtons };

/**
 * What all platforms have in common is one script, loaded before the platform's own: packed once and not once for
 * each. The two meet in the content scripts' own world, which the page cannot see.
 */
export const offerButtons = (keep: KeepButtons): void => {
  world[KEY] = keep;
};

/** What the common script has offered. Throws where it was not loaded before. */
export const keepButtons: KeepButtons = (pages) => {
  const keep = world[KEY];
  if (keep === undefined) throw new Error('the common script of the admin buttons is missing');
  return keep(pages);
};
