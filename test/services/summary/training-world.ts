/** A board that asks for training figures and compliance, and short ways to give them. */
import type { Contents } from '../../../services/returns/answers.ts';
import { savePart, standingParts, undoPart } from '../../../services/returns/answers.ts';
import { complianceContents } from '../../../services/returns/compliance.ts';
import type { KindName } from '../../../services/returns/kinds.ts';
import { beginAnswer, settle } from '../../../services/returns/saving.ts';
import { trainingContents } from '../../../services/returns/training-contents.ts';
import { saveFigures, withdrawFigures } from '../../../services/returns/training-figures.ts';
import { complianceSubject } from '../../../services/rounds/owed/compliance.ts';
import { agencies } from '../../../services/store/entities/board.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import type { ComplianceRow } from '../../../services/store/entities/training.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import type {
  Attendance,
  CourseContent,
  ProgrammeContent,
  RunContent,
} from '../../../services/training/content.ts';
import { courseSubject, PROGRAMME } from '../../../services/training/subjects.ts';
import { newWorld, type RawBoard, type World } from '../world.ts';

/** The group's people who give figures in these tests. */
export const givers: Record<string, string> = {
  qa: 'ann@police.example',
  practice: 'cat@council.example',
};

const nothing = {
  places: null,
  booked: null,
  cancelled: null,
  noShows: null,
  unbooked: null,
  attended: null,
  note: null,
};

/** A run held, its register in, unless told otherwise. */
export function run(course: string, given: Partial<RunContent> = {}): RunContent {
  return {
    course,
    level: null,
    state: 'held',
    firstDay: '2026-05-12',
    days: 1,
    format: 'room',
    room: null,
    registerIn: true,
    ...nothing,
    attendances: [],
    ...given,
  };
}

export function courseTotal(course: string, given: Partial<CourseContent> = {}): CourseContent {
  return { course, level: null, planned: null, held: null, ...nothing, attendances: [], ...given };
}

export function programmeTotal(given: Partial<ProgrammeContent> = {}): ProgrammeContent {
  return { planned: null, held: null, ...nothing, attendances: [], ...given };
}

export interface TrainingWorld extends World {
  agency(name: string): Promise<string>;
  askId(period: string, kind: KindName, asked: string): Promise<string>;
  /** Gives one part of a group's figures; the id of the return. */
  give(
    period: string,
    group: string,
    subjectId: string,
    content: RunContent | CourseContent | ProgrammeContent | Record<string, never>,
  ): Promise<string>;
  giveRun(period: string, content: RunContent, group?: string, id?: number): Promise<string>;
  giveCourse(period: string, content: CourseContent, group?: string): Promise<string>;
  giveProgramme(period: string, content: ProgrammeContent, group?: string): Promise<string>;
  /** "That is all." */
  confirm(period: string, group?: string): Promise<string>;
  /** As through a form; null where it was refused. */
  type(
    period: string,
    subjectId: string,
    fields: Record<string, string>,
    group?: string,
  ): Promise<string | null>;
  /** Null where there was nothing to take out. */
  takeOut(period: string, subjectId: string, group?: string): Promise<string | null>;
  undo(period: string, returnId: string, group?: string): Promise<void>;
  /** Gives a group's compliance of an agency at a level. */
  comply(period: string, agency: string, level: number, given: Partial<ComplianceRow>): Promise<string>;
}

