/**
 * What each command, button and call of the terminal does, as the table of permissions names it. A new one needs a
 * line here; the walk compares what happens with what the table says.
 */
import type { ErrorCode } from '../../services/errors.ts';
import type { Deed } from '../../services/people/permissions.ts';
import type { MatrixWorld } from './matrix-world.ts';

/** Which group, agency or action it is about; the board where nothing of them. */
export type AboutWhat = keyof MatrixWorld['about'];

export interface DoorLine {
  /** `anybody` for what is each person's own; `sender` for a file, which is its sender's alone. */
  deed: Deed | 'anybody' | 'sender';
  about?: AboutWhat;
  /** The code of a refusal, where that is not `not_allowed`. */
  refusal?: ErrorCode;
  /** What is typed after the command's name. */
  words?: string;
  /** What the button carries. */
  data?: (ids: MatrixWorld['ids']) => Record<string, unknown>;
}

const board = (deed: Deed, words = ''): DoorLine => ({ deed, words });
const anybody: DoorLine = { deed: 'anybody' };

export const commandDoors: Record<string, DoorLine> = {
  status: board('board.see', 'all'),
  mine: anybody,
  form: { deed: 'group.answer', about: 'action', words: '1.1.a' },
  update: { deed: 'group.answer', about: 'action', words: '1.1.a amber It goes on.' },
  // Of groups that are not theirs to sign nobody is told.
  'sign off': { deed: 'group.sign-off', about: 'group', words: 'QA', refusal: 'group_unknown' },
  'round list': anybody,
  'round open': board('round.manage', '2026-27 Q2 due 2026-10-10'),
  'round close': board('round.manage', '2026-27 Q1'),
  'round move': board('round.manage', '2026-27 Q1 due 2026-07-20'),
  'round plan': board('round.manage'),
  'round skip': board('round.manage', 'QA 2026-27 Q2 because merger'),
  'round unskip': board('round.manage', 'QA 2026-27 Q2'),
  digest: board('digest.post', 'post'),
  'round hold': board('retention.manage', '2026-27 Q1 because a review asks for it'),
  'round release': board('retention.manage', '2026-27 Q1'),
  'round remind': board('round.manage', '2026-27 Q1'),
  'round progress': board('round.manage', '2026-27 Q1'),
  'person forget': board('person.manage', 'nia@charity.example'),
  retention: board('retention.manage'),
  'plan show': board('plan.see', '1'),
  'stand-in': board('person.manage', 'QA sam@council.example until 2026-08-01'),
  sets: anybody,
  schedule: board('schedule.see'),
  summary: board('summary.see-draft', '2026-27 Q1'),
  'summary post': board('summary.post', '2026-27 Q1'),
  audit: board('audit.read'),
  'audit verify': board('audit.read'),
  deliveries: board('delivery.manage'),
  decisions: anybody,
  help: anybody,
};

/** Those that are only for a channel, walked from the group's own. */
export const channelDoors: Record<string, DoorLine> = {
  unlink: { deed: 'channel.link', about: 'group', words: 'QA' },
  link: { deed: 'channel.link', about: 'group', words: 'QA' },
};

type Ids = MatrixWorld['ids'];

const ask =
  (kind: 'ask' | 'training' | 'report' | 'compliance' | 'measures' | 'section11', more: object = {}) =>
  (ids: Ids) => ({ ask: ids[kind], ...more });
const group = (deed: Deed, data: DoorLine['data']): DoorLine => ({
  deed,
  about: 'group',
  ...(data ? { data } : {}),
});
const agency = (deed: Deed, data: DoorLine['data']): DoorLine => ({
  deed,
  about: 'agency',
  ...(data ? { data } : {}),
});
const action = (data: DoorLine['data']): DoorLine => ({
  deed: 'group.answer',
  about: 'action',
  ...(data ? { data } : {}),
});
const ofFile: DoorLine = {
  deed: 'sender',
  data: ids => ({
    file: 'some-file',
    ask: ids.report,
    heading: 'progress',
    seen: '',
    page: 0,
    from: 0,
    next: 1,
    every: 0,
  }),
};

