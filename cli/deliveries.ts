/** `collate deliveries` */
import { Command, Option } from 'commander';
import { listDeliveries } from '../services/delivery/list-deliveries.ts';
import type { DeliveryState } from '../services/store/entities/delivery.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';

const states: DeliveryState[] = ['due', 'sending', 'sent', 'retrying', 'stopped', 'superseded'];

export function deliveryCommands(): Command {
  return withCommonOptions(new Command('deliveries'))
    .description('what was posted, what waits, and what could not be (the newest 200)')
    .addOption(new Option('--state <state>', 'only these').choices(states))
    .action(async (options: CommonOptions & { state?: DeliveryState }) => {
      const rows = await withBoard(options, (context, board) =>
        listDeliveries(context, board.id, options.state ?? null),
      );
      print(options, { deliveries: rows }, () =>
        rows.length === 0
          ? 'There are none.'
          : rows
              .map(row =>
                [row.createdAt, row.state, row.purpose, row.place, row.lastOutcome ?? '']
                  .join('  ')
                  .trimEnd(),
              )
              .join('\n'),
      );
    });
}
