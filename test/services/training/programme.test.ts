import assert from 'node:assert/strict';
import fc from 'fast-check';
import type {
  AskFigures,
  CourseContent,
  ProgrammeContent,
  RunContent,
} from '../../../services/training/content.ts';
import { courseKey, programmeOf } from '../../../services/training/programme.ts';
import { percentOf } from '../../../services/training/rates.ts';
import { courseFigures, programmeFigures, runFigures } from './random-figures.ts';
import { names, recount } from './recount.ts';

const none = {
  places: null,
  booked: null,
  cancelled: null,
  noShows: null,
  unbooked: null,
  attended: null,
  note: null,
  attendances: [],
};
const run = (course: string, given: Partial<RunContent> = {}): RunContent => ({
  course,
  level: null,
  state: 'held',
  firstDay: '2026-05-12',
  days: 1,
  format: null,
  room: null,
  registerIn: true,
  ...none,
  ...given,
});
const total = (course: string, given: Partial<CourseContent> = {}): CourseContent => ({
  course,
  level: null,
  planned: null,
  held: null,
  ...none,
  ...given,
});
const whole = (given: Partial<ProgrammeContent> = {}): ProgrammeContent => ({
  planned: null,
  held: null,
  ...none,
  ...given,
});
const ask = (given: Partial<AskFigures>): AskFigures => ({
  runs: [],
  courses: [],
  programme: null,
  ...given,
});

const agencies = [
  { id: 'pol', name: 'Police', sector: 'police' },
  { id: 'cab', name: 'Citizens Advice', sector: 'voluntary' },
  { id: 'odd', name: 'Unsorted', sector: null },
];
const of = (...asks: AskFigures[]) => programmeOf(asks, agencies);
const kinds = (...asks: AskFigures[]) => of(...asks).imbalances.map(({ about, kind }) => `${about} ${kind}`);

