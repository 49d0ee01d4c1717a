import type { ComponentChild } from 'preact';
import { render } from 'preact';

import { BackendContext } from '@/components/backend-context.ts';
import type { Backend } from '@/components/backend.ts';
import { listenForChanges } from '@/utils/messages/changes.ts';
import { send } from '@/utils/messages/send.ts';

import { keepLook, readLook, showTheme } from './look.ts';
import { reader, salvage, startAnew } from './reader.ts';
import { createSurface } from './surface.ts';
import { loadTexts } from './texts.ts';

/** Draws a page of ours with its real parts, and anew when the language or the theme becomes another one. */
export async function mount(page: () => ComponentChild): Promise<void> {
  const app = document.querySelector('#app');
  if (!app) throw new Error('the page has no #app');
  const surface = createSurface({ startAnew, salvage });

  async function draw(language: string): Promise<void> {
    const texts = await loadTexts(language);
    document.documentElement.lang = texts.language;
    const backend: Backend = {
      send,
      read: reader,
      surface,
      ...texts,
      onChange: listenForChanges,
      now: () => Date.now(),
    };
    if (app) render(<BackendContext.Provider value={backend}>{page()}</BackendContext.Provider>, app);
  }

  let look = readLook();
  showTheme(look.theme);
  await draw(look.language);

  const follow = async () => {
    const { theme, language } = await reader.settings();
    if (theme === look.theme && language === look.language) return;
    const languageChanged = language !== look.language;
    look = { theme, language };
    keepLook(look);
    showTheme(theme);
    if (languageChanged) await draw(language);
  };
  // A store that cannot be read is told by the screens that read it.
  const quietly = () => void follow().catch(() => undefined);
  listenForChanges((changed) => {
    if (changed.includes('settings')) quietly();
  });
  quietly();
}
