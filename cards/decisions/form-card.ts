/** The form in which the manager notes what came of one decision. */
import type { ListedDecision } from '../../services/decisions/list-decisions.ts';
import { type NoteField, outcomes } from '../../services/decisions/note-input.ts';
import { toldDecision } from '../../services/decisions/told.ts';
import { type FormState, formView } from '../asked/form.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { fitting } from '../fit.ts';
import { faceOf } from '../render.ts';
import { dayIn, giverWords, paragraphs, plainRef, truncate } from '../words.ts';
import template from './form-card.json' with { type: 'json' };
import { answerWords, openWords, stateFaces, withoutStop } from './words.ts';

export interface DecisionFormView extends Omit<FormState<NoteField>, 'givers'> {
  /** The note that the form was opened on; 0 where there was none. */
  version: number;
  timezone: string;
  /** True where another decision is open. */
  another: boolean;
  forms: Forms;
}

/** How much of the question is shown, in characters; less where what is typed fills the card. */
const ASKED = [3000, 1000, 300] as const;
const TITLE = 160;

const names = {
  state: 'What came of it',
  words: 'In which words',
  decidedBy: 'Who decided',
  decidedOn: 'Day',
};

const face = faceOf(template);

export function decisionForm(decision: ListedDecision, view: DecisionFormView): Card {
  const { ref, title, text, group, asking, note } = decision;
  const told = toldDecision(decision);
  const noGivers = { people: [], chosen: null };
  const { plainProblems, ...form } = formView(names, { ...view, givers: noGivers });
  return fitting(ASKED, max =>
    withDoors(
      face({
        ...form,
        plain: { fallback: `A decision on ${plainRef(ref)}.`, problems: plainProblems },
        ref,
        title: truncate(title, TITLE),
        asked: paragraphs(text, max).map(line => ({ text: line })),
        detail: `${truncate(group.name, TITLE)} · ${openWords({ ...told, state: 'asked', roundsAgo: decision.roundsAgo })}`,
        source: `${giverWords(asking)}, ${dayIn(asking.at, view.timezone)}, ${asking.round.period}`,
        hasNoted: note !== null,
        noted: note ? `Noted: ${notedWords(decision, view.timezone)}` : '',
        choices: outcomes.map(value => ({ plain: { title: stateFaces[value].word }, value })),
        return: asking.returnId,
        version: view.version,
        another: view.another,
      }),
      view.forms,
    ),
  );
}

/** "Agreed by Exec, Mon 1 Jun 2026: funded (Mia Hart, Tue 2 Jun 2026)". */
export function notedWords(decision: ListedDecision, timezone: string): string {
  const { note, state } = decision;
  if (!note) return stateFaces[state].word;
  const { answer, meetingOn } = toldDecision(decision);
  const said = answer
    ? answerWords({ state, answer })
    : answerWords({ state, answer: { words: null, by: null, on: meetingOn, notedBy: null, at: '' } });
  const who = note.notedBy ? `${truncate(note.notedBy.name, 80)}, ` : '';
  return `${withoutStop(truncate(said, 240))} (${who}${dayIn(note.at, timezone)})`;
}
