/** The buttons under a Word file that was sent in 1:1 chat: which report it is for, the look, keeping it. */
import { z } from 'zod';
import { doneCard } from '../../cards/notice/done-card.ts';
import { count, listed } from '../../cards/words.ts';
import { choiceInput } from '../../cards/written-report/file-card.ts';
import { fileReadCard } from '../../cards/written-report/file-read-card.ts';
import { kindTitle } from '../../cards/written-report/report-to-read.ts';
import type { Choices } from '../../services/reports/look-at-placed.ts';
import {
  dropSent,
  keepSent,
  lookAtSent,
  reportsForSent,
  type SentLook,
} from '../../services/reports/sent-report.ts';
import { headingIn } from '../../services/returns/written-report.ts';
import type { BotDeps, Scene } from '../deps.ts';
import type { Press } from '../press.ts';
import { drawChoice, drawLook } from '../report-files.ts';
import { showStep } from '../report-forms.ts';
import { formsOf } from '../show-ask.ts';
import { id, readData, small, type Verb, type VerbAnswer } from './verb.ts';

const file = z.object({ file: id });

/** Of several reports, the one that the file is for. */
const choose: Verb = {
  name: 'report-file.choose',
  press: async (deps, scene, press) => {
    const data = readData(file.extend({ ask: id }), press);
    const look = await lookAtSent(deps, scene.actor, { fileId: data.file, askId: data.ask });
    return showLook(deps, scene, press, look, null);
  },
};

const list: Verb = {
  name: 'report-file.list',
  press: async (deps, scene, press) => {
    const data = readData(file.extend({ page: small }), press);
    const found = await reportsForSent(deps, scene.actor, data.file);
    const card = drawChoice({ fileId: data.file, ...found }, data.page, lookForms(deps, press));
    return { title: 'From a file', card };
  },
};

const look: Verb = {
  name: 'report-file.look',
  press: async (deps, scene, press) => {
    const data = readData(file, press);
    return showLook(deps, scene, press, await lookAtSent(deps, scene.actor, { fileId: data.file }), null);
  },
};

const read: Verb = {
  name: 'report-file.read',
  press: async (deps, scene, press) => {
    const data = readData(file.extend({ heading: id.optional(), page: small.default(0) }), press);
    const found = await lookAtSent(deps, scene.actor, { fileId: data.file });
    const card = fileReadCard(found, {
      heading: data.heading ?? null,
      page: data.page,
      forms: formsOf(press),
    });
    return { title: 'From a file', card };
  },
};

/** A text that is too long, in the form where it can be shortened. */
const mend: Verb = {
  name: 'report-file.mend',
  press: async (deps, scene, press) => {
    const data = readData(file.extend({ heading: id }), press);
    const { state, headings } = await lookAtSent(deps, scene.actor, { fileId: data.file });
    const placed = headings.find(heading => heading.id === data.heading);
    const heading = headingIn(state, data.heading);
    return showStep(deps, scene, press, state, heading, {
      ...(placed?.fromFile ? { text: placed.fromFile } : {}),
      notice: heading.answer
        ? 'This is the file’s text. Next keeps it in place of what the draft says; Close keeps the draft.'
        : 'This is the file’s text. Shorten it and press Next.',
    });
  },
};

const keep: Verb = {
  name: 'report-file.keep',
  press: async (deps, scene, press) => {
    const data = readData(
      file.extend({ seen: z.string().max(64), givenBy: z.string().max(64).optional() }),
      press,
    );
    const before = await lookAtSent(deps, scene.actor, { fileId: data.file });
    const choices = choicesIn(press, before);
    const result = await keepSent(deps, scene.actor, {
      fileId: data.file,
      seen: data.seen,
      choices,
      givenById: data.givenBy || null,
    });
    if (result.kind === 'changed') {
      const banner = 'The draft changed since you looked, so nothing is kept yet. Please look once more.';
      return showLook(deps, scene, press, result.look, banner, choices);
    }
    if (result.kind === 'undecided') {
      const open = listed(result.undecided.map(({ title }) => title));
      return showLook(
        deps,
        scene,
        press,
        result.look,
        `Nothing is kept yet. Say which of the two stands: ${open}.`,
        choices,
      );
    }
    return kept(press, result.look);
  },
};

const drop: Verb = {
  name: 'report-file.drop',
  press: async (deps, scene, press) => {
    await dropSent(deps, scene.actor, readData(file, press).file);
    const card = doneCard({
      heading: 'The file is put away. Nothing more of it is kept.',
      detail: null,
      buttons: [],
      place: 'message',
      forms: formsOf(press),
    });
    return { title: 'From a file', card };
  },
};

async function showLook(
  deps: BotDeps,
  scene: Scene,
  press: Press,
  found: SentLook,
  banner: string | null,
  choices: Choices = {},
): Promise<VerbAnswer> {
  const card = await drawLook(deps, scene, found, { banner, choices, forms: lookForms(deps, press) });
  return { title: 'From a file', card };
}

/** The look stands in place of itself; only its step opens as a form does here. */
const lookForms = (deps: BotDeps, press: Press) => (press.door === 'execute' ? deps.forms : formsOf(press));

function kept(press: Press, { state, headings }: SentLook): VerbAnswer {
  const same = headings.filter(({ fate }) => fate === 'same').length;
  const long = headings.filter(({ fate }) => fate === 'too-long').map(({ title }) => title);
  const rest = long.length > 0 ? ` Still to be shortened: ${listed(long)}.` : '';
  const card = doneCard({
    heading: `The draft of ${state.asked.name} holds ${count(same, 'heading')} of the file.`,
    detail: `${kindTitle(state.kind)}, ${state.round.period}. Nothing is submitted yet.${rest}`,
    buttons: [{ title: 'Look at the whole', verb: 'written-report.whole', data: { ask: state.askId } }],
    place: 'message',
    forms: press.door === 'execute' ? 'dialog' : formsOf(press),
  });
  return { title: 'From a file', card };
}

/** What was chosen for each heading that has two texts; anything else that a client sends is left behind. */
function choicesIn({ data }: Press, { headings }: SentLook): Choices {
  const chosen = headings.flatMap(({ id: heading }) => {
    const value = data[choiceInput(heading)];
    return value === 'draft' || value === 'file' ? [[heading, value] as const] : [];
  });
  return Object.fromEntries(chosen);
}

export const reportFileVerbs: readonly Verb[] = [choose, list, look, read, mend, keep, drop];
