import { describe, expect, test } from 'vitest';

import { parseScript } from '../../../utils/script/parse.ts';
import { ScriptError, runScript, runScriptFully } from '../../../utils/script/run.ts';

const failureOf = async (run: Promise<unknown>): Promise<ScriptError> => {
  try {
    await run;
  } catch (error) {
    if (error instanceof ScriptError) return error;
    throw error;
  }
  throw new Error('the run did not fail');
};

describe('bindings and results', () => {
  test('cross as plain data', async () => {
    expect(
      await runScript('[sum: items.sum(), first: issue.key, big: 3000000000, d: 1.5, n: null]', {
        items: [1, 2],
        issue: { key: 'A-1' },
      }),
    ).toEqual({ sum: 3, first: 'A-1', big: 3_000_000_000, d: 1.5, n: null });
  });

  test('a script cannot change the data it was given, and its variables can be read after it', async () => {
    const issue = { labels: ['a'] };
    const { variables } = await runScriptFully("issue.labels << 'b'; x = 1", { issue });
    expect(issue).toEqual({ labels: ['a'] });
    expect(variables).toEqual({ issue: { labels: ['a', 'b'] }, x: 1 });
  });

  test('a synchronous host function is called with plain data', async () => {
    const seen: unknown[] = [];
    const answer = await runScript('helper.join([1, "x${2}"], [a: 1]) + 1', {
      helper: { join: (...args: unknown[]) => (seen.push(args), 41) },
    });
    expect(answer).toBe(42);
    expect(seen).toEqual([[[1, 'x2'], { a: 1 }]]);
  });

  test('asynchronous host functions are awaited wherever they are called, each exactly once, and lines are printed once', async () => {
    const calls: unknown[] = [];
    const lines: string[] = [];
    const fetch = async (id: unknown): Promise<unknown> => {
      calls.push(id);
      await Promise.resolve();
      return { id, name: `n${String(id)}` };
    };
    const source = `
      println 'start'
      def names = [3, 1, 2].collect { fetch(it).name }
      println names
      "\${names.sort { a, b -> fetch(a).id <=> fetch(b).id }} \${fetch(9).name}"
    `;
    expect(await runScript(source, { fetch }, { print: (line) => lines.push(line) })).toBe('[n1, n2, n3] n9');
    expect(calls.slice(0, 3)).toEqual([3, 1, 2]);
    expect(calls.at(-1)).toBe(9);
    expect(lines).toEqual(['start', '[n3, n1, n2]']);
  });

  test('a host function that answers later may call a closure of the script', async () => {
    const http = async (path: unknown, callback: unknown): Promise<unknown> => {
      await Promise.resolve();
      return (callback as (r: unknown) => Promise<unknown>)({ code: 200, path });
    };
    expect(
      await runScript(
        "def seen = []; def r = http('/x') { res -> seen << res.code; res.path + '!' }; [r, seen]",
        { http },
      ),
    ).toEqual(['/x!', [200]]);
  });

  test('a failing host function is an exception the script can catch', async () => {
    const broken = async (): Promise<never> => Promise.reject(new Error('no answer'));
    expect(await runScript('try { broken() } catch (RuntimeException e) { e.message }', { broken })).toBe(
      'no answer',
    );
  });
});

describe('a failed run', () => {
  test('carries class, message, place, stack and the line with a caret', async () => {
    const error = await failureOf(runScript('def f(x) {\n  x.foo()\n}\n\nf(null)', {}));
    expect(error.exceptionClass).toBe('java.lang.NullPointerException');
    expect(error.exceptionMessage).toBe('Cannot invoke method foo() on null object');
    expect([error.line, error.column]).toEqual([2, 5]);
    expect(error.scriptStack.map((each) => [each.method, each.line])).toEqual([
      ['f', 2],
      ['run', 5],
    ]);
    expect(error.excerpt).toBe('  x.foo()\n    ^');
  });

  test.each([
    ['an endless loop', 'while (true) { }'],
    [
      'an endless recursion',
      'def f() { f() }\ntry { f() } catch (StackOverflowError e) { while (true) { } }',
    ],
    ['a string that doubles', "def s = 'x'; while (true) { s += s }"],
    ['a list that grows', 'def l = []; while (true) { l << 1 }'],
    ['a range without end', '(1..2000000000).collect { it }'],
  ])('ends at its limit: %s', async (_, source) => {
    const error = await failureOf(runScript(source, {}, { fuel: 500_000 }));
    expect(error.limit).not.toBeNull();
  });

  test('a script cannot catch its limit', async () => {
    const error = await failureOf(
      runScript('try { while (true) { } } catch (Throwable t) { 1 } finally { 2 }', {}, { fuel: 10_000 }),
    );
    expect(error.limit).toBe('fuel');
  });

  test('stops when its signal says so while it waits', async () => {
    const control = new AbortController();
    const never = (): Promise<unknown> => {
      queueMicrotask(() => control.abort());
      return new Promise(() => undefined);
    };
    expect((await failureOf(runScript('never()', { never }, { signal: control.signal }))).limit).toBe(
      'abort',
    );
  });
});

describe('parsing', () => {
  test('reports more than one error and never throws', () => {
    const { errors } = parseScript('def a = \n)\nprintln 1\nif (x { }\ndef ok = 2');
    expect(errors.length).toBeGreaterThan(1);
    expect(errors[0]?.line).toBe(2);
  });

  test('says what the compiler would refuse once the source reads well', () => {
    expect(parseScript('def f(a, a) { }\nbreak').errors).toEqual([
      { line: 1, column: 10, message: "Duplicated parameter 'a' found." },
      { line: 2, column: 1, message: 'break statement is only allowed inside loops or switches' },
    ]);
  });

  test('any text is read without an exception', () => {
    for (const source of [
      '',
      '{',
      '"${',
      "'",
      '/*',
      '$/',
      'class',
      'def (',
      '[',
      'a.',
      '@',
      '((((((',
      '}'.repeat(50),
      '['.repeat(20_000),
    ])
      expect(() => parseScript(source)).not.toThrow();
  });
});
