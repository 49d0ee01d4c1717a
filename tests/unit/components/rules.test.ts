import { describe, expect, test } from 'vitest';

import { loadPairs, statusOf } from '@/components/connections/pairs.ts';
import { isElsewhere } from '@/components/popup/home-of-tab.ts';
import { progressOf } from '@/components/wizard/progress.ts';
import { isUntouched } from '@/components/wizard/untouched.ts';
import type { Connection, ConnectionStatus } from '@/utils/domain/connection.ts';
import type { WizardState } from '@/utils/wizard/state.ts';

import {
  after,
  connectionOf,
  draftOf,
  foundJira,
  jira,
  jiraDc,
  recordOf,
  reviewed,
  salesforce,
  servicenow,
  tabOf,
} from '../../browser/components/gallery/data.ts';

const found = draftOf(servicenow, { urlText: jira.url, check: foundJira });

describe('whether a wizard has to do with the tab', () => {
  const begun = recordOf({ step: 'destination', draft: found });
  test.each<[string, Parameters<typeof isElsewhere>[1], boolean]>([
    ['nobody has looked at the tab', undefined, false],
    ['the tab is its own instance', tabOf(servicenow), false],
    ['the tab is its destination', tabOf(jira), false],
    ['the tab is a third instance', tabOf(salesforce), true],
    ['the tab is no instance', { kind: 'unsupported', tabId: 7, host: 'mail.example' }, false],
  ])('%s', (_, tab, elsewhere) => {
    expect(isElsewhere(begun, tab)).toBe(elsewhere);
  });

  test('a wizard that knows no instance yet belongs everywhere', () => {
    expect(isElsewhere(recordOf({ step: 'paste', text: '' }), tabOf(salesforce))).toBe(false);
  });
});

describe('how far a wizard has come', () => {
  const noUrl = after(
    { step: 'destination', draft: draftOf(servicenow) },
    { type: 'no-url-ticked', ticked: true },
  );
  const noUrlJira = after(
    { step: 'destination', draft: draftOf(jira) },
    { type: 'no-url-ticked', ticked: true },
  );
  test.each<[string, WizardState, string]>([
    ['private', noUrl, '1/3'],
    ['private, information', after(noUrl, { type: 'next' }), '2/3'],
    ['private Jira, project', after(noUrlJira, { type: 'next' }, { type: 'next' }), '3/4'],
    ['making the invitation', { step: 'creating', draft: draftOf(servicenow, { noUrl: true }) }, '3/3'],
    ['without access', { step: 'admin-access', draft: found }, '2/3'],
    ['with access', { step: 'verifying', draft: { ...found, adminAccess: true } }, '3/4'],
    ['both connected', { step: 'connecting', draft: { ...found, adminAccess: true } }, '4/4'],
    ['review', { step: 'review', code: 'x', invitation: reviewed() }, '2/3'],
  ])('%s: %s', (_, state, expected) => {
    const progress = progressOf(state);
    expect(`${progress?.current}/${progress?.total}`).toBe(expected);
  });
});

describe('leaving a wizard', () => {
  test.each<[WizardState, boolean]>([
    [{ step: 'destination', draft: draftOf() }, true],
    [{ step: 'destination', draft: draftOf(servicenow, { urlText: 'h' }) }, false],
    [{ step: 'destination', draft: draftOf(servicenow, { noUrl: true }) }, false],
    [{ step: 'paste', text: ' ' }, true],
    [{ step: 'paste', text: 'eyJ' }, false],
    [{ step: 'information', draft: draftOf() }, false],
  ])('%o has nothing to lose: %s', (state, untouched) => {
    expect(isUntouched(state)).toBe(untouched);
  });
});

describe('two sides of one connection in this browser', () => {
  const source = connectionOf('A', { createdAt: 100 });
  const destination = connectionOf('A', { createdAt: 101 }, 'destination');
  const alone = connectionOf('B', { createdAt: 50, exchange: 'nats' });
  const all = [destination, source, alone];
  const readerOf = (rows: readonly Connection[]) => ({
    connections: () => Promise.resolve({ rows, more: false }),
    connection: (id: string) => Promise.resolve(all.find((row) => row.id === id)),
  });

  test('are one row, the source first', async () => {
    const { rows } = await loadPairs(readerOf(all), {}, undefined, new Set());
    expect(rows.map(({ sides }) => sides.map(({ side }) => side))).toEqual([
      ['source', 'destination'],
      ['source'],
    ]);
  });

  test('are one row too when a window ends between them', async () => {
    const first = await loadPairs(readerOf([destination]), {}, undefined, new Set());
    expect(first.rows[0]?.sides).toHaveLength(2);
    const second = await loadPairs(
      readerOf([source, alone]),
      {},
      { createdAt: 101, id: destination.id },
      new Set(first.rows.map(({ id }) => id)),
    );
    expect(second.rows.map(({ id }) => id)).toEqual([alone.connectionId]);
  });

  test.each<[readonly ConnectionStatus[], ConnectionStatus]>([
    [['active', 'active'], 'active'],
    [['active', 'deactivated'], 'deactivated'],
    [['pending', 'active'], 'pending'],
    [['active', 'error'], 'error'],
  ])('%s together are %s', ([one, other], together) => {
    const sides = [
      connectionOf('A', one ? { status: one } : {}),
      connectionOf('A', other ? { status: other } : {}, 'destination'),
    ] as const;
    expect(statusOf({ id: 'A', sides })).toBe(together);
  });
});

test('a local connection is drawn between the two projects of one instance', () => {
  const local = after(
    { step: 'destination', draft: draftOf(jiraDc, { urlText: jiraDc.url, check: { state: 'checking' } }) },
    {
      type: 'url-checked',
      text: jiraDc.url,
      check: { state: 'found', instance: jiraDc, version: '9.12.1', own: true },
    },
    { type: 'next' },
  );
  expect(local.step).toBe('remote-project');
  expect(progressOf(local)).toEqual({ current: 2, total: 3 });
});
