/** A year as a board published it: entered through the bot, it comes back the same in each face. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { systemClock } from '../../services/ports.ts';
import { openRound } from '../../services/rounds/open-round.ts';
import type { Facts } from '../../services/summary/facts.ts';
import { collate } from '../cli/run.ts';
import { root } from '../house/files.ts';
import type { Sent } from '../support/teams/connector.ts';
import type { Person } from '../support/teams/directory.ts';
import { dayFromNow } from './board.ts';
import { choiceIn } from './choices.ts';
import { cardAt, reply, type Stage, shown, startStage, titlesIn, wordsIn } from './support.ts';

interface Published {
  period: string;
  programme: { planned: number; held: number; attended: number };
  courses: { course: string; held: number; attended: number }[];
  compliance: {
    asAt: string;
    published: { agency: string; level: number; percent: number; to?: number }[];
    notReturned: { agency: string; level: number; target: number }[];
  };
}

const readText = (file: string) => readFileSync(join(root, file), 'utf8');

/** Figures as they are typed. */
const typed = (figures: Record<string, number>) =>
  Object.fromEntries(Object.entries(figures).map(([field, figure]) => [field, String(figure)]));

const CHANNEL = 'Training and Development';

describe('The published training of Warrington, 2011-12', function () {
  this.timeout(60_000);
  const year = parse(readText('test/contract/warrington-2011-12.yaml')) as Published;
  const { period, programme, courses, compliance } = year;
  let stage: Stage;
  let chair: Person;
  let manager: Person;
  let ask = '';

  before(async () => {
    stage = await startStage({ upTo: 'started', edit: () => readText('samples/warrington-2011-12.yaml') });
    const { world, store, boardId } = stage;
    const join = (name: string, email: string) => {
      const person = world.directory.addPerson({ name, email });
      world.team.members.push(person);
      return person;
    };
    chair = join('Clare Dunmore', 'clare.dunmore@community-health.example');
    manager = join('Partnership Manager', 'manager@board.example');
    join('Bridgewater Community Healthcare', 'safeguarding@community-health.example');
    join('Warrington and Halton Hospitals', 'safeguarding@hospital.example');
    world.directory.addChannel(world.team, CHANNEL);
    await stage.teams.installInTeam();
    await openRound(
      { store, clock: systemClock },
      { boardId, period, due: dayFromNow(20), kinds: ['training-figures', 'compliance'] },
    );
    ask = (await cardAt(stage, CHANNEL, /Please give the training figures/)).activityId;
  });
  after(() => stage?.stop());

  const save = async (person: Person, card: string, button: string | RegExp, inputs: InputsOf) => {
    const form = shown(await stage.teams.press(person, card, button)).card;
    const filled = typeof inputs === 'function' ? inputs(form) : inputs;
    const answer = await stage.teams.press(person, card, 'Save', filled, { card: form, dialog: true });
    assert.match(shown(answer).words, /^Saved: /);
  };
  const facts = async () =>
    (
      await collate(['summary', '--json', '--period', period], { DATABASE_URL: stage.databaseUrl })
    ).json() as Facts;

  it('is entered as it was published: totals by course, the programme, and percentages alone', async () => {
    for (const { course, ...figures } of courses)
      await save(chair, ask, 'Totals by course', form => ({
        ...typed(figures),
        course: choiceIn(form, 'course', course),
      }));
    await save(chair, ask, 'Totals of the programme', typed(programme));
    const offered = ({ activityId, card }: Sent) =>
      activityId === ask && titlesIn(card).includes('That is all');
    await stage.world.connector.waitFor(offered);
    const sure = shown(await stage.teams.press(chair, ask, 'That is all')).card;
    const said = await stage.teams.press(chair, ask, /^Yes/, {}, { card: sure, dialog: true });
    assert.match(shown(said).words, /That is all, said by Clare Dunmore/);
    for (const { agency, level, percent, to } of compliance.published) {
      const contact = stage.world.person(agency);
      const { activityId = '' } = await stage.world.connector.waitFor(
        ({ person, card }) => person === contact && /compliance figures/.test(wordsIn(card)),
      );
      const published = to === undefined ? `${percent} %` : `${percent}-${to} %`;
      const row = new RegExp(`^Give ${agency}, Level ${level}`);
      await save(contact, activityId, row, { published, asAt: compliance.asAt });
    }
  });

  it('comes back in summary --json, with the rest as not broken down', async () => {
    const { training } = await facts();
    const { planned, held, attended, places, booked, notBrokenDown } = training?.programme ?? {};
    assert.deepEqual({ planned, held, attended }, programme);
    assert.deepEqual([places, booked], [null, null], 'what was not published is not known');
    const told = courses.reduce((sum, course) => sum + course.attended, 0);
    assert.equal(notBrokenDown?.attended, programme.attended - told);
    assert.deepEqual(
      sorted(training?.byCourse.map(({ course, held, attended }) => ({ course, held, attended }))),
      sorted(courses),
    );
    assert.deepEqual(
      sorted(
        training?.compliance.map(({ agency, level, percent, percentTo, withoutDenominator, eligible }) => ({
          agency,
          level,
          percent,
          ...(percentTo === null ? {} : { to: percentTo }),
          marked: withoutDenominator && eligible === null,
        })),
      ),
      sorted(compliance.published.map(one => ({ ...one, marked: true }))),
    );
    assert.deepEqual(
      sorted(training?.notReturned.map(({ agency, level }) => ({ agency, level }))),
      sorted(compliance.notReturned.map(({ agency, level }) => ({ agency, level }))),
    );
  });

  it('comes back in status training and in the summary card', async () => {
    const { planned, held, attended } = programme;
    const headline = `${held} of ${planned} runs held, ${attended} attended`;
    const status = wordsIn((await reply(stage, manager, 'personal', `status training ${period}`)).card);
    const paper = await reply(stage, manager, 'personal', `summary ${period}`);
    const summary = wordsIn(paper.card);
    for (const words of [status, summary]) {
      assert.ok(words.includes(`Training: ${headline}`), words);
      for (const { percent, to, level } of compliance.published) {
        const share = to === undefined ? `${percent} %` : `${percent} to ${to} %`;
        assert.match(words, new RegExp(`Level ${level}[^\\n]*\\s+${share}, published without denominator`));
      }
      for (const { agency, level } of compliance.notReturned)
        assert.match(words, new RegExp(`${agency}, Level ${level}[^;\\n]*: not returned`));
    }
    const look = shown(await stage.teams.press(manager, paper.activityId ?? '', 'Training'));
    const terminal = await collate(['summary', '--period', period], { DATABASE_URL: stage.databaseUrl });
    for (const { course, held: runs, attended: came } of courses)
      for (const words of [status, look.words, terminal.out])
        assert.match(words, new RegExp(`${escaped(course)}[^\\n:]*:?\\s${runs} runs held, ${came} attended`));
    const back = await stage.teams.press(
      manager,
      paper.activityId ?? '',
      '‹ Summary',
      {},
      { card: look.card },
    );
    assert.equal(shown(back).words.split('\n').slice(0, 2).join(), summary.split('\n').slice(0, 2).join());
  });

  it('asks those who did not answer with the target of their trust beside it', async () => {
    const contact = stage.world.person('Warrington and Halton Hospitals');
    const words = wordsIn((await reply(stage, contact, 'personal', 'form compliance')).card);
    for (const { level, target } of compliance.notReturned)
      assert.match(words, new RegExp(`Level ${level}, [^\\n]*: not returned\\ntarget ${target} %`));
  });
});

type InputsOf = Record<string, string> | ((form: Parameters<typeof choiceIn>[0]) => Record<string, string>);

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** In one order, so that what is told is compared, not where. */
const sorted = (rows: readonly object[] = []) => rows.map(row => JSON.stringify(row)).sort();
