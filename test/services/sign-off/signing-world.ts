/** A group whose three actions are all answered, and short ways to sign for it. */
import { openSigning, type Signing } from '../../../services/sign-off/read-signing.ts';
import { type SignOffResult, sendBack, signOff, undoSignOff } from '../../../services/sign-off/save.ts';
import { people } from '../../../services/store/entities/board.ts';
import { type DeliveryRow, deliveries } from '../../../services/store/entities/delivery.ts';
import { type SignOffRow, signOffs } from '../../../services/store/entities/sign-offs.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { type Entry, newWorld, type RawBoard, saved, type World } from '../world.ts';

export const Q1 = '2026-27 Q1';
export const ANN = 'ann@police.example';
export const BEN = 'ben@council.example';
export const CAT = 'cat@council.example';
export const MIA = 'mia@board.example';

export const green = { rating: 'green', progress: 'On track.' };

export interface SigningWorld extends World {
  answer(ref: string, fields?: Entry, by?: string): Promise<void>;
  /** All that QA is asked, green. */
  answerAll(): Promise<void>;
  askId(group?: string): Promise<string>;
  look(by?: string, group?: string): Promise<Signing>;
  /** What a press carries that was made on this look. */
  sign(by?: string, on?: Signing): Promise<SignOffResult>;
  back(comment: string, by?: string, on?: Signing): Promise<SignOffResult>;
  undo(stepId: string, by?: string): Promise<Signing>;
  steps(): Promise<SignOffRow[]>;
  /** What is to be told in 1:1 chats, by the mail address of whom. */
  told(): Promise<(Pick<DeliveryRow, 'state'> & { to: string })[]>;
  /** So many minutes later. */
  later(minutes: number): void;
}

export async function signingWorld(
  store: Store,
  edit: (raw: RawBoard) => void = () => undefined,
): Promise<SigningWorld> {
  const world = await newWorld(store, { edit });
  const { clock, boardId } = world;
  await world.open(Q1, '2026-07-10');
  const askId = async (group = 'qa') => (await world.ask(Q1, group)).askId;
  const own: SigningWorld = {
    ...world,
    askId,
    answer: async (ref, fields = green, by = ANN) => {
      await saved(world.save(by, await world.ask(Q1, 'qa'), ref, fields));
    },
    answerAll: async () => {
      for (const ref of ['1.1.a', '1.1.b', '2.1.a']) await own.answer(ref);
    },
    look: async (by = ANN, group = 'qa') => {
      const [actor, id] = [await world.as(by), await askId(group)];
      return store.read(view => openSigning(view, actor, id, clock.now()));
    },
    sign: async (by = ANN, on) => {
      const seen = on ?? (await own.look(by));
      return signOff(world, await world.as(by), seen);
    },
    back: async (comment, by = ANN, on) => {
      const seen = on ?? (await own.look(by));
      return sendBack(world, await world.as(by), { ...seen, comment });
    },
    undo: async (stepId, by = ANN) =>
      undoSignOff(world, await world.as(by), { askId: await askId(), stepId }),
    steps: () => store.read(view => view.rows(signOffs).find({ boardId }, { orderBy: { position: 'asc' } })),
    told: () =>
      store.read(async view => {
        const rows = await view
          .rows(deliveries)
          .find({ boardId, purpose: 'sign-off' }, { orderBy: { createdAt: 'asc' } });
        const who = await view.rows(people).find({ boardId });
        return rows.map(({ state, placeId }) => ({
          state,
          to: who.find(({ id }) => id === placeId)?.email ?? '',
        }));
      }),
    later: minutes => clock.set(new Date(clock.now().getTime() + minutes * 60_000)),
  };
  return own;
}
