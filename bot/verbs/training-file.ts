/** The buttons of a file of training figures: what its words mean, a look, save, put away. */
import { z } from 'zod';
import type { Card } from '../../cards/card.ts';
import { doneCard } from '../../cards/notice/done-card.ts';
import { fileCard } from '../../cards/training-file/file-card.ts';
import { type LookView, lookCard } from '../../cards/training-file/look-card.ts';
import { type MatchView, matchCard } from '../../cards/training-file/match-card.ts';
import { questionsOf } from '../../cards/training-file/questions.ts';
import { count } from '../../cards/words.ts';
import type { FileState } from '../../services/returns/training-file.ts';
import {
  chooseAsk,
  lookAtSentFile,
  matchWords,
  putAway,
  readFile,
  saveSentFile,
} from '../../services/returns/training-file.ts';
import type { FileLook } from '../../services/returns/training-import.ts';
import type { BotDeps, Scene } from '../deps.ts';
import type { Press } from '../press.ts';
import { formsOf, showDone } from '../show-ask.ts';
import { readAnswers } from '../training-file-answers.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const where = z.object({ file: id });
const matching = where.extend({ from: small, next: small, every: z.union([z.literal(0), z.literal(1)]) });
const saving = where.extend({
  seen: z.string().max(64),
  sure: z.literal(1).optional(),
  changed: z.enum(['take', 'keep']).optional().catch(undefined),
  except: z.string().max(4000).optional(),
  note: z.string().max(4000).optional(),
});

const TITLE = 'Training figures from a file';

const answer = (card: Card | null): VerbAnswer => ({ title: TITLE, card });

const read = ({ store, clock }: BotDeps, { actor }: Scene, fileId: string) =>
  store.read(view => readFile(view, actor, fileId, clock.now()));

const look = ({ store, clock }: BotDeps, { actor }: Scene, fileId: string) =>
  store.read(view => lookAtSentFile(view, actor, fileId, clock.now()));

/** Whatever comes next: questions, the look, or that it is done. */
const open: Verb = {
  name: 'training-file.open',
  press: async (deps, scene, press) => {
    const { file } = readData(where, press);
    const state = await read(deps, scene, file);
    const isWaiting = state.step === 'columns' && questionsOf(state).length === 0;
    return showNext(deps, scene, press, isWaiting ? await rematch(deps, scene, file) : state);
  },
};

const columns: Verb = {
  name: 'training-file.columns',
  press: async (deps, scene, press) => {
    const state = await read(deps, scene, readData(where, press).file);
    return showMatch(press, state, { everyColumn: true });
  },
};

const match: Verb = {
  name: 'training-file.match',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const { file, from, next, every } = readData(matching, press);
    const state = await read(deps, scene, file);
    const everyColumn = every === 1;
    const questions = questionsOf(state, { everyColumn });
    const { said, askId, values, isComplete } = readAnswers(questions.slice(from, next), press.data, state);
    if (!isComplete) return showMatch(press, state, { everyColumn, from, values, isUnanswered: true });
    if (askId !== null) await chooseAsk(deps, scene.actor, file, askId);
    const isLast = next >= questions.length;
    const after = await matchWords(deps, scene.actor, file, said, url => deps.files.fetch(url), {
      isToRead: isLast || !everyColumn,
    });
    return everyColumn && !isLast
      ? showMatch(press, after, { everyColumn, from: next })
      : showNext(deps, scene, press, after);
  },
};

