import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCollateError } from '../../../services/errors.ts';
import { agencies as agencyTable } from '../../../services/store/entities/board.ts';
import { type ReturnRow, returns } from '../../../services/store/entities/returns.ts';
import { asks, rounds } from '../../../services/store/entities/rounds.ts';
import {
  attendances,
  courseTotals,
  programmeTotals,
  trainingRuns,
} from '../../../services/store/entities/training.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import type { TrainingFacts } from '../../../services/summary/training-shape.ts';
import type { AskFigures } from '../../../services/training/content.ts';
import { courseKey } from '../../../services/training/programme.ts';
import { PROGRAMME } from '../../../services/training/subjects.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { courseFigures, programmeFigures, runFigures } from '../training/random-figures.ts';
import { names, recount } from '../training/recount.ts';
import { runSubject, type TrainingWorld, trainingWorld } from './training-world.ts';

const periods = ['2026-27 Q1', '2026-27 Q2'] as const;
const agencyNames = ['Police', 'Charity', 'Unsorted'] as const;

const where = {
  period: fc.constantFrom(...periods),
  group: fc.constantFrom('qa' as const, 'practice' as const),
};
const subject = fc.integer({ min: 1, max: 3 });
const typed = fc.record({
  course: fc.constant('+'),
  otherCourse: fc.constantFrom('Neglect', 'neglect'),
  state: fc.constantFrom('held', 'awaiting', 'planned', 'cancelled'),
  firstDay: fc.constantFrom('2026-05-12', '2026-07-02'),
  places: fc.constantFrom('20', '1,204', 'nil', 'n/a'),
  attended: fc.constantFrom('', '7', '11', '1 100'),
  note: fc.constant('As the list says'),
});
const step = fc.oneof(
  fc.record({ kind: fc.constant('run' as const), ...where, subject, content: runFigures(agencyNames) }),
  fc.record({ kind: fc.constant('course' as const), ...where, content: courseFigures(agencyNames) }),
  fc.record({ kind: fc.constant('programme' as const), ...where, content: programmeFigures(agencyNames) }),
  fc.record({ kind: fc.constant('type' as const), ...where, subject, fields: typed }),
  fc.record({ kind: fc.constant('take out' as const), ...where, subject }),
  fc.record({ kind: fc.constant('take out programme' as const), ...where }),
  fc.record({ kind: fc.constant('undo' as const), ...where }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

type Ids = Map<string, string>;

/** The random figures name agencies by name; the store knows them by id. */
function withIds<Content extends { attendances: { agencyId: string | null }[] }>(content: Content, ids: Ids) {
  const rows = content.attendances.map(row => ({
    ...row,
    agencyId: row.agencyId && (ids.get(row.agencyId) ?? ''),
  }));
  return { ...content, attendances: rows };
}

async function take(world: TrainingWorld, one: Step, ids: Ids, saved: Map<string, string>): Promise<void> {
  const { period, group } = one;
  const place = `${period} ${group}`;
  const keep = (id: string | null) => id && saved.set(place, id);
  if (one.kind === 'run') {
    keep(await world.give(period, group, runSubject(one.subject), withIds(one.content, ids)));
  } else if (one.kind === 'course') {
    keep(await world.giveCourse(period, withIds(one.content, ids), group));
  } else if (one.kind === 'programme') {
    keep(await world.giveProgramme(period, withIds(one.content, ids), group));
  } else if (one.kind === 'type') {
    keep(await world.type(period, runSubject(one.subject), one.fields, group));
  } else if (one.kind === 'undo') {
    const last = saved.get(place);
    if (last) await world.undo(period, last, group);
    saved.delete(place);
  } else {
    keep(await world.takeOut(period, one.kind === 'take out' ? runSubject(one.subject) : PROGRAMME, group));
  }
}

/** What stands of each ask of a period, straight from the rows of the tables. */
async function standing(world: TrainingWorld, period: string): Promise<AskFigures[]> {
  return world.store.read(async view => {
    const { boardId } = world;
    const round = await view.rows(rounds).first({ boardId, period });
    const ofRound = await view.rows(asks).find({ roundId: round?.id ?? '', kind: 'training-figures' });
    const all = await view.rows(returns).find({ boardId });
    const came = await view.rows(attendances).find({ boardId });
    const [runs, courses, programmes] = [
      await view.rows(trainingRuns).find({ boardId }),
      await view.rows(courseTotals).find({ boardId }),
      await view.rows(programmeTotals).find({ boardId }),
    ];
    return ofRound.map(ask => {
      const newest = new Map<string, ReturnRow>();
      for (const row of all.filter(({ askId }) => askId === ask.id)) {
        const best = newest.get(row.subjectId);
        if (!best || best.version < row.version) newest.set(row.subjectId, row);
      }
      const ids = new Set([...newest.values()].filter(row => !row.withdrawn).map(row => row.id));
      const own = <Row extends { id: string }>(rows: readonly Row[]) =>
        rows
          .filter(({ id }) => ids.has(id))
          .map(row => ({ ...row, attendances: came.filter(({ returnId }) => returnId === row.id) }));
      return { runs: own(runs), courses: own(courses), programme: own(programmes)[0] ?? null };
    });
  });
}

function agrees(training: TrainingFacts | null, figures: AskFigures[], sectors: Map<string, string | null>) {
  assert.ok(training);
  const isEmpty = figures.every(
    ({ runs, courses, programme }) => runs.length + courses.length === 0 && !programme,
  );
  assert.equal(training.programme === null, isEmpty);
  if (!training.programme) return;
  const { programme } = training;
  const counted = recount(figures, id => sectors.get(id) ?? null, courseKey);
  for (const name of names) {
    assert.equal(programme[name], counted.programme[name], name);
    assert.equal(programme.notBrokenDown[name], counted.left[name], `left of ${name}`);
  }
  assert.equal(programme.awaitingRegisters, counted.awaiting);
  assert.equal(training.byCourse.length, counted.courses.size);
  for (const course of training.byCourse) {
    const same = counted.courses.get(courseKey(course.course));
    for (const name of names) assert.equal(course[name], same?.figures[name], `${course.course} ${name}`);
    assert.ok(course.sources.length > 0);
  }
  assert.deepEqual(
    Object.fromEntries(training.bySector.map(({ sector, attended }) => [sector, attended])),
    Object.fromEntries(counted.sectors),
  );
  assert.deepEqual(
    training.byAgency.map(({ attended }) => Number(attended)).sort(),
    [...counted.agencies.values()].sort(),
  );
  for (const name of ['ofPlaces', 'ofBookings', 'ofBooked'] as const) {
    const rate = programme.rates[name];
    assert.deepEqual(rate && [rate.numerator, rate.denominator], counted.rates[name], name);
  }
}

onOneDatabase('Every total of the training facts', open => {
  let test: TestStore;
  before(async () => {
    test = await open();
  });
  after(() => test.dispose());

  it('equals a recount of the rows, on a fresh history and on an edited one', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async steps => {
        const world = await trainingWorld(test.store, {
          now: '2026-07-03T09:00:00Z',
          edit: raw => {
            for (const group of raw.groups) {
              if (group['id'] !== 'exec') group['asks'] = ['training-figures'];
            }
          },
        });
        const { boardId } = world;
        const rows = await test.store.read(view => view.rows(agencyTable).find({ boardId }));
        const ids = new Map(rows.map(({ key, id }) => [key, id]));
        const sectors = new Map(rows.map(({ id, sector }) => [id, sector]));
        for (const period of periods) await world.open(period, '2026-12-31');
        const saved = new Map<string, string>();
        for (const [turn, one] of steps.entries()) {
          world.clock.set(new Date(Date.UTC(2026, 6, 4, 9, turn)));
          try {
            await take(world, one, ids, saved);
          } catch (error) {
            // What may not be done is refused and changes nothing.
            assert.ok(isCollateError(error, 'nothing_to_undo'), String(error));
          }
        }
        for (const period of periods) {
          const { training } = await readFacts(world, boardId, period);
          agrees(training, await standing(world, period), sectors);
        }
        const [q1, q2] = [
          await readFacts(world, boardId, periods[0]),
          await readFacts(world, boardId, periods[1]),
        ];
        const [before, after] = [q1.training?.programme ?? null, q2.training?.programme ?? null];
        if (after) {
          assert.equal(after.previous?.attended ?? null, before?.attended ?? null);
          assert.equal(after.previous?.held ?? null, before?.held ?? null);
          assert.deepEqual(after.previous?.rates ?? null, before?.rates ?? null);
          assert.equal(after.previous === null, before === null);
        }
      }),
      { numRuns: 20 },
    );
  });
});
