/** The beginning and the end of a test run, in Mocha's own process, however many others run the files. */
import { stopPostgres } from './postgres.ts';
import { removeRunFolder, runFolder } from './run-folder.ts';

export const mochaGlobalSetup = () => {
  runFolder();
};

/** Ends what the run has started, and leaves nothing behind. */
export async function endRun(): Promise<void> {
  await stopPostgres();
  await removeRunFolder();
}

export const mochaGlobalTeardown = endRun;
