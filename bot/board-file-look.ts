/** What a board file would change, or has changed. */
import type { Card, Forms } from '../cards/card.ts';
import { choiceCard } from '../cards/notice/choice-card.ts';
import { listed } from '../cards/words.ts';
import type { BoardFileLook } from '../services/plan/sent-board-file.ts';

export function boardFileLook({ fileId, name, result, isImported }: BoardFileLook, forms: Forms): Card {
  const { changes, losesOwnRole, managers } = result;
  const changed = changes.map(
    ({ kind, what, name: called, fields }) =>
      `${kind}: ${what} ${called}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`,
  );
  const own = isImported
    ? `You are no manager of this board any more. Managers now: ${listed(managers)}.`
    : `This takes your own role as manager away: only ${listed(managers)} could give it back.`;
  const lines = losesOwnRole ? [own, ...changed] : changed;
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
