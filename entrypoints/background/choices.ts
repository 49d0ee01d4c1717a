import { AppError } from '@/utils/base/errors.ts';
import type { Instance } from '@/utils/domain/platform.ts';
import { Settings } from '@/utils/domain/settings.ts';
import type { LastChoices } from '@/utils/domain/settings.ts';
import { loadSettings } from '@/utils/store/reading.ts';
import type { Store } from '@/utils/store/store.ts';

export interface Choices {
  /** What the wizard was told last time for an instance, where the admin wants that remembered. */
  last(instance: Instance): Promise<Partial<LastChoices>>;
  remember(instance: Instance, choice: Partial<Omit<LastChoices, 'instance'>>): Promise<void>;
  settings(): Promise<Settings>;
  changeSettings(change: { [Key in keyof Settings]?: Settings[Key] | undefined }): Promise<Settings>;
}

/** Settings and the last choices per instance. */
export const createChoices = (store: Store): Choices => ({
  async last(instance) {
    const settings = await loadSettings(store);
    const last = settings.rememberLast ? await store.get('choices', instance.url) : undefined;
    return { mode: settings.defaultMode, ...last };
  },
  async remember(instance, choice) {
    const before = await store.get('choices', instance.url);
    await store.commit({
      // A convenience that nobody is told of.
      relaxed: true,
      put: [{ store: 'choices', value: { ...before, ...choice, instance: instance.url } }],
    });
  },
  settings: () => loadSettings(store),
  async changeSettings(change) {
    for (;;) {
      const row = await store.get('settings', 'settings');
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const value = Settings.parse({ ...row?.value, ...given });
      try {
        await store.commit({
          expect: [{ store: 'settings', key: 'settings', revision: row?.revision }],
          put: [{ store: 'settings', value: { id: 'settings', revision: (row?.revision ?? 0) + 1, value } }],
        });
        return value;
      } catch (error) {
        if (error instanceof AppError && error.code === 'store/conflict') continue;
        throw error;
      }
    }
  },
});
