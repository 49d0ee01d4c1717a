import { htmlAnswer, jsonAnswer, redirectTo, setCookie, withHeaders } from '../core/answers.ts';
import { escapeHtml } from '../core/html.ts';
import type {
  FaultSwitch,
  PracticeClock,
  PracticePlatform,
  PracticeRequest,
  PracticeResponse,
} from '../core/types.ts';
import { createInstance, isRefusal } from './instance.ts';
import type { Instance, RateRule, Session } from './instance.ts';
import {
  administrationPage,
  assets,
  blankPage,
  classicShell,
  forbiddenPage,
  formPage,
  hibernatingPage,
  interceptorPage,
  listPage,
  loginPage,
  nextShell,
  notFoundPage,
  portalPage,
  propertiesPage,
  secondFactorPage,
  signedOutPage,
  wakingPage,
} from './pages.ts';
import type { Row } from './query.ts';
import { handleRest } from './rest.ts';
import seed from './seed.json' with { type: 'json' };
import { tables } from './tables.ts';

export interface ServiceNowPractice extends PracticePlatform {
  /** The instance behind a host, for tests that look or write behind the API's back. */
  instance(host: string): Instance;
}

const faultKinds = [
  'signed-out',
  'login-200',
  'login-302',
  'logout-302',
  'html-instead-of-json',
  'stale-token',
  '403',
  'api-acl',
  'acl-write',
  'business-rule',
  'data-policy',
  'hidden',
  'invalid-table',
  '429',
  '500',
  '503',
  'transaction-cancelled',
  'partial-result',
  'hibernating',
  'waking',
  'drop-field',
  'drop-query-term',
  'short-page',
  'journal-lost',
  'journal-doubled',
  'unserviced-requests',
  'no-batch',
  'no-impersonation-api',
];

/** Classic pages for administrators: path beginnings as the platform page lists them. */
const adminPath = /^\/(sys_|sys\.|syslog|v_plugin|oauth_|ecc_|\$restapi|\$studio|system_properties_ui)/;

function sessionCookies(instance: Instance, session: Session): [string, string][] {
  const sameSite = instance.behaviour.cookieSameSite;
  const common = {
    httpOnly: true,
    secure: true,
    ...(sameSite === 'None' ? { sameSite: 'None' as const } : {}),
  };
  return [
    setCookie('JSESSIONID', session.id, common),
    setCookie('glide_user_route', `glide.${session.id.slice(0, 12).toLowerCase()}`, common),
    setCookie('glide_session_store', session.id.toLowerCase(), { ...common, maxAge: 1800 }),
    setCookie(`BIGipServerpool_${instance.seed.name}`, '478315274.46910.0000', common),
  ];
}

/** Only a path of this host is a place to go after signing in. */
function localTarget(value: string | null, otherwise: string): string {
  return value !== null && /^\/(?![/\\])/.test(value) ? value : otherwise;
}

function signIn(instance: Instance, request: PracticeRequest): PracticeResponse {
  const form = request.form();
  const name = form.get('user_name') ?? '';
  const goTo = form.get('sysparm_goto_url') ?? '';
  if (!instance.checkPassword(name, form.get('user_password') ?? '')) {
    return loginPage(instance, goTo, 'User name or password invalid.');
  }
  const session = instance.signIn(request.url.hostname, name);
  return redirectTo(localTarget(goTo, '/'), { headers: sessionCookies(instance, session) });
}

function submitForm(
  instance: Instance,
  session: Session,
  table: string,
  request: PracticeRequest,
): PracticeResponse {
  const form = request.form();
  if (form.get('sysparm_ck') !== session.token) return interceptorPage();
  const values: Row = {};
  for (const [name, value] of form) {
    if (name.startsWith(`${table}.`)) values[name.slice(table.length + 1)] = value;
  }
  const sysId = form.get('sys_uniqueValue') ?? '-1';
  const stored = instance.row(table, sysId);
  const options = { user: session.user, admin: instance.hasRole(session.user, 'admin') };
  const result = stored
    ? instance.update(table, stored, values, options)
    : instance.insert(table, values, options);
  if (isRefusal(result)) return formPage(instance, session, table, stored, result.detail ?? result.message);
  return redirectTo(`/${table}.do?sys_id=${result['sys_id'] ?? ''}`);
}

function xml(table: string, rows: readonly Row[]): PracticeResponse {
  const body = rows
    .map(
      (row) =>
        `<${table}>${Object.entries(row)
          .map(([name, value]) => `<${name}>${escapeHtml(value)}</${name}>`)
          .join('')}</${table}>`,
    )
    .join('');
  return {
    status: 200,
    headers: { 'Content-Type': 'text/xml;charset=UTF-8' },
    body: `<?xml version="1.0" encoding="UTF-8"?><xml>${body}</xml>`,
  };
}

