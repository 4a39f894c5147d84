/** Every output there is, as somebody of each standing sees it, is searched for the words of a restricted action. */
import assert from 'node:assert/strict';
import { commands } from '../../bot/commands/registry.ts';
import type { BotDeps, Scene } from '../../bot/deps.ts';
import { toldDigest } from '../../bot/digest-card.ts';
import { renderAsk } from '../../bot/faces/registry.ts';
import { renderReminder } from '../../bot/reminder-face.ts';
import { paperCard } from '../../bot/show-facts.ts';
import { verbs } from '../../bot/verbs/registry.ts';
import { annex } from '../../services/documents/annex.ts';
import { isCollateError } from '../../services/errors.ts';
import { terminal } from '../../services/people/access.ts';
import { type Standing, standings } from '../../services/people/standings.ts';
import { silentLog } from '../../services/ports.ts';
import { lookAtAll } from '../../services/schedule/look.ts';
import { digestSchedule } from '../../services/schedule/schedules/digest.ts';
import { readRestrictions } from '../../services/sets/restrictions.ts';
import { boards, people as persons } from '../../services/store/entities/board.ts';
import { digests } from '../../services/store/entities/digests.ts';
import { reminders } from '../../services/store/entities/reminders.ts';
import { summaries } from '../../services/store/entities/summaries.ts';
import { channels, teams } from '../../services/store/entities/teams.ts';
import { closeRound, postSummary, readLatestPaper } from '../../services/summary/papers.ts';
import { collate } from '../cli/run.ts';
import { people } from '../services/people/standing-people.ts';
import { FIRST, MARK, REF, type RestrictedRoom, restrictedRoom } from '../services/sets/restricted-room.ts';

const mark = new RegExp(MARK, 'i');
/** What is typed after a command's name, beside nothing. */
const typed: Record<string, string[]> = {
  status: ['all', 'priority 2', 'group QA', 'overdue', 'agenda', FIRST, 'training'],
  form: [REF],
  update: [`${REF} amber It goes on`],
  'plan show': ['2', '2.1'],
  summary: [FIRST],
  'sign off': ['QA'],
  'round progress': [FIRST],
  digest: [''],
};
/** They change the board, and are looked at elsewhere. */
const CHANGING =
  /^(round (open|close|move|skip|unskip|hold|release|remind)|link|unlink|person forget|stand-in|summary post)$/;

/** One of each kind: who sees all, who leads, who is of the group, who leads the action, nobody; and those named. */
const some: readonly Standing[] = ['manager', 'chair', 'member', 'anybody', 'named-owner'];

