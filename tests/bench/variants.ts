import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { builtFolder } from '../support/built.ts';

/** An unpacked extension that is measured. */
export interface Variant {
  name: 'bare' | 'liaison';
  folder: string;
}

/** What the probe leaves in `window.measured`; times in ms since the document's own start. */
export interface Measured {
  /** The first button is in the DOM. */
  control?: number;
  /** The first button does something when it is clicked. */
  usable?: number;
  /** The first button that copies is in the DOM. */
  copyRow?: number;
  /** The last trusted click. */
  click?: number;
  /** An invitation code is on the screen. */
  code?: number;
}

/**
 * Runs first in every page that is measured, in both extensions alike, so that its own cost cancels out. It only
 * watches: the DOM's growth, and the moment when a click listener is attached inside the body.
 */
const probe = `(() => {
  const measured = (window.measured = {});
  const attach = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (type === 'click' && measured.usable === undefined && this instanceof Element) measured.usable = performance.now();
    return attach.call(this, type, ...rest);
  };
  attach.call(document, 'click', (event) => { if (event.isTrusted) { measured.click = performance.now(); delete measured.code; } }, true);
  const look = () => {
    if (measured.control === undefined && document.querySelector('button')) measured.control = performance.now();
    if (measured.copyRow === undefined) {
      for (const button of document.querySelectorAll('button')) {
        if (/copy/i.test(button.textContent) && button.isConnected) { measured.copyRow = performance.now(); break; }
      }
    }
    if (measured.code === undefined && document.querySelector('[data-testid="code"]')) measured.code = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})();
`;

const bareManifest = {
  manifest_version: 3,
  name: 'Bare',
  version: '1.0.0',
  action: { default_popup: 'popup.html' },
  background: { service_worker: 'background.js' },
  content_scripts: [{ matches: ['https://acme.service-now.com/*'], js: ['content.js'] }],
};

const barePopup = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Bare</title><script src="measure.js"></script></head>
  <body><h1>Bare</h1><button type="button">Press</button><script src="popup.js"></script></body>
</html>
`;

/** Writes the extension that does nothing: a static popup, an empty content script, one listener. */
function writeBare(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const files: Readonly<Record<string, string>> = {
    'manifest.json': JSON.stringify(bareManifest),
    'popup.html': barePopup,
    'popup.js': "document.querySelector('button').addEventListener('click', () => {});\n",
    'background.js':
      'chrome.runtime.onMessage.addListener((_message, _sender, answer) => { answer({ ok: true }); });\n',
    'content.js': '',
    'measure.js': probe,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** Copies the finished build and puts the probe first in its pages. */
function writeProduct(folder: string): void {
  cpSync(builtFolder('chrome'), folder, { recursive: true });
  writeFileSync(join(folder, 'measure.js'), probe);
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.html'))) {
    const path = join(folder, name);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('<head>', '<head><script src="/measure.js"></script>'),
    );
  }
}

/** Makes both extensions below a folder. */
export function writeVariants(folder: string): readonly Variant[] {
  const bare: Variant = { name: 'bare', folder: join(folder, 'bare') };
  const product: Variant = { name: 'liaison', folder: join(folder, 'liaison') };
  writeBare(bare.folder);
  writeProduct(product.folder);
  return [bare, product];
}
