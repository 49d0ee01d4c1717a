import { defineContentScript } from 'wxt/utils/define-content-script';

import { createAdminButton } from '@/components/admin-button/AdminButton.ts';
import { adminButtonStyle } from '@/components/admin-button/style.ts';
import { openWizardFromPage } from '@/utils/messages/send-from-page.ts';
import { keepAdminButtons } from '@/utils/page/admin-buttons.ts';
import { createButtonParts } from '@/utils/page/button-parts.ts';
import { extension } from '@/utils/page/extension.ts';
import { jiraPages } from '@/utils/platforms/jira/pages.ts';

export default defineContentScript({
  // Registered by the background for each site that the admin allows.
  registration: 'runtime',
  matches: [],
  noScriptStartedPostMessage: true,
  main(ctx) {
    const parts = createButtonParts(extension, createAdminButton, adminButtonStyle, (action) =>
      openWizardFromPage(extension, { action }),
    );
    const kept = keepAdminButtons(jiraPages, parts);
    // The page can forge this event (T4): it is a reason to look, never to leave.
    ctx.onInvalidated(() => kept.check());
  },
});
