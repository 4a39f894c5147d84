/** A board that is asked for training figures, files to send it, and short ways to look at them and save them. */
import type { Actor } from '../../../services/people/access.ts';
import {
  type FileState,
  lookAtSentFile,
  receiveFile,
  saveSentFile,
} from '../../../services/returns/training-file.ts';
import type { ImportDecision } from '../../../services/returns/training-import.ts';
import type { returns } from '../../../services/store/entities/returns.ts';
import { tables } from '../../../services/store/tables.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { ann, newTrainingWorld, type TrainingWorld } from '../training/training-world.ts';

export type Sender = Actor & { personId: string };

export const runsFile = [
  'Course,Level,Start date,Venue,Places,Booked,Cancelled,DNA,Unbooked,Attended,Police,Trainer',
  'Working together,3,04/05/2026,Town Hall,20,18,2,1,1,16,9,Ada Example',
  'Neglect,,11/05/2026,Library,15,12,0,0,0,12,,Ada Example',
  'Neglect,,14/07/2026,Library,15,12,,,,,,Ada Example',
  'Neglect,,,Library,15,,,,,,,Ada Example',
  'Total,,,,50,42,2,1,1,28,9,',
].join('\n');

export const bookingsFile = (extra = '') =>
  [
    'Event,Start date,Delegate,Email,Phone,Organisation,Booking status,Shoe size',
    'Working Together,04/05/2026,Ada Example,ada@example.org,07700 900001,Police,Attended,5',
    'Working Together,04/05/2026,Bob Sample,bob@example.org,07700 900002,Cheshire Constabulary,Attended,6',
    'Working Together,04/05/2026,Cai Specimen,cai@example.org,07700 900003,Council,Did not attend,7',
    'Working Together,04/05/2026,Dee Pattern,dee@example.org,07700 900004,,Was ill,8',
    extra,
  ].join('\n');

/** Whatever is a delegate’s, which must be kept nowhere. */
export const secrets = /\b(Ada|Bob|Cai|Dee)\b|Example|Sample|Specimen|Pattern|@example|07700/;

export interface FileRoom {
  world: TrainingWorld;
  ask: string;
  actor: Sender;
  by(email: string): Promise<Sender>;
  receive(text: string | Uint8Array, name?: string, who?: Sender): Promise<FileState>;
  look(state: FileState, who?: Sender): ReturnType<typeof lookAtSentFile>;
  save(state: FileState, decision?: Partial<ImportDecision>, who?: Sender): ReturnType<typeof saveSentFile>;
  /** Course, day, attendance and note of every run that stands. */
  runs(): Promise<unknown[][]>;
  /** Every row of every table of this board's database. */
  everything(): Promise<string>;
}

export const fetching = (text: string) => async () => Buffer.from(text);

/** With a round open that asks for the figures. */
export async function newFileRoom(store: Store): Promise<FileRoom> {
  const world = await newTrainingWorld(store);
  await world.open('2026-27 Q1', '2026-07-10');
  const ask = await world.askOf('2026-27 Q1');
  const by = async (email: string) => (await world.as(email)) as Sender;
  const actor = await by(ann);
  return {
    world,
    ask,
    actor,
    by,
    receive: (text, name = 'figures.csv', who = actor) =>
      receiveFile(world, who, {
        name,
        bytes: typeof text === 'string' ? Buffer.from(text) : text,
        url: 'https://files.example/1',
      }),
    look: ({ fileId }, who = actor) =>
      store.read(view => lookAtSentFile(view, who, fileId, world.clock.now())),
    save: ({ fileId }, decision = {}, who = actor) =>
      saveSentFile(world, who, fileId, {
        digest: null,
        changed: null,
        except: [],
        note: null,
        sure: false,
        ...decision,
      }),
    runs: async () =>
      (await world.state(ask)).runs.map(({ content }) => [
        content.course,
        content.firstDay,
        content.attended,
        content.note,
      ]),
    everything: () =>
      store.read(async view => {
        const all: unknown[] = [];
        for (const table of tables) all.push(await view.rows(table as typeof returns).find());
        return JSON.stringify(all);
      }),
  };
}
