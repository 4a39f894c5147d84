/** What needs attention, and the sentence that says why. */
import { type Day, sayDay } from '../time.ts';
import type { ActionFacts, Exception, MissingReturn } from './facts.ts';

/** Red first, then overdue, slipped, complete without evidence; missing returns last. One action may stand in several. */
export function exceptionsOf(
  actions: readonly ActionFacts[],
  missing: readonly MissingReturn[],
  today: Day,
): Exception[] {
  const of = (
    kind: Exception['kind'],
    holds: (action: ActionFacts) => boolean,
    detail: (action: ActionFacts) => string,
  ) =>
    actions.filter(holds).map(action => ({
      kind,
      action: action.ref,
      group: action.groups[0] ?? '',
      detail: detail(action),
      source: action.source,
    }));
  return [
    ...of('red', action => action.rag === 'red', redDetail),
    ...of(
      'overdue',
      action => action.overdue,
      action => overdueDetail(action, today),
    ),
    ...of('slipped', action => action.dueHistory.length > 1, slippedDetail),
    ...of(
      'no-evidence',
      action => action.rag === 'complete' && action.evidence === null,
      () => 'Complete, with no evidence given',
    ),
    ...missing.map(missingDetail),
  ];
}

const redDetail = (action: ActionFacts) => action.blockers ?? action.progress ?? 'No words given';

function overdueDetail({ due, originalDue, rag }: ActionFacts, today: Day): string {
  const state = rag === 'notReported' ? ', and not reported' : '';
  if (due !== null && due < today) return `Due ${sayDay(due)}${state}`;
  const said = (day: Day | null) => (day === null ? 'no date' : sayDay(day));
  return `Was due ${said(originalDue)}, now ${said(due)}${state}`;
}

const ordinals = ['', '', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth'];

function slippedDetail({ dueHistory }: ActionFacts): string {
  const which = ordinals[dueHistory.length] ?? `${dueHistory.length}th`;
  const days = dueHistory.map(sayDay);
  const now = days.pop();
  return `${which} date: ${days.join(', ')}, now ${now}`;
}

const missingDetail = (missing: MissingReturn): Exception => ({
  kind: 'no-return',
  action: null,
  group: missing.group,
  detail: sayMissing(missing),
  source: null,
});

/** "5 of 8 answered; last return 2025-26 Q3": how far it is, and what came before. */
export function sayMissing({
  answered,
  of,
  lastReturn,
  lastAnswers,
}: Pick<MissingReturn, 'answered' | 'of' | 'lastReturn' | 'lastAnswers'>): string {
  const before =
    lastAnswers && lastAnswers.period !== lastReturn
      ? `${lastAnswers.answered} answered in ${lastAnswers.period}`
      : lastReturn
        ? `last return ${lastReturn}`
        : 'no earlier return';
  return answered > 0 ? `${answered} of ${of} answered; ${before}` : before;
}
