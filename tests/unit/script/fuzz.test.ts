/**
 * Mutated programs: no hang, no fault of the interpreter, nothing but a ScriptError. A small number in every run;
 * `SCRIPT_FUZZ=100000 vitest run … fuzz` runs the full number. `SCRIPT_FUZZ_SEED` starts elsewhere.
 */
import { expect, test } from 'vitest';

import { parseScript } from '../../../utils/script/parse.ts';
import { ScriptError, runScript } from '../../../utils/script/run.ts';
import { features, readCases } from './oracle/cases.mjs';

const count = Number(process.env['SCRIPT_FUZZ'] ?? 250);
const seed = Number(process.env['SCRIPT_FUZZ_SEED'] ?? 1);

/** A small generator of numbers (mulberry32), so that a failure can be run again. */
function numbers(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '"',
  "'",
  '${',
  '/',
  '->',
  '..',
  '?.',
  '*.',
  '.&',
  '?:',
  '=',
  '==',
  '+',
  '-',
  '*',
  '**',
  ',',
  ';',
  '\n',
  ':',
  'def ',
  'class A {',
  'trait T {',
  'enum E {',
  'new ',
  'return ',
  'while (true) ',
  'for (x in ',
  'switch (x) {',
  'case ',
  'try {',
  'finally {',
  'catch (e) {',
  'throw ',
  'this',
  'super',
  'it',
  'null',
  'as ',
  'in ',
  'instanceof ',
  '1',
  '2147483647',
  '9999999999999999999',
  '1e9999',
  '-1',
  'metaClass',
  '.class',
  '.collect { it }',
  '.call()',
  '*: ',
  '@Field ',
  'static ',
  'assert ',
  '/* ',
  '\\u0041',
  '\u{1f600}',
];

const sources = features().flatMap((feature) =>
  readCases(feature).map((each: { source: string }) => each.source),
);

function mutated(random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  let text = pick(sources);
  if (text.length > 1500) {
    const from = Math.floor(random() * (text.length - 1000));
    text = text.slice(from, from + 1000);
  }
  const steps = 1 + Math.floor(random() * 4);
  for (let i = 0; i < steps; i++) {
    const at = Math.floor(random() * (text.length + 1));
    const length = Math.floor(random() * 12);
    switch (Math.floor(random() * 6)) {
      case 0:
        text = text.slice(0, at) + text.slice(at + length);
        break;
      case 1:
        text = text.slice(0, at) + pick(WORDS) + text.slice(at);
        break;
      case 2:
        text = text.slice(0, at) + pick(WORDS) + text.slice(at + length);
        break;
      case 3:
        text = text.slice(0, at) + text.slice(at, at + length * 3).repeat(2) + text.slice(at + length * 3);
        break;
      case 4: {
        const other = pick(sources);
        const from = Math.floor(random() * other.length);
        text = text.slice(0, at) + other.slice(from, from + 200) + text.slice(at);
        break;
      }
      default: {
        const words = text.split(/\b/);
        const a = Math.floor(random() * words.length);
        const b = Math.floor(random() * words.length);
        [words[a], words[b]] = [words[b] ?? '', words[a] ?? ''];
        text = words.join('');
      }
    }
  }
  return text;
}

test(`${count} mutated programs end as programs do`, { timeout: 3_600_000 }, async () => {
  const random = numbers(seed);
  const faults: string[] = [];
  for (let i = 0; i < count && faults.length < 10; i++) {
    const source = mutated(random);
    try {
      parseScript(source);
      await runScript(source, { helper: { call: (x: unknown) => x } }, { fuel: 20_000 });
    } catch (error) {
      if (!(error instanceof ScriptError)) faults.push(`${String(error)}\n${source}`);
      else if (error.exceptionClass === 'java.lang.InternalError') faults.push(`${error.message}\n${source}`);
    }
  }
  expect(faults.join('\n-----\n')).toBe('');
});