function signedInPage(instance: Instance, session: Session, request: PracticeRequest): PracticeResponse {
  const { path, url } = request;
  const admin = instance.hasRole(session.user, 'admin');
  switch (path) {
    case '/':
      return redirectTo(instance.seed.shell === 'next' ? '/now/nav/ui/home' : '/navpage.do');
    case '/navpage.do':
      return classicShell(instance, session, 'blank.do');
    case '/nav_to.do': {
      // The frame stays on this host, whatever the parameter says.
      const target = localTarget(
        `/${(url.searchParams.get('uri') ?? 'blank.do').replace(/^\//, '')}`,
        '/blank.do',
      );
      return classicShell(instance, session, target.slice(1));
    }
    case '/blank.do':
      return blankPage(instance, session);
    case '/system_properties_ui.do':
      return admin ? propertiesPage(instance, session, request) : forbiddenPage(instance, session);
    case '/stats.do':
      return htmlAnswer(
        200,
        `<html><body>Build name: ${instance.property('glide.buildname') ?? ''}<br>Build tag: ${instance.property('glide.buildtag') ?? ''}</body></html>`,
      );
    case '/sn_devstudio_/v1/get_publish_info.do':
      return jsonAnswer(200, { ck: session.token });
    default:
      break;
  }
  if (/^\/(sp|esc)(\/|$)/.test(path)) return portalPage(instance, session);
  if (path.startsWith('/now/nav/ui/')) return nextShell(instance, session, 'next');
  if (path.startsWith('/now/workspace/') || path.startsWith('/now/sow/'))
    return nextShell(instance, session, 'workspace');
  const list = /^\/([a-z_]+)_list\.do$/.exec(path)?.[1];
  const single = /^\/([a-z_]+)\.do$/.exec(path)?.[1];
  const table = list ?? single ?? '';
  // Beyond the tables there are only pages of the administration, all alike here.
  if (!tables[table] && !adminPath.test(path)) return notFoundPage(instance, session);
  if (adminPath.test(path) && !admin) return forbiddenPage(instance, session);
  if (!tables[table]) return administrationPage(instance, session, path);
  const visible = (row: Row) => admin || table !== 'incident' || row['u_restricted'] !== 'true';
  if (list !== undefined) {
    const rows = instance
      .select(table, url.searchParams.get('sysparm_query') ?? '', session.user)
      .filter((row) => visible(row));
    return url.searchParams.has('XML') ? xml(table, rows) : listPage(instance, session, table, rows);
  }
  if (request.method === 'POST') return submitForm(instance, session, table, request);
  const sysId = url.searchParams.get('sys_id') ?? '-1';
  const row = instance.row(table, sysId);
  if (url.searchParams.has('XML') || url.searchParams.has('WSDL'))
    return xml(table, row && visible(row) ? [row] : []);
  if (sysId !== '-1' && (!row || !visible(row))) {
    return formPage(instance, session, table, undefined, 'Record not found');
  }
  return formPage(instance, session, table, row);
}

function handlePage(instance: Instance, request: PracticeRequest, faults: FaultSwitch): PracticeResponse {
  const asset = assets[request.path];
  if (asset) return { status: 200, headers: { 'Content-Type': asset.type }, body: asset.body };
  if (faults.take('hibernating', request)) return hibernatingPage();
  const waking = faults.takeAny(['waking', '503'], request);
  if (waking) return wakingPage(waking);
  if (faults.take('signed-out', request)) instance.endSessions();
  if (request.path === '/login.do') {
    if (request.method === 'POST') return signIn(instance, request);
    return loginPage(instance, request.url.searchParams.get('sysparm_goto_url') ?? '', '');
  }
  const session = instance.session(request.url.hostname, request.cookies['JSESSIONID']);
  if (request.path === '/logout.do') {
    if (session) instance.signOut(session.id);
    return redirectTo('/logout_success.do', {
      headers: ['JSESSIONID', 'glide_user_route', 'glide_session_store'].map((name) =>
        setCookie(name, '', { maxAge: 0, secure: true, httpOnly: true }),
      ),
    });
  }
  if (request.path === '/logout_success.do') return signedOutPage();
  if (request.path === '/validate_multifactor_auth_code.do') return secondFactorPage();
  if (request.path === '/security_interceptor.do') {
    return htmlAnswer(
      200,
      '<html><head><title>Security</title></head><body>The request was refused.</body></html>',
    );
  }
  if (request.path === '/stats.do' && instance.behaviour.statsPageOpen && !session) {
    return htmlAnswer(
      200,
      `<html><body>Build name: ${instance.property('glide.buildname') ?? ''}<br>Build tag: ${instance.property('glide.buildtag') ?? ''}</body></html>`,
    );
  }
  if (!session || faults.take('login-302', request)) {
    if (request.path === '/sn_devstudio_/v1/get_publish_info.do') {
      // `BasicCustom` keeps the browser from asking for a password.
      const quiet = (request.headers.get('authorization') ?? '').startsWith('BasicCustom');
      return jsonAnswer(
        401,
        { error: { message: 'User Not Authenticated', detail: null }, status: 'failure' },
        quiet ? {} : { 'WWW-Authenticate': 'BASIC realm="Service-now"' },
      );
    }
    return redirectTo(`/login.do?sysparm_goto_url=${encodeURIComponent(request.path + request.url.search)}`);
  }
  return signedInPage(instance, session, request);
}

