import { AppError } from '@/utils/base/errors.ts';

import type { AdminButtonParts, PlacedGroup } from './admin-buttons.ts';
import type { PageBrowser } from './extension.ts';
import { hideOn, isHiddenOn } from './hidden-sites.ts';

/** How the group is drawn, given to this room by the entrypoint. */
export type DrawGroup = (props: {
  texts: { group: string; initiate: string; accept: string; hide: string; reload: string };
  onChoose: (
    action: 'initiate' | 'accept',
  ) => Promise<undefined | { readonly message: string; readonly canReload: boolean }>;
  onHide: () => void;
  onReload: () => void;
}) => PlacedGroup;

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
    alive,
    css,
    now: () => performance.now(),
    isHidden: () => isHiddenOn(browser.storage.local, location.origin),
    hide: () => hideOn(browser.storage.local, location.origin),
    reportMissing: (page) => console.info(`Liaison: no known place for its buttons on the page "${page}".`),
    draw(hide) {
      const text = (key: string) => browser.i18n.getMessage(key);
      const reloadNeeded = { message: text('error_extension_reload_page'), canReload: true };
      const unknown = text('error_unknown');
      return draw({
        texts: {
          group: text('page_group'),
          initiate: text('page_initiate'),
          accept: text('page_accept'),
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
            return {
              message: browser.i18n.getMessage(errorKey(code), detail ?? '') || unknown,
              canReload: false,
            };
          }
        },
      });
    },
  };
}
