import { randomBytes } from 'node:crypto';

import { htmlAnswer, redirectTo } from '../core/answers.ts';
import { html, raw, scriptJson } from '../core/html.ts';
import type { Markup } from '../core/html.ts';
import type { Fault, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { displayDate } from './instance.ts';
import type { Instance, Session } from './instance.ts';
import type { Row } from './query.ts';
import { tables } from './tables.ts';

/** The pages' own style and scripts are files, so that the policy can be stricter than any real instance's. */
export const assets: Readonly<Record<string, { type: string; body: string }>> = {
  '/styles/practice.css': {
    type: 'text/css;charset=UTF-8',
    body: `
body { margin: 0; font: 14px/1.4 system-ui, sans-serif; color: #1f2d2b; background: #fff }
a { color: #1f6f5c }
.navpage-header { background: #20352f; color: #fff; height: 48px }
.navpage-header-content { display: flex; gap: 16px; align-items: center; padding: 0 16px; height: 48px }
.navpage-header-content a { color: #cfe; text-decoration: none }
.navpage-header-content .user-name { margin-left: auto }
.navpage-layout { display: flex; height: calc(100vh - 48px) }
.navpage-nav { width: 220px; background: #f0f4f3; padding: 8px }
.navpage-nav a { display: block; padding: 4px 8px }
iframe { border: 0; flex: 1; width: 100%; height: 100% }
.section-content, .list2_body { padding: 12px 16px }
.navbar { background: #e8eeec; padding: 8px 16px; border-bottom: 1px solid #cdd }
.navbar-title { font-size: 16px; margin: 0; display: inline-block }
table.data_list_table { border-collapse: collapse; width: 100% }
table.data_list_table td, table.data_list_table th { border-bottom: 1px solid #dde; padding: 4px 8px; text-align: left }
.form-group { display: flex; gap: 8px; margin: 6px 0 }
.form-group label { width: 170px; text-align: right }
.form-control { flex: 1; max-width: 480px; font: inherit; padding: 4px 6px; border: 1px solid #b9c6c2; border-radius: 3px; box-sizing: border-box }
button { font: inherit; padding: 6px 14px; border: 1px solid #1f6f5c; border-radius: 3px; background: #1f6f5c; color: #fff }
.navbar a { margin-left: 8px }
table.data_list_table th { background: #f6f9f8; font-weight: 600 }
.h-card-wrapper { list-style: none; margin: 0 16px; padding: 0 }
.h-card { border-top: 1px solid #dde; padding: 8px 0 }
.outputmsg_error { background: #fde8e6; padding: 8px 16px }
.login { max-width: 320px; margin: 80px auto; display: grid; gap: 8px }
`,
  },
  '/scripts/next_experience.js': {
    type: 'application/javascript;charset=UTF-8',
    body: `
'use strict';
// The shell draws itself into open shadow roots, and anew on every navigation.
(() => {
  const host = document.querySelector('[component-id]');
  const root = host.attachShadow({ mode: 'open' });
  const CLASSIC = '/now/nav/ui/classic/params/target/';
  const link = (path, label) => {
    const item = document.createElement('a');
    item.href = path;
    item.textContent = label;
    item.addEventListener('click', (event) => {
      event.preventDefault();
      history.pushState({}, '', path);
      draw();
    });
    return item;
  };
  const classic = (path) => CLASSIC + encodeURIComponent(path);
  const style = () => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = '/styles/practice.css';
    return sheet;
  };
  function header() {
    const element = document.createElement('sn-polaris-header');
    const inner = element.attachShadow({ mode: 'open' });
    const bar = document.createElement('div');
    bar.className = 'navpage-header';
    const content = document.createElement('nav');
    content.className = 'sn-polaris-navigation navpage-header-content';
    content.append(
      link('/now/nav/ui/home', 'Home'),
      link(classic('incident_list.do'), 'Incidents'),
      link(classic('sys_properties_list.do'), 'System Properties'),
      link(classic('sys_user_list.do'), 'Users'),
      link('/now/workspace/agent/home', 'Workspace'),
    );
    const user = document.createElement('span');
    user.className = 'user-name';
    user.textContent = window.NOW.user.fullName;
    const out = document.createElement('a');
    out.href = '/logout.do';
    out.textContent = 'Log out';
    content.append(user, out);
    bar.append(content);
    inner.append(style(), bar);
    return element;
  }
  async function call(method, path, values) {
    const answer = await fetch(path, {
      method,
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-UserToken': window.g_ck },
      ...(values ? { body: JSON.stringify(values) } : {}),
    });
    return (await answer.json()).result;
  }
  async function workspaceRecord(id) {
    const place = document.createElement('sn-workspace-content');
    const inner = place.attachShadow({ mode: 'open' });
    const form = document.createElement('form');
    form.className = 'section-content';
    inner.append(style(), form);
    const record = id === '-1' ? {} : await call('GET', '/api/now/table/incident/' + id);
    const title = document.createElement('h1');
    title.textContent = record.number || 'Create New Incident';
    const input = document.createElement('input');
    input.name = 'short_description';
    input.className = 'form-control';
    input.setAttribute('aria-label', 'Short description');
    input.value = record.short_description || '';
    const save = document.createElement('button');
    save.textContent = 'Save';
    form.append(title, input, save);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const values = { short_description: input.value };
      if (id !== '-1') await call('PATCH', '/api/now/table/incident/' + id, values);
      else {
        const made = await call('POST', '/api/now/table/incident', values);
        history.pushState({}, '', location.pathname.replace(/-1.*$/, made.sys_id));
      }
      draw();
    });
    return place;
  }
  async function workspaceHome() {
    const place = document.createElement('div');
    place.className = 'section-content';
    const base = location.pathname.startsWith('/now/sow') ? '/now/sow' : '/now/workspace/agent';
    const rows = await call('GET', '/api/now/table/incident?sysparm_limit=20&sysparm_query=ORDERBYDESCnumber');
    place.append(link(base + '/record/incident/-1', 'New'));
    for (const row of rows) {
      const line = document.createElement('p');
      line.append(link(base + '/record/incident/' + row.sys_id, row.number), ' ' + row.short_description);
      place.append(line);
    }
    return place;
  }
  let drawing = 0;
  async function draw() {
    drawing += 1;
    const mine = drawing;
    const path = location.pathname;
    const body = document.createElement('div');
    body.className = 'navpage-layout';
    if (path.startsWith(CLASSIC)) {
      const frame = document.createElement('iframe');
      frame.id = 'gsft_main';
      frame.name = 'gsft_main';
      frame.title = 'Main Content';
      let target = decodeURIComponent(path.slice(CLASSIC.length));
      if (/%2F|%3F|%3D/i.test(target)) target = decodeURIComponent(target);
      frame.src = '/' + target.replace(/^\\//, '') + location.search;
      frame.addEventListener('load', () => {
        const inside = frame.contentWindow.location;
        if (inside.href === 'about:blank') return;
        const now = classic(inside.pathname.slice(1) + inside.search);
        if (now !== location.pathname) history.replaceState({}, '', now);
        document.title = frame.contentDocument.title + ' | ServiceNow';
      });
      body.append(frame);
    } else {
      const record = /\\/record\\/incident\\/([0-9a-f]{32}|-1)/.exec(path);
      const workspace = path.startsWith('/now/workspace') || path.startsWith('/now/sow');
      if (record) body.append(await workspaceRecord(record[1]));
      else if (workspace) body.append(await workspaceHome());
      else {
        const home = document.createElement('div');
        home.className = 'section-content';
        home.textContent = 'Good day, ' + window.NOW.user.fullName;
        body.append(home);
      }
      document.title = (record ? 'Incident' : workspace ? 'Workspace' : 'Home') + ' | ServiceNow';
    }
    if (mine !== drawing) return;
    const layout = document.createElement('sn-polaris-layout');
    layout.append(header(), body);
    root.replaceChildren(style(), layout);
  }
  addEventListener('popstate', draw);
  draw();
})();
`,
  },
  '/scripts/classic.js': {
    type: 'application/javascript;charset=UTF-8',
    body: `
'use strict';
window.g_user = {
  userName: window.NOW.user.name,
  userID: window.NOW.user.userID,
  fullName: window.NOW.user.fullName,
  hasRole: (role) => window.NOW.user.roles.includes(role) || window.NOW.user.roles.includes('admin'),
};
`,
  },
};

/** The policy of a page; scripts in the page need the nonce. */
function policy(nonce: string): Record<string, string> {
  return {
    'Content-Security-Policy': `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'self'; base-uri 'self'; object-src 'none'`,
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache,no-store,must-revalidate,max-age=-1',
  };
}

function page(
  title: string,
  options: { globals?: string; scripts?: readonly string[]; bodyAttributes?: string; status?: number },
  body: Markup,
): PracticeResponse {
  const nonce = randomBytes(16).toString('base64');
  return htmlAnswer(
    options.status ?? 200,
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>${title}</title>
          <link rel="stylesheet" href="/styles/practice.css" />
          ${
            options.globals === undefined
              ? ''
              : html`<script nonce="${nonce}">
                  ${raw(options.globals)};
                </script>`
          }
        </head>
        <body ${raw(options.bodyAttributes ?? '')}>
          ${body} ${(options.scripts ?? []).map((src) => html`<script src="${src}"></script>`)}
        </body>
      </html>`,
    policy(nonce),
  );
}

/** What a page's scripts know of the user, and the token. */
function globals(instance: Instance, session: Session, kind: 'classic' | 'next' | 'workspace'): string {
  const user = instance.userByName(session.user);
  const now = {
    user: {
      name: session.user,
      userID: user?.['sys_id'] ?? '',
      fullName: user?.['name'] ?? '',
      roles: ['admin', 'itil'].filter((role) => instance.hasRole(session.user, role)),
    },
    user_name: session.user,
    language: 'en',
    instance_name: instance.seed.name,
  };
  const lines = [`window.NOW = ${scriptJson(now).markup};`, `window.g_ck = '${session.token}';`];
  if (kind !== 'classic') lines.push(`window.NOW.g_ck = '${session.token}';`);
  if (kind === 'workspace')
    lines.push(`window.InitialState = ${scriptJson({ userToken: session.token }).markup};`);
  return lines.join('\n');
}

export function hibernatingPage(): PracticeResponse {
  return htmlAnswer(
    200,
    '<html><head><title>Instance Hibernating page</title></head><body><h1>Your instance is hibernating.</h1><p>Sign in to the developer site to wake it.</p></body></html>',
  );
}

export function wakingPage(fault: Fault): PracticeResponse {
  return htmlAnswer(
    Number(fault.detail?.['status'] ?? 503),
    '<html><head><title>503 Service Unavailable</title></head><body><h1>Service Unavailable</h1></body></html>',
    fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) },
  );
}

export function loginPage(instance: Instance, goTo: string, problem: string): PracticeResponse {
  return page(
    'Log in | ServiceNow',
    {},
    html`<form class="login" id="loginPage" name="loginPage" action="/login.do" method="post">
      <h1>Log in to ${instance.seed.name}</h1>
      ${problem === '' ? '' : html`<div class="outputmsg_error"><span class="outputmsg_text">${problem}</span></div>`}
      <input type="hidden" name="sys_action" value="sysverb_login" />
      <input type="hidden" name="sysparm_goto_url" value="${goTo}" />
      <label for="user_name">User name</label
      ><input id="user_name" name="user_name" autocomplete="username" />
      <label for="user_password">Password</label
      ><input id="user_password" name="user_password" type="password" autocomplete="current-password" />
      <button id="sysverb_login" type="submit">Log in</button>
    </form>`,
  );
}

/** The second step of signing in: nobody is signed in yet. */
export function secondFactorPage(): PracticeResponse {
  return page(
    'Validate Multi-factor Authentication',
    {},
    html`<div class="login">
      <h1>Multi-factor authentication</h1>
      <label for="response">Code</label><input id="response" name="response" inputmode="numeric" />
    </div>`,
  );
}

export function signedOutPage(): PracticeResponse {
  return page(
    'Logout Success',
    {},
    html`<div class="login">
      <h1>You have been logged out</h1>
      <a href="/login.do">Log in</a>
    </div>`,
  );
}

/** A 200 page as the platform shows it to those who may not see what they asked for. */
export function forbiddenPage(instance: Instance, session: Session): PracticeResponse {
  return page(
    'ServiceNow',
    { globals: globals(instance, session, 'classic') },
    html`<div class="outputmsg_error">
      <span class="outputmsg_text">Security constraints prevent access to requested page</span>
    </div>`,
  );
}

export function notFoundPage(instance: Instance, session: Session): PracticeResponse {
  return page(
    'ServiceNow',
    { globals: globals(instance, session, 'classic'), status: 404 },
    html`<h1>Page not found</h1>
      <p>The page you are looking for could not be found.</p>`,
  );
}

/** UI16: the frame stands in the document itself. */
export function classicShell(instance: Instance, session: Session, target: string): PracticeResponse {
  const nav = [
    ['incident_list.do', 'Incidents'],
    ['incident.do?sys_id=-1', 'Create New'],
    ['sys_properties_list.do', 'System Properties'],
    ['sys_user_list.do', 'Users'],
    ['sys_choice_list.do', 'Choice Lists'],
  ] as const;
  return page(
    'ServiceNow',
    {
      globals: globals(instance, session, 'classic'),
      scripts: ['/scripts/classic.js'],
      bodyAttributes: 'class="navpage"',
    },
    html`<header class="navpage-header" role="banner">
        <div class="navpage-header-content">
          <a href="/navpage.do">Service Management</a>
          <span class="user-name">${instance.userByName(session.user)?.['name'] ?? ''}</span>
          <a href="/logout.do">Log out</a>
        </div>
      </header>
      <div class="navpage-layout">
        <nav class="navpage-nav" aria-label="Application navigator">
          ${nav.map(([path, label]) => html`<a target="gsft_main" href="/${path}">${label}</a>`)}
        </nav>
        <iframe id="gsft_main" name="gsft_main" title="Main Content" src="/${target}"></iframe>
      </div>`,
  );
}

/** Next Experience and workspaces: one component that draws everything into open shadow roots. */
export function nextShell(
  instance: Instance,
  session: Session,
  kind: 'next' | 'workspace',
): PracticeResponse {
  return page(
    'ServiceNow',
    { globals: globals(instance, session, kind), scripts: ['/scripts/next_experience.js'] },
    html`<macroponent-f51912f4c700201072b211d4d8c26010
      app-id="a84adaf4c700201072b211d4d8c260b7"
      component-id="f51912f4c700201072b211d4d8c26010-${kind}"
    ></macroponent-f51912f4c700201072b211d4d8c26010>`,
  );
}

/** The smallest page with a token. */
export function blankPage(instance: Instance, session: Session): PracticeResponse {
  return page('ServiceNow', { globals: globals(instance, session, 'classic') }, html``);
}

function shown(instance: Instance, session: Session, table: string, name: string, row: Row): string {
  const field = tables[table]?.fields[name];
  const value = row[name] ?? '';
  if (field?.type === 'glide_date_time') return displayDate(value, instance.userByName(session.user));
  if (field?.reference !== undefined) {
    return instance.row(field.reference, value)?.[tables[field.reference]?.display ?? ''] ?? '';
  }
  if (field?.choice === true || name === 'priority') {
    const fits = instance
      .rows('sys_choice')
      .filter((one) => one['element'] === name && one['value'] === value);
    return (fits.find((one) => one['name'] === table) ?? fits[0])?.['label'] ?? value;
  }
  return value;
}

const listColumns: Readonly<Record<string, readonly string[]>> = {
  incident: [
    'number',
    'short_description',
    'caller_id',
    'priority',
    'state',
    'assigned_to',
    'sys_updated_on',
  ],
  sys_properties: ['name', 'value', 'sys_updated_on'],
  sys_user: ['user_name', 'name', 'email', 'active'],
  sys_choice: ['name', 'element', 'label', 'value'],
};

/** A classic list, `<table>_list.do`. */
export function listPage(
  instance: Instance,
  session: Session,
  table: string,
  rows: readonly Row[],
): PracticeResponse {
  const definition = tables[table];
  const columns = listColumns[table] ?? Object.keys(definition?.fields ?? {}).slice(-4);
  return page(
    `${definition?.label ?? table}s | ServiceNow`,
    {
      globals: globals(instance, session, 'classic'),
      scripts: ['/scripts/classic.js'],
      bodyAttributes: `data-list-table="${table}"`,
    },
    html`<div class="navbar" role="navigation">
        <h1 class="navbar-title">${definition?.label ?? table}s</h1>
        <a id="sysverb_new" href="/${table}.do?sys_id=-1">New</a>
      </div>
      <div class="list2_body">
        <table id="${table}_table" class="data_list_table">
          <thead>
            <tr>
              ${columns.map((name) => html`<th>${definition?.fields[name]?.label ?? name}</th>`)}
            </tr>
          </thead>
          <tbody class="list2_body">
            ${rows.slice(0, 100).map(
              (row) =>
                html`<tr class="list_row" sys_id="${row['sys_id'] ?? ''}" record_class="${table}">
                  ${columns.map((name, index) =>
                    index === 0
                      ? html`<td>
                          <a class="linked formlink" href="/${table}.do?sys_id=${row['sys_id'] ?? ''}"
                            >${shown(instance, session, table, name, row)}</a
                          >
                        </td>`
                      : html`<td>${shown(instance, session, table, name, row)}</td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  );
}

const formFields: Readonly<Record<string, readonly string[]>> = {
  incident: [
    'number',
    'caller_id',
    'category',
    'state',
    'impact',
    'urgency',
    'priority',
    'assignment_group',
    'assigned_to',
    'short_description',
    'description',
    'comments',
    'work_notes',
    'close_code',
    'close_notes',
  ],
};

/** A classic form, `<table>.do?sys_id=…`. */
export function formPage(
  instance: Instance,
  session: Session,
  table: string,
  row: Row | undefined,
  problem = '',
): PracticeResponse {
  const definition = tables[table];
  const names = formFields[table] ?? Object.keys(definition?.fields ?? {}).slice(6);
  const sysId = row?.['sys_id'] ?? '-1';
  const title = row ? (row[definition?.display ?? 'sys_id'] ?? '') : `New record`;
  const journal = instance
    .rows('sys_journal_field')
    .filter((one) => one['element_id'] === sysId)
    .toReversed();
  const input = (name: string) => {
    const field = definition?.fields[name];
    const id = `${table}.${name}`;
    const value = field?.type === 'journal_input' ? '' : (row?.[name] ?? field?.initial ?? '');
    if (field?.choice === true) {
      const choices = instance.rows('sys_choice').filter((one) => one['element'] === name);
      const own = choices.filter((one) => one['name'] === table);
      const options = own.length > 0 ? own : choices;
      return html`<select class="form-control" id="${id}" name="${id}">
        <option value="">-- None --</option>
        ${options.map(
          (one) =>
            html`<option value="${one['value']}" ${one['value'] === value ? raw('selected') : ''}>
              ${one['label']}
            </option>`,
        )}
      </select>`;
    }
    if (field?.reference !== undefined) {
      return html`<input type="hidden" id="${id}" name="${id}" value="${value}" /><input
          class="form-control"
          id="sys_display.${id}"
          value="${row ? shown(instance, session, table, name, row) : ''}"
          readonly
          aria-label="${field.label}"
        />`;
    }
    if ((field?.max ?? 0) > 255)
      return html`<textarea class="form-control" id="${id}" name="${id}" rows="3">${value}</textarea>`;
    return html`<input
      class="form-control"
      id="${id}"
      name="${id}"
      value="${value}"
      ${field?.computed === true || name === 'number' ? raw('readonly') : ''}
    />`;
  };
  return page(
    `${title} | ${definition?.label ?? table} | ServiceNow`,
    {
      globals: globals(instance, session, 'classic'),
      scripts: ['/scripts/classic.js'],
      bodyAttributes: `data-formname="${table}"`,
    },
    html`${problem === '' ? '' : html`<div id="output_messages" class="outputmsg_error"><span class="outputmsg_text">${problem}</span></div>`}
      <div class="navbar" role="navigation">
        <h1 class="navbar-title form_header">${definition?.label ?? table} ${title}</h1>
      </div>
      <form id="${table}.do" name="${table}.do" method="post" action="/${table}.do" class="section-content">
        <input type="hidden" name="sysparm_ck" id="sysparm_ck" value="${session.token}" />
        <input type="hidden" name="sys_uniqueValue" id="sys_uniqueValue" value="${sysId}" />
        <input type="hidden" name="sys_target" id="sys_target" value="${table}" />
        ${names.map(
          (name) =>
            html`<div class="form-group" id="element.${table}.${name}">
              <label for="${table}.${name}">${definition?.fields[name]?.label ?? name}</label>${input(name)}
            </div>`,
        )}
        <button
          id="${row ? 'sysverb_update' : 'sysverb_insert'}"
          name="sys_action"
          value="${row ? 'sysverb_update' : 'sysverb_insert'}"
          type="submit"
        >
          ${row ? 'Update' : 'Submit'}
        </button>
      </form>
      <ul id="sn_form_inline_stream_entries" class="h-card-wrapper">
        ${journal.map(
          (one) =>
            html`<li class="h-card">
              ${displayDate(one['sys_created_on'] ?? '', instance.userByName(session.user))} ·
              ${one['sys_created_by']} · ${one['element']}: ${one['value']}
            </li>`,
        )}
      </ul>`,
  );
}

/** The category page of system properties. */
export function propertiesPage(
  instance: Instance,
  session: Session,
  request: PracticeRequest,
): PracticeResponse {
  const title = request.url.searchParams.get('sysparm_title') ?? 'System Properties';
  return page(
    `${title} | ServiceNow`,
    { globals: globals(instance, session, 'classic'), scripts: ['/scripts/classic.js'] },
    html`<div class="navbar" role="navigation"><h1 class="navbar-title">${title}</h1></div>
      <form class="section-content" method="post" action="/system_properties_ui.do">
        <input type="hidden" name="sysparm_ck" value="${session.token}" />
        ${instance
          .rows('sys_properties')
          .map(
            (one) =>
              html`<div class="form-group">
                <label for="${one['sys_id']}">${one['name']}</label
                ><input
                  class="form-control"
                  id="${one['sys_id']}"
                  name="${one['name']}"
                  value="${one['value']}"
                />
              </div>`,
          )}<button type="submit" name="sys_action" value="sysverb_save">Save</button>
      </form>`,
  );
}

/** Any other page of the administration. */
export function administrationPage(instance: Instance, session: Session, path: string): PracticeResponse {
  return page(
    'System administration | ServiceNow',
    { globals: globals(instance, session, 'classic'), scripts: ['/scripts/classic.js'] },
    html`<div class="navbar" role="navigation"><h1 class="navbar-title">${path.slice(1)}</h1></div>
      <div class="section-content"><p>Nothing to set here.</p></div>`,
  );
}

/** Service portal: not an administration page, whatever else it looks like. */
export function portalPage(instance: Instance, session: Session): PracticeResponse {
  return page(
    'Service Portal',
    { globals: globals(instance, session, 'classic') },
    html`<main class="section-content"><h1>How can we help?</h1></main>`,
  );
}

export function interceptorPage(): PracticeResponse {
  return redirectTo('/security_interceptor.do');
}
