import { spawn, spawnSync } from 'node:child_process';

/** A virtual display: windows are drawn, seen by nobody, and take real keyboard and mouse input. */
export interface VirtualDisplay {
  /** Such as `:99`. */
  readonly name: string;
  stop(): void;
}

/** Whether real windows can be driven on this machine: Xvfb and xdotool are there. */
export function canDriveWindows(): boolean {
  return ['Xvfb', 'xdotool'].every(
    (program) => spawnSync('which', [program], { stdio: 'ignore' }).status === 0,
  );
}

/** Starts Xvfb on a free display number, which it chooses by itself. */
export async function startVirtualDisplay(width = 1280, height = 900): Promise<VirtualDisplay> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '1', '-screen', '0', `${String(width)}x${String(height)}x24`, '-nolisten', 'tcp'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const number = await new Promise<string>((resolve, reject) => {
    let text = '';
    server.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`Xvfb ended with ${String(code)}`)));
  });
  return {
    name: `:${number}`,
    stop: () => {
      server.kill();
    },
  };
}

/** Runs xdotool on a display. Throws with its message when it fails. */
export function xdotool(display: string, ...args: readonly string[]): string {
  const run = spawnSync('xdotool', args, {
    env: { ...process.env, DISPLAY: display },
    encoding: 'utf8',
    timeout: 10_000,
  });
  if (run.status !== 0) throw new Error(`xdotool ${args.join(' ')}: ${run.stderr || String(run.error)}`);
  return run.stdout.trim();
}
