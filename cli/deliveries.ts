/** `collate deliveries`, `collate deliveries retry` */
import { Command, InvalidArgumentError, Option } from 'commander';
import { type DeliveryFilter, deliveryStates, listDeliveries } from '../services/delivery/list-deliveries.ts';
import { policies } from '../services/delivery/policy.ts';
import { retryDeliveries } from '../services/delivery/retry-deliveries.ts';
import { terminal } from '../services/people/access.ts';
import type { DeliveryPurpose } from '../services/ports.ts';
import type { DeliveryState } from '../services/store/entities/delivery.ts';
import { isDay } from '../services/time.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';

interface ListOptions extends CommonOptions {
  state?: DeliveryState;
  purpose?: DeliveryPurpose;
  place?: string;
  since?: Date;
}

export function deliveryCommands(): Command {
  const command = withCommonOptions(new Command('deliveries'))
    .description('what was posted, what waits, and what could not be (the newest 200)')
    .addOption(new Option('--state <state>', 'only these').choices([...deliveryStates]))
    .addOption(new Option('--purpose <purpose>', 'only these').choices(Object.keys(policies)))
    .option('--place <name>', 'only to channels and people with this in their name')
    .option('--since <day>', 'only what was made due on this day (UTC) or later', readDay)
    .action(async (options: ListOptions) => {
      const { state = null, purpose = null, place = null, since = null } = options;
      const filter: DeliveryFilter = { state, purpose, place, since };
      const list = await withBoard(options, (context, board) => listDeliveries(context, board.id, filter));
      print(options, list, () => wordsOf(list));
    });
  return command.addCommand(retryCommand());
}

function retryCommand(): Command {
  return withCommonOptions(new Command('retry'))
    .description('try a stopped delivery again, or all of them')
    .argument('[id]', 'its id')
    .addOption(new Option('--state <state>', 'all that are so').choices(['stopped']))
    .action(async (id: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { state?: 'stopped' }>();
      if ((id === undefined) === (options.state === undefined)) {
        command.error('error: name one delivery by its id, or all with --state stopped');
      }
      const retried = await withBoard(options, (context, board) =>
        retryDeliveries(context, terminal(board.id), id === undefined ? 'all' : { id }),
      );
      print(options, { retried }, () =>
        retried === 0 ? 'Nothing like that is stopped.' : `${retried} to be tried again.`,
      );
    });
}

function wordsOf({ deliveries, counts }: Awaited<ReturnType<typeof listDeliveries>>): string {
  const totals = deliveryStates.map(state => `${counts[state]} ${state}`).join(', ');
  const lines = deliveries.flatMap(({ createdAt, id, state, purpose, asked, place, lastOutcome, mend }) => {
    const what = asked ? `${purpose} (${asked.kind} of ${asked.of})` : purpose;
    const line = [createdAt, id, state, what, place, lastOutcome ?? ''].join('  ').trimEnd();
    return mend ? [line, `    ${mend}`] : [line];
  });
  return [totals, ...(lines.length > 0 ? lines : ['There are none.'])].join('\n');
}

function readDay(text: string): Date {
  if (!isDay(text)) throw new InvalidArgumentError('Not a day like 2026-07-10.');
  return new Date(`${text}T00:00:00Z`);
}
