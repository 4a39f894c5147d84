/** The log: pino, one JSON line an event. Static messages and ids; no reply text, no name, no secret. */
import { pino } from 'pino';
import type { Log } from '../services/ports.ts';

/** @param destination a file descriptor or path; standard output unless given */
export function createLog(level: string, destination: number | string = 1): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: destination, sync: true }),
  );
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}
