import { describe, expect, test, vi } from 'vitest';

import { createEventQueue, isDrawnAtOnce } from '@/components/wizard/event-queue.ts';
import type { UserEvent } from '@/utils/wizard/state.ts';

/** A queue whose deliveries end when the test says so, and whose pauses end when the test says so. */
function createScene() {
  const delivered: UserEvent[] = [];
  const answers: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const pauses = new Set<() => void>();
  const onFault = vi.fn<(error: unknown) => void>();
  const queue = createEventQueue({
    deliver: (event) => {
      delivered.push(event);
      return new Promise<void>((resolve, reject) => {
        answers.push({ resolve, reject });
      });
    },
    onChange: () => undefined,
    onFault,
    later: (act) => {
      pauses.add(act);
      return () => pauses.delete(act);
    },
  });
  return {
    queue,
    delivered,
    onFault,
    pauses,
    /** The oldest delivery that is under way ends. */
    answer: async (error?: unknown) => {
      const oldest = answers.shift();
      if (error === undefined) oldest?.resolve();
      else oldest?.reject(error);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    },
    pass: () => {
      const due = [...pauses];
      pauses.clear();
      for (const act of due) act();
    },
  };
}

const url = (text: string): UserEvent => ({ type: 'url-typed', text });
const code = (text: string): UserEvent => ({ type: 'code-typed', text });

describe('what the admin does, on its way to the background', () => {
  test('texts that are typed while one is under way become one, the last', async () => {
    const { queue, delivered, answer } = createScene();
    for (const text of ['a', 'ab', 'abc', 'abcd']) queue.send(code(text));
    expect(delivered).toEqual([code('a')]);
    await answer();
    expect(delivered).toEqual([code('a'), code('abcd')]);
    await answer();
    expect(queue.waiting()).toEqual([]);
  });

  test('an address is sent when typing pauses, since it is looked up at its host', () => {
    const { queue, delivered, pass, pauses } = createScene();
    queue.send(url('https://a'));
    queue.send(url('https://ab'));
    expect(delivered).toEqual([]);
    expect(pauses.size).toBe(1);
    pass();
    expect(delivered).toEqual([url('https://ab')]);
  });

  test('an act ends the pause, and the text is there before it', async () => {
    const { queue, delivered, answer } = createScene();
    queue.send(url('https://a'));
    queue.send({ type: 'next' });
    expect(delivered).toEqual([url('https://a')]);
    await answer();
    expect(delivered).toEqual([url('https://a'), { type: 'next' }]);
  });

  test('a text behind an act is another text: it was typed on another screen', async () => {
    const { queue, delivered, answer } = createScene();
    queue.send(code('a'));
    queue.send(code('ab'));
    queue.send({ type: 'next' });
    queue.send(code('abc'));
    await answer();
    await answer();
    await answer();
    await answer();
    expect(delivered).toEqual([code('a'), code('ab'), { type: 'next' }, code('abc')]);
  });

  test('two fields do not replace each other', async () => {
    const { queue, delivered, answer } = createScene();
    const typed = (field: 'localShortName' | 'remoteShortName', text: string): UserEvent => ({
      type: 'information-typed',
      field,
      text,
    });
    queue.send(typed('localShortName', 'A'));
    queue.send(typed('localShortName', 'AB'));
    queue.send(typed('remoteShortName', 'B'));
    await answer();
    await answer();
    await answer();
    expect(delivered).toEqual([
      typed('localShortName', 'A'),
      typed('localShortName', 'AB'),
      typed('remoteShortName', 'B'),
    ]);
  });

  test('nothing that was typed is lost when the page goes', () => {
    const { queue, delivered } = createScene();
    queue.send(code('a'));
    queue.send(code('ab'));
    queue.send(url('https://a'));
    queue.flush();
    expect(delivered).toEqual([code('a'), code('ab'), url('https://a')]);
    queue.flush();
    expect(delivered).toHaveLength(3);
  });

  test('after a fault all of it waits, and goes on where it was', async () => {
    const { queue, delivered, answer, onFault } = createScene();
    queue.send(code('a'));
    queue.send({ type: 'next' });
    await answer(new Error('nobody answered'));
    expect(onFault).toHaveBeenCalledTimes(1);
    expect(queue.waiting()).toEqual([code('a'), { type: 'next' }]);
    queue.resume();
    await answer();
    await answer();
    expect(delivered).toEqual([code('a'), code('a'), { type: 'next' }]);
    expect(queue.waiting()).toEqual([]);
  });

  test.each<[UserEvent, boolean]>([
    [code('a'), true],
    [{ type: 'no-url-ticked', ticked: true }, true],
    [{ type: 'mode-chosen', mode: 'script' }, true],
    [{ type: 'next' }, false],
    [{ type: 'back' }, false],
    [{ type: 'retry' }, false],
    [{ type: 'permission-granted' }, false],
    [{ type: 'code-chosen', code: 'x' }, false],
  ])('%o is drawn before it is kept: %s', (event, atOnce) => {
    expect(isDrawnAtOnce(event)).toBe(atOnce);
  });
});
