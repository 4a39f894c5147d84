/** What is restricted goes to people named, in their own chats, and is counted everywhere else. */
import assert from 'node:assert/strict';
import {
  type DecisionList,
  listDecisions,
  readDecisionList,
} from '../../../services/decisions/list-decisions.ts';
import { noteDecision } from '../../../services/decisions/note-decision.ts';
import { isCollateError } from '../../../services/errors.ts';
import { saveActionUpdate, undoReturn } from '../../../services/returns/action-updates.ts';
import { findAskedAction, readWaiting } from '../../../services/returns/find-asked.ts';
import { mayStandAt } from '../../../services/returns/see-ask.ts';
import { listSets } from '../../../services/sets/list-sets.ts';
import { readRestrictions } from '../../../services/sets/restrictions.ts';
import { people as persons } from '../../../services/store/entities/board.ts';
import { deliveries } from '../../../services/store/entities/delivery.ts';
import { reminders } from '../../../services/store/entities/reminders.ts';
import { returns } from '../../../services/store/entities/returns.ts';
import { rounds } from '../../../services/store/entities/rounds.ts';
import { slots } from '../../../services/store/entities/schedule.ts';
import { readFacts } from '../../../services/summary/read-facts.ts';
import { onlyGroups } from '../../../services/summary/scopes.ts';
import { people } from '../people/standing-people.ts';
import { saved } from '../world.ts';
import {
  FIRST,
  MARK,
  REF,
  type RestrictedRoom,
  restrictedRoom,
  restrictedSet,
  turnAsk,
} from './restricted-room.ts';

