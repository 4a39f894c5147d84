/** Runs a script of this folder in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bundled } from '../support/bundle.ts';

export interface Child {
  process: ChildProcess;
  /** Resolves when the child has said its first line. */
  ready: Promise<void>;
  /** Everything it said, when it has ended; rejects where it failed. */
  output: Promise<string>;
}

export async function runChild(
  script: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Child> {
  const run = await bundled(fileURLToPath(new URL(script, import.meta.url)));
  const child = spawn(process.execPath, [...run, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stderr.on('data', chunk => {
    complained += chunk;
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', chunk => {
      said += chunk;
      if (said.includes('\n')) resolve();
    });
    child.once('exit', () => reject(new Error(`${script} ended early: ${complained}`)));
  });
  ready.catch(() => undefined);
  const output = once(child, 'close').then(([code]) => {
    if (code === 0) return said;
    throw new Error(`${script} ended with ${code}: ${complained}`);
  });
  output.catch(() => undefined);
  return { process: child, ready, output };
}
