/** Starts every practice platform and says where they are: `node tests/platforms/serve.ts [--port 8443]`. */
import { parseArgs } from 'node:util';

import { CONTROL_HOST, startPlatforms } from './core/server.ts';

const { values } = parseArgs({ options: { port: { type: 'string' }, json: { type: 'boolean' } } });

async function start() {
  if (values.port !== undefined) return startPlatforms({ port: Number(values.port) });
  try {
    return await startPlatforms({ port: 443, morePorts: [80] });
  } catch {
    console.log('Ports 443 and 80 are taken or forbidden; another one is used.');
    return startPlatforms();
  }
}

const running = await start();
const instances = running.platforms.flatMap((platform) =>
  platform.describe().map((instance) => ({ platform: platform.id, ...instance })),
);

if (values.json === true) {
  console.log(
    JSON.stringify({
      port: running.port,
      spki: running.spki,
      ca: running.ca,
      control: CONTROL_HOST,
      instances,
    }),
  );
} else {
  console.log(`Practice platforms on 127.0.0.1:${running.port} (TLS, plain HTTP and proxy on one port)\n`);
  for (const instance of instances) {
    console.log(`${instance.platform.padEnd(11)} ${instance.url}`);
    for (const user of instance.users) {
      console.log(`${' '.repeat(12)}${user.name} / ${user.password}${user.admin ? '  (administrator)' : ''}`);
    }
  }
  console.log(`
Chromium: --host-resolver-rules="MAP * 127.0.0.1:${running.port}" --ignore-certificate-errors-spki-list=${running.spki}
Firefox:  HTTP and HTTPS proxy 127.0.0.1:${running.port}, insecure certificates accepted
Control:  curl -k -x http://127.0.0.1:${running.port} https://${CONTROL_HOST}/`);
}

const stop = () => {
  void running.stop().then(() => process.exit(0));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
