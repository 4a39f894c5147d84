/** A file of training figures that somebody sent in 1:1 chat, until it is saved, put away or a day old. */
import { isDeepStrictEqual } from 'node:util';
import { recordAudit } from '../audit/record.ts';
import { CollateError } from '../errors.ts';
import type { Actor } from '../people/access.ts';
import type { Clock } from '../ports.ts';
import { boards } from '../store/entities/board.ts';
import { type SentFileRow, sentFiles } from '../store/entities/training.ts';
import type { Store, View } from '../store/unit-of-work.ts';
import { type FileWords, readFileWords, rememberWords, type SaidWords } from '../training/file-words.ts';
import { type Column, matchColumns } from '../training/files/columns.ts';
import type { FileReading } from '../training/files/reading.ts';
import { type StrangeWords, strangeWords } from '../training/import-runs.ts';
import { isToAsk, missingFields, openFile } from '../training/open-file.ts';
import { forgetOldFiles } from './forget-files.ts';
import { guardFile, keptReading } from './guard-file.ts';
import { type AskChoice, asksToFill } from './training-asks.ts';
import type { FileForAsk, FileLook, ImportDecision, ImportSaved } from './training-import.ts';
import { lookAtFile, saveFile } from './training-import.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

const KEPT_MS = 24 * 60 * 60 * 1000;

type Meanings = Column['meaning'][];

/** What is kept of a file: its headings, then its figures, then how it was saved; never a delegate's name. */
type Kept =
  | { stage: 'columns'; headings: string[]; problem: string | null }
  /** With what its columns meant when it was read. */
  | { stage: 'figures'; headings: string[]; meanings: Meanings; reading: FileReading }
  | { stage: 'saved'; fresh: number; changed: number };

/** What is to be done with a file next. */
export interface FileState {
  fileId: string;
  name: string;
  /** The asks that this person may answer. */
  asks: AskChoice[];
  /** Null until one is chosen. */
  ask: AskChoice | null;
  /** `saved` is kept for a second press. */
  step: 'columns' | 'ask' | 'words' | 'look' | 'saved';
  columns: Column[];
  missing: ReturnType<typeof missingFields>;
  /** What is wrong with the columns as they were matched. */
  problem: string | null;
  strange: StrangeWords;
  /** Null before the columns are matched. */
  found: (Pick<FileReading, 'shape' | 'sheet' | 'rows'> & { runs: number }) | null;
  saved: { fresh: number; changed: number } | null;
  words: FileWords;
}

/**
 * Takes a file in: what it holds is kept for a day, and what it says of delegates is not kept at all.
 * @param url where Teams lets it be fetched again for a while
 * @throws CollateError `round_none_open` where nobody asks this person for training figures; `identifier_found`; those of `openFile`
 */
export async function receiveFile(
  { store, clock }: Deps,
  actor: Actor & { personId: string },
  { name, bytes, url }: { name: string; bytes: Uint8Array; url: string | null },
): Promise<FileState> {
  const { words, choices, zone } = await store.read(async view => ({
    words: await readFileWords(view, actor.boardId),
    choices: await asksToFill(view, actor, clock.now()),
    zone: (await view.rows(boards).get(actor.boardId)).timezone,
  }));
  if (choices.length === 0) {
    throw new CollateError(
      'round_none_open',
      'No round asks you for training figures, so nothing was read. If one is open, ask the business unit whether your group is asked for them.',
    );
  }
  const opened = await openFile(bytes, words, zone);
  const [only, another] = choices;
  const fileId = await store.write(async unit => {
    await forgetOldFiles(unit, clock.now());
    await guardFile(unit, actor, { name, ...opened }, clock.now());
    // Teams sends a message twice when its answer is late, and people send a file again.
    await unit.rows(sentFiles).remove({ boardId: actor.boardId, personId: actor.personId, name });
    const row = await unit.rows(sentFiles).insert({
      boardId: actor.boardId,
      personId: actor.personId,
      askId: only && !another ? only.askId : null,
      name,
      url,
      figures: keptOf(opened, words),
      until: new Date(clock.now().getTime() + KEPT_MS),
    });
    await recordAudit(unit, { ...actor, at: clock.now(), event: 'file.received', subject: { file: row.id } });
    return row.id;
  });
  return store.read(view => readFile(view, actor, fileId, clock.now()));
}

