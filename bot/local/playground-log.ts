/** What the Playground says of its own trouble, which is in its log only. */
import { readFileSync } from 'node:fs';

const LOG_LINES = 8;

/** The log from its first error or warning on, else its last lines, else what came on the pipes. */
export function relevantLines(logFile: string, heard: string): string {
  let log = '';
  try {
    log = readFileSync(logFile, 'utf8');
  } catch {
    // It ended before it wrote one.
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: its log is coloured with escape sequences.
  const lines = (log || heard).replace(/\u001b\[\d+m/g, '').split('\n');
  const told = lines.filter(line => line.trim() !== '');
  const firstProblem = told.findIndex(line => /^(error|warn) /.test(line));
  const quoted =
    firstProblem < 0 ? told.slice(-LOG_LINES) : told.slice(firstProblem, firstProblem + LOG_LINES);
  if (quoted.length === 0) return 'It said nothing.';
  return `It said (${logFile}):\n${quoted.map(line => `  ${line}`).join('\n')}`;
}
