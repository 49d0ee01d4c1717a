import { randomBytes } from 'node:crypto';

import { htmlAnswer, jsonAnswer, redirectTo, setCookie, textAnswer, withHeaders } from '../core/answers.ts';
import { html, raw, scriptJson } from '../core/html.ts';
import type { FaultSwitch, PracticeClock, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { fileAnswer, handleRest } from './rest.ts';
import seed from './seed.json' with { type: 'json' };
import { actOn, faultKinds, localTarget, metas, securePage, snapshotOf, usersOf } from './shared.ts';
import type { JiraPractice } from './shared.ts';
import { accounts, createSite } from './site.ts';
import type { Account, Site } from './site.ts';

const LOGIN_HOST = 'id.atlassian.com';
const MEDIA_HOST = 'api.media.atlassian.com';

const css = `
body { margin: 0; font: 14px/1.45 system-ui, sans-serif; color: #20283a; background: #fff }
a { color: #2a5bd7; text-decoration: none }
h1 { font-size: 22px; margin: 0 0 12px }
button { font: inherit; padding: 6px 12px; border: 0; border-radius: 4px; background: #2a5bd7; color: #fff }
._topnav a:first-child { font-weight: 700 }
._topnav span { margin-left: auto }
.login { max-width: 320px; margin: 80px auto; display: grid; gap: 8px }
._1e0c1txw { display: flex }
._topnav { background: #fff; border-bottom: 1px solid #d8dce4; padding: 10px 16px; gap: 16px; align-items: center }
._side { width: 220px; padding: 16px; border-right: 1px solid #d8dce4; min-height: 90vh }
._side a { display: block; padding: 4px 0 }
._main { flex: 1; padding: 20px 28px }
._main table { border-collapse: collapse; width: 100% }
._main td { border-bottom: 1px solid #d8dce4; padding: 6px 8px }
._main textarea, ._main input { font: inherit; width: 100%; max-width: 480px; display: block; margin: 6px 0 }
`;

/**
 * The single-page application: it draws below `#jira-frontend`, takes every link with pushState, replaces all
 * it has drawn on each navigation and once more a moment later, and gives elements classes that say nothing.
 */
const script = `
'use strict';
(() => {
  const root = document.querySelector('#jira-frontend');
  const { user, admin, projects } = window.__practice;
  let drawing = 0;
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }
  const hashed = () => '_' + Math.random().toString(36).slice(2, 10);
  function link(path, label) {
    const made = element('a', { href: path, class: hashed() }, label);
    made.addEventListener('click', (event) => {
      event.preventDefault();
      history.pushState({}, '', path);
      draw();
    });
    return made;
  }
  async function api(method, path, body) {
    const answer = await fetch('/rest/api/3/' + path, {
      method,
      headers: { Accept: 'application/json', ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) return { failed: answer.status };
    return answer.status === 204 ? {} : answer.json();
  }
  const text = (node) => !node ? '' : node.type === 'text' ? node.text : (node.content || []).map(text).join(node.type === 'paragraph' ? '' : '\\n');
  const doc = (value) => ({ type: 'doc', version: 1, content: [{ type: 'paragraph', content: value ? [{ type: 'text', text: value }] : [] }] });
  async function issueView(key) {
    const issue = await api('GET', 'issue/' + key);
    if (issue.failed) return [element('h1', {}, 'You can\\u2019t view this issue')];
    const summary = element('input', { 'aria-label': 'Summary', name: 'summary' });
    summary.value = issue.fields.summary;
    const save = element('button', { 'data-testid': 'issue-field-summary.save' }, 'Save');
    save.addEventListener('click', async () => {
      await api('PUT', 'issue/' + issue.id, { fields: { summary: summary.value } });
      draw();
    });
    const comment = element('textarea', { 'aria-label': 'Add a comment' });
    const send = element('button', { 'data-testid': 'comment-save-button' }, 'Comment');
    send.addEventListener('click', async () => {
      await api('POST', 'issue/' + issue.id + '/comment', { body: doc(comment.value) });
      draw();
    });
    const list = issue.fields.comment.comments.map((one) =>
      element('div', { class: hashed() }, element('b', {}, one.author.displayName), ' ' + text(one.body)));
    document.title = '[' + issue.key + '] ' + issue.fields.summary + ' - Jira';
    return [
      element('nav', { 'data-testid': 'issue.views.issue-base.foundation.breadcrumbs.current-issue.item' }, link('/browse/' + issue.key, issue.key)),
      element('h1', { 'data-testid': 'issue.views.issue-base.foundation.summary.heading' }, issue.fields.summary),
      element('p', {}, issue.fields.issuetype.name + ' \\u00b7 ' + issue.fields.status.name),
      element('div', { 'data-testid': 'issue.views.field.rich-text.description' }, text(issue.fields.description)),
      summary, save, ...list, comment, send,
    ];
  }
  async function list(key) {
    const rows = await api('GET', 'search/jql?fields=summary,status&jql=' + encodeURIComponent('project = ' + key + ' ORDER BY key'));
    document.title = key + ' - Jira';
    const table = element('table', {});
    for (const row of rows.issues || [])
      table.append(element('tr', {}, element('td', {}, link('/browse/' + row.key, row.key)), element('td', {}, row.fields.summary), element('td', {}, row.fields.status.name)));
    return [element('h1', {}, key), table];
  }
  async function content() {
    const path = location.pathname;
    const key = new URLSearchParams(location.search).get('selectedIssue') ||
      (/^\\/browse\\/([A-Za-z][A-Za-z0-9_]*-\\d+)/.exec(path) || /\\/projects\\/[^/]+\\/(?:.*\\/)?([A-Z][A-Z0-9_]*-\\d+)/.exec(path) || [])[1];
    if (key) return issueView(key);
    const project = (/\\/projects\\/([A-Z][A-Z0-9_]*)/.exec(path) || /^\\/browse\\/([A-Z][A-Z0-9_]*)$/.exec(path) || [])[1];
    if (project) return list(project);
    if (path.startsWith('/jira/settings/') || path.startsWith('/plugins/servlet/ac/')) {
      document.title = 'Settings - Jira';
      if (!admin) return [element('h1', {}, 'You don\\u2019t have access to this page')];
      const name = path.split('/').filter(Boolean).slice(2).join(' / ') || 'Settings';
      const title = name.replaceAll('-', ' ');
      return [element('h1', {}, title[0].toUpperCase() + title.slice(1)), element('p', {}, 'Base URL: ' + location.origin)];
    }
    document.title = 'Your work - Jira';
    return [element('h1', {}, 'Your work'), element('p', {}, 'Good day, ' + user), ...projects.map((one) => element('p', {}, link('/jira/' + one.path + '/projects/' + one.key + '/issues', one.name)))];
  }
  async function draw(again) {
    drawing += 1;
    const mine = drawing;
    if (!again) root.replaceChildren(element('div', { class: hashed(), 'aria-busy': 'true' }, 'Loading'));
    const parts = await content();
    if (mine !== drawing) return;
    const settings = location.pathname.startsWith('/jira/settings/');
    const side = settings
      ? [link('/jira/settings/system/general-configuration', 'System'), link('/jira/settings/issues/issue-types', 'Work items'), link('/jira/settings/projects/manage-projects', 'Projects'), link('/jira/settings/apps/manage-apps', 'Apps')]
      : projects.map((one) => link('/jira/' + one.path + '/projects/' + one.key + '/issues', one.name));
    const out = element('a', { href: '/logout', class: hashed() }, 'Log out');
    root.replaceChildren(
      element('header', { class: '_topnav _1e0c1txw ' + hashed(), 'data-testid': 'page-layout.top-nav' }, link('/jira/your-work', 'Jira'), link('/jira/settings/system/general-configuration', 'Settings'), element('span', {}, user), out),
      element('div', { class: '_1e0c1txw ' + hashed() },
        element('nav', { class: '_side ' + hashed(), 'data-testid': 'page-layout.sidebar' }, ...side),
        element('main', { id: 'ak-main-content', class: '_main ' + hashed(), tabindex: '-1', 'data-testid': 'page-layout.main' }, ...parts)),
    );
    if (!again) setTimeout(() => { if (mine === drawing && !root.contains(document.activeElement)) draw(true); }, 300);
  }
  addEventListener('popstate', () => draw());
  draw();
})();
`;

interface SignInTicket {
  user: string;
  host: string;
}

/** Two Jira Cloud sites with one sign-in for both and a host for files. */
export function createJiraCloud(clock: PracticeClock): JiraPractice {
  const sites = seed.sites.filter((one) => one.kind === 'cloud').map((one) => createSite(one, clock));
  const byHost = new Map(sites.map((site) => [site.seed.host, site] as const));
  /** Sessions of the account, known to the sign-in host alone. */
  let accountSessions = new Map<string, string>();
  /** Single-use tickets that carry a sign-in to a site. */
  let tickets = new Map<string, SignInTicket>();

  const siteOf = (host: string): Site => {
    const found = byHost.get(host);
    if (!found) throw new Error(`no Jira at ${host}`);
    return found;
  };

  const toLogin = (request: PracticeRequest): PracticeResponse => {
    const back = `${request.url.origin}/login?dest-url=${encodeURIComponent(request.path + request.url.search)}`;
    return redirectTo(`https://${LOGIN_HOST}/login?application=jira&continue=${encodeURIComponent(back)}`);
  };

  /** Where a signed-in browser goes on: back to one of the sites, with a ticket. */
  const carryOn = (user: string, target: string | null, headers: [string, string][]): PracticeResponse => {
    const url = target !== null && URL.canParse(target) ? new URL(target) : undefined;
    const site = url?.protocol === 'https:' ? byHost.get(url.hostname) : undefined;
    if (!url || !site) return withHeaders(textAnswer(200, 'You are signed in.'), headers);
    if (!site.member(user))
      return withHeaders(textAnswer(403, 'You don’t have access to this site.'), headers);
    const ticket = randomBytes(16).toString('hex');
    tickets.set(ticket, { user, host: url.hostname });
    url.searchParams.set('ticket', ticket);
    return redirectTo(url.href, { headers });
  };

  const loginPage = (target: string, problem: string): PracticeResponse =>
    securePage(
      () =>
        html`<!DOCTYPE html>
          <html lang="en">
            <head>
              <meta charset="utf-8" />
              <title>Log in to continue - Log in with Atlassian account</title>
              <link rel="stylesheet" href="/practice.css" />
            </head>
            <body>
              <form class="login" id="form-login" method="post" action="/login">
                <h1>Log in to continue</h1>
                ${problem === '' ? '' : html`<p id="login-error" role="alert">${problem}</p>`}
                <label for="username">Email</label
                ><input id="username" name="username" autocomplete="username" />
                <label for="password">Password</label
                ><input id="password" name="password" type="password" autocomplete="current-password" />
                <input type="hidden" name="continue" value="${target}" />
                <button id="login-submit" type="submit">Log in</button>
              </form>
            </body>
          </html>`,
    );

  /** The real one shows a token once; this one's is always the same. */
  const tokensPage = (account: Account): PracticeResponse =>
    securePage(
      () =>
        html`<!DOCTYPE html>
          <html lang="en">
            <head>
              <meta charset="utf-8" />
              <title>API tokens</title>
              <link rel="stylesheet" href="/practice.css" />
            </head>
            <body>
              <main class="_main">
                <h1>API tokens</h1>
                <p>For ${account.email}:</p>
                <code id="api-token">${account.apiToken}</code>
              </main>
            </body>
          </html>`,
    );

  const handleLoginHost = (request: PracticeRequest): PracticeResponse => {
    if (request.path === '/practice.css') return stylesheet();
    if (request.path === '/logout') {
      accountSessions.delete(request.cookies['cloud.session.token'] ?? '');
      return redirectTo('/login', {
        headers: [setCookie('cloud.session.token', '', { domain: 'atlassian.com', maxAge: 0 })],
      });
    }
    if (request.path === '/manage-profile/security/api-tokens') {
      const account = accounts.find(
        (one) => one.name === accountSessions.get(request.cookies['cloud.session.token'] ?? ''),
      );
      return account ? tokensPage(account) : redirectTo('/login');
    }
    if (request.path !== '/login') return textAnswer(404, 'Not found');
    if (request.method !== 'POST') {
      const target = request.url.searchParams.get('continue');
      const user = accountSessions.get(request.cookies['cloud.session.token'] ?? '');
      return user === undefined ? loginPage(target ?? '', '') : carryOn(user, target, []);
    }
    const form = request.form();
    const name = form.get('username') ?? '';
    const account = accounts.find(
      (one) => (one.name === name || one.email === name) && one.password === form.get('password'),
    );
    if (!account) return loginPage(form.get('continue') ?? '', 'Incorrect email address and / or password.');
    const token = randomBytes(32).toString('base64url');
    accountSessions.set(token, account.name);
    return carryOn(account.name, form.get('continue'), [
      setCookie('cloud.session.token', token, {
        domain: 'atlassian.com',
        httpOnly: true,
        secure: true,
        sameSite: 'None',
        maxAge: 2_592_000,
      }),
    ]);
  };

  /** Files by signed address: no cookie, no header, an end. */
  const handleMedia = (request: PracticeRequest): PracticeResponse => {
    const id = /^\/file\/(\d+)\/binary$/.exec(request.path)?.[1];
    const parameters = request.url.searchParams;
    const site = byHost.get(parameters.get('site') ?? '');
    const data = id === undefined ? undefined : site?.file(id);
    if (!site || !data) return textAnswer(404, 'Not Found');
    if (Number(parameters.get('until')) < clock.now()) return textAnswer(403, 'The signed link has expired.');
    const attachment = site
      .issues()
      .flatMap((one) => one.attachments)
      .find((one) => one.id === id);
    return fileAnswer(
      {
        data,
        type: attachment?.mimeType ?? 'application/octet-stream',
        name: attachment?.filename ?? 'file',
      },
      request.headers.get('range'),
    );
  };

  const stylesheet = (): PracticeResponse => ({
    status: 200,
    headers: { 'Content-Type': 'text/css;charset=UTF-8' },
    body: css,
  });

  const projectPaths: Readonly<Record<string, string>> = {
    software: 'software/c',
    service_desk: 'servicedesk',
    business: 'core',
  };

  const application = (site: Site, account: Account): PracticeResponse =>
    securePage(
      (nonce) =>
        html`<!DOCTYPE html>
          <html lang="en" data-theme="light:light" data-color-mode="light">
            <head>
              <meta charset="utf-8" />
              <title>Jira</title>
              <meta
                name="application-name"
                content="JIRA"
                data-name="jira"
                data-version="1001.0.0-SNAPSHOT"
              />
              ${metas([
                ['ajs-cloud-id', 'cloudId' in site.seed ? (site.seed.cloudId ?? '') : ''],
                ['ajs-cloud-name', site.seed.host.split('.')[0] ?? ''],
                ['ajs-atlassian-account-id', account.accountId],
                ['ajs-base-url', site.seed.baseUrl],
                ['ajs-context-path', ''],
                ['ajs-remote-user', account.accountId],
                ['ajs-is-admin', String(site.isAdmin(account.name))],
                ['ajs-version-number', '1001.0.0-SNAPSHOT'],
              ])}
              <link rel="stylesheet" href="/practice.css" />
              <script nonce="${nonce}">
                ${raw(
                  `window.__practice = ${
                    scriptJson({
                      user: account.display,
                      admin: site.isAdmin(account.name),
                      projects: site
                        .projects()
                        .filter((one) => site.mayBrowse(account.name, one))
                        .map((one) => ({
                          key: one.key,
                          name: one.name,
                          path: projectPaths[one.type] ?? 'core',
                        })),
                    }).markup
                  };`,
                )};
              </script>
            </head>
            <body>
              <div id="jira-frontend"></div>
              <script src="/practice.js"></script>
            </body>
          </html>`,
      { connect: `https://${MEDIA_HOST}` },
    );

  /** Another product under the same host, with the same metas as Jira's of old. */
  const wiki = (site: Site, account: Account): PracticeResponse =>
    securePage(
      () =>
        html`<!DOCTYPE html>
          <html lang="en">
            <head>
              <meta charset="utf-8" />
              <title>Overview - Confluence</title>
              <meta name="application-name" content="Confluence" data-name="confluence" />
              ${metas([
                ['ajs-cloud-id', 'cloudId' in site.seed ? (site.seed.cloudId ?? '') : ''],
                ['ajs-atlassian-account-id', account.accountId],
                ['ajs-context-path', '/wiki'],
              ])}
            </head>
            <body>
              <main id="content"><h1>Overview</h1></main>
            </body>
          </html>`,
    );

  const handleSite = (site: Site, request: PracticeRequest, faults: FaultSwitch): PracticeResponse => {
    const { path } = request;
    if (path === '/practice.css') return stylesheet();
    if (path === '/practice.js') {
      return {
        status: 200,
        headers: { 'Content-Type': 'application/javascript;charset=UTF-8' },
        body: script,
      };
    }
    if (path === '/_edge/tenant_info') {
      // Told to everybody: the site's id is no secret.
      return jsonAnswer(200, { cloudId: 'cloudId' in site.seed ? (site.seed.cloudId ?? '') : '' });
    }
    if (path.startsWith('/rest/')) {
      return handleRest(site, request, faults, {
        cookie: 'tenant.session.token',
        loginPage: () => loginPage('', ''),
        sso: `https://${LOGIN_HOST}/login`,
      });
    }
    if (faults.takeAny(['503', 'maintenance'], request)) {
      return htmlAnswer(
        503,
        '<html><head><title>Temporarily unavailable</title></head><body>We’ll be back soon.</body></html>',
      );
    }
    if (faults.take('signed-out', request)) {
      site.endSessions();
      accountSessions.clear();
    }
    if (path === '/login') {
      const ticket = tickets.get(request.url.searchParams.get('ticket') ?? '');
      tickets.delete(request.url.searchParams.get('ticket') ?? '');
      const target = localTarget(request.url.searchParams.get('dest-url'), '/jira/your-work');
      if (!ticket || ticket.host !== site.seed.host) {
        return redirectTo(
          `https://${LOGIN_HOST}/login?application=jira&continue=${encodeURIComponent(`${request.url.origin}/login?dest-url=${encodeURIComponent(target)}`)}`,
        );
      }
      const session = site.signIn(ticket.user);
      return redirectTo(target, {
        headers: [
          setCookie('tenant.session.token', session.id, { httpOnly: true, secure: true, sameSite: 'None' }),
          setCookie('atlassian.xsrf.token', session.xsrfToken, { secure: true, sameSite: 'None' }),
        ],
      });
    }
    const session = site.session(request.cookies['tenant.session.token']);
    if (path === '/logout') {
      if (session) site.signOut(session.id);
      return redirectTo(`https://${LOGIN_HOST}/logout`, {
        headers: [setCookie('tenant.session.token', '', { httpOnly: true, secure: true, maxAge: 0 })],
      });
    }
    const account = site.account(session?.user);
    if (!account) return toLogin(request);
    if (path === '/' || path === '/jira') return redirectTo('/jira/your-work');
    if (path === '/wiki' || path.startsWith('/wiki/')) return wiki(site, account);
    if (path.startsWith('/secure/admin/')) {
      // The old administration still answers, as a frame of the new one.
      return redirectTo('/jira/settings/system/general-configuration');
    }
    if (path === '/secure/BrowseProjects.jspa') return redirectTo('/jira/projects');
    const shown = /^\/(?:browse|jira(?:\/[a-z]+)*\/projects)\/([A-Z][A-Z0-9_]*)/.exec(path)?.[1];
    const looked = shown === undefined ? undefined : site.project(shown);
    if (looked) site.viewed(account.name, looked.id);
    if (/^\/(jira|browse|plugins\/servlet\/ac|issues)(\/|$)/.test(path)) return application(site, account);
    return htmlAnswer(
      404,
      '<html><head><title>Page not found</title></head><body>We couldn’t find that page.</body></html>',
    );
  };

  return {
    id: 'jira-cloud',
    hosts: [...byHost.keys(), LOGIN_HOST, MEDIA_HOST],
    faultKinds,
    site: siteOf,
    handle: (request, faults) => {
      const host = request.url.hostname;
      if (host === LOGIN_HOST) return handleLoginHost(request);
      if (host === MEDIA_HOST) return handleMedia(request);
      return withHeaders(handleSite(siteOf(host), request, faults), {
        Server: 'AtlassianEdge',
        'Strict-Transport-Security': 'max-age=63072000; preload',
        'Atl-Traceid': randomBytes(16).toString('hex'),
      });
    },
    reset: () => {
      accountSessions = new Map();
      tickets = new Map();
      for (const site of sites) site.reset();
    },
    describe: () =>
      sites.map((site) => ({
        instance: site.seed.baseUrl,
        url: `${site.seed.baseUrl}/jira/settings/system/general-configuration`,
        entityUrl: `${site.seed.baseUrl}/browse/${site.issues()[0]?.key ?? ''}`,
        users: usersOf(site),
      })),
    snapshot: (host) => snapshotOf(siteOf(host)),
    act: (host, action, input) => {
      if (action === 'expire-sessions') accountSessions = new Map();
      return actOn(siteOf(host), action, input);
    },
  };
}
