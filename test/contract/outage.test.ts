/** A database that goes away for a while, and what people and the ledger have of it. */
import assert from 'node:assert/strict';
import { DataSource } from 'typeorm';
import { queueRefreshOf } from '../../services/delivery/queue.ts';
import { deliveries, messages } from '../../services/store/entities/delivery.ts';
import { actions } from '../../services/store/entities/plan.ts';
import { type Wire, wireTo } from '../support/wire.ts';
import { askCard, reply, type Stage, type StageSpec, shown, startStage, wordsIn } from './support.ts';
import { eventually, settled } from './waiting.ts';

/** A stage whose bot has its database over a wire that can be cut. */
async function startWired(spec: StageSpec): Promise<{ stage: Stage; wire: Wire }> {
  const wires: Wire[] = [];
  const stage = await startStage({
    ...spec,
    database: 'postgres',
    reachedBy: async url => {
      const wire = await wireTo(url);
      wires.push(wire);
      return wire.url;
    },
  });
  const [wire] = wires;
  assert.ok(wire);
  return { stage, wire };
}

describe('a database that goes away (PostgreSQL)', () => {
  let stage: Stage;
  let wire: Wire;
  let ask = '';

  before(async () => {
    ({ stage, wire } = await startWired({}));
    ask = await askCard(stage);
  });
  after(async () => {
    await stage?.stop();
    await wire?.close();
  });

  const stopped = async () =>
    (await stage.store.read(view => view.rows(deliveries).find({ state: 'stopped' }))).map(
      ({ purpose, lastOutcome }) => `${purpose}: ${lastOutcome}`,
    );
  const save = async (ref: string) =>
    wordsIn((await reply(stage, stage.mia, 'personal', `update ${ref} green Words for ${ref}.`)).card);
  const said = (line: RegExp) => line.test(stage.bot.output().stdout);
  const isUpdate = (call: { operation: string; path: string }) =>
    call.operation === 'update' && call.path.includes(ask);

  it('says so to whoever asks meanwhile, in words that promise nothing, and answers after it', async () => {
    await settled(stage);
    await wire.cut();
    const words = wordsIn((await reply(stage, stage.mia, 'personal', 'status')).card);
    assert.match(
      words.replaceAll('\n', ' '),
      /What you asked for was not finished\. Look again, then try again/,
    );
    assert.doesNotMatch(words, /Nothing was saved/);
    await wire.mend();
    assert.match(wordsIn((await reply(stage, stage.mia, 'personal', 'status')).card), /0 of 3 returns/);
    assert.ok(said(/"where":"command","error":"store_unreachable"/));
  });

  it('writes what Teams said of a card once the database is back, and posts nothing twice', async () => {
    const { connector } = stage.world;
    const calls = connector.calls.length;
    const hold = connector.holdNext({ when: isUpdate });
    assert.match(await save('1.1.a'), /Saved/);
    await hold.arrived;
    await wire.cut();
    hold.release();
    await eventually('it was tried to be written', async () => said(/"msg":"delivery not written yet"/));
    await wire.mend();
    await settled(stage);
    assert.deepEqual(await stopped(), []);
    assert.equal(connector.calls.slice(calls).filter(isUpdate).length, 1);
  });

  it('sends what could not be drawn when it is back, and stops nothing', async () => {
    const { connector } = stage.world;
    const admin = await new DataSource({ type: 'postgres', url: stage.databaseUrl }).initialize();
    const runner = admin.createQueryRunner();
    try {
      const from = connector.sent.length;
      // The card waits for this table in the middle of being drawn, and there its connection ends.
      await runner.startTransaction();
      await runner.query(`LOCK TABLE ${actions.name} IN ACCESS EXCLUSIVE MODE`);
      await stage.store.write(async unit => {
        const message = await unit.rows(messages).first({ activityId: ask });
        assert.ok(message);
        await queueRefreshOf(unit, message, new Date());
      });
      const ended = await eventually('the card is being drawn', async () => {
        const rows: unknown[] = await admin.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows.length > 0;
      });
      assert.ok(ended);
      await runner.rollbackTransaction();
      await connector.waitFor(({ kind, activityId }) => kind === 'update' && activityId === ask, {
        from,
        timeoutMs: 20_000,
      });
      await settled(stage);
      assert.deepEqual(await stopped(), []);
      assert.ok(said(/"outcome":"retry","error":"store_unreachable"/), 'that was how it ended');
    } finally {
      await runner.release();
      await admin.destroy();
    }
  });
});

for (const forms of ['dialog', 'inline'] as const) {
  describe(`a form while the database is away (${forms})`, () => {
    let stage: Stage;
    let wire: Wire;

    before(async () => {
      ({ stage, wire } = await startWired({ forms }));
    });
    after(async () => {
      await stage?.stop();
      await wire?.close();
    });

    it('stays as it is, with what was typed, and the next press saves it', async () => {
      const ask = await askCard(stage);
      const { card } = shown(await stage.teams.press(stage.ann, ask, /^Update 1\.1\.c /));
      const save = () =>
        stage.teams.press(
          stage.ann,
          ask,
          'Save',
          { rating: 'amber', progress: 'Words for 1.1.c.' },
          { card, dialog: forms === 'dialog' },
        );
      await wire.cut();
      const failed = await save();
      assert.equal(failed.status, 500, 'Teams keeps the form');
      assert.match(
        JSON.stringify(failed.body),
        /vnd\.microsoft\.error.*may not have been saved\. Nothing you typed is lost: press Save again/,
      );
      await wire.mend();
      assert.match(shown(await save()).words, /Saved 1\.1\.c/);
    });
  });
}
