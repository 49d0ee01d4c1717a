import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { allowSite, initiatePrivately } from '../support/flows.ts';
import { browsersUnderTest, startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';

describe.each(browsersUnderTest)('a private connection, in %s', (name) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct(name);
  });
  afterAll(() => product.stop());

  test('F1: from the button on a ServiceNow page to a copied code in at most six clicks', async () => {
    const page = await allowSite(product, 'acme.service-now.com');
    let clicksToCode = 0;
    product.browser.clicks = 0;
    const code = await initiatePrivately(product.browser, page, (line) => {
      if (line === 'the code is on the clipboard') clicksToCode = product.browser.clicks;
    });
    expect(code).toMatch(/^[\w-]{300,1500}$/);
    expect(clicksToCode).toBeGreaterThan(0);
    expect(clicksToCode).toBeLessThanOrEqual(6);
  });
});
