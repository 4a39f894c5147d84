/** A written report named by who owes it and when, and a Word file put into its draft in one go: for the terminal. */
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import { findGroup } from '../people/groups.ts';
import { normaliseName } from '../plan/names.ts';
import type { Clock } from '../ports.ts';
import { guardTexts } from '../privacy/guard-texts.ts';
import { kinds } from '../returns/kinds.ts';
import { headingsOf, type ReportKind } from '../returns/report-headings.ts';
import { settle } from '../returns/saving.ts';
import { type ReportState, readWrittenReport, reportKindOf } from '../returns/written-report.ts';
import { beginReport } from '../returns/written-report-save.ts';
import { type Asked, ofAgency, ofGroup, ofPriority } from '../rounds/owed/owed.ts';
import { agencies, groups } from '../store/entities/board.ts';
import { priorities } from '../store/entities/plan.ts';
import { asks } from '../store/entities/rounds.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import { findRound } from '../summary/records.ts';
import { keepPlaced, lookAtPlaced, type PlacedHeading, toKeep } from './look-at-placed.ts';
import { placeReport, readWordBlocks } from './read-word-report.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** Whose report it is; exactly one of the three is named. */
export interface ReportOwner {
  group?: string | undefined;
  agency?: string | undefined;
  /** A priority's ref. */
  priority?: string | undefined;
}

/**
 * The ask for a report in a period, or in the open or newest round.
 * @throws CollateError `input_invalid`, `group_unknown`, `priority_unknown`, `ask_unknown`, `round_unknown`, `round_none_open`
 */
export async function findReport(
  view: View,
  boardId: string,
  owner: ReportOwner,
  period: string | null,
): Promise<string> {
  const { kind, asked, name } = await readOwner(view, boardId, owner);
  const round = await findRound(view, boardId, period);
  const ask = await view.rows(asks).first({ roundId: round.id, kind, ...asked });
  if (ask) return ask.id;
  throw new CollateError(
    'ask_unknown',
    `${name} is not asked for this in ${round.period}: ${kinds[kind].title.toLowerCase()}.`,
  );
}

async function readOwner(
  view: View,
  boardId: string,
  { group, agency, priority }: ReportOwner,
): Promise<{ kind: ReportKind; asked: Asked; name: string }> {
  if ([group, agency, priority].filter(name => name !== undefined).length !== 1)
    throw new CollateError('input_invalid', 'Say whose report it is: a group, an agency or a priority.');
  if (group !== undefined) {
    const all = await view.rows(groups).find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
    const found = findGroup(all, group);
    return { kind: 'group-report', asked: ofGroup(found.id), name: found.name };
  }
  if (agency !== undefined) {
    const all = await view.rows(agencies).find({ boardId, retiredAt: null }, { orderBy: { name: 'asc' } });
    const isMeant = (name: string) => normaliseName(name) === normaliseName(agency);
    const found = all.find(({ key, name }) => isMeant(key) || isMeant(name));
    if (found) return { kind: 'agency-statement', asked: ofAgency(found.id), name: found.name };
    const known = all.map(({ name }) => name).join(', ');
    throw new CollateError(
      'input_invalid',
      `There is no agency “${agency.slice(0, 60)}” here. The agencies are: ${known}.`,
    );
  }
  const all = await view
    .rows(priorities)
    .find({ boardId, retiredAt: null }, { orderBy: { position: 'asc' } });
  const found = all.find(({ ref }) => ref.toLowerCase() === priority?.trim().toLowerCase());
  if (found) return { kind: 'priority-report', asked: ofPriority(found.id), name: `Priority ${found.ref}` };
  const known = all.map(({ ref }) => ref).join(', ');
  throw new CollateError(
    'priority_unknown',
    `There is no priority “${priority?.slice(0, 40)}”. The priorities are: ${known}.`,
  );
}

export interface ImportedReport {
  state: ReportState;
  /** As it was looked at, before anything was kept. */
  headings: PlacedHeading[];
  notPlaced: string;
  /** The ids of the headings that were kept; would be, in a dry run. */
  kept: string[];
}

/**
 * Puts a Word file into a draft: all that it says, or nothing. Nothing is submitted.
 * @param replace takes the file's text also where the draft has another
 * @throws CollateError `file_unreadable`, `file_too_large`, `identifier_found`; `input_invalid` where a text is too long or would overwrite
 */
export async function importReport(
  { store, clock }: Deps,
  actor: Actor,
  input: { askId: string; bytes: Uint8Array; givenById: string; replace: boolean; dryRun: boolean },
): Promise<ImportedReport> {
  const { askId, givenById, replace, dryRun } = input;
  const blocks = await readWordBlocks(input.bytes);
  return store.write(async unit => {
    const kind = await reportKindOf(unit, actor.boardId, askId);
    const placed = placeReport(blocks, headingsOf[kind]);
    const saving = await beginReport(unit, clock, actor, askId);
    const before = await readWrittenReport(unit, actor.boardId, askId, saving.now);
    const headings = lookAtPlaced(before, placed);
    const changing = headings.filter(({ fate }) => fate === 'fills' || fate === 'differs');
    const texts = changing.map(({ title, fromFile }) => [title, fromFile]);
    await guardTexts(unit, actor, Object.fromEntries(texts), saving.now);
    const choices = Object.fromEntries(headings.map(({ id }) => [id, 'file' as const]));
    const wanted = toKeep(headings, choices);
    const result = { headings, notPlaced: placed.notPlaced, kept: wanted.map(({ id }) => id) };
    if (dryRun) return { ...result, state: before };
    requireFit(headings, replace);
    await keepPlaced(unit, saving, actor, before, wanted, givenById);
    if (wanted.length > 0) await settle(unit, saving);
    return { ...result, state: await readWrittenReport(unit, actor.boardId, askId, saving.now) };
  });
}

function requireFit(headings: readonly PlacedHeading[], replace: boolean): void {
  const long = headings.filter(({ fate }) => fate === 'too-long');
  if (long.length > 0) {
    const words = long.map(({ title, problem }) => `${title}: ${problem ?? ''}`).join(' ');
    throw new CollateError('input_invalid', `Nothing was kept. Shorten in the file: ${words}`);
  }
  const taken = headings.filter(({ fate }) => fate === 'differs').map(({ title }) => title);
  if (taken.length === 0 || replace) return;
  throw new CollateError(
    'input_invalid',
    `Nothing was kept, because the draft says something else already: ${taken.join(', ')}. Look with --dry-run; --replace takes the file's text.`,
  );
}
