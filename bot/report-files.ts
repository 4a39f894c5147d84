/** The cards of a Word file that was sent: which report it is for, and what it would put into the draft. */
import type { Card, Forms } from '../cards/card.ts';
import { fileCard } from '../cards/written-report/file-card.ts';
import { reportListCard } from '../cards/written-report/list-card.ts';
import { kindTitle } from '../cards/written-report/report-to-read.ts';
import type { ReportAsk } from '../services/reports/find-report-asks.ts';
import type { Choices } from '../services/reports/look-at-placed.ts';
import type { SentLook } from '../services/reports/sent-report.ts';
import type { BotDeps, Scene } from './deps.ts';
import { peopleToGiveFor } from './givers.ts';

export async function drawLook(
  deps: BotDeps,
  scene: Scene,
  look: SentLook,
  { banner = null, choices = {}, forms }: { banner?: string | null; choices?: Choices; forms: Forms },
): Promise<Card> {
  return fileCard(look, { banner, choices, givers: await peopleToGiveFor(deps, scene), forms });
}

export function drawChoice(
  { fileId, name, asks }: { fileId: string; name: string; asks: readonly ReportAsk[] },
  page: number,
  forms: Forms,
): Card {
  return reportListCard({
    title: 'Which report is it for?',
    about: name,
    rows: asks.map(({ askId, kind, asked, period }) => ({
      name: asked.name,
      detail: `${kindTitle(kind)} · ${period}`,
      data: { file: fileId, ask: askId },
    })),
    verb: 'report-file.choose',
    verbWord: 'This one',
    page,
    codes: { file: fileId },
    pageVerb: 'report-file.list',
    canClose: false,
    isForm: false,
    forms,
  });
}
