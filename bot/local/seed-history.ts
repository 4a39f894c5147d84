/** Plays a past round: what was asked, answered in its time and closed, so that a first start can compare. */
import { CollateError } from '../../services/errors.ts';
import { type Actor, terminal } from '../../services/people/access.ts';
import { findPerson } from '../../services/people/find-person.ts';
import { findGroup } from '../../services/people/groups.ts';
import { fixedClock } from '../../services/ports.ts';
import { saveActionUpdate } from '../../services/returns/action-updates.ts';
import { readComplianceAsk, saveCompliance } from '../../services/returns/compliance.ts';
import type { KindName } from '../../services/returns/kinds.ts';
import { readMeasures, saveMeasure } from '../../services/returns/measures.ts';
import { readAsk } from '../../services/returns/read-ask.ts';
import { confirmAll, saveFigures } from '../../services/returns/training-figures.ts';
import { saveHeading } from '../../services/returns/written-report-save.ts';
import { submitReport } from '../../services/returns/written-report-submit.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import type { Period } from '../../services/rounds/periods.ts';
import { openSigning } from '../../services/sign-off/read-signing.ts';
import { signOff } from '../../services/sign-off/save.ts';
import { type BoardRow, groups } from '../../services/store/entities/board.ts';
import { deliveries } from '../../services/store/entities/delivery.ts';
import { type AskRow, asks } from '../../services/store/entities/rounds.ts';
import type { Store } from '../../services/store/unit-of-work.ts';
import { closeRound } from '../../services/summary/papers.ts';
import { addDays, addYears, type Day, dayOf, startOfDay } from '../../services/time.ts';
import { newRunSubject } from '../../services/training/subjects.ts';
import type { History } from './history-file.ts';

/** Everybody answered in the days before it was due. */
const ANSWERING = 8;

interface PastRound {
  board: BoardRow;
  period: Period;
  due: Day;
  /** By how many years the sample's own dates were moved. */
  years: number;
}

/** A past round while it is played. */
interface Play extends PastRound {
  store: Store;
  clock: ReturnType<typeof fixedClock>;
  /** The ask of a group for a kind; undefined where there is none. */
  askOf(kind: KindName, group: string): AskRow | undefined;
  asksOf(kind: KindName): AskRow[];
  as(by: string): Promise<Actor>;
  /** The last day of the period, or of what has passed of it. */
  asAt(): Day;
}

export async function seedHistory(store: Store, past: PastRound, history: History): Promise<void> {
  const { board, period, due } = past;
  const clock = fixedClock(hourOf(addDays(due, -14), 9, board));
  const { roundId } = await openRound({ store, clock }, { boardId: board.id, period: period.name, due });
  const groupRows = await store.read(view => view.rows(groups).find({ boardId: board.id }));
  const askRows = await store.read(view => view.rows(asks).find({ roundId }));
  const play: Play = {
    ...past,
    store,
    clock,
    asksOf: kind => askRows.filter(row => row.kind === kind),
    askOf: (kind, group) => {
      const { id } = findGroup(groupRows, group);
      return askRows.find(row => row.kind === kind && row.groupId === id);
    },
    as: async by => {
      const { id } = await store.read(view => findPerson(view, board.id, by));
      return { boardId: board.id, personId: id, channelRowId: null };
    },
    asAt: () => [addDays(period.ends, -1), dayOf(clock.now(), board.timezone)].sort()[0] ?? due,
  };
  for (const [index, entry] of history.returns.entries()) {
    const day = addDays(due, -ANSWERING + Math.floor((index * ANSWERING) / history.returns.length));
    clock.set(hourOf(day, 10 + (index % 6), board));
    await playActionUpdate(play, entry);
  }
  clock.set(hourOf(due, 12, board));
  for (const entry of history.measures) await playMeasure(play, entry);
  for (const entry of history.training) await playTraining(play, entry);
  for (const entry of history.compliance) await playCompliance(play, entry);
  for (const entry of history.reports) await playReport(play, entry);
  clock.set(hourOf(due, 15, board));
  for (const entry of history.signOffs) await playSignOff(play, entry);
  clock.set(hourOf(due, 17, board));
  await closeRound({ store, clock }, terminal(board.id), period.name);
  await keepBack(play, askRows);
}

