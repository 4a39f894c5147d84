import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dueDates } from '../../../services/plan/due.ts';
import { normaliseName, stemOfName } from '../../../services/plan/names.ts';
import { rebaseBoardFile, yearsToBring } from '../../../services/plan/rebase.ts';
import { fileOf, rawAction, rawBoard } from '../world.ts';

/** As everything that compares names does. */
const sameName = (one: string, other: string) => normaliseName(one) === normaliseName(other);

describe('Names', () => {
  const same: [string, string][] = [
    ['Quality Assurance', 'quality  ASSURANCE'],
    ['Learning & Improvement', 'Learning and Improvement'],
    ['MASH Sub-Group', 'MASH subgroup'],
    ['MASH Sub Group', 'MASH Subgroups'],
    ['The Executive Group', 'Executive Group'],
    ['Child Exploitation (CE)', 'child exploitation CE'],
    ['Children’s Voice', "Children's voice"],
    ['Ynys Môn', 'Ynys Mon'],
    ['Task-and-Finish: Neglect', 'Task & finish neglect'],
  ];
  for (const [one, other] of same) {
    it(`“${one}” is “${other}”`, () => assert.ok(sameName(one, other), normaliseName(one)));
  }

  const different: [string, string][] = [
    ['Quality Assurance', 'Quality'],
    ['Panel 1', 'Panel 2'],
    ['Practice Improvement Group', 'Practice Group'],
    ['Grandparents', 'Gr and parents'],
  ];
  for (const [one, other] of different) {
    it(`“${one}” is not “${other}”`, () => assert.ok(!sameName(one, other)));
  }

  it('have a stem without the word for a group', () => {
    assert.equal(stemOfName('Quality Assurance Sub-Group'), 'quality assurance');
    assert.equal(stemOfName('Training and Development Hub'), 'training and development');
    assert.equal(stemOfName('Neglect Task and Finish Group'), 'neglect');
    assert.equal(stemOfName('Child Exploitation Strategic Group'), 'child exploitation');
    assert.equal(stemOfName('Group'), '');
    assert.equal(stemOfName('Scrutiny'), 'scrutiny');
  });

  it('are the same however often they are normalised', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), name => {
        const once = normaliseName(name);
        assert.match(once, /^[a-z0-9 ]*$/);
        assert.ok(sameName(name.toUpperCase().toLowerCase(), name.toLowerCase()));
      }),
    );
  });
});

describe('Due dates', () => {
  const at = (day: string) => new Date(`${day}T12:00:00Z`);
  const asAt = at('2026-12-31');
  const plan = (due: string | null, originalDue = due, changed: string | null = null) => ({
    originalDue,
    dueChanges: changed === null ? [] : [{ day: due, at: at(changed).toISOString() }],
  });

  const table: [string, Parameters<typeof dueDates>, ReturnType<typeof dueDates>][] = [
    ['none', [plan(null), [], asAt], { due: null, originalDue: null, dueHistory: [] }],
    [
      'the plan’s',
      [plan('2026-09-30'), [], asAt],
      { due: '2026-09-30', originalDue: '2026-09-30', dueHistory: [] },
    ],
    [
      'a revised one',
      [plan('2026-09-30'), [{ day: '2026-12-01', at: at('2026-06-01') }], asAt],
      { due: '2026-12-01', originalDue: '2026-09-30', dueHistory: ['2026-09-30', '2026-12-01'] },
    ],
    [
      'one revised to what it was',
      [plan('2026-09-30'), [{ day: '2026-09-30', at: at('2026-06-01') }], asAt],
      { due: '2026-09-30', originalDue: '2026-09-30', dueHistory: [] },
    ],
    [
      'revisions in any order',
      [
        plan('2026-01-31'),
        [
          { day: '2026-03-31', at: at('2026-03-01') },
          { day: '2026-02-28', at: at('2026-02-01') },
        ],
        asAt,
      ],
      {
        due: '2026-03-31',
        originalDue: '2026-01-31',
        dueHistory: ['2026-01-31', '2026-02-28', '2026-03-31'],
      },
    ],
    [
      'an import after a revision',
      [plan('2027-01-31', '2026-01-31', '2026-04-01'), [{ day: '2026-03-31', at: at('2026-03-01') }], asAt],
      {
        due: '2027-01-31',
        originalDue: '2026-01-31',
        dueHistory: ['2026-01-31', '2026-03-31', '2027-01-31'],
      },
    ],
    [
      'a change that is not known yet',
      [plan('2027-01-31', '2026-01-31', '2027-01-01'), [{ day: '2026-03-31', at: at('2027-03-01') }], asAt],
      { due: '2026-01-31', originalDue: '2026-01-31', dueHistory: [] },
    ],
    [
      'a revision of an action without a date',
      [plan(null), [{ day: '2026-03-31', at: at('2026-03-01') }], asAt],
      { due: '2026-03-31', originalDue: '2026-03-31', dueHistory: [] },
    ],
    [
      'a date that the plan takes away',
      [plan(null, '2026-01-31', '2026-04-01'), [], asAt],
      { due: null, originalDue: '2026-01-31', dueHistory: [] },
    ],
  ];
  for (const [what, input, expected] of table) {
    it(`knows ${what}`, () => assert.deepEqual(dueDates(...input), expected));
  }
});

