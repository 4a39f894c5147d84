/** A board file: looked at before anything of it changes the plan. */
import { receiveBoardFile } from '../../services/plan/sent-board-file.ts';
import { boardFileLook } from '../board-file-look.ts';
import type { FileKind } from './file-kind.ts';

export const boardFile: FileKind = {
  extensions: ['yaml', 'yml'],
  about: 'the board file as .yaml, from the manager',
  answer: async (deps, { actor, person }, { name, bytes }) =>
    boardFileLook(
      await receiveBoardFile(deps, { ...actor, personId: person.id }, { name, bytes }),
      deps.forms,
    ),
};
