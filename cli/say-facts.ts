/** The facts as text for a terminal: the words and the order of the cards. */
import { answeredDecisions, answerWords, openDecisions, openWords } from '../cards/decisions/words.ts';
import { ratingSentence } from '../cards/ratings.ts';
import { section11Detail, section11Line } from '../cards/section-11/board-line.ts';
import { attentionList } from '../cards/status/attention.ts';
import { missingWords } from '../cards/status/missing.ts';
import { directionWords, restrictedWords } from '../cards/status/parts.ts';
import { leftOutWords, returnsSentence, scopeWords, signOffWords } from '../cards/status/sentences.ts';
import { trainingRows } from '../cards/status/training-rows.ts';
import { complianceLine, isAsked, trainingLine } from '../cards/status/training-words.ts';
import { measureLines } from '../cards/summary/lines.ts';
import { dayWords, instantWords, oneLine, sourceWords } from '../cards/words.ts';
import { reportLine } from '../cards/written-report/report-to-read.ts';
import { ratingWords } from '../services/returns/ratings.ts';
import type { Facts } from '../services/summary/facts.ts';
import type { Paper } from '../services/summary/papers.ts';

const words = ratingWords({});

export function sayFacts(facts: Facts): string {
  const { board, period, asAt, scope, returns, decisions } = facts;
  const attention = attentionList(facts, words, { sources: false });
  return sections([
    [`${board.short} · ${period} · as at ${instantWords(asAt, board.timezone)}`, scopeWords(scope)],
    [returnsSentence(returns), missingWords(returns), leftOutWords(facts), signOffWords(returns)],
    facts.priorities.map(
      priority =>
        `${priority.ref}  ${priority.short}: ${ratingSentence(priority.rag, words)}; ${[directionWords(priority), restrictedWords(priority)].filter(text => text !== '').join('; ')}`,
    ),
    titled(
      `Needs attention (${attention.length})`,
      attention.map(({ kind, ref, name, detail }) =>
        `${kind}  ${ref} ${name}: ${oneLine(detail)}`.replace('   ', '  '),
      ),
    ),
    titled(
      `Decisions asked for (${openDecisions(decisions).length})`,
      openDecisions(decisions).map(
        decision => `${decision.action}  ${oneLine(decision.text)} (${openWords(decision)})`,
      ),
    ),
    titled(
      `Decisions answered (${answeredDecisions(decisions).length})`,
      answeredDecisions(decisions).map(
        decision => `${decision.action}  ${oneLine(decision.text)}: ${answerWords(decision)}`,
      ),
    ),
    [trainingLine(facts.training), complianceLine(facts.training)].map(plainSpaces),
    [section11Line(facts), section11Detail(facts)],
  ]);
}

export function saySummary({ facts, summary, approvedBy, returnsSince, isIntact }: Paper): string {
  const state =
    summary?.state === 'approved'
      ? `Paper ${summary.version}, approved${approvedBy ? ` by ${approvedBy}` : ''}${returnsSince > 0 ? `; ${returnsSince} answers since` : ''}`
      : summary
        ? `Draft ${summary.version}, not approved`
        : 'The round is open: figures so far';
  return sections([
    [state, isIntact ? '' : 'Its figures or words are NOT as they were approved.'],
    [sayFacts(facts)],
    titled('What difference it made', [
      ...measureLines(facts).map(({ ref, text, source }) => `${ref}  ${plainSpaces(text)} (${source})`),
      ...facts.impact.map(
        ({ action, text, source }) =>
          `${action}  ${oneLine(text)} (${sourceWords(source, facts.board.timezone)})`,
      ),
    ]),
    ...trainingLists(facts),
    titled(
      `Reports (${facts.reports.length})`,
      facts.reports.map(report => reportLine(report, facts.board.timezone)),
    ),
    titled(
      'Due in the next period',
      facts.comingUp.map(({ action, title, due }) => `${dayWords(due)}  ${action} ${title}`),
    ),
  ]);
}

/** What training is made of: courses, sectors, agencies, compliance, what is missing, what does not fit. */
export function trainingLists({ training, board }: Facts): string[][] {
  const rows = isAsked(training) ? trainingRows(training, board.timezone) : [];
  return [...new Set(rows.map(({ list }) => list))].map(list => {
    const own = rows.filter(row => row.list === list);
    const lines = own.map(({ name, text, detail }) => {
      const more = detail === '' ? '' : ` (${detail})`;
      return plainSpaces(text === '' ? `${name}${more}` : `${name}: ${text}${more}`);
    });
    return titled(`${list} (${own.length})`, lines);
  });
}

/** A terminal breaks no lines, so that nothing needs to be kept together. */
export const plainSpaces = (text: string): string => text.replaceAll('\u00A0', ' ');

export const titled = (title: string, lines: string[]) =>
  lines.length === 0 ? [] : [title, ...lines.map(line => `  ${line}`)];

/** Blank lines between, and none for a section that has nothing. */
export const sections = (parts: string[][]) =>
  parts
    .map(lines => lines.filter(line => line !== '').join('\n'))
    .filter(text => text !== '')
    .join('\n\n');
