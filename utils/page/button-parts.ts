import { AppError } from '@/utils/base/errors.ts';

import type { AdminButtonParts, PlacedGroup } from './admin-buttons.ts';
import type { PageBrowser } from './extension.ts';
import { hideOn, isHiddenOn } from './hidden-sites.ts';

/** How the group is drawn, given to this room by the entrypoint. */
export type DrawGroup = (props: {
  texts: { group: string; initiate: string; accept: string; hide: string; reload: string };
  onChoose: (
    action: 'initiate' | 'accept',
  ) => Promise<undefined | { readonly title: string; readonly now: string; readonly canReload: boolean }>;
  onHide: () => void;
  onReload: () => void;
}) => PlacedGroup;

/** What happened stands in a wording's first line, what to do now in the others. */
function sentencesOf(wording: string): { title: string; now: string } {
  const [title = '', ...now] = wording.split('\n');
  return { title, now: now.join(' ') };
}

/** The key of a fault's sentence in `_locales`. */
const errorKey = (code: string): string => `error_${code.replaceAll(/[/-]/g, '_')}`;

/**
 * What `keepAdminButtons` needs, made of the extension's own API. Texts are read when the group is drawn: when the
 * extension has been updated under the page nothing answers any more, and that sentence is the one needed (T5).
 * @param openWizard asks the background; throws `AppError`
 */
export function createButtonParts(
  browser: PageBrowser,
  draw: DrawGroup,
  css: string,
  openWizard: (action: 'initiate' | 'accept') => Promise<unknown>,
): AdminButtonParts {
  const alive = (): boolean => {
    try {
      // Gone with the rest where the extension was removed, whatever its type says.
      return (browser.runtime as PageBrowser['runtime'] | undefined)?.id !== undefined;
    } catch {
      return false;
    }
  };
  return {
    isTop: window.top === window,
    alive,
    css,
    now: () => performance.now(),
    isHidden: () => isHiddenOn(browser.storage.local, location.origin),
    hide: () => hideOn(browser.storage.local, location.origin),
    reportMissing: (page) => console.info(`Liaison: no known place for its buttons on the page "${page}".`),
    draw(hide) {
      const text = (key: string) => browser.i18n.getMessage(key);
      const reloadNeeded = { ...sentencesOf(text('error_extension_reload_page')), canReload: true };
      const unknown = sentencesOf(text('error_unknown'));
      return draw({
        texts: {
          group: text('extension_name'),
          initiate: text('button_initiate'),
          accept: text('button_accept'),
          hide: text('page_hide'),
          reload: text('page_reload'),
        },
        onHide: hide,
        onReload: () => location.reload(),
        async onChoose(action) {
          if (!alive()) return reloadNeeded;
          try {
            await openWizard(action);
            return undefined;
          } catch (error) {
            if (!alive()) return reloadNeeded;
            const { code, detail } =
              error instanceof AppError ? error : { code: 'unknown', detail: undefined };
            const key = errorKey(code);
            const wording =
              (detail === undefined ? '' : browser.i18n.getMessage(`${key}_detail`, detail)) || text(key);
            return { ...(wording === '' ? unknown : sentencesOf(wording)), canReload: false };
          }
        },
      });
    },
  };
}
