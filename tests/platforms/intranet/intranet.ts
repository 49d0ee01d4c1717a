import { htmlAnswer, redirectTo, textAnswer } from '../core/answers.ts';
import { html, raw } from '../core/html.ts';
import type { PracticeClock, PracticePlatform, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { HOSTILE_HOST, handleHostile } from './hostile.ts';

const HOST = 'intranet.acme.example';
/** A wiki of Jira's maker: half of its metas are Jira's, and it is none. */
const WIKI_HOST = 'wiki.acme.example';
/** A host that sends everybody on to another one. */
const MOVED_HOST = 'moved.acme.example';

const style = raw(`
  body { font: 15px/1.5 system-ui, sans-serif; margin: 0; color: #222; background: #f4f4f2 }
  header { background: #3b3f4a; color: #fff; padding: 10px 20px }
  main { max-width: 46rem; margin: 20px auto; background: #fff; padding: 20px; border: 1px solid #ddd }
  blockquote { border-left: 3px solid #ccc; margin: 0; padding-left: 1em; color: #555 }
  pre { white-space: pre-wrap; word-break: break-all }
`);

function page(title: string, body: ReturnType<typeof html>, script = ''): PracticeResponse {
  return htmlAnswer(
    200,
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>${title}</title>
          <style>
            ${style}
          </style>
        </head>
        <body>
          <header>Acme intranet · ${title}</header>
          <main>${body}</main>
          ${
            script === ''
              ? ''
              : html`<script>
                  ${raw(script)};
                </script>`
          }
        </body>
      </html>`,
  );
}

/** Text of the requester's choice as it would stand in mail or chat; the tests put an invitation code there. */
function message(request: PracticeRequest): PracticeResponse {
  const text =
    request.url.searchParams.get('text') ??
    'Hello,\n\nhere is our invitation code, please accept it today.\n\n(ask a colleague for one)\n\nKind regards\nRobin';
  return page(
    'Mail',
    html`<h1>Connection</h1>
      <p>From: Robin Example</p>
      <pre id="message">${text}</pre>`,
  );
}

/**
 * A page that tries what hostile pages try: it looks for elements it did not put there, hides or covers them,
 * clicks them by script, and sends events and messages. What it found is left in `window.attempts`.
 */
const hostileScript = `
  window.attempts = { found: [], messages: [] };
  addEventListener('message', (event) => window.attempts.messages.push(String(event.data)));
  const mine = new Set(document.querySelectorAll('*'));
  function attack() {
    for (const element of document.querySelectorAll('*')) {
      if (mine.has(element)) continue;
      mine.add(element);
      window.attempts.found.push(element.localName);
      element.style.opacity = '0';
      element.click();
      for (const type of ['click', 'mousedown', 'mouseup', 'pointerdown', 'pointerup', 'keydown', 'contextmenu'])
        element.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
      const root = element.shadowRoot;
      if (root) for (const inner of root.querySelectorAll('*')) inner.click();
    }
    for (const type of ['wxt:content-script-started', 'content-script-started'])
      document.dispatchEvent(new CustomEvent(type, { detail: { contentScriptName: 'jira' } }));
    for (const type of ['wizard.open', 'invitation.accept', 'connections.list'])
      postMessage({ type, input: {} }, '*');
  }
  new MutationObserver(attack).observe(document, { childList: true, subtree: true });
  attack();
`;

function wiki(): PracticeResponse {
  return htmlAnswer(
    200,
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>Administration Console - Confluence</title>
          <meta name="application-name" content="Confluence" data-name="confluence" data-version="8.5.4" />
          <meta name="ajs-context-path" content="" />
          <meta name="ajs-remote-user" content="admin" />
          <meta name="ajs-is-admin" content="true" />
          <meta name="ajs-version-number" content="8.5.4" />
        </head>
        <body id="com-atlassian-confluence" class="page-type-admin">
          <div id="page">
            <section id="content"><h1>Confluence administration</h1></section>
          </div>
        </body>
      </html>`,
  );
}

/** A host that is none of the platforms: mail and chat with text to select, a hostile page, redirects. */
export function createIntranet(_clock: PracticeClock): PracticePlatform {
  return {
    id: 'intranet',
    hosts: [HOST, WIKI_HOST, MOVED_HOST, HOSTILE_HOST],
    faultKinds: [],
    handle: (request) => {
      if (request.url.hostname === WIKI_HOST) return wiki();
      if (request.url.hostname === MOVED_HOST) {
        return redirectTo(`https://jira.contoso.example${request.path}${request.url.search}`, {
          status: 302,
        });
      }
      if (request.url.hostname === HOSTILE_HOST) return handleHostile(request);
      switch (request.path) {
        case '/':
          return page(
            'Home',
            html`<ul>
              <li><a href="/mail">Mail</a></li>
              <li><a href="/chat">Chat</a></li>
              <li><a href="/hostile">A hostile page</a></li>
            </ul>`,
          );
        case '/mail':
          return message(request);
        case '/chat':
          return page(
            'Chat',
            html`<p><b>robin</b> did you get it?</p>
              <blockquote id="message">
                ${request.url.searchParams.get('text') ?? 'I will send the code in a minute.'}
              </blockquote>
              <textarea id="reply" aria-label="Reply" rows="4" cols="60">
${request.url.searchParams.get('text') ?? ''}</textarea>`,
          );
        case '/hostile':
          return page(
            'Hostile',
            html`<h1 id="jira">Administration</h1>
              <section id="content"><p>Looks like a platform and is none.</p></section>`,
            hostileScript,
          );
        case '/redirect':
          return redirectTo(request.url.searchParams.get('to') ?? '/', {
            status: Number(request.url.searchParams.get('status') ?? 302),
          });
        case '/echo-headers':
          return textAnswer(200, JSON.stringify(Object.fromEntries(request.headers), null, 2));
        default:
          return htmlAnswer(
            404,
            html`<title>Not found</title>
              <p>There is nothing here.</p>`,
          );
      }
    },
    reset: () => undefined,
    describe: () => [{ instance: `https://${HOST}`, url: `https://${HOST}/mail`, users: [] }],
    snapshot: () => ({}),
    act: (_host, action) => {
      throw new Error(`the intranet knows no ${action}`);
    },
  };
}
