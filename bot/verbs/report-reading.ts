/** The buttons that read written reports: a draft, one that was posted, those of a status or of a summary. */
import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import { reportListCard } from '../../cards/written-report/list-card.ts';
import { readCard } from '../../cards/written-report/read-card.ts';
import {
  draftToRead,
  factsToRead,
  kindTitle,
  type ReportToRead,
  submittedToRead,
} from '../../cards/written-report/report-to-read.ts';
import { type ReadingCodes, wholeCard } from '../../cards/written-report/whole-card.ts';
import { noteRead } from '../../services/audit/note-read.ts';
import { CollateError } from '../../services/errors.ts';
import { readReportFor } from '../../services/reports/reader.ts';
import { readDraftFor } from '../../services/returns/written-report.ts';
import type { Facts } from '../../services/summary/facts.ts';
import { readPaperFor } from '../../services/summary/papers.ts';
import { reportCode } from '../../services/summary/report-facts.ts';
import { type StatusQuestion, statusFor } from '../../services/summary/status-for.ts';
import type { BotDeps, Scene } from '../deps.ts';
import type { Press } from '../press.ts';
import { showWhole } from '../report-forms.ts';
import { formsOf, showAsk } from '../show-ask.ts';
import { showStatus, showSummary } from '../show-facts.ts';
import { destinationNotes, drawPosted } from '../written-report-face.ts';
import { id, readData, small, type Verb } from './verb.ts';

const code = z.string().min(1).max(120);

/** Where a report is read from; each says by what it is found again. */
const source = z.discriminatedUnion('from', [
  z.object({ from: z.literal('draft'), ask: id }),
  z.object({ from: z.literal('submitted'), ask: id }),
  z.object({
    from: z.literal('status'),
    period: code,
    priority: code.optional(),
    group: code.optional(),
    overdue: z.literal(1).optional(),
    all: z.literal(1).optional(),
    report: id.optional(),
  }),
  z.object({ from: z.literal('summary'), period: code, report: id.optional() }),
]);

type Source = z.output<typeof source>;

const list: Verb = {
  name: 'report-reading.list',
  press: async (deps, scene, press) => {
    const from = readData(source, press);
    const { page } = readData(z.object({ page: small.default(0) }), press);
    return { title: 'Reports', card: drawList(await factsOf(deps, scene, from), from, page, press) };
  },
};

const whole: Verb = {
  name: 'report-reading.whole',
  press: async (deps, scene, press) => {
    const from = readData(source, press);
    if (from.from === 'draft') {
      const state = await deps.store.read(view =>
        readDraftFor(view, scene.actor, from.ask, deps.clock.now()),
      );
      return showWhole(deps, scene, press, state, null);
    }
    const { report, notes } = await openReport(deps, scene, from);
    const card = wholeCard(report, {
      banner: null,
      notes,
      codes: codesOf(from),
      place: 'form',
      draft: null,
      hasList: from.from !== 'submitted',
      forms: formsOf(press),
    });
    return { title: kindTitle(report.kind), card };
  },
};

const read: Verb = {
  name: 'report-reading.read',
  press: async (deps, scene, press) => {
    const from = readData(source, press);
    const { heading: wanted, page } = readData(z.object({ heading: id, page: small.default(0) }), press);
    const { report } = await openReport(deps, scene, from);
    const heading = report.headings.find(candidate => candidate.id === wanted);
    if (!heading) throw notThere();
    const card = readCard(report, heading, { codes: codesOf(from), page, forms: formsOf(press) });
    return { title: heading.title, card, ...(from.from === 'draft' ? { hold: 'begin' as const } : {}) };
  },
};

/** A dialog closes; in place of another card stands that one again. */
const close: Verb = {
  name: 'report-reading.close',
  press: async (deps, scene, press) => {
    const from = readData(source, press);
    const card = press.door === 'execute' ? await cardBefore(deps, scene, from) : null;
    return { title: 'Reports', card, ...(from.from === 'draft' ? { hold: 'end' as const } : {}) };
  },
};

async function cardBefore(deps: BotDeps, scene: Scene, from: Source): Promise<Card> {
  switch (from.from) {
    case 'draft':
      return showAsk(deps, scene, from.ask);
    case 'submitted':
      return deps.store.read(async view =>
        drawPosted(await readReportFor(view, scene.actor, from.ask, deps.clock.now()), deps.forms),
      );
    case 'status':
      return (await showStatus(deps, scene, questionOf(from))).card;
    case 'summary':
      return (await showSummary(deps, scene, from.period)).card;
  }
}

async function openReport(
  deps: BotDeps,
  scene: Scene,
  from: Source,
): Promise<{ report: ReportToRead; notes: string[] }> {
  const { store, clock } = deps;
  if (from.from === 'draft') {
    const state = await store.read(view => readDraftFor(view, scene.actor, from.ask, clock.now()));
    return { report: draftToRead(state), notes: [] };
  }
  if (from.from === 'submitted') {
    const { state, destinations } = await store.read(view =>
      readReportFor(view, scene.actor, from.ask, clock.now()),
    );
    return { report: submittedToRead(state), notes: destinationNotes(destinations) };
  }
  const facts = await factsOf(deps, scene, from);
  const found = facts.reports.find(report => reportCode(report) === from.report);
  if (!found) throw notThere();
  const notes =
    found.state === 'changed since' ? ['Changed since it was submitted; this is what was submitted'] : [];
  return { report: factsToRead(found, facts.board.timezone), notes };
}

/** What a status shows to the one who asks, where they ask; of a summary what they may see of it. */
async function factsOf(deps: BotDeps, scene: Scene, from: Source): Promise<Facts> {
  if (from.from === 'status') {
    const { facts, isWhole } = await statusFor(deps, scene.actor, questionOf(from));
    if (isWhole) await noteRead(deps, scene.actor, 'reports', { period: facts.period });
    return facts;
  }
  if (from.from === 'summary') {
    const { facts } = await readPaperFor(deps, scene.actor, from.period);
    await noteRead(deps, scene.actor, 'reports', { period: facts.period });
    return facts;
  }
  throw notThere();
}

const questionOf = (from: Extract<Source, { from: 'status' }>): StatusQuestion => ({
  period: from.period,
  priority: from.priority ?? null,
  group: from.group ?? null,
  overdue: from.overdue === 1,
  training: false,
  all: from.all === 1,
});

function drawList(facts: Facts, from: Source, page: number, press: Press): Card {
  const { report: _report, ...codes } = { report: '', ...codesOf(from) };
  const { reports, board, period } = facts;
  return reportListCard({
    title: `Reports (${reports.length})`,
    about: `${board.short} · ${period}`,
    rows: reports.map(report => ({
      name: report.asked,
      detail: `${kindTitle(report.kind)} · ${factsToRead(report, board.timezone).submitted ?? ''}`,
      data: { ...codes, report: reportCode(report) },
    })),
    verb: 'report-reading.whole',
    verbWord: 'Read',
    page,
    codes,
    pageVerb: 'report-reading.list',
    canClose: true,
    isForm: true,
    forms: formsOf(press),
  });
}

/** Ids, codes and numbers only, as they came. */
function codesOf(from: Source): ReadingCodes {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as ReadingCodes;
}

const notThere = () => new CollateError('input_invalid', 'That report is no longer there.');

export const reportReadingVerbs: readonly Verb[] = [list, whole, read, close];
