// Rebuilds while files change, with the extension in a browser where there is a display.
// `npm run dev -- firefox` for Firefox.
import { prepare, root } from './setup.mjs';

const target = process.argv.includes('firefox') ? 'firefox' : 'chrome';
await prepare([target === 'firefox' ? 'firefox' : 'chromium']);
const { chromiumPath, firefoxPath } = await import('../support/browser-paths.ts');
const { createServer } = await import('wxt');
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const server = await createServer({
  root,
  browser: target,
  manifestVersion: 3,
  webExt: {
    disabled: !hasDisplay,
    binaries: { chrome: chromiumPath() ?? '', firefox: firefoxPath() ?? '' },
  },
});
await server.start();
if (!hasDisplay) console.log('No display: load .output by hand.');
