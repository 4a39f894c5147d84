/** An ask for compliance figures as the cards meet it, and every card of it. */
import type { Card, Forms } from '../../../cards/card.ts';
import { complianceCard } from '../../../cards/compliance/ask-card.ts';
import { type ComplianceFormView, complianceForm } from '../../../cards/compliance/form-card.ts';
import type { ComplianceLine, ComplianceState } from '../../../services/returns/compliance.ts';
import { type ComplianceContent, complianceFields } from '../../../services/returns/compliance-input.ts';
import { refusalOfText, stopped } from '../refusals.ts';
import { ann, NOW, rao, tom } from '../samples.ts';

export function figures(given: Partial<ComplianceContent> = {}): ComplianceContent {
  return {
    agencyId: 'agency-police',
    level: 2,
    eligible: 440,
    inDate: 412,
    publishedFrom: null,
    publishedTo: null,
    asAt: '2026-06-30',
    note: null,
    ...given,
  };
}

export function answered(
  given: Partial<ComplianceContent> = {},
  more: Partial<NonNullable<ComplianceLine['answer']>> = {},
): NonNullable<ComplianceLine['answer']> {
  return {
    returnId: 'return-1',
    subjectId: 'agency-police 2',
    version: 1,
    by: ann,
    enteredBy: null,
    at: new Date('2026-07-06T08:12:00Z'),
    late: false,
    isUndo: false,
    content: figures(given),
    ...more,
  };
}

export function lineOf(agency: string, level: number, given: Partial<ComplianceLine> = {}): ComplianceLine {
  const agencyId = `agency-${agency.toLowerCase()}`;
  return {
    part: `${agencyId} ${level}`,
    agencyId,
    agency,
    level,
    levelName: level === 2 ? 'Level 2, Foundation' : `Level ${level}`,
    target: 88,
    answer: null,
    last: null,
    ...given,
  };
}

const before = { ...answered({ eligible: 400, inDate: 380, asAt: '2026-03-31' }), period: '2025-26 Q4' };

/** Three missing, two in. */
export const lines = (): ComplianceLine[] => [
  lineOf('Police', 2, { last: before }),
  lineOf('Police', 3, { target: null }),
  lineOf('Schools', 1),
  lineOf('Police', 1, { target: 95, answer: answered({ level: 1 }, { enteredBy: tom }), last: before }),
  lineOf('Schools', 2, {
    answer: answered({ eligible: null, inDate: null, publishedFrom: 88, publishedTo: 100 }),
  }),
];

export function complianceState(
  of: ComplianceLine[] = lines(),
  given: Partial<ComplianceState> = {},
): ComplianceState {
  const done = of.filter(({ answer }) => answer !== null);
  const [saved] = done;
  return {
    askId: 'ask-compliance',
    kind: 'compliance',
    board: { id: 'board', key: 'cwac', name: 'Partnership', short: 'SCP', timezone: 'Europe/London' },
    asked: { kind: 'group', id: 'group-hub', name: 'Training Hub', short: 'TH' },
    round: {
      id: 'round',
      period: '2026-27 Q1',
      starts: '2026-04-01',
      ends: '2026-07-01',
      due: '2026-07-10',
      closed: false,
    },
    done: done.length,
    total: of.length,
    calls: [],
    signOff: null,
    lastSaved: saved?.answer
      ? {
          returnId: 'return-1',
          subjectId: saved.part,
          version: 1,
          by: ann,
          enteredBy: null,
          at: NOW,
          withdrawn: false,
        }
      : null,
    lines: of,
    ...given,
  };
}

export const askOf = (
  state: ComplianceState,
  given: Partial<Parameters<typeof complianceCard>[1]> = {},
): Card => complianceCard(state, { page: 0, now: NOW, banner: null, forms: 'dialog', ...given });

export const formOf = (
  state: ComplianceState,
  line: ComplianceLine,
  given: Partial<ComplianceFormView> = {},
): Card =>
  complianceForm(state, line, {
    values: {},
    problems: {},
    notice: null,
    improbable: [],
    isConflict: false,
    after: 'stay',
    sure: false,
    version: line.answer?.version ?? 0,
    mayUndo: false,
    givers: { people: [], chosen: null },
    forms: 'dialog',
    ...given,
  });

/** Every card of the kind, with `text` wherever people or the board file may bring words. */
export function complianceCards(text: string, forms: Forms): [name: string, card: Card][] {
  const person = (of: typeof ann) => ({ ...of, name: text, agency: text });
  const told = <Answer extends ReturnType<typeof answered>>(answer: Answer): Answer => ({
    ...answer,
    by: person(rao),
    enteredBy: answer.enteredBy && person(tom),
    content: { ...answer.content, note: text },
  });
  const many = Array.from({ length: 8 }, lines).flat();
  const all = many.map(line => ({
    ...line,
    agency: text,
    levelName: `Level ${line.level}, ${text}`,
    answer: line.answer && told(line.answer),
    last: line.last && told(line.last),
  }));
  const [missing, ...others] = all;
  const given = others.find(({ answer, last }) => answer && last);
  if (!missing || !given?.answer) throw new Error('The ask needs an open line and an answered one.');
  const state = complianceState(all, { asked: { kind: 'group', id: 'group', name: text, short: text } });
  const allIn = complianceState(all.map(line => ({ ...line, answer: line.answer ?? told(answered()) })));
  const typed = Object.fromEntries(
    complianceFields.map(field => [field, text.slice(0, field === 'note' ? 2000 : 400)]),
  );
  const filled = { values: { ...typed, asAt: '2026-06-30' }, forms };
  const alone = complianceState([missing], {
    asked: { kind: 'agency', id: 'agency', name: text, short: text },
  });
  return [
    ['compliance', askOf(state, { forms, banner: text })],
    ['compliance, next page', askOf(state, { forms, page: 5 })],
    ['compliance, last page', askOf(state, { forms, page: 99 })],
    ['compliance, closed', askOf({ ...state, round: { ...state.round, closed: true } }, { forms })],
    ['compliance, all in', askOf(allIn, { forms })],
    [
      'compliance, all in and closed',
      askOf({ ...allIn, round: { ...allIn.round, closed: true } }, { forms }),
    ],
    ['compliance, of one agency', askOf(alone, { forms })],
    ['compliance form', formOf(state, missing, { forms })],
    ['compliance form, filled', formOf(state, missing, { ...filled, problems: typed, notice: text })],
    [
      'compliance form, stopped',
      formOf(state, missing, { ...filled, ...stopped(refusalOfText('note', text)) }),
    ],
    [
      'compliance form, improbable',
      formOf(state, given, { ...filled, improbable: [text, text], after: 'next' }),
    ],
    ['compliance form, edited', formOf(state, given, { ...filled, mayUndo: true, version: 3 })],
    ['compliance form, conflict', formOf(state, given, { ...filled, isConflict: true })],
    [
      'compliance form, for another',
      formOf(state, missing, {
        forms,
        givers: { people: [{ id: 'p', name: text, agency: text }], chosen: 'p' },
      }),
    ],
  ];
}