/** Two ServiceNow instances; the first also answers on a customer's own domain, with sessions of its own. */
export function createServiceNow(clock: PracticeClock): ServiceNowPractice {
  const instances = seed.instances.map((one) => createInstance(one, clock));
  const byHost = new Map(instances.flatMap((one) => one.seed.hosts.map((host) => [host, one] as const)));
  const instanceOf = (host: string): Instance => {
    const found = byHost.get(host);
    if (!found) throw new Error(`no ServiceNow instance at ${host}`);
    return found;
  };

  return {
    id: 'servicenow',
    hosts: [...byHost.keys()],
    faultKinds,
    instance: instanceOf,
    handle: (request, faults) => {
      const instance = instanceOf(request.url.hostname);
      const answer = request.path.startsWith('/api/')
        ? handleRest(instance, instance.seed.hosts[0] ?? '', request, faults)
        : handlePage(instance, request, faults);
      return withHeaders(answer, {
        Server: 'ServiceNow',
        'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
      });
    },
    reset: () => {
      for (const instance of instances) instance.reset();
    },
    describe: () =>
      instances.map((instance) => {
        const origin = `https://${instance.seed.hosts[0] ?? ''}`;
        const first = instance.rows('incident')[0]?.['sys_id'] ?? '';
        return {
          instance: origin,
          url: `${origin}/now/nav/ui/classic/params/target/sys_properties_list.do`,
          entityUrl: `${origin}/nav_to.do?uri=incident.do%3Fsys_id%3D${first}`,
          users: instance.seed.users
            .filter((user) => user.user_name === user.password)
            .map((user) => ({
              name: user.user_name,
              password: user.password,
              admin: user.roles.includes('admin'),
            })),
        };
      }),
    snapshot: (host) => {
      const instance = instanceOf(host);
      return {
        incident: instance.rows('incident'),
        sys_journal_field: instance.rows('sys_journal_field'),
        sys_attachment: instance.rows('sys_attachment'),
        sys_properties: instance.rows('sys_properties'),
        sessions: instance
          .sessions()
          .map(({ host: at, user, originalUser }) => ({ host: at, user, originalUser })),
      };
    },
    /**
     * `create-incident` {as?, …fields} · `update-incident` {as?, sys_id | number, …fields} (comments and work
     * notes too) · `delete-incident` {sys_id | number} · `attach` {as?, number, name, type, base64} ·
     * `expire-sessions` · `rotate-tokens` · `impersonate` {user} · `set-property` {name, value} ·
     * `set-rate-rules` RateRule[] · `set-behaviour` (the seed's switches).
     */
    act: (host, action, input) => {
      const instance = instanceOf(host);
      const given = (input ?? {}) as Record<string, string>;
      const { as = 'admin', ...values } = given;
      const options = { user: as, admin: instance.hasRole(as, 'admin') };
      const wanted = () => {
        const row =
          instance.row('incident', given['sys_id'] ?? '') ??
          instance.rows('incident').find((one) => one['number'] === given['number']);
        if (!row) throw new Error('no such incident');
        return row;
      };
      switch (action) {
        case 'create-incident':
          return instance.insert('incident', values, options);
        case 'update-incident': {
          const { sys_id: _id, number: _number, ...fields } = values;
          return instance.update('incident', wanted(), fields, options);
        }
        case 'delete-incident':
          return instance.remove('incident', wanted()['sys_id'] ?? '', as);
        case 'attach':
          return instance.attach(
            { table: 'incident', sysId: wanted()['sys_id'] ?? '' },
            {
              name: given['name'] ?? 'file.txt',
              type: given['type'] ?? 'text/plain',
              data: new Uint8Array(Buffer.from(given['base64'] ?? '', 'base64')),
            },
            as,
          );
        case 'expire-sessions':
          return instance.endSessions();
        case 'rotate-tokens':
          return instance.rotateTokens();
        case 'impersonate':
          for (const session of instance.sessions()) session.user = given['user'] ?? session.user;
          return undefined;
        case 'set-property':
          return instance.setProperty(given['name'] ?? '', given['value'] ?? '');
        case 'set-rate-rules':
          return instance.setRateRules(input as RateRule[]);
        case 'set-behaviour':
          return instance.setBehaviour(input as Partial<Instance['behaviour']>);
        default:
          throw new Error(`ServiceNow knows no ${action}`);
      }
    },
  };
}
