/** `collate decisions`, `collate decisions note|undo`: what is asked to be decided, and what came back. */
import { Command } from 'commander';
import { notedWords } from '../cards/decisions/form-card.ts';
import { answerWords, hiddenWords, openWords } from '../cards/decisions/words.ts';
import { instantWords, oneLine } from '../cards/words.ts';
import { isOpen } from '../services/decisions/decisions.ts';
import {
  type DecisionList,
  type ListedDecision,
  readDecisionList,
} from '../services/decisions/list-decisions.ts';
import { noteDecision, undoNote } from '../services/decisions/note-decision.ts';
import { type NoteField, noteFields } from '../services/decisions/note-input.ts';
import { toldDecision } from '../services/decisions/told.ts';
import { CollateError } from '../services/errors.ts';
import { terminal } from '../services/people/access.ts';
import type { BoardRow } from '../services/store/entities/board.ts';
import { partSource } from '../services/summary/part-source.ts';
import { type CommonOptions, type Context, print, withBoard, withCommonOptions } from './context.ts';
import { sections, titled } from './say-facts.ts';

interface NoteOptions extends CommonOptions {
  group?: string;
  words?: string;
  by?: string;
  on?: string;
}

export function decisionCommands(): Command {
  const decisions = withCommonOptions(new Command('decisions'))
    .description('what is asked to be decided, and what came back')
    .action(async (options: CommonOptions) => {
      const { list, board } = await withBoard(options, async (context, found) => ({
        list: await read(context, found),
        board: found,
      }));
      const { decisions: all, hidden } = list;
      print(options, { decisions: all.map(documentOf), restricted: hidden }, () => say(list, board));
    });
  withCommonOptions(decisions.command('note <ref> <outcome>'))
    .description('notes on-agenda, agreed, agreed-with-changes, refused or deferred')
    .option('--words <text>', 'what was decided; needed where changed, refused or deferred')
    .option('--by <name>', 'who decided; whom it was asked of unless given')
    .option('--on <day>', 'the day of the meeting, as 2026-07-14')
    .option('--group <name>', 'which group asked, where several ask about one action')
    .action(async (ref: string, outcome: string, _own: NoteOptions, command: Command) => {
      const options: NoteOptions = command.optsWithGlobals();
      await withBoard(options, async (context, board) => {
        const wanted = choose((await read(context, board)).decisions.filter(isOpen), ref, options.group);
        const result = await noteDecision(context, terminal(board.id), {
          returnId: wanted.asking.returnId,
          seenVersion: null,
          fields: { state: outcome, words: options.words, decidedBy: options.by, decidedOn: options.on },
        });
        if (result.kind === 'problems') throw new CollateError('input_invalid', problemsIn(result.problems));
        print(
          options,
          documentOf(result.decision),
          () => `Noted ${ref}: ${notedWords(result.decision, board.timezone)}.`,
        );
      });
    });
  withCommonOptions(decisions.command('undo <ref>'))
    .description('takes the newest note back, where it was made at the terminal')
    .option('--group <name>', 'which group asked, where several ask about one action')
    .action(async (ref: string, _own: NoteOptions, command: Command) => {
      const options: NoteOptions = command.optsWithGlobals();
      await withBoard(options, async (context, board) => {
        const noted = (await read(context, board)).decisions.filter(({ note }) => note !== null);
        const { note } = choose(noted, ref, options.group);
        const decision = await undoNote(context, terminal(board.id), note?.id ?? '');
        print(
          options,
          documentOf(decision),
          () => `Taken back: ${ref}, ${notedWords(decision, board.timezone)}.`,
        );
      });
    });
  return decisions;
}

const read = ({ store }: Context, { id }: BoardRow) =>
  store.read(view => readDecisionList(view, id, terminal(id)));

/** @throws CollateError `decision_unknown`, `input_invalid` where the group must be named */
function choose(all: readonly ListedDecision[], ref: string, group: string | undefined): ListedDecision {
  const own = all
    .filter(decision => decision.ref.toLowerCase() === ref.toLowerCase())
    .filter(decision => !group || decision.group.short.toLowerCase() === group.toLowerCase());
  const [first] = own;
  if (!first)
    throw new CollateError('decision_unknown', `No such decision is asked for on ${ref.slice(0, 40)}.`);
  const names = [...new Set(own.map(decision => decision.group.short))];
  if (names.length < 2) return first;
  throw new CollateError(
    'input_invalid',
    `Several groups ask about ${ref}: ${names.join(', ')}. Say --group.`,
  );
}

function problemsIn(problems: Partial<Record<NoteField, string>>): string {
  const options: Record<NoteField, string> = {
    state: 'outcome',
    words: '--words',
    decidedBy: '--by',
    decidedOn: '--on',
  };
  return noteFields
    .flatMap(field => (problems[field] ? [`${options[field]}: ${problems[field]}`] : []))
    .join(' ');
}

function say({ decisions: all, hidden }: DecisionList, board: BoardRow): string {
  if (all.length + hidden === 0) return 'No decision has been asked for.';
  const line = (decision: ListedDecision, detail: string) =>
    `${decision.ref}  ${oneLine(decision.text)} (${decision.group.short}; ${detail})`;
  const open = all.filter(isOpen);
  const answered = all.filter(decision => !isOpen(decision));
  return sections([
    titled(
      `Open (${open.length})`,
      open.map(decision =>
        line(decision, openWords({ ...toldDecision(decision), roundsAgo: decision.roundsAgo })),
      ),
    ),
    titled(
      `Answered (${answered.length})`,
      answered.map(decision =>
        line(
          decision,
          `${answerWords(toldDecision(decision))}${decision.note ? `, noted ${instantWords(decision.note.at, board.timezone)}` : ''}`,
        ),
      ),
    ),
    [hiddenWords(hidden)],
  ]);
}

/** The fields of `status --json`. */
const documentOf = (decision: ListedDecision) => ({
  action: decision.ref,
  group: decision.group.short,
  text: decision.text,
  ...toldDecision(decision),
  askedIn: decision.first.period,
  roundsAgo: decision.roundsAgo,
  source: partSource(decision.asking, decision.asking.round.period),
});
