/** A folder that all processes of one test run share, and what is made in it once. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SETTING = 'COLLATE_TEST_RUN';
const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const MADE_WITHIN = 120_000;

/** Made by whoever asks first, and inherited by the processes that it starts afterwards. */
export function runFolder(): string {
  const known = process.env[SETTING];
  if (known) return known;
  const made = mkdtempSync(join(tmpdir(), 'collate-run-'));
  // PostgreSQL runs as another user where this runs as root: it must reach its folder inside ours.
  chmodSync(made, 0o755);
  // What is bundled into it finds the packages.
  symlinkSync(PACKAGES, join(made, 'node_modules'), 'junction');
  process.env[SETTING] = made;
  return made;
}

/** Removes it, if it was ever made. */
export async function removeRunFolder(): Promise<void> {
  const folder = process.env[SETTING];
  delete process.env[SETTING];
  if (folder) await rm(folder, { recursive: true, force: true });
}

const known = new Map<string, Promise<string>>();

/**
 * Makes something in a folder of its own inside the run's, once for all processes: the first to ask makes it, the
 * others wait for it.
 * @returns what `make` said of it
 */
export function onceInRun(name: string, make: (folder: string) => Promise<string>): Promise<string> {
  const folder = join(runFolder(), name);
  const made = known.get(folder) ?? makeOrWait(folder, make);
  known.set(folder, made);
  return made;
}

async function makeOrWait(folder: string, make: (folder: string) => Promise<string>): Promise<string> {
  const note = join(folder, '.made');
  if (takesLead(folder)) {
    const result = await make(folder).then(
      said => ({ said }),
      (error: unknown) => ({
        failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    );
    writeFileSync(`${note}.new`, JSON.stringify(result));
    renameSync(`${note}.new`, note);
  }
  for (let waited = 0; !existsSync(note); waited += 25) {
    if (waited > MADE_WITHIN) throw new Error(`${folder} was not made in time.`);
    await pause(25);
  }
  const { said, failed } = JSON.parse(readFileSync(note, 'utf8')) as { said?: string; failed?: string };
  if (said === undefined) throw new Error(`${folder} could not be made: ${failed}`);
  return said;
}

/** Of several processes that ask at once, one makes the folder. */
function takesLead(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o755 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
