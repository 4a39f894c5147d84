/** Whatever people do leaves an event: every file that begins a unit of work records one, or says why not. */
import assert from 'node:assert/strict';
import { codeFiles, read } from '../../house/files.ts';

/** Answers: all of them go through `appendReturn` of services/returns/saving.ts, which records each version. */
const THROUGH_SAVING = [
  'services/reports/import-report.ts',
  'services/returns/action-updates.ts',
  'services/returns/answers.ts',
  'services/returns/compliance.ts',
  'services/returns/measures.ts',
  'services/returns/section-11.ts',
  'services/returns/training-figures.ts',
  'services/returns/training-import.ts',
  'services/returns/written-report-save.ts',
  'services/returns/written-report-submit.ts',
];

/** Does its work through a function of another file, which records it. */
const THROUGH_ANOTHER = ['services/calendar/import-calendar.ts', 'services/rounds/open-planned.ts'];

/** What the bot keeps for itself, and no person does. */
const NOBODYS: Record<string, string> = {
  'bot/hold-message.ts': 'a form is open in a message',
  'bot/local/places.ts': 'local mode sets up its own channels',
  'bot/local/seed-history.ts': 'local mode moves the hour of its made-up history',
  'bot/personal-chat.ts': 'where a 1:1 chat is',
  'bot/verbs/decisions.ts': 'a list that was answered is one that stands',
  'services/audit/seal.ts': 'the chain of these events',
  'services/delivery/dispatcher.ts': 'what became of a delivery',
  'services/returns/forget-files.ts': 'files are forgotten when their day is over',
  'services/schedule/look.ts': 'what is done by the clock records its own',
  'services/teams/personal-chats.ts': 'where a 1:1 chat is',
};

/** Begins a unit of work; not what `write` of a stream or of a kind's contents is. */
const BEGINS = /\bstore\s*\.write\(/;

describe('Every write', () => {
  const writers = codeFiles(['bot', 'cli', 'services']).filter(
    file => BEGINS.test(read(file)) && !file.startsWith('services/store/'),
  );
  const records = (file: string) => /\brecordAudit\(/.test(read(file));

  it('records an event, goes through what does, or is nobody’s deed', () => {
    const known = [...THROUGH_SAVING, ...THROUGH_ANOTHER, ...Object.keys(NOBODYS)];
    assert.deepEqual(
      writers.filter(file => !records(file) && !known.includes(file)),
      [],
    );
    assert.deepEqual(
      known.filter(file => !writers.includes(file) || records(file)),
      [],
      'no name is left in the lists that need not be there',
    );
  });

  it('of an answer adds its version in the one place that records it', () => {
    assert.ok(records('services/returns/saving.ts'));
    const inserts = codeFiles(['bot', 'cli', 'services']).filter(file =>
      /rows\(returns\)\s*\.insert\(/.test(read(file)),
    );
    assert.deepEqual(inserts, ['services/returns/saving.ts']);
  });

  it('of the audit list itself is an insert in one file, and a sealing in another', () => {
    const writes = (how: string) =>
      codeFiles(['bot', 'cli', 'services']).filter(file =>
        new RegExp(`rows\\(auditEvents\\)\\s*\\.${how}\\(`).test(read(file)),
      );
    assert.deepEqual(
      [writes('insert'), writes('update'), writes('remove')],
      [['services/audit/record.ts'], ['services/audit/seal.ts'], []],
    );
  });
});
