import assert from 'node:assert/strict';
import {
  attendanceText,
  type Comers,
  findComer,
  readAttendanceLines,
  sectorsOf,
} from '../../../services/training/attendance-lines.ts';

const agencies = [
  { id: 'p', name: 'Police', sector: 'police' },
  { id: 'nhs', name: 'Mid Vale NHS Trust', sector: 'Health' },
  { id: 't', name: 'Team', sector: null },
  { id: 't1', name: 'Team 1', sector: null },
];
const comers: Comers = { agencies, sectors: sectorsOf(agencies) };
const read = (text: string | null) => readAttendanceLines(text, comers);
const rows = (text: string) =>
  read(text).attendances.map(({ agencyId, sector, attended }) => [agencyId ?? sector, attended]);
const problem = (line: string) => read(line).problems.join(' ');

describe('Who came, line by line', () => {
  it('reads an agency or a sector and a number, however they are written', () => {
    assert.deepEqual(
      rows('Police 4\n\n  mid-vale nhs trust: 1,204 \nEarly Years – 3\nschools\t12\nvoluntary, nil'),
      [
        ['p', 4],
        ['nhs', 1204],
        ['early years', 3],
        ['schools', 12],
        ['voluntary', 0],
      ],
    );
    assert.deepEqual(read(null), { attendances: [], problems: [] });
  });

  it('takes the agency before the sector of the same name, and the board’s own sectors as it writes them', () => {
    assert.deepEqual(findComer('POLICE', comers), { agencyId: 'p', sector: null });
    assert.deepEqual(findComer('health', comers), { agencyId: null, sector: 'Health' });
    assert.equal(comers.sectors.filter(sector => sector.toLowerCase() === 'health').length, 1);
    assert.equal(findComer('', comers), null);
  });

  it('tells a number in a name from the thousands of a number', () => {
    assert.deepEqual(rows('Team 1 204'), [['t', 1204]]);
    const without = { ...comers, agencies: agencies.filter(({ id }) => id !== 't') };
    assert.deepEqual(readAttendanceLines('Team 1 204', without).attendances, [
      { agencyId: 't1', sector: null, attended: 204 },
    ]);
    assert.deepEqual(rows('Team 1: 204'), [['t1', 204]]);
    assert.deepEqual(rows('Team 1 4'), [['t1', 4]]);
  });

  it('leaves out what is not known', () => {
    assert.deepEqual(rows('Police n/a\nschools 2'), [['schools', 2]]);
  });

  it('names each line that it does not understand, with near names', () => {
    assert.equal(
      problem('Polise 4'),
      'Line 1, “Polise 4”: no agency or sector of this name is known. Is it Police?',
    );
    assert.match(problem('Vale Trust 4'), /Is it Mid Vale NHS Trust\?/);
    assert.match(problem('Zebras 4'), /The sectors are: police, Health, schools, early years, /);
    assert.equal(problem('schools 2\nPolice'), 'Line 2, “Police”: say how many came, such as “Police 4”.');
    assert.match(problem('Police 2.5'), /this must be a whole number/);
    assert.match(problem('Police -4'), /this cannot be below 0/);
    assert.match(problem('Police: -4'), /this cannot be below 0/);
    assert.match(problem('Police 4\npolice 5'), /Line 2, “police 5”: stands twice/);
    assert.match(problem('Police 99999999999'), /more than anybody counts/);
  });

  it('writes lines that read the same again', () => {
    const text = 'Police 9\nTeam 1: 4\nHealth 1204';
    assert.equal(attendanceText(read(text).attendances, agencies), text);
    assert.equal(attendanceText([{ agencyId: 'gone', sector: null, attended: 1 }], agencies), '? 1');
  });
});
