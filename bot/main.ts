/** `npm run serve`: the bot alone, as in production. */
import { isCollateError } from '../services/errors.ts';
import { startBot } from './bot.ts';
import { readConfig, requireIdentity } from './config.ts';
import { onFault, quietConsole } from './last-words.ts';
import { createLog } from './log.ts';
import { onStopSignal } from './stop-signal.ts';

let withoutSecrets = (text: string): string => text;
try {
  const config = readConfig(process.env);
  withoutSecrets = config.withoutSecrets;
  requireIdentity(config);
  const log = createLog(config.logLevel);
  quietConsole(log);
  onFault(log, () => process.exit(1));
  const bot = await startBot(config, log);
  onStopSignal(() => bot.stop());
} catch (error) {
  const message = isCollateError(error) ? error.message : String(error);
  process.stderr.write(`${withoutSecrets(message)}\n`);
  process.exitCode = 1;
}
