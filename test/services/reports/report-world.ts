/** The small board with every kind of written report, and short ways to write them. */
import { headingsOf, type ReportKind } from '../../../services/returns/report-headings.ts';
import { type ReportState, readWrittenReport } from '../../../services/returns/written-report.ts';
import { type HeadingSaved, saveHeading } from '../../../services/returns/written-report-save.ts';
import { type Submitted, submitReport } from '../../../services/returns/written-report-submit.ts';
import { openRound } from '../../../services/rounds/open-round.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import type { Store } from '../../../services/store/unit-of-work.ts';
import { newWorld, type RawBoard, type World } from '../world.ts';

export const ann = 'ann@police.example';
export const ben = 'ben@council.example';
export const cat = 'cat@council.example';
export const leo = 'leo@police.example';
export const mia = 'mia@board.example';

export const PERIOD = '2026-27 Q1';

export interface ReportWorld extends World {
  /** The id of the ask of a kind in a period: QA's, the one of Police, the one of priority 1. */
  askOf(kind: ReportKind, period?: string): Promise<string>;
  report(kind: ReportKind, period?: string): Promise<ReportState>;
  write(
    email: string,
    kind: ReportKind,
    heading: string,
    text: string,
    more?: { seenVersion?: number; period?: string; givenBy?: string; channelRowId?: string | null },
  ): Promise<HeadingSaved>;
  /** Writes every heading, each with its own id and these words. */
  writeAll(email: string, kind: ReportKind, words?: string, period?: string): Promise<void>;
  submit(
    email: string,
    kind: ReportKind,
    more?: { seen?: string | null; period?: string; givenBy?: string },
  ): Promise<Submitted>;
}

/** QA writes a quarterly report (chair Ann, deputy Leo, member Ben), Police leads priority 1 and owes a statement. */
export async function newReportWorld(
  store: Store,
  { to, edit = () => undefined }: { to?: string; edit?: (raw: RawBoard) => void } = {},
): Promise<ReportWorld> {
  const world = await newWorld(store, {
    edit: raw => {
      const qa = raw.groups.find(group => group['id'] === 'qa');
      if (qa) Object.assign(qa, { asks: ['group-report'], deputy: leo });
      const police = raw.agencies.find(agency => agency['name'] === 'Police');
      if (police) Object.assign(police, { asks: ['agency-statement'] });
      const [first] = raw.plan.priorities;
      if (first) first['reports'] = [{ month: '2026-05', ...(to ? { to } : {}) }, '2026-08'];
      edit(raw);
    },
  });
  const deps = { store, clock: world.clock };
  const askOf = async (kind: ReportKind, period = PERIOD) => {
    const groupId = kind === 'group-report' ? await world.group('qa') : null;
    return store.read(async view => {
      const round = await view.rows(rounds).first({ boardId: world.boardId, period });
      return (await view.rows(asks).first({ roundId: round?.id ?? '', kind, groupId }))?.id ?? '';
    });
  };
  const reports: ReportWorld = {
    ...world,
    open: (period, due, groups = []) =>
      openRound(deps, {
        boardId: world.boardId,
        period,
        due,
        groups,
        kinds: ['group-report', 'priority-report', 'agency-statement'],
      }),
    askOf,
    report: async (kind, period) => {
      const askId = await askOf(kind, period);
      return store.read(view => readWrittenReport(view, world.boardId, askId, world.clock.now()));
    },
    write: async (email, kind, heading, text, more = {}) => {
      const state = await reports.report(kind, more.period);
      const present = state.headings.find(({ id }) => id === heading)?.answer?.version ?? 0;
      return saveHeading(deps, await world.as(email, more.channelRowId ?? null), {
        askId: state.askId,
        heading,
        seenVersion: more.seenVersion ?? present,
        text,
        givenById: more.givenBy ? await world.person(more.givenBy) : null,
      });
    },
    writeAll: async (email, kind, words = 'as it is', period = PERIOD) => {
      for (const { id } of headingsOf[kind])
        await reports.write(email, kind, id, `${id} ${words}`, { period });
    },
    submit: async (email, kind, { seen = null, period, givenBy } = {}) =>
      submitReport(deps, await world.as(email), {
        askId: await askOf(kind, period),
        seen,
        givenById: givenBy ? await world.person(givenBy) : null,
      }),
  };
  return reports;
}