const update = (ids: Ids) => ({
  ask: ids.ask,
  action: ids.action,
  version: 0,
  rating: 'amber',
  progress: 'On.',
});
const figures = ask('training', { part: 'programme', version: 0, attended: '5' });
const compliance = (ids: Ids) => ({
  ask: ids.compliance,
  part: ids.part,
  version: 0,
  eligible: '5',
  inDate: '4',
});
const section11 = ask('section11', { version: 0, overall: 'met' });
const heading = ask('report', { heading: 'progress', version: 0, text: 'Words.' });
const signing = ask('ask', { seen: 0, turn: 0, comment: 'Please look again.' });

export const verbDoors: Record<string, DoorLine> = {
  'account.join': { deed: 'person.manage', data: () => ({ account: 'x' }) },
  'account.other': { deed: 'person.manage', data: () => ({ account: 'x' }) },
  'account.undo': { deed: 'person.manage', data: () => ({ account: 'x' }) },
  'ask.page': group('group.see', ask('ask', { page: 0 })),
  'ask.mine': group('group.see', ask('ask')),
  'mine.page': { deed: 'anybody', data: () => ({ page: 0 }) },
  'ask.show': group('group.see', ask('training')),
  'ask.close': group('group.see', ask('ask')),
  'ask.undo': group('group.answer', ask('training', { return: 'x' })),
  'audit.page': { deed: 'audit.read', data: () => ({ page: 0, until: '2026-06-10T09:00:00Z' }) },
  'audit.verify': { deed: 'audit.read', data: () => ({}) },
  'board-file.import': { deed: 'plan.change', data: () => ({ file: 'x' }) },
  'calendar-file.look': { deed: 'plan.change', data: () => ({ file: 'x', from: 0, next: 0 }) },
  'calendar-file.take': { deed: 'plan.change', data: () => ({ file: 'x', from: 0, mode: 'only' }) },
  'calendar-file.put-away': anybody,
  'compliance.open': agency('group.answer', compliance),
  'compliance.save': agency('group.answer', compliance),
  'compliance.use-mine': agency('group.answer', compliance),
  'compliance.keep-theirs': agency('group.answer', compliance),
  'deliveries.retry': { deed: 'delivery.manage', data: () => ({ delivery: 'x' }) },
  'deliveries.retry-all': { deed: 'delivery.manage', data: () => ({}) },
  // What each may hear of is filtered, in the list of all.
  'decisions.page': { deed: 'anybody', data: () => ({ page: 0 }) },
  'decisions.open': { deed: 'decision.note', data: ids => ({ return: ids.return }) },
  'decisions.save': {
    deed: 'decision.note',
    data: ids => ({ return: ids.return, version: 0, state: 'agreed' }),
  },
  'decisions.undo': { deed: 'decision.note', data: () => ({ note: 'x' }) },
  'decisions.close': { deed: 'anybody', data: () => ({}) },
  // Each hears of the groups that they may see.
  'digest.view': { deed: 'group.see', about: 'group', data: () => ({ since: 0, until: 1_781_000_000_000 }) },
  'document.link': { deed: 'audit.read', data: () => ({ document: 'audit-list', period: null }) },
  'measures.open': group('group.answer', ids => ({ ask: ids.measures, outcome: ids.outcome })),
  'measures.save': group('group.answer', ids => ({
    ask: ids.measures,
    outcome: ids.outcome,
    version: 0,
    value: '5',
  })),
  'no-change.ask': group('group.see', ask('ask')),
  'no-change.save': action(ids => ({ ask: ids.ask, actions: [ids.action] })),
  'progress.view': { deed: 'board.see', data: ids => ({ round: ids.round }) },
  'progress.missing': { deed: 'board.see', data: ids => ({ round: ids.round, page: 0 }) },
  'progress.remind': { deed: 'round.manage', data: ids => ({ round: ids.round, seen: 0 }) },
  'reminder.snooze': group('reminder.snooze', ids => ({ reminder: ids.reminder, until: '2026-06-12' })),
  'report-file.choose': ofFile,
  'report-file.list': ofFile,
  'report-file.look': ofFile,
  'report-file.read': ofFile,
  'report-file.mend': ofFile,
  'report-file.keep': ofFile,
  'report-file.drop': anybody,
  'report-reading.list': {
    deed: 'board.see',
    data: () => ({ from: 'status', period: '2026-27 Q1', all: 1 }),
  },
  'report-reading.whole': group('draft.see', ask('report', { from: 'draft' })),
  'report-reading.read': group('draft.see', ask('report', { from: 'draft', heading: 'progress' })),
  'report-reading.close': anybody,
  'retention.apply': { deed: 'retention.manage', data: () => ({ before: '2020-01-01' }) },
  'retention.forget': { deed: 'person.manage', data: () => ({ person: 'x' }) },
  'round.open-planned': { deed: 'round.manage', data: () => ({ period: '2026-27 Q2' }) },
  'section-11.open': agency('group.answer', ask('section11')),
  'section-11.save': agency('group.answer', section11),
  'section-11.use-mine': agency('group.answer', section11),
  'section-11.keep-theirs': agency('group.answer', section11),
  'sign-off.open': group('group.sign-off', ask('ask')),
  'sign-off.page': group('group.sign-off', ask('ask')),
  'sign-off.sign': group('group.sign-off', signing),
  'sign-off.send-back': group('group.sign-off', signing),
  'sign-off.undo': group('group.sign-off', ask('ask', { step: 'x' })),
  'sign-off.close': group('group.see', ask('ask')),
  'stand-in.end': { deed: 'person.manage', data: ids => ({ group: ids.group }) },
  'status.view': { deed: 'board.see', data: () => ({ view: 'top', period: '2026-27 Q1', all: 1 }) },
  'summary.post': { deed: 'summary.post', data: () => ({ summary: 'x' }) },
  'summary.view': {
    deed: 'summary.see-draft',
    data: () => ({ view: 'training', period: '2026-27 Q1', page: 0 }),
  },
  'training-figures.open': group('group.answer', figures),
  'training-figures.save': group('group.answer', figures),
  'training-figures.use-mine': group('group.answer', figures),
  'training-figures.keep-theirs': anybody,
  'training-figures.take-out': group('group.answer', figures),
  'training-figures.all': group('group.answer', ask('training')),
  'training-figures.confirm': group('group.answer', ask('training', { sure: 1 })),
  'training-file.open': ofFile,
  'training-file.columns': ofFile,
  'training-file.match': ofFile,
  'training-file.save': ofFile,
  'training-file.put-away': anybody,
  'training-file.back': ofFile,
  'update.open': action(update),
  // What was typed comes back to its writer; what the group said does not.
  'update.reuse': { deed: 'anybody', data: update },
  'update.save': action(update),
  'update.use-mine': action(update),
  'update.keep-theirs': action(update),
  'update.edit': { deed: 'anybody', data: update },
  'update.back': group('group.see', ask('ask')),
  'update.undo': { deed: 'anybody', data: ids => ({ ask: ids.ask, return: ids.return }) },
  'written-report.open': group('group.answer', heading),
  'written-report.next': group('group.answer', heading),
  'written-report.back': group('group.answer', heading),
  'written-report.none': group('group.answer', ask('report', { heading: 'progress', version: 0 })),
  'written-report.reuse': group('group.answer', heading),
  'written-report.use-mine': group('group.answer', heading),
  'written-report.keep-theirs': group('group.answer', heading),
  'written-report.whole': group('group.answer', ask('report')),
  'written-report.submit': group('report.submit', ask('report', { seen: '0.0.0.0.0' })),
};
