import { randomBytes } from 'node:crypto';

import { htmlAnswer } from '../core/answers.ts';
import { html } from '../core/html.ts';
import type { Markup } from '../core/html.ts';
import type { PracticePlatform, PracticeResponse } from '../core/types.ts';
import { documentOf } from './document.ts';
import { accounts, catalogue, transitionsOf } from './site.ts';
import type { Behaviour, Issue, Site } from './site.ts';
import { createIssue, hasComplaints, transitionIssue, updateIssue } from './write.ts';

export interface JiraPractice extends PracticePlatform {
  /** The Jira behind a host, for tests that look or write behind the API's back. */
  site(host: string): Site;
}

export const faultKinds = [
  'signed-out',
  'login-200',
  'html-instead-of-json',
  'sso-redirect',
  '403',
  '409',
  '413',
  '429',
  '500',
  '503',
  'maintenance',
  'starting',
  'xsrf',
  'captcha',
  'dead-session-401',
  'hidden',
  'near-limit',
  'short-page',
  'row-twice',
  'clip-max-results',
  'issue-gone-after-search',
  'dead-media-link',
];

/** Only a path of this host is a place to go after signing in. */
export function localTarget(value: string | null, otherwise: string): string {
  return value !== null && /^\/(?![/\\])/.test(value) ? value : otherwise;
}

/** A page with the headers that forbid foreign script and style; inline script needs the nonce. */
export function securePage(
  build: (nonce: string) => Markup,
  options: { status?: number; connect?: string; headers?: Record<string, string> } = {},
): PracticeResponse {
  const nonce = randomBytes(16).toString('base64');
  return htmlAnswer(options.status ?? 200, build(nonce), {
    'Content-Security-Policy': `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src 'self'; img-src 'self' data:; connect-src 'self' ${options.connect ?? ''}; frame-ancestors 'self'; base-uri 'self'; object-src 'none'`,
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Content-Type-Options': 'nosniff',
    'X-XSS-Protection': '1; mode=block',
    'Cache-Control': 'no-cache, no-store, must-revalidate',
    ...options.headers,
  });
}

/** Metas as a list of name and content. */
export function metas(rows: readonly (readonly [string, string])[]): Markup {
  return html`${rows.map(([name, content]) => html`<meta name="${name}" content="${content}" /> `)}`;
}

interface ActInput {
  as?: string;
  key?: string;
  project?: string;
  body?: string;
  internal?: boolean;
  name?: string;
  type?: string;
  base64?: string;
  to?: string;
  resolution?: string;
  fields?: Record<string, unknown>;
}

/**
 * What happens in Jira without the extension:
 * `create-issue` {as?, fields} (as the API takes them, text as strings) · `update-issue` {as?, key, fields} ·
 * `comment` {as?, key, body, internal?} · `edit-comment` {key, name: id, body} · `delete-comment` {key, name: id} ·
 * `attach` {as?, key, name, type, base64} · `transition` {as?, key, to: status name, resolution?} ·
 * `move-issue` {key, project} · `delete-issue` {key} · `expire-sessions` · `set-behaviour` (the seed's switches).
 */
export function actOn(site: Site, action: string, given: unknown): unknown {
  const input = (given ?? {}) as ActInput;
  const as = input.as ?? 'admin';
  const context = { site, documents: false, user: as };
  const issue = (): Issue => {
    const found = site.find(input.key ?? '');
    if (!found) throw new Error(`no issue ${input.key ?? ''}`);
    return found;
  };
  const check = (complaints: Parameters<typeof hasComplaints>[0]) => {
    if (hasComplaints(complaints)) throw new Error(JSON.stringify(complaints));
  };
  const text = (value: string) => (site.cloud ? documentOf(value) : value);
  switch (action) {
    case 'create-issue': {
      const made = createIssue(context, { fields: input.fields });
      if (!('id' in made)) throw new Error(JSON.stringify(made));
      return { id: made.id, key: made.key };
    }
    case 'update-issue':
      return check(updateIssue(context, issue(), { fields: input.fields }));
    case 'comment': {
      const properties = input.internal === true ? { 'sd.public.comment': { internal: true } } : {};
      return { id: site.addComment(issue(), as, text(input.body ?? ''), { properties }).id };
    }
    case 'edit-comment': {
      const target = issue();
      const comment = target.comments.find((one) => one.id === input.name);
      if (!comment) throw new Error('no such comment');
      Object.assign(comment, { body: text(input.body ?? ''), updated: site.now(), updater: as });
      return site.touch(target);
    }
    case 'delete-comment': {
      const target = issue();
      target.comments = target.comments.filter((one) => one.id !== input.name);
      return site.touch(target);
    }
    case 'attach':
      return {
        id: site.addAttachment(issue(), as, {
          name: input.name ?? 'file.txt',
          type: input.type ?? 'text/plain',
          data: new Uint8Array(Buffer.from(input.base64 ?? '', 'base64')),
        }).id,
      };
    case 'transition': {
      const target = issue();
      const project = site.project(target.projectId);
      const way = (project ? transitionsOf(project, target) : []).find(
        (one) => catalogue.statuses.find((status) => status.id === one.to)?.name === input.to,
      );
      return check(
        transitionIssue(context, target, {
          transition: { id: way?.id },
          ...(input.resolution === undefined ? {} : { fields: { resolution: { name: input.resolution } } }),
        }),
      );
    }
    case 'move-issue': {
      const project = site.project(input.project ?? '');
      if (!project) throw new Error('no such project');
      site.move(issue(), project);
      return { key: site.find(input.key ?? '')?.key };
    }
    case 'delete-issue':
      return site.remove(issue());
    case 'expire-sessions':
      return site.endSessions();
    case 'set-behaviour':
      return site.setBehaviour(given as Partial<Behaviour>);
    default:
      throw new Error(`Jira knows no ${action}`);
  }
}

export function snapshotOf(site: Site): unknown {
  return {
    issues: site.issues(),
    sessions: site.sessions().map(({ user, adminUntil }) => ({ user, adminUntil })),
    tokens: site.tokens().map(({ id, name, user }) => ({ id, name, user })),
  };
}

export function usersOf(site: Site) {
  return accounts
    .filter((one) => site.member(one.name))
    .map(({ name, password }) => ({ name, password, admin: site.isAdmin(name) }));
}
