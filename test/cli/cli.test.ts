import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { createProgram } from '../../cli/main.ts';
import { addDays, dayOf } from '../../services/time.ts';
import { root } from '../house/files.ts';
import { newWorld, rawBoard, saved } from '../services/world.ts';
import { onBothDatabases, type TestStore } from '../support/stores.ts';
import { collate, collateFromShell, collateProcess } from './run.ts';

interface Command {
  name(): string;
  commands: readonly Command[];
  helpInformation(): string;
}

describe('collate, as a person types it', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'collate-cli-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const database = (name: string) => ({ DATABASE_URL: `sqlite:${join(folder, name)}` });

  it('is a command with its run bit that needs no build', () => {
    const command = join(root, 'cli/collate.mjs');
    assert.ok(statSync(command).mode & 0o111);
    assert.match(
      execFileSync(command, ['--help'], { encoding: 'utf8' }),
      /plan .*the board file|Usage: collate/,
    );
  });

  it('has help at every level that names every command and option', () => {
    const walk = (command: Command, path: string[]): string[][] => [
      path,
      ...command.commands.flatMap(child => walk(child, [...path, child.name()])),
    ];
    const program = createProgram() as unknown as Command;
    const paths = walk(program, []);
    assert.deepEqual(
      paths.map(path => path.join(' ')).filter(path => path !== ''),
      [
        'plan',
        'plan import',
        'plan show',
        'round',
        'round open',
        'round list',
        'round progress',
        'round remind',
        'round close',
        'round hold',
        'round release',
        'round plan',
        'round skip',
        'round unskip',
        'round move',
        'sets',
        'schedule',
        'calendar',
        'calendar import',
        'report',
        'report import',
        'report show',
        'status',
        'summary',
        'decisions',
        'decisions note',
        'decisions undo',
        'digest',
        'training',
        'training import',
        'deliveries',
        'deliveries retry',
        'audit',
        'retention',
        'person',
        'person forget',
        'keys',
        'keys rotate',
        'check',
      ],
    );
    for (const path of paths.slice(1)) {
      const command = path.reduce<Command>((at, name) => {
        const found = at.commands.find(child => child.name() === name);
        assert.ok(found);
        return found;
      }, program);
      const help = command.helpInformation();
      assert.match(help, /Usage: /);
      for (const child of command.commands) assert.ok(help.includes(child.name()), path.join(' '));
      if (command.commands.length === 0) {
        for (const option of ['--json', '--board', '--database'])
          assert.ok(help.includes(option), path.join(' '));
      }
    }
  });

  it('answers --help with 0, and wrong usage with 2 and the help', async () => {
    const [help, deep, none, unknown, missing] = await Promise.all([
      collateFromShell(['--help']),
      collate(['round', 'open', '--help']),
      collate([]),
      collate(['plan', 'destroy']),
      collate(['round', 'open', '--json']),
    ]);
    assert.deepEqual([help.code, deep.code, none.code, unknown.code, missing.code], [0, 0, 2, 2, 2]);
    assert.match(help.out, /sqlite:data\/collate\.sqlite/);
    assert.match(deep.out, /--period/);
    assert.match(unknown.err, /destroy[\s\S]*Usage/);
    assert.match(missing.err, /--period/);
    assert.equal(missing.out, '');
  });

  it('says in words, and in JSON, what cannot be done, with 1', async () => {
    const env = database('errors.sqlite');
    const [file, screen, board, url, period] = await Promise.all([
      collateProcess(['plan', 'import', join(folder, 'nowhere.yaml'), '--json'], env),
      collate(['plan', 'import', join(folder, 'nowhere.yaml')], env),
      collate(['status', '--json'], database('errors-2.sqlite')),
      collate(['status', '--database', 'mysql://x', '--json']),
      collate(['plan', 'show', '--board', 'nope', '--json'], database('errors-3.sqlite')),
    ]);
    const errorOf = ({ json }: typeof file) => (json() as { error: { code: string; message: string } }).error;
    for (const ran of [file, screen, board, url, period]) {
      assert.equal(ran.code, 1);
      assert.doesNotMatch(ran.out + ran.err, /\n\s+at |node_modules/, 'no stack trace');
    }
    assert.equal(errorOf(file).code, 'board_file_unreadable');
    assert.equal(screen.out, '');
    assert.equal(screen.err.trim(), errorOf(file).message);
    assert.equal(errorOf(board).code, 'board_unknown');
    assert.equal(errorOf(url).code, 'config_invalid');
    assert.equal(errorOf(period).code, 'board_unknown');
  });

  it('tells every problem of a board file, and imports nothing of it', async () => {
    const env = database('bad.sqlite');
    const file = join(folder, 'bad.yaml');
    const raw = rawBoard('bad');
    delete raw.board['name'];
    raw.plan.priorities[0]?.outcomes[0]?.actions.push({ ref: '1.1.a', title: 'Twice', owners: ['Nobody'] });
    writeFileSync(file, stringify(raw));
    const [json, screen] = await Promise.all([
      collate(['plan', 'import', file, '--json'], env),
      collate(['plan', 'import', file], env),
    ]);
    const { error } = json.json() as {
      error: { code: string; message: string; problems: { line: number }[] };
    };
    assert.deepEqual(
      [json.code, screen.code, error.code, error.problems.length],
      [1, 1, 'board_file_invalid', 3],
    );
    for (const { line } of error.problems) assert.match(screen.err, new RegExp(`line ${line}: `));
    assert.equal(existsSync(join(folder, 'bad.sqlite')), false, 'the database is not even made');
  });
});

