import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createClient } from '../../platforms/core/client.ts';
import { startPlatforms } from '../../platforms/core/server.ts';
import type { RunningPlatforms } from '../../platforms/core/server.ts';

let running: RunningPlatforms;

beforeAll(async () => {
  running = await startPlatforms();
});
afterAll(() => running.stop());

describe('all practice platforms together', () => {
  test('each of the five has at least two instances, with two administrators and one who is none', () => {
    for (const platform of running.platforms.filter((one) => one.id !== 'intranet')) {
      const instances = platform.describe();
      expect(instances.length, platform.id).toBeGreaterThanOrEqual(2);
      for (const { users, instance } of instances) {
        expect(users.filter((one) => one.admin).length, instance).toBeGreaterThanOrEqual(2);
        expect(
          users.some((one) => !one.admin),
          instance,
        ).toBe(true);
      }
    }
  });

  test('every starting page asks who is there, and answers in HTML with a policy', async () => {
    for (const platform of running.platforms.filter((one) => one.id !== 'intranet')) {
      for (const { url } of platform.describe()) {
        const answer = await createClient(running).fetch(url, { follow: true });
        expect(answer.status, url).toBe(200);
        expect(answer.headers['content-type'], url).toContain('text/html');
        expect(answer.headers['content-security-policy'], url).toBeDefined();
        expect(answer.text, url).toMatch(/type="password"/);
      }
    }
  });

  test('no answer of any platform is a mistake of its own', async () => {
    const client = createClient(running);
    const paths = [
      '/',
      '/nothing',
      '/rest/api/2/nothing',
      '/api/now/nothing',
      '/services/data/',
      '/%2e%2e/%c3%a4',
    ];
    await Promise.all(
      running.hosts.flatMap((host) =>
        paths.map(async (path) => {
          // Without TLS, as every host answers both and a handshake for each would cost seconds.
          expect((await client.fetch(`http://${host}${path}`)).status, host + path).not.toBe(599);
        }),
      ),
    );
  });

  test('reset and snapshot work on every host of an instance', () => {
    running.reset();
    for (const platform of running.platforms) {
      for (const { instance } of platform.describe()) {
        expect(() => JSON.stringify(running.control(new URL(instance).hostname).snapshot())).not.toThrow();
      }
    }
  });
});
