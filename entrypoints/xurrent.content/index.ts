import { defineContentScript } from 'wxt/utils/define-content-script';

import { keepButtons } from '@/utils/page/handover.ts';
import { xurrentPages } from '@/utils/platforms/xurrent/pages.ts';

export default defineContentScript({
  // Registered by the background for each site that the admin allows, behind `admin-buttons.js`.
  registration: 'runtime',
  matches: [],
  main() {
    keepButtons(xurrentPages);
  },
});
