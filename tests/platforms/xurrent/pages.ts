/** Pages of an account's own host: sign-in, inbox, requests, settings, personal access tokens. */
import { readFileSync } from 'node:fs';

import { htmlAnswer, redirectTo, setCookie } from '../core/answers.ts';
import { html } from '../core/html.ts';
import type { Markup } from '../core/html.ts';
import type { FaultSwitch, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { jsonResponse } from './api.ts';
import { ApiError, missing } from './list.ts';
import { notesOf, REASONS, requestCollection, saveNote, saveRequest, STATUSES, viewOf } from './requests.ts';
import type { Viewer } from './requests.ts';
import { parseScopes, scopeModels } from './scopes.ts';
import { isAdmin, isSpecialist, randomToken, stampOf } from './state.ts';
import type { Environment, Person, SeedAccount, UiSession, XurrentRequest } from './state.ts';
import { download, handleLocalUpload } from './storage.ts';

const script = readFileSync(new URL('./assets/xurrent.js', import.meta.url), 'utf8');
const style = readFileSync(new URL('./assets/xurrent.css', import.meta.url), 'utf8');

/** Faults of pages: the sign-in is lost, or the page has none of the known places for additions. */
export const pageFaults = ['signed-out', 'no-anchors'] as const;

const COOKIE = '_xurrent_session';
const ASSETS = '/practice-assets/';
const none: Markup = { markup: '' };

const policy: [string, string][] = [
  [
    'Content-Security-Policy',
    "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
  ],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Cache-Control', 'no-store'],
];

interface Visit {
  readonly environment: Environment;
  readonly account: SeedAccount;
  readonly request: PracticeRequest;
  readonly faults: FaultSwitch;
}

interface Guest extends Visit, Viewer {
  readonly session: UiSession;
}

function documentOf(visit: Visit, title: string, body: Markup, session?: UiSession): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title} - ${visit.account.name}</title>
        ${session ? html`<meta name="csrf-param" content="authenticity_token" /><meta name="csrf-token" content="${session.csrf}" />` : none}
        <link rel="stylesheet" href="${ASSETS}xurrent.css" />
        <script src="${ASSETS}xurrent.js" type="module"></script>
      </head>
      <body data-account="${visit.account.name}">
        ${body}
      </body>
    </html>`;
}

function page(guest: Guest, title: string, body: Markup, status = 200): PracticeResponse {
  const admin = isAdmin(guest.person, guest.account.id);
  return htmlAnswer(
    status,
    documentOf(
      guest,
      title,
      html`<header class="top">
          <a href="/inbox">Inbox</a><a href="/requests">Requests</a>
          ${admin ? html`<a href="/settings">Settings</a>` : none}
          <span class="avatar">${guest.person.name}</span>
          <a href="/personal_access_tokens">My Profile</a><a href="/logout">Log out</a>
        </header>
        ${body}`,
      guest.session,
    ),
    policy,
  );
}

/** Answers a request to an account's host. */
export function handlePage(
  environment: Environment,
  account: SeedAccount,
  request: PracticeRequest,
  faults: FaultSwitch,
  hasToken: boolean,
): PracticeResponse {
  const visit: Visit = { environment, account, request, faults };
  const { path } = request;
  if (path === '/favicon.ico') return { status: 204 };
  if (path.startsWith(ASSETS)) return asset(visit, path.slice(ASSETS.length));
  if (path === '/attachments' && request.method === 'POST') {
    return handleLocalUpload(environment, account, request, faults, hasToken);
  }
  if (path.startsWith('/attachments/')) return download(environment, request, faults);
  if (path === '/login') return request.method === 'POST' ? signIn(visit) : loginPage(visit);
  if (faults.take('signed-out', request)) environment.sessions.clear();
  const session = readSession(visit);
  const person = session && environment.people.get(session.personId);
  if (!session || !person) {
    if (path.startsWith('/ui/')) return jsonResponse(401, { message: 'Unauthorized' });
    const back = encodeURIComponent(path + request.url.search);
    return redirectTo(`/login?return_to=${back}`);
  }
  const guest: Guest = { ...visit, session, person };
  if (request.method !== 'GET' && request.method !== 'HEAD' && !hasCsrf(guest)) return rejected(guest);
  try {
    return route(guest) ?? notFoundPage(guest);
  } catch (error) {
    if (error instanceof ApiError) return jsonResponse(error.status, error.body);
    throw error;
  }
}

function asset(visit: Visit, name: string): PracticeResponse {
  if (name === 'xurrent.js') {
    return { status: 200, headers: { 'Content-Type': 'text/javascript; charset=utf-8' }, body: script };
  }
  if (name === 'xurrent.css') {
    return { status: 200, headers: { 'Content-Type': 'text/css; charset=utf-8' }, body: style };
  }
  return htmlAnswer(404, documentOf(visit, 'Not found', html`<main><h1>Not found</h1></main>`), policy);
}

function readSession({ environment, account, request }: Visit): UiSession | undefined {
  const session = environment.sessions.get(request.cookies[COOKIE] ?? '');
  if (!session || session.account !== account.id) return undefined;
  if (environment.clock.now() - session.lastUsed > environment.settings.sessionMinutes * 60_000) {
    environment.sessions.delete(session.id);
    return undefined;
  }
  session.lastUsed = environment.clock.now();
  return session;
}

function hasCsrf({ request, session }: Guest): boolean {
  const form = /^application\/x-www-form-urlencoded/i.test(request.headers.get('content-type') ?? '');
  const given =
    request.headers.get('x-csrf-token') ?? (form ? request.form().get('authenticity_token') : null);
  return given === session.csrf;
}

function rejected(guest: Guest): PracticeResponse {
  return page(
    guest,
    'The change you wanted was rejected (422)',
    html`<main><h1>The change you wanted was rejected.</h1></main>`,
    422,
  );
}

function notFoundPage(guest: Guest): PracticeResponse {
  return page(
    guest,
    'Not found',
    html`<main><h1>The page you were looking for doesn't exist.</h1></main>`,
    404,
  );
}

