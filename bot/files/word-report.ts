/** A Word file with the headings of a report: looked at before anything of it is kept. */
import { receiveReport } from '../../services/reports/sent-report.ts';
import { drawChoice, drawLook } from '../report-files.ts';
import type { FileKind } from './file-kind.ts';

export const wordReport: FileKind = {
  extensions: ['docx'],
  about: 'a written report with its headings as .docx',
  answer: async (deps, scene, { name, bytes }) => {
    const received = await receiveReport(deps, scene.actor, { name, bytes });
    return received.kind === 'look'
      ? drawLook(deps, scene, received.look, { forms: deps.forms })
      : drawChoice(received, 0, deps.forms);
  },
};
