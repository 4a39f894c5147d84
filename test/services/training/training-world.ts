/** A small board that reports training, and short ways to do so. */
import type { Actor } from '../../../services/people/access.ts';
import { terminal } from '../../../services/people/access.ts';
import { type FiguresSaved, saveFigures } from '../../../services/returns/training-figures.ts';
import { readTrainingAsk, type TrainingState } from '../../../services/returns/training-state.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { newRunSubject } from '../../../services/training/subjects.ts';
import { newWorld, type RawBoard, type World } from '../world.ts';

export const ann = 'ann@police.example';
export const ben = 'ben@council.example';
export const cat = 'cat@council.example';
export const mia = 'mia@board.example';

type Fields = Record<string, string>;

export interface TrainingWorld extends World {
  /** The group's ask for training figures in a period. */
  askOf(period: string): Promise<string>;
  state(askId: string): Promise<TrainingState>;
  actor(email: string): Promise<Actor>;
  give(
    email: string,
    askId: string,
    subjectId: string | null,
    fields: Fields,
    more?: More,
  ): Promise<FiguresSaved>;
  /** Saves a new run; its subject. */
  run(askId: string, fields?: Fields): Promise<string>;
}

interface More {
  seenVersion?: number | null;
  sure?: boolean;
  givenById?: string | null;
}

/** A run that was held, with its register. */
export const heldRun: Fields = {
  course: 'working together',
  level: 'listed',
  state: 'held',
  firstDay: '2026-05-04',
  days: '2',
  format: 'room',
  room: 'Room 4',
  places: '20',
  booked: '18',
  cancelled: '2',
  noShows: '1',
  unbooked: '1',
  attended: '16',
  attendances: 'Police 9\nhealth 4',
};

export async function newTrainingWorld(store: Store, edit: (raw: RawBoard) => void = () => undefined) {
  const world = await newWorld(store, {
    edit: raw => {
      raw.agencies = [
        { name: 'Police', sector: 'police' },
        { name: 'Council', sector: 'local authority' },
        { name: 'Team 1' },
      ];
      const [, quality] = raw.groups;
      if (quality) quality['asks'] = ['action-updates', 'training-figures'];
      Object.assign(raw, {
        training: {
          courses: [{ name: 'Working Together', level: 3 }, { name: 'Safer Recruitment' }],
          levels: { 3: 'Specialist' },
        },
      });
      edit(raw);
    },
  });
  const training: TrainingWorld = {
    ...world,
    askOf: period =>
      store.read(async view => {
        const { boardId } = world;
        const round = await view.rows(rounds).first({ boardId, period });
        const ask = await view.rows(asks).first({ roundId: round?.id ?? '', kind: 'training-figures' });
        if (!ask) throw new Error(`no training figures are asked for in ${period}`);
        return ask.id;
      }),
    state: askId => store.read(view => readTrainingAsk(view, world.boardId, askId)),
    actor: email => (email === 'terminal' ? Promise.resolve(terminal(world.boardId)) : world.as(email)),
    give: async (email, askId, subjectId, fields, more = {}) =>
      saveFigures(world, await training.actor(email), {
        askId,
        subjectId,
        fields,
        seenVersion: more.seenVersion ?? null,
        sure: more.sure ?? false,
        givenById: more.givenById ?? null,
      }),
    run: async (askId, fields = heldRun) => {
      const subjectId = newRunSubject();
      const result = await training.give(ann, askId, subjectId, fields, { seenVersion: 0 });
      if (result.kind !== 'saved')
        throw new Error(`not saved: ${JSON.stringify({ ...result, state: null })}`);
      return subjectId;
    },
  };
  return training;
}
