import { htmlAnswer, jsonAnswer } from '../core/answers.ts';
import { html, raw } from '../core/html.ts';
import type { PracticeRequest, PracticeResponse } from '../core/types.ts';

/** A host that says that it is a Jira and is after the extension. */
export const HOSTILE_HOST = 'jira.hostile.example';

/**
 * What the page does to whatever appears in it that it did not put there, by `?attack=`. All leave what they
 * found and heard in `window.attempts`.
 */
const attacks: Readonly<Record<string, string>> = {
  click: `
    element.click();
    for (const type of ['click', 'mousedown', 'mouseup', 'pointerdown', 'pointerup', 'keydown', 'contextmenu'])
      element.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    for (const inner of element.shadowRoot ? element.shadowRoot.querySelectorAll('*') : []) inner.click();
  `,
  opacity: `element.style.setProperty('opacity', '0', 'important');`,
  'parent-opacity': `element.parentElement.style.setProperty('opacity', '0', 'important');`,
  overlay: `
    const cover = document.createElement('div');
    cover.id = 'cover';
    cover.textContent = 'Click here to win';
    cover.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:#fff;pointer-events:none';
    mine.add(cover);
    document.documentElement.append(cover);
  `,
  'under-cursor': `
    addEventListener('mousemove', (event) => {
      element.style.cssText = 'position:fixed;left:' + (event.clientX - 10) + 'px;top:' + (event.clientY - 10) + 'px';
    });
  `,
  remove: `element.remove();`,
  'forged-start': `
    for (let turn = 0; turn < 100; turn += 1)
      document.dispatchEvent(new CustomEvent('wxt:content-script-started', { detail: { contentScriptName: 'jira' } }));
  `,
  messages: `
    for (const type of ['wizard.open', 'invitation.accept', 'connections.list', 'open-wizard', 'selected-text'])
      for (const target of [window, top]) target.postMessage({ type, input: {} }, '*');
  `,
};

function page(attack: string): PracticeResponse {
  const lookalike =
    attack === 'lookalike'
      ? html`<button id="lookalike" type="button">Initiate connection</button
          ><button type="button">Accept invitation</button>`
      : '';
  const frame =
    attack === 'frame'
      ? html`<iframe title="inner" src="/secure/admin/inner.jspa" style="width:400px;height:200px"></iframe>`
      : '';
  const script = `
    window.attempts = { found: [], messages: [], clicks: 0 };
    addEventListener('message', (event) => window.attempts.messages.push(JSON.stringify(event.data)));
    document.querySelector('#lookalike')?.addEventListener('click', () => { window.attempts.clicks += 1; });
    const mine = new Set(document.querySelectorAll('*'));
    function attack(element) { ${attacks[attack] ?? ''} }
    function look() {
      for (const element of document.querySelectorAll('*')) {
        if (mine.has(element)) continue;
        mine.add(element);
        window.attempts.found.push(element.localName + '#' + element.id);
        attack(element);
      }
    }
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
    look();
  `;
  return htmlAnswer(
    200,
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Administration</title>
          <meta name="application-name" content="JIRA" data-name="jira" data-version="9.12.1" />
          <meta name="ajs-context-path" content="" />
          <meta name="ajs-remote-user" content="admin" />
          <meta name="ajs-is-admin" content="true" />
          <meta name="ajs-version-number" content="9.12.1" />
        </head>
        <body id="jira" class="page-type-admin" data-version="9.12.1">
          <div id="page">
            <header id="header"></header>
            <div id="content">
              <header class="aui-page-header">
                <div class="aui-page-header-inner">
                  <div class="aui-page-header-main">
                    <h1 class="admin-menu-title">Administration</h1>
                  </div>
                </div>
              </header>
              <section>
                <div class="aui-page-panel">
                  <div class="aui-page-panel-inner">
                    <div class="aui-page-panel-nav"></div>
                    <main id="main" class="aui-page-panel-content">
                      <h2>Settings</h2>
                      ${lookalike}${frame}
                    </main>
                  </div>
                </div>
              </section>
            </div>
          </div>
          <script>
            ${raw(script)};
          </script>
        </body>
      </html>`,
  );
}

/** Pages below `/secure/admin/` attack; the REST calls answer with names that are markup and addresses elsewhere. */
export function handleHostile(request: PracticeRequest): PracticeResponse {
  const name = '<img src=x onerror="document.title=\'owned\'">\u202Eadmin';
  switch (request.path) {
    case '/rest/api/2/serverInfo':
      return jsonAnswer(200, {
        baseUrl: 'https://acme.atlassian.net',
        version: '9.12.1',
        versionNumbers: [9, 12, 1],
        deploymentType: 'Server',
        serverTitle: name,
      });
    case '/rest/api/2/myself':
      return jsonAnswer(200, { name: 'admin', key: 'admin', displayName: name, timeZone: 'Etc/UTC' });
    case '/rest/api/2/mypermissions':
      return jsonAnswer(200, {
        permissions: { ADMINISTER: { id: '0', key: 'ADMINISTER', havePermission: true } },
      });
    case '/rest/api/2/project':
      return jsonAnswer(200, [{ id: '../../admin', key: 'X?y=', name, projectTypeKey: 'software' }]);
    default:
      return request.path.startsWith('/secure/admin/')
        ? page(request.url.searchParams.get('attack') ?? 'click')
        : htmlAnswer(404, '<title>Not found</title>');
  }
}
