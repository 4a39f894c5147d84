/** What a board file would change, or has changed. */
import type { Card, Forms } from '../cards/card.ts';
import { choiceCard } from '../cards/notice/choice-card.ts';
import type { BoardFileLook } from '../services/plan/sent-board-file.ts';

export function boardFileLook({ fileId, name, result, isImported }: BoardFileLook, forms: Forms): Card {
  const { changes } = result;
  const lines = changes.map(
    ({ kind, what, name: called, fields }) =>
      `${kind}: ${what} ${called}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`,
  );
  const nothing = isImported ? 'It is imported.' : 'It changes nothing: the board is as the file says.';
  const canImport = !isImported && changes.length > 0;
  return choiceCard({
    title: isImported ? `Imported: ${name}` : `What ${name} would change`,
    lines: lines.length > 0 ? lines : [nothing],
    buttons: canImport ? [{ title: 'Import it', verb: 'board-file.import', data: { file: fileId } }] : [],
    links: [],
    forms,
  });
}
