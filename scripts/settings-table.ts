/** `npm run settings-table`: writes the README's table of settings from their schema. A test compares the two. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { settings } from '../services/settings/settings.ts';

const README = resolve(dirname(fileURLToPath(import.meta.url)), '../README.md');
const BEGIN = '<!-- settings: begin -->';
const END = '<!-- settings: end -->';

export function settingsTable(): string {
  const rows = settings.map(
    ({ name, fallback, about }) => `| \`${name}\` | ${fallback ? `\`${fallback}\`` : ''} | ${about} |`,
  );
  return ['| Setting | Default | Meaning |', '|---|---|---|', ...rows].join('\n');
}

/** The table as the README has it; null where its marks are missing. */
export function tableInReadme(): string | null {
  const text = readFileSync(README, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  return begin < 0 || end < begin ? null : text.slice(begin + BEGIN.length, end).trim();
}

function write(): void {
  const text = readFileSync(README, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`README.md needs ${BEGIN} and ${END}.`);
  writeFileSync(README, `${text.slice(0, begin + BEGIN.length)}\n${settingsTable()}\n${text.slice(end)}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) write();