describe('Bringing an old plan to today', () => {
  const plan = { starts: '2019-06-01', ends: '2021-03-31' };

  it('takes the fewest years that bring today into it', () => {
    assert.equal(yearsToBring('2020-01-01', plan), 0);
    assert.equal(yearsToBring('2021-03-31', plan), 0);
    assert.equal(yearsToBring('2021-04-01', plan), 1);
    assert.equal(yearsToBring('2026-11-21', plan), 6);
    assert.equal(yearsToBring('2018-01-01', plan), 0, 'a plan that has not begun is left alone');
  });

  it('leaves a short plan behind today where it cannot be brought to it', () => {
    const short = { starts: '2020-04-01', ends: '2020-06-30' };
    assert.equal(yearsToBring('2026-05-01', short), 6);
    assert.equal(yearsToBring('2026-11-21', short), 6, 'just ended');
  });

  it('brings any day into a plan of a year or more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12_000 }), days => {
        const today = new Date(Date.UTC(2021, 2, 31) + days * 86_400_000).toISOString().slice(0, 10);
        const years = yearsToBring(today, plan);
        const move = (day: string) => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
        assert.ok(move(plan.starts) <= today && today <= move(plan.ends), `${today} ${years}`);
      }),
    );
  });

  it('moves every date and nothing else', () => {
    const raw = rawBoard();
    rawAction(raw, '1.1.a')['due'] = '2028-02-29';
    Object.assign(raw.plan.priorities[0] ?? {}, { reports: ['2026-10', { month: '2027-02', to: 'joint' }] });
    Object.assign(raw.groups[1] ?? {}, {
      ends: '2026-08-01',
      standIn: { person: 'leo@police.example', until: '2026-07-01' },
    });
    const file = fileOf(raw);
    const moved = rebaseBoardFile(file, 3);
    assert.deepEqual(
      [moved.plan.starts, moved.plan.ends, moved.groups[1]?.ends, moved.groups[1]?.standIn?.until],
      ['2029-04-01', '2031-03-31', '2029-08-01', '2029-07-01'],
    );
    const priority = moved.plan.priorities[0];
    assert.deepEqual(
      priority?.reports.map(({ month, to }) => [month, to]),
      [
        ['2029-10', undefined],
        ['2030-02', 'joint'],
      ],
    );
    assert.equal(priority?.outcomes[0]?.actions[0]?.due, '2031-02-28', '29 February where there is none');
    assert.deepEqual(rebaseBoardFile(file, 0), file);
    assert.deepEqual({ ...rebaseBoardFile(moved, -3).people }, { ...file.people });
  });
});
