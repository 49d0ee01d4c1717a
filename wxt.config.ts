import { readdirSync } from 'node:fs';

import { defineConfig } from 'wxt';

import { withFirstChunk } from './tests/run/first-chunk.ts';
import { withLazySchemas } from './tests/run/lazy-schemas.ts';
import { leanLocales } from './tests/run/lean-locales.ts';
import { withBrowsersOwnApi } from './tests/run/own-api.ts';
import { withQuietContentScripts } from './tests/run/quiet-content-scripts.ts';
import { withoutGeneratedCode } from './tests/run/without-generated-code.ts';

// A fixed id keeps the same storage over updates; the data-collection declaration says "none" to Firefox users.
const firefoxId = 'liaison@liaison.example';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  // http: is for on-premise instances that have no TLS; Firefox's own default would turn it into https.
  "connect-src 'self' https: http:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export default defineConfig({
  imports: false,
  srcDir: '.',
  outDir: '.output',
  targetBrowsers: ['chrome', 'firefox'],
  manifestVersion: 3,
  vite: () => ({
    plugins: [
      withBrowsersOwnApi(),
      withQuietContentScripts(),
      withLazySchemas(),
      withFirstChunk(),
      withoutGeneratedCode(),
    ],
    // A second language is a second folder and nothing else.
    define: {
      __LANGUAGES__: JSON.stringify(readdirSync(new URL('public/_locales', import.meta.url))),
    },
    build: { target: ['chrome140', 'firefox140'], modulePreload: false },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    short_name: 'Liaison',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: [
      'activeTab',
      'alarms',
      'contextMenus',
      'cookies',
      'scripting',
      'storage',
      'unlimitedStorage',
    ],
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    incognito: 'not_allowed',
    content_security_policy: { extension_pages: contentSecurityPolicy },
    commands: {
      _execute_action: {
        suggested_key: { default: 'Alt+Shift+L' },
        description: '__MSG_command_open_popup__',
      },
      'copy-latest-code': {
        suggested_key: { default: 'Alt+Shift+C' },
        description: '__MSG_command_copy_latest_code__',
      },
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: firefoxId,
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '140' }),
  }),
  hooks: {
    'build:publicAssets': (_wxt, files) => leanLocales(files),
    'build:manifestGenerated': (_wxt, manifest) => {
      // Content scripts are registered for the sites that the admin allows, so nothing is asked for beforehand.
      delete manifest.host_permissions;
      delete manifest.web_accessible_resources;
    },
  },
});
