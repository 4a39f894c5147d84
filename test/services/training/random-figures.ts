/** Random training figures, small enough that totals and parts meet. */
import fc from 'fast-check';
import type {
  Attendance,
  CourseContent,
  ProgrammeContent,
  RunContent,
} from '../../../services/training/content.ts';

export const titles = ['Neglect', 'Working Together', 'Safer Recruitment'] as const;
export const sectors = ['voluntary', 'police', 'early years'] as const;

const count = fc.option(fc.nat({ max: 40 }), { nil: null });
const people = {
  places: count,
  booked: count,
  cancelled: count,
  noShows: count,
  unbooked: count,
  attended: count,
  note: fc.constant(null),
};

/** @param agencyIds agencies that may be named; none for sectors alone */
export const attendanceRows = (agencyIds: readonly string[]): fc.Arbitrary<Attendance[]> => {
  const bySector = fc.record({
    agencyId: fc.constant(null),
    sector: fc.constantFrom(...sectors),
    attended: fc.nat({ max: 9 }),
  });
  const byAgency = fc.record({
    agencyId: fc.constantFrom(...(agencyIds.length > 0 ? agencyIds : [''])),
    sector: fc.constant(null),
    attended: fc.nat({ max: 9 }),
  });
  const rows: fc.Arbitrary<Attendance> = agencyIds.length > 0 ? fc.oneof(bySector, byAgency) : bySector;
  return fc.array(rows, { maxLength: 3 });
};

export const runFigures = (agencyIds: readonly string[]): fc.Arbitrary<RunContent> =>
  fc.record({
    course: fc.constantFrom(...titles),
    level: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
    state: fc.constantFrom('held' as const, 'held' as const, 'planned' as const, 'cancelled' as const),
    firstDay: fc.constantFrom('2026-04-20', '2026-05-12', '2026-06-30'),
    days: fc.constant(1),
    format: fc.constant('room' as const),
    room: fc.constant(null),
    registerIn: fc.boolean(),
    attendances: attendanceRows(agencyIds),
    ...people,
  });

export const courseFigures = (agencyIds: readonly string[]): fc.Arbitrary<CourseContent> =>
  fc.record({
    course: fc.constantFrom(...titles),
    level: fc.constant(null),
    planned: count,
    held: count,
    attendances: attendanceRows(agencyIds),
    ...people,
  });

export const programmeFigures = (agencyIds: readonly string[]): fc.Arbitrary<ProgrammeContent> =>
  fc.record({ planned: count, held: count, attendances: attendanceRows(agencyIds), ...people });
