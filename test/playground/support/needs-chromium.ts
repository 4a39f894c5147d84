/** Browser tests without a browser: left out in one line for a stranger, a failure in CI. */
import type { Context } from 'mocha';

let told = false;

/** @returns false where the suite is left out */
export function needsChromium(context: Context, chromium: string | null): boolean {
  if (chromium) return true;
  const how = 'install Chromium (apt-get install chromium) or set CHROMIUM_PATH';
  if (process.env['CI'] === 'true') throw new Error(`There is no Chromium for the browser tests: ${how}.`);
  if (!told)
    process.stderr.write(`\n  The browser tests are left out, since there is no Chromium: ${how}.\n`);
  told = true;
  context.skip();
}
