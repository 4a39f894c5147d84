import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundled } from '../bundle.ts';

/** The root of the project: where children run. */
const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));

export interface BotProcessOptions {
  /** The TypeScript file to run. */
  entry: string | URL;
  args?: string[];
  /** The whole environment, but for what a process needs to run at all; nothing else is inherited. */
  env: Record<string, string>;
  /** Matches the line on stdout that says it is ready; its first group is the port. */
  ready?: RegExp;
  /** Milliseconds until it must be ready, by default 60000. */
  timeoutMs?: number;
}

export interface BotProcess {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  port: number;
  process: ChildProcess;
  /** Everything it wrote until now. */
  output(): { stdout: string; stderr: string };
  /**
   * Asks it to end and waits; after ten seconds it is killed.
   * @returns its exit code, or the signal that ended it
   */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
  /** Resolves when it has ended by itself or otherwise. */
  ended: Promise<number | string>;
}

/**
 * Runs a bot as a process of its own and waits until it is ready.
 * @throws Error when it ends or is not ready in time, with what it wrote.
 */
export async function startBotProcess(options: BotProcessOptions): Promise<BotProcess> {
  const { entry, args = [], env, ready = /listening on port (\d+)/, timeoutMs = 60_000 } = options;
  const file = typeof entry === 'string' ? entry : fileURLToPath(entry);
  const inherited = Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot']
      .map(name => [name, process.env[name]])
      .filter(([, value]) => value !== undefined),
  );
  const child = spawn(process.execPath, [...(await bundled(file)), ...args], {
    cwd: projectRoot,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test run that is broken off must not leave a bot behind.
  const killWithParent = () => child.kill('SIGKILL');
  process.once('exit', killWithParent);

  let stdout = '';
  let stderr = '';
  const ended = new Promise<number | string>(resolve => {
    child.once('exit', (code, signal) => {
      process.off('exit', killWithParent);
      resolve(code ?? signal ?? 'unknown');
    });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (problem: string) => {
      child.kill('SIGKILL');
      reject(new Error(`${file} ${problem}.\n${stdout}\n${stderr}`));
    };
    const timer = setTimeout(() => fail(`was not ready after ${timeoutMs} ms`), timeoutMs);
    void ended.then(code => {
      clearTimeout(timer);
      fail(`ended with ${code} before it was ready`);
    });
    child.once('error', error => fail(error.message));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      // Whole lines only: a port may be cut in two.
      const found = ready.exec(stdout.slice(0, stdout.lastIndexOf('\n') + 1))?.[1];
      if (found !== undefined) {
        clearTimeout(timer);
        resolve(Number(found));
      }
    });
  });

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    process: child,
    output: () => ({ stdout, stderr }),
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      const code = await ended;
      clearTimeout(timer);
      return code;
    },
    ended,
  };
}