function loginPage(visit: Visit, failed = false): PracticeResponse {
  return htmlAnswer(
    200,
    documentOf(
      visit,
      'Log in',
      html`<main class="login">
        <h1>${visit.account.name}</h1>
        ${failed ? html`<p class="error" role="alert">Invalid email or password.</p>` : none}
        <form id="login_form" method="post" action="/login">
          <input
            type="hidden"
            name="return_to"
            value="${visit.request.url.searchParams.get('return_to') ?? (failed ? visit.request.form().get('return_to') : '')}"
          />
          <label>Email <input id="email" name="email" autocomplete="username" /></label>
          <label
            >Password
            <input id="password" name="password" type="password" autocomplete="current-password" />
          </label>
          <button type="submit">Log in</button>
        </form>
      </main>`,
    ),
    policy,
  );
}

/** Opens a session of the pages. */
export function openSession(environment: Environment, person: Person): UiSession {
  const session: UiSession = {
    id: randomToken(24),
    account: person.account,
    personId: person.id,
    csrf: Buffer.from(randomToken(24), 'hex').toString('base64'),
    lastUsed: environment.clock.now(),
  };
  environment.sessions.set(session.id, session);
  return session;
}

function signIn(visit: Visit): PracticeResponse {
  const form = visit.request.form();
  const name = (form.get('email') ?? '').trim().toLowerCase();
  const person = [...visit.environment.people.values()].find(
    (one) => one.account === visit.account.id && (one.login === name || one.email === name),
  );
  if (!person || person.password !== form.get('password')) return loginPage(visit, true);
  const session = openSession(visit.environment, person);
  const back = form.get('return_to') ?? '';
  // Only paths of this host are followed.
  return redirectTo(/^\/(?![/\\])/.test(back) ? back : '/inbox', {
    headers: [setCookie(COOKIE, session.id, { httpOnly: true, secure: true, sameSite: 'Lax' })],
  });
}

