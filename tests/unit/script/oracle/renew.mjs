/** Renews the recorded answers: `node tests/unit/script/oracle/renew.mjs [feature …]`. Needs Java; the tests do not. */
import { writeFileSync } from 'node:fs';

import { casesDir, features, readCases } from './cases.mjs';
import { runGroovy } from './groovy.mjs';

const wanted = process.argv.length > 2 ? process.argv.slice(2) : features();
const all = wanted.flatMap((feature) =>
  readCases(feature).map(({ name, source }) => ({ feature, name, source })),
);
const answers = runGroovy(all.map(({ name, source }) => ({ name, source })));
for (const feature of wanted) {
  const record = {};
  all.forEach((each, i) => {
    if (each.feature === feature) record[each.name] = { out: answers[i].out, error: answers[i].error };
  });
  writeFileSync(`${casesDir}${feature}.json`, `${JSON.stringify(record, null, 1)}\n`);
}
