import { describe, expect, test } from 'vitest';

import { administrationOf, forward, fromPage, paste } from '../../support/flows.ts';
import { ask, readDatabase, readStores, withOwnPage } from './ground.ts';
import type { Ground } from './ground.ts';
import { accept, confirm, get, instances, invite, review } from './quiet.ts';

/** A code as other sync products make them. */
const foreignCode = Buffer.from(
  JSON.stringify({ invitationSecret: 'a'.repeat(40), nodeInfo: { url: 'https://other.example', key: 'k' } }),
).toString('base64');

/** What is refused, in words; and that of several who want the same, one gets it (T8, T11, R11). */
export function walkRefusals(ground: Ground): void {
  describe('refusals', () => {
    test('every code that cannot be used is refused with its own sentence, and nothing is changed', async () => {
      const { product, browser } = ground;
      const made = await withOwnPage(browser, async (view) => {
        const own = await invite(view, instances.northwind);
        const used = await invite(view, instances.serviceNow);
        await accept(view, instances.salesforce, used.code);
        const revoked = await invite(view, instances.serviceNow);
        await get(view, 'invitations.revoke', { id: revoked.id });
        const good = await invite(view, instances.serviceNow);
        return { own: own.code, used: used.code, revoked: revoked.code, good: good.code };
      });
      const before = await readDatabase(browser);
      const page = await administrationOf(product, 'northwind.service-now.com');
      const popup = await fromPage(browser, page, 'Accept invitation');
      const { good } = made;
      const middle = Math.floor(good.length / 2);
      const altered = `${good.slice(0, middle)}${good[middle] === 'A' ? 'B' : 'A'}${good.slice(middle + 1)}`;
      const cases: readonly (readonly [text: string, sentence: string])[] = [
        [made.own, 'This is your own invitation.'],
        [made.used, 'This code has been used already.'],
        [made.revoked, 'This invitation was revoked.'],
        [good.slice(0, -20), 'This code is cut off.'],
        [altered, 'This code has been changed on its way.'],
        [foreignCode, 'This code belongs to another product.'],
        ['Hello, the code comes tomorrow.', 'This is no invitation code.'],
      ];
      for (const [text, sentence] of cases) {
        await paste(browser, popup, { testId: 'code-field' }, text);
        await forward(popup, 'Next');
        await popup.waitFor({ text: sentence });
        expect(await popup.has({ testId: 'claim' })).toBe(false);
      }
      await paste(browser, popup, { testId: 'code-field' }, 'x'.repeat(9000));
      await popup.waitFor({ text: 'This text is too long for an invitation code.' });
      await popup.click({ testId: 'wizard-close' });
      await popup.waitFor({ css: '[data-screen=home]' });
      await browser.closePopup();
      const after = await readDatabase(browser);
      for (const store of ['connections', 'invitations', 'handshakes', 'keys', 'exchange']) {
        expect(after[store]).toStrictEqual(before[store]);
      }
      await page.close();
    });

    test('a code for another instance says which one it is meant for', async () => {
      const { product, browser } = ground;
      await (await administrationOf(product, 'northwind.service-now.com')).close();
      const page = await administrationOf(product, 'acme.service-now.com');
      const { code } = await withOwnPage(browser, (view) =>
        invite(view, instances.salesforce, instances.northwind),
      );
      const popup = await fromPage(browser, page, 'Accept invitation');
      await paste(browser, popup, { testId: 'code-field' }, code);
      await forward(popup, 'Next');
      await popup.waitFor({ text: 'This code is meant for northwind.service-now.com.' });
      await popup.click({ testId: 'wizard-close' });
      await popup.waitFor({ css: '[data-screen=home]' });
      await browser.closePopup();
      await page.close();
    });

    test('who is connected already is warned before confirming', async () => {
      const { product, browser } = ground;
      const code = await withOwnPage(browser, async (view) => {
        const first = await invite(view, instances.serviceNow);
        await accept(view, instances.northwind, first.code);
        return (await invite(view, instances.serviceNow)).code;
      });
      const page = await administrationOf(product, 'northwind.service-now.com');
      const popup = await fromPage(browser, page, 'Accept invitation');
      await paste(browser, popup, { testId: 'code-field' }, code);
      await forward(popup, 'Next');
      await popup.waitFor({ testId: 'claim' });
      await popup.waitFor({ text: 'You are connected with this instance already.' });
      await popup.click({ testId: 'wizard-back' });
      await popup.click({ testId: 'wizard-close' });
      await browser.closePopup();
      await page.close();
    });

    test('of two windows that accept one code at once, one is connected and the other told that it is used', async () => {
      const { browser } = ground;
      await withOwnPage(browser, (one) =>
        withOwnPage(browser, async (other) => {
          const { id, code } = await invite(one, instances.serviceNow);
          const wizards = [
            await review(one, instances.salesforce, code),
            await review(other, instances.xurrent, code),
          ] as const;
          const states = await Promise.all([confirm(one, wizards[0]), confirm(other, wizards[1])]);
          expect(states.map(({ step }) => step).toSorted()).toStrictEqual(['established', 'review']);
          const loser = states.find(({ step }) => step === 'review');
          expect(loser?.['problem']).toMatchObject({ code: 'code/already-used' });
          const stores = await readStores(one);
          const sides = (stores['connections'] ?? []).filter(({ connectionId }) => connectionId === id);
          expect(sides.map(({ side, status }) => JSON.stringify([side, status])).toSorted()).toStrictEqual([
            '["destination","active"]',
            '["source","active"]',
          ]);
          for (const wizard of wizards) await get(one, 'wizard.discard', { id: wizard });
        }),
      );
    });

    test('of three windows that make an invitation anew at once, one is made and all are told of it', async () => {
      const { browser } = ground;
      await withOwnPage(browser, (one) =>
        withOwnPage(browser, (two) =>
          withOwnPage(browser, async (three) => {
            const { id } = await invite(one, instances.serviceNow);
            const count = async () => (await readStores(one))['invitations']?.length ?? 0;
            const before = await count();
            const answers = await Promise.all(
              [one, two, three].map((view) => ask(view, 'invitations.reissue', { id })),
            );
            // One new invitation, of which all three are told.
            expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
            expect(answers[0]?.ok).toBe(true);
            expect(await count()).toBe(before + 1);
          }),
        ),
      );
    });
  });
}