function route(guest: Guest): PracticeResponse | undefined {
  const { path, method } = guest.request;
  if (path === '/logout') {
    guest.environment.sessions.delete(guest.session.id);
    return redirectTo('/login', { headers: [setCookie(COOKIE, '', { maxAge: 0, secure: true })] });
  }
  if (path === '/') return redirectTo('/inbox');
  if (path.startsWith('/ui/')) return data(guest);
  if (path === '/personal_access_tokens' || path === '/personal_access_tokens/new') return tokens(guest);
  if (method !== 'GET') return undefined;
  if (path === '/inbox' || path === '/requests') return listPage(guest, undefined);
  const id = /^\/requests\/(\d+)$/.exec(path)?.[1];
  if (id !== undefined) return findRequest(guest, id) ? listPage(guest, id) : undefined;
  return settings(guest);
}

function findRequest(guest: Guest, id: string): XurrentRequest | undefined {
  const request = guest.environment.requests.get(Number(id));
  if (!request || request.place === 'trash' || !viewOf(guest, request)) return undefined;
  const own = request.requestedFor === guest.person.id || request.requestedBy === guest.person.id;
  return own || isSpecialist(guest.person, guest.account.id) ? request : undefined;
}

function listPage(guest: Guest, selected: string | undefined): PracticeResponse {
  const mine = guest.request.url.searchParams.get('vstate') === 'assigned_to_me';
  const rows = requestCollection(guest).rows.filter((request) => {
    if (!findRequest(guest, String(request.id))) return false;
    return !mine || viewOf(guest, request)?.memberId === guest.person.id;
  });
  const bare = guest.faults.take('no-anchors', guest.request) !== undefined;
  return page(
    guest,
    selected === undefined ? 'Inbox' : `#${selected}`,
    html`<div class="two_pane">
      <div>
        <ul class="rows">
          ${rows.map(
            (request) =>
              html`<li data-id="${request.id}" class="${String(request.id) === selected ? 'selected' : ''}">
                <a href="/requests/${request.id}">${request.subject}</a>
                <div class="meta">${request.id} · ${viewOf(guest, request)?.status ?? ''}</div>
              </li>`,
          )}
        </ul>
      </div>
      ${bare ? html`<div data-pane></div>` : html`<div id="${guest.account.pane}" data-pane></div>`}
    </div>`,
  );
}

/** The pages' own data, with cookie and token of the page. */
function data(guest: Guest): PracticeResponse {
  const [, id = '', rest] = /^\/ui\/requests\/(\d+)(\/notes)?$/.exec(guest.request.path) ?? [];
  const request = findRequest(guest, id);
  if (!request) throw missing();
  const { method } = guest.request;
  if (rest === undefined && method === 'PATCH') {
    if (!isSpecialist(guest.person, guest.account.id)) throw new ApiError(403, 'Forbidden');
    saveRequest(guest, guest.request.json(), request, null);
    return jsonResponse(200, { ok: true });
  }
  if (rest === '/notes' && method === 'POST') {
    saveNote(guest, request, guest.request.json());
    return jsonResponse(200, { ok: true });
  }
  if (method !== 'GET' || rest !== undefined) throw missing();
  const view = viewOf(guest, request);
  return jsonResponse(200, {
    subject: request.subject,
    category: request.category,
    impact: request.impact,
    status: view?.status,
    completion_reason: view?.completionReason,
    team: guest.environment.teams.get(view?.teamId ?? 0)?.name ?? null,
    statuses: STATUSES,
    reasons: REASONS,
    notes: notesOf(guest, request).map((note) => ({
      text: note.text,
      internal: note.internal,
      by: guest.environment.people.get(note.personId)?.name ?? '',
      at: stampOf(guest.account, note.createdAt),
    })),
  });
}

const ADMIN_PAGES: Readonly<Record<string, string>> = {
  '/settings': 'Settings',
  '/account': 'Account',
  '/ui_extensions': 'UI Extensions',
  '/oauth_applications/new': 'New OAuth Application',
};

