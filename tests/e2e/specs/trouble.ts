import { describe, expect, test } from 'vitest';

import { administrationOf, button, forward, fromPage, heading, toDestination } from '../../support/flows.ts';
import { chooseProject, ESTABLISHED, finish } from '../../support/flows.ts';
import { readStores, withOwnPage } from './ground.ts';
import type { Ground } from './ground.ts';
import { confirm, get, instances, invite, readRecord, review, waitForStep } from './quiet.ts';

/** Faults around a flow: the network's, the browser's, the admin's own (T12, T13, T18, R2). */
export function walkTrouble(ground: Ground): void {
  describe('in trouble', () => {
    test('an address that sends us elsewhere is refused, and nobody is asked there', async () => {
      const { product, browser } = ground;
      const page = await administrationOf(product, 'acme.service-now.com');
      const popup = await fromPage(browser, page, 'Initiate connection');
      await popup.fill({ testId: 'destination-url' }, 'https://moved.acme.example');
      await popup.waitFor({ text: 'Liaison may not look at this address yet.' });
      const from = product.platforms.requests().at(-1)?.n ?? 0;
      await forward(popup, 'Next');
      await popup.waitFor({ text: /is not Salesforce, ServiceNow, Jira or Xurrent/ });
      const asked = product.platforms.requests().filter(({ n }) => n > from);
      expect(asked.some(({ host }) => host === 'moved.acme.example')).toBe(true);
      expect(asked.filter(({ host }) => host === 'jira.contoso.example')).toStrictEqual([]);
      await popup.fill({ testId: 'destination-url' }, '');
      await popup.click({ testId: 'wizard-close' });
      await browser.closePopup();
      await page.close();
    });

    test('a clipboard that is refused leaves the code in a field, selected', async () => {
      const { product, browser } = ground;
      const page = await administrationOf(product, 'acme.service-now.com');
      const popup = await fromPage(browser, page, 'Initiate connection');
      await popup.click({ testId: 'no-url' });
      await forward(popup, 'Next');
      await popup.waitFor({ testId: 'information-connectionName' });
      await forward(popup, 'Next');
      await popup.waitFor(button('Copy invitation code'));
      const code = await popup.text({ testId: 'code' });
      await browser.writeClipboard('not touched');
      await popup.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
        document.execCommand = () => false;
      });
      await popup.click(button('Copy invitation code'));
      await popup.waitFor({ testId: 'manual-code' });
      expect(await popup.value({ testId: 'manual-code' })).toBe(code);
      expect(await popup.has(button('Copied'))).toBe(false);
      expect(
        await popup.evaluate(() => {
          const field = document.activeElement as HTMLTextAreaElement;
          return field.value.slice(field.selectionStart, field.selectionEnd);
        }),
      ).toBe(code);
      expect(await browser.clipboard()).toBe('not touched');
      await finish(popup);
      await browser.closePopup();
      await page.close();
    });

    test('a site that is taken back while its wizard is open says so, and the wizard goes on once it is allowed', async () => {
      const { product, browser } = ground;
      await (await administrationOf(product, 'jira.contoso.example')).close();
      const page = await administrationOf(product, 'acme.lightning.force.com');
      const popup = await toDestination(browser, page, 'https://jira.contoso.example');
      await popup.click({ testId: 'choice-basic' });
      await forward(popup, 'Next');
      await popup.waitFor({ text: 'Do you have admin access to the destination instance?' });
      await browser.revokeSite('https://jira.contoso.example');
      const back = (await popup.isClosed()) ? await browser.pressToolbarButton(page) : popup;
      await back.click({ testId: 'choice-yes' });
      await forward(back, 'Initiate');
      await back.waitFor({ testId: 'allow' });
      await back.click({ testId: 'allow' });
      await back.waitFor({ css: '[data-screen=remote-project]' });
      await chooseProject(back, 'Website', 'remote-project');
      await forward(back, 'Confirm');
      await back.waitFor(heading(ESTABLISHED));
      await finish(back);
      await browser.closePopup();
      await page.close();
    });

    const runs = Number(process.env['BACKGROUND_STOPS'] ?? 3);
    test(
      `a background that is stopped at random moments loses nothing, in ${String(runs)} runs`,
      async () => {
        const { browser } = ground;
        let seed = Number(process.env['SEED'] ?? Date.now() % 100_000);
        const began = seed;
        const random = () => {
          seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
          return seed / 2_147_483_648;
        };
        await withOwnPage(browser, async (view) => {
          const again = async <Result>(act: () => Promise<Result>): Promise<Result> => {
            for (let tries = 0; ; tries += 1) {
              try {
                return await act();
              } catch (error) {
                if (tries === 4) throw error;
              }
            }
          };
          /** Stops the background somewhere in the act; whoever asks next wakes it, and asks again where nobody answers. */
          const disturbed = async <Result>(act: () => Promise<Result>): Promise<Result> => {
            const doing = act().then(
              (value) => ({ value }),
              () => undefined,
            );
            await new Promise((resolve) => setTimeout(resolve, random() * 80));
            await browser.stopBackground('busy');
            await again(async () => {
              try {
                return await get(view, 'instances.known');
              } catch (error) {
                // One that was stopped while it started may stay half-way, held by the debugger: end it too.
                await browser.stopBackground('busy');
                throw error;
              }
            });
            return (await doing)?.value ?? again(act);
          };
          for (let run = 0; run < runs; run += 1) {
            const { id, code } = await disturbed(() => invite(view, instances.serviceNow));
            const wizard = await disturbed(() => review(view, instances.northwind, code));
            await disturbed(async () => {
              if (await readRecord(view, 'connections', `${id}:destination`)) return true;
              await confirm(view, wizard);
              return true;
            });
            await waitForStep(view, wizard, 'established');
            const sides = await Promise.all(
              ['source', 'destination'].map((side) => readRecord(view, 'connections', `${id}:${side}`)),
            );
            expect(sides, `run ${String(run)} of SEED=${String(began)}`).toMatchObject([
              { status: 'active' },
              { status: 'active' },
            ]);
            await get(view, 'wizard.discard', { id: wizard });
          }
          // Nothing stands half-way: who has accepted is connected, and nothing is left to carry.
          const { connections, exchange } = await readStores(view);
          expect(
            connections?.filter(({ side, status }) => side === 'destination' && status === 'pending'),
          ).toStrictEqual([]);
          expect(exchange).toStrictEqual([]);
        });
      },
      60_000 + runs * 30_000,
    );
  });
}
