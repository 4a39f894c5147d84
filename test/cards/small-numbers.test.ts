import assert from 'node:assert/strict';
import { digestCard } from '../../cards/digest/digest-card.ts';
import { sectionNames } from '../../cards/digest/sections.ts';
import { type StatusPart, statusCard } from '../../cards/status/status-card.ts';
import { trainingCard } from '../../cards/status/training-card.ts';
import { summaryCard } from '../../cards/summary/summary-card.ts';
import { sayFacts } from '../../cli/say-facts.ts';
import { sayTraining } from '../../cli/say-training.ts';
import { readDigest } from '../../services/digest/read-digest.ts';
import { readFacts } from '../../services/summary/read-facts.ts';
import {
  byAgency,
  courseTotal,
  programmeTotal,
  type TrainingWorld,
  trainingWorld,
} from '../services/summary/training-world.ts';
import { sqliteStore, type TestStore } from '../support/stores.ts';

const Q1 = '2026-27 Q1';
const PARTS: StatusPart[] = ['top', 'attention', 'groups', 'overdue', 'training'];
const PAGES = [0, 1, 2];
const forms = 'dialog' as const;

/** A count of people that nothing else in these faces can be. */
const SMALL = 47;

describe('Counts below the board’s threshold', () => {
  let test: TestStore;
  before(async () => {
    test = await sqliteStore();
  });
  after(() => test.dispose());

  /** Every face that goes out, as text: cards with their data, the terminal, the JSON. */
  async function everyFace(world: TrainingWorld): Promise<[name: string, text: string][]> {
    const facts = await readFacts(world, world.boardId, Q1);
    const now = world.clock.now();
    const since = new Date(now.getTime() - 7 * 24 * 60 * 60_000);
    const digest = await test.store.read(view =>
      readDigest(view, world.boardId, { since, until: now }, null),
    );
    assert.ok(digest);
    const look = { words: undefined, paper: null, own: null, all: false, forms };
    const paper = {
      summaryId: 's',
      version: 1,
      approvedBy: null,
      approvedAt: null,
      returnsSince: 0,
      mayPost: true,
    };
    const faces: [string, unknown][] = [
      ['json', facts],
      ['terminal', sayFacts(facts)],
      ['terminal, training', sayTraining(facts)],
      ['summary', summaryCard(facts, { ...paper, forms })],
      ['summary, small', summaryCard(facts, { ...paper, isSmall: true, forms })],
    ];
    for (const page of PAGES) {
      faces.push([`training ${page}`, trainingCard(facts, { page, forms, of: 'summary' })]);
      for (const part of PARTS)
        faces.push([`status ${part} ${page}`, statusCard(facts, { ...look, part, page })]);
      for (const section of [null, ...sectionNames])
        faces.push([
          `digest ${section} ${page}`,
          digestCard(digest, { section, page, codes: {}, note: '', forms }),
        ]);
    }
    return faces.map(([name, face]) => [name, typeof face === 'string' ? face : JSON.stringify(face)]);
  }

  /** The same figures on a board with a threshold and on one without. */
  async function worldWith(suppressBelow: string | null): Promise<TrainingWorld> {
    const world = await trainingWorld(test.store, {
      edit: raw => Object.assign(raw.board, suppressBelow === null ? {} : { suppressBelow }),
    });
    await world.open(Q1, '2026-07-10');
    await world.giveProgramme(Q1, programmeTotal({ planned: 37, held: 29, attended: 900 }));
    const attendances = [
      byAgency(await world.agency('Police'), SMALL),
      byAgency(await world.agency('Council'), 300),
      byAgency(await world.agency('Charity'), 200),
    ];
    await world.giveCourse(Q1, courseTotal('Neglect', { attended: 600, attendances }));
    await world.giveCourse(Q1, courseTotal('Online safety', { attended: SMALL }));
    await world.comply(Q1, 'Police', 1, { eligible: SMALL, inDate: SMALL });
    return world;
  }

  const telling = async (world: TrainingWorld) =>
    (await everyFace(world)).filter(([, text]) => /\b47\b/.test(text)).map(([name]) => name);

  it('stand on no face that leaves the group', async () => {
    assert.deepEqual(await telling(await worldWith('50')), []);
  });

  it('stand there where the board set none', async () => {
    const named = await telling(await worldWith(null));
    for (const face of ['json', 'terminal, training', 'training 0', 'status training 0'])
      assert.ok(named.includes(face), `${face}: ${named.join(', ')}`);
  });
});
