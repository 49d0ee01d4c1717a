import { render } from 'preact';

import type { GalleryState } from './gallery/states.tsx';
import { drawState } from './gallery/states.tsx';

import '../../../entrypoints/shared/style.css';
import '../../../entrypoints/connections/style.css';

export interface Drawn {
  readonly app: HTMLElement;
  readonly backend: ReturnType<GalleryState['backend']>;
}

/** Puts one state on an empty page and waits until it has settled. */
export async function drawOnPage(state: GalleryState): Promise<Drawn> {
  clearPage();
  document.title = state.name;
  document.documentElement.lang = 'en';
  if (state.kind === 'popup') {
    document.documentElement.classList.add('popup-page');
    document.documentElement.dataset['window'] = '';
  }
  const app = document.createElement('div');
  app.id = 'app';
  document.body.append(app);
  const backend = state.backend();
  render(drawState(state, backend), app);
  await settled();
  return { app, backend };
}

export function clearPage(): void {
  const old = document.querySelector('#app');
  if (old) {
    render(undefined, old);
    old.remove();
  }
  document.documentElement.className = '';
  for (const name of ['window', 'theme']) delete document.documentElement.dataset[name];
}

/** Resolves when nothing of the page has changed for two frames: everything here answers in microtasks or by import. */
export async function settled(): Promise<void> {
  let quiet = 0;
  const observer = new MutationObserver(() => {
    quiet = 0;
  });
  observer.observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  // The wizard's screens are a file of their own, which has to be there first.
  await import('@/components/wizard/Wizard.tsx');
  while (quiet < 3) {
    quiet += 1;
    await new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
  }
  observer.disconnect();
}
