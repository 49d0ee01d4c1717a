import { describe, expect, test } from 'vitest';

import {
  acceptByPasting,
  administrationOf,
  allowSite,
  connectBoth,
  connectLocally,
  initiatePrivately,
  initiateScript,
  initiateWithoutAccess,
} from '../../support/flows.ts';
import { clicksAt, expectActive } from './ground.ts';
import type { Ground } from './ground.ts';

const COPIED = 'the code is on the clipboard';
const CODE = /^[\w-]{300,1500}$/;

/** F1 to F6 and F8 by the buttons on administration pages; F6 through the context menu is driven natively. */
export function walkFlows(ground: Ground): void {
  describe('the flows', () => {
    const { codes } = ground;

    test('F1: from the button on a ServiceNow page to a copied code in six clicks; F6: accepted at Salesforce in three', async () => {
      const { product, browser } = ground;
      const source = await allowSite(product, 'acme.service-now.com');
      const copied = clicksAt(browser, COPIED);
      const code = await initiatePrivately(browser, source, copied.tell);
      copied.expectWithin(6);
      expect(code).toMatch(CODE);

      const destination = await administrationOf(product, 'tailspin--uat.sandbox.lightning.force.com');
      browser.clicks = 0;
      const popup = await acceptByPasting(browser, destination, code);
      expect(browser.clicks).toBeLessThanOrEqual(3);
      await expectActive(ground, popup, [
        { page: source, host: 'acme.service-now.com', platform: 'ServiceNow' },
        { page: destination, host: 'tailspin--uat.sandbox.my.salesforce.com', platform: 'Salesforce' },
      ]);
      codes.push(code);
      await source.close();
      await destination.close();
    });

    test('F1: from the button on a Salesforce page to a copied code in six clicks; F6: accepted at ServiceNow in three', async () => {
      const { product, browser } = ground;
      const source = await administrationOf(product, 'acme.lightning.force.com');
      const copied = clicksAt(browser, COPIED);
      const code = await initiatePrivately(browser, source, copied.tell);
      copied.expectWithin(6);

      const destination = await administrationOf(product, 'northwind.service-now.com');
      browser.clicks = 0;
      const popup = await acceptByPasting(browser, destination, code);
      expect(browser.clicks).toBeLessThanOrEqual(3);
      await expectActive(ground, popup, [
        { page: source, host: 'acme.my.salesforce.com', platform: 'Salesforce' },
        { page: destination, host: 'northwind.service-now.com', platform: 'ServiceNow' },
      ]);
      codes.push(code);
      await source.close();
      await destination.close();
    });

    test('F2: from the button on a Jira Data Center page to a copied code in six clicks; F6: accepted at Xurrent in three', async () => {
      const { product, browser } = ground;
      const source = await administrationOf(product, 'jira.contoso.example');
      const copied = clicksAt(browser, COPIED);
      const code = await initiatePrivately(browser, source, copied.tell, { project: 'Website' });
      copied.expectWithin(6);

      const destination = await administrationOf(product, 'globex.xurrent.com');
      browser.clicks = 0;
      const popup = await acceptByPasting(browser, destination, code);
      expect(browser.clicks).toBeLessThanOrEqual(3);
      await expectActive(ground, popup, [
        { page: source, host: 'jira.contoso.example', platform: 'Jira' },
        { page: destination, host: 'globex.xurrent.com', platform: 'Xurrent' },
      ]);
      codes.push(code);
      await source.close();
      await destination.close();
    });

    test('F2: from the button on a Jira Cloud page to a copied code in six clicks; F6: accepted at Jira Data Center in three', async () => {
      const { product, browser } = ground;
      const source = await administrationOf(product, 'acme.atlassian.net');
      const copied = clicksAt(browser, COPIED);
      const code = await initiatePrivately(browser, source, copied.tell, { project: 'IT services' });
      copied.expectWithin(6);

      const destination = await administrationOf(product, 'jira.acme.example');
      browser.clicks = 0;
      const popup = await acceptByPasting(browser, destination, code, undefined, { project: 'Operations' });
      expect(browser.clicks).toBeLessThanOrEqual(3);
      await expectActive(ground, popup, [
        { page: source, host: 'acme.atlassian.net', platform: 'Jira' },
        { page: destination, host: 'jira.acme.example', platform: 'Jira' },
      ]);
      codes.push(code);
      await source.close();
      await destination.close();
    });

    test('F2: a project that was chosen before is there the next time, without another choice', async () => {
      const { product, browser } = ground;
      const source = await administrationOf(product, 'jira.contoso.example');
      const copied = clicksAt(browser, COPIED);
      const code = await initiatePrivately(browser, source, copied.tell);
      copied.expectWithin(6);
      expect(code).toMatch(CODE);
      expect(codes).not.toContain(code);
      await source.close();
    });

    test('F3: Salesforce invites a Jira Cloud that somebody else administers; F6: accepted there in three clicks', async () => {
      const { product, browser } = ground;
      const source = await administrationOf(product, 'acme.lightning.force.com');
      const code = await initiateWithoutAccess(browser, source, 'https://fabrikam.atlassian.net');

      const destination = await administrationOf(product, 'fabrikam.atlassian.net');
      browser.clicks = 0;
      const popup = await acceptByPasting(browser, destination, code, undefined, { project: 'Fabrikam' });
      expect(browser.clicks).toBeLessThanOrEqual(3);
      await expectActive(ground, popup, [
        { page: source, host: 'acme.my.salesforce.com', platform: 'Salesforce' },
        { page: destination, host: 'fabrikam.atlassian.net', platform: 'Jira' },
      ]);
      codes.push(code);
      await source.close();
      await destination.close();
    });

    test('F4: Salesforce and a Jira that is administered here too are connected in five clicks, without a paste', async () => {
      const { product, browser } = ground;
      const destination = await administrationOf(product, 'jira.acme.example');
      const source = await administrationOf(product, 'acme.lightning.force.com');
      await browser.writeClipboard('not touched');
      browser.clicks = 0;
      const popup = await connectBoth(browser, source, 'https://jira.acme.example/jira', undefined, {
        remoteProject: 'Helpdesk',
      });
      expect(browser.clicks).toBeLessThanOrEqual(5);
      expect(await browser.clipboard()).toBe('not touched');
      await expectActive(ground, popup, [
        { page: source, host: 'acme.my.salesforce.com', platform: 'Salesforce' },
        { page: destination, host: 'jira.acme.example', platform: 'Jira' },
      ]);
      await source.close();
      await destination.close();
    });

    test('F5: Xurrent invites a Jira with scripts; F6: accepted there in three clicks', async () => {
      const { product, browser } = ground;
      const source = await administrationOf(product, 'acme.xurrent.com');
      const code = await initiateScript(browser, source, 'https://jira.acme.example/jira');

      const destination = await administrationOf(product, 'jira.acme.example');
      browser.clicks = 0;
      // The project is the one of the last time.
      const popup = await acceptByPasting(browser, destination, code);
      expect(browser.clicks).toBeLessThanOrEqual(3);
      expect(await popup.has({ text: /first issue/ })).toBe(true);
      await expectActive(ground, popup, [
        { page: source, host: 'acme.xurrent.com', platform: 'Xurrent' },
        { page: destination, host: 'jira.acme.example', platform: 'Jira' },
      ]);
      codes.push(code);
      await source.close();
      await destination.close();
    });

    test('F5: ServiceNow invites a Xurrent account with scripts; F6: accepted there in three clicks', async () => {
      const { product, browser } = ground;
      const source = await administrationOf(product, 'northwind.service-now.com');
      const code = await initiateScript(browser, source, 'https://acme.xurrent.com');

      const destination = await administrationOf(product, 'acme.xurrent.com');
      browser.clicks = 0;
      const popup = await acceptByPasting(browser, destination, code);
      expect(browser.clicks).toBeLessThanOrEqual(3);
      await expectActive(ground, popup, [
        { page: source, host: 'northwind.service-now.com', platform: 'ServiceNow' },
        { page: destination, host: 'acme.xurrent.com', platform: 'Xurrent' },
      ]);
      codes.push(code);
      await source.close();
      await destination.close();
    });

    test('F8: two projects of one Jira are connected by its own URL', async () => {
      const { product, browser } = ground;
      const page = await administrationOf(product, 'jira.contoso.example');
      const popup = await connectLocally(browser, page, 'https://jira.contoso.example', [
        'Website',
        'Contoso engineering',
      ]);
      await expectActive(ground, popup, [
        { page, host: 'jira.contoso.example · jira.contoso.example', platform: 'Jira' },
      ]);
      await page.close();
    });
  });
}
