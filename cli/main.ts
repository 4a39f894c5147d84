/** `collate …`: the same services from a terminal, on the same database, also while the bot runs. */
import { Command, CommanderError } from 'commander';
import { isCollateError } from '../services/errors.ts';
import { BoardFileError } from '../services/plan/read-board-file.ts';
import { auditCommand } from './audit.ts';
import { calendarCommands } from './calendar.ts';
import { checkCommand } from './check.ts';
import { FoundWrong } from './context.ts';
import { decisionCommands } from './decisions.ts';
import { deliveryCommands } from './deliveries.ts';
import { digestCommand } from './digest.ts';
import { keyCommands } from './keys.ts';
import { personCommands } from './person.ts';
import { planCommands } from './plan.ts';
import { reportCommands } from './report.ts';
import { retentionCommand } from './retention.ts';
import { roundCommands } from './round.ts';
import { UnmatchedError } from './say-training-file.ts';
import { scheduleCommand } from './schedule.ts';
import { setsCommand } from './sets.ts';
import { statusCommand } from './status.ts';
import { summaryCommand } from './summary.ts';
import { trainingCommands } from './training.ts';

/** @returns the exit code: 0; 1 where something could not be done; 2 for wrong usage */
export async function main(args: string[]): Promise<number> {
  const asJson = args.includes('--json');
  const program = createProgram();
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof FoundWrong) return 1;
    return tell(error, asJson);
  }
}

export function createProgram(): Command {
  const program = new Command('collate')
    .description('Asks a safeguarding partnership’s subgroups for updates and compiles executive summaries.')
    .addHelpText(
      'after',
      '\nThe database is DATABASE_URL, or sqlite:data/collate.sqlite. With --json: one JSON document, and nothing else.',
    );
  for (const command of [
    planCommands(),
    roundCommands(),
    setsCommand(),
    scheduleCommand(),
    calendarCommands(),
    reportCommands(),
    statusCommand(),
    summaryCommand(),
    decisionCommands(),
    digestCommand(),
    trainingCommands(),
    deliveryCommands(),
    auditCommand(),
    retentionCommand(),
    personCommands(),
    keyCommands(),
    checkCommand(),
  ]) {
    program.addCommand(command);
  }
  exitByThrowing(program);
  return program;
}

function exitByThrowing(command: Command): void {
  command.exitOverride().showHelpAfterError();
  for (const child of command.commands) exitByThrowing(child);
}

function tell(error: unknown, asJson: boolean): number {
  const code = isCollateError(error) ? error.code : 'internal';
  const message = isCollateError(error) ? error.message : `Something went wrong: ${plain(error)}`;
  if (!asJson) process.stderr.write(`${message}\n`);
  else {
    process.stdout.write(`${JSON.stringify({ error: { code, message, ...detailsOf(error) } })}\n`);
  }
  return 1;
}

/** What a program that calls this needs to mend it. */
function detailsOf(error: unknown): Record<string, unknown> {
  if (error instanceof BoardFileError) return { problems: error.problems };
  return error instanceof UnmatchedError ? { unmatched: error.unmatched } : {};
}

const plain = (error: unknown) => (error instanceof Error ? error.message : String(error));
