import { prepare, root } from './setup.mjs';

await prepare();
const { buildProduct } = await import('./build-product.ts');
const wanted = process.argv.slice(2);
for (const target of ['chrome', 'firefox']) {
  if (wanted.length === 0 || wanted.includes(target)) await buildProduct({ root, target });
}
