/** The audit list, newest first, as far as a spreadsheet is of use. */
import { codesOf, listAudit } from '../audit/list-audit.ts';
import { noteRead } from '../audit/note-read.ts';
import { requireMay } from '../people/permissions.ts';
import { boards } from '../store/entities/board.ts';
import { dayOf } from '../time.ts';
import { csvOf } from './csv.ts';
import type { DocumentKind } from './document.ts';

/** The terminal gives more. */
const MOST = 20_000;

export const auditList: DocumentKind = {
  title: 'Audit list',
  extension: 'csv',
  contentType: 'text/csv; charset=utf-8',
  async make(deps, actor) {
    const { store, clock } = deps;
    const made = await store.read(async view => {
      await requireMay(view, actor, 'audit.read', { now: clock.now() });
      const board = await view.rows(boards).get(actor.boardId);
      const { lines } = await listAudit(view, actor.boardId, { limit: MOST });
      return {
        name: `${board.short} audit ${dayOf(clock.now(), board.timezone)}`,
        content: csvOf(
          ['Position', 'At (UTC)', 'Event', 'What', 'Person', 'Agency', 'Role', 'From', 'Channel', 'About'],
          lines.map(line => [
            line.position,
            line.at,
            line.event,
            line.what,
            line.person,
            line.agency,
            line.role,
            line.source,
            line.channel,
            codesOf(line).join('; '),
          ]),
        ),
      };
    });
    await noteRead(deps, actor, 'audit');
    return made;
  },
};