/** @throws CollateError `file_gone` for one that is older than a day, was put away, or is somebody else's */
export async function readFile(view: View, actor: Actor, fileId: string, now: Date): Promise<FileState> {
  const { row, kept } = await findFile(view, actor, fileId, now);
  const words = await readFileWords(view, actor.boardId);
  const choices = await asksToFill(view, actor, now);
  const ask = choices.find(choice => choice.askId === row.askId) ?? null;
  const columns = kept.stage === 'saved' ? [] : matchColumns(kept, words);
  const reading = kept.stage === 'figures' ? kept.reading : null;
  const strange = reading ? strangeWords(reading, words) : { agencies: [], statuses: [] };
  const hasStrange = strange.agencies.length + strange.statuses.length > 0;
  return {
    fileId,
    name: row.name,
    asks: choices,
    ask,
    step: kept.stage !== 'figures' ? kept.stage : ask === null ? 'ask' : hasStrange ? 'words' : 'look',
    columns,
    missing: missingFields(columns),
    problem: kept.stage === 'columns' ? kept.problem : null,
    strange,
    found: reading && { ...reading, runs: reading.runs.length },
    saved: kept.stage === 'saved' ? kept : null,
    words,
  };
}

/** For which ask the file is. @throws CollateError `file_gone`, `ask_unknown` */
export async function chooseAsk(
  { store, clock }: Deps,
  actor: Actor,
  fileId: string,
  askId: string,
): Promise<FileState> {
  return store.write(async unit => {
    await findFile(unit, actor, fileId, clock.now());
    const choices = await asksToFill(unit, actor, clock.now());
    if (!choices.some(choice => choice.askId === askId))
      throw new CollateError('ask_unknown', 'That round is closed, or you cannot answer for that group.');
    await unit.rows(sentFiles).update({ id: fileId }, { askId });
    return readFile(unit, actor, fileId, clock.now());
  });
}

/**
 * Remembers what words mean for this file and the next. Once every column is known, the file is read again.
 * @param fetch the bytes behind the link that Teams gave for it
 * @param options `isToRead` false while more is to be said: then it is not read again yet
 * @throws CollateError `file_gone`; `file_unreadable` where Teams does not give the file out any more
 */
export async function matchWords(
  { store, clock }: Deps,
  actor: Actor,
  fileId: string,
  said: SaidWords,
  fetch: (url: string) => Promise<Uint8Array>,
  { isToRead = true }: { isToRead?: boolean } = {},
): Promise<FileState> {
  const { row, kept, words, zone } = await store.write(async unit => {
    const found = await findFile(unit, actor, fileId, clock.now());
    await rememberWords(unit, actor.boardId, said);
    await recordAudit(unit, { ...actor, at: clock.now(), event: 'file.matched', subject: { file: fileId } });
    const after = await readFileWords(unit, actor.boardId);
    const { timezone } = await unit.rows(boards).get(actor.boardId);
    return { ...found, words: after, zone: timezone };
  });
  if (isToRead && kept.stage !== 'saved' && isToReadAgain(kept, words)) {
    // Before it is fetched, so that what was read by the old columns is not saved where that fails.
    await keep(store, fileId, { stage: 'columns', headings: kept.headings, problem: null });
    if (!isToAsk(matchColumns(kept, words))) {
      const opened = await openFile(await fetchAgain(row, fetch), words, zone);
      await store.read(view => guardFile(view, actor, opened, clock.now()));
      await keep(store, fileId, keptOf(opened, words));
    }
  }
  return store.read(view => readFile(view, actor, fileId, clock.now()));
}

