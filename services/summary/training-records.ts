/** Reads what the training facts of a period are made of: its own figures, and those of the periods beside it. */
import { answersOf, type PartAnswer } from '../returns/answers.ts';
import { complianceContents } from '../returns/compliance.ts';
import type { ComplianceContent } from '../returns/compliance-input.ts';
import {
  courseContents,
  programmeContents,
  runContents,
  wholeContents,
} from '../returns/training-contents.ts';
import { monthsIn, spanOf } from '../rounds/periods.ts';
import { type AgencyRow, agencies } from '../store/entities/board.ts';
import type { RoundRow } from '../store/entities/rounds.ts';
import type { View } from '../store/unit-of-work.ts';
import type { AskFigures, CourseContent, ProgrammeContent, RunContent } from '../training/content.ts';
import type { Source } from './facts.ts';
import { partSource } from './part-source.ts';
import type { RecordsBase } from './records.ts';

/** What stands of one ask for training figures. */
export interface GroupFigures {
  roundId: string;
  /** The group's short name. */
  asked: string;
  figures: AskFigures;
  /** The return that said "that is all", or that nothing was run; null while nobody has. */
  whole: Source | null;
  /** The return that each run, course, programme and attendance in it comes from. */
  sources: ReadonlyMap<object, Source>;
}

export type ComplianceRecord = PartAnswer<ComplianceContent> & {
  askId: string;
  round: RoundRow;
};

export interface TrainingRecords {
  agencies: AgencyRow[];
  /** Of this round and those it is compared with; asks without any figures left out. */
  figures: GroupFigures[];
  /** Of this round and all before it, oldest first. */
  compliance: ComplianceRecord[];
}

/** The rounds of the same length that a round is compared with: the one right before, and a year before. */
export function comparedRounds({ rounds, round }: Pick<RecordsBase, 'rounds' | 'round'>): {
  previous: RoundRow | null;
  lastYear: RoundRow | null;
} {
  const months = monthsIn(spanOf(round));
  const like = rounds.filter(other => monthsIn(spanOf(other)) === months);
  const yearBefore = `${Number(round.startsOn.slice(0, 4)) - 1}${round.startsOn.slice(4)}`;
  return {
    previous: like.findLast(other => other.startsOn < round.startsOn) ?? null,
    lastYear: like.find(other => other.startsOn === yearBefore) ?? null,
  };
}

export async function readTrainingRecords(view: View, base: RecordsBase): Promise<TrainingRecords> {
  const { previous, lastYear } = comparedRounds(base);
  const wanted = [base.round, previous, lastYear].filter(round => round !== null);
  return {
    agencies: await view.rows(agencies).find({ boardId: base.board.id }),
    figures: await readFigures(view, base, new Map(wanted.map(round => [round.id, round]))),
    compliance: await readCompliance(view, base),
  };
}

async function readFigures(
  view: View,
  { board, asks, partReturns, nameOf }: RecordsBase,
  wanted: ReadonlyMap<string, RoundRow>,
): Promise<GroupFigures[]> {
  const own = asks.filter(ask => ask.kind === 'training-figures' && wanted.has(ask.roundId));
  const askIds = new Set(own.map(ask => ask.id));
  const rows = partReturns.filter(row => askIds.has(row.askId));
  const runs = await answersOf(view, board.id, rows, runContents);
  const courses = await answersOf(view, board.id, rows, courseContents);
  const programmes = await answersOf(view, board.id, rows, programmeContents);
  const wholes = await answersOf(view, board.id, rows, wholeContents);
  return own.flatMap(ask => {
    const ofAsk = new Set(rows.filter(row => row.askId === ask.id).map(row => row.id));
    if (ofAsk.size === 0) return [];
    const sources = new Map<object, Source>();
    const period = wanted.get(ask.roundId)?.period ?? '';
    const sourced = <Content extends RunContent | CourseContent | ProgrammeContent>(
      answers: readonly PartAnswer<Content>[],
    ): Content[] =>
      answers
        .filter(answer => ofAsk.has(answer.returnId))
        .map(answer => {
          const { content } = answer;
          const source = partSource(answer, period);
          for (const item of [content, ...content.attendances]) sources.set(item, source);
          return content;
        });
    const [programme = null] = sourced(programmes);
    const figures: AskFigures = { runs: sourced(runs), courses: sourced(courses), programme };
    const said = wholes.find(answer => ofAsk.has(answer.returnId));
    const whole = said ? partSource(said, period) : null;
    return [{ roundId: ask.roundId, asked: nameOf(ask).short, figures, whole, sources }];
  });
}

async function readCompliance(
  view: View,
  { board, asks, rounds, partReturns }: RecordsBase,
): Promise<ComplianceRecord[]> {
  const records: ComplianceRecord[] = [];
  const askOf = new Map(asks.filter(ask => ask.kind === 'compliance').map(ask => [ask.id, ask]));
  const rows = partReturns.filter(row => askOf.has(row.askId));
  const answers = await answersOf(view, board.id, rows, complianceContents);
  const askIds = new Map(rows.map(row => [row.id, row.askId]));
  for (const round of rounds) {
    for (const answer of answers) {
      const askId = askIds.get(answer.returnId) ?? '';
      if (askOf.get(askId)?.roundId === round.id) records.push({ ...answer, askId, round });
    }
  }
  return records;
}
