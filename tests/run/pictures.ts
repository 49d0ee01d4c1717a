/** What the README shows, as the product draws it today: the buttons on a page, the popup, an invitation to accept. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { View } from '../support/browsers/types.ts';
import { projectRoot } from '../support/built.ts';
import { administrationOf, button, forward, fromPage, initiateScript, paste } from '../support/flows.ts';
import { startProduct } from '../support/product.ts';

const folder = join(projectRoot, 'tests', 'pictures');
await mkdir(folder, { recursive: true });

async function take(view: View, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await view.screenshot(path);
  console.log(`tests/pictures/${name}.png`);
}

const product = await startProduct('chromium');
try {
  const { browser } = product;
  const jira = await administrationOf(product, 'jira.acme.example');
  await jira.setSize(1000, 420);
  await jira.waitFor(button('Initiate connection'));
  await take(jira, 'button');
  await jira.close();

  const serviceNow = await administrationOf(product, 'acme.service-now.com');
  const code = await initiateScript(browser, serviceNow, 'https://jira.acme.example/jira');
  const popup = await fromPage(browser, serviceNow, 'Initiate connection');
  await popup.click({ testId: 'no-url' });
  await popup.waitFor({ testId: 'choice-script' });
  await take(popup, 'popup');
  await popup.click({ testId: 'no-url' });
  await popup.click({ testId: 'wizard-close' });
  await browser.closePopup();

  const destination = await administrationOf(product, 'jira.acme.example');
  const accepting = await fromPage(browser, destination, 'Accept invitation');
  await paste(browser, accepting, { testId: 'code-field' }, code);
  await forward(accepting, 'Next');
  await accepting.waitFor({ testId: 'claim' });
  await accepting.waitFor({ testId: 'project' });
  await take(accepting, 'accept');
} finally {
  await product.stop();
}
