import { afterEach, expect, test } from 'vitest';

import { errorCodeOf } from '@/utils/base/errors.ts';
import { openDatabase } from '@/utils/store/database.ts';
import type { StoreMarker } from '@/utils/store/database.ts';

const NAME = 'evicted';
const names = async () => (await indexedDB.databases()).map(({ name }) => name);

afterEach(
  () =>
    new Promise<void>((resolve) => {
      const request = indexedDB.deleteDatabase(NAME);
      request.addEventListener('success', () => resolve());
    }),
);

/** A marker of a database that was once made, which answers when the test says so. */
function createSlowMarker() {
  let answer: (() => void) | undefined;
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const marker: StoreMarker = {
    read: async () => {
      await asked;
      return true;
    },
    write: () => Promise.reject(new Error('nothing was made, so nothing is to be remembered')),
  };
  return { marker, answer: () => answer?.() };
}

test('contexts that open at the same time all learn of the loss, and none of them makes an empty store', async () => {
  const first = createSlowMarker();
  const second = createSlowMarker();
  const codes = Promise.all(
    [first, second].map(({ marker }) =>
      openDatabase({ name: NAME, marker }).then(() => 'opened', errorCodeOf),
    ),
  );
  first.answer();
  // The first has decided while the second still waits for its marker.
  await Promise.resolve();
  expect(await names()).not.toContain(NAME);
  second.answer();
  expect(await codes).toEqual(['store/evicted', 'store/evicted']);
  expect(await names()).not.toContain(NAME);
});

test('an empty store is made when the admin says so', async () => {
  const { marker, answer } = createSlowMarker();
  answer();
  const db = await openDatabase({
    name: NAME,
    marker: { ...marker, write: () => Promise.resolve() },
    startAnew: true,
  });
  expect([...db.objectStoreNames]).toContain('connections');
  db.close();
});
