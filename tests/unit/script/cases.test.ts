/** Every recorded case gives what real Groovy 4 gave: output, exception class, message. */
import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { ScriptError, runScript } from '../../../utils/script/run.ts';
import { casesDir, features, readCases } from './oracle/cases.mjs';

type Answer = { out: string; error: { type: string; message: string | null } | null };

/** Identity hashes differ from run to run; suggestions for Java's own classes depend on the whole of its library. */
const comparable = (text: string | null): string | null =>
  text
    ?.replace(/@[0-9a-f]{4,}/g, '@hash')
    .replace(/((?:method|property): .*(?:java|groovy)\.[^\n]*)\nPossible solutions: .*/g, '$1')
    .trim() ?? null;

describe.each(features())('%s', (feature: string) => {
  const answers = JSON.parse(readFileSync(`${casesDir}${feature}.json`, 'utf8')) as Record<string, Answer>;
  test.each(
    readCases(feature).map((each: { name: string; source: string }) => [each.name, each.source] as const),
  )('%s', async (name, source) => {
    const wanted = answers[name];
    if (!wanted) throw new Error(`No recorded answer for ${name}: run oracle/renew.mjs`);
    let out = '';
    let error: Answer['error'] = null;
    try {
      await runScript(source, {}, { print: (line) => (out += `${line}\n`) });
    } catch (failure) {
      if (!(failure instanceof ScriptError)) throw failure;
      error = { type: failure.exceptionClass, message: failure.exceptionMessage };
    }
    expect({
      out: comparable(out),
      type: error?.type ?? null,
      message: comparable(error?.message ?? null),
    }).toEqual({
      out: comparable(wanted.out),
      type: wanted.error?.type ?? null,
      message: comparable(wanted.error?.message ?? null),
    });
  });
});