describe('A restricted set', function () {
  this.timeout(30_000);
  let room: RestrictedRoom;
  beforeEach(async () => {
    room = await restrictedRoom();
  });
  afterEach(() => room.test.dispose());

  const now = () => room.world.clock.now();
  const read: RestrictedRoom['world']['store']['read'] = work => room.world.store.read(work);
  const asOf = (email: string, channelRowId: string | null = null) => room.world.as(email, channelRowId);
  const placesOf = (subjectId: string, purpose: 'ask' | 'reminder') =>
    read(view => view.rows(deliveries).find({ purpose, ...(subjectId ? { subjectId } : {}) }));

  it('is asked of those named who own or lead it, in 1:1 chat, and of nobody in a channel', async () => {
    const owner = await room.world.person(people['named-owner']);
    const sent = await placesOf(room.turn, 'ask');
    assert.deepEqual(
      sent.map(({ placeKind, placeId }) => [placeKind, placeId]),
      [['person', owner]],
    );
    const at = (placeKind: 'person' | 'channel', placeId: string) =>
      read(view =>
        mayStandAt(view, { boardId: room.world.boardId, askId: room.turn }, { placeKind, placeId }, now()),
      );
    assert.equal(await at('person', owner), true);
    assert.equal(await at('channel', room.channel), false);
    assert.equal(await at('person', await room.world.person(people.manager)), false);
  });

  it('is counted in the totals, of the board and of its group, with no word', async () => {
    const facts = await readFacts(room.world, room.world.boardId, FIRST);
    const second = facts.priorities.find(({ ref }) => ref === '2');
    assert.deepEqual([second?.actions, second?.restricted, second?.rag.amber], [2, 1, 1]);
    const total = Object.values(second?.rag ?? {}).reduce((sum, one) => sum + one, 0);
    assert.equal(total, second?.actions);
    assert.deepEqual(
      facts.restricted.map(({ priority, rag }) => [priority, rag]),
      [['2', 'amber']],
    );
    assert.ok(facts.actions.every(({ ref }) => ref !== REF));
    assert.doesNotMatch(JSON.stringify(facts), new RegExp(MARK));
    assert.equal(onlyGroups(facts, ['QA']).priorities.find(({ ref }) => ref === '2')?.restricted, 1);
    assert.equal(onlyGroups(facts, ['Practice']).restricted.length, 0);
  });

  it('has its decisions told to those named in 1:1 chat, and counted for all others', async () => {
    const { boardId } = room.world;
    const listFor = async (email: string, channelRowId: string | null = null) => {
      const reader = await asOf(email, channelRowId);
      return read(view => readDecisionList(view, boardId, reader));
    };
    const said = ({ decisions, hidden }: DecisionList) => [decisions.map(({ text }) => text), hidden];
    for (const email of [people.named, people['named-owner']])
      assert.deepEqual(said(await listFor(email)), [[`Decide on ${MARK}`], 0]);
    for (const email of [people.manager, people.chair]) assert.deepEqual(said(await listFor(email)), [[], 1]);
    assert.deepEqual(said(await listFor(people.named, room.channel)), [[], 1]);
    assert.deepEqual(await read(view => listDecisions(view, boardId)), [], 'nor on an agenda');
  });

  it('has its decisions noted by a manager who is named, and by no other', async () => {
    const { boardId } = room.world;
    const owner = await asOf(people['named-owner']);
    const named = [people.named, people['named-owner'], people.manager];
    const [decision] = await read(view => listDecisions(view, boardId, owner));
    const note = async () =>
      noteDecision(room.world, await asOf(people.manager), {
        returnId: decision?.asking.returnId ?? '',
        seenVersion: 0,
        fields: { state: 'agreed', words: `Agreed on ${MARK}`, decidedOn: '2026-06-08' },
      });
    await assert.rejects(note(), (error: unknown) => isCollateError(error, 'decision_unknown'));
    await room.world.reimport(raw => Object.assign(raw, { sets: [restrictedSet({ restricted: named })] }));
    assert.equal((await note()).kind, 'saved');
    const [noted] = await read(view => listDecisions(view, boardId, owner));
    assert.deepEqual([noted?.state, noted?.note?.words], ['agreed', `Agreed on ${MARK}`]);
    const chair = await asOf(people.chair);
    assert.deepEqual(await read(view => readDecisionList(view, boardId, chair)), {
      decisions: [],
      hidden: 0,
    });
  });

  it('is told, where a turn passes without an answer, to all who are named and to nobody else', async () => {
    await room.look('2026-06-22T09:05:00Z');
    const second = (await turnAsk(room.world)).period;
    await room.look('2026-07-06T09:05:00Z');
    const third = (await turnAsk(room.world)).period;
    assert.notEqual(second, third);
    const made = async (period: string) =>
      read(async view => {
        const round = await view.rows(rounds).first({ boardId: room.world.boardId, period });
        const own = await view.rows(reminders).find({ roundId: round?.id ?? '' });
        const sent = await view
          .rows(deliveries)
          .find({ purpose: 'reminder', subjectId: own.map(({ id }) => id) });
        return [own.map(({ audience }) => audience), sent.map(({ placeId }) => placeId).sort()];
      });
    const named = await Promise.all(
      [people.named, people['named-owner']].map(email => room.world.person(email)),
    );
    assert.deepEqual(await made(third), [['asked'], named.sort()]);
  });

  it('is found by typing, waits in lists and is told for those named alone, and not where others read', async () => {
    const owner = {
      ...(await asOf(people['named-owner'])),
      personId: await room.world.person(people['named-owner']),
    };
    assert.equal((await read(view => findAskedAction(view, owner, REF, now()))).action.ref, REF);
    const others = [people.manager, people['board-chair'], people.chair, people.member, people.scrutineer];
    for (const actor of [
      ...(await Promise.all(others.map(email => asOf(email)))),
      await asOf(people['named-owner'], room.channel),
      { ...owner, inGroupChat: true },
    ]) {
      await assert.rejects(
        read(view => findAskedAction(view, actor, REF, now())),
        error => isCollateError(error, 'action_unknown') && !error.message.includes(MARK),
      );
      const { waiting, done } = await read(view =>
        readWaiting(view, { ...actor, personId: actor.personId ?? '' }, now()),
      );
      assert.doesNotMatch(JSON.stringify([waiting, done]), new RegExp(MARK));
    }
    const [set] = await listSets(room.world, owner);
    assert.match(set?.title ?? '', new RegExp(MARK));
    assert.match(set?.actions[0]?.said?.progress ?? '', new RegExp(MARK));
    const [counted] = await listSets(room.world, await asOf(people.manager));
    assert.deepEqual([counted?.title, counted?.actions, counted?.turn?.of], [null, [], 1]);
    assert.deepEqual(await listSets(room.world, await asOf(people.member)), [], 'nor that there is one');
  });

  it('is answered by those named alone, also for another, and undone by nobody else', async () => {
    const actionId = await room.world.action(REF);
    const fields = { rating: 'green', progress: 'Going on' };
    const input = { askId: room.turn, actionId, seenVersion: null, fields };
    const refused = async (email: string, more = {}) =>
      assert.rejects(
        saveActionUpdate(room.world, await asOf(email), { ...input, ...more }),
        error => isCollateError(error) && ['not_allowed', 'person_unknown'].includes(error.code),
      );
    for (const email of [people.manager, people.chair, people.member, people.named]) await refused(email);
    await refused(people['named-owner'], { givenById: await room.world.person(people.chair) });
    const old = await read(view => view.rows(returns).first({ askId: room.ordinary, subjectId: actionId }));
    await assert.rejects(
      undoReturn(room.world, await asOf(people.chair), { askId: room.ordinary, returnId: old?.id ?? '' }),
      error => isCollateError(error, 'not_allowed'),
    );
    await saved(saveActionUpdate(room.world, await asOf(people['named-owner']), input));
  });

  it('is reminded of in 1:1 chat, and called by a code where anybody may read', async () => {
    await room.look('2026-06-22T09:00:00Z');
    const { askId } = await turnAsk(room.world);
    assert.notEqual(askId, room.turn);
    await room.look('2026-07-01T09:00:00Z');
    const sent = await placesOf('', 'reminder');
    const owner = await room.world.person(people['named-owner']);
    const ofTurn = sent.filter(({ placeKind }) => placeKind === 'person');
    assert.ok(ofTurn.length > 0);
    assert.ok(ofTurn.every(({ placeId }) => placeId === owner));
    const told = await read(async view => [
      await view.rows(slots).find({ boardId: room.world.boardId }),
      await view.rows(rounds).find({ boardId: room.world.boardId }),
    ]);
    assert.doesNotMatch(JSON.stringify(told), /zebra/i);
  });

  it('stays restricted when it leaves its set, and when the set leaves the file; a set that names nobody frees it', async () => {
    const actionId = await room.world.action(REF);
    const isRestricted = async () =>
      (await read(view => readRestrictions(view, room.world.boardId))).has(actionId);
    const sets = (...given: object[]) => room.world.reimport(raw => Object.assign(raw, { sets: given }));
    await sets(restrictedSet({ actions: ['2.1.a', '1.1.a'] }));
    await sets(restrictedSet({ actions: ['1.1.a'] }));
    assert.equal(await isRestricted(), true, 'out of its set');
    await sets();
    assert.equal(await isRestricted(), true, 'its set is out of the file');
    const { restricted: _nobody, ...open } = restrictedSet();
    const { changes } = await sets(open);
    assert.ok(changes.some(({ what, fields }) => what === 'set' && fields.includes('restricted')));
    assert.equal(await isRestricted(), false);
  });

  it('is refused where nobody named could answer, or somebody is unknown', async () => {
    const refused = (given: Record<string, unknown>, words: RegExp) =>
      assert.rejects(
        async () => room.world.reimport(raw => Object.assign(raw, { sets: [restrictedSet(given)] })),
        error => isCollateError(error, 'board_file_invalid') && words.test(error.message),
      );
    await refused({ restricted: [people.named] }, /“2\.1\.a” could be answered by nobody/);
    await refused({ restricted: ['x@y.example'] }, /names “x@y\.example”, which is under no entry of people/);
    await refused({ restricted: [] }, /needs at least one person/);
  });

  it('lets somebody who is no longer named read no more', async () => {
    await room.world.reimport(raw =>
      Object.assign(raw, { sets: [restrictedSet({ restricted: [people.chair] })] }),
    );
    const former = await asOf(people['named-owner']);
    await assert.rejects(
      read(view => findAskedAction(view, former, REF, now())),
      error => isCollateError(error, 'action_unknown'),
    );
    const chair = await read(view => view.rows(persons).first({ email: people.chair }));
    const waiting = (await placesOf(room.turn, 'ask')).filter(({ state }) => state === 'due');
    assert.deepEqual(
      waiting.map(({ placeId }) => placeId),
      [chair?.id],
    );
  });
});
