import { expect, test } from 'vitest';

import type { Entity, Replica } from '../../../utils/domain/replica.ts';
import type { IncomingInput, SyncCapabilities } from '../../../utils/domain/sync.ts';
import { basicRules, notedComment } from '../../../utils/rules/basic.ts';
import { rulesOf } from '../../../utils/rules/rules.ts';
import { aConnection } from '../../support/builders.ts';

const { signal } = new AbortController();

const ref = { id: '1', key: 'T-1', url: '', platform: 'jira-dc' as const };

const anEntity = (change: Partial<Entity> = {}): Entity => ({
  ref,
  fields: {
    summary: 'a summary',
    description: 'a description',
    type: 'Bug',
    status: 'Open',
    priority: 'High',
  },
  comments: [],
  attachments: [],
  version: '1',
  updatedAt: 0,
  readAt: 0,
  ...change,
});

const aReplica = (change: Partial<Replica> = {}): Replica => ({
  fields: { summary: 'a summary', description: 'a description', type: 'Bug' },
  comments: [],
  attachments: [],
  ...change,
});

const everything: SyncCapabilities = {
  changeComments: true,
  removeComments: true,
  removeAttachments: true,
  internalComments: true,
  exactVersions: true,
  grain: 1,
  readLag: 0,
  searchLag: 0,
};

const anInput = (change: Partial<IncomingInput> = {}): IncomingInput => ({
  connection: aConnection({ mode: 'basic' }),
  replica: aReplica(),
  previous: undefined,
  remote: ref,
  firstSync: true,
  changed: new Set(['summary', 'description', 'type']),
  entity: undefined,
  types: { names: ['Task', 'Bug', 'Story'] },
  capabilities: everything,
  comments: { added: [], changed: [], removed: [] },
  attachments: { added: [], removed: [] },
  ...change,
});

const aComment = (change: Partial<Replica['comments'][number]> = {}): Replica['comments'][number] => ({
  id: 'c1',
  origin: 'x:1:c1',
  body: 'hello\nthere',
  author: 'Jane Doe',
  at: Date.UTC(2026, 10, 20, 10, 11, 12),
  ...change,
});

const outgoing = (entity: Entity) =>
  basicRules.outgoing(
    { connection: aConnection(), entity, firstSync: true, origin: (kind, id) => `here:${kind}:${id}` },
    signal,
  );

test('summary, description, type, public comments and attachments travel, and nothing else', async () => {
  const comments = [
    { id: 'c1', body: 'for all', internal: false, author: 'Jane', at: 1 },
    { id: 'c2', body: 'for us', internal: true, author: 'Jane', at: 2 },
  ];
  const attachments = [
    { id: 'a1', name: 'a.png', type: 'image/png', size: 3, at: 1 },
    { id: 'a2', name: 'b.png', type: 'image/png', size: 3, at: 1, internal: true },
  ];
  expect(await outgoing(anEntity({ comments, attachments }))).toEqual({
    fields: { summary: 'a summary', description: 'a description', type: 'Bug' },
    comments: [{ id: 'c1', origin: 'here:comment:c1', body: 'for all', author: 'Jane', at: 1 }],
    attachments: [{ id: 'a1', origin: 'here:attachment:a1', name: 'a.png', type: 'image/png', size: 3 }],
  });
});

test.each([
  ['the same name', 'Bug', { names: ['Task', 'Bug'], standard: 'Task' }, 'Bug'],
  ['the same name in other letters', ' bUG ', { names: ['Task', 'Bug'] }, 'Bug'],
  ['the project’s standard', 'Incident', { names: ['Task', 'Story'], standard: 'Story' }, 'Story'],
  ['Task', 'Incident', { names: ['Story', 'Task'] }, 'Task'],
  ['the first there is', 'Incident', { names: ['Epic'] }, 'Epic'],
  ['none where there are none', 'Incident', { names: [] }, undefined],
])('a new entity gets the type by %s', async (_name, type, types, expected) => {
  const writes = await basicRules.incoming(
    anInput({ replica: aReplica({ fields: { summary: 's', type } }), types }),
    signal,
  );
  expect(writes.fields['type']).toBe(expected);
});

test('an update writes what the partner changed, never the type or a status', async () => {
  const input = anInput({
    entity: anEntity(),
    firstSync: false,
    changed: new Set(['summary', 'type', 'status']),
  });
  expect((await basicRules.incoming(input, signal)).fields).toEqual({ summary: 'a summary' });
});

test('an empty summary never empties an entity, and names a new one by its key', async () => {
  const replica = aReplica({ fields: { summary: '  ', description: '' } });
  expect((await basicRules.incoming(anInput({ replica }), signal)).fields['summary']).toBe('T-1');
  const update = anInput({ replica, entity: anEntity(), changed: new Set(['summary']) });
  expect((await basicRules.incoming(update, signal)).fields).toEqual({});
});

test('a comment says in its first line who wrote it and when', () => {
  expect(notedComment(aComment())).toBe('Jane Doe · 2026-11-20 10:11 UTC\nhello\nthere');
});

test('a comment marked internal is not written, even if a partner sends one', async () => {
  const added = [aComment({ internal: true })];
  const input = anInput({ comments: { added, changed: [], removed: [] } });
  expect((await basicRules.incoming(input, signal)).comments).toEqual([]);
});

test.each([
  [true, { do: 'change', local: 'L1' }],
  [false, { do: 'add', internal: false }],
])('an edited comment where editing is possible (%s) is a %o', async (changeComments, expected) => {
  const input = anInput({
    capabilities: { ...everything, changeComments },
    comments: { added: [], changed: [{ local: 'L1', comment: aComment() }], removed: [] },
  });
  expect((await basicRules.incoming(input, signal)).comments).toMatchObject([{ remote: 'c1', ...expected }]);
});

test.each([true, false])(
  'a copy is removed with its original only where the platform can (%s)',
  async (can) => {
    const gone = [{ local: 'L1', remote: 'c1' }];
    const input = anInput({
      capabilities: { ...everything, removeComments: can, removeAttachments: can },
      comments: { added: [], changed: [], removed: gone },
      attachments: { added: [], removed: gone },
    });
    const { comments, attachments } = await basicRules.incoming(input, signal);
    expect([comments.length, attachments.length]).toEqual(can ? [1, 1] : [0, 0]);
  },
);

test('a mode that is not built in is refused by its name', () => {
  expect(rulesOf(aConnection({ mode: 'basic' }))).toBe(basicRules);
  expect(() => rulesOf(aConnection({ mode: 'visual' }))).toThrow('visual');
});
