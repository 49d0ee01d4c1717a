/** Cases live in `cases/<feature>.groovy`, separated by lines `//// name`; what Groovy answered in `<feature>.json`. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const casesDir = fileURLToPath(new URL('../cases/', import.meta.url));

export function features() {
  return readdirSync(casesDir)
    .filter((name) => name.endsWith('.groovy'))
    .map((name) => name.slice(0, -'.groovy'.length))
    .sort();
}

export function readCases(feature) {
  const text = readFileSync(`${casesDir}${feature}.groovy`, 'utf8');
  return text
    .split(/^\/\/\/\/ /m)
    .slice(1)
    .map((chunk) => {
      const end = chunk.indexOf('\n');
      return { name: chunk.slice(0, end).trim(), source: chunk.slice(end + 1) };
    });
}
