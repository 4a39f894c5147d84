/** The bot as it is, by a clock that a test sets: `CLOCK_FILE` holds how far ahead of the real one it is, in milliseconds. */
import { readFileSync } from 'node:fs';
import { startBot } from '../../bot/bot.ts';
import { readConfig } from '../../bot/config.ts';
import { createLog } from '../../bot/log.ts';
import { onStopSignal } from '../../bot/stop-signal.ts';

const file = process.env['CLOCK_FILE'] ?? '';
const clock = { now: () => new Date(Date.now() + Number(readFileSync(file, 'utf8'))) };
const config = readConfig(process.env);
const bot = await startBot(config, createLog(config.logLevel), { clock, lookEveryMs: 100 });
onStopSignal(() => bot.stop());
