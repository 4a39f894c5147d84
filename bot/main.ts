/** `npm run serve`: the bot alone, as in production. */
import { isCollateError } from '../services/errors.ts';
import { startBot } from './bot.ts';
import { readConfig, requireIdentity } from './config.ts';
import { createLog } from './log.ts';
import { onStopSignal } from './stop-signal.ts';

try {
  const config = readConfig(process.env);
  requireIdentity(config);
  const log = createLog(config.logLevel);
  const bot = await startBot(config, log);
  onStopSignal(() => bot.stop());
} catch (error) {
  process.stderr.write(`${isCollateError(error) ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