describe('The words of a restricted action', function () {
  this.timeout(120_000);
  let room: RestrictedRoom;
  let deps: BotDeps;
  before(async () => {
    room = await restrictedRoom();
    const { store, clock, boardId } = room.world;
    await lookAtAll({ store, clock, log: silentLog }, [digestSchedule]);
    await room.look('2026-06-18T09:00:00Z');
    clock.set('2026-06-22T09:30:00Z');
    await lookAtAll({ store, clock, log: silentLog }, [digestSchedule]);
    deps = {
      store,
      clock,
      log: silentLog,
      forms: 'inline',
      homeBoardId: boardId,
      files: { fetch: () => Promise.reject(new Error('no files here')) },
      connectors: { at: () => Promise.reject(new Error('no Teams here')) },
      hasTargeted: false,
      publicUrl: () => 'https://collate.example',
    };
  });
  after(() => room.test.dispose());

  async function sceneOf(standing: Standing, kind: 'personal' | 'channel' | 'group-chat'): Promise<Scene> {
    const { store, boardId } = room.world;
    return store.read(async view => {
      const board = await view.rows(boards).get(boardId);
      const person = await view.rows(persons).first({ boardId, email: people[standing] });
      if (!person) throw new Error(standing);
      const channel = await view.rows(channels).get(room.channel);
      const team = await view.rows(teams).get(channel.teamRowId);
      const place = kind === 'channel' ? ({ kind, team, channel, groups: [] } as const) : ({ kind } as const);
      const actor = {
        boardId,
        personId: person.id,
        channelRowId: kind === 'channel' ? channel.id : null,
        ...(kind === 'group-chat' ? { inGroupChat: true } : {}),
      };
      return { board, person, actor, place } as Scene;
    });
  }

  /** What is shown, or the refusal that is. */
  async function shown(run: () => Promise<unknown>): Promise<string> {
    try {
      return JSON.stringify(await run());
    } catch (error) {
      if (!isCollateError(error)) throw error;
      return error.message;
    }
  }

  const isNamed = (standing: Standing) => standing === 'named' || standing === 'named-owner';

  for (const kind of ['channel', 'group-chat', 'personal'] as const) {
    it(`stand in no answer to what is typed in a ${kind} but to those named`, async () => {
      const found: string[] = [];
      // In 1:1 chat it matters who asks; where others read, some of each kind are enough.
      for (const standing of kind === 'personal' ? standings : some) {
        const scene = await sceneOf(standing, kind);
        for (const command of commands) {
          if (CHANGING.test(command.name)) continue;
          for (const words of ['', ...(typed[command.name] ?? [])]) {
            const isUpdate = command.name === 'update' && words !== '';
            if (isUpdate && standing === 'named-owner' && kind === 'personal') continue;
            const answer = await shown(() => command.run(deps, scene, words));
            if (mark.test(answer)) found.push(`${standing}: ${command.name} ${words}`.trim());
          }
        }
      }
      if (kind !== 'personal') assert.deepEqual(found, []);
      else {
        assert.deepEqual(
          found.filter(line => !/^named(-owner)?: /.test(line)),
          [],
        );
        for (const wanted of [
          'named-owner: status',
          'named-owner: sets',
          `named-owner: form ${REF}`,
          'named: sets',
          'named: decisions',
        ])
          assert.ok(found.includes(wanted), wanted);
      }
    });
  }

  it('leave the manager a count of the decisions that are asked, here and at the terminal', async () => {
    const scene = await sceneOf('manager', 'personal');
    const typedThere = commands.find(({ name }) => name === 'decisions');
    const counted = /1 more is asked of restricted actions/;
    assert.match(await shown(async () => typedThere?.run(deps, scene, '')), counted);
    const { out } = await collate(['decisions', '--board', room.world.key], { DATABASE_URL: room.test.url });
    assert.match(out, counted);
    const chair = await sceneOf('chair', 'personal');
    assert.doesNotMatch(await shown(async () => typedThere?.run(deps, chair, '')), /restricted/);
  });

  it('stand in no answer to a button, whatever ids it carries', async () => {
    const actionId = await room.world.action(REF);
    const found: string[] = [];
    for (const standing of some.filter(one => !isNamed(one))) {
      for (const kind of ['personal', 'channel'] as const) {
        const scene = await sceneOf(standing, kind);
        for (const ask of [room.ordinary, room.turn]) {
          const data = {
            ask,
            action: actionId,
            actions: [actionId],
            version: 0,
            seen: 0,
            turn: 0,
            page: 0,
            period: FIRST,
            view: 'top',
            progress: 'typed',
            rating: 'amber',
          };
          for (const [name, verb] of verbs) {
            if (!/^(ask|update|no-change|sign-off|status|mine|decisions)\./.test(name)) continue;
            if (/sign-off\.(sign|send)|no-change\.save/.test(name)) continue;
            const answer = await shown(() =>
              verb.press(deps, scene, { verb: name, data, door: 'message', activityId: null }),
            );
            if (mark.test(answer)) found.push(`${standing} in ${kind}: ${name}`);
          }
        }
      }
    }
    assert.deepEqual(found, []);
  });

  it('stand in nothing that is printed at the terminal', async () => {
    const env = { DATABASE_URL: room.test.url };
    const key = ['--board', room.world.key];
    const lines = [
      ['status'],
      ['status', '--priority', '2'],
      ['status', '--overdue'],
      ['status', '--agenda'],
      ['summary'],
      ['plan', 'show'],
      ['round', 'list'],
      ['round', 'plan'],
      ['round', 'progress'],
      ['sets'],
      ['schedule'],
      ['decisions'],
      ['digest'],
      ['deliveries'],
      ['audit'],
      ['report', 'show'],
    ];
    for (const args of lines) {
      for (const json of [[], ['--json']]) {
        const { out, err } = await collate([...args, ...json, ...key], env);
        assert.doesNotMatch(out + err, mark, args.join(' '));
      }
    }
    const { out } = await collate(['plan', 'show', ...key], env);
    assert.match(out, /1 restricted/);
    assert.match((await collate(['status', ...key], env)).out, /1 restricted/);
  });

  it('stand in no card that is posted, no paper and no document', async () => {
    const { store, boardId, clock } = room.world;
    const mia = terminal(boardId);
    await room.look('2026-07-07T09:00:00Z');
    await closeRound(room.world, mia, FIRST);
    const exec = await room.world.channel('exec');
    assert.ok(exec);
    await postSummary(room.world, mia, { period: FIRST });
    const paper = await readLatestPaper(room.world, boardId, FIRST);
    const board = await store.read(view => view.rows(boards).get(boardId));
    const now = clock.now();
    const cards = await store.read(async view => [
      await renderAsk(view, { boardId, askId: room.ordinary, now }, { forms: 'inline' }),
      ...(await Promise.all(
        (
          await view.rows(reminders).find({ boardId })
        )
          .filter(({ audience }) => audience !== 'asked')
          .map(({ id }) => renderReminder(view, id, now, 'inline')),
      )),
      ...(await Promise.all(
        (
          await view.rows(digests).find({ boardId })
        ).map(({ id }) => toldDigest(view, { boardId, digestId: id, forms: 'inline' })),
      )),
      await view.rows(summaries).find({ boardId }),
    ]);
    assert.ok(cards.length > 3, `${cards.length} cards`);
    const made = await annex.make(room.world, mia, { period: FIRST });
    assert.match(String(made.content), /1 action is restricted to people named/);
    const card = paperCard(paper, board, { mayPost: true, hasAnnex: true, forms: 'inline' });
    for (const one of [...cards, paper, card, made.content]) assert.doesNotMatch(JSON.stringify(one), mark);
    assert.equal((await store.read(view => readRestrictions(view, boardId))).size, 1);
  });
});