export const runSubject = (id: number): string =>
  `run:00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;

interface Spec {
  now?: string;
  edit?: (raw: RawBoard) => void;
}

/** QA is asked for training figures, and for its agencies' compliance; Practice where a test adds it. */
export async function trainingWorld(store: Store, { now, edit }: Spec = {}): Promise<TrainingWorld> {
  const world = await newWorld(store, {
    ...(now ? { now } : {}),
    edit: raw => {
      raw.agencies = [
        { name: 'Police', sector: 'police' },
        { name: 'Council', sector: 'council' },
        { name: 'Charity', sector: 'voluntary' },
        { name: 'Helpline', sector: 'voluntary' },
        { name: 'Unsorted' },
      ];
      for (const group of raw.groups) {
        if (group['id'] === 'qa') group['asks'] = ['action-updates', 'training-figures'];
      }
      Object.assign(raw, {
        training: {
          levels: { 1: 'Awareness' },
          targets: [
            { level: '1', percent: '88' },
            { level: '1', percent: '95', agency: 'Police' },
            { level: '2', percent: '80' },
          ],
          compliance: [
            { agency: 'Police', levels: ['1', '2'], group: 'QA' },
            { agency: 'Council', levels: ['1'], group: 'QA' },
            { agency: 'Charity', levels: ['1'] },
          ],
        },
      });
      edit?.(raw);
    },
  });
  const { boardId, clock } = world;
  const of = async (period: string, kind: KindName, group: string) => ({
    askId: await here.askId(period, kind, group),
    actor: await world.as(givers[group] ?? 'mia@board.example'),
  });
  const save = <Content>(
    { askId, actor }: Awaited<ReturnType<typeof of>>,
    kind: KindName,
    { subjectId, content, contents }: { subjectId: string; content: Content; contents: Contents<Content> },
  ): Promise<string> =>
    store.write(async unit => {
      const saving = await beginAnswer(unit, clock, actor, askId, kind);
      const part = { subjectId, seenVersion: null, content };
      const saved = await savePart(unit, saving, actor, contents, part);
      await settle(unit, saving);
      if (saved.kind !== 'saved') throw new Error(`not saved: ${saved.kind}`);
      return saved.answer.returnId;
    });
  const here: TrainingWorld = {
    ...world,
    agency: async name =>
      (await store.read(view => view.rows(agencies).first({ boardId, key: name })))?.id ?? '',
    askId: async (period, kind, asked) => {
      const ids = [await world.group(asked).catch(() => ''), await here.agency(asked)];
      const ask = await store.read(async view => {
        const round = await view.rows(rounds).first({ boardId, period });
        const ofRound = await view.rows(asks).find({ roundId: round?.id ?? '', kind });
        return ofRound.find(row => ids.includes(row.groupId ?? row.agencyId ?? '-'));
      });
      if (!ask) throw new Error(`nobody asked ${asked} for ${kind} in ${period}`);
      return ask.id;
    },
    give: async (period, group, subjectId, content) =>
      save(await of(period, 'training-figures', group), 'training-figures', {
        subjectId,
        content,
        contents: trainingContents,
      }),
    giveRun: (period, content, group = 'qa', id = nextRun()) =>
      here.give(period, group, runSubject(id), content),
    giveCourse: (period, content, group = 'qa') =>
      here.give(period, group, courseSubject(content.course), content),
    giveProgramme: (period, content, group = 'qa') => here.give(period, group, PROGRAMME, content),
    confirm: (period, group = 'qa') => here.give(period, group, 'whole', {}),
    type: async (period, subjectId, fields, group = 'qa') => {
      const { askId, actor } = await of(period, 'training-figures', group);
      const input = { askId, subjectId, seenVersion: null, fields, sure: true };
      const saved = await saveFigures(world, actor, input);
      return saved.kind === 'saved' ? saved.answer.returnId : null;
    },
    takeOut: async (period, subjectId, group = 'qa') => {
      const { askId, actor } = await of(period, 'training-figures', group);
      const where = { boardId, askId };
      const present = (await store.read(view => standingParts(view, where, trainingContents))).get(subjectId);
      const seenVersion = present?.version ?? 0;
      const done = await withdrawFigures(world, actor, { askId, subjectId, seenVersion });
      return done.kind === 'withdrawn' ? done.returnId : null;
    },
    undo: async (period, returnId, group = 'qa') => {
      const { askId, actor } = await of(period, 'training-figures', group);
      const kind = { kind: 'training-figures', contents: trainingContents } as const;
      await undoPart(world, actor, kind, { askId, returnId });
    },
    comply: async (period, agency, level, given) => {
      const agencyId = await here.agency(agency);
      const content = {
        agencyId,
        level,
        eligible: null,
        inDate: null,
        publishedFrom: null,
        publishedTo: null,
        asAt: '2026-06-30',
        note: null,
        ...given,
      };
      return save(await of(period, 'compliance', 'qa'), 'compliance', {
        subjectId: complianceSubject(agencyId, level),
        content,
        contents: complianceContents,
      });
    },
  };
  return here;
}

let runs = 0;
const nextRun = () => {
  runs += 1;
  return runs;
};

export const byAgency = (agencyId: string, attended: number): Attendance => ({
  agencyId,
  sector: null,
  attended,
});
export const bySector = (sector: string, attended: number): Attendance => ({
  agencyId: null,
  sector,
  attended,
});
