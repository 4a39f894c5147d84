/** What `status training` tells, of whom, and where, over signed HTTP. */
import assert from 'node:assert/strict';
import { terminal } from '../../services/people/access.ts';
import { systemClock } from '../../services/ports.ts';
import { saveCompliance } from '../../services/returns/compliance.ts';
import { saveFigures } from '../../services/returns/training-figures.ts';
import { people } from '../../services/store/entities/board.ts';
import { askParts, asks } from '../../services/store/entities/rounds.ts';
import { PROGRAMME } from '../../services/training/subjects.ts';
import type { Person } from '../support/teams/directory.ts';
import { PERIOD } from './board.ts';
import { reply, type Stage, shown, startStage, titlesIn, wordsIn } from './support.ts';

const withTraining = (source: string) =>
  source
    .replace(
      'channel: Quality Assurance}',
      'channel: Quality Assurance, asks: [action-updates, training-figures]}',
    )
    .replace(
      'plan:\n',
      'training:\n  targets: [{level: 1, percent: 88}]\n  compliance: [{agency: Police, levels: [1], group: QAS}, {agency: ICB, levels: [1], group: PPG}]\nplan:\n',
    );

for (const forms of ['dialog', 'inline'] as const) {
  describe(`status training (${forms})`, () => {
    let stage: Stage;
    before(async () => {
      stage = await startStage({ forms, edit: withTraining });
    });
    after(() => stage?.stop());

    const say = async (person: Person, where: string, text: string) =>
      wordsIn((await reply(stage, person, where, text)).card);

    it('says that nothing is in yet, and never 0', async () => {
      const words = await say(stage.mia, 'personal', 'status training');
      assert.match(words, /Training: no figures in yet from QAS\./);
      assert.match(words, /Compliance: 0 of 2 returned\./);
      assert.match(words, /Police, Level 1: not returned/);
      assert.doesNotMatch(words, /0 attended|0 runs/);
    });

    it('tells the programme with its rates, and compliance beside its target', async () => {
      await giveFigures(stage);
      for (const [person, where] of [
        [stage.mia, 'personal'],
        [stage.mia, 'Executive'],
        [stage.ann, 'Quality Assurance'],
      ] as const) {
        const words = await say(person, where, 'status training');
        assert.match(words, /29 of 37 runs held, 304 attended of 393 places \(77 %\)/, where);
        assert.match(words, /96 % attended against bookings: 304 of 318/);
        assert.match(words, /85 % attended of booked: 269 of 318/);
        assert.match(words, /412 of 440 in date, 94 %, target 88 %: met/);
      }
      assert.match(await say(stage.mia, 'personal', `status ${PERIOD} training`), /77 %/);
    });

    it('tells each group what it was asked for, and nobody else’s', async () => {
      const own = await say(stage.ann, 'Quality Assurance', 'status training');
      assert.doesNotMatch(own, /ICB, Level 1/);
      const other = await say(stage.mia, 'personal', 'status training group PPG');
      assert.match(other, /ICB, Level 1: not returned/);
      assert.doesNotMatch(other, /304|412/);
      const none = await say(stage.mia, 'personal', 'status training group Training Hub');
      assert.match(none, /Nothing of training was asked of this part in this period\./);
    });

    it('opens from the status by its button, and leads back', async () => {
      const { activityId = '', card } = await reply(stage, stage.ann, 'Quality Assurance', 'status');
      assert.match(wordsIn(card), /Training so far: 29 of 37 runs held/);
      assert.ok(titlesIn(card).includes('Training'));
      const look = shown(await stage.teams.press(stage.ann, activityId, 'Training'));
      assert.match(look.words, /Only QAS/);
      assert.match(look.words, /85 % attended of booked/);
      assert.ok(titlesIn(look.card).includes('‹ Status'));
    });
  });
}

/** The Leicester quarter as the group’s programme, and the Police’s compliance, as the terminal gives them for Ann Ward. */
async function giveFigures({ store, boardId, ann }: Stage): Promise<void> {
  const { figuresAsk, complianceAsk, part, givenById } = await store.read(async view => {
    const person = await view.rows(people).first({ boardId, name: ann.name });
    const own = await view.rows(asks).find({ boardId });
    const parts = await view.rows(askParts).find({ boardId });
    const isQas = own.find(({ kind }) => kind === 'training-figures')?.groupId ?? '';
    const compliance = own.find(({ kind, groupId }) => kind === 'compliance' && groupId === isQas);
    return {
      givenById: person?.id ?? '',
      figuresAsk: own.find(({ kind }) => kind === 'training-figures')?.id ?? '',
      complianceAsk: compliance?.id ?? '',
      part: parts.find(({ askId }) => askId === compliance?.id)?.subjectId ?? '',
    };
  });
  const deps = { store, clock: systemClock };
  const actor = terminal(boardId);
  const figures = await saveFigures(deps, actor, {
    askId: figuresAsk,
    subjectId: PROGRAMME,
    seenVersion: null,
    fields: {
      planned: '37',
      held: '29',
      places: '393',
      booked: '318',
      cancelled: '29',
      noShows: '20',
      unbooked: '35',
      attended: '304',
    },
    givenById,
  });
  assert.equal(figures.kind, 'saved');
  const compliance = await saveCompliance(deps, actor, {
    askId: complianceAsk,
    part,
    seenVersion: null,
    fields: { eligible: '440', inDate: '412', asAt: '2026-03-31' },
    givenById,
  });
  assert.equal(compliance.kind, 'saved');
}
