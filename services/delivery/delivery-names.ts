/** What deliveries are about and where they go, by the names that people know. */
import { askedNames } from '../rounds/asked-names.ts';
import { people } from '../store/entities/board.ts';
import type { DeliveryRow } from '../store/entities/delivery.ts';
import { asks } from '../store/entities/rounds.ts';
import { channels } from '../store/entities/teams.ts';
import type { View } from '../store/unit-of-work.ts';

type Named = Pick<DeliveryRow, 'purpose' | 'subjectId' | 'placeKind' | 'placeId'>;

/** The return that a card asks for. */
export interface AskedReturn {
  /** The kind of return: a name in the registry of services/returns. */
  kind: string;
  /** Who is asked, as the facts name it. */
  of: string;
}

export interface DeliveryNames {
  /** The channel's or the person's name; empty where it is gone. */
  place: string;
  /** Null for whatever is not the card of a return. */
  asked: AskedReturn | null;
}

/** @param rows of this board */
export async function deliveryNames(
  view: View,
  boardId: string,
  rows: readonly Named[],
): Promise<(row: Named) => DeliveryNames> {
  const placesOf = (kind: DeliveryRow['placeKind']) => [
    ...new Set(rows.filter(row => row.placeKind === kind).map(row => row.placeId)),
  ];
  const places = new Map<string, string>();
  for (const { id, name } of await view.rows(channels).find({ id: placesOf('channel') }))
    places.set(id, name);
  for (const { id, name } of await view.rows(people).find({ id: placesOf('person') })) places.set(id, name);
  const askIds = rows.filter(({ purpose }) => purpose === 'ask').map(({ subjectId }) => subjectId);
  const wanted = await view.rows(asks).find({ id: [...new Set(askIds)] });
  const nameOf = wanted.length > 0 ? await askedNames(view, boardId) : null;
  const asked = new Map(wanted.map(ask => [ask.id, { kind: ask.kind, of: nameOf?.(ask).short ?? '' }]));
  return ({ purpose, subjectId, placeId }) => ({
    place: places.get(placeId) ?? '',
    asked: (purpose === 'ask' ? asked.get(subjectId) : null) ?? null,
  });
}
