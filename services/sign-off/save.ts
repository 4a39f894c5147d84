/** Signing off, sending back, and taking either back. Each is one unit of work, and a row more. */
import { createHash } from 'node:crypto';
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireSigner, type Signer } from '../people/signers.ts';
import type { Clock } from '../ports.ts';
import { guardTexts } from '../privacy/guard-texts.ts';
import { FieldReader } from '../returns/fields.ts';
import { boards, people } from '../store/entities/board.ts';
import { returns } from '../store/entities/returns.ts';
import { type SignOffRow, type SignOffStep, signOffReturns, signOffs } from '../store/entities/sign-offs.ts';
import type { Store, Unit } from '../store/unit-of-work.ts';
import { dayOf } from '../time.ts';
import { labelsOf } from './labels.ts';
import { findGroupAsk, type GroupAsk, readSigning, type Signing } from './read-signing.ts';
import { countsFor, type Part, type Stand, standOfAsk } from './stand.ts';
import { refreshGroup } from './tell.ts';

/** The longest comment, in characters. */
export const MAX_COMMENT = 1000;

interface Deps {
  store: Store;
  clock: Clock;
}

export interface SignInput {
  /** Any ask of the group in the round. */
  askId: string;
  /** What lay before who pressed: the number of versions, and of steps. */
  seen: number;
  turn: number;
}

export type SignOffResult = { signing: Signing } & (
  | { kind: 'done' }
  /** It stood so before: a second press, or another who signs. */
  | { kind: 'already' }
  /** Nothing was done: these are not answered. */
  | { kind: 'missing' }
  /** Nothing was done: what lay before them is no longer so; these were answered anew, or somebody else came first. */
  | { kind: 'changed'; changed: string[] }
  /** Nothing was done: what is wrong with the comment. */
  | { kind: 'problem'; problem: string }
);

/** @throws CollateError `ask_unknown`, `not_allowed`, `nothing_to_sign` */
export function signOff({ store, clock }: Deps, actor: Actor, input: SignInput): Promise<SignOffResult> {
  return store.write(async unit => {
    const scene = await openScene(unit, clock, actor, input.askId);
    const { stand } = scene;
    if (stand.state === 'signed') return { kind: 'already', signing: await scene.read() };
    const refused = await refusal(unit, scene, input);
    if (refused) return refused;
    await append(unit, scene, actor, { step: 'signed', comment: null });
    return { kind: 'done', signing: await scene.read() };
  });
}

/**
 * Gives the returns back to the group, with what is to be mended.
 * @throws CollateError `ask_unknown`, `identifier_found`, `not_allowed`, `nothing_to_sign`
 */
export function sendBack(
  { store, clock }: Deps,
  actor: Actor,
  input: SignInput & { comment: string },
): Promise<SignOffResult> {
  return store.write(async unit => {
    const scene = await openScene(unit, clock, actor, input.askId);
    const { step, state } = scene.stand;
    const read = new FieldReader<'comment'>({ comment: input.comment });
    const comment = read.text('comment', { required: 'Say what is to be mended.', max: MAX_COMMENT });
    const isSame = state === 'sent-back' && step?.personId === actor.personId && step.comment === comment;
    if (isSame) return { kind: 'already', signing: await scene.read() };
    const refused = await refusal(unit, scene, input);
    if (refused) return refused;
    const problem = read.problems.comment;
    if (problem !== undefined) return { kind: 'problem', problem, signing: await scene.read() };
    await guardTexts(unit, actor, { comment }, scene.now);
    await append(unit, scene, actor, { step: 'sent-back', comment });
    return { kind: 'done', signing: await scene.read() };
  });
}

/**
 * Takes the last step back: what stood before it stands again.
 * @throws CollateError `ask_unknown`, `not_allowed`, `nothing_to_undo` where it is another's, or not the last
 */