onBothDatabases('collate, beside a running bot', open => {
  let test: TestStore;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());

  it('shows on the screen the numbers of its JSON, and works on the open database', async function () {
    this.timeout(60_000);
    const world = await newWorld(test.store);
    const env = { DATABASE_URL: test.url };
    const due = addDays(dayOf(new Date(), 'Europe/London'), 30);
    const opened = await collateProcess(
      ['round', 'open', '--period', '2026-27 Q3', '--due', due, '--json'],
      env,
    );
    assert.equal(opened.code, 0, opened.err);
    assert.deepEqual((opened.json() as { asked: unknown }).asked, [
      { to: 'Quality Group', kind: 'action-updates', parts: 3 },
      { to: 'Practice Group', kind: 'action-updates', parts: 3 },
    ]);
    // What the command made, this process sees at once, and goes on writing.
    const ask = await world.ask('2026-27 Q3', 'qa');
    await saved(
      world.save('ann@police.example', ask, '1.1.b', {
        rating: 'green',
        progress: 'x',
        impact: 'Fewer missing',
      }),
    );

    const [json, screen, summary, plan, rounds, ledger, unknown] = await Promise.all([
      collate(['status', '--json'], env),
      collate(['status'], env),
      collate(['summary', '--json'], env),
      collate(['plan', 'show', '--json'], env),
      collate(['round', 'list'], env),
      collate(['deliveries', '--json'], env),
      collate(['status', '--priority', '9', '--json'], env),
    ]);
    interface Shown {
      period: string;
      returns: { expected: number; received: number };
      priorities: { ref: string; actions: number; rag: Record<string, number> }[];
    }
    const facts = json.json() as Shown;
    assert.deepEqual(facts.returns.expected, 2);
    assert.deepEqual(
      facts.priorities.map(({ ref, actions, rag }) => [ref, actions, rag['green'], rag['notReported']]),
      [
        ['1', 3, 1, 2],
        ['2', 2, 0, 2],
      ],
    );
    assert.match(screen.out, /2026-27 Q3/);
    assert.match(screen.out, /0 of 2/);
    assert.match(screen.out, /1 {2}One: 1 green, 2 not reported/);
    assert.deepEqual((summary.json() as Shown).priorities, facts.priorities);
    assert.equal((plan.json() as { plan: { key: string } }).plan.key, 'p1');
    assert.match(rounds.out, /2026-27 Q3 {2}open, due .*, 0 of 2 returns in/);
    const { deliveries, counts } = ledger.json() as {
      deliveries: { purpose: string; place: string }[];
      counts: Record<string, number>;
    };
    assert.deepEqual(counts, { due: 1, sending: 0, retrying: 0, stopped: 0, sent: 0, superseded: 0 });
    assert.deepEqual(
      deliveries.map(({ purpose, place }) => [purpose, place]),
      [['progress', 'Mia Manager']],
    );
    assert.equal(unknown.code, 1);
    assert.equal((unknown.json() as { error: { code: string } }).error.code, 'priority_unknown');
  });

  it('asks which board is meant where there are several', async function () {
    this.timeout(60_000);
    const other = await newWorld(test.store);
    const env = { DATABASE_URL: test.url };
    const [ambiguous, named] = await Promise.all([
      collate(['plan', 'show'], env),
      collate(['plan', 'show', '--board', other.key.toUpperCase(), '--json'], env),
    ]);
    assert.equal(ambiguous.code, 1);
    assert.match(ambiguous.err, new RegExp(`${other.key}.*--board`));
    assert.equal((named.json() as { board: { key: string } }).board.key, other.key);
  });
});
