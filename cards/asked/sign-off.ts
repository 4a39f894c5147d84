/** What a group's own cards tell of its chair's sign-off: who waits for whom, who signed, what is to be mended. */
import type { GivenStep, SignOffLine } from '../../services/sign-off/line.ts';
import { dayOf } from '../../services/time.ts';
import { dayWords, instantWords, paragraphs, personWords, truncate } from '../words.ts';
import block from './sign-off.json' with { type: 'json' };

/** Where the block stands in a template. */
const PLACE = 'sign-off';

const NAME = 80;
const NAMES = 3;
const LIST = 300;
const COMMENT = 1000;

/** A template with the sign-off in its place, among the elements that all asks have. */
export function withSignOff<Template extends { body: object[] }>(template: Template): Template {
  const place = template.body.findIndex(element => 'id' in element && element.id === PLACE);
  return {
    ...template,
    body: [...template.body.slice(0, place), ...block.body, ...template.body.slice(place + 1)],
  };
}

interface Look {
  now: Date;
  zone: string;
}

/** The fields of a view that the block shows; `undoSignOff` belongs into its `plain`. */
export function signOffView(line: SignOffLine | null, look: Look) {
  const nothing = {
    hasSignOff: false,
    signOff: '',
    signOffStyle: 'default',
    signOffWeight: 'Default',
    signOffLines: [] as { line: string }[],
    hasSignOffNote: false,
    signOffNote: '',
    canSignOff: false,
    canUndoSignOff: false,
    signOffStep: '',
  };
  const told = line && tell(line, look);
  if (!line || !told) return nothing;
  return {
    ...nothing,
    ...told,
    hasSignOff: true,
    hasSignOffNote: told.signOffNote !== '',
    canSignOff: line.state === 'waiting' || line.state === 'changed' || line.state === 'sent-back',
    canUndoSignOff: line.mayUndo && line.given !== null && told.tellsGiven,
    signOffStep: line.given?.stepId ?? '',
  };
}

interface Told {
  signOff: string;
  signOffStyle: string;
  signOffWeight: string;
  signOffLines: { line: string }[];
  signOffNote: string;
  /** True where the first line is of who signed or sent back. */
  tellsGiven: boolean;
}

function tell(line: SignOffLine, look: Look): Told | null {
  const { state, given, changed, missing } = line;
  const quiet = { signOffStyle: 'default', signOffWeight: 'Default', signOffLines: [], signOffNote: '' };
  if (given?.step === 'sent-back' && state !== 'waiting')
    return {
      ...quiet,
      signOff: `${givenWords(given, look.zone)}:`,
      signOffStyle: 'warning',
      signOffWeight: 'Bolder',
      signOffLines: paragraphs(given.comment ?? '', COMMENT).map(text => ({ line: text })),
      signOffNote: 'Once something is answered anew, it goes to the chair again.',
      tellsGiven: true,
    };
  if (state === 'waiting') {
    const anew = given ? `Answered anew since it was sent back: ${list(changed)}.` : '';
    return { ...quiet, signOff: waitingWords(line, look), signOffNote: anew, tellsGiven: false };
  }
  if (!given) return null;
  const since =
    changed.length > 0
      ? [`Changed since it was signed off: ${list(changed)}. ${waitingWords(line, look)}`]
      : missing.length > 0
        ? [`Still to answer since it was signed off: ${list(missing)}.`]
        : [];
  return {
    ...quiet,
    signOff: `${givenWords(given, look.zone)}.`,
    signOffStyle: since.length > 0 ? 'warning' : 'default',
    signOffLines: since.map(text => ({ line: text })),
    tellsGiven: true,
  };
}

const list = (labels: readonly string[]) => truncate(labels.join(', '), LIST);

/** "Signed off by Ann Ward, Police (chair), Mon 6 Jul 2026, 09:12". */
export function givenWords({ step, by, capacity, at }: GivenStep, zone: string): string {
  const what = step === 'signed' ? 'Signed off by' : 'Sent back by';
  return `${what} ${personWords(by)} (${capacity.replace('-chair', ' chair')}), ${instantWords(at, zone)}`;
}

/** "Waiting for the chair’s sign-off: Ann Ward or Dev Rao, by Fri 17 Jul 2026." */
export function waitingWords({ signers, signOffBy }: SignOffLine, { now, zone }: Look): string {
  const today = dayOf(now, zone);
  const names = signers
    .filter(({ until }) => until === null || until >= today)
    .slice(0, NAMES)
    .map(({ name }) => truncate(name, NAME));
  if (names.length === 0) return 'Not signed off: there is no chair, deputy or stand-in to sign it.';
  const by = signOffBy ? `, by ${dayWords(signOffBy)}` : '';
  return `Waiting for the chair’s sign-off: ${names.join(' or ')}${by}.`;
}
