/** The card of an ask for an agency’s statement, in its contact’s 1:1 chat. */
import { writtenReportFace } from '../written-report-face.ts';

export const agencyStatementFace = writtenReportFace;
