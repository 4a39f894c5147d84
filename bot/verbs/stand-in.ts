/** The button that ends what was just said of a stand-in. */
import { z } from 'zod';
import { doneCard } from '../../cards/notice/done-card.ts';
import { CollateError } from '../../services/errors.ts';
import { setStandIn } from '../../services/people/stand-in.ts';
import { groups } from '../../services/store/entities/board.ts';
import { formsOf } from '../show-ask.ts';
import { id, readData, type Verb } from './verb.ts';

const end: Verb = {
  name: 'stand-in.end',
  press: async (deps, { actor, board }, press) => {
    const data = readData(z.object({ group: id }), press);
    const row = await deps.store.read(view => view.rows(groups).first({ id: data.group, boardId: board.id }));
    if (!row) throw new CollateError('group_unknown', 'That group is no longer there.');
    const { group } = await setStandIn(deps, actor, row.key, null);
    const card = doneCard({
      heading: `Nobody stands in for the chair of ${group} now.`,
      detail: null,
      buttons: [],
      place: press.door === 'dialog' ? 'form' : 'message',
      forms: formsOf(press),
    });
    return { title: 'Stand-in', card };
  },
};

export const standInVerbs: readonly Verb[] = [end];
