/** Rules as admins write them, with a host around: product types as hints, helpers with closures, wrong samples. */
import { describe, expect, test } from 'vitest';

import { parseScript } from '../../../utils/script/parse.ts';
import { ScriptError, runScript, runScriptFully } from '../../../utils/script/run.ts';

const replica = {
  summary: 'S',
  key: 'A-1',
  priority: { name: 'High' },
  customFields: { 'A b': { value: { value: 'opt' } } },
  comments: [
    { body: 'x', author: { displayName: 'Ann' } },
    { body: 'y', author: null },
  ],
};

describe('a rule', () => {
  test('names classes of the product and of the JVM as types without having them', async () => {
    const source = `
      import com.atlassian.jira.component.ComponentAccessor
      import com.exalate.basic.domain.hubobject.v1.BasicHubComment as HubComment
      import scala.collection.JavaConverters
      import com.exalate.api.domain.*
      def mark = { HubComment c -> c.body = "[" + c.author?.displayName + "] " + c.body; c }
      HubComment first = replica.comments[0]
      List<HubComment> all = replica.comments.collect(mark)
      com.exalate.api.Thing other = null
      ((HubComment) first).body + all.size() + (first instanceof HubComment)
    `;
    expect(await runScript(source, { replica })).toBe('[Ann] x2false');
  });

  test('calls helpers of the host with closures, asks the instance and keeps what it set', async () => {
    const helpers = {
      commentHelper: {
        mergeComments: async (
          entity: unknown,
          given: unknown,
          callback?: (c: unknown) => Promise<unknown>,
        ) => {
          const list = (given as typeof replica).comments;
          return Promise.all(list.map(async (each) => (callback ? await callback(each) : each)));
        },
      },
      httpClient: { get: async (path: unknown) => Promise.resolve({ path, total: 2 }) },
      nodeHelper: { getUserByEmail: (mail: unknown) => (mail === 'a@x.y' ? { key: 'ann' } : null) },
    };
    const source = `
      issue.summary = replica.summary
      issue.customFields."A b"?.value = replica.customFields."A b"?.value?.value
      issue.comments = commentHelper.mergeComments(issue, replica) { c ->
        c.body = "[\${c.author?.displayName ?: 'unknown'}] \${c.body}"
        c
      }
      issue.total = httpClient.get("/rest/api/2/search?jql=key=\${replica.key}").total
      issue.assignee = nodeHelper.getUserByEmail("a@x.y") ?: nodeHelper.getUserByEmail("nobody")
    `;
    const { variables } = await runScriptFully(source, {
      ...helpers,
      replica,
      issue: { customFields: { 'A b': {} } },
    });
    expect(variables['issue']).toMatchObject({
      summary: 'S',
      customFields: { 'A b': { value: 'opt' } },
      comments: [{ body: '[Ann] x' }, { body: '[unknown] y' }],
      total: 2,
      assignee: { key: 'ann' },
    });
  });

  test('that uses a class of the JVM hears which one is not there', async () => {
    await expect(
      runScript(
        'import com.atlassian.jira.component.ComponentAccessor\nComponentAccessor.getIssueManager()',
        {},
      ),
    ).rejects.toMatchObject({
      message: expect.stringContaining(
        'unable to resolve class com.atlassian.jira.component.ComponentAccessor',
      ),
      line: 2,
    });
  });
});

describe('a wrong sample is explained at its place', () => {
  test.each([
    ['an unclosed string', "def x = 'abc\nprintln x", 1, 9],
    ['.? for ?.', 'def a = null\na.?b', 2, 3],
    ['a spare brace', 'if (true) { println 1 }\n}', 2, 1],
    ['an unclosed bracket', 'def x = [1, 2\ndef y = 3', 2, 1],
    ['= in a condition without parentheses', 'if x = 1 { }', 1, 4],
    ['an unclosed parenthesis', 'println(foo(1)\nprintln 2', 2, 1],
  ])('%s', (_, source, line, column) => {
    const [error] = parseScript(source).errors;
    expect(error).toMatchObject({ line, column });
    expect(error?.message).not.toBe('');
  });

  test('an undefined variable names itself', async () => {
    const error = await runScript('def x = 1\nprintln issu.key', {}).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ScriptError);
    expect(error).toMatchObject({
      exceptionMessage: 'No such property: issu for class: Script1',
      line: 2,
      column: 9,
    });
  });
});
