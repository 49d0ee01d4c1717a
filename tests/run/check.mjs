import { prepare } from './setup.mjs';
import { checks, createTally } from './steps.mjs';

await prepare();
const tally = createTally();
await checks(tally);
await tally.vitest('rooms', ['unit'], ['tests/rooms.test.ts']);
tally.finish();
