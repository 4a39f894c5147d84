/** `collate digest`: what came in since the last one, what moved, and what comes next. */
import { Command } from 'commander';
import { digestSections, firstRows, stillWords, titleOf } from '../cards/digest/sections.ts';
import { instantWords, listed } from '../cards/words.ts';
import { readDigest } from '../services/digest/read-digest.ts';
import { postDigest, spanNow } from '../services/digest/tell-digest.ts';
import { CollateError } from '../services/errors.ts';
import { terminal } from '../services/people/access.ts';
import { ratingWords } from '../services/returns/ratings.ts';
import { type DigestFacts, isQuiet } from '../services/summary/digest.ts';
import { isDay, startOfDay } from '../services/time.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';
import { plainSpaces, sections, titled } from './say-facts.ts';

interface DigestOptions extends CommonOptions {
  since?: string;
  post?: boolean;
  all?: boolean;
}

export function digestCommand(): Command {
  return withCommonOptions(new Command('digest'))
    .description('what came in since the last digest, what moved, and what comes next')
    .option('--since <day>', 'since the beginning of a day, instead of since the last digest')
    .option('--all', 'every line, where a first look leaves some out')
    .option('--post', 'have the bot post it where the board file says, else to the manager')
    .action(async (options: DigestOptions) => {
      if (options.post) {
        const posted = await withBoard(options, (context, board) => postDigest(context, terminal(board.id)));
        print(options, posted, () =>
          posted.already
            ? 'The digest was posted within the day, and nothing has come in since.'
            : `The bot posts the digest to ${listed(posted.to) || 'nobody: the board names no manager'}.`,
        );
        return;
      }
      const digest = await withBoard(options, ({ store, clock }, board) =>
        store.read(async view => {
          const span = await spanNow(view, board.id, clock.now());
          const since = options.since === undefined ? span.since : startOf(options.since, board.timezone);
          return readDigest(view, board.id, { ...span, since }, null);
        }),
      );
      if (!digest)
        throw new CollateError(
          'round_none_open',
          'No round has been opened yet, so there is nothing to tell.',
        );
      print(options, digest, () => sayDigest(digest, options.all ?? false));
    });
}

function startOf(day: string, zone: string): Date {
  if (isDay(day)) return startOfDay(day, zone);
  throw new CollateError('input_invalid', `“${day.slice(0, 40)}” is not a day. Write 2026-07-10.`);
}

function sayDigest(digest: DigestFacts, isWhole: boolean): string {
  const { board, since, until } = digest;
  const when = `since ${instantWords(since, board.timezone)}, as at ${instantWords(until, board.timezone)}`;
  const still = stillWords(digest);
  if (isQuiet(digest)) return `Nothing new ${when}.${still ? ` ${still}` : ''}`;
  const first = firstRows(
    digestSections(digest, ratingWords({})),
    isWhole ? Number.POSITIVE_INFINITY : undefined,
  );
  const isCut = first.some(({ section, rows }) => rows.length < section.fresh.length);
  return sections([
    [`Digest · ${board.short} · ${when}`],
    ...first.map(({ section, rows }) =>
      titled(
        titleOf(section, rows.length),
        rows.map(({ mark, ref, text, detail }) =>
          plainSpaces([mark, ref, text, detail && `(${detail})`].filter(part => part !== '').join(' ')),
        ),
      ),
    ),
    [still],
    isCut ? ['For every line: collate digest --all'] : [],
  ]);
}
