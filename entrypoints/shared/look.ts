import type { Settings } from '@/utils/domain/settings.ts';

export type Look = Pick<Settings, 'theme' | 'language'>;

/** A copy of two settings that can be read before the first frame; the store's word wins afterwards. */
const KEY = 'look';

export function readLook(): Look {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof Look, unknown>>;
    return {
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system',
      language: typeof kept.language === 'string' ? kept.language : 'browser',
    };
  } catch {
    // Blocked or damaged: the defaults do.
    return { theme: 'system', language: 'browser' };
  }
}

export function keepLook(look: Look): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // Full or blocked: the next page shows the defaults for a moment.
  }
}

export function showTheme(theme: Settings['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
