/** The button under a board file that was sent. */
import { z } from 'zod';
import { importSentBoardFile } from '../../services/plan/sent-board-file.ts';
import { boardFileLook } from '../board-file-look.ts';
import { id, readData, type Verb } from './verb.ts';

const take: Verb = {
  name: 'board-file.import',
  press: async (deps, { actor }, press) => {
    const { file } = readData(z.object({ file: id }), press);
    return {
      title: 'Board file',
      card: boardFileLook(await importSentBoardFile(deps, actor, file), deps.forms),
    };
  },
};

export const boardFileVerbs: readonly Verb[] = [take];
