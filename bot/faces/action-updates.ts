/** An ask's card as the channel sees it, with whom it calls. */
import { askCard, type Mention } from '../../cards/action-updates/ask-card.ts';
import type { Card, Forms } from '../../cards/card.ts';
import type { AskState } from '../../services/returns/ask-state.ts';
import { readAsk } from '../../services/returns/read-ask.ts';
import { memberships, people } from '../../services/store/entities/board.ts';
import type { View } from '../../services/store/unit-of-work.ts';
import type { AskFace, AskLook } from './face.ts';

export const actionUpdatesFace: AskFace = async (view, { boardId, askId, now }, look) =>
  drawAsk(view, await readAsk(view, boardId, askId, now), now, look);

/** What the shared card of action updates can show beside its page. */
export interface UpdatesLook extends Partial<AskLook> {
  onlyFor?: { personId: string } | null;
  forms: Forms;
}

/** The same of an ask that was just read. */
export async function drawAsk(
  view: View,
  state: AskState,
  now: Date,
  { page = 0, onlyFor = null, banner = null, isSmall = false, forms }: UpdatesLook,
): Promise<Card> {
  const mentions = await mentionsOf(view, state);
  return askCard(state, { page, onlyFor, banner, now, mentions, isSmall, forms });
}

/** The chair and the leads of what is asked, where Teams has shown the bot who they are. */
export async function mentionsOf(view: View, { board, group, actions, round }: AskState): Promise<Mention[]> {
  // In somebody's own chat nobody else is called.
  if (round.restricted) return [];
  const chairs = await view.rows(memberships).find({ boardId: board.id, groupId: group.id, kind: 'chair' });
  const leads = new Map<string, string[]>();
  for (const { ref, lead } of [...actions].sort((one, other) =>
    one.ref.localeCompare(other.ref, 'en', { numeric: true }),
  )) {
    if (lead) leads.set(lead.id, [...(leads.get(lead.id) ?? []), ref]);
  }
  const wanted = [
    ...chairs.map(chair => ({ personId: chair.personId, label: 'Chair' })),
    ...[...leads].map(([personId, refs]) => ({ personId, label: `Lead of ${refs.join(', ')}` })),
  ];
  const rows = await view.rows(people).find({ id: wanted.map(({ personId }) => personId), retiredAt: null });
  return wanted.flatMap(({ personId, label }) => {
    const person = rows.find(row => row.id === personId);
    return person?.teamsUserId ? [{ label, id: person.teamsUserId, name: person.name }] : [];
  });
}