async function playActionUpdate(play: Play, entry: History['returns'][number]): Promise<void> {
  const { store, clock, board, years } = play;
  const ask = play.askOf('action-updates', entry.group);
  const found = ask && (await store.read(view => readAsk(view, board.id, ask.id, clock.now())));
  const action = found?.actions.find(candidate => candidate.ref === entry.action);
  if (!ask || !action) return;
  const { rating, revisedDue, decision, action: _action, group: _group, by, ...texts } = entry;
  const decided = decision && {
    decisionWhat: decision.what,
    decisionFrom: decision.from,
    decisionBy: addYears(decision.by, years),
  };
  await saveActionUpdate({ store, clock }, await play.as(by), {
    askId: ask.id,
    actionId: action.id,
    seenVersion: null,
    fields: {
      ...texts,
      rating: rating === 'not-started' ? 'notStarted' : rating,
      ...(revisedDue ? { revisedDue: addYears(revisedDue, years) } : {}),
      ...decided,
    },
  });
}

async function playMeasure(play: Play, { outcome, by, ...fields }: History['measures'][number]) {
  const { store, clock, board } = play;
  for (const { id } of play.asksOf('measures')) {
    const { lines } = await store.read(view => readMeasures(view, board.id, id));
    const line = lines.find(({ ref }) => ref === outcome);
    if (!line) continue;
    const input = {
      askId: id,
      outcomeId: line.outcomeId,
      seenVersion: 0,
      fields: { ...fields, asAt: play.asAt() },
    };
    mustBeSaved(await saveMeasure({ store, clock }, await play.as(by), input), `measure ${outcome}`);
  }
}

async function playTraining(play: Play, { group, by, runs }: History['training'][number]): Promise<void> {
  const { store, clock, period } = play;
  const ask = play.askOf('training-figures', group);
  if (!ask) return;
  const actor = await play.as(by);
  for (const { onDay, came, ...fields } of runs) {
    const attendances = Object.entries(came).map(([name, count]) => `${name} ${count}`);
    const firstDay = addDays(period.starts, onDay - 1);
    const all = { ...fields, firstDay, attendances: attendances.join('\n') };
    const input = { askId: ask.id, subjectId: newRunSubject(), seenVersion: 0, fields: all, sure: true };
    mustBeSaved(await saveFigures({ store, clock }, actor, input), `run on day ${onDay}`);
  }
  await confirmAll({ store, clock }, actor, { askId: ask.id, sure: true });
}

async function playCompliance(play: Play, { agency, level, by, ...fields }: History['compliance'][number]) {
  const { store, clock, board } = play;
  for (const { id } of play.asksOf('compliance')) {
    const { lines } = await store.read(view => readComplianceAsk(view, board.id, id));
    const line = lines.find(candidate => candidate.agency === agency && candidate.level === level);
    if (!line) continue;
    const all = { ...fields, asAt: play.asAt() };
    const input = { askId: id, part: line.part, seenVersion: 0, fields: all, sure: true };
    mustBeSaved(
      await saveCompliance({ store, clock }, await play.as(by), input),
      `${agency}, level ${level}`,
    );
  }
}

async function playReport(play: Play, { group, by, headings }: History['reports'][number]): Promise<void> {
  const { store, clock } = play;
  const ask = play.askOf('group-report', group);
  if (!ask) return;
  const actor = await play.as(by);
  for (const [heading, text] of Object.entries(headings)) {
    await saveHeading({ store, clock }, actor, { askId: ask.id, heading, seenVersion: 0, text });
  }
  const { kind } = await submitReport({ store, clock }, actor, { askId: ask.id, seen: null });
  if (kind !== 'submitted') throw unplayed(`report of ${group}`, kind);
}

async function playSignOff(play: Play, { group, by }: History['signOffs'][number]): Promise<void> {
  const { store, clock } = play;
  const ask = play.askOf('action-updates', group) ?? play.askOf('training-figures', group);
  if (!ask) return;
  const actor = await play.as(by);
  const { seen, turn } = await store.read(view => openSigning(view, actor, ask.id, clock.now()));
  const { kind } = await signOff({ store, clock }, actor, { askId: ask.id, seen, turn });
  if (kind !== 'done') throw unplayed(`sign-off of ${group}`, kind);
}

/** The cards of a round that is over before the bot was ever seen go to nobody. */
async function keepBack({ store, clock }: Play, past: readonly AskRow[]): Promise<void> {
  const subjectId = past.map(ask => ask.id);
  await store.write(unit =>
    unit
      .rows(deliveries)
      .update(
        { purpose: ['ask', 'sign-off'], subjectId, state: ['due', 'stopped'] },
        { state: 'superseded', finishedAt: clock.now(), lastOutcome: 'of a round before the first start' },
      ),
  );
}

function mustBeSaved({ kind }: { kind: string }, what: string): void {
  if (kind !== 'saved') throw unplayed(what, kind);
}

const unplayed = (what: string, kind: string) =>
  new CollateError('board_file_invalid', `The sample's history cannot be played: ${what} ends with ${kind}.`);

const hourOf = (day: Day, hour: number, { timezone }: BoardRow) =>
  new Date(startOfDay(day, timezone).getTime() + hour * 3_600_000);
