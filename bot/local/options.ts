/** What may be said after `npm start --`. */
import { parseArgs } from 'node:util';
import { CollateError } from '../../services/errors.ts';

export interface LocalOptions {
  /** A board file; the Cheshire West sample unless given. */
  board: string | null;
  /** Gives the second channel to this group alone. */
  group: string | null;
  /** Sits you down as this person. */
  as: string | null;
  /** Starts anew: what was answered before is deleted. */
  fresh: boolean;
  playgroundPort: number;
  help: boolean;
}

export const USAGE = `npm start -- [options]

  --board FILE            another board file than the sample
  --group NAME            give the second channel to this group alone
  --as NAME               sit down as this person (default: the business manager)
  --fresh                 start anew: deletes what was answered
  --playground-port N     the page's port (default 56150)
  --help                  show this`;

/** @throws CollateError `input_invalid` for anything else */
export function readOptions(args: string[]): LocalOptions {
  try {
    const { values } = parseArgs({
      args,
      options: {
        board: { type: 'string' },
        group: { type: 'string' },
        as: { type: 'string' },
        fresh: { type: 'boolean' },
        'playground-port': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const port = values['playground-port'] ?? '56150';
    if (!/^\d{1,5}$/.test(port)) throw new Error(`--playground-port ${port} is not a port number.`);
    return {
      board: values.board ?? null,
      group: values.group ?? null,
      as: values.as ?? null,
      fresh: values.fresh ?? false,
      playgroundPort: Number(port),
      help: values.help ?? false,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CollateError('input_invalid', `${reason}\n\n${USAGE}`, { cause: error });
  }
}
