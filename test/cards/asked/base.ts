/** An ask of any kind, half answered, for the cards of the kinds. */
import type { KindName } from '../../../services/returns/kinds.ts';
import type { AskBase } from '../../../services/returns/read-asked.ts';
import { ann } from '../samples.ts';

export function askBase(kind: KindName, given: Partial<AskBase> = {}): AskBase {
  return {
    askId: 'ask-1',
    kind,
    board: {
      id: 'board-1',
      key: 'cwac',
      name: 'Cheshire West and Chester Safeguarding Children Partnership',
      short: 'Cheshire West SCP',
      timezone: 'Europe/London',
    },
    asked: {
      kind: 'group',
      id: 'group-1',
      name: 'Quality Assurance and Scrutiny Group',
      short: 'QAS',
    },
    round: {
      id: 'round-1',
      period: '2026-27 Q1',
      starts: '2026-04-01',
      ends: '2026-07-01',
      due: '2026-07-10',
      closed: false,
    },
    done: 1,
    total: 3,
    lastSaved: {
      returnId: 'return-1',
      subjectId: 'part-1',
      version: 2,
      by: ann,
      enteredBy: null,
      at: new Date('2026-07-06T08:12:00Z'),
      withdrawn: false,
    },
    signOff: null,
    calls: [{ teamsUserId: '29:ann', name: 'Ann Ward' }],
    ...given,
  };
}
