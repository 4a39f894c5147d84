/** Local mode as a stranger starts it, in a folder of its own and on free ports. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundled } from '../support/bundle.ts';

const READY_WITHIN = 60_000;

export interface LocalMode {
  /** The page to open. */
  url: string;
  databaseUrl: string;
  /** Everything it has printed. */
  output(): string;
  /** Presses a button in somebody else's name; the page does not change by it. */
  pressAs(
    userId: string,
    target: { conversationId: string; activityId: string },
    action: { verb: string; data: Record<string, unknown> },
  ): Promise<Response>;
  /** Ends it as Ctrl-C does, and says in how many milliseconds. */
  stop(): Promise<{ code: number | null; took: number }>;
  /** Starts it again on the same data. */
  again(): Promise<LocalMode>;
  /** Removes its folder. */
  dispose(): Promise<void>;
}

export async function startLocalMode(args: string[] = [], folder?: string): Promise<LocalMode> {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'collate-local-')));
  const child = spawn(
    process.execPath,
    [...(await bundled('bot/local/main.ts')), '--playground-port', '0', ...args],
    { cwd: home, env: { ...environment(), PORT: '0' }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  const exited = new Promise<number | null>(done => child.once('exit', code => done(code)));
  const url = await new Promise<string>((found, failed) => {
    const timer = setTimeout(() => failed(new Error(`Local mode is not up:\n${printed}`)), READY_WITHIN);
    const listen = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const address = /Open (http:\S+)/.exec(printed)?.[1];
      if (!address || !printed.includes('To try:')) return;
      clearTimeout(timer);
      found(address);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void exited.then(code => failed(new Error(`Local mode ended with ${code}:\n${printed}`)));
  });
  return {
    url,
    databaseUrl: `sqlite:${join(home, 'data/collate.sqlite')}`,
    output: () => printed,
    pressAs: (userId, { conversationId, activityId }, action) =>
      fetch(`${url}/_conversation/v1/invoke`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          name: 'adaptiveCard/action',
          from: { id: userId },
          conversation: { id: conversationId },
          replyToId: activityId,
          value: { action: { type: 'Action.Execute', ...action } },
        }),
      }),
    stop: () => end(child, exited),
    again: () =>
      startLocalMode(
        args.filter(arg => arg !== '--fresh'),
        home,
      ),
    dispose: () => rm(home, { recursive: true, force: true }),
  };
}

async function end(
  child: ChildProcess,
  exited: Promise<number | null>,
): Promise<{ code: number | null; took: number }> {
  const begun = Date.now();
  child.kill('SIGINT');
  return { code: await exited, took: Date.now() - begun };
}

/** Only what a program needs: no setting of whoever runs the tests. */
function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, TEMP, TMP } = process.env;
  return { PATH, HOME, TMPDIR, TEMP, TMP };
}
