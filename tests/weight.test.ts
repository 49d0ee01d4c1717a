import { describe, expect, test } from 'vitest';

import { createZip, readFolder } from './run/zip-file.ts';
import { builtFolder, firstScripts, gzipped, readBuilt } from './support/built.ts';
import type { BuiltFor } from './support/built.ts';

// Raised on purpose only: each kilobyte of the background is paid at every wake-up, each of a content script in
// every page of an allowed site. The archive's goal is 120 kB; background and pages each carry schemas and store
// (some 17 kB twice), since a background that can load parts later cannot share modules with pages.
const KB = 1024;
const LIMITS = {
  contentScript: 20 * KB,
  popupFirst: 45 * KB,
  background: 120 * KB,
  archive: 148 * KB,
};

describe.each<BuiltFor>(['chrome', 'firefox'])('the build for %s', (target) => {
  test('keeps every content script light', async () => {
    const scripts = (await readFolder(builtFolder(target))).filter(({ name }) =>
      /^content-scripts\/.*\.js$/.test(name),
    );
    expect(scripts.length).toBeGreaterThan(0);
    // Each runs behind the part that all of them have in common.
    const common = gzipped(readBuilt(target, 'admin-buttons.js'));
    expect(common).toBeGreaterThan(KB);
    const heavy = scripts
      .map(({ name, data }) => ({ name, size: common + gzipped(Buffer.from(data).toString()) }))
      .filter(({ size }) => size > LIMITS.contentScript);
    expect(heavy).toEqual([]);
  });

  test('loads little before the popup can be used', () => {
    const sizes = firstScripts(target, 'popup.html').map((path) => gzipped(readBuilt(target, path)));
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(LIMITS.popupFirst);
  });

  test('keeps the background small', () => {
    const size = gzipped(readBuilt(target, 'background.js'));
    expect(size).toBeGreaterThan(KB);
    expect(size).toBeLessThanOrEqual(LIMITS.background);
  });

  test('packs into a small archive', async () => {
    const archive = createZip(await readFolder(builtFolder(target)));
    expect(archive.length).toBeLessThanOrEqual(LIMITS.archive);
  });
});
