/** Pages of the practice orgs: sign-in, Lightning, Setup and Classic. */
import { readFileSync } from 'node:fs';

import { htmlAnswer, redirectTo, setCookie } from '../core/answers.ts';
import { html, scriptJson } from '../core/html.ts';
import type { Markup } from '../core/html.ts';
import type { FaultSwitch, PracticeRequest, PracticeResponse } from '../core/types.ts';
import { isId, to18 } from './ids.ts';
import {
  ApiError,
  createRecord,
  deleteRecord,
  requireDefinition,
  requireRow,
  updateRecord,
} from './records.ts';
import type { WriteContext } from './records.ts';
import {
  endSignIn,
  findRow,
  openSession,
  personById,
  personByLogin,
  querySource,
  useSession,
} from './state.ts';
import type { Org, Person, SalesforceRow, Session, SessionKind } from './state.ts';

const script = readFileSync(new URL('./assets/salesforce.js', import.meta.url), 'utf8');
const style = readFileSync(new URL('./assets/salesforce.css', import.meta.url), 'utf8');

/** Faults of pages: sign-in lost, anchors that come very late or not at all. */
export const pageFaults = ['no-anchors', 'late-anchors'] as const;

const ASSETS = '/practice-assets/';

function policy(org: Org, extra: string): [string, string][] {
  const { rest, lightning, setup } = org.seed.hosts;
  return [
    [
      'Content-Security-Policy',
      `default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; frame-src 'self' https://${rest}; frame-ancestors 'self' ${extra === 'classic' ? `https://${lightning} https://${setup}` : ''}`.trim(),
    ],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'origin-when-cross-origin'],
    ['Cache-Control', 'no-cache,must-revalidate,max-age=0,no-store,private'],
  ];
}

function documentOf(title: string, head: Markup, body: Markup): Markup {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <link rel="stylesheet" href="${ASSETS}salesforce.css" />
        ${head}
      </head>
      ${body}
    </html>`;
}

const none: Markup = { markup: '' };

/** The sign-in page of an org; a real org sends it with 200 wherever a session is missing. */
export function loginPage(org: Org, startUrl: string, failed = false): PracticeResponse {
  return htmlAnswer(
    200,
    documentOf(
      'Login | Salesforce',
      none,
      html`<body>
        <main class="login">
          <h1>${org.seed.name}</h1>
          ${
            failed
              ? html`<p class="error" id="error" role="alert">
                  Please check your username and password. If you still can't log in, contact your Salesforce
                  administrator.
                </p>`
              : none
          }
          <form name="login" id="login_form" method="post" action="https://${org.seed.hosts.rest}/">
            <input type="hidden" name="startURL" value="${startUrl}" />
            <label for="username">Username</label>
            <input id="username" name="username" autocomplete="username" />
            <label for="password">Password</label>
            <input id="password" name="pw" type="password" autocomplete="current-password" />
            <input id="Login" name="Login" type="submit" value="Log In" />
          </form>
        </main>
      </body>`,
    ),
    policy(org, 'login'),
  );
}

function sessionCookies(org: Org, session: Session): [string, string][] {
  const secure = { secure: true, sameSite: 'None' } as const;
  return [
    setCookie('sid', session.sid, { ...secure, httpOnly: org.settings.httpOnlySessions }),
    setCookie('oid', org.id.slice(0, 15), secure),
    setCookie('clientSrc', '127.0.0.1', { secure: true }),
  ];
}

const forgetCookies: [string, string][] = ['sid', 'oid', 'clientSrc'].map((name) =>
  setCookie(name, '', { maxAge: 0, secure: true }),
);

function notFoundPage(org: Org): PracticeResponse {
  return htmlAnswer(
    404,
    documentOf(
      'URL No Longer Exists',
      none,
      html`<body class="sfdcBody">
        <h1>URL No Longer Exists</h1>
        <p>You have attempted to reach a URL that no longer exists on salesforce.com.</p>
      </body>`,
    ),
    policy(org, 'classic'),
  );
}

const hostOf = (org: Org, kind: SessionKind) => org.seed.hosts[kind];

/** Where a person without session is sent from a Lightning or Setup page. */
function toLogin(org: Org, request: PracticeRequest): PracticeResponse {
  const target = `/visualforce/session?url=${encodeURIComponent(request.url.href)}`;
  return redirectTo(`https://${org.seed.hosts.rest}/?ec=302&startURL=${encodeURIComponent(target)}`, {
    headers: { 'Cache-Control': 'no-store' },
  });
}

