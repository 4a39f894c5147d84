/** A Word file that somebody sent in 1:1 chat, kept for a day until they have looked at it and say what stands. */
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import type { Texts } from '../privacy/find-on-board.ts';
import { guardTexts } from '../privacy/guard-texts.ts';
import { headingsOf, type ReportKind } from '../returns/report-headings.ts';
import { settle } from '../returns/saving.ts';
import { type ReportState, readWrittenReport, seenCode } from '../returns/written-report.ts';
import { beginReport } from '../returns/written-report-save.ts';
import { type SentFileRow, sentFiles } from '../store/entities/training.ts';
import { lessThan } from '../store/rows.ts';
import type { Store, Unit, View } from '../store/unit-of-work.ts';
import { findReportAsks, type ReportAsk } from './find-report-asks.ts';
import {
  type Choices,
  keepPlaced,
  lookAtPlaced,
  type PlacedHeading,
  toKeep,
  undecided,
} from './look-at-placed.ts';
import { type Placed, placeBlocks } from './place-blocks.ts';
import { placeReport, readWordBlocks } from './read-word-report.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** How long a file waits for its look, in milliseconds. */
const KEPT = 24 * 3_600_000;

/** What is kept of it: its words by heading, for each kind of report that it may be. */
interface SentReport {
  what: 'written-report';
  placed: Partial<Record<ReportKind, Placed>>;
}

/** A file and the draft that it may fill. */
export interface SentLook {
  fileId: string;
  name: string;
  state: ReportState;
  headings: PlacedHeading[];
  notPlaced: string;
}

export type Received =
  | { kind: 'look'; look: SentLook }
  /** More than one report may be meant. */
  | { kind: 'choose'; fileId: string; name: string; asks: ReportAsk[] };

/**
 * Reads a file that the actor sent, and finds the report that it is for by its headings.
 * @throws CollateError `file_unreadable`, `file_too_large`; `round_none_open` where no report is asked of them;
 * `identifier_found` where it may say who somebody is: then nothing of it is kept
 */
