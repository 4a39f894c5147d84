import assert from 'node:assert/strict';
import { calendarCard } from '../../../cards/calendar/look-card.ts';
import type { SentCalendar } from '../../../services/calendar/sent-calendar.ts';
import { wordsIn } from '../../contract/support.ts';
import { nodesOf } from '../reading.ts';
import { look, sentCalendar } from './shown.ts';

const card = (given: Partial<SentCalendar> = {}) =>
  calendarCard(sentCalendar(given), { from: 0, notice: null, forms: 'dialog' });
const words = (of: ReturnType<typeof card>) => wordsIn(of as never);
const buttons = (of: ReturnType<typeof card>) => (of.actions ?? []).map(action => action['title']);

describe('A calendar that was sent', () => {
  it('tells what is new, what goes, and what follows for the rounds', () => {
    const shown = words(card());
    assert.match(shown, /^3 dates of 1 group\.$/m);
    assert.match(
      shown,
      /Executive Group\s+New: Thu 30 Jul 2026 and Thu 22 Oct 2026\s+No longer: Thu 23 Jul 2026/,
    );
    assert.match(shown, /2026-27 Q1: due Thu 16 Jul 2026 \(was Thu 9 Jul 2026\), papers Thu 23 Jul 2026/);
    assert.match(shown, /meeting Thu 30 Jul 2026 \(was Thu 23 Jul 2026\), asks QAS too/);
    assert.match(shown, /1 date is called off\.\s+2 events are marked as private, and passed over\./);
  });

  it('asks whose each title is, those of nobody first', () => {
    const inputs = nodesOf(card()).filter(node => node.type === 'Input.ChoiceSet');
    assert.deepEqual(
      inputs.map(node => node['value']),
      ['-', 'exec'],
    );
    assert.match(words(card()), /QAG\s+· 4 dates, next on Thu 18 Jun 2026/);
  });

  it('offers to keep other dates only where some would go, and nothing to take where nothing changes', () => {
    assert.deepEqual(buttons(card()), [
      'Use these dates',
      'Add them to those there are',
      'Look again',
      'Put away',
    ]);
    assert.deepEqual(buttons(card({ look: look({ losesDays: false }) })), [
      'Use these dates',
      'Look again',
      'Put away',
    ]);
    assert.deepEqual(buttons(card({ isInvitation: true })), ['Take this in', 'Look again', 'Put away']);
    const same = {
      id: 'exec',
      name: 'Executive Group',
      short: 'Exec',
      fresh: [],
      same: ['2026-07-23'],
      gone: [],
    };
    const nothing = card({ look: look({ groups: [same], rounds: [] }) });
    assert.match(words(nothing), /Nothing would change: these dates stand here already\./);
    assert.deepEqual(buttons(nothing), ['Look again', 'Put away']);
  });

  it('says when it is done how to see what follows', () => {
    assert.match(
      words(card({ look: null, taken: 14 })),
      /Taken: 14 dates of meetings\.\s+Planned rounds go by them/,
    );
  });
});
