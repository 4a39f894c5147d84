import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { BoardFileError, readBoardFile } from '../../../services/plan/read-board-file.ts';
import { type RawBoard, rawAction, rawBoard } from '../world.ts';

const samples = new URL('../../../samples/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, samples), 'utf8');

/** `where: message` of each problem; the whole message too, for what a person sees. */
function problemsOf(source: string): string[] {
  try {
    readBoardFile(source);
    return [];
  } catch (error) {
    assert.ok(error instanceof BoardFileError, String(error));
    assert.equal(error.code, 'board_file_invalid');
    return error.problems.map(({ where, message }) => `${where}: ${message}`);
  }
}

function linesOf(source: string): number[] {
  try {
    readBoardFile(source);
    return [];
  } catch (error) {
    assert.ok(error instanceof BoardFileError, String(error));
    return error.problems.map(({ line }) => line);
  }
}

describe('Reading a board file', () => {
  for (const name of readdirSync(samples).filter(file => /^[\w-]+\.yaml$/.test(file))) {
    it(`takes ${name}`, () => {
      assert.ok(readBoardFile(read(name)).plan.priorities.length > 0);
    });
  }

  it('keeps refs, days and numbers as they were typed', () => {
    const raw = stringify(rawBoard()).replaceAll('1.1.a', '1.10').replace('"2026-05-31"', '2026-05-31');
    assert.match(raw, /ref: ["']?1\.10/);
    const file = readBoardFile(raw.replace(/ref: ["']1\.10["']/, 'ref: 1.10'));
    const action = file.plan.priorities[0]?.outcomes[0]?.actions[0];
    assert.deepEqual([action?.ref, action?.due], ['1.10', '2026-05-31']);
    assert.deepEqual([file.board.yearStarts, file.board.timezone], [4, 'Europe/London']);
  });

  const wrong: [string, (raw: RawBoard) => void, string[]][] = [
    ['a missing name', raw => delete raw.board['name'], ['board.name: is missing']],
    [
      'a word it does not know',
      raw => Object.assign(raw.board, { nmae: 'x' }),
      ['board.nmae: is not a word of the board file: is it misspelt?'],
    ],
    [
      'an unknown owner',
      raw => Object.assign(rawAction(raw, '1.1.a'), { owners: ['QA', 'Nobody'] }),
      [
        'plan.priorities[0].outcomes[0].actions[0].owners[1]: names “Nobody”, which is under no entry of groups: add it there, or mend the name or short name',
      ],
    ],
    [
      'no owner',
      raw => Object.assign(rawAction(raw, '1.1.a'), { owners: [] }),
      ['plan.priorities[0].outcomes[0].actions[0].owners: needs at least one group'],
    ],
    [
      'one word for a list',
      raw => Object.assign(rawAction(raw, '1.1.a'), { owners: 'QA' }),
      ['plan.priorities[0].outcomes[0].actions[0].owners: must be a list of groups, as [QAS]'],
    ],
    [
      'an unknown lead',
      raw => Object.assign(rawAction(raw, '1.1.a'), { lead: 'x@y.example' }),
      [
        'plan.priorities[0].outcomes[0].actions[0].lead: names “x@y.example”, which is under no entry of people: add it there, or mend the mail address',
      ],
    ],
    [
      'an unknown agency',
      raw => Object.assign(raw.people[0] ?? {}, { agency: 'Nowhere' }),
      [
        'people[0].agency: names “Nowhere”, which is under no entry of agencies: add it there, or mend the name',
      ],
    ],
    [
      'two actions of one ref',
      raw => Object.assign(rawAction(raw, '2.1.b'), { ref: '1.1.A' }),
      [
        'plan.priorities[1].outcomes[0].actions[1].ref: “1.1.A” is already the ref of another action: give each its own',
      ],
    ],
    [
      'two groups of one name',
      raw => Object.assign(raw.groups[2] ?? {}, { short: 'qa' }),
      ['groups[2].short: “qa” is already the short of another group: give each its own'],
    ],
    [
      'two people of one address',
      raw => Object.assign(raw.people[0] ?? {}, { email: 'ANN@police.example' }),
      ['people[1].email: “ann@police.example” is already the email of another person: give each its own'],
    ],
    [
      'a scrutineer in a chair',
      raw => Object.assign(raw.people[1] ?? {}, { roles: ['scrutineer'] }),
      [
        'groups[1].chair: “ann@police.example” is a scrutineer, who sees all and changes nothing: name somebody else, or take the role away',
      ],
    ],
    [
      'progress for an executive group that there is not',
      raw => {
        delete raw.board['executive'];
        Object.assign(raw, { rounds: { progressTo: 'executive' } });
      },
      ['rounds.progressTo: is executive, but the file names no executive group: add board.executive'],
    ],
    [
      'progress for somebody else',
      raw => Object.assign(raw, { rounds: { progressTo: 'everybody' } }),
      ['rounds.progressTo: must be manager or executive'],
    ],
    [
      'a day that does not exist',
      raw => Object.assign(rawAction(raw, '1.1.a'), { due: '2026-02-30' }),
      ['plan.priorities[0].outcomes[0].actions[0].due: must be a day written as 2026-07-10'],
    ],
    [
      'a plan that ends before it starts',
      raw => Object.assign(raw.plan, { ends: '2025-01-01' }),
      ['plan.ends: is not after plan.starts, 2026-04-01'],
    ],
    [
      'a ref of several words',
      raw => Object.assign(rawAction(raw, '1.1.a'), { ref: '1.1 a' }),
      [
        'plan.priorities[0].outcomes[0].actions[0].ref: must be a ref like 1.1.a: letters, digits, dots and dashes, at most 20',
      ],
    ],
    [
      'a zone that is none',
      raw => Object.assign(raw.board, { timezone: 'Mars/Base' }),
      ['board.timezone: must be a time zone like Europe/London'],
    ],
    [
      'a month past December',
      raw => Object.assign(raw.board, { yearStarts: '13' }),
      ['board.yearStarts: must be from 1 to 12'],
    ],
    [
      'a list for a text',
      raw => Object.assign(raw.plan, { title: ['a'] }),
      ['plan.title: must be one piece of text'],
    ],
    ['a text for a list', raw => Object.assign(raw, { agencies: 'x' }), ['agencies: must be a list']],
    [
      'a role that is none',
      raw => Object.assign(raw.people[4] ?? {}, { roles: ['king'] }),
      ['people[4].roles[0]: must be manager, board-chair or scrutineer'],
    ],
    [
      'a kind that is none',
      raw => Object.assign(raw.groups[1] ?? {}, { asks: ['x'] }),
      ['groups[1].asks[0]: must be action-updates, training-figures or group-report'],
    ],
    [
      'a report of no month',
      raw => Object.assign(raw.plan.priorities[0] ?? {}, { reports: ['2026-13'] }),
      ['plan.priorities[0].reports[0]: must be a month written as 2026-07'],
    ],
  ];
  for (const [what, edit, expected] of wrong) {
    it(`says what is wrong with ${what}`, () => {
      const raw = rawBoard();
      edit(raw);
      const found = problemsOf(stringify(raw));
      for (const problem of expected) assert.ok(found.includes(problem), found.join('\n'));
      if (what !== 'a text for a list') assert.equal(found.length, expected.length, found.join('\n'));
    });
  }

  it('tells all problems at once, in the order of their lines', () => {
    const raw = rawBoard();
    for (const [what, edit] of wrong) if (!/a list|a text/.test(what)) edit(raw);
    const source = stringify(raw);
    const found = problemsOf(source);
    assert.ok(found.length >= 8, found.join('\n'));
    const lines = linesOf(source);
    assert.deepEqual(
      lines,
      [...lines].sort((one, other) => one - other),
    );
  });

  it('gives each problem the line that it stands on, and the mend', () => {
    const source = stringify(rawBoard()).replace('lead: leo@police.example', 'lead: nobody@police.example');
    const line = source.split('\n').findIndex(text => text.includes('nobody@')) + 1;
    assert.deepEqual(linesOf(source), [line]);
    assert.throws(
      () => readBoardFile(source),
      new RegExp(`one problem; nothing was changed\\.\\n {2}line ${line}: .*add it there`),
    );
  });

  it('names a whole entry’s line for what is missing in it', () => {
    const source = stringify(rawBoard()).replace(/ +title: Action c\n/, '');
    const line = source.split('\n').findIndex(text => text.includes('ref: 1.2.a')) + 1;
    assert.deepEqual(linesOf(source), [line]);
  });
});

describe('Reading what is no board file', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    .concat(
      [...'bcdefghij'].map(
        (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`,
      ),
    )
    .join('\n');
  const hostile: [string, string, RegExp][] = [
    ['nothing', '', /should start with "board:"/],
    ['a sentence', 'Dear all', /should start with "board:"/],
    ['a list', '- a\n- b', /should start with "board:"/],
    ['broken YAML', 'board: {key: "x\n', /is not YAML/],
    ['tabs', 'board:\n\tkey: x\n', /line 2: is not YAML: Tabs/],
    ['one key twice', 'board: {key: a, key: b}', /line 1: “key” stands twice in one entry/],
    ['an alias of nothing', 'board: *x', /is not YAML: Unresolved alias/],
    ['aliases without end', bomb, /is not YAML: Excessive alias count/],
    ['itself inside itself', 'board: &b {key: x, name: *b}', /board\.name/],
    ['two documents', 'board: {}\n---\nboard: {}\n', /is not YAML/],
    [
      '2 MB of text',
      `board: {name: "${'x'.repeat(2_000_000)}"}`,
      /has 2,000,017 characters; the most is 250,000/,
    ],
    [
      'ten thousand unknown words',
      Array.from({ length: 25_000 }, (_, index) => `k${index}: x`)
        .join('\n')
        .slice(0, 249_990),
      /… and \d+ more/,
    ],
    ['brackets without end', '['.repeat(100_000), /is not YAML/],
    ['a prototype', '__proto__: {a: 1}\n', /__proto__ is not a word of the board file/],
    ['a picture', '\u0000\u0001PNG\uFFFD\uFFFD{[\u0007'.repeat(50), /line 1/],
  ];
  for (const [what, source, message] of hostile) {
    it(`refuses ${what} in words, and soon`, function () {
      this.timeout(60_000);
      assert.throws(
        () => readBoardFile(source),
        (error: unknown) => {
          assert.ok(error instanceof BoardFileError, String(error));
          assert.match(error.message, message);
          assert.ok(error.message.length < 40_000, 'a message can be read');
          return true;
        },
      );
    });
  }

  it('does not mind a byte order mark, or the line ends of Windows', () => {
    const source = stringify(rawBoard());
    const file = readBoardFile(source);
    assert.deepEqual(readBoardFile(`\uFEFF${source}`), file);
    assert.deepEqual(readBoardFile(source.replaceAll('\n', '\r\n')), file);
  });
});
