/** Runs the command as a person does: a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../house/files.ts';
import { bundle } from '../support/bundle.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
  /** What `--json` printed; throws where it is not exactly one document. */
  json(): unknown;
}

export async function collate(args: string[], env: Record<string, string> = {}, cwd = root): Promise<Ran> {
  const { DATABASE_URL: _unset, ...rest } = process.env;
  const child = spawn(process.execPath, [await bundle(join(root, 'cli/collate.mjs')), ...args], {
    cwd,
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err, json: () => JSON.parse(out) };
}
