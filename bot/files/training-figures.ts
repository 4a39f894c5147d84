import { fileCard } from '../../cards/training-file/file-card.ts';
import { receiveFile } from '../../services/returns/training-file.ts';
import type { FileKind } from './file-kind.ts';

export const trainingFigures: FileKind = {
  // The old and the foreign ones too: the reader says how to save them.
  extensions: ['xlsx', 'csv', 'tsv', 'txt', 'xlsm', 'xls', 'xlsb', 'ods', 'numbers'],
  about: 'training figures as .xlsx or .csv',
  answer: async (deps, { actor, person }, { name, bytes, url }) => {
    const state = await receiveFile(deps, { ...actor, personId: person.id }, { name, bytes, url });
    return fileCard(state, { forms: deps.forms });
  },
};
