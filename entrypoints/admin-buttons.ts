import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';

import { createAdminButton } from '@/components/admin-button/AdminButton.ts';
import { adminButtonStyle } from '@/components/admin-button/style.ts';
import { openWizardFromPage } from '@/utils/messages/send-from-page.ts';
import { keepAdminButtons } from '@/utils/page/admin-buttons.ts';
import { createButtonParts } from '@/utils/page/button-parts.ts';
import { extension } from '@/utils/page/extension.ts';
import { offerButtons } from '@/utils/page/handover.ts';

/** The part of every content script that knows no platform. */
export default defineUnlistedScript(() => {
  offerButtons((pages) =>
    keepAdminButtons(
      pages,
      createButtonParts(extension, createAdminButton, adminButtonStyle, (action) =>
        openWizardFromPage(extension, { action }),
      ),
    ),
  );
});