function settings(guest: Guest): PracticeResponse | undefined {
  const { path } = guest.request;
  const title =
    ADMIN_PAGES[path] ??
    (/^\/webhooks\/\d+$/.test(path)
      ? 'Webhook'
      : /^\/webhook_policies\/[\w-]+$/.test(path)
        ? 'Webhook Policy'
        : undefined);
  if (title === undefined) return undefined;
  if (!isAdmin(guest.person, guest.account.id)) {
    return page(
      guest,
      'Forbidden',
      html`<main><h1>You are not authorized to view this page.</h1></main>`,
      403,
    );
  }
  const bare = guest.faults.take('no-anchors', guest.request) !== undefined;
  const body = html`<nav class="settings">
      ${Object.entries(ADMIN_PAGES).map(([href, name]) => html`<a href="${href}">${name}</a>`)}
    </nav>
    ${bare ? html`<p><b>${title}</b></p>` : html`<h1>${title}</h1>`}
    <p class="quiet">${guest.account.name} (${guest.account.id}), ${guest.account.organization}</p>`;
  return page(guest, title, bare ? html`<div>${body}</div>` : html`<main role="main">${body}</main>`);
}

const ACTIONS = ['Create', 'Read', 'Update', 'Delete'];
const NAME_LIMIT = 128;

function tokens(guest: Guest): PracticeResponse {
  const { request, environment, account, person } = guest;
  if (!isSpecialist(person, account.id)) {
    return page(
      guest,
      'Forbidden',
      html`<main><h1>You are not authorized to view this page.</h1></main>`,
      403,
    );
  }
  if (request.method === 'POST') return mint(guest);
  if (request.path === '/personal_access_tokens') {
    const own = [...environment.tokens.values()].filter(
      (token) => token.personId === person.id && token.kind === 'personal',
    );
    return page(
      guest,
      'Personal Access Tokens',
      html`<main role="main">
        <h1>Personal Access Tokens</h1>
        <ul>
          ${own.map((token) => html`<li>${token.name}</li>`)}
        </ul>
        <a href="/personal_access_tokens/new">Generate token</a>
      </main>`,
    );
  }
  const query = request.url.searchParams;
  return tokenForm(guest, query.get('name') ?? '', query.get('scopes') ?? '', null);
}

function tokenForm(guest: Guest, name: string, scopeText: string, problem: string | null): PracticeResponse {
  const chosen = parseScopes(scopeText);
  return page(
    guest,
    'New Personal Access Token',
    html`<main role="main">
      <h1>New Personal Access Token</h1>
      ${problem === null ? none : html`<p class="error" role="alert">${problem}</p>`}
      <form class="new_personal_access_token" method="post" action="/personal_access_tokens">
        <input type="hidden" name="authenticity_token" value="${guest.session.csrf}" />
        <label>Name <input name="name" value="${name}" /></label>
        ${scopeModels.map(
          (model) =>
            html`<fieldset>
              <legend>${model}</legend>
              ${ACTIONS.map(
                (action) =>
                  html`<label
                    ><input
                      type="checkbox"
                      name="scope"
                      value="${model}:${action}"
                      ${(chosen[model] ?? []).includes(action) ? html`checked` : none}
                    />${action}</label
                  >`,
              )}
            </fieldset>`,
        )}
        <button type="submit">Save</button>
      </form>
    </main>`,
    problem === null ? 200 : 422,
  );
}

/** Makes a token; it is shown once and never again. */
function mint(guest: Guest): PracticeResponse {
  const form = guest.request.form();
  const name = (form.get('name') ?? '').trim();
  const scopeText = form.getAll('scope').join(',');
  const scopes = parseScopes(scopeText);
  if (name === '') return tokenForm(guest, name, scopeText, "Name can't be blank");
  if (name.length > NAME_LIMIT)
    return tokenForm(guest, name, scopeText, 'Name is too long (maximum is 128 characters)');
  if (Object.keys(scopes).length === 0) return tokenForm(guest, name, scopeText, "Scopes can't be blank");
  const token = mintToken(guest.environment, guest.person, name, scopes);
  return page(
    guest,
    'Personal Access Token',
    html`<main role="main">
      <h1>${name}</h1>
      <p>Copy the token now. It will not be shown again.</p>
      <code class="token" id="personal_access_token">${token}</code>
    </main>`,
  );
}

/** A personal token; it can never do more than its person. */
export function mintToken(
  environment: Environment,
  person: Person,
  name: string,
  scopes: Readonly<Record<string, readonly string[]>>,
): string {
  const token = randomToken(32);
  environment.tokens.set(token, {
    token,
    name,
    kind: 'personal',
    account: person.account,
    personId: person.id,
    scopes,
    expiresAt: null,
  });
  return token;
}
