/** What the process says outside its log: as little as possible, since errors of libraries quote what they worked on. */
import { nameOf } from '../services/errors.ts';
import type { Log } from '../services/ports.ts';
import { firstFrame } from './notices.ts';

const WAYS = ['debug', 'error', 'info', 'log', 'trace', 'warn'];

/** Libraries write keys and stack traces to the console. It is told that they did, and not what. */
export function quietConsole(log: Log): void {
  const quiet = WAYS.map(way => [way, () => log.warn('a library wrote to the console', { way })]);
  Object.assign(globalThis.console, Object.fromEntries(quiet));
}

/** Node would print the whole error, with the values of a failed query; then it would end, and so do we. */
export function onFault(log: Log, end: () => void): void {
  const tell = (event: string) => (error: unknown) => {
    log.error('ended by a fault', {
      event,
      error: nameOf(error),
      at: firstFrame(error),
    });
    end();
  };
  process.on('uncaughtException', tell('uncaughtException'));
  process.on('unhandledRejection', tell('unhandledRejection'));
}
