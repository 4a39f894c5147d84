/** The audit list, downloads and retention as the manager meets them in Teams, over signed HTTP. */
import assert from 'node:assert/strict';
import { auditEvents } from '../../services/store/entities/audit.ts';
import { roles } from '../../services/store/entities/board.ts';
import { actionUpdates } from '../../services/store/entities/returns.ts';
import { METRICS_TOKEN, metric, sendRaw } from './door-tools.ts';
import { dataOf, reply, type Stage, shown, startStage, titlesIn, wordsIn } from './support.ts';
import { eventually } from './waiting.ts';

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`Records in Teams (${database})`, function () {
    this.timeout(240_000);
    let stage: Stage;
    before(async () => {
      stage = await startStage({
        database,
        history: true,
        edit: source => `${source}retention: {months: 1}\n`,
        env: { METRICS_TOKEN, PUBLIC_URL: 'https://collate.example.org/', LOG_LEVEL: 'info' },
      });
    });
    after(() => stage?.stop());

    const events = (event: string) =>
      stage.store.read(view => view.rows(auditEvents).find({ boardId: stage.boardId, event }));
    const get = (path: string, method = 'GET') => sendRaw(stage.bot.port, { method, path });
    const urlIn = (card: unknown) =>
      /https:\/\/collate\.example\.org(\/documents\/[\w.-]+)/.exec(JSON.stringify(card))?.[1] ?? '';
    const linkTo = async (text: string, title: string) => {
      const said = await reply(stage, stage.mia, 'personal', text);
      const pressed = await stage.teams.press(stage.mia, said.activityId ?? '', title);
      return urlIn(shown(pressed).card);
    };

    it('shows the list to the manager in 1:1 chat, and to nobody else and nowhere else', async () => {
      const said = await reply(stage, stage.mia, 'personal', 'audit');
      assert.match(wordsIn(said.card), /Mia Hart \(manager\) was met in Teams/);
      assert.match(wordsIn(said.card), /The terminal/);
      assert.deepEqual(titlesIn(said.card), ['Older', 'List (.csv)', 'Check the record']);
      const older = await stage.teams.press(stage.mia, said.activityId ?? '', 'Older');
      assert.ok(titlesIn(shown(older).card).includes('Newer'));
      assert.match(
        wordsIn((await reply(stage, stage.ann, 'personal', 'audit')).card),
        /Only the board's manager/,
      );
      const here = await reply(stage, stage.mia, 'Quality Assurance', 'audit');
      assert.match(wordsIn(here.card), /not shown where others read along/);
      assert.ok((await events('board.read')).some(({ subject }) => subject['what'] === 'audit'));
    });

    it('seals by itself, and tells of a hand that was laid on it', async () => {
      const row = await eventually('sealed', () =>
        stage.store.read(view => view.rows(auditEvents).first({ boardId: stage.boardId, position: 2 })),
      );
      assert.match(
        wordsIn((await reply(stage, stage.mia, 'personal', 'audit verify')).card),
        /record is whole/,
      );
      const { id, event } = row;
      const change = (to: string) =>
        stage.store.write(unit => unit.rows(auditEvents).update({ id }, { event: to }));
      await change('board.read');
      const told = wordsIn((await reply(stage, stage.mia, 'personal', 'audit verify')).card);
      assert.match(told, /record was changed[\s\S]*broken at 2/);
      await change(event);
      assert.match(
        wordsIn((await reply(stage, stage.mia, 'personal', 'audit verify')).card),
        /record is whole/,
      );
    });

    it('gives a document by a link, once it was pressed for, and with nothing left behind on the way', async () => {
      const path = await linkTo('summary 2026-27 Q1', 'Annex (.csv)');
      const answer = await get(path);
      assert.equal(answer.status, 200);
      assert.match(answer.body, /^\uFEFFRef,Action,/);
      assert.match(answer.body, /The pilot ran in May\./);
      const { headers } = answer;
      assert.match(
        headers['content-disposition'] ?? '',
        /^attachment; filename="Vale-SCP-2026-27-Q1-annex-draft\.csv"$/,
      );
      assert.deepEqual(
        ['content-type', 'cache-control', 'referrer-policy', 'x-content-type-options'].map(
          name => headers[name],
        ),
        ['text/csv; charset=utf-8', 'no-store', 'no-referrer', 'nosniff'],
      );
      const [opened] = await events('document.opened');
      assert.deepEqual(
        [opened?.source, opened?.role, opened?.subject['document']],
        ['link', 'manager', 'annex'],
      );
    });

    it('refuses what was changed, and who may no longer have it, with a page and nothing else', async () => {
      const path = await linkTo('audit', 'List (.csv)');
      assert.equal((await get(path)).status, 200);
      for (const bad of [`${path}x`, path.replace('.', 'A.'), '/documents/', '/documents/x']) {
        const { status, body, headers } = await get(bad);
        assert.equal(status, 404, bad);
        assert.match(body, /^<!doctype html>.*There is no such document\.<\/p><\/html>$/);
        assert.equal(headers['cache-control'], 'no-store');
      }
      assert.equal((await get(path, 'POST')).status, 405);
      const held = await stage.store.read(view =>
        view.rows(roles).find({ boardId: stage.boardId, role: 'manager' }),
      );
      await stage.store.write(unit => unit.rows(roles).remove({ boardId: stage.boardId, role: 'manager' }));
      const { status, body } = await get(path);
      assert.equal(status, 403);
      assert.doesNotMatch(body, /Ann|Vale|manager/);
      await stage.store.write(async unit => {
        for (const row of held) await unit.rows(roles).insert(row);
      });
      assert.equal((await get(path)).status, 200);
      const counts = await metric(stage, 'collate_documents_total');
      assert.equal(counts['outcome=not_allowed'], 1);
      assert.ok((counts['outcome=opened'] ?? 0) >= 3 && (counts['outcome=unknown'] ?? 0) >= 3);
    });

    it('gives no link to who may not open it', async () => {
      const said = await reply(stage, stage.mia, 'personal', 'summary 2026-27 Q1');
      const data = dataOf(said.card ?? {}, 'document.link');
      const others = await stage.teams.execute(stage.ann, said.activityId ?? '', {
        verb: 'document.link',
        data,
      });
      assert.equal(urlIn(others.body), '');
    });

    it('shows what retention would remove, removes it when pressed, and finds nothing the second time', async () => {
      const texts = () => stage.store.read(view => view.rows(actionUpdates).find({ boardId: stage.boardId }));
      const held = await reply(
        stage,
        stage.mia,
        'personal',
        'round hold 2026-27 Q1 because a review asks for it',
      );
      assert.match(wordsIn(held.card), /is held/);
      assert.match(
        wordsIn((await reply(stage, stage.mia, 'personal', 'retention')).card),
        /Held, so kept: 2026-27 Q1 \(a review/,
      );
      await reply(stage, stage.mia, 'personal', 'round release 2026-27 Q1');
      const look = await reply(stage, stage.mia, 'personal', 'retention');
      assert.match(wordsIn(look.card), /2026-27 Q1: \d+ texts of action updates/);
      assert.match(JSON.stringify(await texts()), /The pilot ran in May/);
      const pressed = await stage.teams.press(stage.mia, look.activityId ?? '', 'Remove them');
      assert.match(shown(pressed).words, /Removed:/);
      assert.doesNotMatch(JSON.stringify(await texts()), /The pilot ran in May/);
      const again = await stage.teams.press(stage.mia, look.activityId ?? '', 'Remove them');
      assert.match(shown(again).words, /Nothing was left to remove/);
      assert.match(
        wordsIn((await reply(stage, stage.ann, 'personal', 'retention')).card),
        /Only the board's manager/,
      );
    });

    it('says first what keeps somebody from being forgotten', async () => {
      const said = await reply(stage, stage.mia, 'personal', 'person forget cara.poole@example.org');
      assert.match(wordsIn(said.card), /cannot be forgotten yet/);
      assert.match(wordsIn(said.card), /They lead Policy and Procedures Group/);
      assert.deepEqual(titlesIn(said.card), []);
    });
  });
}