export async function receiveReport(
  { store, clock }: Deps,
  actor: Actor,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<Received> {
  const blocks = await readWordBlocks(bytes);
  return store.write(async unit => {
    const now = clock.now();
    const open = await findReportAsks(unit, actor, now);
    const [first] = open;
    if (!first)
      throw new CollateError(
        'round_none_open',
        'No open round asks you for a report, so the file was not kept.',
      );
    const kindsAsked = [...new Set(open.map(({ kind }) => kind))];
    const placed: SentReport['placed'] = {};
    for (const kind of kindsAsked) placed[kind] = placeBlocks(blocks, headingsOf[kind]);
    // Says which headings there are.
    if (kindsAsked.every(kind => headingsFound(placed[kind]) === 0))
      placeReport(blocks, headingsOf[first.kind]);
    await guardTexts(unit, actor, { 'The file’s name': name, ...textsOf(placed) }, now);
    const meant = meantBy(placed, open);
    const only = meant.length === 1 ? meant[0] : undefined;
    await unit.rows(sentFiles).remove({ until: lessThan(now) });
    const row = await unit.rows(sentFiles).insert({
      boardId: actor.boardId,
      personId: actor.personId ?? '',
      askId: only?.askId ?? null,
      name,
      url: null,
      figures: { what: 'written-report', placed } satisfies SentReport,
      until: new Date(now.getTime() + KEPT),
    });
    await recordAudit(unit, { ...actor, at: now, event: 'file.received', subject: { file: row.id } });
    if (!only) return { kind: 'choose', fileId: row.id, name, asks: meant };
    return { kind: 'look', look: await lookAt(unit, actor, row, only.askId, now) };
  });
}

/** Every word of a file, by the title that it stands under. What it stands under differs with the kind of report. */
function textsOf(placed: SentReport['placed']): Texts {
  const under = new Map<string, string[]>();
  const note = (title: string, text: string) => under.set(title, [...(under.get(title) ?? []), text]);
  for (const [kind, { texts, notPlaced }] of Object.entries(placed)) {
    for (const { heading, text } of texts) note(titleOf(kind as ReportKind, heading), text);
    note('Under none of the headings', notPlaced);
  }
  return Object.fromEntries([...under].map(([title, texts]) => [title, [...new Set(texts)].join('\n')]));
}

const titleOf = (kind: ReportKind, heading: string): string =>
  headingsOf[kind].find(({ id }) => id === heading)?.title ?? heading;

/** Of the reports that somebody may write, those whose headings the file has most of. */
function meantBy(placed: SentReport['placed'], open: readonly ReportAsk[]): ReportAsk[] {
  const best = Math.max(...open.map(({ kind }) => headingsFound(placed[kind])));
  return open.filter(({ kind }) => headingsFound(placed[kind]) === best);
}

const headingsFound = (placed: Placed | undefined) =>
  placed ? placed.texts.length + placed.empty.length : 0;

/** The reports that a file may be for. @throws CollateError `file_gone` */
export function reportsForSent(
  { store, clock }: Deps,
  actor: Actor,
  fileId: string,
): Promise<{ name: string; asks: ReportAsk[] }> {
  return store.read(async view => {
    const row = await findSent(view, actor, fileId, clock.now());
    const placed = sentReport(row)?.placed ?? {};
    return { name: row.name, asks: meantBy(placed, await findReportAsks(view, actor, clock.now())) };
  });
}

/**
 * The look at a file; with `askId` for the report that its sender says it is for.
 * @throws CollateError `file_gone` for one that is no longer kept, `ask_unknown`, `not_allowed`
 */
export function lookAtSent(
  { store, clock }: Deps,
  actor: Actor,
  { fileId, askId = null }: { fileId: string; askId?: string | null },
): Promise<SentLook> {
  return store.write(async unit => {
    const row = await findSent(unit, actor, fileId, clock.now());
    const chosen = askId ?? row.askId;
    if (chosen === null) throw new CollateError('ask_unknown', 'Say first which report the file is for.');
    const saving = await beginReport(unit, clock, actor, chosen);
    if (chosen !== row.askId) await unit.rows(sentFiles).update({ id: row.id }, { askId: chosen });
    return lookAt(unit, actor, row, chosen, saving.now);
  });
}

export type SentKept =
  /** In the look afterwards what was kept is the `same` in both; what is too long waits to be shortened. */
  | { kind: 'kept'; look: SentLook }
  /** Nothing was kept: of these headings there are two texts. */
  | { kind: 'undecided'; look: SentLook; undecided: PlacedHeading[] }
  /** Nothing was kept: the draft is no longer what they looked at. */
  | { kind: 'changed'; look: SentLook };

/** @param seen the draft as it stood in the look, as `seenCode` says it */
export function keepSent(
  { store, clock }: Deps,
  actor: Actor,
  input: { fileId: string; seen: string; choices: Choices; givenById?: string | null },
): Promise<SentKept> {
  const { fileId, seen, choices, givenById = null } = input;
  return store.write(async unit => {
    const row = await findSent(unit, actor, fileId, clock.now());
    const askId = row.askId ?? '';
    const saving = await beginReport(unit, clock, actor, askId);
    const look = await lookAt(unit, actor, row, askId, saving.now);
    const wanted = toKeep(look.headings, choices);
    const open = undecided(look.headings, choices);
    // The same press once more finds nothing to do, and is answered as before.
    if (wanted.length + open.length > 0 && seen !== seenCode(look.state)) return { kind: 'changed', look };
    if (open.length > 0) return { kind: 'undecided', look, undecided: open };
    await keepPlaced(unit, saving, actor, look.state, wanted, givenById);
    if (wanted.length > 0) await settle(unit, saving);
    return { kind: 'kept', look: await lookAt(unit, actor, row, askId, saving.now) };
  });
}

/** Forgets a file that its sender does not want to use. */
export async function dropSent({ store, clock }: Deps, actor: Actor, fileId: string): Promise<void> {
  const { boardId, personId } = actor;
  await store.write(async unit => {
    const gone = await unit.rows(sentFiles).remove({ id: fileId, boardId, personId: personId ?? '' });
    if (gone === 0) return;
    await recordAudit(unit, { ...actor, at: clock.now(), event: 'file.put-away', subject: { file: fileId } });
  });
}

async function lookAt(
  unit: Unit,
  { boardId }: Actor,
  row: SentFileRow,
  askId: string,
  now: Date,
): Promise<SentLook> {
  const state = await readWrittenReport(unit, boardId, askId, now);
  const placed = sentReport(row)?.placed[state.kind];
  if (!placed) throw notKept();
  const { id: fileId, name } = row;
  return { fileId, name, state, headings: lookAtPlaced(state, placed), notPlaced: placed.notPlaced };
}

/** A file is its sender's alone. */
async function findSent(view: View, actor: Actor, fileId: string, now: Date): Promise<SentFileRow> {
  const { boardId, personId } = actor;
  const row = await view.rows(sentFiles).first({ id: fileId, boardId, personId: personId ?? '' });
  if (row && row.until > now && sentReport(row)) return row;
  throw notKept();
}

function sentReport({ figures }: SentFileRow): SentReport | null {
  const kept = figures as Partial<SentReport> | null;
  return kept?.what === 'written-report' && kept.placed ? { what: kept.what, placed: kept.placed } : null;
}

const notKept = () => new CollateError('file_gone', 'This file is no longer kept. Send it again to use it.');