/** Answers a request for a page of one of the org's hosts. */
export function handlePage(
  org: Org,
  kind: SessionKind,
  request: PracticeRequest,
  faults: FaultSwitch,
): PracticeResponse {
  if (request.path === '/favicon.ico') return { status: 204 };
  if (request.path.startsWith(ASSETS)) return asset(request.path.slice(ASSETS.length), org);
  if (faults.take('signed-out', request)) org.sessions.clear();
  const session = useSession(org, request.cookies['sid']);
  const living = session?.kind === kind ? session : undefined;
  return kind === 'rest'
    ? restHostPage(org, request, living)
    : lightningPage(org, kind, request, living, faults);
}

function asset(name: string, org: Org): PracticeResponse {
  if (name === 'salesforce.js') {
    return { status: 200, headers: { 'Content-Type': 'text/javascript;charset=UTF-8' }, body: script };
  }
  if (name === 'salesforce.css') {
    return { status: 200, headers: { 'Content-Type': 'text/css;charset=UTF-8' }, body: style };
  }
  return notFoundPage(org);
}

function restHostPage(org: Org, request: PracticeRequest, session: Session | undefined): PracticeResponse {
  const { path } = request;
  const query = request.url.searchParams;
  if (path === '/' && request.method === 'POST') return signIn(org, request);
  if (path === '/' || path === '/index.jsp') {
    const start = query.get('startURL') ?? '';
    return session ? redirectTo(startOf(org, start)) : loginPage(org, start);
  }
  if (path === '/secur/logout.jsp') {
    if (session) endSignIn(org, session.signIn);
    return redirectTo('/', { headers: forgetCookies });
  }
  if (path === '/secur/frontdoor.jsp') return frontDoor(org, query);
  const person = session && personById(org, session.personId);
  if (!session || !person) return loginPage(org, path + request.url.search);
  if (path === '/visualforce/session') return carryOver(org, session, query.get('url') ?? '');
  if (path === '/servlet/servlet.su') return loginAs(org, session, person, query);
  if (path.startsWith('/lightning/') || path.startsWith('/one/')) {
    return carryOver(org, session, `https://${org.seed.hosts.lightning}${path}${request.url.search}`);
  }
  return classicPage(org, person, request) ?? notFoundPage(org);
}

/** Where a sign-in leads; only addresses of the org itself are followed. */
function startOf(org: Org, startUrl: string): string {
  if (/^\/(?![/\\])/.test(startUrl)) return startUrl;
  return `/visualforce/session?url=${encodeURIComponent(`https://${org.seed.hosts.lightning}/lightning/page/home`)}`;
}

function signIn(org: Org, request: PracticeRequest): PracticeResponse {
  const form = request.form();
  const person = personByLogin(org, form.get('username') ?? '');
  const start = form.get('startURL') ?? '';
  if (!person || person.password !== form.get('pw')) return loginPage(org, start, true);
  const session = openSession(org, person.id, 'rest');
  return redirectTo(startOf(org, start), { headers: sessionCookies(org, session) });
}

/** Signs in with a session id, as tools do that hold one. */
function frontDoor(org: Org, query: URLSearchParams): PracticeResponse {
  const session = useSession(org, query.get('sid') ?? undefined);
  if (session?.kind !== 'rest') return loginPage(org, '');
  const back = query.get('retURL') ?? '/';
  return redirectTo(/^\/(?![/\\])/.test(back) ? back : '/', { headers: sessionCookies(org, session) });
}

/** Takes a sign-in to another host of the org with a ticket that works once. */
function carryOver(org: Org, session: Session, target: string): PracticeResponse {
  const url = URL.canParse(target) ? new URL(target) : undefined;
  const { lightning, setup } = org.seed.hosts;
  if (!url || (url.hostname !== lightning && url.hostname !== setup)) return notFoundPage(org);
  const ticket = `${session.formToken.slice(0, 8)}${org.tickets.size}${org.clock.now().toString(36)}`;
  org.tickets.set(ticket, { signIn: session.signIn, personId: session.personId, target, host: url.hostname });
  return redirectTo(
    `https://${url.hostname}/secur/contentDoor?startURL=${encodeURIComponent(target)}&ticket=${ticket}`,
  );
}

/** An administrator becomes another user: the same browser then holds other session ids. */
function loginAs(org: Org, session: Session, person: Person, query: URLSearchParams): PracticeResponse {
  const other = personById(org, query.get('sunewuserid') ?? '');
  if (!person.admin || !other) return insufficientPrivileges(org);
  endSignIn(org, session.signIn);
  return redirectTo('/', { headers: sessionCookies(org, openSession(org, other.id, 'rest')) });
}

function insufficientPrivileges(org: Org): PracticeResponse {
  return htmlAnswer(
    200,
    documentOf(
      'Insufficient Privileges',
      none,
      html`<body class="sfdcBody">
        <div class="bPageTitle"><h1>Insufficient Privileges</h1></div>
        <div class="bPageBlock">
          You do not have the level of access necessary to perform the operation you requested. Please contact
          the owner of the record or your administrator if access is necessary.
        </div>
      </body>`,
    ),
    policy(org, 'classic'),
  );
}

