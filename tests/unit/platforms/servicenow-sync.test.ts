import type { Instance } from '@/utils/domain/platform.ts';
import { createServiceNowSync } from '@/utils/platforms/servicenow/sync.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import { createServiceNow } from '../../platforms/servicenow/servicenow.ts';
import { createParts, createPracticeBrowser } from './practice.ts';
import { describeSyncPlatform } from './sync-contract.ts';
import type { SyncSubject } from './sync-contract.ts';

const HOST = 'acme.service-now.com';
const acme: Instance = { platform: 'servicenow', url: `https://${HOST}` };

async function createSubject(): Promise<SyncSubject & { stop(): Promise<void> }> {
  const platforms = await startPlatforms({ platforms: (clock) => [createServiceNow(clock)] });
  const browser = createPracticeBrowser(platforms);
  // The token lives as long as the browser does, longer than an adapter.
  let { vault } = createParts(browser);
  const control = () => platforms.control(HOST);
  const signIn = (user: string) =>
    browser.visit(`https://${HOST}/login.do`, { user_name: user, user_password: user });
  const idOf = (made: unknown) => (made as { sys_id: string }).sys_id;
  const fresh = () => createServiceNowSync({ ...createParts(browser).parts, vault });
  return {
    instance: acme,
    type: 'Incident',
    fresh,
    count: () => {
      const found = platforms.requests().length;
      platforms.clearRequests();
      return found;
    },
    reset: () => {
      platforms.reset();
      browser.clear();
      ({ vault } = createParts(browser));
    },
    async signIn() {
      await signIn('admin');
      // The page that brings the token is loaded once per browser session.
      await fresh().fetchIdentity(acme, new AbortController().signal);
    },
    async signInAsAnother() {
      browser.clear();
      await signIn('second');
    },
    expireSessions: () => void control().act('expire-sessions'),
    setFault: (fault) => control().setFault(fault),
    clearFaults: () => control().clearFaults(),
    advance: (ms) => platforms.clock.advance(ms),
    person: {
      create: ({ summary, description }) =>
        idOf(control().act('create-incident', { short_description: summary, description })),
      edit: (id, { summary, description }) =>
        void control().act('update-incident', {
          sys_id: id,
          ...(summary === undefined ? {} : { short_description: summary }),
          ...(description === undefined ? {} : { description }),
        }),
      comment: (id, body, internal) =>
        void control().act('update-incident', {
          as: 'second',
          sys_id: id,
          [internal ? 'work_notes' : 'comments']: body,
        }),
      attach: (id, name, bytes) =>
        void control().act('attach', {
          as: 'second',
          sys_id: id,
          name,
          type: 'text/plain',
          base64: Buffer.from(bytes).toString('base64'),
        }),
      remove: (id) => void control().act('delete-incident', { sys_id: id }),
    },
    query: (word) => `short_descriptionSTARTSWITH${word}^ORDERBYDESCnumber`,
    badQueries: ['no_such_field=1', 'short_description ?? x', 'caller_id.no_such_field=1', ''],
    writes: {
      create: { method: 'POST', path: '/api/now/table/incident' },
      read: { method: 'POST', path: '/api/now/v1/batch' },
    },
    faults: {
      loginPage: { kind: 'login-200' },
      rateLimit: (seconds) => ({ kind: '429', retryAfter: seconds }),
    },
    async stop() {
      browser.close();
      await platforms.stop();
    },
  };
}

describeSyncPlatform('ServiceNow', createSubject);
