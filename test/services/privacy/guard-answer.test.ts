/** The guard where answers are written: nothing of what is refused is kept, and a pass holds for the very same text. */
import assert from 'node:assert/strict';
import { isCollateError } from '../../../services/errors.ts';
import { importBoard } from '../../../services/plan/import-board.ts';
import { IdentifierError } from '../../../services/privacy/finding.ts';
import { guardTexts } from '../../../services/privacy/guard-texts.ts';
import { saveActionUpdate, saveNoChange } from '../../../services/returns/action-updates.ts';
import type { AskState } from '../../../services/returns/ask-state.ts';
import { auditEvents } from '../../../services/store/entities/audit.ts';
import { passedFindings } from '../../../services/store/entities/privacy.ts';
import { actionUpdates, returns } from '../../../services/store/entities/returns.ts';
import { onOneDatabase, type TestStore } from '../../support/stores.ts';
import { fileOf, newWorld, rawBoard, type World } from '../world.ts';

const WORDS = 'The audit names 943 476 5919 as its third case.';
/** Not three digits alone, which stand in many an id. */
const NUMBER = /943\D?476\D?5919/;

onOneDatabase('An answer that may say who somebody is', open => {
  let test: TestStore;
  let world: World;
  let ask: AskState;

  before(async () => {
    test = await open();
  });
  after(() => test?.dispose());
  beforeEach(async () => {
    world = await newWorld(test.store, {
      edit: raw =>
        Object.assign(raw, { privacy: { casePatterns: ['CR-9999'], allowPhones: ['01244 960100'] } }),
    });
    await world.open('2026-27 Q1', '2026-07-10');
    ask = await world.ask('2026-27 Q1', 'qa');
  });

  const save = async (
    email: string,
    fields: Record<string, string>,
    pass: { codes: readonly string[]; reason: string } | null = null,
    actionId = ask.actions[0]?.id ?? '',
  ) =>
    saveActionUpdate(world, await world.as(email), {
      askId: ask.askId,
      actionId,
      seenVersion: null,
      fields: { rating: 'green', ...fields },
      pass,
    });
  const refused = async (...given: Parameters<typeof save>) => {
    const result = await save(...given);
    assert.equal(result.kind, 'refused');
    return result.kind === 'refused' ? result.refusal : assert.fail();
  };
  const codesOf = ({ findings }: Awaited<ReturnType<typeof refused>>) => findings.map(({ code }) => code);
  const passes = () => world.store.read(view => view.rows(passedFindings).find({ boardId: world.boardId }));
  const versions = () => world.store.read(view => view.rows(returns).count({ boardId: world.boardId }));

  it('is not saved, and is told field by field', async () => {
    const { findings, mayPass, passers } = await refused('ben@council.example', {
      progress: WORDS,
      decisionWhat: 'Close CR-4471?',
      decisionFrom: 'The chair, on 07700 900461',
      decisionBy: '2026-07-31',
    });
    assert.deepEqual(
      findings.map(({ field, kind, words }) => [field, kind, words]),
      [
        ['progress', 'nhs-number', '943 476 5919'],
        ['decisionWhat', 'case-reference', 'CR-4471'],
        ['decisionFrom', 'phone', '07700 900461'],
      ],
    );
    assert.equal(mayPass, false);
    assert.deepEqual(passers, ['Ann Ward']);
    assert.equal(await versions(), 0);
    assert.deepEqual(await passes(), []);
    assert.equal((await world.ask('2026-27 Q1', 'qa')).done, 0);
  });

  it('is saved where only an office is named', async () => {
    const result = await save('ben@council.example', {
      progress: 'Ring 01244 960 100, or ann@police.example.',
    });
    assert.equal(result.kind, 'saved');
  });

  it('is let through by the chair, with a reason, and not by a member', async () => {
    const codes = codesOf(await refused('ann@police.example', { progress: WORDS }));
    const ben = await refused(
      'ben@council.example',
      { progress: WORDS },
      { codes, reason: 'A test number.' },
    );
    assert.equal(ben.mayPass, false);
    const silent = await refused('ann@police.example', { progress: WORDS }, { codes, reason: ' ' });
    assert.match(silent.problem ?? '', /Say why/);
    const untold = await refused('ann@police.example', { progress: WORDS }, { codes: [], reason: 'A test.' });
    assert.match(untold.problem ?? '', /Tick/);
    const repeated = await refused(
      'ann@police.example',
      { progress: WORDS },
      { codes, reason: '943 476 5919 is a test number.' },
    );
    assert.match(repeated.problem ?? '', /without the words themselves/);
    assert.deepEqual(await passes(), []);

    const done = await save('ann@police.example', { progress: WORDS }, { codes, reason: 'A test number.' });
    assert.equal(done.kind, 'saved');
    const [row, another] = await passes();
    assert.equal(another, undefined);
    assert.equal(row?.kind, 'nhs-number');
    assert.equal(row?.field, 'progress');
    assert.equal(row?.reason, 'A test number.');
    assert.equal(row?.personId, await world.person('ann@police.example'));
    assert.equal(row?.returnId, done.kind === 'saved' ? done.answer.returnId : '');
    assert.doesNotMatch(JSON.stringify(row), NUMBER);
    const events = await world.store.read(view =>
      view.rows(auditEvents).find({ boardId: world.boardId, event: 'finding.passed' }),
    );
    assert.equal(events.length, 1);
    assert.equal(events[0]?.subject['finding'], 'nhs-number');
    assert.doesNotMatch(JSON.stringify(events), NUMBER);
    assert.doesNotMatch(JSON.stringify(events), /test number/);
  });

  it('keeps its pass while the text stands, for whoever saves it, and no longer', async () => {
    const codes = codesOf(await refused('ann@police.example', { progress: WORDS }));
    await save('ann@police.example', { progress: WORDS }, { codes, reason: 'A test number.' });
    const again = await save('ben@council.example', { progress: WORDS, impact: 'Fewer delays.' });
    assert.equal(again.kind, 'saved');
    assert.equal((await passes()).length, 1);
    await refused('ben@council.example', { progress: `${WORDS} His mother was told.` });
    await refused('ben@council.example', { progress: 'Done.', impact: WORDS });
    const other = ask.actions[1]?.id ?? '';
    await refused('ben@council.example', { progress: WORDS }, null, other);
  });

  it('is passed whole or not at all, and by the manager too', async () => {
    const fields = { progress: `${WORDS} See CR-4471.` };
    const first = await refused('mia@board.example', fields);
    assert.equal(first.mayPass, true);
    const [one = '', two = ''] = codesOf(first);
    const half = await refused('mia@board.example', fields, { codes: [one], reason: 'A test.' });
    assert.deepEqual(codesOf(half), [one, two]);
    const whole = await save('mia@board.example', fields, { codes: [one, two], reason: 'Two tests.' });
    assert.equal(whole.kind, 'saved');
    assert.equal((await passes()).length, 2);
  });

  it('may stand on where it was saved before: “no change” adds no words', async () => {
    // Not the first one, whose date has passed.
    await save('ben@council.example', { progress: 'As planned.' }, null, ask.actions[1]?.id ?? '');
    await world.store.write(unit =>
      unit.rows(actionUpdates).update({ boardId: world.boardId }, { progress: WORDS }),
    );
    await world.open('2026-27 Q2', '2026-10-10');
    const next = await world.ask('2026-27 Q2', 'qa');
    const kept = next.actions.find(action => action.noChange.allowed);
    if (!kept) return assert.fail('nothing may stay as it is');
    const done = await saveNoChange(world, await world.as('ben@council.example'), {
      askId: next.askId,
      actionIds: [kept.id],
    });
    assert.equal(done.kept[0]?.answer?.content.progress, WORDS);
    ask = next;
    // Saved anew, by somebody else, they are looked through.
    await refused('ann@police.example', { progress: WORDS }, null, kept.id);
  });

  it('is one function away for texts that are no return', async () => {
    const actor = await world.as('ann@police.example');
    const guard = (comment: string) =>
      world.store.write(unit => guardTexts(unit, actor, { comment }, world.clock.now()));
    await guard('Please say what changed.');
    await assert.rejects(guard('Ask J.S., aged 7'), error => {
      assert.ok(error instanceof IdentifierError && isCollateError(error, 'identifier_found'));
      assert.match(
        error.message,
        /“J\.S\., aged 7” looks like initials with an age\. .*say “a child in year 6”/,
      );
      return true;
    });
  });

  it('is found by what the board’s file says, which is read and checked', async () => {
    const raw = rawBoard(world.key);
    Object.assign(raw, {
      privacy: { casePatterns: ['(a+)+$'], allowPhones: ['none'], allowMail: ['gmail.com'] },
    });
    assert.throws(
      () => fileOf(raw),
      /casePatterns\[0\] must be letters[\s\S]*allowPhones\[0\] must be a telephone[\s\S]*allowMail\[0\] is where private/,
    );
    await importBoard(world, fileOf(rawBoard(world.key)));
    const result = await save('ben@council.example', { progress: 'CR-4471 is closed.' });
    assert.equal(result.kind, 'saved');
  });
});
