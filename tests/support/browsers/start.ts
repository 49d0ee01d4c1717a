import { startChromium } from './chromium.ts';
import { startFirefox } from './firefox.ts';
import type { BrowserName, ProductBrowser, StartOptions } from './types.ts';

/** Starts a browser with the product in it; the same interface for both. */
export function startBrowser(name: BrowserName, options: StartOptions): Promise<ProductBrowser> {
  return name === 'chromium' ? startChromium(options) : startFirefox(options);
}
