/** Types a command without a process of its own: what it prints is kept, and nothing of it is shown. */
import { main } from '../../cli/main.ts';
import type { Ran } from './run.ts';

/** One at a time: the streams are the process's own. */
export async function typed(args: readonly string[], databaseUrl: string): Promise<Ran> {
  const kept = { out: '', err: '' };
  const { stdout, stderr } = process;
  const write = { out: stdout.write, err: stderr.write };
  const keep = (stream: 'out' | 'err') => (chunk: unknown) => {
    kept[stream] += String(chunk);
    return true;
  };
  stdout.write = keep('out') as typeof stdout.write;
  stderr.write = keep('err') as typeof stderr.write;
  try {
    const code = await main([...args, '--database', databaseUrl]);
    return { code, ...kept, json: () => JSON.parse(kept.out) };
  } finally {
    stdout.write = write.out;
    stderr.write = write.err;
  }
}
