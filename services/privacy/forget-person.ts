/**
 * Takes a person's name out of everything, because they ask for it or because somebody must see to it: their returns
 * stay, under a former member. What only they were (accounts, chats, files) is gone; the audit list keeps an id alone.
 */
import { recordAudit } from '../audit/record.ts';
import { queueRefresh } from '../delivery/queue.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { requireMay } from '../people/permissions.ts';
import { normaliseName } from '../plan/names.ts';
import type { Clock } from '../ports.ts';
import { personAccounts } from '../store/entities/accounts.ts';
import { type PersonRow, people } from '../store/entities/board.ts';
import { returns } from '../store/entities/returns.ts';
import { type SummaryRow, summaries } from '../store/entities/summaries.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import type { Digests } from '../summary/freeze.ts';
import { dutiesOf } from './duties.ts';
import { erasables } from './erasable.ts';
import { erasePaper } from './erase-paper.ts';
import { FORMER_MEMBER } from './erased.ts';
import { forgetRow } from './forget-row.ts';

const BATCH = 100;

interface Deps {
  store: Store;
  clock: Clock;
}

export interface ForgetLook {
  personId: string;
  name: string;
  email: string | null;
  /** Returns that stay, under a former member. */
  returns: number;
  /** Returns of others whose words name them. */
  mentions: number;
  /** Their name, and words that name them, in approved papers. */
  papers: number;
  /** What has to be done first, a sentence each; then nothing is taken out. */
  duties: string[];
}

/**
 * @param who a mail address, a name, or the id of the board file; of somebody who has left too
 * @throws CollateError `not_allowed`, `person_unknown`
 */
export async function lookAtPerson(view: View, actor: Actor, who: string, now: Date): Promise<ForgetLook> {
  await requireMay(view, actor, 'person.manage', { now });
  const person = await findAnybody(view, actor.boardId, who);
  const own = await view.rows(returns).find({ boardId: actor.boardId });
  const change = without(person);
  let mentions = 0;
  for (const ids of batched(own.map(({ id }) => id))) {
    for (const erasable of erasables) mentions += await erasable.find(view, ids, change);
  }
  const papers = (await approved(view, actor.boardId)).map(paper => withoutName(paper, person));
  return {
    personId: person.id,
    name: person.name,
    email: person.email,
    returns: own.filter(row => row.personId === person.id || row.enteredById === person.id).length,
    mentions,
    papers: papers.reduce((sum, paper) => sum + paper.words + paper.names, 0),
    duties: await dutiesOf(view, person),
  };
}

/**
 * The row of the person goes last: broken off before, all of it can be done again.
 * @throws CollateError as `lookAtPerson`, and `person_has_duties`
 */
export async function forgetPerson(deps: Deps, actor: Actor, who: string): Promise<ForgetLook> {
  const { store, clock } = deps;
  const look = await store.read(view => lookAtPerson(view, actor, who, clock.now()));
  if (look.duties.length > 0) {
    throw new CollateError(
      'person_has_duties',
      `Nothing was taken out: ${look.name} is still needed. ${look.duties.join(' ')}`,
    );
  }
  const person = await store.read(view => view.rows(people).get(look.personId));
  await rewriteTexts(deps, actor, person);
  await rewritePapers(deps, actor, person);
  await store.write(async unit => {
    const now = clock.now();
    await forgetRow(unit, await unit.rows(people).get(person.id), now);
    await recordAudit(unit, {
      ...actor,
      at: now,
      event: 'person.forgotten',
      subject: { person: person.id, returns: look.returns },
    });
    for (const askId of await asksOf(unit, person)) {
      await queueRefresh(unit, { purpose: 'ask', subjectId: askId }, now);
      await queueRefresh(unit, { purpose: 'report', subjectId: askId }, now);
    }
  });
  await store.scrub();
  return look;
}

async function asksOf(view: View, { boardId, id: personId }: PersonRow): Promise<Set<string>> {
  return new Set((await view.rows(returns).find({ boardId, personId })).map(({ askId }) => askId));
}

async function rewriteTexts({ store, clock }: Deps, actor: Actor, person: PersonRow): Promise<void> {
  const all = await store.read(view => view.rows(returns).find({ boardId: actor.boardId }));
  const change = without(person);
  for (const ids of batched(all.map(({ id }) => id))) {
    await store.write(async unit => {
      let changed = 0;
      for (const erasable of erasables) changed += await erasable.rewrite(unit, ids, change);
      if (changed > 0) await note(unit, actor, person, { mentions: changed }, clock.now());
    });
  }
}

async function rewritePapers({ store, clock }: Deps, actor: Actor, person: PersonRow): Promise<void> {
  for (const { id } of await store.read(view => approved(view, actor.boardId))) {
    await store.write(async unit => {
      const erased = withoutName(await unit.rows(summaries).get(id), person);
      if (erased.words + erased.names === 0) return;
      const now = clock.now();
      await unit.rows(summaries).update({ id }, { facts: erased.facts });
      await queueRefresh(unit, { purpose: 'summary', subjectId: id }, now);
      await queueRefresh(unit, { purpose: 'draft-summary', subjectId: id }, now);
      await note(unit, actor, person, { summary: id, words: erased.words, names: erased.names }, now);
    });
  }
}

const note = (
  unit: Parameters<typeof recordAudit>[0],
  actor: Actor,
  { id: person }: PersonRow,
  counts: Record<string, string | number>,
  at: Date,
) => recordAudit(unit, { ...actor, at, event: 'person.forgotten', subject: { person, ...counts } });

const approved = (view: View, boardId: string) => view.rows(summaries).find({ boardId, state: 'approved' });

function withoutName({ facts, digests }: SummaryRow, person: PersonRow) {
  const change = without(person);
  return erasePaper(facts, (digests ?? {}) as Digests, {
    words: false,
    nameFor: name => (normaliseName(name) === normaliseName(person.name) ? FORMER_MEMBER : name),
    goes: text => change(text) !== text,
  });
}

/** A text in which the name and the address are a former member's. A single short name would be found in other words. */
function without({ name, email }: PersonRow): (text: string) => string {
  const said = [email, name.trim().includes(' ') ? name : null].filter(one => one !== null);
  if (said.length === 0) return text => text;
  const pattern = new RegExp(
    said.map(one => `(?<![\\p{L}\\p{N}])${escaped(one)}(?![\\p{L}\\p{N}])`).join('|'),
    'giu',
  );
  return text => text.replace(pattern, 'a former member');
}

/** However the words of a name are spaced. */
const escaped = (text: string) =>
  text
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');

async function findAnybody(view: View, boardId: string, who: string): Promise<PersonRow> {
  const wanted = normaliseName(who);
  // A further account that was joined to somebody is no person of its own.
  const joined = await view.rows(personAccounts).find({ boardId, state: 'joined' });
  const all = (await view.rows(people).find({ boardId, forgottenAt: null })).filter(
    ({ id }) => !joined.some(({ metId }) => metId === id),
  );
  const fits = (name: string | null) => name !== null && normaliseName(name) === wanted;
  const byMail = all.filter(({ email, key, id }) => fits(email) || fits(key) || id === who);
  const [only, second] = byMail.length > 0 ? byMail : all.filter(({ name }) => fits(name));
  if (only && !second) return only;
  const problem = second ? 'More than one person is' : 'Nobody here is';
  throw new CollateError('person_unknown', `${problem} called “${who.slice(0, 80)}”. Give the mail address.`);
}

const batched = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, index) =>
    rows.slice(index * BATCH, (index + 1) * BATCH),
  );
