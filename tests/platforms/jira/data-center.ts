import { htmlAnswer, jsonAnswer, redirectTo, setCookie, withHeaders } from '../core/answers.ts';
import { html } from '../core/html.ts';
import type { Markup } from '../core/html.ts';
import type { FaultSwitch, PracticeClock, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { textOf } from './document.ts';
import { search } from './jql.ts';
import { fileAnswer, findAttachment, handleRest } from './rest.ts';
import seed from './seed.json' with { type: 'json' };
import { actOn, faultKinds, localTarget, metas, securePage, snapshotOf, usersOf } from './shared.ts';
import type { JiraPractice } from './shared.ts';
import { accounts, catalogue, createSite, jiraTime } from './site.ts';
import type { Account, Issue, Session, Site } from './site.ts';

/** Where a sign-on service of the company stands in front of Jira. */
const SSO_HOST = 'sso.acme.example';

const css = `
body { margin: 0; font: 14px/1.45 system-ui, sans-serif; color: #222b3a; background: #fff }
a { color: #1d5fa8 }
#header { background: #24344d; color: #fff }
#header nav { display: flex; gap: 18px; align-items: center; padding: 10px 20px }
#header a { color: #dbe7f7; text-decoration: none }
#logo { margin: 0; font-size: 17px }
#header-details-user-fullname { margin-left: auto }
h1 { font-size: 22px; margin: 0 }
h2 { font-size: 17px; margin: 0 0 8px }
#footer { padding: 12px 20px; color: #667 }
#content .issue-view, #content #dashboard { padding: 16px 20px }
ol.aui-nav-breadcrumbs { list-style: none; display: flex; gap: 8px; padding: 0; margin: 0 0 4px }
form.aui textarea { min-height: 60px }
.aui-page-header { padding: 16px 20px 8px; border-bottom: 1px solid #dfe3e8 }
.aui-page-panel-inner { display: flex; gap: 24px; padding: 16px 20px }
.aui-page-panel-nav { width: 220px; flex: none }
.aui-page-panel-nav a { display: block; padding: 4px 0 }
.aui-page-panel-content { flex: 1; min-width: 0 }
table.aui { border-collapse: collapse; width: 100% }
table.aui td, table.aui th { text-align: left; border-bottom: 1px solid #dfe3e8; padding: 6px 8px }
form.aui { display: grid; gap: 8px; max-width: 420px }
form.aui input, form.aui textarea { font: inherit; padding: 6px }
.aui-button { font: inherit; padding: 6px 12px; justify-self: start; border: 1px solid #1d5fa8; border-radius: 3px; background: #1d5fa8; color: #fff }
.aui-message { background: #fdf3d8; padding: 8px 12px; margin: 8px 0 }
.aui-message-error { background: #fbe3e0 }
#details-module dl { display: grid; grid-template-columns: 140px 1fr }
.activity-comment { border-top: 1px solid #dfe3e8; padding: 8px 0 }
`;

const script = `
'use strict';
// Project pages move between issues without a load; a comment and an edit go through the REST API.
(() => {
  const meta = (name) => document.querySelector('meta[name="' + name + '"]').content;
  const base = meta('ajs-context-path');
  async function api(method, path, body) {
    const answer = await fetch(base + '/rest/api/2/' + path, {
      method,
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return answer.status === 204 ? undefined : answer.json();
  }
  async function show(path) {
    const page = await (await fetch(path)).text();
    const next = new DOMParser().parseFromString(page, 'text/html');
    document.querySelector('#content').replaceWith(next.querySelector('#content'));
    document.title = next.title;
    listen();
  }
  function listen() {
    for (const link of document.querySelectorAll('a.issue-link')) {
      link.addEventListener('click', (event) => {
        if (!location.pathname.startsWith(base + '/projects/')) return;
        event.preventDefault();
        history.pushState({}, '', link.href);
        show(link.href);
      });
    }
    const comment = document.querySelector('#issue-comment-add');
    if (comment) comment.addEventListener('submit', async (event) => {
      event.preventDefault();
      await api('POST', 'issue/' + comment.dataset.issueId + '/comment', { body: comment.elements.comment.value });
      show(location.href);
    });
    const tokens = document.querySelector('#pats-create');
    if (tokens) tokens.addEventListener('submit', async (event) => {
      event.preventDefault();
      const { name, days } = tokens.elements;
      const answer = await fetch(base + '/rest/pat/latest/tokens', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: name.value, expirationDuration: Number(days.value) }),
      });
      document.querySelector('#pats-token').value = (await answer.json()).rawToken || 'refused';
    });
    const summary = document.querySelector('#edit-summary');
    if (summary) summary.addEventListener('submit', async (event) => {
      event.preventDefault();
      await api('PUT', 'issue/' + summary.dataset.issueId, { fields: { summary: summary.elements.summary.value } });
      show(location.href);
    });
  }
  addEventListener('popstate', () => show(location.href));
  listen();
})();
`;

interface Page {
  site: Site;
  request: PracticeRequest;
  session: Session | undefined;
  account: Account | undefined;
}

const context = (page: Page) => page.site.seed.context;

function layout(
  page: Page,
  title: string,
  content: Markup,
  options: { bodyClass?: string; status?: number; extraMetas?: readonly (readonly [string, string])[] } = {},
): PracticeResponse {
  const { site, account, session } = page;
  const base = context(page);
  const { version, build } = site.seed;
  const admin = account !== undefined && site.isAdmin(account.name);
  return securePage(
    () =>
      html`<!DOCTYPE html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta http-equiv="X-UA-Compatible" content="IE=Edge" />
            <title>${title} - ${site.seed.title}</title>
            <meta name="application-name" content="JIRA" data-name="jira" data-version="${version}" />
            ${metas([
              ['ajs-server-scheme', page.request.url.protocol.replace(':', '')],
              ['ajs-server-name', page.request.url.hostname],
              ['ajs-behind-proxy', 'null'],
              ['ajs-base-url', site.seed.baseUrl],
              ['ajs-context-path', base],
              ['ajs-version-number', version],
              ['ajs-build-number', String(build)],
              ['ajs-is-beta', 'false'],
              ['ajs-remote-user', account?.name ?? ''],
              ['ajs-remote-user-fullname', account?.display ?? ''],
              ['ajs-user-locale', 'en_US'],
              ['ajs-is-admin', String(admin)],
              ['ajs-is-sysadmin', String(admin)],
              ...(options.extraMetas ?? []),
            ])}
            <meta id="atlassian-token" name="atlassian-token" content="${session?.xsrfToken ?? ''}" />
            <link rel="stylesheet" href="${base}/s/practice.css" />
          </head>
          <body
            id="jira"
            class="aui-layout aui-theme-default ${options.bodyClass ?? ''}"
            data-version="${version}"
          >
            <div id="page">
              <header id="header" role="banner">
                <nav class="aui-header" aria-label="Site">
                  <h1 id="logo" class="aui-header-logo">
                    <a href="${base}/secure/MyJiraHome.jspa">${site.seed.title}</a>
                  </h1>
                  <a id="home_link" href="${base}/secure/Dashboard.jspa">Dashboards</a>
                  <a id="browse_link" href="${base}/secure/BrowseProjects.jspa">Projects</a>
                  <a id="find_link" href="${base}/issues/?jql=">Issues</a>
                  ${admin ? html`<a id="admin_menu" href="${base}/secure/admin/ViewApplicationProperties.jspa">Administration</a>` : ''}
                  ${
                    account
                      ? html`<span id="header-details-user-fullname" data-username="${account.name}"
                            >${account.display}</span
                          >
                          <a id="log_out" href="${base}/logout?atl_token=${session?.xsrfToken ?? ''}"
                            >Log Out</a
                          >`
                      : html`<a
                          class="login-link"
                          href="${base}/login.jsp?os_destination=${encodeURIComponent(page.request.path.slice(base.length))}"
                          >Log In</a
                        >`
                  }
                </nav>
              </header>
              ${content}
              <footer id="footer" role="contentinfo"><p>Practice platform · version ${version}</p></footer>
            </div>
            <script src="${base}/s/practice.js"></script>
          </body>
        </html>`,
    { status: options.status ?? 200 },
  );
}

const adminNavigation = [
  ['/secure/admin/ViewApplicationProperties.jspa', 'General configuration'],
  ['/secure/project/ViewProjects.jspa', 'Projects'],
  ['/secure/admin/ViewIssueTypes.jspa', 'Issue types'],
  ['/plugins/servlet/upm', 'Manage apps'],
  ['/plugins/servlet/applications/versions-licenses', 'Applications'],
  ['/secure/admin/user/UserBrowser.jspa', 'User management'],
] as const;

function adminPage(page: Page, title: string, inner: Markup): PracticeResponse {
  const base = context(page);
  return layout(
    page,
    title,
    html`<div id="content">
      <section role="region" aria-label="Administration">
        <header class="aui-page-header">
          <div class="aui-page-header-inner">
            <div class="aui-page-header-main"><h1 class="admin-menu-title">Administration</h1></div>
          </div>
        </header>
        <div class="aui-page-panel">
          <div class="aui-page-panel-inner">
            <div class="aui-page-panel-nav">
              <nav class="aui-navgroup aui-navgroup-vertical" aria-label="Administration">
                ${adminNavigation.map(([path, label]) => html`<a href="${base}${path}">${label}</a>`)}
              </nav>
            </div>
            <main id="main" class="aui-page-panel-content">
              <h2>${title}</h2>
              ${inner}
            </main>
          </div>
        </div>
      </section>
    </div>`,
    { bodyClass: 'page-type-admin' },
  );
}

function websudoPage(page: Page, destination: string, isPost: string, problem: string): PracticeResponse {
  const base = context(page);
  return layout(
    page,
    'Administrator Access',
    html`<div id="content">
      <section>
        <div class="aui-page-panel">
          <div class="aui-page-panel-inner">
            <main id="main" class="aui-page-panel-content">
              <h1>Administrator Access</h1>
              <p>You have requested access to an administrative function. Please confirm your password.</p>
              ${problem === '' ? '' : html`<div class="aui-message aui-message-error error">${problem}</div>`}
              <form
                class="aui"
                id="login-form"
                method="post"
                action="${base}/secure/admin/WebSudoAuthenticate.jspa"
              >
                <label for="login-form-authenticatePassword">Password</label>
                <input
                  id="login-form-authenticatePassword"
                  name="webSudoPassword"
                  type="password"
                  autocomplete="current-password"
                />
                <input type="hidden" name="webSudoDestination" value="${destination}" />
                <input type="hidden" name="webSudoIsPost" value="${isPost}" />
                <input type="hidden" name="atl_token" value="${page.session?.xsrfToken ?? ''}" />
                <input
                  class="aui-button"
                  id="login-form-submit"
                  type="submit"
                  name="authenticate"
                  value="Confirm"
                />
              </form>
            </main>
          </div>
        </div>
      </section>
    </div>`,
    { bodyClass: 'aui-page-focused' },
  );
}

function loginPage(page: Page, destination: string, problem: string): PracticeResponse {
  const base = context(page);
  return layout(
    page,
    'Log in',
    html`<div id="content">
      <section>
        <main id="main" class="aui-page-panel-content">
          <h1>Log in</h1>
          ${problem === '' ? '' : html`<div class="aui-message aui-message-error error" id="login-problem">${problem}</div>`}
          <form class="aui" id="login-form" method="post" action="${base}/login.jsp">
            <label for="login-form-username">Username</label
            ><input id="login-form-username" name="os_username" autocomplete="username" />
            <label for="login-form-password">Password</label
            ><input
              id="login-form-password"
              name="os_password"
              type="password"
              autocomplete="current-password"
            />
            <label
              ><input id="login-form-remember-me" name="os_cookie" type="checkbox" value="true" /> Remember my
              login on this computer</label
            >
            <input type="hidden" name="os_destination" value="${destination}" />
            <input class="aui-button" id="login-form-submit" type="submit" name="login" value="Log In" />
          </form>
        </main>
      </section>
    </div>`,
    { bodyClass: 'login' },
  );
}

function issuePage(page: Page, issue: Issue): PracticeResponse {
  const { site, account } = page;
  const base = context(page);
  const project = site.project(issue.projectId);
  const status = catalogue.statuses.find((one) => one.id === issue.statusId);
  const type = catalogue.types.find((one) => one.id === issue.typeId);
  const zone = account?.zone ?? site.seed.zone;
  const siblings = site.issues().filter((one) => one.projectId === issue.projectId && one.id !== issue.id);
  return layout(
    page,
    `[${issue.key}] ${issue.summary}`,
    html`<div id="content">
      <div class="issue-view">
        <div id="issue-content" class="issue-edit-form">
          <header id="stalker" class="issue-header">
            <ol class="aui-nav aui-nav-breadcrumbs">
              <li><a id="project-name-val" href="${base}/browse/${project?.key}">${project?.name}</a></li>
              <li>
                <a
                  class="issue-link"
                  data-issue-key="${issue.key}"
                  href="${base}/browse/${issue.key}"
                  id="key-val"
                  rel="${issue.id}"
                  >${issue.key}</a
                >
              </li>
            </ol>
            <h1 id="summary-val">${issue.summary}</h1>
          </header>
          <div class="issue-body-content">
            <div id="details-module" class="module">
              <dl>
                <dt>Type:</dt>
                <dd id="type-val">${type?.name}</dd>
                <dt>Status:</dt>
                <dd id="status-val">${status?.name}</dd>
                <dt>Priority:</dt>
                <dd id="priority-val">
                  ${catalogue.priorities.find((one) => one.id === issue.priorityId)?.name}
                </dd>
                <dt>Labels:</dt>
                <dd id="wrap-labels">${issue.labels.join(' ') || 'None'}</dd>
                <dt>Assignee:</dt>
                <dd id="assignee-val">${site.account(issue.assignee)?.display ?? 'Unassigned'}</dd>
                <dt>Reporter:</dt>
                <dd id="reporter-val">${site.account(issue.reporter)?.display ?? ''}</dd>
                <dt>Updated:</dt>
                <dd>
                  <time datetime="${jiraTime(issue.updated, zone)}">${jiraTime(issue.updated, zone)}</time>
                </dd>
              </dl>
            </div>
            <div id="descriptionmodule" class="module">
              <h2>Description</h2>
              <div id="description-val">${textOf(issue.description)}</div>
            </div>
            <div id="attachmentmodule" class="module">
              <ul>
                ${issue.attachments.map(
                  (one) =>
                    html`<li class="attachment-content">
                      <a href="${base}/secure/attachment/${one.id}/${encodeURIComponent(one.filename)}"
                        >${one.filename}</a
                      >
                    </li>`,
                )}
              </ul>
            </div>
            <div id="activitymodule" class="module">
              <h2>Activity</h2>
              ${issue.comments.map(
                (one) =>
                  html`<div class="issue-data-block activity-comment" id="comment-${one.id}">
                    <b>${site.account(one.author)?.display}</b>
                    <div class="action-body flooded">${textOf(one.body)}</div>
                  </div>`,
              )}
            </div>
            ${
              account
                ? html`<form class="aui" id="edit-summary" data-issue-id="${issue.id}">
                      <label for="summary">Summary</label
                      ><input id="summary" name="summary" value="${issue.summary}" /><button
                        class="aui-button"
                        type="submit"
                      >
                        Save
                      </button>
                    </form>
                    <form class="aui" id="issue-comment-add" data-issue-id="${issue.id}">
                      <label for="comment">Comment</label><textarea id="comment" name="comment"></textarea
                      ><button class="aui-button" id="issue-comment-add-submit" type="submit">Add</button>
                    </form>`
                : ''
            }
            <nav aria-label="Issues of the project">
              ${siblings.map(
                (one) =>
                  html`<p>
                    <a
                      class="issue-link"
                      data-issue-key="${one.key}"
                      href="${base}/projects/${project?.key}/issues/${one.key}"
                      >${one.key}</a
                    >
                    ${one.summary}
                  </p>`,
              )}
            </nav>
          </div>
        </div>
      </div>
    </div>`,
    { bodyClass: 'page-type-navigator', extraMetas: [['ajs-issue-key', issue.key]] },
  );
}

function issueTable(page: Page, issues: readonly Issue[], link: (issue: Issue) => string): Markup {
  return html`<table class="aui" id="issuetable">
    <thead>
      <tr>
        <th>Key</th>
        <th>Summary</th>
        <th>Status</th>
      </tr>
    </thead>
    <tbody>
      ${issues.map(
        (one) =>
          html`<tr class="issuerow" rel="${one.id}" data-issuekey="${one.key}">
            <td class="issuekey">
              <a class="issue-link" data-issue-key="${one.key}" href="${link(one)}">${one.key}</a>
            </td>
            <td class="summary">${one.summary}</td>
            <td class="status">${catalogue.statuses.find((status) => status.id === one.statusId)?.name}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function plainPage(page: Page, title: string, inner: Markup, status = 200): PracticeResponse {
  return layout(
    page,
    title,
    html`<div id="content">
      <section>
        <div class="aui-page-panel">
          <div class="aui-page-panel-inner">
            <main id="main" class="aui-page-panel-content">
              <h1>${title}</h1>
              ${inner}
            </main>
          </div>
        </div>
      </section>
    </div>`,
    { status },
  );
}

function sessionCookies(
  site: Site,
  request: PracticeRequest,
  session: Session,
  remember: string | undefined,
): [string, string][] {
  const path = site.seed.context === '' ? '/' : site.seed.context;
  const secure = request.url.protocol === 'https:';
  return [
    setCookie('JSESSIONID', session.id, { path, httpOnly: true, secure }),
    setCookie('atlassian.xsrf.token', session.xsrfToken, { path, secure }),
    ...(remember === undefined
      ? []
      : [
          setCookie('seraph.rememberme.cookie', remember, {
            path,
            httpOnly: true,
            secure,
            maxAge: 1_209_600,
          }),
        ]),
  ];
}

function toLogin(page: Page, role?: string): PracticeResponse {
  const base = context(page);
  const target = page.request.path.slice(base.length) + page.request.url.search;
  return redirectTo(
    `${base}/login.jsp?permissionViolation=true&os_destination=${encodeURIComponent(target)}&page_caps=&user_role=${role ?? ''}`,
  );
}

/** Administration: signed in, an administrator, and lately confirmed. */
function administration(page: Page, path: string): PracticeResponse {
  const { site, session, account, request } = page;
  const base = context(page);
  if (!session || !account) return toLogin(page, 'ADMIN');
  const projectKey = /^\/plugins\/servlet\/project-config\/([A-Z][A-Z0-9_]*)/.exec(path)?.[1];
  if (!site.isAdmin(account.name)) return toLogin(page, projectKey === undefined ? 'ADMIN' : 'PROJECT_ADMIN');
  // The administration of one project is exempt [S5].
  if (projectKey === undefined && !site.administrationIsOpen(session)) {
    return redirectTo(
      `${base}/secure/admin/WebSudoAuthenticate!default.jspa?webSudoDestination=${encodeURIComponent(path + request.url.search)}`,
    );
  }
  if (projectKey !== undefined) {
    const project = site.project(projectKey);
    if (!project) return plainPage(page, 'Project not found', html`<p>The project does not exist.</p>`, 404);
    return adminPage(page, project.name, html`<p id="project-config-header-name">${project.key}</p>`);
  }
  switch (path) {
    case '/secure/project/ViewProjects.jspa':
      return adminPage(
        page,
        'Projects',
        html`<table class="aui" id="project-list">
          <tbody>
            ${site.projects().map(
              (one) =>
                html`<tr data-project-key="${one.key}">
                  <td><a href="${base}/plugins/servlet/project-config/${one.key}">${one.name}</a></td>
                  <td>${one.key}</td>
                </tr>`,
            )}
          </tbody>
        </table>`,
      );
    case '/plugins/servlet/upm':
      return adminPage(
        page,
        'Manage apps',
        html`<div id="upm-container"><p>No apps are installed.</p></div>`,
      );
    case '/secure/admin/ViewApplicationProperties.jspa':
      return adminPage(
        page,
        'General configuration',
        html`<table class="aui" id="options_table">
          <tbody>
            <tr>
              <td>Title</td>
              <td>${site.seed.title}</td>
            </tr>
            <tr>
              <td>Base URL</td>
              <td>${site.seed.baseUrl}</td>
            </tr>
          </tbody>
        </table>`,
      );
    default:
      return adminPage(page, 'Administration', html`<p>${path}</p>`);
  }
}

function confirmAdministration(page: Page): PracticeResponse {
  const { site, session, account, request } = page;
  const form = request.form();
  if (!session || !account) return toLogin(page);
  const destination = localTarget(
    form.get('webSudoDestination'),
    '/secure/admin/ViewApplicationProperties.jspa',
  );
  if (form.get('atl_token') !== session.xsrfToken) return xsrfMissing(page);
  if (form.get('webSudoPassword') !== account.password) {
    return websudoPage(page, destination, 'false', 'The password you entered is incorrect.');
  }
  site.openAdministration(session);
  return redirectTo(context(page) + destination);
}

function xsrfMissing(page: Page): PracticeResponse {
  return plainPage(
    page,
    'XSRF Security Token Missing',
    html`<p>Jira could not complete this action due to a missing form token.</p>`,
    403,
  );
}

function signIn(page: Page): PracticeResponse {
  const { site, request } = page;
  const form = request.form();
  const name = form.get('os_username') ?? '';
  const destination = form.get('os_destination') ?? '';
  const account = accounts.find(
    (one) => one.name === name && one.password === form.get('os_password') && site.member(one.name),
  );
  if (site.needsCaptcha(name) && account) {
    // A good password on the page is the way out of the captcha here, as nobody reads distorted letters.
    site.noteSignIn(name, true);
  }
  site.noteSignIn(name, account !== undefined);
  if (!account) {
    return withHeaders(
      loginPage(page, destination, 'Sorry, your username and password are incorrect - please try again.'),
      { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' },
    );
  }
  const session = site.signIn(account.name);
  const remember = form.get('os_cookie') === 'true' ? site.remember(account.name) : undefined;
  return redirectTo(context(page) + localTarget(destination, '/secure/Dashboard.jspa'), {
    headers: [...sessionCookies(site, request, session, remember), ['X-Seraph-LoginReason', 'OK']],
  });
}

function signOut(page: Page): PracticeResponse {
  const { site, session, request } = page;
  const path = context(page) === '' ? '/' : context(page);
  if (session && request.url.searchParams.get('atl_token') !== session.xsrfToken) {
    return plainPage(
      page,
      'Confirm log out',
      html`<a id="confirm-logout-submit" href="${context(page)}/logout?atl_token=${session.xsrfToken}"
        >Log Out</a
      >`,
    );
  }
  if (session) site.signOut(session.id);
  const gone = plainPage(
    { ...page, session: undefined, account: undefined },
    'Log out',
    html`<p>You are now logged out.</p>`,
  );
  return withHeaders(gone, [
    setCookie('JSESSIONID', '', { path, maxAge: 0, httpOnly: true }),
    setCookie('seraph.rememberme.cookie', '', { path, maxAge: 0, httpOnly: true }),
  ]);
}

function download(page: Page, id: string): PracticeResponse {
  const { site, account } = page;
  const found = findAttachment(site, account?.name, id);
  if (!found)
    return account ? plainPage(page, 'Not found', html`<p>Attachment not found.</p>`, 404) : toLogin(page);
  const { attachment } = found;
  return fileAnswer(
    { data: site.file(id) ?? new Uint8Array(), type: attachment.mimeType, name: attachment.filename },
    page.request.headers.get('range'),
  );
}

function issueAddress(path: string, url: URL): string | undefined {
  return (
    /^\/browse\/([A-Za-z][A-Za-z0-9_]*-\d+)$/.exec(path)?.[1] ??
    /^\/projects\/[^/]+\/(?:issues|queues\/(?:[^/]+\/)*)\/?([A-Za-z][A-Za-z0-9_]*-\d+)$/.exec(path)?.[1] ??
    /^\/servicedesk\/customer\/portal\/\d+\/([A-Za-z][A-Za-z0-9_]*-\d+)$/.exec(path)?.[1] ??
    (path === '/secure/RapidBoard.jspa' ? (url.searchParams.get('selectedIssue') ?? undefined) : undefined)
  );
}

function mainPages(page: Page, path: string): PracticeResponse {
  const { site, account, request } = page;
  const base = context(page);
  const visible = site.projects().filter((one) => site.mayBrowse(account?.name, one));
  const key = issueAddress(path, request.url);
  if (key !== undefined) {
    const issue = site.find(key);
    const project = issue ? site.project(issue.projectId) : undefined;
    if (!account) return toLogin(page);
    if (!issue || !project || !site.mayBrowse(account.name, project)) {
      return plainPage(
        page,
        'Issue does not exist',
        html`<p>The issue you are trying to view does not exist.</p>`,
        404,
      );
    }
    // A moved issue's old address leads to its new one.
    if (issue.key !== key.toUpperCase() && path.startsWith('/browse/'))
      return redirectTo(`${base}/browse/${issue.key}`);
    site.viewed(account.name, project.id);
    return issuePage(page, issue);
  }
  const projectKey = /^\/(?:browse|projects)\/([A-Z][A-Z0-9_]*)(?:\/.*)?$/.exec(path)?.[1];
  if (projectKey !== undefined) {
    const project = visible.find((one) => one.key === projectKey);
    if (!project)
      return account ? plainPage(page, 'Project not found', html`<p>No project.</p>`, 404) : toLogin(page);
    if (account) site.viewed(account.name, project.id);
    const issues = site.issues().filter((one) => one.projectId === project.id);
    return plainPage(
      page,
      project.name,
      issueTable(page, issues, (one) => `${base}/projects/${project.key}/issues/${one.key}`),
    );
  }
  switch (path) {
    case '/':
    case '/secure/MyJiraHome.jspa':
      return redirectTo(`${base}/secure/Dashboard.jspa`);
    case '/secure/Dashboard.jspa':
      return layout(
        page,
        'System Dashboard',
        html`<div id="content">
          <section>
            <div id="dashboard">
              <h1>System Dashboard</h1>
              <p>${account ? `Welcome, ${account.display}` : 'Please log in.'}</p>
            </div>
          </section>
        </div>`,
        { bodyClass: 'page-type-dashboard' },
      );
    case '/secure/BrowseProjects.jspa':
      return plainPage(
        page,
        'Browse projects',
        html`<table class="aui" id="projects">
          <tbody>
            ${visible.map(
              (one) =>
                html`<tr>
                  <td><a href="${base}/projects/${one.key}">${one.name}</a></td>
                  <td>${one.key}</td>
                </tr>`,
            )}
          </tbody>
        </table>`,
      );
    case '/secure/ViewProfile.jspa': {
      if (!account) return toLogin(page);
      const zone = account.zone;
      const own = site.tokens().filter((one) => one.user === account.name);
      return plainPage(
        page,
        'Personal Access Tokens',
        html`<ul id="pats-list">
            ${own.map((one) => html`<li>${one.name}, until ${jiraTime(one.expiringAt, zone)}</li>`)}
          </ul>
          <form class="aui" id="pats-create">
            <label for="token-name">Token name</label><input id="token-name" name="name" />
            <label for="token-days">Expires after days</label
            ><input id="token-days" name="days" type="number" value="90" />
            <button class="aui-button" type="submit">Create token</button>
          </form>
          <output id="pats-token"></output>`,
      );
    }
    case '/issues/': {
      const jql = request.url.searchParams.get('jql') ?? '';
      const caller = { user: account?.name, zone: account?.zone ?? site.seed.zone };
      try {
        const rows = search(site, jql, caller, site.indexed(new Set()));
        return plainPage(
          page,
          'Search',
          issueTable(page, rows.slice(0, 50), (one) => `${base}/browse/${one.key}`),
        );
      } catch (error) {
        return plainPage(
          page,
          'Search',
          html`<div class="aui-message aui-message-error">
            ${error instanceof Error ? error.message : ''}
          </div>`,
        );
      }
    }
    default:
      return plainPage(page, 'Page not found', html`<p>Oops, you've found a dead link.</p>`, 404);
  }
}

/** The caller's session; a remembered browser gets a new one when the old is gone. */
function currentPage(site: Site, request: PracticeRequest): { page: Page; cookies: [string, string][] } {
  let session = site.session(request.cookies['JSESSIONID']);
  let cookies: [string, string][] = [];
  const remembered = session ? undefined : site.rememberedUser(request.cookies['seraph.rememberme.cookie']);
  if (remembered !== undefined) {
    session = site.signIn(remembered);
    cookies = sessionCookies(site, request, session, undefined);
  }
  return { page: { site, request, session, account: site.account(session?.user) }, cookies };
}

function handlePage(page: Page, path: string, faults: FaultSwitch): PracticeResponse {
  const { request } = page;
  const parameters = request.url.searchParams;
  if (faults.takeAny(['503', 'maintenance'], request)) {
    return htmlAnswer(
      503,
      '<html><head><title>Service Unavailable</title></head><body>Jira is undergoing maintenance.</body></html>',
    );
  }
  if (path === '/login.jsp') {
    if (request.method === 'POST') return signIn(page);
    const violation = parameters.get('permissionViolation') === 'true';
    return loginPage(
      page,
      parameters.get('os_destination') ?? '',
      violation && page.account ? 'You do not have the permissions that are required for this page.' : '',
    );
  }
  if (path === '/logout' || path === '/secure/Logout.jspa' || path === '/secure/Logout!default.jspa')
    return signOut(page);
  if (path === '/secure/admin/WebSudoAuthenticate!default.jspa') {
    if (!page.account) return toLogin(page);
    return websudoPage(page, localTarget(parameters.get('webSudoDestination'), ''), 'false', '');
  }
  if (path === '/secure/admin/WebSudoAuthenticate.jspa') return confirmAdministration(page);
  if (path === '/secure/admin/WebSudoAuthenticate!dropAccess.jspa' && page.session) {
    page.session.adminUntil = 0;
    return redirectTo(`${context(page)}/secure/Dashboard.jspa`);
  }
  const file = /^\/secure\/attachment\/(\d+)\//.exec(path)?.[1];
  if (file !== undefined) return download(page, file);
  if (
    /^\/(secure\/admin\/|secure\/project\/ViewProjects\.jspa|plugins\/servlet\/(upm|applications\/|project-config\/))/.test(
      path,
    )
  ) {
    return administration(page, path);
  }
  return mainPages(page, path);
}

function handleSso(request: PracticeRequest): PracticeResponse {
  return htmlAnswer(
    200,
    html`<!doctype html>
      <html>
        <head>
          <title>Sign in - Acme single sign-on</title>
        </head>
        <body>
          <h1>Sign in</h1>
          <form method="post"><input name="user" /><input name="password" type="password" /></form>
          <p>${request.url.searchParams.get('target') ?? ''}</p>
        </body>
      </html>`,
  );
}

/** Two Jira Data Centers: one below a context path, one behind a proxy that it does not know. */
export function createJiraDataCenter(clock: PracticeClock): JiraPractice {
  const sites = seed.sites.filter((one) => one.kind === 'dc').map((one) => createSite(one, clock));
  const byHost = new Map(sites.map((site) => [site.seed.host, site] as const));
  const siteOf = (host: string): Site => {
    const found = byHost.get(host);
    if (!found) throw new Error(`no Jira at ${host}`);
    return found;
  };

  return {
    id: 'jira-dc',
    hosts: [...byHost.keys(), SSO_HOST],
    faultKinds,
    site: siteOf,
    handle: (request, faults) => {
      if (request.url.hostname === SSO_HOST) return handleSso(request);
      const site = siteOf(request.url.hostname);
      const base = site.seed.context;
      if (request.path === base && base !== '') return redirectTo(`${base}/`);
      if (!request.path.startsWith(`${base}/`)) {
        // Outside the context path there is the servlet container only.
        return request.path === '/'
          ? redirectTo(`${base}/`)
          : htmlAnswer(
              404,
              '<!doctype html><html><head><title>HTTP Status 404 – Not Found</title></head><body><h1>HTTP Status 404 – Not Found</h1></body></html>',
            );
      }
      const path = request.path.slice(base.length);
      if (path === '/s/practice.css')
        return { status: 200, headers: { 'Content-Type': 'text/css;charset=UTF-8' }, body: css };
      if (path === '/s/practice.js') {
        return {
          status: 200,
          headers: { 'Content-Type': 'application/javascript;charset=UTF-8' },
          body: script,
        };
      }
      if (path === '/status') {
        if (faults.has('maintenance', request)) return jsonAnswer(503, { state: 'MAINTENANCE' });
        return jsonAnswer(200, { state: faults.has('starting', request) ? 'STARTING' : 'RUNNING' });
      }
      if (path.startsWith('/rest/')) {
        // A remembered browser gets its session back by a call as well as by a page.
        const { page, cookies } = currentPage(site, request);
        const known =
          cookies.length > 0 && page.session
            ? { ...request, cookies: { ...request.cookies, JSESSIONID: page.session.id } }
            : request;
        return withHeaders(
          handleRest(site, known, faults, {
            cookie: 'JSESSIONID',
            loginPage: () => loginPage(page, '', ''),
            sso: `https://${SSO_HOST}/login?target=${encodeURIComponent(request.url.href)}`,
          }),
          cookies,
        );
      }
      if (faults.take('signed-out', request)) site.endSessions();
      const { page, cookies } = currentPage(site, request);
      const answer = handlePage(page, path, faults);
      return withHeaders(answer, [...cookies, ['X-AUSERNAME', page.account?.name ?? 'anonymous']]);
    },
    reset: () => {
      for (const site of sites) site.reset();
    },
    describe: () =>
      sites.map((site) => {
        const instance = `https://${site.seed.host}${site.seed.context}`;
        return {
          instance,
          url: `${instance}/secure/admin/ViewApplicationProperties.jspa`,
          entityUrl: `${instance}/browse/${site.issues()[0]?.key ?? ''}`,
          users: usersOf(site),
        };
      }),
    snapshot: (host) => snapshotOf(siteOf(host)),
    act: (host, action, input) => actOn(siteOf(host), action, input),
  };
}
