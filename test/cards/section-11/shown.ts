/** An ask for a Section 11 return as the cards meet it, and every card of it. */
import type { Card, Forms } from '../../../cards/card.ts';
import { section11Card } from '../../../cards/section-11/ask-card.ts';
import { type Section11FormView, section11Form } from '../../../cards/section-11/form-card.ts';
import {
  type Section11Content,
  type Section11State,
  section11Fields,
} from '../../../services/returns/section-11.ts';
import type { Section11Facts } from '../../../services/summary/section-11-facts.ts';
import { complianceState } from '../compliance/shown.ts';
import { refusalOfText, stopped } from '../refusals.ts';
import { ann, NOW } from '../samples.ts';

export function returned(
  given: Partial<Section11Content> = {},
  more: Partial<NonNullable<Section11State['answer']>> = {},
): NonNullable<Section11State['answer']> {
  return {
    returnId: 'return-11',
    subjectId: 'whole',
    version: 1,
    by: ann,
    enteredBy: null,
    at: new Date('2026-07-06T08:12:00Z'),
    late: false,
    isUndo: false,
    content: {
      overall: 'partly-met',
      returnedOn: '2026-06-12',
      openActions: 4,
      nextOn: '2028-06-01',
      note: null,
      ...given,
    },
    ...more,
  };
}

export function section11State(given: Partial<Section11State> = {}): Section11State {
  const { lines: _lines, ...base } = complianceState([]);
  const answer = given.answer ?? null;
  return {
    ...base,
    askId: 'ask-11',
    kind: 'section-11',
    asked: { kind: 'agency', id: 'agency-police', name: 'Police', short: 'Police' },
    done: answer ? 1 : 0,
    total: 1,
    answer: null,
    last: { ...returned({ overall: 'not-met', openActions: 9, nextOn: null }), period: '2025-26 Q1' },
    calls: [],
    lastSaved: answer && { ...answer, withdrawn: false },
    ...given,
  };
}

export const askOf = (
  state: Section11State,
  given: Partial<Parameters<typeof section11Card>[1]> = {},
): Card => section11Card(state, { now: NOW, banner: null, forms: 'dialog', ...given });

export const formOf = (state: Section11State, given: Partial<Section11FormView> = {}): Card =>
  section11Form(state, {
    values: {},
    problems: {},
    notice: null,
    isConflict: false,
    version: state.answer?.version ?? 0,
    mayUndo: false,
    givers: { people: [], chosen: null },
    forms: 'dialog',
    ...given,
  });

/** Every card of the kind, with `text` wherever people or the board file may bring words. */
export function section11Cards(text: string, forms: Forms): [name: string, card: Card][] {
  const person = { id: 'p', name: text, agency: text };
  const answer = returned({ note: text }, { by: person, enteredBy: person });
  const asked = { kind: 'agency' as const, id: 'agency', name: text, short: text };
  const open = section11State({ asked, last: { ...answer, period: '2025-26 Q1' } });
  const isIn = section11State({ asked, answer, last: { ...answer, period: '2025-26 Q1' } });
  const typed = Object.fromEntries(
    section11Fields.map(field => [field, text.slice(0, field === 'note' ? 2000 : 400)]),
  );
  const own = { overall: 'met', returnedOn: '2026-06-30', nextOn: '2028-06-30' };
  const filled = { values: { ...typed, ...own }, forms };
  return [
    ['section 11', askOf(open, { forms, banner: text })],
    ['section 11, first year', askOf({ ...open, last: null }, { forms })],
    ['section 11, in', askOf(isIn, { forms })],
    ['section 11, closed', askOf({ ...isIn, round: { ...isIn.round, closed: true } }, { forms })],
    ['section 11 form', formOf(open, { forms })],
    ['section 11 form, filled', formOf(open, { ...filled, problems: typed, notice: text })],
    ['section 11 form, edited', formOf(isIn, { ...filled, mayUndo: true })],
    ['section 11 form, stopped', formOf(open, { ...filled, ...stopped(refusalOfText('note', text)) })],
    ['section 11 form, conflict', formOf(isIn, { ...filled, isConflict: true })],
    ['section 11 form, for another', formOf(open, { forms, givers: { people: [person], chosen: 'p' } })],
  ];
}

export function agencyFacts(agency: string, given: Partial<Section11Facts> = {}): Section11Facts {
  return {
    agency,
    returned: false,
    overall: null,
    returnedOn: null,
    openActions: null,
    nextOn: null,
    note: null,
    source: null,
    last: null,
    ...given,
  };
}

/** Twelve agencies of this name, every other one in. */
export const manyAgencies = (name: string): Section11Facts[] =>
  Array.from({ length: 12 }, (_, index) =>
    agencyFacts(name, index % 2 ? { returned: true, overall: 'met', openActions: index, note: name } : {}),
  );
