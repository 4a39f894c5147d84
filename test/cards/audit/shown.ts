/** The audit list as the rules of every card meet it. */
import { auditCard } from '../../../cards/audit/audit-card.ts';
import type { Card, Forms } from '../../../cards/card.ts';
import { accountCard } from '../../../cards/notice/account-card.ts';
import { choiceCard } from '../../../cards/notice/choice-card.ts';
import type { AuditLine } from '../../../services/audit/list-audit.ts';

export const auditLine = (given: Partial<AuditLine> = {}): AuditLine => ({
  id: 'event-1',
  position: 412,
  at: '2026-07-06T08:12:00.000Z',
  event: 'return.saved',
  what: 'saved an answer',
  person: 'Ann Ward',
  agency: 'Police',
  role: 'chair',
  source: 'channel',
  channel: 'Quality Assurance',
  subject: { kind: 'action-updates', period: '2026-27 Q1', version: 2 },
  ...given,
});

export function auditCards(text: string, forms: Forms): [name: string, card: Card][] {
  const until = new Date('2026-07-06T09:00:00Z');
  const view = { board: text, page: 1, pageSize: 8, until, hasList: true, forms };
  const lines = [
    auditLine(),
    auditLine({ person: text, agency: text, channel: text }),
    auditLine({
      event: 'board.read',
      what: 'looked at answers of the whole board',
      source: 'personal',
      channel: null,
      subject: { what: 'draft', period: '2026-27 Q1' },
    }),
    auditLine({
      person: null,
      agency: null,
      role: null,
      source: 'terminal',
      channel: null,
      event: 'round.opened',
      what: 'opened a round',
    }),
    auditLine({
      person: null,
      agency: null,
      role: null,
      source: 'bot',
      channel: null,
      event: 'team.installed',
      what: 'the bot was added to a team',
      subject: {},
    }),
  ];
  const choice = { title: text, lines: [text, text], links: [{ title: 'Open', url: 'https://x.example/y' }] };
  const person = { name: text, agency: text, email: text };
  const account = { accountId: 'a1', person, metName: text };
  const buttons = [{ title: 'Remove them', verb: 'retention.apply', data: { before: '2026-09-01' } }];
  return [
    ['choice', choiceCard({ ...choice, buttons, forms })],
    [
      'choice, long',
      choiceCard({ ...choice, lines: Array.from({ length: 60 }, () => text), buttons: [], forms }),
    ],
    ...(['asked', 'joined', 'settled'] as const).map((state): [string, Card] => [
      `account, ${state}`,
      accountCard({ ...account, state, decidedBy: state === 'joined' ? text : null }, forms),
    ]),
    ['audit', auditCard({ lines, all: 40, timezone: 'Europe/London' }, view)],
    ['audit, none', auditCard({ lines: [], all: 0, timezone: 'Europe/London' }, { ...view, page: 0 })],
  ];
}