describe('A programme', () => {
  it('of the Leicester quarter is 77 % of places, 96 % against bookings, and 85 % of those booked', () => {
    const leicester = whole({
      places: 393,
      booked: 318,
      cancelled: 29,
      noShows: 20,
      unbooked: 35,
      attended: 304,
    });
    const { rates, imbalances } = of(ask({ programme: leicester }));
    assert.deepEqual(
      [rates.ofPlaces, rates.ofBookings, rates.ofBooked].map(rate => rate?.percent),
      [77, 96, 85],
    );
    assert.equal(rates.ofBooked?.numerator, 269);
    assert.deepEqual(imbalances, []);
    assert.deepEqual(kinds(ask({ programme: { ...leicester, attended: 303 } })), [
      'programme attended-not-balanced',
    ]);
  });

  it('gives every measure of a programme that nobody knows as not known', () => {
    const empty = of();
    for (const name of names) assert.equal(empty[name], null, name);
    assert.deepEqual(empty.rates, { ofPlaces: null, ofBookings: null, ofBooked: null });
    assert.deepEqual([empty.courses, empty.sectors.shares, empty.imbalances], [[], [], []]);
  });

  it('takes a total where it was given and the sum of what is known where not, measure by measure', () => {
    const { courses, notBrokenDown, ...figures } = of(
      ask({
        runs: [run('A', { places: 10, attended: 8 }), run('A', { places: 12 }), run('B', { attended: 5 })],
        courses: [total('A', { attended: 20 })],
        programme: whole({ held: 9 }),
      }),
    );
    assert.deepEqual([figures.planned, figures.held, figures.places, figures.attended], [3, 9, 22, 25]);
    assert.deepEqual([notBrokenDown.held, notBrokenDown.attended], [6, null]);
    assert.deepEqual(
      courses.map(({ course, attended, places, notBrokenDown: left }) => [
        course,
        attended,
        places,
        left.attended,
      ]),
      [
        ['A', 20, 22, 12],
        ['B', 5, null, null],
      ],
    );
  });

  it('plans cancelled runs, and counts the people of those that were held', () => {
    const figures = of(
      ask({
        runs: [
          run('A', { places: 10, booked: 9, attended: 9 }),
          run('A', { state: 'cancelled', places: 10, booked: 4 }),
          run('A', { state: 'planned', places: 10, booked: 2 }),
        ],
      }),
    );
    assert.deepEqual([figures.planned, figures.held, figures.places, figures.booked], [3, 1, 10, 9]);
    assert.equal(of(ask({ runs: [run('A', { state: 'cancelled' })] })).held, 0);
  });

  it('knows nobody of a run whose register is not in, whatever was typed, and no rate has it', () => {
    const awaiting = run('A', { registerIn: false, places: 30, booked: 25, attended: 24, noShows: 1 });
    const { rates, ...figures } = of(
      ask({ runs: [awaiting, run('A', { places: 20, booked: 18, attended: 15, unbooked: 2 })] }),
    );
    assert.deepEqual([figures.held, figures.awaitingRegisters, figures.attended], [2, 1, 15]);
    assert.deepEqual([figures.places, figures.booked, figures.noShows], [50, 43, null]);
    assert.deepEqual(rates.ofPlaces, { numerator: 15, denominator: 20, percent: 75, runs: 1 });
    assert.deepEqual(rates.ofBooked, { numerator: 13, denominator: 18, percent: 72, runs: 1 });
    assert.deepEqual(of(ask({ runs: [awaiting] })).imbalances, []);
  });

  it('rates only what both figures are known of, and says over how many runs', () => {
    const { rates } = of(
      ask({
        runs: [
          run('A', { attended: 8, places: 10 }),
          run('A', { attended: 9 }),
          run('B', { attended: 1, booked: 4 }),
        ],
        courses: [total('C', { attended: 30, places: 40 })],
        programme: whole({ attended: 60 }),
      }),
    );
    assert.deepEqual(rates.ofPlaces, { numerator: 38, denominator: 50, percent: 76, runs: null });
    assert.deepEqual(rates.ofBookings, { numerator: 1, denominator: 4, percent: 25, runs: 1 });
    assert.equal(rates.ofBooked, null, 'who came unbooked is not known');
    const counted = of(ask({ courses: [total('C', { attended: 30, places: 40, held: 3 })] }));
    assert.equal(counted.rates.ofPlaces?.runs, 3);
  });

  it('rounds half up, and has no percent of nought', () => {
    assert.deepEqual(
      [percentOf(1, 200), percentOf(1, 8), percentOf(125, 1000), percentOf(249, 2000), percentOf(3, 0)],
      [1, 13, 13, 12, null],
    );
    assert.equal(percentOf(11, 10), 110);
  });

  it('has one line a course, sorted by name, with the level that all agree on', () => {
    const { courses } = of(
      ask({ runs: [run('Zoo safety'), run('the Working  Together', { level: 2 })] }),
      ask({
        courses: [total('Working Together', { level: 2, attended: 7 }), total('Anger', { level: 1 })],
        runs: [run('Anger', { level: 3 })],
      }),
    );
    assert.deepEqual(
      courses.map(({ course, level }) => [course, level]),
      [
        ['Anger', null],
        ['the Working  Together', 2],
        ['Zoo safety', null],
      ],
    );
  });

  it('counts an agency in its sector too, and takes who came from the largest that says it', () => {
    const people = of(
      ask({
        courses: [
          total('A', { attended: 40, attendances: [{ agencyId: 'pol', sector: null, attended: 10 }] }),
          total('B', {
            attended: 10,
            attendances: [
              { agencyId: 'cab', sector: null, attended: 3 },
              { agencyId: null, sector: 'voluntary', attended: 4 },
              { agencyId: 'odd', sector: null, attended: 1 },
            ],
          }),
        ],
        runs: [run('A', { attended: 12, attendances: [{ agencyId: 'pol', sector: null, attended: 12 }] })],
      }),
    );
    const told = (shares: readonly { attended: number; percent: number | null }[]) =>
      shares.map(({ attended, percent }) => `${attended} (${percent} %)`);
    assert.deepEqual(told(people.sectors.shares), ['10 (20 %)', '7 (14 %)']);
    assert.deepEqual(
      people.agencies.shares.map(({ name }) => name),
      ['Citizens Advice', 'Police', 'Unsorted'],
    );
    assert.deepEqual([people.sectors.notBrokenDown, people.agencies.notBrokenDown], [33, 36]);
    const sectorsOnly = of(
      ask({
        courses: [total('A', { attendances: [{ agencyId: 'pol', sector: null, attended: 10 }] })],
        programme: whole({ attendances: [{ agencyId: null, sector: 'police', attended: 25 }] }),
      }),
    );
    assert.equal(sectorsOnly.sectors.shares[0]?.attended, 25);
    assert.equal(sectorsOnly.agencies.shares[0]?.attended, 10, 'agencies are told by the course alone');
  });

  it('lists what does not fit, and where', () => {
    assert.deepEqual(kinds(ask({ programme: whole({ planned: 3, held: 4 }) })), [
      'programme held-above-planned',
    ]);
    assert.deepEqual(kinds(ask({ runs: [run('A', { places: 5, attended: 6 })] })), [
      'run attended-above-places',
    ]);
    assert.deepEqual(kinds(ask({ runs: [run('A', { attended: 1, unbooked: 2 })] })), [
      'run unbooked-above-attended',
    ]);
    assert.deepEqual(
      kinds(ask({ courses: [total('A', { attended: 9 })], programme: whole({ attended: 8 }) })),
      ['programme parts-above-total'],
    );
    assert.deepEqual(kinds(ask({ runs: [run('A'), run('A')], courses: [total('A', { held: 1 })] })), [
      'course parts-above-total',
    ]);
    const told = [{ agencyId: 'pol', sector: null, attended: 9 }];
    assert.deepEqual(
      kinds(ask({ runs: [run('A', { attended: 8, attendances: told }), run('B', { attended: 7 })] })),
      ['run told-apart-above-attended'],
    );
    assert.deepEqual(
      kinds(ask({ programme: whole({ attended: 8 }), courses: [total('A', { attendances: told })] })),
      ['programme told-apart-above-attended'],
    );
    assert.deepEqual(kinds(ask({ runs: [run('A', { state: 'cancelled', places: 1, attended: 6 })] })), []);
  });

  it('equals a recount of random figures, whoever gave them', () => {
    const ids = agencies.map(({ id }) => id);
    const one = fc
      .record({
        runs: fc.array(runFigures(ids), { maxLength: 6 }),
        courses: fc.uniqueArray(courseFigures(ids), { maxLength: 3, selector: ({ course }) => course }),
        programme: fc.option(programmeFigures(ids), { nil: null }),
      })
      .map((figures): AskFigures => figures);
    const sectorOf = (id: string) => agencies.find(agency => agency.id === id)?.sector ?? null;
    fc.assert(
      fc.property(fc.array(one, { maxLength: 3 }), asks => {
        const programme = of(...asks);
        const counted = recount(asks, sectorOf, courseKey);
        for (const name of names) {
          assert.equal(programme[name], counted.programme[name], name);
          assert.equal(programme.notBrokenDown[name], counted.left[name], `left of ${name}`);
        }
        assert.equal(programme.awaitingRegisters, counted.awaiting);
        assert.equal(programme.courses.length, counted.courses.size);
        for (const course of programme.courses) {
          const same = counted.courses.get(courseKey(course.course));
          for (const name of names) {
            assert.equal(course[name], same?.figures[name], `${course.course} ${name}`);
            assert.equal(course.notBrokenDown[name], same?.left[name], `left of ${course.course} ${name}`);
          }
          assert.equal(course.awaitingRegisters, same?.awaiting);
        }
        const { sectors, agencies: byAgency } = programme;
        assert.deepEqual(
          new Map(sectors.shares.map(({ sector, attended }) => [sector, attended])),
          new Map([...counted.sectors].sort()),
        );
        assert.deepEqual(
          Object.fromEntries(byAgency.shares.map(({ agencyId, attended }) => [agencyId, attended])),
          Object.fromEntries(counted.agencies),
        );
        for (const name of ['ofPlaces', 'ofBookings', 'ofBooked'] as const) {
          const rate = programme.rates[name];
          assert.deepEqual(rate && [rate.numerator, rate.denominator], counted.rates[name], name);
        }
      }),
      { numRuns: 300 },
    );
  });
});
