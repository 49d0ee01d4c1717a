import type { Instance } from '@/utils/domain/platform.ts';
import { tokenScopes } from '@/utils/platforms/xurrent/adapter.ts';
import { createXurrentSync } from '@/utils/platforms/xurrent/sync.ts';

import { startPlatforms } from '../../platforms/core/server.ts';
import { createXurrent } from '../../platforms/xurrent/xurrent.ts';
import { createParts, createPracticeBrowser } from './practice.ts';
import { describeSyncPlatform } from './sync-contract.ts';
import type { SyncSubject } from './sync-contract.ts';

/** `acme` moves a request's stamp with each note and keeps files in a bucket; `globex` does neither. */
async function createSubject(account: 'acme' | 'globex'): Promise<SyncSubject & { stop(): Promise<void> }> {
  const platforms = await startPlatforms({ platforms: (clock) => [createXurrent(clock)] });
  const browser = createPracticeBrowser(platforms);
  const host = `${account}.xurrent.com`;
  const instance: Instance = { platform: 'xurrent', url: `https://${host}` };
  let { vault } = createParts(browser);
  const control = () => platforms.control(host);
  const api = () => platforms.control('api.xurrent.com');
  const signIn = (user: string) => {
    const { token } = control().act('token', { user, scopes: tokenScopes.join(',') }) as { token: string };
    vault.tokens.set(instance.url, token);
    return Promise.resolve();
  };
  const project = account === 'acme' ? '20' : '22';
  return {
    instance,
    project,
    pollRequests: 2,
    readRequests: 2,
    signedOut: 'platform/token-refused',
    type: 'rfi',
    fresh: () => createXurrentSync({ ...createParts(browser).parts, vault }),
    count: () => {
      const found = platforms.requests().length;
      platforms.clearRequests();
      return found;
    },
    reset: () => {
      platforms.reset();
      browser.clear();
      ({ vault } = createParts(browser));
      control().act('set', { burstCalls: 100_000, hourlyCalls: 100_000, limitFileKinds: false });
    },
    signIn: () => signIn('admin'),
    signInAsAnother: () => signIn('second'),
    expireSessions: () => void control().act('revoke-tokens'),
    setFault: (fault) => api().setFault(fault),
    clearFaults: () => api().clearFaults(),
    advance: (ms) => platforms.clock.advance(ms),
    person: {
      create: ({ summary, description }) => {
        const fields = {
          subject: summary,
          category: 'rfi',
          ...(description === '' ? {} : { note: description }),
        };
        return String((control().act('create', { fields }) as { id: number }).id);
      },
      edit: (id, { summary, description }) =>
        void control().act('edit', {
          id: Number(id),
          fields: {
            ...(summary === undefined ? {} : { subject: summary }),
            ...(description === undefined ? {} : { note: `✎\n${description}` }),
          },
        }),
      comment: (id, text, internal) => void control().act('note', { id: Number(id), text, internal }),
      attach: (id, name, bytes) =>
        void control().act('attach', {
          id: Number(id),
          name,
          base64: Buffer.from(bytes).toString('base64'),
        }),
      remove: (id) => void control().act('place', { id: Number(id), to: 'trash' }),
    },
    query: (word) => `subject=>=${word}<${word}~`,
    badQueries: ['no_such_field=1', 'status', 'id=>=x', '', 'per_page=1', 'trash?status=assigned'],
    writes: {
      create: { method: 'POST', path: '/v1/requests' },
      read: { method: 'GET', path: '/v1/requests/' },
    },
    faults: {
      loginPage: { kind: 'login-200' },
      rateLimit: (seconds) => ({ kind: '429', retryAfter: seconds, path: '/v1/requests/' }),
    },
    async stop() {
      browser.close();
      await platforms.stop();
    },
  };
}

describeSyncPlatform('Xurrent, where a note does not touch its request', () => createSubject('globex'));
describeSyncPlatform('Xurrent, where a note touches its request', () => createSubject('acme'));