function classicPage(org: Org, person: Person, request: PracticeRequest): PracticeResponse | undefined {
  const { path } = request;
  const classic = (title: string, body: Markup) =>
    htmlAnswer(
      200,
      documentOf(
        `${title} ~ Salesforce - ${org.seed.edition}`,
        none,
        html`<body class="hasMotif sfdcBody">
          ${
            request.url.searchParams.has('isdtp')
              ? none
              : html`<div id="AppBodyHeader" class="navigator">
                  <a href="/home/home.jsp">Home</a><a href="/500">Cases</a
                  ><a href="/setup/forcecomHomepage.apexp">Setup</a><a href="/secur/logout.jsp">Logout</a>
                </div>`
          }
          ${body}
        </body>`,
      ),
      policy(org, 'classic'),
    );
  if (/^\/(setup|ui\/setup|p\/setup)\//.test(path)) {
    if (!person.admin) return insufficientPrivileges(org);
    return classic(
      'Setup',
      html`<div class="bPageTitle"><h1>Setup</h1></div>
        <div class="bPageBlock"><p>${org.seed.name}, instance ${org.seed.instanceName}</p></div>`,
    );
  }
  if (path === '/home/home.jsp') {
    return classic('Home Page', html`<div class="bPageTitle"><h1>${person.first} ${person.last}</h1></div>`);
  }
  if (path === '/console') return classic('Console', html`<div class="bPageTitle"><h1>Console</h1></div>`);
  if (path === '/500' || path === '/500/o') {
    return classic(
      'Cases',
      html`<div class="bPageTitle"><h1>Cases</h1></div>
        <div class="bPageBlock">
          <table class="list">
            ${openCases(org).map(
              (row) =>
                html`<tr class="dataRow">
                  <th scope="row"><a href="/${row['Id'] ?? ''}">${row['CaseNumber'] ?? ''}</a></th>
                  <td>${row['Subject'] ?? ''}</td>
                </tr>`,
            )}
          </table>
        </div>`,
    );
  }
  const id = /^\/(500\w{12}|500\w{15})$/.exec(path)?.[1];
  const row = id !== undefined && isId(id) ? findRow(org, 'Case', id) : undefined;
  if (!row || row['IsDeleted'] === true) return undefined;
  return classic(
    `Case: ${String(row['CaseNumber'])}`,
    html`<div class="bPageTitle">
        <h1>Case</h1>
        <h2 class="pageDescription">${row['CaseNumber'] ?? ''}</h2>
      </div>
      <div class="bPageBlock" id="ep">
        <p><b>${row['Subject'] ?? ''}</b></p>
        <p>${row['Status'] ?? ''} / ${row['Priority'] ?? ''}</p>
        <p>${row['Description'] ?? ''}</p>
      </div>`,
  );
}

function openCases(org: Org): SalesforceRow[] {
  return [...(org.tables.get('Case')?.values() ?? [])].filter((row) => row['IsDeleted'] !== true);
}

function lightningPage(
  org: Org,
  kind: 'lightning' | 'setup',
  request: PracticeRequest,
  session: Session | undefined,
  faults: FaultSwitch,
): PracticeResponse {
  const { path } = request;
  // The API lives on the other host; a redirect there loses the Authorization header.
  if (path.startsWith('/services/')) {
    return redirectTo(`https://${org.seed.hosts.rest}${path}${request.url.search}`);
  }
  if (path === '/secur/logout.jsp') return redirectTo(`https://${org.seed.hosts.rest}/secur/logout.jsp`);
  if (path === '/secur/contentDoor') return contentDoor(org, kind, request);
  if (path === '/aura') return aura(org, request, session);
  if (path === '/')
    return redirectTo(kind === 'setup' ? '/lightning/setup/SetupOneHome/home' : '/lightning/page/home');
  if (!path.startsWith('/lightning/') && path !== '/one/one.app') return notFoundPage(org);
  const person = session && personById(org, session.personId);
  if (!session || !person) return toLogin(org, request);
  const isSetup = path.startsWith('/lightning/setup/');
  if (kind === 'setup' && !isSetup)
    return redirectTo(`https://${org.seed.hosts.lightning}${path}${request.url.search}`);
  if (isSetup && !person.admin) return insufficientPrivileges(org);
  const late = faults.take('late-anchors', request);
  const config = {
    org: org.seed.name,
    sandbox: org.seed.sandbox,
    edition: org.seed.edition,
    instance: org.seed.instanceName,
    hosts: org.seed.hosts,
    user: `${person.first} ${person.last}`,
    token: session.formToken,
    anchors: faults.take('no-anchors', request) ? 'none' : 'all',
    lateMs: late ? (late.ms ?? 3_000) : 250,
  };
  return htmlAnswer(
    200,
    documentOf(
      isSetup ? 'Setup | Salesforce' : 'Lightning Experience | Salesforce',
      html`<script type="application/json" id="auraConfig">
          ${scriptJson(config)}
        </script>
        <script src="${ASSETS}salesforce.js" type="module"></script>`,
      html`<body class="desktop">
        <div id="app" class="slds-template__container"></div>
      </body>`,
    ),
    policy(org, 'lightning'),
  );
}

