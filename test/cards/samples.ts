/** A made-up board as the cards meet it: an ask half answered, and the facts of its period. */
import type {
  ActionUpdate,
  Answer,
  AskedAction,
  AskState,
  PersonLine,
} from '../../services/returns/ask-state.ts';
import { ratingWords } from '../../services/returns/ratings.ts';

export const NOW = new Date('2026-07-06T08:00:00Z');

export const ann: PersonLine = { id: 'person-ann', name: 'Ann Ward', agency: 'Police' };
export const rao: PersonLine = { id: 'person-rao', name: 'Dr Priya Rao', agency: 'ICB' };
export const tom: PersonLine = { id: 'person-tom', name: 'Tom Pryce', agency: 'Business Unit' };

const nothing: ActionUpdate = {
  rating: null,
  progress: null,
  impact: null,
  next: null,
  blockers: null,
  evidence: null,
  revisedDue: null,
  revisedReason: null,
  decisionWhat: null,
  decisionFrom: null,
  decisionBy: null,
};

export function update(given: Partial<ActionUpdate> = {}): ActionUpdate {
  return { ...nothing, rating: 'green', progress: 'All nine schools have replied.', ...given };
}

export function answer(given: Partial<Answer> = {}): Answer {
  return {
    returnId: 'return-1',
    version: 1,
    period: '2026-27 Q1',
    by: ann,
    enteredBy: null,
    at: new Date('2026-07-06T08:12:00Z'),
    late: false,
    noChange: false,
    isUndo: false,
    wordsFrom: null,
    noChangeRounds: 0,
    content: update(),
    ...given,
  };
}

/** What was said a quarter before. */
export function lastAnswer(given: Partial<Answer> = {}): Answer {
  return answer({
    returnId: 'return-last',
    period: '2025-26 Q4',
    by: rao,
    at: new Date('2026-04-03T10:00:00Z'),
    content: update({
      rating: 'green',
      progress:
        'Letters went to all 41 schools; 32 have named the person who follows up a first day of absence.',
      impact:
        'Two head teachers told us that they now ring before noon, and one child was found the same day.',
      next: 'Visit the nine schools that have not answered, by the end of May.',
    }),
    ...given,
  });
}

export function action(given: Partial<AskedAction> & { ref: string }): AskedAction {
  return {
    id: `action-${given.ref}`,
    title: 'Ask schools how absence is followed up',
    outcome: { ref: '1.1', title: 'Fewer vulnerable young people lose time at school' },
    lead: rao,
    due: '2026-09-30',
    originalDue: '2026-09-30',
    dueHistory: [],
    overdue: false,
    rates: true,
    answer: null,
    last: lastAnswer(),
    decisions: [],
    noChange: { allowed: false, why: 'only Green and Not started may stay as they are' },
    ...given,
  };
}

const asked: AskedAction[] = [
  action({
    ref: '1.1.b',
    due: '2026-06-30',
    originalDue: '2026-03-31',
    dueHistory: ['2026-03-31', '2026-06-30'],
    overdue: true,
    noChange: { allowed: false, why: 'its date has passed' },
  }),
  action({
    ref: '1.1.c',
    title: 'Map the alternative provision that children are sent to, and who visits it',
    lead: ann,
    noChange: { allowed: true },
  }),
  action({
    ref: '1.2.a',
    title: 'Agree one threshold for a strategy discussion when a child goes missing twice',
    lead: null,
    due: null,
    originalDue: null,
    last: lastAnswer({
      content: update({ rating: 'amber', progress: 'Three of five agencies have agreed the wording.' }),
    }),
  }),
  action({
    ref: '2.1.d',
    title: 'Test with ten families whether the early help letter is understood',
    due: '2026-12-18',
    noChange: { allowed: true },
    last: lastAnswer({ period: '2024-25 Q3', content: update({ rating: 'notStarted', progress: null }) }),
  }),
  action({
    ref: '2.4.b',
    title: 'Joint audit with North Wales of children placed across the border',
    lead: ann,
    rates: false,
    last: null,
    noChange: { allowed: false, why: 'there are no earlier words' },
  }),
  action({
    ref: '1.1.a',
    title: 'Publish the attendance protocol and brief designated leads',
    answer: answer({ returnId: 'return-a', version: 2, content: update({ rating: 'amber' }) }),
    decisions: [
      {
        text: 'Print the protocol for every school',
        from: 'Executive Group',
        by: '2026-07-31',
        state: 'agreed',
        meetingOn: null,
        answer: {
          words: 'From the communications budget',
          by: 'Executive Group',
          on: '2026-07-03',
          notedBy: null,
          at: '',
        },
      },
    ],
  }),
  action({
    ref: '1.2.b',
    title: 'Return interviews within 72 hours, dip-sampled each month',
    answer: answer({
      returnId: 'return-b',
      by: rao,
      noChange: true,
      wordsFrom: '2025-26 Q4',
      noChangeRounds: 1,
    }),
  }),
  action({
    ref: '3.1.a',
    title: 'Commission the trauma-informed practice course',
    answer: answer({ returnId: 'return-c', enteredBy: tom, content: update({ rating: 'complete' }) }),
  }),
];

export function askState(given: Partial<AskState> = {}): AskState {
  const actions = given.actions ?? asked;
  const done = actions.filter(one => one.answer !== null);
  return {
    askId: 'ask-1',
    board: {
      id: 'board-1',
      key: 'cwac',
      name: 'Cheshire West and Chester Safeguarding Children Partnership',
      short: 'Cheshire West SCP',
      timezone: 'Europe/London',
      ratings: ratingWords({}),
    },
    group: { id: 'group-qas', name: 'Quality Assurance and Scrutiny Group', short: 'QAS' },
    elsewhere: [],
    round: {
      id: 'round-1',
      period: '2026-27 Q1',
      due: '2026-07-10',
      closed: false,
      set: null,
      restricted: false,
    },
    actions,
    done: done.length,
    total: actions.length,
    noChange: done.filter(one => one.answer?.noChange).length,
    mayStay: actions.filter(one => one.answer === null && one.noChange.allowed).map(one => one.id),
    lastSaved: done[0]?.answer
      ? { actionId: done[0].id, ref: done[0].ref, returnId: done[0].answer.returnId, answer: done[0].answer }
      : null,
    signOff: null,
    ...given,
  };
}
