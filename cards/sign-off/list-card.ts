/** What somebody signs off, group by group: the answer to “sign off” for who leads more than one. */
import type { ToSign } from '../../services/sign-off/find-to-sign.ts';
import { givenWords } from '../asked/sign-off.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { count, plainWords, truncate } from '../words.ts';
import template from './list-card.json' with { type: 'json' };

const ROWS = 12;
const NAME = 100;
const LIST = 200;

const face = faceOf(template);

/** @param rows what waits first */
export function signOffListCard(
  rows: readonly ToSign[],
  { zone, forms }: { zone: string; forms: Forms },
): Card {
  const waiting = rows.filter(({ line }) => line.state === 'waiting' || line.state === 'changed').length;
  const heading =
    waiting === 0
      ? 'Nothing waits for your sign-off.'
      : `${count(waiting, 'group waits', 'groups wait')} for your sign-off.`;
  return withDoors(
    face({
      plain: { fallback: heading, heading },
      rows: rows.slice(0, ROWS).map(({ askId, group, period, line, done, total }) => ({
        plain: { row: `Look at ${plainWords(truncate(group.short, NAME))}, ${period}` },
        ask: askId,
        name: truncate(group.name, NAME),
        period,
        state: stateWords({ line, done, total }, zone),
      })),
      hasMore: rows.length > ROWS,
      more: `${rows.length - ROWS} more. Name a group: sign off QAS`,
    }),
    forms,
  );
}

function stateWords({ line, done, total }: Pick<ToSign, 'line' | 'done' | 'total'>, zone: string): string {
  const { state, given, changed, missing } = line;
  const list = (labels: readonly string[]) => truncate(labels.join(', '), LIST);
  const said = given ? givenWords(given, zone) : '';
  switch (state) {
    case 'not-in':
      return `${done} of ${total} in; still to come: ${list(missing)}`;
    case 'waiting':
      return given ? `All in; answered anew since you or another sent it back: ${list(changed)}` : 'All in';
    case 'changed':
      return `Changed since it was signed off: ${list(changed)}`;
    default:
      return said;
  }
}