function contentDoor(org: Org, kind: 'lightning' | 'setup', request: PracticeRequest): PracticeResponse {
  const name = request.url.searchParams.get('ticket') ?? '';
  const ticket = org.tickets.get(name);
  org.tickets.delete(name);
  if (!ticket || ticket.host !== hostOf(org, kind)) return toLogin(org, request);
  const session = openSession(org, ticket.personId, kind, ticket.signIn);
  return redirectTo(ticket.target, { headers: sessionCookies(org, session) });
}

/** The single-page application's own calls: cookie of this host plus the token of the page. */
function aura(org: Org, request: PracticeRequest, session: Session | undefined): PracticeResponse {
  const answer = (status: number, body: unknown): PracticeResponse => ({
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  });
  if (request.method !== 'POST') return notFoundPage(org);
  const form = request.form();
  const person = session && personById(org, session.personId);
  if (!session || !person || form.get('aura.token') !== session.formToken) {
    return answer(200, { event: { descriptor: 'markup://aura:invalidSession' }, exceptionEvent: true });
  }
  const message = JSON.parse(form.get('message') ?? '{}') as {
    actions?: { id: string; descriptor: string; params: Record<string, unknown> }[];
  };
  const actions = (message.actions ?? []).map((action) => {
    try {
      const name = action.descriptor.split('ACTION$')[1] ?? '';
      return { id: action.id, state: 'SUCCESS', returnValue: runAction(org, person, name, action.params) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { id: action.id, state: 'ERROR', error: [{ message: error.message }] };
    }
  });
  return answer(200, { actions, context: { mode: 'PROD' } });
}

function runAction(org: Org, person: Person, name: string, params: Record<string, unknown>): unknown {
  const context: WriteContext = {
    org,
    person,
    autoAssign: false,
    allowDuplicates: true,
    fault: () => undefined,
  };
  const definition = requireDefinition(org, 'Case');
  const fields = params['fields'];
  const open = () => requireRow(org, definition, String(params['id']));
  switch (name) {
    case 'listCases':
      return openCases(org).map((row) => ({
        Id: row['Id'],
        CaseNumber: row['CaseNumber'],
        Subject: row['Subject'],
        Status: row['Status'],
        Priority: row['Priority'],
      }));
    case 'getCase':
      return caseForPage(org, person, open());
    case 'createCase':
      return { Id: createRecord(context, definition, fields)['Id'] };
    case 'saveCase':
      updateRecord(context, definition, open(), fields);
      return null;
    case 'addComment':
      createRecord(context, requireDefinition(org, 'CaseComment'), {
        ParentId: open()['Id'],
        CommentBody: params['body'],
        IsPublished: params['published'],
      });
      return null;
    case 'deleteCase':
      deleteRecord(context, definition, open());
      return null;
    default:
      throw new ApiError(400, 'INVALID_ACTION', `No such action ${name}`);
  }
}

function caseForPage(org: Org, person: Person, row: SalesforceRow): Record<string, unknown> {
  const nameOf = (id: unknown) => {
    if (typeof id !== 'string') return null;
    const found = findRow(org, 'User', id) ?? findRow(org, 'Group', id) ?? findRow(org, 'Contact', id);
    return found?.['Name'] ?? null;
  };
  const source = querySource(org, person);
  const rowsOf = (object: string) => {
    const definition = source.definition(object);
    return definition ? source.rows(definition, false) : [];
  };
  return {
    Id: row['Id'],
    CaseNumber: row['CaseNumber'],
    Subject: row['Subject'],
    Description: row['Description'],
    Status: row['Status'],
    Priority: row['Priority'],
    Owner: nameOf(row['OwnerId']),
    Contact: nameOf(row['ContactId']),
    Comments: rowsOf('CaseComment')
      .filter((comment) => comment['ParentId'] === row['Id'])
      .map((comment) => ({
        Body: comment['CommentBody'] ?? '',
        By: nameOf(comment['CreatedById']),
        Published: comment['IsPublished'],
      })),
    Files: rowsOf('ContentDocumentLink')
      .filter((one) => one['LinkedEntityId'] === to18(String(row['Id'])))
      .map((one) => {
        const file = findRow(org, 'ContentDocument', String(one['ContentDocumentId']));
        return { Name: file?.['Title'] ?? '', Size: file?.['ContentSize'] ?? 0 };
      }),
  };
}
