import { defineContentScript } from 'wxt/utils/define-content-script';

import { keepButtons } from '@/utils/page/handover.ts';
import { salesforcePages } from '@/utils/platforms/salesforce/pages.ts';

export default defineContentScript({
  // Registered by the background for each site that the admin allows, behind `admin-buttons.js`.
  registration: 'runtime',
  matches: [],
  main() {
    keepButtons(salesforcePages);
  },
});
