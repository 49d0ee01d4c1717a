import * as z from 'zod/mini';

import type { Clock } from '@/utils/base/clock.ts';
import { AppError } from '@/utils/base/errors.ts';
import { Connection } from '@/utils/domain/connection.ts';
import { LastChoices, Settings } from '@/utils/domain/settings.ts';

import { listConnections, loadSettings } from './reading.ts';
import type { After } from './reading.ts';
import type { Store } from './store.ts';

const FORMAT = 'liaison-configuration';

/** The configuration as it travels between machines: no keys, no codes, no tokens. */
const Configuration = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  exportedAt: z.number(),
  settings: Settings,
  connections: z.array(Connection),
  choices: z.array(LastChoices),
});

export interface Backup {
  /** JSON text of the configuration. */
  export(): Promise<string>;
  /**
   * Takes a configuration in. Connections that exist are left alone; new ones come without keys and say so, since
   * a copy of keys would make two nodes of one.
   * @throws `AppError` `store/import-refused` with what is wrong; nothing has been written then
   */
  import(text: string): Promise<{ settings: boolean; connections: number; skipped: number }>;
}

/** Export and import of the configuration (R16). */
export const createBackup = (store: Store, clock: Clock, changed: () => void): Backup => ({
  async export() {
    const connections: Connection[] = [];
    let after: After | undefined;
    for (;;) {
      const page = await listConnections(store, { limit: 500, ...(after ? { after } : {}) });
      // Numbers belong to a handshake that the copy knows nothing of.
      for (const { numbers: _numbers, ...row } of page.rows) connections.push(row);
      after = page.rows.at(-1);
      if (!page.more) break;
    }
    const db = await store.database();
    const configuration: z.infer<typeof Configuration> = {
      format: FORMAT,
      version: 1,
      exportedAt: clock.now(),
      settings: await loadSettings(store),
      connections,
      choices: await db.getAll('choices'),
    };
    return JSON.stringify(configuration, undefined, 2);
  },

  async import(text) {
    const configuration = parseConfiguration(text);
    const fresh: Connection[] = [];
    for (const connection of configuration.connections) {
      if ((await store.get('connections', connection.id)) !== undefined) continue;
      fresh.push({
        ...connection,
        status: 'error',
        problem: { code: 'connection/keys-missing' },
        awaitsConfirmation: false,
        revision: 1,
        updatedAt: clock.now(),
      });
    }
    const row = await store.get('settings', 'settings');
    await store.commit({
      expect: [{ store: 'settings', key: 'settings', revision: row?.revision }],
      put: [
        {
          store: 'settings',
          value: { id: 'settings', revision: (row?.revision ?? 0) + 1, value: configuration.settings },
        },
        ...fresh.map((value) => ({ store: 'connections' as const, value })),
        ...configuration.choices.map((value) => ({ store: 'choices' as const, value })),
      ],
    });
    changed();
    return {
      settings: true,
      connections: fresh.length,
      skipped: configuration.connections.length - fresh.length,
    };
  },
});

function parseConfiguration(text: string): z.infer<typeof Configuration> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError('store/import-refused', 'JSON', { cause });
  }
  const parsed = Configuration.safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new AppError('store/import-refused', where === '' ? 'format' : where, { cause: parsed.error });
  }
  return parsed.data;
}
