import browser from 'webextension-polyfill';

import { Popup } from '@/components/popup/Popup.tsx';

import { mount } from '../shared/mount.tsx';

/** The tab that this popup is about: named in the address of a window of ours, else the one in front. */
async function currentTab(parameters: URLSearchParams): Promise<number | undefined> {
  const named = parameters.get('tab');
  if (named !== null) return Number(named);
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

const parameters = new URLSearchParams(location.search);
const isWindow = parameters.has('window');
if (isWindow) document.documentElement.dataset['window'] = '';

const tabId = await currentTab(parameters);
await mount(() => (
  <Popup
    tabId={tabId}
    copyLatest={parameters.get('copy') === 'latest'}
    isWindow={isWindow}
    loadWizard={() => import('@/components/wizard/Wizard.tsx')}
  />
));
