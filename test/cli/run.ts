/** Runs the command: as a person does, in a process of its own, or in this one, which is ten times as fast. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { main } from '../../cli/main.ts';
import { createQueue } from '../../services/store/queue.ts';
import { root } from '../house/files.ts';
import { bundled } from '../support/bundle.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
  /** What `--json` printed; throws where it is not exactly one document. */
  json(): unknown;
}

/** In a process of its own, exactly as from a shell. */
export const collateFromShell = (args: string[], env?: Record<string, string>): Promise<Ran> =>
  run([join(root, 'cli/collate.mjs'), ...args], env);

/** In a process of its own, which is ready sooner. */
export const collateProcess = async (args: string[], env?: Record<string, string>): Promise<Ran> =>
  run([...(await bundled('test/cli/collate-child.ts')), ...args], env);

async function run(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const { DATABASE_URL: _unset, ...rest } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { out: '', err: '' };
  child.stdout.on('data', chunk => {
    printed.out += chunk;
  });
  child.stderr.on('data', chunk => {
    printed.err += chunk;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...printed, json: () => JSON.parse(printed.out) };
}

/** Streams and environment are one for the whole process: a command runs when the one before has ended. */
const turns = createQueue();

/** The same in this process. */
export function collate(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  return turns(async () => {
    const { DATABASE_URL: _unset, ...rest } = process.env;
    const before = { env: process.env, out: process.stdout.write, err: process.stderr.write };
    const printed = { out: '', err: '' };
    process.env = { ...rest, ...env };
    process.stdout.write = (text: string | Uint8Array) => {
      printed.out += String(text);
      return true;
    };
    process.stderr.write = (text: string | Uint8Array) => {
      printed.err += String(text);
      return true;
    };
    try {
      return { code: await main(args), ...printed, json: () => JSON.parse(printed.out) };
    } finally {
      process.env = before.env;
      process.stdout.write = before.out;
      process.stderr.write = before.err;
    }
  });
}
