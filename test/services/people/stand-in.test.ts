import assert from 'node:assert/strict';
import { stringify } from 'yaml';
import { boardFileLook } from '../../../bot/board-file-look.ts';
import { isCollateError } from '../../../services/errors.ts';
import { may } from '../../../services/people/permissions.ts';
import { setStandIn } from '../../../services/people/stand-in.ts';
import {
  type BoardFileLook,
  importSentBoardFile,
  receiveBoardFile,
} from '../../../services/plan/sent-board-file.ts';
import { groups } from '../../../services/store/entities/board.ts';
import { textOf } from '../../cards/reading.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { newWorld, rawBoard, type World } from '../world.ts';

onOneDatabase('What the manager does in chat', open => {
  let test: TestStore;
  let world: World;
  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store);
  });

  const code = (wanted: string) => (error: unknown) => isCollateError(error) && error.code === wanted;
  const mia = () => world.as('mia@board.example');
  const leo = { person: 'leo@police.example', until: '2026-08-01' };
  const signs = async (day: string) => {
    const actor = await world.as('leo@police.example');
    const about = { groupId: await world.group('qa'), now: new Date(`${day}T12:00:00Z`) };
    return test.store.read(view => may(view, actor, 'group.sign-off', about));
  };

  it('sets a stand-in until a day, who is kept by the next import, and ends it', async () => {
    await assert.rejects(
      setStandIn(world, await world.as('ann@police.example'), 'QA', leo),
      code('not_allowed'),
    );
    const told = await setStandIn(world, await mia(), 'QA', leo);
    assert.deepEqual(
      [told.group, told.person, told.until, told.before],
      ['Quality Group', 'Leo Lead', leo.until, null],
    );
    assert.equal((await setStandIn(world, await mia(), 'qa', leo)).before, 'Leo Lead', 'said twice');
    await world.reimport(raw => Object.assign(raw.groups[1] ?? {}, { name: 'Quality and Scrutiny' }));
    assert.deepEqual([await signs('2026-08-01'), await signs('2026-08-02')], [true, false]);
    await setStandIn(world, await mia(), 'QA', null);
    assert.equal(await signs('2026-07-01'), false);
  });

  it('takes no day that is past or none, and nobody unknown', async () => {
    for (const until of ['2026-05-31', 'August', '2026-02-30'])
      await assert.rejects(setStandIn(world, await mia(), 'QA', { ...leo, until }), code('input_invalid'));
    const stranger = { ...leo, person: 'who@police.example' };
    await assert.rejects(setStandIn(world, await mia(), 'QA', stranger), code('person_unknown'));
  });

  it('imports a board file after a look, once however often it is pressed', async () => {
    const raw = rawBoard(world.key);
    Object.assign(raw.groups[1] ?? {}, { name: 'Quality and Scrutiny Group' });
    const file = { name: 'board.yaml', bytes: Buffer.from(stringify(raw)) };
    const manager = { ...(await mia()), personId: await world.person('mia@board.example') };
    const ann = { ...manager, personId: await world.person('ann@police.example') };
    await assert.rejects(receiveBoardFile(world, ann, file), code('not_allowed'));
    const nameOf = () =>
      test.store.read(
        async view =>
          (
            await view.rows(groups).get(
              await view
                .rows(groups)
                .first({ boardId: world.boardId, key: 'qa' })
                .then(row => row?.id ?? ''),
            )
          ).name,
      );
    const look = await receiveBoardFile(world, manager, file);
    assert.deepEqual(
      look.result.changes.map(({ kind, what, fields }) => [kind, what, fields]),
      [['changed', 'group', ['name']]],
    );
    assert.equal(await nameOf(), 'Quality Group', 'a look changes nothing');
    await assert.rejects(importSentBoardFile(world, ann, look.fileId), code('not_allowed'));
    assert.equal((await importSentBoardFile(world, manager, look.fileId)).result.changes.length, 1);
    assert.equal(await nameOf(), 'Quality and Scrutiny Group');
    const again = await importSentBoardFile(world, manager, look.fileId);
    assert.deepEqual([again.isImported, again.result.changes], [true, []]);
  });

  it('takes no file that leaves the board without a manager, and says where it takes the sender’s own role', async () => {
    const manager = { ...(await mia()), personId: await world.person('mia@board.example') };
    const sent = (managers: string[]) => {
      const raw = rawBoard(world.key);
      for (const person of raw.people)
        Object.assign(person, { roles: managers.includes(String(person['name'])) ? ['manager'] : [] });
      return receiveBoardFile(world, manager, { name: 'board.yaml', bytes: Buffer.from(stringify(raw)) });
    };
    await assert.rejects(sent([]), (error: unknown) => {
      assert.ok(isCollateError(error, 'board_file_invalid'));
      assert.match(error.message, /names no manager/);
      return true;
    });
    const first = (look: BoardFileLook) => textOf(boardFileLook(look, 'dialog')).split('\n')[1];
    assert.doesNotMatch(first(await sent(['Mia Manager', 'Ann Ward'])) ?? '', /your own role/);
    const look = await sent(['Ann Ward', 'Ben Cole']);
    assert.equal(
      first(look),
      'This takes your own role as manager away: only Ann Ward and Ben Cole could give it back.',
    );
    const done = await importSentBoardFile(world, manager, look.fileId);
    assert.equal(
      first(done),
      'You are no manager of this board any more. Managers now: Ann Ward and Ben Cole.',
    );
    await assert.rejects(sent(['Mia Manager']), code('not_allowed'));
  });

  it('refuses a file of another board, and tells every problem of a bad one', async () => {
    const manager = { ...(await mia()), personId: await world.person('mia@board.example') };
    const other = { name: 'other.yaml', bytes: Buffer.from(stringify(rawBoard('another'))) };
    await assert.rejects(receiveBoardFile(world, manager, other), /of the board “another”/);
    const bad = { name: 'bad.yaml', bytes: Buffer.from('board: {key: x}\n') };
    await assert.rejects(receiveBoardFile(world, manager, bad), code('board_file_invalid'));
  });
});
