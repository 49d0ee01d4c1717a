import { registerHooks } from 'node:module';

const root = new URL('../../', import.meta.url);

/** Lets Node resolve the rooms' addresses (`@/utils/…`) as the bundler does. Import it before anything that uses them. */
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.startsWith('@/') ? new URL(specifier.slice(2), root).href : specifier, context),
});