const save: Verb = {
  name: 'training-file.save',
  holdsTyped: true,
  press: async (deps, scene, press) => {
    const data = readData(saving, press);
    const result = await saveSentFile(deps, scene.actor, data.file, {
      digest: data.seen,
      changed: data.changed ?? null,
      except: exceptionsIn(data),
      note: noteIn(data),
      sure: data.sure === 1,
    });
    if (result.kind === 'saved-before') return showSaved(deps, scene, press, result.askId, result);
    if (result.kind === 'saved') return showSaved(deps, scene, press, result.look.ask.askId, result);
    if (result.kind === 'strange') return showNext(deps, scene, press, await read(deps, scene, data.file));
    const again = (shown: Partial<LookView>) =>
      showLook(deps, scene, press, data.file, { look: result.look, values: valuesIn(data), ...shown });
    switch (result.kind) {
      case 'improbable':
        return again({ improbable: result.reasons });
      case 'nothing':
        return again({ notice: 'Nothing was to be saved: what stands here is kept.' });
      default:
        return again({ problem: result.kind });
    }
  },
  refused: async (deps, scene, press, reason) => {
    const data = readData(saving, press);
    return showLook(deps, scene, press, data.file, { values: valuesIn(data), notice: reason });
  },
};

const away: Verb = {
  name: 'training-file.put-away',
  press: async (deps, scene, press) => {
    await putAway(deps, scene.actor, readData(where, press).file);
    const done = {
      heading: 'Put away: nothing of the file was saved, and nothing of it is kept.',
      detail: null,
    };
    const place = press.door === 'dialog' ? 'form' : 'message';
    return answer(doneCard({ ...done, buttons: [], place, forms: formsOf(press) }));
  },
};

/** Back to the file's own card; a dialog closes. */
const back: Verb = {
  name: 'training-file.back',
  press: async (deps, scene, press) => {
    if (press.door === 'dialog') return answer(null);
    const state = await read(deps, scene, readData(where, press).file);
    return answer(fileCard(state, { forms: formsOf(press) }));
  },
};

const rematch = (deps: BotDeps, { actor }: Scene, file: string): Promise<FileState> =>
  matchWords(deps, actor, file, {}, url => deps.files.fetch(url));

async function showNext(deps: BotDeps, scene: Scene, press: Press, state: FileState): Promise<VerbAnswer> {
  if (state.saved && state.ask) return showSaved(deps, scene, press, state.ask.askId, state.saved);
  return state.step === 'look' ? showLook(deps, scene, press, state.fileId) : showMatch(press, state);
}

function showMatch(press: Press, state: FileState, shown: Partial<MatchView> = {}): VerbAnswer {
  const view = { everyColumn: false, from: 0, values: {}, isUnanswered: false, notice: null, ...shown };
  return answer(matchCard(state, { ...view, forms: formsOf(press) }));
}

async function showLook(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  fileId: string,
  shown: Partial<LookView> & { look?: FileLook } = {},
): Promise<VerbAnswer> {
  const { name } = await read(deps, scene, fileId);
  const { look: seen = await look(deps, scene, fileId), ...rest } = shown;
  return answer(
    lookCard(seen, {
      fileId,
      name,
      values: { changed: '', except: '', note: '' },
      problem: null,
      improbable: [],
      notice: null,
      ...rest,
      forms: formsOf(press),
    }),
  );
}

async function showSaved(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  askId: string,
  { fresh, changed }: { fresh: number; changed: number },
): Promise<VerbAnswer> {
  const parts = [
    fresh > 0 ? `${count(fresh, 'new run')}` : '',
    changed > 0 ? `${count(changed, 'run')} changed` : '',
  ];
  const heading = `Saved from the file: ${parts.filter(part => part !== '').join(', ')}.`;
  const detail =
    'When nothing more is to come for this period, press “That is all” on the card of the return.';
  const show = { title: 'Show the return', verb: 'ask.show', data: { ask: askId } };
  return answer(await showDone(deps, scene, press, askId, { heading, detail, buttons: [show] }));
}

type Saving = z.output<typeof saving>;

const exceptionsIn = ({ except = '' }: Saving) => except.split(',').filter(subject => subject !== '');

function noteIn({ note = '' }: Saving): string | null {
  const tidy = note.replaceAll('\0', '').replace(/\r\n?/g, '\n').trim();
  return tidy === '' ? null : tidy.slice(0, 1000);
}

const valuesIn = (data: Saving): LookView['values'] => ({
  changed: data.changed ?? '',
  except: data.except ?? '',
  note: data.note ?? '',
});

export const trainingFileVerbs: readonly Verb[] = [open, columns, match, save, away, back];
