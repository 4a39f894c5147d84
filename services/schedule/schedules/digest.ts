/** The weekly digests: the board's, where its file says so, and those that people asked for. */
import { BOARD, boardDigestPlaces, digestSettings, tellDigest } from '../../digest/tell-digest.ts';
import type { DigestDay } from '../../digest/times.ts';
import { digestMoments } from '../../digest/times.ts';
import { seenGroups } from '../../people/seen-groups.ts';
import { people } from '../../store/entities/board.ts';
import { digestSubscriptions } from '../../store/entities/digests.ts';
import { rounds } from '../../store/entities/rounds.ts';
import { sayDay } from '../../time.ts';
import type { Schedule, Slot } from '../schedule.ts';

export const digestSchedule: Schedule = {
  name: 'digest',
  title: 'Digests',
  times: null,
  async slotsIn(view, board, span) {
    const own = digestSettings(board);
    const subscribed = await view.rows(digestSubscriptions).find({ boardId: board.id });
    const wanted = [
      ...(own ? [{ audience: BOARD, time: own, from: span.from, what: 'the digest of' }] : []),
      ...subscribed.map(({ personId, day, at, since }) => ({
        audience: personId,
        time: { day: day as DigestDay, at },
        // What lay before it was asked for, or asked for otherwise, was nobody's.
        from: since > span.from ? since : span.from,
        what: 'a digest that somebody asked for, of',
      })),
    ];
    return wanted.flatMap(({ audience, time, from, what }): Slot[] =>
      digestMoments(board, time, { ...span, from }).map(({ of, at }) => ({
        key: `${audience} ${of}`,
        at,
        series: audience,
        about: `${what} ${sayDay(of)}`,
      })),
    );
  },
  async run(unit, { board, slot, now }) {
    const audience = slot.series;
    const boardId = board.id;
    if ((await unit.rows(rounds).count({ boardId })) === 0) return 'nothing-asked-yet';
    if (audience === BOARD) {
      await tellDigest(unit, { boardId, audience, places: await boardDigestPlaces(unit, board), now });
      return null;
    }
    const person = await unit.rows(people).first({ id: audience, boardId, retiredAt: null });
    const seen = await seenGroups(unit, { boardId, personId: audience, channelRowId: null }, now);
    if (!person || seen?.length === 0) return 'subscriber-gone';
    const places = [{ placeKind: 'person' as const, placeId: person.id, name: person.name }];
    await tellDigest(unit, { boardId, audience, places, now });
    return null;
  },
};