export function undoSignOff(
  { store, clock }: Deps,
  actor: Actor,
  { askId, stepId }: { askId: string; stepId: string },
): Promise<Signing> {
  return store.write(async unit => {
    const scene = await openScene(unit, clock, actor, askId);
    const { newest } = scene.stand;
    // A second press: it is undone already.
    if (newest?.undoesId === stepId) return scene.read();
    if (newest?.id !== stepId || newest.step === 'undone')
      throw new CollateError(
        'nothing_to_undo',
        'Something was done since, so this cannot be undone any more.',
      );
    if (newest.personId !== actor.personId) {
      const { name } = await unit.rows(people).get(newest.personId);
      throw new CollateError('nothing_to_undo', `Only ${name} can undo this.`);
    }
    await append(unit, scene, actor, { step: 'undone', comment: null, undoesId: stepId });
    return scene.read();
  });
}

interface Scene {
  ask: GroupAsk;
  stand: Stand;
  signer: Signer;
  now: Date;
  read(): Promise<Signing>;
}

async function openScene(unit: Unit, clock: Clock, actor: Actor, askId: string): Promise<Scene> {
  const now = clock.now();
  const ask = await findGroupAsk(unit, actor.boardId, askId);
  const { timezone } = await unit.rows(boards).get(actor.boardId);
  const signer = await requireSigner(unit, actor, { groupId: ask.groupId, now, today: dayOf(now, timezone) });
  const stand = await standOfAsk(unit, ask);
  if (!stand || stand.state === 'nothing')
    throw new CollateError('nothing_to_sign', 'There is nothing to sign off here.');
  return { ask, stand, signer, now, read: () => readSigning(unit, ask, now) };
}

/** Nobody signs part of it, and nobody what they have not seen. */
async function refusal(unit: Unit, scene: Scene, { seen, turn }: SignInput): Promise<SignOffResult | null> {
  const { stand } = scene;
  if (stand.missing.length > 0) return { kind: 'missing', signing: await scene.read() };
  if (stand.seen === seen && stand.turn === turn) return null;
  const changed = await labelsOf(unit, stand, await partsSince(unit, stand, seen));
  return { kind: 'changed', changed, signing: await scene.read() };
}

/** What was answered, changed or taken out after so many versions. */
async function partsSince(unit: Unit, stand: Stand, seen: number): Promise<Part[]> {
  const askIds = stand.asks.map(({ ask }) => ask.id);
  const rows = await unit
    .rows(returns)
    .find({ askId: askIds }, { orderBy: { savedAt: 'asc', version: 'asc' } });
  const counted = rows.filter(row => stand.asks.some(one => countsFor(one, row)));
  return stand.seen > seen ? counted.slice(seen - stand.seen) : [];
}

interface NewStep {
  step: SignOffStep;
  comment: string | null;
  undoesId?: string;
}

async function append(unit: Unit, scene: Scene, actor: Actor, newStep: NewStep): Promise<SignOffRow> {
  const { ask, stand, signer, now } = scene;
  const { boardId, roundId, groupId } = ask;
  const { step, comment, undoesId = null } = newStep;
  const row = await unit.rows(signOffs).insert({
    boardId,
    roundId,
    groupId,
    position: stand.turn + 1,
    step,
    personId: signer.person.id,
    agencyId: signer.person.agencyId,
    capacity: signer.capacity,
    channelRowId: actor.channelRowId,
    at: now,
    comment,
    undoesId,
  });
  const covered = stand.asks.flatMap(({ standing }) => [...standing.values()].map(({ id }) => id)).sort();
  if (step !== 'undone') {
    for (const returnId of covered)
      await unit.rows(signOffReturns).insert({ boardId, signOffId: row.id, returnId });
  }
  await recordAudit(unit, {
    boardId,
    at: now,
    event: events[step],
    personId: actor.personId,
    agencyId: row.agencyId,
    channelRowId: actor.channelRowId,
    about: { groupId },
    subject: {
      round: roundId,
      group: groupId,
      signOff: row.id,
      capacity: row.capacity,
      undoes: undoesId,
      versions: step === 'undone' ? 0 : covered.length,
      // Which versions, in one code: the chain of events holds it, and the rows can be held against it.
      digest: step === 'undone' ? null : createHash('sha256').update(covered.join(' ')).digest('hex'),
    },
  });
  await refreshGroup(unit, { boardId, roundId, groupId }, now);
  return row;
}

const events = {
  signed: 'sign-off.given',
  'sent-back': 'sign-off.sent-back',
  undone: 'sign-off.undone',
} as const;
