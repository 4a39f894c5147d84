/** The bot as it is, which tells on SIGUSR2 how many issuers the library remembers. */
import { ToBotFromBotOrEmulatorTokenValidationParameters as parameters } from 'botframework-connector';
import '../../bot/main.ts';

process.on('SIGUSR2', () => {
  const count = Array.isArray(parameters.issuer) ? parameters.issuer.length : 0;
  process.stdout.write(`${JSON.stringify({ issuers: count })}\n`);
});
