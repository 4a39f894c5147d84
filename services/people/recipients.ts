/** Who is asked in 1:1 chat for an agency, or for the lead agency of a priority. */
import { agencies, type PersonRow, people } from '../store/entities/board.ts';
import { priorities } from '../store/entities/plan.ts';
import { notNull } from '../store/rows.ts';
import type { View } from '../store/unit-of-work.ts';

interface AskedInChat {
  boardId: string;
  agencyId: string | null;
  priorityId: string | null;
}

/**
 * The people of the agency who may answer for it: those whom the board file puts there, and its contact.
 * @returns nobody for an ask of a group
 */
export async function agencyPeople(view: View, asked: AskedInChat): Promise<PersonRow[]> {
  const agencyId = await askedAgency(view, asked);
  if (agencyId === null) return [];
  const { contact } = await view.rows(agencies).get(agencyId);
  const { boardId } = asked;
  const named = await view
    .rows(people)
    .find({ boardId, agencyId, key: notNull(), retiredAt: null }, { orderBy: { name: 'asc' } });
  if (contact === null || named.some(person => person.email === contact)) return named;
  const byMail = await view.rows(people).first({ boardId, email: contact, retiredAt: null });
  return byMail ? [byMail, ...named] : named;
}

/** Who gets the card: an agency's contact, or its people where the contact is nobody we know; a lead agency's people all. */
export async function recipientsOf(view: View, asked: AskedInChat): Promise<PersonRow[]> {
  const all = await agencyPeople(view, asked);
  if (asked.agencyId === null) return all;
  const { contact } = await view.rows(agencies).get(asked.agencyId);
  const contacts = all.filter(person => contact !== null && person.email === contact);
  return contacts.length > 0 ? contacts : all;
}

/** The agency that answers an ask in 1:1 chat; null for an ask of a group. */
export async function askedAgency(view: View, { agencyId, priorityId }: AskedInChat): Promise<string | null> {
  if (priorityId === null) return agencyId;
  return (await view.rows(priorities).get(priorityId)).leadAgencyId;
}
