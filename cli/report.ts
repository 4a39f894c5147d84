/** `collate report import|show`: a written report from a Word file, and as it stands. */
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { listed } from '../cards/words.ts';
import { fateWords } from '../cards/written-report/fate-words.ts';
import { kindTitle, submittedWords, writtenBy } from '../cards/written-report/report-to-read.ts';
import { CollateError } from '../services/errors.ts';
import { terminal } from '../services/people/access.ts';
import { findPerson } from '../services/people/find-person.ts';
import { managersOf } from '../services/people/leaders.ts';
import {
  findReport,
  type ImportedReport,
  importReport,
  type ReportOwner,
} from '../services/reports/import-report.ts';
import {
  changedHeadings,
  missingHeadings,
  type ReportState,
  readWrittenReport,
} from '../services/returns/written-report.ts';
import type { View } from '../services/store/unit-of-work.ts';
import { type CommonOptions, print, withBoard, withCommonOptions } from './context.ts';

type ReportOptions = CommonOptions & ReportOwner & { period?: string };

interface ImportOptions extends ReportOptions {
  for?: string;
  replace?: boolean;
  dryRun?: boolean;
}

export function reportCommands(): Command {
  const report = new Command('report').description('written reports');
  withOwner(report.command('import'))
    .argument('<file>', 'a Word file (.docx) with the headings of the report')
    .description('puts a Word file into the draft; nothing is submitted')
    .option('--for <person>', 'whose words they are, by mail address or name; the manager unless given')
    .option('--replace', 'take the file’s text also where the draft has another')
    .option('--dry-run', 'say what would be kept, and keep nothing')
    .action(async (file: string, options: ImportOptions) => {
      const { dryRun = false, replace = false } = options;
      const bytes = await readReportFile(file);
      const done = await withBoard(options, async (context, { id: boardId }) => {
        const { askId, givenById } = await context.store.read(async view => ({
          askId: await findReport(view, boardId, options, options.period ?? null),
          givenById: await writerOf(view, boardId, options.for ?? null),
        }));
        return importReport(context, terminal(boardId), { askId, bytes, givenById, replace, dryRun });
      });
      print(options, importDocument(done, dryRun), () => sayImported(done, dryRun));
    });
  withOwner(report.command('show'))
    .description('a report as it stands: its draft, and what was submitted')
    .action(async (options: ReportOptions) => {
      const state = await withBoard(options, ({ store, clock }, { id: boardId }) =>
        store.read(async view => {
          const askId = await findReport(view, boardId, options, options.period ?? null);
          return readWrittenReport(view, boardId, askId, clock.now());
        }),
      );
      print(options, reportDocument(state), () => sayReport(state));
    });
  return report;
}

const withOwner = (command: Command): Command =>
  withCommonOptions(command)
    .option('--group <name>', 'a subgroup’s quarterly report')
    .option('--agency <name>', 'an agency’s statement')
    .option('--priority <ref>', 'a priority lead’s report')
    .option('--period <period>', 'the open or newest round unless given');

async function readReportFile(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CollateError('file_unreadable', `The file ${file} cannot be read.`, { cause: error });
  }
}

/** Whoever is named; else the board's manager, whose terminal it is. */
async function writerOf(view: View, boardId: string, name: string | null): Promise<string> {
  if (name !== null) return (await findPerson(view, boardId, name)).id;
  const [manager, another] = await managersOf(view, boardId);
  if (manager && !another) return manager.id;
  throw new CollateError('person_unknown', 'Say whose words these are: --for ann@example.org.');
}

const importDocument = ({ state, headings, notPlaced, kept }: ImportedReport, dryRun: boolean) => ({
  report: aboutReport(state),
  dryRun,
  headings: headings.map(({ id, title, fate, fromFile, problem }) => ({
    id,
    title,
    fate,
    characters: fromFile?.length ?? 0,
    kept: !dryRun && kept.includes(id),
    problem,
  })),
  notPlaced,
});

function sayImported({ state, headings, notPlaced, kept }: ImportedReport, dryRun: boolean): string {
  const done = dryRun
    ? `Would keep ${kept.length} of ${headings.length} headings; nothing is kept.`
    : `Kept ${kept.length} of ${headings.length} headings in the draft. Nothing is submitted.`;
  return [
    titleOf(state),
    ...headings.map(heading => `  ${heading.title}: ${importedWords(heading, kept, dryRun)}`),
    ...(notPlaced === '' ? [] : ['Not placed, under none of the headings:', indented(notPlaced)]),
    done,
  ].join('\n');
}

function importedWords(heading: ImportedReport['headings'][number], kept: string[], dryRun: boolean): string {
  if (!dryRun && kept.includes(heading.id)) return `kept, ${heading.fromFile?.length ?? 0} characters.`;
  return heading.fate === 'differs' ? 'the draft says something else.' : fateWords(heading);
}

function reportDocument(state: ReportState) {
  const { headings, submission } = state;
  return {
    report: aboutReport(state),
    state: !submission ? 'draft' : changedHeadings(state).length > 0 ? 'changed since' : 'submitted',
    submitted: submission
      ? {
          by: submission.answer.by.name,
          enteredBy: submission.answer.enteredBy?.name ?? null,
          at: submission.answer.at.toISOString(),
        }
      : null,
    missing: missingHeadings(state).map(({ id }) => id),
    headings: headings.map(({ id, title, answer }) => ({
      id,
      title,
      text: answer?.content.text ?? null,
      by: answer?.by.name ?? null,
      enteredBy: answer?.enteredBy?.name ?? null,
      version: answer?.version ?? null,
      submitted: submission?.texts.get(id)?.content.text ?? null,
    })),
  };
}

function sayReport(state: ReportState): string {
  const missing = missingHeadings(state);
  const changed = changedHeadings(state);
  return [
    titleOf(state),
    submittedWords(state) ?? 'A draft: not submitted yet.',
    ...(changed.length > 0 ? [`Changed since: ${listed(changed.map(({ title }) => title))}.`] : []),
    ...(missing.length > 0 ? [`Still to be written: ${listed(missing.map(({ title }) => title))}.`] : []),
    ...state.headings.flatMap(({ title, answer }) =>
      answer
        ? ['', `${title} (${writtenBy(answer, state.board.timezone)})`, indented(answer.content.text)]
        : [],
    ),
  ].join('\n');
}

const aboutReport = ({ kind, asked, round }: ReportState) => ({
  kind,
  asked: asked.short,
  period: round.period,
});

const titleOf = ({ kind, asked, round }: ReportState) =>
  `${kindTitle(kind)} · ${asked.name} · ${round.period}`;

/** Line ends are kept; nothing in it steers the terminal. */
const indented = (text: string) =>
  text
    .split('\n')
    .map(line => `  ${line.replace(/\p{Cc}/gu, ' ')}`)
    .join('\n');
