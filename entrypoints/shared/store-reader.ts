import type { Reader } from '@/components/backend.ts';
import { extensionMarker } from '@/utils/store/marker.ts';
import { createReader } from '@/utils/store/reader.ts';
import { createStore } from '@/utils/store/store.ts';
import { WizardRecord } from '@/utils/wizard/state.ts';

const store = createStore({ marker: extensionMarker });

export const reader: Reader = createReader(store, WizardRecord);

/** Makes an empty database in the place of an evicted one; the admin has been told. */
export async function startAnew(): Promise<void> {
  const fresh = createStore({ marker: extensionMarker, startAnew: true });
  await fresh.database();
  await fresh.close();
}

/** What holds no secret; keys, handshakes and codes stay out of every file. */
const SAFE_STORES = ['connections', 'sites', 'settings', 'choices'];

/** Reads what can be read, record by record and unparsed: for a store that the schemas refuse. */
export function salvage(): Promise<string> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('liaison');
    opening.addEventListener('error', () => reject(opening.error ?? new Error('the store cannot be opened')));
    // Without a version, opening makes an empty database where there is none: that must not be left behind.
    opening.addEventListener('upgradeneeded', () => opening.transaction?.abort());
    opening.addEventListener('success', () => {
      const db = opening.result;
      const found: Record<string, unknown[]> = {};
      const names = SAFE_STORES.filter((name) => db.objectStoreNames.contains(name));
      const finish = () => {
        db.close();
        resolve(JSON.stringify({ salvaged: new Date().toISOString(), ...found }, undefined, 2));
      };
      if (names.length === 0) {
        finish();
        return;
      }
      const transaction = db.transaction(names);
      transaction.addEventListener('complete', finish);
      transaction.addEventListener('abort', finish);
      for (const name of names) {
        found[name] = [];
        const cursor = transaction.objectStore(name).openCursor();
        cursor.addEventListener('error', (event) => {
          // One damaged store does not keep the others from being read.
          event.preventDefault();
          event.stopPropagation();
        });
        cursor.addEventListener('success', () => {
          if (!cursor.result) return;
          found[name]?.push(cursor.result.value);
          cursor.result.continue();
        });
      }
    });
  });
}
