/** The audit list: who did what, when and from where, a page at a time. */
import type { AuditLine, AuditList } from '../../services/audit/list-audit.ts';
import type { Card, Forms } from '../card.ts';
import { withDoors } from '../doors.ts';
import { faceOf } from '../render.ts';
import { count, instantWords, truncate } from '../words.ts';
import template from './audit-card.json' with { type: 'json' };
import { auditCodes, auditWhere, auditWho } from './audit-words.ts';

export interface AuditView {
  /** The board's short name. */
  board: string;
  /** Counted from 0, the newest first. */
  page: number;
  pageSize: number;
  /** As at when the list is. */
  until: Date;
  /** True where the list can be downloaded. */
  hasList: boolean;
  forms: Forms;
}

const face = faceOf(template);

export function auditCard({ lines, all, timezone }: AuditList, view: AuditView): Card {
  const { board, page, pageSize, until, forms } = view;
  const older = all - page * pageSize - lines.length;
  return withDoors(
    face({
      plain: { fallback: `The audit list: ${count(all, 'event')}.` },
      about: `${truncate(board, 80)} · ${count(all, 'event')}, the newest first`,
      isEmpty: lines.length === 0,
      lines: lines.map(line => rowOf(line, timezone)),
      hasNewer: page > 0,
      newer: page - 1,
      hasOlder: older > 0,
      older: page + 1,
      until: until.toISOString(),
      hasList: view.hasList,
    }),
    forms,
  );
}

function rowOf(line: AuditLine, zone: string) {
  const about = [instantWords(line.at, zone), auditWhere(line), auditCodes(line)];
  return {
    who: auditWho(line),
    what: ` ${line.what}`,
    about: truncate(about.filter(text => text !== '').join(' · '), 240),
  };
}