/** What saving would do. @throws CollateError `file_gone`, `input_invalid` where something has to be said first */
export async function lookAtSentFile(view: View, actor: Actor, fileId: string, now: Date): Promise<FileLook> {
  const file = fileForAsk(await findFile(view, actor, fileId, now));
  return lookAtFile(view, actor.boardId, file, now);
}

/** Pressed a second time, it is the same save. @throws CollateError as `lookAtSentFile`, and `not_allowed` */
export async function saveSentFile(
  deps: Deps,
  actor: Actor,
  fileId: string,
  decision: ImportDecision,
): Promise<ImportSaved | { kind: 'saved-before'; fresh: number; changed: number; askId: string }> {
  const found = await deps.store.read(view => findFile(view, actor, fileId, deps.clock.now()));
  if (found.kept.stage === 'saved')
    return { kind: 'saved-before', ...found.kept, askId: found.row.askId ?? '' };
  return saveFile(deps, actor, fileForAsk(found), decision, async (unit, { fresh, changed }) => {
    const figures: Kept = { stage: 'saved', fresh, changed };
    await unit.rows(sentFiles).update({ id: fileId }, { figures, url: null });
  });
}

/** Forgets a file; pressed twice, it is gone already. */
export async function putAway({ store, clock }: Deps, actor: Actor, fileId: string): Promise<void> {
  const { boardId, personId } = actor;
  await store.write(async unit => {
    const gone = await unit.rows(sentFiles).remove({ id: fileId, boardId, personId: personId ?? '' });
    if (gone === 0) return;
    await recordAudit(unit, { ...actor, at: clock.now(), event: 'file.put-away', subject: { file: fileId } });
  });
}

const keptOf = (opened: Awaited<ReturnType<typeof openFile>>, words: FileWords): Kept =>
  opened.kind === 'columns'
    ? { stage: 'columns', headings: opened.headings, problem: opened.problem }
    : {
        stage: 'figures',
        headings: opened.headings,
        meanings: meaningsOf(opened, words),
        reading: keptReading(opened.reading),
      };

const meaningsOf = ({ headings }: { headings: string[] }, words: FileWords): Meanings =>
  matchColumns({ headings }, words).map(({ meaning }) => meaning);

/** Where columns were still to be matched, or mean something else than when the file was read. */
const isToReadAgain = (kept: Exclude<Kept, { stage: 'saved' }>, words: FileWords): boolean =>
  kept.stage === 'columns' || !isDeepStrictEqual(kept.meanings, meaningsOf(kept, words));

const keep = (store: Store, fileId: string, figures: Kept): Promise<number> =>
  store.write(unit => unit.rows(sentFiles).update({ id: fileId }, { figures }));

async function fetchAgain(
  { url }: SentFileRow,
  fetch: (url: string) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  try {
    if (url !== null) return await fetch(url);
  } catch {
    // Told below: it is the same to who sent it.
  }
  throw new CollateError(
    'file_unreadable',
    'What the columns hold is remembered. Teams gives a file out only for a short time, so send it once more.',
  );
}

async function findFile(
  view: View,
  { boardId, personId }: Actor,
  fileId: string,
  now: Date,
): Promise<{ row: SentFileRow; kept: Kept }> {
  const row = await view.rows(sentFiles).first({ id: fileId, boardId, personId: personId ?? '' });
  if (row && row.until > now && isKept(row.figures)) return { row, kept: row.figures };
  throw new CollateError(
    'file_gone',
    'This file was put away, sent anew, or is more than a day old, so its figures are no longer kept. Send it again.',
  );
}

/** False for a file of another kind. */
const isKept = (figures: unknown): figures is Kept =>
  typeof figures === 'object' && figures !== null && 'stage' in figures;

function fileForAsk({ row, kept }: { row: SentFileRow; kept: Kept }): FileForAsk {
  if (kept.stage === 'figures' && row.askId !== null) return { askId: row.askId, reading: kept.reading };
  throw new CollateError('input_invalid', 'Something has to be said of this file first. Open it again.');
}
