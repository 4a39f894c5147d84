/** Training in an executive summary, in short: the programme with its rates, compliance, and what was not returned. */
import type { Facts } from '../../services/summary/facts.ts';
import type { ComplianceFacts } from '../../services/summary/training-shape.ts';
import { giversWords } from '../status/training-card.ts';
import {
  comparedWords,
  complianceDetail,
  complianceName,
  complianceWords,
  isAsked,
  missingPart,
  ratesInShort,
  suppressionNote,
  trainingLine,
} from '../status/training-words.ts';
import { sourceWords, truncate } from '../words.ts';
import type { SummaryLine } from './lines.ts';

const TEXT = 400;

/** What is below its target first, so that it is not what is left out. */
export function trainingLines(facts: Facts): SummaryLine[] {
  const { training, board } = facts;
  if (!isAsked(training)) return [];
  const compliance = [...training.compliance].sort((one, other) => weight(one) - weight(other));
  const missing = training.notReturned.filter(({ kind }) => kind === 'compliance').map(missingPart);
  return [
    ...programmeLines(facts),
    ...(missing.length > 0 ? [line(missing.join('; '), 'asked for, and not in yet')] : []),
    ...compliance.map(one =>
      line(
        `${complianceName(one)}: ${complianceWords(one)}`,
        `${complianceDetail(one)} · ${sourceWords(one.source, board.timezone)}`,
      ),
    ),
  ];
}

function programmeLines({ training, board }: Facts): SummaryLine[] {
  if (!training || trainingLine(training) === '') return [];
  const { programme } = training;
  if (!programme)
    return [
      line(trainingLine(training), training.isShared ? 'shown to the board' : 'asked for, and not in yet'),
    ];
  const { previous, lastYear } = programme;
  const compared = [
    ...(previous ? [`Last period, ${comparedWords(previous)}`] : []),
    ...(lastYear && lastYear.period !== previous?.period
      ? [`A year before, ${comparedWords(lastYear)}`]
      : []),
  ];
  const from = giversWords(programme.sources, board.timezone);
  return [
    line(trainingLine(training), joined([ratesInShort(programme), from, suppressionNote(training)])),
    ...(compared.length > 0 ? [line(compared.join('. '), 'from the returns of those periods')] : []),
  ];
}

const weight = ({ met }: ComplianceFacts) => (met === 'not met' ? 0 : met === 'met' ? 2 : 1);

const line = (text: string, source: string): SummaryLine => ({
  hasRef: false,
  ref: '',
  text: truncate(text, TEXT),
  source: truncate(source, TEXT),
});

const joined = (parts: readonly string[]) => parts.filter(part => part !== '').join(' · ');
